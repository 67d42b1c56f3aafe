"""The axis of a picture, from hours to ten thousands of years."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from timeline.dates import civil
from timeline.export import typeset
from timeline.export.axis import axis


def day(text: str) -> int:
    return civil.parse_iso(text)


def labels(first: str, last: str, width: float) -> tuple[list[str], list[str]]:
    found = axis(day(first), day(last), width)
    return [tick.label for tick in found.ticks], [tick.label for tick in found.above]


@pytest.mark.parametrize(
    ("first", "last", "ticks", "above"),
    [
        ("2023-04-05", "2023-04-06", ["00:00", "03:00", "06:00"], ["Wed 5 Apr 2023", "Thu 6 Apr 2023"]),
        ("2023-04-03", "2023-04-16", ["3", "4", "5"], ["Apr 2023"]),
        ("2023-04-03", "2023-06-16", ["3", "10", "17"], ["Apr 2023", "May 2023", "Jun 2023"]),
        ("2023-01-01", "2023-12-31", ["Jan", "Feb", "Mar"], ["2023"]),
        ("2020-01-01", "2023-12-31", ["Jan", "Jul", "Jan"], ["2020", "2021", "2022", "2023"]),
        ("2001-06-01", "2041-12-31", ["2005", "2010", "2015"], []),
        ("1001-01-01", "1990-12-31", ["1100", "1200", "1300"], []),
        ("-0119-01-01", "0199-12-31", ["100 BCE", "50 BCE", "1 CE"], []),
        ("-9999-01-01", "9999-12-31", ["10000 BCE", "5000 BCE", "1 CE"], []),
    ],
)
def test_units(first: str, last: str, ticks: list[str], above: list[str]) -> None:
    """The axis is ticked in the smallest unit whose labels have room, with the larger unit above."""
    found = labels(first, last, 500)
    assert (ticks, above) == (found[0][:3], found[1])


@given(
    st.integers(-4_000_000, 4_000_000),
    st.floats(0.1, 5_000_000),
    st.integers(280, 4000),
)
def test_ticks_are_in_order_and_few(first: int, length: float, width: int) -> None:
    """Whatever the stretch of time, the ticks rise, lie inside, and are neither none nor a crowd."""
    found = axis(first, first + length, width)
    places = [tick.at for tick in found.ticks]
    assert sorted(set(places)) == places
    assert all(first <= place <= first + length for place in places)
    assert len(places) <= width / 20


@given(st.text(max_size=60), st.floats(20, 400))
def test_shortened_fits(text: str, room: float) -> None:
    """A shortened text is no wider than its room, and a text that fits is left alone."""
    short = typeset.shortened(text, room, 12)
    assert typeset.width(short, 12) <= max(room, typeset.width("…", 12)) + 0.001
    assert short == text or typeset.width(text, 12) > room
