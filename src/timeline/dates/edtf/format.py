"""Canonical EDTF: the preferred way to write a form."""

from __future__ import annotations

from timeline.dates.edtf.forms import UNMARKED, Date, End, Form, Interval, Item, Members, Reach, Stretch
from timeline.dates.edtf.marks import written
from timeline.dates.fuzzy import Missing

__all__ = ["format_edtf", "format_item"]


def format_edtf(form: Form) -> str:
    """The canonical text of a form; scanning it gives the same form again.

    Qualifiers are written in the order of preference of ISO 8601-2:2019, 8.2.4: one for the whole, else one
    for the group on the left, else one for each part; members of a set in the order of their days.
    """
    match form:
        case Date():
            return format_date(form)
        case Interval():
            return f"{_end(form.start)}/{_end(form.end)}"
        case Members():
            inner = ",".join(format_item(item) for item in form.items)
            return f"{{{inner}}}" if form.everyone else f"[{inner}]"


def format_date(date: Date) -> str:
    """The canonical text of one date."""
    components = [text for text in (date.year, date.month, date.day) if text]
    if date.marks is UNMARKED:
        return "-".join(components) + date.time
    return written(components, date.marks)


def _end(end: End) -> str:
    if isinstance(end, Missing):
        return ".." if end is Missing.OPEN else ""
    return format_item(end)


def format_item(item: Item) -> str:
    """The canonical text of a member of a set, or of a bounded end of an interval."""
    match item:
        case Date():
            return format_date(item)
        case Reach(date, True):
            return f"..{format_date(date)}"
        case Reach(date, _):
            return f"{format_date(date)}.."
        case Stretch(first, last):
            return f"{format_date(first)}..{format_date(last)}"
