"""Times within the day, worked out after the days."""

from __future__ import annotations

import itertools

import pytest

import timeline as tl
from timeline.reasoning.explain import explain
from timeline.reasoning.outcome import Order
from timeline.reasoning.verdicts import Verdict


def reconciled(text: str) -> tl.Timeline:
    return tl.reconcile(tl.loads(text))


def times(line, *events):
    """For each event the words for its times, a dash where none is known."""
    return [
        f"{entry.start_clock.words if entry.start_clock else '-'} {entry.end_clock.words if entry.end_clock else '-'}"
        for entry in (line[event] for event in events)
    ]


def test_times_of_a_day():
    """A time said of the event is when it begins; what two sources say is joined, in whatever zone they say it."""
    line = reconciled("""
        zone: Asia/Kolkata
        sources: {desk: {}, wire: {}}
        events:
          talks: {when: {desk: 8 September 2022 at 10:30, wire: 2022-09-08T05:00:20Z}, ends: {desk: 2022-09-08 12:00}}
          visit: {when: {desk: 8 September 2022}}
        """)
    assert ["10:30:20 12:00", "- -"] == times(line, "talks", "visit")
    assert (["Asia/Kolkata"] * 2, 19_800) == ([e.zone for e in line], line["talks"].start_clock.ahead)


def test_copies_of_an_order_share_one_vote():
    """What a copy repeats of the order of two times adds nothing; what two say by themselves outweighs two others."""
    told = """
        sources: {{wire: {{}}, reprint: {{{copies}}}, desk: {{reliability: A}}, daily: {{reliability: A}}}}
        events:
          talks: {{when: {{desk: 8 September 2022 at 18:00, daily: 8 September 2022 at 18:00}},
            before: [{{event: press, from: wire}}, {{event: press, from: reprint}}]}}
          press: {{when: {{desk: 8 September 2022 at 13:00, daily: 8 September 2022 at 13:00}}}}
        """
    alone, copied = (reconciled(told.format(copies=copies))["talks"] for copies in ("", "copies: wire"))
    rejected = [Verdict.REJECTED] * 2
    assert rejected not in ([judged.clock for judged in alone.relations], [c.clock for c in copied.claims])
    assert rejected == [judged.clock for judged in copied.relations]


def test_ruling_counts_for_a_time_whatever_its_certainty():
    """What the curator rules for stands with its time as with its day, even if it was told with no certainty at all."""
    line = reconciled("""
        sources: {desk: {}, wire: {reliability: A}}
        events:
          talks: {prefer: desk, claims: [
            {from: desk, when: 8 September 2022 at 10:30, certainty: 0},
            {from: wire, when: 8 September 2022 at 13:45}]}
        """)
    assert ["10:30 -"] == times(line, "talks")


def test_order_within_a_day():
    """What comes after another on one day begins when that is over, and comes later in the list."""
    line = reconciled("""
        events:
          press: {when: 8 September 2022 at 2 p.m.}
          lunch: {when: 8 September 2022, after: talks, before: press}
          talks: {starts: 8 September 2022 at 10:30, ends: 8 September 2022 at noon}
        """)
    assert ["10:30 12:00", "12:00..14:00 12:00..14:00", "14:00 -"] == times(line, "talks", "lunch", "press")
    assert ["talks", "lunch", "press"] == [entry.id for entry in line]
    assert (Order.BEFORE, Order.AFTER) == (line.order("talks", "press"), line.order("press", "talks"))


def test_order_that_the_times_contradict():
    """A relation that holds between days and not between times keeps the days, and says what it does not fit."""
    line = reconciled("""
        sources: {desk: {reliability: A}, diary: {}}
        events:
          talks: {when: {desk: 8 September 2022 at 3 p.m.}, before: {press: {from: diary, certainty: possible}}}
          press: {when: {desk: 8 September 2022 at 2 p.m.}}
        """)
    judged = line["talks"].relations[0]
    assert (Verdict.DECIDES, ("press/desk", "talks/desk")) == (judged.verdict, judged.clock_against)
    assert (
        "within the day it does not fit “8 September 2022 at 3 p.m.” (desk) and"
        " “8 September 2022 at 2 p.m.” of press (desk)" == judged.because
    )
    assert Order.AFTER is line.order("talks", "press") or Order.UNKNOWN is line.order("talks", "press")


