"""Times of day as values: what a text says of one, and when a moment can be on its day."""

from __future__ import annotations

from typing import Final

import attrs

from timeline.dates.values import Shown
from timeline.dates.zones import named_ahead

__all__ = ["DAY_SECONDS", "Cell", "Clock", "ClockRange", "bound_words", "clock_words"]

DAY_SECONDS: Final = 86_400

Cell = tuple[int, int]
"""A first and a last second since midnight."""


@attrs.frozen(repr=False)
class Clock(Shown):
    """A time of day as written.

    Attributes:
        cells: the seconds since midnight that it can mean, as runs in order: a minute has sixty; "about" reaches half
            an hour to either side within the day; midnight is at either end of it.
        ahead: seconds that the clock is ahead of UTC, where the text says so; None for the zone of the event.
        zone: the short name of a zone in small letters, whose meaning may hang on the zone of the event; or empty.
        twelve: whether it is of a clock with twelve hours, or may be: a.m. and p.m. can be mixed up.
        counted: whether it is told as a number: a word such as "noon" is not converted or misprinted.
    """

    cells: tuple[Cell, ...]
    ahead: int | None = None
    zone: str = ""
    twelve: bool = False
    counted: bool = True

    def ahead_in(self, zone: str, day: int) -> int | None:
        """Seconds that it is ahead of UTC about a day, for an event in a zone; None for the clocks of that zone."""
        return named_ahead(self.zone, zone, day) if self.zone else self.ahead

    def unknown_in(self, zone: str, day: int) -> bool:
        """Whether it names a zone that could be one of several."""
        return self.zone != "" and named_ahead(self.zone, zone, day) is None

    @property
    def words(self) -> str:
        """The time as people write it: ``10:30``, ``10:00..12:00``."""
        return clock_words(self.cells[0][0], self.cells[-1][1])


@attrs.frozen(kw_only=True, repr=False)
class ClockRange(Shown):
    """The times at which a moment can be on its day: earliest to latest, as clocks of its zone show them.

    Attributes:
        first: seconds since midnight of the earliest second, on the moment's own day.
        last: seconds since midnight of the latest.
        ahead: seconds that those clocks are ahead of UTC at the earliest: take it off for the time in UTC.

    >>> ClockRange(first=37800, last=37859, ahead=19800).words
    '10:30'
    """

    first: int
    last: int
    ahead: int

    @property
    def earliest(self) -> str:
        """The earliest time as ``hh:mm:ss`` (ISO 8601-1:2019, 5.3.1.2)."""
        return _written(self.first)

    @property
    def latest(self) -> str:
        """The latest time as ``hh:mm:ss``."""
        return _written(self.last)

    @property
    def words(self) -> str:
        """The times as people write them: ``10:30``, ``10:30..12:00``."""
        return clock_words(self.first, self.last)


def clock_words(first: int, last: int) -> str:
    """Seconds since midnight as a time of day, or from one to another; seconds only where they tell something.

    >>> clock_words(37800, 37859), clock_words(37815, 37815), clock_words(36000, 43259)
    ('10:30', '10:30:15', '10:00..12:00')

    The last second of a day stands for its end.

    >>> clock_words(86399, 86399)
    '24:00'
    """
    if first == last == DAY_SECONDS - 1:
        return "24:00"
    whole = first % 60 == 0 and last % 60 in (0, 59)
    one, other = (_written(second)[: 5 if whole else 8] for second in (first, last))
    return one if one == other else f"{one}..{other}"


def bound_words(second: int) -> str:
    """The first or the last second of a time of day as that time.

    >>> bound_words(37800), bound_words(37859), bound_words(37815)
    ('10:30', '10:30', '10:30:15')
    """
    return _written(second)[: 5 if second % 60 in (0, 59) else 8]


def _written(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
