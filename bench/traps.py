"""Hard cases by name, each at two sizes: CPU seconds, and how they grow.

Of each something is known that the outcome must have: what did nothing would be fast.

python -m bench.traps [NAME ...]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bench.scale import cpu
from timeline.dates import civil
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Source
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.verdicts import HELD, Verdict

FIRST = civil.day_number(2010, 1, 1)
WORDS = ("yesterday", "last month", "on Wednesday", "September 8", "in May", "next week", "last year")


def star(size: int, days: int, *, between: bool = False) -> Dossier:
    """Claims by sources of all grades on one event, spread over so many days; `between` two others."""
    rng = random.Random(1)
    said = [civil.iso(FIRST + rng.randrange(3650)) for _ in range(days)]
    sources = [Source(id=f"s{i}", reliability=rng.choice("ABCDE")) for i in range(size)]
    claims = [DateClaim(source=f"s{i}", text=said[i % days]) for i in range(size)]
    if not between:
        return Dossier(sources=sources, events=[Event(id="e", claims=claims)])
    events = [Event(id="e", claims=claims, after="a", before="b"), Event(id="a", when="2012")]
    return Dossier(sources=sources, events=[*events, Event(id="b", when="2018")])


def circle(size: int) -> Dossier:
    """Events each before the next, the last before the first."""
    return Dossier(events=[Event(id=f"e{i}", before=f"e{(i + 1) % size}") for i in range(size)])


def chain(size: int) -> Dossier:
    """Events each after the one before, of which the first and the last have a year."""
    events = [Event(id=f"e{i:06}", after=f"e{i - 1:06}") for i in range(1, size - 1)]
    last = Event(id=f"e{size - 1:06}", when="2020", after=f"e{size - 2:06}")
    return Dossier(events=[Event(id="e000000", when="2020"), *events, last])


def undated_sources(size: int) -> Dossier:
    """As many sources as events, none with a publication day: that follows from what they say."""
    rng = random.Random(5)
    events = []
    for number in range(size):
        one, other = rng.sample(range(size), 2)
        claims = [
            DateClaim(source=f"s{one}", text=civil.iso(FIRST + rng.randrange(365))),
            DateClaim(source=f"s{other}", text=rng.choice(WORDS)),
        ]
        events.append(Event(id=f"e{number}", claims=claims))
    return Dossier(sources=[Source(id=f"s{i}") for i in range(size)], events=events)


def woven(size: int) -> Dossier:
    """One component without a slip: sets with holes, and distances that go round in circles."""
    rng, days = _planted(size)
    events = []
    for number, day in enumerate(days):
        pair = sorted((day, day + rng.choice((-30, 30))))
        texts = (civil.iso(day), f"[{civil.iso(pair[0])},{civil.iso(pair[1])}]")
        claims = [DateClaim(source=f"s{rng.randrange(20)}", text=rng.choice(texts)) for _ in range(2)]
        relations = [_apart(rng, days, number, rng.randrange(number)) for _ in range(2 if number else 0)]
        events.append(Event(id=f"e{number}", claims=claims, relations=relations))
    return Dossier(sources=[Source(id=f"s{i}") for i in range(20)], events=events)


def _planted(size: int) -> tuple[random.Random, list[int]]:
    """The days of so many events, and what draws all else."""
    rng = random.Random(3)
    return rng, [FIRST + rng.randrange(3650) for _ in range(size)]


def _apart(rng: random.Random, days: list[int], number: int, other: int) -> RelationClaim:
    between = days[number] - days[other]
    kind = Relation.AFTER if between >= 0 else Relation.BEFORE
    gap = f"{max(0, abs(between) - rng.randrange(9))} to {abs(between) + rng.randrange(9)} days"
    return RelationClaim(type=kind, event=f"e{other}", gap=gap if rng.random() < 0.5 else None)


def settled_by_many(line: Timeline) -> None:
    """The event has a day that some source named, and whoever named another lost."""
    day, judged = line["e"].start, line["e"].claims
    assert day.settled
    as_made = {claim.claim.text for claim in judged if claim.verdict in HELD}
    assert {day.iso} == as_made
    assert len(line.conflicts) >= len(judged) - sum(claim.verdict in HELD for claim in judged)


def held_between(line: Timeline) -> None:
    """The event has a day that some source named, on the side of the two others that relations which hold put it."""
    settled_by_many(line)
    event, sides = line["e"], {"a": line["a"].end.last, "b": line["b"].start.first}
    for judged in event.relations:
        if judged.verdict in HELD:
            assert (
                sides["a"] <= event.start.first
                if judged.relation.event == "a"
                else event.end.last <= sides["b"]
            )
    assert any(judged.verdict in HELD for judged in event.relations)


def broken_once(line: Timeline) -> None:
    """One relation of the circle is given up, and all of them contradict each other."""
    lost = [judged for entry in line for judged in entry.relations if judged.verdict is Verdict.REJECTED]
    assert len(lost) == 1
    assert [len(line)] == [len(conflict.claims) for conflict in line.conflicts]


def reaches_through(line: Timeline) -> None:
    """What is known of the two ends bounds all between them, and nothing is given up."""
    assert not line.conflicts
    for entry in line:
        assert civil.year_bounds(2020) == (entry.start.first, entry.end.last)


def dated_by_events(line: Timeline) -> None:
    """Whoever says "yesterday" of an event of a known day, and is believed, appeared on the next."""
    appeared = {source.id: source.published for source in line.sources}
    believed = [
        (entry.start.first, appeared[judged.claim.source])
        for entry in line
        for judged in entry.claims
        if judged.claim.text == "yesterday"
        and judged.verdict in HELD
        and not judged.reading
        and entry.settled
    ]
    assert len(believed) > len(line) // 50
    assert all((day + 1, day + 1) == (published.first, published.last) for day, published in believed)


def holds_together(line: Timeline) -> None:
    """Nothing is given up, and every event can be on the day that it was planted on."""
    assert not line.conflicts
    assert not line.cost
    for number, day in enumerate(_planted(len(line))[1]):
        assert day in line[f"e{number}"].start


class Trap(NamedTuple):
    """A hard case: how it is made, what is known of its outcome, and its two sizes."""

    make: Callable[[int], Dossier]
    known: Callable[[Timeline], None]
    sizes: tuple[int, int]

    def tried(self, size: int) -> float:
        """CPU seconds that a size takes; AssertionError where the outcome is not what it must be."""
        dossier, lines = self.make(size), list[Timeline]()
        seconds = cpu(lambda: lines.append(reconcile(dossier)))
        assert lines[0].optimal
        self.known(lines[0])
        return seconds


TRAPS = {
    "claims on one event, five days": Trap(lambda size: star(size, 5), settled_by_many, (1000, 10_000)),
    "claims on one event, all days": Trap(lambda size: star(size, size), settled_by_many, (1000, 10_000)),
    "claims on one event, five days, with relations": Trap(
        lambda size: star(size, 5, between=True), held_between, (1000, 10_000)
    ),
    "a circle of before": Trap(circle, broken_once, (100, 1000)),
    "a chain of after": Trap(chain, reaches_through, (5000, 50_000)),
    "sources without a day": Trap(undated_sources, dated_by_events, (500, 5000)),
    "one component without slips": Trap(woven, holds_together, (1000, 10_000)),
}


def figures(names: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for name in names or TRAPS:
        trap = TRAPS[name]
        spent = [trap.tried(size) for size in trap.sizes]
        for size, seconds in zip(trap.sizes, spent, strict=True):
            yield f"{name}, {size}: CPU seconds", f"{seconds:.2f}"
        yield f"{name}: growth for ten times as many", f"{spent[1] / spent[0]:.0f}"


if __name__ == "__main__":
    for what, figure in figures(tuple(sys.argv[1:])):
        print(f"{what:<62} {figure:>10}")
