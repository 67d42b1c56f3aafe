"""From EDTF text to a form: what is accepted, and the level it has.

The grammar is that of ISO 8601-2:2019, Annex A, as the Library of Congress profile of 2019 states it; where
they are silent or at odds, the numbered notes of the reference (D101 and on) say what is done. The regular
expressions here say yes; what is wrong with a text that they refuse is found out by `faults`, off the fast
path. No quantifier is nested in another, so the time is linear in the length of the text.
"""

from __future__ import annotations

import itertools
import re

from timeline.dates import civil
from timeline.dates.edtf.bounds import hull
from timeline.dates.edtf.faults import bad_time, diagnosed, fault, foreign, no_such_day, no_such_month
from timeline.dates.edtf.format import format_item
from timeline.dates.edtf.forms import UNMARKED, Date, End, Form, Interval, Item, Members, Reach, Stretch
from timeline.dates.edtf.limits import MAX_TEXT, MAX_YEAR_DIGITS
from timeline.dates.edtf.marks import Marks, spread
from timeline.dates.edtf.masks import fitting, longest_month, masked_years, swept
from timeline.dates.fuzzy import Missing
from timeline.errors import DateError

__all__ = ["ShapeError", "recognised", "scan"]

_date = re.compile(
    r"([?~%]?)(-?[0-9X]{4})(S[0-9]+)?([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(T[0-9:Z+-]+)?)?)?"
).fullmatch
_letter_year = re.compile(r"([?~%]?)(Y(-?)([0-9]+)(?:E([0-9]+))?)(S[0-9]+)?([?~%]?)").fullmatch
_time = re.compile(r"T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:Z|([+-])([0-9]{2})(?::([0-9]{2}))?)?").fullmatch

# ISO 8601-2:2019, A.5.5: at level 1 one or two digits of a year are unspecified, from the right.
_level_1_year = re.compile(r"-?[0-9]{2}[0-9X]X").fullmatch


class ShapeError(Exception):
    """A slice of a text that has not the shape of a date; what is wrong with it is for others to find out."""

    def __init__(self, start: int, stop: int) -> None:
        super().__init__(start, stop)
        self.start, self.stop = start, stop


def scan(text: str, *, south: bool = False) -> Form:
    """Scan a whole text into its form; `south` says which half of the earth the seasons 21 to 24 are of.

    Raises:
        DateError: with column, rule and, where there is one, a suggestion.
    """
    try:
        return recognised(text, south=south)
    except ShapeError as found:
        raise diagnosed(text, found.start, found.stop) from None


def recognised(text: str, *, south: bool = False) -> Form:
    """As `scan`, but nothing is found out of what has not the shape of a date.

    Raises:
        DateError: for a date that does not exist, and the like.
        ShapeError: for what has not the shape of a date.
    """
    if len(text) > MAX_TEXT:
        raise DateError(text, f"longer than {MAX_TEXT} characters, the most that a date text can have")
    if text.startswith(("[", "{")):
        return _scan_members(text, south=south)
    slash = text.find("/")
    if slash >= 0:
        return _scan_interval(text, slash, south=south)
    return _scan_date(text, 0, len(text), alone=True)


def _scan_date(text: str, start: int, stop: int, *, alone: bool = False) -> Date:
    """The date in a slice of the text; only a date that stands alone can have a time of day."""
    found = _date(text, start, stop)
    if found is None:
        letter = _letter_year(text, start, stop)
        if letter is None:
            raise ShapeError(start, stop)
        return _scan_letter_year(text, letter)
    before_y, year, significant, after_y, before_m, month, after_m, before_d, day, after_d, time = (
        found.groups()
    )
    marks, level = UNMARKED, 0
    if before_y or after_y or before_m or after_m or before_d or after_d:
        marks = spread((before_y, before_m, before_d), (after_y, after_m, after_d))
        whole = after_y if month is None else after_m if day is None else after_d
        level = 1 if whole and _mark_count(found.group()) == 1 else 2
    years, year_level = _years(text, found, year, significant)
    if significant is not None:
        year += significant
    level = max(level, year_level)
    if month is not None:
        level = max(level, _level_of_month(text, found, year, month, day))
    if time is not None:
        _check_time(text, found, year + month + day, marks, alone=alone)
    return Date(year, month or "", day or "", marks, time or "", years, level)


def _mark_count(written: str) -> int:
    return written.count("?") + written.count("~") + written.count("%")


def _years(
    text: str, found: re.Match[str], year: str, significant: str | None
) -> tuple[tuple[int, int], int]:
    """First and last year that the year can be, and the level it has."""
    level = 0
    if year[0] == "-":
        level = 1
        if year == "-0000":
            raise fault(text, found.start(2), "there is no year -0000", "write '0000' for the year 1 BCE")
    if significant is not None:
        return _significant(text, found, year), 2
    if "X" not in year:
        value = int(year)
        return (value, value), level
    return masked_years(year), 1 if found.group(6) is None and _level_1_year(year) else 2


