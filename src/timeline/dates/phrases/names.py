"""Names that come again every week or year: months, weekdays, seasons, feasts, quarters, halves.

A name ("May", "Wednesday", "Easter", "the third quarter") stays a series until the words around it say which
turn is meant; what such words do is the business of `expressions` and `deictic`.
"""

from __future__ import annotations

from timeline.dates.fuzzy import Granularity
from timeline.dates.phrases import numbers, written
from timeline.dates.phrases.containing import contained
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import Months, Series
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Pick, Today, Unit, Way
from timeline.dates.phrases.vocabulary import (
    DAY_PARTS,
    HOLIDAY_STARTS,
    HOLIDAYS,
    MONTHS,
    YEAR,
    quarter,
    season,
)
from timeline.dates.tokens import END, Kind

__all__ = [
    "holiday",
    "month",
    "nth_half",
    "nth_quarter",
    "number_code",
    "quarter_code",
    "season_name",
    "season_of",
    "weekday",
]


def _named(series: Series, rule: str, r: Reader) -> Term:
    """A bare name of no fixed direction: a feast is the nearest one, a part of the year is as a month is."""
    if isinstance(series, Months):
        way, assumed = Way.MONTHS, "of those that begin from 8 months back to 3 ahead of publication"
    else:
        way, assumed = Way.NEAREST, "nearest to publication"
    return Term(node=Pick(series, r.way(way)), rule=rule, series=series, assumed=assumed)


def month(r: Reader) -> Term:
    """Read a month's name and what belongs to it; "the March quarter" ends in its month."""
    number = MONTHS[r.here.word]
    if r.ahead().word != "quarter" or number % 3:
        return written.month(r)
    r.go(2)
    return nth_quarter(r, number // 3)


def weekday(r: Reader) -> Term:
    """Read "Wednesday", "Wednesday 5 March 2023", "Wednesday night"."""
    number = written.weekday(r)
    if r.here is END:
        return written.weekday_name(r, number)
    while r.here.word in DAY_PARTS:
        r.go()
    steps = (
        1
        if r.here.word in (",", "the", "(") or (r.here.word == "on" and r.ahead().kind is Kind.NUMBER)
        else 0
    )
    steps += r.ahead(steps).word == "the"
    token = r.ahead(steps)
    if token.word in MONTHS and (steps or r.ahead(1).kind in (Kind.NUMBER, Kind.ORDINAL)):
        r.go(steps)
        return written.with_weekday(r, number, written.month(r))
    if token.kind is Kind.DATE:
        r.go(steps)
        return written.with_weekday(r, number, numbers.numeric(r))
    if _day_number(r, steps):
        r.go(steps)
        return written.with_weekday(r, number, r.plain())
    return written.weekday_name(r, number)


def _day_number(r: Reader, steps: int) -> bool:
    """Whether a day of the month stands so many tokens on: "5 March", "5th"."""
    token, behind = r.ahead(steps), r.ahead(steps + 1)
    if token.kind is Kind.ORDINAL:
        return token.digits > 0 or behind.word in MONTHS or behind.word == "of"
    return token.kind is Kind.NUMBER and behind.word in MONTHS


def season_name(r: Reader) -> Term:
    """Read "summer", "winter 2022-23"."""
    bare = season_of(r, r.go().word)
    r.any_of(("months",))
    steps = 1 if r.here.word in ("of", ",", "in") else 0
    one, join, other = (r.ahead(steps + n) for n in range(3))
    two = written.looks_like_year(one) and join.word in ("-", "/") and other.kind in (Kind.NUMBER, Kind.SHORT)
    if two and other.number % 100 == (one.number + 1) % 100:
        r.go(steps + 3)
        inner = written.year_of(one.number)
        return contained(r, bare, inner)
    return bare


def season_of(r: Reader, name: str) -> Term:
    """The term of a season's name alone."""
    r.assume(f"meteorological seasons of the {r.options.hemisphere}")
    return _named(season(name, r.options.hemisphere), "season", r)


def holiday(r: Reader) -> Term:
    """The longest name of a feast that begins here."""
    token = r.here
    if token.word in MONTHS and r.ahead().kind is not Kind.WORD:
        return month(r)
    if r.place and r.ahead(-1).word == "the" and r.sees("new", "year") and r.ahead(2).word != "'s":
        r.go(2)
        # The one whose beginning is nearest: from July on it is the next.
        r.assume("the year that begins nearest to publication")
        return Term(node=Unit(YEAR, 0, Today(183)), rule="new-year")
    for length in range(HOLIDAY_STARTS[token.word], 0, -1):
        name = " ".join(r.ahead(n).word for n in range(length))
        if name in HOLIDAYS:
            r.go(length)
            series = HOLIDAYS[name]
            if name in ("independence day", "labor day", "thanksgiving", "memorial day", "republic day"):
                r.assume(f"{name.title()} of {'India' if name == 'republic day' else 'the United States'}")
            return _named(series, "holiday", r)
    if token.word not in MONTHS:
        r.refuse()
    return month(r)


def quarter_code(r: Reader) -> Term:
    """Read "Q3", "H1"."""
    letter, number = r.go(), r.go()
    most = 4 if letter.word == "q" else 2
    if number.kind is not Kind.NUMBER or not 1 <= number.number <= most:
        r.fail(f"{letter.word.upper()} is followed by a number from 1 to {most}", at=number)
    return _coded(r, letter.word, number.number)


def number_code(r: Reader) -> Term:
    """Read "3Q22", "1H 2022"."""
    number, letter = r.go(), r.go()
    most = 4 if letter.word == "q" else 2
    if number.number > most:
        r.fail(f"{letter.word.upper()} stands behind a number from 1 to {most}", at=number)
    return _coded(r, letter.word, number.number)


def _coded(r: Reader, letter: str, number: int) -> Term:
    """A quarter or a half, and the year of two digits or behind a slash that belongs to it."""
    bare = nth_quarter(r, number) if letter == "q" else nth_half(r, number)
    if r.here.word in ("/", "-") and written.looks_like_year(r.ahead()):
        r.go()
        return contained(r, bare, written.year(r))
    if r.here.kind is Kind.NUMBER and r.here.digits == 2:
        return contained(r, bare, written.short_year(r))
    return bare


def nth_quarter(r: Reader, number: int) -> Term:
    """A quarter of a year not yet named."""
    return _named(quarter(number), "quarter", r)


def nth_half(r: Reader, number: int) -> Term:
    """A half of a period not yet named; of a year if none is."""
    return _named(Months(6, 12, 6 * (number - 1), Granularity.QUARTER), "half", r)
