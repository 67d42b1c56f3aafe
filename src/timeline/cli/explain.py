"""``timeline explain``: how one date was worked out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from timeline.cli import completing
from timeline.cli.filters import standing_alone
from timeline.cli.opening import errors_in, read_and_tell, reconciled
from timeline.errors import ModelError, UnknownName

if TYPE_CHECKING:
    from timeline.reasoning.outcome import Timeline

__all__ = ["command"]


@click.command("explain")
@click.argument("file")
@click.argument("name", metavar="ID", shell_complete=completing.ids)
@click.option("--why-not", metavar="DATE", help="Say what speaks against this date for the event.")
@click.option(
    "--without",
    metavar="SOURCE",
    multiple=True,
    help="As if this source said nothing.",
    shell_complete=completing.sources,
)
@click.option("--trust", metavar="SOURCE=GRADE", multiple=True, help="As if this source had this grade.")
@click.option("--margins", is_flag=True, help="Say how clearly each claim was kept or lost.")
def command(file: str, name: str, why_not: str | None, **asked: Any) -> int:
    """Say how the date of an event or a source of FILE was worked out.

    ID is that of an event or of a source. Exit code 1 if an error left something out of the file.
    """
    from timeline.reasoning import whatif
    from timeline.reasoning.slices import Groups

    reading = read_and_tell(file)
    try:
        dossier = whatif.trusting(whatif.without(reading.dossier, *asked["without"]), _grades(asked["trust"]))
        # What has no bearing on it need not be worked out.
        line = reconciled(Groups(dossier).around(name))
        for text in _answers(line, name, why_not, margins=asked["margins"]):
            click.echo(text.rstrip("\n"))
    except (UnknownName, ModelError) as error:
        raise click.UsageError(str(error)) from error
    return int(errors_in(reading))


def _answers(line: Timeline, name: str, why_not: str | None, *, margins: bool) -> Iterator[str]:
    from timeline.reasoning import whatif
    from timeline.reasoning.explain import explain, paged
    from timeline.reasoning.reconcile import reconcile

    if why_not is not None:
        standing_alone("--why-not", why_not)
        yield paged([whatif.why_not(line, name, why_not, reconcile)])
        return
    yield explain(line, name)
    if margins and name in line:
        from timeline.reasoning.margins import margin_words, margins as margins_of

        yield "\nMargins"
        yield paged(f"  {margin_words(margin)}" for margin in margins_of(line, name))


def _grades(trust: tuple[str, ...]) -> dict[str, str]:
    grades = {}
    for pair in trust:
        source, equals, grade = pair.partition("=")
        if not equals:
            raise click.UsageError(f"--trust {pair}: write SOURCE=GRADE, as in --trust ministry=A")
        grades[source] = grade
    return grades
