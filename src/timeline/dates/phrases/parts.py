"""Nodes that divide, count and move runs: thirds and halves, the first ten days, two weeks before.

Like every node they are monotone in the anchor; see `tree`.
"""

# ruff: noqa: FBT001, FBT002 - the fields of nodes
from __future__ import annotations

import enum
from typing import Final

from timeline.dates import civil
from timeline.dates.fuzzy import Granularity
from timeline.dates.lengths import Offset
from timeline.dates.phrases.series import DAYS, Months, Series, Turn
from timeline.dates.phrases.tree import After, Beside, Fixed, Node, Pick, Unit, Within

__all__ = ["Around", "Counted", "Part", "Portion", "Running", "Shift", "add"]


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

    # Plain attributes: `value` is looked up by a function each time.
    def __init__(self, pieces: int, index: int) -> None:
        self.pieces = pieces
        self.index = index


# Where the parts of a month end; the last part takes what is left, 28 to 31 days.
_MONTH_CUTS: Final = {3: (0, 10, 20), 2: (0, 15), 4: (0, 8, 15, 23)}
# Monday and Tuesday, Wednesday and Thursday, Friday to Sunday; the working week has the first half.
_WEEK_CUTS: Final = {3: (0, 2, 4), 2: (0, 4), 4: (0, 2, 4, 6)}
# A decade's parts are cut at whole years: 1990-1993, 1994-1996, 1997-1999.
_DECADE_CUTS: Final = {3: (0, 4, 7), 2: (0, 5), 4: (0, 2, 5, 7)}
_CENTURY_CUTS: Final = {3: (0, 33, 67), 2: (0, 50), 4: (0, 25, 50, 75)}


class Part(Node):
    """A third, a half or a quarter of another run, cut where calendars cut it; up to a later one if given."""

    __slots__ = ("inner", "portion", "through")

    def __init__(self, portion: Portion, inner: Node, through: Portion | None = None) -> None:
        self.portion = portion
        self.inner = inner
        self.through = through
        self.unit = inner.unit
        self.relative = inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        return self.cut(*self.inner.at(anchor))

    def around(self, inner: Node) -> Part:
        """The same part of another run."""
        return Part(self.portion, inner, self.through)

    def cut(self, first: int, last: int) -> Turn:
        """The part of one run."""
        pieces, index = self.portion.pieces, self.portion.index
        end = (self.through or self.portion).index
        cut = _cut if isinstance(self.inner, Unit | Pick | Fixed | Within | Beside | After) else _even_cut
        start = cut(first, last, pieces, index)
        return start, (last if end + 1 == pieces else max(start, cut(first, last, pieces, end + 1) - 1))


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


class Counted(Node):
    """So many units from one end of another run: "the first ten days of", "the last three months of"."""

    __slots__ = ("back", "inner", "offset")

    def __init__(self, offset: Offset, unit: Granularity, inner: Node, back: bool = False) -> None:
        self.offset = offset
        self.unit = unit
        self.inner = inner
        self.back = back
        self.relative = inner.relative

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


class Running(Node):
    """So many units up to the anchor ("the past two weeks") or from it on ("the next two weeks")."""

    __slots__ = ("back", "offset")

    def __init__(self, offset: Offset, unit: Granularity, back: bool) -> None:
        self.offset = offset
        self.unit = unit
        self.back = back
        self.relative = True

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        end = add(anchor, self.offset, back=self.back)
        return (end, anchor) if self.back else (anchor, end)


class Around(Node):
    """A run with a margin on both sides: "within three days of Easter"."""

    __slots__ = ("inner", "margin")

    def __init__(self, inner: Node, margin: Offset) -> None:
        self.inner = inner
        self.margin = margin
        self.unit = Granularity.DAY
        self.relative = inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        return add(first, self.margin, back=True), add(last, self.margin)


class Shift(Node):
    """A run moved by a distance between `least` and `most`, and widened to whole turns of `whole`.

    Going back the distance is counted from the run's first day, going forward from its last.
    """

    __slots__ = ("back", "inner", "least", "most", "whole")

    def __init__(self, inner: Node, least: Offset, most: Offset, back: bool, whole: Series = DAYS) -> None:
        self.inner = inner
        self.least = least
        self.most = most
        self.back = back
        self.whole = whole
        self.unit = whole.unit
        self.relative = inner.relative

    def at(self, anchor: int) -> Turn:
        """See `Node.at`."""
        first, last = self.inner.at(anchor)
        start = first if self.back else last
        if self.most is self.least and not self.most.days and type(self.whole) is Months:
            # Whole months away, and widened to months or more: the day of the month does not matter.
            year, month, _ = civil.civil(start)
            return self.whole.of_month(12 * year + month - 1 + self.most.months * (-1 if self.back else 1))
        one = add(start, self.least, back=self.back)
        other = one if self.most is self.least else add(start, self.most, back=self.back)
        if one == other:
            return self.whole.floor(one)
        # "over 30 days, up to a month" can cross over in February.
        return self.whole.floor(min(one, other))[0], self.whole.floor(max(one, other))[1]
