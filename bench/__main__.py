"""Run the measurements: all of them, or those named (`python -m bench ics`)."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench

# What measurements are made with.
NOT_MEASURED = {"__main__", "cpsat", "planted"}


def main(names: list[str]) -> None:
    known = sorted(
        module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in NOT_MEASURED
    )
    for name in names or known:
        if name not in known:
            sys.exit(f"no measurement {name!r}; there are: {', '.join(known)}")
        print(f"{name}:")
        for what, figure in importlib.import_module(f"bench.{name}").figures():
            print(f"  {what:<62} {figure:>10}")


if __name__ == "__main__":
    main(sys.argv[1:])
