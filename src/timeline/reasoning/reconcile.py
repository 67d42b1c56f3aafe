"""The verb `reconcile`: a dossier in, a timeline out.

The flow: the dossier is cut into slices that have no bearing on each other (`slices`); the claims of each become
statements (`constraints`); statements that share moments make a component; each component is repaired on
its own (`repair`); what it decided is read back as ranges, verdicts, derivations and conflicts (`judge`), and the
entries of all slices are put in order. Nothing here depends on the order of the input, the clock or the machine.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set as AbstractSet

import attrs

from timeline.collector import collector_at_rest
from timeline.dates.values import Shown
from timeline.errors import UnknownName
from timeline.evidence.allen import Relation
from timeline.evidence.model import Dossier
from timeline.reasoning import ordering
from timeline.reasoning.components import groups, solved
from timeline.reasoning.constraints import model_of
from timeline.reasoning.entries import Bound, Conflict, Entry, JudgedSource
from timeline.reasoning.judge import Judge
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reasons import with_reasons
from timeline.reasoning.repair import NODE_LIMIT
from timeline.reasoning.slices import Slice, slices
from timeline.reasoning.statements import Part
from timeline.reasoning.times import with_times

__all__ = ["reconcile"]


def reconcile(
    dossier: Dossier,
    *,
    keep: AbstractSet[str] = frozenset(),
    node_limit: int = NODE_LIMIT,
    workers: int = 1,
    progress: Callable[[int, int], object] | None = None,
) -> Timeline:
    """Work out what follows from a dossier: a range for every event, a verdict for every claim.

    The outcome is the cheapest set of claims to give up so that the rest holds, and the bounds are
    exact. It is the same for any number of workers.

    Args:
        dossier: what is said.
        keep: ids of claims to be kept as made, at almost any price.
        node_limit: bounds the search in each cluster of conflicts; past it the outcome is consistent, and gives up
            nothing that could stand beside the rest, but is marked `optimal=False`.
        workers: how many processes to share the work among; they start anew, so a script that asks for more than
            one needs the usual ``if __name__ == "__main__"``.
        progress: is told from time to time how many groups of what hangs together are done, and how many there are.

    Raises:
        UnknownName: an id to keep that no claim, relation or source of the dossier has.
        ValueError: a `node_limit` below 0, or `workers` below 1.
        TypeError: what is no dossier; a single text for `keep`.

    >>> from timeline.evidence.model import Dossier, Event
    >>> line = reconcile(Dossier(events=[Event(id="talks", when="5 April 2023")]))
    >>> line["talks"].start.iso
    '2023-04-05'
    """
    _check(dossier, keep, node_limit, workers)
    parts = []
    # It would look through all results again and again, and find nothing: what is made on the way holds on to nothing.
    with collector_at_rest():
        cut = slices(dossier)
        groups_in = [one.groups for one in cut]
        total, done = sum(groups_in), 0
        for number, part in zip(groups_in, _parts(cut, keep, node_limit, workers), strict=True):
            parts.append(part)
            done += number
            if progress is not None:
                progress(done, total)
        return with_reasons(_line(dossier, parts))


def _check(dossier: Dossier, keep: AbstractSet[str], node_limit: int, workers: int) -> None:
    """Refuse arguments that would be taken for others, or do nothing."""
    if not isinstance(dossier, Dossier):
        raise TypeError(
            f"reconcile takes a Dossier, not {type(dossier).__name__}; `load` and `loads` read one"
        )
    if isinstance(keep, str):
        raise TypeError(f"keep takes a set of ids, like {{{keep!r}}}, not a text")
    for what, number, least in (("node_limit", node_limit, 0), ("workers", workers, 1)):
        if not isinstance(number, int) or number < least:
            raise ValueError(f"{what} is {number!r}; it is a whole number from {least} on")
    if keep:
        known = {name for event in dossier.events for name in (*event.claim_ids, *event.relation_ids)}
        known.update(f"{source.id}/{part}" for source in dossier.sources for part in _OF_SOURCES)
        for name in sorted(set(keep) - known):
            raise UnknownName("claim", name, known)


_OF_SOURCES = (Part.PUBLISHED.value, Part.RETRIEVED.value)


@attrs.frozen(kw_only=True, repr=False)
class _Part(Shown):
    """What follows from a slice."""

    entries: tuple[Entry, ...]
    sources: tuple[JudgedSource, ...]
    conflicts: tuple[Conflict, ...]
    cost: int
    optimal: bool
    shortfall: int


def _parts(cut: list[Slice], keep: AbstractSet[str], node_limit: int, workers: int) -> Iterator[_Part]:
    """The parts of all slices, in order; the list is empty then."""
    workers = min(workers, len(cut))
    if workers <= 1:
        yield from (_part(one, keep, node_limit) for one in _taken(cut))
        return
    # Hardly any dossier needs other processes, and their modules take as long to load as ours of reasoning.
    from timeline.reasoning.workers import shared_out

    work = functools.partial(_part, keep=keep, node_limit=node_limit)
    yield from shared_out(work, _taken(cut), workers)


def _taken(cut: list[Slice]) -> Iterator[Slice]:
    """Slices taken out of a list one by one, so that they go with the tables that they make when they are used."""
    cut.reverse()
    while cut:
        yield cut.pop()


def _part(one: Slice, keep: AbstractSet[str], node_limit: int) -> _Part:
    model = model_of(one.dossier, keep, own=one.own)
    components = [solved(group, node_limit) for group in groups(model)]
    judge = Judge(one.dossier, model, components)
    timed = with_times(one.dossier, judge.entries(), node_limit)
    return _Part(
        entries=timed.entries,
        sources=tuple(judge.source(source) for source in one.dossier.sources if source.id in one.own),
        conflicts=judge.objections.conflicts(),
        cost=timed.cost + sum(component.cost for component in components),
        optimal=timed.optimal and all(component.outcome.optimal for component in components),
        shortfall=timed.shortfall + sum(component.outcome.shortfall for component in components),
    )


def _line(dossier: Dossier, parts: Sequence[_Part]) -> Timeline:
    """The timeline of a dossier from its parts."""
    entries = sorted((entry for part in parts for entry in part.entries), key=lambda entry: entry.id)
    sources = sorted((source for part in parts for source in part.sources), key=lambda source: source.id)
    conflicts = [conflict for part in parts for conflict in part.conflicts]
    precedes = frozenset(ordering.precedes(entries))
    pairs = precedes.union(ordering.begin_first(entries))
    ordered = tuple(ordering.in_order(entries, pairs))
    return Timeline(
        dossier=dossier,
        entries=ordered,
        sources=tuple(sources),
        conflicts=tuple(sorted(conflicts, key=lambda conflict: (len(conflict.claims), conflict.claims))),
        cost=sum(part.cost for part in parts),
        optimal=all(part.optimal for part in parts),
        shortfall=sum(part.shortfall for part in parts),
        precedes=precedes,
        unknown_order=tuple(ordering.unknown_order(ordered, pairs)),
        missing_ordinals=tuple(_missing_ordinals(dossier)),
        settles_most=_settles_most(ordered, sources),
    )


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
