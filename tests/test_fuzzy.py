"""The values of the dates room."""

from __future__ import annotations

import pickle

import attrs
import pendulum
import pytest

from timeline.dates import civil
from timeline.dates.days import Pieces, Weekly
from timeline.dates.fuzzy import (
    DateRange,
    FuzzyDate,
    Granularity,
    Parts,
    ReadingOptions,
    Shape,
    Window,
    Wording,
)
from timeline.dates.text import parse_date
from timeline.errors import DateError


def test_a_range_has_days_as_numbers_as_dates_and_as_text():
    """A range gives its ends as day numbers, as pendulum dates and as ISO text."""
    may = DateRange.of("2022-05-01", "2022-05-31")
    assert (pendulum.date(2022, 5, 1), pendulum.date(2022, 5, 31)) == (may.earliest, may.latest)
    assert ("2022-05-01", "2022-05-31") == (may.earliest_iso, may.latest_iso)
    assert (31, False) == (may.days, may.settled)
    assert "2022-05-01/2022-05-31" == str(may)


def test_an_open_range():
    """An open side is None, has no day, and is written as two dots."""
    until = DateRange.of(None, "2022-05-31")
    assert (None, None, None, None) == (until.first, until.earliest, until.earliest_iso, until.days)
    assert ("../2022-05-31", False) == (until.iso, until.settled)
    assert "../.." == DateRange(None, None).iso


@pytest.mark.parametrize(
    ("first", "last", "inside", "outside"),
    [(10, 20, (10, 15, 20), (9, 21)), (None, 20, (-(10**9), 20), (21,)), (10, None, (10, 10**9), (9,))],
)
def test_a_range_contains_its_days(
    first: int | None, last: int | None, inside: tuple[int, ...], outside: tuple[int, ...]
):
    """A day is in a range if it lies between its ends, both included."""
    days = DateRange(first, last)
    assert all(day in days for day in inside)
    assert not any(day in days for day in outside)


def test_a_range_is_in_order():
    """A range that ends before it begins is a fault of the caller."""
    with pytest.raises(ValueError, match="2022-05-31 > 2022-05-01"):
        DateRange.of("2022-05-31", "2022-05-01")


@pytest.mark.parametrize("text", ["-0044-03-15", "0000-12-31", "Y17000"])
def test_pendulum_ends_where_it_ends(text: str):
    """A day outside the years 1 to 9999 has no pendulum date, and the error says what to use instead."""
    date = parse_date(text).range
    with pytest.raises(DateError, match=r"\.iso"):
        _ = date.earliest
    assert date.earliest_iso is not None


def test_a_window_without_steps_is_its_days():
    """A window that does not move is the same for every anchor, and needs none."""
    days = Pieces([(1, 5)])
    assert days is Window(days=days).at(None)
    assert days is Window(days=days).at(100)
    assert None is Window().at(None)


def test_a_window_with_steps_cuts_its_days():
    """A window that moves is its days between the steps."""
    window = Window(days=Weekly({0}), earliest=lambda day: day, latest=lambda day: day + 13)
    monday = civil.day_number(2023, 3, 6)
    assert Pieces([(monday, monday), (monday + 7, monday + 7)]) == window.at(monday)
    with pytest.raises(LookupError, match="needs an anchor"):
        window.at(None)
    with pytest.raises(LookupError, match="no day is left"):
        attrs.evolve(window, latest=lambda day: day - 1).at(monday)


@pytest.mark.parametrize(
    "wrong",
    [{"order": "dym"}, {"week": "friday"}, {"hemisphere": "east"}],
    ids=["order", "week", "hemisphere"],
)
def test_reading_options_are_checked(wrong: dict[str, str]):
    """An option that there is not is a fault of the caller."""
    with pytest.raises(ValueError, match="must be in"):
        ReadingOptions(**wrong)


