"""What one source says: of an event's date, or of how two events lie.

Part of the model; `timeline.evidence.model` hands these names on. A claim knows its own words and nothing of
the dossier that it stands in.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterable
from typing import Any, Final

import attrs

from timeline.dates.fuzzy import Stance
from timeline.dates.gaps import Gap, read_gap
from timeline.dates.values import Shown
from timeline.errors import DateError, ModelError, Position
from timeline.evidence.allen import GAP_RELATIONS, Relation
from timeline.evidence.faults import CURATOR
from timeline.evidence.fields import members, own_keys, position_field, word, wording

__all__ = [
    "DateClaim",
    "Moment",
    "RelationClaim",
    "checked_claims",
    "checked_relations",
    "is_certainty",
    "sorted_claims",
    "sorted_relations",
]

_DEGREE: Final = re.compile(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?|\.[0-9]{1,6}")
_CERTAINTIES: Final = {"certain": 1.0, "likely": 0.8, "possible": 0.5}


class Moment(enum.Enum):
    """What a date claim speaks of: the whole span, its start or its end."""

    WHOLE = "whole"
    START = "start"
    END = "end"


# As people tell them.
_IN_ORDER: Final = {Moment.WHOLE: "0", Moment.START: "1", Moment.END: "2"}


def is_certainty(text: str) -> bool:
    """Whether a text is a degree of certainty: a word, or a number from 0 to 1.

    >>> is_certainty("likely"), is_certainty("0.75"), is_certainty("75%")
    (True, True, False)
    """
    return text in _CERTAINTIES or _DEGREE.fullmatch(text) is not None


def _moment(value: Moment | str) -> Moment:
    return value if type(value) is Moment else word(Moment, "moment", value)


def _stance(value: Stance | str | None) -> Stance | None:
    return value if value is None or type(value) is Stance else word(Stance, "stance", value)


def _relation(value: Relation | str) -> Relation:
    return value if type(value) is Relation else word(Relation, "relation", value)


def _certainty(_: object, __: object, value: str) -> None:
    if value not in _CERTAINTIES and not is_certainty(value):
        raise ModelError(
            "TL108", f"{value!r} is no certainty", help="write certain, likely, possible, or 0 to 1"
        )


class _Said(Shown):
    """What somebody says, with some certainty: what date claims and relations have in common."""

    __slots__ = ()
    source: str | None
    certainty: str

    @property
    def weight(self) -> float:
        """The certainty as a number from 0 to 1."""
        return _CERTAINTIES[self.certainty] if self.certainty in _CERTAINTIES else float(self.certainty)

    @property
    def voice(self) -> str:
        """The source's id, or ``curator``."""
        return self.source or CURATOR


@attrs.frozen(kw_only=True, repr=False)
class DateClaim(_Said):
    """What one source says of one event's date.

    Attributes:
        source: id of the source, None for the curator's own word.
        text: the wording, as printed; None where the event is only mentioned as past, to come or going on.
        moment: what the wording speaks of.
        stance: how the source looks at the event; None to take it from the words.
        certainty: ``certain``, ``likely``, ``possible``, or a number from 0 to 1.
        anchor: id of an event to count a relative text from, instead of the publication day.
        at: where in the source (page, paragraph, exhibit).
        quote: a short phrase of the source.
        note: the curator's remark.
        unread: why the text could not be read; such a claim is kept and shown, and decides nothing.
        extra: the user's own ``x-`` keys.
    """

    source: str | None = None
    text: str | None = attrs.field(default=None, converter=wording)
    moment: Moment = attrs.field(default=Moment.WHOLE, converter=_moment)
    stance: Stance | None = attrs.field(default=None, converter=_stance)
    certainty: str = attrs.field(default="certain", converter=str, validator=_certainty)
    anchor: str | None = None
    at: str | None = None
    quote: str | None = None
    note: str | None = None
    unread: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=own_keys)
    position: Position | None = position_field()
    source_position: Position | None = position_field()
    anchor_position: Position | None = position_field()

    def __attrs_post_init__(self) -> None:
        if self.text is None and self.stance is None and self.unread is None:
            raise ModelError(
                "TL107", "a claim needs a date or a stance", help="write `when:`, or `as: reported`"
            )

    @property
    def sort_key(self) -> tuple[str, ...]:
        """Orders the claims of an event, whatever order they were written in."""
        stance = self.stance.value if self.stance else ""
        said = (self.voice, _IN_ORDER[self.moment], self.text or "", stance, self.certainty)
        return (
            *said,
            *_told_apart(self.text, self.anchor, self.at, self.quote, self.note, self.unread, self.extra),
        )


