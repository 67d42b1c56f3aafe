"""What a rule of the book is: a code, why it is told, a file that is told it, and the same file put right."""

from __future__ import annotations

import attrs

from timeline.errors import CODES, Severity

__all__ = ["Rule"]


@attrs.frozen
class Rule:
    """A code, explained.

    Attributes:
        code: as in problems.
        why: why it is told, and what to do.
        fails: a file that is told it; `file` is its name.
        passes: a file that is not.
        previous: the calendar that stands in events.ics when the file that fails is exported, where the code
            is about that.
    """

    code: str
    why: str
    fails: str
    passes: str
    previous: str | None = None

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return CODES[self.code][0]

    @property
    def meaning(self) -> str:
        """What it means, in one line."""
        return CODES[self.code][1]

    @property
    def file(self) -> str:
        """The name of the example: what is read tells how."""
        if self.code.startswith("TL7"):
            return "table.csv" if self.code in ("TL709", "TL710", "TL711", "TL712") else "feed.ics"
        return "events.yaml"

    @property
    def told_by(self) -> str:
        """The command that tells it, with FILE for the file."""
        if self.code.startswith("TL6") or self.code == "TL112":
            return "timeline export FILE -o events.ics"
        if self.code.startswith("TL7"):
            return "timeline import FILE"
        return "timeline check FILE --deep" if self.code.startswith("TL5") else "timeline check FILE"
