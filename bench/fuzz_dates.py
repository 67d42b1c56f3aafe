r"""A coverage-guided hunt for date texts that get anything but days or a `DateError`.

It needs atheris, best in an environment of its own, and runs until the time is over::

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris -e .
    nice /tmp/fuzz/bin/python -m bench.fuzz_dates -max_total_time=1800 -timeout=5 -len_control=0 \
        -max_len=60 /tmp/fuzz/corpus

What it finds is printed once for each place, as a call of `examine`, and becomes a test.
``python -m bench fuzz_dates`` goes through the same oracle for two seconds with plain chance, without atheris.

The oracle: nothing but `DateError` is raised; no range ends before it begins, and the readings lie in their
hull; steps are monotone in the anchor; what EDTF writes is read to the same wording again; gaps are in order.
"""

from __future__ import annotations

import importlib
import itertools
import random
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from timeline.dates.fuzzy import DateRange, FuzzyDate, Wording
    from timeline.dates.gaps import Gap

WORDS: Final = (
    "January", "Feb.", "march", "Sept.", "Dec", "Monday", "weds", "weekend", "day", "days", "week", "weeks",
    "fortnight", "month", "months", "quarter", "Q3", "H1", "year", "years", "decade", "century", "1990s", "'97",
    "the", "a", "an", "of", "in", "on", "at", "by", "to", "and", "or", "from", "until", "since", "before",
    "after", "between", "during", "over", "about", "circa", "early", "mid", "late", "end", "beginning", "middle",
    "first", "second", "third", "5th", "31st", "last", "next", "this", "past", "coming", "previous", "following",
    "ago", "later", "earlier", "today", "yesterday", "tomorrow", "now", "half", "one", "two", "three", "ten",
    "dozen", "twenty-one", "couple", "few", "several", "more", "than", "less", "at least", "up to", "within",
    "winter", "spring", "fall", "Easter", "Christmas", "fiscal", "BC", "AD", "1", "2", "5", "12", "28", "29",
    "30", "31", "45", "100", "1900", "1984", "2000", "2022", "2023", "9999", "8/9/2022", "2022/23", "2012-13",
    "12.04.1985", "11:30", "p.m.", "?", "~", "%", "-", "\u2013", "/", ",", ".", "..", "(", ")", "[", "]", "{",
    "}", "X", "XX", "Y", "E", "S", "T", "Z", "19XX", "-02-29", "-21", "04", "0000", "+", ":", "\u00e9", "\u0663",
)  # fmt: skip
PUBLISHED: Final = (
    None, "2022-09-08", "2024-02-29", "0001-01-01", "-0001-12-31", "2022-09", "2022", "20XX-02-29", "2022/2024",
    "[2022-03-05,2022-06-01]", "2022/..", "XXXX-12-25",
)  # fmt: skip
STANCES: Final = (None, "reported", "planned", "ongoing")
LEAPS: Final = (1, 1, 2, 5, 7, 20, 31, 61, 366, 5000)


def examine(
    text: str, published: str | None = None, stance: str | None = None, anchor: int = 738_000
) -> None:
    """Every question about a text; AssertionError, or what else is raised, where an answer is wrong."""
    from timeline.dates.gaps import read_gap
    from timeline.dates.text import read, resolve
    from timeline.errors import DateError

    with suppress(DateError):
        _examine_edtf(read(text, edtf_only=True))
    with suppress(DateError):
        _examine_wording(read(text), anchor)
    for edtf_only in (False, True):
        with suppress(DateError):
            _examine_date(text, resolve(text, published=published, stance=stance, edtf_only=edtf_only))
    with suppress(DateError):
        _examine_gap(read_gap(text), anchor)


def _examine_edtf(wording: Wording) -> None:
    from timeline.dates.text import read

    assert wording.edtf is not None
    assert wording.level in (0, 1, 2)
    assert not wording.relative
    again = read(wording.edtf, edtf_only=True)
    assert (wording, wording.edtf) == (again, again.edtf)


def _examine_wording(wording: Wording, anchor: int) -> None:
    anchors = list(itertools.accumulate(LEAPS, initial=anchor))
    for window in (wording.start, wording.end, wording.anyway):
        for step in () if window is None else (window.earliest, window.latest):
            days = [step(day) for day in anchors] if step is not None else []
            assert days == sorted(days), "a step goes back"
    if wording.edtf is not None and not wording.relative:
        _examine_canonical(wording)


def _examine_canonical(wording: Wording) -> None:
    from timeline.dates.text import read
    from timeline.dates.tying import tie

    assert wording.edtf is not None
    assert tie(wording).range == tie(read(wording.edtf, edtf_only=True)).range, "not what its EDTF says"


def _examine_gap(gap: Gap, anchor: int) -> None:
    from timeline.dates import civil

    limits = [
        civil.add_months(anchor, one.months) + one.days for one in (gap.least, gap.most) if one is not None
    ]
    assert limits == sorted(limits), "the least is more than the most"


def _examine_date(text: str, date: FuzzyDate) -> None:
    from timeline.dates.tying import tie
    from timeline.dates.words import STYLES, format_date

    assert text == date.text
    _in_order(date.range)
    if date.anchor is None and date.pieces is None:
        assert tie(date.wording).range == date.range, "not the days of its wording"
    assert date.ranges
    for one in date.ranges:
        _in_order(one)
        assert _within(one, date.range), "a reading lies outside the hull"
    for style in STYLES:
        assert format_date(date, style)


def _in_order(days: DateRange) -> None:
    assert days.first is None or days.last is None or days.first <= days.last


def _within(days: DateRange, hull: DateRange) -> bool:
    starts = hull.first is None or (days.first is not None and hull.first <= days.first)
    return starts and (hull.last is None or (days.last is not None and days.last <= hull.last))


def figures() -> Iterator[tuple[str, str]]:
    dice, tried, end = random.Random(2), 0, time.monotonic() + 2
    while time.monotonic() < end:
        examine(*_case(dice.randbytes(dice.randrange(24))))
        tried += 1
    yield "texts of chance that got days or a refusal, in two seconds", f"{tried:,}"


def _case(data: bytes) -> tuple[str, str | None, str | None, int]:
    """What bytes stand for: the first three how to ask, the others words, or letters where the first is odd."""
    first, second, third = (*data[:3], 0, 0, 0)[:3]
    rest = data[3:]
    if first % 2:
        text = rest.decode("utf-8", errors="replace")
    else:
        joint = " " if first % 4 else ""
        text = joint.join(WORDS[byte % len(WORDS)] for byte in rest)
    return text, PUBLISHED[second % len(PUBLISHED)], STANCES[third % len(STANCES)], 2_900 * first + third


def main() -> None:
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["timeline.dates"]):
        importlib.import_module("timeline.dates.text")
        importlib.import_module("timeline.dates.words")
        importlib.import_module("timeline.dates.gaps")
        importlib.import_module("timeline.dates.phrases")
        importlib.import_module("timeline.dates.edtf.reading")

    found: set[str] = set()

    def once(data: bytes) -> None:
        case = _case(data)
        try:
            examine(*case)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a find, and the hunt goes on
            place = "".join(traceback.format_tb(error.__traceback__)[-2:])
            if place not in found:
                found.add(place)
                print(f"{place}{error!r}\nexamine{case!r}", file=sys.stderr, flush=True)

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
