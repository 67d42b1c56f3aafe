"""Words, numbers and signs of a date text.

One regular expression cuts the text, every character is looked at once, and number words become
numbers here, so that the grammar never sees the difference between "two", "2" and "II" of them.
This module knows how English writes numbers, and no calendar.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Container
from typing import Final, NamedTuple, NoReturn

from timeline.errors import DateError

__all__ = ["CAP", "END", "Cursor", "Kind", "Token", "columns", "tokens"]

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

    # Members are compared by identity; the hash that enum gives them is slow.
    __hash__ = object.__hash__


class Token(NamedTuple):
    """One word, number or sign. Equal lexemes share one token, so that a text costs no more than look-ups.

    Attributes:
        kind: what it is.
        word: the word in small letters, the digits, or the sign.
        number: the value of a number, an ordinal or a decade; 0 for the others.
        digits: how many digits it was written with; 0 where it was written as a word.
    """

    kind: Kind
    word: str
    number: int = 0
    digits: int = 0


# No arithmetic on such numbers can grow large.
_MOST_DIGITS: Final = 9
# Full stops and quotation marks without a meaning are passed over like spaces.
_PATTERN: Final = (
    r"[^\W\d_]{2,}"
    r"|[0-9]{1,4}(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.|-[0-9]{1,2}-)[0-9]{1,4}(?![0-9])"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"|['’‘]?[0-9]{1,3}0['’]?s(?![a-z])"
    r"|['’‘][0-9][0-9](?![0-9])"
    r"|[0-9]{1,4}(?:st|nd|rd|th)(?![a-z])"
    r"|[0-9]+"
    r"|(?:[a-z]\.){2,}|[a-z]\.[a-z](?![a-z])"
    r"|['’]s(?![a-z])"
    r"|[^\W\d_]|[^\s.\"'“”‘’]"
)
_DIGITS: Final = frozenset("0123456789")
_DASHES: Final = frozenset("-‐‑‒–—―−")
_SIGNS: Final = frozenset(",/()~?&+:;")

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
_COMPOSED: Final = frozenset(_NUMBER_WORDS) | frozenset(_MULTIPLES)
END: Final = Token(Kind.END, "")
_POSSESSIVE: Final = Token(Kind.SIGN, "'s")


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens, an END token last.

    Raises:
        DateError: for a text that is empty, longer than `CAP`, or has a character that no date has.

    >>> [token.word for token in tokens("twenty-one days after 5 Sept. 2022")]
    ['21', 'days', 'after', '5', 'sept', '2022', '']
    """
    return _tokens(text, _lexemes(text))


# Compiled for the first text: a program that reads none starts the sooner.
@functools.cache
def _scanner() -> re.Pattern[str]:
    return re.compile(_PATTERN)


def _lexemes(text: str) -> list[str]:
    if len(text) > CAP:
        raise DateError(text, f"a date text has at most {CAP} characters", column=CAP + 1)
    return _scanner().findall(text.lower())


def _tokens(text: str, lexemes: list[str]) -> list[Token]:
    try:
        found = list(map(_known, lexemes))
    except LookupError:
        raise _unknown(text) from None
    if not found:
        raise DateError(text, "the text names no date" if text.strip() else "the text is empty")
    if not _COMPOSED.isdisjoint(lexemes) and _compose(lexemes):
        found, _ = _composed(found)
    found.append(END)
    return found


def _compose(lexemes: list[str]) -> bool:
    """Whether there may be numbers of several words."""
    return sum(map(_COMPOSED.__contains__, lexemes)) > 1 or not _MULTIPLES.keys().isdisjoint(lexemes)


def columns(text: str) -> list[int]:
    """The 1-based column of each token of a text, END last."""
    matches = list(_scanner().finditer(text.lower()))
    _, firsts = _composed([_token(match[0]) for match in matches])
    return [*(matches[first].start() + 1 for first in firsts), len(text.rstrip()) + 1]


def _unknown(text: str) -> DateError:
    """The refusal of the first character that no date has."""
    for match in _scanner().finditer(text.lower()):
        try:
            _token(match[0])
        except LookupError:
            break
    return DateError(text, f"{match[0]!r} belongs to no date", column=match.start() + 1)


class _Known(dict[str, Token]):
    """The tokens of the lexemes met so far; a look-up costs a fifth of what a cached function does."""

    def __missing__(self, lexeme: str) -> Token:
        token = _token(lexeme)
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[lexeme] = token
        return token


_MOST_KNOWN: Final = 4096
_known: Final = _Known().__getitem__


def _token(lexeme: str) -> Token:
    """The token of one lexeme; LookupError for what no date has."""
    counted = _NUMBER_WORDS.get(lexeme)
    if counted is not None:
        kind, value = counted
        return Token(kind, str(value) if kind is Kind.NUMBER else lexeme, value, 2 * (kind is Kind.DECADE))
    if lexeme[0].isalpha():
        return Token(Kind.WORD, lexeme.replace(".", ""))
    if not _DIGITS.isdisjoint(lexeme):
        return _in_digits(lexeme)
    if len(lexeme) > 1:
        return _POSSESSIVE
    if lexeme in _SIGNS:
        return Token(Kind.SIGN, lexeme)
    if lexeme in _DASHES:
        return Token(Kind.SIGN, "-")
    raise LookupError(lexeme)


def _in_digits(lexeme: str) -> Token:
    """The token of a lexeme with digits; LookupError for a number that is too long."""
    if lexeme.isdigit():
        if len(lexeme) > _MOST_DIGITS:
            raise LookupError(lexeme)
        return Token(Kind.NUMBER, lexeme, int(lexeme), len(lexeme))
    if ":" in lexeme:
        return Token(Kind.CLOCK, lexeme)
    digits = "".join(c for c in lexeme if c in _DIGITS)
    if lexeme[-1] == "s":
        kind = Kind.DECADE
    elif lexeme[-1].isalpha():
        kind = Kind.ORDINAL
    elif lexeme[0] in _DIGITS:
        return Token(Kind.DATE, lexeme)
    else:
        kind = Kind.SHORT
    return Token(kind, digits, int(digits), len(digits))


