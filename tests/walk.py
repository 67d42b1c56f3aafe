"""A newcomer's walk: the tutorial followed in a clean clone, every command as printed, to a subscribed calendar.

Installs what the tutorial installs, and lets it start its server on loopback; so it is run by `make walk` only.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from test_docs import ROOT, commands, fences, shows

# What separates the commands in what the shell prints; no program of the tutorial prints it.
MARK = "\x1e"
# A reader takes a breath after starting a server.
BREATH = "for _ in $(seq 300); do (: </dev/tcp/127.0.0.1/5232) 2>/dev/null && break; sleep 0.1; done"


@attrs.frozen
class Step:
    """A command as printed, with what the tutorial shows below it."""

    command: str
    shown: str


def script(page: Path) -> Iterator[tuple[str, Step | None]]:
    """Pieces of a shell script that do what the page says, with the step that each is."""
    for fence in fences(page):
        if fence.name is not None:
            yield f"cat > {fence.name} <<'{MARK}'\n{fence.text}{MARK}\n", None
        elif "console" == fence.language:
            for command, shown in commands(fence.text):
                breath = BREATH if command.endswith("&") else ":"
                yield (
                    f"{command}\n_code=$?\nprintf '\\n{MARK}%s{MARK}' $_code\n{breath}\n",
                    Step(command, shown),
                )


def walked(clone: Path, pieces: list[str]) -> str:
    """What a shell prints that runs the pieces one after the other; nothing that they start stays behind."""
    home = {
        name: str(clone.parent / "xdg") for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    }
    shell = subprocess.Popen(
        ["bash", "--noprofile", "--norc", "-c", "".join(pieces)],
        cwd=clone,
        env=os.environ | home | {"COLUMNS": "80", "TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
        encoding="utf-8",
    )
    try:
        return shell.communicate(timeout=900)[0]
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(shell.pid, signal.SIGTERM)


def test_the_tutorial_leads_to_a_subscribed_calendar(tmp_path):
    """Whoever follows the tutorial in a clean clone, to the letter, sees what it shows."""
    if shutil.which("curl") is None:
        pytest.skip("the tutorial uses curl, which is not installed")
    clone = tmp_path / "timeline"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    pieces = list(script(clone / "docs" / "tutorial.md"))
    steps = [step for _, step in pieces if step is not None]
    printed = walked(clone, [piece for piece, _ in pieces])
    told = re.findall(rf"(.*?)\n{MARK}(\d+){MARK}", printed, flags=re.DOTALL)
    assert len(steps) == len(told), printed
    for step, (output, code) in zip(steps, told, strict=True):
        assert ("1" if "error[" in step.shown else "0") == code, f"$ {step.command}\n{output}"
        assert not step.shown.strip() or shows(step.shown, output), f"$ {step.command}\n{output}"
