"""A network of integers: what each variable can be at least and at most, and why.

Theory of operation
-------------------
A variable is an integer. A constraint is one of three kinds:

* `Member`: the variable lies in a set that can name its least member above, and its greatest below, a number;
* `Distance`: ``least <= b - a <= most``;
* `Between`: ``least(a) <= b <= most(a)`` for monotone functions.

If two assignments satisfy such a constraint, so do their minimum and their maximum, taken variable by
variable: the constraints are closed under minimum and maximum. Therefore propagating bounds to the
fixpoint *decides* consistency. If no variable is wiped out, the vector of all lower bounds is itself a
solution, and so is the vector of all upper bounds; hence each bound is exactly the least, or greatest,
value that the variable takes in any solution. No search and no solver is needed. Anything outside this
class must be branched on by the caller.

A lower bound follows from one other lower bound and one constraint, an upper bound from one upper bound.
So the derivation of a bound is a chain, and the chain behind a wipe-out (one of each side) is a
conflict. Upper bounds are kept negated: then both sides only ever grow, and one rule serves both.

Bounds start at the edges of a window that is wider than everything that the constraints name; a bound
whose chain begins at an edge is open. Two kinds of contradiction never show as crossed bounds, or only
after climbing day by day through the window, and are found by looking at cycles instead: distances that
add up to more than nothing (or sets that keep pushing for longer than their joint period), and orders
that go round in a circle with a strict one among them, on one and the same day.

This module knows integers, and labels that say whose a constraint is. It could be lifted out as a library.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

__all__ = [
    "FAR",
    "HARD",
    "NO_ORDER",
    "STRICT",
    "WEAK",
    "Between",
    "Bounds",
    "Constraint",
    "Distance",
    "Member",
    "Numbers",
    "binds",
    "propagate",
    "variables",
    "window",
]

HARD: Final = -1
"""The label of a constraint that nobody can give up."""

NO_ORDER: Final = 0
WEAK: Final = 1
STRICT: Final = 2

# 400 years: the Gregorian calendar, and with it every recurring set and calendar function, repeats after
# that.
PERIOD: Final = 146_097
# A bound is first looked at for climbing when it has been raised this often.
_PATIENCE: Final = 64


class Numbers(Protocol):
    """A set of integers with a floor and a ceiling; `period` is 0 for a set that does not repeat."""

    @property
    def least(self) -> int | None: ...  # noqa: D102
    @property
    def greatest(self) -> int | None: ...  # noqa: D102
    @property
    def period(self) -> int: ...  # noqa: D102
    def ceil(self, day: int) -> int | None: ...  # noqa: D102
    def floor(self, day: int) -> int | None: ...  # noqa: D102


class Member(NamedTuple):
    """The variable lies in the set."""

    a: int
    numbers: Numbers


class Distance(NamedTuple):
    """``least <= b - a <= most``, None for no limit; `order` is kept apart from the distance, see `STRICT`."""

    a: int
    b: int
    least: int | None = None
    most: int | None = None
    order: int = NO_ORDER


class Between(NamedTuple):
    """``least(a) <= b <= most(a)``, both monotone, None for no limit."""

    a: int
    b: int
    least: Callable[[int], int] | None = None
    most: Callable[[int], int] | None = None


Constraint = Member | Distance | Between
Labelled = tuple[int, Constraint]

# One entry of the trail: the bound raised, its new value, by whose constraint, the entry that it follows
# from (-1: none, or the window's edge), whether the chain has solid ground, and the period of the constraint.
_Entry = tuple[int, int, int, int, bool, int]


def variables(constraint: Constraint) -> tuple[int, ...]:
    """The variables that a constraint speaks of."""
    return (constraint.a,) if isinstance(constraint, Member) else (constraint.a, constraint.b)


def window(constraints: Iterable[Constraint]) -> tuple[int, int]:
    """First and last value to reckon with: all that is named, every offset, and a period on either side.

    A further period leaves room for what wider levels of the same constraints name: a slip goes a century at most.
    """
    named: list[int] = []
    reach = 2 * PERIOD
    for constraint in constraints:
        if isinstance(constraint, Member):
            ends = (constraint.numbers.least, constraint.numbers.greatest)
            named += [end for end in ends if end is not None]
        elif isinstance(constraint, Distance):
            reach += max(abs(constraint.least or 0), abs(constraint.most or 0))
        else:
            steps = [step for step in (constraint.least, constraint.most) if step]
            shifts = [abs(step(_MIDDLE) - _MIDDLE) for step in steps]
            reach += max((shift for shift in shifts if shift < FAR // 2), default=0) + 366
    return min(named, default=_MIDDLE) - reach, max(named, default=_MIDDLE) + reach


FAR: Final = 10**9
"""What a step of `Between` returns where it sets no limit: farther than any window reaches."""

# Where a network that names no number at all is put; every place is as good, since it repeats.
_MIDDLE: Final = 5 * PERIOD


class Bounds:
    """The fixpoint: the least and greatest value of every variable, and the chains behind them."""

    __slots__ = ("_top", "_trail", "_values")

    def __init__(self, values: dict[int, int], trail: list[_Entry], top: dict[int, int]) -> None:
        self._values = values
        self._trail = trail
        self._top = top

    def knows(self, variable: int) -> bool:
        """Whether any constraint spoke of the variable."""
        return 2 * variable in self._values

    def least(self, variable: int) -> int | None:
        """The least possible value, None where it is open."""
        return self._values[2 * variable] if self._grounded(2 * variable) else None

    def most(self, variable: int) -> int | None:
        """The greatest possible value, None where it is open."""
        return -self._values[2 * variable + 1] if self._grounded(2 * variable + 1) else None

    def _grounded(self, key: int) -> bool:
        top = self._top.get(key, -1)
        return top >= 0 and self._trail[top][4]

    def chain(self, variable: int, *, greatest: bool) -> list[tuple[int, int, bool, int]]:
        """The steps that set a bound, root first: label, variable, whether its greatest, value; empty where open."""
        key = 2 * variable + greatest
        if not self._grounded(key):
            return []
        steps = [
            (label, raised >> 1, bool(raised & 1), -value if raised & 1 else value)
            for raised, value, label, *_ in _back(self._trail, self._top[key])
        ]
        return steps[::-1]


def _back(trail: Sequence[_Entry], index: int) -> Iterator[_Entry]:
    while index >= 0:
        entry = trail[index]
        yield entry
        index = entry[3]


def propagate(constraints: Iterable[Labelled], limits: tuple[int, int]) -> Bounds | frozenset[int]:
    """The bounds of all variables, or the labels of constraints that cannot all hold.

    The labels are a conflict, not always a minimal one; `HARD` is never among them.
    """
    labelled = list(constraints)
    circle = _strict_circle(labelled)
    if circle is not None:
        return circle
    return _Propagation(labelled, limits).run()


class _Propagation:
    """One run to the fixpoint; plain tuples and local names, because everything else waits for this loop."""

    def __init__(self, labelled: Sequence[Labelled], limits: tuple[int, int]) -> None:
        self.values: dict[int, int] = {}
        self.trail: list[_Entry] = []
        self.top: dict[int, int] = {}
        self.raised: dict[int, int] = defaultdict(int)
        self.arcs: dict[int, list[tuple[int, Callable[[int], int | None] | int, int, int | None, int]]] = (
            defaultdict(list)
        )
        self.first, self.last = limits
        for label, constraint in labelled:
            self._add(label, constraint)

    def _add(self, label: int, constraint: Constraint) -> None:
        for variable in variables(constraint):
            if 2 * variable not in self.values:
                self.values[2 * variable] = self.first
                self.values[2 * variable + 1] = -self.last
        if isinstance(constraint, Member):
            self._add_member(label, constraint)
        elif isinstance(constraint, Distance):
            self._add_distance(label, constraint)
        else:
            self._add_between(label, constraint)

    def _add_member(self, label: int, member: Member) -> None:
        numbers, low, high = member.numbers, 2 * member.a, 2 * member.a + 1
        floor = numbers.floor

        def negated(value: int) -> int | None:
            found = floor(-value)
            return None if found is None else -found

        greatest = None if numbers.greatest is None else -numbers.greatest
        self.arcs[low].append((low, numbers.ceil, label, numbers.least, numbers.period))
        self.arcs[high].append((high, negated, label, greatest, numbers.period))

    def _add_distance(self, label: int, distance: Distance) -> None:
        a, b, least, most, _ = distance
        if least is not None:
            self.arcs[2 * a].append((2 * b, least, label, None, 1))
            self.arcs[2 * b + 1].append((2 * a + 1, least, label, None, 1))
        if most is not None:
            self.arcs[2 * b].append((2 * a, -most, label, None, 1))
            self.arcs[2 * a + 1].append((2 * b + 1, -most, label, None, 1))

    def _add_between(self, label: int, between: Between) -> None:
        a, b, least, most = between
        if least is not None:
            self.arcs[2 * a].append((2 * b, least, label, None, PERIOD))
            self.arcs[2 * b + 1].append((2 * a + 1, self._greatest_before(least, a), label, None, PERIOD))
        if most is not None:
            self.arcs[2 * a + 1].append((2 * b + 1, _mirrored(most), label, None, PERIOD))
            self.arcs[2 * b].append((2 * a, self._least_after(most, a), label, None, PERIOD))

    def _least_after(self, most: Callable[[int], int], a: int) -> Callable[[int], int]:
        """The least a whose `most` reaches a value; one past a's greatest where none does."""

        def inverse(value: int) -> int:
            low, high = self.values[2 * a], -self.values[2 * a + 1] + 1
            while low < high:
                middle = (low + high) // 2
                if most(middle) >= value:
                    high = middle
                else:
                    low = middle + 1
            return low

        return inverse

    def _greatest_before(self, least: Callable[[int], int], a: int) -> Callable[[int], int]:
        """The greatest a whose `least` stays within a value, negated; one below a's least where none does."""

        def inverse(value: int) -> int:
            low, high = self.values[2 * a] - 1, -self.values[2 * a + 1]
            while low < high:
                middle = (low + high + 1) // 2
                if least(middle) <= -value:
                    low = middle
                else:
                    high = middle - 1
            return -low

        return inverse

    def run(self) -> Bounds | frozenset[int]:
        """The fixpoint from all that is named; then a look at what recurs for ever without naming anything."""
        named = [key for key, arcs in self.arcs.items() if any(ground is not None for *_, ground, _ in arcs)]
        wiped = self._spread(named) or self._spread(self._unnamed_cycles())
        return wiped or Bounds(self.values, self.trail, self.top)

    def _spread(self, keys: Iterable[int]) -> frozenset[int] | None:
        """Propagate from some bounds to all that follow; the labels behind a wipe-out, None if there is none."""
        values, trail, top, arcs = self.values, self.trail, self.top, self.arcs
        queue = deque(keys)
        waiting = set(queue)
        while queue:
            key = queue.popleft()
            waiting.discard(key)
            for target, rule, label, ground, period in arcs.get(key, ()):
                value, cause = values[key], top.get(key, -1)
                raised = value + rule if isinstance(rule, int) else rule(value)
                if raised is None:
                    return self._labels(cause) | _own(label)
                if raised <= values[target]:
                    continue
                if raised == ground:
                    cause = -1
                solid = ground is not None or (cause >= 0 and trail[cause][4])
                top[target] = len(trail)
                trail.append((target, raised, label, cause, solid, period))
                values[target] = raised
                if raised + values[target ^ 1] > 0:
                    return self._labels(top[target]) | self._labels(top.get(target ^ 1, -1))
                times = self.raised[target] = self.raised[target] + 1
                # Looked at ever more rarely: each look walks the whole chain.
                if (
                    times >= _PATIENCE
                    and times & (times - 1) == 0
                    and (climbing := self._climbing(top[target]))
                ):
                    return climbing
                if target not in waiting:
                    waiting.add(target)
                    queue.append(target)
        return None

    def _unnamed_cycles(self) -> list[int]:
        """The bounds that nothing named has reached, and that can still push each other for ever.

        Without a cycle they cannot: whatever is asked of a bound, one farther out does it.
        """
        still = {key for key in self.arcs if key not in self.top}
        after = {
            key: [
                (target, label)
                for target, _, label, _, _ in self.arcs[key]
                if target in still and target != key
            ]
            for key in still
        }
        sizes = Counter((part := _parts(after)).values())
        several = {key for key in still if sum(target == key for target, *_ in self.arcs[key]) > 1}
        return sorted(key for key in still if key in several or sizes[part[key]] > 1)

    def _labels(self, index: int) -> frozenset[int]:
        return frozenset(entry[2] for entry in _back(self.trail, index) if entry[2] != HARD)

    def _climbing(self, index: int) -> frozenset[int] | None:
        """The labels of a cycle that would raise a bound for ever, None where there is none.

        Distances alone repeat after one round. Recurring sets and calendar functions may push by a
        different amount each round, but not for longer than their joint period for each variable; a set
        that does not recur ends of itself.
        """
        key, newest = self.trail[index][:2]
        labels: set[int] = set()
        seen: set[int] = set()
        longest = 1
        for raised, value, label, _, _, period in _back(self.trail, index):
            if raised == key and newest - value >= (1 if longest == 1 else longest * len(seen)):
                return frozenset(labels)
            if period == 0:
                return None
            labels.update(_own(label))
            seen.add(raised)
            longest = max(longest, period)
        return None


