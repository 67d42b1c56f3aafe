"""What a relation between two events asks of their moments, as constraints.

What is the same for all relations stands in one table of inequalities between moments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import attrs

from timeline.dates import civil
from timeline.dates.gaps import Gap, Offset
from timeline.dates.lengths import in_seconds
from timeline.dates.values import Shown
from timeline.dates.zones import UTC, days_ahead, days_later
from timeline.evidence.allen import Relation
from timeline.evidence.model import RelationClaim
from timeline.reasoning.network import NO_ORDER, STRICT, WEAK, Between, Constraint, Distance

__all__ = ["END", "ORDINAL", "PUBLISHED", "START", "MomentName", "apart", "ordinal_name", "related"]

START: Final = "start"
END: Final = "end"
PUBLISHED: Final = "published"
ORDINAL: Final = "ordinal"

MomentName = tuple[str, str]
"""An id and `START`, `END` or `PUBLISHED`; for a series, `ORDINAL`, a number and a zone."""


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


def _utc(_event: str) -> str:
    return UTC


def ordinal_name(ordinal: int, zone: str) -> str:
    """The name of the moment at which an ordinal of a series has its day, as a zone has it."""
    return f"{ORDINAL} {ordinal} {zone}"


def apart(event: str, relation: RelationClaim) -> tuple[MomentName, MomentName] | None:
    """The two moments that a relation of an event, if it takes a gap, has that gap between; the earlier first."""
    if relation.type is Relation.LASTS:
        return (event, START), (event, END)
    x, y, kind = _turned(event, relation)
    return ((x, END), (y, START)) if kind is Relation.BEFORE else None


def _turned(event: str, relation: RelationClaim) -> tuple[str, str, Relation]:
    """The events of a relation in the order of the table, and the relation as it stands there."""
    kind = _SAME.get(relation.type, relation.type)
    if kind in _CONVERSE:
        return relation.target, event, _CONVERSE[kind]
    return event, relation.target, kind


def related(
    event: str,
    relation: RelationClaim,
    gap: Gap | None,
    at: Callable[[str, str], int],
    zone_of: Callable[[str], str] = _utc,
) -> tuple[Constraint, ...]:
    """The constraints of a relation of an event, with a gap if it has one.

    An ordinal of a series is a moment of its own, so that one wrong claim of it leaves the order of the others alone.

    Args:
        event: the event's id.
        relation: what is said of it.
        gap: the relation's gap as read.
        at: numbers moments.
        zone_of: the zone in which an event's days are days: at one instant the date can be ahead in one that lies
            further east.
    """
    if relation.type is Relation.NTH:
        assert relation.ordinal is not None
        there = at(relation.target, ordinal_name(relation.ordinal, zone_of(event)))
        return (
            Distance(at(event, START), there, 0, 0, WEAK),
            Distance(there, at(event, START), 0, 0, WEAK),
        )
    between = apart(event, relation) if gap is not None else None
    if gap is not None and between is not None:
        return (_apart(*between, gap, at, zone_of),)
    return tuple(_in_table(*_turned(event, relation), at, zone_of))


def _in_table(
    x: str, y: str, kind: Relation, at: Callable[[str, str], int], zone_of: Callable[[str], str]
) -> Iterator[Constraint]:
    """What the table says of two events, in days of their zones."""

    def ahead(one: str, other: str) -> int:
        return days_ahead(zone_of(one), zone_of(other))

    who = {"x": x, "y": y}
    for a, one, b, other, least, most, order in _TABLE[kind]:
        yield Distance(
            at(who[a], one),
            at(who[b], other),
            least - ahead(who[a], who[b]),
            None if most is None else most + ahead(who[b], who[a]),
            order,
        )


def _apart(
    earlier: MomentName,
    later: MomentName,
    gap: Gap,
    at: Callable[[str, str], int],
    zone_of: Callable[[str], str],
) -> Constraint:
    """Two moments lie a gap apart."""
    a, b = at(*earlier), at(*later)
    one, other = zone_of(earlier[0]), zone_of(later[0])
    least, most = gap.least, gap.most
    # A gap says how far apart, and with that the order; that an event ends no earlier than it starts is known.
    length = earlier[0] == later[0]
    order = STRICT if not length and least is not None and in_seconds(least) >= 0 else NO_ORDER
    if gap.by_clock:
        seconds = (None if offset is None else in_seconds(offset) for offset in (least, most))
        return Distance(a, b, *days_later(one, other, *seconds), order)
    # A length counts both its ends, so it is a day less from the first to the last.
    less, most_less = (1, 1) if length else (days_ahead(one, other), -days_ahead(other, one))
    if any(offset is not None and offset.months for offset in (least, most)):
        return Between(a, b, _later(least, less), _later(most, most_less), order)
    return Distance(
        a,
        b,
        None if least is None else least.days - less,
        None if most is None else most.days - most_less,
        order,
    )


def _later(offset: Offset | None, less: int) -> _Later | None:
    return None if offset is None else _Later(offset.months, offset.days - less)
