"""From what the grammar read to a `Wording`: windows, flags, parts and canonical EDTF.

This module knows no words of English.
"""

from __future__ import annotations

from typing import Any, Final

from timeline.dates import civil
from timeline.dates.days import DaySet, Pieces, Yearly
from timeline.dates.fuzzy import Granularity, Shape, Window, Wording
from timeline.dates.phrases.parts import Part
from timeline.dates.phrases.reader import Reader
from timeline.dates.phrases.terms import Phrase, Term
from timeline.dates.phrases.tree import Last, Pick
from timeline.dates.phrases.windows import beyond, window

__all__ = ["wording"]

_new = object.__new__
_set = object.__setattr__


def wording(phrase: Phrase, r: Reader) -> Wording:
    """The wording of a phrase, with what the words around its dates said."""
    start, end = phrase.start, phrase.end
    main = start or end
    assert main is not None
    first = None if start is None else start.window or window(start)
    last = None if end is None else _up_to(end) if phrase.up_to else end.window or window(end)
    fields: dict[str, Any] = {
        "text": r.text,
        "shape": phrase.shape,
        "rule": main.rule,
        "start": first,
        "end": last,
        "granularity": _unit(main) if start is None or end is None else _finer(start, end),
        "relative": (first is not None and _moves(first)) or (last is not None and _moves(last)),
    }
    _note(fields, r)
    if start is not None and start.direction is not None:
        fields["direction"], fields["anyway"] = start.direction, _anyway(start)
    if end is None:
        if main.parts is not None:
            fields["parts"] = (main.parts,)
    else:
        fields["parts"] = tuple(term.parts for term in (start, end) if term and term.parts)
    if main.edtf is not None or end is not None:
        fields["edtf"] = _edtf(phrase, r)
    made = _new(Wording)
    _set(made, "__dict__", fields)
    return made


def _note(fields: dict[str, Any], r: Reader) -> None:
    """Add what the words around the dates said, if they said anything: the rest is the default."""
    if r.implied is not None:
        fields["stance"] = r.implied
    if r.assumptions:
        fields["assumptions"] = tuple(r.assumptions)
    if r.loose:
        fields["loose"] = True
    if r.uncertain:
        fields["uncertain"] = True
    if r.approximate:
        fields["approximate"] = True


def _moves(found: Window) -> bool:
    return found.earliest is not None or found.latest is not None


def _up_to(term: Term) -> Window:
    """All days up to the last of a term."""
    if term.node is None:
        return Window(days=Pieces([(None, term.days.greatest if term.days else None)]))
    if term.before:
        return beyond(term)
    if term.node.relative:
        return Window(latest=Last(term.node))
    return Window(days=Pieces([(None, term.node.at(0)[1])]))


def _anyway(term: Term) -> Window:
    """The same name in any year or week."""
    if isinstance(term.node, Part) and isinstance(term.node.inner, Pick):
        days = _any_part(term.node, term.node.inner)
    else:
        days = term.days
    return Window(days=days)


def _any_part(part: Part, pick: Pick) -> DaySet | None:
    """The part of a month in any year, told from a leap year, so that a late February ends on its 29th."""
    series = pick.series
    turn = series.ceil(civil.day_number(2000, 1, 1))
    cut = part.cut(*turn)
    spans = [(civil.civil(cut[0])[1:], civil.civil(cut[1])[1:])]
    return Yearly(spans)


def _finer(start: Term, end: Term) -> Granularity | None:
    """The finer unit of two terms."""
    units = [unit for unit in (_unit(start), _unit(end)) if unit is not None]
    return min(units, key=_FINENESS.__getitem__) if units else None


_FINENESS: Final = {unit: place for place, unit in enumerate(Granularity)}


def _unit(term: Term) -> Granularity | None:
    if term.unit is not None:
        return term.unit
    return term.node.unit if term.node is not None else Granularity.DAY


def _edtf(phrase: Phrase, r: Reader) -> str | None:
    """Canonical EDTF for what needs no anchor and has a plain form."""
    start, end = phrase.start, phrase.end
    mark = "%" if r.approximate and r.uncertain else "~" if r.approximate else "?" if r.uncertain else ""
    first = start.edtf + mark if start and start.edtf else None
    last = end.edtf + mark if end and end.edtf else None
    match phrase.shape:
        case Shape.WITHIN:
            return first
        case Shape.SPAN:
            return f"{first}/{last}" if first and last else None
        case Shape.SINCE:
            return f"{first}/.." if first else None
        case Shape.UNTIL:
            return f"../{last}" if last else None
