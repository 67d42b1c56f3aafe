"""Margins: how clearly each claim was kept or lost, as values and as the whole text that a reader gets."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path

import attrs
from hypothesis import Phase, given, settings

from strategies import dossiers
from timeline.evidence.model import DateClaim, Dossier, Event, Source
from timeline.evidence.reading import load, loads
from timeline.reasoning.components import groups, solved
from timeline.reasoning.constraints import model_of
from timeline.reasoning.explain import explain
from timeline.reasoning.margins import CLEAR, Fate, Margin, Reversal, margins
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile

EXAMPLE = Path(__file__).parent.parent / "events.yaml"


def told(text: str, name: str) -> str:
    """The margins of an event or a source in words."""
    return explain(reconcile(loads(text)), name, margins=True).partition("\nMargins")[2].partition("\n")[2]


def by_claim(line: Timeline, name: str) -> dict[str, Margin]:
    return {margin.claim: margin for margin in margins(line, name)}


def test_margins_of_a_misprint():
    """The misprinted day is corrected clearly: to keep it, two other claims would have to go."""
    line = reconcile(load(EXAMPLE))
    found = by_claim(line, "dpd-7")
    misprint = found["dpd-7/dialogue/5th-of-march-2023"]
    assert misprint.fate is Fate.SLIPPED
    assert misprint.kept is not None
    assert misprint.dropped is not None
    assert misprint.kept.cost >= CLEAR > misprint.dropped.cost > 0
    assert misprint.kept.changes == (
        Reversal("dpd-7/dialogue/on-wednesday", "date", Fate.GONE),
        Reversal("kishida-visit/briefing", "date", Fate.GONE),
    )
    assert ["2023-03-05", "2023-03-05"] == [days.iso for days in misprint.kept.days]
    assert None is found["dpd-7/dialogue/on-wednesday"].kept
    assert (
        explain(line, "dpd-7", margins=True).partition("\nMargins")[2]
        == """\
: how much more other outcomes cost (clear from 300, odds of 20 to 1)
  “5th of March 2023” (dialogue)
    to keep it as printed would cost 619 more (clear): “on Wednesday” (dialogue)
        and “March 20, 2023” of kishida-visit (briefing) would have to go; dpd-7
        would be on Sunday 5 Mar 2023
    to reject it instead of correcting it would cost 95 more (narrow): dpd-7
        would be within 5-19 Apr 2023
  “on Wednesday” (dialogue)
    to reject it would cost 524 more (clear): the date would stay the same
  over two weeks after kishida-visit (dialogue)
    to reject it would cost 588 more (clear): the date would stay the same
  7th of dpd (dialogue)
    to reject it would cost 588 more (clear): the date would stay the same
"""
    )


def test_margin_of_a_tie_is_nothing():
    """Where two outcomes cost the same, the claim that lost could be kept at no extra cost, and a reader is told so."""
    text = "sources: {a: {}, b: {}}\nevents: {x: {when: {a: 2020-01-10, b: 2021-06-23}}}\n"
    costs = [
        other.cost
        for margin in margins(reconcile(loads(text)), "x")
        for other in (margin.kept, margin.dropped)
        if other is not None
    ]
    assert [0, 0] == costs
    assert (
        told(text, "x")
        == """\
  “2020-01-10” (a)
    to keep it as printed would cost the same (tie): “2021-06-23” (b) would have
        to go; x would be on Friday 10 Jan 2020
  “2021-06-23” (b)
    to reject it would cost the same (tie): “2020-01-10” (a) would stand; x
        would be on Friday 10 Jan 2020
"""
    )


def test_what_was_given_up_is_not_dropped_again():
    """A margin of a claim that is rejected says what keeping it would cost, and nothing of rejecting it."""
    assert (
        told(
            """
            sources: {a: {reliability: A}, b: {}, copy: {copies: b}}
            events: {x: {when: {a: 2020-01-10, b: 2021-06-23, copy: 2021-06-23}}}
            """,
            "x",
        )
        == """\
  “2020-01-10” (a)
    to reject it would cost 215 more (narrow): “2021-06-23” (b) and “2021-06-23”
        (copy) would stand; x would be on Wednesday 23 Jun 2021
  “2021-06-23” (b)
    to keep it as printed would cost 215 more (narrow): “2020-01-10” (a) would
        have to go; “2021-06-23” (copy) would stand; x would be on Wednesday 23
        Jun 2021
  “2021-06-23” (copy)
    to keep it as printed would cost 215 more (narrow): “2020-01-10” (a) would
        have to go; “2021-06-23” (b) would stand; x would be on Wednesday 23 Jun
        2021
