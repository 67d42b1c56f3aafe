"""Laws of EDTF: bounds, canonical text, relations and order, against enumeration of every possibility."""

from __future__ import annotations

import copy
import itertools
import pickle
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, reject, settings, strategies as st

from strategies_dates import NOISE, PIECES, WORDINGS, edtf_texts, unmarked_dates
from timeline.dates import civil, edtf
from timeline.dates.days import Either, Pieces
from timeline.dates.edtf import relations
from timeline.dates.edtf.reading import wording_of
from timeline.dates.edtf.relations import Allen, Answer
from timeline.dates.edtf.scan import scan
from timeline.dates.fuzzy import FuzzyDate, ReadingOptions, Shape, Window, Wording
from timeline.dates.text import parse_date, read
from timeline.dates.tying import tie
from timeline.errors import DateError


def valid(text: str) -> Wording:
    try:
        return edtf.read(text)
    except DateError:
        reject()


def refusal(text: str) -> DateError | None:
    try:
        edtf.read(text)
    except DateError as error:
        return error
    return None


def completions(text: str) -> Iterator[tuple[int, int]]:
    """First and last day of every date that the text becomes when its X are filled in."""
    places = [index for index, char in enumerate(text) if char == "X"]
    for digits in itertools.product("0123456789", repeat=len(places)):
        filled = list(text)
        for place, digit in zip(places, digits, strict=True):
            filled[place] = digit
        negative = text.startswith("-")
        parts = [int(part) for part in "".join(filled).removeprefix("-").split("-")]
        if negative and parts[0] == 0:
            continue
        year = -parts[0] if negative else parts[0]
        if len(parts) == 1:
            yield civil.year_bounds(year)
        elif 1 <= parts[1] <= 12 and len(parts) == 2:
            yield civil.month_bounds(year, parts[1])
        elif 1 <= parts[1] <= 12 and 1 <= parts[2] <= civil.days_in_month(year, parts[1]):
            day = civil.day_number(year, *parts[1:])
            yield day, day


@given(unmarked_dates())
def test_bounds_are_the_outermost_completions(text: str):
    """The bounds of a date are the first and the last day of all that its X can stand for."""
    found = list(completions(text))
    expected = min(first for first, _ in found), max(last for _, last in found)
    assert expected == (parse_date(text).range.first, parse_date(text).range.last)


@given(unmarked_dates(most=2))
def test_cells_are_the_completions(text: str):
    """The days of a date are those of its completions, no more and no fewer."""
    date = parse_date(text)
    assume(len(date.ranges) > 1)
    expected = {day for first, last in completions(text) for day in range(first, last + 1)}
    assert expected == {day for cell in date.ranges for day in range(cell.first or 0, (cell.last or 0) + 1)}


@given(unmarked_dates(most=4))
def test_a_date_without_completion_is_refused_and_only_such(text: str):
    """A text with the shape of a date is accepted exactly if some filling in of its X is a date."""
    broken = text[:-2] + "X9" if text.count("-", 1) == 2 else text
    possible = any(True for _ in completions(broken))
    error = refusal(broken)
    assert possible is (error is None)
    assert error is None or error.impossible


@given(edtf_texts())
def test_canonical_text_is_stable(text: str):
    """Reading the canonical text gives the same wording and the same canonical text again."""
    wording = valid(text)
    assert wording.edtf is not None
    again = edtf.read(wording.edtf)
    assert wording == again
    assert hash(wording.start) == hash(again.start)


@given(edtf_texts())
def test_the_straight_road_leads_to_the_same_place(text: str):
    """A text read without a form has the same wording, in every field, as by way of its form."""
    wording = valid(text)
    by_form = wording_of(text, scan(text), ReadingOptions())
    assert by_form == wording
    assert vars(by_form) == vars(wording)


@given(st.one_of(edtf_texts(), NOISE))
@settings(max_examples=500)
def test_days_found_without_a_wording_are_those_of_the_wording(text: str):
    """What `hull_of` takes is EDTF, and its days are those of the wording; the rest it leaves alone."""
    try:
        days = tie(edtf.read(text)).range
    except DateError:
        assert edtf.hull_of(text) is None
    else:
        assert edtf.hull_of(text) in (None, (days.first, days.last))


@given(edtf_texts())
def test_a_date_whose_wording_is_not_yet_read_is_the_same_date(text: str):
    """A date as `parse_date` gives it equals one made from its wording, before and after that is read."""
    expected = tie(valid(text))
    date = parse_date(text)
    unread = pickle.loads(pickle.dumps(date))
    assert (expected.uncertain, expected.approximate) == (unread.uncertain, unread.approximate)
    assert [expected] * 3 == [copy.copy(date), unread, date]
    assert hash(expected) == hash(unread)
    assert repr(expected) == repr(pickle.loads(pickle.dumps(date)))


