"""The text report in colour, for a terminal: by the marks of its lines, since colour adds nothing that is not there.

Needs rich, an extra; without it the report stays as it is.
"""

from __future__ import annotations

import io
import re
from typing import Final

__all__ = ["painted"]

# A claim or a source begins with its mark, an event with its date.
_MARK: Final = re.compile(r" {3}(\S) ")
_EVENT: Final = re.compile(r"(\S+)( +)(\S.*)")
_STYLES: Final = {
    "=": "green",
    "+": "dim",
    ">": "dim",
    "~": "cyan",
    "≈": "yellow",
    "*": "yellow",
    "✗": "red",
    "x": "red",
    "!": "bold red",
    "?": "red",
}


def painted(report: str) -> str:
    """A text report with the colours of a terminal, or as it is where rich is not installed."""
    try:
        from rich.console import Console
        from rich.text import Text
    except ImportError:
        return report
    shown = io.StringIO()
    console = Console(
        file=shown, force_terminal=True, color_system="standard", highlight=False, no_color=False
    )
    first = True
    for line in report.splitlines():
        text = Text(line)
        mark = _MARK.match(line)
        event = _EVENT.match(line)
        if first:
            text.stylize("bold")
        elif mark is not None and mark[1] in _STYLES:
            text.stylize(_STYLES[mark[1]], 3, 4)
        elif event is not None and line[:1].isdigit():
            text.stylize("bold", event.start(3))
        console.print(text, soft_wrap=True)
        first = False
    return shown.getvalue()
