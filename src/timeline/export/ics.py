"""The timeline as an iCalendar file (RFC 5545, 7986, relations after 9253), by a line writer of our own.

One component for each entry, in the order of the timeline, properties in the order of
docs/reference/calendar.md, whose notes C1.. say what was decided. The writer is our own because icalendar
folds per character, which costs many times more and splits an escape at a fold. No clock is read here, and no
environment.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, AnyStr, Final

import attrs

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.errors import Problem
from timeline.evidence.allen import Relation
from timeline.evidence.model import Event, RelationClaim, Source, Status
from timeline.export import words
from timeline.reasoning.outcome import Entry, EntryStatus, Timeline, Verdict

if TYPE_CHECKING:
    import icalendar

__all__ = ["POLICIES", "PRODID", "Written", "calendar", "content_line", "escape", "render", "write"]

PRODID: Final = "-//sourced-timeline//timeline//EN"
"""Names the writer; without a version, so that an upgrade alone changes no file."""

POLICIES: Final = ("edge", "bar", "journal", "skip")
"""What becomes of an event whose start or end can lie anywhere in more than `_BAR` days."""

_BAR: Final = 31
_FIRST: Final = civil.day_number(1, 1, 1)
_LAST: Final = civil.day_number(9999, 12, 31)
# Outlook ignores days outside these years (MS-OXCICAL, on DTSTART).
_OUTLOOK: Final = (civil.day_number(1601, 1, 1), civil.day_number(4500, 12, 31))
_EPOCH: Final = civil.day_number(1970, 1, 1)

_CONFIRMED: Final = (EntryStatus.AGREED, EntryStatus.SINGLE_SOURCE, EntryStatus.STATED)
_JOURNAL_STATUS: Final = {"CONFIRMED": "FINAL", "TENTATIVE": "DRAFT", "CANCELLED": "CANCELLED"}
_HELD: Final = (Verdict.DECIDES, Verdict.AGREES)
_EARLIER: Final = (Relation.BEFORE, Relation.PREPARES_FOR)
_LATER: Final = (Relation.AFTER, Relation.FOLLOWS)

# Readers leave a value as it is where they do not know the property's type; told, they unescape it.
_TYPED: Final = ";VALUE=TEXT"

_BREAK: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")
# RFC 5545, 3.1: no control but the tab stands in a value; C1 controls are legal, and drive terminals.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_URL: Final = re.compile(r"https?://[^\s\x00-\x20\"<>\\^`{|}\x7f-\x9f]+", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Written:
    """A calendar, in UTF-8 with CRLF at the end of every line; how many events it shows, and what it could not."""

    data: bytes
    shown: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """The calendar as text."""
        return self.data.decode()


@attrs.frozen
class _Slot:
    """Where an entry stands in the calendar, as its first and last day, and as which component."""

    entry: Entry
    first: int
    last: int
    component: str = "VEVENT"


def render(line: Timeline, *, name: str | None = None, wide: str = "edge", epoch: int | None = None) -> str:
    """The text of `write`, for those who need no warnings.

    >>> from timeline.evidence.model import Dossier
    >>> render(Timeline(dossier=Dossier(id="empty"))).splitlines()[:3]
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//sourced-timeline//timeline//EN']
    """
    return write(line, name=name, wide=wide, epoch=epoch).text


def write(
    line: Timeline, *, name: str | None = None, wide: str = "edge", epoch: int | None = None
) -> Written:
    """Write a timeline as an iCalendar file.

    `name` stands for the dossier's id where it has none; `wide` is one of `POLICIES`; `epoch` (seconds since
    1970, as SOURCE_DATE_EPOCH) replaces the stamp taken from the sources. ValueError for another policy.
    """
    if wide not in POLICIES:
        msg = f"wide ranges are shown as {', '.join(POLICIES)}, not {wide!r}"
        raise ValueError(msg)
    slots: list[_Slot] = []
    left_out: dict[str, list[str]] = {}
    for entry in line:
        slot = _slot(entry, wide)
        if isinstance(slot, _Slot):
            slots.append(slot)
        else:
            left_out.setdefault(slot, []).append(entry.id)
    writer = _Writer(line, _calendar_id(line, name), _stamp(line, epoch), slots)
    data = writer.data()
    problems = tuple(_problems(left_out, slots, writer.repaired))
    return Written(data=data, shown=len(slots), problems=problems)


def calendar(
    line: Timeline, *, name: str | None = None, wide: str = "edge", epoch: int | None = None
) -> icalendar.Calendar:
    """The same calendar as an `icalendar.Calendar`, to go on with; arguments as in `write`."""
    import icalendar

    return icalendar.Calendar.from_ical(write(line, name=name, wide=wide, epoch=epoch).data)


def _calendar_id(line: Timeline, name: str | None) -> str:
    return line.id or re.sub(r"[^A-Za-z0-9_.-]+", "-", name or "").strip("-") or "timeline"


def _stamp(line: Timeline, epoch: int | None) -> str:
    """DTSTAMP and LAST-MODIFIED, in UTC; 1970 where nothing dates the sources."""
    if epoch is not None:
        days, seconds = divmod(epoch, 86400)
        clock = f"{seconds // 3600:02d}{seconds // 60 % 60:02d}{seconds % 60:02d}"
        return f"{_date(_EPOCH + days)}T{clock}Z"
    return f"{_date(_EPOCH if line.as_of is None else line.as_of)}T000000Z"


def _date(day: int) -> str:
    return _iso(min(max(day, _FIRST), _LAST)).replace("-", "")


# A settled day is written seven times.
_iso = functools.lru_cache(maxsize=1024)(civil.iso)


def _slot(entry: Entry, wide: str) -> _Slot | str:
    """Where an entry stands, or why it stands nowhere."""
    first, last = entry.start.first, entry.end.last
    edge = last if first is None else first
    if edge is None:
        return "undated" if entry.status is EntryStatus.UNDATED else "open at both ends"
    whole = first is not None and last is not None
    if whole and (wide == "bar" or entry.settled or (_narrow(entry.start) and _narrow(entry.end))):
        slot = _Slot(entry, edge, edge if last is None else last)
    elif wide == "skip":
        return "not narrowed to a month"
    else:
        slot = _Slot(entry, edge, edge, "VJOURNAL" if wide == "journal" else "VEVENT")
    return slot if slot.first >= _FIRST and slot.last <= _LAST else "outside the years 1 to 9999"


def _narrow(dates: DateRange) -> bool:
    return dates.days is not None and dates.days <= _BAR


def _problems(
    left_out: Mapping[str, list[str]], slots: Iterable[_Slot], repaired: Iterable[str]
) -> Iterator[Problem]:
    for reason, ids in left_out.items():
        yield _problem("TL601", ids, f"left out of the calendar, being {reason}")
    strange = [slot.entry.id for slot in slots if slot.first < _OUTLOOK[0] or slot.last > _OUTLOOK[1]]
    if strange:
        yield _problem("TL603", strange, "outside 1601 to 4500, which Outlook does not show")
    changed = list(dict.fromkeys(repaired))
    if changed:
        yield _problem("TL602", changed, "written without control characters, which calendars cannot hold")


def _problem(code: str, ids: list[str], what: str) -> Problem:
    count = "1 event is" if len(ids) == 1 else f"{len(ids)} events are"
    shown = ", ".join(ids[:10]) + (", ..." if len(ids) > 10 else "")
    return Problem(code=code, message=f"{count} {what}: {shown}")


def escape(text: str) -> str:
    r"""A text as a value of type TEXT (RFC 5545, 3.3.11); line breaks of every kind become ``\n``.

    Control characters are removed, and halves of surrogate pairs, which UTF-8 cannot hold, become U+FFFD.

    >>> print(escape("one; two, three\r\n\\four\x07"))
    one\; two\, three\n\\four
    """
    # The backslash first, or it would escape the escapes.
    return _repaired(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _repaired(text: str) -> str:
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", _BREAK.sub("\n", text)))


def content_line(line: str) -> str:
    r"""A content line folded at 75 octets (RFC 5545, 3.1), without its final CRLF.

    No fold stands inside a character, nor between a backslash and what it escapes: some readers unescape
    before they unfold.

    >>> content_line("SUMMARY:" + "x" * 80).split("\r\n ")[1]
    'xxxxxxxxxxxxx'
    """
    if line.isascii():
        return line if len(line) <= 75 else "\r\n ".join(_ascii_chunks(line))
    octets = line.encode()
    return line if len(octets) <= 75 else "\r\n ".join(_chunks(octets))


def _ascii_chunks(line: str) -> Iterator[str]:
    start, end, size = 0, 75, len(line)
    while end < size:
        if line[end - 1] == "\\":
            end -= _splits_escape(line[start:end], "\\")
        yield line[start:end]
        start, end = end, end + 74
    yield line[start:]


def _chunks(octets: bytes) -> Iterator[str]:
    start, end, size = 0, 75, len(octets)
    while end < size:
        while octets[end] & 0xC0 == 0x80:  # the second to fourth octet of a character (RFC 3629)
            end -= 1
        if octets[end - 1] == 0x5C:
            end -= _splits_escape(octets[start:end], b"\\")
        yield octets[start:end].decode()
        start, end = end, end + 74
    yield octets[start:].decode()


def _splits_escape(chunk: AnyStr, backslash: AnyStr) -> bool:
    """Whether a chunk ends inside an escape; none begins inside one, so the backslashes' parity tells."""
    return (len(chunk) - len(chunk.rstrip(backslash))) % 2 == 1


