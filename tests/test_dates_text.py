"""The front door: which reader gets a text, what an anchor does to it, and which error is raised."""

from __future__ import annotations

import contextlib
import datetime as dt
import subprocess
import sys

import pendulum
import pytest
from hypothesis import assume, given, settings, strategies as st

from strategies_dates import NOISE, PIECES, relative_windows
from timeline.dates import civil
from timeline.dates.days import Pieces
from timeline.dates.fuzzy import DateRange, ReadingOptions, Shape, Stance, Window, Wording
from timeline.dates.text import parse_date, read, resolve
from timeline.dates.tying import MAX_LISTED, tie
from timeline.errors import DateError

SOME_DAY = civil.day_number(2022, 3, 1)


def refusal(text: str, **how: object) -> DateError:
    with pytest.raises(DateError) as caught:
        resolve(text, **how)  # type: ignore[arg-type]
    return caught.value


def test_edtf_comes_first():
    """A text that is EDTF is read as EDTF, whatever the words of the press make of it."""
    assert "EDTF date" == read("2022").rule
    assert "EDTF interval" == read("2022-05/2022-07").rule


def test_press_wording_is_read_where_edtf_is_not():
    """A text that is not EDTF is read as press wording."""
    assert "2022-05-01/2022-05-31" == parse_date("May 2022").range.iso
    assert "2022-09-08" == parse_date("8 September 2022").range.iso
    assert None is parse_date("May 2022").level


def test_nothing_but_edtf_on_request():
    """Press wording is refused where only EDTF is wanted."""
    with pytest.raises(DateError):
        read("May 2022", edtf_only=True)
    with pytest.raises(DateError):
        resolve("last month", published="2022-09-08", edtf_only=True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1985-04-31", "April has 30 days"),
        ("199u", "199X"),
        ("2004/2003", "before the start"),
        ("[1984", "ends with"),
        ("1985/4", "column 6: a year has four digits"),
        ("[1931-08-24, 1931-08-26]", "column 13: EDTF has no spaces; write '[1931-08-24,1931-08-26]'"),
        ("{1960,1961-12 }", "write '{1960,1961-12}'"),
        ("XXXX-13", "no month 13"),
    ],
)
def test_the_error_is_edtfs_for_what_looks_like_edtf(text: str, says: str):
    """A text of EDTF's characters that neither reader takes is refused in the words of EDTF."""
    assert says in str(refusal(text, published="2022-09-08"))


def test_the_error_is_the_phrases_for_what_does_not():
    """A text that does not look like EDTF is refused in the words of the press reader."""
    assert "a date cannot begin" not in str(refusal("soon"))


@pytest.mark.parametrize("text", ["8 9 2022", "31.02.1985", "[May 2022]"])
def test_the_error_is_the_phrases_for_what_is_edtf_in_no_way(text: str):
    """Digits apart, a day of a press date that no month has, and words in brackets are no EDTF with a slip."""
    assert "EDTF" not in str(refusal(text))
    assert "the year comes first" not in str(refusal(text))


@pytest.mark.parametrize("text", ["1985/04", "1985 / 04", "1985\u201304", "1985 -04", " 1985/04 "])
def test_a_year_and_what_may_be_a_month_or_a_year_is_refused(text: str):
    """Some write a month so, others a range of years: both are offered, neither is taken."""
    error = refusal(text)
    assert "write '1985-04' for the month, '1985/2004' for the years" == error.suggestion
    assert text[(error.column or 0) - 1 :].startswith("04")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1914-18", "1914-01-01/1918-12-31"),
        ("2012-13", "2012-01-01/2013-12-31"),
        ("1999-00", "1999-01-01/2000-12-31"),
    ],
)
def test_years_with_a_hyphen_are_read_where_edtf_has_no_such_month(text: str, days: str):
    """A range of years as papers print it is read, with an assumption; EDTF alone says what to write."""
    date = parse_date(text)
    assert (days, ("two years, not a month",)) == (date.range.iso, date.assumptions)
    with pytest.raises(DateError) as caught:
        resolve(text, edtf_only=True)
    assert f"write '{days[:4]}/{days[11:15]}' for the years" == caught.value.suggestion


