"""What comes again and again: Wednesdays, Mays, quarters, Easters, and plain units such as weeks.

A series answers two questions: which of its turns is the last to begin by a day (`floor`), and which is the
first to begin from a day on (`ceil`). Turns never overlap, and both answers are monotone in the day;
all phrases about names and units are built on these two. This module knows calendars and no words.
"""

from __future__ import annotations

from typing import Final

from timeline.dates import civil
from timeline.dates.days import DaySet, Weekly, Yearly
from timeline.dates.fuzzy import Granularity

__all__ = [
    "DAYS",
    "FISCAL_START",
    "Feasts",
    "MonthDays",
    "MonthlyDays",
    "Months",
    "Nth",
    "Series",
    "Turn",
    "Value",
    "Weekdays",
    "Weekends",
    "Weeks",
    "easter",
]

Turn = tuple[int, int]
"""First and last day number of one turn of a series."""


class Value:
    """A value without the machinery of an attrs class, whose making costs a start-up more than its use.

    Every class names its fields in `__slots__`; two values are equal if they are of one class and all their
    fields are. Nothing changes a value once it is made.
    """

    __slots__: tuple[str, ...] = ()

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in type(self).__slots__)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._fields()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._fields()}"


class Series(Value):
    """Turns without end in both directions, in order, none overlapping another.

    Attributes:
        unit: the unit that one turn is written in.
    """

    __slots__ = ("unit",)
    unit: Granularity

    def _fields(self) -> tuple[object, ...]:
        return self.unit, *super()._fields()

    def floor(self, day: int) -> Turn:
        """The last turn that begins on or before the day."""
        raise NotImplementedError

    def ceil(self, day: int) -> Turn:
        """The first turn that begins on or after the day."""
        raise NotImplementedError

    def moved(self, day: int, turns: int) -> Turn:
        """The turn that many turns from the last one to begin by the day."""
        turn = self.floor(day)
        for _ in range(abs(turns)):
            turn = self.floor(turn[0] - 1) if turns < 0 else self.ceil(turn[1] + 1)
        return turn

    def members(self) -> DaySet | None:
        """All days of all turns, None where that is every day, or no set that can be written down."""
        return None


class Days(Series):
    """Every day."""

    __slots__ = ()

    def __init__(self) -> None:
        self.unit = Granularity.DAY

    def floor(self, day: int) -> Turn:
        """See `Series.floor`."""
        return day, day

    def ceil(self, day: int) -> Turn:
        """See `Series.ceil`."""
        return day, day


DAYS: Final = Days()


class Weeks(Series):
    """Calendar weeks that begin on Monday (`first` 0) or Sunday (`first` 6)."""

    __slots__ = ("first",)

    def __init__(self, first: int = 0) -> None:
        self.first = first
        self.unit = Granularity.WEEK

    def floor(self, day: int) -> Turn:
        """See `Series.floor`."""
        start = day - (civil.weekday(day) - self.first) % 7
        return start, start + 6

    def ceil(self, day: int) -> Turn:
        """See `Series.ceil`."""
        return self.floor(day + 6)


class Weekends(Series):
    """Saturdays with the Sundays after them; a weekend has no unit of its own, days come nearest."""

    __slots__ = ()

    def __init__(self) -> None:
        self.unit = Granularity.DAY

    def floor(self, day: int) -> Turn:
        """See `Series.floor`."""
        saturday = day - (civil.weekday(day) - 5) % 7
        return saturday, saturday + 1

    def ceil(self, day: int) -> Turn:
        """See `Series.ceil`."""
        return self.floor(day + 6)

    def members(self) -> DaySet:
        """See `Series.members`."""
        return Weekly(frozenset({5, 6}))


