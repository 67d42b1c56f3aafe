"""What follows from a dossier: the timeline, an ordered sequence of entries with queries over them.

Values and queries only; they are made by `reconcile` and know nothing of how.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import attrs

from timeline.dates.fuzzy import DateRange
from timeline.dates.text import parse_date
from timeline.dates.values import Shown
from timeline.errors import DateError, UnknownName
from timeline.evidence.allen import SHARING_RELATIONS
from timeline.evidence.model import Dossier
from timeline.reasoning.entries import Conflict, Entry, JudgedSource
from timeline.reasoning.verdicts import LOST, EntryStatus

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Order", "Timeline", "order_of"]


class Order(enum.Enum):
    """How two events lie, as far as is known.

    >>> Order("before")
    <Order.BEFORE: 'before'>
    """

    BEFORE = "before"
    AFTER = "after"
    SAME = "same"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True, repr=False)
class Timeline(Shown):
    """The judged, ordered outcome of a dossier; a sequence of entries with queries.

    Attributes:
        dossier: what it was made from.
        entries: in order: a linear extension of what is known, then by date, undated last.
        sources: with their publication days, by id.
        conflicts: the minimal conflicts that were found, smallest first.
        cost: what it costs, in centi-nats, to think wrong all that was not kept as made.
        optimal: whether the outcome is known to be the cheapest, and all that costs the same is told as tied; False
            where a limit was reached.
        shortfall: how much cheaper (centi-nats) an outcome could at most be, 0 where optimal.
        precedes: pairs of events of which a kept relation says that the first is over before the second begins.
        unknown_order: neighbours in the list whose order is not known, by id.
        missing_ordinals: for each series, the ordinals below its highest that no event has.
        others: the entries that a filter left out, which those that it kept may speak of.
        settles_most: the event or source whose exact day would close most bounds, None where nothing
            hangs on one.

    >>> import timeline as tl
    >>> line = tl.reconcile(tl.loads("events: {talks: {when: 5 April 2023, after: visit}, visit: {when: 2023-03}}"))
    >>> [entry.id for entry in line], line["talks"].start.iso, "dinner" in line
    (['visit', 'talks'], '2023-04-05', False)
    """

    dossier: Dossier
    entries: tuple[Entry, ...] = ()
    sources: tuple[JudgedSource, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    cost: int = 0
    optimal: bool = True
    shortfall: int = 0
    precedes: frozenset[tuple[str, str]] = frozenset()
    unknown_order: tuple[tuple[str, str], ...] = ()
    missing_ordinals: tuple[tuple[str, tuple[int, ...]], ...] = ()
    settles_most: str | None = None
    others: tuple[Entry, ...] = ()

    @property
    def id(self) -> str | None:
        """The dossier's id."""
        return self.dossier.id

    @property
    def title(self) -> str | None:
        """The dossier's title."""
        return self.dossier.title

    @functools.cached_property
    def as_of(self) -> int | None:
        """The newest day on which a source is known to have appeared or been fetched, None where none is known.

        >>> import timeline as tl
        >>> line = tl.reconcile(tl.loads("sources: {a: {published: 2023-05-01}, b: {retrieved: 2023-05-04}}"))
        >>> DateRange(line.as_of, line.as_of).iso
        '2023-05-04'
        """
        days = [
            judged.published.last
            for judged in self.sources
            if judged.published.settled and not judged.inferred
        ]
        days += [
            parse_date(judged.source.retrieved).range.last
            for judged in self.sources
            if judged.source.retrieved
        ]
        return max((day for day in days if day is not None), default=None)

    def __repr__(self) -> str:
        return f"Timeline({self.id!r}, {len(self):,} {'entry' if len(self) == 1 else 'entries'})"

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @functools.cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @functools.cached_property
    def _others_by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.others}

    def about(self, event_id: str) -> Entry | None:
        """The outcome for an event, filtered out or not; None for an event that the dossier does not have.

        >>> import timeline as tl
        >>> line = tl.reconcile(tl.loads("events: {visit: {when: 2023-03, kind: visit}}")).of_kind("dialogue")
        >>> len(line), line.about("visit"), line.about("talks")
        (0, Entry('visit', 2023-03-01/2023-03-31, stated), None)
        """
        return self._by_id.get(event_id) or self._others_by_id.get(event_id)

    @functools.cached_property
    def _sources_by_id(self) -> dict[str, JudgedSource]:
        return {judged.id: judged for judged in self.sources}

    def __contains__(self, event_id: object) -> bool:
        return event_id in self._by_id

    def __getitem__(self, event_id: str) -> Entry:
        if event_id not in self._by_id:
            raise UnknownName("event", event_id, self._by_id)
        return self._by_id[event_id]

    def source(self, source_id: str) -> JudgedSource:
        """The outcome for a source; UnknownName where there is none.

        >>> import timeline as tl
        >>> told = "{sources: {daily: {}}, events: {visit: {claims: [{from: daily, when: today}, {when: 2023-03-20}]}}}"
        >>> tl.reconcile(tl.loads(told)).source("daily").published.iso
        '2023-03-20'
        """
        if source_id not in self._sources_by_id:
            raise UnknownName("source", source_id, self._sources_by_id)
        return self._sources_by_id[source_id]

    def filter(self, keep: Callable[[Entry], bool]) -> Timeline:
        """The timeline with only the entries to keep.

        >>> import timeline as tl
        >>> line = tl.reconcile(tl.loads("events: {visit: {when: 2023-03-20}, talks: {when: 2023-04}}"))
        >>> [entry.id for entry in line.filter(lambda entry: entry.settled)]
        ['visit']
        """
        kept = tuple(entry for entry in self.entries if keep(entry))
        ids = {entry.id for entry in kept}
        pairs = tuple(pair for pair in self.unknown_order if ids.issuperset(pair))
        others = (*self.others, *(entry for entry in self.entries if entry.id not in ids))
        return attrs.evolve(self, entries=kept, unknown_order=pairs, others=others)

    def of_kind(self, *kinds: str) -> Timeline:
        """Only events of these kinds."""
        return self.filter(lambda entry: entry.kind in kinds)

    def involving(self, *parties: str) -> Timeline:
        """Only events in which all of these take part, names compared without regard to case."""
        wanted = {party.casefold() for party in parties}
        return self.filter(lambda entry: wanted <= {party.casefold() for party in entry.event.parties})

    def in_series(self, *series: str) -> Timeline:
        """Only events of these series."""
        return self.filter(lambda entry: entry.series in series)

    def tagged(self, *tags: str) -> Timeline:
        """Only events with all of these tags."""
        return self.filter(lambda entry: set(tags) <= set(entry.event.tags))

    def with_status(self, *statuses: str | EntryStatus) -> Timeline:
        """Only events whose date stands in one of these ways."""
        wanted = {EntryStatus(status) for status in statuses}
        return self.filter(lambda entry: entry.status in wanted)

    def between(
        self,
        since: str | dt.date | None = None,
        until: str | dt.date | None = None,
        *,
        possibly: bool = False,
    ) -> Timeline:
        """Only events that lie wholly between two dates for certain, or with `possibly`, that may touch them.

        Both are dates, or date texts that need no anchor; the first day of `since` and the last of `until` count.
        DateError where one cannot be read, or they lie the wrong way round.

        >>> import timeline as tl
        >>> line = tl.reconcile(tl.loads("events: {visit: {when: 2023-03-20}, talks: {when: spring 2023}}"))
        >>> [[entry.id for entry in line.between("2023-03", "2023-04", possibly=maybe)] for maybe in (False, True)]
        [['visit'], ['talks', 'visit']]
        """
        first = None if since is None else _read(since).first
        last = None if until is None else _read(until).last
        if first is not None and last is not None and first > last:
            raise DateError(
                str(until), f"ends before {str(since)!r} begins", suggestion="give the earlier date first"
            )
        limits = DateRange(first, last)
        return self.filter(lambda entry: _touches(entry, limits) if possibly else _lies_in(entry, limits))

    def order(self, one: str, other: str) -> Order:
        """How two events lie; UNKNOWN where neither their days nor the kept relations tell.

        >>> import timeline as tl
        >>> told = "events: {visit: {when: 2023-03}, talks: {when: 2023-03, after: visit}, toast: {when: 2023-03}}"
        >>> line = tl.reconcile(tl.loads(told))
        >>> line.order("visit", "talks").value, line.order("visit", "toast").value
        ('before', 'unknown')
        """
        by_days = order_of(self[one], self[other])
        if by_days in (Order.BEFORE, Order.AFTER):
            return by_days
        # What comes after something else can have the same day.
        if self._leads_to(one, other):
            return Order.BEFORE
        return Order.AFTER if self._leads_to(other, one) else by_days

    def overlap(self, one: str, other: str) -> bool | None:
        """Whether two events share a day, or time on it where that is known; None where it is not known.

        Kept relations tell it as well as days: what comes before another shares no time with it, what lies within
        another does. UnknownName for an event that is not in the timeline.

        >>> import timeline as tl
        >>> told = "events: {visit: {when: 2023-03}, talks: {during: visit}, toast: {after: visit}, lunch: {}}"
        >>> line = tl.reconcile(tl.loads(told))
        >>> [line.overlap("visit", other) for other in ("talks", "toast", "lunch")]
        [True, False, None]
        """
        if self.order(one, other) in (Order.BEFORE, Order.AFTER):
            return False
        related = _shares(self[one], other) or _shares(self[other], one)
        return True if related or _surely_meet(self[one], self[other]) else None

    @functools.cached_property
    def _next(self) -> dict[str, list[str]]:
        later: dict[str, list[str]] = {}
        for first, second in self.precedes:
            later.setdefault(first, []).append(second)
        return later

    def _leads_to(self, one: str, other: str) -> bool:
        reached, edge = {one}, {one}
        while edge and other not in reached:
            # A set: many ways may lead to an event, and each further step would double them.
            edge = {later for event in edge for later in self._next.get(event, ())} - reached
            reached |= edge
        return one != other and other in reached


