"""Options of our own: golden files are rewritten with --update-golden, by hand only; no test is timed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A machine that is busy must not fail a test; speed is measured in bench.
settings.register_profile("untimed", deadline=None)
# The same examples for the same code, so that a run judges a change and not its luck; by hand they are drawn anew.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable" if os.environ.get("CI") else "untimed")

# Runs against other programs, in environments of their own: `make clients`.
collect_ignore = ["clients"]
# Need more than packages, and are run where they are named: `make browser`, `make walk`.
APART = ("browse.py", "walk.py")


# What the tests of the reasoning are held against has no tests of its own, and needs numpy.
ORACLE = "oracle"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path.name == ORACLE:
        return True
    named = any(Path(argument).name == collection_path.name for argument in config.args)
    return True if collection_path.name in APART and not named else None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the expected files of tests/golden"
    )
    parser.addoption("--mutations", type=int, default=300, help="how many spoilt copies of a file are tried")
    parser.addoption("--dossiers", type=int, default=25, help="how many dossiers are held against the oracle")
    parser.addoption(
        "--full-size",
        action="store_true",
        help="try hard cases as large as they are hard, and many drawn ones",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "drawn(quick, full): so many cases are drawn, each from its `seed`")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    drawn = metafunc.definition.get_closest_marker("drawn")
    if drawn is not None:
        size = "full" if metafunc.config.getoption("--full-size") else "quick"
        metafunc.parametrize("seed", range(drawn.kwargs[size]))


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def mutations(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--mutations"))
