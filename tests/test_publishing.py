"""Publishing a calendar again; the notes P1.. of docs/reference/calendar.md name these tests."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

import ics_lint
from timeline.dates.clocks import ClockRange
from timeline.evidence.model import Event, Status
from timeline.export import save_ics
from timeline.export.ics import write
from timeline.export.publishing import Changes, Published, publish
from timeline.reasoning.entries import Entry
from timeline.reasoning.outcome import Timeline
from timelines import entry, line, relation, source

OLD = line(
    entry(Event(id="talks", title="Talks"), "2022-09-08"),
    entry(Event(id="visit", title="Visit", place="Tokyo"), "2023-03-20", "2023-03-21"),
    entry(Event(id="drill", title="Drill; 東京"), "2022-07-01/2022-07-31"),
)


def published(new: Timeline, old: Timeline | bytes = OLD, **options: bool) -> Published:
    before = old if isinstance(old, bytes) else write(old).data
    result = publish(write(new).data, before, **options)
    assert [] == ics_lint.faults(result.data)
    return result


def changed(event_id: str, new: Entry | None) -> Timeline:
    """The old timeline with one entry replaced, or taken out."""
    entries = [new if one.id == event_id else one for one in OLD]
    return attrs.evolve(OLD, entries=tuple(one for one in entries if one is not None))


def component(data: bytes, event_id: str) -> bytes:
    """One component's octets."""
    found = re.findall(rb"BEGIN:V(?:EVENT|JOURNAL)\r\n.*?END:V(?:EVENT|JOURNAL)\r\n", data, re.DOTALL)
    return next((one for one in found if f"UID:{event_id}@".encode() in one), b"")


def values(data: bytes, event_id: str) -> tuple[str, str]:
    """SEQUENCE and LAST-MODIFIED of an event; its DTSTAMP is the same as the latter."""
    text = component(data, event_id).decode()
    found = dict(text_line.split(":", 1) for text_line in text.split("\r\n") if ":" in text_line)
    assert found["DTSTAMP"] == found["LAST-MODIFIED"]
    return found["SEQUENCE"], found["LAST-MODIFIED"]


def test_nothing_changed() -> None:
    """Where nothing changed, the previous octets are the calendar."""
    result = published(OLD)
    assert write(OLD).data == result.data
    assert "3 unchanged" == result.changes.summary


def test_order_of_entries_is_told_by_nothing_but_their_place() -> None:
    """Events that only stand in another order keep their octets."""
    result = published(attrs.evolve(OLD, entries=OLD.entries[::-1]))
    for one in ("talks", "visit", "drill"):
        assert component(write(OLD).data, one) == component(result.data, one)
    assert "3 unchanged" == result.changes.summary


def test_moved() -> None:
    """A new date counts up, is stamped later than before, and is told with both days; the rest stays."""
    result = published(changed("talks", entry(Event(id="talks", title="Talks"), "2022-09-09")))
    assert ("1", "19700101T000001Z") == values(result.data, "talks")
    assert "1 moved (8 -> 9 Sep 2022), 2 unchanged" == result.changes.summary
    assert component(write(OLD).data, "visit") == component(result.data, "visit")


def test_retitled() -> None:
    """A new title is a later stamp under the same UID, and no new count."""
    result = published(changed("talks", entry(Event(id="talks", title="Round table"), "2022-09-08")))
    assert ("0", "19700101T000001Z") == values(result.data, "talks")
    assert "1 retitled, 2 unchanged" == result.changes.summary


def test_narrowed() -> None:
    """A range that becomes narrower is a change of the event, not of its title."""
    result = published(
        changed("drill", entry(Event(id="drill", title="Drill; 東京"), "2022-07-01/2022-07-20"))
    )
    assert ("1", "19700101T000001Z") == values(result.data, "drill")
    assert "1 moved (Jul -> 1-20 Jul 2022), 2 unchanged" == result.changes.summary


def test_confirmed() -> None:
    """A status that changed counts up."""
    result = published(changed("talks", entry(Event(id="talks", title="Talks"), "2022-09-08", status="tied")))
    assert ("1", "19700101T000001Z") == values(result.data, "talks")
    assert "1 changed, 2 unchanged" == result.changes.summary


def test_what_nobody_sees_is_no_change() -> None:
    """Evidence that no client shows is written anew under the old stamp."""
    result = published(
        changed("talks", entry(Event(id="talks", title="Talks", prefer="curator"), "2022-09-08"))
    )
    assert ("0", "19700101T000000Z") == values(result.data, "talks")
    assert b"prefer" in component(result.data, "talks")
    assert "3 unchanged" == result.changes.summary


