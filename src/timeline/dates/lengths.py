"""Lengths of time as English counts them: "two weeks", "a year and a half", "more than a month".

This module knows words for lengths and nothing of what they are counted from. Its judgement calls stand in
docs/reference/gaps.md.
"""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

from timeline.dates.tokens import Cursor, Kind

__all__ = [
    "Length",
    "Offset",
    "bounded",
    "exactly",
    "in_seconds",
    "is_by_clock",
    "take_behind",
    "take_bound",
    "take_length",
]


class Offset(NamedTuple):
    """A distance: calendar months, since "a year after" is no fixed number of days; then days; then seconds."""

    months: int = 0
    days: int = 0
    seconds: int = 0


class Length(NamedTuple):
    """A counted length of time, before words such as "about" act on it.

    Attributes:
        least: the shortest it can be.
        most: the longest it can be; the same where it is exact.
        unit: the unit counted last: ``second``, ``minute``, ``hour``, ``day``, ``week``, ``month``, ``quarter``,
            ``year``, ``decade`` or ``century``.
        counted: whether a number was given; bare "weeks" has none.
    """

    least: Offset
    most: Offset
    unit: str
    counted: bool = True


_PLURALS: Final = {
    "day": "day", "days": "day", "night": "day", "nights": "day", "week": "week", "weeks": "week", "wk":
    "week", "wks": "week", "month": "month", "months": "month", "mo": "month", "quarter": "quarter",
    "quarters": "quarter", "year": "year", "years": "year", "yr": "year", "yrs": "year", "decade": "decade",
    "decades": "decade", "century": "century", "centuries": "century", "fortnight": "fortnight",
    "fortnights": "fortnight",
}  # fmt: skip
_SIZES: Final = {
    "day": Offset(days=1), "week": Offset(days=7), "fortnight": Offset(days=14), "month": Offset(months=1),
    "quarter": Offset(months=3), "year": Offset(months=12), "decade": Offset(months=120),
    "century": Offset(months=1200), "hour": Offset(seconds=3600), "minute": Offset(seconds=60),
    "second": Offset(seconds=1),
}  # fmt: skip
# G4: an uncounted plural is at least two, and at most two of the next larger unit.
_PLURAL_MOST: Final = {
    "day": Offset(days=14), "week": Offset(days=62), "month": Offset(months=24), "quarter": Offset(months=24),
    "year": Offset(months=240), "decade": Offset(months=2400), "century": Offset(months=24000),
    "fortnight": Offset(days=62),
}  # fmt: skip
_HALVES: Final = {
    "day": Offset(), "week": Offset(days=3), "fortnight": Offset(days=7), "month": Offset(days=15),
    "quarter": Offset(days=45), "year": Offset(months=6), "decade": Offset(months=60), "century":
    Offset(months=600),
}  # fmt: skip
_SHORT: Final = {"second", "seconds", "minute", "minutes", "hour", "hours", "hr", "hrs", "h", "min", "mins"}
_SOME: Final = {"few", "several", "some", "many", "multiple"}
_MOST_COUNT: Final = 100_000


def _times(offset: Offset, count: int) -> Offset:
    return Offset(*(part * count for part in offset))


def _plus(one: Offset, other: Offset, sign: int = 1) -> Offset:
    return Offset(*(part + sign * more for part, more in zip(one, other, strict=True)))


def in_seconds(offset: Offset) -> int:
    """A size to compare offsets by, months at their longest."""
    return offset.seconds + 86_400 * (offset.days + offset.months * 31)


def take_length(cursor: Cursor) -> Length | None:
    """Step past "two weeks", "a year and a half", "2 to 5 days", "weeks"; None, and no step, without one.

    Raises:
        DateError: for "2 or 5 days", which is two separate possibilities, and for units shorter than a day.
    """
    length = _take_one(cursor)
    while length is not None and cursor.here.word in ("and", ",") and _smaller_follows(cursor, length.unit):
        cursor.go()
        more = _take_one(cursor)
        if more is None:
            break
        length = Length(
            least=_plus(length.least, more.least), most=_plus(length.most, more.most), unit=more.unit
        )
    return length


