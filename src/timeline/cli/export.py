"""``timeline export``: the timeline in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from timeline.cli.filters import filters, narrowed
from timeline.cli.formats import calendar, chosen_format, written
from timeline.cli.opening import Unopened, counted, errors_in, read_and_tell, reconciled
from timeline.cli.problems import visible
from timeline.cli.showing import options_for, showing

if TYPE_CHECKING:
    from timeline.evidence.reading import Reading
    from timeline.reasoning.outcome import Timeline

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
    "--format",
    "form",
    metavar="FORMAT",
    help="text, markdown, html, svg, ics, json, csv, csv-claims; OUT's name tells it otherwise.",
)
@showing
@click.option(
    "--wide", metavar="POLICY", help="In ics, events of no known month: edge, bar, journal or skip."
)
@click.option("--profile", metavar="PROFILE", help="In ics, portable or rich (RFC 9073 and 9253).")
@click.option("--previous", metavar="OLD", help="In ics, the calendar that subscribers have; OUT otherwise.")
@click.option("--cancel-removed", is_flag=True, help="In ics, send events that are gone once, as cancelled.")
@filters
def command(
    *,
    file: str,
    output: str,
    form: str | None,
    wide: str | None,
    profile: str | None,
    previous: str | None,
    cancel_removed: bool,
    **chosen: Any,
) -> int:
    """Write the timeline of FILE to a file; what stood there is replaced once all is written.

    A calendar that stands there already is continued: what subscribers have keeps its identity, and what
    changed for them is told. Exit code 1 if an error left something out.
    """
    form = _format(output, form)
    shown = options_for(form, chosen)
    asked = {"wide": wide, "profile": profile, "previous": previous, "cancel-removed": cancel_removed}
    _refuse_for_others(form, asked)
    _refuse_input(file, output)
    _refuse_missing_folder(output)
    reading = read_and_tell(file)
    for included in reading.texts:
        _refuse_input(included, output)
    failed = errors_in(reading)
    if failed and not reading.dossier.events:
        return 1
    line = narrowed(reconciled(reading.dossier), chosen)
    if form == "ics":
        options = {key: value for key, value in (("wide", wide), ("profile", profile)) if value}
        _publish(line, reading, output, previous, cancel_removed=cancel_removed, options=options)
    else:
        _save(written(line, form, reading, **shown).encode(), output)
        if output != "-":
            click.echo(f"{visible(output)}: {counted(len(line), 'event')}", err=True)
    return int(failed)


def _refuse_for_others(form: str, asked: dict[str, Any]) -> None:
    from timeline.export.ics import POLICIES, PROFILES

    given = [name for name, value in asked.items() if value]
    if given and form != "ics":
        raise click.UsageError(f"--{given[0]} is for calendars, not for {form}")
    for name, words in (("wide", POLICIES), ("profile", PROFILES)):
        if asked[name] is not None and asked[name] not in words:
            raise click.UsageError(f"--{name} is one of {', '.join(words)}, not {asked[name]!r}")


def _publish(
    line: Timeline,
    reading: Reading,
    output: str,
    previous: str | None,
    *,
    cancel_removed: bool,
    options: dict[str, Any],
) -> None:
    """Write the calendar, as the continuation of the one that subscribers have if there is one."""
    made = calendar(line, reading, **options)
    before = _previous(output, previous)
    if before is None:
        _save(made.data, output)
        if output != "-":
            some = f"{made.shown:,} of " if made.shown < len(line) else ""
            click.echo(f"{visible(output)}: {some}{counted(len(line), 'event')}", err=True)
        return
    from timeline.cli.problems import show
    from timeline.export.publishing import publish

    published = publish(made.data, before, cancel_removed=cancel_removed)
    show(published.problems, {}, err=True)
    untouched = not _save(published.data, output, changed_only=True)
    what = "the calendar" if output == "-" else visible(output)
    click.echo(f"{what}: {published.changes.summary}{'; not touched' if untouched else ''}", err=True)


def _previous(output: str, previous: str | None) -> bytes | None:
    from timeline.export.publishing import MAX_OCTETS
    from timeline.export.saving import standing

    path = output if previous is None else previous
    if path == "-":
        return None
    try:
        before = standing(path, MAX_OCTETS)
    except OSError as error:
        raise Unopened(f"cannot read {path}: {(error.strerror or str(error)).lower()}") from error
    if before is None and previous is not None:
        raise Unopened(f"cannot read {previous}: there is no such file")
    return before


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


def _save(data: bytes, output: str, *, changed_only: bool = False) -> bool:
    """Write octets to a file, or to stdout; whether they were written."""
    from timeline.export.saving import save, save_changed

    if output == "-":
        click.echo(data, nl=False)
        return True
    try:
        if changed_only:
            return save_changed(data, output)
        save(data, output)
    except OSError as error:
        raise Unopened(f"cannot write {output}: {(error.strerror or str(error)).lower()}") from error
    return True
