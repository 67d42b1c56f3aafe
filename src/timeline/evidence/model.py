"""What the sources say, unjudged: sources, events, claims, and the dossier that holds them.

All are values: frozen, hashable, sorted at birth, so that the order in which a file lists
things can never matter. A dossier is built in Python as easily as it is read from a file; the
constructors raise `ModelError`, and the reader turns that into a problem with a position.
This module knows nothing of files, and judges nothing.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Self, TypeVar

import attrs

from timeline.dates.fuzzy import ReadingOptions, Stance, Wording
from timeline.dates.gaps import Gap, read_gap
from timeline.dates.text import read
from timeline.errors import DateError, ModelError, Position, UnknownName, did_you_mean
from timeline.evidence.allen import GAP_RELATIONS, Relation
from timeline.evidence.faults import CURATOR, Fault, faults, options_for

__all__ = [
    "CURATOR",
    "KINDS",
    "RELIABILITIES",
    "DateClaim",
    "Dialogue",
    "Dossier",
    "Event",
    "Exercise",
    "Fault",
    "Moment",
    "Pairs",
    "RelationClaim",
    "Series",
    "Source",
    "Status",
    "Visit",
    "faults",
    "is_certainty",
    "is_id",
    "kind_fields",
]

_E = TypeVar("_E", bound=enum.Enum)
_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_DEGREE: Final = re.compile(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?|\.[0-9]{1,6}")
_CERTAINTIES: Final = {"certain": 1.0, "likely": 0.8, "possible": 0.5}
RELIABILITIES: Final = ("A", "B", "C", "D", "E", "F", "0", "1", "2", "3", "high", "medium", "low")
"""Admiralty grades A to F, GEDCOM quality 0 to 3, and plain words."""


class Moment(enum.Enum):
    """What a date claim speaks of: the whole span, its start or its end."""

    WHOLE = "whole"
    START = "start"
    END = "end"


class Status(enum.Enum):
    """What is known of an event besides its date."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"


def is_id(text: str) -> bool:
    """Whether a text can name an event, a source or a series.

    >>> is_id("2plus2-1"), is_id("first visit")
    (True, False)
    """
    return _ID.fullmatch(text) is not None


def is_certainty(text: str) -> bool:
    """Whether a text is a degree of certainty: a word, or a number from 0 to 1.

    >>> is_certainty("likely"), is_certainty("0.75"), is_certainty("75%")
    (True, True, False)
    """
    return text in _CERTAINTIES or _DEGREE.fullmatch(text) is not None


def _checked_id(_: object, attribute: attrs.Attribute[str], value: str) -> None:
    if not is_id(value):
        raise ModelError(
            "TL201",
            f"{attribute.name} {value[:80]!r} is not an id",
            help="ids have letters, digits, '-', '_' and '.', at most 64 of them",
        )


def _one_of(words: Iterable[str], what: str) -> Any:
    allowed = tuple(words)

    def check(_: object, __: object, value: str | None) -> None:
        if value is not None and value not in allowed:
            raise ModelError(
                "TL108", f"{value!r} is no {what}", help=did_you_mean(value, allowed, what=f"{what} words")
            )

    return check


def _word(kind: type[_E], what: str, value: object) -> _E:
    if type(value) is kind:
        return value
    for member in kind:
        if value == member.value:
            return member
    words = [str(member.value) for member in kind]
    raise ModelError(
        "TL108", f"{value!r} is no {what}", help=did_you_mean(str(value), words, what=f"{what} words")
    )


def _moment(value: Moment | str) -> Moment:
    return _word(Moment, "moment", value)


def _stance(value: Stance | str | None) -> Stance | None:
    return None if value is None else _word(Stance, "stance", value)


def _status(value: Status | str | None) -> Status | None:
    return None if value is None else _word(Status, "status", value)


def _relation(value: Relation | str) -> Relation:
    return _word(Relation, "relation", value)


class Pairs(tuple[tuple[str, Any], ...]):
    """A mapping among the user's own keys: a tuple of pairs that is written as a mapping again."""

    __slots__ = ()


def _frozen(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Pairs | Mapping):
        items = value.items() if isinstance(value, Mapping) else value
        return Pairs(sorted((key, _frozen(inner)) for key, inner in items))
    if isinstance(value, tuple | list):
        return tuple(_frozen(inner) for inner in value)
    raise ModelError("TL106", f"{value!r} is neither text nor a list or mapping of texts")


