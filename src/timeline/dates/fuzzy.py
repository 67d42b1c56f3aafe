"""The values of the dates room: what a date text says, before and after it is tied to a day.

A text is first *read* into a `Wording`. What a wording leaves open is told by windows: a window is a set of
days (which need no anchor: "May 2022", "some Wednesday") and a pair of steps (monotone functions of the
anchor day: "last month"); a day lies in the window if it lies in the set and between the steps. Given an
anchor a wording becomes a `FuzzyDate`. Without one it stays as it is, and the solver joins it with whatever
else is known of the anchor. Nobody resolves a relative date before that.

This module holds values only: reading them is the work of `edtf` and `phrases`, writing them of `words`.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import attrs

from timeline.dates import civil
from timeline.dates.days import DaySet, Pieces
from timeline.dates.listing import runs
from timeline.dates.values import Shown
from timeline.errors import DateError

if TYPE_CHECKING:
    import pendulum

__all__ = [
    "DateRange",
    "Direction",
    "FuzzyDate",
    "Granularity",
    "Missing",
    "Parts",
    "Qualifier",
    "ReadingOptions",
    "Shape",
    "Stance",
    "Step",
    "Window",
    "Wording",
]

Step = Callable[[int], int]
"""A monotone function from an anchor day to a day; an instance of a frozen class, so that it pickles."""


class Granularity(enum.Enum):
    """The unit that a date is written in, finest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Qualifier(enum.Enum):
    """EDTF's qualifiers (ISO 8601-2:2019, 8.2); they never move a bound unless a width is asked for."""

    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"


class Stance(enum.Enum):
    """How the text looks at what it dates: back at it, forward to it, or from within."""

    REPORTED = "reported"
    PLANNED = "planned"
    ONGOING = "ongoing"


class Shape(enum.Enum):
    """What a text says of a span: both ends within, one end each, or one end only."""

    WITHIN = "within"
    SPAN = "span"
    SINCE = "since"
    UNTIL = "until"


class Missing(enum.Enum):
    """Why an interval tells only one of its ends (ISO 8601-2:2019, 10.2): ``..`` or nothing is written."""

    OPEN = "open"
    UNKNOWN = "unknown"


class Direction(enum.Enum):
    """A bare name that leaves its direction open, so that a default is taken: the kinds of such names."""

    WEEKDAY = "weekday"
    MONTH_DAY = "month-day"
    MONTH = "month"


@attrs.frozen(repr=False, weakref_slot=False)
class DateRange(Shown):
    """The days that a moment can be: earliest to latest, either side open.

    Attributes:
        first: day number of the earliest day, None where it is open.
        last: day number of the latest day, None where it is open.

    >>> may = DateRange.of("2022-05-01", "2022-05-31")
    >>> may, may.days, may.settled
    (DateRange(2022-05-01/2022-05-31), 31, False)
    """

    first: int | None
    last: int | None

    def __attrs_post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            msg = f"a range cannot end before it begins: {civil.iso(self.first)} > {civil.iso(self.last)}"
            raise ValueError(msg)

    @classmethod
    def of(cls, earliest: str | None, latest: str | None) -> DateRange:
        """A range from days written as ``YYYY-MM-DD``; None for an open side."""
        return cls(
            None if earliest is None else civil.parse_iso(earliest),
            None if latest is None else civil.parse_iso(latest),
        )

    @property
    def earliest(self) -> pendulum.Date | None:
        """The earliest day, None where open; DateError outside the years 1 to 9999 (use `earliest_iso`)."""
        return _as_pendulum(self.first)

    @property
    def latest(self) -> pendulum.Date | None:
        """The latest day, None where it is open; DateError outside the years 1 to 9999 (use `latest_iso`)."""
        return _as_pendulum(self.last)

    @property
    def earliest_iso(self) -> str | None:
        """The earliest day as text, for any year; None where it is open."""
        return None if self.first is None else civil.iso(self.first)

    @property
    def latest_iso(self) -> str | None:
        """The latest day as text, for any year; None where it is open."""
        return None if self.last is None else civil.iso(self.last)

    @property
    def iso(self) -> str:
        """The range as text: a day, ``earliest/latest``, or ``..`` for an open side."""
        if self.settled:
            return self.earliest_iso or ""
        return f"{self.earliest_iso or '..'}/{self.latest_iso or '..'}"

    @property
    def settled(self) -> bool:
        """Whether the range is a single day."""
        return self.first is not None and self.first == self.last

    @property
    def days(self) -> int | None:
        """The number of days in the range, None where a side is open."""
        return None if self.first is None or self.last is None else self.last - self.first + 1

    def __contains__(self, day: int) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def __str__(self) -> str:
        return self.iso

    def __repr__(self) -> str:
        return f"DateRange({self.iso})"


