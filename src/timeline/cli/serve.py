"""``timeline serve``: the live page on loopback."""

from __future__ import annotations

import os
from typing import Any, Final

import click

from timeline.cli.filters import filters, narrowed
from timeline.cli.opening import Unopened
from timeline.cli.problems import visible

__all__ = ["command"]

_EXAMPLES: Final = "\b\ntimeline serve events.yaml\ntimeline serve events.yaml --port 0 --since 2022\n"


@click.command("serve", epilog=_EXAMPLES)
@click.argument("file")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8137,
    show_default=True,
    metavar="PORT",
    help="The port to listen on; 0 for a free one.",
)
@filters
def command(*, file: str, port: int, **chosen: Any) -> int:
    """Show the page of FILE in a browser, anew whenever the file is saved, until Ctrl-C.

    Only this machine can open it. /calendar.ics is the calendar, for programs that subscribe; /timeline.json the data.
    """
    from timeline.errors import MissingExtra
    from timeline.evidence.reading import read_path
    from timeline.serving import Live, serve

    if file == "-":
        raise click.UsageError("standard input cannot be read again; give a file")
    try:
        read_path(file)
    except OSError as error:
        raise Unopened(f"cannot open {file}: {(error.strerror or str(error)).lower()} [TL101]") from error
    live = Live(file, lambda line: narrowed(line, chosen))

    def ready(address: str) -> None:
        click.echo(f"{visible(file)} at {address} (Ctrl-C stops)", err=True)

    try:
        live.shown()
        serve(live, port, ready)
    except MissingExtra as error:
        raise Unopened(str(error)) from error
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise Unopened(f"cannot listen on port {port}: {reason}; choose another with --port") from error
    click.echo("stopped", err=True)
    return 0
