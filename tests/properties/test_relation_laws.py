"""Relations of three events against brute force: what the engine holds for possible is what spans can do."""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Callable, Iterable, Mapping

import pytest

from timeline.evidence.allen import SHARING_RELATIONS, Relation
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim
from timeline.reasoning.components import groups
from timeline.reasoning.constraints import model_of
from timeline.reasoning.outcome import Order
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.weighted import WeightedNetwork

# So many instants a day let three events come one after another within it; three days leave room to meet.
DAY = 6
INSTANTS = range(3 * DAY)
SPANS = [(start, end) for start in INSTANTS for end in INSTANTS if start <= end]

Span = tuple[int, int]


def day(instant: int) -> int:
    return instant // DAY


def met(one: Span, other: Span) -> bool:
    return one[1] < other[0] and day(other[0]) - day(one[1]) <= 1


HOLDS: dict[Relation, Callable[[Span, Span], bool]] = {
    Relation.BEFORE: lambda x, y: x[1] < y[0],
    Relation.AFTER: lambda x, y: y[1] < x[0],
    Relation.PREPARES_FOR: lambda x, y: x[1] < y[0],
    Relation.FOLLOWS: lambda x, y: y[1] < x[0],
    Relation.MEETS: met,
    Relation.MET_BY: lambda x, y: met(y, x),
    Relation.DURING: lambda x, y: y[0] <= x[0] and x[1] <= y[1],
    Relation.PART_OF: lambda x, y: y[0] <= x[0] and x[1] <= y[1],
    Relation.CONTAINS: lambda x, y: x[0] <= y[0] and y[1] <= x[1],
    Relation.OVERLAPS: lambda x, y: x[0] <= y[0] <= x[1] <= y[1],
    Relation.OVERLAPPED_BY: lambda x, y: y[0] <= x[0] <= y[1] <= x[1],
    Relation.STARTS_WITH: lambda x, y: day(x[0]) == day(y[0]) and x[1] <= y[1],
    Relation.STARTED_BY: lambda x, y: day(x[0]) == day(y[0]) and y[1] <= x[1],
    Relation.ENDS_WITH: lambda x, y: y[0] <= x[0] and day(x[1]) == day(y[1]),
    Relation.ENDED_BY: lambda x, y: x[0] <= y[0] and day(x[1]) == day(y[1]),
    Relation.SAME_TIME_AS: lambda x, y: day(x[0]) == day(y[0]) and day(x[1]) == day(y[1]),
    Relation.SAME_DAY_AS: lambda x, y: day(x[0]) == day(y[0]),
}
CONVERSE = {
    Relation.BEFORE: Relation.AFTER,
    Relation.MEETS: Relation.MET_BY,
    Relation.DURING: Relation.CONTAINS,
    Relation.OVERLAPS: Relation.OVERLAPPED_BY,
    Relation.STARTS_WITH: Relation.STARTED_BY,
    Relation.ENDS_WITH: Relation.ENDED_BY,
    Relation.SAME_TIME_AS: Relation.SAME_TIME_AS,
    Relation.SAME_DAY_AS: Relation.SAME_DAY_AS,
}
CONVERSE |= {other: one for one, other in CONVERSE.items()}
# One of each meaning.
MEANINGS = [r for r in HOLDS if r not in (Relation.PREPARES_FOR, Relation.FOLLOWS, Relation.PART_OF)]


@functools.cache
def spans_of(relation: Relation) -> list[int]:
    """For each span, as bits, the spans to which it lies so."""
    holds = HOLDS[relation]
    return [sum(1 << number for number, y in enumerate(SPANS) if holds(x, y)) for x in SPANS]


@functools.cache
def composed(one: Relation, other: Relation) -> list[int]:
    """For each span, the spans that it can reach over a third one."""
    second = spans_of(other)
    found = []
    for middles in spans_of(one):
        reached = (second[number] for number in range(len(SPANS)) if middles >> number & 1)
        found.append(functools.reduce(int.__or__, reached, 0))
    return found


def possible(*claims: tuple[str, Relation, str]) -> bool:
    """Whether the engine finds that relations can all hold."""
    said: dict[str, list[RelationClaim]] = {name: [] for name in "abc"}
    for owner, relation, other in claims:
        said[owner].append(RelationClaim(type=relation, event=other))
    events = [Event(id=name, relations=relations) for name, relations in said.items()]
    networks = [WeightedNetwork(*group) for group in groups(model_of(Dossier(events=events)))]
    return all(
        isinstance(network.bounds(dict.fromkeys(range(len(network.softs)), 0)), Bounds)
        for network in networks
    )


