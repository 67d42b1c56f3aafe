"""Shows problems: the place, the line with a caret under what is wrong, and what would do instead."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import click

from timeline.errors import Position, Problem, Severity

__all__ = ["as_record", "echo", "excerpt", "show", "visible"]

# Controls drive the terminal, and marks of direction make text look like other text (Unicode TR 36, 2.8).
_HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
_LINE_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# A line of a file may be a megabyte long; what fits beside the line number is shown.
_SHOWN: Final = 70
_BEFORE: Final = 30


def visible(text: str) -> str:
    r"""Text that cannot drive a terminal: control characters as escapes.

    >>> print(visible("red \x1b[31m"))
    red \x1b[31m
    """
    return _HIDDEN.sub(lambda found: _escape(found[0]), text)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def show(
    problems: Iterable[Problem], texts: Mapping[str, str], form: str = "full", *, err: bool = False
) -> None:
    """Print problems, on stdout or stderr.

    Args:
        problems: in the order to be shown.
        texts: the whole text of each file that they stand in.
        form: ``full``; ``concise`` for a line each without the excerpt; ``github`` for notes on GitHub's pages.
        err: whether to print on stderr.
    """
    lines: dict[str, list[str]] = {}
    for problem in problems:
        if form != "full":
            echo(visible(str(problem) if form == "concise" else _workflow_command(problem)), err=err)
            continue
        file = problem.position.file if problem.position else ""
        if file not in lines:
            lines[file] = _LINE_BREAK.split(texts.get(file, ""))
        _show_full(problem, lines[file], err=err)


def _show_full(problem: Problem, lines: Sequence[str], *, err: bool) -> None:
    severity = problem.severity.value
    colour = "red" if problem.severity is Severity.ERROR else "yellow"
    where = f"{problem.position}: " if problem.position else ""
    label = click.style(f"{severity}[{problem.code}]", fg=colour, bold=True)
    echo(f"{visible(where)}{label}: {visible(problem.message)}", err=err)
    if problem.position is not None and problem.position.line <= len(lines):
        number, shown, marks = excerpt(lines[problem.position.line - 1], problem.position)
        blank = " " * len(number)
        echo(f"{blank} |\n{number} | {shown}\n{blank} | {click.style(marks, fg=colour, bold=True)}", err=err)
    if problem.help:
        echo(_in_lines(f"help: {visible(problem.help)}", err=err), err=err)
    echo("", err=err)


def _in_lines(text: str, *, err: bool) -> str:
    """A text broken at words on a terminal, which would break it anywhere; whole for everybody else."""
    stream = sys.stderr if err else sys.stdout
    if not stream.isatty():
        return text
    from shutil import get_terminal_size
    from textwrap import fill

    width = max(get_terminal_size().columns, 40)
    return fill(text, width, subsequent_indent=" " * 6, break_long_words=False, break_on_hyphens=False)


def excerpt(line: str, position: Position) -> tuple[str, str, str]:
    """The line's number, the part of the line to show, and the carets under what is wrong.

    >>> excerpt("  from: hindo", Position("events.yaml", 31, 9, 14))
    ('31', '  from: hindo', '        ^^^^^')
    """
    begin = min(position.column - 1, len(line))
    end = max(begin + 1, (position.end_column or begin + 2) - 1)
    first = 0 if end <= _SHOWN else max(0, begin - _BEFORE)
    last = first + _SHOWN
    before = ("..." if first else "") + visible(line[first:begin].replace("\t", " "))
    marked = visible(line[begin : min(end, last)].replace("\t", " "))
    after = visible(line[end:last].replace("\t", " ")) + ("..." if last < len(line) else "")
    return str(position.line), before + marked + after, " " * _cells(before) + "^" * max(1, _cells(marked))


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode TR 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def echo(text: str, *, err: bool) -> None:
    """Print a line, with colour only on a terminal that has it and whose user did not refuse it (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    click.echo(text, err=err, color=False if plain else None)


def _workflow_command(problem: Problem) -> str:
    """A line that GitHub's runner shows beside the line of the file ("Workflow commands for GitHub Actions")."""
    place = problem.position
    where: dict[str, str | int | None] = {}
    if place is not None:
        where = {"file": place.file, "line": place.line, "col": place.column, "endColumn": place.end_column}
    where["title"] = problem.code
    named = ",".join(f"{key}={_property(str(value))}" for key, value in where.items() if value is not None)
    told = problem.message if problem.help is None else f"{problem.message}\nhelp: {problem.help}"
    return f"::{problem.severity.value} {named}::{_data(told)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_record(problem: Problem) -> dict[str, str | int | None]:
    """A problem as data, for other programs."""
    position = problem.position
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "help": problem.help,
        "file": position.file if position else None,
        "line": position.line if position else None,
        "column": position.column if position else None,
        "end_column": position.end_column if position else None,
    }
