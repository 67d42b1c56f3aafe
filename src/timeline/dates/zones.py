"""Time zones by name: what clocks show there, in seconds from UTC.

The zones are those of the package tzdata, never the machine's own, so that every machine answers alike. A name
is looked for in its list before any file is opened.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from timeline.errors import ModelError, did_you_mean

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = [
    "UTC",
    "ahead_at",
    "checked_zone",
    "days_ahead",
    "days_later",
    "instants",
    "local",
    "named_ahead",
    "widest",
    "zone_info",
]

UTC: Final = "UTC"
"""The zone of events of which none is told."""

_DAY: Final = 86_400
# IST is Indian, Irish and Israel time: the nearest name would be a guess.
_ABBREVIATION: Final = re.compile("[A-Z]{2,5}")
# datetime ends at the years 1 and 9999; a day inside of them, since zones shift the clock by one at most.
_KNOWN: Final = range(2 * _DAY, 3_652_058 * _DAY)


def checked_zone(name: str | None) -> str | None:
    """A converter: the name of a zone, or None; ModelError for another name.

    >>> checked_zone("Asia/Kolkata")
    'Asia/Kolkata'
    """
    if name is None or name == UTC:
        return name
    if not isinstance(name, str):
        raise ModelError("TL108", f"{name!r} is no time zone", help="write one like Asia/Kolkata")
    if name in _names():
        return name
    advice = None if _ABBREVIATION.fullmatch(name) else _meant(name[:80])
    advice = advice or "write one like Asia/Kolkata; abbreviations mean several zones"
    raise ModelError("TL108", f"{name[:80]!r} is no time zone", help=advice)


def _meant(name: str) -> str | None:
    """Advice for a name that is no zone: the zone of a city, or the nearest name."""
    city = "_".join(name.casefold().split())
    zones = sorted(zone for zone in _names() if zone.casefold().rpartition("/")[2] == city and "/" in zone)
    return f"did you mean {zones[0]!r}?" if zones else did_you_mean(name, _names(), what="zones")


@functools.cache
def _names() -> frozenset[str]:
    from importlib.resources import files

    return frozenset(files("tzdata").joinpath("zones").read_text("ascii").split())


@functools.cache
def zone_info(name: str) -> ZoneInfo:
    """A zone of the list as Python's own."""
    from importlib.resources import files
    from zoneinfo import ZoneInfo

    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def ahead_at(zone: str, instant: int) -> int:
    """Seconds that clocks of a zone are ahead of UTC at an instant, in seconds since the midnight of day 0 in UTC.

    Outside of the years 1 to 9999 nothing is known, and nothing is added.
    """
    if zone == UTC or instant not in _KNOWN:
        return 0
    import datetime as dt

    days, seconds = divmod(instant, _DAY)
    at = dt.datetime.fromordinal(days).replace(tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    shift = at.astimezone(zone_info(zone)).utcoffset()
    assert shift is not None
    return round(shift.total_seconds())


def local(zone: str, instant: int) -> tuple[int, int]:
    """Day and second of the day that clocks of a zone show at an instant.

    >>> local("Asia/Kolkata", 738406 * 86400 + 84600)
    (738407, 18000)
    """
    return divmod(instant + ahead_at(zone, instant), _DAY)


def instants(zone: str, day: int, second: int) -> tuple[int, ...]:
    """The instants at which clocks of a zone show a second of a day: two where they are put back.

    Where they are put forward past it, the one instant at which they would have shown it.

    >>> [instant - 738606 * 86400 for instant in instants("Europe/Berlin", 738606, 0)]
    [-7200]
    """
    shown = day * _DAY + second
    shifts = {ahead_at(zone, shown - _DAY), ahead_at(zone, shown + _DAY)}
    found = sorted({shown - shift for shift in shifts if ahead_at(zone, shown - shift) == shift})
    return tuple(found) or (shown - ahead_at(zone, shown - _DAY),)


# Short names that mean one thing wherever they are printed: those of RFC 5322, 4.3, and of the others those that have
# had one distance from UTC in all zones of tzdata for fifty years, and are not in use for another ("BST" is also of
# Bangladesh, "AST" of Arabia).
_SHORT: Final = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2,
    "eest": 3, "wat": 1, "cat": 2, "sast": 2, "eat": 3, "pkt": 5, "hkt": 8, "awst": 8, "jst": 9, "acst": 9.5,
    "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
# Names for the clocks of a zone in summer and in winter.
_CLOCKS_OF: Final = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
}  # fmt: skip


