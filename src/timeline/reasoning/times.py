"""Times within the day: a second pass of the same engine, over the seconds of days that the first has settled.

A moment is an instant here, in seconds since the midnight of day 0 in UTC, so that events in different zones can be
compared. Its day, as its event's zone has it, is hard; what claims say of the time, and the order that kept
relations ask for, can be given up. Days never change for the sake of a time.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from timeline.dates.clocks import DAY_SECONDS, Clock, ClockRange, clock_of
from timeline.dates.days import Pieces
from timeline.dates.values import Shown
from timeline.dates.zones import ahead_at, instants, local
from timeline.evidence.allen import Relation
from timeline.evidence.model import Dossier, Moment
from timeline.reasoning.binding import binds
from timeline.reasoning.constraints import PREFERRED, origin
from timeline.reasoning.costs import odds_cost, relation_cost
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedRelation, Verdict
from timeline.reasoning.network import WEAK, Constraint, Distance, Member
from timeline.reasoning.problem import Problem, conflict_through
from timeline.reasoning.relating import END, START, MomentName, related
from timeline.reasoning.repair import Repair, repair
from timeline.reasoning.softs import Listed

__all__ = ["Timed", "with_times"]

_STANDING = (Verdict.DECIDES, Verdict.AGREES, Verdict.CORRECTED)
_LOST = (Verdict.REJECTED, Verdict.OVERRULED)


@attrs.frozen(repr=False)
class Timed(Shown):
    """Entries with their times of day; what is given up for them costs so much, and is so far known to be the least."""

    entries: tuple[Entry, ...]
    cost: int = 0
    optimal: bool = True
    shortfall: int = 0


@attrs.frozen(repr=False)
class _Statement(Shown):
    """What one claim says of instants, and what it costs to give up."""

    id: str
    asks: tuple[Constraint, ...]
    cost: int

    @property
    def soft(self) -> Listed:
        digest = hashlib.sha256(f"{self.id}#time".encode()).digest()
        return Listed(self.asks, lambda: ((max(1, self.cost), ()),), int.from_bytes(digest[:4], "big") + 1)


def with_times(dossier: Dossier, entries: Iterable[Entry], node_limit: int) -> Timed:
    """Work out the times of day of entries whose days are known."""
    entries = tuple(entries)
    if not any(_clock(judged) for entry in entries for judged in entry.claims):
        return Timed(entries)
    second = _Pass(dossier, entries, node_limit)
    return Timed(
        tuple(second.entry(entry) for entry in entries),
        sum(
            soft.cost(level) for soft, level in zip(second.problem.softs, second.outcome.levels, strict=True)
        ),
        second.outcome.optimal,
        second.outcome.shortfall,
    )


def _clock(judged: JudgedClaim) -> Clock | None:
    """The time of day that a claim names, if its day stands."""
    text = judged.claim.text
    return clock_of(text) if text is not None and judged.verdict in _STANDING else None


def _days(entry: Entry) -> Iterator[tuple[str, int]]:
    """The moments of an entry whose day is settled, with that day."""
    for which, days in ((START, entry.start), (END, entry.end)):
        if days.first is not None and days.settled:
            yield which, days.first


class _Pass:
    def __init__(self, dossier: Dossier, entries: Sequence[Entry], node_limit: int) -> None:
        self.dossier = dossier
        self.sources = {source.id: source for source in dossier.sources}
        self.numbers: dict[MomentName, int] = {}
        self.within: dict[MomentName, tuple[int, int]] = {}
        self.hard: list[Constraint] = []
        for entry in entries:
            self._place(entry)
        said = [one for entry in entries for one in (*self._clocks(entry), *self._orders(entry))]
        self.said = sorted(said, key=lambda statement: statement.id)
        self.labels = {statement.id: label for label, statement in enumerate(self.said)}
        self.problem = Problem([statement.soft for statement in self.said], self.hard)
        self.outcome: Repair = repair(self.problem, node_limit=node_limit)

    def _place(self, entry: Entry) -> None:
        """An instant for each moment with a settled day, on that day as its zone has it."""
        for which, day in _days(entry):
            name = (entry.id, which)
            number = self.numbers.setdefault(name, len(self.numbers))
            first, last = instants(entry.zone, day, 0)[0], instants(entry.zone, day + 1, 0)[0] - 1
            self.within[name] = (first, last)
            self.hard.append(Member(number, Pieces.run(first, last)))
        if entry.settled:
            self.hard.append(
                Distance(self.numbers[entry.id, START], self.numbers[entry.id, END], 0, None, WEAK)
            )

    def _clocks(self, entry: Entry) -> Iterator[_Statement]:
        days = dict(_days(entry))
        found = []
        for judged in entry.claims:
            # A time said of the whole event is when it begins.
            which = END if judged.claim.moment is Moment.END else START
            clock = _clock(judged)
            if clock is not None and which in days:
                family = None if judged.claim.source is None else origin(self.sources, judged.claim.source)
                found.append((judged, which, clock, (family, which, clock)))
        votes = Counter(vote for *_, vote in found)
        for judged, which, clock, vote in found:
            cells = self._cells((entry.id, which), clock, entry.zone, days[which])
            if cells:
                # Sources that copy each other have one vote, as for days.
                sharing = votes[vote] if judged.claim.source is not None else 1
                cost = self._cost(entry, judged) // sharing
                yield _Statement(judged.id, (Member(self.numbers[entry.id, which], Pieces(cells)),), cost)

    def _cost(self, entry: Entry, judged: JudgedClaim) -> int:
        source, prefer = judged.claim.source, entry.event.prefer
        grade = None if source is None else self.sources[source].reliability
        ruled = PREFERRED if prefer is not None and prefer.source == source else 0
        return round(odds_cost(grade, curator=source is None) * judged.claim.weight) + ruled

    def _cells(self, name: MomentName, clock: Clock, zone: str, day: int) -> list[tuple[int, int]]:
        """The instants of a day at which a clock shows a time."""
        if clock.ahead is None:
            firsts, lasts = instants(zone, day, clock.first), instants(zone, day, clock.last)
            # "About" may reach from what clocks show once into what they show twice.
            same = len(firsts) == len(lasts)
            pairs = list(zip(firsts, lasts, strict=True)) if same else [(firsts[0], lasts[-1])]
        else:
            # The day that another zone has then is this one, or one beside it.
            midnights = [(day + beside) * DAY_SECONDS - clock.ahead for beside in (-1, 0, 1)]
            pairs = [(midnight + clock.first, midnight + clock.last) for midnight in midnights]
        least, greatest = self.within[name]
        cut = [(max(first, least), min(last, greatest)) for first, last in pairs]
        return [(first, last) for first, last in cut if first <= last]

    def _orders(self, entry: Entry) -> Iterator[_Statement]:
        """The order within the day that the kept relations ask for; lengths and gaps are of days."""
        for judged in entry.relations:
            relation = judged.relation
            if judged.verdict in _LOST or relation.gap is not None or relation.event is None:
                continue
            asked = related(
                entry.id, relation, None, lambda owner, which: self.numbers.get((owner, which), -1)
            )
            asks = tuple(order for one in asked for order in _order(one, relation.type))
            if asks:
                grade = None if relation.source is None else self.sources[relation.source].reliability
                odds = odds_cost(grade, curator=relation.source is None)
                yield _Statement(judged.id, asks, relation_cost(odds, relation.weight))

    def entry(self, entry: Entry) -> Entry:
        """The entry with its times, and with what became of the times that its claims name."""
        return attrs.evolve(
            entry,
            start_clock=self._range(entry, START),
            end_clock=self._range(entry, END),
            claims=tuple(self._claim(judged) for judged in entry.claims),
            relations=tuple(self._relation(judged) for judged in entry.relations),
        )

    def _range(self, entry: Entry, which: str) -> ClockRange | None:
        """When on its day a moment can be; None where nothing is known but that an event ends after it starts."""
        found = self._instants((entry.id, which))
        if found is None:
            return None
        first, last = found
        least, greatest = self.within[entry.id, which]
        other = self._instants((entry.id, END if which == START else START))
        if other is not None and which == END:
            least = max(least, other[0])
        elif other is not None:
            greatest = min(greatest, other[1])
        if (first, last) == (least, greatest):
            return None
        shown = local(entry.zone, first)[1], local(entry.zone, last)[1]
        return ClockRange(first=shown[0], last=max(shown), ahead=ahead_at(entry.zone, first))

    def _instants(self, name: MomentName) -> tuple[int, int] | None:
        number, bounds = self.numbers.get(name), self.outcome.bounds
        if number is None or not bounds.knows(number):
            return None
        first, last = bounds.least(number), bounds.most(number)
        return None if first is None or last is None else (first, last)

    def _claim(self, judged: JudgedClaim) -> JudgedClaim:
        label = self.labels.get(judged.id)
        if label is None:
            return judged
        if self.outcome.levels[label]:
            return attrs.evolve(judged, clock=Verdict.REJECTED, clock_against=self._against(label))
        decides = any(True for ask in self.said[label].asks for _ in binds(ask, self.outcome.bounds))
        return attrs.evolve(judged, clock=Verdict.DECIDES if decides else Verdict.AGREES)

    def _relation(self, judged: JudgedRelation) -> JudgedRelation:
        label = self.labels.get(judged.id)
        if label is None or not self.outcome.levels[label]:
            return judged
        return attrs.evolve(judged, clock_against=self._against(label))

    def _against(self, label: int) -> tuple[str, ...]:
        """Ids of kept claims that one as made contradicts."""
        conflict = conflict_through(self.problem, self.outcome.levels, label, 0) or {}
        return tuple(sorted(self.said[one].id for one in conflict if one != label))


def _order(asked: Constraint, kind: Relation) -> Iterator[Constraint]:
    """What is left of a relation between days for the instants of two moments whose days are settled."""
    if not isinstance(asked, Distance) or min(asked.a, asked.b) < 0:
        return
    if asked.order:
        yield Distance(asked.a, asked.b, 0, None, asked.order)
    elif kind is Relation.SAME_TIME_AS:
        yield Distance(asked.a, asked.b, 0, 0)
