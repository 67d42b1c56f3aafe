"""Decades, centuries and fiscal years."""

from __future__ import annotations

from typing import Final

from timeline.dates import civil
from timeline.dates.fuzzy import Granularity, Stance
from timeline.dates.lengths import Offset
from timeline.dates.phrases.parts import Counted
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import FISCAL_START, Months
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Edge, Fixed, Unit
from timeline.dates.phrases.written import ERAS, short
from timeline.dates.tokens import Kind, Token

__all__ = ["TURNS", "century", "decade", "fiscal_named_before", "fiscal_year", "turn_of"]


def decade(r: Reader) -> Term:
    """Read "the 1990s", "the '90s", "the nineties", "the 1800s", "the 40s BC"."""
    token = r.go()
    number = token.number
    short = number < 100 and token.digits in (0, 2)
    era = r.any_of(ERAS)
    if number % 10:
        r.fail("a decade begins with a year that ends in 0", at=token)
    if era is not None and ERAS[era] < 0:
        return _years(1 - number - 9, 1 - number, Granularity.DECADE, "decade")
    if number == 20 and short and era is None:
        r.fail("the 1920s or the 2020s may be meant", at=token, suggestion="write the century as well")
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
    era = r.any_of(ERAS)
    if era is not None and ERAS[era] < 0:
        return _years(1 - 100 * number, 100 - 100 * number, Granularity.CENTURY, "century")
    first = 100 * number - 100
    if number == 1:
        return _years(1, 99, Granularity.CENTURY, "century")
    return _years(first, first + 99, Granularity.CENTURY, "century", edtf=f"{number - 1:02d}XX")


TURNS: Final = {
    "millennium": Months(24, 12000, -12, Granularity.YEAR),
    "century": Months(24, 1200, -12, Granularity.YEAR),
    "decade": Months(24, 120, -12, Granularity.YEAR),
    "year": Months(2, 12, -1, Granularity.MONTH),
}
"""The last unit before a new century, decade or year with the first one in it."""


def turn_of(r: Reader, number: int) -> Term:
    """The turn of the nth century, which is its beginning: that of the 20th is 1899 and 1900."""
    if not r.take("century") or not 1 < number <= 99:
        r.refuse()
    first = 100 * number - 100
    return _years(first - 1, first, Granularity.YEAR, "turn")


def fiscal_year(r: Reader, at: Token) -> Term:
    """A fiscal year, "fiscal", "FY" or "financial year" already passed, of the country in the options."""
    if r.here.word == "year" and (
        r.ahead().word in _RUNS or (r.ahead().word == "that" and r.ahead(2).word in _RUNS)
    ):
        return twelve_months(r)
    series, by_end = _fiscal_series(r, at)
    r.take("year")
    number = _fiscal_number(r)
    if number is None:
        return Term(node=Unit(series, 0), rule="fiscal-year")
    return _fiscal_of(series, number[0], span=number[1], by_end=by_end)


def fiscal_named_before(r: Reader, number: int, *, span: bool) -> Term:
    """The fiscal year of a number already passed, with "fiscal year" behind it: "the 2021-22 financial year"."""
    series, by_end = _fiscal_series(r, r.go())
    r.any_of(("year",))
    return _fiscal_of(series, number, span=span, by_end=by_end)


def _fiscal_series(r: Reader, at: Token) -> tuple[Months, bool]:
    """The fiscal years of the country in the options, and whether they bear the year that they end in."""
    country = r.options.fiscal
    if country is None or country.upper() not in FISCAL_START:
        known = "the country is not known" if country else "the country is not said"
        r.fail(
            f"fiscal years differ, and {known}",
            at=at,
            suggestion="give reading: {fiscal: IN} or another country code",
        )
    start, by_end = FISCAL_START[country.upper()]
    r.assume(f"fiscal year of {country.upper()}, from 1 {civil.MONTHS[start - 1]}")
    return Months(12, 12, start - 1, Granularity.YEAR), by_end and start > 1


def _fiscal_of(series: Months, number: int, *, span: bool, by_end: bool) -> Term:
    """The fiscal year that bears a number, or begins in it if two years were written."""
    begun = number - (by_end and not span)
    day = civil.day_number(begun, series.offset + 1, 1)
    return Term(node=Fixed(*series.floor(day), Granularity.YEAR), rule="fiscal-year")


def twelve_months(r: Reader) -> Term:
    """Read "fiscal year ended 30 June 2009", which names one of its ends and so needs no country."""
    r.go()
    r.any_of(("that",))
    ends = _RUNS[r.go().word]
    if r.ahead(-1).word in ("ended", "began", "started"):
        r.leaning = Stance.REPORTED
    inner = r.expression(edges=True)
    if inner.node is None:
        r.refuse()
    edge = Edge(inner.node, last=ends)
    node = Counted(Offset(months=12), Granularity.YEAR, edge, back=ends)
    return Term(node=node, rule="unit-ending" if ends else "unit-from", parts=inner.parts)


# What can be said of a year's end, and of its beginning.
_RUNS: Final = {
    **dict.fromkeys(("ended", "ending", "ends"), True),
    **dict.fromkeys(("began", "beginning", "begins", "started", "starting", "starts"), False),
}


def _fiscal_number(r: Reader) -> tuple[int, bool] | None:
    """The year after "FY", and whether two years were written: "2023", "22", "2022-23", "'22/23"."""
    token = r.here
    if token.kind not in (Kind.NUMBER, Kind.SHORT) or token.number > 2999:
        return None
    r.go()
    number = token.number if token.number > 99 else short(r, token.number)
    follower = r.ahead()
    if (
        r.here.word in ("-", "/")
        and follower.number % 100 == (number + 1) % 100
        and follower.digits in (2, 4)
    ):
        r.go(2)
        return number, True
    return number, False
