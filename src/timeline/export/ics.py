"""The timeline as an iCalendar file (RFC 5545, 7986, relations after 9253), by a line writer of our own.

One component for each entry, in the order of the timeline. Here is decided what stands in the calendar and
where; `ics_components` makes the lines. No clock is read here, and no environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.errors import Problem
from timeline.export.ics_components import LAST_DAY, LONG, PRODID, Components, Extra, Slot, date
from timeline.reasoning.entries import Entry
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import EntryStatus

if TYPE_CHECKING:
    import icalendar

__all__ = ["POLICIES", "PRODID", "PROFILES", "Written", "calendar", "render", "write"]

PROFILES: Final = ("portable", "rich")
"""What every client reads, and what RFC 9073 and RFC 9253 add to it."""

POLICIES: Final = ("edge", "bar", "journal", "skip")
"""What becomes of an event whose start or end can lie anywhere in more than `_BAR` days."""

_BAR: Final = 31
_FIRST: Final = civil.day_number(1, 1, 1)
# Outlook ignores days outside these years (MS-OXCICAL, on DTSTART).
_OUTLOOK: Final = (civil.day_number(1601, 1, 1), civil.day_number(4500, 12, 31))
_EPOCH: Final = civil.day_number(1970, 1, 1)


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


def render(
    line: Timeline,
    *,
    name: str | None = None,
    wide: str = "edge",
    profile: str = "portable",
    epoch: int | None = None,
) -> str:
    """The text of `write`, for those who need no warnings.

    >>> from timeline.evidence.model import Dossier
    >>> render(Timeline(dossier=Dossier(id="empty"))).splitlines()[:3]
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//sourced-timeline//timeline//EN']
    """
    return write(line, name=name, wide=wide, profile=profile, epoch=epoch).text


def write(
    line: Timeline,
    *,
    name: str | None = None,
    wide: str = "edge",
    profile: str = "portable",
    epoch: int | None = None,
) -> Written:
    """Write a timeline as an iCalendar file.

    `name` stands for the dossier's id where it has none; `wide` is one of `POLICIES` and `profile` one of
    `PROFILES`; `epoch` (seconds since 1970, as SOURCE_DATE_EPOCH) replaces the stamp taken from the sources.
    ValueError for another policy or profile.
    """
    _check("wide ranges are shown as", wide, POLICIES)
    _check("the profile is", profile, PROFILES)
    slots: list[Slot] = []
    left_out: dict[str, list[str]] = {}
    for entry in line:
        slot = _slot(entry, wide)
        if isinstance(slot, Slot):
            slots.append(slot)
        else:
            left_out.setdefault(slot, []).append(entry.id)
    calendar_id = _calendar_id(line, name)
    extra = _rich(line, calendar_id) if profile == "rich" else None
    components = Components(line, calendar_id, _stamp(line, epoch), slots, extra)
    data = components.data()
    return Written(data=data, shown=len(slots), problems=tuple(_problems(left_out, components)))


def calendar(
    line: Timeline,
    *,
    name: str | None = None,
    wide: str = "edge",
    profile: str = "portable",
    epoch: int | None = None,
) -> icalendar.Calendar:
    """The same calendar as an `icalendar.Calendar`, to go on with; arguments as in `write`."""
    import icalendar

    return icalendar.Calendar.from_ical(write(line, name=name, wide=wide, profile=profile, epoch=epoch).data)


def _check(what: str, word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        msg = f"{what} {', '.join(words)}, not {word!r}"
        raise ValueError(msg)


def _rich(line: Timeline, calendar_id: str) -> Extra:
    from timeline.export.ics_rich import extra

    return extra(line, calendar_id)


def _calendar_id(line: Timeline, name: str | None) -> str:
    return line.id or re.sub(r"[^A-Za-z0-9_.-]+", "-", name or "").strip("-")[:64] or "timeline"


def _stamp(line: Timeline, epoch: int | None) -> str:
    """DTSTAMP and LAST-MODIFIED, in UTC; 1970 where nothing dates the sources."""
    days, seconds = (0, 0) if epoch is None else divmod(epoch, 86400)
    day = _EPOCH + days if epoch is not None or line.as_of is None else line.as_of
    clock = f"{seconds // 3600:02d}{seconds // 60 % 60:02d}{seconds % 60:02d}"
    return f"{date(min(max(day, _FIRST), LAST_DAY))}T{clock}Z"


def _slot(entry: Entry, wide: str) -> Slot | str:
    """Where an entry stands, or why it stands nowhere."""
    first, last = entry.start.first, entry.end.last
    edge = last if first is None else first
    if edge is None:
        return "undated" if entry.status is EntryStatus.UNDATED else "open at both ends"
    if first is not None and last is not None and last < first:
        return "over before it begins"
    whole = first is not None and last is not None
    if whole and (wide == "bar" or entry.settled or (_narrow(entry.start) and _narrow(entry.end))):
        slot = Slot(entry, edge, edge if last is None else last)
    elif wide == "skip":
        return "not narrowed to a month"
    else:
        slot = Slot(entry, edge, edge, "VJOURNAL" if wide == "journal" else "VEVENT")
    return slot if slot.first >= _FIRST and slot.last <= LAST_DAY else "outside the years 1 to 9999"


def _narrow(dates: DateRange) -> bool:
    return dates.days is not None and dates.days <= _BAR


def _problems(left_out: Mapping[str, list[str]], components: Components) -> Iterator[Problem]:
    for reason, ids in left_out.items():
        yield _problem("TL601", ids, f"left out of the calendar, being {reason}")
    slots = components.slots
    strange = [slot.entry.id for slot in slots if slot.first < _OUTLOOK[0] or slot.last > _OUTLOOK[1]]
    if strange:
        yield _problem("TL603", strange, "outside 1601 to 4500, which Outlook does not show")
    if components.repaired:
        changed = dict.fromkeys(components.repaired)
        yield _problem("TL602", changed, "written without control characters, which calendars cannot hold")
    if components.long:
        what = f"written with a text of more than {LONG:,} characters, which some programs cut"
        yield _problem("TL604", dict.fromkeys(components.long), what)


def _problem(code: str, ids: Iterable[str], what: str) -> Problem:
    names = list(ids)
    count = "1 event is" if len(names) == 1 else f"{len(names)} events are"
    shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
    return Problem(code=code, message=f"{count} {what}: {shown}")
