"""Documents that say something, and series in which events are counted.

Part of the model; `timeline.evidence.model` hands these names on.
"""

from __future__ import annotations

from typing import Any, Final

import attrs

from timeline.dates.fuzzy import ReadingOptions
from timeline.dates.values import Shown
from timeline.errors import Position
from timeline.evidence.fields import one_of, own_keys, position_field, wording
from timeline.evidence.ids import checked_id

__all__ = ["RELIABILITIES", "Series", "Source"]

RELIABILITIES: Final = ("A", "B", "C", "D", "E", "F", "0", "1", "2", "3", "high", "medium", "low")
"""Admiralty grades A to F, GEDCOM quality 0 to 3, and plain words."""


@attrs.frozen(kw_only=True, repr=False)
class Source(Shown):
    """A document that says something.

    Attributes:
        id: its name in claims.
        title, publisher, url, archived, note: what a reader wants to know of it; shown, never judged.
        published: its publication day, any date text that needs no anchor; None where none is printed.
        retrieved: the day it was fetched; it was not published later.
        reliability: a grade of `RELIABILITIES`, None for ungraded.
        reading: how its wording is read where that differs from the dossier's; None for no difference.
        copies: id of the source that it repeats; None where it speaks for itself.
        extra: the user's own ``x-`` keys.
    """

    id: str = attrs.field(validator=checked_id)
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    archived: str | None = None
    published: str | None = attrs.field(default=None, converter=wording)
    retrieved: str | None = attrs.field(default=None, converter=wording)
    reliability: str | None = attrs.field(default=None, validator=one_of(RELIABILITIES, "reliability"))
    reading: ReadingOptions | None = None
    copies: str | None = None
    note: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=own_keys)
    position: Position | None = position_field()
    published_position: Position | None = position_field()
    retrieved_position: Position | None = position_field()
    copies_position: Position | None = position_field()


@attrs.frozen(kw_only=True, repr=False)
class Series(Shown):
    """Events that are counted: "the second of the 2+2 dialogues"."""

    id: str = attrs.field(validator=checked_id)
    title: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=own_keys)
    position: Position | None = position_field()
