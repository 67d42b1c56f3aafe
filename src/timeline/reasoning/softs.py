"""Soft constraints: nested levels of what is asked, each at its cost.

This module knows integers and labels, like `network`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from timeline.reasoning.network import Constraint

__all__ = ["SCALE", "Soft", "Step"]

# The main cost stands above this many bits; below it, the part that only breaks ties: room for a million softs that are
# all raised by thousands of levels.
SCALE: Final = 1 << 72

Step = tuple[int, tuple[Constraint, ...]]
"""Cost and constraints of a level."""


class Soft:
    """One soft constraint: what it asks at each level, and what standing at each level costs in all.

    Attributes:
        first: what the first level asks; it costs nothing.
        rest: gives cost and constraints of the further levels, the last of them without any; costs never
            fall. It is called only if the first level fails, which most never do. No level speaks of a
            variable that the first does not.
        tie: a positive number below 2**40, different for different softs, that decides between assignments
            of the same cost.
    """

    __slots__ = ("_steps", "first", "rest", "tie")

    def __init__(self, first: tuple[Constraint, ...], rest: Callable[[], Sequence[Step]], tie: int) -> None:
        self.first = first
        self.rest = rest
        self.tie = tie
        self._steps: tuple[Step, ...] | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Cost and constraints of every level."""
        if self._steps is None:
            self._steps = ((0, self.first), *self.rest())
        return self._steps

    @property
    def last(self) -> int:
        """The level that asks nothing."""
        return len(self.steps) - 1

    def asks(self, level: int) -> tuple[Constraint, ...]:
        """What a level asks."""
        return self.first if level == 0 else self.steps[level][1]

    def cost(self, level: int) -> int:
        """What standing on a level costs."""
        return 0 if level == 0 else self.steps[level][0]

    def price(self, level: int) -> int:
        """The cost of a level with the part that breaks ties."""
        return self.cost(level) * SCALE + level * self.tie
