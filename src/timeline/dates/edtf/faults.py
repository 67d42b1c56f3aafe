"""What is wrong with a text that is not EDTF: the column, the rule it breaks, and what to write instead.

Nothing here decides what is accepted; it only finds words for a refusal, so it may take its time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from timeline.dates import civil
from timeline.errors import DateError

__all__ = [
    "bad_time",
    "diagnosed",
    "fault",
    "foreign",
    "is_years_cut_short",
    "later_year",
    "looks_like_edtf",
    "no_such_day",
    "no_such_month",
]

looks_like_edtf = re.compile(
    r"[\[{]?(?:\.\.|open/|unknown/|/)?[(?~%+]*[-\u2212]?[Yy]?-?[\dX][\dXxUuEeSsTtZzWwp.,:/?~%()+\u2212\[\]{}-]*(?:open|unknown)?\s*"
).fullmatch
"""Whether a text is made of EDTF's characters, or of those of its draft of 2012."""

_TIME: Final = "a time of day is written T23:59:59, followed by nothing, Z, +05 or +05:30"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


def fault(
    text: str, index: int, rule: str, suggestion: str | None = None, *, impossible: bool = False
) -> DateError:
    """An error at the character of a text with this index."""
    return DateError(text, rule, column=index + 1, suggestion=suggestion, impossible=impossible)


def no_such_month(text: str, index: int, month: str, year: str) -> DateError:
    """For a month that is neither 01 to 12 nor a season."""
    if "X" in month:
        return fault(text, index, f"no month from 01 to 12 fits {month!r}", impossible=True)
    rule = f"there is no month {month}: months are 01 to 12, seasons and other parts of a year 21 to 41"
    later, behind = later_year(year, month), text[index + 2 : index + 5]
    advice = None
    if 12 < int(month) < 32 and re.fullmatch("-(0[1-9]|1[0-2])", behind):
        advice = f"write '{year}{behind}-{month}' if the day stands first"
    elif later is not None and not behind.startswith("-"):
        advice = f"write '{year}/{later:04d}' for the years"
    return fault(text, index, rule, advice, impossible=True)


def later_year(year: str, month: str) -> int | None:
    """The year that what stands for a month could be meant as, cut short; None where that is no later year.

    >>> later_year("1914", "18"), later_year("1999", "00"), later_year("1985", "13")
    (1918, 2000, None)
    """
    if not (year.isdecimal() and month.isdecimal()):
        return None
    number, short = int(year), int(month)
    later = number - number % 100 + short
    return later if later > number else number + 1 if (number + 1) % 100 == short else None


