"""The timeline as tables, RFC 4180: a row for each entry, or a row for each claim; made to open right in Excel.

A spreadsheet runs what begins like a formula, and turns what looks like a date into one of its own. Cells are text
that it leaves alone. The notes V1.. of docs/reference/csv.md say what was decided.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.reasoning.entries import Entry
from timeline.reasoning.outcome import Timeline

__all__ = ["CLAIMS", "ENTRIES", "SEPARATORS", "guarded", "render"]

ENTRIES: Final = (
    "id", "title", "kind", "start_earliest", "start_latest", "end_earliest", "end_latest", "start_time",
    "end_time", "zone", "edtf", "status", "independent_sources", "with", "place", "series", "nth", "tags", "held",
    "url", "note",
)  # fmt: skip
"""The columns of the table of entries."""

CLAIMS: Final = (
    "id", "event", "source", "says", "text", "verdict", "tied", "slip", "earliest", "latest", "corrected_to",
    "because", "as", "certainty", "at", "quote", "note", "other_event", "gap",
)  # fmt: skip
"""The columns of the table of claims: date claims and relations."""

SEPARATORS: Final = (",", ";", "\t")
"""What can stand between two cells."""

_BYTE_ORDER_MARK: Final = "\ufeff"
# The wide forms begin a formula where the language writes them so.
_FORMULA: Final = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_MONTH: Final = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in civil.MONTHS)
_NUMBER: Final = re.compile(rf"(?:[\d\s.,:/%e-]|{_MONTH}|[ap]m)*", re.IGNORECASE | re.ASCII)
_ISO_DAY: Final = re.compile(r"\d{4,}-\d\d-\d\d", re.ASCII)


def guarded(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula, a number or a date.

    >>> guarded("=1+1"), guarded("8 September"), guarded("Second dialogue"), guarded("2022-09-08")
    ("'=1+1", "'8 September", 'Second dialogue', '2022-09-08')
    """
    if _FORMULA.match(text) or (text.strip() and _NUMBER.fullmatch(text) and not _ISO_DAY.fullmatch(text)):
        return f"'{text}"
    return text


def render(line: Timeline, *, claims: bool = False, separator: str = ",", mark: bool = True) -> str:
    """A table of the timeline, its lines ended as RFC 4180 has it.

    Args:
        line: the timeline.
        claims: whether it has a row for each claim instead of a row for each entry.
        separator: what stands between cells, one of `SEPARATORS`: Excel expects a semicolon where numbers have a comma.
        mark: whether it begins with the mark by which Excel knows UTF-8.

    ValueError for another separator.
    """
    if separator not in SEPARATORS:
        msg = f"cells are parted by a comma, a semicolon or a tab, not by {separator!r}"
        raise ValueError(msg)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    header, rows = (CLAIMS, _claims(line)) if claims else (ENTRIES, _entries(line))
    writer.writerow(header)
    writer.writerows(map(_cells, rows))
    return (_BYTE_ORDER_MARK if mark else "") + text.getvalue()


def _cells(row: Iterable[str | int | bool | None]) -> Iterator[str | int]:
    for cell in row:
        if isinstance(cell, bool):
            yield "yes" if cell else "no"
        elif isinstance(cell, str):
            # Half of a surrogate pair cannot be written.
            yield guarded(cell).encode("utf-8", "replace").decode()
        else:
            yield "" if cell is None else cell


def _entries(line: Timeline) -> Iterator[Sequence[str | int | None]]:
    for entry in line:
        event = entry.event
        yield (
            entry.id, entry.title, entry.kind, *_days(entry.start), *_days(entry.end), *_times(entry), entry.zone,
            entry.edtf, entry.status.value, entry.independent_sources, "; ".join(event.parties), event.place,
            entry.series, entry.nth, "; ".join(event.tags), event.status and event.status.value, event.url, event.note,
        )  # fmt: skip


def _claims(line: Timeline) -> Iterator[Sequence[str | int | bool | None]]:
    for entry in line:
        for judged in entry.claims:
            claim = judged.claim
            yield (
                judged.id, entry.id, claim.voice, claim.moment.value, claim.text, judged.verdict.value, judged.tied,
                "; ".join(judged.slips) or None, *_days(judged.says),
                "; ".join(run.iso for run in judged.corrected_to), judged.because,
                claim.stance and claim.stance.value, claim.certainty, claim.at, claim.quote, claim.note, None, None,
            )  # fmt: skip
        for told in entry.relations:
            relation = told.relation
            yield (
                told.id, entry.id, relation.voice, relation.type.value, None, told.verdict.value, told.tied, None, None,
                None, None, told.because, None, relation.certainty, relation.at, relation.quote, relation.note,
                relation.target, relation.gap,
            )  # fmt: skip


def _days(days: DateRange | None) -> tuple[str | None, str | None]:
    return (None, None) if days is None else (days.earliest_iso, days.latest_iso)


def _times(entry: Entry) -> tuple[str | None, str | None]:
    begins, ends = entry.start_clock, entry.end_clock
    return None if begins is None else begins.words, None if ends is None else ends.words
