"""What the repaired components say of each event, source and claim: ranges, derivations, verdicts, objections.

Reads off; decides nothing. A bound's chain comes from the trail of the propagation; an objection is a minimal
conflict between a claim as made and what was kept.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet

import attrs

from timeline.dates.days import Pieces
from timeline.dates.edtf import edtf_of
from timeline.dates.fuzzy import DateRange, Wording
from timeline.evidence.model import DateClaim, Dossier, Event, Moment, RelationClaim, Source
from timeline.reasoning.binding import binds
from timeline.reasoning.candidates import Candidates
from timeline.reasoning.chains import At, Chains
from timeline.reasoning.components import OPEN, Component, Other, Standing, Standings, days_between
from timeline.reasoning.constraints import Model
from timeline.reasoning.entries import (
    Bound,
    Entry,
    Instead,
    InsteadPublished,
    JudgedClaim,
    JudgedRelation,
    JudgedSource,
    Objection,
)
from timeline.reasoning.families import origin
from timeline.reasoning.misprints import slips_of_claim, slips_of_source
from timeline.reasoning.network import STRICT, Distance, Member, variables
from timeline.reasoning.objections import Objections
from timeline.reasoning.placing import counted_from
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.relating import END, PUBLISHED, START, MomentName
from timeline.reasoning.saying import reach, readings
from timeline.reasoning.slips import OTHER
from timeline.reasoning.statements import BEYOND, Part
from timeline.reasoning.verdicts import HELD, NOT_HELD, EntryStatus, Verdict

__all__ = ["Judge"]


class Judge:
    """Answers for one dossier and its repaired components."""

    def __init__(self, dossier: Dossier, model: Model, components: Sequence[Component]) -> None:
        self.dossier = dossier
        self.moments = model.moments
        self.numbers = model.numbers
        self.standings = Standings(model, components)
        self.objections = Objections(self.numbers)
        self._components = components
        self._chains: dict[int, Chains] = {}
        self._runs = Candidates(self.standings)
        self._ruled: dict[str, list[Standing]] = {}

    def entries(self) -> Iterator[Entry]:
        """The outcome for each event, in order.

        Whatever takes a propagation is asked before the first is told: what is kept for that takes as much room.
        """
        lost = {
            statement.owner
            for component in self._components
            for statement, level in zip(component.statements, component.outcome.levels, strict=True)
            if level
        }
        for event in self.dossier.events:
            self._candidates(event)
            if event.id in lost:
                self._ask(event)
        for source in self.dossier.sources:
            self._against(self.standings.find(f"{source.id}/published", Part.PUBLISHED))
            self._days_of_print(source)
            self._against(self.standings.find(f"{source.id}/retrieved", Part.RETRIEVED))
        for component in self._components:
            component.rest()
        return map(self._entry, self.dossier.events)

    def _ask(self, event: Event) -> None:
        """Find the objections to what is said of an event."""
        for name in event.claim_ids:
            self._against(self.standings.find(name, Part.DATE), self.standings.find(name, Part.TENSE))
        for name in event.relation_ids:
            self._against_relation(self.standings.find(name, Part.RELATION))

    def _entry(self, event: Event) -> Entry:
        start, end = self.range((event.id, START)), self.range((event.id, END))
        claims = tuple(
            self._claim(event, c, name) for c, name in zip(event.claims, event.claim_ids, strict=True)
        )
        relations = tuple(
            self._relation(r, name) for r, name in zip(event.relations, event.relation_ids, strict=True)
        )
        voices = {c.claim.source for c in claims if c.claim.text is not None and c.verdict in HELD}
        instead = tuple(self._instead(event))
        judged: tuple[JudgedClaim | JudgedRelation, ...] = (*claims, *relations)
        tied = bool(instead) or any(one.tied for one in judged)
        families = {origin(self.dossier, voice) for voice in voices if voice is not None}
        return Entry(
            event=event,
            start=start,
            end=end,
            zone=self.dossier.zone_of(event),
            candidates=self._candidates(event),
            edtf=edtf_of(start, end),
            status=_status(start, end, judged, voices, len(families), tied=tied),
            independent_sources=len(families),
            claims=claims,
            relations=relations,
            bounds=tuple(self._bounds((event.id, START), (event.id, END))),
            instead=instead,
        )

    def source(self, source: Source) -> JudgedSource:
        """The outcome for one source."""
        name = (source.id, PUBLISHED)
        standing = self.standings.find(f"{source.id}/published", Part.PUBLISHED)
        printed = standing.verdict({self.numbers[name]}) if standing else None
        retrieved = self.standings.find(f"{source.id}/retrieved", Part.RETRIEVED)
        days = self.range(name)
        return JudgedSource(
            source=source,
            published=days,
            inferred=printed not in HELD,
            printed=printed,
            slips=slips_of_source(self.dossier, source, standing.name, days)
            if standing and standing.name and printed is Verdict.CORRECTED
            else (),
            corrected_to=self._days_of_print(source),
            objections=self._against(standing),
            tied=standing.tied if standing else False,
            bounds=tuple(self._bounds(name)),
            instead=tuple(self._published_instead(source)),
            retrieved=retrieved.verdict({self.numbers[name]}) if retrieved else None,
            retrieved_against=self._against(retrieved),
        )

    def _instead(self, event: Event) -> Iterator[Instead]:
        """What other outcomes of the same cost make of an event, where they date it or judge its claims otherwise."""
        own = {*event.claim_ids, *event.relation_ids}
        for other, (start, end) in self._others((event.id, START), (event.id, END), own=own):
            yield Instead(start=start, end=end, stand=other.stand, yielding=other.yielding)

    def _published_instead(self, source: Source) -> Iterator[InsteadPublished]:
        """What other outcomes of the same cost make of the publication of a source, as of an event."""
        for other, (published,) in self._others((source.id, PUBLISHED), own={f"{source.id}/published"}):
            yield InsteadPublished(published=published, stand=other.stand, yielding=other.yielding)

    def _others(
        self, *moments: MomentName, own: AbstractSet[str]
    ) -> Iterator[tuple[Other, tuple[DateRange, ...]]]:
        """Other outcomes of the same cost that leave some moments other days, or judge claims on them otherwise."""
        numbers = [self.numbers[moment] for moment in moments]
        component = self.standings.component(numbers[0])
        for other in component.others if component is not None else ():
            days = tuple(map(other.days, numbers))
            if days != tuple(map(self.range, moments)) or not own.isdisjoint(other.differs):
                yield other, days

    def range(self, name: MomentName) -> DateRange:
        """The days that a moment can be."""
        bounds = self._bounds_of(name)
        if bounds is None:
            return OPEN
        number = self.numbers[name]
        return days_between(bounds.least(number), bounds.most(number))

    def _bounds_of(self, name: MomentName) -> Bounds | None:
        component = self.standings.component(self.numbers.get(name))
        return component.outcome.bounds if component else None

    def _bounds(self, *names: MomentName) -> Iterator[Bound]:
        for name in names:
            component = self.standings.component(self.numbers.get(name))
            if component is None:
                continue
            number = self.numbers[name]
            for latest in (False, True):
                chain, cut = self._chains_of(component).of(number, latest=latest)
                day = chain[-1].day if chain else None
                yield Bound(moment=self.moments[number], latest=latest, day=day, chain=chain, cut=cut)

    def _chains_of(self, component: Component) -> Chains:
        if id(component) not in self._chains:
            self._chains[id(component)] = Chains(component, component.derived, self.moments, _told)
        return self._chains[id(component)]

    def _claim(self, event: Event, claim: DateClaim, name: str) -> JudgedClaim:
        date, tense = self.standings.find(name, Part.DATE), self.standings.find(name, Part.TENSE)
        own = {self.numbers[event.id, START], self.numbers[event.id, END]}
        judged = [standing.verdict(own) if standing else None for standing in (date, tense)]
        verdict = judged[0] or judged[1] or Verdict.UNREAD
        if verdict is Verdict.AGREES and Verdict.DECIDES in judged:
            verdict = Verdict.DECIDES
        if verdict in NOT_HELD and date and self._overruled(event, claim, date):
            verdict = Verdict.OVERRULED
        wording = self.dossier.wording(claim, self.dossier.zone_of(event))
        says = self._says(claim, wording) if wording else None
        part = date or tense
        return JudgedClaim(
            # The statement's own text, which derivations and objections name as well.
            id=name if part is None else part.statement.id,
            claim=claim,
            verdict=verdict,
            says=says,
            readings=readings(wording) if wording else (),
            relative=wording is not None and wording.relative and claim.anchor is None,
            reading=OTHER if date and date.name == OTHER else None,
            slips=self._slips(event, claim, wording, date.name)
            if date and date.name and wording and verdict is Verdict.CORRECTED
            else (),
            corrected_to=self._corrected_to(event, claim) if verdict is Verdict.CORRECTED else (),
            objections=_telling(self._against(date, tense), says),
            tense=judged[1],
            tied=any(one.tied for one in (date, tense) if one is not None),
        )

    def _overruled(self, event: Event, claim: DateClaim, standing: Standing) -> bool:
        """Whether a claim as made contradicts what the curator prefers for its event, whatever others say of that.

        Of other moments that the two speak of, such as days of publication, what holds is taken for granted.
        """
        if event.prefer is None or event.prefer.source == claim.source:
            return False
        component = standing.component
        preferred = self._preferred(event)
        asked = (*standing.statement.first, *(c for one in preferred for c in one.asks))
        own = {self.numbers[event.id, START], self.numbers[event.id, END]}
        others = {variable for constraint in asked for variable in variables(constraint)} - own
        bounds = component.outcome.bounds
        known = [Member(v, Pieces([(bounds.least(v), bounds.most(v))])) for v in sorted(others)]
        alone = {standing.label: 0}
        together = alone | {one.label: one.level for one in preferred}
        return isinstance(component.network.bounds(alone, *known), Bounds) and not isinstance(
            component.network.bounds(together, *known), Bounds
        )

    def _preferred(self, event: Event) -> list[Standing]:
        """Where those dates of an event ended that the curator prefers, and that were kept."""
        if event.id not in self._ruled:
            source = event.prefer.source if event.prefer else None
            named = zip(event.claims, event.claim_ids, strict=True)
            found = (self.standings.find(name, Part.DATE) for c, name in named if c.source == source)
            self._ruled[event.id] = [one for one in found if one is not None and one.name is not None]
        return self._ruled[event.id]

    def _relation(self, relation: RelationClaim, name: str) -> JudgedRelation:
        standing = self.standings.find(name, Part.RELATION)
        assert standing is not None
        return JudgedRelation(
            id=standing.statement.id,
            relation=relation,
            verdict=self._relation_verdict(standing),
            objections=self._against_relation(standing),
            tied=standing.tied,
            beyond=standing.name == BEYOND,
        )

    def _against(self, *parts: Standing | None) -> tuple[Objection, ...]:
        """What objects to the first part of a claim that was not kept as made."""
        lost = next((one for one in parts if one is not None and one.level), None)
        return () if lost is None else self.objections.of(lost)

    def _against_relation(self, standing: Standing | None) -> tuple[Objection, ...]:
        """What objects to a relation; a gap that is longer than its words suggest was kept."""
        return self.objections.of(standing) if standing is not None and standing.name is None else ()

    def _relation_verdict(self, standing: Standing) -> Verdict:
        """A relation decides if it binds a moment; an ordinal, if the ordinals beside its own bind that."""
        touched = {v for c in standing.statement.first for v in variables(c)}
        verdict = standing.verdict(touched)
        ordinals = {v for v in touched if self.moments[v][1] not in (START, END)}
        if verdict is not Verdict.DECIDES or not ordinals:
            return verdict
        around = [c for one in ordinals for c in standing.component.network.hard_on(one)]
        # Of hard constraints those between neighbours are strict; those of one ordinal turn one zone's day into
        # another's.
        beside = [one for one in around if isinstance(one, Distance) and one.order == STRICT]
        bounds = standing.component.outcome.bounds
        bound = {key >> 1 for constraint in beside for key in binds(constraint, bounds)}
        return Verdict.AGREES if ordinals.isdisjoint(bound) else Verdict.DECIDES

    def _says(self, claim: DateClaim, wording: Wording) -> DateRange | None:
        """The days that a claim's words allow, given what is known of the day that they are counted from."""
        anchor = OPEN
        if claim.anchor is not None:
            anchor = self.range((claim.anchor, counted_from(wording)))
        elif claim.source is not None:
            anchor = self.range((origin(self.dossier, claim.source), PUBLISHED))
        said = days_between(*reach(wording, anchor))
        return None if said == OPEN else said

    def _slips(self, event: Event, claim: DateClaim, wording: Wording, level: str) -> tuple[str, ...]:
        """The kinds of slip that explain a claim on a level."""
        starts, ends = self._candidates(event), (self.range((event.id, END)),)
        return slips_of_claim(self.dossier, claim, wording, level, starts, ends)

    def _corrected_to(self, event: Event, claim: DateClaim) -> tuple[DateRange, ...]:
        if claim.moment is Moment.END:
            return (self.range((event.id, END)),)
        return self._candidates(event)

    def _candidates(self, event: Event) -> tuple[DateRange, ...]:
        """The runs of days that the start can be; none where it is open."""
        return self._runs.of(self.numbers[event.id, START], self.range((event.id, START)), self._said(event))

    def _said(self, event: Event) -> Iterator[Standing | None]:
        """Where the dates of the claims of an event ended; of a crowd each asks for it, and few need to know."""
        for name in sorted(event.claim_ids):
            yield self.standings.find(name, Part.DATE)

    def _days_of_print(self, source: Source) -> tuple[DateRange, ...]:
        """The runs of days that a printed publication day is corrected to; none where it is open, or not corrected."""
        printed = f"{source.id}/published"
        standing = self.standings.find(printed, Part.PUBLISHED)
        corrected = standing is not None and standing.verdict(()) is Verdict.CORRECTED
        name = (source.id, PUBLISHED)
        return self._runs.of(self.numbers[name], self.range(name), (standing,)) if corrected else ()


