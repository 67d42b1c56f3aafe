"""``timeline import``: the events of another format, as a new file or into one that is there."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
import click

from timeline.cli.opening import Unopened, counted
from timeline.cli.problems import show, visible
from timeline.errors import UnknownName

if TYPE_CHECKING:
    from timeline.evidence.model import Event
    from timeline.importing import Imported

__all__ = ["command"]

_EXAMPLES: Final = (
    "\b\n"
    "timeline import feed.ics > events.yaml\n"
    "timeline import feed.ics --into events.yaml      newer copies are told apart\n"
    "timeline import table.csv --dry-run              what are columns taken for?\n"
    "timeline import table.csv --column when=Datum --column title=Ereignis\n"
)
# The options that each format has for itself.
_OWN: Final = {"ics": ("since", "until"), "csv": ("column", "separator")}
# What programs for tables write of themselves.
_WORKBOOKS: Final = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers")


@click.command("import", epilog=_EXAMPLES)
@click.argument("file")
@click.option("--into", metavar="EVENTS", help="Put it into this file, whose comments and order stay.")
@click.option("--format", "form", metavar="FORMAT", help="ics or csv; FILE's name tells it otherwise.")
@click.option(
    "--source", metavar="ID", help="What the source is called; a short form of FILE's name otherwise."
)
@click.option("--since", metavar="DAY", help="Look for repeated events from this day on (YYYY-MM-DD).")
@click.option("--until", metavar="DAY", help="Look for repeated events up to this day.")
@click.option(
    "--column", multiple=True, metavar="KEY=COLUMN", help="In csv, the column that holds a key; repeatable."
)
@click.option(
    "--separator", metavar="WHAT", help="In csv, comma, semicolon or tab; the first row tells it otherwise."
)
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
def command(
    *, file: str, into: str | None, form: str | None, source: str | None, dry_run: bool, **asked: Any
) -> int:
    """Read FILE, a calendar or a table, as a source: its events, and a claim for each date.

    A calendar that timeline wrote gives back the evidence behind it. Of a table the first row names the columns.
    Without --into the result is printed as a file of events. Exit code 1 if an error left something out.
    """
    from timeline.importing import read

    form = _format(file, form)
    _check(source, asked["since"], asked["until"])
    octets = _octets(file)
    try:
        made = read(octets, file, form, source=source, **_options(form, asked))
    except UnknownName as error:
        raise click.UsageError(f"--column: {error}") from error
    show(made.problems, made.texts, err=True)
    failed = any(problem.severity.value == "error" for problem in made.problems)
    if dry_run:
        _preview(file, made)
        return int(failed)
    if into is not None:
        return max(int(failed), _put_into(into, made, whole=not (asked["since"] or asked["until"])))
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
    if file.lower().endswith(_WORKBOOKS):
        raise click.UsageError(f"{file!r} is a workbook: save its sheet as CSV in UTF-8, and import that")
    raise click.UsageError(f"the name {file!r} tells no format; say --format {words}")


def _options(form: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked for as options of a format; UsageError for another's."""
    for other, names in _OWN.items():
        for name in names:
            if other != form and asked[name]:
                raise click.UsageError(f"--{name} is for {other}, not for {form}")
    own = {name: asked[name] for name in _OWN[form]}
    if form != "csv":
        return own
    from timeline.importing.csv import KEYS, SEPARATORS

    if own["separator"] not in (None, *SEPARATORS):
        raise click.UsageError(f"--separator is one of {', '.join(SEPARATORS)}, not {own['separator']!r}")
    return {"separator": own["separator"], "columns": dict(_column(pair, KEYS) for pair in own["column"])}


def _column(pair: str, keys: Collection[str]) -> tuple[str, str]:
    from timeline.errors import did_you_mean

    key, equals, column = pair.partition("=")
    if not equals or not column:
        raise click.UsageError(f"--column {pair}: write KEY=COLUMN, as in --column when=Date")
    if key not in keys:
        advice = did_you_mean(key, keys, what="keys") or f"keys are {', '.join(keys)}"
        raise click.UsageError(f"--column {pair}: a column cannot hold {key!r}; {advice}")
    return key, column


def _preview(file: str, made: Imported) -> None:
    """What the columns were taken for, the first event, and how many there are."""
    from timeline.evidence.writing import entry_lines

    for line in made.told:
        click.echo(visible(line))
    events = made.dossier.events
    if events:
        click.echo("\nThe first event:\n" if made.told else "The first event:\n")
        for line in entry_lines(min(events, key=_place)):
            click.echo(f"  {visible(line)}")
    claims = sum(len(event.claims) for event in events)
    told = f"{counted(len(events), 'event')}, {counted(claims, 'claim')}; nothing is written"
    click.echo(f"{visible(file)}: {told}", err=True)


def _place(event: Event) -> tuple[int, str]:
    """The order of the file, as far as claims have places in it."""
    lines = [claim.position.line for claim in event.claims if claim.position]
    return min(lines, default=sys.maxsize), event.id


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
    from timeline.evidence.files import octets
    from timeline.evidence.ledger import MAX_BYTES

    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        return octets(file, MAX_BYTES)
    except OSError as error:
        raise Unopened(f"cannot open {file}: {(error.strerror or str(error)).lower()}") from error


def _put_into(into: str, made: Imported, *, whole: bool) -> int:
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
    if not whole:
        # What lies outside of the days that were asked for is not in it for that reason.
        result = attrs.evolve(result, gone=())
    try:
        written = save_changed(result.text.encode(), into)
    except OSError as error:
        raise Unopened(f"cannot write {into}: {(error.strerror or str(error)).lower()}") from error
    click.echo(f"{visible(into)}: {result.summary}{'' if written else '; not touched'}", err=True)
    wrong = sum(problem.severity.value == "error" for problem in result.problems)
    if wrong:
        told = f"{counted(wrong, 'error')} in it now, shown by: timeline check {shlex.quote(into)}"
        click.echo(f"{visible(into)}: {told}", err=True)
    return int(wrong > 0)
