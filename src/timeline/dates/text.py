"""The front door of the dates room: any date text in, a wording or a date out."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

import attrs

from timeline.dates import edtf
from timeline.dates.days import DaySet, Pieces
from timeline.dates.fuzzy import FuzzyDate, ReadingOptions, Shape, Stance, Window, Wording
from timeline.dates.times import is_stretch, untimed
from timeline.dates.tying import tie, tied_unread
from timeline.errors import DateError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

__all__ = ["parse_date", "read", "resolve", "says_no_date"]

_DEFAULT: Final = ReadingOptions()

# What stands between two years, one of them cut short; with a hyphen, and no spaces, it is an EDTF month.
_JOINTS: Final = frozenset("/-\u2010\u2011\u2012\u2013\u2014")

CACHED: Final = 4096
"""The number of texts kept read: a dossier says "last month" often; at most some 4 MB of text."""

# What forms and tables hold where there is no date, in small letters, without points.
_NO_DATE: Final = frozenset({
    "null", "none", "nil", "nan", "nat", "na", "n/a", "nd", "sd", "undated", "unknown", "undefined", "tba", "tbc",
    "tbd", "?", "??", "-", "--", "\u2013", "\u2014",
})  # fmt: skip

_YEARS: Final = "two years, not a month"

# What EDTF can begin with, or nothing; press wording that passes, and has no space, costs one refusal more.
_BEGINNINGS: Final = frozenset("0123456789XY-?~%[{./") | {""}


def read(
    text: str, options: ReadingOptions | None = None, stance: Stance | None = None, *, edtf_only: bool = False
) -> Wording:
    """Read a date text, EDTF or press wording, without tying it to a day.

    Args:
        text: the whole text; at most 1,000 characters.
        options: how to read what countries write differently; north, Monday-first, either order by default.
        stance: how the text looks at what it dates, where it is known; the words themselves may tell too.
        edtf_only: whether to refuse all that is not EDTF.

    Raises:
        DateError: where the text cannot be read as a whole.

    >>> read("2023-03-20/2023-03-21").rule, read("199X").edtf
    ('EDTF interval', '199X')
    """
    # Plain dates are read in less time than it takes to keep many of them.
    plain = edtf.read_plain(text, options) if text[:1] in _BEGINNINGS else None
    return plain or _read(text, options, stance, edtf_only)


@functools.lru_cache(maxsize=CACHED)
def _read(
    text: str,
    options: ReadingOptions | None,
    stance: Stance | None = None,
    edtf_only: bool = False,  # noqa: FBT001, FBT002
) -> Wording:
    if len(text) > edtf.MAX_TEXT:
        raise DateError(text, f"longer than {edtf.MAX_TEXT} characters, the most that a date text can have")
    if edtf_only:
        return edtf.read_long(text, options)
    if is_stretch(text):
        # "10:00 to 12:00" is no span of days.
        return _without_times(text, options, stance)
    try:
        return _read_dates(text, options, stance)
    except DateError as refused:
        if not _holds_times(text, options):
            raise
        try:
            return _without_times(text, options, stance)
        except DateError:
            # What is wrong is told of the text as typed.
            raise refused from None


def _without_times(text: str, options: ReadingOptions | None, stance: Stance | None) -> Wording:
    """Read the days of a text with times of day that no reader of dates knows."""
    return attrs.evolve(_read_dates(untimed(text) or text, options, stance), text=text, level=None)


def _holds_times(text: str, options: ReadingOptions | None) -> bool:
    """Whether a text has times of day; those of ISO 8601 have to be such as EDTF has, but for their seconds."""
    plain = untimed(text)
    if plain is None or plain == text or "T" not in text or " " in text:
        return plain is not None and plain != text
    try:
        for half in text.split("/"):
            edtf.read_long(_MINUTES.sub(r"\g<0>:00", half), options)
    except DateError:
        return False
    return True


_MINUTES: Final = re.compile(r"T\d\d:\d\d(?!:)")


def _read_dates(text: str, options: ReadingOptions | None, stance: Stance | None) -> Wording:
    """Read a text that may be EDTF or press wording."""
    if text[:1] in _BEGINNINGS and " " not in text:
        try:
            return edtf.read_long(text, options)
        except DateError as refused:
            if not refused.impossible:
                return _read_phrase(text, options, stance)
            if not edtf.is_years_cut_short(text):
                raise
            years = _read_phrase(text, options, stance)
            return attrs.evolve(years, assumptions=tuple(dict.fromkeys((*years.assumptions, _YEARS))))
    return _read_phrase(text, options, stance)


def _read_phrase(text: str, options: ReadingOptions | None, stance: Stance | None) -> Wording:
    """Read press wording; where that fails too, raise EDTF's refusal of what is EDTF but for the fault."""
    if "0" <= text.lstrip()[:1] <= "9":
        _refuse_month_or_year(text)
    try:
        return _press()(text, options or _DEFAULT, stance)
    except DateError as unread:
        raise _nearer(text, options, unread) from None


