"""A dossier cut into slices that can be reconciled apart, each a dossier of its own.

Events hang together over relations, series, anchors, and sources whose publication day their claims count from
or are seen against. A slice holds whole groups of what hangs together, and the other sources that its claims
come from, which it needs for their grades and their way of writing only. Slices bound the memory, and are what
is sent to other processes: a dossier is data, and can be pickled; constraints hold functions, and cannot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set as AbstractSet
from typing import Final

import attrs

from timeline.dates.fuzzy import Shape
from timeline.dates.values import Shown
from timeline.evidence.model import DateClaim, Dossier, Event

__all__ = ["Slice", "slices"]

# So many claims that what is done once for each slice does not count, so few that a slice takes little memory.
_CLAIMS: Final = 1000


@attrs.frozen(kw_only=True, repr=False)
class Slice(Shown):
    """A part of a dossier.

    Attributes:
        dossier: its events and series, and all sources that they name.
        own: ids of the sources, series and events that belong to this slice; its other sources belong to another.
        groups: how many groups of what hangs together it holds.
    """

    dossier: Dossier
    own: frozenset[str]
    groups: int


def slices(dossier: Dossier) -> list[Slice]:
    """The slices of a dossier: what is in different ones has no bearing on each other.

    >>> events = [Event(id="a", when="2020"), Event(id="b", when="2021", after="a"), Event(id="c", when="2022")]
    >>> [part.groups for part in slices(Dossier(events=events))]
    [2]
    """
    root = _joined(dossier)
    groups: dict[str, list[str]] = defaultdict(list)
    for name, group in root.items():
        groups[group].append(name)
    events = {event.id: event for event in dossier.events}
    known = {source.id for source in dossier.sources}
    weight = {event.id: len(event.claims) for event in dossier.events}
    return [_slice(dossier, events, known, batch) for batch in _batches(groups.values(), weight)]


def _joined(dossier: Dossier) -> dict[str, str]:
    """For each id of a source, a series or an event, an id that names all that it hangs together with."""
    parent = {source.id: source.id for source in dossier.sources}
    parent |= {series.id: series.id for series in dossier.series}
    parent |= {event.id: event.id for event in dossier.events}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = name = parent[parent[name]]
        return name

    for event in dossier.events:
        for other in _hangs_on(dossier, event):
            parent[root(other)] = root(event.id)
    return {name: root(name) for name in parent}


def _hangs_on(dossier: Dossier, event: Event) -> Iterator[str]:
    """Ids of what an event shares moments with."""
    for relation in event.relations:
        named = relation.event or relation.series
        if named is not None:
            yield named
    for claim in event.claims:
        if claim.anchor is not None:
            yield claim.anchor
        if claim.source is not None and _against_publication(dossier, claim):
            yield from _line(dossier, claim.source)


def _against_publication(dossier: Dossier, claim: DateClaim) -> bool:
    """Whether anything that a claim says may be counted from, or seen against, the day of publication."""
    wording = dossier.wording(claim)
    if wording is None or claim.stance is not None or wording.stance is not None:
        return True
    return wording.relative or wording.anyway is not None or wording.shape is Shape.SINCE


def _line(dossier: Dossier, source: str) -> Iterator[str]:
    """A source, and those that it was copied from."""
    seen: set[str] = set()
    name: str | None = source
    while name is not None and name not in seen:
        seen.add(name)
        yield name
        name = dossier.source(name).copies


def _batches(groups: Iterable[list[str]], weight: dict[str, int]) -> Iterator[list[list[str]]]:
    batch: list[list[str]] = []
    claims = 0
    for group in groups:
        batch.append(group)
        claims += sum(weight.get(name, 0) for name in group)
        if claims >= _CLAIMS:
            yield batch
            batch, claims = [], 0
    if batch:
        yield batch


def _slice(
    dossier: Dossier, events: dict[str, Event], known: AbstractSet[str], batch: list[list[str]]
) -> Slice:
    own = {name for group in batch for name in group}
    chosen = [events[name] for name in sorted(own) if name in events]
    voices = own | {name for event in chosen for name in _voices(event)}
    # What a source was copied from tells whose vote it shares.
    needed = {name for voice in voices & known for name in _line(dossier, voice)}
    part = attrs.evolve(
        dossier,
        sources=[source for source in dossier.sources if source.id in needed],
        series=[series for series in dossier.series if series.id in own],
        events=chosen,
    )
    return Slice(dossier=part, own=frozenset(own), groups=len(batch))


def _voices(event: Event) -> Iterator[str]:
    """Ids of the sources that an event names."""
    said = (*event.claims, *event.relations, *((event.prefer,) if event.prefer else ()))
    return (one.source for one in said if one.source is not None)
