"""Dates as they are written with words: years, months, days of months, weekdays.

Everything here is read without looking at the words around it; what a bare name means beside a wider
period is settled in `grammar`.
"""

from __future__ import annotations

import functools
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.days import Pieces, Weekly
from timeline.dates.fuzzy import Direction, Granularity, Parts
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import (
    MonthDays,
    MonthlyDays,
    Months,
    Weekdays,
)
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Agreeing, Fixed, Pick, Way
from timeline.dates.phrases.vocabulary import MONTHS, WEEKDAYS
from timeline.dates.phrases.windows import kept
from timeline.dates.tokens import END, Kind, Token

__all__ = [
    "ERAS",
    "a_weekday",
    "bare_day",
    "day_of_month",
    "edtf_of",
    "full_date",
    "full_day",
    "full_month",
    "looks_like_year",
    "month",
    "month_and_day",
    "short",
    "short_year",
    "weekday",
    "weekday_name",
    "with_weekday",
    "year",
    "year_of",
]

ERAS: Final = {"bc": -1, "bce": -1, "ad": 1, "ce": 1}
# Papers write "'45" and "'68" of the last century; two digits up to 39 are near enough to be of this one.
_PIVOT: Final = 40
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


def looks_like_year(token: Token) -> bool:
    """Whether a token can be a year without saying so: four digits, or a short one with an apostrophe."""
    if _FIRST_YEAR <= token.number <= _LAST_YEAR:
        return token.kind is Kind.NUMBER and token.digits in (0, 4)
    return token.kind is Kind.SHORT


def short(r: Reader, number: int) -> int:
    """The full year of two digits."""
    full = number + (1900 if number >= _PIVOT else 2000)
    r.assume(f"'{number:02d} is {full}")
    return full


def _year_number(r: Reader) -> int:
    """Step past a year that `looks_like_year`, with its era; the astronomical year."""
    token = r.go()
    if token.kind is Kind.SHORT:
        return short(r, token.number)
    return _with_era(r, token.number)


def _with_era(r: Reader, number: int) -> int:
    """The astronomical year of a number, after its era if one follows."""
    era = r.any_of(ERAS)
    return 1 - number if era is not None and ERAS[era] < 0 else number


def year(r: Reader) -> Term:
    """A year by itself: "2019", "'97", "476 AD", "44 BC", "AD 79"."""
    if not r.any_of(("ad", "ce")):
        return year_of(_year_number(r))
    if r.here.kind is not Kind.NUMBER or not r.here.number:
        r.refuse()
    return year_of(r.go().number)


# A year, a month or a day is written again and again in one dossier, beside ever new words.
@functools.lru_cache(maxsize=512)
def year_of(number: int) -> Term:
    """The term of a year, astronomical."""
    bounds = civil.year_bounds(number)
    edtf = civil.iso_year(number) if abs(number) <= 9999 else None
    return kept(Term(node=Fixed(*bounds, Granularity.YEAR), rule="year", parts=Parts(year=number), edtf=edtf))


def short_year(r: Reader) -> Term:
    """A year of two digits."""
    return year_of(short(r, r.go().number))


@functools.lru_cache(maxsize=2048)
def full_day(
    year_: int, month_: int, day: int, *, numeric_: bool = False, weekday_: int | None = None
) -> Term:
    """The term of one day."""
    number = civil.day_number(year_, month_, day)
    return kept(
        Term(
            node=Fixed(number, number, Granularity.DAY),
            rule="day",
            parts=Parts(year=year_, month=month_, day=day, weekday=weekday_, numeric_month=numeric_),
            edtf=f"{civil.iso_year(year_)}-{month_:02d}-{day:02d}" if abs(year_) <= 9999 else None,
        )
    )


@functools.lru_cache(maxsize=1024)
def full_month(year_: int, month_: int) -> Term:
    """The term of one month."""
    edtf = f"{civil.iso_year(year_)}-{month_:02d}" if abs(year_) <= 9999 else None
    return kept(
        Term(
            node=Fixed(*civil.month_bounds(year_, month_), Granularity.MONTH),
            rule="month",
            parts=Parts(year=year_, month=month_),
            edtf=edtf,
        )
    )


def _check(r: Reader, year_: int | None, month_: int, day: int, at: Token) -> None:
    """Refuse a day that its month lacks."""
    longest = civil.days_in_month(2000 if year_ is None else year_, month_)
    if 1 <= day <= longest:
        return
    name = civil.MONTHS[month_ - 1]
    when = f" {civil.iso_year(year_)}" if year_ is not None and month_ == 2 else ""
    r.impossible(f"{name}{when} has {longest} days", at)


def month(r: Reader) -> Term:
    """From a month's name on: "May", "May 2022", "May 5", "May 5th, 2022", "May the 5th"."""
    number = MONTHS[r.go().word]
    the = r.here.word == "the" and r.ahead().kind is Kind.ORDINAL
    day = r.ahead() if the else r.here
    if day.number and day.number < 100 and (day.kind is Kind.NUMBER or day.kind is Kind.ORDINAL):
        after = r.ahead(2 if the else 1)
        counts = after.word in _COUNTED or (
            day.kind is Kind.ORDINAL and after.word in ("week", "weekend", "half", "quarter")
        )
        if day.digits == 2 and day.number >= _PIVOT and day.kind is Kind.NUMBER and not the:
            r.go()
            return full_month(short(r, day.number), number)
        if not counts and (day.number <= 31 or after.word in (",", "")):
            r.go(2 if the else 1)
            return month_and_day(r, number, day)
    if r.here.word == "-" and r.ahead().digits == 2 and r.ahead().number >= _PIVOT:
        r.go()
        return full_month(short(r, r.go().number), number)
    if _year_follows(r):
        return full_month(_year_number(r), number)
    return bare_month(r, number)


