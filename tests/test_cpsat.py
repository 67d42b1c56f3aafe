"""The repair against CP-SAT, an independent solver, on dossiers too large for brute force."""

from __future__ import annotations

import pytest

pytest.importorskip("ortools", reason="needs the PyPI distribution ortools; `make test-all` installs it")

from bench.cpsat import optimum, search
from bench.planted import EASY, HARD, MIXED, SPARSE, Plan, planted as plant

from timeline.reasoning.constraints import model_of
from timeline.reasoning.repair import repair
from timeline.reasoning.weighted import WeightedNetwork

PLANS = {
    "easy": EASY._replace(events=25),
    "hard": HARD._replace(events=25),
    "sparse": SPARSE._replace(events=25),
    "mixed": MIXED._replace(events=25),
}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("plan", PLANS)
def test_cost_equals_an_independent_solver(plan, seed):
    """The cost of the repair is the least cost that CP-SAT finds."""
    network, cost = repaired(PLANS[plan], seed)
    # The limit is there for a machine that is busy: it takes seconds.
    found = optimum(network, seconds=600)
    assert found is not None
    assert found.cost == cost


@pytest.mark.parametrize("seed", range(3))
def test_cost_lies_between_what_an_independent_solver_tells(seed):
    """On larger dossiers, of which CP-SAT seldom tells the least cost, ours is no less than it can be and no dearer."""
    network, cost = repaired(MIXED._replace(events=60), seed)
    found = search(network, seconds=90)
    assert found is not None
    assert found.bound <= cost <= found.cost


def repaired(plan: Plan, seed: int) -> tuple[WeightedNetwork, int]:
    """The network of a planted dossier, and what its repair costs."""
    model = model_of(plant(plan, seed).dossier)
    network = WeightedNetwork(model.statements, model.hard)
    levels = repair(network).levels
    return network, sum(soft.cost(level) for soft, level in zip(network.softs, levels, strict=True))