# A dossier says "2 weeks" often; a gap's text is short.
_read_gap = functools.lru_cache(maxsize=1024)(read_gap)


@attrs.frozen(kw_only=True, repr=False)
class RelationClaim(_Said):
    """What one source says of how an event lies to another, in a series, or how long it lasts.

    Attributes:
        type: the relation.
        event: id of the other event; None for `NTH` and `LASTS`.
        series: id of the series, for `NTH`.
        ordinal: which of the series it is, from 1, for `NTH`.
        gap: the distance in words, for the relations that take one.
        source, certainty, at, quote, note, extra: as in `DateClaim`.
    """

    type: Relation = attrs.field(converter=_relation)
    event: str | None = None
    series: str | None = None
    ordinal: int | None = None
    gap: str | None = None
    source: str | None = None
    certainty: str = attrs.field(default="certain", converter=str, validator=_certainty)
    at: str | None = None
    quote: str | None = None
    note: str | None = None
    extra: tuple[tuple[str, Any], ...] = attrs.field(default=(), converter=own_keys)
    position: Position | None = position_field()
    source_position: Position | None = position_field()

    def __attrs_post_init__(self) -> None:
        if self.event is not None and not isinstance(self.event, str):
            raise ModelError("TL107", f"`{self.type.value}`: {self.event!r} is no id of an event")
        if self.type is Relation.NTH:
            if self.series is None or self.ordinal is None or self.ordinal < 1:
                raise ModelError(
                    "TL106", "an ordinal needs a number from 1 and a series", help="write `nth: 2 of SERIES`"
                )
        elif self.type is Relation.LASTS:
            if self.gap is None:
                raise ModelError("TL107", "`lasts` needs a length", help="write `lasts: 3 days`")
        elif self.event is None:
            raise ModelError("TL107", f"`{self.type.value}` needs an event")
        if self.gap is not None:
            self._check_gap(self.gap)

    def _check_gap(self, gap: str) -> None:
        if self.type not in GAP_RELATIONS:
            raise ModelError(
                "TL401", f"`{self.type.value}` takes no gap", help="gaps belong to before and after"
            )
        if not isinstance(gap, str):
            raise ModelError("TL401", f"{gap!r} is no gap", help="write it in words, like '2 weeks'")
        try:
            _read_gap(gap)
        except DateError as error:
            raise ModelError("TL401", f"{gap!r}: {error.rule}", help=error.suggestion) from error

    @property
    def distance(self) -> Gap | None:
        """The gap, read; None where there is none."""
        return None if self.gap is None else _read_gap(self.gap)

    @property
    def target(self) -> str:
        """The other event, or the series; empty for `LASTS`."""
        return self.event or self.series or ""

    @property
    def sort_key(self) -> tuple[str, ...]:
        """Orders the relations of an event, whatever order they were written in."""
        said = (
            self.type.value,
            self.target,
            self.voice,
            str(self.ordinal or ""),
            self.gap or "",
            self.certainty,
        )
        return (*said, *_told_apart(self.at, self.quote, self.note, self.extra))


def _told_apart(*parts: object) -> tuple[str, ...]:
    """Parts that are mostly missing, as text in which an empty one differs from a missing one."""
    return tuple(["" if part is None or part == () else f"={part}" for part in parts])


def checked_claims(claims: Iterable[DateClaim]) -> tuple[DateClaim, ...]:
    """The claims given to an event; ModelError for what is none."""
    return members(claims, DateClaim, "claims", "a list of `DateClaim`; date texts go into `when`")


def checked_relations(relations: Iterable[RelationClaim]) -> tuple[RelationClaim, ...]:
    """The relations given to an event; ModelError for what is none."""
    return members(
        relations, RelationClaim, "relations", "a list of `RelationClaim`; ids go into `after` and others"
    )


def sorted_claims(claims: Iterable[DateClaim]) -> tuple[DateClaim, ...]:
    """A converter: claims in the order of what they say."""
    claims = checked_claims(claims)
    if len(claims) < 2:
        return claims
    # The first parts of their keys mostly tell claims apart, and cost half of the whole.
    brief = {(claim.source or CURATOR, _IN_ORDER[claim.moment], claim.text or ""): claim for claim in claims}
    if len(brief) == len(claims):
        return tuple([brief[key] for key in sorted(brief)])
    return tuple(sorted(claims, key=lambda claim: claim.sort_key))


def sorted_relations(relations: Iterable[RelationClaim]) -> tuple[RelationClaim, ...]:
    """A converter: relations in the order of what they say."""
    relations = checked_relations(relations)
    return relations if len(relations) < 2 else tuple(sorted(relations, key=lambda one: one.sort_key))
