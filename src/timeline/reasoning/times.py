"""Times within the day: a second pass of the same engine, over the instants of days that the first has found.

Days never move for the sake of a time. Where a gap by the clock leaves a moment two days, and the times leave it one of
them, that is its day.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Final

import attrs

from timeline.dates.clocks import ClockRange
from timeline.dates.edtf import edtf_of
from timeline.dates.fuzzy import DateRange
from timeline.dates.values import Shown
from timeline.dates.zones import UTC, ahead_at, instants, local
from timeline.evidence.model import Dossier
from timeline.reasoning.binding import binds
from timeline.reasoning.constraints import BEYOND
from timeline.reasoning.entries import Bound, Entry, JudgedClaim, JudgedRelation, Link, Verdict
from timeline.reasoning.instants import Instants, instants_of
from timeline.reasoning.network import Constraint
from timeline.reasoning.problem import Problem, Standing, conflict_through
from timeline.reasoning.propagation import Step
from timeline.reasoning.relating import END, START, MomentName
from timeline.reasoning.repair import repair
from timeline.reasoning.slips import AS_SAID

__all__ = ["Timed", "with_times"]

# Nobody reads a longer derivation.
_LONGEST: Final = 100


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
    levels = zip(model.statements, second.outcome.levels, strict=True)
    return Timed(
        tuple(timed.get(entry.id, entry) for entry in entries),
        sum(statement.cost(level) for statement, level in levels),
        second.outcome.optimal,
        second.outcome.shortfall,
    )


class _Pass:
    """What the repaired instants say of the times of entries, and of what is claimed of them."""

    def __init__(self, model: Instants, zone: str, node_limit: int) -> None:
        self.model = model
        self.zone = zone
        self.numbers = {name: number for number, name in enumerate(model.moments)}
        self.zones = {entry.id: entry.zone for entry in model.entries}
        self.labels = {statement.id: label for label, statement in enumerate(model.statements)}
        self.problem = Problem(model.statements, model.hard)
        self.outcome = repair(self.problem, node_limit=node_limit)
        self.objected: dict[tuple[Constraint, ...], tuple[str, ...]] = {}
        self.tied = {label for other in self.outcome.tied for label in other}

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
            self._bound(entry.id, which, latest=latest) for which in (START, END) for latest in (False, True)
        ]
        told = {(bound.moment, bound.latest): bound for bound in bounds if bound is not None}
        clocked = {which for which, clock in ((START, begins), (END, ends)) if clock is not None}
        return attrs.evolve(
            timed,
            start_clock=begins,
            end_clock=ends,
            clock_bounds=tuple(bound for bound in told.values() if bound.moment[1] in clocked),
            bounds=tuple(_of_day(bound, told.get((bound.moment, bound.latest))) for bound in entry.bounds),
        )

    def _days(self, entry: Entry, which: str) -> DateRange:
        """The days that a moment can be, once its instants are known."""
        found = self._instants((entry.id, which))
        if found is None:
            return entry.start if which == START else entry.end
        return DateRange(*(local(entry.zone, instant)[0] for instant in found))

    def _clock(self, entry: Entry, which: str) -> ClockRange | None:
        """When on its day a moment can be; None where nothing is known but that an event ends after it starts."""
        days = entry.start if which == START else entry.end
        found = self._instants((entry.id, which))
        if found is None or not days.settled or days.first is None:
            return None
        first, last = found
        least, greatest = (
            instants(entry.zone, days.first, 0)[0],
            instants(entry.zone, days.first + 1, 0)[0] - 1,
        )
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

    def _bound(self, event: str, which: str, *, latest: bool) -> Bound | None:
        """One side of the instants of a moment with its derivation, which is empty at the edge of its days."""
        found = self._instants((event, which))
        if found is None:
            return None
        edge = found[latest] == self.model.within[event, which][latest]
        chain, cut = ((), False) if edge else self._chain(self.numbers[event, which], latest=latest)
        day, second = local(self.zones[event], found[latest])
        return Bound(moment=(event, which), latest=latest, day=day, second=second, chain=chain, cut=cut)

    def _chain(self, number: int, *, latest: bool) -> tuple[tuple[Link, ...], bool]:
        bounds, links = self.outcome.bounds, list[Link]()
        entry = bounds.derivation(number, greatest=latest)
        while entry >= 0 and len(links) < _LONGEST:
            step = bounds.step(entry)
            links.append(self._link(step))
            entry = step.cause
        return tuple(reversed(links)), entry >= 0

    def _link(self, step: Step) -> Link:
        moment = self.model.moments[step.variable]
        statement = self.model.statements[step.label] if step.label >= 0 else None
        day, second = local(self.zones.get(moment[0], self.zone), step.value)
        return Link(
            claim=statement.id if statement else None,
            part=statement.part.value if statement else "",
            moment=moment,
            latest=step.greatest,
            day=day,
            second=second,
        )

    def _claim(self, judged: JudgedClaim) -> JudgedClaim:
        label = self.labels.get(judged.id)
        if label is None:
            return judged
        verdict = self._verdict(label)
        slip = self.model.statements[label].name(self.outcome.levels[label])
        return attrs.evolve(
            judged,
            clock=verdict,
            clock_slip=slip if verdict is Verdict.CORRECTED else None,
            clock_against=self._against(label),
            tied=judged.tied or label in self.tied,
        )

    def _relation(self, judged: JudgedRelation) -> JudgedRelation:
        label = self.labels.get(judged.id)
        if label is None:
            return judged
        return attrs.evolve(
            judged,
            clock=self._verdict(label),
            clock_against=self._against(label),
            tied=judged.tied or label in self.tied,
        )

    def _verdict(self, label: int) -> Verdict:
        name = self.model.statements[label].name(self.outcome.levels[label])
        if name is None:
            return Verdict.REJECTED
        if name not in (AS_SAID, BEYOND):
            return Verdict.CORRECTED
        asks = self.model.statements[label].asks(self.outcome.levels[label])
        bound = any(True for ask in asks for _ in binds(ask, self.outcome.bounds))
        return Verdict.DECIDES if bound else Verdict.AGREES

    def _against(self, label: int) -> tuple[str, ...]:
        """Ids of kept claims that one as made contradicts."""
        if self._verdict(label) not in (Verdict.REJECTED, Verdict.CORRECTED):
            return ()
        if not self.problem.crowded(label):
            return self._objecting(label)
        # Of thousands who say the same, asking for each would take as long as all of them together each time.
        asked = self.model.statements[label].first
        if asked not in self.objected:
            self.objected[asked] = self._objecting(label)
        found = self.objected[asked]
        return self._objecting(label) if self.model.statements[label].id in found else found

    def _objecting(self, label: int) -> tuple[str, ...]:
        levels = self.outcome.levels
        conflict = conflict_through(self.problem, levels, label, 0, standing=lambda: self.standing) or {}
        return tuple(sorted(self.model.statements[one].id for one in conflict if one != label))

    @functools.cached_property
    def standing(self) -> Standing:
        """The levels where it ended, to ask what else they allow."""
        return Standing(self.problem, dict(enumerate(self.outcome.levels)))


def _of_day(bound: Bound, told: Bound | None) -> Bound:
    """A bound on the day of a moment: derived from times where they leave fewer days than all else."""
    return bound if told is None or told.day == bound.day else attrs.evolve(told, second=None)
