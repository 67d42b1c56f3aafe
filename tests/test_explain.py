"""Explanations in English: the whole text of each situation."""

from __future__ import annotations

from timeline.dates.ranges import range_words
from timeline.evidence.reading import loads
from timeline.reasoning.explain import explain
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile


def line_of(text: str) -> Timeline:
    return reconcile(loads(text))


def test_both_sides_of_a_range_are_told_at_once():
    """Where both sides of a range follow from the same claims, each claim is told once, with what it leaves."""
    line = line_of("""
        sources: {diary: {}, letter: {}}
        events:
          wedding: {when: {diary: 30 June 1908, letter: last Tuesday}}
          visit: {when: {letter: next week}}
        """)
    assert (
        explain(line, "visit")
        == """\
visit: visit
  6-19 Jul 1908 (single-source)

6-19 Jul 1908, because
  wedding falls on 30 Jun 1908: “30 June 1908” (diary)
  letter appeared 1-7 Jul 1908: “last Tuesday” of wedding (letter)
  visit falls within 6-19 Jul 1908: “next week” (letter)

Claims
  “next week” (letter): decides
"""
    )


def test_what_goes_on_is_told_from_each_side():
    """What was going on meets the days of the words, so neither side says that it lies in them."""
    line = line_of("""
        sources: {daily: {published: 2020-05-04}}
        events: {strike: {claims: [{from: daily, when: this week, as: ongoing}]}}
        """)
    told = explain(line, "strike")
    assert "starts 4 May 2020 or earlier, ends 4 May 2020 or later" in told
    assert "falls" not in told
    assert "“this week”, as going on (daily): decides" in told


def test_where_a_claim_stands_is_told():
    """The place of a claim in its source is told wherever the claim is cited."""
    line = line_of("""
        sources: {ws: {}, log: {reliability: A}}
        events:
          call:
            claims: [{from: ws, when: 5 July 2017, at: para 9}, {from: log, when: 4 July 2017, at: p. 3}]
        """)
    assert (
        explain(line, "call")
        == """\
call: call
  Tuesday 4 Jul 2017 (corrected)

4 Jul 2017, because
  call falls on 4 Jul 2017: “4 July 2017” (log, p. 3)

Claims
  “4 July 2017” (log, p. 3): decides
  “5 July 2017” (ws, para 9): corrected
    as printed it is Wednesday 5 Jul 2017, which does not fit “4 July 2017”
        (log, p. 3); printed one day off, it fits: Tuesday 4 Jul 2017
"""
    )


def test_copied_words_name_the_day_that_they_count_from():
    """What counts from the day of another source says whom it copies, and which day that is where it objects."""
    line = line_of("""
        sources:
          ft: {published: 2021-06-12}
          blog: {copies: ft, published: 2021-06-14}
          trade: {reliability: E}
          annual: {}
        events: {deal: {when: {blog: on Friday, trade: 1 October 2021, annual: 11 June 2021}}}
        """)
    assert (
        explain(line, "deal").partition("Claims\n")[2]
        == """\
  “11 June 2021” (annual): decides
  “on Friday” (blog, copying ft): decides
  “1 October 2021” (trade): rejected
    as printed it is Friday 1 Oct 2021, which does not fit “11 June 2021”
        (annual); nor does it fit “on Friday” (blog, copying ft, published
        “2021-06-12”); no usual slip explains it
"""
    )


def test_a_relative_claim_is_counted_from_its_day():
    """A claim that counts from the printed day of its source says so where it does not fit."""
    line = line_of("""
        sources: {paper: {published: 1964-01-14}, mate: {reliability: A}}
        events: {abandoned: {when: {paper: yesterday, mate: 12 January 1964}}}
        """)
    told = " ".join(explain(line, "abandoned").split())
    assert (
        "counted from “1964-01-14” it is Monday 13 Jan 1964, which does not fit “12 January 1964” (mate);"
        in told
    )


