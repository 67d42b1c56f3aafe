"""The command line: arguments, files and exit codes; nothing that a user of the library would miss.

Exit codes: 0 done; 1 errors were found, or left something out; 2 a wrong call, or a file that cannot be
opened; 130 interrupted.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = ["main"]

_INTERRUPTED = 130
# Python's 700 makes some twenty collections, a third of the time to start, of modules that are there to stay.
_OBJECTS_TO_A_COLLECTION = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give back its exit code.

    Args:
        arguments: the words after the command's name; those of the process by default.
    """
    _speak_utf8()
    # At its exit the interpreter looks through all there is for garbage, for a tenth of the time of a check.
    atexit.register(gc.freeze)
    thresholds = gc.get_threshold()
    gc.set_threshold(_OBJECTS_TO_A_COLLECTION, *thresholds[1:])
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        # Before anything was loaded that could say so.
        sys.stderr.write("\ninterrupted\n")
        return _INTERRUPTED
    finally:
        gc.set_threshold(*thresholds)


def _run(arguments: Sequence[str] | None) -> int:
    import click

    from timeline.cli.commands import ReaderLeft, root

    words = None if arguments is None else list(arguments)
    try:
        code = root.main(args=words, prog_name="timeline", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except (ReaderLeft, BrokenPipeError):
        _forget_stdout()
        return 0
    except OSError as error:
        click.echo(f"timeline: {(error.strerror or str(error)).lower()}", err=True)
        return 2
    return code if isinstance(code, int) else 0


def _speak_utf8() -> None:
    """Data are the same bytes on every machine, so its locale has no say."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _forget_stdout() -> None:
    """Send the rest nowhere, so that the interpreter does not complain at its exit."""
    from contextlib import suppress

    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
