"""Dossiers are values: built in Python as easily as read, checked at birth, in an order of their own."""

from __future__ import annotations

import datetime as dt
import pickle

import attrs
import pytest

from timeline.dates.fuzzy import Stance
from timeline.errors import ModelError, UnknownName
from timeline.evidence.allen import Relation
from timeline.evidence.model import (
    DateClaim,
    Dialogue,
    Dossier,
    Event,
    Moment,
    Pairs,
    RelationClaim,
    Series,
    Source,
    Visit,
    kind_fields,
)


def code_of(**parts: object) -> str:
    with pytest.raises(ModelError) as caught:
        Dossier(**parts)
    return caught.value.code


def test_short_forms() -> None:
    """Texts, texts by source and dates of Python's become claims; names of relations become relations."""
    event = Event(
        id="e",
        when={"a": ["in May", "2022"]},
        starts=dt.date(2022, 5, 1),
        same_time_as="o",
        before=["p", "q"],
        after={"r": "2 weeks"},
    )
    claims = {(claim.source, claim.text, claim.moment) for claim in event.claims}
    assert {
        ("a", "in May", Moment.WHOLE),
        ("a", "2022", Moment.WHOLE),
        (None, "2022-05-01", Moment.START),
    } == claims
    relations = [(one.type, one.event, one.gap) for one in event.relations]
    assert [
        (Relation.AFTER, "r", "2 weeks"),
        (Relation.BEFORE, "p", None),
        (Relation.BEFORE, "q", None),
        (Relation.SAME_TIME_AS, "o", None),
    ] == relations


def test_short_forms_that_say_nothing() -> None:
    """None for any short form says nothing, so that what is missing elsewhere can be passed on."""
    nothing = dict.fromkeys(("when", "starts", "ends", "nth", "lasts", "before", "after", "part_of"))
    assert Event(id="e") == Event(id="e", **nothing)


def test_days_of_a_source_can_be_dates() -> None:
    """A publication day can be a date of Python's."""
    day = dt.date(2023, 4, 5)
    assert "2023-04-05" == Source(id="s", published=day, retrieved=day).published


def test_title_is_the_id_by_default() -> None:
    """An event without a title is called by its id."""
    assert "e" == Event(id="e").title


def test_kind_chooses_the_class() -> None:
    """An event of a kind with fields of its own is of that class; other kinds are plain events."""
    assert (Visit, Event, Visit) == (
        type(Event(id="e", kind="visit")),
        type(Event(id="e", kind="trial")),
        type(Visit(id="e")),
    )
    assert Visit(id="e", host="India") == Event(id="e", kind="visit", host="India")


def test_kind_of_a_class_is_fixed() -> None:
    """A class with fields of its own has one kind."""
    with pytest.raises(ModelError, match=r"'trial' is not the kind of a visit \(use Event for other kinds\)"):
        Visit(id="e", kind="trial")