def _smaller_follows(cursor: Cursor, unit: str) -> bool:
    """Whether "and three days" follows, of a smaller unit: "a week and a month" is no sum."""
    count, behind = cursor.ahead(), _PLURALS.get(cursor.ahead(2).word)
    counted = count.kind is Kind.NUMBER or count.word in ("a", "an")
    return counted and behind is not None and in_seconds(_SIZES[behind]) < in_seconds(_SIZES[unit])


def _take_one(cursor: Cursor) -> Length | None:
    """One count with its unit."""
    here, nextly = cursor.here, cursor.ahead()
    if here.kind is Kind.NUMBER:
        return _take_counted(cursor) if here.number <= _MOST_COUNT else None
    if here.word in ("a", "an"):
        return _take_article(cursor)
    if here.word in ("couple", "pair"):
        return _take_couple(cursor, 0)
    if here.word in _PLURALS and here.word.endswith("s"):
        cursor.go()
        return _uncounted(_PLURALS[here.word])
    if here.word == "fortnight":
        cursor.go()
        return exactly(1, "fortnight")
    if here.word == "half" and nextly.word not in ("a", "an"):
        return _take_half(cursor, 0)
    if here.word == "half" and nextly.word in ("a", "an") and cursor.ahead(2).word in _HALVES:
        cursor.go(3)
        unit = cursor.ahead(-1).word
        return Length(least=_HALVES[unit], most=_HALVES[unit], unit=unit)
    if here.word in _SOME and nextly.word in _PLURALS:
        cursor.go(2)
        return _uncounted(_PLURALS[nextly.word])
    return None


def _take_article(cursor: Cursor) -> Length | None:
    """Read "a week", "a couple of weeks", "a few days"."""
    nextly = cursor.ahead()
    unit = _PLURALS.get(nextly.word)
    if unit is not None:
        return None if nextly.word[-1] == "s" else _take_single(cursor, unit)
    if nextly.word in ("couple", "pair"):
        return _take_couple(cursor, 1)
    if nextly.word == "half":
        return _take_half(cursor, 1)
    if nextly.word in _SOME and cursor.ahead(2).word in _PLURALS:
        cursor.go(3)
        return _uncounted(_PLURALS[cursor.ahead(-1).word])
    if nextly.word in _SHORT:
        cursor.fail("a length shorter than a day dates nothing", at=nextly)
    return None


def _take_couple(cursor: Cursor, steps: int) -> Length | None:
    """Read "couple of weeks", so many steps on."""
    steps += 2 if cursor.ahead(steps + 1).word == "of" else 1
    unit = _PLURALS.get(cursor.ahead(steps).word)
    if unit is None:
        return None
    cursor.go(steps + 1)
    return exactly(2, unit)


def _take_half(cursor: Cursor, steps: int) -> Length | None:
    """Read "half century", "half-decade", so many steps on."""
    steps += 2 if cursor.ahead(steps + 1).word == "-" else 1
    unit = cursor.ahead(steps).word
    if unit not in _HALVES:
        return None
    cursor.go(steps + 1)
    return Length(least=_HALVES[unit], most=_HALVES[unit], unit=unit)


def _take_single(cursor: Cursor, unit: str) -> Length:
    """Read "a week", "a year and a half", "a day or two"; "a quarter of a century"."""
    if unit == "quarter" and any(
        cursor.take("a", "quarter", *rest, "century") for rest in ((), ("-",), ("of", "a"))
    ):
        return exactly(25, "year")
    cursor.go(2)
    if cursor.here.word == "or" and cursor.ahead().number == 2 and cursor.ahead().kind is Kind.NUMBER:
        cursor.go(2)
        return Length(least=_SIZES[unit], most=_times(_SIZES[unit], 2), unit=unit)
    return _with_half(cursor, 1, unit)


