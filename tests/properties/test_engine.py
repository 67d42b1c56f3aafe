"""The engine against brute force: on small random networks both say the same."""

from __future__ import annotations

import itertools
import random
from typing import Any

import attrs
import pytest

from timeline.dates import civil
from timeline.dates.days import Pieces
from timeline.reasoning.assignment import Assignment
from timeline.reasoning.conflicts import conflict_through
from timeline.reasoning.hitting import Hitting
from timeline.reasoning.network import STRICT, WEAK, Between, Constraint, Distance, Member
from timeline.reasoning.propagation import Bounds, Step, propagate
from timeline.reasoning.repair import repair
from timeline.reasoning.shortest import Derivations
from timeline.reasoning.softs import Listed, Soft
from timeline.reasoning.weighted import WeightedNetwork

DOMAIN = range(9)


@attrs.frozen
class Stairs:
    """A monotone function: a table over the domain, flat beyond it."""

    values: tuple[int, ...]

    def __call__(self, day: int) -> int:
        return (
            self.values[min(max(day, 0), len(self.values) - 1)]
            + min(day, 0)
            + max(day - len(self.values) + 1, 0)
        )


def holds(constraint: Constraint, values: tuple[int, ...]) -> bool:
    """Whether an assignment satisfies a constraint, by its definition."""
    if isinstance(constraint, Member):
        return constraint.numbers.ceil(values[constraint.a]) == values[constraint.a]
    a, b = values[constraint.a], values[constraint.b]
    low = constraint.least
    high = constraint.most
    if isinstance(constraint, Distance):
        return (low is None or low <= b - a) and (high is None or b - a <= high)
    return (low is None or low(a) <= b) and (high is None or b <= high(a))


def random_set(rng: random.Random) -> Pieces:
    days = rng.sample(list(DOMAIN), rng.randint(1, 5))
    return Pieces([(day, day) for day in days])


def random_stairs(rng: random.Random, shift: int) -> Stairs:
    return Stairs(
        tuple(sorted(rng.randint(0, 8) for _ in DOMAIN)) if shift == 0 else tuple(d + shift for d in DOMAIN)
    )


def random_constraint(rng: random.Random, size: int) -> Constraint:
    kind = rng.random()
    if kind < 0.4:
        return Member(rng.randrange(size), random_set(rng))
    a, b = rng.sample(range(size), 2)
    if kind < 0.75:
        least = rng.choice([None, rng.randint(-4, 5)])
        most = rng.choice([None, (least or 0) + rng.randint(0, 3)])
        return Distance(a, b, least, most)
    low = random_stairs(rng, rng.choice([0, -1, -2, 2]))
    high = Stairs(tuple(value + rng.randint(0, 1) * 2 for value in low.values))
    ordered = Stairs(tuple(itertools.accumulate(high.values, max)))
    return Between(a, b, rng.choice([None, low]), rng.choice([None, ordered]))


def random_soft(rng: random.Random, size: int, tie: int) -> Soft:
    constraint = random_constraint(rng, size)
    levels: list[tuple[Constraint, ...]] = [(constraint,)]
    costs = [0]
    if isinstance(constraint, Member) and rng.random() < 0.7:
        wider = Pieces([*constraint.numbers.cells, *random_set(rng).cells])
        levels.append((Member(constraint.a, wider),))
        costs.append(rng.randint(1, 6))
    levels.append(())
    costs.append(costs[-1] + rng.randint(1, 6))
    return Listed(levels[0], lambda: list(zip(costs[1:], levels[1:], strict=True)), tie)


def hard(size: int) -> list[Constraint]:
    return [Member(v, Pieces([(DOMAIN[0], DOMAIN[-1])])) for v in range(size)]


def solutions(constraints: list[Constraint], size: int) -> list[tuple[int, ...]]:
    return [v for v in itertools.product(DOMAIN, repeat=size) if all(holds(c, v) for c in constraints)]