@pytest.mark.parametrize(
    ("text", "days", "said"),
    [
        ("2021-22", "2021-06-01/2021-08-31", "a part of the year 2021, not the years 2021 to 2022"),
        ("1918-39", "1918-09-01/1918-12-31", "a part of the year 1918, not the years 1918 to 1939"),
    ],
)
def test_what_edtf_reads_stays_and_the_other_reading_is_named(text: str, days: str, said: str):
    """A season that could be a range of years is the season, as in any EDTF; the assumption names the years."""
    date = parse_date(text)
    assert days == date.range.iso
    assert said in date.assumptions


def test_a_number_that_is_neither_month_nor_later_year_is_refused():
    """What could be neither a month, nor a season, nor a later year is refused as EDTF refuses it."""
    assert "there is no month 13" in refusal("1985-13").rule


@pytest.mark.parametrize(("text", "edtf"), [("1985/86", "1985/1986"), ("2003/04", "2003/2004")])
def test_two_years_of_which_one_is_cut_short(text: str, edtf: str):
    """What can be no month, or is the next year, as papers write seasons and budgets, is read as years."""
    assert edtf == str(parse_date(text))


MESSAGES = [
    ("31/02/2022", 1, "February 2022 has 28 days", None),
    ("30/30/2022", 1, "there is no month 30", None),
    ("12 Mai 2022", 4, "'mai' names no date", "did you mean 'May'?"),
    ("Febuary 2022", 1, "'febuary' names no date", "did you mean 'February'?"),
    ("tomorow", 1, "'tomorow' names no date", "did you mean 'tomorrow'?"),
    ("between 1990 and", 17, "a date is missing here", None),
    ("null", None, "says that there is no date", "leave the date out"),
    ("n.d.", None, "says that there is no date", "leave the date out"),
    ("N/A", None, "says that there is no date", "leave the date out"),
    ("?", None, "says that there is no date", "leave the date out"),
    ("2022-13-01", 6, "there is no month 13", "write '2022-01-13' if the day stands first"),
    ("2022-W12", 6, "week dates are no part of EDTF", "write '2022-03-21/2022-03-27'"),
    ("2020-W53-7", 6, "week dates are no part of EDTF", "write '2021-01-03'"),
    ("2022-120", 6, "days of the year are no part of EDTF", "write '2022-04-30'"),
    ("2022-366", 6, "days of the year are no part of EDTF", "write month and day"),
    ("5-2022", 1, "the year comes first", "write '2022-05' for the month"),
    ("19--", 3, "an unspecified digit is a capital X", "write '19XX'"),
    ("198-", 4, "an unspecified digit is a capital X", "write '198X'"),
    ("2022-05-04--2022-05-06", 11, "cannot read", "write '2022-05-04/2022-05-06'"),
    ("2022-05-04..2022-05-06", 11, "cannot read", "write '2022-05-04/2022-05-06'"),
    ("2022, 2023", 5, "cannot read", "write '{2022,2023}' for all, '[2022,2023]' for one of them"),
    ("2022-05-04T25:00:00", 12, "hours go up to 23", None),
    ("2022-05-04T10:61:00", 15, "minutes go up to 59", None),
    ("2022-05-04T10:00:00.000Z", 20, "a time of day is written", "write '2022-05-04T10:00:00Z'"),
]


@pytest.mark.parametrize(("text", "column", "rule", "suggestion"), MESSAGES)
def test_what_is_wrong_is_said_with_its_place_and_what_to_type(
    text: str, column: int | None, rule: str, suggestion: str | None
):
    """A refusal says what was found, where, and what to write instead."""
    error = refusal(text)
    assert (column, suggestion) == (error.column, error.suggestion)
    assert error.rule.startswith(rule)


def test_a_text_that_is_too_long_is_refused_before_anything_reads_it():
    """The cap holds for press wording too, and is named."""
    assert "1000 characters" in refusal("last month " * 100).rule


