"""What can become of a claim, and of an event: the words of every outcome, and the sets of them that are asked for."""

from __future__ import annotations

import enum
from typing import Final

__all__ = ["HELD", "KEPT", "LOST", "NOT_HELD", "EntryStatus", "Verdict"]


class Verdict(enum.Enum):
    """What became of a claim: one of the outcome's bounds is its bound, it holds but wider, and so on.

    >>> Verdict("decides") in HELD, Verdict("corrected") in KEPT, Verdict("overruled") in LOST
    (True, True, True)
    """

    DECIDES = "decides"
    AGREES = "agrees"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    OVERRULED = "overruled"
    UNREAD = "unread"


HELD: Final = (Verdict.DECIDES, Verdict.AGREES)
"""The verdicts on what was kept as it was said."""

KEPT: Final = (*HELD, Verdict.CORRECTED)
"""The verdicts on what was kept, as it was said or as a slip of what was meant."""

LOST: Final = (Verdict.REJECTED, Verdict.OVERRULED)
"""The verdicts on what was read and given up."""

NOT_HELD: Final = (Verdict.CORRECTED, *LOST)
"""The verdicts on what was read and not kept as it was said."""


class EntryStatus(enum.Enum):
    """How an event's date stands, the first that fits in this order."""

    UNDATED = "undated"
    TIED = "tied"
    DISPUTED = "disputed"
    CORRECTED = "corrected"
    INFERRED = "inferred"
    AGREED = "agreed"
    SINGLE_SOURCE = "single-source"
    STATED = "stated"
