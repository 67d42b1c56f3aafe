"""How two dates lie, with yes, no or maybe: Allen's thirteen relations, order, containment and a total order.

Theory. A date leaves open which days its event takes up: a span of days, from a start to an end, that lies
in one cell of the date ("within 1985"), or begins in one window and ends in another ("2004/2006"). A
relation is possible if it holds for some choice of both spans; it is certain if no other of the thirteen is
possible, because exactly one of them holds for each choice. A one-of set is the choice of a member. An
all-of set stands for each of its members: a relation holds of it if it holds of every one. So it is certain if
it is for each pair of members, but possible only if some choice of all their spans has it for all pairs at once.

Spans are taken as half-open, so that one that ends on the day before another begins *meets* it.
"""

from __future__ import annotations

import enum
import graphlib
import itertools
import math
from collections.abc import Iterable, Iterator
from typing import Final

from timeline.dates.days import DaySet, Either, Pieces
from timeline.dates.fuzzy import FuzzyDate, Shape, Wording
from timeline.dates.listing import listed
from timeline.errors import DateError

__all__ = [
    "MAX_CELLS",
    "Allen",
    "Answer",
    "allen",
    "covers",
    "each_day",
    "is_after",
    "is_before",
    "possible",
    "sort_key",
]

MAX_CELLS: Final = 200
"""The most cells of a date that are told apart; beyond it, their hull: answers get vaguer, never wrong."""

MAX_ENDS: Final = 16
"""The most pairs of a start's and an end's cell that are told apart: they overlap, so all are compared."""

MAX_CHOICES: Final = 1000
"""The most choices of cells, and the most pairs of members, for which all-of sets are looked at as a whole."""

_LOW, _HIGH = float("-inf"), float("inf")