def _take_counted(cursor: Cursor) -> Length | None:
    """Read "2 weeks", "2-3 weeks", "2 and a half weeks", "18-month"."""
    count, last, steps = cursor.here.number, None, 1
    unit = _PLURALS.get(cursor.ahead().word)
    if unit is not None:
        cursor.go(2)
        return _with_half(cursor, count, unit)
    half = _half_behind(cursor)
    if half:
        steps = half
    elif cursor.ahead().word in ("to", "-", "or") and cursor.ahead(2).kind is Kind.NUMBER:
        last, steps = cursor.ahead(2).number, 3
    if cursor.ahead(steps).word == "-":
        steps += 1
    if cursor.ahead(steps).word in ("more", "full", "whole", "long", "consecutive"):
        steps += 1
    unit_token = cursor.ahead(steps)
    if unit_token.word == "hours" and last is None and count and count % 24 == 0:
        cursor.go(steps + 1)
        return exactly(count // 24, "day")
    if unit_token.word in _SHORT:
        cursor.fail("a length shorter than a day dates nothing", at=unit_token)
    unit = _PLURALS.get(unit_token.word)
    if unit is None or (last is not None and last > _MOST_COUNT):
        return None
    if cursor.ahead().word == "or" and last != count + 1:
        cursor.fail(
            "two separate possibilities are not one distance",
            at=cursor.ahead(),
            suggestion="write 2 to 5 days",
        )
    if last is not None and last < count:
        cursor.fail("the second number is smaller than the first", at=cursor.ahead(2))
    cursor.go(steps + 1)
    if half:
        return _and_half(count, unit)
    if last is not None:
        return Length(least=_times(_SIZES[unit], count), most=_times(_SIZES[unit], last), unit=unit)
    return _with_half(cursor, count, unit)


def _half_behind(cursor: Cursor) -> int:
    """How far "2 and a half", "2-and-a-half", "2 1/2" or "2-1/2" reaches; 0 where there is no half."""
    steps = 2 if cursor.ahead().word == "-" else 1
    for words in (("and", "a", "half"), ("and", "-", "a", "-", "half"), ("1", "/", "2")):
        if all(cursor.ahead(steps + n).word == word for n, word in enumerate(words)):
            return steps + len(words)
    return 0


def _with_half(cursor: Cursor, count: int, unit: str) -> Length:
    """The length, or half a unit more if "and a half" follows."""
    if cursor.here.word == "and" and cursor.take("and", "a", "half"):
        return _and_half(count, unit)
    return exactly(count, unit)


# Counts are small and few, so that each length is made once.
@functools.lru_cache(maxsize=1024)
def exactly(count: int, unit: str) -> Length:
    """So many units, a fortnight counted as two weeks."""
    size = _times(_SIZES[unit], count)
    return Length(least=size, most=size, unit="week" if unit == "fortnight" else unit)


def _and_half(count: int, unit: str) -> Length:
    size = _plus(_times(_SIZES[unit], count), _HALVES[unit])
    return Length(least=size, most=_plus(size, Offset(days=1)) if unit == "week" else size, unit=unit)


def _uncounted(unit: str) -> Length:
    return Length(least=_times(_SIZES[unit], 2), most=_PLURAL_MOST[unit], unit=unit, counted=False)


# The words before a length, longest first where one begins with another; what each makes of the length.
_BEFORE: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("not", "more", "than"), "most"), (("no", "more", "than"), "most"), (("not", "less", "than"), "least"),
    (("no", "less", "than"), "least"), (("no", "fewer", "than"), "least"), (("no", "later", "than"), "most"),
    (("in", "less", "than"), "less"), (("a", "little", "over"), "more"), (("just", "over"), "more"),
    (("just", "under"), "nearly"), (("a", "little", "under"), "nearly"), (("well", "over"), "more"),
    (("more", "than"), "more"), (("greater", "than"), "more"), (("longer", "than"), "more"),
    (("less", "than"), "less"), (("fewer", "than"), "less"), (("shorter", "than"), "less"),
    (("at", "least"), "least"), (("a", "minimum", "of"), "least"), (("at", "most"), "most"),
    (("a", "maximum", "of"), "most"), (("up", "to"), "most"), (("or", "so"), "about"),
    (("over",), "more"), (("above",), "more"), (("exceeding",), "more"), (("under",), "less"), (("below",),
    "less"), (("within",), "most"), (("about",), "about"), (("around",), "about"), (("roughly",), "about"),
    (("approximately",), "about"), (("circa",), "about"), (("c",), "about"), (("ca",), "about"), (("~",),
    "about"), (("some",), "about"), (("nearly",), "nearly"), (("almost",), "nearly"), (("exactly",),
    "exactly"), (("precisely",), "exactly"), (("just",), "exactly"),
)  # fmt: skip
_BY_FIRST_WORD: Final[dict[str, list[tuple[tuple[str, ...], str]]]] = {}
for _words, _name in _BEFORE:
    _BY_FIRST_WORD.setdefault(_words[0], []).append((_words, _name))


