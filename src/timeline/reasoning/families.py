"""Sources that copy each other: who belongs together, and what they say alike of an event.

A family has one vote on each thing that its members say alike, be it a date, a tense or a relation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Set as AbstractSet

from timeline.dates.fuzzy import Stance, Wording
from timeline.evidence.model import DateClaim, Dossier, RelationClaim

__all__ = [
    "Families",
    "date_said",
    "line_of",
    "members",
    "origin",
    "relation_said",
    "stance_of",
    "tense_said",
]


def line_of(dossier: Dossier, source: str) -> Iterator[str]:
    """A source, and those that it was copied from, one after the other; no dossier has a circle of them."""
    name: str | None = source
    while name is not None:
        yield name
        name = dossier.source(name).copies


def origin(dossier: Dossier, source: str) -> str:
    """The source at the beginning of a line of copies: the family that a source belongs to."""
    *_, first = line_of(dossier, source)
    return first


def members(dossier: Dossier) -> Mapping[str, AbstractSet[str]]:
    """For each source, itself and all that copy it, over any number of steps."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in dossier.sources:
        for name in line_of(dossier, source.id):
            found[name].add(source.id)
    return found


class Families:
    """The families of a dossier.

    Attributes:
        origin: for each source the one at the beginning of its line of copies, which names its family.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.origin = {source.id: origin(dossier, source.id) for source in dossier.sources}
        self._sizes = Counter(self.origin.values())

    def shares(self, source: str) -> bool:
        """Whether a source is not the only one of its family."""
        return self._sizes[self.origin[source]] > 1


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
