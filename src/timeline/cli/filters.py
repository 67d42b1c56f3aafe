"""The options that narrow a timeline down, the same for every command that shows one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from timeline.errors import DateError, did_you_mean

if TYPE_CHECKING:
    from timeline.reasoning.outcome import Timeline

__all__ = ["filters", "narrowed"]

_F = TypeVar("_F", bound=Callable[..., Any])

_OPTIONS: Final = (
    click.option("--since", metavar="DATE", help="Only what lies on or after a date."),
    click.option("--until", metavar="DATE", help="Only what lies on or before a date."),
    click.option("--possibly", is_flag=True, help="With --since, --until: also what may lie there."),
    click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only events of a kind; repeatable."),
    click.option("--with", "parties", multiple=True, metavar="PARTY", help="Only with a party; repeatable."),
    click.option("--series", multiple=True, metavar="ID", help="Only events of a series; repeatable."),
    click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only events with a tag; repeatable."),
    click.option(
        "--status", "statuses", multiple=True, metavar="STATUS", help="Only dates of a status; repeatable."
    ),
)


def filters(command: _F) -> _F:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def narrowed(line: Timeline, chosen: dict[str, Any]) -> Timeline:
    """The timeline with only what was asked for; UsageError for a date or a word that cannot be."""
    if chosen["since"] or chosen["until"]:
        try:
            line = line.between(chosen["since"], chosen["until"], possibly=chosen["possibly"])
        except DateError as error:
            raise click.UsageError(f"--since and --until take a date: {error}") from error
    if chosen["kinds"]:
        line = line.of_kind(*chosen["kinds"])
    if chosen["parties"]:
        line = line.involving(*chosen["parties"])
    if chosen["series"]:
        line = line.in_series(*chosen["series"])
    if chosen["tags"]:
        line = line.tagged(*chosen["tags"])
    if chosen["statuses"]:
        line = _with_status(line, chosen["statuses"])
    return line


def _with_status(line: Timeline, statuses: tuple[str, ...]) -> Timeline:
    from timeline.reasoning.outcome import EntryStatus

    words = [status.value for status in EntryStatus]
    for status in statuses:
        if status not in words:
            raise click.UsageError(f"{status!r} is no status; {did_you_mean(status, words, what='statuses')}")
    return line.with_status(*statuses)
