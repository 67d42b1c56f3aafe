"""The runs of days that a moment can be: its range, cut where what holds leaves holes in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from timeline.dates.days import DaySet, Pieces
from timeline.dates.fuzzy import DateRange
from timeline.reasoning.components import Standing, Standings, days_between
from timeline.reasoning.network import Member

__all__ = ["Candidates"]

# A range with more holes than this ("some Wednesday of the 1990s") is told by its ends.
_MOST: Final = 64


class Candidates:
    """The runs of days of moments: found when asked for, and remembered, since each takes a propagation."""

    def __init__(self, standings: Standings) -> None:
        self._standings = standings
        self._known: dict[int, tuple[DateRange, ...]] = {}

    def of(self, moment: int, days: DateRange, said: Iterable[Standing | None]) -> tuple[DateRange, ...]:
        """The runs of a moment, by its number, in the days of its range; none where that is open.

        Only the sets that `said` of it asks for can leave holes.
        """
        if days.first is None or days.last is None:
            return ()
        if days.settled:
            return (days,)
        if moment not in self._known:
            self._known[moment] = tuple(self._tried(moment, said, days.first, days.last))
        return self._known[moment]

    def _tried(
        self, number: int, said: Iterable[Standing | None], first: int, last: int
    ) -> Iterator[DateRange]:
        """Runs of days that a moment can be: cut by every set that it lies in, and tried one by one."""
        component = self._standings.component(number)
        assert component is not None
        runs = [(first, last)]
        for standing in said:
            for constraint in standing.asks if standing else ():
                if isinstance(constraint, Member) and constraint.a == number:
                    runs = _cut(runs, constraint.numbers)
            if len(runs) > _MOST:
                runs = [(first, last)]
                break
        for run in runs:
            if len(runs) == 1 or component.assignment.allows(Member(number, Pieces([run]))):
                yield days_between(*run)


def _cut(runs: Iterable[tuple[int, int]], days: DaySet) -> list[tuple[int, int]]:
    """Runs of days, cut to the cells of a set; stops soon after there are too many to tell."""
    cut: list[tuple[int, int]] = []
    for first, last in runs:
        low = days.ceil(first)
        while low is not None and low <= last and len(cut) <= _MOST:
            end = days.cell_last(low)
            high = last if end is None else min(end, last)
            cut.append((low, high))
            low = days.ceil(high + 1)
    return cut
