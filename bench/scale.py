"""How the time grows with the events, and how it compares with CP-SAT (which needs the PyPI distribution ``ortools``).

python -m bench.scale [EVENTS ...]
"""

from __future__ import annotations

import importlib.util
import resource
import sys
import time
from collections.abc import Callable, Iterator

from bench.planted import EASY, HARD, planted
from timeline.reasoning.components import groups
from timeline.reasoning.constraints import model_of
from timeline.reasoning.reconcile import reconcile
from timeline.reasoning.slices import slices
from timeline.reasoning.weighted import WeightedNetwork

SIZES = (1000, 8000)


def figures(sizes: tuple[int, ...] = SIZES) -> Iterator[tuple[str, str]]:
    for name, plan in (("many small components", EASY), ("one component", HARD)):
        cases = [planted(plan._replace(events=size), 0).dossier for size in sizes]
        spent = [cpu(lambda case=case: reconcile(case)) for case in cases]  # type: ignore[misc]
        for size, seconds in zip(sizes, spent, strict=True):
            yield f"{name}, {size} events: CPU seconds", f"{seconds:.2f}"
            yield f"{name}, {size} events: growth over {sizes[0]}", f"{seconds / spent[0]:.1f}"
    yield "most memory so far, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}"
    if importlib.util.find_spec("ortools") is None:
        yield "CP-SAT / ours: ortools is not installed", "-"
        return
    yield against_cpsat(sizes[0])


def against_cpsat(events: int = SIZES[0], share: int = 8) -> tuple[str, str]:
    """CP-SAT on every so-many-th component, scaled up, over all of ours: reading, explaining and ordering counted.

    Where it ran out of time on a component, what it had spent by then counts: the figure is then the least that it is.
    """
    from bench.cpsat import optimum

    dossier = planted(EASY._replace(events=events), 0).dossier
    ours = cpu(lambda: reconcile(dossier))
    parts = [group for one in slices(dossier) for group in groups(model_of(one.dossier, own=one.own))]
    networks = [WeightedNetwork(statements, hard) for statements, hard in parts[::share]]
    found: list[object] = []
    spent = cpu(lambda: found.extend(map(optimum, networks)))
    late = found.count(None)
    cut_off = f" ({late} of {len(found)} cut off)" if late else ""
    least = "at least " if late else ""
    return (
        f"CP-SAT per component / ours, {events} events{cut_off}",
        f"{least}{spent * len(parts) / len(networks) / ours:.0f}",
    )


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    for what, figure in figures(tuple(map(int, sys.argv[1:])) or SIZES):
        print(f"{what:<62} {figure:>10}")
