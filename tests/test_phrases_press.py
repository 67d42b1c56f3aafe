"""Phrases as the press prints them, class by class, at one publication day; ranges worked out by hand."""

from __future__ import annotations

import pytest

from timeline.dates.text import resolve
from timeline.errors import DateError

# Tuesday.
PUBLISHED = "2023-10-17"


def days(text: str) -> str:
    """The readings of a text, with a bar between; dots for an open side."""
    return " | ".join(run.iso for run in resolve(text, published=PUBLISHED).ranges)


DAYS_AND_WEEKDAYS = [
    ("overnight", "2023-10-16/2023-10-17"),
    ("the night before last", "2023-10-15"),
    ("the day before yesterday", "2023-10-15"),
    ("the day after tomorrow", "2023-10-19"),
    ("earlier on Monday", "2023-10-16"),
    ("Monday morning", "2023-10-16"),
    ("late Tuesday", "2023-10-17"),
    ("early on Friday morning", "2023-10-13"),
    ("first thing Monday", "2023-10-16"),
    ("Monday at noon", "2023-10-16"),
    ("10 a.m. on May 1, 2022", "2022-05-01"),
    ("Thursday, May 5th, 2022, at 10 am", "2022-05-05"),
    ("10:35 a.m. (0735 GMT)", "2023-10-17"),
    ("Thursday (1000 GMT)", "2023-10-12"),
    ("1405 GMT", "2023-10-17"),
    ("the small hours of Tuesday", "2023-10-17"),
    ("the night of 9 July 1943", "1943-07-09"),
    ("dawn on 6 June 1944", "1944-06-06"),
    ("the Friday before last", "2023-10-06"),
    ("the Monday after next", "2023-10-30"),
    ("two Mondays ago", "2023-10-09"),
    ("three Fridays from now", "2023-11-03"),
    ("Monday 8 September", "2025-09-08"),
    ("Wednesday 8 May", "2024-05-08"),
    ("on Wednesday (8 May)", "2024-05-08"),
    ("Friday 20 October", "2023-10-20"),
    ("Monday, Oct. 16", "2023-10-16"),
    ("Friday the 13th", "2023-10-13"),
    ("one Friday in May 2022", "2022-05-06 | 2022-05-13 | 2022-05-20 | 2022-05-27"),
    ("the week of 9 October", "2023-10-09/2023-10-15"),
    ("the week of Oct. 9-13", "2023-10-09/2023-10-15"),
    ("the week beginning 9 October", "2023-10-09/2023-10-15"),
    ("the week ended Oct. 7", "2023-10-01/2023-10-07"),
    ("the weekend of 7-8 October", "2023-10-07/2023-10-08"),
    ("the weekend of March 7-8", "2026-03-07/2026-03-08"),
    ("the coming weekend", "2023-10-21/2023-10-22"),
    ("over the weekend", "2023-10-14/2023-10-15"),
    ("the past weekend", "2023-10-14/2023-10-15"),
    ("the weekend before last", "2023-10-07/2023-10-08"),
    ("8-Sep-22", "2022-09-08"),
    ("2/3 May 2022", "2022-05-02/2022-05-03"),
    ("May 2/3, 2022", "2022-05-02/2022-05-03"),
    ("the 15th of the month", "2023-10-15"),
    ("the tenth of October", "2023-10-10"),
    ("the May 5", "2023-05-05"),
]


@pytest.mark.parametrize(("text", "expected"), DAYS_AND_WEEKDAYS)
def test_days_and_weekdays_of_the_press(text: str, expected: str) -> None:
    """Days are told by weekday, part of the day, week or weekend around them."""
    assert expected == days(text)


