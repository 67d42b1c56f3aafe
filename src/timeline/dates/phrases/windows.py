"""From a term to its window: a set of days, and the two steps of its node.

The terms of names and units that are written again and again keep their window, so that it is made once.
This module knows no words of English.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from timeline.dates.days import DaySet, Pieces
from timeline.dates.fuzzy import Granularity, Window
from timeline.dates.phrases.parts import Running, Shift
from timeline.dates.phrases.terms import Term
from timeline.dates.phrases.tree import Cut, First, Fixed, Hull, Last, Node, Pick, Today, Unit

__all__ = ["beyond", "kept", "window"]

_new = object.__new__
_set = object.__setattr__


def kept(term: Term) -> Term:
    """The term with its window, for one that is made once and used often."""
    return term.but(window=window(term))


def window(term: Term) -> Window:
    """The window of one term."""
    node, days = term.node, term.days
    if term.before or term.after:
        return beyond(term)
    if type(node) is Fixed and days is None:
        return _window(Pieces.run(node.first, node.last))
    if node is None:
        return _window(days)
    if node.relative and type(node) in _PLAIN:
        # The turns of a name are its days; only "a Monday in May" has days that are not whole turns.
        run = node.at if days is None or term.unit is None else None
        return _window(days, First(node), Last(node), run)
    return _window_of(term, node)


# These move with the anchor, and both of their ends do.
_PLAIN: Final = frozenset({Pick, Today, Unit, Shift, Running})


def _window(
    days: DaySet | None,
    earliest: First | None = None,
    latest: Last | None = None,
    run: Callable[[int], tuple[int, int]] | None = None,
) -> Window:
    """A window, made without its constructor, which costs more than all the rest."""
    made = _new(Window)
    fields = (
        {"days": days, "earliest": earliest, "latest": latest, "run": run} if earliest else {"days": days}
    )
    _set(made, "__dict__", fields)
    return made


def _window_of(term: Term, node: Node) -> Window:
    """The window of a node that may move at one end only, or not at all."""
    if isinstance(node, Cut) and not node.inner.relative:
        days = Pieces([node.inner.at(0)])
        return (
            Window(days=days, earliest=First(Today()))
            if node.later
            else Window(days=days, latest=Last(Today()))
        )
    if isinstance(node, Hull) and node.start.relative != node.end.relative:
        return _half_relative(node)
    if not node.relative:
        return Window(days=Pieces.run(*node.at(0)) if term.days is None else _within(term.days, node.at(0)))
    run = node.at if term.days is None or term.unit is None else None
    return _window(term.days, First(node), Last(node), run)


def _half_relative(node: Hull) -> Window:
    """Between a date that moves and one that stands still: a set without an end, and one step."""
    if node.start.relative:
        return Window(days=Pieces([(None, node.end.at(0)[1])]), earliest=First(node.start))
    return Window(days=Pieces([(node.start.at(0)[0], None)]), latest=Last(node.end))


def _within(days: DaySet, run: tuple[int, int]) -> Pieces:
    """The days of a set that lie in a run, which the grammar makes long enough to have some."""
    found = Window(
        days=days, earliest=First(Fixed(*run, Granularity.DAY)), latest=Last(Fixed(*run, Granularity.DAY))
    )
    pieces = found.at(0)
    assert isinstance(pieces, Pieces)
    return pieces


def beyond(term: Term) -> Window:
    """All days before or after a node."""
    node = term.node
    assert node is not None
    if node.relative:
        return Window(latest=First(node, -1)) if term.before else Window(earliest=Last(node, 1))
    first, last = node.at(0)
    return Window(days=Pieces([(None, first - 1)] if term.before else [(last + 1, None)]))
