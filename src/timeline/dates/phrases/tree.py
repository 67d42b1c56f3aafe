"""Frozen trees of what a phrase says; every node is a function from the anchor day to a run of days.

The nodes nest freely: the first ten days of (last (August)). Each node's `at` is monotone in the anchor, in
its first day and in its last, because turns of a series follow each other in order and each way of cutting a
run into parts cuts a later run later. So a whole tree is monotone, which is what the solver needs,
and `First` and `Last` of a tree are the two steps of a window.

This module knows day numbers and series, and no words.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Final, Protocol

import attrs

from timeline.dates import civil
from timeline.dates.fuzzy import Granularity
from timeline.dates.phrases.series import Series, Turn, Weekends, Weeks

__all__ = [
    "After",
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


class Node(Protocol):
    """A run of days that may depend on the anchor."""

    @property
    def unit(self) -> Granularity:
        """The unit that the run is written in."""

    @property
    def relative(self) -> bool:
        """Whether the run moves with the anchor."""

    def at(self, anchor: int) -> Turn:
        """First and last day for an anchor day."""


@attrs.frozen
class First:
    """The first day of a tree's run, as a step; `plus` days on."""

    node: Node
    plus: int = 0

    def __call__(self, anchor: int) -> int:
        """The day for an anchor day."""
        return self.node.at(anchor)[0] + self.plus


@attrs.frozen
class Last:
    """The last day of a tree's run, as a step; `plus` days on."""

    node: Node
    plus: int = 0

    def __call__(self, anchor: int) -> int:
        """The day for an anchor day."""
        return self.node.at(anchor)[1] + self.plus


@attrs.frozen
class Fixed:
    """A run that needs no anchor."""

    first: int
    last: int
    unit: Granularity

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return False

    def at(self, anchor: int) -> Turn:  # noqa: ARG002 - every node is asked in the same way
        """See `Node.at`."""
        return self.first, self.last


@attrs.frozen
class Today:
    """The anchor day itself, or so many days from it."""

    plus: int = 0

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return Granularity.DAY

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return True

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        return anchor + self.plus, anchor + self.plus


class Way(enum.Enum):
    """Which turn of a series is meant, seen from the anchor."""

    LAST = "the last one wholly before"
    NEXT = "the first one wholly after"
    BEGUN = "the last one to begin by then"
    UNFINISHED = "the first one not over by then"
    FROM = "the first one to begin from then on"
    NEAREST = "the nearest one"
    MONTHS = "the one from 8 months back to 3 months ahead"
    YEAR = "the one of the anchor's year"


@attrs.frozen
class Pick:
    """One turn of a series, chosen by the anchor."""

    series: Series
    way: Way

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.series.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return True

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
    return series.floor(civil.month_bounds(year, month + 3)[1])


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
    Way.YEAR: _of_year,
}


@attrs.frozen
class Unit:
    """The calendar unit around a day of another run, or so many such units on: "last month", "this week"."""

    series: Series
    shift: int
    inner: Node = attrs.field(factory=Today)

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.series.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        day = self.inner.at(anchor)[0]
        if isinstance(self.series, Weekends):
            monday = Weeks().floor(day)[0] + 7 * self.shift
            return monday + 5, monday + 6
        turn = self.series.floor(day)
        for _ in range(abs(self.shift)):
            turn = self.series.floor(turn[0] - 1) if self.shift < 0 else self.series.ceil(turn[1] + 1)
        return turn


@attrs.frozen
class Within:
    """The nth turn of a series in another run, from its end where `nth` is negative: "the first Monday of".

    A week belongs to the period that has its fourth day, as ISO 8601 gives weeks to years.
    """

    series: Series
    nth: int
    inner: Node

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.series.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.inner.relative

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


@attrs.frozen
class After:
    """The first turn of a series from the first day of another run on, or the last one up to its last day."""

    series: Series
    inner: Node
    back: bool = False

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.series.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        return self.series.floor(last) if self.back else self.series.ceil(first)


@attrs.frozen
class Nearest:
    """The turn of a series nearest to another run: "Labor Day weekend"."""

    series: Series
    inner: Node

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.series.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        return _nearest(self.series, self.inner.at(anchor)[0])


@attrs.frozen
class Beside:
    """The turn of a series next to another run: the last wholly before it, or the first wholly after."""

    series: Series
    inner: Node
    back: bool

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.series.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        return _last(self.series, first) if self.back else self.series.ceil(last + 1)


@attrs.frozen
class Cut:
    """What lies on one side of the anchor in another run, the anchor's own day with it."""

    inner: Node
    later: bool

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.inner.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return True

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        cut = max(first, min(anchor, last))
        return (cut, last) if self.later else (first, cut)


@attrs.frozen
class Edge:
    """The first or the last day of another run; so many days beyond it."""

    inner: Node
    last: bool
    plus: int = 0

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return Granularity.DAY

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        day = self.inner.at(anchor)[self.last] + self.plus
        return day, day


@attrs.frozen
class Hull:
    """From the first day of one run to the last day of another."""

    start: Node
    end: Node

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.start.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.start.relative or self.end.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first = self.start.at(anchor)[0]
        # Two bare names can cross over for a few anchors: "between this week and 29 February".
        return first, max(first, self.end.at(anchor)[1])
