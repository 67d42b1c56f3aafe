"""What a wording asks of the moments of a span: days that they lie in, and distances from an anchor.

What is the same for all wordings stands here, as what a relation asks stands in `relating`.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.dates.days import DaySet, Pieces
from timeline.dates.fuzzy import Shape, Window, Wording
from timeline.evidence.model import Moment
from timeline.reasoning.network import MIDDLE, Between, CellLast, Constraint, Member, NextIn
from timeline.reasoning.relating import END, START
from timeline.reasoning.slips import Level

__all__ = ["counted_from", "greatest", "hull", "inside", "of_moment", "overlapping", "within"]


def inside(moment: int, window: Window | None, anchor: int | None = None) -> Iterator[Constraint]:
    """One moment lies in a window."""
    if window is None:
        return
    if window.days is not None:
        yield Member(moment, window.days)
    if window.relative and anchor is not None:
        yield Between(anchor, moment, window.earliest, window.latest)


def within(start: int, end: int, window: Window, anchor: int | None) -> Iterator[Constraint]:
    """A whole span lies in a window, and in one cell of it."""
    if window.days is not None:
        yield Member(start, window.days)
        yield Member(end, window.days)
        if not _in_a_run(window.days):
            yield Between(start, end, None, CellLast(window.days))
    if window.relative and anchor is not None:
        if window.earliest is not None:
            yield Between(anchor, start, window.earliest, None)
        if window.latest is not None:
            yield Between(anchor, end, None, window.latest)


def _in_a_run(days: DaySet) -> bool:
    """Whether a set of days has no holes."""
    return isinstance(days, Pieces) and len(days.cells) == 1


def overlapping(start: int, end: int, window: Window | None, anchor: int | None) -> Iterator[Constraint]:
    """A span shares days with a window that it need not lie in."""
    if window is None:
        return
    days = window.days
    if days is not None and days.greatest is not None:
        yield Member(start, Pieces([(None, days.greatest)]))
    if days is not None and days.least is not None:
        yield Member(end, Pieces([(days.least, None)]))
    if days is not None and not _in_a_run(days):
        yield Between(start, end, NextIn(days), None)
    if anchor is not None and window.latest is not None:
        yield Between(anchor, start, None, window.latest)
    if anchor is not None and window.earliest is not None:
        yield Between(anchor, end, window.earliest, None)


def hull(wording: Wording, level: Level) -> Window | None:
    """The window of a whole wording: for a span, from the first day that it can start to the last that it can end."""
    if level.start is None or level.end is None or wording.shape is not Shape.SPAN:
        return level.start or level.end
    first = level.start.days.least if level.start.days else None
    last = greatest(level.end)
    days = Pieces([(first, last)]) if first is not None or last is not None else None
    return Window(days=days, earliest=level.start.earliest, latest=level.end.latest)


def of_moment(wording: Wording, level: Level, moment: Moment | None = None) -> Window | None:
    """What a whole wording says of one moment: of an end, "since A" says no more than that it is not before A.

    Of a moment that is neither a start nor an end, "since" and "until" say what EDTF means by an open interval.
    """
    if wording.shape is Shape.SINCE and moment is not Moment.START and level.start is not None:
        days = level.start.days
        return Window(days=days and Pieces([(days.least, None)]), earliest=level.start.earliest)
    if wording.shape is Shape.UNTIL and moment is not Moment.END and level.end is not None:
        days = level.end.days
        return Window(days=days and Pieces([(None, days.greatest)]), latest=level.end.latest)
    return hull(wording, level)


def counted_from(wording: Wording) -> str:
    """Which end of an event words count from: what lies wholly ahead of it from its end, all else from its start.

    A bare name, whose direction is a default, counts from the start.
    """
    window = wording.start or wording.end
    ahead = window is not None and window.earliest is not None and window.earliest(MIDDLE) > MIDDLE
    return END if ahead and wording.direction is None else START


def greatest(window: Window | None) -> int | None:
    """The last of a window's set of days, None where it is open."""
    return window.days.greatest if window is not None and window.days is not None else None