def _own(label: int) -> frozenset[int]:
    return frozenset() if label == HARD else frozenset((label,))


def _mirrored(step: Callable[[int], int]) -> Callable[[int], int]:
    return lambda value: -step(-value)


def binds(constraint: Constraint, bounds: Bounds) -> Iterator[int]:
    """The bounds (2 * variable, + 1 for the greatest) that a constraint alone would set to what they are."""
    if isinstance(constraint, Member):
        return _member_binds(constraint, bounds)
    if isinstance(constraint, Distance):
        return _distance_binds(constraint, bounds)
    return _between_binds(constraint, bounds)


def _distance_binds(distance: Distance, bounds: Bounds) -> Iterator[int]:
    a, b, least, most, _ = distance
    (low_a, high_a), (low_b, high_b) = _ends(a, bounds), _ends(b, bounds)
    if least is not None and low_a is not None and low_b == low_a + least:
        yield 2 * b
    if least is not None and high_b is not None and high_a == high_b - least:
        yield 2 * a + 1
    if most is not None and low_b is not None and low_a == low_b - most:
        yield 2 * a
    if most is not None and high_a is not None and high_b == high_a + most:
        yield 2 * b + 1


def _between_binds(between: Between, bounds: Bounds) -> Iterator[int]:
    a, b, least, most = between
    (low_a, high_a), (low_b, high_b) = _ends(a, bounds), _ends(b, bounds)
    if least is not None and low_a is not None and low_b == least(low_a):
        yield 2 * b
    if least is not None and high_a is not None and high_b is not None and least(high_a + 1) > high_b:
        yield 2 * a + 1
    if most is not None and high_a is not None and high_b == most(high_a):
        yield 2 * b + 1
    if most is not None and low_a is not None and low_b is not None and most(low_a - 1) < low_b:
        yield 2 * a