@pytest.mark.parametrize("one", MEANINGS, ids=lambda relation: relation.value)
def test_composition_equals_brute_force(one):
    """Two relations over a third event leave the same relations possible as spans of instants do."""
    for other, third in itertools.product(MEANINGS, repeat=2):
        expected = any(map(int.__and__, composed(one, other), spans_of(third)))
        assert expected == possible(("a", one, "b"), ("b", other, "c"), ("a", third, "c")), (other, third)


@pytest.mark.parametrize("one", HOLDS, ids=lambda relation: relation.value)
def test_two_relations_of_two_events_equal_brute_force(one):
    """Two relations between the same events can both hold if there are spans that lie so."""
    for other in HOLDS:
        expected = any(map(int.__and__, spans_of(one), spans_of(other)))
        assert expected == possible(("a", one, "b"), ("a", other, "b")), other


@pytest.mark.parametrize("one", CONVERSE, ids=lambda relation: relation.value)
def test_the_converse_says_the_same(one):
    """A relation and its converse said of the other event leave the same possible, and twice the converse is itself."""
    assert one is CONVERSE[CONVERSE[one]]
    for other in HOLDS:
        assert possible(("a", one, "b"), ("a", other, "b")) == possible(
            ("b", CONVERSE[one], "a"), ("a", other, "b")
        )


def test_relations_that_share_a_day():
    """The relations that are said to share a day are those whose spans always do."""

    def shares(x: Span, y: Span) -> bool:
        return day(x[0]) <= day(y[1]) and day(y[0]) <= day(x[1])

    pairs = list(itertools.product(SPANS, repeat=2))
    always = {r for r, holds in HOLDS.items() if all(shares(x, y) for x, y in pairs if holds(x, y))}
    assert always == SHARING_RELATIONS


@pytest.mark.drawn(quick=60, full=600)
def test_order_and_overlap_hold_in_every_case(seed):
    """What is told of the order and the overlap of two events holds for all spans that the file allows."""
    rng = random.Random(seed)
    windows = {
        name: tuple(sorted((rng.randint(0, 2), rng.randint(0, 2)))) for name in "abc" if rng.random() < 0.7
    }
    said = [
        (one, rng.choice(MEANINGS), other)
        for one, other in (("a", "b"), ("b", "c"), ("a", "c"))
        if rng.random() < 0.6
    ]
    line = reconcile(dossier(windows, said))
    left = {name: [s for s in SPANS if lies_in(s, windows.get(name))] for name in "abc"}
    pairs = [
        (x, y)
        for x in left["a"]
        for y in left["b"]
        if all(HOLDS[r](x, y) for o, r, t in said if o + t == "ab")
    ]
    thirds = {
        (name, x): frozenset(
            z for z in left["c"] if all(HOLDS[r](x, z) for o, r, t in said if o + t == f"{name}c")
        )
        for name in "ab"
        for x in left[name]
    }
    pairs = [(x, y) for x, y in pairs if not thirds["a", x].isdisjoint(thirds["b", y])]
    assert (line.cost == 0) == bool(pairs)
    if line.cost:
        return
    order, overlap = line.order("a", "b"), line.overlap("a", "b")
    assert order is not Order.BEFORE or all(x[1] < y[0] for x, y in pairs)
    assert order is not Order.AFTER or all(y[1] < x[0] for x, y in pairs)
    shared = [day(x[0]) <= day(y[1]) and day(y[0]) <= day(x[1]) for x, y in pairs]
    together = [x[0] <= y[1] and y[0] <= x[1] for x, y in pairs]
    assert overlap is not True or all(shared)
    assert overlap is not False or not any(together)


def lies_in(span: Span, window: tuple[int, ...] | None) -> bool:
    return window is None or (window[0] <= day(span[0]) and day(span[1]) <= window[-1])


def dossier(windows: Mapping[str, tuple[int, ...]], said: Iterable[tuple[str, Relation, str]]) -> Dossier:
    """Three events, some in windows of days, and how they lie."""
    claims = {
        name: [DateClaim(text=f"[2020-01-0{a + 1}..2020-01-0{b + 1}]")] for name, (a, b) in windows.items()
    }
    relations = [(owner, RelationClaim(type=relation, event=other)) for owner, relation, other in said]
    return Dossier(
        events=[
            Event(
                id=name,
                claims=claims.get(name, []),
                relations=[relation for owner, relation in relations if owner == name],
            )
            for name in "abc"
        ]
    )
