"""How the bounds of ranges follow: each as the steps that lead to it, in English.

The values come from the outcome; this module only finds words for them. It decides nothing and looks
nothing up beyond the timeline that it is given.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from timeline.dates.clocks import bound_words, clock_words
from timeline.dates.fuzzy import DateRange
from timeline.dates.ranges import range_words
from timeline.reasoning.entries import Bound, Entry, JudgedSource, Link
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import Words, falls_words, moment_words, ordinal
from timeline.reasoning.relating import ORDINAL, PUBLISHED

__all__ = ["Derivation", "derivation_lines", "derivations"]

# Where clocks are put back they show the same time twice.
_AGAIN: Final = " (the second time)"
_MOMENTS: Final = {"start": "starts", "end": "ends", "published": "appeared"}


@attrs.frozen
class Derivation:
    """How one side of an entry's range follows: the bound in words, and the steps that lead to it, root first."""

    bound: str
    steps: tuple[str, ...]


def derivations(line: Timeline) -> Callable[[Entry], tuple[Derivation, ...]]:
    """For each entry of a timeline, how its bounds follow; only those that rest on more than one claim of its own.

    >>> from timeline.evidence.model import Dossier
    >>> callable(derivations(Timeline(dossier=Dossier())))
    True
    """
    # Looked up only where there is something to explain.
    words = functools.cache(lambda: Words(line))

    def of(entry: Entry) -> tuple[Derivation, ...]:
        if not entry.bounds:
            return ()
        return tuple(
            section.derivation(words())
            for section in _of_entry(words(), entry)
            if len(section.steps) > 1 or any(link.moment[0] != entry.id for link, _ in section.steps)
        )

    return of


def derivation_lines(words: Words, of: Entry | JudgedSource) -> Iterator[str]:
    """How the bounds of an event or a source follow, a paragraph for each side of a range, or for both at once."""
    sections = _of_entry(words, of) if isinstance(of, Entry) else _sections(words, of.bounds, same=True)
    for section in sections:
        told = section.derivation(words)
        yield ""
        yield told.bound
        yield from (f"  {step}" for step in told.steps)


def _of_entry(words: Words, entry: Entry) -> Iterator[_Section]:
    yield from _sections(words, entry.bounds, same=entry.start == entry.end)
    yield from _sections(words, entry.clock_bounds, same=_one_time(entry))


def _one_time(entry: Entry) -> bool:
    """Whether start and end have the same times of day on both sides."""
    sides = [(bound.day, bound.second) for bound in entry.clock_bounds]
    return len(sides) == 4 and sides[:2] == sides[2:]


_Step = tuple[Link, Link | None]
"""One step of the derivation of a bound, or of both sides of a range at once: then the earlier first."""


@attrs.frozen
class _Section:
    """What one paragraph tells: one side of a range, or both where they follow from the same claims.

    Attributes:
        sides: the bounds that it tells.
        lead: of which moment, where the entry has two that differ.
        steps: the steps, root first.
    """

    sides: tuple[Bound, ...]
    lead: str
    steps: tuple[_Step, ...]

    def derivation(self, words: Words) -> Derivation:
        """The section in words."""
        first = self.sides[0]
        # Days and times that are not of one zone need not follow each other on the face of it.
        zones = {zone for link, _ in self.steps if (zone := _zone(words, link)) is not None}
        steps = [_step_words(words, step, zoned=len(zones) > 1) for step in self.steps]
        if first.cut:
            steps.insert(0, f"(only the last {len(first.chain)} steps of a longer derivation)")
        if len(self.sides) > 1:
            return Derivation(f"{self.lead}{_both_words(*self.sides)}, because", tuple(steps))
        side = "not after" if first.latest else "not before"
        if first.day is None:
            return Derivation(f"{self.lead}{side}: nothing says", ())
        return Derivation(f"{self.lead}{side} {_at_words(first)}, because", tuple(steps))


def _at_words(at: Bound | Link) -> str:
    """The day of a bound, and the time of day where it is one on that."""
    day = range_words(at.day, at.day)
    return day if at.second is None else f"{bound_words(at.second)}{_AGAIN if at.again else ''} on {day}"


