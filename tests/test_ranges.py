"""Ranges of days in words."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from timeline.dates import civil
from timeline.dates.ranges import range_words


def words(first: str | None, last: str | None) -> str:
    return range_words(first and civil.parse_iso(first), last and civil.parse_iso(last))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2022-09-08", "2022-09-08", "8 Sep 2022"),
        ("2022-08-01", "2022-08-31", "Aug 2022"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2024-02-01", "2024-02-28", "1-28 Feb 2024"),
        ("2023-01-12", "2023-01-26", "12-26 Jan 2023"),
        ("2022-08-03", "2022-08-31", "3-31 Aug 2022"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2019-01-01", "2021-12-31", "2019-2021"),
        ("2022-01-01", "2022-08-31", "Jan-Aug 2022"),
        ("2022-11-01", "2023-02-28", "Nov 2022 - Feb 2023"),
        ("2022-08-03", "2022-09-14", "3 Aug - 14 Sep 2022"),
        ("2022-12-28", "2023-01-03", "28 Dec 2022 - 3 Jan 2023"),
        (None, "2022-09-08", "until 8 Sep 2022"),
        (None, "2022-12-31", "until 31 Dec 2022"),
        ("2023-03-20", None, "from 20 Mar 2023"),
        (None, None, "any day"),
    ],
)
def test_usual_ranges(first: str | None, last: str | None, expected: str) -> None:
    """Whole months and years are named as such, and what both ends share is said once."""
    assert expected == words(first, last)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("-0043-03-15", "-0043-03-15", "15 Mar 44 BCE"),
        ("0000-12-31", "0000-12-31", "31 Dec 1 BCE"),
        ("0044-01-01", "0044-12-31", "44 CE"),
        ("-0049-01-01", "-0044-12-31", "50-45 BCE"),
        ("-0049-01-01", "0012-12-31", "50 BCE - 12 CE"),
        ("0999-01-01", "1000-12-31", "999 CE - 1000"),
        ("17000-01-01", "17000-01-01", "1 Jan 17000"),
    ],
)
def test_far_years(first: str, last: str, expected: str) -> None:
    """Years that could be misread carry their era, and the years have no end."""
    assert expected == words(first, last)


DAYS = st.integers(civil.day_number(-3000, 1, 1), civil.day_number(20000, 1, 1))


@given(st.tuples(DAYS, DAYS).map(sorted), st.tuples(DAYS, DAYS).map(sorted))
def test_different_ranges_have_different_words(one: list[int], other: list[int]) -> None:
    """No two ranges share their words."""
    assert (one == other) == (range_words(*one) == range_words(*other))
