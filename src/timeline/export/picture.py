"""The picture: a static SVG that shows what is certain, what could be, and what was said but not kept.

Drawn in Python alone and the same octets every time; what is data is shown as text and never becomes markup.
The notes P1.. of docs/reference/picture.md say what was decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from timeline.export import telling, typeset
from timeline.export.markup import escaped
from timeline.export.scene import (
    BIN,
    COUNTS_HEIGHT,
    EDGE,
    FONT,
    GAP,
    HEAD,
    ROW,
    THIN_ROW,
    Bar,
    Lane,
    Scene,
    place,
)
from timeline.export.strips import LANES, kinds_of, one_line, ordered, title_of
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import NOT_HELD, EntryStatus

__all__ = ["COLOURS", "LANES", "STYLE", "WIDTHS", "Picture", "part_of_page", "picture", "render"]

WIDTHS: Final = range(280, 4001)
"""The widths that a picture can have, in pixels."""

_BAR: Final = 10.0
_AXIS: Final = 44.0
_TITLE: Final = 30.0
COLOURS: Final = 7
"""How many colours there are; the last is for all further kinds."""

_LIGHT: Final = (
    "--p:#fff;--i:#1c2330;--m:#5a6373;--g:#dfe3ea;--a:#c2403a;"
    "--k0:#2a6fb0;--k1:#b45a12;--k2:#1f7f5c;--k3:#8a4d9e;--k4:#8a6d00;--k5:#b03a6b;--k6:#5f6b7a"
)
_DARK: Final = (
    "--p:#14181f;--i:#e6e9ef;--m:#a3adbd;--g:#303744;--a:#ff8a80;"
    "--k0:#6cb0f0;--k1:#f0a05a;--k2:#5cc49a;--k3:#c795dc;--k4:#d6b94a;--k5:#f08ab4;--k6:#a6b1c0"
)
STYLE: Final = (
    f".tl-pic{{{_LIGHT};fill:var(--i);"
    "font:12px system-ui,-apple-system,'Segoe UI','Noto Sans','DejaVu Sans',sans-serif}"
    f"@media screen and (prefers-color-scheme:dark){{.tl-pic{{{_DARK}}}}}"
    ".tl-pic .paper{fill:var(--p)}.tl-pic .h{font-size:16px;font-weight:600}"
    ".tl-pic .n{font-weight:600}.tl-pic .s{fill:var(--m);font-size:11px;font-weight:400}"
    ".tl-pic .g{stroke:var(--g);fill:none}.tl-pic .y{stroke:var(--m);opacity:.45;fill:none}"
    ".tl-pic .f{fill:var(--k);opacity:.3}.tl-pic .c{fill:var(--k)}"
    ".tl-pic .x,.tl-pic .w{fill:none;stroke:var(--a);stroke-dasharray:3 2}.tl-pic .w{stroke-dasharray:1 3}"
    ".tl-pic .d{fill:var(--p);stroke:var(--k);stroke-width:1.8}"
    ".tl-pic .b{stroke:var(--k);stroke-width:1.5;fill:none}"
    ".tl-pic .r{stroke:var(--m);fill:none}.tl-pic .t{font-weight:600}"
    ".tl-pic .l{paint-order:stroke;stroke:var(--p);stroke-width:3px;stroke-linejoin:round}"
    # Outlined text is printed as shapes, which nobody can search.
    "@media print{.tl-pic .l{stroke:none}}"
    + "".join(f".tl-pic .k{k}{{--k:var(--k{k})}}" for k in range(COLOURS))
)
"""The style that a picture needs; a page that has it may leave it out of the picture itself."""


@attrs.frozen(repr=False)
class Picture:
    """A picture as SVG: `str` gives the file's text, notebooks show it by themselves."""

    svg: str

    def __str__(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Picture, {len(self.svg)} characters of SVG>"

    def _repr_svg_(self) -> str:
        return self.svg


def picture(line: Timeline, *, width: int = 960, lanes: str = "kind", relations: bool = False) -> Picture:
    """The picture of a timeline.

    Args:
        line: the timeline.
        width: in pixels, one of `WIDTHS`.
        lanes: what a lane stands for, one of `LANES`; by party an event stands in the lane of each.
        relations: whether arrows show which events are said to lie before which.

    ValueError for another width or other lanes.

    >>> from timeline.evidence.model import Dossier
    >>> picture(Timeline(dossier=Dossier(title="Nothing yet"))).svg[:34]
    '<svg xmlns="http://www.w3.org/2000'
    """
    return Picture(drawn(line, width=width, lanes=lanes, relations=relations))


def render(line: Timeline, *, width: int = 960, lanes: str = "kind", relations: bool = False) -> str:
    """The picture as the text of a file; see `picture`."""
    return drawn(line, width=width, lanes=lanes, relations=relations) + "\n"


def drawn(line: Timeline, *, width: int, lanes: str, relations: bool) -> str:
    """The picture as an SVG element, with title and style."""
    if width not in WIDTHS:
        msg = f"a picture is {WIDTHS[0]} to {WIDTHS[-1]} pixels wide, not {width}"
        raise ValueError(msg)
    scene = place(line, width=width, lanes=lanes, top=_AXIS + _TITLE)
    return "\n".join(_Drawing(line, scene, alone=True, arrows=relations, by_kind=lanes == "kind").parts())


def part_of_page(line: Timeline, *, width: int, lanes: str, relations: bool) -> tuple[str, Scene]:
    """The picture without title and style, its bars links to their events, and the scene that it shows."""
    scene = place(line, width=width, lanes=lanes, top=_AXIS)
    drawing = _Drawing(line, scene, alone=False, arrows=relations, by_kind=lanes == "kind")
    return "\n".join(drawing.parts()), scene


class _Drawing:
    """One picture on its way to SVG; holds what all its parts need."""

    def __init__(self, line: Timeline, scene: Scene, *, alone: bool, arrows: bool, by_kind: bool) -> None:
        self.line = line
        self.scene = scene
        self.alone = alone
        self.arrows = arrows
        self.by_kind = by_kind
        self.colours = {kind: min(k, COLOURS - 1) for k, kind in enumerate(kinds_of(line))}
        self.top = scene.lanes[0].top if scene.lanes else scene.bottom
        self.title = telling.title_of(line)

    def parts(self) -> Iterator[str]:
        foot = [*self._notes()]
        legend, below = self._legend()
        height = max(below + 10, 100) + len(foot) * 18
        wide = _n(self.scene.width)
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="tl-pic" role="group" width="{wide}" height="{_n(height)}"'
            f' viewBox="0 0 {wide} {_n(height)}" aria-labelledby="tl:title tl:desc">'
            f'<title id="tl:title">{escaped(self.title)}</title><desc id="tl:desc">{escaped(self._desc())}</desc>'
        )
        if self.alone:
            heading = typeset.shortened(one_line(self.title), self.scene.width - 2 * EDGE, 16.5)
            yield f'<style>{STYLE}</style><rect class="paper" width="{wide}" height="{_n(height)}"/>'
            yield f'<text class="h" x="{_n(EDGE)}" y="24">{escaped(heading)}</text>'
        if any(entry.status is EntryStatus.TIED for entry in self.line):
            yield from _hatches(sorted({*self.colours.values(), COLOURS - 1}))
        yield from self._grid()
        if self.arrows and self.scene.level == "labels":
            yield from self._arrows()
        for lane in self.scene.lanes:
            yield from self._lane(lane)
        if self.scene.lanes:
            yield from self._axis()
        yield from legend
        for number, text in enumerate(foot):
            yield f'<text class="s" x="{_n(EDGE)}" y="{_n(below + 20 + number * 17)}">{escaped(text)}</text>'
        yield "</svg>"

    def _desc(self) -> str:
        number = len(self.line)
        dated = number - len(self.scene.undated)
        lanes = ", ".join(f"{lane.name} ({lane.size})" for lane in self.scene.lanes)
        return (
            f"{number} {'event' if number == 1 else 'events'}, {dated} of them with dates"
            + (f"; lanes: {lanes}" if lanes else "")
            + ". Solid bars are certain days, pale bars days that could be, dashed outlines claims that were not kept."
        )

    def _grid(self) -> Iterator[str]:
        scene, base = self.scene, self.top - 6
        lines = "".join(f"M{_n(scene.x(tick.at))} {_n(base)}V{_n(scene.bottom)}" for tick in scene.axis.ticks)
        if lines:
            yield f'<path class="g" d="{lines}"/>'

    def _axis(self) -> Iterator[str]:
        scene, base = self.scene, self.top - 6
        above = _apart(scene, [(max(scene.x(t.at), EDGE), t.label) for t in scene.axis.above], 12.0)
        ticks = _apart(scene, [(scene.x(tick.at), tick.label) for tick in scene.axis.ticks], 11.0)
        yield f'<g class="ax"><path class="paper" d="M0 {_n(base - 36)}H{_n(scene.width)}V{_n(base)}H0z"/>'
        yield f'<path class="y" d="M{_n(EDGE)} {_n(base)}H{_n(scene.width - EDGE)}"/>'
        for x, label in above:
            yield f'<text class="n" x="{_n(x)}" y="{_n(base - 20)}">{escaped(label)}</text>'
        for x, label in ticks:
            yield f'<text class="s" x="{_n(x)}" y="{_n(base - 5)}">{escaped(label)}</text>'
        yield "</g>"

    def _lane(self, lane: Lane) -> Iterator[str]:
        colour = f"k{self.colours[lane.name]}" if self.by_kind and lane.name in self.colours else "k6"
        name = typeset.shortened(one_line(lane.name), self.scene.width - 90, FONT)
        count = EDGE + typeset.width(name, FONT * typeset.BOLD) + 8
        if lane is not self.scene.lanes[0]:
            yield f'<path class="g" d="M{_n(EDGE)} {_n(lane.top)}H{_n(self.scene.width - EDGE)}"/>'
        yield (
            f'<g class="{colour}"><text class="n l" x="{_n(EDGE)}" y="{_n(lane.top + 17)}">{escaped(name)}</text>'
            f'<text class="s l" x="{_n(count)}" y="{_n(lane.top + 17)}">{lane.size:,}</text>'
        )
        if lane.counts:
            yield self._counts(lane)
        elif self.scene.level == "bars":
            yield from self._thin(lane)
        else:
            for bar in lane.bars:
                yield from self._bar(bar, lane)
        yield "</g>"

    def _counts(self, lane: Lane) -> str:
        base = lane.top + lane.height - 6
        columns = []
        for number, count in enumerate(lane.counts):
            if count:
                high = max(COUNTS_HEIGHT * count / self.scene.most, 1.5)
                columns.append(
                    f"M{_n(EDGE + number * BIN)} {_n(base)}v{_n(-high)}h{_n(BIN - 0.6)}v{_n(high)}z"
                )
        return f'<path class="c" d="{"".join(columns)}"/>'

    def _thin(self, lane: Lane) -> Iterator[str]:
        """Bars of a few pixels, those of one colour in one path: a file of thousands stays small."""
        paths: dict[tuple[int, str], list[str]] = {}
        for bar in lane.bars:
            colour = self.colours[bar.entry.kind]
            y = lane.top + HEAD + bar.row * THIN_ROW
            if bar.core is None or bar.core != (bar.left, bar.right):
                paths.setdefault((colour, "f"), []).append(_strip(bar.left, bar.right, y))
            if bar.core is not None:
                paths.setdefault((colour, "c"), []).append(_strip(*bar.core, y))
        for (colour, name), strips in sorted(paths.items()):
            yield f'<path class="{name} k{colour}" d="{"".join(strips)}"/>'

    def _bar(self, bar: Bar, lane: Lane) -> Iterator[str]:
        entry = bar.entry
        middle = lane.top + HEAD + (bar.row + bar.above) * ROW + ROW / 2
        colour = "" if self.by_kind else f' class="k{self.colours[entry.kind]}"'
        if self.alone:
            yield f"<g{colour}><title>{escaped(title_of(entry))}</title>"
        else:
            # The page has all the rest in its list, one step behind the link.
            yield f'<a{colour} href="#{escaped(entry.id)}" tabindex="-1">'
        yield "".join((*self._ghosts(bar, middle), *self._shape(bar, middle)))
        base = lane.top + HEAD + bar.row * ROW + ROW / 2 + 4
        style = "l t" if entry.status is EntryStatus.TIED else "l"
        # A font narrower than was reckoned with leaves its air where the label is far from its bar.
        x, end = (bar.left - GAP, ' text-anchor="end"') if bar.before else (bar.label_left, "")
        yield f'<text class="{style}"{end} x="{_n(x)}" y="{_n(base)}">{escaped(bar.label)}</text>'
        yield "</g>" if self.alone else "</a>"

    def _shape(self, bar: Bar, middle: float) -> Iterator[str]:
        tied = bar.entry.status is EntryStatus.TIED
        fill = f' fill="url(#tl:h{self.colours[bar.entry.kind]})"' if tied else ""
        if bar.core != (bar.left, bar.right):
            yield _rect("" if tied else "f", bar.left, bar.right, middle, fill)
            yield from _ends(bar, middle)
        if bar.core is not None:
            yield _rect("" if tied else "c", *bar.core, middle, fill)
        if bar.entry.status is EntryStatus.INFERRED:
            left, right = bar.core or (bar.left, bar.right)
            yield f'<path class="d" d="M{_n((left + right) / 2)} {_n(middle - 7)}l7 7-7 7-7-7z"/>'

    def _ghosts(self, bar: Bar, middle: float) -> Iterator[str]:
        for ghost in bar.ghosts:
            near, far = (bar.right, ghost.left) if ghost.left > bar.right else (ghost.right, bar.left)
            if far > near:
                yield f'<path class="w" d="M{_n(near)} {_n(middle)}H{_n(far)}"/>'
            if ghost.off:
                tip = ghost.right if ghost.off > 0 else ghost.left
                back = -_BAR * ghost.off
                yield f'<path class="x" d="M{_n(tip)} {_n(middle)}l{_n(back)} -5v10z"/>'
            else:
                yield _rect("x", ghost.left, ghost.right, middle)

    def _arrows(self) -> Iterator[str]:
        places: dict[str, tuple[Bar, float]] = {}
        for lane in self.scene.lanes:
            for bar in lane.bars:
                middle = lane.top + HEAD + (bar.row + bar.above) * ROW + ROW / 2
                places.setdefault(bar.entry.id, (bar, middle))
        for entry in self.line:
            for earlier, later in ordered(entry):
                yield from _arrow(places.get(earlier), places.get(later))

    def _legend(self) -> tuple[list[str], float]:
        """The legend, and where it ends; it tells of what the picture has."""
        x, y = EDGE, self.scene.bottom + 20
        parts = []
        for shape, words in self._samples():
            wide = 34 + typeset.width(words, 11.0)
            if x + wide > self.scene.width - EDGE and x > EDGE:
                x, y = EDGE, y + 19
            where = "" if self.alone else f' data-at="{_n(x)},{_n(y)}"'
            text = f'<text class="s" x="{_n(x + 26)}" y="{_n(y)}">{words}</text>'
            parts.append(f'<g class="k6"{where}>{_sample(shape, x, y - 4)}{text}</g>')
            x += wide + 16
        if self.scene.level != "counts":
            return (parts if self.alone else ["<g data-legend>", *parts, "</g>"]), y
        most = f"Events by the middle of their days; the tallest column stands for {self.scene.most:,}."
        told = f'<text class="s" x="{_n(EDGE)}" y="{_n(self.scene.bottom + 20)}">{most}</text>'
        # The page needs its legend as soon as one looks closer.
        hidden = [] if self.alone else ['<g data-legend hidden="">', *parts, "</g>"]
        return [told, *hidden], self.scene.bottom + 20

    def _samples(self) -> Iterator[tuple[str, str]]:
        reaches = [reach for reach in self.scene.reaches.values() if reach.known]
        statuses = {entry.status for entry in self.line}
        labelled = self.scene.level == "labels" or not self.alone
        if any(reach.core for reach in reaches):
            yield "c", "certain days"
        if any(reach.core != (reach.first, reach.last) for reach in reaches):
            yield "f", "days that could be"
        if labelled and any(reach.first is None or reach.last is None for reach in reaches):
            yield "o", "no bound known"
        if labelled and any(claim.verdict in NOT_HELD for entry in self.line for claim in entry.claims):
            yield "x", "printed, not kept"
        if labelled and EntryStatus.INFERRED in statuses:
            yield "d", "worked out from relations"
        if labelled and EntryStatus.TIED in statuses:
            yield "h", "! tied: needs a person"
        if labelled and self.arrows:
            yield "r", "said to come before"

    def _notes(self) -> Iterator[str]:
        if not self.scene.lanes:
            yield "No event has a date."
        if self.scene.undated:
            names = ", ".join(one_line(entry.title) or entry.id for entry in self.scene.undated[:20])
            more = len(self.scene.undated) - 20
            text = f"Undated: {names}" + (f" and {more} more" if more > 0 else "")
            yield typeset.shortened(text, self.scene.width - 2 * EDGE, 11.0)


