"""Bounds propagation to the fixpoint, with the chains behind every bound; the theory stands in `network`.

This module knows integers, and labels that say whose a constraint is.
"""

from __future__ import annotations

import operator
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from timeline.graphs import strong_parts
from timeline.reasoning.arcs import (
    FARTHER,
    NEAR,
    OWN,
    Arc,
    Compiled,
    Cycle,
    Inverse,
    Swing,
    Turn,
    edges_of,
    glimpse_of,
    swing_of,
)
from timeline.reasoning.circles import Edge, rounds_of, strict_circle
from timeline.reasoning.network import HARD, Constraint, Labelled
from timeline.reasoning.trail import NONE, Trail

__all__ = [
    "Bounds",
    "Propagation",
    "Step",
    "propagate",
]

# A bound is first looked at for climbing when it has been raised this often.
_PATIENCE: Final = 64

# So many seeds of one bound are a crowd.
_CROWD: Final = 64
_value = operator.itemgetter(1)

_Seed = tuple[int, int, Compiled]
"""A bound that is set without a cause: the bound, its value, and by which constraints."""


class Bounds:
    """The fixpoint: the least and greatest value of every variable, and the chains behind them."""

    __slots__ = ("_top", "_trail", "_values")

    def __init__(self, values: dict[int, int], trail: Trail, top: dict[int, int]) -> None:
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
        top = self._top.get(key, NONE)
        return top >= 0 and bool(self._trail.solid[top])

    def derivation(self, variable: int, *, greatest: bool) -> int:
        """The entry of the trail that set a bound, negative where it is open."""
        key = 2 * variable + greatest
        return self._top[key] if self._grounded(key) else NONE

    def step(self, entry: int) -> Step:
        """One entry of the trail, and the entry that it follows from."""
        trail = self._trail
        raised, value = trail.keys[entry], trail.values[entry]
        return Step(
            trail.labels[entry],
            raised >> 1,
            bool(raised & 1),
            -value if raised & 1 else value,
            trail.causes[entry],
        )


class Step(NamedTuple):
    """One step of a derivation: whose constraint set which bound to what, from what entry (negative: from none)."""

    label: int
    variable: int
    greatest: bool
    value: int
    cause: int


