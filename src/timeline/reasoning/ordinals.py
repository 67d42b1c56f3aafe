"""The ordinals of a series, in order; whether an event has its ordinal is a claim.

An ordinal is a moment of its own, with a day in each zone that an event of it has, since at one instant the dates can
differ. Only neighbours are tied, and neighbours in one zone, whose days are in order whatever lies between: all pairs
would be too many.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping

from timeline.dates.zones import days_ahead
from timeline.reasoning.network import STRICT, WEAK, Constraint, Distance
from timeline.reasoning.relating import ORDINAL, MomentName

__all__ = ["ordinals_in_order"]


def ordinals_in_order(numbers: Mapping[MomentName, int]) -> Iterator[Constraint]:
    """What is hard of the ordinals among some numbered moments."""
    series: dict[str, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for (owner, which), number in numbers.items():
        if which.startswith(ORDINAL):
            _, ordinal, zone = which.split(" ")
            series[owner][int(ordinal)][zone] = number
    for _, ordinals in sorted(series.items()):
        before: dict[str, int] = {}
        last: dict[str, int] = {}
        for _, here in sorted(ordinals.items()):
            yield from _one_instant(here)
            for zone, number in sorted(here.items()):
                earlier = before | ({zone: last[zone]} if zone in last else {})
                for other, before_it in sorted(earlier.items()):
                    yield Distance(before_it, number, -days_ahead(other, zone), None, STRICT)
            before = here
            last |= here


def _one_instant(here: Mapping[str, int]) -> Iterator[Constraint]:
    """The days that one ordinal has in several zones."""
    for (one, a), (other, b) in itertools.combinations(sorted(here.items()), 2):
        yield Distance(a, b, -days_ahead(one, other), None, WEAK)
        yield Distance(b, a, -days_ahead(other, one), None, WEAK)
