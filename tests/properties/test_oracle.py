"""Reconciling against an oracle that shares no line with it, on small random dossiers of all that a file can say.

The oracle (`tests/oracle`) was written from the reference pages alone: what texts and gaps mean, what wrong ones cost,
and every assignment of dozens of days to each moment tried. `make test` draws a few dossiers, `make deep` three
thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

pytest.importorskip("numpy", reason="needs the PyPI distribution numpy; `make deep` installs it")

import numpy as np

from oracle.drawing import Drawing, yaml_of
from oracle.ends import SHIFT, Limits, limits_of, tied
from oracle.optimum import Domain
from oracle.reading import LEVELS, Reading, Variable, is_place, read
from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import Dossier
from timeline.evidence.reading import loads
from timeline.reasoning.entries import JudgedClaim
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.times import Timed
from timeline.reasoning.verdicts import EntryStatus, Verdict

# As many cells as a table may have; tables of wide dossiers are made over fewer days.
LARGEST = 1_500_000
REACHES = (22, 16, 10, 7, 5, 3)
MARGINS = (400, 100, 40)
BLOCK = 25
# Of the 25 dossiers of a block, so many at least are compared in all. Of the others a side is open, and what is found
# hangs on days farther off than any that are tried, or so much hangs together that tables would be of unbearable size.
FLOOR = 17


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Blocks of seeds, so that thousands of dossiers are no thousands of tests."""
    count = int(metafunc.config.getoption("--dossiers"))
    metafunc.parametrize("first", range(0, count, BLOCK))


def test_outcome_equals_the_oracle(first):
    """Cost, bounds, ties, candidates and what became of each claim are those of trying all days, for most of them."""
    compared_in_full = 0
    for seed in range(first, first + BLOCK):
        drawing = Drawing(seed)
        dossier = drawing.dossier()
        text = yaml_of(dossier)
        line = reconciled(loads(text), by_clock=drawing.by_clock)
        comparison = Comparison(line, read(dossier, drawing.texts), drawing)
        told = "\n".join([*comparison.differences(), *misjudged_conflicts(line)])
        assert not told, f"seed {seed}\n{text}\n{told}"
        compared_in_full += comparison.in_full
    assert compared_in_full >= FLOOR


def reconciled(dossier: Dossier, *, by_clock: bool) -> Timeline:
    """The outcome for days alone: where gaps are by the clock, instants may narrow it, and never do more."""
    if not by_clock:
        return reconcile(dossier)
    whole = reconcile(dossier)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline.reasoning.reconcile.with_times", lambda _, entries, __: Timed(tuple(entries)))
        line = reconcile(dossier)
    assert whole.cost >= line.cost
    for entry in line:
        for timed, days in ((whole[entry.id].start, entry.start), (whole[entry.id].end, entry.end)):
            assert days.first is None or (timed.first is not None and timed.first >= days.first)
            assert days.last is None or (timed.last is not None and timed.last <= days.last)
    return line


