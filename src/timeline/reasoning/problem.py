"""Softs and hard constraints over the same variables, and the minimal conflicts among them.

This module knows integers and labels, like `network`.
"""

from __future__ import annotations

import functools
import itertools
from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence, Set as AbstractSet
from typing import Final

from timeline.reasoning.arcs import FARTHER, NEAR, OWN, Compiled, edges_of
from timeline.reasoning.circles import lone_circle, rounds_of
from timeline.reasoning.network import HARD, Constraint, variables, window
from timeline.reasoning.propagation import Bounds, Propagation
from timeline.reasoning.shortest import Derivations
from timeline.reasoning.softs import Soft

__all__ = ["Problem", "Standing", "conflict_through", "lifted"]


class Problem:
    """Softs, labelled by their place, and hard constraints, over the same variables."""

    def __init__(
        self,
        softs: Sequence[Soft],
        hard: Sequence[Constraint] = (),
        limits: tuple[int, int] | None = None,
    ) -> None:
        self.softs = tuple(softs)
        self.hard = tuple(hard)
        self.limits = limits or window([*(c for soft in softs for c in soft.first), *hard])
        self._group = _joined(self.hard)
        asked = itertools.chain(self.hard, *(soft.first for soft in self.softs))
        self._rounds = rounds_of(edges_of(HARD, asked))
        # First levels are kept ready, of further ones the newest: few softs ever leave the first, and those that do ask
        # for more memory than all the rest.
        self._first: list[Compiled | None] = [None] * len(self.softs)
        self._further: OrderedDict[tuple[int, int], Compiled] = OrderedDict()
        hard_of: dict[int, list[Constraint]] = defaultdict(list)
        for constraint in self.hard:
            hard_of[self._group[variables(constraint)[0]]].append(constraint)
        self._hard_of = {group: self._made(HARD, tuple(asked), NEAR) for group, asked in hard_of.items()}
        # Most softs speak of the same groups as others.
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        groups_of = (
            tuple(dict.fromkeys(self._group.get(v, ~v) for c in soft.first for v in variables(c)))
            for soft in softs
        )
        self._groups_of = [shared.setdefault(groups, groups) for groups in groups_of]
        # For each group of variables, the softs that speak of one of them.
        self._around: dict[int, array[int]] = defaultdict(lambda: array("i"))
        for label, groups in enumerate(self._groups_of):
            for group in groups:
                self._around[group].append(label)

    def bounds(self, levels: Mapping[int, int], *also: Constraint) -> Bounds | frozenset[int]:
        """Propagate some softs at their levels, with the hard constraints around them only, and what else is asked."""
        parts = [*self._hard_around(levels), *self._parts(levels), Compiled(HARD, also)]
        return Propagation(parts, self.limits).outcome()

    def derived(self, levels: Mapping[int, int]) -> Bounds | frozenset[int]:
        """As `bounds`, but no bound is laid to a soft at a higher level that those at their first set already."""
        raised = {label: level for label, level in levels.items() if level}
        first = dict.fromkeys((label for label in levels if label not in raised), 0)
        propagation = Propagation([*self._hard_around(levels), *self._parts(first)], self.limits)
        propagation.run()
        for part in self._parts(raised):
            propagation.put(part)
        return propagation.outcome()

    def shortest(self, levels: Sequence[int], bounds: Bounds) -> Derivations:
        """By how few constraints each bound follows, of the fixpoint of all softs at their levels."""
        parts = [*self._hard_around(range(len(levels))), *self._parts(dict(enumerate(levels)))]
        return Derivations(parts, bounds, levels, self.limits)

    def standing(self, parts: Sequence[Compiled]) -> Propagation:
        """A propagation of some softs, each at a level, to be kept and changed; not yet run."""
        hard = self._hard_around(part.label for part in parts)
        return Propagation([*hard, *parts], self.limits, ranked=True)

    def forget(self) -> None:
        """Keep nothing ready any longer: few softs will be asked for once levels are settled."""
        self._first = [None] * len(self.softs)
        self._further.clear()

    def _parts(self, levels: Mapping[int, int]) -> Iterator[Compiled]:
        return (self.part(label, level) for label, level in levels.items())

    def _hard_around(self, labels: Iterable[int]) -> list[Compiled]:
        """The hard constraints on the variables that softs speak of."""
        groups = {group for label in labels for group in self._groups_of[label]}
        return [self._hard_of[group] for group in sorted(groups) if group in self._hard_of]

    def lone_circle(self, levels: Mapping[int, int]) -> frozenset[int] | None:
        """The softs along the only circle, where softs that contradict each other ask for orders and nothing else.

        Such a conflict is minimal as it is; to find that out by leaving out one after the other takes the square.
        """
        parts = [*self._hard_around(levels), *self._parts(levels)]
        if not all(part.orders_only for part in parts):
            return None
        orders = [edge for part in parts for edge in part.order]
        circle = lone_circle(orders)
        return None if circle is None else circle - {HARD}

    def part(self, label: int, level: int) -> Compiled:
        """A soft at a level, ready to propagate."""
        if level:
            return self._at(label, level)
        made = self._first[label]
        if made is None:
            made = self._first[label] = self._compiled(label, 0)
        return made

    def _at(self, label: int, level: int) -> Compiled:
        made = self._further.pop((label, level), None) or self._compiled(label, level)
        self._further[label, level] = made
        if len(self._further) > _KEPT:
            self._further.popitem(last=False)
        return made

    def _compiled(self, label: int, level: int) -> Compiled:
        rank = NEAR if len(self._groups_of[label]) == 1 else FARTHER
        return self._made(label, self.softs[label].asks(level), rank, level)

    def _made(self, label: int, asked: tuple[Constraint, ...], rank: int, level: int = 0) -> Compiled:
        return Compiled(label, asked, rank, level, self._rounds)

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

    def crowded(self, label: int) -> bool:
        """Whether very many softs speak of what a soft speaks of."""
        return any(len(self._around[group]) > _CROWD for group in self._groups_of[label])

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


