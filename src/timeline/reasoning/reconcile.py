"""The verb `reconcile`: a dossier in, a timeline out.

The flow: claims become statements (`constraints`); statements that share moments make a component; each
component is repaired on its own (`repair`); what it decided is read back as ranges, verdicts,
derivations and conflicts (`judge`), and the entries are put in order. Nothing here depends on the order
of the input, the clock or the machine.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet

from timeline.evidence.allen import Relation
from timeline.evidence.model import Dossier
from timeline.reasoning import explain
from timeline.reasoning.constraints import Model, Statement, model_of
from timeline.reasoning.judge import Component, Judge
from timeline.reasoning.network import Constraint, variables
from timeline.reasoning.outcome import Bound, Entry, EntryStatus, JudgedSource, Timeline, Verdict
from timeline.reasoning.repair import Problem, repair

__all__ = ["reconcile"]


def reconcile(
    dossier: Dossier, *, keep: AbstractSet[str] = frozenset(), node_limit: int = 200_000
) -> Timeline:
    """Work out what follows from a dossier: a range for every event, a verdict for every claim.

    The outcome is the cheapest set of claims to give up so that the rest holds, and the bounds are
    exact. `node_limit` bounds the search in each cluster of conflicts; past it the outcome is consistent
    but marked `optimal=False`.

    >>> from timeline.evidence.model import Dossier, Event
    >>> line = reconcile(Dossier(events=[Event(id="talks", when="5 April 2023")]))
    >>> line["talks"].start.iso
    '2023-04-05'
    """
    model = model_of(dossier, keep)
    components = [_solved(group, node_limit) for group in _components(model)]
    judge = Judge(dossier, model, components)
    entries = tuple(judge.entry(event) for event in dossier.events)
    sources = tuple(judge.source(source) for source in dossier.sources)
    precedes = frozenset(_precedes(entries))
    ordered = tuple(_in_order(entries, precedes))
    line = Timeline(
        dossier=dossier,
        entries=ordered,
        sources=sources,
        conflicts=judge.conflicts(),
        cost=sum(component.cost for component in components),
        optimal=all(component.outcome.optimal for component in components),
        shortfall=sum(component.outcome.shortfall for component in components),
        precedes=precedes,
        unknown_order=tuple(_unknown_order(ordered, precedes)),
        missing_ordinals=tuple(_missing_ordinals(dossier)),
        settles_most=_settles_most(ordered, sources),
    )
    return explain.with_reasons(line)


_Group = tuple[list[Statement], list[Constraint]]


def _components(model: Model) -> list[_Group]:
    """Statements and hard constraints that hang together over shared moments."""
    parent = list(range(len(model.moments)))

    def root(moment: int) -> int:
        while parent[moment] != moment:
            parent[moment] = moment = parent[parent[moment]]
        return moment

    touched = [list({v: None for c in s.soft.first for v in variables(c)}) for s in model.statements]
    for first, *others in itertools.chain(touched, map(variables, model.hard)):
        for moment in others:
            parent[root(moment)] = root(first)
    groups: dict[int, _Group] = {}
    for statement, moments in zip(model.statements, touched, strict=True):
        groups.setdefault(root(moments[0]), ([], []))[0].append(statement)
    for constraint in model.hard:
        # Of what nobody speaks, nothing is to be worked out.
        if (group := groups.get(root(variables(constraint)[0]))) is not None:
            group[1].append(constraint)
    return list(groups.values())


def _solved(group: _Group, node_limit: int) -> Component:
    statements, hard = group
    problem = Problem([statement.soft for statement in statements], hard)
    return Component(
        statements=tuple(statements), problem=problem, outcome=repair(problem, node_limit=node_limit)
    )


def _precedes(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Pairs of events that a kept relation, or two kept ordinals of a series, put in order."""
    places: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for entry in entries:
        for judged in entry.relations:
            relation = judged.relation
            if judged.verdict in (Verdict.REJECTED, Verdict.OVERRULED):
                continue
            if relation.type in (Relation.BEFORE, Relation.PREPARES_FOR, Relation.MEETS):
                yield entry.id, relation.target
            elif relation.type in (Relation.AFTER, Relation.FOLLOWS, Relation.MET_BY):
                yield relation.target, entry.id
            elif relation.type is Relation.NTH and relation.ordinal is not None:
                places[relation.target].append((relation.ordinal, entry.id))
    for series in places.values():
        taken = sorted(series)
        for (number, earlier), (other, later) in itertools.pairwise(taken):
            if number < other:
                yield earlier, later


