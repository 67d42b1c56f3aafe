"""The relations between two events: Allen's thirteen and the handful that chronologies need besides.

J. F. Allen, "Maintaining Knowledge about Temporal Intervals", CACM 26 (1983). This module holds the
words; what they mean as inequalities between moments stands in `timeline.reasoning.constraints`.
"""

from __future__ import annotations

import enum

__all__ = ["GAP_RELATIONS", "SHARING_RELATIONS", "Relation"]


class Relation(enum.Enum):
    """How one event lies to another; the value is the key in the file."""

    BEFORE = "before"
    AFTER = "after"
    MEETS = "meets"
    MET_BY = "met-by"
    DURING = "during"
    CONTAINS = "contains"
    PART_OF = "part-of"
    OVERLAPS = "overlaps"
    OVERLAPPED_BY = "overlapped-by"
    STARTS_WITH = "starts-with"
    STARTED_BY = "started-by"
    ENDS_WITH = "ends-with"
    ENDED_BY = "ended-by"
    SAME_TIME_AS = "same-time-as"
    SAME_DAY_AS = "same-day-as"
    PREPARES_FOR = "prepares-for"
    FOLLOWS = "follows"
    NTH = "nth"
    LASTS = "lasts"


GAP_RELATIONS = frozenset(
    {Relation.BEFORE, Relation.AFTER, Relation.PREPARES_FOR, Relation.FOLLOWS, Relation.LASTS}
)
"""The relations that can carry a gap."""

SHARING_RELATIONS = frozenset(
    {
        Relation.DURING,
        Relation.CONTAINS,
        Relation.PART_OF,
        Relation.OVERLAPS,
        Relation.OVERLAPPED_BY,
        Relation.STARTS_WITH,
        Relation.STARTED_BY,
        Relation.ENDS_WITH,
        Relation.ENDED_BY,
        Relation.SAME_TIME_AS,
        Relation.SAME_DAY_AS,
    }
)
"""The relations of events that share a day."""
