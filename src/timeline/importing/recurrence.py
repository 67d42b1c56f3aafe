"""Events that repeat: each occurrence in a window, by recurring-ical-events.

A rule is a few octets and may mean millions of events, so what it gives is counted, and cut at a limit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import icalendar

__all__ = ["MAX_IN_ALL", "MAX_OCCURRENCES", "Repetitions"]

MAX_OCCURRENCES: Final = 500
"""How many occurrences of one event are read: a daily one for a year and more."""

MAX_IN_ALL: Final = 10_000
"""How many occurrences of all events of a file are read."""

_YEAR: Final = dt.timedelta(days=366)
_CENTURY: Final = dt.timedelta(days=36525)
_FAILURES: Final = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
# Dates are judged by days, and such a rule could keep a machine busy for hours.
_TOO_OFTEN: Final = ("SECONDLY", "MINUTELY", "HOURLY")
_WITHIN_DAYS: Final = ("BYHOUR", "BYMINUTE", "BYSECOND")


class Repetitions:
    """The events of some calendars that repeat, with their exceptions; counts what was given out of all of them."""

    def __init__(self, calendars: Iterable[icalendar.Calendar]) -> None:
        self.left = MAX_IN_ALL
        self.zones: list[Any] = []
        self.parts: dict[str, list[Any]] = {}
        for calendar in calendars:
            for one in calendar.subcomponents:
                if one.name == "VTIMEZONE":
                    self.zones.append(one)
                else:
                    self.parts.setdefault(str(one.get("UID", "")), []).append(one)

    def of(
        self, uid: str, window: tuple[str | None, str | None], newest: str | None
    ) -> tuple[list[Any], str | None]:
        """The occurrences of an event in a window of days, and a warning where they are not all of them.

        Args:
            uid: the event's.
            window: first and last day, ISO; None for the event's first, and for a year after the calendar's
                newest stamp or the first occurrence, whichever is later.
            newest: the newest stamp of the calendar, None where it has none.
        """
        parts = self.parts.get(uid, [])
        master = next((one for one in parts if one.get("RECURRENCE-ID") is None), None)
        if master is None:
            return [], "the first of the repeated events is missing"
        reason = _reason_to_refuse(master)
        if reason is not None:
            return [master], f"{reason}; only the first is read"
        first = _day(master)
        since, until = (dt.date.fromisoformat(day) if day else None for day in window)
        stamped = dt.date.fromisoformat(newest[:10]) if newest else first
        begin = max(since or first, first)
        last = min(until or _later(max(first, stamped), _YEAR), _later(first, _CENTURY))
        most = min(MAX_OCCURRENCES, self.left)
        found, warning = self.expanded(parts, master.name, (begin, last), most)
        self.left -= len(found)
        if warning is None and (until is None or until > last) and _goes_on(master, last):
            warning = f"{len(found):,} of the repeated events are read, as far as {last.isoformat()}"
        return (found or [master]) if warning and not found else found, warning

    def expanded(
        self, parts: list[Any], name: str, window: tuple[dt.date, dt.date], most: int
    ) -> tuple[list[Any], str | None]:
        """The occurrences of one event between two days, at most some, by when they start."""
        import icalendar

        try:
            import recurring_ical_events
        except ModuleNotFoundError:
            advice = "pip install 'sourced-timeline[import]' reads the others"
            return [], f"only the first of the repeated events is read: {advice}"
        own = icalendar.Calendar()
        for one in [*self.zones, *parts]:
            own.add_component(one)
        found: dict[str, Any] = {}
        begin, last = window
        try:
            query = recurring_ical_events.of(own, components=[name])
            # A year at a time, so that a rule without end is left when there is enough.
            while begin <= last and len(found) <= most:
                end = min(_later(begin, _YEAR), last)
                for one in query.between(begin, _later(end, dt.timedelta(days=1))):
                    found.setdefault(str(one["DTSTART"].dt), one)
                begin = _later(end, dt.timedelta(days=1))
                if end == dt.date.max:
                    break
        except _FAILURES as error:
            return [], f"the repetition cannot be read ({str(error)[:80]}); only the first is read"
        kept = sorted(found.items())[:most]
        warning = (
            f"the first {most:,} of the repeated events are read, the limit" if len(found) > most else None
        )
        return [one for _, one in kept], warning


def _later(day: dt.date, step: dt.timedelta) -> dt.date:
    return day + step if (dt.date.max - day) > step else dt.date.max


def _rules(master: Any) -> list[Any]:
    rules = master.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _reason_to_refuse(master: Any) -> str | None:
    start = master.get("DTSTART")
    # What icalendar could not read it keeps as a text, which raises whatever else it is asked.
    if isinstance(start, str) or not isinstance(getattr(start, "dt", None), dt.date):
        return "a repetition without a start"
    for rule in _rules(master):
        if isinstance(rule, str) or not hasattr(rule, "get"):
            return "a repetition that cannot be read"
        if [str(word).upper() for word in rule.get("FREQ", [])] in [[word] for word in _TOO_OFTEN]:
            return "a repetition within the day"
        if any(len(rule.get(part, [])) > 1 for part in _WITHIN_DAYS):
            return "a repetition within the day"
    return None


def _day(component: Any) -> dt.date:
    value: dt.date = component["DTSTART"].dt
    return value.date() if isinstance(value, dt.datetime) else value


def _goes_on(master: Any, last: dt.date) -> bool:
    """Whether a rule may give more after a day."""
    for rule in _rules(master):
        until = next(iter(rule.get("UNTIL", [])), None)
        ends = until.date() if isinstance(until, dt.datetime) else until
        if not rule.get("COUNT") and (ends is None or ends > last):
            return True
    return False