@given(NOISE, st.sampled_from([None, "2022-09-08", "2022-09", "2022/.."]))
@settings(max_examples=300)
def test_any_text_is_read_or_refused(text: str, published: str | None):
    """Nothing but DateError comes out of the front door."""
    with contextlib.suppress(DateError):
        date = resolve(text, published=published)
        assert date.ranges
        assert text == date.text


def test_the_text_is_kept_as_typed():
    """The value keeps the text as typed, also where its canonical form is another."""
    date = parse_date("?2004-?06")
    assert ("?2004-?06", "2004-06?") == (date.text, date.wording.edtf)


def test_options_reach_the_seasons():
    """The half of the earth that seasons are read for is an option, and shows among the assumptions."""
    south = parse_date("2022-21", options=ReadingOptions(hemisphere="south"))
    assert "2022-09-01/2022-11-30" == south.range.iso
    assert ("meteorological seasons of the southern half of the earth",) == south.assumptions
    assert (
        "2022-03-01/2022-05-31" == parse_date("2022-25", options=ReadingOptions(hemisphere="south")).range.iso
    )


def test_an_interval_is_in_order_by_the_seasons_of_its_half_of_the_earth():
    """Winter to spring of one year runs forwards in the south and backwards in the north."""
    assert (
        "2022-06-01/2022-11-30"
        == parse_date("2022-24/2022-21", options=ReadingOptions(hemisphere="south")).range.iso
    )
    with pytest.raises(DateError, match="before the start"):
        parse_date("2022-24/2022-21")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-05-10~", "2022-05-09/2022-05-11"),
        ("2022-05-10%", "2022-05-08/2022-05-12"),
        ("2022-05?", "2022-04-01/2022-06-30"),
        ("2022~", "2021-01-01/2023-12-31"),
        ("202X~", "2010-01-01/2039-12-31"),
        ("19XX~", "1800-01-01/2099-12-31"),
        ("2022-34~", "2022-01-01/2022-09-30"),
        ("2022-38~", "2022-01-01/2022-12-31"),
        ("2022-~05-10", "2022-04-10/2022-06-10"),
        ("2022~-05-10", "2021-05-10/2023-05-10"),
        ("2022-~05", "2022-04-01/2022-06-30"),
        ("2022?-05", "2021-05-01/2023-05-31"),
        ("2022-05-10", "2022-05-10"),
        ("2022-05-10~/2022-05-20", "2022-05-09/2022-05-20"),
        ("[2022~,2025]", "2021-01-01/2025-12-31"),
    ],
)
def test_qualifiers_widen_on_request(text: str, expected: str):
    """On request a qualified part may be one unit off on either side, or two if uncertain and approximate."""
    date = parse_date(text, options=ReadingOptions(widen=True))
    assert expected == date.range.iso
    assert any("widened" in each for each in date.assumptions) is (text != "2022-05-10")


# --- anchors --------------------------------------------------------------------------------------


def test_a_relative_text_needs_a_publication_day():
    """Without a publication day a relative text is refused, and the error says what it lacks."""
    error = refusal("last month")
    assert error.needs_anchor
    assert "publication day" in error.rule
    with pytest.raises(DateError) as caught:
        parse_date("last month")
    assert caught.value.needs_anchor


@pytest.mark.parametrize(
    "published",
    ["2023-03-21", dt.date(2023, 3, 21), pendulum.date(2023, 3, 21), pendulum.datetime(2023, 3, 21, 9)],
)
def test_a_publication_day_in_any_form(published: str | dt.date):
    """The publication day is EDTF, a date, or a date with a time."""
    date = resolve("last month", published=published)
    assert ("2023-02-01/2023-02-28", civil.day_number(2023, 3, 21)) == (date.range.iso, date.anchor)


def test_a_text_that_needs_no_anchor_ignores_it():
    """An absolute date is the same whatever the publication day, and has no anchor."""
    assert parse_date("2022-05") == resolve("2022-05", published="2023-03-21")


