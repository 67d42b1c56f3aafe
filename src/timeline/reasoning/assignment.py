"""Levels assigned to softs, in a propagation that is kept: what changes is propagated, and nothing else.

This module knows integers and labels, like `network`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from typing import Final

from timeline.reasoning.arcs import FARTHER, NEAR, OWN, Compiled
from timeline.reasoning.network import Constraint
from timeline.reasoning.weighted import WeightedNetwork

__all__ = ["Assignment"]


class Assignment:
    """Some softs at their levels: put in, put at another level, and taken out again."""

    def __init__(self, network: WeightedNetwork, levels: Mapping[int, int]) -> None:
        self.network = network
        size = len(network.softs)
        # By label, the number of its part: a column if most are in, else a table of those that are.
        self._parts = array("i", [_OUT]) * size if size < _SPARSE * len(levels) else _Sparse()
        self._propagation = network.around_hard(levels)
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
            self._parts[label] = self._put(self.network.part(label, levels[label]))

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

    def lowered(self, label: int) -> dict[int, int]:
        """The lowest level of one at which all, which hold together, still do; it stands there then."""
        low, high = 0, self.level(label)
        while low < high:
            middle = (low + high) // 2
            self.put({label: middle})
            if self.failed() is None:
                high = middle
            else:
                low = middle + 1
        self.put({label: high})
        self.failed()
        return {label: high}

    def allows(self, constraint: Constraint) -> bool:
        """Whether the levels, which hold together, hold together with a constraint."""
        part = self._put(Compiled(len(self.network.softs), (constraint,)))
        holds = self.failed() is None
        self._propagation.take([part])
        return holds


class _Sparse(dict[int, int]):
    """The parts of softs, of those that are in."""

    def __missing__(self, label: int) -> int:
        return _OUT


_OUT: Final = -1
# A column is for a network of which one soft in so many is in, at the least: it takes four bytes for each soft, a table
# some hundred for each that is in. Columns alone, or tables alone, take as long within a few per cent.
_SPARSE: Final = 8
