"""Interruptions end at once: no process is left, nothing is printed, and the exit code says so."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.evidence.model import DateClaim, Dossier, Event, Source
from timeline.evidence.writing import dumps
from timeline.reasoning import workers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")

MANY = 1500


def dossier() -> Dossier:
    """Events that take far longer than any test waits: more slices than two processes do in a moment."""
    sources = [Source(id=f"s{i}", published="2020-02") for i in range(40)]
    events = [
        Event(
            id=f"e{i}",
            claims=[
                DateClaim(source=f"s{(i + k) % 40}", text=f"2020-01-{1 + (i + k) % 28:02}") for k in range(4)
            ],
        )
        for i in range(MANY)
    ]
    return Dossier(id="many", sources=sources, events=events)


SCRIPT = """
    import sys
    from timeline.evidence.reading import load
    from timeline.reasoning.reconcile import reconcile

    if __name__ == "__main__":
        dossier = load("many.yaml")
        try:
            reconcile(dossier, workers=2, progress=lambda done, total: print(done, flush=True))
        except KeyboardInterrupt:
            sys.exit(130)
"""


def started(command: list[str], folder: Path) -> subprocess.Popen[str]:
    """A command in a process group of its own."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
        start_new_session=True,
    )


def interrupted(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and error output of a process whose whole group is interrupted, and that nobody of it survives."""
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    for _ in range(200):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return process.returncode, errors
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    pytest.fail("a process is left")


def test_interrupted_workers_leave_nothing(tmp_path):
    """An interrupted pool ends with its processes, and none of them tells of it."""
    script = tmp_path / "script.py"
    (tmp_path / "many.yaml").write_text(dumps(dossier()), encoding="utf-8")
    script.write_text(textwrap.dedent(SCRIPT), encoding="utf-8")
    process = started([sys.executable, str(script)], tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline()
    assert (130, "") == interrupted(process)


def test_interrupted_command_line(tmp_path):
    """The command line ends with 130 and one word."""
    process = started([sys.executable, "-m", "timeline", "report", "-"], tmp_path)
    assert process.stdin is not None
    # Once so much is written, the command has begun to read: a pipe holds far less.
    process.stdin.write(dumps(dossier()))
    process.stdin.close()
    process.stdin = None
    assert (130, "\ninterrupted\n") == interrupted(process)


STARTING = """
    import multiprocessing
    import signal
    from timeline.reasoning.workers import _deaf_children

    if __name__ == "__main__":
        with _deaf_children():
            multiprocessing.get_context("spawn").Process(target=int).start()
            print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""


def test_no_process_is_interrupted_while_it_starts(tmp_path):
    """Interruptions are held back until all processes have started, by the first one of all as well."""
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(STARTING), encoding="utf-8")
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert ("True\n", "") == (run.stdout, run.stderr)


def test_interrupted_start_leaves_nothing(monkeypatch):
    """An interruption that was held back while processes started ends them."""

    @contextlib.contextmanager
    def held_back() -> Iterator[None]:
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(workers, "_deaf_children", held_back)
    with pytest.raises(KeyboardInterrupt):
        list(workers.shared_out(abs, [1], 1))
    assert [] == multiprocessing.active_children()
