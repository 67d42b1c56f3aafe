"""What each code is about: why it is told, a file that is told it, and the same file put right.

The examples are documentation and test at once: every file that fails is told its code and every one that
passes is not. Read by `timeline rule` and by the pages of the documentation, and loaded by nothing else.
"""

from __future__ import annotations

from typing import Final

from timeline.errors import UnknownName
from timeline.rulebook.dossiers import DOSSIERS
from timeline.rulebook.outside import OUTSIDE
from timeline.rulebook.rules import Rule

__all__ = ["RULES", "Rule", "rule", "shortened"]

# Beside the margin of an example in a terminal of 80 columns.
_SHOWN: Final = 74

RULES: Final = {one.code: one for one in (*DOSSIERS, *OUTSIDE)}
"""Every rule by its code, in the order of the codes."""


def rule(code: str) -> Rule:
    """The rule of a code, in capitals or not; UnknownName where there is none.

    >>> rule("tl203").meaning
    'a source is not known'
    """
    found = RULES.get(code.upper())
    if found is None:
        raise UnknownName("code", code, RULES)
    return found


def shortened(example: str) -> str:
    """An example to be shown: lines that are long for their own sake end in dots."""
    lines = example.splitlines()
    return "\n".join(line if len(line) <= _SHOWN else line[: _SHOWN - 3] + "..." for line in lines)
