"""The verb `reconcile`: what follows from a dossier, on the example and on small cases by hand."""

from __future__ import annotations

import datetime as dt
import random
import re
from pathlib import Path

import attrs
import pytest
from bench.planted import HARD, planted

from timeline.errors import UnknownName
from timeline.evidence.model import (
    DateClaim,
    Dossier,
    Event,
    Preference,
    RelationClaim,
    Series,
    Source,
    Visit,
)
from timeline.evidence.reading import load, loads
from timeline.reasoning.constraints import model_of
from timeline.reasoning.explain import explain
from timeline.reasoning.outcome import Order, Timeline
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.verdicts import EntryStatus, Verdict

EXAMPLE = Path(__file__).parent.parent / "events.yaml"
ALONE = ("2plus2-1", "acsa-signed", "c2-in-service", "f2-retirement")
BRIEFING = ("kishida-visit", "briefing", "March 20, 2023")
DIALOGUE = ("dpd-7", "dialogue", "5th of March 2023")


@pytest.fixture(scope="module")
def example() -> Dossier:
    return load(EXAMPLE)


@pytest.fixture(scope="module")
def line(example: Dossier) -> Timeline:
    return reconcile(example)


def without(dossier: Dossier, *gone: tuple[str, str, str]) -> Dossier:
    """The dossier less some claims, given as event, source and text."""
    left = [
        e.evolve(claims=[c for c in e.claims if (e.id, c.source, c.text) not in gone]) for e in dossier.events
    ]
    taken = sum(len(e.claims) for e in dossier.events) - sum(len(e.claims) for e in left)
    assert taken == len(gone)
    return attrs.evolve(dossier, events=left)


def published(dossier: Dossier, source: str, day: str) -> Dossier:
    """The dossier with a publication day printed on one source."""
    changed = [attrs.evolve(s, published=day) if s.id == source else s for s in dossier.sources]
    return attrs.evolve(dossier, sources=changed)


def years(line: Timeline, event: str) -> set[str | None]:
    """The years of the start, one where it is known, None for an open side."""
    start = line[event].start
    return {text and text[:4] for text in (start.earliest_iso, start.latest_iso)}


# Read off the articles by hand: "last month" of an article from August 2022 is July 2022, and so on.
@pytest.mark.parametrize(
    ("event", "start"),
    [
        ("2plus2-1", "2019-11-01/2019-11-30"),
        ("acsa-signed", "2020-09-01/2020-09-30"),
        ("acsa-in-force", "2022-01-01/2022-08-31"),
        ("2plus2-push", "2022-01-01/2022-03-31"),
        ("quad-summit-tokyo", "2022-05-01/2022-05-31"),
        ("abe-shooting", "2022-07-01/2022-07-31"),
        ("industry-dialogue-1", "../2022-09-08"),
        ("jwgdetc-5", "../2022-09-08"),
        ("2plus2-2", "2022-09-08"),
        ("abe-funeral", "2022-09-27"),
        ("defence-budget-doubled", "2022-12-01/2022-12-31"),
        ("veer-guardian", "2023-01-01/2023-01-31"),
        ("kishida-visit", "2023-03-20"),
        ("dpd-7", "2023-04-05"),
        ("oka-singh-meeting", "2023-04-06"),
        ("g7-summit", "2023-05-01/2023-05-31"),
        ("c2-in-service", "2017-01-01/2017-12-31"),
        ("f2-retirement", "2034-01-01/2036-12-31"),
    ],
)
def test_the_articles_date_their_events(line, event, start):
    """Every event of the articles gets the days that a careful reader works out for it."""
    assert start == line[event].start.iso


def test_the_presidency_goes_on_at_publication(line):
    """What is going on has begun by the last day of publication, and ends no earlier than the first."""
    assert ("../2023-03-26", "2023-03-20/..") == (
        line["g20-presidency"].start.iso,
        line["g20-presidency"].end.iso,
    )


