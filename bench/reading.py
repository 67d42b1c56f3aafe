"""The reader of files against PyYAML: draining its C event stream, composing its nodes, and `safe_load`."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator

import yaml

from timeline.evidence.reading import read_text

EVENTS = 5_000
SOURCES = 500


def figures() -> Iterator[tuple[str, str]]:
    text = dossier()
    drain = best(lambda: drained(text))
    ours = best(lambda: read_text(text, "bench"))
    yield f"size of {EVENTS:,} events, MB", f"{len(text) / 1e6:.1f}"
    yield "drain PyYAML's C event stream, ms", f"{drain * 1e3:.0f}"
    yield "read with every position and all checks, ms", f"{ours * 1e3:.0f}"
    yield "ratio to draining", f"{ours / drain:.2f}"
    composed = best(lambda: yaml.compose(text, Loader=yaml.CSafeLoader))
    yield "ratio to PyYAML's compose", f"{ours / composed:.2f}"
    yield "ratio to PyYAML's safe_load (C)", f"{ours / best(lambda: yaml.load(text, yaml.CSafeLoader)):.2f}"


def drained(text: str) -> None:
    get_event = yaml.CLoader(text).get_event
    while type(get_event()) is not yaml.StreamEndEvent:
        pass


def best(run: Callable[[], object], rounds: int = 5) -> float:
    """The shortest processor time of several rounds, in seconds; the collector rests, as in our reader."""
    times = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
        gc.enable()
    return min(times)


def dossier(events: int = EVENTS) -> str:
    """A file of many events, each with three claims of its sources."""
    dice = random.Random(20230405)
    lines = ["id: bench", "sources:"]
    lines += [f"  s{n}: {{published: 20{n % 23:02}-{n % 12 + 1:02}-{n % 28 + 1:02}}}" for n in range(SOURCES)]
    lines.append("events:")
    for n in range(events):
        lines += [
            f"  e{n}:",
            "    kind: visit",
            f"    title: Visit number {n} of a minister",
            "    with: [India, Japan]",
        ]
        lines += [f"    after: {{e{n - 1}: more than 2 weeks}}"] if n % 3 else []
        lines.append("    claims:")
        for wording in (f"{n % 28 + 1} March 2023", "last month", "on Wednesday"):
            source = f"s{dice.randrange(SOURCES)}"
            lines.append(
                f'      - {{from: {source}, when: {wording}, at: para {n % 9}, quote: "{wording}", as: reported}}'
            )
    return "\n".join(lines) + "\n"
