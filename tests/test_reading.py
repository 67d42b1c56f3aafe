"""events.yaml is read into a dossier whose every claim knows where it stands."""

from __future__ import annotations

import gc
import io
import random
from pathlib import Path

import pytest
import yaml

from timeline.dates.fuzzy import ReadingOptions, Stance
from timeline.errors import Position, ReadError
from timeline.evidence import files, ledger, reading as module, yaml_tree
from timeline.evidence.allen import Relation
from timeline.evidence.model import (
    DateClaim,
    Moment,
    Preference,
    RelationClaim,
    Series,
    Source,
    Status,
    Visit,
)
from timeline.evidence.reading import load, loads, read_text
from timeline.evidence.writing import dumps


def claims_of(when: str, sources: str = "{a: {}, b: {}}") -> list[tuple[str | None, str | None]]:
    dossier = loads(f"sources: {sources}\nevents:\n  e:\n    {when}\n")
    return [(claim.source, claim.text) for claim in dossier.event("e").claims]


def relations_of(lines: str) -> tuple[RelationClaim, ...]:
    head = "sources: {a: {}}\nseries: {s: {}}\nevents:\n  o: {}\n  p: {}\n  by: {}\n"
    return loads(f"{head}  e:\n    {lines}\n").event("e").relations


def codes_of(text: str) -> list[str]:
    return [problem.code for problem in read_text(text, "f").problems]


def test_scalars_stay_text() -> None:
    """YAML's own types are not guessed: `no`, `1.10`, `2019` and `11:30` stay as typed."""
    event = loads("events: {e: {title: no, place: 1.10, note: 2019, url: 11:30}}").event("e")
    assert ("no", "1.10", "2019", "11:30") == (event.title, event.place, event.note, event.url)


def test_empty_value_is_none() -> None:
    """A key without a value says nothing; quotes with nothing in them say an empty text."""
    event = loads("events:\n  e:\n    place:\n    note: ''\n").event("e")
    assert (None, "") == (event.place, event.note)


def test_kind_makes_the_class() -> None:
    """The word of `kind` makes the class, and its own fields are read."""
    expected = Visit(id="e", title="State visit", host="India", visitor="the guest")
    assert expected == loads(
        "events: {e: {kind: visit, title: State visit, host: India, visitor: the guest}}"
    ).event("e")


def test_event_fields() -> None:
    """Parties and tags are lists or single words, and the status is one of three."""
    event = loads("events: {e: {with: [India, Japan], tags: one, status: cancelled}}").event("e")
    assert (("India", "Japan"), ("one",), Status.CANCELLED) == (event.parties, event.tags, event.status)


def test_source_fields() -> None:
    """A source keeps its grade, its days and its own way of reading, the rest of which is the dossier's."""
    dossier = loads(
        "sources:\n  a: {reading: {order: mdy}, reliability: B, published: 2022, retrieved: 2023-05-02}\n"
        "reading: {week: sunday}\n"
    )
    options = ReadingOptions(order="mdy", week="sunday")
    assert Source(
        id="a", reading=options, reliability="B", published="2022", retrieved="2023-05-02"
    ) == dossier.source("a")


def test_copies() -> None:
    """A source names the one that it copies, and where it says so is known."""
    source = loads("sources: {a: {}, b: {copies: a}}").source("b")
    assert ("a", Position("<text>", 1, 30, 31)) == (source.copies, source.copies_position)


@pytest.mark.parametrize(
    ("prefer", "expected"),
    [
        ("a", Preference(source="a")),
        ("{from: a, because: they were there}", Preference(source="a", because="they were there")),
        ("curator", Preference(source=None)),
        ("{from: curator}", Preference(source=None)),
    ],
)
def test_prefer(prefer: str, expected: Preference) -> None:
    """A ruling is a source, or a source and a reason."""
    assert expected == loads(f"sources: {{a: {{}}}}\nevents: {{e: {{prefer: {prefer}}}}}").event("e").prefer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sources:\n  a: {copies: b}\n  b: {copies: c}\n  c: {copies: b}\n", {"a": "b", "b": "c", "c": None}),
        ("sources:\n  a: {copies: a}\n", {"a": None}),
        ("sources:\n  a: {copies: d}\n", {"a": None}),
    ],
)
def test_wrong_copies_alone_go(text: str, expected: dict[str, str | None]) -> None:
    """Of sources that copy in a circle, or copy what is not there, only that word is left out."""
    dossier = loads(text, partial=True)
    assert expected == {source.id: source.copies for source in dossier.sources}


