"""Reads what an event's entry says of its date and of other events: date claims and relation claims.

The short forms (`when: {preview: September 8}`, `after: visit`) and the long ones (`claims:`, `after:
[{event: visit, by: 2 weeks}]`) end as the same values. Each carries the position of the text that a later
message would underline: the date, the other event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from timeline.dates.fuzzy import Stance
from timeline.errors import ModelError, Position
from timeline.evidence import keys
from timeline.evidence.allen import Relation
from timeline.evidence.model import CURATOR, DateClaim, Moment, Preference, RelationClaim, is_certainty
from timeline.evidence.shapes import Shapes, as_typed
from timeline.evidence.yaml_tree import Items, Node, Table, Text, absent

__all__ = ["date_claims", "long_claims", "preference", "relation_claims"]

# What people write for a stance: the tense of the source.
_SAID_FOR_STANCES: Final = {
    "past": "reported",
    "future": "planned",
    "expected": "planned",
    "present": "ongoing",
    "current": "ongoing",
}
_ORDINAL: Final = re.compile(r"\s*([0-9]{1,6})\s+of\s+(\S+)\s*")
# What EDTF writes between commas: an unquoted one-of set looks like this to YAML.
_EDTF_LIKE: Final = re.compile(r"[-0-9XYESTZ?~%./: +]+")


def date_claims(shapes: Shapes, moment: Moment, node: Node) -> Iterator[DateClaim]:
    """The claims of a short form: a text, or texts by source."""
    if type(node) is Text:
        yield DateClaim(text=node.value, moment=moment, position=shapes.place(node))
    elif type(node) is Items:
        _refuse_list(shapes, node)
    elif type(node) is Table:
        yield from _by_source(shapes, moment, node)


def _by_source(shapes: Shapes, moment: Moment, table: Table) -> Iterator[DateClaim]:
    written = as_typed(table)
    if written is not None:
        advice = (
            f"an EDTF set needs quotes: {written}; note that braces date several events, brackets one of them"
        )
        shapes.wrong(table, "braces without quotes are a YAML mapping, not a date", advice)
        return
    names = {key.value for key, _ in table.items}
    if names & {"from", "when"} and names <= keys.CLAIM:
        shapes.wrong(
            table,
            "a claim with its own keys stands under `claims:`",
            "write `claims:` and begin it with `- `",
        )
        return
    for key, value in shapes.pairs(table):
        for text in _texts_of(shapes, key, value):
            yield DateClaim(
                source=_voice(key.value),
                text=text.value,
                moment=moment,
                position=shapes.place(text),
                source_position=shapes.place(key),
            )


def _texts_of(shapes: Shapes, key: Text, value: Node) -> list[Text]:
    """One source's texts in a short form: one, or several in a list."""
    if absent(value):
        advice = f"for a mention without a date write `claims:` with `- {{from: {key.value}, as: reported}}`"
        shapes.wrong(key, f"no date behind {key.value!r}", advice, "TL107")
        return []
    if type(value) is Text:
        return [value]
    texts = [item for item in value.items if type(item) is Text] if type(value) is Items else []
    if type(value) is not Items or len(texts) < len(value.items) or _looks_like_a_set(value):
        _refuse_list(shapes, value)
        return []
    return texts


def _looks_like_a_set(node: Items) -> bool:
    return node.flow and all(type(item) is Text and _EDTF_LIKE.fullmatch(item.value) for item in node.items)


def _refuse_list(shapes: Shapes, node: Node) -> None:
    written = as_typed(node)
    advice = "several claims go under `claims:`, each with `- `"
    if written is not None:
        advice = f"a set of dates needs quotes: {written}; {advice}"
    shapes.wrong(node, "a date is one text", advice)


def _voice(source: str | None) -> str | None:
    """A source's id; None for the curator, who may be named like one."""
    return None if source == CURATOR else source


def long_claims(shapes: Shapes, node: Node) -> Iterator[DateClaim]:
    """The claims of the long form, a list of mappings."""
    if type(node) is not Items:
        shapes.wrong(
            node, "`claims` is a list", "begin each claim with `- `, as in `- {from: SOURCE, when: DATE}`"
        )
        return
    for item in node.items:
        table = shapes.table(item, "a claim", "write `{from: SOURCE, when: DATE}`")
        claim = None if table is None else _long_claim(shapes, table)
        if claim is not None:
            yield claim


