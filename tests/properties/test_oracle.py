"""Reconciling against an oracle that shares no line with it, on small random dossiers of all that a file can say.

The oracle (`tests/oracle`) was written from the reference pages alone: what texts and gaps mean, what wrong ones cost,
and every assignment of days tried. `make deep` tries thousands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("numpy", reason="needs the PyPI distribution numpy; `make deep` installs it")

import numpy as np

from oracle.drawing import Drawing, yaml_of
from oracle.ends import SHIFT, Limits, limits_of, tied
from oracle.optimum import Domain
from oracle.reading import LEVELS, Reading, Variable, cost_at, read
from timeline.evidence.reading import loads
from timeline.reasoning.entries import JudgedClaim, Verdict
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile

# As many cells as a table may have; tables of wide dossiers are made over fewer days.
LARGEST = 1_500_000
BLOCK = 25


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Blocks of seeds, so that thousands of dossiers are no thousands of tests."""
    count = int(metafunc.config.getoption("--dossiers"))
    metafunc.parametrize("first", range(0, count, BLOCK))


def test_outcome_equals_the_oracle(first):
    """Cost, bounds, ties, candidates and what became of each claim are those of trying all days."""
    for seed in range(first, first + BLOCK):
        drawing = Drawing(seed)
        dossier = drawing.dossier()
        text = yaml_of(dossier)
        line = reconcile(loads(text))
        reading = read(dossier, drawing.texts)
        told = "\n".join([*compared(line, reading, drawing), *misjudged_conflicts(line)])
        assert not told, f"seed {seed}\n{text}\n{told}"


def compared(line: Timeline, reading: Reading, drawing: Drawing) -> Iterator[str]:
    """What differs between an outcome and the oracle's."""
    domain = domain_of(reading, drawing.centre.toordinal())
    if domain is None:
        return
    firsts, lasts = limits_of(line)
    optimum, marginals = domain.marginals()
    if line.cost > optimum // LEVELS:
        yield f"dearer than it need be: {line.cost}, not {optimum // LEVELS}"
    if not any(name[1].isdigit() for name in reading.variables):
        yield from solutions_of_another_cost(line, reading, domain, (firsts, lasts))
    if line.cost != optimum // LEVELS or lies_beyond(domain, firsts, lasts):
        # Some day of the outcome lies farther off than the oracle has looked.
        return
    levels = domain.levels(optimum)
    is_tied = domain.is_tied(optimum, levels)
    if is_tied and not tied(line):
        yield f"tie not found: {levels}"
    if not is_tied and not tied(line):
        yield from other_bounds(domain, optimum, marginals, firsts, lasts)
        yield from other_verdicts(
            line, reading, drawing, {label: min(costs) for label, costs in levels.items()}
        )
        yield from other_candidates(line, domain, optimum, marginals, (firsts, lasts))


def domain_of(reading: Reading, centre: int) -> Domain | None:
    """As many days around the centre as tables of bearable size allow."""
    for reach in (22, 16, 10, 7):
        domain = Domain(reading, list(range(centre - reach, centre + reach)))
        if domain.largest <= LARGEST:
            return domain
    return None


def solutions_of_another_cost(
    line: Timeline, reading: Reading, domain: Domain, ends: tuple[Limits, Limits]
) -> Iterator[str]:
    """All earliest days together date everything, and so do all latest: what that costs, if not as much."""
    if len(list(domain.choices())) > 1:
        return
    for days in ends:
        whole = {name: day for name, day in days.items() if day is not None}
        if len(whole) == len(days) and (cost := cost_at(reading, whole)) != line.cost:
            yield f"costs {line.cost}, and on these days {cost}: {days}"


def lies_beyond(domain: Domain, firsts: Limits, lasts: Limits) -> bool:
    """Whether some moment of an outcome cannot be on any of the days that were tried."""
    least, most = int(domain.days.min()), int(domain.days.max())
    late = any(first is not None and first > most for first in firsts.values())
    return late or any(last is not None and last < least for last in lasts.values())


