"""Laws of the evidence room: a dossier survives being written and read, and order never matters."""

from __future__ import annotations

import random

import attrs
from hypothesis import HealthCheck, given, settings, strategies as st

import strategies
from timeline.evidence.model import Dossier
from timeline.evidence.reading import loads, read_text
from timeline.evidence.rules import check
from timeline.evidence.writing import dumps

_SETTINGS = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@_SETTINGS
@given(strategies.dossiers())
def test_written_and_read(dossier: Dossier) -> None:
    """What is written reads back as an equal dossier."""
    assert dossier == loads(dumps(dossier))


@_SETTINGS
@given(strategies.dossiers())
def test_written_alike(dossier: Dossier) -> None:
    """An equal dossier is written as the same text."""
    text = dumps(dossier)
    assert text == dumps(loads(text))


@_SETTINGS
@given(strategies.dossiers(), st.randoms(use_true_random=False))
def test_order_of_entries(dossier: Dossier, chance: random.Random) -> None:
    """The order in which parts are handed over changes neither the dossier nor its hash."""
    shuffled = {}
    for name in ("sources", "series", "events"):
        parts = list(getattr(dossier, name))
        chance.shuffle(parts)
        shuffled[name] = parts
    other = attrs.evolve(dossier, **shuffled)
    assert (dossier, hash(dossier)) == (other, hash(other))


@_SETTINGS
@given(strategies.dossiers())
def test_joined_with_itself(dossier: Dossier) -> None:
    """A dossier joined with itself is itself."""
    assert dossier == dossier | dossier


@_SETTINGS
@given(strategies.dossiers())
def test_check_by_file_or_by_hand(dossier: Dossier) -> None:
    """The rules find the same in a dossier built in Python as in the file it makes."""
    by_hand = sorted(problem.code for problem in check(dossier))
    assert by_hand == sorted(problem.code for problem in check(loads(dumps(dossier))))


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text is read without an exception, and every problem has a place in it."""
    reading = read_text(text, "any")
    assert all(problem.position is not None for problem in reading.problems)


_PIECES = [
    *["events:", "sources:", "  a:", "    when: ", "2023-02-30", "last month", "{a: b}", "[", "]", "{", "}"],
    *[
        "\n",
        "\n    claims:\n",
        "      - {from: a",
        ", when: ",
        "*x",
        "&x ",
        "!t ",
        "---\n",
        "\t",
        "'",
        '"',
        "#",
    ],
    *[": ", "- ", "after: ", "nth: 2 of a", "lasts: 2 days", "    after: {b: 2 weeks}\n", "x-y: "],
    *["  b: {after: [a, c]}\n"],
]
_SOUP = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@settings(deadline=None, max_examples=300)
@given(_SOUP)
def test_any_fragments(text: str) -> None:
    """Fragments of the format in any order are read without an exception, and what is kept is a dossier."""
    reading = read_text(text, "soup")
    assert isinstance(reading.dossier, Dossier)
    assert sorted((p.position.line, p.position.column) for p in reading.problems if p.position) == [
        (p.position.line, p.position.column) for p in reading.problems if p.position
    ]
