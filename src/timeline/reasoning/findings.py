"""What a careful reader would remark on in a timeline: checks over the outcome, as problems with positions."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from timeline.dates.fuzzy import DateRange
from timeline.dates.ranges import range_words
from timeline.errors import Problem
from timeline.evidence.model import Dossier
from timeline.reasoning.constraints import origin
from timeline.reasoning.entries import Entry, EntryStatus, JudgedClaim, Verdict
from timeline.reasoning.outcome import Timeline

__all__ = ["findings", "suspected_copies"]

# Two sources that agree on nearly all of several events have hardly asked around separately.
_LEAST_SHARED = 5
_LEAST_AGREEMENT = 0.98


def findings(line: Timeline) -> tuple[Problem, ...]:
    """Everything worth a remark, by position and then in the order of the timeline."""
    found = [problem for entry in line for problem in _of_entry(entry)]
    found += _of_copies(line.dossier)
    return tuple(
        sorted(
            found, key=lambda problem: (problem.position is None, problem.position or _NOWHERE, problem.code)
        )
    )


_NOWHERE = Problem(code="TL511", message="").position


def _of_entry(entry: Entry) -> Iterator[Problem]:
    yield from _single_source(entry)
    yield from _could_not_have_known(entry)
    yield from _camps(entry)
    if entry.status is EntryStatus.TIED:
        message = f"{entry.id!r} has several outcomes at the same cost"
        advice = "say which source you trust more, or `prefer` one of them"
        yield Problem(code="TL515", message=message, help=advice, position=entry.event.position)


def _single_source(entry: Entry) -> Iterator[Problem]:
    if entry.independent_sources == 1:
        sources = sorted({c.claim.voice for c in entry.claims if c.claim.text is not None and c.claim.source})
        message = f"the date of {entry.id!r} rests on one source, {', '.join(sources)}"
        yield Problem(code="TL511", message=message, position=entry.event.position)


def _could_not_have_known(entry: Entry) -> Iterator[Problem]:
    """A source that tells of an event as past before it happened, or as to come after it did."""
    for judged in entry.claims:
        if judged.tense is Verdict.REJECTED:
            message = f"{judged.claim.voice} could not have known of {entry.id!r}: {judged.because}"
            yield Problem(code="TL512", message=message, position=judged.claim.position)


def _camps(entry: Entry) -> Iterator[Problem]:
    """Claims in two steady camps often date two moments under one name: announced and held, signed and in force."""
    lost = [
        c for c in entry.claims if c.verdict in (Verdict.REJECTED, Verdict.CORRECTED) and c.says is not None
    ]
    held = {
        c.claim.source
        for c in entry.claims
        if c.verdict in (Verdict.DECIDES, Verdict.AGREES) and c.claim.text
    }
    camp = _largest_camp(lost)
    if len(camp) > 1 and len(held - {None}) > 1 and camp[0].says is not None:
        days = range_words(camp[0].says.first, camp[0].says.last)
        voices = ", ".join(sorted(claim.claim.voice for claim in camp))
        message = f"the claims on {entry.id!r} split in two: {voices} say {days}"
        advice = "perhaps these are two events, such as announced and held, or signed and in force"
        yield Problem(code="TL513", message=message, help=advice, position=camp[0].claim.position)


def _largest_camp(lost: list[JudgedClaim]) -> list[JudgedClaim]:
    """The most claims of different sources, among those that lost, that name the same days."""
    camps: dict[DateRange | None, dict[str, JudgedClaim]] = defaultdict(dict)
    for judged in lost:
        camps[judged.says].setdefault(judged.claim.voice, judged)
    best = max(camps.values(), key=len, default={})
    return list(best.values())


def _of_copies(dossier: Dossier) -> Iterator[Problem]:
    for one, other, shared in suspected_copies(dossier):
        message = f"{one!r} and {other!r} say the same of {shared} events: one may copy the other"
        advice = f"if so, write `copies: {one}` under {other!r}; then they share one vote"
        yield Problem(code="TL514", message=message, help=advice, position=dossier.source(other).position)


def suspected_copies(dossier: Dossier) -> Iterator[tuple[str, str, int]]:
    """Pairs of sources that date several events alike, with how many; looked for only where events are shared."""
    shared: dict[tuple[str, str], int] = defaultdict(int)
    alike: dict[tuple[str, str], int] = defaultdict(int)
    for event in dossier.events:
        says: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for claim in event.claims:
            if claim.source is not None and claim.text is not None:
                says[claim.source].add((claim.moment.value, claim.text))
        for pair in itertools.combinations(sorted(says), 2):
            shared[pair] += 1
            alike[pair] += says[pair[0]] == says[pair[1]]
    sources = {source.id: source for source in dossier.sources}
    for (one, other), count in sorted(shared.items()):
        enough = count >= _LEAST_SHARED and alike[one, other] >= _LEAST_AGREEMENT * count
        if enough and origin(sources, one) != origin(sources, other):
            yield one, other, count
