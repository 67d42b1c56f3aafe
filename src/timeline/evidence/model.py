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
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, Self

import attrs

from timeline.dates.fuzzy import ReadingOptions, Wording
from timeline.dates.text import read
from timeline.dates.times import zoned
from timeline.dates.values import Shown
from timeline.dates.zones import UTC, checked_zone
from timeline.errors import ModelError, Position, UnknownName, did_you_mean
from timeline.evidence.allen import Relation
from timeline.evidence.claims import (
    DateClaim,
    Moment,
    Pairs,
    RelationClaim,
    checked_claims,
    checked_id,
    checked_relations,
    is_certainty,
    is_id,
    members,
    one_of,
    ordinal,
    own_keys,
    position_field,
    short_claims,
    short_relations,
    sorted_claims,
    sorted_relations,
    texts,
    word,
    wording,
)
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
    "Preference",
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

RELIABILITIES: Final = ("A", "B", "C", "D", "E", "F", "0", "1", "2", "3", "high", "medium", "low")
"""Admiralty grades A to F, GEDCOM quality 0 to 3, and plain words."""


class Status(enum.Enum):
    """What is known of an event besides its date."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"


def _status(value: Status | str | None) -> Status | None:
    return None if value is None else word(Status, "status", value)


@attrs.frozen(kw_only=True, repr=False)
class Preference(Shown):
    """The curator's ruling on an event: which source is to be believed, and why.

    Attributes:
        source: id of the source, None for the curator's own word.
        because: the reason, in the curator's words.
    """

    source: str | None
    because: str | None = None
    position: Position | None = position_field()


def _preference(value: Preference | str | None) -> Preference | None:
    """A preference; a source's id is one without a reason."""
    if value is None or isinstance(value, Preference):
        return value
    if not isinstance(value, str):
        raise ModelError(
            "TL106", f"`prefer` takes no {value!r}", help="give the id of a source, or a `Preference`"
        )
    return Preference(source=None if value == CURATOR else value)


def _parties(value: Iterable[str] | str) -> tuple[str, ...]:
    return texts(value, "parties")


def _chairs(value: Iterable[str] | str) -> tuple[str, ...]:
    return texts(value, "chairs")


def _services(value: Iterable[str] | str) -> tuple[str, ...]:
    return texts(value, "services")


def _tags(value: Iterable[str] | str) -> tuple[str, ...]:
    return tuple(sorted({tag for tag in texts(value, "tags") if tag.strip()}))


@attrs.frozen(kw_only=True, repr=False)
class Source(Shown):
    """A document that says something.

    Attributes:
        id: its name in claims.
        title, publisher, url, archived, note: what a reader wants to know of it; shown, never judged.
        published: its publication day, any date text that needs no anchor; None where none is printed.
        retrieved: the day it was fetched; it was not published later.
        reliability: a grade of `RELIABILITIES`, None for ungraded.
        reading: how its wording is read where that differs from the dossier's; None for no difference.
        copies: id of the source that it repeats; None where it speaks for itself.
        extra: the user's own ``x-`` keys.
    """

    id: str = attrs.field(validator=checked_id)
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    archived: str | None = None
    published: str | None = attrs.field(default=None, converter=wording)
    retrieved: str | None = attrs.field(default=None, converter=wording)
    reliability: str | None = attrs.field(default=None, validator=one_of(RELIABILITIES, "reliability"))
    reading: ReadingOptions | None = None
    copies: str | None = None
    note: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=own_keys)
    position: Position | None = position_field()
    published_position: Position | None = position_field()
    retrieved_position: Position | None = position_field()
    copies_position: Position | None = position_field()


@attrs.frozen(kw_only=True, repr=False)
class Series(Shown):
    """Events that are counted: "the second of the 2+2 dialogues"."""

    id: str = attrs.field(validator=checked_id)
    title: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=own_keys)
    position: Position | None = position_field()


