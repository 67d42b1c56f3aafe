"""The lines of a calendar: its head, and one component for each entry.

Properties come in the order of docs/reference/calendar.md, whose notes C1.. say what was decided. The lines of
ten thousand entries are made here, so what is the same for many of them is made once.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.gaps import Offset
from timeline.evidence.allen import Relation
from timeline.evidence.model import CURATOR, RelationClaim, Source, Status
from timeline.export import words
from timeline.export.content_lines import escape, folded, is_repaired, web_address
from timeline.export.ics_clocks import timed_lines, zone_lines
from timeline.export.ics_evidence import event_json, sources_text
from timeline.reasoning.entries import Entry, JudgedClaim
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import HELD, EntryStatus, Verdict

__all__ = ["LAST_DAY", "LONG", "PRODID", "Components", "Extra", "Slot", "date"]

PRODID: Final = "-//sourced-timeline//timeline//EN"
"""Names the writer; without a version, so that an upgrade alone changes no file."""

LONG: Final = 8000
"""Characters of a text that calendar programs are known to show whole: Google cuts descriptions at 8,192."""

LAST_DAY: Final = civil.day_number(9999, 12, 31)
"""The last day that four digits can write."""

_CONFIRMED: Final = (EntryStatus.AGREED, EntryStatus.SINGLE_SOURCE, EntryStatus.STATED)
_JOURNAL_STATUS: Final = {"CONFIRMED": "FINAL", "TENTATIVE": "DRAFT", "CANCELLED": "CANCELLED"}
_EARLIER: Final = (Relation.BEFORE, Relation.PREPARES_FOR)
_LATER: Final = (Relation.AFTER, Relation.FOLLOWS)
# An attribute of an enumeration's member costs more than a look-up.
_MARKS: Final = {verdict: f"[{verdict.value}] " for verdict in Verdict}

# Readers leave a value as it is where they do not know the property's type; told, they unescape it.
_TYPED: Final = ";VALUE=TEXT"

# A control character: a text with one more of them is not taken for plain.
_BETWEEN: Final = "\x1e"


@attrs.frozen
class Slot:
    """Where an entry stands in the calendar, as its first and last day, and as which component."""

    entry: Entry
    first: int
    last: int
    component: str = "VEVENT"


Extra = Callable[["Slot"], Iterable[str]]
"""What a profile adds to a component: whole lines, not yet folded."""


@functools.lru_cache(maxsize=4096)
def date(day: int) -> str:
    """A day of the years 1 to 9999 as a value of type DATE.

    >>> date(civil.day_number(44, 3, 15))
    '00440315'
    """
    return _iso(day).replace("-", "")


# A settled day is written seven times.
_iso = functools.lru_cache(maxsize=4096)(civil.iso)


class Components:
    """One calendar on its way to octets; `repaired` and `long` name the entries whose texts need a warning."""

    def __init__(
        self, line: Timeline, calendar_id: str, stamp: str, slots: list[Slot], more: Extra | None = None
    ) -> None:
        self.line = line
        self.id = calendar_id
        self.stamp = stamp
        self.slots = slots
        self.more = more
        self.repaired: list[str] = []
        self.long: list[str] = []
        self._sources = {judged.id: judged for judged in line.sources}
        self._shown = {slot.entry.id for slot in slots}
        self._previous = words.predecessors(line)
        self._related = _related(slots, self._shown, calendar_id)
        self._inferred = {one.id: f" ({words.published_words(one)})" for one in line.sources if one.inferred}
        cited = {judged.id: _citation(judged.source) for judged in line.sources}
        self._cited = {name: f"{name}: {citation}" for name, citation in cited.items() if citation}
        self._citations: dict[frozenset[str | None], list[str]] = {}

    def data(self) -> bytes:
        """The whole calendar."""
        # Octets at once: a text of ten thousand events and its octets would take three times the file.
        out = io.BytesIO()
        out.write(self._head().encode())
        for slot in self.slots:
            out.write(self._component(slot).encode())
        out.write(b"END:VCALENDAR\r\n")
        return out.getvalue()

    def _head(self) -> str:
        name = escape(self.line.title or self.id)
        typed = _TYPED if "\\" in name else ""
        dossier = attrs.evolve(self.line.dossier, id=self.id, events=())
        evidence = sources_text(dossier, (slot.entry for slot in self.slots))
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:{PRODID}",
            "CALSCALE:GREGORIAN",
            f"UID:{self.id}",
            f"NAME{typed}:{name}",
            f"X-WR-CALNAME{typed}:{name}",
            f"LAST-MODIFIED:{self.stamp}",
            "REFRESH-INTERVAL;VALUE=DURATION:P1D",
            "X-PUBLISHED-TTL:P1D",
            "COLOR:steelblue",
            f"X-TIMELINE-DOSSIER{_TYPED}:{escape(evidence)}",
        ]
        lines += zone_lines(slot.entry for slot in self.slots if slot.entry.start_clock is not None)
        return "\r\n".join(map(folded, lines)) + "\r\n"

    def _component(self, slot: Slot) -> str:
        entry, event, journal = slot.entry, slot.entry.event, slot.component == "VJOURNAL"
        settled = entry.settled
        status = _status(entry, settled=settled)
        title = entry.title.strip() or entry.id
        # RFC 5545, 3.6.3: a journal has no place.
        place = "" if journal else event.place or ""
        summary, described, place, *escaped = self._escaped(
            entry,
            title if settled else f"{title} ({words.entry_words(entry)})",
            self._description(entry),
            place,
            *(event.kind, *event.tags),
        )
        # A word of nothing but control characters leaves nothing to show.
        categories = [word for word in escaped if word]
        uid = f"UID:{entry.id}@{self.id}"
        lines = [
            f"BEGIN:{slot.component}",
            uid if len(uid) <= 75 else folded(uid),
            # These are never as long as 75 octets.
            f"DTSTAMP:{self.stamp}\r\nLAST-MODIFIED:{self.stamp}\r\nSEQUENCE:0",
            _dates(slot),
            folded(f"SUMMARY:{summary}"),
            f"STATUS:{_JOURNAL_STATUS[status]}" if journal else f"STATUS:{status}\r\nTRANSP:TRANSPARENT",
        ]
        if categories:
            lines.append(folded(f"CATEGORIES:{','.join(categories)}"))
        if place:
            lines.append(folded(f"LOCATION:{place}"))
        url = web_address(event.url) if event.url else None
        if url is not None:
            lines.append(folded(f"URL:{url}"))
        if described:
            lines.append(folded(f"DESCRIPTION:{described}"))
        if entry.id in self._related:
            lines += self._related[entry.id]
        lines.append(_bounds(entry, settled=settled))
        evidence = escape(event_json(entry, self._shown))
        lines.append(folded(f"X-TIMELINE-EVENT;VALUE=TEXT:{evidence}"))
        if self.more is not None:
            lines += map(folded, self.more(slot))
        lines.append(f"END:{slot.component}\r\n")
        return "\r\n".join(lines)

    def _escaped(self, entry: Entry, *texts: str) -> list[str]:
        """Texts as values, all at once, which costs half of one after the other."""
        joined = _BETWEEN.join(texts)
        plain = joined.replace(_BETWEEN, "", len(texts) - 1).replace("\n", "").isprintable()
        if not plain or len(joined) > LONG:
            return [self._told(entry, text) for text in texts]
        if "\\" in joined:
            joined = joined.replace("\\", "\\\\")
        return joined.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n").split(_BETWEEN)

    def _told(self, entry: Entry, text: str) -> str:
        """A text as a value; an entry with one that is long or loses characters is remembered."""
        if len(text) > LONG:
            self.long.append(entry.id)
        if is_repaired(text):
            self.repaired.append(entry.id)
        return escape(text)

    def _description(self, entry: Entry) -> str:
        event, sourced = entry.event, bool(self._sources)
        lines = [f"{words.entry_words(entry)}, {entry.status.value}"] if sourced else []
        if event.parties:
            lines.append(f"With: {', '.join(event.parties)}")
        for name, value in event.fields.items():
            lines.append(f"{name.capitalize()}: {value if isinstance(value, str) else ', '.join(value)}")
        if event.note:
            lines.append(event.note)
        told = entry.claims
        if not sourced:
            told = tuple(judged for judged in told if judged.tied or judged.verdict not in HELD)
        lines += [self._claim(judged) for judged in told]
        for relation in entry.relations:
            mark = _MARKS[relation.verdict] if sourced or relation.verdict not in HELD else ""
            said = words.relation_words(relation, self.line, self._previous.get(entry.id))
            lines.append(f"- {mark}{said}")
        voices = {judged.claim.source for judged in entry.claims}
        if entry.relations:
            voices.update(judged.relation.source for judged in entry.relations)
        return "\n".join(lines + self._cited_by(frozenset(voices)))

    def _claim(self, judged: JudgedClaim) -> str:
        source, verdict = judged.claim.source, judged.verdict
        more = ""
        if source in self._inferred and judged.relative and verdict is Verdict.DECIDES:
            more = self._inferred[source]
        return f"- {_MARKS[verdict]}{source or CURATOR}: {words.claim_words(judged)}{more}"

    def _cited_by(self, voices: frozenset[str | None]) -> list[str]:
        # Most events share their sources with others.
        if voices not in self._citations:
            named = sorted(voice for voice in voices if voice in self._cited)
            self._citations[voices] = [self._cited[source] for source in named]
        return self._citations[voices]


def _dates(slot: Slot) -> str:
    journal = slot.component == "VJOURNAL"
    if slot.entry.start_clock is not None:
        timed = timed_lines(slot.entry)
        if timed:
            return "\r\n".join(map(folded, timed[:1] if journal else timed))
    return f"DTSTART;VALUE=DATE:{date(slot.first)}{'' if journal else _end(slot)}"


def _end(slot: Slot) -> str:
    # RFC 5545, 3.6.1: DTEND is exclusive; a one-day event ends on the next day.
    if slot.last < LAST_DAY:
        return f"\r\nDTEND;VALUE=DATE:{date(slot.last + 1)}"
    # The day after 9999-12-31 cannot be written; without an end an event takes its one day.
    days = slot.last - slot.first + 1
    return f"\r\nDURATION:P{days}D" if days > 1 else ""


def _status(entry: Entry, *, settled: bool) -> str:
    if entry.event.status is Status.CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if settled and entry.status in _CONFIRMED else "TENTATIVE"


def _bounds(entry: Entry, *, settled: bool) -> str:
    start, end = entry.start, entry.end
    lines = []
    if entry.edtf is not None:
        edtf = escape(entry.edtf)
        lines.append(folded(f"X-TIMELINE-EDTF{_TYPED if edtf != entry.edtf else ''}:{edtf}"))
    if settled:
        return "\r\n".join((*lines, _settled(start.first or 0, end.first or 0)))
    for name, dates in (("START", start), ("END", end)):
        if dates.first is not None:
            lines.append(f"X-TIMELINE-{name}-EARLIEST:{_iso(dates.first)}")
        if dates.last is not None:
            lines.append(f"X-TIMELINE-{name}-LATEST:{_iso(dates.last)}")
    return "\r\n".join(lines)


def _settled(first: int, last: int) -> str:
    start = _iso(first)
    end = start if last == first else _iso(last)
    return (
        f"X-TIMELINE-START-EARLIEST:{start}\r\nX-TIMELINE-START-LATEST:{start}\r\n"
        f"X-TIMELINE-END-EARLIEST:{end}\r\nX-TIMELINE-END-LATEST:{end}"
    )


def _related(slots: Iterable[Slot], shown: Iterable[str], calendar_id: str) -> Mapping[str, tuple[str, ...]]:
    """The RELATED-TO lines of each event; both ends of each stand in the calendar."""
    related: dict[str, dict[str, None]] = {}
    for slot in slots:
        for judged in slot.entry.relations:
            other = judged.relation.event
            if other is not None and other in shown and judged.verdict in HELD:
                for holder, text in _relation(slot.entry.id, other, judged.relation, calendar_id):
                    related.setdefault(holder, {})[folded(text)] = None
    return {event: tuple(sorted(texts)) for event, texts in related.items()}


def _relation(one: str, other: str, relation: RelationClaim, calendar_id: str) -> Iterator[tuple[str, str]]:
    if relation.type is Relation.PART_OF:
        yield one, f"RELATED-TO;RELTYPE=PARENT:{other}@{calendar_id}"
    elif relation.type in _EARLIER:
        yield one, f"RELATED-TO;RELTYPE=FINISHTOSTART{_gap(relation)}:{other}@{calendar_id}"
    elif relation.type in _LATER:
        yield other, f"RELATED-TO;RELTYPE=FINISHTOSTART{_gap(relation)}:{one}@{calendar_id}"


def _gap(relation: RelationClaim) -> str:
    """The shortest distance as a GAP; none where it counts months, for which iCalendar has no duration."""
    distance = relation.distance
    least = distance.least if distance else None
    if least is None or least.months or least == Offset():
        return ""
    return f";GAP={_duration(least.days, least.seconds)}"


def _duration(days: int, seconds: int) -> str:
    """A length as iCalendar writes it (RFC 5545, 3.3.6): ``P2D``, ``PT2H30M``."""
    (minutes, second), parts = divmod(seconds, 60), []
    for count, unit in ((minutes // 60, "H"), (minutes % 60, "M"), (second, "S")):
        # Nothing stands between two units that is left out.
        if count or (unit == "M" and minutes >= 60 and second):
            parts.append(f"{count}{unit}")
    return f"P{days}D" if not parts else f"P{f'{days}D' if days else ''}T{''.join(parts)}"


def _citation(source: Source) -> str:
    return ", ".join(part for part in (source.title, source.publisher, source.url) if part)
