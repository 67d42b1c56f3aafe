"""The time axis of a picture: where its ticks stand and what they say, from hours to ten thousands of years.

Knows days as numbers (with a fraction for the time of day) and the calendar, nothing of events or drawing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.ranges import year_words

__all__ = ["Axis", "Tick", "axis"]

_YEAR: Final = 365.2425
_MONTH: Final = _YEAR / 12
# A step is kept where its labels have this much room, in pixels: "14:00", "Apr", "5", "1850".
_HOURS: Final = ((1, 44.0), (3, 44.0), (6, 44.0))
_DAYS: Final = ((1, 24.0), (2, 24.0), (7, 24.0))
_MONTHS: Final = ((1, 34.0), (3, 34.0), (6, 34.0))
_YEARS: Final = (1, 2, 5)
_YEAR_ROOM: Final = 46.0
_ERA_ROOM: Final = 74.0


@attrs.frozen
class Tick:
    """A mark of the axis: the day number that it stands at, and its label."""

    at: float
    label: str


@attrs.frozen(kw_only=True)
class Axis:
    """The ticks of an axis, and above them the larger units that they lie in (none above years)."""

    ticks: tuple[Tick, ...]
    above: tuple[Tick, ...] = ()


def axis(first: float, last: float, width: float) -> Axis:
    """The axis between two day numbers, the first below the last, on so many pixels.

    >>> [tick.label for tick in axis(738_521, 738_885, 500).ticks][:4]
    ['Jan', 'Feb', 'Mar', 'Apr']
    >>> [tick.label for tick in axis(738_521, 738_885, 500).above]
    ['2023']
    """
    day = width / (last - first)
    for step, room in _HOURS:
        if day * step / 24 >= room:
            return Axis(ticks=tuple(_hours(first, last, step)), above=tuple(_dates(first, last)))
    for step, room in _DAYS:
        if day * step >= room:
            return Axis(ticks=tuple(_days(first, last, step)), above=tuple(_months_above(first, last)))
    for step, room in _MONTHS:
        if day * _MONTH * step >= room:
            return Axis(ticks=tuple(_months(first, last, step)), above=tuple(_years_above(first, last)))
    return Axis(ticks=tuple(_years(first, last, _years_step(first, last, day))))


def _hours(first: float, last: float, step: int) -> Iterator[Tick]:
    for number in range(math.ceil(first * 24 / step), math.floor(last * 24 / step) + 1):
        yield Tick(number * step / 24, f"{number * step % 24:02d}:00")


def _dates(first: float, last: float) -> Iterator[Tick]:
    for day in range(math.floor(first), math.floor(last) + 1):
        year, month, dom = civil.civil(day)
        yield Tick(
            day,
            f"{civil.WEEKDAYS[civil.weekday(day)][:3]} {dom} {civil.MONTHS[month - 1][:3]} {year_words(year)}",
        )


def _days(first: float, last: float, step: int) -> Iterator[Tick]:
    for day in range(math.ceil(first), math.floor(last) + 1):
        dom = civil.civil(day)[2]
        # Weeks begin on Monday (ISO 8601); the second day after the 29th would crowd the 1st.
        if step == 1 or (step == 7 and civil.weekday(day) == 0) or (step == 2 and dom % 2 and dom < 30):
            yield Tick(day, str(dom))


def _months_above(first: float, last: float) -> Iterator[Tick]:
    for year, month, day in _month_starts(first, last, 1):
        yield Tick(day, f"{civil.MONTHS[month - 1][:3]} {year_words(year)}")


def _months(first: float, last: float, step: int) -> Iterator[Tick]:
    for _, month, day in _month_starts(first, last, step):
        if day >= first:
            yield Tick(day, civil.MONTHS[month - 1][:3])


def _years_above(first: float, last: float) -> Iterator[Tick]:
    for year, _, day in _month_starts(first, last, 12):
        yield Tick(day, year_words(year))


def _month_starts(first: float, last: float, step: int) -> Iterator[tuple[int, int, int]]:
    """Year, month and first day of every so manieth month, from the one in which the axis begins."""
    year, month, _ = civil.civil(math.floor(first))
    number = (year * 12 + month - 1) // step * step
    while (day := civil.day_number(number // 12, number % 12 + 1, 1)) <= last:
        yield number // 12, number % 12 + 1, day
        number += step


def _years_step(first: float, last: float, day: float) -> int:
    early = civil.civil(math.floor(first))[0] < 1000 or civil.civil(math.floor(last))[0] > 9999
    room = _ERA_ROOM if early else _YEAR_ROOM
    power = 1
    while True:
        for factor in _YEARS:
            if day * _YEAR * factor * power >= room:
                return factor * power
        power *= 10


def _years(first: float, last: float, step: int) -> Iterator[Tick]:
    low, high = civil.civil(math.floor(first))[0], civil.civil(math.floor(last))[0]
    for number in range(math.floor(low / step) - 1, math.floor(high / step) + 2):
        # There was no year 0: before the common era round years are those of the era ("100 BCE" is -99).
        year = number * step if number > 0 else 1 + number * step
        day = civil.day_number(year, 1, 1)
        # Where every year is ticked, the year 1 stands at both counts.
        if first <= day <= last and not (number == 0 and step == 1):
            yield Tick(day, year_words(year))