_LAST_OF_PENDULUM: Final = civil.day_number(9999, 12, 31)


def _as_pendulum(day: int | None) -> pendulum.Date | None:
    if day is None:
        return None
    if not 1 <= day <= _LAST_OF_PENDULUM:
        raise DateError(
            civil.iso(day),
            "pendulum knows the years 1 to 9999 only",
            suggestion="use .iso, which is text for any year",
        )
    import pendulum

    return pendulum.Date.fromordinal(day)


@attrs.frozen(kw_only=True, repr=False)
class ReadingOptions(Shown):
    """How to read wording that countries write differently.

    Attributes:
        order: what ``8/9/2022`` means: ``dmy``, ``mdy``, ``ymd``; None keeps every possible reading.
        week: the day a week begins with, ``monday`` or ``sunday``.
        fiscal: the country whose fiscal year is meant (ISO 3166 code), None where it must be refused.
        hemisphere: where the seasons are, ``north`` or ``south``.
        widen: whether ``~`` and ``?`` widen a date by one of its units on either side, and ``%`` by two.
    """

    order: str | None = attrs.field(default=None, validator=attrs.validators.in_((None, "dmy", "mdy", "ymd")))
    week: str = attrs.field(default="monday", validator=attrs.validators.in_(("monday", "sunday")))
    fiscal: str | None = None
    hemisphere: str = attrs.field(default="north", validator=attrs.validators.in_(("north", "south")))
    widen: bool = False


