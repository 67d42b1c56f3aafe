"""Single dates: which production begins with which word, and what may follow a date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from timeline.dates.fuzzy import Stance
from timeline.dates.lengths import Offset
from timeline.dates.phrases import cutting, deictic, eras, names, numbers, offsets, ordinals, written
from timeline.dates.phrases.containing import contained, container_follows
from timeline.dates.phrases.hedging import HEDGES, hedges
from timeline.dates.phrases.parts import Portion, Shift
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Edge, Hull, Nearest, Node, Pick, Today, Unit, Way
from timeline.dates.phrases.vocabulary import (
    AHEAD,
    BACK,
    CLOCK_WORDS,
    DAY_PARTS,
    HERE,
    HOLIDAY_STARTS,
    MONTHS,
    PORTIONS,
    SEASONS,
    UNITS,
    WEEKDAYS,
)
from timeline.dates.tokens import END, Kind

__all__ = ["PRODUCTIONS"]


def _expression(r: Reader) -> Term:
    """One date, with everything that belongs to it."""
    edges = r.edges
    if r.here.word in HEDGES:
        hedges(r)
    term = _plain(r)
    r.edges = edges
    return term if r.here is END else _behind(r, term)


def _plain(r: Reader) -> Term:
    """One date, without what may follow it."""
    token = r.here
    production = _WORDS.get(token.word) if token.kind is _WORD else _KINDS.get(token.kind)
    if production is None:
        r.refuse()
    return production(r)


PRODUCTIONS: Final = (_expression, _plain)


def _behind(r: Reader, term: Term) -> Term:
    """What may follow a date, again and again: a part of the day, a wider period, a mark of doubt."""
    found: Term | None = term
    while found is not None and r.here is not END:
        term = found
        found = _next(r, term)
    return found or term


def _next(r: Reader, term: Term) -> Term | None:
    """The term after one more thing that follows it; None, and no step, where nothing does."""
    word, last = r.here.word, r.ahead().kind is Kind.END
    if word in _RANGES:
        return _marked(r, term) if word == "or" else None
    if _time_of_day_follows(r):
        cutting.skip_clock(r)
        return term
    if r.take("'s"):
        return _possessed(r, term)
    if word in ("alone", "itself"):
        r.go()
        return term
    if word in _FISCAL and r.ahead().word == "year" and term.rule == "year" and term.parts:
        return eras.fiscal_named_before(r, term.parts.year or 0, span=False)
    if word == "calendar" and term.rule == "year" and r.take("calendar", "year"):
        return term
    if term.series is not None and last and word in ("last", "next", "past"):
        r.go()
        return deictic.pinned(term, Way.NEXT if word == "next" else Way.LAST)
    if term.series is not None and not last and word in ("before", "after"):
        return ordinals.beside(r, term.series)
    if word in ("week", "weekend") and term.rule in _DAYS:
        return _week_of(r, term)
    if word == "week" and term.node in _WEEK_FROM:
        r.go()
        return Term(node=_WEEK_FROM[term.node], rule="offset")
    if container_follows(r, term):
        return contained(r, term, r.expression())
    if r.take("so", "far") or r.take("to", "date"):
        return cutting.cut_at_publication(r, term, later=False)
    return _marked(r, term)


def _time_of_day_follows(r: Reader) -> bool:
    """Whether a part of the day or a clock time comes next, with what may introduce it or follow its zone."""
    word, behind = r.here.word, r.ahead().word
    return (
        word in DAY_PARTS
        or r.here.kind is Kind.CLOCK
        or (word in ("at", "around", "before", ",") and _clock_follows(r))
        or (r.here.digits == 4 and behind in CLOCK_WORDS)
        or (word == "(" and cutting.clock_in_brackets(r))
        or (word in CLOCK_WORDS and behind == "time")
        or (word == "," and r.ahead(2).word == "time" and r.ahead(3) is END)
    )


def _clock_follows(r: Reader) -> bool:
    if r.here.word == "," and r.ahead().kind is not Kind.CLOCK:
        if r.ahead().word != "at":
            return cutting.clock_at(r, 1)
        r.go()
    behind = r.ahead()
    return behind.kind in _COUNTS or behind.word in DAY_PARTS


_DAYS: Final = frozenset({"holiday", "bare-month-day", "day", "bare-weekday"})
# "Today week", "tomorrow week".
_WEEK_FROM: Final[dict[Node | None, Node]] = {Today(): Today(7), Today(1): Today(8)}


def _week_of(r: Reader, term: Term) -> Term:
    """Read "Christmas week", "Labor Day weekend 2022"; "Friday week" is a week after Friday."""
    word = r.go().word
    if term.rule == "bare-weekday" and term.series is not None:
        r.imply(Stance.PLANNED)
        week = Offset(days=7)
        return Term(node=Shift(Pick(term.series, Way.FROM), week, week, back=False), rule="offset")
    if container_follows(r, term):
        term = contained(r, term, r.expression())
    if term.node is None:
        r.refuse()
    if word == "week":
        return Term(node=Unit(r.series(word), 0, term.node), rule="unit-around", parts=term.parts)
    return Term(node=Nearest(UNITS[word], term.node), rule="unit-around", parts=term.parts)


# What follows here joins two dates, and is the business of whole phrases.
_RANGES: Final = frozenset({
    "-", "and", "or", "until", "till", "through", "thru", "into", "onward", "onwards",
})  # fmt: skip
_COUNTS: Final = (Kind.NUMBER, Kind.CLOCK)


def _marked(r: Reader, term: Term) -> Term | None:
    """The term, where a mark of doubt or its weekday follows it."""
    if r.take("or", "so") or r.take("or", "thereabouts") or r.take("~"):
        r.approximate = True
        return term
    if r.take("?") or r.take("(", "?"):
        r.uncertain = True
        return term
    if r.here.word in ("(", ","):
        steps = 1 + (r.ahead().word in ("a", "an"))
        if r.ahead(steps).word not in WEEKDAYS:
            return None
        if term.parts and term.parts.day:
            r.go(steps)
            return written.with_weekday(r, written.weekday(r), term)
        if isinstance(term.node, Today) and r.here.word == "(":
            r.go(2)
            r.assume("the weekday in brackets is not used")
            return term
    return None


def _possessed(r: Reader, term: Term) -> Term:
    """What follows "last year's": a name within it, or nothing."""
    if r.done or term.node is None:
        return term
    if r.here.word in PORTIONS:
        at = r.go()
        if at.word in cutting.ENDS and not r.edges:
            return cutting.somewhere(r, term, at.word)
        return cutting.part_of(r, term, PORTIONS[at.word], at, edge=at.word in cutting.ENDS)
    r.period = term
    name = r.plain()
    r.period = None
    if name.rule == "counted":
        return name
    if name.series is None:
        r.refuse(r.ahead(-1))
    return contained(r, name, term)


_MIDDLES: Final = {"midweek": "week", "midyear": "year", "midmonth": "month"}


def _middle(r: Reader) -> Term:
    """Read "midweek", "midyear", "midsummer 2022" in one word."""
    token = r.go()
    unit = _MIDDLES.get(token.word)
    if unit is not None:
        inner = Term(node=Unit(r.series(unit), 0), rule="this-unit")
    else:
        inner = names.season_of(r, token.word.removeprefix("mid"))
        if container_follows(r, inner):
            inner = contained(r, inner, r.expression())
    return cutting.part_of(r, inner, Portion.MIDDLE, token)


def _eve(r: Reader) -> Term:
    """Read "the eve of 5 May": the day before a date."""
    token = r.go()
    if not r.any_of(("of",)):
        r.refuse(token)
    term = r.expression(edges=True)
    if term.node is None:
        r.refuse(token)
    return Term(node=Edge(term.node, last=False, plus=-1), rule="eve")


_FISCAL: Final = frozenset({"fiscal", "financial"})


def _fiscal(r: Reader) -> Term:
    """Read "fiscal 2023", "the fiscal year", "the fiscal second quarter"."""
    token = r.go()
    if r.here.word not in ("q", "h") and (r.here.kind is not Kind.ORDINAL or r.here.digits):
        return eras.fiscal_year(r, token)
    name = r.plain()
    if name.series is None:
        r.refuse(token)
    return contained(r, name, eras.fiscal_year(r, token))


def _article(r: Reader) -> Term:
    """Read "a Wednesday", "a week ago", "one Friday in May"."""
    behind = r.ahead()
    if behind.word == "quarter" and r.ahead(2).word in ("past", "to"):
        return ordinals.clock(r)
    if behind.word in WEEKDAYS:
        r.go(2)
        return written.a_weekday(WEEKDAYS[behind.word])
    if behind.kind is Kind.ORDINAL and r.ahead(2).word in ordinals.IN_A_ROW:
        r.go()
        return ordinals.ordinal(r)
    return offsets.offset(r)


def _some(r: Reader) -> Term:
    """Read "some three weeks ago", "some Wednesday"."""
    return _article(r) if r.ahead().word in WEEKDAYS else offsets.offset(r)


def _half(r: Reader) -> Term:
    """Read "half a year ago", "the half-year to June"."""
    if r.ahead().word == "past":
        return ordinals.clock(r)
    if r.ahead().word not in ("a", "an", "-") and r.ahead().word not in UNITS:
        r.refuse()
    return offsets.offset(r)


def _clock_word(r: Reader) -> Term:
    """Read "noon on Tuesday", "the morning of 5 May": a part of a day needs its day."""
    token = r.go()
    if r.take("before", "last"):
        r.imply(Stance.REPORTED)
        return Term(node=Today(-2), rule="deictic-day")
    r.any_of(("hours",))
    r.any_of(("of", ",", "on"))
    if r.done:
        r.fail("a part of a day needs its day", at=token)
    return r.expression()


def _overnight(r: Reader) -> Term:
    """Read "overnight": the night up to the publication day; "overnight Monday" is the night after Monday."""
    r.go()
    r.any_of(("on",))
    if r.here.word not in WEEKDAYS:
        return Term(node=Hull(Today(-1), Today()), rule="overnight")
    day = r.expression().node
    if day is None:
        r.refuse()
    return Term(node=Hull(day, Edge(day, last=True, plus=1)), rule="overnight")


def _small_hours(r: Reader) -> Term:
    """Read "the small hours of Monday"."""
    token = r.go()
    if not r.take("hours", "of"):
        r.refuse(token)
    r.assume("the time of day is left aside")
    return r.expression()


def _turn(r: Reader) -> Term:
    """Read "the turn of the century": the last year of the one and the first of the other."""
    token = r.go()
    if not r.take("of", "the"):
        r.refuse(token)
    r.approximate = True
    if r.here.kind is Kind.ORDINAL and r.ahead().word == "century":
        return eras.turn_of(r, r.go().number)
    series = eras.TURNS.get(r.go().word)
    if series is None:
        r.refuse(token)
    return Term(node=Pick(series, Way.NEAREST), rule="turn", assumed="nearest to publication")


Production = Callable[[Reader], Term]
_WORD: Final = Kind.WORD

_KINDS: Final[dict[Kind, Production]] = {
    Kind.NUMBER: ordinals.number,
    Kind.ORDINAL: ordinals.ordinal,
    Kind.DECADE: eras.decade,
    Kind.SHORT: written.year,
    Kind.DATE: numbers.numeric,
    Kind.CLOCK: ordinals.clock,
}
_WORDS: Final[dict[str, Production]] = {
    **dict.fromkeys(offsets.PLURALS, offsets.offset),
    **dict.fromkeys(offsets.BOUNDS, offsets.offset),
    **dict.fromkeys(MONTHS, names.month),
    **dict.fromkeys(WEEKDAYS, names.weekday),
    **dict.fromkeys(SEASONS, names.season_name),
    **dict.fromkeys(UNITS, deictic.unit),
    **dict.fromkeys(PORTIONS, cutting.portion),
    **dict.fromkeys((*HERE, *BACK, *AHEAD), deictic.determiner),
    **dict.fromkeys(deictic.DEICTIC, deictic.today),
    **dict.fromkeys(DAY_PARTS, _clock_word),
    # After the months: "May Day" and "April Fools' Day" begin like months, which the production tells apart.
    **dict.fromkeys(HOLIDAY_STARTS, names.holiday),
    **dict.fromkeys(("fiscal", "financial", "fy"), _fiscal),
    **dict.fromkeys(("ad", "ce"), written.year),
    **dict.fromkeys(("a", "an"), _article),
    **dict.fromkeys(("q", "h"), names.quarter_code),
    **dict.fromkeys(("final", "closing"), ordinals.final),
    "later": cutting.later_in,
    "earlier": cutting.later_in,
    "rest": cutting.rest,
    "remainder": cutting.rest,
    **dict.fromkeys(("so", "thus"), cutting.so_far),
    **dict.fromkeys(("same", "that"), deictic.same),
    **dict.fromkeys(("small", "wee"), _small_hours),
    "some": _some,
    "turn": _turn,
    "overnight": _overnight,
    "half": _half,
    **dict.fromkeys(("couple", "pair"), offsets.offset),
    "eve": _eve,
    **dict.fromkeys(("midweek", "midyear", "midmonth", "midsummer", "midwinter"), _middle),
}
