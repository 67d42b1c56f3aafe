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

Limits count nodes, never seconds, and hold for all that is searched in one cluster, round after round. Past one the
cluster is settled greedily (`greedy`), and the outcome is marked: each new conflict is paid for by its members, and
whoever is paid in full goes past it, so no conflict is looked at twice. Levels that need not be so high are lowered at
the end, dearest first. This module knows integers and labels, like `network`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from timeline.reasoning.arcs import FARTHER, NEAR, OWN
from timeline.reasoning.assignment import Assignment
from timeline.reasoning.conflicts import lifted
from timeline.reasoning.greedy import Payments
from timeline.reasoning.hitting import Hitting, floor_of
from timeline.reasoning.pools import Probe, pools_of
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.softs import SCALE
from timeline.reasoning.weighted import WeightedNetwork

__all__ = ["NODE_LIMIT", "Repair", "repair"]

NODE_LIMIT: Final = 50_000
"""So many nodes are looked at for each cluster of conflicts, unless it is told otherwise.

A node takes 15 to 70 microseconds, so that is a few seconds. Of a thousand planted events, a fifth of whose claims are
wrong, a single branch and bound needs 3,600 at most.
"""


class Repair(NamedTuple):
    """The outcome: the level of each soft, whether it is the optimum, and what was learnt on the way.

    `optimal` tells also whether all was looked at that may cost the same: if not, `shortfall` can be nothing.
    `shortfall` bounds how much cheaper the optimum could be; `tied` holds, for each other assignment of
    the same cost that was found, the levels of the softs that differ.
    """

    levels: tuple[int, ...]
    bounds: Bounds
    conflicts: tuple[dict[int, int], ...]
    optimal: bool
    shortfall: int
    tied: tuple[dict[int, int], ...]


def repair(network: WeightedNetwork, *, node_limit: int = NODE_LIMIT) -> Repair:
    """The cheapest consistent assignment of levels.

    For each cluster of conflicts no more than `node_limit` nodes are looked at, and as many again for other
    outcomes of the same cost; where that is not enough the outcome is consistent, and nothing in it could stand lower,
    but it is not known to be the cheapest, or another may be as cheap (`optimal` is False).
    """
    search = _Search(network, node_limit)
    levels = search.settle()
    shortfalls = search.shortfalls()
    tied = () if shortfalls else tuple(search.ties())
    conflicts, optimal = search.conflicts(), not shortfalls and search.ties_known
    # It takes as much memory as all that follows.
    del search
    # Made anew, so that no derivation shows by what way the levels were found.
    bounds = network.derived(dict(enumerate(levels)))
    assert isinstance(bounds, Bounds)
    network.forget()
    return Repair(levels, bounds, conflicts, optimal, sum(shortfalls), tied)


class _Cluster:
    """Conflicts that share softs, directly or by way of others, and how they are got past.

    `spent` counts the nodes looked at for that; `exact` is whether it is the cheapest way.
    """

    __slots__ = ("conflicts", "exact", "labels", "spent")

    def __init__(self, conflict: dict[int, int]) -> None:
        self.conflicts = [conflict]
        self.labels = dict.fromkeys(conflict)
        self.spent = 0
        self.exact = True

    def join(self, other: _Cluster) -> None:
        """Take in another, with what it has spent."""
        self.conflicts += other.conflicts
        self.labels |= other.labels
        self.spent += other.spent
        self.exact &= other.exact


