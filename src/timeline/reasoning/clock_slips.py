"""The nested levels of a time of day: as said, an hour off, in the other half of the day.

Each level is a set of instants, of the days that a moment can be, at which a clock shows the time or would have but
for the slips. A slip is left out where the wording does not allow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from timeline.dates.clocks import DAY_SECONDS, Cell, Clock
from timeline.dates.fuzzy import Shape, Window, Wording
from timeline.dates.times import Times
from timeline.dates.values import Shown
from timeline.dates.zones import instants
from timeline.evidence.model import DateClaim, Moment
from timeline.reasoning.costs import ClockSlip
from timeline.reasoning.relating import END, START
from timeline.reasoning.slips import single_day

__all__ = ["Days", "Meant", "instants_shown", "meant_by", "slips_allowed"]

# Every day is a run of its own among the instants, and a time on one of more days than a month has tells little.
_MOST_DAYS: Final = 31
_HOUR: Final = 3600


@attrs.frozen(repr=False)
class Meant(Shown):
    """A time that a claim tells of a moment, and the day that it names with it, as the time's own clock has it."""

    which: str
    clock: Clock
    day: int | None


@attrs.frozen(repr=False)
class Days(Shown):
    """The days that a moment can be, from first to last in a zone, and the first and last second of them."""

    zone: str
    first: int
    last: int
    within: Cell


def meant_by(claim: DateClaim, times: Times, wording: Wording | None) -> Iterator[Meant]:
    """Which moments the times in a claim are of: a time said of the whole event is when it begins."""
    start, end = times.start, times.end
    if start is None or wording is None:
        return
    day, last_day = _named_day(wording.start or wording.end), _named_day(wording.end or wording.start)
    if claim.moment is not Moment.WHOLE:
        cells = start.cells if end is None else ((start.cells[0][0], end.cells[-1][1]),)
        which = END if claim.moment is Moment.END else START
        yield Meant(which, attrs.evolve(start, cells=cells), day)
    elif end is not None:
        yield Meant(START, start, day)
        yield Meant(END, end, last_day)
    elif wording.shape is not Shape.SPAN:
        # Of two days with one time it is not known whose that is.
        yield Meant(END if wording.shape is Shape.UNTIL else START, start, day)


def _named_day(window: Window | None) -> int | None:
    return None if window is None or window.relative else single_day(window.days)


def slips_allowed(meant: Sequence[Meant]) -> Iterator[tuple[ClockSlip, ...]]:
    """For each level of a claim past what it says, the slips that it allows, the newest last."""
    slips: tuple[ClockSlip, ...] = ()
    for slip in ClockSlip:
        if any(_allows(one.clock, slip) for one in meant):
            slips = (*slips, slip)
            yield slips


def _allows(clock: Clock, slip: ClockSlip) -> bool:
    """Whether the wording allows a slip: nobody takes noon for an hour later, nor 22:30 for a time in the morning."""
    return clock.twelve if slip is ClockSlip.HALF_DAY else clock.counted


def instants_shown(meant: Meant, days: Days, slips: Iterable[ClockSlip] = ()) -> list[Cell]:
    """The instants of some days at which a clock shows a time, or would have but for slips."""
    if days.last - days.first > _MOST_DAYS:
        return []
    allowed = {slip for slip in slips if _allows(meant.clock, slip)}
    faces = [(face, (-_HOUR, 0, _HOUR) if ClockSlip.HOUR in allowed else (0,)) for face in meant.clock.cells]
    if ClockSlip.HALF_DAY in allowed:
        faces += [(_other_half(face), (0,)) for face in meant.clock.cells]
    least, greatest = days.within
    found = [
        (max(first + move, least), min(last + move, greatest))
        for day in range(days.first, days.last + 1)
        for face, moves in faces
        for first, last in _shown(meant, face, days.zone, day)
        for move in moves
    ]
    cells = [(first, last) for first, last in found if first <= last]
    if cells or meant.day is None:
        return cells
    # Where the claim was kept by a slip, the day that it names is another.
    return instants_shown(attrs.evolve(meant, day=None), days, slips)


def _other_half(face: Cell) -> Cell:
    """The same on a clock of twelve hours, in the other half of the day."""
    first, last = face
    move = DAY_SECONDS // 2 * (1 if first < DAY_SECONDS // 2 else -1)
    return max(0, first + move), min(DAY_SECONDS - 1, last + move)


def _shown(meant: Meant, face: Cell, zone: str, day: int) -> list[Cell]:
    """The instants of a day of a zone, and around it, at which a clock shows some seconds."""
    clock = meant.clock
    if clock.unknown_in(zone, day):
        return []
    ahead = clock.ahead_in(zone, day)
    if ahead is not None:
        # The day that another zone has then is this one, or one beside it.
        named = (day - 1, day, day + 1) if meant.day is None else (meant.day,)
        midnights = [one * DAY_SECONDS - ahead for one in named]
        return [(midnight + face[0], midnight + face[1]) for midnight in midnights]
    firsts, lasts = instants(zone, day, face[0]), instants(zone, day, face[1])
    # "About" may reach from what clocks show once into what they show twice.
    same = len(firsts) == len(lasts)
    return list(zip(firsts, lasts, strict=True)) if same else [(firsts[0], lasts[-1])]
