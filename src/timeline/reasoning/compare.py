"""Two timelines compared: what came, what went, what moved, and which claims made it move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from timeline.dates.fuzzy import DateRange
from timeline.reasoning.entries import Entry
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import joined, span_words

__all__ = ["Change", "change_words", "compare"]


@attrs.frozen(kw_only=True)
class Change:
    """What became of one event from one timeline to another.

    Attributes:
        event: its id.
        before, after: its span (start and end), None where the timeline has no such event.
        status: how its date stood, and how it stands; None as above.
        came, went: whose claims in the derivation of the new dates the old dossier lacks, and whose behind the
            old dates the new one lacks: ids of sources, or ``curator``.
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
            came=_voices(_chain(entry), said_now, said_before),
            went=_voices(_chain(before), said_before, said_now) if before else (),
        )


def _removed(old: Timeline, new: Timeline) -> Iterator[Change]:
    for entry in old:
        if entry.id not in new:
            status = (entry.status.value, None)
            yield Change(event=entry.id, before=(entry.start, entry.end), after=None, status=status)


def _outcome(entry: Entry) -> tuple[DateRange, DateRange, str]:
    return entry.start, entry.end, entry.status.value


def _said(line: Timeline) -> dict[str, str]:
    """For the id of all that is said in a timeline's dossier, who says it."""
    said = {f"{s.id}/{key}": s.id for s in line.dossier.sources for key in ("published", "retrieved")}
    for event in line.dossier.events:
        said |= {name: claim.voice for name, claim in zip(event.claim_ids, event.claims, strict=True)}
        said |= {
            name: relation.voice for name, relation in zip(event.relation_ids, event.relations, strict=True)
        }
    return said


def _voices(chain: tuple[str, ...], said: Mapping[str, str], elsewhere: Mapping[str, str]) -> tuple[str, ...]:
    """Who says what stands in a chain and not in the other dossier."""
    return tuple(dict.fromkeys(said[claim] for claim in chain if claim not in elsewhere))


def _chain(entry: Entry) -> tuple[str, ...]:
    links = (link.claim for bound in entry.bounds for link in bound.chain)
    return tuple(dict.fromkeys(claim for claim in links if claim is not None))


def change_words(change: Change, *, reason: bool = True) -> str:
    """A change in one line, with who made it unless that is known anyway.

    >>> days = (DateRange.of("2020-09-09", "2020-09-09"),) * 2
    >>> month = (DateRange.of("2020-09-01", "2020-09-30"),) * 2
    >>> status = ("single-source", "agreed")
    >>> change_words(Change(event="signed", before=month, after=days, status=status, came=("ministry",)))
    'signed: Sep 2020 -> 9 Sep 2020, because ministry was added'
    """
    if change.after is None:
        return f"{change.event}: removed (was {_span_words(change.before)})"
    if change.before is None:
        return f"{change.event}: added, {_span_words(change.after)}"
    because = _reason(change) if reason else ""
    if change.before == change.after:
        return f"{change.event}: {change.status[0]} -> {change.status[1]}, same days{because}"
    return f"{change.event}: {_span_words(change.before)} -> {_span_words(change.after)}{because}"


def _span_words(span: tuple[DateRange, DateRange] | None) -> str:
    return "nothing" if span is None else span_words(*span)


def _reason(change: Change) -> str:
    reasons = [
        f"{joined(voices)} {'was' if len(voices) == 1 else 'were'} {what}"
        for voices, what in ((change.came, "added"), (change.went, "taken out"))
        if voices
    ]
    return f", because {' and '.join(reasons)}" if reasons else ""
