"""The list of a page: every entry and source as HTML, the accessible truth beside the picture.

The list is what the picture's script reads as well, so that the data stand in the page once. It is long, and
plain Python writes it several times faster than a template would; everything that is data goes through `escaped`.
End tags that HTML lets go (of `li` and `p`) are left out: thousands of entries are as many bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from timeline.dates.fuzzy import DateRange
from timeline.export import telling, words
from timeline.export.markup import escaped, link_of
from timeline.export.strips import Reach, misplaced, ordered
from timeline.reasoning.derivations import Derivation, derivations
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedRelation, JudgedSource
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import HELD, EntryStatus, Verdict

__all__ = ["list_of", "sources_of"]

_URGENT: Final = (EntryStatus.TIED, EntryStatus.DISPUTED, EntryStatus.CORRECTED, EntryStatus.UNDATED)
_SHAPES: Final = {EntryStatus.INFERRED: " data-s=d", EntryStatus.TIED: " data-s=t"}
_CLASSES: Final[Mapping[Verdict, str]] = {
    Verdict.DECIDES: "",
    Verdict.AGREES: " class=g",
    Verdict.CORRECTED: " class=x",
    Verdict.REJECTED: " class=x",
    Verdict.OVERRULED: " class=x",
    Verdict.UNREAD: " class=u",
}


def list_of(
    line: Timeline,
    reaches: Mapping[str, Reach],
    lanes: Mapping[str, list[int]],
    colours: Mapping[str, int],
    *,
    relations: bool = False,
) -> Iterator[str]:
    """The entries under their years, in order.

    Args:
        line: the timeline.
        reaches: the days of every entry as the picture shows them.
        lanes: for each event the numbers of the lanes of the picture that it stands in.
        colours: for each kind the number of its colour.
        relations: whether the picture has arrows.
    """
    write = _Writer(line).entry
    in_lanes = {name: ",".join(map(str, numbers)) for name, numbers in lanes.items()}
    for year, entries in telling.groups(line, "year"):
        yield f"<section><h3>{escaped(year)}</h3><ol>"
        for entry in entries:
            name = entry.id
            days = _days(entry, reaches[name]) + (_arrows(entry) if relations else "")
            yield write(entry, name, days, in_lanes[name], colours[entry.kind])
        yield "</ol></section>"


class _Writer:
    """Writes entries; holds what all of them need."""

    def __init__(self, line: Timeline) -> None:
        self.line = line
        self.sources = {judged.id: judged for judged in line.sources}
        self.links = {one.id: f"<a href=#{one.id}>{one.id}</a>" for one in telling.shown_sources(line)}
        self.previous = words.predecessors(line)
        self.why = derivations(line)

    def entry(self, entry: Entry, name: str, days: str, lanes: str, colour: int) -> str:
        """One entry; its name is handed in, since it is asked for often and thousands of times."""
        event = entry.event
        claims = [self._claim(judged) for judged in telling.shown_claims(self.line, entry)]
        claims += [self._relation(judged, entry) for judged in entry.relations]
        why = self.why(entry)
        return (
            f"<li id={name} data-l={lanes} class=k{colour}{days}>"
            f"<h4>{_time(entry)} <a href=#{name}>{escaped(event.title.strip() or name)}</a></h4>"
            f"<p class=m>{_about(entry)}{_remarks(entry)}"
            + (f"<ul>{''.join(claims)}</ul>" if claims else "")
            + (
                f"<details><summary>Why this date?</summary>{''.join(map(_reasons, why))}</details>"
                if why
                else ""
            )
        )

    def _claim(self, judged: JudgedClaim) -> str:
        claim, verdict = judged.claim, judged.verdict
        source = claim.source
        said = words.claim_words(judged, "→")
        counted = words.counted_from(judged, self.sources.get(source)) if source else ""
        if counted:
            said += f" ({counted})"
        return (
            f"<li{_CLASSES[verdict]}><b>{'tied' if judged.tied else verdict.value}</b>"
            f" {self.links.get(source, source) if source else claim.voice} {escaped(said)}"
            + (_asides(telling.quote_of(judged), claim.note) if claim.quote or claim.note else "")
        )

    def _relation(self, judged: JudgedRelation, entry: Entry) -> str:
        held = judged.verdict in HELD
        mark = "tied" if judged.tied else "relation" if held else judged.verdict.value
        text = words.relation_words(judged, self.line, self.previous.get(entry.id))
        css = " class=r" if held else _CLASSES[judged.verdict]
        return f"<li{css}><b>{mark}</b> {escaped(text)}" + _asides(
            judged.relation.quote, judged.relation.note
        )


def _about(entry: Entry) -> str:
    event, status = entry.event, entry.status.value
    parts = [event.kind, event.place, ", ".join(event.parties), telling.status_told(entry)]
    text = " · ".join([part for part in parts if part] + [f"#{tag}" for tag in event.tags])
    loud = entry.status in _URGENT
    return f"{escaped(text)} · " + (f"<b class=s>{status}</b>" if loud else f"<span>{status}</span>")


def _time(entry: Entry) -> str:
    """The date; machines are told of a day alone, since HTML knows no ranges."""
    start = entry.start
    settled = start.first is not None and start == entry.end and start.settled and 0 < start.first < 3_652_060
    stamp = f" datetime={start.iso}" if settled else ""
    days, times = words.entry_words(entry).replace("-", "–"), words.times_words(entry)
    return f"<time{stamp}>{escaped(days)}{', ' + escaped(times) if times else ''}</time>"


def _days(entry: Entry, reach: Reach) -> str:
    """What the picture is drawn from: first, last and certain days as numbers, and the days of claims not kept."""
    if not reach.known:
        return ""
    core = reach.core
    bounds = f" data-d={_number(reach.first)},{_number(reach.last)}"
    if core is not None:
        bounds += f",{_number(core[0])},{_number(core[1])}"
    ghosts = [_number(day) for claim in entry.claims for days in misplaced(claim) for day in days]
    return bounds + (f" data-x={','.join(ghosts)}" if ghosts else "") + _SHAPES.get(entry.status, "")


def _arrows(entry: Entry) -> str:
    """The arrows from and to it, for the picture's script."""
    found = " ".join(f"{earlier} {later}" for earlier, later in ordered(entry))
    return f' data-r="{found}"' if found else ""