def test_wrong_prefer_alone_goes() -> None:
    """A ruling for a source that is not there is left out, and its event stays."""
    event = loads("events: {e: {when: 2022, prefer: b}}", partial=True).event("e")
    assert (None, "2022") == (event.prefer, event.claims[0].text)


def test_top_level() -> None:
    """The file's id, title, table of slips and series are read."""
    dossier = loads("id: x\ntitle: T\nslips: reference\nseries: {s: {title: S}}\n")
    expected = ("x", "T", "reference", (Series(id="s", title="S"),))
    assert expected == (dossier.id, dossier.title, dossier.slips, dossier.series)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("when: 2023", [(None, "2023")]),
        ("when: '2023'", [(None, "2023")]),
        ("when: {a: in May, b: 2022}", [("a", "in May"), ("b", "2022")]),
        ("when:\n      a: [on Wednesday, in May]", [("a", "in May"), ("a", "on Wednesday")]),
        ("when: {curator: 2022, a: in May}", [("a", "in May"), (None, "2022")]),
        ("claims: [{from: a, when: in May}, {when: 2022}]", [("a", "in May"), (None, "2022")]),
        ("claims: [{from: a, as: reported}]", [("a", None)]),
        ("claims: [{from: curator, when: 2022}]", [(None, "2022")]),
        ("{}", []),
    ],
)
def test_claim_forms(when: str, expected: list[tuple[str | None, str | None]]) -> None:
    """Dates are said in a short form, one by source, or the long form."""
    assert expected == claims_of(when)


def test_moments() -> None:
    """`starts` and `ends` speak of one moment, in the short form and in the long one."""
    event = loads(
        "sources: {a: {}}\nevents: {e: {starts: {a: 2022}, claims: [{from: a, ends: 2023}]}}"
    ).event("e")
    assert {("2022", Moment.START), ("2023", Moment.END)} == {(one.text, one.moment) for one in event.claims}


def test_long_claim() -> None:
    """The long form carries all that a claim can."""
    text = (
        "sources: {a: {}}\nevents:\n  o: {}\n  e:\n    claims:\n"
        "      - {from: a, when: last month, anchor: o, at: p. 1, quote: q,"
        " as: planned, certainty: 0.5, note: n, x-seen: yes}\n"
    )
    expected = DateClaim(
        source="a",
        text="last month",
        anchor="o",
        at="p. 1",
        quote="q",
        stance=Stance.PLANNED,
        certainty="0.5",
        note="n",
        extra={"x-seen": "yes"},
    )
    assert (expected,) == loads(text).event("e").claims


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("after: o", [RelationClaim(type=Relation.AFTER, event="o")]),
        ("after: [o, p]", [RelationClaim(type=Relation.AFTER, event=name) for name in "op"]),
        ("after: {o: 2 weeks}", [RelationClaim(type=Relation.AFTER, event="o", gap="2 weeks")]),
        ("after: {o: }", [RelationClaim(type=Relation.AFTER, event="o")]),
        (
            "after: {o: {by: 2 weeks, from: a, note: n}}",
            [RelationClaim(type=Relation.AFTER, event="o", gap="2 weeks", source="a", note="n")],
        ),
        (
            "after: {event: o, from: a, certainty: likely}",
            [RelationClaim(type=Relation.AFTER, event="o", source="a", certainty="likely")],
        ),
        (
            "same-day-as:\n      - p\n      - {event: by, at: p. 2}",
            [
                RelationClaim(type=Relation.SAME_DAY_AS, event="by", at="p. 2"),
                RelationClaim(type=Relation.SAME_DAY_AS, event="p"),
            ],
        ),
        ("nth: 2 of s", [RelationClaim(type=Relation.NTH, series="s", ordinal=2)]),
        (
            "nth: {n: 2, of: s, from: a}",
            [RelationClaim(type=Relation.NTH, series="s", ordinal=2, source="a")],
        ),
        ("lasts: 3 days", [RelationClaim(type=Relation.LASTS, gap="3 days")]),
        ("lasts: {for: 3 days, from: a}", [RelationClaim(type=Relation.LASTS, gap="3 days", source="a")]),
        ("lasts: {by: 3 days}", [RelationClaim(type=Relation.LASTS, gap="3 days")]),
    ],
)
def test_relation_forms(lines: str, expected: list[RelationClaim]) -> None:
    """Relations are said as an id, a list, with gaps by id, or in the long form."""
    assert tuple(expected) == relations_of(lines)


