"""A table as a source: a row for each event, or for each claim where rows share an id.

Columns are known by their names, or named by whoever imports; those that mean nothing here are kept under keys of
the user's own. Notes V20.. of docs/reference/csv.md say what was decided.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from timeline.dates import civil
from timeline.dates.fuzzy import ReadingOptions
from timeline.errors import Position, did_you_mean
from timeline.evidence.faults import Fault, and_again, faults
from timeline.evidence.files import decoded
from timeline.evidence.keys import MOMENTS, STANCES
from timeline.evidence.ledger import MAX_TEXT, Ledger
from timeline.evidence.model import DateClaim, Dossier, Event, Source, Status, is_certainty, is_id
from timeline.importing import Imported
from timeline.importing.cells import TIMES, put_right, without_midnights
from timeline.importing.columns import CLAIM_TEXTS, EVENT_TEXTS, KEYS, LISTS, are_names, keys_of
from timeline.importing.documents import Documents
from timeline.importing.naming import Names, named, slug

__all__ = ["KEYS", "SEPARATORS", "read"]

SEPARATORS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
"""What can stand between two cells, by name."""

_STATUSES: Final = frozenset(status.value for status in Status)
# Signs between several names in one cell; a comma parts them only where it does not part cells.
_BETWEEN: Final = re.compile(r"\s*[;|\n]\s*|\s*,\s+")

# What Excel is told the separator by, in a line of its own before the first row.
_SEPARATOR: Final = re.compile(r'"?sep=([;,|\t])"?[;,\t]*\s*', re.IGNORECASE)
# Columns that the tables that we write have together, and hardly any other table.
_WRITTEN_HERE: Final = ({"start_earliest", "independent_sources"}, {"says", "verdict", "corrected_to"})
# How many rows a title and empty lines take up above the names of columns, where somebody put them there.
_HEAD: Final = 20
_LONGEST_MARK: Final = 100
_NUMERIC: Final = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-][0-9]{2,4}(?:[ T].*)?")
_MONTHS: Final = 12


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
    if not readable:
        return Imported(dossier=Dossier(), problems=ledger.problems, texts={name: text})
    table = _Table(text, ledger, separator)
    if not table.matched(columns or {}):
        table.tell_all()
        return Imported(dossier=Dossier(), problems=ledger.problems, texts={name: text})
    own = source or slug(re.split(r"[\\/]", name)[-1].strip("<>").partition(".")[0]) or "table"
    rows = _Rows(table, own)
    dossier = rows.dossier()
    table.tell_all()
    return Imported(
        dossier=dossier,
        problems=ledger.problems,
        texts={name: text},
        sources=(rows.documents.own,),
        told=table.told(),
    )


class _Table:
    """The cells of a table, and which column holds what."""

    def __init__(self, text: str, ledger: Ledger, separator: str | None) -> None:
        self.ledger = ledger
        self.wrong: dict[tuple[str, str, str | None], list[Position]] = {}
        # As the reader of cells counts them.
        self.lines = io.StringIO(text, newline="").readlines() or [""]
        told = _SEPARATOR.fullmatch(self.lines[0])
        if told is not None:
            self.lines[0] = "\n"
        first = next(filter(str.strip, self.lines), "")
        guess = told[1] if told else max(SEPARATORS.values(), key=first.count)
        self.separator = SEPARATORS[separator] if separator else guess
        self.reader = csv.reader(iter(self.lines), delimiter=self.separator)
        self.header = [cell.strip() for cell in next(self.rows(), (1, []))[1]]
        self.keys: list[str] = []

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows with anything in them, each with the line that it begins in."""
        begin = 0
        while True:
            last, begin = begin, self.reader.line_num + 1
            try:
                row = next(self.reader, None)
            except csv.Error as error:
                advice = "is a double quote opened here, and not closed?"
                self.tell("TL701", f"the table cannot be read further: {error}", begin, "", advice)
                return
            if row is None:
                self.look_for_an_open_quote(last)
                return
            if any(cell.strip() for cell in row):
                yield begin, row

    def look_for_an_open_quote(self, begin: int) -> None:
        """Tell where a quote swallowed the rest of the table: the last row holds it then."""
        strict = csv.reader(self.lines[max(begin, 1) - 1 :], delimiter=self.separator, strict=True)
        try:
            next(strict, None)
        except csv.Error as error:
            if "end of data" in str(error):
                advice = "close it; one that belongs to the text is written twice, in a cell within quotes"
                self.tell(
                    "TL701", "a double quote is opened in this row and never closed", begin, '"', advice
                )

    def tell(self, code: str, message: str, line: int, cell: str = "", advice: str | None = None) -> None:
        """Note a problem; one that many rows have is told once, with their lines."""
        self.tell_at(code, message, self.place(line, cell), advice)

    def tell_at(self, code: str, message: str, place: Position, advice: str | None) -> None:
        self.wrong.setdefault((code, message, advice), []).append(place)

    def tell_all(self) -> None:
        for (code, message, advice), (first, *others) in self.wrong.items():
            self.ledger.add(code, message, first, and_again(advice, others) if others else advice)

    def place(self, line: int, cell: str) -> Position:
        """Where a cell stands in the row that begins in a line, as far as one can tell by looking for it."""
        column = self.lines[line - 1].find(cell) + 1 if cell and line <= len(self.lines) else 0
        return Position(self.ledger.file, line, max(column, 1), column + len(cell) if column else None)

    def matched(self, columns: Mapping[str, str]) -> bool:
        """Say for each column what it holds; whether there is enough to make events of."""
        if not self.header:
            self.tell("TL103", "there is nothing in the file", 1, "", "the first row names the columns")
            return False
        if any(names <= {*self.header} for names in _WRITTEN_HERE) and not columns:
            advice = "go on from the file of events; of what timeline writes, a calendar (.ics) has the evidence in it"
            self.tell(
                "TL709", "timeline wrote this table, of what follows and not of what was said", 1, "", advice
            )
            return False
        self.keys = keys_of(self.header, columns)
        if not {"id", "title", *MOMENTS} & {*self.keys}:
            advice = "name one: --column title=NAME, --column when=NAME; or is the separator another?"
            below = next((line for line, row in itertools.islice(self.rows(), _HEAD) if are_names(row)), None)
            if below is not None:
                advice = f"line {below} looks like the names of columns: take out what stands above it"
            self.tell("TL709", "no column is known to hold a title or a date", 1, "", advice)
            return False
        return True

    def told(self) -> tuple[str, ...]:
        """What each column was taken for, in lines for people."""
        width = max(map(len, self.header), default=0)
        pairs = zip(self.header, self.keys, strict=True)
        return tuple(f"{name:<{width}}  {key}{_meaning(key)}" for name, key in pairs)


