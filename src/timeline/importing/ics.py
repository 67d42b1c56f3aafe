"""An iCalendar file as a source: what it says of each event's days, of its parts, and of what follows it.

icalendar reads the values. A calendar that `timeline` wrote carries the evidence behind it, and gives that back
instead (`own`). Notes I1.. of docs/reference/calendar.md say what was decided. No clock is read here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from timeline.errors import ModelError, Position
from timeline.evidence.allen import Relation
from timeline.evidence.files import decoded
from timeline.evidence.ledger import MAX_TEXT, Ledger
from timeline.evidence.model import DateClaim, Dossier, Event, Moment, RelationClaim, Source, Status
from timeline.importing import Imported
from timeline.importing.clocks import at_home, home_of, written, zone_of
from timeline.importing.content import Component, Content, content, whole_letters
from timeline.importing.naming import Names, named, slug
from timeline.importing.own import is_own, own

if TYPE_CHECKING:
    import icalendar

__all__ = ["read"]

# OSError: a TZID such as "Europe" names a folder of the tables of zones.
_FAILURES: Final = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, OSError,
)  # fmt: skip
_BEGIN: Final = re.compile(r"^BEGIN:V(?:CALENDAR|EVENT|JOURNAL)\s*$", re.IGNORECASE | re.MULTILINE)
_WEB: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_RELATIONS: Final = {
    "PARENT": (Relation.PART_OF, False),
    "CHILD": (Relation.PART_OF, True),
    "FINISHTOSTART": (Relation.BEFORE, False),
}


def read(
    data: bytes, name: str, *, source: str | None = None, since: str | None = None, until: str | None = None
) -> Imported:
    """Read a calendar.

    Args:
        data: the octets of the file.
        name: what positions call it; it names the source where that has no name of its own.
        source: id of the source; by default a short form of the file's name.
        since: the first day (ISO) on which repeated events are looked for; see note I6.
        until: the last such day.
    """
    ledger = Ledger(name)
    text, readable = decoded(whole_letters(data), ledger)
    if readable and _BEGIN.search(text) is None:
        ledger.add("TL701", "the file is no calendar: nothing in it begins as one", Position(name, 1, 1))
        readable = False
    if not readable:
        return Imported(dossier=Dossier(), problems=ledger.problems, texts={name: text})
    ordered = content(text, ledger)
    if is_own(ordered):
        dossier = own(ordered, ledger)
        return Imported(dossier=dossier, problems=ledger.problems, texts={name: text})
    reader = _Reader(ledger, ordered, source or _source_id(name), (since, until))
    dossier = reader.dossier()
    return Imported(dossier=dossier, problems=ledger.problems, texts={name: text}, sources=(reader.source,))


def _source_id(name: str) -> str:
    stem = re.split(r"[\\/]", name)[-1].strip("<>").rpartition(".")
    return slug(stem[0] or stem[2]) or "calendar"


@attrs.frozen
class _Found:
    """An event of the calendar: what icalendar made of it, its lines, its UID, and its id here."""

    values: icalendar.cal.Component
    lines: Component
    uid: str
    id: str


class _Reader:
    """One calendar on its way to a dossier."""

    def __init__(
        self, ledger: Ledger, ordered: Content, source: str, window: tuple[str | None, str | None]
    ) -> None:
        self.ledger = ledger
        self.ordered = ordered
        self.source = source
        self.window = window
        self.home = home_of(ordered.head)
        # Sources and events share one set of names.
        self.names = Names(frozenset({source}))
        self.stamps: list[str] = []

    def dossier(self) -> Dossier:
        calendars = self.calendars()
        found = self.found(calendars)
        relations = self.relations(found)
        events = [self.event(one, relations.get(one.uid, ())) for one in found if not _repeats(one.values)]
        events += self.repeated(calendars, [one for one in found if _repeats(one.values)])
        for name, count in self.ordered.others.items():
            if name not in ("VTIMEZONE", "VALARM"):
                self.tell("TL708", f"{count:,} of {name} not read: only events and journals are", 1)
        return Dossier(sources=[self.as_source(calendars)], events=events)

    def calendars(self) -> list[icalendar.Calendar]:
        import icalendar

        try:
            return list(icalendar.Calendar.from_ical(self.ordered.text, multiple=True))
        except _FAILURES:
            return [self.piecemeal()]

    def piecemeal(self) -> icalendar.Calendar:
        """The calendar component by component, where one of them defeats icalendar."""
        import icalendar

        whole = icalendar.Calendar()
        kept = []
        for component in self.ordered.events:
            lines = [
                f"BEGIN:{component.name}",
                *(text for _, text in component.lines),
                f"END:{component.name}",
            ]
            try:
                whole.add_component(icalendar.cal.Component.from_ical("\r\n".join([*lines, ""])))
                kept.append(component)
            except _FAILURES as error:
                self.tell("TL703", f"an event that cannot be read: {str(error)[:120]}", component.line)
        self.ordered.events[:] = kept
        return whole

    def found(self, calendars: Iterable[icalendar.Calendar]) -> list[_Found]:
        """The events, each once; of several with one UID the newest."""
        components = [
            one
            for calendar in calendars
            for one in calendar.subcomponents
            if one.name in ("VEVENT", "VJOURNAL")
        ]
        newest: dict[str, tuple[icalendar.cal.Component, Component]] = {}
        for values, lines in zip(components, self.ordered.events, strict=False):
            for name, message in values.errors:
                self.tell("TL703", f"{name or 'a line'}: {message[:160]}", lines.line_of(name))
            if values.get("RECURRENCE-ID") is not None:
                continue
            uid = str(_first(values, "UID") or "") or f"line-{lines.line}"
            if values.get("UID") is None:
                self.tell(
                    "TL704", "an event without a UID: a newer copy cannot be matched with it", lines.line
                )
            if uid in newest:
                self.tell(
                    "TL707", f"the UID {uid[:60]!r} is given twice; the newer event is kept", lines.line
                )
                if _version(values) <= _version(newest[uid][0]):
                    continue
            newest[uid] = (values, lines)
        return [
            _Found(values, lines, uid, self.names.once(named(_text(values, "SUMMARY") or "", uid)))
            for uid, (values, lines) in newest.items()
        ]

    def event(self, one: _Found, relations: Iterable[RelationClaim] = ()) -> Event:
        values = one.values
        status = (_text(values, "STATUS") or "").upper()
        claims, zone = self.claims(one, likely=status in ("TENTATIVE", "DRAFT"))
        return self.built(
            one,
            id=one.id,
            title=self.short(_text(values, "SUMMARY"), one, "SUMMARY") or one.id,
            place=self.short(_text(values, "LOCATION"), one, "LOCATION"),
            note=self.short(_text(values, "DESCRIPTION"), one, "DESCRIPTION"),
            url=_web(_text(values, "URL")),
            tags=_categories(values),
            zone=zone,
            status=Status.CANCELLED if status == "CANCELLED" else None,
            claims=claims,
            relations=tuple(relations),
            extra={"x-uid": one.uid},
        )

    def built(self, one: _Found, **fields: Any) -> Event:
        try:
            return Event(**fields)
        except ModelError as error:
            self.tell("TL703", str(error), one.lines.line)
            return Event(id=one.id, extra={"x-uid": one.uid})

    def short(self, text: str | None, one: _Found, name: str) -> str | None:
        """A text within the limit on those of events.yaml."""
        if text is None or len(text) <= MAX_TEXT:
            return text or None
        message = f"{name} of {len(text):,} characters is cut to {MAX_TEXT:,}, the limit"
        self.tell("TL708", message, one.lines.line_of(name))
        return text[: MAX_TEXT - 3] + "..."

    def claims(self, one: _Found, *, likely: bool) -> tuple[list[DateClaim], str | None]:
        """What the event's dates say, and the zone that its times are in."""
        values = one.values
        start, end = self.moment(values, "DTSTART"), self.end(one)
        self.stamps += [stamp for name in ("LAST-MODIFIED", "DTSTAMP") if (stamp := _stamp(values, name))]
        if start is None:
            if values.get("DTSTART") is None:
                self.tell("TL704", "an event without DTSTART has no date", one.lines.line)
            return [], None
        zone = zone_of(start, _tzid(values), self.home)
        extra = {"x-sequence": _text(values, "SEQUENCE"), "x-last-modified": _stamp(values, "LAST-MODIFIED")}
        shared: dict[str, Any] = {
            "source": self.source,
            "certainty": "likely" if likely else "certain",
            "extra": {key: text for key, text in extra.items() if text},
            "position": Position(self.ledger.file, one.lines.line_of("DTSTART"), 1),
        }
        return [
            DateClaim(text=text, moment=moment, **shared) for moment, text in _texts(start, end, zone)
        ], zone

    def moment(self, values: Mapping[str, Any], name: str) -> dt.date | None:
        """A day or a time; one in UTC as the clocks of the calendar's own zone show it, where it names one."""
        return at_home(_moment(values, name), self.home)

    def end(self, one: _Found) -> dt.date | None:
        """The last day, or the time of the end; None where nothing is said, or nothing that could be."""
        start = self.moment(one.values, "DTSTART")
        end = self.moment(one.values, "DTEND")
        duration = _first(one.values, "DURATION")
        try:
            if end is None and start is not None and isinstance(getattr(duration, "dt", None), dt.timedelta):
                end = start + duration.dt
            if start is None or end is None or end == start:
                return None
            if _is_timed(start) != _is_timed(end):
                self.tell(
                    "TL703", "DTEND is a day and DTSTART a time, or the reverse", one.lines.line_of("DTEND")
                )
                return None
            before = end < start
        except (TypeError, OverflowError):
            before = True
        if before or start is None or end is None:
            line = one.lines.line_of("DTEND" if "DTEND" in one.values else "DURATION")
            self.tell("TL703", "the end cannot be: it does not follow the start", line)
            return None
        if _is_timed(end):
            midnight = end.time() == dt.time() if isinstance(end, dt.datetime) else False
            return end.date() - dt.timedelta(days=1) if midnight and isinstance(end, dt.datetime) else end
        return end - dt.timedelta(days=1)

    def relations(self, found: Iterable[_Found]) -> Mapping[str, list[RelationClaim]]:
        """What RELATED-TO says, by the UID of the event that it is said of."""
        found = list(found)
        ids = {one.uid: one.id for one in found}
        repeating = {one.uid for one in found if _repeats(one.values)}
        said: dict[str, list[RelationClaim]] = {}
        for one in found:
            for related in _all(one.values, "RELATED-TO"):
                kind = str(getattr(related, "params", {}).get("RELTYPE", "PARENT")).upper()
                line = one.lines.line_of("RELATED-TO")
                if str(related) not in ids or str(related) == one.uid:
                    self.tell(
                        "TL706", f"RELATED-TO {str(related)[:60]!r} leads to no event of the file", line
                    )
                elif kind not in _RELATIONS:
                    self.tell("TL706", f"RELTYPE={kind[:20]} says nothing of days that could be kept", line)
                elif not repeating.isdisjoint((one.uid, str(related))):
                    self.tell(
                        "TL706", "a relation of an event that repeats: of which occurrence is not said", line
                    )
                else:
                    relation, turned = _RELATIONS[kind]
                    holder, other = (str(related), one.uid) if turned else (one.uid, str(related))
                    gap = _gap(related) if relation is Relation.BEFORE else None
                    claim = RelationClaim(type=relation, event=ids[other], gap=gap, source=self.source)
                    said.setdefault(holder, []).append(claim)
        return said

    def repeated(self, calendars: list[icalendar.Calendar], rules: list[_Found]) -> Iterator[Event]:
        if not rules:
            return
        from timeline.importing.recurrence import Repetitions

        repetitions = Repetitions(calendars)
        newest = max(self.stamps, default=None)
        for one in rules:
            line = one.lines.line_of("RRULE" if "RRULE" in one.values else "RDATE")
            dates, warning = repetitions.of(one.uid, self.window, newest)
            if warning:
                self.tell("TL705", warning, line)
            for values, day in zip(dates, _occasions(dates), strict=True):
                name = self.names.once(f"{one.id}-{day[:10]}")
                yield self.event(_Found(values, one.lines, f"{one.uid} {day}", name))

    def as_source(self, calendars: Iterable[icalendar.Calendar]) -> Source:
        title = url = None
        for calendar in calendars:
            title = title or _text(calendar, "NAME") or _text(calendar, "X-WR-CALNAME")
            url = url or _web(_text(calendar, "SOURCE")) or _web(_text(calendar, "URL"))
            stamp = _stamp(calendar, "LAST-MODIFIED")
            self.stamps += [stamp] if stamp else []
        newest = max(self.stamps, default=None)
        return Source(
            id=self.source, title=title, url=url, published=newest[:10] if newest is not None else None
        )

    def tell(self, code: str, message: str, line: int) -> None:
        self.ledger.add(code, message, Position(self.ledger.file, line, 1))


