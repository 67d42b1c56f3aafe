"""Many softs on the same one or two variables, told as a single soft with more levels.

Theory of operation
-------------------
A thousand claims that date one event contradict each other in pairs: half a million conflicts, and a search among all
of them. But what a value of the variable costs is known at once: for each claim, the price of the first of its levels
that holds the value. So all of them together are one soft, whose levels are the distinct sums, each with the
values that cost no more. Those sets are nested, and the cheapest way past conflicts is the same as before.

A soft that asks the same set of two variables, the first no greater than the second and both in one cell of it, is
no harder: it holds a stretch from one to the other if a cell covers the stretch, and so it holds every stretch within.
What a sum of such softs allows at a price is a union of squares over runs, and that is closed under minimum and maximum
like everything in `network`: the first variable lies in the union, the second no farther than the longest run goes.

With the level where the pool ends goes one assignment of levels to its members, because prices carry the part that
breaks ties. This module knows integers and labels.
"""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from timeline.reasoning.network import Between, CellLast, Constraint, Distance, Member, Numbers
from timeline.reasoning.softs import SCALE, Soft

__all__ = ["Pool", "Probe", "pools_of"]

# From so many on softs are pooled: a branch and bound grows with the ways in which they disagree. On events of five to
# eight claims that disagree, nine takes two to five times as long as four, and two as long as four.
_MANY: Final = 4
_Run = tuple[int, int]
_Asked = Sequence[tuple[Constraint, ...]]


class Runs:
    """Runs of integers in order; what starts in a run may reach on to the end of another."""

    __slots__ = ("firsts", "lasts", "reaches")

    period = 0

    def __init__(self, runs: Sequence[tuple[int, int, int]]) -> None:
        self.firsts = [first for first, _, _ in runs]
        self.lasts = [last for _, last, _ in runs]
        self.reaches = [reach for _, _, reach in runs]

    @property
    def least(self) -> int:
        """The first of all."""
        return self.firsts[0]

    @property
    def greatest(self) -> int:
        """The last of all."""
        return self.lasts[-1]

    def ceil(self, day: int) -> int | None:
        """The least member from here on."""
        index = bisect.bisect_left(self.lasts, day)
        return max(day, self.firsts[index]) if index < len(self.lasts) else None

    def floor(self, day: int) -> int | None:
        """The greatest member up to here."""
        index = bisect.bisect_right(self.firsts, day)
        return min(day, self.lasts[index - 1]) if index else None

    def cell_last(self, day: int) -> int | None:
        """How far what starts at the next member reaches."""
        index = bisect.bisect_left(self.lasts, day)
        return self.reaches[index] if index < len(self.lasts) else None

    def cell_first(self, day: int) -> int | None:
        """The first of the run that holds the last member up to here."""
        index = bisect.bisect_right(self.firsts, day)
        return self.firsts[index - 1] if index else None


class Row(NamedTuple):
    """A run that no member tells apart.

    `ends` and `prices` tell how far a stretch that starts in it goes at what price, `covers` the cells around it.
    """

    first: int
    last: int
    ends: tuple[int, ...]
    prices: tuple[int, ...]
    covers: tuple[_Run, ...]


class Pool(Soft):
    """Softs on the same variables as one.

    Attributes:
        members: the softs, by label.
        on: their variables, one or two.
    """

    __slots__ = ("_holds", "_rows", "_squares", "_sums", "_top", "members", "on")

    def __init__(self, members: Mapping[int, Soft], on: tuple[int, ...], asked: Mapping[int, _Asked]) -> None:
        """Join members on their variables; `asked` is what each asks at its levels, but for the last."""
        self.members = members
        self.on = on
        gains: dict[_Run, int] = defaultdict(int)
        self._holds: dict[_Run, list[tuple[int, int]]] = defaultdict(list)
        # What many say alike is the same set; sets are kept, so that no other can get the identity of one.
        runs: dict[int, tuple[Numbers, tuple[_Run, ...]]] = {}
        for label, soft in members.items():
            for level, asks in enumerate(asked[label]):
                gain = soft.price(level + 1) - soft.price(level)
                numbers = _numbers(asks)
                if id(numbers) not in runs:
                    runs[id(numbers)] = numbers, tuple(_runs(numbers))
                for run in runs[id(numbers)][1]:
                    gains[run] += gain
                    self._holds[run].append((label, level))
        self._top = sum(soft.price(soft.last) for soft in members.values())
        self._rows = list(_rows(gains, self._top, paired=len(on) > 1))
        self._sums = sorted({self._top, *(price for row in self._rows for price in row.prices)})
        self._squares: dict[int, list[_Run]] = {}
        super().__init__(self.asks(0))

    @property
    def tie(self) -> int:
        """The same for all pools: their prices carry what breaks ties."""
        return 1

    @property
    def last(self) -> int:
        """The level that asks nothing."""
        return len(self._sums) - 1

    def asks(self, level: int) -> tuple[Constraint, ...]:
        """What a level asks."""
        limit = self._sums[level]
        if limit >= self._top:
            return ()
        return self.within([
            (row.first, row.last, row.ends[bisect.bisect_right(row.prices, limit) - 1])
            for row in self._rows
            if row.prices[0] <= limit
        ])  # fmt: skip

    def within(self, runs: Sequence[tuple[int, int, int]]) -> tuple[Constraint, ...]:
        """The variables lie in runs, told by their first, their last and how far what starts there reaches."""
        numbers = Runs(runs)
        inside = tuple(Member(variable, numbers) for variable in self.on)
        if len(self.on) == 1:
            return inside
        return (*inside, Between(self.on[0], self.on[1], None, CellLast(numbers)))

    def price(self, level: int) -> int:
        """The cost of a level with the part that breaks ties, and without what all levels cost at the least."""
        return self._sums[level] - self._sums[0] // SCALE * SCALE

    def cost(self, level: int) -> int:
        """What standing on a level costs, without what all levels cost at the least."""
        return self.price(level) // SCALE

    def squares(self, level: int) -> Sequence[_Run]:
        """The stretches that cost what a level costs: from the first on, and to the last at most."""
        if not self._squares:
            for row in self._rows:
                for end, price in zip(row.ends, row.prices, strict=True):
                    self._squares.setdefault(price, []).append((row.first, end))
        return self._squares.get(self._sums[level], ())

    def lowest(self, values: Mapping[int, int]) -> dict[int, int]:
        """The lowest levels of members that hold values of the variables; left out are those on their last."""
        first, end = values[self.on[0]], values[self.on[-1]]
        index = bisect.bisect_right(self._rows, first, key=lambda row: row.first) - 1
        levels: dict[int, int] = {}
        if index >= 0 and first <= self._rows[index].last:
            for run in self._rows[index].covers:
                if run[1] >= end:
                    for label, level in self._holds[run]:
                        levels[label] = min(level, levels.get(label, level))
        return levels


