"""``timeline explain``: how one date was worked out."""

from __future__ import annotations

import click

from timeline.cli.opening import errors_in, read_and_tell
from timeline.errors import UnknownName

__all__ = ["command"]


@click.command("explain")
@click.argument("file")
@click.argument("name", metavar="ID")
def command(file: str, name: str) -> int:
    """Say how the date of an event or a source of FILE was worked out.

    ID is that of an event or of a source. Exit code 1 if an error left something out of the file.
    """
    from timeline.reasoning.explain import explain
    from timeline.reasoning.reconcile import reconcile

    reading = read_and_tell(file)
    try:
        text = explain(reconcile(reading.dossier), name)
    except UnknownName as error:
        raise click.UsageError(str(error)) from error
    click.echo(text.rstrip("\n"))
    return int(errors_in(reading))
