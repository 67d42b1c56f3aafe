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

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from typing import Final, NamedTuple

from timeline.reasoning.network import (
    HARD,
    Bounds,
    Compiled,
    Constraint,
    Propagation,
    compiled,
    variables,
    window,
)

__all__ = ["Problem", "Repair", "Soft", "Step", "conflict_through", "repair"]

# The main cost stands above this many bits; below it, the part that only breaks ties.
SCALE: Final = 1 << 48

Step = tuple[int, tuple[Constraint, ...]]
"""Cost and constraints of a level."""


class Soft:
    """One soft constraint: what it asks at each level, and what standing at each level costs in all.

    Attributes:
        first: what the first level asks; it costs nothing.
        rest: gives cost and constraints of the further levels, the last of them without any; costs never
            fall. It is called only if the first level fails, which most never do. No level speaks of a
            variable that the first does not.
        tie: a positive number below 2**40, different for different softs, that decides between assignments
            of the same cost.
    """

    __slots__ = ("_steps", "first", "rest", "tie")

    def __init__(self, first: tuple[Constraint, ...], rest: Callable[[], Sequence[Step]], tie: int) -> None:
        self.first = first
        self.rest = rest
        self.tie = tie
        self._steps: tuple[Step, ...] | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Cost and constraints of every level."""
        if self._steps is None:
            self._steps = ((0, self.first), *self.rest())
        return self._steps

    @property
    def last(self) -> int:
        """The level that asks nothing."""
        return len(self.steps) - 1

    def asks(self, level: int) -> tuple[Constraint, ...]:
        """What a level asks."""
        return self.first if level == 0 else self.steps[level][1]

    def cost(self, level: int) -> int:
        """What standing on a level costs."""
        return 0 if level == 0 else self.steps[level][0]

    def price(self, level: int) -> int:
        """The cost of a level with the part that breaks ties."""
        return self.cost(level) * SCALE + level * self.tie


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


class Problem:
    """Softs, labelled by their place, and hard constraints, over the same variables."""

    def __init__(self, softs: Sequence[Soft], hard: Sequence[Constraint] = ()) -> None:
        self.softs = tuple(softs)
        self.hard = tuple(hard)
        self.limits = window([*(c for soft in softs for c in soft.first), *hard])
        self._group = _joined(self.hard)
        self._made: dict[tuple[int, int], tuple[Compiled, ...]] = {}
        self._hard_of: dict[int, list[Compiled]] = defaultdict(list)
        for constraint in self.hard:
            self._hard_of[self._group[variables(constraint)[0]]].append(compiled(HARD, constraint))
        self._groups_of = [
            {self._group.get(v, ~v) for c in soft.first for v in variables(c)} for soft in softs
        ]
        # For each group of variables, the softs that speak of one of them.
        self.around: dict[int, list[int]] = defaultdict(list)
        for label, groups in enumerate(self._groups_of):
            for group in groups:
                self.around[group].append(label)

    def bounds(self, levels: Mapping[int, int], *also: Constraint) -> Bounds | frozenset[int]:
        """Propagate some softs at their levels, with the hard constraints around them only, and what else is asked."""
        return self.propagation(levels, *also).run()

    def propagation(self, levels: Mapping[int, int], *also: Constraint) -> Propagation:
        """The same, not yet run."""
        groups = {group for label in levels for group in self._groups_of[label]}
        hard = [part for group in sorted(groups) for part in self._hard_of.get(group, ())]
        chosen = [part for label, level in levels.items() for part in self._parts(label, level)]
        return Propagation([*hard, *chosen, *(compiled(HARD, c) for c in also)], self.limits)

    def _parts(self, label: int, level: int) -> tuple[Compiled, ...]:
        """A soft at a level, ready to propagate; made once."""
        key = (label, level)
        if key not in self._made:
            self._made[key] = tuple(compiled(label, c) for c in self.softs[label].asks(level))
        return self._made[key]

    def ball(self, label: int, radius: int, free: AbstractSet[int]) -> set[int]:
        """The softs that can be reached from one in so many steps over shared variables."""
        reached, edge = {label}, {label}
        for _ in range(radius):
            groups = {group for one in edge for group in self._groups_of[one]}
            edge = {one for group in groups for one in self.around[group] if one in free} - reached
            reached |= edge
        return reached

    def lifted(self, labels: Iterable[int], levels: Mapping[int, int]) -> dict[int, int]:
        """A minimal conflict within the labels, each level lifted as far as the contradiction survives."""
        conflict = {label: levels.get(label, 0) for label in labels}
        for label in self._dearest_first(conflict):
            self._lift(conflict, label)
        return conflict

    def minimal(self, labels: Iterable[int], levels: Mapping[int, int], keep: int) -> dict[int, int]:
        """A minimal conflict within the labels at their levels, of which `keep` is one."""
        conflict = {label: levels[label] for label in labels}
        for label in self._dearest_first(conflict):
            rest = {one: level for one, level in conflict.items() if one != label}
            if label != keep and not isinstance(self.bounds(rest), Bounds):
                conflict = rest
        return conflict

    def _dearest_first(self, labels: Iterable[int]) -> list[int]:
        """The order to drop members in: cheap claims are left to stand against each other."""
        return sorted(
            labels, key=lambda one: (-self.softs[one].cost(self.softs[one].last), self.softs[one].tie)
        )

    def _lift(self, conflict: dict[int, int], label: int) -> None:
        """Raise one member to the highest level at which the contradiction survives; drop it if that is the last."""
        last = self.softs[label].last
        low, high = conflict[label], last
        while low < high:
            # Most members are not needed at all, so the last level is tried first.
            middle = high if high == last else (low + high + 1) // 2
            if isinstance(self.bounds({**conflict, label: middle}), Bounds):
                high = middle - 1
            else:
                low = middle
        conflict[label] = low
        if low == last:
            del conflict[label]


def _joined(hard: Iterable[Constraint]) -> dict[int, int]:
    """For each variable under a hard constraint, the group of variables that hard constraints tie together."""
    parent: dict[int, int] = {}

    def root(variable: int) -> int:
        while parent.setdefault(variable, variable) != variable:
            parent[variable] = variable = parent[parent[variable]]
        return variable

    for constraint in hard:
        first, *others = (root(variable) for variable in variables(constraint))
        for other in others:
            parent[root(other)] = root(first)
    return {variable: root(variable) for variable in list(parent)}


def repair(problem: Problem, *, node_limit: int = 200_000) -> Repair:
    """The cheapest consistent assignment of levels.

    Each branch and bound looks at no more than `node_limit` nodes; where that is not enough the outcome is
    consistent, but not known to be the cheapest (`optimal` is False).
    """
    search = _Search(problem, node_limit)
    levels, bounds = search.settle({})
    full = tuple(levels.get(label, 0) for label in range(len(problem.softs)))
    optimal, shortfall = search.optimal, search.shortfall
    tied = tuple(search.ties(levels)) if optimal else ()
    return Repair(full, bounds, tuple(search.conflicts), optimal, shortfall, tied)


def conflict_through(
    problem: Problem, levels: Mapping[int, int], label: int, free: AbstractSet[int], reach: int | None = None
) -> dict[int, int] | None:
    """A small minimal conflict of one soft at its level in `levels` with others, all of them in `free`; None if none.

    The nearest surroundings that contradict it are shrunk, because the farther away a constraint is the
    longer its part in a conflict takes to tell. `reach` is how many steps away to look, None for all.
    """
    radius, size = 1, 0
    while reach is None or radius <= reach:
        ball = problem.ball(label, radius, free)
        if len(ball) == size:
            return None
        outcome = problem.bounds({one: levels[one] for one in sorted(ball)})
        if not isinstance(outcome, Bounds):
            return problem.minimal(outcome | {label}, levels, label)
        radius, size = radius * 2, len(ball)
    return None


class _TooDear(Exception):  # noqa: N818 - it reports no error
    """Every assignment that is left costs more than was asked for."""


class _Search:
    """The loop between conflicts and the cheapest way past them."""

    def __init__(self, problem: Problem, node_limit: int) -> None:
        self.problem = problem
        self.node_limit = node_limit
        self.conflicts: list[dict[int, int]] = []
        self.optimal = True
        self.shortfall = 0
        self._quiet: dict[int, tuple[int, ...]] = {}
        self._solved: dict[tuple[object, ...], _Hitting] = {}

    def settle(self, caps: Mapping[int, int], most: int | None = None) -> tuple[dict[int, int], Bounds]:
        """Raise levels until the network holds; none above its cap, and not at a cost above `most`."""
        while True:
            levels = self._cheapest(caps)
            if most is not None and self.cost(levels) > most:
                raise _TooDear
            found = self._conflicts_at(levels)
            if isinstance(found, Bounds):
                return levels, found
            self.conflicts += found

    def cost(self, levels: Mapping[int, int]) -> int:
        """The cost of an assignment, without the part that breaks ties."""
        return sum(self.problem.softs[label].cost(level) for label, level in levels.items())

    def ties(self, levels: Mapping[int, int]) -> Iterator[dict[int, int]]:
        """Other assignments of the same cost: each must leave some raised soft at a lower level."""
        cost = self.cost(levels)
        for label in sorted(label for label, level in levels.items() if level):
            try:
                other, _ = self.settle({label: levels[label] - 1}, most=cost)
            except _TooDear:
                continue
            either = sorted(levels.keys() | other.keys())
            yield {one: other.get(one, 0) for one in either if levels.get(one, 0) != other.get(one, 0)}

    def _conflicts_at(self, raised: Mapping[int, int]) -> Bounds | list[dict[int, int]]:
        """The bounds at these levels, or conflicts that share no soft: the more at once, the fewer rounds."""
        levels = {label: raised.get(label, 0) for label in range(len(self.problem.softs))}
        left = dict(levels)
        found = self._near_conflicts(levels, left)
        if found:
            return found
        propagation = self.problem.propagation(left)
        while not isinstance(outcome := propagation.run(), Bounds):
            conflict = self._taken(outcome, levels, left)
            found.append(conflict)
            propagation.without(conflict.keys())
        return found or outcome

    def _near_conflicts(self, levels: Mapping[int, int], left: dict[int, int]) -> list[dict[int, int]]:
        """Conflicts among the softs that touch one group of variables: most are, and they are cheap to find."""
        found: list[dict[int, int]] = []
        for group, labels in self.problem.around.items():
            state = tuple(levels[label] for label in labels)
            if self._quiet.get(group) == state:
                continue
            before = len(found)
            while not isinstance(
                near := self.problem.bounds({x: left[x] for x in labels if x in left}), Bounds
            ):
                found.append(self._taken(near, levels, left))
            if len(found) == before and all(label in left for label in labels):
                self._quiet[group] = state
        return found

    def _taken(
        self, labels: Iterable[int], levels: Mapping[int, int], left: dict[int, int]
    ) -> dict[int, int]:
        """The conflict within the labels; its members are taken out of what is left."""
        conflict = self.problem.lifted(labels, levels)
        for label in conflict:
            del left[label]
        return conflict

    def _cheapest(self, caps: Mapping[int, int]) -> dict[int, int]:
        """The cheapest levels that go past one member of every conflict, and none above its cap."""
        levels: dict[int, int] = {}
        for cluster in _clusters(self.conflicts):
            hitting = self._hitting(cluster, caps)
            levels |= hitting.best
            if not hitting.exact:
                self.optimal = False
                self.shortfall = max(self.shortfall, hitting.shortfall)
        return levels

    def _hitting(self, cluster: tuple[int, ...], caps: Mapping[int, int]) -> _Hitting:
        conflicts = [self.conflicts[index] for index in cluster]
        own = {label: cap for label, cap in caps.items() if any(label in conflict for conflict in conflicts)}
        key = (cluster, *sorted(own.items()))
        if key not in self._solved:
            self._solved[key] = _Hitting(self.problem.softs, conflicts, own, self.node_limit)
        if not self._solved[key].best:
            raise _TooDear
        return self._solved[key]


def _clusters(conflicts: Sequence[Mapping[int, int]]) -> list[tuple[int, ...]]:
    """Conflicts by place, those that share softs together."""
    cluster_of: dict[int, list[int]] = {}
    for index, conflict in enumerate(conflicts):
        merged = [index]
        for cluster in {id(c): c for label in conflict if (c := cluster_of.get(label)) is not None}.values():
            merged += cluster
        for one in merged:
            for label in conflicts[one]:
                cluster_of[label] = merged
    unique = {id(cluster): tuple(sorted(cluster)) for cluster in cluster_of.values()}
    return sorted(unique.values())


class _Hitting:
    """The cheapest levels past one member of each conflict: branch and bound, depth first.

    `best` is empty if the caps allow none; `price` is its price, `floor` a lower bound, `exact` whether
    they meet.
    """

    def __init__(
        self,
        softs: Sequence[Soft],
        conflicts: Sequence[Mapping[int, int]],
        caps: Mapping[int, int],
        limit: int,
    ) -> None:
        self.softs = softs
        self.conflicts = sorted(conflicts, key=len)
        self.best: dict[int, int] = {}
        self.price: int | None = None
        self.exact = True
        self.floor = self._packing({}, caps, self.conflicts) or 0
        self._run(caps, limit)

    @property
    def shortfall(self) -> int:
        """How much cheaper, without the part that breaks ties, the best could be."""
        return 0 if self.exact or self.price is None else (self.price - self.floor) // SCALE

    def _run(self, caps: Mapping[int, int], limit: int) -> None:
        stack: list[tuple[dict[int, int], Mapping[int, int], int]] = [({}, caps, 0)]
        while stack:
            if limit == 0 and self.best:
                self.exact = False
                return
            limit = max(0, limit - 1)
            levels, own_caps, price = stack.pop()
            stack += reversed(self._branches(levels, own_caps, price))

    def _branches(
        self, levels: dict[int, int], caps: Mapping[int, int], price: int
    ) -> list[tuple[dict[int, int], Mapping[int, int], int]]:
        """The ways past one conflict that is left, cheapest first; each way closes the ones before it."""
        left = [c for c in self.conflicts if all(levels.get(label, 0) <= level for label, level in c.items())]
        if self.price is not None and price >= self.price:
            return []
        if not left:
            self.best, self.price = levels, price
            return []
        more = self._packing(levels, caps, left)
        if more is None or (self.price is not None and price + more >= self.price):
            return []
        options = min((self._options(c, levels, caps) for c in left), key=len)
        branches: list[tuple[dict[int, int], Mapping[int, int], int]] = []
        closed = dict(caps)
        for extra, label, level in options:
            branches.append(({**levels, label: level}, dict(closed), price + extra))
            closed[label] = level - 1
        return branches

    def _options(
        self, conflict: Mapping[int, int], levels: Mapping[int, int], caps: Mapping[int, int]
    ) -> list[tuple[int, int, int]]:
        """Extra price, label and level of each way past a conflict, cheapest first."""
        softs = self.softs
        return sorted(
            (softs[label].price(level + 1) - softs[label].price(levels.get(label, 0)), label, level + 1)
            for label, level in conflict.items()
            if level < caps.get(label, level + 1)
        )

    def _packing(
        self, levels: Mapping[int, int], caps: Mapping[int, int], left: Sequence[Mapping[int, int]]
    ) -> int | None:
        """A lower bound: conflicts that share no soft must each be paid for; None where one cannot be passed."""
        cheapest = []
        for conflict in left:
            options = self._options(conflict, levels, caps)
            if not options:
                return None
            cheapest.append((options[0][0], conflict))
        used: set[int] = set()
        total = 0
        for extra, conflict in sorted(cheapest, key=lambda pair: -pair[0]):
            if used.isdisjoint(conflict):
                used.update(conflict)
                total += extra
        return total
