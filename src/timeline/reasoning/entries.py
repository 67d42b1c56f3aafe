"""What became of each claim, source and event: verdicts, derivations, and the entries of a timeline.

Values only. They hold all that an exporter shows, so that no exporter has to compute; they are made by `judge`
and know nothing of how. What an event has several of cannot be referred to weakly: the room for that would be a tenth
of it.
"""

from __future__ import annotations

import attrs

from timeline.dates.clocks import DAY_SECONDS, ClockRange
from timeline.dates.fuzzy import DateRange
from timeline.dates.values import Shown
from timeline.dates.zones import UTC, instants
from timeline.evidence.model import DateClaim, Event, RelationClaim, Source
from timeline.reasoning.verdicts import HELD, EntryStatus, Verdict

__all__ = [
    "Bound",
    "Conflict",
    "Entry",
    "Instead",
    "InsteadPublished",
    "JudgedClaim",
    "JudgedRelation",
    "JudgedSource",
    "Link",
    "Objection",
]


@attrs.frozen(kw_only=True, repr=False, weakref_slot=False)
class Link(Shown):
    """One step in the derivation of a bound.

    Attributes:
        claim: id of the claim that the step rests on; None where it only says that nothing ends before
            it starts, or that a series runs in the order of its ordinals.
        part: which part of the claim: ``date``, ``time``, ``tense``, ``relation``, ``published`` or ``retrieved``;
            empty without one.
        moment: the moment that it bounds: an event's id with ``start`` or ``end``, or a source's with
            ``published``.
        latest: whether it bounds the moment from above.
        day: the day number of the bound after this step.
        second: for a bound on a time of day, its second since midnight as the moment's zone has it; else None.
        again: whether clocks that were put back show that second for the second time.
    """

    claim: str | None
    part: str
    moment: tuple[str, str]
    latest: bool
    day: int
    second: int | None = None
    again: bool = False


@attrs.frozen(kw_only=True, repr=False, weakref_slot=False)
class Bound(Shown):
    """One side of a range with the chain of claims that set it, root first; empty where the side is open.

    Attributes:
        moment, latest, day, second, again: as in `Link`; no day where the side is open.
        chain: the steps.
        cut: whether there are more steps before these, of a chain that nobody would read.
    """

    moment: tuple[str, str]
    latest: bool
    day: int | None
    chain: tuple[Link, ...] = ()
    cut: bool = False
    second: int | None = None
    again: bool = False


@attrs.frozen(kw_only=True, repr=False, weakref_slot=False)
class Objection(Shown):
    """A minimal conflict between one claim as made and others that were kept.

    Attributes:
        claims: ids of the others; the claim's own among them where its date and its tense contradict each other.
        leaves: the days that they leave for the moment that the claim speaks of; open on both sides where
            they leave no run of days but, say, every Wednesday.
        tenses: ids of those that date their event, but object by their tense alone.
    """

    claims: tuple[str, ...]
    leaves: DateRange
    tenses: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False, weakref_slot=False)
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
        slips: the kinds of slip that explain it, where it is corrected; several where they are as likely.
        corrected_to: the runs of days that it is corrected to.
        tied: whether another outcome of the same cost treats it differently.
        because: the reason in words, None where none is needed.
        clock: what became of the time of day that its words name; None where they name none, or the day is not
            settled or not the one that they name.
        clock_slip: the kind of slip that explains that time, where it is corrected: ``hour`` or ``half-day``.
        clock_against: ids of the claims that leave no room for that time, where it was not kept as made; empty where
            it does not fit the day itself.
        relative: whether its words count from the publication day of its source.
    """

    id: str
    claim: DateClaim
    verdict: Verdict
    relative: bool = False
    says: DateRange | None = None
    readings: tuple[DateRange, ...] = ()
    reading: str | None = None
    slips: tuple[str, ...] = ()
    corrected_to: tuple[DateRange, ...] = ()
    objections: tuple[Objection, ...] = ()
    tense: Verdict | None = None
    tied: bool = False
    because: str | None = None
    clock: Verdict | None = None
    clock_slip: str | None = None
    clock_against: tuple[str, ...] = ()

    @property
    def slip(self) -> str | None:
        """The kind of slip that explains it, the first of several; None where it is not corrected."""
        return self.slips[0] if self.slips else None


@attrs.frozen(kw_only=True, repr=False, weakref_slot=False)
class JudgedRelation(Shown):
    """A relation claim and what became of it.

    Attributes:
        id: EVENT/TYPE/TARGET.
        relation: the claim as made.
        verdict: what became of it.
        tied: whether another outcome of the same cost treats it differently.
        because: the reason in words, None where none is needed.
        clock: what became of it between instants, where times of day are worked out; None where they are not.
        clock_against: ids of the claims whose times of day leave no room for it within a day; the days stand.
        beyond: whether its gap was kept, but is longer than such words suggest ("more than 2 weeks": months).
    """

    id: str
    relation: RelationClaim
    verdict: Verdict
    objections: tuple[Objection, ...] = ()
    tied: bool = False
    because: str | None = None
    clock: Verdict | None = None
    clock_against: tuple[str, ...] = ()
    beyond: bool = False


@attrs.frozen(kw_only=True, repr=False)
class JudgedSource(Shown):
    """A source and its publication day.

    Attributes:
        source: the source as given.
        published: the days on which it can have appeared.
        inferred: whether that was worked out, not printed.
        printed: the verdict on the publication date that it was given, None without one.
        slips: the kinds of slip that explain that date, where it is corrected; several where they are as likely.
        corrected_to: the runs of days that that date is corrected to.
        tied: whether another outcome of the same cost treats that date differently.
        bounds: how both sides were derived.
        because: the reason in words why the given date was not kept, or that another outcome costs the same; else None.
        retrieved: the verdict on the day on which it was retrieved, None without one.
        retrieved_against: what objects to that, where it was not kept.
        retrieved_because: the reason in words why it was not kept, None where it was.
        instead: what other outcomes of the same cost would make of it, as of an entry.
    """

    source: Source
    published: DateRange
    inferred: bool
    printed: Verdict | None = None
    slips: tuple[str, ...] = ()
    corrected_to: tuple[DateRange, ...] = ()
    objections: tuple[Objection, ...] = ()
    tied: bool = False
    bounds: tuple[Bound, ...] = ()
    because: str | None = None
    instead: tuple[InsteadPublished, ...] = ()
    retrieved: Verdict | None = None
    retrieved_against: tuple[Objection, ...] = ()
    retrieved_because: str | None = None

    @property
    def id(self) -> str:
        """The source's id."""
        return self.source.id

    @property
    def slip(self) -> str | None:
        """The kind of slip that explains the date that it was given, the first of several; None without one."""
        return self.slips[0] if self.slips else None

    @property
    def chain(self) -> tuple[str, ...]:
        """Ids of the claims that set the publication day, each once, in the order of the derivation.

        >>> import timeline as tl
        >>> told = "{sources: {daily: {}}, events: {visit: {claims: [{from: daily, when: today}, {when: 2023-03-20}]}}}"
        >>> tl.reconcile(tl.loads(told)).source("daily").chain
        ('visit/curator', 'visit/daily')
        """
        return tuple(dict.fromkeys(link.claim for bound in self.bounds for link in bound.chain if link.claim))