def _significant(text: str, found: re.Match[str], year: str) -> tuple[int, int]:
    index = found.start(3)
    if "X" in year:
        raise fault(text, index, "significant digits and unspecified digits do not go together")
    if found.group(6) is not None:
        raise fault(text, index, "significant digits are for years that stand alone")
    return swept(int(year), 4, _precision(text, index, found.group(3), 4))


def _precision(text: str, index: int, significant: str, width: int) -> int:
    digits = significant[1:]
    if digits[0] == "0" or len(digits) > 3 or int(digits) > width:
        raise fault(text, index, f"of a year of {width} digits, 1 to {width} can be significant")
    return int(digits)


def _level_of_month(text: str, found: re.Match[str], year: str, month: str, day: str | None) -> int:
    """The level that month and day bring along, after checking that some calendar date fits them."""
    if "X" in month or "X" in year or (day is not None and "X" in day):
        return _level_of_masked_month(text, found, year, month, day)
    number = int(month)
    if not 1 <= number <= 12:
        return _level_of_season(text, found, year, month, day)
    if day is not None and not 1 <= int(day) <= civil.days_in_month(int(year), number):
        raise no_such_day(text, found.start(9), year, month, day)
    return 0


def _level_of_season(text: str, found: re.Match[str], year: str, month: str, day: str | None) -> int:
    number = int(month)
    if not 21 <= number <= 41:
        raise no_such_month(text, found.start(6), month, year)
    if day is not None:
        raise fault(text, found.end(7), f"{month} is a season or other part of a year, which has no days")
    return 1 if number <= 24 else 2


def _level_of_masked_month(text: str, found: re.Match[str], year: str, month: str, day: str | None) -> int:
    """As `_level_of_month`, where some digit is unspecified; a month with an X is never a season."""
    if "X" not in month and not 1 <= int(month) <= 12:
        _level_of_season(text, found, year, month, day)
        return 2
    months = fitting(month, 12)
    if not months:
        raise no_such_month(text, found.start(6), month, year)
    if day is not None:
        days = fitting(day, 31)
        if not days or days[0] > longest_month(year, months):
            raise no_such_day(text, found.start(9), year, month, day)
    at_level_1 = "X" not in year and (day == "XX" or day is None) and (month == "XX" or "X" not in month)
    return 1 if at_level_1 else 2


def _scan_letter_year(text: str, found: re.Match[str]) -> Date:
    """A year with the letter Y, beyond four digits (A.5.2), perhaps with exponent and significant digits."""
    before, year, sign, digits, power, significant, after = found.groups()
    if digits[0] == "0":
        plain = digits.lstrip("0") or "0"
        shorter = (
            f"{sign}{plain:0>4}" if len(plain) < 5 and not power else f"Y{sign}{plain}{text[found.end(4) :]}"
        )
        raise fault(text, found.start(4), "the number after Y has no leading zero", f"write {shorter!r}")
    if power is not None and power[0] == "0":
        raise fault(text, found.start(5), "an exponent is a positive whole number")
    # The cap comes before the power: "Y9E99999999" would fill the memory.
    exponent = int(power) if power and len(power) <= 3 else len(power or "")
    width = len(digits) + exponent
    if width > MAX_YEAR_DIGITS or (power and len(power) > 3):
        raise fault(
            text, found.start(4), f"a year of more than {MAX_YEAR_DIGITS} digits, the most that are read"
        )
    value = int(sign + digits) * 10**exponent
    if width <= 4:
        advice = f"write '{'-' * (value < 0)}{abs(value):04d}'"
        raise fault(text, found.start(2), "the letter Y is for years of more than four digits", advice)
    years = (value, value)
    if significant is not None:
        years = swept(value, width, _precision(text, found.start(6), significant, width))
        year += significant
    level = 1 if power is None and significant is None and not before else 2
    marks = spread((before, "", ""), (after, "", "")) if before or after else UNMARKED
    return Date(year, "", "", marks, "", years, level)


def _check_time(text: str, found: re.Match[str], date: str, marks: Marks, *, alone: bool) -> None:
    """ISO 8601-1:2019, 5.3 and 5.4: hours to 23, with whole dates; Annex A: not in intervals and sets."""
    index = found.start(11)
    if not alone:
        raise fault(
            text, index, "intervals and sets are of dates, without times of day", "leave the time out"
        )
    if "X" in date or marks != UNMARKED:
        raise fault(text, index, "a time of day needs a date without X and without qualifiers")
    clock = _time(text, index, found.end())
    if clock is None:
        raise bad_time(text, index, found.end())
    hour, minute, second, sign, zone_hour, zone_minute = clock.groups()
    limits = (
        (1, hour, 23, "hours go"),
        (2, minute, 59, "minutes go"),
        (3, second, 60, "seconds go"),
        (6, zone_minute or "0", 59, "the minutes of a zone go"),
    )
    for group, value, top, name in limits:
        if int(value) > top:
            advice = "write 00:00:00 of the next day" if value == "24" and group == 1 else None
            raise fault(text, clock.start(group), f"{name} up to {top}", advice)
    shift = 60 * int(zone_hour) + int(zone_minute or 0) if sign else 0
    # No zone is or was further from UTC on the hour; the draft of 2012 said 14:00 as well.
    if shift > 14 * 60 or (sign == "-" and shift == 0):
        rule = "a zone is at most 14:00 from UTC" if shift else "the zone of UTC has a plus sign"
        raise fault(text, clock.start(4), rule, None if shift else "write 'Z'")
    if second == "60":
        utc = 60 * int(hour) + int(minute) - (-shift if sign == "-" else shift)
        _check_leap_second(text, clock, utc)


