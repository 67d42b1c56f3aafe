"""How fast and how exactly press phrases are read.

    python -m bench.phrases                 the time per phrase, as a ratio to other readers if installed
    python -m bench.phrases FILE.jsonl      the share of gold ranges met, and the time per phrase of the file
    python -m bench.phrases FILE.jsonl -v   the same, with every phrase that was not met

Rows have phrase, dct, kind, earliest and latest. A row is exact if the earliest and the latest day both
equal the gold range; as wrong if a range was handed out that differs; as refused if the text was.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from timeline.dates import civil, phrases
from timeline.dates.days import DaySet, Pieces
from timeline.dates.fuzzy import ReadingOptions
from timeline.dates.text import resolve
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


def accuracy(path: str, *, verbose: bool) -> None:
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    counts = {"exact": 0, "wrong": 0, "refused": 0}
    others = 0
    for row in rows:
        found = _read(row["phrase"], _anchor(row["dct"]))
        if row["kind"] != "range":
            others += not isinstance(found, str)
            if verbose and not isinstance(found, str):
                print(f"no range in the gold: {row['phrase']!r} {row['value']} -> {_shown(found)}")
            continue
        gold = tuple(civil.parse_iso(row[key]) for key in ("earliest", "latest"))
        verdict = "refused" if isinstance(found, str) else "exact" if found == gold else "wrong"
        counts[verdict] += 1
        if verbose and verdict != "exact":
            shown = found if isinstance(found, str) else _shown(found)
            print(
                f"{verdict}: {row['phrase']!r} of {row['dct']}: "
                f"{row['earliest']}/{row['latest']}, read {shown}"
            )
    total = sum(counts.values())
    print(
        ", ".join(f"{name} {count} ({100 * count / total:.1f} %)" for name, count in counts.items()),
        "of",
        total,
    )
    print(f"ranges handed out where the gold has none: {others} of {len(rows) - total}")


def _shown(found: tuple[int | None, int | None]) -> str:
    return "/".join(".." if day is None else civil.iso(day) for day in found)


def _time(read: Callable[[str], object], rounds: int, texts: Sequence[str]) -> float:
    """Microseconds a phrase, the best of five runs."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(rounds):
            for text in texts:
                read(text)
        best = min(best, time.perf_counter() - start)
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


def speed(texts: Sequence[str]) -> None:
    """Each text read and tied to a day: for the first time, and again as the front door keeps it."""
    published = "2023-03-21"
    anchor = _anchor(published)
    first = _time(lambda text: _read(text, anchor), 2000 // len(texts) + 1, texts)
    again = _time(lambda text: _resolved(text, published), 2000 // len(texts) + 1, texts)
    print(f"timeline: {first:.1f} microseconds a phrase at first, {again:.1f} again")
    for name, read in _peers().items():
        theirs = _time(read, 2000 // len(texts) + 1, texts)
        print(f"{name}: {theirs:.1f}, {theirs / first:.1f} times ours at first, {theirs / again:.1f} again")


def _resolved(text: str, published: str) -> object:
    try:
        return resolve(text, published=published)
    except DateError as error:
        return error


def main() -> None:
    if len(sys.argv) == 1:
        speed(PHRASES)
        return
    accuracy(sys.argv[1], verbose="-v" in sys.argv)
    rows = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    speed(sorted({json.loads(row)["phrase"] for row in rows}))


if __name__ == "__main__":
    main()
