"""Bounds propagation to the fixpoint, with the chains behind every bound; the theory stands in `network`.

This module knows integers, and labels that say whose a constraint is.
"""

from __future__ import annotations

import operator
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
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
    Seed,
    compiled,
    period_of,
)
from timeline.reasoning.circles import Edge, strict_circle
from timeline.reasoning.network import (
    HARD,
    Labelled,
)

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

# One entry of the trail: the bound raised, its new value, by whose constraint, the entry that it follows
# from (-1: none, or the window's edge), whether the chain has solid ground, the period of the constraint, and
# the entry of the same bound before it.
_Entry = tuple[int, int, int, int, bool, "Cycle", int]


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

    def derivation(self, variable: int, *, greatest: bool) -> int:
        """The entry of the trail that set a bound, negative where it is open."""
        key = 2 * variable + greatest
        return self._top[key] if self._grounded(key) else -1

    def step(self, entry: int) -> Step:
        """One entry of the trail, and the entry that it follows from."""
        raised, value, label, cause, *_ = self._trail[entry]
        return Step(label, raised >> 1, bool(raised & 1), -value if raised & 1 else value, cause)


class Step(NamedTuple):
    """One step of a derivation: whose constraint set which bound to what, from what entry (negative: from none)."""

    label: int
    variable: int
    greatest: bool
    value: int
    cause: int


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
            made = (target, rule.over(values), label, period) if isinstance(rule, Inverse) else arc
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

    def lowest(self, variable: int) -> int:
        """The least value of a variable so far, the window's edge where nothing is asked of it."""
        return self._values.get(2 * variable, self._edges[0])

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
        seeds = self._seeds.get(key, {})
        # Of many, only the one that goes farthest has anything to raise.
        self._sown.extend(seeds.values() if len(seeds) < _CROWD else (max(seeds.values(), key=_value),))
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
        index = self._top.get(key, -1)
        return index < 0 or not self._trail[index][4]

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
            period = cycle if isinstance(cycle, int) else period_of(cycle)
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
