"""EDTF, levels 0, 1 and 2: the dates of ISO 8601-2:2019, Annex A, read, reckoned, compared and written.

This package knows EDTF and nothing of press wording.
"""

from __future__ import annotations

import re
from typing import Final

from timeline.dates import civil
from timeline.dates.days import Pieces
from timeline.dates.edtf.faults import looks_like_edtf
from timeline.dates.edtf.format import format_edtf
from timeline.dates.edtf.reading import wording_of
from timeline.dates.edtf.scan import MAX_TEXT, MAX_YEAR_DIGITS, scan
from timeline.dates.fuzzy import Granularity, Parts, ReadingOptions, Window, Wording

__all__ = ["MAX_TEXT", "MAX_YEAR_DIGITS", "format_edtf", "looks_like_edtf", "read", "scan"]

_DEFAULT: Final = ReadingOptions()

# Nearly every date that people write: these three shapes are read without a form.
_plain = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?").fullmatch

_DAY, _MONTH, _YEAR = Granularity.DAY, Granularity.MONTH, Granularity.YEAR
_new = object.__new__
_fields: Final = Wording(text="", level=0, rule="EDTF date").__dict__
_part_fields: Final = Parts().__dict__ if hasattr(Parts(), "__dict__") else {}


def read(text: str, options: ReadingOptions | None = None) -> Wording:
    """Read EDTF of any level; nothing else is accepted.

    Args:
        text: the whole text, in ASCII, without spaces.
        options: which half of the earth the seasons 21 to 24 are of, and whether qualifiers widen; all else is ignored.

    Raises:
        DateError: for any other text, with column, rule and, where there is one, a suggestion.

    ISO 8601-2:2019, Annex A, in the profile of the Library of Congress.

    >>> read("2004-06/2006-08").level, read("156X-12-25").edtf, read("1984?").uncertain
    (0, '156X-12-25', True)
    """
    found = _plain(text)
    if found is not None:
        wording = _plain_wording(text, *found.groups())
        if wording is not None:
            return wording
    options = options or _DEFAULT
    return wording_of(text, scan(text, south=options.hemisphere == "south"), options)


def _plain_wording(text: str, year: str, month: str | None, day: str | None) -> Wording | None:
    """The wording of a year, month or day of level 0; None for a day that its month lacks."""
    y = int(year)
    if month is None:
        days, parts, unit = Pieces.run(*civil.year_bounds(y)), Parts(year=y), _YEAR
    elif day is None:
        m = int(month)
        days = Pieces.run(*civil.month_bounds(y, m))
        parts, unit = Parts(year=y, month=m, numeric_month=True), _MONTH
    else:
        m, d = int(month), int(day)
        if d > 28 and d > civil.days_in_month(y, m):
            return None
        number = civil.day_number(y, m, d)
        days, unit = Pieces.run(number, number), _DAY
        parts = Parts(year=y, month=m, day=d, numeric_month=True)
    wording = _new(Wording)
    # The constructor takes twice as long, and this is the path that nearly every text of a batch goes.
    wording.__dict__.update(_fields, text=text, start=Window(days=days), parts=(parts,), granularity=unit, edtf=text)
    return wording
