"""Ids: what can be one, and which ones claims and relations get.

Part of the model; `timeline.evidence.model` hands these names on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import attrs

from timeline.errors import ModelError
from timeline.evidence.claims import DateClaim, Moment, RelationClaim

__all__ = ["ID_RULE", "checked_id", "claim_ids", "is_id", "relation_ids"]

ID_RULE: Final = "ids have letters from A to Z, digits, `-`, `_` and `.`, at most 64 of them"
"""What an id may be, in words."""

_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def is_id(text: str) -> bool:
    """Whether a text can name an event, a source or a series.

    >>> is_id("talks-1"), is_id("first visit")
    (True, False)
    """
    return _ID.fullmatch(text) is not None


def checked_id(_: object, attribute: attrs.Attribute[str], value: str) -> None:
    """A validator: the value is an id."""
    if not isinstance(value, str) or not is_id(value):
        told = value[:80] if isinstance(value, str) else value
        raise ModelError(
            "TL201",
            f"{attribute.name} {told!r} is not an id",
            help=ID_RULE,
        )


def claim_ids(event: str, claims: Iterable[DateClaim]) -> tuple[str, ...]:
    """An id for each claim on an event: EVENT/SOURCE, with a slug where a source says several things."""
    claims = tuple(claims)
    voices = Counter(claim.voice for claim in claims)
    plain = [
        f"{event}/{c.voice}" if voices[c.voice] == 1 else f"{event}/{c.voice}/{_slug(c)}" for c in claims
    ]
    return _numbered(plain)


def relation_ids(event: str, relations: Iterable[RelationClaim]) -> tuple[str, ...]:
    """An id for each relation of an event: EVENT/TYPE/TARGET."""
    return _numbered([f"{event}/{r.type.value}/{r.target}".rstrip("/") for r in relations])


def _slug(claim: DateClaim) -> str:
    words = [] if claim.moment is Moment.WHOLE else [claim.moment.value]
    words += re.findall(r"[^\W_]+", (claim.text or (claim.stance.value if claim.stance else "")).casefold())
    return "-".join(words)[:64] or "claim"


def _numbered(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    numbered = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        numbered.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return tuple(numbered)