def test_own_keys_are_kept() -> None:
    """Keys that begin with `x-` are kept on the file and every entry, nested as they are."""
    dossier = loads(
        "x-top: {b: [1, {c: d}], a: ''}\nsources: {a: {x-s: 1}}\n"
        "series: {r: {x-r: 2}}\nevents: {e: {x-e: [[]]}}\n"
    )
    nested = (("x-top", (("a", ""), ("b", ("1", (("c", "d"),))))),)
    rest = (("x-s", "1"),), (("x-r", "2"),), (("x-e", ((),)),)
    assert (nested, *rest) == (
        dossier.extra,
        dossier.source("a").extra,
        dossier.series[0].extra,
        dossier.event("e").extra,
    )


TEXT = """\
sources:
  gazette: {published: "2023-04-07"}
events:
  visit:
    when: {gazette: '5 April 2023'}
  talks:
    claims:
      - {from: gazette, when: on Wednesday}
    nth: 2 of tour
    after: [visit]
series: {tour: {}}
"""


def test_positions() -> None:
    """Every value stands where its text does, without the quotes; a series where it is named."""
    dossier = loads(TEXT, name="f")
    source, visit, talks = dossier.source("gazette"), dossier.event("visit"), dossier.event("talks")
    expected = {
        "source": Position("f", 2, 3, 10),
        "published": Position("f", 2, 25, 35),
        "event": Position("f", 4, 3, 8),
        "short": Position("f", 5, 22, 34),
        "its source": Position("f", 5, 12, 19),
        "long": Position("f", 8, 31, 43),
        "long source": Position("f", 8, 16, 23),
        "series": Position("f", 9, 15, 19),
        "target": Position("f", 10, 13, 18),
    }
    after, nth = talks.relations
    actual = {
        "source": source.position,
        "published": source.published_position,
        "event": visit.position,
        "short": visit.claims[0].position,
        "its source": visit.claims[0].source_position,
        "long": talks.claims[0].position,
        "long source": talks.claims[0].source_position,
        "series": nth.position,
        "target": after.position,
    }
    assert expected == actual


def test_positions_are_not_compared() -> None:
    """Where a claim was written makes no difference to what it says."""
    assert loads(TEXT) == loads("\n\n" + TEXT)


def test_problems_in_file_order() -> None:
    """Problems come in the order of the file, one a cause, and what is right is kept."""
    reading = read_text(
        "events:\n"
        "  a: {when: 2023-02-30, titel: x}\n"
        "  b: {when: {nobody: 2022}, after: c, place: Tokyo}\n"
        "  d: {when: 2023}\n",
        "f",
    )
    expected = [("TL302", 2, 21), ("TL105", 2, 25), ("TL203", 3, 14), ("TL204", 3, 36)]
    assert expected == [
        (one.code, one.position.line, one.position.column) for one in reading.problems if one.position
    ]
    kept = {event.id: (len(event.claims), len(event.relations)) for event in reading.dossier.events}
    assert {"a": (1, 0), "b": (0, 0), "d": (1, 0)} == kept