OFFSETS = [
    ("24 hours ago", "2023-10-16"),
    ("48 hours ago", "2023-10-15"),
    ("in the last 24 hours", "2023-10-16/2023-10-17"),
    ("within 48 hours", "2023-10-17/2023-10-19"),
    ("a year ago today", "2022-10-17"),
    ("two years ago this month", "2021-10-01/2021-10-31"),
    ("two years ago this week", "2021-10-11/2021-10-17"),
    ("a year ago Monday", "2022-10-16"),
    ("a week ago Monday", "2023-10-09"),
    ("a week today", "2023-10-24"),
    ("a week from today", "2023-10-24"),
    ("a week from Friday", "2023-10-27"),
    ("a week on Friday", "2023-10-27"),
    ("Friday week", "2023-10-27"),
    ("two weeks on Monday", "2023-11-06"),
    ("three weeks from Monday", "2023-11-13"),
    ("some three weeks ago", "2023-09-26"),
    ("in about two weeks", "2023-10-31"),
    ("a day or two ago", "2023-10-15/2023-10-16"),
    ("a year or two ago", "2021-01-01/2022-12-31"),
    ("a quarter of a century ago", "1998-01-01/1998-12-31"),
    ("a quarter century ago", "1998-01-01/1998-12-31"),
    ("half a decade ago", "2018-01-01/2018-12-31"),
    ("18 months ago", "2022-04-01/2022-04-30"),
    ("10 days ago", "2023-10-07"),
    ("30 days after 5 May 2022", "2022-06-04"),
    ("within 30 days of 5 May 2022", "2022-04-05/2022-06-04"),
    ("less than a week after 5 May 2022", "2022-05-05/2022-05-11"),
    ("two days after Christmas", "2023-12-27"),
    ("the week before Christmas", "2023-12-18/2023-12-24"),
    ("the day after Thanksgiving", "2023-11-24"),
    ("two years before the end of the century", "2097-01-01/2097-12-31"),
    ("in ten years' time", "2033-01-01/2033-12-31"),
    ("ten days hence", "2023-10-27"),
]


@pytest.mark.parametrize(("text", "expected"), OFFSETS)
def test_offsets_of_the_press(text: str, expected: str) -> None:
    """An offset counts from publication, from a weekday ahead of it, or from the date named."""
    assert expected == days(text)


