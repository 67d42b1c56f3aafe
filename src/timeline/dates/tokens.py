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
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30}
_DECADES: Final = {
    word: 10 * value
    for value, word in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2
    )
}
_MULTIPLES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "score": 20}
_KINDS: Final = {
    "date": Kind.DATE, "clock": Kind.CLOCK, "decade": Kind.DECADE, "short": Kind.SHORT, "ordinal": Kind.ORDINAL,
    "number": Kind.NUMBER,
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
    place, size = 0, len(text.rstrip())
    while place < size:
        match = _SCAN.match(text, place)
        if match is None:
            raise _unknown(text, place)
        place = match.end()
        token = _token(match)
        if token is not None:
            _append(found, token)
    found.append(Token(Kind.END, "", 0, size + 1, 0))
    if len(found) == 1:
        raise DateError(text, "the text is empty" if not size else "the text names no date")
    return found


def _unknown(text: str, place: int) -> DateError:
    while text[place].isspace():
        place += 1
    return DateError(text, f"{text[place]!r} belongs to no date", column=place + 1)


def _token(match: re.Match[str]) -> Token | None:
    """The token of one match; None for signs without a meaning."""
    group = match.lastgroup or "word"
    if group == "silent":
        return None
    if group == "sep":
        group = "date"
    written = match[group]
    column = match.end() - len(written) + 1
    if group in _KINDS:
        digits = "".join(c for c in written if c.isdigit())
        word = written if group in ("date", "clock") else digits
        return Token(_KINDS[group], word, int(digits) if group not in ("date", "clock") else 0, column, len(digits))
    if group == "dash":
        return Token(Kind.SIGN, "-", 0, column, 0)
    if group == "sign":
        return Token(Kind.SIGN, written, 0, column, 0)
    if group == "possessive":
        return Token(Kind.SIGN, "'s", 0, column, 0)
    return _word(written.lower().replace(".", "") if group == "dotted" else written.lower(), column)


def _word(word: str, column: int) -> Token:
    """A word, or the number that it stands for."""
    if word in _UNITS:
        return Token(Kind.NUMBER, str(_UNITS[word]), _UNITS[word], column, 0)
    if word in _TENS:
        return Token(Kind.NUMBER, str(_TENS[word]), _TENS[word], column, 0)
    if word in _ORDINALS:
        return Token(Kind.ORDINAL, word, _ORDINALS[word], column, 0)
    if word in _DECADES:
        return Token(Kind.DECADE, word, _DECADES[word], column, 2)
    return Token(Kind.WORD, word, 0, column, 0)


def _append(found: list[Token], token: Token) -> None:
    """Add a token, joined with the number words before it where they make one number."""
    if token.digits and token.kind is not Kind.DECADE:
        found.append(token)
        return
    if token.word in _MULTIPLES:
        token = _multiplied(found, token)
    elif token.kind in (Kind.NUMBER, Kind.ORDINAL, Kind.DECADE):
        token = _joined(found, token)
    found.append(token)


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


class Cursor:
    """A place in a list of tokens, which only ever goes on; what a recursive descent reads from."""

    __slots__ = ("_tokens", "here", "place", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = tokens(text)
        self.place = 0
        self.here = self._tokens[0]

    def ahead(self, steps: int = 1) -> Token:
        """The token so many steps on, END past the last."""
        place = self.place + steps
        return self._tokens[place] if place < len(self._tokens) else self._tokens[-1]

    def go(self, steps: int = 1) -> Token:
        """Step on; the token that was here."""
        passed = self.here
        self.place = min(self.place + steps, len(self._tokens) - 1)
        self.here = self._tokens[self.place]
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
        """All words of the text."""
        return [token.word for token in self._tokens]

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.here.kind is Kind.END

    def fail(self, rule: str, *, at: Token | None = None, suggestion: str | None = None) -> NoReturn:
        """Refuse the text, because of the token here or of another."""
        raise DateError(self.text, rule, column=(at or self.here).column, suggestion=suggestion)
