"""EDTF beyond the conformance tables: canonical text, relations, order, and the EDTF of outcomes."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from timeline.dates import civil, edtf
from timeline.dates.days import Either, Pieces, Yearly
from timeline.dates.edtf.relations import (
    MAX_CELLS,
    Allen,
    Answer,
    allen,
    covers,
    each_day,
    is_after,
    is_before,
    possible,
    sort_key,
)
from timeline.dates.fuzzy import DateRange, Shape
from timeline.dates.text import parse_date
from timeline.dates.tying import tie
from timeline.errors import DateError

YES, NO, MAYBE = Answer.YES, Answer.NO, Answer.MAYBE


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("?2004", "2004?"),
        ("?2004-?06", "2004-06?"),
        ("~2004-~06-~11", "2004-06-11~"),
        ("?2004?", "2004?"),
        ("?2004~", "2004%"),
        ("?2004-06", "2004?-06"),
        ("?2004-06-11", "2004?-06-11"),
        ("?2004-?06-11", "2004-06?-11"),
        ("2004-06?-11?", "2004-06-11?"),
        ("2004-06?-11~", "2004-06%-~11"),
        ("2004?-~06-?11", "2004?-~06-?11"),
        ("2004-~06-~11", "2004-~06-~11"),
        ("?2004-06-~11", "2004?-06-~11"),
        ("?2001-21", "2001?-21"),
        ("?Y20000", "Y20000?"),
        ("?2004/~2005", "2004?/2005~"),
        ("[1984,1982]", "[1982,1984]"),
        ("[1984,1984]", "[1984]"),
        ("{1990..1995,1984,1984}", "{1984,1990..1995}"),
        ("[1984-05,1984,1984-04]", "[1984,1984-04,1984-05]"),
        ("[..1984,1990,1988..]", "[..1984,1990,1988..]"),
        ("2004-06-11T10:00:00+05:30", "2004-06-11T10:00:00+05:30"),
        ("Y17E7", "Y17E7"),
        ("1950S2~", "1950S2~"),
    ],
)
def test_canonical_text(text: str, canonical: str):
    """The canonical text has one qualifier where one says it all, and a set's members in order, each once."""
    assert canonical == edtf.read(text).edtf


def test_the_level_is_that_of_the_text_as_typed():
    """A qualifier on the left makes a text level 2 though its canonical form is level 1."""
    assert (2, 1) == (edtf.read("?2004").level, edtf.read("2004?").level)
    assert edtf.read("?2004") == edtf.read("2004?")


@pytest.mark.parametrize(
    ("text", "rule", "assumptions"),
    [
        ("2004", "EDTF date", ()),
        ("2004-06-11T10:00:00", "EDTF date and time", ()),
        ("2004/2005", "EDTF interval", ()),
        ("1999-33", "EDTF part of a year", ()),
        ("1999-21", "EDTF part of a year", ("meteorological seasons of the northern half of the earth",)),
        (
            "2020-21",
            "EDTF part of a year",
            (
                "meteorological seasons of the northern half of the earth",
                "a part of the year 2020, not the years 2020 to 2021",
            ),
        ),
        ("1999-29", "EDTF part of a year", ("meteorological seasons",)),
        ("1999-21/1999-22", "EDTF interval", ("meteorological seasons of the northern half of the earth",)),
        ("[2004]", "EDTF one-of set", ()),
        ("{2004}", "EDTF all-of set", ()),
    ],
)
def test_rule_and_assumptions(text: str, rule: str, assumptions: tuple[str, ...]):
    """A wording says by which rule it was read, and what was assumed on the way."""
    wording = edtf.read(text)
    assert (rule, assumptions) == (wording.rule, wording.assumptions)


def test_only_an_all_of_set_dates_several_events():
    """Only an all-of set is marked as dating everyone of its members."""
    assert [False, False, True] == [
        edtf.read(text).everyone for text in ("1984", "[1984,1985]", "{1984,1985}")
    ]


def test_kinds_of_day_sets():
    """Completions that touch are one run, masks with holes repeat by the year, members of sets stay apart."""
    assert Pieces([(civil.parse_iso("1990-01-01"), civil.parse_iso("1999-12-31"))]) == days_of("199X")
    assert Yearly([((5, 1), (5, 31))], "1X9X") == days_of("1X9X-05")
    assert Yearly([((12, 1), (2, 31))], "199X") == days_of("199X-24")
    two = days_of("[1984,1985]")
    assert isinstance(two, Pieces)
    assert 2 == len(two.cells)
    mixed = days_of("[1984,1X9X-05]")
    assert isinstance(mixed, Either)
    assert [Pieces, Yearly] == [type(member) for member in mixed.members]


