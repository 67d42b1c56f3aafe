"""The command line: arguments, files and exit codes; nothing that a user of the library would miss.

Exit codes: 0 done; 1 errors were found, or left something out; 2 a wrong call, or a file that cannot be
opened; 130 interrupted. Each command stands in a module of its own, which is loaded when it is run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

import click

from timeline import __version__

__all__ = ["main"]

_COMMANDS: Final = {
    "check": "Say what is wrong with a file, line by line.",
    "explain": "Say how the date of an event or a source was worked out.",
    "export": "Write the timeline to a file: calendar, data or report.",
    "report": "Print the timeline with a verdict on every claim.",
    "resolve": "Say which days a date text means.",
}
_INTERRUPTED: Final = 130


class _Commands(click.Group):
    """The commands by name; listing them loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"timeline.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from timeline.errors import did_you_mean

            advice = did_you_mean(name, _COMMANDS, what="commands")
            raise click.UsageError(f"there is no command {name!r}; {advice}", ctx)
        return super().resolve_command(ctx, args)


_EXAMPLES: Final = (
    "\b\n"
    "timeline check events.yaml                  is the file in order?\n"
    "timeline report events.yaml                 the dates, and why\n"
    "timeline explain events.yaml visit          one date, step by step\n"
    "timeline export events.yaml -o events.ics   a calendar\n"
)


@click.group(
    cls=_Commands,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, prog_name="timeline", message="%(prog)s %(version)s")
def _timeline() -> None:
    """Work out what happened when, from what sources say."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give back its exit code.

    Args:
        arguments: the words after the command's name; those of the process by default.
    """
    _speak_utf8()
    try:
        code = _timeline.main(
            args=None if arguments is None else list(arguments), prog_name="timeline", standalone_mode=False
        )
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return 0
    except OSError as error:
        click.echo(f"timeline: {error.strerror or error}", err=True)
        return 2
    return code if isinstance(code, int) else 0


def _speak_utf8() -> None:
    """Data are the same bytes on every machine, so its locale has no say."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _forget_stdout() -> None:
    """Whoever read our output has seen enough; the interpreter must not complain at its exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
