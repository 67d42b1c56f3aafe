"""EDTF, levels 0, 1 and 2: the dates of ISO 8601-2:2019, Annex A, read, reckoned, compared and written.

This package knows EDTF and nothing of press wording. Nearly every text goes the straight road of `plain`; all
else is loaded by the first text that needs it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final

from timeline.dates.edtf.hulls import hull_of
from timeline.dates.edtf.limits import MAX_TEXT, MAX_YEAR_DIGITS
from timeline.dates.edtf.plain import read_plain
from timeline.dates.fuzzy import ReadingOptions, Wording

if TYPE_CHECKING:
    from timeline.dates.edtf.faults import is_years_cut_short, looks_like_edtf
    from timeline.dates.edtf.format import format_edtf
    from timeline.dates.edtf.outcome import edtf_of

__all__ = [
    "MAX_TEXT",
    "MAX_YEAR_DIGITS",
    "edtf_of",
    "format_edtf",
    "hull_of",
    "is_years_cut_short",
    "looks_like_edtf",
    "read",
    "read_long",
    "read_plain",
]

_DEFAULT: Final = ReadingOptions()
_HOMES: Final = {
    "edtf_of": "outcome",
    "format_edtf": "format",
    "is_years_cut_short": "faults",
    "looks_like_edtf": "faults",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def read(text: str, options: ReadingOptions | None = None) -> Wording:
    """Read EDTF of any level; nothing else is accepted.

    Args:
        text: the whole text, in ASCII, without spaces.
        options: which half of the earth the seasons 21 to 24 are of, and whether qualifiers widen; no more.

    Raises:
        DateError: for any other text, with column, rule and, where there is one, a suggestion.

    ISO 8601-2:2019, Annex A, in the profile of the Library of Congress.

    >>> read("2004-06/2006-08").level, read("156X-12-25").edtf, read("1984?").uncertain
    (0, '156X-12-25', True)
    """
    return read_plain(text, options) or read_long(text, options)


def read_long(text: str, options: ReadingOptions | None = None) -> Wording:
    """As `read`, for a text of which it is known that `read_plain` does not take it."""
    return _long_road()(text, options or _DEFAULT)


@functools.cache
def _long_road() -> Callable[[str, ReadingOptions], Wording]:
    from timeline.dates.edtf.reading import read_form

    return read_form
