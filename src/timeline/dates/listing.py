"""Listing the cells of a set of days, in order and not without end.

This module knows day sets and nothing else.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from timeline.dates.days import Cell, DaySet, Either, Pieces, Yearly

__all__ = ["listed", "runs"]


def listed(
    days: DaySet | None, most: int, first: int | None = None, last: int | None = None
) -> list[Cell] | None:
    """The cells of a set between two days, in order; None where they are more than so many or without end.

    >>> listed(Yearly([((12, 25), (12, 25))], "156X"), most=10) is None
    False
    >>> listed(Yearly([((12, 25), (12, 25))], "15XX"), most=10) is None
    True
    """
    if isinstance(days, Either):
        return _listed_members(days, most, first, last)
    cells: Iterator[Cell] = runs(days, first, last)
    if isinstance(days, Yearly) and first is None and last is None:
        cells = days.cells()
    try:
        found = list(itertools.islice(cells, most + 1))
    except LookupError:
        return None
    return found if len(found) <= most else None


def _listed_members(days: Either, most: int, first: int | None, last: int | None) -> list[Cell] | None:
    """As `listed`, member by member: asking a union of many for one cell asks every member."""
    found: list[Cell] = []
    for member in days.members:
        cells = listed(member, most, first, last)
        if cells is None or len(found) + len(cells) > most:
            return None
        found.extend(cells)
    return list(Pieces(found).cells) if found else []


def runs(days: DaySet | None, first: int | None, last: int | None) -> Iterator[Cell]:
    """The cells of a set, cut to a run of days, in order; None for all days.

    A set without a beginning cannot be listed from an open side: LookupError. One without an end is listed
    without end where the run is open.
    """
    if days is None:
        if first is None or last is None or first <= last:
            yield first, last
        return
    low = days.least if first is None else days.ceil(first)
    if first is None and low is None:
        yield from _from_the_open_side(days, last)
        return
    while low is not None and (last is None or low <= last):
        end = days.cell_last(low)
        if end is None or (last is not None and end >= last):
            yield low, last
            return
        yield low, end
        low = days.ceil(end + 1)


def _from_the_open_side(days: DaySet, last: int | None) -> Iterator[Cell]:
    """The cells of a set whose first cell is open: found from its end backwards."""
    if not isinstance(days, Pieces):
        raise LookupError("a set without a beginning cannot be listed from an open side")  # noqa: TRY004 - no fault of the type
    for first, end in days.cells:
        if last is not None and first is not None and first > last:
            return
        yield first, end if last is None or (end is not None and end <= last) else last
