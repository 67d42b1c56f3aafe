"""The calendar writer against icalendar's, and against a plain join of the same lines made ready."""

from __future__ import annotations

import datetime as dt
import gc
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator

import icalendar

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import DateClaim, Dialogue, Dossier, Source
from timeline.export import ics
from timeline.importing.ics import read
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedSource
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import EntryStatus, Verdict

ENTRIES = 10_000
FIRST = civil.day_number(1990, 1, 1)
REASON = "the communiqué printed the day on which it was drafted; a month slip, and every other source agrees"


def figures() -> Iterator[tuple[str, str]]:
    line = sourced()
    text = ics.render(line)
    ours = best(lambda: ics.write(line))
    values = [
        list(component.property_items()) for component in icalendar.Calendar.from_ical(text).walk("VEVENT")
    ]
    theirs = best(lambda: peer(values), rounds=1)
    ready = text.split("\r\n")
    joined = best(lambda: "\r\n".join(ready))
    yield "octets an entry", f"{len(text.encode()) / ENTRIES:.0f}"
    yield "entries a second", f"{ENTRIES / ours:.0f}"
    yield "icalendar add() and to_ical() / ours", f"{theirs / ours:.1f}"
    yield "ours / join of the same entries as texts, unfolded", f"{ours / best(lambda: plain(line)):.1f}"
    yield "ours / join of the very lines", f"{ours / joined:.1f}"
    yield "peak memory / file", f"{peak(line) / len(text.encode()):.2f}"
    data = foreign(text).encode()
    theirs = best(lambda: icalendar.Calendar.from_ical(data), rounds=2)
    yield "import / icalendar's own reading", f"{best(lambda: read(data, 'feed.ics'), rounds=2) / theirs:.2f}"
    ours = text.encode()
    yield "import of our own / the same", f"{best(lambda: read(ours, 'ours.ics'), rounds=2) / theirs:.2f}"


def foreign(text: str) -> str:
    """The same calendar as if another program had written it."""
    plain = re.sub(r"^X-TIMELINE-[^\r]*\r\n(?: [^\r]*\r\n)*", "", text, flags=re.MULTILINE)
    return plain.replace("sourced-timeline", "another")


def sourced() -> Timeline:
    """Entries with three claims each, of about 1.2 kB in the file."""
    sources = tuple(source(name) for name in ("areas", "express", "preview"))
    return Timeline(
        dossier=Dossier(id="bench", title="Bench"),
        entries=tuple(entry(number) for number in range(ENTRIES)),
        sources=sources,
    )


def source(name: str) -> JudgedSource:
    given = Source(id=name, title=f"What {name} wrote", url=f"https://example.org/{name}")
    return JudgedSource(source=given, published=DateRange(FIRST, FIRST + 30), inferred=True)


def entry(number: int) -> Entry:
    day = DateRange(FIRST + number, FIRST + number)
    event = Dialogue(
        id=f"event-{number}",
        title=f"Dialogue {number}, “second round”",
        parties=("India", "Japan"),
        place="New Delhi",
        tags=("ministerial",),
    )
    return Entry(
        event=event,
        start=day,
        end=day,
        candidates=(day,),
        edtf=day.iso,
        status=EntryStatus.CORRECTED,
        independent_sources=2,
        claims=(
            claim(number, "areas", "last month", Verdict.AGREES),
            claim(number, "express", "on Wednesday", Verdict.DECIDES),
            claim(number, "preview", "5th of March, 2023", Verdict.CORRECTED, REASON),
        ),
        relations=(),
    )


def claim(
    number: int, source_id: str, text: str, verdict: Verdict, because: str | None = None
) -> JudgedClaim:
    return JudgedClaim(
        id=f"event-{number}/{source_id}",
        claim=DateClaim(source=source_id, text=text),
        verdict=verdict,
        relative=True,
        says=DateRange(FIRST + number, FIRST + number + 30),
        because=because,
    )


def peer(values: list[list[tuple[str, object]]]) -> bytes:
    """The same properties, with their values ready, through icalendar."""
    calendar = icalendar.Calendar()
    for properties in values:
        event = icalendar.Event()
        for name, value in properties:
            if name not in ("BEGIN", "END"):
                event.add(name, plain_value(value))
        calendar.add_component(event)
    return calendar.to_ical()


def plain_value(value: object) -> object:
    if isinstance(value, icalendar.vCategory):
        return [str(word) for word in value.cats]
    decoded = getattr(value, "dt", None)
    if isinstance(decoded, dt.date):
        return decoded
    return int(value) if isinstance(value, int) else str(value)


def plain(line: Timeline) -> str:
    """What the simplest writer could do: the same facts through f-strings, nothing escaped or folded."""
    return "\r\n".join(
        f"BEGIN:VEVENT\r\nUID:{one.id}@{line.id}\r\nDTSTART;VALUE=DATE:{one.start.iso}\r\nSUMMARY:{one.title}\r\n"
        f"LOCATION:{one.event.place}\r\nCATEGORIES:{one.kind},{','.join(one.event.tags)}\r\nDESCRIPTION:"
        + "\n".join(
            f"{c.claim.voice} {c.claim.text} {c.says} {c.verdict.value} {c.because}" for c in one.claims
        )
        + "\r\nEND:VEVENT"
        for one in line
    )


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """CPU seconds of the best of some rounds."""
    spent = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def peak(line: Timeline) -> int:
    tracemalloc.start()
    ics.write(line)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
