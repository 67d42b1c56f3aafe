"""The picture; the notes P1.. of docs/reference/picture.md name these tests."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import timeline as tl
from timeline.dates import civil
from timeline.dates.clocks import ClockRange
from timeline.evidence.model import Event
from timeline.export import render, typeset
from timeline.export.picture import Picture, picture
from timeline.export.scene import FONT, ROW, Bar, Scene, place
from timeline.export.strips import clocks_of, kinds_of, lanes_of, reach_of
from timeline.reasoning.outcome import Timeline
from timelines import claim, entry, line, many, plain, relation

SVG = "{http://www.w3.org/2000/svg}"


def scene(shown: Timeline, width: float = 960, lanes: str = "kind") -> Scene:
    return place(shown, width=width, lanes=lanes, top=44)


def bars(shown: Timeline, width: float = 960) -> dict[str, Bar]:
    return {bar.entry.id: bar for lane in scene(shown, width).lanes for bar in lane.bars}


def one(*args: object, **given: object) -> Timeline:
    return line(entry(Event(id="e", title="Talks"), *args, **given))


def drawn(shown: Timeline, **options: object) -> ET.Element:
    return ET.fromstring(picture(shown, **options).svg)


def classes(root: ET.Element) -> set[str]:
    return {name for node in root.iter() for name in (node.get("class") or "").split()}


def texts(root: ET.Element) -> list[str]:
    return [node.text or "" for node in root.iter(f"{SVG}text")]


def test_certain_core_and_fade() -> None:
    """A bar is solid from the latest start to the earliest end and pale as far as it could reach."""
    shown = one("2022-09-01/2022-09-05", "2022-09-20/2022-09-30")
    found, drawing = bars(shown)["e"], scene(shown)
    assert (drawing.x(civil.parse_iso("2022-09-05")), drawing.x(civil.parse_iso("2022-09-21"))) == found.core
    assert (drawing.x(civil.parse_iso("2022-09-01")), drawing.x(civil.parse_iso("2022-10-01"))) == (
        found.left,
        found.right,
    )
    assert {"c", "f"} <= classes(drawn(shown))


def test_times_of_day() -> None:
    """Known times of day are where a bar begins and ends; without an end only the beginning is certain."""
    day = civil.parse_iso("2022-09-08")
    ten, noon = ClockRange(first=36_000, last=36_059, ahead=0), ClockRange(first=43_200, last=43_259, ahead=0)
    (settled,) = one("2022-09-08").entries
    both = reach_of(attrs.evolve(settled, start_clock=ten, end_clock=noon), "UTC")
    assert (day + 36_000 / 86_400, day + 43_260 / 86_400) == (both.first, both.last)
    assert (day + 36_060 / 86_400, day + 43_200 / 86_400) == both.core
    begun = reach_of(attrs.evolve(settled, start_clock=ten), "UTC")
    assert (day + 36_000 / 86_400, day + 1) == (begun.first, begun.last)
    assert (day + 36_000 / 86_400, day + 36_060 / 86_400) == begun.core


def test_times_that_are_not_known_are_not_certain() -> None:
    """Where start and end can be at any time of a day, or the start within hours, no time of it is certain."""
    whole = ClockRange(first=0, last=80_999, ahead=0), ClockRange(first=5_400, last=86_399, ahead=0)
    (settled,) = one("2022-09-08").entries
    assert reach_of(attrs.evolve(settled, start_clock=whole[0], end_clock=whole[1]), "UTC").core is None
    assert reach_of(attrs.evolve(settled, start_clock=whole[0]), "UTC").core is None


def test_times_of_several_zones_stand_where_they_were() -> None:
    """What happened at one instant stands in one place, whatever clocks it is told by: those of most events rule."""
    (settled,) = one("2024-03-10").entries
    chicago = attrs.evolve(
        settled, zone="America/Chicago", start_clock=ClockRange(first=12_600, last=12_659, ahead=-18_000)
    )
    berlin = attrs.evolve(
        settled,
        event=Event(id="b"),
        zone="Europe/Berlin",
        start_clock=ClockRange(first=34_200, last=34_259, ahead=3_600),
    )
    shown = line(chicago, berlin, attrs.evolve(chicago, event=Event(id="c")))
    zone = clocks_of(shown)
    assert "America/Chicago" == zone
    assert reach_of(chicago, zone).core == reach_of(berlin, zone).core


def test_nothing_is_certain_of_a_month() -> None:
    """An event some time in a month has no solid part."""
    shown = one("2022-09-01/2022-09-30")
    assert bars(shown)["e"].core is None
    assert "c" not in classes(drawn(shown))


def test_open_sides_are_arrows() -> None:
    """A side without a bound reaches the edge and is marked as open; the other is not."""
    found = bars(line(*one("2022-09-01", "2022-09-20/..").entries))["e"]
    assert (False, True) == (found.open_left, found.open_right)
    assert "no bound known" in texts(drawn(one("2022-09-01", "2022-09-20/..")))


def test_what_goes_on_nobody_knows_how_long_is_open_on_both_sides() -> None:
    """An event that went on in some days, with no first or last one known, crosses the picture that shows them."""
    going_on = line(entry(Event(id="e", title="Presidency"), "../2023-03-26", "2023-03-20/.."))
    found, drawn_in = bars(going_on)["e"], scene(going_on)
    assert (True, True) == (found.open_left, found.open_right)
    assert None is found.core
    assert (drawn_in.x(drawn_in.first), drawn_in.x(drawn_in.last)) == (found.left, found.right)
    assert drawn_in.first < civil.parse_iso("2023-03-20")
    assert drawn_in.last > civil.parse_iso("2023-03-26") + 1
    assert "Undated" not in texts(drawn(going_on))


def test_rejected_claims_are_dashed() -> None:
    """A claim that was not kept is a dashed outline on the days that it says, tied to its event."""
    shown = one(
        "2022-10-02", status="disputed", claims=(claim("2 September 2022", "s", "2022-09-02", "rejected"),)
    )
    (ghost,) = bars(shown)["e"].ghosts
    middle = scene(shown).x(civil.parse_iso("2022-09-02") + 0.5)
    assert abs((ghost.left + ghost.right) / 2 - middle) < 0.1
    assert {"x", "w"} <= classes(drawn(shown))
    assert "printed, not kept" in texts(drawn(shown))


def test_far_claims_stand_at_the_edge() -> None:
    """A claim that lies far from everything does not squeeze the rest: it is an arrow at the edge."""
    shown = one("2022-10-02", claims=(claim("2 October 1922", "s", "1922-10-02", "rejected"),))
    (ghost,) = bars(shown)["e"].ghosts
    assert -1 == ghost.off
    assert scene(shown).first > civil.parse_iso("2022-01-01")


def test_a_vague_date_squeezes_nothing() -> None:
    """Where one date of many reaches far beyond all others it runs off the picture; a settled one stays in it."""
    usual = [entry(Event(id=f"e{i}"), civil.iso(civil.day_number(2010, 1, 1) + 60 * i)) for i in range(60)]
    vague = scene(line(*usual, entry(Event(id="vague"), "2012-01-01/2091-01-01")))
    assert vague.last < civil.day_number(2021, 1, 1)
    (bar,) = [bar for bar in vague.lanes[0].bars if bar.entry.id == "vague"]
    assert (False, True, False) == (bar.cut_left, bar.cut_right, bar.open_right)
    settled = scene(line(*usual, entry(Event(id="late"), "2091-01-01")))
    assert settled.last > civil.day_number(2091, 1, 1)


def test_inferred_events_have_a_diamond() -> None:
    """What is dated by relations alone has a hollow diamond; what is dated by claims has none."""
    assert "d" in classes(drawn(one("2022-09-01/2022-09-30", status="inferred")))
    assert "d" not in classes(drawn(one("2022-09-01/2022-09-30", status="agreed")))


def test_tied_events_are_hatched() -> None:
    """A tied date is hatched, and its label begins with an exclamation mark."""
    root = drawn(one("2022-09-01/2022-09-30", status="tied"))
    assert "! Talks" in texts(root)
    assert [node for node in root.iter(f"{SVG}rect") if node.get("fill") == "url(#tl:h0)"]


@pytest.mark.parametrize("width", [320, 640, 960, 1600])
@pytest.mark.parametrize("number", [7, 60, 250])
def test_labels_never_overlap(number: int, width: int) -> None:
    """No label touches another label, another event's bar, or the edge."""
    found = scene(many(number, seed=number + width), width)
    assert "labels" == found.level
    for lane in found.lanes:
        boxes = [(bar.entry.id, *box) for bar in lane.bars for box in _boxes(bar)]
        assert all(left >= 0 and right <= width for _, left, right, _ in boxes)
        for (one_id, left, right, row), (other_id, begin, end, other_row) in combinations(boxes, 2):
            if one_id != other_id and row == other_row:
                assert right < begin or end < left, (one_id, other_id)


