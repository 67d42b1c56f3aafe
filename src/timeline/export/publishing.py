"""Publishing a calendar again: what subscribers have already stays as it is, and what changed says so.

A pure function of two calendars, the one just written and the one that was published before. Of the previous
one only identities, stamps and counts are taken over, each checked, for anybody may have edited that file: no
other octet of it reaches the new one but the title and days of an event that is cancelled. It is scanned, not
parsed, because only files of our own making are continued; notes P1.. are in docs/reference/calendar.md.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.ranges import range_words
from timeline.errors import Problem
from timeline.export.content_lines import escape, folded
from timeline.export.ics_components import LAST_DAY, LONG, PRODID, date

__all__ = ["MAX_OCTETS", "Changes", "Published", "publish"]

MAX_OCTETS: Final = 64 * 1024 * 1024
"""The largest previous calendar that is read."""

# RFC 5545, 3.3.8: an INTEGER has 32 bits.
_MOST: Final = 2**31 - 1
_SEEN_BY_NOBODY: Final = ("DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:", "X-TIMELINE-")
_BOUNDS: Final = ("X-TIMELINE-START-", "X-TIMELINE-END-")
_WHEN: Final = ("DTSTART", "DTEND", "DURATION")
_COUNTED: Final = (*_WHEN, "BEGIN:VEVENT", "BEGIN:VJOURNAL", "STATUS:")
_STAMP: Final = re.compile(r"(\d{4})(\d\d)(\d\d)T([01]\d|2[0-3])([0-5]\d)([0-5]\d)Z", re.ASCII)
_DAY: Final = re.compile(r"(?:DTSTART|DTEND)(?:;[^:]*)?:(\d{4})(\d\d)(\d\d)(T\d{6}Z?)?", re.ASCII)
_UID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}@(.+)")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_SHOWN_MOVES: Final = 3


@attrs.frozen(kw_only=True)
class Changes:
    """What subscribers will see, as counts; `moves` has each event that moved, with its days before and after."""

    added: int = 0
    moves: tuple[tuple[str, str, str], ...] = ()
    retitled: int = 0
    changed: int = 0
    back: int = 0
    cancelled: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def summary(self) -> str:
        """One line for people.

        >>> moved = (("talks", "8 Sep 2022", "9 Sep 2022"),)
        >>> Changes(added=2, moves=moved, cancelled=1, unchanged=15).summary
        '2 added, 1 moved (8 -> 9 Sep 2022), 1 cancelled, 15 unchanged'
        >>> Changes(moves=moved * 2).summary
        '2 moved (talks: 8 -> 9 Sep 2022; talks: 8 -> 9 Sep 2022)'
        """
        parts = [f"{self.added:,} added"] if self.added else []
        if self.moves:
            # Of several the reader asks which.
            names = len(self.moves) > 1
            shown = "; ".join(
                f"{event}: {_move_words(before, after)}" if names else _move_words(before, after)
                for event, before, after in self.moves[:_SHOWN_MOVES]
            )
            more = "; ..." if len(self.moves) > _SHOWN_MOVES else ""
            parts.append(f"{len(self.moves):,} moved ({shown}{more})")
        for name in ("retitled", "changed", "back", "cancelled", "removed", "unchanged"):
            count: int = getattr(self, name)
            if count:
                parts.append(f"{count:,} {name}")
        return ", ".join(parts) or "no events"


@attrs.frozen(kw_only=True)
class Published:
    """The calendar to publish, what changed in it, and what could not be continued."""

    data: bytes
    changes: Changes
    problems: tuple[Problem, ...] = ()


@attrs.frozen
class _Component:
    """A component of a calendar: its lines unfolded, with what identifies and dates it.

    `stamp` is in seconds of the day count; it and `sequence` are None where they are nonsense.
    """

    uid: str
    lines: tuple[str, ...]
    stamp: int | None
    sequence: int | None

    @property
    def seen(self) -> list[str]:
        """The lines that tell subscribers something."""
        return [line for line in self.lines if not line.startswith(_SEEN_BY_NOBODY)]

    def having(self, *starts: str) -> list[str]:
        """The lines that begin in one of some ways."""
        return [line for line in self.lines if line.startswith(starts)]

    @property
    def cancelled(self) -> bool:
        """Whether it says that the event is off."""
        return "STATUS:CANCELLED" in self.lines

    @property
    def days(self) -> tuple[int, int] | None:
        """First and last day; None where it has none that a calendar knows."""
        found = [_DAY.fullmatch(line) for line in self.having("DTSTART", "DTEND")]
        numbers = [_day_number(*map(int, match.groups()[:3])) for match in found if match]
        if not numbers or None in numbers:
            return None
        first, *ends = [number for number in numbers if number is not None]
        # A day is exclusive, and so is the midnight that ends one.
        exclusive = bool(ends) and found[-1] is not None and found[-1][4] in (None, "T000000", "T000000Z")
        return first, max(first, (ends[0] - exclusive) if ends else first)


@attrs.frozen
class _Calendar:
    """A calendar of ours: its UID, the lines of its head, its components by UID, and what is wrong with it."""

    uid: str
    head: tuple[str, ...]
    components: Mapping[str, _Component]
    faults: tuple[str, ...] = ()

    @property
    def stamp(self) -> int | None:
        """The calendar's own LAST-MODIFIED, as in a component."""
        return _stamp_of(self.head)

    @property
    def seen(self) -> list[str]:
        """The lines of the head that tell subscribers something."""
        return [line for line in self.head if not line.startswith(_SEEN_BY_NOBODY)]


