"""Graphs: which nodes hang together, and which lie on circles with each other.

This module knows nothing else of the library.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

__all__ = ["connected_parts", "strong_parts"]

Node = TypeVar("Node", bound=Hashable)


def connected_parts(count: int, rows: Iterable[Iterable[int]]) -> list[int]:
    """The connected part of each number below a count, named by its least; what stands in one row is connected.

    Disjoint sets (Galler and Fischer 1964), of plain numbers, since whole dossiers go through here.

    >>> connected_parts(5, [(4, 2), (3,), (0, 2)])
    [0, 1, 0, 3, 0]
    """
    parent = list(range(count))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    for row in rows:
        least = count
        for one in row:
            own = root(one)
            if least < own:
                parent[own] = least
            elif own < least:
                if least < count:
                    parent[least] = own
                least = own
    return [root(one) for one in range(count)]


def strong_parts(after: Mapping[Node, Sequence[Node]]) -> dict[Node, Node]:
    """The strongly connected part of each node, named by one of its nodes (Tarjan 1972).

    Without recursion: chains are long.

    >>> parts = strong_parts({1: [2], 2: [3], 3: [2]})
    >>> parts[2] == parts[3] != parts[1]
    True
    """
    number: dict[Node, int] = {}
    low: dict[Node, int] = {}
    part: dict[Node, Node] = {}
    stack: list[Node] = []
    for root in after:
        if root in number:
            continue
        number[root] = low[root] = len(number)
        stack.append(root)
        work: list[tuple[Node, Iterator[Node]]] = [(root, iter(after[root]))]
        while work:
            node, rest = work[-1]
            for there in rest:
                if there not in number:
                    number[there] = low[there] = len(number)
                    stack.append(there)
                    work.append((there, iter(after.get(there, ()))))
                    break
                if there not in part:
                    low[node] = min(low[node], number[there])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    _close(node, stack, part)
    return part


def _close(node: Node, stack: list[Node], part: dict[Node, Node]) -> None:
    while True:
        member = stack.pop()
        part[member] = node
        if member == node:
            return