def test_kind_fields_are_listed() -> None:
    """The fields that a kind adds are known by name, and filled ones are handed out."""
    assert ("rank", "chairs") == kind_fields(Dialogue)
    assert {"rank": "ministerial"} == Dialogue(id="e", rank="ministerial").fields


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Event(id="two words"), "id 'two words' is not an id (ids have letters from A to Z"),
        (lambda: Event(id="e", plaice="Tokyo"), "unknown key 'plaice' (did you mean 'place'?"),
        (lambda: Event(id="e", status="canceled"), "'canceled' is no status (did you mean 'cancelled'?"),
        (lambda: Event(id="e", when=2022), "2022 is no date text (write the date in quotes"),
        (lambda: Event(id="e", nth="second"), "'second' is no ordinal (write `nth: 2 of SERIES`)"),
        (lambda: Event(id="e", extra={"y": "1"}), "unknown key 'y' (keys of your own begin with `x-`)"),
        (lambda: Event(id="e", extra={"x-y": 1}), "1 is neither text nor a list or mapping of texts"),
        (DateClaim, "a claim needs a date or a stance (write `when:`, or `as: reported`)"),
        (
            lambda: DateClaim(text="2022", moment="middle"),
            "'middle' is no moment (Known moment words: end, start",
        ),
        (
            lambda: DateClaim(text="2022", certainty="75%"),
            "'75%' is no certainty (write certain, likely, possible",
        ),
        (lambda: DateClaim(stance="repoted"), "'repoted' is no stance (did you mean 'reported'?"),
        (lambda: RelationClaim(type="aftr", event="e"), "'aftr' is no relation (did you mean 'after'?"),
        (lambda: RelationClaim(type="after"), "`after` needs an event"),
        (lambda: RelationClaim(type="lasts"), "`lasts` needs a length (write `lasts: 3 days`)"),
        (
            lambda: RelationClaim(type="nth", series="s", ordinal=0),
            "an ordinal needs a number from 1 and a series",
        ),
        (
            lambda: RelationClaim(type="during", event="e", gap="2 days"),
            "`during` takes no gap (gaps belong to",
        ),
        (lambda: Source(id="s", reliability="Z"), "'Z' is no reliability"),
        (lambda: Dossier(slips="newz"), "'newz' is no table of slips (did you mean 'news'?"),
        (lambda: Event(id=None), "id None is not an id (ids have letters from A to Z"),
        (
            lambda: Event(id="e", after=3),
            "`after` takes no 3 (give the id of an event, a list of ids, or ids with",
        ),
        (lambda: Event(id="e", before=["a", None]), "`before` takes no None (give the id of an event"),
        (lambda: Event(id="e", after={"b": 3}), "3 is no gap (write it in words, like '2 weeks')"),
        (lambda: Event(id="e", lasts=3), "3 is no gap (write it in words, like '2 weeks')"),
        (lambda: Event(id="e", nth=2), "2 is no ordinal (write `nth: 2 of SERIES`)"),
        (
            lambda: Event(id="e", claims=["2020"]),
            "`claims` takes no '2020' (give a list of `DateClaim`; date texts",
        ),
        (
            lambda: Event(id="e", claims=None, when="2020"),
            "`claims` takes no None (give a list of `DateClaim`",
        ),
        (
            lambda: Event(id="e", relations="b"),
            "`relations` takes no 'b' (give a list of `RelationClaim`; ids go",
        ),
        (lambda: Event(id="e", parties=[3]), "`parties` takes no 3 (give a text, or a list of texts)"),
        (lambda: Event(id="e", tags=None), "`tags` takes no None (give a text, or a list of texts)"),
        (lambda: Event(id="e", zone=9), "9 is no time zone (write one like Asia/Kolkata)"),
        (lambda: Event(id="e", prefer=3), "`prefer` takes no 3 (give the id of a source, or a `Preference`)"),
        (lambda: Event(id="e", extra=3), "extra: 3 is no mapping (keys of your own begin with `x-`)"),
        (lambda: RelationClaim(type="after", event=3), "`after`: 3 is no id of an event"),
        (lambda: Source(id="s", published=2020), "2020 is no date text"),
        (lambda: Dossier(events=["a"]), "`events` takes no 'a' (give a list of `Event`)"),
        (lambda: Dossier(sources=None), "`sources` takes no None (give a list of `Source`)"),
    ],
)
def test_faulty_parts(make: object, message: str) -> None:
    """A part that cannot be is refused with what would do instead."""
    assert callable(make)
    with pytest.raises(ModelError) as caught:
        make()
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([Event(id="e"), Event(id="e")], "TL202"),
        ([Event(id="curator")], "TL202"),
        ([Event(id="e", when={"nobody": "2022"})], "TL203"),
        ([Event(id="e", prefer="nobody")], "TL203"),
        ([Event(id="e", after="nothing")], "TL204"),
        ([Event(id="e", claims=[DateClaim(text="2022", anchor="nothing")])], "TL204"),
        ([Event(id="e", nth="2 of nothing")], "TL205"),
        ([Event(id="e", when="no such thing")], "TL301"),
        ([Event(id="e", when="2023-02-30")], "TL302"),
        ([Event(id="e", when="last month")], "TL303"),
        ([Event(id="e", when="visit"), Event(id="visit")], "TL304"),
        ([Event(id="e", when="{2022,2023}")], "TL305"),
        ([Event(id="e", after="e")], "TL402"),
    ],
)
def test_parts_that_do_not_fit(events: list[Event], code: str) -> None:
    """A dossier of parts that do not fit together is refused with the code of the same fault in a file."""
    assert code == code_of(events=events)


@pytest.mark.parametrize(
    ("sources", "code"),
    [
        ([Source(id="a", copies="b")], "TL203"),
        ([Source(id="a", copies="a")], "TL206"),
        ([Source(id="a", copies="b"), Source(id="b", copies="a")], "TL206"),
    ],
)
def test_copies_that_do_not_fit(sources: list[Source], code: str) -> None:
    """A source copies one that is there, and not itself by any way."""
    assert code == code_of(sources=sources)


