"""Distances between two events, as sources write them: "more than 2 weeks", "the day", "2 hours".

This module knows what lengths of time mean as distances, and nothing of events or claims. Its judgement calls
stand in docs/reference/gaps.md.
"""

from __future__ import annotations

from typing import Final, NoReturn

import attrs

from timeline.dates.durations import take_duration
from timeline.dates.lengths import (
    Length,
    Offset,
    bounded,
    exactly,
    in_seconds,
    is_by_clock,
    take_behind,
    take_bound,
    take_length,
)
from timeline.dates.tokens import Cursor, Kind
from timeline.dates.values import Shown
from timeline.errors import DateError

__all__ = ["Gap", "Offset", "read_gap"]


@attrs.frozen(kw_only=True, repr=False)
class Gap(Shown):
    """How far apart two moments lie: at least, at most, and a softer limit that the words only suggest.

    Attributes:
        text: the words as typed.
        least: the shortest distance, None for no limit.
        most: the longest distance, None for no limit.
        softly: a longest distance that is likely but not said ("more than 2 weeks": up to the next unit), or
            None.
        by_clock: whether it is counted in hours, minutes or seconds, between two instants; else it is between the
            days of two moments.
    """

    text: str = attrs.field(eq=False)
    least: Offset | None = None
    most: Offset | None = None
    softly: Offset | None = None
    by_clock: bool = False


_WHOLE: Final[dict[tuple[str, ...], tuple[Offset, Offset]]] = {
    ("the", "day"): (Offset(days=1), Offset(days=1)),
    ("the", "very", "day"): (Offset(days=1), Offset(days=1)),
    ("the", "next", "day"): (Offset(days=1), Offset(days=1)),
    ("the", "following", "day"): (Offset(days=1), Offset(days=1)),
    ("the", "previous", "day"): (Offset(days=1), Offset(days=1)),
    ("the", "same", "day"): (Offset(), Offset()),
    ("the", "week"): (Offset(days=1), Offset(days=7)),
    ("the", "month"): (Offset(days=1), Offset(months=1)),
    ("the", "year"): (Offset(days=1), Offset(months=12)),
}
_AFTERWARDS: Final = {"later", "after", "afterwards", "afterward", "before", "earlier", "apart", "long", "on"}


def read_gap(text: str) -> Gap:
    """Read a gap; DateError where the words name no distance.

    Args:
        text: words such as "2 weeks", "about 9 months", "at least 1 year", "2 to 5 days", "the day", "2 hours".

    >>> gap = read_gap("more than 2 weeks")
    >>> gap.least, gap.most, gap.softly
    (Offset(months=0, days=15, seconds=0), None, Offset(months=0, days=31, seconds=0))
    """
    cursor = Cursor(text)
    named = _take_whole(cursor)
    length, bound = (None, None) if named else _take_gap(cursor)
    cursor.any_of(_AFTERWARDS)
    if not cursor.done:
        cursor.fail(f"{cursor.here.word!r} does not belong to a gap")
    if length is None:
        assert named is not None
        return Gap(text=text, least=named[0], most=named[1])
    least, most, softly = bounded(length, bound)
    return Gap(text=text, least=least, most=most, softly=softly, by_clock=is_by_clock(length))


def _take_whole(cursor: Cursor) -> tuple[Offset, Offset] | None:
    """The few gaps that count nothing: "the day", "the same day"."""
    if cursor.here.word == "same" or (cursor.here.word == "next" and cursor.ahead().word == "day"):
        words = ("the", *cursor.words[:-1])
    else:
        words = tuple(cursor.words[:-1])
    found = _WHOLE.get(words[:-1] if words[-1] in _AFTERWARDS else words)
    if found is None:
        return None
    while not cursor.done:
        cursor.go()
    return found


def _take_gap(cursor: Cursor) -> tuple[Length, str | None]:
    """Words before, a length, words after: the length, and what the words do to it."""
    bound = take_bound(cursor)
    between = bound is None and cursor.take("between")
    cursor.take("the") if bound == "most" else None
    length = _take_length(cursor)
    if between:
        length = _take_between(cursor, length)
    elif length is not None and cursor.here.word in ("to", "-"):
        cursor.go()
        length = _joined(cursor, length, _take_length(cursor))
    if length is None:
        _refuse(cursor)
    if bound is None:
        bound = take_behind(cursor)
    return length, bound


def _take_length(cursor: Cursor) -> Length | None:
    return take_duration(cursor) or take_length(cursor)


def _take_between(cursor: Cursor, length: Length | None) -> Length | None:
    """Read "between 2 and 5 days", "between a week and a month"."""
    if length is not None:
        return _joined(cursor, length, _take_length(cursor) if cursor.take("and") else None)
    count = cursor.go().number
    length = _take_length(cursor) if cursor.take("and") else None
    if length is None or not count:
        return None
    return _joined(cursor, exactly(count, length.unit), length)


def _joined(cursor: Cursor, one: Length, other: Length | None) -> Length | None:
    """From one length to another."""
    if other is None:
        return None
    if in_seconds(other.most) < in_seconds(one.least):
        cursor.fail("the second length is shorter than the first", at=cursor.ahead(-1))
    if is_by_clock(one) == is_by_clock(other):
        return Length(least=one.least, most=other.most, unit=other.unit)
    if other.most.months:
        cursor.fail("hours and months are not counted alike", at=cursor.ahead(-1))
    return Length(one.least, Offset(seconds=in_seconds(other.most)), one.unit)


def _refuse(cursor: Cursor) -> NoReturn:
    """Say why there is no length."""
    if cursor.here.kind is Kind.NUMBER and cursor.ahead().kind is Kind.END:
        cursor.fail(
            "a number needs a unit", suggestion=f"write {cursor.here.word} days or {cursor.here.word} weeks"
        )
    raise DateError(
        cursor.text,
        "the words name no distance",
        column=cursor.column_of(),
        suggestion="write '2 weeks', 'at least 1 year', 'within 3 days', 'the day' or '2 hours'",
    )
