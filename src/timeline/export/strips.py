"""What a picture shows of a timeline, in days: how far each entry reaches, in which lane it stands, what is in view.

Knows days and entries, nothing of pixels: where these lie is the affair of `scene`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from timeline.dates.clocks import DAY_SECONDS, ClockRange
from timeline.dates.zones import UTC, ahead_at
from timeline.evidence.allen import Relation
from timeline.export.columns import neutral
from timeline.export.words import when_words
from timeline.reasoning.entries import Entry, JudgedClaim
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import HELD, NOT_HELD

__all__ = [
    "LANES",
    "Reach",
    "clocks_of",
    "domain",
    "kinds_of",
    "lanes_of",
    "misplaced",
    "one_line",
    "ordered",
    "reach_of",
    "title_of",
]

LANES: Final = ("kind", "party", "place", "series")
"""What the lanes of a picture can stand for."""

_EARLIER: Final = (Relation.AFTER, Relation.MET_BY, Relation.FOLLOWS)
_LATER: Final = (Relation.BEFORE, Relation.MEETS, Relation.PREPARES_FOR)
_MOST_LANES: Final = 12
# What was printed far off would squeeze all the rest; it is shown at the edge.
_STRETCH: Final = 0.2
_FEW: Final = 0.03
_FEWEST_DAYS: Final = 10
_MINUTE: Final = 60


@attrs.frozen
class Reach:
    """The days of an entry as numbers from the first moment to the last, days ending where the next begins.

    `first` and `last` bound all that it could reach, None where that side is open; `core` are the days that it lasted
    for certain, None where no day is certain; `near` are the days that are known of what is open on both sides.
    """

    first: float | None
    last: float | None
    core: tuple[float, float] | None
    near: tuple[float, float] | None = None

    @property
    def known(self) -> bool:
        """Whether anything is known of it, so that it has a place."""
        return any(days is not None for days in (self.first, self.last, self.core, self.near))


def clocks_of(line: Timeline) -> str:
    """The zone whose clocks a picture goes by: that of most events with times of day, of two the dossier's own."""
    zones = Counter(entry.zone for entry in line if entry.start_clock or entry.end_clock)
    own = line.dossier.zone or UTC
    return min(zones, key=lambda zone: (-zones[zone], zone != own, zone), default=own)


def reach_of(entry: Entry, zone: str) -> Reach:
    """The days of an entry as the picture shows them, its known times of day as clocks of a zone show them."""
    start, end, begins, ends = entry.start, entry.end, entry.start_clock, entry.end_clock
    # What has a day and no time of day stays on its day.
    before = _shift(start.first, begins, zone)
    behind = _shift(end.last, ends, zone) if ends else before
    first = None if start.first is None else start.first + before + _days(begins.first if begins else 0)
    last = None if end.last is None else end.last + behind + _days(ends.last + 1 if ends else DAY_SECONDS)
    if start.last is None or end.first is None or start.last > end.first:
        return Reach(first, last, None, _near(start.last, end.first) if first is last is None else None)
    latest = start.last + before + _days(begins.last + 1 if begins else 0)
    earliest = end.first + behind + _days(ends.first if ends else 0 if begins else DAY_SECONDS)
    if begins and first is not None and earliest < latest:
        # What begins at a known minute and ends nobody knows when is certain in that minute alone.
        return Reach(first, last, (first, latest) if begins.last - begins.first < _MINUTE else None)
    return Reach(first, last, (latest, earliest) if latest < earliest else None)


def _days(seconds: int) -> float:
    return seconds / DAY_SECONDS


def _shift(day: int | None, clock: ClockRange | None, zone: str) -> float:
    """By what part of a day the clocks of a zone are ahead of those by which a time is told."""
    if day is None or clock is None:
        return 0.0
    return _days(ahead_at(zone, day * DAY_SECONDS + clock.first - clock.ahead) - clock.ahead)


def _near(*days: int | None) -> tuple[float, float] | None:
    """The stretch from the first to the last of some days that are known."""
    known = [day for day in days if day is not None]
    return (float(min(known)), max(known) + 1.0) if known else None


