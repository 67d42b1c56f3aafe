"""Laws of the calendar: icalendar reads back exactly what went in, whatever the texts and days."""

from __future__ import annotations

import datetime as dt
import re

import icalendar
from hypothesis import given, settings, strategies as st

import ics_lint
from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import Event
from timeline.export import calendar, render
from timeline.export.content_lines import escape, folded
from timelines import entry, line

ANY = st.text(st.characters(), max_size=400)
HARD = st.text("\\;,:\"n\n\r\t é東😀\u200d\u0301\x00\x85\u2028\ud800%0A^'=", max_size=400)
TEXTS = st.one_of(ANY, HARD, st.builds(lambda text, times: (text * times)[:10000], HARD, st.integers(1, 200)))
DAYS = st.integers(1, civil.day_number(9999, 12, 30))


def kept(text: str) -> str:
    """What the reference page promises to keep of a text."""
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    return "".join(
        "\ufffd" if "\ud800" <= char <= "\udfff" else char
        for char in text
        if char in "\t\n" or not (char < " " or "\x7f" <= char <= "\x9f")
    )


@settings(max_examples=300, deadline=None)
@given(title=TEXTS, place=TEXTS, note=TEXTS, tag=TEXTS)
def test_texts_come_back(title: str, place: str, note: str, tag: str) -> None:
    """Every text comes back as it went in, less the control characters, and the file is clean."""
    event = Event(id="a", title="x" + title + "x", place="x" + place, note="x" + note, tags=["x" + tag])
    shown = line(entry(event, "2022-09-08"), title="x" + title)
    assert [] == ics_lint.faults(render(shown, "ics").encode())
    read = calendar(shown)
    (component,) = read.walk("VEVENT")
    assert "x" + kept(title) == str(read["NAME"])
    assert "x" + kept(title) + "x" == str(component["SUMMARY"])
    assert "x" + kept(place) == str(component["LOCATION"])
    assert "x" + kept(note) == str(component["DESCRIPTION"])
    assert ["event", "x" + kept(tag)] == [str(word) for word in component["CATEGORIES"].cats]


@settings(max_examples=200)
@given(first=DAYS, length=st.integers(0, 5000))
def test_days_come_back(first: int, length: int) -> None:
    """Every settled span of the years 1 to 9999 comes back, its end exclusive."""
    last = min(first + length, civil.day_number(9999, 12, 30))
    settled = entry(Event(id="a"), civil.iso(first), civil.iso(last))
    (component,) = calendar(line(settled)).walk("VEVENT")
    expected = (dt.date.fromordinal(first), dt.date.fromordinal(last + 1))
    assert expected == (component["DTSTART"].dt, component["DTEND"].dt)


@settings(max_examples=200)
@given(
    bounds=st.lists(st.none() | st.integers(-800000, 4000000), min_size=4, max_size=4),
    wide=st.sampled_from(["edge", "bar", "journal", "skip"]),
)
def test_any_bounds_make_a_clean_file(bounds: list[int | None], wide: str) -> None:
    """Whatever is open, far or wide, the file is clean and says what it left out."""
    known = sorted(day for day in bounds if day is not None)
    low, high = (known[0], known[-1]) if known else (None, None)
    start = DateRange(low if bounds[0] is not None else None, high if bounds[1] is not None else None)
    end = DateRange(low if bounds[2] is not None else None, high if bounds[3] is not None else None)
    dated = entry(Event(id="a"), start.iso, end.iso)
    from timeline.export.ics import write

    written = write(line(dated), wide=wide)
    assert [] == ics_lint.faults(written.text.encode())
    shown = written.text.count("UID:a@case")
    assert 1 == shown + sum(problem.code == "TL601" for problem in written.problems)


@settings(max_examples=300)
@given(text=TEXTS)
def test_lines_agree_with_icalendar(text: str) -> None:
    """Unfolded, a line is the one that icalendar itself writes for the same text."""
    value = "x" + kept(text)
    theirs = icalendar.parser.Contentline.from_parts(
        "SUMMARY", icalendar.Parameters(), icalendar.vText(value)
    )
    assert str(theirs) == folded(f"SUMMARY:{escape(value)}").replace("\r\n ", "")
