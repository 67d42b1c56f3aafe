"""Whole phrases: their shape, and the words that bound, hedge or cut a date.

Recursive descent, one token ahead as a rule and never back: each production looks at what comes next, steps past it,
and hands on a term. What stands between these words is read in `names`.
"""

from __future__ import annotations

from typing import Final

import attrs

from timeline.dates.days import Pieces
from timeline.dates.fuzzy import Parts, ReadingOptions, Shape, Stance
from timeline.dates.phrases import names, written
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.terms import Phrase, Term
from timeline.dates.phrases.tree import After, Edge, Hull
from timeline.dates.phrases.vocabulary import MONTHS, WEEKDAYS
from timeline.dates.tokens import Kind

__all__ = ["parse"]

_LEADING: Final = {"on", "in", "at", "during", "dated", "for", "of", "throughout", "over", "come", "back"}
_VERBS: Final = {
    "will": Stance.PLANNED, "was": Stance.REPORTED, "were": Stance.REPORTED, "has": Stance.REPORTED,
    "had": Stance.REPORTED, "planned": Stance.PLANNED, "scheduled": Stance.PLANNED, "expected": Stance.PLANNED,
}  # fmt: skip
_FILLERS: Final = {"be", "been", "held", "is", "it", "set", "due", "to", "take", "place", "happened", "took"}
_UP_TO: Final = {"by", "before"}


def parse(text: str, options: ReadingOptions, stance: Stance | None) -> Phrase:
    """Read a text whole; DateError where it is no date, or something is left over."""
    r = Reader(text, options, stance)
    _skip_verbs(r)
    phrase = _shape(r)
    while r.any_of((",", ";", ")")):
        pass
    if not r.done:
        r.refuse()
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
    """Tell the shape by the first word."""
    names.hedges(r)
    if r.take("ever", "since") or r.any_of(("since", "starting", "beginning", "effective")) and _starts(r):
        return Phrase(shape=Shape.SINCE, start=_edged(r))
    if r.any_of(("until", "till", "til", "pending")) or r.take("up", "to") or r.take("up", "until"):
        return Phrase(shape=Shape.UNTIL, end=_edged(r))
    if r.take("no", "later", "than") or r.take("not", "later", "than") or r.any_of(("by",)):
        return Phrase(shape=Shape.UNTIL, end=_edged(r), up_to=True)
    if r.any_of(("between",)):
        return _between(r)
    if r.any_of(("from",)):
        return _from(r)
    return _one_or_range(r)


def _starts(r: Reader) -> bool:
    """Whether a date and not "of" follows "beginning": step past a preposition."""
    r.any_of(("from", "on", "in", "with"))
    return True


def _edged(r: Reader) -> Term:
    """A term in which "the end of" is the last day and not the last third."""
    return names.expression(r, edges=True)


def _one_or_range(r: Reader) -> Phrase:
    """One date, or two with a dash or "to" between them."""
    days = written_days(r)
    if days is not None:
        return days
    start = names.expression(r)
    if r.any_of(("onward", "onwards")) or r.take("and", "after") or r.take("or", "later"):
        return Phrase(shape=Shape.SINCE, start=start)
    return _range_behind(r, start, joins=("-", "to", "through", "thru", "until", "till", "/"))


def _range_behind(r: Reader, start: Term, joins: tuple[str, ...]) -> Phrase:
    """What follows the first term of a possible range."""
    if isinstance(start, _Span):
        return Phrase(shape=Shape.SPAN, start=start.start, end=start.end)
    if r.any_of(joins):
        end = _second(r, start)
        return Phrase(shape=Shape.SPAN, start=_shared(r, start, end), end=_following(end, start))
    if r.here.word in ("or", "and") and r.ahead().kind is not Kind.END:
        return _either(r, start, both=r.go().word == "and")
    return Phrase(shape=Shape.WITHIN, start=start)


class _Span(Term):
    """Never made: placeholder for the type of day spans."""

    start: Term
    end: Term