def _in_order(entries: Sequence[Entry], precedes: Iterable[tuple[str, str]]) -> Iterator[Entry]:
    """A linear extension of what is known: by date and id where the relations leave a choice, undated last."""
    by_id = {entry.id: entry for entry in entries}
    later: dict[str, list[str]] = defaultdict(list)
    waits = Counter[str]()
    for first, second in precedes:
        later[first].append(second)
        waits[second] += 1
    ready = [_key(entry) for entry in entries if not waits[entry.id]]
    heapq.heapify(ready)
    while ready:
        event = heapq.heappop(ready)[-1]
        yield by_id[event]
        for second in later[event]:
            waits[second] -= 1
            if not waits[second]:
                heapq.heappush(ready, _key(by_id[second]))


def _key(entry: Entry) -> tuple[bool, float, float, str]:
    low, high = entry.start.first, entry.end.last
    if low is None and high is None:
        low, high = entry.start.last, entry.end.first
    undated = low is None and high is None
    first = low if low is not None else high
    last = high if high is not None else float("inf")
    return undated, float("inf") if first is None else first, last, entry.id


def _missing_ordinals(dossier: Dossier) -> Iterator[tuple[str, tuple[int, ...]]]:
    taken: dict[str, set[int]] = defaultdict(set)
    for event in dossier.events:
        for relation in event.relations:
            if relation.type is Relation.NTH and relation.ordinal is not None:
                taken[relation.target].add(relation.ordinal)
    for series, ordinals in sorted(taken.items()):
        # A series of a million of which one is known has no list of the missing worth reading.
        missing = tuple(n for n in range(1, min(max(ordinals), _MOST_MISSING)) if n not in ordinals)
        if missing:
            yield series, missing


_MOST_MISSING = 1000


def _settles_most(entries: Iterable[Entry], sources: Iterable[JudgedSource]) -> str | None:
    """The event or source, not settled itself, that most bounds of others that are not settled hang on."""
    settled = {entry.id for entry in entries if entry.settled} | {
        s.id for s in sources if s.published.settled
    }
    hangs = Counter[str]()
    for owner, bounds in _all_bounds(entries, sources):
        if owner not in settled:
            for bound in bounds:
                hangs.update({link.moment[0] for link in bound.chain} - settled - {owner})
    best = min(hangs, key=lambda name: (-hangs[name], name), default=None)
    return best if best is not None and hangs[best] > 1 else None


def _all_bounds(
    entries: Iterable[Entry], sources: Iterable[JudgedSource]
) -> Iterator[tuple[str, tuple[Bound, ...]]]:
    yield from ((entry.id, entry.bounds) for entry in entries)
    yield from ((source.id, source.bounds) for source in sources)


def _unknown_order(
    entries: Sequence[Entry], precedes: frozenset[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Neighbours whose order neither days nor relations tell; between neighbours, a path is one relation."""
    for one, other in itertools.pairwise(entries):
        open_start = one.end.last is None or other.start.first is None or one.end.last >= other.start.first
        dated = EntryStatus.UNDATED not in (one.status, other.status)
        same = one.settled and (one.start, one.end) == (other.start, other.end)
        if dated and open_start and not same and (one.id, other.id) not in precedes:
            yield one.id, other.id
