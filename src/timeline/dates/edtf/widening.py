"""How far a qualified date may be off, for those who ask: the qualifiers themselves move no bound."""

from __future__ import annotations

from typing import Final

from timeline.dates import civil
from timeline.dates.days import DaySet, Pieces
from timeline.dates.edtf.forms import Date
from timeline.dates.fuzzy import Granularity

__all__ = ["widened"]

# Months in a unit; 4 for what has no name of its own, the quadrimester being the shorter of the two.
_MONTHS: Final = {
    Granularity.MONTH: 1,
    Granularity.SEASON: 3,
    Granularity.QUARTER: 3,
    None: 4,
    Granularity.YEAR: 12,
    Granularity.DECADE: 120,
    Granularity.CENTURY: 1200,
}


def widened(days: DaySet, date: Date, unit: Granularity | None) -> Pieces:
    """A date's hull, wider on each side by one unit of its finest qualified part, or by two for ``%``."""
    first, last = days.least, days.greatest
    assert first is not None
    assert last is not None
    times = 2 if "%" in date.marks else 1
    if date.marks[2]:
        return Pieces.run(first - times, last + times)
    if date.marks[1]:
        unit = Granularity.MONTH if date.day else unit
    elif date.month:
        unit = Granularity.YEAR
    months = times * _MONTHS[unit]
    return Pieces.run(civil.add_months(first, -months), civil.add_months(last + 1, months) - 1)
