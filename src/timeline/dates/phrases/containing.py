"""A name within a wider period: "January of this year", "the first Monday of May", "Wednesday last week".

This module knows which names fit into which periods, and refuses the others.
"""

from __future__ import annotations

from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.days import Weekly
from timeline.dates.fuzzy import Granularity, Parts
from timeline.dates.phrases import written
from timeline.dates.phrases.parts import Part, Portion, Shift
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import MonthDays, MonthlyDays, Months, Series, Weekdays, Weeks
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Fixed, Node, Unit, Within
from timeline.dates.phrases.vocabulary import AHEAD, BACK, HERE, MONTHS, QUARTER, SEASONS, UNITS
from timeline.dates.tokens import Kind

__all__ = ["CENTURIES", "contained", "container_follows"]

_ORDER: Final = {unit: place for place, unit in enumerate(Granularity)}
CENTURIES: Final = frozenset({"century", "centuries", "c", "cent"})
"""How a century is written behind its ordinal."""

_PREPOSITIONS: Final = frozenset({"of", "in", ",", "during", "for"})


def container_follows(r: Reader, term: Term) -> bool:
    """Whether a wider period comes next; steps up to it if so."""
    if term.series is None and not _some_weekday(term):
        return False
    steps = 1 if r.here.word in _PREPOSITIONS else 0
    of = r.here.word
    steps += r.ahead(steps).word == "the"
    token = r.ahead(steps)
    if token.kind is Kind.END:
        return False
    found = (
        written.looks_like_year(token)
        or token.word in HERE
        or token.word in BACK
        or token.word in AHEAD
        or token.word in ("fy", "fiscal")
        or r.ahead(steps + 2).word in ("ago", "earlier")
        or (token.kind is Kind.ORDINAL and r.ahead(steps + 1).word in CENTURIES)
        or (of in ("of", "in", "during") and _period(r, steps))
    )
    # "May and next June", "Monday, last week": only what follows at once belongs to the name.
    if found and not (token.word in AHEAD and r.ahead(steps + 1).kind is Kind.END):
        r.go(steps)
        return True
    return False


def _some_weekday(term: Term) -> bool:
    return isinstance(term.days, Weekly) and term.node is None


def _period(r: Reader, steps: int) -> bool:
    """Whether a token begins a period that can hold a name."""
    token = r.ahead(steps)
    if token.kind in (Kind.DECADE, Kind.ORDINAL):
        return True
    return (
        token.word in MONTHS
        or token.word in SEASONS
        or token.word in UNITS
        or token.word in ("fiscal", "fy", "q", "early", "late", "mid", "a", "financial")
    )


def contained(r: Reader, term: Term, period: Term, nth: int = 1) -> Term:
    """A bare name pinned down by a wider period.

    Raises:
        DateError: where the period has no such day, or does not say which of several is meant.
    """
    node, series = period.node, term.series
    if node is None:
        r.fail("the period needs one reading")
    if series is None or (
        isinstance(series, Weekdays) and term.rule != "nth" and node.unit not in _WEEKLY and nth > 0
    ):
        return _weekdays_in(r, term, node)
    if (
        isinstance(series, Months)
        and series.length == 3
        and series.every == 12
        and (series.unit is Granularity.QUARTER and node.unit in _LONG)
    ):
        return Term(node=_fold(Part(_QUARTERS[_place(series)], node)), rule="quarter-of", parts=period.parts)
    if isinstance(series, Months) and series.length == 6:
        portion = Portion.SECOND_HALF if series.offset else Portion.FIRST_HALF
        return Term(node=_fold(Part(portion, node)), rule="half", parts=period.parts)
    if isinstance(series, Weekdays) and isinstance(node, Shift) and node.unit is Granularity.DAY:
        # "Monday two weeks ago" is of that week.
        node = Unit(r.series("week"), 0, node)
    found = _within(r, series, nth, node)
    if found.relative:
        rule = term.rule.replace("bare-", "") + "-in-period"
        return term.but(
            node=found, rule=rule, series=None, direction=None, days=None, edtf=None, assumed=None
        )
    return _settled(r, term, found, node)


