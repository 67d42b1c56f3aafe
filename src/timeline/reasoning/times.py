"""Times within the day: a second pass of the same engine, over the instants of days that the first has found.

Days never move for the sake of a time. Where a gap by the clock leaves a moment two days, and the times leave it one of
them, that is its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from timeline.dates.clocks import ClockRange
from timeline.dates.edtf import edtf_of
from timeline.dates.fuzzy import DateRange
from timeline.dates.values import Shown
from timeline.dates.zones import UTC, ahead_at, instants, local
from timeline.evidence.model import Dossier
from timeline.reasoning.chains import At, Chains
from timeline.reasoning.components import Standing, solved
from timeline.reasoning.entries import Bound, Entry, Instead, JudgedClaim, JudgedRelation
from timeline.reasoning.instants import Instants, instants_of
from timeline.reasoning.objections import Objections
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.relating import END, START, MomentName
from timeline.reasoning.verdicts import NOT_HELD, Verdict

__all__ = ["Timed", "with_times"]


@attrs.frozen(repr=False)
class Timed(Shown):
    """Entries with their times of day; what is given up for them costs so much, and is so far known to be the least."""

    entries: tuple[Entry, ...]
    cost: int = 0
    optimal: bool = True
    shortfall: int = 0


def with_times(dossier: Dossier, entries: Iterable[Entry], node_limit: int) -> Timed:
    """Work out the times of day of entries whose days are known."""
    entries = tuple(entries)
    model = instants_of(dossier, entries)
    if model is None:
        return Timed(entries)
    second = _Pass(model, dossier.zone or UTC, node_limit)
    timed = {entry.id: second.entry(entry) for entry in model.entries}
    component = second.component
    return Timed(
        tuple(timed.get(entry.id, entry) for entry in entries),
        component.cost,
        component.outcome.optimal,
        component.outcome.shortfall,
    )


class _Pass:
    """What the repaired instants say of the times of entries, and of what is claimed of them."""

    def __init__(self, model: Instants, zone: str, node_limit: int) -> None:
        self.days = model.days
        self.numbers = {name: number for number, name in enumerate(model.moments)}
        self.labels = {statement.id: label for label, statement in enumerate(model.statements)}
        self.component = solved((model.statements, model.hard), node_limit)
        # What the others leave is told in days, which are settled.
        self.objections = Objections({}, most=1)
        zones = {entry.id: entry.zone for entry in model.entries}

        def told(moment: MomentName, instant: int) -> At:
            return _at(zones.get(moment[0], zone), instant)

        self.chains = Chains(self.component, self.component.outcome.bounds, model.moments, told)

    def entry(self, entry: Entry) -> Entry:
        """The entry with its times, and with what became of the times that its claims name."""
        days = {which: self._days(entry, which) for which in (START, END)}
        moved = days[START] != entry.start or days[END] != entry.end
        timed = attrs.evolve(
            entry,
            start=days[START],
            end=days[END],
            candidates=(days[START],) if days[START] != entry.start else entry.candidates,
            edtf=edtf_of(days[START], days[END]) if moved else entry.edtf,
            claims=tuple(self._claim(judged) for judged in entry.claims),
            relations=tuple(self._relation(judged) for judged in entry.relations),
        )
        begins, ends = (self._clock(timed, which) for which in (START, END))
        bounds = [
            self._bound(entry, which, latest=latest) for which in (START, END) for latest in (False, True)
        ]
        told = {(bound.moment, bound.latest): bound for bound in bounds if bound is not None}
        clocked = {which for which, clock in ((START, begins), (END, ends)) if clock is not None}
        timed = attrs.evolve(timed, start_clock=begins, end_clock=ends)
        return attrs.evolve(
            timed,
            clock_bounds=tuple(bound for bound in told.values() if bound.moment[1] in clocked),
            bounds=tuple(_of_day(bound, told.get((bound.moment, bound.latest))) for bound in entry.bounds),
            instead=(*entry.instead, *self._instead(timed)),
        )

    def _instead(self, entry: Entry) -> Iterator[Instead]:
        """What other outcomes of the same cost make of an entry, where they time it or judge its times otherwise."""
        own = {*entry.event.claim_ids, *entry.event.relation_ids}
        now = entry.start, entry.end, entry.start_clock, entry.end_clock
        for other in self.component.others:
            start, end = (self._days(entry, which, other.bounds) for which in (START, END))
            dated = attrs.evolve(entry, start=start, end=end)
            begins, ends = (self._clock(dated, which, other.bounds) for which in (START, END))
            if now != (start, end, begins, ends) or not own.isdisjoint(other.differs):
                yield Instead(
                    start=start,
                    end=end,
                    stand=other.stand,
                    yielding=other.yielding,
                    start_clock=begins,
                    end_clock=ends,
                )

    def _days(self, entry: Entry, which: str, bounds: Bounds | None = None) -> DateRange:
        """The days that a moment can be, once its instants are known."""
        found = self._instants((entry.id, which), bounds)
        if found is None:
            return entry.start if which == START else entry.end
        return DateRange(*(local(entry.zone, instant)[0] for instant in found))

    def _clock(self, entry: Entry, which: str, bounds: Bounds | None = None) -> ClockRange | None:
        """When on its day a moment can be; None where nothing is known but that an event ends after it starts."""
        days = entry.start if which == START else entry.end
        found = self._instants((entry.id, which), bounds)
        if found is None or not days.settled or days.first is None:
            return None
        first, last = found
        least, greatest = (
            instants(entry.zone, days.first, 0)[0],
            instants(entry.zone, days.first + 1, 0)[0] - 1,
        )
        other = self._instants((entry.id, END if which == START else START), bounds)
        if other is not None and which == END:
            least = max(least, other[0])
        elif other is not None:
            greatest = min(greatest, other[1])
        if (first, last) == (least, greatest):
            return None
        shown = local(entry.zone, first)[1], local(entry.zone, last)[1]
        return ClockRange(first=shown[0], last=max(shown), ahead=ahead_at(entry.zone, first))

    def _instants(self, name: MomentName, bounds: Bounds | None = None) -> tuple[int, int] | None:
        """The first and the last instant that a moment can be, in the outcome or by the bounds of another."""
        number, bounds = self.numbers.get(name), bounds or self.component.outcome.bounds
        if number is None or not bounds.knows(number):
            return None
        first, last = bounds.least(number), bounds.most(number)
        return None if first is None or last is None else (first, last)

    def _bound(self, entry: Entry, which: str, *, latest: bool) -> Bound | None:
        """One side of the instants of a moment with its derivation, which is empty at the edge of its days."""
        moment = entry.id, which
        found = self._instants(moment)
        if found is None:
            return None
        edge = found[latest] == self.days[moment].within[latest]
        chain, cut = ((), False) if edge else self.chains.of(self.numbers[moment], latest=latest)
        day, second, again = _at(entry.zone, found[latest])
        return Bound(moment=moment, latest=latest, day=day, second=second, again=again, chain=chain, cut=cut)

    def _claim(self, judged: JudgedClaim) -> JudgedClaim:
        standing = self._standing(judged.id)
        if standing is None:
            return judged
        verdict = standing.verdict()
        return attrs.evolve(
            judged,
            clock=verdict,
            clock_slip=standing.name if verdict is Verdict.CORRECTED else None,
            clock_against=self._against(standing),
            tied=judged.tied or standing.tied,
        )

    def _relation(self, judged: JudgedRelation) -> JudgedRelation:
        standing = self._standing(judged.id)
        if standing is None:
            return judged
        return attrs.evolve(
            judged,
            clock=standing.verdict(),
            clock_against=self._against(standing),
            tied=judged.tied or standing.tied,
        )

    def _standing(self, claim: str) -> Standing | None:
        label = self.labels.get(claim)
        return None if label is None else Standing(self.component, label)

    def _against(self, standing: Standing) -> tuple[str, ...]:
        """Ids of kept claims that one as made contradicts."""
        if standing.verdict() not in NOT_HELD:
            return ()
        return next((objection.claims for objection in self.objections.of(standing)), ())


def _at(zone: str, instant: int) -> At:
    """When an instant is by the clocks of a zone."""
    day, second = local(zone, instant)
    shown = instants(zone, day, second)
    return day, second, len(shown) > 1 and instant == shown[-1]


def _of_day(bound: Bound, told: Bound | None) -> Bound:
    """A bound on the day of a moment: derived from times where they leave fewer days than all else."""
    return bound if told is None or told.day == bound.day else attrs.evolve(told, second=None, again=False)