@functools.cache
def _press() -> Callable[[str, ReadingOptions, Stance | None], Wording]:
    """The reader of press wording: whoever reads EDTF alone need not wait for its vocabulary."""
    from timeline.dates import phrases

    return phrases.read


def _refuse_month_or_year(text: str) -> None:
    """Refuse ``1985/04``, which some write for a month and others for years; ``1985/86`` and ``2003/04`` pass."""
    given = text.strip()
    year, joint, short = given[:4], given[4:-2].strip(), given[-2:]
    if joint not in _JOINTS or not (year + short).isdecimal() or not (year + short).isascii():
        return
    later = int(year) // 100 * 100 + int(short)
    if 1 <= int(short) <= 12 and later != int(year) + 1:
        later += 100 * (later <= int(year))
        raise DateError(
            text,
            "could be a month or a range of years",
            column=text.rindex(short) + 1,
            suggestion=f"write '{year}-{short}' for the month, '{year}/{later}' for the years",
        )


def says_no_date(text: str) -> bool:
    """Whether a text is what forms and tables hold where there is no date.

    >>> says_no_date("n/a"), says_no_date("T.B.D."), says_no_date("May")
    (True, True, False)
    """
    return "".join(text.split()).replace(".", "").casefold() in _NO_DATE


def _nearer(text: str, options: ReadingOptions | None, unread: DateError) -> DateError:
    """EDTF's refusal of a text that is made like EDTF, or would be without its spaces; else the press reader's."""
    plain = "".join(text.split())
    if says_no_date(text):
        return DateError(text, "says that there is no date", suggestion="leave the date out")
    if unread.impossible or not edtf.looks_like_edtf(plain):
        return unread
    try:
        edtf.read_long(text, options)
    except DateError as refused:
        return refused if plain == text or refused.suggestion or plain[:1] in ("[", "{") else unread
    raise AssertionError("EDTF is read before press wording")


def parse_date(text: str, *, options: ReadingOptions | None = None) -> FuzzyDate:
    """Read a text that needs no publication day.

    Raises:
        DateError: where it cannot be read, and (`needs_anchor`) where it is relative: "last month".

    >>> parse_date("2022-05").range.iso, parse_date("1985-04/..").range.latest
    ('2022-05-01/2022-05-31', None)
    """
    if options is None and text[:1] in _BEGINNINGS:
        cell = edtf.hull_of(text)
        if cell is not None:
            return tied_unread(text, cell, edtf.read)
    return tie(edtf.read_plain(text, options) or _read(text, options))


def resolve(
    text: str,
    *,
    published: str | dt.date | None = None,
    stance: Stance | str | None = None,
    options: ReadingOptions | None = None,
    edtf_only: bool = False,
) -> FuzzyDate:
    """Read a text and tie it to a publication day.

    Args:
        text: EDTF or press wording.
        published: the day of publication, as EDTF of any kind or as a date; where it is fuzzy, the result is
            the union over all its days.
        stance: ``reported``, ``planned`` or ``ongoing``, where it is known.
        options: as for `read`.
        edtf_only: whether to refuse all that is not EDTF.

    Raises:
        DateError: where a text cannot be read, or (`needs_anchor`) a publication day is needed and missing.

    >>> resolve("2022-05", published="2022-09-08").range.iso
    '2022-05-01/2022-05-31'
    """
    if published is None and stance is None and options is None and text[:1] in _BEGINNINGS:
        cell = edtf.hull_of(text)
        if cell is not None:
            return tied_unread(text, cell, edtf.read)
    given = Stance(stance) if isinstance(stance, str) else stance
    anchors = _anchors(published) if published is not None else None
    return tie(read(text, options, given, edtf_only=edtf_only), anchors)


def _anchors(published: str | dt.date) -> DaySet:
    """The days that a publication can be of."""
    if isinstance(published, str):
        return _days_of(published)
    day = published.toordinal()
    return Pieces.run(day, day)


# Many texts of one publication are resolved in a row.
@functools.lru_cache(maxsize=256)
def _days_of(published: str) -> DaySet:
    wording = read(published, edtf_only=True)
    if wording.shape is Shape.WITHIN:
        assert isinstance(wording.start, Window)
        assert wording.start.days is not None
        return wording.start.days
    hull = tie(wording).range
    return Pieces([(hull.first, hull.last)])