@attrs.frozen(kw_only=True, init=False, repr=False)
class Event(Shown):
    """Something that happened once, has a start and an end, and is dated by claims.

    Besides its fields an event takes short forms, which become claims and relations: `when`, `starts` and
    `ends` (a text or a date for the curator's own word, or ``{source: text}``), `nth` (``"2 of series"``),
    `lasts`, and every relation by its name with ``_`` for ``-`` (`after="visit"`, `before=["a", "b"]`,
    `after={"visit": "2 weeks"}`); None says nothing. ModelError, which names the argument, for what does not fit.

    Attributes:
        id: its name, in the calendar too.
        title: one line for people; the id where it is left out.
        kind: ``dialogue``, ``visit``, ``exercise`` or any other word.
        parties: who takes part (``with`` in files).
        place: where it happens.
        zone: name of the time zone of its days and times ("Asia/Kolkata"); None for the dossier's.
        tags: the user's own words for it.
        status: held, planned or cancelled; None where nothing is said.
        url, note: shown, never judged.
        prefer: the source that the curator rules for, as a `Preference` or an id; None for no ruling.
        claims, relations: what is said of it, in an order of their own.
        extra: the user's own ``x-`` keys.

    >>> talks = Event(id="talks", title="Talks", when={"gazette": "5 April 2023"}, after="visit")
    >>> talks.claims[0].source, talks.relations[0].event
    ('gazette', 'visit')
    """

    id: str = attrs.field(validator=checked_id)
    title: str
    kind: str = "event"
    parties: tuple[str, ...] = attrs.field(default=(), converter=_parties)
    place: str | None = None
    zone: str | None = attrs.field(default=None, converter=checked_zone)
    tags: tuple[str, ...] = attrs.field(default=(), converter=_tags)
    status: Status | None = attrs.field(default=None, converter=_status)
    url: str | None = None
    note: str | None = None
    prefer: Preference | None = attrs.field(default=None, converter=_preference)
    claims: tuple[DateClaim, ...] = attrs.field(default=(), converter=sorted_claims)
    relations: tuple[RelationClaim, ...] = attrs.field(default=(), converter=sorted_relations)
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=own_keys)
    position: Position | None = position_field()

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
        if when is not None or starts is not None or ends is not None:
            shorts = ((Moment.WHOLE, when), (Moment.START, starts), (Moment.END, ends))
            said = (claim for moment, short in shorts for claim in short_claims(moment, short))
            claims = [*checked_claims(claims), *said]
        related = [*checked_relations(relations)]
        if nth is not None:
            related.append(ordinal(nth))
        if lasts is not None:
            related.append(RelationClaim(type=Relation.LASTS, gap=lasts))
        names = _field_names(type(self))
        if not given.keys() <= names:
            for name in _RELATION_NAMES & given.keys():
                related += short_relations(Relation(name.replace("_", "-")), given.pop(name))
            _refuse_unknown(given.keys() - names, names)
        own = _WORDS.get(type(self))
        if own is not None and given.get("kind", own) != own:
            raise ModelError(
                "TL108", f"{given['kind']!r} is not the kind of a {own}", help="use Event for other kinds"
            )
        title = id if title is None else title
        self.__attrs_init__(id=id, title=title, claims=claims, relations=related, **given)

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


@attrs.frozen(kw_only=True, init=False, repr=False)
class Dialogue(Event):
    """A meeting of delegations: talks, a summit, a working group.

    Attributes:
        rank: at what level ("ministerial").
        chairs: who chairs it.
    """

    kind: str = "dialogue"
    rank: str | None = None
    chairs: tuple[str, ...] = attrs.field(default=(), converter=_chairs)


@attrs.frozen(kw_only=True, init=False, repr=False)
class Visit(Event):
    """A journey of somebody to somebody.

    Attributes:
        visitor: who travels.
        host: who receives.
    """

    kind: str = "visit"
    visitor: str | None = None
    host: str | None = None


@attrs.frozen(kw_only=True, init=False, repr=False)
class Exercise(Event):
    """A military exercise.

    Attributes:
        services: the branches that take part.
        area: where it is held, as an area rather than a place.
    """

    kind: str = "exercise"
    services: tuple[str, ...] = attrs.field(default=(), converter=_services)
    area: str | None = None


KINDS: Final[dict[str, type[Event]]] = {"dialogue": Dialogue, "visit": Visit, "exercise": Exercise}
"""The kinds with fields of their own; any other word is a plain `Event`."""

