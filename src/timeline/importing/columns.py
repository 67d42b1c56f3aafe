"""What the columns of a table hold, told by their names or by whoever imports it.

Knows no rows. Notes V20.. of docs/reference/csv.md say what was decided.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from timeline.errors import UnknownName
from timeline.evidence.keys import MOMENTS
from timeline.importing.naming import Names, slug

__all__ = ["CLAIM_TEXTS", "EVENT_TEXTS", "KEYS", "LISTS", "are_names", "keys_of"]

EVENT_TEXTS: Final = ("title", "kind", "place", "url", "note")
"""Keys of an event that hold a text."""

LISTS: Final = {"with": "parties", "tags": "tags"}
"""Keys of an event that hold several names, with what the model calls them."""

CLAIM_TEXTS: Final = ("at", "quote")
"""Keys of a claim that hold a text."""

KEYS: Final = (
    "id", *EVENT_TEXTS, *LISTS, "status", *MOMENTS, "from", "published", "as", "certainty", *CLAIM_TEXTS,
)  # fmt: skip
"""What a column can hold."""

# What people call such columns, in small letters.
_MEANT: Final = {
    "activity": "title", "actors": "with", "attendees": "with", "begin": "starts", "begin date": "starts",
    "categories": "tags", "category": "kind", "city": "place", "comment": "note", "comments": "note",
    "countries": "with", "date": "when", "date of publication": "published", "date published": "published",
    "dates": "when", "description": "note", "end": "ends", "end date": "ends", "event": "title",
    "event date": "when", "event name": "title", "event title": "title", "event type": "kind",
    "finish": "ends", "finish date": "ends", "headline": "title", "link": "url", "location": "place",
    "milestone": "title", "name": "title", "notes": "note", "page": "at", "participants": "with",
    "parties": "with", "publication": "from", "publication date": "published", "publication day": "published",
    "published date": "published", "published on": "published", "remark": "note", "remarks": "note",
    "source": "from", "start": "starts", "start date": "starts", "subject": "title", "tag": "tags",
    "type": "kind", "venue": "place", "website": "url", "what": "title", "where": "place", "who": "with",
}  # fmt: skip
# With one of these beside it, and no date, "from" is where something begins, and not who says so.
_UNTIL: Final = ("to", "until", "till")
_SIGNS: Final = re.compile(r"[\W_]+")


def keys_of(header: Sequence[str], asked: Mapping[str, str]) -> list[str]:
    """What each column holds: one of `KEYS`, each once, or a key of the user's own, each once as well.

    Raises UnknownName for a column that was asked for and is not there.

    Args:
        header: the names of the columns.
        asked: for some of `KEYS` the name of the column that holds it.

    >>> keys_of(["Date", "Event", "Colour", "Date"], {"note": "colour"})
    ['when', 'title', 'note', 'x-date']
    """
    by_name = {name.casefold(): name for name in reversed(header)}
    given: dict[str, str] = {}
    for key, column in asked.items():
        if column.casefold() not in by_name:
            raise UnknownName("column", column, dict.fromkeys(filter(None, header)))
        given[by_name[column.casefold()]] = key
    meant = _meant(header)
    keys: list[str] = []
    own = Names()
    for name in header:
        known = given.get(name) or meant.get(name)
        taken = known in keys or (name not in given and known in given.values())
        keys.append(own.once(_own(name)) if known is None or taken else known)
    return keys


def are_names(cells: Sequence[str]) -> bool:
    """Whether a row looks like one that names columns: what an event is called, and when it was.

    >>> are_names(["Date", "Event"]), are_names(["Name", "Ann"])
    (True, False)
    """
    keys = {*_meant([cell.strip() for cell in cells]).values()}
    return "title" in keys and not keys.isdisjoint(MOMENTS)


def _meant(header: Sequence[str]) -> dict[str, str]:
    """What columns hold by their names, for those of common names."""
    plain = {name: " ".join(name.casefold().replace("_", " ").split()) for name in header}
    meant = {name: word if word in KEYS else _MEANT.get(word) for name, word in plain.items()}
    if not {*plain.values()}.isdisjoint(_UNTIL) and {*meant.values()}.isdisjoint(MOMENTS):
        spans = {"from": "starts"} | dict.fromkeys(_UNTIL, "ends")
        meant |= {name: spans[word] for name, word in plain.items() if word in spans}
    return {name: key for name, key in meant.items() if key is not None}


def _own(name: str) -> str:
    """A key for a column that means nothing here, in its own letters where it has none of ASCII."""
    word = slug(name) or _SIGNS.sub("-", name[:40].casefold()).strip("-")
    return f"x-{word or 'column'}"
