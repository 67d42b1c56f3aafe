"""Words for what is said: claims, relations, publication days and ranges, as every explanation quotes them.

Only wording: what became of a claim stands in the values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from timeline.dates import civil
from timeline.dates.clocks import ClockRange
from timeline.dates.fuzzy import DateRange, Stance, Wording
from timeline.dates.ranges import range_words
from timeline.dates.text import parse_date, read
from timeline.dates.zones import UTC
from timeline.evidence.allen import Relation
from timeline.evidence.model import DateClaim, RelationClaim, Source
from timeline.reasoning.entries import Entry
from timeline.reasoning.families import origin, stance_of
from timeline.reasoning.outcome import Timeline

__all__ = [
    "Words",
    "day_words",
    "falls_words",
    "joined",
    "moment_words",
    "ordinal",
    "slip_words",
    "span_words",
    "stance_words",
    "times_words",
]

_SLIPS: Final = {
    "day": "printed one day off",
    "days": "printed a few days off",
    "publication-day": "the publication day printed for the event's",
    "month": "printed one month off",
    "year": "printed one year off",
    "digit": "one digit misprinted",
    "swap": "day and month swapped",
    "placeholder": "1 January put for the whole year",
    "weekday": "the weekday misprinted",
    "hour": "told an hour off",
    "half-day": "a.m. and p.m. mixed up",
}


def slip_words(*slips: str) -> str:
    """Kinds of slip in words.

    >>> slip_words("swap"), slip_words("month", "year")
    ('day and month swapped', 'printed one month off or one year off')
    """
    first, *others = (_SLIPS[slip] for slip in slips)
    lead = "printed "
    return " or ".join(
        (first, *(one.removeprefix(lead) if first.startswith(lead) else one for one in others))
    )


def ordinal(number: int) -> str:
    """A number as an ordinal.

    >>> [ordinal(n) for n in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def joined(phrases: Sequence[str]) -> str:
    """Phrases as a list in a sentence.

    >>> joined(["a"]), joined(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def day_words(days: DateRange) -> str:
    """A range in words; a single day with its weekday, since misprints often show there.

    >>> day_words(DateRange.of("2023-04-05", "2023-04-05")), day_words(DateRange.of("2023-04-01", "2023-04-30"))
    ('Wednesday 5 Apr 2023', 'Apr 2023')
    """
    words = range_words(days.first, days.last)
    if days.first is None or not days.settled:
        return words
    return f"{civil.WEEKDAYS[civil.weekday(days.first)]} {words}"


def falls_words(days: DateRange, *, weekday: bool = False) -> str:
    """Where what lies in a range lies: ``on 5 Apr 2023``, ``in Apr 2023``, ``within 3-5 Apr 2023``.

    >>> [falls_words(DateRange.of("2023-04-01", last)) for last in ("2023-04-01", "2023-04-30", "2023-04-05")]
    ['on 1 Apr 2023', 'in Apr 2023', 'within 1-5 Apr 2023']
    """
    words = day_words(days) if weekday else range_words(days.first, days.last)
    if days.settled:
        return f"on {words}"
    if days.first is None or days.last is None:
        return moment_words("on", days) if days.first != days.last else words
    whole = civil.civil(days.first)[2] == 1 == civil.civil(days.last + 1)[2]
    return f"{'in' if whole else 'within'} {words}"


def moment_words(verb: str, days: DateRange, *, weekday: bool = False) -> str:
    """When a moment is: ``starts 5 Apr 2023``, ``ends 5 Apr 2023 or later``.

    >>> moment_words("ends", DateRange.of("2023-04-05", None))
    'ends 5 Apr 2023 or later'
    """
    if days.first is None and days.last is None:
        return f"{verb} on an unknown day"
    if days.first is None:
        return f"{verb} {range_words(days.last, days.last)} or earlier"
    if days.last is None:
        return f"{verb} {range_words(days.first, days.first)} or later"
    return f"{verb} {day_words(days) if weekday else range_words(days.first, days.last)}"


def span_words(start: DateRange, end: DateRange, *, weekday: bool = False) -> str:
    """When a span lies: as one range where start and end have the same, else each for itself.

    >>> day, later = DateRange.of("2023-04-05", "2023-04-05"), DateRange.of("2023-04-05", None)
    >>> span_words(day, day), span_words(day, later)
    ('5 Apr 2023', 'starts 5 Apr 2023, ends 5 Apr 2023 or later')
    """
    if start != end:
        both = moment_words("starts", start, weekday=weekday), moment_words("ends", end, weekday=weekday)
        return ", ".join(both)
    if start.first is None and start.last is None:
        return "undated"
    return day_words(start) if weekday else range_words(start.first, start.last)


def times_words(begins: ClockRange | None, ends: ClockRange | None, zone: str) -> str:
    """Times of day at which something starts and ends, with their zone; empty where none is known.

    >>> half_past_ten, noon = (ClockRange(first=at, last=at + 59, ahead=32400) for at in (37800, 43200))
    >>> times_words(half_past_ten, noon, "Asia/Tokyo")
    'at 10:30, ending at 12:00 (Asia/Tokyo)'
    """
    told = [_time_words(begins, "at", "between")] if begins else []
    told += [_time_words(ends, "ending at", "ending between")] if ends and ends != begins else []
    return f"{', '.join(told)} ({zone})" if told else ""


def _time_words(times: ClockRange, at: str, between: str) -> str:
    first, _, last = times.words.partition("..")
    return f"{between} {first} and {last}" if last else f"{at} {first}"


_STANCES: Final = {Stance.REPORTED: "past", Stance.PLANNED: "to come", Stance.ONGOING: "going on"}


def stance_words(stance: Stance) -> str:
    """How a claim looks at its event.

    >>> stance_words(Stance.PLANNED)
    'to come'
    """
    return _STANCES[stance]


class Words:
    """Finds words for the claims of one timeline, by id."""

    def __init__(self, line: Timeline) -> None:
        self._said: dict[str, tuple[str, DateClaim | RelationClaim | Source]] = {}
        self._slips: dict[str, tuple[str, ...]] = {}
        # Of claims whose words name their days themselves.
        self._days: dict[str, DateRange | None] = {}
        self._dossier = line.dossier
        self._counts: dict[str, str] = {}
        for entry in (*line.entries, *line.others):
            self._note(entry)
        for judged in line.sources:
            for key in ("published", "retrieved"):
                self._said[f"{judged.id}/{key}"] = (judged.id, judged.source)
            self._slips[f"{judged.id}/published"] = judged.slips

    def _note(self, entry: Entry) -> None:
        for judged in entry.claims:
            self._said[judged.id] = (entry.id, judged.claim)
            self._slips[judged.id] = judged.slips
            if not judged.relative:
                self._days[judged.id] = judged.says
            if judged.claim.source is not None and (judged.relative or judged.tense is not None):
                # A tense looks from the day of its own source, words count from that of what they were copied from.
                source = judged.claim.source
                self._counts[judged.id] = origin(self._dossier, source) if judged.relative else source
        self._said.update({judged.id: (entry.id, judged.relation) for judged in entry.relations})

    def names(self, name: str, days: DateRange) -> bool:
        """Whether a claim, as it was kept, says in so many words that these are the days."""
        return not self.slipped(name) and self.named(name) == days

    def named(self, name: str) -> DateRange | None:
        """The days that a claim names, or a source as its own, printed or by the day on which it was retrieved."""
        source = self._said[name][1]
        if not isinstance(source, Source):
            return self._days.get(name)
        printed = name == f"{source.id}/published"
        text = source.published if printed else source.retrieved
        assert text is not None
        days = parse_date(text, options=source.reading or self._dossier.reading).range
        return days if printed else DateRange(None, days.last)

    def wording(self, name: str) -> Wording | None:
        """What the words of a claim say by themselves, or those of the day that is printed on a source."""
        owner, said = self._said[name]
        if isinstance(said, Source):
            text, reading = said.published, said.reading or self._dossier.reading
            return None if text is None else read(text, reading)
        if isinstance(said, RelationClaim):
            return None
        return self._dossier.wording(said, self._dossier.zone_of(self._dossier.event(owner)))

    def zone(self, event: str | None = None) -> str:
        """The zone in which the days of an event are days, or without one that of the file."""
        return (
            self._dossier.zone or UTC if event is None else self._dossier.zone_of(self._dossier.event(event))
        )

    def slipped(self, name: str) -> bool:
        """Whether a claim was kept as a slip only."""
        return bool(self._slips.get(name))

    def published(self, name: str) -> str | None:
        """Id of the publication day that a claim counts from, or looks from; None where there is none."""
        source = self._counts.get(name)
        return None if source is None else f"{source}/published"

    def printed(self, name: str) -> str:
        """A publication day as it is printed, with the slip where it was corrected."""
        said = self._said[name][1]
        assert isinstance(said, Source)
        slips = self._slips.get(name)
        return f"“{said.published}”{f' [{slip_words(*slips)}]' if slips else ''}"

    def kept(self, name: str, about: str | None = None, *asides: str) -> str:
        """A claim as it was kept, to be one among others: in words, and with the slip where it was corrected."""
        slips = self._slips.get(name)
        return self.claim(name, about, *asides, *([slip_words(*slips)] if slips else []), verb="speaking")

    def claim(self, name: str, about: str | None = None, *asides: str, verb: str = "speaks") -> str:
        """A claim in words, with its voice, where it stands there, and what is to be added to that.

        The event is named unless it is the one that is spoken `about`; a claim without words is told with a verb.
        """
        owner, said = self._said[name]
        if isinstance(said, Source):
            return ", ".join((_own_date(said, name.rpartition("/")[2], about), *asides))
        if isinstance(said, DateClaim) and said.text is None:
            return self.tense(name, about, *asides, verb=verb)
        voice = ", ".join((said.voice, *self._whence(name, said), *asides))
        if isinstance(said, RelationClaim):
            return f"{_relation_words(said, owner if owner != about else None)} ({voice})"
        whose = "" if owner == about else owner
        going = ", as going on" if said.stance is Stance.ONGOING else ""
        return f"“{said.text}”{f' of {whose}' if whose else ''}{going} ({voice})"

    def given(self, name: str) -> str:
        """How a claim is given: what a source says is printed, what the curator says is not."""
        said = self._said[name][1]
        return "as written" if not isinstance(said, Source) and said.source is None else "as printed"

    def goes_on(self, name: str) -> bool:
        """Whether a claim says that its event was going on."""
        said = self._said[name][1]
        return isinstance(said, DateClaim) and said.stance is Stance.ONGOING

    def stance(self, name: str) -> Stance:
        """How a claim looks at its event from the day of publication, said or implied by its words."""
        said = self._said[name][1]
        assert isinstance(said, DateClaim)
        stance = stance_of(said, self.wording(name))
        assert stance is not None
        return stance

    def tense(self, name: str, about: str | None = None, *asides: str, verb: str = "speaks") -> str:
        """How the source of a claim looks at its event; that is named unless it is the one that is spoken `about`."""
        owner, said = self._said[name]
        assert isinstance(said, DateClaim)
        aside = ", ".join((*([said.at] if said.at else []), *_sureness(said), *asides))
        whose = "it" if owner == about else owner
        return f"{said.voice}{f' ({aside})' if aside else ''} {verb} of {whose} as {stance_words(self.stance(name))}"

    def _whence(self, name: str, said: DateClaim | RelationClaim) -> Iterable[str]:
        """Where a source says something, from whom it has words that count from another day, and how sure it is."""
        if said.at is not None:
            yield said.at
        original = self._counts.get(name)
        if original is not None and original != said.source:
            yield f"copying {original}"
        yield from _sureness(said)

    def phrases(
        self, names: Iterable[str], about: str | None = None, tenses: Collection[str] = ()
    ) -> list[str]:
        """Claims as they were kept, from those about an event outwards; of some it is the tense that is meant.

        A publication day goes with the first claim that counts from it.
        """
        left = set(names)
        days = {day for name in left if (day := self.published(name)) in left}
        phrases = []
        for name in self._outwards(left - days, about):
            day = self.published(name)
            since = [f"published {self.printed(day)}"] if day is not None and day in days else []
            said = self.tense(name, about, *since, verb="speaking") if name in tenses else None
            phrases.append(said or self.kept(name, about, *since))
            days.discard(day)
        return phrases

    def _outwards(self, names: Iterable[str], about: str | None) -> list[str]:
        """Claims in the order in which they lead on from an event or a source, else by id."""
        left = sorted(names)
        ends = {name: self._ends(name) for name in left}
        reached: set[str] = set() if about is None else {about}
        ordered: list[str] = []
        while left:
            near = [name for name in left if not reached.isdisjoint(ends[name])] or left
            ordered += near
            reached.update(*(ends[name] for name in near))
            left = [name for name in left if name not in near]
        return ordered

    def _ends(self, name: str) -> set[str]:
        """The events, sources and series that a claim ties together."""
        owner, said = self._said[name]
        if isinstance(said, RelationClaim):
            return {owner, said.event or said.series or owner}
        counted = self._counts.get(name)
        anchor = said.anchor if isinstance(said, DateClaim) else None
        return {end for end in (owner, counted, anchor) if end is not None}


def _sureness(said: DateClaim | RelationClaim) -> Iterable[str]:
    """How sure a claim is, where it is less than certain: ``likely``, ``certainty 0.75``."""
    if said.certainty not in ("certain", "1"):
        yield said.certainty if said.certainty.isalpha() else f"certainty {said.certainty}"


def _own_date(source: Source, key: str, about: str | None) -> str:
    if key == "published" and source.id == about:
        return f"“{source.published}”, as given"
    if key == "published":
        return f"“{source.published}” as the day on which {source.id} appeared"
    if source.id == about:
        return f"“{source.retrieved}”, on which it was retrieved"
    return f"“{source.retrieved}” as the day on which {source.id} was retrieved"


# How an event lies to another, to follow it or to stand alone.
_LYING: Final = {
    Relation.MEETS: "meeting",
    Relation.MET_BY: "met by",
    Relation.CONTAINS: "containing",
    Relation.PART_OF: "part of",
    Relation.OVERLAPS: "overlapping",
    Relation.OVERLAPPED_BY: "overlapped by",
    Relation.STARTS_WITH: "starting with",
    Relation.STARTED_BY: "started by",
    Relation.ENDS_WITH: "ending with",
    Relation.ENDED_BY: "ended by",
    Relation.SAME_TIME_AS: "at the same time as",
    Relation.SAME_DAY_AS: "on the same day as",
    Relation.PREPARES_FOR: "preparing for",
    Relation.FOLLOWS: "following",
}
# What a gap is called of a relation that tells more than an order.
_AFTERTHOUGHTS: Final = {Relation.PREPARES_FOR: "before it", Relation.FOLLOWS: "after it"}


def _relation_words(relation: RelationClaim, owner: str | None) -> str:
    """A relation in words: "2 weeks after visit", "2nd of talks"; with its own event where that is not clear."""
    if relation.type is Relation.NTH:
        phrase = f"{ordinal(relation.ordinal or 0)} of {relation.series}"
    elif relation.type is Relation.LASTS:
        phrase = f"lasting {relation.gap}"
    elif relation.type in _AFTERTHOUGHTS and relation.gap is not None:
        phrase = f"{_LYING[relation.type]} {relation.event}, {relation.gap} {_AFTERTHOUGHTS[relation.type]}"
    else:
        lying = _LYING.get(relation.type, relation.type.value)
        phrase = f"{relation.gap or ''} {lying} {relation.event}".strip()
    return f"{owner} {phrase}" if owner else phrase
