"""The clocks of a calendar: by which zone's name its times go, and how they are written.

Calendar programs name zones in their own ways; what counts is that a zone of tzdata shows the same time at that
moment. Note I1 of docs/reference/calendar.md says what was decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from timeline.dates.zones import UTC, checked_zone, zone_info
from timeline.errors import ModelError

__all__ = ["at_home", "home_of", "written", "zone_of"]


def home_of(head: Iterable[tuple[int, str]]) -> str | None:
    """The zone that the lines of a calendar name as its own, as Google and Apple write it; None without one.

    >>> home_of([(3, "X-WR-TIMEZONE:Europe/Berlin")])
    'Europe/Berlin'
    """
    for _, line in head:
        name, _, value = line.partition(":")
        if name.partition(";")[0].upper() == "X-WR-TIMEZONE":
            return next((zone for zone in _alike(value.strip()) if _is_zone(zone)), None)
    return None


def at_home(moment: dt.date | None, zone: str | None) -> dt.date | None:
    """A time in UTC as clocks of a zone show it; anything else as it is."""
    if zone is None or not isinstance(moment, dt.datetime) or moment.tzname() != UTC:
        return moment
    try:
        return moment.astimezone(zone_info(zone))
    except OverflowError:
        return moment


def zone_of(moment: dt.date, tzid: str, home: str | None) -> str | None:
    """The name in tzdata of the zone that a time is in; None for a day, in UTC, and where none fits.

    Args:
        moment: the time, or a day.
        tzid: what the calendar calls its zone.
        home: the calendar's own zone, which is that of times without any.
    """
    if not isinstance(moment, dt.datetime):
        return None
    if moment.tzinfo is None:
        return home
    if moment.tzname() == UTC:
        return None
    key = str(getattr(moment.tzinfo, "key", ""))
    names = (name for name in (key, *_alike(tzid)) if _is_zone(name))
    return next((name for name in names if name == key or _shows(name, moment)), None)


def _alike(tzid: str) -> Iterator[str]:
    """What a TZID may mean: a name of tzdata, "/mozilla.org/20070129_1/Europe/Berlin", or one of Windows."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    yield tzid
    parts = tzid.split("/")
    yield from ("/".join(parts[-length:]) for length in (3, 2) if len(parts) > length)
    if tzid in WINDOWS_TO_OLSON:
        yield WINDOWS_TO_OLSON[tzid]


def _is_zone(name: str) -> bool:
    try:
        return name not in ("", UTC) and checked_zone(name) is not None
    except ModelError:
        return False


def _shows(zone: str, moment: dt.datetime) -> bool:
    """Whether clocks of a zone show such a time at that moment; of an hour that comes twice only the first time."""
    there = moment.replace(tzinfo=zone_info(zone), fold=0)
    return there.utcoffset() == moment.utcoffset()


def written(moment: dt.date | None, zone: str | None) -> str:
    """A day, or a time: as clocks of the event's zone show it, or with its distance from UTC."""
    if not isinstance(moment, dt.datetime):
        return "" if moment is None else moment.isoformat()
    local = moment.replace(tzinfo=None, microsecond=0).isoformat()
    shift = moment.utcoffset()
    if shift is None or (zone is not None and _shows(zone, moment)):
        return local
    if shift == dt.timedelta():
        return f"{local}Z"
    if shift.total_seconds() % 60:
        return f"{(moment.replace(tzinfo=None, microsecond=0) - shift).isoformat()}Z"
    minutes = round(abs(shift.total_seconds()) / 60)
    return f"{local}{'-' if shift < dt.timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
