"""The book of rules: every code has its examples, and the examples are true."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.cli import main
from timeline.errors import CODES
from timeline.rulebook import RULES, shortened


def told(
    folder: Path,
    code: str,
    text: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    previous: str | None = None,
) -> str:
    """What the commands say of a file: a check with remarks on the evidence, and an export, or an import."""
    monkeypatch.chdir(folder)
    if RULES[code].told_by.startswith("timeline import"):
        (folder / RULES[code].file).write_text(text, encoding="utf-8")
        main(["import", RULES[code].file])
        return capsys.readouterr().err
    (folder / "events.yaml").write_text(text, encoding="utf-8")
    if previous is not None:
        (folder / "events.ics").write_text(previous, encoding="utf-8", newline="\r\n")
    main(["check", "--deep", "--format", "concise", "events.yaml"])
    main(["export", "events.yaml", "-o", "events.ics"])
    said = capsys.readouterr()
    return said.out + said.err


def test_every_code_has_a_rule() -> None:
    """The book has a rule for every code, in the order of the codes."""
    assert [*CODES] == [*RULES]


@pytest.mark.parametrize("code", RULES)
def test_example_that_fails(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The failing example of a rule is told its code, and no error beside it that is another matter."""
    said = told(tmp_path, code, RULES[code].fails, monkeypatch, capsys, RULES[code].previous)
    assert f"[{code}]" in said
    errors = {line.partition("error[")[2][:5] for line in said.splitlines() if "error[" in line}
    assert errors <= {code}


@pytest.mark.parametrize("code", RULES)
def test_example_that_passes(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The passing example of a rule is not told its code, and has no error at all."""
    said = told(tmp_path, code, RULES[code].passes, monkeypatch, capsys)
    assert (False, False) == (f"[{code}]" in said, "error[" in said)


@pytest.mark.parametrize("code", RULES)
def test_words_of_a_rule(code: str) -> None:
    """A rule says why in at least one whole sentence, and its examples end with a line."""
    rule = RULES[code]
    assert (True, "\n", "\n") == (rule.why.endswith("."), rule.fails[-1], rule.passes[-1])


@pytest.mark.parametrize("code", RULES)
def test_rule_is_printed(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`timeline rule CODE` prints the rule with both examples, in lines of at most 80 columns."""
    assert 0 == main(["rule", code.lower()])
    said = capsys.readouterr().out
    assert f"{RULES[code].severity.value}[{code}]: {RULES[code].meaning}" == said.splitlines()[0]
    assert all(
        shortened(example).splitlines()[-1] in said for example in (RULES[code].fails, RULES[code].passes)
    )
    assert max(map(len, said.splitlines())) <= 80


def test_unknown_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """A code that there is not is refused with the way to find one, and exit code 2."""
    assert 2 == main(["rule", "TL230"])
    assert "there is no code 'TL230'; `timeline rule` lists them all\n" in capsys.readouterr().err


def test_list_of_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """`timeline rule` alone lists every code with its severity and meaning."""
    assert 0 == main(["rule"])
    assert [*CODES] == [line[:5] for line in capsys.readouterr().out.splitlines()]
