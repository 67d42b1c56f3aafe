"""README and docs: every file shown is read, every Python example gives what it shows, every command what it prints.

A fence with a name (```` ```yaml letters.yaml ````) is saved under that name before what follows it runs, as
a reader would do. Each page has a folder of its own, with the example file of the project in it.
"""

from __future__ import annotations

import doctest
import io
import os
import re
import shlex
import sys
from pathlib import Path

import attrs
import pytest
from docs import generated

import timeline
from timeline import load, loads, reconcile, render
from timeline.cli import main
from timeline.cli.commands import root
from timeline.errors import CODES

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PICTURE = re.compile(r"^!\[[^\]]*\]\((\S+)\)$", re.MULTILINE)
FENCE = re.compile(r"^```(\w+)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What the tutorial calls besides `timeline` needs a server and a client; `make test-all` walks through it.
WALKED = {"tutorial.md"}


@attrs.frozen
class Fence:
    """A fenced block of a page: its language, the file that it is, and its text."""

    language: str
    name: str | None
    text: str


def fences(page: Path) -> list[Fence]:
    """The fenced blocks of a page in order."""
    return [Fence(*found.groups()) for found in FENCE.finditer(page.read_text(encoding="utf-8"))]


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a console block with what they print; a line that ends in a backslash goes on."""
    parts = re.split(r"^\$ ((?:.*\\\n)*.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def shows(expected: str, actual: str) -> bool:
    """Whether an output is as shown, with `...` for what is left out."""
    return doctest.OutputChecker().check_output(expected, actual, doctest.ELLIPSIS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example file, to work in."""
    (tmp_path / "events.yaml").write_bytes((ROOT / "events.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def screen() -> io.TextIOWrapper:
    """What can be printed on."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")


def printed_on(one: io.TextIOWrapper) -> str:
    """What was printed."""
    one.flush()
    return one.buffer.getvalue().decode()


def run_command(words: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command shows on the screen, run in this process; `<`, `>` and environment as in a shell."""
    shown = out = screen()
    with monkeypatch.context() as shell:
        while "=" in words[0]:
            shell.setenv(*words.pop(0).split("=", 1))
        program, *arguments = words
        assert "timeline" == program
        if "<" in arguments:
            at = arguments.index("<")
            given = Path(arguments[at + 1]).read_bytes()
            shell.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            del arguments[at : at + 2]
        target = None
        if ">" in arguments:
            *arguments, _, target = arguments
            out = screen()
        shell.setattr(sys, "stdout", out)
        shell.setattr(sys, "stderr", shown)
        main(arguments)
    if target is not None:
        Path(target).write_text(printed_on(out), encoding="utf-8")
    return printed_on(shown)


def run_fence(fence: Fence, page: Path, names: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do with a block what a reader would do."""
    if fence.name is not None:
        Path(fence.name).parent.mkdir(parents=True, exist_ok=True)
        Path(fence.name).write_text(fence.text, encoding="utf-8")
    if fence.language == "console":
        for command, expected in commands(fence.text):
            words = shlex.split(command)
            if page.name in WALKED and words[0] != "timeline":
                continue
            actual = run_command(words, monkeypatch)
            assert shows(expected, actual), f"$ {command}\n{actual}"
    elif fence.language == "python" and fence.name is None:
        test = doctest.DocTestParser().get_doctest(fence.text, names, page.name, str(page), 0)
        assert test.examples, f"no >>> in:\n{fence.text}"
        told: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        runner.run(test, out=told.append, clear_globs=False)
        names.update(test.globs)
        assert 0 == runner.summarize(verbose=False).failed, "".join(told)


def runs(fence: Fence) -> bool:
    """Whether there is something to do with a block."""
    return fence.name is not None or fence.language in ("console", "python")


@pytest.mark.parametrize("page", [p for p in PAGES if any(map(runs, fences(p)))], ids=lambda p: p.name)
def test_examples(page, folder, monkeypatch, update_golden):
    """What a page says to do can be done in its order, and shows what the page says, pictures too."""
    names: dict[str, object] = {}
    # A script of a page can be imported by the next block.
    monkeypatch.syspath_prepend(os.fspath(folder))
    for fence in fences(page):
        run_fence(fence, page, names, monkeypatch)
    for shown in PICTURE.findall(page.read_text(encoding="utf-8")):
        made = (folder / Path(shown).name).read_bytes()
        if update_golden:
            (page.parent / shown).write_bytes(made)
        assert made == (page.parent / shown).read_bytes(), f"{shown} is not what the page makes"


@pytest.mark.parametrize(
    "page", [p for p in PAGES if any("yaml" == f.language for f in fences(p))], ids=lambda p: p.name
)
def test_files(page, folder):
    """Every unnamed file that a page shows is read without a problem, and reconciled."""
    for fence in fences(page):
        if "yaml" == fence.language and fence.name is None:
            assert len(reconcile(loads(fence.text))) > 0


def test_excerpt_of_the_readme():
    """The excerpt that the README opens with stands in the report."""
    excerpt = next(fence.text for fence in fences(ROOT / "README.md") if "text" == fence.language)
    assert excerpt in render(reconcile(load(ROOT / "events.yaml")))


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("commands", [f"## timeline {name}" for name in root.list_commands(None)]),
        ("interface", [f":: timeline.{name}\n" for name in timeline.__all__]),
        ("rules", CODES),
    ],
)
def test_generated_parts(part, names):
    """What pages take from the program names every command, public name and code."""
    written = generated.filled(f"<!-- generated: {part} -->\n")
    assert [] == [name for name in names if name not in written]


def test_unknown_generated_part():
    """A page that asks for a part that there is not cannot be built."""
    with pytest.raises(KeyError, match="no-such-part"):
        generated.filled("<!-- generated: no-such-part -->")


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "reference").glob("*.md")), ids=lambda p: p.name)
def test_notes_name_tests(page):
    """Every test that a numbered note names is there."""
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    named = re.findall(r"`(?:[\w/]+\.py::)?(test_\w+)(?:\[[^`]*)?`", page.read_text(encoding="utf-8"))
    assert [] == [name for name in named if f"def {name}(" not in tests]


def test_decisions_are_numbered_one_by_one() -> None:
    """Each decision's file and heading bear its number, and no two bear the same."""
    files = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    headings = [path.read_text(encoding="utf-8").split(".", 1)[0] for path in files]
    assert [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))
    assert headings == [f"# {number}" for number in range(1, len(files) + 1)]
