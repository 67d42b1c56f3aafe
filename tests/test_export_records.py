"""The outcome as data."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import timeline
from timeline.errors import Position, UnknownName
from timeline.evidence.model import Event
from timeline.evidence.reading import load, loads
from timeline.export import FORMATS, format_of, render, saving
from timeline.export.records import document, records, schema
from timeline.reasoning.entries import Bound, Link
from timeline.reasoning.reconcile import reconcile
from timelines import claim, days, design, entry, line, plain, relation, source

ENTRY_FIELDS = (
    "id kind title with place series nth tags fields start end zone start_clock end_clock edtf candidates status"
    " independent_sources held url note claims relations"
)
CLAIM_FIELDS = (
    "id source moment text at quote as certainty note verdict reading slip corrected_to because tied says"
)
RELATION_FIELDS = "id type event gap source note verdict because tied series nth quote certainty"
SOURCE_FIELDS = "id title published inferred because publisher url archived reliability copies"
TOP_FIELDS = "format id title optimal entries sources conflicts unknown_order missing_ordinals"


def test_fields_and_their_order() -> None:
    """Every object has the fields of the design, in its order."""
    document = json.loads(render(design(), "json"))
    talks = document["entries"][3]
    assert TOP_FIELDS.split() == list(document)
    assert ENTRY_FIELDS.split() == list(talks)
    assert CLAIM_FIELDS.split() == list(talks["claims"][0])
    assert RELATION_FIELDS.split() == list(talks["relations"][0])
    assert SOURCE_FIELDS.split() == list(document["sources"][0])


def test_corrected_claim() -> None:
    """A corrected claim says as what it was kept, to which days it was corrected, and why."""
    judged = json.loads(render(design(), "json"))["entries"][3]["claims"][0]
    expected = {
        "id": "dpd-7/daily/5th-of-march-2023",
        "source": "daily",
        "moment": "whole",
        "text": "5th of March 2023",
        "at": "para 1",
        "quote": None,
        "as": None,
        "certainty": "likely",
        "note": None,
        "verdict": "corrected",
        "reading": None,
        "slip": "month",
        "corrected_to": ["2023-04-05"],
        "because": "that was a Sunday, and daily says Wednesday; month slip:"
        " 5 April 2023 is a Wednesday and more than 2 weeks after kishida-visit",
        "tied": False,
        "says": {"earliest": "2023-03-05", "latest": "2023-03-05"},
    }
    assert expected == judged


def test_kind_fields_and_series() -> None:
    """What a kind adds stands in `fields`, the ordinal in `series` and `nth`."""
    second = records(design())[1]
    assert {"rank": "ministerial"} == second["fields"]
    assert ("2plus2", 2) == (second["series"], second["nth"])


def test_days_of_any_year_and_open_sides() -> None:
    """Days are texts for any year, and an open side is null."""
    shown = line(
        entry(Event(id="old"), "-0043-03-15", "../17000-01-01", candidates=(days("-0043-03-15"),)),
    )
    record = records(shown)[0]
    assert {"earliest": "-0043-03-15", "latest": "-0043-03-15"} == record["start"]
    assert {"earliest": None, "latest": "17000-01-01"} == record["end"]
    assert [["-0043-03-15", "-0043-03-15"]] == record["candidates"]


def _link(claim_id: str) -> Link:
    return Link(claim=claim_id, part="date", moment=("a", "start"), latest=False, day=1)


def test_sources_carry_their_chain() -> None:
    """A source names the claims that set its publication day, each once."""
    bounds = tuple(
        Bound(
            moment=("preview", "published"),
            latest=latest,
            day=1,
            chain=(
                _link("a/preview"),
                _link(name),
            ),
        )
        for latest, name in ((False, "b/preview"), (True, "c/preview"))
    )
    shown = line(sources=(source("preview", "2022-08-01/2022-08-31", inferred=True, bounds=bounds),))
    expected = {
        "id": "preview",
        "title": None,
        "published": {"earliest": "2022-08-01", "latest": "2022-08-31"},
        "inferred": True,
        "because": ["a/preview", "b/preview", "c/preview"],
        "publisher": None,
        "url": None,
        "archived": None,
        "reliability": None,
        "copies": None,
    }
    assert [expected] == json.loads(render(shown, "json"))["sources"]


def test_one_claim_a_line() -> None:
    """Each claim, relation, source and conflict stands on a line of its own that is JSON by itself."""
    rows = [text.strip().rstrip(",") for text in render(design(), "json").splitlines()]
    read = [json.loads(row) for row in rows if row.startswith("{") and row.endswith("}")]
    document = json.loads(render(design(), "json"))
    expected = [item for shown in document["entries"] for item in (*shown["claims"], *shown["relations"])]
    assert [*expected, *document["sources"], *document["conflicts"]] == read


def test_positions_only_on_request() -> None:
    """Where things were written is told on request, last; null for what was built in Python."""
    at = Position("events.yaml", 31, 34)
    shown = line(
        entry(
            Event(id="talks", position=at),
            "2022-09-08",
            claims=(claim("2022-09-08", position=at),),
            relations=(relation("after", "visit"),),
        ),
        sources=(source("s"),),
    )
    assert "position" not in render(shown, "json")
    document = json.loads(render(shown, "json", positions=True))
    place = {"file": "events.yaml", "line": 31, "column": 34}
    talks = document["entries"][0]
    found = [talks, talks["claims"][0], talks["relations"][0], document["sources"][0]]
    assert [place, place, None, None] == [record["position"] for record in found]
    assert ["position"] * 4 == [list(record)[-1] for record in found]


def test_any_text_comes_back() -> None:
    """Text that drives terminals or cannot be encoded is escaped, and comes back the same."""
    hostile = 'a\x1b[31m\x9b\u202e\u2028\ud800\x00\r\n"\\ 東京 😀'
    text = render(plain(hostile), "json")
    assert hostile == json.loads(text)["entries"][0]["title"]
    assert "東京 😀" in text
    assert set() == set("\x1b\x9b\u202e\u2028\ud800\x00\r") & set(text)


def test_empty_timeline() -> None:
    """A timeline without entries is a whole document."""
    document = json.loads(render(line(), "json"))
    assert ([], [], {}) == (document["entries"], document["sources"], document["missing_ordinals"])


def test_unknown_format() -> None:
    """A format that does not exist is refused with the names of those that do."""
    with pytest.raises(
        UnknownName, match="known formats: csv, csv-claims, html, ics, json, markdown, svg, text"
    ):
        render(line(), "pdf")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.ics", "ics"), ("A.ICS", "ics"), ("x/report.txt", "text"), ("a.json", "json"), ("ics", None)],
)
def test_format_of_a_file(name: str, expected: str | None) -> None:
    """A file's name tells its format, in any case of letters."""
    assert expected == format_of(Path(name))


