"""The timeline in Markdown, with a footnote for each source: ready for a paper, an issue or a wiki.

What is written is understood alike by GitHub, Pandoc and MyST: headings, lists, links and footnotes, nothing else.
What is data never becomes markup. The notes M1.. of docs/reference/markdown.md say what was decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from timeline.export import telling, words
from timeline.export.columns import neutral
from timeline.export.markup import is_web_address
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedRelation, JudgedSource
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import HELD, EntryStatus

__all__ = ["quoted", "render"]

# Each can begin or end a construct of some dialect, attributes, mathematics and mentions among them.
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]|~$^#@])")
_HTML: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# What makes a list, a rule, a quote or an underlined heading at the beginning of a line.
_FIRST: Final = re.compile(r"^([-+=:]|\d+(?=[.)]))")


def quoted(text: str) -> str:
    r"""A text as it may stand in a line of Markdown and means only itself.

    >>> print(quoted("<b>2*3</b> [x](javascript:y)"))
    &lt;b&gt;2\*3&lt;/b&gt; \[x\](javascript:y)
    >>> print(quoted("1. first"), quoted("- item"))
    1\. first \- item
    """
    shown = _MARKUP.sub(r"\\\1", " ".join(neutral(text).split()).translate(_HTML))
    first = _FIRST.match(shown)
    if first is None:
        return shown
    return f"{first[0]}\\{shown[first.end() :]}" if first[0].isdigit() else f"\\{shown}"


def render(line: Timeline, *, group: str = "year") -> str:
    """The timeline as Markdown, ending with one newline.

    `group` is what the events stand under, one of `telling.GROUPS`. ValueError for another.

    >>> from timeline.evidence.model import Dossier
    >>> print(render(Timeline(dossier=Dossier(title="Nothing yet"))), end="")
    # Nothing yet
    <BLANKLINE>
    0 events
    """
    return "\n\n".join(_Writer(line).blocks(group)) + "\n"


class _Writer:
    """Writes blocks, which an empty line parts; holds what all of them need."""

    def __init__(self, line: Timeline) -> None:
        self.line = line
        self.sources = {judged.id: judged for judged in line.sources}
        self.previous = words.predecessors(line)

    def blocks(self, group: str) -> Iterator[str]:
        yield f"# {quoted(telling.title_of(self.line))}"
        yield " · ".join(telling.counts(self.line))
        for heading, entries in telling.groups(self.line, group):
            yield f"## {heading}"
            for entry in entries:
                yield from self._entry(entry)
        told = [f"- {quoted(text)}" for text in telling.closing(self.line)]
        if told:
            yield "## Still open"
            yield "\n".join(told)
        yield from map(_footnote, telling.shown_sources(self.line))

    def _entry(self, entry: Entry) -> Iterator[str]:
        yield f"### {_dashed(words.entry_words(entry))}: {quoted(entry.title.strip() or entry.id)}"
        yield " · ".join(self._about(entry))
        if len(entry.candidates) > 1:
            yield f"One of {_dashed(words.runs_words(entry.candidates))}."
        for other in entry.instead:
            yield f"Or, at the same cost, {quoted(other.text)}."
        if entry.event.note:
            yield quoted(entry.event.note)
        if entry.event.url:
            yield _address(entry.event.url)
        evidence = [self._claim(judged) for judged in telling.shown_claims(self.line, entry)]
        evidence += [self._relation(judged, entry) for judged in entry.relations]
        if evidence:
            yield "\n".join(evidence)

    def _about(self, entry: Entry) -> Iterator[str]:
        event, times = entry.event, words.times_words(entry)
        for part in (times, event.kind, event.place, ", ".join(event.parties), telling.status_told(entry)):
            if part:
                yield quoted(part)
        loud = entry.status in (EntryStatus.TIED, EntryStatus.DISPUTED, EntryStatus.CORRECTED)
        yield f"**{entry.status.value}**" if loud else entry.status.value

    def _claim(self, judged: JudgedClaim) -> str:
        claim = judged.claim
        mark = "tied" if judged.tied else judged.verdict.value
        counted = words.counted_from(judged, self.sources.get(claim.source or ""))
        said = quoted(
            f"{claim.voice} {words.claim_words(judged, '→')}" + (f" ({counted})" if counted else "")
        )
        return f"- *{mark}*: {said}{_asides(telling.quote_of(judged), claim.note)}{self._cited(claim.source)}"

    def _relation(self, judged: JudgedRelation, entry: Entry) -> str:
        held = judged.verdict in HELD
        mark = "tied" if judged.tied else "relation" if held else judged.verdict.value
        relation = judged.relation
        said = quoted(words.relation_words(judged, self.line, self.previous.get(entry.id)))
        return f"- *{mark}*: {said}{_asides(relation.quote, relation.note)}{self._cited(relation.source)}"

    def _cited(self, source: str | None) -> str:
        return f"[^{source}]" if source in self.sources else ""


def _asides(quote: str | None, note: str | None) -> str:
    return (f" (“{quoted(quote)}”)" if quote else "") + (f"; {quoted(note)}" if note else "")


def _dashed(days: str) -> str:
    return days.replace("-", "–")


def _address(url: str) -> str:
    return f"<{url}>" if is_web_address(url) else quoted(url)


def _footnote(judged: JudgedSource) -> str:
    source = judged.source
    title = source.title and (
        f"[{quoted(source.title)}](<{source.url}>)" if is_web_address(source.url) else quoted(source.title)
    )
    address = source.url and (None if title and is_web_address(source.url) else _address(source.url))
    archived = source.archived and f"archived: {_address(source.archived)}"
    reason = f": {quoted(judged.because)}" if judged.because else ""
    parts = [
        title,
        source.publisher and quoted(source.publisher),
        _dashed(words.published_words(judged)) + reason,
        *(f"or, at the same cost, {quoted(other.text)}" for other in judged.instead),
        quoted(words.retrieved_words(judged)),
        source.copies and f"copies {source.copies}",
        address,
        archived,
        source.note and quoted(source.note),
    ]
    return f"[^{source.id}]: {source.id}: {'; '.join(part for part in parts if part)}."
