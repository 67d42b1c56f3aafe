"""Opens what a command works on, and says so where that fails."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from timeline.cli.progress import progress
from timeline.evidence.reading import Reading, read_path

if TYPE_CHECKING:
    from timeline.evidence.model import Dossier
    from timeline.reasoning.outcome import Timeline

__all__ = ["Unopened", "counted", "errors_in", "opened", "read_and_tell", "reconciled"]


class Unopened(click.ClickException):
    """A file that cannot be opened or written: one line, exit code 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        """Print the line on stderr."""
        from timeline.cli.problems import visible

        click.echo(f"timeline: {visible(self.message)}", err=True)


def opened(path: str) -> Reading:
    """What came of a file, ``-`` for standard input; Unopened where it cannot be opened."""
    if path == "-" and sys.stdin is None:
        raise Unopened("cannot read standard input: it is closed")
    try:
        with progress("reading") as told:
            return read_path(path, told)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unopened(f"cannot open {path}: {reason} [TL101]{_advice(path)}") from error


def _advice(path: str) -> str:
    """The files beside it that could be meant."""
    folder = os.path.dirname(path) or "."  # noqa: PTH120 - pathlib costs start-up time
    if os.path.isdir(path):  # noqa: PTH112 - as above
        found = sorted(name for name in os.listdir(path) if name.endswith((".yaml", ".yml")))  # noqa: PTH208 - as above
        return f"; did you mean {os.path.join(path, found[0])}?" if found else ""  # noqa: PTH118 - as above
    if os.path.exists(path) or not os.path.isdir(folder):  # noqa: PTH110, PTH112 - as above
        return ""
    from difflib import get_close_matches

    near = get_close_matches(os.path.basename(path), os.listdir(folder), n=1)  # noqa: PTH119, PTH208 - as above
    return f"; did you mean {os.path.join(os.path.dirname(path), near[0])}?" if near else ""  # noqa: PTH118, PTH120


def errors_in(reading: Reading) -> bool:
    """Whether something of the file was left out."""
    return any(problem.severity.value == "error" for problem in reading.problems)


def read_and_tell(path: str) -> Reading:
    """What came of a file, with its problems told on stderr."""
    reading = opened(path)
    if reading.problems:
        from timeline.cli.problems import show

        show(reading.problems, reading.texts, err=True)
    return reading


def reconciled(dossier: Dossier) -> Timeline:
    """The timeline of a dossier."""
    from timeline.reasoning.reconcile import reconcile

    with progress("reconciling") as told:
        return reconcile(dossier, progress=told)


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "error"), counted(3, "file")
    ('1 error', '3 files')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
