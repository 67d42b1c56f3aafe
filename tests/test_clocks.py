"""Times of day: how they are read, and what zones make of them."""

from __future__ import annotations

import itertools

import pytest

from timeline.dates import civil
from timeline.dates.clocks import DAY_SECONDS, Clock, clock_of, clock_words, zoned
from timeline.dates.text import read
from timeline.dates.zones import ahead_at, checked_zone, days_later, instants, local
from timeline.errors import ModelError

HALF_PAST_TEN = 37_800


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2022-09-08T10:30:00Z", Clock(HALF_PAST_TEN, HALF_PAST_TEN, 0)),
        ("2022-09-08T10:30:00-05", Clock(HALF_PAST_TEN, HALF_PAST_TEN, -18_000)),
        ("8 September 2022 at 10:30", Clock(HALF_PAST_TEN, HALF_PAST_TEN + 59)),
        ("10:30 GMT on 8 September 2022", Clock(HALF_PAST_TEN, HALF_PAST_TEN + 59, 0)),
        ("8 September 2022 (1030 GMT)", Clock(HALF_PAST_TEN, HALF_PAST_TEN + 59, 0)),
        ("12:05 a.m. EST Wednesday", Clock(300, 359, -18_000)),
        ("at noon on 8 September 2022", Clock(43_200, 43_259)),
        ("1430 hours on 8 September 2022", Clock(52_200, 52_259)),
        ("8 September 2022 around 5 pm", Clock(59_400, 63_059)),
        ("8 September 2022", None),
        ("8 September 2022 at midnight", None),
        ("8 September 2022 at 10:30 IST", None),
        ("10:30 (0500 GMT) on 8 September 2022", None),
        ("8 September 2022 at 13:30 pm", None),
    ],
)
def test_clock_of(text, clock):
    """A time of day is found where a text names one, and only one, and says in which zone or in none."""
    assert clock == clock_of(text)


def test_clock_words():
    """Whole minutes are written without seconds, and a range of them with both its ends."""
    assert ("10:30", "10:30", "10:30:15", "10:00..12:00") == (
        clock_words(HALF_PAST_TEN, HALF_PAST_TEN),
        clock_words(HALF_PAST_TEN, HALF_PAST_TEN + 59),
        clock_words(HALF_PAST_TEN + 15, HALF_PAST_TEN + 15),
        clock_words(36_000, 43_259),
    )


def test_clocks_put_back_show_a_time_twice():
    """On the night when Berlin leaves summer time half past two comes twice, an hour apart."""
    day = civil.parse_iso("2022-10-30")
    first, second = instants("Europe/Berlin", day, 9000)
    assert (3600, (day, 9000), (day, 9000)) == (
        second - first,
        local("Europe/Berlin", first),
        local("Europe/Berlin", second),
    )


def test_clocks_put_forward_skip_a_time():
    """Half past two of the night when Berlin takes up summer time is read as if clocks had not been put forward."""
    day = civil.parse_iso("2022-03-27")
    assert (day * DAY_SECONDS + 5400,) == instants("Europe/Berlin", day, 9000)


def test_zones_end_with_the_calendar_that_knows_them():
    """Before year 1 and after 9999 no zone is known, and clocks show UTC."""
    assert (0, 0) == (
        ahead_at("Asia/Kolkata", -DAY_SECONDS),
        ahead_at("Asia/Kolkata", 4_000_000 * DAY_SECONDS),
    )


PLACES = ("UTC", "Asia/Tokyo", "Asia/Kolkata", "Europe/Berlin")


@pytest.mark.parametrize(("one", "other"), [*itertools.product(PLACES, repeat=2)])
@pytest.mark.parametrize("seconds", [0, 1, 1800, 7200, 84_600, 86_399, 129_600])
def test_days_between_instants(one, other, seconds):
    """So many seconds later the date is later by as many days as said, in whatever zones and at whatever season."""
    least, most = days_later(one, other, seconds, seconds)
    seen = set()
    for day in (civil.parse_iso(text) for text in ("2022-01-15", "2022-03-26", "2022-07-15", "2022-10-29")):
        for instant in range(day * DAY_SECONDS, (day + 2) * DAY_SECONDS, 1800):
            for at in (instant, instant + 1799):
                seen.add(local(other, at + seconds)[0] - local(one, at)[0])
    assert least <= min(seen)
    assert max(seen) <= most
    assert one != "UTC" or other != "UTC" or (least, most) == (min(seen), max(seen))


@pytest.mark.parametrize("name", ["../etc/passwd", "/etc/localtime", "localtime", "asia/kolkata", "Asia", ""])
def test_what_is_no_zone(name):
    """A name that is not in the list of zones is refused before any file is looked for."""
    with pytest.raises(ModelError, match="is no time zone"):
        checked_zone(name)


def test_a_time_in_another_zone_may_be_of_the_next_day():
    """Half past eleven at night in UTC is the next morning in India; a time without a zone stays with its day."""
    days = [
        zoned(read(text), "Asia/Kolkata").start.days.least
        for text in ("2022-09-08T23:30:00Z", "2022-09-08T23:30:00", "2022-09-08T10:00:00Z")
    ]
    day = civil.parse_iso("2022-09-08")
    assert [day + 1, day, day] == days
