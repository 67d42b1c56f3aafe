"""The JSON Schema of events.yaml: what the reader takes it takes, and of what it can see it refuses the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft7Validator

from timeline.cli import main
from timeline.evidence import keys
from timeline.evidence.reading import read_text
from timeline.evidence.schema import schema
from timeline.rulebook import RULES

ROOT = Path(__file__).parent.parent
VALIDATOR = Draft7Validator(schema())
DOSSIERS = [ROOT / "events.yaml", *sorted((ROOT / "tests" / "golden").glob("*/events.yaml"))]


class Typed(yaml.SafeLoader):
    """YAML as the language server for editors types it: numbers and truth values, and no dates."""

    yaml_implicit_resolvers: ClassVar = {
        sign: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
        for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def faults(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(yaml.load(text, Typed))]


def definition(name: str) -> dict[str, Any]:
    return schema()["definitions"][name]


def test_schema_of_the_schema() -> None:
    """The schema is one of draft 7."""
    Draft7Validator.check_schema(schema())


def test_shipped_file(capsys: pytest.CaptureFixture[str]) -> None:
    """`timeline schema` prints what is shipped as docs/events.schema.json, which the example names for editors."""
    main(["schema"])
    assert (ROOT / "docs" / "events.schema.json").read_text(encoding="utf-8") == capsys.readouterr().out
    first = (ROOT / "events.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert "# yaml-language-server: $schema=docs/events.schema.json" == first


@pytest.mark.parametrize(
    ("known", "described"),
    [
        (keys.TOP, schema()),
        (keys.SOURCE, definition("source")),
        (keys.SERIES, definition("series")),
        (keys.READING, definition("reading")),
        (keys.EVENT.union(*keys.KIND_FIELDS.values()), definition("event")),
        (keys.CLAIM, definition("claim")),
        (keys.ORDINAL, definition("nth")["anyOf"][1]),
        (keys.LENGTH, definition("lasts")["anyOf"][1]),
    ],
)
def test_every_key_is_described(known: frozenset[str], described: dict[str, Any]) -> None:
    """Every key that the reader takes has a text for editors, and no other has."""
    assert known == {key for key, shape in described["properties"].items() if shape["description"]}


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.parent.name)
def test_dossiers(path: Path) -> None:
    """The project's own dossiers fit the schema."""
    text = path.read_text(encoding="utf-8")
    wrong = any(one.code < "TL112" for one in read_text(text, "events.yaml").problems)
    assert wrong == bool(faults(text))


# Files of events whose examples are about more than YAML and the folder that they stand in.
SHAPED = [
    code for code, rule in RULES.items() if rule.file == "events.yaml" and code not in ("TL114", "TL115")
]


@pytest.mark.parametrize("code", SHAPED)
def test_examples_that_pass(code: str) -> None:
    """What passes the checks fits the schema."""
    assert [] == faults(RULES[code].passes)


@pytest.mark.parametrize("code", ["TL105", "TL106", "TL107", "TL108", "TL201"])
def test_examples_that_fail(code: str) -> None:
    """What fails for its shape, its keys, its words or its ids is refused by the schema too."""
    assert [] != faults(RULES[code].fails)


@pytest.mark.parametrize(
    "event",
    [
        "{kind: visit, visitor: x}",
        "{kind: conference, when: 2019}",
        "{status: }",
        "{when: {a: no, b: [in May, 2019]}, starts: , ends: 11:30}",
        "{after: x, before: [x, y], follows: {x: 2 weeks}, during: {x: {from: s}}}",
        "{after: {event: x, by: 1 week, from: s}, meets: [{event: x}, y]}",
        "{nth: [1 of t, {n: 2, of: t}], lasts: {for: 3 days, from: s}}",
        "{prefer: s, x-own: {anything: [goes]}}",
        "{claims: [{from: s, as: reported, certainty: 0.8}, {when: 2019, certainty: likely}]}",
    ],
)
def test_forms_of_an_event(event: str) -> None:
    """Every form of an entry that the reader takes fits the schema."""
    text = f"sources: {{s: , a: , b: }}\nseries: {{t: }}\nevents:\n  x: \n  y: \n  e: {event}\n"
    read = {problem.code for problem in read_text(text, "e").problems}
    assert ([], set()) == (faults(text), read & {"TL104", "TL105", "TL106", "TL107", "TL108", "TL205"})


@pytest.mark.parametrize(
    "event",
    [
        "{visitor: x}",
        "{kind: dialogue, visitor: x}",
        "{during: {x: 2 days}}",
        "{during: {event: x, by: 2 days}}",
        "{after: {by: 2 days}}",
        "{claims: {from: s}}",
        "{status: done}",
        "{prefer: [s]}",
        "{nth: {n: 2}}",
        "[2019]",
    ],
)
def test_what_is_refused(event: str) -> None:
    """What the reader refuses for its shape the schema refuses too."""
    text = f"sources: {{s: }}\nevents:\n  x: \n  e: {event}\n"
    assert (True, True) == (bool(faults(text)), bool(read_text(text, "e").problems))
