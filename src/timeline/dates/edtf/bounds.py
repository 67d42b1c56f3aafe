"""From forms to days: the set of days that each form leaves possible.

Unspecified digits stand for all their completions; completions that touch are one run ("199X" is ten years
without a seam), whereas the members of a one-of set stay apart. Qualifiers move nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from timeline.dates import civil
from timeline.dates.days import DaySet, Either, Pieces, Span, Yearly
from timeline.dates.edtf.forms import Date, Item, Members, Reach, Stretch
from timeline.dates.edtf.masks import spans
from timeline.dates.edtf.seasons import NORTHERN, SOUTHERN

__all__ = ["days_of", "hull", "members_of", "reach_of"]

DaysOfDate = Callable[[Date], DaySet]

# Where the X are all at the right, the years that fit are neighbours.
_from_the_right = re.compile(r"-?[0-9]*X*").fullmatch

_WHOLE_YEAR: Final[tuple[Span, ...]] = (((1, 1), (12, 31)),)


def days_of(date: Date, *, south: bool = False) -> DaySet:
    """The days of one date; `south` says which half of the earth the seasons 21 to 24 are of."""
    low, high = date.years
    if not date.month or (date.month == "XX" and date.day in ("", "XX")):
        if low == high or date.year[0] == "Y" or "S" in date.year or _from_the_right(date.year):
            return Pieces.run(civil.day_number(low, 1, 1), civil.day_number(high, 12, 31))
        return Yearly.fitting(_WHOLE_YEAR, date.year)
    if low == high and date.day and "X" not in date.month + date.day:
        day = civil.day_number(low, int(date.month), int(date.day))
        return Pieces.run(day, day)
    season = date.season
    found = _season_span(season, south=south) if season else spans(date.month, date.day)
    if low != high:
        return Yearly.fitting(found, date.year)
    cells = [cell for span in found for cell in _cells_in(low, span)]
    return Pieces.run(*cells[0]) if len(cells) == 1 else Pieces(cells)


def _season_span(number: int, *, south: bool) -> tuple[Span, ...]:
    first, last = (SOUTHERN if south else NORTHERN)[number]
    return (((first, 1), (last, 31)),)


def _cells_in(year: int, span: Span) -> list[tuple[int, int]]:
    """The run of days of a span that begins in a year; none for a 29 February that the year lacks."""
    (month, day), (last_month, last_day) = span
    if day > civil.days_in_month(year, month):
        return []
    end_year = year + (last_month < month)
    last = min(last_day, civil.days_in_month(end_year, last_month))
    return [(civil.day_number(year, month, day), civil.day_number(end_year, last_month, last))]


def hull(date: Date, *, south: bool = False) -> tuple[int, int]:
    """The first and the last day of a date."""
    days = days_of(date, south=south)
    first, last = days.least, days.greatest
    assert first is not None
    assert last is not None
    return first, last


def reach_of(reach: Reach, days_of_date: DaysOfDate) -> Pieces:
    """All days up to the end of a date, or from its beginning on."""
    days = days_of_date(reach.date)
    return Pieces.run(None, days.greatest) if reach.before else Pieces.run(days.least, None)


def members_of(form: Members, days_of_date: DaysOfDate) -> DaySet:
    """The days of a set: a cell for each member of a one-of set, a day set for each of an all-of set."""
    found = [_days_of_item(item, days_of_date) for item in form.items]
    if len(found) == 1:
        return found[0]
    if form.everyone:
        return Either(found)
    pieces = [days for days in found if isinstance(days, Pieces)]
    others = [days for days in found if not isinstance(days, Pieces)]
    joined = [Pieces([cell for days in pieces for cell in days.cells])] if pieces else []
    return Either([*joined, *others]) if others else joined[0]


def _days_of_item(item: Item, days_of_date: DaysOfDate) -> DaySet:
    match item:
        case Date():
            return days_of_date(item)
        case Reach():
            return reach_of(item, days_of_date)
        case Stretch():
            return Pieces.run(days_of_date(item.first).least, days_of_date(item.last).greatest)