PERIODS = [
    ("this time last year", "2022-10-01/2022-10-31"),
    ("the same month last year", "2022-10-01/2022-10-31"),
    ("the same day last year", "2022-10-17"),
    ("this time next year", "2024-10-01/2024-10-31"),
    ("two summers ago", "2022-06-01/2022-08-31"),
    ("three Mays ago", "2021-05-01/2021-05-31"),
    ("two winters ago", "2021-12-01/2022-02-28"),
    ("the years 1990 to 1995", "1990-01-01/1995-12-31"),
    ("the years 1990-95", "1990-01-01/1995-12-31"),
    ("the period from May to June 2022", "2022-05-01/2022-06-30"),
    ("the July-September quarter", "2023-07-01/2023-09-30"),
    ("midnight Monday", "2023-10-16"),
    ("the winter before last", "2021-12-01/2022-02-28"),
    ("two quarters ago", "2023-04-01/2023-06-30"),
    ("over the past year", "2022-10-17/2023-10-17"),
    ("over the last year", "2022-10-17/2023-10-17"),
    ("in the last year", "2022-10-17/2023-10-17"),
    ("the last year", "2022-01-01/2022-12-31"),
    ("over the next week", "2023-10-17/2023-10-24"),
    ("next week", "2023-10-23/2023-10-29"),
    ("the past 10 years", "2013-10-17/2023-10-17"),
    ("the next 10 years", "2023-10-17/2033-10-17"),
    ("the first fortnight of May", "2023-05-01/2023-05-14"),
    ("a second consecutive day", "2023-10-17"),
    ("the September quarter", "2023-07-01/2023-09-30"),
    ("the June quarter of 2022", "2022-04-01/2022-06-30"),
    ("1H22", "2022-01-01/2022-06-30"),
    ("2H 2022", "2022-07-01/2022-12-31"),
    ("3Q22", "2022-07-01/2022-09-30"),
    ("3Q 2022", "2022-07-01/2022-09-30"),
    ("Q1/2022", "2022-01-01/2022-03-31"),
    ("Q3'22", "2022-07-01/2022-09-30"),
    ("the first and second quarters of 2022", "2022-01-01/2022-06-30"),
    ("the 12 months to June", "2022-07-01/2023-06-30"),
    ("the twelve months through June 2022", "2021-07-01/2022-06-30"),
    ("the six months ended June 30", "2023-01-01/2023-06-30"),
    ("the nine months ended 30 September 2022", "2022-01-01/2022-09-30"),
    ("the year ended March 31", "2022-04-01/2023-03-31"),
    ("the month to 15 October", "2023-09-16/2023-10-15"),
    ("the year to 31 March", "2022-04-01/2023-03-31"),
    ("the decade to 2020", "2011-01-01/2020-12-31"),
    ("the fiscal year ending 30 June 2009", "2008-07-01/2009-06-30"),
    ("the fiscal year ended Sept. 30", "2022-10-01/2023-09-30"),
    ("year-to-date", "2023-01-01/2023-10-17"),
    ("the year to date", "2023-01-01/2023-10-17"),
    ("thus far this year", "2023-01-01/2023-10-17"),
    ("all year", "2023-01-01/2023-12-31"),
    ("mid-to-late 2022", "2022-05-01/2022-12-31"),
    ("early-to-mid May", "2023-05-01/2023-05-20"),
    ("early- to mid-2022", "2022-01-01/2022-08-31"),
    ("mid- to late May", "2023-05-11/2023-05-31"),
    ("the second half of the 1980s", "1985-01-01/1989-12-31"),
    ("the second half of the 19th century", "1850-01-01/1899-12-31"),
    ("the last third of the 19th century", "1867-01-01/1899-12-31"),
    ("the first decade of the 21st century", "2000-01-01/2009-12-31"),
    ("the 5th and 6th centuries", "0400-01-01/0599-12-31"),
    ("17th-19th centuries", "1600-01-01/1899-12-31"),
    ("the turn of the century", "1999-01-01/2000-12-31"),
    ("the turn of the 20th century", "1899-01-01/1900-12-31"),
    ("the turn of the year", "2023-12-01/2024-01-31"),
    ("the noughties", "2000-01-01/2009-12-31"),
    ("the late 1980s and early 1990s", "1987-01-01/1993-12-31"),
    ("the winter of 1941–42", "1941-12-01/1942-02-28"),
    ("the third week of October", "2023-10-16/2023-10-22"),
    ("the last weekend of May 2022", "2022-05-28/2022-05-29"),
    ("the first Monday in September", "2023-09-04"),
    ("the Tuesday after the first Monday in November 2024", "2024-11-05"),
    ("week 41", "2023-10-09/2023-10-15"),
    ("the 100th day of 2022", "2022-04-10"),
    ("as early as next week", "2023-10-23/2023-10-29"),
    ("as late as May", "2023-05-01/2023-05-31"),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_periods_of_the_press(text: str, expected: str) -> None:
    """Periods are calendar units, lengths up to publication, or end on the date named."""
    assert expected == days(text)


CHOICES = [
    ("Monday or Tuesday", "2023-10-16/2023-10-17"),
    ("today or tomorrow", "2023-10-17/2023-10-18"),
    ("this month or next", "2023-10-01/2023-11-30"),
    ("late this year or early next", "2023-09-01/2024-04-30"),
    ("late May or early June", "2023-05-21/2023-06-10"),
    ("late May or early June 2022", "2022-05-21/2022-05-31 | 2022-06-01/2022-06-10"),
    ("March or April 2022", "2022-03-01/2022-03-31 | 2022-04-01/2022-04-30"),
    ("1848 or 1849", "1848-01-01/1848-12-31 | 1849-01-01/1849-12-31"),
    ("the 1840s or 1850s", "1840-01-01/1849-12-31 | 1850-01-01/1859-12-31"),
    ("2 or 3 May 2022", "2022-05-02 | 2022-05-03"),
]


@pytest.mark.parametrize(("text", "expected"), CHOICES)
def test_choices_of_two_dates(text: str, expected: str) -> None:
    """Two dates with "or" are two readings, or one run where they touch and move."""
    assert expected == days(text)


OPEN_ENDS = [
    ("from 1 May 2022", "2022-05-01/.."),
    ("from May", "2023-05-01/.."),
    ("from next month on", "2023-11-01/.."),
    ("from 2022 onwards", "2022-01-01/.."),
    ("as from 1 May", "2023-05-01/.."),
    ("beginning 1 May", "2023-05-01/.."),
    ("beginning in 2022", "2022-01-01/.."),
    ("starting from Monday", "2023-10-23/.."),
    ("with effect from 1 May 2022", "2022-05-01/.."),
    ("effective July 1, 2023", "2023-07-01/.."),
    ("since last week", "2023-10-09/.."),
    ("since the start of the year", "2023-01-01/.."),
    ("on or before 5 May 2022", "../2022-05-05"),
    ("on or after 5 May 2022", "2022-05-05/.."),
    ("in or before 1848", "../1848-12-31"),
    ("not until May", "2024-05-01/.."),
    ("no sooner than next month", "2023-11-01/.."),
    ("in May at the earliest", "2023-05-01/.."),
    ("by Friday at the latest", "../2023-10-20"),
    ("until now", "../2023-10-17"),
    ("from now until Christmas", "2023-10-17/2023-12-25"),
    ("until the end of the month", "../2023-10-31"),
    ("by mid-2023", "../2023-08-31"),
    ("by year's end", "../2023-12-31"),
    ("no later than Friday", "../2023-10-20"),
    ("through the end of May", "../2024-05-31"),
    ("from May through July", "2023-05-01/2023-07-31"),
    ("from late 2015 until early 2020", "2015-09-01/2020-04-30"),
    ("the five years from 2015 to 2020", "2015-01-01/2020-12-31"),
    ("30 May to 2 June", "2023-05-30/2023-06-02"),
    ("Oct. 5 – Nov. 9, 2023", "2023-10-05/2023-11-09"),
    ("5th-9th October", "2023-10-05/2023-10-09"),
    ("Monday, Oct. 9 to Friday, Oct. 13", "2023-10-09/2023-10-13"),
    ("from Monday to Friday", "2023-10-16/2023-10-20"),
    ("between Monday and Wednesday", "2023-10-16/2023-10-18"),
    ("between 2015 and early 2020", "2015-01-01/2020-04-30"),
    ("between the 1960s and 1980s", "1960-01-01/1989-12-31"),
    ("from 9 September to 16 December 1944", "1944-09-09/1944-12-16"),
]


@pytest.mark.parametrize(("text", "expected"), OPEN_ENDS)
def test_open_ends_and_ranges_of_the_press(text: str, expected: str) -> None:
    """What begins or ends on a date, and what runs from one to another."""
    assert expected == days(text)


VERBS = [
    ("will take place on Friday", "2023-10-20"),
    ("was held on Wednesday", "2023-10-11"),
    ("due by the end of the month", "../2023-10-31"),
    ("set for 12-14 November", "2023-11-12/2023-11-14"),
    ("to be held in March", "2024-03-01/2024-03-31"),
    ("took place last weekend", "2023-10-14/2023-10-15"),
    ("is to begin on Monday", "2023-10-23"),
    ("expected in the second half of next year", "2024-07-01/2024-12-31"),
]


@pytest.mark.parametrize(("text", "expected"), VERBS)
def test_verbs_before_a_date(text: str, expected: str) -> None:
    """A verb before a date tells the direction."""
    assert expected == days(text)


ELSEWHERE = [
    "the following day",
    "the next day",
    "the previous month",
    "the day before",
    "the week after",
    "three days later",
    "a year earlier",
    "two weeks before",
    "that year",
    "the same day",
    "since the following week",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_is_counted_from_elsewhere_needs_an_event(text: str) -> None:
    """Words that count from a date named elsewhere are not counted from publication."""
    with pytest.raises(DateError, match="another date than publication"):
        resolve(text, published=PUBLISHED)


UNSETTLED = [
    ("the quarter", "which quarter"),
    ("the twenties", "1920s or the 2020s"),
    ("the same period last year", "said elsewhere"),
    ("the year-earlier quarter", "said elsewhere"),
    ("the last few days", "how many"),
    ("the final days of 2022", "many dates"),
    ("the first", "no place here"),
    ("14 July 1690 (O.S.)", "Old Style"),
    ("now", "going on, not since when"),
    ("to 5 May", "names no date"),
    ("the 2022-23 academic year", "differ"),
    ("Lunar New Year", "moon"),
]


@pytest.mark.parametrize(("text", "reason"), UNSETTLED)
def test_what_may_mean_several_things_is_refused(text: str, reason: str) -> None:
    """Where a reading would be a coin flip, the reason is given instead."""
    with pytest.raises(DateError, match=reason):
        resolve(text, published=PUBLISHED)


def test_a_weekday_finds_the_year_of_its_date() -> None:
    """A weekday beside a day and month picks the year that it fits, up to three years away."""
    found = [resolve("Monday 8 September", published=f"{year}-01-01").range.iso for year in range(2021, 2027)]
    assert ["2020-09-08", "2021-09-08", "2025-09-08", "2025-09-08", "2025-09-08", "2025-09-08"] == found
