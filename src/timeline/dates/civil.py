"""Day numbers and the proleptic Gregorian calendar, for any year.

A day is a plain integer: day 1 is 0001-01-01, as in `datetime.date.toordinal`, and the
count goes on in both directions without end; year 0 is 1 BCE (ISO 8601). The whole
library reckons in these integers, because `datetime` ends at the years 1 and 9999 and costs
many times more. This module knows nothing of fuzziness, texts or files.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "add_months",
    "add_years",
    "civil",
    "day_number",
    "days_in_month",
    "is_leap",
    "iso",
    "iso_year",
    "month_bounds",
    "parse_iso",
    "spreadsheet_day",
    "weekday",
    "year_bounds",
]

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Days from 0000-03-01 to day 0: the algorithms below count years from March, so that the leap day comes last.
_SHIFT: Final = 306
# For each day from 1 March on: whether the year has changed, month, day, and how both are written.
_FROM_MARCH: Final = [
    (month <= 2, month, day, f"-{month:02d}-{day:02d}")
    for month in (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2)
    for day in range(1, _DAYS[month - 1] + 1 + (month == 2))
]


def is_leap(year: int) -> bool:
    """Whether a year of the proleptic Gregorian calendar has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The number of days in a month, 28 to 31."""
    return 29 if month == 2 and is_leap(year) else _DAYS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """The day number of a date that exists; the caller has checked month and day.

    >>> day_number(1, 1, 1), day_number(2023, 4, 5), day_number(0, 12, 31)
    (1, 738615, 0)
    """
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - _SHIFT


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of a day number.

    >>> civil(738615), civil(0)
    ((2023, 4, 5), (0, 12, 31))
    """
    era, doe = divmod(day + _SHIFT - 1, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    carry, month, dom, _ = _FROM_MARCH[doe - (365 * yoe + yoe // 4 - yoe // 100)]
    return yoe + era * 400 + carry, month, dom


def weekday(day: int) -> int:
    """The day of the week, 0 for Monday to 6 for Sunday.

    >>> WEEKDAYS[weekday(day_number(2023, 3, 5))]
    'Sunday'
    """
    return (day - 1) % 7


def month_bounds(year: int, month: int) -> tuple[int, int]:
    """First and last day number of a month; months outside 1..12 carry into the years.

    >>> month_bounds(2023, 0) == (day_number(2022, 12, 1), day_number(2022, 12, 31))
    True
    """
    carry, index = divmod(month - 1, 12)
    year, month = year + carry, index + 1
    first = day_number(year, month, 1)
    return first, first + days_in_month(year, month) - 1


def year_bounds(year: int) -> tuple[int, int]:
    """First and last day number of a year."""
    return day_number(year, 1, 1), day_number(year, 12, 31)


def add_months(day: int, months: int) -> int:
    """The same day of the month so many months on; the last day where the month is shorter.

    >>> iso(add_months(day_number(2023, 1, 31), 1))
    '2023-02-28'
    """
    year, month, dom = civil(day)
    carry, index = divmod(month - 1 + months, 12)
    year, month = year + carry, index + 1
    return day_number(year, month, min(dom, days_in_month(year, month)))


def add_years(day: int, years: int) -> int:
    """The same date so many years on; 28 February for a leap day that the year lacks."""
    return add_months(day, 12 * years)


def iso_year(year: int) -> str:
    """A year as ISO 8601 writes it: at least four digits, a sign only before year 0.

    >>> iso_year(44), iso_year(-44), iso_year(17000)
    ('0044', '-0044', '17000')
    """
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def iso(day: int) -> str:
    """A day number as ``YYYY-MM-DD``, for any year.

    >>> iso(738615), iso(day_number(-44, 3, 15)), iso(day_number(17000, 1, 1))
    ('2023-04-05', '-0044-03-15', '17000-01-01')
    """
    # As `civil`, written out: many days are read only to be written.
    era, doe = divmod(day + _SHIFT - 1, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    carry, _, _, rest = _FROM_MARCH[doe - (365 * yoe + yoe // 4 - yoe // 100)]
    year = yoe + era * 400 + carry
    return f"{year:04d}{rest}" if year >= 0 else f"-{-year:04d}{rest}"


def parse_iso(text: str) -> int:
    """The day number of what `iso` wrote; ValueError for anything else.

    >>> parse_iso("-0044-03-15") == day_number(-44, 3, 15)
    True
    """
    sign = -1 if text.startswith("-") else 1
    parts = text.removeprefix("-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        msg = f"not a day: {text!r}"
        raise ValueError(msg)
    year, month, dom = (int(part) for part in parts)
    day = day_number(sign * year, month, dom) if 1 <= month <= 12 else 0
    if not 1 <= month <= 12 or iso(day) != text:
        msg = f"not a day: {text!r}"
        raise ValueError(msg)
    return day


# A count that begins at 1 for 1900-01-01 and has a 29 February in that year; day numbers of 1954 to 2064.
_SPREADSHEET_ZERO: Final = 693_594
_SPREADSHEET_DAYS: Final = range(20_000, 60_000)


def spreadsheet_day(text: str) -> int | None:
    """The day that a spreadsheet would write as such a number, None for what is hardly one.

    >>> day = spreadsheet_day("44927")
    >>> iso(day or 0), spreadsheet_day("19999")
    ('2023-01-01', None)
    """
    number = int(text) if len(text) == 5 and text.isascii() and text.isdigit() else 0
    return _SPREADSHEET_ZERO + number if number in _SPREADSHEET_DAYS else None
