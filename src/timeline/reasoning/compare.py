"""Two timelines compared: what came, what went, what moved, and which claims made it move."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from timeline.dates.fuzzy import DateRange
from timeline.dates.ranges import range_words
from timeline.reasoning.outcome import Entry, Timeline

__all__ = ["Change", "change_words", "compare"]


@attrs.frozen(kw_only=True)
class Change:
    """What became of one event from one timeline to another.

    Attributes:
        event: its id.
        before, after: its span (start and end), None where the timeline has no such event.
        status: how its date stood, and how it stands; None as above.
        came, went: ids of the claims in the derivation of the new dates that the old dossier lacks, and of
            those behind the old dates that the new one lacks.
    """

    event: str
    before: tuple[DateRange, DateRange] | None
    after: tuple[DateRange, DateRange] | None
    status: tuple[str | None, str | None]
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


def compare(old: Timeline, new: Timeline) -> tuple[Change, ...]:
    """The events that differ between two timelines, in the order of the new one, those that went last."""
    return (*_kept_or_added(old, new), *_removed(old, new))


def _kept_or_added(old: Timeline, new: Timeline) -> Iterator[Change]:
    said_before, said_now = _said(old), _said(new)
    earlier = {entry.id: entry for entry in old}
    for entry in new:
        before = earlier.get(entry.id)
        if before is not None and _outcome(before) == _outcome(entry):
            continue
        yield Change(
            event=entry.id,
            before=(before.start, before.end) if before else None,
            after=(entry.start, entry.end),
            status=(before.status.value if before else None, entry.status.value),
            came=tuple(claim for claim in _chain(entry) if claim not in said_before),
            went=tuple(claim for claim in _chain(before) if claim not in said_now) if before else (),
        )


def _removed(old: Timeline, new: Timeline) -> Iterator[Change]:
    for entry in old:
        if entry.id not in new:
            status = (entry.status.value, None)
            yield Change(event=entry.id, before=(entry.start, entry.end), after=None, status=status)


def _outcome(entry: Entry) -> tuple[DateRange, DateRange, str]:
    return entry.start, entry.end, entry.status.value


def _said(line: Timeline) -> set[str]:
    """Ids of all that is said in a timeline's dossier."""
    said = {name for event in line.dossier.events for name in (*event.claim_ids, *event.relation_ids)}
    return said | {
        f"{s.id}/{key}" for s in line.dossier.sources for key in ("published", "retrieved") if getattr(s, key)
    }


def _chain(entry: Entry) -> tuple[str, ...]:
    links = (link.claim for bound in entry.bounds for link in bound.chain)
    return tuple(dict.fromkeys(claim for claim in links if claim is not None))


def change_words(change: Change) -> str:
    """A change in one line.

    >>> days = (DateRange.of("2020-09-09", "2020-09-09"),) * 2
    >>> month = (DateRange.of("2020-09-01", "2020-09-30"),) * 2
    >>> status = ("single-source", "agreed")
    >>> change_words(Change(event="signed", before=month, after=days, status=status, came=("signed/ministry",)))
    'signed: Sep 2020 -> 9 Sep 2020, because ministry was added'
    """
    if change.after is None:
        return f"{change.event}: removed (was {_span_words(change.before)})"
    if change.before is None:
        return f"{change.event}: added, {_span_words(change.after)}"
    if change.before == change.after:
        return f"{change.event}: {change.status[0]} -> {change.status[1]}, same days{_reason(change)}"
    return f"{change.event}: {_span_words(change.before)} -> {_span_words(change.after)}{_reason(change)}"


def _span_words(span: tuple[DateRange, DateRange] | None) -> str:
    if span is None:
        return "nothing"
    start, end = span
    words = range_words(start.first, start.last)
    return words if start == end else f"{words} to {range_words(end.first, end.last)}"


def _reason(change: Change) -> str:
    came, went = _voices(change.came), _voices(change.went)
    reasons = [f"{', '.join(came)} {'was' if len(came) == 1 else 'were'} added"] if came else []
    if went:
        reasons.append(f"{', '.join(went)} {'was' if len(went) == 1 else 'were'} taken out")
    return f", because {' and '.join(reasons)}" if reasons else ""


def _voices(claims: tuple[str, ...]) -> list[str]:
    """Who speaks in claims, by id: the source of a date claim or publication date; a relation in full."""
    parts = [claim.split("/") for claim in claims]
    names = (
        p[0] if p[-1] in ("published", "retrieved") else p[1] if len(p) == 2 else "/".join(p) for p in parts
    )
    return list(dict.fromkeys(names))
