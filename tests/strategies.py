"""One strategy for each value of the evidence room; a new feature extends its value's."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from timeline.dates.fuzzy import ReadingOptions, Stance
from timeline.evidence.allen import GAP_RELATIONS, Relation
from timeline.evidence.model import (
    CURATOR,
    RELIABILITIES,
    DateClaim,
    Dialogue,
    Dossier,
    Event,
    Exercise,
    Moment,
    Preference,
    RelationClaim,
    Series,
    Source,
    Status,
    Visit,
)

# YAML holds every character but halves of surrogate pairs.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
maybe_texts = st.none() | texts
ids = st.from_regex(r"[A-Za-z0-9_.-]{1,12}", fullmatch=True).filter(lambda name: name != CURATOR)
days = st.dates().map(lambda day: day.isoformat())
absolute_dates = days | st.sampled_from(
    ["2022-05", "2019", "May 2022", "8 September 2022", "[2021-01,2021-03]", "2022-05?", "2020/2021", "198X"]
)
dates = absolute_dates | st.sampled_from(["last month", "on Wednesday", "September 8", "yesterday"])
gaps = st.sampled_from([
    "2 weeks", "about 9 months", "at least 1 year", "more than 2 weeks", "within 3 days", "2 hours",
    "at least 30 minutes", "90 seconds",
])  # fmt: skip
certainties = st.sampled_from(["certain", "likely", "possible", "0.75", "1"])
own_values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
extras = st.dictionaries(texts.map(lambda text: f"x-{text}"), own_values, max_size=2)
readings = st.builds(
    ReadingOptions,
    order=st.sampled_from([None, "dmy", "mdy", "ymd"]),
    week=st.sampled_from(["monday", "sunday"]),
    hemisphere=st.sampled_from(["north", "south"]),
    fiscal=st.sampled_from([None, "IN", "us"]),
    widen=st.booleans(),
)


def sources(name: str, others: list[str]) -> st.SearchStrategy[Source]:
    """A source that may copy one of some others."""
    return st.builds(
        Source,
        id=st.just(name),
        copies=st.none() | st.sampled_from(others) if others else st.none(),
        title=maybe_texts,
        publisher=maybe_texts,
        url=maybe_texts,
        archived=maybe_texts,
        published=st.none() | absolute_dates,
        retrieved=st.none() | absolute_dates,
        reliability=st.none() | st.sampled_from(RELIABILITIES),
        reading=st.none() | readings,
        note=maybe_texts,
        extra=extras,
    )


@st.composite
def date_claims(draw: st.DrawFn, known: list[str], events: list[str]) -> DateClaim:
    source = draw(st.none() | st.sampled_from(known)) if known else None
    anchor = draw(st.none() | st.sampled_from(events))
    text = draw(st.none() | (absolute_dates if source is None and anchor is None else dates))
    return DateClaim(
        source=source,
        anchor=anchor,
        text=text,
        moment=draw(st.sampled_from(Moment)) if text is not None else Moment.WHOLE,
        stance=draw(st.none() | st.sampled_from(Stance))
        if text is not None
        else draw(st.sampled_from(Stance)),
        certainty=draw(certainties),
        at=draw(maybe_texts),
        quote=draw(maybe_texts),
        note=draw(maybe_texts),
        extra=draw(extras),
    )


plain_claims = st.builds(DateClaim, text=absolute_dates, moment=st.sampled_from(Moment))


@st.composite
def relation_claims(draw: st.DrawFn, others: list[str], known: list[str], series: list[str]) -> RelationClaim:
    possible = [Relation.LASTS]
    possible += [Relation.NTH] if series else []
    possible += [one for one in Relation if one not in (Relation.NTH, Relation.LASTS)] if others else []
    relation = draw(st.sampled_from(possible))
    given: dict[str, Any] = {"type": relation}
    if relation is Relation.NTH:
        given |= {"series": draw(st.sampled_from(series)), "ordinal": draw(st.integers(1, 999))}
    elif relation is not Relation.LASTS:
        given["event"] = draw(st.sampled_from(others))
    if relation is Relation.LASTS or (relation in GAP_RELATIONS and draw(st.booleans())):
        given["gap"] = draw(gaps)
    if draw(st.booleans()):
        given |= {
            "source": draw(st.none() | st.sampled_from(known)) if known else None,
            "certainty": draw(certainties),
            "at": draw(maybe_texts),
            "quote": draw(maybe_texts),
            "note": draw(maybe_texts),
            "extra": draw(extras),
        }
    return RelationClaim(**given)


def _kind_of_event(draw: st.DrawFn) -> tuple[type[Event], dict[str, Any]]:
    kind = draw(st.sampled_from([Event, Dialogue, Visit, Exercise]))
    lists = st.lists(texts, max_size=2).map(tuple)
    own: dict[type[Event], dict[str, Any]] = {
        Event: {"kind": draw(st.sampled_from(["event", "trial", "hearing: first day"]))},
        Dialogue: {"rank": draw(maybe_texts), "chairs": draw(lists)},
        Visit: {"visitor": draw(maybe_texts), "host": draw(maybe_texts)},
        Exercise: {"services": draw(lists), "area": draw(maybe_texts)},
    }
    return kind, own[kind]


def preferences(known: list[str]) -> st.SearchStrategy[Preference]:
    return st.builds(Preference, source=st.sampled_from([None, *known]), because=maybe_texts)


@st.composite
def events(draw: st.DrawFn, name: str, names: list[str], known: list[str], series: list[str]) -> Event:
    kind, own = _kind_of_event(draw)
    others = [other for other in names if other != name]
    claims = date_claims(known, names) | plain_claims
    return kind(
        id=name,
        title=draw(maybe_texts),
        parties=draw(st.lists(texts, max_size=2)),
        place=draw(maybe_texts),
        tags=draw(st.lists(texts, max_size=2)),
        status=draw(st.none() | st.sampled_from(Status)),
        url=draw(maybe_texts),
        note=draw(maybe_texts),
        prefer=draw(st.none() | preferences(known)),
        claims=draw(st.lists(claims, max_size=4)),
        relations=draw(st.lists(relation_claims(others, known, series), max_size=3)),
        extra=draw(extras),
        **own,
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    names = draw(st.lists(ids, unique=True, max_size=8))
    cuts = sorted(draw(st.tuples(st.integers(0, len(names)), st.integers(0, len(names)))))
    known, series, own = names[: cuts[0]], names[cuts[0] : cuts[1]], names[cuts[1] :]
    return Dossier(
        id=draw(st.none() | ids),
        title=draw(maybe_texts),
        reading=draw(readings),
        slips=draw(st.sampled_from(["news", "reference"])),
        sources=[draw(sources(name, known[:place])) for place, name in enumerate(known)],
        series=[Series(id=name, title=draw(maybe_texts), extra=draw(extras)) for name in series],
        events=[draw(events(name, own, known, series)) for name in own],
        extra=draw(extras),
    )