def test_publication_days_are_worked_out(line):
    """The publication day of each article comes out as a range, though none prints it."""
    assert {
        "areas": "2021-09-09/2022-09-08",
        "briefing": "2023-03-20/..",
        "dialogue": "2023-04-06/2023-04-11",
        "express": "2023-03-20/2023-03-26",
        "preview": "2022-08-01/2022-08-31",
    } == {judged.id: judged.published.iso for judged in line.sources if judged.inferred}


def test_publication_day_names_the_claims_that_set_it(line):
    """The chain behind preview's publication day runs from a year that another source prints to "next month"."""
    chain = line.source("preview").chain
    assert "kishida-visit/briefing" == chain[0]
    assert "abe-funeral/preview/next-month" in chain
    assert set(chain) & {"2plus2-2/briefing", "2plus2-2/express"}


def test_misprint_is_found_and_corrected(line):
    """The seventh dialogue is moved to the one day that fits, by a slip of the month."""
    judged = {claim.claim.text: claim for claim in line["dpd-7"].claims}["5th of March 2023"]
    assert (Verdict.CORRECTED, "month", ["2023-04-05"]) == (
        judged.verdict,
        judged.slip,
        [days.iso for days in judged.corrected_to],
    )
    assert [("dpd-7/dialogue/on-wednesday",), ("dpd-7/after/kishida-visit", "kishida-visit/briefing")] == [
        objection.claims for objection in judged.objections
    ]


def test_without_both_printed_years_the_years_open(example):
    """With both claims that print 2023 gone, the years of all that hangs on them open, and the four others stay."""
    line = reconcile(without(example, BRIEFING, DIALOGUE))
    full = reconcile(example)
    stayed = {
        entry.id for entry in line if len(years(line, entry.id)) == 1 and None not in years(line, entry.id)
    }
    before = {
        entry.id for entry in full if len(years(full, entry.id)) == 1 and None not in years(full, entry.id)
    }
    assert {"2plus2-1", "acsa-signed", "c2-in-service"} == stayed
    assert len(before) > 10
    assert all(line[event].start == full[event].start for event in ALONE)


@pytest.mark.parametrize("gone", [BRIEFING, DIALOGUE])
def test_without_one_printed_year_at_most_one_opens(example, gone):
    """Either of the two claims that print 2023 is enough to keep the years of all events but one."""
    line, full = reconcile(without(example, gone)), reconcile(example)
    opened = [
        entry.id
        for entry in full
        if len(years(full, entry.id)) == 1 and years(full, entry.id) != years(line, entry.id)
    ]
    assert len(opened) <= 1


def test_wrong_publication_day_loses(example):
    """A wrong day of publication printed on preview loses against what its words and the other sources say."""
    line = reconcile(published(example, "preview", "2021-08-15"))
    judged = line.source("preview")
    assert judged.printed in (Verdict.CORRECTED, Verdict.REJECTED)
    assert "2022-08" == judged.published.iso[:7]
    conflict = next(conflict for conflict in line.conflicts if "preview/published" in conflict.claims)
    assert "kishida-visit/briefing" in conflict.claims


def test_conflict_of_a_wrong_publication_day_is_minimal(example):
    """With any one claim of the conflict gone, the printed day of publication is kept by those that remain."""
    wrong = published(example, "preview", "2021-08-15")
    conflict = next(c for c in reconcile(wrong).conflicts if "preview/published" in c.claims)
    for dropped in set(conflict.claims) - {"preview/published"}:
        kept = set(conflict.claims) - {dropped}
        events = [
            e.evolve(
                claims=[c for c, name in zip(e.claims, e.claim_ids, strict=True) if name in kept],
                relations=[r for r, name in zip(e.relations, e.relation_ids, strict=True) if name in kept],
            )
            for e in wrong.events
        ]
        assert Verdict.DECIDES is reconcile(attrs.evolve(wrong, events=events)).source("preview").printed


