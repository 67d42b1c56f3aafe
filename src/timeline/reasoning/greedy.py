"""A way past conflicts that is no search: each is paid for by its members, and whoever is paid in full goes past it.

This is the primal-dual scheme for hitting sets (Bar-Yehuda and Even 1981): what many conflicts share is paid by all
of them, so one dear soft goes rather than a crowd of cheap ones. No conflict is looked at twice. This module knows
integers and labels, like `network`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from timeline.reasoning.softs import Soft

__all__ = ["Payments"]


class Payments:
    """What conflicts have paid for softs to go past a level, since they last rose."""

    def __init__(self, softs: Sequence[Soft]) -> None:
        self._softs = softs
        self._paid: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))

    def pay(self, conflicts: Iterable[Mapping[int, int]], levels: dict[int, int]) -> None:
        """Raise one member of each conflict that nobody is past in `levels`: who lacks the least."""
        for conflict in conflicts:
            if any(levels.get(label, 0) > level for label, level in conflict.items()):
                continue
            lacking = {
                label: self._lacking(label, levels.get(label, 0), level) for label, level in conflict.items()
            }
            label = min(lacking, key=lambda one: (lacking[one], one))
            for other, level in conflict.items():
                self._paid[other][level] += lacking[label]
            levels[label] = conflict[label] + 1
            del self._paid[label]

    def _lacking(self, label: int, now: int, level: int) -> int:
        """What is still to be paid before a soft goes past a level."""
        soft = self._softs[label]
        # Whoever goes past a high level goes past the lower ones too.
        paid = sum(paid for below, paid in self._paid[label].items() if below <= level)
        return max(0, soft.price(level + 1) - soft.price(now) - paid)