@given(edtf_texts())
def test_wordings_can_be_pickled(text: str):
    """What was read is the same after pickling, and hashable."""
    date = tie(valid(text))
    again = pickle.loads(pickle.dumps(date))
    assert date == again
    assert hash(date) == hash(again)


@given(NOISE)
@settings(max_examples=500)
def test_nothing_but_date_errors(text: str):
    """Any text is read or refused with a DateError whose column lies in the text or just behind it."""
    error = refusal(text)
    if error is None:
        assert edtf.read(text) == read(text, edtf_only=True)
    else:
        assert error.rule in str(error)
        assert error.column is None or 1 <= error.column <= len(text) + 1


@given(edtf_texts())
def test_a_space_at_the_end_is_named_and_taken_away(text: str):
    """A text with a space behind it is refused there, and the suggestion is the text without it."""
    valid(text)
    with pytest.raises(DateError) as caught:
        edtf.read(f"{text} ")
    assert (len(text) + 1, f"write {text!r}") == (caught.value.column, caught.value.suggestion)


@given(edtf_texts(), st.sampled_from(["north", "south"]))
def test_widening_holds_the_narrow_date(text: str, hemisphere: str):
    """A widened date holds the days of the date as written."""
    try:
        narrow = tie(edtf.read(text, ReadingOptions(hemisphere=hemisphere))).range
        wide = tie(edtf.read(text, ReadingOptions(hemisphere=hemisphere, widen=True))).range
    except DateError:
        reject()
    assert wide.first is None or (narrow.first is not None and wide.first <= narrow.first)
    assert wide.last is None or (narrow.last is not None and wide.last >= narrow.last)


# --- relations, against every span that is possible -----------------------------------------------


def all_spans(wording: Wording) -> set[tuple[int, int]]:
    """Every span, first and last day, that a small wording leaves possible."""
    assert wording.start is not None
    assert isinstance(wording.start.days, Pieces)
    starts = wording.start.days.cells
    if wording.shape is Shape.WITHIN:
        pairs = [(cell, cell) for cell in starts]
    else:
        assert wording.end is not None
        assert isinstance(wording.end.days, Pieces)
        pairs = [(one, two) for one in starts for two in wording.end.days.cells]
    return {
        (first, last)
        for (a, b), (c, d) in pairs
        for first in range(a or 0, (b or 0) + 1)
        for last in range(max(first, c or 0), (d or 0) + 1)
    }


def relation_of(one: tuple[int, int], other: tuple[int, int]) -> Allen:
    """The relation of two spans, by Allen's definitions, ends exclusive."""
    (a, b), (c, d) = (one[0], one[1] + 1), (other[0], other[1] + 1)
    rules = {
        Allen.BEFORE: b < c, Allen.MEETS: b == c, Allen.MET_BY: d == a, Allen.AFTER: d < a,
        Allen.EQUALS: a == c and b == d, Allen.STARTS: a == c and b < d, Allen.STARTED_BY: a == c and b > d,
        Allen.FINISHES: b == d and a > c, Allen.FINISHED_BY: b == d and a < c, Allen.DURING: a > c and b < d,
        Allen.CONTAINS: a < c and b > d, Allen.OVERLAPS: a < c < b < d, Allen.OVERLAPPED_BY: c < a < d < b,
    }  # fmt: skip
    (found,) = [relation for relation, holds in rules.items() if holds]
    return found


@given(WORDINGS, WORDINGS)
@settings(max_examples=60)
def test_possible_relations_are_those_of_some_spans(one: Wording, other: Wording):
    """The possible relations are exactly those that some choice of both spans has."""
    expected = {relation_of(mine, theirs) for mine in all_spans(one) for theirs in all_spans(other)}
    assert expected == relations.possible(tie(one), tie(other))


MEMBERS = st.lists(
    st.builds(lambda first, length: (first, first + length), st.integers(0, 6), st.integers(0, 1)),
    min_size=1,
    max_size=3,
)
WIDE = st.builds(lambda first, length: [(first, first + length)], st.integers(0, 3), st.integers(3, 7))


def as_set(cells: list[tuple[int, int]], *, everyone: bool) -> FuzzyDate:
    days = Either([Pieces([cell]) for cell in cells]) if everyone else Pieces(cells)
    return tie(Wording(text="set", start=Window(days=days), everyone=everyone))


