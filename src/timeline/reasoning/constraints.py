"""From claims to constraints: what each thing said asks of moments, as integers, and what it costs to give up.

Every date claim, tense, relation and publication date becomes one *statement*: a soft constraint with
its nested levels, and the claim that it is because of. Moments become variables. What is the same for
all of them stands in one place: what the shape of a wording asks of a span here, what a relation asks of two in
`relating`.
"""

from __future__ import annotations

import enum
import functools
import hashlib
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set as AbstractSet
from typing import Final

import attrs

from timeline.dates.days import DaySet, Pieces
from timeline.dates.fuzzy import Shape, Stance, Window, Wording
from timeline.dates.text import read
from timeline.dates.values import Shown
from timeline.dates.zones import days_ahead
from timeline.evidence.model import DateClaim, Dossier, Event, Moment, RelationClaim, Source
from timeline.reasoning.costs import odds_cost, relation_cost, slip_cost, soft_gap_cost, tense_cost
from timeline.reasoning.network import STRICT, WEAK, Between, CellLast, Constraint, Distance, Member, NextIn
from timeline.reasoning.relating import END, PLACE, PUBLISHED, START, MomentName, related
from timeline.reasoning.slips import AS_SAID, Level, levels, single_day
from timeline.reasoning.softs import Soft, Step

__all__ = [
    "BEYOND",
    "PREFERRED",
    "Model",
    "Part",
    "Statement",
    "model_of",
    "origin",
]

BEYOND: Final = "beyond"
"""The level of a gap longer than its words suggest, and not longer than they say."""

PREFERRED: Final = 100_000
"""What contradicting a preferred claim costs on top: more than all other evidence on an event ever adds up to."""


class Part(enum.Enum):
    """Which part of a claim a statement stands for."""

    DATE = "date"
    TENSE = "tense"
    RELATION = "relation"
    PUBLISHED = "published"
    RETRIEVED = "retrieved"


@attrs.frozen(repr=False)
class Rung(Shown):
    """One level of a statement: its name, the cost of standing on it, and what it asks.

    The name is `AS_SAID`, `OTHER`, `BEYOND` or a slip; None for the level that allows anything.
    """

    name: str | None
    cost: int
    asks: tuple[Constraint, ...]


def _once(rest: Callable[[], tuple[Rung, ...]]) -> Callable[[], tuple[Rung, ...]]:
    return functools.cache(rest)


@attrs.frozen(eq=False, repr=False)
class Ladder(Shown):
    """The levels of a statement; all but the first are worked out when they are first asked for."""

    first: Rung
    rest: Callable[[], tuple[Rung, ...]] = attrs.field(converter=_once)

    def steps(self) -> tuple[Step, ...]:
        """Costs and constraints of the levels after the first, which is free.

        A date whose weekday fails has no level "as said": its first level is a slip already, and has its
        price.
        """
        return tuple((rung.cost - self.first.cost, rung.asks) for rung in self.rest())

    def priced(self, price: Callable[[int], int]) -> Ladder:
        """The same levels at other costs; the first stays free."""
        return Ladder(
            attrs.evolve(self.first, cost=0),
            lambda: tuple(attrs.evolve(r, cost=price(r.cost - self.first.cost)) for r in self.rest()),
        )

    def name(self, level: int) -> str | None:
        """The name of a level, None for the last."""
        return self.first.name if level == 0 else self.rest()[level - 1].name


@attrs.frozen(kw_only=True, repr=False)
class Statement(Shown):
    """One thing said, as a soft constraint, with the claim that it is because of.

    Attributes:
        id: the claim's id; a source's id with ``/published`` or ``/retrieved`` for its own dates.
        part: which part of the claim it is.
        owner: id of the event or source that it dates.
        said: the claim itself.
        ladder: its levels with their names.
        soft: the levels as constraints.
    """

    id: str
    part: Part
    owner: str
    said: DateClaim | RelationClaim | Source
    ladder: Ladder
    soft: Soft


@attrs.frozen(kw_only=True, repr=False)
class Model(Shown):
    """A dossier as integers: its moments, numbered; its statements, in order of their ids; and what is hard."""

    moments: tuple[MomentName, ...]
    statements: tuple[Statement, ...]
    hard: tuple[Constraint, ...]


def origin(sources: Mapping[str, Source], source: str) -> str:
    """The source at the beginning of a line of copies: the family that a source belongs to."""
    seen = {source}
    while (parent := sources[source].copies) is not None and parent not in seen:
        seen.add(parent)
        source = parent
    return source


