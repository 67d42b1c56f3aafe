"""A table as a source: a row for each event, or for each claim where rows share an id.

Columns are known by their names, or named by whoever imports; those that mean nothing here are kept under keys of
the user's own. Notes V20.. of docs/reference/csv.md say what was decided.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from timeline.dates import civil
from timeline.dates.fuzzy import ReadingOptions
from timeline.errors import Position, UnknownName, did_you_mean
from timeline.evidence.faults import Fault, faults
from timeline.evidence.files import decoded
from timeline.evidence.keys import MOMENTS, STANCES
from timeline.evidence.ledger import MAX_TEXT, Ledger
from timeline.evidence.model import DateClaim, Dossier, Event, Source, Status, is_certainty, is_id
from timeline.importing import Imported
from timeline.importing.naming import Names, named, slug

__all__ = ["KEYS", "SEPARATORS", "read"]

SEPARATORS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
"""What can stand between two cells, by name."""

_EVENT_TEXTS: Final = ("title", "kind", "place", "url", "note")
_LISTS: Final = {"with": "parties", "tags": "tags"}
_CLAIM_TEXTS: Final = ("at", "quote")
KEYS: Final = (
    "id", *_EVENT_TEXTS, *_LISTS, "status", *MOMENTS, "from", "published", "as", "certainty", *_CLAIM_TEXTS,
)  # fmt: skip
"""What a column can hold."""

# What people call such columns, in small letters.
_MEANT: Final = {
    "actors": "with", "category": "kind", "comment": "note", "comments": "note", "countries": "with", "date": "when",
    "dates": "when", "description": "note", "end": "ends", "end date": "ends", "event": "title", "headline": "title",
    "link": "url", "location": "place", "name": "title", "notes": "note", "page": "at", "participants": "with",
    "parties": "with", "publication": "from", "publication date": "published", "remarks": "note", "source": "from",
    "start": "starts", "start date": "starts", "tag": "tags", "type": "kind", "venue": "place", "what": "title",
    "where": "place", "who": "with",
}  # fmt: skip
_STATUSES: Final = frozenset(status.value for status in Status)
# Signs between several names in one cell; a comma parts them only where it does not part cells.
_BETWEEN: Final = re.compile(r"\s*[;|\n]\s*|\s*,\s+")


def read(
    data: bytes,
    name: str,
    *,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    separator: str | None = None,
) -> Imported:
    """Read a table of which the first row names the columns.

    Raises UnknownName for a column that was asked for and is not there.

    Args:
        data: the octets of the file.
        name: what positions call it.
        source: id of the source of rows that name none; by default a short form of the file's name.
        columns: for some of `KEYS` the name of the column that holds it, where names do not tell it.
        separator: one of `SEPARATORS`; None to look at the first row.
    """
    ledger = Ledger(name)
    text, readable = decoded(data, ledger)
    table = _Table(text, ledger, separator) if readable else None
    if table is None or not table.matched(columns or {}):
        return Imported(dossier=Dossier(), problems=ledger.problems, texts={name: text})
    own = source or slug(re.split(r"[\\/]", name)[-1].strip("<>").partition(".")[0]) or "table"
    rows = _Rows(table, own)
    return Imported(
        dossier=rows.dossier(),
        problems=ledger.problems,
        texts={name: text},
        sources=(rows.documents.own,),
        told=table.told(),
    )


class _Table:
    """The cells of a table, and which column holds what."""

    def __init__(self, text: str, ledger: Ledger, separator: str | None) -> None:
        self.ledger = ledger
        self.lines = text.splitlines() or [""]
        first = self.lines[0]
        self.separator = SEPARATORS[separator] if separator else max(SEPARATORS.values(), key=first.count)
        self.reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.separator)
        self.header = [cell.strip() for cell in next(self.rows(), (1, []))[1]]
        self.keys: list[str] = []

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows with anything in them, each with the line that it begins in."""
        while True:
            begin = self.reader.line_num + 1
            try:
                row = next(self.reader, None)
            except csv.Error as error:
                self.tell("TL701", f"the table cannot be read further: {error}", begin)
                return
            if row is None:
                return
            if any(cell.strip() for cell in row):
                yield begin, row

    def tell(self, code: str, message: str, line: int, cell: str = "", advice: str | None = None) -> None:
        self.ledger.add(code, message, self.place(line, cell), advice)

    def place(self, line: int, cell: str) -> Position:
        """Where a cell stands in the row that begins in a line, as far as one can tell by looking for it."""
        column = self.lines[line - 1].find(cell) + 1 if cell and line <= len(self.lines) else 0
        return Position(self.ledger.file, line, max(column, 1), column + len(cell) if column else None)

    def matched(self, columns: Mapping[str, str]) -> bool:
        """Say for each column what it holds; whether there is enough to make events of."""
        by_name = {name.casefold(): name for name in self.header}
        asked: dict[str, str] = {}
        for key, column in columns.items():
            if column.casefold() not in by_name:
                raise UnknownName("column", column, self.header)
            asked[by_name[column.casefold()]] = key
        for name in self.header:
            known = asked.get(name) or _key_of(name)
            taken = known in self.keys or (name not in asked and known in asked.values())
            self.keys.append(f"x-{slug(name) or 'column'}" if known is None or taken else known)
        if not {"id", "title", *MOMENTS} & {*self.keys}:
            advice = "name one: --column title=NAME, --column when=NAME; or is the separator another?"
            self.tell("TL709", "no column is known to hold a title or a date", 1, "", advice)
            return False
        return True

    def told(self) -> tuple[str, ...]:
        """What each column was taken for, in lines for people."""
        width = max(map(len, self.header), default=0)
        own = ", a key of your own"
        pairs = zip(self.header, self.keys, strict=True)
        return tuple(f"{name:<{width}}  {key}{own if key.startswith('x-') else ''}" for name, key in pairs)