@pytest.mark.drawn(quick=130, full=1200)
def test_bounds_equal_brute_force(seed):
    """The bounds of a network are the least and greatest values over all its solutions, and a wipe-out means none."""
    rng = random.Random(seed)
    size = rng.randint(2, 4)
    constraints = hard(size) + [random_constraint(rng, size) for _ in range(rng.randint(1, 6))]
    found = solutions(constraints, size)
    outcome = propagate([(i, c) for i, c in enumerate(constraints)], (-50, 60))
    if not found:
        assert not isinstance(outcome, Bounds)
        conflict = [constraints[i] for i in outcome]
        assert not solutions(conflict + hard(size), size)
        return
    assert isinstance(outcome, Bounds)
    expected = [(min(s[v] for s in found), max(s[v] for s in found)) for v in range(size)]
    assert expected == [(outcome.least(v), outcome.most(v)) for v in range(size)]


def told(derivations: Bounds | Derivations, variable: int, *, greatest: bool) -> list[Step]:
    """The steps that lead to a bound, the last first."""
    index, steps = derivations.derivation(variable, greatest=greatest), []
    while index >= 0:
        steps.append(derivations.step(index))
        index = steps[-1].cause
    return steps


@pytest.mark.drawn(quick=100, full=900)
def test_short_derivations_hold_and_are_short(seed):
    """Each bound follows from the softs of its derivation alone, which is no longer than that of propagation."""
    rng = random.Random(seed)
    size = rng.randint(2, 4)
    softs = [random_soft(rng, size, tie=rng.randint(1, 10**6)) for _ in range(rng.randint(3, 8))]
    network = WeightedNetwork(softs, hard(size))
    outcome = repair(network)
    short = network.shortest(outcome.levels, outcome.bounds)
    for variable, greatest in itertools.product(range(size), (False, True)):
        steps = told(short, variable, greatest=greatest)
        last = outcome.bounds.most(variable) if greatest else outcome.bounds.least(variable)
        assert [last] == [step.value for step in steps[:1]] or (last is None and not steps)
        if last is None:
            continue
        called = {step.label for step in steps if step.label >= 0}
        alone = network.bounds({label: outcome.levels[label] for label in called})
        assert isinstance(alone, Bounds)
        if alone.knows(variable):
            assert last == (alone.most(variable) if greatest else alone.least(variable))
        else:
            assert last == (DOMAIN[-1] if greatest else DOMAIN[0])
        found = told(outcome.bounds, variable, greatest=greatest)
        assert priced(steps, outcome.levels) <= priced(found, outcome.levels)


def priced(steps: list[Step], levels: tuple[int, ...]) -> tuple[int, int]:
    """How many steps of a derivation are by softs not kept as made, and how long it is, what is hard counting half."""
    slipped = sum(step.label >= 0 and levels[step.label] > 0 for step in steps)
    return slipped, sum(1 if step.label < 0 else 2 for step in steps)


def test_derivation_leaves_out_what_it_need_not_call_on():
    """What was raised in two goes and then in one is derived by the one."""
    wednesdays = Member(1, Pieces([(day, day) for day in (2, 9, 16)]))
    softs = [
        Listed((wednesdays,), lambda: [(5, ())], 1),
        Listed((Distance(0, 1, -10, 1),), lambda: [(5, ())], 2),
        Listed((Member(1, Pieces([(0, 12)])),), lambda: [(5, ())], 3),
        Listed((Member(0, Pieces([(8, 8)])),), lambda: [(5, ())], 4),
    ]
    network = WeightedNetwork(softs)
    outcome = repair(network)
    steps = told(network.shortest(outcome.levels, outcome.bounds), 1, greatest=True)
    assert [(0, 9), (2, 12)] == [(step.label, step.value) for step in steps]


