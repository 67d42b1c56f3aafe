"""``timeline diff``: what two dossiers make different, in dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from timeline.cli.filters import all_narrowed, filters
from timeline.cli.opening import errors_in, read_and_tell, reconciled
from timeline.cli.problems import visible

if TYPE_CHECKING:
    from timeline.reasoning.outcome import Timeline

__all__ = ["command"]

_FORMATS: Final = ("text", "json")
_EXAMPLES: Final = (
    "\b\n"
    "timeline diff last-week.yaml events.yaml\n"
    "git show HEAD~1:events.yaml | timeline diff - events.yaml\n"
)


@click.command("diff", epilog=_EXAMPLES)
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="How to show changes.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@filters
def command(*, old: str, new: str, form: str, as_json: bool, **chosen: Any) -> int:
    """Say which dates of NEW differ from those of OLD, and by whose word.

    Both are files of events; one may be - for standard input. What is compared are the dates worked out and
    how they stand, not the lines; with filters, of the events that are chosen in either. Exit code 1 if there are
    differences.
    """
    from timeline.reasoning.compare import change_words, compare

    if old == new == "-":
        raise click.UsageError("only one of the two can be standard input")
    (before, faulty), (after, faulty_too) = _line(old), _line(new)
    wanted = {entry.id for line in all_narrowed((before, after), chosen) for entry in line}
    before, after = (line.filter(lambda entry: entry.id in wanted) for line in (before, after))
    changes = compare(before, after)
    if as_json or form == "json":
        import json

        from timeline.export.changes import change_record

        records = [change_record(change) for change in changes]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1).encode())
    else:
        for change in changes:
            click.echo(visible(change_words(change)))
        same = sum(entry.id in before for entry in after) - sum(
            None not in (change.before, change.after) for change in changes
        )
        click.echo(f"{len(changes):,} different, {same:,} the same", err=True)
    return int(bool(changes) or faulty or faulty_too)


def _line(path: str) -> tuple[Timeline, bool]:
    reading = read_and_tell(path)
    return reconciled(reading.dossier), errors_in(reading)
