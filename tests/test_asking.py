"""Days that are asked about: what speaks against them, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

import timeline as tl
from timeline.errors import DateError, UnknownName
from timeline.evidence.model import DateClaim, Dossier, Event, Source
from timeline.evidence.reading import load, loads
from timeline.reasoning.asking import why_not
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.stakes import HEADING

EXAMPLE = Path(__file__).parent.parent / "events.yaml"


@pytest.fixture(scope="module")
def line() -> Timeline:
    return reconcile(load(EXAMPLE))


def test_why_not_names_what_speaks_against(line):
    """A date that an event cannot have is answered with the claims that rule it out."""
    assert why_not(line, "dpd-7", "2023-03-29") == (
        "dpd-7 on Wednesday 29 Mar 2023 does not fit over two weeks after kishida-visit (dialogue) and "
        "“March 20, 2023” of kishida-visit (briefing), which leave 4-20 Apr 2023"
    )


def test_what_holds_as_a_misprint_speaks_only_alone():
    """Against a date, claims that hold as printed are told, and one that holds as a misprint only without such."""
    sources = [Source(id=name) for name in "abc"]
    claims = [
        DateClaim(source="a", text="5 April 2023"),
        DateClaim(source="b", text="7 May 2023"),
        DateClaim(source="c", text="7 May 2023"),
    ]
    asked = reconcile(Dossier(sources=sources, events=[Event(id="x", claims=claims)]))
    assert why_not(asked, "x", "2023-09-01") == (
        "x on Friday 1 Sep 2023 does not fit “7 May 2023” (b); nor does it fit “7 May 2023” (c)"
    )
    near = [DateClaim(source="a", text="6 May 2023"), *claims[1:]]
    asked = reconcile(Dossier(sources=sources, events=[Event(id="x", claims=near)]))
    assert why_not(asked, "x", "2023-09-01") == (
        "x on Friday 1 Sep 2023 does not fit “7 May 2023” (b); nor does it fit “7 May 2023” (c)"
    )
    swapped = Event(
        id="x",
        claims=[DateClaim(source="a", text="5 April 2023"), DateClaim(source="b", text="a Thursday")],
    )
    alone = reconcile(Dossier(sources=sources, events=[swapped]))
    assert why_not(alone, "x", "2023-09-07") == (
        "x on Thursday 7 Sep 2023 does not fit “5 April 2023” (a, printed one day off), which leaves 4-6 Apr 2023"
    )


def test_why_not_allows_what_is_possible(line):
    """Nothing speaks against a day that an event can have."""
    assert "nothing speaks against 2022-07-08 for abe-shooting, which falls in Jul 2022" == why_not(
        line, "abe-shooting", "2022-07-08"
    )
    assert "nothing speaks against 2023 for dpd-7, which falls on Wednesday 5 Apr 2023" == why_not(
        line, "dpd-7", "2023"
    )


def test_why_not_of_ranges_and_wordings(line):
    """What is asked for is told as a range where it is one, else as it was asked."""
    answers = [why_not(line, "acsa-signed", day) for day in ("2019", "2020-09-29/2020-10-02")]
    assert [
        "acsa-signed in 2019 does not fit “In September 2020” (preview)",
        "acsa-signed within 29 Sep - 2 Oct 2020 does not fit “In September 2020” (preview)",
    ] == answers


def test_asking_changes_nothing(line):
    """A claim of no weight moves no date."""
    asked = Event(
        id="x", claims=[DateClaim(source="a", text="2020-01-10"), DateClaim(text="1999", certainty="0")]
    )
    assert "2020-01-10" == reconcile(Dossier(sources=[Source(id="a")], events=[asked]))["x"].start.iso


def test_why_not_tells_the_time():
    """A time on a day that fits is answered by what leaves no room for it."""
    line = reconcile(loads("events: {talks: {when: 8 September 2022 at 10:30}}"))
    answer = why_not(line, "talks", "8 September 2022 at 13:45")
    fits = "the time of day does not fit “8 September 2022 at 10:30” (curator)"
    assert f"talks on Thursday 8 Sep 2022: {fits}" == answer


def test_why_not_of_a_source(line):
    """A publication day that cannot be is answered with what rules it out, one that can be with what is known."""
    assert why_not(line, "preview", "20 July 2022") == (
        "that preview appeared on Wednesday 20 Jul 2022 does not fit “next month” of abe-funeral (preview) and"
        " “on September 27” of abe-funeral (preview)"
    )
    assert "nothing speaks against 2022-08-05 for preview, which appeared in Aug 2022" == why_not(
        line, "preview", "2022-08-05"
    )


def test_why_not_of_a_printed_publication_day():
    """What is printed on a source speaks for itself, and so do the day of retrieval and what its words date."""
    asked = reconcile(
        loads("""
        sources:
          gazette: {published: 1931-06-12, retrieved: 2019-04-02}
          register: {reliability: A}
        events: {opening: {when: {gazette: yesterday, register: 11 June 1931}}}
        """)
    )
    assert why_not(asked, "gazette", "March 2023") == (
        "that gazette appeared in Mar 2023 does not fit “1931-06-12”, as given; nor does it fit “2019-04-02”, on"
        " which it was retrieved; nor does it fit “yesterday” of opening (gazette) and “11 June 1931” of opening"
        " (register)"
    )


def test_why_not_of_a_copy():
    """A copy has a publication day of its own, which only its own print and what it tells as past bound."""
    asked = reconcile(
        loads("""
        sources: {wire: {published: 2021-06-11}, blog: {copies: wire}}
        events: {deal: {claims: [{from: blog, when: today, as: reported}]}}
        """)
    )
    assert why_not(asked, "blog", "10 June 2021") == (
        "that blog appeared on Thursday 10 Jun 2021 does not fit “today” of deal (blog, copying wire, published"
        " “2021-06-11”), which leaves nothing before 11 Jun 2021"
    )
    assert why_not(asked, "blog", "2021-06-14") == (
        "nothing speaks against 2021-06-14 for blog, which appeared on 11 Jun 2021 or later"
    )


def test_why_not_of_a_source_of_unknown_day():
    """Of a source of which nothing else is known, any day can be."""
    asked = reconcile(loads("sources: {log: {}}\nevents: {sails: {when: {log: 1964}}}\n"))
    assert "nothing speaks against 1950 for log, whose publication day is unknown" == why_not(
        asked, "log", "1950"
    )


def test_asking_takes_one_date_and_one_name(line):
    """A text that is no date, or hangs on another day, and an id that nobody has are refused."""
    for name in ("preview", "dpd-7"):
        with pytest.raises(DateError):
            why_not(line, name, "soon")
        with pytest.raises(DateError):
            why_not(line, name, "last month")
    with pytest.raises(UnknownName, match="prevew"):
        why_not(line, "prevew", "2022")


def test_explain_answers_all_questions(line):
    """The verb takes the same questions as the command: a date, sources left out or trusted more, margins."""
    assert tl.explain(line, "express", why_not="2023-03-19") == (
        "that express appeared on Sunday 19 Mar 2023 does not fit “On Monday” of\n"
        "    kishida-visit (express) and “March 20, 2023” of kishida-visit (briefing),\n"
        "    which leave 20-26 Mar 2023\n"
    )
    assert "6-20 Mar 2023" in tl.explain(line, "kishida-visit", without=["briefing"])
    told = tl.explain(line, "dpd-7", why_not="2023-03-29", margins=True).splitlines()
    assert ["", HEADING] == told[3:5]
    trusted = tl.explain(line, "acsa-signed", trust={"preview": "E"}, margins=True)
    assert trusted != tl.explain(line, "acsa-signed", margins=True)
    with pytest.raises(UnknownName, match="did you mean 'express'"):
        tl.explain(line, "dpd-7", without=["expres"])


def test_why_not_of_dates_of_other_shapes():
    """A date with another weekday than its own is none, and an open one or one of several is put as what it is."""
    asked = reconcile(
        loads("""
        sources: {register: {}}
        events: {opening: {when: {register: 11 June 1931}}}
        """)
    )
    assert "there is no Sunday, 11 June 1931: 11 Jun 1931 is a Thursday" == why_not(
        asked, "opening", "Sunday, 11 June 1931"
    )
    assert "there is no Sunday, 11 June 1931: 11 Jun 1931 is a Thursday" == why_not(
        asked, "register", "Sunday, 11 June 1931"
    )
    against = "does not fit “11 June 1931” (register)"
    for text, when in (
        ("since 1933", "starting in 1933"),
        ("until May 1930", "ending in May 1930"),
        ("8/9/1931", "on Sunday 9 Aug 1931 or Tuesday 8 Sep 1931"),
        ("[1929-05,1932-06]", "in May 1929 or in Jun 1932"),
        ("1932", "in 1932"),
        ("a Monday", "on a Monday"),
    ):
        assert f"opening {when} {against}" == why_not(asked, "opening", text)