def test_better_source_of_a_time_stands():
    """Of two times the one of the better source stands, and the other says what it does not fit; both days stand."""
    line = reconciled("""
        sources: {good: {reliability: A}, fair: {reliability: C}}
        events:
          talks: {when: {good: 8 September 2022 at 10:30, fair: 8 September 2022 at 13:45}}
        """)
    fair, good = line["talks"].claims
    assert ["10:30 -"] == times(line, "talks")
    assert (Verdict.REJECTED, Verdict.DECIDES) == (fair.clock, good.clock)
    assert (Verdict.DECIDES, "the time of day does not fit “8 September 2022 at 10:30” (good)") == (
        fair.verdict,
        fair.because,
    )


def test_no_time_without_its_day():
    """Where the day is not settled, or the claim lost its day, the time tells nothing."""
    line = reconciled("""
        sources: {good: {reliability: A}, poor: {reliability: E}}
        events:
          talks: {when: {good: 8 September 2022, poor: 3 May 2019 at 11:30}}
          visit: {when: {good: "[2022-09-08,2022-09-09]"}}
        """)
    assert ["- -", "- -"] == times(line, "talks", "visit")
    assert None is line["talks"].claims[1].clock


def test_relation_across_zones():
    """An hour past midnight in Tokyo comes before half past ten of the evening before in Kolkata."""
    line = reconciled("""
        zone: Asia/Kolkata
        events:
          landing: {zone: Asia/Tokyo, when: 9 September 2022 at 1 am, before: call}
          call: {when: 8 September 2022 at 10:30 pm}
          other: {when: 9 September 2022, before: dinner}
          dinner: {zone: Asia/Tokyo, when: 8 September 2022}
        """)
    verdicts = [line[event].relations[0].verdict for event in ("landing", "other")]
    assert [Verdict.DECIDES, Verdict.REJECTED] == verdicts
    assert Order.BEFORE is line.order("landing", "call")
    assert ["landing", "call"] == [entry.id for entry in line if entry.id in ("landing", "call")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("before: b", "before: a"),
        ("meets: b", "meets: a"),
        ("before: {b: at least 1 day}", "before: a"),
        ("before: {b: less than a month}", "before: {a: at least 2 hours}"),
        ("during: b", "before: a"),
    ],
)
def test_circle_across_zones_is_a_conflict(one, other):
    """What would come before itself contradicts itself, though the dates of two zones allow it."""
    for there, here in itertools.permutations(("Asia/Tokyo", "Asia/Kolkata")):
        line = reconciled(f"""
            events:
              a: {{zone: {there}, {one}}}
              b: {{zone: {here}, {other}}}
            """)
        assert [2] == [len(conflict.claims) for conflict in line.conflicts]


def test_places_of_a_series_in_several_zones_are_in_order():
    """A place has one instant in all its zones: what comes after the next place cannot be at it."""
    line = reconciled("""
        series: {talks: {}}
        events:
          first: {zone: Asia/Tokyo, nth: 1 of talks}
          again: {zone: Asia/Kolkata, nth: 1 of talks, after: second}
          second: {zone: Asia/Tokyo, nth: 2 of talks}
        """)
    assert ["again/after/second", "again/nth/talks", "second/nth/talks"] == sorted(line.conflicts[0].claims)


def test_days_alone_tell_no_order_across_zones():
    """A day in Kolkata is not over when the next one begins in Tokyo; the other way round it is."""
    line = reconciled("""
        events:
          kolkata-8: {zone: Asia/Kolkata, when: 2022-09-08}
          tokyo-9: {zone: Asia/Tokyo, when: 2022-09-09}
          tokyo-8: {zone: Asia/Tokyo, when: 2022-09-08}
          kolkata-9: {zone: Asia/Kolkata, when: 2022-09-09}
        """)
    assert (Order.UNKNOWN, Order.BEFORE) == (
        line.order("kolkata-8", "tokyo-9"),
        line.order("tokyo-8", "kolkata-9"),
    )