def publish(data: bytes, previous: bytes, *, cancel_removed: bool = False) -> Published:
    """Publish a calendar again.

    Args:
        data: the calendar as written now, without regard to what was.
        previous: the calendar that subscribers have.
        cancel_removed: whether an event that is gone is sent once more, as cancelled.

    What subscribers see unchanged keeps its octets; what changed has a later LAST-MODIFIED, and a higher
    SEQUENCE where its dates or its status did. If nothing changed, the data is `previous`.
    """
    new = _scanned(data)
    old = (
        _scanned(previous) if len(previous) <= MAX_OCTETS else f"it is larger than {MAX_OCTETS // 2**20} MiB"
    )
    assert isinstance(new, _Calendar), new
    if isinstance(old, _Calendar) and old.uid != new.uid:
        old = f"it is the calendar {old.uid[:80]!r}, not {new.uid!r}"
    if isinstance(old, str):
        return Published(data=data, changes=Changes(added=len(new.components)), problems=_refused(old))
    components, changes = _continued(new, old)
    gone, removed, told = _gone(new, old, cancel_removed=cancel_removed)
    components += gone
    changes = attrs.evolve(changes, cancelled=changes.cancelled + len(gone), removed=removed)
    result = _joined(new, old, components, changes)
    return Published(data=result, changes=changes, problems=_distrusted((*old.faults, *told)))


def _scanned(data: bytes) -> _Calendar | str:
    """The calendar in a file of our own making; why there is none in any other."""
    if not data:
        return "it is empty"
    try:
        text = re.sub(rb"\r\n[ \t]", b"", data).decode()
    except UnicodeDecodeError:
        return "it is not UTF-8"
    lines = text.split("\r\n")
    if lines[0] != "BEGIN:VCALENDAR" or f"PRODID:{PRODID}" not in lines[:10]:
        return "it was not written by timeline"
    begins = [index for index, line in enumerate(lines) if line in ("BEGIN:VEVENT", "BEGIN:VJOURNAL")]
    head = lines[: begins[0] if begins else max(len(lines) - 2, 0)]
    calendar_id = next((line[4:] for line in head if line.startswith("UID:")), "")
    faults = [] if lines[-2:] == ["END:VCALENDAR", ""] else ["it is cut off"]
    found: dict[str, _Component] = {}
    strange = twice = 0
    for begin, following in itertools.pairwise([*begins, len(lines)]):
        component = _component(lines, begin, following, calendar_id)
        if component is None:
            strange += 1
        elif component.uid in found:
            twice += 1
        else:
            found[component.uid] = component
    faults += [f"{strange:,} of its events are not ours or not whole"] if strange else []
    faults += [f"{twice:,} of its events have the UID of another"] if twice else []
    nonsense = sum(one.sequence is None or one.stamp is None for one in found.values())
    faults += [f"{nonsense:,} of its events have a SEQUENCE or stamps that make no sense"] if nonsense else []
    return _Calendar(calendar_id, tuple(head), found, tuple(faults))


