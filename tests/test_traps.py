"""Hard cases by name, at a size that a test run has time for, or as large as they are hard: `make deep`."""

from __future__ import annotations

import pytest
from bench.traps import TRAPS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each case once; of the events of one component that climb round circles six thousand were hard too."""
    full = metafunc.config.getoption("--full-size")
    sizes = [(name, trap.sizes[1] if full else trap.sizes[0] // 5) for name, trap in TRAPS.items()]
    metafunc.parametrize(
        ("name", "size"), [*sizes, *([("one component without slips", 6000)] if full else [])]
    )


def test_hard_case_is_settled(name, size):
    """The outcome is the cheapest, and has what is known of the case."""
    TRAPS[name].tried(size)
