"""``timeline import``: the events of another format, as a new file or into one that is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from timeline.cli.opening import Unopened, counted
from timeline.cli.problems import show, visible

if TYPE_CHECKING:
    from timeline.importing import Imported

__all__ = ["command"]

_EXAMPLES: Final = (
    "\b\n"
    "timeline import feed.ics > events.yaml\n"
    "timeline import feed.ics --into events.yaml      newer copies are told apart\n"
)


@click.command("import", epilog=_EXAMPLES)
@click.argument("file")
@click.option("--into", metavar="EVENTS", help="Put it into this file, whose comments and order stay.")
@click.option("--format", "form", metavar="FORMAT", help="ics; FILE's name tells it otherwise.")
@click.option(
    "--source", metavar="ID", help="What the source is called; a short form of FILE's name otherwise."
)
@click.option("--since", metavar="DAY", help="Look for repeated events from this day on (YYYY-MM-DD).")
@click.option("--until", metavar="DAY", help="Look for repeated events up to this day.")
def command(
    *, file: str, into: str | None, form: str | None, source: str | None, since: str | None, until: str | None
) -> int:
    """Read FILE as a source: its events, and a claim for each date.

    A calendar that timeline wrote gives back the evidence behind it. Without --into the result is printed as a
    file of events. Exit code 1 if an error left something out.
    """
    from timeline.importing import read

    form = _format(file, form)
    _check(source, since, until)
    options = {"source": source, "since": since, "until": until}
    made = read(_octets(file), file, form, **options)
    show(made.problems, made.texts, err=True)
    failed = any(problem.severity.value == "error" for problem in made.problems)
    if into is not None:
        return max(int(failed), _put_into(into, made))
    if made.dossier.events or not failed:
        from timeline.evidence.writing import dumps

        click.echo(dumps(made.dossier).encode(), nl=False)
    click.echo(f"{visible(file)}: {counted(len(made.dossier.events), 'event')}", err=True)
    return int(failed)


def _format(file: str, form: str | None) -> str:
    from timeline.importing import FORMATS, format_of

    found = format_of(file) if form is None else form
    if found is not None and found in FORMATS:
        return found
    words = ", ".join(FORMATS)
    if form is not None:
        raise click.UsageError(f"there is no format {form!r} to import; there is {words}")
    raise click.UsageError(f"the name {file!r} tells no format; say --format {words}")


def _check(source: str | None, since: str | None, until: str | None) -> None:
    import datetime as dt

    from timeline.evidence.model import CURATOR, is_id

    if source is not None and (not is_id(source) or source == CURATOR):
        raise click.UsageError(f"{source!r} is no id: letters, digits, `-_.`, at most 64")
    for name, day in (("since", since), ("until", until)):
        try:
            if day is not None:
                dt.datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=dt.UTC)
        except ValueError:
            raise click.UsageError(f"--{name} takes a day like 2022-09-08, not {day!r}") from None


def _octets(file: str) -> bytes:
    import sys

    from timeline.evidence.files import octets
    from timeline.evidence.ledger import MAX_BYTES

    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        return octets(file, MAX_BYTES)
    except OSError as error:
        raise Unopened(f"cannot open {file}: {(error.strerror or str(error)).lower()}") from error


def _put_into(into: str, made: Imported) -> int:
    from timeline.cli.opening import errors_in, read_and_tell
    from timeline.export.saving import save_changed
    from timeline.importing.into import Unmergeable, merged

    reading = read_and_tell(into)
    if errors_in(reading):
        click.echo(f"{visible(into)}: not changed; put its errors right first", err=True)
        return 1
    # As typed: the line ends too.
    text = Path(into).read_bytes().decode("utf-8-sig")
    try:
        result = merged(text, reading, made)
    except Unmergeable as reason:
        raise Unopened(f"cannot put events into {into}: {reason}") from reason
    try:
        written = save_changed(result.text.encode(), into)
    except OSError as error:
        raise Unopened(f"cannot write {into}: {(error.strerror or str(error)).lower()}") from error
    click.echo(f"{visible(into)}: {result.summary}{'' if written else '; not touched'}", err=True)
    return 0
