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

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from typing import Final, NamedTuple

from timeline.reasoning.arcs import FARTHER, NEAR, OWN, Compiled, compiled
from timeline.reasoning.network import HARD, Constraint, variables, window
from timeline.reasoning.propagation import Bounds, Propagation

__all__ = ["Problem", "Repair", "Soft", "Standing", "Step", "conflict_through", "repair"]

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
            self._hard_of[self._group[variables(constraint)[0]]].append(compiled(HARD, constraint, NEAR))
        self._groups_of = [
            {self._group.get(v, ~v) for c in soft.first for v in variables(c)} for soft in softs
        ]
        # For each group of variables, the softs that speak of one of them.
        self._around: dict[int, list[int]] = defaultdict(list)
        for label, groups in enumerate(self._groups_of):
            for group in groups:
                self._around[group].append(label)

    def bounds(self, levels: Mapping[int, int], *also: Constraint) -> Bounds | frozenset[int]:
        """Propagate some softs at their levels, with the hard constraints around them only, and what else is asked."""
        return self._propagation(levels, [compiled(HARD, c) for c in also], ranked=False).outcome()

    def standing(self, levels: Mapping[int, int]) -> Propagation:
        """A propagation of some softs to be kept and changed, not yet run."""
        return self._propagation(levels, (), ranked=True)

    def _propagation(
        self, levels: Mapping[int, int], also: Iterable[Compiled], *, ranked: bool
    ) -> Propagation:
        groups = {group for label in levels for group in self._groups_of[label]}
        hard = [part for group in sorted(groups) for part in self._hard_of.get(group, ())]
        chosen = [part for label, level in levels.items() for part in self.parts(label, level)]
        return Propagation([*hard, *chosen, *also], self.limits, ranked=ranked)

    def parts(self, label: int, level: int) -> tuple[Compiled, ...]:
        """A soft at a level, ready to propagate; made once."""
        key = (label, level)
        if key not in self._made:
            rank = NEAR if len(self._groups_of[label]) == 1 else FARTHER
            self._made[key] = tuple(compiled(label, c, rank) for c in self.softs[label].asks(level))
        return self._made[key]

    def hard_on(self, variable: int) -> Sequence[Constraint]:
        """The hard constraints that speak of a variable."""
        return self._hard_on.get(variable, ())

    @functools.cached_property
    def _hard_on(self) -> dict[int, list[Constraint]]:
        found: dict[int, list[Constraint]] = defaultdict(list)
        for constraint in self.hard:
            for variable in variables(constraint):
                found[variable].append(constraint)
        return found

    def around(self, label: int, reach: int | None) -> Iterator[list[int]]:
        """The softs within 1, 2, 4 ... steps of one over shared variables, up to `reach` or all that there are."""
        radius, steps = 1, 0
        reached, edge, seen = {label: None}, [label], set[int]()
        while edge and (reach is None or radius <= reach):
            while steps < radius:
                steps += 1
                groups = dict.fromkeys(g for one in edge for g in self._groups_of[one] if g not in seen)
                seen.update(groups)
                edge = [one for group in groups for one in self._around[group] if one not in reached]
                reached |= dict.fromkeys(edge)
            radius *= 2
            yield sorted(reached)


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
    search.settle()
    levels = tuple(search.levels.get(label, 0) for label in range(len(problem.softs)))
    shortfalls = [cluster.solved.shortfall for cluster in search.clusters() if not cluster.solved.exact]
    tied = () if shortfalls else tuple(search.ties())
    # Made anew, so that no derivation shows by what way the levels were found.
    bounds = problem.bounds(dict(enumerate(levels)))
    assert isinstance(bounds, Bounds)
    return Repair(levels, bounds, tuple(search.conflicts), not shortfalls, sum(shortfalls), tied)


def conflict_through(
    problem: Problem,
    levels: Sequence[int],
    label: int,
    level: int,
    *,
    without: AbstractSet[int] = frozenset(),
    reach: int | None = None,
) -> dict[int, int] | None:
    """A small minimal conflict of one soft at a level with others at theirs, none of them in `without`; None if none.

    The nearest surroundings that contradict it are shrunk, because the farther away a constraint is the
    longer its part in a conflict takes to tell. `reach` is how many steps away to look, None for all.
    """
    size = 0
    for ball in problem.around(label, reach):
        chosen = {one: levels[one] for one in ball if one not in without} | {label: level}
        if len(chosen) == size:
            return None
        outcome = problem.bounds(chosen)
        if not isinstance(outcome, Bounds):
            return _shrunk(problem, {one: chosen[one] for one in sorted(outcome | {label})}, label).levels
        size = len(chosen)
    return None


class Standing:
    """Softs at levels, in a propagation that is kept: what changes is propagated, and nothing else."""

    def __init__(self, problem: Problem, levels: Mapping[int, int]) -> None:
        self.problem = problem
        self.levels = dict(levels)
        self._propagation = problem.standing(self.levels)

    def put(self, levels: Mapping[int, int]) -> None:
        """Put softs at their levels."""
        changed = [label for label, level in levels.items() if self.levels.get(label) != level]
        self.take(label for label in changed if label in self.levels)
        for label in changed:
            self.levels[label] = levels[label]
            for part in self.problem.parts(label, levels[label]):
                self._propagation.put(part)

    def take(self, labels: Iterable[int]) -> None:
        """Take softs out."""
        self._propagation.take(
            [part for label in labels for part in self.problem.parts(label, self.levels.pop(label))]
        )

    def failed(self, ranks: Sequence[int] = (OWN, NEAR, FARTHER)) -> frozenset[int] | None:
        """Labels of softs that contradict each other, None where all hold together; see `Propagation.run`."""
        return self._propagation.run(ranks)

    def allows(self, constraint: Constraint) -> bool:
        """Whether the levels, which hold together, hold together with a constraint."""
        part = compiled(len(self.problem.softs), constraint)
        self._propagation.put(part)
        holds = self.failed() is None
        self._propagation.take([part])
        return holds