def _composed(given: list[Token]) -> tuple[list[Token], list[int]]:
    """The tokens, with number words joined that make one number, and the place each began at."""
    found: list[Token] = []
    firsts: list[int] = []
    for place, token in enumerate(given):
        made, taken = _multiplied(found, token) if token.word in _MULTIPLES else _joined(found, token)
        first = place
        for _ in range(taken):
            found.pop()
            first = firsts.pop()
        found.append(made)
        firsts.append(first)
    return found, firsts


_COUNTS: Final = (Kind.NUMBER, Kind.ORDINAL, Kind.DECADE)


def _joined(found: list[Token], token: Token) -> tuple[Token, int]:
    """Join "twenty" or "twenty -" with "one", "first"; "nineteen" with "nineties"; how many were taken."""
    if token.kind not in _COUNTS or (token.digits and token.kind is not Kind.DECADE) or not found:
        return token, 0
    join = found[-1].word if len(found) > 1 and found[-1].word in ("-", "and") else ""
    value = _together(found[-2] if join else found[-1], token, join)
    return (token, 0) if value is None else (Token(token.kind, str(value), value), 2 if join else 1)


def _together(before: Token, token: Token, join: str) -> int | None:
    """The value of two number words that make one, None where they do not."""
    first, second = before.number, token.number
    if before.kind is not Kind.NUMBER or before.digits:
        return None
    if join != "-" and first >= 100 and first % 100 == 0 and 0 < second < 100:
        return first + second
    if join == "and":
        return None
    if first % 10 == 0 and first % 100 >= 20 and 0 < second < 10:
        return first + second
    if token.kind is Kind.DECADE and 10 <= first <= 20:
        return 100 * first + second
    # "nineteen eighty", "twenty ten": such numbers in a row are only ever a year, but "ten-twenty" is a range.
    if (
        not join
        and token.kind is Kind.NUMBER
        and (10 <= first <= 20 <= second or 15 <= first <= 20 > second > 9)
    ):
        return 100 * first + second
    return None


def _multiplied(found: list[Token], token: Token) -> tuple[Token, int]:
    """Multiply "hundred", "thousand", "dozen" by the factor before it; how many tokens that takes."""
    factor, taken = 1, 0
    if found and found[-1].kind is Kind.NUMBER and found[-1].number < 1000:
        factor, taken = found[-1].number, 1
    elif found and found[-1].word in ("a", "an"):
        taken = 1
    value = factor * _MULTIPLES[token.word]
    return Token(Kind.NUMBER, str(value), value), taken


# Words and signs that can join two dates.
_JOINS: Final = _DASHES | {"/", "&", "to", "into", "and", "or", "through", "thru", "until", "till", "til"}

# More than any production looks ahead.
_PAST: Final = [END] * 12


class Cursor:
    """A place in a list of tokens, which only ever goes on; what a recursive descent reads from."""

    __slots__ = ("_last", "_tokens", "here", "joined", "place", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        lexemes = _lexemes(text)
        found = _tokens(text, lexemes)
        self._last = len(found) - 1
        # Looking ahead past the end is answered by END, without a check each time.
        self._tokens = found + _PAST
        self.place = 0
        self.here = found[0]
        # Whether any word or sign that joins two dates is in the text at all.
        self.joined = not _JOINS.isdisjoint(lexemes)

    def ahead(self, steps: int = 1) -> Token:
        """The token so many steps on, END past the last."""
        return self._tokens[self.place + steps]

    def go(self, steps: int = 1) -> Token:
        """Step on; the token that was here."""
        passed = self.here
        # One comparison costs half of what `min` does, and this is done for every word.
        place = self.place + steps
        self.place = place = place if place < self._last else self._last  # noqa: FURB136
        self.here = self._tokens[place]
        return passed

    def sees(self, *words: str) -> bool:
        """Whether these words or signs come next, in this order."""
        place = self.place
        for word in words:
            if self._tokens[place].word != word:
                return False
            place += 1
        return True

    def take(self, *words: str) -> bool:
        """Step past these words if they come next, in this order."""
        if self.here.word != words[0] or not self.sees(*words):
            return False
        self.go(len(words))
        return True

    def any_of(self, words: Container[str]) -> str | None:
        """Step past the next word if it is one of these; the word."""
        word = self.here.word
        if not word or word not in words:
            return None
        self.go()
        return word

    def like(self, token: Token) -> list[Token]:
        """The other tokens of the same kind in the text."""
        return [other for other in self._tokens if other.kind is token.kind and other is not token]

    @property
    def words(self) -> list[str]:
        """All words of the text, an empty one last."""
        return [token.word for token in self._tokens[: self._last + 1]]

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.here.kind is Kind.END

    def column_of(self, token: Token | None = None) -> int:
        """The 1-based column of a token, the last one like it so far; of the one here by default."""
        place = self.place
        if token is not None and token is not self.here:
            behind = range(place - 1, -1, -1)
            ahead = range(place + 1, self._last + 1)
            place = next((n for n in (*behind, *ahead) if self._tokens[n] == token), self._last)
        return columns(self.text)[place]

    def fail(self, rule: str, *, at: Token | None = None, suggestion: str | None = None) -> NoReturn:
        """Refuse the text, because of the token here or of another."""
        raise DateError(self.text, rule, column=self.column_of(at), suggestion=suggestion)
