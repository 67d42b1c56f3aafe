"""Whole dossiers with all that is written of them, octet for octet.

A case is a folder of tests/golden with an events.yaml; `pytest --update-golden` writes the expected files.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ics_lint
from timeline.dates import civil
from timeline.evidence.reading import load
from timeline.export import render
from timeline.reasoning.asking import why_not
from timeline.reasoning.compare import change_words
from timeline.reasoning.explain import explain
from timeline.reasoning.findings import findings
from timeline.reasoning.margins import margins
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import Words
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.stakes import margin_lines
from timeline.reasoning.verdicts import EntryStatus
from timeline.reasoning.whatif import Robustness, rest_words, resting, robustness

CASES = sorted(path.parent for path in (Path(__file__).parent / "golden").glob("*/events.yaml"))
FILES = {
    "report.txt": "text",
    "report.json": "json",
    "events.ics": "ics",
    "report.md": "markdown",
    "events.csv": "csv",
    "events.claims.csv": "csv-claims",
    "picture.svg": "svg",
    "page.html": "html",
    "explain.txt": "explain",
    "questions.txt": "questions",
    "remarks.txt": "remarks",
    "robust.txt": "robust",
    "robust.json": "robust-json",
    "brief.txt": "brief",
}


@functools.cache
def reconciled(case: Path) -> Timeline:
    return reconcile(load(case / "events.yaml"))


def shown(case: Path, format_: str) -> bytes:
    line = reconciled(case)
    if format_ == "html":
        # Style and scripts are files of their own, and the policy has only their hashes.
        page = re.sub(r"(?s)<(style|script)>.*?</\1>", r"<\1>...</\1>", render(line, format_))
        return re.sub(r"'sha256-[^']*'", "'sha256-...'", page).encode()
    if format_ == "brief":
        return render(line, "text", brief=True, group="month").encode()
    if format_ == "questions":
        return "".join(f"{answer}\n" for answer in answers(line)).encode()
    if format_ == "remarks":
        return "".join(f"{told}\n" for told in remarks(line)).encode()
    if format_ == "robust":
        return "".join(f"{told}\n" for told in leanings(line)).encode()
    if format_ == "robust-json":
        told = render(line, "json", robust=hanging(line))
        return told.partition('\n  "robust": ')[2].encode()
    if format_ != "explain":
        return render(line, format_).encode()
    names = [*(entry.id for entry in line), *(judged.id for judged in line.sources)]
    return "\n".join(explain(line, name) for name in names).encode()


def remarks(line: Timeline) -> Iterator[str]:
    """What a careful reader would remark on, with the advice."""
    for problem in findings(line):
        yield f"{problem.code} {problem.message}"
        if problem.help:
            yield f"  help: {problem.help}"


def hanging(line: Timeline) -> Robustness:
    leanings = robustness(line, reconcile)
    return Robustness(rests=resting(line, leanings), leanings=leanings)


def leanings(line: Timeline) -> Iterator[str]:
    """What each date rests on, and what would move without each source."""
    found = hanging(line)
    yield from map(rest_words, found.rests)
    for leaning in found.leanings:
        yield f"Without {leaning.family}"
        yield from (f"  {change_words(change, reason=False)}" for change in leaning.changes)


def answers(line: Timeline) -> Iterator[str]:
    """Why each event was not ten days earlier, and the margins of those whose claims do not all stand."""
    words = Words(line)
    for entry in line:
        if entry.start.first is not None:
            day = civil.iso(entry.start.first - 10)
            yield why_not(line, entry.id, day)
        if entry.status in (EntryStatus.CORRECTED, EntryStatus.DISPUTED):
            for margin in margins(line, entry.id):
                yield f"  {margin.claim}"
                yield from (f"    {told}" for told in margin_lines(words, margin, entry.id))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path, name: str, update_golden: bool) -> None:  # noqa: FBT001 - a fixture
    """A dossier's report, data, calendar and explanations are those on file."""
    actual = shown(case, FILES[name])
    if update_golden:
        (case / name).write_bytes(actual)
    assert (case / name).read_bytes() == actual


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden_calendars_are_clean(case: Path) -> None:
    """Every golden calendar passes the lint."""
    assert [] == ics_lint.faults((case / "events.ics").read_bytes())
