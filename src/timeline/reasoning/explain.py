"""The verb `explain`: why a date is what it is, in English, and what would be otherwise.

What holds is read off the timeline; what would hold otherwise is worked out anew, and told in the same words.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from timeline.dates.fuzzy import DateRange
from timeline.errors import UnknownName
from timeline.reasoning.asking import why_not as what_speaks_against
from timeline.reasoning.derivations import derivation_lines
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedRelation, JudgedSource
from timeline.reasoning.margins import margins as margins_of
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import Words, day_words, span_words, times_words
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.slices import Groups
from timeline.reasoning.stakes import HEADING, margin_lines
from timeline.reasoning.verdicts import NOT_HELD
from timeline.reasoning.whatif import supposing

__all__ = ["explain"]

_WIDTH: Final = 80


def explain(
    line: Timeline,
    name: str,
    *,
    why_not: str | None = None,
    without: Iterable[str] = (),
    trust: Mapping[str, str] | None = None,
    margins: bool = False,
) -> str:
    """Why an event, or the publication of a source, is dated as it is: both bounds step by step, then each claim.

    Args:
        line: the timeline.
        name: id of an event or of a source.
        why_not: a date, any text that needs no anchor; says what speaks against that instead.
        without: ids of sources, as if they and those that copy them said nothing.
        trust: for ids of sources, grades of reliability to give them.
        margins: whether to add how clearly each claim was kept or lost.

    Raises UnknownName for an id that is none, DateError for a text that is no date, ModelError for an unknown grade.

    >>> from timeline.evidence.model import Dossier, Event
    >>> line = reconcile(Dossier(events=[Event(id="talks", when="5 April 2023")]))
    >>> print(explain(line, "talks", why_not="6 April 2023"), end="")
    talks on Thursday 6 Apr 2023 does not fit “5 April 2023” (curator)
    """
    left = supposing(line.dossier, without, trust)
    if left is not line.dossier:
        # What has no bearing on it need not be worked out.
        line = reconcile(Groups(left).around(name))
    told = _page(line, name) if why_not is None else [what_speaks_against(line, name, why_not)]
    return _paged([*told, *(_margin_lines(line, name) if margins else ())])


def _page(line: Timeline, name: str) -> Iterator[str]:
    words = Words(line)
    if name in line:
        return _event_lines(words, line[name])
    if name in {judged.id for judged in line.sources}:
        return _source_lines(words, line.source(name))
    raise UnknownName("event or source", name, [*(e.id for e in line), *(s.id for s in line.sources)])


def _margin_lines(line: Timeline, name: str) -> Iterator[str]:
    words, margins = Words(line), margins_of(line, name)
    if not margins:
        yield from ("", "Margins: nothing is said that could be dropped")
        return
    yield from ("", HEADING)
    for margin in margins:
        yield f"  {words.claim(margin.claim, name)}"
        yield from (f"    {told}" for told in margin_lines(words, margin, name))


def _paged(lines: Iterable[str]) -> str:
    """Lines broken to the width of a page, what is continued further in."""
    return "".join(f"{part}\n" for line in lines for part in _broken(line))


def _broken(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(
        line, _WIDTH, subsequent_indent=f"{indent}    ", break_long_words=False, break_on_hyphens=False
    ) or [""]


def _event_lines(words: Words, entry: Entry) -> Iterator[str]:
    yield f"{entry.id}: {entry.title}"
    times = times_words(entry.start_clock, entry.end_clock, entry.zone)
    days = span_words(entry.start, entry.end, weekday=True)
    status = "" if days == entry.status.value else f" ({entry.status.value})"
    yield f"  {', '.join(filter(None, (days, times)))}{status}"
    yield from (f"  or, at the same cost, {other.text}" for other in entry.instead)
    yield from derivation_lines(words, entry)
    judged: tuple[JudgedClaim | JudgedRelation, ...] = (*entry.claims, *entry.relations)
    if judged:
        yield from ("", "Claims")
    for one in judged:
        yield from _verdict_lines(words.claim(one.id, entry.id), _verdict(one), one.because)


def _verdict(judged: JudgedClaim | JudgedRelation) -> str:
    """The verdict on a claim, and on its time of day or its tense where that fared otherwise."""
    others = [("time of day", judged.clock)]
    if isinstance(judged, JudgedClaim) and judged.tense in NOT_HELD:
        others.append(("tense", judged.tense))
    asides = [
        f" ({part}: {one.value})" for part, one in others if one is not None and one is not judged.verdict
    ]
    return judged.verdict.value + "".join(asides)


def _source_lines(words: Words, judged: JudgedSource) -> Iterator[str]:
    yield f"{judged.id}: {judged.source.title or 'no title'}"
    if judged.published == DateRange(None, None):
        yield "  publication day unknown: nothing says when it appeared"
    else:
        yield f"  published {day_words(judged.published)} ({_origin(judged)})"
        yield from (f"  or, at the same cost, {other.text}" for other in judged.instead)
        yield from derivation_lines(words, judged)
    said = (
        ("published", judged.printed, judged.because),
        ("retrieved", judged.retrieved, judged.retrieved_because),
    )
    told = [
        line
        for key, verdict, because in said
        if verdict is not None
        for line in _verdict_lines(words.claim(f"{judged.id}/{key}", judged.id), verdict.value, because)
    ]
    if told:
        yield from ("", "Claims", *told)


def _origin(judged: JudgedSource) -> str:
    """Where a publication day comes from: the print alone, the print and what else is known, or that alone."""
    if judged.inferred:
        return "inferred"
    alone = {f"{judged.id}/published"}.issuperset(judged.chain)
    return "as printed" if alone else f"printed “{judged.source.published}”"


def _verdict_lines(claim: str, verdict: str, because: str | None) -> Iterator[str]:
    yield f"  {claim}: {verdict}"
    if because is not None:
        yield f"    {because}"
