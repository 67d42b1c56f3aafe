"""Manners of the command line: settings of a folder, completion in shells, bars for what takes long."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.cli import main
from timeline.cli.opening import opened
from timeline.cli.progress import _Bar, progress

COMMAND = str(Path(sys.executable).parent / "timeline")
EVENTS = """\
id: x
sources: {gazette: {title: The Gazette}}
series: {dpd: {}}
events:
  visit: {kind: visit, title: "State\\tvisit", with: [India], when: 2023, tags: [state]}
  talks:
    kind: dialogue
    title: Malabar #2
    when: {gazette: May 2022}
    nth: 2 of dpd
"""

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "events.yaml").write_text(EVENTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settle(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


def test_settings_of_a_command(folder: Path) -> None:
    """What stands in a command's table is as if it were written on its command line, and on no other's."""
    assert 0 == main(["check", "events.yaml"])
    settle(folder, "[tool.timeline.check]\nstrict = true\n")
    assert (1, 0) == (main(["check", "events.yaml"]), main(["report", "events.yaml"]))


def test_settings_for_all_commands(folder: Path, capsys: Capture) -> None:
    """What stands in the table itself holds for every command that has such an option."""
    settle(folder, "[tool.timeline]\nkind = ['visit']\nascii = true\nrobust = true\n")
    main(["report", "events.yaml", "--json"])
    main(["check", "events.yaml"])
    said = capsys.readouterr().out
    assert (True, False) == ('"id": "visit"' in said, '"id": "talks"' in said)


def test_command_line_goes_first(folder: Path, capsys: Capture) -> None:
    """An option that is written on the command line replaces the one that is set."""
    settle(folder, "[tool.timeline.report]\nkind = ['visit']\n")
    main(["report", "events.yaml", "--json", "--kind", "dialogue"])
    assert '"id": "talks"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.timeline.check]\nstrickt = true\n", "'strickt' is no option to set; did you mean 'strict'?"),
        ("[tool.timeline.check]\nstrict = 'yes'\n", "strict takes true or false, not 'yes'"),
        ("[tool.timeline]\ncheck = true\n", "[tool.timeline] check is no table; write [tool.timeline.check]"),
        ("[tool.timeline.check]\nformat = true\n", "format takes a text or a number, not True"),
        ("tool.timeline = 3\n", "[tool.timeline] is no table"),
        ("[tool.timeline\n", "pyproject.toml: Expected ']'"),
        ("[tool.timeline]\n# \xff", "pyproject.toml: "),
    ],
)
def test_wrong_settings(text: str, message: str, folder: Path, capsys: Capture) -> None:
    """Settings that cannot be are a wrong call that names the file, the key and what would do."""
    (folder / "pyproject.toml").write_bytes(text.encode("latin-1"))
    assert 2 == main(["check", "events.yaml"])
    said = capsys.readouterr().err
    assert "Error: pyproject.toml: " in said
    assert message in said


@pytest.mark.parametrize("text", ["", "tool = 3\n", "[tool.other]\nstrict = true\n", "no TOML at all: \xff"])
def test_settings_of_others(text: str, folder: Path) -> None:
    """What other programs keep in the file is not looked at."""
    settle(folder, text)
    assert 0 == main(["check", "events.yaml"])


@pytest.mark.parametrize("key", ["output", "previous"])
def test_settings_name_no_file(key: str, folder: Path, capsys: Capture) -> None:
    """A folder's settings cannot choose which file is read or written: they may be a stranger's."""
    settle(folder, f"[tool.timeline.export]\n{key} = '../elsewhere.ics'\n")
    assert 2 == main(["export", "events.yaml", "-o", "x.ics"])
    assert f"'{key}' is no option to set" in capsys.readouterr().err


def completed(words: str, begun: str) -> list[str]:
    """What bash is told for a line of words with one begun."""
    environment = os.environ | {
        "_TIMELINE_COMPLETE": "bash_complete",
        "COMP_WORDS": f"{words} {begun}".rstrip(),
        "COMP_CWORD": str(len(words.split())),
    }
    done = subprocess.run([COMMAND], env=environment, capture_output=True, text=True, check=False)
    assert "" == done.stderr
    return [line.removeprefix("plain,") for line in done.stdout.splitlines() if line]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [
        ("timeline", "re", ["report", "resolve"]),
        ("timeline explain events.yaml", "", ["gazette", "talks", "visit"]),
        ("timeline explain events.yaml", "v", ["visit"]),
        ("timeline explain events.yaml visit --without", "", ["gazette"]),
        ("timeline report events.yaml --kind", "d", ["dialogue"]),
        ("timeline report events.yaml --with", "", ["India"]),
        ("timeline report events.yaml --series", "", ["dpd"]),
        ("timeline report events.yaml --tag", "", ["state"]),
        ("timeline explain missing.yaml", "", []),
        ("timeline rule", "tl20", [f"TL20{n}" for n in range(1, 8)]),
        ("timeline check events.yaml", "--st", ["--strict"]),
    ],
)
def test_completion(words: str, begun: str, offered: list[str]) -> None:
    """Shells complete commands, options, codes, and the ids and words of the file that is named."""
    assert offered == completed(words, begun)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_for_shells(shell: str) -> None:
    """The script for each shell is printed, and a shell that is there takes it."""
    environment = os.environ | {"_TIMELINE_COMPLETE": f"{shell}_source"}
    script = subprocess.run([COMMAND], env=environment, capture_output=True, text=True, check=True).stdout
    assert f"_TIMELINE_COMPLETE={shell}_complete" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


class Screen(io.StringIO):
    """A terminal that remembers what was written."""

    def isatty(self) -> bool:
        return True


def test_bar() -> None:
    """A bar appears after a second, is drawn again only when it has changed, and leaves an empty line."""
    screen = Screen()
    seconds = iter([0.0, 0.5, 1.5, 1.6, 2.0])
    bar = _Bar("reading", screen, lambda: next(seconds))
    bar.show(1, 100)
    assert "" == screen.getvalue()
    for done in (50, 50, 100):
        bar.show(done, 100)
    bar.erase()
    half, whole = f"reading [{'#' * 15}{' ' * 15}]  50%", f"reading [{'#' * 30}] 100%"
    assert ["", half, whole, " " * len(whole), ""] == screen.getvalue().split("\r")


def test_no_bar_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn where stderr is no terminal, or one that cannot go back in a line."""
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress("reading") as told:
        assert told is None
    monkeypatch.setattr("sys.stderr", Screen())
    monkeypatch.setenv("TERM", "dumb")
    with progress("reading") as told:
        assert told is None


@pytest.mark.usefixtures("folder")
def test_reading_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal reading and reconciling draw a bar, here without the patience of a second."""
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("timeline.cli.progress._PATIENCE", 0)
    assert 2 == len(opened("events.yaml").dossier.events)
    assert [" 9%", "18%", "36%"] == [line[-3:] for line in screen.getvalue().split("\r") if line.strip()][:3]
