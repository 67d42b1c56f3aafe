"""Laws of publishing again: stamps and counts only rise, and any previous file gives a clean calendar."""

from __future__ import annotations

import icalendar
from hypothesis import given, settings, strategies as st

import ics_lint
from timeline.dates import civil
from timeline.evidence.model import Event
from timeline.export.ics import write
from timeline.export.publishing import publish
from timeline.reasoning.outcome import Timeline
from timelines import entry, line

TITLES = st.sampled_from(["Talks", "Visit", "東京; a, b\\n", "x" * 100])
DAYS = st.integers(738000, 738010)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    entries = [
        entry(
            Event(id=name, title=draw(TITLES)), civil.iso(first), civil.iso(first + draw(st.integers(0, 2)))
        )
        for name in draw(st.lists(st.sampled_from("abcd"), unique=True))
        for first in (draw(DAYS),)
    ]
    return line(*entries)


def read(data: bytes) -> dict[str, tuple[int, str, tuple[str, ...]]]:
    """Count, stamp and what is shown of each event, as icalendar reads them."""
    return {
        str(one["UID"]): (
            int(one["SEQUENCE"]),
            one["LAST-MODIFIED"].to_ical().decode(),
            (str(one["SUMMARY"]), str(one["STATUS"]), str(one["DTSTART"].dt), str(one["DTEND"].dt)),
        )
        for one in icalendar.Calendar.from_ical(data).walk("VEVENT")
    }


@settings(max_examples=60, deadline=None)
@given(exports=st.lists(st.tuples(timelines(), st.booleans()), min_size=2, max_size=5))
def test_any_series_of_exports(exports: list[tuple[Timeline, bool]]) -> None:
    """Over any series of exports what is shown is what a first export shows, and no event goes back in time."""
    data = write(exports[0][0]).data
    for shown, cancel in exports[1:]:
        before, fresh = read(data), read(write(shown).data)
        result = publish(write(shown).data, data, cancel_removed=cancel)
        assert [] == ics_lint.faults(result.data)
        after = read(result.data)
        assert fresh.keys() <= after.keys()
        assert (after.keys() > fresh.keys()) <= cancel
        for uid, (sequence, stamp, seen) in after.items():
            assert uid not in fresh or fresh[uid][2] == seen
            if uid in before:
                assert (before[uid][2] == seen) == (before[uid][1] == stamp)
                assert before[uid][:2] <= (sequence, stamp)
        assert result.data == publish(write(shown).data, result.data).data or cancel
        data = result.data


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_previous_file(data: st.DataObject) -> None:
    """However a previous file is damaged, the new calendar is clean and shows the same events."""
    new = write(data.draw(timelines())).data
    damaged = bytearray(write(data.draw(timelines())).data)
    for _ in range(data.draw(st.integers(0, 5))):
        at = data.draw(st.integers(0, len(damaged)))
        piece = data.draw(
            st.binary(max_size=6) | st.sampled_from([b"\r\n", b"9", b"BEGIN:VEVENT\r\n", b"\\"])
        )
        damaged[at : at + data.draw(st.integers(0, 200))] = piece
    result = publish(new, bytes(damaged), cancel_removed=True)
    assert [] == ics_lint.faults(result.data)
    assert {uid: seen for uid, (_, _, seen) in read(new).items()}.items() <= {
        uid: seen for uid, (_, _, seen) in read(result.data).items()
    }.items()
