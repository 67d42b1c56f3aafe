"""How long a text can be, and a year in it: both are checked before anything is worked out."""

from __future__ import annotations

from typing import Final

__all__ = ["MAX_TEXT", "MAX_YEAR_DIGITS"]

MAX_TEXT: Final = 1000
"""The longest text that is read, in characters: some 200 members of a set, and less than 10 ms of work."""

MAX_YEAR_DIGITS: Final = 100
"""The most digits that a year can have, written out: bounds must stay printable, and cheap to reckon with."""
