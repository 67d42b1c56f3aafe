"""Years of which some digits are not known: which of them fit a mask, such as ``19XX`` or ``-004X``.

This module knows numbers and their digits and nothing else.
"""

from __future__ import annotations

import re

__all__ = ["extreme_year", "negated", "next_year"]


def negated(mask: str) -> str:
    """The mask of the same years on the other side of year 0.

    >>> negated("19XX"), negated("-004X")
    ('-19XX', '004X')
    """
    return mask[1:] if mask.startswith("-") else "-" + mask


def extreme_year(mask: str, *, low: bool) -> int:
    """The first or the last year that fits a mask.

    >>> extreme_year("19XX", low=True), extreme_year("-004X", low=True)
    (1900, -49)
    """
    digit = "0" if low != mask.startswith("-") else "9"
    return int(mask.replace("X", digit))


def next_year(mask: str, year: int) -> int | None:
    """The least year on or after the given one that fits a mask; None past the last.

    >>> next_year("19X4", 1925), next_year("19X4", 1995)
    (1934, None)
    """
    if mask.startswith("-"):
        return _mirrored(mask[1:], -year)
    year = max(year, 0)
    digits = str(year).rjust(len(mask), "0")
    if len(digits) > len(mask):
        return None
    if re.fullmatch(mask.replace("X", "[0-9]"), digits):
        return year
    # The answer keeps a prefix of the year's digits, goes up by as little as it can at one place,
    # and is least behind it.
    for place in range(len(mask) - 1, -1, -1):
        prefix_fits = all(m in ("X", d) for m, d in zip(mask[:place], digits[:place], strict=True))
        higher = str(int(digits[place]) + 1) if mask[place] == "X" else mask[place]
        if prefix_fits and len(higher) == 1 and higher > digits[place]:
            return int(digits[:place] + higher + mask[place + 1 :].replace("X", "0"))
    return None


def _mirrored(mask: str, bound: int) -> int | None:
    """The least negative year on or after -bound: minus the greatest magnitude up to it that fits."""
    if bound < 0:
        return None
    digits = str(bound).rjust(len(mask), "0")
    if len(digits) > len(mask):
        return -int(mask.replace("X", "9"))
    if re.fullmatch(mask.replace("X", "[0-9]"), digits):
        return -bound
    for place in range(len(mask) - 1, -1, -1):
        prefix_fits = all(m in ("X", d) for m, d in zip(mask[:place], digits[:place], strict=True))
        lower = str(int(digits[place]) - 1) if mask[place] == "X" else mask[place]
        if prefix_fits and len(lower) == 1 and lower < digits[place]:
            return -int(digits[:place] + lower + mask[place + 1 :].replace("X", "9"))
    return None
