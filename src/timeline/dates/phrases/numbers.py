"""Dates in numbers, and pairs of days that share a month."""

from __future__ import annotations

import re
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.days import Pieces
from timeline.dates.fuzzy import Granularity, Parts
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.vocabulary import MONTHS
from timeline.dates.phrases.written import bare_day, full_day, full_month, month_and_day, short
from timeline.dates.tokens import Kind, Token

__all__ = ["compact", "day_pair", "numeric", "slashed"]

_ORDERS: Final = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}


def numeric(r: Reader) -> Term:
    """A date in numbers: "8/9/2022", "2022/09/08", "8.9.22"; both readings where both are possible."""
    token = r.go()
    sign = next(c for c in token.word if not c.isdigit())
    fields = token.word.split(sign)
    # A year of four digits shows where it stands; only a year written last leaves day and month open.
    if len(fields[0]) > 2:
        orders = ["ymd"]
    elif r.options.order is not None:
        orders = [r.options.order if len(fields[2]) <= 2 or r.options.order != "ymd" else "dmy"]
    else:
        # 8.9.2022 is the continental form, day first; nobody writes it month first.
        orders = ["dmy"] if sign == "." else _shared_orders(r, token)
    readings = list(dict.fromkeys(_numeric_reading(r, fields, order) for order in orders))
    possible = [reading for reading in readings if _exists(*reading)]
    if not possible and r.options.order is not None and len(fields[0]) <= 2:
        possible = [x for order in ("dmy", "mdy") if _exists(*(x := _numeric_reading(r, fields, order)))]
        r.assume("the other order of day and month, because the usual one names no day")
    if not possible:
        r.impossible(_no_such_day(readings), token)
    if len(set(possible)) == 1:
        return full_day(*possible[0], numeric_=True)
    return _either(possible)


def _no_such_day(readings: list[tuple[int, int, int]]) -> str:
    """Why none of the readings, each a year, a month and a day, is a day."""
    for year_, month_, _ in readings:
        if 1 <= month_ <= 12:
            days = civil.days_in_month(year_, month_)
            return f"{civil.MONTHS[month_ - 1]} {year_} has {days} days"
    return " and ".join(dict.fromkeys(f"there is no month {month_}" for _, month_, _ in readings))


def _shared_orders(r: Reader, token: Token) -> list[str]:
    """Day or month first: the orders that the other dates of the text allow, since a text is written in one."""
    orders = ["dmy", "mdy"]
    for other in r.like(token):
        fields = [int(field) for field in re.split(r"\D", other.word)]
        if len(fields) == 3 and fields[0] < 100:
            orders = [o for o in orders if 1 <= fields[_ORDERS[o][1]] <= 12] or orders
    return orders


def _either(possible: list[tuple[int, int, int]]) -> Term:
    """A numeric date with two readings; the parts are those of the day-first one."""
    days = [civil.day_number(*reading) for reading in possible]
    year_, month_, day = possible[0]
    return Term(
        node=None,
        rule="numeric-either",
        days=Pieces([(d, d) for d in days]),
        parts=Parts(year=year_, month=month_, day=day, numeric_month=True),
        assumed="day or month first: both readings are kept",
        unit=Granularity.DAY,
    )


def slashed(r: Reader) -> Term:
    """Read "9/2022", and "25/9" where only one order of day and month is possible or the order is given."""
    first = r.go()
    r.go()
    second = r.go()
    if second.digits == 4:
        if not 1 <= first.number <= 12:
            r.fail("a year has 12 months", at=first)
        return full_month(second.number, first.number)
    orders = {"dmy": [(second, first)], "mdy": [(first, second)], "ymd": [(first, second)]}
    readings = orders.get(r.options.order or "", [(second, first), (first, second)])
    possible = {(m.number, d.number) for m, d in readings if _exists(2000, m.number, d.number)}
    if len(possible) != 1:
        rule = (
            "day or month may come first" if possible else "no order of the numbers names a day that exists"
        )
        r.fail(rule, at=first, suggestion="write the month as a word, or give reading: {order: dmy}")
    term = bare_day(r, *possible.pop())
    assert term.parts is not None
    return term.but(parts=attrs.evolve(term.parts, numeric_month=True))


