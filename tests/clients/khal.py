"""khal imports our calendars into a vdir and lists them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from cases import expected

CONFIG = """\
[calendars]
[[tests]]
path = {vdir}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = UTC
local_timezone = UTC
[default]
default_calendar = tests
[sqlite]
path = {base}/khal.db
"""


def listed(programs: Path, home: Path, made: Mapping[str, bytes]) -> Iterator[str]:
    """What goes wrong where khal imports the calendars and lists each event on its first day."""
    for case in made:
        # What the policies change is in other cases already, and each list takes khal most of a second.
        if case.endswith(("-bar", "-skip", "rich-journal")):
            continue
        base = home / "khal" / case
        shutil.rmtree(base, ignore_errors=True)
        (base / "vdir").mkdir(parents=True)
        (base / "config").write_text(CONFIG.format(vdir=base / "vdir", base=base), encoding="utf-8")
        environment = {**os.environ, "HOME": str(base), "TZ": "UTC", "LC_ALL": "C.UTF-8"}

        def khal(
            *words: str, base: Path = base, environment: Mapping[str, str] = environment
        ) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [programs / "khal", "--config", base / "config", *words],
                capture_output=True,
                text=True,
                env=environment,
                check=False,
            )

        events = expected(made[case], utc=True)
        if not events:
            continue
        done = khal("import", "--batch", "-a", "tests", str(home / f"{case}.ics"))
        if done.returncode:
            yield f"{case}: import failed: {done.stderr.strip().splitlines()[-1:]}"
            continue
        for uid, start, _, summary in events:
            assert start is not None
            assert summary is not None
            shown = khal("list", "--day-format", "", "--format", "{title}{nl}", start[:10], "1d").stdout
            if " ".join(summary.split())[:60] not in " ".join(shown.split()):
                yield f"{case}: {uid} is not listed on {start[:10]}"
