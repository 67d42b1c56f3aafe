"""Laws of press phrases: monotone steps, windows that are never empty, and no exception but DateError."""

from __future__ import annotations

import contextlib
import pickle

import pytest
from hypothesis import example, given, settings, strategies as st

from strategies_phrases import DAYS, OPTIONS, PHRASES, PRESS, SOUP, STANCES
from timeline.dates import civil
from timeline.dates.days import DaySet, Pieces
from timeline.dates.fuzzy import ReadingOptions, Stance, Window, Wording
from timeline.dates.gaps import read_gap
from timeline.dates.phrases import read
from timeline.dates.tying import MAX_LISTED, tie
from timeline.errors import DateError


def _read(text: str, options: ReadingOptions, stance: Stance | None) -> Wording | None:
    try:
        return read(text, options, stance)
    except DateError:
        return None


def _windows(wording: Wording | None) -> list[Window]:
    return (
        [] if wording is None else [window for window in (wording.start, wording.end) if window is not None]
    )


@given(PHRASES, OPTIONS, STANCES, DAYS, st.integers(0, 800))
@settings(max_examples=900, deadline=None)
def test_steps_are_monotone(
    text: str, options: ReadingOptions, stance: Stance | None, anchor: int, further: int
) -> None:
    """A later anchor never moves the earliest or the latest day of a window back."""
    for window in _windows(_read(text, options, stance)):
        for step in (window.earliest, window.latest):
            assert step is None or step(anchor) <= step(anchor + further)


# Two leap years, so that every day of a year comes with several weekdays.
_YEARS = range(civil.day_number(1999, 12, 15), civil.day_number(2004, 3, 15), 3)


@pytest.mark.parametrize("stance", [None, Stance.PLANNED])
def test_every_class_of_phrase_is_monotone_day_by_day(stance: Stance | None) -> None:
    """No phrase of any class moves back from one day to another in four years."""
    for text in PRESS:
        for window in _windows(_read(text, ReadingOptions(), stance)):
            for step in (window.earliest, window.latest):
                days = [step(anchor) for anchor in _YEARS] if step is not None else []
                assert days == sorted(days), text


@given(PHRASES, OPTIONS, STANCES, DAYS)
@settings(max_examples=600, deadline=None)
def test_envelopes_are_never_empty(
    text: str, options: ReadingOptions, stance: Stance | None, anchor: int
) -> None:
    """The earliest day of a window never comes after the latest."""
    for window in _windows(_read(text, options, stance)):
        if window.earliest is not None and window.latest is not None:
            assert window.earliest(anchor) <= window.latest(anchor)


@given(PHRASES, DAYS)
@settings(max_examples=600, deadline=None)
def test_windows_hold_a_day(text: str, anchor: int) -> None:
    """Where a window has both steps, its set has a day between them for every anchor."""
    for window in _windows(_read(text, ReadingOptions(), None)):
        if window.earliest is not None and window.latest is not None:
            assert window.at(anchor) is not None


@given(PHRASES, OPTIONS, STANCES, DAYS)
@settings(max_examples=600, deadline=None)
def test_a_run_is_what_set_and_steps_leave(
    text: str, options: ReadingOptions, stance: Stance | None, anchor: int
) -> None:
    """The run of a window for one anchor is the hull of its set between its steps."""
    for window in _windows(_read(text, options, stance)):
        if window.run is not None:
            days = window.at(anchor)
            assert days is not None
            assert (days.least, days.greatest) == window.run(anchor)


@given(PHRASES, OPTIONS)
@settings(max_examples=300, deadline=None)
def test_wordings_are_values(text: str, options: ReadingOptions) -> None:
    """A wording equals itself after pickling, hashes, and is the same for the same text."""
    wording = _read(text, options, None)
    if wording is not None:
        assert wording == pickle.loads(pickle.dumps(wording))
        assert hash(wording) == hash(_read(text, options, None))


@given(SOUP, OPTIONS, STANCES)
@settings(max_examples=1200, deadline=None)
@example("", ReadingOptions(), None)
def test_word_soup_raises_date_errors_only(text: str, options: ReadingOptions, stance: Stance | None) -> None:
    """Any sequence of the vocabulary's words is read or refused with a DateError."""
    with contextlib.suppress(DateError):
        read(text, options, stance)


@given(st.text(max_size=320))
@settings(max_examples=800, deadline=None)
def test_any_text_raises_date_errors_only(text: str) -> None:
    """Any text at all is read or refused with a DateError, as a phrase and as a gap."""
    for reader in (lambda: read(text, ReadingOptions(), None), lambda: read_gap(text)):
        with contextlib.suppress(DateError):
            reader()


@given(SOUP)
@settings(max_examples=700, deadline=None)
def test_gap_soup_raises_date_errors_only(text: str) -> None:
    """Any sequence of words is a gap or refused with a DateError."""
    with contextlib.suppress(DateError):
        read_gap(text)


def _runs(wording: Wording, anchors: DaySet) -> list[tuple[int | None, int | None]] | None:
    """The runs of days of a wording tied to anchors; None where no day is left."""
    try:
        return [(run.first, run.last) for run in tie(wording, anchors).ranges]
    except DateError:
        return None


def _joined(runs: list[tuple[int | None, int | None]]) -> list[tuple[float, float]]:
    """Runs in order, each as far as it goes without a hole."""
    low, high = float("-inf"), float("inf")
    joined: list[tuple[float, float]] = []
    for first, last in sorted((low if a is None else a, high if b is None else b) for a, b in runs):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


def _same(singly: list[tuple[int | None, int | None]], found: list[tuple[int | None, int | None]]) -> bool:
    """Whether runs are the same days; past the cap on what is listed, one run stands for all."""
    expected, joined = _joined(singly), _joined(found)
    capped = len(set(singly)) > MAX_LISTED and [(expected[0][0], expected[-1][1])] == joined
    return capped or expected == joined


@given(PHRASES, OPTIONS, STANCES, DAYS, st.integers(0, 60))
@settings(max_examples=600, deadline=None)
def test_a_fuzzy_anchor_gives_what_its_days_give_one_by_one(
    text: str, options: ReadingOptions, stance: Stance | None, first: int, length: int
) -> None:
    """A phrase counted from some day of a period means the days that it means from each of them."""
    wording = _read(text, options, stance)
    if wording is None or not wording.relative:
        return
    each = [_runs(wording, Pieces.run(day, day)) for day in range(first, first + length + 1)]
    found = _runs(wording, Pieces.run(first, first + length))
    singly = [run for runs in each if runs is not None for run in runs]
    assert _same(singly, found or [])


@given(PHRASES, OPTIONS, STANCES, st.lists(st.tuples(DAYS, st.integers(0, 9)), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_an_anchor_in_pieces_gives_what_its_pieces_give(
    text: str, options: ReadingOptions, stance: Stance | None, spans: list[tuple[int, int]]
) -> None:
    """A phrase counted from one of several periods means what it means from each."""
    wording = _read(text, options, stance)
    if wording is None or not wording.relative:
        return
    pieces = Pieces([(first, first + length) for first, length in spans])
    each = [_runs(wording, Pieces.run(first, first + length)) for first, length in spans]
    singly = [run for runs in each if runs is not None for run in runs]
    assert _same(singly, _runs(wording, pieces) or [])
