"""Bounds propagation to the fixpoint, with the chains behind every bound; the theory stands in `network`.

This module knows integers, and labels that say whose a constraint is.
"""

from __future__ import annotations

import functools
import math
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from timeline.graphs import strong_parts
from timeline.reasoning.arcs import (
    FARTHER,
    NEAR,
    OWN,
    Compiled,
    Cycle,
    Inverse,
    Rule,
    Swing,
    Turn,
    edges_of,
    glimpse_of,
    swing_of,
)
from timeline.reasoning.circles import Edge, rounds_of, strict_circle
from timeline.reasoning.columns import Links
from timeline.reasoning.network import HARD, Constraint, Labelled, Numbers
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

_RANKS: Final = 3
_NEITHER: Final = (NONE, NONE)
_NOT_WAITING: Final = bytes(2)


class Bounds:
    """The fixpoint: the least and greatest value of every variable, and the chains behind them."""

    __slots__ = ("_labels", "_places", "_top", "_trail", "_variables")

    def __init__(self, places: dict[int, int], trail: Trail, top: array[int], labels: array[int]) -> None:
        self._places = places
        self._variables = array("i", places)
        self._trail = trail
        self._top = top
        self._labels = labels

    def knows(self, variable: int) -> bool:
        """Whether any constraint spoke of the variable."""
        return variable in self._places

    def least(self, variable: int) -> int | None:
        """The least possible value, None where it is open."""
        entry = self.derivation(variable, greatest=False)
        return None if entry < 0 else self._trail.values[entry]

    def most(self, variable: int) -> int | None:
        """The greatest possible value, None where it is open."""
        entry = self.derivation(variable, greatest=True)
        return None if entry < 0 else -self._trail.values[entry]

    def derivation(self, variable: int, *, greatest: bool) -> int:
        """The entry of the trail that set a bound, negative where it is open."""
        place = self._places.get(variable)
        top = NONE if place is None else self._top[2 * place + greatest]
        return top if top >= 0 and self._trail.solid[top] else NONE

    def step(self, entry: int) -> Step:
        """One entry of the trail, and the entry that it follows from."""
        trail = self._trail
        raised, value = trail.keys[entry], trail.values[entry]
        return Step(
            self._labels[trail.parts[entry]],
            self._variables[raised >> 1],
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
    keeps derivations short.

    Variables have places in the order in which they come, and each time that constraints are put in they are a part of
    their own. So all tables are columns and local names, because everything else waits for this, and nothing takes more
    memory.
    """

    def __init__(self, parts: Iterable[Compiled], limits: tuple[int, int], *, ranked: bool = False) -> None:
        self._ranked = ranked
        self._edges = (limits[0], -limits[1])
        self._places: dict[int, int] = {}
        # By bound: its value, and the entry of the trail that set it.
        self._values: list[int] = []
        self._top = array("i")
        self._trail = Trail()
        # By part: its label, and the first of its sets and of its arcs.
        self._labels = array("i")
        self._first_set = array("i", [0])
        self._first_arc = array("i", [0])
        # Sets, and those seen so far by their variables: of use only once something is taken out.
        self._numbers: list[Numbers | None] = []
        self._sets = Links()
        self._set_on = array("i")
        self._set_part = array("i")
        # Arcs, listed by the bound that they leave and their rank.
        self._arcs = Links()
        self._targets = array("i")
        self._rules: list[Rule] = []
        self._cycles: list[Cycle] = []
        self._arc_part = array("i")
        # Orders on circles, by what comes first, and of a part that has any.
        self._order: dict[int, dict[Edge, None]] = {}
        self._orders_of: dict[int, tuple[Edge, ...]] = {}
        # What is due: new sets from a number on, and older ones; bounds by rank; bounds that may have crossed, and
        # those that nothing has reached; orders.
        self._unsown = 0
        self._sown: deque[int] = deque()
        self._queues = (_Queue(), _Queue(), _Queue())
        self._suspects: dict[int, None] = {}
        self._unreached: dict[int, None] = {}
        self._unordered: dict[Edge, None] = {}
        for part in parts:
            self.put(part)

    @property
    def parts(self) -> int:
        """How many parts have been put in; the next one gets this number."""
        return len(self._labels)

    def put(self, part: Compiled) -> int:
        """Put constraints in; the number by which to take them out."""
        number = len(self._labels)
        self._labels.append(part.label)
        for variable, numbers in part.sets:
            self._numbers.append(numbers)
            self._set_on.append(self._place(variable))
            self._set_part.append(number)
        if part.arcs:
            self._put_arcs(part, number)
        self._first_set.append(len(self._numbers))
        self._first_arc.append(len(self._rules))
        if part.order:
            self._orders_of[number] = part.order
            self._unordered |= dict.fromkeys(part.order)
            for edge in part.order:
                self._order.setdefault(edge.start, {})[edge] = None
        return number

    def _put_arcs(self, part: Compiled, number: int) -> None:
        keys: list[int] = []
        for variable in part.variables:
            low = 2 * self._place(variable)
            keys += (low, low + 1)
        top, ranked = self._top, self._ranked
        lists = []
        for rank, start, end, rule, cycle in part.arcs:
            key, followed = keys[start], rank if ranked else FARTHER
            lists.append(_RANKS * key + followed)
            self._targets.append(keys[end])
            self._rules.append(self._bound(rule) if isinstance(rule, Inverse) else rule)
            self._cycles.append(cycle)
            if top[key] >= 0:
                self._queues[followed].push(key)
            else:
                self._unreached[key] = None
        self._arcs.extend(lists)
        self._arc_part.extend([number] * len(lists))

    def _place(self, variable: int) -> int:
        """The place of a variable; of a new one both bounds begin at the window's edges."""
        places = self._places
        if variable in places:
            return places[variable]
        self._values += self._edges
        self._top.extend(_NEITHER)
        self._arcs.open(2 * _RANKS)
        for queue in self._queues:
            queue.waiting.extend(_NOT_WAITING)
        return places.setdefault(variable, len(places))

    def _bound(self, inverse: Inverse) -> Rule:
        return inverse.over(self._values, 2 * self._place(inverse.variable))

    def take(self, parts: Sequence[int]) -> None:
        """Take parts out that were put in, by their numbers, and with them all that followed from them."""
        self._list_sets()
        for number in parts:
            for one in range(self._first_set[number], self._first_set[number + 1]):
                self._sets.cut(one)
                self._numbers[one] = None
            for arc in range(self._first_arc[number], self._first_arc[number + 1]):
                self._arcs.cut(arc)
                self._rules[arc] = 0
            for edge in self._orders_of.pop(number, ()):
                self._order[edge.start].pop(edge, None)
                self._unordered.pop(edge, None)
        fallen = self._trail.drop(parts, len(self._labels))
        keys = [key for key in fallen if self._trail.dropped[self._top[key]]]
        for key in keys:
            self._fall(key)
        for key in keys:
            self._revive(key)

    def _list_sets(self) -> None:
        self._sets.open(len(self._places) - len(self._sets.first))
        self._sets.extend(self._set_on[len(self._sets.home) :])

    def run(self, ranks: Sequence[int] = (OWN, NEAR, FARTHER)) -> frozenset[int] | None:
        """Go on to the fixpoint: None if there is one, else the labels of constraints that cannot all hold.

        If only some ranks are asked for, constraints of the others are left for later, and circles as well.
        """
        wiped = self._spread(ranks)
        if wiped is None and FARTHER in ranks:
            for key in self._unnamed_cycles():
                for queue in self._queues:
                    queue.push(key)
            wiped = self._spread(ranks)
            wiped = self._circle() if wiped is None else wiped
        return None if wiped is None else wiped - {HARD}

    def outcome(self) -> Bounds | frozenset[int]:
        """The bounds at the fixpoint, or the labels of constraints that cannot all hold."""
        wiped = self.run()
        return Bounds(self._places, self._trail, self._top, self._labels) if wiped is None else wiped

    def lowest(self, variable: int) -> int:
        """The least value of a variable so far, the window's edge where nothing is asked of it."""
        place = self._places.get(variable)
        return self._edges[0] if place is None else self._values[2 * place]

    def _due(self, rank: int, key: int) -> None:
        if self._top[key] >= 0:
            self._queues[rank].push(key)
        else:
            self._unreached[key] = None

    def _fall(self, key: int) -> None:
        """Let a bound fall back to its newest value that still stands."""
        entry, trail = self._top[key], self._trail
        while entry >= 0 and trail.dropped[entry]:
            entry = trail.before[entry]
        self._top[key] = entry
        if entry < 0:
            self._values[key] = self._edges[key & 1]
        else:
            self._values[key] = trail.values[entry]
            trail.times[entry] = 0

    def _revive(self, key: int) -> None:
        """Make due what can raise a bound that has fallen back."""
        self._suspects[key] = None
        sets = list(self._sets.of(key >> 1))
        # Of many, only the one that goes farthest has anything to raise.
        self._sown.extend(sets if len(sets) < _CROWD else (max(sets, key=functools.partial(self._end, key)),))
        if self._top[key] < 0:
            self._unreached[key] = None
        for rank in (OWN, NEAR, FARTHER):
            # Arcs come in pairs, so those that lead here mirror those that leave the other side.
            for target in self._reached(key ^ 1, rank):
                self._due(rank, target ^ 1)

    def _end(self, key: int, number: int) -> float:
        """What a set makes of a bound, by its number; less than all else where it has no end on that side."""
        numbers = self._numbers[number]
        assert numbers is not None
        end = numbers.greatest if key & 1 else numbers.least
        if end is None:
            return -math.inf
        return -end if key & 1 else end

    def _spread(self, ranks: Sequence[int]) -> frozenset[int] | None:
        """Propagate what is due; the labels behind a wipe-out, None if there is none."""
        while self._suspects:
            key = next(iter(self._suspects))
            if self._values[key] + self._values[key ^ 1] > 0:
                return self._behind(key)
            del self._suspects[key]
        wiped = None
        while wiped is None:
            if self._unsown < len(self._numbers):
                self._unsown += 1
                wiped = self._sow(self._unsown - 1)
            elif self._sown:
                wiped = self._sow(self._sown.popleft())
            elif (rank := next((rank for rank in ranks if self._queues[rank].keys), None)) is not None:
                wiped = self._fire(rank)
            else:
                return None
        return wiped

    def _sow(self, one: int) -> frozenset[int] | None:
        """Raise both bounds of a variable to the ends of a set that it lies in, if that is still in."""
        numbers = self._numbers[one]
        if numbers is None:
            return None
        key, part, values = 2 * self._set_on[one], self._set_part[one], self._values
        wiped = None
        if (least := numbers.least) is not None and least > values[key]:
            wiped = self._raise(key, least, part, NONE, 0)
        # What crosses is told by the one bound as by the other, so nothing is lost if the first is all that is raised.
        if (greatest := numbers.greatest) is not None and -greatest > values[key + 1]:
            wiped = self._raise(key + 1, -greatest, part, NONE, 0) or wiped
        return wiped

    def _fire(self, rank: int) -> frozenset[int] | None:
        """Follow all arcs of a rank from one bound."""
        values, targets, rules, following = self._values, self._targets, self._rules, self._arcs.following
        key = self._queues[rank].pop()
        arc = self._arcs.first[_RANKS * key + rank]
        while arc >= 0:
            rule = rules[arc]
            raised = values[key] + rule if rule.__class__ is int else rule(values[key])  # type: ignore[operator]
            if raised is None or raised > values[targets[arc]]:
                wiped = self._follow(arc, self._top[key], raised)
                if wiped is not None:
                    self._queues[rank].push(key)
                    return wiped
            arc = following[arc]
        return None

    def _reached(self, key: int, rank: int) -> Sequence[int]:
        """The bounds that arcs of a rank lead to from one."""
        arc = self._arcs.first[_RANKS * key + rank]
        if arc < 0:
            return ()
        targets, following = self._targets, self._arcs.following
        found = []
        while arc >= 0:
            found.append(targets[arc])
            arc = following[arc]
        return found

    def _follow(self, arc: int, cause: int, raised: int | None) -> frozenset[int] | None:
        part = self._arc_part[arc]
        if raised is None:
            return self._named({*self._trail.behind(cause), part})
        return self._raise(self._targets[arc], raised, part, cause, self._cycles[arc])

    def _raise(self, key: int, value: int, part: int, cause: int, cycle: Cycle) -> frozenset[int] | None:
        newest = self._trail.add(key, value, part, cause, cycle, self._top[key])
        self._top[key] = newest
        self._values[key] = value
        first = self._arcs.first
        for rank, queue in enumerate(self._queues, _RANKS * key):
            if first[rank] >= 0:
                queue.push(key)
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
        return self._named(self._trail.behind(self._top[key]) | self._trail.behind(self._top[key ^ 1]))

    def _named(self, parts: Iterable[int]) -> frozenset[int]:
        """The labels of parts."""
        return frozenset(self._labels[part] for part in parts)

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
            targets = [target for rank in (OWN, NEAR, FARTHER) for target in self._reached(key, rank)]
            after[key] = [target for target in targets if target != key and self._afloat(target)]
            edge += after[key]
            if targets.count(key) > 1:
                several.add(key)
        part = strong_parts(after)
        sizes = Counter(part.values())
        return sorted(key for key in after if key in several or sizes[part[key]] > 1)

    def _afloat(self, key: int) -> bool:
        """Whether nothing named has reached a bound: it lies at the window's edge, or was pushed from there alone."""
        entry = self._top[key]
        return entry < 0 or not self._trail.solid[entry]

    def _circle(self) -> frozenset[int] | None:
        """The labels of orders that go round with a strict one among them, one of them new; None if there are none."""
        edge = [order.start for order in self._unordered]
        found: dict[int, list[Edge]] = {}
        while edge:
            node = edge.pop()
            if node not in found:
                found[node] = list(self._order.get(node, ()))
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
        parts: set[int] = set()
        longest, pushed = 1, 0
        # Equal functions share their swing, but to compare them takes long.
        swings: dict[int, Swing] = {}
        for entry in trail.back(index):
            raised, value, cycle = trail.keys[entry], trail.values[entry], trail.cycles[entry]
            if raised == key and (newest - value >= longest or pushed > 0):
                return self._named(parts)
            if isinstance(cycle, int):
                # A distance pushes by as much every time, a set sometimes by nothing.
                cause = trail.causes[entry]
                period, push = cycle, value - trail.values[cause] if cycle == 1 and cause >= 0 else 0
            else:
                period, push = swings[id(cycle)] = swings.get(id(cycle)) or looked(cycle)
            if period == 0:
                return None
            parts.add(trail.parts[entry])
            longest = max(longest, period)
            pushed += push
        return None


class _Queue:
    """Bounds that are yet to follow their arcs of one rank, first come first served."""

    __slots__ = ("keys", "waiting")

    def __init__(self) -> None:
        self.keys: deque[int] = deque()
        self.waiting = bytearray()

    def push(self, key: int) -> None:
        if not self.waiting[key]:
            self.waiting[key] = True
            self.keys.append(key)

    def pop(self) -> int:
        key = self.keys.popleft()
        self.waiting[key] = False
        return key
