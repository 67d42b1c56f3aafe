"""The days that a date was meant to be, if it was printed wrong in one of the usual ways.

Sets of days alone: what a wording as a whole allows, and at what price, stands in `slips`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.days import Cell, DaySet, Pieces, Weekly, Yearly
from timeline.dates.fuzzy import Granularity, Parts
from timeline.reasoning.costs import Slip

__all__ = ["corrected", "misnamed_date"]

# News dates what happened within about a month of it; an older event is dated by its year as well.
_PUBLICATION_REACH = 31
# Of each month, the days that it has in the year in which it has most.
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def corrected(
    said: DaySet, slip: Slip, parts: Parts | None, unit: Granularity | None, published: int | None
) -> DaySet | None:
    """The days that a set was meant to be if it was printed with this slip; None where that cannot be."""
    if isinstance(said, Weekly):
        return _moved_weekdays(said) if slip is Slip.DAY else None
    if parts is None:
        return None
    own = _of_kind(said, slip, parts, unit, published)
    if own is None or parts.weekday is None or slip is Slip.WEEKDAY:
        return own
    return _on_weekday(own, parts.weekday)


def _of_kind(
    said: DaySet, slip: Slip, parts: Parts, unit: Granularity | None, published: int | None
) -> DaySet | None:
    by_day = unit is Granularity.DAY and parts.day is not None
    match slip:
        case Slip.DAY | Slip.DAYS if by_day:
            return _by_days(said, (1,) if slip is Slip.DAY else range(2, 8))
        case Slip.MONTH if parts.month is not None:
            return _by_months(said, 1)
        case Slip.YEAR if parts.year is not None:
            return _by_months(said, 12)
        case Slip.DIGIT:
            return _by_digits(parts, by_day=by_day)
        case Slip.SWAP if by_day:
            return _swapped(parts)
        case Slip.PLACEHOLDER if parts.year is not None and (parts.month, parts.day) == (1, 1):
            return Pieces([civil.year_bounds(parts.year)])
        case Slip.WEEKDAY if misnamed_date(parts) is not None:
            return said
        case Slip.PUBLICATION if by_day and published is not None and _alone(said, published):
            return Pieces([(published - _PUBLICATION_REACH, published - 1)])
        case _:
            return None


def _alone(said: DaySet, day: int) -> bool:
    """Whether a set has a day as a run of its own: "between 3 and 8 May" names no single day."""
    ends_with_it = said.ceil(day) == day == said.cell_last(day)
    return ends_with_it and not (said.ceil(day - 1) == day - 1 and said.cell_last(day - 1) == day)


def misnamed_date(parts: Parts) -> tuple[int, int] | None:
    """A full date with which another weekday is written than its own, by its number, and that weekday."""
    if parts.weekday is None or parts.year is None or parts.month is None or parts.day is None:
        return None
    day = civil.day_number(parts.year, parts.month, parts.day)
    return None if civil.weekday(day) == parts.weekday else (day, parts.weekday)


def _moved_weekdays(said: Weekly) -> Weekly:
    return Weekly({(weekday + shift) % 7 for weekday in said.weekdays for shift in (-1, 1)})


def _by_days(said: DaySet, distances: tuple[int, ...] | range) -> DaySet | None:
    shifts = [sign * distance for distance in distances for sign in (-1, 1)]
    if isinstance(said, Pieces):
        return _pieces((_shift(a, n), _shift(b, n)) for a, b in said.cells for n in shifts)
    if isinstance(said, Yearly):
        return Yearly([(_near(a, n), _near(b, n)) for a, b in said.spans for n in shifts], said.years)
    return None


def _shift(day: int | None, days: int) -> int | None:
    return None if day is None else day + days


def _near(month_day: tuple[int, int], days: int) -> tuple[int, int]:
    """A month-day moved by days, in a common year; a leap year would do but for the days around 29 February."""
    return civil.civil(civil.day_number(2023, month_day[0], 1) + month_day[1] - 1 + days)[1:]


def _by_months(said: DaySet, months: int) -> DaySet | None:
    if isinstance(said, Pieces):
        return _pieces(
            moved for cell in said.cells for sign in (-1, 1) for moved in _month_moved(cell, sign * months)
        )
    if isinstance(said, Yearly) and said.years is None and months % 12:
        return Yearly(
            [s for span in said.spans for sign in (-1, 1) for s in _span_moved(span, sign * months)]
        )
    return None


def _month_moved(cell: Cell, months: int) -> Iterator[Cell]:
    """A run moved by months: one day only where the month has it, the end of a month to the end of a month."""
    first, last = cell
    if first is None or last is None:
        return
    moved = civil.add_months(first, months)
    if first == last:
        if civil.civil(moved)[2] == civil.civil(first)[2]:
            yield moved, moved
        return
    yield moved, civil.add_months(last + 1, months) - 1


def _span_moved(
    span: tuple[tuple[int, int], tuple[int, int]], months: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    (month, day), (last_month, last_day) = span
    first = (month - 1 + months) % 12 + 1
    last = (last_month - 1 + months) % 12 + 1
    if day <= _LONGEST[first - 1]:
        whole = last_day >= _LONGEST[last_month - 1] - (last_month == 2)
        yield (first, day), (last, _LONGEST[last - 1] if whole and span[0] != span[1] else last_day)


def _by_digits(parts: Parts, *, by_day: bool) -> DaySet | None:
    """One digit of the day, or one of the last two of the year, printed wrong."""
    dates = (
        [attrs.evolve(parts, year=year) for year in _years_by_digit(parts.year)]
        if parts.year is not None
        else []
    )
    if by_day and parts.day is not None:
        dates += [attrs.evolve(parts, day=day) for day in _days_by_digit(parts.day)]
    if parts.year is None:
        spans = [
            ((d.month, d.day), (d.month, d.day))
            for d in dates
            if d.month and d.day and d.day <= _LONGEST[d.month - 1]
        ]
        return Yearly(spans) if spans else None
    return _pieces(cell for date in dates for cell in _cell_of(date))


def _years_by_digit(year: int) -> Iterator[int]:
    sign, size = (-1, -year) if year < 0 else (1, year)
    for unit in (1, 10):
        kept = size - size // unit % 10 * unit
        yield from (sign * (kept + digit * unit) for digit in range(10) if kept + digit * unit != size)


def _days_by_digit(day: int) -> Iterator[int]:
    tens, ones = divmod(day, 10)
    others = {*(10 * digit + ones for digit in range(4)), *(10 * tens + digit for digit in range(10))} - {day}
    yield from sorted(other for other in others if 1 <= other <= 31)


def _cell_of(parts: Parts) -> Iterator[Cell]:
    """The run of days of a date as far as it is written, nothing for a day that its month lacks."""
    assert parts.year is not None
    if parts.month is None:
        yield civil.year_bounds(parts.year)
    elif parts.day is None:
        yield civil.month_bounds(parts.year, parts.month)
    elif parts.day <= civil.days_in_month(parts.year, parts.month):
        day = civil.day_number(parts.year, parts.month, parts.day)
        yield day, day


def _swapped(parts: Parts) -> DaySet | None:
    if not parts.numeric_month or parts.day is None or parts.day > 12 or parts.day == parts.month:
        return None
    swapped = attrs.evolve(parts, day=parts.month, month=parts.day)
    if parts.year is not None:
        return _pieces(_cell_of(swapped))
    assert swapped.month is not None
    assert swapped.day is not None
    return Yearly([((swapped.month, swapped.day), (swapped.month, swapped.day))])


def _pieces(cells: Iterable[Cell]) -> Pieces | None:
    listed = [_shared(cell) for cell in cells]
    return Pieces(listed) if listed else None


@functools.lru_cache(maxsize=1 << 14)
def _shared(cell: Cell) -> Cell:
    """The same run, kept once: each day is what dozens of others can have been meant for."""
    return cell


def _on_weekday(days: DaySet, weekday: int) -> DaySet | None:
    """The single days of a set that fall on a weekday; None where there are none, or the set has no single days."""
    if not isinstance(days, Pieces):
        return None
    return _pieces((a, b) for a, b in days.cells if a is not None and a == b and civil.weekday(a) == weekday)
