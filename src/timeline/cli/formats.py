"""Puts a timeline into the words of a format, with what the format could not hold told on stderr."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.opening import Unopened
from timeline.errors import Position, Problem

if TYPE_CHECKING:
    from timeline.evidence.reading import Reading
    from timeline.export.ics import Written
    from timeline.reasoning.outcome import Timeline

__all__ = ["calendar", "chosen_format", "written"]


def chosen_format(form: str) -> str:
    """A format that exists; UsageError for another."""
    from timeline.errors import did_you_mean
    from timeline.export import FORMATS

    if form not in FORMATS:
        raise click.UsageError(f"there is no format {form!r}; {did_you_mean(form, FORMATS, what='formats')}")
    return form


def written(line: Timeline, form: str, reading: Reading, **options: Any) -> str:
    """The timeline in a format."""
    if form == "ics":
        return calendar(line, reading).text
    from timeline.errors import MissingExtra
    from timeline.export import render

    try:
        return render(line, form, **options)
    except MissingExtra as error:
        raise Unopened(str(error)) from error


def calendar(line: Timeline, reading: Reading, **options: Any) -> Written:
    """The timeline as a calendar; options are those of `timeline.export.ics.write`."""
    from timeline.cli.problems import show
    from timeline.export import ics

    file = next(iter(reading.texts))
    stem = os.path.splitext(os.path.basename(file.strip("<>")))[0]  # noqa: PTH119, PTH122 - pathlib costs start-up time
    made = ics.write(line, name=stem, epoch=_epoch(), **options)
    nameless = (_nameless(file, stem),) if line.id is None else ()
    show((*nameless, *made.problems), reading.texts, err=True)
    return made


def _epoch() -> int | None:
    """Seconds that stand for the clock (reproducible-builds.org), as far as the year 9999."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if re.fullmatch("[0-9]{1,12}", epoch) else None


def _nameless(file: str, stem: str) -> Problem:
    return Problem(
        code="TL112",
        message=f"the file has no id, so its calendar is called {stem!r} after the file",
        position=Position(file, 1, 1),
        help="write `id: NAME` at the top; events keep their identity in calendars when the file is renamed",
    )
