"""Which further files one file includes: by name or pattern, once each, within limits.

Files are untrusted: nothing outside the first file's folder is opened, whatever names and links say. Loaded
only where something is included.
"""

from __future__ import annotations

import glob
import os
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
    folder = os.path.dirname(pattern)  # noqa: PTH120 - as above
    if os.path.isabs(pattern) or ".." in pattern.replace("\\", "/").split("/"):  # noqa: PTH117 - as above
        return outside(pattern)
    if is_pattern(folder):
        return Refusal(f"{pattern!r} has a pattern for a folder", "write a pattern for each folder", "TL106")
    return None


def matching(pattern: str, folder: str) -> list[str]:
    """The files that a name or a pattern means, seen from a folder, in the order of their names."""
    import glob

    names = sorted(glob.glob(pattern, root_dir=folder or "."))  # noqa: PTH207 - as above
    return [os.path.normpath(os.path.join(folder, name)) for name in names]  # noqa: PTH118 - as above


def is_pattern(name: str) -> bool:
    """Whether a name may mean several files.

    >>> is_pattern("more/*.yaml"), is_pattern("more/letters.yaml")
    (True, False)
    """
    return any(sign in name for sign in "*?[")


def is_inside(path: str, root: str) -> bool:
    """Whether a real path lies in a real folder, or deeper.

    >>> is_inside("/case/more/a.yaml", "/case"), is_inside("/cases/a.yaml", "/case")
    (True, False)
    """
    return os.path.commonpath((path, root)) == root


class Shelf:
    """The files that one dossier is read from: the first, and those that it includes."""

    def __init__(self, first: str, size: int) -> None:
        self.root = os.path.realpath(os.path.dirname(first))  # noqa: PTH120 - as above
        self.room = MAX_BYTES - size
        self._taken = {os.path.realpath(first)}
        # From the first to the one that is being read.
        self._open = [(os.path.realpath(first), first)]

    def knows(self, path: str, *, named: bool) -> bool:
        """Whether a file needs no reading: it was read, or a pattern matches a file that includes it."""
        real = os.path.realpath(path)
        return real in self._taken and not (named and real in dict(self._open))

    def refusal(self, path: str) -> Refusal | None:
        """Why a file cannot be included; None where it can."""
        real = os.path.realpath(path)
        if not is_inside(real, self.root):
            return outside(path)
        if real in self._taken:
            way = " includes ".join([*(shown for _, shown in self._open), path])
            return Refusal(f"files include each other in a circle: {way}", None, "TL115")
        if len(self._taken) > MAX_FILES:
            return Refusal(f"more than {MAX_FILES} files are included, the limit", None, "TL111")
        if len(self._open) > MAX_STEPS:
            return Refusal(f"files include files more than {MAX_STEPS} deep, the limit", None, "TL111")
        return None if os.path.isfile(real) else Refusal(f"{path} is no file", None, "TL101")  # noqa: PTH113 - as above

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
        self._taken.add(os.path.realpath(path))
        self._open.append((os.path.realpath(path), path))

    def end(self) -> None:
        """Note that the last of them has been read to its end."""
        self._open.pop()