def test_series_across_zones():
    """Places of a series are of instants: a date in Tokyo can come before that of the day before in Kolkata."""
    text = """
        zone: Asia/Kolkata
        series: {calls: {}}
        events:
          first: {zone: Asia/Tokyo, when: 9 September 2022, nth: 1 of calls}
          second: {when: 8 September 2022, nth: 2 of calls}
          third: {zone: Asia/Tokyo, when: LAST, nth: 3 of calls}
        """
    rejected = [
        sum(entry.relations[0].verdict is Verdict.REJECTED for entry in reconciled(text.replace("LAST", day)))
        for day in ("9 September 2022", "8 September 2022")
    ]
    # In Tokyo's own days the last would come before the first.
    assert [0, 1] == rejected


def test_gap_by_the_clock_bounds_days():
    """Two hours after are the same day or the next, across zones one of those beside; and so is a length."""
    line = reconciled("""
        events:
          crash: {when: 8 September 2022}
          call: {after: {crash: 2 hours}}
          tokyo: {zone: Asia/Tokyo, after: {crash: 30 hours}}
          hawaii: {zone: Pacific/Honolulu, after: {crash: 2 hours}}
          search: {starts: 9 September 2022, lasts: 5 hours}
          watch: {starts: 9 September 2022, lasts: 36 hours}
        """)
    assert ["2022-09-08/2022-09-09", "2022-09-09/2022-09-10", "2022-09-07/2022-09-08"] == [
        line[event].start.iso for event in ("call", "tokyo", "hawaii")
    ]
    assert ["2022-09-09/2022-09-10", "2022-09-10/2022-09-11"] == [
        line[event].end.iso for event in ("search", "watch")
    ]


def test_gap_by_the_clock_within_a_day():
    """Two hours after what takes no time is at half past twelve, on the day that this leaves of two."""
    line = reconciled("""
        zone: Asia/Kolkata
        sources: {desk: {}}
        events:
          crash: {when: {desk: 8 September 2022 at 10:30}, lasts: 0 minutes}
          call: {after: {crash: 2 hours}}
          relief: {zone: Asia/Tokyo, after: {crash: 13 hours}}
          inquiry: {when: 8 September 2022, after: {crash: at least 30 minutes}}
        """)
    assert ["10:30 10:30", "12:30 -", "03:00 -"] == times(line, "crash", "call", "relief")
    assert ["2022-09-08", "2022-09-09"] == [line[event].start.iso for event in ("call", "relief")]
    assert "11:00..11:30" == line["inquiry"].start_clock.words


def test_length_across_midnight():
    """What begins at ten in the evening and lasts five hours ends at three of the next day."""
    line = reconciled("""
        sources: {desk: {}}
        events:
          watch: {starts: {desk: 8 September 2022 at 10 p.m.}, lasts: 5 hours}
          talks: {starts: {desk: 8 September 2022 at 2 p.m.}, lasts: 90 minutes}
        """)
    assert ["22:00 03:00", "14:00 15:30"] == times(line, "watch", "talks")
    assert ["2022-09-09", "2022-09-08"] == [line[event].end.iso for event in ("watch", "talks")]
    assert "2022-09-08/2022-09-09" == line["watch"].edtf


def test_days_that_times_leave_are_derived_from_them():
    """Where times settle a day, its derivation names the claims of the times, second by second within."""
    line = reconciled("""
        events:
          watch: {starts: 8 September 2022 at 10 p.m., lasts: 5 hours}
        """)
    bound = next(b for b in line["watch"].bounds if b.moment == ("watch", "end") and not b.latest)
    assert ["watch/curator", "watch/lasts"] == [link.claim for link in bound.chain if link.claim]
    assert [79_200, 10_800] == [link.second for link in bound.chain if link.claim]
    assert (738_407, 10_800) == (
        bound.day,
        next(b for b in line["watch"].clock_bounds if b.moment[1] == "end").second,
    )


