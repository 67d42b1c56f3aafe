"""The state of reading one phrase: where the reader is, and what the words passed so far said about the whole.

This module knows no grammar.
"""

from __future__ import annotations

from typing import Final, NoReturn

from timeline.dates.fuzzy import ReadingOptions, Stance
from timeline.dates.phrases.series import Series, Weeks
from timeline.dates.phrases.tree import Way
from timeline.dates.phrases.vocabulary import REFUSALS, UNITS
from timeline.dates.tokens import Cursor, Kind, Token
from timeline.errors import DateError

__all__ = ["Reader"]

_LEANING: Final = {Stance.REPORTED: Way.BEGUN, Stance.PLANNED: Way.UNFINISHED, Stance.ONGOING: Way.NEAREST}
_SUNDAY: Final = Weeks(6)


class Reader(Cursor):
    """A cursor that collects flags, a stance and assumptions on its way."""

    __slots__ = ("approximate", "assumptions", "given", "implied", "leaning", "options", "uncertain")

    def __init__(self, text: str, options: ReadingOptions, stance: Stance | None) -> None:
        super().__init__(text)
        self.options = options
        self.given = stance
        self.implied: Stance | None = None
        self.approximate = False
        self.uncertain = False
        self.assumptions: list[str] = []
        self.leaning: Stance | None = None

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
        return _LEANING[stance] if stance else default

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
            self.fail("the words name no date", at=token)
        reason = REFUSALS.get(token.word)
        if reason is None:
            reason = f"{token.word!r} is not part of a date; an event without a date of its own cannot be counted from"
            if token.kind is not Kind.WORD:
                reason = f"{token.word!r} has no place here"
        self.fail(reason, at=token)

    def impossible(self, rule: str, at: Token) -> NoReturn:
        """Refuse a date that no calendar has."""
        raise DateError(self.text, rule, column=at.column, impossible=True)
