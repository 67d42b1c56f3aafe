"""Claims, relations and publication days in words, as every exporter for people says them.

Only wording: what became of a claim, and why, stands in the values. Nothing is escaped here; what an exporter
may not let through is its own affair.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Final

from timeline.dates.fuzzy import DateRange, Stance
from timeline.dates.ranges import range_words
from timeline.dates.zones import UTC
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Moment, RelationClaim
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedRelation, JudgedSource
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import ordinal
from timeline.reasoning.verdicts import HELD, LOST, Verdict

__all__ = [
    "claim_words",
    "counted_from",
    "dates_words",
    "entry_words",
    "ordinals_words",
    "predecessors",
    "published_words",
    "relation_words",
    "retrieved_words",
    "runs_words",
    "times_words",
    "when_words",
]

_STANCES: Final = {
    Stance.REPORTED: "mentioned as past",
    Stance.PLANNED: "mentioned as to come",
    Stance.ONGOING: "mentioned as going on",
}
_MOMENTS: Final = {Moment.WHOLE: "", Moment.START: "starts ", Moment.END: "ends "}
_AFTERTHOUGHTS: Final = {Relation.PREPARES_FOR: "before it", Relation.FOLLOWS: "after it"}


def dates_words(dates: DateRange) -> str:
    """A range in words; see `range_words`."""
    return range_words(dates.first, dates.last)


def runs_words(runs: tuple[DateRange, ...], joint: str = ", ") -> str:
    """Runs of days in words, the first six of them.

    >>> runs_words((DateRange(738615, 738615), DateRange(738617, 738617)), " or ")
    '5 Apr 2023 or 7 Apr 2023'
    """
    shown = joint.join(dates_words(run) for run in runs[:6])
    return shown + (f" and {len(runs) - 6} more" if len(runs) > 6 else "")


def entry_words(entry: Entry) -> str:
    """When an entry lies, in words: ``8 Sep 2022``, ``12-26 Jan 2023``, ``until 8 Sep 2022``, ``undated``."""
    if entry.start.first is not None and entry.end.last is not None:
        return range_words(entry.start.first, entry.end.last)
    span = entry.span
    if span != DateRange(None, None):
        return _from(entry.start, span) or _until(entry.end, span) or dates_words(span)
    inner = []
    if entry.start.last is not None:
        inner.append(f"begun by {range_words(entry.start.last, entry.start.last)}")
    if entry.end.first is not None:
        inner.append(f"not over before {range_words(entry.end.first, entry.end.first)}")
    return ", ".join(inner) or "undated"


def times_words(entry: Entry) -> str:
    """The times of day at which an entry begins and ends, with their zone; empty where they are not known."""
    begins, ends = entry.start_clock, entry.end_clock
    if begins is None and ends is None:
        return ""
    begun = begins.words if begins else ""
    ended = f"{'to' if begun else 'ending'} {ends.words}" if ends and ends != begins else ""
    return " ".join(part for part in (begun, ended, "" if entry.zone == UTC else f"({entry.zone})") if part)


def when_words(entry: Entry) -> str:
    """When an entry lies, with its times of day: ``8 Sep 2022, 10:30 to 12:00 (Asia/Kolkata)``."""
    times = times_words(entry)
    return f"{entry_words(entry)}, {times}" if times else entry_words(entry)


def _from(start: DateRange, span: DateRange) -> str:
    """The start of what has no known last day, where that is a stretch that one word names: ``from 2017``."""
    words = "" if start.last is None or span.last is not None else dates_words(start)
    return "" if not words or " - " in words else f"from {words}"


def _until(end: DateRange, span: DateRange) -> str:
    words = "" if end.first is None or span.first is not None else dates_words(end)
    return "" if not words or " - " in words else f"until {words}"


def claim_words(judged: JudgedClaim, arrow: str = "->") -> str:
    """A date claim, what it means (after an `arrow`), and why that was not kept where it was not."""
    said = _said(judged.claim)
    if judged.verdict in HELD:
        meant = _meaning(judged, arrow) + _tense(judged) + _tie(judged)
        return said + meant + _reason(judged.because, "; " if meant else ": ")
    return said + _fate(judged, arrow) + _tie(judged)


def _said(claim: DateClaim) -> str:
    what = f'"{claim.text}"' if claim.text is not None else ""
    stance = _STANCES[claim.stance] if claim.stance and claim.text is None else ""
    words = (_MOMENTS[claim.moment] if claim.moment is not Moment.WHOLE else "") + what + stance
    if claim.at is None and claim.anchor is None and claim.certainty == "certain" and claim.stance is None:
        return words
    asides = (
        claim.at,
        # What goes on meets the days of the words instead of lying in them.
        "as ongoing" if claim.text is not None and claim.stance is Stance.ONGOING else None,
        claim.certainty if claim.certainty != "certain" else None,
    )
    shown = ", ".join(aside for aside in asides if aside)
    anchor = f", counted from {claim.anchor}" if claim.anchor else ""
    return words + anchor + (f" ({shown})" if shown else "")


def _meaning(judged: JudgedClaim, arrow: str) -> str:
    if judged.reading == "other":
        # What such words usually mean is not what they mean here; the reason names it.
        return "" if judged.because else ", not in the usual direction"
    words = _says(judged, arrow)
    if judged.verdict is Verdict.AGREES and judged.claim.text is not None:
        words += ", agrees but wider" if judged.says else ", agrees"
    return words


def _says(judged: JudgedClaim, arrow: str) -> str:
    if len(judged.readings) > 1:
        return f" {arrow} {runs_words(judged.readings, ' or ')}"
    return f" {arrow} {dates_words(judged.says)}" if judged.says else ""


def _tense(judged: JudgedClaim) -> str:
    # Whether an event lay behind or ahead of a source is judged apart from the day that it gives.
    return ", but its tense does not hold" if judged.tense in LOST else ""


def counted_from(judged: JudgedClaim, source: JudgedSource | None) -> str:
    """The inferred publication day that a deciding claim counts from; empty where there is none to tell."""
    if source is None or not judged.relative or not source.inferred or judged.verdict is not Verdict.DECIDES:
        return ""
    return published_words(source)


def _fate(judged: JudgedClaim, arrow: str) -> str:
    if judged.verdict is Verdict.UNREAD:
        return _reason(judged.because or judged.claim.unread or "could not be read", ": ")
    if judged.because:
        return f": {judged.because}"
    if judged.verdict is Verdict.CORRECTED:
        days = " or ".join(dates_words(run) for run in judged.corrected_to)
        return f": {' or '.join(judged.slips) or 'usual'} slip" + (f" for {days}" if days else "")
    return f"{_says(judged, arrow)}, {judged.verdict.value}"


def _tie(judged: JudgedClaim | JudgedRelation) -> str:
    # A reason says so itself.
    return ", tied with another outcome" if judged.tied and not judged.because else ""


def _reason(because: str | None, joint: str) -> str:
    return joint + because if because else ""


def relation_words(judged: JudgedRelation, line: Timeline, previous: Entry | None = None) -> str:
    """A relation with the date of the other event; `previous` is the event before it in its series."""
    relation = judged.relation
    kept = judged.verdict in HELD
    words = _lies(relation, line, previous if kept else None)
    if relation.certainty != "certain":
        words += f" ({relation.certainty})"
    if relation.source:
        words += f", says {relation.source}"
    if not kept:
        return (
            words + (f": {judged.because}" if judged.because else f", {judged.verdict.value}") + _tie(judged)
        )
    return words + _tie(judged) + _reason(judged.because, "; ")


def _lies(relation: RelationClaim, line: Timeline, previous: Entry | None) -> str:
    if relation.type is Relation.NTH:
        after = f": after {_dated(previous.id, line)}" if previous else ""
        return f"{ordinal(relation.ordinal or 0)} of {relation.series}{after}"
    if relation.type is Relation.LASTS:
        return f"lasts {relation.gap}"
    other = _dated(relation.event or "", line)
    phrase = relation.type.value.replace("-", " ")
    if relation.gap is None:
        return f"{phrase} {other}"
    if relation.type in _AFTERTHOUGHTS:
        return f"{phrase} {other}, {relation.gap} {_AFTERTHOUGHTS[relation.type]}"
    return f"{relation.gap} {phrase} {other}"


def _dated(event: str, line: Timeline) -> str:
    other = line.about(event)
    return f"{event} ({entry_words(other)})" if other is not None else event


def predecessors(line: Timeline) -> Mapping[str, Entry]:
    """For each event in a series, the shown one with the next lower ordinal."""
    members: dict[str, list[tuple[int, Entry]]] = {}
    for entry in line:
        if entry.series is not None and entry.nth is not None:
            members.setdefault(entry.series, []).append((entry.nth, entry))
    before: dict[str, Entry] = {}
    for series in members.values():
        series.sort(key=lambda member: (member[0], member[1].id))
        for (low, one), (high, other) in itertools.pairwise(series):
            if low < high:
                before[other.id] = one
    return before


def published_words(source: JudgedSource) -> str:
    """When a source was published, and whether that was worked out.

    >>> from timeline.evidence.model import Source
    >>> days = DateRange.of("2022-08-18", "2022-08-31")
    >>> published_words(JudgedSource(source=Source(id="preview"), published=days, inferred=True))
    'published 18-31 Aug 2022, inferred'
    """
    if source.published == DateRange(None, None):
        return "publication day unknown"
    return f"published {dates_words(source.published)}" + (", inferred" if source.inferred else "")


def retrieved_words(judged: JudgedSource) -> str:
    """When a source was retrieved, and what that does not fit; empty where it fits."""
    if judged.retrieved_because is None:
        return ""
    return f'retrieved "{judged.source.retrieved}", which {judged.retrieved_because}'


def ordinals_words(numbers: tuple[int, ...]) -> str:
    """Numbers in words, runs of three and more together.

    >>> ordinals_words((1, 2, 3, 6)), ordinals_words((1, 2))
    ('1 to 3, 6', '1, 2')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