def _read(date: str | dt.date) -> DateRange:
    return parse_date(date if isinstance(date, str) else date.isoformat()[:10]).range


def _lies_in(entry: Entry, limits: DateRange) -> bool:
    begins = limits.first is None or (entry.start.first is not None and entry.start.first >= limits.first)
    ends = limits.last is None or (entry.end.last is not None and entry.end.last <= limits.last)
    return begins and ends


def _touches(entry: Entry, limits: DateRange) -> bool:
    begins = limits.last is None or entry.start.first is None or entry.start.first <= limits.last
    ends = limits.first is None or entry.end.last is None or entry.end.last >= limits.first
    return begins and ends


def order_of(one: Entry, other: Entry) -> Order:
    """How two entries lie, by their days and times alone."""
    if _ends_before(one, other):
        return Order.BEFORE
    if _ends_before(other, one):
        return Order.AFTER
    same = one.settled and _times(one) == _times(other)
    return Order.SAME if same else Order.UNKNOWN


def _ends_before(one: Entry, other: Entry) -> bool:
    last, first = one.last_instant, other.first_instant
    return last is not None and first is not None and last < first


def _shares(entry: Entry, other: str) -> bool:
    """Whether a kept relation of an event says that it shares days with another."""
    return any(
        judged.relation.event == other
        and judged.relation.type in SHARING_RELATIONS
        and judged.verdict not in LOST
        for judged in entry.relations
    )


def _surely_meet(one: Entry, other: Entry) -> bool:
    """Whether each has begun for certain before the other is over; by days, which zones can tell apart."""
    if one.zone == other.zone:
        moments = (one.start.last, other.end.first, other.start.last, one.end.first)
    else:
        moments = (one.latest_start, other.earliest_end, other.latest_start, one.earliest_end)
    begun, over, other_begun, other_over = moments
    if begun is None or over is None or other_begun is None or other_over is None:
        return False
    return begun <= over and other_begun <= other_over


def _times(entry: Entry) -> tuple[object, ...]:
    return entry.start, entry.end, entry.zone, entry.start_clock, entry.end_clock