def _long_claim(shapes: Shapes, table: Table) -> DateClaim | None:
    found, extra = shapes.fields(table, keys.CLAIM, "a claim")
    date, moment = _dated(shapes, found)
    values = _shared(shapes, found)
    values["moment"] = moment
    values["stance"] = stance = _stance(shapes, found.get("as"))
    values["position"] = shapes.place(table if date is None else date)
    if "anchor" in found:
        values["anchor"] = shapes.text(found["anchor"], "`anchor`")
        values["anchor_position"] = shapes.place(found["anchor"])
    if extra:
        values["extra"] = extra
    if date is None:
        if stance is None and "as" not in found:
            advice = "write `when: DATE`, or `as: reported` for what is only mentioned as past"
            shapes.lacking(table, keys.CLAIM, "a claim needs a date or a stance", advice)
        return DateClaim(**values) if stance is not None else None
    if type(date) is not Text:
        _refuse_list(shapes, date)
        return None
    return DateClaim(text=date.value, **values)


def _dated(shapes: Shapes, found: dict[str, Node]) -> tuple[Node | None, Moment]:
    """What a claim says, and of which moment."""
    date, first = found.get("when"), "when"
    for key in ("starts", "ends"):
        if key in found:
            if date is not None:
                shapes.wrong(found[key], f"one claim has both `{first}` and `{key}`", "write two claims")
                break
            date, first = found[key], key
    return date, keys.MOMENTS[first]


def _stance(shapes: Shapes, node: Node | None) -> Stance | None:
    if type(node) is Text and node.value in keys.STANCES:
        return keys.STANCES[node.value]
    if type(node) is Text and node.value in _SAID_FOR_STANCES:
        meant = _SAID_FOR_STANCES[node.value]
        shapes.wrong(node, f"{node.value!r} is no stance", f"write {meant!r}", "TL108")
        return None
    word = None if node is None else shapes.word(node, "stance", keys.STANCES)
    return None if word is None else keys.STANCES[word]


def _shared(shapes: Shapes, found: dict[str, Node]) -> dict[str, Any]:
    """What date claims and relations have in common, as arguments."""
    values: dict[str, Any] = {}
    for key in ("at", "quote", "note"):
        if key in found:
            values[key] = shapes.text(found[key], f"`{key}`")
    source = found.get("from")
    if source is not None:
        values["source"] = _voice(shapes.text(source, "`from`"))
        values["source_position"] = shapes.place(source)
    certainty = found.get("certainty")
    if certainty is not None:
        values["certainty"] = _certainty(shapes, certainty)
    return values


def _certainty(shapes: Shapes, node: Node) -> str:
    text = shapes.text(node, "`certainty`")
    if text is None or is_certainty(text):
        return text or "certain"
    shapes.wrong(
        node, f"{text!r} is no certainty", "write certain, likely, possible, or a number from 0 to 1", "TL108"
    )
    return "certain"


def preference(shapes: Shapes, node: Node) -> Preference | None:
    """The curator's ruling: a source, or a source and a reason."""
    because = None
    if type(node) is Table:
        found, _ = shapes.fields(node, keys.PREFERENCE, "`prefer`")
        if "from" not in found:
            shapes.lacking(node, keys.PREFERENCE, "`prefer` needs a source", "write `from: SOURCE`")
            return None
        if "because" in found:
            because = shapes.text(found["because"], "`because`")
        node = found["from"]
    elif type(node) is Items:
        advice = "write `prefer: SOURCE`, or `prefer: {from: SOURCE, because: REASON}`"
        shapes.wrong(node, "one source can be preferred, not a list", advice)
        return None
    source = shapes.text(node, "`from`")
    if source is None:
        return None
    return Preference(source=_voice(source), because=because, position=shapes.place(node))


