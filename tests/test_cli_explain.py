"""Questions on the command line: explain and its what-if, what leans on a source, remarks on the evidence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from timeline.export.records import schema

EXAMPLE = Path(__file__).parent.parent / "events.yaml"


def explained(*arguments: str) -> subprocess.CompletedProcess[str]:
    return ran("explain", str(EXAMPLE), *arguments)


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timeline", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_publication_of_a_source():
    """The publication day of a source is explained step by step, from a printed year."""
    done = explained("preview")
    assert (0, "") == (done.returncode, done.stderr)
    assert "published Aug 2022 (inferred)" in done.stdout
    assert "kishida-visit starts 20 Mar 2023 or later: “March 20, 2023” (briefing)" in done.stdout


def test_without_an_id_all_are_listed():
    """Without an id the events and sources that can be explained are listed with their titles."""
    done = explained()
    assert (0, "") == (done.returncode, done.stderr)
    lines = done.stdout.splitlines()
    assert "Events" == lines[0]
    assert "  dpd-7                   Seventh Defence Policy Dialogue" in lines
    assert "  preview   What the second 2+2 is expected to take up" in lines[lines.index("Sources") :]


def test_margins_of_a_source():
    """With margins the explanation of a source says how clearly its printed day was kept."""
    case = Path(__file__).parent / "golden" / "lysvik-bridge" / "events.yaml"
    told = ran("explain", str(case), "gazette", "--margins").stdout
    assert told.endswith(
        "  “1931-06-12”, as given\n    to reject it would cost 527 more (clear): gazette would have appeared within\n"
        "        2 Jun - 6 Jul 1931\n"
    )


def test_why_not():
    """A date that cannot be is answered with what rules it out, one that can be with that."""
    assert (
        "dpd-7 on Wednesday 29 Mar 2023 does not fit"
        in explained("dpd-7", "--why-not", "29 March 2023").stdout
    )
    assert "nothing speaks against" in explained("abe-shooting", "--why-not", "8 July 2022").stdout


def test_why_not_of_a_source():
    """A publication day that cannot be is answered like a date, for a source without a printed day too."""
    done = explained("preview", "--why-not", "20 July 2022")
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout == (
        "that preview appeared on Wednesday 20 Jul 2022 does not fit “next month” of\n"
        "    abe-funeral (preview) and “on September 27” of abe-funeral (preview)\n"
    )


def test_without_a_source():
    """Without the source that prints 20 March 2023 the visit is no longer dated to the day."""
    assert "6-20 Mar 2023" in explained("kishida-visit", "--without", "briefing").stdout


def test_margins():
    """Margins say what keeping a lost claim would cost, and which claims would go."""
    told = explained("dpd-7", "--margins").stdout
    lost = "“on Wednesday” (dialogue) and “March 20, 2023” of kishida-visit (briefing) would have to go"
    assert f"to keep it as printed would cost 619 more (clear): {lost}" in " ".join(told.split())
    assert 80 >= max(map(len, told.splitlines()))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody"], "unknown event or source 'nobody'"),
        (["dpd-7", "--without", "expres"], "did you mean 'express'?"),
        (["dpd-7", "--trust", "express"], "write SOURCE=GRADE"),
        (["dpd-7", "--trust", "express="], "write SOURCE=GRADE, as in --trust express=A"),
        (["dpd-7", "--trust", "express=Z"], "'Z' is no reliability (write one of A, B, C, D, E, F, 0, 1,"),
        (["nobody"], f"timeline explain {EXAMPLE} lists them"),
        (["--margins"], "say which event or source"),
        (["express", "--without", "express"], "there is no 'express' to explain without it"),
        (["dpd-7", "--why-not", "soon"], "'soon'"),
    ],
)
def test_faults_in_the_call(arguments, message):
    """A question that cannot be asked is a fault in the call, with what would do."""
    done = explained(*arguments)
    assert (2, "") == (done.returncode, done.stdout)
    assert message in done.stderr


def test_robust_report():
    """A robust report adds, for each source, what would move without it."""
    done = ran("report", str(EXAMPLE), "--robust")
    assert 0 == done.returncode
    assert "\nWithout briefing\n" in done.stdout
    assert "\n  kishida-visit: 20 Mar 2023 -> 6-20 Mar 2023\n" in done.stdout


def test_robust_report_as_data():
    """In JSON what hangs on each source comes last, fits the schema, and says what the text says."""
    done = ran("report", str(EXAMPLE), "--robust", "--json")
    told = json.loads(done.stdout)
    jsonschema.Draft202012Validator(schema()).validate(told)
    assert "robust" == list(told)[-1]
    assert ["rests", "without"] == list(told["robust"])
    rests, without = told["robust"].values()
    assert ["event", "voices", "family", "before", "after"] == list(rests[0])
    assert ["areas", "briefing", "dialogue", "express", "preview"] == [one["source"] for one in without]
    [visit] = [change for change in without[1]["changes"] if change["event"] == "kishida-visit"]
    fields = "event before after status came went changed graded times"
    assert fields.split() == list(visit)
    assert {"earliest": "2023-03-06", "latest": "2023-03-20"} == visit["after"]["start"]
    assert "robust" not in json.loads(ran("report", str(EXAMPLE), "--json").stdout)


def test_robust_report_is_of_text_and_json():
    """With a format that cannot tell what would move, the call is wrong."""
    done = ran("report", str(EXAMPLE), "--robust", "--format", "markdown")
    assert (2, "") == (done.returncode, done.stdout)
    assert "--robust is for text and json, not for markdown" in done.stderr


def test_robust_report_of_some_events():
    """A filtered report says nothing of what would move elsewhere."""
    told = ran("report", str(EXAMPLE), "--robust", "--kind", "agreement").stdout.partition("\nWithout ")[2]
    moved = {line.split(":")[0].strip() for line in told.splitlines() if ": " in line}
    assert {"acsa-signed", "acsa-in-force"} == moved


def test_deep_check():
    """A deep check remarks on dates that rest on one source, as warnings: the file is in order all the same."""
    done = ran("check", "--deep", "--format", "concise", str(EXAMPLE))
    assert 0 == done.returncode
    assert "warning[TL511]: the date of 'acsa-signed' rests on one source, preview" in done.stdout
