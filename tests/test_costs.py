"""What it costs to think a claim wrong."""

from __future__ import annotations

import math

import pytest

from timeline.dates.fuzzy import Direction
from timeline.evidence.model import RELIABILITIES
from timeline.reasoning.costs import (
    Slip,
    direction_cost,
    likeliest_slip_cost,
    odds_cost,
    relation_cost,
    slip_cost,
    slips_of,
    tense_cost,
)


def test_grades_are_in_order():
    """On each scale a better grade is dearer to contradict, and the curator is dearest."""
    for scale in ("ABCDE", "3210", ("high", "medium", "low")):
        costs = [odds_cost(grade) for grade in scale]
        assert sorted(costs, reverse=True) == costs
        assert len(set(costs)) == len(costs)
    assert odds_cost(None, curator=True) > max(odds_cost(grade) for grade in RELIABILITIES)


@pytest.mark.parametrize("profile", ["news", "reference"])
def test_slips_come_likeliest_first(profile):
    """Of kinds that make as many dates of one the one with the larger share comes first; a digit makes the most."""
    order = [slip for alike in slips_of(profile) for slip in alike]
    for alike in ((Slip.DAY, Slip.MONTH, Slip.YEAR), (Slip.PUBLICATION, Slip.SWAP)):
        costs = [slip_cost(profile, slip) for slip in order if slip in alike]
        assert sorted(costs) == costs
    assert order.index(Slip.YEAR) < order.index(Slip.DIGIT)
    assert order.index(Slip.MONTH) < order.index(Slip.DAYS)


@pytest.mark.parametrize("profile", ["news", "reference"])
def test_slips_as_likely_stand_together(profile):
    """Kinds that stand together cost the same, and every kind stands once."""
    for alike in slips_of(profile):
        assert 1 == len({slip_cost(profile, slip) for slip in alike})
    together = [{slip.value for slip in alike} for alike in slips_of(profile) if len(alike) > 1]
    expected = {"news": {"month", "year"}, "reference": {"publication-day", "placeholder", "weekday"}}
    assert [expected[profile]] == together


def test_a_slip_costs_the_logarithm_of_its_share():
    """However many dates it can make of one, a kind of slip costs what its share of the wrong dates does."""
    assert slip_cost("news", Slip.DAY) == round(100 * math.log(1 / 0.55))
    assert slip_cost("reference", Slip.DIGIT) < slip_cost("reference", Slip.YEAR)


def test_news_puts_no_placeholders():
    """1 January for a whole year is a habit of reference works, not of news."""
    assert any(Slip.PLACEHOLDER in alike for alike in slips_of("reference"))
    assert not any(Slip.PLACEHOLDER in alike for alike in slips_of("news"))


def test_directions_cost_the_logarithm_of_their_odds():
    """The other direction of a weekday costs less than that of a month-day, and more than that of a month."""
    assert (
        direction_cost(Direction.MONTH)
        < direction_cost(Direction.WEEKDAY)
        < direction_cost(Direction.MONTH_DAY)
    )


@pytest.mark.parametrize(
    ("odds", "weight", "cost"), [(173, 1, 348), (389, 1, 389), (173, 0.5, 174), (529, 1, 529)]
)
def test_tenses_cost_at_least_odds_of_97(odds, weight, cost):
    """A tense costs the odds of its source, at least those of .97, times its certainty."""
    assert cost == tense_cost(odds, weight)


@pytest.mark.parametrize("grade", [None, *RELIABILITIES])
def test_relations_cost_at_least_the_word_of_the_curator(grade):
    """A relation costs a hundredth less than the curator's word, wrong in the likeliest way, whoever says it."""
    likeliest = likeliest_slip_cost("news")
    assert slip_cost("news", Slip.DAY) == likeliest
    curator = odds_cost(None, curator=True) + likeliest - 1
    assert [curator, 0] == [relation_cost(odds_cost(grade), weight, likeliest) for weight in (1, 0)]
