"""Options from ``[tool.timeline]`` in the pyproject.toml of the current folder, as defaults of the command line.

A table for each command, by the names of its options without the dashes; what stands in ``[tool.timeline]``
itself is for every command that has such an option::

    [tool.timeline]
    ascii = true

    [tool.timeline.check]
    strict = true

The file may come from a stranger, with the folder: no option that names a file is taken from it. Loaded only
where such a table is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import click

from timeline.errors import did_you_mean

__all__ = ["settings"]

# What a file of settings is read of; real ones are a hundredth of that.
_MAX_BYTES: Final = 1_000_000
_FILES: Final = frozenset({"output", "previous", "into"})


class _Wrong(ValueError):  # noqa: N818 - a jump, seen by nobody
    pass


def settings(path: str, command: click.Command, names: Mapping[str, object]) -> dict[str, Any]:
    """The defaults for a command, by the names of its parameters.

    Args:
        path: the file of settings.
        command: the command that is run.
        names: the names of all commands.

    UsageError where the file is no TOML, or has a key or a value that cannot be.
    """
    try:
        return _defaults(_table(path), command, names)
    except ValueError as error:
        raise click.UsageError(f"{path}: {error}") from error


def _defaults(table: dict[str, Any], command: click.Command, names: Mapping[str, object]) -> dict[str, Any]:
    own = table.get(command.name or "", {})
    if not isinstance(own, dict):
        raise _Wrong(f"[tool.timeline] {command.name} is no table; write [tool.timeline.{command.name}]")
    options = _options(command)
    for key in own:
        if key not in options:
            advice = did_you_mean(key, options, what="options")
            raise _Wrong(f"[tool.timeline.{command.name}]: {key!r} is no option to set; {advice}")
    shared = {key: value for key, value in table.items() if key in options and key not in names}
    return {
        options[key].name or "": _checked(options[key], key, value) for key, value in (shared | own).items()
    }


def _table(path: str) -> dict[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs start-up time
            tool = tomllib.loads(file.read(_MAX_BYTES).decode()).get("tool", {})
    except OSError:
        return {}
    except RecursionError as error:
        raise _Wrong("nested too deep") from error
    found = tool.get("timeline", {}) if isinstance(tool, dict) else {}
    if not isinstance(found, dict):
        raise _Wrong("[tool.timeline] is no table")
    return found


def _options(command: click.Command) -> dict[str, click.Option]:
    """The options that can be set, by their long names."""
    return {
        name.removeprefix("--"): option
        for option in command.params
        if isinstance(option, click.Option) and option.name not in _FILES and not option.required
        for name in option.opts
        if name.startswith("--")
    }


def _checked(option: click.Option, key: str, value: Any) -> Any:
    """A value that the option can have; it is one of TOML's own kinds."""
    if option.is_flag:
        fits, wanted = isinstance(value, bool), "true or false"
    elif option.multiple:
        fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
        wanted = "a list of texts"
    else:
        fits, wanted = isinstance(value, str | int) and not isinstance(value, bool), "a text or a number"
    if not fits:
        raise _Wrong(f"[tool.timeline]: {key} takes {wanted}, not {value!r}")
    return value