def _n(value: float) -> str:
    """A length to a tenth of a pixel, without a useless nought."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def _apart(scene: Scene, labels: Sequence[tuple[float, str]], size: float) -> Iterator[tuple[float, str]]:
    """Labels of an axis that begin at their ticks; one that another or the edge leaves no room for is left out."""
    taken = float("-inf")
    for number, (x, label) in enumerate(labels):
        wide = typeset.width(label, size)
        crowded = number + 1 < len(labels) and number == 0 and x + wide + 8 > labels[1][0]
        if x + 3 < taken or x + 3 + wide > scene.width or crowded:
            continue
        taken = x + 3 + wide + 6
        yield (x + 3 if x > EDGE else EDGE), label


def _rect(name: str, left: float, right: float, middle: float, extra: str = "") -> str:
    style = f' class="{name}"' if name else ""
    return (
        f'<rect{style}{extra} x="{_n(left)}" y="{_n(middle - _BAR / 2)}" width="{_n(right - left)}"'
        f' height="{_n(_BAR)}" rx="{_n(min(_BAR, right - left) / 2 if right - left < 12 else 3)}"/>'
    )


def _strip(left: float, right: float, y: float) -> str:
    wide = _n(right - left)
    return f"M{_n(left)} {_n(y)}h{wide}v4h-{wide}z"


def _ends(bar: Bar, middle: float) -> Iterator[str]:
    """What the range ends in: a line where it has a bound, an arrow where it has none."""
    top, bottom = _n(middle - 5), _n(middle + 5)
    if bar.open_left:
        yield f'<path class="b" d="M{_n(bar.left + 6)} {top}l-5 5 5 5"/>'
    if bar.open_right:
        yield f'<path class="b" d="M{_n(bar.right - 6)} {top}l5 5-5 5"/>'
    sides = ((bar.left, bar.open_left or bar.cut_left), (bar.right, bar.open_right or bar.cut_right))
    bounds = [x for x, is_open in sides if not is_open]
    if bounds:
        yield f'<path class="b" d="{"".join(f"M{_n(x)} {top}V{bottom}" for x in bounds)}"/>'


def _arrow(one: tuple[Bar, float] | None, other: tuple[Bar, float] | None) -> Iterator[str]:
    """From a bar to the beginning of another: along, then down or up, then along."""
    if one is None or other is None:
        return
    (first, y1), (second, y2) = one, other
    end = max(second.left - 2, EDGE + 1)
    turn = max(min(first.right, end - 12), 1.0)
    begin = min(max(turn, first.left), first.right)
    yield f'<path class="r" d="M{_n(begin)} {_n(y1)}H{_n(turn)}V{_n(y2)}H{_n(end)}m-5-3 5 3-5 3"/>'


def _hatches(colours: Sequence[int]) -> Iterator[str]:
    for k in colours:
        yield (
            f'<pattern id="tl:h{k}" class="k{k}" width="5" height="5" patternUnits="userSpaceOnUse"'
            ' patternTransform="rotate(45)"><rect class="f" width="5" height="5"/>'
            '<rect class="c" width="2.2" height="5"/>'
            "</pattern>"
        )


def _sample(shape: str, x: float, middle: float) -> str:
    if shape == "d":
        return f'<path class="d" d="M{_n(x + 10)} {_n(middle - 6)}l6 6-6 6-6-6z"/>'
    if shape == "r":
        return f'<path class="r" d="M{_n(x)} {_n(middle)}h19m-5-3 5 3-5 3"/>'
    if shape == "o":
        return _rect("f", x, x + 20, middle) + f'<path class="b" d="M{_n(x + 14)} {_n(middle - 5)}l5 5-5 5"/>'
    if shape == "h":
        return _rect("", x, x + 20, middle, ' fill="url(#tl:h6)"')
    return _rect(shape, x, x + 20, middle)
