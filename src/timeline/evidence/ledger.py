"""Collects what is wrong with one file while it is read, within the limits set on untrusted files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from timeline.errors import Position, Problem, Severity

__all__ = ["MAX_BYTES", "MAX_NESTING", "MAX_PROBLEMS", "MAX_TEXT", "Ledger"]

# 64 MiB hold some 150,000 events; a dossier of that size is read in half a minute.
MAX_BYTES: Final = 64 * 1024 * 1024
# The deepest form of the format, a relation's long form in a list, nests five deep; `x-` keys may go further.
MAX_NESTING: Final = 32
# A date or a title needs a line, a note at most a few pages.
MAX_TEXT: Final = 10_000
# Nobody reads more at once, and a hostile file could fill the memory with problems.
MAX_PROBLEMS: Final = 1_000


class Ledger:
    """The problems of one file, in the order found; `sorted` gives the order of the file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.left_out = 0
        self._problems: list[Problem] = []

    @property
    def full(self) -> bool:
        """Whether further problems are only counted, so that advice on them is work for nothing."""
        return len(self._problems) >= MAX_PROBLEMS

    def add(
        self, code: str, message: str, position: Position | None = None, advice: str | None = None
    ) -> None:
        """Note a problem."""
        if self.full:
            self.left_out += 1
        else:
            self._problems.append(Problem(code=code, message=message, position=position, help=advice))

    def forget_line(self, line: int) -> None:
        """Take out what was noted of a line, where a cause of it comes to light that is told instead."""
        self._problems = [one for one in self._problems if one.position is None or one.position.line != line]

    def begin_again(self, problems: Iterable[Problem]) -> None:
        """Take out all that was noted, where the file is read once more, and note these."""
        self.left_out = 0
        self._problems = [*problems]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems in the order of the file; a last one counts those beyond the limit."""
        in_order = sorted(self._problems, key=_where)
        if self.left_out:
            message = f"{self.left_out:,} more problems are not shown; the limit is {MAX_PROBLEMS:,}"
            in_order.append(Problem(code="TL111", message=message, position=in_order[-1].position))
        return tuple(in_order)

    @property
    def failed(self) -> bool:
        """Whether an error was noted, not only warnings."""
        return any(problem.severity is Severity.ERROR for problem in self._problems)


def _where(problem: Problem) -> tuple[int, int]:
    return (problem.position.line, problem.position.column) if problem.position else (0, 0)