class _Writer:
    """One calendar on its way to text."""

    def __init__(self, line: Timeline, calendar_id: str, stamp: str, slots: list[_Slot]) -> None:
        self.line = line
        self.id = calendar_id
        self.stamp = stamp
        self.slots = slots
        self.sources = {judged.id: judged for judged in line.sources}
        self.previous = words.predecessors(line)
        self.repaired: list[str] = []
        self._cited = {judged.id: _citation(judged.source) for judged in line.sources}

    def data(self) -> bytes:
        related = self._related()
        # Octets at once: a text of ten thousand events and its octets would take three times the file.
        out = io.BytesIO()
        out.write(_octets(self._head()))
        for slot in self.slots:
            out.write(_octets(self._component(slot, related.get(slot.entry.id, ()))))
        out.write(_octets(["END:VCALENDAR"]))
        return out.getvalue()

    def _head(self) -> Iterator[str]:
        name = escape(self.line.title or self.id)
        escaped = _TYPED if "\\" in name else ""
        yield "BEGIN:VCALENDAR"
        yield "VERSION:2.0"
        yield f"PRODID:{PRODID}"
        yield "CALSCALE:GREGORIAN"
        yield f"UID:{self.id}"
        yield content_line(f"NAME{escaped}:{name}")
        yield content_line(f"X-WR-CALNAME{escaped}:{name}")
        yield f"LAST-MODIFIED:{self.stamp}"
        yield "REFRESH-INTERVAL;VALUE=DURATION:P1D"
        yield "X-PUBLISHED-TTL:P1D"
        yield "COLOR:steelblue"

    def _component(self, slot: _Slot, related: Iterable[str]) -> list[str]:
        entry, journal = slot.entry, slot.component == "VJOURNAL"
        status = _status(entry)
        lines = [
            f"BEGIN:{slot.component}",
            f"UID:{entry.id}@{self.id}",
            f"DTSTAMP:{self.stamp}",
            f"LAST-MODIFIED:{self.stamp}",
            "SEQUENCE:0",
            f"DTSTART;VALUE=DATE:{_date(slot.first)}",
            *(() if journal else _end(slot)),
            f"SUMMARY:{self._text(entry, _summary(entry))}",
            f"STATUS:{_JOURNAL_STATUS[status] if journal else status}",
            *(() if journal else ("TRANSP:TRANSPARENT",)),
            f"CATEGORIES:{','.join(self._text(entry, word) for word in _categories(entry.event))}",
        ]
        # RFC 5545, 3.6.3: a journal has no place.
        if entry.event.place and not journal:
            lines.append(f"LOCATION:{self._text(entry, entry.event.place)}")
        lines += _url(entry.event.url)
        description = self._text(entry, "\n".join(self._description(entry)))
        if description:
            lines.append(f"DESCRIPTION:{description}")
        lines += related
        lines += _bounds(entry)
        lines.append(f"END:{slot.component}")
        return [text if len(text) <= 75 and text.isascii() else content_line(text) for text in lines]

    def _text(self, entry: Entry, text: str) -> str:
        repaired = _repaired(text)
        if repaired is not text and repaired != _BREAK.sub("\n", text):
            self.repaired.append(entry.id)
        return escape(repaired)

    def _description(self, entry: Entry) -> Iterator[str]:
        if self.sources:
            yield f"{words.entry_words(entry)}, {entry.status.value}"
        if entry.event.parties:
            yield f"With: {', '.join(entry.event.parties)}"
        for name, value in entry.event.fields.items():
            yield f"{name.capitalize()}: {value if isinstance(value, str) else ', '.join(value)}"
        if entry.event.note:
            yield entry.event.note
        yield from self._claims(entry)
        yield from self._relations(entry)
        yield from self._citations(entry)

    def _claims(self, entry: Entry) -> Iterator[str]:
        for judged in entry.claims:
            if self.sources or judged.tied or judged.verdict not in _HELD:
                counted = words.counted_from(judged, self.sources.get(judged.claim.source or ""))
                more = f" ({counted})" if counted else ""
                yield f"- [{judged.verdict.value}] {judged.claim.voice}: {words.claim_words(judged)}{more}"

    def _relations(self, entry: Entry) -> Iterator[str]:
        for judged in entry.relations:
            verdict = f"[{judged.verdict.value}] " if self.sources or judged.verdict not in _HELD else ""
            yield f"- {verdict}{words.relation_words(judged, self.line, self.previous.get(entry.id))}"

    def _citations(self, entry: Entry) -> Iterator[str]:
        voices = [judged.claim.source for judged in entry.claims]
        voices += [judged.relation.source for judged in entry.relations]
        for source in sorted({voice for voice in voices if voice is not None}):
            if self._cited.get(source):
                yield f"{source}: {self._cited[source]}"

    def _related(self) -> dict[str, tuple[str, ...]]:
        """The RELATED-TO lines of each event; both ends of each stand in the calendar."""
        shown = {slot.entry.id for slot in self.slots}
        related: dict[str, dict[str, None]] = {}
        for slot in self.slots:
            for judged in slot.entry.relations:
                other = judged.relation.event
                if other in shown and other is not None and judged.verdict in _HELD:
                    for holder, text in self._relation_line(slot.entry.id, other, judged.relation):
                        related.setdefault(holder, {})[text] = None
        return {event: tuple(sorted(texts)) for event, texts in related.items()}

    def _relation_line(self, one: str, other: str, relation: RelationClaim) -> Iterator[tuple[str, str]]:
        if relation.type is Relation.PART_OF:
            yield one, f"RELATED-TO;RELTYPE=PARENT:{other}@{self.id}"
        elif relation.type in _EARLIER:
            yield one, f"RELATED-TO;RELTYPE=FINISHTOSTART{_gap(relation)}:{other}@{self.id}"
        elif relation.type in _LATER:
            yield other, f"RELATED-TO;RELTYPE=FINISHTOSTART{_gap(relation)}:{one}@{self.id}"


