"""What reconciling leaves behind: nothing that holds on to itself, so the collector can rest."""

from __future__ import annotations

import gc

from bench.planted import EASY, HARD, planted

from timeline.reasoning.reconcile import reconcile


def test_reconciling_leaves_no_cycles():
    """Of a dossier that was reconciled nothing is left for the garbage collector once the outcome is dropped."""
    for plan in (EASY, HARD):
        dossier = planted(plan._replace(events=60), 0).dossier
        reconcile(dossier)
        gc.collect()
        gc.disable()
        try:
            reconcile(dossier)
            left = gc.collect()
        finally:
            gc.enable()
        assert left == 0
