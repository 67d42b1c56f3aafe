"""From a form to a wording: the windows, the shape, the flags and the unit of what was scanned."""

from __future__ import annotations

from collections.abc import Callable

from timeline.dates.days import DaySet
from timeline.dates.edtf.bounds import days_of, members_of, reach_of
from timeline.dates.edtf.format import format_edtf
from timeline.dates.edtf.forms import Date, End, Form, Interval, Item, Members, Reach, Stretch
from timeline.dates.edtf.widening import widened
from timeline.dates.fuzzy import Granularity, Missing, Parts, ReadingOptions, Shape, Window, Wording

__all__ = ["wording_of"]


def wording_of(text: str, form: Form, options: ReadingOptions) -> Wording:
    """The wording of a form; `text` is kept as typed."""
    dates = dates_in(form)
    uncertain, approximate = flags_of(dates)
    shape, start, end, missing = _windows(form, lambda date: _days(date, options))
    units = {granularity_of(date) for date in dates}
    return Wording(
        text=text,
        shape=shape,
        start=start,
        end=end,
        missing=missing,
        parts=_parts(form),
        granularity=units.pop() if len(units) == 1 else None,
        uncertain=uncertain,
        approximate=approximate,
        level=form.level if not isinstance(form, Members) else 2,
        edtf=format_edtf(form),
        everyone=isinstance(form, Members) and form.everyone,
        rule=_rule(form),
        assumptions=_assumptions(dates, options),
    )


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


def flags_of(dates: list[Date]) -> tuple[bool, bool]:
    """Whether some part of some date is uncertain, and whether some is approximate."""
    marks = {mark for date in dates for mark in date.marks}
    return bool(marks & {"?", "%"}), bool(marks & {"~", "%"})


def granularity_of(date: Date) -> Granularity | None:
    """The unit a date is written in; None for thirds and halves of a year, which have no name of their own."""
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


def _windows(
    form: Form, days_of_date: Callable[[Date], DaySet]
) -> tuple[Shape, Window | None, Window | None, Missing | None]:
    """The shape, the windows of start and end, and why an end is missing."""

    def window(end: Date | Reach) -> Window:
        return Window(days=reach_of(end, days_of_date) if isinstance(end, Reach) else days_of_date(end))

    match form:
        case Date():
            return Shape.WITHIN, window(form), None, None
        case Members():
            return Shape.WITHIN, Window(days=members_of(form, days_of_date)), None, None
        case Interval(Missing() as missing, Date() | Reach() as end):
            return Shape.UNTIL, None, window(end), missing
        case Interval(Date() | Reach() as start, Missing() as missing):
            return Shape.SINCE, window(start), None, missing
        case Interval(Date() | Reach() as start, Date() | Reach() as end):
            return Shape.SPAN, window(start), window(end), None
        case _:  # scanning refuses an interval without a date
            raise AssertionError(form)


def _days(date: Date, options: ReadingOptions) -> DaySet:
    days = days_of(date, south=options.hemisphere == "south")
    return widened(days, date, granularity_of(date)) if options.widen and any(date.marks) else days


def _parts(form: Form) -> tuple[Parts, ...]:
    """The numbers of the one or two dates of a text that is no set, for dates whose digits are all known."""
    if isinstance(form, Date):
        parts = [_parts_of(form)]
    elif isinstance(form, Interval):
        parts = [_parts_of(end) for end in (form.start, form.end) if not isinstance(end, Missing)]
    else:
        return ()
    return tuple(parts) if any(part != Parts() for part in parts) else ()


def _parts_of(date: Date | Reach) -> Parts:
    if isinstance(date, Reach) or not date.digits_only:
        return Parts()
    if not date.month or date.season:
        return Parts(year=date.years[0])
    return Parts(
        year=date.years[0], month=int(date.month), day=int(date.day) if date.day else None, numeric_month=True
    )


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
    if options.widen and any(any(date.marks) for date in dates):
        made["qualified dates widened by one unit on either side, by two for '%'"] = None
    return tuple(made)
