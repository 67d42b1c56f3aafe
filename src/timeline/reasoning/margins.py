"""How clearly each claim was kept or lost: what the next best outcome would cost instead, and what it would be.

A margin is a difference of costs, in centi-nats: hundredths of the natural logarithm of odds. It is found by repairing
all that hangs together with the claim once more, with the claim held or without it, so it is worked out on
request only. Times of day, which are worked out on settled days, move none and have no margins.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence

import attrs

from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import Dossier
from timeline.reasoning.components import OPEN, Component, days_between, groups, solved
from timeline.reasoning.constraints import Model, model_of
from timeline.reasoning.costs import PREFERRED
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.relating import END, PUBLISHED, START, MomentName
from timeline.reasoning.repair import Repair, repair
from timeline.reasoning.slices import Groups
from timeline.reasoning.slips import AS_SAID, OTHER
from timeline.reasoning.softs import Listed, Soft
from timeline.reasoning.statements import BEYOND, Part, Statement
from timeline.reasoning.weighted import WeightedNetwork

__all__ = ["CLEAR", "Alternative", "Fate", "Margin", "Reversal", "margins"]

CLEAR = 300
"""From here on a margin is called clear: odds of 20 to 1 are what most people call so."""

# More than all rulings together: what is held at this price gives way only where nothing else could.
_AT_ANY_PRICE = 1 << 60


class Fate(enum.Enum):
    """What becomes of a claim in an outcome."""

    GONE = "gone"
    SLIPPED = "slipped"
    TURNED = "turned"
    STANDS = "stands"


@attrs.frozen
class Reversal:
    """A claim that another outcome judges otherwise.

    Attributes:
        claim: its id.
        part: which part of it: ``date``, ``tense``, ``relation``, ``published`` or ``retrieved``.
        fate: what would become of it: it would be given up, be a usual slip, be read in another direction than the
            usual one, or stand as made.
    """

    claim: str
    part: str
    fate: Fate


@attrs.frozen(kw_only=True)
class Alternative:
    """The best outcome in which one claim is judged otherwise than in the one that was found.

    Attributes:
        cost: what it costs on top of that, in centi-nats.
        changes: the other claims that it judges otherwise, in order.
        days: when the event that was asked about starts and ends then, or the source that was asked about appeared,
            each as a range; empty where these days are those of the outcome that was found.
        optimal: whether no cheaper one can exist; False where a limit was reached.
    """

    cost: int
    changes: tuple[Reversal, ...] = ()
    days: tuple[DateRange, ...] = ()
    optimal: bool = True

    @property
    def overrules(self) -> bool:
        """Whether it goes against what the curator prefers.

        >>> Alternative(cost=619).overrules, Alternative(cost=PREFERRED + 619).overrules
        (False, True)
        """
        return self.cost >= PREFERRED // 2


@attrs.frozen(kw_only=True)
class Margin:
    """What other outcomes there are for one claim.

    Attributes:
        claim: its id.
        part: which part of it is weighed, as in `Reversal`.
        fate: what became of that part.
        first: how it is read where it is kept: ``as said``; or the slip that it needs at least, because its weekday
            does not fit its date.
        kept: the best outcome in which it is kept as made, or as nearly as it can be read; None where it was, or where
            nothing that could be given up makes room for it.
        possible: whether anything does.
        dropped: the best outcome in which it is wrong by no usual slip; None where that is what was found.
    """

    claim: str
    part: str
    fate: Fate
    first: str = AS_SAID
    kept: Alternative | None = None
    possible: bool = True
    dropped: Alternative | None = None


def margins(line: Timeline, name: str) -> tuple[Margin, ...]:
    """The margin of all that is said of an event, or of the publication day that is printed on a source.

    Only what has a bearing on it is worked out anew. UnknownName for an id that neither an event nor a source has.

    >>> from timeline.evidence.model import Event, Source
    >>> event = Event(id="signed", when={"a": "9 May 2020", "b": "2 June 2021"})
    >>> dossier = Dossier(sources=[Source(id="a", reliability="A"), Source(id="b")], events=[event])
    >>> line = Timeline(dossier=dossier)
    >>> [(one.claim, one.kept and one.kept.cost, one.dropped and one.dropped.cost) for one in margins(line, "signed")]
    [('signed/a', None, 216), ('signed/b', 216, None)]
    """
    part = Groups(line.dossier).around(name)
    moments = _moments(part, name)
    model = model_of(part)
    return tuple(
        _Weighed(model, component, moments).margin(labels) for component, labels in _asked(part, model, name)
    )


def _moments(dossier: Dossier, name: str) -> tuple[MomentName, ...]:
    """The moments whose days are told."""
    if any(event.id == name for event in dossier.events):
        return (name, START), (name, END)
    return ((name, PUBLISHED),)


def _asked(dossier: Dossier, model: Model, name: str) -> Iterator[tuple[Component, list[int]]]:
    """What is weighed, in the order in which it is told: the labels of a claim's parts in the component that has them.

    A date comes before its tense.
    """
    found: dict[str, tuple[Component, list[int]]] = {}
    for group in groups(model):
        labels = [label for label, statement in enumerate(group[0]) if statement.owner == name]
        if labels:
            component = solved(group)
            for label in labels:
                found.setdefault(component.statements[label].id, (component, []))[1].append(label)
    yield from (found[one] for one in _ids(dossier, name) if one in found)


def _ids(dossier: Dossier, name: str) -> Sequence[str]:
    for event in dossier.events:
        if event.id == name:
            return (*event.claim_ids, *event.relation_ids)
    return (f"{name}/published",)


class _Weighed:
    """Other outcomes for one claim, beside the one that was found for all that hangs together with it."""

    def __init__(self, model: Model, component: Component, moments: Sequence[MomentName]) -> None:
        self._component = component
        self._variables = [model.numbers[moment] for moment in moments if moment in model.numbers]

    def margin(self, labels: Sequence[int]) -> Margin:
        """The margin of a claim, of whose parts the first is the one that could be dropped."""
        levels, statement = self._component.outcome.levels, self._component.statements[labels[0]]
        kept = self._kept(labels) if any(map(self._raised, labels)) else None
        return Margin(
            claim=statement.id,
            part=statement.part.value,
            fate=_fate(statement, levels[labels[0]]),
            first=statement.name(0) or AS_SAID,
            kept=kept,
            possible=kept is not None or not any(map(self._raised, labels)),
            dropped=None if levels[labels[0]] == statement.last else self._dropped(labels[0]),
        )

    def _raised(self, label: int) -> bool:
        """Whether a part of a claim is not kept as made; a gap that is longer than its words suggest was."""
        level = self._component.outcome.levels[label]
        return level > 0 and self._component.statements[label].name(level) != BEYOND

    def _kept(self, labels: Sequence[int]) -> Alternative | None:
        statements = self._component.statements
        found = self._repaired({label: _held(statements[label]) for label in labels})
        if any(found.levels[label] for label in labels):
            return None
        return self._told(found, dict(enumerate(found.levels)), labels)

    def _dropped(self, label: int) -> Alternative:
        statement = self._component.statements[label]
        found = self._repaired({label: Listed((), tuple, statement.tie)})
        levels = dict(enumerate(found.levels)) | {label: statement.last}
        return self._told(found, levels, [label])

    def _repaired(self, fixed: Mapping[int, Soft]) -> Repair:
        softs = [fixed.get(label, one) for label, one in enumerate(self._component.statements)]
        return repair(WeightedNetwork(softs, self._component.network.hard))

    def _told(self, found: Repair, levels: Mapping[int, int], own: Sequence[int]) -> Alternative:
        statements, before = self._component.statements, self._component.outcome.levels
        cost = sum(statements[label].cost(level) for label, level in levels.items())
        bounds = found.bounds, self._component.outcome.bounds
        then, now = (
            tuple(days_between(one.least(v), one.most(v)) if one.knows(v) else OPEN for v in self._variables)
            for one in bounds
        )
        changes = (
            Reversal(statements[label].id, statements[label].part.value, fate)
            for label, level in levels.items()
            if label not in own
            and (fate := _fate(statements[label], level)) is not _fate(statements[label], before[label])
        )
        return Alternative(
            cost=cost - self._component.cost,
            changes=tuple(_told_once(changes)),
            days=() if then == now else then,
            optimal=found.optimal and self._component.outcome.optimal,
        )


def _held(statement: Statement) -> Soft:
    """A statement to be held as made at any price."""
    return Listed(statement.first, lambda: [(_AT_ANY_PRICE, ())], statement.tie)


def _fate(statement: Statement, level: int) -> Fate:
    name = statement.name(level)
    if name in (AS_SAID, BEYOND):
        return Fate.STANDS
    if name is None:
        return Fate.GONE
    return Fate.TURNED if name == OTHER else Fate.SLIPPED


def _told_once(changes: Iterator[Reversal]) -> Iterator[Reversal]:
    """Changes without those of a tense that goes or stands together with its date."""
    told: set[tuple[str, Fate]] = set()
    for change in changes:
        if change.part != Part.TENSE.value or (change.claim, change.fate) not in told:
            yield change
        told.add((change.claim, change.fate))
