"""A dossier is written in the shortest form that says it."""

from __future__ import annotations

import pytest

from timeline.dates.fuzzy import ReadingOptions
from timeline.evidence.model import (
    DateClaim,
    Dossier,
    Event,
    Preference,
    RelationClaim,
    Series,
    Source,
    Visit,
)
from timeline.evidence.reading import loads
from timeline.evidence.writing import dumps


def event_text(event: Event) -> str:
    sources = [Source(id=name) for name in "ab"]
    others = [Event(id="o"), Event(id="by")]
    written = dumps(Dossier(sources=sources, series=[Series(id="s")], events=[event, *others]))
    return written.split("\n  e:")[1].split("\n  o:")[0] + "\n"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (Event(id="e"), " {}\n"),
        (Event(id="e", when="2023"), "\n    when: 2023\n"),
        (Event(id="e", when={"a": "in May"}), "\n    when:\n      a: in May\n"),
        (
            Event(id="e", when={"a": ["in May", "2022"]}),
            "\n    when:\n      a:\n        - 2022\n        - in May\n",
        ),
        (Event(id="e", starts={"a": "2022"}), "\n    starts:\n      a: 2022\n"),
        (
            Event(id="e", claims=[DateClaim(source="a", stance="reported")]),
            "\n    claims:\n      - from: a\n        as: reported\n",
        ),
        (Event(id="e", after="o"), "\n    after: o\n"),
        (Event(id="e", after=["o", "by"]), "\n    after: [by, o]\n"),
        (Event(id="e", after={"o": "2 weeks"}), "\n    after:\n      o: 2 weeks\n"),
        (Event(id="e", after={"by": "2 weeks"}), "\n    after:\n      - event: by\n        by: 2 weeks\n"),
        (Event(id="e", nth="2 of s", lasts="3 days"), "\n    lasts: 3 days\n    nth: 2 of s\n"),
        (
            Event(id="e", relations=[RelationClaim(type="lasts", gap="3 days", source="a")]),
            "\n    lasts:\n      - for: 3 days\n        from: a\n",
        ),
        (Event(id="e", prefer="a"), "\n    prefer: a\n"),
        (
            Event(id="e", prefer=Preference(source=None, because="I was there")),
            "\n    prefer:\n      from: curator\n      because: I was there\n",
        ),
        (
            Visit(id="e", title="A visit: day 1", host="India"),
            '\n    kind: visit\n    title: "A visit: day 1"\n    host: India\n',
        ),
    ],
)  # fmt: skip
def test_shortest_form(event: Event, expected: str) -> None:
    """Claims and relations take the short form wherever it says all."""
    assert expected == event_text(event)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " x",
        "x ",
        "#1",
        "a: b",
        "a #b",
        "[A,B]",
        "{a}",
        "@x",
        "%x",
        "`x`",
        "- x",
        "? x",
        "*a",
        "&a",
        "!a",
        "|",
        "'",
        '"',
        "\\",
        "a\nb",
        "\t",
        "\x00",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ufffe",
        "𝄞",
        "null",
        "yes",
        "2019",
        "~",
        "---",
        "…",
    ],
)
def test_any_text_survives(text: str) -> None:
    """Whatever could be taken for YAML's own is quoted."""
    dossier = Dossier(title=text, events=[Event(id="e", parties=[text, text], extra={"x-a": {text: [text]}})])
    assert dossier == loads(dumps(dossier))


def test_empty_dossier() -> None:
    """A dossier with nothing in it is written as something that reads back."""
    assert ("{}\n", Dossier()) == (dumps(Dossier()), loads("{}\n"))


def test_reading_options() -> None:
    """Of a source's way of reading only what differs from the dossier's is written."""
    dossier = Dossier(
        reading=ReadingOptions(order="dmy", week="sunday"),
        sources=[
            Source(id="a", reading=ReadingOptions(week="sunday")),
            Source(id="b", reading=ReadingOptions(order="dmy")),
        ],
    )  # fmt: skip
    expected = (
        "reading: {order: dmy, week: sunday}\nsources:\n"
        "  a:\n    reading: {order: any}\n  b:\n    reading: {week: monday}\n"
    )
    assert expected == dumps(dossier)
    assert dossier == loads(expected)


def test_unread_claim_comes_back() -> None:
    """A claim that could not be read is written with its text, so that its problem comes back."""
    text = "events:\n  e:\n    when: 2023-02-30\n"
    assert text == dumps(loads(text, partial=True))
