"""How fast and how exactly press phrases are read.

    python -m bench phrases                       speed beside other readers if installed, and the slowest text
    TIMELINE_GOLD=FILE python -m bench phrases    the same, and the share of gold ranges met in each file named
    python -m bench.phrases FILE.jsonl            every phrase of a file that was not met, and the shares

Files are separated by colons. Rows have phrase, dct, kind, earliest and latest. A row is exact if the earliest
and the latest day both equal the gold range; as wrong if a range was handed out that differs; as refused if the
text was.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from timeline.dates import civil, phrases
from timeline.dates.days import DaySet, Pieces
from timeline.dates.fuzzy import ReadingOptions
from timeline.dates.text import resolve
from timeline.dates.tokens import CAP
from timeline.dates.tying import tie
from timeline.errors import DateError

PHRASES = (
    "last month", "next Friday", "two weeks ago", "September 8", "20 March 2023", "March 20, 2023",
    "yesterday",
    "in three days", "last year", "on Wednesday", "this week", "May 2022", "in November", "a year ago",
    "tomorrow",
    "next month", "12 Jan 2021", "5th of March 2023", "last December", "three months ago",
)  # fmt: skip
OPTIONS = ReadingOptions()


def _read(text: str, anchor: DaySet) -> tuple[int | None, int | None] | str:
    try:
        found = tie(phrases.read(text, OPTIONS, None), anchor).range
    except DateError as error:
        return str(error)
    return found.first, found.last


def _anchor(day: str) -> DaySet:
    number = civil.parse_iso(day)
    return Pieces.run(number, number)


def accuracy(rows: list[dict[str, str]], show: Callable[[str], None]) -> tuple[dict[str, int], int]:
    """How many closed gold ranges were met, and how often a range was handed out where the gold has none."""
    counts = {"exact": 0, "wrong": 0, "refused": 0}
    others = 0
    for row in rows:
        found = _read(row["phrase"], _anchor(row["dct"]))
        if row["kind"] != "range":
            others += not isinstance(found, str)
            continue
        gold = tuple(civil.parse_iso(row[key]) for key in ("earliest", "latest"))
        verdict = "refused" if isinstance(found, str) else "exact" if found == gold else "wrong"
        counts[verdict] += 1
        if verdict != "exact":
            shown = found if isinstance(found, str) else _shown(found)
            show(
                f"{verdict}: {row['phrase']!r} of {row['dct']}: {row['earliest']}/{row['latest']}, read {shown}"
            )
    return counts, others


def _rows(path: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def _shown(found: tuple[int | None, int | None]) -> str:
    return "/".join(".." if day is None else civil.iso(day) for day in found)


def _time(read: Callable[[str], object], rounds: int, texts: Sequence[str]) -> float:
    """Microseconds of the processor a phrase, the best of seven runs."""
    best = float("inf")
    for _ in range(7):
        start = time.process_time()
        for _ in range(rounds):
            for text in texts:
                read(text)
        best = min(best, time.process_time() - start)
    return 1e6 * best / rounds / len(texts)


def _peers() -> dict[str, Callable[[str], object]]:
    """The other readers that are installed."""
    found: dict[str, Callable[[str], object]] = {}
    for name in ("parsedatetime", "dateparser"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if name == "parsedatetime":
            found[name] = module.Calendar().parseDT
        else:
            found[name] = lambda text, module=module: module.parse(text, languages=["en"])
    return found


def _resolved(text: str, published: str) -> object:
    try:
        return resolve(text, published=published)
    except DateError as error:
        return error


# Texts made to be slow, each as long as the cap allows or nearly so.
WORST = (
    "the end of " * 26 + "May", "early " * 49, "two weeks after " * 18, "'" * CAP, "a" * CAP, "1" * CAP,
    "1-" * (CAP // 2), "of in on at the " * 18, "the first Monday of " * 14 + "May", "twenty " * 42,
    "one hundred " * 25, "early to mid " * 22 + "May", "within 3 days of " * 17 + "May", "the 366th Monday of 2022",
    "two years ago in " * 17 + "May", "the two weeks before " * 14 + "May", "(" * CAP, "May or " * 42,
)  # fmt: skip


def figures() -> Iterator[tuple[str, str]]:
    """Each text read and tied to a day, for the first time and again; accuracy on the files named."""
    published = "2023-03-21"
    anchor = _anchor(published)
    first = _time(lambda text: _read(text, anchor), 200, PHRASES)
    again = _time(lambda text: _resolved(text, published), 200, PHRASES)
    yield f"a phrase read {first:.1f} us, again {again:.1f} us", ""
    for name, read in _peers().items():
        theirs = _time(read, 20, PHRASES)
        yield f"{name} {theirs:.1f} us, against ours at first", f"{theirs / first:.1f}"
        yield f"{name} against ours again", f"{theirs / again:.1f}"
    slowest = max(_time(lambda text: _read(text, anchor), 1, (text,)) for text in WORST)
    yield f"slowest text of up to {CAP} characters, ms", f"{slowest / 1e3:.2f}"
    for path in filter(None, os.environ.get("TIMELINE_GOLD", "").split(":")):
        counts, others = accuracy(_rows(path), lambda _: None)
        total = sum(counts.values())
        for name, count in counts.items():
            yield f"{Path(path).stem}: closed ranges {name}, of {total}", f"{100 * count / total:.1f} %"
        yield f"{Path(path).stem}: ranges where the gold has none", f"{others}"


def main() -> None:
    """Every phrase of the files named that was not met."""
    for path in sys.argv[1:]:
        counts, others = accuracy(_rows(path), print)
        print(counts, "of", sum(counts.values()), "closed ranges;", others, "where the gold has none")


if __name__ == "__main__":
    main()
