"""How fast EDTF is read, against one regular expression that only takes the texts apart.

Run as ``python -m bench.dates``; prints microseconds a text and ratios, one process, best of several rounds.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable

from timeline.dates import civil, edtf, text

# Captures year, month and day, each with digits or X and a qualifier on either side; twice, for intervals.
DATE = r"([?~%]?)(-?[0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
PATTERN = rf"{DATE}(?:/{DATE})?"
ROUNDS = 7


def samples(count: int = 20_000) -> dict[str, list[str]]:
    """Texts of several kinds, each of them different, so that no cache answers."""
    dice = random.Random(20190212)
    days = [civil.iso(dice.randrange(365_000, 800_000)) for _ in range(count)]
    masked = ["199X-05", "{}X-12-25", "{}-XX", "{}-05-XX", "{}X"]
    kinds = {
        "days": days,
        "months": [day[:7] for day in days],
        "years": [day[:4] for day in days],
        "qualified": [day + dice.choice("?~%") for day in days],
        "unspecified": [
            dice.choice(masked).format(day[:3] if "X-" in pick or pick.endswith("X}") else day[:4])
            for day, pick in zip(days, dice.choices(masked, k=count), strict=True)
        ],
        "intervals": [f"{first}/{last}" for first, last in zip(sorted(days), sorted(days)[1:], strict=False)],
    }
    pattern = re.compile(PATTERN)
    kinds["unspecified"] = [t if pattern.fullmatch(t) else "199X" for t in kinds["unspecified"]]
    kinds["mixed"] = [kinds[kind][i] for i, kind in enumerate(dice.choices(list(kinds), k=count - 1))]
    return kinds


def best(job: Callable[[str], object], texts: list[str]) -> float:
    """Microseconds a text, best of the rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for each in texts:
            job(each)
        times.append(time.perf_counter() - begun)
    return min(times) / len(texts) * 1e6


def bounds(each: str) -> object:
    return text.parse_date(each).range


def read(each: str) -> object:
    return edtf.read(each)


def worst() -> list[str]:
    """The texts that take longest, each as long as the cap allows or nearly so."""
    cap = edtf.MAX_TEXT
    fill = (cap - 1) // 8
    return [
        "[" + ",".join(["XXXX-XX-XX"] * ((cap - 2) // 11)) + "]",
        "[" + ",".join(["1XX0-02-29"] * ((cap - 2) // 11)) + "]",
        "[" + ",".join(f"{year:04d}" for year in range((cap - 2) // 5)) + "]",
        "{" + ",".join(["1X1X-02-29"] * ((cap - 2) // 11)) + "}",
        "["
        + ",".join(f"19XX-{month:02d}..2XXX-02-29?" for month in [1, 2] * 20)[: cap - 2].rsplit(",", 1)[0]
        + "]",
        "9" * cap,
        "?" * cap,
        "X" * cap,
        "Y" + "9" * (cap - 1),
        "1985-04-" * fill,
        "[" * cap,
        "(" * cap,
        "-" * cap,
        "1985/" * (cap // 5),
        "\u0661" * cap,
        "1985-04-12T" + ":" * (cap - 11),
    ]


def main() -> None:
    print(f"Python {sys.version.split()[0]}; the expression:\n{PATTERN}\n")
    match = re.compile(PATTERN).fullmatch
    print(f"{'kind':12} {'regex':>8} {'read':>8} {'+bounds':>8} {'ratio':>7}   microseconds a text")
    for kind, texts in samples().items():
        base = best(lambda each: match(each).groups(), texts)  # type: ignore[union-attr]
        text._read.cache_clear()  # noqa: SLF001
        reading, whole = best(read, texts), 0.0
        rounds = []
        for _ in range(ROUNDS):
            text._read.cache_clear()  # noqa: SLF001
            begun = time.perf_counter()
            for each in texts:
                bounds(each)
            rounds.append(time.perf_counter() - begun)
        whole = min(rounds) / len(texts) * 1e6
        print(f"{kind:12} {base:8.2f} {reading:8.2f} {whole:8.2f} {'1/' + format(whole / base, '.1f'):>7}")
    text.parse_date("May 2022")  # the press reader is loaded at its first text, which is not what is measured
    slowest = 0.0
    for each in worst():
        begun = time.perf_counter()
        try:
            edtf.read(each)
            text.parse_date(each)
        except ValueError:
            pass
        slowest = max(slowest, time.perf_counter() - begun)
    print(f"\nslowest text of up to {edtf.MAX_TEXT} characters: {slowest * 1e3:.2f} ms")


if __name__ == "__main__":
    main()
