"""What date texts mean and how they can have slipped, written from the reference pages alone.

It shares no line with the package: days are ordinals of `datetime.date`, and every level of a text is a test
over arrays of days (start, end, publication), broadcast against each other.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

Days = np.ndarray
Cell = tuple[int, int]
Test = Callable[[Days, Days, Days], Days]

FAR = 10**15
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(calendar.month_name)

RIGHT = {"A": .98, "B": .94, "C": .90, "D": .82, "E": .68, "F": .85, None: .85, "high": .94, "medium": .90,
         "low": .75, "3": .97, "2": .92, "1": .80, "0": .60}  # fmt: skip
CURATOR_RIGHT = 0.995
KINDS = {
    "news": {"day": .55, "publication-day": .20, "weekday": .10, "days": .08, "month": .05, "year": .05,
             "digit": .02, "swap": .02},
    "reference": {"digit": .22, "year": .15, "day": .10, "publication-day": .10, "placeholder": .10,
                  "weekday": .10, "month": .08, "days": .05, "swap": .05},
}  # fmt: skip
# How many dates a kind of slip makes of a right one: what makes few of them is thought of first.
WAYS = {"day": 2, "days": 12, "month": 2, "year": 2, "digit": 28}
ARBITRARY = {"news": 0.03, "reference": 0.15}
DIRECTIONS = {"weekday": 0.91, "month-day": 0.94, "month": 0.84}


def centinats(ratio: float) -> int:
    return round(100 * math.log(ratio))


def odds(grade: str | None, *, curator: bool = False) -> int:
    right = CURATOR_RIGHT if curator else RIGHT[grade]
    return centinats(right / (1 - right))


def ordinal(year: int, month: int, day: int) -> int:
    return dt.date(year, month, day).toordinal()


def months_later(day: int, months: int) -> int:
    """The day so many months later, or the last of the month where that has no such day."""
    date = dt.date.fromordinal(day)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return ordinal(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def of_day(function: Callable[[int], int]) -> Callable[[Days], Days]:
    """A function of one day as a function of an array of days."""

    def mapped(days: Days) -> Days:
        distinct, places = np.unique(days, return_inverse=True)
        return np.array([function(int(day)) for day in distinct])[places].reshape(np.shape(days))

    return mapped


def month_cell(year: int, month: int) -> Cell:
    return ordinal(year, month, 1), ordinal(year, month, calendar.monthrange(year, month)[1])


def within(cells: list[Cell], *days: Days) -> Days:
    """Whether days all lie in one and the same of some cells, which share no days."""
    firsts, lasts = np.array([(-FAR * 2, -FAR * 2), *sorted(cells)]).T
    # The cell that begins last, on or before the first of the days.
    cell = np.searchsorted(firsts, days[0], side="right") - 1
    inside = days[0] <= lasts[cell]
    for others in days[1:]:
        inside = inside & (others >= firsts[cell]) & (others <= lasts[cell])
    return inside


def joined(cells: list[Cell]) -> list[Cell]:
    """Cells in order, those that overlap joined; those that only touch are readings of their own."""
    found: list[Cell] = []
    for first, last in sorted(cells):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


class Level(NamedTuple):
    name: str
    cost: int
    test: Test


class Written(NamedTuple):
    """One calendar date as far as it is written."""

    year: int | None
    month: int | None = None
    day: int | None = None
    numeric: bool = False
    weekday: int | None = None

    @property
    def cells(self) -> list[Cell]:
        assert self.year is not None
        if self.month is None:
            return [(ordinal(self.year, 1, 1), ordinal(self.year, 12, 31))]
        if self.day is None:
            return [month_cell(self.year, self.month)]
        if self.day > calendar.monthrange(self.year, self.month)[1]:
            return []
        return [(ordinal(self.year, self.month, self.day),) * 2]

    @property
    def contradictory(self) -> bool:
        return self.weekday is not None and (self.cells[0][0] - 1) % 7 != self.weekday

    def slipped(self, kind: str, cells: list[Cell], printed: int | None) -> list[Cell]:
        """The days that were meant if days of cells, written so, slipped so; none where they cannot have."""
        found = self._slipped(kind, cells, printed)
        if self.weekday is not None and kind != "weekday":
            found = [(a, b) for a, b in found if a == b and (a - 1) % 7 == self.weekday]
        return found

    def _slipped(self, kind: str, cells: list[Cell], printed: int | None) -> list[Cell]:
        exact = self.day is not None
        if kind in ("day", "days") and exact:
            reach = (1,) if kind == "day" else range(2, 8)
            return [(a + sign * n, b + sign * n) for a, b in cells for n in reach for sign in (-1, 1)]
        if kind == "publication-day" and exact and (printed, printed) in cells:
            return [(printed - 31, printed - 1)]
        if kind == "month" and self.month is not None:
            return [moved for cell in cells for n in (-1, 1) for moved in _cell_moved(cell, n)]
        if kind == "year" and self.year is not None:
            return [moved for cell in cells for n in (-12, 12) for moved in _cell_moved(cell, n)]
        if kind == "digit":
            return [cell for other in self._digits() for cell in other.cells]
        if kind == "swap" and self.numeric and exact and self.day <= 12 and self.day != self.month:
            return self._replace(month=self.day, day=self.month).cells
        if kind == "placeholder" and (self.month, self.day) == (1, 1):
            return Written(self.year).cells
        if kind == "weekday" and self.contradictory:
            return cells
        return []

    def _digits(self) -> Iterator[Written]:
        for unit in (1, 10):
            kept = self.year - self.year // unit % 10 * unit
            yield from (
                self._replace(year=kept + n * unit) for n in range(10) if kept + n * unit != self.year
            )
        if self.day is not None:
            text = f"{self.day:02}"
            for place in range(2):
                for digit in "0123456789":
                    other = int(text[:place] + digit + text[place + 1 :])
                    if other != self.day and 1 <= other <= 31:
                        yield self._replace(day=other)


def _cell_moved(cell: Cell, months: int) -> list[Cell]:
    first, last = cell
    moved = months_later(first, months)
    if first == last:
        return [(moved, moved)] if dt.date.fromordinal(moved).day == dt.date.fromordinal(first).day else []
    return [(moved, months_later(last + 1, months) - 1)]


class Context(NamedTuple):
    """What the levels of a claim depend on besides its words."""

    profile: str
    odds: int
    printed: int | None
    stance: str | None
    moment: str
    sourced: bool

    @property
    def kinds(self) -> list[str]:
        """The kinds of slips, likeliest first, and of those the cheapest."""
        return sorted(KINDS[self.profile], key=self._rank)

    def _rank(self, kind: str) -> tuple[float, float]:
        share = KINDS[self.profile][kind]
        return -share / WAYS.get(kind, 1), -share

    def priced(self, tests: list[tuple[str, Test]], lowest: int) -> list[Level]:
        """Slips at their prices; those as likely and as dear are one.

        None is cheaper than the one before, and each costs a hundredth for every step of likelihood above it.
        """
        steps = sorted({self._rank(kind) for kind in KINDS[self.profile]})
        found: dict[int, Level] = {}
        for kind, test in tests:
            step = steps.index(self._rank(kind))
            lowest = max(lowest, self.odds + centinats(1 / KINDS[self.profile][kind]))
            name = f"{found[step].name} or {kind}" if step in found else kind
            found[step] = Level(name, lowest + step, test)
        return list(found.values())


def in_cells(context: Context, cells: list[Cell]) -> Test:
    """The test of a claim that its moment lies in cells: the whole event in one of them, or shares days with one."""
    if context.moment in ("start", "published"):
        return lambda s, e, p: within(cells, s)
    if context.moment == "end":
        return lambda s, e, p: within(cells, e)
    if context.stance == "ongoing":
        return lambda s, e, p: overlapping(cells, s, e)
    return lambda s, e, p: within(cells, s, e)


def overlapping(cells: list[Cell], s: Days, e: Days) -> Days:
    """Whether some cell shares days with what starts and ends so."""
    firsts, lasts = np.array([*sorted(cells), (FAR * 2, FAR * 2)]).T
    # Of disjoint cells the first that is not over when it starts is the only one to look at.
    return e >= firsts[np.searchsorted(lasts, s, side="left")]


class Absolute(NamedTuple):
    """A text that needs no anchor: ``within`` one of its dates, a ``span`` of two, ``since`` or ``until`` one."""

    dates: tuple[Written, ...]
    shape: str = "within"
    cells: tuple[Cell, ...] = ()
    stance: str | None = None

    def counts(self, context: Context) -> bool:
        """Whether it speaks of the publication day."""
        return (
            self.shape == "since"
            and context.sourced
            and context.moment == "whole"
            and context.stance != "ongoing"
        )

    def limits(self) -> list[Cell]:
        return list(self.cells) or [cell for date in self.dates for cell in date.cells]

    def levels(self, context: Context) -> list[Level]:
        if self.shape == "span":
            sides = [(date, date.cells) for date in self.dates]
        else:
            sides = [(self.dates[0] if self.dates else None, self.limits())]
        if any(d.contradictory for d in self.dates):
            found, so_far = [], [[] for _ in sides]
        else:
            so_far = [cells for _, cells in sides]
            found = [Level("as said", 0, self._test(so_far, context))]
        slips: list[tuple[str, Test]] = []
        for kind in context.kinds:
            slipped = [date.slipped(kind, cells, context.printed) if date else [] for date, cells in sides]
            if all(slipped):
                so_far = [joined([*side, *own]) for side, own in zip(so_far, slipped, strict=True)]
                slips.append((kind, self._test(so_far, context)))
        return found + context.priced(slips, 0)

    def _test(self, sides: list[list[Cell]], context: Context) -> Test:
        if self.shape == "span":
            starts, ends = sides
            if context.moment != "whole" or context.stance == "ongoing":
                return in_cells(context, [(starts[0][0], max(last for _, last in ends))])
            return lambda s, e, p: within(starts, s) & within(ends, e)
        cells = [cell for side in sides for cell in side]
        whole = context.moment == "whole" and context.stance != "ongoing"
        if self.shape == "since" and whole:
            return lambda s, e, p: within(cells, s) & ((e >= p) if context.sourced else True)
        if self.shape == "until" and whole:
            return lambda s, e, p: within(cells, e)
        # Of one moment they say only that it is not before, or not after.
        if self.shape == "since" and context.moment in ("end", "published"):
            return in_cells(context, [(min(cells)[0], FAR)])
        if self.shape == "until" and context.moment in ("start", "published"):
            return in_cells(context, [(-FAR, max(cells)[1])])
        return in_cells(context, cells)


class Relative(NamedTuple):
    """A text that counts from a day: from ``earliest`` to ``latest`` of it, in one direction or any of its name.

    `named` tells the days of the name: cells of it in the years around.
    """

    earliest: Callable[[int], int]
    latest: Callable[[int], int]
    unit: str
    stance: str | None = None
    direction: str | None = None
    named: tuple[Cell, ...] = ()
    name_slips: tuple[tuple[str, tuple[Cell, ...]], ...] = ()
    planned: tuple[Callable[[int], int], Callable[[int], int]] | None = None
    reported: tuple[Callable[[int], int], Callable[[int], int]] | None = None
    ongoing: tuple[Callable[[int], int], Callable[[int], int]] | None = None
    shape: str = "within"
    counted_from: str = "start"

    def counts(self, context: Context) -> bool:
        return True

    def levels(self, context: Context) -> list[Level]:
        earliest, latest = self.earliest, self.latest
        if context.stance == "planned" and self.planned:
            earliest, latest = self.planned
        if context.stance == "reported" and self.reported:
            earliest, latest = self.reported
        if context.stance == "ongoing" and self.ongoing:
            earliest, latest = self.ongoing
        found = [Level("as said", 0, self._test(earliest, latest, context))]
        slips: list[tuple[str, Test]] = []
        if self.direction:
            rate = DIRECTIONS[self.direction]
            cells = list(self.named)
            found.append(Level("other", centinats(rate / (1 - rate)), in_cells(context, cells)))
            by_kind = dict(self.name_slips)
            if self.direction == "month-day" and (context.printed, context.printed) in self.named:
                by_kind["publication-day"] = ((context.printed - 31, context.printed - 1),)
            for kind in context.kinds:
                if kind in by_kind:
                    cells = joined([*cells, *by_kind[kind]])
                    slips.append((kind, in_cells(context, cells)))
            return found + context.priced(slips, found[-1].cost + 1)
        allowed = {"day": ("day", "days"), "week": ("days",), "month": ("month",), "year": ("year",)}
        months = days = 0
        for kind in context.kinds:
            if kind in allowed.get(self.unit, ()):
                days += {"day": 1, "days": 7}.get(kind, 0)
                months += {"month": 1, "year": 12}.get(kind, 0)
                limits = _apart(earliest, -months, -days), _apart_last(latest, months, days)
                slips.append((kind, self._test(*limits, context)))
        return found + context.priced(slips, 0)

    def _test(self, earliest: Callable[[int], int], latest: Callable[[int], int], context: Context) -> Test:
        low, high = of_day(earliest), of_day(latest)
        if context.moment == "start":
            return lambda s, e, p: (s >= low(p)) & (s <= high(p))
        if context.moment == "end":
            return lambda s, e, p: (e >= low(p)) & (e <= high(p))
        if context.stance == "ongoing":
            return lambda s, e, p: (s <= high(p)) & (e >= low(p))
        return lambda s, e, p: (s >= low(p)) & (e <= high(p))


def _apart(function: Callable[[int], int], months: int, days: int) -> Callable[[int], int]:
    return lambda p: months_later(function(p), months) + days


def _apart_last(function: Callable[[int], int], months: int, days: int) -> Callable[[int], int]:
    return lambda p: months_later(function(p) + 1, months) - 1 + days


class Weekday(NamedTuple):
    """Some day of a name of the week, counted from nothing."""

    weekday: int
    stance: str | None = None
    shape: str = "within"

    def counts(self, context: Context) -> bool:
        return False

    def levels(self, context: Context) -> list[Level]:
        near = [(a + n, b + n) for a, b in days_of_week(self.weekday) for n in (-1, 0, 1)]
        slips = [("day", in_cells(context, near))]
        return [Level("as said", 0, in_cells(context, days_of_week(self.weekday))), *context.priced(slips, 0)]


def days_of_week(weekday: int) -> list[Cell]:
    """Every day of that name in the years around."""
    first, last = ordinal(YEARS[0], 1, 1), ordinal(YEARS[-1], 12, 31)
    return [(day, day) for day in range(first, last) if (day - 1) % 7 == weekday]


YEARS = range(1915, 2105)
