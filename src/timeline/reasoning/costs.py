"""What it costs to think a claim wrong, in centi-nats: hundredths of the natural logarithm of odds.

All numbers that weigh evidence stand here. They are judgements, each with its ground; costs are
integers so that sums are exact and the same on every machine.
"""

from __future__ import annotations

import enum
import functools
import itertools
import math
from typing import Final

from timeline.dates.fuzzy import Direction

__all__ = [
    "ARBITRARY",
    "PREFERRED",
    "ClockSlip",
    "Slip",
    "clock_slip_cost",
    "direction_cost",
    "likeliest_slip_cost",
    "odds_cost",
    "relation_cost",
    "slip_cost",
    "slips_of",
    "soft_gap_cost",
    "tense_cost",
]


class Slip(enum.Enum):
    """The usual ways for a right date to be printed wrong."""

    DAY = "day"
    PUBLICATION = "publication-day"
    DAYS = "days"
    MONTH = "month"
    YEAR = "year"
    DIGIT = "digit"
    SWAP = "swap"
    PLACEHOLDER = "placeholder"
    WEEKDAY = "weekday"


class ClockSlip(enum.Enum):
    """The usual ways for a right time of day to be printed wrong."""

    HOUR = "hour"
    HALF_DAY = "half-day"


# How often a claim of a source of this grade is right: a judgement, on the scale of Admiralty reliability, of
# GEDCOM quality and of plain words.
_RIGHT: Final[dict[str | None, float]] = {
    "A": 0.98, "B": 0.94, "C": 0.90, "D": 0.82, "E": 0.68, "F": 0.85, None: 0.85,
    "high": 0.94, "medium": 0.90, "low": 0.75,
    "3": 0.97, "2": 0.92, "1": 0.80, "0": 0.60,
}  # fmt: skip
# Whoever keeps the dossier has looked twice.
_CURATOR_RIGHT: Final = 0.995

# P(kind | the date is wrong): a judgement guided by 1,443 pairs of newspaper dates and 75 wrong dates of
# Wikidata. A weekday that does not fit its date is rare in print, and then the date is right about as
# often as not.
_SLIPS: Final[dict[str, dict[Slip, float]]] = {
    "news": {
        Slip.DAY: 0.55, Slip.PUBLICATION: 0.20, Slip.WEEKDAY: 0.10, Slip.DAYS: 0.08, Slip.MONTH: 0.05,
        Slip.YEAR: 0.05, Slip.DIGIT: 0.02, Slip.SWAP: 0.02,
    },
    "reference": {
        Slip.DIGIT: 0.22, Slip.YEAR: 0.15, Slip.DAY: 0.10, Slip.PUBLICATION: 0.10, Slip.PLACEHOLDER: 0.10,
        Slip.WEEKDAY: 0.10, Slip.MONTH: 0.08, Slip.DAYS: 0.05, Slip.SWAP: 0.05,
    },
}  # fmt: skip
# How many dates a slip of each kind makes of a right one: a month off makes two, a digit 28, of the day or of the
# last two of the year. The share of weekdays is of one weekday beside one date already.
_WAYS: Final = {
    Slip.DAY: 2, Slip.PUBLICATION: 1, Slip.DAYS: 12, Slip.MONTH: 2, Slip.YEAR: 2, Slip.DIGIT: 28, Slip.SWAP: 1,
    Slip.PLACEHOLDER: 1, Slip.WEEKDAY: 1,
}  # fmt: skip
ARBITRARY: Final[dict[str, float]] = {"news": 0.03, "reference": 0.15}
"""P(no usual slip | the date is wrong), by table of slips."""

# P(kind | the time is wrong): a judgement, for want of a collection of wrong times. Zones and summer time are worked
# out by hand daily, a.m. and p.m. are mixed up less often; no usual slip is the least likely, so that where one fits
# it is named.
_CLOCK_SLIPS: Final = {ClockSlip.HOUR: 0.45, ClockSlip.HALF_DAY: 0.30, None: 0.25}

