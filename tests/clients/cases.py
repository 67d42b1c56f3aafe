"""Calendars for other programs to read: every golden case in every form, texts and days that are hard, and updates."""

from __future__ import annotations

import datetime as dt
import re
import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import ics_lint
import timeline as tl
from timeline.dates.clocks import ClockRange
from timeline.evidence.model import Event
from timeline.export.ics import POLICIES, PROFILES, write
from timeline.export.publishing import publish
from timelines import entry, line, plain, relation

GOLDEN = sorted((Path(__file__).parent.parent / "golden").glob("*/events.yaml"))
HARD = (
    "a;b,c\\d: \"quoted\" 'single' ^caret^ %41 &amp; <b>",
    "Ein Satz mit Umlauten, ß und ein Gedankenstrich – hier",
    "東京で会談、第二回",
    "शिखर सम्मेलन, नई दिल्ली",
    "שיחות שלום; מפגש, סיום",
    "😀👩‍👩‍👧‍👦🏳️‍🌈 emoji, joined",
    "one\ntwo\r\nthree\\nfour",
    "x" * 10_000,
    "é" * 200,
    "\\," * 100,
    " leading and trailing ",
    "BEGIN:VEVENT",
)
EDGES = (("0001-01-01", "0001-01-01"), ("9999-12-30", "9999-12-30"))
DAYS = (
    ("0002-01-02", "0002-01-02"),
    ("0044-03-15", "0044-03-15"),
    ("1600-02-29", "1600-02-29"),
    ("1900-02-28", "1900-03-01"),
    ("2024-02-28", "2024-02-29"),
    ("2022-12-31", "2023-01-01"),
    ("4501-01-01", "4501-01-01"),
    ("9998-12-29", "9998-12-30"),
)

Read = list[list[str | None]]


def cases() -> Iterator[tuple[str, bytes]]:
    """Calendars by name."""
    for path in GOLDEN:
        judged = tl.reconcile(tl.load(path))
        for profile in PROFILES:
            for wide in POLICIES:
                yield f"{path.parent.name}-{profile}-{wide}", write(judged, profile=profile, wide=wide).data
    # A title is stripped, and readers differ on spaces at either end of a text.
    yield "texts", write(plain(*(text.strip() for text in HARD), place="Tokyo; here", tags=["a,b"])).data
    for name, spans in (("days", DAYS), ("edges", EDGES)):
        dated = (entry(Event(id=f"d{number}"), *span) for number, span in enumerate(spans))
        yield name, write(line(*dated)).data
    yield "times", write(timed()).data
    yield "empty", write(line()).data
    yield "again", again()


def timed() -> tl.Timeline:
    at = ClockRange(first=37_800, last=37_859, ahead=7200)
    until = ClockRange(first=43_200, last=43_200, ahead=7200)
    utc = ClockRange(first=37_800, last=37_800, ahead=0)
    return line(
        entry(Event(id="berlin"), "2022-09-08", zone="Europe/Berlin", start_clock=at, end_clock=until),
        entry(Event(id="utc"), "2022-09-08", start_clock=utc),
    )


def again() -> bytes:
    """A calendar that was published before: one event moved, one added, one cancelled."""
    old = line(
        entry(Event(id="a"), "2022-09-08", relations=(relation("before", "b"),)),
        entry(Event(id="b"), "2022-10-01"),
        entry(Event(id="gone", title="Gone; away"), "2022-11-01", "2022-11-03"),
    )
    new = line(
        entry(Event(id="a"), "2022-09-09", relations=(relation("before", "b"),)),
        entry(Event(id="b"), "2022-10-01"),
        entry(Event(id="new"), "2023-01-01"),
    )
    return publish(write(new).data, write(old).data, cancel_removed=True).data


def expected(data: bytes, *, utc: bool = False) -> Read:
    """What a reader should find of each event: UID, start, end, summary; by the lint's own scan of the lines.

    Times are those of the zone that is written with them, or all in UTC.
    """
    found: Read = []
    for one in ics_lint._lines(data):
        if one.name == "BEGIN":
            inside = one.value == "VEVENT"
            if inside:
                values: dict[str, str] = {}
                zones: dict[str, str | None] = {}
        elif one.name == "END" and one.value == "VEVENT":
            times = [
                _when(values[name], zones[name] if utc else None) if name in values else None
                for name in ("DTSTART", "DTEND")
            ]
            found.append([values["UID"], *times, values["SUMMARY"]])
        elif one.name in ("UID", "DTSTART", "DTEND", "SUMMARY") and inside:
            values.setdefault(one.name, re.sub(r"\\(.)", _unescaped, one.value))
            zones.setdefault(one.name, one.params.get("TZID"))
    return sorted(found, key=str)


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def _when(value: str, zone: str | None) -> str:
    day = f"{value[:4]}-{value[4:6]}-{value[6:8]}"
    if len(value) == 8:
        return day
    when = f"{day}T{value[9:11]}:{value[11:13]}:{value[13:15]}"
    if zone is None:
        return when
    there = dt.datetime.fromisoformat(when).replace(tzinfo=zoneinfo.ZoneInfo(zone))
    return there.astimezone(dt.UTC).replace(tzinfo=None).isoformat()
