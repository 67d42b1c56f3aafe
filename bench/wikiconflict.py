"""Dates of birth, death, inception and opening that Wikidata's editors disagree on, against gold.

    python -m bench.wikiconflict PATH_TO_DIR

The folder holds ``problem.json`` (sources, events, claims) and ``truth.json`` (the gold spans, and the claims that are
wrong). Told right is an event of which every day told lies in the gold span. Which of two tied dates is told is drawn
by lot from the names of what is said, so ties are counted apart.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import timeline as tl
from timeline.dates import civil


def figures() -> Iterator[tuple[str, str]]:
    folder = os.environ.get("WIKICONFLICT")
    if folder is None:
        yield "set WIKICONFLICT to the folder to measure", "-"
        return
    problem, truth = (
        json.loads(Path(folder, name).read_text("utf-8")) for name in ("problem.json", "truth.json")
    )
    line = tl.reconcile(dossier(problem))
    outcomes = Counter(
        outcome(line, number, problem["events"][number]["id"], truth["gold_spans"])
        for number in range(len(line))
    )
    yield f"right of {len(line)}", str(outcomes[RIGHT] + outcomes[LUCKY])
    for what, count in sorted(outcomes.items()):
        if what != RIGHT:
            yield what, str(count)
    thought, wrong = thought_wrong(line), known_wrong(problem, truth["wrong_claims"])
    yield f"claims thought wrong, of {len(wrong)} that are", str(len(thought))
    yield "and they are", str(len(thought & wrong))


Said = tuple[str, str, str]
"""An event, a source and the text of its claim."""

RIGHT = "right"
LUCKY = "of these tied, the right one told"


def thought_wrong(line: tl.Timeline) -> frozenset[Said]:
    """The claims that were rejected or corrected."""
    lost = (tl.Verdict.REJECTED, tl.Verdict.CORRECTED)
    return frozenset(
        (entry.event.title or "", judged.claim.source or "", judged.claim.text or "")
        for entry in line
        for judged in entry.claims
        if judged.verdict in lost
    )


def known_wrong(problem: dict[str, Any], wrong: Container[str]) -> frozenset[Said]:
    """The claims that can be read and are wrong."""
    return frozenset(
        (claim["event"], claim["source"], str(text(claim)))
        for claim in problem["claims"]
        if claim["id"] in wrong and text(claim) is not None
    )


def dossier(problem: dict[str, Any]) -> tl.Dossier:
    """The claims as a dossier; ids of events are places in the list, since theirs hold spaces."""
    claims: dict[str, list[tl.DateClaim]] = defaultdict(list)
    for claim in problem["claims"]:
        if text(claim) is None:
            continue
        claims[claim["event"]].append(
            tl.DateClaim(source=claim["source"], text=text(claim), certainty=str(claim["certainty"]))
        )
    return tl.Dossier(
        slips="reference",
        sources=[tl.Source(id=source["id"], reliability=source["grade"]) for source in problem["sources"]],
        events=[
            tl.Event(id=f"e{number}", title=event["id"], claims=claims[event["id"]])
            for number, event in enumerate(problem["events"])
        ],
    )


def text(claim: dict[str, Any]) -> str | None:
    """What a claim says, without the zeros for a month or day left out; None where nobody can read it."""
    if not claim["intervals"]:
        return None
    digits = {"year": 4, "month": 7, "day": 10}[claim["precision"]]
    return str(claim["text"])[:digits]


def outcome(line: tl.Timeline, number: int, name: str, gold: dict[str, list[str]]) -> str:
    """How what is told of an event lies to its gold."""
    entry = line[f"e{number}"]
    first, last = (civil.parse_iso(day) for day in gold[name])
    low, high = entry.start.first, entry.start.last
    if low is not None and high is not None and first <= low and high <= last:
        return LUCKY if entry.status.value == "tied" else RIGHT
    if entry.status.value == "tied":
        return "tied, the other told"
    says = [claim.says for claim in entry.claims if claim.says is not None]
    if not any(
        one.first is not None and one.last is not None and first <= one.first and one.last <= last
        for one in says
    ):
        return "nobody says so precisely"
    return "outvoted"


if __name__ == "__main__":
    os.environ["WIKICONFLICT"] = sys.argv[1]
    for what, figure in figures():
        print(f"{what:<40} {figure:>6}")
