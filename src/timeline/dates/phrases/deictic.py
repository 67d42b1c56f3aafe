"""Words that point from the publication day: today, this week, last December, the past two weeks."""

from __future__ import annotations

import functools
from typing import Final

from timeline.dates.fuzzy import Granularity, Stance
from timeline.dates.lengths import Offset, take_length
from timeline.dates.phrases import eras, numbers, offsets, ordinals, written
from timeline.dates.phrases.containing import contained, container_follows
from timeline.dates.phrases.cutting import cut_at_publication, part_of, skip_clock, somewhere
from timeline.dates.phrases.parts import Counted, Portion, Running, Shift
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import MonthlyDays, Months, Series, Weekdays
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import TODAY, Agreeing, Edge, Hull, Nearest, Pick, Today, Unit, Way
from timeline.dates.phrases.vocabulary import AHEAD, BACK, DAY_PARTS, HERE, UNITS, YEAR
from timeline.dates.phrases.windows import kept
from timeline.dates.tokens import END, Kind, Token

__all__ = ["DEICTIC", "determiner", "pinned", "same", "today", "unit"]

DEICTIC: Final = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "tonite": 0}


def today(r: Reader) -> Term:
    """Read "today", "yesterday", "tomorrow", "tonight"."""
    plus = DEICTIC[r.go().word]
    if plus:
        r.imply(Stance.PLANNED if plus > 0 else Stance.REPORTED)
    return _DAYS_OFF[plus]


_DAYS_OFF: Final = {plus: kept(Term(Today(plus), "deictic-day")) for plus in (-1, 0, 1)}


def determiner(r: Reader) -> Term:
    """Read "this", "last" or "next" before a unit, a name, a number of units or a part of the day."""
    token = r.go()
    if token.word in HERE and (r.here.word in BACK or r.here.word in AHEAD):
        token = r.go()
    elif r.here.word in _BETWEEN:
        r.go()
    shift = 0 if token.word in HERE else -1 if token.word in BACK else 1
    here = r.here
    if here.word == "time" and token.word == "this":
        r.go(-1)
        return same(r)
    if token.word in _ELSEWHERE or (
        token.word == "next" and here.word in _DAYLONG and r.ahead(-2).word == "the"
    ):
        r.loose = True
    if shift and not (shift < 0 and (_of_follows(r) or here.word in ("half", "third"))):
        r.imply(Stance.PLANNED if shift > 0 else Stance.REPORTED)
    if token.word == "present" and here.word in ("day", "-"):
        r.refuse(token)
    if here.word in DAY_PARTS:
        skip_clock(r)
        return Term(node=Today(shift), rule="deictic-day")
    if shift and here.word == "fortnight":
        r.go()
        return Term(node=Running(Offset(days=14), Granularity.WEEK, back=shift < 0), rule="running")
    if shift and here.word in _FRACTIONS and (r.ahead().word == "-" or r.ahead().word in UNITS):
        return _fraction_running(r, back=shift < 0)
    if here.word in UNITS:
        return _shifted(r, token, shift)
    if here.word in ("fiscal", "financial", "fy"):
        return _shifted_fiscal(r, shift)
    if here.word in ("half", "third") and shift < 0:
        return ordinals.nth(r, -1, token)
    if shift and (
        here.kind is Kind.NUMBER or here.word in ("few", "several", "couple") or here.word in offsets.PLURALS
    ):
        return _running(r, token, back=shift < 0)
    if here.kind is Kind.END:
        if not r.unit_word:
            r.refuse(token)
        return Term(node=Unit(r.series(r.unit_word), shift), rule=f"{_SIDE[shift]}-unit")
    return _picked(r, token, shift)


# "This very day", "this same week", "last calendar year".
_BETWEEN: Final = frozenset({"very", "same", "calendar", "full"})
# These count from a date that the text around them has just named, hardly ever from publication.
_ELSEWHERE: Final = frozenset({"previous", "preceding", "prior", "following", "subsequent"})
_DAYLONG: Final = DAY_PARTS | {"day"}


def _of_follows(r: Reader) -> bool:
    """Whether "last" counts within a period: "last week of March", "last Friday in June"."""
    if r.ahead() is END:
        return False
    steps = 1 + (r.here.kind is Kind.NUMBER)
    behind = r.ahead(steps).word
    return behind == "of" or (behind == "in" and not written.looks_like_year(r.ahead(steps + 1)))