class Weekdays(Series):
    """One day of every week, 0 for Monday."""

    __slots__ = ("weekday",)

    def __init__(self, weekday: int) -> None:
        self.weekday = weekday
        self.unit = Granularity.DAY

    def floor(self, day: int) -> Turn:
        """See `Series.floor`."""
        found = day - (civil.weekday(day) - self.weekday) % 7
        return found, found

    def ceil(self, day: int) -> Turn:
        """See `Series.ceil`."""
        return self.floor(day + 6)

    def members(self) -> DaySet:
        """See `Series.members`."""
        return Weekly(frozenset({self.weekday}))


class Months(Series):
    """Runs of `length` months, one every `every` months, the first of them `offset` months into the year 0.

    Months, Mays, quarters, winters, years, fiscal years, decades and centuries are all of this kind.

    >>> winters = Months(3, 12, 11, Granularity.SEASON)
    >>> [civil.iso(day) for day in winters.floor(civil.day_number(2023, 2, 10))]
    ['2022-12-01', '2023-02-28']
    """

    __slots__ = ("every", "length", "offset")

    def __init__(self, length: int, every: int, offset: int, unit: Granularity) -> None:
        self.length = length
        self.every = every
        self.offset = offset
        self.unit = unit

    def _turn(self, index: int) -> Turn:
        months = index * self.every + self.offset
        year, month = divmod(months, 12)
        next_year, next_month = divmod(months + self.length, 12)
        return civil.day_number(year, month + 1, 1), civil.day_number(next_year, next_month + 1, 1) - 1

    def of_month(self, months: int) -> Turn:
        """The last turn to begin by a month, which is given as the number of months since the year 0."""
        return self._turn((months - self.offset) // self.every)

    def moved(self, day: int, turns: int) -> Turn:
        """See `Series.moved`."""
        return self._turn(self._index(day) + turns)

    def _index(self, day: int) -> int:
        year, month, _ = civil.civil(day)
        return (12 * year + month - 1 - self.offset) // self.every

    def floor(self, day: int) -> Turn:
        """See `Series.floor`."""
        return self._turn(self._index(day))

    def ceil(self, day: int) -> Turn:
        """See `Series.ceil`."""
        return self._turn(self._index(day - 1) + 1)

    def members(self) -> DaySet | None:
        """See `Series.members`."""
        if self.every != 12 or self.length == 12:
            return None
        last = (self.offset + self.length - 1) % 12 + 1
        return Yearly([((self.offset % 12 + 1, 1), (last, civil.days_in_month(2000, last)))])


class MonthDays(Series):
    """One day of the year; a 29 February in leap years only."""

    __slots__ = ("day", "month")

    def __init__(self, month: int, day: int) -> None:
        self.month = month
        self.day = day
        self.unit = Granularity.DAY

    def _in(self, year: int, step: int) -> int:
        """The day in the year, or in the next one that has it, forwards or backwards."""
        while self.day > civil.days_in_month(year, self.month):
            year += step
        return civil.day_number(year, self.month, self.day)

    def floor(self, day: int) -> Turn:
        """See `Series.floor`."""
        year = civil.civil(day)[0]
        found = self._in(year, -1)
        if found > day:
            found = self._in(year - 1, -1)
        return found, found

    def ceil(self, day: int) -> Turn:
        """See `Series.ceil`."""
        year = civil.civil(day)[0]
        found = self._in(year, 1)
        if found < day:
            found = self._in(year + 1, 1)
        return found, found

    def members(self) -> DaySet:
        """See `Series.members`."""
        return Yearly([((self.month, self.day), (self.month, self.day))])


class MonthlyDays(Series):
    """One day of the month; the 29th to 31st only where the month has them."""

    __slots__ = ("day",)

    def __init__(self, day: int) -> None:
        self.day = day
        self.unit = Granularity.DAY

    def _in(self, index: int, step: int) -> int:
        year, month = divmod(index, 12)
        while self.day > civil.days_in_month(year, month + 1):
            year, month = divmod(12 * year + month + step, 12)
        return civil.day_number(year, month + 1, self.day)

    def floor(self, day: int) -> Turn:
        """See `Series.floor`."""
        year, month, _ = civil.civil(day)
        found = self._in(12 * year + month - 1, -1)
        if found > day:
            found = self._in(12 * year + month - 2, -1)
        return found, found

    def ceil(self, day: int) -> Turn:
        """See `Series.ceil`."""
        year, month, _ = civil.civil(day)
        found = self._in(12 * year + month - 1, 1)
        if found < day:
            found = self._in(12 * year + month, 1)
        return found, found

    def members(self) -> DaySet:
        """See `Series.members`."""
        last = [(month, self.day) for month in range(1, 13) if self.day <= civil.days_in_month(2000, month)]
        return Yearly([(each, each) for each in last])


class Nth(Series):
    """The nth weekday of a month of every year, from its end where `nth` is negative, plus so many days."""

    __slots__ = ("month", "nth", "plus", "weekday")

    def __init__(self, nth: int, weekday: int, month: int, plus: int = 0) -> None:
        self.nth = nth
        self.weekday = weekday
        self.month = month
        self.plus = plus
        self.unit = Granularity.DAY

    def _in(self, year: int) -> int:
        first, last = civil.month_bounds(year, self.month)
        if self.nth > 0:
            return first + (self.weekday - civil.weekday(first)) % 7 + 7 * (self.nth - 1) + self.plus
        return last - (civil.weekday(last) - self.weekday) % 7 + 7 * (self.nth + 1) + self.plus

    def floor(self, day: int) -> Turn:
        """See `Series.floor`."""
        year = civil.civil(day)[0]
        found = self._in(year)
        if found > day:
            found = self._in(year - 1)
        return found, found

    def ceil(self, day: int) -> Turn:
        """See `Series.ceil`."""
        year = civil.civil(day)[0]
        found = self._in(year)
        if found < day:
            found = self._in(year + 1)
        return found, found


def easter(year: int) -> int:
    """The day number of Easter Sunday in the Gregorian reckoning, for any year.

    Source: the anonymous Gregorian computus, as in Jean Meeus, Astronomical Algorithms, chapter 8.

    >>> civil.iso(easter(2023)), civil.iso(easter(1961))
    ('2023-04-09', '1961-04-02')
    """
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return civil.day_number(year, month, day + 1)


class Feasts(Series):
    """The days of the year that move with Easter: so many days from it, and how many they are."""

    __slots__ = ("days", "from_easter")

    def __init__(self, from_easter: int, days: int = 1) -> None:
        self.from_easter = from_easter
        self.days = days
        self.unit = Granularity.DAY

    def _in(self, year: int) -> Turn:
        first = easter(year) + self.from_easter
        return first, first + self.days - 1

    def floor(self, day: int) -> Turn:
        """See `Series.floor`."""
        year = civil.civil(day)[0]
        found = self._in(year)
        return found if found[0] <= day else self._in(year - 1)

    def ceil(self, day: int) -> Turn:
        """See `Series.ceil`."""
        year = civil.civil(day)[0]
        found = self._in(year)
        return found if found[0] >= day else self._in(year + 1)


# The month a government's fiscal year begins in, and whether the year is named after the one it ends in.
FISCAL_START: Final[dict[str, tuple[int, bool]]] = {
    "AU": (7, True), "BD": (7, True), "CA": (4, True), "EG": (7, True), "GB": (4, True), "HK": (4, True),
    "IN": (4, True), "JP": (4, False), "KE": (7, True), "MM": (10, True), "NZ": (7, True),
    "PK": (7, True), "SG": (4, False), "TH": (10, True), "UG": (7, True), "US": (10, True), "ZA": (4, True),
    "AT": (1, True), "BE": (1, True), "BR": (1, True), "CH": (1, True), "CN": (1, True), "DE": (1, True),
    "ES": (1, True), "FR": (1, True), "ID": (1, True), "IT": (1, True), "KR": (1, True), "NL": (1, True),
    "RU": (1, True), "SE": (1, True), "TW": (1, True), "UA": (1, True), "VN": (1, True),
}  # fmt: skip
