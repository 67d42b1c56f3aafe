"""What follows from a dossier: the exact, explained reconciler.

From a dossier to a timeline, each step in its modules, and no arrow back::

    dossier
      slices            what can be reconciled apart, on several processes (workers)
      constraints       claims as statements: soft constraints on moments, with levels
                          (slips, corrections, placing, relating, ordinals) and costs (pricing, costs, families)
      components        statements that hang together
      repair            the cheapest levels at which they hold together
                          (hitting, greedy, pools) over minimal conflicts (conflicts, assignment) of
                          softs and hard constraints (weighted, softs)
      propagation       bounds of integers to the fixpoint, with their chains
                          (network, arcs, held, trail, climbing, circles; shortest)
      judge             what the outcome says of claims, sources and events
                          (verdicts, entries, candidates, chains, objections, misprints)
      times             the same again for times of day (instants, clock_slips)
      reconcile         the timeline (outcome), in order (ordering), with reasons in words
                          (reasons, derivations, phrasing)
    timeline

What is asked of a timeline afterwards: explain, asking, margins (in words: stakes), whatif, compare, findings.
From `network` to `repair` the modules know integers alone.
"""
