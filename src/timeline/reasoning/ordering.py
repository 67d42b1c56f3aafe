"""Entries in order: what kept relations say of it, a list that respects all that is known, and what stays open.

Works on judged entries; decides nothing about their days.
"""

from __future__ import annotations

import heapq
import itertools
import operator
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet
from typing import Final

from timeline.evidence.allen import Relation
from timeline.reasoning.entries import Entry, JudgedRelation
from timeline.reasoning.outcome import Order, order_of
from timeline.reasoning.verdicts import LOST, EntryStatus, Verdict

__all__ = ["begin_first", "in_order", "precedes", "unknown_order"]

_Pair = tuple[str, str]

# Events that share an ordinal of a series are mostly one event, or a mistake. Of thousands at each of two ordinals all
# pairs would be millions, of twenty they are 400; those beyond the first are put in order by their days alone.
_OF_ONE_ORDINAL: Final = 20

# Relations that say which of two events is over before the other begins: this one, or the one that it names.
_FIRST: Final = {Relation.BEFORE, Relation.PREPARES_FOR, Relation.MEETS}
_SECOND: Final = {Relation.AFTER, Relation.FOLLOWS, Relation.MET_BY}
# Relations that say which of two events begins no later than the other.
_BEGINS_FIRST: Final = {Relation.CONTAINS, Relation.OVERLAPS, Relation.ENDED_BY}
_BEGINS_SECOND: Final = {Relation.DURING, Relation.PART_OF, Relation.OVERLAPPED_BY, Relation.ENDS_WITH}


def _kept(entries: Iterable[Entry]) -> Iterator[tuple[Entry, JudgedRelation]]:
    for entry in entries:
        for judged in entry.relations:
            lost = judged.verdict in LOST or judged.clock is Verdict.REJECTED
            if not lost:
                yield entry, judged


def precedes(entries: Sequence[Entry]) -> Iterator[_Pair]:
    """Pairs of events of which a kept relation says that the first is over before the second begins."""
    for entry, judged in _kept(entries):
        if judged.relation.type in _FIRST:
            yield entry.id, judged.relation.target
        elif judged.relation.type in _SECOND:
            yield judged.relation.target, entry.id


def begin_first(entries: Sequence[Entry]) -> Iterator[_Pair]:
    """Pairs of events of which the first begins no later, as a kept relation or two kept ordinals of a series say."""
    ordinals: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for entry, judged in _kept(entries):
        relation = judged.relation
        if relation.type in _BEGINS_FIRST:
            yield entry.id, relation.target
        elif relation.type in _BEGINS_SECOND:
            yield relation.target, entry.id
        elif relation.type is Relation.NTH and relation.ordinal is not None:
            ordinals[relation.target].append((relation.ordinal, entry.id))
    for series in ordinals.values():
        series.sort()
        held = [[name for _, name in alike] for _, alike in itertools.groupby(series, operator.itemgetter(0))]
        for earlier, later in itertools.pairwise(held):
            yield from itertools.product(earlier[:_OF_ONE_ORDINAL], later[:_OF_ONE_ORDINAL])


def in_order(entries: Sequence[Entry], pairs: Iterable[_Pair]) -> Iterator[Entry]:
    """A linear extension of what is known: by date and id where the pairs leave a choice, undated last."""
    by_id = {entry.id: entry for entry in entries}
    keys = {entry.id: _key(entry) for entry in entries}
    later: dict[str, list[str]] = defaultdict(list)
    waits = Counter[str]()
    for first, second in pairs:
        later[first].append(second)
        waits[second] += 1
    ready = [key for name, key in keys.items() if not waits[name]]
    heapq.heapify(ready)
    by_date = iter(sorted(keys.values()))
    while by_id:
        # What lies within each other goes in a circle, and so may gaps in months on one day: that goes by date.
        event = heapq.heappop(ready)[-1] if ready else next(by_date)[-1]
        if event not in by_id:
            continue
        yield by_id.pop(event)
        for second in later[event]:
            waits[second] -= 1
            if not waits[second] and second in by_id:
                heapq.heappush(ready, keys[second])


def _key(entry: Entry) -> tuple[bool, float, float, str]:
    low, high = entry.first_instant, entry.last_instant
    # Of an open start the latest day that it can be: what comes later in time starts later still.
    first = low if low is not None else entry.latest_start
    if first is None:
        first = high if high is not None else entry.earliest_end
    last = high if high is not None else float("inf")
    return first is None, float("inf") if first is None else first, last, entry.id


def unknown_order(entries: Sequence[Entry], pairs: AbstractSet[_Pair]) -> Iterator[_Pair]:
    """Neighbours whose order neither days nor relations tell; between neighbours, a path is one relation."""
    for one, other in itertools.pairwise(entries):
        dated = EntryStatus.UNDATED not in (one.status, other.status)
        if dated and order_of(one, other) is not Order.BEFORE and not _told(one, other, pairs):
            yield one.id, other.id


def _told(one: Entry, other: Entry, pairs: AbstractSet[_Pair]) -> bool:
    return order_of(one, other) is Order.SAME or (one.id, other.id) in pairs or _begins_first(one, other)


def _begins_first(one: Entry, other: Entry) -> bool:
    """Whether times of day tell which of two begins first, though not that the one is over by then."""
    if one.start_clock is None or other.start_clock is None:
        return False
    latest, earliest = one.latest_start, other.first_instant
    return latest is not None and earliest is not None and latest < earliest