def test_gap_by_the_clock_over_a_change_of_clocks():
    """Hours are hours that pass, and not those that clocks show when they are put forward or back."""
    line = reconciled("""
        zone: Europe/Berlin
        events:
          alarm: {when: 2022-03-27 01:30, lasts: 2 hours}
          late: {when: 2022-10-30 01:30, lasts: 2 hours}
        """)
    assert ["01:30 04:30", "01:30 02:30"] == times(line, "alarm", "late")


def test_gap_that_times_contradict():
    """A gap that holds between days and not between times keeps the days, and is given up between the times."""
    line = reconciled("""
        sources: {desk: {reliability: A}, log: {reliability: A}, diary: {}}
        events:
          crash: {when: {desk: 8 September 2022 at 10:30, log: 2022-09-08 10:30}, lasts: 0 minutes}
          call:
            when: {desk: 8 September 2022 at 11:30, log: 2022-09-08 11:30}
            after: {crash: {by: 2 hours, from: diary, certainty: possible}}
        """)
    judged = line["call"].relations[0]
    assert (Verdict.DECIDES, Verdict.REJECTED) == (judged.verdict, judged.clock)
    assert ["10:30 10:30", "11:30 -"] == times(line, "crash", "call")


def slipped(good, poor):
    """What became of the time that the poorer of two sources tells, and its slip."""
    line = reconciled(f"""
        zone: Europe/London
        sources: {{good: {{reliability: A}}, poor: {{reliability: E}}}}
        events:
          talks: {{when: {{good: "{good}", poor: "{poor}"}}}}
        """)
    judged = next(claim for claim in line["talks"].claims if claim.claim.source == "poor")
    return judged.clock, judged.clock_slip


def test_slips_of_times():
    """A time an hour off, or in the other half of the day, is named so where its wording allows that; else rejected."""
    day = "8 September 2022"
    assert (Verdict.CORRECTED, "hour") == slipped(f"{day} at 10:30", f"{day} at 11:30")
    assert (Verdict.CORRECTED, "hour") == slipped(f"{day} at 10:30", "2022-09-08T10:30:00Z")
    assert (Verdict.CORRECTED, "half-day") == slipped(f"{day} at 22:30", f"{day} at 10:30 a.m.")
    assert (Verdict.CORRECTED, "half-day") == slipped(f"{day} at 3 p.m.", f"{day} at 3:00")
    # Nobody writes 15:00, 03:00 or noon for another half of the day.
    for poor in (f"{day} at 15:00", "2022-09-08 03:00", f"{day} at 03:00"):
        assert (Verdict.REJECTED, None) == slipped(f"{day} at 9 p.m.", poor)
    assert (Verdict.REJECTED, None) == slipped(f"{day} at 1 p.m.", f"{day} at noon")


def test_times_that_weigh_the_same_are_tied():
    """Of two times with nothing to choose between them one stands, and both say that it could be the other."""
    line = reconciled("""
        sources: {one: {reliability: B}, other: {reliability: B}}
        events:
          talks: {when: {one: 8 September 2022 at 10:30, other: 8 September 2022 at 16:00}}
        """)
    assert [True, True] == [claim.tied for claim in line["talks"].claims]
    assert "another outcome costs the same" in line["talks"].claims[1].because


def test_series_within_a_day():
    """The places of a series are in order within the day, across zones too."""
    line = reconciled("""
        zone: Asia/Kolkata
        series: {calls: {}}
        events:
          first: {when: 8 September 2022 at 9:00, nth: 1 of calls}
          second: {when: 8 September 2022, nth: 2 of calls}
          third: {zone: Asia/Tokyo, when: 8 September 2022 at 14:30, nth: 3 of calls}
        """)
    assert ["09:00..11:00 -"] == times(line, "second")
    assert ["first", "second", "third"] == [entry.id for entry in line]


