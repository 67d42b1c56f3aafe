"""The cheapest way to date a small dossier, by trying every assignment of days: an oracle for `reconcile`.

Every claim is a table of what it costs on given days. The tables are added and variables eliminated one by one, each
at its cheapest day, which is trying all assignments in another order. Each variable has days of its own to be tried.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from typing import Any, NamedTuple

import numpy as np

from .meanings import FAR, Days
from .reading import LEVELS, Order, Reading, Statement, Variable


class Factor(NamedTuple):
    variables: tuple[Variable, ...]
    table: Days


def _product(factors: list[Factor]) -> Factor:
    names = sorted({v for f in factors for v in f.variables})
    total = np.zeros([1] * len(names), dtype=np.int64)
    for factor in factors:
        total = total + _aligned(factor, names)
    return Factor(tuple(names), total)


def _aligned(factor: Factor, names: Sequence[Variable]) -> Days:
    """The table of a factor with an axis for each name, in order."""
    table = np.transpose(factor.table, np.argsort([names.index(v) for v in factor.variables]))
    sizes = iter(table.shape)
    return table.reshape([next(sizes) if v in factor.variables else 1 for v in names])


def _cheapest(factor: Factor, keep: AbstractSet[Variable]) -> Factor:
    """The least price for each choice of the variables to keep."""
    axes = tuple(n for n, v in enumerate(factor.variables) if v not in keep)
    return Factor(tuple(v for v in factor.variables if v in keep), factor.table.min(axis=axes))


class _Elimination:
    """Variables eliminated one by one, and what each table says once the rest is at its cheapest.

    Each bucket holds what is added up to eliminate its variable. Going back, it gets the least that all else costs,
    so that every question about variables that share a table is answered by two ways through all tables. Sums
    are exact: what is impossible costs `FAR` for each reason, and nothing possible costs as much.
    """

    def __init__(self, factors: list[Factor], sizes: dict[Variable, int]) -> None:
        self.factors, self.sizes = factors, sizes
        self.order = _order([set(f.variables) for f in factors], sizes)
        place = {variable: number for number, (variable, _) in enumerate(self.order)}
        self.home = [min((place[v] for v in f.variables), default=None) for f in factors]
        self.buckets: list[list[Factor]] = [[] for _ in self.order]
        constant = 0
        for factor, home in zip(factors, self.home, strict=True):
            if home is None:
                constant += int(factor.table)
            else:
                self.buckets[home].append(factor)
        self.parents: list[int | None] = []
        self.messages: list[Factor] = []
        for number, (variable, _) in enumerate(self.order):
            joint = _product(self.buckets[number])
            message = _cheapest(joint, set(joint.variables) - {variable})
            parent = min((place[v] for v in message.variables), default=None)
            self.parents.append(parent)
            self.messages.append(message)
            if parent is None:
                constant += int(message.table)
            else:
                self.buckets[parent].append(message)
        self.least = constant

    def tables(self) -> Iterator[tuple[int, Factor]]:
        """Each bucket's place, and its table: for each choice of its variables the least that everything costs."""
        outside: list[Factor] = [Factor((), np.asarray(0))] * len(self.order)
        for number in reversed(range(len(self.order))):
            message, parent = self.messages[number], self.parents[number]
            if parent is None:
                outside[number] = Factor((), np.asarray(self.least - int(message.table)))
        for number in reversed(range(len(self.order))):
            whole = _product([*self.buckets[number], outside[number]])
            yield number, whole
            for child, parent in enumerate(self.parents):
                if parent == number:
                    told = self.messages[child]
                    around = _cheapest(whole, set(told.variables))
                    outside[child] = Factor(told.variables, around.table - told.table)


def _order(scopes: list[set[Variable]], sizes: dict[Variable, int]) -> list[tuple[Variable, int]]:
    """Variables in the order in which to eliminate them, the smallest table first, with its cells."""
    left, found = set().union(*scopes), []
    beside = {v: set().union(*(s for s in scopes if v in s)) for v in left}
    while left:
        cells, variable = min((math.prod(sizes[w] for w in beside[v]), v) for v in left)
        found.append((variable, cells))
        left.remove(variable)
        around = beside.pop(variable) - {variable}
        for other in around:
            beside[other] = (beside[other] | around) - {variable}
    return found


