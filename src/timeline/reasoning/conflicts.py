"""Minimal conflicts among softs at levels: drop any one and the rest hold together.

This module knows integers and labels, like `network`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set as AbstractSet

from timeline.reasoning.assignment import Assignment
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.weighted import WeightedNetwork

__all__ = ["conflict_through", "lifted"]


def conflict_through(
    network: WeightedNetwork,
    levels: Sequence[int],
    label: int,
    level: int,
    *,
    without: AbstractSet[int] = frozenset(),
    reach: int | None = None,
    assignment: Callable[[], Assignment] | None = None,
) -> dict[int, int] | None:
    """A small minimal conflict of one soft at a level with others at theirs, none of them in `without`; None if none.

    The nearest surroundings that contradict it are shrunk, because the farther away a constraint is the
    longer its part in a conflict takes to tell. `reach` is how many steps away to look, None for all. In a crowd,
    where every look costs as much as all of its members, a propagation of all levels is asked instead, if there is one.
    """
    if assignment is not None and network.crowded(label):
        failed = assignment().failed_with(label, level, without)
        return None if failed is None else _objecting(network, levels, label, level, failed)
    size = 0
    for ball in network.around(label, reach):
        chosen = {one: levels[one] for one in ball if one not in without} | {label: level}
        if len(chosen) == size:
            return None
        outcome = network.bounds(chosen)
        if not isinstance(outcome, Bounds):
            return _objecting(network, levels, label, level, outcome)
        size = len(chosen)
    return None


def _objecting(
    network: WeightedNetwork, levels: Sequence[int], label: int, level: int, failed: frozenset[int]
) -> dict[int, int]:
    chosen = {one: level if one == label else levels[one] for one in sorted(failed | {label})}
    return _shrunk(network, chosen, label).levels()


def _shrunk(network: WeightedNetwork, levels: Mapping[int, int], keep: int | None = None) -> Assignment:
    """A minimal conflict among softs that contradict each other, `keep` in it if it takes part in all that are there.

    Dear softs are dropped first: cheap claims are left to stand against each other.
    """
    softs = network.softs
    circle = network.lone_circle(levels)
    if circle is not None:
        return Assignment(network, {label: level for label, level in levels.items() if label in circle})
    trial = Assignment(network, levels)
    for label in sorted(levels, key=lambda one: (-softs[one].cost(softs[one].last), softs[one].tie)):
        if label == keep or label not in trial:
            continue
        level = trial.level(label)
        trial.take([label])
        core = trial.failed()
        if core is None:
            trial.put({label: level})
        else:
            trial.take(trial.levels().keys() - core)
    return trial


def lifted(network: WeightedNetwork, levels: Mapping[int, int]) -> dict[int, int]:
    """A minimal conflict, each level lifted as far as the contradiction survives; the last level asks nothing."""
    trial = _shrunk(network, levels)
    for label in sorted(trial.levels()):
        low, high = trial.level(label), network.softs[label].last - 1
        while low < high:
            middle = (low + high + 1) // 2
            trial.put({label: middle})
            if trial.failed() is None:
                high = middle - 1
            else:
                low = middle
        trial.put({label: low})
    return trial.levels()
