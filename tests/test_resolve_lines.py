"""`timeline resolve --jsonl`, as other programs see it."""

from __future__ import annotations

import io
import json
import math
import sys

import pytest

from timeline.cli import main

KEYS = [
    "ok", "earliest", "latest", "granularity", "uncertain", "approximate", "level", "readings", "rule",
    "assumptions",
]  # fmt: skip


def answers(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *lines: str | bytes,
    options: str = "",
) -> list[dict[str, object]]:
    """What is answered to some lines, one each; the exit code is always 0."""
    data = b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    assert 0 == main(["resolve", "--jsonl", *options.split()])
    found = [json.loads(line, parse_constant=pytest.fail) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == len(found)
    return found


def test_the_keys_have_their_order(monkeypatch, capsys):
    """The keys of an answer are in order, then come those of the request, whose names of ours are dropped."""
    request = (
        '{"n": [1, {"a": null}], "text": "2022-12", "rule": "mine", "ok": 0, "as": "planned", "Text": ""}'
    )
    (answer,) = answers(monkeypatch, capsys, request)
    assert [*KEYS, "n", "Text"] == list(answer)
    assert (True, [1, {"a": None}]) == (answer["ok"], answer["n"])
    (answer,) = answers(monkeypatch, capsys, '{"id": 7, "text": "soon"}')
    assert ["ok", "error", "column", "id"] == list(answer)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"text": "last December", "published": "2023-03-21"}, ["2022-12-01", "2022-12-31", "month", None]),
        ({"text": "last month", "published": "2023"}, ["2022-12-01", "2023-11-30", "month", None]),
        ({"text": "2022-05~", "published": None}, ["2022-05-01", "2022-05-31", "month", 1]),
        ({"text": "1985/..", "as": None}, ["1985-01-01", None, "year", 1]),
        ({"text": "/1985"}, [None, "1985-12-31", "year", 1]),
        ({"text": "-0044-03-15"}, ["-0044-03-15", "-0044-03-15", "day", 1]),
        ({"text": "Y17000"}, ["17000-01-01", "17000-12-31", "year", 1]),
        ({"text": "0001-01-01"}, ["0001-01-01", "0001-01-01", "day", 0]),
        ({"text": "{1985,1990-05}"}, ["1985-01-01", "1990-05-31", None, 2]),
    ],
)
def test_answers(request_, expected, monkeypatch, capsys):
    """Days are text for any year, null where open or unknown; the level is null for press wording."""
    (answer,) = answers(monkeypatch, capsys, json.dumps(request_))
    assert expected == [answer[key] for key in ("earliest", "latest", "granularity", "level")]
    readings = answer["readings"]
    assert isinstance(readings, list)
    assert [readings[0][0], readings[-1][1]] == expected[:2]


def test_readings_are_told_apart(monkeypatch, capsys):
    """Every reading has its own days, and the hull of all is given."""
    (answer,) = answers(monkeypatch, capsys, '{"text": "8/9/2022"}')
    assert [["2022-08-09", "2022-08-09"], ["2022-09-08", "2022-09-08"]] == answer["readings"]
    assert ("2022-08-09", "2022-09-08") == (answer["earliest"], answer["latest"])


@pytest.mark.parametrize(
    ("line", "error", "column"),
    [
        ('{"id": 1, "text": null}', 'the line is no JSON object with a "text"', None),
        ('{"id": 1}', 'the line is no JSON object with a "text"', None),
        ('{"id": 1, "text": "2022", "published": 2022}', '"published" is neither text nor null', None),
        ('{"id": 1, "text": "2022", "as": ["planned"]}', '"as" is neither text nor null', None),
        ('{"id": 1, "text": "last month"}', "needs a publication day", None),
        ('{"id": 1, "text": "last month", "published": null}', "needs a publication day", None),
        ('{"id": 1, "text": "1985-04-31"}', "April has 30 days", 9),
        ('{"id": 1, "text": "2022", "published": "May 2022"}', "published 'May 2022' at column 1", None),
        ('{"id": 1, "text": "soon", "published": "soon"}', "published 'soon'", None),
    ],
)
def test_refusals_echo_too(line, error, column, monkeypatch, capsys):
    """A request that is refused is told by its other keys, as one that is answered."""
    refused, answered = answers(monkeypatch, capsys, line, '{"text": "2022"}')
    assert (False, column, 1) == (refused["ok"], refused["column"], refused["id"])
    assert str(refused["error"]).startswith(error)
    assert answered["ok"]


@pytest.mark.parametrize(
    "line",
    [
        b"{'text': '2022'}",
        b"\xff\xfe",
        b'{"text": "2022", "n": NaN}',
        b'{"text": "2022", "n": 1e999}',
        b'{"text": "2022", "n": ' + b"9" * 5000 + b"}",
        b'{"text": "2022"} {"text": "2023"}',
        b'"2022"',
        b"null",
        b'{"text": "2022", "n": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"text": "2022", "n": ' + b'{"a":' * 20_000 + b"1" + b"}" * 20_000 + b"}",
        b"\x00",
    ],
    ids=lambda line: line[:30],
)
def test_any_line_has_an_answer(line, monkeypatch, capsys):
    """What is not JSON, or cannot be said in JSON again, is refused in its line, and the next is answered."""
    refused, answered = answers(monkeypatch, capsys, line, '{"text": "2022"}')
    assert next(iter(refused)) == "ok"
    assert refused["ok"] or {"error", "column"} <= set(refused)
    assert answered["ok"]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b'{"text": "2022"', "the line is not JSON: expecting ',' delimiter at its character 17"),
        (b"[" * 100_000, "the line is not JSON that is read: it is nested too deeply"),
        (b"2022-05", "the line is not JSON: extra data at its character 5"),
        (b'{"text": "the day before"}', "is counted from another date than publication"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_wrong_with_a_line_is_said(line, error, monkeypatch, capsys):
    """A line that is not JSON is told where; a text that no publication day helps is told so."""
    (refused,) = answers(monkeypatch, capsys, line)
    assert (False, None) == (refused["ok"], refused["column"])
    assert refused["error"].startswith(error)


def test_nothing_but_edtf(monkeypatch, capsys):
    """With `--edtf` press wording is refused in its line."""
    said = answers(monkeypatch, capsys, '{"text": "May 2022"}', '{"text": "2022-05"}', options="--edtf")
    assert [False, True] == [one["ok"] for one in said]


def test_defaults_of_the_call(monkeypatch, capsys):
    """`--published` holds for lines without the key; null in a line says that there is no such day."""
    lines = ['{"text": "last month"}', '{"text": "last month", "published": null}']
    said = answers(monkeypatch, capsys, *lines, options="--published 2023-03-21")
    assert [True, False] == [one["ok"] for one in said]


def test_text_of_any_kind_comes_back_as_json(monkeypatch, capsys):
    """Half a pair of surrogates, control characters and line separators are echoed unharmed."""
    note = "\ud800 \u2028 \x7f \x00 é"
    (answer,) = answers(monkeypatch, capsys, json.dumps({"text": "2022", "note": note, "n": 1e308}))
    assert note == answer["note"]
    assert math.isclose(1e308, answer["n"])
