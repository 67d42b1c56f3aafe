"""A network of integers: what each variable can be at least and at most, and why.

Theory of operation
-------------------
A variable is an integer. A constraint is one of three kinds:

* `Member`: the variable lies in a set that can name its least member above, and its greatest below, a number;
* `Distance`: ``least <= b - a <= most``;
* `Between`: ``least(a) <= b <= most(a)`` for monotone functions.

If two assignments satisfy such a constraint, so do their minimum and their maximum, taken variable by
variable: the constraints are closed under minimum and maximum. Therefore propagating bounds to the
fixpoint *decides* consistency. If no variable is wiped out, the vector of all lower bounds is itself a
solution, and so is the vector of all upper bounds; hence each bound is exactly the least, or greatest,
value that the variable takes in any solution. No search and no solver is needed. Anything outside this
class must be branched on by the caller.

A lower bound follows from one other lower bound and one constraint, an upper bound from one upper bound.
So the derivation of a bound is a chain, and the chain behind a wipe-out (one of each side) is a
conflict. Upper bounds are kept negated: then both sides only ever grow, and one rule serves both.

Bounds start at the edges of a window that is wider than everything that the constraints name; a bound
whose chain begins at an edge is open. Two kinds of contradiction never show as crossed bounds, or only
after climbing day by day through the window, and are found by looking at cycles instead: distances that
add up to more than nothing (or sets that keep pushing for longer than their joint period), and orders
that go round in a circle with a strict one among them, whatever the distances allow: dates in two zones
can lie apart at one instant.

This module knows integers, and labels that say whose a constraint is. It could be lifted out as a library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, Protocol

import attrs

__all__ = [
    "FAR",
    "HARD",
    "MIDDLE",
    "NO_ORDER",
    "PERIOD",
    "STRICT",
    "WEAK",
    "Between",
    "CellLast",
    "Constraint",
    "Distance",
    "Labelled",
    "Member",
    "NextIn",
    "Numbers",
    "variables",
    "window",
]

HARD: Final = -1
"""The label of a constraint that nobody can give up."""

NO_ORDER: Final = 0
WEAK: Final = 1
STRICT: Final = 2

# 400 years: the Gregorian calendar, and with it every recurring set and calendar function, repeats after
# that.
PERIOD: Final = 146_097


class Numbers(Protocol):
    """A set of integers with a floor and a ceiling; `period` is 0 for a set that does not repeat."""

    @property
    def least(self) -> int | None: ...  # noqa: D102
    @property
    def greatest(self) -> int | None: ...  # noqa: D102
    @property
    def period(self) -> int: ...  # noqa: D102
    def ceil(self, day: int) -> int | None: ...  # noqa: D102
    def floor(self, day: int) -> int | None: ...  # noqa: D102
    def cell_first(self, day: int) -> int | None: ...  # noqa: D102
    def cell_last(self, day: int) -> int | None: ...  # noqa: D102


class Member(NamedTuple):
    """The variable lies in the set."""

    a: int
    numbers: Numbers


class Distance(NamedTuple):
    """``least <= b - a <= most``, None for no limit; `order` holds whatever the distance, see `strict_circle`."""

    a: int
    b: int
    least: int | None = None
    most: int | None = None
    order: int = NO_ORDER


class Between(NamedTuple):
    """``least(a) <= b <= most(a)``, both monotone, None for no limit; `order` as of `Distance`."""

    a: int
    b: int
    least: Callable[[int], int] | None = None
    most: Callable[[int], int] | None = None
    order: int = NO_ORDER


@attrs.frozen
class CellLast:
    """How far the cell reaches in which a number lies, as a limit of `Between`: what starts in a cell ends in it."""

    numbers: Numbers

    def __call__(self, value: int) -> int:
        """The last of the cell; far off where it has no end."""
        last = self.numbers.cell_last(value)
        return FAR if last is None else last


@attrs.frozen
class NextIn:
    """The first of a set at or after a number, as a limit of `Between`: what overlaps a set reaches one of it."""

    numbers: Numbers

    def __call__(self, value: int) -> int:
        """The number itself where it is in the set; far off where none follows."""
        following = self.numbers.ceil(value)
        return FAR if following is None else following


Constraint = Member | Distance | Between
Labelled = tuple[int, Constraint]


def variables(constraint: Constraint) -> tuple[int, ...]:
    """The variables that a constraint speaks of."""
    return (constraint.a,) if isinstance(constraint, Member) else (constraint.a, constraint.b)


def window(constraints: Iterable[Constraint]) -> tuple[int, int]:
    """First and last value to reckon with: all that is named, every offset, and a period on either side.

    A further period leaves room for what wider levels of the same constraints name: a slip goes a
    century at most.
    """
    named: list[int] = []
    reach = 2 * PERIOD
    for constraint in constraints:
        if isinstance(constraint, Member):
            ends = (constraint.numbers.least, constraint.numbers.greatest)
            named += [end for end in ends if end is not None]
        elif isinstance(constraint, Distance):
            reach += max(abs(constraint.least or 0), abs(constraint.most or 0))
        else:
            steps = [step for step in (constraint.least, constraint.most) if step]
            shifts = [abs(step(MIDDLE) - MIDDLE) for step in steps]
            reach += max((shift for shift in shifts if shift < FAR // 2), default=0) + 366
    return min(named, default=MIDDLE) - reach, max(named, default=MIDDLE) + reach


FAR: Final = 10**9
"""What a step of `Between` returns where it sets no limit: farther than any window reaches."""

# Where a network that names no number at all is put; any other would do, since all repeats.
MIDDLE: Final = 5 * PERIOD
