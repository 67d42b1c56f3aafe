"""Ranges of days in English words, as reports and calendars show them.

The words depend on nothing but the two days: no locale, no clock. Dates of any other form are
written by `words`, which takes the short ones from here.
"""

from __future__ import annotations

import functools
from typing import Final

from timeline.dates import civil

__all__ = ["range_words", "year_words"]

_Civil = tuple[int, int, int]
_SHORT: Final = ("", *(month[:3] for month in civil.MONTHS))


@functools.lru_cache(maxsize=4096)
def range_words(first: int | None, last: int | None) -> str:
    """A range of days in words; whole months and years are named as such.

    Both ends are day numbers, and both count; None is an open side. Years below 1000 carry their era,
    so that "44" is never read as 1944.

    >>> day = civil.parse_iso
    >>> range_words(day("2022-09-08"), day("2022-09-08"))
    '8 Sep 2022'
    >>> range_words(day("2022-08-01"), day("2022-08-31")), range_words(day("2023-01-12"), day("2023-01-26"))
    ('Aug 2022', '12-26 Jan 2023')
    >>> range_words(None, day("2022-09-08")), range_words(day("2023-03-20"), None), range_words(None, None)
    ('until 8 Sep 2022', 'from 20 Mar 2023', 'any day')
    """
    if first is None or last is None:
        return _open_words(first, last)
    start = civil.civil(first)
    if first == last:
        return _day_words(start)
    end = civil.civil(last)
    return _whole_years(start, end) or _whole_months(start, end) or _days(start, end)


def _open_words(first: int | None, last: int | None) -> str:
    if first is not None:
        return f"from {_day_words(civil.civil(first))}"
    return "any day" if last is None else f"until {_day_words(civil.civil(last))}"


def _day_words(day: _Civil) -> str:
    return f"{day[2]} {_month_words(day)}"


def _month_words(day: _Civil) -> str:
    return f"{_SHORT[day[1]]} {year_words(day[0])}"


def year_words(year: int) -> str:
    """A year with the era that keeps it from being misread.

    >>> year_words(1985), year_words(44), year_words(0)
    ('1985', '44 CE', '1 BCE')
    """
    # ISO 8601 counts a year 0, the historians' 1 BCE.
    if year < 1:
        return f"{1 - year} BCE"
    return f"{year} CE" if year < 1000 else f"{year}"


def _whole_years(start: _Civil, end: _Civil) -> str | None:
    if start[1:] != (1, 1) or end[1:] != (12, 31):
        return None
    return _joined(year_words(start[0]), year_words(end[0]))


def _whole_months(start: _Civil, end: _Civil) -> str | None:
    if start[2] != 1 or end[2] != civil.days_in_month(*end[:2]):
        return None
    if start[:2] == end[:2]:
        return _month_words(end)
    if start[0] == end[0]:
        return f"{_SHORT[start[1]]}-{_month_words(end)}"
    return f"{_month_words(start)} - {_month_words(end)}"


def _days(start: _Civil, end: _Civil) -> str:
    if start[:2] == end[:2]:
        return f"{start[2]}-{_day_words(end)}"
    if start[0] == end[0]:
        return f"{start[2]} {_SHORT[start[1]]} - {_day_words(end)}"
    return f"{_day_words(start)} - {_day_words(end)}"


def _joined(start: str, end: str) -> str:
    """Two years with one era where they share it: "50-45 BCE", "2019-2021"."""
    if start == end:
        return end
    number, _, era = start.partition(" ")
    return f"{number}-{end}" if era == end.partition(" ")[2] else f"{start} - {end}"
