"""What keeps parts from making a dossier: names that clash or mean nothing, dates that cannot be read.

The one validation of the evidence room: a dossier raises the first fault, the reader of files makes a
problem of each. The parts themselves stand in `timeline.evidence.model`, which leans on this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from timeline.dates.gaps import read_gap
from timeline.dates.text import read
from timeline.dates.values import Shown
from timeline.errors import DateError, Position, did_you_mean

if TYPE_CHECKING:
    from timeline.dates.fuzzy import ReadingOptions, Stance
    from timeline.evidence.model import DateClaim, Event, Preference, RelationClaim, Series, Source

__all__ = ["CURATOR", "Fault", "and_again", "faults", "folded", "options_for", "seen_from"]

CURATOR: Final = "curator"
"""The voice of a claim without a source: whoever keeps the dossier."""

# Whoever has mistyped a hundred names has a wrong file, and looking for what was meant takes time for each.
_ADVISED: Final = 100
# More lines than that nobody goes through by hand.
_LINES: Final = 8
_WORD: Final = re.compile(r"[\w.-]+")
# A distance, a side and an event: "two weeks after the visit".
_BESIDE: Final = re.compile(r"(?:(.*\S)\s+)?(before|after)\s+(?:the\s+)?(\S+)", re.IGNORECASE)


def options_for(source: str | None, sources: Mapping[str, Source], default: ReadingOptions) -> ReadingOptions:
    """How the wording of a source is read: its own way, or the dossier's."""
    named = None if source is None else sources.get(source)
    return default if named is None or named.reading is None else named.reading


@attrs.frozen(kw_only=True, repr=False)
class Fault(Shown):
    """Something in the parts of a dossier that keeps them from being one, and where it lies.

    Attributes:
        code, message, help: as in `Problem`.
        reason: the message without the words that it is about, for where they are shown already.
        path: where in the parts, as ids and keys from the outside in.
        owner: the value that must go, or be set aside, for the rest to stand.
        spares: whether the owner stands without the one text that is at fault.
        name: the name that is not known, where that is the fault.
        position: where that was written, None for what was built in Python.
    """

    code: str
    message: str
    reason: str | None = None
    help: str | None = None
    path: tuple[str | int, ...] = ()
    owner: Source | Series | Event | DateClaim | RelationClaim | Preference
    spares: bool = False
    name: str | None = None
    position: Position | None = None


@attrs.frozen(repr=False)
class _Known(Shown):
    """What names can mean."""

    sources: Mapping[str, Source]
    series: Mapping[str, Series]
    events: Mapping[str, Event]

    def advice(self, fault: Fault) -> str | None:
        """What could have been meant by a name that is not known."""
        listed: dict[str, tuple[str, Mapping[str, Source] | Mapping[str, Series] | Mapping[str, Event]]] = {
            "TL203": ("sources", self.sources),
            "TL204": ("events", self.events),
            "TL205": ("series", self.series),
        }
        what, known = listed[fault.code]
        name = fault.name or ""
        titled = next((one.id for one in known.values() if _same_title(one.title, name)), None)
        if titled is not None:
            return f"that is a title; write the id, {titled!r}"
        return did_you_mean(name, known, what=what) or f"list it under `{what}:`"


def _same_title(title: str | None, name: str) -> bool:
    # A title that is the id anyway was not given.
    return title is not None and title.casefold() == name.casefold()


def faults(
    sources: Iterable[Source], series: Iterable[Series], events: Iterable[Event], reading: ReadingOptions
) -> Iterator[Fault]:
    """Everything that keeps sources, series and events from making a dossier, one fault a cause."""
    sources, series, events = tuple(sources), tuple(series), tuple(events)
    # Of two sources with one id the first is kept.
    by_id = {source.id: source for source in reversed(sources)}
    known = _Known(by_id, {one.id: one for one in series}, {event.id: event for event in events})
    advice: dict[tuple[str, str], str | None] = {}
    for fault in _all_faults(sources, series, events, known, reading):
        if fault.name is None:
            yield fault
            continue
        missing = fault.code, fault.name
        if missing not in advice and len(advice) < _ADVISED:
            advice[missing] = known.advice(fault)
        yield attrs.evolve(fault, help=advice.get(missing))


def folded(found: Iterable[Fault]) -> Iterator[Fault]:
    """The faults of a file with what has one cause told once: a name that is not known, where it first stands."""
    named: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in found:
        if fault.name is None or fault.position is None:
            yield fault
        else:
            named.setdefault((fault.code, fault.name, fault.position.file), []).append(fault)
    for alike in named.values():
        first, *others = sorted(alike, key=lambda fault: fault.position or Position("", 0, 0))
        places = [fault.position for fault in others if fault.position]
        yield attrs.evolve(first, help=and_again(first.help, places)) if others else first


