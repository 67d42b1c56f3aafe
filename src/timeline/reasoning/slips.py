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
from collections.abc import Iterable, Iterator, Sequence

import attrs

from timeline.dates import civil
from timeline.dates.days import Cell, DaySet, Either, Pieces, Weekly, Yearly
from timeline.dates.fuzzy import Granularity, Parts, Step, Window, Wording
from timeline.dates.values import Shown
from timeline.reasoning.costs import Slip, direction_cost, slip_cost, slips_of

__all__ = ["AS_SAID", "OTHER", "Level", "levels", "misnamed", "single_day"]

AS_SAID = "as said"
OTHER = "other"

# News dates what happened within about a month of it; an older event is dated by its year as well.
_PUBLICATION_REACH = 31


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
    return next(filter(None, map(_misnamed, wording.parts)), None)


def _misnamed(parts: Parts) -> tuple[int, int] | None:
    if parts.weekday is None or parts.year is None or parts.month is None or parts.day is None:
        return None
    day = civil.day_number(parts.year, parts.month, parts.day)
    return None if civil.weekday(day) == parts.weekday else (day, parts.weekday)


def _weekday_fits(parts: Parts) -> bool:
    return _misnamed(parts) is None


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
    own = _corrections(said.days, slip, parts, unit, published)
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


def _corrections(
    said: DaySet, slip: Slip, parts: Parts | None, unit: Granularity | None, published: int | None
) -> DaySet | None:
    """The days that a set was meant to be if it was printed with this slip; None where that cannot be."""
    if isinstance(said, Weekly):
        return _moved_weekdays(said) if slip is Slip.DAY else None
    if parts is None:
        return None
    own = _of_kind(said, slip, parts, unit, published)
    if own is None or parts.weekday is None or slip is Slip.WEEKDAY:
        return own
    return _on_weekday(own, parts.weekday)


def _of_kind(
    said: DaySet, slip: Slip, parts: Parts, unit: Granularity | None, published: int | None
) -> DaySet | None:
    by_day = unit is Granularity.DAY and parts.day is not None
    match slip:
        case Slip.DAY | Slip.DAYS if by_day:
            return _by_days(said, (1,) if slip is Slip.DAY else range(2, 8))
        case Slip.MONTH if parts.month is not None:
            return _by_months(said, 1)
        case Slip.YEAR if parts.year is not None:
            return _by_months(said, 12)
        case Slip.DIGIT:
            return _by_digits(parts, by_day=by_day)
        case Slip.SWAP if by_day:
            return _swapped(parts)
        case Slip.PLACEHOLDER if parts.year is not None and (parts.month, parts.day) == (1, 1):
            return Pieces([civil.year_bounds(parts.year)])
        case Slip.WEEKDAY if not _weekday_fits(parts):
            return said
        case Slip.PUBLICATION if by_day and published is not None and _alone(said, published):
            return Pieces([(published - _PUBLICATION_REACH, published - 1)])
        case _:
            return None


def _alone(said: DaySet, day: int) -> bool:
    """Whether a set has a day as a run of its own: "between 3 and 8 May" names no single day."""
    ends_with_it = said.ceil(day) == day == said.cell_last(day)
    return ends_with_it and not (said.ceil(day - 1) == day - 1 and said.cell_last(day - 1) == day)


def _union(one: DaySet, other: DaySet) -> DaySet:
    if isinstance(one, Pieces) and isinstance(other, Pieces):
        return Pieces([*one.cells, *other.cells])
    if isinstance(one, Weekly) and isinstance(other, Weekly):
        return Weekly(one.weekdays | other.weekdays)
    if isinstance(one, Yearly) and isinstance(other, Yearly) and one.years == other.years:
        return Yearly({*one.spans, *other.spans}, one.years)
    return Either((one, other))


def _moved_weekdays(said: Weekly) -> Weekly:
    return Weekly({(weekday + shift) % 7 for weekday in said.weekdays for shift in (-1, 1)})


def _by_days(said: DaySet, distances: tuple[int, ...] | range) -> DaySet | None:
    shifts = [sign * distance for distance in distances for sign in (-1, 1)]
    if isinstance(said, Pieces):
        return _pieces((_shift(a, n), _shift(b, n)) for a, b in said.cells for n in shifts)
    if isinstance(said, Yearly):
        return Yearly([(_near(a, n), _near(b, n)) for a, b in said.spans for n in shifts], said.years)
    return None


def _shift(day: int | None, days: int) -> int | None:
    return None if day is None else day + days


