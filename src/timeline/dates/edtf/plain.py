"""The straight road: common dates and intervals, read without a form; nearly every text of a batch goes here.

What is read here is read to the same wording as by way of a form (a property test says so), three to five
times faster: values are made without their constructors, and each year's months are looked up. Anything
unusual gets None.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, Final

from timeline.dates import civil
from timeline.dates.days import DaySet, Pieces
from timeline.dates.edtf.marks import spread, written
from timeline.dates.fuzzy import Granularity, Missing, Parts, ReadingOptions, Shape, Window, Wording

__all__ = ["BLANK", "parts_of", "read_plain", "window"]

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
_NO_DATE: Final = ("", "..")
_NO_PARTS: Final = (Parts(),)

# The day before a month, its length and its number.
_Months = dict[str, tuple[int, int, int]]
# Its number, window and parts, and its months.
_Year = tuple[int, Window, tuple[Parts, ...], _Months]
# Window, unit, parts, level, qualifier.
_Read = tuple[Window, Granularity, tuple[Parts, ...], int, str]


def read_plain(text: str, options: ReadingOptions | None = None) -> Wording | None:
    """The wording of a plain date or an interval of such; None for all else, also for what is wrong.

    Of the options only `widen` concerns it: what is to be widened goes the long way.
    """
    if options is not None and options.widen:
        return None
    found = _read_date(text)
    if found is None:
        return _read_interval(text) or _read_marked(text)
    # A copy to be written over takes a third of the time of a dictionary made with all its entries.
    fields = _wording.copy()
    fields["text"] = fields["edtf"] = text
    fields["start"], fields["granularity"], fields["parts"], fields["level"], mark = found
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
    number, whole, parts, months = _year(year)
    if month is None:
        return whole, _YEAR, parts, 1 if mark else 0, mark
    if month == "XX":
        return None if day and day != "XX" else (whole, _DAY if day else _MONTH, (), 1, mark)
    before, length, index = months[month]
    if day is None:
        days = window(_run(before + 1, before + length))
        return days, _MONTH, (parts_of(number, index, None),), 1 if mark else 0, mark
    if day == "XX":
        return window(_run(before + 1, before + length)), _DAY, (), 1, mark
    dom = int(day)
    if dom > length:
        return None
    days = window(_run(before + dom, before + dom))
    return days, _DAY, (parts_of(number, index, dom),), 1 if mark else 0, mark


@functools.lru_cache(maxsize=4096)
def _year(digits: str) -> _Year:
    year = int(digits)
    months: _Months = {}
    for month in range(1, 13):
        first, last = civil.month_bounds(year, month)
        months[f"{month:02d}"] = first - 1, last - first + 1, month
    return year, window(_run(*civil.year_bounds(year))), (parts_of(year, None, None),), months


def _read_masked(text: str) -> _Read | None:
    found = _masked(text)
    if found is None:
        return None
    kept, mark = found.groups()
    return _masked_years(kept), _CENTURY if kept[2] == "X" else _DECADE, (), 1, mark


@functools.lru_cache(maxsize=1100)
def _masked_years(kept: str) -> Window:
    """The ten or hundred years that begin with two or three digits."""
    low, high = int(kept.replace("X", "0") + "0"), int(kept.replace("X", "9") + "9")
    return window(_run(civil.day_number(low, 1, 1), civil.day_number(high, 12, 31)))


def parts_of(year: int, month: int | None, day: int | None) -> Parts:
    """The numbers of a date, of which the month was written as a number."""
    parts = _new(Parts)
    fields = {"year": year, "month": month, "day": day, "weekday": None, "numeric_month": month is not None}
    _set(parts, "__dict__", fields)
    return parts


def _read_marked(text: str) -> Wording | None:
    """The wording of a plain date with qualifiers on its parts."""
    if "?" not in text and "~" not in text and "%" not in text:
        return None
    found = _marked()(text)
    if found is None:
        return None
    before_y, year, after_y, before_m, month, after_m, before_d, day, after_d = found.groups()
    components = [year, month, day] if day else [year, month] if month else [year]
    read = _read_date("-".join(components))
    if read is None:
        return None
    marks = spread((before_y, before_m, before_d), (after_y, after_m, after_d))
    fields = _wording.copy()
    fields["text"], fields["edtf"], fields["level"] = text, written(components, marks), 2
    fields["start"], fields["granularity"], fields["parts"], _, _ = read
    every = "".join(marks)
    fields["uncertain"], fields["approximate"] = every.strip("~") != "", every.strip("?") != ""
    return _worded(fields)


@functools.cache
def _marked() -> Callable[[str], re.Match[str] | None]:
    part = r"(?:-([?~%]?)([0-9X]{2})([?~%]?)"
    return re.compile(rf"([?~%]?)([0-9X]{{4}})([?~%]?){part}{part})?)?").fullmatch


def _read_interval(text: str) -> Wording | None:
    left, slash, right = text.partition("/")
    if not slash:
        return None
    start = _read_date(left) if left not in _NO_DATE else None
    end = _read_date(right) if right not in _NO_DATE else None
    fields = _interval.copy()
    fields["text"] = fields["edtf"] = text
    if start is not None and end is not None:
        if not _in_order(start[0], end[0]):
            return None
        fields["shape"], fields["start"], fields["end"] = Shape.SPAN, start[0], end[0]
        fields["granularity"] = start[1] if start[1] is end[1] else None
        fields["level"] = 2 if "X" in text else start[3] or end[3]
        if start[2] or end[2]:
            fields["parts"] = (*(start[2] or _NO_PARTS), *(end[2] or _NO_PARTS))
        marks = start[4] + end[4]
    elif start is not None and right in _NO_DATE:
        fields["shape"], fields["start"] = Shape.SINCE, start[0]
        marks = _one_end(fields, start, right)
    elif end is not None and left in _NO_DATE:
        fields["shape"], fields["end"] = Shape.UNTIL, end[0]
        marks = _one_end(fields, end, left)
    else:
        return None
    if marks:
        fields["uncertain"] = "?" in marks or "%" in marks
        fields["approximate"] = "~" in marks or "%" in marks
    return _worded(fields)


def _in_order(start: Window, end: Window) -> bool:
    """Whether a window begins before another ends; both have bounds here."""
    return start.days.least <= end.days.greatest  # type: ignore[union-attr, operator]


def _one_end(fields: dict[str, Any], read: _Read, other: str) -> str:
    """Fill in what an interval with one date says besides its window; the date's qualifier."""
    fields["missing"] = Missing.OPEN if other else Missing.UNKNOWN
    _, fields["granularity"], fields["parts"], _, mark = read
    fields["level"] = 2 if "X" in fields["text"] else 1
    return mark
