"""The front door of the dates room: any date text in, a wording or a date out."""

from __future__ import annotations

import functools

from timeline.dates import edtf, phrases
from timeline.dates.fuzzy import FuzzyDate, ReadingOptions, Stance, Wording

__all__ = ["parse_date", "read", "resolve"]


def read(
    text: str, options: ReadingOptions | None = None, stance: Stance | None = None, *, edtf_only: bool = False
) -> Wording:
    """Read a date text, EDTF or press wording, without tying it to a day; DateError where it cannot be read."""
    raise NotImplementedError


def parse_date(text: str, *, options: ReadingOptions | None = None) -> FuzzyDate:
    """Read a text that needs no anchor; DateError (`needs_anchor`) for a relative one."""
    raise NotImplementedError


def resolve(
    text: str,
    *,
    published: str | None = None,
    stance: Stance | str | None = None,
    options: ReadingOptions | None = None,
    edtf_only: bool = False,
) -> FuzzyDate:
    """Read a text and tie it to a publication day, itself any EDTF; DateError where a needed one is missing."""
    raise NotImplementedError