def _numeric_reading(r: Reader, fields: list[str], order: str) -> tuple[int, int, int]:
    y, m, d = (fields[index] for index in _ORDERS[order])
    full = int(y) if len(y) > 2 else short(r, int(y))
    return full, int(m), int(d)


def _exists(year_: int, month_: int, day: int) -> bool:
    return 1 <= month_ <= 12 and 1 <= day <= civil.days_in_month(year_, month_)


def compact(r: Reader) -> Term:
    """Eight digits that are a date: "20230320"."""
    token = r.go()
    year_, rest = divmod(token.number, 10_000)
    month_, day = divmod(rest, 100)
    if not _exists(year_, month_, day) or not 1000 <= year_ <= 2999:
        r.impossible("the eight digits are not year, month and day of a day that exists", token)
    return full_day(year_, month_, day, numeric_=True)


_JOINS: Final = frozenset({"-", "to", "through", "thru", "until", "till", "and", "&", "or", "/"})


def _is_day(token: Token) -> bool:
    counted = token.kind is Kind.ORDINAL or (token.kind is Kind.NUMBER and token.digits in (1, 2))
    return counted and 1 <= token.number <= 31


def day_pair(r: Reader) -> tuple[Term, str, Term] | None:
    """Read "12 to 26 January 2023", "January 12-26, 2023"; None, and no step, where there are none."""
    steps = 1 if r.here.word == "the" else 0
    if r.ahead(steps).word in MONTHS:
        return _pair_behind(r, steps)
    one = r.ahead(steps)
    if not _is_day(one):
        return None
    steps = _row(r, steps)
    join = r.ahead(steps + 1)
    if join.word not in _JOINS:
        return None
    steps += 2 + (r.ahead(steps + 2).word == "the")
    other = r.ahead(steps)
    steps += 1 + (r.ahead(steps + 1).word == "of")
    if not _is_day(other) or r.ahead(steps).word not in MONTHS:
        return None
    r.go(steps)
    number = MONTHS[r.go().word]
    return _paired(r, number, (one, join, other))


def _row(r: Reader, steps: int) -> int:
    """How far a row of days goes: "5, 6" in "5, 6 and 7 May", each the day after the one before."""
    while r.ahead(steps + 1).word == "," and r.ahead(steps + 2).number == r.ahead(steps).number + 1:
        if r.ahead(steps + 2).digits > 2:
            break
        steps += 2
    return steps + (r.ahead(steps + 1).word == "," and r.ahead(steps + 2).word in ("and", "&"))


def _pair_behind(r: Reader, steps: int) -> tuple[Term, str, Term] | None:
    """The pair of days behind a month's name."""
    one, begun = r.ahead(steps + 1), steps
    if not _is_day(one):
        return None
    steps = _row(r, steps + 1) - 1
    join, other = r.ahead(steps + 2), r.ahead(steps + 3)
    if join.word not in _JOINS or not _is_day(other) or r.ahead(steps + 4).word in MONTHS:
        return None
    number = MONTHS[r.ahead(begun).word]
    r.go(steps + 4)
    return _paired(r, number, (one, join, other))


def _paired(r: Reader, number: int, found: tuple[Token, Token, Token]) -> tuple[Term, str, Term]:
    one, join, other = found
    if one.number > other.number:
        r.fail("the range ends before it begins", at=other)
    if r.here.kind is Kind.NUMBER and r.here.digits == 2 and r.ahead().kind is Kind.END:
        year_ = short(r, r.go().number)
        return full_day(year_, number, one.number), join.word, full_day(year_, number, other.number)
    end = month_and_day(r, number, other)
    if end.parts is None or end.parts.year is None:
        return bare_day(r, number, one.number), join.word, end
    return full_day(end.parts.year, number, one.number), join.word, end
