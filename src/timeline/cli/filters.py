"""The options that narrow a timeline down, the same for every command that shows one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from timeline.cli.completing import of_events
from timeline.cli.problems import visible
from timeline.errors import DateError, did_you_mean

if TYPE_CHECKING:
    from timeline.reasoning.entries import Entry
    from timeline.reasoning.outcome import Timeline

__all__ = ["all_narrowed", "filters", "narrowed", "standing_alone"]

_F = TypeVar("_F", bound=Callable[..., Any])

_OPTIONS: Final = (
    click.option("--since", metavar="DATE", help="Only what lies on or after a date."),
    click.option("--until", metavar="DATE", help="Only what lies on or before a date."),
    click.option("--possibly", is_flag=True, help="With --since, --until: also what may lie there."),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        metavar="KIND",
        help="Only events of a kind; repeatable.",
        shell_complete=of_events(lambda event: [event.kind]),
    ),
    click.option(
        "--with",
        "parties",
        multiple=True,
        metavar="PARTY",
        help="Only with a party; repeatable.",
        shell_complete=of_events(lambda event: event.parties),
    ),
    click.option(
        "--series",
        multiple=True,
        metavar="ID",
        help="Only events of a series; repeatable.",
        shell_complete=of_events(lambda event: [one.series for one in event.relations if one.series]),
    ),
    click.option(
        "--tag",
        "tags",
        multiple=True,
        metavar="TAG",
        help="Only events with a tag; repeatable.",
        shell_complete=of_events(lambda event: event.tags),
    ),
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
    (found,) = all_narrowed((line,), chosen)
    return found


def all_narrowed(lines: tuple[Timeline, ...], chosen: dict[str, Any]) -> tuple[Timeline, ...]:
    """Several timelines, each with only what was asked for; what none of them has is told once."""
    _tell_what_nothing_has([entry for line in lines for entry in line], chosen)
    return tuple(_narrowed(line, chosen) for line in lines)


def _narrowed(line: Timeline, chosen: dict[str, Any]) -> Timeline:
    if chosen["since"] or chosen["until"]:
        line = _between(line, **{key: chosen[key] for key in ("since", "until", "possibly")})
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


def standing_alone(option: str, text: str) -> None:
    """UsageError where the text of an option is no date, or one that is counted from a day nobody said."""
    from timeline.dates.text import parse_date

    try:
        parse_date(text)
    except DateError as error:
        # What is suggested is for files and for Python.
        fault = "is counted from another day; write the date itself" if error.needs_anchor else error.rule
        raise click.UsageError(f"{option} {text!r}: {fault}") from error


def _between(line: Timeline, since: str | None, until: str | None, *, possibly: bool) -> Timeline:
    for option, text in (("--since", since), ("--until", until)):
        if text is not None:
            standing_alone(option, text)
    try:
        return line.between(since, until, possibly=possibly)
    except DateError as error:
        raise click.UsageError(f"--since and --until take dates in order: {error}") from error


def _tell_what_nothing_has(entries: Sequence[Entry], chosen: dict[str, Any]) -> None:
    """Say on stderr where a word was asked for that no event has: it may be mis-spelt."""
    there = {
        "kinds": ("kind", {entry.kind for entry in entries}),
        "parties": ("party", {party.casefold() for entry in entries for party in entry.event.parties}),
        "series": ("series", {entry.series for entry in entries if entry.series}),
        "tags": ("tag", {tag for entry in entries for tag in entry.event.tags}),
    }
    for option, (what, words) in there.items():
        for word in chosen[option]:
            # Parties are compared without regard to case.
            if (word.casefold() if option == "parties" else word) not in words:
                advice = did_you_mean(word, words, what=option)
                said = f"no event has the {what} {word!r}" + (f"; {advice}" if advice else "")
                click.echo(visible(said), err=True)


def _with_status(line: Timeline, statuses: tuple[str, ...]) -> Timeline:
    from timeline.reasoning.verdicts import EntryStatus

    words = [status.value for status in EntryStatus]
    for status in statuses:
        if status not in words:
            raise click.UsageError(f"{status!r} is no status; {did_you_mean(status, words, what='statuses')}")
    return line.with_status(*statuses)