def model_of(dossier: Dossier, keep: AbstractSet[str] = frozenset()) -> Model:
    """The moments, statements and hard constraints of a dossier; claims to `keep`, by id, are priced as preferred."""
    return _Builder(dossier, keep).model()


class _Builder:
    def __init__(self, dossier: Dossier, keep: AbstractSet[str]) -> None:
        self.dossier = dossier
        self.keep = keep
        self.numbers: dict[MomentName, int] = {}
        self.statements: list[Statement] = []
        self.hard: list[Constraint] = []
        self.sources = {source.id: source for source in dossier.sources}
        self.origin = {source.id: origin(self.sources, source.id) for source in dossier.sources}
        self.members: dict[str, list[str]] = defaultdict(list)
        for name, family in self.origin.items():
            self.members[family].append(name)
        self.voices: tuple[str | None, dict[tuple[str, Moment, Wording | None], set[str]]] = None, {}
        self.published = {source.id: self._printed_day(source) for source in dossier.sources}

    def model(self) -> Model:
        for source in self.dossier.sources:
            self._of_source(source)
        for event in self.dossier.events:
            self.hard.append(Distance(self._at(event.id, START), self._at(event.id, END), 0, None, WEAK))
            for claim, name in zip(event.claims, event.claim_ids, strict=True):
                self._of_claim(event, claim, name)
            for relation, name in zip(event.relations, event.relation_ids, strict=True):
                self._of_relation(event, relation, name)
        self._series_order()
        statements = tuple(sorted(self.statements, key=lambda s: (s.id, s.part.value)))
        # Levels that are worked out later hold on to the builder; so that it does not hold on to them as well, a
        # model goes as soon as nobody needs it, and not when the collector comes round.
        self.statements.clear()
        return Model(moments=tuple(self.numbers), statements=statements, hard=tuple(self.hard))

    def _at(self, owner: str, which: str) -> int:
        return self.numbers.setdefault((owner, which), len(self.numbers))

    def _state(
        self, name: str, part: Part, owner: str, said: DateClaim | RelationClaim | Source, ladder: Ladder
    ) -> None:
        if name in self.keep:
            ladder = ladder.priced(lambda cost: cost + PREFERRED)
        soft = Soft(ladder.first.asks, ladder.steps, _tie(name, part))
        self.statements.append(
            Statement(id=name, part=part, owner=owner, said=said, ladder=ladder, soft=soft)
        )

    def _odds(self, source: str | None, weight: float) -> int:
        grade = self.sources[source].reliability if source is not None else None
        return round(odds_cost(grade, curator=source is None) * weight)

    def _printed_day(self, source: Source) -> int | None:
        if source.published is None:
            return None
        wording = self._read(source.published, source)
        return single_day(wording.start.days) if wording.shape is Shape.WITHIN and wording.start else None

    def _read(self, text: str, source: Source) -> Wording:
        return read(text, source.reading or self.dossier.reading, None)

    def _of_source(self, source: Source) -> None:
        day = self._at(source.id, PUBLISHED)
        if source.published is not None:
            wording = self._read(source.published, source)
            ladder = self._ladder(
                wording, source.id, 1, None, lambda level: tuple(_inside(day, _hull(wording, level)))
            )
            self._state(f"{source.id}/published", Part.PUBLISHED, source.id, source, ladder)
        if source.retrieved is not None:
            wording = self._read(source.retrieved, source)
            latest = _greatest(wording.end or wording.start)
            if latest is not None:
                first = Rung(AS_SAID, 0, (Member(day, Pieces([(None, latest)])),))
                ladder = Ladder(first, lambda: (_dropped(tense_cost(self._odds(None, 1), 1)),))
                self._state(f"{source.id}/retrieved", Part.RETRIEVED, source.id, source, ladder)

    def _ladder(
        self,
        wording: Wording,
        source: str | None,
        weight: float,
        published: int | None,
        asks: Callable[[Level], tuple[Constraint, ...]],
    ) -> Ladder:
        """The levels of a date: those that its wording allows, and last anything, by no usual slip."""
        odds = self._odds(source, weight)

        def rungs() -> Iterator[Rung]:
            found = levels(wording, odds=odds, profile=self.dossier.slips, published=published)
            return (Rung(level.name, level.cost, asks(level)) for level in found)

        def rest() -> tuple[Rung, ...]:
            if weight == 0:
                # A claim of no certainty has no say: it is shown how it fares, and gives way to anything.
                return (Rung(None, 1, ()),)
            further = tuple(rungs())[1:]
            dearest = max((rung.cost + 1 for rung in further), default=1)
            return *further, Rung(None, max(dearest, odds + slip_cost(self.dossier.slips, None)), ())

        return Ladder(next(rungs()), rest)

    def _of_claim(self, event: Event, claim: DateClaim, name: str) -> None:
        if claim.unread is not None:
            return
        wording = self.dossier.wording(claim, self.dossier.zone_of(event))
        # "The following week", counted from an event, looks ahead from that event, not from publication.
        implied = wording.stance if wording is not None and claim.anchor is None else None
        stance = claim.stance or implied
        if wording is not None:
            self._of_date(event, claim, name, wording)
        if claim.source is not None and stance is not None:
            first = Rung(AS_SAID, 0, self._tense(event, claim, stance, wording))
            cost = tense_cost(self._odds(claim.source, 1), claim.weight)
            ladder = Ladder(first, lambda: (_dropped(cost),))
            self._state(name, Part.TENSE, event.id, claim, ladder)

    def _of_date(self, event: Event, claim: DateClaim, name: str, wording: Wording) -> None:
        """A date claim; dear where the curator prefers its voice, and with a share of the vote where it is copied."""
        ladder = self._ladder(
            wording,
            claim.source,
            claim.weight,
            self.published.get(claim.source or ""),
            lambda level: tuple(self._placed(event, claim, wording, level)),
        )
        if event.prefer is not None and event.prefer.source == claim.source:
            ladder = ladder.priced(lambda cost: cost + PREFERRED)
        elif (sharing := self._sharing(event, claim, wording)) > 1:
            ladder = ladder.priced(lambda cost: max(1, round(cost / sharing)))
        self._state(name, Part.DATE, event.id, claim, ladder)

    def _sharing(self, event: Event, claim: DateClaim, wording: Wording) -> int:
        """How many sources of one family say the same of an event: together they have one vote."""
        if claim.source is None or len(self.members[self.origin[claim.source]]) == 1:
            return 1
        if self.voices[0] != event.id:
            self.voices = event.id, self._voices(event)
        return len(self.voices[1][self.origin[claim.source], claim.moment, wording])

    def _voices(self, event: Event) -> dict[tuple[str, Moment, Wording | None], set[str]]:
        """The sources of each family that say the same of a moment of an event."""
        voices: dict[tuple[str, Moment, Wording | None], set[str]] = defaultdict(set)
        zone = self.dossier.zone_of(event)
        for claim in event.claims:
            if claim.source is not None and len(self.members[self.origin[claim.source]]) > 1:
                said = self.origin[claim.source], claim.moment, self.dossier.wording(claim, zone)
                voices[said].add(claim.source)
        return voices

    def _placed(self, event: Event, claim: DateClaim, wording: Wording, level: Level) -> Iterator[Constraint]:
        """What a wording at one level asks of the moments that its claim speaks of."""
        start, end = self._at(event.id, START), self._at(event.id, END)
        anchor = self._anchor(claim)
        if claim.moment is not Moment.WHOLE:
            yield from _inside(start if claim.moment is Moment.START else end, _hull(wording, level), anchor)
        elif claim.stance is Stance.ONGOING:
            yield from _overlapping(start, end, _hull(wording, level), anchor)
        elif wording.shape is Shape.WITHIN and level.start is not None:
            yield from _within(start, end, level.start, anchor)
        else:
            yield from _inside(start, level.start, anchor)
            yield from _inside(end, level.end, anchor)
            if wording.shape is Shape.SINCE and claim.source is not None:
                yield Distance(self._at(claim.source, PUBLISHED), end, 0)

    def _anchor(self, claim: DateClaim) -> int | None:
        if claim.anchor is not None:
            return self._at(claim.anchor, START)
        # Copied words count from the day of what they were copied from.
        return None if claim.source is None else self._at(self.origin[claim.source], PUBLISHED)

    def _tense(
        self, event: Event, claim: DateClaim, stance: Stance, wording: Wording | None
    ) -> tuple[Constraint, ...]:
        assert claim.source is not None  # a tense is against a publication day
        start, end = self._at(event.id, START), self._at(event.id, END)
        published = self._at(claim.source, PUBLISHED)
        begins_only = claim.moment is Moment.START or (wording is not None and wording.shape is Shape.SINCE)
        match stance:
            case Stance.REPORTED:
                return (Distance(start if begins_only else end, published, 0),)
            case Stance.PLANNED:
                return (Distance(published, end if claim.moment is Moment.END else start, 0),)
            case Stance.ONGOING:
                return (Distance(start, published, 0), Distance(published, end, 0))

    def _of_relation(self, event: Event, relation: RelationClaim, name: str) -> None:
        gap, odds = relation.distance, self._odds(relation.source, 1)
        dropped = _dropped(relation_cost(odds, relation.weight))
        first = Rung(AS_SAID, 0, related(event.id, relation, gap, self._at, self._ahead))
        rest: tuple[Rung, ...] = (dropped,)
        if gap is not None and gap.softly is not None:
            rest = (Rung(BEYOND, min(soft_gap_cost(), dropped.cost), first.asks), dropped)
            softly = attrs.evolve(gap, most=gap.softly)
            first = Rung(AS_SAID, 0, related(event.id, relation, softly, self._at, self._ahead))
        self._state(name, Part.RELATION, event.id, relation, Ladder(first, lambda: rest))

    def _ahead(self, one: str, other: str) -> int:
        """By how many days the date of one event can be ahead of that of another at the same instant."""
        zones = [self.dossier.zone_of(self.dossier.event(name)) for name in (one, other)]
        return days_ahead(*zones)

    def _series_order(self) -> None:
        """The places of each series lie in the order of their ordinals; whether an event has its place is a claim."""
        for series in self.dossier.series:
            places = sorted(
                (int(which.removeprefix(PLACE)), number)
                for (owner, which), number in self.numbers.items()
                if owner == series.id and which.startswith(PLACE)
            )
            for (_, earlier), (_, later) in itertools.pairwise(places):
                self.hard.append(Distance(earlier, later, 0, None, STRICT))