def test_order_of_input_does_not_matter(example):
    """Events, claims and sources in any order give equal dossiers, and equal outcomes."""
    rng = random.Random(7)
    events = [
        e.evolve(claims=rng.sample(e.claims, len(e.claims)))
        for e in rng.sample(example.events, len(example.events))
    ]
    shuffled = attrs.evolve(example, events=events, sources=rng.sample(example.sources, len(example.sources)))
    assert example == shuffled
    assert reconcile(example) == reconcile(shuffled)


def test_certain_dates_need_no_sources():
    """Events with certain dates and no sources are sorted and stand as stated."""
    line = reconcile(
        Dossier(
            events=[
                Event(id="talks", when="5 April 2023", after="visit"),
                Visit(id="visit", when="2023-03-20/2023-03-21"),
            ]
        )
    )
    assert [("visit", "2023-03-20", "2023-03-21"), ("talks", "2023-04-05", "2023-04-05")] == [
        (entry.id, entry.start.iso, entry.end.iso) for entry in line
    ]
    assert {EntryStatus.STATED} == {entry.status for entry in line}


def test_empty_dossier():
    """No events make an empty timeline."""
    assert () == reconcile(Dossier()).entries


def test_event_without_claims_is_undated():
    """What nobody dates is undated, and comes last."""
    line = reconcile(Dossier(events=[Event(id="a"), Event(id="b", when="2023")]))
    assert [("b", EntryStatus.STATED), ("a", EntryStatus.UNDATED)] == [(e.id, e.status) for e in line]


def test_two_equal_claims_tie():
    """Two sources of the same grade that print days far apart tie, and both claims say so."""
    claims = [DateClaim(source="a", text="2020-01-10"), DateClaim(source="b", text="2021-06-23")]
    line = reconcile(Dossier(sources=[Source(id="a"), Source(id="b")], events=[Event(id="x", claims=claims)]))
    assert EntryStatus.TIED is line["x"].status
    assert [True, True] == [claim.tied for claim in line["x"].claims]


def test_better_source_wins():
    """Of two days far apart the one of the better source stands, and the other is rejected with its reason."""
    claims = [DateClaim(source="a", text="2020-01-10"), DateClaim(source="b", text="2021-06-23")]
    sources = [Source(id="a", reliability="A"), Source(id="b", reliability="D")]
    entry = reconcile(Dossier(sources=sources, events=[Event(id="x", claims=claims)]))["x"]
    assert ("2020-01-10", EntryStatus.DISPUTED) == (entry.start.iso, entry.status)
    assert [
        None,
        "as printed it is Wednesday 23 Jun 2021, which does not fit “2020-01-10” (a); no usual slip explains it",
    ] == [claim.because for claim in entry.claims]


def test_a_year_off_is_thought_of_before_a_digit():
    """In works of reference digits go wrong more often, but each makes 28 dates of one: a year off tells the day."""
    sources = [
        Source(id="one", reliability="C"),
        *(Source(id=name, reliability="A") for name in ("two", "three")),
    ]
    later = Event(id="later", claims=[DateClaim(source=name, text="2014-12-01") for name in ("two", "three")])
    earlier = Event(
        id="earlier",
        claims=[DateClaim(source="one", text="2015-06-10")],
        relations=[RelationClaim(type="before", event="later")],
    )
    entry = reconcile(Dossier(sources=sources, events=[earlier, later], slips="reference"))["earlier"]
    assert "2014-06-10" == entry.start.iso
    assert "year" == entry.claims[0].slip


