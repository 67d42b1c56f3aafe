"""Remarks on the evidence: each with a case where it is made, and one where it is not."""

from __future__ import annotations

from timeline.evidence.model import DateClaim, Dossier, Event, Source
from timeline.evidence.reading import loads
from timeline.reasoning.findings import findings, suspected_copies
from timeline.reasoning.reconcile import reconcile


def remarks(code: str, sources: str | list[Source], *claims: DateClaim) -> list[tuple[str, str | None]]:
    """The remarks of a code on one event, each with its advice."""
    named = [Source(id=name) for name in sources] if isinstance(sources, str) else sources
    dossier = Dossier(sources=named, events=[Event(id="x", claims=claims)])
    found = findings(reconcile(dossier))
    return [(problem.message, problem.help) for problem in found if problem.code == code]


def say(text: str, *voices: str, **more: str) -> list[DateClaim]:
    return [DateClaim(source=voice, text=text, **more) for voice in voices]


def test_date_on_one_source():
    """A date that one source gives rests on that; one that two give alike does not."""
    assert [("the date of 'x' rests on one source, a", None)] == remarks("TL511", "a", *say("2020", "a"))
    assert [] == remarks("TL511", "ab", *say("2020", "a", "b"))


def test_who_was_not_kept_is_no_support():
    """A source whose date was not kept is told apart from the one that the date rests on."""
    sources = [Source(id="a", reliability="A"), Source(id="b")]
    claims = [*say("10 January 2020", "a"), *say("23 June 2021", "b")]
    assert [("the date of 'x' rests on one source, a", "what b says was not kept")] == remarks(
        "TL511", sources, *claims
    )


def test_what_could_not_be_read_is_not_told_as_lost():
    """A source whose date could not be read is told with that problem alone."""
    claims = [*say("25 March 1815", "a"), DateClaim(source="b", text="Lady Day 1814", unread="no date")]
    assert [("the date of 'x' rests on one source, a", None)] == remarks("TL511", "ab", *claims)


def test_date_on_one_family():
    """Copies count as one with what they copy, and are told as a family."""
    sources = [Source(id="a"), Source(id="b", copies="a"), Source(id="c")]
    assert [("the date of 'x' rests on one family of sources, a and b", None)] == remarks(
        "TL511", sources, *say("2020", "a", "b")
    )
    assert [("the date of 'x' rests on one source, b (copies a)", None)] == remarks(
        "TL511", sources, *say("2020", "b")
    )
    assert [] == remarks("TL511", sources, *say("2020", "a", "b", "c"))


def test_dates_on_the_only_source():
    """Where no source could have confirmed another, that is told once for all events, and not for each."""
    events = [Event(id=name, when={"a": "2020"}) for name in "xyz"] + [Event(id="own", when="2021")]
    alone = findings(reconcile(Dossier(sources=[Source(id="a")], events=events)))
    assert ["3 dates rest on the only source, a"] == [problem.message for problem in alone]
    family = [Source(id="a"), Source(id="b", copies="a")]
    told = findings(reconcile(Dossier(sources=family, events=events)))
    assert ["3 dates rest on the only family of sources, a and b"] == [problem.message for problem in told]
    beside = findings(reconcile(Dossier(sources=[Source(id="a"), Source(id="b")], events=events)))
    assert 3 == len(beside)


def test_two_camps_are_suggested_as_two_events():
    """Claims that fall into two steady camps are said to be perhaps two events."""
    claims = [*say("1 March 2020", *"abc"), *say("20 June 2021", *"de")]
    assert [
        (
            "the claims on 'x' split in two: a, b and c say 1 Mar 2020, while d and e say 20 Jun 2021",
            "perhaps these are two events, such as announced and held, or signed and in force",
        )
    ] == remarks("TL513", "abcde", *claims)
    assert [] == remarks("TL513", "abcd", *claims[:4])


def test_a_camp_is_of_independent_sources():
    """A source and its copy are no camp, and neither are two sources that are wrong each in its own way."""
    family = [*(Source(id=name) for name in "abcd"), Source(id="e", copies="d")]
    claims = [*say("1 March 2020", *"abc"), *say("20 June 2021", *"de")]
    assert [] == remarks("TL513", family, *claims)
    alone = [*say("1 March 2020", *"abc"), *say("20 June 2021", "d"), *say("7 July 2022", "e")]
    assert [] == remarks("TL513", "abcde", *alone)