def _near(month_day: tuple[int, int], days: int) -> tuple[int, int]:
    """A month-day moved by days, in a common year; a leap year would do but for the days around 29 February."""
    return civil.civil(civil.day_number(2023, month_day[0], 1) + month_day[1] - 1 + days)[1:]


def _by_months(said: DaySet, months: int) -> DaySet | None:
    if isinstance(said, Pieces):
        return _pieces(
            moved for cell in said.cells for sign in (-1, 1) for moved in _month_moved(cell, sign * months)
        )
    if isinstance(said, Yearly) and said.years is None and months % 12:
        return Yearly(
            [s for span in said.spans for sign in (-1, 1) for s in _span_moved(span, sign * months)]
        )
    return None


def _month_moved(cell: Cell, months: int) -> Iterator[Cell]:
    """A run moved by months: one day only where the month has it, the end of a month to the end of a month."""
    first, last = cell
    if first is None or last is None:
        return
    moved = civil.add_months(first, months)
    if first == last:
        if civil.civil(moved)[2] == civil.civil(first)[2]:
            yield moved, moved
        return
    yield moved, civil.add_months(last + 1, months) - 1


def _span_moved(
    span: tuple[tuple[int, int], tuple[int, int]], months: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    (month, day), (last_month, last_day) = span
    first = (month - 1 + months) % 12 + 1
    last = (last_month - 1 + months) % 12 + 1
    if day <= _LONGEST[first - 1]:
        whole = last_day >= _LONGEST[last_month - 1] - (last_month == 2)
        yield (first, day), (last, _LONGEST[last - 1] if whole and span[0] != span[1] else last_day)


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _by_digits(parts: Parts, *, by_day: bool) -> DaySet | None:
    """One digit of the day, or one of the last two of the year, printed wrong."""
    dates = (
        [attrs.evolve(parts, year=year) for year in _years_by_digit(parts.year)]
        if parts.year is not None
        else []
    )
    if by_day and parts.day is not None:
        dates += [attrs.evolve(parts, day=day) for day in _days_by_digit(parts.day)]
    if parts.year is None:
        spans = [
            ((d.month, d.day), (d.month, d.day))
            for d in dates
            if d.month and d.day and d.day <= _LONGEST[d.month - 1]
        ]
        return Yearly(spans) if spans else None
    return _pieces(cell for date in dates for cell in _cell_of(date))


def _years_by_digit(year: int) -> Iterator[int]:
    sign, size = (-1, -year) if year < 0 else (1, year)
    for unit in (1, 10):
        kept = size - size // unit % 10 * unit
        yield from (sign * (kept + digit * unit) for digit in range(10) if kept + digit * unit != size)


def _days_by_digit(day: int) -> Iterator[int]:
    tens, ones = divmod(day, 10)
    others = {*(10 * digit + ones for digit in range(4)), *(10 * tens + digit for digit in range(10))} - {day}
    yield from sorted(other for other in others if 1 <= other <= 31)


def _cell_of(parts: Parts) -> Iterator[Cell]:
    """The run of days of a date as far as it is written, nothing for a day that its month lacks."""
    assert parts.year is not None
    if parts.month is None:
        yield civil.year_bounds(parts.year)
    elif parts.day is None:
        yield civil.month_bounds(parts.year, parts.month)
    elif parts.day <= civil.days_in_month(parts.year, parts.month):
        day = civil.day_number(parts.year, parts.month, parts.day)
        yield day, day


def _swapped(parts: Parts) -> DaySet | None:
    if not parts.numeric_month or parts.day is None or parts.day > 12 or parts.day == parts.month:
        return None
    swapped = attrs.evolve(parts, day=parts.month, month=parts.day)
    if parts.year is not None:
        return _pieces(_cell_of(swapped))
    assert swapped.month is not None
    assert swapped.day is not None
    return Yearly([((swapped.month, swapped.day), (swapped.month, swapped.day))])


def _pieces(cells: Iterable[Cell]) -> Pieces | None:
    listed = [_shared(cell) for cell in cells]
    return Pieces(listed) if listed else None


@functools.lru_cache(maxsize=1 << 14)
def _shared(cell: Cell) -> Cell:
    """The same run, kept once: each day is what dozens of others can have been meant for."""
    return cell


def _on_weekday(days: DaySet, weekday: int) -> DaySet | None:
    """The single days of a set that fall on a weekday; None where there are none, or the set has no single days."""
    if not isinstance(days, Pieces):
        return None
    return _pieces((a, b) for a, b in days.cells if a is not None and a == b and civil.weekday(a) == weekday)


def single_day(days: DaySet | None) -> int | None:
    """The day of a set that has only one, else None."""
    if days is None or days.least is None or days.least != days.greatest:
        return None
    return days.least
