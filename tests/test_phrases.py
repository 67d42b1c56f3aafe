"""Press wording, class by class: what is read, and what days it means at an anchor."""

from __future__ import annotations

import pytest

from timeline.dates import civil
from timeline.dates.days import Pieces, Weekly, Yearly
from timeline.dates.fuzzy import (
    Direction,
    Granularity,
    Parts,
    ReadingOptions,
    Shape,
    Stance,
    Window,
    Wording,
)
from timeline.dates.phrases import read

# Publication: Tuesday 17 October 2023.
ANCHOR = civil.day_number(2023, 10, 17)


def words(text: str, stance: Stance | None = None, **options: str) -> Wording:
    return read(text, ReadingOptions(**options), stance)


def shown(window: Window | None, anchor: int = ANCHOR) -> str:
    """A window at an anchor as text: runs with a bar between, two dots for an open side."""
    assert window is not None
    days = window.at(anchor)
    assert isinstance(days, Pieces)
    return " | ".join(_run(*cell) for cell in days.cells)


def _run(first: int | None, last: int | None) -> str:
    one, other = (".." if day is None else civil.iso(day) for day in (first, last))
    return one if one == other else f"{one}/{other}"


def days(text: str, stance: Stance | None = None, **options: str) -> str:
    """The days of a text of shape WITHIN at the anchor."""
    wording = words(text, stance, **options)
    assert wording.shape is Shape.WITHIN
    return shown(wording.start)


