"""Tying a wording to days: the possible days of what was read, for no anchor, one day, or a fuzzy anchor.

For a fuzzy anchor the result is the union over its days. The steps of a wording are monotone, so the windows
of neighbouring anchors are joined by leaps and not one by one. This module knows wordings and day sets, no
texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from timeline.dates.days import Cell, DaySet
from timeline.dates.fuzzy import DateRange, FuzzyDate, Shape, Window, Wording
from timeline.dates.listing import listed
from timeline.errors import DateError

_new = object.__new__
_set = object.__setattr__
_SINCE: Final = Shape.SINCE
_UNTIL: Final = Shape.UNTIL

__all__ = ["MAX_ANCHORS", "MAX_LEAPS", "MAX_LISTED", "ends_of", "ranges_of", "tie", "tied_unread"]

MAX_LISTED: Final = 100
"""The most runs of days that are listed, more than anyone looks at; beyond it the hull stands for them."""

MAX_ANCHORS: Final = 400
"""The most runs of publication days that are told apart, more than a year of days; beyond it, their hull."""

MAX_LEAPS: Final = 2000
"""The most leaps over a fuzzy anchor, enough for ten years of single days; what is left counts as one run."""


def tie(wording: Wording, anchors: DaySet | None = None) -> FuzzyDate:
    """The date that a wording means, counted from one of the anchor days.

    Raises:
        DateError: with `needs_anchor` where an anchor is needed and there is none; where no day is left.
    """
    if not wording.relative:
        return _untied(wording)
    if wording.loose:
        raise DateError(
            wording.text,
            "is counted from another date than publication, which the words do not name",
            suggestion="count it from an event with `anchor:`",
        )
    if anchors is None:
        raise DateError(
            wording.text,
            "needs a publication day to count from",
            suggestion="give published=",
            needs_anchor=True,
        )
    first, last = anchors.least, anchors.greatest
    try:
        if first is not None and first == last:
            if wording.shape is Shape.WITHIN and wording.start is not None and wording.start.run is not None:
                return _dated(wording, wording.start.run(first), first)
            return FuzzyDate(wording=wording, range=_hull(wording, first), anchor=first)
        return _tied_to_many(wording, anchors)
    except LookupError:
        raise DateError(wording.text, "no day is left when counted from the publication day") from None


def _untied(wording: Wording) -> FuzzyDate:
    """The date of a wording that needs no anchor; made without constructors: most of a batch ends here."""
    shape, start, end = wording.shape, wording.start, wording.end or wording.start
    first = start.days.least if start is not None and start.days is not None else None
    last = end.days.greatest if end is not None and end.days is not None else None
    return _dated(wording, (None if shape is _UNTIL else first, None if shape is _SINCE else last), None)


def _dated(wording: Wording, cell: Cell, anchor: int | None) -> FuzzyDate:
    """The date of a run that is in order."""
    date = _new(FuzzyDate)
    _set(date, "__dict__", {"wording": wording, "range": _run(*cell), "anchor": anchor, "pieces": None})
    return date


def _run(first: int | None, last: int | None) -> DateRange:
    hull = _new(DateRange)
    _set(hull, "first", first)
    _set(hull, "last", last)
    return hull


def tied_unread(text: str, cell: Cell, reader: Callable[[str], Wording]) -> FuzzyDate:
    """The date of a text whose days are known already; its wording is read when somebody asks for it.

    Args:
        text: the text; it needs no anchor.
        cell: its first and last day.
        reader: reads it; a function of a module, so that the date can be pickled.
    """
    date = _new(FuzzyDate)
    known = {"unread": text, "reader": reader, "range": _run(*cell), "anchor": None, "pieces": None}
    _set(date, "__dict__", known)
    return date


def _hull(wording: Wording, anchor: int | None) -> DateRange:
    """The hull of a wording's days for one anchor; LookupError where there are none."""
    shape = wording.shape
    first = None if shape is Shape.UNTIL else _edge(wording.start, anchor)[0]
    last = None if shape is Shape.SINCE else _edge(wording.end or wording.start, anchor)[1]
    if first is not None and last is not None and first > last:
        raise LookupError("no day is left")
    return DateRange(first, last)


def _edge(window: Window | None, anchor: int | None) -> Cell:
    """First and last day of a window for an anchor; None on an open side."""
    if window is None:
        return None, None
    if anchor is not None and window.run is not None:
        return window.run(anchor)
    days = window.days
    first = last = None
    if anchor is not None:
        first = window.earliest(anchor) if window.earliest else None
        last = window.latest(anchor) if window.latest else None
    if days is None:
        return first, last
    low = days.least if first is None else days.ceil(first)
    high = days.greatest if last is None else days.floor(last)
    if (low is None and first is not None) or (high is None and last is not None):
        raise LookupError("no day is left")
    return low, high


def ends_of(date: FuzzyDate) -> tuple[DateRange, DateRange]:
    """Where the start of a date lies, and where its end; for a fuzzy anchor its hull, twice."""
    wording = date.wording
    if date.pieces is not None or wording.shape is Shape.WITHIN:
        return date.range, date.range
    return DateRange(*_edge(wording.start, date.anchor)), DateRange(*_edge(wording.end, date.anchor))