def test_every_format_renders() -> None:
    """Every format of the table writes the example, the same text each time."""
    for name in FORMATS:
        text = render(design(), name)
        assert text
        assert text == render(design(), name)


def test_saving_keeps_mode_and_leaves_nothing(tmp_path: Path) -> None:
    """A file is replaced whole: its mode stays, and no draft is left beside it."""
    path = tmp_path / "events.ics"
    path.write_text("old")
    path.chmod(0o640)
    saving.save("new\r\n", path)
    assert b"new\r\n" == path.read_bytes()
    assert 0o640 == path.stat().st_mode & 0o777
    assert [path] == list(tmp_path.iterdir())


def test_saving_follows_no_link(tmp_path: Path) -> None:
    """A symbolic link is replaced, and what it leads to stays as it is."""
    kept, link = tmp_path / "kept", tmp_path / "link"
    kept.write_text("kept")
    link.symlink_to(kept)
    saving.save("new", link)
    assert ("kept", "new", False) == (kept.read_text(), link.read_text(), link.is_symlink())


def test_interrupted_saving_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails, the old file stands and the draft is gone."""
    path = tmp_path / "events.ics"
    path.write_text("old")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        saving.save("new", path)
    assert ("old", [path]) == (path.read_text(), list(tmp_path.iterdir()))


def test_failed_saving_changes_nothing(tmp_path: Path) -> None:
    """What cannot be encoded leaves the old file as it was, and no draft."""
    path = tmp_path / "events.ics"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        saving.save("\ud800", path)
    with pytest.raises(IsADirectoryError):
        saving.save("new", tmp_path)
    assert ("old", [path]) == (path.read_text(), list(tmp_path.iterdir()))


def test_documents_fit_the_schema() -> None:
    """The JSON of a timeline fits the published schema, with positions and without."""
    checker = jsonschema.Draft202012Validator(schema())
    checker.check_schema(schema())
    golden = sorted((Path(__file__).parent / "golden").glob("*/events.yaml"))
    assert golden
    for path in golden:
        shown = reconcile(load(path))
        for positions in (False, True):
            checker.validate(json.loads(render(shown, "json", positions=positions)))
    checker.validate(document(design()))


def test_the_schema_notices() -> None:
    """A document that misses a field, or has a verdict that does not exist, does not fit the schema."""
    checker = jsonschema.Draft202012Validator(schema())
    broken = document(design())
    del broken["entries"][0]["start"]
    assert not checker.is_valid(broken)
    broken = document(design())
    broken["entries"][0]["claims"][0]["verdict"] = "guessed"
    assert not checker.is_valid(broken)


def test_the_schema_is_published() -> None:
    """The schema in the docs is that of the package, and names every field that documents have."""
    docs = Path(__file__).parent.parent / "docs" / "timeline.schema.json"
    assert schema() == json.loads(docs.read_text(encoding="utf-8"))
    shown = document(design())
    # What hangs on each source is told where it is asked for.
    assert list(schema()["properties"]) == [*shown, "robust"]
    kinds = {
        "entry": shown["entries"][0],
        "source": shown["sources"][0],
        "claim": shown["entries"][0]["claims"][0],
    }
    kinds["relation"] = shown["entries"][1]["relations"][0]
    # Only where a time of day is in question, another outcome costs the same, or slips are as likely.
    timed = {
        "entry": ["instead"],
        "source": ["printed", "retrieved", "instead"],
        "claim": ["slips", "clock"],
        "relation": ["clock"],
    }
    for kind, record in kinds.items():
        assert [*record, *timed.get(kind, ()), "position"] == list(schema()["$defs"][kind]["properties"])


def test_times_of_day_have_a_verdict_of_their_own() -> None:
    """A claim that decides the day and loses its time says both, and the document fits the schema."""
    times = reconcile(
        loads("""
        sources: {good: {reliability: A}, poor: {reliability: E}}
        events:
          talks:
            when: {good: 8 September 2022 at 10:30 p.m., poor: 8 September 2022 at 10:30 a.m.}
            after: {lunch: 2 hours}
          lunch: {when: 8 September 2022}
        """)
    )
    talks = next(record for record in records(times) if record["id"] == "talks")
    assert [
        ("decides", {"verdict": "decides", "slip": None}),
        ("decides", {"verdict": "corrected", "slip": "half-day"}),
    ] == [(claim["verdict"], claim["clock"]) for claim in talks["claims"]]
    assert {"verdict": "decides", "slip": None} == talks["relations"][0]["clock"]
    jsonschema.Draft202012Validator(schema()).validate(document(times))


def test_ties_name_the_other_outcome() -> None:
    """What another outcome of the same cost makes of times and publication days is told, and fits the schema."""
    line = reconcile(
        loads("""
        sources:
          one: {reliability: B}
          other: {reliability: B}
          daily: {published: 2020-05-04}
          weekly: {published: 2018-11-25}
        events:
          talks: {when: {one: 8 September 2022 at 10:30, other: 8 September 2022 at 16:00}}
          signed: {when: {daily: today, weekly: today}}
          toast: {when: {daily: yesterday, weekly: yesterday}}
          dinner: {when: {daily: today, weekly: today}}
        """)
    )
    told = document(line)
    jsonschema.Draft202012Validator(schema()).validate(told)
    [talks] = next(record for record in told["entries"] if record["id"] == "talks")["instead"]
    assert ["start", "end", "start_clock", "end_clock", "stand", "yielding", "text"] == list(talks)
    assert ({"earliest": "10:30:00", "latest": "10:30:59"}, None) == (
        talks["start_clock"],
        talks["end_clock"],
    )
    [toast] = next(record for record in told["entries"] if record["id"] == "toast")["instead"]
    assert ["start", "end", "stand", "yielding", "text"] == list(toast)
    [daily] = told["sources"][0]["instead"]
    assert ["published", "stand", "yielding", "text"] == list(daily)
    assert {"earliest": "2018-11-25", "latest": "2018-11-25"} == daily["published"]
    for form in ("text", "markdown", "html"):
        shown = " ".join(render(line, form).split())
        assert 4 == shown.lower().count("or, at the same cost, sunday 25 nov 2018: “2018-11-25”"), form
        assert 1 == shown.lower().count(
            "or, at the same cost, at 10:30 (utc): “8 september 2022 at 10:30”"
        ), form


def test_what_became_of_a_printed_day_is_told() -> None:
    """A source says what became of the day that is printed on it, and of that on which it was retrieved."""
    line = reconcile(
        loads("""
        sources:
          wire: {published: 2022-09-10, retrieved: 2022-09-05}
          daily: {published: 2023-01-01, retrieved: 2022-10-01, reliability: A}
          log: {}
        """)
    )
    told = document(line)
    jsonschema.Draft202012Validator(schema()).validate(told)
    daily, log, wire = told["sources"]
    reason = (
        "as printed it is Saturday 10 Sep 2022, which does not fit “2022-09-05”, on which it was retrieved;"
        " printed one month off or one year off, it fits: Friday 10 Sep 2021 or Wednesday 10 Aug 2022"
    )
    assert {
        "text": "2022-09-10",
        "verdict": "corrected",
        "slip": "month",
        "corrected_to": ["2021-09-10", "2022-08-10"],
        "because": reason,
        "tied": False,
    } == wire["printed"]
    assert {"text": "2022-09-05", "verdict": "agrees", "because": None} == wire["retrieved"]
    assert ("decides", None) == (daily["printed"]["verdict"], daily["printed"]["because"])
    assert ("rejected", "does not fit “2023-01-01”, as given") == tuple(daily["retrieved"].values())[1:]
    assert {"printed", "retrieved"}.isdisjoint(log)


def test_slips_that_are_as_likely_are_all_listed() -> None:
    """A claim that several kinds of slip explain lists them, and the first is its slip; else there is no list."""
    line = reconcile(
        loads("""
        sources: {wire: {}, ministry: {reliability: A}}
        events:
          talks: {when: {wire: 5 March 2023, ministry: "[2023-04-05,2024-03-05]"}}
          dinner: {when: {wire: 5 March 2023, ministry: 2024-03-05}}
        """)
    )
    told = {claim["id"]: claim for record in records(line) for claim in record["claims"]}
    both, one = told["talks/wire"], told["dinner/wire"]
    assert ("month", ["month", "year"]) == (both["slip"], both["slips"])
    assert ["2023-04-05", "2024-03-05"] == both["corrected_to"]
    assert ("year", False) == (one["slip"], "slips" in one)
    jsonschema.Draft202012Validator(schema()).validate(document(line))


def test_records_and_picture_are_functions() -> None:
    """`tl.records` and `tl.picture` are what is called, whatever modules of the same names are loaded."""
    render(design(), "json")
    render(design(), "svg")
    assert records(design()) == timeline.records(design())
    assert render(design(), "svg") == f"{timeline.picture(design())}\n"
