"""Laws of importing: our own calendars come back whole, and no calendar or table, however damaged, is a crash."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

import ics_lint
import strategies
import timeline as tl
from timeline.evidence.reading import read_text
from timeline.export.ics import write
from timeline.importing import csv
from timeline.importing.ics import read
from timeline.importing.into import merged
from timeline.reasoning.entries import JudgedClaim, JudgedRelation
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.verdicts import Verdict
from timelines import entry

SEED = write(
    reconcile(
        tl.Dossier(
            id="case",
            sources=[tl.Source(id="gazette", published="2022-09-10")],
            events=[
                tl.Event(id="talks", when={"gazette": "on Wednesday"}, before="visit"),
                tl.Event(id="visit", when="2023-03-20/2023-03-21", place="Tokyo; \\ here"),
            ],
        )
    )
).data


def shown_all(dossier: tl.Dossier) -> tl.Timeline:
    """A timeline of all events, each on one day: what is under test is the way there and back, not the judgement."""
    entries = [
        entry(
            event,
            "2022-09-08",
            claims=tuple(
                JudgedClaim(id=name, claim=claim, verdict=Verdict.AGREES)
                for name, claim in zip(event.claim_ids, event.claims, strict=True)
            ),
            relations=tuple(
                JudgedRelation(id=name, relation=one, verdict=Verdict.AGREES)
                for name, one in zip(event.relation_ids, event.relations, strict=True)
            ),
        )
        for event in dossier.events
    ]
    return tl.Timeline(dossier=dossier, entries=tuple(entries))


@settings(max_examples=60, deadline=None)
@given(dossier=strategies.dossiers())
def test_our_own_calendars_come_back(dossier: tl.Dossier) -> None:
    """Whatever events, claims and relations say, a calendar gives all of them back."""
    data = write(shown_all(dossier)).data
    assert [] == ics_lint.faults(data)
    made = read(data, "events.ics")
    assert [] == [problem for problem in made.problems if problem.severity.value == "error"]
    assert dossier.events == made.dossier.events
    assert {source.id for source in made.dossier.sources} <= {source.id for source in dossier.sources}


@settings(max_examples=150, deadline=None)
@given(data=st.data(), foreign=st.booleans())
def test_damaged_calendars(data: st.DataObject, foreign: bool) -> None:  # noqa: FBT001 - hypothesis
    """However a calendar is damaged, what comes of it is a dossier and problems with places."""
    damaged = bytearray(SEED.replace(b"sourced-timeline", b"other") if foreign else SEED)
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(damaged)))
        pieces = [b"\r\n", b"9", b"BEGIN:VEVENT\r\n", b"\\", b":", b";", b"RRULE:FREQ=DAILY\r\n", b"{", b'"']
        piece = data.draw(st.binary(max_size=4) | st.sampled_from(pieces))
        damaged[at : at + data.draw(st.integers(0, 60))] = piece
    made = read(bytes(damaged), "x.ics")
    assert all(problem.position is not None and problem.position.line > 0 for problem in made.problems)


CELLS = {
    "id": ["", "talks", "talks-2", "a b", "table"],
    "title": ["", "Talks", "talks", "Table", "会談"],
    "when": ["", "2022", "yesterday", "on Wednesday", "some day", "44927"],
    "from": ["", "talks", "Talks", "The Hindu", "table", "朝日", "!", "a" * 60],
    "published": [
        "",
        "2022-09-08",
        "2022-09-09",
        "8 September 2022",
        "soon",
        "the eighth of September of the year 2022",
        "九月",
    ],
    "as": ["", "reported", "planned", "past"],
}


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(*map(st.sampled_from, CELLS.values())), max_size=8))
def test_any_table(rows: list[tuple[str, ...]]) -> None:
    """Whatever ids, titles and sources rows share, a table is a dossier, and every row with a date a claim in it."""
    text = "\n".join(map(",".join, [tuple(CELLS), *rows]))
    made = csv.read(text.encode(), "table.csv")
    claims = [claim for event in made.dossier.events for claim in event.claims]
    assert sum(row[2] != "" or row[5] in ("reported", "planned") for row in rows) == len(claims)
    assert all(problem.position is not None and problem.position.line > 1 for problem in made.problems)


# What a copy is called hangs on the id of an event in it, where that is the name of the table.
READABLE = CELLS | {
    "id": ["", "talks", "talks-2", "a b"],
    "when": ["", "2022", "yesterday", "8/9/2022"],
    "published": ["", "2022-09-08", "n/a"],
}
TABLES = st.lists(st.tuples(*map(st.sampled_from, READABLE.values())), max_size=4)


def put(text: str, rows: list[tuple[str, ...]]) -> tuple[str, str]:
    """A file with a table put into it, and what was said."""
    table = csv.read("\n".join(map(",".join, [tuple(READABLE), *rows])).encode(), "table.csv")
    result = merged(text, read_text(text, "events.yaml"), table)
    return result.text, result.summary


@settings(max_examples=30, deadline=None)
@given(rows=TABLES, newer=TABLES)
def test_any_table_put_in_twice(rows: list[tuple[str, ...]], newer: list[tuple[str, ...]]) -> None:
    """Put in once more, a table and a newer copy of it add nothing; and nothing that was there is lost."""
    text = "sources:\n  talks: {published: 2022-09-09}\nevents:\n  visit: {when: {talks: 2022}}\n"
    for copy in (rows, newer):
        before = tl.loads(text)
        text, _ = put(text, copy)
        after = tl.loads(text)
        uids = [dict(event.extra).get("x-uid") for event in after.events]
        assert len(uids) == len({*uids})
        assert all({*event.claims} <= {*after.event(event.id).claims} for event in before.events)
        again, summary = put(text, copy)
        assert (text, False) == (again, " added" in summary or "date" in summary)
