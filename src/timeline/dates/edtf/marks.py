"""Qualifiers: which parts of a date they hold for, and how that is best written (ISO 8601-2:2019, clause 8)."""

from __future__ import annotations

from typing import Final

__all__ = ["Marks", "spread", "written"]

Marks = tuple[str, str, str]
"""The qualifier that holds for year, month and day each: ``?``, ``~``, ``%`` or empty."""

_FLAGS: Final = {"": 0, "?": 1, "~": 2, "%": 3, None: 0}
_MARKS: Final = ("", "?", "~", "%")


def spread(before: tuple[str | None, ...], after: tuple[str | None, ...]) -> Marks:
    """The qualifier that holds for each component, from those that stand to the left and right of each.

    8.2: one to the left of a component holds for it alone, one to the right for it and all to its left; several
    that meet in a component add up.

    >>> spread(("", "?", ""), ("", "", "~"))
    ('~', '%', '~')
    """
    day = _FLAGS[after[2]]
    month = day | _FLAGS[after[1]]
    year = month | _FLAGS[after[0]]
    return (
        _MARKS[year | _FLAGS[before[0]]],
        _MARKS[month | _FLAGS[before[1]]],
        _MARKS[day | _FLAGS[before[2]]],
    )


def written(components: list[str], marks: Marks) -> str:
    """The components with their qualifiers: one for the whole, else one for the group on the left and then each.

    >>> written(["2004", "06", "11"], ("~", "~", "")), written(["2004", "06", "11"], ("?", "?", "?"))
    ('2004-06~-11', '2004-06-11?')
    """
    grouped = 1
    while grouped < len(components) and marks[grouped] == marks[0]:
        grouped += 1
    texts = components.copy()
    texts[grouped - 1] += marks[0]
    for index in range(grouped, len(texts)):
        texts[index] = marks[index] + texts[index]
    return "-".join(texts)
