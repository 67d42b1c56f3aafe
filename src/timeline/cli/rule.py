"""``timeline rule``: what a code means, with a file that is told it and one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from timeline.cli.problems import echo
from timeline.errors import CODES, Severity, UnknownName

if TYPE_CHECKING:
    from timeline.rulebook import Rule

__all__ = ["command"]

_WIDTH: Final = 80
_EXAMPLES: Final = (
    "\b\ntimeline rule TL203           what does this code mean?\ntimeline rule | grep source   all codes\n"
)


def _codes(_: click.Context, __: click.Parameter, begun: str) -> list[Any]:
    """The codes that complete what was begun, for the shell."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(code, help=CODES[code][1]) for code in CODES if code.startswith(begun.upper())]


@click.command("rule", epilog=_EXAMPLES)
@click.argument("code", required=False, metavar="[CODE]", shell_complete=_codes)
def command(*, code: str | None) -> None:
    """Say what the CODE of a problem means, with an example of it; without CODE list them all."""
    if code is None:
        for name, (severity, meaning) in CODES.items():
            click.echo(f"{name}  {severity.value:<8} {meaning}")
        return
    from timeline.rulebook import rule

    try:
        found = rule(code)
    except UnknownName as error:
        raise click.UsageError(f"there is no code {code!r}; `timeline rule` lists them all") from error
    for line in _lines(found):
        echo(line, err=False)


def _lines(rule: Rule) -> Iterator[str]:
    from textwrap import indent, wrap

    from timeline.rulebook import shortened

    colour = "red" if rule.severity is Severity.ERROR else "yellow"
    label = click.style(f"{rule.severity.value}[{rule.code}]", fg=colour, bold=True)
    yield f"{label}: {rule.meaning}\n"
    yield from wrap(rule.why, _WIDTH, break_long_words=False, break_on_hyphens=False)
    yield f"\nTold by `{rule.told_by}`, of this file:\n"
    yield indent(shortened(rule.fails), "    ")
    if rule.previous is not None:
        yield "\nwhere events.ics is already there:\n"
        yield indent(shortened(rule.previous), "    ")
    yield "\nNot of this one:\n"
    yield indent(shortened(rule.passes), "    ")
