"""``timeline report``: the timeline on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from timeline.cli.filters import filters, narrowed
from timeline.cli.formats import chosen_format, written
from timeline.cli.opening import errors_in, read_and_tell

if TYPE_CHECKING:
    from timeline.reasoning.outcome import Timeline

__all__ = ["command"]


_EXAMPLES: Final = (
    "\b\n"
    "timeline report events.yaml --since 2022 --kind visit\n"
    "timeline report events.yaml --json | jq .entries\n"
)


@click.command("report", epilog=_EXAMPLES)
@click.argument("file")
@click.option(
    "--format", "form", metavar="FORMAT", default="text", help="text (the default), json, svg, html, ics."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--width", type=click.IntRange(60, 1000), metavar="N", help="Columns of the text, 60 or more.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Only ASCII marks in the text.")
@click.option("--robust", is_flag=True, help="Add to the text what would move without each source.")
@click.option("--positions", is_flag=True, help="In json, where each claim stands in the file.")
@filters
def command(
    *,
    file: str,
    form: str,
    as_json: bool,
    width: int | None,
    ascii_only: bool,
    robust: bool,
    positions: bool,
    **chosen: Any,
) -> int:
    """Print the timeline of FILE with a verdict on every claim.

    FILE is a file of events, or - for standard input. Exit code 1 if an error left something out.
    """
    from timeline.reasoning.reconcile import reconcile

    form = chosen_format("json" if as_json else form)
    reading = read_and_tell(file)
    failed = errors_in(reading)
    if failed and not reading.dossier.events:
        return 1
    whole = reconcile(reading.dossier)
    line = narrowed(whole, chosen)
    options: dict[str, Any] = {}
    if form == "text":
        options = {"ascii": ascii_only} | ({} if width is None else {"width": width})
    elif form == "json":
        options = {"positions": positions}
    text = written(line, form, reading, **options)
    click.echo(text.encode(), nl=False)
    if robust and form == "text":
        _tell_what_leans(whole)
    return int(failed)


def _tell_what_leans(line: Timeline) -> None:
    """What would move if each source were not there, after the report."""
    from timeline.reasoning.compare import change_words
    from timeline.reasoning.reconcile import reconcile
    from timeline.reasoning.whatif import robustness

    for leaning in robustness(line, reconcile):
        click.echo(f"\nWithout {leaning.source}")
        for change in leaning.changes:
            click.echo(f"  {change_words(change, reason=False)}")