def _boxes(bar: Bar) -> list[tuple[float, float, int]]:
    ends = [bar.left, bar.right, *(end for ghost in bar.ghosts for end in (ghost.left, ghost.right))]
    return [
        (min(ends), max(ends), bar.row + bar.above),
        (bar.label_left, bar.label_left + typeset.width(bar.label, FONT), bar.row),
    ]


def test_a_label_keeps_clear_of_its_own_bar() -> None:
    """A label stands beside its bar, or above where there is no room at its sides."""
    wide = one("2022-01-01", "2022-12-31")
    assert bars(wide)["e"].above
    beside = bars(line(*one("2022-01-01").entries, entry(Event(id="z"), "2022-12-31")))
    assert not beside["e"].above
    assert beside["e"].label_left > beside["e"].right


def test_levels_of_detail() -> None:
    """Up to 250 events have labels, more are thin bars, and where these would crowd the page, counts."""
    assert ["labels", "bars", "counts"] == [scene(many(number)).level for number in (250, 1000, 4000)]
    counted = scene(many(4000))
    assert 4000 == sum(sum(lane.counts) for lane in counted.lanes)


def test_lanes() -> None:
    """By party an event stands in the lane of each; lanes beyond a dozen are put together."""
    shown = plain("Talks", "Visit", parties=["India", "Japan"])
    assert {"India": 2, "Japan": 2} == {name: len(found) for name, found in lanes_of(shown, "party").items()}
    places = line(*(entry(Event(id=f"e{i}", place=f"p{i:02}"), "2022-01-01") for i in range(15)))
    assert [f"p{i:02}" for i in range(12)] + ["others"] == list(lanes_of(places, "place"))
    with pytest.raises(ValueError, match="lanes are by kind, party, place or series, not by 'colour'"):
        lanes_of(shown, "colour")


