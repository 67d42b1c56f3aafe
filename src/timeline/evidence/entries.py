"""The entries of a file of events -> the parts of a dossier, one after the other, in the shapes of the format.

All problems are collected, one for each cause: an entry that is wrong never hides or breaks another. What can be
kept is kept; a date that cannot be read stays as an unread claim. Whether the parts fit together is for
`timeline.evidence.faults` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from timeline.dates.fuzzy import ReadingOptions
from timeline.errors import ModelError, Position
from timeline.evidence import keys
from timeline.evidence.faults import folded
from timeline.evidence.ledger import Ledger
from timeline.evidence.model import (
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
)
from timeline.evidence.shapes import Shapes, hash_comments
from timeline.evidence.statements import date_claims, long_claims, preference, relation_claims
from timeline.evidence.yaml_tree import Items, Node, Table, Take, Text, absent, lines, tree

if TYPE_CHECKING:
    from timeline.evidence.including import Shelf

__all__ = ["Progress", "Reader"]

Progress = Callable[[int, int], object]
"""Is told how many lines are read, and of how many."""

_HINTS: Final = {
    field: f"`{field}` goes with `kind: {word}`"
    for word, fields in keys.KIND_FIELDS.items()
    for field in fields
}
_INCLUDED_HINTS: Final = _HINTS | dict.fromkeys(
    keys.TOP - keys.INCLUDED, "it belongs in the file that includes this one"
)
# A text that fits into advice on one line.
_SHORT: Final = 60
_STATUSES: Final = frozenset(status.value for status in Status)


class Reader:
    """Reads one file and those that it includes; what is found is collected until the parts are put together."""

    def __init__(self, ledger: Ledger, path: str | None, progress: Progress | None = None) -> None:
        # Of the file that is being read: where its problems go, and its path, None for text in no file.
        self.ledger = ledger
        self.shapes = Shapes(ledger, hints=_HINTS, comments={})
        self.path = path
        self.progress = progress
        # Made when the first file is included.
        self.shelf: Shelf | None = None
        self.ledgers = {ledger.file: ledger}
        self.texts: dict[str, str] = {}
        self.extra: dict[str, Any] = {}
        self.sources: list[Source] = []
        self.series: list[Series] = []
        self.events: list[Event] = []
        # A source's own way of reading rests on the dossier's, which may come later in the file.
        self.source_readings: dict[str, tuple[Shapes, Table]] = {}
        # Names whose entries could not be taken, and codes of what is missing where a whole section was
        # not: that they are missing then has its problem already.
        self.lost: set[str] = set()

    def dossier(self, text: str) -> Dossier:
        """The dossier of what could be kept."""
        table = self.entries(text, _HINTS)
        return Dossier() if table is None else self.settled(self.top(table))

    def entries(self, text: str, hints: Mapping[str, str]) -> Table | None:
        """Take the entries of one file, and give back its root; None where it has none."""
        plain = text.removeprefix("\ufeff")
        self.texts[self.ledger.file] = text
        self.shapes = Shapes(self.ledger, hints=hints, comments=hash_comments(plain))
        take: dict[str, Take] = {"sources": self.source, "series": self.one_series, "events": self.event}
        if self.progress is not None:
            total = len(lines(plain))
            take = {section: _telling(one, self.progress, total) for section, one in take.items()}
        advice = "begin with `events:`, and under it an id for each event"
        before = self.kept()
        root = tree(plain, self.ledger, take)
        if root is None and self.ledger.failed:
            root = self.salvaged(plain, take, before)
        if root is not None:
            foreign = "; a calendar or a table is read by `timeline import`" if type(root) is Text else ""
            return self.shapes.table(root, "a dossier", advice + foreign)
        if not self.ledger.failed:
            self.ledger.add("TL103", "there is nothing in the file", Position(self.ledger.file, 1, 1), advice)
        return None

    def kept(self) -> tuple[list[Any], ...]:
        """What has been taken so far."""
        return [*self.sources], [*self.series], [*self.events], [*self.lost], [*self.source_readings.items()]

    def salvaged(self, text: str, take: Mapping[str, Take], before: tuple[list[Any], ...]) -> Node | None:
        """The root of what is left of a file when its broken entries are left out; None where nothing can be."""
        from timeline.evidence.salvage import salvaged

        rest = salvaged(text, self.ledger.file)
        if rest is None:
            return None
        self.sources, self.series, self.events = (list(one) for one in before[:3])
        self.lost, self.source_readings = {*before[3], *rest.lost}, dict(before[4])
        self.ledger.begin_again(rest.problems)
        return tree(rest.text, self.ledger, take)

    def top(self, table: Table) -> dict[str, Any]:
        """The dossier's own fields, after the files that it includes have been read."""
        shapes = self.shapes
        found, extra = shapes.fields(table, keys.TOP, "the file")
        self.sections(table, found)
        if "include" in found:
            self.include(found["include"])
        values: dict[str, Any] = {"extra": self.extra | dict(extra), "reading": ReadingOptions()}
        if "id" in found:
            name = found["id"]
            values["id"] = shapes.name(name, "the file") if type(name) is Text else shapes.text(name, "`id`")
        if "title" in found:
            values["title"] = shapes.text(found["title"], "`title`")
        if "slips" in found:
            values["slips"] = shapes.word(found["slips"], "table of slips", keys.SLIPS) or "news"
        if "zone" in found:
            values["zone"] = shapes.zone(found["zone"])
        options = (
            shapes.table(found["reading"], "`reading`", "write `{order: dmy}`")
            if "reading" in found
            else None
        )
        if options is not None:
            values["reading"] = self.reading(shapes, options, ReadingOptions())
        self.sources = [self.with_reading(source, values["reading"]) for source in self.sources]
        return values

    def include(self, node: Node) -> None:
        """Read the files that are named, or that patterns match."""
        if self.path is None:
            self.shapes.wrong(node, "a text that is in no file cannot include files")
            return
        for item in node.items if type(node) is Items else (node,):
            pattern = self.shapes.text(item, "an item of `include`")
            if pattern is not None:
                self.include_matching(item, pattern, self.path)

    def include_matching(self, item: Node, pattern: str, path: str) -> None:
        """Read the files that a name or a pattern means and that have not been read."""
        from timeline.evidence.including import Shelf, leads_out, matching

        out = leads_out(pattern)
        if out is not None:
            self.shapes.wrong(item, *out)
            return
        if self.shelf is None:
            self.shelf = Shelf(path, len(self.texts[path]))
        found = matching(pattern, path)
        if not found:
            advice = "names are seen from the folder of the file that they stand in"
            self.shapes.wrong(item, f"there is no file {pattern!r}", advice, "TL101")
        for one in found:
            if self.shelf.knows(one, pattern):
                continue
            refusal = self.shelf.refusal(one)
            if refusal is None:
                self.include_one(self.shelf, item, one)
            else:
                self.shapes.wrong(item, *refusal)

    def include_one(self, shelf: Shelf, item: Node, path: str) -> None:
        """Read one included file, and come back to the one that includes it."""
        outer = self.ledger, self.shapes, self.path
        ledger = Ledger(path)
        try:
            text, readable = shelf.read(path, ledger)
        except OSError as error:
            self.shapes.wrong(
                item, f"cannot open {path}: {(error.strerror or str(error)).lower()}", code="TL101"
            )
            return
        shelf.begin(path)
        self.ledger, self.path, self.ledgers[path], self.texts[path] = ledger, path, ledger, text
        table = self.entries(text, _INCLUDED_HINTS) if readable else None
        if table is not None:
            found, extra = self.shapes.fields(table, keys.INCLUDED, "an included file")
            self.extra = dict(extra) | self.extra
            self.sections(table, found)
            if "include" in found:
                self.include(found["include"])
        shelf.end()
        self.ledger, self.shapes, self.path = outer

    def sections(self, table: Table, found: Mapping[str, Node]) -> None:
        """Note sections that are no mappings, and what is lost with those and with mis-spelt ones."""
        for section, code in keys.SECTIONS.items():
            if section in found:
                advice = "write each by its id, as in `first-visit: {...}`"
                if self.shapes.table(found[section], f"`{section}`", advice) is None:
                    self.lost.add(code)
        for key, value in table.items:
            if key.value not in keys.TOP and type(value) is Table:
                self.lost |= {name.value for name, _ in value.items}

    def reading(self, shapes: Shapes, table: Table, default: ReadingOptions) -> ReadingOptions:
        """How wording is read, where it differs from a default."""
        found, _ = shapes.fields(table, keys.READING, "`reading`")
        changes: dict[str, Any] = {}
        for key, words in keys.READING_WORDS.items():
            word = shapes.word(found[key], f"`{key}`", words) if key in found else None
            if word is not None:
                changes[key] = words[word]
        if "fiscal" in found:
            changes |= _fiscal(shapes, found["fiscal"])
        return attrs.evolve(default, **changes)

    def with_reading(self, source: Source, default: ReadingOptions) -> Source:
        """The source, with its own way of reading where it has one."""
        own = self.source_readings.pop(source.id, None)
        return source if own is None else attrs.evolve(source, reading=self.reading(*own, default))

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
        found, extra = shapes.fields(table, keys.SOURCE, "a source")
        values: dict[str, Any] = {}
        for field in (*keys.SOURCE_TEXTS, *keys.SOURCE_PLACED):
            if field in found:
                values[field] = shapes.text(found[field], f"`{field}`")
        for field in keys.SOURCE_PLACED:
            if field in found:
                values[f"{field}_position"] = shapes.place(found[field])
        if "reliability" in found:
            values["reliability"] = shapes.word(found["reliability"], "reliability", RELIABILITIES)
        options = shapes.table(found["reading"], "`reading`") if "reading" in found else None
        if options is not None:
            self.source_readings.setdefault(name, (shapes, options))
        self.sources.append(Source(id=name, extra=extra, position=shapes.place(key), **values))

    def one_series(self, key: Text, node: Node | None) -> None:
        """Take a series' entry."""
        entry = self.entry(key, node, "a series", "title")
        if entry is None:
            return
        name, table = entry
        found, extra = self.shapes.fields(table, keys.SERIES, "a series")
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
        found, extra = shapes.fields(table, _keys_of(table), "an event")
        values: dict[str, Any] = {}
        if "kind" in found:
            self.kind(found["kind"], found)
        claims: list[DateClaim] = []
        relations: list[RelationClaim] = []
        for field, value in found.items():
            if field in keys.MOMENTS:
                claims += date_claims(shapes, keys.MOMENTS[field], value)
            elif field == "claims":
                claims += long_claims(shapes, value)
            elif field in keys.RELATIONS:
                relations += relation_claims(shapes, keys.RELATIONS[field], value)
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
        if field in keys.EVENT_LISTS:
            found = values[keys.EVENT_LISTS[field]] = shapes.texts(node, f"`{field}`")
            if field == "with" and type(node) is Text and any(", " in name for name in found):
                advice = f"write `with: [{found[0]}]`, or `with: [{found[0]!r}]` if that is one name"
                shapes.wrong(node, f"{found[0]!r} is one name with a comma in it", advice, code="TL116")
        elif field in keys.KIND_LISTS:
            values[field] = shapes.texts(node, f"`{field}`")
        elif field == "prefer":
            values[field] = preference(shapes, node)
        elif field == "zone":
            values[field] = shapes.zone(node)
        elif field == "status":
            values[field] = shapes.word(node, "status", _STATUSES)
        else:
            text = shapes.text(node, f"`{field}`")
            if text is not None:
                values[field] = text

    def kind(self, node: Node, found: dict[str, Node]) -> None:
        """Look at the kind of an event: any word, which may be one mis-spelt; then its keys are none of its own."""
        if type(node) is not Text or node.value in keys.KIND_FIELDS:
            return
        meant = keys.meant_kind(node.value)
        if meant is None:
            return
        advice = f"did you mean {meant!r}?"
        lost = [field for field in found if field in keys.KIND_FIELDS[meant]]
        if lost:
            for field in lost:
                del found[field]
            named = " and ".join(f"`{field}`" for field in lost)
            self.shapes.wrong(node, f"events of the kind {node.value!r} have no {named}", advice, "TL105")
            return
        advice += "  Any word can be a kind; that one has keys of its own"
        self.shapes.wrong(node, f"the kind {node.value!r} is nearly {meant!r}", advice, "TL207")

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
            for fault in folded(fault for fault in found if self.lost.isdisjoint((fault.code, fault.name))):
                ledger = self.ledgers[fault.position.file] if fault.position else self.ledger
                ledger.add(fault.code, fault.message, fault.position, fault.help)
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


def _keys_of(table: Table) -> frozenset[str]:
    """The keys that an event of its kind can have."""
    for key, value in table.items:
        if key.value == "kind" and type(value) is Text:
            kind = keys.meant_kind(value.value) or value.value
            return keys.EVENT_BY_KIND.get(kind, keys.EVENT)
    return keys.EVENT


def _telling(take: Take, progress: Progress, total: int) -> Take:
    """Taking an entry, and telling how far that is."""

    def taken(key: Text, node: Node | None) -> None:
        take(key, node)
        mark: Any = key.start_mark
        progress(mark.line, total)

    return taken


def _fiscal(shapes: Shapes, node: Node) -> dict[str, str | None]:
    """The country whose fiscal year is meant, as an option to change; none for a country without one."""
    from timeline.dates.phrases.series import FISCAL_START

    country = shapes.text(node, "`fiscal`")
    if country is None:
        return {}
    if country == "any" or country.upper() in FISCAL_START:
        return {"fiscal": None if country == "any" else country}
    shapes.wrong(
        node,
        f"no fiscal year is known for {country!r}",
        f"write one of {', '.join(sorted(FISCAL_START))}, or dates as ranges: 2022-04/2023-03",
        "TL108",
    )
    return {}


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
