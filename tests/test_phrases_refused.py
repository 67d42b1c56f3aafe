"""What press wording refuses, and why."""

from __future__ import annotations

import contextlib
import time

import pytest

from timeline.dates.fuzzy import ReadingOptions
from timeline.dates.phrases import read
from timeline.dates.phrases.vocabulary import REFUSALS
from timeline.dates.tokens import CAP
from timeline.errors import DateError


def refusal(text: str) -> DateError:
    with pytest.raises(DateError) as caught:
        read(text, ReadingOptions(), None)
    return caught.value


REFUSED = [
    ("", "empty", None),
    ("   ", "empty", None),
    ("...", "names no date", None),
    ("soon", "to come, not when", 1),
    ("recently", "past, not when", 1),
    ("at the time", "too vague", 8),
    ("a few days ago", "how many is not said", 1),
    ("two weeks", "a length of time is no date", 1),
    ("every Tuesday", "many dates", 1),
    ("on Mondays", "many dates", 4),
    ("annually", "many dates", 1),
    ("14 July 1690 O.S.", "Old Style", 14),
    ("after the war", "'war' names no date", 11),
    ("Diwali 2022", "follows the moon", 1),
    ("FY 2023", "the country is not said", 1),
    ("8/9", "day or month may come first", 1),
    ("7", "alone may be a day", 1),
    ("5. M\u00e4rz 2022", "'m\u00e4rz' is no month", 4),
    ("the second week", "which period", 5),
    ("Easter last month", "not a year", None),
    ("the fifth Monday of last month", "not every such period", None),
    ("from May 2022 to March 2022", "ends before it begins", None),
    ("May 2022 €", "belongs to no date", 10),
    ("5 May 2022 beside the lake", "'beside' names no date", 12),
    ("3 hours ago", "shorter than a day", 3),
    ("2 or 5 days ago", "two separate possibilities", 3),
    ("a Friday in early next week", "may lack the weekday", None),
    ("Monday or Thursday", "need their year", None),
]


@pytest.mark.parametrize(("text", "reason", "column"), REFUSED)
def test_refusals_say_why(text: str, reason: str, column: int | None) -> None:
    """A text that is no date is refused with its reason, at the column of the word that is to blame."""
    error = refusal(text)
    assert reason in error.rule
    assert column in (None, error.column)


IMPOSSIBLE = [
    ("31 April 2022", "April has 30 days"),
    ("29 February 2023", "February 2023 has 28 days"),
    ("30 February", "February has 29 days"),
    ("32 May 2022", "May has 31 days"),
    ("31/31/2022", "there is no month 31"),
    ("20221350", "the eight digits"),
    ("the fifth Monday of February 2023", "the period has no such day"),
]


@pytest.mark.parametrize(("text", "reason"), IMPOSSIBLE)
def test_days_that_no_calendar_has_are_impossible(text: str, reason: str) -> None:
    """A well-formed date that does not exist is marked impossible."""
    error = refusal(text)
    assert (True, True) == (error.impossible, reason in error.rule)


def test_long_texts_are_refused_with_the_cap() -> None:
    """A text past the cap is refused at the first character too many, and the cap is named."""
    error = refusal("May " * CAP)
    assert (CAP + 1, True) == (error.column, str(CAP) in error.rule)


@pytest.mark.parametrize(
    ("text", "stance"), [("recently", "reported"), ("soon", "planned"), ("currently", "ongoing")]
)
def test_a_refused_tense_says_what_to_write(text: str, stance: str) -> None:
    """A word that tells a tense and no date is refused with the tense to write instead."""
    assert f"leave the date out and write as: {stance}" == refusal(text).suggestion


WORST = [
    "the end of " * 26 + "May",
    "early " * 49,
    "two weeks after " * 18,
    "'" * CAP,
    "a" * CAP,
    "1" * CAP,
    "1-" * (CAP // 2),
    "of in on at the " * 18,
    "the first Monday of " * 14 + "May",
    "twenty " * 42,
    "one hundred " * 25,
    "early to mid " * 22 + "May",
    "within 3 days of " * 17 + "May",
    "the 9999th Monday of 2022",
]


@pytest.mark.parametrize("text", WORST)
def test_no_text_takes_long(text: str) -> None:
    """Texts made to be slow are settled in a time that grows with their length only."""
    started = time.perf_counter()
    with contextlib.suppress(DateError):
        wording = read(text, ReadingOptions(), None)
        if wording.start is not None:
            wording.start.at(738000)
    # Ten times the promised 10 ms, for machines under load: what is looked for is a blow-up.
    assert time.perf_counter() - started < 0.1


@pytest.mark.parametrize("word", sorted(REFUSALS))
def test_words_of_refusal_have_a_reason(word: str) -> None:
    """No word in the table of refusals is read as a date by itself."""
    assert refusal(word).rule


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            "10/20 February 1700",
            "write '1700-02-20' for that, '1700-02-10/1700-02-20' for the days between them",
        ),
        (
            "28 January/7 February 1700",
            "write '1700-02-07' for that, '1700-01-28/1700-02-07' for the days between them",
        ),
        (
            "10/21 March 1741",
            "write '1741-03-21' for that, '1741-03-10/1741-03-21' for the days between them",
        ),
        ("11 February 1731/2", "as a day of the Julian calendar it is '1732-02-22'"),
        ("24 Mar 1699/1700", "as a day of the Julian calendar it is '1700-04-04'"),
    ],
)
def test_dates_of_two_calendars(text: str, advice: str) -> None:
    """A day with its name in two calendars is no stretch of days; which day it may be is told."""
    assert advice == refusal(text).suggestion


@pytest.mark.parametrize(
    "text", ["10-20 February 1700", "10/21 February 1700", "10/23 May 2022", "10/11 May 1815"]
)
def test_days_that_are_a_stretch(text: str) -> None:
    """Days that no two calendars name alike are a stretch of days."""
    assert "day" == read(text, ReadingOptions(), None).rule


@pytest.mark.parametrize(
    ("text", "advice"),
    [("after the war", "if it is an event, say how the two lie, as in `after: EVENT`"),
     ("Total", "write a date in figures, in English words, or as EDTF")],
)  # fmt: skip
def test_advice_on_words_that_name_no_date(text: str, advice: str) -> None:
    """Behind a word such as "after" an event may be meant, elsewhere a date."""
    assert advice == refusal(text).suggestion
