"""``timeline resolve``: which days a date text means; the dates room alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from timeline.cli.problems import excerpt, visible
from timeline.errors import DateError, Position

if TYPE_CHECKING:
    from timeline.dates.fuzzy import FuzzyDate

__all__ = ["command"]

_STANCES: Final = ("reported", "planned", "ongoing")
# More readings than that are a set with gaps, which its ends describe better.
_SHOWN: Final = 4
_OURS: Final = ("text", "published", "as")
# A line that holds a date text; longer ones are refused unread.
_MAX_LINE: Final = 1_000_000


_EXAMPLES: Final = (
    '\b\ntimeline resolve "last December" --published 2023-03-21\ntimeline resolve --jsonl < requests.jsonl\n'
)


@click.command("resolve", epilog=_EXAMPLES)
@click.argument("texts", nargs=-1, metavar="TEXT...")
@click.option("--published", metavar="DAY", help="When it was published: a day, or any EDTF date.")
@click.option("--as", "stance", type=click.Choice(_STANCES), help="How the text looks at what it dates.")
@click.option("--edtf", "edtf_only", is_flag=True, help="Accept nothing but EDTF.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each text.")
@click.option("--jsonl", is_flag=True, help="Read JSON objects from stdin, one a line, and answer each.")
def command(
    *,
    texts: tuple[str, ...],
    published: str | None,
    stance: str | None,
    edtf_only: bool,
    as_json: bool,
    jsonl: bool,
) -> int:
    """Say which days a date TEXT means; - reads texts from standard input, one a line.

    Exit code 1 if a text is refused; with --jsonl always 0, refusals being answers.
    """
    if jsonl:
        _answer_lines(published, stance, edtf_only=edtf_only)
        return 0
    if not texts:
        raise click.UsageError("give a TEXT, or --jsonl with JSON lines on standard input")
    refused = 0
    for text in _given(texts):
        answer = _answer({"text": text, "published": published, "as": stance}, edtf_only)
        refused += not answer["ok"]
        if as_json:
            click.echo(json.dumps({"text": text} | answer, ensure_ascii=False))
        elif answer["ok"]:
            _tell(text, answer)
        else:
            _tell_refusal(text, answer)
    return int(refused > 0)


def _tell(text: str, answer: dict[str, Any]) -> None:
    """A text, its days, and what was assumed."""
    readings = " or ".join(_days(*reading) for reading in answer["readings"][:_SHOWN])
    if len(answer["readings"]) > _SHOWN:
        readings = f"{_days(answer['earliest'], answer['latest'])}, {len(answer['readings'])} stretches of it"
    click.echo(f'"{visible(text)}" -> {readings}')
    signs = [sign for sign in ("uncertain", "approximate") if answer[sign]]
    assumed = [f"assumed: {', '.join(answer['assumptions'])}"] if answer["assumptions"] else []
    click.echo(visible(f"   {'; '.join([answer['rule'], *signs, *assumed])}"))


def _days(earliest: str | None, latest: str | None) -> str:
    return earliest if earliest == latest and earliest else f"{earliest or '..'}/{latest or '..'}"


def _tell_refusal(text: str, answer: dict[str, Any]) -> None:
    """What is wrong with a text, and where."""
    click.echo(f"error: {visible(answer['error'])}", err=True)
    _, shown, marks = excerpt(text, Position("", 1, answer["column"] or 1))
    click.echo(f"  | {shown}", err=True)
    if answer["column"] is not None:
        click.echo(f"  | {marks}", err=True)


def _given(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        if text == "-":
            yield from (line.rstrip("\r\n") for line in sys.stdin)
        else:
            yield text


def _answer_lines(published: str | None, stance: str | None, *, edtf_only: bool) -> None:
    defaults = {"published": published, "as": stance}
    for line in _lines():
        sys.stdout.write(_answer_line(line, defaults, edtf_only=edtf_only) + "\n")
        sys.stdout.flush()


def _answer_line(line: bytes, defaults: dict[str, Any], *, edtf_only: bool) -> str:
    """The answer to one line, as JSON: our keys in their order, then the request's others.

    In ASCII, since many programs take U+2028 and the like for the end of a line.
    """
    request = _request(line)
    if isinstance(request, str):
        return json.dumps(_refused(request))
    fault = _fault(request)
    answer = _refused(fault) if fault else _answer(defaults | request, edtf_only)
    echoed = {key: value for key, value in request.items() if key not in _OURS and key not in answer}
    try:
        return json.dumps(answer | echoed, allow_nan=False)
    except (ValueError, RecursionError):
        # 1e999 is JSON, and its value is not; what could just be read may be too deep to write.
        return json.dumps(_refused("the line has values that JSON cannot hold"))


def _lines() -> Iterator[bytes]:
    """The lines of stdin; of one that is too long only as much as shows that it is."""
    read = sys.stdin.buffer.readline
    while line := read(_MAX_LINE + 1):
        rest = line
        while not rest.endswith(b"\n") and len(rest) > _MAX_LINE:
            rest = read(_MAX_LINE + 1)
        yield line


def _request(line: bytes) -> dict[str, Any] | str:
    """A request, or what is wrong with the line in words."""
    if len(line) > _MAX_LINE:
        return f"the line is longer than {_MAX_LINE:,} bytes, the limit"
    try:
        request = json.loads(line, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        return (
            f"the line is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at its character {error.pos + 1}"
        )
    except RecursionError:
        return "the line is not JSON that is read: it is nested too deeply"
    except ValueError as error:
        return f"the line is not JSON: {error}"
    return request if isinstance(request, dict) else 'the line is no JSON object with a "text"'


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _fault(request: dict[str, Any]) -> str | None:
    """What is wrong with the keys of a request, in words."""
    if not isinstance(request.get("text"), str):
        return 'the line is no JSON object with a "text"'
    for key in ("published", "as"):
        if not isinstance(request.get(key), str | None):
            return f'"{key}" is neither text nor null'
    if request.get("as") not in (None, *_STANCES):
        return f"{request['as']!r} is none of {', '.join(_STANCES)}"
    return None


def _refused(error: str, column: int | None = None) -> dict[str, Any]:
    return {"ok": False, "error": error, "column": column}


def _answer(request: dict[str, Any], edtf_only: bool) -> dict[str, Any]:  # noqa: FBT001 - passed on
    from timeline.dates.text import read, resolve

    text, published = request["text"], request["published"]
    try:
        if published is not None:
            read(published, edtf_only=True)
    except DateError as error:
        return _refused(f"published {error}")
    try:
        return _found(resolve(text, published=published, stance=request["as"], edtf_only=edtf_only))
    except DateError as error:
        return _refusal(error)


def _refusal(error: DateError) -> dict[str, Any]:
    if error.needs_anchor:
        return _refused("needs a publication day")
    advice = f"; {error.suggestion}" if error.suggestion else ""
    return _refused(f"{error.rule}{advice}", error.column)


def _found(date: FuzzyDate) -> dict[str, Any]:
    hull = date.range
    return {
        "ok": True,
        "earliest": hull.earliest_iso,
        "latest": hull.latest_iso,
        "granularity": date.granularity.value if date.granularity else None,
        "uncertain": date.uncertain,
        "approximate": date.approximate,
        "level": date.level,
        "readings": [[one.earliest_iso, one.latest_iso] for one in date.ranges],
        "rule": date.rule,
        "assumptions": list(date.assumptions),
    }
