"""How fast EDTF is read, beside one regular expression that only takes the texts apart, and PyPI's `edtf`.

Run as ``python -m bench.dates``; prints microseconds a text and ratios, one process, best of several rounds.
`edtf` is measured where it can be imported (``pip install edtf``, best into an environment of its own), on
fewer texts of the same kinds, as it reads some hundred a second.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import itertools
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

from timeline.dates import civil, text
from timeline.dates.edtf.limits import MAX_TEXT

# Captures year, month and day, each with digits or X and a qualifier on either side; of a set, or of more than
# two dates, the last one.
DATE: Final = (
    r"([?~%]?)(-?[0-9X]{4}|Y-?[0-9]+(?:E[0-9]+)?)(S[0-9]+)?([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(T[0-9:Z+-]+)?)?)?"
)
PATTERN: Final = rf"[\[{{]?(?:\.\.)?/?{DATE}(?:(?:/|,|\.\.)(?:{DATE})?)*[\]}}]?"
ROUNDS: Final = 5
PEER_TEXTS: Final = 400


def samples(count: int = 3_000) -> dict[str, list[str]]:
    """Texts of every construct, each of them different, so that no cache answers."""
    dice = random.Random(20190212)
    days = [civil.iso(dice.randrange(365_000, 800_000)) for _ in range(count)]
    kinds = {name: [_filled(dice, forms, day) for day in days] for name, forms in FORMS.items()}
    later = sorted(days)
    kinds |= {
        "intervals": [f"{first}/{last}" for first, last in itertools.pairwise(later)],
        "intervals by month and year": [f"{one[:7]}/{two[:4]}" for one, two in itertools.pairwise(later)],
        "intervals with X": [f"{one[:7]}-XX/{two}" for one, two in itertools.pairwise(later)],
        "intervals with parts": [f"{one[:5]}~{one[5:]}/{two}?" for one, two in itertools.pairwise(later)],
        "sets of days": [f"[{one},{two}]" for one, two in itertools.pairwise(later)],
        "sets of stretches": [f"{{{one[:4]},{one}..{two}}}" for one, two in itertools.pairwise(later)],
    }
    distinct = {kind: list(dict.fromkeys(texts)) for kind, texts in kinds.items()}
    everything = [text for texts in distinct.values() for text in texts]
    dice.shuffle(everything)
    return distinct | {"all of these": everything}


# Of a day, {y} is the year, {m} the month, {d} the day and {c} a day that every month has; {q} is a qualifier.
FORMS: Final = {
    "days": ["{y}-{m}-{d}"],
    "months": ["{y}-{m}"],
    "years": ["{y}"],
    "negative": ["-{y}-{m}-{d}", "-{y}"],
    "times of day": ["{y}-{m}-{d}T{c}:{d}:{c}", "{y}-{m}-{d}T{c}:{d}:{c}Z", "{y}-{m}-{d}T{c}:{d}:{c}-04:30"],
    "qualified": ["{y}-{m}-{d}{q}", "{y}-{m}{q}", "{y}{q}"],
    "parts qualified": ["{y}-{m}{q}-{d}", "{q}{y}-{m}-{d}", "{y}-{q}{m}", "{y}{q}-{m}-{q}{d}"],
    "X from the right": ["{y}-{m}-XX", "{y}-XX", "{y:.3}X", "{y}-XX-XX"],
    "X in the year": ["{y:.3}X-{m}-{c}", "{y:.2}XX-{m}-{c}", "{y:.3}X-{m}", "{y:.1}XXX-{m}"],
    "X anywhere": ["{y}-1X", "{y}-X1-{c}", "{y}-{m}-1X", "{y}-{m}-X1", "XXX{y:.1}-{m}-{c}"],
    "seasons": ["{y}-2{h}", "{y}-3{h}", "{y}-2{h}{q}"],
    "letter years": ["Y1{y}{m}", "Y-{m1}{y}{d}", "Y1{y}E{h}", "Y1{y}{m}S3"],
    "significant digits": ["{y}S1", "{y}S2", "{y}S3"],
    "open intervals": ["{y}-{m}-{d}/..", "../{y}-{m}", "{y}-{m}-{d}/", "/{y}"],
    "open sets": ["[..{y}-{m}-{d}]", "{{{y}-{m}-{d}..}}"],
}


def _filled(dice: random.Random, forms: list[str], day: str) -> str:
    year, month, dom = day.split("-")
    common = f"{dice.randrange(10, 20)}"
    digit = dice.randrange(1, 5)
    return dice.choice(forms).format(
        y=year, m=month, m1=digit, d=dom, c=common, h=digit, q=dice.choice("?~%")
    )


def figures() -> Iterator[tuple[str, str]]:
    """Every kind: microseconds of the expression and of parsing with bounds, and the ratio."""
    kinds = samples()
    match = re.compile(PATTERN).fullmatch
    yield f"the expression: {PATTERN}", ""
    for kind, texts in kinds.items():
        base = best(lambda each: match(each).groups(), texts)  # type: ignore[union-attr]
        ours, whole = best(bounds, texts), best(wording, texts)
        figures = f"expression {base:.2f} us, bounds {ours:.2f} us, bounds and wording {whole:.2f} us"
        yield f"{kind}: {figures}", f"1/{ours / base:.1f}"
    yield from _beside_peer(kinds["all of these"][:PEER_TEXTS])
    yield f"slowest text of up to {MAX_TEXT} characters, ms", f"{1e3 * slowest():.2f}"


def best(job: Callable[[str], object], texts: list[str], rounds: int = ROUNDS) -> float:
    """Microseconds a text, best of the rounds, none of which finds what an earlier one has read."""
    times = []
    for _ in range(rounds):
        text._read.cache_clear()  # noqa: SLF001
        begun = time.process_time()
        for each in texts:
            job(each)
        times.append(time.process_time() - begun)
    return min(times) / len(texts) * 1e6


def bounds(each: str) -> object:
    return text.parse_date(each).range


def wording(each: str) -> object:
    """Bounds and all else that is read: flags, unit, level, canonical text, windows."""
    date = text.parse_date(each)
    return date.range, date.wording


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

    # The package prints what it tries.
    with contextlib.redirect_stdout(io.StringIO()):
        taken = [each for each in texts if _takes(theirs, each)]
        peer, ours = best(theirs, taken, rounds=2), best(bounds, taken)
    yield f"PyPI edtf on {len(taken)} of all these: {peer:.0f} us, ours {ours:.2f} us", f"{peer / ours:,.0f}"


def _takes(read: Callable[[str], object], each: str) -> bool:
    try:
        read(each)
    except Exception:  # noqa: BLE001 - whatever it raises, it does not take the text
        return False
    return True


def worst() -> list[str]:
    """The texts that take longest, each as long as the cap allows or nearly so."""
    cap = MAX_TEXT
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
        begun = time.process_time()
        _takes(text.parse_date, each)
        longest = max(longest, time.process_time() - begun)
    return longest


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}")
    for what, figure in figures():
        print(f"{what:<70} {figure:>12}")
