"""What hangs together, as it was repaired: components, and where each statement ended in its own."""

from __future__ import annotations

import bisect
import functools
import itertools
from array import array
from collections import Counter
from collections.abc import Container, Sequence
from typing import Final

import attrs

from timeline.dates.fuzzy import DateRange
from timeline.dates.values import Shown
from timeline.graphs import connected_parts
from timeline.reasoning.assignment import Assignment
from timeline.reasoning.binding import binds
from timeline.reasoning.constraints import Model
from timeline.reasoning.network import Constraint, variables
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.repair import NODE_LIMIT, Repair, repair
from timeline.reasoning.shortest import Derivations
from timeline.reasoning.statements import AS_MADE, Part, Statement
from timeline.reasoning.verdicts import Verdict
from timeline.reasoning.weighted import WeightedNetwork

__all__ = ["OPEN", "Component", "Group", "Other", "Standing", "Standings", "days_between", "groups", "solved"]

OPEN = DateRange(None, None)
"""A range of which nothing is known."""


# So many are the days of two decades.
@functools.lru_cache(maxsize=1 << 13)
def days_between(first: int | None, last: int | None) -> DateRange:
    """A range of days, kept once for all that it is told of."""
    return DateRange(first, last)


# The days of another outcome are worked out anew, at the price of a propagation of the whole component each: for a
# thousand events that all hang together (3,500 statements) an eighth of all the time, for half as many nothing to speak
# of. Nobody reads more than a handful.
_SMALL: Final = 2_000
_MOST_OTHERS: Final = 8

# To look for shorter derivations takes a twentieth of all the time, and room for all arcs at once, which only here adds
# to the most that is ever taken; nobody reads through as many claims.
_LARGE: Final = 20_000


Group = tuple[tuple[Statement, ...], tuple[Constraint, ...]]
"""Statements and hard constraints that hang together."""


@attrs.frozen(kw_only=True, repr=False)
class Other(Shown):
    """Another outcome of the same cost.

    Attributes:
        bounds: what follows from it.
        differs: ids of the claims that it judges otherwise.
        stand: ids of those that would stand as made then, and do not now.
        yielding: ids of those that would give way then, and do not now.
    """

    bounds: Bounds
    differs: frozenset[str]
    stand: tuple[str, ...]
    yielding: tuple[str, ...]

    def days(self, variable: int) -> DateRange:
        """The values that a variable can have then."""
        return days_between(self.bounds.least(variable), self.bounds.most(variable))


@attrs.define(eq=False, repr=False)
class Component(Shown):
    """Statements that hang together, and how they were repaired.

    Attributes:
        statements: the statements.
        network: the same, with what is hard.
        outcome: how they were repaired.
    """

    statements: tuple[Statement, ...]
    network: WeightedNetwork
    outcome: Repair
    _assignment: Assignment | None = attrs.field(default=None, init=False)
    _left: dict[tuple[tuple[int, ...], int], DateRange] = attrs.field(factory=dict, init=False)

    @property
    def cost(self) -> int:
        """What the statements that were not kept as made cost together, in centi-nats."""
        return sum(s.cost(level) for s, level in zip(self.statements, self.outcome.levels, strict=True))

    @property
    def assignment(self) -> Assignment:
        """The levels where it ended, to ask what else they allow; kept until it rests."""
        if self._assignment is None:
            self._assignment = Assignment(self.network, dict(enumerate(self.outcome.levels)))
        return self._assignment

    def rest(self) -> None:
        """Let go of what is kept for further questions: in a large component it takes as much room as all results."""
        self._assignment = None
        self._left.clear()
        if len(self.statements) > _LARGE:
            self.network.forget()

    @functools.cached_property
    def derived(self) -> Bounds | Derivations:
        """Where the derivations of its bounds are told: the shortest, or those that the propagation found."""
        if len(self.statements) > _LARGE:
            return self.outcome.bounds
        return self.network.shortest(self.outcome.levels, self.outcome.bounds)

    @functools.cached_property
    def others(self) -> tuple[Other, ...]:
        """Other outcomes of the same cost, a handful."""
        if len(self.statements) > _SMALL:
            return ()
        levels = dict(enumerate(self.outcome.levels))
        different = list({tuple(sorted(other.items())): other for other in self.outcome.tied}.values())
        found = ((other, self.network.bounds(levels | other)) for other in different[:_MOST_OTHERS])
        return tuple(self._other(other, bounds) for other, bounds in found if isinstance(bounds, Bounds))

    def _other(self, levels: dict[int, int], bounds: Bounds) -> Other:
        ids, before = {label: self.statements[label].id for label in levels}, self.outcome.levels
        return Other(
            bounds=bounds,
            differs=frozenset(ids.values()),
            stand=tuple(sorted({ids[one] for one, level in levels.items() if before[one] and not level})),
            yielding=tuple(sorted({ids[one] for one, level in levels.items() if level and not before[one]})),
        )

    def left_by(self, labels: tuple[int, ...], variable: int) -> DateRange:
        """The values that statements alone, at their levels, leave for a variable; the same few object to many."""
        key = labels, variable
        if key not in self._left:
            bounds = self.network.bounds({label: self.outcome.levels[label] for label in labels})
            if not isinstance(bounds, Bounds) or not bounds.knows(variable):
                self._left[key] = OPEN
            else:
                self._left[key] = days_between(bounds.least(variable), bounds.most(variable))
        return self._left[key]

    @functools.cached_property
    def tied(self) -> set[int]:
        """The statements that another outcome of the same cost treats differently."""
        return {label for other in self.outcome.tied for label in other}


