"""What the fields of values take: converters and validators, and the ModelError for what does not fit.

Part of the model. It knows no value of it.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

import attrs

from timeline.errors import ModelError, did_you_mean

__all__ = [
    "Pairs",
    "members",
    "members_by_id",
    "one_of",
    "own_keys",
    "position_field",
    "texts",
    "texts_field",
    "word",
    "wording",
]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_E = TypeVar("_E", bound=enum.Enum)
_M = TypeVar("_M")
_N = TypeVar("_N", bound=_Named)

position_field = functools.partial(attrs.field, default=None, eq=False, repr=False)


def one_of(words: Iterable[str], what: str) -> Any:
    """A validator: the value is one of some words, or None."""
    allowed = tuple(words)

    def check(_: object, __: object, value: str | None) -> None:
        if value is not None and value not in allowed:
            advice = did_you_mean(value, allowed, what="words") or f"write one of {', '.join(allowed)}"
            raise ModelError("TL108", f"{value!r} is no {what}", help=advice)

    return check


def word(kind: type[_E], what: str, value: object) -> _E:
    """The member of an enumeration that a word names; ModelError for another word."""
    if type(value) is kind:
        return value
    for member in kind:
        if value == member.value:
            return member
    words = [str(member.value) for member in kind]
    raise ModelError(
        "TL108", f"{value!r} is no {what}", help=did_you_mean(str(value), words, what=f"{what} words")
    )


def texts(value: Iterable[str] | str, what: str) -> tuple[str, ...]:
    """Several texts, or one; ModelError, which says what they are, for anything else."""
    if isinstance(value, str):
        return (value,)
    return members(value, str, what, "a text, or a list of texts")


def members(given: Iterable[_M], kind: type[_M], what: str, allowed: str) -> tuple[_M, ...]:
    """What is given for an argument, each of a kind; ModelError, which says what is allowed, for anything else."""
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise ModelError("TL106", f"`{what}` takes no {given!r}", help=f"give {allowed}")
    found = tuple(given)
    for one in found:
        if not isinstance(one, kind):
            raise ModelError("TL106", f"`{what}` takes no {one!r}", help=f"give {allowed}")
    return found


def members_by_id(given: Iterable[_N], kind: type[_N], what: str) -> tuple[_N, ...]:
    """What is given for an argument, each of a kind, in the order of ids; ModelError for anything else."""
    found = members(given, kind, what, f"a list of `{kind.__name__}`")
    return tuple(sorted(found, key=lambda one: one.id))


def texts_field(what: str) -> Any:
    """A field of texts, none if it is left out."""
    return attrs.field(default=(), converter=functools.partial(texts, what=what))


def wording(value: Any) -> str | None:
    """A date text; a date of Python's is written as one."""
    if value is None or isinstance(value, str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise ModelError(
        "TL106", f"{value!r} is no date text", help="write the date in quotes; several are several claims"
    )


class Pairs(tuple[tuple[str, Any], ...]):
    """A mapping among the user's own keys: a tuple of pairs that is written as a mapping again."""

    __slots__ = ()


def _frozen(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Pairs | Mapping):
        items = value.items() if isinstance(value, Mapping) else value
        return Pairs(sorted((key, _frozen(inner)) for key, inner in items))
    if isinstance(value, tuple | list):
        return tuple(_frozen(inner) for inner in value)
    raise ModelError("TL106", f"{value!r} is neither text nor a list or mapping of texts")


def own_keys(given: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """A converter: the user's own keys, sorted and frozen."""
    if not given:
        return ()
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ModelError("TL106", f"extra: {given!r} is no mapping", help="keys of your own begin with `x-`")
    pairs = given.items() if isinstance(given, Mapping) else given
    kept = tuple(sorted((key, _frozen(value)) for key, value in pairs))
    for key, _ in kept:
        if not key.startswith("x-"):
            raise ModelError("TL105", f"unknown key {key!r}", help="keys of your own begin with `x-`")
    return kept
