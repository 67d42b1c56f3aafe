"""Times of day against an enumeration of its own: every assignment of instants, each claim priced by what it says.

Times, gaps and zones are multiples of six hours, so that the ends of what is possible lie on few instants: where a cell
of a minute begins or ends, an hour to either side of that, and where a day ends.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

import attrs
import pytest

from timeline.dates import civil
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Source
from timeline.reasoning.costs import ClockSlip, clock_slip_cost, odds_cost, relation_cost, soft_gap_cost
from timeline.reasoning.entries import Entry
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.verdicts import Verdict

DAY, QUARTER, HOUR = 86_400, 21_600, 3600
FIRST = civil.day_number(2022, 9, 8)
ZONES = {"UTC": 0, "Etc/GMT-6": QUARTER, "Etc/GMT+6": -QUARTER}
# What each words say: the seconds of the day, and whether they may be of a clock of twelve hours.
TIMES = {
    "6 a.m.": (QUARTER, True),
    "6 p.m.": (3 * QUARTER, True),
    "12:00": (2 * QUARTER, True),
    "18:00": (3 * QUARTER, False),
}
# Least and most, and the most that the words only suggest.
GAPS = {
    "6 hours": (QUARTER, QUARTER, None),
    "within 6 hours": (0, QUARTER, None),
    "6 to 12 hours": (QUARTER, 2 * QUARTER, None),
    "at least 6 hours": (QUARTER, None, DAY),
    "0 minutes": (0, 0, None),
}


@attrs.frozen
class Told:
    """One thing told: who says it of what, the moments it speaks of, and the price and verdict of their instants."""

    id: str
    moments: tuple[str, ...]
    price: Callable[..., tuple[int, Verdict]]


def timed(source: Source, text: str, day: int, zone: str) -> Callable[[int], tuple[int, Verdict]]:
    """What it costs to think that a moment is at an instant, when a source says that it is at a time of a day."""
    odds = odds_cost(source.reliability)
    second, twelve = TIMES[text]
    said = (FIRST + day) * DAY + second - ZONES[zone]
    other = said + (DAY // 2 if second < DAY // 2 else -DAY // 2)
    hour, half = (odds + clock_slip_cost(slip) for slip in (ClockSlip.HOUR, ClockSlip.HALF_DAY))

    def price(instant: int) -> tuple[int, Verdict]:
        if said <= instant < said + 60:
            return 0, Verdict.AGREES
        if any(said + off <= instant < said + off + 60 for off in (-HOUR, HOUR)):
            return hour, Verdict.CORRECTED
        if twelve and other <= instant < other + 60:
            return half, Verdict.CORRECTED
        return odds + clock_slip_cost(None), Verdict.REJECTED

    return price


def apart(gap: str | None, source: Source | None) -> Callable[[int, int], tuple[int, Verdict]]:
    """What it costs to think that two instants lie so, when they are said to lie a gap apart, or only in order."""
    least, most, softly = GAPS[gap] if gap else (0, None, None)
    grade = None if source is None else source.reliability
    lost = relation_cost(odds_cost(grade, curator=source is None), 1.0, clock_slip_cost(ClockSlip.HOUR))

    def price(one: int, other: int) -> tuple[int, Verdict]:
        if other - one < least or (most is not None and other - one > most):
            return lost, Verdict.REJECTED
        beyond = softly is not None and other - one > softly
        return (soft_gap_cost() if beyond else 0), Verdict.AGREES

    return price


def random_dossier(rng: random.Random) -> tuple[Dossier, list[Told], dict[str, tuple[int, int]]]:
    """A dossier of two events; what it tells, and the first and last second of each moment's day."""
    sources = {name: Source(id=name, reliability=rng.choice("ABCDE")) for name in "stu"}
    told: list[Told] = []
    within: dict[str, tuple[int, int]] = {}
    events = []
    for name in "ab":
        zone = rng.choice(list(ZONES))
        begins = rng.choice((0, 0, 1)) if name == "b" else 0
        days = {"start": begins, "end": begins + rng.choice((0, 0, 1))}
        claims, relations = [], []
        for which, day in days.items():
            first = (FIRST + day) * DAY - ZONES[zone]
            within[f"{name}.{which}"] = first, first + DAY - 1
            claims.append(DateClaim(text=f"{8 + day} September 2022", moment=which))
            for source in rng.sample("stu", rng.choice((0, 1, 1, 2))):
                text = rng.choice(list(TIMES))
                claims.append(
                    DateClaim(source=source, text=f"{8 + day} September 2022 at {text}", moment=which)
                )
                priced = timed(sources[source], text, day, zone)
                told.append(Told(f"{name}/{source}/{which}", (f"{name}.{which}",), priced))
        if rng.random() < 0.5:
            gap = rng.choice(list(GAPS))
            relations.append(RelationClaim(type=Relation.LASTS, gap=gap))
            told.append(Told(f"{name}/lasts", (f"{name}.start", f"{name}.end"), apart(gap, None)))
        if name == "b":
            by, gap = rng.choice((None, "s")), rng.choice((None, *GAPS))
            relations.append(RelationClaim(type=Relation.AFTER, event="a", gap=gap, source=by))
            priced_gap = apart(gap, None if by is None else sources[by])
            told.append(Told("b/after/a", ("a.end", "b.start"), priced_gap))
        events.append(Event(id=name, zone=zone, claims=claims, relations=relations))
    return Dossier(sources=sources.values(), events=events), told, within