@pytest.mark.drawn(quick=80, full=750)
def test_cheapest_repair_equals_brute_force(seed):
    """The repair costs what the cheapest consistent assignment of levels costs, and other optima are found."""
    rng = random.Random(seed)
    size = rng.randint(2, 3)
    softs = [random_soft(rng, size, tie=rng.randint(1, 10**6)) for _ in range(rng.randint(2, 6))]
    network = WeightedNetwork(softs, hard(size))
    prices: dict[tuple[int, ...], int] = {}
    for levels in itertools.product(*(range(s.last + 1) for s in softs)):
        constraints = hard(size) + [c for s, level in zip(softs, levels, strict=True) for c in s.asks(level)]
        if solutions(constraints, size):
            prices[levels] = sum(s.cost(level) for s, level in zip(softs, levels, strict=True))
    cheapest = min(prices.values())
    outcome = repair(network)
    assert outcome.optimal
    assert cheapest == prices[outcome.levels]
    optima = {levels for levels, price in prices.items() if price == cheapest}
    assert (len(optima) > 1) == bool(outcome.tied)
    for other in outcome.tied:
        assert tuple(other.get(i, level) for i, level in enumerate(outcome.levels)) in optima


@pytest.mark.drawn(quick=40, full=400)
def test_limited_repair_gives_up_nothing_in_vain(seed):
    """Without a search, whatever is raised contradicts the rest one level lower, and how much is lost is told."""
    rng = random.Random(seed)
    size = rng.randint(2, 4)
    softs = [random_soft(rng, size, tie=rng.randint(1, 10**6)) for _ in range(rng.randint(6, 25))]
    network = WeightedNetwork(softs, hard(size))
    best, limited = repair(network), repair(network, node_limit=0)
    prices = [sum(s.cost(at) for s, at in zip(softs, one.levels, strict=True)) for one in (best, limited)]
    assert prices[1] - limited.shortfall <= prices[0] <= prices[1]
    assert not limited.optimal or best.levels == limited.levels
    for label, level in enumerate(limited.levels):
        if level:
            lower = dict(enumerate(limited.levels)) | {label: level - 1}
            assert not isinstance(network.bounds(lower), Bounds)


def test_limit_is_for_all_rounds(monkeypatch):
    """However many rounds a cluster of conflicts takes, all of them together look at no more than the limit."""
    nodes: list[object] = []

    class Counted(Hitting):
        def _branches(self, *node: Any) -> Any:
            nodes.append(node)
            return super()._branches(*node)

    monkeypatch.setattr("timeline.reasoning.repair.Hitting", Counted)
    # Days that run backwards of events that are in order.
    said: list[Constraint] = [Member(v, Pieces([(30 - v, 30 - v)])) for v in range(20)]
    said += [Distance(v, v + 1, 0, None) for v in range(19)]
    softs = [Listed((asked,), lambda v=v: [(10 + 7 * v % 5, ())], v + 1) for v, asked in enumerate(said)]
    outcome = repair(WeightedNetwork(softs), node_limit=200)
    assert not outcome.optimal
    # The last search goes on to the first way that it finds.
    assert len(nodes) <= 200 + len(softs)


@pytest.mark.drawn(quick=60, full=450)
def test_conflicts_are_minimal(seed):
    """Every conflict found contradicts, and does so no longer without any one of its members."""
    rng = random.Random(seed)
    size = rng.randint(2, 3)
    softs = [random_soft(rng, size, tie=i + 1) for i in range(rng.randint(2, 7))]
    network = WeightedNetwork(softs, hard(size))
    outcome = repair(network)
    for conflict in outcome.conflicts:
        members = {label: softs[label].asks(level) for label, level in conflict.items()}
        assert not solutions(hard(size) + [c for level in members.values() for c in level], size)
        for dropped in members:
            rest = [c for label, level in members.items() if label != dropped for c in level]
            assert solutions(hard(size) + rest, size)