def test_a_publication_day_that_cannot_be_read():
    """A publication day in press wording, or of no calendar, is refused."""
    assert "1985-04-31" == refusal("last month", published="1985-04-31").text
    assert "yesterday" == refusal("last month", published="yesterday").text


def test_stance_by_word():
    """The stance can be given as a word, and a word that is none is a fault of the caller."""
    assert resolve("2022", stance="reported") == resolve("2022", stance=Stance.REPORTED)
    with pytest.raises(ValueError, match="hoped"):
        resolve("2022", stance="hoped")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2022-03", "2022-02-01/2022-02-28"),
        ("2022", "2021-12-01/2022-11-30"),
        ("[2022-03-05,2022-06-01]", "2022-02-01/2022-05-31"),
        ("2022-03/2022-04", "2022-02-01/2022-03-31"),
        ("2022-03/..", "2022-02-01/.."),
        ("../2022-03", "../2022-02-28"),
    ],
)
def test_a_fuzzy_publication_day(published: str, expected: str):
    """The result for a fuzzy publication day is the hull over its days, open where it is, without anchor."""
    date = resolve("last month", published=published)
    assert (expected, None) == (date.range.iso, date.anchor)


def test_the_pieces_of_a_fuzzy_publication_day():
    """Publication days that are apart give pieces that are apart."""
    date = resolve("yesterday", published="[2022-03-05,2022-06-01]")
    assert ["2022-03-04", "2022-05-31"] == [piece.iso for piece in date.ranges]


def one_by_one(wording: Wording, anchors: Pieces) -> set[int]:
    """The days of a wording for each of the anchors, one after the other."""
    found: set[int] = set()
    for first, last in anchors.cells:
        for anchor in range((first or 0) + SOME_DAY, (last or 0) + SOME_DAY + 1):
            try:
                date = tie(wording, Pieces.run(anchor, anchor))
            except DateError:
                continue
            for piece in date.ranges:
                found.update(range(piece.first or 0, (piece.last or 0) + 1))
    return found


@given(relative_windows(), PIECES)
def test_a_fuzzy_anchor_is_the_union_over_its_days(window: Window, anchors: Pieces):
    """For a fuzzy anchor the days are those of all its days together, and none else."""
    wording = Wording(text="relative", start=window)
    expected = one_by_one(wording, anchors)
    assume(expected)
    moved = Pieces([((a or 0) + SOME_DAY, (b or 0) + SOME_DAY) for a, b in anchors.cells])
    date = tie(wording, moved)
    assert expected == {
        day for piece in date.ranges for day in range(piece.first or 0, (piece.last or 0) + 1)
    }
    assert (min(expected), max(expected)) == (date.range.first, date.range.last)


def test_ten_thousand_years_of_publication_days_cost_little():
    """Once there are more holes than are listed, the rest is not looked at, and the hull stands."""
    asked = []

    def new_year(anchor: int) -> int:
        asked.append(anchor)
        return civil.day_number(civil.civil(anchor)[0], 1, 1)

    wording = Wording(text="New Year's Day", start=Window(earliest=new_year, latest=new_year))
    date = tie(wording, Pieces([(civil.day_number(0, 1, 1), civil.day_number(9999, 12, 31))]))
    assert "0000-01-01/9999-01-01" == date.range.iso
    assert (date.range,) == date.ranges
    assert len(asked) < 40 * MAX_LISTED


def test_spans_that_leave_no_hole_over_many_years_cost_little():
    """Each leap over the publication days is looked for where the last one was, and takes some eight steps."""
    asked = []

    def new_year(anchor: int) -> int:
        asked.append(anchor)
        return civil.day_number(civil.civil(anchor)[0], 1, 1)

    def new_years_eve(anchor: int) -> int:
        return civil.day_number(civil.civil(anchor)[0], 12, 31)

    start, end = (
        Window(earliest=new_year, latest=new_year),
        Window(earliest=new_years_eve, latest=new_years_eve),
    )
    wording = Wording(text="the year", shape=Shape.SPAN, start=start, end=end)
    date = tie(wording, Pieces([(civil.day_number(1000, 1, 1), civil.day_number(1999, 12, 31))]))
    assert "1000-01-01/1999-12-31" == date.range.iso
    assert len(asked) < 2 * 8 * 1000


