"""Phrases as the press prints them, class by class; ranges worked out by hand, see `conformance/press.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.dates.text import resolve
from timeline.errors import DateError

# Tuesday.
PUBLISHED = "2023-10-17"


def _classes() -> dict[str, list[tuple[str, str, str]]]:
    """Publication day, phrase and readings by class, as the file has them."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    rows: list[tuple[str, str, str]] = []
    published = ""
    path = Path(__file__).parent / "conformance" / "press.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            rows = found.setdefault(line.strip("[]"), [])
        elif line.startswith("@"):
            published = line.removeprefix("@ ")
        elif line and not line.startswith("#"):
            phrase, _, readings = line.partition(" = ")
            rows.append((published, phrase, readings))
    return found


CLASSES = _classes()


def rows(*classes: str) -> pytest.MarkDecorator:
    """One test for each phrase of some classes."""
    return pytest.mark.parametrize(
        ("published", "phrase", "readings"), [row for name in classes for row in CLASSES[name]]
    )


def days(text: str, published: str = PUBLISHED) -> str:
    """The readings of a text, with "or" between; dots for an open side."""
    return " or ".join(run.iso for run in resolve(text, published=published).ranges)


@rows("days", "feasts")
def test_days_and_weekdays_of_the_press(published: str, phrase: str, readings: str) -> None:
    """Days are told by weekday, part of the day, feast, or the days around them."""
    assert readings == days(phrase, published)


@rows("written dates", "hedges")
def test_written_dates_of_the_press(published: str, phrase: str, readings: str) -> None:
    """Dates are written in many ways, and hedges move none of them."""
    assert readings == days(phrase, published)


@rows("units", "seasons", "quarters and business years", "decades and centuries", "parts")
def test_periods_of_the_press(published: str, phrase: str, readings: str) -> None:
    """Periods are calendar units, parts of them, lengths up to publication, or end on the date named."""
    assert readings == days(phrase, published)


@rows("offsets")
def test_offsets_of_the_press(published: str, phrase: str, readings: str) -> None:
    """An offset counts from publication, from a weekday ahead of it, or from the date named."""
    assert readings == days(phrase, published)


@rows("ranges", "open ends")
def test_open_ends_and_ranges_of_the_press(published: str, phrase: str, readings: str) -> None:
    """What begins or ends on a date, and what runs from one to another."""
    assert readings == days(phrase, published)


@rows("readings")
def test_choices_of_two_dates(published: str, phrase: str, readings: str) -> None:
    """Two dates with "or" are two readings, or one run where they touch and move."""
    assert readings == days(phrase, published)


@rows("refused")
def test_what_names_no_date_is_refused(published: str, phrase: str, readings: str) -> None:
    """Vague words, lengths of time, sets and events without a date are never turned into days."""
    assert not readings
    with pytest.raises(DateError):
        resolve(phrase, published=published)


@rows("elsewhere")
def test_what_is_counted_from_elsewhere_needs_an_event(published: str, phrase: str, readings: str) -> None:
    """Words that count from a date named elsewhere are not counted from publication."""
    assert not readings
    with pytest.raises(DateError, match=r"elsewhere|another date than publication"):
        resolve(phrase, published=published)


def test_two_short_years_say_that_they_are_years() -> None:
    """A second year that could be a month to others is read as a year with an assumption."""
    assert "two years, not a month" in resolve("2011/12", published=PUBLISHED).wording.assumptions
    assert "two years, not a month" not in resolve("1989/90", published=PUBLISHED).wording.assumptions


@rows("verbs")
def test_verbs_before_a_date(published: str, phrase: str, readings: str) -> None:
    """A verb before a date tells the direction."""
    assert readings == days(phrase, published)


def test_a_stretch_of_months_is_of_one_year() -> None:
    """Two months without a year are the stretch just over until the next one is near."""
    published = ("2022-11-02", "2022-12-29", "2022-12-30", "2023-03-15")
    found = [resolve("January to September", published=day).range.iso for day in published]
    assert ["2022-01-01/2022-09-30"] * 2 + ["2023-01-01/2023-09-30"] * 2 == found
    winter = [days("October-March", published=day) for day in ("2022-11-15", "2023-06-30", "2023-07-01")]
    assert ["2022-10-01/2023-03-31"] * 2 + ["2023-10-01/2024-03-31"] == winter


UNSETTLED = [
    ("the third quarter of last March", "no such quarter"),
    ("the 5th of last year", "several of them"),
    ("the 17th of the 18th century", "several of them"),
    ("next late year", "names no date"),
    ("May 2021 or 2022", "second year"),
    ("the quarter", "which quarter"),
    ("the twenties", "1920s or the 2020s"),
    ("the same period last year", "said elsewhere"),
    ("the year-earlier quarter", "said elsewhere"),
    ("the last few days", "how many"),
    ("the final days of 2022", "many dates"),
    ("the first", "no place here"),
    ("14 July 1690 (O.S.)", "Old Style"),
    ("now", "going on, not since when"),
    ("to 5 May", "names no date"),
    ("the 2022-23 academic year", "differ"),
    ("Lunar New Year", "moon"),
]


@pytest.mark.parametrize(("text", "reason"), UNSETTLED)
def test_what_may_mean_several_things_is_refused(text: str, reason: str) -> None:
    """Where a reading would be a coin flip, the reason is given instead."""
    with pytest.raises(DateError, match=reason):
        resolve(text, published=PUBLISHED)


def test_a_weekday_finds_the_year_of_its_date() -> None:
    """A weekday beside a day and month picks the year that it fits, up to three years away."""
    found = [resolve("Monday 8 September", published=f"{year}-01-01").range.iso for year in range(2021, 2027)]
    assert ["2020-09-08", "2021-09-08", "2025-09-08", "2025-09-08", "2025-09-08", "2025-09-08"] == found
