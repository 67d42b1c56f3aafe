"""Files that are spoilt or meant ill: every one gets coded problems, none a traceback.

`pytest --mutations N` says how many spoilt copies of the example are tried; `make test-all` tries 10,000.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mutations import mutated
from timeline.cli import main

ROOT = Path(__file__).parent.parent
EXAMPLE = (ROOT / "events.yaml").read_text(encoding="utf-8")

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(folder: Path, content: bytes, capsys: Capture, *words: str) -> tuple[int, str]:
    """The exit code of a check and what it printed, after what goes for every file."""
    (folder / "events.yaml").write_bytes(content)
    code = main(["check", "events.yaml", *words])
    said = capsys.readouterr()
    assert re.fullmatch(r"(no problems|[\d,]+ (error|warning)s?(, [\d,]+ warnings?)?) in 1 file\n", said.err)
    assert code == int(": error[" in said.out)
    return code, said.out


def places(said: str) -> list[tuple[int, int]]:
    return [
        (int(line), int(column))
        for line, column in re.findall(r"^events\.yaml:(\d+):(\d+):", said, re.MULTILINE)
    ]


def test_mutations(folder: Path, capsys: Capture, mutations: int) -> None:
    """A spoilt copy of the example is told its problems in the order of the file, and what is left is reported."""
    for number in range(mutations):
        content = mutated(EXAMPLE, number).encode("utf-8", "surrogatepass")
        try:
            _, said = checked(folder, content, capsys, "--format", "concise")
            assert sorted(places(said)) == places(said)
            if number % 10 == 0:
                assert main(["report", "events.yaml"]) in (0, 1)
                capsys.readouterr()
        except Exception as error:
            raise AssertionError(f"copy {number} of the example") from error


def test_mutations_differ() -> None:
    """Nearly all copies differ, from the example and from each other, and a number gives the same copy again."""
    copies = [mutated(EXAMPLE, number) for number in range(200)]
    assert len({EXAMPLE, *copies}) > 190
    assert copies == [mutated(EXAMPLE, number) for number in range(200)]


@pytest.mark.parametrize("part", range(40))
def test_cut_off(part: int, folder: Path, capsys: Capture) -> None:
    """The example cut off anywhere is told at its end, or is in order; nothing is told twice in one place."""
    data = EXAMPLE.encode()
    _, said = checked(folder, data[: len(data) * part // 40], capsys, "--format", "concise")
    assert len(set(places(said))) == len(places(said))


def nest(depth: int) -> bytes:
    return b"\n".join(b" " * level + b"a:" for level in range(depth))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[" * 100_000_000, "1:1: error[TL111]: the file is larger than 64 MiB, the limit"),
        (b"events: {a: " + b"[" * 1_000_000, "nested more than 32 deep, the limit for untrusted files"),
        (b"events:\n  a: " + b"{a: " * 100_000, "nested more than 32 deep, the limit for untrusted files"),
        (nest(1000), "33:33: error[TL111]: nested more than 32 deep, the limit for untrusted files"),
        (b"events:\n  a: " + b"- " * 100_000, "error[TL102]"),
        (
            b"events:\n  a: {title: " + b"x" * 1_000_000 + b"}\n",
            "a text of 1,000,000 characters; the limit is 10,000",
        ),
        (b"events:\n  a: {when: " + b"9" * 9_999 + b"}\n", "error[TL301]"),
        (b"events:\n  a: {when: Y9E" + b"9" * 900 + b"}\n", "error[TL30"),
        (b"events:\n  a: {when: " + b"[" * 1_000 + b"}\n", "nested more than 32 deep"),
        (b"events:\n" + b"  a: {}\n" * 5_000, "3,999 more problems are not shown; the limit is 1,000"),
        (b"x-a: &a [x]\n" + b"x-b: [*a, *a]\n" * 3, "error[TL110]: a YAML anchor is not read"),
        ("events:\n  a: {title: Pr\xe9fet}\n".encode("latin-1"), "the file is not text in UTF-8: byte 0xE9"),
        ("events:\n  a: {}\n".encode("utf-16-le"), "control character U+0000"),
        (b"\xff\xfee\x00v", "the file is not text in UTF-16"),
        (b"events:\n  a: {title: \xed\xa0\x80}\n", "the file is not text in UTF-8: byte 0xED"),
        (b"include: [../*.yaml]\n", "../*.yaml lies outside of the folder"),
        (b"include: [/etc/passwd]\n", "/etc/passwd lies outside of the folder"),
        (b"!!python/object/apply:os.system [id]\n", "error[TL110]: a YAML tag is not read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_file(content: bytes, message: str, folder: Path, capsys: Capture) -> None:
    """A file that is meant ill gets a short answer that names the limit or the fault."""
    code, said = checked(folder, content, capsys)
    assert (1, True) == (code, message in said)
    assert max(map(len, said.splitlines())) < 1_300


def laughs(levels: int) -> str:
    rows = [f"x-{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, levels)]
    return "\n".join(["x-0: &a0 [lol]", *rows]) + "\n"


def test_alias_bomb(folder: Path, capsys: Capture) -> None:
    """Anchors are told where they stand, for all that repeats them, and no alias is followed."""
    code, said = checked(folder, laughs(20).encode(), capsys, "--format", "concise")
    assert (1, 20) == (code, said.count("[TL110]"))


def test_link_out_of_the_folder(folder: Path, capsys: Capture) -> None:
    """A link that leads out of the folder is not followed, by whatever name."""
    (folder / "case").mkdir()
    (folder / "secret.yaml").write_text("events: {secret: {when: 2022}}\n", encoding="utf-8")
    (folder / "case" / "more.yaml").symlink_to(folder / "secret.yaml")
    (folder / "case" / "events.yaml").write_text("include: ['*.yaml']\n", encoding="utf-8")
    assert 1 == main(["check", "case/events.yaml"])
    said = capsys.readouterr().out
    assert ("error[TL114]" in said, "secret" in said) == (True, False)


def test_one_long_line(folder: Path, capsys: Capture) -> None:
    """A megabyte of entries on one line is read, and what is wrong in it is shown with its surroundings only."""
    entries = ", ".join(f"e{number}: {{when: 2022}}" for number in range(40_000))
    content = f"events: {{{entries}, wrong: {{wen: 2022}}}}\n"
    assert len(content) > 800_000
    code, said = checked(folder, content.encode(), capsys)
    assert (1, True) == (code, "unknown key 'wen' in an event" in said)
    assert max(map(len, said.splitlines())) <= 90
