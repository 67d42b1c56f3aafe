"""``timeline new``: a file to start from."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Final

import click

from timeline.cli.opening import Unopened
from timeline.cli.problems import visible

__all__ = ["command"]

_SCHEMA: Final = "events.schema.json"
_EXAMPLES: Final = (
    "\b\ntimeline new                  events.yaml, in this folder\ntimeline new cases/case.yaml\n"
)

# Everything that a first chronology needs, each once; `timeline check` finds it in order, and its report shows
# a relative date with the day that it was counted from.
_STARTER: Final = """\
# yaml-language-server: $schema=events.schema.json
#
# A chronology: what sources say, in their own words. See it worked out with
#
#     timeline report {name}
#
# Every date is text, written as the source prints it: "8 September", "last month", "2022-05", "spring 2019".
id: {id}                             # names the calendar; letters, digits and hyphens
title: A chronology to be named

# Where it is said. A source needs no more than an id; what is known of it goes with it.
sources:
  gazette:
    title: The Gazette
    published: 2023-04-06            # leave it out where none is printed: it is worked out
  letter: {{reliability: high}}        # high, medium, low; or A to F, or 3 to 0

events:
  # The shortest form: a date that is your own word.
  visit:
    title: A visit
    when: 2023-03-20/2023-03-21

  # What sources say, each under its id; they may contradict each other.
  talks:
    kind: dialogue                   # dialogue, visit, exercise, or any other word
    title: Talks that followed
    with: [One party, Another]
    place: Tokyo
    when:
      gazette: on Wednesday
      letter: 5 April 2023
    after: {{visit: about 2 weeks}}    # how events lie: before, after, during, meets, part-of ...

  # The long form, for what else is worth keeping of a claim.
  agreement:
    title: An agreement signed
    claims:
      - from: gazette
        when: next month
        at: page 3
        quote: will be signed next month
        as: planned                  # reported, planned or ongoing
"""


@click.command("new", epilog=_EXAMPLES)
@click.argument("file", default="events.yaml", metavar="[FILE]")
def command(file: str) -> None:
    """Write a file to start from: a short chronology with comments. FILE is events.yaml if left out.

    Beside it goes events.schema.json, by which editors complete keys and explain them. A file that is there
    already is left alone. With - the chronology goes to standard output.
    """
    from timeline.evidence.schema import dumped

    if file == "-":
        click.echo(_starter("events.yaml", "events").encode(), nl=False)
        return
    path = Path(file)
    if path.is_symlink() or path.exists():
        raise Unopened(f"{file} is there already; choose another name")
    if not path.parent.is_dir():
        raise Unopened(f"cannot write {file}: there is no folder {path.parent}; make it first")
    _write(path, _starter(file, path.stem))
    schema = path.parent / _SCHEMA
    if not schema.exists():
        _write(schema, dumped())
    click.echo(
        f"{visible(file)}: a chronology to start from; see it with: timeline report {_quoted(file)}", err=True
    )


def _starter(name: str, stem: str) -> str:
    from timeline.evidence.model import is_id

    text = _STARTER.format(name=_quoted(name), id=stem if is_id(stem) else "events")
    # The comments line up whatever the id's length.
    return "\n".join(_aligned(line) for line in text.split("\n"))


def _quoted(file: str) -> str:
    """A file's name as a shell takes it."""
    return shlex.quote(visible(file))


def _aligned(line: str) -> str:
    value, gap, comment = line.partition("  # ")
    return f"{value.rstrip():<37}# {comment}" if gap and value.strip() else line


def _write(path: Path, text: str) -> None:
    from timeline.export.saving import save

    try:
        save(text, str(path))
    except OSError as error:
        raise Unopened(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