def take_bound(cursor: Cursor) -> str | None:
    """Step past "more than", "about", "within"; what it does to the length, None for nothing."""
    known = _BY_FIRST_WORD.get(cursor.here.word)
    if known is None:
        return None
    for words, name in known:
        if cursor.sees(*words) and (words != ("some",) or cursor.ahead().kind is Kind.NUMBER):
            cursor.go(len(words))
            return name
    return None


_LARGER: Final = (
    Offset(seconds=60), Offset(seconds=3600), Offset(days=1), Offset(days=7), Offset(days=31),
    Offset(months=12), Offset(months=120), Offset(months=1200),
)  # fmt: skip


def _next_unit(length: Length) -> Offset:
    """The smallest usual unit larger than a length, from weeks on for what counts days; past a century twice it."""
    size = in_seconds(length.most)
    least = 0 if is_by_clock(length) else in_seconds(Offset(days=7))
    units = (unit for unit in _LARGER if in_seconds(unit) > size and in_seconds(unit) >= least)
    return next(units, _times(length.most, 2))


# What is left out by "more than" and "less than": clock times are told in minutes, and dates in days.
_GRAINS: Final = {"hour": Offset(seconds=60), "minute": Offset(seconds=60), "second": Offset(seconds=1)}


def is_by_clock(length: Length) -> bool:
    """Whether a length is counted in hours, minutes or seconds."""
    return length.unit in _GRAINS


def bounded(length: Length, bound: str | None) -> tuple[Offset | None, Offset | None, Offset | None]:
    """Least, most and softly of a length with the words before it."""
    grain, slack = _GRAINS.get(length.unit, Offset(days=1)), _slack(length)
    match bound:
        case "more":
            return _plus(length.least, grain), None, _next_unit(length)
        case "least":
            return length.least, None, _next_unit(length)
        case "less":
            return Offset(), _plus(length.most, grain, -1), None
        case "most":
            return Offset(), length.most, None
        case "nearly":
            return _plus(length.least, slack, -1), _plus(length.most, grain, -1), None
        case "about":
            return _plus(length.least, slack, -1), _plus(length.most, slack), None
        case _:
            return length.least, length.most, None


def _slack(length: Length) -> Offset:
    """How far "about" reaches: half a unit, and a fifth of a number of days, minutes or seconds, at least one."""
    match length.unit:
        case "day":
            return Offset(days=max(1, length.most.days // 5))
        case "hour":
            return Offset(seconds=1800)
        case "minute" | "second":
            grain = _GRAINS[length.unit].seconds
            return Offset(seconds=max(1, length.most.seconds // grain // 5) * grain)
        case _:
            return _HALVES[length.unit]


def take_behind(cursor: Cursor) -> str | None:
    """Read "or more", "or less", "or so", "at least", behind a length."""
    if cursor.here.word not in ("or", "at", "exactly"):
        return None
    for words, name in (
        (("or", "more"), "least"), (("or", "longer"), "least"), (("or", "less"), "most"), (("or", "so"),
        "about"), (("at", "least"), "least"), (("at", "most"), "most"), (("exactly",), "exactly"),
    ):  # fmt: skip
        if cursor.take(*words):
            return name
    return None
