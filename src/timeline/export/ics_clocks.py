"""Entries known to the minute: DTSTART and DTEND as times in a zone, and the zones that these need.

A zone is told by icalendar from the rules of the package tzdata, for the years that the calendar spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.clocks import DAY_SECONDS, ClockRange
from timeline.dates.zones import UTC, instants, zone_info
from timeline.reasoning.entries import Entry

__all__ = ["timed_lines", "zone_lines"]

# What is known to the minute is shown as a time; "in the morning" is not.
_MINUTE: Final = 60
# datetime ends at the years 1 and 9999, and zones shift a day by one at most.
_DAYS: Final = range(civil.day_number(1, 1, 3), civil.day_number(9999, 12, 30))


def timed_lines(entry: Entry) -> tuple[str, ...]:
    """DTSTART and, where the end is known too, DTEND; nothing for an entry that is not known to the minute.

    What begins at a known time and ends some time on the same day has no DTEND (RFC 5545, 3.6.1: it takes no
    time); what ends on a later day, or with the last second of one, ends with that day.
    """
    first, last, clock = entry.start.first, entry.end.last, entry.start_clock
    if not entry.settled or first is None or last is None or clock is None or not _is_exact(clock):
        return ()
    if first not in _DAYS or last not in _DAYS:
        return ()
    start = _Moment(entry.zone, first, clock.first, clock.ahead)
    until = entry.end_clock
    with_the_day = last > first if until is None or not _is_exact(until) else until.first == DAY_SECONDS - 1
    if until is not None and _is_exact(until) and not with_the_day:
        end = _Moment(entry.zone, last, until.first, until.ahead)
    elif with_the_day:
        midnight = instants(entry.zone, last + 1, 0)[0]
        end = _Moment(entry.zone, last + 1, 0, (last + 1) * DAY_SECONDS - midnight)
    else:
        end = start
    lines = (f"DTSTART{start.value}", f"DTEND{end.value}")
    return lines if end.instant > start.instant else lines[:1]


def _is_exact(clock: ClockRange) -> bool:
    return clock.last - clock.first < _MINUTE


@attrs.frozen
class _Moment:
    """What clocks of a zone show, and how far they are ahead of UTC then, both in seconds."""

    zone: str
    day: int
    second: int
    ahead: int

    @property
    def instant(self) -> int:
        """Seconds since the midnight of day 0 in UTC."""
        return self.day * DAY_SECONDS + self.second - self.ahead

    @property
    def value(self) -> str:
        """Parameters and value; in UTC where the zone's clocks show the time twice, and the second is meant."""
        if self.zone != UTC and instants(self.zone, self.day, self.second)[0] == self.instant:
            return f";TZID={self.zone}:{_written(self.day, self.second)}"
        return f":{_written(*divmod(self.instant, DAY_SECONDS))}Z"


def _written(day: int, second: int) -> str:
    clock = f"{second // 3600:02d}{second // 60 % 60:02d}{second % 60:02d}"
    return f"{civil.iso(day).replace('-', '')}T{clock}"


def zone_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of a VTIMEZONE for each zone that the times of some entries name, unfolded, by name."""
    days: dict[str, list[int]] = {}
    for entry in entries:
        if any(";TZID=" in line for line in timed_lines(entry)):
            days.setdefault(entry.zone, []).extend(day for day in (entry.start.first, entry.end.last) if day)
    for zone in sorted(days):
        yield from _zone(zone, min(days[zone]), max(days[zone]))


def _zone(name: str, first: int, last: int) -> list[str]:
    import datetime as dt

    import icalendar

    # A year to either side, so that no time of an event lies before the first rule or after the last.
    since = dt.date(max(1, civil.civil(first)[0] - 1), 1, 1)
    until = dt.date(min(9999, civil.civil(last)[0] + 1), 12, 31)
    made = icalendar.Timezone.from_tzinfo(zone_info(name), name, first_date=since, last_date=until)
    text: str = made.to_ical().decode()
    return text.replace("\r\n ", "").split("\r\n")[:-1]
