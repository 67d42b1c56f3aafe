"""Checks over a whole dossier, beyond what keeps its parts from fitting together.

A rule looks only at what the curator says in their own word: what sources say may be wrong, and is for the
reasoning to weigh; what the curator says wrongly is a mistake in the file. Of all claims it is asked only what the
file leaves open: the zone of a time of day, and whether the day or the month of a date stands first.
"""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from timeline.dates import civil
from timeline.dates.fuzzy import Shape, Wording
from timeline.dates.times import times_of
from timeline.errors import Position, Problem
from timeline.evidence.allen import Relation
from timeline.evidence.faults import CURATOR, and_again, seen_from
from timeline.evidence.model import DateClaim, Dossier, Event, Moment, RelationClaim
from timeline.graphs import strong_parts

__all__ = ["check"]


def check(dossier: Dossier) -> tuple[Problem, ...]:
    """What is wrong with a dossier as a whole, in the order of its file.

    >>> from timeline.evidence.model import Event
    >>> circle = Dossier(events=[Event(id="a", before="b"), Event(id="b", before="a")])
    >>> [problem.message for problem in check(circle)]
    ['a circle: a before b, b before a']
    """
    problems = [
        *_circles(dossier),
        *_ends_first(dossier),
        *_ordinals_taken_twice(dossier),
        *_empty_preferences(dossier),
        *_times_without_use(dossier),
        *_orders_not_said(dossier),
    ]
    return tuple(sorted(problems, key=lambda one: (_place(one.position), one.message)))


def _place(position: Position | None) -> tuple[str, int, int]:
    return (position.file, position.line, position.column) if position else ("", 0, 0)


_Moment = tuple[str, str]


class _Step(NamedTuple):
    """One moment comes no later than another, for a reason; no circle goes through a `strict` step."""

    before: _Moment
    after: _Moment
    strict: bool
    event: str
    relation: RelationClaim


# For each relation of an event A to an event B, the order of their moments, strict (`<`) or not. The moments
# of a circle of `<=` can all be on one day; equal days say nothing of what came first on that day.
_ORDERS: Final[Mapping[Relation, Sequence[str]]] = {
    Relation.BEFORE: ("A end < B start",),
    Relation.AFTER: ("B end < A start",),
    Relation.PREPARES_FOR: ("A end < B start",),
    Relation.FOLLOWS: ("B end < A start",),
    Relation.MEETS: ("A end < B start",),
    Relation.MET_BY: ("B end < A start",),
    Relation.DURING: ("B start <= A start", "A end <= B end"),
    Relation.PART_OF: ("B start <= A start", "A end <= B end"),
    Relation.CONTAINS: ("A start <= B start", "B end <= A end"),
    Relation.OVERLAPS: ("A start <= B start", "B start <= A end", "A end <= B end"),
    Relation.OVERLAPPED_BY: ("B start <= A start", "A start <= B end", "B end <= A end"),
    Relation.STARTS_WITH: ("A end <= B end",),
    Relation.STARTED_BY: ("B end <= A end",),
    Relation.ENDS_WITH: ("B start <= A start",),
    Relation.ENDED_BY: ("A start <= B start",),
}


def _circles(dossier: Dossier) -> Iterator[Problem]:
    """One problem for each knot of moments that would have to come before themselves."""
    graph: dict[_Moment, list[_Step]] = {}
    for event in dossier.events:
        for step in _steps(event):
            graph.setdefault(step.before, []).append(step)
    if not any(step.strict for steps in graph.values() for step in steps):
        return
    knots = strong_parts(_after(graph))
    told: set[_Moment] = set()
    for steps in graph.values():
        for step in steps:
            knot = knots[step.before]
            if step.strict and knot == knots[step.after] and knot not in told:
                told.add(knot)
                yield _circle(_shortest(graph, step, knots))


