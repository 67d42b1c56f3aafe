"""Soft constraints: nested levels of what is asked, each at its cost.

This module knows integers and labels, like `network`.
"""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from timeline.reasoning.network import Constraint

__all__ = ["SCALE", "Listed", "Soft", "Step"]

# The main cost stands above this many bits; below it, the part that only breaks ties: room for a million softs that are
# all raised by thousands of levels.
SCALE: Final = 1 << 72

Step = tuple[int, tuple[Constraint, ...]]
"""Cost and constraints of a level."""


class Soft(abc.ABC):
    """One soft constraint: what it asks at each level, and what standing at each level costs in all.

    Costs never fall, and no level speaks of a variable, or tells an order, that the first does not. Of most softs
    nobody asks for more than the first level.

    Attributes:
        first: what the first level asks; it costs nothing.
    """

    __slots__ = ("first",)

    def __init__(self, first: tuple[Constraint, ...]) -> None:
        self.first = first

    @property
    @abc.abstractmethod
    def tie(self) -> int:
        """A positive number below 2**40, different for different softs: decides between assignments of equal cost."""

    @property
    @abc.abstractmethod
    def last(self) -> int:
        """The level that asks nothing."""

    @abc.abstractmethod
    def asks(self, level: int) -> tuple[Constraint, ...]:
        """What a level asks."""

    @abc.abstractmethod
    def cost(self, level: int) -> int:
        """What standing on a level costs."""

    def asked(self) -> Iterator[tuple[Constraint, ...]]:
        """What each level asks, but for the last."""
        return (self.asks(level) for level in range(self.last))

    def price(self, level: int) -> int:
        """The cost of a level with the part that breaks ties."""
        return self.cost(level) * SCALE + level * self.tie


class Listed(Soft):
    """A soft of which the further levels are listed, when they are first asked for: the last is to ask nothing."""

    __slots__ = ("_rest", "_steps", "_tie")

    def __init__(self, first: tuple[Constraint, ...], rest: Callable[[], Sequence[Step]], tie: int) -> None:
        super().__init__(first)
        self._rest = rest
        self._steps: tuple[Step, ...] = ()
        self._tie = tie

    @property
    def tie(self) -> int:
        """The number that it was given."""
        return self._tie

    @property
    def last(self) -> int:
        """The level that asks nothing."""
        return len(self._further())

    def asks(self, level: int) -> tuple[Constraint, ...]:
        """What a level asks."""
        return self.first if level == 0 else self._further()[level - 1][1]

    def cost(self, level: int) -> int:
        """What standing on a level costs."""
        return 0 if level == 0 else self._further()[level - 1][0]

    def _further(self) -> tuple[Step, ...]:
        if not self._steps:
            self._steps = tuple(self._rest())
        return self._steps
