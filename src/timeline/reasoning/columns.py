"""Lists of integers, told in columns.

A list of Python for each of hundreds of thousands of bounds, most with one thing in it or none, would take more memory
than all that is in them. This module knows integers.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

__all__ = ["END", "Links", "Rows"]

END: Final = -1
"""The number that follows the last of a list."""


class Links:
    """Lists of numbers, themselves numbered: a new number goes to the end of its list, and comes out at once.

    Attributes:
        first: the first number in each list, `END` where it is empty.
        following: the number after each.
        home: the list that each is in, `END` for those that are out.

    >>> links = Links()
    >>> links.open(2)
    >>> links.extend([1, 0, 1])
    >>> list(links.of(1))
    [0, 2]
    >>> links.cut(0)
    >>> list(links.of(1)), list(links.home)
    ([2], [-1, 0, 1])
    """

    __slots__ = ("_before", "_last", "first", "following", "home")

    def __init__(self) -> None:
        self.first = array("i")
        self.following = array("i")
        self._last = array("i")
        self._before = array("i")
        self.home = array("i")

    def open(self, count: int) -> None:
        """Begin further lists, so many."""
        nothing = (END,) * count
        self.first.extend(nothing)
        self._last.extend(nothing)

    def extend(self, lists: Sequence[int]) -> None:
        """Put the next numbers in, one at the end of each of some lists."""
        first, last, following, before = self.first, self._last, self.following, self._before
        number = len(self.home)
        self.home.extend(lists)
        following.extend(itertools.repeat(END, len(lists)))
        for where in lists:
            newest = last[where]
            before.append(newest)
            if newest < 0:
                first[where] = number
            else:
                following[newest] = number
            last[where] = number
            number += 1

    def cut(self, number: int) -> None:
        """Take a number out of its list; it keeps its own place, but nothing leads there."""
        where, before, after = self.home[number], self._before[number], self.following[number]
        if before < 0:
            self.first[where] = after
        else:
            self.following[before] = after
        if after < 0:
            self._last[where] = before
        else:
            self._before[after] = before
        self.home[number] = END

    def of(self, where: int) -> Iterator[int]:
        """The numbers in a list."""
        number = self.first[where]
        while number >= 0:
            yield number
            number = self.following[number]


class Rows:
    """Rows of integers that do not change, as one column after the other.

    >>> rows = Rows([(2, 0), (), (2,)])
    >>> list(rows[0]), list(rows[1])
    ([2, 0], [])
    >>> [list(row) for row in rows.turned(3)]
    [[0], [], [0, 2]]
    """

    __slots__ = ("_all", "_ends")

    def __init__(self, rows: Iterable[Iterable[int]]) -> None:
        self._all = array("i")
        self._ends = array("i", [0])
        for row in rows:
            self._all.extend(row)
            self._ends.append(len(self._all))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> array[int]:
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._all[self._ends[number] : self._ends[number + 1]]

    def size(self, number: int) -> int:
        """How long a row is."""
        return self._ends[number + 1] - self._ends[number]

    def turned(self, count: int) -> Rows:
        """For each integer below a count, the numbers of the rows that it is in."""
        sizes = [0] * count
        for one in self._all:
            sizes[one] += 1
        turned = Rows(())
        turned._ends.extend(itertools.accumulate(sizes))
        turned._all = array("i", [0]) * len(self._all)
        following = turned._ends[:]
        for number in range(len(self)):
            for one in self[number]:
                turned._all[following[one]] = number
                following[one] += 1
        return turned