@functools.lru_cache(maxsize=1 << 13)
def _day(number: int) -> At:
    """The same day, kept once for all steps that lead to it."""
    return number, None, False


def _told(_: MomentName, day: int) -> At:
    return _day(day)


def _status(
    start: DateRange,
    end: DateRange,
    judged: Iterable[JudgedClaim | JudgedRelation],
    voices: AbstractSet[str | None],
    independent: int,
    *,
    tied: bool,
) -> EntryStatus:
    """How a date stands, of which some voices say what it is, so many of them independent."""
    verdicts = {one.verdict for one in judged} | {one.tense for one in judged if isinstance(one, JudgedClaim)}
    if start == end == OPEN:
        return EntryStatus.UNDATED
    if tied:
        return EntryStatus.TIED
    if Verdict.REJECTED in verdicts:
        return EntryStatus.DISPUTED
    if Verdict.CORRECTED in verdicts:
        return EntryStatus.CORRECTED
    if not voices:
        return EntryStatus.INFERRED
    if independent > 1:
        return EntryStatus.AGREED
    return EntryStatus.SINGLE_SOURCE if independent else EntryStatus.STATED


def _telling(objections: Sequence[Objection], says: DateRange | None) -> tuple[Objection, ...]:
    """Objections; the days that one leaves tell nothing where the claim's own lie among them, between its holes."""
    if says is None:
        return tuple(objections)
    return tuple(attrs.evolve(o, leaves=OPEN) if _meet(o.leaves, says) else o for o in objections)


def _meet(one: DateRange, other: DateRange) -> bool:
    begins = one.first is None or other.last is None or one.first <= other.last
    return begins and (other.first is None or one.last is None or other.first <= one.last)