def worlds(cells: list[tuple[int, int]], *, everyone: bool) -> list[tuple[tuple[int, int], ...]]:
    """Every choice of spans for a set: one span for each member of an all-of set, one in all for a one-of set."""
    spans = [[(a, b) for a in range(low, high + 1) for b in range(a, high + 1)] for low, high in cells]
    if everyone:
        return list(itertools.product(*spans))
    return [(span,) for each in spans for span in each]


@given(MEMBERS, st.booleans(), MEMBERS | WIDE, st.booleans(), st.sampled_from(list(Allen)))
@settings(max_examples=300)
def test_relations_of_sets_are_true_of_every_choice(mine, mine_all, theirs, theirs_all, relation):
    """Yes is said of what every choice of spans has between all members, no of what none has, maybe of the rest."""
    one, other = as_set(mine, everyone=mine_all), as_set(theirs, everyone=theirs_all)
    if not mine_all:
        mine = [(cell[0] or 0, cell[1] or 0) for cell in Pieces(mine).cells]
    if not theirs_all:
        theirs = [(cell[0] or 0, cell[1] or 0) for cell in Pieces(theirs).cells]
    held = {
        all(relation_of(a, b) is relation for a in ours for b in others)
        for ours in worlds(mine, everyone=mine_all)
        for others in worlds(theirs, everyone=theirs_all)
    }
    expected = Answer.MAYBE if len(held) == 2 else Answer.YES if True in held else Answer.NO
    assert expected is relations.allen(one, other, relation)


@given(MEMBERS, st.booleans(), MEMBERS | WIDE, st.booleans())
@settings(max_examples=200)
def test_order_of_sets_is_true_of_every_choice(mine, mine_all, theirs, theirs_all):
    """A set is before another if in every choice of spans all of the one are over when the other's begin."""
    one, other = as_set(mine, everyone=mine_all), as_set(theirs, everyone=theirs_all)
    held = {
        all(a[1] < b[0] for a in ours for b in others)
        for ours in worlds(mine, everyone=mine_all)
        for others in worlds(theirs, everyone=theirs_all)
    }
    expected = Answer.MAYBE if len(held) == 2 else Answer.YES if True in held else Answer.NO
    assert expected is relations.is_before(one, other)


CONVERSE = dict(zip(Allen, reversed(Allen), strict=True))


@given(edtf_texts(), edtf_texts(), st.sampled_from(list(Allen)))
def test_a_relation_holds_as_its_converse(text: str, other_text: str, relation: Allen):
    """A relation is answered as its converse is with the dates exchanged."""
    one, other = tie(valid(text)), tie(valid(other_text))
    assert relations.allen(one, other, relation) is relations.allen(other, one, CONVERSE[relation])
    assert relations.is_before(one, other) is relations.is_after(other, one)


@given(edtf_texts(), edtf_texts())
def test_answers_agree_with_what_is_possible(text: str, other_text: str):
    """A relation that is certain is the only possible one, and one that is excluded is not possible."""
    one, other = tie(valid(text)), tie(valid(other_text))
    possible = relations.possible(one, other)
    assert possible
    for relation in Allen:
        answer = relations.allen(one, other, relation)
        if answer is Answer.YES:
            assert {relation} == possible
        elif relation not in possible:
            assert answer is Answer.NO


@given(PIECES, PIECES)
def test_covering_is_inclusion_of_days(outer: Pieces, inner: Pieces):
    """One date covers another if all its days are its own, and not at all if none is."""
    one, other = days_of(outer), days_of(inner)
    expected = Answer.YES if other <= one else Answer.MAYBE if other & one else Answer.NO
    assert expected is relations.covers(dated(outer), dated(inner))


def dated(days: Pieces) -> FuzzyDate:
    return tie(Wording(text="days", start=Window(days=days)))


def days_of(pieces: Pieces) -> set[int]:
    return {day for first, last in pieces.cells for day in range(first or 0, (last or 0) + 1)}


@given(st.lists(edtf_texts(), min_size=2, max_size=6))
def test_the_order_for_sorting_is_total(texts: list[str]):
    """Dates are sorted the same way from any order, and keys are equal for the same canonical text only."""
    found = [tie(valid(text)) for text in texts]
    expected = [date.wording.edtf for date in sorted(found, key=relations.sort_key)]
    found.reverse()
    assert expected == [date.wording.edtf for date in sorted(found, key=relations.sort_key)]


@given(unmarked_dates(most=2))
@settings(max_examples=40)
def test_each_day_is_a_completion(text: str):
    """Going through a date gives the days of its completions, in order, each once."""
    date = parse_date(text)
    assume((date.range.days or 0) < 50_000)
    expected = sorted({day for first, last in completions(text) for day in range(first, last + 1)})
    assert expected == list(relations.each_day(date))
