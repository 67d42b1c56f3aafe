"""Frozen trees of what a phrase says; every node is a function from the anchor day to a run of days.

The nodes nest freely: the first ten days of (last (August)). Each node's `at` is monotone in the anchor, in
its first day and in its last, because turns of a series follow each other in order and each way of cutting a
run into parts cuts a later run later. So a whole tree is monotone, which is what the solver needs,
and `First` and `Last` of a tree are the two steps of a window.

This module knows day numbers and series, and no words.
"""

# ruff: noqa: FBT001, FBT002 - the fields of nodes
from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Final

from timeline.dates import civil
from timeline.dates.fuzzy import Granularity
from timeline.dates.phrases.series import Months, Series, Turn, Value, Weekends, Weeks

__all__ = [
    "TODAY",
    "After",
    "Agreeing",
    "Beside",
    "Cut",
    "Edge",
    "First",
    "Fixed",
    "Hull",
    "Last",
    "Nearest",
    "Node",
    "Pick",
    "Today",
    "Unit",
    "Way",
    "Within",
]


class Node(Value):
    """A run of days that may depend on the anchor.

    Attributes:
        unit: the unit that the run is written in.
        relative: whether the run moves with the anchor.
    """

    __slots__ = ("relative", "unit")
    unit: Granularity
    relative: bool

    def _fields(self) -> tuple[object, ...]:
        return self.unit, *super()._fields()

    def at(self, anchor: int) -> Turn:
        """First and last day for an anchor day."""
        raise NotImplementedError


class First(Value):
    """The first day of a tree's run, as a step; `plus` days on."""

    __slots__ = ("node", "plus")

    def __init__(self, node: Node, plus: int = 0) -> None:
        self.node = node
        self.plus = plus

    def __call__(self, anchor: int) -> int:
        """The day for an anchor day."""
        return self.node.at(anchor)[0] + self.plus


class Last(Value):
    """The last day of a tree's run, as a step; `plus` days on."""

    __slots__ = ("node", "plus")

    def __init__(self, node: Node, plus: int = 0) -> None:
        self.node = node
        self.plus = plus

    def __call__(self, anchor: int) -> int:
        """The day for an anchor day."""
        return self.node.at(anchor)[1] + self.plus


class Fixed(Node):
    """A run that needs no anchor."""

    __slots__ = ("first", "last")

    def __init__(self, first: int, last: int, unit: Granularity) -> None:
        self.first = first
        self.last = last
        self.unit = unit
        self.relative = False

    def at(self, anchor: int) -> Turn:  # noqa: ARG002 - every node is asked in the same way
        """See `Node.at`."""
        return self.first, self.last


class Today(Node):
    """The anchor day itself, or so many days from it."""

    __slots__ = ("plus",)

    def __init__(self, plus: int = 0) -> None:
        self.plus = plus
        self.unit = Granularity.DAY
        self.relative = True

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        return anchor + self.plus, anchor + self.plus


TODAY: Final = Today()


class Way(enum.Enum):
    """Which turn of a series is meant, seen from the anchor."""

    LAST = "the last one wholly before"
    NEXT = "the first one wholly after"
    BEGUN = "the last one to begin by then"
    UNFINISHED = "the first one not over by then"
    FROM = "the first one to begin from then on"
    NEAREST = "the nearest one"
    MONTHS = "the one from 8 months back to 3 months ahead"
    SPAN = (
        "the last one to begin, or the next if that is 3 months ahead at most and the last ended as long ago"
    )
    YEAR = "the one of the anchor's year"

    # Members are compared by identity; the hash that enum gives them is slow.
    __hash__ = object.__hash__


class Pick(Node):
    """One turn of a series, chosen by the anchor."""

    __slots__ = ("series", "way")

    def __init__(self, series: Series, way: Way) -> None:
        self.series = series
        self.way = way
        self.unit = series.unit
        self.relative = True

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        return _WAYS[self.way](self.series, anchor)


def _last(series: Series, anchor: int) -> Turn:
    turn = series.floor(anchor)
    return turn if turn[1] < anchor else series.floor(turn[0] - 1)


def _unfinished(series: Series, anchor: int) -> Turn:
    turn = series.floor(anchor)
    return turn if turn[1] >= anchor else series.ceil(anchor)


def _nearest(series: Series, anchor: int) -> Turn:
    before = series.floor(anchor)
    if before[1] >= anchor:
        return before
    after = series.ceil(anchor)
    return before if anchor - before[1] <= after[0] - anchor else after


def _months(series: Series, anchor: int) -> Turn:
    year, month, _ = civil.civil(anchor)
    if type(series) is Months:
        return series.of_month(12 * year + month + 2)
    return series.floor(civil.month_bounds(year, month + 3)[1])


def _span(series: Series, anchor: int) -> Turn:
    before = series.floor(anchor)
    after = series.ceil(before[0] + 1)
    turned = max(civil.add_months(after[0], -3), civil.add_months(before[1], 3))
    return after if anchor >= turned else before


def _of_year(series: Series, anchor: int) -> Turn:
    return series.ceil(civil.day_number(civil.civil(anchor)[0], 1, 1))


_WAYS: Final[dict[Way, Callable[[Series, int], Turn]]] = {
    Way.LAST: _last,
    Way.NEXT: lambda series, anchor: series.ceil(anchor + 1),
    Way.BEGUN: lambda series, anchor: series.floor(anchor),
    Way.UNFINISHED: _unfinished,
    Way.FROM: lambda series, anchor: series.ceil(anchor),
    Way.NEAREST: _nearest,
    Way.MONTHS: _months,
    Way.SPAN: _span,
    Way.YEAR: _of_year,
}