class _Search:
    """The loop between conflicts and the cheapest way past them; members of a pool take part by way of it alone."""

    def __init__(self, network: WeightedNetwork, node_limit: int) -> None:
        self._given = network.softs
        pools = tuple(pools_of(network.softs, network.hard))
        self._pools = dict(enumerate(pools, len(network.softs)))
        self._probes = {label: Probe(pool, label + len(pools)) for label, pool in self._pools.items()}
        self._lowest: dict[int, dict[int, int]] = {}
        pooled = {member for pool in pools for member in pool.members}
        taking_part = [label for label in range(len(network.softs) + len(pools)) if label not in pooled]
        if pools:
            softs = (*network.softs, *pools, *self._probes.values())
            network = WeightedNetwork(softs, network.hard, network.limits)
        self.levels: dict[int, int] = {}
        self._conflicts: list[dict[int, int]] = []
        self._softs = network.softs
        self._node_limit = node_limit
        self.ties_known = True
        self._assignment = Assignment(network, dict.fromkeys(taking_part, 0))
        self._cluster_of: dict[int, _Cluster] = {}
        self._payments = Payments(self._softs)

    def settle(self) -> tuple[int, ...]:
        """Raise levels until the network holds; only clusters with a new conflict are solved again."""
        while found := self._found():
            for cluster in self._noted(found):
                if cluster.exact:
                    solved = self._searched(cluster, {})
                    cluster.exact = solved.exact
                    self.levels |= {label: solved.best.get(label, 0) for label in cluster.labels}
                else:
                    mine = [c for c in found if self._cluster_of[next(iter(c))] is cluster]
                    self._payments.pay(mine, self.levels)
                self._restore(cluster.labels)
        self._lower()
        levels = dict(self.levels)
        for label, pool in self._pools.items():
            self._lowest[label] = pool.lowest(self._assignment.lowest(pool.on))
            levels |= {one: self._lowest[label].get(one, soft.last) for one, soft in pool.members.items()}
        return tuple(levels.get(label, 0) for label in range(len(self._given)))

    def _searched(self, cluster: _Cluster, caps: Mapping[int, int], under: int | None = None) -> Hitting:
        """The cheapest way past all conflicts of a cluster, as far as what it has left to spend goes."""
        left = max(0, self._node_limit - cluster.spent)
        solved = Hitting(self._softs, cluster.conflicts, caps, left, under)
        cluster.spent += solved.nodes
        return solved

    def _lower(self) -> None:
        """Lower what stands higher than it must where no search has seen to that, the dearest first."""
        inexact = [cluster for cluster in self.clusters() if not cluster.exact]
        raised = {label: self.levels.get(label, 0) for cluster in inexact for label in cluster.labels}
        price = {label: self._softs[label].price(level) for label, level in raised.items() if level}
        for label in sorted(price, key=lambda label: (-price[label], label)):
            self.levels |= self._assignment.lowered(label)

    def shortfalls(self) -> list[int]:
        """For each cluster whose cheapest way past is not known, how much cheaper that could be."""
        inexact = [cluster for cluster in self.clusters() if not cluster.exact]
        floors = [floor_of(self._softs, cluster.conflicts) // SCALE for cluster in inexact]
        return [self._cost(one.labels) - floor for one, floor in zip(inexact, floors, strict=True)]

    def conflicts(self) -> tuple[dict[int, int], ...]:
        """The conflicts found among softs as given."""
        size = len(self._given)
        return tuple(conflict for conflict in self._conflicts if all(label < size for label in conflict))

    def _found(self) -> list[dict[int, int]]:
        """Conflicts that share no soft, until the rest holds: the more at once, the fewer rounds.

        If there are any near by, those farther off wait: the way past the near may be past them too. The softs of
        a conflict are taken out, until they are put at new levels.
        """
        return list(self._failing((OWN, NEAR))) or list(self._failing((OWN, NEAR, FARTHER)))

    def _failing(self, ranks: Sequence[int]) -> Iterator[dict[int, int]]:
        assignment = self._assignment
        while (failed := assignment.failed(ranks)) is not None:
            conflict = lifted(
                assignment.network, {label: assignment.level(label) for label in sorted(failed)}
            )
            assignment.take(conflict)
            yield conflict

    def clusters(self) -> list[_Cluster]:
        """Every cluster, once."""
        return list({id(cluster): cluster for cluster in self._cluster_of.values()}.values())

    def ties(self) -> Iterator[dict[int, int]]:
        """Other assignments of the same cost: each must leave some raised soft at a lower level."""
        raised = {label for label, level in self.levels.items() if level}
        for cluster in self.clusters():
            cluster.spent = 0
        for label in sorted(raised - self._pools.keys()):
            other = self._other(label)
            if other:
                yield other
            self._restore(self._cluster_of[label].labels)
        for label in self._pools:
            yield from self._others(label)

    def _restore(self, labels: Iterable[int]) -> None:
        self._assignment.put({label: self.levels.get(label, 0) for label in labels})

    def _other(self, label: int) -> dict[int, int]:
        """What differs in the best assignment that leaves a soft lower, if it costs no more; empty if it does.

        All else holds as it is, so whatever contradicts it shares a soft with the same cluster.
        """
        caps = {label: self.levels[label] - 1}
        while True:
            cluster = self._cluster_of[label]
            solved = self._searched(cluster, caps, (self._cost(cluster.labels) + 1) * SCALE)
            self.ties_known &= solved.exact
            if not solved.best:
                return {}
            levels = {one: solved.best.get(one, 0) for one in cluster.labels}
            self._assignment.put(levels)
            found = self._found()
            if not found:
                return self._changes(levels)
            self._noted(found)

    def _cost(self, labels: Iterable[int]) -> int:
        return sum(self._softs[label].cost(self.levels.get(label, 0)) for label in labels)

    def _changes(self, levels: Mapping[int, int], tried: int | None = None) -> dict[int, int]:
        """What differs from the optimum in an assignment that holds, told of softs as given."""
        changes = {
            label: level
            for label, level in levels.items()
            if label not in self._pools and level != self.levels.get(label, 0)
        }
        for label in self._pools.keys() & {*levels, tried}:
            pool, was = self._pools[label], self._lowest[label]
            now = pool.lowest(self._assignment.lowest(pool.on))
            changes |= {
                one: now.get(one, pool.members[one].last)
                for one in was.keys() | now.keys()
                if was.get(one) != now.get(one)
            }
        return dict(sorted(changes.items()))

    def _others(self, label: int) -> Iterator[dict[int, int]]:
        """For raised members of a pool, what differs in the best assignments that leave them lower at the same cost."""
        pool, lowest = self._pools[label], self._lowest[label]
        level = self.levels.get(label, 0)
        raised = {
            one: lowest.get(one, soft.last) for one, soft in pool.members.items() if lowest.get(one) != 0
        }
        found: list[tuple[int, dict[int, int]]] = []
        for other in range(pool.last + 1):
            if pool.cost(other) > self._cost(self._around(label)):
                break
            tries = (self._tried(label, other, stretch) for stretch in pool.squares(other) if other != level)
            found += [one for one in tries if one is not None]
        for _, changes in sorted(found, key=lambda pair: pair[0]):
            lowered = [one for one, now in changes.items() if now < raised.get(one, 0)]
            if lowered:
                yield changes
            for one in lowered:
                del raised[one]

    def _around(self, *labels: int) -> dict[int, None]:
        """Some labels with all in their clusters."""
        around = dict.fromkeys(labels)
        for label in labels:
            if label in self._cluster_of:
                around |= self._cluster_of[label].labels
        return around

    def _tried(self, label: int, level: int, stretch: tuple[int, int]) -> tuple[int, dict[int, int]] | None:
        """Price and changes of the best assignment with a pool within a stretch of a level, if it costs no more."""
        assignment, pool, probe = self._assignment, self._pools[label], self._probes[label]
        aimed = probe.aim(*stretch)
        touched = {label}
        own: list[dict[int, int]] = []
        found_at = None
        assignment.take([label])
        while (levels := self._past(label, level, own)) is not None:
            assignment.put({probe.label: aimed} | levels)
            found = self._found()
            touched.update(levels)
            if not found:
                price = pool.price(level) + sum(self._softs[one].price(at) for one, at in levels.items())
                found_at = price, self._changes(levels, label)
                break
            for conflict in found:
                touched.update(conflict)
            own += [_without(conflict, probe.label) for conflict in found if probe.label in conflict]
            self._noted([conflict for conflict in found if probe.label not in conflict])
        touched.discard(probe.label)
        assignment.take([probe.label])
        self._restore(touched)
        return found_at

    def _past(self, label: int, level: int, own: Sequence[dict[int, int]]) -> dict[int, int] | None:
        """The cheapest levels beside a pool at its own, past all conflicts around and some more; None if too dear."""
        pool = self._pools[label]
        labels = self._around(label, *(one for conflict in own for one in conflict))
        clusters = {id(c): c for one in labels if (c := self._cluster_of.get(one)) is not None}.values()
        noted = [conflict for cluster in clusters for conflict in cluster.conflicts]
        left = [_without(c, label) for c in noted if c.get(label, level) >= level] + list(own)
        spare = self._cost(labels) - pool.cost(level)
        if spare < 0 or not all(left):
            return None
        limit = max(0, self._node_limit - sum(cluster.spent for cluster in clusters))
        solved = Hitting(self._softs, left, {}, limit, (spare + 1) * SCALE)
        self.ties_known &= solved.exact
        for cluster in clusters:
            cluster.spent += solved.nodes
        if left and not solved.best:
            return None
        return {one: solved.best.get(one, 0) for one in labels if one != label}

    def _noted(self, conflicts: Sequence[dict[int, int]]) -> list[_Cluster]:
        """The clusters that new conflicts make, or belong to; the smaller goes into the larger."""
        for conflict in conflicts:
            mine = _Cluster(conflict)
            others = {id(c): c for label in conflict if (c := self._cluster_of.get(label)) is not None}
            *less, most = sorted((mine, *others.values()), key=lambda cluster: len(cluster.labels))
            for cluster in less:
                most.join(cluster)
                self._cluster_of.update(dict.fromkeys(cluster.labels, most))
            self._cluster_of.update(dict.fromkeys(conflict, most))
        self._conflicts += conflicts
        touched = (self._cluster_of[label] for conflict in conflicts for label in conflict)
        return list({id(cluster): cluster for cluster in touched}.values())


def _without(conflict: Mapping[int, int], label: int) -> dict[int, int]:
    return {one: level for one, level in conflict.items() if one != label}
