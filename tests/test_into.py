"""Putting what was imported into a file that is there: comments, order and quotes of the file stay."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

import timeline as tl
from test_importing import calendar
from timeline.cli import main
from timeline.evidence.reading import read_path, read_text
from timeline.export.ics import write
from timeline.importing import csv
from timeline.importing.ics import read
from timeline.importing.into import Merged, Unmergeable, merged

TALKS = "UID:talks@x\nDTSTART;VALUE=DATE:20220908\nSUMMARY:Talks\nSEQUENCE:0"
MOVED = "UID:talks@x\nDTSTART;VALUE=DATE:20220909\nSUMMARY:Talks\nSEQUENCE:1"
VISIT = "UID:visit@x\nDTSTART;VALUE=DATE:20230320\nSUMMARY:Visit"
FILE = """\
# What I keep.
id: tour   # the calendar's name

sources:
  gazette: {published: 2023-04-07}   # a daily

events:
  visit:          # the long way round
    title: 'State visit'
    when: {gazette: "2023-03-20"}

  talks:
    title: Talks
    note: |
      Two lines,
      and no more.

# The end.
"""


def put(text: str, *events: str) -> Merged:
    return merged(text, read_text(text, "events.yaml"), read(calendar(*events), "feed.ics"))


def new_lines(before: str, after: str) -> list[str]:
    """The lines that were put in; nothing else may have changed."""
    difference = [*difflib.ndiff(before.splitlines(), after.splitlines())]
    assert [] == [line for line in difference if line.startswith("- ")]
    return [line[2:] for line in difference if line.startswith("+ ")]


def test_new_events() -> None:
    """New sources and events stand at the end of their sections, spaced as the others are."""
    result = put(FILE, TALKS)
    expected = [
        "  feed:",
        "    title: The Ministry",
        "  talks-2:",
        "    title: Talks",
        '    x-uid: "talks@x"',
        "    claims:",
        "      - from: feed",
        "        when: 2022-09-08",
        "        x-sequence: 0",
    ]
    assert expected == [line for line in new_lines(FILE, result.text) if line]
    assert "and no more.\n\n  talks-2:\n" in result.text
    assert "1 added" == result.summary
    assert result.text.endswith("        x-sequence: 0\n\n# The end.\n")


def test_the_same_again() -> None:
    """What is known already changes nothing."""
    once = put(FILE, TALKS, VISIT).text
    again = put(once, TALKS, VISIT)
    assert (once, "2 known") == (again.text, again.summary)


def test_moved_event() -> None:
    """A newer copy that dates an event otherwise adds a claim that disagrees, and a ruling that says why."""
    once = put(FILE, TALKS).text
    result = put(once, MOVED)
    expected = [
        "  feed-2:",
        "    title: The Ministry",
        "    copies: feed",
        "      - {from: feed-2, when: 2022-09-09, x-sequence: 1}",
        '    prefer: {from: feed-2, because: "a newer copy of the same calendar, SEQUENCE 1 after 0"}',
    ]
    assert sorted(expected) == sorted(new_lines(once, result.text))
    assert "1 with another date" == result.summary
    entry = tl.reconcile(tl.loads(result.text))["talks-2"]
    assert "2022-09-09" == entry.start.iso
    assert {"feed": "overruled", "feed-2": "decides"} == {
        judged.claim.source: judged.verdict.value for judged in entry.claims
    }


@pytest.mark.parametrize(
    ("rows", "voices"),
    [
        ("Drill,yesterday,gazette,\n", ["gazette"]),
        ("Drill,yesterday,gazette,2023-04-07\n", ["gazette"]),
        ("Drill,yesterday,gazette,2023-05-02\n", ["gazette-2"]),
        ("Drill,yesterday,talks,\n", ["talks-2"]),
    ],
)
def test_sources_that_are_there(rows: str, voices: list[str]) -> None:
    """A table that names a source of the file means it, but for another day of publication; once more adds nothing."""
    table = csv.read(f"title,when,from,published\n{rows}".encode(), "table.csv")
    once = merged(FILE, read_text(FILE, "events.yaml"), table).text
    reading = read_text(once, "events.yaml")
    assert voices == [claim.source for claim in reading.dossier.event("drill").claims]
    again = merged(once, reading, table)
    assert (once, "1 known") == (again.text, again.summary)


def test_moved_at_one_end() -> None:
    """A newer copy in which an event begins later and ends as before has both its times, and once more adds nothing."""
    hours = "UID:talks@x\nSUMMARY:Talks\nDTSTART:20220908T090000Z\nDTEND:20220908T103000Z"
    later = hours.replace("T09", "T10")
    once = put(put(FILE, hours).text, later).text
    claims = tl.loads(once).event("talks-2").claims
    assert [("feed", 9), ("feed", 10), ("feed-2", 10), ("feed-2", 10)] == [
        (claim.source, int((claim.text or "")[11:13])) for claim in claims
    ]
    entry = tl.reconcile(tl.loads(once))["talks-2"]
    assert ("10:00", 1) == (entry.start_clock and entry.start_clock.words, entry.independent_sources)
    again = put(once, later)
    assert (once, "1 known") == (again.text, again.summary)


@pytest.mark.parametrize(
    ("file", "date", "codes"),
    [(FILE, "some day or other", ["TL301"]), ("reading: {fiscal: US}\n", "FY22", [])],
)
def test_dates_that_cannot_be_read(file: str, date: str, codes: list[str]) -> None:
    """A date that the table alone does not tell is put in as typed; where the file cannot read it, it is told."""
    table = csv.read(f"title,when\nDrill,{date}\nVisit,2022\n".encode(), "table.csv")
    result = merged(file, read_text(file, "events.yaml"), table)
    assert ("2 added", codes) == (result.summary, [problem.code for problem in result.problems])
    after = read_text(result.text, "events.yaml").dossier
    assert [date] == [claim.text for claim in after.event("drill").claims]


def test_a_newer_copy_has_the_higher_number() -> None:
    """The number of a copy says how new it is, also where an event of one of them had the next number."""
    text = FILE
    for copy in (TALKS, MOVED.replace("Talks", "Feed"), TALKS):
        text = put(text, copy).text
    ruling = tl.loads(text).event("talks-2").prefer
    assert ruling is not None
    assert ("feed-4", "1 known") == (ruling.source, put(text, TALKS).summary)


def test_events_that_are_gone() -> None:
    """What a newer copy has no more is named, and stays; of another calendar nothing is."""
    once = put(FILE, TALKS, VISIT).text
    result = put(once, TALKS)
    assert (once, "1 known, 1 not in it any more (visit-2)") == (result.text, result.summary)
    other = merged(once, read_text(once, "events.yaml"), read(calendar(TALKS), "other.ics"))
    assert "1 dated by it too" == other.summary


def test_a_source_that_corrects_itself() -> None:
    """Where a row gives a source of the file another date than it had, that is told as another date, and not ruled."""
    text = "id,title,when,from\n1,Drill,{},gazette\n"
    first, second = (csv.read(text.format(day).encode(), "table.csv") for day in ("2022-05-01", "2022-05-02"))
    once = merged(FILE, read_text(FILE, "events.yaml"), first).text
    result = merged(once, read_text(once, "events.yaml"), second)
    assert "1 with another date" == result.summary
    assert "prefer" not in result.text


def test_moved_twice() -> None:
    """The ruling for a copy gives way to that for the next; one of the curator's stays."""
    once = put(put(FILE, TALKS).text, MOVED).text
    third = put(once, MOVED.replace("0909", "0910"))
    assert "2022-09-10" == tl.reconcile(tl.loads(third.text))["talks-2"].start.iso
    back = put(third.text, MOVED)
    assert "2022-09-09" == tl.reconcile(tl.loads(back.text))["talks-2"].start.iso
    own = put(FILE, TALKS).text.replace("    x-uid", "    prefer: feed\n    x-uid")
    assert "2022-09-08" == tl.reconcile(tl.loads(put(own, MOVED).text))["talks-2"].start.iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id: tour\n",
        "id: tour\nevents:\n",
        "events: {}\nid: tour",
        "id: tour\r\nevents:\r\n    visit:\r\n        when: 2023-03-20\r\n",
        "sources:\n  feed: {title: Another}\nevents:\n  x: {when: 2023}\n",
        "events:\n  a: {title: 'x: y', x-uid: talks@x, when: 2022-09-08} # remark\n",
        "events:\n  a:\n    x-uid: talks@x\n    claims: [{when: 2022-09-08}]  # remark\n",
        "events:\n  a:\n    x-uid: talks@x\n    claims: []\n",
        "events:\n  a:\n    x-uid: talks@x\n    claims:\n    - when: 2022-09-08   # why\n\n    # after\n    title: A\n",
        "events:\n  a:\n    x-uid: talks@x\n    note: >\n      folded\n\n\n",
    ],
)
def test_ways_of_writing(text: str) -> None:
    """Whatever form the file is written in, what it said it says still, and what is new is in it."""
    result = put(text, MOVED, VISIT)
    before = tl.loads(text) if text else tl.Dossier()
    after = tl.loads(result.text)
    assert {event.id for event in before.events} <= {event.id for event in after.events}
    dates = {claim.text for event in after.events for claim in event.claims}
    assert {"2022-09-09", "2023-03-20"} <= dates
    assert ("\r\n" in text) == ("\r\n" in result.text)
    assert text.count("#") == result.text.count("#")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{id: tour, events: {}}", "within braces"),
        ("events: {a: {when: 2022}}\n", "within braces"),
        ("- a\n", "no mapping"),
    ],
)
def test_what_nothing_can_be_put_into(text: str, reason: str) -> None:
    """A file of braces is refused, and not rewritten."""
    with pytest.raises(Unmergeable, match=reason):
        put(text, VISIT)