@pytest.mark.parametrize(
    ("said", "kept", "slips"),
    [
        ("when: 5 March 2023", "when: 2024-03-05", ("year",)),
        ("when: 5 March 2023", 'when: "[2023-04-05,2024-03-05]"', ("month", "year")),
        ("starts: 5 March 2023", "starts: 2023-04-05", ("month",)),
        ("ends: 5 March 2023", "ends: 2024-03-05", ("year",)),
        ("ends: 5 March 2023", "ends: 2023-04-04/2024-03-06", ("month", "year")),
        ("when: 5 to 6 March 2023", "when: 2024-03-05/2024-03-06", ("year",)),
        ("{when: March 2023, as: ongoing}", "when: 2024-03-05", ("year",)),
    ],
)
def test_only_slips_that_leave_a_day_are_named(said, kept, slips):
    """Of kinds of slip that are as likely those are named that explain a day of the outcome, of whatever moment."""
    said = said if said.startswith("{") else f"{{{said}}}"
    claims = f"[{said[:1]}from: wire, {said[1:]}, {{from: ministry, {kept}}}]"
    line = reconcile(
        loads(f"sources: {{wire: {{}}, ministry: {{reliability: A}}}}\nevents: {{x: {{claims: {claims}}}}}")
    )
    [judged] = [one for one in line["x"].claims if one.claim.source == "wire"]
    assert slips == judged.slips


def test_publication_day_with_slips_as_likely():
    """Of the publication day of a source, too, all kinds of slip are named that are as likely and leave a day."""
    line = reconcile(
        loads("""
        sources: {wire: {published: 2023-03-05}, ministry: {reliability: A}}
        events:
          talks: {claims: [{from: ministry, when: 2024-03-04}, {from: wire, when: yesterday}]}
          vote: {claims: [{from: ministry, when: 2023-06-04}, {from: wire, as: reported}]}
        """)
    )
    assert ("year",) == line.source("wire").slips


def test_what_is_dearer_stays_dearer_in_a_family():
    """A vote that copies share is rounded, and yet of two slips the less likely one costs more."""
    copies = {f"copy{number}": {"copies": "wire"} for number in range(8)}
    sources = [Source(id="wire"), *(Source(id=name, **given) for name, given in copies.items())]
    claims = [DateClaim(source=source.id, text="2023-03-05") for source in sources]
    model = model_of(Dossier(sources=sources, events=[Event(id="x", claims=claims)]))
    costs = [model.statements[0].cost(level) for level in range(model.statements[0].last + 1)]
    assert sorted({*costs}) == costs


def test_tense_outlives_its_date():
    """A source that reports an event as past holds it before its publication even where its date is wrong."""
    claims = [
        DateClaim(source="late", text="3 June 1999", stance="reported"),
        DateClaim(source="good", text="[2020-05..2020-07]"),
    ]
    sources = [Source(id="late", published="2020-06-10", reliability="E"), Source(id="good", reliability="A")]
    entry = reconcile(Dossier(sources=sources, events=[Event(id="x", claims=claims)]))["x"]
    assert "2020-06-10" == entry.end.latest_iso


def test_words_counted_from_an_event_have_no_tense():
    """What follows an event need not follow the publication of the source that says so."""
    events = [
        Event(id="visit", when="2021-03-01"),
        Event(id="talks", claims=[DateClaim(source="s", text="the following week", anchor="visit")]),
    ]
    line = reconcile(Dossier(sources=[Source(id="s", published="2022-01-17")], events=events))
    assert ("2021-03-08/2021-03-14", None) == (line["talks"].start.iso, line["talks"].claims[0].tense)


def test_relation_with_a_source_can_lose():
    """A relation that contradicts better evidence is rejected, and the dates stay."""
    events = [
        Event(id="one", claims=[DateClaim(source=s, text="2020-05-01") for s in "ab"]),
        Event(
            id="two",
            claims=[DateClaim(source=s, text="2019-05-01") for s in "ab"],
            relations=[RelationClaim(type="after", event="one", source="c")],
        ),
    ]
    sources = [
        Source(id="a", reliability="A"),
        Source(id="b", reliability="A"),
        Source(id="c", reliability="E"),
    ]
    line = reconcile(Dossier(sources=sources, events=events))
    assert Verdict.REJECTED is line["two"].relations[0].verdict
    assert ("2019-05-01", "2020-05-01") == (line["two"].start.iso, line["one"].start.iso)


