"""An imported dossier -> changes to the text of an events.yaml: what is there stays as it was typed.

Only lines are put in, or the value of a `prefer` of ours exchanged; comments, order and quotes of the file stay. The
result is read again, and refused if it does not say exactly what it should.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

import attrs

from timeline.errors import Problem
from timeline.evidence.model import DateClaim, Dossier, Event, Preference, Series, Source
from timeline.evidence.reading import Reading, read_text
from timeline.importing import Imported
from timeline.importing.editing import Editor, New, Unmergeable

__all__ = ["Merged", "Unmergeable", "merged"]

_NAMED: Final = 5
# With a number behind it, it is no longer than an id may be.
_LONGEST_BASE: Final = 60
_NEWER: Final = "a newer copy of the same calendar"


@attrs.frozen(kw_only=True)
class Merged:
    """The new text of the file, and what is new in it by event: added, another date, all known.

    What older copies had and this one has not is `gone`; nothing is taken out for that. The problems are those that
    the file has now, where what was put in has dates that cannot be read.
    """

    text: str
    added: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def summary(self) -> str:
        """One line for people.

        >>> Merged(text="", added=("a", "b"), unchanged=("c",)).summary
        '2 added, 1 known'
        """
        counts = {
            "added": self.added,
            "with another date": self.moved,
            "dated by it too": self.confirmed,
            "known": self.unchanged,
        }
        told = [f"{len(ids):,} {what}" for what, ids in counts.items() if ids]
        if self.gone:
            names = ", ".join(self.gone[:_NAMED]) + (", ..." if len(self.gone) > _NAMED else "")
            told.append(f"{len(self.gone):,} not in it any more ({names})")
        return ", ".join(told) or "no events"


def merged(text: str, reading: Reading, imported: Imported) -> Merged:
    """Put what was imported into the text of a file.

    Args:
        text: the file's own text.
        reading: what came of it, with what it includes.
        imported: what came of the other file.

    An event that is known by its UID gets a claim of the new copy if no copy of that source says the same; where an
    older copy says otherwise, `prefer` names the newer one and says why. Unmergeable where the text cannot be changed.
    """
    plan = _plan(reading.dossier, imported)
    if not plan.events and not plan.claims:
        return Merged(text=text, unchanged=plan.unchanged, gone=plan.gone)
    _find_all(plan, reading)
    changed = Editor(text).changed(plan)
    result = read_text(changed, "<merged>") if len(reading.texts) == 1 else None
    if result is not None and _said(result.dossier) != plan.expected(reading.dossier):
        raise Unmergeable("the file is written in a way that would change what it says")
    return Merged(
        text=changed,
        added=tuple(event.id for event in plan.events),
        moved=tuple(sorted(plan.moved)),
        confirmed=tuple(sorted(plan.claims.keys() - plan.moved)),
        unchanged=plan.unchanged,
        gone=plan.gone,
        problems=() if result is None else result.problems,
    )


def _find_all(plan: _Plan, reading: Reading) -> None:
    """Unmergeable where an event that gets claims stands in another file, which the first one includes."""
    for name in plan.claims:
        place = reading.dossier.event(name).position
        if place is not None and place.file in reading.texts and place.file != next(iter(reading.texts)):
            raise Unmergeable(f"the event {name!r} stands in {place.file}, which it includes")


# What a dossier says, apart from what of it can be read: the file may have a way of reading of its own.
_Said = tuple[Dossier, tuple[Source, ...], tuple[Series, ...], tuple[Event, ...]]


def _said(dossier: Dossier) -> _Said:
    events = tuple(
        event.evolve(claims=[_typed(claim) for claim in event.claims])
        if any(claim.unread for claim in event.claims)
        else event
        for event in dossier.events
    )
    return attrs.evolve(dossier, sources=(), series=(), events=()), dossier.sources, dossier.series, events


def _typed(claim: DateClaim) -> DateClaim:
    return claim if claim.text is None else attrs.evolve(claim, unread=None)


@attrs.frozen(kw_only=True)
class _Plan(New):
    """What is to be put in, and what becomes of the events that the file has: dated otherwise, or known already."""

    moved: frozenset[str]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]

    def expected(self, dossier: Dossier) -> _Said:
        """What the changed file has to say."""
        frame, sources, series, events = _said(dossier)
        changed = [
            event.evolve(
                claims=(*event.claims, *self.claims.get(event.id, ())),
                prefer=self.prefers.get(event.id, event.prefer),
            )
            for event in events
        ]
        return (
            frame,
            tuple(sorted((*sources, *self.sources), key=_id)),
            tuple(sorted((*series, *self.series), key=_id)),
            tuple(sorted((*changed, *self.events), key=_id)),
        )


def _plan(dossier: Dossier, imported: Imported) -> _Plan:
    known = _by_uid(dossier)
    family = _Family(dossier, imported)
    ids = _new_ids(dossier, imported, known, {source.id for source in family.sources})
    here = frozenset(ids.values())
    events: list[Event] = []
    claims: dict[str, tuple[DateClaim, ...]] = {}
    prefers: dict[str, Preference] = {}
    moved: set[str] = set()
    unchanged: list[str] = []
    for event in imported.dossier.events:
        before = known.get(_uid(event, imported.dossier))
        if before is None:
            events.append(family.renamed(event, ids))
            continue
        copied, others = family.news(before, event)
        new = (*copied, *others)
        if not new:
            unchanged.append(before.id)
            continue
        claims[before.id] = new
        if copied and family.newest(before) and _may_be_ruled(before):
            prefers[before.id] = Preference(source=copied[0].source, because=_because(before, copied, family))
        if before.id in prefers or any(map(_corrects(before), others)):
            moved.add(before.id)
    spoken = {claim.source for group in claims.values() for claim in group}
    spoken |= {claim.source for event in events for claim in (*event.claims, *event.relations)}
    used = tuple(source for source in family.sources if source.id in spoken)
    have = {one.id for one in dossier.series}
    series = tuple(one for one in imported.dossier.series if one.id not in have)
    return _Plan(
        sources=used,
        series=series,
        events=tuple(events),
        claims=claims,
        prefers=prefers,
        moved=frozenset(moved),
        unchanged=tuple(unchanged),
        gone=tuple(event.id for event in known.values() if event.id not in here and family.newest(event)),
    )


def _id(part: Source | Series | Event) -> str:
    return part.id


def _uid(event: Event, dossier: Dossier) -> str:
    given = dict(event.extra).get("x-uid")
    return given if isinstance(given, str) else f"{event.id}@{dossier.id or ''}"


def _by_uid(dossier: Dossier) -> dict[str, Event]:
    return {_uid(event, dossier): event for event in dossier.events}


def _new_ids(
    dossier: Dossier, imported: Imported, known: Mapping[str, Event], new: Collection[str]
) -> dict[str, str]:
    """An id in the file for each imported event: that of the known one, or one that nothing has yet or will have."""
    taken = {*new} | {one.id for group in (dossier.events, dossier.sources, dossier.series) for one in group}
    ids: dict[str, str] = {}
    for event in imported.dossier.events:
        before = known.get(_uid(event, imported.dossier))
        ids[event.id] = before.id if before is not None else _free(event.id, taken)
        taken.add(ids[event.id])
    return ids


def _free(name: str, taken: Collection[str], after: tuple[int, str] | None = None) -> str:
    """A name that is not taken; of a copy, one that comes after those of the copies before it."""
    return next(one for one in _numbered(name) if one not in taken and (after is None or _age(one) > after))


def _numbered(name: str) -> Iterator[str]:
    """A name, and what it is called where that is taken."""
    yield name
    yield from (f"{name[:_LONGEST_BASE]}-{count}" for count in itertools.count(2))


def _known(source: Source, sources: Mapping[str, Source], taken: Collection[str]) -> str | None:
    """The id of a source of the file that an imported one is: of its name, if the day of publication is no other."""
    for name in itertools.takewhile(taken.__contains__, _numbered(source.id)):
        one = sources.get(name)
        if one is not None and source.published in (None, one.published):
            return name
    return None


def _copies(source: Source, sources: Mapping[str, Source]) -> set[str]:
    """The copies of a file that a dossier has: numbered, and either named as such or of the same title."""
    name = re.compile(rf"{re.escape(source.id)}|{re.escape(source.id[:_LONGEST_BASE])}-\d+")
    alike = {one.id: one for one in sources.values() if name.fullmatch(one.id)}
    return {
        one.id
        for one in alike.values()
        if one.id == source.id or one.copies in alike or one.title == source.title
    }


class _Family:
    """The copies of one file that a dossier has already, and the new one's id among them."""

    def __init__(self, dossier: Dossier, imported: Imported) -> None:
        taken = {one.id for group in (dossier.events, dossier.sources, dossier.series) for one in group}
        taken |= {event.id for event in imported.dossier.events}
        by_id = {source.id: source for source in dossier.sources}
        self.own = frozenset(imported.sources)
        self.copies: set[str] = set()
        self.names: dict[str, str] = {}
        sources = []
        for source in imported.dossier.sources:
            known = None if source.id in self.own else _known(source, by_id, taken)
            if known is not None:
                self.names[source.id] = known
                continue
            made = source
            if source.id in self.own:
                self.copies |= _copies(source, by_id)
                # What a copy repeats has no vote of its own.
                made = attrs.evolve(source, copies=min(self.copies, key=_age, default=None))
            after = max(map(_age, self.copies), default=(0, ""))
            self.names[source.id] = name = _free(source.id, taken, after if source.id in self.own else None)
            taken.add(name)
            sources.append(attrs.evolve(made, id=name))
        self.sources = tuple(sources)

    def claim(self, claim: DateClaim) -> DateClaim:
        """The claim in the new copy's name."""
        source = None if claim.source is None else self.names.get(claim.source, claim.source)
        return attrs.evolve(claim, source=source, unread=None)

    def renamed(self, event: Event, ids: Mapping[str, str]) -> Event:
        """The event under its id in the file, its claims and relations in the new copy's name."""
        return event.evolve(
            id=ids[event.id],
            claims=[self.claim(claim) for claim in event.claims],
            relations=[
                attrs.evolve(
                    one,
                    source=None if one.source is None else self.names.get(one.source, one.source),
                    event=None if one.event is None else ids.get(one.event, one.event),
                )
                for one in event.relations
            ],
        )

    def news(self, before: Event, event: Event) -> tuple[tuple[DateClaim, ...], tuple[DateClaim, ...]]:
        """What the file does not say yet of an event that it has: in the new copy's name, and in those of others.

        A copy is put in whole or not at all: where it left one end as it was, the next one is held against both.
        """
        said = {(claim.moment, claim.text) for claim in self.newest(before)}
        own = [claim for claim in event.claims if claim.source in self.own]
        told = any((claim.moment, claim.text) not in said for claim in own)
        others = [self.claim(claim) for claim in event.claims if claim.source not in self.own]
        return (
            tuple(map(self.claim, own)) if told else (),
            tuple(claim for claim in others if claim not in before.claims),
        )

    def newest(self, before: Event) -> list[DateClaim]:
        """What the newest copy says of an event's date."""
        voices = {claim.source for claim in before.claims if claim.source in self.copies}
        last = max(filter(None, voices), key=_age, default=None)
        return [claim for claim in before.claims if last is not None and claim.source == last]


def _age(copy: str) -> tuple[int, str]:
    """Puts the names of copies in order, which are numbered."""
    return len(copy), copy


def _corrects(before: Event) -> Callable[[DateClaim], bool]:
    """Whether a claim is of a moment of which its source has said something else."""
    said = {(claim.source, claim.moment) for claim in before.claims}
    return lambda claim: (claim.source, claim.moment) in said


def _may_be_ruled(event: Event) -> bool:
    """Whether the curator has not ruled on an event."""
    ruling = event.prefer
    return ruling is None or (ruling.because or "").startswith(_NEWER)


def _because(before: Event, new: Iterable[DateClaim], family: _Family) -> str:
    """Why the newer copy is preferred, with the counts of both where they have them."""
    counts = [
        next((str(value) for one in claims for key, value in one.extra if key == "x-sequence"), None)
        for claims in (new, family.newest(before))
    ]
    told = f", SEQUENCE {counts[0]} after {counts[1]}" if all(counts) else ""
    return f"{_NEWER}{told}"
