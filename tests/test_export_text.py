"""The text report; the notes T1.. of docs/reference/report.md name these tests."""

from __future__ import annotations

import re
import sys
import textwrap

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from timeline.evidence.model import Dossier, Event, Series
from timeline.export import columns, render
from timeline.export.colour import painted
from timeline.export.text import date_column, render as render_text
from timeline.export.words import entry_words
from timeline.reasoning.entries import Entry
from timeline.reasoning.outcome import Timeline
from timelines import claim, design, entry, line, plain, relation, source


def body(shown: Timeline, **options: object) -> str:
    """The report without its header."""
    return render_text(shown, **options).split("\n\n", 1)[1]


def dedent(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


def talks(*args: object, **given: object) -> Entry:
    return entry(Event(id="talks", title="Talks", kind="dialogue"), *args, **given)


def test_layout_of_the_design() -> None:
    """The report has the layout that the design draws."""
    expected = dedent("""
        India–Japan defence cooperation            4 events · 7 claims · 1 corrected

        2019-11           First 2+2 ministerial dialogue                    dialogue
                          India, Japan                                    [2plus2-1]
           = preview      "in November 2019" -> Nov 2019
        2022-09-08        Second 2+2 ministerial dialogue                   dialogue
                          Tokyo · India, Japan                            [2plus2-2]
           = preview      "September 8" -> 8 Sep 2022
                          (published Aug 2022, inferred)
           + express      "last year" -> 2022, agrees but wider
           > 2nd of 2plus2: after 2plus2-1 (Nov 2019)
        2023-03-20        Prime Minister Kishida visits India                  visit
        to 2023-03-21                                                [kishida-visit]
           = curator      "2023-03-20/2023-03-21" -> 20-21 Mar 2023
        2023-04-05        Seventh Defence Policy Dialogue                   dialogue
                                                                             [dpd-7]
           ≈ daily        "5th of March 2023" (para 1, likely): that was a Sunday,
                          and daily says Wednesday; month slip: 5 April 2023 is a
                          Wednesday and more than 2 weeks after kishida-visit
           > more than 2 weeks after kishida-visit (20-21 Mar 2023), says daily

        Sources
           ~ daily        published 6-12 Apr 2023, inferred
           ~ express      published 2023, inferred
                          The Express
           ~ preview      published Aug 2022, inferred
                          What to expect of 2+2

        2 events rest on one source: 2plus2-1, dpd-7
        Missing from dpd: 1 to 6
        One date would settle most: the publication day of preview
    """)
    assert expected == render(design())


def test_ascii_marks() -> None:
    """With ascii no mark or separator of ours is outside ASCII; what the data hold stays."""
    report = render(design(), ascii=True)
    assert {"–"} == {char for char in report if not char.isascii()}
    assert '   * daily        "5th of March 2023"' in report


def test_no_sources_no_verdicts() -> None:
    """Without sources there is no claim, no verdict and no word about sources."""
    visit = entry(
        Event(id="visit", title="State visit", kind="visit"),
        "2023-03-20",
        "2023-03-21",
        claims=(claim("2023-03-20/2023-03-21", None, "2023-03-20/2023-03-21"),),
    )
    later = talks("2023-04-05", relations=(relation("after", "visit"),), claims=(claim("5 April 2023"),))
    expected = dedent("""
        case                                                                2 events

        2023-03-20        State visit                                          visit
        to 2023-03-21                                                        [visit]
        2023-04-05        Talks                                             dialogue
                                                                             [talks]
           > after visit (20-21 Mar 2023)
    """)
    assert expected == render(line(visit, later))


def test_broken_word_of_the_curator_is_shown() -> None:
    """Without sources a claim that was not kept is shown all the same, with its reason."""
    judged = claim("4 April 2023", None, "2023-04-04", "rejected", because="visit ends on 5 Apr 2023")
    shown = body(line(talks("2023-04-05", status="disputed", claims=(judged,))))
    assert '   ✗ curator      "4 April 2023": visit ends on 5 Apr 2023\n' in shown


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (claim("May 2022", "s", "2022-05-01/2022-05-31"), '   = s            "May 2022" -> May 2022'),
        (
            claim("last May", "s", "2022-05-01/2022-05-31", tense="rejected"),
            '   = s            "last May" -> May 2022, but its tense does not hold',
        ),
        (claim("on a Wednesday", "s", None, "agrees"), '   + s            "on a Wednesday", agrees'),
        (
            claim("6/9/1931", "s", "1931-06-09/1931-09-06", readings=("1931-06-09", "1931-09-06")),
            '   = s            "6/9/1931" -> 9 Jun 1931 or 6 Sep 1931',
        ),
        (
            claim("This year", "s", "2023-01-01/2023-12-31", stance="ongoing"),
            '   = s            "This year" (as ongoing) -> 2023',
        ),
        (claim(None, "s", stance="reported", verdict="agrees"), "   + s            mentioned as past"),
        (claim(None, "s", stance="planned", verdict="agrees"), "   + s            mentioned as to come"),
        (claim(None, "s", stance="ongoing", verdict="agrees"), "   + s            mentioned as going on"),
        (
            claim(None, "s", "../2022-05-31", "agrees", stance="reported"),
            "   + s            mentioned as past -> until 31 May 2022",
        ),
        (
            claim("11 September", "s", "2022-09-11", moment="start"),
            '   = s            starts "11 September" -> 11 Sep 2022',
        ),
        (
            claim("May", "s", "2022-05-01/2022-05-31", reading="other"),
            '   = s            "May", not in the usual direction',
        ),
        (
            claim(
                "May", "s", "2022-05-01/2022-05-31", reading="other", because="in the usual direction it ..."
            ),
            '   = s            "May": in the usual direction it ...',
        ),
        (
            claim("4 May 2022", "s", verdict="corrected", slips=("±1 day",), corrected_to=("2022-05-05",)),
            '   ≈ s            "4 May 2022": ±1 day slip for 5 May 2022',
        ),
        (
            claim("4 May 2022", "s", "2022-05-04", "overruled", because="the ministry is preferred"),
            '   ✗ s            "4 May 2022": the ministry is preferred',
        ),
        (
            claim("4 May 2022", "s", "2022-05-04", "rejected"),
            '   ✗ s            "4 May 2022" -> 4 May 2022, rejected',
        ),
        (
            claim("soonish", "s", None, "unread", unread="too vague"),
            '   ? s            "soonish": too vague',
        ),
        (
            claim("4 May 2022", "s", "2022-05-04", tied=True),
            '   ! s            "4 May 2022" -> 4 May 2022, tied with another outcome',
        ),
        (
            claim("4 May 2022", "s", "2022-05-04", tied=True, because="another outcome costs the same"),
            '   ! s            "4 May 2022" -> 4 May 2022; another outcome costs the same',
        ),
        (
            claim("two days later", "s", "2022-05-04", anchor="visit"),
            '   = s            "two days later", counted from visit -> 4 May 2022',
        ),
    ],
)
def test_claims_in_words(judged: object, expected: str) -> None:
    """A claim shows its mark, its source, its words, what they mean, and why they were not kept."""
    shown = body(line(talks("2022-05-04", claims=(judged,)), sources=(source("s"),)))
    assert expected in shown.split("\n")


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (relation("after", "other"), "   > after other"),
        (relation("after", "talks"), "   > after talks (4 May 2022)"),
        (relation("part-of", "other"), "   > part of other"),
        (relation("same-time-as", "other", source="s"), "   > same time as other, says s"),
        (relation("before", "other", gap="2 weeks"), "   > 2 weeks before other"),
        (relation("follows", "other", gap="2 weeks"), "   > follows other, 2 weeks after it"),
        (relation("lasts", gap="3 days"), "   > lasts 3 days"),
        (relation("nth", series="dpd", ordinal=3), "   > 3rd of dpd"),
        (relation("after", "other", certainty="likely"), "   > after other (likely)"),
        (relation("after", "other", "rejected", because="they overlap"), "   ✗ after other: they overlap"),
        (relation("after", "other", "rejected"), "   ✗ after other, rejected"),
        (relation("after", "other", tied=True), "   ! after other, tied with another outcome"),
    ],
)
def test_relations_in_words(judged: object, expected: str) -> None:
    """A relation shows its mark, the other event with its date, and why it was not kept."""
    shown = body(line(talks("2022-05-04", relations=(judged,)), sources=(source("s"),)))
    assert expected in shown.split("\n")