def _extra(given: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    if not given:
        return ()
    pairs = given.items() if isinstance(given, Mapping) else given
    kept = tuple(sorted((key, _frozen(value)) for key, value in pairs))
    for key, _ in kept:
        if not key.startswith("x-"):
            raise ModelError("TL105", f"unknown key {key!r}", help="keys of your own begin with `x-`")
    return kept


def _tags(value: Iterable[str] | str) -> tuple[str, ...]:
    return tuple(sorted(set(_texts(value))))


def _texts(value: Iterable[str] | str) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _wording(value: Any) -> str | None:
    """A date text; a date of Python's is written as one."""
    if value is None or isinstance(value, str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise ModelError(
        "TL106", f"{value!r} is no date text", help="write the date in quotes; several are several claims"
    )


def _certainty(_: object, __: object, value: str) -> None:
    if not is_certainty(value):
        raise ModelError(
            "TL108", f"{value!r} is no certainty", help="write certain, likely, possible, or 0 to 1"
        )


_position = functools.partial(attrs.field, default=None, eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Source:
    """A document that says something.

    Attributes:
        id: its name in claims.
        title, publisher, url, archived, note: what a reader wants to know of it; shown, never judged.
        published: its publication day, any date text that needs no anchor; None where none is printed.
        retrieved: the day it was fetched; it was not published later.
        reliability: a grade of `RELIABILITIES`, None for ungraded.
        reading: how its wording is read where that differs from the dossier's; None for no difference.
        extra: the user's own ``x-`` keys.
    """

    id: str = attrs.field(validator=_checked_id)
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    archived: str | None = None
    published: str | None = None
    retrieved: str | None = None
    reliability: str | None = attrs.field(default=None, validator=_one_of(RELIABILITIES, "reliability"))
    reading: ReadingOptions | None = None
    note: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=_extra)
    position: Position | None = _position()
    published_position: Position | None = _position()
    retrieved_position: Position | None = _position()


@attrs.frozen(kw_only=True)
class Series:
    """Events that are counted: "the second of the 2+2 dialogues"."""

    id: str = attrs.field(validator=_checked_id)
    title: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=_extra)
    position: Position | None = _position()


@attrs.frozen(kw_only=True)
class DateClaim:
    """What one source says of one event's date.

    Attributes:
        source: id of the source, None for the curator's own word.
        text: the wording, as printed; None where the event is only mentioned as past, to come or going on.
        moment: what the wording speaks of.
        stance: how the source looks at the event; None to take it from the words.
        certainty: ``certain``, ``likely``, ``possible``, or a number from 0 to 1.
        anchor: id of an event to count a relative text from, instead of the publication day.
        at: where in the source (page, paragraph, exhibit).
        quote: a short phrase of the source.
        note: the curator's remark.
        unread: why the text could not be read; such a claim is kept and shown, and decides nothing.
        extra: the user's own ``x-`` keys.
    """

    source: str | None = None
    text: str | None = attrs.field(default=None, converter=_wording)
    moment: Moment = attrs.field(default=Moment.WHOLE, converter=_moment)
    stance: Stance | None = attrs.field(default=None, converter=_stance)
    certainty: str = attrs.field(default="certain", converter=str, validator=_certainty)
    anchor: str | None = None
    at: str | None = None
    quote: str | None = None
    note: str | None = None
    unread: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=_extra)
    position: Position | None = _position()
    source_position: Position | None = _position()
    anchor_position: Position | None = _position()

    def __attrs_post_init__(self) -> None:
        if self.text is None and self.stance is None and self.unread is None:
            raise ModelError(
                "TL107", "a claim needs a date or a stance", help="write `when:`, or `as: reported`"
            )

    @property
    def weight(self) -> float:
        """The certainty as a number from 0 to 1."""
        return _weight(self.certainty)

    @property
    def voice(self) -> str:
        """The source's id, or ``curator``."""
        return self.source or CURATOR

    @property
    def sort_key(self) -> tuple[str, ...]:
        """Orders the claims of an event, whatever order they were written in."""
        stance = self.stance.value if self.stance else ""
        rest = (
            self.anchor,
            self.at,
            self.quote,
            self.note,
            self.unread,
            repr(self.extra) if self.extra else None,
        )
        return (
            self.voice,
            self.moment.value,
            self.text or "",
            stance,
            self.certainty,
            *(part or "" for part in rest),
        )


