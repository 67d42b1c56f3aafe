"""What a timeline is shown as: a table of formats, each a leaf of its own that knows nothing of the others.

An exporter never computes: what it shows stands in the timeline. The leaves are loaded when
they are asked for.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import attrs

from timeline.errors import Problem, UnknownName
from timeline.reasoning.outcome import Timeline

if TYPE_CHECKING:
    import icalendar

__all__ = ["FORMATS", "Format", "calendar", "format_of", "render", "save_ics"]


@attrs.frozen(kw_only=True)
class Format:
    """A format that a timeline can be written in.

    Attributes:
        name: what it is asked for by.
        about: one line for a help text.
        suffixes: the endings of file names that mean it.
        module: the leaf with its `render`.
        fixed: options that make this format of several that the leaf has.
    """

    name: str
    about: str
    suffixes: tuple[str, ...]
    module: str
    fixed: Mapping[str, Any] = MappingProxyType({})


FORMATS: Final = MappingProxyType(
    {
        one.name: one
        for one in (
            Format(name="text", about="report for people", suffixes=(".txt",), module="text"),
            Format(name="markdown", about="report with footnotes", suffixes=(".md",), module="markdown"),
            Format(name="html", about="page that opens from disk", suffixes=(".html", ".htm"), module="page"),
            Format(name="svg", about="picture", suffixes=(".svg",), module="picture"),
            Format(name="ics", about="iCalendar file", suffixes=(".ics", ".ical"), module="ics"),
            Format(name="json", about="all of the outcome as data", suffixes=(".json",), module="records"),
            # Before the other table, whose ending its own has.
            Format(
                name="csv-claims",
                about="table of claims",
                suffixes=(".claims.csv",),
                module="tables",
                fixed=MappingProxyType({"claims": True}),
            ),
            Format(name="csv", about="table of events", suffixes=(".csv",), module="tables"),
        )
    }
)
"""The formats by name."""


def render(line: Timeline, format: str = "text", **options: Any) -> str:  # noqa: A002 - the word of the command line
    """A timeline as text in one of `FORMATS`; UnknownName for another.

    Options are those of the format's own `render`: `width` and `ascii` for text, `positions` and `robust` for json,
    `width`, `lanes` and `relations` for svg, `name`, `wide`, `profile` and `epoch` for ics.

    >>> from timeline.evidence.model import Dossier
    >>> render(Timeline(dossier=Dossier(title="Nothing yet"))).split()
    ['Nothing', 'yet', '0', 'events']
    """
    if format not in FORMATS:
        raise UnknownName("format", format, FORMATS)
    leaf = importlib.import_module(f"{__name__}.{FORMATS[format].module}")
    text: str = leaf.render(line, **FORMATS[format].fixed, **options)
    return text


def format_of(path: str | os.PathLike[str]) -> str | None:
    """The format that a file's name asks for, None where it asks for none.

    >>> format_of("build/events.ics"), format_of("events")
    ('ics', None)
    """
    name = os.fspath(path).lower()
    return next((one.name for one in FORMATS.values() if name.endswith(one.suffixes)), None)


def calendar(line: Timeline, **options: Any) -> icalendar.Calendar:
    """The calendar as an `icalendar.Calendar`; see `timeline.export.ics.calendar`."""
    from timeline.export import ics

    return ics.calendar(line, **options)


def save_ics(
    line: Timeline,
    path: str | os.PathLike[str],
    *,
    previous: str | os.PathLike[str] | None = None,
    cancel_removed: bool = False,
    **options: Any,
) -> tuple[Problem, ...]:
    """Publish the calendar in a file, whole or not at all; gives back what it could not show.

    Args:
        line: the timeline.
        path: the file; one that holds the calendar already is continued, and stays untouched if nothing changed.
        previous: the calendar that subscribers have, where it is another file.
        cancel_removed: whether events that are gone are sent once more, as cancelled.
        options: those of `timeline.export.ics.write`.

    OSError where the place cannot be written, or `previous` cannot be read.
    """
    from timeline.export import ics, publishing, saving

    written = ics.write(line, **options)
    before = saving.standing(path if previous is None else previous, publishing.MAX_OCTETS)
    if before is None:
        saving.save(written.data, path)
        return written.problems
    published = publishing.publish(written.data, before, cancel_removed=cancel_removed)
    saving.save_changed(published.data, path)
    return (*written.problems, *published.problems)
