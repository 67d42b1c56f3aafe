"""events.yaml -> Dossier, with the position of everything that a message could be about.

All problems are collected, in the order of the file and one for each cause: an entry that is wrong never
hides or breaks another. What can be kept is kept; a date that cannot be read stays as an unread claim.
Whether the parts fit together is for `timeline.evidence.model.faults` to say.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import PathLike, fspath
from typing import Any, Final, NamedTuple

import attrs

from timeline.dates.fuzzy import ReadingOptions
from timeline.errors import ModelError, Position, Problem, ReadError
from timeline.evidence.ledger import MAX_BYTES, Ledger
from timeline.evidence.model import (
    KINDS,
    RELIABILITIES,
    DateClaim,
    Dossier,
    Event,
    Fault,
    RelationClaim,
    Series,
    Source,
    Status,
    faults,
    kind_fields,
)
from timeline.evidence.shapes import Shapes, hash_comments
from timeline.evidence.statements import (
    MOMENTS,
    RELATIONS,
    date_claims,
    long_claims,
    preference,
    relation_claims,
)
from timeline.evidence.yaml_tree import Node, Table, Text, absent, tree

__all__ = ["Reading", "load", "loads", "read_path", "read_text"]


class Reading(NamedTuple):
    """What came of a file: what could be kept, what is wrong with it, and its text, to show lines from."""

    dossier: Dossier
    problems: tuple[Problem, ...]
    text: str


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


def read_path(path: str) -> Reading:
    """Read a file, ``-`` for standard input; OSError where it cannot be opened."""
    if path == "-":
        return _read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs start-up time
        return _read_bytes(file.read(MAX_BYTES + 1), path)


def _read_bytes(data: bytes, name: str) -> Reading:
    ledger = Ledger(name)
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 2**20} MiB, the limit"
        ledger.add("TL111", message, Position(name, 1, 1), "split it into several files")
        return Reading(Dossier(), ledger.problems, "")
    codec = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return read_text(data.decode(codec), name)
    except UnicodeDecodeError as error:
        _undecodable(data, error, ledger)
        return Reading(Dossier(), ledger.problems, data.decode(codec, "replace"))


def _undecodable(data: bytes, error: UnicodeDecodeError, ledger: Ledger) -> None:
    """A byte that is not text, by line and column: UTF-8 counts lines by its bytes."""
    before = data[: error.start].decode(error.encoding, "replace").split("\n")
    column = len(before[-1]) + 1
    position = Position(ledger.file, len(before), column, column + 1)
    wanted = "UTF-16" if error.encoding.startswith("utf-16") else "UTF-8"
    message = f"the file is not text in {wanted}: byte 0x{data[error.start]:02X}"
    ledger.add("TL101", message, position, "save it as UTF-8; or is it the right file?")


def read_text(text: str, name: str) -> Reading:
    """Read a text; everything that is wrong with it is in the result, nothing is raised."""
    ledger = Ledger(name)
    with _collector_paused():
        plain = text.removeprefix("\ufeff")
        dossier = _Reader(ledger, hash_comments(plain)).dossier(plain)
    return Reading(dossier, ledger.problems, text)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Everything that is made while reading stays: collecting garbage in between is time for nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


_READING_WORDS: Final[dict[str, dict[str, str | bool | None]]] = {
    "order": {"dmy": "dmy", "mdy": "mdy", "ymd": "ymd", "any": None},
    "week": {"monday": "monday", "sunday": "sunday"},
    "hemisphere": {"north": "north", "south": "south"},
    "widen": {"yes": True, "no": False},
}
# The code of a name that is not there, by the section that would list it.
_SECTIONS: Final = {"sources": "TL203", "series": "TL205", "events": "TL204"}
_TOP_KEYS: Final = frozenset(
    {"id", "title", "reading", "slips", "sources", "series", "events", "zone", "include"}
)
_SOURCE_TEXTS: Final = ("title", "publisher", "url", "archived", "note")
_SOURCE_PLACED: Final = ("published", "retrieved", "copies")
_SOURCE_KEYS: Final = frozenset({*_SOURCE_TEXTS, *_SOURCE_PLACED, "reliability", "reading"})
_EVENT_TEXTS: Final = ("title", "kind", "place", "url", "note")
_EVENT_LISTS: Final = {"with": "parties", "tags": "tags"}
_EVENT_KEYS: Final = frozenset(
    {*_EVENT_TEXTS, *_EVENT_LISTS, *MOMENTS, *RELATIONS, "claims", "status", "zone", "prefer"}
)
_KIND_FIELDS: Final = {word: frozenset(kind_fields(kind)) for word, kind in KINDS.items()}
_HINTS: Final = {
    field: f"`{field}` goes with `kind: {word}`" for word, fields in _KIND_FIELDS.items() for field in fields
}
# A text that fits into advice on one line.
_SHORT: Final = 60
_LIST_FIELDS: Final = frozenset({"chairs", "services"})
_STATUSES: Final = frozenset(status.value for status in Status)


class _Reader:
    """Reads one text; what is found on the way is collected here until the parts are put together."""

    def __init__(self, ledger: Ledger, comments: Mapping[tuple[int, int], int]) -> None:
        self.ledger = ledger
        self.shapes = Shapes(ledger, hints=_HINTS, comments=comments)
        self.sources: list[Source] = []
        self.series: list[Series] = []
        self.events: list[Event] = []
        # A source's own way of reading rests on the dossier's, which may come later in the file.
        self.source_readings: dict[str, Table] = {}
        # Names whose entries could not be taken, and codes of what is missing where a whole section was
        # not: that they are missing then has its problem already.
        self.lost: set[str] = set()

    def dossier(self, text: str) -> Dossier:
        """The dossier of what could be kept."""
        take = {"sources": self.source, "series": self.one_series, "events": self.event}
        root = tree(text, self.ledger, take)
        if root is None:
            if not self.ledger.failed:
                advice = "begin with `events:`, and under it an id for each event"
                self.ledger.add(
                    "TL103", "there is nothing in the file", Position(self.ledger.file, 1, 1), advice
                )
            return Dossier()
        table = self.shapes.table(
            root, "a dossier", "begin with `events:`, and under it an id for each event"
        )
        return Dossier() if table is None else self.settled(self.top(table))

    def top(self, table: Table) -> dict[str, Any]:
        """The dossier's own fields."""
        shapes = self.shapes
        found, extra = shapes.fields(table, _TOP_KEYS, "the file")
        self.sections(table, found)
        values: dict[str, Any] = {"extra": extra, "reading": ReadingOptions()}
        if "id" in found:
            name = found["id"]
            values["id"] = shapes.name(name, "the file") if type(name) is Text else shapes.text(name, "`id`")
        if "title" in found:
            values["title"] = shapes.text(found["title"], "`title`")
        if "slips" in found:
            values["slips"] = shapes.word(found["slips"], "table of slips", ("news", "reference")) or "news"
        options = (
            shapes.table(found["reading"], "`reading`", "write `{order: dmy}`")
            if "reading" in found
            else None
        )
        if options is not None:
            values["reading"] = self.reading(options, ReadingOptions())
        self.sources = [self.with_reading(source, values["reading"]) for source in self.sources]
        return values

    def sections(self, table: Table, found: Mapping[str, Node]) -> None:
        """Note sections that are no mappings, and what is lost with those and with mis-spelt ones."""
        for section, code in _SECTIONS.items():
            if section in found:
                advice = "write each by its id, as in `first-visit: {...}`"
                if self.shapes.table(found[section], f"`{section}`", advice) is None:
                    self.lost.add(code)
        for key, value in table.items:
            if key.value not in _TOP_KEYS and type(value) is Table:
                self.lost |= {name.value for name, _ in value.items}

    def reading(self, table: Table, default: ReadingOptions) -> ReadingOptions:
        """How wording is read, where it differs from a default."""
        found, _ = self.shapes.fields(table, {*_READING_WORDS, "fiscal"}, "`reading`")
        changes: dict[str, Any] = {}
        for key, words in _READING_WORDS.items():
            word = self.shapes.word(found[key], f"`{key}`", words) if key in found else None
            if word is not None:
                changes[key] = words[word]
        if "fiscal" in found:
            changes |= self.fiscal(found["fiscal"])
        return attrs.evolve(default, **changes)

    def fiscal(self, node: Node) -> dict[str, str | None]:
        """The country whose fiscal year is meant, as an option to change; none for a country without one."""
        from timeline.dates.phrases.series import FISCAL_START

        country = self.shapes.text(node, "`fiscal`")
        if country is None:
            return {}
        if country == "any" or country.upper() in FISCAL_START:
            return {"fiscal": None if country == "any" else country}
        self.shapes.wrong(
            node,
            f"no fiscal year is known for {country!r}",
            f"write one of {', '.join(sorted(FISCAL_START))}, or dates as ranges: 2022-04/2023-03",
            "TL108",
        )
        return {}

    def with_reading(self, source: Source, default: ReadingOptions) -> Source:
        """The source, with its own way of reading where it has one."""
        table = self.source_readings.pop(source.id, None)
        return source if table is None else attrs.evolve(source, reading=self.reading(table, default))

    def entry(self, key: Text, node: Node | None, what: str, field: str) -> tuple[str, Table] | None:
        """The id and the body of an entry; None where there is nothing to make one of.

        `field` is the key that somebody means who writes no more than a text.
        """
        name = self.shapes.name(key, what)
        if node is None:
            table = None
        elif absent(node):
            table = Table(key.end_mark)
        else:
            advice = f"write the keys below `{key.value}:`, or `{key.value}: {{}}`"
            if type(node) is Text and len(node.value) <= _SHORT:
                advice = f"write `{key.value}: {{{field}: {node.value}}}`"
            table = self.shapes.table(node, what, advice)
        if name is None or table is None:
            self.lost.add(key.value)
            return None
        return name, table

    def source(self, key: Text, node: Node | None) -> None:
        """Take a source's entry."""
        entry = self.entry(key, node, "a source", "title")
        if entry is None:
            return
        name, table = entry
        shapes = self.shapes
        found, extra = shapes.fields(table, _SOURCE_KEYS, "a source")
        values: dict[str, Any] = {}
        for field in (*_SOURCE_TEXTS, *_SOURCE_PLACED):
            if field in found:
                values[field] = shapes.text(found[field], f"`{field}`")
        for field in _SOURCE_PLACED:
            if field in found:
                values[f"{field}_position"] = shapes.place(found[field])
        if "reliability" in found:
            values["reliability"] = shapes.word(found["reliability"], "reliability", RELIABILITIES)
        options = shapes.table(found["reading"], "`reading`") if "reading" in found else None
        if options is not None:
            self.source_readings.setdefault(name, options)
        self.sources.append(Source(id=name, extra=extra, position=shapes.place(key), **values))

    def one_series(self, key: Text, node: Node | None) -> None:
        """Take a series' entry."""
        entry = self.entry(key, node, "a series", "title")
        if entry is None:
            return
        name, table = entry
        found, extra = self.shapes.fields(table, ("title",), "a series")
        title = self.shapes.text(found["title"], "`title`") if "title" in found else None
        self.series.append(Series(id=name, title=title, extra=extra, position=self.shapes.place(key)))

    def event(self, key: Text, node: Node | None) -> None:
        """Take an event's entry."""
        is_date = type(node) is Text and any(map(str.isdigit, node.value))
        entry = self.entry(key, node, "an event", "when" if is_date else "title")
        if entry is None:
            return
        name, table = entry
        shapes = self.shapes
        kind = next(
            (value.value for word, value in table.items if word.value == "kind" and type(value) is Text), ""
        )
        own = _KIND_FIELDS.get(kind, frozenset())
        found, extra = shapes.fields(table, _EVENT_KEYS | own if own else _EVENT_KEYS, "an event")
        values: dict[str, Any] = {}
        claims: list[DateClaim] = []
        relations: list[RelationClaim] = []
        for field, value in found.items():
            if field in MOMENTS:
                claims += date_claims(shapes, MOMENTS[field], value)
            elif field == "claims":
                claims += long_claims(shapes, value)
            elif field in RELATIONS:
                relations += relation_claims(shapes, RELATIONS[field], value)
            else:
                self.event_field(field, value, values)
        self.events.append(
            Event(
                id=name, claims=claims, relations=relations, extra=extra, position=shapes.place(key), **values
            )
        )

    def event_field(self, field: str, node: Node, values: dict[str, Any]) -> None:
        """One of the plain fields of an event."""
        shapes = self.shapes
        if field in _EVENT_LISTS:
            values[_EVENT_LISTS[field]] = shapes.texts(node, f"`{field}`")
        elif field in _LIST_FIELDS:
            values[field] = shapes.texts(node, f"`{field}`")
        elif field == "prefer":
            values[field] = preference(shapes, node)
        elif field == "status":
            values[field] = shapes.word(node, "status", _STATUSES)
        else:
            text = shapes.text(node, f"`{field}`")
            if text is not None:
                values[field] = text

    def settled(self, values: dict[str, Any]) -> Dossier:
        """The dossier, after what does not fit has been noted and set aside.

        Each round sets something aside, so the rounds end.
        """
        while True:
            try:
                return Dossier(sources=self.sources, series=self.series, events=self.events, **values)
            except ModelError:
                found = tuple(faults(self.sources, self.series, self.events, values["reading"]))
                if not found:
                    raise
            for fault in found:
                if self.lost.isdisjoint((fault.code, fault.name)):
                    self.ledger.add(fault.code, fault.message, fault.position, fault.help)
            self.set_aside(found)

    def set_aside(self, found: tuple[Fault, ...]) -> None:
        """Take the owners of faults out, or mark them as unread."""
        spared: dict[int, list[Fault]] = {}
        for fault in found:
            if fault.spares:
                spared.setdefault(id(fault.owner), []).append(fault)
        gone = {id(fault.owner) for fault in found if not fault.spares}
        self.sources = [_readable(source, spared) for source in self.sources if id(source) not in gone]
        self.series = [one for one in self.series if id(one) not in gone]
        self.events = [_without(event, spared, gone) for event in self.events if id(event) not in gone]


def _readable(source: Source, spared: dict[int, list[Fault]]) -> Source:
    """The source without the days that could not be read, and without what it cannot copy."""
    fields: dict[str, Any] = {str(fault.path[-1]): None for fault in spared.get(id(source), ())}
    return attrs.evolve(source, **fields) if fields else source


def _without(event: Event, spared: dict[int, list[Fault]], gone: set[int]) -> Event:
    parts = (*event.claims, *event.relations, event.prefer)
    if not any(id(part) in gone or id(part) in spared for part in parts):
        return event
    claims = [
        attrs.evolve(claim, unread=spared[id(claim)][0].reason) if id(claim) in spared else claim
        for claim in event.claims
        if id(claim) not in gone
    ]
    return event.evolve(
        claims=claims,
        relations=[one for one in event.relations if id(one) not in gone],
        prefer=None if id(event.prefer) in gone else event.prefer,
    )