def days_of(text: str) -> object:
    window = edtf.read(text).start
    assert window is not None
    return window.days


def test_both_ends_of_a_span_have_windows():
    """The start of a span lies in the one date and its end in the other."""
    wording = edtf.read("2004-06/2006")
    assert wording.start is not None
    assert wording.end is not None
    assert wording.start.days == days_of("2004-06")
    assert wording.end.days == days_of("2006")


# --- relations ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "relation", "other", "answer"),
    [
        ("1984", Allen.BEFORE, "1986", YES),
        ("1984", Allen.BEFORE, "1985", MAYBE),
        ("1984", Allen.MEETS, "1985", MAYBE),
        ("1984-05-03", Allen.MEETS, "1984-05-04", YES),
        ("1984-05-03", Allen.BEFORE, "1984-05-04", NO),
        ("1984-05-03", Allen.BEFORE, "1984-05-05", YES),
        ("1984-05-03", Allen.EQUALS, "1984-05-03", YES),
        ("1984", Allen.EQUALS, "1984", MAYBE),
        ("1984", Allen.AFTER, "1984", MAYBE),
        ("1984", Allen.CONTAINS, "1984-05-03", MAYBE),
        ("1984", Allen.CONTAINS, "1986-05-03", NO),
        ("1983-05-03/1985-05-03", Allen.CONTAINS, "1984", YES),
        ("1984", Allen.DURING, "1983-05-03/1985-05-03", YES),
        ("1983/1985", Allen.CONTAINS, "1984", YES),
        ("1984-05-01/1984-05-10", Allen.OVERLAPS, "1984-05-05/1984-05-20", YES),
        ("1984-05-01/1984-05-10", Allen.STARTS, "1984-05-01/1984-05-20", YES),
        ("1984-05-10/1984-05-20", Allen.FINISHES, "1984-05-01/1984-05-20", YES),
        ("1984-05-01/1984-05-20", Allen.STARTED_BY, "1984-05-01/1984-05-10", YES),
        ("1984-05-01/1984-05-20", Allen.FINISHED_BY, "1984-05-10/1984-05-20", YES),
        ("1984-05-05/1984-05-20", Allen.OVERLAPPED_BY, "1984-05-01/1984-05-10", YES),
        ("1984-05-04", Allen.MET_BY, "1984-05-03", YES),
        ("[1980,1982]", Allen.BEFORE, "1984", YES),
        ("[1980,1986]", Allen.BEFORE, "1984", MAYBE),
        ("[1986,1988]", Allen.BEFORE, "1984", NO),
        ("{1980,1982}", Allen.BEFORE, "1984", YES),
        ("{1980,1986}", Allen.BEFORE, "1984", NO),
        ("{1980,1984}", Allen.BEFORE, "1984", MAYBE),
        ("1984", Allen.AFTER, "{1980,1982}", YES),
        ("1984", Allen.AFTER, "{1980,1986}", NO),
        ("{1980,1982}", Allen.BEFORE, "{1984,1986}", YES),
        ("198X", Allen.BEFORE, "1985", MAYBE),
        ("198X-05", Allen.DURING, "1984", MAYBE),
        ("1984/..", Allen.BEFORE, "1986", MAYBE),
        ("1984/..", Allen.AFTER, "1982", YES),
        ("../1984", Allen.BEFORE, "1986", YES),
        ("../1984", Allen.AFTER, "1980", MAYBE),
        ("1984/", Allen.BEFORE, "1980", NO),
        ("1985~", Allen.BEFORE, "199X", YES),
    ],
)
def test_allen(one: str, relation: Allen, other: str, answer: Answer):
    """A relation is certain, excluded or possible, by every span that the dates leave open."""
    assert answer is allen(parse_date(one), parse_date(other), relation)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("1984", "1985", YES),
        ("1985", "1984", NO),
        ("1984", "1984", MAYBE),
        ("1984-05", "1984", MAYBE),
        ("198X", "1985", MAYBE),
        ("1984-05-03", "1984-05-03", NO),
        ("{1980,1982}", "1983", YES),
        ("{1980,1984}", "1983", NO),
        ("[1980,1984]", "1983", MAYBE),
        ("../1982", "1983", YES),
        ("1980/..", "1983", MAYBE),
    ],
)
def test_before_and_after(one: str, other: str, answer: Answer):
    """One date is before another if it is over before the other begins; after is the same turned round."""
    assert answer is is_before(parse_date(one), parse_date(other))
    assert answer is is_after(parse_date(other), parse_date(one))