def test_quotes_and_notes_hang_below() -> None:
    """A quote that adds to the wording, and every note, stand below what they belong to."""
    judged = claim("8 May", "s", "2022-05-08", quote="the eighth", note="a typist's date")
    repeated = claim("9 May", "s", "2022-05-09", quote="9 May")
    related = relation("after", "visit", note="plain from context")
    shown = body(
        line(talks("2022-05-08", claims=(judged, repeated), relations=(related,)), sources=(source("s"),))
    )
    lines = shown.split("\n")[2:8]
    assert [
        '   = s            "8 May" -> 8 May 2022',
        '                  quote: "the eighth"',
        "                  note: a typist's date",
        '   = s            "9 May" -> 9 May 2022',
        "   > after visit",
        "                  note: plain from context",
    ] == lines


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2022-09-08", None, ["2022-09-08"]),
        ("2022-07-01/2022-07-31", None, ["2022-07"]),
        ("2022-01-01/2022-12-31", None, ["2022"]),
        ("2021-01-01/2022-12-31", None, ["2021..2022"]),
        ("2022-01-01/2022-08-31", None, ["2022-01..2022-08"]),
        ("2022-08-03/2022-08-31", None, ["2022-08-03..31"]),
        ("2022-08-03/2022-09-14", None, ["2022-08-03..09-14"]),
        ("2022-12-28/2023-01-14", None, ["2022-12-28..2023-01-14"]),
        ("../2022-09-08", None, ["..2022-09-08"]),
        ("2023-03-20/..", None, ["2023-03-20.."]),
        ("..", None, ["undated"]),
        ("2023-01-12", "2023-01-26", ["2023-01-12", "to 2023-01-26"]),
        ("2023-01-12", "2023-01-20/..", ["2023-01-12", "to 2023-01-20.."]),
        ("..", "2023-01-20/2023-01-21", ["undated", "ends 2023-01-20..21"]),
        ("-0043-03-15", None, ["-0043-03-15"]),
        ("17000-01-01/17000-12-31", None, ["17000"]),
    ],
)
def test_date_column(start: str, end: str | None, expected: list[str]) -> None:
    """Dates are ISO, shortened without doubt; an end of its own stands below the start."""
    first, second = body(line(talks(start, end))).split("\n")[:2]
    assert "Talks" in first
    shown = [first.split(" Talks")[0].strip(), second.removesuffix("[talks]").strip()]
    assert expected == [text for text in shown if text]


