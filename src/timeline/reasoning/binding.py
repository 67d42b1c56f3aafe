"""Which bounds a constraint alone would set to what they are: what decides, and what merely agrees.

It knows integers only, like `propagation`, whose outcome it looks at.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.reasoning.network import Between, Constraint, Distance, Member
from timeline.reasoning.propagation import Bounds

__all__ = ["binds"]


def binds(constraint: Constraint, bounds: Bounds) -> Iterator[int]:
    """The bounds (2 * variable, + 1 for the greatest) that a constraint alone would set to what they are."""
    if isinstance(constraint, Member):
        return _member_binds(constraint, bounds)
    if isinstance(constraint, Distance):
        return _distance_binds(constraint, bounds)
    return _between_binds(constraint, bounds)


def _distance_binds(distance: Distance, bounds: Bounds) -> Iterator[int]:
    a, b, least, most, _ = distance
    (low_a, high_a), (low_b, high_b) = _ends(a, bounds), _ends(b, bounds)
    if least is not None and low_a is not None and low_b == low_a + least:
        yield 2 * b
    if least is not None and high_b is not None and high_a == high_b - least:
        yield 2 * a + 1
    if most is not None and low_b is not None and low_a == low_b - most:
        yield 2 * a
    if most is not None and high_a is not None and high_b == high_a + most:
        yield 2 * b + 1


def _between_binds(between: Between, bounds: Bounds) -> Iterator[int]:
    a, b, least, most, _ = between
    (low_a, high_a), (low_b, high_b) = _ends(a, bounds), _ends(b, bounds)
    if least is not None and low_a is not None and low_b == least(low_a):
        yield 2 * b
    if least is not None and high_a is not None and high_b is not None and least(high_a + 1) > high_b:
        yield 2 * a + 1
    if most is not None and high_a is not None and high_b == most(high_a):
        yield 2 * b + 1
    if most is not None and low_a is not None and low_b is not None and most(low_a - 1) < low_b:
        yield 2 * a


def _ends(variable: int, bounds: Bounds) -> tuple[int | None, int | None]:
    return bounds.least(variable), bounds.most(variable)


def _member_binds(member: Member, bounds: Bounds) -> Iterator[int]:
    """A set binds a bound if the next value outwards is not in it."""
    low, high = bounds.least(member.a), bounds.most(member.a)
    if low is not None and member.numbers.floor(low - 1) != low - 1:
        yield 2 * member.a
    if high is not None and member.numbers.ceil(high + 1) != high + 1:
        yield 2 * member.a + 1
