"""The repair against CP-SAT, an independent solver, on dossiers too large for brute force."""

from __future__ import annotations

import pytest

pytest.importorskip("ortools", reason="needs the PyPI distribution ortools; `make test-all` installs it")

from bench.cpsat import optimum
from bench.planted import EASY, HARD, planted as plant

from timeline.reasoning.constraints import model_of
from timeline.reasoning.problem import Problem
from timeline.reasoning.repair import repair


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("plan", [EASY, HARD], ids=["easy", "hard"])
def test_cost_equals_an_independent_solver(plan, seed):
    """The cost of the repair is the least cost that CP-SAT finds."""
    model = model_of(plant(plan._replace(events=25), seed).dossier)
    problem = Problem(model.statements, model.hard)
    outcome = repair(problem)
    # The limit is there for a machine that is busy: it takes seconds.
    found = optimum(problem, seconds=600)
    assert found is not None
    assert found.cost == sum(
        soft.cost(level) for soft, level in zip(problem.softs, outcome.levels, strict=True)
    )
