"""What hangs on each claim, in English: what it would cost to keep it or to drop it, and what would give way instead.

Only wording: the values come from `margins`. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from timeline.dates.fuzzy import DateRange
from timeline.reasoning.components import OPEN
from timeline.reasoning.margins import CLEAR, Alternative, Fate, Margin, Reversal
from timeline.reasoning.phrasing import Words, falls_words, joined, slip_words
from timeline.reasoning.slips import AS_SAID
from timeline.reasoning.statements import Part

__all__ = ["HEADING", "margin_lines"]

HEADING: Final = f"Margins: how much more other outcomes cost (clear from {CLEAR}, odds of 20 to 1)"
"""What stands above margins, so that their numbers can be read."""

_PRINTED: Final = (Part.DATE.value, Part.PUBLISHED.value)
_FATES: Final = {
    Fate.GONE: "would have to go",
    Fate.SLIPPED: "would be corrected",
    Fate.TURNED: "would be read in another direction",
    Fate.STANDS: "would stand",
}


def margin_lines(words: Words, margin: Margin, about: str) -> Iterator[str]:
    """The margin of a claim on an event, or of the day that is printed on a source, a line for each other outcome.

    >>> from timeline.evidence.model import Dossier, Event
    >>> from timeline.reasoning.margins import margins
    >>> from timeline.reasoning.reconcile import reconcile
    >>> line = reconcile(Dossier(events=[Event(id="signed", when="9 May 2020")]))
    >>> [margin] = margins(line, "signed")
    >>> list(margin_lines(Words(line), margin, "signed"))
    ['to reject it would cost 927 more (clear): nothing would date signed']
    """
    if margin.kept is not None:
        yield f"{_keeping(words, margin)} would {_told(words, margin.kept, about)}"
    elif not margin.possible:
        yield "it contradicts itself, and cannot be kept whatever else is given up"
    if margin.dropped is not None:
        correcting = " instead of correcting it" if margin.fate is Fate.SLIPPED else ""
        yield f"to reject it{correcting} would {_told(words, margin.dropped, about)}"


def _keeping(words: Words, margin: Margin) -> str:
    if margin.first != AS_SAID:
        return f"to keep it but for a usual slip ({slip_words(*margin.first.split(' or '))})"
    if margin.fate is Fate.TURNED:
        return "to read it in the usual direction"
    return f"to keep it{f' {words.given(margin.claim)}' if margin.part in _PRINTED else ''}"


def _told(words: Words, other: Alternative, about: str) -> str:
    """The cost of another outcome and what it would make different: "cost 216 more (narrow): ... would stand"."""
    changes = [*_changed(words, other.changes, about), _dated(other.days, about)]
    limit = [] if other.optimal else ["a limit was reached, and a cheaper way is not ruled out"]
    return f"{_costs(other)}: {'; '.join([*changes, *limit])}"


def _costs(other: Alternative) -> str:
    if other.overrules:
        return "go against the curator's ruling (`prefer`)"
    if other.cost == 0:
        return "cost the same (tie)"
    if other.cost < 0:
        return f"cost {-other.cost} less than what was found"
    return f"cost {other.cost} more ({'clear' if other.cost >= CLEAR else 'narrow'})"


def _changed(words: Words, changes: Sequence[Reversal], about: str) -> Iterator[str]:
    """What would become of other claims, those of one fate together: "a, b and c would stand"."""
    for fate, told in _FATES.items():
        names = [_claim(words, change, about) for change in changes if change.fate is fate]
        if names:
            yield f"{joined(names)} {told}"


def _claim(words: Words, change: Reversal, about: str) -> str:
    if change.part == Part.TENSE.value:
        return words.tense(change.claim, verb="speaking")
    return words.claim(change.claim, about, verb="speaking")


def _dated(days: Sequence[DateRange], about: str) -> str:
    """On which days an event or a source would then be."""
    if not days:
        return "the date would stay the same"
    if len(days) == 1:
        [published] = days
        if published == OPEN:
            return f"nothing would say when {about} appeared"
        return f"{about} would have appeared {falls_words(published, weekday=True)}"
    start, end = days
    if start != end:
        return f"{about} would start {_falling(start)} and end {_falling(end)}"
    return f"nothing would date {about}" if start == OPEN else f"{about} would be {_falling(start)}"


def _falling(days: DateRange) -> str:
    return "on an unknown day" if days == OPEN else falls_words(days, weekday=True)
