"""Zones that never agree on the date, or always, and how their dates can differ at one instant.

Their clocks never change places, so that one date is the one ahead whatever the day of the year.
"""

from __future__ import annotations

NAMED = {"America/New_York": -4, "UTC": 0, "Asia/Kolkata": 5.5, "Asia/Tokyo": 9}
"""Hours ahead of UTC; in New York one less in winter."""

FIXED = {"Etc/GMT+5": -5, "UTC": 0, "Etc/GMT-9": 9}
"""Zones whose clocks have always been as many hours ahead, so that gaps by the clock can be counted."""

AHEAD = NAMED | FIXED


def dates_ahead(one: str, other: str) -> int:
    """How many days the date in one zone can be ahead of that in another."""
    return int(AHEAD[one] > AHEAD[other])
