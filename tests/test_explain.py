"""Explanations in English: the whole text of each situation."""

from __future__ import annotations

import pytest

from timeline.dates.ranges import range_words
from timeline.evidence.reading import loads
from timeline.export import render
from timeline.reasoning.explain import explain
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.verdicts import Verdict


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
        “[2023-04-05,2024-03-05]” (ministry); printed one month off or one year
        off, it fits: Wednesday 5 Apr 2023 or Tuesday 5 Mar 2024
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
    assert "tied" == line["told"].status.value
    assert (
        explain(line, "told")
        == """\
told: told
  starts Thursday 12 Mar 2020, ends 12 Mar 2020 or later (tied)
  or, at the same cost, starts Tuesday 4 May 2021, ends 4 May 2021 or later: “2
      May 2021” of held (b) would stand and “10 March 2020” of held (a) would
      give way

starts 12 Mar 2020, because
  held ends 10 Mar 2020: “10 March 2020” (a)
  told starts 12 Mar 2020: 2 days after held (curator)

ends not before 12 Mar 2020, because
  held ends 10 Mar 2020 or later: “10 March 2020” (a)
  told starts 12 Mar 2020 or later: 2 days after held (curator)

ends not after: nothing says

Claims
  2 days after held (curator): decides
"""
    )


def test_a_tied_publication_day_names_the_other():
    """A printed day that could as well go is told with the other outcome, on sources and on what counts from them."""
    line = line_of("""
        sources: {daily: {published: 2020-05-04}, weekly: {published: 2018-11-25}}
        events:
          signed: {when: {daily: today, weekly: today}}
          toast: {when: {daily: yesterday, weekly: yesterday}}
          dinner: {when: {daily: today, weekly: today}}
        """)
    assert [True, True] == [judged.tied for judged in line.sources]
    assert [[("2018-11-25", ("weekly/published",), ("daily/published",))]] * 2 == [
        [(one.published.iso, one.stand, one.yielding) for one in judged.instead] for judged in line.sources
    ]
    assert (
        explain(line, "daily")
        == """\
daily: no title
  published Monday 4 May 2020 (as printed)
  or, at the same cost, Sunday 25 Nov 2018: “2018-11-25” as the day on which
      weekly appeared would stand and “2020-05-04” as the day on which daily
      appeared would give way

4 May 2020, because
  daily appeared 4 May 2020: “2020-05-04”, as given

Claims
  “2020-05-04”, as given: decides
"""
    )
    assert (
        explain(line, "weekly")
        == """\
weekly: no title
  published Monday 4 May 2020 (inferred)
  or, at the same cost, Sunday 25 Nov 2018: “2018-11-25” as the day on which
      weekly appeared would stand and “2020-05-04” as the day on which daily
      appeared would give way

4 May 2020, because
  daily appeared 4 May 2020: “2020-05-04”, as given
  dinner falls on 4 May 2020: “today” (daily)
  weekly appeared 4 May 2020: “today” of dinner (weekly)

Claims
  “2018-11-25”, as given: rejected
    as printed it is Sunday 25 Nov 2018, which does not fit “today” of dinner
        (weekly) and “today” of dinner (daily, published “2020-05-04”), which
        leave only Monday 4 May 2020; no usual slip explains it
"""
    )
    assert (
        explain(line, "toast").partition("\nClaims")[0]
        == """\
toast: toast
  Sunday 3 May 2020 (tied)
  or, at the same cost, Saturday 24 Nov 2018: “2018-11-25” as the day on which
      weekly appeared would stand and “2020-05-04” as the day on which daily
      appeared would give way

3 May 2020, because
  daily appeared 4 May 2020: “2020-05-04”, as given
  toast falls on 3 May 2020: “yesterday” (daily)
"""
    )


