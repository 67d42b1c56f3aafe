"""Softs and hard constraints over the same variables, and the minimal conflicts among them.

This module knows integers and labels, like `network`.
"""

from __future__ import annotations

import functools
import itertools
from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from typing import Final

from timeline.graphs import connected_parts
from timeline.reasoning.arcs import FARTHER, NEAR, OWN, Compiled, edges_of
from timeline.reasoning.circles import lone_circle, rounds_of
from timeline.reasoning.columns import Rows
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
        self.limits = limits or window(self._asked())
        self._rounds = rounds_of(edges_of(HARD, self._asked()))
        # The newest are kept ready: all of them would take more memory than all the rest.
        self._ready: OrderedDict[tuple[int, int], Compiled] = OrderedDict()
        # Groups of variables that hard constraints tie together, and who speaks of one of them.
        group = _grouped(self.hard, self._asked())
        count = 1 + max(group.values(), default=-1)
        self._groups_of = Rows(
            dict.fromkeys(group[v] for c in soft.first for v in variables(c)) for soft in self.softs
        )
        self._around = self._groups_of.turned(count)
        self._hard_of = Rows((group[c.a],) for c in self.hard).turned(count)

    def _asked(self) -> Iterator[Constraint]:
        """All hard constraints, and of the softs what they ask at the first level."""
        return itertools.chain(self.hard, *(soft.first for soft in self.softs))

    def bounds(self, levels: Mapping[int, int], *also: Constraint) -> Bounds | frozenset[int]:
        """Propagate some softs at their levels, with the hard constraints around them only, and what else is asked."""
        parts = itertools.chain(self._all(levels), [Compiled(HARD, also)])
        return Propagation(parts, self.limits).outcome()

    def derived(self, levels: Mapping[int, int]) -> Bounds | frozenset[int]:
        """As `bounds`, but no bound is laid to a soft at a higher level that those at their first set already."""
        raised = {label: level for label, level in levels.items() if level}
        first = {label: level for label, level in levels.items() if not level}
        parts = itertools.chain(self._hard_around(levels), self._parts(first))
        propagation = Propagation(parts, self.limits)
        propagation.run()
        for part in self._parts(raised):
            propagation.put(part)
        return propagation.outcome()

    def shortest(self, levels: Sequence[int], bounds: Bounds) -> Derivations:
        """By how few constraints each bound follows, of the fixpoint of all softs at their levels."""
        return Derivations(self._all(dict(enumerate(levels))), bounds, levels, self.limits)

    def around_hard(self, labels: Iterable[int]) -> Propagation:
        """A propagation of the hard constraints around some softs, to be put in and changed; not yet run."""
        return Propagation(self._hard_around(labels), self.limits, ranked=True)

    def forget(self) -> None:
        """Keep nothing ready any longer: few softs will be asked for once levels are settled."""
        self._ready.clear()

    def _parts(self, levels: Mapping[int, int]) -> Iterator[Compiled]:
        return (self.part(label, level) for label, level in levels.items())

    def _all(self, levels: Mapping[int, int]) -> Iterator[Compiled]:
        """Softs at their levels, after the hard constraints around them."""
        return itertools.chain(self._hard_around(levels), self._parts(levels))

    def _hard_around(self, labels: Iterable[int]) -> Iterator[Compiled]:
        """The hard constraints on the variables that softs speak of."""
        groups = sorted({group for label in labels for group in self._groups_of[label]})
        tied = (group for group in groups if self._hard_of.size(group))
        return (self._ready_or((HARD, group), self._compiled_hard) for group in tied)

    def _ready_or(self, key: tuple[int, int], make: Callable[[int, int], Compiled]) -> Compiled:
        """What is kept under a key, or else made from it."""
        part = self._ready.get(key)
        if part is None:
            part = self._ready[key] = make(*key)
            if len(self._ready) > _KEPT:
                self._ready.popitem(last=False)
        return part

    def lone_circle(self, levels: Mapping[int, int]) -> frozenset[int] | None:
        """The softs along the only circle, where softs that contradict each other ask for orders and nothing else.

        Such a conflict is minimal as it is; to find that out by leaving out one after the other takes the square.
        """
        parts = list(self._all(levels))
        if not all(part.orders_only for part in parts):
            return None
        orders = [edge for part in parts for edge in part.order]
        circle = lone_circle(orders)
        return None if circle is None else circle - {HARD}

    def part(self, label: int, level: int) -> Compiled:
        """A soft at a level, ready to propagate."""
        return self._ready_or((label, level), self._compiled)

    def _compiled(self, label: int, level: int) -> Compiled:
        rank = NEAR if self._groups_of.size(label) == 1 else FARTHER
        return Compiled(label, self.softs[label].asks(level), rank, level, self._rounds)

    def _compiled_hard(self, label: int, group: int) -> Compiled:
        asked = tuple(self.hard[one] for one in self._hard_of[group])
        return Compiled(label, asked, NEAR, 0, self._rounds)

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
        return any(self._around.size(group) > _CROWD for group in self._groups_of[label])

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


