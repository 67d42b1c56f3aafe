"""Which kinds of slip explain a date that was corrected: of those that make one level, the ones whose days are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.dates.fuzzy import DateRange, Stance, Window, Wording
from timeline.dates.text import read
from timeline.evidence.model import DateClaim, Dossier, Moment, Source
from timeline.reasoning.constraints import printed_day
from timeline.reasoning.placing import hull, of_moment
from timeline.reasoning.slips import Level, levels

__all__ = ["slips_of_claim", "slips_of_source"]

_Fit = tuple[Window | None, Sequence[DateRange]]


def slips_of_claim(
    dossier: Dossier,
    claim: DateClaim,
    wording: Wording,
    level: str,
    starts: Sequence[DateRange],
    ends: Sequence[DateRange],
) -> tuple[str, ...]:
    """The kinds of slip that explain a claim on a level, where its event starts and ends in some runs of days."""
    published = None if claim.source is None else printed_day(dossier, dossier.source(claim.source))
    kinds = _kinds(wording, level, dossier.slips, published)
    return _named(level, [(kind.name, list(_fits(wording, kind, claim, starts, ends))) for kind in kinds])


def slips_of_source(dossier: Dossier, source: Source, level: str, days: DateRange) -> tuple[str, ...]:
    """The kinds of slip that explain the publication day of a source on a level, where it appeared on some days."""
    assert source.published is not None
    wording = read(source.published, source.reading or dossier.reading, None)
    kinds = _kinds(wording, level, dossier.slips, None)
    return _named(level, [(kind.name, [(of_moment(wording, kind), [days])]) for kind in kinds])


def _kinds(wording: Wording, name: str, profile: str, published: int | None) -> Sequence[Level]:
    found = levels(wording, odds=0, profile=profile, published=published)
    return next(level.kinds for level in found if level.name == name)


def _named(level: str, kinds: Sequence[tuple[str, Sequence[_Fit]]]) -> tuple[str, ...]:
    """The names of the kinds that have a day in their windows; all where that cannot be told."""
    if not kinds:
        return (level,)
    fitting = (
        name for name, fits in kinds if any(_meets(window, run) for window, runs in fits for run in runs)
    )
    return tuple(fitting) or tuple(name for name, _ in kinds)


def _fits(
    wording: Wording, kind: Level, claim: DateClaim, starts: Sequence[DateRange], ends: Sequence[DateRange]
) -> Iterator[_Fit]:
    """The windows of a kind of slip, each with the runs of the moment that lies in it if the date slipped so."""
    if claim.moment is not Moment.WHOLE:
        yield of_moment(wording, kind, claim.moment), starts if claim.moment is Moment.START else ends
    elif claim.stance is Stance.ONGOING:
        # It shares days with the window that the event need not lie in.
        yield hull(wording, kind), [DateRange(one.first, two.last) for one in starts[:1] for two in ends[-1:]]
    else:
        yield kind.start, starts
        yield kind.end, ends


def _meets(window: Window | None, run: DateRange) -> bool:
    if window is None or window.days is None:
        return False
    first = window.days.least if run.first is None else window.days.ceil(run.first)
    return first is not None and (run.last is None or first <= run.last)