def is_years_cut_short(text: str) -> bool:
    """Whether a text is two years with a hyphen, the second one cut short, and not a year and a month of EDTF.

    >>> is_years_cut_short("1914-18"), is_years_cut_short("1914-12"), is_years_cut_short("2021-22")
    (True, False, False)
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) or later_year(text[:4], text[5:]) is None:
        return False
    number = int(text[5:])
    return not (1 <= number <= 12 or 21 <= number <= 41)


def no_such_day(text: str, index: int, year: str, month: str, day: str) -> DateError:
    """For a day that its month does not have, in any of the years and months that fit."""
    return fault(text, index, _why_no_such_day(year, month, day), impossible=True)


def _why_no_such_day(year: str, month: str, day: str) -> str:
    if day == "00":
        return "days are counted from 01"
    if "X" in month:
        return f"no month that fits {month!r} has a day that fits {day!r}"
    if month != "02":
        return f"{civil.MONTHS[int(month) - 1]} has {civil.days_in_month(1, int(month))} days"
    if "X" in year and day == "29":
        return f"February has 29 days in a leap year only, and none fits {year!r}"
    if "X" in year:
        return "February has 28 days, or 29 in a leap year"
    return f"February {year} has {civil.days_in_month(int(year), 2)} days"


def bad_time(text: str, index: int, stop: int) -> DateError:
    """For a time of day that is not ``hh:mm:ss`` with a zone or without."""
    written = text[index:stop]
    short = re.fullmatch(r"T([0-9]{2}):([0-9]{2})(Z|[+-][0-9:]*)?", written)
    if short is not None and (short[1] > "23" or short[2] > "59"):
        return fault(text, index, f"no clock shows {short[1]}:{short[2]}")
    if short is not None:
        return fault(text, index, _TIME, "give the seconds too")
    zone = re.fullmatch(r"(T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2})([0-9]{2})", written)
    if zone is None:
        return fault(text, index, _TIME)
    return fault(
        text, index + zone.start(2), _TIME, _advice(f"{text[:index]}{zone[1]}:{zone[2]}{text[stop:]}")
    )


_Advice = Callable[[re.Match[str]], str | None] | str | None
_CAPITAL_X: Final = "an unspecified digit is a capital X"


def _capitals(found: re.Match[str]) -> str:
    """The text with the letters of 2019 in place of small ones and of those of 2012."""
    return f"write {found[0].translate(str.maketrans('uxyesp', 'XXYESS'))!r}"


def _dashed(found: re.Match[str]) -> str:
    """The text with X in place of the hyphens that catalogues wrote for digits not known."""
    return f"write {found[0].rstrip('-').ljust(4, 'X')!r}"


# The shapes that people write, most telling first: pattern, rule, advice; the column is that of the group
# "at".
_SHAPES: Final[tuple[tuple[re.Pattern[str], str, _Advice], ...]] = tuple(
    (re.compile(pattern), rule, advice)
    for pattern, rule, advice in (
        (
            r"(?P<at>)(?:open|unknown)",
            "the words 'open' and 'unknown' are of the draft of 2012",
            "write '..' for open and nothing for unknown",
        ),
        (r"[?~%]?-?[0-9X]*(?P<at>u)[0-9Xux-]*", "'u' is of the draft of 2012", _capitals),
        (r"[?~%]?-?[0-9X]*(?P<at>x)[0-9Xx-]*", _CAPITAL_X, _capitals),
        (r"[?~%]?-?[0-9X]{4}-[0-9X]*(?P<at>[ux])[0-9Xux-]*", _CAPITAL_X, _capitals),
        (r"[?~%]?-?[0-9X]{4}-[0-9X]{2}-[0-9X]*(?P<at>[ux])[0-9Xux]*", _CAPITAL_X, _capitals),
        (
            r"[^()]*(?P<at>[()]).*",
            "grouping in parentheses is of the draft of 2012",
            "a qualifier to the right of a part holds for it and all to its left",
        ),
        (
            r"(?P<at>y)(?P<year>-?[0-9]{1,4})",
            "the letter is a capital Y, and only for years beyond four digits",
            lambda m: f"write {_four(m['year'])!r}",
        ),
        (r"(?P<at>y)-?[0-9]+(?:[eE][0-9]+)?(?:[pS][0-9]+)?", "the letter is a capital Y", _capitals),
        (r"Y-?[0-9]+(?P<at>e)[0-9]+(?:[pS][0-9]+)?", "the exponent is a capital E", _capitals),
        (
            r"Y-?[0-9]+(?:E[0-9]+)?(?P<at>[ps])[0-9]+",
            "significant digits are marked with a capital S",
            _capitals,
        ),
        (r"-?[0-9]{4}(?P<at>[ps])[0-9]+", "significant digits are marked with a capital S", _capitals),
        (r"Y-?[0-9]+E(?P<at>-)[0-9]+", "an exponent is a positive whole number", None),
        (r"Y-?[0-9]*(?P<at>\.)[0-9]*.*", "a year is a whole number", None),
        (
            r"Y-?[0-9]*(?P<at>X)[0-9X]*",
            "a year with the letter Y has no unspecified digits",
            "say how many digits are significant, as in Y171010000S3",
        ),
        (r"Y-?[0-9]+(?:E[0-9]+)?(?P<at>-)[0-9].*", "a year with the letter Y has no month or day", None),
        (r"Y(?P<at>\+)[0-9].*", "a year has no plus sign", lambda m: f"write {m[0].replace('+', '')!r}"),
        (r"(?P<at>\+)[0-9].*", "a year has no plus sign", lambda m: f"write {m[0][1:]!r}"),
        (
            r"(?P<y>[0-9]{4})-?(?P<at>W)(?P<w>[0-9]{2})(?:-?(?P<d>[1-7]))?",
            "week dates are no part of EDTF",
            lambda m: _week(int(m["y"]), int(m["w"]), int(m["d"] or 0)),
        ),
        (r"-?[0-9]{4}-?(?P<at>W)[0-9].*", "week dates are no part of EDTF", "write the days, as an interval"),
        (
            r"(?P<y>-?[0-9]{4})(?P<at>(?P<m>[0-9]{2})(?P<d>[0-9]{2}))(?:T.*)?",
            "the parts of a date are set apart by hyphens",
            lambda m: f"write '{m['y']}-{m['m']}-{m['d']}'",
        ),
        (
            r"(?P<y>[0-9]{4})(?P<at>[0-9]{2})",
            "a year has four digits, and a month is set apart by a hyphen",
            lambda m: f"write '{m['y']}-{m['at']}', or 'Y{m[0]}' for the year",
        ),
        (
            r"[-+]?(?P<at>[0-9]{5,})[?~%]?",
            "a year of more than four digits begins with the letter Y",
            lambda m: _year_or_day(m[0]),
        ),
        (
            r"(?P<y>-?[0-9]{4})-(?P<at>[0-9]{3})",
            "days of the year are no part of EDTF",
            lambda m: _day_of_year(int(m["y"]), int(m["at"])),
        ),
        (r"[0-9]{2}(?P<at>-)-", _CAPITAL_X, _dashed),
        (r"[0-9]{3}(?P<at>-)", _CAPITAL_X, _dashed),
        (
            r"-?(?P<at>[0-9]{3})[?~%]?",
            "a year has four digits",
            lambda m: f"write {m['at'] + 'X'!r} for the decade, or {'0' + m['at']!r} for the year",
        ),
        (
            r"-?(?P<at>[0-9]{2})[?~%]?",
            "a year has four digits",
            lambda m: f"write {m['at'] + 'XX'!r} for the hundred years, or the date in full",
        ),
        (r"-?(?P<at>[0-9])[?~%]?", "a year has four digits", None),
        (
            r"(?P<at>[0-9]{1,2})-(?P<year>[0-9]{4})",
            "the year comes first",
            lambda m: f"write {m['year'] + '-' + m['at'].zfill(2)!r} for the month",
        ),
        (
            r"(?P<at>[0-9]{1,2})[-.][0-9]{1,2}[-.](?P<year>[0-9]{4})",
            "the year comes first, then month and day",
            lambda m: f"write {m['year'] + '-MM-DD'!r}",
        ),
        (
            r"(?P<y>[0-9X]{4})-(?P<at>[0-9])(?:-(?P<d>[0-9]{1,2}))?",
            "a month has two digits",
            lambda m: f"write '{m['y']}-0{m['at']}{'-' + m['d'].zfill(2) if m['d'] else ''}'",
        ),
        (
            r"(?P<ym>[0-9X]{4}-[0-9X]{2})-(?P<at>[0-9])",
            "a day has two digits",
            lambda m: f"write '{m['ym']}-0{m['at']}'",
        ),
        (
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?P<at>t)[0-9].*",
            "the letter before a time of day is a capital T",
            lambda m: _advice(m[0].upper()),
        ),
        (
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?P<at> )[0-9]{2}:.*",
            "the letter T stands between a date and its time",
            lambda m: _advice(m[0].replace(" ", "T")),
        ),
        (
            r"(?P<y>[0-9]{4})(?P<at>[./])(?P<m>[0-9]{1,2})[./](?P<d>[0-9]{1,2})",
            "the parts of a date are set apart by hyphens",
            lambda m: _advice(f"{m['y']}-{m['m'].zfill(2)}-{m['d'].zfill(2)}"),
        ),
        (
            r"-?[0-9]{4}(?:-[0-9]{2})?(?P<at>T)[0-9].*",
            "a time of day needs a whole date",
            "write it as YYYY-MM-DD",
        ),
    )
)


def _year_or_day(text: str) -> str:
    """Advice for a number of five digits or more: a long year, and some are likelier the day of a spreadsheet."""
    day = civil.spreadsheet_day(text)
    year = f"write {'Y' + text.lstrip('+')!r}"
    return (
        year if day is None else f"if a spreadsheet wrote it, write {civil.iso(day)!r}; for the year {year}"
    )


def _day_of_year(year: int, day: int) -> str:
    first, last = civil.year_bounds(year)
    return f"write {civil.iso(first + day - 1)!r}" if 1 <= day <= last - first + 1 else "write month and day"


def _week(year: int, week: int, day: int) -> str:
    """The days of a week as ISO 8601 numbers them: the first one has 4 January."""
    fourth = civil.day_number(year, 1, 4)
    monday = fourth - civil.weekday(fourth) + 7 * (week - 1)
    if day:
        return f"write {civil.iso(monday + day - 1)!r}"
    return f"write '{civil.iso(monday)}/{civil.iso(monday + 6)}'"


def _four(digits: str) -> str:
    return f"-{digits[1:]:0>4}" if digits.startswith("-") else f"{digits:0>4}"


def diagnosed(text: str, start: int, stop: int) -> DateError:
    """The error for a slice of the text that should be a date and has not the shape of one."""
    part = text[start:stop]
    if not part:
        return fault(text, start, "a date is missing here")
    stranger = foreign(text, start, stop)
    if stranger is not None:
        return stranger
    for pattern, rule, advice in _SHAPES:
        found = pattern.fullmatch(part)
        if found is not None:
            return fault(text, start + found.start("at"), rule, advice(found) if callable(advice) else advice)
    return _unread(text, start, part)


def foreign(text: str, start: int, stop: int) -> DateError | None:
    """The error for the first character that is no part of EDTF at all but looks like one that is."""
    part = text[start:stop]
    if any(char.isspace() for char in part):
        spaced = _spaced(text, start, part)
        if spaced is not None:
            return spaced
    for index, char in enumerate(part, start):
        if char.isascii() or char.isspace():
            continue
        if char.isdecimal():
            plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
            return fault(text, index, "EDTF is written with the digits 0 to 9 of ASCII", _advice(plain))
        if char in _DASHES:
            plain = "".join("-" if c in _DASHES else c for c in text)
            return fault(text, index, "the hyphen of EDTF is the one of ASCII, '-'", _advice(plain))
        return fault(text, index, f"{char!r} is no part of EDTF")
    return None


def _spaced(text: str, start: int, part: str) -> DateError | None:
    """The error for a text that would be EDTF without its spaces."""
    advice = _advice("".join(text.split()))
    if advice is None or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:.*", part):
        return None
    index = next(index for index, char in enumerate(part) if char.isspace())
    kind = "line break" if part[index] in "\n\r" else "space"
    return fault(text, start + index, f"EDTF has no {kind}s", advice)


def _advice(plain: str) -> str | None:
    """Advice to write a text, if it can be read."""
    return f"write {plain!r}" if _reads(plain) else None


def _reads(text: str) -> bool:
    # What finds the fault is imported by what reads.
    from timeline.dates.edtf.scan import ShapeError, recognised

    try:
        recognised(text)
    except (DateError, ShapeError):
        return False
    return True


# A date of which the rest is missing; each group may be absent, so that the match ends where reading stopped.
_begun = re.compile(
    r"[?~%]?(?:Y-?(?:[0-9]+(?:E[0-9]*)?(?:S[0-9]+)?)?|-?[0-9X]{0,4}(?:(?<=[0-9X]{4})(?:S[0-9]+)?[?~%]?"
    r"(?:-[?~%]?(?:[0-9X]{2}[?~%]?(?:-[?~%]?(?:[0-9X]{2}[?~%]?(?:T[0-9:]*(?:Z|[+-][0-9:]*)?)?)?)?)?)?)?)"
)


_joint = re.compile(r"\.\.+|--+|-(?=[0-9X]{4})|[,;]").match


def _joined(text: str, index: int) -> str | None:
    """Advice for several dates that are joined in another way than EDTF's, the first joint being at the index."""
    joint = _joint(text, index)
    if joint is None:
        return None
    if joint[0] in (",", ";"):
        members = ",".join(part.strip() for part in re.split("[,;]", text))
        return (
            f"write '{{{members}}}' for all, '[{members}]' for one of them"
            if _reads(f"[{members}]")
            else None
        )
    return _advice(f"{text[: joint.start()]}/{text[joint.end() :]}")


