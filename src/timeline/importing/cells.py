"""What programs for tables make of dates in cells, taken back: the wording is what somebody meant, not a format.

Notes V23, V29, V32 and V33 of docs/reference/csv.md say what was decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from timeline.dates.text import says_no_date
from timeline.evidence.keys import MOMENTS

__all__ = ["put_right", "without_midnights"]

_DATED: Final = ("published", *MOMENTS)
# "2021-03-01 00:00:00", "2021-03-01T00:00:00.000Z", "3/1/2021 12:00:00 AM": a day where a program keeps times.
_MIDNIGHT: Final = re.compile(r"(\S.*?)(?:[T ]0?0:00(?::00)?(?:\.0+)?Z?| 12:00(?::00)? AM)", re.IGNORECASE)
_TIMED: Final = re.compile(r"[0-9]:[0-9]{2}")


def put_right(cells: dict[str, str]) -> None:
    """Keep what says that there is no date apart, and take a date with an end beside it for the start.

    >>> cells = {"when": "2021-03-01", "ends": "2021-03-03", "published": "n/a"}
    >>> put_right(cells)
    >>> cells
    {'ends': '2021-03-03', 'x-published': 'n/a', 'starts': '2021-03-01'}
    """
    for key in _DATED:
        if key in cells and says_no_date(cells[key]):
            cells[f"x-{key}"] = cells.pop(key)
    if "when" in cells and "ends" in cells and "starts" not in cells:
        cells["starts"] = cells.pop("when")


def without_midnights(rows: Iterable[dict[str, str]]) -> None:
    """Take midnight off the dates of a table in which no date has another time: they are days."""
    dated = [(cells, key) for cells in rows for key in _DATED if key in cells and _TIMED.search(cells[key])]
    days = [_MIDNIGHT.fullmatch(cells[key]) for cells, key in dated]
    for (cells, key), day in zip(dated, days, strict=True):
        if day is not None and all(days):
            cells[key] = day[1]
