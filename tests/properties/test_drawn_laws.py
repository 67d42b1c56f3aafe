"""Laws of reconciling on random dossiers of all that a file can say, drawn as for the oracle."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("numpy", reason="needs the PyPI distribution numpy; `make deep` installs it")


from oracle.drawing import Drawing, yaml_of
from oracle.ends import limits_of, tied
from oracle.reading import cost_at, is_place, read
from timeline.dates import civil
from timeline.evidence.model import Dossier
from timeline.evidence.reading import loads
from timeline.reasoning.constraints import model_of
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.repair import repair
from timeline.reasoning.weighted import WeightedNetwork

BLOCK = 25


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Blocks of seeds, so that thousands of dossiers are no thousands of tests."""
    count = int(metafunc.config.getoption("--dossiers"))
    metafunc.parametrize("first", range(0, count, BLOCK))


def drawn(first: int) -> Iterator[tuple[Drawing, dict[str, Any], Dossier]]:
    """The dossiers of a block: drawing, what was drawn, and what was read of its file."""
    for seed in range(first, first + BLOCK):
        drawing = Drawing(seed)
        dossier = drawing.dossier()
        yield drawing, dossier, loads(yaml_of(dossier))


def shuffled(given: Any, rng: random.Random) -> Any:
    """The same data with its mappings and lists in another order, but for what is a pair."""
    if isinstance(given, dict):
        items = [(key, shuffled(value, rng)) for key, value in given.items()]
        return dict(rng.sample(items, len(items)))
    if isinstance(given, list):
        return rng.sample([shuffled(one, rng) for one in given], len(given))
    return given


def test_order_in_the_file_is_irrelevant(first):
    """The same file with everything in another order has the same outcome."""
    for _, made, dossier in drawn(first):
        other = json.dumps(shuffled(json.loads(yaml_of(made)), random.Random(first)))
        assert reconcile(dossier) == reconcile(loads(other))


def test_names_are_irrelevant(first):
    """Other ids in the same order have the same outcome under those names, unless others are as good."""
    for _, made, dossier in drawn(first):
        text = yaml_of(made)
        line = reconcile(dossier)
        names = [*made["events"], *made["sources"], *made.get("series", {})]
        renamed = re.sub(rf'"({"|".join(names)})"', r'"\1-and-more"', text)
        other = reconcile(loads(renamed))
        assert line.cost == other.cost
        if not tied(line) and not tied(other):
            assert outcome(line) == [
                tuple(str(part).replace("-and-more", "") for part in one) for one in outcome(other)
            ]


def outcome(line: Timeline) -> list[tuple[str, ...]]:
    """Days and verdicts, in words."""
    days = [
        (e.id, e.start.iso, e.end.iso, e.status.value, str(e.candidates))
        for e in sorted(line, key=lambda e: e.id)
    ]
    claims = [
        (one.id, one.verdict.value)
        for e in sorted(line, key=lambda e: e.id)
        for one in (*e.claims, *e.relations)
    ]
    return [*days, *claims, *((s.id, s.published.iso) for s in line.sources)]


def ties(line: Timeline) -> list[tuple[str, ...]]:
    """What is tied, and what other outcomes of the same cost would make of it."""
    judged = (one for e in line for one in (*e.claims, *e.relations))
    others = [(e.id, str(e.instead)) for e in line]
    return sorted([*others, *((one.id,) for one in (*judged, *line.sources) if one.tied)])


def test_what_holds_anyway_changes_nothing(first):
    """One more claim, of a source of its own, that says what the outcome says widens nothing and changes no verdict."""
    for _, made, dossier in drawn(first):
        line = reconcile(dossier)
        for entry in line:
            if entry.start.first is None or entry.end.last is None:
                continue
            said = f"[{civil.iso(entry.start.first)}..{civil.iso(entry.end.last)}]"
            data = json.loads(yaml_of(made))
            data["sources"]["zz"] = {}
            data["events"][entry.id].setdefault("claims", []).append({"from": "zz", "when": said})
            after = reconcile(loads(json.dumps(data)))
            ranges, widened = (
                {one.id: (one.start, one.end) for one in each}
                | {s.id: (s.published,) * 2 for s in each.sources}
                for each in (line, after)
            )
            assert ranges.items() <= widened.items()
            verdicts, changed = (
                {one.id: one.verdict for e in each for one in (*e.claims, *e.relations)}
                for each in (line, after)
            )
            assert verdicts.items() <= changed.items()


def test_conflicts_found_are_minimal(first):
    """What contradicts contradicts, and without any one of its statements no longer."""
    for _, _, dossier in drawn(first):
        model = model_of(dossier)
        network = WeightedNetwork(model.statements, model.hard)
        for conflict in repair(network).conflicts:
            assert not isinstance(network.bounds(conflict), Bounds)
            for label in conflict:
                rest = {one: level for one, level in conflict.items() if one != label}
                assert isinstance(network.bounds(rest), Bounds)


def test_limited_search_is_flagged_and_right(first):
    """Past a limit the outcome says so, holds together, and is no farther from the best than it says.

    Where it says nothing it is the best, and all is told that costs the same.
    """
    for drawing, made, dossier in drawn(first):
        best = reconcile(dossier)
        assert best.optimal
        for limit in (0, 1, 2):
            line = reconcile(dossier, node_limit=limit)
            assert line.cost - line.shortfall <= best.cost <= line.cost
            assert not line.optimal or (outcome(line), ties(line)) == (outcome(best), ties(best))
            reading = read(made, drawing.texts)
            # What times leave of one event's days is not drawn out for the days of others.
            if drawing.by_clock or any(is_place(name) for name in reading.variables):
                continue
            for days in limits_of(line):
                if None not in days.values():
                    cost = cost_at(reading, {name: day for name, day in days.items() if day is not None})
                    assert cost is not None
                    assert cost <= line.cost