def _dropped(cost: int) -> Rung:
    """The last level, that asks nothing."""
    return Rung(None, max(1, cost), ())


def _tie(name: str, part: Part) -> int:
    """A number that breaks ties by who speaks, never by who comes first."""
    digest = hashlib.sha256(f"{name}#{part.value}".encode()).digest()
    return int.from_bytes(digest[:4], "big") + 1


def _inside(moment: int, window: Window | None, anchor: int | None = None) -> Iterator[Constraint]:
    """One moment lies in a window."""
    if window is None:
        return
    if window.days is not None:
        yield Member(moment, window.days)
    if window.relative and anchor is not None:
        yield Between(anchor, moment, window.earliest, window.latest)


def _within(start: int, end: int, window: Window, anchor: int | None) -> Iterator[Constraint]:
    """A whole span lies in a window, and in one cell of it."""
    if window.days is not None:
        yield Member(start, window.days)
        yield Member(end, window.days)
        if not _in_a_run(window.days):
            yield Between(start, end, None, CellLast(window.days))
    if window.relative and anchor is not None:
        if window.earliest is not None:
            yield Between(anchor, start, window.earliest, None)
        if window.latest is not None:
            yield Between(anchor, end, None, window.latest)


def _in_a_run(days: DaySet) -> bool:
    """Whether a set of days has no holes."""
    return isinstance(days, Pieces) and len(days.cells) == 1


