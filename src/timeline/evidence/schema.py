"""events.yaml as JSON Schema (draft 7), for editors that complete keys and show what they mean.

Made from the model: the keys are those that the reader takes, the words those of the model's own lists; what
stands here besides are the texts that an editor shows. A schema knows shapes only: names, dates and gaps are
for `timeline check`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from timeline.dates.fuzzy import Stance
from timeline.evidence import keys
from timeline.evidence.allen import GAP_RELATIONS, Relation
from timeline.evidence.model import RELIABILITIES, Status

__all__ = ["dumped", "schema"]

_Schema = dict[str, Any]

# Editors type plain scalars as YAML does; we read each of them as the text that was typed.
_TEXT: Final[_Schema] = {"type": ["string", "number", "boolean", "null"]}
_NAME: Final[_Schema] = {"type": ["string", "number"], "pattern": "^[A-Za-z0-9_.-]{1,64}$"}
_TEXTS: Final[_Schema] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_OWN: Final[_Schema] = {"^x-": {"description": "A key of your own; kept, and not looked at."}}
_CERTAINTIES: Final = ("certain", "likely", "possible")

_TOP: Final = {
    "id": "Names the calendar. Events keep their identity by it when the file is renamed.",
    "title": "One line for people, at the top of reports.",
    "zone": "Time zone of events that name none, like Asia/Kolkata. Without it UTC.",
    "reading": "How to read what countries write differently, in sources that do not say otherwise.",
    "slips": "Which table of usual misprints fits the sources: news, or reference works.",
    "include": "Further files, by name or pattern, in this folder or below it.",
    "sources": "The documents that say something, each by its id.",
    "series": "Events that are counted, each series by its id.",
    "events": "What happened, each event by its id.",
}
_READING: Final = {
    "order": "What 8/9/2022 means: day first (dmy), month first (mdy), or either (any).",
    "week": "The day on which weeks begin.",
    "fiscal": "The country whose fiscal year is meant, like IN, JP or US.",
    "hemisphere": "Whose seasons are meant.",
    "widen": "Whether an approximate date reaches beyond what it names.",
}
_SOURCE: Final = {
    "title": "What the document is called.",
    "publisher": "Who brought it out.",
    "url": "Where it is found.",
    "archived": "Where a copy of it is kept.",
    "note": "Your remark.",
    "published": "The day it appeared, any date that stands alone. Without one it is worked out.",
    "retrieved": "The day you fetched it; it appeared no later.",
    "copies": "The source that it repeats. Copies share one vote.",
    "reliability": "How far it is to be trusted: A to F (Admiralty), 3 to 0 (GEDCOM), or high, medium, low.",
    "reading": "How to read its wording, where that differs from the file's.",
}
_EVENT: Final = {
    "kind": "dialogue, visit, exercise, or any other word.",
    "title": "One line for people; the id where it is left out.",
    "with": "Who takes part.",
    "place": "Where it happens.",
    "zone": "Time zone of its days and times, where that differs from the file's.",
    "tags": "Your own words for it.",
    "status": "Whether it was held, is planned or was cancelled.",
    "url": "Where more is found of it.",
    "note": "Your remark.",
    "when": "When it happens, as said: a text is your own word, {SOURCE: text} what sources say.",
    "starts": "When it starts, as said.",
    "ends": "When it ends, as said.",
    "claims": "What sources say of its date, in the long form: a list.",
    "prefer": "The source that you rule for, and why.",
    "rank": "At what level, like ministerial.",
    "chairs": "Who chairs it.",
    "visitor": "Who travels.",
    "host": "Who receives.",
    "services": "The branches that take part.",
    "area": "Where it is held, as an area rather than a place.",
}
_RELATIONS: Final = {
    Relation.BEFORE: "It ends before that event starts, or on the same day.",
    Relation.AFTER: "It starts after that event ends, or on the same day.",
    Relation.MEETS: "That event starts on the day on which this one ends, or the day after.",
    Relation.MET_BY: "It starts on the day on which that event ends, or the day after.",
    Relation.DURING: "It lies within that event.",
    Relation.CONTAINS: "That event lies within it.",
    Relation.PART_OF: "It lies within that event, and is shown under it.",
    Relation.OVERLAPS: "It starts first, and ends within that event.",
    Relation.OVERLAPPED_BY: "That event starts first, and ends within this one.",
    Relation.STARTS_WITH: "They start together, and it ends no later.",
    Relation.STARTED_BY: "They start together, and that event ends no later.",
    Relation.ENDS_WITH: "They end together, and it starts no earlier.",
    Relation.ENDED_BY: "They end together, and that event starts no earlier.",
    Relation.SAME_TIME_AS: "They start together and end together.",
    Relation.SAME_DAY_AS: "They start on the same day.",
    Relation.PREPARES_FOR: "It comes before that event, and prepares for it.",
    Relation.FOLLOWS: "It comes after that event, and follows from it.",
    Relation.NTH: "Its place in a series, like 2 of SERIES.",
    Relation.LASTS: "The days from its first to its last, like 3 days or 1 week.",
}
_CLAIM: Final = {
    "from": "The source that says so. Without it this is your own word.",
    "when": "When it happens, as printed. Left out, the event is only mentioned.",
    "starts": "When it starts, as printed.",
    "ends": "When it ends, as printed.",
    "as": "How the source looks at it: reported as past, planned as to come, ongoing.",
    "certainty": "certain, likely, possible, or a number from 0 to 1.",
    "anchor": "The event to count last week or the next day from, instead of the day of publication.",
    "at": "Where it stands in the source: a page, a paragraph, an exhibit.",
    "quote": "A short phrase of the source.",
    "note": "Your remark.",
    "event": "The other event.",
    "by": "How far apart: 2 weeks, about 9 months, within 3 days, at least 1 year.",
    "for": "How long: 3 days, 1 week.",
    "n": "Its number, from 1.",
    "of": "The series.",
    "because": "The reason, in your words.",
}


def schema() -> _Schema:
    """The schema, as what `json.dumps` takes.

    >>> schema()["properties"]["slips"]["enum"]
    ['news', 'reference', None]
    """
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "events.yaml",
        "description": "What sources say of what happened when, for the program timeline.",
        **_table(keys.TOP, _TOP, _top()),
        "definitions": {
            "text": _TEXT,
            "texts": _TEXTS,
            "id": _NAME,
            "said": _said(),
            "reading": _reading(),
            "source": _table(keys.SOURCE, _SOURCE, _source()),
            "series": _table(keys.SERIES, {"title": "What the series is called."}, {}),
            "event": _event(),
            "claim": _table(keys.CLAIM, _CLAIM, _claim())
            | _any(*({"required": [key]} for key in (*keys.MOMENTS, "as"))),
            "related": _related(gap=False),
            "related-by-gap": _related(gap=True),
            "nth": _any(_ref("text"), _table(keys.ORDINAL, _CLAIM, _claim(), ("n", "of"))),
            "lasts": _any(_ref("text"), _table(keys.LENGTH, _CLAIM, _claim())),
        },
    }


def dumped() -> str:
    """The schema as a file."""
    import json

    return json.dumps(schema(), indent=1) + "\n"


def _table(
    known: Collection[str],
    texts: Mapping[str, str],
    shapes: Mapping[str, _Schema],
    needed: Collection[str] = (),
) -> _Schema:
    """A mapping with known keys, each with its text; keys without a shape of their own hold a text."""
    made: _Schema = {
        "type": ["object", "null"],
        "properties": {
            key: {"description": texts[key], **shapes.get(key, _ref("text"))} for key in texts if key in known
        },
        "patternProperties": _OWN,
        "additionalProperties": False,
    }
    return made | ({"required": list(needed)} if needed else {})


def _ref(name: str) -> _Schema:
    # Draft 7 looks at nothing that stands beside a reference.
    return {"allOf": [{"$ref": f"#/definitions/{name}"}]}


def _any(*choices: _Schema) -> _Schema:
    return {"anyOf": list(choices)}


def _words(words: Collection[str]) -> _Schema:
    """Some words, or none yet; those that YAML takes for numbers as either."""
    return {"enum": [*words, *(int(word) for word in words if word.isdecimal()), None]}


def _by_id(name: str) -> _Schema:
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": _NAME["pattern"]},
        "additionalProperties": _ref(name),
    }


def _top() -> dict[str, _Schema]:
    sections = {section: _by_id(name) for section, name in (("sources", "source"), ("events", "event"))}
    return {
        **sections,
        "series": _by_id("series"),
        "id": _ref("id"),
        "reading": _ref("reading"),
        "slips": _words(keys.SLIPS),
        "include": _ref("texts"),
    }


def _reading() -> _Schema:
    # `widen` has the words that YAML takes for true and false.
    shapes = {
        key: _words(words) if key != "widen" else {"enum": [*words, True, False, None]}
        for key, words in keys.READING_WORDS.items()
    }
    return _table(keys.READING, _READING, shapes)


def _source() -> dict[str, _Schema]:
    return {"reliability": _words(RELIABILITIES), "reading": _ref("reading"), "copies": _ref("id")}


def _event() -> _Schema:
    kinds = _any({"enum": [*keys.KIND_FIELDS]}, _ref("text"))
    shapes: dict[str, _Schema] = dict.fromkeys(keys.MOMENTS, _ref("said"))
    shapes |= dict.fromkeys((*keys.EVENT_LISTS, *keys.KIND_LISTS), _ref("texts"))
    shapes |= {key: _ref("related-by-gap" if relation in GAP_RELATIONS else "related")
               for key, relation in keys.RELATIONS.items()}  # fmt: skip
    shapes |= {
        "kind": kinds,
        "status": _words([status.value for status in Status]),
        "claims": {"type": ["array", "null"], "items": _ref("claim")},
        "prefer": _any(_ref("id"), _table(keys.PREFERENCE, _CLAIM, {"from": _ref("id")}, ("from",))),
        "nth": _several("nth"),
        "lasts": _several("lasts"),
    }
    texts = _EVENT | {relation.value: text for relation, text in _RELATIONS.items()}
    made = _table(keys.EVENT.union(*keys.KIND_FIELDS.values()), texts, shapes)
    # A field of one kind stands on events of that kind only.
    made["dependencies"] = {
        field: {"required": ["kind"], "properties": {"kind": {"const": kind}}}
        for kind, fields in keys.KIND_FIELDS.items()
        for field in sorted(fields)
    }
    return made


def _several(name: str) -> _Schema:
    return _any(_ref(name), {"type": "array", "items": _ref(name)})


def _said() -> _Schema:
    """A text, or what each source says."""
    return _any(
        _ref("text"),
        {
            "type": "object",
            "propertyNames": {"pattern": _NAME["pattern"]},
            "additionalProperties": _ref("texts"),
        },
    )


def _claim() -> dict[str, _Schema]:
    degree = {"type": ["number", "string"], "minimum": 0, "maximum": 1}
    return {
        "as": _words([stance.value for stance in Stance]),
        "certainty": _any({"enum": [*_CERTAINTIES]}, degree),
        "from": _ref("id"),
        "event": _ref("id"),
        "anchor": _ref("id"),
        "of": _ref("id"),
    }


def _related(*, gap: bool) -> _Schema:
    """An event, its long form, events as keys, or a list of these; with gaps where the relation takes one."""
    without = frozenset() if gap else frozenset({"by"})
    long = _table(keys.TARGET - without, _CLAIM, _claim(), ("event",))
    inner = _table(keys.INNER - without, _CLAIM, _claim())
    reserved = "|".join(sorted(keys.TARGET))
    by_event = {
        "type": "object",
        "propertyNames": {"pattern": _NAME["pattern"], "not": {"pattern": f"^({reserved})$"}},
        "additionalProperties": _any(_ref("text"), inner) if gap else _any({"type": "null"}, inner),
    }
    one = _any(_ref("id"), long, by_event)
    return _any({"type": "null"}, one, {"type": "array", "items": one})
