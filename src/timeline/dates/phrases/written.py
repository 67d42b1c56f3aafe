"""Dates as they are written: years, months, days of months, numeric dates, decades, centuries, fiscal years.

Everything here is read without looking at the words around it; what a bare name means beside a wider
period is settled in `grammar`.
"""

from __future__ import annotations

from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.days import Pieces, Weekly
from timeline.dates.fuzzy import Direction, Granularity, Parts
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import (
    FISCAL_START,
    MonthDays,
    MonthlyDays,
    Months,
    Weekdays,
)
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Fixed, Pick, Unit, Way
from timeline.dates.phrases.vocabulary import MONTHS, WEEKDAYS
from timeline.dates.tokens import Kind, Token

__all__ = [
    "a_weekday",
    "century",
    "compact",
    "day_of_month",
    "decade",
    "fiscal_year",
    "looks_like_year",
    "month",
    "month_and_day",
    "numeric",
    "short_year",
    "weekday",
    "weekday_name",
    "with_weekday",
    "year",
]

_ERAS: Final = {"bc": -1, "bce": -1, "ad": 1, "ce": 1}
# POSIX strptime: two digits from 69 on are of the twentieth century.
_PIVOT: Final = 69
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


def looks_like_year(token: Token) -> bool:
    """Whether a token can be a year without saying so: four digits, or a short one with an apostrophe."""
    if token.kind is Kind.SHORT:
        return True
    return token.kind is Kind.NUMBER and token.digits in (0, 4) and _FIRST_YEAR <= token.number <= _LAST_YEAR


def _short(r: Reader, number: int) -> int:
    full = number + (1900 if number >= _PIVOT else 2000)
    r.assume(f"'{number:02d} is {full}")
    return full


def _year_number(r: Reader) -> int:
    """Step past a year that `looks_like_year`, with its era; the astronomical year."""
    token = r.go()
    if token.kind is Kind.SHORT:
        return _short(r, token.number)
    return _with_era(r, token.number)


def _with_era(r: Reader, number: int) -> int:
    """The astronomical year of a number, after its era if one follows."""
    era = r.any_of(_ERAS)
    return 1 - number if era is not None and _ERAS[era] < 0 else number


def year(r: Reader) -> Term:
    """A year by itself: "2019", "'97", "476 AD", "44 BC", "AD 79"."""
    if r.any_of(("ad", "ce")):
        number = r.go().number
    else:
        number = _year_number(r)
    return _year(number)


def _year(number: int) -> Term:
    bounds = civil.year_bounds(number)
    edtf = civil.iso_year(number) if abs(number) <= 9999 else None
    return Term(node=Fixed(*bounds, Granularity.YEAR), rule="year", parts=Parts(year=number), edtf=edtf)


def short_year(r: Reader) -> Term:
    """A year of two digits."""
    return _year(_short(r, r.go().number))


def _day(year_: int, month_: int, day: int, *, numeric_: bool = False, weekday_: int | None = None) -> Term:
    number = civil.day_number(year_, month_, day)
    return Term(
        node=Fixed(number, number, Granularity.DAY),
        rule="day",
        parts=Parts(year=year_, month=month_, day=day, weekday=weekday_, numeric_month=numeric_),
        edtf=civil.iso(number) if abs(year_) <= 9999 else None,
    )


