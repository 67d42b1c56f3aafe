"""The nested levels of a date: as said, in another direction, slipped in each usual way.

Each level is a pair of windows, for the start and for the end, that holds all that the levels before it
hold. A level of an absolute date, or of a bare name in any direction, is a set of days; a level of a
phrase that counts from the publication day is that phrase with its limits moved apart, which keeps it
monotone. Kinds of slip that are as likely and cost the same make one level. A kind of slip is left out
where the wording does not allow it: months and days are swapped only where the month was a number, and a
weekday written with a date keeps only the readings that make it true.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import attrs

from timeline.dates import civil
from timeline.dates.days import DaySet, Either, Pieces, Weekly, Yearly
from timeline.dates.fuzzy import Granularity, Parts, Step, Window, Wording
from timeline.dates.values import Shown
from timeline.reasoning.corrections import corrected, misnamed_date
from timeline.reasoning.costs import Slip, direction_cost, slip_cost, slips_of

__all__ = ["AS_SAID", "OTHER", "Level", "levels", "misnamed", "single_day"]

AS_SAID = "as said"
OTHER = "other"


@attrs.frozen(repr=False)
class Level(Shown):
    """One level.

    Attributes:
        name: `AS_SAID`, `OTHER`, a slip, or several slips that are as likely.
        cost: the cost of standing on it.
        start, end: its windows.
        kinds: of several slips the level that each would make by itself; empty for one.
    """

    name: str
    cost: int
    start: Window | None
    end: Window | None
    kinds: tuple[Level, ...] = ()


@attrs.frozen(repr=False)
class _Moved(Shown):
    """A step moved by months and days; moving months is monotone too."""

    step: Step
    months: int
    days: int

    def __call__(self, anchor: int) -> int:
        return civil.add_months(self.step(anchor), self.months) + self.days


def levels(wording: Wording, *, odds: int, profile: str, published: int | None) -> Iterator[Level]:
    """The levels of a wording but the last (anything at all), narrowest first, each dearer than the one before.

    They are worked out one by one: of most claims nobody ever asks for more than the first.

    Args:
        wording: what the claim says.
        odds: the cost of thinking it wrong at all, certainty included.
        profile: the table of slips.
        published: the source's publication day as printed, where that is a single day, else None.
    """
    current = Level(AS_SAID, 0, _same(wording.start), _same(wording.end))
    fails = misnamed(wording) is not None
    if not fails:
        yield current
    if wording.direction is not None and wording.anyway is not None:
        current = Level(OTHER, direction_cost(wording.direction), wording.anyway, None)
        yield current
    least = current.cost + (current.name == OTHER)
    said = _Said(wording.anyway or wording.start, wording.end, _parts(wording), wording.granularity)
    # Of all slips only one asks for the day of publication, and only where a date names it.
    named = published if published is not None and said.names(published) else None
    # Where the weekday fails, nothing is left of what was said, and the slips start from nothing.
    for rank, wider in _slips(said, None if fails else current, profile, named):
        # What is less likely costs more, and as much more whatever else the wording allows.
        least = max(least, odds + slip_cost(profile, slips_of(profile)[rank][0]))
        yield Level(wider.name, least + rank, wider.start, wider.end, wider.kinds)


# So many windows are the days of two decades.
@functools.lru_cache(maxsize=1 << 13)
def _same(window: Window | None) -> Window | None:
    """The same window, kept once for all who say the same."""
    return window


@attrs.frozen(repr=False)
class _Said(Shown):
    """What slips start from: the windows of start and end, in any direction, and the dates as written for each."""

    start: Window | None
    end: Window | None
    parts: tuple[Parts | None, Parts | None]
    unit: Granularity | None

    def names(self, day: int) -> bool:
        """Whether a window that does not move holds a day."""
        sets = (window.days for window in (self.start, self.end) if window is not None)
        return any(days is not None and days.ceil(day) == day for days in sets)


def _parts(wording: Wording) -> tuple[Parts | None, Parts | None]:
    """The dates as written for start and end."""
    first, last = (*wording.parts, None, None)[:2]
    return (None, first) if wording.start is None else (first, last)


# What many sources say alike slips alike; so many are the days of a decade.
@functools.lru_cache(maxsize=4096)
def _slips(
    said: _Said, current: Level | None, profile: str, published: int | None
) -> tuple[tuple[int, Level], ...]:
    """The levels that slips add, before they are priced, each with its rank in the table."""
    found = []
    for rank, alike in enumerate(slips_of(profile)):
        wider = _widened_by(alike, said, current, published)
        if wider is not None:
            found.append((rank, wider))
            current = wider
    return tuple(found)


def _widened_by(
    alike: Sequence[Slip], said: _Said, before: Level | None, published: int | None
) -> Level | None:
    """The level before, if any, widened by those of some slips that the wording allows; None if it allows none."""
    level, slips = before, []
    for slip in alike:
        wider = _slipped(said, level, slip, published)
        if wider is not None:
            level = wider
            slips.append(slip)
    if level is None or len(slips) < 2:
        return level if slips else None
    alone = (_slipped(said, None, slip, published) for slip in slips)
    name = " or ".join(slip.value for slip in slips)
    return attrs.evolve(level, name=name, kinds=tuple(kind for kind in alone if kind is not None))


def misnamed(wording: Wording) -> tuple[int, int] | None:
    """The first full date with which another weekday is written than its own, by its number, and that weekday.

    >>> from timeline.dates.text import read
    >>> misnamed(read("Sunday, 5 April 2023")), misnamed(read("Wednesday, 5 April 2023"))
    ((738615, 6), None)
    """
    return next(filter(None, map(misnamed_date, wording.parts)), None)


def _slipped(said: _Said, before: Level | None, slip: Slip, published: int | None) -> Level | None:
    """The level before, if any, widened by one kind of slip; None where the wording does not allow it."""
    windows: list[Window | None] = []
    so_far = (None, None) if before is None else (before.start, before.end)
    for own, own_so_far, parts in zip((said.start, said.end), so_far, said.parts, strict=True):
        wider = None if own is None else _widened(own_so_far, own, slip, parts, said.unit, published)
        if own is not None and wider is None:
            return None
        windows.append(wider)
    start, end = windows
    return Level(slip.value, 0, start, end)


def _widened(
    so_far: Window | None,
    said: Window,
    slip: Slip,
    parts: Parts | None,
    unit: Granularity | None,
    published: int | None,
) -> Window | None:
    if so_far is not None and so_far.relative:
        return _apart(so_far, slip, unit)
    if said.days is None:
        return None
    own = corrected(said.days, slip, parts, unit, published)
    if own is None or so_far is None or so_far.days is None:
        return None if own is None else Window(days=own)
    return Window(days=_union(so_far.days, own))


def _apart(window: Window, slip: Slip, unit: Granularity | None) -> Window | None:
    """A window that moves with its anchor, its limits moved apart by the slips that its unit allows."""
    reach = {
        (Slip.DAY, Granularity.DAY): (0, 1),
        (Slip.DAYS, Granularity.DAY): (0, 7),
        (Slip.DAYS, Granularity.WEEK): (0, 7),
        (Slip.MONTH, Granularity.MONTH): (1, 0),
        (Slip.YEAR, Granularity.YEAR): (12, 0),
    }
    if unit is None or (slip, unit) not in reach:
        return None
    months, days = reach[slip, unit]
    return Window(
        earliest=window.earliest and _Moved(window.earliest, -months, -days),
        latest=window.latest and _MovedLast(window.latest, months, days),
    )


@attrs.frozen(repr=False)
class _MovedLast(Shown):
    """A last day moved by months and days: the end of a month goes to the end of a month."""

    step: Step
    months: int
    days: int

    def __call__(self, anchor: int) -> int:
        # Through the day after, which is a first of the month where the last day ended one.
        return civil.add_months(self.step(anchor) + 1, self.months) - 1 + self.days


def _union(one: DaySet, other: DaySet) -> DaySet:
    if isinstance(one, Pieces) and isinstance(other, Pieces):
        return Pieces([*one.cells, *other.cells])
    if isinstance(one, Weekly) and isinstance(other, Weekly):
        return Weekly(one.weekdays | other.weekdays)
    if isinstance(one, Yearly) and isinstance(other, Yearly) and one.years == other.years:
        return Yearly({*one.spans, *other.spans}, one.years)
    return Either((one, other))


def single_day(days: DaySet | None) -> int | None:
    """The day of a set that has only one, else None."""
    if days is None or days.least is None or days.least != days.greatest:
        return None
    return days.least