def test_date_and_title_on_one_line() -> None:
    """However long the date, the title begins on its line, and lines up wherever it can."""
    shown = body(line(talks("2022-12-28/2023-01-14"), talks("2023-02-01")))
    assert ["2022-12-28..2023-01-14 Talks", "2023-02-01        Talks"] == re.findall(
        r"^2.*Talks", shown, re.MULTILINE
    )


def test_holes_are_named() -> None:
    """Where a start can lie in several runs of days, they are listed."""
    runs = tuple(entry(Event(id="x"), day).start for day in ("2022-08-09", "2022-09-08"))
    shown = body(line(talks("2022-08-09/2022-09-08", candidates=runs)))
    assert "one of 9 Aug 2022, 8 Sep 2022" in shown


def test_inferred_events_say_so() -> None:
    """An event that no claim dates is marked as inferred, in a dossier with sources."""
    shown = body(line(talks("../2022-09-08", status="inferred"), sources=(source("s"),)))
    assert "   ~              no date of its own: worked out from other claims\n" in shown


def test_cancelled_events_say_so() -> None:
    """A planned or cancelled event says so beside its place."""
    event = Event(id="talks", title="Talks", place="Tokyo", parties=["India", "Japan"], status="cancelled")
    assert "Tokyo · India, Japan · cancelled" in render(line(entry(event, "2022-09-08")))


def test_printed_publication_days() -> None:
    """A source shows its publication day, and what became of a printed one."""
    sources = (
        source("dated", "2022-09-08", printed=None),
        source("unknown", inferred=True),
        source(
            "wrong",
            "2022-08-01/2022-08-31",
            inferred=True,
            because="printed 15 Aug 2021, before all it reports",
        ),
    )
    wrong = attrs.evolve(sources[2], printed=claim("x", "s", verdict="rejected").verdict)
    shown = render(line(talks("2022-09-08"), sources=(*sources[:2], wrong)))
    expected = dedent("""
        Sources
             dated        published 8 Sep 2022
             unknown      publication day unknown
           ✗ wrong        published Aug 2022, inferred: printed 15 Aug 2021, before
                          all it reports
    """)
    assert shown.endswith("\n\n" + expected)


