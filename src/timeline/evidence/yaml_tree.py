"""YAML text -> a small tree of our own, in which everything knows where it was written.

Every scalar stays the text that was typed: YAML's guesses (`no`, `2019`, `1.10`, `11:30`) are wrong for
chronologies. The tree is built from libyaml's event stream, or the pure parser's where libyaml is absent.
What goes beyond plain data (aliases, tags, further documents) is a problem and is left out: files are
untrusted. This module knows nothing of dossiers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import yaml

from timeline.errors import Position
from timeline.evidence.ledger import MAX_NESTING, MAX_TEXT, Ledger

__all__ = ["Items", "Node", "Table", "Take", "Text", "absent", "lines", "place", "tree"]

# YAML 1.2, 5.1: what is not printable, which both parsers refuse.
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# YAML 1.1, 5.4, which libyaml follows: its line numbers count these.
_LINE_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


_QUOTES: Final = ("'", '"')
_tuple = tuple.__new__

Text: TypeAlias = yaml.ScalarEvent
"""A scalar: libyaml's own event; a node of our own for each of 300,000 would double the time to read them."""


class _Container:
    """What sequences and mappings share; `flow` where they were written in brackets or braces."""

    __slots__ = ("end_mark", "flow", "start_mark")

    def __init__(self, mark: Any, *, flow: bool = False) -> None:
        self.flow = flow
        self.start_mark = self.end_mark = mark


class Items(_Container):
    """A sequence."""

    __slots__ = ("items",)

    def __init__(self, mark: Any, *, flow: bool = False) -> None:
        super().__init__(mark, flow=flow)
        self.items: list[Node] = []


class Table(_Container):
    """A mapping in the order of the file, repeated keys included."""

    __slots__ = ("items",)

    def __init__(self, mark: Any, *, flow: bool = False) -> None:
        super().__init__(mark, flow=flow)
        self.items: list[tuple[Text, Node]] = []


Node: TypeAlias = Text | Items | Table
Take: TypeAlias = Callable[[Text, Node | None], None]


def absent(node: Node) -> bool:
    """Whether nothing was written: ``key:`` without a value."""
    return type(node) is Text and not node.value and not node.style


def place(node: Node, file: str) -> Position:
    """Where a node stands; a text without its quotes, a list or mapping in block style by its beginning."""
    start: Any = node.start_mark
    end: Any = node.end_mark
    line, column = start.line, start.column + 1
    if end.line != line or (type(node) is not Text and not node.flow):  # type: ignore[union-attr]
        return Position(file, line + 1, column)
    inside = 1 if type(node) is Text and node.style in _QUOTES else 0
    # There are 40,000 in a large file: made as tuples are, in half the time.
    return _tuple(Position, (file, line + 1, column + inside, end.column + 1 - inside))


class _TooDeep(Exception):  # noqa: N818 - a jump out of the recursion, seen by nobody
    pass


def tree(text: str, ledger: Ledger, take: Mapping[str, Take] | None = None) -> Node | None:
    """The tree of the first document; None where there is none, or where the text is not YAML.

    What is wrong goes to the ledger; a parser stops at its first syntax error, and so does this.

    Args:
        text: the whole text.
        ledger: collects the problems.
        take: for a key of the root, what is handed each pair of the mapping under it as soon as that is read
            (None for a value that was refused). Such pairs are not kept, so the whole is never in memory.
    """
    loader: Any = getattr(yaml, "CLoader", yaml.Loader)
    try:
        return _Builder(loader(text).get_event, ledger, take or {}).first_document()
    except yaml.reader.ReaderError:
        _unprintable(text, ledger)
    except UnicodeEncodeError as error:
        ledger.add(
            "TL101", "half of a surrogate pair is no character", _offset(text, error.start, ledger.file)
        )
    except yaml.MarkedYAMLError as error:
        # libyaml reads ahead within a line, so its own limit can be met before ours.
        if "nesting depth" in str(error.problem):
            _too_deep(error.problem_mark, ledger)
            return None
        from timeline.evidence.yaml_advice import explain_syntax

        explain_syntax(error, lines(text), ledger)
    except _TooDeep:
        pass
    return None


def lines(text: str) -> list[str]:
    r"""The lines as YAML counts them.

    >>> lines("a\r\nb\u2028c")
    ['a', 'b', 'c']
    """
    return _LINE_BREAK.split(text)


def _too_deep(mark: Any, ledger: Ledger) -> None:
    message = f"nested more than {MAX_NESTING} deep, the limit for untrusted files"
    column = mark.column + 1
    ledger.add("TL111", message, Position(ledger.file, mark.line + 1, column, column + 1))


def _unprintable(text: str, ledger: Ledger) -> None:
    found = _UNPRINTABLE.search(text)
    if found is None:
        ledger.add("TL101", "the file is not text")
        return
    message = f"the file is not text: it has the control character U+{ord(found[0]):04X}"
    # Text in UTF-16 without a mark at its beginning is half zeros.
    advice = "is it the right file?" if found[0] != "\0" else "save it as UTF-8; or is it the right file?"
    ledger.add("TL101", message, _offset(text, found.start(), ledger.file), advice)