"""
    )


RELATED = """
sources: {a: {published: 2020-03-10, reliability: A}, b: {}}
events:
  held: {when: {a: yesterday}}
  told:
    when: {b: 2018-06-23}
    after: [{event: held, from: b, certainty: likely}]
"""


def test_margins_of_relations_and_publication_days():
    """A relation has a margin like a date, and so has the day that is printed on a source."""
    assert (
        told(RELATED, "told")
        == """\
  “2018-06-23” (b)
    to reject it would cost 101 more (narrow): after held (b, likely) would
        stand; told would be on 9 Mar 2020 or later
  after held (b, likely)
    to keep it would cost 100 more (narrow): “2018-06-23” (b) would be
        corrected; told would be within 23 Jun 2028 - 23 Jun 2098
"""
    )
    assert (
        told(RELATED, "a")
        == """\
  “2020-03-10”, as given
    to reject it would cost 317 more (clear): told after held (b, likely) would
        stand; a would have appeared on 24 Jun 2018 or earlier
"""
    )


def test_an_unread_claim_has_no_margin():
    """What could not be read was neither kept nor lost."""
    claims = [DateClaim(source="a", text="Lady Day", unread="no date"), DateClaim(source="b", text="1814")]
    sources = [Source(id="a"), Source(id="b")]
    line = reconcile(Dossier(sources=sources, events=[Event(id="born", claims=claims)]))
    assert ["born/b"] == [margin.claim for margin in margins(line, "born")]


def test_dropping_a_date_keeps_its_tense():
    """What is thought wrong of "yesterday" is the day; that it was past still speaks against later days."""
    assert (
        told(
            """
            sources: {mail: {published: 2018-11-04}, zine: {}}
            events: {match: {when: {mail: yesterday, zine: 10 November 2018}}}
            """,
            "match",
        )
        == """\
  “yesterday” (mail)
    to reject it would cost 394 more (clear): mail speaking of match as past
        would have to go; “10 November 2018” (zine) would stand; match would be
        on Saturday 10 Nov 2018
  “10 November 2018” (zine)
    to keep it as printed would cost 91 more (narrow): “2018-11-04” as the day
        on which mail appeared would be corrected; match would be on Saturday 10
        Nov 2018
    to reject it instead of correcting it would cost 93 more (narrow): the date
        would stay the same
"""
    )


def test_margin_of_a_tense():
    """A claim whose day stands and whose tense was lost says what it would cost to keep both."""
    assert (
        told(
            """
            sources: {sunday: {published: 2021-01-31}, annual: {reliability: A}}
            events:
              leak: {claims: [{from: sunday, when: 5 February 2021, as: reported}, {from: annual, when: 2021-02-05}]}
            """,
            "leak",
        )
        == """\
  “2021-02-05” (annual)
    to reject it would cost 787 more (clear): the date would stay the same
  “5 February 2021” (sunday)
    to keep it as printed would cost 128 more (narrow): “2021-01-31” as the day
        on which sunday appeared would be corrected; the date would stay the
        same
    to reject it would cost 571 more (clear): the date would stay the same
"""
    )


def test_a_claim_that_contradicts_itself_cannot_be_kept():
    """What looks ahead to a month that is over holds with nothing; that is told instead of a price."""
    assert (
        told(
            """
            sources: {a: {published: 2023-04-20}, b: {reliability: A}}
            events: {talks: {claims: [{from: a, when: last month, as: planned}, {from: b, when: 2023-06-03}]}}
            """,
            "talks",
        )
        == """\
  “last month” (a)
    it contradicts itself, and cannot be kept whatever else is given up
  “2023-06-03” (b)
    to reject it would cost 611 more (clear): a speaking of talks as to come
        would have to go; “last month” (a) would stand; talks would be in Mar
        2023