def _component(lines: list[str], begin: int, following: int, calendar_id: str) -> _Component | None:
    """The component that begins on a line; None for one that we cannot have written."""
    closing = lines[begin].replace("BEGIN:", "END:")
    try:
        end = lines.index(closing, begin, following)
    except ValueError:
        return None
    own = tuple(lines[begin : end + 1])
    uid = next((line[4:] for line in own if line.startswith("UID:")), "")
    match = _UID.fullmatch(uid)
    if match is None or match[1] != calendar_id:
        return None
    return _Component(uid, own, _stamp_of(own), _sequence_of(own))


def _stamp_of(lines: Iterable[str]) -> int | None:
    """LAST-MODIFIED in seconds."""
    text = next((line[14:] for line in lines if line.startswith("LAST-MODIFIED:")), "")
    match = _STAMP.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.groups())
    number = _day_number(year, month, day)
    return None if number is None else ((number * 24 + hour) * 60 + minute) * 60 + second


def _day_number(year: int, month: int, day: int) -> int | None:
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= civil.days_in_month(year, month)):
        return None
    return civil.day_number(year, month, day)


def _sequence_of(lines: Iterable[str]) -> int | None:
    text = next((line[9:] for line in lines if line.startswith("SEQUENCE:")), "")
    # Python refuses to read numbers of thousands of digits; these are nonsense long before.
    return int(text) if re.fullmatch("[0-9]{1,10}", text) and int(text) <= _MOST else None


def _next(sequence: int | None) -> int:
    return min((sequence or 0) + 1, _MOST)


def _refused(reason: str) -> tuple[Problem, ...]:
    message = f"the previous calendar is not continued: {reason}"
    advice = "subscribers may see every event as new; name the calendar that they have with --previous"
    return (Problem(code="TL605", message=message, help=advice),)


def _distrusted(faults: Iterable[str]) -> tuple[Problem, ...]:
    return tuple(
        Problem(code="TL606", message=f"of the previous calendar not all is taken over: {fault}")
        for fault in faults
    )


def _continued(new: _Calendar, old: _Calendar) -> tuple[list[str], Changes]:
    """The components of the new calendar with the stamps and counts that follow from the old one."""
    texts: list[str] = []
    counts = dict.fromkeys(("added", "retitled", "changed", "back", "cancelled", "unchanged"), 0)
    moves: list[tuple[str, str, str]] = []
    for component in new.components.values():
        before = old.components.get(component.uid)
        kind = _kind(component, before)
        if kind == "moved" and before is not None:
            event = component.uid.partition("@")[0]
            moves.append((event, _days_words(before), _days_words(component)))
        else:
            counts[kind] += 1
        texts.append(_text(component, before))
    return texts, Changes(moves=tuple(moves), **counts)


def _kind(component: _Component, before: _Component | None) -> str:
    """What subscribers will call what happened, the first that fits."""
    if before is None:
        return "added"
    if component.seen == before.seen:
        return "unchanged"
    if component.cancelled != before.cancelled:
        return "cancelled" if component.cancelled else "back"
    if component.having(*_WHEN) != before.having(*_WHEN):
        return "moved"
    # What is not settled says its range behind its title.
    same_dates = component.having(*_BOUNDS) == before.having(*_BOUNDS)
    same_title = component.having("SUMMARY:")[:1] == before.having("SUMMARY:")[:1]
    return "retitled" if same_dates and not same_title else "changed"


def _text(component: _Component, before: _Component | None) -> str:
    """The component, folded, stamped and counted."""
    stamp, sequence = component.stamp or 0, 0
    if before is not None:
        sequence = before.sequence or 0
        if component.seen == before.seen and before.stamp is not None and before.sequence is not None:
            stamp = before.stamp
        else:
            stamp = max(stamp, (before.stamp or 0) + 1)
        if component.having(*_COUNTED) != before.having(*_COUNTED):
            sequence = _next(sequence)
    return _restamped(component.lines, stamp, sequence)


