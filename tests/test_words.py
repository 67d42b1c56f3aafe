"""Dates out, in words."""

from __future__ import annotations

import datetime as dt
import re

import pendulum
import pytest
from hypothesis import given, reject, settings, strategies as st

from strategies_dates import edtf_texts
from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.dates.ranges import range_words
from timeline.dates.text import parse_date, resolve
from timeline.dates.words import STYLES, format_date
from timeline.errors import DateError, UnknownName


@pytest.mark.parametrize(
    ("text", "short", "long", "spoken"),
    [
        ("2022-09-08", "8 Sep 2022", "8 September 2022", "8 September 2022"),
        ("2022-09", "Sep 2022", "September 2022", "September 2022"),
        ("2022", "2022", "2022", "2022"),
        ("202X", "2020s", "the 2020s", "the 2020s"),
        ("19XX", "20th c.", "the 20th century", "the 20th century"),
        ("10XX", "11th c.", "the 11th century", "the 11th century"),
        ("190X", "1900-1909", "1900-1909", "between 1900 and 1909"),
        ("200X", "2000s", "the 2000s", "the 2000s"),
        ("2004-02-01/2005", "1 Feb 2004 to 2005", "1 February 2004 to 2005", None),
        ("1984~/2004-06", "c. 1984 to Jun 2004", "about 1984 to June 2004", None),
        ("-0050/-0045", "51-46 BCE", "51-46 BCE", "51-46 BCE"),
        ("-0044/0014", "45 BCE - 14 CE", "45 BCE to 14 CE", "45 BCE to 14 CE"),
        ("[1667,1668,1670..1672]", "1667, 1668 or 1670-1672", "1667, 1668 or 1670-1672", None),
        ("{1960,1961-12}", "1960 and Dec 1961", "1960 and December 1961", None),
        ("1984-XX-30", "one of 11 days from 30 Jan 1984 to 30 Dec 1984", None, None),
        ("199X-05", "one of 10 months from May 1990 to May 1999", None, None),
        ("XXXX-12-25", None, "one of many days from 25 December 1 BCE to 25 December 9999", None),
        ("1XXX-XX-3X", None, "one of many stretches from 30-31 January 1000 to 30-31 December 1999", None),
        ("{1960,1962,1964,1966,1968}", None, "5 years from 1960 to 1968", None),
        ("2022-05~", "c. May 2022", "about May 2022", "about May 2022"),
        ("2022-05?", "May 2022?", "perhaps May 2022", "perhaps May 2022"),
        ("2022-05%", "c. May 2022?", "perhaps about May 2022", "perhaps about May 2022"),
        ("2023-01-12/2023-01-26", "12-26 Jan 2023", "12-26 January 2023", "12-26 January 2023"),
        ("2023-01-28/2023-02-03", "28 Jan - 3 Feb 2023", "28 January to 3 February 2023", None),
        ("2022-12-30/2023-01-02", "30 Dec 2022 - 2 Jan 2023", "30 December 2022 to 2 January 2023", None),
        ("2022-03-01/2022-06-30", "Mar-Jun 2022", "1 March to 30 June 2022", None),
        ("2022-03/2022-06", "Mar-Jun 2022", "March to June 2022", None),
        ("2021-11/2022-02", "Nov 2021 - Feb 2022", "November 2021 to February 2022", None),
        ("2022-05/2022-06-03", "May 2022 to 3 Jun 2022", "May 2022 to 3 June 2022", None),
        ("1964/2008", "1964-2008", "1964-2008", "1964-2008"),
        ("1985-04-12/1985-04-12", "12 Apr 1985", "12 April 1985", "12 April 1985"),
        ("1985-04/1985-04", "Apr 1985", "April 1985", "April 1985"),
        ("1985/..", "since 1985", "since 1985", "since 1985"),
        ("../1985-04", "until Apr 1985", "until April 1985", "until April 1985"),
        ("[1985,1987]", "1985 or 1987", "1985 or 1987", "1985 or 1987"),
        ("{1985,1987}", "1985 and 1987", "1985 and 1987", "1985 and 1987"),
        ("[2022-08-03..2022-08-30]", "3-30 Aug 2022", "3-30 August 2022", "between 3 and 30 August 2022"),
        ("[2022-03..2022-06]", "Mar-Jun 2022", "March to June 2022", "between March and June 2022"),
        ("[1985..1989]", "1985-1989", "1985-1989", "between 1985 and 1989"),
        (
            "[..2022-09-08]",
            "until 8 Sep 2022",
            "8 September 2022 or before",
            "8 September 2022 or before",
        ),
        ("[2022-03-20..]", "from 20 Mar 2022", "20 March 2022 or later", "20 March 2022 or later"),
        ("2001-21", "spring 2001", "spring 2001", "spring 2001"),
        ("2001-24", "winter 2001/02", "winter 2001/02", "winter 2001/02"),
        ("2001-32", "southern winter 2001", "southern winter 2001", None),
        ("2001-30", "southern summer 2001/02", "southern summer 2001/02", None),
        ("2001-25", "northern spring 2001", "northern spring 2001", None),
        ("2022-34", "Q2 2022", "the second quarter of 2022", "the second quarter of 2022"),
        ("-0044-03-15", "15 Mar 45 BCE", "15 March 45 BCE", "15 March 45 BCE"),
        ("0000", "1 BCE", "1 BCE", "1 BCE"),
        ("Y17000", "17000", "17000", "17000"),
        ("156X-12-25", None, "one of 10 days from 25 December 1560 to 25 December 1569", None),
        ("[..1914,1916,1918..]", "until 31 Dec 1914, 1916 or from 1 Jan 1918", None, None),
        ("0044", "44 CE", "44 CE", "44 CE"),
        ("004X", "40-49 CE", "40-49 CE", "between 40 and 49 CE"),
    ],
)
def test_english(text: str, short: str | None, long: str | None, spoken: str | None):
    """A date is written in three styles of English."""
    date = parse_date(text)
    if short is not None:
        assert short == format_date(date, "short")
    if long is not None:
        assert long == format_date(date)
    if spoken is not None:
        assert spoken == format_date(date, "spoken")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (DateRange(None, None), "undated"),
        (DateRange.of("2022-03-01", "2022-06-30"), "between March and June 2022"),
        (DateRange.of("2022-03-05", "2022-06-30"), "between 5 March and 30 June 2022"),
        (DateRange.of("2022-05-01", "2022-05-31"), "May 2022"),
        (DateRange.of("2022-05-01", "2022-05-30"), "between 1 and 30 May 2022"),
        (DateRange.of("2021-05-01", "2022-05-30"), "between 1 May 2021 and 30 May 2022"),
        (DateRange.of("2021-01-01", "2022-12-31"), "between 2021 and 2022"),
        (DateRange.of("2022-05-01", None), "1 May 2022 or later"),
        (DateRange.of(None, "2022-05-01"), "1 May 2022 or before"),
    ],
)
def test_ranges_of_a_moment(days: DateRange, expected: str):
    """A range in which one moment lies is spoken of as between two days, months or years, or as open."""
    assert expected == format_date(days, "spoken")


