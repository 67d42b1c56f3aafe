"""What follows from a dossier: the timeline, its entries, and a verdict for every claim.

Values and queries only. They hold all that an exporter shows, so that no exporter has to compute; they
are made by `reconcile` and know nothing of how.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import attrs

from timeline.dates.clocks import DAY_SECONDS, ClockRange
from timeline.dates.fuzzy import DateRange
from timeline.dates.text import parse_date
from timeline.dates.values import Shown
from timeline.dates.zones import UTC, instants
from timeline.errors import DateError, UnknownName
from timeline.evidence.allen import SHARING_RELATIONS
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Source

if TYPE_CHECKING:
    import datetime as dt

__all__ = [
    "Bound",
    "Conflict",
    "Entry",
    "EntryStatus",
    "JudgedClaim",
    "JudgedRelation",
    "JudgedSource",
    "Link",
    "Objection",
    "Order",
    "Timeline",
    "Verdict",
    "order_of",
]


class Verdict(enum.Enum):
    """What became of a claim."""

    DECIDES = "decides"
    AGREES = "agrees"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    OVERRULED = "overruled"
    UNREAD = "unread"


class EntryStatus(enum.Enum):
    """How an event's date stands, the first that fits in this order."""

    UNDATED = "undated"
    TIED = "tied"
    DISPUTED = "disputed"
    CORRECTED = "corrected"
    INFERRED = "inferred"
    AGREED = "agreed"
    SINGLE_SOURCE = "single-source"
    STATED = "stated"


class Order(enum.Enum):
    """How two events lie, as far as is known."""

    BEFORE = "before"
    AFTER = "after"
    SAME = "same"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True, repr=False)
class Link(Shown):
    """One step in the derivation of a bound.

    Attributes:
        claim: id of the claim that the step rests on; None where it only says that nothing ends before
            it starts, or that a series runs in the order of its ordinals.
        part: which part of the claim: ``date``, ``tense``, ``relation``, ``published`` or ``retrieved``;
            empty without one.
        moment: the moment that it bounds: an event's id with ``start`` or ``end``, or a source's with
            ``published``.
        latest: whether it bounds the moment from above.
        day: the day number of the bound after this step.
    """

    claim: str | None
    part: str
    moment: tuple[str, str]
    latest: bool
    day: int


@attrs.frozen(kw_only=True, repr=False)
class Bound(Shown):
    """One side of a range with the chain of claims that set it, root first; empty where the side is open.

    Attributes:
        moment, latest, day: as in `Link`; no day where the side is open.
        chain: the steps.
        cut: whether there are more steps before these, of a chain that nobody would read.
    """

    moment: tuple[str, str]
    latest: bool
    day: int | None
    chain: tuple[Link, ...] = ()
    cut: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Objection(Shown):
    """A minimal conflict between one claim as made and others that were kept.

    Attributes:
        claims: ids of the others.
        leaves: the days that they leave for the moment that the claim speaks of; open on both sides where
            they leave no run of days but, say, every Wednesday.
    """

    claims: tuple[str, ...]
    leaves: DateRange