def test_fault_names_the_way() -> None:
    """The error leads to the part that is wrong, by ids and keys."""
    with pytest.raises(
        ModelError, match=r"\['e'\]\['after'\]: unknown event 'vist' \(did you mean 'visit'\?"
    ):
        Dossier(events=[Event(id="e", after="vist"), Event(id="visit")])


def test_anchored_text_needs_no_source() -> None:
    """A relative date in the curator's own word may be counted from an event."""
    claim = DateClaim(text="last month", anchor="o")
    dossier = Dossier(events=[Event(id="e", claims=[claim]), Event(id="o")])
    assert (claim,) == dossier.event("e").claims


def test_order_at_birth() -> None:
    """Sources, events, claims and relations have an order of their own."""
    one = Dossier(events=[Event(id="b"), Event(id="a", before=["c", "b"]), Event(id="c")])
    other = Dossier(events=[Event(id="c"), Event(id="b"), Event(id="a", before=["b", "c"])])
    assert (one, hash(one), ["a", "b", "c"]) == (other, hash(other), [event.id for event in one.events])


def test_join() -> None:
    """Two dossiers make one: what is equal in both is there once, and the left one's settings hold."""
    left = Dossier(id="left", events=[Event(id="a"), Event(id="b")])
    right = Dossier(id="right", events=[Event(id="b"), Event(id="c")], series=[Series(id="s")])
    both = left | right
    assert ("left", ["a", "b", "c"], 1) == (both.id, [event.id for event in both.events], len(both.series))


def test_join_of_what_differs() -> None:
    """Two dossiers that say different things under one id do not fit together."""
    with pytest.raises(ModelError, match="id 'a' is taken twice"):
        _ = Dossier(events=[Event(id="a")]) | Dossier(events=[Event(id="a", place="Tokyo")])


def test_look_up() -> None:
    """Events and sources are found by id; others are unknown, with the nearest."""
    dossier = Dossier(sources=[Source(id="hindu")], events=[Event(id="visit")])
    assert ("visit", "hindu") == (dossier.event("visit").id, dossier.source("hindu").id)
    with pytest.raises(UnknownName, match="unknown source 'hindo'; did you mean 'hindu'"):
        dossier.source("hindo")


def test_claim_ids() -> None:
    """A claim is named by event and source; where a source says several things, by what it says too."""
    sources = {"a": ["on Wednesday", "5 March 2023"], "b": "2023"}
    event = Event(
        id="e", when=sources, ends={"a": "2023"}, claims=[DateClaim(source="a", stance="planned")] * 2
    )
    expected = ("e/a/planned", "e/a/planned-2", "e/a/5-march-2023", "e/a/on-wednesday", "e/a/end-2023", "e/b")
    assert expected == event.claim_ids


def test_relation_ids() -> None:
    """A relation is named by event, type and target."""
    event = Event(id="e", after="o", lasts="3 days", nth="2 of s")
    assert ("e/after/o", "e/lasts", "e/nth/s") == event.relation_ids


@pytest.mark.parametrize(
    ("certainty", "weight"), [("certain", 1.0), ("likely", 0.8), ("possible", 0.5), ("0.3", 0.3)]
)
def test_weights(certainty: str, weight: float) -> None:
    """Certainty is a word or a number from 0 to 1."""
    assert weight == DateClaim(text="2022", certainty=certainty).weight


def test_own_keys_are_frozen() -> None:
    """Keys of the user's own are kept as texts, tuples and pairs, so that the event stays hashable."""
    event = Event(id="e", extra={"x-b": ["1", {"d": "3", "c": "2"}], "x-a": ""})
    assert (("x-a", ""), ("x-b", ("1", Pairs([("c", "2"), ("d", "3")])))) == event.extra
    assert isinstance(hash(event), int)


def test_values_travel() -> None:
    """A dossier survives pickling, and an event a change of its fields."""
    dossier = Dossier(sources=[Source(id="a")], events=[Visit(id="e", when={"a": "2022"}, host="India")])
    assert dossier == pickle.loads(pickle.dumps(dossier))
    event = dossier.event("e")
    assert Visit(id="e", when={"a": "2022"}, host="Japan") == event.evolve(host="Japan")
    assert attrs.evolve(event, title="T").title == "T"


def test_wording_is_read_as_the_source_writes() -> None:
    """A claim without a readable text has no wording; a stance alone is no text."""
    event = Event(id="e", claims=[DateClaim(stance=Stance.REPORTED, source="a"), DateClaim(text="2022")])
    dossier = Dossier(sources=[Source(id="a")], events=[event])
    wordings = [dossier.wording(claim) for claim in dossier.event("e").claims]
    assert [None, "2022"] == [wording and wording.text for wording in wordings]
