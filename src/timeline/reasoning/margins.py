"""How clearly a claim was kept or lost: what the next best outcome would cost instead.

A margin is a difference of costs, in centi-nats: hundredths of the natural logarithm of odds. It is found by
reconciling anew with the claim held, or without it, so it is worked out on request only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from timeline.evidence.model import DateClaim, Dossier, Event
from timeline.reasoning.constraints import model_of
from timeline.reasoning.entries import HELD, Entry, JudgedClaim, JudgedRelation, Verdict
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.phrasing import joined
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.slices import Groups
from timeline.reasoning.statements import Part

__all__ = ["Margin", "margin_words", "margins"]

# Odds of 20 to 1 are what most people call clear.
_CLEAR = 300


@attrs.frozen(kw_only=True)
class Margin:
    """What other outcomes for one claim would cost on top of the one that was found.

    Attributes:
        claim: its id.
        as_made: the extra cost of keeping it as made; 0 where it was.
        instead: ids of the claims that would give way then.
        dropped: the extra cost of thinking it wrong by no usual slip.
        stand: ids of the claims that would stand as made then, and do not now.
        yielding: ids of the claims that would give way then, and do not now.
    """

    claim: str
    as_made: int
    instead: tuple[str, ...]
    dropped: int
    stand: tuple[str, ...] = ()
    yielding: tuple[str, ...] = ()


def margins(line: Timeline, name: str) -> tuple[Margin, ...]:
    """The margin of all that is said of an event, or of the publication day that is printed on a source.

    Only what has a bearing on it is worked out anew. UnknownName for an id that neither an event nor a source has.
    """
    part = reconcile(Groups(line.dossier).around(name))
    asked = _of_event(part.dossier, part[name]) if name in part else _of_source(part, name)
    prices = {(s.id, s.part): s.cost(s.last) for s in model_of(part.dossier).statements}
    return tuple(_margin(part, one, prices[one.claim, one.part]) for one in asked)


@attrs.frozen
class _Asked:
    """Part of a claim, whether it stands as made, and the dossier without it."""

    claim: str
    part: Part
    stands: bool
    left: Dossier


def _of_event(dossier: Dossier, entry: Entry) -> Iterator[_Asked]:
    event = entry.event
    for number, judged in enumerate(entry.claims):
        if judged.verdict is not Verdict.UNREAD:
            part = Part.TENSE if judged.claim.text is None else Part.DATE
            stands = judged.verdict in HELD and judged.reading is None
            claims = [*event.claims]
            claims[number] = _silenced(dossier, entry, judged)
            yield _Asked(judged.id, part, stands, _with(dossier, event.evolve(claims=claims)))
    for tied in entry.relations:
        left = _with(dossier, event.evolve(relations=[r for r in event.relations if r is not tied.relation]))
        yield _Asked(tied.id, Part.RELATION, tied.verdict in HELD, left)


def _silenced(dossier: Dossier, entry: Entry, judged: JudgedClaim) -> DateClaim:
    """A claim without its date: its tense, which holds apart from that, or nothing."""
    claim = judged.claim
    if claim.text is None or judged.tense is None:
        return attrs.evolve(claim, unread="left out")
    wording = dossier.wording(claim, entry.zone)
    return attrs.evolve(claim, text=None, stance=claim.stance or (wording.stance if wording else None))


def _with(dossier: Dossier, event: Event) -> Dossier:
    return attrs.evolve(dossier, events=[event if one.id == event.id else one for one in dossier.events])


def _of_source(line: Timeline, name: str) -> Iterator[_Asked]:
    judged = line.source(name)
    if judged.printed is not None:
        undated = attrs.evolve(judged.source, published=None)
        sources = [undated if one.id == name else one for one in line.dossier.sources]
        left = attrs.evolve(line.dossier, sources=sources)
        yield _Asked(f"{name}/published", Part.PUBLISHED, judged.printed in HELD, left)


def _margin(line: Timeline, asked: _Asked, price: int) -> Margin:
    held = line if asked.stands else reconcile(line.dossier, keep={asked.claim})
    left = reconcile(asked.left)
    lost, lost_then = set(_lost(line)) | {asked.claim}, set(_lost(left))
    return Margin(
        claim=asked.claim,
        as_made=held.cost - line.cost,
        instead=tuple(sorted(set(_lost(held)) - lost)),
        dropped=left.cost + price - line.cost,
        stand=tuple(sorted(lost - lost_then - {asked.claim})),
        yielding=tuple(sorted(lost_then - lost)),
    )


def _lost(line: Timeline) -> Iterator[str]:
    """Ids of all that was not kept as made."""
    for entry in line:
        judged: Sequence[JudgedClaim | JudgedRelation] = (*entry.claims, *entry.relations)
        yield from (one.id for one in judged if one.objections)
    yield from (f"{judged.id}/published" for judged in line.sources if judged.objections)


def margin_words(margin: Margin) -> str:
    """A margin in words: clear, narrow or tie, with what would give way or stand instead.

    >>> margin_words(Margin(claim="x/a", as_made=420, instead=("x/b",), dropped=51))
    'x/a: kept as made, 420 dearer (clear), and x/b would give way; dropped, 51 dearer (narrow)'
    """
    parts = []
    if margin.as_made or margin.instead:
        parts.append(f"kept as made, {_dearer(margin.as_made)}{_fates((margin.instead, 'give way'))}")
    # What had to be given up, and is, cannot be dropped once more.
    if margin.dropped or not parts:
        fates = _fates((margin.stand, "stand"), (margin.yielding, "give way"))
        parts.append(f"dropped, {_dearer(margin.dropped)}{fates}")
    return f"{margin.claim}: {'; '.join(parts)}"


def _fates(*fates: tuple[Sequence[str], str]) -> str:
    """What would become of other claims: ", and a, b and c would stand"."""
    return "".join(f", and {joined(claims)} would {fate}" for claims, fate in fates if claims)


def _dearer(cost: int) -> str:
    if cost == 0:
        return "at the same cost (tie)"
    return f"{cost} dearer ({'clear' if cost >= _CLEAR else 'narrow'})"