def _check_leap_second(text: str, clock: re.Match[str], utc: int) -> None:
    """A leap second ends a day in UTC (ISO 8601-1:2019, 4.3.10); zones are quarters of an hour away."""
    zoned = clock.group()[9:] != ""
    if utc % 1440 != 1439 if zoned else utc % 15 != 14:
        raise fault(text, clock.start(3), "a second 60 can only be the last of a day in UTC")


def _scan_interval(text: str, slash: int, *, south: bool) -> Interval:
    second = text.find("/", slash + 1)
    if second >= 0:
        raise fault(text, second, "an interval has one slash", "the parts of a date are set apart by hyphens")
    start, end = _scan_end(text, 0, slash), _scan_end(text, slash + 1, len(text))
    if isinstance(start, Missing) and isinstance(end, Missing):
        raise fault(text, slash, "an interval needs a date on one side at least")
    _check_order(text, slash + 1, start, end, south=south)
    dates = [part for part in (start, end) if isinstance(part, Date)]
    level = max((date.level for date in dates), default=2)
    if "X" in text or any(isinstance(part, Reach) for part in (start, end)):
        level = 2
    return Interval(start, end, max(level, 1) if len(dates) < 2 else level)


def _scan_end(text: str, start: int, stop: int) -> End:
    if start == stop:
        return Missing.UNKNOWN
    opens, closes = text.startswith("..", start, stop), text.endswith("..", start, stop)
    if stop - start == 2 and opens:
        return Missing.OPEN
    if opens:
        return Reach(_scan_date(text, start + 2, stop), before=True)
    if closes:
        return Reach(_scan_date(text, start, stop - 2), before=False)
    return _scan_date(text, start, stop)


def _check_order(text: str, index: int, start: End, end: End, *, south: bool) -> None:
    """Refuse an interval or stretch whose end lies before its start however its digits are filled in."""
    first = start.date if isinstance(start, Reach) and not start.before else start
    last = end.date if isinstance(end, Reach) and end.before else end
    if not isinstance(first, Date) or not isinstance(last, Date) or first.years[0] < last.years[1]:
        return
    if hull(first, south=south)[0] > hull(last, south=south)[1]:
        raise fault(text, index, "the end lies before the start", "write the earlier date first")


def _scan_members(text: str, *, south: bool) -> Members:
    everyone = text[0] == "{"
    closing = "}" if everyone else "]"
    last = len(text) - 1
    if text[last] != closing:
        raise foreign(text, 0, len(text)) or fault(
            text, last, f"a set that begins with {text[0]!r} ends with {closing!r}"
        )
    if last == 1:
        raise fault(text, 1, "a set needs at least one date")
    items: list[Item] = []
    start = 1
    while start <= last:
        stop = text.find(",", start, last)
        stop = last if stop < 0 else stop
        items.append(_scan_item(text, start, stop, first=start == 1, last=stop == last, south=south))
        start = stop + 1
    return Members(_sorted(items), everyone)


def _scan_item(text: str, start: int, stop: int, *, first: bool, last: bool, south: bool) -> Item:
    """One member; ``..`` opens a set at its first member or its last only (6.3)."""
    dots = text.find("..", start, stop)
    if dots < 0:
        return _scan_date(text, start, stop)
    if dots == start:
        if not first:
            raise fault(text, dots, "only the first member of a set can be open at its beginning")
        return Reach(_scan_date(text, start + 2, stop), before=True)
    if dots + 2 == stop:
        if not last:
            raise fault(text, dots, "only the last member of a set can be open at its end")
        return Reach(_scan_date(text, start, dots), before=False)
    low, high = _scan_date(text, start, dots), _scan_date(text, dots + 2, stop)
    _check_order(text, dots + 2, low, high, south=south)
    return Stretch(low, high)


def _sorted(items: list[Item]) -> tuple[Item, ...]:
    """The members in the order of their dates (open ones outermost), each but once."""
    years = [_years_of(item) for item in items]
    if all(one[1] < two[0] for one, two in itertools.pairwise(years)):
        return tuple(items)
    return tuple(sorted(dict.fromkeys(items), key=_place))


def _years_of(item: Item) -> tuple[int, int]:
    if isinstance(item, Date):
        return item.years
    if isinstance(item, Reach):
        return item.date.years
    return item.first.years[0], item.last.years[1]


def _place(item: Item) -> tuple[int, int, str, str, str]:
    """Where a member belongs, from its digits alone; an X counts as the 0 it begins with."""
    date = item if isinstance(item, Date) else item.date if isinstance(item, Reach) else item.first
    outermost = (-1 if item.before else 1) if isinstance(item, Reach) else 0
    month, day = date.month.replace("X", "0"), date.day.replace("X", "0")
    return outermost, date.years[0], month, day, format_item(item)