def _number(day: float | None) -> str:
    if day is None:
        return ""
    whole = int(day)
    return str(whole) if whole == day else f"{day:.5f}".rstrip("0")


def _remarks(entry: Entry) -> str:
    event = entry.event
    runs = (
        f"<p class=n>one of {escaped(words.runs_words(entry.candidates))}"
        if len(entry.candidates) > 1
        else ""
    )
    tied = "".join(f"<p class=n>or, at the same cost, {escaped(other.text)}" for other in entry.instead)
    note = f"<p class=n>{escaped(event.note)}" if event.note else ""
    return runs + tied + note + (f"<p class=n>{_address(event.url)}" if event.url else "")


def _asides(quote: str | None, note: str | None) -> str:
    quoted = f" <q>{escaped(quote)}</q>" if quote else ""
    return quoted + (f" <i>{escaped(note)}</i>" if note else "")


def _address(url: str, text: str | None = None) -> str:
    """A link where the address is one of the web; else it is only text."""
    link = link_of(url)
    shown = escaped(text or url)
    if link is None:
        return escaped(url) if text is None else f"{shown} ({escaped(url)})"
    return f'<a href="{link}" rel="noopener noreferrer">{shown}</a>'


def _reasons(why: Derivation) -> str:
    return f"<p>{escaped(why.bound)}<ol>{''.join(f'<li>{escaped(step)}' for step in why.steps)}</ol>"


def sources_of(line: Timeline) -> Iterator[str]:
    """The sources with their publication days."""
    for judged in telling.shown_sources(line):
        yield from _source(judged)


def _source(judged: JudgedSource) -> Iterator[str]:
    source = judged.source
    name = _address(source.url, source.title) if source.url else escaped(source.title or "")
    parts = [name, escaped(source.publisher or ""), f"copies {source.copies}" if source.copies else ""]
    if source.archived:
        parts.append(_address(source.archived, "archived copy"))
    grade = f", graded {escaped(source.reliability)}" if source.reliability else ""
    known = judged.published != DateRange(None, None)
    mark = " class=i" if judged.inferred and known else ""
    reason = f": {judged.because}" if judged.because else ""
    yield (
        f"<li id={judged.id}><h3>{judged.id}</h3><p{mark}>{escaped(words.published_words(judged) + reason)}{grade}"
        f"{''.join(f'<p class=n>{escaped(remark)}' for remark in _of_source(judged))}"
        f"<p>{' · '.join(part for part in parts if part)}" + _asides(None, source.note)
    )


def _of_source(judged: JudgedSource) -> Iterator[str]:
    """What else there is to say of the publication day of a source."""
    yield from (f"or, at the same cost, {other.text}" for other in judged.instead)
    if fetched := words.retrieved_words(judged):
        yield fetched