def _key_of(column: str) -> str | None:
    name = " ".join(column.casefold().replace("_", " ").split())
    return name if name in KEYS else _MEANT.get(name)


@attrs.define
class _Draft:
    """An event on its way, row by row."""

    id: str
    fields: dict[str, Any] = attrs.field(factory=dict)
    claims: list[DateClaim] = attrs.field(factory=list)
    extra: dict[str, str] = attrs.field(factory=dict)


class _Rows:
    """The rows of a table on their way to a dossier."""

    def __init__(self, table: _Table, own: str) -> None:
        self.table = table
        self.own = own
        self.rows = [(line, self.cells(line, row)) for line, row in table.rows()]
        # Ids that rows give are theirs; sources come next, which other tables name as well, and titles last.
        given = (cells.get("id", "") for _, cells in self.rows)
        self.names = Names(frozenset(filter(is_id, given)))
        self.documents = _Documents(own, self.rows, self.names, table.place)
        self.drafts: dict[str, _Draft] = {}
        self.ids: dict[str, str] = {}

    def dossier(self) -> Dossier:
        """The dossier of all rows; dates that cannot be read are told, and kept as unread claims."""
        for line, cells in self.rows:
            draft = self.draft(line, cells)
            self.describe(line, cells, draft)
            draft.claims += self.claims(line, cells)
        events = [
            Event(
                id=draft.id,
                claims=draft.claims,
                extra={"x-uid": f"{draft.id}@{self.own}"} | draft.extra,
                **draft.fields,
            )
            for draft in self.drafts.values()
        ]
        sources = self.documents.named
        unread = {}
        for fault in faults(sources, (), events, ReadingOptions()):
            self.table.ledger.add(
                fault.code, fault.message, fault.position, _spreadsheet(fault) or fault.help
            )
            unread[id(fault.owner)] = fault
        return Dossier(
            sources=[attrs.evolve(one, published=None) if id(one) in unread else one for one in sources],
            events=[_set_aside(event, unread) for event in events],
        )

    def cells(self, line: int, row: list[str]) -> dict[str, str]:
        """What a row holds, by key."""
        if len(row) > len(self.table.keys):
            more = len(row) - len(self.table.keys)
            advice = "a cell that has the separator in it stands in double quotes"
            self.table.tell(
                "TL710",
                f"{'1 cell' if more == 1 else f'{more:,} cells'} more than there are columns, left out",
                line,
                "",
                advice,
            )
        cells = {key: _plain(cell) for key, cell in zip(self.table.keys, row, strict=False) if cell.strip()}
        for key, cell in cells.items():
            if len(cell) > MAX_TEXT:
                self.table.tell("TL711", f"a cell of {len(cell):,} characters is cut to {MAX_TEXT:,}", line)
                cells[key] = cell[:MAX_TEXT]
        return cells

    def draft(self, line: int, cells: Mapping[str, str]) -> _Draft:
        """The event that a row speaks of: one of another row where both give its id, else one of its own."""
        given = cells.get("id")
        if given in self.ids:
            return self.drafts[self.ids[given]]
        if given is not None and is_id(given):
            name = given
        else:
            name = self.names.once(named(given or cells.get("title", ""), f"row-{line}"))
        if given is not None:
            self.ids[given] = name
        self.drafts[name] = draft = _Draft(name)
        return draft

    def describe(self, line: int, cells: Mapping[str, str], draft: _Draft) -> None:
        """What a row tells of its event besides dates; the first row that tells it counts."""
        found: dict[str, Any] = {key: cells[key] for key in _EVENT_TEXTS if key in cells}
        found |= {
            name: tuple(filter(None, _BETWEEN.split(cells[key])))
            for key, name in _LISTS.items()
            if key in cells
        }
        status = self.word(line, cells, "status", _STATUSES)
        found |= {"status": status} if status else {}
        draft.fields = found | draft.fields
        draft.extra = {key: cell for key, cell in cells.items() if key.startswith("x-")} | draft.extra

    def claims(self, line: int, cells: Mapping[str, str]) -> Iterator[DateClaim]:
        """What a row says of the event's date."""
        stance = self.word(line, cells, "as", STANCES)
        certainty = cells.get("certainty", "certain")
        if not is_certainty(certainty):
            advice = "write certain, likely, possible, or a number from 0 to 1"
            self.table.tell("TL108", f"{certainty!r} is no certainty", line, certainty, advice)
            certainty = "certain"
        shared: dict[str, Any] = {key: cells[key] for key in _CLAIM_TEXTS if key in cells}
        shared |= {"certainty": certainty, "stance": STANCES[stance] if stance else None}
        dated = [key for key in MOMENTS if key in cells]
        for key in dated:
            place = self.table.place(line, cells[key])
            yield DateClaim(
                source=self.documents.of(cells),
                text=cells[key],
                moment=MOMENTS[key],
                position=place,
                **shared,
            )
        if not dated and stance:
            yield DateClaim(source=self.documents.of(cells), position=self.table.place(line, ""), **shared)

    def word(self, line: int, cells: Mapping[str, str], key: str, words: Iterable[str]) -> str | None:
        text = cells.get(key)
        if text is None or text.casefold() in words:
            return text and text.casefold()
        advice = did_you_mean(text, words, what="words")
        self.table.tell("TL108", f"{text!r} is no {key}", line, text, advice)
        return None