def test_newer_sources_stamp_what_changed_only() -> None:
    """A newer source dates the events that changed, and leaves the others and their stamps alone."""
    newer = changed("talks", entry(Event(id="talks", title="Round table"), "2022-09-08"))
    newer = attrs.evolve(newer, sources=(source("unused", "2023-01-01"),))
    result = published(newer, attrs.evolve(OLD, sources=(source("unused", "2022-12-31"),)))
    assert ("0", "20230101T000000Z") == values(result.data, "talks")
    assert ("0", "20221231T000000Z") == values(result.data, "visit")


def test_added_and_removed() -> None:
    """A new event is as a first export has it; one that is gone is gone."""
    new = changed("talks", None)
    new = attrs.evolve(new, entries=(*new.entries, entry(Event(id="new"), "2024-01-01")))
    result = published(new)
    assert component(write(new).data, "new") == component(result.data, "new")
    assert b"" == component(result.data, "talks")
    assert "1 added, 1 removed, 2 unchanged" == result.changes.summary


def test_relations_to_what_is_gone() -> None:
    """A relation to an event that is gone goes too, also where the event is sent as cancelled."""
    old = line(
        entry(Event(id="a"), "2022-01-01", relations=(relation("before", "b"),)),
        entry(Event(id="b"), "2022-01-02"),
    )
    new = line(entry(Event(id="a"), "2022-01-01", relations=(relation("before", "b"),)))
    for cancel in (False, True):
        assert b"RELATED-TO" not in published(new, old, cancel_removed=cancel).data


def test_cancelled_once() -> None:
    """With leave to cancel, an event that is gone is sent once as cancelled, with its days and a new count."""
    first = published(changed("visit", None), cancel_removed=True)
    expected = [
        "BEGIN:VEVENT",
        "UID:visit@case",
        "DTSTAMP:19700101T000001Z",
        "LAST-MODIFIED:19700101T000001Z",
        "SEQUENCE:1",
        "DTSTART;VALUE=DATE:20230320",
        "DTEND;VALUE=DATE:20230322",
        "SUMMARY:Visit",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "",
    ]
    assert expected == component(first.data, "visit").decode().split("\r\n")
    assert "1 cancelled, 2 unchanged" == first.changes.summary
    second = published(changed("visit", None), first.data, cancel_removed=True)
    assert b"" == component(second.data, "visit")
    assert "1 removed, 2 unchanged" == second.changes.summary
    third = published(changed("visit", None), second.data, cancel_removed=True)
    assert second.data == third.data


def test_back_after_cancellation() -> None:
    """An event that comes back is newer than its cancellation."""
    gone = published(changed("visit", None), cancel_removed=True)
    result = published(OLD, gone.data)
    assert ("2", "19700101T000002Z") == values(result.data, "visit")
    assert "1 back, 2 unchanged" == result.changes.summary


def test_cancelled_by_its_source() -> None:
    """An event that is called off counts up and is told as cancelled."""
    off = Event(id="visit", title="Visit", place="Tokyo", status=Status.CANCELLED)
    result = published(changed("visit", entry(off, "2023-03-20", "2023-03-21")))
    assert ("1", "19700101T000001Z") == values(result.data, "visit")
    assert "1 cancelled, 2 unchanged" == result.changes.summary


def test_counts_and_stamps_only_rise() -> None:
    """From export to export an event's count never falls and its stamp never goes back."""
    data = write(OLD).data
    seen = [values(data, "talks")]
    for day in ("2022-09-09", "2022-09-09", "2022-09-10", "2022-09-08"):
        data = published(changed("talks", entry(Event(id="talks", title="Talks"), day)), data).data
        seen.append(values(data, "talks"))
    assert ["0", "1", "1", "2", "3"] == [sequence for sequence, _ in seen]
    assert ["00", "01", "01", "02", "03"] == [stamp[-3:-1] for _, stamp in seen]