def _shrunk(problem: Problem, levels: Mapping[int, int], keep: int | None = None) -> Standing:
    """A minimal conflict among softs that contradict each other, `keep` in it if it takes part in all that are there.

    Dear softs are dropped first: cheap claims are left to stand against each other.
    """
    softs = problem.softs
    trial = Standing(problem, levels)
    for label in sorted(levels, key=lambda one: (-softs[one].cost(softs[one].last), softs[one].tie)):
        if label == keep or label not in trial.levels:
            continue
        level = trial.levels[label]
        trial.take([label])
        core = trial.failed()
        if core is None:
            trial.put({label: level})
        else:
            trial.take(trial.levels.keys() - core)
    return trial


def _lifted(problem: Problem, levels: Mapping[int, int]) -> dict[int, int]:
    """A minimal conflict, each level lifted as far as the contradiction survives; the last level asks nothing."""
    trial = _shrunk(problem, levels)
    for label in sorted(trial.levels):
        low, high = trial.levels[label], problem.softs[label].last - 1
        while low < high:
            middle = (low + high + 1) // 2
            trial.put({label: middle})
            if trial.failed() is None:
                high = middle - 1
            else:
                low = middle
        trial.put({label: low})
    return trial.levels


class _Cluster:
    """Conflicts that share softs, directly or by way of others, and the cheapest way past them all."""

    __slots__ = ("conflicts", "labels", "solved")

    def __init__(self, conflict: dict[int, int]) -> None:
        self.conflicts = [conflict]
        self.labels = dict.fromkeys(conflict)
        self.solved: _Hitting


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
                cluster.solved = _Hitting(self._softs, cluster.conflicts, {}, self._node_limit)
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
            conflict = _lifted(standing.problem, {label: standing.levels[label] for label in sorted(failed)})
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
            best = _Hitting(self._softs, cluster.conflicts, caps, self._node_limit, (cost + 1) * SCALE).best
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


class _Hitting:
    """The cheapest levels past one member of each conflict: branch and bound, depth first.

    `best` is empty if the caps allow none below the price `under`; `price` is its price, `floor` a lower bound,
    `exact` whether they meet.
    """

    def __init__(
        self,
        softs: Sequence[Soft],
        conflicts: Sequence[Mapping[int, int]],
        caps: Mapping[int, int],
        limit: int,
        under: int | None = None,
    ) -> None:
        self.softs = softs
        self.conflicts = sorted(conflicts, key=len)
        self.best: dict[int, int] = {}
        self.price = under
        self.exact = True
        bound = self._packing({}, caps, self.conflicts)
        self.floor = 0 if bound is None else bound[0]
        # The first way down is always found, unless there is a price to keep under.
        self._must_find = under is None
        if bound is None or (under is not None and self.floor >= under):
            return
        tight = self._tight(bound[1])
        if tight is None:
            self._run(caps, limit)
        else:
            self.best, self.price = tight, self.floor

    @property
    def shortfall(self) -> int:
        """How much cheaper, without the part that breaks ties, the best could be."""
        return 0 if self.exact or self.price is None else (self.price - self.floor) // SCALE

    def _run(self, caps: Mapping[int, int], limit: int) -> None:
        stack: list[tuple[dict[int, int], Mapping[int, int], int]] = [({}, caps, 0)]
        while stack:
            if limit == 0 and (self.best or not self._must_find):
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
        bound = self._packing(levels, caps, left)
        if bound is None or (self.price is not None and price + bound[0] >= self.price):
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
    ) -> tuple[int, dict[int, int]] | None:
        """A lower bound: what conflicts can pay without paying any soft above its price; None if one cannot be passed.

        It is the dual of the cheapest way past, found greedily: whatever that raises has a price of at least what all
        conflicts that it passes have paid to it. With it come the softs that are paid in full, each at its highest such
        level.
        """
        waiting = []
        slack: dict[int, dict[int, int]] = {}
        for conflict in left:
            options = self._options(conflict, levels, caps)
            if not options:
                return None
            waiting.append((-options[0][0], options))
            for extra, label, level in options:
                slack.setdefault(label, {})[level] = extra
        total = 0
        for _, options in sorted(waiting, key=lambda pair: pair[0]):
            # Whoever goes past a high level goes past the lower ones, so the slack of those is used up as well.
            above = [
                [(slack[label], one) for one in slack[label] if one >= level] for _, label, level in options
            ]
            paid = min(own[one] for pairs in above for own, one in pairs)
            total += paid
            for pairs in above:
                for own, one in pairs:
                    own[one] -= paid
        full = {label: [one for one, rest in own.items() if rest == 0] for label, own in slack.items()}
        return total, {label: max(paid_up) for label, paid_up in full.items() if paid_up}

    def _tight(self, full: Mapping[int, int]) -> dict[int, int] | None:
        """Levels that are paid in full and go past every conflict, if they cost what the conflicts pay: the optimum."""
        if sum(self.softs[label].price(level) for label, level in full.items()) != self.floor:
            return None
        passed = all(any(full.get(label, 0) > level for label, level in c.items()) for c in self.conflicts)
        return dict(full) if passed else None
