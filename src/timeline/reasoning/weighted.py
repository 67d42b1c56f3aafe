"""A weighted constraint network: softs, whose levels have costs, and hard constraints over the same variables.

The term is that of weighted constraint satisfaction (Larrosa and Schiex 2004); the variables are bounded, as in
`network`, and the levels of a soft are nested.

This module knows integers and labels, like `network`.
"""

from __future__ import annotations

import functools
import itertools
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from timeline.graphs import connected_parts
from timeline.reasoning.arcs import FARTHER, NEAR, Compiled, edges_of
from timeline.reasoning.circles import lone_circle, rounds_of
from timeline.reasoning.columns import Rows
from timeline.reasoning.network import HARD, Constraint, variables, window
from timeline.reasoning.propagation import Bounds, Propagation
from timeline.reasoning.shortest import Derivations
from timeline.reasoning.softs import Soft

__all__ = ["WeightedNetwork"]

# So many softs at levels are kept ready; with a sixteenth of it, four thousand events in one component take an eighth
# longer.
_KEPT: Final = 1 << 14
# So many softs around one are a crowd, where conflicts are no longer looked for from near to far. With twice as many,
# events of two hundred claims take half as long again; half as many would tell nearest conflicts of fewer events.
_CROWD: Final = 100


class WeightedNetwork:
    """Softs, labelled by their index, and hard constraints, over the same variables."""

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


def _grouped(hard: Iterable[Constraint], asked: Iterable[Constraint]) -> dict[int, int]:
    """For each variable that is asked for, the number of its group: of those that hard constraints tie together."""
    spoken = dict.fromkeys(itertools.chain.from_iterable(map(variables, asked)))
    numbers = {variable: number for number, variable in enumerate(spoken)}
    rows = ([numbers[variable] for variable in variables(constraint)] for constraint in hard)
    return dict(zip(numbers, connected_parts(len(numbers), rows), strict=True))