@pytest.mark.parametrize(
    ("previous", "reason"),
    [
        (b"", "it is empty"),
        (b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n", "it was not written by timeline"),
        (b"no calendar", "it was not written by timeline"),
        (b"\xff\xfe", "it is not UTF-8"),
        (
            write(attrs.evolve(OLD, dossier=line(id="other").dossier)).data,
            "it is the calendar 'other', not 'case'",
        ),
    ],
)
def test_what_is_not_continued(previous: bytes, reason: str) -> None:
    """A file that is not this calendar is not continued, which is said, and none of it is taken over."""
    result = published(OLD, previous, cancel_removed=True)
    assert write(OLD).data == result.data
    assert [f"warning[TL605]: the previous calendar is not continued: {reason}"] == [
        str(problem) for problem in result.problems
    ]


def test_truncated() -> None:
    """Of a file that is cut off, the events that are whole are continued."""
    old = write(OLD).data
    cut = old[: old.index(b"UID:drill@case") + 40]
    moved = changed("talks", entry(Event(id="talks", title="Talks"), "2022-09-09"))
    result = published(moved, cut)
    assert ("1", "19700101T000001Z") == values(result.data, "talks")
    assert "1 added, 1 moved (8 -> 9 Sep 2022), 1 unchanged" == result.changes.summary
    assert ["it is cut off", "1 of its events are not ours or not whole"] == [
        problem.message.rpartition(": ")[2] for problem in result.problems
    ]


@pytest.mark.parametrize(
    ("sequence", "expected"),
    [
        ("7", "8"),
        ("2147483646", "2147483647"),
        ("2147483647", "2147483647"),
        ("2147483648", "1"),
        ("9" * 5000, "1"),
        ("-3", "1"),
        ("1e9", "1"),
        ("\u0663", "1"),
    ],
)
def test_counts_are_capped(sequence: str, expected: str) -> None:
    """A count that no calendar can hold is not taken over, and the highest is not passed."""
    old = write(OLD).data.replace(b"SEQUENCE:0", f"SEQUENCE:{sequence}".encode())
    moved = changed("talks", entry(Event(id="talks", title="Talks"), "2022-09-09"))
    assert expected == values(published(moved, old).data, "talks")[0]
    published(OLD, old, cancel_removed=True)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("20240229T235959Z", "20240301T000000Z"),
        ("99991231T235959Z", "99991231T235959Z"),
        ("20240230T000000Z", "19700101T000000Z"),
        ("20240101T250000Z", "19700101T000000Z"),
        ("tomorrow", "19700101T000000Z"),
    ],
)
def test_stamps_are_checked(stamp: str, expected: str) -> None:
    """A stamp of the previous file is taken over only if a calendar has it, and never passes the year 9999."""
    old = write(OLD).data.replace(b"19700101T000000Z", stamp.encode())
    moved = changed("talks", entry(Event(id="talks", title="Talks"), "2022-09-09"))
    assert expected == values(published(moved, old).data, "talks")[1]


def test_hostile_previous_file() -> None:
    """Nothing of a previous file reaches the new one but a title and days, made anew."""
    hostile = (
        b"SUMMARY:Visit\\nATTENDEE:mailto:a@example.org\\;\x07 \\\r\nATTENDEE:mailto:b@example.org\r\n"
        b"DESCRIPTION:evil\r\nX-EVIL:1"
    )
    old = write(OLD).data.replace(b"SUMMARY:Visit", hostile).replace(b"UID:drill@case", b"UID:../../x@case")
    result = published(changed("visit", None), old, cancel_removed=True)
    for word in (b"\r\nATTENDEE", b"evil", b"EVIL", b"../", b"\x07"):
        assert word not in result.data
    assert b"SUMMARY:Visit\\nATTENDEE" in result.data


def test_many_moves_are_not_all_told() -> None:
    """Of many moves three are told."""
    moves = tuple(("talks", f"{day} Sep 2022", f"{day + 1} Sep 2022") for day in range(1, 6))
    expected = "5 moved (talks: 1 -> 2 Sep 2022; talks: 2 -> 3 Sep 2022; talks: 3 -> 4 Sep 2022; ...)"
    assert expected == Changes(moves=moves).summary


def test_empty_calendars() -> None:
    """Nothing stays nothing."""
    assert "no events" == published(line(), line()).changes.summary
    assert "3 removed" == published(line()).changes.summary


def test_saved_again(tmp_path: Path) -> None:
    """A file is continued where it stands: untouched if nothing changed, its mode kept, no link followed."""
    path, other = tmp_path / "events.ics", tmp_path / "other.ics"
    save_ics(OLD, path)
    path.chmod(0o640)
    before = path.stat()
    save_ics(OLD, path)
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    moved = changed("talks", entry(Event(id="talks", title="Talks"), "2022-09-09"))
    save_ics(moved, path)
    assert (0o640, "1") == (path.stat().st_mode & 0o777, values(path.read_bytes(), "talks")[0])
    link = tmp_path / "link.ics"
    link.symlink_to(path)
    save_ics(OLD, link)
    assert ("2", "1") == (values(link.read_bytes(), "talks")[0], values(path.read_bytes(), "talks")[0])
    assert not link.is_symlink()
    save_ics(OLD, other, previous=path)
    assert "2" == values(other.read_bytes(), "talks")[0]


def test_moved_within_the_day() -> None:
    """A new time of day is a move too, told with both times; its cancellation keeps the day."""
    at = [
        line(entry(Event(id="talks"), "2022-09-08", zone="Europe/Berlin", start_clock=known))
        for known in (
            ClockRange(first=36000, last=36000, ahead=7200),
            ClockRange(first=37800, last=37859, ahead=7200),
        )
    ]
    result = published(at[1], at[0])
    assert "1 moved (10:00 -> 10:30 8 Sep 2022)" == result.changes.summary
    assert ("1", "19700101T000001Z") == values(result.data, "talks")
    gone = published(line(), result.data, cancel_removed=True)
    assert b"DTSTART;VALUE=DATE:20220908\r\nDTEND;VALUE=DATE:20220909\r\n" in component(gone.data, "talks")
