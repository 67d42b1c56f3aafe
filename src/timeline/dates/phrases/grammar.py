"""Whole phrases: their shape, their verbs, and ranges of two dates.

Recursive descent, one token ahead as a rule and never back: each production looks at what comes next, steps past it,
and hands on a term. Single dates are read in `expressions`.
"""

from __future__ import annotations

from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.days import Pieces
from timeline.dates.fuzzy import Parts, ReadingOptions, Shape, Stance
from timeline.dates.phrases import written
from timeline.dates.phrases.expressions import expression, hedges
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.terms import Phrase, Term
from timeline.dates.phrases.tree import After, Hull
from timeline.dates.tokens import Kind

__all__ = ["parse"]

_VERBS: Final = {
    "will": Stance.PLANNED, "was": Stance.REPORTED, "were": Stance.REPORTED, "has": Stance.REPORTED,
    "had": Stance.REPORTED, "planned": Stance.PLANNED, "scheduled": Stance.PLANNED, "expected": Stance.PLANNED,
}  # fmt: skip
_FILLERS: Final = {"be", "been", "held", "is", "it", "set", "due", "to", "take", "place", "happened", "took"}
_TO: Final = frozenset({"-", "to", "through", "thru", "until", "till", "til", "/"})
_JOINS: Final = _TO | {"and", "or", "&"}
_ONWARDS: Final = frozenset({"onward", "onwards", "forward"})


def parse(text: str, options: ReadingOptions, stance: Stance | None) -> Phrase:
    """Read a text whole; DateError where it is no date, or something is left over."""
    r = Reader(text, options, stance)
    _skip_verbs(r)
    phrase = _shape(r)
    while r.any_of((",", ";", ")", ":")):
        pass
    if not r.done:
        r.refuse()
    for term in (phrase.start, phrase.end):
        if term is not None and term.assumed is not None and not (r.given or r.implied or r.leaning):
            r.assume(term.assumed)
    return attrs.evolve(
        phrase,
        approximate=r.approximate,
        uncertain=r.uncertain,
        stance=r.implied,
        assumptions=tuple(r.assumptions),
    )


def _skip_verbs(r: Reader) -> None:
    """Step past "will be held" and the like before a date."""
    verb = r.any_of(_VERBS)
    if verb is not None:
        r.imply(_VERBS[verb])
        while r.any_of(_FILLERS):
            pass


def _shape(r: Reader) -> Phrase:
    """Tell the shape by the first words."""
    hedges(r)
    if r.take("ever", "since") or r.any_of(("since", "starting", "effective")) or _beginning(r):
        r.leaning = Stance.REPORTED
        return Phrase(shape=Shape.SINCE, start=expression(r, edges=True))
    if r.any_of(("until", "till", "til")) or r.take("up", "to") or r.take("up", "until"):
        r.leaning = Stance.PLANNED
        return Phrase(shape=Shape.UNTIL, end=expression(r, edges=True))
    if r.any_of(("by",)) or r.take("no", "later", "than") or r.take("not", "later", "than"):
        r.leaning = Stance.PLANNED
        return Phrase(shape=Shape.UNTIL, end=expression(r, edges=True), up_to=True)
    if r.any_of(("before", "pre")) or r.take("prior", "to") or r.take("ahead", "of") or r.take("earlier", "than"):
        return _open(r, before=True)
    the = r.place > 0 and r.ahead(-1).word == "the"
    if (not the and r.any_of(("after", "following", "post"))) or r.take("later", "than"):
        return _open(r, before=False)
    if r.any_of(("between",)):
        return _between(r)
    return _dates(r, edges=r.any_of(("from",)) is not None)


def _beginning(r: Reader) -> bool:
    """ "beginning in May", which has no "of"."""
    return r.take("beginning", "in") or r.take("beginning", "on") or r.take("beginning", "from")


