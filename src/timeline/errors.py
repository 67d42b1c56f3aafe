"""Faults in the call are exceptions, faults in the data are values.

The tree of exceptions::

    TimelineError
    ├── ReadError(ValueError)      a file could not be taken; carries every problem found
    ├── DateError(ValueError)      a date text could not be read; carries text, column, rule and advice
    ├── ModelError(ValueError)     a value of the model was built from parts that do not fit
    ├── UnknownName(LookupError)   an id, key or word that nothing has; carries the names that exist
    └── MissingExtra(ImportError)  what was asked for needs an extra that is not installed

This module knows nothing of dates, files or reasoning; everything else may import it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import attrs

__all__ = [
    "CODES",
    "DateError",
    "MissingExtra",
    "ModelError",
    "Position",
    "Problem",
    "ReadError",
    "Severity",
    "TimelineError",
    "UnknownName",
    "did_you_mean",
]


class Severity(enum.Enum):
    """How much a problem matters: an error leaves something out, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


CODES: Final[dict[str, tuple[Severity, str]]] = {
    # TL1xx: the shape of the file
    "TL101": (Severity.ERROR, "the file cannot be opened or is not text"),
    "TL102": (Severity.ERROR, "the file is not YAML"),
    "TL103": (Severity.ERROR, "the file is empty"),
    "TL104": (Severity.ERROR, "a key is given twice"),
    "TL105": (Severity.ERROR, "a key is not known"),
    "TL106": (Severity.ERROR, "a value has the wrong shape"),
    "TL107": (Severity.ERROR, "a value that is needed is missing"),
    "TL108": (Severity.ERROR, "a value is not one of the allowed words"),
    "TL110": (Severity.ERROR, "YAML aliases, tags and further documents are not read"),
    "TL111": (Severity.ERROR, "a limit on untrusted files is passed"),
    "TL112": (Severity.WARNING, "the file has no id, so its calendar goes by the file's name"),
    "TL113": (Severity.WARNING, "a comment looks like the end of a text"),
    "TL114": (Severity.ERROR, "an included file lies outside of the first file's folder"),
    "TL115": (Severity.ERROR, "files include each other in a circle"),
    "TL116": (Severity.WARNING, "several names stand in one text"),
    # TL2xx: names
    "TL201": (Severity.ERROR, "an id has characters that ids cannot have"),
    "TL202": (Severity.ERROR, "an id is used twice"),
    "TL203": (Severity.ERROR, "a source is not known"),
    "TL204": (Severity.ERROR, "an event is not known"),
    "TL205": (Severity.ERROR, "a series is not known"),
    "TL206": (Severity.ERROR, "sources copy each other in a circle"),
    "TL207": (Severity.WARNING, "a kind is written nearly like one that is known"),
    # TL3xx: dates
    "TL301": (Severity.ERROR, "a date text cannot be read"),
    "TL302": (Severity.ERROR, "a date that no calendar has"),
    "TL303": (Severity.ERROR, "a relative date has nothing to count from"),
    "TL304": (Severity.ERROR, "a date names an event instead of a day"),
    "TL305": (Severity.ERROR, "an all-of set dates two events, not one"),
    "TL306": (Severity.WARNING, "a time of day tells nothing"),
    "TL307": (Severity.WARNING, "a date can be read with the day or the month first"),
    # TL4xx: relations
    "TL401": (Severity.ERROR, "a gap cannot be read"),
    "TL402": (Severity.ERROR, "an event is related to itself"),
    "TL403": (Severity.ERROR, "relations in the curator's own word go in a circle"),
    "TL404": (Severity.ERROR, "an ordinal of a series is taken twice by the same voice"),
    "TL405": (Severity.WARNING, "a source is preferred that says nothing of the event"),
    "TL406": (Severity.ERROR, "an event ends before it starts, in the curator's own word"),
    # TL5xx: evidence, told from the outcome
    "TL511": (Severity.WARNING, "a date rests on one source"),
    "TL512": (Severity.WARNING, "a source could not have known what it tells"),
    "TL513": (Severity.WARNING, "claims fall into two camps, as if two moments had one name"),
    "TL514": (Severity.WARNING, "two sources agree so often that one may copy the other"),
    "TL515": (Severity.WARNING, "several outcomes cost the same"),
    # TL6xx: what a calendar cannot show
    "TL601": (Severity.WARNING, "an event cannot be shown in a calendar"),
    "TL602": (Severity.WARNING, "a text has characters that a calendar cannot hold"),
    "TL603": (Severity.WARNING, "a day that some calendar programs do not show"),
    "TL604": (Severity.WARNING, "a text that some calendar programs cut"),
    "TL605": (Severity.WARNING, "the calendar published before cannot be continued"),
    "TL606": (Severity.WARNING, "of the calendar published before a part makes no sense"),
    # TL7xx: what is wrong with a file to import
    "TL701": (Severity.ERROR, "the file is not in the format that its name tells"),
    "TL702": (Severity.ERROR, "a line of a calendar does not fit"),
    "TL703": (Severity.ERROR, "a value of a calendar cannot be read"),
    "TL704": (Severity.WARNING, "an event of a calendar lacks something"),
    "TL705": (Severity.WARNING, "not all occurrences of an event that repeats are read"),
    "TL706": (Severity.WARNING, "a relation of a calendar is not kept"),
    "TL707": (Severity.WARNING, "an event of a calendar is given twice"),
    "TL708": (Severity.WARNING, "a part of a calendar is not read"),
    "TL709": (Severity.ERROR, "a table has no column for what is needed"),
    "TL710": (Severity.WARNING, "a row of a table has more cells than there are columns"),
    "TL711": (Severity.WARNING, "a cell of a table is longer than a text can be"),
    "TL712": (Severity.WARNING, "dates of a table can be read with the day or the month first"),
}
"""Every code ever given out, with its severity and one line of meaning; a code never changes its meaning."""


