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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from typing import Final, NamedTuple, Protocol

from timeline.reasoning.circles import Edge, strict_circle, strong_parts

__all__ = [
    "FAR",
    "HARD",
    "NO_ORDER",
    "STRICT",
    "WEAK",
    "Between",
    "Bounds",
    "Compiled",
    "Constraint",
    "Distance",
    "Member",
    "Numbers",
    "Propagation",
    "binds",
    "compiled",
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
# from (-1: none, or the window's edge), whether the chain has solid ground, the period of the constraint, and
# the entry of the same bound before it.
_Entry = tuple[int, int, int, int, bool, int, int]


def variables(constraint: Constraint) -> tuple[int, ...]:
    """The variables that a constraint speaks of."""
    return (constraint.a,) if isinstance(constraint, Member) else (constraint.a, constraint.b)


def window(constraints: Iterable[Constraint]) -> tuple[int, int]:
    """First and last value to reckon with: all that is named, every offset, and a period on either side.

    A further period leaves room for what wider levels of the same constraints name: a slip goes a
    century at most.
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
    return Propagation([compiled(label, constraint) for label, constraint in constraints], limits).run()


Rule = Callable[[int], int | None] | int
Arc = tuple[int, "Rule | _Inverse", int, int | None, int]
"""What a bound does to another: target, rule, label, the value that needs no cause, period of the constraint."""


class Compiled(NamedTuple):
    """A labelled constraint as arcs between bounds, made once and used in many propagations."""

    keys: tuple[int, ...]
    arcs: tuple[tuple[int, Arc], ...]
    named: tuple[int, ...]
    order: tuple[Edge, ...]


def compiled(label: int, constraint: Constraint) -> Compiled:
    """The arcs of a constraint, under the label of whose it is."""
    keys = tuple(key for variable in variables(constraint) for key in (2 * variable, 2 * variable + 1))
    if isinstance(constraint, Member):
        return _compiled_member(label, constraint, keys)
    arcs = (
        _distance_arcs(label, constraint)
        if isinstance(constraint, Distance)
        else _between_arcs(label, constraint)
    )
    order: tuple[Edge, ...] = ()
    if isinstance(constraint, Distance) and constraint.order:
        order = (Edge(constraint.a, constraint.b, label, constraint.order == STRICT),)
    return Compiled(keys, tuple(arcs), (), order)


def _compiled_member(label: int, member: Member, keys: tuple[int, ...]) -> Compiled:
    numbers = member.numbers
    low, high = keys
    floor = numbers.floor

    def negated(value: int) -> int | None:
        found = floor(-value)
        return None if found is None else -found

    least, greatest, period = numbers.least, numbers.greatest, numbers.period
    ground = None if greatest is None else -greatest
    arcs = ((low, (low, numbers.ceil, label, least, period)), (high, (high, negated, label, ground, period)))
    named = (*((low,) if least is not None else ()), *((high,) if greatest is not None else ()))
    return Compiled(keys, arcs, named, ())


def _distance_arcs(label: int, distance: Distance) -> Iterator[tuple[int, Arc]]:
    a, b, least, most, _ = distance
    if least is not None:
        yield 2 * a, (2 * b, least, label, None, 1)
        yield 2 * b + 1, (2 * a + 1, least, label, None, 1)
    if most is not None:
        yield 2 * b, (2 * a, -most, label, None, 1)
        yield 2 * a + 1, (2 * b + 1, -most, label, None, 1)


def _between_arcs(label: int, between: Between) -> Iterator[tuple[int, Arc]]:
    a, b, least, most = between
    if least is not None:
        yield 2 * a, (2 * b, least, label, None, PERIOD)
        yield 2 * b + 1, (2 * a + 1, _Inverse(least, a, upwards=False), label, None, PERIOD)
    if most is not None:
        yield 2 * a + 1, (2 * b + 1, _mirrored(most), label, None, PERIOD)
        yield 2 * b, (2 * a, _Inverse(most, a, upwards=True), label, None, PERIOD)


class _Inverse(NamedTuple):
    """The inverse of a monotone function, found by bisection between the bounds that its variable has at the time."""

    step: Callable[[int], int]
    variable: int
    upwards: bool

    def over(self, values: Mapping[int, int]) -> Callable[[int], int]:
        """The inverse over the bounds of one propagation."""
        least, most = 2 * self.variable, 2 * self.variable + 1
        step = self.step

        def least_reaching(value: int) -> int:
            """The least whose image reaches the value; one past the greatest where none does."""
            low, high = values[least], -values[most] + 1
            while low < high:
                middle = (low + high) // 2
                if step(middle) >= value:
                    high = middle
                else:
                    low = middle + 1
            return low

        def greatest_within(negated: int) -> int:
            """The greatest whose image stays within the value, negated; one below the least where none does."""
            low, high = values[least] - 1, -values[most]
            while low < high:
                middle = (low + high + 1) // 2
                if step(middle) <= -negated:
                    low = middle
                else:
                    high = middle - 1
            return -low

        return least_reaching if self.upwards else greatest_within


class Propagation:
    """A run to the fixpoint, from which constraints can be taken out again.

    Plain tuples, dictionaries and local names, because everything else waits for this loop.
    """

    def __init__(self, parts: Iterable[Compiled], limits: tuple[int, int]) -> None:
        self.values: dict[int, int] = {}
        self.trail: list[_Entry] = []
        self.top: dict[int, int] = {}
        self.raised: dict[int, int] = defaultdict(int)
        self.arcs: dict[int, list[tuple[int, Rule, int, int | None, int]]] = defaultdict(list)
        self.order: list[Edge] = []
        self.limits = limits
        self.grounds: dict[int, list[tuple[int, Rule, int, int | None, int]]] = defaultdict(list)
        ends = (limits[0], -limits[1])
        values, arcs = self.values, self.arcs
        for part in parts:
            for key in part.keys:
                if key not in values:
                    values[key] = ends[key & 1]
            for key, (target, rule, label, ground, period) in part.arcs:
                made = rule.over(values) if isinstance(rule, _Inverse) else rule
                arcs[key].append((target, made, label, ground, period))
            for key in part.named:
                self.grounds[key].append(arcs[key][-1])
            self.order += part.order
        self.due: Iterable[int] = self.grounds

    def run(self) -> Bounds | frozenset[int]:
        """The fixpoint from all that is named; then a look at what recurs for ever without naming anything."""
        wiped = strict_circle(self.order)
        # What names numbers itself comes first, so that no chain runs through others to what one claim says.
        for keys, arcs in ((self.grounds, self.grounds), (self.due, self.arcs), (None, self.arcs)):
            if wiped is None:
                wiped = self._spread(self._unnamed_cycles() if keys is None else keys, arcs)
        if wiped is None:
            return Bounds(self.values, self.trail, self.top)
        return wiped - {HARD}

    def without(self, labels: AbstractSet[int]) -> None:
        """Take constraints out, and with them all that followed from them or came after."""
        for table in (self.arcs, self.grounds):
            for key, arcs in table.items():
                if any(arc[2] in labels for arc in arcs):
                    table[key] = [arc for arc in arcs if arc[2] not in labels]
        self.order = [edge for edge in self.order if edge.label not in labels]
        first = next((index for index, entry in enumerate(self.trail) if entry[2] in labels), len(self.trail))
        for key, _, _, _, _, _, before in reversed(self.trail[first:]):
            if before >= 0:
                self.top[key] = before
                self.values[key] = self.trail[before][1]
            else:
                del self.top[key]
                self.values[key] = (self.limits[0], -self.limits[1])[key & 1]
        del self.trail[first:]
        # What stood in the queue is lost, so every bound that was reached, or has something named, is
        # due again.
        self.due = [*self.top, *self.grounds]

    def _spread(
        self, keys: Iterable[int], arcs: Mapping[int, Sequence[tuple[int, Rule, int, int | None, int]]]
    ) -> frozenset[int] | None:
        """Propagate from some bounds to all that follow; the labels behind a wipe-out, None if there is none."""
        values, trail, top, raised_often = self.values, self.trail, self.top, self.raised
        queue = deque(dict.fromkeys(keys))
        waiting = set(queue)
        while queue:
            key = queue.popleft()
            waiting.discard(key)
            for target, rule, label, ground, period in arcs.get(key, ()):
                value = values[key]
                raised = value + rule if isinstance(rule, int) else rule(value)
                if raised is None:
                    return self._labels(top.get(key, -1)) | {label}
                if raised <= values[target]:
                    continue
                cause = -1 if raised == ground else top.get(key, -1)
                solid = ground is not None or (cause >= 0 and trail[cause][4])
                newest = len(trail)
                trail.append((target, raised, label, cause, solid, period, top.get(target, -1)))
                top[target] = newest
                values[target] = raised
                if raised + values[target ^ 1] > 0:
                    return self._labels(newest) | self._labels(top.get(target ^ 1, -1))
                times = raised_often[target] = raised_often[target] + 1
                # Looked at ever more rarely: each look walks the whole chain.
                if times >= _PATIENCE and not times & (times - 1) and (climbing := self._climbing(newest)):
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
            key: [target for target, *_ in self.arcs[key] if target in still and target != key]
            for key in still
        }
        part = strong_parts(after)
        sizes = Counter(part.values())
        several = {key for key in still if sum(target == key for target, *_ in self.arcs[key]) > 1}
        return sorted(key for key in still if key in several or sizes[part[key]] > 1)

    def _labels(self, index: int) -> frozenset[int]:
        return frozenset(entry[2] for entry in _back(self.trail, index))

    def _climbing(self, index: int) -> frozenset[int] | None:
        """The labels of a cycle that would raise a bound for ever, None where there is none.

        Distances alone repeat after one round. Recurring sets and calendar functions may push by a
        different amount each round, but not for longer than their joint period for each variable; a set
        that does not recur ends of itself.
        """
        key, newest, *_ = self.trail[index]
        labels: set[int] = set()
        seen: set[int] = set()
        longest = 1
        for raised, value, label, _, _, period, _ in _back(self.trail, index):
            if raised == key and newest - value >= (1 if longest == 1 else longest * len(seen)):
                return frozenset(labels)
            if period == 0:
                return None
            labels.add(label)
            seen.add(raised)
            longest = max(longest, period)
        return None


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
