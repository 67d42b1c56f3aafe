"""What a dossier says, as what each thing said costs on given days; written from the reference pages alone."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from .gaps import BY_CLOCK, GAPS, Reach
from .meanings import ARBITRARY, FAR, Context, Days, centinats, months_later, odds, of_day
from .zones import AHEAD, dates_ahead

Variable = tuple[str, str]
LEAST_RELATION, LEAST_TENSE, PREFERENCE, SOFT_GAP = 529, 348, 1_000_000_000, centinats(9)
LIKELIEST = {"news": centinats(1 / 0.55), "reference": centinats(1 / 0.22)}
CERTAINTIES = {"certain": 1.0, "likely": 0.8, "possible": 0.5}


# A price is a cost with the number of the level below it: of levels that cost the same the likelier comes first.
LEVELS = 256


class Statement(NamedTuple):
    """One claim, or one part of it: its levels, by name, cost and test, and what to give it up costs."""

    label: str
    variables: tuple[Variable, ...]
    levels: tuple[tuple[str, int, Any], ...]
    last: int
    parts: tuple[tuple[tuple[Variable, ...], Any], ...] = ()

    @property
    def given_up(self) -> int:
        """The price of giving it up."""
        return self.last * LEVELS + max(1, len(self.levels))

    def prices(self, *days: Days) -> Days:
        """What it costs on given days, with the level."""
        if self.parts:
            at = dict(zip(self.variables, days, strict=True))
            holds = all(test(*(at[v] for v in variables)) for variables, test in self.parts)
            return np.asarray(0 if holds else self.given_up)
        table = np.full(np.broadcast_shapes(*(np.shape(d) for d in days)), self.given_up, dtype=np.int64)
        for level, (_, cost, test) in reversed(list(enumerate(self.levels))):
            table = np.where(test(*days), cost * LEVELS + level, table)
        return table


class Order(NamedTuple):
    """That one moment is not after another, or strictly before it; `label` of the statement that says so."""

    label: str | None
    first: Variable
    second: Variable
    strict: bool


class Reading(NamedTuple):
    statements: list[Statement]
    hard: list[tuple[tuple[Variable, ...], Any]]
    orders: list[Order]
    variables: list[Variable]


def read(dossier: dict[str, Any], texts: dict[str, Any]) -> Reading:
    """What a dossier says; texts by their wording."""
    return _Reader(dossier, texts).reading()


class _Reader:
    def __init__(self, dossier: dict[str, Any], texts: dict[str, Any]) -> None:
        self.dossier, self.texts = dossier, texts
        self.sources = dossier.get("sources", {})
        self.profile = dossier.get("slips", "news")
        self.out = Reading([], [], [], [])

    def reading(self) -> Reading:
        out = self.out
        for name in self.dossier["events"]:
            start, end = (name, "start"), (name, "end")
            out.variables.extend([start, end])
            out.hard.append(((start, end), lambda s, e: s <= e))
            out.orders.append(Order(None, start, end, strict=False))
        for name, source in self.sources.items():
            out.variables.append((name, "published"))
            self._publication(name, source)
        for name, event in self.dossier["events"].items():
            self._dates(name, event)
            self._relations(name, event)
        self._series()
        return out

    # Sources

    def _root(self, source: str) -> str:
        while "copies" in self.sources[source]:
            source = self.sources[source]["copies"]
        return source

    def _odds(self, source: str | None) -> int:
        if source is None:
            return odds(None, curator=True)
        return odds(self.sources[source].get("reliability"))

    def _printed(self, source: str | None) -> int | None:
        if source is None or "published" not in self.sources[source]:
            return None
        cells = self.texts[self.sources[source]["published"]].limits()
        return cells[0][0] if len(cells) == 1 and cells[0][0] == cells[0][1] else None

    def _publication(self, name: str, source: dict[str, Any]) -> None:
        variable = (name, "published")
        if "published" in source:
            context = Context(self.profile, self._odds(name), None, None, "published", sourced=False)
            levels = self.texts[source["published"]].levels(context)
            tests = [(one.name, one.cost, lambda p, one=one: one.test(p, p, p)) for one in levels]
            self._add(f"{name}/published", (variable,), tests, self._last(tests, context))
        if "retrieved" in source:
            latest = max(b for _, b in self.texts[source["retrieved"]].limits())
            test = ("as said", 0, lambda p: p <= latest)
            self._add(f"{name}/retrieved", (variable,), [test], LEAST_RELATION)

    def _last(self, levels: Iterable[Any], context: Context) -> int:
        dearest = max((cost for _, cost, _ in levels), default=0)
        return max(context.odds + centinats(1 / ARBITRARY[context.profile]), dearest + 1)

    # Claims on dates

    def _dates(self, name: str, event: dict[str, Any]) -> None:
        claims = event.get("claims", [])
        for number, claim in enumerate(claims):
            self._date(name, event, claim, claims, f"{name}/{number}")

    def _date(
        self,
        name: str,
        event: dict[str, Any],
        claim: dict[str, Any],
        claims: list[dict[str, Any]],
        label: str,
    ) -> None:
        source = claim.get("from")
        start, end = (name, "start"), (name, "end")
        weight = CERTAINTIES.get(claim.get("certainty", "certain"))
        weight = float(claim["certainty"]) if weight is None else weight
        moment = next((m for m in ("when", "starts", "ends") if m in claim), None)
        meaning = self.texts[claim[moment]] if moment else None
        moment = {"when": "whole", "starts": "start", "ends": "end", None: "whole"}[moment]
        root = self._root(source) if source else None
        stance = self._stance(claim)
        share = self._share(claim, claims)
        ruled = self._ruled(event, source)
        if "anchor" in claim:
            counted = (claim["anchor"], meaning.counted_from)
        else:
            counted = (root, "published") if root else start
        variables = (start, end, counted)
        if meaning:
            own = round(self._odds(source) * weight)
            context = Context(self.profile, own, self._printed(source), stance, moment, source is not None)
            levels = [(one.name, one.cost, one.test) for one in meaning.levels(context)]
            used = variables if meaning.counts(context) else (start, end, start)
            last = 1 if weight == 0 else self._last(levels, context)
            levels = levels[:1] if weight == 0 else levels
            self._add(label, used, levels, last, share, ruled=ruled)
        if source and stance in ("reported", "planned", "ongoing"):
            cost = round(max(LEAST_TENSE, self._odds(source)) * weight)
            begun = moment == "start" or (meaning is not None and meaning.shape == "since")
            original, appeared = (root, "published"), {(root, "published"), (source, "published")}
            parts: list[Any] = []
            if stance != "planned":
                ended = start if begun or stance == "ongoing" else end
                parts += [((ended, day), _not_after) for day in sorted(appeared)]
            if stance != "reported":
                begins = end if moment == "end" or stance == "ongoing" else start
                parts.append(((original, begins), _not_after))
            self._parts(f"{label}/tense", parts, cost, self._share(claim, claims, tense=True))

    def _share(self, claim: dict[str, Any], claims: list[dict[str, Any]], *, tense: bool = False) -> int:
        """How many of a family say the same."""
        if "from" not in claim:
            return 1
        family = {
            other["from"]
            for other in claims
            if "from" in other and self._said(other, tense=tense) == self._said(claim, tense=tense)
        }
        return len(family)

    def _said(self, claim: dict[str, Any], *, tense: bool) -> Any:
        """What makes two claims of a family one: the moment, and the words or the tense."""
        moment = next((k for k in ("when", "starts", "ends") if k in claim), None)
        if tense:
            moment = "when" if moment is None else moment
            return self._root(claim["from"]), moment, self._stance(claim)
        text, stance = claim.get(moment or ""), claim.get("as")
        # The tense of a bare name says which one is meant; of other words it is a thing of its own.
        turns = text is not None and getattr(self.texts[text], "direction", None) is not None
        return (
            self._root(claim["from"]),
            moment,
            text,
            claim.get("anchor"),
            stance == "ongoing" or (turns and stance),
        )

    def _stance(self, claim: dict[str, Any]) -> str | None:
        """The tense that is given, or that the words imply; words that count from an event imply none."""
        words = next((claim[k] for k in ("when", "starts", "ends") if k in claim), None)
        implied = self.texts[words].stance if words and "anchor" not in claim else None
        return claim.get("as") or implied

    def _parts(self, label: str, parts: Any, last: int, share: int = 1) -> None:
        """A statement that several things hold, at one price."""
        variables = tuple(dict.fromkeys(v for vs, _ in parts for v in vs))
        cost = max(1, round(last / share))
        self.out.statements.append(Statement(label, variables, (), cost, tuple(parts)))

    def _ruled(self, event: dict[str, Any], source: str | None) -> bool:
        return "prefer" in event and event["prefer"].get("from") == source

    def _add(
        self,
        label: str,
        variables: tuple[Variable, ...],
        levels: list[Any],
        last: int,
        share: int = 1,
        *,
        ruled: bool = False,
    ) -> None:
        """A statement; what no level of it escapes is no cost, since nothing could spare it."""
        free = levels[0][1] if levels else 0

        def price(cost: int) -> int:
            if cost <= 0:
                return 0
            return cost + PREFERENCE if ruled else max(1, round(cost / share))

        priced: list[tuple[str, int, Any]] = []
        steps = [*levels, (None, last, None)]
        costs = [0]
        for (_, cheaper, _), (_, cost, _) in itertools.pairwise([("", free, None), *steps]):
            # What is dearer stays so, whatever the share.
            costs.append(max(price(cost - free), costs[-1] + (cost > cheaper)))
        priced = tuple((name, cost, test) for (name, _, test), cost in zip(levels, costs[1:], strict=False))
        self.out.statements.append(Statement(label, variables, priced, max(1, costs[-1])))

    # Relations

    def _relations(self, name: str, event: dict[str, Any]) -> None:
        for kind, given in event.get("relations", []):
            source = given.get("from")
            weight = CERTAINTIES.get(given.get("certainty", "certain"))
            weight = float(given["certainty"]) if weight is None else weight
            last = max(
                1, round((max(LEAST_RELATION, self._odds(source)) + LIKELIEST[self.profile] - 1) * weight)
            )
            alike = {
                g["from"]
                for k, g in event["relations"]
                if k == kind
                and "from" in g
                and source
                and self._root(g["from"]) == self._root(source)
                and all(g.get(field) == given.get(field) for field in ("event", "by", "n"))
            }
            last = max(1, round(last / max(1, len(alike))))
            label = f"{name}/{kind}/{given.get('event', '')}/{source}"
            if kind == "nth":
                self._nth(label, name, given, last)
            elif kind == "lasts" and given["by"] in BY_CLOCK:
                self._hours(label, ((name, "start"), (name, "end")), given["by"], last)
            elif kind == "lasts":
                reach = GAPS[given["by"]]
                self._gap(label, ((name, "start"), (name, "end")), reach, last, less=(1, 1))
            else:
                self._related(label, name, kind, given, last)

    def _related(self, label: str, name: str, kind: str, given: dict[str, Any], last: int) -> None:
        other = given["event"]
        converse = {"after": "before", "met-by": "meets", "contains": "during", "overlapped-by": "overlaps",
                    "started-by": "starts-with", "ended-by": "ends-with", "follows": "before"}  # fmt: skip
        one, two = (other, name) if kind in converse else (name, other)
        kind = {"prepares-for": "before", "part-of": "during"}.get(kind, converse.get(kind, kind))
        s1, e1, s2, e2 = (one, "start"), (one, "end"), (two, "start"), (two, "end")
        out = self.out
        # How many days a date of the one can be ahead of one of the other, at the same instant.
        ahead, behind = self._ahead(one, two), self._ahead(two, one)
        if kind == "before":
            if given.get("by") in BY_CLOCK:
                self._hours(label, (e1, s2), given["by"], last)
            elif "by" in given:
                self._gap(label, (e1, s2), GAPS[given["by"]], last, less=(ahead, -behind))
            else:
                self._add(label, (e1, s2), [("as said", 0, lambda e, s: e <= s + ahead)], last)
            if "by" not in given or given["by"] in BY_CLOCK or GAPS[given["by"]].ordered:
                out.orders.append(Order(label, e1, s2, strict=True))
            return

        def apart(least: int, most: int | None) -> Any:
            """That what the second event has lies so many days after what the first has."""
            latest = FAR if most is None else most + behind
            return lambda a, b: (b >= a + least - ahead) & (b <= a + latest)

        def no_later(a: Days, b: Days) -> Days:
            return a <= b + behind

        parts = {
            "meets": [((e1, s2), apart(0, 1))],
            "during": [((s2, s1), no_later), ((e1, e2), apart(0, None))],
            "overlaps": [((s1, s2), apart(0, None)), ((s2, e1), no_later), ((e1, e2), apart(0, None))],
            "starts-with": [((s1, s2), apart(0, 0)), ((e1, e2), apart(0, None))],
            "ends-with": [((e1, e2), apart(0, 0)), ((s2, s1), no_later)],
            "same-time-as": [((s1, s2), apart(0, 0)), ((e1, e2), apart(0, 0))],
            "same-day-as": [((s1, s2), apart(0, 0))],
        }[kind]
        self._parts(label, parts, last)
        for first, second, strict in {
            "meets": [(e1, s2, True)],
            "during": [(s2, s1, False), (e1, e2, False)],
            "overlaps": [(s1, s2, False), (s2, e1, False), (e1, e2, False)],
            "starts-with": [(e1, e2, False)],
            "ends-with": [(s2, s1, False)],
        }.get(kind, []):
            out.orders.append(Order(label, first, second, strict))

    def _zone(self, event: str) -> str:
        return self.dossier["events"][event].get("zone", self.dossier.get("zone", "UTC"))

    def _ahead(self, one: str, other: str) -> int:
        return dates_ahead(self._zone(one), self._zone(other))

    def _hours(self, label: str, variables: tuple[Variable, Variable], words: str, last: int) -> None:
        """A gap by the clock, on days: an instant may be the first of its day, or the last second."""
        gap = BY_CLOCK[words]
        one, other = (AHEAD[self._zone(variable[0])] for variable in variables)

        def test(most: float | None) -> Any:
            least_later = math.floor((gap.least + other - one) / 24)
            most_later = FAR if most is None else math.floor((24 - 1 / 3600 + most + other - one) / 24)
            return lambda a, b: (b >= a + least_later) & (b <= a + most_later)

        levels = [("as said", 0, test(gap.most))]
        if gap.softly is not None:
            levels = [("as said", 0, test(gap.softly)), ("softly", min(SOFT_GAP, last), test(None))]
        self._add(label, variables, levels, last)

    def _gap(
        self,
        label: str,
        variables: tuple[Variable, Variable],
        reach: Reach,
        last: int,
        less: tuple[int, int] = (0, 0),
    ) -> None:
        """A distance in days, at both its ends so many less."""

        def shifted(offset: tuple[int, int], less: int) -> Any:
            return of_day(lambda a: months_later(a, offset[0]) + offset[1] - less)

        def test(most: tuple[int, int] | None) -> Any:
            def holds(a: Days, b: Days) -> Days:
                result = np.ones(np.broadcast_shapes(np.shape(a), np.shape(b)), dtype=bool)
                if reach.least is not None:
                    result = result & (b >= shifted(reach.least, less[0])(a))
                if most is not None:
                    result = result & (b <= shifted(most, less[1])(a))
                return result

            return holds

        levels = [("as said", 0, test(reach.most))]
        if reach.softly is not None:
            levels = [("as said", 0, test(reach.softly)), ("softly", min(SOFT_GAP, last), test(None))]
        self._add(label, variables, levels, last)

    def _nth(self, label: str, name: str, given: dict[str, Any], last: int) -> None:
        place = (given["series"], f"{given['n']} {self._zone(name)}")
        if place not in self.out.variables:
            self.out.variables.append(place)
        start = (name, "start")
        self._add(label, (start, place), [("as said", 0, lambda s, p: s == p)], last)
        self.out.orders.extend(
            [Order(label, start, place, strict=False), Order(label, place, start, strict=False)]
        )

    def _series(self) -> None:
        """Places are in order, of which each has a day in every zone of an event there."""
        for one, two in itertools.permutations([v for v in self.out.variables if is_place(v)], 2):
            (earlier, zone), (later, other) = one[1].split(), two[1].split()
            if one[0] == two[0] and int(earlier) <= int(later):
                ahead = dates_ahead(zone, other)
                self.out.hard.append(((one, two), lambda a, b, ahead=ahead: a <= b + ahead))
                self.out.orders.append(Order(None, one, two, strict=int(earlier) < int(later)))


def is_place(variable: Variable) -> bool:
    """Whether a variable is the day of a place in a series, as a zone has it."""
    return variable[1][0].isdigit()


def _not_after(one: Days, two: Days) -> Days:
    return one <= two


def cost_at(reading: Reading, days: dict[Variable, int]) -> int | None:
    """What a reading costs on given days, circles of orders aside; None where they are impossible."""
    if not all(test(*(np.asarray(days[v]) for v in vs)) for vs, test in reading.hard):
        return None
    return sum(
        int(s.prices(*(np.asarray(days[v]) for v in s.variables))) // LEVELS for s in reading.statements
    )
