"""Files written whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

__all__ = ["save"]


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
