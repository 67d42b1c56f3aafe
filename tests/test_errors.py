"""Errors say what was found and what would do instead."""

from __future__ import annotations

import pytest

from timeline.errors import UnknownName, did_you_mean


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("hindo", ["ministry", "hindu"], "did you mean 'hindu'?  Known sources: hindu, ministry"),
        ("a", ["A", "b"], "did you mean 'A'?  Known sources: A, b"),
        ("EX-1", [f"ex-{number}" for number in range(600)], "did you mean 'ex-1'?"),
        ("x", ["ministry"], "Known sources: ministry"),
        ("x", [], None),
    ],
)
def test_did_you_mean(name: str, known: list[str], expected: str | None) -> None:
    """The nearest name is proposed, one in other capitals before any other, and few names are all listed."""
    assert expected == did_you_mean(name, known, what="sources")


def test_unknown_name_of_two_kinds() -> None:
    """A name that could be of either of two kinds is told with both in the plural."""
    assert "unknown event or source 'vist'; did you mean 'visit'?  Known events or sources: visit" == str(
        UnknownName("event or source", "vist", ["visit"])
    )
