"""What hangs together, as it was repaired: components, and where each statement ended in its own."""

from __future__ import annotations

import functools
from typing import Final

import attrs

from timeline.dates.fuzzy import DateRange
from timeline.dates.values import Shown
from timeline.reasoning.entries import Link
from timeline.reasoning.network import Constraint
from timeline.reasoning.problem import Problem, Standing
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.repair import Repair
from timeline.reasoning.shortest import Derivations
from timeline.reasoning.statements import Statement

__all__ = ["OPEN", "Component", "Placed"]

OPEN = DateRange(None, None)
"""A range of which nothing is known."""


# To look for shorter derivations takes room for all arcs at once, and nobody reads through as many claims.
_LARGE: Final = 20_000


@attrs.frozen(eq=False, repr=False)
class Component(Shown):
    """Statements that hang together, and how they were repaired."""

    statements: tuple[Statement, ...]
    problem: Problem
    outcome: Repair

    @property
    def cost(self) -> int:
        """What the statements that were not kept as made cost together, in centi-nats."""
        return sum(s.cost(level) for s, level in zip(self.statements, self.outcome.levels, strict=True))

    @functools.cached_property
    def standing(self) -> Standing:
        """The levels where it ended, to ask what else they allow."""
        return Standing(self.problem, dict(enumerate(self.outcome.levels)))

    @functools.cached_property
    def derived(self) -> Bounds | Derivations:
        """Where the derivations of its bounds are told: the shortest, or those that the propagation found."""
        if len(self.statements) > _LARGE:
            return self.outcome.bounds
        return self.problem.shortest(self.outcome.levels, self.outcome.bounds)

    @functools.cached_property
    def chains(self) -> dict[int, tuple[tuple[Link, ...], bool]]:
        """For steps that were asked for, the links behind them, and whether there are more."""
        return {}

    @functools.cached_property
    def _left(self) -> dict[tuple[tuple[int, ...], int], DateRange]:
        return {}

    def left_by(self, labels: tuple[int, ...], variable: int) -> DateRange:
        """The values that statements alone, at their levels, leave for a variable; the same few object to many."""
        key = labels, variable
        if key not in self._left:
            bounds = self.problem.bounds({label: self.outcome.levels[label] for label in labels})
            if not isinstance(bounds, Bounds) or not bounds.knows(variable):
                self._left[key] = OPEN
            else:
                self._left[key] = DateRange(bounds.least(variable), bounds.most(variable))
        return self._left[key]

    @functools.cached_property
    def tied(self) -> set[int]:
        """The statements that another outcome of the same cost treats differently."""
        return {label for other in self.outcome.tied for label in other}


@attrs.frozen(repr=False)
class Placed(Shown):
    """One statement in its component: where it ended."""

    component: Component
    label: int

    @property
    def statement(self) -> Statement:
        """What was said."""
        return self.component.statements[self.label]

    @property
    def level(self) -> int:
        """The level on which it stands; 0 is as made."""
        return self.component.outcome.levels[self.label]

    @property
    def name(self) -> str | None:
        """The name of its level, None where it was given up."""
        return self.statement.name(self.level)

    @property
    def asks(self) -> tuple[Constraint, ...]:
        """What it asks on that level."""
        return self.statement.asks(self.level)

    @property
    def tied(self) -> bool:
        """Whether another outcome of the same cost treats it differently."""
        return self.label in self.component.tied
