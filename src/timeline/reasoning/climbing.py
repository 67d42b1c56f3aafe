"""Bounds that would climb for ever: told by the chain behind one, which comes round to the same bound.

This module knows integers, as `network` does.
"""

from __future__ import annotations

from collections.abc import Callable

from timeline.reasoning.arcs import Swing, Turn, glimpse_of, swing_of
from timeline.reasoning.trail import Trail

__all__ = ["climbing"]


def climbing(trail: Trail, entry: int) -> set[int] | None:
    """The parts of a cycle that would raise the bound of an entry for ever, None where there is none.

    A walk back along the chain has come round when it meets the same bound again. If its constraints push on by
    more than nothing on whatever day they are followed, they do so for ever. If they repeat themselves, what
    satisfies them could be moved back by their joint period, to before the lower of the two bounds; so once the
    bound has climbed so far, nothing does. A set or function that does not repeat itself ends of itself.
    """
    # To look over all days of a function takes long, and mostly a glimpse shows that there is no such cycle.
    return None if _come_round(trail, entry, glimpse_of) is None else _come_round(trail, entry, swing_of)


def _come_round(trail: Trail, index: int, looked: Callable[[Turn], Swing]) -> set[int] | None:
    key, newest = trail.keys[index], trail.values[index]
    parts: set[int] = set()
    longest, pushed = 1, 0
    # Equal functions share their swing, but to compare them takes long.
    swings: dict[int, Swing] = {}
    for entry in trail.back(index):
        raised, value, cycle = trail.keys[entry], trail.values[entry], trail.cycles[entry]
        if raised == key and (newest - value >= longest or pushed > 0):
            return parts
        if isinstance(cycle, int):
            # A distance pushes by as much every time, a set sometimes by nothing.
            cause = trail.causes[entry]
            period, push = cycle, value - trail.values[cause] if cycle == 1 and cause >= 0 else 0
        else:
            period, push = swings[id(cycle)] = swings.get(id(cycle)) or looked(cycle)
        if period == 0:
            return None
        parts.add(trail.parts[entry])
        longest = max(longest, period)
        pushed += push
    return None