def and_again(advice: str | None, others: Iterable[Position]) -> str:
    """The advice with the lines in which what is wrong stands again."""
    lines = [*dict.fromkeys(str(place.line) for place in others)]
    more = f" and {len(lines) - _LINES} more" if len(lines) > _LINES else ""
    again = f"it stands again in line{'s' * (len(lines) > 1)} {', '.join(lines[:_LINES])}{more}"
    return again if advice is None else f"{advice}; {again}"


def _all_faults(
    sources: Sequence[Source],
    series: Sequence[Series],
    events: Sequence[Event],
    known: _Known,
    reading: ReadingOptions,
) -> Iterator[Fault]:
    yield from _clashing_ids(sources, series, events)
    for source in sources:
        yield from _source_faults(source, reading)
        yield from _copies_faults(source, known)
    yield from _copying_circles(known.sources)
    # What claims said that have no fault: a dossier says "last month" often.
    fine: set[tuple[str | None, Stance | None]] = set()
    usual = {name for name, source in known.sources.items() if source.reading is None}
    for event in events:
        for claim in event.claims:
            said = (claim.text, claim.stance)
            plain = claim.source in usual and claim.anchor is None
            if plain and said in fine:
                continue
            found = list(_claim_faults(event, claim, known, reading))
            yield from found
            if plain and not found and claim.unread is None:
                fine.add(said)
        for relation in event.relations:
            yield from _relation_faults(event, relation, known)
        yield from _preference_faults(event, known)


def _copies_faults(source: Source, known: _Known) -> Iterator[Fault]:
    if source.copies is not None and source.copies not in known.sources:
        path = (source.id, "copies")
        fault = _unknown("TL203", "source", source.copies, path, source, source.copies_position)
        yield attrs.evolve(fault, spares=True)


def _preference_faults(event: Event, known: _Known) -> Iterator[Fault]:
    preferred = event.prefer
    if preferred is not None and preferred.source is not None and preferred.source not in known.sources:
        path = (event.id, "prefer")
        yield _unknown("TL203", "source", preferred.source, path, preferred, preferred.position)


def seen_from(place: Position | None, here: Position | None) -> str:
    """Where something else stands, for a message: the line, and the file where that is another."""
    if place is None:
        return ""
    same = here is None or here.file == place.file
    return f" in line {place.line}" if same else f" in {place.file}:{place.line}"


def _clashing_ids(
    sources: Iterable[Source], series: Iterable[Series], events: Iterable[Event]
) -> Iterator[Fault]:
    items: list[tuple[str, Source | Series | Event]] = [("a source", one) for one in sources]
    items += [("a series", one) for one in series]
    items += [("an event", one) for one in events]
    taken: dict[str, tuple[str, Position | None]] = {CURATOR: ("the curator", None)}
    for what, item in items:
        if item.id in taken:
            holder, place = taken[item.id]
            yield Fault(
                code="TL202",
                message=f"id {item.id!r} is taken twice",
                help=f"{holder}{seen_from(place, item.position)} has it already;"
                " events, sources and series share one set of ids",
                path=(item.id,),
                owner=item,
                position=item.position,
            )
        taken.setdefault(item.id, (what, item.position))


def _source_faults(source: Source, reading: ReadingOptions) -> Iterator[Fault]:
    given = (("published", source.published, source.published_position),
             ("retrieved", source.retrieved, source.retrieved_position))  # fmt: skip
    for key, text, position in given:
        if text is None:
            continue
        try:
            if not read(text, source.reading or reading, None).relative:
                continue
            error = DateError(
                text, "is counted from a publication day, and this is one", suggestion="write a full date"
            )
        except DateError as caught:
            error = caught
        yield _date_fault(error, (source.id, key), source, position)


def _copying_circles(sources: Mapping[str, Source]) -> Iterator[Fault]:
    """One fault for each circle, with the source that is written last: without its `copies` the rest stand."""
    seen: set[str] = set()
    for start in sorted(sources):
        walk: dict[str, None] = {}
        name: str | None = start
        while name is not None and name in sources and name not in seen:
            seen.add(name)
            walk[name] = None
            name = sources[name].copies
        if name in walk:
            names = [*walk]
            yield _copying_circle([sources[one] for one in names[names.index(name) :]])


def _copying_circle(circle: Sequence[Source]) -> Fault:
    last = max(
        circle, key=lambda source: (source.copies_position is not None, source.copies_position, source.id)
    )
    told = ", ".join(f"{source.id} copies {source.copies}" for source in circle)
    return Fault(
        code="TL206",
        message=f"sources copy each other in a circle: {told}",
        help="one of them came first: take its `copies:` out",
        path=(last.id, "copies"),
        owner=last,
        spares=True,
        position=last.copies_position,
    )


