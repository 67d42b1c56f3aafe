"""Constraints as arcs between bounds: what raising one bound does to another. Made once, used in many propagations.

This module knows integers, as `network` does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from timeline.reasoning.circles import Edge, Rounds
from timeline.reasoning.network import (
    MIDDLE,
    NO_ORDER,
    PERIOD,
    STRICT,
    Between,
    CellLast,
    Constraint,
    Distance,
    Member,
    NextIn,
    Numbers,
)

__all__ = [
    "FARTHER",
    "NEAR",
    "OWN",
    "Arc",
    "Compiled",
    "Cycle",
    "Inverse",
    "Rule",
    "Swing",
    "Turn",
    "edges_of",
    "glimpse_of",
    "swing_of",
]

# Ranks of constraints: sets that a variable itself lies in, what ties near variables, and all else. What is near is
# settled at little cost, and conflicts found near are small.
OWN: Final = 0
NEAR: Final = 1
FARTHER: Final = 2

_NO_ROUNDS: Final[Rounds] = MappingProxyType({})

Rule = Callable[[int], int | None] | int


class Turn(NamedTuple):
    """A monotone function that an arc follows, or if `backwards` undoes, to be looked into only where it matters."""

    step: Callable[[int], int]
    backwards: bool


class Swing(NamedTuple):
    """After how many days a function repeats itself (0: never), and by how much it pushes at least."""

    period: int
    least: int


Cycle = int | Turn
"""The period of a constraint, or the function whose period it is."""


class Arc(NamedTuple):
    """What raising a bound does to another: of which rank, from which bound to which, by which rule.

    `cycle` is the period of the constraint. Bounds are numbered among the variables of their constraints: twice the
    index of the variable, and one more for the upper bound.
    """

    rank: int
    start: int
    end: int
    rule: Rule | Inverse
    cycle: Cycle


class Compiled:
    """Labelled constraints, ready to propagate: made once and used in many propagations.

    Attributes:
        label, level: whose they are, and on which of its levels.
        sets: those that say where a variable lies: they set its bounds without a cause.
        variables: those that arcs speak of.
        arcs: what raising a bound does to others. Arcs come in pairs: with an arc from a lower bound to another there
            is one from the upper bound of that to the upper bound of the first.
        order: what has to come before what, of that on circles only.
        orders_only: whether nothing is asked but orders, at some distance or none.
    """

    __slots__ = ("arcs", "label", "level", "order", "orders_only", "sets", "variables")

    def __init__(
        self,
        label: int,
        constraints: tuple[Constraint, ...],
        rank: int = FARTHER,
        level: int = 0,
        rounds: Rounds = _NO_ROUNDS,
    ) -> None:
        """Take the constraints of a label apart; `rank` is NEAR or FARTHER, for a set always OWN."""
        self.label, self.level = label, level
        sets: list[Member] = []
        arcs: list[Arc] = []
        indices: dict[int, int] = {}
        for constraint in constraints:
            if isinstance(constraint, Member):
                sets.append(constraint)
                if not _unbroken(constraint.numbers):
                    arcs += _member_arcs(_low(indices, constraint.a), constraint.numbers)
            else:
                low, other = _low(indices, constraint.a), _low(indices, constraint.b)
                if isinstance(constraint, Distance):
                    arcs += _distance_arcs(rank, low, other, constraint)
                else:
                    arcs += _between_arcs(rank, low, other, constraint)
        # Most softs ask for sets alone: then no other tuple is needed.
        whole = len(sets) == len(constraints)
        self.sets = cast("tuple[Member, ...]", constraints) if whole else tuple(sets)
        self.arcs = tuple(arcs)
        self.variables = tuple(indices)
        orders = list(edges_of(label, constraints))
        self.orders_only = not sets and len(arcs) == 2 * len(orders)
        self.order = tuple(edge for edge in orders if edge.start in rounds and edge.on(rounds))


def edges_of(label: int, constraints: Iterable[Constraint]) -> Iterator[Edge]:
    """The orders among constraints."""
    for one in constraints:
        if not isinstance(one, Member) and one.order != NO_ORDER:
            yield Edge(one.a, one.b, label, one.order == STRICT)


def _low(indices: dict[int, int], variable: int) -> int:
    """The lower bound of a variable, which gets the next index if it has none."""
    return 2 * indices.setdefault(variable, len(indices))


def _member_arcs(low: int, numbers: Numbers) -> Iterable[Arc]:
    floor = numbers.floor

    def negated(value: int) -> int | None:
        found = floor(-value)
        return None if found is None else -found

    return (
        Arc(OWN, low, low, numbers.ceil, numbers.period),
        Arc(OWN, low + 1, low + 1, negated, numbers.period),
    )


def _unbroken(numbers: Numbers) -> bool:
    """Whether a set is one run, which its ends tell in full."""
    least, greatest = numbers.least, numbers.greatest
    if least is not None:
        return least == greatest or (not numbers.period and numbers.cell_last(least) == greatest)
    return greatest is not None and not numbers.period and numbers.cell_first(greatest) is None


def _distance_arcs(rank: int, a: int, b: int, distance: Distance) -> Iterator[Arc]:
    if (least := distance.least) is not None:
        yield Arc(rank, a, b, least, 1)
        yield Arc(rank, b + 1, a + 1, least, 1)
    if (most := distance.most) is not None:
        yield Arc(rank, b, a, -most, 1)
        yield Arc(rank, a + 1, b + 1, -most, 1)


def _between_arcs(rank: int, a: int, b: int, between: Between) -> Iterator[Arc]:
    if (least := between.least) is not None:
        turn = Turn(least, backwards=False)
        yield Arc(rank, a, b, least, turn)
        yield Arc(rank, b + 1, a + 1, Inverse(least, a, upwards=False), turn)
    if (most := between.most) is not None:
        turn = Turn(most, backwards=True)
        yield Arc(rank, a + 1, b + 1, _mirrored(most), turn)
        yield Arc(rank, b, a, Inverse(most, a, upwards=True), turn)


class Inverse(NamedTuple):
    """The inverse of a monotone function, found by bisection between the bounds that its variable has at the time.

    `low` is the lower bound of that variable, numbered as those of arcs.
    """

    step: Callable[[int], int]
    low: int
    upwards: bool

    def over(self, values: Sequence[int] | Mapping[int, int], low: int) -> Callable[[int], int]:
        """The inverse over the bounds of one propagation, where the lower bound of the variable has another number."""
        least, most = low, low + 1
        step = self.step

        def least_reaching(value: int) -> int:
            """The least whose image reaches the value; one past the greatest where none does."""
            low, high = values[least], -values[most] + 1
            # Most functions go to somewhere near: looked at first, in steps that double.
            low, high = _nearer(lambda day: step(day) >= value, value, low, high)
            while low < high:
                middle = (low + high) // 2
                if step(middle) >= value:
                    high = middle
                else:
                    low = middle + 1
            return low

        def greatest_within(negated: int) -> int:
            """The greatest whose image stays within the value, negated; one below the least where none does."""
            low, high = values[least] - 1, -values[most]
            low, high = _nearer(lambda day: step(day) > -negated, -negated, low + 1, high + 1)
            low, high = low - 1, high - 1
            while low < high:
                middle = (low + high + 1) // 2
                if step(middle) <= -negated:
                    low = middle
                else:
                    high = middle - 1
            return -low

        return least_reaching if self.upwards else greatest_within


def _nearer(reached: Callable[[int], bool], near: int, low: int, high: int) -> tuple[int, int]:
    """Limits around the least from low on for which something holds, or high if for none; it holds ever after.

    >>> _nearer(lambda value: value >= 70, 64, 0, 1000)
    (67, 71)
    """
    if low >= high:
        return low, high
    at, step = min(max(near, low), high - 1), 1
    if reached(at):
        high = at
        while (at := high - step) > low and reached(at):
            high, step = at, 4 * step
        return max(low, at + 1) if at > low else low, high
    low = at + 1
    while (at := low + step) < high and not reached(at):
        low, step = at + 1, 4 * step
    return low, min(at, high)


@functools.lru_cache(maxsize=1024)
def swing_of(turn: Turn) -> Swing:
    """How a function turns, looked for over all days of the longest period.

    Both arcs of a pair push alike: if a function goes at least two days ahead, what is to reach a day with it lies at
    least two days before.

    >>> swing_of(Turn(lambda day: day - 1, backwards=False)), swing_of(Turn(lambda day: day - 1, backwards=True))
    (Swing(period=1, least=-1), Swing(period=1, least=1))
    """
    return _swing(turn, PERIOD + 7)


@functools.lru_cache(maxsize=1024)
def glimpse_of(turn: Turn) -> Swing:
    """What three years show of the swing: its period is no shorter, and it pushes on by no more."""
    return _swing(turn, 3 * 366)


def _swing(turn: Turn, days: int) -> Swing:
    step, backwards = turn
    if isinstance(step, CellLast | NextIn) and step.numbers.period == 0:
        return Swing(0, 0)
    moved = [step(day) - day for day in range(MIDDLE, MIDDLE + days)]
    period = next(
        (p for p in (1, 7, PERIOD) if all(x == y for x, y in zip(moved, moved[p:], strict=False))), 0
    )
    return Swing(period, -max(moved) if backwards else min(moved))


def _mirrored(step: Callable[[int], int]) -> Callable[[int], int]:
    return lambda value: -step(-value)
