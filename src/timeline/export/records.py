"""The outcome as data: plain dicts, and the JSON that is made of them.

The fields and their order are those of docs/reference/json.md. Days are texts for any
year (``-0044-03-15``), None for an open side. Nothing here depends on anything but the timeline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from timeline.dates.clocks import ClockRange
from timeline.errors import Position
from timeline.export.changes import range_record, robustness_record
from timeline.reasoning.entries import (
    Entry,
    Instead,
    InsteadPublished,
    JudgedClaim,
    JudgedRelation,
    JudgedSource,
)
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import Verdict
from timeline.reasoning.whatif import Robustness

__all__ = ["FORMAT", "Record", "document", "records", "render", "schema"]

Record = dict[str, Any]
"""A JSON object of plain values: str, int, bool, None, lists and dicts of them."""

FORMAT: Final = "timeline/1"
"""Names the layout; its number changes when a field changes its meaning or goes."""

# Which lists are written one item a line, and which lists inside those: a claim is one line.
_LAYOUT: Final[Mapping[str, Any]] = {
    "entries": {"claims": None, "relations": None},
    "sources": None,
    "conflicts": None,
    "unknown_order": None,
    "robust": {"rests": None, "without": {"changes": None}},
}

# Legal in JSON, but they drive terminals, turn text around or cannot be encoded; escapes come back the same.
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(line: Timeline, *, positions: bool = False, robust: Robustness | None = None) -> str:
    """The timeline as JSON (RFC 8259), one claim a line, ending with a newline.

    With `positions`, everything that was read from a file says where it was written. What hangs on each source comes
    last, where it is handed in as `robust`.

    >>> from timeline.evidence.model import Dossier
    >>> json.loads(render(Timeline(dossier=Dossier(id="empty"))))["format"]
    'timeline/1'
    """
    text = _object(document(line, positions=positions, robust=robust), _LAYOUT, "")
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def schema() -> Record:
    """The JSON Schema (2020-12) that every document of the layout fits.

    >>> schema()["properties"]["format"]["const"]
    'timeline/1'
    """
    from importlib import resources

    text = resources.files("timeline.export").joinpath("timeline.schema.json").read_text(encoding="utf-8")
    loaded: Record = json.loads(text)
    return loaded


def document(line: Timeline, *, positions: bool = False, robust: Robustness | None = None) -> Record:
    """The whole timeline as one record."""
    record: Record = {
        "format": FORMAT,
        "id": line.id,
        "title": line.title,
        "optimal": line.optimal,
        "entries": records(line, positions=positions),
        "sources": [_source(judged, positions=positions) for judged in line.sources],
        "conflicts": [{"claims": list(one.claims), "text": one.text} for one in line.conflicts],
        "unknown_order": [list(pair) for pair in line.unknown_order],
        "missing_ordinals": {series: list(missing) for series, missing in line.missing_ordinals},
    }
    return record if robust is None else record | {"robust": robustness_record(robust)}


def records(line: Timeline, *, positions: bool = False) -> list[Record]:
    """The entries as plain dicts, in the order of the timeline: rows for a data frame.

    >>> from timeline.evidence.model import Dossier
    >>> records(Timeline(dossier=Dossier()))
    []
    """
    return [_entry(entry, positions=positions) for entry in line]


def _entry(entry: Entry, *, positions: bool) -> Record:
    event = entry.event
    record: Record = {
        "id": event.id,
        "kind": event.kind,
        "title": event.title,
        "with": list(event.parties),
        "place": event.place,
        "series": entry.series,
        "nth": entry.nth,
        "tags": list(event.tags),
        "fields": {name: _plain(value) for name, value in event.fields.items()},
        "start": range_record(entry.start),
        "end": range_record(entry.end),
        "zone": entry.zone,
        "start_clock": _times(entry.start_clock),
        "end_clock": _times(entry.end_clock),
        "edtf": entry.edtf,
        "candidates": [[run.earliest_iso, run.latest_iso] for run in entry.candidates],
        "status": entry.status.value,
        "independent_sources": entry.independent_sources,
        "held": event.status.value if event.status else None,
        "url": event.url,
        "note": event.note,
        "claims": [_claim(claim, positions=positions) for claim in entry.claims],
        "relations": [_relation(relation, positions=positions) for relation in entry.relations],
    }
    if entry.instead:
        record["instead"] = [_instead(other) for other in entry.instead]
    return _placed(record, event.position, positions=positions)


def _instead(other: Instead) -> Record:
    record: Record = {"start": range_record(other.start), "end": range_record(other.end)}
    if other.start_clock or other.end_clock:
        record |= {"start_clock": _times(other.start_clock), "end_clock": _times(other.end_clock)}
    return record | _fates(other)


def _fates(other: Instead | InsteadPublished) -> Record:
    return {"stand": list(other.stand), "yielding": list(other.yielding), "text": other.text}


def _claim(judged: JudgedClaim, *, positions: bool) -> Record:
    claim = judged.claim
    record: Record = {
        "id": judged.id,
        "source": claim.source,
        "moment": claim.moment.value,
        "text": claim.text,
        "at": claim.at,
        "quote": claim.quote,
        "as": claim.stance.value if claim.stance else None,
        "certainty": claim.certainty,
        "note": claim.note,
        "verdict": judged.verdict.value,
        "reading": judged.reading,
        "slip": judged.slip,
        "corrected_to": [run.iso for run in judged.corrected_to],
        "because": judged.because,
        "tied": judged.tied,
        "says": None if judged.says is None else range_record(judged.says),
    }
    if len(judged.slips) > 1:
        record["slips"] = list(judged.slips)
    record |= _clock(judged.clock, judged.clock_slip)
    return _placed(record, claim.position, positions=positions)


def _relation(judged: JudgedRelation, *, positions: bool) -> Record:
    relation = judged.relation
    record: Record = {
        "id": judged.id,
        "type": relation.type.value,
        "event": relation.event,
        "gap": relation.gap,
        "source": relation.source,
        "note": relation.note,
        "verdict": judged.verdict.value,
        "because": judged.because,
        "tied": judged.tied,
        "series": relation.series,
        "nth": relation.ordinal,
        "quote": relation.quote,
        "certainty": relation.certainty,
    }
    record |= _clock(judged.clock, None)
    return _placed(record, relation.position, positions=positions)


def _clock(verdict: Verdict | None, slip: str | None) -> Record:
    """What became of a time of day, or of an order within a day; nothing where none is in question."""
    return {} if verdict is None else {"clock": {"verdict": verdict.value, "slip": slip}}


def _source(judged: JudgedSource, *, positions: bool) -> Record:
    source = judged.source
    record: Record = {
        "id": judged.id,
        "title": source.title,
        "published": range_record(judged.published),
        "inferred": judged.inferred,
        "because": list(judged.chain),
        "publisher": source.publisher,
        "url": source.url,
        "archived": source.archived,
        "reliability": source.reliability,
        "copies": source.copies,
    }
    if judged.printed is not None:
        record["printed"] = _printed(judged, judged.printed)
    if judged.retrieved is not None:
        record["retrieved"] = {
            "text": source.retrieved,
            "verdict": judged.retrieved.value,
            "because": judged.retrieved_because,
        }
    if judged.instead:
        record["instead"] = [
            {"published": range_record(one.published)} | _fates(one) for one in judged.instead
        ]
    return _placed(record, source.position, positions=positions)


def _printed(judged: JudgedSource, verdict: Verdict) -> Record:
    """What became of the publication day that is printed on a source."""
    return {
        "text": judged.source.published,
        "verdict": verdict.value,
        "slip": judged.slip,
        "corrected_to": [run.iso for run in judged.corrected_to],
        "because": judged.because,
        "tied": judged.tied,
    }


def _placed(record: Record, position: Position | None, *, positions: bool) -> Record:
    if positions:
        place = (
            None
            if position is None
            else {"file": position.file, "line": position.line, "column": position.column}
        )
        record["position"] = place
    return record


def _times(times: ClockRange | None) -> Record | None:
    return None if times is None else {"earliest": times.earliest, "latest": times.latest}


def _plain(value: str | tuple[str, ...]) -> str | list[str]:
    return value if isinstance(value, str) else list(value)


def _object(record: Record, layout: Mapping[str, Any], indent: str) -> str:
    deeper = indent + "  "
    members = [
        f"{deeper}{_flat(key)}: {_laid_out(value, layout[key], deeper) if key in layout else _flat(value)}"
        for key, value in record.items()
    ]
    return "{\n" + ",\n".join(members) + f"\n{indent}}}"


def _laid_out(value: Any, layout: Mapping[str, Any] | None, indent: str) -> str:
    return _list(value, layout, indent) if isinstance(value, list) else _object(value, layout or {}, indent)


def _list(items: list[Any], layout: Mapping[str, Any] | None, indent: str) -> str:
    if not items:
        return "[]"
    deeper = indent + "  "
    rows = [deeper + (_flat(item) if layout is None else _object(item, layout, deeper)) for item in items]
    return "[\n" + ",\n".join(rows) + f"\n{indent}]"


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
