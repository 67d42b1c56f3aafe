"""What the words of a claim allow by themselves: the days from first to last, and their readings.

What they count from is given, as far as it is known.
"""

from __future__ import annotations

from typing import Final

from timeline.dates.days import Pieces
from timeline.dates.fuzzy import DateRange, Shape, Window, Wording
from timeline.reasoning.components import days_between

__all__ = ["reach", "readings"]

# More readings than this nobody takes in.
_MOST_READINGS: Final = 4


def reach(wording: Wording, anchor: DateRange) -> tuple[int | None, int | None]:
    """First and last day that a wording allows, None for open sides and for limits that hang on an open anchor."""
    first_window = wording.start or wording.end
    last_window = wording.end if wording.shape is Shape.SPAN and wording.end else first_window
    return _first(first_window, anchor), _last(last_window, anchor)


def readings(wording: Wording) -> tuple[DateRange, ...]:
    """The runs of a wording that needs no anchor and allows several, but not more than a reader takes in."""
    window = wording.start
    if window is None or window.relative or not isinstance(window.days, Pieces):
        return ()
    cells = window.days.cells
    return (
        tuple(days_between(first, last) for first, last in cells) if 1 < len(cells) <= _MOST_READINGS else ()
    )


def _first(window: Window | None, anchor: DateRange) -> int | None:
    if window is None:
        return None
    moving = window.earliest(anchor.first) if window.earliest and anchor.first is not None else None
    fixed = window.days.least if window.days is not None else None
    if moving is None or window.days is None:
        return fixed if moving is None else moving
    return window.days.ceil(moving)


def _last(window: Window | None, anchor: DateRange) -> int | None:
    if window is None:
        return None
    moving = window.latest(anchor.last) if window.latest and anchor.last is not None else None
    fixed = window.days.greatest if window.days is not None else None
    if moving is None or window.days is None:
        return fixed if moving is None else moving
    return window.days.floor(moving)