def test_a_source_of_unknown_day():
    """A source without any evidence of its publication day says that, and nothing else."""
    line = line_of("sources: {log: {title: Log}}\nevents: {sails: {when: {log: 1964}}}\n")
    assert "log: Log\n  publication day unknown: nothing says when it appeared\n" == explain(line, "log")


def test_objections_lead_outwards():
    """What speaks against a claim is told from its own event outwards, step by step."""
    line = line_of("""
        sources: {mail: {reliability: A}, ferrers: {}, holt: {reliability: E}}
        events:
          order: {when: {mail: two weeks ago, holt: 3 March 2017}}
          answer: {when: {mail: today}, after: call}
          call: {when: {ferrers: 5 July 2017}}
        """)
    assert (
        "does not fit “two weeks ago” (mail), “today” of answer (mail), answer after call (curator) and"
        " “5 July 2017” of call (ferrers), which leave nothing before 21 Jun 2017"
    ) in " ".join(explain(line, "order").split())


def test_what_relative_words_mean_is_told():
    """Of words that count from a day the range that they mean is told where it does not fit."""
    line = line_of("""
        sources: {mail: {published: 2018-11-05}, post: {reliability: A}}
        events: {transfer: {when: {mail: over the weekend, post: 15 October 2018}}}
        """)
    assert (
        "as printed it falls within 3-4 Nov 2018, which does not fit “15 October 2018” (post);"
    ) in " ".join(explain(line, "transfer").split())


def test_slips_that_are_as_likely_are_told_together():
    """Where two kinds of slip that are as likely explain a date, both are named, and all the days that they leave."""
    line = line_of("""
        sources: {wire: {}, ministry: {reliability: A}}
        events: {talks: {when: {wire: 5 March 2023, ministry: "[2023-04-05,2024-03-05]"}}}
        """)
    assert (
        explain(line, "talks")
        == """\
talks: talks
  5 Apr 2023 - 5 Mar 2024 (corrected)

5 Apr 2023 - 5 Mar 2024, because
  talks falls within 5 Apr 2023 - 5 Mar 2024: “[2023-04-05,2024-03-05]”
      (ministry)

Claims
  “[2023-04-05,2024-03-05]” (ministry): decides
  “5 March 2023” (wire): corrected
    as printed it is Sunday 5 Mar 2023, which does not fit
        “[2023-04-05,2024-03-05]” (ministry); printed one month off or printed
        one year off, it fits: Wednesday 5 Apr 2023 or Tuesday 5 Mar 2024
"""
    )


def test_a_tie_names_the_other_outcome():
    """A tied date is told with the days that it would have at the same cost, and with what would stand then."""
    line = line_of("""
        sources: {north: {}, south: {}}
        events:
          launch: {when: {north: 3 May 2019, south: 25 June 2019}}
          landing: {when: {north: 25 June 2019}}
        """)
    [other] = line["launch"].instead
    assert ("2019-06-25", "2019-06-25") == (other.start.iso, other.end.iso)
    assert (("launch/south",), ("launch/north",)) == (other.stand, other.yielding)
    assert () == line["landing"].instead
    assert (
        explain(line, "launch").partition("\nClaims")[0]
        == """\
launch: launch
  Friday 3 May 2019 (tied)
  or, at the same cost, Tuesday 25 Jun 2019: “25 June 2019” (south) would stand
      and “3 May 2019” (north) would give way

3 May 2019, because
  launch falls on 3 May 2019: “3 May 2019” (north)
"""
    )


def test_a_tie_over_a_relation_names_what_would_follow():
    """The days that would follow from the other outcome are those of all that hangs together."""
    line = line_of("""
        sources: {a: {}, b: {}}
        events:
          held: {when: {a: 10 March 2020, b: 2 May 2021}}
          told: {after: {held: 2 days}}
        """)
    [other] = line["held"].instead
    assert {"10 Mar 2020", "2 May 2021"} == {
        range_words(days.first, days.last) for days in (line["held"].start, other.start)
    }
    assert () == line["told"].instead
