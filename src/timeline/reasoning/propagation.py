"""Bounds propagation to the fixpoint, with the chains behind every bound; the theory stands in `network`.

This module knows integers, and labels that say whose a constraint is.
"""

from __future__ import annotations

import functools
import math
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from timeline.graphs import strong_parts
from timeline.reasoning.arcs import FARTHER, NEAR, OWN, Compiled, Cycle, edges_of
from timeline.reasoning.circles import Edge, rounds_of, strict_circle
from timeline.reasoning.climbing import climbing
from timeline.reasoning.held import RANKS, Held
from timeline.reasoning.network import HARD, Constraint, Labelled
from timeline.reasoning.trail import NONE, Trail

__all__ = [
    "Bounds",
    "Propagation",
    "Step",
    "propagate",
]

# A bound is first looked at for climbing when it has been raised this often: hardly any is without being on a cycle.
# Each look walks a chain; between a sixteenth and sixteen times as often no planted dossier or trap takes 5 % more.
_PATIENCE: Final = 64

# Of so many sets on one variable only the farthest is sown anew when a bound falls back. Without that, six hundred
# sources that speak of one event take a seventh longer, and more of them more.
_CROWD: Final = 64


class Bounds:
    """The fixpoint: the least and greatest value of every variable, and the chains behind them."""

    __slots__ = ("_indices", "_labels", "_top", "_trail", "_variables")

    def __init__(self, held: Held, trail: Trail, top: array[int]) -> None:
        self._indices = held.indices
        self._labels = held.labels
        self._variables = array("i", held.indices)
        self._trail = trail
        self._top = top

    def knows(self, variable: int) -> bool:
        """Whether any constraint spoke of the variable."""
        return variable in self._indices

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
        index = self._indices.get(variable)
        top = NONE if index is None else self._top[2 * index + greatest]
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

    Tables are columns and local names, because everything else waits for this, and nothing takes more memory.
    """

    def __init__(self, parts: Iterable[Compiled], limits: tuple[int, int], *, ranked: bool = False) -> None:
        self._edges = (limits[0], -limits[1])
        # By bound: its value, and the entry of the trail that set it.
        self._values: list[int] = []
        self._top = array("i")
        self._trail = Trail()
        self._held = Held(self._values, ranked=ranked)
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
        return len(self._held.labels)

    def put(self, part: Compiled) -> int:
        """Put constraints in; the number by which to take them out."""
        if part.order:
            self._unordered |= dict.fromkeys(part.order)
        return self._held.put(part)

    def _admit(self) -> None:
        """Make due what has been put in since this was last done."""
        self._begin(len(self._held.indices) - len(self._top) // 2)
        for leaves in self._held.link():
            self._due(leaves % RANKS, leaves // RANKS)

    def _begin(self, count: int) -> None:
        """Begin with both bounds of so many new variables at the window's edges."""
        self._values += self._edges * count
        self._top.extend((NONE, NONE) * count)
        for queue in self._queues:
            queue.waiting.extend(bytes(2 * count))

    def take(self, parts: Sequence[int]) -> None:
        """Take parts out that were put in, by their numbers, and with them all that followed from them."""
        self._admit()
        for number in parts:
            for edge in self._held.take(number):
                self._unordered.pop(edge, None)
        fallen = self._trail.drop(parts, self.parts)
        keys = [key for key in fallen if self._trail.dropped[self._top[key]]]
        for key in keys:
            self._fall(key)
        for key in keys:
            self._revive(key)

    def run(self, ranks: Sequence[int] = (OWN, NEAR, FARTHER)) -> frozenset[int] | None:
        """Go on to the fixpoint: None if there is one, else the labels of constraints that cannot all hold.

        If only some ranks are asked for, constraints of the others are left for later, and circles as well.
        """
        self._admit()
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
        return Bounds(self._held, self._trail, self._top) if wiped is None else wiped

    def lowest(self, variable: int) -> int:
        """The least value of a variable so far, the window's edge where nothing is asked of it."""
        index = self._held.indices.get(variable)
        return self._edges[0] if index is None else self._values[2 * index]

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
        sets = list(self._held.sets(key >> 1))
        # Of many, only the one that goes farthest has anything to raise.
        self._sown.extend(sets if len(sets) < _CROWD else (max(sets, key=functools.partial(self._end, key)),))
        if self._top[key] < 0:
            self._unreached[key] = None
        for rank in (OWN, NEAR, FARTHER):
            # Arcs come in pairs, so those that lead here mirror those that leave the other side.
            for target in self._held.reached(key ^ 1, rank):
                self._due(rank, target ^ 1)

    def _end(self, key: int, number: int) -> float:
        """What a set makes of a bound, by its number; less than all else where it has no end on that side."""
        numbers = self._held.numbers[number]
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
            if self._unsown < len(self._held.numbers):
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
        held, values = self._held, self._values
        numbers = held.numbers[one]
        if numbers is None:
            return None
        key, part = 2 * held.on[one], held.set_part[one]
        wiped = None
        if (least := numbers.least) is not None and least > values[key]:
            wiped = self._raise(key, least, part, NONE, 0)
        # What crosses is told by the one bound as by the other, so nothing is lost if the first is all that is raised.
        if (greatest := numbers.greatest) is not None and -greatest > values[key + 1]:
            wiped = self._raise(key + 1, -greatest, part, NONE, 0) or wiped
        return wiped

    def _fire(self, rank: int) -> frozenset[int] | None:
        """Follow all arcs of a rank from one bound."""
        values, held = self._values, self._held
        targets, rules, following = held.targets, held.rules, held.leaving.following
        key = self._queues[rank].pop()
        arc = held.leaving.first[RANKS * key + rank]
        while arc >= 0:
            rule = rules[arc]
            raised = values[key] + rule if isinstance(rule, int) else rule(values[key])
            if raised is None or raised > values[targets[arc]]:
                wiped = self._follow(arc, self._top[key], raised)
                if wiped is not None:
                    self._queues[rank].push(key)
                    return wiped
            arc = following[arc]
        return None

    def _follow(self, arc: int, cause: int, raised: int | None) -> frozenset[int] | None:
        held = self._held
        part = held.arc_part[arc]
        if raised is None:
            return self._named({*self._trail.behind(cause), part})
        return self._raise(held.targets[arc], raised, part, cause, held.cycles[arc])

    def _raise(self, key: int, value: int, part: int, cause: int, cycle: Cycle) -> frozenset[int] | None:
        newest = self._trail.add(key, value, part, cause, cycle, self._top[key])
        self._top[key] = newest
        self._values[key] = value
        first = self._held.leaving.first
        for rank, queue in enumerate(self._queues, RANKS * key):
            if first[rank] >= 0:
                queue.push(key)
        if value + self._values[key ^ 1] > 0:
            return self._behind(key)
        times = self._trail.times[newest]
        # Looked at ever more rarely: each look walks the whole chain.
        if times >= _PATIENCE and not times & (times - 1):
            round_and_up = climbing(self._trail, newest)
            return None if round_and_up is None else self._named(round_and_up)
        return None

    def _behind(self, key: int) -> frozenset[int]:
        """The labels behind two bounds that cross."""
        self._suspects[key] = None
        return self._named(self._trail.behind(self._top[key]) | self._trail.behind(self._top[key ^ 1]))

    def _named(self, parts: Iterable[int]) -> frozenset[int]:
        """The labels of parts."""
        return frozenset(self._held.labels[part] for part in parts)

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
            targets = [target for rank in (OWN, NEAR, FARTHER) for target in self._held.reached(key, rank)]
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
                found[node] = list(self._held.order.get(node, ()))
                edge += [order.end for order in found[node]]
        wiped = strict_circle(order for orders in found.values() for order in orders)
        if wiped is None:
            self._unordered.clear()
        return wiped


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