_WORDS: Final = {kind: word for word, kind in KINDS.items()}


def kind_fields(kind: type[Event]) -> tuple[str, ...]:
    """The names of the fields that a kind adds to every event's.

    >>> kind_fields(Visit)
    ('visitor', 'host')
    """
    if kind not in _KIND_FIELDS:
        common = {field.name for field in attrs.fields(Event)}
        own = (field.name for field in attrs.fields(kind))
        _KIND_FIELDS[kind] = tuple(name for name in own if name not in common)
    return _KIND_FIELDS[kind]


_KIND_FIELDS: Final[dict[type[Event], tuple[str, ...]]] = {}
_FIELD_NAMES: Final[dict[type[Event], frozenset[str]]] = {}


def _field_names(kind: type[Event]) -> frozenset[str]:
    if kind not in _FIELD_NAMES:
        _FIELD_NAMES[kind] = frozenset(field.name for field in attrs.fields(kind))
    return _FIELD_NAMES[kind]


def _refuse_unknown(unknown: Collection[str], names: frozenset[str]) -> None:
    for name in sorted(unknown):
        advice = did_you_mean(name, names | _RELATION_NAMES, what="keys")
        raise ModelError("TL105", f"unknown key {name!r}", help=advice)


_RELATION_NAMES: Final = frozenset(
    relation.value.replace("-", "_")
    for relation in Relation
    if relation not in (Relation.NTH, Relation.LASTS)
)


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


def _sources(given: Iterable[Source]) -> tuple[Source, ...]:
    found = members(given, Source, "sources", "a list of `Source`")
    return tuple(sorted(found, key=lambda source: source.id))


def _series(given: Iterable[Series]) -> tuple[Series, ...]:
    found = members(given, Series, "series", "a list of `Series`")
    return tuple(sorted(found, key=lambda series: series.id))


def _events(given: Iterable[Event]) -> tuple[Event, ...]:
    found = members(given, Event, "events", "a list of `Event`")
    return tuple(sorted(found, key=lambda event: event.id))


@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class Dossier(Shown):
    """All that is said: sources, series and events, unjudged.

    Raises ModelError where ids clash, a name is unknown, or a date text cannot be read.

    Attributes:
        id: names the calendar; None where none was given.
        title: one line for people.
        reading: how wording is read unless a source says otherwise.
        slips: which table of slips fits the sources, ``news`` or ``reference``.
        zone: name of the time zone of events that have none of their own; None for UTC.
        sources, series, events: sorted by id.
        extra: the user's own ``x-`` keys.

    >>> d = Dossier(events=[Event(id="a", when="2023-04-05")])
    >>> d.event("a").title
    'a'
    """

    id: str | None = attrs.field(default=None, validator=attrs.validators.optional(checked_id))
    title: str | None = None
    reading: ReadingOptions = attrs.field(factory=ReadingOptions)
    slips: str = attrs.field(default="news", validator=one_of(("news", "reference"), "table of slips"))
    zone: str | None = attrs.field(default=None, converter=checked_zone)
    sources: tuple[Source, ...] = attrs.field(default=(), converter=_sources)
    series: tuple[Series, ...] = attrs.field(default=(), converter=_series)
    events: tuple[Event, ...] = attrs.field(default=(), converter=_events)
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=own_keys)

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

    def zone_of(self, event: Event) -> str:
        """The time zone of an event's days and times: its own, the dossier's, or UTC."""
        return event.zone or self.zone or UTC

    def wording(self, claim: DateClaim, zone: str | None = None) -> Wording | None:
        """What a claim's text says, read as its source writes; None for a claim without a readable text.

        With a `zone`, a day with a time that is told in another is the day that it then is in that zone.
        """
        if claim.text is None or claim.unread is not None:
            return None
        said = read(claim.text, options_for(claim.source, self._sources_by_id, self.reading), claim.stance)
        return said if zone is None else zoned(said, zone)


def _joined(left: tuple[Any, ...], right: tuple[Any, ...]) -> list[Any]:
    same = set(left)
    return [*left, *(item for item in right if item not in same)]


def _found(what: str, name: str, index: Mapping[str, Any]) -> Any:
    if name not in index:
        raise UnknownName(what, name, index)
    return index[name]
