"""From a form to a wording: the windows, the shape, the flags and the unit of what was scanned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from timeline.dates.days import DaySet
from timeline.dates.edtf.bounds import days_of, members_of, reach_of
from timeline.dates.edtf.faults import later_year
from timeline.dates.edtf.format import format_date, format_edtf
from timeline.dates.edtf.forms import UNMARKED, Date, End, Form, Interval, Item, Members, Reach, Stretch
from timeline.dates.edtf.plain import BLANK, parts_of, window
from timeline.dates.edtf.scan import scan
from timeline.dates.edtf.widening import widened
from timeline.dates.fuzzy import Granularity, Missing, Parts, ReadingOptions, Shape, Wording

__all__ = ["read_form", "wording_of"]

_new = object.__new__
_set = object.__setattr__


def read_form(text: str, options: ReadingOptions) -> Wording:
    """The wording of EDTF of any level, by way of its form."""
    return wording_of(text, scan(text, south=options.hemisphere == "south"), options)


def wording_of(text: str, form: Form, options: ReadingOptions) -> Wording:
    """The wording of a form; `text` is kept as typed."""
    wording = _new(Wording)
    # Filling the dictionary takes half the time of the constructor.
    fields = BLANK.copy()
    fields["text"] = text
    fields["parts"] = _parts(form)
    fields["rule"] = _rule(form)
    if isinstance(form, Date):
        dates = [form]
        fields["start"] = window(_days(form, options))
        fields["granularity"], fields["level"] = granularity_of(form), form.level
        fields["edtf"] = text if form.marks is UNMARKED else format_date(form)
    else:
        dates = dates_in(form)
        _fill_windows(fields, form, lambda date: _days(date, options))
        fields["granularity"] = _common_granularity(dates)
        fields["edtf"] = format_edtf(form)
    marks = "".join("".join(date.marks) for date in dates if date.marks is not UNMARKED)
    if marks:
        fields["uncertain"], fields["approximate"] = marks.strip("~") != "", marks.strip("?") != ""
    if options.widen or any(date.season for date in dates):
        fields["assumptions"] = _assumptions(dates, options)
    _set(wording, "__dict__", fields)
    return wording


def dates_in(form: Form | End | Item) -> list[Date]:
    """Every date of a form, in the order it is written."""
    match form:
        case Date():
            return [form]
        case Reach():
            return [form.date]
        case Stretch():
            return [form.first, form.last]
        case Interval():
            return [*dates_in(form.start), *dates_in(form.end)]
        case Members():
            return [date for item in form.items for date in dates_in(item)]
        case Missing():
            return []


def _common_granularity(dates: list[Date]) -> Granularity | None:
    first = granularity_of(dates[0])
    return first if all(granularity_of(date) is first for date in dates[1:]) else None


def granularity_of(date: Date) -> Granularity | None:
    """The unit a date is written in; None for thirds and halves of a year, which have no name here."""
    if date.day:
        return Granularity.DAY
    if date.season:
        return Granularity.SEASON if date.season <= 32 else Granularity.QUARTER if date.season <= 36 else None
    if date.month:
        return Granularity.MONTH
    digits = date.year[-4:]
    if "X" not in digits[:2] and digits[3] == "X" and date.year[0] != "Y":
        return Granularity.CENTURY if digits[2] == "X" else Granularity.DECADE
    return Granularity.YEAR


def _fill_windows(
    fields: dict[str, Any], form: Interval | Members, days_of_date: Callable[[Date], DaySet]
) -> None:
    """Fill in level and shape, the windows of start and end, and why an end is missing."""
    if isinstance(form, Members):
        fields["level"], fields["everyone"] = 2, form.everyone
        fields["start"] = window(members_of(form, days_of_date))
        return
    fields["level"] = form.level
    for name, end in (("start", form.start), ("end", form.end)):
        if isinstance(end, Missing):
            fields["missing"] = end
            fields["shape"] = Shape.UNTIL if name == "start" else Shape.SINCE
        else:
            days = days_of_date(end) if isinstance(end, Date) else reach_of(end, days_of_date)
            fields[name] = window(days)
    if fields["missing"] is None:
        fields["shape"] = Shape.SPAN


def _days(date: Date, options: ReadingOptions) -> DaySet:
    days = days_of(date, south=options.hemisphere == "south")
    return widened(days, date, granularity_of(date)) if options.widen and date.marks is not UNMARKED else days


def _parts(form: Form) -> tuple[Parts, ...]:
    """The numbers of the one or two dates of a text that is no set, for dates whose digits are all known."""
    if isinstance(form, Date):
        return (_parts_of(form),) if form.digits_only else ()
    if isinstance(form, Members):
        return ()
    ends = [end for end in (form.start, form.end) if not isinstance(end, Missing)]
    if any(isinstance(end, Date) and end.digits_only for end in ends):
        return tuple(_parts_of(end) for end in ends)
    return ()


def _parts_of(date: Date | Reach) -> Parts:
    if isinstance(date, Reach) or not date.digits_only:
        return Parts()
    if not date.month or date.season:
        return parts_of(date.years[0], None, None)
    return parts_of(date.years[0], int(date.month), int(date.day) if date.day else None)


def _rule(form: Form) -> str:
    match form:
        case Members(_, everyone):
            return "EDTF all-of set" if everyone else "EDTF one-of set"
        case Interval():
            return "EDTF interval"
        case Date():
            return (
                "EDTF date and time" if form.time else "EDTF part of a year" if form.season else "EDTF date"
            )


def _assumptions(dates: list[Date], options: ReadingOptions) -> tuple[str, ...]:
    made: dict[str, None] = {}
    for date in dates:
        if 21 <= date.season <= 24:
            made[f"meteorological seasons of the {options.hemisphere}ern half of the earth"] = None
        elif 25 <= date.season <= 32:
            made["meteorological seasons"] = None
        later = later_year(date.year, date.month) if date.season else None
        if later is not None:
            made[f"a part of the year {date.year}, not the years {date.year} to {later}"] = None
    if options.widen and any(date.marks is not UNMARKED for date in dates):
        made["qualified dates widened by one unit on either side, by two for '%'"] = None
    return tuple(made)
