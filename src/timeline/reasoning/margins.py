"""How clearly a claim was kept or lost: what the next best outcome would cost instead.

A margin is a difference of costs, in centi-nats: hundredths of the natural logarithm of odds. It is found by
reconciling anew with the claim held, or without it, so it is worked out on request only.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from timeline.evidence.model import Event
from timeline.reasoning.constraints import model_of
from timeline.reasoning.entries import Entry, JudgedClaim, Verdict
from timeline.reasoning.outcome import Timeline
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
    """

    claim: str
    as_made: int
    instead: tuple[str, ...]
    dropped: int


def margins(line: Timeline, event_id: str) -> tuple[Margin, ...]:
    """The margin of every date claim of an event; UnknownName for an unknown event.

    Only what has a bearing on the event is worked out anew.
    """
    judged = [claim for claim in line[event_id].claims if claim.claim.text]
    part = reconcile(Groups(line.dossier).around(event_id))
    return tuple(_margin(part, part[event_id], claim) for claim in judged)


def _margin(line: Timeline, entry: Entry, judged: JudgedClaim) -> Margin:
    held = line
    if judged.verdict not in (Verdict.DECIDES, Verdict.AGREES) or judged.reading is not None:
        held = reconcile(line.dossier, keep={judged.id})
    return Margin(
        claim=judged.id,
        as_made=held.cost - line.cost,
        instead=tuple(sorted(set(_lost(held)) - set(_lost(line)))),
        dropped=_cost_without(line, entry.event, judged) - line.cost,
    )


def _lost(line: Timeline) -> Iterator[str]:
    """Ids of all that was not kept as made."""
    for entry in line:
        yield from (claim.id for claim in entry.claims if claim.objections)
        yield from (relation.id for relation in entry.relations if relation.objections)
    yield from (f"{judged.id}/published" for judged in line.sources if judged.objections)


def _cost_without(line: Timeline, event: Event, judged: JudgedClaim) -> int:
    """The cost of the best outcome in which a claim is wrong by no usual slip."""
    left = event.evolve(
        claims=[c for c, n in zip(event.claims, event.claim_ids, strict=True) if n != judged.id]
    )
    events = [left if one.id == event.id else one for one in line.dossier.events]
    model = model_of(line.dossier)
    soft = next(s for s in model.statements if s.id == judged.id and s.part is Part.DATE)
    return reconcile(attrs.evolve(line.dossier, events=events)).cost + soft.cost(soft.last)


def margin_words(margin: Margin) -> str:
    """A margin in words: clear, narrow or tie, with what would give way instead.

    >>> margin_words(Margin(claim="x/a", as_made=420, instead=("x/b",), dropped=51))
    'x/a: kept as made, 420 dearer (clear), and x/b would give way; dropped, 51 dearer (narrow)'
    """
    parts = []
    if margin.as_made or margin.instead:
        instead = f", and {', '.join(margin.instead)} would give way" if margin.instead else ""
        parts.append(f"kept as made, {_dearer(margin.as_made)}{instead}")
    # What had to be given up, and is, cannot be dropped once more.
    if margin.dropped or not parts:
        parts.append(f"dropped, {_dearer(margin.dropped)}")
    return f"{margin.claim}: {'; '.join(parts)}"


def _dearer(cost: int) -> str:
    if cost == 0:
        return "at the same cost (tie)"
    return f"{cost} dearer ({'clear' if cost >= _CLEAR else 'narrow'})"