def test_a_tied_time_of_day_names_the_other():
    """A time that could as well be another is told with that, while the day stands."""
    line = line_of("""
        zone: Asia/Tokyo
        sources: {one: {reliability: B}, other: {reliability: B}}
        events:
          talks: {when: {one: 8 September 2022 at 10:30, other: 8 September 2022 at 16:00}}
          lunch: {when: 8 September 2022, after: talks}
        """)
    assert "agreed" == line["talks"].status.value
    assert (
        explain(line, "talks")
        == """\
talks: talks
  Thursday 8 Sep 2022, at 16:00 (Asia/Tokyo) (agreed)
  or, at the same cost, at 10:30 (Asia/Tokyo): “8 September 2022 at 10:30” (one)
      would stand and “8 September 2022 at 16:00” (other) would give way

8 Sep 2022, because
  talks falls on 8 Sep 2022: “8 September 2022 at 10:30” (one)

starts 16:00 on 8 Sep 2022, because
  talks starts 16:00 on 8 Sep 2022: “8 September 2022 at 16:00” (other)

Claims
  “8 September 2022 at 10:30” (one): decides (time of day: rejected)
    the time of day does not fit “8 September 2022 at 16:00” (other); another
        outcome costs the same
  “8 September 2022 at 16:00” (other): decides
    another outcome costs the same
"""
    )
    assert (
        explain(line, "lunch").partition("\nClaims")[0]
        == """\
lunch: lunch
  Thursday 8 Sep 2022, between 16:00 and 23:59 (Asia/Tokyo) (stated)
  or, at the same cost, between 10:30 and 23:59 (Asia/Tokyo): “8 September 2022
      at 10:30” of talks (one) would stand and “8 September 2022 at 16:00” of
      talks (other) would give way

8 Sep 2022, because
  lunch falls on 8 Sep 2022: “8 September 2022” (curator)

starts not before 16:00 on 8 Sep 2022, because
  talks starts 16:00 on 8 Sep 2022 or later: “8 September 2022 at 16:00” (other)
  lunch starts 16:00 on 8 Sep 2022 or later: after talks (curator)
"""
    )


def test_a_printed_day_with_several_corrections_names_them():
    """A printed day that is corrected to days far apart is told with these, and not with all between them."""
    line = line_of("sources: {wire: {published: 2022-09-10, retrieved: 2022-09-05}}\n")
    assert ["2021-09-10", "2022-08-10"] == [run.iso for run in line.source("wire").corrected_to]
    assert (
        explain(line, "wire").partition("Claims\n")[2]
        == """\
  “2022-09-10”, as given: corrected
    as printed it is Saturday 10 Sep 2022, which does not fit “2022-09-05”, on
        which it was retrieved; printed one month off or one year off, it fits:
        Friday 10 Sep 2021 or Wednesday 10 Aug 2022
  “2022-09-05”, on which it was retrieved: agrees
"""
    )


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ('when: "2019"', "as printed it falls in 2019, which does not fit"),
        ("when: May 2019", "as printed it falls in May 2019, which does not fit"),
        ("when: late May 2019", "as printed it falls within 21-31 May 2019, which does not fit"),
        ("when: 1930s", "as printed it falls in 1930-1939, which does not fit"),
        ('when: "-0050"', "as printed it falls in 51 BCE, which does not fit"),
        ('when: "-0049-03-15"', "as printed it is Thursday 15 Mar 50 BCE, which does not fit"),
        ("when: 8/9/2020", "as printed it is Sunday 9 Aug 2020 or Tuesday 8 Sep 2020, which does not fit"),
        ('when: "[2019-01,2020-03]"', "as printed it falls in Jan 2019 or in Mar 2020, which does not fit"),
        ("when: 12 to 26 January 2019", "as printed it spans 12-26 Jan 2019, which does not fit"),
        ("when: since 2027", "as printed it starts in 2027, which does not fit"),
        ("when: until 2010", "as printed it ends in 2010, which does not fit"),
        ("when: 2019, as: ongoing", "as printed it is under way in 2019, which does not fit"),
        (
            "when: 4 May 2019, as: ongoing",
            "as printed it is under way on Saturday 4 May 2019, which does not fit",
        ),
        ("when: a Wednesday", "as printed it does not fit"),
        (
            'when: "Sunday, 5 March 2019"',
            "as printed it is Tuesday 5 Mar 2019, which is no Sunday and does not fit",
        ),
    ],
)
def test_what_a_claim_names_is_told(claim, reason):
    """A claim that does not fit is told with the days that its words name, a day, a month, a year or a span."""
    line = line_of(f"""
        sources: {{b: {{reliability: A}}, a: {{reliability: E}}}}
        events: {{held: {{claims: [{{from: b, when: 3 October 2023}}, {{from: a, {claim}}}]}}}}
        """)
    told = " ".join(explain(line, "held").split())
    assert f"{reason} “3 October 2023” (b)" in told