@attrs.frozen(repr=False)
class Standing(Shown):
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

    def verdict(self, own: Container[int] | None = None) -> Verdict:
        """What became of it; it decides if it binds one of its `own` moments, or, for None, any that it speaks of."""
        if self.name is None:
            return Verdict.REJECTED
        if self.name not in AS_MADE:
            return Verdict.CORRECTED
        bounds = self.component.outcome.bounds
        bound = (key >> 1 for constraint in self.asks for key in binds(constraint, bounds))
        return Verdict.DECIDES if any(own is None or moment in own for moment in bound) else Verdict.AGREES


def groups(model: Model) -> list[Group]:
    """Statements and hard constraints that hang together over shared moments."""
    asked = (itertools.chain.from_iterable(map(variables, s.first)) for s in model.statements)
    home = connected_parts(len(model.moments), itertools.chain(asked, map(variables, model.hard)))
    found: dict[int, tuple[list[Statement], list[Constraint]]] = {}
    for statement in model.statements:
        found.setdefault(home[_moment_of(statement)], ([], []))[0].append(statement)
    for constraint in model.hard:
        # Of what nobody speaks, nothing is to be worked out.
        if (group := found.get(home[constraint.a])) is not None:
            group[1].append(constraint)
    return [(tuple(statements), tuple(hard)) for statements, hard in found.values()]


def solved(group: Group, node_limit: int = NODE_LIMIT) -> Component:
    """A group, repaired."""
    statements, hard = group
    network = WeightedNetwork(statements, hard)
    return Component(statements=statements, network=network, outcome=repair(network, node_limit=node_limit))


class Standings:
    """Where each statement of a model ended, found by the claim and its part.

    It is looked up among the statements, which are in order: a table of all would take as much memory as the results.
    """

    def __init__(self, model: Model, components: Sequence[Component]) -> None:
        self._statements = model.statements
        self._component_of: list[Component | None] = [None] * len(model.moments)
        for component in components:
            asked = (c for statement in component.statements for c in statement.first)
            for constraint in itertools.chain(component.network.hard, asked):
                for variable in variables(constraint):
                    self._component_of[variable] = component
        # Statements are in the same order in their components.
        counted = Counter[int]()
        self._labels = array("i")
        for statement in model.statements:
            group = id(self._home(statement))
            self._labels.append(counted[group])
            counted[group] += 1

    def component(self, moment: int | None) -> Component | None:
        """The component that speaks of a moment, by its number."""
        return None if moment is None else self._component_of[moment]

    def find(self, name: str, part: Part) -> Standing | None:
        """Where a part of a claim ended; None where it says nothing, or is judged elsewhere."""
        key = name, part.value
        index = bisect.bisect_left(self._statements, key, key=_key)
        if index == len(self._statements) or _key(self._statements[index]) != key:
            return None
        component = self._home(self._statements[index])
        return None if component is None else Standing(component, self._labels[index])

    def _home(self, statement: Statement) -> Component | None:
        return self._component_of[_moment_of(statement)]


def _moment_of(statement: Statement) -> int:
    """A moment that a statement speaks of."""
    return statement.first[0].a


def _key(statement: Statement) -> tuple[str, str]:
    return statement.id, statement.part.value
