"""How well and how fast: reconciling planted dossiers, beside the votes that people write themselves.

    python -m bench reasoning [--seeds N]

Figures for each method: events whose day is told exactly, events told within seven days, the mean width of what is told, how many
of the claims thought wrong are wrong (precision) and how many of the wrong are found (recall), and how many corrections are right.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from statistics import mean

from bench.planted import EASY, HARD, SPARSE, Plan, Planted, planted
from timeline.dates.fuzzy import DateRange
from timeline.reasoning.costs import odds_cost
from timeline.reasoning.outcome import Verdict
from timeline.reasoning.reconcile import reconcile

Told = dict[str, tuple[DateRange | None, frozenset[int]]]
"""For each event the days told, and the places of the claims thought wrong."""


def ours(case: Planted) -> tuple[Told, list[bool]]:
    """The reconciler, and whether each of its corrections is right."""
    line = reconcile(case.dossier)
    told: Told = {}
    right = []
    for entry in line:
        lost = (place for place, c in enumerate(entry.claims) if c.verdict in (Verdict.REJECTED, Verdict.CORRECTED))
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
            says = [(c.source or "", DateRange(w.start.days.least, w.start.days.greatest)) for c in event.claims
                    if (w := case.dossier.wording(c)) and w.start and w.start.days]  # fmt: skip
            weights: dict[DateRange, float] = defaultdict(float)
            for source, days in says:
                weights[days] += weight(case, source, days)
            best = max(weights, key=lambda days: (weights[days], str(days)))
            lost = frozenset(place for place, (_, days) in enumerate(says) if not _meet(days, best))
            told[event.id] = (best, lost)
        return told, []

    return run


def _meet(one: DateRange, other: DateRange) -> bool:
    assert one.first is not None
    assert one.last is not None
    assert other.first is not None
    assert other.last is not None
    return one.first <= other.last and other.first <= one.last


def _grade(case: Planted, source: str) -> float:
    return odds_cost(case.dossier.source(source).reliability)


METHODS: dict[str, Callable[[Planted], tuple[Told, list[bool]]]] = {
    "majority": vote(lambda case, source, days: 1),
    "most precise": vote(lambda case, source, days: 1 / (days.days or 1)),
    "most trusted": vote(lambda case, source, days: 100 ** (_grade(case, source) / 100)),
    "latest": vote(lambda case, source, days: _published(case, source)),
    "weighted vote": vote(lambda case, source, days: _grade(case, source)),
    "timeline": ours,
}


def _published(case: Planted, source: str) -> float:
    return float((case.dossier.source(source).published or "0").replace("-", "")) ** 8


def score(case: Planted, told: Told, right: Iterable[bool]) -> dict[str, float]:
    """The figures of one method on one case."""
    exact = [days is not None and days.settled and days.first == case.truth[e] for e, (days, _) in told.items()]
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


def main(arguments: list[str]) -> None:
    """Print the table for each plan."""
    seeds = int(arguments[arguments.index("--seeds") + 1]) if "--seeds" in arguments else 2
    plans: dict[str, Plan] = {"easy": EASY, "hard": HARD, "sparse": SPARSE}
    for name, plan in plans.items():
        cases = [planted(plan, seed) for seed in range(seeds)]
        print(f"\n{name}: {plan.events} events, {plan.claims[0]}-{plan.claims[1]} claims each, {plan.wrong:.0%} wrong, {seeds} seeds")
        print(f"{'':14}{'exact':>8}{'within 7':>10}{'width':>8}{'precision':>11}{'recall':>8}{'corrected':>11}{'CPU s':>8}")
        for method, run in METHODS.items():
            start = time.process_time()
            scores = [score(case, *run(case)) for case in cases]
            spent = (time.process_time() - start) / seeds
            row = {key: mean(s[key] for s in scores) for key in scores[0]}
            print(f"{method:14}{row['exact']:8.3f}{row['within 7']:10.3f}{row['width']:8.1f}{row['precision']:11.3f}"
                  f"{row['recall']:8.3f}{row['corrected']:11.3f}{spent:8.2f}")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