def test_circle_of_before_is_a_conflict():
    """Events that each come before the next, in a circle on one day, contradict each other."""
    events = [
        Event(id="a", when="2020-05-01", before="b"),
        Event(id="b", when="2020-05-01", before="c"),
        Event(id="c", when="2020-05-01", before="a"),
    ]
    line = reconcile(Dossier(events=events))
    assert 1 == sum(r.verdict is Verdict.REJECTED for e in line for r in e.relations)
    assert [("a/before/b", "b/before/c", "c/before/a")] == [conflict.claims for conflict in line.conflicts]


def test_series_orders_its_events():
    """Ordinals put the starts of events in order, over missing ones too, and the missing are named."""
    events = [
        Event(id="fifth", when="2021/2022", nth="5 of talks"),
        Event(id="second", claims=[DateClaim(text="2021-06-01")], nth="2 of talks"),
    ]
    line = reconcile(Dossier(series=[Series(id="talks")], events=events))
    assert "2021-06-01/2021-12-31" == line["fifth"].start.iso
    assert (("talks", (1, 3, 4)),) == line.missing_ordinals


def test_weekdays_leave_holes():
    """The days between two bounds that no claim allows are left out of the candidates."""
    event = Event(
        id="x",
        claims=[
            DateClaim(source="a", text="a Wednesday"),
            DateClaim(source="b", text="2023-04-01/2023-04-16"),
        ],
    )
    narrow = attrs.evolve(event.claims[1], text="[2023-04-01..2023-04-16]")
    entry = reconcile(
        Dossier(
            sources=[Source(id="a"), Source(id="b")], events=[event.evolve(claims=[event.claims[0], narrow])]
        )
    )["x"]
    assert ["2023-04-05", "2023-04-12"] == [days.iso for days in entry.candidates]


def test_order_of_events(line):
    """Order is told from days, else from kept relations, else it is unknown."""
    assert Order.BEFORE is line.order("acsa-signed", "2plus2-2")
    assert Order.AFTER is line.order("oka-singh-meeting", "dpd-7")
    assert Order.BEFORE is line.order("jwgdetc-5", "industry-dialogue-1")
    assert Order.UNKNOWN is line.order("abe-shooting", "acsa-in-force")


def test_order_on_one_day():
    """Of two events of one day a kept relation tells the order; then they share no time."""
    line = reconcile(
        loads(
            "events:\n  a: {when: 2020-01-02, before: b}\n  b: {when: 2020-01-02}\n  c: {when: 2020-01-02}\n"
        )
    )
    assert (Order.BEFORE, Order.AFTER, Order.SAME) == (
        line.order("a", "b"),
        line.order("b", "a"),
        line.order("a", "c"),
    )
    assert (False, True) == (line.overlap("a", "b"), line.overlap("a", "c"))


def test_queries_compose(line):
    """Filters narrow the timeline one after the other, for certain or possibly."""
    assert ["2plus2-2"] == [e.id for e in line.between("2022-09", "2022-12").of_kind("dialogue")]
    assert "acsa-in-force" in {e.id for e in line.between("2022-05", "2022-06", possibly=True)}
    assert "acsa-in-force" not in {e.id for e in line.between("2022-05", "2022-06")}
    since, until = dt.date(2022, 9, 1), dt.datetime(2022, 12, 31, 23, tzinfo=dt.UTC)
    assert line.between("2022-09", "2022-12") == line.between(since, until)