def _first(values: Mapping[str, Any], name: str) -> Any:
    return next(iter(_all(values, name)), None)


def _all(values: Mapping[str, Any], name: str) -> list[Any]:
    value = values.get(name)
    several = value if isinstance(value, list) else [] if value is None else [value]
    # icalendar keeps a value that it cannot read as one that raises whatever it is asked; it is told by then.
    return [one for one in several if type(one).__name__ != "vBroken"]


def _text(values: Mapping[str, Any], name: str) -> str | None:
    value = _first(values, name)
    return None if value is None else str(value).strip() or None


def _web(text: str | None) -> str | None:
    return text if text is not None and _WEB.fullmatch(text) else None


def _categories(values: Mapping[str, Any]) -> list[str]:
    groups = [getattr(group, "cats", ()) for group in _all(values, "CATEGORIES")]
    return [word for group in groups for one in group if (word := str(one).strip())]


def _moment(values: Mapping[str, Any], name: str) -> dt.date | None:
    value = getattr(_first(values, name), "dt", None)
    return value if isinstance(value, dt.date) else None


def _tzid(values: Mapping[str, Any]) -> str:
    return str(getattr(_first(values, "DTSTART"), "params", {}).get("TZID", ""))


def _stamp(values: Mapping[str, Any], name: str) -> str | None:
    """A stamp as text; it is in UTC by RFC 5545, and taken for it where it does not say so."""
    value = _moment(values, name)
    if value is None:
        return None
    return (
        value.isoformat()[:19] + "Z" if isinstance(value, dt.datetime) else f"{value.isoformat()}T00:00:00Z"
    )


