"""What if a source were not there, or were trusted more: the dossier that would be, and what would move.

Works on dossiers and reconciles anew; there is no second way to decide anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set as AbstractSet

import attrs

from timeline.dates.fuzzy import DateRange
from timeline.errors import UnknownName
from timeline.evidence.model import Dossier, Event
from timeline.reasoning.compare import Change, compare
from timeline.reasoning.families import members, origin
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import joined, span_words
from timeline.reasoning.slices import Groups, voices_of

__all__ = [
    "Leaning",
    "Rest",
    "Robustness",
    "rest_words",
    "resting",
    "robustness",
    "supposing",
    "trusting",
    "without",
]


@attrs.frozen
class Leaning:
    """What would change if one source, with those that copy it, were not there.

    >>> Leaning("wire", (), ("daily", "weekly")).family
    'wire and its copies daily and weekly'
    """

    source: str
    changes: tuple[Change, ...]
    copies: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The source and its copies in words."""
        if not self.copies:
            return self.source
        return f"{self.source} and its {'copy' if len(self.copies) == 1 else 'copies'} {joined(self.copies)}"


@attrs.frozen
class Rest:
    """An event whose date rests on one source, or on one that others copy, and what would become of it without them.

    Attributes:
        event: its id.
        before, after: its span as it is and as it would be: start and end.
        voices: the sources that date it, all of one family.
        family: the source at the beginning of their copies.
    """

    event: str
    before: tuple[DateRange, DateRange]
    after: tuple[DateRange, DateRange]
    voices: tuple[str, ...]
    family: str


@attrs.frozen(kw_only=True)
class Robustness:
    """What hangs on each source.

    Attributes:
        rests: the events whose dates rest on one source or one family, in order.
        leanings: for each source on which something hangs, what would move without it.
    """

    rests: tuple[Rest, ...] = ()
    leanings: tuple[Leaning, ...] = ()


def supposing(
    dossier: Dossier, silent: Iterable[str] = (), grades: Mapping[str, str] | None = None
) -> Dossier:
    """The dossier without some sources and with other grades for some; the same one where nothing is supposed.

    >>> from timeline.evidence.model import Source
    >>> d = Dossier(sources=[Source(id="a"), Source(id="b", copies="a"), Source(id="c")])
    >>> [(source.id, source.reliability) for source in supposing(d, ["a"], {"c": "A"}).sources], supposing(d) is d
    ([('c', 'A')], True)
    """
    gone = tuple(silent)
    left = without(dossier, *gone) if gone else dossier
    return trusting(left, grades) if grades else left


def without(dossier: Dossier, *sources: str) -> Dossier:
    """The dossier without some sources, those that copy them, and all that they say.

    A ruling for a source that is gone goes with it. UnknownName for a source that the dossier does not have.

    >>> from timeline.evidence.model import Event, Source
    >>> d = Dossier(sources=[Source(id="a")], events=[Event(id="x", when={"a": "2020"})])
    >>> without(d, "a").events[0].claims
    ()
    """
    copied = members(dossier)
    gone = {name for source in sources for name in copied[dossier.source(source).id]}
    left = [source for source in dossier.sources if source.id not in gone]
    return attrs.evolve(dossier, sources=left, events=[_unsaid(event, gone) for event in dossier.events])


def _unsaid(event: Event, gone: AbstractSet[str]) -> Event:
    ruled = event.prefer is not None and event.prefer.source in gone
    return event.evolve(
        prefer=None if ruled else event.prefer,
        claims=[claim for claim in event.claims if claim.source not in gone],
        relations=[relation for relation in event.relations if relation.source not in gone],
    )


def trusting(dossier: Dossier, grades: Mapping[str, str]) -> Dossier:
    """The dossier with other grades for some sources.

    Raises UnknownName for a source that it does not have, and ModelError for a grade that is none.

    >>> from timeline.evidence.model import Source
    >>> trusting(Dossier(sources=[Source(id="a", reliability="B")]), {"a": "A"}).source("a").reliability
    'A'
    """
    known = {source.id for source in dossier.sources}
    for name in grades:
        if name not in known:
            raise UnknownName("source", name, known)
    changed = [attrs.evolve(s, reliability=grades.get(s.id, s.reliability)) for s in dossier.sources]
    return attrs.evolve(dossier, sources=changed)