def test_outcomes_are_shown_in_a_line(line):
    """What a session shows of an outcome is short, and in dates."""
    assert "Timeline('india-japan', 22 entries)" == repr(line)
    assert "Entry('dpd-7', 2023-04-05, corrected)" == repr(line["dpd-7"])
    assert "DateRange(2022-08-01/2022-08-31)" == repr(line.source("preview").published)


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_node_limit_leaves_a_flagged_outcome(limit):
    """Past its limit the outcome is flagged, and the cheapest lies between its cost and that less the shortfall."""
    dossier = planted(HARD._replace(events=40, wrong=0.35, claims=(2, 3)), 1).dossier
    rushed, full = reconcile(dossier, node_limit=limit), reconcile(dossier)
    assert (False, True) == (rushed.optimal, full.optimal)
    assert rushed.cost - rushed.shortfall <= full.cost < rushed.cost
    assert {entry.id for entry in full} == {entry.id for entry in rushed}


@pytest.mark.parametrize("preferred", ["c", "d", "e", "f"])
def test_what_contradicts_a_preference_is_overruled(preferred):
    """It is whoever else says what the preferred source says, and however many of them are told."""
    said = dict.fromkeys("ab", "2020-01-10") | dict.fromkeys("cdef", "2021-06-23")
    sources = [Source(id=name, reliability="A" if name in "ab" else "E") for name in said]
    claims = [DateClaim(source=name, text=text) for name, text in said.items()]
    event = Event(id="x", claims=claims, prefer=Preference(source=preferred, because="it saw it"))
    entry = reconcile(Dossier(sources=sources, events=[event]))["x"]
    assert [Verdict.OVERRULED] * 2 == [claim.verdict for claim in entry.claims[:2]]


def test_no_crowd_outvotes_a_preference():
    """A preferred source stands against three hundred of the best grade."""
    crowd = [Source(id=f"s{n}", reliability="A") for n in range(300)]
    claims = [DateClaim(source=source.id, text="2020-01-10") for source in crowd]
    alone = DateClaim(source="alone", text="2021-06-23")
    event = Event(id="x", claims=[*claims, alone], prefer=Preference(source="alone", because="it saw it"))
    entry = reconcile(Dossier(sources=[*crowd, Source(id="alone")], events=[event]))["x"]
    assert "2021-06-23" == entry.start.iso
    assert {Verdict.OVERRULED} == {claim.verdict for claim in entry.claims if claim.claim.source != "alone"}


def test_preference_overrules():
    """A source that the curator prefers stands against better ones, and those are overruled, with the reason."""
    claims = [
        DateClaim(source="a", text="2020-01-10"),
        DateClaim(source="b", text="2020-01-10"),
        DateClaim(source="c", text="2021-06-23"),
    ]
    sources = [
        Source(id="a", reliability="A"),
        Source(id="b", reliability="A"),
        Source(id="c", reliability="E"),
    ]
    event = Event(id="x", claims=claims, prefer=Preference(source="c", because="it saw the original"))
    entry = reconcile(Dossier(sources=sources, events=[event]))["x"]
    assert "2021-06-23" == entry.start.iso
    assert [Verdict.OVERRULED, Verdict.OVERRULED, Verdict.DECIDES] == [
        claim.verdict for claim in entry.claims
    ]
    assert str(entry.claims[0].because).endswith("; c is preferred: it saw the original")


def test_copies_share_one_vote():
    """Three copies of one report do not outvote two independent sources, though three reports of their own would."""
    days = {"a": "2020-01-10", "b": "2020-01-10", "x": "2021-06-23", "y": "2021-06-23", "z": "2021-06-23"}
    event = Event(id="e", when=days)
    alone = [Source(id=name) for name in days]
    copied = [Source(id=name, copies="x" if name in "yz" else None) for name in days]
    assert "2021-06-23" == reconcile(Dossier(sources=alone, events=[event]))["e"].start.iso
    entry = reconcile(Dossier(sources=copied, events=[event]))["e"]
    assert ("2020-01-10", 2) == (entry.start.iso, entry.independent_sources)


def test_copied_words_count_from_the_original():
    """The word "yesterday" in a reprint counts from the day of what it reprints."""
    sources = [
        Source(id="first", published="2023-03-21"),
        Source(id="reprint", copies="first", published="2023-03-25"),
    ]
    event = Event(id="x", claims=[DateClaim(source="reprint", text="yesterday")])
    assert "2023-03-20" == reconcile(Dossier(sources=sources, events=[event]))["x"].start.iso


