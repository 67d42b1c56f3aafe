"""Large dossiers by name: each is settled, and by work that grows with what contradicts itself, not with its square."""

from __future__ import annotations

import random

import attrs
import pytest

from timeline.dates import civil
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Source
from timeline.reasoning import propagation
from timeline.reasoning.reconcile import reconcile

FIRST = civil.day_number(2010, 1, 1)


@pytest.fixture
def raised(monkeypatch):
    """Counts how often any bound is raised."""
    count = [0]
    plain = propagation.Propagation._raise

    def counting(self, *step):
        count[0] += 1
        return plain(self, *step)

    monkeypatch.setattr(propagation.Propagation, "_raise", counting)
    return count


def woven(size: int, *, wrong: float, seed: int = 3) -> Dossier:
    """Events of one component: relations with gaps to any earlier one, claims that are a day or one of two days."""
    rng = random.Random(seed)
    days = [FIRST + rng.randrange(3650) for _ in range(size)]
    sources = [Source(id=f"s{i}") for i in range(20)]
    events = []
    for number, day in enumerate(days):
        claims = []
        for source in rng.sample(sources, 2):
            said = FIRST + rng.randrange(3650) if rng.random() < wrong else day
            other = said + rng.choice((-30, 30))
            text = (
                civil.iso(said)
                if rng.random() < 0.5
                else f"[{civil.iso(min(said, other))},{civil.iso(max(said, other))}]"
            )
            claims.append(DateClaim(source=source.id, text=text))
        relations = [related(rng, days, number, rng.randrange(number)) for _ in range(2 if number else 0)]
        events.append(Event(id=f"e{number}", claims=claims, relations=relations))
    return Dossier(sources=sources, events=events)


def related(rng: random.Random, days: list[int], number: int, other: int) -> RelationClaim:
    between = days[number] - days[other]
    gap = f"{max(0, abs(between) - rng.randrange(9))} to {abs(between) + rng.randrange(9)} days"
    kind = Relation.AFTER if between >= 0 else Relation.BEFORE
    return RelationClaim(type=kind, event=f"e{other}", gap=gap if rng.random() < 0.5 else None)


@pytest.mark.parametrize("size", [600])
def test_one_component_without_wrong_claims(size, raised):
    """A component of which all claims agree is settled in a few raises of each bound."""
    line = reconcile(woven(size, wrong=0))
    assert line.optimal
    assert () == line.conflicts
    assert raised[0] < 60 * size


@pytest.mark.parametrize("size", [600])
def test_one_component_with_wrong_claims(size, raised):
    """A component with wrong claims is settled, and its work grows with what is wrong."""
    line = reconcile(woven(size, wrong=0.05))
    assert line.optimal
    assert raised[0] < 1500 * size


def test_circle_of_before_through_many():
    """A circle of `before` through two hundred events costs one of its relations, whichever."""
    size = 200
    line = reconcile(Dossier(events=[Event(id=f"e{i}", before=f"e{(i + 1) % size}") for i in range(size)]))
    assert [size] == [len(conflict.claims) for conflict in line.conflicts]


def test_many_claims_on_one_event(raised):
    """A thousand claims that agree but for one are settled by that one."""
    claims = [DateClaim(source=f"s{i}", text="2020-05-05" if i else "2019-03-01") for i in range(1000)]
    sources = [Source(id=f"s{i}") for i in range(1000)]
    line = reconcile(Dossier(sources=sources, events=[Event(id="e", claims=claims)]))
    assert "2020-05-05" == line["e"].start.iso
    assert raised[0] < 200_000


def test_a_crowd_that_says_the_same_is_answered_once(raised):
    """Of hundreds of claims on a few days, those that say the same and lost have one answer."""
    count = 400
    sources = [Source(id=f"s{i}", reliability="ABCD"[i % 4]) for i in range(count)]
    claims = [DateClaim(source=f"s{i}", text=civil.iso(FIRST + i % 3 * 90)) for i in range(count)]
    entry = reconcile(Dossier(sources=sources, events=[Event(id="x", claims=claims)]))["x"]
    lost = [claim for claim in entry.claims if claim.objections]
    answers = {(claim.claim.text, claim.objections) for claim in lost}
    assert len(lost) > 200
    assert len({text for text, _ in answers}) == len(answers)
    assert not any(claim.id in objection.claims for claim in lost for objection in claim.objections)
    assert raised[0] < 20 * count


def test_long_chain_of_relations():
    """A chain of events whose two ends are known reaches from one to the other without recursion."""
    size = 3000
    events = [Event(id="e00000", when="2020")]
    events += [
        Event(id=f"e{i:05}", after=f"e{i - 1:05}", when="2020" if i == size - 1 else None)
        for i in range(1, size)
    ]
    line = reconcile(Dossier(events=events))
    assert "2020" == line["e01500"].start.iso or line["e01500"].start.first == civil.day_number(2020, 1, 1)


def test_unknown_publication_days(raised):
    """Sources of which none has a publication day are dated by what they say, with work for each claim alone."""
    rng = random.Random(5)
    words = ["yesterday", "last month", "on Wednesday", "September 8", "in May", "next week", "last year"]
    size = 200
    sources = [Source(id=f"s{i}") for i in range(size)]
    events = []
    for number in range(size):
        day = DateClaim(source=f"s{rng.randrange(size)}", text=civil.iso(FIRST + rng.randrange(365)))
        relative = DateClaim(source=f"s{rng.randrange(size)}", text=rng.choice(words))
        events.append(
            Event(id=f"e{number}", claims=[day, relative] if day.source != relative.source else [day])
        )
    line = reconcile(Dossier(sources=sources, events=events))
    assert line.optimal
    assert raised[0] < 3000 * size


def test_workers_find_the_same():
    """Two processes find what one finds, and tell of every group as it is done."""
    parts = [woven(40, wrong=0.1, seed=seed) for seed in range(14)]
    events = [renamed(event, number) for number, part in enumerate(parts) for event in part.events]
    dossier = Dossier(sources=parts[0].sources, events=events)
    told: list[tuple[int, int]] = []
    line = reconcile(dossier, workers=2, progress=lambda done, total: told.append((done, total)))
    assert reconcile(dossier) == line
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def renamed(event: Event, number: int) -> Event:
    relations = [attrs.evolve(relation, event=f"p{number}-{relation.event}") for relation in event.relations]
    return event.evolve(id=f"p{number}-{event.id}", relations=relations)


def test_interrupt_leaves_nothing_half_done(monkeypatch):
    """An interruption in the midst of the work goes through, and the next call is whole."""
    dossier = woven(30, wrong=0.2)
    whole = reconcile(dossier)
    plain = propagation.Propagation.run
    calls = [0]

    def interrupted(self, *ranks):
        calls[0] += 1
        if calls[0] == 20:
            raise KeyboardInterrupt
        return plain(self, *ranks)

    monkeypatch.setattr(propagation.Propagation, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        reconcile(dossier)
    monkeypatch.undo()
    assert whole == reconcile(dossier)


def test_node_limit_leaves_a_flagged_outcome():
    """With hardly a node to look at the outcome still holds, and says how much cheaper the best could be."""
    dossier = woven(60, wrong=0.4)
    rushed, full = reconcile(dossier, node_limit=1), reconcile(dossier)
    assert full.optimal
    assert rushed.cost - rushed.shortfall <= full.cost <= rushed.cost
