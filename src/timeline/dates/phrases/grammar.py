"""Whole phrases: their shape, their verbs, and ranges of two dates.

Recursive descent, one token ahead as a rule and never back: each production looks at what comes next, steps
past it, and hands on a term. Single dates are read in `expressions`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.days import Pieces
from timeline.dates.fuzzy import Granularity, Parts, ReadingOptions, Shape, Stance
from timeline.dates.phrases import calendars, numbers, ordinals, written
from timeline.dates.phrases.cutting import clock_at
from timeline.dates.phrases.expressions import PRODUCTIONS
from timeline.dates.phrases.hedging import HEDGES, hedges
from timeline.dates.phrases.offsets import is_unit
from timeline.dates.phrases.parts import Part
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.series import Months, Series
from timeline.dates.phrases.terms import Phrase, Term
from timeline.dates.phrases.tree import After, Edge, Hull, Node, Pick, Today, Unit, Way, Within
from timeline.dates.phrases.verbs import begins_with_verb, verbs
from timeline.dates.phrases.vocabulary import UNITS, WEEKDAYS
from timeline.dates.tokens import END, Kind

__all__ = ["parse"]

_WITHIN: Final = Shape.WITHIN
_TO: Final = frozenset({"-", "to", "into", "through", "thru", "until", "till", "til", "/"})
_JOINS: Final = _TO | {"and", "or", "&"}
_ONWARDS: Final = frozenset({"onward", "onwards", "forward"})


def parse(text: str, options: ReadingOptions, stance: Stance | None) -> tuple[Phrase, Reader]:
    """Read a text whole; DateError where it is no date, or something is left over."""
    r = Reader(text, options, stance, PRODUCTIONS)
    if begins_with_verb(r.here.word):
        verbs(r)
    phrase = _shape(r)
    if r.here is not END:
        phrase = _limited(r, phrase)
        while r.any_of((",", ";", ")", ":")) or r.take("(", "ns") or r.take("(", "new", "style"):
            pass
        if not r.done:
            r.refuse(r.ahead() if r.here.word == "(" else None)
    start, end = phrase.start, phrase.end
    if (start is not None and start.assumed) or (end is not None and end.assumed):
        _assume(r, start, end)
    return phrase, r


def _assume(r: Reader, *terms: Term | None) -> None:
    """Say which default direction was taken, where no word or stance has given it."""
    if r.given or r.implied or r.leaning:
        return
    for term in terms:
        if term is not None and term.assumed is not None:
            r.assume(term.assumed)


def _limited(r: Reader, phrase: Phrase) -> Phrase:
    """Read "at the earliest", "at the latest" behind a date."""
    if phrase.start is None or phrase.shape is not Shape.WITHIN:
        r.take("at", "the", "latest")
        return phrase
    if r.take("at", "the", "earliest"):
        return _from_first_day(r, phrase.start)
    if r.take("at", "the", "latest"):
        return Phrase(shape=Shape.UNTIL, end=phrase.start, up_to=True)
    return phrase


def _limited_ahead(r: Reader) -> Phrase | None:
    """Read "at the earliest in May", "at the latest by Friday", "at least until 1991"; None, and no step, without."""
    if r.take("at", "the", "latest"):
        r.any_of(("by", "on", "in", ","))
        return _by(r)
    if r.take("at", "the", "earliest"):
        r.any_of(("on", "in", ","))
        return _not_before(r)
    if r.ahead().word == "least" and r.ahead(2).word in _OPENINGS:
        r.go(2)
        return _shape(r)
    return None


def _shape(r: Reader) -> Phrase:
    """Tell the shape by the first words."""
    if r.here.word in HEDGES:
        hedges(r)
    if r.here.word == "at" and r.ahead().word in ("least", "the"):
        limited = _limited_ahead(r)
        if limited is not None:
            return limited
    if r.here.word in _OPENINGS:
        for words, production in _OPENINGS[r.here.word]:
            if r.take(*words):
                r.take("at", "least")
                return production(r)
    return _dates(r, edges=False) if r.joined else _one(r, edges=False)


def _since(r: Reader) -> Phrase:
    r.leaning = Stance.REPORTED
    return Phrase(shape=Shape.SINCE, start=r.expression(edges=True))


def _starting(r: Reader) -> Phrase:
    """Read "starting Monday", which is ahead; months and days are of their nearest turn."""
    r.leaning = Stance.PLANNED if r.here.word in WEEKDAYS else None
    return Phrase(shape=Shape.SINCE, start=r.expression(edges=True))


def _until(r: Reader) -> Phrase:
    if r.here.kind is Kind.NUMBER and is_unit(r.ahead()) and r.ahead(-1).word == "to":
        # "Up to 12 days ago" is a length.
        r.go(-2)
        return _one(r, edges=False)
    r.leaning = Stance.PLANNED
    return Phrase(shape=Shape.UNTIL, end=_now(r) or r.expression(edges=True))


def _by(r: Reader) -> Phrase:
    r.leaning = Stance.PLANNED
    return Phrase(shape=Shape.UNTIL, end=r.expression(edges=True), up_to=True)


def _ended(r: Reader) -> Phrase:
    """Read "ended Sept. 30": behind publication, where "ending" says nothing of that."""
    ahead = Stance.PLANNED if r.here.word in WEEKDAYS else None
    r.leaning = Stance.REPORTED if r.ahead(-1).word == "ended" else ahead
    return Phrase(shape=Shape.UNTIL, end=r.expression(edges=True))


def _before(r: Reader) -> Phrase:
    """Read "before May"; but "before dawn on Monday" is a time of that Monday."""
    hyphen = r.here.word == "-"
    if clock_at(r, hyphen):
        r.go(hyphen)
        return _dates(r, edges=False)
    return _open(r, before=True)


def _after(r: Reader) -> Phrase:
    """Read "after May"; but "the following day" is a day, and "after midnight on Monday" a time."""
    if clock_at(r, 0):
        return _dates(r, edges=False)
    if r.place > 1 and r.ahead(-2).word == "the":
        r.go(-1)
        return _dates(r, edges=False)
    return _open(r, before=False)


def _open(r: Reader, *, before: bool) -> Phrase:
    """All days before or after a date, its own not with them."""
    r.any_of(("-",))
    term = r.expression(edges=True)
    if term.node is None:
        r.fail("a date with one reading is needed here")
    beyond = term.but(before=before, after=not before, rule="before" if before else "after", edtf=None)
    return Phrase(shape=Shape.WITHIN, start=beyond.but(direction=None, days=None, parts=None, assumed=None))


def _not_before(r: Reader) -> Phrase:
    """Read "no earlier than May": all days from its first on."""
    r.leaning = Stance.PLANNED
    return _from_first_day(r, r.expression(edges=True))


def _from_first_day(r: Reader, term: Term) -> Phrase:
    if term.node is None:
        r.fail("a date with one reading is needed here")
    day_before = Edge(term.node, last=False, plus=-1)
    return Phrase(
        shape=Shape.WITHIN, start=Term(node=day_before, after=True, rule="not-before", unit=term.node.unit)
    )


def _dates(r: Reader, *, edges: bool) -> Phrase:
    """One date, or two with a dash, "to", "and" or "or" between them."""
    if not r.joined:
        return _one(r, edges=edges)
    pair = numbers.day_pair(r) or ordinals.pair(r)
    start = pair[0] if pair else (edges and _now(r)) or r.expression(edges=edges)
    if pair is None and (r.any_of(_ONWARDS) or (edges and r.any_of(("on",)))):
        return Phrase(shape=Shape.SINCE, start=start)
    if pair is None and r.here.word in ("and", "or") and r.ahead().word in _SIDES and r.ahead(2) is END:
        return _beyond(r, start)
    join = pair[1] if pair else r.any_of(_JOINS)
    if join is None:
        return Phrase(shape=Shape.WITHIN, start=start)
    if join == "-" and r.any_of(("to",)):
        r.any_of(("-",))
    if join == "/":
        calendars.refuse_two_years(r, start)
    end = pair[2] if pair else _second(r, start, edges=edges)
    r.any_of(("period",))
    if join in _TO and start.rule == end.rule == "bare-month":
        start, end = _months(r, start, end)
    start, end = _with_year_of(start, end), _following(end, start)
    if join == "or":
        return _either(r, start, end)
    if join == "/":
        calendars.refuse_two_days(r, start, end)
    _in_order(r, start, end)
    return Phrase(shape=Shape.SPAN, start=start, end=end)


def _months(r: Reader, start: Term, end: Term) -> tuple[Term, Term]:
    """Both ends of "January to September", which is one stretch of the year and has one direction."""
    one, other = start.series, end.series
    assert isinstance(one, Months)
    assert isinstance(other, Months)
    length = (other.offset - one.offset) % 12 + 1
    whole = Pick(Months(length, 12, one.offset, Granularity.MONTH), r.way(Way.SPAN))
    last = Within(other, -1, whole)
    return start.but(node=Within(one, 1, whole), series=None), end.but(
        node=last, series=None, direction=None, assumed=None
    )


_SIDES: Final = {"after": 1, "beyond": 1, "later": 1, "before": -1, "earlier": -1}


def _beyond(r: Reader, start: Term) -> Phrase:
    """Read "1990 and beyond", "1850 or later", "1850 or before"."""
    join, side = r.go().word, r.go().word
    if _SIDES[side] < 0:
        return Phrase(shape=Shape.UNTIL, end=start, up_to=True)
    return Phrase(shape=Shape.SINCE, start=start) if join == "and" else _from_first_day(r, start)


def _one(r: Reader, *, edges: bool) -> Phrase:
    """A single date, in a text without any word that joins two."""
    start = (edges and _now(r)) or r.expression(edges=edges)
    if r.here is END:
        return Phrase(_WITHIN, start)
    if r.any_of(_ONWARDS) or (edges and r.any_of(("on",))):
        return Phrase(Shape.SINCE, start)
    return Phrase(_WITHIN, start)


def _now(r: Reader) -> Term | None:
    """Read "now", which is the publication day where a range begins or ends: "until now"; so is "the present"."""
    if not (r.take("now") or r.take("the", "present") or r.take("present")):
        return None
    return Term(node=Today(), rule="deictic-day")


def _second(r: Reader, start: Term, *, edges: bool) -> Term:
    """The second date of a range; the end of "2014-16" shares the century."""
    token, parts = r.here, start.parts
    if (
        token.digits == 2
        and token.kind in (Kind.NUMBER, Kind.SHORT)
        and parts
        and parts.year
        and parts.year > 0
        and r.ahead().word not in written.ERAS
        and not parts.month
        # "2022/05" is no span of 83 years, but "1999-00" is one of two.
        and (token.number > parts.year % 100 or (token.number == 0 and parts.year % 100 == 99))
    ):
        r.go()
        if token.number <= 12:
            r.assume("two years, not a month")
        return written.year_of(parts.year - parts.year % 100 + token.number + 100 * (not token.number))
    return _next_to(r, start) or _now(r) or r.expression(edges=edges)


def _next_to(r: Reader, start: Term) -> Term | None:
    """Read "the week after" behind "next week or"; None, and no step, without it."""
    steps = 1 if r.here.word == "the" else 0
    unit, side = r.ahead(steps).word, r.ahead(steps + 1).word
    if (
        start.node is None
        or unit not in UNITS
        or side not in ("after", "before")
        or r.ahead(steps + 2) is not END
    ):
        return None
    r.go(steps + 2)
    return Term(node=Unit(r.series(unit), 1 if side == "after" else -1, start.node), rule="unit-beside")


def _with_year_of(start: Term, end: Term) -> Term:
    """The start of a range, with the year of its end if it has none: "November to February 2023"."""
    series = _series(start)
    if series is None or end.node is None or _series(end) is not None:
        return start
    return _tied(start, After(series, end.node, back=True))


def _following(end: Term, start: Term) -> Term:
    """The end of a range, which comes after its start if it has no year: "from Monday to Wednesday"."""
    series = _series(end)
    if series is None or start.node is None:
        return end
    return _tied(end, After(series, start.node))


def _series(term: Term) -> Series | None:
    """The series of a bare name, or of the bare month that a part or an edge is of."""
    if term.series is None and isinstance(term.node, Part | Edge) and isinstance(term.node.inner, Pick):
        return term.node.inner.series if term.direction is not None or isinstance(term.node, Edge) else None
    return term.series


def _tied(term: Term, tie: After) -> Term:
    """A bare name tied to the other end of its range."""
    node: Node = term.node.around(tie) if isinstance(term.node, Part | Edge) else tie
    if node.relative:
        return term.but(node=node, series=None, direction=None, assumed=None)
    parts = _filled(term.parts, node.at(0)[0]) if term.parts else None
    # A part of a month has the month's numbers, and is less than what EDTF would say with them.
    edtf = written.edtf_of(parts) if parts and not isinstance(node, Part | Edge) else None
    return term.but(node=node, series=None, direction=None, days=None, parts=parts, edtf=edtf, assumed=None)


def _filled(parts: Parts, day: int) -> Parts:
    """Parts with the year, and the month, of the day that they turned out to be."""
    year, month, dom = civil.civil(day)
    if parts.month is None and parts.day is None and parts.weekday is not None:
        return Parts(year=year, month=month, day=dom, weekday=parts.weekday)
    return attrs.evolve(parts, year=year, month=parts.month or month)


def _in_order(r: Reader, start: Term, end: Term) -> None:
    """Refuse a range that ends before it begins."""
    one, other = start.node, end.node
    if one is None or other is None:
        r.fail("a range needs two dates with one reading each")
    if one.relative != other.relative:
        return
    anchors = _SAMPLE if one.relative else (0,)
    if all(one.at(anchor)[0] > other.at(anchor)[1] for anchor in anchors):
        r.fail("the range ends before it begins")


# Days of every season, weekday and part of a month: a range that is the wrong way round for all of them
# always is.
_SAMPLE: Final = range(738000, 739461, 97)


def _between(r: Reader) -> Phrase:
    """Read "between March and June": both ends lie anywhere between."""
    pair = numbers.day_pair(r)
    start = pair[0] if pair else _now(r) or r.expression(edges=True)
    if pair is None and not r.any_of(("and", "-", "to", "&")):
        r.refuse()
    end = pair[2] if pair else _second(r, start, edges=True)
    start, end = _with_year_of(start, end), _following(end, start)
    _in_order(r, start, end)
    assert start.node is not None
    assert end.node is not None
    return Phrase(
        shape=Shape.WITHIN, start=Term(node=Hull(start.node, end.node), rule="between", parts=start.parts)
    )


def _either(r: Reader, start: Term, end: Term) -> Phrase:
    """Read "March or April 2022": one of two runs; where they move, they must touch."""
    if start.node is None or end.node is None:
        r.fail("two dates with 'or' between them need one reading each")
    if end.rule == "year" and _FINENESS[start.node.unit] < _FINENESS[Granularity.YEAR]:
        r.fail("which part of the second year is meant is not said")
    if start.node.relative or end.node.relative:
        # "This year or last" names the later one first.
        both = (end.node, start.node) if _touch(end.node, start.node) else (start.node, end.node)
        if not _touch(*both):
            r.fail("two dates with 'or' between them need their year")
        return Phrase(shape=Shape.WITHIN, start=Term(node=Hull(*both), rule="or"))
    days = Pieces([start.node.at(0), end.node.at(0)])
    return Phrase(
        shape=Shape.WITHIN,
        start=Term(node=None, days=days, rule="or", parts=start.parts, unit=start.node.unit),
    )


_FINENESS: Final = {unit: place for place, unit in enumerate(Granularity)}


def _touch(one: Node, other: Node) -> bool:
    """Whether two runs follow each other without a gap, whatever the anchor."""
    runs = [(one.at(anchor), other.at(anchor)) for anchor in _SAMPLE]
    return all(first[0] <= second[0] <= first[1] + 1 for first, second in runs)


def _from(r: Reader) -> Phrase:
    if not r.joined and r.here.word in WEEKDAYS:
        return _starting(r)
    phrase = _dates(r, edges=True)
    return Phrase(Shape.SINCE, phrase.start) if phrase.shape is Shape.WITHIN else phrase


def _beginning(r: Reader) -> Phrase:
    """Read "beginning 1 May"; but "beginning of May" is a part of it."""
    if r.here.word in ("of", "-"):
        r.go(-1)
        return _dates(r, edges=False)
    return _starting(r)


_Opening = tuple[tuple[str, ...], Callable[[Reader], Phrase]]
_OPENINGS: Final[dict[str, list[_Opening]]] = {}
for _production, _phrases in (
    (_since, ("ever since", "since")),
    (
        _starting,
        (
            "starting from",
            "starting",
            "effective from",
            "effective",
            "with effect from",
            "wef",
            "beginning from",
        ),
    ),
    (_beginning, ("beginning",)),
    (_until, ("until", "till", "til", "through", "up to and including", "up to", "up until")),
    (_by, ("by", "no later than", "not later than", "on or before", "at or before", "in or before")),
    (
        _not_before,
        (
            "no earlier than",
            "not earlier than",
            "not before",
            "not until",
            "no sooner than",
            "on or after",
            "at or after",
            "in or after",
            "not sooner than",
        ),
    ),
    (_ended, ("ended", "ending")),
    (_before, ("before", "pre", "prior to", "ahead of", "earlier than")),
    (_after, ("after", "following", "post", "later than")),
    (_between, ("between",)),
    (_from, ("from", "as from")),
):
    for _words in _phrases:
        _OPENINGS.setdefault(_words.split()[0], []).append((tuple(_words.split()), _production))
