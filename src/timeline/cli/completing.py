"""What completes a word begun on the command line: ids and words of the file that was named before it.

Called by the shell through click; whatever is wrong, there is then nothing to offer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from timeline.evidence.model import Dossier, Event

__all__ = ["Complete", "ids", "of_events", "sources"]

Complete = Callable[[click.Context, click.Parameter, str], list[Any]]


def _dossier(context: click.Context) -> Dossier | None:
    """The dossier of the file that stands on the command line; standard input is not for reading here."""
    from timeline.evidence.reading import read_path

    # Where an option still waits for its value click gives up on the arguments, and leaves them as they came.
    file = context.params.get("file") or next(iter(context.args), "-")
    if file == "-":
        return None
    try:
        return read_path(file).dossier
    except OSError:
        return None


def _items(words: Iterable[tuple[str, str | None]], begun: str) -> list[Any]:
    from click.shell_completion import CompletionItem

    # A description of several lines, or with a tab, would be taken for further words.
    return [
        CompletionItem(word, help=" ".join((told or "").split()) or None)
        for word, told in sorted(set(words), key=lambda one: one[0])
        if word.startswith(begun)
    ]


def ids(context: click.Context, _: click.Parameter, begun: str) -> list[Any]:
    """The ids of events and of sources, with their titles."""
    dossier = _dossier(context)
    if dossier is None:
        return []
    events = [(event.id, event.title) for event in dossier.events]
    return _items([*events, *((source.id, source.title) for source in dossier.sources)], begun)


def sources(context: click.Context, _: click.Parameter, begun: str) -> list[Any]:
    """The ids of sources, with their titles."""
    dossier = _dossier(context)
    return [] if dossier is None else _items(((one.id, one.title) for one in dossier.sources), begun)


def of_events(words: Callable[[Event], Iterable[str]]) -> Complete:
    """Words that events have: kinds, parties, tags, series."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[Any]:
        dossier = _dossier(context)
        found = () if dossier is None else ((word, None) for event in dossier.events for word in words(event))
        return _items(found, begun)

    return complete
