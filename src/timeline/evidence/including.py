"""Which further files one file includes: by name or pattern, once each, within limits.

Files are untrusted: nothing outside the first file's folder is opened, whatever names and links say. Loaded
only where something is included.
"""

from __future__ import annotations

import glob
import os
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from timeline.errors import Position
from timeline.evidence.files import decoded, octets
from timeline.evidence.ledger import MAX_BYTES, Ledger

__all__ = ["MAX_FILES", "MAX_STEPS", "Refusal", "Shelf", "leads_out", "matching"]

# One file a source or a year is a way to work; thousands are a pattern that matches what it should not.
MAX_FILES: Final = 200
# Each step goes some seven calls deeper, and Python allows a thousand.
MAX_STEPS: Final = 20


class Refusal(NamedTuple):
    """Why a file is not included, as a message, advice and a code."""

    message: str
    advice: str | None
    code: str


def outside(path: str) -> Refusal:
    """The refusal of a file that lies elsewhere."""
    advice = "what is included lies in the folder of the first file, or below it"
    return Refusal(f"{path} lies outside of the folder", advice, "TL114")


def leads_out(pattern: str) -> Refusal | None:
    """Why a pattern is not even looked for: it starts elsewhere, or walks through folders without end."""
    path = PurePath(pattern)
    if path.is_absolute() or ".." in path.parts:
        return outside(pattern)
    if _is_pattern(str(path.parent)):
        return Refusal(f"{pattern!r} has a pattern for a folder", "write a pattern for each folder", "TL106")
    return None


def matching(pattern: str, file: str) -> list[str]:
    """The files that a name or a pattern means that stands in a file, in the order of their names."""
    folder = Path(file).parent
    return [str(folder / name) for name in sorted(glob.glob(pattern, root_dir=folder))]  # noqa: PTH207 - links in circles


def _is_pattern(name: str) -> bool:
    return any(sign in name for sign in "*?[")


def _real(path: str | Path) -> Path:
    """Where a path leads; `Path.resolve` raises where links lead in a circle."""
    return Path(os.path.realpath(path))


class Shelf:
    """The files that one dossier is read from: the first, and those that it includes."""

    def __init__(self, first: str, size: int) -> None:
        self.root = _real(Path(first).parent)
        self.room = MAX_BYTES - size
        self._taken = {_real(first)}
        # From the first to the one that is being read.
        self._open = [(_real(first), first)]

    def knows(self, path: str, pattern: str) -> bool:
        """Whether a file needs no reading: it was read, or a pattern happens to match one that includes it."""
        real = _real(path)
        return real in self._taken and (_is_pattern(pattern) or real not in dict(self._open))

    def refusal(self, path: str) -> Refusal | None:
        """Why a file cannot be included; None where it can."""
        real = _real(path)
        if not real.is_relative_to(self.root):
            return outside(path)
        if real in self._taken:
            way = " includes ".join([*(shown for _, shown in self._open), path])
            return Refusal(f"files include each other in a circle: {way}", None, "TL115")
        if len(self._taken) > MAX_FILES:
            return Refusal(f"more than {MAX_FILES} files are included, the limit", None, "TL111")
        if len(self._open) > MAX_STEPS:
            return Refusal(f"files include files more than {MAX_STEPS} deep, the limit", None, "TL111")
        return None if real.is_file() else Refusal(f"{path} is no file", None, "TL101")

    def read(self, path: str, ledger: Ledger) -> tuple[str, bool]:
        """As `decoded`, within what the limit on all files together leaves; OSError as of `octets`."""
        data = octets(path, self.room)
        if len(data) > self.room:
            message = f"the files are larger than {MAX_BYTES // 2**20} MiB together, the limit"
            ledger.add("TL111", message, Position(ledger.file, 1, 1))
            return "", False
        self.room -= len(data)
        return decoded(data, ledger)

    def begin(self, path: str) -> None:
        """Note that a file is being read."""
        self._taken.add(_real(path))
        self._open.append((_real(path), path))

    def end(self) -> None:
        """Note that the last of them has been read to its end."""
        self._open.pop()