def _both_words(low: Bound | Link, high: Bound | Link) -> str:
    """From one bound to another."""
    if low.second is None or high.second is None:
        return range_words(low.day, high.day)
    if (low.day, low.again) != (high.day, high.again):
        return f"{_at_words(low)} to {_at_words(high)}"
    again = _AGAIN if low.again else ""
    return f"{clock_words(low.second, high.second)}{again} on {range_words(low.day, low.day)}"


def _sections(words: Words, bounds: Sequence[Bound], *, same: bool) -> Iterator[_Section]:
    """The bounds of a range, or of a start and an end; where those are the same, one bound of each tells both."""
    if same and len(bounds) > 2:
        bounds = (bounds[0], bounds[-1])
    for low, high in zip(bounds[::2], bounds[1::2], strict=True):
        lead = "" if same else f"{_MOMENTS[low.moment[1]]} "
        earlier, later = _told(low), _told(high)
        pairs = tuple(zip(earlier, later, strict=False))
        if earlier and len(earlier) == len(later) and all(_alike(words, *pair) for pair in pairs):
            yield _Section((low, high), lead, pairs)
        else:
            for bound, links in ((low, earlier), (high, later)):
                # That a time lies on its day needs no telling.
                if links or bound.second is None:
                    yield _Section((bound,), lead, tuple((link, None) for link in links))


def _told(bound: Bound) -> list[Link]:
    """The steps behind a bound that need telling: that nothing ends before it starts does not."""
    return [link for link in bound.chain if link.claim is not None or link.moment[1] not in _MOMENTS]


def _alike(words: Words, low: Link, high: Link) -> bool:
    """Whether two steps are of one claim, and bound one moment, or a whole span, from both sides."""
    if low.claim is None or (low.claim, low.part, low.moment[0]) != (high.claim, high.part, high.moment[0]):
        return False
    if low.second is not None or high.second is not None:
        return low.moment == high.moment and None not in (low.second, high.second)
    sides = low.moment[1], high.moment[1]
    # What goes on meets the days of its words from both sides, and need not lie in them.
    lies_in = low.part == "date" and low.day <= high.day and not words.goes_on(low.claim)
    return low.moment == high.moment or sides == ("start", "end") or lies_in


def _step_words(words: Words, step: _Step, *, zoned: bool) -> str:
    link, _ = step
    zone = _zone(words, link) if zoned else None
    lead = f"{_subject(link)}{f' ({zone})' if zone else ''} {_bounded(step)}: "
    if link.claim is None:
        return lead + "the series runs in order"
    if link.part == "tense":
        return lead + words.tense(link.claim)
    return lead + words.kept(link.claim, link.moment[0])


def _subject(link: Link) -> str:
    """What a step is about: an event, a source, or whatever has an ordinal in a series."""
    kind, *rest = link.moment[1].split(" ")
    return link.moment[0] if kind != ORDINAL else f"the {ordinal(int(rest[0]))} of {link.moment[0]}"


def _zone(words: Words, link: Link) -> str | None:
    """The zone whose days and times a step speaks of; None for those of sources, which are days wherever they count."""
    kind, *rest = link.moment[1].split(" ")
    if kind == ORDINAL:
        # Instants of an ordinal have no zone of their own, and are told by the clocks of the file.
        return rest[-1] if link.second is None else words.zone()
    return words.zone(link.moment[0]) if kind != PUBLISHED else None


def _bounded(step: _Step) -> str:
    """What a step says of its moment: "starts 5 Apr 2023 or later", "falls on 5 Apr 2023"."""
    link, other = step
    # What ordinals put in order are starts.
    verb = _MOMENTS.get(link.moment[1], "starts")
    if link.second is not None:
        side = "or earlier" if link.latest else "or later"
        return f"{verb} {f'{_at_words(link)} {side}' if other is None else _both_words(link, other)}"
    if other is None:
        return moment_words(verb, DateRange(None, link.day) if link.latest else DateRange(link.day, None))
    days = DateRange(link.day, other.day)
    return f"falls {falls_words(days)}" if link.moment != other.moment else moment_words(verb, days)