def _shifted(r: Reader, token: Token, shift: int) -> Term:
    """Read "last month", "the last week of March", "the past year"."""
    word = r.here.word
    if shift < 0 and _of_follows(r):
        return ordinals.nth(r, -1, token)
    r.go()
    r.unit_word = word
    if word == "weekend" and token.word in _COMING:
        return Term(node=Pick(UNITS[word], Way.NEXT), rule="next-unit")
    if shift and r.here.word == "or" and (r.ahead().number == 2 or r.ahead().word == "so"):
        return _one_or_two(r, word, back=shift < 0)
    if shift and word in _LENGTHS and token.word not in ("past", "latest") and _over(r):
        r.assume("a length of time that ends or begins with publication, not the calendar unit")
        return Term(node=Running(offsets.one(word), UNITS[word].unit, back=shift < 0), rule="running")
    if token.word == "past" and word not in ("weekend", "decade", "century"):
        r.assume("the days up to publication, not the calendar unit before")
        length = offsets.one(word)
        return Term(node=Running(length, UNITS[word].unit, back=True), rule="running")
    series = r.series(word)
    return (
        _unit_away(word, shift)
        if series is UNITS[word]
        else Term(Unit(series, shift), f"{_SIDE[shift]}-unit")
    )


@functools.cache
def _unit_away(word: str, shift: int) -> Term:
    """The unit of publication, the last or the next one."""
    return kept(Term(node=Unit(UNITS[word], shift), rule=f"{_SIDE[shift]}-unit"))


_FRACTIONS: Final = {"half": 2, "quarter": 4}


def _fraction_running(r: Reader, *, back: bool) -> Term:
    """Read "the last half-century", "the past quarter century"."""
    parts = _FRACTIONS[r.go().word]
    r.any_of(("-",))
    word = r.go().word
    months = offsets.one(word).months // parts
    if word not in UNITS or not months:
        r.refuse(r.ahead(-1))
    return Term(node=Running(Offset(months=months), UNITS[word].unit, back=back), rule="running")


def _one_or_two(r: Reader, word: str, *, back: bool) -> Term:
    """Read "the next day or two", "the last week or so": as long as it may be."""
    r.go()
    count = r.go().number or 1
    r.approximate = r.approximate or count == 1
    r.loose = False
    length = Offset(*(count * part for part in offsets.one(word)))
    return Term(node=Running(length, UNITS[word].unit, back=back), rule="running")


_SIDE: Final = {-1: "last", 0: "this", 1: "next"}
_COMING: Final = frozenset({"coming", "upcoming", "forthcoming"})
_LENGTHS: Final = frozenset({"week", "month", "year"})


def _over(r: Reader) -> bool:
    """Whether "over the" stands before "last year": then a length is meant."""
    return (
        r.place > 3 and r.ahead(-3).word == "the" and r.ahead(-4).word in ("over", "within", "during", "in")
    )


_YEAR: Final = Offset(months=12)


def same(r: Reader) -> Term:
    """Read "this time last year", "the same month last year", "that day"."""
    token = r.go()
    word = r.go().word
    if word in ("time", "day", "week", "month", "quarter") and r.any_of(("of", "in")) is None:
        series = UNITS["month" if word == "time" else word]
        back = r.take("last", "year") or r.take("a", "year", "ago")
        if back or r.take("next", "year"):
            r.imply(Stance.REPORTED if back else Stance.PLANNED)
            r.approximate = r.approximate or word == "time"
            moved = Shift(Today(), _YEAR, _YEAR, back)
            return Term(node=Unit(series, 0, moved), rule="same-in-a-year")
    if word not in UNITS or not r.done:
        r.fail("which one is meant is said elsewhere", at=token)
    r.loose = True
    return Term(node=Unit(r.series(word), 0), rule="this-unit")


def _shifted_fiscal(r: Reader, shift: int) -> Term:
    token = r.go()
    term = eras.fiscal_year(r, token)
    if not isinstance(term.node, Unit):
        return term
    return term.but(node=Unit(term.node.series, shift))


