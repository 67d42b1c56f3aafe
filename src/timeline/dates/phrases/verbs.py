"""Verbs before a date: "will be held on Friday", "came into force in July"; they tell which side is meant.

This module knows which words are verbs, and nothing of the dates behind them.
"""

from __future__ import annotations

from typing import Final

from timeline.dates.fuzzy import Stance
from timeline.dates.phrases.hedging import HEDGES
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.vocabulary import BACK, HERE, MONTHS, WEEKDAYS
from timeline.dates.tokens import Kind

__all__ = ["begins_with_verb", "verbs"]

# What a verb before a date says of it; None where it says nothing by itself.
_AHEAD: Final = (
    "will", "planned", "scheduled", "expected", "slated", "due", "set", "to", "takes", "begins", "starts", "opens",
    "arrives", "proposed", "projected", "intended", "anticipated", "targeted", "earmarked",
)  # fmt: skip
_BACK: Final = (
    "was", "were", "has", "had", "took", "began", "happened", "occurred", "started", "opened", "published",
    "issued", "released", "launched", "arrived",
)  # fmt: skip
_NEITHER: Final = (
    "be", "been", "held", "is", "are", "it", "take", "place", "begin", "start", "happen", "signed", "announced",
    "agreed", "open", "arrive", "again",
)  # fmt: skip
_VERBS: Final[dict[str, Stance | None]] = {
    **dict.fromkeys(_AHEAD, Stance.PLANNED),
    **dict.fromkeys(_BACK, Stance.REPORTED),
    **dict.fromkeys(_NEITHER),
}
_STRONG: Final = frozenset({
    "met", "left", "came", "went", "fell", "won", "lost", "spoke", "flew", "ran", "gave", "made", "became",
    "died", "born", "held", "built", "struck", "broke",
})  # fmt: skip
_PARTICLES: Final = frozenset(
    {"off", "out", "up", "down", "over", "into", "force", "effect", "office", "power"}
)
_STARTS: Final = (
    HERE | BACK | frozenset(MONTHS) | frozenset(WEEKDAYS) | {"yesterday", "between", "from", "earlier"}
)
# These end like past verbs and are read as something else.
_NO_VERBS: Final = frozenset({"wed", "ended", "dated"})


def begins_with_verb(word: str) -> bool:
    """Whether a word may be a verb; most texts begin with another, and need not be looked at further."""
    return word in _VERBS or word in _STRONG or word[-2:] == "ed"


def verbs(r: Reader) -> None:
    """Step past "will be held" and the like before a date, and past any verb in the past tense."""
    while r.here.kind is Kind.WORD:
        word = r.here.word
        if word in _VERBS and (word != "to" or r.ahead().word in _NEITHER):
            stance = _VERBS[r.go().word]
        elif steps := _past(r):
            r.go(steps)
            stance = Stance.REPORTED
        else:
            break
        if stance is not None:
            r.imply(stance)


def _past(r: Reader) -> int:
    """How many words a verb in the past tense takes with its particles; 0 where no date begins behind it."""
    word = r.here.word
    if word not in _STRONG and (word[-2:] != "ed" or word in _NO_VERBS):
        return 0
    steps = 1
    while r.ahead(steps).word in _PARTICLES:
        steps += 1
    behind = r.ahead(steps)
    dated = behind.word in HEDGES or behind.word in _STARTS or behind.kind in (Kind.NUMBER, Kind.ORDINAL)
    return steps if dated else 0
