"""Takes nodes of a YAML tree for what they should be: texts, lists, words, mappings with known keys.

Whatever is something else goes to the ledger, once, and is left out; the rest of its entry stands.
This module knows keys only as words that somebody hands in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from timeline.dates.zones import checked_zone
from timeline.errors import ModelError, Position, did_you_mean
from timeline.evidence.ids import ID_RULE
from timeline.evidence.ledger import Ledger
from timeline.evidence.model import Pairs, is_id
from timeline.evidence.yaml_tree import Items, Node, Table, Text, absent, lines, place

__all__ = ["Extra", "Shapes", "hash_comments"]

Extra = list[tuple[str, Any]]

# What people write for our words: Python's names for them, and the everyday ones.
_MEANT: Final = {
    "categories": "tags",
    "category": "kind",
    "date": "when",
    "dates": "when",
    "description": "note",
    "duration": "lasts",
    "end": "ends",
    "from": "from",
    "gap": "by",
    "grade": "reliability",
    "location": "place",
    "name": "title",
    "notes": "note",
    "ordinal": "nth",
    "page": "at",
    "participants": "with",
    "parties": "with",
    "quality": "reliability",
    "source": "from",
    "stance": "as",
    "start": "starts",
    "text": "when",
    "type": "kind",
}


class Shapes:
    """Reads nodes as values of a shape, with one ledger for what is wrong.

    `hints` advise on unknown keys; `comments` are those that read like text, see `hash_comments`.
    """

    def __init__(
        self, ledger: Ledger, hints: Mapping[str, str], comments: Mapping[tuple[int, int], int]
    ) -> None:
        self.ledger = ledger
        self.hints = hints
        self.comments = comments
        self.file = ledger.file

    def place(self, node: Node) -> Position:
        """Where a node stands."""
        return place(node, self.file)

    def wrong(self, node: Node, message: str, advice: str | None = None, code: str = "TL106") -> None:
        """Note a problem with a node."""
        self.ledger.add(code, message, place(node, self.file), advice)

    def text(self, node: Node, what: str) -> str | None:
        """A text; None where nothing is written, or something else."""
        if type(node) is Text:
            return node.value if node.value or node.style else None
        self.wrong(node, f"{what} is one text, not {_shape(node)}", _quoted(node))
        return None

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        if type(node) is Items:
            found = (self.text(item, f"an item of {what}") for item in node.items)
            return tuple(text for text in found if text is not None)
        if type(node) is Table:
            self.wrong(node, f"{what} is a list of texts, not {_shape(node)}", "write `[one, two]`")
            return ()
        text = self.text(node, what)
        return () if text is None else (text,)

    def word(self, node: Node, what: str, words: Collection[str]) -> str | None:
        """One of some words; None for anything else."""
        text = self.text(node, what)
        if text is None or text in words:
            return text
        advice = did_you_mean(text, words, what="words") or f"write one of {', '.join(words)}"
        self.wrong(node, f"{text!r} is no {what}", advice, "TL108")
        return None

    def zone(self, node: Node) -> str | None:
        """The name of a time zone; None for anything else."""
        text = self.text(node, "`zone`")
        try:
            return checked_zone(text)
        except ModelError as error:
            self.wrong(node, error.message, error.help, error.code)
            return None

    def table(self, node: Node, what: str, advice: str | None = None) -> Table | None:
        """A mapping; None for anything else, and for nothing."""
        if type(node) is Table:
            return node
        if not absent(node):
            self.wrong(node, f"{what} is written as keys with values, not as {_shape(node)}", advice)
        return None

    def name(self, key: Text, what: str) -> str | None:
        """An id; None where it has characters that ids cannot have."""
        if is_id(key.value):
            return key.value
        shown = key.value if len(key.value) <= 64 else key.value[:61] + "..."
        meant = _as_id(key.value)
        advice = f"write {meant!r}; {ID_RULE}" if meant else ID_RULE
        self.wrong(key, f"{shown!r} is no id for {what}", advice, "TL201")
        return None

    def lacking(self, table: Table, known: Collection[str], message: str, advice: str) -> None:
        """Note what is missing, unless a key that is not known may have been meant for it."""
        if all(key.value in known or key.value.startswith("x-") for key, _ in table.items):
            self.wrong(table, message, advice, "TL107")

    def fields(self, table: Table, known: Collection[str], owner: str) -> tuple[dict[str, Node], Extra]:
        """The values of the known keys that have one, and the user's own keys; the rest are problems."""
        found: dict[str, Node] = {}
        extra: Extra = []
        seen: dict[str, Text] = {}
        for key, value in table.items:
            name = key.value
            if name in seen:
                self._twice(key, seen[name])
                continue
            seen[name] = key
            if self.comments:
                self._commented(value)
            if name in known:
                if type(value) is not Text or value.value or value.style:
                    found[name] = value
            elif name.startswith("x-"):
                extra.append((name, _own(value)))
            else:
                self._unknown(key, known, owner)
        return found, extra

    def pairs(self, table: Table) -> Iterator[tuple[Text, Node]]:
        """The pairs of a mapping whose keys are names, each name once."""
        seen: dict[str, Text] = {}
        for key, value in table.items:
            if key.value in seen:
                self._twice(key, seen[key.value])
            else:
                seen[key.value] = key
                if self.comments:
                    self._commented(value)
                yield key, value

    def _commented(self, value: Node) -> None:
        """Note a comment that reads like the end of a text: `title: Malabar #2`."""
        if type(value) is not Text or value.style:
            return
        end: Any = value.end_mark
        column = self.comments.get((end.line, end.column))
        if column is not None:
            position = Position(self.file, end.line + 1, column + 1, column + 2)
            advice = "quote a text that has ` #` in it, or put a space behind the `#`"
            self.ledger.add("TL113", "what follows ` #` is a comment, and is not read", position, advice)

    def _twice(self, key: Text, first: Text) -> None:
        line = place(first, self.file).line
        self.wrong(key, f"the key {key.value!r} is given twice", f"it stands in line {line} already", "TL104")

    def _unknown(self, key: Text, known: Collection[str], owner: str) -> None:
        name = key.value
        meant = _MEANT.get(name.casefold())
        lower = name.casefold().replace("_", "-")
        if name in self.hints:
            advice: str | None = self.hints[name]
        elif meant in known:
            advice = f"did you mean {meant!r}?"
        elif lower in known:
            advice = f"did you mean {lower!r}?"
        elif name != name.strip():
            advice = "there is a space of another kind before it (U+00A0 and the like); type it anew"
        else:
            advice = None if self.ledger.full else did_you_mean(name, known, what="keys")
        self.wrong(key, f"unknown key {name!r} in {owner}", advice, "TL105")