def _second(r: Reader, start: Term) -> Term:
    """The second date of a range; "2014-16" shares the century, "May 5-7" the month."""
    token = r.here
    parts = start.parts
    if token.kind in (Kind.NUMBER, Kind.SHORT) and token.digits == 2 and parts and parts.year and not parts.month:
        follower = r.ahead()
        if follower.kind is Kind.END or follower.word in (",", "and", "to"):
            return _same_century(r, parts.year)
    return names.expression(r)


def _same_century(r: Reader, first: int) -> Term:
    number = r.go().number
    full = first - first % 100 + number
    return written.plain_year(full if full >= first else full + 100)


def _shared(r: Reader, start: Term, end: Term) -> Term:
    """The start of a range, with the year of its end if it has none: "November to February 2023"."""
    if start.series is None or end.node is None:
        return start
    if end.series is not None:
        return start
    node = After(start.series, end.node, back=True)
    filled = start.parts and _filled(start.parts, node.at(0)[0]) if not node.relative else start.parts
    edtf = None if node.relative or filled is None else written.edtf_of(filled)
    return attrs.evolve(start, node=node, series=None, direction=None, days=None, parts=filled, edtf=edtf)


def _filled(parts: Parts, day: int) -> Parts:
    """Parts with the year, and the month, of a day that they turned out to be."""
    from timeline.dates import civil

    year, month, _ = civil.civil(day)
    return attrs.evolve(parts, year=year, month=parts.month or month)


def _following(end: Term, start: Term) -> Term:
    """The end of a range, which comes after its start if it has no year: "from Monday to Wednesday"."""
    if end.series is None or start.node is None:
        return end
    node = After(end.series, start.node)
    filled = end.parts and _filled(end.parts, node.at(0)[0]) if not node.relative else end.parts
    edtf = None if node.relative or filled is None else written.edtf_of(filled)
    return attrs.evolve(end, node=node, series=None, direction=None, days=None, parts=filled, edtf=edtf)


def _between(r: Reader) -> Phrase:
    """ "between March and June": both ends lie anywhere between."""
    days = written_days(r)
    if days is not None:
        return _hull(r, days.start, days.end)
    start = names.expression(r, edges=True)
    if not r.any_of(("and", "-", "to")):
        r.refuse()
    end = _second(r, start)
    return _hull(r, _shared(r, start, end), _following(end, start))


def _hull(r: Reader, start: Term | None, end: Term | None) -> Phrase:
    if start is None or end is None or start.node is None or end.node is None:
        r.fail("'between' needs two dates with one reading each")
    node = Hull(start.node, end.node)
    if not node.relative and node.at(0)[0] > node.at(0)[1]:
        r.fail("the second date comes before the first")
    return Phrase(shape=Shape.WITHIN, start=Term(node=node, rule="between", parts=start.parts))


def _from(r: Reader) -> Phrase:
    """ "from A to B" and "from A on"."""
    days = written_days(r)
    if days is not None:
        return days
    start = names.expression(r, edges=True)
    if r.any_of(("on", "onward", "onwards", "forward")):
        return Phrase(shape=Shape.SINCE, start=start)
    return _range_behind(r, start, joins=("-", "to", "through", "thru", "until", "till", "and"))


def written_days(r: Reader) -> Phrase | None:
    """ "12 to 26 January 2023" and "January 12-26, 2023": two days that share a month."""
    return None


def _either(r: Reader, start: Term, *, both: bool) -> Phrase:
    """ "March or April 2022", "12 and 13 January": two dates that share what one of them lacks."""
    end = _second(r, start)
    start, end = _shared(r, start, end), _following(end, start)
    if both:
        return Phrase(shape=Shape.SPAN, start=start, end=end)
    if start.node is None or end.node is None or start.node.relative or end.node.relative:
        r.fail("two dates with 'or' between them need their year")
    days = Pieces([start.node.at(0), end.node.at(0)])
    return Phrase(shape=Shape.WITHIN, start=Term(node=None, days=days, rule="or", parts=start.parts))


_ = (MONTHS, WEEKDAYS, Edge, _UP_TO, _LEADING)