def test_a_family_has_one_vote_on_tense_and_relation():
    """Three copies of "was held", or of a relation, weigh no more than one, though three reports of their own would."""
    names = ("x", "y", "z")
    said = [DateClaim(source=name, stance="reported", certainty="likely") for name in names]
    claims = [*said, DateClaim(source="late", text="2022-09-20")]
    talks = Event(id="talks", claims=claims)
    lies = [RelationClaim(type="before", event="talks", source=name, certainty="likely") for name in names]
    visit = Event(id="visit", when={"late": "2022-09-29"}, relations=lies)
    late = Source(id="late", reliability="A")
    for copies, lost in (("x", True), (None, False)):
        sources = [
            Source(id=name, published="2022-09-10", copies=copies if name != "x" else None, reliability="A")
            for name in names
        ]
        line = reconcile(Dossier(sources=[*sources, late], events=[talks]))
        assert [lost] * 3 == [c.tense is Verdict.REJECTED for c in line["talks"].claims if c.tense]
        line = reconcile(
            Dossier(sources=[*sources, late], events=[Event(id="talks", when="2022-09-20"), visit])
        )
        assert [lost] * 3 == [one.verdict is Verdict.REJECTED for one in line["visit"].relations]


def test_tenses_can_be_tied():
    """Where either of two tenses may as well be wrong, both claims are marked as tied."""
    claims = [DateClaim(source="s", stance="reported"), DateClaim(text="2022-09-08")]
    past, to_come = (
        Event(id="past", claims=claims),
        Event(id="to-come", claims=[DateClaim(source="s", stance="planned"), DateClaim(text="2022-09-01")]),
    )
    line = reconcile(Dossier(sources=[Source(id="s")], events=[past, to_come]))
    assert [EntryStatus.TIED, EntryStatus.TIED] == [line[name].status for name in ("past", "to-come")]


def test_what_was_to_come_for_the_original_may_be_past_for_a_copy():
    """A reprint that appears after the event still says that it is to come, and that is no conflict."""
    sources = [
        Source(id="wire", published="2022-09-01"),
        Source(id="reprint", copies="wire", published="2022-09-10"),
    ]
    event = Event(id="x", claims=[DateClaim(source="reprint", text="5 September 2022", stance="planned")])
    line = reconcile(Dossier(sources=sources, events=[event]))
    assert ("2022-09-05", Verdict.DECIDES) == (line["x"].start.iso, line["x"].claims[0].verdict)
    assert not line.conflicts


def test_since_and_until_of_one_moment():
    """Of an end "since" says that it is not before, of a start "until" that it is not after."""
    event = Event(id="x", starts="../2022-09-05", ends="2022-09-03/..")
    entry = reconcile(Dossier(events=[event]))["x"]
    assert ("../2022-09-05", "2022-09-03/..") == (entry.start.iso, entry.end.iso)
    source = Source(id="s", published="2022-09-03/..", retrieved="2022-09-05/..")
    line = reconcile(Dossier(sources=[source], events=[event]))
    assert "2022-09-03/.." == line.source("s").published.iso


def test_claim_of_no_certainty_has_no_say():
    """A claim of certainty 0 gives way to anything, and is judged all the same."""
    event = Event(
        id="x",
        claims=[
            DateClaim(source="a", text="2020", certainty="possible"),
            DateClaim(text="1999-01-01", certainty="0"),
        ],
    )
    entry = reconcile(Dossier(sources=[Source(id="a", reliability="0")], events=[event]))["x"]
    assert ("2020-01-01/2020-12-31", Verdict.REJECTED) == (entry.start.iso, entry.claims[-1].verdict)


