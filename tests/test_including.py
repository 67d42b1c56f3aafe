"""One file includes others: only what lies below its folder, each once, within limits, with every place told."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.cli import main
from timeline.errors import ReadError
from timeline.evidence import including
from timeline.evidence.reading import load, loads, read_path

FIRST = """\
id: case
title: The case
reading: {order: mdy}
include: [more/*.yaml, letters.yaml]
sources: {gazette: {}}
events:
  hearing: {when: {gazette: 2022-05-04}, after: arrest}
"""
ARREST = """\
x-clerk: J. Doe
include: deeper/talks.yaml
sources: {diary: {reading: {week: sunday}}}
events:
  arrest: {when: {diary: 3/4/2022, gazette: 2022-03-04}}
"""
TALKS = "events: {talks: {when: 2022-05, nth: 2 of rounds}}\nseries: {rounds: {}}\n"
LETTERS = "events: {letter: {when: 2022}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file that includes others."""
    case = tmp_path / "case"
    write(case, "events.yaml", FIRST)
    write(case, "more/arrest.yaml", ARREST)
    write(case, "more/deeper/talks.yaml", TALKS)
    write(case, "letters.yaml", LETTERS)
    monkeypatch.chdir(case)
    return case


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(path: str = "events.yaml") -> list[str]:
    return [str(problem) for problem in read_path(path).problems]


@pytest.mark.usefixtures("folder")
def test_one_dossier() -> None:
    """What is included is part of one dossier, as if it had been written in one file."""
    dossier = load("events.yaml")
    assert ["arrest", "hearing", "letter", "talks"] == [event.id for event in dossier.events]
    assert (("x-clerk", "J. Doe"),) == dossier.extra
    reading = dossier.source("diary").reading
    assert reading is not None
    assert ("mdy", "sunday") == (reading.order, reading.week)


@pytest.mark.usefixtures("folder")
def test_places_name_the_included_file() -> None:
    """Everything knows the file that it was written in, as seen from where the first file was opened."""
    dossier = load("events.yaml")
    places = [str(dossier.event(name).position) for name in ("hearing", "arrest", "talks")]
    assert ["events.yaml:7:3", "more/arrest.yaml:5:3", "more/deeper/talks.yaml:1:10"] == places


def test_seen_from_elsewhere(folder: Path) -> None:
    """Names are seen from the folder of the file that they stand in, not from where the program runs."""
    dossier = load(folder / "events.yaml")
    assert f"{folder}/more/arrest.yaml:5:3" == str(dossier.event("arrest").position)


def test_problems_by_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems are told file by file, each with the line of its own file."""
    write(folder, "more/arrest.yaml", ARREST + "  bail: {when: {nobody: 2022}}\n")
    write(folder, "events.yaml", FIRST + "  trial: {wen: 2022}\n")
    assert 1 == main(["check", "events.yaml"])
    assert (
        capsys.readouterr().out
        == """\
events.yaml:8:11: error[TL105]: unknown key 'wen' in an event
  |
8 |   trial: {wen: 2022}
  |           ^^^
help: did you mean 'when'?

more/arrest.yaml:6:17: error[TL203]: unknown source 'nobody'
  |
6 |   bail: {when: {nobody: 2022}}
  |                 ^^^^^^
help: Known sources: diary, gazette

"""
    )


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        ("letter.yaml", "TL101]: there is no file 'letter.yaml'"),
        ("more", "TL101]: more is no file"),
        ("../other.yaml", "TL114]: ../other.yaml lies outside of the folder"),
        ("/etc/*", "TL114]: /etc/* lies outside of the folder"),
        ("link.yaml", "TL114]: link.yaml lies outside of the folder"),
        ("events.yaml", "TL115]: files include each other in a circle: events.yaml includes events.yaml"),
        ("'*/*.yaml'", "TL106]: '*/*.yaml' has a pattern for a folder"),
        ("loop.yaml", "TL101]: loop.yaml is no file"),
        ("''", "TL101]: there is no file ''"),
        ("{a: b}", "TL106]: an item of `include` is one text, not a mapping"),
    ],
)
def test_what_cannot_be_included(include: str, expected: str, folder: Path) -> None:
    """A name that leads nowhere, out of the folder or round in a circle is told where it is written."""
    write(folder.parent, "other.yaml", LETTERS)
    (folder / "link.yaml").symlink_to("../other.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    write(folder, "first.yaml", f"include:\n  - {include}\nevents: {{}}\n")
    name = "events.yaml" if include == "events.yaml" else "first.yaml"
    write(folder, name, f"include:\n  - {include}\nevents: {{}}\n")
    problems = told(name)
    assert [True] == [problem.endswith(expected) for problem in problems]
    assert problems[0].startswith(f"{name}:2:")


def test_circle_of_two(folder: Path) -> None:
    """A circle is named with all of its files, where it closes."""
    write(folder, "letters.yaml", "include: events.yaml\n" + LETTERS)
    expected = "files include each other in a circle: events.yaml includes letters.yaml includes events.yaml"
    assert [f"letters.yaml:1:10: error[TL115]: {expected}"] == told()


def test_pattern_passes_over_its_own_file(folder: Path) -> None:
    """A pattern takes every file but those that are being read, and none twice."""
    write(
        folder,
        "events.yaml",
        FIRST.replace("id:", "x-id:").replace("title:", "x-title:").replace("reading:", "x-r:"),
    )
    write(folder, "all.yaml", "include: ['*.yaml', letters.yaml]\nevents: {}\n")
    write(folder, "letters.yaml", "include: '*.yaml'\n" + LETTERS)
    assert ["arrest", "hearing", "letter", "talks"] == [event.id for event in load("all.yaml").events]


def test_same_id_in_two_files(folder: Path) -> None:
    """An id that two files give is told with the other file and line."""
    write(folder, "letters.yaml", LETTERS.replace("letter", "hearing"))
    with pytest.raises(ReadError) as caught:
        load("events.yaml")
    assert ["letters.yaml:1:10: error[TL202]: id 'hearing' is taken twice"] == [
        str(problem) for problem in caught.value.problems
    ]
    help_ = caught.value.problems[0].help
    assert help_ is not None
    assert help_.startswith("an event in events.yaml:7 has it already")


def test_what_belongs_in_the_first_file(folder: Path) -> None:
    """An included file has no title, id or way of reading for all."""
    write(folder, "letters.yaml", "title: Letters\n" + LETTERS)
    assert ["letters.yaml:1:1: error[TL105]: unknown key 'title' in an included file"] == told()


def test_faulty_included_file(folder: Path) -> None:
    """A file that is not text or not YAML is told, and the others are read."""
    (folder / "letters.yaml").write_bytes(b"\xff")
    write(folder, "more/deeper/talks.yaml", "events: {")
    reading = read_path("events.yaml")
    expected = ["more/deeper/talks.yaml TL102", "letters.yaml TL101"]
    assert expected == [f"{one.position.file} {one.code}" for one in reading.problems if one.position]
    assert ["arrest", "hearing"] == [event.id for event in reading.dossier.events]


def test_limits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of files, how deep they include each other and their size together have limits."""
    monkeypatch.setattr(including, "MAX_FILES", 2)
    assert ["events.yaml:4:24: error[TL111]: more than 2 files are included, the limit"] == told()
    monkeypatch.setattr(including, "MAX_FILES", 9)
    monkeypatch.setattr(including, "MAX_STEPS", 1)
    assert ["more/arrest.yaml:2:10: error[TL111]: files include files more than 1 deep, the limit"] == told()
    monkeypatch.setattr(including, "MAX_STEPS", 20)
    monkeypatch.setattr(including, "MAX_BYTES", len(FIRST) + len(ARREST) + len(TALKS))
    expected = "letters.yaml:1:1: error[TL111]: the files are larger than 0 MiB together, the limit"
    assert [expected] == told()


def test_text_in_no_file() -> None:
    """A text that was not read from a file has no folder to include from."""
    with pytest.raises(ReadError, match="a text that is in no file cannot include files"):
        loads("include: letters.yaml\nevents: {}\n")


def test_export_never_over_what_is_included(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No file that is read is ever written over, an included one neither."""
    assert 2 == main(["export", "events.yaml", "--format", "json", "-o", "letters.yaml"])
    assert "timeline: letters.yaml is a file that is read; choose another name\n" == capsys.readouterr().err
    assert LETTERS == (folder / "letters.yaml").read_text(encoding="utf-8")
