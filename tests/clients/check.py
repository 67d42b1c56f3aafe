"""Other programs read our calendars: six libraries, a client that lists them, and a server that keeps them.

Run by `make clients`. What is needed is installed into build/clients; what cannot be is skipped and said so. Exit
code 1 if a program reads something else than what was written.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from cases import cases, expected
from khal import listed
from radicale import kept

HERE = Path(__file__).parent
HOME = HERE.parent.parent / "build" / "clients"
PYTHON = HOME / "env" / "bin" / "python"
PACKAGES = ("icalendar", "ical", "vobject", "recurring-ical-events", "khal", "radicale")


# What a program cannot do, whoever wrote the calendar.
KNOWN = {
    ("recurring-ical-events", "edges"): "it looks a day beyond the first and the last day that Python has",
}
_NOTHING = "error: nothing is read of it"


class Skipped(Exception):  # noqa: N818 - not an error
    """A program that is not here and cannot be had; says why."""


def run(*words: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def install() -> None:
    """The Python programs in an environment of their own, so that they see no other."""
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", HOME / "env")
    for package in PACKAGES:
        run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package)


def has(package: str) -> str:
    """The version of an installed package; Skipped where there is none."""
    done = run(PYTHON, "-c", f"import importlib.metadata as m; print(m.version({package!r}))")
    if done.returncode:
        raise Skipped(f"{package} could not be installed from PyPI")
    return done.stdout.strip()


def with_python(reader: str) -> Callable[[list[Path]], tuple[str, list[str]]]:
    def read(files: list[Path]) -> tuple[str, list[str]]:
        version = has(reader)
        return version, output(PYTHON, HERE / "read_with.py", reader, *files)

    return read


def with_icaljs(files: list[Path]) -> tuple[str, list[str]]:
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise Skipped("node and npm are not here")
    package = HOME / "node_modules" / "ical.js" / "package.json"
    if not package.exists():
        run("npm", "install", "--silent", "--prefix", HOME, "ical.js")
    if not package.exists():
        raise Skipped("ical.js could not be installed from npm")
    version = json.loads(package.read_text("utf-8"))["version"]
    return version, output("node", HERE / "read_with_icaljs.mjs", HOME, *files)


def with_libical(files: list[Path]) -> tuple[str, list[str]]:
    program = HOME / "read_with_libical"
    build = ("gcc", "-O1", "-o", program, HERE / "read_with_libical.c", "-lical")
    if shutil.which("gcc") is None:
        raise Skipped("there is no C compiler")
    if run(*build).returncode and shutil.which("apt-get") and os.geteuid() == 0:
        run("apt-get", "install", "--yes", "--quiet", "libical-dev")
    if run(*build).returncode:
        raise Skipped("libical's headers are not here: apt-get install libical-dev")
    version = run("pkg-config", "--modversion", "libical").stdout.strip()
    done = run(program, *files)
    # Of the rich profile libical 3 knows neither LINK nor CONCEPT nor STRUCTURED-DATA, and says so.
    unknown = [file for file in done.stderr.split() if "-rich-" not in file]
    return version, [f"error: libical finds errors in {file}" for file in unknown] or done.stdout.splitlines()


READERS = {name: with_python(name) for name in PACKAGES[:4]} | {
    "ical.js": with_icaljs,
    "libical": with_libical,
}


def output(*words: object) -> list[str]:
    """A line of JSON for each file."""
    done = run(*words)
    lines = done.stderr.strip().splitlines()
    return done.stdout.splitlines() if done.returncode == 0 else [f"error: {lines[-1] if lines else ''}"]


def differences(text: str, data: bytes) -> Iterator[str]:
    if text.startswith("error"):
        yield text
        return
    read = sorted(
        ([uid, short(start), short(end), summary] for uid, start, end, summary in json.loads(text)), key=str
    )
    wanted = expected(data)
    yield from (
        f"not as written: {one}, but {other}"
        for one, other in zip(read, wanted, strict=False)
        if one != other
    )
    if len(read) != len(wanted):
        yield f"{len(read)} events of {len(wanted)}"


def short(when: str | None) -> str | None:
    """A day or a time as clocks show it, without its zone."""
    return when[:19].removesuffix("Z") if when else None


def main() -> int:
    HOME.mkdir(parents=True, exist_ok=True)
    install()
    made = dict(cases())
    files = []
    for name, data in made.items():
        files.append(HOME / f"{name}.ics")
        files[-1].write_bytes(data)
    failed = 0
    events = sum(len(expected(data)) for data in made.values())
    for name, reader in READERS.items():
        try:
            version, texts = reader(files)
        except Skipped as reason:
            print(f"{name}: skipped: {reason}")
            continue
        faults = [
            f"  {case}: {fault[:300]}"
            for (case, data), text in zip(
                made.items(), texts + [_NOTHING] * (len(made) - len(texts)), strict=True
            )
            for fault in list(differences(text, data))[:3]
            if (name, case) not in KNOWN
        ]
        failed += bool(faults)
        verdict = f"{len(faults)} differences" if faults else f"{events} events read as they were written"
        print(f"{name} {version}: {len(made)} calendars, {verdict}", *faults, sep="\n")
        for (known, case), reason in KNOWN.items():
            if known == name:
                print(f"  but for {case}: {reason}")
    for name, client in (("khal", listed), ("radicale", kept)):
        try:
            version = has(name)
        except Skipped as reason:
            print(f"{name}: skipped: {reason}")
            continue
        faults = list(client(PYTHON.parent, HOME, made))
        failed += bool(faults)
        print(f"{name} {version}: {'; '.join(faults) or 'lists and finds what was written'}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
