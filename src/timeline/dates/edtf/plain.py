"""The straight road: common dates and intervals, read without a form; nearly every text of a batch goes here.

What is read here is read to the same wording as by way of a form (a property test says so), three to five
times faster: values are made without their constructors, and each year's months are looked up. Anything
unusual gets None.
"""

from __future__ import annotations

import functools
import re
from typing import Any, Final

from timeline.dates import civil
from timeline.dates.days import DaySet, Pieces
from timeline.dates.fuzzy import Granularity, Missing, Parts, ReadingOptions, Shape, Window, Wording

__all__ = ["BLANK", "MAX_TEXT", "parts_of", "read_plain", "window"]

MAX_TEXT: Final = 1000
"""The longest text that is read, in characters: some 200 members of a set, and less than 10 ms of work."""

_match = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]|XX)(?:-(0[1-9]|[12][0-9]|3[01]|XX))?)?([?~%]?)").fullmatch
_masked = re.compile(r"([0-9]{3}|[0-9]{2}X)X([?~%]?)").fullmatch

_DAY, _MONTH, _YEAR = Granularity.DAY, Granularity.MONTH, Granularity.YEAR
_DECADE, _CENTURY = Granularity.DECADE, Granularity.CENTURY
_new = object.__new__
_set = object.__setattr__
_run = Pieces.run
# EDTF is never relative, so nobody needs to find out.
BLANK: Final[dict[str, Any]] = {**Wording(text="").__dict__, "relative": False}
"""What every wording of EDTF begins with."""

_wording: Final[dict[str, Any]] = BLANK | {"rule": "EDTF date"}
_interval: Final[dict[str, Any]] = _wording | {"rule": "EDTF interval"}

_Months = dict[str, tuple[int, int, int]]
# First day, last day, unit, parts, level, qualifier.
_Read = tuple[int, int, Granularity, Parts | None, int, str]


@functools.lru_cache(maxsize=4096)
def _year(digits: str) -> tuple[int, int, int, _Months]:
    """A year, its first and last day, and for each month the day before it, its length and its number."""
    year = int(digits)
    months: _Months = {}
    for month in range(1, 13):
        first, last = civil.month_bounds(year, month)
        months[f"{month:02d}"] = first - 1, last - first + 1, month
    return year, months["01"][0] + 1, months["12"][0] + 31, months


def read_plain(text: str, options: ReadingOptions | None = None) -> Wording | None:
    """The wording of a plain date or an interval of such; None for all else, also for what is wrong.

    Of the options only `widen` concerns it: what is to be widened goes the long way.
    """
    if options is not None and options.widen:
        return None
    found = _read_date(text)
    if found is None:
        return _read_interval(text)
    first, last, unit, parts, level, mark = found
    # A copy to be written over takes a third of the time of a dictionary made with all its entries.
    fields = _wording.copy()
    fields["text"] = fields["edtf"] = text
    fields["start"] = window(_run(first, last))
    fields["granularity"] = unit
    fields["level"] = level
    if parts is not None:
        fields["parts"] = (parts,)
    if mark:
        fields["uncertain"], fields["approximate"] = mark != "~", mark != "?"
    return _worded(fields)


def _worded(fields: dict[str, Any]) -> Wording:
    wording = _new(Wording)
    _set(wording, "__dict__", fields)
    return wording


def window(days: DaySet) -> Window:
    """The window of a set of days."""
    made = _new(Window)
    _set(made, "__dict__", {"days": days, "earliest": None, "latest": None})
    return made


def _read_date(text: str) -> _Read | None:
    found = _match(text)
    if found is None:
        return _read_masked(text)
    year, month, day, mark = found.groups()
    number, first, last, months = _year(year)
    level = 1 if mark else 0
    if month is None:
        return first, last, _YEAR, parts_of(number, None, None), level, mark
    if month == "XX":
        return None if day and day != "XX" else (first, last, _DAY if day else _MONTH, None, 1, mark)
    before, length, index = months[month]
    if day is None:
        return before + 1, before + length, _MONTH, parts_of(number, index, None), level, mark
    if day == "XX":
        return before + 1, before + length, _DAY, None, 1, mark
    dom = int(day)
    if dom > length:
        return None
    dom_number = before + dom
    return dom_number, dom_number, _DAY, parts_of(number, index, dom), level, mark


def _read_masked(text: str) -> _Read | None:
    found = _masked(text)
    if found is None:
        return None
    kept, mark = found.groups()
    low = kept.replace("X", "0") + "0"
    high = kept.replace("X", "9") + "9"
    return _year(low)[1], _year(high)[2], _CENTURY if kept[2] == "X" else _DECADE, None, 1, mark


def parts_of(year: int, month: int | None, day: int | None) -> Parts:
    """The numbers of a date, of which the month was written as a number."""
    parts = _new(Parts)
    fields = {"year": year, "month": month, "day": day, "weekday": None, "numeric_month": month is not None}
    _set(parts, "__dict__", fields)
    return parts


def _read_interval(text: str) -> Wording | None:
    left, slash, right = text.partition("/")
    if not slash:
        return None
    start = _read_date(left) if left not in ("", "..") else None
    end = _read_date(right) if right not in ("", "..") else None
    fields = _interval.copy()
    fields["text"] = fields["edtf"] = text
    if start is not None and end is not None:
        if start[0] > end[1]:
            return None
        fields["shape"] = Shape.SPAN
        fields["start"], fields["end"] = (
            window(_run(start[0], start[1])),
            window(_run(end[0], end[1])),
        )
        fields["granularity"] = start[2] if start[2] is end[2] else None
        fields["level"] = 2 if "X" in text else start[4] or end[4]
        if start[3] is not None or end[3] is not None:
            fields["parts"] = (start[3] or Parts(), end[3] or Parts())
        marks = start[5] + end[5]
    elif start is not None and right in ("", ".."):
        fields["shape"], fields["start"] = Shape.SINCE, window(_run(start[0], start[1]))
        marks = _one_end(fields, start, right)
    elif end is not None and left in ("", ".."):
        fields["shape"], fields["end"] = Shape.UNTIL, window(_run(end[0], end[1]))
        marks = _one_end(fields, end, left)
    else:
        return None
    if marks:
        fields["uncertain"] = "?" in marks or "%" in marks
        fields["approximate"] = "~" in marks or "%" in marks
    return _worded(fields)


def _one_end(fields: dict[str, Any], read: _Read, other: str) -> str:
    """Fill in what an interval with one date says besides its window; the date's qualifier."""
    fields["missing"] = Missing.OPEN if other else Missing.UNKNOWN
    fields["granularity"] = read[2]
    fields["level"] = 2 if "X" in fields["text"] else 1
    if read[3] is not None:
        fields["parts"] = (read[3],)
    return read[5]