def test_closing_lines() -> None:
    """The report closes with what is open, and only with that."""
    shown = line(
        talks("2022-09-08", independent_sources=1),
        entry(Event(id="lost", title="Lost"), "..", status="undated"),
        sources=(source("s", "2022-09-09"),),
        unknown_order=(("talks", "lost"),),
        missing_ordinals=(("dpd", (1, 3, 4, 5)),),
        settles_most="talks",
        optimal=False,
        shortfall=340,
    )
    expected = dedent("""
        Undated: lost
        Order not certain: talks and lost
        1 event rests on one source: talks
        Missing from dpd: 1, 3 to 5
        One date would settle most: the date of talks
        Not shown to be the best outcome: a limit was reached, and one that costs
          3.40 nats less is not ruled out
    """)
    assert expected == render(shown).split("\n\n")[-1]
    assert render(plain("Talks")).endswith("[e0]\n")


@pytest.mark.parametrize(("number", "end"), [(61, "e59, e60"), (62, "e59 and 2 more")])
def test_long_closing_lines(number: int, end: str) -> None:
    """A closing line names sixty and counts the others, but for a single one."""
    events = [f"e{count}" for count in range(number)]
    shown = line(*(entry(Event(id=name), "..", status="undated") for name in events))
    told = render(shown).split("Undated: ")[1].replace("\n  ", " ")
    assert (", ".join(events[:60]), end) == (told[: len(", ".join(events[:60]))], told.strip()[-len(end) :])


def test_closing_lines_of_a_filtered_report() -> None:
    """A filtered report closes with what concerns the events that it shows."""
    events = [Event(id="one", nth="2 of dpd"), Event(id="other", nth="3 of jwg")]
    nths = [relation("nth", series=name, ordinal=number) for name, number in (("dpd", 2), ("jwg", 3))]
    whole = Timeline(
        dossier=Dossier(events=events, series=[Series(id="dpd"), Series(id="jwg")]),
        entries=tuple(
            entry(event, "2022-09-08", relations=(nth,)) for event, nth in zip(events, nths, strict=True)
        ),
        missing_ordinals=(("dpd", (1,)), ("jwg", (1, 2))),
        settles_most="one",
    )
    closing = ["Missing from dpd: 1", "Missing from jwg: 1, 2", "One date would settle most: the date of one"]
    assert closing == render(whole).splitlines()[-3:]
    assert "Missing from jwg: 1, 2" == render(whole.in_series("jwg")).splitlines()[-1]
    assert "Missing" not in render(whole.filter(lambda _: False))


def test_ordinals_taken_twice() -> None:
    """Of two events with the same ordinal neither is called the one before the other."""
    twins = [entry(Event(id=name, nth="2 of dpd"), "2022-09-08") for name in ("a", "b")]
    related = relation("nth", series="dpd", ordinal=2)
    shown = body(line(*(attrs.evolve(twin, relations=(related,)) for twin in twins)))
    assert ["   > 2nd of dpd"] * 2 == re.findall("^   >.*", shown, re.MULTILINE)


def test_links_stay_whole() -> None:
    """A link that is too wide for its column moves to the left, and goes over the edge before it is broken."""
    urls = ["https://example.org/" + "a" * size for size in (1, 45, 100)]
    shown = render(line(talks("2022-09-08"), sources=tuple(source(f"s{len(url)}", url=url) for url in urls)))
    expected = [" " * 11 + urls[1], urls[2], " " * 18 + urls[0]]
    assert sorted(expected) == sorted(re.findall("^ *https.*", shown, re.MULTILINE))


def test_copies_say_so() -> None:
    """A source that repeats another says which."""
    shown = render(line(talks("2022-09-08"), sources=(source("a"), source("b", copies="a"))))
    assert shown.endswith("     b            publication day unknown\n                  copies a\n")


def test_what_is_no_link_is_broken() -> None:
    """An address with spaces in it is text like any other."""
    shown = render(line(talks("2022-09-08"), sources=(source("s", url="see the box " * 20),)))
    assert 76 >= max(map(len, shown.splitlines()))


