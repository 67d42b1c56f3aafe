"""Press wording: read a phrase such as "the first ten days of last August" into a wording.

Text is cut into tokens (`tokens`), read by recursive descent (`grammar`) into a frozen tree of functions
from the anchor day to days (`tree`, over the turns of calendar series in `series`), and the tree becomes a
`Wording` (`resolve`).
"""

from __future__ import annotations

from timeline.dates.fuzzy import ReadingOptions, Stance, Wording
from timeline.dates.phrases.grammar import parse
from timeline.dates.phrases.resolve import wording

__all__ = ["read"]


def read(text: str, options: ReadingOptions, stance: Stance | None) -> Wording:
    """Read press wording without tying it to a day.

    Args:
        text: the words, at most 300 characters.
        options: how to read what countries write differently.
        stance: how the sentence looks at the date; bare names take their direction from it.

    Raises:
        DateError: for text that names no date, with the reason and, where that fits, the column of the
        unread part.

    >>> read("20 March 2023", ReadingOptions(), None).edtf
    '2023-03-20'
    """
    return wording(*parse(text, options, stance))
