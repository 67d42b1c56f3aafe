"""``timeline check``: every problem of every file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import click

from timeline.cli.opening import Unopened, counted, opened, reconciled
from timeline.errors import Problem, Severity
from timeline.evidence.model import Dossier

__all__ = ["command"]

_FORMATS: Final = ("full", "concise", "github", "json")
_EXAMPLES: Final = (
    "\b\n"
    "timeline check events.yaml                    every problem, with its line\n"
    "timeline check --strict --format concise *.yaml\n"
    "timeline check --deep events.yaml             remarks on the evidence too\n"
    "timeline rule TL203                           what does this code mean?\n"
)


@click.command("check", epilog=_EXAMPLES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="full", help="How to show problems.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--deep", is_flag=True, help="Reconcile too, and remark on the evidence.")
@click.option("--strict", is_flag=True, help="Exit code 1 for warnings too.")
def command(*, files: tuple[str, ...], form: str, as_json: bool, deep: bool, strict: bool) -> int:
    """Say what is wrong with files of events, line by line.

    FILE is a file of events, or - for standard input. Exit code 1 if there are errors.
    """
    form = "json" if as_json else form
    found: list[Problem] = []
    unopened = 0
    for path in files:
        try:
            problems, texts = _problems(path, deep=deep)
        except Unopened as error:
            error.show()
            unopened += 1
            continue
        found += problems
        if problems and form != "json":
            from timeline.cli.problems import show

            show(problems, texts, form)
    if form == "json":
        _print_json(found)
    if unopened < len(files):
        _summary(found, len(files) - unopened)
    failed = any(strict or problem.severity is Severity.ERROR for problem in found)
    return Unopened.exit_code if unopened else int(failed)


def _problems(path: str, *, deep: bool) -> tuple[list[Problem], Mapping[str, str]]:
    from timeline.evidence.rules import check

    reading = opened(path)
    files = list(reading.texts)

    def place(problem: Problem) -> tuple[int, int, int]:
        at = problem.position
        return (files.index(at.file), at.line, at.column) if at else (0, 0, 0)

    remarks = _remarks(reading.dossier) if deep else ()
    return sorted([*reading.problems, *check(reading.dossier), *remarks], key=place), reading.texts


def _remarks(dossier: Dossier) -> tuple[Problem, ...]:
    from timeline.reasoning.findings import findings

    return findings(reconciled(dossier))


def _print_json(problems: list[Problem]) -> None:
    import json

    from timeline.cli.problems import as_record

    click.echo(json.dumps([as_record(problem) for problem in problems], ensure_ascii=False, indent=1))


def _summary(problems: list[Problem], files: int) -> None:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    counts = [counted(errors, "error")] if errors else []
    counts += [counted(warnings, "warning")] if warnings else []
    click.echo(f"{', '.join(counts) or 'no problems'} in {counted(files, 'file')}", err=True)
