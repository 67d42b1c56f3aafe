"""Words, numbers and signs of a date text, each with the column it stands in.

One regular expression cuts the text, every character is looked at once, and number words become
numbers here, so that the grammar never sees the difference between "two", "2" and "II" of them.
This module knows how English writes numbers, and no calendar.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Container
from typing import Final, NamedTuple, NoReturn

from timeline.errors import DateError

__all__ = ["CAP", "Cursor", "Kind", "Token", "tokens"]

CAP: Final = 300
"""The longest text that is read, in characters; a date phrase is shorter, and a page of text is no date."""


class Kind(enum.Enum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    ORDINAL = "ordinal"
    DECADE = "decade"
    SHORT = "short year"
    DATE = "numeric date"
    CLOCK = "clock time"
    SIGN = "sign"
    END = "end"


class Token(NamedTuple):
    """One word, number or sign.

    Attributes:
        kind: what it is.
        word: the word in small letters, the digits, or the sign.
        number: the value of a number, an ordinal or a decade; 0 for the others.
        column: 1-based column of its first character.
        digits: how many digits it was written with; 0 where it was written as a word.
    """

    kind: Kind
    word: str
    number: int
    column: int
    digits: int


# A number has at most nine digits here, so that no arithmetic on it can grow large.
_SCAN: Final = re.compile(
    r"\s*(?:"
    r"(?P<date>[0-9]{1,4}(?P<sep>[/.\-])[0-9]{1,2}(?P=sep)[0-9]{1,4}(?![0-9]))"
    r"|(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
    r"|(?P<decade>['’‘]?[0-9]{1,3}0['’]?s(?![a-z]))"
    r"|(?P<short>['’‘][0-9][0-9](?![0-9]))"
    r"|(?P<ordinal>[0-9]{1,4}(?:st|nd|rd|th)(?![a-z]))"
    r"|(?P<number>[0-9]{1,9}(?![0-9]))"
    r"|(?P<dotted>(?:[a-z]\.){2,}|[a-z]\.[a-z](?![a-z]))"
    r"|(?P<possessive>['’]s(?![a-z]))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>[-‐‑‒–—―−])"
    r"|(?P<sign>[,/()~?&+:;])"
    r"|(?P<silent>[.\"'“”‘’])"
    r")",
    re.IGNORECASE,
)

_UNITS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80,
    "nineties": 90, "noughties": 0,
}  # fmt: skip
_NUMBER_WORDS: Final = {
    **{word: (Kind.NUMBER, value) for word, value in (_UNITS | _TENS).items()},
    **{word: (Kind.ORDINAL, value) for word, value in _ORDINALS.items()},
    **{word: (Kind.DECADE, value) for word, value in _DECADES.items()},
}
_MULTIPLES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "score": 20}
_KINDS: Final = {
    "date": Kind.DATE, "clock": Kind.CLOCK, "decade": Kind.DECADE, "short": Kind.SHORT, "ordinal":
    Kind.ORDINAL, "number": Kind.NUMBER,
}  # fmt: skip


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens, an END token last.

    Raises:
        DateError: for a text that is empty, longer than `CAP`, or has a character that no date has.

    >>> [token.word for token in tokens("twenty-one days after 5 Sept. 2022")]
    ['21', 'days', 'after', '5', 'sept', '2022', '']
    """
    if len(text) > CAP:
        raise DateError(text, f"a date text has at most {CAP} characters", column=CAP + 1)
    found: list[Token] = []
    place, size, scan = 0, len(text.rstrip()), _SCAN.match
    while place < size:
        match = scan(text, place)
        if match is None:
            raise _unknown(text, place)
        place = match.end()
        word = match["word"]
        # Most tokens are words that are no numbers, and need no second look.
        if word and (lower := word.lower()) not in _NUMBER_WORDS and lower not in _MULTIPLES:
            found.append(Token(Kind.WORD, lower, 0, place - len(word) + 1, 0))
        elif (token := _token(match)) is not None:
            _append(found, token)
    if not found:
        raise DateError(text, "the text is empty" if not size else "the text names no date")
    found.append(Token(Kind.END, "", 0, size + 1, 0))
    return found


def _unknown(text: str, place: int) -> DateError:
    while text[place].isspace():
        place += 1
    return DateError(text, f"{text[place]!r} belongs to no date", column=place + 1)


def _token(match: re.Match[str]) -> Token | None:
    """The token of one match; None for signs without a meaning."""
    group = match.lastgroup or "word"
    written = match[group]
    column = match.end() - len(written) + 1
    if group == "word":
        return _word(written.lower(), column)
    if group == "number":
        return Token(Kind.NUMBER, written, int(written), column, len(written))
    if group in ("decade", "short", "ordinal"):
        digits = "".join(c for c in written if c.isdigit())
        return Token(_KINDS[group], digits, int(digits), column, len(digits))
    if group in ("sep", "date", "clock"):
        written = match["date"] or written
        return Token(_KINDS[group], written, 0, match.end() - len(written) + 1, 0)
    if group == "dotted":
        return _word(written.lower().replace(".", ""), column)
    if group == "silent":
        return None
    sign = "-" if group == "dash" else "'s" if group == "possessive" else written
    return Token(Kind.SIGN, sign, 0, column, 0)


