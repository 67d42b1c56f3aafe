"""The table of commands; each stands in a module of its own, which is loaded when it is run."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import click

from timeline import __version__

__all__ = ["ReaderLeft", "root"]

_SETTINGS: Final = "pyproject.toml"
_COMMANDS: Final = {
    "check": "Say what is wrong with a file, line by line.",
    "diff": "Say which dates two files of events make different.",
    "explain": "Say how the date of an event or a source was worked out.",
    "export": "Write the timeline to a file: calendar, data or report.",
    "import": "Read a calendar or a table as a source of events.",
    "new": "Write a file of events to start from.",
    "report": "Print the timeline with a verdict on every claim.",
    "resolve": "Say which days a date text means.",
    "rule": "Say what the code of a problem means, with an example.",
    "schema": "Print the format of files of events, for editors.",
    "serve": "Show the timeline in a browser, anew whenever the file is saved.",
}

# A word of Python's own cannot name a module.
_MODULES: Final = {"import": "import_"}


# Real ones are a hundredth of that.
_MAX_SETTINGS: Final = 1_000_000


class ReaderLeft(Exception):  # noqa: N818 - nothing is wrong
    """Whoever read our output has seen enough."""


class _Commands(click.Group):
    """The commands by name; listing them loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"timeline.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            # As an OSError it would be click's, who takes it for a failure.
            raise ReaderLeft from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from timeline.errors import did_you_mean

            advice = did_you_mean(name, _COMMANDS, what="commands")
            raise click.UsageError(f"there is no command {name!r}; {advice}", ctx)
        found = super().resolve_command(ctx, args)
        if found[1] is not None and _has_settings():
            from timeline.cli.settings import settings

            ctx.default_map = {name: settings(_SETTINGS, found[1], _COMMANDS)}
        return found

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Complete the name of a command from the table, or an option."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=told) for name, told in _COMMANDS.items() if name.startswith(incomplete)
        ]


_EXAMPLES: Final = (
    "\b\n"
    "timeline new                                a file to start from\n"
    "timeline check events.yaml                  is the file in order?\n"
    "timeline report events.yaml                 the dates, and why\n"
    "timeline explain events.yaml visit          one date, step by step\n"
    "timeline export events.yaml -o events.ics   a calendar\n"
    "\n"
    "Shells complete commands, options and ids after this line in their start-up file (or zsh_source,\n"
    "fish_source):\n"
    "\n"
    "\b\n"
    'eval "$(_TIMELINE_COMPLETE=bash_source timeline)"\n'
    "\n"
    "Options can stand in [tool.timeline] of a pyproject.toml in the current folder.\n"
)


def _has_settings() -> bool:
    """Whether the folder's file has settings of ours: to read TOML for nothing would cost a tenth of the start."""
    try:
        with open(_SETTINGS, "rb") as file:  # noqa: PTH123 - pathlib costs start-up time
            return b"tool.timeline" in file.read(_MAX_SETTINGS)
    except OSError:
        return False


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    """The version; click's own option would load the system's translations for it."""
    if wanted:
        click.echo(f"timeline {__version__}")
        ctx.exit()


@click.group(
    cls=_Commands,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
def root() -> None:
    """Work out what happened when, from what sources say."""