_Key = tuple[str, str]


class _Documents:
    """The sources that rows name: what came out under one name on one day is one document.

    A row without a day of publication is of the only document of its name, or of one whose day is not known.
    """

    def __init__(
        self,
        own: str,
        rows: Iterable[tuple[int, Mapping[str, str]]],
        names: Names,
        place: Callable[[int, str], Position],
    ) -> None:
        self.own = names.once(own)
        self._days: dict[str, set[str]] = defaultdict(set)
        self._printed: dict[_Key, Position] = {}
        self._sources: dict[_Key, Source] = {}
        dating = [(line, cells) for line, cells in rows if not {"as", *MOMENTS}.isdisjoint(cells)]
        for line, cells in dating:
            if "published" in cells:
                self._days[_name(cells)].add(cells["published"])
                self._printed.setdefault(self._key(cells), place(line, cells["published"]))
        titles: dict[_Key, set[str]] = defaultdict(set)
        for _, cells in dating:
            titles[self._key(cells)].add(cells.get("from", ""))
        # In order, so that it does not hang on that of the rows which document keeps the bare name.
        for _, alike in itertools.groupby(sorted(titles), key=lambda key: key[0]):
            for number, key in enumerate(alike):
                title = min(titles[key])
                base = self.own if not title else title if is_id(title) else named(title)
                if number:
                    base = f"{base[:_LONGEST_NAME]}-{slug(key[1])}"
                own = names.once(base) if title or number else self.own
                self._sources[key] = self._source(own, title, key)

    @property
    def named(self) -> list[Source]:
        """The sources."""
        return [*self._sources.values()]

    def of(self, cells: Mapping[str, str]) -> str:
        """The id of the source of a row: the one that it names, or the table itself."""
        return self._sources[self._key(cells)].id

    def _key(self, cells: Mapping[str, str]) -> _Key:
        name = _name(cells)
        days = self._days.get(name, set())
        return name, cells.get("published", min(days) if len(days) == 1 else "")

    def _source(self, own: str, title: str, key: _Key) -> Source:
        return Source(
            id=own,
            title=title if title and title != own else None,
            published=key[1] or None,
            published_position=self._printed.get(key),
        )


# With the day and a number behind it, it is no longer than an id may be.
_LONGEST_NAME: Final = 40


def _name(cells: Mapping[str, str]) -> str:
    """The name of the source of a row, however it is spaced and spelled in capitals; empty for the table itself."""
    return " ".join(cells.get("from", "").split()).casefold()


def _plain(cell: str) -> str:
    """A cell without the apostrophe by which spreadsheets are told that it is text."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and "'" not in text[1:] else text


def _spreadsheet(fault: Fault) -> str | None:
    """Advice for a day that a spreadsheet wrote as its number."""
    text = fault.owner.text if isinstance(fault.owner, DateClaim) else None
    day = None if text is None else civil.spreadsheet_day(text)
    if day is None:
        return None
    return f"if a spreadsheet wrote its number for {civil.iso(day)}: show the column as dates, and save again"


def _set_aside(event: Event, unread: Mapping[int, Fault]) -> Event:
    if not any(id(claim) in unread for claim in event.claims):
        return event
    return event.evolve(
        claims=[
            attrs.evolve(claim, unread=unread[id(claim)].reason or unread[id(claim)].message)
            if id(claim) in unread
            else claim
            for claim in event.claims
        ]
    )