@attrs.frozen(kw_only=True)
class RelationClaim:
    """What one source says of how an event lies to another, in a series, or how long it lasts.

    Attributes:
        type: the relation.
        event: id of the other event; None for `NTH` and `LASTS`.
        series: id of the series, for `NTH`.
        ordinal: the place in the series, from 1, for `NTH`.
        gap: the distance in words, for the relations that take one.
        source, certainty, at, quote, note, extra: as in `DateClaim`.
    """

    type: Relation = attrs.field(converter=_relation)
    event: str | None = None
    series: str | None = None
    ordinal: int | None = None
    gap: str | None = None
    source: str | None = None
    certainty: str = attrs.field(default="certain", converter=str, validator=_certainty)
    at: str | None = None
    quote: str | None = None
    note: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=_extra)
    position: Position | None = _position()
    source_position: Position | None = _position()

    def __attrs_post_init__(self) -> None:
        if self.type is Relation.NTH:
            if self.series is None or self.ordinal is None or self.ordinal < 1:
                raise ModelError(
                    "TL106", "an ordinal needs a number from 1 and a series", help="write `nth: 2 of SERIES`"
                )
        elif self.type is Relation.LASTS:
            if self.gap is None:
                raise ModelError("TL107", "`lasts` needs a length", help="write `lasts: 3 days`")
        elif self.event is None:
            raise ModelError("TL107", f"`{self.type.value}` needs an event")
        if self.gap is not None:
            self._check_gap(self.gap)

    def _check_gap(self, gap: str) -> None:
        if self.type not in GAP_RELATIONS:
            raise ModelError(
                "TL401", f"`{self.type.value}` takes no gap", help="gaps belong to before and after"
            )
        try:
            read_gap(gap)
        except DateError as error:
            raise ModelError("TL401", f"{gap!r}: {error.rule}", help=error.suggestion) from error

    @property
    def distance(self) -> Gap | None:
        """The gap, read; None where there is none."""
        return None if self.gap is None else read_gap(self.gap)

    @property
    def weight(self) -> float:
        """The certainty as a number from 0 to 1."""
        return _weight(self.certainty)

    @property
    def voice(self) -> str:
        """The source's id, or ``curator``."""
        return self.source or CURATOR

    @property
    def target(self) -> str:
        """The other event, or the series; empty for `LASTS`."""
        return self.event or self.series or ""

    @property
    def sort_key(self) -> tuple[str, ...]:
        """Orders the relations of an event, whatever order they were written in."""
        rest = (str(self.ordinal or ""), self.gap, self.certainty, self.at, self.quote, self.note)
        own = repr(self.extra) if self.extra else ""
        return (self.type.value, self.target, self.voice, *(part or "" for part in rest), own)


def _weight(certainty: str) -> float:
    return _CERTAINTIES[certainty] if certainty in _CERTAINTIES else float(certainty)


def _sorted_claims(claims: Iterable[DateClaim]) -> tuple[DateClaim, ...]:
    return tuple(sorted(claims, key=lambda claim: claim.sort_key))


def _sorted_relations(relations: Iterable[RelationClaim]) -> tuple[RelationClaim, ...]:
    return tuple(sorted(relations, key=lambda relation: relation.sort_key))