def test_unread_claim_is_kept() -> None:
    """A date that cannot be read stays as a claim that decides nothing."""
    claim = loads("events: {a: {when: 2023-02-30}}", partial=True).event("a").claims[0]
    assert ("2023-02-30", "February 2023 has 28 days") == (claim.text, claim.unread)


def test_follow_ups_are_folded() -> None:
    """What refers to an entry that could not be taken is left out without a problem of its own."""
    assert ["TL201"] == codes_of("events:\n  first visit: {when: 2023}\n  talks: {after: first visit}\n")
    assert ["TL110"] == codes_of("events:\n  talks: {after: visit}\n  visit: *visit\n")


def test_both_faults_of_a_claim() -> None:
    """A claim of an unknown source with an impossible date has two causes, and two problems."""
    assert ["TL203", "TL302"] == codes_of("events: {a: {when: {nobody: 2023-02-30}}}")


def test_both_days_of_a_source() -> None:
    """Each unreadable day of a source is told once, and the source stays without them."""
    text = "sources: {a: {title: T, published: 2023-02-30, retrieved: 2023-02-31}}"
    assert ["TL302", "TL302"] == codes_of(text)
    assert Source(id="a", title="T") == loads(text, partial=True).source("a")


def test_first_of_two_ids_is_kept() -> None:
    """Of two events with one id the first in the file is kept."""
    assert (
        "2022"
        == loads("events:\n  a: {when: 2022}\n  a: {when: 2023}\n", partial=True).event("a").claims[0].text
    )


def test_load_raises_with_all_problems() -> None:
    """ReadError carries every problem of the text."""
    with pytest.raises(ReadError) as caught:
        loads("titel: x\nevents: {a: {when: 2023-02-30}}")
    assert ["TL105", "TL302"] == [problem.code for problem in caught.value.problems]