def test_two_single_days_have_one_relation():
    """Between settled days exactly one relation is possible."""
    assert frozenset({Allen.MEETS}) == possible(parse_date("1984-05-03"), parse_date("1984-05-04"))


def test_all_relations_are_possible_within_one_year():
    """Two events in the same year can lie in any of the thirteen ways."""
    assert frozenset(Allen) == possible(parse_date("1984"), parse_date("1984"))


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("1985", "1985-04", YES),
        ("1985-04", "1985", MAYBE),
        ("1985", "1986", NO),
        ("[1985,1987]", "1987-05", YES),
        ("[1985,1987]", "1986-05", NO),
        ("[1985,1986]", "1985-12/1986-01", YES),
        ("1984/..", "1990/..", YES),
        ("1984/..", "1980/..", MAYBE),
        ("../1984", "../1980", YES),
        ("../1980", "../1984", MAYBE),
        ("[..1979,1980]", "../1980", YES),
        ("[..1979,1981]", "../1981", MAYBE),
        ("1984", "../1980", NO),
        ("1984", "../1990", MAYBE),
        ("[..1914,1918..]", "1916", NO),
        ("19XX-02-29", "1984-02-29", YES),
        ("19XX-02-29", "1985-02", NO),
        ("XXXX-12-25", "1985-12-25", YES),
        ("XXXX-12-25", "1985-12", MAYBE),
        ("XXXX-12-25", "1985-03", NO),
        ("1985", "156X-12-25", NO),
        ("15XX", "156X-12-25", YES),
        ("1565", "156X-12-25", MAYBE),
        ("{1984,19X5-02}", "1985-02", YES),
        ("{..1980,19X5-02}", "../1970", MAYBE),
    ],
)
def test_covers(one: str, other: str, answer: Answer):
    """A date covers another if all its possible days are its own, maybe if some are."""
    assert answer is covers(parse_date(one), parse_date(other))


def test_covers_a_single_day():
    """A single day is asked for by its number."""
    assert YES is covers(parse_date("1985"), civil.parse_iso("1985-04-12"))
    assert NO is covers(parse_date("1985"), civil.parse_iso("1986-04-12"))


def test_beyond_the_cap_answers_get_vaguer_but_never_wrong():
    """Where there are too many cells to tell apart, their hull still excludes what lies outside."""
    many = parse_date("1XXX-05-09")
    assert MAX_CELLS < 1000
    assert YES is is_before(many, parse_date("2000"))
    assert NO is is_after(many, parse_date("2000"))
    assert MAYBE is is_before(many, parse_date("1500"))


def test_each_day_of_a_date():
    """The days of a date come in order, each once, whatever its shape."""
    assert ["1985-02-28", "1985-03-01"] == [
        civil.iso(day) for day in each_day(parse_date("1985-02-28/1985-03-01"))
    ]
    assert [1904, 1908] == [civil.civil(day)[0] for day in each_day(parse_date("190X-02-29"))]
    assert 731 == len(list(each_day(parse_date("[1984,1986]"))))


@pytest.mark.parametrize("text", ["1984/..", "../1984", "/1984", "[..1984]", "[1984..]"])
def test_the_days_of_an_open_date_cannot_be_listed(text: str):
    """Asking for the days of an open date is refused at once, not at the first day."""
    with pytest.raises(DateError, match="open"):
        each_day(parse_date(text))


def test_order_for_sorting():
    """Dates are sorted by earliest day, open ones first, then by latest, open ones last."""
    texts = ["1985/..", "1985", "../1985", "1985-01", "1984", "1985-01-01", "[..1980]", "1985?"]
    expected = ["[..1980]", "../1985", "1984", "1985-01-01", "1985-01", "1985", "1985?", "1985/.."]
    assert expected == sorted(texts, key=lambda text: sort_key(parse_date(text)))


# --- the EDTF of an outcome -----------------------------------------------------------------------