def other_bounds(
    domain: Domain, optimum: int, marginals: dict[Variable, Any], firsts: Limits, lasts: Limits
) -> Iterator[str]:
    """Bounds that are too narrow; or too wide, where all days of the outcome are among those that were tried."""
    tried = set(domain.days.tolist())
    for name, first in firsts.items():
        possible = domain.days[np.flatnonzero(marginals[name] == optimum)]
        least, most, last = int(possible.min()), int(possible.max()), lasts[name]
        if (first is not None and least < first) or (last is not None and most > last):
            yield f"{name} can be {least}..{most}, not only {first}..{last}"
        if (tried.issuperset(firsts.values()) and least != first) or (
            tried.issuperset(lasts.values()) and most != last
        ):
            yield f"{name} can be only {least}..{most}, not {first}..{last}"


def other_candidates(
    line: Timeline, domain: Domain, optimum: int, marginals: dict[Variable, Any], ends: tuple[Limits, Limits]
) -> Iterator[str]:
    """Days on which an event can start and that no candidate has, and candidates on which it cannot start."""
    tried = set(domain.days.tolist())
    for entry in line:
        possible = set(domain.days[np.flatnonzero(marginals[entry.id, "start"] == optimum)].tolist())
        cells = [(c.first, c.last) for c in entry.candidates]
        runs = [range(a + SHIFT, b + SHIFT + 1) for a, b in cells if a is not None and b is not None]
        if runs and not all(any(day in run for run in runs) for day in possible):
            yield f"{entry.id} can start on other days than {entry.candidates}: {sorted(possible)}"
        if all(tried.issuperset(days.values()) for days in ends) and not all(
            possible.intersection(run) for run in runs
        ):
            yield f"{entry.id} cannot start on all of {entry.candidates}: {sorted(possible)}"


def other_verdicts(
    line: Timeline, reading: Reading, drawing: Drawing, costs: dict[str, int]
) -> Iterator[str]:
    """Claims that were kept, corrected or rejected otherwise than the cheapest days have it."""
    statements = {one.label: one for one in reading.statements}
    for entry in line:
        claims = drawing.made["events"][entry.id]["claims"]
        for number, claim in enumerate(claims):
            judged = next(one for one in entry.claims if same(one, claim))
            label = f"{entry.id}/{number}"
            if label in statements:
                yield from other_verdict(judged, statements[label], costs[label])
            if f"{label}/tense" in statements:
                lost = costs[f"{label}/tense"] >= statements[f"{label}/tense"].given_up
                if lost != (judged.tense is Verdict.REJECTED):
                    yield f"the tense of {judged.id} is {judged.tense}"


def other_verdict(judged: JudgedClaim, statement: Any, price: int) -> Iterator[str]:
    level = price % LEVELS
    name = statement.levels[level][0] if level < len(statement.levels) else None
    if name is None:
        right = judged.verdict in (Verdict.REJECTED, Verdict.OVERRULED)
    elif name in ("as said", "other"):
        right = judged.verdict in (Verdict.DECIDES, Verdict.AGREES) and (judged.reading == "other") == (
            level > 0
        )
    else:
        right = judged.verdict is Verdict.OVERRULED or {*judged.slips} <= {*name.split(" or ")}
    if not right:
        yield f"{judged.id} is {judged.verdict}, {judged.slip}, {judged.reading}; at its price it is {name}"


def same(judged: JudgedClaim, claim: dict[str, Any]) -> bool:
    """Whether a judged claim is one that was drawn."""
    moment = next((key for key in ("when", "starts", "ends") if key in claim), None)
    said = judged.claim
    key = (
        {"whole": "when", "start": "starts", "end": "ends"}[said.moment.value]
        if said.text is not None
        else None
    )
    stance = said.stance.value if said.stance else None
    wanted = (claim.get("from"), claim.get(moment or ""), moment, claim.get("as"), claim.get("anchor"))
    return (said.source, said.text, key, stance, said.anchor) == wanted


def misjudged_conflicts(line: Timeline) -> Iterator[str]:
    """Conflicts of which some claim is not needed; those of more than one part of a claim are passed over."""
    for conflict in line.conflicts:
        if len(set(conflict.claims)) != len(conflict.claims):
            yield f"a claim is twice in {conflict.claims}"
