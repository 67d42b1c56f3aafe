"""Other formats -> what their authors say: a file of events as a source, its dates as claims.

Each format is a leaf of its own, loaded when it is asked for. What can be read is read, and every fault is a
problem with its line. `into` puts what was read into an events.yaml that is there already.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from timeline.errors import Problem, UnknownName
from timeline.evidence.model import Dossier

__all__ = ["FORMATS", "Imported", "format_of", "read"]

FORMATS: Final = MappingProxyType({"ics": (".ics", ".ical", ".ifb"), "csv": (".csv", ".tsv")})
"""The formats by name, each with the endings of file names that mean it; the name is that of the leaf."""


@attrs.frozen(kw_only=True)
class Imported:
    """What came of a file.

    Attributes:
        dossier: its source and what that says; of a calendar that `timeline` wrote, the evidence behind it.
        problems: what is wrong with the file, in its order.
        texts: the text of the file by its name, to show lines from.
        sources: ids of the sources that stand for the file itself.
        told: what was made of the file's parts, in lines for people.
    """

    dossier: Dossier
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = attrs.field(factory=dict)
    sources: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def format_of(path: str | os.PathLike[str]) -> str | None:
    """The format that a file's name tells, None where it tells none.

    >>> format_of("feeds/holidays.ICS"), format_of("notes.txt")
    ('ics', None)
    """
    name = os.fspath(path).lower()
    return next((form for form, endings in FORMATS.items() if name.endswith(endings)), None)


def read(data: bytes, name: str, format: str = "ics", **options: Any) -> Imported:  # noqa: A002 - the word of the command line
    """Read the octets of a file in one of `FORMATS`; UnknownName for another.

    `name` is what positions call the file, and names the source; options are those of the format's own `read`.
    """
    if format not in FORMATS:
        raise UnknownName("format", format, FORMATS)
    leaf = importlib.import_module(f"{__name__}.{format}")
    made: Imported = leaf.read(data, name, **options)
    return made