def relation_claims(shapes: Shapes, relation: Relation, node: Node) -> Iterator[RelationClaim]:
    """The claims under a relation's key: a text, a mapping, or a list of either."""
    for item in node.items if type(node) is Items else (node,):
        if relation is Relation.NTH:
            claim = _ordinal(shapes, item)
        elif relation is Relation.LASTS:
            claim = _length(shapes, item)
        elif type(item) is Table:
            yield from _related(shapes, relation, item)
            continue
        else:
            claim = _to_event(shapes, relation, item)
        if claim is not None:
            yield claim


def _related(shapes: Shapes, relation: Relation, table: Table) -> Iterator[RelationClaim]:
    """The long form, which names its `event`, or events as keys with their gaps."""
    if any(key.value in keys.TARGET for key, _ in table.items):
        found, extra = shapes.fields(table, keys.TARGET, f"`{relation.value}`")
        if "event" in found:
            claim = _to_event(shapes, relation, found["event"], found, extra)
            yield from () if claim is None else (claim,)
        else:
            shapes.lacking(table, keys.TARGET, f"`{relation.value}` needs an event", "write `event: ID`")
        return
    for key, value in shapes.pairs(table):
        found, extra = {"by": value}, []
        if type(value) is Table:
            found, extra = shapes.fields(value, keys.INNER, f"`{relation.value}`")
        claim = _to_event(shapes, relation, key, found, extra)
        if claim is not None:
            yield claim


def _to_event(
    shapes: Shapes, relation: Relation, target: Node, found: dict[str, Node] | None = None, extra: Any = ()
) -> RelationClaim | None:
    event = shapes.text(target, f"the event of `{relation.value}`")
    if event is None:
        return None
    found = found or {}
    values = _shared(shapes, found)
    values |= {"type": relation, "event": event, "extra": extra, "position": shapes.place(target)}
    gap = shapes.text(found["by"], "a gap") if "by" in found else None
    claim = None if gap is None else _built(shapes, found["by"], lambda: RelationClaim(gap=gap, **values))
    # Without a gap that can be read the relation stands all the same.
    return claim or RelationClaim(**values)


def _built(shapes: Shapes, node: Node, build: Any) -> RelationClaim | None:
    try:
        made: RelationClaim = build()
    except ModelError as error:
        shapes.wrong(node, error.message, error.help, error.code)
        return None
    return made


def _length(shapes: Shapes, node: Node) -> RelationClaim | None:
    values: dict[str, Any] = {}
    if type(node) is Table:
        found, extra = shapes.fields(node, keys.LENGTH, "`lasts`")
        length = found.get("for", found.get("by"))
        if length is None:
            advice = "write `lasts: {for: 3 days, from: SOURCE}`"
            shapes.lacking(node, keys.LENGTH, "`lasts` needs a length", advice)
            return None
        values = _shared(shapes, found) | {"extra": extra}
        node = length
    text = shapes.text(node, "`lasts`")
    if text is None:
        return None
    position = shapes.place(node)
    return _built(
        shapes, node, lambda: RelationClaim(type=Relation.LASTS, gap=text, position=position, **values)
    )


def _ordinal(shapes: Shapes, node: Node) -> RelationClaim | None:
    values: dict[str, Any] = {}
    advice = "write `nth: 2 of SERIES`, or `nth: {n: 2, of: SERIES, from: SOURCE}`"
    if type(node) is Table:
        found, extra = shapes.fields(node, keys.ORDINAL, "`nth`")
        if "n" not in found or "of" not in found:
            shapes.lacking(node, keys.ORDINAL, "an ordinal needs a number and a series", advice)
            return None
        number, series = (shapes.text(found[key], f"`{key}`") for key in ("n", "of"))
        values = _shared(shapes, found) | {"extra": extra}
        position = shapes.place(found["of"])
        node = found["n"]
    else:
        text = shapes.text(node, "`nth`")
        match = _ORDINAL.fullmatch(text or "")
        number, series = match.groups() if match else (text, None)
        position = _inside(shapes.place(node), match.start(2)) if match else shapes.place(node)
    if number is None:
        return None
    if series is None or not re.fullmatch("[0-9]{1,6}", number) or int(number) < 1:
        shapes.wrong(node, f"{number!r} is no ordinal", advice)
        return None
    return RelationClaim(type=Relation.NTH, series=series, ordinal=int(number), position=position, **values)


def _inside(position: Position, offset: int) -> Position:
    return position._replace(column=position.column + offset)
