"""The sources that the rows of a table name: what came out under one name on one day is one document.

Note V24 of docs/reference/csv.md says what was decided.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from timeline.errors import Position
from timeline.evidence.keys import MOMENTS
from timeline.evidence.model import Source, is_id
from timeline.importing.naming import Names, named, slug

__all__ = ["Documents"]

_Key = tuple[str, str]

# With a number behind both, they are no longer than an id may be.
_LONGEST_NAME: Final = 40
_LONGEST_DAY: Final = 16


class Documents:
    """The sources that rows name: what came out under one name on one day is one document.

    A row without a day of publication is of the only document of its name, or of one whose day is not known.
    """

    def __init__(
        self,
        own: str,
        rows: Iterable[tuple[int, Mapping[str, str]]],
        names: Names,
        place: Callable[[int, str], Position],
    ) -> None:
        self.own = names.once(own)
        self._itself = own.casefold()
        self._days: dict[str, set[str]] = defaultdict(set)
        self._printed: dict[_Key, Position] = {}
        self._sources: dict[_Key, Source] = {}
        dating = [(line, cells) for line, cells in rows if not {"as", *MOMENTS}.isdisjoint(cells)]
        for line, cells in dating:
            if "published" in cells:
                self._days[self._name(cells)].add(cells["published"])
                self._printed.setdefault(self._key(cells), place(line, cells["published"]))
        titles: dict[_Key, set[str]] = defaultdict(set)
        for _, cells in dating:
            titles[self._key(cells)].add(cells.get("from", ""))
        # In order, so that it does not hang on that of the rows which document keeps the bare name.
        for _, alike in itertools.groupby(sorted(titles), key=lambda key: key[0]):
            for number, key in enumerate(alike):
                title = min(titles[key]) if key[0] else ""
                base = self.own if not title else title if is_id(title) else named(title)
                if number:
                    base = f"{base[:_LONGEST_NAME]}-{slug(key[1])[:_LONGEST_DAY]}"
                own = names.once(base) if title or number else self.own
                self._sources[key] = self._source(own, title, key)

    @property
    def named(self) -> list[Source]:
        """The sources."""
        return [*self._sources.values()]

    def of(self, cells: Mapping[str, str]) -> str:
        """The id of the source of a row: the one that it names, or the table itself."""
        return self._sources[self._key(cells)].id

    def _key(self, cells: Mapping[str, str]) -> _Key:
        name = self._name(cells)
        days = self._days.get(name, set())
        return name, cells.get("published", min(days) if len(days) == 1 else "")

    def _name(self, cells: Mapping[str, str]) -> str:
        """The name of the source of a row, however it is spaced and spelled in capitals; empty for the table itself."""
        name = " ".join(cells.get("from", "").split()).casefold()
        return "" if name == self._itself else name

    def _source(self, own: str, title: str, key: _Key) -> Source:
        return Source(
            id=own,
            title=title if title and title != own else None,
            published=key[1] or None,
            published_position=self._printed.get(key),
        )
