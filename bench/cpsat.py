"""The cheapest repair as CP-SAT finds it: a model of its own over the same softs, to measure and check against.

One integer variable for each moment, one Boolean for each level of each soft, at the least sum of costs. It shares
nothing with the engine but the constraints. Needs the PyPI distribution ``ortools``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from timeline.reasoning.network import (
    NO_ORDER,
    STRICT,
    Between,
    Constraint,
    Distance,
    Member,
    Numbers,
    variables,
)
from timeline.reasoning.weighted import WeightedNetwork

FAR_OFF = 1000 * 366
"""How far a function may send a day before it counts as setting no limit."""


class Found(NamedTuple):
    """A cost, the values of the variables that go with it, and what no values can cost less than."""

    cost: int
    values: dict[int, int]
    bound: int


def optimum(network: WeightedNetwork, margin: int = 3660, seconds: float = 60) -> Found | None:
    """The least cost of a network, within so many days of all that is named; None where time ran out."""
    found = search(network, margin, seconds)
    return found if found is not None and found.bound == found.cost else None


def search(network: WeightedNetwork, margin: int = 3660, seconds: float = 60) -> Found | None:
    """The least cost that was found in time; None where none was."""
    model = _Model(network, margin)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    if solver.solve(model.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return Found(
        round(solver.objective_value),
        {v: solver.value(day) for v, day in model.days.items()},
        # Costs are whole: what the bound is a hair above is the next one.
        math.ceil(solver.best_objective_bound - 1e-6),
    )


class _Model:
    def __init__(self, network: WeightedNetwork, margin: int) -> None:
        self.model = cp_model.CpModel()
        levels = [[soft.asks(level) for level in range(soft.last + 1)] for soft in network.softs]
        everything = [*network.hard, *(c for soft in levels for asks in soft for c in asks)]
        self.limits = _limits(everything, margin)
        names = sorted({v for c in everything for v in variables(c)})
        self.days = {v: self.model.new_int_var(*self.limits, f"day {v}") for v in names}
        # What comes before what is told by places: days in two zones can lie apart at one instant.
        self.places = (
            {v: self.model.new_int_var(0, len(names), f"place {v}") for v in names}
            if _circular(everything)
            else {}
        )
        terms = []
        for constraint in network.hard:
            self._add(constraint, None)
        for soft, asks_of in zip(network.softs, levels, strict=True):
            chosen = [self.model.new_bool_var("") for _ in asks_of]
            self.model.add_exactly_one(chosen)
            for level, (literal, asks) in enumerate(zip(chosen, asks_of, strict=True)):
                terms.append(soft.cost(level) * literal)
                for constraint in asks:
                    self._add(constraint, literal)
        self.model.minimize(sum(terms))

    def _if(self, made: Any, literal: Any) -> None:
        if literal is not None:
            made.only_enforce_if(literal)

    def _add(self, constraint: Constraint, literal: Any) -> None:
        match constraint:
            case Member(a, numbers):
                domain = cp_model.Domain.from_intervals(list(_runs(numbers, *self.limits)))
                self._if(self.model.add_linear_expression_in_domain(self.days[a], domain), literal)
            case Distance():
                self._add_distance(constraint, literal)
                self._add_order(constraint, literal)
            case Between(a, b, least, most):
                self._add_order(constraint, literal)
                if least is not None:
                    self._add_function(a, b, least, literal, below=True)
                if most is not None:
                    self._add_function(a, b, most, literal, below=False)

    def _add_distance(self, distance: Distance, literal: Any) -> None:
        a, b, least, most, _ = distance
        apart = self.days[b] - self.days[a]
        if least is not None:
            self._if(self.model.add(apart >= least), literal)
        if most is not None:
            self._if(self.model.add(apart <= most), literal)

    def _add_order(self, asked: Distance | Between, literal: Any) -> None:
        if asked.order != NO_ORDER and self.places:
            first, then = self.places[asked.a], self.places[asked.b]
            self._if(self.model.add(then >= first + (asked.order == STRICT)), literal)

    def _add_function(self, a: int, b: int, step: Callable[[int], int], literal: Any, *, below: bool) -> None:
        """A limit that is constant, or moves with its variable, over each of some runs of that variable."""
        chosen = []
        for first, last, value, slope in _straight(step, *self.limits):
            here = self.model.new_bool_var("")
            chosen.append(here)
            self.model.add_linear_constraint(self.days[a], first, last).only_enforce_if(here)
            if abs(value) >= FAR_OFF + max(map(abs, self.limits)):
                continue
            limit = value + (self.days[a] - first if slope else 0)
            enforced = [here] if literal is None else [here, literal]
            made = self.days[b] >= limit if below else self.days[b] <= limit
            self.model.add(made).only_enforce_if(*enforced)
        self.model.add_exactly_one(chosen)


def _limits(constraints: Iterable[Constraint], margin: int) -> tuple[int, int]:
    named = [
        e
        for c in constraints
        if isinstance(c, Member)
        for e in (c.numbers.least, c.numbers.greatest)
        if e is not None
    ]
    return min(named, default=700_000) - margin, max(named, default=700_000) + margin


def _circular(constraints: Iterable[Constraint]) -> bool:
    """Whether any orders, at whatever levels, could go in a circle: something is left after peeling."""
    edges = {(c.a, c.b) for c in constraints if not isinstance(c, Member) and c.order != NO_ORDER}
    size = -1
    while len(edges) != size:
        size = len(edges)
        starts = {a for a, _ in edges}
        edges = {(a, b) for a, b in edges if b in starts}
    return bool(edges)


def _runs(numbers: Numbers, first: int, last: int) -> Iterator[tuple[int, int]]:
    low = numbers.ceil(first)
    while low is not None and low <= last:
        high = _last(lambda day: numbers.ceil(day) == day, low, last)
        yield low, high
        low = numbers.ceil(high + 1)


def _last(holds: Callable[[int], bool], first: int, last: int) -> int:
    """The last day of the run of days from the first on which something holds."""
    day = first
    while day < last and holds(day + 1):
        day += 1
    return day


def _straight(step: Callable[[int], int], first: int, last: int) -> Iterator[tuple[int, int, int, bool]]:
    """Runs over which a monotone function is constant, or follows its argument: first, last, value, which."""
    while first <= last:
        value = step(first)
        end = _constant(step, first, last)
        slope = end == first and first < last and step(first + 1) == value + 1
        if slope:
            end = _last(lambda day: step(day) - day == value - first, first, last)  # noqa: B023
        yield first, end, value, slope
        first = end + 1


def _constant(step: Callable[[int], int], first: int, last: int) -> int:
    """The last argument with the value of the first; the function is monotone, so bisection finds it."""
    value, low, high = step(first), first, last
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if step(middle) == value else (low, middle - 1)
    return low
