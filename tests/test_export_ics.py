"""The iCalendar file; the notes C1.. of docs/reference/calendar.md name these tests."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

import ics_lint
from timeline.dates.clocks import ClockRange
from timeline.evidence.model import Dossier, Event, Source
from timeline.export import calendar, render, save_ics
from timeline.export.content_lines import escape, folded
from timeline.export.ics import POLICIES, write
from timeline.reasoning.entries import Entry
from timeline.reasoning.outcome import Timeline
from timelines import claim, design, entry, line, plain, relation, source

STRUCTURED = (
    r'STRUCTURED-DATA;FMTTYPE=application/ld+json;SCHEMA="https://schema.org/Event";VALUE=TEXT:'
    r'{"@context":"https://schema.org"\,"@type":"Event"\,"name":"Talks\\u0085on"\,"startDate":"2022-09-08"'
    r'\,"endDate":"2022-09-08"\,"location":{"@type":"Place"\,"name":"Tokyo"}'
    r'\,"subjectOf":[{"@type":"Claim"\,"text":"8 September 2022"\,"claimInterpreter":"daily"}]}'
)
EVIDENCE = (
    r'X-TIMELINE-EVENT;VALUE=TEXT:{"title":"Second 2+2 ministerial dialogue"\,"with":["India"\,"Japan"]'
    r'\,"place":"Tokyo"\,"tags":["ministerial"]\,"kind":"dialogue"\,"rank":"ministerial"'
    r'\,"claims":[{"from":"preview"\,"when":"September 8"}\,{"from":"express"\,"when":"last year"}]'
    r'\,"nth":[{"n":"2"\,"of":"2plus2"}]}'
)
DESCRIPTION = (
    r"DESCRIPTION:8 Sep 2022\, agreed\nWith: India\, Japan\nRank: ministerial"
    r'\n- [decides] preview: "September 8" -> 8 Sep 2022 (published Aug 2022\, inferred)'
    r'\n- [agrees] express: "last year" -> 2022\, agrees but wider'
    r"\n- [agrees] 2nd of 2plus2: after 2plus2-1 (Nov 2019)"
    r"\nexpress: The Express\npreview: What to expect of 2+2"
)


def event(start: str, end: str | None = None, **given: object) -> Entry:
    return entry(Event(id="talks", title="Talks"), start, end, **given)


def unfolded(shown: Timeline, **options: object) -> list[str]:
    return render(shown, "ics", **options).replace("\r\n ", "").split("\r\n")


def properties(shown: Timeline, wanted: str, **options: object) -> list[str]:
    """All lines of a property, inside and outside of components."""
    return [text for text in unfolded(shown, **options) if text.split(":")[0].split(";")[0] == wanted]


def span(shown: Timeline, **options: object) -> list[str]:
    names = ("DTSTART", "DTEND", "DURATION")
    return [text.split(":")[1] for name in names for text in properties(shown, name, **options)]


def test_example_is_clean() -> None:
    """The example passes the lint, with every policy."""
    for wide in ("edge", "bar", "journal", "skip"):
        assert [] == ics_lint.faults(render(design(), "ics", wide=wide).encode())


def test_names_with_commas_come_back() -> None:
    """A name or EDTF set with a comma tells its type, so that readers unescape it."""
    shown = line(event("2022-09-08", edtf="[2022-09-08,2023]"), title="India, Japan")
    read = calendar(shown)
    (component,) = read.walk("VEVENT")
    texts = (read["NAME"], read["X-WR-CALNAME"], component["X-TIMELINE-EDTF"])
    assert ("India, Japan", "India, Japan", "[2022-09-08,2023]") == tuple(map(str, texts))


def test_order_of_properties() -> None:
    """A component has its properties in the documented order."""
    expected = [
        "BEGIN:VEVENT",
        "UID:2plus2-2@india-japan",
        "DTSTAMP:19700101T000000Z",
        "LAST-MODIFIED:19700101T000000Z",
        "SEQUENCE:0",
        "DTSTART;VALUE=DATE:20220908",
        "DTEND;VALUE=DATE:20220909",
        "SUMMARY:Second 2+2 ministerial dialogue",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "CATEGORIES:dialogue,ministerial",
        "LOCATION:Tokyo",
        DESCRIPTION,
        "X-TIMELINE-EDTF:2022-09-08",
        "X-TIMELINE-START-EARLIEST:2022-09-08",
        "X-TIMELINE-START-LATEST:2022-09-08",
        "X-TIMELINE-END-EARLIEST:2022-09-08",
        "X-TIMELINE-END-LATEST:2022-09-08",
        EVIDENCE,
        "END:VEVENT",
    ]
    lines = unfolded(design())
    begin = lines.index("UID:2plus2-2@india-japan") - 1
    assert expected == lines[begin : begin + len(expected)]


def test_calendar_head() -> None:
    """The calendar names itself, for clients old and new, and says how often to look again."""
    expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sourced-timeline//timeline//EN",
        "CALSCALE:GREGORIAN",
        "UID:india-japan",
        "NAME:India–Japan defence cooperation",
        "X-WR-CALNAME:India–Japan defence cooperation",
        "LAST-MODIFIED:19700101T000000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        "COLOR:steelblue",
        r"X-TIMELINE-DOSSIER;VALUE=TEXT:id: india-japan\ntitle: India–Japan defence cooperation\n",
    ]
    assert expected == unfolded(design())[: len(expected)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2022-09-08", None, ["20220908", "20220909"]),
        ("2023-03-20", "2023-03-21", ["20230320", "20230322"]),
        ("2022-12-31", None, ["20221231", "20230101"]),
        ("2024-02-28", None, ["20240228", "20240229"]),
        ("2022-12-01", "2023-11-30", ["20221201", "20231201"]),
        ("2022-07-01/2022-07-31", None, ["20220701", "20220801"]),
        ("2022-07-01/2022-08-01", None, ["20220701", "20220702"]),
        ("2022-01-01/2022-01-31", "2022-12-01/2022-12-31", ["20220101", "20230101"]),
        ("2022-01-01/2022-01-31", "2022-11-30/2022-12-31", ["20220101", "20220102"]),
        ("../2022-09-08", None, ["20220908", "20220909"]),
        ("2023-03-20/..", None, ["20230320", "20230321"]),
        ("2023-03-20", "2023-03-20/..", ["20230320", "20230321"]),
        ("0001-01-01", None, ["00010101", "00010102"]),
        ("9999-12-31", None, ["99991231"]),
        ("9999-12-30", "9999-12-31", ["99991230", "P2D"]),
    ],
)
def test_days_shown(start: str, end: str | None, expected: list[str]) -> None:
    """A settled event fills its days, one known to a month is a bar, a wider one stands on its known edge."""
    shown = line(event(start, end))
    assert expected == span(shown)
    assert [] == ics_lint.faults(render(shown, "ics").encode())


@pytest.mark.parametrize(
    ("wide", "component", "expected"),
    [
        ("edge", "VEVENT", ["20220101", "20220102"]),
        ("bar", "VEVENT", ["20220101", "20230101"]),
        ("journal", "VJOURNAL", ["20220101"]),
        ("skip", None, []),
    ],
)
def test_policies_for_wide_ranges(wide: str, component: str | None, expected: list[str]) -> None:
    """A range wider than a month is an edge, a bar, a journal, or left out, as is asked for."""
    shown = line(event("2022-01-01/2022-12-31"))
    assert expected == span(shown, wide=wide)
    begun = [text.removeprefix("BEGIN:") for text in unfolded(shown, wide=wide) if text.startswith("BEGIN:V")]
    assert ([component] if component else []) == begun[1:]


def test_journals_are_drafts_without_place() -> None:
    """A journal has a status of its own, and neither place nor transparency."""
    where = entry(Event(id="talks", place="Tokyo"), "2022-01-01/2022-12-31")
    assert ["STATUS:DRAFT"] == properties(line(where), "STATUS", wide="journal")
    assert [] == properties(line(where), "LOCATION", wide="journal")
    assert [] == properties(line(where), "TRANSP", wide="journal")


def test_left_out_events_are_counted() -> None:
    """What has no place in a calendar is left out with a warning that counts and names it."""
    entries = [
        entry(Event(id=name), start, end, status=status)
        for name, start, end, status in (
            ("lost", "..", "..", "undated"),
            ("gone", "..", "..", "undated"),
            ("ongoing", "../2022-09-08", "2022-09-08/..", "inferred"),
            ("caesar", "-0043-03-15", "-0043-03-15", "agreed"),
            ("far", "10000-01-01", "10000-01-01", "agreed"),
            ("old", "1600-12-31", "1600-12-31", "agreed"),
            ("talks", "2022-09-08", "2022-09-08", "agreed"),
        )
    ]
    written = write(line(*entries))
    far = "outside the years 1 to 9999"
    expected = [
        "warning[TL601]: 2 events are left out of the calendar, being undated: lost, gone",
        "warning[TL601]: 1 event is left out of the calendar, being open at both ends: ongoing",
        f"warning[TL601]: 2 events are left out of the calendar, being {far}: caesar, far",
        "warning[TL603]: 1 event is outside 1601 to 4500, which Outlook does not show: old",
    ]
    assert expected == [str(problem) for problem in written.problems]
    assert ["UID:case", "UID:old@case", "UID:talks@case"] == [
        text for text in written.text.split("\r\n") if text.startswith("UID:")
    ]


def test_skipped_events_are_counted() -> None:
    """What the policy leaves out is counted too."""
    written = write(line(event("2022-01-01/2022-12-31")), wide="skip")
    expected = "warning[TL601]: 1 event is left out of the calendar, being not narrowed to a month: talks"
    assert [expected] == [str(problem) for problem in written.problems]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2022-09-08", "SUMMARY:Talks"),
        ("2022-07-01/2022-07-31", "SUMMARY:Talks (Jul 2022)"),
        ("../2022-09-08", "SUMMARY:Talks (until 8 Sep 2022)"),
        ("2021-01-01/2022-12-31", "SUMMARY:Talks (2021-2022)"),
    ],
)
def test_summary_tells_the_range(start: str, expected: str) -> None:
    """An event that is not settled to the day says its range in its summary."""
    assert [expected] == properties(line(event(start)), "SUMMARY")


@pytest.mark.parametrize(
    ("start", "end", "status", "event_status", "expected"),
    [
        ("2022-09-08", None, "agreed", None, "CONFIRMED"),
        ("2022-09-08", None, "single-source", None, "CONFIRMED"),
        ("2022-09-08", "2022-09-10", "stated", None, "CONFIRMED"),
        ("2022-09-08", None, "corrected", None, "TENTATIVE"),
        ("2022-09-08", None, "disputed", None, "TENTATIVE"),
        ("2022-09-08", None, "tied", None, "TENTATIVE"),
        ("2022-09-08", None, "inferred", None, "TENTATIVE"),
        ("2022-09-08/2022-09-09", None, "agreed", None, "TENTATIVE"),
        ("2022-09-08", "2022-09-09/2022-09-10", "agreed", None, "TENTATIVE"),
        ("2022-09-08", None, "agreed", "cancelled", "CANCELLED"),
        ("2022-09-08", None, "agreed", "held", "CONFIRMED"),
    ],
)
def test_status(start: str, end: str | None, status: str, event_status: str | None, expected: str) -> None:
    """An event is confirmed only where both its days are known and nobody disagrees."""
    shown = line(entry(Event(id="talks", status=event_status), start, end, status=status))
    assert [f"STATUS:{expected}"] == properties(shown, "STATUS")


def test_stamp_is_the_newest_known_day() -> None:
    """The stamp is the newest day that a source is known to have; inferred days do not count."""
    sources = (
        source("a", "2022-09-08"),
        source("b", "2023-01-01", inferred=True),
        source("c", "2022-08-01/2022-12-31"),
    )
    shown = line(event("2022-09-08"), sources=sources)
    assert ["DTSTAMP:20220908T000000Z"] == properties(shown, "DTSTAMP")
    assert ["LAST-MODIFIED:20220908T000000Z"] * 2 == properties(shown, "LAST-MODIFIED")
    later = line(event("2022-09-08"), sources=(*sources, source("d", retrieved="2023-05-02")))
    assert ["DTSTAMP:20230502T000000Z"] == properties(later, "DTSTAMP")


def test_stamp_from_the_caller() -> None:
    """Seconds since 1970 replace the stamp."""
    assert ["DTSTAMP:20230501T123456Z"] == properties(plain("Talks"), "DTSTAMP", epoch=1682944496)


def test_calendar_without_an_id() -> None:
    """Without an id the calendar takes the name that it is given, made fit, or `timeline`."""
    shown = line(event("2022-09-08"), id=None)
    assert ["UID:timeline", "UID:talks@timeline"] == properties(shown, "UID")
    assert ["UID:my-events", "UID:talks@my-events"] == properties(shown, "UID", name="my events")
    assert ["UID:timeline", "UID:talks@timeline"] == properties(shown, "UID", name="…")
    assert ["UID:case", "UID:e0@case"] == properties(plain("Talks"), "UID", name="other")


def test_relations_become_related_to() -> None:
    """Parts name their whole, predecessors what follows, with the shortest gap where it is in days."""
    shown = line(
        entry(Event(id="a"), "2022-01-01", relations=(relation("before", "b", gap="2 weeks"),)),
        entry(
            Event(id="b"),
            "2022-01-15",
            relations=(
                relation("part-of", "c"),
                relation("after", "a"),
                relation("follows", "a", gap="more than 1 month"),
            ),
        ),
        entry(
            Event(id="c"), "2022-01-16", relations=(relation("during", "b"), relation("lasts", gap="3 days"))
        ),
        entry(
            Event(id="d"),
            "2022-01-17",
            relations=(
                relation("after", "c", gap="2 hours and 30 minutes"),
                relation("after", "b", gap="at least 3605 seconds"),
                relation("after", "a", gap="within 3 hours"),
            ),
        ),
    )
    expected = [
        "RELATED-TO;RELTYPE=FINISHTOSTART:b@case",
        "RELATED-TO;RELTYPE=FINISHTOSTART;GAP=P14D:b@case",
        "RELATED-TO;RELTYPE=PARENT:c@case",
    ]
    by_the_clock = [
        f"RELATED-TO;RELTYPE=FINISHTOSTART{gap}:d@case" for gap in ("", ";GAP=PT1H0M5S", ";GAP=PT2H30M")
    ]
    assert sorted([*expected, *by_the_clock]) == sorted(properties(shown, "RELATED-TO"))
    assert [] == ics_lint.faults(write(shown).data)


def test_no_relation_dangles() -> None:
    """Rejected relations, and those to events that are not shown, are left out."""
    relations = (
        relation("before", "lost"),
        relation("before", "b", "rejected"),
        relation("part-of", "nowhere"),
    )
    shown = line(
        entry(Event(id="a"), "2022-01-01", relations=relations),
        entry(Event(id="b"), "2022-01-01"),
        entry(Event(id="lost"), "..", status="undated", relations=(relation("after", "a"),)),
    )
    assert [] == properties(shown, "RELATED-TO")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c,d;e", ["URL:https://example.org/a?b=c,d;e"]),
        ("HTTP://example.org", ["URL:HTTP://example.org"]),
        ("https://example.org/東", ["URL:https://example.org/%E6%9D%B1"]),
        ("javascript:alert(1)", []),
        ("data:text/html,x", []),
        ("https://example.org/\r\nATTENDEE:x", []),
        ("https://example.org/a b", []),
        ("see https://example.org", []),
    ],
)
def test_only_web_addresses_are_linked(url: str, expected: list[str]) -> None:
    """Only a clean http or https address becomes a link."""
    shown = line(entry(Event(id="talks", url=url), "2022-09-08"))
    assert expected == properties(shown, "URL")
    assert [] == ics_lint.faults(render(shown, "ics").encode()) or url.startswith("HTTP:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b,c\\d", r"a\;b\,c\\d"),
        ("\\n", r"\\n"),
        ("a\nb\r\nc\rd\x85e\u2028f\u2029g", r"a\nb\nc\nd\ne\nf\ng"),
        ("a\x00b\x1bc\x7fd\x9be\tf", "abcde\tf"),
        ("a\ud800b", "a\ufffdb"),
        ("नई दिल्ली 😀", "नई दिल्ली 😀"),
    ],
)
def test_escapes(text: str, expected: str) -> None:
    """Four characters are escaped, the backslash first; line breaks of every kind are one; controls go."""
    assert expected == escape(text)


def test_removed_characters_are_told() -> None:
    """An event that lost characters on its way is named in a warning, once."""
    written = write(plain("a\x07b\x1b", "fine\r\nand dandy"))
    expected = "1 event is written without control characters, which calendars cannot hold: e0"
    assert [("TL602", expected)] == [(problem.code, problem.message) for problem in written.problems]


@pytest.mark.parametrize(
    "text", ["x" * 300, "é" * 200, "東" * 200, "😀" * 200, "\\\\" * 200, "x\\," * 200, "x" * 75]
)
def test_folding(text: str) -> None:
    """Folds come back whole, at most 75 octets wide, and split neither a character nor an escape."""
    for shift in range(80):
        line_ = "SUMMARY:" + "y" * shift + text
        shown = folded(line_)
        assert line_ == shown.replace("\r\n ", "")
        pieces = shown.split("\r\n ")
        assert max(len(piece.encode()) + (index > 0) for index, piece in enumerate(pieces)) <= 75
        assert not any((len(piece) - len(piece.rstrip("\\"))) % 2 for piece in pieces)
        assert min(len(piece.encode()) for piece in pieces[:-1] or ["x" * 70]) >= 69


def test_description_without_sources() -> None:
    """Without sources a calendar has no verdicts either."""
    judged = (claim("2022-09-08", None, "2022-09-08"),)
    assert [] == properties(line(event("2022-09-08", claims=judged)), "DESCRIPTION")


def test_nobody_is_invited() -> None:
    """No timeline makes a calendar with attendees, an organiser or a method, whatever its texts say."""
    hostile = "x\r\nATTENDEE:mailto:a@example.org\r\nMETHOD:REQUEST"
    shown = line(
        entry(
            Event(id="talks", title=hostile, place=hostile, parties=[hostile], tags=[hostile], note=hostile),
            "2022-09-08",
        ),
        title=hostile,
    )
    for name in ("ATTENDEE", "METHOD", "ORGANIZER"):
        assert [] == properties(shown, name)
    assert [] == ics_lint.faults(render(shown, "ics").encode())


def test_handed_out_calendar() -> None:
    """The calendar as icalendar's own has the same events, in order, with their days."""
    read = calendar(design())
    assert "India–Japan defence cooperation" == str(read["NAME"])
    expected = [("2019-11-01", "2019-12-01"), ("2022-09-08", "2022-09-09"), ("2023-03-20", "2023-03-22")]
    shown = [(str(one["DTSTART"].dt), str(one["DTEND"].dt)) for one in read.walk("VEVENT")]
    assert expected == shown[:3]


