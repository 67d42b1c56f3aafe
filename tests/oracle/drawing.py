"""Small random dossiers with everything that a file can say, and what their texts mean."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

from . import meanings as mean, names
from .gaps import BY_CLOCK, GAPS
from .meanings import MONTHS, WEEKDAYS, Absolute, Written, months_later
from .zones import FIXED, NAMED

CENTRES = [
    dt.date(2022, 9, 10),
    dt.date(2022, 9, 2),
    dt.date(2020, 2, 26),
    dt.date(2021, 12, 30),
    dt.date(2023, 3, 20),
    dt.date(2022, 8, 9),
]
GRADES = [None, None, "A", "B", "C", "D", "E", "F", "high", "medium", "low", "3", "2", "1", "0"]
KINDS = ["before", "after", "meets", "met-by", "during", "contains", "part-of", "overlaps", "overlapped-by",
         "starts-with", "started-by", "ends-with", "ended-by", "same-time-as", "same-day-as", "prepares-for",
         "follows"]  # fmt: skip
GAPPED = {"before", "after", "prepares-for", "follows"}
STANCES = [None] * 6 + ["reported", "planned", "ongoing"]


class Drawing:
    """One dossier in the making."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        centre = self.rng.choice(CENTRES)
        # Of some dossiers the dates are of two years or three, so that gaps of a year between them can hold.
        years = self.rng.choice([(0,)] * 6 + [(0, 1), (0, 2), (-1, 0, 1)])
        self.centres = [dt.date.fromordinal(months_later(centre.toordinal(), 12 * n)) for n in years]
        self.centre = centre
        # In some dossiers, gaps are of hours.
        self.by_clock = self.rng.random() < 0.15
        self.texts: dict[str, Any] = {}
        self.made: dict[str, Any] = {}

    # Texts

    def _day(self, spread: int = 7) -> dt.date:
        return self.rng.choice(self.centres) + dt.timedelta(self.rng.randint(-spread, spread))

    def said(self, text: str, meaning: Any) -> str:
        self.texts[text] = meaning
        return text

    def _written(self, day: dt.date) -> tuple[str, Written]:
        style = self.rng.randrange(4)
        if style < 2:
            return day.isoformat(), Written(day.year, day.month, day.day, numeric=True)
        if style == 2:
            return f"{day.day} {MONTHS[day.month]} {day.year}", Written(day.year, day.month, day.day)
        return f"{MONTHS[day.month]} {day.day}, {day.year}", Written(day.year, day.month, day.day)

    def absolute(self) -> str:
        return self.rng.choice(
            [self._plain, self._plain, self._plain, self._month, self._year, self._span, self._span_in_words,
             self._between, self._choice, self._stretch, self._since, self._until, self._either, self._weekday_date,
             self._part, self._new_year]
        )()  # fmt: skip

    def _plain(self) -> str:
        text, written = self._written(self._day())
        return self.said(text, Absolute((written,)))

    def _new_year(self) -> str:
        year = self.centre.year + (self.centre.month > 6)
        return self.said(f"{year}-01-01", Absolute((Written(year, 1, 1, numeric=True),)))

    def _month(self) -> str:
        day = self._day(25)
        if self.rng.random() < 0.5:
            return self.said(f"{day:%Y-%m}", Absolute((Written(day.year, day.month, numeric=True),)))
        return self.said(f"{MONTHS[day.month]} {day.year}", Absolute((Written(day.year, day.month),)))

    def _year(self) -> str:
        year = self._day(30).year
        return self.said(str(year), Absolute((Written(year),)))

    def _two(self) -> tuple[dt.date, dt.date]:
        one = self._day()
        return one, one + dt.timedelta(self.rng.randint(1, 6))

    def _span(self) -> str:
        one, two = self._two()
        dates = (Written(d.year, d.month, d.day, numeric=True) for d in (one, two))
        return self.said(f"{one}/{two}", Absolute(tuple(dates), "span"))

    def _span_in_words(self) -> str:
        one, two = self._two()
        dates = tuple(Written(d.year, d.month, d.day) for d in (one, two))
        if one.month == two.month:
            return self.said(
                f"{one.day} to {two.day} {MONTHS[one.month]} {one.year}", Absolute(dates, "span")
            )
        return self.said(
            f"from {one.day} {MONTHS[one.month]} {one.year} to {two.day} {MONTHS[two.month]} {two.year}",
            Absolute(dates, "span"),
        )

    def _between(self) -> str:
        one, two = self._two()
        cell = (one.toordinal(), two.toordinal())
        words = [f"{d.day} {MONTHS[d.month]} {d.year}" for d in (one, two)]
        return self.said(
            f"between {words[0]} and {words[1]}",
            Absolute((Written(one.year, one.month, one.day),), cells=(cell,)),
        )

    def _choice(self) -> str:
        one, two = self._two()
        cells = tuple((d.toordinal(),) * 2 for d in (one, two))
        return self.said(f"[{one},{two}]", Absolute((), cells=cells))

    def _stretch(self) -> str:
        one, two = self._two()
        return self.said(f"[{one}..{two}]", Absolute((), cells=((one.toordinal(), two.toordinal()),)))

    def _since(self) -> str:
        day = self._day()
        if self.rng.random() < 0.5:
            return self.said(
                f"{day}/..", Absolute((Written(day.year, day.month, day.day, numeric=True),), "since")
            )
        return self.said(
            f"since {day.day} {MONTHS[day.month]} {day.year}",
            Absolute((Written(day.year, day.month, day.day),), "since"),
        )

    def _until(self) -> str:
        day = self._day()
        if self.rng.random() < 0.5:
            return self.said(
                f"../{day}", Absolute((Written(day.year, day.month, day.day, numeric=True),), "until")
            )
        return self.said(
            f"until {day.day} {MONTHS[day.month]} {day.year}",
            Absolute((Written(day.year, day.month, day.day),), "until"),
        )

    def _either(self) -> str:
        day = self._day()
        if day.day > 12 or day.day == day.month:
            return self._plain()
        dates = tuple(
            Written(day.year, m, d, numeric=True) for m, d in ((day.month, day.day), (day.day, day.month))
        )
        return self.said(f"{day.day}/{day.month}/{day.year}", Absolute(dates))

    def _weekday_date(self) -> str:
        day = self._day()
        weekday = day.weekday() if self.rng.random() < 0.4 else self.rng.randrange(7)
        text = f"{WEEKDAYS[weekday]}, {day.day} {MONTHS[day.month]} {day.year}"
        return self.said(text, Absolute((Written(day.year, day.month, day.day, weekday=weekday),)))

    def _part(self) -> str:
        day = self._day()
        first, last = mean.month_cell(day.year, day.month)
        word, cell = self.rng.choice(
            [("early", (first, first + 9)), ("mid", (first + 10, first + 19)), ("late", (first + 20, last))]
        )
        return self.said(
            f"{word} {MONTHS[day.month]} {day.year}", Absolute((Written(day.year, day.month),), cells=(cell,))
        )

    def relative(self) -> str:
        rng, day = self.rng, self._day()
        weekday, number = rng.randrange(7), rng.randint(2, 9)
        name = WEEKDAYS[weekday]
        text, meaning = rng.choice(
            [
                (f"on {name}", names.bare_weekday(weekday)), (f"on {name}", names.bare_weekday(weekday)),
                (f"{MONTHS[day.month]} {min(day.day, 28)}", names.bare_month_day(day.month, min(day.day, 28))),
                (f"in {MONTHS[day.month]}", names.bare_month(day.month)),
                (f"a {name}", mean.Weekday(weekday)),
                ("yesterday", names.deictic(-1, "reported")), ("today", names.deictic(0, None)),
                ("tomorrow", names.deictic(1, "planned")),
                (f"{number} days ago", names.deictic(-number, "reported")),
                (f"in {number} days", names.deictic(number, "planned")),
                ("last week", names.week(-1, "reported")), ("this week", names.week(0, None)),
                ("next week", names.week(1, "planned")),
                ("last month", names.month_from(-1, "reported")), ("this month", names.month_from(0, None)),
                ("next month", names.month_from(1, "planned")),
                ("later this month", names.rest_of_month()), ("earlier this month", names.month_so_far()),
                (f"last {name}", names.last_weekday(weekday)),
                (f"next {name}", names.next_weekday(weekday)),
            ]
        )  # fmt: skip
        return self.said(text, meaning)

    def anchored(self) -> str:
        """A text that counts from an event: what is ahead of it from its end."""
        number = self.rng.randint(2, 6)
        text, meaning = self.rng.choice(
            [
                (f"{number} days later", names.deictic(number, None, "end")),
                (f"{number} days earlier", names.deictic(-number, None)),
                ("the following day", names.deictic(1, None, "end")), ("the day before", names.deictic(-1, None)),
                ("the same day", names.deictic(0, None)), ("that week", names.week(0, None)),
                ("the following week", names.week(1, None, "end")), ("the previous week", names.week(-1, None)),
                ("the following month", names.month_from(1, None, "end")),
            ]
        )  # fmt: skip
        return self.said(text, meaning)

    # Dossiers

    def dossier(self) -> dict[str, Any]:
        self.made = self._dossier()
        return self.made

    def _dossier(self) -> dict[str, Any]:
        rng = self.rng
        sources = {
            name: self._source(name, number) for number, name in enumerate("stu"[: rng.choice((1, 2, 2, 3))])
        }
        names = "abcd"[: rng.choice((1, 2, 2, 3, 3, 4))]
        events = {name: self._event(name, names, list(sources)) for name in names}
        zone = {}
        if rng.random() < 0.25:
            zones = sorted(FIXED if self.by_clock else NAMED)
            zone = {"zone": rng.choice(zones)}
            for event in events.values():
                event.update({"zone": rng.choice(zones)} if rng.random() < 0.7 else {})
        return (
            zone
            | {
                "id": "x",
                "slips": rng.choice(("news", "news", "reference")),
                "sources": sources,
                "events": events,
            }
            | (
                {"series": {"w": {}}}
                if any(kind == "nth" for e in events.values() for kind, _ in e["relations"])
                else {}
            )
        )

    def _source(self, name: str, number: int) -> dict[str, Any]:
        rng, source = self.rng, {}
        if rng.random() < 0.75:
            source["published"] = rng.choice(
                [self._plain, self._plain, self._month, self._stretch, self._choice]
            )()
        if rng.random() < 0.15:
            source["retrieved"] = self._plain()
        if (grade := rng.choice(GRADES)) is not None:
            source["reliability"] = grade
        if number and rng.random() < 0.2:
            source["copies"] = "stu"[number - 1]
        return source

    def _event(self, name: str, names: str, sources: list[str]) -> dict[str, Any]:
        rng = self.rng
        claims: list[dict[str, Any]] = []
        for _ in range(rng.choice((0, 1, 1, 2, 2, 3) if len(names) > 1 else (1, 2, 3, 4))):
            claim = self._claim(name, names, sources, claims)
            if all(
                [c.get(k) for k in ("from", "when", "starts", "ends")]
                != [claim.get(k) for k in ("from", "when", "starts", "ends")]
                for c in claims
            ):
                claims.append(claim)
        relations: list[tuple[str, dict[str, Any]]] = []
        others = [other for other in names if other != name]
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            self._relation(relations, others, sources)
        event: dict[str, Any] = {"claims": claims, "relations": relations}
        if rng.random() < 0.06:
            event["prefer"] = {"from": rng.choice(sources), "because": "so"}
        return event

    def _claim(
        self, name: str, names: str, sources: list[str], claims: list[dict[str, Any]]
    ) -> dict[str, Any]:
        rng = self.rng
        source = rng.choice([*sources, *sources, None])
        claim: dict[str, Any] = {} if source is None else {"from": source}
        if source and rng.random() < 0.06:
            return claim | {"as": rng.choice(("reported", "planned", "ongoing"))}
        others = [other for other in names if other != name]
        if others and rng.random() < 0.08:
            return claim | {
                rng.choice(("when", "when", "starts", "ends")): self.anchored(),
                "anchor": rng.choice(others),
            }
        copied = [
            c for c in claims if "from" in c and "when" in c and "anchor" not in c and c["from"] != source
        ]
        if source and copied and rng.random() < 0.3:
            text = rng.choice(copied)["when"]
        else:
            text = self.relative() if source and rng.random() < 0.5 else self.absolute()
        claim[rng.choice(("when", "when", "when", "starts", "ends"))] = text
        if source and (stance := rng.choice(STANCES)) is not None:
            claim["as"] = stance
        if rng.random() < 0.2:
            claim["certainty"] = rng.choice(("likely", "possible", "0.3", "0", "1"))
        return claim

    def _gaps(self) -> set[str]:
        return set(BY_CLOCK if self.by_clock and self.rng.random() < 0.6 else GAPS)

    def _relation(
        self, relations: list[tuple[str, dict[str, Any]]], others: list[str], sources: list[str]
    ) -> None:
        rng = self.rng
        given: dict[str, Any] = {}
        if rng.random() < 0.4:
            given["from"] = rng.choice(sources)
        if rng.random() < 0.2:
            given["certainty"] = rng.choice(("likely", "possible", "0.3", "0"))
        kind = rng.choice(["lasts", "nth", *(KINDS if others else ())])
        if kind == "lasts":
            given["by"] = rng.choice(sorted(self._gaps() - {"the same day"}))
        elif kind == "nth":
            given |= {"series": "w", "n": rng.choice((1, 2, 2, 3))}
        else:
            given["event"] = rng.choice(others)
            if kind in GAPPED and rng.random() < 0.5:
                given["by"] = rng.choice(sorted(self._gaps()))
        if all(
            (kind, given.get("event"), given.get("from")) != (k, g.get("event"), g.get("from"))
            and not (kind == k and kind in ("nth", "lasts"))
            for k, g in relations
        ):
            relations.append((kind, given))


def yaml_of(dossier: dict[str, Any]) -> str:
    """The file of a dossier; JSON is YAML."""
    events = {}
    for name, event in dossier["events"].items():
        own: dict[str, Any] = {k: v for k, v in event.items() if k in ("claims", "prefer", "zone") and v}
        for kind, given in event["relations"]:
            if kind == "nth":
                own["nth"] = {
                    "n": given["n"],
                    "of": given["series"],
                    **{k: given[k] for k in ("from", "certainty") if k in given},
                }
            elif kind == "lasts":
                own["lasts"] = dict(given)
            else:
                own.setdefault(kind, []).append(dict(given))
        events[name] = own
    return json.dumps({**dossier, "events": events}, indent=1)
