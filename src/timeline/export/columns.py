"""Text laid out in the cells of a terminal: how wide it is, where it breaks, what it must not carry.

Knows characters only, nothing of events. Widths follow Unicode's East Asian Width (UAX 11): a wide character
takes two cells, a mark that sits on another takes none.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

__all__ = ["beside", "cells", "cut", "hanging", "neutral", "wrap"]

_ZWJ = "\u200d"
_EMOJI_STYLE = "\ufe0f"

# What drives a terminal or turns text around (UAX 9), and halves of surrogate pairs, which no file can hold.
# Listed by number, so that the outcome does not hang on the Unicode version of the interpreter.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def neutral(text: str) -> str:
    r"""The text on one line, with everything that could drive a terminal shown as an escape.

    >>> neutral("talks\n\x1b[31m\u202e")
    'talks \\x1b[31m\\u202e'
    """
    return text if text.isprintable() and text.isascii() else _UNSAFE.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    char = match[0]
    if char in "\t\n\r\x85\u2028\u2029":
        return " "
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


@functools.lru_cache(maxsize=4096)
def _cell(char: str) -> int:
    # Spacing marks (Mc, as Devanagari's vowel signs) share the cell of their letter, as in wcwidth.
    if unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(text: str) -> int:
    """How many cells of a terminal a text takes.

    >>> cells("abc"), cells("東京"), cells("हिन्दी")
    (3, 4, 3)
    """
    return len(text) if text.isascii() else sum(_cells(cluster) for cluster in _clusters(text))


def _clusters(text: str) -> Iterator[str]:
    """The characters of a text with the marks that sit on them; emoji joined into one stay one."""
    cluster = ""
    for char in text:
        joined = cluster.endswith(_ZWJ) and _cell(char) == 2
        if cluster and not joined and _cell(char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _cells(cluster: str) -> int:
    if _EMOJI_STYLE in cluster:
        return 2
    return max(_cell(char) for char in cluster)


def wrap(text: str, width: int, first: int | None = None) -> list[str]:
    """Break a text into lines of at most so many cells, the first of at most `first`.

    Lines break at spaces, beside wide characters, and inside a word only where it is wider than a line.

    >>> wrap("one two three", 8)
    ['one two', 'three']
    >>> wrap("東京で会談", 4)
    ['東京', 'で会', '談']
    """
    lines: list[str] = []
    line, used = "", 0
    room = width if first is None else first
    for piece, space in _pieces(text, min(width, room)):
        wide = cells(piece)
        gap = 1 if space and line else 0
        if line and used + gap + wide > room:
            lines.append(line)
            line, used, gap, room = "", 0, 0, width
        line += " " * gap + piece
        used += gap + wide
    return [*lines, line] if line or not lines else lines


def _pieces(text: str, width: int) -> Iterator[tuple[str, bool]]:
    """What a line may be broken between, and whether a space stands before it."""
    for word in text.split():
        if word.isascii() and len(word) <= width:
            yield word, True
            continue
        space = True
        for piece in _word_pieces(word, width):
            yield piece, space
            space = False


def _word_pieces(word: str, width: int) -> Iterator[str]:
    piece, used = "", 0
    for cluster in _clusters(word):
        wide = _cells(cluster)
        if piece and (wide == 2 or used + wide > width):
            yield piece
            piece, used = "", 0
        piece += cluster
        used += wide
        if wide == 2:
            yield piece
            piece, used = "", 0
    if piece:
        yield piece


def cut(text: str, width: int, more: str = "…") -> str:
    """The text, or as much of it as so many cells hold, with what says that there is more.

    >>> cut("policy dialogue", 20), cut("policy dialogue", 8), cut("東京で会談", 6)
    ('policy dialogue', 'policy…', '東京…')
    """
    if cells(text) <= width:
        return text
    kept, used = "", cells(more)
    for cluster in _clusters(text):
        used += _cells(cluster)
        if used > width:
            break
        kept += cluster
    return kept.rstrip() + more


def hanging(lead: str, text: str, indent: int, width: int) -> list[str]:
    """A lead and a text that starts at the column `indent` and keeps to it; past it where the lead is longer.

    >>> hanging("   = preview", "a text that is long", 6, 24)
    ['   = preview a text that', '      is long']
    """
    lead = lead.rstrip()
    lead += " " * max(indent - cells(lead), 1 if lead else 0)
    if width - cells(lead) < width // 3:
        return [lead.rstrip(), *(" " * indent + line for line in wrap(text, width - indent) if line)]
    lines = wrap(text, width - indent, width - cells(lead))
    return [(lead + lines[0]).rstrip(), *(" " * indent + line for line in lines[1:])]


def beside(lead: str, left: str, right: str, indent: int, width: int) -> list[str]:
    """As `hanging`, with a short text at the right end of the first line, or below where it does not fit.

    >>> beside("2022", "Talks", "dialogue", 6, 32)
    ['2022  Talks             dialogue']
    """
    room = width - cells(right) - 2
    if not right or room - max(indent, cells(lead)) < 16:
        return [*hanging(lead, left, indent, width), *_at_right(right, indent, width)]
    lines = hanging(lead, left, indent, room)
    lines[0] += " " * (width - cells(lines[0]) - cells(right)) + right
    return lines


def _at_right(text: str, indent: int, width: int) -> list[str]:
    if not text:
        return []
    return [" " * max(width - cells(line), 0) + line for line in wrap(text, width - indent)]