def _ends(variable: int, bounds: Bounds) -> tuple[int | None, int | None]:
    return bounds.least(variable), bounds.most(variable)


def _member_binds(member: Member, bounds: Bounds) -> Iterator[int]:
    """A set binds a bound if the next value outwards is not in it."""
    low, high = bounds.least(member.a), bounds.most(member.a)
    if low is not None and member.numbers.floor(low - 1) != low - 1:
        yield 2 * member.a
    if high is not None and member.numbers.ceil(high + 1) != high + 1:
        yield 2 * member.a + 1


def _strict_circle(labelled: Iterable[Labelled]) -> frozenset[int] | None:
    """The labels of a circle of orders with a strict one in it, None where there is none.

    On one day a distance of nothing holds both ways; what comes strictly before itself does not.
    """
    after: dict[int, list[tuple[int, int]]] = defaultdict(list)
    strict: list[tuple[int, int, int]] = []
    for label, constraint in labelled:
        if isinstance(constraint, Distance) and constraint.order:
            after[constraint.a].append((constraint.b, label))
            if constraint.order == STRICT:
                strict.append((constraint.a, constraint.b, label))
    if not strict:
        return None
    part = _parts(after)
    for a, b, label in strict:
        if part.get(a) == part.get(b) is not None:
            return frozenset(one for one in (*_path(after, b, a), label) if one != HARD)
    return None


