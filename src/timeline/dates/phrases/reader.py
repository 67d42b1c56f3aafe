"""The state of reading one phrase: where the reader is, and what the words passed so far said.

This module knows no grammar.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NoReturn

from timeline.dates.fuzzy import ReadingOptions, Stance
from timeline.dates.phrases.series import Series, Weeks
from timeline.dates.phrases.spelling import meant
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Way
from timeline.dates.phrases.vocabulary import ADVICE, REFUSALS, UNITS
from timeline.dates.tokens import Cursor, Kind, Token
from timeline.errors import DateError

__all__ = ["Reader"]

_SUNDAY: Final = Weeks(6)


# Words that come before an event as often as before a date.
_BESIDE: Final = frozenset(
    {"after", "before", "since", "until", "till", "following", "during", "prior", "upon"}
)
_HOW_IT_LIES: Final = "if it is an event, say how the two lie, as in `after: EVENT`"
_HOW_TO_WRITE: Final = "write a date in figures, in English words, or as EDTF"


class Reader(Cursor):
    """A cursor that collects flags, a stance and assumptions on its way."""

    # What nothing has been said of yet; most readers never set these.
    approximate = False
    uncertain = False
    edges = False
    implied: Stance | None = None
    # Which way a bare name leans by its preposition: "by Friday" looks ahead, "since May" back.
    leaning: Stance | None = None
    # Whether the words count from a date that is named elsewhere: "the following day".
    loose = False
    # The unit of "this month", for "or next" behind it.
    unit_word = ""
    # The period of "last year's", for "first nine months" behind it.
    period: Term | None = None

    def __init__(
        self,
        text: str,
        options: ReadingOptions,
        stance: Stance | None,
        productions: tuple[Callable[[Reader], Term], Callable[[Reader], Term]],
    ) -> None:
        Cursor.__init__(self, text)
        self._expression, self._plain = productions
        self.options = options
        self.given = stance
        self.assumptions: list[str] = []

    def expression(self, *, edges: bool = False) -> Term:
        """Read one date with everything that belongs to it.

        Args:
            edges: whether "the end of May" is its last day (as after "until") and not all that it can be.
        """
        self.edges = edges
        return self._expression(self)

    def plain(self) -> Term:
        """Read one date without what may follow it."""
        self.edges = False
        return self._plain(self)

    def imply(self, stance: Stance) -> None:
        """Note what a word says of past or future; the first such word counts."""
        self.implied = self.implied or stance

    def assume(self, words: str) -> None:
        """Note an assumption once."""
        if words not in self.assumptions:
            self.assumptions.append(words)

    def way(self, default: Way) -> Way:
        """The direction a bare name takes: by the stance where there is one, else the default."""
        stance = self.given or self.implied or self.leaning
        if stance is None:
            return default
        if stance is Stance.REPORTED:
            return Way.BEGUN
        return Way.UNFINISHED if stance is Stance.PLANNED else Way.NEAREST

    def series(self, word: str) -> Series:
        """The series of a unit's name, weeks as the options have them."""
        if word != "week":
            return UNITS[word]
        self.assume(f"{self.options.week.capitalize()}-first week")
        return _SUNDAY if self.options.week == "sunday" else UNITS[word]

    def refuse(self, at: Token | None = None) -> NoReturn:
        """Refuse the text because of a word that has no place here, with the reason where one is known."""
        token = at or self.here
        if token.kind is Kind.END:
            self.fail("a date is missing here" if self.place else "the words name no date", at=token)
        reason = REFUSALS.get(token.word)
        if reason is not None:
            self.fail(reason, at=token, suggestion=ADVICE.get(reason))
        if token.kind is not Kind.WORD:
            self.fail(f"{token.word!r} has no place here", at=token)
        advice = meant(token.word)
        reason = f"{token.word!r} names no date"
        if advice is None:
            beside = any(word in _BESIDE for word in self.text.lower().split())
            advice = _HOW_IT_LIES if beside else _HOW_TO_WRITE
        self.fail(reason, at=token, suggestion=advice)

    def impossible(self, rule: str, at: Token) -> NoReturn:
        """Refuse a date that no calendar has."""
        raise DateError(self.text, rule, column=self.column_of(at), impossible=True)
