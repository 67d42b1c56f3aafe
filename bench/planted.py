"""Dossiers with planted truth and typical slips, seeded: what reconcilers are measured on.

A planted dossier has events at known days, sources with grades whose claims go wrong at a known rate, and relations
that hold.
Wrong dates are made by the slips that are usual in print, in fixed shares.
"""

from __future__ import annotations

import random
from typing import NamedTuple

from timeline.dates import civil
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, Dossier, Event, RelationClaim, Source

SHARES = {
    "month": 0.30,
    "year": 0.22,
    "swap": 0.14,
    "day": 0.12,
    "digit": 0.08,
    "published": 0.08,
    "random": 0.06,
}
GRADES = "AABBBCCCDE"
FIRST = civil.day_number(2010, 1, 1)


class Planted(NamedTuple):
    """A dossier, the true day of each event, and the claims (event, place) that are wrong."""

    dossier: Dossier
    truth: dict[str, int]
    wrong: frozenset[tuple[str, int]]


class Plan(NamedTuple):
    """What to plant: events, claims per event, share of wrong ones, relations per event, whether all hang together."""

    events: int
    claims: tuple[int, int]
    wrong: float
    relations: float
    together: bool
    span: int = 3650


EASY = Plan(1000, (3, 6), 0.10, 1.1, together=False)
HARD = Plan(1000, (1, 3), 0.20, 1.5, together=True)
SPARSE = Plan(1000, (1, 2), 0.15, 0.8, together=False)


def planted(plan: Plan, seed: int) -> Planted:
    """A planted dossier; the same for the same plan and seed."""
    rng = random.Random(seed)
    days = [FIRST + rng.randrange(plan.span) for _ in range(plan.events)]
    count = max(8, plan.events // 25)
    published = {f"s{i}": FIRST + rng.randrange(plan.span + 400) for i in range(count)}
    sources = [
        Source(id=name, published=civil.iso(day), reliability=rng.choice(GRADES))
        for name, day in published.items()
    ]
    wrong: set[tuple[str, int]] = set()
    events = []
    for number, day in enumerate(days):
        claims: dict[str, DateClaim] = {}
        bad: set[str] = set()
        for source in rng.sample(sorted(published), min(count, rng.randint(*plan.claims))):
            said = day
            if rng.random() < plan.wrong:
                said = _slipped(rng, day, published[source], plan)
            if said != day:
                bad.add(source)
            claims[source] = DateClaim(source=source, text=_written(rng, said))
        event = Event(
            id=f"e{number}",
            claims=claims.values(),
            relations=_relations(rng, plan, days, number, sorted(published)),
        )
        wrong |= {(event.id, place) for place, claim in enumerate(event.claims) if claim.source in bad}
        events.append(event)
    truth = {f"e{number}": day for number, day in enumerate(days)}
    return Planted(Dossier(sources=sources, events=events, slips="reference"), truth, frozenset(wrong))


def _slipped(rng: random.Random, day: int, published: int, plan: Plan) -> int:
    year, month, dom = civil.civil(day)
    kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
    sign = rng.choice((-1, 1))
    if kind == "swap" and dom <= 12:
        return civil.day_number(year, dom, month)
    if kind == "digit":
        return _typed(rng, day)
    if kind == "random":
        return FIRST + rng.randrange(plan.span)
    moved = {"month": civil.add_months(day, sign), "year": civil.add_years(day, sign), "day": day + sign}
    return moved.get(kind, published)


def _typed(rng: random.Random, day: int) -> int:
    text = civil.iso(day)
    for _ in range(20):
        place = rng.choice((2, 3, 8, 9))
        try:
            return civil.parse_iso(text[:place] + rng.choice("0123456789") + text[place + 1 :])
        except ValueError:
            continue
    return day


def _written(rng: random.Random, day: int) -> str:
    year, month, dom = civil.civil(day)
    name = civil.MONTHS[month - 1]
    forms = (civil.iso(day), f"{dom} {name} {year}", f"{name} {dom}, {year}", f"{name} {year}")
    return rng.choices(forms, (5, 2, 2, 1))[0]


def _relations(
    rng: random.Random, plan: Plan, days: list[int], number: int, sources: list[str]
) -> list[RelationClaim]:
    """Relations to earlier events of the list that hold; some with a gap, so that they narrow."""
    reach = range(number) if plan.together else range(number - number % 5, number)
    wanted = int(plan.relations) + (rng.random() < plan.relations % 1)
    made = []
    for other in rng.sample(list(reach), min(len(reach), wanted)):
        between = abs(days[number] - days[other])
        kind = Relation.AFTER if days[other] <= days[number] else Relation.BEFORE
        slack = rng.randint(1, 20)
        gap = f"{max(0, between - slack)} to {between + slack} days" if rng.random() < 0.3 else None
        made.append(RelationClaim(type=kind, event=f"e{other}", gap=gap, source=rng.choice(sources)))
    return made