class Answer(enum.Enum):
    """What can be said of a question about dates that leave something open."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


class Allen(enum.Enum):
    """The thirteen relations of two spans (Allen 1983); exactly one holds for any two."""

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    STARTS = "starts"
    DURING = "during"
    FINISHES = "finishes"
    EQUALS = "equals"
    FINISHED_BY = "finished-by"
    CONTAINS = "contains"
    STARTED_BY = "started-by"
    OVERLAPPED_BY = "overlapped-by"
    MET_BY = "met-by"
    AFTER = "after"


# The order of the four end points under each relation, equal ones together: 0 and 1 start and end of
# the one span, 2 and 3 of the other; between groups the order is strict.
_ORDERS: Final[dict[Allen, tuple[tuple[int, ...], ...]]] = {
    Allen.BEFORE: ((0,), (1,), (2,), (3,)),
    Allen.MEETS: ((0,), (1, 2), (3,)),
    Allen.OVERLAPS: ((0,), (2,), (1,), (3,)),
    Allen.STARTS: ((0, 2), (1,), (3,)),
    Allen.DURING: ((2,), (0,), (1,), (3,)),
    Allen.FINISHES: ((2,), (0,), (1, 3)),
    Allen.EQUALS: ((0, 2), (1, 3)),
    Allen.FINISHED_BY: ((0,), (2,), (1, 3)),
    Allen.CONTAINS: ((0,), (2,), (3,), (1,)),
    Allen.STARTED_BY: ((0, 2), (3,), (1,)),
    Allen.OVERLAPPED_BY: ((2,), (0,), (3,), (1,)),
    Allen.MET_BY: ((2,), (0, 3), (1,)),
    Allen.AFTER: ((2,), (3,), (0,), (1,)),
}

_Limits = tuple[float, float]
# Where a span's start can be, and its end (exclusive: the day after its last).
_Box = tuple[_Limits, _Limits]


def allen(one: FuzzyDate, other: FuzzyDate, relation: Allen) -> Answer:
    """Whether a relation holds between two dates.

    >>> from timeline.dates.text import parse_date
    >>> allen(parse_date("1984"), parse_date("[1985,1987]"), Allen.BEFORE)
    <Answer.MAYBE: 'maybe'>
    >>> allen(parse_date("1984"), parse_date("[1986,1987]"), Allen.BEFORE)
    <Answer.YES: 'yes'>
    """
    mine, theirs = _members(one), _members(other)
    answer = _of_all(_answer({relation}, _possible(*pair)) for pair in itertools.product(mine, theirs))
    if answer is Answer.MAYBE and len(mine) + len(theirs) > 2 and not _at_once(relation, mine, theirs):
        return Answer.NO
    return answer


def is_before(one: FuzzyDate, other: FuzzyDate) -> Answer:
    """Whether the one is over when the other begins, without a day in common.

    >>> from timeline.dates.text import parse_date
    >>> is_before(parse_date("1985~"), parse_date("199X")), is_before(parse_date("198X"), parse_date("1985"))
    (<Answer.YES: 'yes'>, <Answer.MAYBE: 'maybe'>)
    """
    return _of_all(
        _answer({Allen.BEFORE, Allen.MEETS}, _possible(mine, theirs))
        for mine in _members(one)
        for theirs in _members(other)
    )


def is_after(one: FuzzyDate, other: FuzzyDate) -> Answer:
    """Whether the one begins when the other is over, without a day in common."""
    return is_before(other, one)


def possible(one: FuzzyDate, other: FuzzyDate) -> frozenset[Allen]:
    """The relations that can hold between two dates, in some choice of days (and members of all-of sets)."""
    found = (_possible(mine, theirs) for mine in _members(one) for theirs in _members(other))
    return frozenset(itertools.chain.from_iterable(found))


def covers(one: FuzzyDate, other: FuzzyDate | int) -> Answer:
    """Whether the days of the one hold those of the other: all of them (yes), none (no), or some (maybe).

    Args:
        one: the date that may hold the other.
        other: a date, or a single day as a day number.

    >>> from timeline.dates.text import parse_date
    >>> covers(parse_date("1985"), parse_date("1985-04")), covers(parse_date("1985-04"), parse_date("1985"))
    (<Answer.YES: 'yes'>, <Answer.MAYBE: 'maybe'>)
    """
    inner = [(float(other), float(other))] if isinstance(other, int) else _limits(other)
    outer = _day_set(one)
    answers = {_held(outer, first, last) for first, last in inner}
    return answers.pop() if len(answers) == 1 else Answer.MAYBE


def _day_set(date: FuzzyDate) -> DaySet:
    window = date.wording.start
    if (
        date.pieces is None
        and date.wording.shape is Shape.WITHIN
        and window
        and window.days
        and not window.relative
    ):
        return window.days
    return Pieces([(piece.first, piece.last) for piece in date.ranges])


def _held(outer: DaySet, first: float, last: float) -> Answer:
    """Whether a set of days holds a run: going from cell to cell, the first gap decides."""
    if first == _LOW:
        return _held_from_the_open_side(outer, last)
    begin = outer.ceil(int(first))
    if begin is None or begin > last:
        return Answer.NO
    return _held_on(outer, begin, last) if begin == first else Answer.MAYBE


def _held_on(outer: DaySet, day: int, last: float) -> Answer:
    """As `_held`, from a day that is known to be in the set."""
    for _ in range(MAX_CELLS):
        end = outer.cell_last(day)
        if end is None or end >= last:
            return Answer.YES
        if outer.ceil(end + 1) != end + 1:
            break
        day = end + 1
    return Answer.MAYBE


def _held_from_the_open_side(outer: DaySet, last: float) -> Answer:
    if outer.least is not None:
        return Answer.NO if outer.least > last else Answer.MAYBE
    if not isinstance(outer, Pieces):
        return Answer.MAYBE
    end = outer.cells[0][1]
    if end is None or end >= last:
        return Answer.YES
    return _held_on(outer, end + 1, last) if outer.ceil(end + 1) == end + 1 else Answer.MAYBE


def each_day(date: FuzzyDate) -> Iterator[int]:
    """Every possible day of a date, in order, as day numbers.

    Raises:
        DateError: at once, where the date is open on a side.

    >>> from timeline.dates import civil
    >>> from timeline.dates.text import parse_date
    >>> [civil.iso(day) for day in each_day(parse_date("2004-02-2X"))][-1]
    '2004-02-29'
    """
    if date.range.first is None or date.range.last is None:
        raise DateError(date.text, "the days of a date that is open cannot be listed")
    return _days(date)


def _days(date: FuzzyDate) -> Iterator[int]:
    first, last = date.range.first, date.range.last
    assert first is not None
    assert last is not None
    if date.pieces is not None or date.wording.relative or date.wording.shape is not Shape.WITHIN:
        for piece in date.ranges:
            assert piece.first is not None
            assert piece.last is not None
            yield from range(piece.first, piece.last + 1)
        return
    days = date.wording.start.days if date.wording.start else None
    day: int | None = first
    while days is not None and day is not None and day <= last:
        yield day
        day = days.ceil(day + 1)


def sort_key(date: FuzzyDate) -> tuple[float, float, str]:
    """A key for sorting: by earliest day (open first), then latest (open last), then canonical text.

    The order is total: only dates that are written alike in canonical form have the same key.
    """
    low, high = date.range.first, date.range.last
    return _LOW if low is None else low, _HIGH if high is None else high, date.wording.edtf or date.text


def _of_all(answers: Iterable[Answer]) -> Answer:
    """The answer for something that has to hold of every one."""
    found = set(answers)
    if Answer.NO in found:
        return Answer.NO
    return Answer.MAYBE if Answer.MAYBE in found else Answer.YES


def _answer(asked: set[Allen], found: set[Allen]) -> Answer:
    if not asked & found:
        return Answer.NO
    return Answer.YES if found <= asked else Answer.MAYBE


def _members(date: FuzzyDate) -> list[list[_Box]]:
    """The boxes of each member of an all-of set; those of all else together."""
    wording = date.wording
    days = wording.start.days if wording.start else None
    if wording.everyone and isinstance(days, Either):
        return [[_box(cell) for cell in _cells(member)] for member in days.members]
    if wording.shape is Shape.WITHIN or wording.relative:
        return [[_box(cell) for cell in _limits(date)]]
    return [_boxes_of_ends(wording)]


def _boxes_of_ends(wording: Wording) -> list[_Box]:
    """Start in one window and end in the other; on an open side anywhere beyond."""
    anywhere: list[_Limits] = [(_LOW, _HIGH)]
    starts = _cells(wording.start.days) if wording.start and wording.start.days else anywhere
    ends = _cells(wording.end.days) if wording.end and wording.end.days else anywhere
    if len(starts) * len(ends) > MAX_ENDS:
        starts, ends = [(starts[0][0], starts[-1][1])], [(ends[0][0], ends[-1][1])]
    boxes = [(start, (end[0] + 1, end[1] + 1)) for start in starts for end in ends]
    return [box for box in boxes if box[0][0] < box[1][1]]


def _box(cell: _Limits) -> _Box:
    return cell, (cell[0] + 1, cell[1] + 1)


def _limits(date: FuzzyDate) -> list[_Limits]:
    """The runs of days of a date, with infinities for open sides."""
    wording = date.wording
    if date.pieces is None and not wording.relative and wording.shape is Shape.WITHIN and wording.start:
        return _cells(wording.start.days)
    return [(_LOW if r.first is None else r.first, _HIGH if r.last is None else r.last) for r in date.ranges]


def _cells(days: DaySet | None) -> list[_Limits]:
    found = listed(days, MAX_CELLS)
    if found is None and days is not None:
        found = [(days.least, days.greatest)]
    return [
        (_LOW if first is None else first, _HIGH if last is None else last) for first, last in found or []
    ]


def _possible(mine: list[_Box], theirs: list[_Box]) -> set[Allen]:
    """The relations that some pair of boxes allows; pairs that lie well apart all say the same."""
    found: set[Allen] = set()
    for one in mine:
        for other in theirs:
            if one[1][1] < other[0][0]:
                found.add(Allen.BEFORE)
            elif other[1][1] < one[0][0]:
                found.add(Allen.AFTER)
            elif len(found) < len(_ORDERS):
                found.update(
                    relation for relation in _ORDERS if relation not in found and _holds(relation, one, other)
                )
    return found


def _at_once(relation: Allen, mine: list[list[_Box]], theirs: list[list[_Box]]) -> bool:
    """Whether some choice of spans has a relation between all members of the one and all of the other.

    True also where there are too many choices to tell.
    """
    members = (*mine, *theirs)
    pairs = len(mine) * len(theirs)
    if pairs * math.prod(len(boxes) for boxes in members) > MAX_CHOICES:
        return True
    order = _order_of_all(relation, len(mine), len(theirs))
    if order is None:
        return False
    return any(_fits(order, boxes) for boxes in itertools.product(*members))


# Points that are equal, each the start (even) or the end (odd) of a member, and the places of those before them.
_Order = list[tuple[frozenset[int], list[int]]]


def _order_of_all(relation: Allen, mine: int, theirs: int) -> _Order | None:
    """The groups of equal points of a relation between all pairs, first to last; None for a contradiction."""
    equal = {point: frozenset({point}) for point in range(2 * (mine + theirs))}
    before: list[tuple[int, int]] = []
    for one, other in itertools.product(range(mine), range(mine, mine + theirs)):
        points = (2 * one, 2 * one + 1, 2 * other, 2 * other + 1)
        groups = [[points[place] for place in group] for group in _ORDERS[relation]]
        for group in groups:
            joined = frozenset().union(*(equal[point] for point in group))
            equal |= dict.fromkeys(joined, joined)
        before.extend((early[0], late[0]) for early, late in itertools.pairwise(groups))
    graph: dict[frozenset[int], set[frozenset[int]]] = {group: set() for group in equal.values()}
    for early, late in before:
        graph[equal[late]].add(equal[early])
    try:
        found = list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError:
        return None
    place = {group: index for index, group in enumerate(found)}
    return [(group, [place[early] for early in graph[group]]) for group in found]


def _fits(order: _Order, boxes: tuple[_Box, ...]) -> bool:
    """Whether the members, one box each, have points in this order: take each as early as can be."""
    reached: list[float] = []
    for group, before in order:
        low = max(boxes[point // 2][point % 2][0] for point in group)
        low = max([low, *(reached[place] + 1 for place in before)])
        if low > min(boxes[point // 2][point % 2][1] for point in group):
            return False
        reached.append(low)
    return True


def _holds(relation: Allen, one: _Box, other: _Box) -> bool:
    """Whether some choice of the four points has the order of a relation: take each as early as can be."""
    limits = (*one, *other)
    reached = _LOW
    for group in _ORDERS[relation]:
        low = max(limits[point][0] for point in group)
        high = min(limits[point][1] for point in group)
        reached = max(low, reached + 1)
        if reached > high:
            return False
    return True