def propagate(constraints: Iterable[Labelled], limits: tuple[int, int]) -> Bounds | frozenset[int]:
    """The bounds of all variables, or the labels of constraints that cannot all hold.

    The labels are a conflict, not always a minimal one; `HARD` is never among them.
    """
    said: dict[int, list[Constraint]] = defaultdict(list)
    for label, constraint in constraints:
        said[label].append(constraint)
    rounds = rounds_of(edge for label, asked in said.items() for edge in edges_of(label, asked))
    parts = [Compiled(label, tuple(asked), rounds=rounds) for label, asked in said.items()]
    return Propagation(parts, limits).outcome()


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
        self._trail = Trail()
        self._top: dict[int, int] = {}
        # Tables of what is in: by what it starts from, then by identity, so that it comes out at once.
        self._ranks = (_Rank(), _Rank(), _Rank())
        self._sets: dict[int, dict[int, Compiled]] = {}
        self._order: dict[int, dict[int, Edge]] = {}
        # What is due: seeds, bounds that may have crossed, bounds that nothing has reached, and orders.
        self._sown: deque[_Seed] = deque()
        self._suspects: dict[int, None] = {}
        self._unreached: dict[int, None] = {}
        self._unordered: dict[int, Edge] = {}
        for part in parts:
            self.put(part)

    def put(self, part: Compiled) -> None:
        """Put constraints in."""
        values, sown = self._values, self._sown
        for variable, numbers in part.sets:
            low, least, greatest = 2 * variable, numbers.least, numbers.greatest
            if low not in values:
                self._open(low)
            self._sets.setdefault(variable, {})[id(part)] = part
            if least is not None:
                sown.append((low, least, part))
            if greatest is not None:
                sown.append((low + 1, -greatest, part))
        for number, key, arc in part.arcs:
            target, rule, label, period = arc
            if key not in values:
                self._open(key)
            if target not in values:
                self._open(target)
            made = (target, rule.over(values), label, period) if isinstance(rule, Inverse) else arc
            rank = self._rank(number)
            rank.arcs.setdefault(key, {})[id(arc)] = made
            self._due(rank, key)
        for edge in part.order:
            self._order.setdefault(edge.start, {})[id(edge)] = self._unordered[id(edge)] = edge

    def _open(self, key: int) -> None:
        """Begin with both bounds of a variable at the window's edges."""
        self._values[key] = self._edges[key & 1]
        self._values[key ^ 1] = self._edges[~key & 1]

    def take(self, parts: Iterable[Compiled]) -> None:
        """Take constraints out that were put in, and with them all that followed from them; of a label all at once."""
        labels = []
        for part in parts:
            labels.append(part.label)
            for variable, _ in part.sets:
                self._sets[variable].pop(id(part), None)
            for number, key, arc in part.arcs:
                del self._rank(number).arcs[key][id(arc)]
            for edge in part.order:
                del self._order[edge.start][id(edge)]
                self._unordered.pop(id(edge), None)
        fallen = self._trail.drop(labels)
        keys = [key for key in fallen if self._trail.dropped[self._top[key]]]
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

    def lowest(self, variable: int) -> int:
        """The least value of a variable so far, the window's edge where nothing is asked of it."""
        return self._values.get(2 * variable, self._edges[0])

    def _rank(self, number: int) -> _Rank:
        return self._ranks[number if self._ranked else FARTHER]

    def _due(self, rank: _Rank, key: int) -> None:
        if key in self._top:
            rank.push(key)
        else:
            self._unreached[key] = None

    def _fall(self, key: int) -> None:
        """Let a bound fall back to its newest value that still stands."""
        entry, trail = self._top[key], self._trail
        while entry >= 0 and trail.dropped[entry]:
            entry = trail.before[entry]
        if entry < 0:
            del self._top[key]
            self._values[key] = self._edges[key & 1]
        else:
            self._top[key] = entry
            self._values[key] = trail.values[entry]
            trail.times[entry] = 0

    def _revive(self, key: int) -> None:
        """Make due what can raise a bound that has fallen back."""
        self._suspects[key] = None
        seeds = list(self._seeds_of(key))
        # Of many, only the one that goes farthest has anything to raise.
        self._sown.extend(seeds if len(seeds) < _CROWD else (max(seeds, key=_value),))
        if key not in self._top:
            self._unreached[key] = None
        for rank in self._ranks:
            # Arcs come in pairs, so those that lead here mirror those that leave the other side.
            for target, *_ in rank.arcs.get(key ^ 1, {}).values():
                self._due(rank, target ^ 1)

    def _seeds_of(self, key: int) -> Iterator[_Seed]:
        for part in self._sets.get(key >> 1, {}).values():
            for variable, numbers in part.sets:
                if variable == key >> 1:
                    end = numbers.greatest if key & 1 else numbers.least
                    if end is not None:
                        yield key, -end if key & 1 else end, part

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
        key, value, part = self._sown.popleft()
        if value > self._values[key] and id(part) in self._sets[key >> 1]:
            return self._raise(key, value, part.label, NONE, 0)
        return None

    def _fire(self, rank: _Rank) -> frozenset[int] | None:
        """Follow all arcs of a rank from one bound."""
        values, top = self._values, self._top
        key = rank.pop()
        for target, rule, label, period in rank.arcs.get(key, _NOTHING).values():
            value = values[key]
            raised = value + rule if rule.__class__ is int else rule(value)  # type: ignore[operator]
            if raised is None:
                wiped: frozenset[int] | None = self._trail.behind(top.get(key, NONE)) | {label}
            elif raised > values[target]:
                wiped = self._raise(target, raised, label, top.get(key, NONE), period)
            else:
                continue
            if wiped is not None:
                rank.push(key)
                return wiped
        return None

    def _raise(self, key: int, value: int, label: int, cause: int, period: Cycle) -> frozenset[int] | None:
        newest = self._trail.add(key, value, label, cause, period, self._top.get(key, NONE))
        self._top[key] = newest
        self._values[key] = value
        for rank in self._ranks:
            if key in rank.arcs:
                rank.push(key)
        if value + self._values[key ^ 1] > 0:
            return self._behind(key)
        times = self._trail.times[newest]
        # Looked at ever more rarely: each look walks the whole chain.
        if times >= _PATIENCE and not times & (times - 1):
            return self._climbing(newest)
        return None

    def _behind(self, key: int) -> frozenset[int]:
        """The labels behind two bounds that cross."""
        self._suspects[key] = None
        return self._trail.behind(self._top.get(key, NONE)) | self._trail.behind(self._top.get(key ^ 1, NONE))

    def _unnamed_cycles(self) -> list[int]:
        """The bounds that nothing named has reached, and that can still push each other for ever.

        Without a cycle they cannot: whatever is asked of a bound, one farther out does it.
        """
        after: dict[int, list[int]] = {}
        several = set()
        edge = [key for key in self._unreached if self._afloat(key)]
        self._unreached.clear()
        while edge:
            key = edge.pop()
            if key in after:
                continue
            targets = [arc[0] for rank in self._ranks for arc in rank.arcs.get(key, _NOTHING).values()]
            after[key] = [target for target in targets if target != key and self._afloat(target)]
            edge += after[key]
            if targets.count(key) > 1:
                several.add(key)
        part = strong_parts(after)
        sizes = Counter(part.values())
        return sorted(key for key in after if key in several or sizes[part[key]] > 1)

    def _afloat(self, key: int) -> bool:
        """Whether nothing named has reached a bound: it lies at the window's edge, or was pushed from there alone."""
        entry = self._top.get(key, NONE)
        return entry < 0 or not self._trail.solid[entry]

    def _circle(self) -> frozenset[int] | None:
        """The labels of orders that go round with a strict one among them, one of them new; None if there are none."""
        edge = [order.start for order in self._unordered.values()]
        found: dict[int, list[Edge]] = {}
        while edge:
            node = edge.pop()
            if node not in found:
                found[node] = list(self._order.get(node, {}).values())
                edge += [order.end for order in found[node]]
        wiped = strict_circle(order for orders in found.values() for order in orders)
        if wiped is None:
            self._unordered.clear()
        return wiped

    def _climbing(self, index: int) -> frozenset[int] | None:
        """The labels of a cycle that would raise a bound for ever, None where there is none.

        A walk back along the chain has come round when it meets the same bound again. If its constraints push on by
        more than nothing on whatever day they are followed, they do so for ever. If they repeat themselves, what
        satisfies them could be moved back by their joint period, to before the lower of the two bounds; so once the
        bound has climbed so far, nothing does. A set or function that does not repeat itself ends of itself.
        """
        # To look over all days of a function takes long, and mostly a glimpse shows that there is no such cycle.
        return None if self._come_round(index, glimpse_of) is None else self._come_round(index, swing_of)

    def _come_round(self, index: int, looked: Callable[[Turn], Swing]) -> frozenset[int] | None:
        trail = self._trail
        key, newest = trail.keys[index], trail.values[index]
        labels: set[int] = set()
        longest, pushed = 1, 0
        # Equal functions share their swing, but to compare them takes long.
        swings: dict[int, Swing] = {}
        for entry in trail.back(index):
            raised, value, cycle = trail.keys[entry], trail.values[entry], trail.cycles[entry]
            if raised == key and (newest - value >= longest or pushed > 0):
                return frozenset(labels)
            if isinstance(cycle, int):
                # A distance pushes by as much every time, a set sometimes by nothing.
                cause = trail.causes[entry]
                period, push = cycle, value - trail.values[cause] if cycle == 1 and cause >= 0 else 0
            else:
                period, push = swings[id(cycle)] = swings.get(id(cycle)) or looked(cycle)
            if period == 0:
                return None
            labels.add(trail.labels[entry])
            longest = max(longest, period)
            pushed += push
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
