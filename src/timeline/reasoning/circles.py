"""Circles of orders: what would have to come before itself.

This module knows integers, and labels that say whose an edge is.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from timeline.graphs import strong_parts

__all__ = ["Edge", "Rounds", "lone_circle", "rounds_of", "strict_circle"]

Rounds = Mapping[int, int]
"""For each node on a circle of orders with a strict one, a number that all on circles with it share."""


class Edge(NamedTuple):
    """From comes before to, or together with it unless the order is strict."""

    start: int
    end: int
    label: int
    strict: bool

    def on(self, rounds: Rounds) -> bool:
        """Whether it lies on a circle with a strict one."""
        return self.start in rounds and rounds[self.start] == rounds.get(self.end)


def strict_circle(edges: Iterable[Edge]) -> frozenset[int] | None:
    """The labels of a circle of orders with a strict one in it, None where there is none.

    A distance of nothing holds both ways; what comes strictly before itself does not.
    """
    after: dict[int, list[Edge]] = defaultdict(list)
    strict = []
    for edge in edges:
        after[edge.start].append(edge)
        if edge.strict:
            strict.append(edge)
    if not strict:
        return None
    part = strong_parts({node: [edge.end for edge in leaving] for node, leaving in after.items()})
    for edge in strict:
        if part[edge.start] == part[edge.end]:
            return frozenset((*_path(after, edge.end, edge.start), edge.label))
    return None


def rounds_of(edges: Iterable[Edge]) -> Rounds:
    """The nodes that lie on circles of orders with a strict one among them: mostly none.

    >>> sorted(rounds_of([Edge(1, 2, 7, True), Edge(2, 1, 8, False), Edge(2, 3, 9, True)]))
    [1, 2]
    """
    after: dict[int, list[int]] = defaultdict(list)
    strict = []
    for edge in edges:
        after[edge.start].append(edge.end)
        if edge.strict:
            strict.append((edge.start, edge.end))
    part = strong_parts(after) if strict else {}
    guilty = {part[start] for start, end in strict if part[start] == part[end]}
    return {node: own for node, own in part.items() if own in guilty}


def lone_circle(edges: Iterable[Edge]) -> frozenset[int] | None:
    """The labels along the only circle that there is; None if there are several, or none, or one with a chord.

    >>> round_and_out = [Edge(1, 2, 7, True), Edge(2, 1, 8, False), Edge(2, 3, 9, True)]
    >>> sorted(lone_circle(round_and_out))
    [7, 8]
    """
    edges = list(edges)
    after: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        after[edge.start].append(edge.end)
    part = strong_parts(after)
    inner = [edge for edge in edges if part[edge.start] == part[edge.end]]
    starts = {edge.start for edge in inner}
    if not inner or len(starts) < len(inner) or len({part[start] for start in starts}) > 1:
        return None
    return frozenset(edge.label for edge in inner)


def _path(after: Mapping[int, Sequence[Edge]], start: int, goal: int) -> list[int]:
    """The labels of a shortest path that is known to exist."""
    came: dict[int, Edge] = {}
    queue = deque([start])
    while goal not in came and goal != start:
        for edge in after.get(queue.popleft(), ()):
            if edge.end not in came:
                came[edge.end] = edge
                queue.append(edge.end)
    labels = []
    while goal != start:
        labels.append(came[goal].label)
        goal = came[goal].start
    return labels
