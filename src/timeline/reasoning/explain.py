"""Why: the derivations and conflicts of a timeline, in English.

The values come from the outcome; this module only finds words for them. It decides nothing and looks
nothing up beyond the timeline that it is given.
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.dates.ranges import range_words
from timeline.errors import UnknownName
from timeline.evidence.allen import Relation
from timeline.evidence.model import CURATOR, DateClaim, RelationClaim, Source
from timeline.reasoning.entries import (
    Bound,
    Conflict,
    Entry,
    JudgedClaim,
    JudgedRelation,
    JudgedSource,
    Link,
    Objection,
    Verdict,
)
from timeline.reasoning.outcome import Timeline

__all__ = ["Derivation", "derivations", "explain", "ordinal", "paged", "slip_words", "with_reasons"]

_SLIPS = {
    "day": "printed one day off",
    "days": "printed a few days off",
    "publication-day": "the publication day printed for the event's",
    "month": "printed one month off",
    "year": "printed one year off",
    "digit": "one digit misprinted",
    "swap": "day and month swapped",
    "placeholder": "1 January put for the whole year",
    "weekday": "the weekday misprinted",
}
_WIDTH = 80
_MOMENTS = {"start": "starts", "end": "ends", "published": "appeared"}


def slip_words(slip: str) -> str:
    """A kind of slip in words.

    >>> slip_words("swap")
    'day and month swapped'
    """
    return _SLIPS[slip]


def ordinal(number: int) -> str:
    """A number as an ordinal.

    >>> [ordinal(n) for n in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def explain(line: Timeline, name: str) -> str:
    """Why an event, or the publication of a source, is dated as it is: both bounds step by step, then each claim.

    Raises UnknownName for an id that neither an event nor a source has.
    """
    words = _Words(line)
    if name in line:
        return paged(_event_lines(words, line[name]))
    if name in {judged.id for judged in line.sources}:
        return paged(_source_lines(words, line.source(name)))
    raise UnknownName("event or source", name, [*(e.id for e in line), *(s.id for s in line.sources)])


@attrs.frozen
class Derivation:
    """How one side of an entry's range follows: the bound in words, and the steps that lead to it, root first."""

    bound: str
    steps: tuple[str, ...]


def derivations(line: Timeline) -> Callable[[Entry], tuple[Derivation, ...]]:
    """For each entry of a timeline, how its bounds follow; only those that rest on more than one claim of its own.

    >>> from timeline.evidence.model import Dossier
    >>> callable(derivations(Timeline(dossier=Dossier())))
    True
    """
    # Looked up only where there is something to explain.
    words = functools.cache(lambda: _Words(line))

    def of(entry: Entry) -> tuple[Derivation, ...]:
        if not entry.bounds:
            return ()
        return tuple(
            Derivation(bound, tuple(steps))
            for bound, steps in _bounds(words(), entry)
            if len(steps) > 1 or any(not step.startswith(f"{entry.id} ") for step in steps)
        )

    return of


def paged(lines: Iterable[str]) -> str:
    """Lines broken to the width of a page, what is continued further in."""
    return "".join(f"{part}\n" for line in lines for part in _broken(line))


def _broken(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(
        line, _WIDTH, subsequent_indent=f"{indent}    ", break_long_words=False, break_on_hyphens=False
    ) or [""]


def with_reasons(line: Timeline) -> Timeline:
    """The timeline with its reasons in words: on each claim that was not kept as made, and on each conflict."""
    words = _Words(line)
    return attrs.evolve(
        line,
        entries=tuple(_with_reasons(words, entry) for entry in line.entries),
        sources=tuple(attrs.evolve(judged, because=_source_reason(words, judged)) for judged in line.sources),
        conflicts=tuple(attrs.evolve(c, text=_conflict_text(words, c)) for c in line.conflicts),
    )


def _needs_words(one: JudgedClaim | JudgedRelation) -> bool:
    return bool(one.objections or one.clock_against) or one.tied or one.verdict is Verdict.UNREAD


def _with_reasons(words: _Words, entry: Entry) -> Entry:
    judged: tuple[JudgedClaim | JudgedRelation, ...] = (*entry.claims, *entry.relations)
    if not any(map(_needs_words, judged)):
        return entry
    claims = tuple(attrs.evolve(j, because=_claim_reason(words, entry, j)) for j in entry.claims)
    relations = tuple(attrs.evolve(j, because=_relation_reason(words, entry, j)) for j in entry.relations)
    return attrs.evolve(entry, claims=claims, relations=relations)


class _Words:
    """Finds words for the claims of one timeline, by id."""

    def __init__(self, line: Timeline) -> None:
        self.said: dict[str, tuple[str, DateClaim | RelationClaim | Source]] = {}
        self.slips: dict[str, str | None] = {}
        # Of claims whose words name their days themselves.
        self.days: dict[str, DateRange | None] = {}
        for entry in (*line.entries, *line.others):
            self.said.update({judged.id: (entry.id, judged.claim) for judged in entry.claims})
            self.slips.update({judged.id: judged.slip for judged in entry.claims})
            self.days.update({judged.id: judged.says for judged in entry.claims if not judged.relative})
            self.said.update({judged.id: (entry.id, judged.relation) for judged in entry.relations})
        for judged in line.sources:
            for key in ("published", "retrieved"):
                self.said[f"{judged.id}/{key}"] = (judged.id, judged.source)
            self.slips[f"{judged.id}/published"] = judged.slip

    def names(self, name: str, days: DateRange) -> bool:
        """Whether a claim, as it was kept, says in so many words that these are the days."""
        return self.slips.get(name) is None and self.days.get(name) == days

    def kept(self, name: str, about: str | None = None) -> str:
        """A claim as it was kept: in words, and with the slip where it was corrected."""
        slip = self.slips.get(name)
        return self.claim(name, about) + (f", {slip_words(slip)}" if slip else "")

    def claim(self, name: str, about: str | None = None) -> str:
        """A claim in words, with its voice; the event is named unless it is the one that is spoken `about`."""
        owner, said = self.said[name]
        whose = "" if owner == about else f" of {owner}"
        if isinstance(said, Source):
            key = name.rpartition("/")[2]
            if key == "published" and owner == about:
                return f"“{said.published}”, as given"
            if key == "published":
                return f"“{said.published}” as the day on which {owner} appeared"
            return f"“{said.retrieved}” as the day on which {owner} was retrieved"
        if isinstance(said, RelationClaim):
            return f"{_relation_words(said, owner if owner != about else None)} ({said.voice})"
        if said.text is None:
            return f"{said.voice} speaks of {'it' if owner == about else owner} as {_stance_words(said)}"
        return f"“{said.text}”{whose} ({said.voice})"


def _stance_words(claim: DateClaim) -> str:
    words = {"reported": "past", "planned": "to come", "ongoing": "going on"}
    # Without a stance of its own a claim has the one that its wording implies, which the quoted words show.
    return words[claim.stance.value] if claim.stance else f"“{claim.text}”"


def _relation_words(relation: RelationClaim, owner: str | None) -> str:
    """A relation in words: "2 weeks after visit", "2nd of talks"; with its own event where that is not clear."""
    if relation.type is Relation.NTH:
        phrase = f"{ordinal(relation.ordinal or 0)} of {relation.series}"
    elif relation.type is Relation.LASTS:
        phrase = f"lasting {relation.gap}"
    else:
        phrase = f"{relation.gap or ''} {relation.type.value} {relation.event}".strip()
    return f"{owner} {phrase}" if owner else phrase


def _claim_reason(words: _Words, entry: Entry, judged: JudgedClaim) -> str | None:
    if judged.verdict is Verdict.UNREAD:
        return judged.claim.unread
    clock = _clock_reason(words, judged.clock_against, entry.id)
    if not judged.objections:
        return _sentence([clock], tied=judged.tied) or None
    if judged.tense is Verdict.REJECTED and judged.verdict is not Verdict.REJECTED:
        lead = f"{judged.claim.voice} speaks of it as {_stance_words(judged.claim)}"
    elif judged.claim.text is None:
        lead = f"as {_stance_words(judged.claim)}"
    else:
        lead = _as_printed(judged)
    parts = [lead + " " + _against(words, judged.objections[0], entry.id)]
    parts += [_leaving(words, objection, entry.id) for objection in judged.objections[1:]]
    if judged.verdict is Verdict.OVERRULED and entry.event.prefer is not None:
        prefer = entry.event.prefer
        parts.append(
            f"{prefer.source or CURATOR} is preferred" + (f": {prefer.because}" if prefer.because else "")
        )
    parts.append(_outcome(judged.verdict, judged.slip, judged.corrected_to))
    return _sentence([*parts, clock], tied=judged.tied)


def _clock_reason(words: _Words, against: Sequence[str], about: str) -> str:
    """Why a time of day, or the order of two events within a day, was not kept; empty where it was."""
    if not against:
        return ""
    return f"the time of day does not fit {_listed([words.claim(name, about) for name in against])}"


def _relation_reason(words: _Words, entry: Entry, judged: JudgedRelation) -> str | None:
    clock = _clock_reason(words, judged.clock_against, entry.id)
    parts = [_against(words, objection, entry.id) for objection in judged.objections]
    return _sentence([*parts, clock], tied=judged.tied) or None


def _source_reason(words: _Words, judged: JudgedSource) -> str | None:
    if not judged.objections:
        return None
    parts = ["as printed it " + _against(words, judged.objections[0], None)]
    parts += [_leaving(words, objection, None) for objection in judged.objections[1:]]
    corrected = (judged.published,) if judged.printed is Verdict.CORRECTED else ()
    parts.append(_outcome(judged.printed, judged.slip, corrected))
    return _sentence(parts, tied=judged.tied)


def _sentence(parts: Iterable[str], *, tied: bool) -> str:
    ending = ["another outcome costs the same"] if tied else []
    return "; ".join([*(part for part in parts if part), *ending])


def _as_printed(judged: JudgedClaim) -> str:
    """What a claim would be as made, or, where a name was read in another direction, in its usual one."""
    lead, verb = ("as printed", "is") if judged.reading is None else ("in the usual direction", "would be")
    says = judged.says
    return (
        f"{lead} it {verb} {_day_words(says)}, which" if says is not None and says.settled else f"{lead} it"
    )


def _day_words(days: DateRange) -> str:
    """A range in words; a single day with its weekday, since misprints often show there."""
    words = range_words(days.first, days.last)
    if days.first is None or not days.settled:
        return words
    return f"{civil.WEEKDAYS[civil.weekday(days.first)]} {words}"


def _against(words: _Words, objection: Objection, about: str | None) -> str:
    """What one conflict says against a claim, to follow the claim."""
    if not objection.claims:
        return "contradicts itself"
    return f"does not fit {_opposed(words, objection, about)}"


def _leaving(words: _Words, objection: Objection, about: str | None) -> str:
    """What a further conflict says, to stand alone."""
    return f"nor does it fit {_opposed(words, objection, about)}"


def _opposed(words: _Words, objection: Objection, about: str | None) -> str:
    """The claims of an objection, and what they leave unless one of them says as much itself."""
    listed = _listed([words.kept(name, about) for name in objection.claims])
    if len(objection.claims) == 1 and words.names(objection.claims[0], objection.leaves):
        return listed
    leave = "leaves" if len(objection.claims) == 1 else "leave"
    return listed + _room(objection.leaves, f", which {leave}")


def _room(leaves: DateRange, lead: str) -> str:
    """The days that are left, where they make a run."""
    if leaves.settled:
        return f"{lead} only {_day_words(leaves)}"
    if leaves.first is not None and leaves.last is not None:
        return f"{lead} {range_words(leaves.first, leaves.last)}"
    if leaves.first is not None:
        return f"{lead} nothing before {range_words(leaves.first, leaves.first)}"
    if leaves.last is not None:
        return f"{lead} nothing after {range_words(leaves.last, leaves.last)}"
    return ""


def _outcome(verdict: Verdict | None, slip: str | None, corrected_to: Sequence[DateRange]) -> str:
    if verdict is Verdict.CORRECTED and slip is not None:
        return f"{slip_words(slip)}, it fits: {' or '.join(_day_words(days) for days in corrected_to)}"
    return "no usual slip explains it" if verdict is Verdict.REJECTED else ""


def _listed(phrases: Sequence[str]) -> str:
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def _conflict_text(words: _Words, conflict: Conflict) -> str:
    others = [words.kept(name) for name in conflict.claims if name != conflict.against]
    if not others:
        return f"{words.claim(conflict.against)} contradicts itself"
    return f"{words.claim(conflict.against)} cannot hold together with {_listed(others)}"


def _event_lines(words: _Words, entry: Entry) -> Iterator[str]:
    yield f"{entry.id}: {entry.title}"
    yield f"  {_span_words(entry)}{_times_words(entry)} ({entry.status.value})"
    for bound, steps in _bounds(words, entry):
        yield from _bound_lines(bound, steps)
    yield ""
    yield "Claims"
    for claim in entry.claims:
        yield from _verdict_lines(words.claim(claim.id, entry.id), claim.verdict, claim.because)
    for relation in entry.relations:
        yield from _verdict_lines(words.claim(relation.id, entry.id), relation.verdict, relation.because)


def _source_lines(words: _Words, judged: JudgedSource) -> Iterator[str]:
    yield f"{judged.id}: {judged.source.title or 'no title'}"
    yield f"  published {_day_words(judged.published)} ({_origin(judged)})"
    for bound in judged.bounds:
        yield from _bound_lines(*_bound(words, bound, ""))
    if judged.printed is not None:
        yield ""
        yield "Claims"
        yield from _verdict_lines(
            words.claim(f"{judged.id}/published", judged.id), judged.printed, judged.because
        )


def _origin(judged: JudgedSource) -> str:
    """Where a publication day comes from: the print alone, the print and what else is known, or that alone."""
    if judged.inferred:
        return "inferred"
    alone = {f"{judged.id}/published"}.issuperset(judged.chain)
    return "as printed" if alone else f"printed “{judged.source.published}”"


def _span_words(entry: Entry) -> str:
    if entry.start == entry.end:
        return _day_words(entry.start)
    return f"starts {_day_words(entry.start)}, ends {_day_words(entry.end)}"


def _bounds(words: _Words, entry: Entry) -> Iterator[tuple[str, list[str]]]:
    """Both sides of an entry's range in words, each with its steps."""
    same = entry.start == entry.end
    for bound in entry.bounds:
        # Where start and end have the same range, one bound of each tells both.
        if not same or bound.latest == (bound.moment[1] == "end"):
            yield _bound(words, bound, "" if same else f"{_MOMENTS[bound.moment[1]]} ")


def _bound(words: _Words, bound: Bound, lead: str) -> tuple[str, list[str]]:
    side = "not after" if bound.latest else "not before"
    if bound.day is None:
        return f"{lead}{side}: nothing says", []
    # That nothing ends before it starts needs no telling.
    told = (link for link in bound.chain if link.claim is not None or link.moment[1] not in _MOMENTS)
    steps = [_link_words(words, link) for link in told]
    if bound.cut:
        steps.insert(0, f"(only the last {len(bound.chain)} steps of a longer derivation)")
    return f"{lead}{side} {range_words(bound.day, bound.day)}, because", steps


def _times_words(entry: Entry) -> str:
    """The times of day that are known, with their zone."""
    begins, ends = entry.start_clock, entry.end_clock
    told = [f"at {begins.words}"] if begins else []
    told += [f"until {ends.words}"] if ends and ends != begins else []
    return f", {' '.join(told)} ({entry.zone})" if told else ""


def _bound_lines(bound: str, steps: Iterable[str]) -> Iterator[str]:
    yield ""
    yield bound
    yield from (f"  {step}" for step in steps)


def _link_words(words: _Words, link: Link) -> str:
    lead = f"{_moment_words(link)}: "
    if link.claim is None:
        return lead + "the series runs in order"
    if link.part == "tense":
        event, voice, *_ = link.claim.split("/")
        said = words.said[link.claim][1]
        assert isinstance(said, DateClaim)
        return f"{lead}{voice} speaks of {event} as {_stance_words(said)}"
    return lead + words.kept(link.claim, link.moment[0])


def _moment_words(link: Link) -> str:
    owner, which = link.moment
    day = range_words(link.day, link.day)
    bound = f"{day} or earlier" if link.latest else f"{day} or later"
    return f"{owner} {_MOMENTS.get(which, 'has its place')} {bound}"


def _verdict_lines(claim: str, verdict: Verdict, because: str | None) -> Iterator[str]:
    yield f"  {claim}: {verdict.value}"
    if because is not None:
        yield f"    {because}"