def ranges_of(wording: Wording, hull: DateRange, anchor: int | None) -> tuple[DateRange, ...]:
    """The runs of days of a wording tied to no anchor or one; the hull where they are open or too many."""
    window = wording.start
    if wording.shape is not Shape.WITHIN or window is None or window.days is None:
        return (hull,)
    first = last = None
    if anchor is not None:
        first = window.earliest(anchor) if window.earliest else None
        last = window.latest(anchor) if window.latest else None
    cells = listed(window.days, MAX_LISTED, first, last)
    return (hull,) if cells is None else tuple(DateRange(*cell) for cell in cells)


def _tied_to_many(wording: Wording, anchors: DaySet) -> FuzzyDate:
    spans = _union(_each_span(wording, anchors))
    days = wording.start.days if wording.shape is Shape.WITHIN and wording.start else None
    if days is not None:
        spans = [cell for first, last in spans for cell in _trimmed(days, first, last)]
    if not spans:
        raise LookupError("no day is left")
    hull = DateRange(spans[0][0], spans[-1][1])
    return FuzzyDate(wording=wording, range=hull, pieces=_pieces(days, spans) or (hull,))


def _pieces(days: DaySet | None, spans: list[Cell]) -> tuple[DateRange, ...]:
    """The runs of a set within some spans; none where they are too many to list."""
    found: list[Cell] = []
    for first, last in spans:
        cells = [(first, last)] if days is None else listed(days, MAX_LISTED, first, last)
        if cells is None or len(found) + len(cells) > MAX_LISTED:
            return ()
        found.extend(cells)
    return tuple(DateRange(*cell) for cell in found)


def _trimmed(days: DaySet, first: int | None, last: int | None) -> Iterator[Cell]:
    """A run cut back to the days of a set, if it has any of them."""
    low = days.least if first is None else days.ceil(first)
    high = days.greatest if last is None else days.floor(last)
    if (low is None and first is not None) or (high is None and last is not None):
        return
    if low is None or high is None or low <= high:
        yield low, high


def _each_span(wording: Wording, anchors: DaySet) -> Iterator[Cell]:
    """The spans between the steps of a wording, for each run of anchors."""
    lower, upper = _steps(wording)
    found = listed(anchors, MAX_ANCHORS) or [(anchors.least, anchors.greatest)]
    for first, last in found:
        if first is None or last is None:
            yield None if first is None else lower(first), None if last is None else upper(last)
        else:
            yield from _spans(lower, upper, first, last)


_Bound = Callable[[int], int | None]


def _steps(wording: Wording) -> tuple[_Bound, _Bound]:
    """The first and the last day between the steps, as monotone functions of the anchor; None where open."""
    start, end = wording.start, wording.end or wording.start
    if wording.shape is Shape.WITHIN and start is not None:
        return start.earliest or _open, start.latest or _open

    def lower(anchor: int) -> int | None:
        return None if wording.shape is Shape.UNTIL else _edge(start, anchor)[0]

    def upper(anchor: int) -> int | None:
        return None if wording.shape is Shape.SINCE else _edge(end, anchor)[1]

    return lower, upper


def _open(_: int) -> None:
    return None


def _spans(lower: _Bound, upper: _Bound, first: int, last: int) -> Iterator[Cell]:
    """The union of the spans of a run of anchors, as runs in order.

    From an anchor whose span ends on a day d, the leap goes to the last anchor whose span begins no later
    than d + 1: as both bounds are monotone, the spans in between leave no hole.
    """
    anchor, leaps, holes, before, leap = first, 0, 0, None, 0
    if lower(first) is None or upper(first) is None:
        yield lower(first), upper(last)
        return
    while anchor <= last:
        low, high = lower(anchor), upper(anchor)
        assert low is not None
        assert high is not None
        leaps += 1
        holes += before is not None and low > before + 1
        # With more holes than are listed the answer will be the hull, whatever comes.
        if leaps > MAX_LEAPS or holes > MAX_LISTED:
            yield low, upper(last)
            return
        if low > high:
            anchor += 1
            continue
        # Leaps are much alike, by leap days at most, so that the next one is looked for where the last one was.
        reached = _last_within(lower, high + 1, anchor, last, guess=leap - 2)
        before, leap = upper(reached), reached - anchor
        yield low, before
        anchor = reached + 1


def _last_within(step: _Bound, limit: int, first: int, last: int, guess: int) -> int:
    """The last anchor whose step is at most a limit, found by doubling and halving; the first one's is.

    A guess at how far away it is saves steps where it is a little too small.
    """

    def within(anchor: int) -> bool:
        value = step(anchor)
        return value is None or value <= limit

    stride = 1
    low = first + guess if guess > 0 and first + guess <= last and within(first + guess) else first
    while low + stride <= last and within(low + stride):
        low += stride
        stride *= 2
    high = min(low + stride, last + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if within(middle) else (low, middle)
    return low


def _union(spans: Iterable[Cell]) -> list[Cell]:
    """Runs in order, with those joined that overlap or touch."""
    low, high = float("-inf"), float("inf")
    given = sorted((low if a is None else a, high if b is None else b) for a, b in spans)
    joined: list[tuple[float, float]] = []
    for first, last in given:
        if first > last:
            continue
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return [(None if a == low else int(a), None if b == high else int(b)) for a, b in joined]