def robustness(line: Timeline, reconcile: Callable[[Dossier], Timeline]) -> tuple[Leaning, ...]:
    """For each source, which entries would move if it were not there; sources on which nothing hangs are left out.

    Only what a source has a bearing on is worked out anew. `reconcile` is the verb to use, so that limits are
    the caller's.

    >>> import timeline as tl
    >>> line = tl.reconcile(tl.loads("{sources: {a: {}, b: {}}, events: {talks: {when: {a: 2023-04, b: 2023}}}}"))
    >>> from timeline.reasoning.compare import change_words
    >>> [[change_words(one, reason=False) for one in leaning.changes] for leaning in robustness(line, tl.reconcile)]
    [['talks: Apr 2023 -> 2023']]
    """
    groups, copied, heard = Groups(line.dossier), members(line.dossier), _heard(line.dossier)
    leanings = []
    for source in line.dossier.sources:
        gone = copied[source.id]
        part = groups.around(*gone, *(event for name in gone for event in heard[name]))
        changes = compare(_cut(line, part), reconcile(without(part, source.id)))
        moved = tuple(one for one in changes if one.moved and one.event in line)
        if moved:
            leanings.append(Leaning(source.id, moved, tuple(sorted(gone - {source.id}))))
    return tuple(leanings)


def resting(line: Timeline, leanings: Iterable[Leaning]) -> tuple[Rest, ...]:
    """The events whose dates rest on one source or one family, in order, with what is left of them without it.

    >>> import timeline as tl
    >>> told = "{sources: {a: {}}, events: {talks: {when: {a: 2023-04}, after: visit}, visit: {when: 2023-03-20}}}"
    >>> line = tl.reconcile(tl.loads(told))
    >>> [rest_words(rest) for rest in resting(line, robustness(line, tl.reconcile))]
    ['talks: Apr 2023, by a alone; without it from 20 Mar 2023']
    """
    moved = {
        (leaning.source, change.event): change.after for leaning in leanings for change in leaning.changes
    }
    found = []
    for entry in line:
        if entry.independent_sources == 1:
            family = origin(line.dossier, entry.dated_by[0])
            span = entry.start, entry.end
            after = moved.get((family, entry.id)) or span
            found.append(Rest(entry.id, span, after, entry.dated_by, family))
    return tuple(found)


def rest_words(rest: Rest) -> str:
    """What a date rests on, and where it would move.

    >>> day, month = (DateRange.of("2020-09-09", "2020-09-09"),) * 2, (DateRange.of("2020-09-01", "2020-09-30"),) * 2
    >>> rest_words(Rest("signed", day, month, ("ministry",), "ministry"))
    'signed: 9 Sep 2020, by ministry alone; without it Sep 2020'
    """
    whom = joined(rest.voices)
    if rest.family not in rest.voices:
        whom += f", {'which copies' if len(rest.voices) == 1 else 'which copy'} {rest.family},"
    without = "it" if len(rest.voices) == 1 else "them"
    then = "the same" if rest.before == rest.after else span_words(*rest.after)
    return f"{rest.event}: {span_words(*rest.before)}, by {whom} alone; without {without} {then}"


def _heard(dossier: Dossier) -> Mapping[str, list[str]]:
    """For each source the events of which it says something."""
    heard: dict[str, list[str]] = defaultdict(list)
    for event in dossier.events:
        for source in dict.fromkeys(voices_of(event)):
            heard[source].append(event.id)
    return heard


def _cut(line: Timeline, part: Dossier) -> Timeline:
    """A timeline cut to a part of its dossier, with what a filter left out."""
    judged = (line.about(event.id) for event in part.events)
    return attrs.evolve(line, dossier=part, entries=tuple(entry for entry in judged if entry), others=())