def _running(r: Reader, token: Token, *, back: bool) -> Term:
    """Read "the past two weeks", "the next three months"."""
    at = r.here
    length = take_length(r)
    if length is None:
        return _picked(r, token, -1 if back else 1)
    if not length.counted:
        r.fail("how many is not said", at=at)
    if token.word == "last" and r.here.word == "of":
        r.go()
        return ordinals.counted(r, length.most, offsets.UNIT_OF[length.unit], back=True)
    r.assume("counted from the publication day")
    return Term(node=Running(length.most, offsets.UNIT_OF[length.unit], back), rule="running")


def _picked(r: Reader, token: Token, shift: int) -> Term:
    """Read "last December", "next Monday", "this summer"; a date with its year is itself."""
    if r.here.word in BACK or r.here.word in AHEAD or r.here.word in HERE:
        r.refuse(token)
    term = r.plain()
    if term.series is None:
        # "Last Dec. 31, 1988" is that day; "next late year" and "last 1999" say two things at once.
        if shift and (term.rule == "year" or (term.node is not None and term.node.relative)):
            r.refuse(token)
        return term
    if shift < 0 and isinstance(term.series, Weekdays) and r.here.word in ("of", "in"):
        r.go()
        return contained(r, term, r.expression(), nth=-1)
    if shift < 0 and isinstance(term.series, Weekdays) and r.here.word == "before" and r.ahead() is not END:
        return ordinals.beside(r, term.series)
    way = Way.LAST if shift < 0 else Way.NEXT if shift > 0 else _this_way(term.series)
    return pinned(term, way)


def _this_way(series: Series) -> Way:
    """Which turn "this" means: a Friday ahead, the May of the year, the nearest winter, which has two."""
    if isinstance(series, Weekdays | MonthlyDays):
        return Way.FROM
    if isinstance(series, Months) and series.offset + series.length > 12:
        return Way.NEAREST
    return Way.YEAR


_PINNED: Final = {way: f"{way.name.lower()}-name" for way in Way}


def pinned(term: Term, way: Way) -> Term:
    """A name whose direction the words give."""
    assert term.series is not None
    node = Pick(term.series, way)
    return Term(node=node, rule=_PINNED[way], days=term.days, parts=term.parts, unit=term.unit)


def unit(r: Reader) -> Term:
    """Read "the week of 5 May", "the day after tomorrow", "the year 2022", "the month"."""
    edges, token = r.edges, r.go()
    word, series = token.word, r.series(token.word)
    if r.here.word in ("to", "by", "after", "in") and r.ahead().word == word:
        r.fail("the words name many dates, not one", at=token)
    if r.take("-", "to", "-", "date"):
        return cut_at_publication(r, Term(node=Unit(series, 0), rule="this-unit"), later=False)
    if r.here.word in ("before", "after", "following") or r.take("prior", "to"):
        return _beside_unit(r, word)
    if word == "week" and r.here.kind is Kind.NUMBER and 1 <= r.here.number <= 53:
        return _numbered_week(r, series)
    if r.take("-", "end") or (word in ("year", "month") and r.take("end")):
        r.assume(f"the {word} of publication")
        year = word == "year" and written.looks_like_year(r.here)
        inner = written.year(r) if year else Term(node=Unit(series, 0), rule="this-unit")
        return part_of(r, inner, Portion.LATE, token, edge=True) if edges else somewhere(r, inner, "end")
    if r.here.word == "-" and r.ahead().word in ("ago", "earlier"):
        return _unit_ago(r, series)
    if r.take("just", "ended") or r.take("just", "past"):
        return Term(node=Unit(series, -1), rule="last-unit")
    if r.here.word == "ahead" and r.ahead() is END:
        r.go()
        r.imply(Stance.PLANNED)
        return Term(node=Running(offsets.one(word), series.unit, back=False), rule="running")
    if r.here.word in ("that", "which") and r.ahead().word in ("ended", "ending", "began", "begins", "ends"):
        r.go()
    if word == "year" and (r.here.kind is Kind.SHORT or (r.here.kind is Kind.NUMBER and r.here.digits <= 4)):
        return written.year(r)
    if r.here.word in (
        "of",
        "beginning",
        "starting",
        "ending",
        "ended",
        "commencing",
        "began",
        "begins",
        "ends",
        "from",
        "to",
        "through",
    ) and r.ahead().word not in ("", "date"):
        return _unit_of(r, word)
    if r.here.word in ("earlier", "previous") and r.ahead().kind is Kind.END:
        r.go()
        r.loose = True
        return Term(node=Unit(series, -1), rule="last-unit")
    if r.here.word == "later" and r.ahead().kind is Kind.END:
        r.go()
        r.loose = True
        return Term(node=Unit(series, 1), rule="next-unit")
    if r.here.word == "-":
        r.refuse()
    if word == "weekend" and r.place > 2 and r.ahead(-3).word == "over":
        r.assume("the weekend nearest to publication")
        return Term(node=Nearest(series, TODAY), rule="this-unit")
    if word == "quarter" and r.done:
        # Firms report on a quarter after it: it is as often the one before as the one going on.
        r.fail("which quarter is not said", at=token)
    r.assume(f"the {word} of publication")
    return Term(node=Unit(series, 0), rule="this-unit")


