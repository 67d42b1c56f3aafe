"""The page: one HTML file with the picture, the list, and a script of our own; it opens from disk and calls nobody.

Its Content-Security-Policy allows the style and the script that stand in it, by their hashes, and nothing
else. The frame is a Jinja2 template with autoescape; the long lists are `entries`. The notes P20.. of
docs/reference/page.md say what was decided.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import re
from collections.abc import Sequence
from importlib import resources
from typing import Any, Final

from timeline.errors import MissingExtra
from timeline.export import telling
from timeline.export.page.entries import list_of, sources_of
from timeline.export.picture import COLOURS, STYLE, part_of_page
from timeline.export.strips import kinds_of, lanes_of
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import NOT_HELD

__all__ = ["render"]

_WIDTH: Final = 960


def render(line: Timeline, *, lanes: str = "kind", relations: bool = False, live: bool = False) -> str:
    """The page as the text of an HTML file, ending with one newline.

    Args:
        line: the timeline.
        lanes: what a lane of the picture stands for, as for the picture.
        relations: whether the picture has arrows before anything is touched, as for the picture.
        live: whether the page asks the server that it came from for news; for `timeline serve` alone.

    MissingExtra without Jinja2, ValueError for other lanes.
    """
    grouped = lanes_of(line, lanes)
    numbers: dict[str, list[int]] = {}
    for number, entries in enumerate(grouped.values()):
        for entry in entries:
            numbers.setdefault(entry.id, []).append(number)
    kinds = kinds_of(line)
    colours = {kind: min(number, COLOURS - 1) for number, kind in enumerate(kinds)}
    picture, scene = part_of_page(line, width=_WIDTH, lanes=lanes, relations=relations)
    style = _asset("page.css") + STYLE
    scripts = [_asset("page.js"), *([_asset("live.js")] if live else [])]
    page: str = _frame().render(
        title=telling.title_of(line),
        counts=" · ".join(telling.counts(line)),
        policy=_policy(style, scripts, live=live),
        style=_markup(style),
        scripts=[_markup(script) for script in scripts],
        picture=_markup(picture),
        lanes=[
            {"number": number, "name": name, "size": len(entries)}
            for number, (name, entries) in enumerate(grouped.items())
        ],
        names=json.dumps(list(grouped), ensure_ascii=False),
        lane_colours=",".join(
            str(colours.get(name, COLOURS - 1) if lanes == "kind" else -1) for name in grouped
        ),
        domain=f"{scene.first:.5f},{scene.last:.5f}",
        dashed=_has_dashes(line),
        entries=_markup("\n".join(list_of(line, scene.reaches, numbers, colours, relations=relations))),
        sources=_markup("\n".join(sources_of(line))),
        closing=list(telling.closing(line)),
    )
    return page


def _has_dashes(line: Timeline) -> bool:
    """Whether there is a claim that a reader may want to hide."""
    verdicts = {judged.verdict for entry in line for judged in entry.claims}
    verdicts |= {judged.verdict for entry in line for judged in entry.relations}
    return not verdicts.isdisjoint(NOT_HELD)


def _policy(style: str, scripts: Sequence[str], *, live: bool) -> str:
    """Nothing but what stands in the page itself (CSP 3, 2.3: hashes of the exact text between the tags)."""
    rules = ["default-src 'none'", f"style-src {_hash(style)}", f"script-src {' '.join(map(_hash, scripts))}"]
    rules += ["connect-src 'self'"] if live else []
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@functools.cache
def _asset(name: str) -> str:
    """A file of ours without its comments and indentation, which a reader of the page has no use for."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("// "))


@functools.cache
def _frame() -> Any:
    try:
        import jinja2
    except ImportError as error:
        raise MissingExtra("the page", "page") from error
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    text = resources.files(__package__).joinpath("frame.html").read_text(encoding="utf-8")
    return environment.from_string(text)


def _markup(text: str) -> Any:
    """Markup of ours, in which all that is data was escaped."""
    import markupsafe

    return markupsafe.Markup(text)  # noqa: S704 - escaped piece by piece where it was made
