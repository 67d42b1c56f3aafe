"""Softs told as one: the outcome is that of telling them apart."""

from __future__ import annotations

import random

import pytest

from timeline.dates.days import Pieces
from timeline.reasoning import pools
from timeline.reasoning.network import WEAK, Between, CellLast, Constraint, Distance, Member
from timeline.reasoning.pools import Pool, pools_of
from timeline.reasoning.repair import Repair, repair
from timeline.reasoning.softs import Listed, Soft, Step
from timeline.reasoning.weighted import WeightedNetwork


def stretch(a: int, b: int, days: Pieces) -> tuple[Constraint, ...]:
    """From a to b, all in one cell."""
    return Member(a, days), Member(b, days), Between(a, b, None, CellLast(days))


def dated(rng: random.Random, event: int, tie: int) -> Soft:
    """A date of an event of the variables 2 * event and the next: of its whole, or of its start."""
    whole = rng.random() < 0.7
    cells: list[tuple[int, int]] = []
    steps: list[Step] = []
    cost = 0
    for _ in range(rng.randint(1, 3)):
        first = rng.randrange(20)
        cells.append((first, first + rng.choice((0, 0, 1, 6))))
        days = Pieces(cells)
        asks = stretch(2 * event, 2 * event + 1, days) if whole else (Member(2 * event, days),)
        steps.append((cost, asks))
        cost += rng.randint(1, 3)
    steps.append((cost, ()))
    return Listed(steps[0][1], lambda: steps[1:], tie)


def apart(rng: random.Random, events: int, tie: int) -> Soft:
    """A distance between two moments of any events."""
    a, b = rng.sample(range(2 * events), 2)
    least = rng.randint(-3, 8)
    asks = (Distance(a, b, least, rng.choice((None, least + rng.randint(0, 4)))),)
    cost = rng.randint(1, 4)
    return Listed(asks, lambda: [(cost, ())], tie)


def network_of(seed: int) -> WeightedNetwork:
    rng = random.Random(seed)
    events = rng.randint(1, 3)
    softs = [
        dated(rng, event, rng.randrange(1, 2**32))
        for event in range(events)
        for _ in range(rng.randint(2, 6))
    ]
    softs += [apart(rng, events, rng.randrange(1, 2**32)) for _ in range(rng.randint(0, 3))]
    return WeightedNetwork(
        softs, [Distance(2 * event, 2 * event + 1, 0, None, WEAK) for event in range(events)]
    )


def tied(outcome: Repair) -> set[int]:
    return {label for other in outcome.tied for label in other}


@pytest.mark.drawn(quick=100, full=900)
def test_pools_change_no_outcome(seed, monkeypatch):
    """Levels, bounds and ties are the same, whether many softs of one moment are told as one or each for itself."""
    monkeypatch.setattr(pools, "_MANY", 100)
    alone = repair(network_of(seed))
    monkeypatch.setattr(pools, "_MANY", 2)
    pooled = repair(network_of(seed))
    assert alone.levels == pooled.levels
    assert tied(alone) == tied(pooled)
    variables = range(6)
    assert [(alone.bounds.least(v), alone.bounds.most(v)) for v in variables if alone.bounds.knows(v)] == [
        (pooled.bounds.least(v), pooled.bounds.most(v)) for v in variables if pooled.bounds.knows(v)
    ]


def test_pools_are_made_of_what_disagrees():
    """Nine dates that fit together make no pool, nine that do not make one of all."""
    agreeing = [Listed((Member(0, Pieces([(1, 9 - i)])),), lambda: [(1, ())], i + 1) for i in range(8)]
    other = Listed((Member(0, Pieces([(20, 20)])),), lambda: [(1, ())], 9)
    assert [] == list(pools_of([*agreeing, agreeing[0]], []))
    assert [9] == [len(pool.members) for pool in pools_of([*agreeing, other], [])]


def test_levels_of_a_pool_are_the_sums_of_its_members():
    """A level for every sum of prices: what contradicts the fewest is first, asking nothing is last."""
    members = {
        label: Listed((Member(0, Pieces([(day, day)])),), lambda: [(10, ())], 1)
        for label, day in enumerate((3, 3, 5))
    }
    pool = Pool(members, (0,), {label: tuple(soft.asked()) for label, soft in members.items()})
    assert [0, 10, 20] == [pool.cost(level) for level in range(pool.last + 1)]
    assert {0: 0, 1: 0} == pool.lowest({0: 3})
    assert {2: 0} == pool.lowest({0: 5})
    assert {} == pool.lowest({0: 4})
