"""Laws of reconciling, on small random dossiers of real claims."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import attrs
import pytest

from timeline.dates import civil
from timeline.dates.days import Pieces
from timeline.dates.fuzzy import DateRange
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Source
from timeline.reasoning.constraints import model_of
from timeline.reasoning.network import STRICT, WEAK, Constraint, Distance, Member, variables
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.propagation import Bounds
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.repair import repair
from timeline.reasoning.verdicts import Verdict
from timeline.reasoning.weighted import WeightedNetwork

FIRST = civil.day_number(2022, 9, 1)
DAYS = range(FIRST, FIRST + 11)
WORDS = (
    "yesterday",
    "on Wednesday",
    "tomorrow",
    "September 8",
    "3 September 2022",
    "2022-09-05",
    "2022-09",
    "2022-09-04/2022-09-07",
)
PUBLISHED = (None, "2022-09-06", "2022-09", "2022-09-09", "[2022-09-03..2022-09-11]")
GAPS = (None, "2 days", "at least 3 days", "within 2 days", "more than 4 days")
KINDS = (Relation.BEFORE, Relation.AFTER, Relation.DURING, Relation.SAME_DAY_AS, Relation.MEETS)


def random_dossier(rng: random.Random) -> Dossier:
    sources = [
        Source(id=name, published=rng.choice(PUBLISHED), reliability=rng.choice("ABCDE")) for name in "st"
    ]
    events = []
    for name in ("a", "b"):
        claims = [
            DateClaim(
                source=rng.choice(("s", "t")), text=text, stance=rng.choice((None, "reported", "planned"))
            )
            for text in rng.sample(WORDS, rng.randint(1, 2) if name == "a" else 1)
        ]
        relations = []
        if name == "b":
            kind = rng.choice(KINDS)
            gap = rng.choice(GAPS) if kind in (Relation.BEFORE, Relation.AFTER) else None
            relations = [RelationClaim(type=kind, event="a", gap=gap, source=rng.choice((None, "s")))]
        events.append(Event(id=name, claims=claims, relations=relations))
    return Dossier(sources=sources, events=events)


def within_days(dossier: Dossier) -> WeightedNetwork:
    """The softs of a dossier, all of its moments within eleven days, so that there is an end to trying."""
    model = model_of(dossier)
    limits = [Member(number, Pieces([(DAYS[0], DAYS[-1])])) for number in range(len(model.moments))]
    return WeightedNetwork(model.statements, [*model.hard, *limits])


def cost(network: WeightedNetwork, levels: tuple[int, ...]) -> int:
    return sum(soft.cost(level) for soft, level in zip(network.softs, levels, strict=True))


def asked(network: WeightedNetwork, levels: tuple[int, ...]) -> list[Constraint]:
    softs = zip(network.softs, levels, strict=True)
    return [*network.hard, *(constraint for soft, level in softs for constraint in soft.asks(level))]


def holds(constraint: Constraint, days: dict[int, int]) -> bool:
    if isinstance(constraint, Member):
        return constraint.numbers.ceil(days[constraint.a]) == days[constraint.a]
    low, high, a, b = constraint.least, constraint.most, days[constraint.a], days[constraint.b]
    if isinstance(constraint, Distance):
        return (low is None or low <= b - a) and (high is None or b - a <= high)
    return (low is None or low(a) <= b) and (high is None or b <= high(a))


def solutions(constraints: list[Constraint]) -> Iterator[dict[int, int]]:
    """Every assignment of days, moment after moment, each constraint tried as soon as its moments have days."""
    if circle_of_orders(constraints):
        return
    names = sorted({v for c in constraints for v in variables(c)})
    alone = [c for c in constraints if isinstance(c, Member)]
    choices = [[day for day in DAYS if all(holds(c, {v: day}) for c in alone if c.a == v)] for v in names]
    due = [[c for c in constraints if c not in alone and max(variables(c)) == v] for v in names]
    days: dict[int, int] = {}

    def extend(place: int) -> Iterator[dict[int, int]]:
        if place == len(names):
            yield dict(days)
            return
        for day in choices[place]:
            days[names[place]] = day
            if all(holds(c, days) for c in due[place]):
                yield from extend(place + 1)

    if all(choices):
        yield from extend(0)


def circle_of_orders(constraints: list[Constraint]) -> bool:
    """Whether some moment comes strictly before itself, by following orders from each strict one."""
    edges = [
        (c.a, c.b, c.order)
        for c in constraints
        if isinstance(c, Distance) and c.order in (WEAK, STRICT) and c.least == 0
    ]
    for a, b, order in edges:
        reached, size = {b}, 0
        while len(reached) != size:
            size = len(reached)
            reached |= {end for start, end, _ in edges if start in reached}
        if order == STRICT and a in reached:
            return True
    return False


@pytest.mark.drawn(quick=30, full=1000)
def test_cost_and_bounds_equal_brute_force(seed):
    """The cost is that of the cheapest levels that hold on any days, and the bounds are the ends of those days."""
    network = within_days(random_dossier(random.Random(seed)))
    outcome = repair(network)
    softs = network.softs
    ranked = sorted(
        itertools.product(*(range(soft.last + 1) for soft in softs)), key=lambda levels: cost(network, levels)
    )
    cheapest = next(levels for levels in ranked if next(solutions(asked(network, levels)), None))
    assert outcome.optimal
    assert cost(network, cheapest) == cost(network, outcome.levels)
    found = list(solutions(asked(network, outcome.levels)))
    for variable in {v for soft in softs for c in soft.first for v in variables(c)}:
        days = [solution[variable] for solution in found]
        assert (min(days), max(days)) == (outcome.bounds.least(variable), outcome.bounds.most(variable))


@pytest.mark.drawn(quick=30, full=1000)
def test_conflicts_shown_are_minimal(seed):
    """A claim as made contradicts the others of its conflict as kept, and no longer with one of them gone."""
    dossier = random_dossier(random.Random(seed))
    model = model_of(dossier)
    network = WeightedNetwork(model.statements, model.hard)
    kept_at = repair(network).levels
    for conflict in reconcile(dossier).conflicts:
        ids = [model.statements[label].id for label in range(len(kept_at))]
        levels = {
            n: kept_at[n] * (ids[n] != conflict.against) for n in range(len(ids)) if ids[n] in conflict.claims
        }
        assert not isinstance(network.bounds(levels), Bounds)
        # A date and its tense share an id, which does not tell which of them takes part.
        if len(levels) == len(conflict.claims):
            for label in levels:
                rest = {n: level for n, level in levels.items() if n != label}
                assert isinstance(network.bounds(rest), Bounds)


@pytest.mark.drawn(quick=30, full=1000)
def test_order_of_claims_is_irrelevant(seed):
    """The same claims in another order have the same outcome."""
    rng = random.Random(seed)
    dossier = random_dossier(rng)
    events = [attrs.evolve(e, claims=e.claims[::-1]) for e in reversed(dossier.events)]
    assert reconcile(dossier) == reconcile(
        attrs.evolve(dossier, events=events, sources=dossier.sources[::-1])
    )


@pytest.mark.drawn(quick=30, full=1000)
def test_a_claim_that_holds_anyway_changes_nothing(seed):
    """One more claim, of a source of its own, that says what the outcome says changes no range and no verdict."""
    rng = random.Random(seed)
    dossier = random_dossier(rng)
    before = reconcile(dossier)
    entry = before[rng.choice("ab")]
    if entry.start.first is None or entry.end.last is None:
        return
    said = DateClaim(source="u", text=f"[{civil.iso(entry.start.first)}..{civil.iso(entry.end.last)}]")
    event = attrs.evolve(entry.event, claims=[*entry.event.claims, said])
    events = [event if one.id == event.id else one for one in dossier.events]
    after = reconcile(attrs.evolve(dossier, events=events, sources=[*dossier.sources, Source(id="u")]))
    assert verdicts(before).items() <= verdicts(after).items()
    assert ranges(before).items() <= ranges(after).items()


def verdicts(line: Timeline) -> dict[str, Verdict | None]:
    """What became of every claim, relation and publication date."""
    judged = {c.id: c.verdict for entry in line for c in (*entry.claims, *entry.relations)}
    return judged | {source.id: source.printed for source in line.sources}


def ranges(line: Timeline) -> dict[str, tuple[DateRange, DateRange]]:
    """The days of every start, end and publication."""
    days = {entry.id: (entry.start, entry.end) for entry in line}
    return days | {source.id: (source.published, source.published) for source in line.sources}