def _steps(event: Event) -> Iterator[_Step]:
    own = [relation for relation in event.relations if relation.source is None]
    for relation in own:
        for order in _ORDERS.get(relation.type, ()):
            ids = {"A": event.id, "B": relation.event or ""}
            one, moment, sign, other, later = order.split()
            yield _Step((ids[one], moment), (ids[other], later), sign == "<", event.id, relation)


def _after(graph: Mapping[_Moment, Sequence[_Step]]) -> dict[_Moment, list[_Moment]]:
    """The moments that come after each one: as related, and the end after the start."""
    after = {before: [step.after for step in steps] for before, steps in graph.items()}
    for moment in dict.fromkeys((*graph, *itertools.chain(*after.values()))):
        if moment[1] == "start":
            after.setdefault(moment, []).append((moment[0], "end"))
    return after


def _shortest(
    graph: Mapping[_Moment, Sequence[_Step]], first: _Step, knots: Mapping[_Moment, _Moment]
) -> list[_Step]:
    """The fewest steps that lead from a step back to its beginning."""
    knot = knots[first.before]
    came: dict[_Moment, tuple[_Moment, _Step | None]] = {}
    level = [first.after]
    while first.before not in came and first.before != first.after:
        following: list[_Moment] = []
        for moment in level:
            steps: list[tuple[_Moment, _Step | None]] = [(step.after, step) for step in graph.get(moment, ())]
            if moment[1] == "start":
                steps.append(((moment[0], "end"), None))
            for after, step in steps:
                if after not in came and knots.get(after) == knot and after != first.after:
                    came[after] = (moment, step)
                    following.append(after)
        level = following
    circle: list[_Step] = []
    moment = first.before
    while moment != first.after:
        moment, step = came[moment]
        if step is not None:
            circle.append(step)
    return [first, *reversed(circle)]


def _circle(steps: Sequence[_Step]) -> Problem:
    told = dict.fromkeys(
        f"{step.event} {step.relation.type.value} {step.relation.event}" for step in _as_told(steps)
    )
    last = max(steps, key=lambda step: _place(step.relation.position))
    return Problem(
        code="TL403",
        message=f"a circle: {', '.join(told)}",
        position=last.relation.position,
        help="take one of them out, or say which source says it, with `from:`",
    )


def _as_told(steps: Sequence[_Step]) -> Sequence[_Step]:
    """The steps the other way round where that lets each begin with the event that the last one ended with."""
    first, second = steps[0], steps[1 % len(steps)]
    leads_on, leads_back = first.relation.event == second.event, second.relation.event == first.event
    return steps[::-1] if leads_back and not leads_on else steps


def _empty_preferences(dossier: Dossier) -> Iterator[Problem]:
    for event in dossier.events:
        if event.prefer is None:
            continue
        preferred = event.prefer.source or CURATOR
        voices = {one.voice for one in (*event.claims, *event.relations)}
        if preferred not in voices:
            yield Problem(
                code="TL405",
                message=f"{preferred} is preferred and says nothing of {event.id!r}",
                position=event.prefer.position,
                help=f"these do: {', '.join(sorted(voices))}" if voices else "nobody does yet",
            )


def _ordinals_taken_twice(dossier: Dossier) -> Iterator[Problem]:
    taken: dict[tuple[str, int, str], list[tuple[str, RelationClaim]]] = {}
    for event in dossier.events:
        for relation in event.relations:
            if relation.series is not None and relation.ordinal is not None:
                place = (relation.series, relation.ordinal, relation.voice)
                taken.setdefault(place, []).append((event.id, relation))
    for (series, ordinal, voice), claims in taken.items():
        in_order = sorted(claims, key=lambda claim: (_place(claim[1].position), claim[0]))
        (first, earlier), *others = in_order
        for other, relation in others:
            if other != first:
                yield Problem(
                    code="TL404",
                    message=f"{other!r} and {first!r} are both number {ordinal} of {series!r}, says {voice}",
                    position=relation.position,
                    help=f"{first!r} has the number{seen_from(earlier.position, relation.position)};"
                    " correct one of the two",
                )


