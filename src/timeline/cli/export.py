"""``timeline export``: the timeline in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from timeline.cli.filters import filters, narrowed
from timeline.cli.formats import chosen_format, written
from timeline.cli.opening import Unopened, counted, errors_in, read_and_tell
from timeline.cli.problems import visible

__all__ = ["command"]


_EXAMPLES: Final = (
    "\b\ntimeline export events.yaml -o events.ics\ntimeline export events.yaml -o visits.json --kind visit\n"
)


@click.command("export", epilog=_EXAMPLES)
@click.argument("file")
@click.option(
    "-o", "--output", "output", required=True, metavar="OUT", help="The file to write; - for stdout."
)
@click.option(
    "--format", "form", metavar="FORMAT", help="text, json, svg, ics; OUT's name tells it otherwise."
)
@filters
def command(*, file: str, output: str, form: str | None, **chosen: Any) -> int:
    """Write the timeline of FILE to a file; what stood there is replaced once all is written.

    Exit code 1 if an error left something out.
    """
    from timeline.reasoning.reconcile import reconcile

    form = _format(output, form)
    _refuse_input(file, output)
    _refuse_missing_folder(output)
    reading = read_and_tell(file)
    for included in reading.texts:
        _refuse_input(included, output)
    failed = errors_in(reading)
    if failed and not reading.dossier.events:
        return 1
    line = narrowed(reconcile(reading.dossier), chosen)
    text, count = written(line, form, reading)
    _save(text, output)
    if output != "-":
        some = f"{count:,} of " if count < len(line) else ""
        click.echo(f"{visible(output)}: {some}{counted(len(line), 'event')}", err=True)
    return int(failed)


def _format(output: str, form: str | None) -> str:
    from timeline.export import FORMATS, format_of

    if form is not None:
        return chosen_format(form)
    guessed = None if output == "-" else format_of(output)
    if guessed is not None:
        return guessed
    *most, last = FORMATS
    choice = f"say --format {', '.join(most)} or {last}"
    if output == "-":
        raise click.UsageError(f"standard output has no name to tell a format by; {choice}")
    endings = ", ".join(suffix for one in FORMATS.values() for suffix in one.suffixes)
    raise click.UsageError(f"the name {output!r} tells no format; end it in one of {endings}, or {choice}")


def _refuse_input(file: str, output: str) -> None:
    source, target = Path(file), Path(output)
    if "-" not in (file, output) and target.exists() and source.exists() and target.samefile(source):
        raise Unopened(f"{output} is a file that is read; choose another name")


def _refuse_missing_folder(output: str) -> None:
    folder = Path(output).parent
    if not folder.is_dir():
        raise Unopened(f"cannot write {output}: there is no folder {folder}; make it first")


def _save(text: str, output: str) -> None:
    from timeline.export.saving import save

    if output == "-":
        click.echo(text.encode(), nl=False)
        return
    try:
        save(text, output)
    except OSError as error:
        raise Unopened(f"cannot write {output}: {(error.strerror or str(error)).lower()}") from error
