"""The keys of events.yaml, by what they stand in: the reader takes these, and the schema describes them.

The words of the format, and nothing of how they are read.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final

from timeline.dates.fuzzy import Stance
from timeline.evidence.allen import Relation
from timeline.evidence.model import KINDS, Moment, kind_fields

__all__ = [
    "CLAIM",
    "EVENT",
    "EVENT_BY_KIND",
    "EVENT_LISTS",
    "EVENT_TEXTS",
    "INCLUDED",
    "INNER",
    "KIND_FIELDS",
    "KIND_LISTS",
    "LENGTH",
    "MOMENTS",
    "ORDINAL",
    "PREFERENCE",
    "READING",
    "READING_WORDS",
    "RELATIONS",
    "SECTIONS",
    "SERIES",
    "SLIPS",
    "SOURCE",
    "SOURCE_PLACED",
    "SOURCE_TEXTS",
    "STANCES",
    "TARGET",
    "TOP",
    "meant_kind",
]

SECTIONS: Final = {"sources": "TL203", "series": "TL205", "events": "TL204"}
"""The sections, with the code of a name that is not there."""

TOP: Final = frozenset({"id", "title", "reading", "slips", *SECTIONS, "zone", "include"})
INCLUDED: Final = frozenset({*SECTIONS, "include"})

READING_WORDS: Final[Mapping[str, Mapping[str, str | bool | None]]] = {
    "order": {"dmy": "dmy", "mdy": "mdy", "ymd": "ymd", "any": None},
    "week": {"monday": "monday", "sunday": "sunday"},
    "hemisphere": {"north": "north", "south": "south"},
    "widen": {"yes": True, "no": False},
}
"""The words of `reading`, with what each means."""

READING: Final = frozenset({*READING_WORDS, "fiscal"})
SLIPS: Final = ("news", "reference")

SOURCE_TEXTS: Final = ("title", "publisher", "url", "archived", "note")
SOURCE_PLACED: Final = ("published", "retrieved", "copies")
SOURCE: Final = frozenset({*SOURCE_TEXTS, *SOURCE_PLACED, "reliability", "reading"})
SERIES: Final = frozenset({"title"})

MOMENTS: Final = {"when": Moment.WHOLE, "starts": Moment.START, "ends": Moment.END}
"""The keys of a date, with what each speaks of."""

RELATIONS: Final = {relation.value: relation for relation in Relation}
"""The keys of relations."""

EVENT_TEXTS: Final = ("title", "kind", "place", "url", "note")
EVENT_LISTS: Final = {"with": "parties", "tags": "tags"}
"""The lists of every event, with their names in Python."""

EVENT: Final = frozenset(
    {*EVENT_TEXTS, *EVENT_LISTS, *MOMENTS, *RELATIONS, "claims", "status", "zone", "prefer"}
)
KIND_FIELDS: Final = {word: frozenset(kind_fields(kind)) for word, kind in KINDS.items()}
"""The keys that a kind adds."""

KIND_LISTS: Final = frozenset({"chairs", "services"})
EVENT_BY_KIND: Final = {word: EVENT | own for word, own in KIND_FIELDS.items()}

STANCES: Final = {stance.value: stance for stance in Stance}
_SHARED: Final = frozenset({"from", "at", "quote", "certainty", "note"})
CLAIM: Final = _SHARED | {*MOMENTS, "as", "anchor"}
TARGET: Final = _SHARED | {"event", "by"}
"""The long form of a relation that names its event; `INNER` has the event for its key."""

INNER: Final = _SHARED | {"by"}
LENGTH: Final = _SHARED | {"by", "for"}
ORDINAL: Final = _SHARED | {"n", "of"}
PREFERENCE: Final = frozenset({"from", "because"})


@functools.lru_cache
def meant_kind(text: str) -> str | None:
    """The known kind that a word is one slip of the keys away from, None where it is none.

    >>> meant_kind("vsit"), meant_kind("Visit"), meant_kind("visitation")
    ('visit', 'visit', None)
    """
    return next((word for word in KIND_FIELDS if _nearly(text.casefold(), word)), None)


def _nearly(one: str, other: str) -> bool:
    """Whether two words are alike but for one letter, one too many, or two exchanged."""
    begin = _shared(one, other)
    one, other = one[begin:], other[begin:]
    end = _shared(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    alike = (number for number, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(alike, min(len(one), len(other)))
