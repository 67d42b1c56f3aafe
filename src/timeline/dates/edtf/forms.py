"""The frozen tree that an EDTF text is scanned into: what was written, component by component.

A form says what stands in the text and nothing of the days that it means: that is the work of `bounds`.
"""

from __future__ import annotations

import attrs

from timeline.dates.fuzzy import Missing

__all__ = ["UNMARKED", "Date", "End", "Form", "Interval", "Item", "Members", "Reach", "Stretch"]

UNMARKED = ("", "", "")


@attrs.frozen
class Date:
    """One date: a year alone, or with a month (or season), or with month and day.

    Attributes:
        year: the year as written: ``1985``, ``-0044``, ``19XX``, ``Y17E7``, ``1950S2``.
        month: two characters, digits or ``X``, or a season's number; empty where there is none.
        day: two characters, digits or ``X``; empty where there is none.
        marks: the qualifier that holds for year, month and day each: ``?``, ``~``, ``%`` or empty.
        time: ``T`` and the time of day, with its zone; empty where there is none.
        years: the first and the last year that the year can be, astronomical.
        level: the conformance level of the date as written.
    """

    year: str
    month: str
    day: str
    marks: tuple[str, str, str]
    time: str
    years: tuple[int, int]
    level: int = attrs.field(eq=False)

    @property
    def digits_only(self) -> bool:
        """Whether every part of the date is known: no ``X``, no significant digits."""
        return self.years[0] == self.years[1] and "X" not in self.month and "X" not in self.day

    @property
    def season(self) -> int:
        """The number of the season or other part of the year, 21 to 41; 0 where there is a month or none."""
        return int(self.month) if self.month and self.month[0] in "234" and "X" not in self.month else 0


@attrs.frozen
class Reach:
    """``..DATE`` or ``DATE..``: a date, and all that comes before it or after it."""

    date: Date
    before: bool


@attrs.frozen
class Stretch:
    """``DATE..DATE`` in a set: everything from the one to the other."""

    first: Date
    last: Date


End = Date | Reach | Missing
Item = Date | Reach | Stretch


@attrs.frozen
class Interval:
    """``START/END``; at most one of the two is open or unknown."""

    start: End
    end: End
    level: int = attrs.field(eq=False)


@attrs.frozen
class Members:
    """``[one, of, these]`` or ``{all, of, these}``, in the order of their earliest days, each but once."""

    items: tuple[Item, ...]
    everyone: bool


Form = Date | Interval | Members
