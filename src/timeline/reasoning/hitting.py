"""The cheapest way past one member of each conflict: branch and bound.

This module knows integers and labels, like `network`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from timeline.reasoning.softs import Soft

__all__ = ["Hitting", "floor_of"]

# At each node all conflicts are looked at: if they are more than this, it counts as several.
_LIGHT: Final = 50

_Options = list[tuple[int, int, int]]
"""Extra price, label and level of each way past a conflict, cheapest first."""


class Hitting:
    """The cheapest levels past one member of each conflict: branch and bound, depth first.

    `best` is empty if the caps allow none below the price `under`; `price` is its price, `floor` a lower bound,
    `exact` whether they meet; `nodes` is how many were looked at for that.
    """

    def __init__(
        self,
        softs: Sequence[Soft],
        conflicts: Sequence[Mapping[int, int]],
        caps: Mapping[int, int],
        limit: int,
        under: int | None = None,
    ) -> None:
        self.softs = softs
        self.conflicts = sorted(conflicts, key=len)
        self.best: dict[int, int] = {}
        self.price = under
        self.exact = True
        self.nodes = 0
        self._least = _least(softs, conflicts)
        options = [self._options(conflict, {}, caps) for conflict in self.conflicts]
        bound = _packing(options)
        self.floor = self._least if bound is None else self._least + bound[0]
        # The first way down is always found, unless there is a price to keep under.
        self._must_find = under is None
        if bound is None or (under is not None and self.floor >= under):
            return
        tight = self._tight(bound[1])
        if tight is None:
            self._run(caps, limit)
        else:
            self.best, self.price = tight, self.floor

    def _run(self, caps: Mapping[int, int], limit: int) -> None:
        stack: list[tuple[dict[int, int], Mapping[int, int], int]] = [({}, caps, self._least)]
        weight = 1 + len(self.conflicts) // _LIGHT
        while stack:
            if limit == 0 and (self.best or not self._must_find):
                self.exact = False
                return
            limit = max(0, limit - weight)
            self.nodes += weight
            levels, own_caps, price = stack.pop()
            stack += reversed(self._branches(levels, own_caps, price))

    def _branches(
        self, levels: dict[int, int], caps: Mapping[int, int], price: int
    ) -> list[tuple[dict[int, int], Mapping[int, int], int]]:
        """The ways past one conflict that is left, cheapest first; each way closes the ones before it."""
        left = [c for c in self.conflicts if all(levels.get(label, 0) <= level for label, level in c.items())]
        if self.price is not None and price >= self.price:
            return []
        if not left:
            self.best, self.price = levels, price
            return []
        options = [self._options(conflict, levels, caps) for conflict in left]
        bound = _packing(options)
        if bound is None or (self.price is not None and price + bound[0] >= self.price):
            return []
        branches: list[tuple[dict[int, int], Mapping[int, int], int]] = []
        closed = dict(caps)
        for extra, label, level in min(options, key=len):
            branches.append(({**levels, label: level}, dict(closed), price + extra))
            closed[label] = level - 1
        return branches

    def _options(
        self, conflict: Mapping[int, int], levels: Mapping[int, int], caps: Mapping[int, int]
    ) -> _Options:
        softs = self.softs
        return sorted(
            (softs[label].price(level + 1) - softs[label].price(levels.get(label, 0)), label, level + 1)
            for label, level in conflict.items()
            if level < caps.get(label, level + 1)
        )

    def _tight(self, full: Mapping[int, int]) -> dict[int, int] | None:
        """Levels that are paid in full and go past every conflict, if they cost what the conflicts pay: the optimum."""
        raised = sum(
            self.softs[label].price(level) - self.softs[label].price(0) for label, level in full.items()
        )
        if self._least + raised != self.floor:
            return None
        passed = all(any(full.get(label, 0) > level for label, level in c.items()) for c in self.conflicts)
        return dict(full) if passed else None


def floor_of(softs: Sequence[Soft], conflicts: Sequence[Mapping[int, int]]) -> int:
    """What the cheapest way past one member of each conflict costs at the least."""
    options = [
        [
            (softs[label].price(level + 1) - softs[label].price(0), label, level + 1)
            for label, level in c.items()
        ]
        for c in conflicts
    ]
    bound = _packing([sorted(ways) for ways in options])
    return _least(softs, conflicts) + (bound[0] if bound else 0)


def _least(softs: Sequence[Soft], conflicts: Sequence[Mapping[int, int]]) -> int:
    """What ties cost at the lowest levels: nothing, but for pools."""
    return sum(softs[label].price(0) for label in {label for conflict in conflicts for label in conflict})


def _packing(conflicts: Sequence[_Options]) -> tuple[int, dict[int, int]] | None:
    """A lower bound: what conflicts can pay without paying any soft above its price; None if one cannot be passed.

    It is the dual of the cheapest way past, found greedily: whatever that raises has a price of at least what all
    conflicts that it passes have paid to it. With it come the softs that are paid in full, each at its highest such
    level.
    """
    if not all(conflicts):
        return None
    slack: dict[int, dict[int, int]] = {}
    for options in conflicts:
        for extra, label, level in options:
            slack.setdefault(label, {})[level] = extra
    total = 0
    for options in sorted(conflicts, key=lambda options: -options[0][0]):
        # Whoever goes past a high level goes past the lower ones, so the slack of those is used up as well.
        above = [[(slack[label], one) for one in slack[label] if one >= level] for _, label, level in options]
        paid = min(own[one] for pairs in above for own, one in pairs)
        total += paid
        for pairs in above:
            for own, one in pairs:
                own[one] -= paid
    full = {label: [one for one, rest in own.items() if rest == 0] for label, own in slack.items()}
    return total, {label: max(paid_up) for label, paid_up in full.items() if paid_up}