@pytest.mark.parametrize(
    ("key", "when", "reason"),
    [
        ("starts", '"2019"', "as printed it starts in 2019, which does not fit"),
        ("starts", "5 May 2024", "as printed it starts on Sunday 5 May 2024, which does not fit"),
        ("starts", "until 2019", "as printed it starts 31 Dec 2019 or earlier, which does not fit"),
        ("ends", "May 2019", "as printed it ends in May 2019, which does not fit"),
        ("ends", "since 2027", "as printed it ends 1 Jan 2027 or later, which does not fit"),
    ],
)
def test_what_a_claim_on_one_end_names_is_told(key, when, reason):
    """A claim on a start or an end alone says what it is that falls on its days."""
    line = line_of(f"""
        sources: {{b: {{reliability: A}}, a: {{reliability: E}}}}
        events: {{held: {{{key}: {{b: 3 October 2023, a: {when}}}}}}}
        """)
    assert f"{reason} “3 October 2023” (b)" in " ".join(explain(line, "held").split())


def test_a_weekday_alone_speaks_against_its_date():
    """A date whose weekday is not its own is told so, where nothing else speaks against it, of sources as well."""
    line = line_of("""
        sources: {a: {published: "Sunday, 12 April 2023"}}
        events: {talks: {when: {a: "Sunday, 5 April 2023"}}}
        """)
    assert (
        explain(line, "talks").partition("Claims\n")[2]
        == """\
  “Sunday, 5 April 2023” (a): corrected
    as printed it is Wednesday 5 Apr 2023, which is no Sunday; the weekday
        misprinted, it fits: Wednesday 5 Apr 2023
"""
    )
    assert (
        explain(line, "a").partition("Claims\n")[2]
        == """\
  “Sunday, 12 April 2023”, as given: corrected
    as printed it is Wednesday 12 Apr 2023, which is no Sunday; the weekday
        misprinted, it fits: Wednesday 12 Apr 2023
"""
    )


def test_what_the_curator_says_is_not_printed():
    """Of the curator's own word nothing is printed."""
    line = line_of("events: {talks: {claims: [{when: 2021-01-05}, {when: 2023-03-04, certainty: likely}]}}\n")
    assert "as written it is Saturday 4 Mar 2023, which does not fit “2021-01-05” (curator);" in " ".join(
        explain(line, "talks").split()
    )


def test_the_tense_that_objects_is_told_as_such():
    """Where it is the tense of a claim that speaks against another, or against its own date, that is what is told."""
    line = line_of("""
        sources:
          gazette: {published: 1931-06-12, reliability: A}
          wire: {published: 1931-06-13, reliability: A}
          minutes: {reliability: E}
          diary: {}
        events:
          talks: {claims: [{from: gazette, when: last month, as: planned}, {from: diary, when: 2 August 1931}]}
          toast:
            claims:
              - {from: gazette, when: June 1931, as: reported, at: page 2}
              - {from: wire, as: reported}
              - {from: minutes, when: 29 June 1931}
        """)
    assert (
        explain(line, "talks").partition("Claims\n")[2]
        == """\
  “2 August 1931” (diary): decides
  “last month” (gazette): rejected
    as printed it falls in May 1931, which does not fit gazette speaking of it
        as to come; nor, counted from “1931-06-12”, does it fit “2 August 1931”
        (diary); no usual slip explains it
"""
    )
    assert (
        explain(line, "toast").partition("Claims\n")[2]
        == """\
  “June 1931” (gazette, page 2): agrees
  “29 June 1931” (minutes): corrected
    as printed it is Monday 29 Jun 1931, which does not fit gazette (page 2,
        published “1931-06-12”) speaking of it as past, which leaves nothing
        after 12 Jun 1931; nor does it fit wire (published “1931-06-13”)
        speaking of it as past, which leaves nothing after 13 Jun 1931; one
        digit misprinted, it fits: Tuesday 9 Jun 1931
  wire speaks of it as past: agrees
"""
    )
    assert """\
“last month” of talks (gazette) cannot hold together with gazette speaking of talks as to come
“last month” of talks (gazette, published “1931-06-12”) cannot hold together with “2 August 1931” of talks (diary)
“29 June 1931” of toast (minutes) cannot hold together with gazette (page 2, published “1931-06-12”) speaking of toast \
as past
“29 June 1931” of toast (minutes) cannot hold together with wire (published “1931-06-13”) speaking of toast as past
""" == "".join(f"{conflict.text}\n" for conflict in line.conflicts)