ABSOLUTE = [
    ("3 February 1998", "1998-02-03"),
    ("February 3rd, 1998", "1998-02-03"),
    ("the third of February, 1998", "1998-02-03"),
    ("on Feb. 3, 1998.", "1998-02-03"),
    ("03-Feb-1998", "1998-02-03"),
    ("1998 February 3", "1998-02-03"),
    ("19980203", "1998-02-03"),
    ("Feb 3, '98", "1998-02-03"),
    ("July 2011", "2011-07-01/2011-07-31"),
    ("in July of the year 2011", "2011-07-01/2011-07-31"),
    ("7/2011", "2011-07-01/2011-07-31"),
    ("during 2011", "2011-01-01/2011-12-31"),
    ("nineteen eighty-four", "1984-01-01/1984-12-31"),
    ("Q2 2011", "2011-04-01/2011-06-30"),
    ("the final quarter of 2011", "2011-10-01/2011-12-31"),
    ("the 2011 second quarter", "2011-04-01/2011-06-30"),
    ("the second half of 2011", "2011-07-01/2011-12-31"),
    ("H1 2011", "2011-01-01/2011-06-30"),
    ("autumn 2011", "2011-09-01/2011-11-30"),
    ("winter 2011-12", "2011-12-01/2012-02-29"),
    ("the 1970s", "1970-01-01/1979-12-31"),
    ("the '70s", "1970-01-01/1979-12-31"),
    ("the seventies", "1970-01-01/1979-12-31"),
    ("the 18th century", "1700-01-01/1799-12-31"),
    ("the 2nd century BC", "-0199-01-01/-0100-12-31"),
    ("480 BC", "-0479-01-01/-0479-12-31"),
    ("AD 98", "0098-01-01/0098-12-31"),
    ("1 September 31 B.C.", "-0030-09-01"),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_absolute_dates_need_no_anchor(text: str, expected: str) -> None:
    """A date with its year is a set of days and has no steps."""
    wording = words(text)
    assert (False, expected) == (wording.relative, shown(wording.start))


PARTS_OF = [
    ("early July 2011", "2011-07-01/2011-07-10"),
    ("mid-July 2011", "2011-07-11/2011-07-20"),
    ("late February 2012", "2012-02-21/2012-02-29"),
    ("late 2011", "2011-09-01/2011-12-31"),
    ("the middle of the 1970s", "1974-01-01/1976-12-31"),
    ("the late 1970s", "1977-01-01/1979-12-31"),
    ("the early eighteenth century", "1700-01-01/1732-12-31"),
    ("the first half of July 2011", "2011-07-01/2011-07-15"),
    ("the latter half of July 2011", "2011-07-16/2011-07-31"),
    ("the last quarter of the eighteenth century", "1775-01-01/1799-12-31"),
    ("the first third of 2011", "2011-01-01/2011-04-30"),
    ("the first ten days of July 2011", "2011-07-01/2011-07-10"),
    ("the last three months of 2011", "2011-10-01/2011-12-31"),
    ("mid to late July 2011", "2011-07-11/2011-07-31"),
    ("late last month", "2023-09-21/2023-09-30"),
    ("early next week", "2023-10-23/2023-10-24"),
    ("the early part of last year", "2022-01-01/2022-04-30"),
]


@pytest.mark.parametrize(("text", "expected"), PARTS_OF)
def test_parts_are_cut_where_calendars_cut(text: str, expected: str) -> None:
    """Early, middle and late are thirds, cut at days 10 and 20, four months, and years 4 and 7 of ten."""
    assert expected == days(text)


ENDS = [
    ("the end of 2011", "2011-01-01/2011-12-31"),
    ("the beginning of last month", "2023-09-01/2023-09-30"),
    ("year-end", "2023-01-01/2023-12-31"),
]


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_an_end_without_a_width_is_the_period(text: str, expected: str) -> None:
    """How far "the end of" reaches is not said, so only the period is sure, with an assumption."""
    assert expected == days(text)
    assert "is not said" in words(text).assumptions[-1]


DEICTIC = [
    ("today", "2023-10-17"),
    ("yesterday", "2023-10-16"),
    ("tomorrow morning", "2023-10-18"),
    ("last night", "2023-10-16"),
    ("the day before yesterday", "2023-10-15"),
    ("this week", "2023-10-16/2023-10-22"),
    ("last week", "2023-10-09/2023-10-15"),
    ("the week before last", "2023-10-02/2023-10-08"),
    ("the week after next", "2023-10-30/2023-11-05"),
    ("last weekend", "2023-10-14/2023-10-15"),
    ("this weekend", "2023-10-21/2023-10-22"),
    ("last month", "2023-09-01/2023-09-30"),
    ("next quarter", "2024-01-01/2024-03-31"),
    ("sometime last year", "2022-01-01/2022-12-31"),
    ("the previous year", "2022-01-01/2022-12-31"),
    ("this decade", "2020-01-01/2029-12-31"),
    ("the past year", "2022-10-17/2023-10-17"),
    ("the past two weeks", "2023-10-03/2023-10-17"),
    ("over the next three days", "2023-10-17/2023-10-20"),
    ("within a fortnight", "2023-10-17/2023-10-31"),
    ("the month", "2023-10-01/2023-10-31"),
]


@pytest.mark.parametrize(("text", "expected"), DEICTIC)
def test_deictic_units_count_from_publication(text: str, expected: str) -> None:
    """This, last and next are calendar units; "the past" and counts run to publication or from it."""
    assert expected == days(text)


PINNED = [
    ("last Tuesday", "2023-10-10"),
    ("next Tuesday", "2023-10-24"),
    ("this Tuesday", "2023-10-17"),
    ("this Monday", "2023-10-23"),
    ("this past Friday", "2023-10-13"),
    ("last October", "2022-10-01/2022-10-31"),
    ("last September", "2023-09-01/2023-09-30"),
    ("next October", "2024-10-01/2024-10-31"),
    ("this March", "2023-03-01/2023-03-31"),
    ("last summer", "2023-06-01/2023-08-31"),
    ("this winter", "2023-12-01/2024-02-29"),
    ("next Easter", "2024-03-31"),
    ("last 5 May", "2023-05-05"),
    ("Monday next", "2023-10-23"),
    ("the summer before last", "2022-06-01/2022-08-31"),
]


@pytest.mark.parametrize(("text", "expected"), PINNED)
def test_words_pin_the_direction(text: str, expected: str) -> None:
    """A name with "last", "next" or "this" has its direction from the words, and none by default."""
    assert (expected, None) == (days(text), words(text).direction)


BARE = [
    ("on Tuesday", "2023-10-17", Direction.WEEKDAY),
    ("Wednesday night", "2023-10-11", Direction.WEEKDAY),
    ("March 3", "2024-03-03", Direction.MONTH_DAY),
    ("the 30th of April", "2023-04-30", Direction.MONTH_DAY),
    ("29 February", "2024-02-29", Direction.MONTH_DAY),
    ("in January", "2024-01-01/2024-01-31", Direction.MONTH),
    ("in February", "2023-02-01/2023-02-28", Direction.MONTH),
    ("early November", "2023-11-01/2023-11-10", Direction.MONTH),
    ("the 20th", "2023-10-20", None),
    ("the fourth quarter", "2023-10-01/2023-12-31", None),
    ("summer", "2023-06-01/2023-08-31", None),
    ("Christmas", "2023-12-25", None),
]


@pytest.mark.parametrize(("text", "expected", "direction"), BARE)
def test_bare_names_take_a_default_direction(text: str, expected: str, direction: Direction | None) -> None:
    """A bare weekday is the last, a month-day the nearest, a month the one from 8 back to 3 ahead."""
    assert (expected, direction) == (days(text), words(text).direction)


LEANING = [
    ("Wednesday", Stance.PLANNED, "2023-10-18"),
    ("Tuesday", Stance.PLANNED, "2023-10-17"),
    ("Wednesday", Stance.REPORTED, "2023-10-11"),
    ("30 April", Stance.REPORTED, "2023-04-30"),
    ("March 3", Stance.PLANNED, "2024-03-03"),
    ("January", Stance.REPORTED, "2023-01-01/2023-01-31"),
    ("October", Stance.PLANNED, "2023-10-01/2023-10-31"),
]


@pytest.mark.parametrize(("text", "stance", "expected"), LEANING)
def test_a_stance_decides_the_direction(text: str, stance: Stance, expected: str) -> None:
    """A planned name is the first on or after publication, a reported one the last on or before it."""
    assert expected == days(text, stance)


ANYWAY = [
    ("on Tuesday", Weekly([1])),
    ("8 September", Yearly([((9, 8), (9, 8))])),
    ("in February", Yearly([((2, 1), (2, 29))])),
    ("late February", Yearly([((2, 21), (2, 29))])),
]


@pytest.mark.parametrize(("text", "expected"), ANYWAY)
def test_bare_names_keep_their_days_in_any_direction(text: str, expected: Weekly | Yearly) -> None:
    """The window in any direction is the same name in every week or year, without steps."""
    assert Window(days=expected) == words(text).anyway


CONTAINED = [
    ("January of this year", "2023-01-01/2023-01-31"),
    ("May last year", "2022-05-01/2022-05-31"),
    ("last year's third quarter", "2022-07-01/2022-09-30"),
    ("the first quarter of this year", "2023-01-01/2023-03-31"),
    ("Wednesday last week", "2023-10-11"),
    ("8 September of last year", "2022-09-08"),
    ("the 12th of last month", "2023-09-12"),
    ("the first Monday of May 2022", "2022-05-02"),
    ("the last Friday of last month", "2023-09-29"),
    ("the last day of February 2024", "2024-02-29"),
    ("the second week of March 2022", "2022-03-07/2022-03-13"),
    ("the last week of March 2009", "2009-03-23/2009-03-29"),
    ("the first weekend of July 2022", "2022-07-02/2022-07-03"),
    ("Good Friday 2022", "2022-04-15"),
    ("Thanksgiving 2022", "2022-11-24"),
    ("New Year's Eve 1999", "1999-12-31"),
    ("the first decade of the twentieth century", "1900-01-01/1909-12-31"),
    ("the first ten days of last August", "2023-08-01/2023-08-10"),
    ("a Friday in May 2022", "2022-05-06 | 2022-05-13 | 2022-05-20 | 2022-05-27"),
    ("the week of 5 May 2022", "2022-05-02/2022-05-08"),
    ("week 12 of 2022", "2022-03-21/2022-03-27"),
    ("Labor Day weekend 2022", "2022-09-03/2022-09-04"),
    ("Christmas week 2022", "2022-12-19/2022-12-25"),
    ("midsummer 2022", "2022-07-01/2022-07-31"),
    ("the week ending 7 May 2022", "2022-05-01/2022-05-07"),
]


@pytest.mark.parametrize(("text", "expected"), CONTAINED)
def test_a_wider_period_pins_a_name_down(text: str, expected: str) -> None:
    """A name within a period is the turn of it that lies there, counted from its start or its end."""
    assert (expected, None) == (days(text), words(text).direction)


CUTS = [
    ("later this month", "2023-10-17/2023-10-31"),
    ("earlier this year", "2023-01-01/2023-10-17"),
    ("so far this year", "2023-01-01/2023-10-17"),
    ("the rest of the week", "2023-10-17/2023-10-22"),
    ("later in October", "2023-10-17/2023-10-31"),
    ("later in May", "2024-05-01/2024-05-31"),
    ("earlier in October", "2023-10-01/2023-10-17"),
    ("earlier in November", "2022-11-01/2022-11-30"),
    ("later in 2023", "2023-10-17/2023-12-31"),
    ("earlier today", "2023-10-17"),
]


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_cuts_at_publication_keep_its_day(text: str, expected: str) -> None:
    """What is left of the first M not yet over is "later in M", what has passed of one is "earlier in M"."""
    assert expected == days(text)


def test_a_cut_that_leaves_nothing_is_told_at_the_anchor() -> None:
    """Nothing is left of "later in 2022" in 2023."""
    with pytest.raises(LookupError):
        days("later in 2022")


OFFSETS = [
    ("three days ago", "2023-10-14"),
    ("a fortnight ago", "2023-10-03"),
    ("a week ago", "2023-10-10"),
    ("a week ago Friday", "2023-10-06"),
    ("two months ago", "2023-08-01/2023-08-31"),
    ("five years ago", "2018-01-01/2018-12-31"),
    ("two decades ago", "2000-01-01/2009-12-31"),
    ("a year and a half ago", "2022-04-01/2022-04-30"),
    ("in three days", "2023-10-20"),
    ("in five years' time", "2028-01-01/2028-12-31"),
    ("two weeks from now", "2023-10-31"),
    ("a week from Friday", "2023-10-27"),
    ("three days later", "2023-10-20"),
    ("a year earlier", "2022-01-01/2022-12-31"),
    ("ten days after 20 March 2023", "2023-03-30"),
    ("two days before Christmas 2022", "2022-12-23"),
    ("the Friday before Christmas 2022", "2022-12-23"),
    ("the day after Easter 2022", "2022-04-18"),
    ("half a century ago", "1970-01-01/1979-12-31"),
    ("two Fridays ago", "2023-10-06"),
    ("Friday week", "2023-10-27"),
    ("the eve of 5 May 2022", "2022-05-04"),
    ("two or three weeks ago", "2023-09-26/2023-10-03"),
    ("over two weeks after the end of last month", "2023-10-15/2023-10-31"),
    ("more than two weeks ago", "2023-09-16/2023-10-02"),
    ("less than a month ago", "2023-09-18/2023-10-17"),
    ("within three days of Easter 2022", "2022-04-14/2022-04-20"),
]


@pytest.mark.parametrize(("text", "expected"), OFFSETS)
def test_offsets_are_as_exact_as_their_unit(text: str, expected: str) -> None:
    """Days and weeks are counted to the day, longer units to the unit; bounded ones up to the next."""
    assert expected == days(text)


SHAPES = [
    ("12 to 26 January 2023", Shape.SPAN, "2023-01-12", "2023-01-26"),
    ("January 12–26, 2023", Shape.SPAN, "2023-01-12", "2023-01-26"),
    ("from November to February 2023", Shape.SPAN, "2022-11-01/2022-11-30", "2023-02-01/2023-02-28"),
    ("from Monday to Wednesday", Shape.SPAN, "2023-10-16", "2023-10-18"),
    ("30 December 2021 - 2 January 2022", Shape.SPAN, "2021-12-30", "2022-01-02"),
    ("1914-18", Shape.SPAN, "1914-01-01/1914-12-31", "1918-01-01/1918-12-31"),
    ("late May to early June 2022", Shape.SPAN, "2022-05-21/2022-05-31", "2022-06-01/2022-06-10"),
    ("from 490 to 479 BC", Shape.SPAN, "-0489-01-01/-0489-12-31", "-0478-01-01/-0478-12-31"),
    ("since 2017", Shape.SINCE, "2017-01-01/2017-12-31", None),
    ("ever since last month", Shape.SINCE, "2023-09-01/2023-09-30", None),
    ("from May on", Shape.SINCE, "2023-05-01/2023-05-31", None),
    ("since the beginning of this year", Shape.SINCE, "2023-01-01", None),
    ("until Friday", Shape.UNTIL, None, "2023-10-20"),
    ("until the end of last month", Shape.UNTIL, None, "2023-09-30"),
    ("by Friday", Shape.UNTIL, None, "../2023-10-20"),
    ("by the end of the decade", Shape.UNTIL, None, "../2029-12-31"),
    ("between March and June 2022", Shape.WITHIN, "2022-03-01/2022-06-30", None),
    ("between 5 and 9 May 2022", Shape.WITHIN, "2022-05-05/2022-05-09", None),
    ("before 2019", Shape.WITHIN, "../2018-12-31", None),
    ("after last Friday", Shape.WITHIN, "2023-10-14/..", None),
    ("no earlier than May 2022", Shape.WITHIN, "2022-05-01/..", None),
    ("March or April 2022", Shape.WITHIN, "2022-03-01/2022-03-31 | 2022-04-01/2022-04-30", None),
]


@pytest.mark.parametrize(("text", "shape", "start", "end"), SHAPES)
def test_ranges_and_open_ends_have_their_shape(
    text: str, shape: Shape, start: str | None, end: str | None
) -> None:
    """Two dates make a span, since and until are open, between and before are one range."""
    wording = words(text)
    found = [window and shown(window) for window in (wording.start, wording.end)]
    assert (shape, [start, end]) == (wording.shape, found)


def test_weekday_only_evidence_needs_no_anchor() -> None:
    """Evidence such as "a Wednesday" is some Wednesday, whatever the anchor."""
    wording = words("a Wednesday")
    assert (Window(days=Weekly([2])), None, False) == (wording.start, wording.direction, wording.relative)


NUMERIC = [
    ("8/9/2022", None, "2022-08-09 | 2022-09-08"),
    ("8/9/2022", "dmy", "2022-09-08"),
    ("8/9/2022", "mdy", "2022-08-09"),
    ("25/9/2022", None, "2022-09-25"),
    ("25/9/2022", "mdy", "2022-09-25"),
    ("9/9/2022", None, "2022-09-09"),
    ("8.9.2022", None, "2022-09-08"),
    ("2022/09/08", None, "2022-09-08"),
    ("Thursday 8/9/2022", None, "2022-09-08"),
    ("25/9", None, "2023-09-25"),
]


@pytest.mark.parametrize(("text", "order", "expected"), NUMERIC)
def test_numeric_dates_keep_every_possible_reading(text: str, order: str | None, expected: str) -> None:
    """Day and month are kept in both orders unless the options, the numbers or a weekday decide."""
    wording = read(text, ReadingOptions(order=order), None)
    assert (expected, True) == (shown(wording.start), wording.parts[0].numeric_month)


FISCAL = [
    ("FY 2022-23", "IN", "2022-04-01/2023-03-31"),
    ("FY23", "IN", "2022-04-01/2023-03-31"),
    ("fiscal 2023", "US", "2022-10-01/2023-09-30"),
    ("fiscal year 2023", "JP", "2023-04-01/2024-03-31"),
    ("the first quarter of fiscal 2023", "US", "2022-10-01/2022-12-31"),
    ("last financial year", "GB", "2022-04-01/2023-03-31"),
    ("the 2021-22 financial year", "IN", "2021-04-01/2022-03-31"),
    ("the 1990 fiscal year", "US", "1989-10-01/1990-09-30"),
    ("the fiscal second quarter", "US", "2024-01-01/2024-03-31"),
    ("Q2 FY23", "IN", "2022-07-01/2022-09-30"),
    ("fiscal Q4", "IN", "2024-01-01/2024-03-31"),
]


@pytest.mark.parametrize(("text", "country", "expected"), FISCAL)
def test_fiscal_years_follow_their_country(text: str, country: str, expected: str) -> None:
    """A fiscal year begins in its country's month and is named as that country names it."""
    assert expected == days(text, fiscal=country)


def test_seasons_follow_the_hemisphere() -> None:
    """Summer is June to August in the north, December to February in the south."""
    found = [days("summer 2022", hemisphere=side) for side in ("north", "south")]
    assert ["2022-06-01/2022-08-31", "2022-12-01/2023-02-28"] == found


def test_weeks_begin_as_the_options_say() -> None:
    """A Sunday-first week takes the Sunday before."""
    assert "2023-10-15/2023-10-21" == days("this week", week="sunday")
    assert ("Sunday-first week",) == words("this week", week="sunday").assumptions


def test_two_digit_years_are_of_the_last_century_from_40_on() -> None:
    """The year "'68" is 1968 and "'22" is 2022, with an assumption."""
    assert ("'68 is 1968",) == words("'68").assumptions
    assert "2022-01-01/2022-12-31" == days("'22")


def test_a_clock_time_alone_is_of_the_publication_day() -> None:
    """A clock time is left aside beside a day, and means the publication day alone."""
    assert ["2023-10-17", "2023-10-16"] == [days("18:00 UTC"), days("12:30 p.m. Monday")]


def test_a_contradictory_weekday_keeps_the_date_as_written() -> None:
    """A weekday that does not fit is kept in the parts, for the slip model, with an assumption."""
    wording = words("Wednesday, 5 March 2023")
    assert "2023-03-05" == shown(wording.start)
    assert (Parts(year=2023, month=3, day=5, weekday=2),) == wording.parts
    assert ("the date as written, though it was a Sunday, not a Wednesday",) == wording.assumptions


PARTS = [
    ("5 March 2023", [Parts(year=2023, month=3, day=5)]),
    ("8 September", [Parts(month=9, day=8)]),
    ("in May", [Parts(month=5)]),
    ("late May 2022", [Parts(year=2022, month=5)]),
    ("12-26 January 2023", [Parts(year=2023, month=1, day=12), Parts(year=2023, month=1, day=26)]),
    ("November to February 2023", [Parts(year=2022, month=11), Parts(year=2023, month=2)]),
    ("last month", []),
    ("two weeks ago", []),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_parts_are_the_calendar_dates_as_written(text: str, expected: list[Parts]) -> None:
    """Parts hold what was written, with the share of a range filled in, and nothing that was worked out."""
    assert tuple(expected) == words(text).parts


STANCES = [
    ("last month", Stance.REPORTED),
    ("two weeks ago", Stance.REPORTED),
    ("earlier this year", Stance.REPORTED),
    ("yesterday", Stance.REPORTED),
    ("the past year", Stance.REPORTED),
    ("next month", Stance.PLANNED),
    ("in two weeks", Stance.PLANNED),
    ("tomorrow", Stance.PLANNED),
    ("later in May", Stance.PLANNED),
    ("this coming Saturday", Stance.PLANNED),
    ("will be held in May", Stance.PLANNED),
    ("since May", None),
    ("the last week of March", None),
    ("on Wednesday", None),
]


@pytest.mark.parametrize(("text", "expected"), STANCES)
def test_words_imply_a_stance(text: str, expected: Stance | None) -> None:
    """Last, ago and earlier look back; next, later and in so many days look ahead."""
    assert expected == words(text).stance


EDTF = [
    ("May 2022", "2022-05"),
    ("20 March 2023", "2023-03-20"),
    ("12 to 26 January 2023", "2023-01-12/2023-01-26"),
    ("about May 2022", "2022-05~"),
    ("perhaps in 1850", "1850?"),
    ("possibly around 1850", "1850%"),
    ("since 2017", "2017/.."),
    ("until May 2017", "../2017-05"),
    ("the 1970s", "197X"),
    ("the 18th century", "17XX"),
    ("480 BC", "-0479"),
    ("late May 2022", None),
    ("last month", None),
]


@pytest.mark.parametrize(("text", "expected"), EDTF)
def test_plain_absolute_dates_have_canonical_edtf(text: str, expected: str | None) -> None:
    """What EDTF can write plainly carries its EDTF, with the qualifier for "about" and "perhaps"."""
    assert expected == words(text).edtf


UNITS = [
    ("5 May", Granularity.DAY),
    ("last week", Granularity.WEEK),
    ("in May", Granularity.MONTH),
    ("Q3 2021", Granularity.QUARTER),
    ("summer 2022", Granularity.SEASON),
    ("early 2022", Granularity.YEAR),
    ("the 1970s", Granularity.DECADE),
    ("the 18th century", Granularity.CENTURY),
    ("from 2021 to May 2022", Granularity.MONTH),
]


@pytest.mark.parametrize(("text", "expected"), UNITS)
def test_granularity_is_the_unit_written_in(text: str, expected: Granularity) -> None:
    """The unit of the words is kept, the finer one of a range."""
    assert expected == words(text).granularity


def test_hedges_mark_and_move_nothing() -> None:
    """Words such as "about" and "perhaps" set their flags and leave the days alone."""
    wording = words("perhaps about May 2022")
    assert (True, True, "2022-05-01/2022-05-31") == (
        wording.uncertain,
        wording.approximate,
        shown(wording.start),
    )


def test_leap_days_are_skipped_not_bent() -> None:
    """The last 29 February before 2023 is of 2020."""
    assert "2020-02-29" == days("29 February", Stance.REPORTED)


@pytest.mark.parametrize(
    "text", ["from mid-January to February 2023", "mid-January/2023", "from January to early March 2023"]
)
def test_span_with_a_part_of_a_month_has_no_edtf(text):
    """EDTF has no parts of months, so a span that begins or ends with one has no EDTF."""
    assert read(text, ReadingOptions(), None).edtf is None
