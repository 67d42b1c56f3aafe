"""What the profile `rich` adds to a component: RFC 9253 and RFC 9073, for clients that follow them.

Links to the sources, the kind and the tags as concepts, the series as a group, the parties as participants,
the place as a location, and the event as linked data. Nobody is invited: a participant here has no address.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import Event, Status
from timeline.export.content_lines import escape, parameter, uri, web_address
from timeline.export.ics_components import Extra, Slot
from timeline.reasoning.entries import Entry
from timeline.reasoning.outcome import Timeline

__all__ = ["extra"]

_VOCABULARY: Final = "https://schema.org/Event"


def extra(line: Timeline, calendar_id: str) -> Extra:
    """The lines to add to each component of a timeline's calendar."""
    links = {judged.id: (judged.source.title, web_address(judged.source.url)) for judged in line.sources}

    def lines(slot: Slot) -> Iterator[str]:
        event = slot.entry.event
        for source in _sources(slot.entry):
            title, url = links.get(source, (None, None))
            if url is not None:
                # RFC 9253, 8.2: what a link is to its component; 6.1: how it is called.
                yield f"LINK;LINKREL=describedby;LABEL={parameter(title or source)};VALUE=URI:{url}"
        for word in dict.fromkeys((event.kind, *event.tags)):
            if word:
                # RFC 9253, 8.1 asks for a URI; a word that no vocabulary defines is its own (RFC 2397).
                yield f"CONCEPT:data:,{uri(word)}"
        if slot.entry.series is not None:
            yield f"REFID:{escape(slot.entry.series)}"
        yield _structured(slot.entry)
        yield from _parts(event, f"{event.id}@{calendar_id}")

    return lines


def _sources(entry: Entry) -> list[str]:
    voices = {judged.claim.source for judged in entry.claims}
    voices.update(judged.relation.source for judged in entry.relations)
    return sorted(voice for voice in voices if voice is not None)


def _parts(event: Event, uid: str) -> Iterator[str]:
    """Components within the component; by RFC 9073 they follow its properties."""
    for party in dict.fromkeys(event.parties):
        yield "BEGIN:PARTICIPANT"
        yield f"UID:{_part_id(party)}.{uid}"
        yield "PARTICIPANT-TYPE:ACTIVE"
        yield f"SUMMARY:{escape(party)}"
        yield "END:PARTICIPANT"
    if event.place:
        yield "BEGIN:VLOCATION"
        yield f"UID:{_part_id(event.place)}.{uid}"
        yield f"NAME:{escape(event.place)}"
        yield "END:VLOCATION"


def _part_id(name: str) -> str:
    """A short name for a name in any script, the same in every export."""
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()[:12]


def _structured(entry: Entry) -> str:
    """The event in the vocabulary of schema.org, whose claims say who said what of it."""
    event = entry.event
    fields: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "startDate": _day(entry.start),
        "endDate": _day(entry.end),
        "temporalCoverage": entry.edtf,
        "location": {"@type": "Place", "name": event.place} if event.place else None,
        "eventStatus": "https://schema.org/EventCancelled" if event.status is Status.CANCELLED else None,
        "url": web_address(event.url),
        "subjectOf": [
            {"@type": "Claim", "text": judged.claim.text, "claimInterpreter": judged.claim.voice}
            for judged in entry.claims
            if judged.claim.text is not None
        ],
    }
    given = {key: value for key, value in fields.items() if value}
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    if not text.isprintable():
        # As ASCII where a calendar would drop or change a character.
        text = json.dumps(given, separators=(",", ":"))
    form = f"FMTTYPE=application/ld+json;SCHEMA={parameter(_VOCABULARY)};VALUE=TEXT"
    return f"STRUCTURED-DATA;{form}:{escape(text)}"


def _day(dates: DateRange) -> str | None:
    return dates.iso if dates.settled else None
