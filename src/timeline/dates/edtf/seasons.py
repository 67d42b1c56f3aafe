"""Seasons and other parts of a year by their numbers (ISO 8601-2:2019, 4.8).

Seasons are meteorological. The one that begins in December has the year that it begins in, since the numbers of
a year's seasons rise with time.
"""

from __future__ import annotations

from typing import Final

__all__ = ["NORTHERN", "SOUTHERN"]

_NORTH: Final = ((3, 5), (6, 8), (9, 11), (12, 2))
_SOUTH: Final = ((9, 11), (12, 2), (3, 5), (6, 8))
_PARTS: Final = ((1, 3), (4, 6), (7, 9), (10, 12), (1, 4), (5, 8), (9, 12), (1, 6), (7, 12))

NORTHERN: Final = dict(enumerate((*_NORTH, *_NORTH, *_SOUTH, *_PARTS), start=21))
"""First and last month of 21 to 41, where 21 to 24 are of the northern half of the earth."""

SOUTHERN: Final = NORTHERN | dict(enumerate(_SOUTH, start=21))
"""The same, where they are of the southern half."""
