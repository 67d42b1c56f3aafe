"""From claims to constraints: relations, shapes and gaps mean what the reference says."""

from __future__ import annotations

import itertools

import pytest

from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Source
from timeline.reasoning.constraints import model_of
from timeline.reasoning.network import Between, Constraint, Distance, Member
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.relating import END, START
from timeline.reasoning.verdicts import Verdict

Span = tuple[int, int]

# What each relation of X to Y means, on days, as the file format's table says it.
MEANING = {
    Relation.BEFORE: lambda x, y: x[1] <= y[0],
    Relation.AFTER: lambda x, y: y[1] <= x[0],
    Relation.MEETS: lambda x, y: 0 <= y[0] - x[1] <= 1,
    Relation.MET_BY: lambda x, y: 0 <= x[0] - y[1] <= 1,
    Relation.DURING: lambda x, y: y[0] <= x[0] and x[1] <= y[1],
    Relation.CONTAINS: lambda x, y: x[0] <= y[0] and y[1] <= x[1],
    Relation.PART_OF: lambda x, y: y[0] <= x[0] and x[1] <= y[1],
    Relation.OVERLAPS: lambda x, y: x[0] <= y[0] <= x[1] <= y[1],
    Relation.OVERLAPPED_BY: lambda x, y: y[0] <= x[0] <= y[1] <= x[1],
    Relation.STARTS_WITH: lambda x, y: x[0] == y[0] and x[1] <= y[1],
    Relation.STARTED_BY: lambda x, y: x[0] == y[0] and y[1] <= x[1],
    Relation.ENDS_WITH: lambda x, y: x[1] == y[1] and y[0] <= x[0],
    Relation.ENDED_BY: lambda x, y: x[1] == y[1] and x[0] <= y[0],
    Relation.SAME_TIME_AS: lambda x, y: x == y,
    Relation.SAME_DAY_AS: lambda x, y: x[0] == y[0],
    Relation.PREPARES_FOR: lambda x, y: x[1] <= y[0],
    Relation.FOLLOWS: lambda x, y: y[1] <= x[0],
}


def satisfied(constraint: Constraint, days: dict[int, int]) -> bool:
    """Whether days satisfy a constraint, by its definition."""
    if isinstance(constraint, Member):
        return constraint.numbers.ceil(days[constraint.a]) == days[constraint.a]
    a, b = days[constraint.a], days[constraint.b]
    if isinstance(constraint, Distance):
        return (constraint.least is None or constraint.least <= b - a) and (
            constraint.most is None or b - a <= constraint.most
        )
    assert isinstance(constraint, Between)
    return (constraint.least is None or constraint.least(a) <= b) and (
        constraint.most is None or b <= constraint.most(a)
    )


@pytest.mark.parametrize("relation", list(MEANING), ids=lambda relation: relation.value)
def test_relations_mean_what_the_table_says(relation):
    """The constraints of a relation hold for exactly the pairs of spans for which the relation does."""
    dossier = Dossier(
        events=[Event(id="x", relations=[RelationClaim(type=relation, event="y")]), Event(id="y")]
    )
    model = model_of(dossier)
    number = {name: index for index, name in enumerate(model.moments)}
    asked = model.statements[0].first
    spans = [(a, b) for a in range(5) for b in range(a, 5)]
    for x, y in itertools.product(spans, spans):
        days = {
            number["x", START]: x[0],
            number["x", END]: x[1],
            number["y", START]: y[0],
            number["y", END]: y[1],
        }
        assert MEANING[relation](x, y) == all(satisfied(constraint, days) for constraint in asked)


def judged(*events: Event, **published: str | None) -> Timeline:
    """The outcome for events, with sources and their publication days by name."""
    sources = [Source(id=name, published=day) for name, day in published.items()]
    return reconcile(Dossier(sources=sources, events=events))


def said(text: str | None, source: str | None = None, **more: str) -> DateClaim:
    return DateClaim(source=source, text=text, **more)


def test_whole_span_lies_in_a_plain_date():
    """The words "in May" hold both the start and the end."""
    entry = judged(Event(id="x", when="2022-05"))["x"]
    assert ("2022-05-01/2022-05-31", "2022-05-01/2022-05-31") == (entry.start.iso, entry.end.iso)


def test_span_names_both_ends():
    """A range of two dates says where the start lies and where the end."""
    entry = judged(Event(id="x", when="2023-01-12/2023-01"))["x"]
    assert ("2023-01-12", "2023-01-12/2023-01-31") == (entry.start.iso, entry.end.iso)


def test_since_reaches_to_publication():
    """What goes on "since 2017" starts in 2017 and still goes on when its source appears."""
    entry = judged(Event(id="x", claims=[said("since 2017", "a")]), a="2023-03-21")["x"]
    assert ("2017-01-01/2017-12-31", "2023-03-21/..") == (entry.start.iso, entry.end.iso)


def test_until_bounds_the_end():
    """The interval "../2020-05" says where the end lies and nothing of the start but that it is no later."""
    entry = judged(Event(id="x", when="../2020-05"))["x"]
    assert ("../2020-05-31", "2020-05-01/2020-05-31") == (entry.start.iso, entry.end.iso)


