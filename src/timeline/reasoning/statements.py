"""Statements: each thing said, as a soft constraint with named levels, and the claim that it is because of."""

from __future__ import annotations

import enum
import hashlib
import itertools
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from timeline.evidence.model import DateClaim, RelationClaim, Source
from timeline.reasoning.network import Constraint
from timeline.reasoning.softs import Soft

__all__ = ["Levels", "Part", "Rung", "Scale", "Statement"]


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


class Statement(Soft):
    """One thing said.

    What its further levels ask is worked out whenever it is asked for: kept, it would take more memory than all else.

    Attributes:
        id: the claim's id; a source's id with ``/published`` or ``/retrieved`` for its own dates.
        part: which part of the claim it is.
        owner: id of the event or source that it dates.
        said: the claim itself.
    """

    __slots__ = ("_levels", "_scale", "id", "owner", "part", "said")

    def __init__(
        self, name: str, part: Part, owner: str, said: DateClaim | RelationClaim | Source, levels: Levels
    ) -> None:
        self.id = name
        self.part = part
        self.owner = owner
        self.said = said
        self._levels = levels
        first = next(levels.rungs(self))
        # Of most statements nobody asks for more.
        self._scale = levels.shared(((first.name, 0),))
        super().__init__(first.asks(), _tie(name, part))

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


def _tie(name: str, part: Part) -> int:
    """A number that breaks ties by who speaks, never by who comes first."""
    digest = hashlib.sha256(f"{name}#{part.value}".encode()).digest()
    return int.from_bytes(digest[:4], "big") + 1