class TimelineError(Exception):
    """The root of everything that this library raises on purpose."""


class ModelError(TimelineError, ValueError):
    """A value of the model was built from parts that do not fit.

    Attributes:
        code: the code that the same fault has in a file.
        help: what would do instead, or None.
        path: where in the value, as keys from the outside in.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        help: str | None = None,  # noqa: A002 - the word that is printed
        path: tuple[str | int, ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help
        self.path = path

    def __str__(self) -> str:
        where = "".join(f"[{key!r}]" for key in self.path)
        advice = f" ({self.help})" if self.help else ""
        return f"{where + ': ' if where else ''}{self.message}{advice}"


class DateError(TimelineError, ValueError):
    """A date text that cannot be read, or that no calendar has.

    Attributes:
        text: the text as given.
        column: 1-based column of the first character that could not be read, or None.
        rule: the rule that was broken, in words.
        suggestion: what to write instead, or None.
        impossible: True where the text is well formed but names a day that does not exist.
        needs_anchor: True where the text is readable but relative, and no publication day was given.
    """

    def __init__(
        self,
        text: str,
        rule: str,
        *,
        column: int | None = None,
        suggestion: str | None = None,
        impossible: bool = False,
        needs_anchor: bool = False,
    ) -> None:
        super().__init__(text, rule)
        self.text = text
        self.rule = rule
        self.column = column
        self.suggestion = suggestion
        self.impossible = impossible
        self.needs_anchor = needs_anchor

    def __reduce__(self) -> tuple[object, ...]:
        return (_date_error, (self.text, self.rule, self.__dict__.copy()))

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "..."
        where = f" at column {self.column}" if self.column is not None else ""
        advice = f"; {self.suggestion}" if self.suggestion else ""
        return f"{shown!r}{where}: {self.rule}{advice}"


def _date_error(text: str, rule: str, state: dict[str, object]) -> DateError:
    error = DateError(text, rule)
    error.__dict__.update(state)
    return error


class UnknownName(TimelineError, LookupError):  # noqa: N818 - the public name since the design
    """An id or word that nothing has.

    Attributes:
        what: what was looked for, as "event" or "source".
        name: the name that was not found.
        known: the names that exist.
    """

    def __init__(self, what: str, name: str, known: Iterable[str] = ()) -> None:
        super().__init__(what, name)
        self.what = what
        self.name = name
        self.known = tuple(sorted(known))

    def __str__(self) -> str:
        several = " or ".join(f"{one}s" for one in self.what.split(" or "))
        advice = did_you_mean(self.name, self.known, what=several) or ""
        # Behind a semicolon goes a small letter; what was meant is asked with one anyway.
        advice = advice[:1].lower() + advice[1:]
        return f"unknown {self.what} {self.name!r}" + (f"; {advice}" if advice else "")


class MissingExtra(TimelineError, ImportError):  # noqa: N818 - what is missing, as UnknownName
    """What was asked for needs an extra that is not installed.

    Attributes:
        what: what was asked for, as "the page".
        extra: the name of the extra that has what it needs.

    >>> print(MissingExtra("the page", "page"))
    the page needs the extra 'page': pip install 'sourced-timeline[page]'
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, extra)
        self.what = what
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.what} needs the extra {self.extra!r}: pip install 'sourced-timeline[{self.extra}]'"


class Position(NamedTuple):
    """Where something was written: file, and line and column from 1.

    A named tuple, since every claim read from a file has one or two: a class of attrs takes three times as long.
    """

    file: str
    line: int
    column: int
    end_column: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen(kw_only=True)
class Problem:
    """A fault in the data, as a value.

    >>> p = Problem(code="TL203", message="unknown source 'hindo'", position=Position("events.yaml", 31, 34))
    >>> print(p)
    events.yaml:31:34: error[TL203]: unknown source 'hindo'
    """

    code: str = attrs.field(validator=attrs.validators.in_(CODES))
    message: str
    position: Position | None = None
    help: str | None = None

    @property
    def severity(self) -> Severity:
        """The severity registered for the code."""
        return CODES[self.code][0]

    def __str__(self) -> str:
        where = f"{self.position}: " if self.position else ""
        return f"{where}{self.severity.value}[{self.code}]: {self.message}"


class ReadError(TimelineError, ValueError):
    """A file or text could not be taken; `problems` holds everything that is wrong with it, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(tuple(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def did_you_mean(name: str, known: Iterable[str], *, what: str = "names") -> str | None:
    """Advice for a name that was not found: the nearest ones, and all of them where they are few.

    >>> did_you_mean("hindo", ["ministry", "hindu"], what="sources")
    "did you mean 'hindu'?  Known sources: hindu, ministry"
    """
    names = list(known)
    near = _nearest(name, names)
    question = f"did you mean {near!r}?" if near else ""
    listing = f"Known {what}: {', '.join(sorted(names))}" if 0 < len(names) <= 12 else ""
    return "  ".join(part for part in (question, listing) if part) or None


# Comparing letter by letter takes some 10 microseconds a name; a file may have 100,000.
_COMPARED = 500


def _nearest(name: str, names: list[str]) -> str | None:
    """The known name that is most like another; among very many only those with its first or last letters."""
    from difflib import get_close_matches

    same = next((known for known in names if known.casefold() == name.casefold()), None)
    if same is not None:
        return same
    if len(names) > _COMPARED:
        ends = name[:2], name[-2:]
        names = sorted(
            n for n in names if abs(len(n) - len(name)) < 3 and (n[:2] == ends[0] or n[-2:] == ends[1])
        )
    return next(iter(get_close_matches(name, names[:_COMPARED], n=1)), None)
