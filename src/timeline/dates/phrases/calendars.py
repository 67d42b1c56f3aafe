"""Dates printed by two calendars at once, Julian and Gregorian: "10/20 February 1700", "11 February 1731/2".

They look like a stretch of days or of years and are one day, so they are refused with what to write instead.
"""

from __future__ import annotations

from typing import Final

from timeline.dates import civil
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.terms import Term
from timeline.dates.tokens import END

__all__ = ["refuse_two_days", "refuse_two_years"]

# From the reform of 1582 to that of Greece in 1923, the last country to take part.
_BOTH_IN_USE: Final = range(1582, 1924)
# Until 1752 the year began on 25 March in England.
_LAST_MONTH: Final = 3


def refuse_two_days(r: Reader, start: Term, end: Term) -> None:
    """Refuse two days that lie as far apart as the calendars do: they are one day in both."""
    one, other = start.parts, end.parts
    if one is None or other is None or not (one.month and one.day and other.month and other.day):
        return
    year = other.year
    if year is None or year not in _BOTH_IN_USE or one.year not in (None, year):
        return
    last = civil.day_number(year, other.month, other.day)
    if last - civil.day_number(year, one.month, one.day) != _apart(year, other.month):
        return
    first = civil.iso(civil.day_number(year, one.month, one.day))
    r.fail(
        "may be one day in two calendars, Old Style and New Style",
        suggestion=f"write '{civil.iso(last)}' for that, '{first}/{civil.iso(last)}' for the days between them",
    )


def _apart(year: int, month: int) -> int:
    """By how many days the Julian calendar is behind the Gregorian one; each leaves its own leap days out."""
    centuries = (year - (month < _LAST_MONTH)) // 100
    return centuries - centuries // 4 - 2


def refuse_two_years(r: Reader, start: Term) -> None:
    """Refuse a day before 25 March with the year that began in March and the one that began in January."""
    parts, token = start.parts, r.here
    if parts is None or parts.year is None or parts.month is None or parts.day is None:
        return
    year = parts.year + 1
    named = token.word.isdigit() and str(year).endswith(token.word) and r.ahead() is END
    if not named or year not in _BOTH_IN_USE or parts.month > _LAST_MONTH:
        return
    # The last days of February are as many in both calendars but in 1700, 1800 and 1900.
    days = civil.day_number(year, parts.month, 1) + parts.day - 1 + _apart(year, parts.month)
    r.fail(
        "has two years, one begun in March and one in January, as Old Style dates have",
        suggestion=f"as a day of the Julian calendar it is '{civil.iso(days)}'",
    )
