"""The evidence itself, carried by a calendar, so that a dossier comes back out of it whole.

An event as JSON with the keys of events.yaml, which is the shortest text that the reader of such files takes
unchanged. Built by hand and not from dicts: it is written once for each of ten thousand events.
"""

from __future__ import annotations

import enum
import functools
import operator
from collections.abc import Callable, Collection, Iterable
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any, Final

import attrs

from timeline.evidence.allen import Relation
from timeline.evidence.model import (
    CURATOR,
    DateClaim,
    Dossier,
    Moment,
    Pairs,
    Preference,
    RelationClaim,
    Source,
)
from timeline.evidence.writing import dumps
from timeline.reasoning.entries import Entry
from timeline.reasoning.families import line_of

__all__ = ["event_json", "sources_text"]

_WORDS: Final = {"parties": "with", "source": "from", "stance": "as"}
# Written in a form of their own, or not part of what is said.
_APART: Final = frozenset({"id", "claims", "relations"})
_OF_CLAIMS: Final = frozenset({"source", "text", "moment", "unread"})
_OF_RELATIONS: Final = frozenset({"type", "event", "series", "ordinal", "gap"})


def event_json(entry: Entry, known: Collection[str]) -> str:
    """An event as it stands in events.yaml, as JSON on one line.

    Relations to events that are not among the `known` are left out.
    """
    parts = _fields(entry.event, _APART)
    if entry.claims:
        parts.append('"claims":[' + ",".join([_claim(judged.claim) for judged in entry.claims]) + "]")
    if entry.relations:
        parts += _relations([judged.relation for judged in entry.relations], known)
    return "{" + ",".join(parts) + "}"


def sources_text(dossier: Dossier, entries: Iterable[Entry]) -> str:
    """The dossier without its events, as text of events.yaml: only those sources and series that they name."""
    spoken = _spoken(entries)
    # A copy has no vote without the source that it copies.
    needed = {
        name for source in dossier.sources if source.id in spoken for name in line_of(dossier, source.id)
    }
    kept: tuple[Source, ...] = tuple(source for source in dossier.sources if source.id in needed)
    series = tuple(one for one in dossier.series if one.id in spoken)
    return dumps(attrs.evolve(dossier, sources=kept, series=series, events=()))


def _spoken(entries: Iterable[Entry]) -> set[str]:
    names: set[str | None] = set()
    for entry in entries:
        names.update(judged.claim.source for judged in entry.claims)
        for judged in entry.relations:
            names.update((judged.relation.source, judged.relation.series))
        if entry.event.prefer is not None:
            names.add(entry.event.prefer.source)
    return {name for name in names if name is not None}


def _claim(claim: DateClaim) -> str:
    fetch, defaults, _ = _plan(DateClaim, _OF_CLAIMS)
    source = "" if claim.source is None else _voice(claim.source)
    said = "" if claim.text is None else _moment(claim.moment) + _text(claim.text)
    if fetch(claim) == defaults:
        return f"{{{source}{said}}}"
    more = ",".join(_fields(claim, _OF_CLAIMS))
    return f"{{{source}{said}{',' if said else ''}{more}}}"


# The same few for all events.
@functools.lru_cache(maxsize=1024)
def _voice(source: str) -> str:
    return f'"from":{_text(source)},'


def _moment(moment: Moment) -> str:
    # Compared one by one: an enumeration's member costs more to look up in a table.
    if moment is Moment.WHOLE:
        return '"when":'
    return '"starts":' if moment is Moment.START else '"ends":'


def _relations(relations: Iterable[RelationClaim], known: Collection[str]) -> list[str]:
    by_type: dict[Relation, list[str]] = {}
    for relation in relations:
        if relation.event is None or relation.event in known:
            by_type.setdefault(relation.type, []).append(_relation(relation))
    return [f'"{relation.value}":[{",".join(said)}]' for relation, said in by_type.items()]


def _relation(relation: RelationClaim) -> str:
    parts = []
    if relation.event is not None:
        parts.append(f'"event":{_text(relation.event)}')
    if relation.ordinal is not None:
        parts.append(f'"n":"{relation.ordinal}","of":{_text(relation.series or "")}')
    if relation.gap is not None:
        parts.append(f'"{"for" if relation.type is Relation.LASTS else "by"}":{_text(relation.gap)}')
    return "{" + ",".join(parts + _fields(relation, _OF_RELATIONS)) + "}"


@functools.cache
def _plan(kind: Any, apart: frozenset[str]) -> _Plan:
    """How to write the fields of a class: what fetches them, their defaults, and their keys.

    Fields that equality ignores are positions: they speak of another file.
    """
    shown = [field for field in attrs.fields(kind) if field.eq and field.name not in apart]
    # A dialogue is one by its class; in a file its kind makes it one.
    defaults = tuple("event" if field.name == "kind" else field.default for field in shown)
    # The user's own keys stand among the others.
    keys = tuple("" if one.name == "extra" else f'"{_WORDS.get(one.name, one.name)}":' for one in shown)
    return operator.attrgetter(*(field.name for field in shown)), defaults, keys


_Plan = tuple[Callable[[Any], tuple[Any, ...]], tuple[Any, ...], tuple[str, ...]]


def _fields(value: Any, apart: frozenset[str]) -> list[str]:
    kind: Any = type(value)
    fetch, defaults, keys = _plan(kind, apart)
    given = fetch(value)
    if given == defaults:
        return []
    parts = [
        key + (_text(inner) if type(inner) is str else _json(inner))
        for key, inner, default in zip(keys, given, defaults, strict=True)
        if inner != default and inner is not None and key
    ]
    if "" in keys:
        parts += [f"{_text(key)}:{_json(inner)}" for key, inner in value.extra]
    return parts


def _json(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is Pairs:
        return "{" + ",".join([f"{_text(key)}:{_json(inner)}" for key, inner in value]) + "}"
    if kind is tuple:
        return "[" + ",".join([_json(inner) for inner in value]) + "]"
    if isinstance(value, Preference):
        reason = f',"because":{_text(value.because)}' if value.because is not None else ""
        return f'{{"from":{_text(value.source or CURATOR)}{reason}}}'
    assert isinstance(value, enum.Enum), value
    return _text(str(value.value))


_encoded: Callable[[str], str] = encode_basestring
_encoded_ascii: Callable[[str], str] = encode_basestring_ascii


def _text(text: str) -> str:
    # As ASCII where a calendar would drop or change a character.
    return _encoded(text) if text.isprintable() else _encoded_ascii(text)