@given(relative_windows(), relative_windows(), PIECES)
def test_a_span_with_a_fuzzy_anchor_too(start: Window, end: Window, anchors: Pieces):
    """For a span the union is that of the hulls for each day."""
    wording = Wording(text="relative", shape=Shape.SPAN, start=start, end=end)
    expected = one_by_one(wording, anchors)
    assume(expected)
    moved = Pieces([((a or 0) + SOME_DAY, (b or 0) + SOME_DAY) for a, b in anchors.cells])
    date = tie(wording, moved)
    assert expected == {
        day for piece in date.ranges for day in range(piece.first or 0, (piece.last or 0) + 1)
    }


def test_no_day_left_is_refused():
    """A wording that leaves no day for the publication day is refused."""
    empty = Window(earliest=lambda day: day + 1, latest=lambda day: day - 1)
    wording = Wording(text="never", start=empty)
    for anchors in (Pieces.run(1, 1), Pieces.run(1, 9)):
        with pytest.raises(DateError, match="no day is left"):
            tie(wording, anchors)


def test_a_long_publication_range_takes_leaps():
    """Over ten thousand years of publication days a month is still found by few steps."""
    steps = 0

    def first(day: int) -> int:
        nonlocal steps
        steps += 1
        year, month, _ = civil.civil(day)
        return civil.month_bounds(year, month)[0]

    anchors = Pieces.run(civil.day_number(1, 1, 1), civil.day_number(9999, 12, 31))
    date = tie(
        Wording(text="this month", start=Window(earliest=first, latest=lambda day: first(day) + 27)), anchors
    )
    assert ("0001-01-01", "9999-12-28") == (date.range.earliest_iso, date.range.latest_iso)
    assert steps < 100_000


# --- listing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("156X-12-25", 10),
        ("15XX-12-25", 100),
        ("1911-XX-31", 7),
        ("199X", 1),
        ("[1984,1985]", 2),
        ("{1984,1985}", 2),
    ],
)
def test_pieces_are_listed(text: str, pieces: int):
    """The pieces of a date are listed one by one; completions of digits that touch are one piece."""
    assert pieces == len(parse_date(text).ranges)


def test_too_many_pieces_are_one_hull():
    """Beyond the cap the hull stands for the pieces."""
    date = parse_date("XXXX-12-25")
    assert (date.range,) == date.ranges
    assert MAX_LISTED < 10_000


def test_open_pieces_are_listed():
    """An open member of a set is a piece with an open side."""
    pieces = [piece.iso for piece in parse_date("[..1914,1916,1918..]").ranges]
    assert ["../1914-12-31", "1916-01-01/1916-12-31", "1918-01-01/.."] == pieces
    assert ("../1914-12-31", "1916-01-01/..") == tuple(p.iso for p in parse_date("{..1914,1916..}").ranges)


def test_what_has_no_beginning_is_one_open_range():
    """A set of days without a beginning, before all limits, is the open range."""
    from timeline.dates.days import Weekly

    date = tie(Wording(text="some Wednesday", start=Window(days=Weekly({2}))))
    assert (DateRange(None, None),) == date.ranges


