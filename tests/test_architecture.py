"""The house: arrows point one way, public names are sorted and exist, starting costs what is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import timeline

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src" / "timeline").rglob("*.py"))

# Heavy, and needed only by the leaf that uses them.
NEVER = {
    "pendulum",
    "icalendar",
    "jinja2",
    "rich",
    "importlib.metadata",
    "concurrent.futures",
    "logging",
    "multiprocessing",
    "socket",
    "subprocess",
    "asyncio",
    "difflib",
    "zoneinfo",
    "json",
}
EVENTS = (
    "id: x\nsources: {a: {}}\nevents: {e: {when: {a: on 5 May 2022}}, f: {when: 2023, after: {e: 2 weeks}}}\n"
)


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    program = f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.split("\n"))


def test_layers() -> None:
    """The import-linter contracts hold."""
    command = [
        str(Path(sys.executable).parent / "lint-imports"),
        "--config",
        str(ROOT / "pyproject.toml"),
        "--no-cache",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_names_are_sorted(path: Path) -> None:
    """`__all__` of every module is sorted, and lists what is defined there or imported to be handed on."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lists = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    for names in lists:
        assert sorted(names, key=_as_ruff_sorts) == list(names)


def _as_ruff_sorts(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, each by the alphabet."""
    rank = 0 if name.isupper() else 1 if name[:1].isupper() else 2
    return rank, name


@pytest.mark.parametrize("name", timeline.__all__)
def test_public_names_exist(name: str) -> None:
    """Every public name can be had from the package."""
    assert getattr(timeline, name) is not None


def test_unknown_public_name() -> None:
    """A name that the package has not is an AttributeError, as anywhere."""
    with pytest.raises(AttributeError, match="module 'timeline' has no attribute 'nonsense'"):
        _ = timeline.nonsense  # type: ignore[attr-defined]


def test_dir_lists_public_names() -> None:
    """`dir` shows the public names before they are loaded."""
    assert set(timeline.__all__) <= set(dir(timeline))


def test_version() -> None:
    """The version in the code is the distribution's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == timeline.__version__


def test_import_alone() -> None:
    """`import timeline` loads nothing but itself."""
    ours = {
        name
        for name in modules_after("import timeline")
        if name.split(".")[0] in ("timeline", "attrs", "yaml")
    }
    assert {"timeline"} == ours


def test_dates_alone() -> None:
    """The dates room loads nothing outside dates and errors."""
    loaded = modules_after("import timeline.dates.text")
    rooms = {name.split(".")[1] for name in loaded if name.startswith("timeline.")}
    assert {"dates", "errors"} == rooms
    assert set() == loaded & (NEVER | {"yaml", "click"})


@pytest.mark.parametrize("command", ["check", "report"])
def test_start(command: str, tmp_path: Path) -> None:
    """`check` and `report` load neither what other commands need nor anything heavy."""
    path = tmp_path / "events.yaml"
    path.write_text(EVENTS, encoding="utf-8")
    loaded = modules_after(f"from timeline.cli import main\nassert main([{command!r}, {str(path)!r}]) == 0")
    assert set() == {name for name in NEVER if name in loaded}


# What only some dates, errors or commands need, by room.
SELDOM = {
    "check": {
        "timeline.dates.edtf.scan",
        "timeline.dates.edtf.faults",
        "timeline.dates.edtf.forms",
        "timeline.dates.edtf.relations",
        "timeline.dates.words",
        "timeline.evidence.writing",
        "timeline.evidence.yaml_advice",
        "timeline.evidence.salvage",
        "timeline.evidence.schema",
        "timeline.cli.settings",
        "timeline.rulebook.rules",
    },
    "report": {
        "timeline.dates.edtf.scan",
        "timeline.dates.edtf.faults",
        "timeline.dates.edtf.forms",
        "timeline.dates.edtf.relations",
        "timeline.dates.words",
        "timeline.evidence.rules",
        "timeline.evidence.writing",
        "timeline.evidence.yaml_advice",
        "timeline.evidence.salvage",
        "timeline.evidence.schema",
        "timeline.cli.settings",
        "timeline.rulebook.rules",
        "timeline.export.ics",
        "timeline.export.records",
    },
}


@pytest.mark.parametrize("command", sorted(SELDOM))
def test_start_without_what_is_seldom_needed(command: str, tmp_path: Path) -> None:
    """A file of usual dates loads the straight road of EDTF, no words for errors, and no other exporter."""
    assert set() == SELDOM[command] - {module_name(path) for path in SOURCES}
    path = tmp_path / "events.yaml"
    path.write_text(EVENTS, encoding="utf-8")
    loaded = modules_after(f"from timeline.cli import main\nassert main([{command!r}, {str(path)!r}]) == 0")
    assert set() == SELDOM[command] & loaded


def module_name(path: Path) -> str:
    """The dotted name of a module of ours."""
    return ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)


def test_check_does_not_reason(tmp_path: Path) -> None:
    """`check` loads neither the reasoning nor the exporters."""
    path = tmp_path / "events.yaml"
    path.write_text(EVENTS, encoding="utf-8")
    loaded = modules_after(f"from timeline.cli import main\nassert main(['check', {str(path)!r}]) == 0")
    assert set() == {name for name in loaded if name.startswith(("timeline.reasoning", "timeline.export"))}


def test_help_loads_no_room() -> None:
    """`timeline --help` loads the command line alone."""
    loaded = modules_after("from timeline.cli import main\nmain(['--help'])")
    rooms = {name.split(".")[1] for name in loaded if name.startswith("timeline.")}
    assert {"cli"} == rooms
