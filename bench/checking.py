"""`timeline check` against `bean-check` on the same days, and how reading grows to 100,000 events.

Whole processes, processor time and memory as the kernel counts them. The peer is the PyPI distribution
``beancount`` (its day of a transaction is our day of an event, its three postings our three claims).
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.reading import SOURCES, dossier

EVENTS, MANY = 5_000, 100_000
BIN = Path(sys.executable).parent


def figures() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few.yaml"), Path(folder, "many.yaml")
        few.write_text(dossier(EVENTS), encoding="utf-8")
        many.write_text(dossier(MANY), encoding="utf-8")
        ledger = Path(folder, "few.beancount")
        ledger.write_text(beancount(), encoding="utf-8")
        ours = best((str(BIN / "timeline"), "check", str(few)))
        yield f"timeline check of {EVENTS:,} events, CPU seconds", f"{ours:.2f}"
        if (BIN / "bean-check").exists():
            theirs = best((str(BIN / "bean-check"), "--no-cache", str(ledger)))
            yield f"bean-check of {EVENTS:,} transactions, CPU seconds", f"{theirs:.2f}"
            yield "ratio (bar: 2.0, aim: 1.3)", f"{ours / theirs:.2f}"
        else:
            yield "timeline check / bean-check: beancount is not installed", "-"
        load = "import sys, timeline; timeline.load(sys.argv[1])"
        small, _ = spent((sys.executable, "-c", load, str(few)))
        large, memory = spent((sys.executable, "-c", load, str(many)))
        yield f"load {MANY:,} events, CPU seconds", f"{large:.1f}"
        yield f"growth over {EVENTS:,} (bar: 30)", f"{large / small:.1f}"
        yield "most memory, MB (bar: 600)", f"{memory / 1024:.0f}"


def beancount() -> str:
    lines = [f"1990-01-01 open Assets:S{n}" for n in range(SOURCES)] + ["1990-01-01 open Equity:All"]
    for n in range(EVENTS):
        lines.append(f'20{n % 23:02}-{n % 12 + 1:02}-{n % 28 + 1:02} * "Visit number {n} of a minister"')
        lines += [f"  Assets:S{(n * 3 + k) % SOURCES}  1.00 USD" for k in range(3)] + [
            "  Equity:All  -3.00 USD"
        ]
    return "\n".join(lines) + "\n"


def best(command: Sequence[str], rounds: int = 3) -> float:
    return min(spent(command)[0] for _ in range(rounds))


def spent(command: Sequence[str]) -> tuple[float, int]:
    """Processor time in seconds and most memory in KiB of one child."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss
