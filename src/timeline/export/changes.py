"""What two timelines make different, and what hangs on each source, as plain dicts for JSON.

The fields and their order are those of docs/reference/json.md and docs/reference/command-line.md.
"""

from __future__ import annotations

from typing import Any

from timeline.dates.fuzzy import DateRange
from timeline.reasoning.compare import Change
from timeline.reasoning.whatif import Leaning, Rest, Robustness

__all__ = ["change_record", "range_record", "robustness_record"]

Record = dict[str, Any]


def range_record(dates: DateRange) -> Record:
    """A range, null where a side is open.

    >>> range_record(DateRange.of("2020-09-01", None))
    {'earliest': '2020-09-01', 'latest': None}
    """
    return {"earliest": dates.earliest_iso, "latest": dates.latest_iso}


def change_record(change: Change) -> Record:
    """What became of one event."""
    return {
        "event": change.event,
        "before": _span(change.before),
        "after": _span(change.after),
        "status": list(change.status),
        "came": list(change.came),
        "went": list(change.went),
        "changed": list(change.changed),
        "graded": list(change.graded),
        "times": [words or None for words in change.times],
    }


def robustness_record(robustness: Robustness) -> Record:
    """Which dates rest on one source or one family, and what would move without each source.

    >>> robustness_record(Robustness())
    {'rests': [], 'without': []}
    """
    return {
        "rests": [_rest(rest) for rest in robustness.rests],
        "without": [_leaning(leaning) for leaning in robustness.leanings],
    }


def _rest(rest: Rest) -> Record:
    return {
        "event": rest.event,
        "voices": list(rest.voices),
        "family": rest.family,
        "before": _span(rest.before),
        "after": _span(rest.after),
    }


def _leaning(leaning: Leaning) -> Record:
    return {
        "source": leaning.source,
        "copies": list(leaning.copies),
        "changes": [change_record(change) for change in leaning.changes],
    }


def _span(span: tuple[DateRange, DateRange] | None) -> Record | None:
    if span is None:
        return None
    return {name: range_record(days) for name, days in zip(("start", "end"), span, strict=True)}
