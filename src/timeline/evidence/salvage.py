"""The rest of a file in which an entry is not YAML: a parser stops at its first error, which would hide all others.

The lines of such an entry are emptied, so that all others keep their numbers, and the text is tried again. Loaded
only once there is an error; what cannot be told apart with certainty is left as it is.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from timeline.errors import Problem
from timeline.evidence.ledger import Ledger
from timeline.evidence.yaml_tree import lines, tree

__all__ = ["Rest", "salvaged"]

# Each entry is found by reading all of the text again.
_MOST: Final = 10
_LONGEST: Final = 1_000_000
_SECTION: Final = re.compile(r"(?:sources|series|events)\s*:\s*(?:#.*)?")
_KEY: Final = re.compile(r"\s*['\"]?([\w.-]+)")


class Rest(NamedTuple):
    """The text without its broken entries, what was wrong with them, and what they were called."""

    text: str
    problems: tuple[Problem, ...]
    lost: frozenset[str]


def salvaged(text: str, file: str) -> Rest | None:
    """What is left of a text that is not YAML; None where that cannot be told."""
    rows = lines(text)
    # Breaks that only YAML knows would move the numbers.
    if len(text) > _LONGEST or len(rows) != len(text.splitlines()) + text.endswith(("\n", "\r")):
        return None
    problems: list[Problem] = []
    lost: set[str] = set()
    while (problem := _error(rows, file)) is not None:
        entry = _culprit(rows, problem, file)
        if entry is None or len(problems) == _MOST:
            return None
        problems.append(problem)
        lost |= _name(rows[entry.start])
        rows = _without(rows, entry)
    return Rest("\n".join(rows), tuple(problems), frozenset(lost))


def _error(rows: list[str], file: str) -> Problem | None:
    """Where the text is no YAML, as it is told."""
    ledger = Ledger(file)
    if tree("\n".join(rows), ledger) is not None:
        return None
    return next((one for one in ledger.problems if one.code in ("TL101", "TL102", "TL111")), None)


def _culprit(rows: list[str], problem: Problem, file: str) -> range | None:
    """The lines of the entry without which the text is YAML, or breaks later only."""
    if problem.code != "TL102" or problem.position is None:
        return None
    number = problem.position.line - 1
    entries = _entries(rows, number)
    for entry in entries:
        following = _error(_without(rows, entry), file)
        at = following.position if following else None
        if following is None or (at is not None and at.line > max(problem.position.line, entry.stop)):
            return entry
    return None


def _entries(rows: list[str], number: int) -> list[range]:
    """The entry that a line is in, and the one before it: some faults show in the next entry only."""
    section = next((row for row in range(number, -1, -1) if _column(rows[row]) == 0), None)
    if section is None or not _SECTION.fullmatch(rows[section]):
        return []
    column = next((at for row in rows[section + 1 :] if (at := _column(row)) is not None), 0)
    starts = [row for row in range(section + 1, number + 1) if _column(rows[row]) == column]
    if not column or not starts:
        return []
    found = [range(starts[-1], _end(rows, number, column))]
    return found + ([range(starts[-2], starts[-1])] if len(starts) > 1 else [])


def _end(rows: list[str], number: int, column: int) -> int:
    """The line behind an entry: the next that stands no deeper than its own first."""
    for row in range(number + 1, len(rows)):
        at = _column(rows[row])
        if at is not None and at <= column:
            return row
    return len(rows)


def _column(row: str) -> int | None:
    """How far a line is indented; None for an empty one or a comment."""
    bare = row.lstrip(" ")
    return None if not bare.strip() or bare.startswith("#") else len(row) - len(bare)


def _without(rows: list[str], entry: range) -> list[str]:
    return [*rows[: entry.start], *[""] * len(entry), *rows[entry.stop :]]


def _name(row: str) -> set[str]:
    found = _KEY.match(row)
    return {found[1]} if found else set()
