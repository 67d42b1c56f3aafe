"""The shortest derivations of bounds: by how few constraints each follows.

Propagation finds some derivation; which one depends on what came first. This is Dijkstra's search over bounds as they
are in the end, and on the way there where a set rounds them. Where bounds raised each other on that way no such chain
need exist, or none that is shorter, and the one that propagation found remains.

This module knows integers and labels, like `network`.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from timeline.reasoning.arcs import Compiled, Inverse, Rule
from timeline.reasoning.network import HARD
from timeline.reasoning.propagation import Bounds, Step

__all__ = ["Derivations"]

# What is hard needs few words or none; what was not kept as made is called on only where nothing else would do.
_HARD: Final = 1
_KEPT: Final = 2
_SLIPPED: Final = 1 << 20

# Where so many sets round a bound, each value on the way would be rounded by all of them: their square. An eighth of it
# or a hundred times as many takes as long for six hundred sources on one event; it bounds what files can ask for.
_CROWD: Final = 64

# What an entry or a step without a cause follows from.
_NONE: Final = -1

# Cost, label, bound, value, and the step that it follows from: cheapest first, then so that no order of input matters.
_Due = tuple[int, int, int, int, int]

# Where an arc leads, by which rule, and whose it is.
_Leaving = tuple[int, Rule, int]


class Derivations:
    """The steps by which each bound of a fixpoint follows, the fewest that there are; told like those of `Bounds`."""

    def __init__(
        self, parts: Iterable[Compiled], bounds: Bounds, levels: Sequence[int], limits: tuple[int, int]
    ) -> None:
        self._bounds = bounds
        self._levels = levels
        self._steps: list[Step] = []
        self._costs: list[int] = []
        self._set: dict[int, int] = {}
        self._copies: dict[int, int] = {_NONE: _NONE}
        self._found_costs: dict[int, int] = {_NONE: 0}
        self._search(*self._laid_out(parts, _Edges(limits)))

    def derivation(self, variable: int, *, greatest: bool) -> int:
        """The step that set a bound, negative where it is open."""
        key = 2 * variable + greatest
        found = self._bounds.derivation(variable, greatest=greatest)
        if key not in self._set or self._cost_of(found) < self._costs[self._set[key]]:
            self._set[key] = self._copied(found)
        return self._set[key]

    def step(self, index: int) -> Step:
        """One step, and the one that it follows from."""
        return self._steps[index]

    def _cost_of(self, entry: int) -> int:
        """The cost of a derivation of the propagation's own."""
        waiting = list(self._unknown(entry, self._found_costs))
        for one in reversed(waiting):
            step = self._bounds.step(one)
            self._found_costs[one] = self._found_costs[step.cause] + self._price(step.label)
        return self._found_costs[entry]

    def _copied(self, entry: int) -> int:
        """A derivation of the propagation's own, taken over."""
        waiting = list(self._unknown(entry, self._copies))
        for one in reversed(waiting):
            step = self._bounds.step(one)
            self._copies[one] = self._add(step._replace(cause=self._copies[step.cause]), self._cost_of(one))
        return self._copies[entry]

    def _unknown(self, entry: int, known: Mapping[int, int]) -> Iterator[int]:
        """What an entry of the trail follows from, itself first, as far back as nothing is known of it."""
        while entry not in known:
            yield entry
            entry = self._bounds.step(entry).cause

    def _add(self, step: Step, cost: int) -> int:
        self._steps.append(step)
        self._costs.append(cost)
        return len(self._steps) - 1

    def _search(self, arcs: Mapping[int, list[_Leaving]], due: list[_Due]) -> None:
        rounds = {key: sum(target == key for target, *_ in leaving) for key, leaving in arcs.items()}
        rounded = {key for key, count in rounds.items() if 0 < count <= _CROWD}
        heapq.heapify(due)
        passed: set[tuple[int, int]] = set()
        while due:
            cost, label, key, value, cause = heapq.heappop(due)
            if key in self._set or (key, value) in passed:
                continue
            last = value == self._last(key)
            # A value on the way is of use only where a set rounds it: else there would be no end of them.
            if not last and key not in rounded:
                continue
            passed.add((key, value))
            step = Step(label, key >> 1, bool(key & 1), -value if key & 1 else value, cause)
            number = self._add(step, cost)
            if last:
                self._set[key] = number
            for target, rule, by in arcs.get(key, ()):
                if target in self._set:
                    continue
                raised = value + rule if isinstance(rule, int) else rule(value)
                if raised is None:
                    continue
                if raised == self._last(target) or (target in rounded and (last or target == key)):
                    heapq.heappush(due, (cost + self._price(by), by, target, raised, number))

    def _laid_out(
        self, parts: Iterable[Compiled], edges: _Edges
    ) -> tuple[Mapping[int, list[_Leaving]], list[_Due]]:
        """The arcs from each bound, and what is set without a cause."""
        arcs: dict[int, list[_Leaving]] = defaultdict(list)
        seeds: list[_Due] = []
        for part in parts:
            price = self._price(part.label)
            keys = [2 * variable + side for variable in part.variables for side in (0, 1)]
            for _, start, end, rule, _ in part.arcs:
                follows = rule.over(edges, keys[rule.low]) if isinstance(rule, Inverse) else rule
                arcs[keys[start]].append((keys[end], follows, part.label))
            for member in part.sets:
                low, high = 2 * member.a, 2 * member.a + 1
                if member.numbers.least is not None:
                    seeds.append((price, part.label, low, member.numbers.least, _NONE))
                if member.numbers.greatest is not None:
                    seeds.append((price, part.label, high, -member.numbers.greatest, _NONE))
        return arcs, seeds

    def _price(self, label: int) -> int:
        if label == HARD:
            return _HARD
        return _SLIPPED if self._levels[label] else _KEPT

    def _last(self, key: int) -> int | None:
        """Where a bound is in the end, the greatest negated; None where it is open."""
        if not key & 1:
            return self._bounds.least(key >> 1)
        most = self._bounds.most(key >> 1)
        return None if most is None else -most


class _Edges(dict[int, int]):
    """The edges of the window for every bound: an inverse between other bounds would prove those."""

    def __init__(self, limits: tuple[int, int]) -> None:
        super().__init__()
        self._limits = limits

    def __missing__(self, key: int) -> int:
        return -self._limits[1] if key & 1 else self._limits[0]