# So many further levels are kept ready: more than most conflicts look at.
_KEPT: Final = 4096
# So many softs around one are a crowd.
_CROWD: Final = 100


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


def conflict_through(
    problem: Problem,
    levels: Sequence[int],
    label: int,
    level: int,
    *,
    without: AbstractSet[int] = frozenset(),
    reach: int | None = None,
    standing: Callable[[], Standing] | None = None,
) -> dict[int, int] | None:
    """A small minimal conflict of one soft at a level with others at theirs, none of them in `without`; None if none.

    The nearest surroundings that contradict it are shrunk, because the farther away a constraint is the
    longer its part in a conflict takes to tell. `reach` is how many steps away to look, None for all. In a crowd,
    where every look costs as much as all of its members, a propagation of all levels is asked instead, if there is one.
    """
    if standing is not None and problem.crowded(label):
        failed = standing().failed_with(label, level, without)
        return None if failed is None else _objecting(problem, levels, label, level, failed)
    size = 0
    for ball in problem.around(label, reach):
        chosen = {one: levels[one] for one in ball if one not in without} | {label: level}
        if len(chosen) == size:
            return None
        outcome = problem.bounds(chosen)
        if not isinstance(outcome, Bounds):
            return _objecting(problem, levels, label, level, outcome)
        size = len(chosen)
    return None


def _objecting(
    problem: Problem, levels: Sequence[int], label: int, level: int, failed: frozenset[int]
) -> dict[int, int]:
    chosen = {one: level if one == label else levels[one] for one in sorted(failed | {label})}
    return _shrunk(problem, chosen, label).levels()


class Standing:
    """Softs at levels, in a propagation that is kept: what changes is propagated, and nothing else."""

    def __init__(self, problem: Problem, levels: Mapping[int, int]) -> None:
        self.problem = problem
        self._parts = {label: problem.part(label, level) for label, level in levels.items()}
        self._propagation = problem.standing(tuple(self._parts.values()))

    @property
    def labels(self) -> KeysView[int]:
        """The softs that are in."""
        return self._parts.keys()

    def level(self, label: int) -> int:
        """The level of one that is in."""
        return self._parts[label].level

    def levels(self) -> dict[int, int]:
        """The levels of all that are in."""
        return {label: part.level for label, part in self._parts.items()}

    def put(self, levels: Mapping[int, int]) -> None:
        """Put softs at their levels."""
        changed = [
            label
            for label, level in levels.items()
            if label not in self._parts or self._parts[label].level != level
        ]
        self.take([label for label in changed if label in self._parts])
        for label in changed:
            self._parts[label] = part = self.problem.part(label, levels[label])
            self._propagation.put(part)

    def take(self, labels: Iterable[int]) -> None:
        """Take softs out."""
        self._propagation.take([self._parts.pop(label) for label in labels])

    def failed(self, ranks: Sequence[int] = (OWN, NEAR, FARTHER)) -> frozenset[int] | None:
        """Labels of softs that contradict each other, None where all hold together; see `Propagation.run`."""
        return self._propagation.run(ranks)

    def lowest(self, variables: Iterable[int]) -> dict[int, int]:
        """The least values of variables at the fixpoint; all of them together are a solution."""
        return {variable: self._propagation.lowest(variable) for variable in variables}

    def failed_with(self, label: int, level: int, without: AbstractSet[int]) -> frozenset[int] | None:
        """What contradicts a soft at another level, with some taken out for as long; None if nothing does."""
        before = {one: self.level(one) for one in (label, *sorted(without))}
        self.take(without)
        self.put({label: level})
        failed = self.failed()
        self.take([label])
        self.put(before)
        return failed

    def allows(self, constraint: Constraint) -> bool:
        """Whether the levels, which hold together, hold together with a constraint."""
        part = Compiled(len(self.problem.softs), (constraint,))
        self._propagation.put(part)
        holds = self.failed() is None
        self._propagation.take([part])
        return holds


def _shrunk(problem: Problem, levels: Mapping[int, int], keep: int | None = None) -> Standing:
    """A minimal conflict among softs that contradict each other, `keep` in it if it takes part in all that are there.

    Dear softs are dropped first: cheap claims are left to stand against each other.
    """
    softs = problem.softs
    circle = problem.lone_circle(levels)
    if circle is not None:
        return Standing(problem, {label: level for label, level in levels.items() if label in circle})
    trial = Standing(problem, levels)
    for label in sorted(levels, key=lambda one: (-softs[one].cost(softs[one].last), softs[one].tie)):
        if label == keep or label not in trial.labels:
            continue
        level = trial.level(label)
        trial.take([label])
        core = trial.failed()
        if core is None:
            trial.put({label: level})
        else:
            trial.take(trial.labels - core)
    return trial


def lifted(problem: Problem, levels: Mapping[int, int]) -> dict[int, int]:
    """A minimal conflict, each level lifted as far as the contradiction survives; the last level asks nothing."""
    trial = _shrunk(problem, levels)
    for label in sorted(trial.labels):
        low, high = trial.level(label), problem.softs[label].last - 1
        while low < high:
            middle = (low + high + 1) // 2
            trial.put({label: middle})
            if trial.failed() is None:
                high = middle - 1
            else:
                low = middle
        trial.put({label: low})
    return trial.levels()
