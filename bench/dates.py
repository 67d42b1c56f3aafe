"""How fast EDTF is read, beside one regular expression that only takes the texts apart, and PyPI's `edtf`.

Run as ``python -m bench.dates``; prints microseconds a text and ratios, one process, best of several rounds.
`edtf` is measured where it can be imported (``pip install edtf``, best into an environment of its own), on
fewer texts of the same kinds, as it reads some hundred a second.
"""

from __future__ import annotations

import importlib
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

from timeline.dates import civil, edtf, text

# Captures year, month and day, each with digits or X and a qualifier on either side; twice, for intervals.
DATE: Final = (
    r"([?~%]?)(-?[0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
PATTERN: Final = rf"{DATE}(?:/{DATE})?"
ROUNDS: Final = 7
PEER_TEXTS: Final = 100


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
        "parts": [_qualified_part(day, dice) for day in days],
        "intervals": [f"{first}/{last}" for first, last in zip(sorted(days), sorted(days)[1:], strict=False)],
    }
    pattern = re.compile(PATTERN)
    kinds["unspecified"] = [t if pattern.fullmatch(t) else "199X" for t in kinds["unspecified"]]
    usual = [kind for kind in kinds if kind != "parts"]
    kinds["mixed"] = [kinds[kind][i] for i, kind in enumerate(dice.choices(usual, k=count - 1))]
    return kinds


def _qualified_part(day: str, dice: random.Random) -> str:
    """A day with a qualifier on one of its parts, which is level 2."""
    year, month, dom = day.split("-")
    mark = dice.choice("?~%")
    return dice.choice(
        [f"{year}-{month}{mark}-{dom}", f"{mark}{year}-{month}-{dom}", f"{year}-{mark}{month}"]
    )


def figures() -> Iterator[tuple[str, str]]:
    """Every kind: microseconds of the expression and of parsing with bounds, and the ratio."""
    kinds = samples()
    match = re.compile(PATTERN).fullmatch
    yield f"the expression: {PATTERN}", ""
    for kind, texts in kinds.items():
        base = best(lambda each: match(each).groups(), texts)  # type: ignore[union-attr]
        ours = best(bounds, texts)
        yield f"{kind}: expression {base:.2f} us, parse_date(x).range {ours:.2f} us", f"1/{ours / base:.1f}"
    yield from _beside_peer(kinds["mixed"][:PEER_TEXTS])
    yield f"slowest text of up to {edtf.MAX_TEXT} characters, ms", f"{1e3 * slowest():.2f}"


def best(job: Callable[[str], object], texts: list[str], rounds: int = ROUNDS) -> float:
    """Microseconds a text, best of the rounds, none of which finds what an earlier one has read."""
    times = []
    for _ in range(rounds):
        text._read.cache_clear()  # noqa: SLF001
        begun = time.perf_counter()
        for each in texts:
            job(each)
        times.append(time.perf_counter() - begun)
    return min(times) / len(texts) * 1e6


def bounds(each: str) -> object:
    return text.parse_date(each).range


def _beside_peer(texts: list[str]) -> Iterator[tuple[str, str]]:
    """PyPI's `edtf` on texts that it takes, with both bounds, beside ours."""
    try:
        parse = importlib.import_module("edtf").parse_edtf
    except ImportError:
        yield "PyPI edtf", "not installed"
        return

    def theirs(each: str) -> object:
        date = parse(each)
        return date.lower_strict(), date.upper_strict()

    taken = [each for each in texts if _takes(theirs, each)]
    peer, ours = best(theirs, taken, rounds=3), best(bounds, taken)
    yield f"PyPI edtf on {len(taken)} of the mixed: {peer:.0f} us, ours {ours:.2f} us", f"{peer / ours:,.0f}"


def _takes(read: Callable[[str], object], each: str) -> bool:
    try:
        read(each)
    except Exception:  # noqa: BLE001 - whatever it raises, it does not take the text
        return False
    return True


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


def slowest() -> float:
    """Seconds that the worst text takes."""
    text.parse_date("May 2022")  # the press reader is loaded at its first text, which is not what is measured
    longest = 0.0
    for each in worst():
        begun = time.perf_counter()
        _takes(text.parse_date, each)
        longest = max(longest, time.perf_counter() - begun)
    return longest


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}")
    for what, figure in figures():
        print(f"{what:<70} {figure:>12}")
