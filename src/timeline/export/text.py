"""The text report: every event in order, with every claim and what became of it.

A reader with nothing but a terminal and `grep` is served: plain lines, no colour, date and title of an event
on one line. What is data never reaches the terminal as anything but visible characters. The layout is
that of docs/reference/report.md, whose notes T1.. say what was decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.dates.values import Shown
from timeline.export import telling, words
from timeline.export.columns import beside, cells, cut, hanging, neutral, wrap
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedRelation, JudgedSource
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import HELD, EntryStatus, Verdict

__all__ = ["WIDTHS", "date_column", "render"]

WIDTHS: Final = range(60, 1001)
"""The widths that a report can have."""

_DATES: Final = 18
_SOURCES: Final = 5


@attrs.frozen(kw_only=True, repr=False)
class _Style(Shown):
    """The characters of a report; `verdicts` are the marks of claims."""

    verdicts: dict[Verdict, str]
    inferred: str = "~"
    tied: str = "!"
    relation: str = ">"
    between: str = " · "
    more: str = "…"


_PLAIN: Final = _Style(
    verdicts={
        Verdict.DECIDES: "=",
        Verdict.AGREES: "+",
        Verdict.CORRECTED: "≈",
        Verdict.REJECTED: "✗",
        Verdict.OVERRULED: "✗",
        Verdict.UNREAD: "?",
    }
)
_ASCII: Final = attrs.evolve(
    _PLAIN,
    verdicts=_PLAIN.verdicts | {Verdict.CORRECTED: "*", Verdict.REJECTED: "x", Verdict.OVERRULED: "x"},
    between=" - ",
    more="...",
)


def render(
    line: Timeline,
    *,
    width: int = 76,
    ascii: bool = False,  # noqa: A002 - the option's name
    brief: bool = False,
    group: str | None = None,
) -> str:
    """The report of a timeline, ending with one newline.

    `width` is in cells of a terminal, from 60; `ascii` replaces the marks that are not ASCII (data stay as
    they are); `brief` gives each event a line and leaves the evidence out; `group` puts the events under headings, one
    of `telling.GROUPS`. ValueError for a width outside `WIDTHS`, or another group.

    >>> from timeline.evidence.model import Dossier
    >>> print(render(Timeline(dossier=Dossier(title="Nothing yet"))), end="")
    Nothing yet                                                         0 events
    """
    if width not in WIDTHS:
        msg = f"a report is {WIDTHS[0]} to {WIDTHS[-1]} columns wide, not {width}"
        raise ValueError(msg)
    report = _Report(line, width, _ASCII if ascii else _PLAIN)
    return "\n".join(text.rstrip() for text in report.lines(brief=brief, group=group)) + "\n"


def date_column(dates: DateRange) -> str:
    """A range as the date column shows it: ISO 8601, shortened where a whole month or year is meant.

    >>> date_column(DateRange.of("2022-09-08", "2022-09-08"))
    '2022-09-08'
    >>> date_column(DateRange.of("2022-07-01", "2022-07-31"))
    '2022-07'
    >>> date_column(DateRange.of("2022-08-03", "2022-08-31")), date_column(DateRange.of(None, "2022-09-08"))
    ('2022-08-03..31', '..2022-09-08')
    """
    if dates.first is None or dates.last is None:
        ends = (dates.earliest_iso or "", dates.latest_iso or "")
        return "undated" if ends == ("", "") else "..".join(ends)
    first, last = civil.civil(dates.first), civil.civil(dates.last)
    if first == last:
        return civil.iso(dates.first)
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        return _joined(civil.iso_year(first[0]), civil.iso_year(last[0]))
    if first[2] == 1 and last[2] == civil.days_in_month(*last[:2]):
        return _joined(_month(*first[:2]), _month(*last[:2]))
    return f"{civil.iso(dates.first)}..{_rest(first, last)}"


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}..{last}"


def _month(year: int, month: int) -> str:
    return f"{civil.iso_year(year)}-{month:02d}"


def _rest(first: tuple[int, int, int], last: tuple[int, int, int]) -> str:
    """The last day without what it shares with the first (ISO 8601-1:2019, 5.5.2.1)."""
    if first[0] != last[0]:
        return f"{_month(*last[:2])}-{last[2]:02d}"
    return f"{last[2]:02d}" if first[1] == last[1] else f"{last[1]:02d}-{last[2]:02d}"


def _brief_dates(entry: Entry) -> str:
    """From start to end where each is one day, month or year, or the end is open; else all the days in between."""
    start, end = date_column(entry.start), date_column(entry.end)
    if entry.start == entry.end:
        return start
    if entry.start.first is None or entry.end.last is None:
        return f"{start}/.."
    if ".." not in start + end:
        return f"{start}/{end}"
    return date_column(DateRange(entry.start.first, entry.end.last))


class _Report:
    """One report on its way to lines; holds what all its parts need."""

    def __init__(self, line: Timeline, width: int, style: _Style) -> None:
        self.line = line
        self.width = width
        self.style = style
        self.sources = {judged.id: judged for judged in line.sources}
        self.previous = words.predecessors(line)

    def lines(self, *, brief: bool, group: str | None) -> Iterator[str]:
        yield from self._header()
        for heading, entries in telling.groups(self.line, group) if group else [("", list(self.line))]:
            if entries:
                yield ""
            if heading:
                yield from (heading, "")
            for entry in entries:
                yield from self._brief(entry) if brief else self._entry(entry)
        shown = [] if brief else telling.shown_sources(self.line)
        if shown:
            yield from ("", "Sources")
        for source in shown:
            yield from self._source(source)
        yield from self._closing()

    def _brief(self, entry: Entry) -> Iterator[str]:
        """One line, its title cut where it is long: the whole one is in the report that is not brief."""
        date = _brief_dates(entry)
        title, status = neutral(entry.title.strip() or entry.id), entry.status.value
        lead = date.ljust(_DATES - 1) + " "
        room = max(self.width - cells(lead) - cells(status) - 2, 16)
        yield from beside(lead, cut(title, room, self.style.more), status, cells(lead), self.width)

    def _header(self) -> list[str]:
        title = neutral(telling.title_of(self.line))
        counts = self.style.between.join(telling.counts(self.line))
        if cells(title) + 2 + cells(counts) <= self.width:
            return beside("", title, counts, 0, self.width)
        return [*wrap(title, self.width), *wrap(counts, self.width)]

    def _entry(self, entry: Entry) -> Iterator[str]:
        date, ending = date_column(entry.start), ""
        if entry.end != entry.start:
            ending = f"to {date_column(entry.end)}" if date != "undated" else f"ends {date_column(entry.end)}"
        ending = " ".join(part for part in (ending, words.times_words(entry)) if part)
        yield from beside(
            date, neutral(entry.title.strip() or entry.id), neutral(entry.kind), _DATES, self.width
        )
        yield from beside(ending, self._where(entry), f"[{entry.id}]", _DATES, self.width)
        yield from self._remarks(entry)
        yield from self._evidence(entry)

    def _where(self, entry: Entry) -> str:
        parts = [entry.event.place, ", ".join(entry.event.parties), telling.status_told(entry)]
        return neutral(self.style.between.join(part for part in parts if part))

    def _remarks(self, entry: Entry) -> Iterator[str]:
        if len(entry.candidates) > 1:
            yield from self._text(f"one of {words.runs_words(entry.candidates)}")
        for other in entry.instead:
            yield from self._text(f"or, at the same cost, {other.text}")
        if entry.event.note:
            yield from self._text(f"note: {entry.event.note}")
        yield from self._address(entry.event.url)

    def _text(self, text: str) -> list[str]:
        return hanging("", neutral(text), _DATES, self.width) if text.strip() else []

    def _address(self, url: str | None) -> list[str]:
        """A link stays whole: further to the left where it is long, and wider than the page in the end."""
        text = neutral(url or "").strip()
        if " " in text:
            return self._text(text)
        return [" " * min(_DATES, max(self.width - cells(text), 0)) + text] if text else []

    def _evidence(self, entry: Entry) -> Iterator[str]:
        if self.sources and entry.status is EntryStatus.INFERRED:
            yield from self._line(self.style.inferred, "", "no date of its own: worked out from other claims")
        for claim in telling.shown_claims(self.line, entry):
            yield from self._claim(claim)
        for relation in entry.relations:
            yield from self._relation(relation, self.previous.get(entry.id))

    def _mark(self, verdict: Verdict, tied: bool, held: str = "") -> str:  # noqa: FBT001 - a column of a value
        if tied:
            return self.style.tied
        return held if held and verdict in HELD else self.style.verdicts[verdict]

    def _line(self, mark: str, who: str, text: str) -> list[str]:
        return hanging(f"   {mark} {who}", neutral(text), _DATES, self.width)

    def _claim(self, judged: JudgedClaim) -> Iterator[str]:
        claim = judged.claim
        source = self.sources.get(claim.source or "")
        mark = self._mark(judged.verdict, judged.tied)
        said, counted = words.claim_words(judged), words.counted_from(judged, source)
        yield from self._line(mark, claim.voice, said)
        if counted:
            yield from self._text(f"({counted})")
        yield from self._asides(telling.quote_of(judged), claim.note)

    def _asides(self, quote: str | None, note: str | None) -> Iterator[str]:
        if quote:
            yield from self._text(f'quote: "{quote}"')
        if note:
            yield from self._text(f"note: {note}")

    def _relation(self, judged: JudgedRelation, previous: Entry | None) -> Iterator[str]:
        mark = self._mark(judged.verdict, judged.tied, self.style.relation)
        text = neutral(words.relation_words(judged, self.line, previous))
        yield from hanging(f"   {mark}", text, _SOURCES, self.width)
        yield from self._asides(judged.relation.quote, judged.relation.note)

    def _source(self, judged: JudgedSource) -> Iterator[str]:
        known = judged.published != DateRange(None, None)
        mark = self.style.inferred if judged.inferred and known else " "
        if judged.printed is not None or judged.tied:
            mark = self._mark(judged.printed or Verdict.DECIDES, judged.tied)
        reason = f": {judged.because}" if judged.because else ""
        yield from self._line(mark, judged.id, words.published_words(judged) + reason)
        for other in judged.instead:
            yield from self._text(f"or, at the same cost, {other.text}")
        yield from self._text(words.retrieved_words(judged))
        source = judged.source
        name = self.style.between.join(part for part in (source.title, source.publisher) if part)
        yield from self._text(name)
        if source.copies:
            yield from self._text(f"copies {source.copies}")
        yield from self._address(source.url)
        yield from self._asides(None, source.note)

    def _closing(self) -> Iterator[str]:
        told = list(telling.closing(self.line))
        if told:
            yield ""
        for text in told:
            yield from (
                hanging("", neutral(text), 0, self.width) if cells(text) <= self.width else self._hung(text)
            )

    def _hung(self, text: str) -> list[str]:
        first, *rest = wrap(neutral(text), self.width - 2, self.width)
        return [first, *(f"  {line}" for line in rest)]
