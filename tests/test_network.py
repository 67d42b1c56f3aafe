"""The network of integers: traps by name."""

from __future__ import annotations

import functools

import attrs
import pytest

from timeline.dates import civil
from timeline.dates.days import Pieces, Weekly, Yearly
from timeline.reasoning.arcs import Turn, glimpse_of, swing_of
from timeline.reasoning.network import NO_ORDER, STRICT, Between, Constraint, Distance, Member, window
from timeline.reasoning.propagation import Bounds, propagate


def run(*constraints: Constraint) -> Bounds | frozenset[int]:
    """Propagate constraints, each under its place as label."""
    return propagate(list(enumerate(constraints)), window(constraints))


@attrs.frozen
class Plus:
    days: int

    def __call__(self, day: int) -> int:
        return day + self.days


def test_nothing_said_leaves_both_sides_open():
    """A variable that only hangs on another open one is open on both sides."""
    bounds = run(Distance(0, 1, 5))
    assert isinstance(bounds, Bounds)
    assert [None, None] == [bounds.least(1), bounds.most(1)]


def test_distance_carries_one_side():
    """A least distance after a known day bounds from below and leaves the other side open."""
    bounds = run(Member(0, Pieces([(100, 100)])), Distance(0, 1, 5))
    assert isinstance(bounds, Bounds)
    assert [105, None] == [bounds.least(1), bounds.most(1)]


def test_recurring_set_alone_is_open():
    """Some Wednesday has no first and no last."""
    bounds = run(Member(0, Weekly({2})))
    assert isinstance(bounds, Bounds)
    assert [None, None] == [bounds.least(0), bounds.most(0)]


def test_distances_that_only_climb_are_a_conflict():
    """Two moments that each come after the other contradict, and only their labels are named."""
    outcome = run(Distance(0, 1, 1), Distance(1, 0, 1), Distance(1, 2, 1))
    assert frozenset({0, 1}) == outcome


def test_weekdays_that_cannot_meet_are_a_conflict():
    """A moment that is a Wednesday and a Thursday contradicts itself, though no day is named."""
    assert frozenset({0, 1}) == run(Member(0, Weekly({2})), Member(0, Weekly({3})))


def test_weekdays_that_meet_nowhere_over_a_relation_are_a_conflict():
    """Two weekdays on the same day over a relation contradict after climbing for a week, not through the window."""
    outcome = run(Member(0, Weekly({2})), Distance(0, 1, 0, 0), Member(1, Weekly({3})))
    assert frozenset({0, 1, 2}) == outcome


def test_leap_day_that_is_a_sunday_exists():
    """A 29 February that is a Sunday comes within 400 years, and is no conflict."""
    assert isinstance(run(Member(0, Yearly([((2, 29), (2, 29))])), Member(0, Weekly({6}))), Bounds)


def test_calendar_functions_that_push_each_other_are_a_conflict():
    """Functions that only ever move on contradict in a circle."""
    assert frozenset({0, 1}) == run(Between(0, 1, Plus(1), None), Between(1, 0, Plus(1), None))


def test_long_chain_needs_no_recursion():
    """A chain of 50,000 relations is propagated, and each step of its derivation names the one before it."""
    links: list[Constraint] = [Distance(i, i + 1, 1, None, STRICT) for i in range(50_000)]
    bounds = run(Member(0, Pieces([(7, 7)])), *links)
    assert isinstance(bounds, Bounds)
    assert 50_007 == bounds.least(50_000)
    entry, labels = bounds.derivation(50_000, greatest=False), []
    while entry >= 0:
        step = bounds.step(entry)
        labels.append(step.label)
        entry = step.cause
    assert list(range(50_000, -1, -1)) == labels


def test_circle_through_a_thousand_is_found():
    """A strict circle through a thousand variables is a conflict of all of its relations."""
    links: list[Constraint] = [Distance(i, (i + 1) % 1000, 0, None, STRICT) for i in range(1000)]
    assert frozenset(range(1000)) == run(*links)


def test_order_is_apart_from_distance():
    """The same day is allowed both ways where no order is said."""
    assert isinstance(run(Distance(0, 1, 0, 0, NO_ORDER), Distance(1, 0, 0, 0, NO_ORDER)), Bounds)


def test_open_piece_bounds_one_side():
    """A set without an end on one side bounds the other only."""
    bounds = run(Member(0, Pieces([(None, 10)])))
    assert isinstance(bounds, Bounds)
    assert [None, 10] == [bounds.least(0), bounds.most(0)]


TURNS = [
    *(functools.partial(civil.add_months, months=months) for months in (-13, -1, 1, 12)),
    lambda day: day - civil.weekday(day),
    lambda day: day + 3,
]


@pytest.mark.parametrize("step", TURNS)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_glimpse_rules_out_no_circle(step, backwards):
    """What three years show of a function is no longer period, and no weaker push, than what all its days show."""
    turn = Turn(step, backwards=backwards)
    glimpsed, whole = glimpse_of(turn), swing_of(turn)
    assert whole.period == 0 or glimpsed.period <= whole.period
    assert glimpsed.least >= whole.least


@pytest.mark.parametrize("gap", [1, 30, 365])
def test_climbing_ends_long_before_the_window(gap):
    """A circle that climbs through recurring sets ends by its period: the work does not grow with the window."""
    far = Member(2, Pieces([(10**7, 10**7)]))
    outcome = run(
        far,
        Member(0, Weekly({2})),
        Distance(0, 1, gap, None),
        Distance(1, 0, -gap + 1, None),
        Member(1, Weekly({3})),
    )
    assert not isinstance(outcome, Bounds)
