"""Why a claim was not kept as made: the conflicts of a timeline in words, on each claim, source and conflict.

The values come from the outcome; this module only finds words for them. It decides nothing and looks nothing up
beyond the timeline that it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from timeline.dates.clocks import ClockRange
from timeline.dates.fuzzy import DateRange
from timeline.dates.ranges import range_words
from timeline.evidence.model import CURATOR, Moment
from timeline.reasoning.entries import (
    Conflict,
    Entry,
    Instead,
    JudgedClaim,
    JudgedRelation,
    JudgedSource,
    Objection,
)
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import (
    Words,
    day_words,
    joined,
    slip_words,
    span_words,
    stance_words,
    times_words,
)
from timeline.reasoning.printed import printed_claim, printed_day
from timeline.reasoning.verdicts import NOT_HELD, Verdict

__all__ = ["against_words", "with_reasons"]


def with_reasons(line: Timeline) -> Timeline:
    """The timeline with its reasons in words: on each claim that was not kept as made, and on each conflict."""
    words = Words(line)
    return attrs.evolve(
        line,
        entries=tuple(_with_reasons(words, entry) for entry in line.entries),
        sources=tuple(_source_with_reasons(words, judged) for judged in line.sources),
        conflicts=tuple(attrs.evolve(c, text=_conflict_text(words, c)) for c in line.conflicts),
    )


def against_words(
    line: Timeline, about: str, objections: Sequence[Objection], claim: JudgedClaim | None = None
) -> str | None:
    """What objects to a claim on an event, and to its time of day, or to a day for a source; None where nothing does.

    Nothing is said of the claim itself.
    """
    words = Words(line)
    objecting = _objecting(_Against(words, about), _chosen(words, objections))
    time = _clock_reason(words, claim, about, None) if claim is not None else ""
    return _sentence([*objecting, time], tied=False)


def _needs_words(one: JudgedClaim | JudgedRelation) -> bool:
    return (isinstance(one, JudgedRelation) and one.beyond) or (
        one.verdict in NOT_HELD
        or one.verdict is Verdict.UNREAD
        or bool(one.objections)
        or one.clock in NOT_HELD
        or one.tied
    )


def _with_reasons(words: Words, entry: Entry) -> Entry:
    judged: tuple[JudgedClaim | JudgedRelation, ...] = (*entry.claims, *entry.relations)
    if not entry.instead and not any(map(_needs_words, judged)):
        return entry
    claims = tuple(
        attrs.evolve(j, because=_claim_reason(words, entry, j)) if _needs_words(j) else j
        for j in entry.claims
    )
    relations = tuple(
        attrs.evolve(j, because=_relation_reason(words, entry, j)) if _needs_words(j) else j
        for j in entry.relations
    )
    instead = tuple(attrs.evolve(one, text=_instead_text(words, entry, one)) for one in entry.instead)
    return attrs.evolve(entry, claims=claims, relations=relations, instead=instead)


def _instead_text(words: Words, entry: Entry, instead: Instead) -> str:
    """What would hold instead: the days, and which claims would then stand and give way."""
    same = (instead.start, instead.end) == (entry.start, entry.end)
    times = times_words(instead.start_clock, instead.end_clock, entry.zone)
    days = "" if same else span_words(instead.start, instead.end, weekday=True)
    when = ", ".join(filter(None, (days, times))) or "the same days"
    return when + _fates(words, entry.id, instead.stand, instead.yielding)


def _fates(words: Words, about: str | None, stand: Sequence[str], yielding: Sequence[str]) -> str:
    """Which claims would stand in another outcome, and which would give way."""
    told = [
        f"{joined([words.claim(name, about, verb='speaking') for name in claims])} would {fate}"
        for claims, fate in ((stand, "stand"), (yielding, "give way"))
        if claims
    ]
    return f": {joined(told)}" if told else ""


def _claim_reason(words: Words, entry: Entry, judged: JudgedClaim) -> str | None:
    if judged.verdict is Verdict.UNREAD:
        return judged.claim.unread
    parts = []
    if judged.objections:
        against = _Against(words, entry.id, judged.id)
        first, *others = _chosen(words, judged.objections)
        parts = [_lead(words, judged, first, against), *map(against.leaving, others)]
    elif judged.verdict in NOT_HELD:
        # Its weekday alone speaks against it.
        parts = [printed_claim(words, judged).says]
    if parts and judged.claim.text:
        # Only words that name a date can have slipped.
        parts += [_ruling(entry, judged), _outcome(judged.verdict, judged.slips, judged.corrected_to)]
    fits = entry.end_clock if judged.claim.moment is Moment.END else entry.start_clock
    return _sentence([*parts, _clock_reason(words, judged, entry.id, fits)], tied=judged.tied)


def _lead(words: Words, judged: JudgedClaim, first: Objection, against: _Against) -> str:
    """What a claim says, and the first objection to it."""
    since = against.own_day(first)
    if judged.claim.text is None:
        return f"{f'said on {since}, ' if since else ''}it {against.first(first)}"
    if judged.tense is Verdict.REJECTED and judged.verdict is not Verdict.REJECTED:
        day = f" on {since}" if since else ""
        return f"spoken of as {stance_words(words.stance(judged.id))}{day}, it {against.first(first)}"
    printed = printed_claim(words, judged, since)
    return f"{printed.says}{printed.joint} {against.first(first)}"


def _ruling(entry: Entry, judged: JudgedClaim) -> str:
    prefer = entry.event.prefer
    if judged.verdict is not Verdict.OVERRULED or prefer is None:
        return ""
    return f"{prefer.source or CURATOR} is preferred" + (f": {prefer.because}" if prefer.because else "")


def _clock_reason(
    words: Words, judged: JudgedClaim | JudgedRelation, about: str, fits: ClockRange | None
) -> str:
    """Why a time of day, or the order of two events within a day, was not kept as made; empty where it was.

    `fits` are the times that the claim is corrected to, where it is.
    """
    if judged.clock not in NOT_HELD:
        return ""
    against = words.phrases(judged.clock_against, about)
    what = "the time of day" if isinstance(judged, JudgedClaim) else "within the day it"
    lost = f"{what} does not fit {joined(against) if against else 'the day'}"
    slip = judged.clock_slip if isinstance(judged, JudgedClaim) else None
    if slip is None:
        return lost
    return f"{lost}; {slip_words(slip)}, it fits{f': {fits.words}' if fits else ''}"


def _relation_reason(words: Words, entry: Entry, judged: JudgedRelation) -> str | None:
    against = _Against(words, entry.id)
    parts = _objecting(against, _chosen(words, judged.objections))
    parts += ["the gap is longer than such words suggest"] if judged.beyond else []
    return _sentence([*parts, _clock_reason(words, judged, entry.id, None)], tied=judged.tied)


def _chosen(words: Words, objections: Sequence[Objection]) -> Sequence[Objection]:
    """The objections that are worth telling: what was itself not kept as made speaks only where nothing else does."""
    as_made = [one for one in objections if not any(map(words.slipped, one.claims))]
    return as_made or objections[:1]


def _objecting(against: _Against, objections: Sequence[Objection]) -> list[str]:
    return [*map(against.first, objections[:1]), *map(against.leaving, objections[1:])]


def _source_with_reasons(words: Words, judged: JudgedSource) -> JudgedSource:
    reason, fetched = _source_reason(words, judged), _retrieved_reason(words, judged)
    if reason is None and fetched is None and not judged.instead:
        return judged
    instead = (
        attrs.evolve(
            one,
            text=_published_text(judged, one.published) + _fates(words, None, one.stand, one.yielding),
        )
        for one in judged.instead
    )
    return attrs.evolve(judged, because=reason, instead=tuple(instead), retrieved_because=fetched)


def _retrieved_reason(words: Words, judged: JudgedSource) -> str | None:
    objecting = _objecting(_Against(words, judged.id), _chosen(words, judged.retrieved_against))
    return _sentence(objecting, tied=False)


def _published_text(judged: JudgedSource, published: DateRange) -> str:
    if published == judged.published:
        return "the same day" if published.settled else "the same days"
    return "an unknown day" if published == DateRange(None, None) else day_words(published)


def _source_reason(words: Words, judged: JudgedSource) -> str | None:
    # The other outcome, where it is told, says so itself.
    tied = judged.tied and not judged.instead
    if judged.printed not in NOT_HELD and not judged.objections:
        return _sentence((), tied=tied)
    against, printed = _Against(words, judged.id), printed_day(words, judged)
    first, *others = _objecting(against, _chosen(words, judged.objections)) or [""]
    parts = [f"{printed.says}{printed.joint} {first}" if first else printed.says, *others]
    parts.append(_outcome(judged.printed, judged.slips, judged.corrected_to))
    return _sentence(parts, tied=tied)


def _sentence(parts: Iterable[str], *, tied: bool) -> str | None:
    ending = ["another outcome costs the same"] if tied else []
    return "; ".join([*(part for part in parts if part), *ending]) or None


class _Against:
    """Finds words for the objections to one claim, and tells what they leave once."""

    def __init__(self, words: Words, about: str, claim: str | None = None) -> None:
        self._words = words
        self._about = about
        self._own = None if claim is None else words.published(claim)
        self._told: set[DateRange] = set()

    def own_day(self, objection: Objection) -> str:
        """The day that the claim itself counts from, as printed, where the objection rests on it too; else empty."""
        return self._words.printed(self._own) if self._own in objection.claims and self._own else ""

    def first(self, objection: Objection) -> str:
        """What a conflict says against a claim, to follow the claim and the day that it counts from."""
        others = [name for name in objection.claims if name != self._own]
        if not objection.claims:
            return "contradicts itself"
        if not others:
            return "does not fit that day"
        return f"does not fit {self._opposed(others, objection)}"

    def leaving(self, objection: Objection) -> str:
        """What a further conflict says, to stand alone."""
        since = self.own_day(objection)
        others = [name for name in objection.claims if name != self._own] if since else objection.claims
        return (
            f"nor{f', counted from {since},' if since else ''} does it fit {self._opposed(others, objection)}"
        )

    def _opposed(self, claims: Sequence[str], objection: Objection) -> str:
        """The claims of an objection, and what they leave unless that is told already or one of them says as much."""
        leaves = objection.leaves
        phrases = self._words.phrases(claims, self._about, objection.tenses)
        known = leaves in self._told or (len(claims) == 1 and self._words.names(claims[0], leaves))
        self._told.add(leaves)
        return joined(phrases) + (
            "" if known else _room(leaves, f", which {'leaves' if len(phrases) == 1 else 'leave'}")
        )


def _room(leaves: DateRange, lead: str) -> str:
    """The days that are left, where they make a run."""
    if leaves.settled:
        return f"{lead} only {day_words(leaves)}"
    if leaves.first is not None and leaves.last is not None:
        return f"{lead} {range_words(leaves.first, leaves.last)}"
    if leaves.first is not None:
        return f"{lead} nothing before {range_words(leaves.first, leaves.first)}"
    if leaves.last is not None:
        return f"{lead} nothing after {range_words(leaves.last, leaves.last)}"
    return ""


def _outcome(verdict: Verdict | None, slips: Sequence[str], corrected_to: Sequence[DateRange]) -> str:
    if verdict is Verdict.CORRECTED and slips:
        return f"{slip_words(*slips)}, it fits: {' or '.join(map(day_words, corrected_to))}"
    return "no usual slip explains it" if verdict is Verdict.REJECTED else ""


def _conflict_text(words: Words, conflict: Conflict) -> str:
    objection = conflict.objection
    others = (
        [name for name in conflict.claims if name != conflict.against]
        if objection is None
        else objection.claims
    )
    own = words.published(conflict.against)
    since = (f"published {words.printed(own)}",) if own is not None and own in others else ()
    said = words.tense if conflict.tense else words.claim
    lost = said(conflict.against, None, *since, verb="speaking")
    left = [name for name in others if name != own] if since else others
    if not left:
        return f"{lost} contradicts itself"
    kept = words.phrases(left, None, objection.tenses if objection else ())
    return f"{lost} cannot hold together with {joined(kept)}"