def test_open_at_both_ends() -> None:
    """An event with neither a first nor a last day is told by what lies inside of it."""
    shown = line(
        entry(Event(id="g20", title="Presidency"), "../2023-03-26", "2023-03-20/.."),
        talks("2023-03-22", relations=(relation("during", "g20"),)),
    )
    expected = dedent("""
        ..2023-03-26      Presidency                                           event
        to 2023-03-20..                                                        [g20]
        2023-03-22        Talks                                             dialogue
                                                                             [talks]
           > during g20 (begun by 26 Mar 2023, not over before 20 Mar 2023)
    """)
    assert expected == body(shown)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2017-01-01/2017-12-31", "2023-03-20/..", "from 2017"),
        ("2022-08-18/2022-08-31", "2022-09-01/..", "from 18-31 Aug 2022"),
        ("2022-01-03/2023-03-04", "2022-09-01/..", "from 3 Jan 2022"),
        ("../2022-05-31", "2022-05-01/2022-05-31", "until May 2022"),
        ("../2022-05-31", "2022-03-04/2022-05-30", "until 30 May 2022"),
        ("../2022-05-31", "../2022-05-31", "until 31 May 2022"),
    ],
)
def test_open_ends_in_words(start: str, end: str, expected: str) -> None:
    """What has one open end begins or ends in the stretch that is known, where that has a name."""
    assert expected == entry_words(entry(Event(id="e"), start, end))


def test_filtered_report_lists_its_own_sources() -> None:
    """A filtered timeline lists only the sources that its events rest on."""
    events = [Event(id="talks"), Event(id="visit")]
    both = Timeline(
        dossier=Dossier(events=events),
        entries=tuple(
            entry(
                event, "2022-09-08", claims=(claim(None, event.id[0], stance="reported", verdict="agrees"),)
            )
            for event in events
        ),
        sources=(source("t"), source("v")),
    )
    assert ["t", "v"] == re.findall(r"^ {5}(\w) ", render(both), re.MULTILINE)
    assert ["v"] == re.findall(
        r"^ {5}(\w) ", render(both.filter(lambda one: one.id == "visit")), re.MULTILINE
    )


def test_terminal_is_never_driven() -> None:
    """Escapes, controls and turned text in data are shown, never sent."""
    hostile = "a\x1b[31mb\x9bc\u202ed\u2066e\ud800f\x00g\r\nh\u2028i\u200bj"
    shown = render(plain(hostile, hostile), width=100)
    assert r"a\x1b[31mb\x9bc\u202ed\u2066e\ud800f\x00g h i\u200bj" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", 3),
        ("東京", 4),
        ("हिन्दी", 3),
        ("e\u0301", 1),
        ("👩‍👩‍👧", 2),
        ("❤\ufe0f", 2),
        ("각", 2),
        ("\u1100\u1161\u11a8", 2),
        ("ｶﾞ", 2),
        ("", 0),
    ],
)
def test_width_of_text(text: str, expected: int) -> None:
    """Wide characters take two cells, marks and joined emoji none of their own."""
    assert expected == columns.cells(text)


def test_wide_text_is_aligned() -> None:
    """What stands at the right keeps its column beside wide and combining characters."""
    shown = body(plain("第二回日印外務・防衛閣僚会合", "हिन्दी में बैठक", "Talks", kind="dialogue"))
    titles = [text for text in shown.split("\n") if text.endswith("dialogue")]
    assert [76, 76, 76] == [columns.cells(text) for text in titles]


LONG_WORDS = st.integers(1, 300).map(lambda size: "a" * size)
TEXTS = (
    LONG_WORDS | st.text(st.characters(codec="utf-8"), max_size=200) | st.text("ab 東e\u0301\n", max_size=300)
)


@settings(max_examples=200)
@given(
    title=TEXTS,
    place=TEXTS,
    because=TEXTS,
    name=st.from_regex(r"[a-z]{1,64}", fullmatch=True),
    width=st.integers(60, 100),
)
def test_no_line_is_too_wide(title: str, place: str, because: str, name: str, width: int) -> None:
    """Whatever the data, no line is too wide or ends in a space, and one newline ends the report."""
    judged = claim(place, name, "2022-09-08", "rejected", because=because)
    shown = line(
        entry(
            Event(id=name, title=title, kind=title or "x", place=place),
            "2022-12-28/2023-01-14",
            claims=(judged,),
        ),
        sources=(source(name, title=title),),
        title=title,
    )
    lines = render(shown, width=width).split("\n")
    assert [] == [text for text in lines if columns.cells(text) > width or text != text.rstrip()]
    assert "" == lines[-1]
    assert lines[-2]


