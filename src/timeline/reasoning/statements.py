"""Statements: each thing said, as a soft constraint with named levels, and the claim that it is because of."""

from __future__ import annotations

import enum
import hashlib
import itertools
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, Protocol

from timeline.evidence.model import DateClaim, RelationClaim, Source
from timeline.reasoning.network import Constraint
from timeline.reasoning.slips import AS_SAID, OTHER
from timeline.reasoning.softs import Soft

__all__ = ["AS_MADE", "BEYOND", "Levels", "Part", "Rung", "Scale", "Statement", "dropped"]

BEYOND: Final = "beyond"
"""The level of a gap longer than its words suggest, and not longer than they say."""

AS_MADE: Final = (AS_SAID, OTHER, BEYOND)
"""The levels on which a claim holds as it was made."""


class Part(enum.Enum):
    """Which part of a claim a statement stands for."""

    DATE = "date"
    TENSE = "tense"
    RELATION = "relation"
    PUBLISHED = "published"
    RETRIEVED = "retrieved"
    ASKED = "asked"
    TIME = "time"


class Rung(NamedTuple):
    """One level of a statement: its name, the cost of standing on it, and how to find out what it asks.

    The name is `AS_SAID`, `OTHER`, `BEYOND` or a slip; None for the level that allows anything.
    """

    name: str | None
    cost: int
    asks: Callable[[], tuple[Constraint, ...]]


def dropped(cost: int) -> Rung:
    """The last level, that asks nothing."""
    return Rung(None, max(1, cost), tuple)


Scale = tuple[tuple[str | None, int], ...]
"""Name and cost of each level; the first is free."""


class Levels(Protocol):
    """What works out the levels of statements, and keeps what many of them share."""

    def rungs(self, statement: Statement) -> Iterator[Rung]:
        """The levels of a statement, one by one."""

    def scale(self, statement: Statement) -> Scale:
        """Names and costs of them all."""

    def shared(self, scale: Scale) -> Scale:
        """The same names and costs, kept once for all statements that have them."""

    def alike(self, asked: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
        """The same constraints, kept once for statements made one after the other that ask them."""


class Statement(Soft):
    """One thing said.

    What its further levels ask is worked out whenever it is asked for: kept, it would take more memory than all else.

    Attributes:
        id: the claim's id; a source's id with ``/published`` or ``/retrieved`` for its own dates.
        part: which part of the claim it is.
        said: the claim itself.
    """

    __slots__ = ("_levels", "_scale", "_tie", "id", "part", "said")

    def __init__(
        self, name: str, part: Part, said: DateClaim | RelationClaim | Source, levels: Levels
    ) -> None:
        self.id = name
        self.part = part
        self.said = said
        self._levels = levels
        first = next(levels.rungs(self))
        # Of most statements nobody asks for more, nor for what breaks ties.
        self._scale = levels.shared(((first.name, 0),))
        self._tie: int | None = None
        super().__init__(levels.alike(first.asks()))

    @property
    def owner(self) -> str:
        """Id of the event or source that it dates: what a claim's id begins with."""
        return self.id.partition("/")[0]

    @property
    def tie(self) -> int:
        """A number that breaks ties by who speaks, never by who comes first."""
        if self._tie is None:
            digest = hashlib.sha256(f"{self.id}#{self.part.value}".encode()).digest()
            self._tie = int.from_bytes(digest[:4], "big") + 1
        return self._tie

    @property
    def last(self) -> int:
        """The level that asks nothing."""
        return len(self._known()) - 1

    def asks(self, level: int) -> tuple[Constraint, ...]:
        """What a level asks."""
        if level == 0:
            return self.first
        return next(itertools.islice(self._levels.rungs(self), level, None)).asks()

    def asked(self) -> Iterator[tuple[Constraint, ...]]:
        """What each level asks, but for the last; quicker than level by level."""
        return (rung.asks() for rung in self._levels.rungs(self) if rung.name is not None)

    def cost(self, level: int) -> int:
        """What standing on a level costs."""
        return 0 if level == 0 else self._known()[level][1]

    def name(self, level: int) -> str | None:
        """The name of a level, None for the last."""
        return self._scale[0][0] if level == 0 else self._known()[level][0]

    def _known(self) -> Scale:
        """Names and costs of all levels, two at the least."""
        if len(self._scale) == 1:
            self._scale = self._levels.scale(self)
        return self._scale
