"""Times of day in a date text: what they say of the seconds of a day, and by the clocks of which zone.

The readers of dates step past a time of day, because days are decided first. Here it is found again, for the second
pass within a day. A text can name one time, or two from one to the other; what else it names is left unused, with the
reason. The judgement calls stand in docs/reference/dates.md.
"""

from __future__ import annotations

import functools
import re
from typing import Final

import attrs

from timeline.dates.clocks import DAY_SECONDS, Cell, Clock
from timeline.dates.days import Pieces
from timeline.dates.fuzzy import Shape, Window, Wording
from timeline.dates.values import Shown
from timeline.dates.zones import local

__all__ = ["Times", "is_stretch", "times_of", "untimed", "zoned"]


@attrs.frozen(kw_only=True, repr=False)
class Times(Shown):
    """The times of day that a date text names.

    Attributes:
        start: the only one, or the first of two.
        end: the second of two.
        unused: why a time that is there tells nothing; empty where there is none, or it does.
    """

    start: Clock | None = None
    end: Clock | None = None
    unused: str = ""


# Joined by a word, the first of two that share "p.m." is no day of the month only where a time begins.
_TIME: Final = r"""(?<![\d:.])
    (?:(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60))?
      |(?P<dotted>1?\d\.[0-5]\d)(?=\s*[ap]\.?m\b)
      |(?P<military>[0-2]\d[0-5]\d)(?=\s*(?:hours|hrs|utc|gmt|z)\b)
      |(?P<full>1?\d)(?=\s*(?:[ap]\.?m\b|o\W?\s?clock\b))
      |(?P<shared>1?\d(?=\s*[-\u2013\u2014]\s*1?\d(?::[0-5]\d)?\s*[ap]\.?m\b)
        |(?:^|(?<=\bfrom\s)|(?<=,\s)|(?<=\d{4}\s))1?\d(?=\s+(?:to|till|until)\s+1?\d(?::[0-5]\d)?\s*[ap]\.?m\b)
        |(?<=\bbetween\s)1?\d(?=\s+and\s+1?\d(?::[0-5]\d)?\s*[ap]\.?m\b)))
    (?:\s*(?:(?P<half>[ap])\.?m\b\.?|(?P<oclock>o\W?\s?clock\b)))?
    (?:\s*(?:hours|hrs)\b)?
    (?:\s*(?P<zone>[a-z]{1,5})\b)?
    |\b(?P<word>noon|midday|midnight)\b"""