@given(st.integers(-1_000_000, 3_000_000), st.integers(0, 800))
def test_short_ranges_are_those_of_reports(first: int, length: int):
    """The short style writes a range as reports do."""
    assert range_words(first, first + length) == format_date(DateRange(first, first + length), "short")


@pytest.mark.parametrize(
    "day", [dt.date(2022, 9, 8), pendulum.date(2022, 9, 8), pendulum.datetime(2022, 9, 8, 5)]
)
def test_plain_dates(day: dt.date):
    """A plain date of Python or pendulum is written like one that was read."""
    assert "8 September 2022" == format_date(day)


def test_relative_dates_are_written_with_their_days():
    """A date that was counted from a publication day is written as the days it came to."""
    assert "February 2023" == format_date(resolve("last month", published="2023-03-21"))


def test_weekdays():
    """The weekday stands in front of each single day, on request."""
    assert "Thursday 8 September 2022" == format_date(parse_date("2022-09-08"), weekday=True)
    assert "Thu 8 Sep 2022" == format_date(parse_date("2022-09-08"), "short", weekday=True)
    expected = "Thursday 12 January 2023 to Thursday 26 January 2023"
    assert expected == format_date(parse_date("2023-01-12/2023-01-26"), weekday=True)


@pytest.mark.parametrize(
    ("locale", "day", "month", "span"),
    [
        ("fr", "8 septembre 2022", "septembre 2022", "mars 2022 \u2013 juin 2022"),
        ("de", "8. September 2022", "September 2022", "März 2022 \u2013 Juni 2022"),
        ("es", "8 de septiembre de 2022", "septiembre de 2022", "marzo de 2022 \u2013 junio de 2022"),
        ("ja", "2022年9月8日", "2022年9月", "2022年3月 \u2013 2022年6月"),
        ("pt-br", "8 de setembro de 2022", "setembro de 2022", "março de 2022 \u2013 junho de 2022"),
        ("cs", "8. září, 2022", "září 2022", "března 2022 \u2013 června 2022"),
        ("lt", "2022 m. rugsėjo 8 d.", "2022 m. rugsėjo", "2022 m. kovo \u2013 2022 m. birželio"),
        ("tr", "Eylül 8, 2022", "Eylül 2022", "Mart 2022 \u2013 Haziran 2022"),
    ],
)
def test_other_languages(locale: str, day: str, month: str, span: str):
    """Plain dates and ranges have the names and the order of another language."""
    found = [
        format_date(parse_date(text), locale=locale) for text in ("2022-09-08", "2022-09", "2022-03/2022-06")
    ]
    assert [day, month, span] == found


