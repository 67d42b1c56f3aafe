"""Hard cases by name, each at two sizes: CPU seconds, and how they grow.

python -m bench.traps [NAME ...]
"""

from __future__ import annotations

import functools
import random
import sys
from collections.abc import Callable, Iterator

from bench.scale import cpu
from timeline.dates import civil
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Source
from timeline.reasoning.reconcile import reconcile

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
    rng = random.Random(3)
    days = [FIRST + rng.randrange(3650) for _ in range(size)]
    events = []
    for number, day in enumerate(days):
        pair = sorted((day, day + rng.choice((-30, 30))))
        texts = (civil.iso(day), f"[{civil.iso(pair[0])},{civil.iso(pair[1])}]")
        claims = [DateClaim(source=f"s{rng.randrange(20)}", text=rng.choice(texts)) for _ in range(2)]
        relations = [_apart(rng, days, number, rng.randrange(number)) for _ in range(2 if number else 0)]
        events.append(Event(id=f"e{number}", claims=claims, relations=relations))
    return Dossier(sources=[Source(id=f"s{i}") for i in range(20)], events=events)


def _apart(rng: random.Random, days: list[int], number: int, other: int) -> RelationClaim:
    between = days[number] - days[other]
    kind = Relation.AFTER if between >= 0 else Relation.BEFORE
    gap = f"{max(0, abs(between) - rng.randrange(9))} to {abs(between) + rng.randrange(9)} days"
    return RelationClaim(type=kind, event=f"e{other}", gap=gap if rng.random() < 0.5 else None)


TRAPS: dict[str, tuple[Callable[[int], Dossier], tuple[int, int]]] = {
    "claims on one event, five days": (lambda size: star(size, 5), (1000, 10_000)),
    "claims on one event, all days": (lambda size: star(size, size), (1000, 10_000)),
    "claims on one event, five days, with relations": (
        lambda size: star(size, 5, between=True),
        (1000, 10_000),
    ),
    "a circle of before": (circle, (100, 1000)),
    "a chain of after": (chain, (5000, 50_000)),
    "sources without a day": (undated_sources, (500, 5000)),
    "one component without slips": (woven, (1000, 10_000)),
}


def figures(names: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for name in names or TRAPS:
        make, sizes = TRAPS[name]
        spent = [cpu(functools.partial(reconcile, make(size))) for size in sizes]
        for size, seconds in zip(sizes, spent, strict=True):
            yield f"{name}, {size}: CPU seconds", f"{seconds:.2f}"
        yield f"{name}: growth for ten times as many", f"{spent[1] / spent[0]:.0f}"


if __name__ == "__main__":
    for what, figure in figures(tuple(sys.argv[1:])):
        print(f"{what:<62} {figure:>10}")
