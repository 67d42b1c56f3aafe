"""README and docs: every Python example gives what it shows, every command what it prints."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLAGS = doctest.ELLIPSIS


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def matches(expected: str, actual: str) -> bool:
    """Whether an output is as shown, with `...` for what is left out."""
    return doctest.OutputChecker().check_output(expected, actual, FLAGS)


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a console block with what they print."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=lambda p: p.name)
def test_python_examples(page, monkeypatch, tmp_path):
    """Every Python example of a page runs and shows what the page says."""
    monkeypatch.chdir(ROOT)
    (ROOT / "build").mkdir(exist_ok=True)
    source = "\n".join(blocks(page, "python"))
    test = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    runner.run(test)
    assert runner.summarize(verbose=False).attempted > 0
    assert 0 == runner.summarize(verbose=False).failed


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "console")], ids=lambda p: p.name)
def test_commands(page, monkeypatch, tmp_path):
    """Every command of a page prints what the page shows."""
    for name in ("events.yaml",):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    for block in blocks(page, "console"):
        for command, expected in commands(block):
            program, *arguments = shlex.split(command)
            assert "timeline" == program
            done = subprocess.run(
                [sys.executable, "-m", "timeline", *arguments],
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            assert matches(expected, done.stdout + done.stderr), done.stdout + done.stderr


def test_excerpt_of_the_readme():
    """The excerpt that the README opens with stands in the report."""
    from timeline import load, reconcile, render

    excerpt = blocks(ROOT / "README.md", "text")[0]
    assert excerpt in render(reconcile(load(ROOT / "events.yaml")))


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "yaml")], ids=lambda p: p.name)
def test_files(page):
    """Every file that a page shows is read without a problem, and reconciled."""
    from timeline import loads, reconcile

    for block in blocks(page, "yaml"):
        assert len(reconcile(loads(block))) > 0
