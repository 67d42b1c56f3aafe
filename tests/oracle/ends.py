"""An outcome's earliest and latest days, as the oracle counts days."""

from __future__ import annotations

import datetime as dt

from timeline.dates import civil
from timeline.reasoning.outcome import Timeline

from .reading import Variable

# Days of the calendar as `datetime` counts them.
SHIFT = dt.date(2000, 1, 1).toordinal() - civil.day_number(2000, 1, 1)

Limits = dict[Variable, int | None]


def limits_of(line: Timeline) -> tuple[Limits, Limits]:
    """Earliest and latest days of all moments, as `datetime` counts them; None where open."""
    ranges = {(entry.id, which): getattr(entry, which) for entry in line for which in ("start", "end")}
    ranges |= {(source.id, "published"): source.published for source in line.sources}
    firsts = {name: None if r.first is None else r.first + SHIFT for name, r in ranges.items()}
    lasts = {name: None if r.last is None else r.last + SHIFT for name, r in ranges.items()}
    return firsts, lasts


def tied(line: Timeline) -> bool:
    """Whether the outcome says that another is as good."""
    claims = any(one.tied for entry in line for one in (*entry.claims, *entry.relations))
    return claims or any(source.tied for source in line.sources)
