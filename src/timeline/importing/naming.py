"""Ids for what has none that this format could take: short forms of titles, each given once."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from timeline.evidence.model import CURATOR

__all__ = ["Names", "named", "slug"]

_LONGEST: Final = 40
# Letters that are no letter of ASCII with a sign on it; those of other scripts have no form that all agree on.
_PLAIN: Final = str.maketrans({
    "\u00e6": "ae", "\u0153": "oe", "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00f0": "d", "\u00fe": "th",
    "\u0131": "i",
})  # fmt: skip
# With a number of six digits behind it, it is no longer than an id may be.
_LONGEST_BASE: Final = 57


def slug(text: str) -> str:
    """A short form of a text as an id; empty where it has no letter or digit of ASCII.

    >>> slug("État: second 2+2 ministerial dialogue"), slug("Straße nach Łódź"), slug("会談")
    ('etat-second-2-2-ministerial-dialogue', 'strasse-nach-lodz', '')
    """
    words = re.findall("[a-z0-9]+", _without_signs(text).encode("ascii", "ignore").decode())
    short = ""
    for word in words:
        longer = f"{short}-{word}" if short else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        short = longer
    return f"{short}-1" if short == CURATOR else short


def _without_signs(text: str) -> str:
    return unicodedata.normalize("NFKD", text[:200].casefold().translate(_PLAIN))


def _is_told_by_ascii(title: str) -> bool:
    """Whether at least half of a title's letters are of ASCII: of "会議 in 東京" an "in" would be left."""
    letters = [char.isascii() for char in _without_signs(title) if char.isalnum()]
    return 2 * sum(letters) >= len(letters)


def named(title: str, uid: str = "") -> str:
    """An id from a title; from the UID where that gives none, so that a newer copy finds the same.

    >>> named("Visit", "3@x"), named("会談", "summit@x"), named("会議 in 東京", "meeting@x")
    ('visit', 'summit', 'meeting')
    """
    known = uid or title
    return (
        (slug(title) if _is_told_by_ascii(title) else "")
        or slug(known.partition("@")[0])
        or hashlib.sha256(known.encode()).hexdigest()[:12]
    )


class Names:
    """Gives out ids, each once."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)
        self._newest: dict[str, int] = {}

    def once(self, base: str) -> str:
        """An id as it is, with a number where it is taken."""
        name, count = base, self._newest.get(base, 1)
        while name in self._taken:
            count += 1
            name = f"{base[:_LONGEST_BASE]}-{count}"
        self._taken.add(name)
        self._newest[base] = count
        return name