def _ends_first(dossier: Dossier) -> Iterator[Problem]:
    for event in dossier.events:
        starts, ends = (_own_limits(dossier, event, moment) for moment in (Moment.START, Moment.END))
        if not starts or not ends:
            continue
        (first, begun), (last, over) = max(starts, key=_DAY), min(ends, key=_DAY)
        if first > last:
            yield Problem(
                code="TL406",
                message=f"{event.id!r} ends {over.text!r}, before it starts {begun.text!r}",
                position=over.position,
                help="correct one of the two, or say which source says it, with `from:`",
            )


_DAY: Final = operator.itemgetter(0)


def _own_limits(dossier: Dossier, event: Event, moment: Moment) -> list[tuple[int, DateClaim]]:
    """The earliest days of a start, or the latest of an end, that the curator's own claims name."""
    own = [c for c in event.claims if c.source is None and c.anchor is None and c.moment is moment]
    days = [(_limit(dossier.wording(claim), moment), claim) for claim in own]
    return [(day, claim) for day, claim in days if day is not None]


def _limit(wording: Wording | None, moment: Moment) -> int | None:
    if wording is None:
        return None
    window = wording.start if moment is Moment.START else wording.end or wording.start
    if window is None or window.days is None or window.relative:
        return None
    return window.days.least if moment is Moment.START else window.days.greatest


def _times_without_use(dossier: Dossier) -> Iterator[Problem]:
    for event in dossier.events:
        zone = dossier.zone_of(event)
        for claim in event.claims:
            if claim.text is None or claim.unread is not None:
                continue
            reason = _without_use(claim.text, dossier.wording(claim), zone)
            if reason is not None:
                yield Problem(
                    code="TL306",
                    message=f"the time of day in {claim.text!r} is not used: {reason}",
                    position=claim.position,
                    help=_ADVICE,
                )


_ADVICE: Final = "write one time, as in '10:30' or '10:30 +05:30', or name the event's `zone:`"


def _without_use(text: str, wording: Wording | None, zone: str) -> str | None:
    """Why a time of day in a text tells nothing; None where there is none, or it does."""
    times = times_of(text)
    if times.start is None or wording is None:
        return times.unused or None
    day = wording.start.days.least if wording.start is not None and wording.start.days is not None else None
    if any(
        clock.unknown_in(zone, day or _ANY_DAY) for clock in (times.start, times.end) if clock is not None
    ):
        return f"{times.start.zone.upper()!r} is the time of no zone, or of several"
    if wording.shape is Shape.SPAN and times.end is None:
        return "it stands with one of two days"
    return None


# Where the day is not known, what clocks are called in our time.
_ANY_DAY: Final = civil.day_number(2022, 7, 1)


def _orders_not_said(dossier: Dossier) -> Iterator[Problem]:
    """One problem for all dates such as 8/9/2022 of which the file does not say what stands first."""
    open_ = [
        claim
        for event in dossier.events
        for claim in event.claims
        if claim.text is not None and _NUMERIC.search(claim.text) and _is_either(dossier.wording(claim))
    ]
    places = sorted(claim.position for claim in open_ if claim.position is not None)
    if not open_:
        return
    first = next((claim for claim in open_ if places and claim.position == places[0]), open_[0])
    yield Problem(
        code="TL307",
        message=f"{first.text!r} has the day first or the month: both days are kept",
        position=first.position,
        help=and_again(_ORDER, places[1:]) if len(places) > 1 else _ORDER,
    )


_ORDER: Final = "say which, for the file or for a source: `reading: {order: dmy}` or `mdy`"
# Asked first, since few dates are written so.
_NUMERIC: Final = re.compile("(?<![0-9/-])[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]")


def _is_either(wording: Wording | None) -> bool:
    return wording is not None and wording.rule == "numeric-either"
