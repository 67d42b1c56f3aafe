"""Copies of a text, each spoilt in some of the ways in which files come to be wrong; a number gives one copy."""

from __future__ import annotations

import random
from collections.abc import Callable

__all__ = ["mutated"]

_SIGNS = ":#-'\"[]{},&*!|>%@`?\t\n\r\\~/.0379 \u00e9\u2013\u2028\ufeff\x00\x1b"
_WORDS = (
    "when", "from", "claims", "after", "event", "sources", "events", "series", "id", "kind", "visit", "null", "no",
    "yes", "2022-13-45", "last month", "{1960,1961}", "[2022,2023]", "1e9999999", "Y170000002", "../../etc", "x-own",
    "curator", "nth", "2 of", "- ", "--- ", "? ", ": ", " #", "!!python/object:os.system", "*a", "&a", "9" * 400,
)  # fmt: skip
_Spoil = Callable[[random.Random, list[str]], None]


def mutated(text: str, number: int) -> str:
    """A copy with one to four things wrong with it."""
    dice = random.Random(number)
    lines = text.split("\n")
    for _ in range(dice.randint(1, 4)):
        dice.choice(_SPOILS)(dice, lines)
        lines = lines or [""]
    return "\n".join(lines)


def _place(dice: random.Random, lines: list[str]) -> tuple[int, int]:
    number = dice.randrange(len(lines))
    return number, dice.randint(0, len(lines[number]))


def _put(lines: list[str], number: int, begin: int, end: int, new: str) -> None:
    lines[number] = lines[number][:begin] + new + lines[number][end:]


def _sign_put_in(dice: random.Random, lines: list[str]) -> None:
    number, column = _place(dice, lines)
    _put(lines, number, column, column, dice.choice(_SIGNS) * dice.choice((1, 1, 1, 3, 50)))


def _sign_left_out(dice: random.Random, lines: list[str]) -> None:
    number, column = _place(dice, lines)
    _put(lines, number, column, column + dice.choice((1, 1, 4)), "")


def _word_put_in(dice: random.Random, lines: list[str]) -> None:
    number, column = _place(dice, lines)
    _put(lines, number, column, column + dice.choice((0, 0, 5)), dice.choice(_WORDS))


def _letters_exchanged(dice: random.Random, lines: list[str]) -> None:
    number, column = _place(dice, lines)
    pair = lines[number][column : column + 2]
    _put(lines, number, column, column + 2, pair[::-1])


def _line_left_out(dice: random.Random, lines: list[str]) -> None:
    del lines[dice.randrange(len(lines))]


def _line_twice(dice: random.Random, lines: list[str]) -> None:
    number = dice.randrange(len(lines))
    lines.insert(dice.randint(0, len(lines)), lines[number])


def _lines_exchanged(dice: random.Random, lines: list[str]) -> None:
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _indented(dice: random.Random, lines: list[str]) -> None:
    number = dice.randrange(len(lines))
    step = dice.choice((-4, -2, -1, 1, 2, 4))
    text = lines[number].lstrip(" ")
    lines[number] = " " * max(0, len(lines[number]) - len(text) + step) + text


def _value_exchanged(dice: random.Random, lines: list[str]) -> None:
    number = dice.randrange(len(lines))
    key, colon, _ = lines[number].partition(":")
    lines[number] = f"{key}{colon} {dice.choice(_WORDS)}"


def _cut_off(dice: random.Random, lines: list[str]) -> None:
    number, column = _place(dice, lines)
    lines[number] = lines[number][:column]
    del lines[number + 1 :]


_SPOILS: tuple[_Spoil, ...] = (
    _sign_put_in,
    _sign_left_out,
    _word_put_in,
    _letters_exchanged,
    _line_left_out,
    _line_twice,
    _lines_exchanged,
    _indented,
    _value_exchanged,
    _cut_off,
)
