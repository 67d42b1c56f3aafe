"""What wrong input gets: the whole message, from the place and the caret to the advice, and the exit code.

Each file of tests/faults is wrong in the way that its first line says; beside it stands what
`timeline check` says.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.cli import main

FAULTS = Path(__file__).parent / "faults"


def checked(folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> int:
    (folder / "events.yaml").write_bytes(content)
    monkeypatch.chdir(folder)
    return main(["check", "events.yaml"])


@pytest.mark.parametrize("name", sorted(path.stem for path in FAULTS.glob("*.yaml")))
def test_wrong_file(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    update_golden: bool,
) -> None:
    """A wrong file is told with its place, the line, a caret and advice; errors make the exit code 1."""
    code = checked(tmp_path, monkeypatch, (FAULTS / f"{name}.yaml").read_bytes())
    said = capsys.readouterr().out
    golden = FAULTS / f"{name}.txt"
    if update_golden:
        golden.write_text(said, encoding="utf-8", newline="\n")
    assert (golden.read_text(encoding="utf-8"), int(": error[" in said)) == (said, code)


def test_binary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A binary file is told at its first byte that is no text."""
    code = checked(tmp_path, monkeypatch, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    said = """\
events.yaml:1:1: error[TL101]: the file is not text in UTF-8: byte 0x89
  |
1 | \ufffdPNG
  | ^
help: save it as UTF-8; or is it the right file?

"""
    assert (said, 1) == (capsys.readouterr().out, code)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04\x14\x00\x84", "a workbook, a document or another archive (.xlsx, .ods, .docx, .zip)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a workbook or a document (.xls, .doc)"),
        (b"%PDF-1.4\n%\xe2", "a PDF"),
    ],
)
def test_files_of_other_programs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
    message: str,
) -> None:
    """A workbook or another file of a program is called so, and nothing of it reaches the terminal."""
    code = checked(tmp_path, monkeypatch, data)
    said = f"""\
events.yaml:1:1: error[TL101]: the file is not text: it is {message}
  |
1 |\x20
  | ^
help: save it as text; a sheet as CSV in UTF-8, which `timeline import` reads

"""
    assert (said, 1) == (capsys.readouterr().out, code)


def test_a_table_or_a_calendar_as_file_of_events(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is a text and no mapping may be a table or a calendar: where these go is told."""
    checked(tmp_path, monkeypatch, b"Date,Event\n2021-03-01,Talks\n")
    assert "; a calendar or a table is read by `timeline import`\n" in capsys.readouterr().out


def test_zero_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file with zero bytes in it is told at the first of them, and none reaches the terminal."""
    code = checked(tmp_path, monkeypatch, b"id: x\n\x00\x00")
    said = r"""
events.yaml:2:1: error[TL101]: the file is not text: it has the control character U+0000
  |
2 | \x00\x00
  | ^^^^
help: save it as UTF-8; or is it the right file?

"""
    assert (said.removeprefix("\n"), 1) == (capsys.readouterr().out, code)


def test_no_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that may not be read is told in one line, with exit code 2."""

    def refuse(path: str, progress: object) -> object:
        raise PermissionError(13, "Permission denied", path)

    # Whoever runs the tests may be allowed everything, so the refusal is made here.
    monkeypatch.setattr("timeline.cli.opening.read_path", refuse)
    code = checked(tmp_path, monkeypatch, b"id: x\n")
    said = "timeline: cannot open events.yaml: permission denied [TL101]\n"
    assert (said, 2) == (capsys.readouterr().err, code)


def test_no_such_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not there is told with the one that is, and exit code 2."""
    checked(tmp_path, monkeypatch, b"id: x\n")
    capsys.readouterr()
    code = main(["check", "event.yaml"])
    said = "timeline: cannot open event.yaml: no such file or directory [TL101]; did you mean events.yaml?\n"
    assert (said, 2) == (capsys.readouterr().err, code)