@attrs.frozen(kw_only=True, init=False)
class Event:
    """Something that happened once, has a start and an end, and is dated by claims.

    Besides its fields an event takes short forms, which become claims and relations: `when`, `starts` and
    `ends` (a text or a date for the curator's own word, or ``{source: text}``), `nth` (``"2 of series"``),
    `lasts`, and every relation by its name with ``_`` for ``-`` (`after="visit"`, `before=["a", "b"]`,
    `after={"visit": "2 weeks"}`).

    Attributes:
        id: its name, in the calendar too.
        title: one line for people; the id where it is left out.
        kind: ``dialogue``, ``visit``, ``exercise`` or any other word.
        parties: who takes part (``with`` in files).
        place: where it happens.
        tags: the user's own words for it.
        status: held, planned or cancelled; None where nothing is said.
        url, note: shown, never judged.
        claims, relations: what is said of it, in an order of their own.
        extra: the user's own ``x-`` keys.

    >>> talks = Event(id="talks", title="Talks", when={"gazette": "5 April 2023"}, after="visit")
    >>> talks.claims[0].source, talks.relations[0].event
    ('gazette', 'visit')
    """

    id: str = attrs.field(validator=_checked_id)
    title: str
    kind: str = "event"
    parties: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    place: str | None = None
    tags: tuple[str, ...] = attrs.field(default=(), converter=_tags)
    status: Status | None = attrs.field(default=None, converter=_status)
    url: str | None = None
    note: str | None = None
    claims: tuple[DateClaim, ...] = attrs.field(default=(), converter=_sorted_claims)
    relations: tuple[RelationClaim, ...] = attrs.field(default=(), converter=_sorted_relations)
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=_extra)
    position: Position | None = _position()

    def __new__(cls, *, kind: str = "event", **_: Any) -> Self:
        """An event of a kind with fields of its own is of that kind's class, however it was asked for."""
        return object.__new__(KINDS.get(kind, cls) if cls is Event else cls)  # type: ignore[return-value]

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - the word of the file
        title: str | None = None,
        when: str | Mapping[str, str] | None = None,
        starts: str | Mapping[str, str] | None = None,
        ends: str | Mapping[str, str] | None = None,
        nth: str | None = None,
        lasts: str | None = None,
        claims: Iterable[DateClaim] = (),
        relations: Iterable[RelationClaim] = (),
        **given: Any,
    ) -> None:
        said = [*claims]
        for moment, short in ((Moment.WHOLE, when), (Moment.START, starts), (Moment.END, ends)):
            said += _short_claims(moment, short)
        related = [*relations]
        if nth is not None:
            related.append(_ordinal(nth))
        if lasts is not None:
            related.append(RelationClaim(type=Relation.LASTS, gap=lasts))
        for name in _RELATION_NAMES & given.keys():
            related += _short_relations(Relation(name.replace("_", "-")), given.pop(name))
        names = _field_names(type(self))
        for name in given.keys() - names:
            raise ModelError(
                "TL105",
                f"unknown key {name!r}",
                help=did_you_mean(name, names | _RELATION_NAMES, what="keys"),
            )
        own = next((word for word, kind in KINDS.items() if kind is type(self)), None)
        if own is not None and given.get("kind", own) != own:
            raise ModelError(
                "TL108", f"{given['kind']!r} is not the kind of a {own}", help="use Event for other kinds"
            )
        title = id if title is None else title
        self.__attrs_init__(id=id, title=title, claims=said, relations=related, **given)

    def evolve(self, **changes: Any) -> Self:
        """The same event with some fields changed."""
        return attrs.evolve(self, **changes)

    @property
    def fields(self) -> dict[str, str | tuple[str, ...]]:
        """The fields that its kind adds, where they are filled."""
        return {name: value for name in kind_fields(type(self)) if (value := getattr(self, name))}

    @property
    def nth(self) -> RelationClaim | None:
        """Its place in a series as first claimed, None where it has none."""
        return next((relation for relation in self.relations if relation.type is Relation.NTH), None)

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """An id for each of `claims`: EVENT/SOURCE, with a slug where a source says several things."""
        voices = [claim.voice for claim in self.claims]
        plain = [
            f"{self.id}/{c.voice}" if voices.count(c.voice) == 1 else f"{self.id}/{c.voice}/{_slug(c)}"
            for c in self.claims
        ]
        return _numbered(plain)

    @property
    def relation_ids(self) -> tuple[str, ...]:
        """An id for each of `relations`: EVENT/TYPE/TARGET."""
        return _numbered([f"{self.id}/{r.type.value}/{r.target}".rstrip("/") for r in self.relations])


@attrs.frozen(kw_only=True, init=False)
class Dialogue(Event):
    """A meeting of delegations: talks, a summit, a working group.

    Attributes:
        rank: at what level ("ministerial").
        chairs: who chairs it.
    """

    kind: str = "dialogue"
    rank: str | None = None
    chairs: tuple[str, ...] = attrs.field(default=(), converter=_texts)


@attrs.frozen(kw_only=True, init=False)
class Visit(Event):
    """A journey of somebody to somebody.

    Attributes:
        visitor: who travels.
        host: who receives.
    """

    kind: str = "visit"
    visitor: str | None = None
    host: str | None = None


@attrs.frozen(kw_only=True, init=False)
class Exercise(Event):
    """A military exercise.

    Attributes:
        services: the branches that take part.
        area: where it is held, as an area rather than a place.
    """

    kind: str = "exercise"
    services: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    area: str | None = None


KINDS: Final[dict[str, type[Event]]] = {"dialogue": Dialogue, "visit": Visit, "exercise": Exercise}
"""The kinds with fields of their own; any other word is a plain `Event`."""


def kind_fields(kind: type[Event]) -> tuple[str, ...]:
    """The names of the fields that a kind adds to every event's.

    >>> kind_fields(Visit)
    ('visitor', 'host')
    """
    common = {field.name for field in attrs.fields(Event)}
    return tuple(field.name for field in attrs.fields(kind) if field.name not in common)


_FIELD_NAMES: Final[dict[type[Event], frozenset[str]]] = {}


def _field_names(kind: type[Event]) -> frozenset[str]:
    if kind not in _FIELD_NAMES:
        _FIELD_NAMES[kind] = frozenset(field.name for field in attrs.fields(kind))
    return _FIELD_NAMES[kind]