def candidates(first: int, last: int) -> Iterator[int]:
    """The instants of a day at which anything that is asked can begin or end."""
    for quarter in range(first, last, QUARTER):
        for off in (0, 59, HOUR, HOUR + 59, QUARTER - HOUR, QUARTER - HOUR + 59, QUARTER - 1):
            yield quarter + off


def enumerated(
    told: list[Told], within: dict[str, tuple[int, int]]
) -> tuple[int, dict[str, tuple[int, int]]]:
    """The least cost, and the first and last instant of each moment at that cost.

    What is told ties a.start to a.end to b.start to b.end, so the best of each half is found for each end of its.
    """

    def cost(moments: tuple[str, ...], *instants: int) -> int:
        return sum(one.price(*instants)[0] for one in told if one.moments == moments)

    halves = {}
    for name in "ab":
        alone = {
            which: {at: cost((f"{name}.{which}",), at) for at in candidates(*within[f"{name}.{which}"])}
            for which in ("start", "end")
        }
        halves[name] = {
            (one, other): alone["start"][one]
            + alone["end"][other]
            + cost((f"{name}.start", f"{name}.end"), one, other)
            for one, other in itertools.product(*alone.values())
            if one <= other
        }
    ends: dict[int, int] = {}
    starts: dict[int, int] = {}
    for (_, end), price in halves["a"].items():
        ends[end] = min(price, ends.get(end, price))
    for (start, _), price in halves["b"].items():
        starts[start] = min(price, starts.get(start, price))
    between = {
        (end, start): ends[end] + starts[start] + cost(("a.end", "b.start"), end, start)
        for end, start in itertools.product(ends, starts)
    }
    least = min(between.values())
    best = [pair for pair, price in between.items() if price == least]
    beside_a = {
        end: least - min(p for (e, s), p in between.items() if e == end) + ends[end] for end, _ in best
    }
    beside_b = {
        start: least - min(p for (e, s), p in between.items() if s == start) + starts[start]
        for _, start in best
    }
    seen = {
        "a.start": [s for (s, e), price in halves["a"].items() if beside_a.get(e) == price],
        "a.end": [end for end, _ in best],
        "b.start": [start for _, start in best],
        "b.end": [e for (s, e), price in halves["b"].items() if beside_b.get(s) == price],
    }
    return least, {moment: (min(instants), max(instants)) for moment, instants in seen.items()}


def found(entry: Entry, within: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """The instants of an entry: those of its times; without, those of its day that the times of the other leave."""
    (first, last), (low, high) = within[f"{entry.id}.start"], within[f"{entry.id}.end"]
    if (clock := entry.start_clock) is not None:
        first, last = first + clock.first, first + clock.last
    if (clock := entry.end_clock) is not None:
        low, high = low + clock.first, low + clock.last
    return {f"{entry.id}.start": (first, min(last, high)), f"{entry.id}.end": (max(low, first), high)}


def days_hold(line: Timeline) -> bool:
    judged = [one.verdict for entry in line for one in (*entry.claims, *entry.relations)]
    return not {Verdict.REJECTED, Verdict.CORRECTED}.intersection(judged)


@pytest.mark.drawn(quick=30, full=600)
def test_times_equal_an_enumeration(seed):
    """What is given up costs the least that it can, and every time is bounded by all instants at that cost."""
    rng = random.Random(seed)
    while True:
        dossier, told, within = random_dossier(rng)
        line = reconcile(dossier)
        # Otherwise some times are not of the days that were found.
        if days_hold(line):
            break
    least, bounds = enumerated(told, within)
    assert least == line.cost
    if not any(one.tied for entry in line for one in (*entry.claims, *entry.relations)):
        assert bounds == {moment: cell for entry in line for moment, cell in found(entry, within).items()}
        expected = {(one.id, price_at(one, bounds)) for one in told if settled(one, bounds)}
        assert expected <= {(name, lost) for name, lost in fates(line).items()}


def settled(one: Told, bounds: dict[str, tuple[int, int]]) -> bool:
    """Whether the moments that something is told of are each known to the minute."""
    return all(bounds[moment][1] - bounds[moment][0] < 60 for moment in one.moments)


def price_at(one: Told, bounds: dict[str, tuple[int, int]]) -> Verdict:
    return one.price(*(bounds[moment][0] for moment in one.moments))[1]


def fates(line: Timeline) -> dict[str, Verdict]:
    """What became of each time and relation: kept, corrected or rejected."""
    claims = {
        f"{entry.id}/{one.claim.source}/{one.claim.moment.value}": one.clock
        for entry in line
        for one in entry.claims
    }
    relations = {one.id: one.clock for entry in line for one in entry.relations}
    judged = {name: clock for name, clock in (claims | relations).items() if clock is not None}
    return {name: Verdict.AGREES if clock is Verdict.DECIDES else clock for name, clock in judged.items()}
