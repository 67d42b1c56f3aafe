"""Times of day: how they are read, and what zones make of them."""

from __future__ import annotations

import itertools

import pytest

from timeline.dates import civil
from timeline.dates.clocks import DAY_SECONDS, Clock, clock_words
from timeline.dates.text import read
from timeline.dates.times import Times, times_of, zoned
from timeline.dates.zones import (
    _SHORT,
    _called,
    _names,
    ahead_at,
    checked_zone,
    days_later,
    instants,
    local,
    named_ahead,
)
from timeline.errors import ModelError

HALF_PAST_TEN = 37_800


def minute(second: int, **given: object) -> Clock:
    return Clock(((second, second + 59),), **given)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2022-09-08T10:30:00Z", Clock(((HALF_PAST_TEN, HALF_PAST_TEN),), 0)),
        ("2022-09-08T10:30:00-05", Clock(((HALF_PAST_TEN, HALF_PAST_TEN),), -18_000)),
        ("2022-09-08 10:30", minute(HALF_PAST_TEN)),
        ("8 September 2022 at 10:30", minute(HALF_PAST_TEN, twelve=True)),
        ("8 September 2022 at 09:30", minute(34_200)),
        ("8 September 2022 at 22:30", minute(81_000)),
        ("8 September 2022 at 3.30 p.m.", minute(55_800, twelve=True)),
        ("8 September 2022 at 3 p.m.", minute(54_000, twelve=True)),
        ("10:30 GMT on 8 September 2022", minute(HALF_PAST_TEN, ahead=0, twelve=True)),
        ("8 September 2022 (1030 GMT)", minute(HALF_PAST_TEN, ahead=0)),
        ("10:30 UTC+5:30 on 8 September 2022", minute(HALF_PAST_TEN, ahead=19_800, twelve=True)),
        ("12:05 a.m. EST Wednesday", minute(300, zone="est", twelve=True)),
        ("8 September 2022 at 10:30 IST", minute(HALF_PAST_TEN, zone="ist", twelve=True)),
        ("8 September 2022 at 10:30 local time", minute(HALF_PAST_TEN, twelve=True)),
        ("at noon on 8 September 2022", minute(43_200, counted=False)),
        ("8 September 2022 at midnight", Clock(((0, 59), (86_399, 86_399)), counted=False)),
        ("24:00 on 8 September 2022", Clock(((86_399, 86_399),))),
        ("8 September 2022 at 3 o'clock", Clock(((10_800, 10_859), (54_000, 54_059)))),
        ("1430 hours on 8 September 2022", minute(52_200)),
        ("8 September 2022 around 5 pm", Clock(((59_400, 63_059),), twelve=True)),
        ("8 September 2022 before noon", Clock(((0, 43_199),), counted=False)),
        ("8 September 2022 before midnight", Clock(((0, 86_398),), counted=False)),
        ("8 September 2022 by 3 p.m.", Clock(((0, 54_059),), twelve=True)),
        ("8 September 2022 after 3 p.m.", Clock(((54_000, 86_399),), twelve=True)),
        ("8 September 2022 at 10:30:15", Clock(((37_815, 37_815),))),
        ("2016-12-31T23:59:60Z", Clock(((86_399, 86_399),), 0)),
    ],
)
def test_time_in_a_text(text, clock):
    """A time of day is found where a text names one, with what is known of its zone and of the kind of clock."""
    assert Times(start=clock) == times_of(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("10:00-12:00 on 8 September 2022", "10:00", "12:00"),
        ("8 September 2022, 10:00 to 14:00 JST", "10:00", "14:00"),
        ("8 September 2022 from 10 a.m. to noon", "10:00", "12:00"),
        ("3-5 p.m. on 8 September 2022", "15:00", "17:00"),
        ("11-1 p.m. on 8 September 2022", "11:00", "13:00"),
        ("3 to 5 p.m. on 8 September 2022", "15:00", "17:00"),
        ("8 September 2022 from 3 to 5 p.m.", "15:00", "17:00"),
        ("8 September 2022, 11 until 1 p.m.", "11:00", "13:00"),
        ("between 3 and 5 p.m. on 8 September 2022", "15:00..17:00", "15:00..17:00"),
        ("between 10:00 and 12:00 on 8 September 2022", "10:00..12:00", "10:00..12:00"),
        ("22:00 on 8 September 2022 to 02:00 on 9 September 2022", "22:00", "02:00"),
        ("2022-09-08T22:00/2022-09-09T02:00", "22:00", "02:00"),
    ],
)
def test_from_one_time_to_another(text, start, end):
    """Two times that a hyphen, a slash or a word joins are those of start and end; a zone behind is of both."""
    times = times_of(text)
    assert (start, end) == (times.start.words, times.end.words)
    assert times.start.zone == times.end.zone


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("10:30 (0500 GMT) on 8 September 2022", "several times"),
        ("10:00, 12:00 and 14:00 on 8 September 2022", "several times"),
        ("22:00-02:00 on 8 September 2022", "ends before it begins"),
        ("8 September 2022 at 13:30 pm", "no clock shows"),
        ("8 September 2022 at 25:00", "no clock shows"),
    ],
)
def test_times_that_tell_nothing(text, reason):
    """What cannot be one time, or from one to another, is left unused with its reason."""
    times = times_of(text)
    assert (None, None) == (times.start, times.end)
    assert reason in times.unused


@pytest.mark.parametrize(
    ("name", "zone", "hours"),
    [
        ("ist", "Asia/Kolkata", 5.5),
        ("ist", "Asia/Jerusalem", 2),
        ("ist", "Europe/Dublin", 1),
        ("ist", "UTC", None),
        ("cst", "Asia/Shanghai", 8),
        ("cst", "UTC", -6),
        ("bst", "Europe/London", 1),
        ("bst", "UTC", None),
        ("jst", "UTC", 9),
        ("cet", "Europe/Berlin", 1),
        ("et", "UTC", -4),
    ],
)
def test_short_names_of_zones(name, zone, hours):
    """A short name is what the clocks of the event's own zone are called, or has one meaning, or tells nothing."""
    ahead = named_ahead(name, zone, civil.parse_iso("2022-09-08"))
    assert hours == (None if ahead is None else ahead / 3600)


def test_short_names_have_one_meaning():
    """No zone of tzdata has called other clocks so in fifty years, but for names that RFC 5322 gives a meaning."""
    rfc = {"z", "utc", "gmt", "ut", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt"}
    other = set()
    for zone in _names() - {"UTC"}:
        for year in range(1976, 2026, 3):
            for name, ahead in _called(zone, year).items():
                if name in _SHORT.keys() - rfc and ahead != 3600 * _SHORT[name]:
                    other.add((name, zone, ahead))
    assert set() == other


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


@pytest.mark.parametrize(("name", "zone"), [("Berlin", "Europe/Berlin"), ("new york", "America/New_York")])
def test_zone_of_a_city(name, zone):
    """A city's name is no zone; which one is meant is told."""
    with pytest.raises(ModelError) as caught:
        checked_zone(name)
    assert f"did you mean {zone!r}?" == caught.value.help


def test_a_time_in_another_zone_may_be_of_the_next_day():
    """Half past eleven at night in UTC is the next morning in India; a time without a zone stays with its day."""
    days = [
        zoned(read(text), "Asia/Kolkata").start.days.least
        for text in ("2022-09-08T23:30:00Z", "2022-09-08T23:30:00", "2022-09-08T10:00:00Z")
    ]
    day = civil.parse_iso("2022-09-08")
    assert [day + 1, day, day] == days
