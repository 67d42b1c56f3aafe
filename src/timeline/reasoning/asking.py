"""Days that are asked about: what speaks against a date of an event, or against a day on which a source appeared.

A date is put to the dossier as a claim that has no weight, so that it changes nothing and is judged all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from timeline.dates import civil
from timeline.dates.ranges import range_words
from timeline.dates.text import parse_date, read
from timeline.evidence.model import DateClaim, Dossier
from timeline.reasoning.components import OPEN, Standings, groups, solved
from timeline.reasoning.constraints import model_of
from timeline.reasoning.entries import Entry, JudgedSource, Objection
from timeline.reasoning.objections import Objections
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import falls_words, span_words
from timeline.reasoning.printed import when_words
from timeline.reasoning.reasons import against_words
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.slices import Groups
from timeline.reasoning.slips import misnamed
from timeline.reasoning.statements import Part

__all__ = ["why_not"]


def why_not(line: Timeline, name: str, day: str) -> str:
    """What speaks against a date for an event, or against a publication day for a source; or that nothing does.

    The date is any text that needs no anchor. Raises UnknownName for an id that neither an event nor a source has, and
    DateError for a text that is no date.
    """
    parse_date(day)
    part = Groups(line.dossier).around(name)
    wrong = misnamed(read(day, part.reading))
    if wrong is not None:
        return f"there is no {day}: {range_words(wrong[0], wrong[0])} is a {civil.WEEKDAYS[civil.weekday(wrong[0])]}"
    if any(event.id == name for event in part.events):
        return _of_event(line, part, name, day)
    return _of_source(line, part, name, day)


def _of_event(line: Timeline, part: Dossier, name: str, day: str) -> str:
    guess = DateClaim(text=day, certainty="0", note="asked")
    event = part.event(name)
    asked = event.evolve(claims=[*event.claims, guess])
    events = [asked if one.id == name else one for one in part.events]
    answer = reconcile(attrs.evolve(part, events=events))
    judged = next(claim for claim in answer[name].claims if claim.claim == guess)
    against = against_words(answer, name, judged.objections, judged)
    if against is None:
        return f"nothing speaks against {day} for {name}, which {_known(line.about(name))}"
    when = when_words(judged, part.wording(guess), day)
    return f"{name} {when} {against}" if judged.objections else f"{name} {when}: {against}"


def _of_source(line: Timeline, part: Dossier, name: str, day: str) -> str:
    against = against_words(line, name, _objecting(part, name, day))
    if against is None:
        return f"nothing speaks against {day} for {name}, {_appeared(line.source(name))}"
    days = parse_date(day, options=part.source(name).reading or part.reading).range
    when = f"on {day}" if days == OPEN else falls_words(days, weekday=True)
    return f"that {name} appeared {when} {against}"


def _objecting(dossier: Dossier, source: str, day: str) -> Sequence[Objection]:
    """Minimal conflicts between a publication day and what holds."""
    model = model_of(dossier, asked={source: day})
    components = [solved(group) for group in groups(model)]
    asked = Standings(model, components).find(f"{source}/asked", Part.ASKED)
    assert asked is not None
    return Objections(model.numbers).of(asked)


def _known(entry: Entry | None) -> str:
    """What is known of an event's date, to end a sentence."""
    assert entry is not None
    if entry.start != entry.end:
        return span_words(entry.start, entry.end)
    return "is undated" if entry.start == OPEN else f"falls {falls_words(entry.start, weekday=True)}"


def _appeared(judged: JudgedSource) -> str:
    """What is known of the day of a source, to end a sentence."""
    if judged.published == OPEN:
        return "whose publication day is unknown"
    return f"which appeared {falls_words(judged.published, weekday=True)}"
