"""Sets of days, against the same sets written out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given, strategies as st

from strategies_dates import DAY_SETS, PIECES, YEAR_MASKS, yearly
from timeline.dates import civil
from timeline.dates.days import DaySet, Either, Pieces, Weekly, Yearly
from timeline.dates.listing import listed, runs

START = civil.day_number(2018, 1, 1)
WINDOW = range(START - 1200, START + 3200)
NEAR = st.integers(START - 400, START + 2200)


def near(days: DaySet) -> DaySet:
    """A set of small pieces moved to where the questions are asked; all else as it is."""
    if isinstance(days, Pieces):
        return Pieces([((a or 0) + START, (b or 0) + START) for a, b in days.cells])
    if isinstance(days, Either):
        return Either([near(member) for member in days.members])
    return days


def written_out(days: DaySet) -> set[int]:
    """The members between the ends of the window, by the definition of each kind of set."""
    match days:
        case Pieces(cells):
            return {
                day for a, b in cells for day in WINDOW if (a is None or a <= day) and (b is None or day <= b)
            }
        case Weekly(weekdays):
            return {day for day in WINDOW if civil.weekday(day) in weekdays}
        case Either(members):
            return set().union(*(written_out(member) for member in members))
        case Yearly():
            return {day for day in WINDOW if any(in_span(day, span, days.years) for span in days.spans)}
    raise AssertionError(days)


def in_span(day: int, span: tuple[tuple[int, int], tuple[int, int]], mask: str | None) -> bool:
    """Whether a span that begins in the day's year or the one before holds the day."""
    (month, dom), (last_month, last_dom) = span
    for year in (civil.civil(day)[0], civil.civil(day)[0] - 1):
        if dom > civil.days_in_month(year, month) or not fits(year, mask):
            continue
        end = year + ((last_month, last_dom) < (month, dom))
        last = min(last_dom, civil.days_in_month(end, last_month))
        if civil.day_number(year, month, dom) <= day <= civil.day_number(end, last_month, last):
            return True
    return False


def fits(year: int, mask: str | None) -> bool:
    text = f"{year:05d}" if year < 0 else f"{year:04d}"
    return mask is None or (
        len(text) == len(mask) and all(m in ("X", t) for m, t in zip(mask, text, strict=True))
    )


@given(DAY_SETS.map(near), NEAR)
def test_ceil_and_floor_are_the_nearest_members(days: DaySet, day: int):
    """The ceiling is the least member from the day on, the floor the greatest up to it."""
    members = written_out(days)
    above = min((member for member in members if member >= day), default=None)
    below = max((member for member in members if member <= day), default=None)
    if above is not None:
        assert above == days.ceil(day)
    if below is not None:
        assert below == days.floor(day)
    assert days.ceil(day) is None or days.ceil(day) in members or days.ceil(day) > WINDOW[-1]
    assert days.floor(day) is None or days.floor(day) in members or days.floor(day) < WINDOW[0]


@given(DAY_SETS.map(near), NEAR)
def test_a_cell_is_an_unbroken_run_of_members(days: DaySet, day: int):
    """From a ceiling to the end of its cell all days are members, and cells of one set do not overlap."""
    first = days.ceil(day)
    if first is None or first > WINDOW[-1] - 800:
        return
    last = days.cell_last(day)
    assert last is not None
    assert set(range(first, last + 1)) <= written_out(days)
    if not isinstance(days, Either):
        assert last == days.cell_last(last)


@given(DAY_SETS.map(near), NEAR, NEAR)
def test_questions_are_monotone(days: DaySet, one: int, other: int):
    """A later day never has an earlier ceiling, floor, or end or beginning of its cell."""
    low, high = sorted((one, other))
    for question in (days.ceil, days.floor, days.cell_last, days.cell_first):
        answers = question(low), question(high)
        assert None in answers or answers[0] <= answers[1]


# A span from 29 February on has no day in 2022; such texts are refused before they become a set.
@given(yearly(YEAR_MASKS).filter(lambda days: any(True for _ in days.cells())))
def test_least_and_greatest_are_members_without_members_beyond(days: Yearly):
    """The least and the greatest day of a mask are its outermost members."""
    least, greatest = days.least, days.greatest
    assert least is not None
    assert greatest is not None
    assert least == days.ceil(least) == days.ceil(least - 100_000)
    assert greatest == days.floor(greatest) == days.floor(greatest + 100_000)
    assert days.floor(least - 1) is None
    assert days.ceil(greatest + 1) is None


@given(DAY_SETS.map(near), NEAR, st.integers(0, 900))
def test_runs_are_the_members_between_two_days(days: DaySet, first: int, length: int):
    """Listing a set between two days gives its members there, in order, whole cells except at the edges."""
    listed = list(runs(days, first, first + length))
    expected = {day for day in written_out(days) if first <= day <= first + length}
    assert expected == {day for a, b in listed for day in range(a or 0, (b or 0) + 1)}
    assert listed == sorted(listed)


@given(PIECES)
def test_pieces_listed_whole_are_their_cells(days: Pieces):
    """Without limits a set of pieces is listed as it is."""
    assert list(days.cells) == list(runs(days, None, None))


