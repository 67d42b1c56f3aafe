"""The short forms in which an event takes its claims and relations: texts, ids, and texts or gaps by name.

Part of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from timeline.errors import ModelError
from timeline.evidence.allen import Relation
from timeline.evidence.claims import DateClaim, Moment, RelationClaim
from timeline.evidence.fields import members

__all__ = ["RELATION_NAMES", "long_claims", "long_relations"]

RELATION_NAMES: Final = frozenset(
    relation.value.replace("-", "_")
    for relation in Relation
    if relation not in (Relation.NTH, Relation.LASTS)
)
"""The keywords under which an event takes relations."""


def long_claims(shorts: Mapping[Moment, Any]) -> Iterator[DateClaim]:
    """The claims that short forms stand for, by what they speak of; none for None."""
    for moment, short in shorts.items():
        yield from _claims(moment, short)


def long_relations(nth: str | None, lasts: str | None, others: Mapping[str, Any]) -> Iterator[RelationClaim]:
    """The relations that short forms stand for: an ordinal, a length, and others by their keywords; none for None."""
    if nth is not None:
        yield _ordinal(nth)
    if lasts is not None:
        yield RelationClaim(type=Relation.LASTS, gap=lasts)
    for name, short in others.items():
        yield from _relations(Relation(name.replace("_", "-")), short)


def _claims(moment: Moment, short: str | Mapping[str, str] | None) -> Iterator[DateClaim]:
    """The claims of a short form: a text, or texts by source."""
    if short is None:
        return
    if not isinstance(short, Mapping):
        yield DateClaim(text=short, moment=moment)
        return
    for source, said in short.items():
        for text in said if isinstance(said, list | tuple) else (said,):
            yield DateClaim(source=source, text=text, moment=moment)


def _relations(
    relation: Relation, short: str | Iterable[str] | Mapping[str, str] | None
) -> Iterator[RelationClaim]:
    """The claims of a relation's short form: an event, several, or events with their gaps; none for None."""
    if short is None:
        return
    if isinstance(short, Mapping):
        for event, gap in short.items():
            yield RelationClaim(type=relation, event=event, gap=gap)
        return
    allowed = "the id of an event, a list of ids, or ids with gaps: {id: '2 weeks'}"
    for event in members((short,) if isinstance(short, str) else short, str, relation.value, allowed):
        yield RelationClaim(type=relation, event=event)


def _ordinal(text: str) -> RelationClaim:
    """The claim of an ordinal in words."""
    match = re.fullmatch(r"\s*([0-9]{1,6})\s+of\s+(\S+)\s*", text) if isinstance(text, str) else None
    if not match:
        raise ModelError("TL106", f"{text!r} is no ordinal", help="write `nth: 2 of SERIES`")
    return RelationClaim(type=Relation.NTH, series=match[2], ordinal=int(match[1]))
