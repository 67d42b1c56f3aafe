"""What it costs to start: whole processes, beside one that only imports the three libraries that we start with.

Run as ``python -m bench.startup``. Processor time (user and system) of each child as the kernel counts it,
the commands in turns, medians. The code is compiled first, as an installation does: a process that finds no
compiled code, and may not keep it (``PYTHONDONTWRITEBYTECODE``), pays for compiling every module again.
"""

from __future__ import annotations

import compileall
import os
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

ROUNDS: Final = 15
ROOT: Final = Path(__file__).parent.parent
EVENTS: Final = str(ROOT / "events.yaml")
COMMAND: Final = str(Path(sys.executable).parent / "timeline")

BASE: Final = (sys.executable, "-c", "import attrs, yaml, click")
BARS: Final = {"check": 1.8, "report": 3.0}


def figures() -> Iterator[tuple[str, str]]:
    compileall.compile_dir(ROOT / "src", quiet=2)
    commands = {"base": BASE} | {name: (COMMAND, name, EVENTS) for name in BARS}
    medians = _medians(commands)
    yield "python -c 'import attrs, yaml, click', CPU ms", f"{medians['base'] * 1e3:.1f}"
    for name, bar in BARS.items():
        yield f"timeline {name} events.yaml, CPU ms", f"{medians[name] * 1e3:.1f}"
        yield f"ratio (bar: {bar})", f"{medians[name] / medians['base']:.2f}"


def _medians(commands: dict[str, Sequence[str]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(ROUNDS + 1):
        for name, command in commands.items():
            spent = _processor_time(command)
            # The first turn finds the files not yet in memory.
            if turn:
                times[name].append(spent)
    return {name: statistics.median(found) for name, found in times.items()}


def _processor_time(command: Sequence[str]) -> float:
    """Seconds of one child; `os.times` would give them in hundredths only."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    for what, figure in figures():
        print(f"{what:<62} {figure:>10}")
