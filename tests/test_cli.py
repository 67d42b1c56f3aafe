"""The command line: exit codes, what goes to stdout and what to stderr, files written whole or not at all."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from timeline import __version__
from timeline.cli import main
from timeline.cli.commands import root
from timeline.cli.problems import echo, excerpt, visible
from timeline.errors import Position

GOOD = """\
id: tour
title: A tour
sources:
  gazette: {published: 2023-04-07}
events:
  visit:
    kind: visit
    title: State visit
    with: [India, Japan]
    tags: [state]
    when: 2023-03-20/2023-03-21
  talks:
    title: Talks
    when: {gazette: on Wednesday}
    after: visit
"""
BAD = GOOD + "  other: {title: Third, plaice: Tokyo, when: 2023-05-01}\n"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a file in order and one with an unknown key."""
    (tmp_path / "events.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def say(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_version(capsys: Capture) -> None:
    """`--version` names the program and its version."""
    assert (0, f"timeline {__version__}\n") == (main(["--version"]), capsys.readouterr().out)


@pytest.mark.parametrize("words", [["-h"], ["--help"]])
def test_help(words: list[str], capsys: Capture) -> None:
    """Help lists the commands and shows how they are used."""
    assert 0 == main(words)
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in ("check", "explain", "export", "report", "resolve"))
    assert "\n  timeline report events.yaml                 the dates, and why\n" in said


