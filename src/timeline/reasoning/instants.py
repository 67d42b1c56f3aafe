"""From judged entries to constraints on instants: what times of day, orders, and gaps by the clock ask of moments.

A moment is an instant here, in seconds since the midnight of day 0 in UTC, so that events in different zones can be
compared. Those days of it that were found possible, as its event's zone has them, are hard. Moments take part whose
day is settled, or that a gap by the clock ties to others.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import attrs

from timeline.dates.clocks import DAY_SECONDS, Cell, Clock
from timeline.dates.days import Pieces
from timeline.dates.fuzzy import DateRange, Shape, Window, Wording
from timeline.dates.gaps import Gap, Offset
from timeline.dates.lengths import in_seconds
from timeline.dates.times import Times, times_of
from timeline.dates.values import Shown
from timeline.dates.zones import instants
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Dossier, Moment, RelationClaim
from timeline.reasoning.constraints import BEYOND, PREFERRED
from timeline.reasoning.costs import ClockSlip, clock_slip_cost, odds_cost, relation_cost, soft_gap_cost
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedRelation, Verdict
from timeline.reasoning.families import origin
from timeline.reasoning.network import STRICT, WEAK, Constraint, Distance, Member
from timeline.reasoning.places import places_in_order
from timeline.reasoning.relating import END, START, MomentName, apart, related
from timeline.reasoning.slips import AS_SAID
from timeline.reasoning.statements import Part, Rung, Scale, Statement

__all__ = ["Instants", "instants_of"]

_STANDING: Final = (Verdict.DECIDES, Verdict.AGREES, Verdict.CORRECTED)
_LOST: Final = (Verdict.REJECTED, Verdict.OVERRULED)
# A time on one of more days than this tells little, and every day of them would be a piece of its own.
_MOST_DAYS: Final = 31


@attrs.frozen(kw_only=True, repr=False)
class Instants(Shown):
    """Moments as instants.

    Attributes:
        entries: the entries that take part.
        moments: their moments, numbered.
        within: for a moment of an event, the first and last second of the days that it can be.
        statements: what is said of them, in order of their ids.
        hard: what nobody can give up.
    """

    entries: tuple[Entry, ...]
    moments: tuple[MomentName, ...]
    within: dict[MomentName, Cell]
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
    return any(map(_times, entry.claims)) or any(_is_by_clock(judged) for judged in _kept(entry))


def _kept(entry: Entry) -> Iterator[JudgedRelation]:
    return (judged for judged in entry.relations if judged.verdict not in _LOST)


def _is_by_clock(judged: JudgedRelation) -> bool:
    gap = judged.relation.distance
    return gap is not None and gap.by_clock


def _times(judged: JudgedClaim) -> Times | None:
    """The times of day that a claim names, if its day stands."""
    if judged.claim.text is None or judged.verdict not in _STANDING:
        return None
    times = times_of(judged.claim.text)
    return times if times.start is not None else None


_Vote = tuple[str, Moment, Times]


@attrs.frozen(repr=False)
class _Meant(Shown):
    """A time that a claim tells of a moment, and the day that it names with it, as the time's own clock has it."""

    which: str
    clock: Clock
    day: int | None


