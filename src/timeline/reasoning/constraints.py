"""From claims to constraints: what each thing said asks of moments, as integers, and what it costs to give up.

Every date claim, tense, relation and publication date becomes one *statement*: a soft constraint with
its nested levels, and the claim that it is because of. Moments become variables. What a wording asks of a span
stands in `placing`, what a relation asks of two in `relating`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator, Mapping, Set as AbstractSet
from types import MappingProxyType

import attrs

from timeline.dates.days import Pieces
from timeline.dates.fuzzy import Shape, Stance, Wording
from timeline.dates.text import read
from timeline.dates.values import Shown
from timeline.evidence.model import DateClaim, Dossier, Event, Moment, RelationClaim, Source
from timeline.reasoning.costs import likeliest_slip_cost, slip_cost, tense_cost
from timeline.reasoning.families import date_said, stance_of, tense_said
from timeline.reasoning.network import WEAK, Constraint, Distance, Member
from timeline.reasoning.ordinals import ordinals_in_order
from timeline.reasoning.placing import counted_from, greatest, hull, inside, of_moment, overlapping, within
from timeline.reasoning.pricing import Pricing
from timeline.reasoning.relating import END, PUBLISHED, START, MomentName, related
from timeline.reasoning.slips import AS_SAID, Level, levels, single_day
from timeline.reasoning.statements import Part, Rung, Statement, dropped

__all__ = ["Model", "model_of", "printed_day"]


@attrs.frozen(kw_only=True, repr=False)
class Model(Shown):
    """A dossier as integers.

    Attributes:
        moments: its moments, in the order of their numbers.
        numbers: the number of each.
        statements: what is said, in order of ids and parts.
        hard: what is hard.
    """

    moments: tuple[MomentName, ...]
    numbers: Mapping[MomentName, int]
    statements: tuple[Statement, ...]
    hard: tuple[Constraint, ...]


def model_of(
    dossier: Dossier,
    keep: AbstractSet[str] = frozenset(),
    asked: Mapping[str, str] = MappingProxyType({}),
    own: AbstractSet[str] | None = None,
) -> Model:
    """The moments, statements and hard constraints of a dossier.

    Claims to `keep`, by id, are priced as preferred. A date that is `asked` about the publication of a source, by the
    source's id, is a statement without weight: it changes nothing, and is judged all the same. Of sources that are not
    its `own`, if those are named, nothing is stated: they are there for their grades, and judged elsewhere.
    """
    return _Builder(dossier, keep, asked).model(own)


def printed_day(dossier: Dossier, source: Source) -> int | None:
    """The publication day of a source as printed, None where none is printed or it is more than one day."""
    if source.published is None:
        return None
    wording = read(source.published, source.reading or dossier.reading, None)
    return single_day(wording.start.days) if wording.shape is Shape.WITHIN and wording.start else None


class _Builder(Pricing):
    def __init__(self, dossier: Dossier, keep: AbstractSet[str], asked: Mapping[str, str]) -> None:
        super().__init__(dossier, keep)
        self.asked = asked
        self.numbers: dict[MomentName, int] = {}
        self.statements: list[Statement] = []
        self.asked_of_event: dict[tuple[Constraint, ...], tuple[Constraint, ...]] = {}
        self.newest: tuple[Event | None, DateClaim | None, Wording | None] = None, None, None
        self.published = {source.id: printed_day(dossier, source) for source in dossier.sources}

    def model(self, own: AbstractSet[str] | None) -> Model:
        hard: list[Constraint] = []
        for source in self.dossier.sources:
            if own is None or source.id in own:
                self._of_source(source)
        for event in self.dossier.events:
            hard.append(Distance(self._at(event.id, START), self._at(event.id, END), 0, None, WEAK))
            for claim, name in zip(event.claims, event.claim_ids, strict=True):
                self._of_claim(event, claim, name)
            for relation, name in zip(event.relations, event.relation_ids, strict=True):
                self._state(name, Part.RELATION, relation)
            self.asked_of_event.clear()
        hard.extend(ordinals_in_order(self.numbers))
        statements = tuple(sorted(self.statements, key=lambda s: (s.id, s.part.value)))
        # Statements hold on to what works out their levels; so that it does not hold on to them as well, a model goes
        # as soon as nobody needs it, and not when the collector comes round.
        self.statements.clear()
        return Model(
            moments=tuple(self.numbers),
            numbers=self.numbers,
            statements=statements,
            hard=tuple(hard),
        )

    def alike(self, asked: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
        """The same constraints, kept once for all claims of an event that ask them: most say the same."""
        return self.asked_of_event.setdefault(asked, asked)

    def rungs(self, statement: Statement) -> Iterator[Rung]:
        """The levels of a statement, at what they cost by themselves."""
        part, said = statement.part, statement.said
        if isinstance(said, RelationClaim):
            return self._relation(statement.owner, said)
        if isinstance(said, Source):
            return self._retrieved(said) if part is Part.RETRIEVED else self._published(said, part)
        event = self.dossier.event(statement.owner)
        return self._date(event, said) if part is Part.DATE else self._tense(event, said)

    def _heard(self, event: str) -> Iterator[DateClaim | RelationClaim]:
        told = self.dossier.event(event)
        yield from told.claims
        yield from told.relations

    def _parts(self, event: str, claim: DateClaim) -> Iterator[tuple[Part, Hashable]]:
        wording = self._wording(self.dossier.event(event), claim)
        yield Part.DATE, date_said(claim, wording)
        yield Part.TENSE, tense_said(claim, wording)

    def _at(self, owner: str, which: str) -> int:
        return self.numbers.setdefault((owner, which), len(self.numbers))

    def _state(self, name: str, part: Part, said: DateClaim | RelationClaim | Source) -> None:
        self.statements.append(Statement(name, part, said, self))

    def _read(self, text: str, source: Source) -> Wording:
        return read(text, source.reading or self.dossier.reading, None)

    def _wording(self, event: Event, claim: DateClaim) -> Wording | None:
        """What a claim's text says; asked for several times in a row."""
        if self.newest[0] is not event or self.newest[1] is not claim:
            self.newest = event, claim, self.dossier.wording(claim, self.dossier.zone_of(event))
        return self.newest[2]

    def _of_source(self, source: Source) -> None:
        self._at(source.id, PUBLISHED)
        if source.published is not None:
            self._state(f"{source.id}/published", Part.PUBLISHED, source)
        if source.retrieved is not None and self._latest(source.retrieved, source) is not None:
            self._state(f"{source.id}/retrieved", Part.RETRIEVED, source)
        if source.id in self.asked:
            asked = attrs.evolve(source, published=self.asked[source.id])
            self._state(f"{source.id}/asked", Part.ASKED, asked)

    def _published(self, source: Source, part: Part) -> Iterator[Rung]:
        assert source.published is not None
        weight = 0 if part is Part.ASKED else 1
        day, wording = self._at(source.id, PUBLISHED), self._read(source.published, source)
        return self._dated(
            wording, source.id, weight, None, lambda level: inside(day, of_moment(wording, level))
        )

    def _latest(self, retrieved: str, source: Source) -> int | None:
        wording = self._read(retrieved, source)
        return None if wording.shape is Shape.SINCE else greatest(wording.end or wording.start)

    def _retrieved(self, source: Source) -> Iterator[Rung]:
        assert source.retrieved is not None
        until = Pieces([(None, self._latest(source.retrieved, source))])
        yield Rung(AS_SAID, 0, lambda: (Member(self._at(source.id, PUBLISHED), until),))
        yield dropped(tense_cost(self._odds(None), 1))

    def _dated(
        self,
        wording: Wording,
        source: str | None,
        weight: float,
        published: int | None,
        asks: Callable[[Level], Iterator[Constraint]],
    ) -> Iterator[Rung]:
        """The levels of a date: those that its wording allows, and last anything, by no usual slip."""
        odds = self._odds(source, weight)
        cost = 0
        for level in levels(wording, odds=odds, profile=self.dossier.slips, published=published):
            cost = level.cost
            yield Rung(level.name, cost, functools.partial(_listed, asks, level))
            if weight == 0:
                # A claim of no certainty has no say: it is shown how it fares, and gives way to anything.
                yield dropped(cost + 1)
                return
        yield dropped(max(cost + 1, odds + slip_cost(self.dossier.slips, None)))

    def _of_claim(self, event: Event, claim: DateClaim, name: str) -> None:
        if claim.unread is not None:
            return
        if self._wording(event, claim) is not None:
            self._state(name, Part.DATE, claim)
        if claim.source is not None and self._stance(event, claim) is not None:
            self._state(name, Part.TENSE, claim)

    def _stance(self, event: Event, claim: DateClaim) -> Stance | None:
        """How a claim looks at its event from the day of publication."""
        return stance_of(claim, self._wording(event, claim))

    def _date(self, event: Event, claim: DateClaim) -> Iterator[Rung]:
        wording = self._wording(event, claim)
        assert wording is not None
        return self._dated(
            wording,
            claim.source,
            claim.weight,
            self.published.get(claim.source or ""),
            lambda level: self._placed(event, claim, wording, level),
        )

    def _placed(self, event: Event, claim: DateClaim, wording: Wording, level: Level) -> Iterator[Constraint]:
        """What a wording at one level asks of the moments that its claim speaks of."""
        start, end = self._at(event.id, START), self._at(event.id, END)
        anchor = self._anchor(claim, wording)
        if claim.moment is not Moment.WHOLE:
            yield from inside(
                start if claim.moment is Moment.START else end,
                of_moment(wording, level, claim.moment),
                anchor,
            )
        elif claim.stance is Stance.ONGOING:
            yield from overlapping(start, end, hull(wording, level), anchor)
        elif wording.shape is Shape.WITHIN and level.start is not None:
            yield from within(start, end, level.start, anchor)
        else:
            yield from inside(start, level.start, anchor)
            yield from inside(end, level.end, anchor)
            if wording.shape is Shape.SINCE and claim.source is not None:
                yield Distance(self._original(claim.source), end, 0)

    def _anchor(self, claim: DateClaim, wording: Wording) -> int | None:
        if claim.anchor is not None:
            return self._at(claim.anchor, counted_from(wording))
        return None if claim.source is None else self._original(claim.source)

    def _original(self, source: str) -> int:
        """The publication that a source's words count from: copied words count from that of what was copied."""
        return self._at(self.families.origin[source], PUBLISHED)

    def _tense(self, event: Event, claim: DateClaim) -> Iterator[Rung]:
        stance = self._stance(event, claim)
        assert stance is not None
        yield Rung(AS_SAID, 0, lambda: self._looking(event, claim, stance))
        yield dropped(tense_cost(self._odds(claim.source), claim.weight))

    def _looking(self, event: Event, claim: DateClaim, stance: Stance) -> tuple[Constraint, ...]:
        """How an event lies to the publication that looks at it."""
        assert claim.source is not None  # a tense is against a publication day
        wording = self._wording(event, claim)
        start, end = self._at(event.id, START), self._at(event.id, END)
        original = self._original(claim.source)
        # What was past when the original appeared is past when a copy does; what was to come then need not be to come.
        appeared = dict.fromkeys((original, self._at(claim.source, PUBLISHED)))
        begins_only = claim.moment is Moment.START or (wording is not None and wording.shape is Shape.SINCE)
        match stance:
            case Stance.REPORTED:
                return tuple(Distance(start if begins_only else end, day, 0) for day in appeared)
            case Stance.PLANNED:
                return (Distance(original, end if claim.moment is Moment.END else start, 0),)
            case Stance.ONGOING:
                return (*(Distance(start, day, 0) for day in appeared), Distance(original, end, 0))

    def _relation(self, event: str, relation: RelationClaim) -> Iterator[Rung]:
        asks = functools.partial(related, event, relation, at=self._at, zone_of=self._zone)
        return self._rungs_of_relation(
            relation, likeliest_slip_cost(self.dossier.slips), relation.distance, asks
        )

    def _zone(self, event: str) -> str:
        """The zone in which an event's days are days."""
        return self.dossier.zone_of(self.dossier.event(event))


def _listed(asks: Callable[[Level], Iterator[Constraint]], level: Level) -> tuple[Constraint, ...]:
    return tuple(asks(level))
