"""The names that English has for days, months, seasons, feasts and units, as series.

This module is tables only; what a name means beside other words is the grammar's business.
"""

from __future__ import annotations

from typing import Final

from timeline.dates.civil import MONTHS as MONTH_NAMES, WEEKDAYS as WEEKDAY_NAMES
from timeline.dates.fuzzy import Granularity
from timeline.dates.phrases.parts import Portion
from timeline.dates.phrases.series import (
    DAYS,
    Feasts,
    MonthDays,
    Months,
    Nth,
    Series,
    Weekends,
    Weeks,
)

__all__ = [
    "ADVICE",
    "AHEAD",
    "BACK",
    "CENTURY",
    "CLOCK_WORDS",
    "DAY_PARTS",
    "DECADE",
    "HERE",
    "HOLIDAYS",
    "HOLIDAY_STARTS",
    "MONTH",
    "MONTHS",
    "PORTIONS",
    "QUARTER",
    "REFUSALS",
    "SEASONS",
    "UNITS",
    "WEEKDAYS",
    "YEAR",
    "quarter",
    "season",
]

MONTHS: Final[dict[str, int]] = {name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)} | {
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS: Final[dict[str, int]] = {name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5,
    "sun": 6,
}  # fmt: skip

MONTH: Final = Months(1, 1, 0, Granularity.MONTH)
QUARTER: Final = Months(3, 3, 0, Granularity.QUARTER)
YEAR: Final = Months(12, 12, 0, Granularity.YEAR)
DECADE: Final = Months(120, 120, 0, Granularity.DECADE)
CENTURY: Final = Months(1200, 1200, 0, Granularity.CENTURY)

UNITS: Final[dict[str, Series]] = {
    "day": DAYS, "week": Weeks(), "weekend": Weekends(), "month": MONTH, "quarter": QUARTER, "year": YEAR,
    "decade": DECADE, "century": CENTURY,
}  # fmt: skip

# First month of each season in the north; the south has the opposite one.
_SEASON_STARTS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
SEASONS: Final = frozenset(_SEASON_STARTS) | {"springtime", "summertime", "wintertime"}


def season(name: str, hemisphere: str) -> Months:
    """The meteorological season of a name: three whole months."""
    start = _SEASON_STARTS[name.removesuffix("time")]
    if hemisphere == "south":
        start = (start + 5) % 12 + 1
    return Months(3, 12, start - 1, Granularity.SEASON)


def quarter(number: int) -> Months:
    """The same quarter of every year."""
    return Months(3, 12, 3 * (number - 1), Granularity.QUARTER)


_FIXED: Final = {
    "christmas": (12, 25), "christmas day": (12, 25), "xmas": (12, 25), "christmas eve": (12, 24),
    "boxing day": (12, 26), "st stephen 's day": (12, 26), "new year 's eve": (12, 31), "new years eve": (12,
    31), "new year 's day": (1, 1), "new years day": (1, 1), "new year 's": (1, 1), "new year": (1, 1),
    "epiphany": (1, 6), "candlemas": (2, 2), "groundhog day": (2, 2),
    "valentine 's day": (2, 14), "valentines day": (2, 14), "st valentine 's day": (2, 14),
    "leap day": (2, 29),
    "international women 's day": (3, 8), "st patrick 's day": (3, 17), "april fools day": (4, 1),
    "april fool 's day": (4, 1), "earth day": (4, 22), "st george 's day": (4, 23), "anzac day": (4, 25),
    "may day": (5, 1), "international workers day": (5, 1), "ve day": (5, 8), "victory day": (5, 9),
    "europe day": (5, 9), "juneteenth": (6, 19), "midsummer day": (6, 24), "st john 's day": (6, 24),
    "canada day": (7, 1), "independence day": (7, 4), "fourth of july": (7, 4), "bastille day": (7, 14),
    "michaelmas": (9, 29), "unity day": (10, 3), "halloween": (10, 31), "hallowe": (10, 31),
    "all saints day": (11, 1), "all hallows": (11, 1), "all souls day": (11, 2), "guy fawkes night": (11, 5),
    "bonfire night": (11, 5), "armistice day": (11, 11), "remembrance day": (11, 11), "veterans day": (11,
    11), "martinmas": (11, 11), "st andrew 's day": (11, 30), "st nicholas day": (12, 6), "human rights day":
    (12, 10), "australia day": (1, 26), "republic day": (1, 26),
}  # fmt: skip
_EASTER: Final = {
    "easter": 0, "easter sunday": 0, "easter day": 0, "good friday": -2, "maundy thursday": -3,
    "holy thursday": -3, "holy saturday": -1, "easter eve": -1, "easter saturday": -1, "palm sunday": -7,
    "easter monday": 1, "ash wednesday": -46, "shrove tuesday": -47, "mardi gras": -47, "pancake day": -47,
    "ascension day": 39, "ascension": 39, "pentecost": 49, "whitsun": 49, "whit sunday": 49,
    "pentecost sunday": 49, "whit monday": 50, "pentecost monday": 50, "trinity sunday": 56,
    "corpus christi": 60,
}  # fmt: skip
_MOVING: Final = {
    "martin luther king day": (3, 0, 1, 0), "martin luther king jr day": (3, 0, 1, 0), "mlk day": (3, 0, 1,
    0), "presidents day": (3, 0, 2, 0), "memorial day": (-1, 0, 5, 0), "labor day": (1, 0, 9, 0),
    "labour day": (1, 0, 9, 0), "columbus day": (2, 0, 10, 0), "thanksgiving": (4, 3, 11, 0),
    "thanksgiving day": (4, 3, 11, 0), "black friday": (4, 3, 11, 1), "cyber monday": (4, 3, 11, 4),
    "mother 's day": (2, 6, 5, 0), "mothers day": (2, 6, 5, 0), "father 's day": (3, 6, 6, 0),
    "fathers day": (3, 6, 6, 0), "election day": (1, 0, 11, 1),
}  # fmt: skip

HOLIDAYS: Final[dict[str, Series]] = {
    **{name: MonthDays(*day) for name, day in _FIXED.items()},
    **{name: Feasts(days) for name, days in _EASTER.items()},
    **{name: Nth(*rule) for name, rule in _MOVING.items()},
    "holy week": Feasts(-7, 7), "easter week": Feasts(0, 7), "easter weekend": Feasts(-2, 4),
}  # fmt: skip
HOLIDAY_STARTS: Final[dict[str, int]] = {}
for _name in HOLIDAYS:
    _first, _length = _name.split()[0], len(_name.split())
    HOLIDAY_STARTS[_first] = max(HOLIDAY_STARTS.get(_first, 0), _length)

PORTIONS: Final[dict[str, Portion]] = {
    "early": Portion.EARLY, "beginning": Portion.EARLY, "start": Portion.EARLY, "opening": Portion.EARLY,
    "mid": Portion.MIDDLE, "middle": Portion.MIDDLE, "late": Portion.LATE, "end": Portion.LATE,
    "close": Portion.LATE, "outset": Portion.EARLY, "latter": Portion.LATE,
}  # fmt: skip

HERE: Final = frozenset({"this", "current", "present", "these"})
BACK: Final = frozenset({"last", "latest", "past", "previous", "preceding", "prior"})
AHEAD: Final = frozenset({"next", "coming", "following", "upcoming", "forthcoming", "subsequent"})

DAY_PARTS: Final = frozenset({
    "morning", "afternoon", "evening", "night", "noon", "midday", "midnight", "dawn", "dusk", "lunchtime",
    "daybreak", "sunrise", "sunset", "nighttime", "predawn", "midmorning", "midafternoon", "daytime",
    "nightfall",
})  # fmt: skip
CLOCK_WORDS: Final = frozenset({
    "am", "pm", "utc", "gmt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "bst",
    "ist", "jst", "msk", "aest", "aedt", "et", "pt", "ct", "mt", "z", "hours", "hrs", "local", "eastern",
    "pacific", "central", "o", "clock", "standard", "daylight", "time",
})  # fmt: skip

_SET = "the words name many dates, not one"
_VAGUE = "the words are too vague to date anything"
_PAST = "the words say that it is past, not when"
_TO_COME = "the words say that it is to come, not when"
_GOING_ON = "the words say that it is going on, not since when"
_STYLE = "an Old Style date is of the Julian calendar and is not read as if it were New Style"
_SCHOOL = "school years and seasons of sport differ from place to place"
_MOON = "the feast follows the moon and is not computed"
REFUSALS: Final[dict[str, str]] = {
    **dict.fromkeys(("every", "each", "annually", "daily", "weekly", "monthly", "yearly", "quarterly",
    "nightly", "annual", "always", "often", "regularly", "fortnightly", "days", "weekdays", "weekends",
                     "alternate", "sometimes", "usually", "twice"), _SET),
    **{name.lower() + "s": _SET for name in WEEKDAY_NAMES},
    **dict.fromkeys(("recently", "lately", "recent", "formerly", "previously", "past", "former", "ago",
                     "earlier", "already"), _PAST),
    **dict.fromkeys(("soon", "shortly", "eventually", "someday", "future"), _TO_COME),
    **dict.fromkeys(("now", "nowadays", "currently", "presently", "ongoing", "present",
                     "current"), _GOING_ON),
    **dict.fromkeys(("later", "then", "once", "meanwhile", "afterwards", "immediately", "sometime", "moment",
                     "long", "short", "near", "time", "period", "history", "era"), _VAGUE),
    **dict.fromkeys(("os", "julian", "style", "old"), _STYLE),
    **dict.fromkeys(("academic", "school", "semester", "season", "seasons"), _SCHOOL),
    **dict.fromkeys(("ramadan", "diwali", "eid", "passover", "hanukkah", "holi", "vesak", "deepavali",
    "muharram", "purim", "tet", "dussehra", "yom", "rosh", "lunar", "chinese"), _MOON),
}  # fmt: skip

ADVICE: Final = {
    _PAST: "leave the date out and write as: reported",
    _TO_COME: "leave the date out and write as: planned",
    _GOING_ON: "leave the date out and write as: ongoing",
    _STYLE: "write the day in New Style: 10 days later from 1582 on, 11 from March 1700, 12 from 1800, 13 from 1900",
}
"""What to write instead, by the reason of a refusal: a claim may have a tense and no date."""
