"""The options that say how a timeline is shown, and which formats each is for; the same for `report` and `export`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import click

__all__ = ["is_set", "options_for", "showing"]

_F = TypeVar("_F", bound=Callable[..., Any])

# The formats that each option is for; its name is that of the exporter's own.
_FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "width": ("text", "svg"),
    "ascii": ("text",),
    "brief": ("text",),
    "group": ("text", "markdown"),
    "lanes": ("svg", "html"),
    "relations": ("svg", "html"),
    "separator": ("csv", "csv-claims"),
    "positions": ("json",),
}
_WIDTHS: Final[Mapping[str, range]] = {"text": range(60, 1001), "svg": range(280, 4001)}
_OPTIONS: Final = (
    click.option(
        "--width", type=int, metavar="N", help="Columns of text (from 60), pixels of svg (from 280)."
    ),
    click.option("--ascii", is_flag=True, help="Only ASCII marks in the text."),
    click.option("--brief", is_flag=True, help="In text, a line for each event."),
    click.option("--group", metavar="BY", help="In text and markdown, by year or month."),
    click.option("--lanes", metavar="BY", help="In svg and html, by kind, party, place or series."),
    click.option("--relations", is_flag=True, help="In svg and html, arrows from event to event."),
    click.option("--separator", metavar="WHAT", help="In csv, comma, semicolon or tab."),
    click.option("--positions", is_flag=True, help="In json, where each claim stands in the file."),
)
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "group": {word: word for word in ("year", "month")},
    "lanes": {word: word for word in ("kind", "party", "place", "series")},
    "separator": {"comma": ",", "semicolon": ";", "tab": "\t"},
}


def showing(command: _F) -> _F:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def is_set(name: str) -> bool:
    """Whether an option comes from the settings of the folder, which are for every format that knows it."""
    source = click.get_current_context().get_parameter_source(name)
    return source is click.core.ParameterSource.DEFAULT_MAP


def options_for(form: str, chosen: dict[str, Any]) -> dict[str, Any]:
    """Take what was asked for out of the words of a command, as options of a format; UsageError for another's."""
    asked = {}
    for name, forms in _FORMATS.items():
        value = chosen.pop(name)
        if value is None or value is False:
            continue
        if form not in forms and is_set(name):
            continue
        if form not in forms:
            raise click.UsageError(f"--{name} is for {' and '.join(forms)}, not for {form}")
        if name == "width" and value not in _WIDTHS[form]:
            least, most = _WIDTHS[form][0], _WIDTHS[form][-1]
            raise click.UsageError(f"--width: {value} is not in the range {least}<=x<={most}")
        words = _WORDS.get(name)
        if words is not None and value not in words:
            raise click.UsageError(f"--{name} is one of {', '.join(words)}, not {value!r}")
        asked[name] = value if words is None else words[value]
    return asked
