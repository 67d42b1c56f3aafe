"""What every exporter for people tells of a whole timeline: counts, groups, sources, and what is still open.

Only selection and wording, shared so that a report, a page and a paper say the same. Nothing is escaped here.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.dates import civil
from timeline.dates.ranges import year_words
from timeline.evidence.model import Status
from timeline.export import words
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedSource
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import HELD, EntryStatus

__all__ = [
    "GROUPS",
    "closing",
    "counted",
    "counts",
    "groups",
    "quote_of",
    "shown_claims",
    "shown_sources",
    "status_told",
    "title_of",
]

GROUPS: Final = ("year", "month")
"""What a report can be grouped by."""

_COUNTED: Final = (EntryStatus.TIED, EntryStatus.DISPUTED, EntryStatus.CORRECTED, EntryStatus.UNDATED)
# Ten lines of text; whoever needs all names asks for the data, or filters by status.
_LISTED: Final = 60
_TOLD: Final = (Status.PLANNED, Status.CANCELLED)


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "event"), counted(2000, "claim")
    ('1 event', '2,000 claims')
    """
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def title_of(line: Timeline) -> str:
    """The title of a timeline, else its id, else that it is one."""
    return line.title or line.id or "Timeline"


def counts(line: Timeline) -> Iterator[str]:
    """How many events and claims there are, and how many of those that a person may want to look at."""
    yield counted(len(line), "event")
    if line.sources:
        yield counted(sum(len(entry.claims) + len(entry.relations) for entry in line), "claim")
    statuses = Counter(entry.status for entry in line)
    yield from (f"{statuses[status]:,} {status.value}" for status in _COUNTED if statuses[status])


def groups(line: Timeline, by: str) -> Iterator[tuple[str, list[Entry]]]:
    """The entries under headings, in order: by the year or month of their earliest day, else of their latest."""
    if by not in GROUPS:
        msg = f"a timeline is grouped by {' or '.join(GROUPS)}, not by {by!r}"
        raise ValueError(msg)
    for name, entries in itertools.groupby(line, lambda entry: _heading(entry, by)):
        yield name, list(entries)


def _heading(entry: Entry, by: str) -> str:
    days = (entry.start.first, entry.start.last, entry.end.first, entry.end.last)
    day = next((day for day in days if day is not None), None)
    if day is None:
        return "Undated"
    year, month, _ = civil.civil(day)
    return year_words(year) if by == "year" else f"{civil.MONTHS[month - 1]} {year_words(year)}"


def shown_claims(line: Timeline, entry: Entry) -> Iterator[JudgedClaim]:
    """The claims to tell of: without sources all is the curator's own word, and repeats the date."""
    return (c for c in entry.claims if line.sources or c.tied or c.verdict not in HELD)


def shown_sources(line: Timeline) -> list[JudgedSource]:
    """All sources; of a filtered timeline, those that the shown events rest on."""
    if not is_part(line):
        return list(line.sources)
    cited = {claim.claim.source for entry in line for claim in entry.claims}
    cited |= {relation.relation.source for entry in line for relation in entry.relations}
    return [judged for judged in line.sources if judged.id in cited]


def is_part(line: Timeline) -> bool:
    """Whether a filter has left events out."""
    return len(line) < len(line.dossier.events)


def quote_of(judged: JudgedClaim) -> str | None:
    """The quote of a claim, where it adds to its words."""
    claim = judged.claim
    return claim.quote if claim.quote and claim.quote not in (claim.text or "") else None


def status_told(entry: Entry) -> str | None:
    """That an event is planned or cancelled; None where it was held, or nothing is said."""
    status = entry.event.status
    return status.value if status in _TOLD and status is not None else None


def closing(line: Timeline) -> Iterator[str]:
    """What is still open, each in a line: undated, order not certain, on one source, missing, settling most."""
    undated = [entry.id for entry in line if entry.status is EntryStatus.UNDATED]
    if undated:
        yield f"Undated: {_listed(undated, ', ')}"
    pairs = [f"{one} and {other}" for one, other in line.unknown_order]
    if pairs:
        yield f"Order not certain: {_listed(pairs, '; ')}"
    yield from _gaps_in_evidence(line)


def _listed(names: Sequence[str], between: str) -> str:
    """Names as far as somebody would read them; the data have them all."""
    more = len(names) - _LISTED
    return between.join(names) if more <= 1 else f"{between.join(names[:_LISTED])} and {more:,} more"


def _gaps_in_evidence(line: Timeline) -> Iterator[str]:
    alone = [entry.id for entry in line if entry.independent_sources == 1]
    if alone and line.sources:
        verb = "rests" if len(alone) == 1 else "rest"
        yield f"{counted(len(alone), 'event')} {verb} on one source: {_listed(alone, ', ')}"
    shown = {entry.series for entry in line}
    for series, missing in line.missing_ordinals:
        if series in shown or not is_part(line):
            yield f"Missing from {series}: {words.ordinals_words(missing)}"
    if line.settles_most is not None and not is_part(line):
        is_source = any(judged.id == line.settles_most for judged in line.sources)
        what = "publication day" if is_source else "date"
        yield f"One date would settle most: the {what} of {line.settles_most}"
    if not line.optimal:
        other = (
            f"one that costs {line.shortfall / 100:.2f} nats less" if line.shortfall else "another as cheap"
        )
        yield f"Not shown to be the best outcome: a limit was reached, and {other} is not ruled out"