def test_load_by_path(tmp_path: Path) -> None:
    """A file is read by its path, and its problems name it."""
    path = tmp_path / "events.yaml"
    path.write_text("titel: x\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"events\.yaml:1:1: error\[TL105\]"):
        load(path)


def test_load_what_is_not_there(tmp_path: Path) -> None:
    """A file that cannot be opened is a ReadError like any other fault, caused by the system's."""
    with pytest.raises(ReadError, match=r"cannot open .*: no such file or directory") as caught:
        load(tmp_path / "none.yaml")
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_load_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    """The path `-` is standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"title: T\n")))
    assert "T" == load("-").title


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, codec: str) -> None:
    """UTF-8 is read with and without its mark, and UTF-16 with its mark."""
    path = tmp_path / "events.yaml"
    path.write_bytes("title: Tōkyō\n".encode(codec))
    assert "Tōkyō" == load(path).title


def test_wrong_encoding(tmp_path: Path) -> None:
    """A byte that is no UTF-8 is told with its line and column."""
    path = tmp_path / "events.yaml"
    path.write_bytes("id: x\ntitle: Zürich\n".encode("latin-1"))
    with pytest.raises(ReadError, match=r":2:9: error\[TL101\]: the file is not text in UTF-8: byte 0xFC"):
        load(path)


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028", "\x85"])
def test_line_breaks(line_break: str) -> None:
    """Lines are counted as YAML counts them, so that the right one is shown."""
    problem = read_text(f"id: x{line_break}titel: y{line_break}", "f").problems[0]
    assert Position("f", 2, 1, 6) == problem.position


def test_half_a_surrogate_pair() -> None:
    """Text that no file can hold is a problem, not an exception."""
    assert ["TL101"] == codes_of("title: \ud800")


def test_multi_line_text_points_at_its_beginning() -> None:
    """A date that runs over lines is underlined at its beginning only."""
    problem = read_text("events:\n  a:\n    when: >-\n      2023-02-30\n", "f").problems[0]
    assert Position("f", 3, 11) == problem.position


def test_collector_is_restored() -> None:
    """The garbage collector is paused while reading, and runs or rests afterwards as before."""
    gc.disable()
    try:
        loads("events: {}")
        assert not gc.isenabled()
    finally:
        gc.enable()
    loads("events: {}")
    assert gc.isenabled()


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pure parser gives the same dossier with the same positions."""
    with_libyaml = loads(TEXT, name="f")
    monkeypatch.delattr(yaml_tree.yaml, "CLoader")
    without = loads(TEXT, name="f")
    assert yaml.__with_libyaml__
    assert with_libyaml == without
    assert [event.position for event in with_libyaml.events] == [event.position for event in without.events]


def test_file_size_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit is not read, and the limit is named."""
    monkeypatch.setattr(module, "MAX_BYTES", 2**20)
    monkeypatch.setattr(files, "MAX_BYTES", 2**20)
    path = tmp_path / "events.yaml"
    path.write_bytes(b"#" * (2**20 + 1))
    with pytest.raises(ReadError, match=r"TL111\]: the file is larger than 1 MiB, the limit"):
        load(path)


def test_nesting_limit() -> None:
    """What nests deeper than the limit is not read, however deep it goes."""
    reading = read_text("x-a: " + "[" * 5000, "f")
    assert ["nested more than 32 deep, the limit for untrusted files"] == [
        one.message for one in reading.problems
    ]


def test_text_limit() -> None:
    """A text over the limit is left out, and the rest is kept."""
    reading = read_text(f"events: {{a: {{note: {'x' * 10_001}, place: Tokyo}}}}", "f")
    assert ["a text of 10,001 characters; the limit is 10,000"] == [one.message for one in reading.problems]
    assert "Tokyo" == reading.dossier.event("a").place


def test_problem_limit() -> None:
    """Beyond the limit problems are counted, not kept."""
    reading = read_text("events:\n" + "".join(f"  e{n}: {{foo: 1}}\n" for n in range(1_200)), "f")
    assert ledger.MAX_PROBLEMS + 1 == len(reading.problems)
    told = [f"{problem.position} {problem.message}" for problem in reading.problems]
    assert [
        "f:1001:10 unknown key 'foo' in an event",
        "f:1001:10 200 more problems are not shown; the limit is 1,000",
    ] == told[-2:]


def mutated(text: str, dice: random.Random) -> str:
    """A text with a few characters or lines of it put in, taken out, doubled or cut off."""
    for _ in range(dice.choice([1, 1, 2, 5])):
        at, width = dice.randrange(len(text)), dice.choice([0, 1, 3, 20])
        insert = dice.choice(
            ["", "", *"{}[]:,-'\"#&*!|>%@`\t\n?~\\\0\x1b\u2028", "---\n", "<<: ", "when: ", text[:at][-30:]]
        )
        text = text[:at] + insert + text[at + width :] if dice.random() < 0.9 else text[:at] + " "
    return text


def test_mutated_files() -> None:
    """Whatever happens to a file, it is read without an exception, and what is kept can be written."""
    dice = random.Random(2)
    text = Path(__file__).parent.joinpath("golden", "india-japan", "events.yaml").read_text(encoding="utf-8")
    for _ in range(300):
        reading = read_text(mutated(text, dice), "mutated")
        assert all(problem.position for problem in reading.problems)
        assert dumps(reading.dossier)


def test_alias_bomb() -> None:
    """Aliases are told and never followed, so that a bomb of them is as small as its text."""
    lines = ["x-a: &a [lol, lol]"] + [
        f"x-{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    reading = read_text("\n".join(lines), "f")
    assert {"TL110"} == {problem.code for problem in reading.problems}
    assert () == dict(reading.dossier.extra)["x-i"]


def test_fiscal_year() -> None:
    """The country of the fiscal year is one whose fiscal year is known."""
    dossier = loads("reading: {fiscal: IN}\nevents: {e: {when: fiscal year 2022-23}}\n", partial=True)
    assert "IN" == dossier.reading.fiscal
    assert ["TL108"] == codes_of("reading: {fiscal: Atlantis}")


def test_event_named_like_a_date() -> None:
    """An event whose id can be read as a date does not make that date wrong."""
    assert [] == codes_of("events: {2022: {}, a: {when: 2022}}")
