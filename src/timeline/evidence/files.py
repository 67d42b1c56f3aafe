"""Files as they come: octets to text, within the limits on untrusted files."""

from __future__ import annotations

from typing import Final

from timeline.errors import Position
from timeline.evidence.ledger import MAX_BYTES, Ledger

__all__ = ["decoded", "octets"]

# What is often opened by mistake, by how it begins.
_OF_PROGRAMS: Final = {
    b"PK\x03\x04": "a workbook, a document or another archive (.xlsx, .ods, .docx, .zip)",
    b"\xd0\xcf\x11\xe0": "a workbook or a document (.xls, .doc)",
    b"%PDF-": "a PDF",
}


def octets(path: str, limit: int) -> bytes:
    """The octets of a file, one more than the limit where there are more; OSError where it cannot be opened."""
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs start-up time
        return file.read(limit + 1)


def decoded(data: bytes, ledger: Ledger) -> tuple[str, bool]:
    """The text of a file as far as it is text, and whether it can be read; why not goes to the ledger."""
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 2**20} MiB, the limit"
        ledger.add("TL111", message, Position(ledger.file, 1, 1), "split it into several files")
        return "", False
    kind = next((kind for begin, kind in _OF_PROGRAMS.items() if data.startswith(begin)), None)
    if kind is not None:
        advice = "save it as text; a sheet as CSV in UTF-8, which `timeline import` reads"
        ledger.add("TL101", f"the file is not text: it is {kind}", Position(ledger.file, 1, 1), advice)
        return "", False
    codec = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(codec), True
    except UnicodeDecodeError as error:
        _undecodable(data, error, ledger)
        return data.decode(codec, "replace"), False


def _undecodable(data: bytes, error: UnicodeDecodeError, ledger: Ledger) -> None:
    """A byte that is not text, by line and column: UTF-8 counts lines by its bytes."""
    before = data[: error.start].decode(error.encoding, "replace").split("\n")
    column = len(before[-1]) + 1
    position = Position(ledger.file, len(before), column, column + 1)
    wanted = "UTF-16" if error.encoding.startswith("utf-16") else "UTF-8"
    message = f"the file is not text in {wanted}: byte 0x{data[error.start]:02X}"
    ledger.add("TL101", message, position, "save it as UTF-8; or is it the right file?")
