"""The same dossier gives the same bytes, whatever the order, the file name, the hash seed, the clock or the machine."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "events.yaml"

WRITE = """
import sys, pathlib, timeline as tl
from timeline.export import FORMATS, ics
line = tl.reconcile(tl.load(sys.argv[1]))
out = sys.stdout.buffer
for form in FORMATS:
    out.write(tl.render(line, form).encode())
out.write(tl.calendar(line).to_ical())
out.write(ics.write(line).data)
"""


def outputs(path: Path, **env: str) -> bytes:
    """A file in every format, made by a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(path)],
        env={**os.environ, **env},
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stdout


@pytest.fixture(scope="module")
def expected() -> bytes:
    return outputs(EXAMPLE)


@pytest.mark.parametrize(
    "env",
    [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "4711"}, {"TZ": "Pacific/Kiritimati"}, {"LC_ALL": "C"}],
)
def test_environment_changes_nothing(expected, env):
    """Another hash seed, time zone or locale gives the same bytes."""
    assert expected == outputs(EXAMPLE, **env)


def test_another_day_changes_nothing(expected):
    """Another day on the clock gives the same bytes."""
    clock = "import time; time.time = lambda: 4102444800.0\n"
    done = subprocess.run(
        [sys.executable, "-c", clock + WRITE, str(EXAMPLE)], capture_output=True, check=True, timeout=120
    )
    assert expected == done.stdout


def test_name_of_the_file_changes_nothing(expected, tmp_path):
    """A file that has an id gives the same bytes under another name."""
    renamed = tmp_path / "other.yaml"
    renamed.write_bytes(EXAMPLE.read_bytes())
    assert expected == outputs(renamed)


@pytest.mark.parametrize("seed", range(3))
def test_order_of_the_file_changes_nothing(expected, tmp_path, seed):
    """Events, claims, sources and series listed in any order give the same bytes."""
    rng = random.Random(seed)
    data = yaml.load(EXAMPLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for part in ("sources", "series", "events"):
        data[part] = dict(rng.sample(list(data[part].items()), len(data[part])))
    for event in data["events"].values():
        if "claims" in event:
            rng.shuffle(event["claims"])
    shuffled = tmp_path / "shuffled.yaml"
    shuffled.write_text(
        yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_style='"'), encoding="utf-8"
    )
    assert expected == outputs(shuffled)
