"""``timeline explain``: how one date was worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from timeline.cli import completing
from timeline.cli.filters import standing_alone
from timeline.cli.opening import errors_in, read_and_tell, reconciled
from timeline.cli.problems import visible
from timeline.errors import ModelError, UnknownName

if TYPE_CHECKING:
    from timeline.evidence.model import Dossier

__all__ = ["command"]


_EXAMPLES: Final = (
    "\b\n"
    "timeline explain events.yaml                       what can be explained\n"
    "timeline explain events.yaml visit                 one date, step by step\n"
    "timeline explain events.yaml visit --why-not 2023-03-29\n"
    'timeline explain events.yaml daily --why-not "May 2023"\n'
    "timeline explain events.yaml visit --without daily --trust ministry=A\n"
)


@click.command("explain", epilog=_EXAMPLES)
@click.argument("file")
@click.argument("name", metavar="[ID]", required=False, shell_complete=completing.ids)
@click.option("--why-not", metavar="DATE", help="Say what speaks against this date.")
@click.option(
    "--without",
    metavar="SOURCE",
    multiple=True,
    help="As if this source said nothing.",
    shell_complete=completing.sources,
)
@click.option("--trust", metavar="SOURCE=GRADE", multiple=True, help="As if this source had this grade.")
@click.option("--margins", is_flag=True, help="Say how clearly each claim was kept or lost.")
def command(file: str, name: str | None, why_not: str | None, **asked: Any) -> int:
    """Say how the date of an event or a source of FILE was worked out.

    ID is that of an event or of a source; without one, all are listed. Exit code 1 if an error left something out
    of the file.
    """
    from timeline.reasoning.explain import explain
    from timeline.reasoning.slices import Groups
    from timeline.reasoning.whatif import supposing

    reading = read_and_tell(file)
    if name is None:
        if why_not is not None or any(asked.values()):
            raise click.UsageError(f"say which event or source; timeline explain {visible(file)} lists them")
        _list(reading.dossier)
        return int(errors_in(reading))
    if why_not is not None:
        standing_alone("--why-not", why_not)
    try:
        dossier = supposing(reading.dossier, asked["without"], _grades(asked["trust"]))
        # What has no bearing on it need not be worked out.
        line = reconciled(Groups(dossier).around(name))
        click.echo(explain(line, name, why_not=why_not, margins=asked["margins"]), nl=False)
    except (UnknownName, ModelError) as error:
        raise click.UsageError(_advised(error, file, name, asked["without"])) from error
    return int(errors_in(reading))


def _list(dossier: Dossier) -> None:
    """The ids of all that can be explained, with their titles."""
    for heading, found in (("Events", dossier.events), ("Sources", dossier.sources)):
        width = max((len(one.id) for one in found), default=0)
        if found:
            click.echo(heading)
        for one in found:
            title = one.title if one.title != one.id else None
            click.echo(f"  {visible(f'{one.id:{width}}  {title}' if title else one.id)}")


def _advised(error: UnknownName | ModelError, file: str, name: str, without: tuple[str, ...]) -> str:
    """What is wrong with the call, and where to look what there is."""
    if not isinstance(error, UnknownName) or error.name != name:
        return str(error)
    if name in without:
        return f"there is no {name!r} to explain without it"
    listed = "Known" in str(error)
    return str(error) if listed else f"{error}; timeline explain {visible(file)} lists them"


def _grades(trust: tuple[str, ...]) -> dict[str, str]:
    grades = {}
    for pair in trust:
        source, equals, grade = pair.partition("=")
        if not equals or not grade:
            raise click.UsageError(
                f"--trust {pair}: write SOURCE=GRADE, as in --trust {source or 'ministry'}=A"
            )
        grades[source] = grade
    return grades