def _word(word: str, column: int) -> Token:
    """A word, or the number that it stands for."""
    found = _NUMBER_WORDS.get(word)
    if found is None:
        return Token(Kind.WORD, word, 0, column, 0)
    kind, value = found
    return Token(
        kind, str(value) if kind is Kind.NUMBER else word, value, column, 2 if kind is Kind.DECADE else 0
    )


def _append(found: list[Token], token: Token) -> None:
    """Add a token, joined with the number words before it where they make one number."""
    if token.kind is Kind.WORD:
        if token.word in _MULTIPLES:
            token = _multiplied(found, token)
    elif found and token.kind in _COUNTS and (not token.digits or token.kind is Kind.DECADE):
        token = _joined(found, token)
    found.append(token)


_COUNTS: Final = (Kind.NUMBER, Kind.ORDINAL, Kind.DECADE)


def _joined(found: list[Token], token: Token) -> Token:
    """Take "twenty" or "twenty -" off the end, before "one", "first"; "nineteen", before "nineties"."""
    hyphen = len(found) > 1 and found[-1].word == "-"
    before = found[-2] if hyphen else found[-1] if found else None
    value = None if before is None else _together(before, token, hyphen=hyphen)
    if before is None or value is None:
        return token
    del found[-1 - hyphen :]
    return Token(token.kind, str(value), value, before.column, 0)


def _together(before: Token, token: Token, *, hyphen: bool) -> int | None:
    """The value of two number words that make one, None where they do not."""
    first, second = before.number, token.number
    if before.kind is not Kind.NUMBER or before.digits:
        return None
    if first % 10 == 0 and (20 <= first <= 90 or first >= 1000) and 0 < second < 10:
        return first + second
    if token.kind is Kind.DECADE and 10 <= first <= 20:
        return 100 * first + second
    # "nineteen eighty": two such numbers in a row are only ever a year, but "ten-twenty" is a range.
    if not hyphen and 10 <= first <= 20 <= second <= 99 and token.kind is Kind.NUMBER:
        return 100 * first + second
    return None


def _multiplied(found: list[Token], token: Token) -> Token:
    """Take the factor off the end, before "hundred", "thousand", "dozen"."""
    factor, column = 1, token.column
    if found and found[-1].kind is Kind.NUMBER and found[-1].number < 1000:
        before = found.pop()
        factor, column = before.number, before.column
    elif found and found[-1].word in ("a", "an"):
        column = found.pop().column
    value = factor * _MULTIPLES[token.word]
    return Token(Kind.NUMBER, str(value), value, column, 0)


# More than any production looks ahead.
_FARTHEST: Final = 12


class Cursor:
    """A place in a list of tokens, which only ever goes on; what a recursive descent reads from."""

    __slots__ = ("_last", "_tokens", "here", "place", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        found = tokens(text)
        self._last = len(found) - 1
        # Looking ahead past the end is answered by END, without a check each time.
        self._tokens = found + found[-1:] * _FARTHEST
        self.place = 0
        self.here = found[0]

    def ahead(self, steps: int = 1) -> Token:
        """The token so many steps on, END past the last."""
        return self._tokens[self.place + steps]

    def go(self, steps: int = 1) -> Token:
        """Step on; the token that was here."""
        passed = self.here
        self.place = place = min(self.place + steps, self._last)
        self.here = self._tokens[place]
        return passed

    def sees(self, *words: str) -> bool:
        """Whether these words or signs come next, in this order."""
        if self.here.word != words[0]:
            return False
        return all(self.ahead(i).word == words[i] for i in range(1, len(words)))

    def take(self, *words: str) -> bool:
        """Step past these words if they come next, in this order."""
        if not self.sees(*words):
            return False
        self.go(len(words))
        return True

    def any_of(self, words: Container[str]) -> str | None:
        """Step past the next word if it is one of these; the word."""
        return self.go().word if self.here.word in words and self.here.word else None

    @property
    def words(self) -> list[str]:
        """All words of the text, an empty one last."""
        return [token.word for token in self._tokens[: self._last + 1]]

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.here.kind is Kind.END

    def fail(self, rule: str, *, at: Token | None = None, suggestion: str | None = None) -> NoReturn:
        """Refuse the text, because of the token here or of another."""
        raise DateError(self.text, rule, column=(at or self.here).column, suggestion=suggestion)