# Without slots, like the values below: one or more of each are made for every date text that is read, and
# filling a dictionary takes a third of the time that setting slots does.
@attrs.frozen(kw_only=True, slots=False, repr=False)
class Parts(Shown):
    """The numbers of one calendar date as written, None for what is not; what a slip of the pen can change.

    Attributes:
        year: the year, astronomical.
        month: the month, 1 to 12.
        day: the day of the month.
        weekday: a weekday written along with the date, 0 for Monday.
        numeric_month: whether the month was a number, so that day and month can be swapped.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    numeric_month: bool = False


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Window(Shown):
    """Where a moment can lie: in a set of days, and between two steps from the anchor; None for no limit.

    A window without steps needs no anchor.
    """

    days: DaySet | None = None
    earliest: Step | None = None
    latest: Step | None = None
    # First and last day for a single anchor, where the steps alone tell them; quicker than set and steps.
    run: Callable[[int], tuple[int, int]] | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def relative(self) -> bool:
        """Whether the window moves with the anchor."""
        return self.earliest is not None or self.latest is not None

    def at(self, anchor: int | None) -> Pieces | DaySet | None:
        """The days of the window for an anchor: None for all days, or a set; LookupError if none is left."""
        if not self.relative:
            return self.days
        if anchor is None:
            raise LookupError("a relative window needs an anchor")
        first = self.earliest(anchor) if self.earliest else None
        last = self.latest(anchor) if self.latest else None
        cells = tuple(runs(self.days, first, last))
        if not cells:
            raise LookupError("no day is left in the window")
        return Pieces(cells)


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Wording(Shown):
    """What a date text says, not yet tied to a day.

    Attributes:
        text: the text as typed.
        shape: what it says of a span.
        start: where the start lies (shape WITHIN: both start and end, in the same cell); None for UNTIL.
        end: where the end lies, for SPAN and UNTIL; None otherwise.
        direction: the kind of bare name whose default direction `start` takes, else None.
        anyway: the window of the same words in any direction, for such a name, else None.
        parts: the calendar dates as written: one, or two for SPAN; empty where none was written.
        granularity: the unit it is written in, None for unions of several.
        uncertain: marked ``?`` or ``%``, or "perhaps".
        approximate: marked ``~`` or ``%``, or "about".
        stance: what the words imply ("last", "ago": reported; "next", "will": planned), else None.
        missing: for SINCE and UNTIL written as an EDTF interval, whether the other end is open or unknown.
        level: EDTF conformance level 0 to 2 of the text as typed; None for press wording.
        edtf: canonical EDTF for what was read, None where it is relative or has no such form.
        everyone: whether it is an all-of set, which dates several events.
        loose: whether it is counted from a date that other words name ("the following day"), so that it needs an
            event as its anchor and not the publication day.
        rule: the rule that read it.
        assumptions: what was assumed on the way, in words ("nearest year", "Monday-first week").
    """

    text: str = attrs.field(eq=False)
    shape: Shape = Shape.WITHIN
    start: Window | None = None
    end: Window | None = None
    direction: Direction | None = None
    anyway: Window | None = None
    parts: tuple[Parts, ...] = ()
    granularity: Granularity | None = None
    uncertain: bool = False
    approximate: bool = False
    stance: Stance | None = None
    missing: Missing | None = None
    level: int | None = attrs.field(default=None, eq=False)
    edtf: str | None = None
    everyone: bool = False
    loose: bool = False
    rule: str = attrs.field(default="", eq=False)
    assumptions: tuple[str, ...] = attrs.field(default=(), eq=False)

    @functools.cached_property
    def relative(self) -> bool:
        """Whether the text needs an anchor day."""
        start, end = self.start, self.end
        return (start is not None and start.relative) or (end is not None and end.relative)


@attrs.frozen(kw_only=True, slots=False, repr=False)
class FuzzyDate(Shown):
    """A date text tied to days: what `parse_date` and `resolve` hand out.

    Attributes:
        wording: what was read, with text, shape, flags, level, rule and assumptions.
        range: the hull of all possible days; of the whole span for SPAN.
        anchor: the day that the text was counted from, None for a text that needs none or a fuzzy anchor.
        pieces: the possible runs of days where the wording and the anchor do not tell them, else None.
    """

    wording: Wording
    range: DateRange
    anchor: int | None = None
    pieces: tuple[DateRange, ...] | None = None

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Wording:
            # The days of EDTF are found first; its wording is read when it is asked for, in a batch by few.
            known = self.__dict__
            if name != "wording" or "unread" not in known:
                raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
            known["wording"] = wording = known["reader"](known["unread"])
            return wording

    @property
    def text(self) -> str:
        """The text as typed."""
        return self.wording.text

    @property
    def ranges(self) -> tuple[DateRange, ...]:
        """The possible runs of days in order, each a reading or piece; the hull where there are too many."""
        if self.pieces is not None:
            return self.pieces
        from timeline.dates.tying import ranges_of

        return ranges_of(self.wording, self.range, self.anchor)

    @property
    def granularity(self) -> Granularity | None:
        """The unit it is written in."""
        return self.wording.granularity

    @property
    def uncertain(self) -> bool:
        """Whether it is marked uncertain."""
        # EDTF that is not yet read further shows its qualifiers (ISO 8601-2:2019, 8.2).
        text = self.__dict__.get("unread")
        return self.wording.uncertain if text is None else "?" in text or "%" in text

    @property
    def approximate(self) -> bool:
        """Whether it is marked approximate."""
        text = self.__dict__.get("unread")
        return self.wording.approximate if text is None else "~" in text or "%" in text

    @property
    def level(self) -> int | None:
        """EDTF level, None for press wording."""
        return self.wording.level

    @property
    def rule(self) -> str:
        """The rule that read it."""
        return self.wording.rule

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was assumed on the way, in words."""
        return self.wording.assumptions

    def __str__(self) -> str:
        return self.wording.edtf or self.range.iso


# What stands at its default is found on the class, so that a value made without its constructor holds no more
# than was said: most date texts say little, and a small dictionary is made in half the time.
for _class in (Parts, Window, Wording, FuzzyDate):
    for _field in attrs.fields(_class):
        if _field.default is not attrs.NOTHING:
            setattr(_class, _field.name, _field.default)