@attrs.frozen(kw_only=True, repr=False)
class JudgedClaim(Shown):
    """A date claim and what became of it.

    Attributes:
        id: EVENT/SOURCE, with a slug where a source says several things.
        claim: the claim as made.
        verdict: what became of it.
        says: the days that its words allow, given what is known of its source's publication day; None where
            it names none, or they have no hull (some Wednesday).
        readings: the runs that its words allow, where there are several ("8/9/2022"), a handful at most.
        reading: ``other`` where it holds in another direction than the default for its words.
        slip: the kind of slip that explains it, where it is corrected.
        corrected_to: the runs of days that it is corrected to.
        tied: whether another outcome of the same cost treats it differently.
        because: the reason in words, None where none is needed.
        clock: what became of the time of day that its words name; None where they name none, or the day is not
            settled or not the one that they name.
        clock_against: ids of the claims that leave no room for that time, where it was rejected.
        relative: whether its words count from the publication day of its source.
    """

    id: str
    claim: DateClaim
    verdict: Verdict
    relative: bool = False
    says: DateRange | None = None
    readings: tuple[DateRange, ...] = ()
    reading: str | None = None
    slip: str | None = None
    corrected_to: tuple[DateRange, ...] = ()
    objections: tuple[Objection, ...] = ()
    tense: Verdict | None = None
    tied: bool = False
    because: str | None = None
    clock: Verdict | None = None
    clock_against: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class JudgedRelation(Shown):
    """A relation claim and what became of it.

    Attributes:
        id: EVENT/TYPE/TARGET.
        relation: the claim as made.
        verdict: what became of it.
        tied: whether another outcome of the same cost treats it differently.
        because: the reason in words, None where none is needed.
        clock_against: ids of the claims whose times of day leave no room for it within a day; the days stand.
    """

    id: str
    relation: RelationClaim
    verdict: Verdict
    objections: tuple[Objection, ...] = ()
    tied: bool = False
    because: str | None = None
    clock_against: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class JudgedSource(Shown):
    """A source and its publication day.

    Attributes:
        source: the source as given.
        published: the days on which it can have appeared.
        inferred: whether that was worked out, not printed.
        printed: the verdict on the publication date that it was given, None without one.
        slip: the slip that explains that date, where it is corrected.
        tied: whether another outcome of the same cost treats that date differently.
        bounds: how both sides were derived.
        because: the reason in words why the given date was not kept, None where it was.
    """

    source: Source
    published: DateRange
    inferred: bool
    printed: Verdict | None = None
    slip: str | None = None
    objections: tuple[Objection, ...] = ()
    tied: bool = False
    bounds: tuple[Bound, ...] = ()
    because: str | None = None

    @property
    def id(self) -> str:
        """The source's id."""
        return self.source.id

    @property
    def chain(self) -> tuple[str, ...]:
        """Ids of the claims that set the publication day, each once, in the order of the derivation."""
        return tuple(dict.fromkeys(link.claim for bound in self.bounds for link in bound.chain if link.claim))


@attrs.frozen(kw_only=True, repr=False)
class Entry(Shown):
    """The outcome for one event.

    Attributes:
        event: the event as claimed.
        start, end: the days that each can be.
        candidates: the runs of days that the start can be, more than one where the range has holes.
        edtf: the date as EDTF, None where EDTF has no form for it.
        status: how the date stands.
        independent_sources: how many sources date it and agree, copies not counted.
        claims, relations: every claim with its verdict, in the order of the event's own.
        bounds: how start and end were derived.
        zone: name of the time zone in which its days are days, and its times are times ("Asia/Kolkata", "UTC").
        start_clock, end_clock: the times at which start and end can be, on a day that is settled; None where
            nothing is known of the time, or the day is not settled. An event with a `start_clock` and no
            `end_clock` begins at a known time and ends some time on its last day.
    """

    event: Event
    start: DateRange
    end: DateRange
    candidates: tuple[DateRange, ...]
    edtf: str | None
    status: EntryStatus
    independent_sources: int
    claims: tuple[JudgedClaim, ...]
    relations: tuple[JudgedRelation, ...]
    bounds: tuple[Bound, ...] = ()
    zone: str = UTC
    start_clock: ClockRange | None = None
    end_clock: ClockRange | None = None

    @property
    def id(self) -> str:
        """The event's id."""
        return self.event.id

    @property
    def title(self) -> str:
        """The event's title."""
        return self.event.title

    @property
    def kind(self) -> str:
        """The event's kind."""
        return self.event.kind

    @property
    def series(self) -> str | None:
        """The series that it belongs to, None without one."""
        return self.event.nth.series if self.event.nth else None

    @property
    def nth(self) -> int | None:
        """Its place in the series, None without one."""
        return self.event.nth.ordinal if self.event.nth else None

    @property
    def span(self) -> DateRange:
        """The hull: the earliest day of the start to the latest of the end."""
        return DateRange(self.start.first, self.end.last)

    @property
    def first_instant(self) -> int | None:
        """The earliest that it can start, in seconds since the midnight of day 0 in UTC; None where open."""
        if self.start.first is None or self.start_clock is None:
            return _instant(self.zone, self.start.first)
        return self.start.first * DAY_SECONDS + self.start_clock.first - self.start_clock.ahead

    @property
    def last_instant(self) -> int | None:
        """The last second in which it can go on, counted like `first_instant`; None where open."""
        if self.end.last is None or self.end_clock is None:
            return _last_instant(self.zone, self.end.last)
        return instants(self.zone, self.end.last, self.end_clock.last)[-1]

    @property
    def latest_start(self) -> int | None:
        """The last second in which it can start, counted like `first_instant`; None where open."""
        return _last_instant(self.zone, self.start.last)

    @property
    def earliest_end(self) -> int | None:
        """The earliest that it can end, counted like `first_instant`; None where open."""
        return _instant(self.zone, self.end.first)

    @property
    def settled(self) -> bool:
        """Whether start and end are both known to the day."""
        return self.start.settled and self.end.settled

    def __repr__(self) -> str:
        return f"Entry({self.id!r}, {self.span.iso}, {self.status.value})"


