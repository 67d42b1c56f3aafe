"""Order told by kept relations, and the list that respects it."""

from __future__ import annotations

import itertools

from timeline.evidence.model import Dossier, Event, Series
from timeline.reasoning.outcome import Order
from timeline.reasoning.reconcile import reconcile


def listed(events, series=()):
    line = reconcile(Dossier(series=[Series(id=name) for name in series], events=events))
    return line, [entry.id for entry in line]


def test_what_shares_a_place_comes_before_what_has_a_later_one():
    """Two events at one place of a series both come before all of the next, though alphabet and dates say nothing."""
    names = {"z": 1, "y": 1, "b": 2, "a": 2, "0": 3}
    events = [Event(id=name, nth=f"{place} of talks", when="2022") for name, place in names.items()]
    line, order = listed(events, ["talks"])
    assert ["y", "z", "a", "b", "0"] == order
    assert set(line.unknown_order) <= {("y", "z"), ("a", "b")}


def test_ordinals_order_starts_alone():
    """Of two events of a series the first may go on while the second has begun: neither is over before the other."""
    line, order = listed(
        [
            Event(id="long", nth="1 of talks", when="2021-06-01/2022-06-01"),
            Event(id="late", nth="2 of talks", when="2022-01-01/2023-01-01"),
        ],
        ["talks"],
    )
    assert ["long", "late"] == order
    assert Order.UNKNOWN is line.order("long", "late")
    assert line.overlap("long", "late") is True
    assert () == line.unknown_order


def test_circles_are_listed_by_date():
    """Events that lie within each other, each pair a circle of its own, are listed by date and then by id."""
    pairs = [(f"a{n}", f"b{n}", f"{2030 - n}-01-01") for n in range(12)]
    events = [
        event
        for one, other, day in pairs
        for event in (Event(id=one, when=day, during=other), Event(id=other, when=day, during=one))
    ]
    _, order = listed(events)
    assert list(itertools.chain.from_iterable(pair[:2] for pair in reversed(pairs))) == order
