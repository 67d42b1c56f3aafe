"""Checks over a whole dossier: what the curator says in their own word must not go in a circle or clash."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Series, Source
from timeline.evidence.reading import loads
from timeline.evidence.rules import check


def messages(*events: Event) -> list[str]:
    sources, series = [Source(id="s")], [Series(id="t")]
    return [problem.message for problem in check(Dossier(sources=sources, series=series, events=events))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"before": "b"}, {"before": "a"}),
        ({"before": "b"}, {"prepares_for": "a"}),
        ({"after": "b"}, {"follows": "a"}),
        ({"meets": "b"}, {"before": "a"}),
        ({"met_by": "b"}, {"after": "a"}),
        ({"during": "b"}, {"before": "a"}),
        ({"contains": "b"}, {"after": "a"}),
        ({"overlaps": "b"}, {"before": "a"}),
        ({"overlapped_by": "b"}, {"after": "a"}),
        ({"starts_with": "b"}, {"before": "a"}),
        ({"started_by": "b"}, {"after": "a"}),
        ({"ends_with": "b"}, {"after": "a"}),
        ({"ended_by": "b"}, {"before": "a"}),
        ({"part_of": "b"}, {"after": "a"}),
    ],
)
def test_circles(one: dict[str, str], other: dict[str, str]) -> None:
    """Two relations that put a moment before itself are a circle."""
    assert 1 == len(messages(Event(id="a", **one), Event(id="b", **other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"during": "b"}, {"contains": "a"}),
        ({"during": "b"}, {"during": "a"}),
        ({"overlaps": "b"}, {"overlaps": "a"}),
        ({"same_day_as": "b"}, {"same_day_as": "a"}),
        ({"same_day_as": "b"}, {"before": "a"}),
        ({"before": "b"}, {"after": "a"}),
        ({"overlaps": "b"}, {"overlapped_by": "a"}),
    ],
)
def test_no_circles(one: dict[str, str], other: dict[str, str]) -> None:
    """Relations that say the same twice, or that one day can satisfy, are no circle."""
    assert [] == messages(Event(id="a", **one), Event(id="b", **other))


@pytest.mark.parametrize(
    ("prefer", "said", "expected"),
    [
        ("s", {"when": {"s": "2022"}}, []),
        ("s", {"when": "2022", "nth": "2 of t"}, ["s is preferred and says nothing of 'e'"]),
        ("curator", {"when": "2022"}, []),
        ("curator", {"when": {"s": "2022"}}, ["curator is preferred and says nothing of 'e'"]),
        ("curator", {}, ["curator is preferred and says nothing of 'e'"]),
    ],
)
def test_preferred_source_has_a_say(prefer: str, said: dict[str, Any], expected: list[str]) -> None:
    """A source that is preferred says something of the event."""
    assert expected == messages(Event(id="e", prefer=prefer, **said))


def test_shortest_circle_is_told() -> None:
    """Of a knot of circles one is told, in the fewest steps."""
    events = [
        Event(id="a", before="b"),
        Event(id="b", before=["c", "a"]),
        Event(id="c", before="d"),
        Event(id="d", before="a"),
    ]
    assert ["a circle: a before b, b before a"] == messages(*events)


def test_each_knot_is_told() -> None:
    """Circles that have nothing to do with each other are told each."""
    events = [Event(id=one, before=other) for one, other in ("ab", "ba", "cd", "dc")]
    assert ["a circle: a before b, b before a", "a circle: c before d, d before c"] == messages(*events)


def test_sources_may_be_wrong() -> None:
    """A circle that a source closes is for the reasoning to weigh, not a mistake in the file."""
    claim = RelationClaim(type="before", event="a", source="s")
    assert [] == messages(Event(id="a", before="b"), Event(id="b", relations=[claim]))


def test_long_circle() -> None:
    """A circle of ten thousand events is found without recursion."""
    count = 10_000
    events = [Event(id=f"e{n}", before=f"e{(n + 1) % count}") for n in range(count)]
    (message,) = messages(*events)
    assert count == message.count(" before ")


def test_ordinals_by_voice() -> None:
    """One voice gives an ordinal once; two voices may differ."""
    same = RelationClaim(type="nth", series="t", ordinal=2, source="s")
    events = [Event(id="a", nth="2 of t"), Event(id="b", relations=[same]), Event(id="c", nth="2 of t")]
    assert ["'c' and 'a' are both number 2 of 't', says curator"] == messages(*events)


@pytest.mark.parametrize(
    ("text", "zone", "reason"),
    [
        ("10:30 IST on 5 March 2023", "UTC", "'IST' is the time of no zone, or of several"),
        ("10:30 IST on 5 March 2023", "Asia/Kolkata", None),
        ("10:30 JST on 5 March 2023", "UTC", None),
        ("10:30 (0500 GMT) on 5 March 2023", "UTC", "it names several times of day"),
        ("5 March 2023 at 25:10", "UTC", "no clock shows such a time"),
        ("22:00 on 5 March 2023 to 7 March 2023", "UTC", "it stands with one of two days"),
        ("22:00 on 5 March 2023 to 01:00 on 7 March 2023", "UTC", None),
        ("5 March 2023", "UTC", None),
    ],
)
def test_times_that_tell_nothing_are_remarked_on(text: str, zone: str, reason: str | None) -> None:
    """A time whose zone could be several, or that is one of several, is remarked on, with the reason."""
    dossier = Dossier(sources=[Source(id="s")], events=[Event(id="e", zone=zone, when={"s": text})])
    expected = [] if reason is None else [("TL306", f"the time of day in {text!r} is not used: {reason}")]
    assert expected == [(problem.code, problem.message) for problem in check(dossier)]


def test_what_cannot_be_read_is_told_once() -> None:
    """Of a date that cannot be read at all nothing is said of its time of day."""
    claim = DateClaim(source="s", text="2022-05-03T25:00", unread="no clock shows 25:00")
    assert [] == [*check(Dossier(sources=[Source(id="s")], events=[Event(id="e", claims=[claim])]))]


def test_order_of_day_and_month() -> None:
    """Dates of which nothing says what stands first are one problem, with all their lines."""
    text = """\
sources: {us: {reading: {order: mdy}}, other: {}}
events:
  a: {when: {us: 8/9/2022}}
  b: {when: {other: 8/9/2022}}
  c: {when: {other: 20/9/2022}}
  d: {when: {us: 8/9/2022, other: "7/8/22 at noon"}}
"""
    (problem,) = check(loads(text))
    assert "'8/9/2022' has the day first or the month: both days are kept" == problem.message
    assert (4, "; it stands again in line 6") == (
        problem.position and problem.position.line,
        (problem.help or "")[-27:],
    )
    assert () == check(loads("reading: {order: dmy}\n" + text))
