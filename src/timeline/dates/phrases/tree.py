"""Frozen trees of what a phrase says; every node is a function from the anchor day to a run of days.

The nodes nest freely: the first ten days of (last (August)). Each node's `at` is monotone in the anchor, in its
first day and in its last, because turns of a series follow each other in order and each way of cutting a
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
from timeline.dates.gaps import Offset
from timeline.dates.phrases.series import DAYS, Series, Turn, Weekends, Weeks

__all__ = [
    "After",
    "Beside",
    "Counted",
    "Cut",
    "Edge",
    "First",
    "Fixed",
    "Hull",
    "Last",
    "Node",
    "Part",
    "Pick",
    "Portion",
    "Running",
    "Shift",
    "Today",
    "Unit",
    "Way",
    "Within",
    "add",
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
    """The nth turn of a series in another run, from its end where `nth` is negative: "the first Monday of May".

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


class Portion(enum.Enum):
    """A part of a period: the number of equal parts, and which of them, from 0."""

    EARLY = (3, 0)
    MIDDLE = (3, 1)
    LATE = (3, 2)
    FIRST_HALF = (2, 0)
    SECOND_HALF = (2, 1)
    FIRST_QUARTER = (4, 0)
    SECOND_QUARTER = (4, 1)
    THIRD_QUARTER = (4, 2)
    FOURTH_QUARTER = (4, 3)


# Where the parts of a month end; the last part takes what is left, 28 to 31 days.
_MONTH_CUTS: Final = {3: (0, 10, 20), 2: (0, 15), 4: (0, 8, 15, 23)}
# Monday and Tuesday, Wednesday and Thursday, Friday to Sunday; the working week has the first half.
_WEEK_CUTS: Final = {3: (0, 2, 4), 2: (0, 4), 4: (0, 2, 4, 6)}
# A decade's parts are cut at whole years: 1990-1993, 1994-1996, 1997-1999.
_DECADE_CUTS: Final = {3: (0, 4, 7), 2: (0, 5), 4: (0, 2, 5, 7)}
_CENTURY_CUTS: Final = {3: (0, 33, 67), 2: (0, 50), 4: (0, 25, 50, 75)}


@attrs.frozen
class Part:
    """A third, a half or a quarter of another run, cut where calendars cut it."""

    portion: Portion
    inner: Node

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.inner.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        return self.cut(*self.inner.at(anchor))

    def cut(self, first: int, last: int) -> Turn:
        """The part of one run."""
        pieces, index = self.portion.value
        cut = _cut if isinstance(self.inner, Unit | Pick | Fixed | Within | Beside | After) else _even_cut
        start = cut(first, last, pieces, index)
        return start, (last if index + 1 == pieces else max(start, cut(first, last, pieces, index + 1) - 1))


def _cut(first: int, last: int, pieces: int, index: int) -> int:
    """The first day of one of the equal parts of a run."""
    if last - first == 6:
        return first + _WEEK_CUTS[pieces][index]
    year, month, day = civil.civil(first)
    end = civil.civil(last + 1)
    months = 12 * (end[0] - year) + end[1] - month
    if day != 1 or end[2] != 1:
        return _even_cut(first, last, pieces, index)
    if months == 1:
        return first + _MONTH_CUTS[pieces][index]
    if months == 120:
        return civil.day_number(year + _DECADE_CUTS[pieces][index], 1, 1)
    if months >= 1188:
        return civil.day_number(year + _CENTURY_CUTS[pieces][index], 1, 1)
    if months % pieces == 0:
        return civil.add_months(first, months // pieces * index)
    return _even_cut(first, last, pieces, index)


def _even_cut(first: int, last: int, pieces: int, index: int) -> int:
    """The first day of one of the equal parts of a run that no calendar cuts."""
    return first + (last - first + 1) * index // pieces


@attrs.frozen
class Counted:
    """So many units from one end of another run: "the first ten days of", "the last three months of"."""

    offset: Offset
    unit: Granularity
    inner: Node
    back: bool = False

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        if self.back:
            return min(last, add(last + 1, self.offset, back=True)), last
        return first, max(first, add(first, self.offset) - 1)


def add(day: int, offset: Offset, *, back: bool = False) -> int:
    """The day an offset away from another, months first."""
    sign = -1 if back else 1
    return (civil.add_months(day, sign * offset.months) if offset.months else day) + sign * offset.days


@attrs.frozen
class Running:
    """So many units up to the anchor ("the past two weeks") or from it on ("the next two weeks")."""

    offset: Offset
    unit: Granularity
    back: bool

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return True

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        end = add(anchor, self.offset, back=self.back)
        return (end, anchor) if self.back else (anchor, end)


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
class Shift:
    """A run moved by a distance of at least `least` and at most `most`, and widened to whole turns of `whole`.

    Going back the distance is counted from the run's first day, going forward from its last.
    """

    inner: Node
    least: Offset
    most: Offset
    back: bool
    whole: Series = DAYS

    @property
    def unit(self) -> Granularity:
        """See `Node.unit`."""
        return self.whole.unit

    @property
    def relative(self) -> bool:
        """See `Node.relative`."""
        return self.inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        start = first if self.back else last
        one, other = add(start, self.least, back=self.back), add(start, self.most, back=self.back)
        # "over 30 days, up to a month" can cross over in February.
        return self.whole.floor(min(one, other))[0], self.whole.floor(max(one, other))[1]


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
        return self.start.at(anchor)[0], self.end.at(anchor)[1]