_LONG: Final = (Granularity.DECADE, Granularity.CENTURY)
_QUARTERS: Final = (
    Portion.FIRST_QUARTER,
    Portion.SECOND_QUARTER,
    Portion.THIRD_QUARTER,
    Portion.FOURTH_QUARTER,
)


def _place(series: Series) -> int:
    """Which quarter of the year a series of quarters is, from 0."""
    return series.offset // 3 if isinstance(series, Months) else 0


_WEEKLY: Final = (Granularity.WEEK, Granularity.DAY)


# Days of every season, weekday and part of a month.
_SAMPLE: Final = range(738000, 739461, 97)


def _weekdays_in(r: Reader, term: Term, node: Node) -> Term:
    """Read "a Wednesday in May 2022": any of several."""
    days = term.days
    if days is None:
        r.fail("the period does not say which one is meant")
    long = isinstance(node, Unit) and _ORDER[node.unit] > _ORDER[Granularity.WEEK]
    if not long and any(last - first < 6 for first, last in map(node.at, _SAMPLE if node.relative else (0,))):
        r.fail("a period shorter than a week may lack the weekday")
    return Term(node=node, rule="some-weekday", days=days, parts=term.parts, unit=Granularity.DAY)


def _within(r: Reader, series: Series, nth: int, node: Node) -> Node:
    """The node of the nth turn in a period, after a look whether every such period has it."""
    if (
        isinstance(series, Months)
        and series.length == 3
        and series.unit is Granularity.QUARTER
        and series.every == 12
    ):
        if _ORDER[node.unit] < _ORDER[Granularity.YEAR]:
            r.fail("the period is no year, and has no such quarter")
        return Within(QUARTER, series.offset // 3 + 1, node)
    if isinstance(series, MonthlyDays) and _ORDER[node.unit] > _ORDER[Granularity.MONTH]:
        r.fail("the period has several of them")
    yearly = not isinstance(series, Weekdays | Weeks | MonthlyDays) and _is_yearly(series)
    if yearly and node.relative and _ORDER[node.unit] != _ORDER[Granularity.YEAR]:
        r.fail("the period is not a year, so it does not say which one is meant")
    if yearly and not node.relative and _ORDER[node.unit] > _ORDER[Granularity.YEAR]:
        r.fail("the period has several of them")
    if isinstance(series, Weekdays) and nth > 4 and node.relative:
        r.fail("not every such period has a fifth one")
    if not yearly and _ORDER[series.unit] >= _ORDER[node.unit] and not isinstance(series, Weekdays):
        r.fail("the period is not longer than what is counted in it")
    return Within(series, nth, node)


def _is_yearly(series: Series) -> bool:
    return not (isinstance(series, Months) and series.every != 12) and series not in UNITS.values()


def _fold(node: Node) -> Node:
    return node if node.relative else Fixed(*node.at(0), node.unit)


def _settled(r: Reader, term: Term, found: Node, period: Node) -> Term:
    """An absolute result: that it lies in its period is checked, and its parts are filled in."""
    turn, bounds = found.at(0), period.at(0)
    slack = 3 if found.unit is Granularity.WEEK else 0
    straddles = isinstance(term.series, Months) and term.series.length == 3
    if turn[0] < bounds[0] - slack or (turn[1] > bounds[1] + slack and not straddles) or turn[0] > bounds[1]:
        r.impossible("the period has no such day", r.ahead(-1))
    parts = _filled(term, turn[0])
    edtf = written.edtf_of(parts) if parts and found.unit in (Granularity.DAY, Granularity.MONTH) else None
    if turn[0] != turn[1] and found.unit is Granularity.DAY:
        edtf = None
    return Term(node=Fixed(*turn, found.unit), rule=term.rule.replace("bare-", ""), parts=parts, edtf=edtf)


def _filled(term: Term, day: int) -> Parts | None:
    """The parts of a settled name; a holiday or an nth weekday wrote no calendar date."""
    if term.parts is None:
        return None
    year, month, dom = civil.civil(day)
    if isinstance(term.series, MonthDays | MonthlyDays | Weekdays):
        return attrs.evolve(term.parts, year=year, month=month, day=dom)
    return attrs.evolve(term.parts, year=year, month=term.parts.month or month)
