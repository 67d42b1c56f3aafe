"""The lines of a calendar, as anybody may have written them: unfolded, numbered, and put into order.

icalendar reads what is left; it gives no line numbers, and stops at components that do not close. This module
knows nothing of dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from timeline.errors import Position
from timeline.evidence.ledger import Ledger

__all__ = ["Component", "Content", "content", "whole_letters"]

_BREAK: Final = re.compile("\r\n|\n|\r")
# No letter begins with such an octet.
_CUT_LETTER: Final = re.compile(rb"(\r?\n[ \t])([\x80-\xbf]{1,3})")
_NAMED: Final = re.compile(r"[A-Za-z0-9-]+[;:]")
_TOP: Final = frozenset({"VEVENT", "VJOURNAL", "VTODO", "VFREEBUSY", "VTIMEZONE", "VCALENDAR"})
_EVENTS: Final = frozenset({"VEVENT", "VJOURNAL"})
_MAX_DEPTH: Final = 8


@attrs.frozen
class Component:
    """An event of the calendar: its name, the line it begins on, and its own lines with their numbers."""

    name: str
    line: int
    lines: list[tuple[int, str]]

    def line_of(self, name: str | None) -> int:
        """The line of a property, that of the component where it has none of that name."""
        if name is not None:
            for number, text in self.lines:
                if text[: len(name)].upper() == name and text[len(name) : len(name) + 1] in (";", ":"):
                    return number
        return self.line


@attrs.frozen
class Content:
    """A calendar put into order: its text, unfolded; its own lines; its events; how many of each other part."""

    text: str
    head: list[tuple[int, str]]
    events: list[Component]
    others: dict[str, int]


def whole_letters(data: bytes) -> bytes:
    r"""The octets of a calendar with letters in one piece that a fold cut in two; lines keep their numbers.

    RFC 5545, 3.1: lines may be folded within a letter of several octets.

    >>> whole_letters("SUMMARY:Caf\u00e9".encode()[:-1] + b"\r\n \xa9").decode()
    'SUMMARY:Café\r\n '
    """
    return _CUT_LETTER.sub(rb"\2\1", data)


def content(text: str, ledger: Ledger) -> Content:
    """Put a calendar into order; what is wrong with its lines goes to the ledger."""
    return _Sorter(ledger).sorted(text)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The content lines with the numbers of their first physical lines; empty lines are passed over."""
    # A text that begins with a continuation has its first line there.
    number, parts = 1, [""]
    for index, line in enumerate(_BREAK.split(text), 1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
        elif line:
            if parts != [""]:
                yield number, "".join(parts)
            number, parts = index, [line]
    if parts != [""]:
        yield number, "".join(parts)


class _Sorter:
    """The components that are open, and what is kept of the lines so far."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.kept: list[str] = []
        self.open: list[Component] = []
        self.head: list[tuple[int, str]] = []
        self.events: list[Component] = []
        self.others: dict[str, int] = {}

    def sorted(self, text: str) -> Content:
        for number, line in _unfolded(text):
            start = line[:6].upper()
            if start == "BEGIN:":
                self.begin(number, line[6:].strip().upper())
            elif start[:4] == "END:":
                self.end(number, line[4:].strip().upper())
            elif _NAMED.match(line) is None:
                self.fault(number, f"no content line: {line[:40]!r}", len(line))
            elif not self.open:
                self.fault(number, "a line outside of every component", len(line))
            else:
                self.take(number, line)
        while self.open:
            self.fault(self.open[-1].line, f"{self.open[-1].name} is not closed: the file ends within it")
            self.close()
        return Content("\r\n".join([*self.kept, ""]), self.head, self.events, self.others)

    def take(self, number: int, line: str) -> None:
        self.open[-1].lines.append((number, line))
        self.kept.append(line)
        if len(self.open) == 1:
            self.head.append((number, line))

    def begin(self, number: int, name: str) -> None:
        if name in _TOP:
            # These stand in the calendar itself, so whatever else is open was not closed.
            while len(self.open) > (name != "VCALENDAR"):
                self.fault(self.open[-1].line, f"{self.open[-1].name} is not closed before line {number}")
                self.close()
        if not self.open and name != "VCALENDAR":
            self.fault(number, f"{name or 'nothing'} begins outside of a calendar")
            self.open_one(number, "VCALENDAR")
        if len(self.open) >= _MAX_DEPTH:
            self.fault(number, f"nested more than {_MAX_DEPTH} deep, the limit for untrusted files")
            return
        if len(self.open) == 1 and name not in _EVENTS:
            self.others[name] = self.others.get(name, 0) + 1
        self.open_one(number, name)

    def open_one(self, number: int, name: str) -> None:
        self.open.append(Component(name, number, []))
        self.kept.append(f"BEGIN:{name}")
        if len(self.open) == 2 and name in _EVENTS:
            self.events.append(self.open[-1])

    def end(self, number: int, name: str) -> None:
        if name not in [component.name for component in self.open]:
            self.fault(number, f"END:{name} closes nothing")
            return
        while self.open[-1].name != name:
            self.fault(self.open[-1].line, f"{self.open[-1].name} is not closed before line {number}")
            self.close()
        self.close()

    def close(self) -> None:
        self.kept.append(f"END:{self.open.pop().name}")

    def fault(self, number: int, message: str, width: int = 0) -> None:
        self.ledger.add("TL702", message, Position(self.ledger.file, number, 1, width + 1 if width else None))
