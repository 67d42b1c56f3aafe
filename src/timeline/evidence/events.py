"""Events: what happened once, the kinds with fields of their own, and a ruling of the curator on one.

Part of the model; `timeline.evidence.model` hands these names on.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, Self

import attrs

from timeline.dates.values import Shown
from timeline.dates.zones import checked_zone
from timeline.errors import ModelError, Position, did_you_mean
from timeline.evidence.allen import Relation
from timeline.evidence.claims import (
    DateClaim,
    Moment,
    RelationClaim,
    checked_claims,
    checked_relations,
    sorted_claims,
    sorted_relations,
)
from timeline.evidence.faults import CURATOR
from timeline.evidence.fields import own_keys, position_field, texts, texts_field, word
from timeline.evidence.ids import checked_id, claim_ids, relation_ids
from timeline.evidence.short_forms import RELATION_NAMES, long_claims, long_relations

__all__ = ["KINDS", "Dialogue", "Event", "Exercise", "Preference", "Status", "Visit", "kind_fields"]


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


def _tags(value: Iterable[str] | str) -> tuple[str, ...]:
    return tuple(sorted({tag for tag in texts(value, "tags") if tag.strip()}))


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
    parties: tuple[str, ...] = texts_field("parties")
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
            shorts = {Moment.WHOLE: when, Moment.START: starts, Moment.END: ends}
            claims = [*checked_claims(claims), *long_claims(shorts)]
        names = _field_names(type(self))
        others = {}
        if not given.keys() <= names:
            others = {name: given.pop(name) for name in RELATION_NAMES & given.keys()}
            _refuse_unknown(given.keys() - names, names)
        if others or nth is not None or lasts is not None:
            relations = [*checked_relations(relations), *long_relations(nth, lasts, others)]
        own = _WORDS.get(type(self))
        if own is not None and given.get("kind", own) != own:
            raise ModelError(
                "TL108", f"{given['kind']!r} is not the kind of a {own}", help="use Event for other kinds"
            )
        title = id if title is None else title
        self.__attrs_init__(id=id, title=title, claims=claims, relations=relations, **given)

    def evolve(self, **changes: Any) -> Self:
        """The same event with some fields changed."""
        return attrs.evolve(self, **changes)

    @property
    def fields(self) -> dict[str, str | tuple[str, ...]]:
        """The fields that its kind adds, where they are filled."""
        return {name: value for name in kind_fields(type(self)) if (value := getattr(self, name))}

    @property
    def nth(self) -> RelationClaim | None:
        """Its ordinal in a series as first claimed, None where it has none."""
        return next((relation for relation in self.relations if relation.type is Relation.NTH), None)

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """An id for each of `claims`: EVENT/SOURCE, with a slug where a source says several things."""
        return claim_ids(self.id, self.claims)

    @property
    def relation_ids(self) -> tuple[str, ...]:
        """An id for each of `relations`: EVENT/TYPE/TARGET."""
        return relation_ids(self.id, self.relations)


@attrs.frozen(kw_only=True, init=False, repr=False)
class Dialogue(Event):
    """A meeting of delegations: talks, a summit, a working group.

    Attributes:
        rank: at what level ("ministerial").
        chairs: who chairs it.
    """

    kind: str = "dialogue"
    rank: str | None = None
    chairs: tuple[str, ...] = texts_field("chairs")


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
    services: tuple[str, ...] = texts_field("services")
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
        advice = did_you_mean(name, names | RELATION_NAMES, what="keys")
        raise ModelError("TL105", f"unknown key {name!r}", help=advice)