def test_saved_file(tmp_path: Path) -> None:
    """The file holds the rendered text, octet for octet, and what is missing from it comes back."""
    path = tmp_path / "events.ics"
    problems = save_ics(line(event("2022-09-08"), event("..", status="undated")), path)
    assert render(line(event("2022-09-08")), "ics").encode() == path.read_bytes()
    assert ["TL601"] == [problem.code for problem in problems]


def test_unknown_policy() -> None:
    """A policy that does not exist is refused."""
    with pytest.raises(ValueError, match="edge, bar, journal, skip"):
        write(design(), wide="wide")


def test_writing_loads_nothing_heavy() -> None:
    """All but the page is written without icalendar, pendulum and what only extras bring."""
    code = (
        "import sys, timelines\n"
        "from timeline.export import FORMATS, render\n"
        "for name in FORMATS.keys() - {'html'}: render(timelines.design(), name)\n"
        "print(*sorted({'icalendar', 'pendulum', 'jinja2', 'rich'} & set(sys.modules)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert "\n" == run.stdout


LINT_CASES = [
    (b"SUMMARY:a\r\n", b"SUMMARY:a\n", "CRLF"),
    (b"SUMMARY:a\r\n", b"SUMMARY:" + b"a" * 80 + b"\r\n", "88 octets"),
    (b"SUMMARY:a\r\n", b"SUMMARY:a\\\r\n ,b\r\n", "folded between"),
    (b"SUMMARY:a\r\n", b"SUMMARY:\xc3\r\n \xa9\r\n", "folded inside a character"),
    (b"SUMMARY:a\r\n", b"SUMMARY:a,b\r\n", "unescaped"),
    (b"SUMMARY:a\r\n", b"SUMMARY:a\\xb\r\n", "no escape"),
    (b"SUMMARY:a\r\n", b"SUMMARY:a\x07\r\n", "control character"),
    (b"SUMMARY:a\r\n", b"SUMMARY:a\r\nSUMMARY:b\r\n", "SUMMARY twice"),
    (b"SUMMARY:a\r\n", b"ATTENDEE:mailto:a\r\n", "ATTENDEE must not be"),
    (b"SUMMARY:a\r\n", b"RELATED-TO:nobody\r\n", "leads nowhere"),
    (b"SUMMARY:a\r\n", b"STATUS:FINAL\r\n", "no status"),
    (b"SUMMARY:a\r\n", b"just text\r\n", "no content line"),
    (b"20220909", b"20220908", "exclusive"),
    (b"20220909", b"20220931", "no day"),
    (b"DTEND;VALUE=DATE:", b"DTEND:", "VALUE=DATE"),
    (b";VALUE=DATE:20220909", b":20220909T100000Z", "different types"),
    (b";VALUE=DATE:20220909", b":20220909T100000", "in a zone"),
    (b";VALUE=DATE:20220909", b";TZID=Mars:20220909T100000", "no VTIMEZONE"),
    (b"T000000Z", b"T000000", "no UTC stamp"),
    (b"UID:a\r\n", b"", "no UID"),
    (b"END:VEVENT\r\n", b"", "closes"),
]
CLEAN = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:19700101T000000Z\r\n"
    b"DTSTART;VALUE=DATE:20220908\r\nDTEND;VALUE=DATE:20220909\r\nSUMMARY:a\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize(("old", "new", "fault"), LINT_CASES)
def test_lint_finds_faults(old: bytes, new: bytes, fault: str) -> None:
    """The lint passes a clean file, and finds each fault that is put into it."""
    assert [] == ics_lint.faults(CLEAN)
    assert any(fault in found for found in ics_lint.faults(CLEAN.replace(old, new)))


def test_empty_calendar() -> None:
    """A timeline without events is a calendar without components, which icalendar reads."""
    assert [] == calendar(line()).walk("VEVENT")
    assert [] == ics_lint.faults(render(line(), "ics").encode())


def test_rich_profile() -> None:
    """The rich profile adds links, concepts, the series, parties, the place and linked data, all of them clean."""
    judged = (claim("8 September 2022", "daily", "2022-09-08"),)
    talks = Event(
        id="talks", title="Talks\x85on", kind="round table", parties=["India"], place="Tokyo", nth="2 of dpd"
    )
    shown = line(
        entry(talks, "2022-09-08", claims=judged),
        sources=(source("daily", title='The "Daily": a, b; c', url="https://example.org/a,b;c"),),
    )
    expected = [
        "LINK;LINKREL=describedby;LABEL=\"The ^'Daily^': a, b; c\";VALUE=URI:https://example.org/a,b;c",
        "CONCEPT:data:,round%20table",
        "REFID:dpd",
        STRUCTURED,
        "BEGIN:PARTICIPANT",
        "UID:abd149214539.talks@case",
        "PARTICIPANT-TYPE:ACTIVE",
        "SUMMARY:India",
        "END:PARTICIPANT",
        "BEGIN:VLOCATION",
        "UID:ec2d19168017.talks@case",
        "NAME:Tokyo",
        "END:VLOCATION",
        "END:VEVENT",
    ]
    lines = unfolded(shown, profile="rich")
    begin = lines.index(expected[0])
    assert expected == lines[begin : begin + len(expected)]
    for wide in POLICIES:
        assert [] == ics_lint.faults(write(shown, profile="rich", wide=wide).data)
    with pytest.raises(ValueError, match="portable, rich"):
        write(shown, profile="poor")


def test_long_texts_are_told() -> None:
    """A text over 8,000 characters stays whole, with a warning: some programs cut it."""
    written = write(plain("x" * 8000, "y" * 8001))
    expected = "1 event is written with a text of more than 8,000 characters, which some programs cut: e1"
    assert [("TL604", expected)] == [(problem.code, problem.message) for problem in written.problems]
    assert "SUMMARY:" + "y" * 8001 in written.text.replace("\r\n ", "").split("\r\n")


def test_empty_spans_are_left_out() -> None:
    """An event that ends before it begins, which only hands can make, is left out with a warning."""
    written = write(line(event("2022-09-08", "2022-09-07")))
    expected = "1 event is left out of the calendar, being over before it begins: talks"
    assert [("TL601", expected)] == [(problem.code, problem.message) for problem in written.problems]


def test_evidence_of_what_is_shown_only() -> None:
    """Sources and relations of events that a filter left out are not in the calendar."""
    shown = line(
        entry(
            Event(id="a"),
            "2022-01-01",
            claims=(claim("2022-01-01", "daily", "2022-01-01"),),
            relations=(relation("after", "b"),),
        ),
        entry(Event(id="b"), "2021-01-01", claims=(claim("2021-01-01", "secret", "2021-01-01"),)),
    )
    sources = [Source(id="daily", copies="agency"), Source(id="agency"), Source(id="secret")]
    dossier = Dossier(id="case", sources=sources)
    text = write(attrs.evolve(shown, dossier=dossier).filter(lambda one: one.id == "a")).text
    assert "secret" not in text
    assert "@case" in text
    assert '"after"' not in text
    assert "agency" in text


def clock(time: str, ahead: int, seconds: int | str = 59) -> ClockRange:
    """A time of day known to the minute, or to some seconds more, or the end of the day."""
    hour, minute = map(int, time.split(":"))
    if isinstance(seconds, str):
        return ClockRange(first=86_399, last=86_399, ahead=3600 * ahead)
    first = 3600 * hour + 60 * minute
    return ClockRange(first=first, last=first + seconds, ahead=3600 * ahead)


@pytest.mark.parametrize(
    ("end", "zone", "clocks", "expected"),
    [
        ("2022-09-08", "UTC", (("10:30", 0),), ["DTSTART:20220908T103000Z"]),
        (
            "2022-09-08",
            "Europe/Berlin",
            (("10:30", 2), ("12:00", 2)),
            ["DTSTART;TZID=Europe/Berlin:20220908T103000", "DTEND;TZID=Europe/Berlin:20220908T120000"],
        ),
        (
            "2022-09-09",
            "Europe/Berlin",
            (("10:30", 2),),
            ["DTSTART;TZID=Europe/Berlin:20220908T103000", "DTEND;TZID=Europe/Berlin:20220910T000000"],
        ),
        ("2022-09-08", "UTC", (("10:30", 0), ("10:30", 0)), ["DTSTART:20220908T103000Z"]),
        (
            "2022-09-08",
            "UTC",
            (("20:00", 0), ("23:59", 0, "24:00")),
            ["DTSTART:20220908T200000Z", "DTEND:20220909T000000Z"],
        ),
        (
            "2022-09-08",
            "UTC",
            (("09:00", 0, 7199),),
            ["DTSTART;VALUE=DATE:20220908", "DTEND;VALUE=DATE:20220909"],
        ),
    ],
)
def test_times_of_day(end: str, zone: str, clocks: tuple[tuple[Any, ...], ...], expected: list[str]) -> None:
    """What is known to the minute is a time in its zone, which is defined; a longer stretch is a day."""
    known = dict(zip(("start_clock", "end_clock"), (clock(*one) for one in clocks), strict=False))
    shown = line(entry(Event(id="talks"), "2022-09-08", end, zone=zone, **known))
    assert expected == [
        text for text in unfolded(shown)[-20:] if text.startswith(("DTSTART;", "DTSTART:2", "DTEND"))
    ]
    assert [] == ics_lint.faults(write(shown).data)
    (read,) = calendar(shown).walk("VEVENT")
    if len(clocks[0]) == 2:
        assert dt.timedelta(hours=clocks[0][1]) == read["DTSTART"].dt.utcoffset()


def test_times_that_clocks_show_twice() -> None:
    """When clocks are put back, the first time is in the zone and the second in UTC."""
    lines = []
    for ahead in (2, 1):
        known = clock("02:30", ahead)
        shown = line(entry(Event(id="talks"), "2022-10-30", zone="Europe/Berlin", start_clock=known))
        assert [] == ics_lint.faults(write(shown).data)
        lines += [text for text in unfolded(shown) if text.startswith("DTSTART") and "2022" in text]
    assert ["DTSTART;TZID=Europe/Berlin:20221030T023000", "DTSTART:20221030T013000Z"] == lines
