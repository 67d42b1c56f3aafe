"""A dossier cut into slices that can be reconciled apart, each a dossier of its own.

Events hang together over relations, series, anchors, and sources whose publication day their claims count from
or are seen against. A slice holds whole groups of what hangs together, and the other sources that its claims
come from, which it needs for their grades and their way of writing only. Slices bound the memory, and are what
is sent to other processes: a dossier is data, and can be pickled; constraints hold functions, and cannot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

import attrs

from timeline.dates.fuzzy import Shape
from timeline.dates.values import Shown
from timeline.errors import UnknownName
from timeline.evidence.model import DateClaim, Dossier, Event
from timeline.graphs import connected_parts
from timeline.reasoning.families import line_of

__all__ = ["Groups", "Slice", "slices", "voices_of"]

# So many claims that what is done once for each slice does not count, so few that a slice takes little memory: half as
# many take a tenth longer, and twice as many gain nothing.
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
    groups = Groups(dossier)
    return [groups.slice(batch) for batch in groups.batches()]


class Groups:
    """The events, sources and series of a dossier in groups: what is in different ones has no bearing on each other."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._group_of = _joined(dossier)
        self._members: dict[int, list[str]] = defaultdict(list)
        for name, group in self._group_of.items():
            self._members[group].append(name)
        self._events = {event.id: event for event in dossier.events}
        self._known = {source.id for source in dossier.sources}

    def batches(self) -> Iterator[list[list[str]]]:
        """The groups, a few at a time: so many that together they have claims enough for a slice."""
        batch: list[list[str]] = []
        claims = 0
        for group in self._members.values():
            batch.append(group)
            claims += sum(len(self._events[name].claims) for name in group if name in self._events)
            if claims >= _CLAIMS:
                yield batch
                batch, claims = [], 0
        if batch:
            yield batch

    def slice(self, batch: Collection[Collection[str]]) -> Slice:
        """Whole groups as a dossier of their own, with the sources that they need for their grades."""
        own = frozenset(name for group in batch for name in group)
        if len(own) == len(self._group_of):
            return Slice(dossier=self._dossier, own=own, groups=len(batch))
        chosen = [self._events[name] for name in sorted(own) if name in self._events]
        voices = own | {name for event in chosen for name in voices_of(event)}
        # What a source was copied from tells whose vote it shares.
        needed = {name for voice in voices & self._known for name in line_of(self._dossier, voice)}
        part = attrs.evolve(
            self._dossier,
            sources=[self._dossier.source(name) for name in needed],
            series=[series for series in self._dossier.series if series.id in own],
            events=chosen,
        )
        return Slice(dossier=part, own=own, groups=len(batch))

    def around(self, *names: str) -> Dossier:
        """All that has a bearing on some events and sources: what follows from it for them follows from the whole.

        UnknownName for an id that is neither an event's nor a source's.

        >>> events = [Event(id="a", when="2020"), Event(id="b", after="a"), Event(id="c", when="2022")]
        >>> [event.id for event in Groups(Dossier(events=events)).around("b").events]
        ['a', 'b']
        """
        for name in names:
            if name not in self._events and name not in self._known:
                raise UnknownName("event or source", name, [*self._events, *self._known])
        groups = dict.fromkeys(self._group_of[name] for name in names)
        return self.slice([self._members[group] for group in groups]).dossier


def _joined(dossier: Dossier) -> dict[str, int]:
    """For each id of a source, a series or an event, a number that all share that it hangs together with."""
    names = [one.id for part in (dossier.sources, dossier.series, dossier.events) for one in part]
    numbers = {name: number for number, name in enumerate(names)}
    rows = (
        [numbers[event.id], *map(numbers.__getitem__, _hangs_on(dossier, event))] for event in dossier.events
    )
    return dict(zip(names, connected_parts(len(names), rows), strict=True))


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
            yield from line_of(dossier, claim.source)


def _against_publication(dossier: Dossier, claim: DateClaim) -> bool:
    """Whether anything that a claim says may be counted from, or seen against, the day of publication."""
    wording = dossier.wording(claim)
    if wording is None or claim.stance is not None or wording.stance is not None:
        return True
    return wording.relative or wording.anyway is not None or wording.shape is Shape.SINCE


def voices_of(event: Event) -> Iterator[str]:
    """Ids of the sources that an event names."""
    said = (*event.claims, *event.relations, *((event.prefer,) if event.prefer else ()))
    return (one.source for one in said if one.source is not None)
