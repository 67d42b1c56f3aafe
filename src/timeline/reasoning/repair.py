"""The cheapest way to make a network of soft constraints consistent, exactly.

Theory of operation
-------------------
A *soft* constraint has nested levels: the first is the narrowest and costs nothing, each next one allows
more and costs more, the last allows everything. An assignment of levels is consistent if the network of
the constraints at those levels is. Wanted is the consistent assignment of least total cost.

It is found from below by implicit hitting sets (Reiter 1987; Moreno-Centeno and Karp 2013): propagate;
if that fails, shrink what failed to a minimal conflict and lift each of its levels as far as the
contradiction survives; any consistent assignment must go past the level of at least one of its members.
The cheapest assignment that goes past one in each conflict found so far (a branch and bound over the
conflicts, one cluster at a time) can only be too cheap; once it is consistent it is the optimum. Costs
carry a second, tiny part that makes the optimum unique, so the order of input cannot matter.

Limits count nodes, never seconds. Past one the cluster is solved greedily and the outcome is marked.
This module knows integers and labels, like `network`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.reasoning.arcs import FARTHER, NEAR, OWN
from timeline.reasoning.hitting import Hitting
from timeline.reasoning.problem import Problem, Standing, lifted
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.softs import SCALE

__all__ = ["Repair", "repair"]


class Repair(NamedTuple):
    """The outcome: the level of each soft, whether it is the optimum, and what was learnt on the way.

    `shortfall` bounds how much cheaper the optimum could be; `tied` holds, for each other assignment of
    the same cost that was found, the levels of the softs that differ.
    """

    levels: tuple[int, ...]
    bounds: Bounds
    conflicts: tuple[dict[int, int], ...]
    optimal: bool
    shortfall: int
    tied: tuple[dict[int, int], ...]


def repair(problem: Problem, *, node_limit: int = 200_000) -> Repair:
    """The cheapest consistent assignment of levels.

    Each branch and bound looks at no more than `node_limit` nodes; where that is not enough the outcome is
    consistent, but not known to be the cheapest (`optimal` is False).
    """
    search = _Search(problem, node_limit)
    search.settle()
    levels = tuple(search.levels.get(label, 0) for label in range(len(problem.softs)))
    shortfalls = [cluster.solved.shortfall for cluster in search.clusters() if not cluster.solved.exact]
    tied = () if shortfalls else tuple(search.ties())
    # Made anew, so that no derivation shows by what way the levels were found.
    bounds = problem.bounds(dict(enumerate(levels)))
    assert isinstance(bounds, Bounds)
    return Repair(levels, bounds, tuple(search.conflicts), not shortfalls, sum(shortfalls), tied)


class _Cluster:
    """Conflicts that share softs, directly or by way of others, and the cheapest way past them all."""

    __slots__ = ("conflicts", "labels", "solved")

    def __init__(self, conflict: dict[int, int]) -> None:
        self.conflicts = [conflict]
        self.labels = dict.fromkeys(conflict)
        self.solved: Hitting


class _Search:
    """The loop between conflicts and the cheapest way past them."""

    def __init__(self, problem: Problem, node_limit: int) -> None:
        self.levels: dict[int, int] = {}
        self.conflicts: list[dict[int, int]] = []
        self._softs = problem.softs
        self._node_limit = node_limit
        self._standing = Standing(problem, dict.fromkeys(range(len(problem.softs)), 0))
        self._cluster_of: dict[int, _Cluster] = {}

    def settle(self) -> None:
        """Raise levels until the network holds; only clusters with a new conflict are solved again."""
        while found := self._found():
            for cluster in self._noted(found):
                cluster.solved = Hitting(self._softs, cluster.conflicts, {}, self._node_limit)
                levels = {label: cluster.solved.best.get(label, 0) for label in cluster.labels}
                self._standing.put(levels)
                self.levels |= levels

    def _found(self) -> list[dict[int, int]]:
        """Conflicts that share no soft, until the rest holds: the more at once, the fewer rounds.

        If there are any near by, those farther off wait: the way past the near may be past them too. The softs of
        a conflict are taken out, until they are put at new levels.
        """
        return list(self._failing((OWN, NEAR))) or list(self._failing((OWN, NEAR, FARTHER)))

    def _failing(self, ranks: Sequence[int]) -> Iterator[dict[int, int]]:
        standing = self._standing
        while (failed := standing.failed(ranks)) is not None:
            conflict = lifted(standing.problem, {label: standing.levels[label] for label in sorted(failed)})
            standing.take(conflict)
            yield conflict

    def clusters(self) -> list[_Cluster]:
        """Every cluster, once."""
        return list({id(cluster): cluster for cluster in self._cluster_of.values()}.values())

    def ties(self) -> Iterator[dict[int, int]]:
        """Other assignments of the same cost: each must leave some raised soft at a lower level."""
        for label in sorted(label for label, level in self.levels.items() if level):
            other = self._other(label)
            if other:
                yield other
            own = self._cluster_of[label].labels
            self._standing.put({one: self.levels.get(one, 0) for one in own})

    def _other(self, label: int) -> dict[int, int]:
        """What differs in the best assignment that leaves a soft lower, if it costs no more; empty if it does.

        All else holds as it is, so whatever contradicts it shares a soft with the same cluster.
        """
        caps = {label: self.levels[label] - 1}
        while True:
            cluster = self._cluster_of[label]
            cost = sum(self._softs[one].cost(self.levels.get(one, 0)) for one in cluster.labels)
            best = Hitting(self._softs, cluster.conflicts, caps, self._node_limit, (cost + 1) * SCALE).best
            if not best:
                return {}
            levels = {one: best.get(one, 0) for one in cluster.labels}
            self._standing.put(levels)
            found = self._found()
            if not found:
                return {
                    one: level for one, level in sorted(levels.items()) if level != self.levels.get(one, 0)
                }
            self._noted(found)

    def _noted(self, conflicts: Sequence[dict[int, int]]) -> list[_Cluster]:
        """The clusters that new conflicts make, or belong to; the smaller goes into the larger."""
        for conflict in conflicts:
            mine = _Cluster(conflict)
            others = {id(c): c for label in conflict if (c := self._cluster_of.get(label)) is not None}
            *less, most = sorted((mine, *others.values()), key=lambda cluster: len(cluster.labels))
            for cluster in less:
                most.conflicts += cluster.conflicts
                most.labels |= cluster.labels
                self._cluster_of.update(dict.fromkeys(cluster.labels, most))
            self._cluster_of.update(dict.fromkeys(conflict, most))
        self.conflicts += conflicts
        touched = (self._cluster_of[label] for conflict in conflicts for label in conflict)
        return list({id(cluster): cluster for cluster in touched}.values())
