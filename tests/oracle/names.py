"""Texts that count from a day, by their words: what `meanings` makes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from .meanings import YEARS, Cell, Relative, Written, days_of_week, month_cell, ordinal


def bare_weekday(weekday: int) -> Relative:
    def last_on_or_before(p: int) -> int:
        return p - (p - 1 - weekday) % 7

    def first_on_or_after(p: int) -> int:
        return p + (weekday - (p - 1)) % 7

    def nearest(p: int) -> int:
        return next(p + n for n in (0, -1, 1, -2, 2, -3, 3) if (p + n - 1) % 7 == weekday)

    named = tuple(days_of_week(weekday))
    near = tuple((day + n, day + n) for day, _ in named for n in (-1, 1))
    return Relative(last_on_or_before, last_on_or_before, "day", direction="weekday", named=named,
                    name_slips=(("day", near),), planned=(first_on_or_after,) * 2, reported=(last_on_or_before,) * 2,
                    ongoing=(nearest, nearest))  # fmt: skip


def bare_month_day(month: int, day: int) -> Relative:
    occasions = [ordinal(y, month, day) for y in YEARS]

    def around(p: int) -> list[int]:
        year = dt.date.fromordinal(p).year
        return [ordinal(y, month, day) for y in (year - 1, year, year + 1)]

    def nearest(p: int) -> int:
        return min(around(p), key=lambda d: (abs(d - p), d))

    def ahead(p: int) -> int:
        return min(d for d in around(p) if d >= p)

    def behind(p: int) -> int:
        return max(d for d in around(p) if d <= p)

    slips = []
    for kind in ("day", "days", "month", "digit"):
        cells = []
        for year in YEARS:
            date = Written(year, month, day)
            if kind == "digit":
                found = [c for other in date._digits() if other.year == year for c in other.cells]
            else:
                found = date.slipped(kind, date.cells, None)
            cells += found
        if cells:
            slips.append((kind, tuple(cells)))
    return Relative(nearest, nearest, "day", direction="month-day", named=tuple((d, d) for d in occasions),
                    name_slips=tuple(slips), planned=(ahead, ahead), reported=(behind, behind))  # fmt: skip


def bare_month(month: int) -> Relative:
    def index(p: int) -> int:
        date = dt.date.fromordinal(p)
        return date.year * 12 + date.month - 1

    def at(chosen: int) -> Cell:
        return month_cell(chosen // 12, chosen % 12 + 1)

    def default(p: int) -> int:
        return next(n for n in range(index(p) - 8, index(p) + 4) if n % 12 == month - 1)

    def ahead(p: int) -> int:
        return next(n for n in range(index(p), index(p) + 12) if n % 12 == month - 1)

    def behind(p: int) -> int:
        return next(n for n in range(index(p), index(p) - 12, -1) if n % 12 == month - 1)

    def nearest(p: int) -> int:
        def away(chosen: int) -> int:
            first, last = at(chosen)
            return max(first - p, p - last, 0)

        return min(
            (n for n in range(index(p) - 12, index(p) + 13) if n % 12 == month - 1),
            key=lambda n: (away(n), n),
        )

    def pair(choose: Callable[[int], int]) -> tuple[Callable[[int], int], Callable[[int], int]]:
        return (lambda p: at(choose(p))[0]), (lambda p: at(choose(p))[1])

    named = tuple(month_cell(y, month) for y in YEARS)
    near = tuple({c for y in YEARS for c in Written(y, month).slipped("month", [month_cell(y, month)], None)})
    return Relative(*pair(default), "month", direction="month", named=named, name_slips=(("month", near),),
                    planned=pair(ahead), reported=pair(behind), ongoing=pair(nearest))  # fmt: skip


def deictic(days: int, stance: str | None, counted_from: str = "start") -> Relative:
    return Relative(lambda p: p + days, lambda p: p + days, "day", stance=stance, counted_from=counted_from)


def week(number: int, stance: str | None, counted_from: str = "start") -> Relative:
    def monday(p: int) -> int:
        return p - (p - 1) % 7 + 7 * number

    return Relative(monday, lambda p: monday(p) + 6, "week", stance=stance, counted_from=counted_from)


def month_from(number: int, stance: str | None, counted_from: str = "start") -> Relative:
    def cell(p: int) -> Cell:
        date = dt.date.fromordinal(p)
        year, month = divmod(date.year * 12 + date.month - 1 + number, 12)
        return month_cell(year, month + 1)

    return Relative(
        lambda p: cell(p)[0], lambda p: cell(p)[1], "month", stance=stance, counted_from=counted_from
    )


def rest_of_month() -> Relative:
    return Relative(lambda p: p, month_from(0, None).latest, "month", stance="planned")


def month_so_far() -> Relative:
    return Relative(month_from(0, None).earliest, lambda p: p, "month", stance="reported")


def last_weekday(weekday: int) -> Relative:
    """The last one wholly before."""

    def last(p: int) -> int:
        return p - 1 - (p - 2 - weekday) % 7

    return Relative(last, last, "day", stance="reported")


def next_weekday(weekday: int) -> Relative:
    """The first one wholly after."""

    def following(p: int) -> int:
        return p + 1 + (weekday - p) % 7

    return Relative(following, following, "day", stance="planned")
