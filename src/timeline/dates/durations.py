"""Lengths of time by the clock: "2 hours", "an hour and a half", "30 minutes", "hours".

Gaps within a day are counted in them; dates are not, so that the reader of dates refuses them. The judgement calls
stand in docs/reference/gaps.md.
"""

from __future__ import annotations

from typing import Final

from timeline.dates.lengths import Length, Offset
from timeline.dates.tokens import Cursor, Kind, Token

__all__ = ["take_duration"]

_UNITS: Final = {
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), "hour"),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), "minute"),
    **dict.fromkeys(("second", "seconds", "sec", "secs"), "second"),
}
_SIZES: Final = {"hour": 3600, "minute": 60, "second": 1}
_DAY: Final = 86_400
# G4: an uncounted plural is at least two, and at most two of the next larger unit.
_PLURAL_MOST: Final = {"hour": 2 * _DAY, "minute": 2 * 3600, "second": 2 * 60}
_SOME: Final = frozenset({"few", "several", "some", "many", "multiple"})
_MOST_COUNT: Final = 100_000


def take_duration(cursor: Cursor) -> Length | None:
    """Step past "2 hours", "2 hours and 30 minutes", "half an hour", "minutes"; None, and no step, without one.

    Whole days in hours ("24 hours") are no duration: they are said of days (G15).

    >>> take_duration(Cursor("an hour and a half")).least
    Offset(months=0, days=0, seconds=5400)
    """
    if _days_in_hours(cursor):
        return None
    length = _take_one(cursor)
    while length is not None and (joint := _joint(cursor, length.unit)) is not None:
        cursor.go(joint)
        more = _take_one(cursor)
        assert more is not None  # its unit was seen
        seconds = length.least.seconds + more.least.seconds
        length = _exactly(seconds, more.unit)
    return length


def _days_in_hours(cursor: Cursor) -> bool:
    count, unit, behind = cursor.here, _unit(cursor.ahead()), cursor.ahead(2)
    whole = count.kind is Kind.NUMBER and count.number > 0 and count.number % 24 == 0
    return whole and unit == "hour" and behind.kind is not Kind.NUMBER and _joint(cursor, "hour", 2) is None


def _joint(cursor: Cursor, unit: str, steps: int = 0) -> int | None:
    """How many words join a count of a smaller unit to a length ("and 30 minutes"); None where none follows."""
    joint = int(cursor.ahead(steps).word in ("and", ",")) if steps else int(cursor.here.word in ("and", ","))
    smaller = _unit(cursor.ahead(steps + joint + 1))
    counted = cursor.ahead(steps + joint).kind is Kind.NUMBER
    return joint if counted and smaller is not None and _SIZES[smaller] < _SIZES[unit] else None


def _unit(token: Token) -> str | None:
    return _UNITS.get(token.word)


def _take_one(cursor: Cursor) -> Length | None:
    """One count with its unit."""
    here, behind = cursor.here, cursor.ahead()
    if here.kind is Kind.NUMBER and here.number <= _MOST_COUNT:
        return _take_counted(cursor)
    if here.word in ("a", "an") and (unit := _unit(behind)) is not None:
        cursor.go(2)
        return _with_half(cursor, 1, unit)
    if here.word == "half" and behind.word in ("an", "a") and (unit := _unit(cursor.ahead(2))) is not None:
        cursor.go(3)
        return _halved(1, unit)
    steps = int(here.word in ("a", "the"))
    if cursor.ahead(steps).word in _SOME if steps else here.word in _SOME:
        steps += 1
    unit_token = cursor.ahead(steps) if steps else here
    unit = _unit(unit_token)
    if unit is None or not unit_token.word.endswith("s") or cursor.sees("the", unit_token.word):
        return None
    cursor.go(steps + 1)
    return Length(Offset(seconds=2 * _SIZES[unit]), Offset(seconds=_PLURAL_MOST[unit]), unit, counted=False)


def _take_counted(cursor: Cursor) -> Length | None:
    """Read "2 hours", "2-3 hours", "90-minute", "2 and a half hours"."""
    count = last = cursor.here.number
    steps, half = 1, False
    if cursor.ahead().word in ("to", "-", "or") and cursor.ahead(2).kind is Kind.NUMBER:
        last, steps = cursor.ahead(2).number, 3
    elif any(cursor.sees(cursor.here.word, *words) for words in _HALF):
        half, steps = True, 4
    if cursor.ahead(steps).word == "-":
        steps += 1
    unit = _unit(cursor.ahead(steps))
    if unit is None or last > _MOST_COUNT:
        return None
    if cursor.ahead().word == "or" and last != count + 1:
        cursor.fail(
            "two separate possibilities are not one distance",
            at=cursor.ahead(),
            suggestion=f"write {count} to {last} {unit}s",
        )
    if last < count:
        cursor.fail("the second number is smaller than the first", at=cursor.ahead(2))
    cursor.go(steps + 1)
    if half:
        return _halved(2 * count + 1, unit)
    if last > count:
        return Length(Offset(seconds=count * _SIZES[unit]), Offset(seconds=last * _SIZES[unit]), unit)
    return _with_half(cursor, count, unit)


_HALF: Final = (("and", "a", "half"), ("1", "/", "2"))


def _with_half(cursor: Cursor, count: int, unit: str) -> Length:
    return _halved(2 * count + 1, unit) if cursor.take("and", "a", "half") else _halved(2 * count, unit)


def _halved(halves: int, unit: str) -> Length:
    """So many halves of a unit; half a second is none."""
    return _exactly(halves * _SIZES[unit] // 2, unit)


def _exactly(seconds: int, unit: str) -> Length:
    return Length(Offset(seconds=seconds), Offset(seconds=seconds), unit)
