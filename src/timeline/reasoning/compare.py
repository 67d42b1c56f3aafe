"""Two timelines compared: what came, what went, what moved, and which claims made it move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import CURATOR
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
        times: its times of day before and after, in words; empty where none were or are known.
        came, went: whose claims in the derivation of the new dates the old dossier lacks, and whose behind the
            old dates the new one lacks: ids of sources, or ``curator``.
        changed: whose claims behind the old or the new dates say something else now; a source's publication day is its
            own claim.
        graded: the sources with claims on the event whose grade of reliability is another now.
    """

    event: str
    before: tuple[DateRange, DateRange] | None
    after: tuple[DateRange, DateRange] | None
    status: tuple[str | None, str | None]
    times: tuple[str, str] = ("", "")
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    graded: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether its days or its times of day are others, and not only how they stand."""
        return self.before != self.after or self.times[0] != self.times[1]


def compare(old: Timeline, new: Timeline) -> tuple[Change, ...]:
    """The events that differ between two timelines, in the order of the new one, those that went last.

    >>> import timeline as tl
    >>> files = "{signed: {when: 2020}, a: {when: 2019}}", "{signed: {when: 2020-09}, b: {when: 2021}}"
    >>> old, new = (tl.reconcile(tl.loads(f"events: {events}")) for events in files)
    >>> [change_words(change) for change in compare(old, new)]
    ["signed: 2020 -> Sep 2020, because the curator's word was changed", 'b: added, 2021', 'a: removed (was 2019)']
    """
    return (*_kept_or_added(old, new), *_removed(old, new))


def _kept_or_added(old: Timeline, new: Timeline) -> Iterator[Change]:
    said_before, said_now = _said(old), _said(new)
    grades = _grades(old), _grades(new)
    earlier = {entry.id: entry for entry in old}
    for entry in new:
        before = earlier.get(entry.id)
        if before is None:
            status = (None, entry.status.value)
            times = "", _times(entry)
            yield Change(
                event=entry.id, before=None, after=(entry.start, entry.end), status=status, times=times
            )
        elif _outcome(before) != _outcome(entry):
            yield _moved(before, entry, said_before, said_now, _graded(before, entry, *grades))


def _moved(
    before: Entry, after: Entry, said_before: _Said, said_now: _Said, graded: tuple[str, ...]
) -> Change:
    old, new = _chain(before), _chain(after)
    came = [said_now[claim][0] for claim in new if claim not in said_before]
    went = [said_before[claim][0] for claim in old if claim not in said_now]
    both = [claim for claim in (*old, *new) if claim in said_before and claim in said_now]
    changed = [said_now[claim][0] for claim in both if said_before[claim] != said_now[claim]]
    # Who says one thing more is told apart by what it says from then on, so that the ids of both are others.
    changed += [voice for voice in came if voice in went]
    return Change(
        event=after.id,
        before=(before.start, before.end),
        after=(after.start, after.end),
        status=(before.status.value, after.status.value),
        times=(_times(before), _times(after)),
        came=tuple(dict.fromkeys(voice for voice in came if voice not in changed)),
        went=tuple(dict.fromkeys(voice for voice in went if voice not in changed)),
        changed=tuple(dict.fromkeys(changed)),
        graded=graded,
    )


def _removed(old: Timeline, new: Timeline) -> Iterator[Change]:
    for entry in old:
        if entry.id not in new:
            status = (entry.status.value, None)
            yield Change(event=entry.id, before=(entry.start, entry.end), after=None, status=status)


def _outcome(entry: Entry) -> tuple[DateRange, DateRange, str, str]:
    return entry.start, entry.end, entry.status.value, _times(entry)


def _times(entry: Entry) -> str:
    """Its times of day in words: ``10:30``, ``10:30 to 12:00``."""
    begins, ends = entry.start_clock, entry.end_clock
    if ends is None or ends == begins:
        return begins.words if begins else ""
    return f"{begins.words} to {ends.words}" if begins else f"ending {ends.words}"


_Said = Mapping[str, tuple[str, object]]
"""For the id of all that is said in a dossier, who says it, and what."""


def _said(line: Timeline) -> _Said:
    said: dict[str, tuple[str, object]] = {}
    for source in line.dossier.sources:
        said[f"{source.id}/published"] = source.id, source.published
        said[f"{source.id}/retrieved"] = source.id, source.retrieved
    for event in line.dossier.events:
        for name, one in (
            *zip(event.claim_ids, event.claims, strict=True),
            *zip(event.relation_ids, event.relations, strict=True),
        ):
            said[name] = one.voice, one
    return said


def _grades(line: Timeline) -> Mapping[str, str | None]:
    return {source.id: source.reliability for source in line.dossier.sources}


def _graded(
    before: Entry, after: Entry, old: Mapping[str, str | None], new: Mapping[str, str | None]
) -> tuple[str, ...]:
    voices = {claim.source for entry in (before, after) for claim in entry.event.claims}
    known = sorted(voice for voice in voices if voice is not None and voice in old and voice in new)
    return tuple(voice for voice in known if old[voice] != new[voice])


def _chain(entry: Entry) -> tuple[str, ...]:
    links = (link.claim for bound in (*entry.bounds, *entry.clock_bounds) for link in bound.chain)
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
    before, after = change.times
    if change.before == change.after and before != after:
        return f"{change.event}: {before or 'no time'} -> {after or 'no time'} on {_span_words(change.after)}{because}"
    if change.before == change.after:
        return f"{change.event}: {change.status[0]} -> {change.status[1]}, same days{because}"
    return f"{change.event}: {_span_words(change.before)} -> {_span_words(change.after)}{because}"


def _span_words(span: tuple[DateRange, DateRange] | None) -> str:
    return "nothing" if span is None else span_words(*span)


def _reason(change: Change) -> str:
    reasons = [
        f"{joined([_voice_words(voice) for voice in voices])} {'was' if len(voices) == 1 else 'were'} {what}"
        for voices, what in (
            (change.came, "added"),
            (change.went, "taken out"),
            (change.changed, "changed"),
            (change.graded, "graded anew"),
        )
        if voices
    ]
    return f", because {' and '.join(reasons)}" if reasons else ""


def _voice_words(voice: str) -> str:
    return "the curator's word" if voice == CURATOR else voice