@pytest.mark.parametrize("width", [59, 0, -1, 5000])
def test_width_has_limits(width: int) -> None:
    """A width that no report can have is refused."""
    with pytest.raises(ValueError, match="60 to 1000 columns"):
        render(plain("Talks"), width=width)


def test_months_need_both_ends() -> None:
    """A date is shortened to months only where both its ends are those of months."""
    assert "2022-07-01..30" == date_column(entry(Event(id="x"), "2022-07-01/2022-07-30").start)


def test_brief() -> None:
    """A brief report has a line for each event: date, title, status; and what is still open."""
    expected = dedent("""
        2019-11           First 2+2 ministerial dialogue               single-source
        2022-09-08        Second 2+2 ministerial dialogue                     agreed
        2023-03-20/2023-03-21 Prime Minister Kishida visits India             stated
        2023-04-05        Seventh Defence Policy Dialogue                  corrected

        2 events rest on one source: 2plus2-1, dpd-7
        Missing from dpd: 1 to 6
        One date would settle most: the publication day of preview
    """)
    assert expected == body(design(), brief=True)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("1066-01-01/1066-12-31", "1087-01-01/1087-12-31", "1066/1087"),
        ("1640-01-01/1649-12-31", "1640-01-05/1649-12-31", "1640..1649"),
        ("2022-05-01/2022-05-03", "2022-05-04", "2022-05-01..04"),
        ("2017-01-01/2017-12-31", "2022-05-04/..", "2017/.."),
        ("../2022-05-04", "2022-05-04", "..2022-05-04/.."),
    ],
)
def test_dates_in_brief(start: str, end: str, expected: str) -> None:
    """Start and end stand there where each is one unit; a range of either makes one range of both."""
    (shown,) = body(line(entry(Event(id="x"), start, end)), brief=True).splitlines()
    assert expected == shown.split()[0]


def test_nothing_to_say_takes_no_line() -> None:
    """Times that fill the line of the place leave no empty line below, where there is no place."""
    assert ["to 2022-05-04 22:00 to 06:00 (America/Chicago)", "[x]"] == [
        text.strip()
        for text in columns.beside("to 2022-05-04 22:00 to 06:00 (America/Chicago)", "", "[x]", 18, 50)
    ]


@pytest.mark.parametrize("width", [60, 76, 100])
def test_brief_keeps_to_a_line(width: int) -> None:
    """However long a title is and whatever it is written in, a brief report gives it one line of the width."""
    shown = plain("word " * 40, "東京" * 40, "हिन्दी " * 40, start="2023-04-05/2023-05-17")
    lines = body(shown, brief=True, width=width).splitlines()
    assert 3 == len(lines)
    assert all(columns.cells(text) == width for text in lines)


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("year", ["2019", "2022", "2023"]),
        ("month", ["November 2019", "September 2022", "March 2023", "April 2023"]),
    ],
)
def test_groups(group: str, headings: list[str]) -> None:
    """Events can stand under headings of years or months."""
    found = re.findall(r"\n\n(\S.*)\n\n", render(design(), group=group, brief=True))
    assert headings == found[: len(headings)]


def test_unknown_group() -> None:
    """A grouping that does not exist is an error of the call."""
    with pytest.raises(ValueError, match="grouped by year or month, not by 'week'"):
        render(design(), group="week")


def test_colour_adds_nothing() -> None:
    """In colour the report has the same characters; marks have colours, and nothing of the data has."""
    report = render(design())
    shown = painted(report)
    assert report == re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "   \x1b[33m≈\x1b[0m daily" in shown
    assert "\x1b[32m=\x1b[0m preview" in shown


def test_no_colour_without_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rich the report stays as it is."""
    for name in ("rich.console", "rich.text"):
        monkeypatch.setitem(sys.modules, name, None)
    assert render(design()) == painted(render(design()))
