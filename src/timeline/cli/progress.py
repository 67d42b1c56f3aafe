"""A bar for what takes long: on stderr, on a terminal only, and only past a second."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

__all__ = ["Progress", "progress"]

# Seconds in which people do not begin to wonder.
_PATIENCE: Final = 1.0
_CELLS: Final = 30

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""


@contextmanager
def progress(what: str) -> Iterator[Progress | None]:
    """Show how far something is, in a line that is gone at its end; None where nobody would see it."""
    stream = sys.stderr
    if stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    bar = _Bar(what, stream)
    try:
        yield bar.show
    finally:
        bar.erase()


class _Bar:
    def __init__(self, what: str, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.what = what
        self.stream = stream
        self.clock = clock
        self.begun = clock()
        self.shown = ""

    def show(self, done: int, total: int) -> None:
        """Draw the bar, if that changes it and enough time has gone."""
        if self.clock() - self.begun < _PATIENCE:
            return
        share = min(done / total, 1) if total else 1
        filled = int(share * _CELLS)
        line = f"{self.what} [{'#' * filled}{' ' * (_CELLS - filled)}] {share:4.0%}"
        if line != self.shown:
            self.stream.write(f"\r{line}")
            self.stream.flush()
            self.shown = line

    def erase(self) -> None:
        """Leave the line as if nothing had been there."""
        if self.shown:
            self.stream.write(f"\r{' ' * len(self.shown)}\r")
            self.stream.flush()