def test_events_of_included_files(tmp_path: Path) -> None:
    """An event of a file that the first one includes gets nothing put to it; where it stands is said."""
    (tmp_path / "one.yaml").write_text("events:\n  t: {x-uid: talks@x, when: 2022}\n", encoding="utf-8")
    text = "include: one.yaml\n"
    (tmp_path / "events.yaml").write_text(text, encoding="utf-8")
    reading = read_path(str(tmp_path / "events.yaml"))
    with pytest.raises(Unmergeable, match=r"the event 't' stands in .*one\.yaml, which it includes"):
        merged(text, reading, read(calendar(TALKS), "feed.ics"))


def test_our_own_calendar_into_its_dossier() -> None:
    """A calendar put back into the file that it came from changes nothing."""
    text = (Path(__file__).parent / "golden/lysvik-bridge/events.yaml").read_text(encoding="utf-8")
    made = read(write(tl.reconcile(tl.loads(text))).data, "events.ics")
    result = merged(text, read_text(text, "events.yaml"), made)
    assert (text, len(made.dossier.events)) == (result.text, len(result.unchanged))


def test_import_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command prints a file of events, or puts them into one; a second time touches nothing."""
    monkeypatch.chdir(tmp_path)
    Path("feed.ics").write_bytes(calendar(TALKS, VISIT))
    Path("events.yaml").write_text(FILE, encoding="utf-8")
    Path("events.yaml").chmod(0o640)
    assert 0 == main(["import", "feed.ics"])
    said = capsys.readouterr()
    assert ("2022-09-08", "feed.ics: 2 events\n") == (
        tl.loads(said.out).event("talks").claims[0].text,
        said.err,
    )
    assert 0 == main(["import", "feed.ics", "--into", "events.yaml"])
    assert "events.yaml: 2 added\n" == capsys.readouterr().err
    before = Path("events.yaml").stat()
    assert 0 == main(["import", "feed.ics", "--into", "events.yaml", "--until", "2023-01-01"])
    assert "events.yaml: 2 known; not touched\n" == capsys.readouterr().err
    after = Path("events.yaml").stat()
    assert (before.st_ino, before.st_mtime_ns, 0o640) == (
        after.st_ino,
        after.st_mtime_ns,
        after.st_mode & 0o777,
    )


def test_import_of_what_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command puts in a date that cannot be read, and says that an error stands in the file now."""
    monkeypatch.chdir(tmp_path)
    Path("table.csv").write_text("title,when\nDrill,some day or other\n", encoding="utf-8")
    Path("my file.yaml").write_text(FILE, encoding="utf-8")
    assert 1 == main(["import", "table.csv", "--into", "my file.yaml"])
    told = "my file.yaml: 1 added\nmy file.yaml: 1 error in it now, shown by: timeline check 'my file.yaml'\n"
    assert capsys.readouterr().err.endswith(told)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["lost.ics"], 2, "cannot open lost.ics: no such file or directory"),
        (["table.xlsx"], 2, "'table.xlsx' is a workbook: save its sheet as CSV in UTF-8, and import that"),
        (["notes.txt"], 2, "the name 'notes.txt' tells no format; say --format ics"),
        (["feed.ics", "--format", "doc"], 2, "there is no format 'doc' to import; there is ics"),
        (["feed.ics", "--since", "May"], 2, "--since takes a day like 2022-09-08, not 'May'"),
        (["feed.ics", "--source", "a b"], 2, "'a b' is no id"),
        (["feed.ics", "--into", "bad.yaml"], 1, "bad.yaml: not changed; put its errors right first"),
        (["feed.ics", "--into", "braces.yaml"], 2, "cannot put events into braces.yaml"),
        (["broken.ics"], 1, "broken.ics:10:1: error[TL702]: no content line: 'words'"),
    ],
)
def test_import_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    message: str,
) -> None:
    """What cannot be done is said in a line, and no file is changed."""
    monkeypatch.chdir(tmp_path)
    Path("feed.ics").write_bytes(calendar(VISIT))
    Path("broken.ics").write_bytes(calendar(VISIT + "\nX:1\nwords"))
    Path("bad.yaml").write_text("events: {a: {when: never}}\n", encoding="utf-8")
    Path("braces.yaml").write_text("{events: {a: {when: 2022}}}\n", encoding="utf-8")
    texts = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert code == main(["import", *words])
    assert message in capsys.readouterr().err
    assert texts == {path: path.read_bytes() for path in tmp_path.iterdir()}
