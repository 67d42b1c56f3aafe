"""`timeline new` and `timeline diff`: a chronology to start from, and what another one makes different."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from timeline.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_file_is_in_order(folder: Path, capsys: Capture) -> None:
    """What `new` writes has no problem, names its schema, and reports every date that it shows."""
    assert 0 == main(["new", "case-12.yaml"])
    assert 0 == main(["check", "--strict", "case-12.yaml"])
    first, *lines = (folder / "case-12.yaml").read_text(encoding="utf-8").splitlines()
    assert "# yaml-language-server: $schema=events.schema.json" == first
    assert any(line.startswith("id: case-12 ") for line in lines)
    main(["schema"])
    assert (folder / "events.schema.json").read_text(encoding="utf-8") == capsys.readouterr().out
    main(["report", "case-12.yaml"])
    assert "2023-04-05        Talks that followed" in capsys.readouterr().out


def test_comments_of_a_new_file(folder: Path) -> None:
    """The comments beside values stand in one column, whatever the name of the file."""
    main(["new", "a-rather-long-name-of-a-case.yaml"])
    text = (folder / "a-rather-long-name-of-a-case.yaml").read_text(encoding="utf-8")
    beside = [line for line in text.splitlines() if "  # " in line and not line.lstrip().startswith("#")]
    columns = {line.index("# ") for line in beside if not line.startswith("id")}
    assert (6, 1) == (len(beside), len(columns))


def test_new_leaves_files_alone(folder: Path, capsys: Capture) -> None:
    """A file that is there is not touched, nor is a schema beside it; exit code 2."""
    (folder / "events.yaml").write_text("mine", encoding="utf-8")
    assert 2 == main(["new"])
    assert "timeline: events.yaml is there already; choose another name\n" == capsys.readouterr().err
    (folder / "events.schema.json").write_text("mine", encoding="utf-8")
    assert 0 == main(["new", "other.yaml"])
    assert ["mine", "mine"] == [(folder / name).read_text() for name in ("events.yaml", "events.schema.json")]


def test_new_without_a_folder(folder: Path, capsys: Capture) -> None:
    """A folder that there is not is told."""
    assert 2 == main(["new", "cases/case.yaml"])
    assert "there is no folder cases; make it first" in capsys.readouterr().err
    assert [] == list(folder.iterdir())


@pytest.mark.usefixtures("folder")
def test_new_on_stdout(capsys: Capture) -> None:
    """With - the chronology goes to standard output, and no file is written."""
    assert 0 == main(["new", "-"])
    assert "\nevents:\n" in capsys.readouterr().out
    assert not Path("events.schema.json").exists()


OLD = """\
id: x
sources: {a: {}, b: {}}
events:
  talks: {when: {a: May 2022}}
  visit: {when: 2023}
  gone: {when: 2021}
"""
NEW = OLD.replace("{a: May 2022}", "{a: May 2022, b: 5 May 2022}").replace("gone", "came")


def test_diff(folder: Path, capsys: Capture) -> None:
    """Differences are told in words by event, with whose word made them; exit code 1."""
    (folder / "old.yaml").write_text(OLD, encoding="utf-8")
    (folder / "new.yaml").write_text(NEW, encoding="utf-8")
    assert 1 == main(["diff", "old.yaml", "new.yaml"])
    said = capsys.readouterr()
    assert [
        "came: added, 2021",
        "talks: May 2022 -> 5 May 2022, because b was added",
        "gone: removed (was 2021)",
    ] == said.out.splitlines()
    assert "3 different, 1 the same\n" == said.err


def test_no_difference(folder: Path, capsys: Capture) -> None:
    """Other lines that make no date different are no difference; exit code 0 and nothing on stdout."""
    (folder / "old.yaml").write_text(OLD, encoding="utf-8")
    (folder / "new.yaml").write_text("# a comment\n" + OLD, encoding="utf-8")
    assert (0, "") == (main(["diff", "old.yaml", "new.yaml"]), capsys.readouterr().out)


def test_diff_as_json(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """As data a change has its event, its days before and after, and who came and went."""
    (folder / "new.yaml").write_text(NEW, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(OLD.encode())))
    assert 1 == main(["diff", "--json", "-", "new.yaml"])
    talks = next(one for one in json.loads(capsys.readouterr().out) if one["event"] == "talks")
    day = {"earliest": "2022-05-05", "latest": "2022-05-05"}
    assert ({"start": day, "end": day}, ["b"], []) == (talks["after"], talks["came"], talks["went"])


def test_diff_of_some_events(folder: Path, capsys: Capture) -> None:
    """With filters a difference is of the events that are chosen in either file; what neither has is told once."""
    (folder / "old.yaml").write_text(
        "events: {a: {when: 2020}, b: {when: 2021, kind: visit}}\n", encoding="utf-8"
    )
    (folder / "new.yaml").write_text("events: {a: {when: 2019}, b: {when: 2022}}\n", encoding="utf-8")
    assert 1 == main(["diff", "old.yaml", "new.yaml", "--kind", "visit"])
    assert "b: 2021 -> 2022, because the curator's word was changed\n" == capsys.readouterr().out
    assert 0 == main(["diff", "old.yaml", "new.yaml", "--kind", "viist"])
    assert 1 == capsys.readouterr().err.count("no event has the kind 'viist'; did you mean 'visit'?")


@pytest.mark.usefixtures("folder")
def test_diff_of_stdin_with_itself(capsys: Capture) -> None:
    """Standard input cannot be both files."""
    assert 2 == main(["diff", "-", "-"])
    assert "only one of the two can be standard input" in capsys.readouterr().err


def test_diff_of_a_faulty_file(folder: Path, capsys: Capture) -> None:
    """An error of a file is told on stderr, and makes the exit code 1 though the rest is the same."""
    wrong = OLD + "  other: {wen: 2021}\n"
    (folder / "old.yaml").write_text(wrong, encoding="utf-8")
    (folder / "new.yaml").write_text(wrong, encoding="utf-8")
    assert 1 == main(["diff", "old.yaml", "new.yaml"])
    said = capsys.readouterr()
    assert ("", True) == (said.out, "error[TL105]: unknown key 'wen' in an event" in said.err)