# "10:00-12:00" is from one time to another, and no distance from UTC.
_OFFSET: Final = re.compile(r"\s*(?P<sign>[+-])(?P<hours>[01]?\d)(?::?(?P<minutes>[0-5]\d))?(?![\d:])")
_HINT: Final = re.compile(
    r"noon|midday|midnight|\d\s*[ap]\.?m\b|clock|\d{4}\s*(?:hours|hrs|utc|gmt|z)\b", re.IGNORECASE
)
_UTC: Final = frozenset({"z", "utc", "gmt", "ut"})
# Whoever writes days so writes times by a clock of 24 hours.
_ISO: Final = re.compile(r"\d-\d\d[T ]\s*$")
# Words that may follow a time and are no zones.
_NO_ZONES: Final = frozenset(
    {"on", "of", "local", "o", "the", "in", "time", "today", "that", "to", "until", "till", "and"}
)
_WIDENED: Final = re.compile(r"\b(?:around|about|approximately|circa)\s*$", re.IGNORECASE)
_BEFORE: Final = re.compile(r"\b(before|by)\s*$", re.IGNORECASE)
_AFTER: Final = re.compile(r"\bafter\s*$", re.IGNORECASE)
_TO: Final = re.compile(r"\s*(?:[-\u2013\u2014/]|to|until|till|and)\s*", re.IGNORECASE)
# Between the times of two days: "22:00 on 5 March to 02:00 on 6 March", "2023-03-05T22:00/2023-03-06T02:00".
_APART: Final = re.compile(r"\b(?:to|until|till|and)\b|\s[-\u2013\u2014]\s|/", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_ABOUT: Final = 1800
_NOON: Final = DAY_SECONDS // 2
_LAST: Final = DAY_SECONDS - 1
_WORDS: Final[dict[str, tuple[Cell, ...]]] = {
    "noon": ((_NOON, _NOON + 59),),
    "midday": ((_NOON, _NOON + 59),),
    # The midnight of a day is that with which it begins, or with which it ends: which is for the order to tell.
    "midnight": ((0, 59), (_LAST, _LAST)),
}


@functools.lru_cache(maxsize=1024)
def times_of(text: str) -> Times:
    """The times of day that a date text names.

    >>> times_of("2022-09-08T10:30:00+05:30").start
    Clock(cells=((37800, 37800),), ahead=19800, zone='', twelve=False, counted=True)
    >>> times_of("8 September 2022, 5-7 p.m.").end.words, times_of("8 September 2022").start
    ('19:00', None)
    """
    # Most texts have none, and need no pattern.
    if ":" not in text and not _HINT.search(text):
        return Times()
    found = _found(text)
    if not found or any(one.clock is None for one in found):
        return Times(unused="no clock shows such a time") if found else Times()
    if len(found) == 1:
        return Times(start=_limited(text, found[0]))
    return _two(text, found) if len(found) == 2 else Times(unused=_SEVERAL)


_SEVERAL: Final = "it names several times of day"


@attrs.frozen(repr=False)
class _Found(Shown):
    """A time as it stands in a text: from where to where, and what it says; None for what no clock shows."""

    first: int
    last: int
    clock: Clock | None
    half: bool


# Compiled for the first text that may name a time: a program that reads none starts the sooner.
@functools.cache
def _times() -> re.Pattern[str]:
    return re.compile(_TIME, re.IGNORECASE | re.VERBOSE | re.ASCII)


def _found(text: str) -> list[_Found]:
    found, place = [], 0
    while (match := _times().search(text, place)) is not None:
        clock, place = _clock(text, match)
        found.append(_Found(match.start(), place, clock, bool(match["half"])))
    return found


def _clock(text: str, match: re.Match[str]) -> tuple[Clock | None, int]:
    """A time as written, and where it ends."""
    cells = _cells(match)
    name = (match["zone"] or "").lower()
    in_iso = _ISO.search(text[: match.start()]) is not None
    offset = _offset(text, match, named=name)
    place = match.end() if offset is None else offset.end()
    if name in _NO_ZONES:
        # The word belongs to what follows.
        name, place = "", match.start("zone") if offset is None else place
    if cells is None:
        return None, place
    ahead = 0 if name in _UTC else None
    if offset is not None:
        ahead = 3600 * int(offset["hours"]) + 60 * int(offset["minutes"] or 0)
        ahead = -ahead if offset["sign"] == "-" else ahead
    if ahead is not None:
        name = ""
    hour = match["hour"] or ""
    bare = bool(hour) and not in_iso and not match["second"] and hour[0] != "0" and 1 <= int(hour) <= 12
    twelve = bool(match["half"]) or bool(match["shared"]) or bare
    return Clock(cells, ahead, name, twelve=twelve, counted=not match["word"]), place


def _offset(text: str, match: re.Match[str], *, named: str) -> re.Match[str] | None:
    """The distance from UTC that follows a time; a hyphen with anything but that is from one time to another."""
    found = _OFFSET.match(text, match.end())
    if found is None or named not in ("", "utc", "gmt"):
        return None
    sure = text[: match.start()].endswith("T") or named or found["sign"] == "+"
    sure = sure or (found["minutes"] and ":" not in found.group())
    return found if sure else None


def _cells(match: re.Match[str]) -> tuple[Cell, ...] | None:
    """The seconds of a day that a time as written means, None for one that no clock shows."""
    if match["word"]:
        return _WORDS[match["word"].lower()]
    digits = match["military"] or (match["dotted"] or "").replace(".", "").zfill(4) * bool(match["dotted"])
    hour = int(digits[:2] if digits else match["hour"] or match["full"] or match["shared"])
    minute = int(digits[2:] if digits else match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (match["half"].lower() == "p")
    if (hour, minute, int(match["second"] or 0)) == (24, 0, 0):
        return ((_LAST, _LAST),)
    if hour > 23:
        return None
    first = 3600 * hour + 60 * minute
    if match["oclock"]:
        return ((first, first + 59), (first + _NOON, first + _NOON + 59)) if 1 <= hour < 12 else None
    if match["second"] is None:
        return ((first, first + 59),)
    # A leap second is told as the last second of its minute: days here have 86,400.
    second = min(int(match["second"]), 59)
    return ((first + second, first + second),)


def _limited(text: str, found: _Found) -> Clock:
    """A time with the word before it: about, before, by, after."""
    clock, before = found.clock, text[: found.first]
    assert clock is not None
    first, last = clock.cells[0][0], clock.cells[-1][1]
    if _WIDENED.search(before):
        cells = [(max(0, low - _ABOUT), min(_LAST, high + _ABOUT)) for low, high in clock.cells]
        return attrs.evolve(clock, cells=tuple(cells))
    if limit := _BEFORE.search(before):
        by = last if limit[1].lower() == "by" else max(0, clock.cells[-1][0] - 1)
        return attrs.evolve(clock, cells=((0, by),))
    return attrs.evolve(clock, cells=((first, _LAST),)) if _AFTER.search(before) else clock


def _two(text: str, found: list[_Found]) -> Times:
    """From one time to another: of one day, or each of its own."""
    one, other = found
    start, end = one.clock, other.clock
    assert start is not None
    assert end is not None
    joint = text[one.last : other.first]
    together = _TO.fullmatch(joint) is not None
    if not together and len(_APART.findall(joint)) != 1:
        return Times(unused=_SEVERAL)
    if start.ahead is None and not start.zone:
        start = attrs.evolve(start, ahead=end.ahead, zone=end.zone)
    if not together:
        return Times(start=start, end=end)
    if other.half and not one.half and start.twelve:
        start = _half_of(start, end)
    if not one.half and not other.half and start.twelve is not end.twelve:
        # "10:00 to 14:00" is by a clock of 24 hours.
        start, end = attrs.evolve(start, twelve=False), attrs.evolve(end, twelve=False)
    if end.cells[-1][1] < start.cells[0][0]:
        return Times(unused="it ends before it begins; write each time with its day")
    if _BETWEEN.search(text[: one.first]):
        within = attrs.evolve(start, cells=((start.cells[0][0], end.cells[-1][1]),), counted=False)
        return Times(start=within, end=within)
    return Times(start=start, end=end)


def _half_of(start: Clock, end: Clock) -> Clock:
    """The first of "10 to 12 p.m.", in the same half of the day as the second where that is no earlier."""
    (first, last), until = start.cells[0], end.cells[0][0]
    halves = sorted((first % _NOON + half, last % _NOON + half) for half in (0, _NOON))
    fitting = [cell for cell in halves if cell[0] <= until]
    return attrs.evolve(start, cells=(fitting[-1] if fitting else halves[0],))


def untimed(text: str) -> str | None:
    """The text for readers of dates, who know the plainest form of a time and no more; None where it names no time.

    >>> untimed("8 September 2022 from 3-5 p.m. EET"), untimed("2022-09-08T10:00/2022-09-08T12:00")
    ('8 September 2022 at 12:00', '2022-09-08/2022-09-08')
    """
    if times_of(text).start is None:
        return None
    pieces: list[str] = []
    place = 0
    for one in _found(text):
        between = text[place : one.first]
        place = one.last
        if pieces and _TO.fullmatch(between):
            continue
        if between.endswith("T"):
            pieces.append(between[:-1])
        else:
            pieces += [_LIMITS.sub("at ", between), "12:00" if one.clock and one.clock.counted else "noon"]
    return "".join((*pieces, text[place:]))


# Before a time they limit it, and not the day; at the beginning of a text some limit both.
_LIMITS: Final = re.compile(r"(?:\b(?:from|between|after)|(?<=.)\b(?:by|before))\s*$", re.IGNORECASE)


def is_stretch(text: str) -> bool:
    """Whether a text tells from one time of a day to another."""
    found = _found(text) if times_of(text).end is not None else []
    return len(found) == 2 and _TO.fullmatch(text[found[0].last : found[1].first]) is not None


def zoned(wording: Wording, zone: str) -> Wording:
    """A wording of single days with times in another zone, on the days that it then is in a zone.

    >>> from timeline.dates.text import read
    >>> zoned(read("2022-09-08T23:30:00Z"), "Asia/Kolkata").start.days.least - read("2022-09-08").start.days.least
    1
    """
    times = times_of(wording.text)
    if times.start is None or (times.start.ahead is None and not times.start.zone):
        return wording
    start = _moved(wording.start, times.start, zone)
    windows: tuple[Cell | None, Cell | None]
    if wording.shape is Shape.WITHIN:
        last = start if times.end is None else _moved(wording.start, times.end, zone)
        windows = (None if start is None or last is None else (start[0], last[1])), None
    elif wording.shape is Shape.SPAN:
        windows = start, None if times.end is None else _moved(wording.end, times.end, zone)
    else:
        return wording
    given = (wording.start, wording.end)
    changed = [None if days is None else Window(days=Pieces.run(*days)) for days in windows]
    kept = [new if new is not None and new != old else old for new, old in zip(changed, given, strict=True)]
    if kept == [*given]:
        return wording
    # The numbers as printed are those of another day, so no slip of theirs is looked for.
    return attrs.evolve(wording, start=kept[0], end=kept[1], parts=())


def _moved(window: Window | None, clock: Clock, zone: str) -> tuple[int, int] | None:
    """The first and the last day on which it is so late on a single day elsewhere; None for no single day."""
    if window is None or window.relative or window.days is None:
        return None
    day = window.days.least
    if day is None or day != window.days.greatest:
        return None
    ahead = clock.ahead_in(zone, day)
    if ahead is None:
        return day, day
    midnight = day * DAY_SECONDS - ahead
    return local(zone, midnight + clock.cells[0][0])[0], local(zone, midnight + clock.cells[-1][1])[0]