def test_start_and_end_are_said_apart():
    """Claims of the start and of the end each speak of one moment."""
    entry = judged(Event(id="x", starts="11 September 2022", ends="17 September 2022"))["x"]
    assert ("2022-09-11", "2022-09-17") == (entry.start.iso, entry.end.iso)


def test_length_counts_both_ends():
    """A week from the 11th ends on the 17th."""
    entry = judged(Event(id="x", starts="11 September 2022", lasts="exactly 7 days"))["x"]
    assert "2022-09-17" == entry.end.iso


def test_ongoing_overlaps_and_is_not_contained():
    """What is going on at publication has begun and not ended, and shares days with what the text names."""
    entry = judged(Event(id="x", claims=[said("this year", "a", stance="ongoing")]), a="2023-03-21")["x"]
    assert ("../2023-03-21", "2023-03-21/..") == (entry.start.iso, entry.end.iso)


def test_ongoing_on_a_weekday_reaches_one():
    """What is going on on a Wednesday reaches a Wednesday between its start and its end."""
    ongoing = said("a Wednesday", "a", stance="ongoing")
    event = Event(id="x", claims=[ongoing], starts="2023-03-16", lasts="2 to 30 days")
    entry = judged(event, a="2023-03-17")["x"]
    assert ("2023-03-22", "2023-04-14") == (entry.end.earliest_iso, entry.end.latest_iso)


def test_lengths_are_weighed_where_nothing_is_dated():
    """Of lengths that disagree the one said twice is kept, though the event lies at no known day."""
    twice = [RelationClaim(type="lasts", gap="2 weeks", at=page) for page in (None, "page 2")]
    event = Event(id="x", relations=[*twice, RelationClaim(type="lasts", gap="about 9 months")])
    entry = judged(event)["x"]
    assert [Verdict.AGREES, Verdict.AGREES, Verdict.REJECTED] == [one.verdict for one in entry.relations]
    assert not any(one.tied for one in entry.relations)


def test_mention_is_evidence():
    """What a source mentions as past ended by its publication; what it mentions as to come starts no earlier."""
    line = judged(
        Event(id="past", claims=[said(None, "a", stance="reported")]),
        Event(id="to-come", claims=[said(None, "a", stance="planned")]),
        a="2023-03-21",
    )
    assert ("../2023-03-21", "2023-03-21/..") == (line["past"].span.iso, line["to-come"].span.iso)


def test_text_counts_from_an_event():
    """A relative text with an anchor counts from that event, not from the publication of its source."""
    line = judged(
        Event(id="talks", claims=[said("last year", "a", anchor="visit")]),
        Event(id="visit", when="2023-03-20"),
        a="2031",
    )
    assert "2022-01-01/2022-12-31" == line["talks"].start.iso


def test_what_is_ahead_of_an_event_counts_from_its_end():
    """Counting forward from an event of several days begins when it is over, counting back before it starts."""
    counted = {
        "three days later": "2023-03-26",
        "the following day": "2023-03-24",
        "that week": "2023-03-20/2023-03-26",
        "three days earlier": "2023-03-17",
    }
    for text, days in counted.items():
        talks = Event(id="talks", claims=[DateClaim(text=text, anchor="visit")])
        line = judged(Event(id="visit", when="2023-03-20/2023-03-23"), talks)
        assert days == line["talks"].span.iso


def test_retrieval_bounds_publication():
    """A source was not published after it was retrieved."""
    line = reconcile(
        Dossier(
            sources=[Source(id="a", retrieved="2023-03-22")],
            events=[Event(id="x", when="2023-03-20", claims=[said(None, "a", stance="reported")])],
        )
    )
    assert "2023-03-20/2023-03-22" == line.source("a").published.iso


def test_fuzzy_publication_day_is_narrowed():
    """A source of some month that reports "yesterday" an event of a known day has a known day itself."""
    line = judged(Event(id="x", claims=[said("2023-03-20"), said("yesterday", "a")]), a="2023-03")
    assert "2023-03-21" == line.source("a").published.iso


def test_gap_beyond_the_next_unit_costs():
    """A gap of "more than 2 weeks" is less than a month where nothing else is said, and more where the days say so."""
    gap = [RelationClaim(type="after", event="one", gap="more than 2 weeks", source="a")]
    one = Event(id="one", when="2023-01-01")
    open_end = judged(one, Event(id="two", when="2023", relations=gap), a=None)
    assert "2023-01-16/2023-02-01" == open_end["two"].start.iso
    said_late = judged(one, Event(id="two", when="2023-06-01", relations=gap), a=None)
    assert ("2023-06-01", Verdict.AGREES) == (
        said_late["two"].start.iso,
        said_late["two"].relations[0].verdict,
    )


def test_gap_in_months_follows_the_calendar():
    """A month after 31 January is the end of February."""
    events = [
        Event(id="one", when="2023-01-31"),
        Event(id="two", when="2023", after={"one": "at least 1 month"}),
    ]
    assert "2023-02-28" == judged(*events)["two"].start.earliest_iso


def test_unread_claim_decides_nothing():
    """A claim that could not be read is shown as such and changes nothing."""
    entry = judged(Event(id="x", claims=[said("2020-05-01"), DateClaim(text="n.d.", unread="no date")]))["x"]
    assert {Verdict.DECIDES, Verdict.UNREAD} == {claim.verdict for claim in entry.claims}
