"""Dossiers with planted truth and typical slips, seeded: what reconcilers are measured on.

A planted dossier has events at known days, sources with grades whose claims go wrong at a known rate, and relations
that hold. Wrong dates are made by the slips that are usual in print, in fixed shares. A claim is wrong if what it says
leaves out the true day, so a month is right in spite of a slip within it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
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
# How much oftener than the mean a source of a grade is wrong, where grades are earned.
ERRS = {"A": 0.15, "B": 0.5, "C": 1.0, "D": 2.0, "E": 3.4}
FIRST = civil.day_number(2010, 1, 1)


class Planted(NamedTuple):
    """A dossier, the true day of each event, and the claims (event, place) that are wrong."""

    dossier: Dossier
    truth: dict[str, int]
    wrong: frozenset[tuple[str, int]]


class Plan(NamedTuple):
    """What to plant.

    `claims` are the fewest and the most of an event, `wrong` the share of wrong ones, `relations` how many an event
    has to events before it in the list, `gaps` the share of those with a gap; `together` is whether all hang together;
    `coarse` are the shares of claims that name a month only, and a year only; `relative` is the share counted
    from publication; `earned` is whether sources of worse grades are wrong more often; `slips` is the table that the
    dossier names.
    """

    events: int
    claims: tuple[int, int]
    wrong: float
    relations: float
    together: bool
    span: int = 3650
    gaps: float = 0.3
    coarse: tuple[float, float] = (0.1, 0.0)
    relative: float = 0.0
    earned: bool = False
    slips: str = "reference"


EASY = Plan(1000, (3, 6), 0.10, 1.1, together=False)
HARD = Plan(1000, (1, 3), 0.20, 1.5, together=True)
SPARSE = Plan(1000, (1, 2), 0.15, 0.8, together=False)
MIXED = HARD._replace(coarse=(0.2, 0.1), relative=0.2, earned=True)
PLANS = {"easy": EASY, "hard": HARD, "sparse": SPARSE, "mixed": MIXED}
"""Every plan by name; `mixed` is `hard` with coarse claims, claims counted from publication, and earned grades."""


def planted(plan: Plan, seed: int) -> Planted:
    """A planted dossier; the same for the same plan and seed."""
    return _Planter(plan, random.Random(seed)).planted()


class _Planter:
    def __init__(self, plan: Plan, rng: random.Random) -> None:
        self.plan = plan
        self.rng = rng
        self.days = [FIRST + rng.randrange(plan.span) for _ in range(plan.events)]
        self.published = {
            f"s{i}": FIRST + rng.randrange(plan.span + 400) for i in range(max(8, plan.events // 25))
        }
        self.grades = {name: rng.choice(GRADES) for name in self.published}

    def planted(self) -> Planted:
        sources = [
            Source(id=name, published=civil.iso(day), reliability=self.grades[name])
            for name, day in self.published.items()
        ]
        wrong: set[tuple[str, int]] = set()
        events = []
        for number, day in enumerate(self.days):
            said = dict(self.claims(day))
            relations = self.relations(number)
            event = Event(id=f"e{number}", claims=[claim for claim, _ in said.values()], relations=relations)
            wrong |= {
                (event.id, place) for place, claim in enumerate(event.claims) if said[claim.source or ""][1]
            }
            events.append(event)
        truth = {f"e{number}": day for number, day in enumerate(self.days)}
        return Planted(
            Dossier(sources=sources, events=events, slips=self.plan.slips), truth, frozenset(wrong)
        )

    def claims(self, day: int) -> Iterator[tuple[str, tuple[DateClaim, bool]]]:
        """For each source that dates an event its claim, and whether that is wrong."""
        voices = sorted(self.published)
        for source in self.rng.sample(voices, min(len(voices), self.rng.randint(*self.plan.claims))):
            said = day
            if self.rng.random() < self.plan.wrong * (ERRS[self.grades[source]] if self.plan.earned else 1):
                said = self.slipped(day, self.published[source])
            text, first, last = self.written(said, self.published[source])
            yield source, (DateClaim(source=source, text=text), not first <= day <= last)

    def slipped(self, day: int, published: int) -> int:
        rng = self.rng
        year, month, dom = civil.civil(day)
        kinds = {kind: share for kind, share in SHARES.items() if kind != "swap" or dom <= 12}
        kind = rng.choices(list(kinds), list(kinds.values()))[0]
        sign = rng.choice((-1, 1))
        if kind == "swap":
            return civil.day_number(year, dom, month)
        if kind == "digit":
            return self.typed(day)
        if kind == "random":
            return FIRST + rng.randrange(self.plan.span)
        moved = {"month": civil.add_months(day, sign), "year": civil.add_years(day, sign), "day": day + sign}
        return moved.get(kind, published)

    def typed(self, day: int) -> int:
        text = civil.iso(day)
        for _ in range(20):
            place = self.rng.choice((2, 3, 8, 9))
            try:
                return civil.parse_iso(text[:place] + self.rng.choice("0123456789") + text[place + 1 :])
            except ValueError:
                continue
        return day

    def written(self, day: int, published: int) -> tuple[str, int, int]:
        """A day as a source writes it, and the first and last day that this means."""
        months, years = self.plan.coarse
        kind = self.rng.random()
        year, month, dom = civil.civil(day)
        if kind < months:
            return f"{civil.MONTHS[month - 1]} {year}", *civil.month_bounds(year, month)
        if kind < months + years:
            return str(year), *civil.year_bounds(year)
        if kind < months + years + self.plan.relative and day <= published:
            return self.counted(day, published)
        name = civil.MONTHS[month - 1]
        forms = (civil.iso(day), f"{dom} {name} {year}", f"{name} {dom}, {year}")
        return self.rng.choices(forms, (5, 2, 2))[0], day, day

    def counted(self, day: int, published: int) -> tuple[str, int, int]:
        """A day counted back from publication: in days for a month, then in months for a year, then in years."""
        ago = published - day
        year, month, dom = civil.civil(day)
        if ago <= 31:
            return ("today" if ago == 0 else f"{ago} days ago"), day, day
        if year == civil.civil(published)[0]:
            name = civil.MONTHS[month - 1]
            return f"{name} {dom} of this year", day, day
        if year == civil.civil(published)[0] - 1:
            return f"{civil.MONTHS[month - 1]} last year", *civil.month_bounds(year, month)
        return str(year), *civil.year_bounds(year)

    def relations(self, number: int) -> list[RelationClaim]:
        """Relations to earlier events of the list that hold; some with a gap, so that they narrow."""
        rng, days = self.rng, self.days
        reach = range(number) if self.plan.together else range(number - number % 5, number)
        wanted = int(self.plan.relations) + (rng.random() < self.plan.relations % 1)
        made = []
        for other in rng.sample(list(reach), min(len(reach), wanted)):
            between = abs(days[number] - days[other])
            kind = Relation.AFTER if days[other] <= days[number] else Relation.BEFORE
            slack = rng.randint(1, 20)
            has_gap = rng.random() < self.plan.gaps
            gap = f"{max(0, between - slack)} to {between + slack} days" if has_gap else None
            source = rng.choice(sorted(self.published))
            made.append(RelationClaim(type=kind, event=f"e{other}", gap=gap, source=source))
        return made
