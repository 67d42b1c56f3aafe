"""Puts lines into the text of an events.yaml, each after a line that stays.

Comments, order and quotes of the file stay. Knows where things stand, and not why they are put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from timeline.evidence.ledger import Ledger
from timeline.evidence.model import DateClaim, Event, Preference, Series, Source
from timeline.evidence.writing import claim_text, entry_lines, preference_text
from timeline.evidence.yaml_tree import Items, Node, Table, Text, absent, tree

__all__ = ["Editor", "New", "Unmergeable"]

_BREAK: Final = re.compile("\r\n|\n|\r")


class Unmergeable(ValueError):  # noqa: N818 - says what cannot be, as the errors of this project do
    """The file is written in a way that nothing can be put into without changing what stands there."""


@attrs.frozen(kw_only=True)
class New:
    """What is to be put in: entries of each section; for events that are there, by id, claims and rulings."""

    sources: tuple[Source, ...]
    series: tuple[Series, ...]
    events: tuple[Event, ...]
    claims: Mapping[str, tuple[DateClaim, ...]]
    prefers: Mapping[str, Preference]


class Editor:
    """A text with lines to be put in, each after a line that stays."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.eol = "\r\n" if "\r\n" in text else "\n"
        self.lines = _BREAK.split(text)
        if self.lines[-1] == "":
            self.lines.pop()
        root = tree(text, Ledger("<into>"))
        if root is not None and type(root) is not Table:
            raise Unmergeable("the file is no mapping")
        self.root = root
        self.put: list[tuple[int, list[str]]] = []
        self.sections: list[str] = []
        self.exchanged: list[tuple[int, int, int, str]] = []

    def changed(self, new: New) -> str:
        """The text with all of it put in; Unmergeable where it would have to be written anew."""
        self._section("sources", new.sources)
        self._section("series", new.series)
        for name, claims in new.claims.items():
            self._event(name, claims, new.prefers.get(name))
        self._section("events", new.events)
        for number, begin, end, written in sorted(self.exchanged, reverse=True):
            self.lines[number] = self.lines[number][:begin] + written + self.lines[number][end:]
        # From the end, so that the numbers of what comes before stay right; what was put first comes first.
        for _, (number, new_lines) in sorted(enumerate(self.put), key=_from_the_end, reverse=True):
            self.lines[number:number] = new_lines
        return self.eol.join([*self.lines, *self.sections, ""])

    def _value(self, table: Node | None, name: str) -> tuple[Text, Node] | None:
        if type(table) is not Table:
            return None
        return next(((key, value) for key, value in table.items if key.value == name), None)

    def _section(self, name: str, entries: Iterable[Event | Source | Series]) -> None:
        """Put entries at the end of a section, which is made if there is none."""
        found = self._value(self.root, name)
        spaced = found is not None and self._is_spaced(found[1])
        lines = [line for one in entries for line in ([""] if spaced else []) + entry_lines(one)]
        if not lines:
            return
        if found is None:
            if type(self.root) is Table and self.root.flow:
                raise Unmergeable("the file stands within braces; write it as lines")
            self.sections += [f"{name}:", *_indented(lines, 2)]
            return
        key, table = found
        if absent(table):
            self.put.append((self._after(key), _indented(lines, _column(key) + 2)))
        elif type(table) is Table and not table.flow and table.items:
            column = _column(table.items[0][0])
            self.put.append((self._after(table), _indented(lines, column)))
        elif type(table) is Table and not table.items:
            self._exchange(table, "")
            self.put.append((self._after(table), _indented(lines, _column(key) + 2)))
        else:
            raise Unmergeable(f"`{name}` stands within braces; write it as lines")

    def _after(self, node: Node) -> int:
        """The number of the line that follows a node; empty lines and comments behind it stay behind what is put."""
        last = _last_line(node)
        while last > 0 and not self.lines[last].strip():
            last -= 1
        return last + 1

    def _is_spaced(self, table: Node) -> bool:
        """Whether an empty line stands between the entries of a section."""
        if type(table) is not Table or len(table.items) < 2:
            return False
        return not self.lines[max(_mark(table.items[1][0].start_mark)[0] - 1, 0)].strip()

    def _event(self, name: str, claims: Iterable[DateClaim], prefer: Preference | None) -> None:
        """Put claims to an event that is there."""
        events = self._value(self.root, "events")
        found = self._value(events[1] if events else None, name)
        if found is None or type(found[1]) is not Table:
            raise Unmergeable(f"the event {name!r} does not stand in this file")
        table = found[1]
        written = [claim_text(claim) for claim in claims]
        given = self._value(table, "claims")
        if given is not None and type(given[1]) is Items and given[1].items and not given[1].flow:
            column = _column(given[1])
            self.put.append((self._after(given[1]), [f"{' ' * column}- {text}" for text in written]))
        elif given is not None and type(given[1]) is Items:
            self._within(given[1], ", ".join(written), empty=not given[1].items)
        elif table.flow:
            self._within(table, f"claims: [{', '.join(written)}]", empty=not table.items)
        else:
            column = _column(table.items[0][0])
            lines = [f"{' ' * column}claims:", *(f"{' ' * column}  - {text}" for text in written)]
            self.put.append((self._after(table), lines))
        if prefer is not None:
            self._prefer(table, preference_text(prefer))

    def _prefer(self, table: Table, written: str) -> None:
        given = self._value(table, "prefer")
        if given is not None:
            self._exchange(given[1], written)
        elif table.flow:
            self._within(table, f"prefer: {written}", empty=not table.items)
        else:
            column = _column(table.items[0][0])
            self.put.append((self._after(table), [f"{' ' * column}prefer: {written}"]))

    def _within(self, node: Table | Items, written: str, *, empty: bool) -> None:
        """Put a text before the closing brace or bracket."""
        line, column = _mark(node.end_mark)
        self.exchanged.append((line, column - 1, column - 1, written if empty else f", {written}"))

    def _exchange(self, node: Node, written: str) -> None:
        begin, end = _mark(node.start_mark), _mark(node.end_mark)
        if begin[0] != end[0]:
            raise Unmergeable(
                f"line {begin[0] + 1} begins a value of several lines, which cannot be exchanged"
            )
        self.exchanged.append((begin[0], begin[1], end[1], written))


def _from_the_end(put: tuple[int, tuple[int, list[str]]]) -> tuple[int, int]:
    return put[1][0], put[0]


def _mark(mark: Any) -> tuple[int, int]:
    return mark.line, mark.column


def _column(node: Node) -> int:
    return _mark(node.start_mark)[1]


def _indented(lines: Iterable[str], column: int) -> list[str]:
    return [" " * column + line if line else "" for line in lines]


def _last_line(node: Node) -> int:
    """The number of the last line of a node, from 0; marks of block nodes lie behind what follows them."""
    if type(node) is Table and not node.flow:
        return max(_last_line(part) for pair in node.items for part in pair) if node.items else 0
    if type(node) is Items and not node.flow:
        return max(map(_last_line, node.items), default=0)
    line, column = _mark(node.end_mark)
    begin = _mark(node.start_mark)[0]
    # A text in block style ends where the next line begins.
    return line - 1 if column == 0 and line > begin else line