def _unit_ago(r: Reader, series: Series) -> Term:
    """Read "the year-ago third quarter"; what "the year-earlier quarter" is, is said elsewhere."""
    r.go()
    token = r.go()
    period = Term(node=Unit(series, -1), rule="last-unit")
    if r.here.word in UNITS or r.done or token.word == "earlier":
        r.fail("which one is meant is said elsewhere", at=token)
    name = r.plain()
    if name.series is None:
        r.refuse(token)
    return contained(r, name, period)


def _numbered_week(r: Reader, series: Series) -> Term:
    """Read "week 12 of 2022", as ISO 8601 numbers weeks; without a year, of this one."""
    number = r.go().number
    bare = Term(node=None, series=series, rule="nth")
    if container_follows(r, bare):
        return contained(r, bare, r.expression(), nth=number)
    return contained(r, bare, Term(node=Unit(YEAR, 0), rule="this-unit"), nth=number)


def _beside_unit(r: Reader, word: str) -> Term:
    """Read "the week before last", "the day after 5 May", "the month before"."""
    back = r.ahead(-1).word == "to" or r.here.word == "before"
    if r.ahead(-1).word != "to":
        r.go()
    sign = -1 if back else 1
    series = r.series(word)
    if r.done:
        r.loose = True
        return Term(node=Unit(series, sign), rule="last-unit" if back else "next-unit")
    if r.here.word in ("last", "next") and r.ahead().kind is Kind.END:
        r.go()
        return Term(node=Unit(series, 2 * sign), rule="unit-but-one")
    inner = r.expression(edges=True)
    if inner.node is None:
        r.refuse()
    return Term(node=Unit(series, sign, Edge(inner.node, last=not back)), rule="unit-beside")


def _unit_of(r: Reader, word: str) -> Term:
    """Read "the week of 5 May", "the month of May", "the quarter ended June 30"."""
    join = r.go().word
    if join in ("ended", "to", "through"):
        r.leaning = Stance.REPORTED
    pair = numbers.day_pair(r) if word in ("week", "weekend") and join in ("of", "from") else None
    if pair is not None and word == "weekend":
        return _weekend_of(pair[0], pair[2])
    if pair is not None and pair[0].node is not None:
        return Term(node=Unit(r.series(word), 0, pair[0].node), rule="unit-around", parts=pair[0].parts)
    inner = r.expression()
    if inner.node is None:
        r.refuse()
    if join == "of" and inner.node.unit is UNITS[word].unit and word != "weekend":
        return inner
    if join in ("ending", "ended", "ends", "to", "through"):
        end = Edge(inner.node, last=True)
        return Term(
            node=Counted(offsets.one(word), UNITS[word].unit, end, back=True),
            rule="unit-ending",
            parts=inner.parts,
        )
    if join != "of":
        start = Edge(inner.node, last=False)
        return Term(
            node=Counted(offsets.one(word), UNITS[word].unit, start), rule="unit-from", parts=inner.parts
        )
    if inner.node.unit is not Granularity.DAY:
        r.fail(f"which {word} of it is not said", at=r.ahead(-1))
    return Term(node=Unit(r.series(word), 0, inner.node), rule="unit-around", parts=inner.parts)


def _weekend_of(start: Term, end: Term) -> Term:
    """Read "the weekend of 5-6 May": in a year in which those days are a weekend."""
    one, other = start.node, end.node
    assert one is not None
    assert other is not None
    if isinstance(one, Pick) and start.parts and end.parts:
        days = (end.parts.day or 0) - (start.parts.day or 0)
        one = Agreeing(one.series, one.way, 6 - days)
        other = Edge(one, last=True, plus=days)
    return Term(node=Hull(one, other), rule="unit-around", parts=end.parts)
