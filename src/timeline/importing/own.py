"""A calendar that `timeline` wrote -> the dossier behind it, whole: X-TIMELINE-DOSSIER and -EVENT hold it.

Both are text of events.yaml, so its reader takes them and finds their faults. The file is untrusted like any
other: an event's text is taken for JSON and written anew before it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

import attrs

from timeline.errors import Position, Problem
from timeline.evidence.ledger import Ledger
from timeline.evidence.model import Dossier, is_id
from timeline.evidence.reading import read_text
from timeline.importing.content import Component, Content

__all__ = ["is_own", "own"]

_PRODID: Final = "PRODID:-//sourced-timeline//timeline//"
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
# What YAML takes for the end of a line, or refuses, within quotes.
_UNSAFE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def is_own(ordered: Content) -> bool:
    """Whether a calendar carries the evidence behind it."""
    return any(line.startswith(_PRODID) for _, line in ordered.head) and (
        any(line.startswith("X-TIMELINE-DOSSIER") for _, line in ordered.head)
    )


def own(ordered: Content, ledger: Ledger) -> Dossier:
    """The dossier behind a calendar; what is wrong with it goes to the ledger, by the lines of the calendar."""
    head = next(one for one in ordered.head if one[1].startswith("X-TIMELINE-DOSSIER"))
    lines = [line for line in _value(head[1]).split("\n") if line]
    numbers = [head[0]] * len(lines)
    lines.append("events:")
    numbers.append(head[0])
    seen: set[str] = set()
    for component in ordered.events:
        name, event = _event(component, ledger)
        if event is not None and name not in seen:
            seen.add(name)
            lines.append(f'  "{name}": {event}')
            numbers.append(component.line_of("X-TIMELINE-EVENT"))
    if not seen:
        lines[-1] = "events: {}"
    reading = read_text("\n".join([*lines, ""]), ledger.file)
    for problem in _placed(reading.problems, numbers, ledger.file):
        ledger.add(problem.code, problem.message, problem.position, problem.help)
    return reading.dossier


def _event(component: Component, ledger: Ledger) -> tuple[str, str | None]:
    """An event's id, and its text on one line; None for a component without evidence, which is told."""
    uid = next((line[4:] for _, line in component.lines if line.startswith("UID:")), "")
    name = uid.partition("@")[0]
    text = next((line for _, line in component.lines if line.startswith("X-TIMELINE-EVENT")), None)
    if text is None or not is_id(name):
        if "STATUS:CANCELLED" not in [line for _, line in component.lines]:
            message = "an event of our own calendar without its evidence (X-TIMELINE-EVENT) is not read"
            ledger.add("TL703", message, Position(ledger.file, component.line, 1))
        return name, None
    try:
        fields = json.loads(_value(text))
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        message = "X-TIMELINE-EVENT is not the JSON that was written there"
        ledger.add("TL703", message, Position(ledger.file, component.line_of("X-TIMELINE-EVENT"), 1))
        return name, None
    plain = json.dumps(fields, ensure_ascii=False)
    return name, _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def _value(line: str) -> str:
    """The value of a content line of type TEXT."""
    text = line.partition(":")[2]
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _placed(problems: tuple[Problem, ...], numbers: list[int], file: str) -> Iterator[Problem]:
    for problem in problems:
        at = problem.position
        line = numbers[min(at.line, len(numbers)) - 1] if at is not None else 1
        yield attrs.evolve(problem, position=Position(file, line, 1))