class Probe(Soft):
    """Where a pool is tried at single stretches: its newest level asks for the newest stretch, the last for nothing."""

    __slots__ = ("_pool", "_tried", "label")

    def __init__(self, pool: Pool, label: int) -> None:
        self.label = label
        self._pool = pool
        self._tried = [pool.asks(0)]
        super().__init__(self._tried[0])

    @property
    def tie(self) -> int:
        """The same for all probes: they have no price."""
        return 1

    @property
    def last(self) -> int:
        """The level that asks nothing."""
        return len(self._tried)

    def asks(self, level: int) -> tuple[Constraint, ...]:
        """What a level asks."""
        return self._tried[level] if level < self.last else ()

    def price(self, level: int) -> int:
        """Nothing: it is no part of what was said."""
        return 0 * level

    def cost(self, level: int) -> int:
        """Nothing: it is no part of what was said."""
        return 0 * level

    def aim(self, first: int, last: int) -> int:
        """The level at which it asks for a stretch."""
        self._tried.append(self._pool.within([(first, last, last)]))
        return self.last - 1


def _rows(gains: Mapping[_Run, int], top: int, *, paired: bool) -> Iterator[Row]:
    """The rows of a sweep over all cells, with what those around it take off the price."""
    starting: dict[int, list[_Run]] = defaultdict(list)
    for run in gains:
        starting[run[0]].append(run)
    marks = sorted({first for first, _ in gains} | {last + 1 for _, last in gains})
    covers: list[_Run] = []
    for first, following in itertools.pairwise(marks):
        covers = [run for run in covers if run[1] >= first] + starting[first]
        off: dict[int, int] = defaultdict(int)
        for run in covers:
            off[run[1] if paired else following - 1] += gains[run]
        ends = sorted(off)
        prices = [top - taken for taken in itertools.accumulate(off[end] for end in reversed(ends))]
        if ends:
            yield Row(first, following - 1, tuple(ends), tuple(reversed(prices)), tuple(covers))


def pools_of(softs: Sequence[Soft], hard: Iterable[Constraint]) -> Iterator[Pool]:
    """Pools of softs that are many and contradict each other."""
    ordered = {(c.a, c.b) for c in hard if isinstance(c, Distance) and c.least is not None and c.least >= 0}
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for label, soft in enumerate(softs):
        on = _on(soft.first)
        if len(on) == 1 or on in ordered:
            groups[on].append(label)
    for on, labels in groups.items():
        if len(labels) >= _MANY and _disagree([_numbers(softs[label].first) for label in labels]):
            asked = {label: tuple(softs[label].asked()) for label in labels}
            members = {
                label: softs[label] for label in labels if all(_on(asks) == on for asks in asked[label])
            }
            if len(members) >= _MANY:
                yield Pool(members, on, asked)


def _on(asks: Sequence[Constraint]) -> tuple[int, ...]:
    """The variables, one or two, that must lie in one cell of the same finite set; none if something else is asked."""
    first = asks[0] if asks else None
    if not isinstance(first, Member) or not _finite(first.numbers):
        return ()
    if len(asks) == 1:
        return (first.a,)
    second, *others = asks[1:]
    if not isinstance(second, Member) or second.numbers is not first.numbers:
        return ()
    joined = [Between(first.a, second.a, None, CellLast(first.numbers))]
    alone = not others and first.numbers.cell_last(_least(first.numbers)) == first.numbers.greatest
    return (first.a, second.a) if alone or others == joined else ()


def _numbers(asks: Sequence[Constraint]) -> Numbers:
    first = asks[0]
    assert isinstance(first, Member)
    return first.numbers


def _least(numbers: Numbers) -> int:
    assert numbers.least is not None
    return numbers.least


def _finite(numbers: Numbers) -> bool:
    return numbers.period == 0 and numbers.least is not None and numbers.greatest is not None


def _runs(numbers: Numbers) -> Iterator[_Run]:
    """The cells of a finite set."""
    first = numbers.least
    while first is not None:
        last = numbers.cell_last(first)
        assert last is not None
        yield first, last
        first = numbers.ceil(last + 1)


def _disagree(sets: Sequence[Numbers]) -> bool:
    """Whether some set begins after another has ended."""
    return max(map(_least, sets)) > min(numbers.greatest for numbers in sets if numbers.greatest is not None)
