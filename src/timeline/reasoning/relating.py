"""What a relation between two events asks of their moments, as constraints.

What is the same for all relations stands in one table of inequalities between moments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.gaps import Gap, Offset
from timeline.dates.values import Shown
from timeline.evidence.allen import Relation
from timeline.evidence.model import RelationClaim
from timeline.reasoning.network import NO_ORDER, STRICT, WEAK, Between, Constraint, Distance

__all__ = ["END", "PLACE", "PUBLISHED", "START", "MomentName", "related"]

START: Final = "start"
END: Final = "end"
PUBLISHED: Final = "published"
PLACE: Final = "place"

MomentName = tuple[str, str]
"""An id and `START`, `END` or `PUBLISHED`; for a series, `PLACE` and a number."""


@attrs.frozen(repr=False)
class _Later(Shown):
    """A day, so much later: a calendar function, since months are no fixed number of days."""

    months: int
    days: int

    def __call__(self, day: int) -> int:
        return civil.add_months(day, self.months) + self.days


# What a relation of X to Y asks: from one moment to another, the least and the most days, and the order.
# In order: X's moment or Y's ("x" or "y") and which, the same for the later one, least, most, order.
_Row = tuple[str, str, str, str, int, int | None, int]
_TABLE: Final[dict[Relation, tuple[_Row, ...]]] = {
    Relation.BEFORE: (("x", END, "y", START, 0, None, STRICT),),
    Relation.MEETS: (("x", END, "y", START, 0, 1, STRICT),),
    Relation.DURING: (("y", START, "x", START, 0, None, WEAK), ("x", END, "y", END, 0, None, WEAK)),
    Relation.OVERLAPS: (
        ("x", START, "y", START, 0, None, WEAK),
        ("y", START, "x", END, 0, None, WEAK),
        ("x", END, "y", END, 0, None, WEAK),
    ),
    Relation.STARTS_WITH: (("x", START, "y", START, 0, 0, NO_ORDER), ("x", END, "y", END, 0, None, WEAK)),
    Relation.ENDS_WITH: (("y", START, "x", START, 0, None, WEAK), ("x", END, "y", END, 0, 0, NO_ORDER)),
    Relation.SAME_TIME_AS: (("x", START, "y", START, 0, 0, NO_ORDER), ("x", END, "y", END, 0, 0, NO_ORDER)),
    Relation.SAME_DAY_AS: (("x", START, "y", START, 0, 0, NO_ORDER),),
}
# Relations that say the same as another: with the two events in the same order, or the other way round.
_SAME: Final = {Relation.PREPARES_FOR: Relation.BEFORE, Relation.PART_OF: Relation.DURING}
_CONVERSE: Final = {
    Relation.AFTER: Relation.BEFORE,
    Relation.FOLLOWS: Relation.BEFORE,
    Relation.MET_BY: Relation.MEETS,
    Relation.CONTAINS: Relation.DURING,
    Relation.OVERLAPPED_BY: Relation.OVERLAPS,
    Relation.STARTED_BY: Relation.STARTS_WITH,
    Relation.ENDED_BY: Relation.ENDS_WITH,
}


def _never_ahead(_one: str, _other: str) -> int:
    return 0


def related(
    event: str,
    relation: RelationClaim,
    gap: Gap | None,
    at: Callable[[str, str], int],
    ahead: Callable[[str, str], int] = _never_ahead,
) -> tuple[Constraint, ...]:
    """The constraints of a relation of an event, with a gap if it has one.

    A place in a series is a moment of its own, so that one wrong ordinal leaves the order of the others alone.

    Args:
        event: the event's id.
        relation: what is said of it.
        gap: the relation's gap as read.
        at: numbers moments.
        ahead: by how many days the date of one event can be ahead of that of another at the same instant,
            because its zone lies further east.
    """
    if relation.type is Relation.LASTS:
        assert gap is not None
        return (_apart(at(event, START), at(event, END), gap, less=1),)
    if relation.type is Relation.NTH:
        place = at(relation.target, f"{PLACE} {relation.ordinal}")
        return (
            Distance(at(event, START), place, 0, 0, WEAK),
            Distance(place, at(event, START), 0, 0, WEAK),
        )
    kind = _SAME.get(relation.type, relation.type)
    x, y = event, relation.target
    if kind in _CONVERSE:
        kind, x, y = _CONVERSE[kind], y, x
    if gap is not None:
        # A gap says how far apart, and with that the order.
        return (_apart(at(x, END), at(y, START), gap, ahead(x, y), -ahead(y, x)),)
    who = {"x": x, "y": y}
    return tuple(
        Distance(
            at(who[a], one),
            at(who[b], other),
            least - ahead(who[a], who[b]),
            None if most is None else most + ahead(who[b], who[a]),
            order,
        )
        for a, one, b, other, least, most, order in _TABLE[kind]
    )


def _apart(a: int, b: int, gap: Gap, less: int = 0, most_less: int | None = None) -> Constraint:
    """Two moments lie a gap apart, at least and at most so many days `less` than its words.

    A length counts both its ends, so it is a day less from the first to the last.
    """
    least, most = gap.least, gap.most
    most_less = less if most_less is None else most_less
    months = any(offset is not None and offset.months for offset in (least, most))
    if not months:
        return Distance(
            a,
            b,
            None if least is None else least.days - less,
            None if most is None else most.days - most_less,
            STRICT,
        )
    return Between(a, b, _later(least, less), _later(most, most_less))


def _later(offset: Offset | None, less: int) -> _Later | None:
    return None if offset is None else _Later(offset.months, offset.days - less)