def named_ahead(name: str, zone: str, day: int) -> int | None:
    """Seconds ahead of UTC that the short name of a zone means about a day, for an event in a zone; None if unsure.

    What the zone's own clocks are called comes first: "IST" is India's time in Kolkata, Israel's in Jerusalem and
    Ireland's in Dublin, and anywhere else none of them.

    >>> [named_ahead("ist", zone, 738406) for zone in ("Asia/Kolkata", "Europe/Dublin", "UTC")]
    [19800, 3600, None]
    """
    own = _called(zone, day * 400 // 146_097 + 1).get(name)
    if own is not None:
        return own
    if name in _CLOCKS_OF:
        return ahead_at(_CLOCKS_OF[name], day * _DAY + _DAY // 2)
    return round(3600 * _SHORT[name]) if name in _SHORT else None


@functools.lru_cache(maxsize=256)
def _called(zone: str, year: int) -> dict[str, int]:
    """What clocks of a zone are called in a year, with the seconds that they are ahead of UTC."""
    import datetime as dt

    called: dict[str, int] = {}
    if zone == UTC or year not in range(2, 9999):
        return called
    for month in range(-1, 14):
        at = dt.datetime(year, 1, 1, 12, tzinfo=dt.UTC) + dt.timedelta(days=30 * month)
        there = at.astimezone(zone_info(zone))
        name, shift = there.tzname(), there.utcoffset()
        if name is not None and name.isalpha() and shift is not None:
            called[name.lower()] = round(shift.total_seconds())
    return called


def days_ahead(one: str, other: str) -> int:
    """By how many days the date in one zone can be ahead of the date in another at the same instant.

    >>> days_ahead("Asia/Tokyo", "Asia/Kolkata"), days_ahead("Asia/Kolkata", "Asia/Tokyo")
    (1, 0)
    """
    if one == other:
        return 0
    return max(0, -((widest(other)[0] - widest(one)[1]) // _DAY))


def days_later(one: str, other: str, least: int | None, most: int | None) -> tuple[int | None, int | None]:
    """By how many days the date of what comes so many seconds later can be later, at least and at most.

    Args:
        one: the zone of the earlier.
        other: the zone of the later.
        least: the fewest seconds between them, not negative; None for no limit.
        most: the most of them.

    >>> days_later("UTC", "UTC", 7200, 7200), days_later("Asia/Tokyo", "Asia/Kolkata", 7200, None)
    ((0, 1), (-1, None))
    """
    low, high = widest(other)[0] - widest(one)[1], widest(other)[1] - widest(one)[0]
    fewest = None if least is None else -((_DAY - 1 - least - low) // _DAY)
    if fewest is not None and one == other:
        # Clocks that are put back tell no earlier day.
        fewest = max(fewest, 0)
    return fewest, None if most is None else (most + high + _DAY - 1) // _DAY


@functools.cache
def widest(zone: str) -> tuple[int, int]:
    """The least and the most that clocks of a zone have been ahead of UTC in the last hundred years.

    >>> widest("Asia/Kolkata") == (19800, 23400)
    True
    """
    year = 146_097 // 400
    days = range(1925 * year, 2031 * year, 30)
    seen = {ahead_at(zone, day * _DAY) for day in days} if zone != UTC else {0}
    return min(seen), max(seen)