# A comment has a space behind its sign; "#2" and "#MeToo" are what somebody wanted to say. Blanks are taken
# at once or not at all, or a line of a million of them would take hours.
_HASH: Final = r"(?<![ \t])[ \t]++(?=#[^\s#!])"


def hash_comments(text: str) -> dict[tuple[int, int], int]:
    """Where YAML may see a comment that was meant as text: its column, by the line and column of what it ends.

    Columns count from 0, as the marks of a parser do.

    >>> hash_comments("title: Malabar #2")
    {(0, 14): 15}
    """
    # Most files have no such sign, and need no pattern compiled.
    if " #" not in text and "\t#" not in text:
        return {}
    return {
        # Behind a key without a value the parser's mark stands at the colon.
        (number, found.start()): found.end()
        for number, line in enumerate(lines(text))
        for found in re.finditer(_HASH, line)
    }


def _as_id(text: str) -> str:
    """A text with what ids cannot have left out or replaced; empty where too little remains."""
    from unicodedata import combining, normalize

    plain = "".join(char for char in normalize("NFKD", text) if not combining(char))
    name = re.sub("[^A-Za-z0-9_.-]+", "-", plain).strip("-")
    return name if is_id(name) and len(name) * 2 > len(text) else ""


def _shape(node: Node) -> str:
    if type(node) is Items:
        return "a list"
    return "a mapping" if type(node) is Table else "a text"


def _quoted(node: Node) -> str | None:
    """Advice for text that begins with a bracket and was taken for YAML's."""
    written = as_typed(node)
    return None if written is None else f"if it is text, quote it: {written}"


def as_typed(node: Node) -> str | None:
    """A list or mapping in brackets that is no more than text, written as text again; None for any other."""
    if type(node) is Items and node.flow and all(type(item) is Text for item in node.items):
        return "'[" + ",".join(item.value for item in node.items if type(item) is Text) + "]'"
    if type(node) is Table and node.flow and node.items and all(_is_bare(*pair) for pair in node.items):
        return "'{" + ",".join(key.value for key, _ in node.items) + "}'"
    return None


def _is_bare(key: Text, value: Node) -> bool:
    """Whether a key stands between braces alone, without so much as a colon."""
    ends: Any = key.end_mark
    begins: Any = value.start_mark
    return absent(value) and (ends.line, ends.column) == (begins.line, begins.column)


def _own(node: Node) -> Any:
    """A value under a key of the user's own: texts, tuples and pairs."""
    if type(node) is Items:
        return tuple(_own(item) for item in node.items)
    if type(node) is Table:
        return Pairs(sorted({key.value: _own(value) for key, value in node.items}.items()))
    return node.value  # type: ignore[union-attr]