@pytest.mark.drawn(quick=60, full=450)
def test_every_soft_given_up_stands_in_a_conflict(seed):
    """A soft above its first level contradicts the others at the levels where they ended."""
    rng = random.Random(seed)
    size = rng.randint(2, 3)
    softs = [random_soft(rng, size, tie=i + 1) for i in range(rng.randint(2, 7))]
    network = WeightedNetwork(softs, hard(size))
    outcome = repair(network)
    for label, level in enumerate(outcome.levels):
        if level:
            conflict = conflict_through(network, outcome.levels, label, level - 1)
            assert conflict is not None
            assert label in conflict


@pytest.mark.drawn(quick=130, full=1200)
def test_a_kept_propagation_says_what_a_new_one_says(seed):
    """Softs put in and taken out in any order contradict each other exactly if they do when put in at once.

    Nothing holds the variables, so that bounds pushed from the window's edge alone are among them.
    """
    rng = random.Random(seed)
    size = rng.randint(2, 4)
    drawn = (random_soft(rng, size, tie=i + 1) for i in itertools.count())
    kinds = Distance | Between if seed % 2 else Constraint
    softs = list(itertools.islice((s for s in drawn if isinstance(s.first[0], kinds)), rng.randint(2, 6)))
    network = WeightedNetwork(softs)
    assignment = Assignment(network, {})
    for _ in range(12):
        label = rng.randrange(len(softs))
        level = rng.randint(0, softs[label].last)
        if rng.random() < 0.3 and label in assignment:
            assignment.take([label])
        else:
            assignment.put({label: level})
        anew = network.bounds(assignment.levels())
        failed = assignment.failed()
        assert isinstance(anew, Bounds) == (failed is None)
        if failed is not None:
            assert not isinstance(network.bounds({one: assignment.level(one) for one in failed}), Bounds)


class NextMonth:
    """The first of the month after that of a day some days ago; it counts its calls."""

    def __init__(self, ago: int) -> None:
        self.ago = ago
        self.calls = 0

    def __call__(self, day: int) -> int:
        self.calls += 1
        year, month, _ = civil.civil(day - self.ago)
        return civil.add_months(civil.day_number(year, month, 1), 1)


def test_circle_that_pushes_on_is_soon_told():
    """A circle of months that climbs is told after a few rounds, not after all the years of the window."""
    step = NextMonth(0)
    circle = [(1, Between(0, 1, step, None)), (2, Distance(1, 0, 0, None))]
    assert frozenset({1, 2}) == propagate(circle, (0, 400_000))
    # How the function swings has been looked into by now, and is known.
    step.calls = 0
    assert frozenset({1, 2}) == propagate(circle, (0, 400_000))
    assert step.calls < 1000


def test_circle_that_comes_to_rest_holds():
    """A circle that climbs to the first of a month, and is content there, holds."""
    first, last = civil.day_number(2022, 5, 25), civil.day_number(2022, 12, 31)
    circle = [(1, Between(0, 1, NextMonth(20), None)), (2, Distance(1, 0, 0, None))]
    bounds = propagate([*circle, (3, Member(0, Pieces([(first, last)])))], (first - 1000, last + 1000))
    assert isinstance(bounds, Bounds)
    assert civil.day_number(2022, 6, 1) == bounds.least(0)


def test_strict_circle_is_a_conflict():
    """What comes strictly before itself contradicts itself even where every distance of it is nothing."""
    circle = [
        (1, Distance(0, 1, 0, None, STRICT)),
        (2, Distance(1, 2, 0, None, WEAK)),
        (3, Distance(2, 0, 0, None, WEAK)),
    ]
    assert frozenset({1, 2, 3}) == propagate(circle, (0, 10))


def test_weak_circle_holds():
    """Orders that allow the same moment may go in a circle."""
    circle = [(1, Distance(0, 1, 0, None, WEAK)), (2, Distance(1, 0, 0, None, WEAK))]
    assert isinstance(propagate(circle, (0, 10)), Bounds)
