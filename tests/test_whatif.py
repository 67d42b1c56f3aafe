"""What if: sources left out or trusted more, dates asked for, and what would move."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from strategies import dossiers
from timeline.errors import UnknownName
from timeline.evidence.model import DateClaim, Dossier, Event, Source
from timeline.evidence.reading import load, loads
from timeline.reasoning.compare import change_words, compare
from timeline.reasoning.explain import explain
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.whatif import rest_words, resting, robustness, trusting, without

EXAMPLE = Path(__file__).parent.parent / "events.yaml"


@pytest.fixture(scope="module")
def line() -> Timeline:
    return reconcile(load(EXAMPLE))


def test_without_a_source_nothing_it_says_is_left(line):
    """A dossier without a source has none of its claims and relations."""
    left = without(line.dossier, "express", "dialogue")
    said = {said.source for event in left.events for said in (*event.claims, *event.relations)}
    assert {"areas", "briefing", "preview", None} == said
    with pytest.raises(UnknownName, match="did you mean 'express'"):
        without(line.dossier, "expres")


def test_trust_turns_a_verdict():
    """Of two days far apart, the one of the source that is trusted more stands."""
    claims = [DateClaim(source="a", text="2020-01-10"), DateClaim(source="b", text="2021-06-23")]
    dossier = Dossier(
        sources=[Source(id="a", reliability="A"), Source(id="b")], events=[Event(id="x", claims=claims)]
    )
    assert "2020-01-10" == reconcile(dossier)["x"].start.iso
    assert "2021-06-23" == reconcile(trusting(dossier, {"a": "E", "b": "A"}))["x"].start.iso


def test_robustness_tells_what_hangs_on_a_source(line):
    """Without the article that calls the day a Monday, the dates that only it gives are gone or wider."""
    leanings = {leaning.source: leaning for leaning in robustness(line, reconcile)}
    moved = {change.event for change in leanings["express"].changes}
    assert {"defence-budget-doubled", "g7-summit", "c2-in-service"} <= moved
    assert "acsa-signed" not in moved


@settings(max_examples=40, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(dossiers())
def test_robustness_is_that_of_the_whole(dossier):
    """What would move without a source is found in what the source has a bearing on, and is what moves in the whole."""
    line = reconcile(dossier)
    leanings = {leaning.source: set(leaning.changes) for leaning in robustness(line, reconcile)}
    for source in dossier.sources:
        changes = compare(line, reconcile(without(dossier, source.id)))
        assert {change for change in changes if change.moved} == leanings.get(source.id, set())


def test_robustness_hears_a_source_wherever_it_speaks():
    """A source that dates events which have nothing to do with each other is missed by all."""
    sources = [Source(id="a"), Source(id="reprint", copies="a"), Source(id="b")]
    events = [
        Event(id="x", claims=[DateClaim(source="a", text="5 May 2020"), DateClaim(source="b", text="2020")]),
        Event(id="y", claims=[DateClaim(source="reprint", text="6 June 2021"), DateClaim(text="2021")]),
    ]
    leanings = robustness(reconcile(Dossier(sources=sources, events=events)), reconcile)
    assert [("a", ["x", "y"]), ("reprint", ["y"])] == [
        (leaning.source, [change.event for change in leaning.changes]) for leaning in leanings
    ]


def test_robustness_of_some_events(line):
    """Of a timeline that was filtered, only what it shows moves."""
    shown = line.of_kind("agreement")
    moved = {change.event for leaning in robustness(shown, reconcile) for change in leaning.changes}
    assert moved
    assert moved <= {entry.id for entry in shown}


def test_compare_says_what_moved_and_why():
    """A source added to one event moves it, and is named as the reason."""
    month = Event(id="signed", claims=[DateClaim(source="preview", text="September 2020")])
    day = month.evolve(claims=[*month.claims, DateClaim(source="ministry", text="9 September 2020")])
    sources = [Source(id="preview"), Source(id="ministry")]
    old, new = (reconcile(Dossier(sources=sources, events=[event])) for event in (month, day))
    assert ["signed: Sep 2020 -> 9 Sep 2020, because ministry was added"] == [
        change_words(c) for c in compare(old, new)
    ]
    assert () == compare(old, old)


def test_compare_tells_times():
    """Where the days are the same and times differ, those are told, and who told them."""
    text = """
        sources: {desk: {reliability: C}, log: {reliability: A}}
        events:
          talks: {when: {desk: 8 September 2022 at 10:30LOG}, lasts: 0 minutes}
          lunch: {when: {desk: 8 September 2022}, after: {talks: at least 10 minutes}}
        """
    old, new = (reconcile(loads(text.replace("LOG", log))) for log in ("", ", log: 2022-09-08T13:00:00Z"))
    assert ["talks: 10:30 -> 13:00 on 8 Sep 2022, because log was added"] == [
        change_words(change) for change in compare(old, new) if change.event == "talks"
    ]
    lunch = next(change for change in compare(old, new) if change.event == "lunch")
    assert ("10:40..11:30", "13:10..14:00") == lunch.times


def test_compare_names_what_came_and_went():
    """Events that only one timeline has are added or removed."""
    old = reconcile(Dossier(events=[Event(id="a", when="2020"), Event(id="b", when="2021")]))
    new = reconcile(Dossier(events=[Event(id="b", when="2021"), Event(id="c", when="2022")]))
    assert ["c: added, 2022", "a: removed (was 2020)"] == [
        change_words(change) for change in compare(old, new)
    ]


def test_copies_and_rulings_go_with_their_source():
    """Without a source there are no copies of it, at any remove, and no ruling for it."""
    sources = [
        Source(id="a"),
        Source(id="b", copies="a"),
        Source(id="c", copies="b"),
        Source(id="d"),
    ]
    event = Event(id="x", when=dict.fromkeys("abcd", "2020"), prefer="a")
    left = without(Dossier(sources=sources, events=[event]), "a")
    assert ["d"] == [source.id for source in left.sources]
    assert ("d", None) == (left.event("x").claims[0].source, left.event("x").prefer)


def test_a_printed_day_that_was_narrowed_is_told_with_its_words():
    """A heading that says only the weekday is quoted beside the day that it turned out to be."""
    sources = [Source(id="letter", published="a Thursday"), Source(id="card", published="1912-02-09")]
    visit = Event(
        id="visit",
        claims=[
            DateClaim(source="letter", text="on Sunday", stance="planned"),
            DateClaim(source="card", text="4 February"),
        ],
    )
    told = reconcile(Dossier(sources=sources, events=[visit]))
    assert "published Thursday 1 Feb 1912 (printed “a Thursday”)" in explain(told, "letter")
    assert "published Friday 9 Feb 1912 (as printed)" in explain(told, "card")


def changes(old: str, new: str) -> list[str]:
    """What two dossiers make different, in words."""
    return [change_words(one) for one in compare(reconcile(loads(old)), reconcile(loads(new)))]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{a: {}}", "{a: {}, b: {}}", "Sep 2020 -> 9 Sep 2020, because b was added"),
        ("{a: {}, b: {}}", "{a: {}}", "9 Sep 2020 -> Sep 2020, because b was taken out"),
    ],
)
def test_a_source_that_came_or_went_is_the_reason(old, new, reason):
    """A date that moves because a source came or went is told with that source."""
    when = {"{a: {}}": "{a: September 2020}", "{a: {}, b: {}}": "{a: September 2020, b: 9 September 2020}"}
    files = [f"sources: {sources}\nevents: {{signed: {{when: {when[sources]}}}}}\n" for sources in (old, new)]
    assert [f"signed: {reason}"] == changes(*files)


def test_what_was_changed_is_the_reason():
    """A claim with other words, another publication day, another relation and another grade are told as such."""
    file = "sources: {{a: {{published: {0}}}}}\nevents: {{x: {{when: {{a: {1}}}}}}}\n"
    old = file.format("2020-05-04", "yesterday")
    assert ["x: 3 May 2020 -> 2 May 2020, because a was changed"] == changes(
        old, file.format("2020-05-03", "yesterday")
    )
    assert ["x: 3 May 2020 -> 4 May 2020, because a was changed"] == changes(
        old, file.format("2020-05-04", "today")
    )
    own = "events: {{x: {{when: 2020-05-03}}, y: {{when: 2020-05, after: {{x: {0}}}}}}}\n"
    moved = "y: starts 5 May 2020, ends 5-31 May 2020 -> starts 6 May 2020, ends 6-31 May 2020"
    assert [f"{moved}, because the curator's word was changed"] == changes(
        own.format("exactly 2 days"), own.format("exactly 3 days")
    )
    graded = "sources: {{a: {{reliability: {0}}}, b: {{}}}}\nevents: {{x: {{when: {{a: 2020-01-10, b: 2021-06}}}}}}\n"
    assert ["x: 10 Jan 2020 -> Jun 2021, because a was graded anew"] == changes(
        graded.format("A"), graded.format("E")
    )


def test_a_further_claim_of_a_source_is_a_change_of_it():
    """A source that says one thing more is not told as taken out and added."""
    file = "sources: {{a: {{}}}}\nevents: {{x: {{claims: [{{from: a, when: May 2020}}{0}]}}}}\n"
    assert ["x: May 2020 -> 5 May 2020, because a was changed"] == changes(
        file.format(""), file.format(", {from: a, when: 5 May 2020}")
    )


def test_what_a_date_rests_on():
    """A date on one source or one family is told with what would be left of it without them."""
    line = reconcile(
        loads("""
        sources: {wire: {}, daily: {copies: wire}, ministry: {}}
        events:
          signed: {when: {wire: 9 September 2020, daily: 9 September 2020}, after: talks}
          talks: {when: {wire: August 2020, ministry: 12 August 2020}}
          held: {when: {daily: 2021}}
        """)
    )
    leanings = robustness(line, reconcile)
    assert [
        "signed: 9 Sep 2020, by daily and wire alone; without them from 12 Aug 2020",
        "held: 2021, by daily, which copies wire, alone; without it undated",
    ] == [rest_words(rest) for rest in resting(line, leanings)]
    assert ["daily", "ministry", "wire and its copy daily"] == [leaning.family for leaning in leanings]