def _year_follows(r: Reader) -> bool:
    """Whether a year comes next, and step up to it past a comma or "of"; a year BC may be short."""
    if r.here is END:
        return False
    behind = r.ahead()
    if behind is END or (looks_like_year(r.here) and behind.word not in _COUNTED):
        return looks_like_year(r.here)
    steps = 1 if r.here.word in (",", "of", "in") or (r.here.word == "-" and r.ahead().digits == 4) else 0
    steps += r.ahead(steps).word == "the" and r.ahead(steps + 1).word == "year"
    steps += r.ahead(steps).word == "year"
    token = r.ahead(steps)
    era = token.kind is Kind.NUMBER and r.ahead(steps + 1).word in ERAS
    # "May 5, 2000 years ago" has no year in it.
    if not era and not looks_like_year(token):
        return False
    if r.ahead(steps + 1).word in _COUNTED:
        return False
    r.go(steps)
    return True


_COUNTED: Final = frozenset({"years", "days", "weeks", "months", "year", "decades"})


def bare_month(r: Reader, number: int) -> Term:
    """A month whose year is not written."""
    return _bare_month(number, r.way(Way.MONTHS))


# Bare names are few and written all the time: their terms are made once.
@functools.lru_cache(maxsize=512)
def _bare_month(number: int, way: Way) -> Term:
    series = Months(1, 12, number - 1, Granularity.MONTH)
    return kept(
        Term(
            node=Pick(series, way),
            rule="bare-month",
            days=series.members(),
            series=series,
            direction=Direction.MONTH,
            parts=Parts(month=number),
            assumed="of the months from 8 back to 3 ahead of publication",
        )
    )


def month_and_day(r: Reader, month_: int, day: Token) -> Term:
    """A day of a month, with its year if one follows."""
    if _year_follows(r):
        year_ = _year_number(r)
        _check(r, year_, month_, day.number, day)
        return full_day(year_, month_, day.number)
    _check(r, None, month_, day.number, day)
    return bare_day(r, month_, day.number)


def bare_day(r: Reader, month_: int, day: int) -> Term:
    """A day of a month whose year is not written."""
    return _bare_day(month_, day, r.way(Way.NEAREST))


@functools.lru_cache(maxsize=512)
def _bare_day(month_: int, day: int, way: Way) -> Term:
    series = MonthDays(month_, day)
    return kept(
        Term(
            node=Pick(series, way),
            rule="bare-month-day",
            days=series.members(),
            series=series,
            direction=Direction.MONTH_DAY,
            parts=Parts(month=month_, day=day),
            assumed="nearest year",
        )
    )


def day_of_month(r: Reader, token: Token) -> Term:
    """Read "the 21st": a day of an unnamed month."""
    if not 1 <= token.number <= 31:
        r.fail("a month has at most 31 days", at=token)
    series = MonthlyDays(token.number)
    return Term(
        node=Pick(series, r.way(Way.NEAREST)),
        rule="bare-day",
        days=series.members(),
        series=series,
        parts=Parts(day=token.number),
        assumed="nearest month",
    )


def weekday_name(r: Reader, number: int) -> Term:
    """A bare weekday."""
    return _weekday_name(number, r.way(Way.BEGUN))


@functools.lru_cache(maxsize=512)
def _weekday_name(number: int, way: Way) -> Term:
    series = Weekdays(number)
    return kept(
        Term(
            node=Pick(series, way),
            rule="bare-weekday",
            days=series.members(),
            series=series,
            direction=Direction.WEEKDAY,
            parts=Parts(weekday=number),
            assumed="the last such weekday on or before publication",
        )
    )


def weekday(r: Reader) -> int:
    """Step past the name of a weekday."""
    return WEEKDAYS[r.go().word]


def with_weekday(r: Reader, number: int, term: Term) -> Term:
    """A date with a weekday before it; a weekday that does not fit is kept for the slip model."""
    cells = term.days.cells if isinstance(term.days, Pieces) else ()
    fitting = [cell for cell in cells if cell[0] is not None and civil.weekday(cell[0]) == number]
    if len(cells) == 2 and len(fitting) == 1 and fitting[0][0] is not None:
        day = civil.civil(fitting[0][0])
        return full_day(*day, numeric_=True, weekday_=number)
    if isinstance(term.node, Fixed) and civil.weekday(term.node.first) != number:
        written = civil.WEEKDAYS[civil.weekday(term.node.first)]
        r.assume(f"the date as written, though it was a {written}, not a {civil.WEEKDAYS[number]}")
    parts = term.parts or Parts()
    node = term.node
    if isinstance(node, Pick) and node.series.unit is Granularity.DAY:
        node = Agreeing(node.series, node.way, number)
    return term.but(node=node, parts=attrs.evolve(parts, weekday=number), series=None)


def a_weekday(number: int) -> Term:
    """Read "a Wednesday": some Wednesday, whatever the anchor."""
    return Term(
        node=None,
        rule="some-weekday",
        days=Weekly(frozenset({number})),
        parts=Parts(weekday=number),
        unit=Granularity.DAY,
    )


def edtf_of(parts: Parts) -> str | None:
    """Canonical EDTF of a calendar date in parts, None where a part is missing."""
    if parts.year is None or abs(parts.year) > 9999:
        return None
    rest = [f"{part:02d}" for part in (parts.month, parts.day) if part is not None]
    return "-".join([civil.iso_year(parts.year), *rest])


def full_date(r: Reader, year_: int, month_: int, day: Token) -> Term:
    """A whole date from its numbers, refused where no such day exists."""
    _check(r, year_, month_, day.number, day)
    return full_day(year_, month_, day.number)