def kinds_of(line: Timeline) -> tuple[str, ...]:
    """The kinds of a timeline, the most frequent first: their places are their colours."""
    return _by_number(Counter(entry.kind for entry in line))


def lanes_of(line: Timeline, lanes: str) -> dict[str, list[Entry]]:
    """The entries by lane, the fullest lane first, the rest of many lanes in one; an entry may stand in several."""
    names: dict[str, Callable[[Entry], Iterable[str]]] = {
        "kind": lambda entry: (entry.kind,),
        "party": lambda entry: dict.fromkeys(entry.event.parties) or ("no party",),
        "place": lambda entry: (entry.event.place or "no place",),
        "series": lambda entry: (entry.series or "no series",),
    }
    if lanes not in names:
        msg = f"lanes are by {', '.join(LANES[:-1])} or {LANES[-1]}, not by {lanes!r}"
        raise ValueError(msg)
    found: dict[str, list[Entry]] = {}
    for entry in line:
        for name in names[lanes](entry):
            found.setdefault(name, []).append(entry)
    order = _by_number(Counter({name: len(entries) for name, entries in found.items()}))
    kept = {name: found[name] for name in order[:_MOST_LANES]}
    if len(order) > _MOST_LANES:
        rest = {entry.id for name in order[_MOST_LANES:] for entry in found[name]}
        kept["others"] = [entry for entry in line if entry.id in rest]
    return kept


def _by_number(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def domain(line: Timeline, reaches: dict[str, Reach]) -> tuple[float, float]:
    """The first and last day number of a picture, with a margin."""
    ends = sorted(day for reach in reaches.values() for day in _ends(reach))
    if not ends:
        return 0.0, 1.0
    first, last = _without_outliers(ends, reaches)
    stretch = max((last - first) * _STRETCH, 31.0)
    near = [
        days
        for entry in line
        for claim in entry.claims
        for days in misplaced(claim)
        if first - stretch <= days[0] and days[1] <= last + stretch
    ]
    first, last = min([first, *(low for low, _ in near)]), max([last, *(high for _, high in near)])
    # Hours say nothing where no time of day is known.
    least = 0.0 if any(day % 1 for day in ends) else (_FEWEST_DAYS - last + first) / 2
    margin = max((last - first) * 0.015, least, 0.01)
    return first - margin, last + margin


def _without_outliers(ends: list[float], reaches: dict[str, Reach]) -> tuple[float, float]:
    """From the first to the last day; where a few vague dates reach far beyond all others, without what is far.

    Something of every entry stays in view.
    """
    spare = int(len(ends) * _FEW)
    first = min(ends[spare], *(r.last for r in reaches.values() if r.last is not None), ends[-1])
    last = max(ends[-1 - spare], *(r.first for r in reaches.values() if r.first is not None), ends[0])
    if last - first < (ends[-1] - ends[0]) / 2:
        return first, last
    return ends[0], ends[-1]


def _ends(reach: Reach) -> Iterator[float]:
    yield from (
        day for day in (reach.first, reach.last, *(reach.core or ()), *(reach.near or ())) if day is not None
    )


def misplaced(claim: JudgedClaim) -> Iterator[tuple[float, float]]:
    """The days that a claim would put its event on, where it was not kept as made."""
    if claim.verdict in NOT_HELD:
        for run in claim.readings or ((claim.says,) if claim.says else ()):
            if run.first is not None and run.last is not None:
                yield float(run.first), run.last + 1.0


def ordered(entry: Entry) -> Iterator[tuple[str, str]]:
    """Which event lies before which, by the kept relations of an entry."""
    for judged in entry.relations:
        other = judged.relation.event
        if judged.verdict in HELD and other is not None:
            if judged.relation.type in _EARLIER:
                yield other, entry.id
            elif judged.relation.type in _LATER:
                yield entry.id, other


def one_line(text: str) -> str:
    """A text as it will be shown, to be measured: on one line, escapes for what drives or turns text."""
    return " ".join(neutral(text).split())


def title_of(entry: Entry) -> str:
    """An entry in one line, as a tooltip or a screen reader gives it."""
    return f"{when_words(entry)}: {entry.title.strip() or entry.id} ({entry.status.value})"
