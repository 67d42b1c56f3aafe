"""Laws of press phrases: monotone steps, windows that are never empty, and no exception but DateError."""

from __future__ import annotations

import contextlib
import pickle

from hypothesis import example, given, settings, strategies as st

from strategies_phrases import DAYS, OPTIONS, PHRASES, SOUP, STANCES
from timeline.dates.fuzzy import ReadingOptions, Stance, Window, Wording
from timeline.dates.gaps import read_gap
from timeline.dates.phrases import read
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
@settings(max_examples=1500, deadline=None)
def test_steps_are_monotone(
    text: str, options: ReadingOptions, stance: Stance | None, anchor: int, further: int
) -> None:
    """A later anchor never moves the earliest or the latest day of a window back."""
    for window in _windows(_read(text, options, stance)):
        for step in (window.earliest, window.latest):
            assert step is None or step(anchor) <= step(anchor + further)


@given(PHRASES, OPTIONS, STANCES, DAYS)
@settings(max_examples=1500, deadline=None)
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
@settings(max_examples=3000, deadline=None)
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
@settings(max_examples=1500, deadline=None)
def test_gap_soup_raises_date_errors_only(text: str) -> None:
    """Any sequence of words is a gap or refused with a DateError."""
    with contextlib.suppress(DateError):
        read_gap(text)
