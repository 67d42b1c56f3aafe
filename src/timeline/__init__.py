"""Chronologies from what sources say: fuzzy and conflicting dates reconciled, explained and exported.

>>> import timeline as tl
>>> line = tl.reconcile(tl.Dossier(events=[tl.Event(id="visit", when="2023-03-20/2023-03-21")]))
>>> line["visit"].start.iso, line["visit"].end.iso
('2023-03-20', '2023-03-21')

Names are loaded when they are first used, so that `import timeline` costs nothing, and `timeline.dates` can
be used alone.
"""

from __future__ import annotations

from importlib import import_module

# As `typing` has it; importing that would be half the time of importing this.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from timeline.dates.fuzzy import DateRange, FuzzyDate, Granularity, ReadingOptions
    from timeline.dates.text import parse_date, resolve
    from timeline.dates.words import format_date
    from timeline.errors import (
        DateError,
        MissingExtra,
        ModelError,
        Problem,
        ReadError,
        TimelineError,
        UnknownName,
    )
    from timeline.evidence.allen import Relation
    from timeline.evidence.model import (
        DateClaim,
        Dialogue,
        Dossier,
        Event,
        Exercise,
        RelationClaim,
        Series,
        Source,
        Visit,
    )
    from timeline.evidence.reading import load, loads
    from timeline.evidence.rules import check
    from timeline.evidence.writing import dumps
    from timeline.export import calendar, render, save_ics
    from timeline.export.picture import picture
    from timeline.export.records import records
    from timeline.reasoning.entries import Conflict, Entry
    from timeline.reasoning.explain import explain
    from timeline.reasoning.outcome import Order, Timeline
    from timeline.reasoning.reconcile import reconcile
    from timeline.reasoning.verdicts import Verdict

__all__ = [
    "Conflict",
    "DateClaim",
    "DateError",
    "DateRange",
    "Dialogue",
    "Dossier",
    "Entry",
    "Event",
    "Exercise",
    "FuzzyDate",
    "Granularity",
    "MissingExtra",
    "ModelError",
    "Order",
    "Problem",
    "ReadError",
    "ReadingOptions",
    "Relation",
    "RelationClaim",
    "Series",
    "Source",
    "Timeline",
    "TimelineError",
    "UnknownName",
    "Verdict",
    "Visit",
    "calendar",
    "check",
    "dumps",
    "explain",
    "format_date",
    "load",
    "loads",
    "parse_date",
    "picture",
    "reconcile",
    "records",
    "render",
    "resolve",
    "save_ics",
]

__version__ = "0.1.0"

_HOMES = {
    "dates.fuzzy": ("DateRange", "FuzzyDate", "Granularity", "ReadingOptions"),
    "dates.text": ("parse_date", "resolve"),
    "dates.words": ("format_date",),
    "errors": (
        "DateError",
        "MissingExtra",
        "ModelError",
        "Problem",
        "ReadError",
        "TimelineError",
        "UnknownName",
    ),
    "evidence.allen": ("Relation",),
    "evidence.model": (
        "DateClaim",
        "Dialogue",
        "Dossier",
        "Event",
        "Exercise",
        "RelationClaim",
        "Series",
        "Source",
        "Visit",
    ),
    "evidence.reading": ("load", "loads"),
    "evidence.rules": ("check",),
    "evidence.writing": ("dumps",),
    "export": ("calendar", "render", "save_ics"),
    "export.picture": ("picture",),
    "export.records": ("records",),
    "reasoning.explain": ("explain",),
    "reasoning.entries": ("Conflict", "Entry"),
    "reasoning.outcome": ("Order", "Timeline"),
    "reasoning.reconcile": ("reconcile",),
    "reasoning.verdicts": ("Verdict",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