def test_circle_of_gaps_loses_no_event():
    """Two events that each come within months after the other are a circle, of days as of months, and both are told."""
    for gap in ("within 3 months", "less than a month", "within 3 days"):
        events = [
            Event(id="a", when="2020-05-01", after={"b": gap}),
            Event(id="b", when="2020-05-01", after={"a": gap}),
        ]
        line = reconcile(Dossier(events=events))
        assert {"a", "b"} == {entry.id for entry in line}
        assert 588 == line.cost


def test_long_derivation_says_that_it_is_cut():
    """Of a derivation of 150 steps the last hundred are told, after words that say so."""
    chain = [Event(id=f"e{n:03}", after=f"e{n - 1:03}") for n in range(1, 150)]
    line = reconcile(Dossier(events=[Event(id="e000", when="2022-09-08"), *chain]))
    told = explain(line, "e149")
    assert "because\n  (only the last 100 steps of a longer derivation)\n" in told
    assert "longer derivation" not in explain(line, "e050")


def test_overlap_is_told_from_days_and_relations():
    """Two events share a day for certain, for certain do not, or it is not known; relations tell where days do not."""
    fair = Event(id="fair", when="2022-09-05/2022-09-12")
    talks = Event(id="talks", when="2022-09-08")
    dinner = Event(id="dinner", when="2022-09", during="visit")
    visit = Event(id="visit", when="2022-09", after="talks")
    line = reconcile(Dossier(events=[fair, talks, dinner, visit]))
    pairs = [("fair", "talks"), ("talks", "visit"), ("dinner", "visit"), ("fair", "visit")]
    assert [True, False, True, None] == [line.overlap(*pair) for pair in pairs]
    assert [True, False, True, None] == [line.overlap(*reversed(pair)) for pair in pairs]


def test_many_ways_to_an_event_are_one_search() -> None:
    """Where two events each come before both of the next two, the ways double with each pair, the search does not."""
    pairs = [(f"a{n}", f"b{n}") for n in range(60)]
    events = [Event(id=one, before=pairs[n + 1]) for n, pair in enumerate(pairs[:-1]) for one in pair]
    line = reconcile(Dossier(events=[*events, *(Event(id=one) for one in pairs[-1])]))
    assert line.order("a0", "b59") is Order.BEFORE


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        (
            {"keep": {"talks/gazete"}},
            UnknownName,
            "unknown claim 'talks/gazete'; did you mean 'talks/gazette'",
        ),
        ({"keep": "talks/gazette"}, TypeError, "keep takes a set of ids, like {'talks/gazette'}, not a text"),
        ({"node_limit": -1}, ValueError, "node_limit is -1; it is a whole number from 0 on"),
        ({"workers": 0}, ValueError, "workers is 0; it is a whole number from 1 on"),
        ({"workers": "2"}, ValueError, "workers is '2'; it is a whole number from 1 on"),
    ],
)
def test_arguments_that_would_do_nothing_are_refused(given, error, message):
    """Ids that nothing has, and limits that nothing can keep, are told with what would do."""
    event = Event(id="talks", when={"gazette": "5 April 2023"})
    dossier = Dossier(sources=[Source(id="gazette")], events=[event])
    with pytest.raises(error, match=re.escape(message)):
        reconcile(dossier, **given)


def test_what_is_no_dossier_is_refused():
    """The name of a file is no dossier, and the message says what reads one."""
    with pytest.raises(TypeError, match="reconcile takes a Dossier, not str; `load` and `loads` read one"):
        reconcile("events.yaml")


def test_ids_of_all_that_is_said_can_be_kept():
    """Claims, relations and the days of a source can be kept by their ids."""
    source = Source(id="s", published="2020-05-05", retrieved="2020-06-01")
    events = [Event(id="a", when={"s": "2020"}, after="b"), Event(id="b", when="2019")]
    ids = {"a/s", "b/curator", "a/after/b", "s/published", "s/retrieved"}
    assert not reconcile(Dossier(sources=[source], events=events), keep=ids).cost
