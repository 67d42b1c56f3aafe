"""Sets of days, as large as "some Wednesday", told apart by the questions that reasoning asks.

A day set answers: which is my least member on or after this day (`ceil`), the greatest on or
before it (`floor`), and how far does the cell around a day reach (`cell_first`, `cell_last`).
A *cell* is one unbroken possibility: "Wednesdays" has a cell for each Wednesday, "May or June" has two
that touch and stay two. What starts in a cell ends in the same one. All four
questions are monotone in the day, which is what keeps bounds propagation exact.

This module knows day numbers and nothing else.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

import attrs

from timeline.dates import civil
from timeline.dates.values import Shown
from timeline.dates.years import extreme_year, negated, next_year

__all__ = ["Cell", "DaySet", "Either", "Pieces", "Weekly", "Yearly"]

Cell = tuple[int | None, int | None]
"""First and last day of an unbroken run; None where the run has no end on that side."""


class DaySet(Protocol):
    """A non-empty set of days with a floor and a ceiling; see the module's text for the terms."""

    @property
    def least(self) -> int | None:
        """The least member, None where there is none."""

    @property
    def greatest(self) -> int | None:
        """The greatest member, None where there is none."""

    @property
    def period(self) -> int:
        """After how many days the set repeats itself, 0 where it does not."""

    def ceil(self, day: int) -> int | None:
        """The least member on or after the day, None past the greatest."""

    def floor(self, day: int) -> int | None:
        """The greatest member on or before the day, None below the least."""

    def cell_last(self, day: int) -> int | None:
        """The last day of the cell around `ceil(day)`; None where that cell has no end, or there is none."""

    def cell_first(self, day: int) -> int | None:
        """The first day of the cell around `floor(day)`; None where it has no beginning, or there is none."""


_new = object.__new__
_set = object.__setattr__


_LOW, _HIGH = float("-inf"), float("inf")


def _first(cell: Cell) -> float:
    return _LOW if cell[0] is None else cell[0]


def _last(cell: Cell) -> float:
    return _HIGH if cell[1] is None else cell[1]