def test_very_many_times_on_one_event():
    """Of three hundred times on one event those of one minute stand, and each other names one that it does not fit."""
    sources = [tl.Source(id=f"s{number}", reliability="C") for number in range(300)]
    claims = [
        tl.DateClaim(
            source=f"s{number}", text=f"8 September 2022 at 13:{0 if number % 2 else number % 60:02d}"
        )
        for number in range(300)
    ]
    line = tl.reconcile(tl.Dossier(sources=sources, events=[tl.Event(id="talks", claims=claims)]))
    lost = [claim for claim in line["talks"].claims if claim.clock is Verdict.REJECTED]
    assert (["13:00 -"], 145) == (times(line, "talks"), len(lost))
    assert {1} == {len(claim.clock_against) for claim in lost}


def test_chain_of_gaps_through_weeks():
    """A hundred gaps of seven hours lead from one time to the last, nearly a month later."""
    first = tl.Event(id="e0", when="8 September 2022 at 10:30", lasts="0 minutes")
    others = [tl.Event(id=f"e{n}", lasts="0 minutes", after={f"e{n - 1}": "7 hours"}) for n in range(1, 101)]
    line = tl.reconcile(tl.Dossier(events=[first, *others]))
    assert ("2022-10-07", "14:30") == (line["e100"].start.iso, line["e100"].start_clock.words)


def test_day_that_a_zone_left_out():
    """A time on the day that Samoa left out is no time, and what lasts over it takes only the hours that passed."""
    line = reconciled("""
        zone: Pacific/Apia
        events:
          call: {when: 2011-12-30 10:30, lasts: 2 hours}
          watch: {starts: 2011-12-29 22:00, lasts: 5 hours}
        """)
    assert ["- -", "22:00 03:00"] == times(line, "call", "watch")
    assert ("2011-12-30", "2011-12-31") == (line["call"].start.iso, line["watch"].end.iso)


def test_clocks_that_are_put_back_over_midnight():
    """On days that begin or end twice the times follow from the hours that pass."""
    line = reconciled("""
        events:
          feast: {zone: America/Sao_Paulo, when: 2018-02-17 23:30, lasts: 20 minutes}
          lookout: {zone: Atlantic/Azores, when: 2022-10-30 00:30, lasts: 2 hours}
          sailing: {zone: Australia/Lord_Howe, when: 2022-04-03 01:15, lasts: 90 minutes}
        """)
    # Half past midnight comes twice in the Azores, and Lord Howe moves its clocks by half an hour.
    assert ["23:30 23:50", "00:30 01:30..02:30", "01:15 02:15"] == times(line, "feast", "lookout", "sailing")


def test_midnight():
    """Midnight is at either end of its day; what else is known tells which."""
    line = reconciled("""
        events:
          vigil: {when: 8 September 2022 at midnight}
          party: {starts: 8 September 2022 at 8 p.m., ends: 8 September 2022 at midnight}
          dawn: {starts: 8 September 2022 at midnight, ends: 8 September 2022 at 2 a.m.}
        """)
    assert ["- -", "20:00 24:00", "00:00 02:00"] == times(line, "vigil", "party", "dawn")


def test_two_times_in_one_claim():
    """From one time to another is when an event begins and ends, on one day or on two."""
    line = reconciled("""
        sources: {desk: {}}
        events:
          watch: {when: {desk: 22:00 on 8 September 2022 to 02:00 on 9 September 2022}}
        """)
    assert ["22:00 02:00"] == times(line, "watch")


def test_time_by_the_clocks_of_the_event():
    """A short name of several zones is that of the event's own, and tells no time anywhere else."""
    line = reconciled("""
        events:
          delhi: {zone: Asia/Kolkata, when: 8 September 2022 at 10:30 IST}
          dublin: {zone: Europe/Dublin, when: 8 September 2022 at 10:30 IST}
          rome: {zone: Europe/Rome, when: 8 September 2022 at 10:30 IST}
          tokyo: {zone: Europe/Rome, when: 8 September 2022 at 10:30 JST}
        """)
    assert ["10:30 -", "10:30 -", "- -", "03:30 -"] == times(line, "delhi", "dublin", "rome", "tokyo")


