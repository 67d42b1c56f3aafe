"""The derivations of bounds as links between claims: what is told of days and of times of day alike."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Final

from timeline.reasoning.components import Component
from timeline.reasoning.entries import Link
from timeline.reasoning.propagation import Bounds, Step
from timeline.reasoning.relating import MomentName
from timeline.reasoning.shortest import Derivations

__all__ = ["At", "Chain", "Chains"]

# Nobody reads a longer derivation; in a chain of relations through all moments the whole would be their square.
_LONGEST: Final = 100

At = tuple[int, int | None, bool]
"""A day, the second of it if one is known, and whether clocks show that for the second time."""

Chain = tuple[tuple[Link, ...], bool]
"""The steps behind a bound, root first, and whether there are more before them."""


class Chains:
    """The chains behind the bounds of a component.

    Each is the one that it follows from and a link: long ones grow a step at a time, and links are shared.
    """

    def __init__(
        self,
        component: Component,
        derived: Bounds | Derivations,
        moments: Sequence[MomentName],
        told: Callable[[MomentName, int], At],
    ) -> None:
        """Tell of derivations; `told` is when a value of a moment is."""
        self._statements = component.statements
        self._derived = derived
        self._moments = moments
        self._told = told
        # By step, the links up to it, none where nobody has asked; and the steps that have more behind them.
        self._known: list[tuple[Link, ...]] = []
        self._cut: set[int] = set()

    def of(self, variable: int, *, latest: bool) -> Chain:
        """The chain behind one side of a moment, by its number; empty where it is open."""
        known, waiting = self._known, []
        entry = self._derived.derivation(variable, greatest=latest)
        while entry >= 0 and not (entry < len(known) and known[entry]):
            waiting.append(entry)
            entry = self._derived.step(entry).cause
        chain, cut = (known[entry], entry in self._cut) if entry >= 0 else ((), False)
        for one in reversed(waiting):
            cut = cut or len(chain) == _LONGEST
            chain = (*chain[1 - _LONGEST :], self._link(self._derived.step(one)))
            known.extend(itertools.repeat((), one + 1 - len(known)))
            known[one] = chain
            if cut:
                self._cut.add(one)
        return chain, cut

    def _link(self, step: Step) -> Link:
        statement = self._statements[step.label] if step.label >= 0 else None
        moment = self._moments[step.variable]
        day, second, again = self._told(moment, step.value)
        return Link(
            claim=statement.id if statement else None,
            part=statement.part.value if statement else "",
            moment=moment,
            latest=step.greatest,
            day=day,
            second=second,
            again=again,
        )
