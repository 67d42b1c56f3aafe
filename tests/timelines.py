"""Timelines built by hand, for tests of what shows them: no file is read and nothing is reconciled."""

from __future__ import annotations

import random
from typing import Any

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import DateClaim, Dialogue, Dossier, Event, RelationClaim, Source, Visit
from timeline.reasoning.entries import Conflict, Entry, JudgedClaim, JudgedRelation, JudgedSource
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import EntryStatus, Verdict


def days(text: str) -> DateRange:
    """A range from ``2022-09-08``, ``2022-08-01/2022-08-31``, ``../2022-09-08`` or ``..``."""
    first, _, last = text.partition("/")
    return DateRange.of(None if first == ".." else first, None if ".." in (text, last) else last or first)


def entry(
    event: Event,
    start: str,
    end: str | None = None,
    *,
    status: str = "stated",
    claims: tuple[JudgedClaim, ...] = (),
    relations: tuple[JudgedRelation, ...] = (),
    **given: Any,
) -> Entry:
    return Entry(
        event=event,
        start=days(start),
        end=days(end or start),
        candidates=given.pop("candidates", (days(start),)),
        edtf=given.pop("edtf", None),
        status=EntryStatus(status),
        independent_sources=given.pop("independent_sources", 0),
        claims=claims,
        relations=relations,
        **given,
    )


def claim(
    text: str | None,
    source: str | None = None,
    says: str | None = None,
    verdict: str = "decides",
    **given: Any,
) -> JudgedClaim:
    judged = {
        name: given.pop(name) for name in ("relative", "reading", "slips", "tied", "because") if name in given
    }
    tense = given.pop("tense", None)
    readings = tuple(days(run) for run in given.pop("readings", ()))
    corrected = tuple(days(run) for run in given.pop("corrected_to", ()))
    return JudgedClaim(
        id=given.pop("id", f"event/{source or 'curator'}"),
        claim=DateClaim(text=text, source=source, **given),
        verdict=Verdict(verdict),
        says=days(says) if says else None,
        corrected_to=corrected,
        readings=readings,
        tense=Verdict(tense) if tense else None,
        **judged,
    )


def relation(kind: str, event: str | None = None, verdict: str = "agrees", **given: Any) -> JudgedRelation:
    judged = {name: given.pop(name) for name in ("tied", "because") if name in given}
    return JudgedRelation(
        id=given.pop("id", f"event/{kind}/{event}"),
        relation=RelationClaim(type=kind, event=event, **given),
        verdict=Verdict(verdict),
        **judged,
    )


def source(name: str, published: str = "..", *, inferred: bool = False, **given: Any) -> JudgedSource:
    judged = {key: given.pop(key) for key in ("printed", "because", "tied", "bounds") if key in given}
    return JudgedSource(
        source=Source(id=name, **given), published=days(published), inferred=inferred, **judged
    )


def line(*entries: Entry, sources: tuple[JudgedSource, ...] = (), **given: Any) -> Timeline:
    dossier = Dossier(id=given.pop("id", "case"), title=given.pop("title", None))
    return Timeline(dossier=dossier, entries=entries, sources=sources, **given)


def plain(*titles: str, start: str = "2023-04-05", **given: Any) -> Timeline:
    """Entries `e0`, `e1`, ... with these titles, all on the same day and stated by the curator."""
    return line(*(entry(Event(id=f"e{i}", title=title, **given), start) for i, title in enumerate(titles)))


CONFLICT = Conflict(
    claims=("dpd-7/daily/5th-of-march-2023", "dpd-7/after/kishida-visit"),
    against="dpd-7/daily/5th-of-march-2023",
    text="Because ...",
)


def design() -> Timeline:
    """The example that the design draws: two sources agree, one date is misprinted."""
    first = entry(
        Dialogue(
            id="2plus2-1",
            title="First 2+2 ministerial dialogue",
            nth="1 of 2plus2",
            parties=["India", "Japan"],
        ),
        "2019-11-01/2019-11-30",
        status="single-source",
        independent_sources=1,
        claims=(claim("in November 2019", "preview", "2019-11-01/2019-11-30", id="2plus2-1/preview"),),
    )
    second = entry(
        Dialogue(
            id="2plus2-2",
            title="Second 2+2 ministerial dialogue",
            parties=["India", "Japan"],
            place="Tokyo",
            tags=["ministerial"],
            nth="2 of 2plus2",
            rank="ministerial",
        ),
        "2022-09-08",
        status="agreed",
        edtf="2022-09-08",
        independent_sources=2,
        claims=(
            claim("September 8", "preview", "2022-09-08", relative=True, id="2plus2-2/preview"),
            claim("last year", "express", "2022-01-01/2022-12-31", "agrees", id="2plus2-2/express"),
        ),
        relations=(relation("nth", None, series="2plus2", ordinal=2, id="2plus2-2/nth/2plus2"),),
    )
    visit = entry(
        Visit(id="kishida-visit", title="Prime Minister Kishida visits India", visitor="Fumio Kishida"),
        "2023-03-20",
        "2023-03-21",
        claims=(claim("2023-03-20/2023-03-21", None, "2023-03-20/2023-03-21", id="kishida-visit/curator"),),
    )
    talks = entry(
        Dialogue(id="dpd-7", title="Seventh Defence Policy Dialogue", nth="7 of dpd"),
        "2023-04-05",
        status="corrected",
        edtf="2023-04-05",
        independent_sources=1,
        claims=(
            claim(
                "5th of March 2023",
                "daily",
                "2023-03-05",
                "corrected",
                slips=("month",),
                corrected_to=("2023-04-05",),
                because="that was a Sunday, and daily says Wednesday; month slip:"
                " 5 April 2023 is a Wednesday and more than 2 weeks after kishida-visit",
                id="dpd-7/daily/5th-of-march-2023",
                at="para 1",
                certainty="likely",
            ),
        ),
        relations=(
            relation(
                "after",
                "kishida-visit",
                gap="more than 2 weeks",
                source="daily",
                id="dpd-7/after/kishida-visit",
            ),
        ),
    )
    return line(
        first,
        second,
        visit,
        talks,
        sources=(
            source("daily", "2023-04-06/2023-04-12", inferred=True),
            source("express", "2023-01-01/2023-12-31", inferred=True, publisher="The Express"),
            source("preview", "2022-08-01/2022-08-31", inferred=True, title="What to expect of 2+2"),
        ),
        id="india-japan",
        title="India–Japan defence cooperation",
        conflicts=(CONFLICT,),
        missing_ordinals=(("dpd", (1, 2, 3, 4, 5, 6)),),
        settles_most="preview",
    )


def many(number: int, seed: int = 1, days: int = 3650) -> Timeline:
    """Entries of four kinds over some years, of any length, the vague among them."""
    rng = random.Random(seed)

    def made(index: int) -> Entry:
        first = civil.day_number(2012, 1, 1) + rng.randrange(days)
        loose, long = rng.choice([0, 0, 6, 30, 90]), rng.choice([0, 0, 1, 14, 200])
        start = f"{civil.iso(first)}/{civil.iso(first + loose)}"
        end = f"{civil.iso(first + long)}/{civil.iso(first + loose + long)}"
        event = Event(
            id=f"e{index}", title=f"Meeting {index} " + "x" * rng.randrange(60), kind=rng.choice("abcd")
        )
        return entry(event, start, end)

    return line(*(made(index) for index in range(number)))
