"""Day numbers and the calendar."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, strategies as st

from strategies_dates import DAYS, YEARS
from timeline.dates import civil

IN_DATETIME = st.integers(1, dt.date.max.toordinal())


@given(IN_DATETIME)
def test_agrees_with_datetime(day: int):
    """Between the years 1 and 9999 a day number, its date and its weekday are those of datetime."""
    date = dt.date.fromordinal(day)
    assert (date.year, date.month, date.day) == civil.civil(day)
    assert day == civil.day_number(date.year, date.month, date.day)
    assert date.weekday() == civil.weekday(day)
    assert date.isoformat() == civil.iso(day)


@given(st.integers(-(10**12), 10**12))
def test_civil_and_day_number_are_inverse(day: int):
    """A day number is that of its own date, in any year."""
    assert day == civil.day_number(*civil.civil(day))


@given(st.integers(-(10**9), 10**9))
def test_the_calendar_repeats_after_400_years(day: int):
    """Four hundred years on, month, day and weekday are the same."""
    year, month, dom = civil.civil(day)
    later = civil.day_number(year + 400, month, dom)
    assert 146_097 == later - day
    assert civil.weekday(day) == civil.weekday(later)


@given(DAYS)
def test_days_follow_each_other(day: int):
    """The next day is one later in its month, or the first of the next month."""
    year, month, dom = civil.civil(day)
    following = civil.civil(day + 1)
    expected = (year, month, dom + 1) if dom < civil.days_in_month(year, month) else None
    assert following == expected or (dom == civil.days_in_month(year, month) and 1 == following[2])


@given(DAYS)
def test_iso_is_read_back(day: int):
    """What iso writes, parse_iso reads."""
    assert day == civil.parse_iso(civil.iso(day))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022",
        "2022-9-8",
        "2022-13-01",
        "2022-02-30",
        "2022-00-10",
        "+2022-01-01",
        "\u0662022-01-01",
        "x-y-z",
    ],
)
def test_other_texts_are_no_days(text: str):
    """What iso never writes is refused."""
    with pytest.raises(ValueError, match="not a day"):
        civil.parse_iso(text)


@given(YEARS, st.integers(-30, 30))
def test_months_carry_into_years(year: int, month: int):
    """The bounds of a month outside 1 to 12 are those of the month that many before or after."""
    carry, index = divmod(month - 1, 12)
    assert civil.month_bounds(year + carry, index + 1) == civil.month_bounds(year, month)


@given(YEARS)
def test_the_months_of_a_year_join_without_seams(year: int):
    """A year begins with its January, ends with its December, and each month begins after the one before."""
    months = [civil.month_bounds(year, month) for month in range(1, 13)]
    assert civil.year_bounds(year) == (months[0][0], months[-1][1])
    assert all(one[1] + 1 == two[0] for one, two in itertools.pairwise(months))
    assert (366 if civil.is_leap(year) else 365) == months[-1][1] - months[0][0] + 1


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2023-12-15", 1, "2024-01-15"),
        ("0001-01-15", -1, "0000-12-15"),
        ("0000-01-15", -1, "-0001-12-15"),
    ],
)
def test_adding_months(start: str, months: int, expected: str):
    """So many months on is the same day of the month, or its last where it is shorter."""
    assert expected == civil.iso(civil.add_months(civil.parse_iso(start), months))


@given(DAYS, st.integers(-50, 50))
def test_adding_years_is_adding_twelve_months(day: int, years: int):
    """A year is twelve months, also from a leap day."""
    assert civil.add_months(day, 12 * years) == civil.add_years(day, years)


@given(DAYS, DAYS, st.integers(-500, 500))
def test_adding_months_is_monotone(one: int, other: int, months: int):
    """A later day is never earlier than an earlier one after the same number of months."""
    low, high = sorted((one, other))
    assert civil.add_months(low, months) <= civil.add_months(high, months)


def test_weekdays_before_the_reform_are_carried_back():
    """Days before 15 October 1582 have the weekdays of the Gregorian calendar carried back, not those of their time."""
    assert 4 == civil.weekday(civil.day_number(1582, 10, 15))
    # By the Julian calendar the day before was Thursday, 4 October, and Hastings was fought on a Saturday.
    assert 0 == civil.weekday(civil.day_number(1582, 10, 4))
    assert 6 == civil.weekday(civil.day_number(1066, 10, 14))
