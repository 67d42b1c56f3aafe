"""What the sources say, unjudged: sources, events, claims, and the dossier that holds them.

All are values: frozen, hashable, sorted at birth, so that the order in which a file lists
things can never matter. A dossier is built in Python as easily as it is read from a file; the
constructors raise `ModelError`, and the reader turns that into a problem with a position.
This module knows nothing of files, and judges nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from timeline.dates.fuzzy import ReadingOptions, Wording
from timeline.dates.text import read
from timeline.dates.times import zoned
from timeline.dates.values import Shown
from timeline.dates.zones import UTC, checked_zone
from timeline.errors import ModelError, UnknownName
from timeline.evidence.claims import DateClaim, Moment, RelationClaim, is_certainty
from timeline.evidence.events import KINDS, Dialogue, Event, Exercise, Preference, Status, Visit, kind_fields
from timeline.evidence.faults import CURATOR, Fault, faults, options_for
from timeline.evidence.fields import Pairs, members_by_id, one_of, own_keys
from timeline.evidence.ids import checked_id, is_id
from timeline.evidence.sources import RELIABILITIES, Series, Source

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


def _sources(given: Iterable[Source]) -> tuple[Source, ...]:
    return members_by_id(given, Source, "sources")


def _series(given: Iterable[Series]) -> tuple[Series, ...]:
    return members_by_id(given, Series, "series")


def _events(given: Iterable[Event]) -> tuple[Event, ...]:
    return members_by_id(given, Event, "events")


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
