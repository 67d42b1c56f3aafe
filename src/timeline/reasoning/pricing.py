"""What the levels of statements cost: by who speaks, whose vote that shares, and whom the curator rules for.

Days and times of day are weighed alike. The numbers stand in `costs`.
"""

from __future__ import annotations

import abc
import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set as AbstractSet

import attrs

from timeline.dates.gaps import Gap
from timeline.evidence.model import DateClaim, Dossier, RelationClaim, Source
from timeline.reasoning.costs import PREFERRED, odds_cost, relation_cost, soft_gap_cost
from timeline.reasoning.families import Families, relation_said
from timeline.reasoning.network import Constraint
from timeline.reasoning.slips import AS_SAID
from timeline.reasoning.statements import BEYOND, Levels, Part, Rung, Scale, Statement, dropped

__all__ = ["Pricing"]

_Said = tuple[Part, Hashable]


class Pricing(Levels):
    """Levels of statements, priced; what they ask is left to those who know days, or times of day."""

    def __init__(self, dossier: Dossier, keep: AbstractSet[str] = frozenset()) -> None:
        """Price what is said in a dossier; claims to `keep`, by id, as preferred."""
        self.dossier = dossier
        self.families = Families(dossier)
        self._keep = keep
        self._grades = {source.id: source.reliability for source in dossier.sources}
        self._scales: dict[Scale, Scale] = {}
        # Events are asked about one after the other, so only one is kept in mind.
        self._voices: tuple[str, Mapping[tuple[str, _Said], AbstractSet[str]]] = "", {}

    @abc.abstractmethod
    def _heard(self, event: str) -> Iterable[DateClaim | RelationClaim]:
        """What is claimed of an event, as far as it takes part."""

    @abc.abstractmethod
    def _parts(self, event: str, claim: DateClaim) -> Iterator[_Said]:
        """The statements that a date claim makes, each with what it has in common with those that say the same."""

    def scale(self, statement: Statement) -> Scale:
        """Names and costs of the levels of a statement.

        A date whose weekday fails has no level "as said": its first level is a slip already, and has its price.
        """
        rungs = tuple(self.rungs(statement))
        scale = [(rungs[0].name, 0)]
        for cheaper, rung in itertools.pairwise(rungs):
            # Shares of a vote are rounded; what is dearer stays so.
            least = scale[-1][1] + (rung.cost > cheaper.cost)
            scale.append((rung.name, max(least, self._price(statement, rung.cost - rungs[0].cost))))
        return self.shared(tuple(scale))

    def shared(self, scale: Scale) -> Scale:
        """The same names and costs, kept once for all statements that have them."""
        return self._scales.setdefault(scale, scale)

    def alike(self, asked: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
        """The same constraints; shared only where many statements ask the same."""
        return asked

    def _odds(self, source: str | None, weight: float = 1) -> int:
        """The cost of thinking wrong what a source says, or the curator for None, with some certainty."""
        grade = None if source is None else self._grades[source]
        return round(odds_cost(grade, curator=source is None) * weight)

    def _rungs_of_relation(
        self,
        relation: RelationClaim,
        likeliest: int,
        gap: Gap | None,
        asks: Callable[[Gap | None], tuple[Constraint, ...]],
    ) -> Iterator[Rung]:
        """The levels of a relation: with its gap as its words suggest, as they say, and last anything.

        `likeliest` is the cost of the likeliest slip, and `asks` what the relation asks with a gap.
        """
        cost = relation_cost(self._odds(relation.source), relation.weight, likeliest)
        if gap is not None and gap.softly is not None:
            softly = attrs.evolve(gap, most=gap.softly)
            yield Rung(AS_SAID, 0, lambda: asks(softly))
            yield Rung(BEYOND, min(soft_gap_cost(), max(1, cost)), lambda: asks(gap))
        else:
            yield Rung(AS_SAID, 0, lambda: asks(gap))
        yield dropped(cost)

    def _price(self, statement: Statement, cost: int) -> int:
        """A cost; dear where the curator prefers the voice, and with a share of the vote where it is copied."""
        if self._preferred(statement):
            cost += PREFERRED
        elif (sharing := self._sharing(statement)) > 1:
            cost = max(1, round(cost / sharing))
        return cost + PREFERRED if statement.id in self._keep else cost

    def _preferred(self, statement: Statement) -> bool:
        """Whether the curator rules for whoever says so; of the date and its time alone, not of its tense."""
        if statement.part not in (Part.DATE, Part.TIME):
            return False
        prefer = self.dossier.event(statement.owner).prefer
        return prefer is not None and prefer.source == getattr(statement.said, "source", None)

    def _sharing(self, statement: Statement) -> int:
        """How many sources of one family say the same of an event: together they have one vote."""
        event, said = statement.owner, statement.said
        if isinstance(said, Source) or said.source is None or not self.families.shares(said.source):
            return 1
        if self._voices[0] != event:
            self._voices = event, self._listened(event)
        alike = next(one for one in self._says(event, said) if one[0] is statement.part)
        return len(self._voices[1][self.families.origin[said.source], alike])

    def _listened(self, event: str) -> Mapping[tuple[str, _Said], AbstractSet[str]]:
        """For each family, and each thing that is said of an event, the sources that say it."""
        voices: dict[tuple[str, _Said], set[str]] = defaultdict(set)
        for claim in self._heard(event):
            if claim.source is not None and self.families.shares(claim.source):
                for said in self._says(event, claim):
                    voices[self.families.origin[claim.source], said].add(claim.source)
        return voices

    def _says(self, event: str, claim: DateClaim | RelationClaim) -> Iterator[_Said]:
        if isinstance(claim, RelationClaim):
            return iter([(Part.RELATION, relation_said(claim))])
        return self._parts(event, claim)
