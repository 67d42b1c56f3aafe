"""events.yaml -> Dossier, with the position of everything that a message could be about: files and texts in.

The entries themselves are read in `timeline.evidence.entries`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from os import PathLike, fspath
from typing import NamedTuple

from timeline.collector import collector_at_rest
from timeline.errors import Position, Problem, ReadError
from timeline.evidence.entries import Progress, Reader
from timeline.evidence.files import decoded, octets
from timeline.evidence.ledger import MAX_BYTES, Ledger
from timeline.evidence.model import Dossier

__all__ = ["Reading", "load", "loads", "read_path", "read_text"]


class Reading(NamedTuple):
    """What came of a file: what could be kept, what is wrong with it, and the texts by file, to show lines from.

    The first text is that of the file itself; those of the files that it includes follow.
    """

    dossier: Dossier
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]


def load(path: str | PathLike[str], *, partial: bool = False) -> Dossier:
    """Read a dossier from a file.

    Args:
        path: the file; ``-`` for standard input.
        partial: whether to keep what can be kept of a file that has errors, instead of raising.

    Raises:
        ReadError: there is an error in the file, or it cannot be opened; it carries all problems.
    """
    name = fspath(path)
    try:
        reading = read_path(name)
    except OSError as error:
        reason = error.strerror or str(error)
        problem = Problem(
            code="TL101", message=f"cannot open {name}: {reason.lower()}", position=Position(name, 1, 1)
        )
        raise ReadError([problem]) from error
    return _kept(reading, partial=partial)


def loads(text: str, *, name: str = "<text>", partial: bool = False) -> Dossier:
    """Read a dossier from text in the format of events.yaml.

    Args:
        text: the whole text.
        name: what positions call the text.
        partial: as in `load`.

    Raises:
        ReadError: there is an error in the text; it carries all problems.

    >>> dossier = loads("events: {visit: {kind: visit, when: 2023-03-20/2023-03-21}}")
    >>> dossier.event("visit").claims[0].text
    '2023-03-20/2023-03-21'
    """
    return _kept(read_text(text, name), partial=partial)


def _kept(reading: Reading, *, partial: bool) -> Dossier:
    if not partial and any(problem.severity.value == "error" for problem in reading.problems):
        raise ReadError(reading.problems)
    return reading.dossier


def read_path(path: str, progress: Progress | None = None) -> Reading:
    """Read a file, ``-`` for standard input; OSError where it cannot be opened.

    `progress` is told after each entry how many lines are read, and how many there are.
    """
    piped = path == "-"
    ledger = Ledger("<stdin>" if piped else path)
    text, readable = decoded(
        sys.stdin.buffer.read(MAX_BYTES + 1) if piped else octets(path, MAX_BYTES), ledger
    )
    if not readable:
        return Reading(Dossier(), ledger.problems, {ledger.file: text})
    return _read(text, ledger, None if piped else path, progress)


def read_text(text: str, name: str) -> Reading:
    """Read a text; everything that is wrong with it is in the result, nothing is raised."""
    return _read(text, Ledger(name), None)


def _read(text: str, ledger: Ledger, path: str | None, progress: Progress | None = None) -> Reading:
    reader = Reader(ledger, path, progress)
    # Everything that is made while reading stays: looking for garbage in between is time for nothing.
    with collector_at_rest():
        dossier = reader.dossier(text)
    problems = tuple(problem for one in reader.ledgers.values() for problem in one.problems)
    return Reading(dossier, problems, reader.texts)
