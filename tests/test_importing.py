"""Reading calendars as sources; the notes I1.. of docs/reference/calendar.md name these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

import timeline as tl
from timeline.evidence.model import DateClaim, Dossier, Event
from timeline.export.ics import write
from timeline.importing import Imported, format_of, read
from timeline.importing.ics import read as read_ics

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*/events.yaml"))


def calendar(*events: str, head: str = "X-WR-CALNAME:The Ministry\n") -> bytes:
    """A calendar of events, each of them lines."""
    inner = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//other//EN\n{head}{inner}END:VCALENDAR\n".replace(
            "\n", "\r\n"
        )
    ).encode()


def imported(*events: str, **options: str) -> Imported:
    head = options.pop("head", "X-WR-CALNAME:The Ministry\n")
    return read_ics(calendar(*events, head=head), "feeds/Ministry feed.ics", **options)


def only(*lines: str) -> Event:
    """The one event that comes of some lines."""
    (event,) = imported("UID:talks@example.org\n" + "\n".join(lines)).dossier.events
    return event


def said(made: Imported) -> list[tuple[str, int, str]]:
    """Every problem with its line."""
    return [
        (problem.code, problem.position.line if problem.position else 0, problem.message)
        for problem in made.problems
    ]


WINDOWS = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16011028T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("name", "zone", "text"),
    [
        ("W. Europe Standard Time", "Europe/Berlin", "2022-01-08T10:30:00"),
        ("/mozilla.org/20070129_1/Europe/Rome", "Europe/Rome", "2022-01-08T10:30:00"),
        ("Tokyo Standard Time", None, "2022-01-08T10:30:00+01:00"),
        ("Customized Time Zone", None, "2022-01-08T10:30:00+01:00"),
    ],
)
def test_names_of_zones(name: str, zone: str | None, text: str) -> None:
    """What calendar programs call a zone is understood where the calendar defines it as that zone is."""
    made = imported(f"UID:a\nSUMMARY:A\nDTSTART;TZID={name}:20220108T103000", head=WINDOWS.format(name=name))
    (event,) = made.dossier.events
    assert ([text], zone, []) == ([claim.text for claim in event.claims], event.zone, said(made))


@pytest.mark.parametrize(
    ("start", "end", "texts"),
    [
        ("20240602T003000Z", "20240602T040000Z", ["2024-06-01T20:30:00", "2024-06-01"]),
        ("20240601T203000", "20240601T220000", ["2024-06-01T20:30:00", "2024-06-01T22:00:00"]),
        ("20241103T063000Z", "20241103T080000Z", ["2024-11-03T01:30:00-05:00", "2024-11-03T03:00:00"]),
    ],
)
def test_zone_of_the_calendar(start: str, end: str, texts: list[str]) -> None:
    """Times in UTC and times without a zone are those of the zone that the calendar calls its own."""
    made = imported(
        f"UID:a\nSUMMARY:A\nDTSTART:{start}\nDTEND:{end}", head="X-WR-TIMEZONE:America/New_York\n"
    )
    (event,) = made.dossier.events
    assert (texts, "America/New_York") == ([claim.text for claim in event.claims], event.zone)


def test_a_calendar_is_a_source() -> None:
    """The file becomes a source under a short form of its name, published on the day of its newest stamp."""
    made = imported(
        "UID:a\nDTSTART;VALUE=DATE:20220908\nDTSTAMP:20220801T000000Z\nLAST-MODIFIED:20220901T101010Z",
        head="NAME:The Ministry\nSOURCE;VALUE=URI:https://example.org/feed.ics\n",
    )
    (source,) = made.dossier.sources
    assert ("ministry-feed", "The Ministry", "https://example.org/feed.ics", "2022-09-01") == (
        source.id,
        source.title,
        source.url,
        source.published,
    )
    assert ("ministry-feed",) == made.sources


def test_an_event_and_what_it_says() -> None:
    """Texts, tags and status come over, and the dates as a claim with the count and stamp of the event."""
    event = only(
        "DTSTART;VALUE=DATE:20220908",
        "DTEND;VALUE=DATE:20220910",
        "SUMMARY:Talks\\, second\\nround",
        "LOCATION:Tokyo",
        "CATEGORIES:a\\,b,c",
        "DESCRIPTION:All of it",
        "URL:https://example.org/talks",
        "STATUS:CANCELLED",
        "SEQUENCE:2",
        "LAST-MODIFIED:20220901T101010Z",
    )
    expected = Event(
        id="talks-second-round",
        title="Talks, second\nround",
        place="Tokyo",
        tags=["a,b", "c"],
        note="All of it",
        url="https://example.org/talks",
        status="cancelled",
        claims=[
            DateClaim(
                source="ministry-feed",
                text="2022-09-08/2022-09-09",
                extra={"x-sequence": "2", "x-last-modified": "2022-09-01T10:10:10Z"},
            )
        ],
        extra={"x-uid": "talks@example.org"},
    )
    assert expected == event


@pytest.mark.parametrize(
    ("lines", "expected", "zone"),
    [
        (["DTSTART;VALUE=DATE:20220908"], ["2022-09-08"], None),
        (["DTSTART;VALUE=DATE:20220908", "DTEND;VALUE=DATE:20220909"], ["2022-09-08"], None),
        (["DTSTART;VALUE=DATE:20220908", "DURATION:P3D"], ["2022-09-08/2022-09-10"], None),
        (["DTSTART:20220908T103000Z"], ["2022-09-08T10:30:00Z"], None),
        (["DTSTART:20220908T103000"], ["2022-09-08T10:30:00"], None),
        (
            ["DTSTART;TZID=Asia/Kolkata:20220908T103000", "DTEND;TZID=Asia/Kolkata:20220908T120000"],
            ["2022-09-08T10:30:00", "2022-09-08T12:00:00"],
            "Asia/Kolkata",
        ),
        (
            ["DTSTART;TZID=Asia/Kolkata:20220908T103000", "DTEND;TZID=Asia/Tokyo:20220908T170000"],
            ["2022-09-08T10:30:00", "2022-09-08T17:00:00+09:00"],
            "Asia/Kolkata",
        ),
        (
            ["DTSTART;TZID=Asia/Kolkata:20220908T103000", "DTEND;TZID=Asia/Kolkata:20220910T000000"],
            ["2022-09-08T10:30:00", "2022-09-09"],
            "Asia/Kolkata",
        ),
        (
            ["DTSTART:20220908T103000Z", "DURATION:PT90M"],
            ["2022-09-08T10:30:00Z", "2022-09-08T12:00:00Z"],
            None,
        ),
    ],
)
def test_dates(lines: list[str], expected: list[str], zone: str | None) -> None:
    """Days become a day or a span, times a start and an end in the zone of the event."""
    event = only(*lines)
    assert (expected, zone) == ([claim.text for claim in event.claims], event.zone)
    assert () == tuple(tl.check(Dossier(sources=[tl.Source(id="ministry-feed")], events=[event])))


def test_tentative_is_likely() -> None:
    """What is tentative is likely and not certain."""
    (claim,) = only("DTSTART;VALUE=DATE:20220908", "STATUS:TENTATIVE").claims
    assert "likely" == claim.certainty


def test_relations() -> None:
    """A whole, a part and what comes next become relations in the word of the calendar; the rest is told."""
    made = imported(
        "UID:a\nDTSTART;VALUE=DATE:20220908\nSUMMARY:A\nRELATED-TO;RELTYPE=FINISHTOSTART;GAP=P14D:b\nRELATED-TO:c",
        "UID:b\nDTSTART;VALUE=DATE:20221008\nSUMMARY:B\nRELATED-TO;RELTYPE=SIBLING:a\nRELATED-TO:lost",
        "UID:c\nDTSTART;VALUE=DATE:20220901\nSUMMARY:C\nRELATED-TO;RELTYPE=CHILD:b",
    )
    relations = [
        (event.id, one.type.value, one.event, one.gap, one.source)
        for event in made.dossier.events
        for one in event.relations
    ]
    expected = [
        ("a", "before", "b", "at least 14 days", "ministry-feed"),
        ("a", "part-of", "c", None, "ministry-feed"),
        ("b", "part-of", "c", None, "ministry-feed"),
    ]
    assert expected == relations
    assert [
        ("TL706", 16, "RELTYPE=SIBLING says nothing of days that could be kept"),
        ("TL706", 16, "RELATED-TO 'lost' leads to no event of the file"),
    ] == said(made)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ("P1D", "at least 1 days"),
        ("PT2H", "at least 2 hours"),
        ("PT2H30M", "at least 2 hours 30 minutes"),
        ("PT0S", None),
    ],
)
def test_gaps_of_relations(gap: str, words: str | None) -> None:
    """The distance of a relation is the least that it can be, in days or in hours and minutes."""
    made = imported(
        f"UID:a\nDTSTART;VALUE=DATE:20220908\nSUMMARY:A\nRELATED-TO;RELTYPE=FINISHTOSTART;GAP={gap}:b",
        "UID:b\nDTSTART;VALUE=DATE:20221008\nSUMMARY:B",
    )
    assert [words] == [one.gap for event in made.dossier.events for one in event.relations]


def test_broken_calendar() -> None:
    """What can be read is read, and every fault is told with its line."""
    text = (
        "before\nBEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20220231\nSUMMARY:A\n"
        "END:VEVENT\nBEGIN:VEVENT\nUID:b\nDTSTART;VALUE=DATE:20220908\nDTEND;VALUE=DATE:20220901\nSUMMARY:B\n"
        "words\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20220910\nSUMMARY:folded o\n ver\nEND:VALARM\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:d\nSUMMARY:D\nEND:VEVENT\nBEGIN:VTODO\nEND:VTODO\nBEGIN:VEVENT\nUID:b\n"
        "DTSTART;VALUE=DATE:20220911\nSEQUENCE:1\nSUMMARY:B2\nX-A:1"
    )
    made = read_ics(text.encode(), "broken.ics")
    assert {"a": [], "b2": ["2022-09-11"], "folded-over": ["2022-09-10"], "d": []} == {
        event.id: [claim.text for claim in event.claims] for event in made.dossier.events
    }
    assert [
        ("TL702", 1, "a line outside of every component"),
        ("TL708", 1, "1 of VTODO not read: only events and journals are"),
        ("TL702", 2, "VCALENDAR is not closed: the file ends within it"),
        ("TL703", 6, "DTSTART: Wrong date format 20220231"),
        ("TL702", 9, "VEVENT is not closed before line 15"),
        ("TL702", 14, "no content line: 'words'"),
        ("TL704", 15, "an event without a UID: a newer copy cannot be matched with it"),
        ("TL702", 19, "END:VALARM closes nothing"),
        ("TL704", 21, "an event without DTSTART has no date"),
        ("TL702", 27, "VEVENT is not closed: the file ends within it"),
        ("TL707", 27, "the UID 'b' is given twice; the newer event is kept"),
    ] == [one for one in said(made) if one != ("TL702", 1, "no content line: 'before'")] or said(made)[0][
        1
    ] == 1


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\xff\xfe\x00", b"\x00\x01", b"{}", b"BEGIN:VCARD\nEND:VCARD\n"]
)
def test_no_calendar(data: bytes) -> None:
    """What is no calendar is told so, in one problem."""
    made = read_ics(data, "x.ics")
    assert (1, 0) == (len(made.problems), len(made.dossier.events))
    assert made.problems[0].code in ("TL101", "TL701")


def test_ends_that_cannot_be() -> None:
    """An end that does not follow its start is left out, and told with its line."""
    made = imported("UID:a\nDTSTART;VALUE=DATE:20220908\nDTEND;VALUE=DATE:20220907\nSUMMARY:A")
    assert [("TL703", 8, "the end cannot be: it does not follow the start")] == said(made)
    assert ["2022-09-08"] == [claim.text for claim in made.dossier.events[0].claims]


def test_a_rule_or_a_start_that_cannot_be_read() -> None:
    """An event whose repetition makes no sense is read once, with a warning, and so is one without a start."""
    made = imported("UID:w\nDTSTART;VALUE=DATE:20221001\nRRULE:FREQ=AILY\nSUMMARY:Daily")
    assert ["2022-10-01"] == [claim.text for event in made.dossier.events for claim in event.claims]
    assert "TL705" in [problem.code for problem in made.problems]
    made = imported("UID:w\nDTSTART;VALUE=DATE:2022\nRRULE:FREQ=DAILY\nSUMMARY:Daily")
    assert [()] == [event.claims for event in made.dossier.events]


def test_a_zone_that_is_a_folder_of_zones() -> None:
    """A zone that names no zone spoils its event and no other."""
    made = imported(
        "UID:a\nDTSTART;TZID=Europe:20221001T100000\nSUMMARY:A",
        "UID:b\nDTSTART;VALUE=DATE:20221002\nSUMMARY:B",
    )
    assert ["2022-10-02"] == [claim.text for event in made.dossier.events for claim in event.claims]
    assert ["TL703"] == [problem.code for problem in made.problems]


def test_lines_folded_within_a_letter() -> None:
    """A line may be folded between the octets of one letter; it is read whole, and faults keep their lines."""
    data = calendar("UID:a\nDTSTART;VALUE=DATE:20221001\nSUMMARY:Caf\u00e9\nX:1\nwords").replace(
        b"\xc3\xa9", b"\xc3\r\n \xa9s"
    )
    made = read_ics(data, "feed.ics")
    assert ["Caf\u00e9s"] == [event.title for event in made.dossier.events]
    assert [("TL702", 11)] == [problem[:2] for problem in said(made)]


def test_repeated_events() -> None:
    """Each occurrence in the window is an event of its own; what is excepted is left out, what was moved is moved."""
    pytest.importorskip("recurring_ical_events", reason="the extra `import` is not installed")
    made = imported(
        "UID:w\nDTSTART;VALUE=DATE:20221001\nRRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;VALUE=DATE:20221008\nSUMMARY:Weekly",
        "UID:w\nRECURRENCE-ID;VALUE=DATE:20221015\nDTSTART;VALUE=DATE:20221016\nSUMMARY:Weekly",
        until="2022-10-22",
    )
    assert {
        "weekly-2022-10-01": "2022-10-01",
        "weekly-2022-10-15": "2022-10-16",
        "weekly-2022-10-22": "2022-10-22",
    } == {event.id: event.claims[0].text for event in made.dossier.events}
    assert [] == said(made)


def test_occurrences_of_one_day() -> None:
    """Occurrences that share a day, or were moved together, are known by when each begins: no two have one UID."""
    pytest.importorskip("recurring_ical_events", reason="the extra `import` is not installed")
    made = imported(
        "UID:w\nDTSTART:20221001T090000Z\nRDATE:20221001T090000Z,20221001T140000Z,20221002T090000Z\nSUMMARY:W",
        "UID:v\nDTSTART;VALUE=DATE:20221001\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:V",
        "UID:v\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20221002\nDTSTART;VALUE=DATE:20221002\nSUMMARY:U",
    )
    assert ["v 2022-10-01", "v 2022-10-02", "v 2022-10-03",
            "w 2022-10-01T09:00", "w 2022-10-01T14:00", "w 2022-10-02"] == sorted(
        str(dict(event.extra)["x-uid"]) for event in made.dossier.events
    )  # fmt: skip


def test_relations_of_repeated_events() -> None:
    """Which occurrence a relation means is not said, on either side; it is told, and left out."""
    pytest.importorskip("recurring_ical_events", reason="the extra `import` is not installed")
    weekly = "UID:w\nDTSTART;VALUE=DATE:20221001\nRRULE:FREQ=WEEKLY;COUNT=2\nSUMMARY:Weekly"
    made = imported(f"{weekly}\nRELATED-TO:a", "UID:a\nDTSTART;VALUE=DATE:20220908\nSUMMARY:A\nRELATED-TO:w")
    assert ["a", "weekly-2022-10-01", "weekly-2022-10-08"] == [event.id for event in made.dossier.events]
    assert [()] * 3 == [event.relations for event in made.dossier.events]
    message = "a relation of an event that repeats: of which occurrence is not said"
    assert [("TL706", 10, message), ("TL706", 16, message)] == said(made)


def test_ids_of_repeated_events() -> None:
    """An occurrence never takes the id of another event."""
    pytest.importorskip("recurring_ical_events", reason="the extra `import` is not installed")
    made = imported(
        "UID:w\nDTSTART;VALUE=DATE:20221001\nRRULE:FREQ=WEEKLY;COUNT=2\nSUMMARY:Weekly",
        "UID:a\nDTSTART;VALUE=DATE:20220908\nSUMMARY:Weekly 2022-10-08",
    )
    assert {
        "weekly-2022-10-01": "2022-10-01",
        "weekly-2022-10-08": "2022-09-08",
        "weekly-2022-10-08-2": "2022-10-08",
    } == {event.id: event.claims[0].text for event in made.dossier.events}


@pytest.mark.parametrize(
    ("rule", "count", "warning"),
    [
        ("FREQ=DAILY", 367, "367 of the repeated events are read, as far as 2023-10-02"),
        ("FREQ=DAILY;UNTIL=20300101", 367, "367 of the repeated events are read, as far as 2023-10-02"),
        ("FREQ=SECONDLY", 1, "a repetition within the day; only the first is read"),
        ("FREQ=DAILY;BYHOUR=1,2,3", 1, "a repetition within the day; only the first is read"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 1, "1 of the repeated events are read, as far as 2023-10-02"),
    ],
)
def test_repetition_is_limited(rule: str, count: int, warning: str) -> None:
    """A rule without end is read for a year, and one within the day not at all; both are told."""
    pytest.importorskip("recurring_ical_events", reason="the extra `import` is not installed")
    made = imported(f"UID:w\nDTSTART;VALUE=DATE:20221001\nRRULE:{rule}\nSUMMARY:Daily")
    assert count == len(made.dossier.events)
    assert [("TL705", 8, warning)] == said(made)


def test_repetition_is_counted() -> None:
    """No more than 500 occurrences of an event are read, whatever the window."""
    pytest.importorskip("recurring_ical_events", reason="the extra `import` is not installed")
    made = imported("UID:w\nDTSTART;VALUE=DATE:20221001\nRRULE:FREQ=DAILY\nSUMMARY:Daily", until="9999-01-01")
    assert 500 == len(made.dossier.events)
    assert [("TL705", 8, "the first 500 of the repeated events are read, the limit")] == said(made)


def test_an_event_named_like_its_calendar() -> None:
    """Sources and events have one set of ids, so that an event gives way to the source that it comes from."""
    made = imported("UID:a\nDTSTART;VALUE=DATE:20220908\nSUMMARY:Ministry feed")
    assert ["ministry-feed-2"] == [event.id for event in made.dossier.events]


def test_ids() -> None:
    """Ids come from titles, each once; where a title gives none, from the UID."""
    lines = "DTSTART;VALUE=DATE:20220908\nSUMMARY:"
    made = imported(
        f"UID:1\n{lines}Talks", f"UID:2\n{lines}Talks", f"UID:summit@x\n{lines}会談", f"UID:!\n{lines}!"
    )
    assert ["bb7208bc9b5d", "summit", "talks", "talks-2"] == [event.id for event in made.dossier.events]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("profile", ["portable", "rich"])
def test_our_own_calendar_comes_back(path: Path, profile: str) -> None:
    """Of a calendar of ours every source, claim and relation comes back, and so does every bound."""
    dossier = tl.load(path)
    line = tl.reconcile(dossier)
    made = read(write(line, profile=profile).data, "events.ics")
    assert [] == said(made)
    shown = {event.id for event in made.dossier.events}
    assert [event for event in dossier.events if event.id in shown] == list(made.dossier.events)
    assert (dossier.id, dossier.title, dossier.reading, dossier.slips) == (
        made.dossier.id,
        made.dossier.title,
        made.dossier.reading,
        made.dossier.slips,
    )
    again = tl.reconcile(made.dossier)
    for entry in again:
        before = line[entry.id]
        assert (before.start, before.end, before.edtf) == (entry.start, entry.end, entry.edtf)


def test_our_own_calendar_damaged() -> None:
    """Evidence that was tampered with is told with its line, and the rest is read."""
    line = tl.reconcile(tl.Dossier(id="case", events=[tl.Event(id=name, when="2022") for name in "abc"]))
    data = write(line).data
    lines = data.decode().split("\r\n")
    places = [index for index, text in enumerate(lines) if text.startswith("X-TIMELINE-EVENT")]
    lines[places[0]] = "X-TIMELINE-EVENT;VALUE=TEXT:{nonsense"
    lines[places[1]] = 'X-TIMELINE-EVENT;VALUE=TEXT:{"when": "2022"\\, "plaice": "x"}'
    made = read("\r\n".join(lines).encode(), "events.ics")
    assert ["b", "c"] == [event.id for event in made.dossier.events]
    assert [("TL703", places[0] + 1), ("TL105", places[1] + 1)] == [one[:2] for one in said(made)]


def test_formats() -> None:
    """The format is told by the file's name, and one that there is not is refused."""
    assert ("ics", None) == (format_of("a/B.ICS"), format_of("a.csv.bak"))
    with pytest.raises(tl.UnknownName, match="unknown format 'doc'"):
        read(b"", "x", format="doc")
