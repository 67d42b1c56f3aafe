"""Reads a calendar with one Python library and prints its events as JSON: [UID, first, last, summary], sorted.

Runs in an environment of its own, where this project is not installed. Days are as the library gives them, the
end exclusive; null where it gives none.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

Event = tuple[str, str, str | None, str]


def with_icalendar(text: str) -> Iterator[Event]:
    import icalendar

    for one in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        end = one.get("DTEND")
        yield str(one["UID"]), _iso(one["DTSTART"].dt), end and _iso(end.dt), str(one["SUMMARY"])


def with_ical(text: str) -> Iterator[Event]:
    from ical.calendar_stream import IcsCalendarStream

    for one in IcsCalendarStream.calendar_from_ics(text).events:
        yield one.uid, _iso(one.dtstart), one.dtend and _iso(one.dtend), one.summary


def with_vobject(text: str) -> Iterator[Event]:
    import vobject

    for calendar in vobject.readComponents(text):
        for one in calendar.contents.get("vevent", []):
            end = one.contents.get("dtend")
            yield one.uid.value, _iso(one.dtstart.value), end and _iso(end[0].value), one.summary.value


def with_recurring_ical_events(text: str) -> Iterator[Event]:
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar.from_ical(text)
    query = recurring_ical_events.of(calendar)
    for event in calendar.walk("VEVENT"):
        day = event["DTSTART"].dt
        for one in query.at(day if type(day) is dt.date else day.date()):
            if one["UID"] == event["UID"]:
                # An event without an end is given one that is its start.
                end = one["DTEND"].dt if one["DTEND"].dt != one["DTSTART"].dt else None
                yield str(one["UID"]), _iso(one["DTSTART"].dt), end and _iso(end), str(one["SUMMARY"])


READERS: dict[str, Callable[[str], Iterator[Event]]] = {
    "icalendar": with_icalendar,
    "ical": with_ical,
    "vobject": with_vobject,
    "recurring-ical-events": with_recurring_ical_events,
}


def _iso(value: dt.date) -> str:
    return value.isoformat()


if __name__ == "__main__":
    name, *files = sys.argv[1:]
    for file in files:
        with Path(file).open(encoding="utf-8", newline="") as opened:
            text = opened.read()
        try:
            print(json.dumps(sorted(READERS[name](text), key=str), ensure_ascii=False))
        except Exception as error:  # noqa: BLE001 - whatever the library raises is what is to be told
            print(f"error: {type(error).__name__}: {error}".replace("\n", " "))
