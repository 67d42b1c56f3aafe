"""The cheapest way to date a small dossier, by trying every assignment of days: an oracle for `reconcile`.

Every claim is a table of what it costs on given days. The tables are added and variables eliminated one by one, each
at its cheapest day, which is trying all assignments in another order.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
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
        table = np.transpose(factor.table, np.argsort([names.index(v) for v in factor.variables]))
        sizes = iter(table.shape)
        total = total + table.reshape([next(sizes) if v in factor.variables else 1 for v in names])
    return Factor(tuple(names), np.minimum(total, FAR))


class Domain:
    """Tables of a reading over some days."""

    def __init__(self, reading: Reading, days: list[int]) -> None:
        self.reading = reading
        self.days = np.array(days)
        self.sizes = dict.fromkeys(reading.variables, len(days))
        self.hard = [self._factor(vs, lambda *d, t=t: np.where(t(*d), 0, FAR)) for vs, t in reading.hard]
        self.soft: dict[str, Factor] = {}
        for statement in reading.statements:
            self.soft[statement.label] = (
                self._in_parts(statement)
                if statement.parts
                else self._factor(statement.variables, statement.prices)
            )
        self.lasts = {s.label: s.given_up for s in reading.statements}

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
        size = len(self.days)
        axes = {
            v: self.days.reshape([-1 if n == i else 1 for i in range(len(distinct))])
            for n, v in enumerate(distinct)
        }
        table = costs(*(axes[v] for v in variables))
        return Factor(distinct, np.broadcast_to(np.asarray(table, dtype=np.int64), [size] * len(distinct)))

    @property
    def largest(self) -> int:
        """Cells of the largest table that eliminating needs."""
        scopes = [set(f.variables) for f in (*self.hard, *self.soft.values())]
        left, most = set(self.sizes), 0
        while left:
            variable = min(left, key=lambda v: (self._cells(v, scopes), v))
            most = max(most, self._cells(variable, scopes))
            joined = set().union(*(s for s in scopes if variable in s)) - {variable}
            scopes = [s for s in scopes if variable not in s] + [joined]
            left.remove(variable)
        return most

    def _cells(self, variable: Variable, scopes: list[set[Variable]]) -> int:
        return int(
            np.prod([self.sizes[v] for v in set().union(*(s for s in scopes if variable in s))], dtype=float)
        )

    def choices(self) -> Iterator[frozenset[str]]:
        """Sets of statements to give up so that nothing comes strictly before itself."""
        guilty = sorted(
            {o.label for o in self.reading.orders if o.label and _in_circle(self.reading.orders, o)}
        )
        for size in range(len(guilty) + 1):
            for gone in itertools.combinations(guilty, size):
                left = [o for o in self.reading.orders if o.label not in gone]
                if not any(o.strict and _in_circle(left, o) for o in left):
                    yield frozenset(gone)
        # Every set of the guilty, so that all that is not given up holds.

    def factors(self, gone: frozenset[str], *, by_cost: bool = False) -> list[Factor]:
        """What is to be added up where some statements are given up and the other orders hold."""
        guilty = {o.label for o in self.reading.orders if o.label and _in_circle(self.reading.orders, o)}
        found = list(self.hard)
        for label, factor in self.soft.items():
            if label in gone:
                found.append(Factor((), np.asarray(self.lasts[label], dtype=np.int64)))
            elif label in guilty:
                kept = np.where(factor.table >= self.lasts[label], FAR, factor.table)
                found.append(Factor(factor.variables, kept))
            else:
                found.append(factor)
        return [Factor(f.variables, f.table // LEVELS * LEVELS) for f in found] if by_cost else found

    def marginals(self) -> tuple[int, dict[Variable, Days]]:
        """The least price, and for every variable the least price with it on each day."""
        best: dict[Variable, Days] = {}
        for gone in self.choices():
            factors = self.factors(gone)
            for variable in self.reading.variables:
                column = self._eliminated(factors, (variable,)).table
                best[variable] = np.minimum(best[variable], column) if variable in best else column
        return min(int(column.min()) for column in best.values()), best

    def levels(self, optimum: int, *, by_cost: bool = False) -> dict[str, set[int]]:
        """The price of each statement in the assignments of the least price, or of the least cost."""
        found: dict[str, set[int]] = {label: set() for label in self.soft}
        for gone in self.choices():
            factors = self.factors(gone, by_cost=by_cost)
            for label in self.soft:
                if label in gone:
                    if int(self._eliminated(factors, ()).table) == optimum:
                        found[label].add(self.lasts[label])
                    continue
                scope = self.soft[label].variables
                joint = self._eliminated(factors, scope)
                order = [joint.variables.index(v) for v in scope]
                table = np.transpose(joint.table, order)
                found[label] |= set(np.unique(self.soft[label].table[table == optimum]).tolist())
        return found

    def is_tied(self, optimum: int, levels: dict[str, set[int]]) -> bool:
        """Whether an assignment that costs no more leaves some statement at a lower level than the best does."""
        if any(len(prices) > 1 for prices in levels.values()):
            return True
        others = self.levels(optimum // LEVELS * LEVELS, by_cost=True)
        return any(min(prices) < min(levels[label]) for label, prices in others.items())

    def _eliminated(self, factors: list[Factor], keep: tuple[Variable, ...]) -> Factor:
        left = {v for f in factors for v in f.variables} - set(keep)
        factors = list(factors)
        while left:
            scopes = [set(f.variables) for f in factors]
            variable = min(left, key=lambda v: (self._cells(v, scopes), v))
            left.remove(variable)
            mine = [f for f in factors if variable in f.variables]
            joint = _product(mine)
            axis = joint.variables.index(variable)
            names = tuple(v for v in joint.variables if v != variable)
            factors = [f for f in factors if variable not in f.variables]
            factors.append(Factor(names, joint.table.min(axis=axis)))
        free = [Factor((v,), np.zeros(self.sizes[v], dtype=np.int64)) for v in keep]
        return _product([*factors, *free])


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