def _claim_faults(event: Event, claim: DateClaim, known: _Known, reading: ReadingOptions) -> Iterator[Fault]:
    path = (event.id, claim.voice)
    if claim.source is not None and claim.source not in known.sources:
        yield _unknown("TL203", "source", claim.source, path, claim, claim.source_position)
    if claim.anchor is not None and claim.anchor not in known.events:
        yield _unknown("TL204", "event", claim.anchor, path, claim, claim.anchor_position)
    if claim.text is None or claim.unread is not None:
        return
    for fault in _text_faults(claim, path, options_for(claim.source, known.sources, reading)):
        words = _WORD.findall(claim.text) if fault.code == "TL301" else ()
        named = next((word for word in words if word in known.events), None)
        yield fault if named is None else _event_for_date(fault, claim.text, named)


def _event_for_date(fault: Fault, text: str, event: str) -> Fault:
    reason = "an event, not a date" if text == event else f"speaks of the event {event!r}"
    message = f"{text!r} is an event, not a date" if text == event else f"{text!r} {reason}"
    said = _relation(text, event) or f"`same-time-as: {event}`, `after: {event}`, ..."
    return attrs.evolve(
        fault, code="TL304", message=message, reason=reason, help=f"say how the two lie instead: {said}"
    )


def _relation(text: str, event: str) -> str | None:
    """The relation that a text such as "two weeks after the visit" means, as it is written; None for another."""
    found = _BESIDE.fullmatch(text)
    if found is None or found[3] != event:
        return None
    gap, side = found[1], found[2].lower()
    if gap is None:
        return f"`{side}: {event}`"
    try:
        read_gap(gap)
    except DateError:
        return None
    return f"`{side}: {{{event}: {gap}}}`"


def _text_faults(claim: DateClaim, path: tuple[str, ...], options: ReadingOptions) -> Iterator[Fault]:
    try:
        wording = read(claim.text or "", options, claim.stance)
    except DateError as error:
        yield _date_fault(error, path, claim, claim.position)
        return
    if wording.everyone:
        several = DateError(
            wording.text,
            "dates several things at once",
            suggestion="write two events, or [A,B] for one of them",
        )
        yield attrs.evolve(_date_fault(several, path, claim, claim.position), code="TL305")
    elif wording.loose and claim.anchor is None:
        loose = DateError(wording.text, "is counted from another date, which the words do not name")
        fault = _date_fault(loose, path, claim, claim.position)
        yield attrs.evolve(fault, code="TL303", help="count it from an event with `anchor:`")
    elif wording.relative and claim.source is None and claim.anchor is None:
        loose = DateError(wording.text, "is relative, and the curator's word has no publication day")
        fault = _date_fault(loose, path, claim, claim.position)
        advice = "say who says so, or count it from an event with `anchor:`"
        yield attrs.evolve(fault, code="TL303", help=advice)


def _relation_faults(event: Event, relation: RelationClaim, known: _Known) -> Iterator[Fault]:
    path = (event.id, relation.type.value)
    if relation.source is not None and relation.source not in known.sources:
        yield _unknown("TL203", "source", relation.source, path, relation, relation.source_position)
    if relation.event is not None and relation.event not in known.events:
        yield _unknown("TL204", "event", relation.event, path, relation, relation.position)
    elif relation.series is not None and relation.series not in known.series:
        yield _unknown("TL205", "series", relation.series, path, relation, relation.position)
    elif relation.event == event.id:
        message = f"{event.id!r} cannot lie `{relation.type.value}` itself"
        yield Fault(code="TL402", message=message, path=path, owner=relation, position=relation.position)


def _unknown(
    code: str,
    what: str,
    name: str,
    path: tuple[str, ...],
    owner: Source | DateClaim | RelationClaim | Preference,
    position: Position | None,
) -> Fault:
    return Fault(
        code=code,
        message=f"unknown {what} {name!r}",
        path=path,
        owner=owner,
        name=name,
        position=position,
    )


def _within(position: Position, error: DateError) -> Position:
    """The character that an error means; the text's beginning where it stands in the file in another form."""
    as_typed = position.end_column is not None and position.end_column - position.column == len(error.text)
    if not as_typed or error.column is None or error.column > len(error.text):
        return position
    return position._replace(column=position.column + error.column - 1)


def _date_fault(
    error: DateError, path: tuple[str, ...], owner: Source | DateClaim, position: Position | None
) -> Fault:
    code = "TL302" if error.impossible else "TL301"
    if position is not None and error.column is not None:
        position = _within(position, error)
    shown = error.text if len(error.text) <= 60 else error.text[:57] + "..."
    return Fault(
        code=code,
        message=f"{shown!r}: {error.rule}",
        reason=error.rule,
        help=error.suggestion,
        path=path,
        owner=owner,
        spares=True,
        position=position,
    )
