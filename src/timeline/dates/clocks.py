"""Times of day in a date text: what they say in seconds, and how far from UTC.

The readers of dates step past a time of day, because days are decided first. Here it is found again, for the
second pass within a day. A text that names none, or several, or one in a zone whose short name stands for several
("IST"), has none.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

from timeline.dates.days import Pieces
from timeline.dates.fuzzy import Shape, Window, Wording
from timeline.dates.values import Shown
from timeline.dates.zones import local

__all__ = ["DAY_SECONDS", "Clock", "ClockRange", "clock_of", "clock_words", "zoned"]

DAY_SECONDS: Final = 86_400


@attrs.frozen(repr=False)
class Clock(Shown):
    """A time of day as written.

    Attributes:
        first, last: the first and last second since midnight that it can mean: a minute has sixty, and a time with
            "about" reaches half an hour to either side within the day.
        ahead: seconds that the clock is ahead of UTC, where the text says so; None for the zone of the event.
    """

    first: int
    last: int
    ahead: int | None = None


@attrs.frozen(kw_only=True, repr=False)
class ClockRange(Shown):
    """The times at which a moment can be on its day: earliest to latest, as clocks of its zone show them.

    Attributes:
        first, last: seconds since midnight of the earliest and latest second, both on the moment's own day.
        ahead: seconds that those clocks are ahead of UTC at the earliest: take it off for the time in UTC.

    >>> ClockRange(first=37800, last=37859, ahead=19800).words
    '10:30'
    """

    first: int
    last: int
    ahead: int

    @property
    def earliest(self) -> str:
        """The earliest time as ``hh:mm:ss`` (ISO 8601-1:2019, 5.3.1.2)."""
        return _written(self.first)

    @property
    def latest(self) -> str:
        """The latest time as ``hh:mm:ss``."""
        return _written(self.last)

    @property
    def words(self) -> str:
        """The times as people write them: ``10:30``, ``10:30..12:00``."""
        return clock_words(self.first, self.last)


# Times with a zone of their own; the short names are those of RFC 5322, 4.3, and each has one meaning there.
_ZONES: Final = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
}  # fmt: skip
_ABOUT: Final = 1800
_TIME: Final = re.compile(
    r"""(?<![\d:.,/-])
    (?:(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60))?
      |(?P<military>[0-2]\d[0-5]\d)(?=\s*(?:hours|hrs|utc|gmt|z)\b)
      |(?P<full>1?\d)(?=\s*[ap]\.?m\b))
    (?:\s*(?P<half>[ap])\.?m\b\.?)?
    (?:\s*(?:hours|hrs)\b)?
    (?:\s*(?P<zone>[a-z]{1,5})\b)?
    (?:\s*(?P<sign>[+-])(?P<ahead>[01]\d):?(?P<rest>[0-5]\d)?(?!\d))?
    |\b(?P<noon>noon|midday)\b""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
# Words that may follow a time and are no zones.
_NO_ZONES: Final = frozenset({"on", "of", "local", "o", "the", "in", "time", "today", "that"})
_WIDENED: Final = re.compile(r"\b(?:around|about|approximately|circa)\s*$", re.IGNORECASE)


def clock_of(text: str) -> Clock | None:
    """The time of day that a date text names, None where it names none or leaves open which.

    >>> clock_of("2022-09-08T10:30:00+05:30")
    Clock(first=37800, last=37800, ahead=19800)
    >>> clock_of("8 September 2022, 5 p.m.")
    Clock(first=61200, last=61259, ahead=None)
    >>> clock_of("8 September 2022"), clock_of("10:30 IST on 8 September 2022")
    (None, None)
    """
    # Most texts have none, and need no pattern.
    if ":" not in text and not _HINT.search(text):
        return None
    found = list(_TIME.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    seconds = _seconds(match)
    known, ahead = _ahead(match)
    if seconds is None or not known:
        return None
    first, last = seconds
    if _WIDENED.search(text[: match.start()]):
        first, last = max(0, first - _ABOUT), min(DAY_SECONDS - 1, last + _ABOUT)
    return Clock(first, last, ahead)


_HINT: Final = re.compile(r"noon|midday|[ap]\.?m\b|\d{4}\s*(?:hours|hrs|utc|gmt|z)\b", re.IGNORECASE)


def _seconds(match: re.Match[str]) -> tuple[int, int] | None:
    """First and last second of a time as written, None for one that no clock shows."""
    if match["noon"]:
        return DAY_SECONDS // 2, DAY_SECONDS // 2 + 59
    digits = match["military"]
    hour = int(digits[:2] if digits else match["hour"] or match["full"])
    minute = int(digits[2:] if digits else match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (match["half"].lower() == "p")
    if hour > 23:
        return None
    first = 3600 * hour + 60 * minute
    if match["second"] is None:
        return first, first + 59
    # A leap second is told as the last second of its minute: days here have 86,400.
    second = min(int(match["second"]), 59)
    return first + second, first + second


def _ahead(match: re.Match[str]) -> tuple[bool, int | None]:
    """Whether it is known how far the clock is from UTC, and how far; None for the zone of the event."""
    name = (match["zone"] or "").lower()
    if match["sign"]:
        shift = 3600 * int(match["ahead"]) + 60 * int(match["rest"] or 0)
        own = -shift if match["sign"] == "-" else shift
        return name in ("", "utc", "gmt"), own
    if name in _ZONES:
        return True, 3600 * _ZONES[name]
    return name == "" or name in _NO_ZONES, None


def zoned(wording: Wording, zone: str) -> Wording:
    """A wording of a single day with a time in another zone, on the day that it then is in a zone.

    >>> from timeline.dates.text import read
    >>> zoned(read("2022-09-08T23:30:00Z"), "Asia/Kolkata").start.days.least - read("2022-09-08").start.days.least
    1
    """
    clock = clock_of(wording.text)
    days = wording.start.days if wording.start is not None and not wording.start.relative else None
    if clock is None or clock.ahead is None or days is None or wording.shape is not Shape.WITHIN:
        return wording
    day = days.least
    if day is None or day != days.greatest:
        return wording
    midnight = day * DAY_SECONDS - clock.ahead
    first, last = (local(zone, midnight + second)[0] for second in (clock.first, clock.last))
    if first == last == day:
        return wording
    # The numbers as printed are those of another day, so no slip of theirs is looked for.
    return attrs.evolve(wording, start=Window(days=Pieces.run(first, last)), parts=())


def clock_words(first: int, last: int) -> str:
    """Seconds since midnight as a time of day, or from one to another; seconds only where they tell something.

    >>> clock_words(37800, 37859), clock_words(37815, 37815), clock_words(36000, 43259)
    ('10:30', '10:30:15', '10:00..12:00')
    """
    whole = first % 60 == 0 and last % 60 in (0, 59)
    one, other = (_written(second)[: 5 if whole else 8] for second in (first, last))
    return one if one == other else f"{one}..{other}"


def _written(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