def test_colours() -> None:
    """The six most frequent kinds have a colour each, in whatever lanes they stand, and the rest share one."""
    kinds = [kind for kind, times in zip("abcdefgh", range(8, 0, -1), strict=True) for _ in range(times)]
    shown = line(
        *(entry(Event(id=f"e{i}", kind=kind, place="here"), "2022-01-01") for i, kind in enumerate(kinds))
    )
    assert tuple("abcdefgh") == kinds_of(shown)
    found = re.findall(r'<g class="(k\d)"><title>[^<]*: (e\d+) ', picture(shown, lanes="place").svg)
    colours = {kinds[int(name[1:])]: colour for colour, name in found}
    assert dict(zip("abcdefgh", ("k0", "k1", "k2", "k3", "k4", "k5", "k6", "k6"), strict=True)) == colours


def test_relations_on_request() -> None:
    """Arrows lead from the earlier event to the later, and only when asked for."""
    shown = line(
        entry(Event(id="a", title="First"), "2022-01-01"),
        entry(Event(id="b", title="Then"), "2022-03-01", relations=(relation("after", "a"),)),
        entry(Event(id="c", title="No"), "2022-05-01", relations=(relation("after", "b", "rejected"),)),
    )
    assert 1 + 1 == picture(shown, relations=True).svg.count('class="r"')  # the arrow, and the legend's
    assert "said to come before" not in texts(drawn(shown))


def test_undated_events_are_named() -> None:
    """What has no date is named below the picture, and a picture of nothing says so."""
    undated = entry(Event(id="u", title="Secret meeting"), "..", status="undated")
    assert "Undated: Secret meeting" in texts(drawn(line(undated, *one("2022-01-01").entries)))
    assert "No event has a date." in texts(drawn(line()))


def test_screen_readers() -> None:
    """The picture has a title and a description, and every bar a title with its date and status."""
    root = drawn(one("2022-09-08", status="agreed"))
    assert "tl:title tl:desc" == root.get("aria-labelledby")
    assert "8 Sep 2022: Talks (agreed)" in [node.text for node in root.iter(f"{SVG}title")]


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_hostile_titles_are_text(title: str) -> None:
    """Whatever a title holds, the picture is well-formed and has no element of the title's making."""
    shown = line(entry(Event(id="e", title=title or "x", kind="k"), "2022-01-01"), title=title)
    root = ET.fromstring(str(picture(shown)))
    assert {"svg", "title", "desc", "style", "rect", "path", "text", "g"} >= {
        node.tag.removeprefix(SVG) for node in root.iter()
    }


def test_hostile_texts_are_shown() -> None:
    """Markup is shown as it was typed, marks that turn text as escapes, and ten thousand characters are cut."""
    found = texts(drawn(plain("</script><img onerror=x>", "a\u202eb", "y" * 10_000)))
    assert "</script><img onerror=x>" in found
    assert r"a\u202eb" in found
    assert any(re.fullmatch("y+…", text) for text in found)


@pytest.mark.parametrize("width", [279, 4001])
def test_widths(width: int) -> None:
    """A width that no picture has is an error of the call."""
    with pytest.raises(ValueError, match="a picture is 280 to 4000 pixels wide"):
        picture(one("2022-01-01"), width=width)


def test_notebooks_show_it() -> None:
    """`tl.picture` gives a value that notebooks draw, and that prints as the file's text."""
    shown = tl.picture(one("2022-01-01"))
    assert isinstance(shown, Picture)
    assert shown._repr_svg_() + "\n" == render(one("2022-01-01"), "svg") == f"{shown}\n"


def test_rows_are_apart() -> None:
    """Two bars of one lane that lie on the same days stand in different rows, a row's height apart."""
    found = scene(plain("One", "Two"))
    assert {0, 1} == {bar.row for bar in found.lanes[0].bars}
    assert ROW > FONT
