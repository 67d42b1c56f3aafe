"""What a word that no phrase has was meant to be: a name misspelt, or of a neighbouring language.

Words for a refusal only; nothing is read by it.
"""

from __future__ import annotations

from typing import Final

from timeline.dates.civil import MONTHS, WEEKDAYS
from timeline.dates.phrases.vocabulary import SEASONS, UNITS

__all__ = ["meant"]

_KNOWN: Final = {
    name.lower(): name for name in (*MONTHS, *WEEKDAYS, *UNITS, *SEASONS, "today", "yesterday", "tomorrow")
}
# 'Mai' and 'mars' are as near as this to 'May' and 'March'; what is further away would be a guess.
_NEAR: Final = 0.65


def meant(word: str) -> str | None:
    """Advice for a word that means nothing here, None where no known word is near.

    >>> meant("febuary"), meant("mai"), meant("null")
    ("did you mean 'February'?", "did you mean 'May'?", None)
    """
    from difflib import get_close_matches

    word = word.lower()
    if not 2 < len(word) < 15 or word in _KNOWN:
        return None
    near = get_close_matches(word, _KNOWN, n=1, cutoff=_NEAR)
    return f"did you mean {_KNOWN[near[0]]!r}?" if near else None