def _meaning(key: str) -> str:
    if key in TIMES:
        return ", with the date beside it where it is a time of day"
    return ", a key of your own" if key.startswith("x-") else ""


@attrs.define
class _Draft:
    """An event on its way, row by row."""

    id: str
    uid: str
    fields: dict[str, Any] = attrs.field(factory=dict)
    claims: list[DateClaim] = attrs.field(factory=list)
    extra: dict[str, str] = attrs.field(factory=dict)


class _Rows:
    """The rows of a table on their way to a dossier."""

    def __init__(self, table: _Table, own: str) -> None:
        self.table = table
        self.own = own
        self.rows = [(line, self.cells(line, row)) for line, row in table.rows()]
        without_midnights(cells for _, cells in self.rows)
        # Ids that rows give are theirs; sources come next, which other tables name as well, and titles last.
        given = (cells.get("id", "") for _, cells in self.rows)
        self.names = Names(frozenset(filter(is_id, given)))
        self.documents = Documents(own, self.rows, self.names, table.place)
        self.drafts: dict[str, _Draft] = {}
        self.ids: dict[str, str] = {}
        self.uids = Names()
        self.titles = Counter(_plainly(cells.get("title", "")) for _, cells in self.rows if "id" not in cells)

    def dossier(self) -> Dossier:
        """The dossier of all rows; dates that cannot be read are told, and kept as unread claims."""
        for line, cells in self.rows:
            draft = self.draft(line, cells)
            self.describe(line, cells, draft)
            draft.claims += self.claims(line, cells)
        events = [
            Event(id=draft.id, claims=draft.claims, extra={"x-uid": draft.uid} | draft.extra, **draft.fields)
            for draft in self.drafts.values()
        ]
        sources = self.documents.named
        unread = {}
        for fault in faults(sources, (), events, ReadingOptions()):
            place = fault.position or self.table.place(1, "")
            self.table.tell_at(fault.code, fault.message, place, _spreadsheet(fault) or fault.help)
            unread[id(fault.owner)] = fault
        self.tell_orders([claim for event in events for claim in event.claims])
        return Dossier(
            sources=[_undated(one) if id(one) in unread else one for one in sources],
            events=[_set_aside(event, unread) for event in events],
        )

    def tell_orders(self, claims: Iterable[DateClaim]) -> None:
        """Tell of dates that can be read with the day or the month first, and what the others have first."""
        orders = [(order, claim) for claim in claims if (order := _order(claim.text or ""))]
        either = [claim for order, claim in orders if order == "either"]
        if not either or either[0].position is None:
            return
        count = Counter(order for order, _ in orders)
        sure = [f"{count[one]:,} can only have the {one} first" for one in ("day", "month") if count[one]]
        also = f"; of the others {' and '.join(sure)}" if sure else ""
        self.table.tell_at(
            "TL712",
            f"{'1 date has' if len(either) == 1 else f'{len(either):,} dates have'} the day first or the month{also}",
            min(claim.position for claim in either if claim.position),
            "both days are kept; `reading: {order: dmy}` or `mdy` at the top of the file of events says which",
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
        put_right(cells)
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
        self.drafts[name] = draft = _Draft(name, f"{self.uids.once(given or self.mark(cells))}@{self.own}")
        return draft

    def mark(self, cells: Mapping[str, str]) -> str:
        """What a newer copy of the table knows an event by that has no id; never the number of its row."""
        title = _plainly(cells.get("title", ""))
        if title and self.titles[title] == 1 and len(title) <= _LONGEST_MARK:
            return title
        said = "\n".join(f"{key}: {cell}" for key, cell in sorted(cells.items()))
        return f"{title[:_LONGEST_MARK]} {hashlib.sha256(said.encode()).hexdigest()[:12]}".strip()

    def describe(self, line: int, cells: Mapping[str, str], draft: _Draft) -> None:
        """What a row tells of its event besides dates; the first row that tells it counts."""
        found: dict[str, Any] = {key: cells[key] for key in EVENT_TEXTS if key in cells}
        found |= {
            name: tuple(filter(None, _BETWEEN.split(cells[key])))
            for key, name in LISTS.items()
            if key in cells
        }
        status = self.word(line, cells, "status", _STATUSES)
        found |= {"status": status} if status else {}
        draft.fields = found | draft.fields
        if "status" in cells and not status:
            draft.extra.setdefault("x-status", cells["status"])
        draft.extra = {key: cell for key, cell in cells.items() if key.startswith("x-")} | draft.extra

    def claims(self, line: int, cells: Mapping[str, str]) -> Iterator[DateClaim]:
        """What a row says of the event's date."""
        stance = self.word(line, cells, "as", STANCES)
        certainty = cells.get("certainty", "certain")
        if not is_certainty(certainty):
            advice = "write certain, likely, possible, or a number from 0 to 1"
            self.table.tell("TL108", f"{certainty!r} is no certainty", line, certainty, advice)
            certainty = "certain"
        shared: dict[str, Any] = {key: cells[key] for key in CLAIM_TEXTS if key in cells}
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


def _plainly(title: str) -> str:
    return " ".join(title.casefold().split())


def _order(text: str) -> str | None:
    """What stands first in a date of three numbers: "day", "month", or "either"; None for another text."""
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    if max(first, second) > _MONTHS:
        return "day" if first > second else "month"
    return None if first == second else "either"


def _undated(source: Source) -> Source:
    """A source whose day cannot be read, which is kept under a key of the user's own."""
    return attrs.evolve(source, published=None, extra={"x-published": source.published})


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
