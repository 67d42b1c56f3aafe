"""How well and how fast: reconciling planted dossiers, beside the votes that people write themselves.

    python -m bench.reasoning [SEEDS]

Figures for each method: events whose day is told exactly, events told within seven days, the mean width of what is
told, how many of the claims thought wrong are wrong (precision) and how many of the wrong are found (recall), and how
many corrections are right: the true day is among the corrected ones. Votes correct nothing.
"""

from __future__ import annotations

import math
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from statistics import mean

import attrs

from bench.planted import PLANS, Planted, planted
from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import DateClaim
from timeline.reasoning.costs import odds_cost
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.verdicts import Verdict

Told = dict[str, tuple[DateRange | None, frozenset[int]]]
"""For each event the days told, and the places of the claims thought wrong."""


def ours(case: Planted, slips: str) -> tuple[Told, list[bool]]:
    """The reconciler with a table of slips, and whether each of its corrections is right."""
    line = reconcile(attrs.evolve(case.dossier, slips=slips))
    told: Told = {}
    right = []
    for entry in line:
        lost = (
            place
            for place, c in enumerate(entry.claims)
            if c.verdict in (Verdict.REJECTED, Verdict.CORRECTED)
        )
        told[entry.id] = (entry.start, frozenset(lost))
        right += [
            any(case.truth[entry.id] in run for run in c.corrected_to)
            for c in entry.claims
            if c.verdict is Verdict.CORRECTED
        ]
    return told, right


def vote(weight: Callable[[Planted, str, DateRange], float]) -> Callable[[Planted], tuple[Told, list[bool]]]:
    """A vote: the days with most weight are told, and the claims without them are thought wrong."""

    def run(case: Planted) -> tuple[Told, list[bool]]:
        told: Told = {}
        for event in case.dossier.events:
            says = [(claim.source or "", _says(case, claim)) for claim in event.claims]
            weights: dict[DateRange, float] = defaultdict(float)
            for source, days in says:
                weights[days] += weight(case, source, days)
            best = max(weights, key=lambda days: (weights[days], str(days)))
            lost = frozenset(place for place, (_, days) in enumerate(says) if not _meet(days, best))
            told[event.id] = (best, lost)
        return told, []

    return run


def _says(case: Planted, claim: DateClaim) -> DateRange:
    """The days that a claim names, counted from the publication day of its source."""
    wording = case.dossier.wording(claim)
    assert wording is not None
    assert wording.start is not None
    published = case.dossier.source(claim.source or "").published
    days = wording.start.at(civil.parse_iso(published or ""))
    assert days is not None
    return DateRange(days.least, days.greatest)


def _meet(one: DateRange, other: DateRange) -> bool:
    assert one.first is not None
    assert one.last is not None
    assert other.first is not None
    assert other.last is not None
    return one.first <= other.last and other.first <= one.last


def _grade(case: Planted, source: str) -> float:
    return odds_cost(case.dossier.source(source).reliability)


METHODS: dict[str, Callable[[Planted], tuple[Told, list[bool]]]] = {
    "majority": vote(lambda _case, _source, _days: 1),
    "most precise": vote(lambda _case, _source, days: 1 / (days.days or 1)),
    "most trusted": vote(lambda case, source, _days: 100 ** (_grade(case, source) / 100)),
    "latest": vote(lambda case, source, _days: _published(case, source)),
    "weighted vote": vote(lambda case, source, _days: _grade(case, source)),
    "timeline, slips of reference": lambda case: ours(case, "reference"),
    "timeline, slips of news": lambda case: ours(case, "news"),
}


def _published(case: Planted, source: str) -> float:
    """A weight that outvotes all who were published earlier."""
    day = case.dossier.source(source).published or ""
    return 10.0 ** sum((other.published or "") < day for other in case.dossier.sources)


def score(case: Planted, told: Told, right: Iterable[bool]) -> dict[str, float]:
    """The figures of one method on one case."""
    exact = [
        days is not None and days.settled and days.first == case.truth[e] for e, (days, _) in told.items()
    ]
    near = [days is not None and _within(days, case.truth[e], 7) for e, (days, _) in told.items()]
    widths = [days.days for days, _ in told.values() if days is not None and days.days]
    lost = {(event, place) for event, (_, places) in told.items() for place in places}
    hit = len(lost & case.wrong)
    corrections = list(right)
    return {
        "exact": mean(exact),
        "within 7": mean(near),
        "width": mean(widths),
        "precision": hit / len(lost) if lost else 1.0,
        "recall": hit / len(case.wrong) if case.wrong else 1.0,
        "corrected": mean(corrections) if corrections else float("nan"),
    }


def _within(days: DateRange, truth: int, limit: int) -> bool:
    """Whether every day told is close to the truth."""
    if days.first is None or days.last is None:
        return False
    return truth - limit <= days.first and days.last <= truth + limit


def figures(seeds: int = 2) -> Iterator[tuple[str, str]]:
    for name, plan in PLANS.items():
        cases = [planted(plan, seed) for seed in range(seeds)]
        for method, run in METHODS.items():
            start = time.process_time()
            scores = [score(case, *run(case)) for case in cases]
            spent = (time.process_time() - start) / seeds
            row = {key: mean(s[key] for s in scores) for key in scores[0]}
            told = " ".join(f"{key} {_shown(value)}" for key, value in row.items())
            yield f"{name}, {method}: {told}", f"{spent:.2f} s"


def _shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


if __name__ == "__main__":
    for what, figure in figures(int(sys.argv[1]) if len(sys.argv) > 1 else 2):
        print(f"{what:<130} {figure:>10}")
