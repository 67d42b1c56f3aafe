"""The bounds of EDTF straight from its characters, for batches of which little more is asked.

Neither a form nor a wording is made here. Whatever is rare or wrong gets None, and the long road decides; where
both have bounds they are the same (a property test says so). This is the hottest loop of all reading, so the
first day of a year is reckoned in line.
"""

from __future__ import annotations

import functools
import re

from timeline.dates import civil
from timeline.dates.edtf.limits import MAX_TEXT, MAX_YEAR_DIGITS
from timeline.dates.edtf.masks import spans, swept
from timeline.dates.edtf.seasons import NORTHERN

__all__ = ["Hull", "hull_of"]

Hull = tuple[int | None, int | None]
"""First and last day; None on a side that is open or unknown."""

_Run = tuple[int, int]

_date = re.compile(
    r"[?~%]?(-?[0-9X]{4})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?)?)?"
).fullmatch
_long = re.compile(r"[?~%]?Y(-?[1-9][0-9]{0,99})(?:E([1-9][0-9]?))?(?:S([1-9][0-9]?))?[?~%]?").fullmatch
_significant = re.compile(r"[?~%]?(-?[0-9]{4})S([1-4])[?~%]?").fullmatch
_timed = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|\+00(?::00)?|[+-](?:0[1-9]|1[0-3])(?::[0-5][0-9])?)?"
).fullmatch


def hull_of(text: str) -> Hull | None:
    """The first and the last day of a text, None for one that has to be looked at more closely.

    >>> hull_of("0001-01"), hull_of("../0001-12-31"), hull_of("[0001,0004]")
    ((1, 31), (None, 365), (1, 1461))
    """
    if "/" in text:
        return _of_interval(text)
    found = _date(text)
    if found is not None:
        return _of_date(*found.groups())
    if text[10:11] == "T" and _timed(text):
        return _run(text[:10])
    return _of_set(text) if text[:1] in ("[", "{") else _of_long_year(text)


def _run(text: str) -> _Run | None:
    """The first and the last day of a date without a time."""
    found = _date(text)
    return _of_long_year(text) if found is None else _of_date(*found.groups())


def _of_date(year: str, month: str | None, day: str | None) -> _Run | None:
    if "X" in year:
        return _of_masked_year(year, month, day)
    number = int(year)
    within = _in_year(month, day, number % 4 == 0 and (number % 100 != 0 or number % 400 == 0))
    if within is None or (number == 0 and year == "-0000"):
        return None
    first, last = within
    if last > 366:
        last += civil.is_leap(number + 1)
    number -= 1
    before = 365 * number + number // 4 - number // 100 + number // 400
    return before + first, before + last


# There are 30,000 of them at most: two characters of digits and X each, and most of those are no date.
@functools.cache
def _in_year(month: str | None, day: str | None, leap: bool) -> _Run | None:  # noqa: FBT001 - a key
    """The days that a month and a day are, the first of the year being 1; None where there is none.

    A winter goes on into the next year, which is taken to be no leap year.
    """
    if month is None:
        return 1, 365 + leap
    year = 2004 if leap else 2001
    before = civil.day_number(year - 1, 12, 31)
    if month[0] in "234" and month.isdecimal():
        months = NORTHERN.get(int(month)) if day is None else None
        return None if months is None else _months_from(year, *months, before)
    days = [
        (
            civil.day_number(year, *first),
            civil.day_number(year, end, min(last, civil.days_in_month(year, end))),
        )
        for first, (end, last) in spans(month, day or "")
        if first[1] <= civil.days_in_month(year, first[0])
    ]
    return (days[0][0] - before, days[-1][1] - before) if days else None


def _months_from(year: int, first: int, last: int, before: int) -> _Run:
    end = civil.month_bounds(year + (last < first), last)[1]
    return civil.day_number(year, first, 1) - before, end - before


def _of_masked_year(year: str, month: str | None, day: str | None) -> _Run | None:
    """The bounds in the first and in the last year that fit, if both have the day."""
    if year[0] == "-":
        return None
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    early = _in_year(month, day, civil.is_leap(low))
    late = _in_year(month, day, civil.is_leap(high))
    if early is None or late is None or late[1] > 366:
        return None
    return civil.day_number(low, 1, early[0]), civil.day_number(high, 1, late[1])


def _of_long_year(text: str) -> _Run | None:
    """The bounds of a year with the letter Y, or with significant digits."""
    if "Y" in text:
        found = _long(text)
        if found is None:
            return None
        digits, power, kept = found.groups()
        width = len(digits) - (digits[0] == "-") + int(power or 0)
        if not 4 < width <= MAX_YEAR_DIGITS:
            return None
        year = int(digits) * 10 ** int(power) if power else int(digits)
    else:
        found = _significant(text)
        if found is None or text.startswith("-0000", found.start(1)):
            return None
        digits, kept = found.groups()
        width, year = 4, int(digits)
    low = high = year
    if kept:
        if int(kept) > width:
            return None
        low, high = swept(year, width, int(kept))
    return civil.day_number(low, 1, 1), civil.day_number(high, 12, 31)


def _of_interval(text: str) -> Hull | None:
    left, _, right = text.partition("/")
    start = None if left in ("", "..") else _run(left)
    end = None if right in ("", "..") else _run(right)
    if start is None:
        return (None, end[1]) if end is not None and left in ("", "..") else None
    if end is None:
        return (start[0], None) if right in ("", "..") else None
    return (start[0], end[1]) if start[0] <= end[1] else None


def _of_set(text: str) -> Hull | None:
    if text[-1] != ("]" if text[0] == "[" else "}") or len(text) > MAX_TEXT:
        return None
    items = text[1:-1].split(",")
    since, until = items[-1].endswith(".."), items[0].startswith("..")
    if until:
        items[0] = items[0][2:]
    if since:
        items[-1] = items[-1][:-2]
    if (until and ".." in items[0]) or (since and ".." in items[-1]) or (until and since and len(items) == 1):
        return None
    runs = [run for item in items if (run := _of_item(item)) is not None]
    if len(runs) < len(items):
        return None
    return (
        None if until else min(run[0] for run in runs),
        None if since else max(run[1] for run in runs),
    )


def _of_item(item: str) -> _Run | None:
    left, dots, right = item.partition("..")
    run = _run(left)
    if not dots or run is None:
        return run
    other = _run(right)
    return (run[0], other[1]) if other is not None and run[0] <= other[1] else None