def _ordered(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Sort the cells, and join those that overlap; those that only touch stay apart, and are kept as they are."""
    joined: list[Cell] = []
    for cell in sorted(cells, key=_first):
        if joined and _first(cell) <= _last(joined[-1]):
            if _last(cell) > _last(joined[-1]):
                joined[-1] = joined[-1][0], cell[1]
        else:
            joined.append(cell)
    return tuple(joined)


@attrs.frozen(repr=False)
class Pieces(Shown):
    """Finitely many runs of days; only the outermost may be open.

    >>> may_or_july = Pieces([(100, 130), (161, 191)])
    >>> may_or_july.ceil(140), may_or_july.floor(140), may_or_july.cell_last(140)
    (161, 130, 191)
    """

    cells: tuple[Cell, ...] = attrs.field(converter=_ordered)

    @cells.validator
    def _not_empty(self, _: object, cells: tuple[Cell, ...]) -> None:
        if not cells:
            raise ValueError("a set of days needs at least one run")

    @classmethod
    def run(cls, first: int | None, last: int | None) -> Pieces:
        """A single run that is known to be in order, made without sorting: the reader makes thousands.

        >>> Pieces.run(100, 130) == Pieces([(100, 130)])
        True
        """
        made = _new(cls)
        _set(made, "cells", ((first, last),))
        return made

    @property
    def least(self) -> int | None:
        """The first day of the first run, None where it is open."""
        return self.cells[0][0]

    @property
    def greatest(self) -> int | None:
        """The last day of the last run, None where it is open."""
        return self.cells[-1][1]

    @property
    def period(self) -> int:
        """Always 0: the runs come once."""
        return 0

    def _from(self, day: int) -> Cell | None:
        """The first run that ends on or after the day."""
        limit: float = day
        index = bisect.bisect_left(self.cells, limit, key=_last)
        return self.cells[index] if index < len(self.cells) else None

    def _until(self, day: int) -> Cell | None:
        """The last run that begins on or before the day."""
        limit: float = day
        index = bisect.bisect_right(self.cells, limit, key=_first)
        return self.cells[index - 1] if index else None

    def ceil(self, day: int) -> int | None:
        """See `DaySet.ceil`."""
        cell = self._from(day)
        if cell is None:
            return None
        return day if cell[0] is None else max(day, cell[0])

    def floor(self, day: int) -> int | None:
        """See `DaySet.floor`."""
        cell = self._until(day)
        if cell is None:
            return None
        return day if cell[1] is None else min(day, cell[1])

    def cell_last(self, day: int) -> int | None:
        """See `DaySet.cell_last`."""
        cell = self._from(day)
        return cell[1] if cell else None

    def cell_first(self, day: int) -> int | None:
        """See `DaySet.cell_first`."""
        cell = self._until(day)
        return cell[0] if cell else None


def _frozen(weekdays: Iterable[int]) -> frozenset[int]:
    return frozenset(weekdays)


@attrs.frozen(repr=False)
class Weekly(Shown):
    """Some days of every week, without end; each is a cell of its own.

    >>> Weekly({2}).ceil(civil.day_number(2023, 3, 5)) == civil.day_number(2023, 3, 8)
    True
    """

    weekdays: frozenset[int] = attrs.field(converter=_frozen)

    @weekdays.validator
    def _some(self, _: object, weekdays: frozenset[int]) -> None:
        if not weekdays or not weekdays <= frozenset(range(7)):
            raise ValueError("weekdays are numbered 0 (Monday) to 6 (Sunday)")

    @property
    def least(self) -> None:
        """Always None: weeks have no beginning."""

    @property
    def greatest(self) -> None:
        """Always None: weeks have no end."""

    @property
    def period(self) -> int:
        """Always 7."""
        return 7

    def ceil(self, day: int) -> int:
        """See `DaySet.ceil`."""
        today = civil.weekday(day)
        return day + min((w - today) % 7 for w in self.weekdays)

    def floor(self, day: int) -> int:
        """See `DaySet.floor`."""
        today = civil.weekday(day)
        return day - min((today - w) % 7 for w in self.weekdays)

    def cell_last(self, day: int) -> int:
        """See `DaySet.cell_last`."""
        return self.ceil(day)

    def cell_first(self, day: int) -> int:
        """See `DaySet.cell_first`."""
        return self.floor(day)


MonthDay = tuple[int, int]
Span = tuple[MonthDay, MonthDay]

# The Gregorian calendar repeats after 400 years; a span that 400 years in a row lack (of those that fit
# a mask, which need not be neighbours), never comes.
_PERIOD: Final = 400


def _sorted_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans))


# Reasoning asks for the same few years again and again.
@functools.lru_cache(maxsize=4096)
def _cells_in(spans: tuple[Span, ...], year: int) -> tuple[tuple[int, int], ...]:
    """Of spans in every year those that begin in one year, as day numbers."""
    cells = []
    for (month, day), (last_month, last_day) in spans:
        if day > civil.days_in_month(year, month):
            continue
        end_year = year + ((last_month, last_day) < (month, day))
        last = min(last_day, civil.days_in_month(end_year, last_month))
        cells.append((civil.day_number(year, month, day), civil.day_number(end_year, last_month, last)))
    return tuple(cells)


@attrs.frozen(repr=False)
class Yearly(Shown):
    """The same spans of days in every year, or in the years that fit a mask.

    Attributes:
        spans: first and last (month, day) of each span, in order; a span whose last comes before its first
            reaches into the next year. A span that begins on 29 February exists in leap years only;
            one that ends on a day that its month lacks ends on the month's last.
        years: four or more digits, of which any may be ``X`` for "any digit", with a sign in front for years
            before 0; None for every year, without end.

    >>> eighth = Yearly([((9, 8), (9, 8))])
    >>> civil.iso(eighth.ceil(civil.day_number(2022, 9, 9)))
    '2023-09-08'
    >>> leap = Yearly([((2, 29), (2, 29))], years="19XX")
    >>> civil.iso(leap.least), civil.iso(leap.greatest)
    ('1904-02-29', '1996-02-29')
    """

    spans: tuple[Span, ...] = attrs.field(converter=_sorted_spans)
    years: str | None = attrs.field(default=None, validator=attrs.validators.optional(
        attrs.validators.matches_re(r"-?[0-9X]{4,}")))  # fmt: skip

    @classmethod
    def fitting(cls, spans: tuple[Span, ...], years: str) -> Yearly:
        """Spans known to be in order, in the years of what is known to be a mask; made without checks.

        >>> Yearly.fitting((((2, 29), (2, 29)),), "19XX") == Yearly([((2, 29), (2, 29))], "19XX")
        True
        """
        made = _new(cls)
        _set(made, "spans", spans)
        _set(made, "years", years)
        return made

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every cell in order, from the first year of the mask to its last; LookupError without a mask."""
        if self.years is None:
            raise LookupError("what comes every year has no first cell")
        year = self._year_from(extreme_year(self.years, low=True))
        while year is not None:
            yield from self._cells_of(year)
            year = self._year_from(year + 1)

    def _cells_of(self, year: int) -> tuple[tuple[int, int], ...]:
        """The spans that begin in a year, as day numbers."""
        return _cells_in(self.spans, year)

    def _year_from(self, year: int) -> int | None:
        if self.years is None:
            return year
        found = next_year(self.years, year)
        # There is no year -0: EDTF counts the years before year 0 from -1.
        return None if found == 0 and self.years[0] == "-" else found

    def _year_until(self, year: int) -> int | None:
        if self.years is None:
            return year
        if self.years[0] == "-":
            year = min(year, -1)
        found = next_year(negated(self.years), -year)
        return None if found is None else -found

    def _from(self, day: int) -> tuple[int, int] | None:
        """The first cell that ends on or after the day."""
        # A span that goes on into the next year may have begun in the year before.
        wraps = any(last < first for first, last in self.spans)
        year = self._year_from(civil.civil(day)[0] - wraps)
        for _ in range(_PERIOD):
            if year is None:
                break
            for cell in self._cells_of(year):
                if cell[1] >= day:
                    return cell
            year = self._year_from(year + 1)
        return None

    def _until(self, day: int) -> tuple[int, int] | None:
        """The last cell that begins on or before the day."""
        year = self._year_until(civil.civil(day)[0])
        for _ in range(_PERIOD):
            if year is None:
                break
            for cell in reversed(self._cells_of(year)):
                if cell[0] <= day:
                    return cell
            year = self._year_until(year - 1)
        return None

    @property
    def least(self) -> int | None:
        """The first day of the first span in the first year of the mask; None where every year counts."""
        if self.years is None:
            return None
        lowest = extreme_year(self.years, low=True)
        cell = next(iter(self._cells_of(lowest)), None) or self._from(civil.day_number(lowest, 1, 1))
        return cell[0] if cell else None

    @property
    def greatest(self) -> int | None:
        """The last day of the last span in the last year of the mask; None where every year counts."""
        if self.years is None:
            return None
        highest = extreme_year(self.years, low=False)
        # A mask such as -000X ends in year 0, which it does not mean.
        cells = () if highest == 0 and self.years[0] == "-" else self._cells_of(highest)
        last = max((end for _, end in cells), default=None)
        cell = None if last is not None else self._until(civil.day_number(highest, 12, 31))
        return cell[1] if cell else last

    @property
    def period(self) -> int:
        """The days of 400 years, after which the calendar repeats; 0 where a mask ends it."""
        return 146_097 if self.years is None else 0

    def ceil(self, day: int) -> int | None:
        """See `DaySet.ceil`."""
        cell = self._from(day)
        return max(day, cell[0]) if cell else None

    def floor(self, day: int) -> int | None:
        """See `DaySet.floor`."""
        cell = self._until(day)
        return min(day, cell[1]) if cell else None

    def cell_last(self, day: int) -> int | None:
        """See `DaySet.cell_last`."""
        cell = self._from(day)
        return cell[1] if cell else None

    def cell_first(self, day: int) -> int | None:
        """See `DaySet.cell_first`."""
        cell = self._until(day)
        return cell[0] if cell else None


def _as_tuple(members: Iterable[DaySet]) -> tuple[DaySet, ...]:
    return tuple(members)


@attrs.frozen(repr=False)
class Either(Shown):
    """The union of several day sets, each a reading of its own: what starts in a cell of one ends in that cell.

    Cells of different members are never joined. On a day that several members have, the cell around it reaches
    as far as the furthest of theirs.

    >>> either = Either([Pieces([(0, 10)]), Pieces([(5, 20)])])
    >>> either.cell_last(3), either.cell_last(7), either.cell_first(15)
    (10, 20, 5)
    """

    members: tuple[DaySet, ...] = attrs.field(converter=_as_tuple)

    @members.validator
    def _some(self, _: object, members: tuple[DaySet, ...]) -> None:
        if not members:
            raise ValueError("a union needs at least one set")

    @property
    def least(self) -> int | None:
        """The least of the members', None where one has none."""
        lows = [member.least for member in self.members]
        return None if None in lows else min(low for low in lows if low is not None)

    @property
    def greatest(self) -> int | None:
        """The greatest of the members', None where one has none."""
        highs = [member.greatest for member in self.members]
        return None if None in highs else max(high for high in highs if high is not None)

    @property
    def period(self) -> int:
        """The longest of the members', 0 where one does not repeat: all of them divide the longest."""
        periods = [member.period for member in self.members]
        return 0 if 0 in periods else max(periods)

    def ceil(self, day: int) -> int | None:
        """See `DaySet.ceil`."""
        return min((found for m in self.members if (found := m.ceil(day)) is not None), default=None)

    def floor(self, day: int) -> int | None:
        """See `DaySet.floor`."""
        return max((found for m in self.members if (found := m.floor(day)) is not None), default=None)

    def cell_last(self, day: int) -> int | None:
        """See `DaySet.cell_last`."""
        nearest = self.ceil(day)
        ends = [m.cell_last(day) for m in self.members if nearest is not None and m.ceil(day) == nearest]
        return None if not ends or None in ends else max(end for end in ends if end is not None)

    def cell_first(self, day: int) -> int | None:
        """See `DaySet.cell_first`."""
        nearest = self.floor(day)
        starts = [m.cell_first(day) for m in self.members if nearest is not None and m.floor(day) == nearest]
        return None if not starts or None in starts else min(start for start in starts if start is not None)
