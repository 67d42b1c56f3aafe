"""Distances between two events, as sources write them: "more than 2 weeks", "weeks", "the day".

This module knows words for lengths of time and nothing of events or claims.
"""

from __future__ import annotations

import attrs

__all__ = ["Gap", "Offset", "read_gap"]


@attrs.frozen
class Offset:
    """A distance: calendar months and then days, since "a year after" is no fixed number of days."""

    months: int = 0
    days: int = 0


@attrs.frozen(kw_only=True)
class Gap:
    """How far apart two moments lie: at least, at most, and a softer limit that the words only suggest.

    Attributes:
        text: the words as typed.
        least: the shortest distance, None for no limit.
        most: the longest distance, None for no limit.
        softly: a longest distance that is likely but not said ("more than 2 weeks": up to the next unit), or None.
    """

    text: str = attrs.field(eq=False)
    least: Offset | None = None
    most: Offset | None = None
    softly: Offset | None = None


def read_gap(text: str) -> Gap:
    """Read a gap; DateError where the words name no distance."""
    raise NotImplementedError