def _unread_time(text: str, index: int) -> DateError:
    """For what stands behind a time of day and does not belong to it."""
    rest = text[index:]
    if rest in ("?", "~", "%"):
        return fault(text, index, "a date with a time of day has no qualifier", f"write {text[:index]!r}")
    if rest[:1] in (".", ",", "z"):
        whole = text[:index] + re.sub(r"^[.,][0-9]+", "", rest).upper()
        return fault(text, index, _TIME, _advice(whole))
    return fault(text, index, _TIME)


def _unread(text: str, start: int, part: str) -> DateError:
    found = _begun.match(part)
    end = found.end() if found else 0
    if "T" in part[:end]:
        return _unread_time(text, start + end)
    joined = _joined(text, start + end) if 0 < end < len(part) else None
    if joined is not None:
        return fault(text, start + end, f"cannot read {part[end:]!r} here", joined)
    if end == len(part):
        return fault(text, start + end, "the date breaks off here", "write it as YYYY, YYYY-MM or YYYY-MM-DD")
    if end == 0:
        return fault(
            text, start, f"a date cannot begin with {part[0]!r}", "write it as YYYY, YYYY-MM or YYYY-MM-DD"
        )
    if part[end] in "?~%" and part[end - 1] in "?~%":
        return fault(text, start + end, "one qualifier at a time", "write '%' for uncertain and approximate")
    return fault(
        text, start + end, f"cannot read {part[end:]!r} here", "write it as YYYY, YYYY-MM or YYYY-MM-DD"
    )