def test_reading_edtf_loads_nothing_beyond_its_room():
    """Importing the dates room and reading EDTF loads no other room, no press wording and no pendulum."""
    code = (
        "import sys; from timeline.dates.text import parse_date; parse_date('2004-06/199X'[:7]); "
        "rooms = ('timeline.', 'pendulum', 'zoneinfo', 'yaml', 'click', 'icalendar'); "
        "print(*(name for name in sys.modules if name.startswith(rooms)))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert [m for m in loaded if not m.startswith(("timeline.dates", "timeline.errors"))] == []
    assert not any(m.startswith("timeline.dates.phrases") for m in loaded)


@pytest.mark.parametrize(
    ("text", "days", "shape"),
    [
        ("2023-03-05T10:00/2023-03-05T12:00", "2023-03-05", Shape.SPAN),
        ("2023-03-05T22:00:00Z/2023-03-06T02:00:00Z", "2023-03-05/2023-03-06", Shape.SPAN),
        ("2023-03-05T10:00", "2023-03-05", Shape.WITHIN),
    ],
)
def test_times_of_iso_that_edtf_has_not(text, days, shape):
    """Intervals between times, and times without seconds, are read as their days, but not where only EDTF counts."""
    wording = read(text)
    assert (shape, days, None) == (wording.shape, parse_date(text).range.iso, wording.level)
    with pytest.raises(DateError):
        read(text, edtf_only=True)


@pytest.mark.parametrize(
    "text", ["2023-03-05T24:00:00", "2023-03-05T10:00:00+15:00", "2023-03-05T10:00/2023-03-05T25:00"]
)
def test_times_of_iso_that_no_clock_shows(text):
    """A time that neither EDTF nor a clock has is refused, with an interval around it too."""
    with pytest.raises(DateError):
        read(text)


def test_a_fault_beside_times_is_told_of_the_text_as_typed():
    """Where neither form can be read, the refusal is that of the text as it stands."""
    with pytest.raises(DateError, match="'indian' names no date") as refused:
        read("10 a.m. Indian time on 5 March 2023")
    assert 9 == refused.value.column


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10:00-12:00 on 5 March 2023", "2023-03-05"),
        ("5 March 2023, 10:00 to 12:00", "2023-03-05"),
        ("5 March 2023 10:00-12:00 JST", "2023-03-05"),
        ("5 March 2023 from 10 a.m. to noon", "2023-03-05"),
        ("from 10 a.m. to noon on 5 March 2023", "2023-03-05"),
        ("between 10:00 and 12:00 on 5 March 2023", "2023-03-05"),
        ("3-5 p.m. on Sunday, 5 March 2023", "2023-03-05"),
        ("from 3 to 5 p.m. on 5 March 2023", "2023-03-05"),
        ("5 March 2023, 3 to 5 p.m.", "2023-03-05"),
        ("between 3 and 5 p.m. on 5 March 2023", "2023-03-05"),
        ("5 March 2023 by 3 p.m.", "2023-03-05"),
        ("5 March 2023 after 3 p.m.", "2023-03-05"),
        ("5 March 2023 at 3.30 p.m.", "2023-03-05"),
        ("10:30 EET on 5 March 2023", "2023-03-05"),
        ("5 March 2023 10:30 +05:30", "2023-03-05"),
        ("22:00 on 5 March 2023 to 02:00 on 6 March 2023", "2023-03-05/2023-03-06"),
        ("2023-03-05 10:00-12:00", "2023-03-05"),
    ],
)
def test_times_of_day_leave_the_day(text, days):
    """A time of day, from one to another or limited, leaves the day that stands beside it as it is."""
    found = parse_date(text)
    assert (days, text) == (found.range.iso, found.wording.text)


def days(text: str, order: str | None) -> list[str]:
    window = read(text, ReadingOptions(order=order), None).start
    assert window is not None
    assert isinstance(window.days, Pieces)
    return [civil.iso(first or 0) for first, _ in window.days.cells]


def test_a_short_year_stands_last():
    """Of a date of two digits each the last is the year, unless the order asked for puts it first."""
    assert ["2011-05-22"] == days("22/5/11", None)
    assert ["2022-05-11"] == days("22/5/11", "ymd")
    assert ["2022-08-09", "2022-09-08"] == days("8/9/22", None)


def test_number_that_a_spreadsheet_may_have_written():
    """A number that can be a spreadsheet's for a day is refused with that day; another only with the year."""
    assert (
        "if a spreadsheet wrote it, write '2023-01-01'; for the year write 'Y44927'"
        == refusal("44927").suggestion
    )
    assert "write 'Y17000'" == refusal("17000").suggestion
