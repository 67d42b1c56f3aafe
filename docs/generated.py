"""The parts of the pages that the program itself says: its commands, options and codes, as Markdown.

A page has them where it says ``<!-- generated: NAME -->``. They are made when the pages are built, so
that they cannot fall behind. Fences with the name of a file are given it as their caption.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from timeline.rulebook import Rule

__all__ = ["PARTS", "captioned", "commands", "filled", "interface", "rules"]

_PLACE: Final = re.compile(r"^<!-- generated: ([a-z-]+) -->$", re.MULTILINE)
_NAMED: Final = re.compile(r"^```(\w+) +(\S+)\n", re.MULTILINE)
_ROOMS: Final = {
    "evidence": "What the sources say",
    "reasoning": "What follows",
    "export": "Showing it",
    "importing": "Other formats in",
    "serving": "The live page",
    "dates": "Dates alone",
    "errors": "Faults",
}
_GROUPS: Final = {
    "1": "The shape of the file",
    "2": "Names",
    "3": "Dates",
    "4": "Relations",
    "5": "Evidence",
    "6": "What a calendar cannot show",
    "7": "Files to import",
}


def filled(page: str) -> str:
    """A page with its generated parts in place; KeyError for one that there is not."""
    return _PLACE.sub(lambda found: PARTS[found[1]](), page)


def captioned(page: str) -> str:
    """A page in which each fence that has the name of a file shows it."""
    return _NAMED.sub(r"```{code-block} \1\n:caption: \2\n", page)


def commands() -> str:
    """Every command with its help, as it is printed in a terminal of 80 columns."""
    from timeline.cli.commands import root

    context = click.Context(root, info_name="timeline", terminal_width=80, **root.context_settings)
    parts = [_help("timeline", root, context)]
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, **command.context_settings)
        parts.append(_help(f"timeline {name}", command, inner))
    return "\n\n".join(parts)


def _help(title: str, command: click.Command, context: click.Context) -> str:
    return f"## {title}\n\n```text\n{command.get_help(context)}\n```"


def rules() -> str:
    """Every code by its group: what it means, why it is told, a file that fails and one that passes."""
    from timeline.rulebook import RULES

    groups: dict[str, list[str]] = {}
    for rule in RULES.values():
        groups.setdefault(rule.code[2], []).append(_rule(rule))
    return "\n\n".join(
        "\n\n".join([f"## TL{number}xx: {_GROUPS[number].lower()}", *told]) for number, told in groups.items()
    )


def _rule(rule: Rule) -> str:
    parts = [f"### {rule.code}: {rule.meaning}", f"{rule.severity.value.capitalize()}. {rule.why}"]
    parts.append(f"Told by `{rule.told_by}`, of this file:\n\n{_file(rule.fails)}")
    if rule.previous is not None:
        parts.append(f"where `events.ics` is already there:\n\n{_file(rule.previous)}")
    parts.append(f"Not of this one:\n\n{_file(rule.passes)}")
    return "\n\n".join(parts)


def _file(text: str) -> str:
    from timeline.cli.problems import visible
    from timeline.rulebook import shortened

    shown = "\n".join(visible(line) for line in shortened(text).split("\n"))
    return f"````text\n{shown}\n````"


def interface() -> str:
    """The public names by the room that they come from, each to be filled in from its docstring."""
    import timeline

    rooms: dict[str, list[str]] = {room: [] for room in _ROOMS}
    for name in timeline.__all__:
        value = getattr(timeline, name)
        rooms[value.__module__.split(".")[1]].append(_directive(f"timeline.{name}", value))
    return "\n\n".join(_room(_ROOMS[room], entries) for room, entries in rooms.items() if entries)


def _room(title: str, entries: list[str]) -> str:
    # Functions come first: they are what a reader looks for.
    ordered = sorted(entries, key=lambda entry: not entry.startswith(".. autofunction"))
    return "\n".join([f"## {title}\n", "```{eval-rst}", *ordered, "```"])


def _directive(name: str, value: object) -> str:
    if isinstance(value, type):
        undocumented = "\n   :undoc-members:" if issubclass(value, Enum) else ""
        return f".. autoclass:: {name}\n   :members:{undocumented}\n"
    return f".. autofunction:: {name}\n"


PARTS: Final[dict[str, Callable[[], str]]] = {"commands": commands, "interface": interface, "rules": rules}
"""What can be generated, by name."""