"""
    )


def test_margin_of_a_weekday_that_does_not_fit():
    """A date whose weekday fails can be kept only but for a slip, and that is what is weighed."""
    assert (
        told(
            """
            sources: {a: {}, b: {reliability: A}}
            events: {talks: {when: {a: "Sunday, 5 April 2023", b: 9 April 2023}}}
            """,
            "talks",
        )
        == """\
  “Sunday, 5 April 2023” (a)
    to keep it but for a usual slip (the weekday misprinted) would cost 621 more
        (clear): “9 April 2023” (b) would be corrected; talks would be on
        Wednesday 5 Apr 2023
    to reject it instead of correcting it would cost 93 more (narrow): the date
        would stay the same
  “9 April 2023” (b)
    to reject it would cost 714 more (clear): talks would be on Wednesday 5 Apr
        2023
"""
    )


def test_margin_against_a_ruling():
    """What the curator rules has no price that anybody could read; it is named."""
    assert (
        told(
            """
            sources: {a: {}, b: {}}
            events: {talks: {when: {a: 9 April 2023, b: 20 June 2022}, prefer: b}}
            """,
            "talks",
        )
        == """\
  “9 April 2023” (a)
    to keep it as printed would go against the curator's ruling (`prefer`): “20
        June 2022” (b) would have to go; talks would be on Sunday 9 Apr 2023
  “20 June 2022” (b)
    to reject it would go against the curator's ruling (`prefer`): “9 April
        2023” (a) would stand; talks would be on Sunday 9 Apr 2023
"""
    )


def test_margins_of_the_curators_own_word():
    """What the curator says is written, not printed, and spans and what goes on are told by both their ends."""
    assert (
        told(
            """
            sources: {b: {}}
            events:
              strike:
                claims:
                  - {when: 12 to 26 January 2019}
                  - {when: 2021-05-01, certainty: possible}
                  - {from: b, when: 2019, as: ongoing}
            """,
            "strike",
        )
        == """\
  “2019”, as going on (b)
    to reject it would cost 571 more (clear): the date would stay the same
  “12 to 26 January 2019” (curator)
    to reject it would cost 836 more (clear): “2019”, as going on (b) would have
        to go; “2021-05-01” (curator, possible) would stand; strike would be on
        Saturday 1 May 2021
  “2021-05-01” (curator, possible)
    to keep it as written would cost 836 more (clear): “2019”, as going on (b)
        and “12 to 26 January 2019” (curator) would have to go; strike would be
        on Saturday 1 May 2021
"""
    )


def test_nothing_to_weigh():
    """An event of which nothing is said, and a source without a printed day, have no margins, and say so."""
    line = reconcile(loads("sources: {log: {}}\nevents: {sails: {}}\n"))
    for name in ("sails", "log"):
        assert explain(line, name, margins=True).endswith(
            "\n\nMargins: nothing is said that could be dropped\n"
        )


@settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(dossiers())
def test_margins_are_those_of_reconciling_anew(dossier):
    """What it costs to keep or to reject a claim is what the whole costs more with it held, or without it and paid."""
    found = cost_of_days(dossier)
    prices = {(s.id, s.part.value): s.cost(s.last) for s in model_of(dossier).statements}
    for event in dossier.events:
        weighed = by_claim(Timeline(dossier=dossier), event.id)
        for margin in weighed.values():
            if margin.kept is not None and not margin.kept.overrules:
                assert cost_of_days(dossier, {margin.claim}) - found == margin.kept.cost
        for number, (claim, name) in enumerate(zip(event.claims, event.claim_ids, strict=True)):
            other = weighed[name].dropped if name in weighed else None
            # What is copied weighs more where a copy is silent, and a date can go without its tense.
            if other is not None and claim.source is None:
                claims = [*event.claims]
                claims[number] = attrs.evolve(claim, unread="left out")
                silent = [
                    event.evolve(claims=claims) if one.id == event.id else one for one in dossier.events
                ]
                left = cost_of_days(attrs.evolve(dossier, events=silent))
                assert left + prices[name, "date"] - found == other.cost


def cost_of_days(dossier: Dossier, keep: AbstractSet[str] = frozenset()) -> int:
    """What is given up for the days of a whole dossier, in centi-nats."""
    return sum(solved(group).cost for group in groups(model_of(dossier, keep)))
