"""``timeline report``: the timeline on stdout."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from timeline.cli.filters import filters, narrowed
from timeline.cli.formats import chosen_format, written
from timeline.cli.opening import errors_in, read_and_tell, reconciled
from timeline.cli.showing import is_set, options_for, showing

if TYPE_CHECKING:
    from timeline.reasoning.outcome import Timeline
    from timeline.reasoning.whatif import Robustness

__all__ = ["command"]


# The formats that can tell what hangs on each source.
_ROBUST: Final = ("text", "json")
_EXAMPLES: Final = (
    "\b\n"
    "timeline report events.yaml --since 2022 --kind visit\n"
    "timeline report events.yaml --json | jq .entries\n"
)


@click.command("report", epilog=_EXAMPLES)
@click.argument("file")
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    default="text",
    help="text, markdown, html, svg, ics, json, csv, csv-claims.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--robust", is_flag=True, help="In text and json, what would move without each source.")
@showing
@filters
def command(*, file: str, form: str, as_json: bool, robust: bool, **chosen: Any) -> int:
    """Print the timeline of FILE with a verdict on every claim.

    FILE is a file of events, or - for standard input. Exit code 1 if an error left something out.
    """
    form = chosen_format("json" if as_json else form)
    options = options_for(form, chosen)
    if robust and form not in _ROBUST and not is_set("robust"):
        raise click.UsageError(f"--robust is for {' and '.join(_ROBUST)}, not for {form}")
    reading = read_and_tell(file)
    failed = errors_in(reading)
    if failed and not reading.dossier.events:
        return 1
    line = narrowed(reconciled(reading.dossier), chosen)
    if form.startswith("csv"):
        # What is piped on is no file that Excel opens.
        options["mark"] = False
    if robust and form == "json":
        options["robust"] = _hanging(line)
    text = written(line, form, reading, **options)
    _print(text, coloured=form == "text")
    if robust and form == "text":
        _tell_what_leans(line)
    return int(failed)


def _print(text: str, *, coloured: bool) -> None:
    """Print the text, in colour only on a terminal that has it and whose user did not refuse it (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()
    if coloured and not plain:
        from timeline.export.colour import painted

        text = painted(text)
    click.echo(text.encode(), nl=False)


def _hanging(line: Timeline) -> Robustness:
    """What hangs on each source, of what is shown."""
    from timeline.reasoning.reconcile import reconcile
    from timeline.reasoning.whatif import Robustness, resting, robustness

    leanings = robustness(line, reconcile)
    return Robustness(rests=resting(line, leanings), leanings=leanings)


def _tell_what_leans(line: Timeline) -> None:
    """What would move of what is shown if each source were not there, after the report."""
    from timeline.reasoning.compare import change_words
    from timeline.reasoning.whatif import rest_words

    found = _hanging(line)
    if found.rests:
        click.echo("\nOn one source or one family")
    for rest in found.rests:
        click.echo(f"  {rest_words(rest)}")
    for leaning in found.leanings:
        click.echo(f"\nWithout {leaning.family}")
        for change in leaning.changes:
            click.echo(f"  {change_words(change, reason=False)}")
