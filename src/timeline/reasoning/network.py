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

import functools
import itertools
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from timeline.reasoning.circles import Edge, strict_circle, strong_parts

__all__ = [
    "FAR",
    "FARTHER",
    "HARD",
    "LONGEST",
    "NEAR",
    "NO_ORDER",
    "OWN",
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
    def cell_first(self, day: int) -> int | None: ...  # noqa: D102
    def cell_last(self, day: int) -> int | None: ...  # noqa: D102


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
_Entry = tuple[int, int, int, int, bool, "Cycle", int]


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


# Nobody reads a longer derivation; in a chain of relations through all variables the whole would be their square.
LONGEST: Final = 100


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
        """The steps that set a bound, root first: label, variable, whether its greatest, value; empty where open.

        Of a chain longer than `LONGEST` they are the last.
        """
        key = 2 * variable + greatest
        if not self._grounded(key):
            return []
        steps = [
            (label, raised >> 1, bool(raised & 1), -value if raised & 1 else value)
            for raised, value, label, *_ in itertools.islice(_back(self._trail, self._top[key]), LONGEST)
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
    return Propagation([compiled(label, constraint) for label, constraint in constraints], limits).outcome()


# Ranks of constraints: sets that a variable itself lies in, what ties near variables, and all else. What is near is
# settled at little cost, and conflicts found near are small.
OWN: Final = 0
NEAR: Final = 1
FARTHER: Final = 2

Rule = Callable[[int], int | None] | int
Cycle = int | Callable[[int], int]
"""The period of a constraint, or the function whose period it is: that is looked for only where it matters."""
Arc = tuple[int, "Rule | _Inverse", int, Cycle]
"""What a bound does to another: target, rule, label, period of the constraint."""
Seed = tuple[int, int, int]
"""A bound that a constraint sets without a cause: the bound, its value, the label."""


class Compiled(NamedTuple):
    """A labelled constraint as seeds and arcs between bounds, made once and used in many propagations.

    Arcs come in pairs: with an arc from a lower bound to another there is one from the upper bound of that
    to the upper bound of the first.
    """

    label: int
    rank: int
    keys: tuple[int, ...]
    seeds: tuple[Seed, ...]
    arcs: tuple[tuple[int, Arc], ...]
    order: tuple[Edge, ...]


def compiled(label: int, constraint: Constraint, rank: int = FARTHER) -> Compiled:
    """A constraint under the label of whose it is; `rank` is NEAR or FARTHER, for a set always OWN."""
    keys = tuple(key for variable in variables(constraint) for key in (2 * variable, 2 * variable + 1))
    if isinstance(constraint, Member):
        return _compiled_member(label, constraint, keys)
    if isinstance(constraint, Between):
        return Compiled(label, rank, keys, (), tuple(_between_arcs(label, constraint)), ())
    order: tuple[Edge, ...] = ()
    # More than nothing apart is more than in order, less says nothing of the order.
    if constraint.order and constraint.least == 0:
        order = (Edge(constraint.a, constraint.b, label, constraint.order == STRICT),)
    return Compiled(label, rank, keys, (), tuple(_distance_arcs(label, constraint)), order)


def _compiled_member(label: int, member: Member, keys: tuple[int, ...]) -> Compiled:
    numbers = member.numbers
    low, high = keys
    least, greatest = numbers.least, numbers.greatest
    seeds: tuple[Seed, ...] = () if least is None else ((low, least, label),)
    if greatest is not None:
        seeds = (*seeds, (high, -greatest, label))
    if _unbroken(numbers):
        return Compiled(label, OWN, keys, seeds, (), ())
    floor = numbers.floor

    def negated(value: int) -> int | None:
        found = floor(-value)
        return None if found is None else -found

    arcs: tuple[tuple[int, Arc], ...] = (
        (low, (low, numbers.ceil, label, numbers.period)),
        (high, (high, negated, label, numbers.period)),
    )
    return Compiled(label, OWN, keys, seeds, arcs, ())


def _unbroken(numbers: Numbers) -> bool:
    """Whether a set is one run, which its ends tell in full."""
    if numbers.period:
        return False
    if numbers.least is not None:
        return numbers.cell_last(numbers.least) == numbers.greatest
    return numbers.greatest is not None and numbers.cell_first(numbers.greatest) is None


def _distance_arcs(label: int, distance: Distance) -> Iterator[tuple[int, Arc]]:
    a, b, least, most, _ = distance
    if least is not None:
        yield 2 * a, (2 * b, least, label, 1)
        yield 2 * b + 1, (2 * a + 1, least, label, 1)
    if most is not None:
        yield 2 * b, (2 * a, -most, label, 1)
        yield 2 * a + 1, (2 * b + 1, -most, label, 1)


def _between_arcs(label: int, between: Between) -> Iterator[tuple[int, Arc]]:
    a, b, least, most = between
    if least is not None:
        yield 2 * a, (2 * b, least, label, least)
        yield 2 * b + 1, (2 * a + 1, _Inverse(least, a, upwards=False), label, least)
    if most is not None:
        yield 2 * a + 1, (2 * b + 1, _mirrored(most), label, most)
        yield 2 * b, (2 * a, _Inverse(most, a, upwards=True), label, most)


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
    """A run to the fixpoint that constraints can be put into, and taken out of again, at the price of what changes.

    What a constraint taken out had raised falls back to the newest value that does not hang on it, and is
    raised anew from there. If `ranked`, what is near is settled before it spreads; if not, all spreads alike, which
    keeps derivations short. Plain tuples, dictionaries and local names, because everything else waits for this.
    """

    def __init__(self, parts: Iterable[Compiled], limits: tuple[int, int], *, ranked: bool = False) -> None:
        self._ranked = ranked
        self._edges = (limits[0], -limits[1])
        self._values: dict[int, int] = {}
        self._trail: list[_Entry] = []
        self._top: dict[int, int] = {}
        self._raised: dict[int, int] = defaultdict(int)
        # Tables of what is in: by the bound that it starts from, then by identity, so that it comes out at once.
        self._ranks = (_Rank(), _Rank(), _Rank())
        self._seeds: dict[int, dict[int, Seed]] = {}
        self._order: dict[int, dict[int, Edge]] = {}
        # What is due: seeds, bounds that may have crossed, bounds that nothing has reached, and orders.
        self._sown: deque[Seed] = deque()
        self._suspects: dict[int, None] = {}
        self._unreached: dict[int, None] = {}
        self._unordered: dict[int, Edge] = {}
        self._dependants = _Dependants(self._trail)
        for part in parts:
            self.put(part)

    def put(self, part: Compiled) -> None:
        """Put a constraint in."""
        values = self._values
        for key in part.keys:
            if key not in values:
                values[key] = self._edges[key & 1]
        for seed in part.seeds:
            self._seeds.setdefault(seed[0], {})[id(seed)] = seed
            self._sown.append(seed)
        rank = self._rank(part)
        for key, arc in part.arcs:
            target, rule, label, period = arc
            made = (target, rule.over(values), label, period) if isinstance(rule, _Inverse) else arc
            rank.arcs.setdefault(key, {})[id(arc)] = made
            self._due(rank, key)
        for edge in part.order:
            self._order.setdefault(edge.start, {})[id(edge)] = self._unordered[id(edge)] = edge

    def take(self, parts: Iterable[Compiled]) -> None:
        """Take constraints out that were put in, and with them all that followed from them."""
        labels = []
        for part in parts:
            labels.append(part.label)
            for seed in part.seeds:
                del self._seeds[seed[0]][id(seed)]
            for key, arc in part.arcs:
                del self._rank(part).arcs[key][id(arc)]
            for edge in part.order:
                del self._order[edge.start][id(edge)]
                self._unordered.pop(id(edge), None)
        fallen = self._dependants.drop(labels)
        keys = [key for key in fallen if self._top[key] in self._dependants.dropped]
        for key in keys:
            self._fall(key)
        for key in keys:
            self._revive(key)

    def run(self, ranks: Sequence[int] = (OWN, NEAR, FARTHER)) -> frozenset[int] | None:
        """Go on to the fixpoint: None if there is one, else the labels of constraints that cannot all hold.

        If only some ranks are asked for, constraints of the others are left for later, and circles as well.
        """
        wiped = self._spread(ranks)
        if wiped is None and FARTHER in ranks:
            for key in self._unnamed_cycles():
                for rank in self._ranks:
                    rank.push(key)
            wiped = self._spread(ranks)
            wiped = self._circle() if wiped is None else wiped
        return None if wiped is None else wiped - {HARD}

    def outcome(self) -> Bounds | frozenset[int]:
        """The bounds at the fixpoint, or the labels of constraints that cannot all hold."""
        wiped = self.run()
        return Bounds(self._values, self._trail, self._top) if wiped is None else wiped

    def _rank(self, part: Compiled) -> _Rank:
        return self._ranks[part.rank if self._ranked else FARTHER]

    def _due(self, rank: _Rank, key: int) -> None:
        if key in self._top:
            rank.push(key)
        else:
            self._unreached[key] = None

    def _fall(self, key: int) -> None:
        """Let a bound fall back to its newest value that still stands."""
        index, dropped = self._top[key], self._dependants.dropped
        while index in dropped:
            index = self._trail[index][6]
        if index < 0:
            del self._top[key]
            self._values[key] = self._edges[key & 1]
        else:
            self._top[key] = index
            self._values[key] = self._trail[index][1]
        self._raised.pop(key, None)

    def _revive(self, key: int) -> None:
        """Make due what can raise a bound that has fallen back."""
        self._suspects[key] = None
        self._sown.extend(self._seeds.get(key, {}).values())
        if key not in self._top:
            self._unreached[key] = None
        for rank in self._ranks:
            # Arcs come in pairs, so those that lead here mirror those that leave the other side.
            for target, *_ in rank.arcs.get(key ^ 1, {}).values():
                self._due(rank, target ^ 1)

    def _spread(self, ranks: Sequence[int]) -> frozenset[int] | None:
        """Propagate what is due; the labels behind a wipe-out, None if there is none."""
        while self._suspects:
            key = next(iter(self._suspects))
            if self._values[key] + self._values[key ^ 1] > 0:
                return self._behind(key)
            del self._suspects[key]
        chosen = [self._ranks[number] for number in ranks]
        wiped = None
        while wiped is None:
            if self._sown:
                wiped = self._sow()
            elif (rank := next((rank for rank in chosen if rank.queue), None)) is not None:
                wiped = self._fire(rank)
            else:
                return None
        return wiped

    def _sow(self) -> frozenset[int] | None:
        key, value, label = seed = self._sown.popleft()
        if value > self._values[key] and id(seed) in self._seeds[key]:
            return self._raise(key, value, label, -1, 0)
        return None

    def _fire(self, rank: _Rank) -> frozenset[int] | None:
        """Follow all arcs of a rank from one bound."""
        values, top = self._values, self._top
        key = rank.pop()
        for target, rule, label, period in rank.arcs.get(key, _NOTHING).values():
            value = values[key]
            raised = value + rule if rule.__class__ is int else rule(value)  # type: ignore[operator]
            if raised is None:
                wiped: frozenset[int] | None = self._labels(top.get(key, -1)) | {label}
            elif raised > values[target]:
                wiped = self._raise(target, raised, label, top.get(key, -1), period)
            else:
                continue
            if wiped is not None:
                rank.push(key)
                return wiped
        return None

    def _raise(self, key: int, value: int, label: int, cause: int, period: Cycle) -> frozenset[int] | None:
        trail = self._trail
        solid = trail[cause][4] if cause >= 0 else period == 0
        newest = len(trail)
        trail.append((key, value, label, cause, solid, period, self._top.get(key, -1)))
        self._top[key] = newest
        self._values[key] = value
        for rank in self._ranks:
            if key in rank.arcs:
                rank.push(key)
        if value + self._values[key ^ 1] > 0:
            return self._behind(key)
        times = self._raised[key] = self._raised[key] + 1
        # Looked at ever more rarely: each look walks the whole chain.
        if times >= _PATIENCE and not times & (times - 1):
            return self._climbing(newest)
        return None

    def _behind(self, key: int) -> frozenset[int]:
        """The labels behind two bounds that cross."""
        self._suspects[key] = None
        return self._labels(self._top.get(key, -1)) | self._labels(self._top.get(key ^ 1, -1))

    def _labels(self, index: int) -> frozenset[int]:
        return frozenset(entry[2] for entry in _back(self._trail, index))

    def _unnamed_cycles(self) -> list[int]:
        """The bounds that nothing named has reached, and that can still push each other for ever.

        Without a cycle they cannot: whatever is asked of a bound, one farther out does it.
        """
        after: dict[int, list[int]] = {}
        several = set()
        edge = [key for key in self._unreached if key not in self._top]
        self._unreached.clear()
        while edge:
            key = edge.pop()
            if key in after:
                continue
            targets = [arc[0] for rank in self._ranks for arc in rank.arcs.get(key, _NOTHING).values()]
            after[key] = [target for target in targets if target != key and target not in self._top]
            edge += after[key]
            if targets.count(key) > 1:
                several.add(key)
        part = strong_parts(after)
        sizes = Counter(part.values())
        return sorted(key for key in after if key in several or sizes[part[key]] > 1)

    def _circle(self) -> frozenset[int] | None:
        """The labels of orders that go round with a strict one among them, one of them new; None if there are none.

        All that they put in order has the same bounds, so the search stays among those.
        """
        edge = [order.start for order in self._unordered.values() if self._alike(order)]
        found: dict[int, list[Edge]] = {}
        while edge:
            node = edge.pop()
            if node not in found:
                found[node] = [order for order in self._order.get(node, {}).values() if self._alike(order)]
                edge += [order.end for order in found[node]]
        wiped = strict_circle(order for orders in found.values() for order in orders)
        if wiped is None:
            self._unordered.clear()
        return wiped

    def _alike(self, order: Edge) -> bool:
        values, a, b = self._values, 2 * order.start, 2 * order.end
        return values[a] == values[b] and values[a + 1] == values[b + 1]

    def _climbing(self, index: int) -> frozenset[int] | None:
        """The labels of a cycle that would raise a bound for ever, None where there is none.

        Distances alone repeat after one round. Recurring sets and calendar functions may push by a
        different amount each round, but not for longer than their joint period for each variable; a set
        that does not recur ends of itself.
        """
        key, newest, *_ = self._trail[index]
        labels: set[int] = set()
        seen: set[int] = set()
        longest = 1
        for raised, value, label, _, _, cycle, _ in _back(self._trail, index):
            period = cycle if isinstance(cycle, int) else _period(cycle)
            if raised == key and newest - value >= (1 if longest == 1 else longest * len(seen)):
                return frozenset(labels)
            if period == 0:
                return None
            labels.add(label)
            seen.add(raised)
            longest = max(longest, period)
        return None


_NOTHING: Final[dict[int, Arc]] = {}


class _Rank:
    """The arcs of one rank, and the bounds that are yet to follow them, first come first served."""

    __slots__ = ("arcs", "queue", "waiting")

    def __init__(self) -> None:
        self.arcs: dict[int, dict[int, Arc]] = {}
        self.queue: deque[int] = deque()
        self.waiting: set[int] = set()

    def push(self, key: int) -> None:
        if key not in self.waiting:
            self.waiting.add(key)
            self.queue.append(key)

    def pop(self) -> int:
        key = self.queue.popleft()
        self.waiting.discard(key)
        return key


class _Dependants:
    """Which entries of a trail hang on which; noted only once something is taken out."""

    def __init__(self, trail: Sequence[_Entry]) -> None:
        self.dropped: set[int] = set()
        self._trail = trail
        self._noted = 0
        self._of_label: dict[int, list[int]] = defaultdict(list)
        self._of_entry: dict[int, list[int]] = defaultdict(list)

    def drop(self, labels: Iterable[int]) -> list[int]:
        """Drop the entries of some labels and all that follow from them; the bounds that they had raised."""
        for index in range(self._noted, len(self._trail)):
            _, _, label, cause, *_ = self._trail[index]
            self._of_label[label].append(index)
            if cause >= 0:
                self._of_entry[cause].append(index)
        self._noted = len(self._trail)
        todo = [index for label in labels for index in self._of_label.pop(label, ())]
        keys: dict[int, None] = {}
        while todo:
            index = todo.pop()
            if index not in self.dropped:
                self.dropped.add(index)
                keys[self._trail[index][0]] = None
                todo += self._of_entry.pop(index, ())
        return list(keys)


@functools.lru_cache(maxsize=1024)
def _period(step: Callable[[int], int]) -> int:
    """After how many days a calendar function repeats itself, looked for over all days of the longest period.

    >>> _period(lambda day: day - 1)
    1
    """
    moved = [step(day) - day for day in range(_MIDDLE, _MIDDLE + PERIOD + 7)]
    return next((p for p in (1, 7) if all(x == y for x, y in zip(moved, moved[p:], strict=False))), PERIOD)


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
