"""``timeline schema``: the format of events.yaml for editors, as JSON Schema."""

from __future__ import annotations

from typing import Final

import click

__all__ = ["command"]

_EXAMPLES: Final = (
    "\b\n"
    "timeline schema > events.schema.json\n"
    "\n"
    "An editor with the YAML language server completes keys and explains them in a file that begins with\n"
    "\n"
    "\b\n"
    "# yaml-language-server: $schema=events.schema.json\n"
)


@click.command("schema", epilog=_EXAMPLES)
def command() -> None:
    """Print the JSON Schema (draft 7) of files of events, for editors that complete and explain keys."""
    from timeline.evidence.schema import dumped

    click.echo(dumped().encode(), nl=False)
