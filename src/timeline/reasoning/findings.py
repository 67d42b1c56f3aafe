"""What a careful reader would remark on in a timeline: checks over the outcome, as problems with positions."""

from __future__ import annotations

import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from timeline.dates.fuzzy import DateRange, Stance
from timeline.dates.ranges import range_words
from timeline.errors import Position, Problem
from timeline.evidence.model import Dossier, Event, Moment
from timeline.reasoning.entries import Entry, Instead, JudgedClaim, JudgedRelation, JudgedSource
from timeline.reasoning.families import Families
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import Words, joined, span_words, times_words
from timeline.reasoning.verdicts import HELD, NOT_HELD, Verdict

__all__ = ["findings", "suspected_copies"]

# Two sources that agree on nearly all of several events have hardly asked around separately.
_LEAST_SHARED = 5
_LEAST_AGREEMENT = 0.98


def findings(line: Timeline) -> tuple[Problem, ...]:
    """Everything worth a remark, by position and then in the order of the timeline.

    >>> import timeline as tl
    >>> line = tl.reconcile(tl.loads("{sources: {daily: {}}, events: {talks: {when: {daily: 5 April 2023}}}}"))
    >>> [(problem.code, problem.message) for problem in findings(line)]
    [('TL511', "the date of 'talks' rests on one source, daily")]
    """
    families = Families(line.dossier).origin
    # Looked up only where a tense was lost.
    words = functools.cache(lambda: Words(line))
    alone = list(_only_source(line, families))
    found = [*alone, *(p for entry in line for p in _of_entry(entry, families, words, alone=bool(alone)))]
    found += [problem for judged in line.sources for problem in _tied_source(judged)]
    found += _of_copies(line.dossier)
    return tuple(
        sorted(
            found, key=lambda problem: (problem.position is None, problem.position or _NOWHERE, problem.code)
        )
    )


_NOWHERE = Problem(code="TL511", message="").position

_Families = Mapping[str, str]
"""For each source the one at the beginning of its line of copies."""


def _of_entry(
    entry: Entry, families: _Families, words: Callable[[], Words], *, alone: bool
) -> Iterator[Problem]:
    if not alone:
        yield from _single_source(entry, families)
    yield from _could_not_have_known(entry, words)
    yield from _camps(entry, families)
    yield from _tied(entry)


def _only_source(line: Timeline, families: _Families) -> Iterator[Problem]:
    """Told once where several dates rest on a source and the dossier has no other, as when it was one table."""
    dated = [entry for entry in line if entry.independent_sources]
    if len(dated) > 1 and len(set(families.values())) == 1:
        source = line.dossier.source(next(iter(families.values())))
        whom = (
            f"source, {source.id}" if len(families) == 1 else f"family of sources, {joined(sorted(families))}"
        )
        message = f"{len(dated):,} dates rest on the only {whom}"
        yield Problem(code="TL511", message=message, position=source.position)


def _single_source(entry: Entry, families: _Families) -> Iterator[Problem]:
    if entry.independent_sources != 1:
        return
    held = entry.dated_by
    family = families[held[0]]
    told = [f"{voice} (copies {family})" if len(held) == 1 and voice != family else voice for voice in held]
    whom = f"one source, {told[0]}" if len(told) == 1 else f"one family of sources, {joined(told)}"
    lost = {c.claim.source for c in entry.claims if c.verdict in NOT_HELD and c.claim.text is not None}
    others = sorted(voice for voice in lost if voice is not None and voice not in held)
    advice = f"what {joined(others)} say{'s' if len(others) == 1 else ''} was not kept" if others else None
    message = f"the date of {entry.id!r} rests on {whom}"
    yield Problem(code="TL511", message=message, help=advice, position=entry.event.position)


_BELIED: Final = {
    Stance.REPORTED: "could not have known of {}",
    Stance.PLANNED: "should have known that {} was past",
    Stance.ONGOING: "could not have seen {} going on",
}


def _could_not_have_known(entry: Entry, words: Callable[[], Words]) -> Iterator[Problem]:
    """A source that tells of an event as past before it happened, or as to come after it did."""
    for judged in entry.claims:
        if judged.tense is Verdict.REJECTED:
            belied = _BELIED[words().stance(judged.id)].format(repr(entry.id))
            message = f"{judged.claim.voice} {belied}: {judged.because}"
            yield Problem(code="TL512", message=message, position=judged.claim.position)


def _camps(entry: Entry, families: _Families) -> Iterator[Problem]:
    """Claims in two steady camps often date two moments under one name: announced and held, signed and in force."""
    lost = [c for c in entry.claims if c.verdict in (Verdict.REJECTED, Verdict.CORRECTED)]
    camp = _largest_camp(lost, families)
    held = _largest_camp((c for c in entry.claims if c.verdict in HELD), families)
    if len(camp) > 1 and len(held) > 1:
        message = f"the claims on {entry.id!r} split in two: {_camp_words(held)}, while {_camp_words(camp)}"
        advice = "perhaps these are two events, such as announced and held, or signed and in force"
        yield Problem(code="TL513", message=message, help=advice, position=camp[0].claim.position)


