"""Sources that copy each other: who belongs together, and what they say alike of an event.

A family has one vote on each thing that its members say alike, be it a date, a tense or a relation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping

from timeline.dates.fuzzy import Stance, Wording
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Source

__all__ = ["Families", "date_said", "origin", "relation_said", "stance_of", "tense_said"]


def origin(sources: Mapping[str, Source], source: str) -> str:
    """The source at the beginning of a line of copies: the family that a source belongs to."""
    seen = {source}
    while (parent := sources[source].copies) is not None and parent not in seen:
        seen.add(parent)
        source = parent
    return source


class Families:
    """The families of a dossier; events are asked about one after the other, so only one is kept in mind."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        sources = {source.id: source for source in dossier.sources}
        self.origin = {name: origin(sources, name) for name in sources}
        self._sizes: dict[str, int] = defaultdict(int)
        for family in self.origin.values():
            self._sizes[family] += 1
        self._voices: tuple[str | None, dict[Hashable, set[str]]] = None, {}

    def sharing(self, event: Event, source: str | None, said: Hashable) -> int:
        """How many sources of a source's family say the same of an event."""
        if source is None or self._sizes[self.origin[source]] == 1:
            return 1
        if self._voices[0] != event.id:
            self._voices = event.id, self._heard(event)
        return len(self._voices[1][self.origin[source], said])

    def _heard(self, event: Event) -> dict[Hashable, set[str]]:
        voices: dict[Hashable, set[str]] = defaultdict(set)
        both: tuple[DateClaim | RelationClaim, ...] = (*event.claims, *event.relations)
        for one in both:
            if one.source is not None and self._sizes[self.origin[one.source]] > 1:
                for said in self._things_said(event, one):
                    voices[self.origin[one.source], said].add(one.source)
        return voices

    def _things_said(self, event: Event, one: DateClaim | RelationClaim) -> Iterator[Hashable]:
        if isinstance(one, RelationClaim):
            yield relation_said(one)
            return
        wording = self._dossier.wording(one, self._dossier.zone_of(event))
        yield date_said(one, wording)
        yield tense_said(one, wording)


def stance_of(claim: DateClaim, wording: Wording | None) -> Stance | None:
    """The tense that a claim is given, or that its words imply.

    "The following week", counted from an event, looks ahead from that event, not from publication.
    """
    implied = wording.stance if wording is not None and claim.anchor is None else None
    return claim.stance or implied


def date_said(claim: DateClaim, wording: Wording | None) -> Hashable:
    """What makes the dates of two claims the same: the words, and whether the event lies in them or goes on in them."""
    return claim.moment, wording, claim.anchor, claim.stance is Stance.ONGOING


def tense_said(claim: DateClaim, wording: Wording | None) -> Hashable:
    """What makes the tenses of two claims the same."""
    return claim.moment, stance_of(claim, wording)


def relation_said(relation: RelationClaim) -> Hashable:
    """What makes two relations of an event the same."""
    return relation.type, relation.target, relation.ordinal, relation.distance