# A weekday beside a day and month is right far more often than it is wrong, but a date printed without its
# year is seldom more than three years away.
_FAR: Final = 3 * 366


class Agreeing(Node):
    """The turn of a series of days that falls on a weekday: "Monday 8 September".

    The nearest such turn on the side that `way` allows, up to three years away; past that the turn that `way`
    alone would choose, since then the weekday is likely to be wrong.
    """

    __slots__ = ("series", "way", "weekday")

    def __init__(self, series: Series, way: Way, weekday: int) -> None:
        self.series = series
        self.way = way
        self.weekday = weekday
        self.unit = Granularity.DAY
        self.relative = True

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        before = None if self.way is Way.UNFINISHED else self._fitting(anchor, -1)
        after = None if self.way is Way.BEGUN else self._fitting(anchor + (before is not None), 1)
        if before is None and after is None:
            return _WAYS[self.way](self.series, anchor)
        if before is None or (after is not None and after - anchor < anchor - before):
            before = after
        assert before is not None
        return before, before

    def _fitting(self, anchor: int, sign: int) -> int | None:
        """The nearest turn in one direction that falls on the weekday; None past the limit."""
        series = self.series
        day = (series.floor(anchor) if sign < 0 else series.ceil(anchor))[0]
        while abs(day - anchor) <= _FAR:
            if civil.weekday(day) == self.weekday:
                return day
            day = (series.floor(day - 1) if sign < 0 else series.ceil(day + 1))[0]
        return None


class Unit(Node):
    """The calendar unit around a day of another run, or so many such units on: "last month", "this week"."""

    __slots__ = ("inner", "series", "shift")

    def __init__(self, series: Series, shift: int, inner: Node = TODAY) -> None:
        self.series = series
        self.shift = shift
        self.inner = inner
        self.unit = series.unit
        self.relative = inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        day = self.inner.at(anchor)[0]
        if isinstance(self.series, Weekends):
            monday = Weeks().floor(day)[0] + 7 * self.shift
            return monday + 5, monday + 6
        return self.series.moved(day, self.shift)


class Within(Node):
    """The nth turn of a series in another run, from its end where `nth` is negative: "the first Monday of".

    A week belongs to the period that has its fourth day, as ISO 8601 gives weeks to years.
    """

    __slots__ = ("inner", "nth", "series")

    def __init__(self, series: Series, nth: int, inner: Node) -> None:
        self.series = series
        self.nth = nth
        self.inner = inner
        self.unit = series.unit
        self.relative = inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        slack = 3 if isinstance(self.series, Weeks) else 0
        if self.nth > 0:
            turn = self.series.ceil(first - slack)
            for _ in range(self.nth - 1):
                turn = self.series.ceil(turn[1] + 1)
            return turn
        turn = self.series.floor(last + 1)
        while turn[1] > last + slack:
            turn = self.series.floor(turn[0] - 1)
        for _ in range(-1 - self.nth):
            turn = self.series.floor(turn[0] - 1)
        return turn


class After(Node):
    """The first turn of a series from the first day of another run on, or the last one up to its last day."""

    __slots__ = ("back", "inner", "series")

    def __init__(self, series: Series, inner: Node, back: bool = False) -> None:
        self.series = series
        self.inner = inner
        self.back = back
        self.unit = series.unit
        self.relative = inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        return self.series.floor(last) if self.back else self.series.ceil(first)


class Nearest(Node):
    """The turn of a series nearest to another run: "Labor Day weekend"."""

    __slots__ = ("inner", "series")

    def __init__(self, series: Series, inner: Node) -> None:
        self.series = series
        self.inner = inner
        self.unit = series.unit
        self.relative = inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        return _nearest(self.series, self.inner.at(anchor)[0])


class Beside(Node):
    """The turn of a series next to another run: the last wholly before it, or the first wholly after."""

    __slots__ = ("back", "inner", "series")

    def __init__(self, series: Series, inner: Node, back: bool) -> None:
        self.series = series
        self.inner = inner
        self.back = back
        self.unit = series.unit
        self.relative = inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        return _last(self.series, first) if self.back else self.series.ceil(last + 1)


class Cut(Node):
    """What lies on one side of the anchor in another run, the anchor's own day with it."""

    __slots__ = ("inner", "later")

    def __init__(self, inner: Node, later: bool) -> None:
        self.inner = inner
        self.later = later
        self.unit = inner.unit
        self.relative = True

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        cut = max(first, min(anchor, last))
        return (cut, last) if self.later else (first, cut)


class Edge(Node):
    """The first or the last day of another run; so many days beyond it."""

    __slots__ = ("inner", "last", "plus")

    def __init__(self, inner: Node, last: bool, plus: int = 0) -> None:
        self.inner = inner
        self.last = last
        self.plus = plus
        self.unit = Granularity.DAY
        self.relative = inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        day = self.inner.at(anchor)[self.last] + self.plus
        return day, day

    def around(self, inner: Node) -> Edge:
        """The same edge of another run."""
        return Edge(inner, self.last, self.plus)


class Hull(Node):
    """From the first day of one run to the last day of another."""

    __slots__ = ("end", "start")

    def __init__(self, start: Node, end: Node) -> None:
        self.start = start
        self.end = end
        self.unit = start.unit
        self.relative = start.relative or end.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first = self.start.at(anchor)[0]
        # Two bare names can cross over for a few anchors: "between this week and 29 February".
        return first, max(first, self.end.at(anchor)[1])