_RELATION_NAMES: Final = frozenset(
    relation.value.replace("-", "_")
    for relation in Relation
    if relation not in (Relation.NTH, Relation.LASTS)
)


def _short_claims(moment: Moment, short: str | Mapping[str, str] | None) -> Iterator[DateClaim]:
    if short is None:
        return
    if not isinstance(short, Mapping):
        yield DateClaim(text=short, moment=moment)
        return
    for source, said in short.items():
        for text in said if isinstance(said, list | tuple) else (said,):
            yield DateClaim(source=source, text=text, moment=moment)


def _short_relations(
    relation: Relation, short: str | Iterable[str] | Mapping[str, str]
) -> Iterator[RelationClaim]:
    if isinstance(short, Mapping):
        for event, gap in short.items():
            yield RelationClaim(type=relation, event=event, gap=gap)
        return
    for event in _texts(short):
        yield RelationClaim(type=relation, event=event)


def _ordinal(text: str) -> RelationClaim:
    match = re.fullmatch(r"\s*([0-9]{1,6})\s+of\s+(\S+)\s*", text)
    if not match:
        raise ModelError("TL106", f"{text!r} is no ordinal", help="write `nth: 2 of SERIES`")
    return RelationClaim(type=Relation.NTH, series=match[2], ordinal=int(match[1]))


def _slug(claim: DateClaim) -> str:
    words = [] if claim.moment is Moment.WHOLE else [claim.moment.value]
    words += re.findall(r"[^\W_]+", (claim.text or (claim.stance.value if claim.stance else "")).casefold())
    return "-".join(words)[:64] or "claim"


def _numbered(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    numbered = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        numbered.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return tuple(numbered)


def _by_id(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(items, key=lambda item: item.id))


@attrs.frozen(kw_only=True, cache_hash=True)
class Dossier:
    """All that is said: sources, series and events, unjudged.

    Raises ModelError where ids clash, a name is unknown, or a date text cannot be read.

    Attributes:
        id: names the calendar; None where none was given.
        title: one line for people.
        reading: how wording is read unless a source says otherwise.
        slips: which table of slips fits the sources, ``news`` or ``reference``.
        sources, series, events: sorted by id.
        extra: the user's own ``x-`` keys.

    >>> d = Dossier(events=[Event(id="a", when="2023-04-05")])
    >>> d.event("a").title
    'a'
    """

    id: str | None = attrs.field(default=None, validator=attrs.validators.optional(_checked_id))
    title: str | None = None
    reading: ReadingOptions = attrs.field(factory=ReadingOptions)
    slips: str = attrs.field(default="news", validator=_one_of(("news", "reference"), "table of slips"))
    sources: tuple[Source, ...] = attrs.field(default=(), converter=_by_id)
    series: tuple[Series, ...] = attrs.field(default=(), converter=_by_id)
    events: tuple[Event, ...] = attrs.field(default=(), converter=_by_id)
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=_extra)

    def __attrs_post_init__(self) -> None:
        for fault in faults(self.sources, self.series, self.events, self.reading):
            raise ModelError(fault.code, fault.message, help=fault.help, path=fault.path)

    def __or__(self, other: Dossier) -> Dossier:
        """Both dossiers in one; id, title and settings are those of the left."""
        if not isinstance(other, Dossier):
            return NotImplemented
        return attrs.evolve(
            self,
            sources=_joined(self.sources, other.sources),
            series=_joined(self.series, other.series),
            events=_joined(self.events, other.events),
        )

    @functools.cached_property
    def _events_by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    @functools.cached_property
    def _sources_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    def event(self, event_id: str) -> Event:
        """The event of an id; UnknownName where there is none."""
        found: Event = _found("event", event_id, self._events_by_id)
        return found

    def source(self, source_id: str) -> Source:
        """The source of an id; UnknownName where there is none."""
        found: Source = _found("source", source_id, self._sources_by_id)
        return found

    def wording(self, claim: DateClaim) -> Wording | None:
        """What a claim's text says, read as its source writes; None for a claim without a readable text."""
        if claim.text is None or claim.unread is not None:
            return None
        return read(claim.text, options_for(claim.source, self._sources_by_id, self.reading), claim.stance)


def _joined(left: tuple[Any, ...], right: tuple[Any, ...]) -> list[Any]:
    same = set(left)
    return [*left, *(item for item in right if item not in same)]


def _found(what: str, name: str, index: Mapping[str, Any]) -> Any:
    if name not in index:
        raise UnknownName(what, name, index)
    return index[name]
