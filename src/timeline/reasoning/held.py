"""The constraints that a propagation holds: whose they are, what follows from what, in columns.

This module knows integers, and labels that say whose a constraint is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.reasoning.arcs import FARTHER, Compiled, Cycle, Inverse, Rule
from timeline.reasoning.circles import Edge
from timeline.reasoning.columns import Links
from timeline.reasoning.network import Numbers

__all__ = ["RANKS", "Held"]

RANKS: Final = 3
"""How many ranks of arcs there are: arcs of rank r that leave bound k are list ``RANKS * k + r``."""


class Held:
    """Constraints that can be put in and taken out.

    Variables have indices, in the order in which they come, and bounds are twice the index of their variable, and one
    more for the upper one. Each time that constraints are put in they are a part of their own, with the next number.

    Attributes:
        indices: the index of each variable.
        labels: by part, its label.
        numbers, on, set_part: by set, its numbers (None once it is out), the index of its variable, and its part.
        targets, rules, cycles, arc_part: by arc, the bound that it leads to, its rule, its period, and its part.
        leaving: the arcs that leave a bound, by rank; those put in since the last `link` are not among them.
        order: orders on circles, by what comes first.
    """

    __slots__ = (
        "_first_arc",
        "_first_set",
        "_orders_of",
        "_ranked",
        "_sets",
        "_unlinked",
        "_values",
        "arc_part",
        "cycles",
        "indices",
        "labels",
        "leaving",
        "numbers",
        "on",
        "order",
        "rules",
        "set_part",
        "targets",
    )  # fmt: skip

    def __init__(self, values: Sequence[int], *, ranked: bool) -> None:
        """Hold nothing yet; `values` are those of the bounds, where inverses look them up."""
        self._values = values
        self._ranked = ranked
        self.indices: dict[int, int] = {}
        self.labels = array("i")
        self._first_set = array("i", [0])
        self._first_arc = array("i", [0])
        self.numbers: list[Numbers | None] = []
        self.on = array("i")
        self.set_part = array("i")
        # By variable; brought up to date by what takes out, because most propagations end before that.
        self._sets = Links()
        self.leaving = Links()
        self._unlinked: list[int] = []
        self.targets = array("i")
        self.rules: list[Rule] = []
        self.cycles: list[Cycle] = []
        self.arc_part = array("i")
        self.order: dict[int, dict[Edge, None]] = {}
        self._orders_of: dict[int, tuple[Edge, ...]] = {}

    def put(self, part: Compiled) -> int:
        """Put constraints in; the number of the part that they are."""
        number, indices = len(self.labels), self.indices
        self.labels.append(part.label)
        for variable, numbers in part.sets:
            self.numbers.append(numbers)
            self.on.append(indices.setdefault(variable, len(indices)))
            self.set_part.append(number)
        if part.arcs:
            self._put_arcs(part, number)
        self._first_set.append(len(self.numbers))
        self._first_arc.append(len(self.rules))
        if part.order:
            self._orders_of[number] = part.order
            for edge in part.order:
                self.order.setdefault(edge.start, {})[edge] = None
        return number

    def _put_arcs(self, part: Compiled, number: int) -> None:
        indices, ranked = self.indices, self._ranked
        keys: list[int] = []
        for variable in part.variables:
            low = 2 * indices.setdefault(variable, len(indices))
            keys += (low, low + 1)
        for rank, start, end, rule, cycle in part.arcs:
            self._unlinked.append(RANKS * keys[start] + (rank if ranked else FARTHER))
            self.targets.append(keys[end])
            self.rules.append(rule.over(self._values, keys[rule.low]) if isinstance(rule, Inverse) else rule)
            self.cycles.append(cycle)
            self.arc_part.append(number)

    def link(self) -> Sequence[int]:
        """List the arcs that are new by what they leave, all at once; the lists that they went to."""
        self.leaving.open(2 * RANKS * len(self.indices) - len(self.leaving.first))
        new, self._unlinked = self._unlinked, []
        self.leaving.extend(new)
        return new

    def take(self, number: int) -> Sequence[Edge]:
        """Take a part out, once all are linked; its orders."""
        if len(self._sets.first) < len(self.indices):
            self._sets.open(len(self.indices) - len(self._sets.first))
        if len(self._sets.home) < len(self.on):
            self._sets.extend(self.on[len(self._sets.home) :])
        for one in range(self._first_set[number], self._first_set[number + 1]):
            self._sets.cut(one)
            self.numbers[one] = None
        for arc in range(self._first_arc[number], self._first_arc[number + 1]):
            self.leaving.cut(arc)
            self.rules[arc] = 0
        orders = self._orders_of.pop(number, ())
        for edge in orders:
            self.order[edge.start].pop(edge, None)
        return orders

    def sets(self, index: int) -> Iterator[int]:
        """The sets that the variable of an index lies in; known once anything has been taken out."""
        return self._sets.of(index)

    def reached(self, key: int, rank: int) -> Sequence[int]:
        """The bounds that arcs of a rank lead to from one."""
        arc = self.leaving.first[RANKS * key + rank]
        found = []
        while arc >= 0:
            found.append(self.targets[arc])
            arc = self.leaving.following[arc]
        return found
