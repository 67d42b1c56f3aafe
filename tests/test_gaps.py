"""Gap words: each rule of docs/reference/gaps.md."""

from __future__ import annotations

import pytest

from timeline.dates.gaps import Gap, Offset, read_gap
from timeline.errors import DateError


def days(count: int) -> Offset:
    return Offset(days=count)


def months(count: int, extra: int = 0) -> Offset:
    return Offset(months=count, days=extra)


def bounds(text: str) -> tuple[Offset | None, Offset | None, Offset | None]:
    gap = read_gap(text)
    return gap.least, gap.most, gap.softly


EXACT = [
    ("2 weeks", days(14)),
    ("a fortnight", days(14)),
    ("1 day", days(1)),
    ("three months", months(3)),
    ("a year", months(12)),
    ("two decades", months(240)),
    ("a couple of days", days(2)),
    ("exactly 9 days", days(9)),
    ("1 year and 3 months", months(15)),
    ("2 weeks later", days(14)),
]


@pytest.mark.parametrize(("text", "expected"), EXACT)
def test_counted_lengths_are_taken_at_their_word(text: str, expected: Offset) -> None:
    """A counted length is its own least and most."""
    assert (expected, expected, None) == bounds(text)


HALVES = [
    ("a year and a half", months(18), months(18)),
    ("half a year", months(6), months(6)),
    ("two and a half weeks", days(17), days(18)),
    ("half a month", days(15), days(15)),
]


@pytest.mark.parametrize(("text", "least", "most"), HALVES)
def test_halves_are_rounded_to_days(text: str, least: Offset, most: Offset) -> None:
    """Half a week may be three days or four."""
    assert (least, most, None) == bounds(text)


ABOUT = [
    ("about 9 months", months(9, -15), months(9, 15)),
    ("around 2 weeks", days(11), days(17)),
    ("roughly 10 days", days(8), days(12)),
    ("some 3 days", days(2), days(4)),
    ("two weeks or so", days(11), days(17)),
    ("about a year", months(6), months(18)),
]


@pytest.mark.parametrize(("text", "least", "most"), ABOUT)
def test_about_reaches_half_a_unit(text: str, least: Offset, most: Offset) -> None:
    """Saying "about" adds half a unit either way, and a fifth of a number of days."""
    assert (least, most, None) == bounds(text)


PLURALS = [
    ("days", days(2), days(14)),
    ("weeks", days(14), days(62)),
    ("months", months(2), months(24)),
    ("years", months(24), months(240)),
    ("a few weeks", days(14), days(62)),
    ("several days", days(2), days(14)),
]


@pytest.mark.parametrize(("text", "least", "most"), PLURALS)
def test_uncounted_plurals_reach_two_of_the_next_unit(text: str, least: Offset, most: Offset) -> None:
    """Bare "weeks" are at least two, and at most two months."""
    assert (least, most, None) == bounds(text)


OPEN = [
    ("more than 2 weeks", days(15), days(31)),
    ("over two weeks", days(15), days(31)),
    ("over 3 days", days(4), days(7)),
    ("at least 1 year", months(12), months(120)),
    ("at least 10 days", days(10), days(31)),
    ("2 weeks or more", days(14), days(31)),
    ("no less than a month", months(1), months(12)),
    ("more than a month", months(1, 1), months(12)),
]


@pytest.mark.parametrize(("text", "least", "softly"), OPEN)
def test_open_lengths_end_softly_at_the_next_unit(text: str, least: Offset, softly: Offset) -> None:
    """A gap of "more than" begins a day later, has no end, and suggests the next larger unit."""
    assert (least, None, softly) == bounds(text)


CLOSED = [
    ("within 3 days", days(3)),
    ("up to 3 weeks", days(21)),
    ("no more than 2 days", days(2)),
    ("less than a month", months(1, -1)),
    ("under 10 days", days(9)),
    ("2 days or less", days(2)),
]


@pytest.mark.parametrize(("text", "most"), CLOSED)
def test_closed_lengths_begin_at_the_same_day(text: str, most: Offset) -> None:
    """Both "within" and "less than" include the same day."""
    assert (days(0), most, None) == bounds(text)


RANGES = [
    ("2 to 5 days", days(2), days(5)),
    ("2-5 days", days(2), days(5)),
    ("between 2 and 5 days", days(2), days(5)),
    ("two or three days", days(2), days(3)),
    ("2 weeks to a month", days(14), months(1)),
    ("between a week and a month", days(7), months(1)),
]


@pytest.mark.parametrize(("text", "least", "most"), RANGES)
def test_ranges_of_lengths_have_both_ends(text: str, least: Offset, most: Offset) -> None:
    """Two lengths are the least and the most; neighbours may be joined by "or"."""
    assert (least, most, None) == bounds(text)


NEARLY = [
    ("nearly 2 weeks", days(11), days(13)),
    ("almost a year", months(6), months(12, -1)),
]


@pytest.mark.parametrize(("text", "least", "most"), NEARLY)
def test_nearly_stays_below(text: str, least: Offset, most: Offset) -> None:
    """A gap of "nearly" is at most half a unit short, and never whole."""
    assert (least, most, None) == bounds(text)