def _overlapping(start: int, end: int, window: Window | None, anchor: int | None) -> Iterator[Constraint]:
    """A span shares days with a window that it need not lie in."""
    if window is None:
        return
    days = window.days
    if days is not None and days.greatest is not None:
        yield Member(start, Pieces([(None, days.greatest)]))
    if days is not None and days.least is not None:
        yield Member(end, Pieces([(days.least, None)]))
    if days is not None and not _in_a_run(days):
        yield Between(start, end, NextIn(days), None)
    if anchor is not None and window.latest is not None:
        yield Between(anchor, start, None, window.latest)
    if anchor is not None and window.earliest is not None:
        yield Between(anchor, end, window.earliest, None)


def _hull(wording: Wording, level: Level) -> Window | None:
    """The window of a whole wording: for a span, from the first day that it can start to the last that it can end."""
    if level.start is None or level.end is None or wording.shape is not Shape.SPAN:
        return level.start or level.end
    first = level.start.days.least if level.start.days else None
    last = _greatest(level.end)
    days = Pieces([(first, last)]) if first is not None or last is not None else None
    return Window(days=days, earliest=level.start.earliest, latest=level.end.latest)


def _greatest(window: Window | None) -> int | None:
    return window.days.greatest if window is not None and window.days is not None else None
