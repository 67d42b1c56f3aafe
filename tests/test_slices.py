"""Slices: what has a bearing on each other is never apart."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import Phase, given, settings

from strategies import dossiers
from timeline.dates.fuzzy import Stance
from timeline.errors import UnknownName
from timeline.evidence.model import DateClaim, Dossier, Event, Source
from timeline.reasoning import slices as cutting
from timeline.reasoning.constraints import model_of
from timeline.reasoning.network import variables
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.slices import Groups, slices

WORDS = (
    None,
    "2020-05-05",
    "May 2020",
    "2020-05-05/2020-05-09",
    "since May 2020",
    "until May 2020",
    "yesterday",
    "on Wednesday",
    "a Wednesday",
    "September 8",
    "in May",
    "later in May",
    "so far this year",
    "two weeks ago",
    "next May",
    "8/9/2020",
)


def apart(dossier: Dossier) -> list[str]:
    """Ids of the statements that speak of moments of different slices, if each group is a slice of its own."""
    with mock.patch.object(cutting, "_CLAIMS", 0):
        place = {name: number for number, one in enumerate(slices(dossier)) for name in one.own}
    model = model_of(dossier)
    owners = [owner for owner, _ in model.moments]
    return [
        statement.id
        for statement in model.statements
        if len({place[owners[v]] for c in statement.first for v in variables(c)}) > 1
    ]


def test_no_claim_reaches_into_another_slice():
    """Whatever a claim is counted from, or seen against, is in its slice: every wording in every stance."""
    for text in WORDS:
        for stance in (None, *Stance):
            if text is None and stance is None:
                continue
            claim = DateClaim(source="s", text=text, stance=stance)
            dossier = Dossier(
                sources=[Source(id="s", published="2020-06-03"), Source(id="t")],
                events=[Event(id="a", claims=[claim]), Event(id="b", when="2020")],
            )
            assert [] == apart(dossier), (text, stance)


@settings(max_examples=40, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(dossiers())
def test_no_statement_reaches_into_another_slice(dossier):
    """Whatever a dossier says, each statement speaks of moments of one slice only."""
    assert [] == apart(dossier)


@settings(max_examples=30, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(dossiers())
def test_what_hangs_together_decides_alone(dossier):
    """What follows for an event or a source from all that hangs together with it is what follows from the whole."""
    whole, groups = reconcile(dossier), Groups(dossier)
    for entry in whole:
        assert entry == reconcile(groups.around(entry.id))[entry.id]
    for judged in whole.sources:
        assert judged == reconcile(groups.around(judged.id)).source(judged.id)


def test_nothing_hangs_together_with_a_stranger():
    """An id that neither an event nor a source has is told, with what it could be."""
    with pytest.raises(UnknownName, match="unknown event or source 'vist'; did you mean 'visit'"):
        Groups(Dossier(events=[Event(id="visit", when="2020")])).around("vist")