NAMED = [
    ("the day", days(1), days(1)),
    ("the next day", days(1), days(1)),
    ("the same day", days(0), days(0)),
    ("the week", days(1), days(7)),
    ("the month", days(1), months(1)),
]


@pytest.mark.parametrize(("text", "least", "most"), NAMED)
def test_a_unit_with_the_article_is_the_next_one(text: str, least: Offset, most: Offset) -> None:
    """A gap of "the day" is the very next or previous day; "the week" ends within seven days."""
    assert (least, most, None) == bounds(text)


SHORT = [
    ("a day or two", days(1), days(2)),
    ("48 hours", days(2), days(2)),
    ("a quarter of a century", months(300), months(300)),
    ("a quarter-century", months(300), months(300)),
    ("a half century", months(600), months(600)),
    ("half a century", months(600), months(600)),
    ("half-decade", months(60), months(60)),
    ("a couple of weeks", days(14), days(14)),
    ("couple of weeks", days(14), days(14)),
    ("fortnight", days(14), days(14)),
    ("2 1/2 weeks", days(17), days(18)),
    ("2-1/2 years", months(30), months(30)),
    ("two-and-a-half years", months(30), months(30)),
    ("one hundred and five days", days(105), days(105)),
    ("three hundred and sixty-five days", days(365), days(365)),
]


@pytest.mark.parametrize(("text", "least", "most"), SHORT)
def test_short_forms_of_lengths(text: str, least: Offset, most: Offset) -> None:
    """Everyday short forms are the lengths they stand for."""
    assert (least, most, None) == bounds(text)


def clock(count: int) -> Offset:
    return Offset(seconds=60 * count)


BY_CLOCK = [
    ("2 hours", clock(120), clock(120), None),
    ("90-minute", clock(90), clock(90), None),
    ("an hour", clock(60), clock(60), None),
    ("half an hour", clock(30), clock(30), None),
    ("an hour and a half", clock(90), clock(90), None),
    ("2 1/2 hours", clock(150), clock(150), None),
    ("2 hours and 30 minutes", clock(150), clock(150), None),
    ("2 hours 30 minutes", clock(150), clock(150), None),
    ("48 hours and 30 minutes", clock(2910), clock(2910), None),
    ("0 minutes", clock(0), clock(0), None),
    ("90 seconds", Offset(seconds=90), Offset(seconds=90), None),
    ("a few hours", clock(120), clock(2880), None),
    ("minutes", clock(2), clock(120), None),
    ("about 2 hours", clock(90), clock(150), None),
    ("about 20 minutes", clock(16), clock(24), None),
    ("within 3 hours", clock(0), clock(180), None),
    ("less than an hour", clock(0), clock(59), None),
    ("nearly 2 hours", clock(90), clock(119), None),
    ("at least 30 minutes", clock(30), None, clock(60)),
    ("more than 2 hours", clock(121), None, days(1)),
    ("at least 36 hours", clock(2160), None, days(7)),
    ("between 2 and 5 hours", clock(120), clock(300), None),
    ("30 minutes to 2 hours", clock(30), clock(120), None),
    ("12 hours to 2 days", clock(720), clock(2880), None),
    ("2 or 3 hours", clock(120), clock(180), None),
]


@pytest.mark.parametrize(("text", "least", "most", "softly"), BY_CLOCK)
def test_lengths_by_the_clock(
    text: str, least: Offset | None, most: Offset | None, softly: Offset | None
) -> None:
    """Hours, minutes and seconds are counted like longer units, a minute being the grain of what is left out."""
    gap = read_gap(text)
    assert (least, most, softly, True) == (gap.least, gap.most, gap.softly, gap.by_clock)


def test_whole_days_in_hours_are_days() -> None:
    """Who says "24 hours" counts days; only with minutes, or as a range, are they of the clock."""
    assert (days(1), False) == (read_gap("24 hours").least, read_gap("24 hours").by_clock)
    assert (clock(1440), True) == (read_gap("24 to 48 hours").least, read_gap("24 to 48 hours").by_clock)


REFUSED = [
    ("2 or 5 days", "two separate possibilities"),
    ("soon", "name no distance"),
    ("5", "needs a unit"),
    ("2 or 5 hours", "two separate possibilities"),
    ("5 to 2 hours", "smaller than the first"),
    ("2 hours to a month", "not counted alike"),
    ("1.5 hours", "name no distance"),
    ("100001 hours", "name no distance"),
    ("5 to 2 days", "smaller than the first"),
    ("a month to a week", "shorter than the first"),
    ("2 weeks of rain", "does not belong"),
    ("", "empty"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_gaps_that_are_none_are_refused(text: str, reason: str) -> None:
    """A gap that cannot be one distance is refused with its reason."""
    with pytest.raises(DateError, match=reason):
        read_gap(text)


def test_gaps_are_equal_by_meaning() -> None:
    """Two wordings of the same distance are equal."""
    assert read_gap("over two weeks") == read_gap("more than 14 days")
    assert Gap(text="", least=days(14), most=days(14)) == read_gap("a fortnight")
