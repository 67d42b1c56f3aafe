"""What gap words mean, written from docs/reference/gaps.md alone: months and days at least, at most, softly at most."""

from __future__ import annotations

from typing import NamedTuple

Length = tuple[int, int]


class Reach(NamedTuple):
    least: Length | None
    most: Length | None
    softly: Length | None = None

    @property
    def ordered(self) -> bool:
        """Whether what is so far apart comes one after the other."""
        return self.least is not None and self.least >= (0, 0)


GAPS = {
    "1 day": Reach((0, 1), (0, 1)),
    "2 days": Reach((0, 2), (0, 2)),
    "5 days": Reach((0, 5), (0, 5)),
    "1 week": Reach((0, 7), (0, 7)),
    "a fortnight": Reach((0, 14), (0, 14)),
    "a month": Reach((1, 0), (1, 0)),
    "half a month": Reach((0, 15), (0, 15)),
    "about 10 days": Reach((0, 8), (0, 12)),
    "about 2 days": Reach((0, 1), (0, 3)),
    "about a week": Reach((0, 4), (0, 10)),
    "about a month": Reach((1, -15), (1, 15)),
    "days": Reach((0, 2), (0, 14)),
    "weeks": Reach((0, 14), (0, 62)),
    "a few days": Reach((0, 2), (0, 14)),
    "more than 4 days": Reach((0, 5), None, (0, 7)),
    "more than a week": Reach((0, 8), None, (0, 31)),
    "over two weeks": Reach((0, 15), None, (0, 31)),
    "at least 3 days": Reach((0, 3), None, (0, 7)),
    "at least 1 week": Reach((0, 7), None, (0, 31)),
    "at least a month": Reach((1, 0), None, (12, 0)),
    "2 weeks or more": Reach((0, 14), None, (0, 31)),
    "within 2 days": Reach((0, 0), (0, 2)),
    "within a week": Reach((0, 0), (0, 7)),
    "up to 3 weeks": Reach((0, 0), (0, 21)),
    "no more than 2 days": Reach((0, 0), (0, 2)),
    "less than a month": Reach((0, 0), (1, -1)),
    "under 10 days": Reach((0, 0), (0, 9)),
    "nearly 2 weeks": Reach((0, 11), (0, 13)),
    "almost a month": Reach((1, -15), (1, -1)),
    "2 to 5 days": Reach((0, 2), (0, 5)),
    "two or three days": Reach((0, 2), (0, 3)),
    "1 to 2 weeks": Reach((0, 7), (0, 14)),
    "the day": Reach((0, 1), (0, 1)),
    "the next day": Reach((0, 1), (0, 1)),
    "the same day": Reach((0, 0), (0, 0)),
    "the week": Reach((0, 1), (0, 7)),
    "the month": Reach((0, 1), (1, 0)),
    "a day or two": Reach((0, 1), (0, 2)),
    "1 year": Reach((12, 0), (12, 0)),
    "two years": Reach((24, 0), (24, 0)),
    "about a year": Reach((6, 0), (18, 0)),
    "years": Reach((24, 0), (240, 0)),
    "more than a year": Reach((12, 1), None, (120, 0)),
    "at least 1 year": Reach((12, 0), None, (120, 0)),
    "within a year": Reach((0, 0), (12, 0)),
    "less than a year": Reach((0, 0), (12, -1)),
    "nearly a year": Reach((6, 0), (12, -1)),
    "1 to 2 years": Reach((12, 0), (24, 0)),
    "the year": Reach((0, 1), (12, 0)),
    "1 year and 3 months": Reach((15, 0), (15, 0)),
}


class Hours(NamedTuple):
    """Hours at least, at most, and softly at most."""

    least: float
    most: float | None
    softly: float | None = None


BY_CLOCK = {
    "2 hours": Hours(2, 2),
    "30 hours": Hours(30, 30),
    "90 minutes": Hours(1.5, 1.5),
    "about 5 hours": Hours(4.5, 5.5),
    "hours": Hours(2, 48),
    "within 3 hours": Hours(0, 3),
    "20 to 30 hours": Hours(20, 30),
    "at least 2 hours": Hours(2, None, 24),
    "more than 2 hours": Hours(2 + 1 / 60, None, 24),
    "less than 2 hours": Hours(0, 2 - 1 / 60),
}
"""Gaps between two instants: what `docs/reference/gaps.md` says of them in G17 and G18."""