def _offset(text: str, offset: int, file: str) -> Position:
    before = lines(text[:offset])
    column = len(before[-1]) + 1
    return Position(file, len(before), column, column + 1)


class _Builder:
    """Builds the tree from the events; it recurses, which the limit on nesting makes safe."""

    def __init__(self, get_event: Callable[[], Any], ledger: Ledger, take: Mapping[str, Take]) -> None:
        self.get_event = get_event
        self.ledger = ledger
        self.take = take
        self.anchors: set[str] = set()

    def first_document(self) -> Node | None:
        """The first document's root; a second one is a problem."""
        get_event = self.get_event
        get_event()
        if type(get_event()) is yaml.StreamEndEvent:
            return None
        root = self.node(get_event(), 0)
        get_event()
        following = get_event()
        if type(following) is yaml.DocumentStartEvent:
            position = self.place(following, 3)
            self.ledger.add("TL110", "a second document is not read", position, "take out the line `---`")
        return root

    def node(self, event: Any, depth: int, take: Take | None = None) -> Node | None:
        """The node that begins with an event; None for one that is refused."""
        kind = type(event)
        if kind is Text:
            if not event.anchor and not event.tag and len(event.value) <= MAX_TEXT:
                return event  # type: ignore[no-any-return]
            self.refuse_scalar(event)
            return None
        if kind is yaml.AliasEvent:
            self.refuse_alias(event)
            return None
        if event.anchor or event.tag:
            self.refuse_mark(event)
        if depth >= MAX_NESTING:
            _too_deep(event.start_mark, self.ledger)
            raise _TooDeep
        return self.table(event, depth, take) if kind is yaml.MappingStartEvent else self.items(event, depth)

    def table(self, start: Any, depth: int, take: Take | None) -> Table:
        """A mapping, up to its end."""
        made = Table(start.start_mark, flow=start.flow_style)
        get_event, node, pairs, end = self.get_event, self.node, made.items, yaml.MappingEndEvent
        while type(event := get_event()) is not end:
            # Most keys and values are plain text, and take the short way.
            if type(event) is Text and not event.anchor and not event.tag and len(event.value) <= MAX_TEXT:
                key: Node | None = event
            else:
                key = node(event, depth + 1)
            event = get_event()
            if type(event) is Text and not event.anchor and not event.tag and len(event.value) <= MAX_TEXT:
                value: Node | None = event
            else:
                inner = self.take.get(key.value) if depth == 0 and type(key) is Text else None
                value = node(event, depth + 1, inner)
            if type(key) is not Text:
                self.refuse_key(key)
            elif take is not None:
                take(key, value)
            elif value is not None:
                pairs.append((key, value))
        made.end_mark = event.end_mark
        return made

    def items(self, start: Any, depth: int) -> Items:
        """A sequence, up to its end."""
        made = Items(start.start_mark, flow=start.flow_style)
        get_event, node, nodes = self.get_event, self.node, made.items
        while type(event := get_event()) is not yaml.SequenceEndEvent:
            item = node(event, depth + 1)
            if item is not None:
                nodes.append(item)
        made.end_mark = event.end_mark
        return made

    def refuse_key(self, key: Node | None) -> None:
        """A list or mapping as a key, as `{{x}}` makes one; None has had its problem already."""
        if key is not None:
            advice = "quote text that has braces or brackets in it"
            self.ledger.add("TL106", "a key has to be text", place(key, self.ledger.file), advice)

    def refuse_scalar(self, event: Any) -> None:
        """Text with a mark of YAML's before it, or too much of it."""
        if event.anchor or event.tag:
            self.refuse_mark(event)
            return
        message = f"a text of {len(event.value):,} characters; the limit is {MAX_TEXT:,}"
        self.ledger.add("TL111", message, self.place(event, 1))

    def refuse_mark(self, event: Any) -> None:
        """An anchor or a tag; text may begin with their signs if it is quoted."""
        what, sign = ("a YAML anchor", "&") if event.anchor else ("a YAML tag", "!")
        advice = f"quote text that begins with `{sign}`, or take `{sign}` out"
        if event.anchor:
            advice += f", and write out what `*{event.anchor}` would repeat"
            self.anchors.add(event.anchor)
        self.ledger.add("TL110", f"{what} is not read", self.place(event, 1), advice)

    def refuse_alias(self, event: Any) -> None:
        """A repetition of something written elsewhere; where that was refused already, its advice speaks of this."""
        if event.anchor in self.anchors:
            return
        position = self.place(event, len(event.anchor) + 1)
        advice = "write it out, or quote text that begins with `*`"
        self.ledger.add("TL110", f"the YAML alias *{event.anchor} is not read", position, advice)

    def place(self, event: Any, width: int) -> Position:
        """Where an event begins."""
        mark = event.start_mark
        return Position(self.ledger.file, mark.line + 1, mark.column + 1, mark.column + 1 + width)