@pytest.mark.parametrize("command", root.list_commands(click.Context(root)))
def test_help_of_commands(command: str, capsys: Capture) -> None:
    """Each command says what it does in at most 80 columns."""
    assert 0 == main([command, "-h"])
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: timeline {command} [OPTIONS]")
    assert 80 >= max(map(len, said.splitlines()))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["chek"], "there is no command 'chek'; did you mean 'check'?"),
        (["check", "--formt", "json", "x"], "No such option"),
        (["check"], "Missing argument 'FILE...'"),
        (["report", "events.yaml", "--format", "jsn"], "there is no format 'jsn'; did you mean 'json'?"),
        (["report", "events.yaml", "--since", "soon"], "--since 'soon': the words say that it is to come"),
        (["report", "events.yaml", "--until", "last May"], "--until 'last May': is counted from another day"),
        (
            ["report", "events.yaml", "--since", "2022", "--until", "2021"],
            "--since and --until take dates in order: '2021': ends before '2022' begins",
        ),
        (["explain", "events.yaml", "visit", "--why-not", "soon"], "--why-not 'soon': the words say"),
        (["report", "events.yaml", "--status", "agred"], "'agred' is no status; did you mean 'agreed'?"),
        (["report", "events.yaml", "--width", "10"], "10 is not in the range 60<=x<=1000"),
        (["export", "events.yaml"], "Missing option '-o'"),
        (
            ["export", "events.yaml", "-o", "out.xyz"],
            "'out.xyz' tells no format; end it in one of .txt, .md, .html",
        ),
        (
            ["export", "events.yaml", "-o", "-"],
            "to tell a format by; say --format text, markdown, html, svg, ics, json, csv-claims or csv",
        ),
        (["explain", "events.yaml", "vist"], "did you mean 'visit'?"),
        (["resolve"], "give a TEXT, or --jsonl with JSON lines on standard input"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_calls(words: list[str], message: str, capsys: Capture) -> None:
    """A wrong call is told with what was meant, on stderr, with exit code 2."""
    code = main(words)
    said = capsys.readouterr()
    assert (2, "") == (code, said.out)
    assert message in said.err


@pytest.mark.usefixtures("folder")
def test_check_good(capsys: Capture) -> None:
    """A file in order says so on stderr only."""
    code = main(["check", "events.yaml"])
    said = capsys.readouterr()
    assert (0, "", "no problems in 1 file\n") == (code, said.out, said.err)


@pytest.mark.usefixtures("folder")
def test_check_several_files(capsys: Capture) -> None:
    """Several files are checked in turn, and counted together."""
    code = main(["check", "--format", "concise", "events.yaml", "bad.yaml"])
    said = capsys.readouterr()
    line = "bad.yaml:16:25: error[TL105]: unknown key 'plaice' in an event\n"
    assert (1, line, "1 error in 2 files\n") == (code, said.out, said.err)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", [["--json"], ["--format", "json"]])
def test_check_json(words: list[str], capsys: Capture) -> None:
    """Problems come as data too, with everything that the text says."""
    assert 1 == main(["check", "bad.yaml", *words])
    expected = {
        "code": "TL105",
        "severity": "error",
        "message": "unknown key 'plaice' in an event",
        "help": "did you mean 'place'?",
        "file": "bad.yaml",
        "line": 16,
        "column": 25,
        "end_column": 31,
    }
    assert [expected] == json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("folder")
def test_check_goes_on(capsys: Capture) -> None:
    """A file that cannot be opened does not keep the others from being checked, and the exit code is 2."""
    assert 2 == main(["check", "gone.yaml", "bad.yaml", "events.yaml"])
    said = capsys.readouterr()
    assert said.out.startswith("bad.yaml:16:25: error[TL105]: unknown key 'plaice'")
    first, last = said.err.splitlines()
    assert first.startswith("timeline: cannot open gone.yaml: no such file or directory [TL101]")
    assert "1 error in 2 files" == last


def test_check_stdin(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """`-` is standard input, and named so."""
    say(monkeypatch, "titel: x\n")
    assert 1 == main(["check", "-", "--format", "concise"])
    assert "<stdin>:1:1: error[TL105]: unknown key 'titel' in the file\n" == capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_report(capsys: Capture) -> None:
    """The report goes to stdout, and nothing to stderr."""
    code = main(["report", "events.yaml"])
    said = capsys.readouterr()
    assert (0, "") == (code, said.err)
    assert said.out.startswith("A tour ")
    assert "\n2023-04-05        Talks" in said.out


@pytest.mark.usefixtures("folder")
def test_report_of_what_could_be_kept(capsys: Capture) -> None:
    """An error is told on stderr, the rest is reported on stdout, and the exit code is 1."""
    code = main(["report", "bad.yaml"])
    said = capsys.readouterr()
    assert 1 == code
    assert "bad.yaml:16:25: error[TL105]" in said.err
    assert "Third" in said.out


def test_report_of_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Where nothing could be kept there is no report."""
    say(monkeypatch, "events: [\n")
    assert (1, "") == (main(["report", "-"]), capsys.readouterr().out)


@pytest.mark.usefixtures("folder")
def test_report_json(capsys: Capture) -> None:
    """`--json` is the same as `--format json`."""
    main(["report", "events.yaml", "--json"])
    one = capsys.readouterr().out
    main(["report", "events.yaml", "--format", "json"])
    assert one == capsys.readouterr().out
    assert ["visit", "talks"] == [entry["id"] for entry in json.loads(one)["entries"]]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--kind", "visit"], ["visit"]),
        (["--with", "japan"], ["visit"]),
        (["--tag", "state"], ["visit"]),
        (["--series", "none"], []),
        (["--status", "stated"], ["visit"]),
        (["--since", "2023-04"], ["talks"]),
        (["--until", "2023-03"], ["visit"]),
        (["--since", "2023-03-21"], ["talks"]),
        (["--since", "2023-03-21", "--possibly"], ["visit", "talks"]),
        (["--kind", "visit", "--kind", "event"], ["visit", "talks"]),
    ],
)
def test_filters(words: list[str], expected: list[str], capsys: Capture) -> None:
    """The filters narrow the timeline down, with any date as a limit."""
    main(["report", "events.yaml", "--json", *words])
    assert expected == [entry["id"] for entry in json.loads(capsys.readouterr().out)["entries"]]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--kind", "vist"],
            "no event has the kind 'vist'; did you mean 'visit'?  Known kinds: event, visit\n",
        ),
        (["--with", "Jappan"], "no event has the party 'Jappan'; did you mean 'japan'?  "),
        (["--series", "dpd"], "no event has the series 'dpd'\n"),
        (["--tag", "State"], "no event has the tag 'State'; did you mean 'state'?  "),
        (["--with", "INDIA", "--kind", "visit"], ""),
    ],
)
def test_filters_for_what_nothing_has(words: list[str], message: str, capsys: Capture) -> None:
    """A filter for a word that no event has says so on stderr, with the one that was meant."""
    assert 0 == main(["report", "events.yaml", *words])
    said = capsys.readouterr().err
    assert message == said[: len(message)] if message else "" == said


@pytest.mark.usefixtures("folder")
def test_limits_the_wrong_way_round(capsys: Capture) -> None:
    """A period that ends before it begins is a wrong call."""
    assert 2 == main(["report", "events.yaml", "--since", "2023", "--until", "2022"])
    assert "'2022': ends before '2023' begins; give the earlier date first\n" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_report_ascii_and_width(capsys: Capture) -> None:
    """`--ascii` and `--width` reach the text report."""
    main(["report", "events.yaml", "--ascii", "--width", "60"])
    said = capsys.readouterr().out
    assert said.isascii()
    assert 60 >= max(map(len, said.splitlines()))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["visit", "talks", "gazette"])
def test_explain(name: str, capsys: Capture) -> None:
    """Events and sources are explained on stdout."""
    assert 0 == main(["explain", "events.yaml", name])
    assert name in capsys.readouterr().out


def test_export(folder: Path, capsys: Capture) -> None:
    """The format is taken from the name, and what was written is told on stderr."""
    code = main(["export", "events.yaml", "-o", "out.ics"])
    said = capsys.readouterr()
    assert (0, "", "out.ics: 2 events\n") == (code, said.out, said.err)
    assert (folder / "out.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.usefixtures("folder")
def test_export_to_stdout(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """`-` writes the same octets to stdout."""
    main(["export", "events.yaml", "-o", "out.ics"])
    capsysbinary.readouterr()
    assert 0 == main(["export", "events.yaml", "-o", "-", "--format", "ics"])
    assert Path("out.ics").read_bytes() == capsysbinary.readouterr().out


def test_export_without_id(folder: Path, capsys: Capture) -> None:
    """A file without an id makes a calendar named after the file, with a warning that is no failure."""
    (folder / "tour.yaml").write_text(GOOD.removeprefix("id: tour\n"), encoding="utf-8")
    assert 0 == main(["export", "tour.yaml", "-o", "out.ics"])
    expected = (
        "tour.yaml:1:1: warning[TL112]: the file has no id, so its calendar is called 'tour' after the file"
    )
    assert capsys.readouterr().err.startswith(expected)
    main(["export", "events.yaml", "-o", "named.ics"])
    assert (folder / "named.ics").read_bytes() == (folder / "out.ics").read_bytes()


@pytest.mark.usefixtures("folder")
def test_export_never_over_its_input(capsys: Capture) -> None:
    """The file that is read is never written, by whatever name."""
    Path("link.json").symlink_to("events.yaml")
    code = main(["export", "events.yaml", "-o", "link.json"])
    assert (2, GOOD) == (code, Path("events.yaml").read_text(encoding="utf-8"))
    assert "timeline: link.json is a file that is read; choose another name\n" == capsys.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("epoch", ["", "soon", "-1", "1" * 5000, "٣"])
def test_epoch_that_is_none(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A SOURCE_DATE_EPOCH that is no number of seconds changes nothing."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    main(["export", "events.yaml", "-o", "out.ics"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert 0 == main(["export", "events.yaml", "-o", "again.ics"])
    assert Path("out.ics").read_bytes() == Path("again.ics").read_bytes()


def test_report_as_a_calendar_tells_what_is_left_out(folder: Path, capsys: Capture) -> None:
    """A calendar on stdout has the same warnings on stderr as one in a file."""
    (folder / "open.yaml").write_text("events: {lost: {title: Lost}}\n", encoding="utf-8")
    assert 0 == main(["report", "open.yaml", "--format", "ics"])
    said = capsys.readouterr()
    assert said.out.startswith("BEGIN:VCALENDAR\r\n")
    assert ["TL112", "TL601"] == re.findall(r"warning\[(\w+)\]", said.err)


def test_export_counts_what_is_shown(folder: Path, capsys: Capture) -> None:
    """What is told of a calendar is how many events are in it."""
    (folder / "open.yaml").write_text(GOOD + "  lost: {title: Lost}\n", encoding="utf-8")
    assert 0 == main(["export", "open.yaml", "-o", "out.ics"])
    assert capsys.readouterr().err.endswith("\nout.ics: 2 of 3 events\n")


@pytest.mark.usefixtures("folder")
def test_export_into_no_folder(capsys: Capture) -> None:
    """A folder that is missing is told, and nothing else: the file is not even read."""
    assert 2 == main(["export", "bad.yaml", "-o", "build/out.ics"])
    said = "timeline: cannot write build/out.ics: there is no folder build; make it first\n"
    assert said == capsys.readouterr().err


def test_export_keeps_mode_and_leaves_no_draft(folder: Path) -> None:
    """A file that is replaced keeps its mode, and nothing else is left in its folder."""
    (folder / "out.ics").write_text("old", encoding="utf-8")
    (folder / "out.ics").chmod(0o600)
    assert 0 == main(["export", "events.yaml", "-o", "out.ics"])
    assert 0o600 == (folder / "out.ics").stat().st_mode & 0o777
    assert ["bad.yaml", "events.yaml", "out.ics"] == sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("folder")
def test_export_what_could_be_kept(capsys: Capture) -> None:
    """An error is told, the rest is written, and the exit code is 1."""
    assert 1 == main(["export", "bad.yaml", "-o", "out.json"])
    assert "TL105" in capsys.readouterr().err
    assert 3 == len(json.loads(Path("out.json").read_text(encoding="utf-8"))["entries"])


def test_resolve(capsys: Capture) -> None:
    """A text is answered with its days."""
    assert 0 == main(["resolve", "2022-05", "8 September 2022"])
    said = capsys.readouterr().out.splitlines()
    assert ['"2022-05" -> 2022-05-01/2022-05-31', '"8 September 2022" -> 2022-09-08'] == said[::2]


def test_resolve_from_publication(capsys: Capture) -> None:
    """A relative text is counted from its publication day."""
    assert 0 == main(["resolve", "last December", "--published", "2023-03-21"])
    assert capsys.readouterr().out.startswith('"last December" -> 2022-12-01/2022-12-31\n')


def test_resolve_json(capsys: Capture) -> None:
    """`--json` answers each text with one object."""
    main(["resolve", "--json", "2022-05"])
    answer = json.loads(capsys.readouterr().out)
    assert ("2022-05", True, "2022-05-01", 0) == (
        answer["text"],
        answer["ok"],
        answer["earliest"],
        answer["level"],
    )


def test_resolve_refuses(capsys: Capture) -> None:
    """A text that is refused is told on stderr with a caret, and the others are answered."""
    assert 1 == main(["resolve", "2023-02-30", "2022"])
    said = capsys.readouterr()
    assert said.out.startswith('"2022" -> 2022-01-01/2022-12-31\n')
    assert "error: February 2023 has 28 days\n  | 2023-02-30\n  |         ^" == said.err.rstrip("^\n") + "^"


def test_resolve_edtf_only() -> None:
    """`--edtf` refuses press wording."""
    assert (0, 1) == (main(["resolve", "--edtf", "2022-05"]), main(["resolve", "--edtf", "May 2022"]))


def answers(monkeypatch: pytest.MonkeyPatch, capsys: Capture, *lines: str) -> list[dict[str, object]]:
    say(monkeypatch, "".join(f"{line}\n" for line in lines))
    assert 0 == main(["resolve", "--jsonl"])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_jsonl_answer(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Each line is answered with all keys, and the request's other keys."""
    (answer,) = answers(monkeypatch, capsys, '{"text": "2022-12?", "published": null, "as": null, "n": 7}')
    expected = {
        "n": 7,
        "ok": True,
        "earliest": "2022-12-01",
        "latest": "2022-12-31",
        "granularity": "month",
        "uncertain": True,
        "approximate": False,
        "level": 1,
        "readings": [["2022-12-01", "2022-12-31"]],
        "rule": answer["rule"],
        "assumptions": answer["assumptions"],
    }
    assert expected == answer


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("nonsense", "the line is not JSON"),
        ("", "the line is not JSON"),
        ("[1]", 'the line is no JSON object with a "text"'),
        ('{"text": 5}', 'the line is no JSON object with a "text"'),
        ('{"text": "2022", "published": 5}', '"published" is neither text nor null'),
        ('{"text": "2022", "as": "seen"}', "'seen' is none of reported, planned, ongoing"),
        ('{"text": "last month"}', "needs a publication day"),
        ('{"text": "last month", "published": "nonsense"}', "published 'nonsense'"),
        ('{"text": "2023-02-30"}', "February 2023 has 28 days"),
        ("[" * 100_000, "the line is not JSON"),
        ('{"text": "' + "x" * 1_000_000 + '"}', "the line is longer than 1,000,000 bytes, the limit"),
    ],
)
def test_jsonl_refusals(line: str, error: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """A line that cannot be answered is refused in its place, and the next one is answered."""
    refused, answered = answers(monkeypatch, capsys, line, '{"text": "2022"}')
    assert (False, True) == (refused["ok"], answered["ok"])
    assert str(refused["error"]).startswith(error)
    assert "column" in refused


def test_jsonl_answers_at_once() -> None:
    """An answer is there before the next line is asked."""
    command = [sys.executable, "-m", "timeline", "resolve", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"text": "2022"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["ok"]
        process.stdin.close()
    assert 0 == process.returncode


def test_interrupt(monkeypatch: pytest.MonkeyPatch, capsys: Capture, folder: Path) -> None:
    """Ctrl-C ends with exit code 130 and no traceback."""

    def interrupt(_: str, __: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("timeline.cli.opening.read_path", interrupt)
    assert 130 == main(["check", str(folder / "events.yaml")])
    assert "interrupted\n" == capsys.readouterr().err.lstrip("\n")


def test_reader_that_leaves(folder: Path) -> None:
    """A reader that has seen enough ends the command quietly."""
    command = [sys.executable, "-m", "timeline", "report", str(folder / "events.yaml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"" == process.stderr.read()
    assert 0 == process.returncode


def test_same_bytes_in_any_locale(folder: Path) -> None:
    """Data are UTF-8 whatever the locale says."""
    (folder / "events.yaml").write_text("title: Tōkyō\nevents: {e: {when: 2022}}\n", encoding="utf-8")
    command = [sys.executable, "-m", "timeline", "report", str(folder / "events.yaml")]
    outputs = {
        subprocess.run(
            command, capture_output=True, check=True, env=os.environ | {"PYTHONIOENCODING": codec}
        ).stdout
        for codec in ("ascii", "utf-8", "latin-1")
    }
    assert 1 == len(outputs)
    assert "Tōkyō" in outputs.pop().decode()


def test_colour_is_for_terminals(folder: Path, capsys: Capture) -> None:
    """What goes to a file or a pipe has no colour."""
    main(["check", str(folder / "bad.yaml")])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "coloured"),
    [("TERM", "xterm", True), ("TERM", "dumb", False), ("NO_COLOR", "1", False), ("NO_COLOR", "", True)],
)
def test_colour_can_be_refused(
    name: str, value: str, *, coloured: bool, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """A terminal is sent colour, unless it has none or its user wants none."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    echo("\x1b[31mred\x1b[0m", err=False)
    assert coloured == ("\x1b" in capsys.readouterr().out)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\x9b", r"\x9b"),
        ("Tōkyō 東京", "Tōkyō 東京"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    """What would drive a terminal or turn text round is shown as an escape; the rest stays."""
    assert expected == visible(text)


def test_excerpt_under_wide_characters() -> None:
    """The carets stand under what is wrong, also behind characters that are two columns wide."""
    assert ("7", "  東京: x", "        ^") == excerpt("  東京: x", Position("f", 7, 7, 8))


def test_excerpt_of_a_long_line() -> None:
    """Of a very long line the part around what is wrong is shown."""
    _, shown, marks = excerpt("a" * 1_000_000 + "X" + "b" * 100, Position("f", 1, 1_000_001, 1_000_002))
    assert ("X", True) == (shown[marks.index("^")], len(shown) < 80)


def test_excerpt_at_the_end_of_a_line() -> None:
    """A caret can stand behind the last character."""
    assert ("1", "ab", "  ^") == excerpt("ab", Position("f", 1, 3))


def test_export_again(folder: Path, capsys: Capture) -> None:
    """A calendar that stands there is continued, and what subscribers will see is told."""
    main(["export", "events.yaml", "-o", "out.ics"])
    before = (folder / "out.ics").stat().st_mtime_ns
    capsys.readouterr()
    assert 0 == main(["export", "events.yaml", "-o", "out.ics"])
    assert "out.ics: 2 unchanged; not touched\n" == capsys.readouterr().err
    assert before == (folder / "out.ics").stat().st_mtime_ns
    moved = GOOD.replace("03-21", "03-22").replace("  talks:", "  meeting:")
    (folder / "moved.yaml").write_text(moved, encoding="utf-8")
    words = ["export", "moved.yaml", "-o", "new.ics", "--previous", "out.ics", "--cancel-removed"]
    assert 0 == main(words)
    expected = "new.ics: 1 added, 1 moved (20-21 -> 20-22 Mar 2023), 1 cancelled\n"
    assert expected == capsys.readouterr().err
    assert b"STATUS:CANCELLED" in (folder / "new.ics").read_bytes()


def test_export_over_a_foreign_calendar(folder: Path, capsys: Capture) -> None:
    """A calendar that is not ours is replaced, and that is said."""
    (folder / "out.ics").write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:other\r\nEND:VCALENDAR\r\n")
    assert 0 == main(["export", "events.yaml", "-o", "out.ics"])
    said = capsys.readouterr().err
    assert "warning[TL605]: the previous calendar is not continued: it was not written by timeline" in said
    assert said.endswith("out.ics: 2 added\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "out.json", "--wide", "bar"], "--wide is for calendars, not for json"),
        (["-o", "out.json", "--cancel-removed"], "--cancel-removed is for calendars, not for json"),
        (["-o", "out.ics", "--wide", "no"], "--wide is one of edge, bar, journal, skip, not 'no'"),
        (["-o", "out.ics", "--profile", "no"], "--profile is one of portable, rich, not 'no'"),
        (["-o", "out.ics", "--previous", "lost.ics"], "cannot read lost.ics: there is no such file"),
    ],
)
def test_export_options_that_do_not_fit(
    folder: Path, capsys: Capture, words: list[str], message: str
) -> None:
    """Options of calendars are refused elsewhere, and words that none of them knows."""
    assert 2 == main(["export", "events.yaml", *words])
    assert message in capsys.readouterr().err
    assert not (folder / "out.ics").exists()


def test_export_policies(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The policy for wide ranges and the profile are chosen on the command line."""
    (folder / "wide.yaml").write_text("id: w\nevents: {a: {when: 2022, with: [India]}}\n", encoding="utf-8")
    words = ["export", "wide.yaml", "-o", "-", "--format", "ics"]
    for policy, shown in (("journal", b"BEGIN:VJOURNAL"), ("bar", b"20230101"), ("edge", b"20220102")):
        assert 0 == main([*words, "--wide", policy])
        assert shown in capsysbinary.readouterr().out
    assert 0 == main([*words, "--profile", "rich"])
    assert b"BEGIN:PARTICIPANT" in capsysbinary.readouterr().out