def test_time_on_the_night_when_clocks_are_put_back():
    """A day of 25 hours has a time of another clock twice, and one of them is on the day that is named with it."""
    line = reconciled("""
        events:
          call: {zone: Europe/Berlin, when: 00:45 CEST on 30 October 2022}
        """)
    assert ["00:45 -"] == times(line, "call")


def test_time_of_a_day_that_is_not_settled():
    """A time on one of two days is kept in the file, and tells nothing."""
    line = reconciled("""
        events:
          talks: {when: "8/9/2022, 10:30"}
        """)
    assert (["- -"], None) == (times(line, "talks"), line["talks"].claims[0].clock)
    assert "2022-08-09/2022-09-08" == line["talks"].start.iso


def test_what_begins_first_on_a_day_needs_no_telling():
    """Of two events of a day with times the earlier is listed first, without a word on which is over when."""
    line = reconciled("""
        events:
          a: {when: 8 September 2022 at 2 p.m.}
          b: {when: 8 September 2022 at 10:30}
          c: {when: 8 September 2022}
        """)
    assert (["b", "a"], Order.UNKNOWN) == ([e.id for e in line if e.id != "c"], line.order("b", "a"))
    assert ("b", "a") not in line.unknown_order


def test_time_shown_twice():
    """On the night when clocks are put back half past two is either of two times, and an order may tell which."""
    text = """
        zone: Europe/Berlin
        events:
          first: {when: 2022-10-30 02:30, before: second}
          second: {when: "2022-10-30T00:45:00Z"}
        """
    line = reconciled(text)
    assert (["02:30", "02:45"], 7200) == (
        [line[event].start_clock.words for event in ("first", "second")],
        line["first"].start_clock.ahead,
    )


def test_what_lies_within_another_is_listed_after_it():
    """An event during another comes after it in the list, though its id comes first, and no doubt is told of them."""
    line = reconciled("""
        events:
          live-fire: {when: 2022-09, during: main}
          main: {when: 2022-09}
        """)
    assert (["main", "live-fire"], ()) == ([entry.id for entry in line], line.unknown_order)


def test_the_second_showing_of_a_time_is_told():
    """On the night when clocks are put back a derivation tells which of two showings of a time is meant."""
    line = reconciled("""
        zone: Atlantic/Faroe
        sources: {log: {}}
        events:
          takeoff: {starts: {log: 2022-10-30T00:45:00Z}}
          landing: {starts: {log: 2022-10-30T01:30:00Z}, after: takeoff, lasts: 0 minutes}
        """)
    told = explain(line, "takeoff")
    assert "starts 01:45 on 30 Oct 2022, because" in told
    assert "ends not after 01:30 (the second time) on 30 Oct 2022, because" in told
    assert "not before 01:30 (the second time) on 30 Oct 2022, because" in explain(line, "landing")


def test_steps_across_zones_name_them():
    """Where a derivation runs through several zones, each step says by whose clocks its time is told."""
    line = reconciled("""
        sources: {jp: {published: 2022-09-09}}
        events:
          zoned: {zone: Asia/Tokyo, when: {jp: 8 September 2022 at 23:30 GMT}}
          later: {zone: America/New_York, when: {jp: 8 September 2022}, after: {zoned: 2 hours}}
        """)
    assert (
        explain(line, "later").partition("\n\nClaims")[0].partition("\n\nstarts ")[2]
        == """\
not before 21:30 on 8 Sep 2022, because
  zoned (Asia/Tokyo) starts 08:30 on 9 Sep 2022 or later: “8 September 2022 at
      23:30 GMT” (jp)
  later (America/New_York) starts 21:30 on 8 Sep 2022 or later: 2 hours after
      zoned (curator)"""
    )