class _Builder:
    """Works out what is said of instants, and the levels of it."""

    def __init__(self, dossier: Dossier, entries: Sequence[Entry]) -> None:
        self.dossier = dossier
        self.sources = {source.id: source for source in dossier.sources}
        self.entries = {entry.id: entry for entry in entries}
        self.numbers: dict[MomentName, int] = {}
        self.days: dict[MomentName, DateRange] = {}
        self.within: dict[MomentName, Cell] = {}
        self.voices: tuple[str, dict[_Vote, set[str]]] = "", {}
        self.scales: dict[Scale, Scale] = {}
        self.hard: list[Constraint] = []

    def made(self) -> Instants:
        entries = tuple(self.entries.values())
        tied = {name for entry in entries for name in _tied(entry)}
        for entry in entries:
            self._place(entry, tied)
        said = [one for entry in entries for one in (*self._clocks(entry), *self._relations(entry))]
        self.hard += places_in_order(self.numbers)
        return Instants(
            entries=entries,
            moments=tuple(self.numbers),
            within=self.within,
            statements=tuple(sorted(said, key=lambda one: (one.id, one.part.value))),
            hard=tuple(self.hard),
        )

    def shared(self, scale: Scale) -> Scale:
        """The same names and costs, kept once for all statements that have them."""
        return self.scales.setdefault(scale, scale)

    def alike(self, asked: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
        """The same constraints; times of day are few."""
        return asked

    def scale(self, statement: Statement) -> Scale:
        """Names and costs of the levels of a statement."""
        return self.shared(tuple((rung.name, rung.cost) for rung in self.rungs(statement)))

    def rungs(self, statement: Statement) -> Iterator[Rung]:
        """The levels of a statement."""
        if isinstance(statement.said, RelationClaim):
            return self._relation(statement.owner, statement.said)
        assert isinstance(statement.said, DateClaim)
        return self._time(self.entries[statement.owner], statement.said)

    def _place(self, entry: Entry, tied: set[str]) -> None:
        """An instant for each moment that takes part, on the days that it can be as its zone has them."""
        for which, days in ((START, entry.start), (END, entry.end)):
            if days.first is None or days.last is None or not (days.settled or entry.id in tied):
                continue
            name = (entry.id, which)
            runs = entry.candidates if which == START and len(entry.candidates) > 1 else (days,)
            # Samoa had no 30 December 2011: such a day has no instant.
            cells = [cell for run in runs if (cell := _seconds(entry.zone, run))[0] <= cell[1]]
            if not cells:
                continue
            number = self.numbers.setdefault(name, len(self.numbers))
            self.days[name] = days
            self.within[name] = cells[0][0], cells[-1][1]
            self.hard.append(Member(number, Pieces(cells)))
        begins, ends = (self.numbers.get((entry.id, which)) for which in (START, END))
        if begins is not None and ends is not None:
            self.hard.append(Distance(begins, ends, 0, None, WEAK))

    def _clocks(self, entry: Entry) -> Iterator[Statement]:
        for judged in entry.claims:
            if _times(judged) is not None and self._meant(entry, judged.claim):
                yield Statement(judged.id, Part.TIME, judged.claim, self)

    def _meant(self, entry: Entry, claim: DateClaim) -> tuple[_Meant, ...]:
        """Which moments a claim tells the times of; none where its time cannot be on the day that was found."""
        assert claim.text is not None
        told = _told(claim, times_of(claim.text), self.dossier.wording(claim))
        placed = tuple(meant for meant in told if (entry.id, meant.which) in self.days)
        return placed if all(self._cells(entry, meant) for meant in placed) else ()

    def _time(self, entry: Entry, claim: DateClaim) -> Iterator[Rung]:
        meant = self._meant(entry, claim)
        yield Rung(AS_SAID, 0, lambda: self._members(entry, meant, ()))
        # Of most times nobody asks for more.
        odds, price = self._price(entry, claim)
        slips: tuple[ClockSlip, ...] = ()
        if claim.weight:
            for slip in ClockSlip:
                if any(_allows(one.clock, slip) for one in meant):
                    slips = (*slips, slip)
                    yield Rung(
                        slip.value,
                        price(odds + clock_slip_cost(slip)),
                        functools.partial(self._members, entry, meant, slips),
                    )
        yield Rung(None, price(odds + clock_slip_cost(None)) if claim.weight else 1, tuple)

    def _members(
        self, entry: Entry, meant: Iterable[_Meant], slips: tuple[ClockSlip, ...]
    ) -> tuple[Constraint, ...]:
        """The moments lie where their clocks show the times, or would have but for slips."""
        return tuple(
            Member(self.numbers[entry.id, one.which], Pieces(self._cells(entry, one, slips))) for one in meant
        )

    def _price(self, entry: Entry, claim: DateClaim) -> tuple[int, Callable[[int], int]]:
        """The odds of a claim, and what a cost comes to: dear where its voice is preferred, less for copies."""
        grade = None if claim.source is None else self.sources[claim.source].reliability
        odds = round(odds_cost(grade, curator=claim.source is None) * claim.weight)
        prefer = entry.event.prefer
        if prefer is not None and prefer.source == claim.source:
            return odds, lambda cost: cost + PREFERRED
        sharing = self._sharing(entry, claim)
        return odds, lambda cost: max(1, round(cost / sharing))

    def _sharing(self, entry: Entry, claim: DateClaim) -> int:
        """How many sources of one family name the same time: together they have one vote."""
        if claim.source is None:
            return 1
        if self.voices[0] != entry.id:
            self.voices = entry.id, self._voices(entry)
        return len(self.voices[1][self._vote(claim)])

    def _voices(self, entry: Entry) -> dict[_Vote, set[str]]:
        """The sources of each family that name the same time of a moment of an event."""
        voices: dict[_Vote, set[str]] = defaultdict(set)
        for judged in entry.claims:
            if judged.claim.source is not None and _times(judged) is not None:
                voices[self._vote(judged.claim)].add(judged.claim.source)
        return voices

    def _vote(self, claim: DateClaim) -> _Vote:
        assert claim.source is not None
        assert claim.text is not None
        return origin(self.sources, claim.source), claim.moment, times_of(claim.text)

    def _cells(self, entry: Entry, meant: _Meant, slips: Iterable[ClockSlip] = ()) -> list[Cell]:
        """The instants of the days of a moment at which a clock shows a time, or would have but for slips."""
        clock, days = meant.clock, self.days[entry.id, meant.which]
        assert days.first is not None
        assert days.last is not None
        if days.last - days.first > _MOST_DAYS:
            return []
        faces, moves = [*clock.cells], [0]
        for slip in slips:
            if _allows(clock, slip) and slip is ClockSlip.HALF_DAY:
                faces += [_other_half(cell) for cell in clock.cells]
            elif _allows(clock, slip):
                moves += [-3600, 3600]
        least, greatest = self.within[entry.id, meant.which]
        found = [
            (max(first + move, least), min(last + move, greatest))
            for day in range(days.first, days.last + 1)
            for face in faces
            for first, last in _shown(meant, face, entry.zone, day)
            for move in (moves if face in clock.cells else (0,))
        ]
        cells = [(first, last) for first, last in found if first <= last]
        # Where the claim was kept by a slip, the day that it names is another.
        return cells or (
            self._cells(entry, attrs.evolve(meant, day=None), slips) if meant.day is not None else []
        )

    def _relations(self, entry: Entry) -> Iterator[Statement]:
        for judged in _kept(entry):
            if self._asked(entry.id, judged.relation, judged.relation.distance):
                yield Statement(judged.id, Part.RELATION, judged.relation, self)

    def _relation(self, event: str, relation: RelationClaim) -> Iterator[Rung]:
        gap = relation.distance
        grade = None if relation.source is None else self.sources[relation.source].reliability
        odds = odds_cost(grade, curator=relation.source is None)
        cost = relation_cost(odds, relation.weight, clock_slip_cost(ClockSlip.HOUR))
        if gap is not None and gap.by_clock and gap.softly is not None:
            softly = attrs.evolve(gap, most=gap.softly)
            yield Rung(AS_SAID, 0, lambda: self._asked(event, relation, softly))
            yield Rung(BEYOND, min(soft_gap_cost(), max(1, cost)), lambda: self._asked(event, relation, gap))
        else:
            yield Rung(AS_SAID, 0, lambda: self._asked(event, relation, gap))
        yield Rung(None, max(1, cost), tuple)

    def _asked(self, event: str, relation: RelationClaim, gap: Gap | None) -> tuple[Constraint, ...]:
        """What is left of a relation for instants: gaps by the clock, orders, and of equalities that of times."""
        if relation.type is Relation.NTH:
            return related(event, relation, None, self._at) if (event, START) in self.numbers else ()
        between = apart(event, relation)
        if gap is not None and between is not None and (gap.by_clock or relation.type is Relation.LASTS):
            a, b = (self.numbers.get(moment, -1) for moment in between)
            # A length in days is of days alone.
            if not gap.by_clock or min(a, b) < 0:
                return ()
            return (Distance(a, b, _in_seconds(gap.least), _in_seconds(gap.most), STRICT),)
        asked = related(event, relation, None, lambda owner, which: self.numbers.get((owner, which), -1))
        return tuple(order for one in asked for order in _order(one, relation.type))

    def _at(self, owner: str, which: str) -> int:
        return self.numbers.setdefault((owner, which), len(self.numbers))


def _tied(entry: Entry) -> Iterator[str]:
    """The events that gaps by the clock tie to each other."""
    for judged in _kept(entry):
        if _is_by_clock(judged):
            yield from (entry.id, judged.relation.target)


def _seconds(zone: str, days: DateRange) -> Cell:
    assert days.first is not None
    assert days.last is not None
    return instants(zone, days.first, 0)[0], instants(zone, days.last + 1, 0)[0] - 1


def _told(claim: DateClaim, times: Times, wording: Wording | None) -> Iterator[_Meant]:
    """Which moments the times in a claim are of: a time said of the whole event is when it begins."""
    start, end = times.start, times.end
    if start is None or wording is None:
        return
    day, last_day = _named_day(wording.start or wording.end), _named_day(wording.end or wording.start)
    if claim.moment is not Moment.WHOLE:
        cells = start.cells if end is None else ((start.cells[0][0], end.cells[-1][1]),)
        which = END if claim.moment is Moment.END else START
        yield _Meant(which, attrs.evolve(start, cells=cells), day)
    elif end is not None:
        yield _Meant(START, start, day)
        yield _Meant(END, end, last_day)
    elif wording.shape is not Shape.SPAN:
        # Of two days with one time it is not known whose that is.
        yield _Meant(END if wording.shape is Shape.UNTIL else START, start, day)


def _named_day(window: Window | None) -> int | None:
    days = None if window is None or window.relative else window.days
    return None if days is None or days.least != days.greatest else days.least


def _allows(clock: Clock, slip: ClockSlip) -> bool:
    """Whether the wording allows a slip: nobody takes noon for an hour later, nor 22:30 for a time in the morning."""
    return clock.twelve if slip is ClockSlip.HALF_DAY else clock.counted


def _other_half(cell: Cell) -> Cell:
    """The same on a clock of twelve hours, in the other half of the day."""
    first, last = cell
    move = DAY_SECONDS // 2 * (1 if first < DAY_SECONDS // 2 else -1)
    return max(0, first + move), min(DAY_SECONDS - 1, last + move)


def _shown(meant: _Meant, face: Cell, zone: str, day: int) -> list[Cell]:
    """The instants of a day of a zone, and around it, at which a clock shows some seconds."""
    clock = meant.clock
    if clock.unknown_in(zone, day):
        return []
    ahead = clock.ahead_in(zone, day)
    if ahead is not None:
        # The day that another zone has then is this one, or one beside it.
        named = (day - 1, day, day + 1) if meant.day is None else (meant.day,)
        midnights = [one * DAY_SECONDS - ahead for one in named]
        return [(midnight + face[0], midnight + face[1]) for midnight in midnights]
    firsts, lasts = instants(zone, day, face[0]), instants(zone, day, face[1])
    # "About" may reach from what clocks show once into what they show twice.
    same = len(firsts) == len(lasts)
    return list(zip(firsts, lasts, strict=True)) if same else [(firsts[0], lasts[-1])]


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
