"""What objects to a statement that was not kept as made: minimal conflicts between it and what was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet
from typing import Final

from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import DateClaim, Moment, RelationClaim, Source
from timeline.reasoning.components import OPEN, Standing
from timeline.reasoning.conflicts import conflict_through
from timeline.reasoning.entries import Conflict, Objection
from timeline.reasoning.network import Constraint
from timeline.reasoning.relating import END, PUBLISHED, START, MomentName
from timeline.reasoning.statements import Part, Statement

__all__ = ["Objections"]

# More reasons than these against one claim nobody reads.
_MOST_OBJECTIONS: Final = 3
# A second objection that takes more steps than this over shared moments is not worth its telling, nor its price: where
# a thousand events hang together, twice the reach makes all of it take four times as long, half saves a quarter.
_FURTHER_REACH: Final = 4


class Objections:
    """The objections to the statements of some components: found when asked for, and remembered."""

    def __init__(self, numbers: Mapping[MomentName, int], most: int = _MOST_OBJECTIONS) -> None:
        """Find so many at most; what they leave is told of moments that have `numbers`."""
        self._numbers = numbers
        self._most = most
        self._objected: dict[tuple[str, Part], tuple[Objection, ...]] = {}
        self._in_crowd: dict[tuple[int, Part, tuple[Constraint, ...]], tuple[Objection, ...]] = {}

    def of(self, standing: Standing) -> tuple[Objection, ...]:
        """Minimal conflicts between a statement as made and those that were kept; no two share a claim."""
        key = (standing.statement.id, standing.statement.part)
        if standing.level == 0:
            return ()
        if key not in self._objected:
            self._objected[key] = self._of_twin(standing) or self._found(standing)
        return self._objected[key]

    def _found(self, standing: Standing) -> tuple[Objection, ...]:
        found = sorted(
            self._conflicts_with(standing), key=lambda one: (len(one[1].claims), one[0], one[1].claims)
        )
        return tuple(objection for _, objection in found)

    def _of_twin(self, standing: Standing) -> tuple[Objection, ...]:
        """In a crowd, what objects to a statement that asks the same; nothing where that is this one itself.

        Of thousands who say the same, asking for each would take as long as all of them together each time.
        """
        if not standing.component.network.crowded(standing.label):
            return ()
        statement = standing.statement
        asked = (id(standing.component), statement.part, statement.first)
        if asked not in self._in_crowd:
            self._in_crowd[asked] = self._found(standing)
        found = self._in_crowd[asked]
        return () if any(statement.id in objection.claims for objection in found) else found

    def _conflicts_with(self, standing: Standing) -> Iterator[tuple[int, Objection]]:
        """Objections, each with how many of its claims were not kept as made: those tell a reader less."""
        component = standing.component
        levels = component.outcome.levels
        told: set[int] = set()
        for number in range(self._most):
            conflict = conflict_through(
                component.network,
                levels,
                standing.label,
                0,
                without=told,
                reach=_FURTHER_REACH if number else None,
                assignment=lambda: component.assignment,
            )
            if conflict is None:
                return
            others = conflict.keys() - {standing.label}
            yield sum(levels[label] > 0 for label in others), self._objection(standing, others)
            told |= others
            if not others:
                return

    def _objection(self, standing: Standing, others: AbstractSet[int]) -> Objection:
        said = [standing.component.statements[label] for label in others]
        tenses = {one.id for one in said if is_tense_of_date(one)}
        return Objection(
            claims=tuple(sorted({one.id for one in said})),
            leaves=self._left_by(standing, others),
            tenses=tuple(sorted(tenses - {one.id for one in said if one.part is Part.DATE})),
        )

    def _left_by(self, standing: Standing, others: Iterable[int]) -> DateRange:
        """The days that some statements alone leave for the moment that another speaks of."""
        statement = standing.statement
        if isinstance(statement.said, RelationClaim) and statement.said.event is None:
            # What a length or an ordinal speaks of is no moment.
            return OPEN
        which = PUBLISHED if isinstance(statement.said, Source) else START
        if isinstance(statement.said, DateClaim) and statement.said.moment is Moment.END:
            which = END
        number = self._numbers.get((statement.owner, which))
        return OPEN if number is None else standing.component.left_by(tuple(sorted(others)), number)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every conflict behind a claim that was not kept as made, smallest first; the words come later."""
        found: dict[tuple[str, ...], Conflict] = {}
        for (claim, part), objections in sorted(
            self._objected.items(), key=lambda item: (item[0][0], item[0][1].value)
        ):
            for objection in objections:
                claims = tuple(sorted({claim, *objection.claims}))
                tense = part is Part.TENSE
                found.setdefault(
                    claims, Conflict(claims=claims, against=claim, tense=tense, objection=objection)
                )
        return tuple(sorted(found.values(), key=lambda conflict: (len(conflict.claims), conflict.claims)))


def is_tense_of_date(statement: Statement) -> bool:
    """Whether a statement is the tense of a claim that gives a date as well."""
    said = statement.said
    return statement.part is Part.TENSE and isinstance(said, DateClaim) and said.text is not None
