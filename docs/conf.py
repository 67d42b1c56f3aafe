"""How the documentation is built: Markdown by MyST, the interface from docstrings, nothing from the network."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import Any

from sphinx.util import logging
from sphinx.util.inspect import stringify_signature

from timeline import Event, __version__

# What a browser loads unasked: scripts, pictures, style sheets, fonts.
_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|link(?![^>]*rel="(?:canonical|index|search|next|prev)"))\b[^>]*"""
    r"""\b(?:src|href)=["'](?:https?:)?//|(?:url\(|@import\s)\s*["']?(?:https?:)?//"""
)

sys.path.insert(0, str(Path(__file__).parent))

project = "timeline"
author = "the timeline project"
copyright = "the timeline project"  # noqa: A001 - Sphinx's name
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3

# Docstrings write code in single backticks.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
python_maximum_signature_line_length = 88
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = "timeline"
html_static_path = ["_static"]
html_css_files = ["timeline.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
highlight_language = "text"


def _fill(_: Any, __: str, source: list[str]) -> None:
    """Put in place what a page has from the program itself."""
    import generated

    source[0] = generated.captioned(generated.filled(source[0]))


def _attributes(_: Any, __: str, ___: str, ____: Any, _____: Any, lines: list[str]) -> None:
    """Attributes as a list: several may share one line of meaning, which no field of Sphinx's can say."""
    if "Attributes:" not in lines:
        return
    begin = lines.index("Attributes:") + 1
    end = next(
        (i for i in range(begin, len(lines)) if lines[i] and not lines[i].startswith("    ")), len(lines)
    )
    lines[begin - 1 : end] = ["", ".. rubric:: Attributes", "", *map(_attribute, lines[begin:end]), ""]


def _attribute(line: str) -> str:
    names, colon, meaning = line.strip().partition(": ")
    if line.startswith(" " * 5) or not colon:
        return f"  {line.strip()}" if line.strip() else ""
    return f"- {', '.join(f'``{name}``' for name in names.split(', '))}: {meaning}"


def _signature(
    _: Any, what: str, __: str, value: Any, ___: Any, ____: Any, _____: Any
) -> tuple[str, str] | None:
    """What a class takes: for events that stands in `__init__`, and Sphinx would show `__new__`."""
    if what != "class" or not issubclass(value, Event):
        return None
    taken = inspect.signature(value.__init__)
    _self, *parameters = taken.parameters.values()
    shown = taken.replace(parameters=parameters, return_annotation=inspect.Signature.empty)
    return stringify_signature(shown, show_annotation=False), ""


_STASHED: dict[str, list[str]] = {}


def _stash(_: Any, what: str, name: str, __: Any, ___: Any, lines: list[str]) -> None:
    """Take a property's docstring out of the way of napoleon, to which "An id: EVENT" would be a type."""
    if what == "property":
        _STASHED[name] = lines.copy()
        lines.clear()


def _unstash(_: Any, __: str, name: str, ___: Any, ____: Any, lines: list[str]) -> None:
    lines.extend(_STASHED.pop(name, ()))


def _keep_at_home(app: Any, _: Exception | None) -> None:
    """Warn of what a page would load from elsewhere when it is opened: warnings are errors."""
    for file in sorted(Path(app.outdir).rglob("*")):
        if file.suffix in (".html", ".css") and (found := _LOADED.search(file.read_text(encoding="utf-8"))):
            logging.getLogger(__name__).warning("%s loads %s", file.name, found[0])


def setup(app: Any) -> None:
    """Connect what the pages need."""
    app.connect("source-read", _fill)
    app.connect("build-finished", _keep_at_home)
    app.connect("autodoc-process-signature", _signature)
    # Before napoleon, which would read the section otherwise.
    app.connect("autodoc-process-docstring", _attributes, priority=100)
    app.connect("autodoc-process-docstring", _stash, priority=200)
    app.connect("autodoc-process-docstring", _unstash, priority=900)
