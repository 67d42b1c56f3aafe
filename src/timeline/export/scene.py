"""Where everything of a picture lies, in pixels: lanes, rows, bars, labels that never overlap.

Places what the entries hold and draws nothing. Three levels of detail: bars with labels, thin bars without,
and where even those would crowd the page, counts. The notes P1.. of docs/reference/picture.md say what was decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

import attrs

from timeline.dates.clocks import DAY_SECONDS
from timeline.evidence.allen import Relation
from timeline.export import telling, typeset
from timeline.export.axis import Axis, axis
from timeline.export.columns import neutral
from timeline.export.words import when_words
from timeline.reasoning.outcome import Entry, EntryStatus, JudgedClaim, Timeline

__all__ = [
    "LANES",
    "Bar",
    "Ghost",
    "Lane",
    "Level",
    "Reach",
    "Scene",
    "kinds_of",
    "lanes_of",
    "misplaced",
    "one_line",
    "ordered",
    "place",
    "reach_of",
    "title_of",
]

LANES: Final = ("kind", "party", "place", "series")
"""What the lanes of a picture can stand for."""

Level = Literal["labels", "bars", "counts"]

FONT: Final = 12.0
EDGE: Final = 6.0
ROW: Final = 22.0
THIN_ROW: Final = 5.0
HEAD: Final = 26.0
COUNTS_HEIGHT: Final = 56.0
BIN: Final = 4.0
DOT: Final = 9.0

_EARLIER: Final = (Relation.AFTER, Relation.MET_BY, Relation.FOLLOWS)
_LATER: Final = (Relation.BEFORE, Relation.MEETS, Relation.PREPARES_FOR)
_LABELLED: Final = 250
_THIN: Final = 2_500
_THIN_ROWS: Final = 160
_MOST_LANES: Final = 12
GAP: Final = 6.0
_APART: Final = 18.0
_LONGEST_LABEL: Final = 520.0
# What was printed far off would squeeze all the rest; it is shown at the edge.
_STRETCH: Final = 0.2
_FEW: Final = 0.03
_FEWEST_DAYS: Final = 10


@attrs.frozen
class Reach:
    """The days of an entry as numbers from the first moment to the last, days ending where the next begins.

    `first` and `last` bound all that it could reach, None where that side is open; `core` are the days that it lasted
    for certain, None where no day is certain.
    """

    first: float | None
    last: float | None
    core: tuple[float, float] | None

    @property
    def known(self) -> bool:
        """Whether anything is known of it, so that it has a place."""
        return self.first is not None or self.last is not None or self.core is not None


@attrs.frozen
class Ghost:
    """Where a claim that was not kept would put the event; `off` is -1 or 1 where that lies beyond the picture."""

    left: float
    right: float
    off: int = 0


@attrs.frozen(kw_only=True)
class Bar:
    """An entry in its lane.

    Attributes:
        entry: what it shows.
        row: its row in the lane, from 0; with `above`, of its label, the bar is one further down.
        left, right: what it could reach.
        core: what is certain, None without.
        open_left, open_right: whether a side has no bound.
        cut_left, cut_right: whether a side has its bound beyond the picture.
        ghosts: what was said and not kept.
        label: its text, which may be shortened; empty where the level of detail has none.
        label_left: where the label begins.
        before: whether it ends at the bar, which it stands to the left of.
        above: whether the label stands above the bar.
    """

    entry: Entry
    row: int
    left: float
    right: float
    core: tuple[float, float] | None = None
    open_left: bool = False
    open_right: bool = False
    cut_left: bool = False
    cut_right: bool = False
    ghosts: tuple[Ghost, ...] = ()
    label: str = ""
    label_left: float = 0.0
    before: bool = False
    above: bool = False


@attrs.frozen(kw_only=True)
class Lane:
    """A lane: its name, how many entries it holds, and its bars, or how many entries fall to each few pixels."""

    name: str
    size: int
    top: float
    height: float
    bars: tuple[Bar, ...] = ()
    counts: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class Scene:
    """A picture before it is drawn.

    Attributes:
        level: the level of detail.
        width: in pixels.
        first, last: the day numbers at its edges.
        reaches: the days of every entry, by id.
        axis, lanes: what it is made of.
        bottom: where the lanes end.
        undated: the entries that it cannot show.
        most: the highest count, where it shows counts.
    """

    level: Level
    width: float
    first: float
    last: float
    reaches: Mapping[str, Reach]
    axis: Axis
    lanes: tuple[Lane, ...]
    bottom: float
    undated: tuple[Entry, ...] = ()
    most: int = 0

    def x(self, day: float) -> float:
        """The place of a day."""
        return EDGE + (day - self.first) / (self.last - self.first) * (self.width - 2 * EDGE)


def reach_of(entry: Entry) -> Reach:
    """The days of an entry as the picture shows them, with its times of day where they are known."""
    start, end, begins, ends = entry.start, entry.end, entry.start_clock, entry.end_clock
    first = None if start.first is None else start.first + (begins.first / DAY_SECONDS if begins else 0.0)
    last = None if end.last is None else end.last + ((ends.last + 1) / DAY_SECONDS if ends else 1.0)
    if start.last is None or end.first is None or start.last > end.first:
        return Reach(first, last, None)
    latest = start.last + ((begins.last + 1) / DAY_SECONDS if begins else 0.0)
    earliest = end.first + (ends.first / DAY_SECONDS if ends else 0.0 if begins else 1.0)
    if begins and first is not None and earliest < latest:
        # What begins at a known time and ends nobody knows when is certain at that time alone.
        return Reach(first, last, (first, latest))
    return Reach(first, last, (latest, earliest) if latest < earliest else None)


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


def place(line: Timeline, *, width: float, lanes: str, top: float) -> Scene:
    """The picture of a timeline, so many pixels wide, whose lanes begin at `top`."""
    grouped = lanes_of(line, lanes)
    reaches = {entry.id: reach_of(entry) for entry in line}
    dated = {name for name, reach in reaches.items() if reach.known}
    first, last = _domain(line, reaches)
    scene = Scene(
        level="labels",
        width=width,
        first=first,
        last=last,
        reaches=reaches,
        axis=axis(first, last, width - 2 * EDGE),
        lanes=(),
        bottom=top,
        undated=tuple(entry for entry in line if entry.id not in dated),
    )
    shown = {
        name: [entry for entry in entries if entry.id in dated]
        for name, entries in grouped.items()
        if any(entry.id in dated for entry in entries)
    }
    number = sum(map(len, shown.values()))
    if number <= _LABELLED:
        return _with_lanes(scene, shown, lambda entries: _labelled(scene, entries, reaches), ROW, top)
    if number <= _THIN:
        thin = _with_lanes(
            attrs.evolve(scene, level="bars"),
            shown,
            lambda entries: _thin(scene, entries, reaches),
            THIN_ROW,
            top,
        )
        if sum(lane.height for lane in thin.lanes) <= _THIN_ROWS * THIN_ROW + len(shown) * HEAD:
            return thin
    return _counted(scene, shown, reaches, top)


def _domain(line: Timeline, reaches: dict[str, Reach]) -> tuple[float, float]:
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
    yield from (day for day in (reach.first, reach.last, *(reach.core or ())) if day is not None)


def misplaced(claim: JudgedClaim) -> Iterator[tuple[float, float]]:
    """The days that a claim would put its event on, where it was not kept as made."""
    if claim.verdict in telling.NOT_KEPT:
        for run in claim.readings or ((claim.says,) if claim.says else ()):
            if run.first is not None and run.last is not None:
                yield float(run.first), run.last + 1.0


def _with_lanes(
    scene: Scene,
    shown: dict[str, list[Entry]],
    placed: Callable[[Sequence[Entry]], list[Bar]],
    row: float,
    top: float,
) -> Scene:
    lanes = []
    for name, entries in shown.items():
        bars = placed(entries)
        rows = max(bar.row + bar.above for bar in bars) + 1
        lane = Lane(name=name, size=len(entries), top=top, height=HEAD + rows * row + 6, bars=tuple(bars))
        lanes.append(lane)
        top += lane.height
    return attrs.evolve(scene, lanes=tuple(lanes), bottom=top)


def _spread(scene: Scene, left: float, right: float, least: float) -> tuple[float, float]:
    """From one place to another, at least so far apart and inside the picture."""
    left, right = max(left, EDGE), min(right, scene.width - EDGE)
    if right - left < least:
        middle = min(max((left + right) / 2, EDGE + least / 2), scene.width - EDGE - least / 2)
        left, right = middle - least / 2, middle + least / 2
    return left, right


def _bar(scene: Scene, entry: Entry, reach: Reach, least: float) -> Bar:
    left = scene.x(scene.first if reach.first is None else reach.first)
    right = scene.x(scene.last if reach.last is None else reach.last)
    left, right = _spread(scene, left, right, least)
    core = None
    if reach.core is not None:
        core = _spread(scene, scene.x(reach.core[0]), scene.x(reach.core[1]), least)
        left, right = min(left, core[0]), max(right, core[1])
    return Bar(
        entry=entry,
        row=0,
        left=left,
        right=right,
        core=core,
        open_left=reach.first is None,
        open_right=reach.last is None,
        cut_left=reach.first is not None and reach.first < scene.first,
        cut_right=reach.last is not None and reach.last > scene.last,
    )


def _ghosts(scene: Scene, bar: Bar) -> Iterator[Ghost]:
    for low, high in dict.fromkeys(days for claim in bar.entry.claims for days in misplaced(claim)):
        if high > scene.last or low < scene.first:
            off = 1 if high > scene.last else -1
            if bar.right >= scene.width - EDGE if off == 1 else bar.left <= EDGE:
                continue
            edge = scene.width - EDGE - DOT if off == 1 else EDGE
            yield Ghost(edge, edge + DOT, off)
        else:
            yield Ghost(*_spread(scene, scene.x(low), scene.x(high), DOT))


def _labelled(scene: Scene, entries: Sequence[Entry], reaches: dict[str, Reach]) -> list[Bar]:
    bars = []
    for entry in entries:
        bar = _bar(scene, entry, reaches[entry.id], DOT)
        bar = attrs.evolve(bar, ghosts=tuple(_ghosts(scene, bar)))
        bars.append(_with_label(scene, bar))
    return _packed(bars)


def _with_label(scene: Scene, bar: Bar) -> Bar:
    """The bar with its label to the right, else to the left, else above."""
    entry = bar.entry
    mark = "! " if entry.status is EntryStatus.TIED else ""
    text = one_line(mark + (entry.title.strip() or entry.id))
    label = typeset.shortened(text, min(_LONGEST_LABEL, scene.width - 2 * EDGE), FONT)
    wide = typeset.width(label, FONT)
    right, left = bar.right + GAP, bar.left - GAP - wide
    for begin in (right, left):
        inside = begin >= EDGE and begin + wide <= scene.width - EDGE
        if inside and not any(ghost.left < begin + wide and begin < ghost.right for ghost in bar.ghosts):
            return attrs.evolve(bar, label=label, label_left=begin, before=begin == left)
    begin = max(EDGE, min(bar.left, scene.width - EDGE - wide))
    return attrs.evolve(bar, label=label, label_left=begin, above=True)


def _packed(bars: list[Bar]) -> list[Bar]:
    """Each bar in the first row in which nothing is in its way, the earliest first."""
    ends: list[float] = []
    placed = []
    for begin, end, bar in sorted(map(_extent, bars), key=lambda one: (one[0], one[1], one[2].entry.id)):
        tall = 2 if bar.above else 1
        row = 0
        while any(stop > begin for stop in ends[row : row + tall]):
            row += 1
        ends += [float("-inf")] * (row + tall - len(ends))
        ends[row : row + tall] = [end + _APART] * tall
        placed.append(attrs.evolve(bar, row=row))
    return placed


def _extent(bar: Bar) -> tuple[float, float, Bar]:
    lefts = [bar.left, *(ghost.left for ghost in bar.ghosts), bar.label_left]
    rights = [bar.right, *(ghost.right for ghost in bar.ghosts)]
    return min(lefts), max([*rights, bar.label_left + typeset.width(bar.label, FONT)]), bar


def _thin(scene: Scene, entries: Sequence[Entry], reaches: dict[str, Reach]) -> list[Bar]:
    ends: list[float] = []
    placed = []
    bars = [_bar(scene, entry, reaches[entry.id], 3.0) for entry in entries]
    for bar in sorted(bars, key=lambda bar: (bar.left, bar.right, bar.entry.id)):
        row = next((row for row, stop in enumerate(ends) if stop <= bar.left), len(ends))
        ends[row : row + 1] = [bar.right + 1]
        placed.append(attrs.evolve(bar, row=row))
    return placed


def _counted(scene: Scene, shown: dict[str, list[Entry]], reaches: dict[str, Reach], top: float) -> Scene:
    bins = int((scene.width - 2 * EDGE) / BIN) + 1
    lanes = []
    for name, entries in shown.items():
        counts = [0] * bins
        for entry in entries:
            reach = reaches[entry.id]
            low = scene.first if reach.first is None else reach.first
            high = scene.last if reach.last is None else reach.last
            counts[max(0, min(int((scene.x((low + high) / 2) - EDGE) / BIN), bins - 1))] += 1
        height = HEAD + COUNTS_HEIGHT + 8
        lanes.append(Lane(name=name, size=len(entries), top=top, height=height, counts=tuple(counts)))
        top += height
    most = max((max(lane.counts) for lane in lanes), default=0)
    return attrs.evolve(scene, level="counts", lanes=tuple(lanes), bottom=top, most=most)


def ordered(entry: Entry) -> Iterator[tuple[str, str]]:
    """Which event lies before which, by the kept relations of an entry."""
    for judged in entry.relations:
        other = judged.relation.event
        if judged.verdict in telling.HELD and other is not None:
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
