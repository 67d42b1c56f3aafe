"""Says in plain words why a text is not YAML, and what people who write chronologies meant.

The two parsers word their errors differently and for programmers; what decides here is the line itself.
Loaded only once there is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from timeline.errors import Position
from timeline.evidence.ledger import Ledger

__all__ = ["explain_syntax"]


def explain_syntax(error: Any, lines: Sequence[str], ledger: Ledger) -> None:
    """Note a syntax error of YAML, with the advice for the trap that its line looks like."""
    mark = error.problem_mark or error.context_mark
    line, column = mark.line, mark.column
    words = str(error.problem or error.context or "")
    for trap in _TRAPS:
        found = trap(words, error, lines)
        if found is not None:
            message, advice, place = found
            line, column = place or (line, column)
            break
    else:
        message, advice = words or "not YAML", None
    line, column = _inside(lines, line, column)
    position = Position(ledger.file, line + 1, column + 1, column + 2)
    ledger.forget_line(position.line)
    ledger.add("TL102", message, position, advice)


_Place = tuple[int, int]
_Found = tuple[str, str | None, _Place | None]


def _inside(lines: Sequence[str], line: int, column: int) -> _Place:
    """A mark behind the end of the text, moved to the last character that is there."""
    while line and (line >= len(lines) or not lines[line].strip()):
        line, column = line - 1, len(lines[min(line - 1, len(lines) - 1)].rstrip())
    return line, column


def _line(error: Any, lines: Sequence[str]) -> tuple[str, int, int]:
    mark = error.problem_mark or error.context_mark
    return (lines[mark.line] if mark.line < len(lines) else ""), mark.line, mark.column


def _tab(_: str, error: Any, lines: Sequence[str]) -> _Found | None:
    text, number, _column = _line(error, lines)
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" not in indent:
        return None
    return (
        "a tab indents this line",
        "YAML indents with spaces only; use two a level",
        (number, indent.index("\t")),
    )


def _colon(words: str, error: Any, lines: Sequence[str]) -> _Found | None:
    if "mapping values are not allowed" not in words:
        return None
    text, number, column = _line(error, lines)
    above = lines[number - 1] if number else ""
    key, separator, value = text[:column].partition(": ")
    if separator and value.strip():
        return "a second `: ` in one line", f"quote the text: `{key.strip()}: {_quoted(text, key)}`", None
    if re.fullmatch(r"\s*[\w-]+\s*", above):
        place = number - 1, len(above.rstrip())
        return "no colon behind this key", f"write `{above.strip()}:`", place
    if re.match(r"\s*(- )?[\w-]+:\S", above):
        place = number - 1, above.index(":")
        return "no space behind the colon", "write `key: value`, with a space behind the colon", place
    if re.search(r":\s+\S", above):
        advice = "indent it like the line above; or, if it is that line's text, put the whole text in quotes"
        return (
            "this line is indented deeper than the one above it",
            advice,
            (number, len(text) - len(text.lstrip())),
        )
    return "a `:` where none can be", "quote text that has `: ` in it", None


def _quoted(text: str, key: str) -> str:
    value = text[len(key) + 2 :].strip()
    shown = value if len(value) <= 60 else value[:57] + "..."
    return f'"{shown}"' if '"' not in shown and "\\" not in shown else "'" + shown.replace("'", "''") + "'"


_NO_START: Final = {"@": "an at sign", "`": "a backtick", "%": "a percent sign"}


def _sign(words: str, error: Any, lines: Sequence[str]) -> _Found | None:
    text, _number, column = _line(error, lines)
    sign = text[column : column + 1]
    if "cannot start any token" not in words or sign not in _NO_START:
        return None
    return f"text cannot begin with {_NO_START[sign]}", "put the text in quotes", None


def _sign_of_yaml(_: str, error: Any, lines: Sequence[str]) -> _Found | None:
    """A sign by which YAML means something: `*` and `&`, `|` and `>`."""
    if error.context not in _SIGNS_BEGIN:
        return None
    mark = error.context_mark
    sign = lines[mark.line][mark.column : mark.column + 1]
    place = mark.line, mark.column
    return f"text cannot begin with `{sign}`", f"quote text that begins with `{sign}`", place


_SIGNS_BEGIN: Final = (
    "while scanning an alias",
    "while scanning an anchor",
    "while scanning a block scalar",
)


def _open_quote(words: str, error: Any, _: Sequence[str]) -> _Found | None:
    if "quoted scalar" not in str(error.context or "") or "end of stream" not in words:
        return None
    mark = error.context_mark
    return (
        "a quotation mark opens here and is never closed",
        "close it on the same line",
        (mark.line, mark.column),
    )


def _escape(words: str, error: Any, lines: Sequence[str]) -> _Found | None:
    # A `\\u`, as in a path of Windows, waits for figures of the sixteen.
    if "quoted scalar" not in str(error.context or "") or not ("escape" in words or "hexdec" in words):
        return None
    text, number, column = _line(error, lines)
    at = text.rfind("\\", 0, column + 1)
    advice = "in single quotes a backslash is an ordinary character"
    return "a backslash begins an escape that YAML does not know", advice, (number, max(at, 0))


def _open_bracket(_: str, error: Any, lines: Sequence[str]) -> _Found | None:
    context = str(error.context or "")
    if context not in ("while parsing a flow sequence", "while parsing a flow mapping"):
        return None
    text, number, column = _line(error, lines)
    if number == error.context_mark.line and text[column : column + 2] == ": ":
        advice = "quote text that has `: ` in it; or is there a comma missing before the key?"
        return "a second `: ` before the next comma", advice, None
    mark = error.context_mark
    sign = lines[mark.line][mark.column : mark.column + 1]
    if sign not in ("[", "{"):
        return None
    close = "]" if sign == "[" else "}"
    advice = f"close it with `{close}`, or quote text that begins with `{sign}`"
    return f"`{sign}` opens here and is not closed as it should be", advice, (mark.line, mark.column)


def _after_quote(_: str, error: Any, lines: Sequence[str]) -> _Found | None:
    text, _number, column = _line(error, lines)
    before = text[:column].rstrip()
    if before[-1:] not in ("'", '"') or not text[column : column + 1].strip(" ,:]}#"):
        return None
    other = "'" if before[-1] == '"' else '"'
    advice = (
        f"put the whole text in {other} quotes" if other not in text else "double the quotation marks in it"
    )
    return "the text goes on behind its closing quotation mark", advice, None


def _dash(words: str, _error: Any, _lines: Sequence[str]) -> _Found | None:
    if "sequence entries are not allowed" not in words:
        return None
    return "a `- ` in the middle of a line", "begin the list on a line of its own, or quote the text", None


def _no_colon(words: str, error: Any, _: Sequence[str]) -> _Found | None:
    if "could not find expected ':'" not in words or error.context_mark is None:
        return None
    mark = error.context_mark
    return (
        "a line without a key",
        "write `key: value`, with a space behind the colon",
        (mark.line, mark.column),
    )


def _indent(words: str, error: Any, _: Sequence[str]) -> _Found | None:
    if "block mapping" not in str(error.context) and "block collection" not in str(error.context):
        return None
    if "did not find expected" not in words and "expected <block end>" not in words:
        return None
    return (
        "this line is not indented like the ones above it",
        "line the keys of one entry up with each other",
        None,
    )


def _bracket(words: str, error: Any, lines: Sequence[str]) -> _Found | None:
    if "node content" not in words:
        return None
    text, number, column = _line(error, lines)
    sign = text[column : column + 1]
    if not sign and not any(line.strip() for line in lines[number + 1 :]):
        return "the text ends inside brackets", "close them: `[...]`, `{...}`", _opened(lines)
    if not sign:
        return None
    return f"a `{sign}` where none can be", f"quote text that begins with `{sign}`", None


def _opened(lines: Sequence[str]) -> _Place | None:
    """Where the last bracket opens that is not closed, quotes and remarks aside; a look, and no reading of YAML."""
    open_at: list[_Place] = []
    for number, line in enumerate(lines):
        for found in _BRACKETS.finditer(line):
            if found[0] in ("[", "{"):
                open_at.append((number, found.start()))
            elif found[0] in ("]", "}") and open_at:
                open_at.pop()
    return open_at[-1] if open_at else None


_BRACKETS: Final = re.compile(r"\"[^\"]*\"|'[^']*'|(?:^|\s)#.*|[][{}]")


_TRAPS: Final[tuple[Callable[[str, Any, Sequence[str]], _Found | None], ...]] = (
    _tab,
    _colon,
    _sign,
    _sign_of_yaml,
    _open_quote,
    _escape,
    _after_quote,
    _open_bracket,
    _dash,
    _no_colon,
    _indent,
    _bracket,
)