def _open(r: Reader, *, before: bool) -> Phrase:
    """All days before or after a date, its own not with them."""
    r.any_of(("-",))
    term = expression(r, edges=True)
    if term.node is None:
        r.fail("a date with one reading is needed here")
    beyond = attrs.evolve(term, before=before, after=not before, rule="before" if before else "after", edtf=None)
    return Phrase(shape=Shape.WITHIN, start=attrs.evolve(beyond, direction=None, days=None, parts=None, assumed=None))


def _dates(r: Reader, *, edges: bool) -> Phrase:
    """One date, or two with a dash, "to", "and" or "or" between them."""
    pair = written.day_pair(r)
    start = pair[0] if pair else expression(r, edges=edges)
    if pair is None and (r.any_of(_ONWARDS) or (edges and r.any_of(("on",))) or r.take("and", "after")):
        return Phrase(shape=Shape.SINCE, start=start)
    join = pair[1] if pair else r.any_of(_JOINS)
    if join is None:
        return Phrase(shape=Shape.WITHIN, start=start)
    end = pair[2] if pair else _second(r, start)
    start, end = _with_year_of(start, end), _following(end, start)
    if join == "or":
        return _either(r, start, end)
    _in_order(r, start, end)
    return Phrase(shape=Shape.SPAN, start=start, end=end)


def _second(r: Reader, start: Term) -> Term:
    """The second date of a range; the end of "2014-16" shares the century."""
    token, parts = r.here, start.parts
    if token.digits == 2 and token.kind in (Kind.NUMBER, Kind.SHORT) and parts and parts.year and not parts.month:
        r.go()
        full = parts.year - parts.year % 100 + token.number
        return written.plain_year(full if full >= parts.year else full + 100)
    return expression(r)


def _with_year_of(start: Term, end: Term) -> Term:
    """The start of a range, with the year of its end if it has none: "November to February 2023"."""
    if start.series is None or end.node is None or end.series is not None:
        return start
    return _tied(start, After(start.series, end.node, back=True))


def _following(end: Term, start: Term) -> Term:
    """The end of a range, which comes after its start if it has no year: "from Monday to Wednesday"."""
    if end.series is None or start.node is None:
        return end
    return _tied(end, After(end.series, start.node))


def _tied(term: Term, node: After) -> Term:
    """A bare name tied to the other end of its range."""
    if node.relative:
        return attrs.evolve(term, node=node, series=None, direction=None, assumed=None)
    parts = _filled(term.parts, node.at(0)[0]) if term.parts else None
    edtf = written.edtf_of(parts) if parts else None
    return attrs.evolve(term, node=node, series=None, direction=None, days=None, parts=parts, edtf=edtf, assumed=None)


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
    if not one.relative and not other.relative and one.at(0)[0] > other.at(0)[1]:
        r.fail("the range ends before it begins")


def _between(r: Reader) -> Phrase:
    """ "between March and June": both ends lie anywhere between."""
    pair = written.day_pair(r)
    start = pair[0] if pair else expression(r, edges=True)
    if pair is None and not r.any_of(("and", "-", "to", "&")):
        r.refuse()
    end = pair[2] if pair else _second(r, start)
    start, end = _with_year_of(start, end), _following(end, start)
    _in_order(r, start, end)
    assert start.node is not None
    assert end.node is not None
    return Phrase(shape=Shape.WITHIN, start=Term(node=Hull(start.node, end.node), rule="between", parts=start.parts))


def _either(r: Reader, start: Term, end: Term) -> Phrase:
    """ "March or April 2022": one of two runs, which needs both to stand still."""
    if start.node is None or end.node is None or start.node.relative or end.node.relative:
        r.fail("two dates with 'or' between them need their year")
    days = Pieces([start.node.at(0), end.node.at(0)])
    return Phrase(shape=Shape.WITHIN, start=Term(node=None, days=days, rule="or", parts=start.parts, unit=start.node.unit))