def test_ordinals_of_a_series_are_named():
    """A step over an ordinal of a series names it, and its zone where the series has several."""
    line = line_of("""
        zone: Europe/Paris
        sources: {daily: {}}
        series: {talks: {}}
        events:
          second: {zone: Asia/Tokyo, when: {daily: 6 September 2022}, nth: 2 of talks}
          third: {nth: 3 of talks}
        """)
    assert (
        explain(line, "third").partition("not after")[0]
        == """\
third: third
  from 5 Sep 2022 (inferred)

not before 5 Sep 2022, because
  second (Asia/Tokyo) starts 6 Sep 2022 or later: “6 September 2022” (daily)
  the 2nd of talks (Asia/Tokyo) starts 6 Sep 2022 or later: second 2nd of talks
      (curator)
  the 3rd of talks (Europe/Paris) starts 5 Sep 2022 or later: the series runs in
      order
  third (Europe/Paris) starts 5 Sep 2022 or later: 3rd of talks (curator)

"""
    )


def test_a_day_of_retrieval_that_does_not_fit():
    """A source that was retrieved before it appeared says so, and so does every report."""
    line = line_of("sources: {wire: {published: 2023-01-01, retrieved: 2022-10-01, reliability: A}}\n")
    assert Verdict.REJECTED is line.source("wire").retrieved
    assert (
        explain(line, "wire").partition("Claims\n")[2]
        == """\
  “2023-01-01”, as given: decides
  “2022-10-01”, on which it was retrieved: rejected
    does not fit “2023-01-01”, as given
"""
    )
    for form in ("text", "markdown", "html"):
        told = " ".join(render(line, form).replace("&quot;", '"').split())
        assert 'retrieved "2022-10-01", which does not fit “2023-01-01”, as given' in told, form


def test_a_gap_that_is_longer_than_its_words_suggest():
    """Two weeks and more that turn out to be months are kept, and told."""
    line = line_of("""
        sources: {a: {}, b: {}}
        events:
          visit: {when: {a: 2023-03-20}}
          talks: {when: {b: 2023-08-05}, after: {visit: more than 2 weeks}}
        """)
    assert (
        explain(line, "talks").partition("Claims\n")[2]
        == """\
  “2023-08-05” (b): decides
  more than 2 weeks after visit (curator): agrees
    the gap is longer than such words suggest
"""
    )


def test_how_sure_a_claim_is_is_told():
    """What weighs less because its certainty is less is told with that."""
    line = line_of("""
        sources: {a: {}, b: {}}
        events:
          held: {claims: [{from: a, when: 3 March 2022, certainty: possible}, {from: b, when: 9 September 2021}]}
          told:
            claims: [{from: a, as: reported, certainty: 0.75, at: p. 2}]
            after: [{event: held, certainty: likely}]
        """)
    assert (
        explain(line, "held").partition("Claims\n")[2]
        == """\
  “3 March 2022” (a, possible): rejected
    as printed it is Thursday 3 Mar 2022, which does not fit “9 September 2021”
        (b); no usual slip explains it
  “9 September 2021” (b): decides
"""
    )
    assert (
        explain(line, "told").partition("Claims\n")[2]
        == """\
  a (p. 2, certainty 0.75) speaks of it as past: agrees
  after held (curator, likely): decides
"""
    )


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("meets: visit", "meeting visit"),
        ("met-by: visit", "met by visit"),
        ("contains: visit", "containing visit"),
        ("part-of: visit", "part of visit"),
        ("overlaps: visit", "overlapping visit"),
        ("overlapped-by: visit", "overlapped by visit"),
        ("starts-with: visit", "starting with visit"),
        ("started-by: visit", "started by visit"),
        ("ends-with: visit", "ending with visit"),
        ("ended-by: visit", "ended by visit"),
        ("same-time-as: visit", "at the same time as visit"),
        ("same-day-as: visit", "on the same day as visit"),
        ("prepares-for: {visit: 2 days}", "preparing for visit, 2 days before it"),
        ("follows: {visit: 2 days}", "following visit, 2 days after it"),
        ("after: {visit: 2 days}", "2 days after visit"),
        ("during: visit", "during visit"),
    ],
)
def test_relations_are_told_in_words(relation, words):
    """A relation that does not fit, or is not fitted, is told as English, whichever it is."""
    line = line_of(f"""
        sources: {{b: {{}}}}
        events:
          visit: {{when: 20 March 2020}}
          held: {{when: {{b: 17 August 2001}}, {relation}}}
        """)
    told = " ".join(explain(line, "held").split())
    assert (
        f"{words} (curator): rejected does not fit" in told
        or f"which does not fit {words} (curator) and" in told
    )


def test_an_undated_event_says_so_once():
    """An event of which nothing dates is undated, and its status says no more."""
    line = line_of("events: {sails: {lasts: 3 days}}\n")
    assert explain(line, "sails").startswith("sails: sails\n  undated\n\nnot before: nothing says\n")
