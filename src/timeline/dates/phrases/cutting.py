"""Words that cut what follows: early, the end of, later in, so far; and clock times, which are left aside."""

from __future__ import annotations

from typing import Final

from timeline.dates.fuzzy import Direction, Granularity, Stance
from timeline.dates.phrases.parts import Part, Portion
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Cut, Edge, Node, Pick, Way
from timeline.dates.phrases.vocabulary import CLOCK_WORDS, DAY_PARTS, MONTHS, PORTIONS, UNITS, WEEKDAYS
from timeline.dates.tokens import Kind, Token

__all__ = [
    "ENDS",
    "clock_at",
    "clock_in_brackets",
    "cut_at_publication",
    "later_in",
    "part_of",
    "portion",
    "rest",
    "skip_clock",
    "skip_clock_words",
    "so_far",
    "somewhere",
]


def skip_clock(r: Reader) -> None:
    """Step past a clock time or a part of the day: days are what is decided here."""
    r.assume("the time of day is left aside")
    while r.any_of((",", "at", "around", "about", "before")):
        pass
    if not _skip_brackets(r):
        r.go()
    while r.here.word in CLOCK_WORDS or r.here.word in DAY_PARTS or r.here.word in ("+", ":"):
        r.go()
        if r.here.kind is Kind.NUMBER and r.ahead(-1).word == "+":
            r.go()
    _skip_brackets(r)


_MINUTES: Final = frozenset({"past", "to", "before"})


def skip_clock_words(r: Reader) -> bool:
    """Step past "half past ten", "a quarter to five"; whether they were there."""
    steps = int(r.here.word == "a")
    hour = r.ahead(steps + 2)
    if r.ahead(steps).word not in ("half", "quarter") or r.ahead(steps + 1).word not in _MINUTES:
        return False
    if not (hour.kind is Kind.NUMBER and hour.number <= 12) and hour.word not in DAY_PARTS:
        return False
    if r.ahead(steps + 3).word in MONTHS or r.ahead(steps + 3).word in UNITS:
        return False
    r.go(steps + 2)
    skip_clock(r)
    return True


def _skip_brackets(r: Reader) -> bool:
    if not clock_in_brackets(r):
        return False
    while not r.done and r.go().word != ")":
        pass
    return True


def clock_at(r: Reader, steps: int) -> bool:
    """Whether a clock time or a part of the day stands so many tokens on: "noon", "9 a.m.", "5:30"."""
    token = r.ahead(steps)
    return (
        token.word in DAY_PARTS
        or token.kind is Kind.CLOCK
        or (token.kind is Kind.NUMBER and r.ahead(steps + 1).word in CLOCK_WORDS)
    )


def clock_in_brackets(r: Reader) -> bool:
    """Whether "(0735 GMT)" comes next."""
    token = r.ahead()
    return r.here.word == "(" and (
        token.word in CLOCK_WORDS
        or token.kind is Kind.CLOCK
        or (token.digits == 4 and r.ahead(2).word in CLOCK_WORDS)
        or (token.kind is Kind.WORD and r.ahead(2).word == "time")
    )


def portion(r: Reader) -> Term:
    """Read "early May", "the end of last month", "mid-2030s", "the latter half of 2022"."""
    edges, token = r.edges, r.go()
    piece = PORTIONS[token.word]
    r.any_of(("-",))
    if r.here.word in ("to", "or", "and", "-"):
        hyphen = r.ahead().word == "-"
        if r.ahead(1 + hyphen).word in PORTIONS:
            r.go(hyphen)
            return _two_parts(r, piece)
    if r.any_of(("part", "half", "stages", "days", "hours", "portion")) == "half":
        piece = Portion.FIRST_HALF if piece is Portion.EARLY else Portion.SECOND_HALF
    r.any_of(("of", "in"))
    if r.done or (token.word == "opening" and r.here.word == "day"):
        r.refuse(token)
    inner = r.expression()
    if token.word not in ENDS:
        return part_of(r, inner, piece, token)
    if edges:
        return part_of(r, inner, piece, token, edge=True)
    return somewhere(r, inner, token.word)


def _two_parts(r: Reader, piece: Portion) -> Term:
    """Read "mid to late May", "early or mid-2022": from the one part to the other."""
    at = r.go()
    other = PORTIONS[r.go().word]
    r.any_of(("-",))
    r.any_of(("of", "in"))
    term = part_of(r, r.expression(), piece, at)
    assert isinstance(term.node, Part)
    if other.index < piece.index:
        r.fail("the range ends before it begins", at=at)
    return term.but(node=Part(piece, term.node.inner, through=other))


ENDS: Final = frozenset({"beginning", "start", "end", "close", "outset"})


def somewhere(r: Reader, inner: Term, word: str) -> Term:
    """Read "the end of last year": how far an end reaches is not said, so that only the period is sure."""
    r.assume(f"how long the {word} lasts is not said: anywhere in the period")
    return inner.but(rule="end-of", edtf=None, series=None)


def part_of(r: Reader, inner: Term, piece: Portion, at: Token, *, edge: bool = False) -> Term:
    """A part of a date, or the day at its edge."""
    if inner.node is None:
        r.fail(f"{at.word!r} needs a date with one reading behind it", at=at)
    node: Node = Edge(inner.node, last=piece is Portion.LATE) if edge else Part(piece, inner.node)
    direction = inner.direction if inner.direction is Direction.MONTH and not edge else None
    if inner.node.unit is not Granularity.DAY and not edge:
        r.assume(_CUTS[piece.pieces])
    rule = "edge" if edge else "part"
    return Term(node=node, rule=rule, direction=direction, parts=inner.parts, assumed=inner.assumed)


_CUTS: Final = {
    3: "thirds: days 1-10, 11-20 and 21 on of a month, four months of a year, years 0-3, 4-6, 7-9 of ten",
    2: "halves: days 1-15 and from 16 of a month, six months of a year",
    4: "quarters of the period",
}


def later_in(r: Reader) -> Term:
    """Read "later in May", "earlier this year", "later today": what lies on one side of publication."""
    token = r.go()
    later = token.word == "later"
    if r.done or r.here.word == "than":
        r.refuse(token)
    r.any_of(("on",))
    if r.here.word in WEEKDAYS:
        r.assume("the time of day is left aside")
        return r.expression()
    r.imply(Stance.PLANNED if later else Stance.REPORTED)
    return cut_at_publication(r, r.expression(), later=later)


def cut_at_publication(r: Reader, term: Term, *, later: bool) -> Term:
    """One side of publication in a date."""
    node = term.node
    if term.series is not None:
        node = Pick(term.series, Way.UNFINISHED if later else Way.BEGUN)
    if node is None:
        r.fail("a date with one reading is needed here")
    r.assume("cut at the publication day, which is counted in")
    return Term(node=Cut(node, later), rule="later-in" if later else "earlier-in", parts=term.parts)


def rest(r: Reader) -> Term:
    """Read "the rest of the year", "the remainder of May"."""
    r.go()
    if not r.any_of(("of",)):
        r.refuse()
    return cut_at_publication(r, r.expression(), later=True)


def so_far(r: Reader) -> Term:
    """Read "so far this year"."""
    token = r.go()
    if not r.any_of(("far",)) or r.done:
        r.refuse(token)
    return cut_at_publication(r, r.expression(), later=False)