def test_pieces_that_touch_stay_apart_and_those_that_overlap_join():
    """May and June are two pieces, May and mid-May to June one."""
    assert ((1, 31), (32, 61)) == Pieces([(32, 61), (1, 31)]).cells
    assert ((1, 61),) == Pieces([(1, 31), (15, 61)]).cells


def test_open_pieces():
    """Only the outermost pieces can be open, and questions beyond them answer the day itself."""
    days = Pieces([(None, 10), (20, None)])
    assert (None, None) == (days.least, days.greatest)
    assert (-500, 10, 20, 999) == (days.ceil(-500), days.floor(15), days.ceil(15), days.floor(999))
    assert (None, 10) == (days.cell_last(20), days.cell_last(-500))
    assert [(None, 5)] == list(runs(days, None, 5))
    assert [(None, 10), (20, 25)] == list(runs(days, None, 25))
    assert [(25, None)] == list(runs(days, 25, None))


@pytest.mark.parametrize("days", [Weekly({2}), Yearly([((9, 8), (9, 8))])])
def test_what_has_no_beginning_cannot_be_listed_from_it(days: DaySet):
    """A set without a first member is not listed from an open side."""
    with pytest.raises(LookupError):
        list(itertools.islice(runs(days, None, 100), 5))


def test_no_limits_at_all():
    """All days between two days are one run, none at all if the last comes first."""
    assert [(3, 5)] == list(runs(None, 3, 5))
    assert [(None, 5)] == list(runs(None, None, 5))
    assert [] == list(runs(None, 5, 3))


@pytest.mark.parametrize(
    ("mask", "day", "ceil", "floor"),
    [
        ("X0X1", "0092-01-01", "1001-01-01", "0091-12-31"),
        ("1XXX", "2500-01-01", None, "1999-12-31"),
        ("1XXX", "0500-01-01", "1000-01-01", None),
        ("-000X", "-0012-05-01", "-0009-01-01", None),
        ("-000X", "0012-05-01", None, "-0001-12-31"),
        ("-000X", "0000-05-01", None, "-0001-12-31"),
        ("-0X44", "-0100-05-01", "-0044-01-01", "-0144-12-31"),
        ("000X", "-0003-05-01", "0000-01-01", None),
    ],
)
def test_years_of_a_mask(mask: str, day: str, ceil: str | None, floor: str | None):
    """The nearest days of the years that fit a mask are found across wide gaps and around year 0."""
    days = Yearly([((1, 1), (12, 31))], mask)
    found = days.ceil(civil.parse_iso(day)), days.floor(civil.parse_iso(day))
    assert (ceil, floor) == tuple(None if n is None else civil.iso(n) for n in found)


def test_sets_are_not_empty():
    """A set of days without a day is a fault of the caller."""
    for make in (lambda: Pieces([]), lambda: Weekly([]), lambda: Weekly([7]), lambda: Either([])):
        with pytest.raises(ValueError, match=r"needs at least one|numbered"):
            make()


def test_a_span_that_never_comes_has_no_days():
    """29 February of years that are never leap years is found nowhere, in finite time."""
    days = Yearly([((2, 29), (2, 29))], "19X1")
    assert (None, None, None) == (days.least, days.greatest, days.ceil(0))


@given(yearly(YEAR_MASKS))
def test_the_cells_of_a_mask_are_found_alike_from_either_side(days: Yearly):
    """Listing a mask from its first year gives the cells that asking for one after the other gives."""
    assume(days.least is not None)
    assert list(itertools.islice(runs(days, None, None), 50)) == list(itertools.islice(days.cells(), 50))


def test_what_comes_every_year_has_no_first_cell():
    """Without a mask the cells of every year cannot be listed from the first."""
    with pytest.raises(LookupError):
        next(Yearly([((9, 8), (9, 8))]).cells())


@given(st.lists(PIECES, min_size=1, max_size=4), st.integers(1, 12))
def test_a_union_is_listed_as_its_pieces_together(members: list[Pieces], most: int):
    """The cells of a union are those of all its pieces, or none if they are more than asked for."""
    cells = [cell for member in members for cell in member.cells]
    expected = list(Pieces(cells).cells) if len(cells) <= most else None
    assert expected == listed(Either(members), most)


def test_sets_without_end_are_not_listed():
    """A set without a beginning, or with too many cells, is not listed at all."""
    assert None is listed(Weekly({2}), 10)
    assert None is listed(Yearly([((9, 8), (9, 8))]), 10)
    assert None is listed(Weekly({2}), 10, first=0)
    assert 3 == len(listed(Weekly({2}), 10, first=1, last=21) or [])


def test_overlapping_members_of_a_union_keep_their_cells():
    """Cells of different members are not joined; on a shared day the furthest reach counts."""
    either = Either([Pieces([(0, 10)]), Pieces([(5, 20)]), Pieces([(21, 30)])])
    assert (10, 20, 20, 30) == tuple(either.cell_last(day) for day in (3, 7, 15, 21))
    assert (0, 0, 5, 21) == tuple(either.cell_first(day) for day in (3, 7, 15, 21))