def _version(values: Mapping[str, Any]) -> tuple[int, str]:
    sequence = _first(values, "SEQUENCE")
    return (int(sequence) if isinstance(sequence, int) else 0), _stamp(values, "LAST-MODIFIED") or ""


def _repeats(values: Mapping[str, Any]) -> bool:
    return "RRULE" in values or "RDATE" in values


def _occasions(dates: Iterable[Mapping[str, Any]]) -> list[str]:
    """What each occurrence of an event is known by: its day; where several share one, when each begins."""
    starts = [_moment(values, "DTSTART") for values in dates]
    # An occurrence that was moved is known by the day that it was moved from.
    planned = [_moment(values, "RECURRENCE-ID") or start for values, start in zip(dates, starts, strict=True)]
    days = ["1" if moment is None else moment.isoformat()[:10] for moment in planned]
    count = Counter(days)
    told = Names()
    return [
        told.once(day if count[day] == 1 or start is None else f"{start.isoformat()[:16]}")
        for day, start in zip(days, starts, strict=True)
    ]


def _is_timed(value: dt.date | None) -> bool:
    return isinstance(value, dt.datetime)


def _texts(start: dt.date, end: dt.date | None, zone: str | None) -> Iterator[tuple[Moment, str]]:
    """The claims of a start and an end; days as one text, times as two."""
    if not _is_timed(start):
        yield (
            Moment.WHOLE,
            start.isoformat() if end in (None, start) else f"{start.isoformat()}/{written(end, zone)}",
        )
    elif end is None:
        yield Moment.WHOLE, written(start, zone)
    else:
        yield Moment.START, written(start, zone)
        yield Moment.END, written(end, zone)


# RFC 5545, 3.3.6; "at least a day and an hour" is no gap in words, so that days and times do not go together.
_GAP: Final = re.compile(
    r"P(?:(?P<days>\d{1,5})D|T(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,5})M)?(?:\d{1,5}S)?)"
)


def _gap(related: Any) -> str | None:
    match = _GAP.fullmatch(str(related.params.get("GAP", "")))
    counted = (
        [f"{int(count)} {unit}" for unit, count in match.groupdict("0").items() if int(count)]
        if match
        else []
    )
    return f"at least {' '.join(counted)}" if counted else None
