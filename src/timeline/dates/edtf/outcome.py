"""The EDTF of an outcome: of the days that the start and the end of an event can be.

It is made from days alone, without a form, so that reports need nothing of what reads and writes forms.
"""

from __future__ import annotations

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange

__all__ = ["edtf_of"]


def edtf_of(start: DateRange, end: DateRange) -> str | None:
    """The canonical EDTF of an event whose start and end lie in two ranges; None where none is honest.

    One day, month, year, decade or hundred years for both is written as such, another range for both as a
    one-of set; two different days or calendar units as an interval, an open side as ``..``.

    >>> edtf_of(DateRange.of("2022-07-01", "2022-07-31"), DateRange.of("2022-07-01", "2022-07-31"))
    '2022-07'
    >>> edtf_of(DateRange.of("2022-08-03", "2022-08-30"), DateRange.of("2022-08-03", "2022-08-30"))
    '[2022-08-03..2022-08-30]'
    >>> edtf_of(DateRange.of("2022-05-01", "2022-05-31"), DateRange.of("2022-07-09", "2022-07-09"))
    '2022-05/2022-07-09'
    """
    if start == end:
        return _shared(start)
    first, last = _unit(start), _unit(end)
    if start.first is None and start.last is None and last is not None:
        return f"../{last}"
    if end.last is None and first is not None and end.first in (None, start.first):
        return f"{first}/.."
    if start.first is None and last is not None and start.last == end.last:
        return f"../{last}"
    return f"{first}/{last}" if first is not None and last is not None else None


def _shared(both: DateRange) -> str | None:
    if both.first is None and both.last is None:
        return None
    unit = _unit(both)
    if unit is not None:
        return unit
    first = "" if both.first is None else _day(both.first)
    last = "" if both.last is None else _day(both.last)
    return None if first is None or last is None else f"[{first}..{last}]"


def _unit(days: DateRange) -> str | None:
    """The calendar unit that a range is exactly, as EDTF: a day, month, year, decade or hundred years."""
    if days.first is None or days.last is None:
        return None
    if days.settled:
        return _day(days.first)
    year, month, dom = civil.civil(days.first)
    last_year, last_month, last_dom = civil.civil(days.last)
    if dom != 1 or last_dom != civil.days_in_month(last_year, last_month):
        return None
    if (year, month) == (last_year, last_month):
        return f"{civil.iso_year(year)}-{month:02d}" if _four_digits(year) else None
    if (month, last_month) != (1, 12):
        return None
    if year == last_year:
        return _year(year)
    return _masked(year, last_year)


def _masked(first: int, last: int) -> str | None:
    """``202X`` or ``20XX`` for years that are exactly such a decade or hundred."""
    if 0 <= first <= last <= 9999:
        for width, mask in ((10, "X"), (100, "XX")):
            if first % width == 0 and last == first + width - 1:
                return f"{first:04d}"[: -len(mask)] + mask
    return None


def _four_digits(year: int) -> bool:
    return -9999 <= year <= 9999


def _year(year: int) -> str:
    return civil.iso_year(year) if _four_digits(year) else f"Y{year}"


def _day(day: int) -> str | None:
    """A day as EDTF; None beyond four-digit years, whose days EDTF cannot write."""
    return civil.iso(day) if _four_digits(civil.civil(day)[0]) else None