class Comparison:
    """An outcome held against the oracle's.

    The days tried are those around the centre of the dossier, and for each moment those around its bounds in the
    outcome and in others of the same cost: whatever the outcome says is found among them. Where a side is open, all
    days between the bounds and around them are tried, as many as there is room for: an outcome that costs the same on
    none of them is not compared in full.
    """

    def __init__(self, line: Timeline, reading: Reading, drawing: Drawing) -> None:
        self.line, self.reading, self.drawing = line, reading, drawing
        self.ends = limits_of(line)
        stand = {other.stand for entry in line for other in entry.instead}
        stand |= {(f"{source.id}/published",) for source in line.sources if source.tied}
        # Where it says that another outcome is as good, the days of that one are looked at too.
        others = (reconcile(line.dossier, keep=frozenset(claims)) for claims in sorted(stand))
        self.others = [days for other in others for days in limits_of(other)]
        self.in_full = False

    def differences(self) -> Iterator[str]:
        """What differs, in words."""
        domains = (Domain.of(self.reading, self.tried(around), LARGEST) for around in self.windows())
        domain = next(filter(None, domains), None)
        if domain is None:
            return
        optimum, marginals = domain.marginals()
        cost = optimum // LEVELS
        if self.line.cost > cost or (self.line.cost < cost and not self.is_open):
            yield f"the cost is {self.line.cost}, and of the days tried {cost}"
        if self.line.cost != cost:
            return
        levels = domain.levels(optimum)
        is_tied = domain.is_tied(optimum, levels)
        if is_tied and not tied(self.line):
            yield f"tie not found: {levels}"
        for days in self.ends:
            if (own := self.on_days(domain, days).marginals()[0] // LEVELS) != cost:
                if not self.is_open:
                    yield f"costs {cost}, and on these days {own}: {days}"
                return
        if tied(self.line) and not is_tied:
            yield f"not tied: {levels}"
        chosen = None
        if is_tied:
            yield from self.silent(domain, optimum, marginals)
            chosen = self.chosen(domain)
            if chosen is None:
                return
            optimum, marginals = domain.marginals(within=chosen)
        else:
            yield from other_verdicts(
                self.line, self.reading, self.drawing, {label: min(costs) for label, costs in levels.items()}
            )
        yield from other_bounds(domain, optimum, marginals, *self.ends)
        yield from self.other_candidates(domain, optimum, marginals, chosen)
        self.in_full = True

    def silent(self, domain: Domain, optimum: int, marginals: dict[Variable, Any]) -> Iterator[str]:
        """Events and sources that another outcome of the same cost dates otherwise, and that do not say so."""
        told = [(entry.id, "start", entry.start, entry.status is EntryStatus.TIED) for entry in self.line]
        told += [(entry.id, "end", entry.end, entry.status is EntryStatus.TIED) for entry in self.line]
        told += [(one.id, "published", one.published, bool(one.instead)) for one in self.line.sources]
        for owner, which, days, says_so in told:
            possible = domain.days[owner, which][np.flatnonzero(marginals[owner, which] == optimum)] - SHIFT
            if not says_so and any(not _within(day, days) for day in possible.tolist()):
                yield f"{owner} {which} could be elsewhere at the same cost: {possible.tolist()} beside {days}"

    def other_candidates(
        self, domain: Domain, optimum: int, marginals: dict[Variable, Any], chosen: dict[str, int] | None
    ) -> Iterator[str]:
        """Days on which an event can start and that no candidate has, and candidates on which it cannot start."""
        for entry in self.line:
            name = (entry.id, "start")
            possible = set(domain.days[name][np.flatnonzero(marginals[name] == optimum)].tolist())
            cells = [(c.first, c.last) for c in entry.candidates]
            runs = [range(a + SHIFT, b + SHIFT + 1) for a, b in cells if a is not None and b is not None]
            if runs and not all(any(day in run for run in runs) for day in possible):
                yield f"{entry.id} can start on other days than {entry.candidates}: {sorted(possible)}"
            for run in runs:
                if not possible.intersection(run) and not self.may_lie(domain, name, run, optimum, chosen):
                    yield f"{entry.id} cannot start on all of {entry.candidates}: {sorted(possible)}"

    def may_lie(
        self, domain: Domain, name: Variable, run: range, optimum: int, chosen: dict[str, int] | None
    ) -> bool:
        """Whether a moment can be on some day of a run, or all days of the other moments are too many to try."""
        days = {other: set(own.tolist()) for other, own in domain.days.items()}
        for other, first in self.ends[0].items():
            last = self.ends[1][other]
            days[other].update(() if first is None or last is None else range(first, last + 1))
        there = Domain.of(self.reading, days | self.places(days) | {name: run}, LARGEST)
        return there is None or there.marginals(within=chosen)[0] == optimum

    def chosen(self, domain: Domain) -> dict[str, int] | None:
        """Of outcomes that cost the same the one that was chosen: its prices; None where open sides leave several."""
        first, last = (
            own.levels(own.marginals()[0]) for own in (self.on_days(domain, days) for days in self.ends)
        )
        prices = {label: first[label] & last[label] for label in first}
        return (
            {label: min(own) for label, own in prices.items()}
            if all(len(own) == 1 for own in prices.values())
            else None
        )

    def windows(self) -> Iterator[Iterable[int]]:
        """The days to be tried for all moments, widest first."""
        if self.is_open:
            named = [day for days in self.ends for day in days.values() if day is not None]
            for margin in MARGINS if named else ():
                yield range(min(named) - margin, max(named) + margin)
        centres = [centre.toordinal() for centre in self.drawing.centres]
        for reach in REACHES:
            yield [day for centre in centres for day in range(centre - reach, centre + reach)]

    @property
    def is_open(self) -> bool:
        """Whether some moment has an open side, so that it may be on days that nobody tries."""
        return any(day is None for days in self.ends for day in days.values())

    def tried(self, around: Iterable[int]) -> dict[Variable, set[int]]:
        """The days to be tried for each moment."""
        found = {variable: set(around) for variable in self.reading.variables}
        for days in (*self.ends, *self.others):
            for name, day in days.items():
                found[name].update(() if day is None else (day - 1, day, day + 1))
        told = [days for entry in self.line for one in entry.instead for days in (one.start, one.end)]
        elsewhere = {day + SHIFT for days in told for day in (days.first, days.last) if day is not None}
        for own in found.values():
            own.update(elsewhere)
        return found | self.places(found)

    def on_days(self, domain: Domain, days: Limits) -> Domain:
        """The domain where all moments have their days; what is open has all that are tried."""
        found = {
            name: domain.days[name].tolist() if days.get(name) is None else [days[name]]
            for name in self.reading.variables
        }
        own = Domain.of(self.reading, found | self.places(found), LARGEST)
        assert own is not None
        return own

    def places(self, days: Mapping[Variable, Iterable[int]]) -> dict[Variable, set[int]]:
        """The days of places in a series: those of all events."""
        starts = {day for name, own in days.items() if name[1] == "start" for day in own}
        return {name: starts for name in self.reading.variables if is_place(name)}


def _within(day: int, days: DateRange) -> bool:
    return (days.first is None or days.first <= day) and (days.last is None or day <= days.last)


def other_bounds(
    domain: Domain, optimum: int, marginals: dict[Variable, Any], firsts: Limits, lasts: Limits
) -> Iterator[str]:
    """Bounds that are too narrow or too wide."""
    for name, first in firsts.items():
        possible = domain.days[name][np.flatnonzero(marginals[name] == optimum)]
        least, most, last = int(possible.min()), int(possible.max()), lasts[name]
        if (first is not None and least != first) or (last is not None and most != last):
            yield f"{name} can be {least}..{most}, not {first}..{last}"


def other_verdicts(
    line: Timeline, reading: Reading, drawing: Drawing, costs: dict[str, int]
) -> Iterator[str]:
    """Claims that were kept, corrected or rejected otherwise than the cheapest days have it."""
    statements = {one.label: one for one in reading.statements}
    for entry in line:
        claims = drawing.made["events"][entry.id]["claims"]
        for number, claim in enumerate(claims):
            judged = next(one for one in entry.claims if same(one, claim))
            label = f"{entry.id}/{number}"
            if label in statements:
                yield from other_verdict(judged, statements[label], costs[label])
            if f"{label}/tense" in statements:
                lost = costs[f"{label}/tense"] >= statements[f"{label}/tense"].given_up
                if lost != (judged.tense is Verdict.REJECTED):
                    yield f"the tense of {judged.id} is {judged.tense}"


def other_verdict(judged: JudgedClaim, statement: Any, price: int) -> Iterator[str]:
    level = price % LEVELS
    name = statement.levels[level][0] if level < len(statement.levels) else None
    if name is None:
        right = judged.verdict in (Verdict.REJECTED, Verdict.OVERRULED)
    elif name in ("as said", "other"):
        right = judged.verdict in (Verdict.DECIDES, Verdict.AGREES) and (judged.reading == "other") == (
            level > 0
        )
    else:
        right = judged.verdict is Verdict.OVERRULED or {*judged.slips} <= {*name.split(" or ")}
    if not right:
        yield f"{judged.id} is {judged.verdict}, {judged.slip}, {judged.reading}; at its price it is {name}"


def same(judged: JudgedClaim, claim: dict[str, Any]) -> bool:
    """Whether a judged claim is one that was drawn."""
    moment = next((key for key in ("when", "starts", "ends") if key in claim), None)
    said = judged.claim
    key = (
        {"whole": "when", "start": "starts", "end": "ends"}[said.moment.value]
        if said.text is not None
        else None
    )
    stance = said.stance.value if said.stance else None
    wanted = (claim.get("from"), claim.get(moment or ""), moment, claim.get("as"), claim.get("anchor"))
    return (said.source, said.text, key, stance, said.anchor) == wanted


def misjudged_conflicts(line: Timeline) -> Iterator[str]:
    """Conflicts of which some claim is not needed; those of more than one part of a claim are passed over."""
    for conflict in line.conflicts:
        if len(set(conflict.claims)) != len(conflict.claims):
            yield f"a claim is twice in {conflict.claims}"