def _path(after: Mapping[int, Sequence[tuple[int, int]]], start: int, goal: int) -> list[int]:
    """The labels of a shortest path that is known to exist."""
    came: dict[int, tuple[int, int]] = {start: (start, HARD)}
    queue = deque([start])
    while goal not in came:
        here = queue.popleft()
        for there, label in after.get(here, ()):
            if there not in came:
                came[there] = (here, label)
                queue.append(there)
    labels = []
    while goal != start:
        goal, label = came[goal]
        labels.append(label)
    return labels


def _parts(after: Mapping[int, Sequence[tuple[int, int]]]) -> dict[int, int]:
    """The strongly connected part of each node (Tarjan 1972), without recursion: chains are long."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    part: dict[int, int] = {}
    stack: list[int] = []
    for root in after:
        if root in number:
            continue
        work: list[tuple[int, Iterator[tuple[int, int]]]] = [(root, iter(after[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        while work:
            node, rest = work[-1]
            for there, _ in rest:
                if there not in number:
                    number[there] = low[there] = len(number)
                    stack.append(there)
                    work.append((there, iter(after.get(there, ()))))
                    break
                if there not in part:
                    low[node] = min(low[node], number[there])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    _close(node, stack, part)
    return part


def _close(node: int, stack: list[int], part: dict[int, int]) -> None:
    while True:
        member = stack.pop()
        part[member] = node
        if member == node:
            return
