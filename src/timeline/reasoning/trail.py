"""What raised which bound to what, from which entry on: the trail that a propagation leaves.

Columns, because a trail has several entries for each bound, and as many objects would take most of the memory. This
module knows integers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from timeline.reasoning.arcs import Cycle

__all__ = ["NONE", "Trail"]

NONE = -1
"""No entry: what follows from the window's edge, or from nothing."""


class Trail:
    """Entries, numbered in the order in which bounds were raised.

    Attributes:
        keys, values: the bound raised, and its new value.
        parts: by which part of what was put in.
        causes: the entry that it follows from, `NONE` for none or the window's edge.
        solid: whether the chain of causes has solid ground.
        cycles: the period of the constraint.
        before: the entry of the same bound before it, or `NONE`.
        times: how often that bound was raised up to here, since it last fell.
        dropped: whether it was taken back; known once anything is.
    """

    __slots__ = (
        "_child", "_children", "_newest", "_next", "_noted",
        "before", "causes", "cycles", "dropped", "keys", "parts", "solid", "times", "values",
    )  # fmt: skip

    def __init__(self) -> None:
        self.keys = array("i")
        self.values = array("q")
        self.parts = array("i")
        self.causes = array("i")
        self.solid = bytearray()
        self.cycles: list[Cycle] = []
        self.before = array("i")
        self.times = array("i")
        self.dropped = bytearray()
        # Noted only once something is taken back: the newest entry of each part and the one of the same part before
        # it; the newest that follows from each entry, and the one from the same entry before it.
        self._noted = 0
        self._newest = array("i")
        self._next = array("i")
        self._children = array("i")
        self._child = array("i")

    def add(self, key: int, value: int, part: int, cause: int, cycle: Cycle, before: int) -> int:
        """A new entry; its number."""
        number = len(self.values)
        self.keys.append(key)
        self.values.append(value)
        self.parts.append(part)
        self.causes.append(cause)
        self.solid.append(self.solid[cause] if cause >= 0 else cycle == 0)
        self.cycles.append(cycle)
        self.before.append(before)
        self.times.append(self.times[before] + 1 if before >= 0 else 1)
        return number

    def back(self, entry: int) -> Iterator[int]:
        """An entry, the one that it follows from, and so on to the first."""
        causes = self.causes
        while entry >= 0:
            yield entry
            entry = causes[entry]

    def behind(self, entry: int) -> frozenset[int]:
        """The parts of an entry and all before it in its chain."""
        parts, causes = self.parts, self.causes
        found = set()
        while entry >= 0:
            found.add(parts[entry])
            entry = causes[entry]
        return frozenset(found)

    def drop(self, parts: Iterable[int], known: int) -> list[int]:
        """Take back the entries of some parts and all that follow from them; the bounds that they had raised.

        `known` is how many parts there have been.
        """
        self._note(known)
        todo = [entry for part in parts for entry in _listed(self._newest[part], self._next)]
        keys: dict[int, None] = {}
        while todo:
            entry = todo.pop()
            if not self.dropped[entry]:
                self.dropped[entry] = True
                keys[self.keys[entry]] = None
                todo += _listed(self._children[entry], self._child)
        return list(keys)

    def _note(self, known: int) -> None:
        newest, children = self._newest, self._children
        newest.extend([NONE] * (known - len(newest)))
        for entry in range(self._noted, len(self.values)):
            part, cause = self.parts[entry], self.causes[entry]
            self._next.append(newest[part])
            newest[part] = entry
            children.append(NONE)
            self._child.append(children[cause] if cause >= 0 else NONE)
            if cause >= 0:
                children[cause] = entry
        self._noted = len(self.values)
        self.dropped.extend(bytes(self._noted - len(self.dropped)))


def _listed(newest: int, before: array[int]) -> list[int]:
    """The entries of a list that is linked from the newest on, oldest first."""
    listed = []
    while newest >= 0:
        listed.append(newest)
        newest = before[newest]
    listed.reverse()
    return listed
