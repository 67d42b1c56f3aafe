"""What frozen values share: how they are shown.

attrs writes and compiles a `__repr__` of its own for every class, which takes a third of the time to make one;
a process that makes sixty classes to read one file feels it. This one serves them all, in the same words.
"""

from __future__ import annotations

from typing import Any, ClassVar

__all__ = ["Shown"]


class Shown:
    """A class of attrs that is shown by its fields; for use with ``repr=False``.

    >>> import attrs
    >>> @attrs.frozen(repr=False)
    ... class Point(Shown):
    ...     x: int
    ...     y: int = attrs.field(repr=False)
    >>> Point(1, 2)
    Point(x=1)
    """

    __slots__ = ()
    __attrs_attrs__: ClassVar[tuple[Any, ...]] = ()

    def __repr__(self) -> str:
        fields = (field.name for field in self.__attrs_attrs__ if field.repr)
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in fields)
        return f"{type(self).__name__}({shown})"
