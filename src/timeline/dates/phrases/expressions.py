"""Single dates: which production begins with which word, and what may follow a name.

A name ("May", "Wednesday", "Easter", "the third quarter") stays a series until the words around it say which turn is
meant: a wider period behind it, "last" or "next" before it, or else its default direction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from timeline.dates.fuzzy import Direction, Granularity, Parts, Stance
from timeline.dates.gaps import take_length
from timeline.dates.phrases import offsets, written
from timeline.dates.phrases.containing import contained, container_follows
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import MonthlyDays, Months, Series, Weekdays
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Beside, Counted, Cut, Edge, Node, Part, Pick, Portion, Running, Today, Unit, Way
from timeline.dates.phrases.vocabulary import (
    AHEAD,
    BACK,
    CLOCK_WORDS,
    DAY_PARTS,
    HERE,
    HOLIDAY_STARTS,
    HOLIDAYS,
    MONTHS,
    PORTIONS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    quarter,
    season,
)
from timeline.dates.tokens import Kind, Token

__all__ = ["expression", "hedges"]

_ABOUT: Final = frozenset({"about", "around", "circa", "c", "ca", "approximately", "roughly", "~", "approx"})
_PERHAPS: Final = frozenset({"perhaps", "probably", "possibly", "maybe", "likely", "presumably", "apparently"})
_SKIPPED: Final = frozenset({
    "the", "on", "in", "at", "during", "dated", "of", "for", "throughout", "sometime", "back", "as", "very", "within",
    "through", "(", "come", "whole", "entire", "all", "most", "much", "part", "some", "over", "just", "exactly",
})  # fmt: skip
# These are stepped past only before the words given: "over the weekend", but "over two weeks ago" counts.
_SKIPPED_BEFORE: Final = {
    "within": {"the"}, "over": {"the"}, "some": {"time", "point", "day"}, "part": {"of"},
    "most": {"of"}, "much": {"of"}, "all": {"of", "the"}, "exactly": {"on"}, "just": {"last", "this", "before"},
}  # fmt: skip


def hedges(r: Reader) -> None:
    """Step past articles, prepositions and hedging words, noting what they say."""
    while True:
        word = r.here.word
        if word in _ABOUT:
            r.approximate = True
        elif word in _PERHAPS:
            r.uncertain = True
        elif word not in _SKIPPED:
            return
        elif (needed := _SKIPPED_BEFORE.get(word)) is not None and r.ahead().word not in needed:
            return
        elif word == "on" and r.ahead().word == "or" and r.ahead(2).word in _ABOUT:
            r.go()
        elif word == "at" and r.ahead().word in ("least", "most"):
            return
        elif word == "some":
            r.go()
        r.go()


def expression(r: Reader, *, edges: bool = False) -> Term:
    """One date, with everything that belongs to it.

    Args:
        r: the reader, at the first word of the date.
        edges: whether "the end of May" is its last day (as after "until") and not its last third.
    """
    hedges(r)
    token = r.here
    if token.kind is Kind.WORD:
        production = _PRODUCTIONS.get(token.word)
        if production is None:
            r.refuse()
        term = production(r, edges)
    else:
        term = _KINDS[token.kind](r)
    return _behind(r, term)


def _behind(r: Reader, term: Term) -> Term:
    """What may follow a date: parts of the day, a wider period, "so far", a weekday in brackets, a question mark."""
    while not r.done:
        word = r.here.word
        if word in DAY_PARTS or r.here.kind is Kind.CLOCK or word in ("at", "around") and r.ahead().kind in _COUNTS:
            _skip_clock(r)
        elif word == "'s":
            r.go()
            term = _possessed(r, term)
        elif term.series is not None and word in ("last", "next", "past") and r.ahead().kind is Kind.END:
            r.go()
            term = _pinned(r, term, Way.NEXT if word == "next" else Way.LAST)
        elif term.series is not None and word in ("before", "after") and r.ahead().kind is not Kind.END:
            term = _beside(r, term.series)
        elif container_follows(r, term):
            term = contained(r, term, expression(r))
        elif r.take("so", "far") or r.take("to", "date"):
            term = _cut(r, term, later=False)
        elif r.take("or", "so") or r.take("or", "thereabouts") or r.take("~"):
            r.approximate = True
        elif r.take("?") or r.take("(", "?"):
            r.uncertain = True
        elif (word == "(" or word == ",") and r.ahead().word in WEEKDAYS and term.parts and term.parts.day:
            r.go()
            term = written.with_weekday(r, written.weekday(r), term)
        else:
            break
    return term


_COUNTS: Final = (Kind.NUMBER, Kind.CLOCK)


def _skip_clock(r: Reader) -> None:
    """Step past a clock time or a part of the day: days are what is decided here."""
    r.assume("the time of day is left aside")
    r.any_of(("at", "around"))
    r.go()
    while r.here.word in CLOCK_WORDS or r.here.word in DAY_PARTS or r.here.word in ("+", ":"):
        r.go()
        if r.here.kind is Kind.NUMBER and r.ahead(-1).word == "+":
            r.go()
    if r.here.word == "(" and r.ahead().word in CLOCK_WORDS:
        while not r.done and r.go().word != ")":
            pass


def _possessed(r: Reader, term: Term) -> Term:
    """What follows "last year's": a name within it, or nothing."""
    if r.done or term.node is None:
        return term
    portion = r.here.word in PORTIONS
    inner = _PRODUCTIONS[r.here.word] if r.here.word in _PRODUCTIONS and not portion else None
    if portion:
        at = r.go()
        return _somewhere(r, term, at.word) if at.word in _ENDS else _part(r, term, PORTIONS[at.word], at)
    if inner is None and r.here.kind is not Kind.ORDINAL:
        r.refuse()
    name = inner(r, False) if inner else _ordinal(r)
    if name.series is None:
        r.refuse(r.ahead(-1))
    return contained(r, name, term)


# --- words that cut or divide what follows


def _portion(r: Reader, edges: bool) -> Term:
    """ "early May", "the end of last month", "mid-2030s", "the latter half of 2022"."""
    token = r.go()
    portion = PORTIONS[token.word]
    r.any_of(("-",))
    if r.here.word in ("part", "half", "stages", "days", "portion"):
        if r.go().word == "half":
            portion = Portion.FIRST_HALF if portion is Portion.EARLY else Portion.SECOND_HALF
    r.any_of(("of", "in"))
    if r.done:
        r.refuse(token)
    inner = expression(r)
    if token.word not in _ENDS:
        return _part(r, inner, portion, token)
    if edges:
        return _part(r, inner, portion, token, edge=True)
    return _somewhere(r, inner, token.word)


_ENDS: Final = frozenset({"beginning", "start", "end", "close", "outset"})


def _somewhere(r: Reader, inner: Term, word: str) -> Term:
    """ "the end of last year": how far an end reaches is not said, so that only the period itself is sure."""
    r.assume(f"how long the {word} lasts is not said: anywhere in the period")
    return attrs.evolve(inner, rule="end-of", edtf=None, series=None)


def _part(r: Reader, inner: Term, portion: Portion, at: Token, *, edge: bool = False) -> Term:
    """A part of a date, or the day at its edge."""
    if inner.node is None:
        r.fail(f"{at.word!r} needs a date with one reading behind it", at=at)
    node: Node = Edge(inner.node, last=portion is Portion.LATE) if edge else Part(portion, inner.node)
    direction = inner.direction if inner.direction is Direction.MONTH and not edge else None
    if inner.node.unit is not Granularity.DAY and not edge:
        r.assume(_CUTS[portion.value[0]])
    rule = "edge" if edge else "part"
    return Term(node=node, rule=rule, direction=direction, parts=inner.parts, assumed=inner.assumed)


_CUTS: Final = {
    3: "thirds: days 1-10, 11-20 and from 21 of a month, four months of a year, years 0-3, 4-6, 7-9 of a decade",
    2: "halves: days 1-15 and from 16 of a month, six months of a year",
    4: "quarters of the period",
}


def _later(r: Reader, edges: bool) -> Term:
    """ "later in May", "earlier this year", "later today": what lies on one side of publication."""
    token = r.go()
    later = token.word == "later"
    if r.done or r.here.word == "than":
        r.refuse(token)
    r.imply(Stance.PLANNED if later else Stance.REPORTED)
    return _cut(r, expression(r), later=later)


def _cut(r: Reader, term: Term, *, later: bool) -> Term:
    """One side of publication in a date."""
    node = term.node
    if term.series is not None:
        node = Pick(term.series, Way.UNFINISHED if later else Way.BEGUN)
    if node is None:
        r.fail("a date with one reading is needed here")
    r.assume("cut at the publication day, which is counted in")
    return Term(node=Cut(node, later), rule="later-in" if later else "earlier-in", parts=term.parts)


def _rest(r: Reader, edges: bool) -> Term:
    """ "the rest of the year", "the remainder of May"."""
    r.go()
    if not r.any_of(("of",)):
        r.refuse()
    return _cut(r, expression(r), later=True)


def _so_far(r: Reader, edges: bool) -> Term:
    """ "so far this year"."""
    token = r.go()
    if not r.take("far") or r.done:
        r.refuse(token)
    return _cut(r, expression(r), later=False)


# --- names


def _named(series: Series, rule: str, r: Reader, parts: Parts | None = None) -> Term:
    """A bare name of no fixed direction: the nearest one."""
    return Term(
        node=Pick(series, r.way(Way.NEAREST)), rule=rule, series=series, parts=parts, assumed="nearest to publication"
    )


def _month(r: Reader, edges: bool) -> Term:
    return written.month(r)


def _weekday(r: Reader, edges: bool) -> Term:
    """ "Wednesday", "Wednesday 5 March 2023", "Wednesday night"."""
    number = written.weekday(r)
    while r.here.word in DAY_PARTS:
        r.go()
    steps = 1 if r.here.word in (",", "the") or (r.here.word == "on" and r.ahead().kind is Kind.NUMBER) else 0
    steps += r.ahead(steps).word == "the"
    token = r.ahead(steps)
    if token.word in MONTHS and (steps or r.ahead(1).kind in (Kind.NUMBER, Kind.ORDINAL)):
        r.go(steps)
        return written.with_weekday(r, number, written.month(r))
    if token.kind is Kind.DATE:
        r.go(steps)
        return written.with_weekday(r, number, written.numeric(r))
    if _day_number(r, steps):
        r.go(steps)
        return written.with_weekday(r, number, _number(r) if token.kind is Kind.NUMBER else _ordinal(r))
    return written.weekday_name(r, number)


def _day_number(r: Reader, steps: int) -> bool:
    """Whether a day of the month stands so many tokens on: "5 March", "5th"."""
    token, behind = r.ahead(steps), r.ahead(steps + 1)
    if token.kind is Kind.ORDINAL:
        return token.digits > 0 or behind.word in MONTHS or behind.word == "of"
    return token.kind is Kind.NUMBER and behind.word in MONTHS


def _season(r: Reader, edges: bool) -> Term:
    """ "summer", "winter 2022-23"."""
    series = season(r.go().word, r.options.hemisphere)
    r.assume(f"meteorological seasons of the {r.options.hemisphere}")
    steps = 1 if r.here.word in ("of", ",", "in") else 0
    one, join, other = (r.ahead(steps + n) for n in range(3))
    two = written.looks_like_year(one) and join.word in ("-", "/") and other.kind in (Kind.NUMBER, Kind.SHORT)
    if two and other.number % 100 == (one.number + 1) % 100:
        r.go(steps + 3)
        inner = written.plain_year(one.number)
        return contained(r, _named(series, "season", r), inner)
    return _named(series, "season", r)


def _holiday(r: Reader, edges: bool) -> Term:
    """The longest name of a feast that begins here."""
    token = r.here
    for length in range(HOLIDAY_STARTS[token.word], 0, -1):
        name = " ".join(r.ahead(n).word for n in range(length))
        if name in HOLIDAYS:
            r.go(length)
            series = HOLIDAYS[name]
            if name in ("independence day", "labor day", "thanksgiving", "memorial day", "republic day"):
                r.assume(f"{name.title()} of {'India' if name == 'republic day' else 'the United States'}")
            return _named(series, "holiday", r)
    if token.word in MONTHS:
        return written.month(r)
    if token.word in _AMBIGUOUS_STARTS:
        return _AMBIGUOUS_STARTS[token.word](r, edges)
    return r.refuse()


def _quarter(r: Reader, edges: bool) -> Term:
    """ "Q3", "H1"."""
    letter, number = r.go(), r.go()
    most = 4 if letter.word == "q" else 2
    if number.kind is not Kind.NUMBER or not 1 <= number.number <= most:
        r.fail(f"{letter.word.upper()} is followed by a number from 1 to {most}", at=number)
    return _nth_quarter(r, number.number) if most == 4 else _nth_half(r, number.number)


def _nth_quarter(r: Reader, number: int) -> Term:
    return _named(quarter(number), "quarter", r)


def _nth_half(r: Reader, number: int) -> Term:
    return _named(Months(6, 12, 6 * (number - 1), Granularity.QUARTER), "half", r)


def _fiscal(r: Reader, edges: bool) -> Term:
    token = r.go()
    return written.fiscal_year(r, token)


def _era_year(r: Reader, edges: bool) -> Term:
    return written.year(r)


# --- today, this, last, next


_DEICTIC: Final = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "tonite": 0}


def _today(r: Reader, edges: bool) -> Term:
    plus = _DEICTIC[r.go().word]
    if plus:
        r.imply(Stance.PLANNED if plus > 0 else Stance.REPORTED)
    return Term(node=Today(plus), rule="deictic-day")


def _determiner(r: Reader, edges: bool) -> Term:
    """ "this", "last", "next" and their like, before a unit, a name, a number of units or a part of the day."""
    token = r.go()
    if token.word in HERE and (r.here.word in BACK or r.here.word in AHEAD):
        token = r.go()
    shift = 0 if token.word in HERE else -1 if token.word in BACK else 1
    if token.word in ("previous", "preceding", "prior", "following", "subsequent"):
        r.assume("counted from the publication day")
    here = r.here
    if shift and not (shift < 0 and (_of_follows(r) or here.word in ("half", "third"))):
        r.imply(Stance.PLANNED if shift > 0 else Stance.REPORTED)
    if here.word in DAY_PARTS:
        _skip_clock(r)
        return Term(node=Today(shift), rule="deictic-day")
    if here.word in UNITS:
        return _shifted(r, token, shift)
    if here.word in ("fiscal", "financial", "fy"):
        return _shifted_fiscal(r, shift)
    if here.word in ("half", "third") and shift < 0:
        return _nth(r, -1, token)
    if shift and (here.kind is Kind.NUMBER or here.word in ("few", "several", "couple") or here.word in offsets.PLURALS):
        return _running(r, token, back=shift < 0)
    if here.kind is Kind.END:
        r.refuse(token)
    return _picked(r, token, shift)


def _of_follows(r: Reader) -> bool:
    """Whether "last" counts within a period: "last week of March", "last three days of May", "last Friday in June"."""
    steps = 1 + (r.here.kind is Kind.NUMBER)
    behind = r.ahead(steps).word
    return behind == "of" or (behind == "in" and not written.looks_like_year(r.ahead(steps + 1)))


def _shifted(r: Reader, token: Token, shift: int) -> Term:
    """ "last month", "the last week of March", "the past year"."""
    word = r.here.word
    if shift < 0 and _of_follows(r):
        return _nth(r, -1, token)
    r.go()
    if token.word == "past" and word not in ("weekend", "decade", "century"):
        r.assume("the days up to publication, not the calendar unit before")
        length = offsets.one(word)
        return Term(node=Running(length, UNITS[word].unit, back=True), rule="running")
    return Term(node=Unit(r.series(word), shift), rule="this-unit" if not shift else f"{_SIDE[shift]}-unit")


_SIDE: Final = {-1: "last", 1: "next"}


def _shifted_fiscal(r: Reader, shift: int) -> Term:
    token = r.go()
    term = written.fiscal_year(r, token)
    if not isinstance(term.node, Unit):
        return term
    return attrs.evolve(term, node=Unit(term.node.series, shift))


def _running(r: Reader, token: Token, *, back: bool) -> Term:
    """ "the past two weeks", "the next three months"."""
    at = r.here
    length = take_length(r)
    if length is None:
        return _picked(r, token, -1 if back else 1)
    if not length.counted:
        r.fail("how many is not said", at=at)
    if token.word == "last" and r.here.word == "of":
        r.go()
        return _counted(r, length.most, offsets.UNIT_OF[length.unit], back=True)
    r.assume("counted from the publication day")
    return Term(node=Running(length.most, offsets.UNIT_OF[length.unit], back), rule="running")


def _picked(r: Reader, token: Token, shift: int) -> Term:
    """ "last December", "next Monday", "this summer"; a date with its year is itself."""
    at = r.here
    production = _PRODUCTIONS.get(at.word) if at.kind is Kind.WORD else _KINDS[at.kind]
    if production is None or at.word in BACK or at.word in AHEAD or at.word in HERE:
        r.refuse(at if at.kind is Kind.WORD and production is None else token)
    term = production(r, False) if at.kind is Kind.WORD else production(r)  # type: ignore[call-arg]
    if term.series is None:
        return term
    if shift < 0 and isinstance(term.series, Weekdays) and r.here.word in ("of", "in"):
        r.go()
        return contained(r, term, expression(r), nth=-1)
    way = Way.LAST if shift < 0 else Way.NEXT if shift > 0 else _this_way(term.series)
    return _pinned(r, term, way)


def _this_way(series: Series) -> Way:
    """ "this Friday" is ahead, "this May" is of the year, "this winter" is the nearest, because it has two years."""
    if isinstance(series, Weekdays | MonthlyDays):
        return Way.FROM
    if isinstance(series, Months) and series.offset + series.length > 12:
        return Way.NEAREST
    return Way.YEAR


def _pinned(r: Reader, term: Term, way: Way) -> Term:
    """A name whose direction the words give."""
    assert term.series is not None
    rule = f"{way.name.lower()}-name"
    return attrs.evolve(term, node=Pick(term.series, way), direction=None, series=None, assumed=None, rule=rule)


# --- units and ordinals


def _unit(r: Reader, edges: bool) -> Term:
    """ "the week of 5 May", "the day after tomorrow", "the year 2022", "the month"."""
    token = r.go()
    word, series = token.word, r.series(token.word)
    if r.here.word in ("before", "after", "following") or r.take("prior", "to"):
        return _beside_unit(r, word)
    if r.take("-", "end"):
        r.assume(f"the {word} of publication")
        return _somewhere(r, Term(node=Unit(series, 0), rule="this-unit"), "end")
    if word == "year" and (written.looks_like_year(r.here) or r.here.kind is Kind.NUMBER):
        if r.here.digits <= 4 and r.here.kind is Kind.NUMBER or r.here.kind is Kind.SHORT:
            return written.year(r)
    if r.here.word in ("of", "beginning", "starting", "ending", "ended", "commencing") and r.ahead().kind is not Kind.END:
        return _unit_of(r, word)
    if r.here.word in ("earlier", "previous") and r.ahead().kind is Kind.END:
        r.go()
        return Term(node=Unit(series, -1), rule="last-unit")
    if r.here.word == "later" and r.ahead().kind is Kind.END:
        r.go()
        return Term(node=Unit(series, 1), rule="next-unit")
    r.assume(f"the {word} of publication")
    return Term(node=Unit(series, 0), rule="this-unit")


def _beside_unit(r: Reader, word: str) -> Term:
    """ "the week before last", "the day after 5 May", "the month before"."""
    back = r.ahead(-1).word == "to" or r.here.word == "before"
    if r.ahead(-1).word != "to":
        r.go()
    sign = -1 if back else 1
    series = r.series(word)
    if r.done:
        return Term(node=Unit(series, sign), rule="last-unit" if back else "next-unit")
    if r.here.word in ("last", "next") and r.ahead().kind is Kind.END:
        r.go()
        return Term(node=Unit(series, 2 * sign), rule="unit-but-one")
    inner = expression(r, edges=True)
    if inner.node is None:
        r.refuse()
    return Term(node=Unit(series, sign, Edge(inner.node, last=not back)), rule="unit-beside")


def _unit_of(r: Reader, word: str) -> Term:
    """ "the week of 5 May", "the month of May", "the week ending 7 May", "the quarter ended June 30"."""
    join = r.go().word
    inner = expression(r)
    if inner.node is None:
        r.refuse()
    if join == "of" and inner.node.unit is UNITS[word].unit and word != "weekend":
        return inner
    if join in ("ending", "ended"):
        end = Edge(inner.node, last=True)
        return Term(node=Counted(offsets.one(word), UNITS[word].unit, end, back=True), rule="unit-ending", parts=inner.parts)
    if join != "of":
        start = Edge(inner.node, last=False)
        return Term(node=Counted(offsets.one(word), UNITS[word].unit, start), rule="unit-from", parts=inner.parts)
    if inner.node.unit is not Granularity.DAY:
        r.fail(f"which {word} of it is not said", at=r.ahead(-1))
    return Term(node=Unit(r.series(word), 0, inner.node), rule="unit-around", parts=inner.parts)


def _ordinal(r: Reader) -> Term:
    """ "5th of March 2023", "the first quarter", "the first ten days of August", "the 21st"."""
    token = r.go()
    return _nth(r, token.number, token)


def _final(r: Reader, edges: bool) -> Term:
    return _nth(r, -1, r.go())


def _nth(r: Reader, n: int, token: Token) -> Term:
    """What an ordinal counts; -1 is the last."""
    r.any_of(("-",))
    here = r.here
    if here.word == "day" and r.ahead().word == "of" and (r.ahead(2).word in MONTHS) and n > 0:
        r.go()
    of = r.here.word == "of"
    if n > 0 and r.ahead(1 if of else 0).word in MONTHS:
        r.go(of)
        return written.month_and_day(r, MONTHS[r.go().word], token)
    if here.word == "century":
        r.go()
        return written.century(r, n, token)
    if here.word == "quarter":
        r.go()
        return _quarters(r, n, token)
    if here.word == "half" and n in (1, 2, -1):
        r.go()
        return _nth_half(r, 2 if n < 0 else n)
    if here.word in ("third", "thirds") and n in (1, 2, -1):
        return _third(r, n, token)
    if here.word in UNITS or here.word in WEEKDAYS:
        return _nth_unit(r, n, token)
    if here.kind is Kind.NUMBER or here.word in ("few", "couple"):
        return _first_units(r, back=n < 0, at=token)
    if n < 0:
        r.refuse()
    return written.day_of_month(r, token)


def _quarters(r: Reader, n: int, token: Token) -> Term:
    if not -1 <= n <= 4:
        r.fail("a year has four quarters", at=token)
    return _nth_quarter(r, 4 if n < 0 else n)


def _third(r: Reader, n: int, token: Token) -> Term:
    r.go()
    if not r.any_of(("of",)):
        r.refuse()
    portion = {1: Portion.EARLY, 2: Portion.MIDDLE, -1: Portion.LATE}[n]
    return _part(r, expression(r), portion, token)


def _nth_unit(r: Reader, n: int, token: Token) -> Term:
    """ "the second week of March", "the first Monday after Easter"."""
    word = r.go().word
    series: Series = Weekdays(WEEKDAYS[word]) if word in WEEKDAYS else r.series(word)
    if r.here.word in ("after", "before") and n == 1:
        return _beside(r, series)
    if not r.any_of(("of", "in", "during")):
        if r.here.word not in HERE and r.here.word not in BACK and not written.looks_like_year(r.here):
            r.fail(f"which period the {token.word} {word} is counted in is not said", at=token)
    bare = Term(node=None, series=series, rule="nth")
    return contained(r, bare, expression(r), nth=n)


def _beside(r: Reader, series: Series) -> Term:
    """The turn of a series next to a date."""
    back = r.go().word == "before"
    inner = expression(r, edges=True)
    if inner.node is None:
        r.refuse()
    return Term(node=Beside(series, inner.node, back), rule="beside")


def _first_units(r: Reader, *, back: bool, at: Token) -> Term:
    """ "the first ten days of last August", "the last three months of 2022"."""
    length = take_length(r)
    if length is None:
        r.refuse()
    if not length.counted:
        r.fail("how many is not said", at=at)
    if not r.any_of(("of", "in")):
        r.fail("which period they are counted in is not said", at=at)
    return _counted(r, length.most, offsets.UNIT_OF[length.unit], back=back)


def _counted(r: Reader, offset: offsets.Offset, unit: Granularity, *, back: bool) -> Term:
    inner = expression(r)
    if inner.node is None:
        r.refuse()
    return Term(node=Counted(offset, unit, inner.node, back), rule="counted", parts=inner.parts)


# --- numbers


def _number(r: Reader) -> Term:
    """A day of a month, a year, eight digits, a clock time, or a length of time."""
    token, behind = r.here, r.ahead()
    if behind.word in MONTHS or (behind.word == "of" and r.ahead(2).word in MONTHS) or (
        behind.word == "-" and r.ahead(2).word in MONTHS and token.digits <= 2
    ):
        return _day_month(r)
    if token.digits == 8:
        return written.compact(r)
    if behind.word == "/" and r.ahead(2).kind is Kind.NUMBER and r.ahead(2).digits in (1, 2, 4) and token.digits <= 2:
        return written.slashed(r)
    if written.looks_like_year(token) and (behind.kind is Kind.ORDINAL or behind.word in _AFTER_YEAR):
        return _year_first(r)
    if behind.word in ("bc", "bce", "ad", "ce"):
        return written.year(r)
    if behind.word in _CLOCKS:
        return _clock(r)
    length = offsets.length_follows(r)
    if length:
        return offsets.offset(r, expression)
    if written.looks_like_year(token):
        return written.year(r)
    if token.kind is Kind.NUMBER and r.ahead(-1).word == "year" and r.place:
        return written.year(r)
    if token.number > 31 or token.number == 0 or not r.ahead().kind is Kind.END:
        r.fail(f"{token.word!r} is neither a year nor a day with its month")
    r.fail(f"{token.word!r} alone may be a day, a month or a number of anything", suggestion="write its month as well")


_AFTER_YEAR: Final = frozenset(MONTHS) | SEASONS | {"q"}


def _year_first(r: Reader) -> Term:
    """ "the 1988 fourth quarter", "2022 September 8"."""
    period = written.year(r)
    if r.here.kind is Kind.ORDINAL:
        name = _ordinal(r)
    else:
        name = _PRODUCTIONS[r.here.word](r, False)
    if name.series is None:
        r.refuse(r.ahead(-1))
    return contained(r, name, period)


def _day_month(r: Reader) -> Term:
    """ "5 March 2023", "5-Mar-2023"."""
    day = r.go()
    r.any_of(("of", "-"))
    month = MONTHS[r.go().word]
    if r.here.word == "-" and (r.ahead().digits == 4):
        r.go()
    if r.here.kind is Kind.NUMBER and r.here.digits == 2 and r.ahead().kind is Kind.END:
        term = written.short_year(r)
        assert term.parts is not None
        assert term.parts.year is not None
        return written.full_date(r, term.parts.year, month, day)
    return written.month_and_day(r, month, day)


_CLOCKS: Final = frozenset({"am", "pm", "utc", "gmt", "est", "edt", "hours", "oclock", "o", "z", "hrs"})


def _clock(r: Reader) -> Term:
    """A clock time, with its day or of the publication day."""
    _skip_clock(r)
    r.any_of((",",))
    r.any_of(("on",))
    if not r.done and r.here.word not in ("-", "to", "and", "or"):
        return expression(r)
    r.assume("a clock time without a day is of the publication day")
    return Term(node=Today(), rule="clock")


def _clock_word(r: Reader, edges: bool) -> Term:
    """ "noon on Tuesday", "the morning of 5 May": a part of a day needs its day."""
    token = r.go()
    r.any_of(("of", ",", "on"))
    if r.done:
        r.fail("a part of a day needs its day", at=token)
    return expression(r)


def _article(r: Reader, edges: bool) -> Term:
    """ "a Wednesday", "a week ago", "one Friday in May"."""
    behind = r.ahead()
    if behind.word in WEEKDAYS:
        r.go(2)
        return written.a_weekday(WEEKDAYS[behind.word])
    return offsets.offset(r, expression)


def _length(r: Reader, edges: bool) -> Term:
    return offsets.offset(r, expression)


def _half(r: Reader, edges: bool) -> Term:
    if r.ahead().word in ("a", "an"):
        return offsets.offset(r, expression)
    return r.refuse()


def _sign(r: Reader) -> Term:
    return r.refuse()


def _short(r: Reader) -> Term:
    return written.year(r)


_KINDS: Final[dict[Kind, Callable[[Reader], Term]]] = {
    Kind.NUMBER: _number, Kind.ORDINAL: _ordinal, Kind.DECADE: written.decade, Kind.SHORT: _short,
    Kind.DATE: written.numeric, Kind.CLOCK: _clock, Kind.SIGN: _sign, Kind.END: _sign,
}  # fmt: skip

Production = Callable[[Reader, bool], Term]

_AMBIGUOUS_STARTS: Final[dict[str, Production]] = {}
_PRODUCTIONS: Final[dict[str, Production]] = {
    **dict.fromkeys(offsets.PLURALS, _length),
    **dict.fromkeys(offsets.BOUNDS, _length),
    **dict.fromkeys(HOLIDAY_STARTS, _holiday),
    **dict.fromkeys(MONTHS, _month),
    **dict.fromkeys(WEEKDAYS, _weekday),
    **dict.fromkeys(SEASONS, _season),
    **dict.fromkeys(UNITS, _unit),
    **dict.fromkeys(PORTIONS, _portion),
    **dict.fromkeys((*HERE, *BACK, *AHEAD), _determiner),
    **dict.fromkeys(_DEICTIC, _today),
    **dict.fromkeys(DAY_PARTS, _clock_word),
    **dict.fromkeys(("fiscal", "financial", "fy"), _fiscal),
    **dict.fromkeys(("ad", "ce"), _era_year),
    **dict.fromkeys(("a", "an"), _article),
    **dict.fromkeys(("q", "h"), _quarter),
    **dict.fromkeys(("final", "closing"), _final),
    "later": _later,
    "earlier": _later,
    "rest": _rest,
    "remainder": _rest,
    "so": _so_far,
    "half": _half,
    "may": _holiday,
}  # fmt: skip
_AMBIGUOUS_STARTS["april"] = _month

