"""What programs for tables make of dates in cells, taken back: the wording is what somebody meant, not a format.

Notes V29, V32, V33 and V35 of docs/reference/csv.md say what was decided.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Final

from timeline.dates.text import says_no_date
from timeline.evidence.keys import MOMENTS

__all__ = ["TIMES", "put_right", "without_midnights"]

_DATED: Final = ("published", *MOMENTS)
# "2021-03-01 00:00:00", "2021-03-01T00:00:00.000Z", "3/1/2021 12:00:00 AM": a day where a program keeps times.
_MIDNIGHT: Final = re.compile(r"(\S.*?)(?:[T ]0?0:00(?::00)?(?:\.0+)?Z?| 12:00(?::00)? AM)", re.IGNORECASE)
_TIMED: Final = re.compile(r"[0-9]:[0-9]{2}")

# The columns of times beside those of dates, as calendars and people call them, under the keys that they have here.
_TIMES: Final = {
    "when": ("x-time", "x-start-time", "x-time-of-day"),
    "starts": ("x-start-time", "x-time", "x-begin-time"),
    "ends": ("x-end-time", "x-finish-time"),
}
TIMES: Final = frozenset(itertools.chain(*_TIMES.values()))
"""The keys of columns that may hold the times of the dates beside them."""

_CLOCK: Final = re.compile(
    r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?: ?[ap]\.?m\.?)?|(?:0?[1-9]|1[0-2]) ?[ap]\.?m\.?",
    re.IGNORECASE,
)
# A row of whole days has midnights for times.
_WHOLE_DAYS: Final = ("x-all-day-event", "x-all-day", "x-allday")
_YES: Final = frozenset({"true", "yes", "1", "x", "on", "wahr"})


def put_right(cells: dict[str, str]) -> None:
    """Keep what says that there is no date apart, take a date with an end for the start, and put times to their dates.

    >>> cells = {"when": "2021-03-01", "ends": "2021-03-03", "published": "n/a"}
    >>> put_right(cells)
    >>> cells
    {'ends': '2021-03-03', 'x-published': 'n/a', 'starts': '2021-03-01'}
    >>> cells = {"when": "8 May 2021", "x-time": "9:30 AM"}
    >>> put_right(cells)
    >>> cells
    {'when': '8 May 2021 9:30 AM'}
    """
    for key in _DATED:
        if key in cells and says_no_date(cells[key]):
            cells[f"x-{key}"] = cells.pop(key)
    if "when" in cells and "ends" in cells and "starts" not in cells:
        cells["starts"] = cells.pop("when")
    whole_days = any(cells.get(key, "").casefold() in _YES for key in _WHOLE_DAYS)
    for key, columns in _TIMES.items() if not whole_days else ():
        column = next((one for one in columns if _CLOCK.fullmatch(cells.get(one, ""))), None)
        if key in cells and column is not None and not _TIMED.search(cells[key]):
            cells[key] = f"{cells[key]} {cells.pop(column)}"


def without_midnights(rows: Iterable[dict[str, str]]) -> None:
    """Take midnight off the dates of a table in which no date has another time: they are days."""
    dated = [(cells, key) for cells in rows for key in _DATED if key in cells and _TIMED.search(cells[key])]
    days = [_MIDNIGHT.fullmatch(cells[key]) for cells, key in dated]
    for (cells, key), day in zip(dated, days, strict=True):
        if day is not None and all(days):
            cells[key] = day[1]
