"""What the grammar hands on: a term for each date in a phrase, and the phrase as a whole.

This module holds values only: tuples, because each phrase makes several and a frozen class costs more.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from timeline.dates.days import DaySet
from timeline.dates.fuzzy import Direction, Granularity, Parts, Shape, Window
from timeline.dates.phrases.series import Series
from timeline.dates.phrases.tree import Node

__all__ = ["Phrase", "Term"]


class Term(NamedTuple):
    """One date of a phrase.

    Attributes:
        node: its days as a function of the anchor; None where `days` says all, or a side is open.
        rule: a short stable name of the production that read it.
        days: a set that the days lie in as well, None for no further limit.
        series: the series of a bare name, which a wider period around it may still pin down; else None.
        direction: the kind of bare name whose direction was chosen by default, else None.
        parts: the calendar date as written, None where there was none.
        edtf: canonical EDTF, None where it has none.
        assumed: what a bare name's default direction assumes; said only if nothing pins the name down.
        unit: the unit it is written in, where that is not the node's.
        before: whether all days before the node are meant, and not its own.
        after: whether all days after the node are meant, and not its own.
        window: where it lies, for a term that is made once and used often; None where it is yet to be found.
    """

    node: Node | None
    rule: str
    days: DaySet | None = None
    series: Series | None = None
    direction: Direction | None = None
    parts: Parts | None = None
    edtf: str | None = None
    assumed: str | None = None
    unit: Granularity | None = None
    before: bool = False
    after: bool = False
    window: Window | None = None

    def but(self, **changes: Any) -> Term:
        """The term with some fields changed, and so without its window."""
        return self._replace(**{"window": None, **changes})


class Phrase:
    """A whole phrase: its shape, and one or two terms.

    Attributes:
        shape: what it says of a span.
        start: the term for the start, or for the whole of WITHIN; None for UNTIL.
        end: the term for the end; None otherwise.
        up_to: for UNTIL, whether any day up to the end will do ("by") and not only the end itself.
    """

    __slots__ = ("end", "shape", "start", "up_to")

    def __init__(
        self, shape: Shape, start: Term | None = None, end: Term | None = None, *, up_to: bool = False
    ) -> None:
        self.shape = shape
        self.start = start
        self.end = end
        self.up_to = up_to