Ends = tuple[str | None, str | None]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (("2022-09-08", "2022-09-08"), ("2022-09-08", "2022-09-08"), "2022-09-08"),
        (("2022-07-01", "2022-07-31"), ("2022-07-01", "2022-07-31"), "2022-07"),
        (("2024-02-01", "2024-02-29"), ("2024-02-01", "2024-02-29"), "2024-02"),
        (("2023-02-01", "2023-02-28"), ("2023-02-01", "2023-02-28"), "2023-02"),
        (("2022-01-01", "2022-12-31"), ("2022-01-01", "2022-12-31"), "2022"),
        (("2020-01-01", "2029-12-31"), ("2020-01-01", "2029-12-31"), "202X"),
        (("1900-01-01", "1999-12-31"), ("1900-01-01", "1999-12-31"), "19XX"),
        (("2021-01-01", "2030-12-31"), ("2021-01-01", "2030-12-31"), "[2021-01-01..2030-12-31]"),
        (("2022-08-03", "2022-08-30"), ("2022-08-03", "2022-08-30"), "[2022-08-03..2022-08-30]"),
        (("2022-08-01", "2022-08-30"), ("2022-08-01", "2022-08-30"), "[2022-08-01..2022-08-30]"),
        (("2022-07-01", "2022-08-31"), ("2022-07-01", "2022-08-31"), "[2022-07-01..2022-08-31]"),
        ((None, "2022-09-08"), (None, "2022-09-08"), "[..2022-09-08]"),
        (("2022-03-20", None), ("2022-03-20", None), "[2022-03-20..]"),
        ((None, None), (None, None), None),
        (("2022-09-08", "2022-09-08"), ("2022-09-11", "2022-09-11"), "2022-09-08/2022-09-11"),
        (("2022-05-01", "2022-05-31"), ("2022-07-01", "2022-07-31"), "2022-05/2022-07"),
        (("2022-05-01", "2022-05-31"), ("2022-01-01", "2022-12-31"), "2022-05/2022"),
        (("2022-05-03", "2022-05-30"), ("2022-07-01", "2022-07-31"), None),
        (("2022-05-01", "2022-05-31"), ("2022-07-02", "2022-07-31"), None),
        (("2022-05-01", "2022-05-31"), ("2022-05-01", None), "2022-05/.."),
        (("2022-05-03", "2022-05-03"), ("2022-05-03", None), "2022-05-03/.."),
        (("2022-05-03", "2022-05-03"), (None, None), "2022-05-03/.."),
        (("2022-05-03", "2022-05-03"), ("2022-06-01", None), None),
        ((None, "2022-05-31"), ("2022-05-01", "2022-05-31"), "../2022-05"),
        ((None, None), ("2022-05-01", "2022-05-31"), "../2022-05"),
        ((None, "2022-04-30"), ("2022-05-01", "2022-05-31"), None),
        (("-0044-03-15", "-0044-03-15"), ("-0044-03-15", "-0044-03-15"), "-0044-03-15"),
        (("-0049-01-01", "-0040-12-31"), ("-0049-01-01", "-0040-12-31"), "[-0049-01-01..-0040-12-31]"),
        (("17000-01-01", "17000-12-31"), ("17000-01-01", "17000-12-31"), "Y17000"),
        (("17000-01-01", "17000-01-31"), ("17000-01-01", "17000-01-31"), None),
        (("17000-01-01", "17000-01-01"), ("17000-01-01", "17000-01-01"), None),
        (("17000-01-01", "17001-01-01"), ("17000-01-01", "17001-01-01"), None),
    ],
)
def test_edtf_of(start: Ends, end: Ends, expected: str | None):
    """An outcome has the EDTF that says as much as it does and no more, or none."""
    assert expected == edtf.edtf_of(DateRange.of(*start), DateRange.of(*end))


RANGES = st.builds(
    lambda first, days: DateRange(first, first + days), st.integers(700_000, 740_000), st.integers(0, 400)
)


UNITS = st.one_of(
    st.integers(700_000, 740_000).map(lambda day: DateRange(day, day)),
    st.builds(civil.month_bounds, st.integers(1990, 1999), st.integers(1, 12)).map(
        lambda days: DateRange(*days)
    ),
    st.integers(1990, 1999).map(civil.year_bounds).map(lambda days: DateRange(*days)),
    RANGES,
)


@given(UNITS, UNITS)
def test_the_edtf_of_an_outcome_says_what_the_outcome_says(start: DateRange, end: DateRange):
    """Reading the EDTF of an outcome gives its start and its end back."""
    if (start.first or 0) > (end.last or 0):
        start, end = end, start
    text = edtf.edtf_of(start, end)
    if text is None:
        return
    wording = edtf.read(text)
    windows = (wording.start, wording.end if wording.shape is Shape.SPAN else wording.start)
    read = [DateRange(w.days.least, w.days.greatest) for w in windows if w and w.days]
    assert [start, end] == read


@given(RANGES)
def test_every_closed_range_of_four_digit_years_has_an_edtf(both: DateRange):
    """A range that start and end share always has an EDTF, whose bounds are its own."""
    text = edtf.edtf_of(both, both)
    assert text is not None
    assert both == tie(edtf.read(text)).range
