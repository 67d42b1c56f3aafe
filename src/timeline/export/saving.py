"""Files written whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

__all__ = ["save", "save_changed", "standing"]


def save(content: str | bytes, path: str | os.PathLike[str]) -> None:
    """Write octets, or a text as UTF-8, as they are; what stood there stays until the new file is whole.

    A file keeps its mode; a symbolic link is replaced, not followed; what is no file (a terminal, a pipe) is
    written to as it stands. OSError where the place cannot be written.
    """
    target = Path(path)
    data = content.encode() if isinstance(content, str) else content
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a directory refuses this with a fitting error
        return
    # Opened by name and not by `tempfile`, whose files are for the owner only, whatever the umask says.
    draft = target.with_name(f".{target.name[:200]}.{secrets.token_hex(6)}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if target.exists():
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def standing(path: str | os.PathLike[str], most: int) -> bytes | None:
    """What stands in a file, up to one octet more than `most`; None where there is no file."""
    target = Path(path)
    if not target.is_file():
        return None
    with target.open("rb") as file:
        return file.read(most + 1)


def save_changed(data: bytes, path: str | os.PathLike[str]) -> bool:
    """Save octets as `save` does, unless they stand there already; whether the file was written."""
    if standing(path, len(data)) == data:
        return False
    save(data, path)
    return True
