"""Tables; the notes V1.. of docs/reference/csv.md name these tests."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, strategies as st

from timeline.evidence.model import Event
from timeline.export import format_of, render
from timeline.export.tables import CLAIMS, ENTRIES, guarded
from timelines import claim, design, entry, line, plain


def rows(text: str, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))


def test_entries() -> None:
    """The table of events has a row for each, with days that any program can sort."""
    found = rows(render(design(), "csv"))
    assert ["2plus2-1", "2plus2-2", "kishida-visit", "dpd-7"] == [row["id"] for row in found]
    assert set(ENTRIES) == set(found[0])
    assert ("2019-11-01", "2019-11-30", "India; Japan", "1") == tuple(
        found[0][name] for name in ("start_earliest", "start_latest", "with", "nth")
    )


def test_claims() -> None:
    """The table of claims has a row for each claim and each relation, with verdict and reason."""
    found = {row["id"]: row for row in rows(render(design(), "csv-claims"))}
    assert set(CLAIMS) == set(found["2plus2-2/preview"])
    corrected = found["dpd-7/daily/5th-of-march-2023"]
    assert ("corrected", "month", "2023-04-05") == tuple(
        corrected[name] for name in ("verdict", "slip", "corrected_to")
    )
    relation = found["dpd-7/after/kishida-visit"]
    assert ("after", "kishida-visit", "more than 2 weeks") == tuple(
        relation[name] for name in ("says", "other_event", "gap")
    )


def test_excel_reads_utf_8() -> None:
    """A file begins with the mark by which Excel knows UTF-8, and its lines end as RFC 4180 has it."""
    text = render(design(), "csv")
    assert text.startswith("\ufeffid,")
    assert text.count("\r\n") == text.count("\n") == len(design()) + 1
    assert not render(design(), "csv", mark=False).startswith("\ufeff")


@pytest.mark.parametrize(
    "text",
    [
        *["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "5/3/2023", "1e5", "10:30", "2.5"],
        "\t=1",
        "  =1",
        "8 September",
        "May 2022",
    ],
)
def test_cells_stay_what_they_are(text: str) -> None:
    """What a spreadsheet would run, or turn into a number or a date of its own, begins with an apostrophe."""
    assert f"'{text}" == guarded(text)
    event = Event(id="e", title=text, note=text)
    shown = line(entry(event, "2022-01-01", claims=(claim(text, "s", "2022-01-01", id="e/s"),)))
    assert (
        f"'{text}" == rows(render(shown, "csv"))[0]["title"] == rows(render(shown, "csv-claims"))[0]["text"]
    )


@pytest.mark.parametrize(
    "text", ["Second dialogue", "2nd dialogue", "Mayor", "2022-09-08", "", "in May 2022"]
)
def test_other_cells_are_left_alone(text: str) -> None:
    """Words, and days as ISO 8601 writes them, stand as they are."""
    assert text == guarded(text)


@given(st.text(max_size=20))
def test_whatever_a_title_holds(title: str) -> None:
    """Any title makes one row, and comes back but for the guard and what UTF-8 cannot write."""
    (row,) = rows(render(plain(title or "x"), "csv"))
    written = (title or "x").encode("utf-8", "replace").decode()
    assert written == row["title"].removeprefix("'" if not written.startswith("'") else "")
    assert row["title"][:1] not in ("=", "+", "-", "@")


def test_separator() -> None:
    """A semicolon or a tab can part the cells; anything else is an error of the call."""
    assert rows(render(design(), "csv"))[0] == rows(render(design(), "csv", separator=";"), ";")[0]
    with pytest.raises(ValueError, match="parted by a comma, a semicolon or a tab, not by"):
        render(design(), "csv", separator="|")


def test_names_of_files() -> None:
    """The name of a file tells which of the two tables is meant."""
    assert ("csv", "csv-claims") == (format_of("events.csv"), format_of("events.claims.csv"))