# So many softs at levels are kept ready: more than most conflicts look at.
_KEPT: Final = 1 << 14
# So many softs around one are a crowd.
_CROWD: Final = 100


def _grouped(hard: Iterable[Constraint], asked: Iterable[Constraint]) -> dict[int, int]:
    """For each variable that is asked for, the number of its group: of those that hard constraints tie together."""
    spoken = dict.fromkeys(itertools.chain.from_iterable(map(variables, asked)))
    numbers = {variable: number for number, variable in enumerate(spoken)}
    rows = ([numbers[variable] for variable in variables(constraint)] for constraint in hard)
    return dict(zip(numbers, connected_parts(len(numbers), rows), strict=True))


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
        size = len(problem.softs)
        # By label, the number of its part: a column if most are in, else a table of those that are.
        self._parts = array("i", [_OUT]) * size if size < _SPARSE * len(levels) else _Sparse()
        self._propagation = problem.around_hard(levels)
        # By part, its level; the hard ones stand on none.
        self._levels = array("i", [0]) * self._propagation.parts
        self.put(levels)

    def __contains__(self, label: int) -> bool:
        """Whether a soft is in."""
        return self._parts[label] != _OUT

    def level(self, label: int) -> int:
        """The level of one that is in."""
        return self._levels[self._parts[label]]

    def levels(self) -> dict[int, int]:
        """The levels of all that are in."""
        parts = self._parts
        numbered = parts.items() if isinstance(parts, dict) else enumerate(parts)
        return {label: self._levels[part] for label, part in numbered if part != _OUT}

    def put(self, levels: Mapping[int, int]) -> None:
        """Put softs at their levels."""
        changed = [
            label for label, level in levels.items() if label not in self or self.level(label) != level
        ]
        self.take(changed)
        for label in changed:
            self._parts[label] = self._put(self.problem.part(label, levels[label]))

    def _put(self, part: Compiled) -> int:
        self._levels.append(part.level)
        return self._propagation.put(part)

    def take(self, labels: Iterable[int]) -> None:
        """Take softs out, of some that may be in."""
        taken = [label for label in labels if label in self]
        self._propagation.take([self._parts[label] for label in taken])
        for label in taken:
            self._parts[label] = _OUT

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
        part = self._put(Compiled(len(self.problem.softs), (constraint,)))
        holds = self.failed() is None
        self._propagation.take([part])
        return holds


class _Sparse(dict[int, int]):
    """The parts of softs, of those that are in."""

    def __missing__(self, label: int) -> int:
        return _OUT


_OUT: Final = -1
# A column is for a problem of which one soft in so many is in, at the least.
_SPARSE: Final = 8


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


def lifted(problem: Problem, levels: Mapping[int, int]) -> dict[int, int]:
    """A minimal conflict, each level lifted as far as the contradiction survives; the last level asks nothing."""
    trial = _shrunk(problem, levels)
    for label in sorted(trial.levels()):
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