@attrs.frozen(kw_only=True, repr=False)
class Conflict(Shown):
    """A minimal set of claims that cannot all hold.

    Attributes:
        claims: ids of all of them.
        against: id of the one that was not kept as made.
        text: the conflict in words.
    """

    claims: tuple[str, ...]
    against: str
    text: str = ""


@attrs.frozen(kw_only=True, repr=False)
class Timeline(Shown):
    """The judged, ordered outcome of a dossier; a sequence of entries with queries.

    Attributes:
        dossier: what it was made from.
        entries: in order: a linear extension of what is known, then by date, undated last.
        sources: with their publication days, by id.
        conflicts: the minimal conflicts that were found, smallest first.
        cost: what it costs, in centi-nats, to think wrong all that was not kept as made.
        optimal: whether the outcome is known to be the cheapest; False where a limit was reached.
        shortfall: how much cheaper (centi-nats) an outcome could at most be, 0 where optimal.
        precedes: pairs of events of which a kept relation or ordinal puts the first before the second.
        unknown_order: neighbours in the list whose order is not known, by id.
        missing_ordinals: for each series, the ordinals below its highest that no event has.
        others: the entries that a filter left out, which those that it kept may speak of.
        settles_most: the event or source whose exact day would close most bounds, None where nothing
            hangs on one.
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
        """The newest day on which a source is known to have appeared or been fetched, None where none is known."""
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
        """The outcome for an event, filtered out or not; None for an event that the dossier does not have."""
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
        """The outcome for a source; UnknownName where there is none."""
        if source_id not in self._sources_by_id:
            raise UnknownName("source", source_id, self._sources_by_id)
        return self._sources_by_id[source_id]

    def filter(self, keep: Callable[[Entry], bool]) -> Timeline:
        """The timeline with only the entries to keep."""
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
        """How two events lie; UNKNOWN where neither their days nor the kept relations tell."""
        by_days = order_of(self[one], self[other])
        if by_days is not Order.UNKNOWN:
            return by_days
        if self._leads_to(one, other):
            return Order.BEFORE
        return Order.AFTER if self._leads_to(other, one) else Order.UNKNOWN

    def overlap(self, one: str, other: str) -> bool | None:
        """Whether two events share a day, or time on it where that is known; None where it is not known.

        Kept relations tell it as well as days: what comes before another shares no time with it, what lies within
        another does. UnknownName for an event that is not in the timeline.
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
        reached, edge = {one}, [one]
        while edge and other not in reached:
            edge = [later for event in edge for later in self._next.get(event, ()) if later not in reached]
            reached.update(edge)
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
        and judged.verdict not in (Verdict.REJECTED, Verdict.OVERRULED)
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


def _instant(zone: str, day: int | None) -> int | None:
    """The midnight with which a day of a zone begins."""
    if day is None:
        return None
    return day * DAY_SECONDS if zone == UTC else instants(zone, day, 0)[0]


def _last_instant(zone: str, day: int | None) -> int | None:
    midnight = _instant(zone, None if day is None else day + 1)
    return None if midnight is None else midnight - 1
