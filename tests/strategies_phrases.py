"""Strategies for press phrases: phrases put together by a small grammar, and texts of known words."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from timeline.dates import civil
from timeline.dates.fuzzy import ReadingOptions, Stance
from timeline.dates.phrases.expressions import _WORDS
from timeline.dates.phrases.vocabulary import HOLIDAYS, REFUSALS

# Every class of phrase, each at least once.
PRESS = sorted(
    {
        line.partition(" = ")[0]
        for line in (Path(__file__).parent / "conformance" / "press.txt")
        .read_text(encoding="utf-8")
        .splitlines()
        if line and line[0] not in "#@["
    }
)

DAYS = st.integers(civil.day_number(1985, 1, 1), civil.day_number(2035, 12, 31))

_MONTHS = st.sampled_from(civil.MONTHS)
_WEEKDAYS = st.sampled_from(civil.WEEKDAYS)
_UNITS = st.sampled_from(["week", "weekend", "month", "quarter", "year", "decade", "century"])
_YEARS = st.integers(1900, 2050).map(str)
_COUNTS = st.sampled_from(["a", "two", "3", "eleven", "a couple of", "40"])
_PLURALS = st.sampled_from(["day", "week", "month", "year", "days", "weeks", "months", "years", "decades"])
_PARTS = st.sampled_from(
    ["early", "mid", "late", "the end of", "the first half of", "the beginning of",
     "the middle of",      "later in",      "earlier in", "the rest of", "so far", "the first ten days of",
     "the last two weeks of", "the latter half of"]
)  # fmt: skip
_ORDINALS = st.sampled_from(["first", "second", "3rd", "fourth", "last", "final"])
_SEASONS = st.sampled_from(["spring", "summer", "autumn", "fall", "winter"])


def _words(*parts: st.SearchStrategy[str] | str) -> st.SearchStrategy[str]:
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map(" ".join)


_NAMES = st.one_of(
    _MONTHS,
    _WEEKDAYS,
    _SEASONS,
    _words(_MONTHS, st.integers(1, 28).map(str)),
    st.just("29 February"),
    st.sampled_from(sorted(HOLIDAYS)).map(lambda name: name.replace(" 's", "'s")),
    st.sampled_from(
        ["the first quarter", "Q3", "the fourth quarter", "the second half", "the 31st", "the 5th"]
    ),
)
_DATED = _words(_WEEKDAYS, st.integers(1, 28).map(str), _MONTHS)
_SINGLE = st.sampled_from(
    ["overnight", "the night before last", "the turn of the century", "the turn of the year", "this time last year",
     "the same month last year", "a year ago today", "two years ago this month", "a month ago Monday", "3Q22",
     "1H 2022",
     "mid-to-late 2022", "early-to-mid May", "the September quarter", "24 hours ago", "in the last 48 hours",
     "the 12 months to June", "the year ended March 31", "the fiscal year ending 30 June", "the month to 15 October",
     "year-to-date", "the first fortnight of May", "the weekend of 5-6 May", "the week of May 5-9", "over the weekend",
     "the coming weekend", "over the last year", "a second consecutive day", "Friday the 13th", "Monday 29 February",
     "a day or two ago", "a week today", "the following week", "three days later", "the 5th and 6th centuries",
     "the first and second quarters of last year", "on Wednesday (8 May)", "the five years from 2015 to last year",
     "the new year", "the year-ago third quarter", "September a year ago", "in January two years ago",
     "overnight Monday",
     "ten years ago last month", "a year ago this week", "two years ago in January", "the year ahead", "tomorrow week",
     "the last half-century", "the next day or two", "the last Monday before Christmas", "the year just ended",
     "the third Friday after Easter", "Monday two weeks ago", "two weeks ago on Monday", "the week from 11 September",
     "the fiscal year beginning 1 October", "year-end", "the turn of the millennium", "before dawn on Monday"]
)  # fmt: skip
_PERIODS = st.one_of(
    _SINGLE,
    _DATED,
    _words(st.sampled_from(["this", "last", "next", "the previous"]), _UNITS),
    _words(st.sampled_from(["the past", "the last", "the next", "the coming"]), _COUNTS, _PLURALS),
    _words(st.sampled_from(["last", "next", "this", "this past", "this coming"]), _NAMES),
    _words("the", _UNITS),
    _YEARS,
    _words(_MONTHS, _YEARS),
    st.sampled_from(
        ["today", "yesterday", "tomorrow", "the 1990s", "the nineteenth century", "the week before last"]
    ),
)
_BASE = _NAMES | _PERIODS


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        _words(_PARTS, inner),
        _words(_NAMES, "of", inner),
        _words("the", _ORDINALS, _WEEKDAYS | _UNITS, "of", inner),
        _words(_COUNTS, _PLURALS, st.sampled_from(["before", "after"]), inner),
        _words("the", _COUNTS, _PLURALS, st.sampled_from(["before", "after", "from"]), inner),
        _words(
            st.sampled_from(["over", "nearly", "at least", "about", "less than"]), _COUNTS, _PLURALS,
            st.sampled_from(["ago", "later", "from now"]),
        ),
        _words(st.sampled_from(["the week of", "the day after", "the Friday before"]), inner),
    )  # fmt: skip


_TAILS = ["at the earliest", "at the latest", "or next", "to date", "or later", "and beyond", "alone"]
EXPRESSIONS = st.recursive(_BASE, _larger, max_leaves=4)
PHRASES = st.one_of(
    EXPRESSIONS,
    st.sampled_from(PRESS),
    _words(st.sampled_from(["in", "on", "since", "until", "by", "before", "after", "perhaps"]), EXPRESSIONS),
    _words("between", EXPRESSIONS, "and", EXPRESSIONS),
    _words("from", EXPRESSIONS, "to", EXPRESSIONS),
    _words(EXPRESSIONS, "or", EXPRESSIONS),
    _words(
        st.sampled_from(["on or before", "not until", "beginning", "from", "as from", "in or after"]),
        EXPRESSIONS,
    ),
    _words(
        EXPRESSIONS,
        st.sampled_from(_TAILS),
    ),
)
SOUP = st.lists(
    st.sampled_from(sorted({
        *_WORDS, *REFUSALS, "and", "of", "to", "or", "from", "between", "since", "until", "ago", "than",
        "the", "in", "on", "5", "5th", "31", "2022", "'97", "1990s", "8/9/2022", "5:30", "-", ",", "(", ")",
        "?", "'s", "bc", "first", "half", "two", "hundred", "20230320", "0", "/", "99", "before", "after",
        "earlier", "a", "end", "at", "earliest", "latest", "hours", "consecutive", "centuries", "quarters",
        "fortnight", "straight", "thing", "now", "3q22", "ahead", "alone", "beyond", "ended", "least",
        "shortly", "into", "row", "that", "began", "couple", "1/2", "just", "which", "new", "style", "day",
    })),
    max_size=9,
).map(" ".join)  # fmt: skip
OPTIONS = st.builds(
    ReadingOptions,
    order=st.sampled_from([None, "dmy", "mdy", "ymd"]),
    week=st.sampled_from(["monday", "sunday"]),
    fiscal=st.sampled_from([None, "IN", "US", "XX"]),
    hemisphere=st.sampled_from(["north", "south"]),
)
STANCES = st.sampled_from([None, *Stance])
