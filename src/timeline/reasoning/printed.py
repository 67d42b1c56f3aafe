"""What a claim says as it stands, before anything speaks against it: the days that its words name, in English.

Only wording; it decides nothing.
"""

from __future__ import annotations

from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange, Shape, Stance, Wording
from timeline.dates.ranges import range_words
from timeline.evidence.model import DateClaim, Moment
from timeline.reasoning.entries import JudgedClaim, JudgedSource
from timeline.reasoning.phrasing import Words, day_words, falls_words, moment_words
from timeline.reasoning.slips import misnamed

__all__ = ["Printed", "printed_claim", "printed_day", "when_words"]

# What a date says that its moment does, and what it would do in another reading.
_VERBS: Final = {
    "be": ("is", "would be"),
    "fall": ("falls", "would fall"),
    "start": ("starts", "would start"),
    "end": ("ends", "would end"),
    "span": ("spans", "would span"),
    "go on": ("is under way", "would be under way"),
}


@attrs.frozen
class Printed:
    """What a claim says as it stands, to begin a reason with.

    Attributes:
        says: "as printed it is Sunday 5 Mar 2023"; only "as printed it" where its words name no run of days.
        joint: what joins to that what does not fit it.
        misnamed: whether it names a weekday that is not that of its date, which speaks against it by itself.
    """

    says: str
    joint: str
    misnamed: bool = False


def printed_claim(words: Words, judged: JudgedClaim, since: str = "") -> Printed:
    """What a claim says; `since` is the day that its words count from, as printed, where that matters.

    Where a name was read in another direction, it is told what it would be in its usual one.
    """
    usual = judged.reading is None
    counted = f"counted from {since}" if since else ""
    other = f"in the usual direction, {counted}," if counted else "in the usual direction"
    wording = words.wording(judged.id)
    assert wording is not None
    return _printed(
        counted or words.given(judged.id) if usual else other,
        wording,
        ""
        if judged.says is None
        else _named(judged.claim, wording, judged.says, judged.readings, would=not usual),
    )


def printed_day(words: Words, judged: JudgedSource) -> Printed:
    """What the publication day that is printed on a source is."""
    name = f"{judged.id}/published"
    wording, days = words.wording(name), words.named(name)
    assert wording is not None
    return _printed("as printed", wording, "" if days is None else _at("be", days, would=False))


def when_words(judged: JudgedClaim, wording: Wording | None, text: str) -> str:
    """When an event would be of which a claim were true: ``on Sunday 5 Mar 2023``, ``starting in 2023``."""
    if judged.says is None or wording is None:
        return f"on {text}"
    if wording.shape in (Shape.SINCE, Shape.UNTIL):
        verb = "starting" if wording.shape is Shape.SINCE else "ending"
        return f"{verb} {falls_words(judged.says, weekday=True)}"
    if judged.readings and all(run.settled for run in judged.readings):
        return f"on {' or '.join(map(day_words, judged.readings))}"
    return " or ".join(falls_words(run, weekday=True) for run in judged.readings or (judged.says,))


def _printed(lead: str, wording: Wording, named: str) -> Printed:
    wrong = misnamed(wording)
    if wrong is None:
        return Printed(f"{lead} it {named}".rstrip(), ", which" if named else "")
    day, weekday = wrong
    written = f"{day_words(DateRange(day, day))}, which is no {civil.WEEKDAYS[weekday]}"
    # Of a span one end may have the wrong weekday.
    alone = len(wording.parts) == 1
    return Printed(
        f"{lead} it {'is' if alone else 'names'} {written}", " and" if alone else ", and", misnamed=True
    )


def _named(
    claim: DateClaim, wording: Wording, days: DateRange, readings: tuple[DateRange, ...], *, would: bool
) -> str:
    """The days that a claim names, with what it says of them."""
    if claim.moment is not Moment.WHOLE:
        return _of_moment(claim.moment, wording.shape, days, would=would)
    if claim.stance is Stance.ONGOING:
        return _at("go on", days, would=would)
    if wording.shape in (Shape.SINCE, Shape.UNTIL):
        return _at("start" if wording.shape is Shape.SINCE else "end", days, would=would)
    if wording.shape is Shape.SPAN and None not in (days.first, days.last) and not days.settled:
        return f"{_VERBS['span'][would]} {range_words(days.first, days.last)}"
    if readings and all(run.settled for run in readings):
        return f"{_VERBS['be'][would]} {' or '.join(map(day_words, readings))}"
    if readings:
        return f"{_VERBS['fall'][would]} {' or '.join(map(falls_words, readings))}"
    return _at("be", days, would=would)


def _of_moment(moment: Moment, shape: Shape, days: DateRange, *, would: bool) -> str:
    """What a claim says of a start or an end alone: "since" says of an end only that it is no earlier."""
    verb = moment.value
    if (moment, shape) == (Moment.END, Shape.SINCE):
        return moment_words(_VERBS[verb][would], DateRange(days.first, None))
    if (moment, shape) == (Moment.START, Shape.UNTIL):
        return moment_words(_VERBS[verb][would], DateRange(None, days.last))
    return _at(verb, days, would=would)


def _at(verb: str, days: DateRange, *, would: bool) -> str:
    if days.first is None and days.last is None:
        return ""
    if verb == "be" and days.settled:
        return f"{_VERBS[verb][would]} {day_words(days)}"
    return f"{_VERBS['fall' if verb == 'be' else verb][would]} {falls_words(days, weekday=True)}"
