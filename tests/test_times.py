"""Times within the day, worked out after the days."""

from __future__ import annotations

import timeline as tl
from timeline.reasoning.entries import Verdict
from timeline.reasoning.outcome import Order


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
        "the time of day does not fit “8 September 2022 at 3 p.m.” (desk) and"
        " “8 September 2022 at 2 p.m.” of press (desk)" == judged.because
    )
    assert Order.AFTER is line.order("talks", "press") or Order.UNKNOWN is line.order("talks", "press")


def test_better_source_of_a_time_stands():
    """Of two times the one of the better source stands, and the other says what it does not fit; both days stand."""
    line = reconciled("""
        sources: {good: {reliability: A}, fair: {reliability: C}}
        events:
          talks: {when: {good: 8 September 2022 at 10:30, fair: 8 September 2022 at 11:30}}
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
