"""From judged entries to constraints on instants: what times of day, orders, and gaps by the clock ask of moments.

A moment is an instant here, in seconds since the midnight of day 0 in UTC, so that events in different zones can be
compared. Those days of it that were found possible, as its event's zone has them, are hard. Moments take part whose
day is settled, or that a gap by the clock ties to others.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

import attrs

from timeline.dates.clocks import Cell
from timeline.dates.days import Pieces
from timeline.dates.fuzzy import DateRange
from timeline.dates.gaps import Gap, Offset
from timeline.dates.lengths import in_seconds
from timeline.dates.times import Times, times_of
from timeline.dates.values import Shown
from timeline.dates.zones import instants
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Dossier, RelationClaim
from timeline.reasoning.clock_slips import Days, Meant, instants_shown, meant_by, slips_allowed
from timeline.reasoning.costs import ClockSlip, clock_slip_cost
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedRelation
from timeline.reasoning.network import STRICT, WEAK, Constraint, Distance, Member
from timeline.reasoning.ordinals import ordinals_in_order
from timeline.reasoning.pricing import Pricing
from timeline.reasoning.relating import END, START, MomentName, apart, related
from timeline.reasoning.slips import AS_SAID
from timeline.reasoning.statements import Part, Rung, Statement, dropped
from timeline.reasoning.verdicts import KEPT, LOST

__all__ = ["Instants", "instants_of"]


@attrs.frozen(kw_only=True, repr=False)
class Instants(Shown):
    """Moments as instants.

    Attributes:
        entries: the entries that take part.
        moments: their moments, numbered.
        days: for a moment of an event, the days that it can be.
        statements: what is said of them, in order of their ids.
        hard: what nobody can give up.
    """

    entries: tuple[Entry, ...]
    moments: tuple[MomentName, ...]
    days: dict[MomentName, Days]
    statements: tuple[Statement, ...]
    hard: tuple[Constraint, ...]


def instants_of(dossier: Dossier, entries: Sequence[Entry]) -> Instants | None:
    """The instants of entries that hang together with a time of day or a gap by the clock; None where there is none."""
    concerned = tuple(_concerned(entries))
    return _Builder(dossier, concerned).made() if concerned else None


def _concerned(entries: Sequence[Entry]) -> Iterator[Entry]:
    reached = {entry.id for entry in entries if _is_timed(entry)}
    if not reached:
        return
    beside: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for judged in _kept(entry):
            if judged.relation.target:
                beside[entry.id].append(judged.relation.target)
                beside[judged.relation.target].append(entry.id)
    waiting = list(reached)
    while waiting:
        new = [other for other in beside[waiting.pop()] if other not in reached]
        reached.update(new)
        waiting += new
    yield from (entry for entry in entries if entry.id in reached)


def _is_timed(entry: Entry) -> bool:
    return any(map(_times, entry.claims)) or any(_by_clock(judged.relation) for judged in _kept(entry))


def _kept(entry: Entry) -> Iterator[JudgedRelation]:
    return (judged for judged in entry.relations if judged.verdict not in LOST)


def _by_clock(relation: RelationClaim) -> Gap | None:
    """The gap of a relation if that is by the clock."""
    gap = relation.distance
    return gap if gap is not None and gap.by_clock else None


def _times(judged: JudgedClaim) -> Times | None:
    """The times of day that a claim names, if its day stands."""
    if judged.claim.text is None or judged.verdict not in KEPT:
        return None
    times = times_of(judged.claim.text)
    return times if times.start is not None else None


class _Builder(Pricing):
    """Works out what is said of instants, and the levels of it."""

    def __init__(self, dossier: Dossier, entries: Sequence[Entry]) -> None:
        super().__init__(dossier)
        self.entries = {entry.id: entry for entry in entries}
        self.numbers: dict[MomentName, int] = {}
        self.days: dict[MomentName, Days] = {}
        self.hard: list[Constraint] = []

    def made(self) -> Instants:
        entries = tuple(self.entries.values())
        tied = {name for entry in entries for name in _tied(entry)}
        for entry in entries:
            self._number(entry, tied)
        said = [one for entry in entries for one in (*self._times(entry), *self._relations(entry))]
        self.hard += ordinals_in_order(self.numbers)
        return Instants(
            entries=entries,
            moments=tuple(self.numbers),
            days=self.days,
            statements=tuple(sorted(said, key=lambda one: (one.id, one.part.value))),
            hard=tuple(self.hard),
        )

    def rungs(self, statement: Statement) -> Iterator[Rung]:
        """The levels of a statement, at what they cost by themselves."""
        if isinstance(statement.said, RelationClaim):
            return self._relation(statement.owner, statement.said)
        assert isinstance(statement.said, DateClaim)
        return self._time(self.entries[statement.owner], statement.said)

    def _heard(self, event: str) -> Iterator[DateClaim | RelationClaim]:
        entry = self.entries[event]
        yield from (judged.claim for judged in entry.claims if _times(judged) is not None)
        yield from (judged.relation for judged in _kept(entry))

    def _parts(self, event: str, claim: DateClaim) -> Iterator[tuple[Part, Hashable]]:  # noqa: ARG002 - times tell it alone
        assert claim.text is not None
        yield Part.TIME, (claim.moment, times_of(claim.text))

    def _number(self, entry: Entry, tied: set[str]) -> None:
        """An instant for each moment that takes part, on the days that it can be as its zone has them."""
        for which, days in ((START, entry.start), (END, entry.end)):
            if days.first is None or days.last is None or not (days.settled or entry.id in tied):
                continue
            runs = entry.candidates if which == START and len(entry.candidates) > 1 else (days,)
            # Samoa had no 30 December 2011: such a day has no instant.
            cells = [cell for run in runs if (cell := _seconds(entry.zone, run))[0] <= cell[1]]
            if not cells:
                continue
            within = cells[0][0], cells[-1][1]
            self.days[entry.id, which] = Days(entry.zone, days.first, days.last, within)
            self.hard.append(Member(self._at(entry.id, which), Pieces(cells)))
        begins, ends = (self.numbers.get((entry.id, which)) for which in (START, END))
        if begins is not None and ends is not None:
            self.hard.append(Distance(begins, ends, 0, None, WEAK))

    def _times(self, entry: Entry) -> Iterator[Statement]:
        for judged in entry.claims:
            if _times(judged) is not None and self._meant(entry, judged.claim):
                yield Statement(judged.id, Part.TIME, judged.claim, self)

    def _meant(self, entry: Entry, claim: DateClaim) -> tuple[Meant, ...]:
        """Which moments a claim tells the times of; none where its time cannot be on the day that was found."""
        assert claim.text is not None
        told = meant_by(claim, times_of(claim.text), self.dossier.wording(claim))
        placed = tuple(meant for meant in told if (entry.id, meant.which) in self.days)
        possible = all(instants_shown(meant, self.days[entry.id, meant.which]) for meant in placed)
        return placed if possible else ()

    def _time(self, entry: Entry, claim: DateClaim) -> Iterator[Rung]:
        meant = self._meant(entry, claim)
        yield Rung(AS_SAID, 0, lambda: self._members(entry, meant, ()))
        if not claim.weight:
            # A claim of no certainty has no say, and gives way to anything.
            yield dropped(1)
            return
        odds = self._odds(claim.source, claim.weight)
        for slips in slips_allowed(meant):
            asks = functools.partial(self._members, entry, meant, slips)
            yield Rung(slips[-1].value, odds + clock_slip_cost(slips[-1]), asks)
        yield dropped(odds + clock_slip_cost(None))

    def _members(
        self, entry: Entry, meant: Iterable[Meant], slips: Iterable[ClockSlip]
    ) -> tuple[Constraint, ...]:
        """The moments lie where their clocks show the times, or would have but for slips."""
        names = [(entry.id, one.which) for one in meant]
        shown = (instants_shown(one, self.days[name], slips) for one, name in zip(meant, names, strict=True))
        return tuple(
            Member(self.numbers[name], Pieces(cells)) for name, cells in zip(names, shown, strict=True)
        )

    def _relations(self, entry: Entry) -> Iterator[Statement]:
        for judged in _kept(entry):
            if self._asked(entry.id, judged.relation, _by_clock(judged.relation)):
                yield Statement(judged.id, Part.RELATION, judged.relation, self)

    def _relation(self, event: str, relation: RelationClaim) -> Iterator[Rung]:
        asks = functools.partial(self._asked, event, relation)
        return self._rungs_of_relation(relation, clock_slip_cost(ClockSlip.HOUR), _by_clock(relation), asks)

    def _asked(self, event: str, relation: RelationClaim, gap: Gap | None) -> tuple[Constraint, ...]:
        """What is left of a relation for instants: a gap by the clock, orders, and of equalities that of times."""
        if relation.type is Relation.NTH:
            return related(event, relation, None, self._at) if (event, START) in self.numbers else ()
        between = apart(event, relation)
        if gap is not None and between is not None:
            a, b = (self.numbers.get(moment, -1) for moment in between)
            if min(a, b) < 0:
                return ()
            return (Distance(a, b, _in_seconds(gap.least), _in_seconds(gap.most), STRICT),)
        if relation.type is Relation.LASTS:
            # A length in days is of days alone.
            return ()
        asked = related(event, relation, None, lambda owner, which: self.numbers.get((owner, which), -1))
        return tuple(order for one in asked for order in _order(one, relation.type))

    def _at(self, owner: str, which: str) -> int:
        return self.numbers.setdefault((owner, which), len(self.numbers))


def _tied(entry: Entry) -> Iterator[str]:
    """The events that gaps by the clock tie to each other."""
    for judged in _kept(entry):
        if _by_clock(judged.relation):
            yield from (entry.id, judged.relation.target)


def _seconds(zone: str, days: DateRange) -> Cell:
    assert days.first is not None
    assert days.last is not None
    return instants(zone, days.first, 0)[0], instants(zone, days.last + 1, 0)[0] - 1


def _in_seconds(offset: Offset | None) -> int | None:
    return None if offset is None else in_seconds(offset)


def _order(asked: Constraint, kind: Relation) -> Iterator[Constraint]:
    """What is left of a relation between days for the instants of two moments."""
    if isinstance(asked, Member) or min(asked.a, asked.b) < 0:
        return
    if asked.order:
        yield Distance(asked.a, asked.b, 0, None, asked.order)
    elif kind is Relation.SAME_TIME_AS:
        yield Distance(asked.a, asked.b, 0, 0)