def test_tie_names_what_it_is_between():
    """Outcomes at the same cost are told with their days, and with the claims that they treat differently."""
    claims = [*say("3 May 2019", "a"), *say("21 November 2022", "b")]
    message = (
        "'x' has several outcomes at the same cost, 21 Nov 2022 or 3 May 2019, which differ in x/a and x/b"
    )
    assert [message] == [told for told, _ in remarks("TL515", "ab", *claims)]
    graded = [Source(id="a", reliability="A"), Source(id="b")]
    assert [] == remarks("TL515", graded, *claims)


def test_sources_that_agree_on_everything_are_suspected():
    """Two sources that date five events alike are suggested as copies, two that share four are not."""

    def events(count: int) -> list[Event]:
        days = [f"2020-0{n + 1}-11" for n in range(count)]
        return [Event(id=f"e{n}", claims=say(day, "a", "b")) for n, day in enumerate(days)]

    sources = [Source(id="a"), Source(id="b")]
    assert [("a", "b", 5)] == list(suspected_copies(Dossier(sources=sources, events=events(5))))
    assert [] == list(suspected_copies(Dossier(sources=sources, events=events(4))))


def test_source_that_could_not_have_known():
    """A source that tells as past what better sources date after it could not have known it."""

    def told(published: str) -> list[str]:
        sources = [Source(id="early", published=published, reliability="A")]
        sources += [Source(id=name, reliability="A") for name in "ab"]
        claims = [*say("2020", "early", stance="reported"), *say("2020-05-01", "a", "b")]
        return [message for message, _ in remarks("TL512", sources, *claims)]

    message = "early could not have known of 'x': spoken of as past on “2020-03-01”, it does not fit “2020-05-01” (a)"
    assert [message] == told("2020-03-01")
    assert [] == told("2020-06-01")


def test_bare_mention_that_could_not_have_been():
    """A source that mentions as past, without a date, what comes after it could not have known it either."""
    sources = [Source(id="early", published="2020-03-01"), Source(id="a", reliability="A")]
    claims = [DateClaim(source="early", stance="reported"), DateClaim(text="2020-05-01")]
    assert [
        (
            "early could not have known of 'x': said on “2020-03-01”, it does not fit “2020-05-01” (curator)",
            None,
        )
    ] == remarks("TL512", sources, *claims)


def test_what_was_no_longer_to_come_should_have_been_known():
    """A source that announces what is past should have known, and one cannot have seen what was not going on."""
    sources = [Source(id="late", published="2020-06-01"), Source(id="a", reliability="A")]
    for stance, belied in (
        ("planned", "late should have known that 'x' was past"),
        ("ongoing", "late could not have seen 'x' going on"),
    ):
        claims = [DateClaim(source="late", stance=stance), DateClaim(text="2020-05-01")]
        assert [(f"{belied}: said on “2020-06-01”, it does not fit “2020-05-01” (curator)", None)] == remarks(
            "TL512", sources, *claims
        )


def test_ties_are_told_where_they_arise():
    """A tied time or publication day is remarked on with its choice; what merely follows from a tie is not."""
    line = reconcile(
        loads("""
        sources:
          one: {reliability: B}
          other: {reliability: B}
          daily: {published: 2020-05-04}
          weekly: {published: 2018-11-25}
        events:
          talks: {when: {one: 8 September 2022 at 10:30, other: 8 September 2022 at 16:00}}
          signed: {when: {one: 10 March 2020, other: 2 May 2021}}
          told: {after: {signed: exactly 2 days}}
          toast: {when: {daily: today, weekly: today}}
          lunch: {when: {daily: yesterday, weekly: yesterday}}
          dinner: {when: {daily: today, weekly: today}}
        """)
    )
    told = [problem.message for problem in findings(line) if problem.code == "TL515"]
    days = "several outcomes at the same cost, 4 May 2020 or 25 Nov 2018, which differ in daily/published and"
    dates = "'signed' has several outcomes at the same cost, 10 Mar 2020 or 2 May 2021"
    times = "'talks' has several outcomes at the same cost, 8 Sep 2022, at 16:00 (UTC); or 8 Sep 2022, at 10:30 (UTC)"
    assert [
        f"{dates}, which differ in signed/one and signed/other",
        f"{times}, which differ in talks/one and talks/other",
        f"the publication day of 'daily' has {days} weekly/published",
        f"the publication day of 'weekly' has {days} weekly/published",
    ] == sorted(told)