class Domain:
    """Tables of a reading over some days of each of its variables."""

    def __init__(self, reading: Reading, days: Mapping[Variable, Iterable[int]]) -> None:
        self.reading = reading
        self.days = {variable: np.array(sorted(days[variable])) for variable in reading.variables}
        self.sizes = {variable: len(own) for variable, own in self.days.items()}
        self.hard: list[Factor] = []
        self.soft: dict[str, Factor] = {}
        self.lasts = {s.label: s.given_up for s in reading.statements}
        self.guilty = {o.label for o in reading.orders if o.label and _in_circle(reading.orders, o)}

    @classmethod
    def of(cls, reading: Reading, days: Mapping[Variable, Iterable[int]], largest: int) -> Domain | None:
        """The tables, if none of them has more cells than that."""
        domain = cls(reading, days)
        if domain.largest > largest:
            return None
        # Of some moments nothing is said, and they have days all the same.
        domain.hard = [Factor((v,), np.zeros(size, dtype=np.int64)) for v, size in domain.sizes.items()]
        domain.hard += [domain._factor(vs, lambda *d, t=t: np.where(t(*d), 0, FAR)) for vs, t in reading.hard]
        for statement in reading.statements:
            domain.soft[statement.label] = (
                domain._in_parts(statement)
                if statement.parts
                else domain._factor(statement.variables, statement.prices)
            )
        return domain

    def _in_parts(self, statement: Statement) -> Factor:
        """The price of a statement of several parts, by a variable that says whether it was given up."""
        given_up = (statement.label, "given up")
        self.sizes[given_up] = 2
        for variables, test in statement.parts:
            kept = self._factor(variables, lambda *d, t=test: np.where(t(*d), 0, FAR))
            self.hard.append(
                Factor(
                    (*kept.variables, given_up), np.stack([kept.table, np.zeros_like(kept.table)], axis=-1)
                )
            )
        return Factor((given_up,), np.array([0, statement.given_up], dtype=np.int64))

    def _factor(self, variables: tuple[Variable, ...], costs: Any) -> Factor:
        distinct = tuple(dict.fromkeys(variables))
        axes = {
            v: self.days[v].reshape([-1 if n == i else 1 for i in range(len(distinct))])
            for n, v in enumerate(distinct)
        }
        table = costs(*(axes[v] for v in variables))
        shape = [self.sizes[v] for v in distinct]
        return Factor(distinct, np.broadcast_to(np.asarray(table, dtype=np.int64), shape))

    @property
    def largest(self) -> int:
        """Cells of the largest table that eliminating needs."""
        scopes = [{v} for v in self.sizes] + [set(vs) for vs, _ in self.reading.hard]
        sizes = dict(self.sizes)
        for one in self.reading.statements:
            if one.parts:
                sizes[one.label, "given up"] = 2
                scopes += [{*vs, (one.label, "given up")} for vs, _ in one.parts]
            else:
                scopes.append(set(one.variables))
        return max(cells for _, cells in _order(scopes, sizes))

    def choices(self) -> Iterator[frozenset[str]]:
        """Sets of statements to give up so that nothing comes strictly before itself."""
        guilty = sorted(self.guilty)
        for size in range(len(guilty) + 1):
            for gone in itertools.combinations(guilty, size):
                left = [o for o in self.reading.orders if o.label not in gone]
                if not any(o.strict and _in_circle(left, o) for o in left):
                    yield frozenset(gone)
        # Every set of the guilty, so that all that is not given up holds.

    def _eliminated(
        self, gone: frozenset[str], *, by_cost: bool = False, within: Mapping[str, int] | None = None
    ) -> _Elimination:
        """All added up where some statements are given up and the other orders hold; each at its price or less."""
        found = list(self.hard)
        for label, factor in self.soft.items():
            limit = self.lasts[label] - 1 if label in self.guilty else FAR
            limit = min(limit, within[label]) if within else limit
            if label in gone:
                impossible = bool(within) and within[label] < self.lasts[label]
                cost = FAR if impossible else self.lasts[label]
                found.append(Factor((), np.asarray(cost, dtype=np.int64)))
            elif limit < self.lasts[label]:
                found.append(Factor(factor.variables, np.where(factor.table > limit, FAR, factor.table)))
            else:
                found.append(factor)
        if by_cost:
            found = [Factor(f.variables, f.table // LEVELS * LEVELS) for f in found]
        # The statements come last, in order, so that each can be found again.
        return _Elimination(found, self.sizes)

    def marginals(self, within: Mapping[str, int] | None = None) -> tuple[int, dict[Variable, Days]]:
        """The least price, and for every variable the least price with it on each day; each statement at its limit."""
        best: dict[Variable, Days] = {}
        for gone in self.choices():
            eliminated = self._eliminated(gone, within=within)
            for number, whole in eliminated.tables():
                variable, _ = eliminated.order[number]
                column = _cheapest(whole, {variable}).table
                best[variable] = np.minimum(best[variable], column) if variable in best else column
        return min(int(column.min()) for column in best.values()), best

    def levels(self, optimum: int, *, by_cost: bool = False) -> dict[str, set[int]]:
        """The price of each statement in the assignments of the least price, or of the least cost."""
        found: dict[str, set[int]] = {label: set() for label in self.soft}
        for gone in self.choices():
            eliminated = self._eliminated(gone, by_cost=by_cost)
            if eliminated.least != optimum:
                continue
            homes = eliminated.home[len(self.hard) :]
            for number, whole in eliminated.tables():
                for (label, factor), home in zip(self.soft.items(), homes, strict=True):
                    if label in gone or home != number:
                        continue
                    least = _cheapest(whole, set(factor.variables))
                    own = _aligned(factor, least.variables)
                    found[label] |= set(np.unique(own[least.table == optimum]).tolist())
            for label in gone:
                found[label].add(self.lasts[label])
        return found

    def is_tied(self, optimum: int, levels: dict[str, set[int]]) -> bool:
        """Whether an assignment that costs no more leaves some statement at a lower level than the best does."""
        if any(len(prices) > 1 for prices in levels.values()):
            return True
        others = self.levels(optimum // LEVELS * LEVELS, by_cost=True)
        return any(min(prices) < min(levels[label]) for label, prices in others.items())


def _in_circle(orders: list[Order], one: Order) -> bool:
    """Whether an order lies on a circle with a strict one."""
    component = _reached(orders, one.second) & _reached(
        [Order(o.label, o.second, o.first, o.strict) for o in orders], one.first
    )
    if one.first not in _reached(orders, one.second):
        return False
    return any(o.strict and o.first in component and o.second in component for o in orders)


def _reached(orders: list[Order], start: Variable) -> set[Variable]:
    reached, edge = {start}, [start]
    while edge:
        edge = [o.second for o in orders if o.first in edge and o.second not in reached]
        reached.update(edge)
    return reached