def _octets(lines: Iterable[str]) -> bytes:
    return "".join([line + "\r\n" for line in lines]).encode()


def _end(slot: _Slot) -> tuple[str, ...]:
    # RFC 5545, 3.6.1: DTEND is exclusive; a one-day event ends on the next day.
    if slot.last < _LAST:
        return (f"DTEND;VALUE=DATE:{_date(slot.last + 1)}",)
    # The day after 9999-12-31 cannot be written; without an end an event takes its one day.
    days = slot.last - slot.first + 1
    return (f"DURATION:P{days}D",) if days > 1 else ()


def _summary(entry: Entry) -> str:
    title = entry.title.strip() or entry.id
    return title if entry.settled else f"{title} ({words.entry_words(entry)})"


def _status(entry: Entry) -> str:
    if entry.event.status is Status.CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if entry.settled and entry.status in _CONFIRMED else "TENTATIVE"


def _categories(event: Event) -> list[str]:
    return [word for word in (event.kind, *event.tags) if word]


def _url(url: str | None) -> tuple[str, ...]:
    """The event's address where a click on it can only open a page; a URI is ASCII (RFC 3986)."""
    if url is None or not _URL.fullmatch(url) or _SURROGATE.search(url):
        return ()
    return ("URL:" + "".join(char if char.isascii() else _percent(char) for char in url),)


def _percent(char: str) -> str:
    return "".join(f"%{octet:02X}" for octet in char.encode())


def _gap(relation: RelationClaim) -> str:
    """The shortest distance as a GAP; none where it counts months, for which iCalendar has no duration."""
    distance = relation.distance
    least = distance.least if distance else None
    return f";GAP=P{least.days}D" if least and not least.months and least.days > 0 else ""


def _bounds(entry: Entry) -> Iterator[str]:
    if entry.edtf is not None:
        edtf = escape(entry.edtf)
        yield f"X-TIMELINE-EDTF{_TYPED if edtf != entry.edtf else ''}:{edtf}"
    for name, dates in (("START", entry.start), ("END", entry.end)):
        if dates.first is not None:
            yield f"X-TIMELINE-{name}-EARLIEST:{_iso(dates.first)}"
        if dates.last is not None:
            yield f"X-TIMELINE-{name}-LATEST:{_iso(dates.last)}"


def _citation(source: Source) -> str:
    return ", ".join(part for part in (source.title, source.publisher, source.url) if part)