PREFERRED: Final = 1_000_000_000
"""What contradicting a preferred claim costs on top: more than a million claims, none of which costs a thousand."""

# How often the default direction of a bare name is the right one, measured on news.
_DIRECTION: Final = {Direction.WEEKDAY: 0.91, Direction.MONTH_DAY: 0.94, Direction.MONTH: 0.84}

# "More than 2 weeks" said of a month or more: possible, but few would put it so.
_SOFT_GAP: Final = 0.90

# A tense has no slips to fall back on, so it is given up only at odds of .97 or more.
_LEAST_TENSE: Final = 348

# Nor has a relation. It has no digits to misprint either, and whoever keeps the dossier read it out of the story,
# so it is thought wrong as rarely as their own word, and given up at what that costs to be wrong in the likeliest way.
_LEAST_RELATION: Final = 529


def _centinats(ratio: float) -> int:
    return round(100 * math.log(ratio))


def odds_cost(grade: str | None, *, curator: bool = False) -> int:
    """The cost of thinking wrong what a source of this grade says, before asking how it went wrong.

    >>> odds_cost("A"), odds_cost(None), odds_cost(None, curator=True)
    (389, 173, 529)
    """
    right = _CURATOR_RIGHT if curator else _RIGHT[grade]
    return _centinats(right / (1 - right))


@functools.cache
def slips_of(profile: str) -> tuple[tuple[Slip, ...], ...]:
    """The kinds of slip of a table, by how likely each is to print one given wrong date for one given right one.

    A kind with a larger share that makes many dates comes after one with a smaller share that makes few. Kinds that
    are as likely and cost the same stand together.

    >>> [[slip.value for slip in alike] for alike in slips_of("news")[-4:]]
    [['month', 'year'], ['swap'], ['days'], ['digit']]
    """
    table = _SLIPS[profile]

    def rank(slip: Slip) -> tuple[float, int]:
        return -table[slip] / _WAYS[slip], slip_cost(profile, slip)

    return tuple(tuple(alike) for _, alike in itertools.groupby(sorted(table, key=rank), rank))


@functools.cache
def slip_cost(profile: str, slip: Slip | None) -> int:
    """The cost of one kind of slip among the wrong dates; of no usual kind for None."""
    return _centinats(1 / (ARBITRARY[profile] if slip is None else _SLIPS[profile][slip]))


def clock_slip_cost(slip: ClockSlip | None) -> int:
    """The cost of one kind of slip among the wrong times of day; of no usual kind for None."""
    return _centinats(1 / _CLOCK_SLIPS[slip])


def direction_cost(direction: Direction) -> int:
    """The cost of reading a bare name in another direction than its default."""
    rate = _DIRECTION[direction]
    return _centinats(rate / (1 - rate))


def soft_gap_cost() -> int:
    """The cost of a gap beyond the next unit, where the words only say "more than"."""
    return _centinats(_SOFT_GAP / (1 - _SOFT_GAP))


def tense_cost(odds: int, weight: float) -> int:
    """The cost of giving up a tense, from the source's odds and the claim's certainty (0 to 1)."""
    return round(max(_LEAST_TENSE, odds) * weight)


def relation_cost(odds: int, weight: float, likeliest: int) -> int:
    """The cost of giving up a relation, from the source's odds and the claim's certainty (0 to 1).

    Like a date it is wrong at some odds, and then in some way: `likeliest` is the cost of the likeliest of the slips.
    It is a hundredth less, so that of a date and a relation of the curator's own it is not left to the lot which goes.
    """
    return round((max(_LEAST_RELATION, odds) + likeliest - 1) * weight)


@functools.cache
def likeliest_slip_cost(profile: str) -> int:
    """The cost of the kind of slip with the largest share of a table."""
    return min(slip_cost(profile, slip) for alike in slips_of(profile) for slip in alike)