def _restamped(lines: Iterable[str], stamp: int, sequence: int | None = None) -> str:
    written = _stamp_text(stamp)
    restamped = []
    for line in lines:
        if line.startswith("DTSTAMP:"):
            restamped.append(f"DTSTAMP:{written}")
        elif line.startswith("LAST-MODIFIED:"):
            restamped.append(f"LAST-MODIFIED:{written}")
        elif line.startswith("SEQUENCE:"):
            restamped.append(f"SEQUENCE:{sequence}")
        else:
            restamped.append(folded(line))
    return "\r\n".join(restamped) + "\r\n"


def _stamp_text(stamp: int) -> str:
    days, seconds = divmod(stamp, 86400)
    if days > LAST_DAY:
        days, seconds = LAST_DAY, 86399
    return f"{date(days)}T{seconds // 3600:02d}{seconds // 60 % 60:02d}{seconds % 60:02d}Z"


def _gone(new: _Calendar, old: _Calendar, *, cancel_removed: bool) -> tuple[list[str], int, tuple[str, ...]]:
    """The events that are no more: the components that cancel them, how many just go, and what is wrong."""
    cancelled: list[str] = []
    removed = undated = 0
    fresh = _stamp_of(new.head) or 0
    for before in old.components.values():
        if before.uid in new.components:
            continue
        if not cancel_removed or before.cancelled:
            removed += 1
        elif before.days is None:
            undated += 1
        else:
            cancelled.append(_cancellation(before, before.days, fresh))
    told = (f"{undated:,} of its events cannot be cancelled, having no days",) if undated else ()
    return cancelled, removed + undated, told


def _cancellation(before: _Component, days: tuple[int, int], fresh: int) -> str:
    """The last that subscribers hear of an event; its texts are made anew, for the file is anybody's."""
    title = next((line[8:] for line in before.having("SUMMARY:")), "")
    plain = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], title)[:LONG]
    journal = before.lines[0] == "BEGIN:VJOURNAL"
    first, last = days
    ends = [] if journal or last >= LAST_DAY else [f"DTEND;VALUE=DATE:{date(last + 1)}"]
    lines = [
        before.lines[0],
        f"UID:{before.uid}",
        "DTSTAMP:",
        "LAST-MODIFIED:",
        "SEQUENCE:",
        f"DTSTART;VALUE=DATE:{date(first)}",
        *ends,
        f"SUMMARY:{escape(plain)}",
        "STATUS:CANCELLED",
        *([] if journal else ["TRANSP:TRANSPARENT"]),
        before.lines[-1],
    ]
    return _restamped(lines, max(fresh, (before.stamp or 0) + 1), _next(before.sequence))


def _joined(new: _Calendar, old: _Calendar, components: list[str], changes: Changes) -> bytes:
    """The whole calendar; its own LAST-MODIFIED moves if anything that subscribers see has."""
    fresh, before = _stamp_of(new.head) or 0, old.stamp
    same = changes == Changes(unchanged=changes.unchanged) and new.seen == old.seen and before is not None
    stamp = before if same and before is not None else max(fresh, (before or 0) + 1)
    return (_restamped(new.head, stamp) + "".join(components) + "END:VCALENDAR\r\n").encode()


def _days_words(component: _Component) -> str:
    days = component.days
    if days is None:
        return "undated"
    start = next(map(_DAY.fullmatch, component.having("DTSTART")), None)
    clock = f"{start[4][1:3]}:{start[4][3:5]} " if start is not None and start[4] else ""
    return clock + range_words(*days)


def _move_words(before: str, after: str) -> str:
    """Two dates in words, what both end in said once, unless that would take it from the end of a range alone.

    >>> _move_words("8 Sep 2022", "9 Sep 2022"), _move_words("30 Sep 2022", "1 Oct 2022")
    ('8 -> 9 Sep 2022', '30 Sep -> 1 Oct 2022')
    >>> _move_words("8 Apr - 22 Jul 2024", "8 Apr - 18 Jul 2024")
    '8 Apr - 22 Jul 2024 -> 8 Apr - 18 Jul 2024'
    """
    old, new = before.split(), after.split()
    while "-" not in old and len(old) > 1 and len(new) > 1 and old[-1] == new[-1]:
        old.pop()
        new.pop()
    return f"{' '.join(old)} -> {after}"
