"""Where everything of a picture lies, in pixels: lanes, rows, bars, labels that never overlap.

Places what the entries hold and draws nothing. Three levels of detail: bars with labels, thin bars without,
and where even those would crowd the page, counts. The notes P1.. of docs/reference/picture.md say what was decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

import attrs

from timeline.export import typeset
from timeline.export.axis import Axis, axis
from timeline.export.strips import Reach, clocks_of, domain, lanes_of, misplaced, one_line, reach_of
from timeline.reasoning.entries import Entry
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import EntryStatus

__all__ = ["Bar", "Ghost", "Lane", "Level", "Scene", "place"]

Level = Literal["labels", "bars", "counts"]

FONT: Final = 12.0
EDGE: Final = 6.0
ROW: Final = 22.0
THIN_ROW: Final = 5.0
HEAD: Final = 26.0
COUNTS_HEIGHT: Final = 56.0
BIN: Final = 4.0
DOT: Final = 9.0
GAP: Final = 6.0

_LABELLED: Final = 250
_THIN: Final = 2_500
_THIN_ROWS: Final = 160
_APART: Final = 18.0
_LONGEST_LABEL: Final = 520.0


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


def place(line: Timeline, *, width: float, lanes: str, top: float) -> Scene:
    """The picture of a timeline, so many pixels wide, whose lanes begin at `top`."""
    grouped = lanes_of(line, lanes)
    zone = clocks_of(line)
    reaches = {entry.id: reach_of(entry, zone) for entry in line}
    dated = {name for name, reach in reaches.items() if reach.known}
    first, last = domain(line, reaches)
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
