"""Unspecified digits: which years, months and days they can be (ISO 8601-2:2019, clause 9)."""

from __future__ import annotations

import functools

from timeline.dates import civil
from timeline.dates.days import Span

__all__ = ["fitting", "has_leap_year", "longest_month", "masked_years", "spans", "swept"]


@functools.cache
def fitting(mask: str, top: int) -> tuple[int, ...]:
    """The numbers from 1 to a top that fit two characters of digits and ``X``, in order.

    >>> fitting("X2", 12), fitting("3X", 31)
    ((2, 12), (30, 31))
    """
    return tuple(number for number in range(1, top + 1) if _fits(mask, number))


def _fits(mask: str, number: int) -> bool:
    return mask[0] in ("X", str(number // 10)) and mask[1] in ("X", str(number % 10))


@functools.lru_cache(maxsize=1024)
def has_leap_year(mask: str) -> bool:
    """Whether some year that fits four digits or ``X``, signed or not, is a leap year.

    >>> has_leap_year("19X0"), has_leap_year("1X00"), has_leap_year("19X1")
    (True, True, False)
    """
    low = [number for number in range(0, 100, 4) if _fits(mask[-2:], number)]
    high = any(_fits(mask[-4:-2], number) for number in range(0, 100, 4))
    return any(low) or (bool(low) and high)


def longest_month(year: str, months: tuple[int, ...]) -> int:
    """The most days that one of the months can have in a year that fits the mask."""
    return max(
        29 if month == 2 and has_leap_year(year) else civil.days_in_month(1, month) for month in months
    )


def masked_years(mask: str) -> tuple[int, int]:
    """The first and the last year that fit a mask; there is no year -0.

    >>> masked_years("19XX"), masked_years("-000X")
    ((1900, 1999), (-9, -1))
    """
    zeros, nines = int(mask.replace("X", "0")), int(mask.replace("X", "9"))
    if mask[0] != "-":
        return zeros, nines
    last = mask.rindex("X")
    return nines, zeros or int((mask[:last] + "1" + mask[last + 1 :]).replace("X", "0"))


def swept(year: int, width: int, digits: int) -> tuple[int, int]:
    """The years that share their first digits with a year written so wide (ISO 8601-2:2019, 4.4.3).

    >>> swept(1950, 4, 2), swept(-1950, 4, 2)
    ((1900, 1999), (-1999, -1900))
    """
    unit = 10 ** (width - digits)
    low = abs(year) // unit * unit
    high = low + unit - 1
    return (low, high) if year >= 0 else (-high, -max(low, 1))


@functools.lru_cache(maxsize=4096)
def spans(month: str, day: str) -> tuple[Span, ...]:
    """The runs of days in a year that fit a month and a day (empty for none), as `days.Yearly` takes them.

    >>> spans("0X", ""), spans("X2", "3X"), spans("02", "2X")
    ((((1, 1), (9, 31)),), (((12, 30), (12, 31)),), (((2, 20), (2, 29)),))
    """
    months = fitting(month, 12)
    if day in ("", "XX"):
        return tuple(((first, 1), (last, 31)) for first, last in _runs(months))
    days = _runs(fitting(day, 31))
    # 29 February stays: the day set leaves it out of the years that lack it.
    lengths = [(number, civil.days_in_month(4, number)) for number in months]
    return tuple(
        ((number, first), (number, min(last, length)))
        for number, length in lengths
        for first, last in days
        if first <= length
    )


def _runs(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    """First and last of each unbroken run of rising numbers."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
