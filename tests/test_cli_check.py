"""`timeline check`: its formats, what makes it fail, and the hook that runs it before a commit."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from timeline.cli import main
from timeline.cli.problems import show
from timeline.errors import Position, Problem

ROOT = Path(__file__).parent.parent
WARNED = "events:\n  visit:\n    title: Malabar #2\n    when: 2023\n"
WRONG = "sources: {hindu: {}}\nevents:\n  visit: {when: {hindo: 2023}}\n"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "warned.yaml").write_text(WARNED, encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_concise(capsys: Capture) -> None:
    """The concise format is one line a problem, which editors take apart as file, line and column."""
    assert 1 == main(["check", "--format", "concise", "warned.yaml", "wrong.yaml"])
    assert [
        "warned.yaml:3:20: warning[TL113]: what follows ` #` is a comment, and is not read",
        "wrong.yaml:3:18: error[TL203]: unknown source 'hindo'",
    ] == capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("folder")
def test_github(capsys: Capture) -> None:
    """The format for GitHub is a command of its runner a problem, with the place, the code and the advice."""
    assert 1 == main(["check", "--format", "github", "wrong.yaml"])
    said = "::error file=wrong.yaml,line=3,col=18,endColumn=23,title=TL203::unknown source 'hindo'"
    assert f"{said}%0Ahelp: did you mean 'hindu'?  Known sources: hindu\n" == capsys.readouterr().out


def test_github_escapes(capsys: Capture) -> None:
    """Signs that part a command of GitHub's runner stand in it escaped, so a file's name cannot add one."""
    problem = Problem(code="TL203", message="50%\n::error::x", position=Position("a,b:c.yaml", 1, 1))
    show([problem], {}, "github")
    said = "::error file=a%2Cb%3Ac.yaml,line=1,col=1,title=TL203::50%25%0A::error::x\n"
    assert said == capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_strict(capsys: Capture) -> None:
    """A warning alone leaves the exit code at 0, and makes it 1 where the check is strict."""
    assert (0, 1) == (main(["check", "warned.yaml"]), main(["check", "--strict", "warned.yaml"]))
    assert "1 warning in 1 file" in capsys.readouterr().err


def test_hook(folder: Path, capsys: Capture) -> None:
    """The hook's command runs on the files that its pattern names, and fails for a file that is wrong."""
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    keys = dict(line.lstrip("- ").split(": ", 1) for line in hook.splitlines())
    (folder / "events.yaml").write_text(WRONG, encoding="utf-8")
    assert re.search(keys["files"], "cases/events.yml")
    program, *words = shlex.split(keys["entry"])
    assert ("timeline", 1) == (program, main([*words, "events.yaml"]))
    assert capsys.readouterr().out.startswith("events.yaml:3:18: error[TL203]")