def test_values_are_frozen():
    """What was read cannot be changed."""
    date = parse_date("2022-05")
    for value, name in (
        (date, "anchor"),
        (date.wording, "text"),
        (date.range, "first"),
        (date.wording.start, "days"),
    ):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, name, None)


def test_equality_ignores_how_it_was_written():
    """Two texts that say the same are equal, though their texts and levels differ."""
    assert parse_date("2004-06?") == parse_date("?2004-?06")
    assert parse_date("2004-06?") != parse_date("2004-06~")
    assert parse_date("1947/..") != parse_date("1947/")


def test_wordings_tell_whether_they_move():
    """A wording is relative if one of its windows is."""
    moving = Window(latest=lambda day: day)
    assert Wording(text="until now", shape=Shape.UNTIL, end=moving).relative
    assert Wording(text="now", start=moving).relative
    assert not Wording(text="1984", start=Window(days=Pieces([(1, 2)]))).relative


def test_a_date_shows_its_wording():
    """A date hands out what its wording says, and its canonical text as its words."""
    date = parse_date("2022-05~")
    assert ("2022-05~", Granularity.MONTH, False, True) == (
        date.text,
        date.granularity,
        date.uncertain,
        date.approximate,
    )
    assert (1, "EDTF date", ()) == (date.level, date.rule, date.assumptions)
    assert "2022-05~" == str(date)
    assert "0001-01-01" == str(FuzzyDate(wording=Wording(text="then"), range=DateRange(1, 1)))


def test_parts_are_the_numbers_as_written():
    """The numbers of dates without unspecified digits are kept, one set for each end of an interval."""
    expected = {
        "2022-09-08": (Parts(year=2022, month=9, day=8, numeric_month=True),),
        "2022-09~": (Parts(year=2022, month=9, numeric_month=True),),
        "-0044": (Parts(year=-44),),
        "2022-21": (Parts(year=2022),),
        "202X": (),
        "2022-09-XX": (),
        "2022/2023-05": (Parts(year=2022), Parts(year=2023, month=5, numeric_month=True)),
        "202X/2023": (Parts(), Parts(year=2023)),
        "202X/203X": (),
        "2022/..": (Parts(year=2022),),
        "/2022": (Parts(year=2022),),
        "[2022,2023]": (),
    }
    assert expected == {text: parse_date(text).wording.parts for text in expected}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2022-09-08", Granularity.DAY),
        ("2022-09-08T12:00:00", Granularity.DAY),
        ("2022-09-XX", Granularity.DAY),
        ("2022-09", Granularity.MONTH),
        ("2022-XX", Granularity.MONTH),
        ("2022-21", Granularity.SEASON),
        ("2022-30", Granularity.SEASON),
        ("2022-33", Granularity.QUARTER),
        ("2022-38", None),
        ("2022-41", None),
        ("2022", Granularity.YEAR),
        ("1XXX", Granularity.YEAR),
        ("20X2", Granularity.YEAR),
        ("1950S2", Granularity.YEAR),
        ("Y20000", Granularity.YEAR),
        ("202X", Granularity.DECADE),
        ("20XX", Granularity.CENTURY),
        ("2022/2023", Granularity.YEAR),
        ("2022/2023-05", None),
        ("2022/..", Granularity.YEAR),
        ("[2022,2024]", Granularity.YEAR),
        ("{2022,2024-05}", None),
    ],
)
def test_granularity(text: str, unit: Granularity | None):
    """The unit is the one the date is written in, and none where several are mixed."""
    assert unit is parse_date(text).granularity


def test_pickling_keeps_dates():
    """A date, a range and a refusal are the same after pickling."""
    date = parse_date("[1984,1986-XX-31]")
    assert date == pickle.loads(pickle.dumps(date))
    assert date.ranges == pickle.loads(pickle.dumps(date)).ranges
    with pytest.raises(DateError) as caught:
        parse_date("1985-04-31")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(caught.value), caught.value.column, True) == (str(copy), copy.column, copy.impossible)
