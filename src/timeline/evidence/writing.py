"""Dossier -> events.yaml: what `loads` reads back as an equal dossier, in the shortest form that says it.

A claim that is marked as unread is written with its text alone: its problem comes back when it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import attrs

from timeline.dates.fuzzy import ReadingOptions
from timeline.evidence.allen import Relation
from timeline.evidence.model import (
    CURATOR,
    DateClaim,
    Dossier,
    Event,
    Moment,
    Pairs,
    Preference,
    RelationClaim,
    Series,
    Source,
    kind_fields,
)

__all__ = ["claim_text", "dumps", "entry_lines", "preference_text"]

_MOMENT_KEYS: Final = {Moment.WHOLE: "when", Moment.START: "starts", Moment.END: "ends"}
# Text of these characters alone means itself in YAML, even between brackets.
_PLAIN: Final = re.compile(r"\w(?:[\w ./()+*;!?%$=~'’–—-]*[\w./()+*;!?%$=~'’–—-])?")
# What JSON leaves as it is and YAML's readers refuse or take for a line's end.
_UNSAFE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# Keys of a relation's long form; an event of such a name needs that form.
_RESERVED: Final = frozenset({"event", "by", "from", "at", "quote", "certainty", "note"})


def dumps(dossier: Dossier) -> str:
    """Write a dossier as text in the format of events.yaml.

    Positions are not written; claims come in the dossier's own order. Equal dossiers give equal text.

    >>> from timeline.evidence.model import Event
    >>> print(dumps(Dossier(id="d", events=[Event(id="visit", kind="visit", when={"gazette": "in May"})],
    ...                     sources=[Source(id="gazette", published="2022-06-01")])), end="")
    id: d
    sources:
      gazette:
        published: 2022-06-01
    events:
      visit:
        kind: visit
        when:
          gazette: in May
    """
    return "".join(f"{line}\n" for line in _block(_dossier(dossier), 0)) or "{}\n"


def entry_lines(entry: Event | Source | Series) -> list[str]:
    """The lines of one entry of a section, its id first, as `dumps` writes them but for their indent."""
    made = (
        _event(entry)
        if isinstance(entry, Event)
        else _source(entry, ReadingOptions())
        if isinstance(entry, Source)
        else _series(entry)
    )
    return list(_block({entry.id: made}, 0))


def claim_text(claim: DateClaim) -> str:
    """A claim in its long form, on one line.

    >>> claim_text(DateClaim(source="gazette", text="in May", certainty="likely"))
    '{from: gazette, when: in May, certainty: likely}'
    """
    return _flow(Pairs(_long_claim(claim).items()))


def preference_text(preference: Preference) -> str:
    """The value of `prefer`, on one line."""
    made = _preference(preference)
    return _flow(made if isinstance(made, str) else Pairs(made.items()))


_Fields = dict[str, Any]


def _dossier(dossier: Dossier) -> _Fields:
    fields: _Fields = {"id": dossier.id, "title": dossier.title, "zone": dossier.zone}
    fields["reading"] = _reading(dossier.reading, ReadingOptions()) or None
    fields["slips"] = None if dossier.slips == "news" else dossier.slips
    fields |= dossier.extra
    fields["sources"] = {source.id: _source(source, dossier.reading) for source in dossier.sources} or None
    fields["series"] = {one.id: _series(one) for one in dossier.series} or None
    fields["events"] = {event.id: _event(event) for event in dossier.events} or None
    return _given(fields)


def _given(fields: Mapping[str, Any]) -> _Fields:
    return {key: value for key, value in fields.items() if value is not None}


def _reading(options: ReadingOptions, default: ReadingOptions) -> Pairs:
    """What differs from a default."""
    words = {None: "any", True: "yes", False: "no"}
    changed = (
        (field.name, getattr(options, field.name))
        for field in attrs.fields(ReadingOptions)
        if getattr(options, field.name) != getattr(default, field.name)
    )
    return Pairs((name, words.get(value, value)) for name, value in changed)


def _source(source: Source, default: ReadingOptions) -> _Fields:
    names = (
        "title",
        "publisher",
        "url",
        "archived",
        "published",
        "retrieved",
        "reliability",
        "copies",
        "note",
    )
    fields: _Fields = {name: getattr(source, name) for name in names}
    fields["reading"] = None if source.reading is None else _reading(source.reading, default)
    return _given(fields) | dict(source.extra)


def _series(series: Series) -> _Fields:
    return _given({"title": series.title}) | dict(series.extra)


def _event(event: Event) -> _Fields:
    fields: _Fields = {
        "kind": None if event.kind == "event" else event.kind,
        "title": None if event.title == event.id else event.title,
        "with": event.parties or None,
        "place": event.place,
        "tags": event.tags or None,
        "zone": event.zone,
        "status": event.status.value if event.status else None,
        "url": event.url,
        "note": event.note,
    }
    fields |= {name: getattr(event, name) or None for name in kind_fields(type(event)) if name in _LISTS}
    fields |= {name: getattr(event, name) for name in kind_fields(type(event)) if name not in _LISTS}
    fields |= dict(event.extra)
    fields |= _claims(event.claims)
    for relation, claims in groupby(event.relations, key=lambda claim: claim.type):
        fields[relation.value] = _relations(relation, tuple(claims))
    fields["prefer"] = None if event.prefer is None else _preference(event.prefer)
    return _given(fields)


_LISTS: Final = frozenset({"chairs", "services"})


def _claims(claims: Sequence[DateClaim]) -> _Fields:
    """The short forms for claims with nothing but a source and a text, the long one for the rest."""
    fields: _Fields = {}
    for moment, key in _MOMENT_KEYS.items():
        short = [claim for claim in claims if claim.moment is moment and _is_short(claim)]
        if short:
            fields[key] = _by_source(short)
    long = [_long_claim(claim) for claim in claims if not _is_short(claim)]
    return fields | ({"claims": [one for one in long if one]} if any(long) else {})


def _preference(preference: Preference) -> str | _Fields:
    source = preference.source or CURATOR
    return source if preference.because is None else {"from": source, "because": preference.because}


def _is_short(claim: DateClaim) -> bool:
    return claim.text is not None and claim == DateClaim(
        source=claim.source, text=claim.text, moment=claim.moment, unread=claim.unread
    )


def _by_source(claims: Sequence[DateClaim]) -> Any:
    if len(claims) == 1 and claims[0].source is None:
        return claims[0].text
    texts: dict[str, list[str]] = {}
    for claim in claims:
        texts.setdefault(claim.source or CURATOR, []).append(claim.text or "")
    return {source: said[0] if len(said) == 1 else said for source, said in texts.items()}


def _long_claim(claim: DateClaim) -> _Fields:
    fields: _Fields = {"from": claim.source, _MOMENT_KEYS[claim.moment]: claim.text, "anchor": claim.anchor}
    fields["as"] = claim.stance.value if claim.stance else None
    fields |= _shared(claim)
    return _given(fields) | dict(claim.extra)


def _shared(claim: DateClaim | RelationClaim) -> _Fields:
    certainty = None if claim.certainty == "certain" else claim.certainty
    return {"certainty": certainty, "at": claim.at, "quote": claim.quote, "note": claim.note}


def _relations(relation: Relation, claims: Sequence[RelationClaim]) -> Any:
    if relation is Relation.NTH:
        forms: list[Any] = [_ordinal(claim) for claim in claims]
    elif relation is Relation.LASTS:
        forms = [claim.gap if _is_bare(claim) else _long_relation(claim, "for") for claim in claims]
    elif all(map(_is_bare, claims)) and _are_names(claims):
        return {claim.event: claim.gap for claim in claims}
    else:
        plain = [_is_bare(claim) and claim.gap is None for claim in claims]
        forms = [
            claim.event if bare else _long_relation(claim, "by")
            for claim, bare in zip(claims, plain, strict=True)
        ]
        if all(plain):
            return forms[0] if len(forms) == 1 else tuple(forms)
    return forms[0] if len(forms) == 1 and isinstance(forms[0], str) else forms


def _are_names(claims: Sequence[RelationClaim]) -> bool:
    """Whether the events can stand as keys with their gaps."""
    events = [claim.event for claim in claims]
    return all(claim.gap for claim in claims) and len({*events}) == len(events) and not _RESERVED & {*events}


def _is_bare(claim: RelationClaim) -> bool:
    """Whether there is nothing to a relation but its target and its gap."""
    return claim == RelationClaim(
        type=claim.type, event=claim.event, series=claim.series, ordinal=claim.ordinal, gap=claim.gap
    )


def _ordinal(claim: RelationClaim) -> Any:
    if _is_bare(claim):
        return f"{claim.ordinal} of {claim.series}"
    return _given(
        {"n": str(claim.ordinal), "of": claim.series, "from": claim.source} | _shared(claim)
    ) | dict(claim.extra)


def _long_relation(claim: RelationClaim, gap: str) -> _Fields:
    fields: _Fields = {"event": claim.event, gap: claim.gap, "from": claim.source}
    return _given(fields | _shared(claim)) | dict(claim.extra)


def _block(fields: Mapping[str, Any], depth: int) -> Iterator[str]:
    """The lines of a mapping in block style."""
    indent = "  " * depth
    for key, value in fields.items():
        head = f"{indent}{_text(key)}:"
        if isinstance(value, dict):
            yield f"{head} {{}}" if not value else head
            yield from _block(value, depth + 1)
        elif isinstance(value, list):
            yield head
            yield from _list(value, depth + 1)
        else:
            yield f"{head} {_flow(value)}"


def _list(items: Iterable[Any], depth: int) -> Iterator[str]:
    """The lines of a list in block style, a mapping's first key behind its dash."""
    indent = "  " * depth
    for item in items:
        if isinstance(item, dict):
            lines = list(_block(item, depth + 1))
            yield f"{indent}- {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield f"{indent}- {_flow(item)}"


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Pairs):
        return "{" + ", ".join(f"{_text(key)}: {_flow(inner)}" for key, inner in value) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _text(text: str) -> str:
    """A text as YAML, in quotes where it could be taken for something else."""
    if _PLAIN.fullmatch(text):
        return text
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