def _largest_camp(claims: Iterable[JudgedClaim], families: _Families) -> list[JudgedClaim]:
    """The most claims of independent sources that name the same days of the same moment."""
    camps: dict[tuple[Moment, DateRange], dict[str, JudgedClaim]] = defaultdict(dict)
    for judged in claims:
        if judged.says is not None and judged.claim.source is not None:
            said = judged.claim.moment, judged.says
            camps[said].setdefault(families[judged.claim.source], judged)
    return list(max(camps.values(), key=len, default={}).values())


def _camp_words(camp: list[JudgedClaim]) -> str:
    """What a camp says: "a and b say 9 Sep 2020"."""
    days = camp[0].says or DateRange(None, None)
    voices = sorted(judged.claim.voice for judged in camp)
    return f"{joined(voices)} say {range_words(days.first, days.last)}"


def _tied(entry: Entry) -> Iterator[Problem]:
    """What is said of an event and could as well be judged otherwise; what merely follows from such is not told."""
    judged: Sequence[JudgedClaim | JudgedRelation] = (*entry.claims, *entry.relations)
    tied = [one.id for one in judged if one.tied]
    if tied:
        message = f"{entry.id!r} has several outcomes at the same cost{_several(_outcomes(entry))}"
        advice = "say which source you trust more, or `prefer` one of them"
        yield _tie(f"{message}, which differ in {joined(tied)}", advice, entry.event.position)


def _tied_source(judged: JudgedSource) -> Iterator[Problem]:
    if judged.tied:
        days = (
            range_words(one.first, one.last)
            for one in (judged.published, *(o.published for o in judged.instead))
        )
        message = (
            f"the publication day of {judged.id!r} has several outcomes at the same cost{_several(days)}"
        )
        told = {name for other in judged.instead for name in (*other.stand, *other.yielding)}
        differ = f", which differ in {joined(sorted(told))}" if told else ""
        yield _tie(f"{message}{differ}", "say which source you trust more", judged.source.position)


def _tie(message: str, advice: str, position: Position | None) -> Problem:
    return Problem(code="TL515", message=message, help=advice, position=position)


def _several(outcomes: Iterable[str]) -> str:
    """Outcomes as a choice between them; empty where there is but one."""
    told = list(dict.fromkeys(outcomes))
    joint = "; or " if any("," in one for one in told) else " or "
    return f", {joint.join(told)}" if len(told) > 1 else ""


def _outcomes(entry: Entry) -> Iterator[str]:
    """The days of an entry as they are and as they could as well be, with times of day where those are tied."""
    clocked = any(other.start_clock or other.end_clock for other in entry.instead)
    outcomes: tuple[Entry | Instead, ...] = (entry, *entry.instead)
    for one in outcomes:
        times = times_words(one.start_clock, one.end_clock, entry.zone) if clocked else ""
        yield ", ".join(filter(None, (span_words(one.start, one.end), times)))


def _of_copies(dossier: Dossier) -> Iterator[Problem]:
    for one, other, shared in suspected_copies(dossier):
        message = f"{one!r} and {other!r} say the same of {shared} events: one may copy the other"
        advice = f"if so, write `copies: {one}` under {other!r}; then they share one vote"
        yield Problem(code="TL514", message=message, help=advice, position=dossier.source(other).position)


def suspected_copies(dossier: Dossier) -> Iterator[tuple[str, str, int]]:
    """Pairs of sources that date several events alike, with how many; looked for only where events are shared.

    >>> from timeline.evidence.model import Source
    >>> alike = [Event(id=f"e{day}", when={"a": f"2020-03-0{day}", "b": f"2020-03-0{day}"}) for day in range(1, 6)]
    >>> list(suspected_copies(Dossier(sources=[Source(id="a"), Source(id="b")], events=alike)))
    [('a', 'b', 5)]
    """
    shared: dict[tuple[str, str], int] = defaultdict(int)
    alike: dict[tuple[str, str], int] = defaultdict(int)
    said = [_said(event) for event in dossier.events]
    spoken = Counter(itertools.chain.from_iterable(said))
    for says in said:
        # Of thousands of voices on one event, hardly any speaks of enough others to be paired.
        often = sorted(source for source in says if spoken[source] >= _LEAST_SHARED)
        for pair in itertools.combinations(often, 2):
            shared[pair] += 1
            alike[pair] += says[pair[0]] == says[pair[1]]
    families = Families(dossier).origin
    for (one, other), count in sorted(shared.items()):
        enough = count >= _LEAST_SHARED and alike[one, other] >= _LEAST_AGREEMENT * count
        if enough and families[one] != families[other]:
            yield one, other, count


def _said(event: Event) -> dict[str, set[tuple[str, str]]]:
    """What each source says of an event's date, moment by moment."""
    says: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for claim in event.claims:
        if claim.source is not None and claim.text is not None:
            says[claim.source].add((claim.moment.value, claim.text))
    return says
