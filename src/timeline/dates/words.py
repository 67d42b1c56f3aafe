"""Dates out, in words: short, long and spoken; the machine form is EDTF and is not made here.

English is written here. Other languages get the names of months and weekdays, and the order of a date's
parts, from pendulum's tables, which suffices for plain dates and ranges and for nothing more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

import attrs

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange, FuzzyDate, Granularity, Shape
from timeline.dates.listing import listed
from timeline.dates.ranges import range_words, year_words
from timeline.dates.tying import ends_of
from timeline.errors import UnknownName

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["STYLES", "format_date"]

STYLES: Final = ("short", "long", "spoken", "edtf")

MAX_ALTERNATIVES: Final = 4
"""The most possibilities that are named one by one: a longer list is no longer read, so its hull is given."""

_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_QUARTERS: Final = ("first", "second", "third", "fourth")
# By tens of the code of a season: 25 to 28 and 29 to 32 say which half of the earth they are of.
_HALVES: Final = ("", "northern ", "southern ")
# The most days that one of a unit has.
_LONGEST: Final = {
    Granularity.DAY: 1,
    Granularity.WEEK: 7,
    Granularity.MONTH: 31,
    Granularity.SEASON: 92,
    Granularity.QUARTER: 92,
    Granularity.YEAR: 366,
}


class _Names(Protocol):
    """How one language writes days, months and years, and ranges of days, open on a side or not."""

    def day(self, day: int) -> str: ...
    def month(self, year: int, month: int) -> str: ...
    def year(self, year: int) -> str: ...
    def open(self, first: int | None, last: int | None) -> str: ...
    def between(self, first: int, last: int) -> str: ...


def format_date(
    date: FuzzyDate | DateRange | dt.date,
    style: str = "long",
    *,
    locale: str = "en",
    weekday: bool = False,
) -> str:
    """A date in words.

    Args:
        date: a date as read, a range of days, or a plain date (pendulum's or Python's).
        style: ``short`` ("8 Sep 2022"), ``long`` ("8 September 2022"), ``spoken`` ("between March and June
            2022") or ``edtf``, the machine form, which is the same in every language.
        locale: the language, as pendulum names it; other than English for plain dates and ranges only: it has
            names of months and weekdays but no words for "about" or "between".
        weekday: whether single days get their weekday in front.

    Raises:
        UnknownName: for a style or a language that there is not.

    >>> from timeline.dates.text import parse_date
    >>> format_date(parse_date("2022-05~"), "spoken"), format_date(parse_date("2023-01-12/2023-01-26"))
    ('about May 2022', '12-26 January 2023')
    >>> format_date(DateRange.of("2022-03-01", "2022-06-30"), "spoken")
    'between March and June 2022'
    """
    if style not in STYLES:
        raise UnknownName("style", style, STYLES)
    if not isinstance(date, FuzzyDate | DateRange):
        date = DateRange(date.toordinal(), date.toordinal())
    if style == "edtf":
        return _edtf(date)
    if locale == "en":
        return _english(date, style, weekday=weekday)
    return _range(_table(locale, short=style == "short", weekday=weekday), _hull(date))


def _edtf(date: FuzzyDate | DateRange) -> str:
    from timeline.dates.edtf import edtf_of

    if isinstance(date, FuzzyDate) and date.wording.edtf is not None:
        return date.wording.edtf
    start, end = ends_of(date) if isinstance(date, FuzzyDate) else (date, date)
    pieces = date.ranges if isinstance(date, FuzzyDate) else (date,)
    if start == end and len(pieces) > 1:
        members = [edtf_of(piece, piece) or "" for piece in pieces]
        if all(members):
            return f"[{','.join(member.strip('[]') for member in members)}]"
    return edtf_of(start, end) or edtf_of(_hull(date), _hull(date)) or _hull(date).iso


def _hull(date: FuzzyDate | DateRange) -> DateRange:
    return date if isinstance(date, DateRange) else date.range


def _english(date: FuzzyDate | DateRange, style: str, *, weekday: bool) -> str:
    names = _English(short=style == "short", weekday=weekday)
    if isinstance(date, DateRange):
        return _spoken_range(names, date) if style == "spoken" else _range(names, date)
    text = _named(date, names) or _shaped(date, names, spoken=style == "spoken")
    return _qualified(text, date, short=style == "short")


def _qualified(text: str, date: FuzzyDate, *, short: bool) -> str:
    if short:
        return ("c. " if date.approximate else "") + text + ("?" if date.uncertain else "")
    return ("perhaps " if date.uncertain else "") + ("about " if date.approximate else "") + text


def _named(date: FuzzyDate, names: _English) -> str | None:
    """A season, quarter, decade or hundred years by its name, None for all else."""
    code = re.fullmatch(r"(-?[0-9]{4})[?~%]?-[?~%]?(2[1-9]|3[0-6])[?~%]?", date.wording.edtf or "")
    if code is not None:
        return _part_of_year(int(code[1]), int(code[2]), date.range, names)
    first, last = date.range.first, date.range.last
    if date.wording.shape is Shape.WITHIN and first is not None and last is not None:
        return _many_years(civil.civil(first)[0], date, names) if _units(first, last)[3] else None
    return None


def _part_of_year(year: int, number: int, days: DateRange, names: _English) -> str:
    """A season or a quarter by its number in EDTF."""
    if number >= 33:
        short, long = f"Q{number - 32}", f"the {_QUARTERS[number - 33]} quarter of"
        return f"{short if names.short else long} {names.year(year)}"
    wraps = days.last is not None and civil.civil(days.last)[0] != year
    name = f"{_HALVES[(number - 21) // 4]}{_SEASONS[(number - 21) % 4]} {names.year(year)}"
    return f"{name}/{(year + 1) % 100:02d}" if wraps else name


def _many_years(year: int, date: FuzzyDate, names: _English) -> str | None:
    """A decade or a century; None for those that the same words could mean ("the 1900s")."""
    if date.granularity is Granularity.DECADE and date.range.days in (3652, 3653) and year >= 1000:
        # As in the reading of words, "the 1900s" would be a century, but "the 2000s" a decade.
        return (f"{year}s" if names.short else f"the {year}s") if year % 100 or year == 2000 else None
    if date.granularity is Granularity.CENTURY and date.range.days in (36524, 36525) and year >= 100:
        return f"{_nth(year // 100 + 1)} c." if names.short else f"the {_nth(year // 100 + 1)} century"
    return None


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _shaped(date: FuzzyDate, names: _English, *, spoken: bool) -> str:
    match date.wording.shape:
        case Shape.SINCE:
            return f"since {_start(date, names)}"
        case Shape.UNTIL:
            return f"until {_end(date, names)}"
        case Shape.SPAN:
            return _span(date, names)
        case Shape.WITHIN:
            ranges = date.ranges
            if 1 < len(ranges) <= MAX_ALTERNATIVES:
                *others, last = (_range(names, each) for each in ranges)
                return f"{', '.join(others)} {'and' if date.wording.everyone else 'or'} {last}"
            scattered = _scattered(date, names)
            if scattered is not None:
                return scattered
            return _spoken_range(names, date.range) if spoken else _range(names, date.range)


def _scattered(date: FuzzyDate, names: _English) -> str | None:
    """Many runs of days by their number, the first and the last; None for a single run, or one without end."""
    window, ranges = date.wording.start, date.ranges
    days = window.days if window is not None and not window.relative else None
    first, last, count = ranges[0], ranges[-1], str(len(ranges))
    if len(ranges) == 1:
        if days is None or days.least is None or days.greatest is None or listed(days, 1) is not None:
            return None
        first = DateRange(days.least, days.cell_last(days.least))
        last, count = DateRange(days.cell_first(days.greatest), days.greatest), "many"
    if None in (first.first, last.last):
        return None
    longest = _LONGEST.get(date.granularity) if date.granularity else None
    whole = longest is not None and all((each.days or 0) <= longest for each in (*ranges[1:], first))
    unit = f"{date.granularity.value}s" if whole and date.granularity else "stretches"
    number = count if date.wording.everyone else f"one of {count}"
    return f"{number} {unit} from {_range(names, first)} to {_range(names, last)}"


def _start(date: FuzzyDate, names: _English) -> str:
    """The words for the start; where its window moves with the anchor, for the earliest day."""
    days = date.wording.start.days if date.wording.start and not date.wording.start.relative else None
    return _range(
        names, DateRange(days.least, days.greatest) if days else DateRange(date.range.first, date.range.first)
    )


def _end(date: FuzzyDate, names: _English) -> str:
    """The words for the end, as `_start`."""
    days = date.wording.end.days if date.wording.end and not date.wording.end.relative else None
    return _range(
        names, DateRange(days.least, days.greatest) if days else DateRange(date.range.last, date.range.last)
    )


def _span(date: FuzzyDate, names: _English) -> str:
    start, end = date.wording.start, date.wording.end
    first, last = date.range.first, date.range.last
    settled = [w is not None and w.days is not None and w.days.least == w.days.greatest for w in (start, end)]
    if all(settled) and first is not None and last is not None and first < last:
        return names.between(first, last, days=True)
    whole = date.granularity is not None and names.same_units(date.range)
    if first == last or date.wording.relative or whole:
        return _range(names, date.range)
    return f"{_start(date, names)} to {_end(date, names)}"


def _range(names: _Names, days: DateRange) -> str:
    """A range as plainly as can be: a day, a month, a year, or first and last."""
    first, last = days.first, days.last
    if first is None or last is None:
        return names.open(first, last)
    if first == last:
        return names.day(first)
    year, month, whole_months, whole_years = _units(first, last)
    if whole_years and civil.civil(last)[0] == year:
        return names.year(year)
    if whole_months and civil.civil(last)[:2] == (year, month):
        return names.month(year, month)
    return names.between(first, last)


def _units(first: int, last: int) -> tuple[int, int, bool, bool]:
    """Year and month of the first day, and whether the days are whole months, and whole years."""
    year, month, dom = civil.civil(first)
    after_month, after_dom = civil.civil(last + 1)[1:]
    months = dom == 1 and after_dom == 1
    return year, month, months, months and month == 1 and after_month == 1


def _spoken_range(names: _English, days: DateRange) -> str:
    if days.first is None or days.last is None:
        return _range(names, days)
    plain = _range(names, days)
    return plain if plain != names.between(days.first, days.last) else names.spoken(days.first, days.last)


@attrs.frozen(kw_only=True)
class _English:
    """Day, month, year, and years before year 1 counted as BCE."""

    short: bool
    weekday: bool

    def day(self, day: int) -> str:
        year, month, dom = civil.civil(day)
        name = civil.WEEKDAYS[civil.weekday(day)]
        front = f"{name[:3] if self.short else name} " if self.weekday else ""
        return f"{front}{dom} {self._month_name(month)} {self.year(year)}"

    def month(self, year: int, month: int) -> str:
        return f"{self._month_name(month)} {self.year(year)}"

    def year(self, year: int) -> str:
        return year_words(year)

    def _month_name(self, month: int) -> str:
        return civil.MONTHS[month - 1][:3] if self.short else civil.MONTHS[month - 1]

    def same_units(self, days: DateRange) -> bool:
        """Whether a range is whole months or years, so that its first and last say all there is to say."""
        return days.first is not None and days.last is not None and _units(days.first, days.last)[2]

    def open(self, first: int | None, last: int | None) -> str:
        if self._as_in_reports:
            return range_words(first, last)
        if first is not None:
            return f"{self.day(first)} or later"
        return "undated" if last is None else f"{self.day(last)} or before"

    def between(self, first: int, last: int, *, days: bool = False) -> str:
        """First and last, with what they share said once: "12-26 January 2023"; `days` keeps days as days."""
        if self._as_in_reports:
            return range_words(first, last)
        low, high = self._ends(first, last, days=days)
        simple = not self.weekday and low.isdecimal() and high.split(" ")[0].isdecimal()
        return f"{low}-{high}" if simple else f"{low} to {high}"

    @property
    def _as_in_reports(self) -> bool:
        return self.short and not self.weekday

    def spoken(self, first: int, last: int) -> str:
        low, high = self._ends(first, last)
        return f"between {low} and {high}"

    def _ends(self, first: int, last: int, *, days: bool = False) -> tuple[str, str]:
        """The words for first and last; what the first shares with the last is left to the last."""
        year, month, whole_months, whole_years = _units(first, last)
        last_year, last_month, _ = civil.civil(last)
        if whole_years and not days:
            low, high = self.year(year), self.year(last_year)
            number, _, era = low.partition(" ")
            return (number if era == high.partition(" ")[2] else low), high
        if whole_months and not days:
            low = self._month_name(month) if year == last_year else self.month(year, month)
            return low, self.month(last_year, last_month)
        if self.weekday or year != last_year:
            return self.day(first), self.day(last)
        dom = civil.civil(first)[2]
        return (str(dom) if month == last_month else f"{dom} {self._month_name(month)}"), self.day(last)


@attrs.frozen(kw_only=True)
class _Table:
    """A language by pendulum's tables: names of months and weekdays, and the order of a date's parts."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...] | None
    order: str

    def day(self, day: int) -> str:
        year, month, dom = civil.civil(day)
        text = _filled(self.order, year, month, self.months[month - 1], dom)
        return f"{self.weekdays[civil.weekday(day)]} {text}" if self.weekdays else text

    def month(self, year: int, month: int) -> str:
        # The order without its day; what belongs to the day (a point, a comma, "de", a sign) goes with it.
        order = re.sub(r"Do?(?![A-Za-z])[.,日일]?(?:\s*\[[^\]]*\])?", "", self.order)
        order = order.replace("MMMM,", "MMMM")
        return " ".join(_filled(order, year, month, self.months[month - 1], 0).split())

    def year(self, year: int) -> str:
        return civil.iso_year(year) if year < 1000 else str(year)

    def open(self, first: int | None, last: int | None) -> str:
        return f"{self.day(first) if first is not None else ''}..{self.day(last) if last is not None else ''}"

    def between(self, first: int, last: int) -> str:
        year, month, whole_months, whole_years = _units(first, last)
        last_year, last_month, _ = civil.civil(last)
        if whole_years:
            return f"{self.year(year)} – {self.year(last_year)}"
        if whole_months:
            return f"{self.month(year, month)} – {self.month(last_year, last_month)}"
        return f"{self.day(first)} – {self.day(last)}"


def _filled(order: str, year: int, month: int, name: str, dom: int) -> str:
    """A date format of pendulum with its parts filled in; text in brackets stands for itself."""
    values = {"YYYY": civil.iso_year(year), "MMMM": name, "MMM": name, "MM": f"{month:02d}", "M": str(month)}
    values |= {"DD": f"{dom:02d}", "Do": str(dom), "D": str(dom)}
    return re.sub(
        r"\[([^\]]*)\]|YYYY|M{1,4}|DD|Do|D", lambda m: values[m[0]] if m[1] is None else m[1], order
    )


def _table(locale: str, *, short: bool, weekday: bool) -> _Table:
    """The table of a language; its name is checked before pendulum makes a module's name of it."""
    from pendulum.locales.locale import Locale

    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?", locale):
        raise UnknownName("locale", locale)
    try:
        found = Locale.load(locale)
    except ValueError:
        raise UnknownName("locale", locale) from None
    months = found.get("translations.months." + ("abbreviated" if short else "wide"))
    days = found.get("translations.days." + ("abbreviated" if short else "wide"))
    weekdays = tuple(days[number] for number in range(7)) if weekday else None
    order = found.get("custom.date_formats.LL") or "D MMMM YYYY"
    return _Table(months=tuple(months[number] for number in range(1, 13)), weekdays=weekdays, order=order)