def _month(year_: int, month_: int) -> Term:
    edtf = f"{civil.iso_year(year_)}-{month_:02d}" if abs(year_) <= 9999 else None
    return Term(
        node=Fixed(*civil.month_bounds(year_, month_), Granularity.MONTH),
        rule="month",
        parts=Parts(year=year_, month=month_),
        edtf=edtf,
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
    if (day.kind is Kind.ORDINAL or (day.kind is Kind.NUMBER and day.digits in (0, 1, 2))) and day.number:
        after = r.ahead(2 if the else 1)
        counts = day.kind is Kind.ORDINAL and after.word in ("week", "weekend", "half", "quarter")
        if not counts and (day.number <= 31 or after.word in (",", "")):
            r.go(2 if the else 1)
            return month_and_day(r, number, day)
    if _year_follows(r):
        return _month(_year_number(r), number)
    return bare_month(r, number)


def _year_follows(r: Reader) -> bool:
    """Whether a year comes next, and step up to it past a comma or "of"; a year BC may be short."""
    steps = 1 if r.here.word in (",", "of", "in") or (r.here.word == "-" and r.ahead().digits == 4) else 0
    steps += r.ahead(steps).word == "the" and r.ahead(steps + 1).word == "year"
    steps += r.ahead(steps).word == "year"
    token = r.ahead(steps)
    era = token.kind is Kind.NUMBER and r.ahead(steps + 1).word in _ERAS
    # "May 2 weeks ago" has no year in it, and neither has "May 5, 2000 years ago".
    if not era and not looks_like_year(token):
        return False
    if r.ahead(steps + 1).word in ("years", "days", "weeks", "months"):
        return False
    r.go(steps)
    return True


def bare_month(r: Reader, number: int) -> Term:
    """A month whose year is not written."""
    series = Months(1, 12, number - 1, Granularity.MONTH)
    return Term(
        node=Pick(series, r.way(Way.MONTHS)),
        rule="bare-month",
        days=series.members(),
        series=series,
        direction=Direction.MONTH,
        parts=Parts(month=number),
        assumed="of the months from 8 back to 3 ahead of publication",
    )


def month_and_day(r: Reader, month_: int, day: Token) -> Term:
    """A day of a month, with its year if one follows."""
    if _year_follows(r):
        year_ = _year_number(r)
        _check(r, year_, month_, day.number, day)
        return _day(year_, month_, day.number)
    _check(r, None, month_, day.number, day)
    return bare_day(r, month_, day.number)


def bare_day(r: Reader, month_: int, day: int) -> Term:
    """A day of a month whose year is not written."""
    series = MonthDays(month_, day)
    return Term(
        node=Pick(series, r.way(Way.NEAREST)),
        rule="bare-month-day",
        days=series.members(),
        series=series,
        direction=Direction.MONTH_DAY,
        parts=Parts(month=month_, day=day),
        assumed="nearest year",
    )


def day_of_month(r: Reader, token: Token) -> Term:
    """ "the 21st": a day of an unnamed month."""
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
    series = Weekdays(number)
    return Term(
        node=Pick(series, r.way(Way.BEGUN)),
        rule="bare-weekday",
        days=series.members(),
        series=series,
        direction=Direction.WEEKDAY,
        parts=Parts(weekday=number),
        assumed="the last such weekday on or before publication",
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
        return _day(*day, numeric_=True, weekday_=number)
    if isinstance(term.node, Fixed) and civil.weekday(term.node.first) != number:
        written = civil.WEEKDAYS[civil.weekday(term.node.first)]
        r.assume(f"the date as written, though it was a {written}, not a {civil.WEEKDAYS[number]}")
    parts = term.parts or Parts()
    return attrs.evolve(term, parts=attrs.evolve(parts, weekday=number), series=None)


_ORDERS: Final = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}


def numeric(r: Reader) -> Term:
    """A date in numbers: "8/9/2022", "2022/09/08", "8.9.22"; both readings where both are possible."""
    token = r.go()
    sign = next(c for c in token.word if not c.isdigit())
    fields = token.word.split(sign)
    # A year of four digits shows where it stands; only a year written last leaves day and month open.
    if len(fields[0]) > 2:
        orders = ["ymd"]
    elif r.options.order is not None:
        orders = [r.options.order if len(fields[2]) <= 2 or r.options.order != "ymd" else "dmy"]
    else:
        # 8.9.2022 is the continental form, day first; nobody writes it month first.
        orders = ["dmy"] if sign == "." else ["dmy", "mdy"]
    readings = list(dict.fromkeys(_numeric_reading(r, fields, order) for order in orders))
    possible = [reading for reading in readings if _exists(*reading)]
    if not possible and r.options.order is not None and len(fields[0]) <= 2:
        possible = [x for order in ("dmy", "mdy") if _exists(*(x := _numeric_reading(r, fields, order)))]
        r.assume("the other order of day and month, because the usual one names no day")
    if not possible:
        r.impossible("no order of the numbers names a day that exists", token)
    if len(set(possible)) == 1:
        return _day(*possible[0], numeric_=True)
    return _either(r, possible)


def _either(r: Reader, possible: list[tuple[int, int, int]]) -> Term:
    """A numeric date with two readings; the parts are those of the day-first one."""
    days = [civil.day_number(*reading) for reading in possible]
    year_, month_, day = possible[0]
    return Term(
        node=None,
        rule="numeric-either",
        days=Pieces([(d, d) for d in days]),
        parts=Parts(year=year_, month=month_, day=day, numeric_month=True),
        assumed="day or month first: both readings are kept",
        unit=Granularity.DAY,
    )


def slashed(r: Reader) -> Term:
    """ "9/2022", a month of a year, and "25/9", a day of a month, where only one order is possible or the order is given."""
    first = r.go()
    r.go()
    second = r.go()
    if second.digits == 4:
        if not 1 <= first.number <= 12:
            r.fail("a year has 12 months", at=first)
        return _month(second.number, first.number)
    orders = {"dmy": [(second, first)], "mdy": [(first, second)], "ymd": [(first, second)]}
    readings = orders.get(r.options.order or "", [(second, first), (first, second)])
    possible = {(m.number, d.number) for m, d in readings if _exists(2000, m.number, d.number)}
    if len(possible) != 1:
        rule = "day or month may come first" if possible else "no order of the numbers names a day that exists"
        r.fail(rule, at=first, suggestion="write the month as a word, or give reading: {order: dmy}")
    term = bare_day(r, *possible.pop())
    assert term.parts is not None
    return attrs.evolve(term, parts=attrs.evolve(term.parts, numeric_month=True))


def _numeric_reading(r: Reader, fields: list[str], order: str) -> tuple[int, int, int]:
    y, m, d = (fields[index] for index in _ORDERS[order])
    full = int(y) if len(y) > 2 else _short(r, int(y))
    return full, int(m), int(d)


def _exists(year_: int, month_: int, day: int) -> bool:
    return 1 <= month_ <= 12 and 1 <= day <= civil.days_in_month(year_, month_)


def compact(r: Reader) -> Term:
    """Eight digits that are a date: "20230320"."""
    token = r.go()
    year_, rest = divmod(token.number, 10_000)
    month_, day = divmod(rest, 100)
    if not _exists(year_, month_, day) or not _FIRST_YEAR <= year_ <= _LAST_YEAR:
        r.impossible("the eight digits are not year, month and day of a day that exists", token)
    return _day(year_, month_, day, numeric_=True)


def decade(r: Reader) -> Term:
    """ "the 1990s", "the '90s", "the nineties", "the 1800s", "the 40s BC"."""
    token = r.go()
    number = token.number
    short = number < 100 and token.digits in (0, 2)
    era = r.any_of(_ERAS)
    if number % 10:
        r.fail("a decade begins with a year that ends in 0", at=token)
    if era is not None and _ERAS[era] < 0:
        return _years(1 - number - 9, 1 - number, Granularity.DECADE, "decade")
    if short and era is None:
        # The 2020s are young: "the 30s" and later are still those of the twentieth century.
        number += 1900 if number >= 30 else 2000
        r.assume(f"the {number}s are meant")
    if number % 100 == 0 and number % 1000:
        r.assume(f"the {number}s are the century, not its first decade")
        return _years(number, number + 99, Granularity.CENTURY, "century", edtf=f"{number // 100:02d}XX")
    if number % 1000 == 0:
        r.assume(f"the {number}s are the decade, not the century")
    return _years(number, number + 9, Granularity.DECADE, "decade", edtf=f"{number // 10:03d}X")


def _years(first: int, last: int, unit: Granularity, rule: str, *, edtf: str | None = None) -> Term:
    days = civil.day_number(first, 1, 1), civil.day_number(last, 12, 31)
    return Term(node=Fixed(*days, unit), rule=rule, edtf=edtf)


def century(r: Reader, number: int, at: Token) -> Term:
    """The nth century, "century" itself already passed: the 19th is 1800 to 1899, as EDTF's ``18XX``."""
    if not 1 <= number <= 99:
        r.fail("centuries are counted from 1 to 99", at=at)
    era = r.any_of(_ERAS)
    if era is not None and _ERAS[era] < 0:
        return _years(1 - 100 * number, 100 - 100 * number, Granularity.CENTURY, "century")
    first = 100 * number - 100
    if number == 1:
        return _years(1, 99, Granularity.CENTURY, "century")
    return _years(first, first + 99, Granularity.CENTURY, "century", edtf=f"{number - 1:02d}XX")


def fiscal_year(r: Reader, at: Token) -> Term:
    """A fiscal year, "fiscal", "FY" or "financial year" already passed; the country comes from the options."""
    country = r.options.fiscal
    if country is None or country.upper() not in FISCAL_START:
        known = "the country is not known" if country else "the country is not said"
        r.fail(
            f"fiscal years differ, and {known}", at=at, suggestion="give reading: {fiscal: IN} or another country code"
        )
    r.take("year")
    start, by_end = FISCAL_START[country.upper()]
    r.assume(f"fiscal year of {country.upper()}, from 1 {civil.MONTHS[start - 1]}")
    number = _fiscal_number(r)
    series = Months(12, 12, start - 1, Granularity.YEAR)
    if number is None:
        return Term(node=Unit(series, 0), rule="fiscal-year")
    first, span = number
    begun = first - (1 if by_end and start > 1 and not span else 0)
    day = civil.day_number(begun, start, 1)
    return Term(node=Fixed(*series.floor(day), Granularity.YEAR), rule="fiscal-year")


def _fiscal_number(r: Reader) -> tuple[int, bool] | None:
    """The year after "FY", and whether two years were written: "2023", "22", "2022-23", "'22/23"."""
    token = r.here
    if token.kind not in (Kind.NUMBER, Kind.SHORT) or token.number > _LAST_YEAR:
        return None
    r.go()
    number = token.number if token.number > 99 else _short(r, token.number)
    follower = r.ahead()
    if r.here.word in ("-", "/") and follower.number % 100 == (number + 1) % 100 and follower.digits in (2, 4):
        r.go(2)
        return number, True
    return number, False


def a_weekday(number: int) -> Term:
    """ "a Wednesday": some Wednesday, whatever the anchor."""
    return Term(
        node=None, rule="some-weekday", days=Weekly({number}), parts=Parts(weekday=number), unit=Granularity.DAY
    )


def plain_year(number: int) -> Term:
    """The term of a year that was worked out."""
    return _year(number)


def edtf_of(parts: Parts) -> str | None:
    """Canonical EDTF of a calendar date in parts, None where a part is missing."""
    if parts.year is None or abs(parts.year) > 9999:
        return None
    fields = [civil.iso_year(parts.year)]
    for part in (parts.month, parts.day):
        if part is not None:
            fields.append(f"{part:02d}")
    return "-".join(fields)


_JOINS: Final = frozenset({"-", "to", "through", "thru", "until", "till", "and", "&", "or"})


def _is_day(token: Token) -> bool:
    counted = token.kind is Kind.ORDINAL or (token.kind is Kind.NUMBER and token.digits in (1, 2))
    return counted and 1 <= token.number <= 31


def day_pair(r: Reader) -> tuple[Term, str, Term] | None:
    """ "12 to 26 January 2023" and "January 12-26, 2023": two days of one month; None, and no step, where there are none."""
    steps = 1 if r.here.word == "the" else 0
    if r.ahead(steps).word in MONTHS:
        return _pair_behind(r, steps)
    one, join = r.ahead(steps), r.ahead(steps + 1)
    if not _is_day(one) or join.word not in _JOINS:
        return None
    steps += 2 + (r.ahead(steps + 2).word == "the")
    other = r.ahead(steps)
    steps += 1 + (r.ahead(steps + 1).word == "of")
    if not _is_day(other) or r.ahead(steps).word not in MONTHS:
        return None
    r.go(steps)
    number = MONTHS[r.go().word]
    return _paired(r, number, (one, join, other))


def _pair_behind(r: Reader, steps: int) -> tuple[Term, str, Term] | None:
    """The pair of days behind a month's name."""
    one, join, other = (r.ahead(steps + n) for n in (1, 2, 3))
    if not _is_day(one) or join.word not in _JOINS or not _is_day(other) or r.ahead(steps + 4).word in MONTHS:
        return None
    number = MONTHS[r.ahead(steps).word]
    r.go(steps + 4)
    return _paired(r, number, (one, join, other))


def _paired(r: Reader, number: int, found: tuple[Token, Token, Token]) -> tuple[Term, str, Term]:
    one, join, other = found
    if one.number > other.number:
        r.fail("the range ends before it begins", at=other)
    end = month_and_day(r, number, other)
    if end.parts is None or end.parts.year is None:
        return bare_day(r, number, one.number), join.word, end
    return _day(end.parts.year, number, one.number), join.word, end


def full_date(r: Reader, year_: int, month_: int, day: Token) -> Term:
    """A whole date from its numbers, refused where no such day exists."""
    _check(r, year_, month_, day.number, day)
    return _day(year_, month_, day.number)