def test_other_languages_short_with_weekdays_and_open():
    """Names are shortened, weekdays added, and open sides marked with dots in other languages too."""
    assert "8 sept. 2022" == format_date(parse_date("2022-09-08"), "short", locale="fr")
    assert "jeudi 8 septembre 2022" == format_date(parse_date("2022-09-08"), locale="fr", weekday=True)
    assert "1 janvier 1985.." == format_date(parse_date("1985/.."), locale="fr")
    assert "2021 \u2013 2022" == format_date(parse_date("2021/2022"), locale="fr")
    assert "15 mars -0044" == format_date(parse_date("-0044-03-15"), locale="fr")
    assert "5 mai 2022 \u2013 6 mai 2022" == format_date(parse_date("2022-05-05/2022-05-06"), locale="fr")


def test_the_machine_form_is_edtf_in_every_language():
    """The machine form is the canonical EDTF whatever the language; where there is none, the range."""
    assert "2004-06?" == format_date(parse_date("?2004-?06"), "edtf", locale="fr")
    assert "2023-02" == format_date(resolve("last month", published="2023-03-21"), "edtf")
    assert "[2022-08-03..2022-08-30]" == format_date(DateRange.of("2022-08-03", "2022-08-30"), "edtf")
    assert "[2022-08-09,2022-09-08]" == format_date(resolve("8/9/2022"), "edtf")
    assert "2023-01-12/2023-01-26" == format_date(resolve("12-26 January", published="2022-11-08"), "edtf")
    assert "2022-05/.." == format_date(resolve("since May", published="2022-09-08"), "edtf")
    assert "17000-01-05/17000-01-06" == format_date(DateRange.of("17000-01-05", "17000-01-06"), "edtf")


@pytest.mark.parametrize("locale", ["xx", "../../etc", "fr.custom", "", "klingon", "en;"])
def test_unknown_languages(locale: str):
    """A language that pendulum does not have, or that is no name of one, is refused."""
    with pytest.raises(UnknownName, match="locale"):
        format_date(parse_date("2022"), locale=locale)


def test_unknown_styles():
    """A style that there is not is refused, with those that there are."""
    with pytest.raises(UnknownName, match=re.escape("did you mean 'short'?")):
        format_date(parse_date("2022"), "shrot")


@given(edtf_texts(), st.sampled_from(STYLES), st.sampled_from(["en", "de", "ja"]), st.booleans())
@settings(max_examples=300)
def test_every_date_has_words(text: str, style: str, locale: str, weekday: bool):  # noqa: FBT001
    """Whatever can be read can be written, in every style and language."""
    try:
        date = parse_date(text)
    except DateError:
        reject()
    assert format_date(date, style, locale=locale, weekday=weekday).strip()


@given(st.integers(civil.day_number(1500, 1, 1), civil.day_number(2100, 12, 31)))
def test_a_day_in_words_is_read_back(day: int):
    """A single day in long words is read as the same day."""
    words = format_date(DateRange(day, day))
    assert (day, day) == (parse_date(words).range.first, parse_date(words).range.last)


@st.composite
def plain_texts(draw: st.DrawFn) -> str:
    """A day, month, year, decade or century in EDTF, or an interval of two of a kind."""
    first, last = sorted(draw(st.lists(st.integers(1500, 2099), min_size=2, max_size=2)))
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    form = draw(st.sampled_from(["{y}", "{y}-{m:02d}", "{y}-{m:02d}-{d:02d}"]))
    one, two = form.format(y=first, m=month, d=day), form.format(y=last, m=month, d=day)
    return draw(
        st.sampled_from(
            [one, f"{one}/{two}", f"{one}/..", f"../{one}", f"{first}"[:3] + "X", f"{first}"[:2] + "XX"]
        )
    )


@given(plain_texts())
def test_plain_dates_in_words_are_read_back(text: str):
    """Days, months, years, decades, centuries and ranges are read back from long words as the same days."""
    date = parse_date(text)
    assert date.range == parse_date(format_date(date)).range


@given(st.integers(-500_000, 900_000), st.integers(0, 40_000))
def test_the_machine_form_of_a_range_is_read_back(first: int, length: int):
    """What `format_date` writes as EDTF for a range of days is read back as the same days."""
    days = DateRange(first, first + length)
    assert days == parse_date(format_date(days, "edtf")).range


@given(edtf_texts())
def test_the_machine_form_of_a_date_is_read_back(text: str):
    """What `format_date` writes as EDTF for a date is the same date."""
    try:
        date = parse_date(text)
    except DateError:
        reject()
    assert date == parse_date(format_date(date, "edtf"))