@attrs.frozen(kw_only=True, repr=False)
class Instead(Shown):
    """What another outcome of the same cost would make of an event.

    Attributes:
        start, end: the days that each could be then.
        stand: ids of the claims that would stand as made then, and do not now.
        yielding: ids of the claims that would give way then, and do not now.
        text: all that in words.
        start_clock, end_clock: where it is a time of day that would be another, the times that each could be then.
    """

    start: DateRange
    end: DateRange
    stand: tuple[str, ...]
    yielding: tuple[str, ...]
    text: str = ""
    start_clock: ClockRange | None = None
    end_clock: ClockRange | None = None


@attrs.frozen(kw_only=True, repr=False)
class InsteadPublished(Shown):
    """What another outcome of the same cost would make of the publication day of a source.

    Attributes:
        published: the days that it could be then.
        stand, yielding, text: as in `Instead`.
    """

    published: DateRange
    stand: tuple[str, ...]
    yielding: tuple[str, ...]
    text: str = ""


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
        clock_bounds: how those times were derived, earliest and latest of each; without a chain on a side that the
            day itself bounds.
        instead: what other outcomes of the same cost would make of it, where that is something else, or they judge what
            is said of it otherwise; empty where it hangs together with too much to work that out.
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
    clock_bounds: tuple[Bound, ...] = ()
    instead: tuple[Instead, ...] = ()

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
        """Its ordinal in the series, None without one."""
        return self.event.nth.ordinal if self.event.nth else None

    @property
    def dated_by(self) -> tuple[str, ...]:
        """Ids of the sources that name its date and agree, in order; without the curator.

        >>> import timeline as tl
        >>> told = "{sources: {b: {}, a: {}, c: {}}, events: {visit: {when: {b: 2023, a: 20 March 2023, c: 1998}}}}"
        >>> tl.reconcile(tl.loads(told))["visit"].dated_by
        ('a', 'b')
        """
        held = (c.claim for c in self.claims if c.verdict in HELD and c.claim.text is not None)
        return tuple(sorted({claim.source for claim in held if claim.source is not None}))

    @property
    def span(self) -> DateRange:
        """The hull: the earliest day of the start to the latest of the end.

        >>> import timeline as tl
        >>> tl.reconcile(tl.loads("events: {visit: {when: 20 to 21 March 2023}}"))["visit"].span.iso
        '2023-03-20/2023-03-21'
        """
        return DateRange(self.start.first, self.end.last)

    @property
    def first_instant(self) -> int | None:
        """The earliest that it can start, in seconds since the midnight of day 0 in UTC; None where open.

        >>> import timeline as tl
        >>> visit = tl.reconcile(tl.loads("{zone: Asia/Kolkata, events: {visit: {when: 2023-03-20}}}"))["visit"]
        >>> visit.first_instant - visit.start.first * DAY_SECONDS
        -19800
        """
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
        if self.start.last is None or self.start_clock is None:
            return _last_instant(self.zone, self.start.last)
        return instants(self.zone, self.start.last, self.start_clock.last)[-1]

    @property
    def earliest_end(self) -> int | None:
        """The earliest that it can end, counted like `first_instant`; None where open."""
        if self.end.first is None or self.end_clock is None:
            return _instant(self.zone, self.end.first)
        return self.end.first * DAY_SECONDS + self.end_clock.first - self.end_clock.ahead

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
        tense: whether what was not kept of that one is its tense, beside a date that it gives.
        objection: the others as they object to it; None for a conflict that was made by hand.
    """

    claims: tuple[str, ...]
    against: str
    text: str = ""
    tense: bool = False
    objection: Objection | None = None


def _instant(zone: str, day: int | None) -> int | None:
    """The midnight with which a day of a zone begins."""
    if day is None:
        return None
    return day * DAY_SECONDS if zone == UTC else instants(zone, day, 0)[0]


def _last_instant(zone: str, day: int | None) -> int | None:
    midnight = _instant(zone, None if day is None else day + 1)
    return None if midnight is None else midnight - 1
