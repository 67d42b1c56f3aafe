"""Content lines of iCalendar (RFC 5545, 3.1): texts escaped, parameters quoted, lines folded.

Our own, because icalendar folds per character, which costs many times more and splits an escape at a fold.
This module knows nothing of timelines.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["escape", "folded", "is_repaired", "parameter", "repaired", "uri", "web_address"]

_BREAK: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")
# RFC 5545, 3.1: no control but the tab stands in a value; C1 controls are legal, and drive terminals.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WEB: Final = re.compile(r"https?://[^\s\x00-\x20\"<>\\^`{|}\x7f-\x9f]+", re.IGNORECASE)
# The second to fourth octet of a character (RFC 3629).
_INNER: Final = re.compile(b"[\x80-\xbf]")
_RESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def escape(text: str) -> str:
    r"""A text as a value of type TEXT (RFC 5545, 3.3.11); line breaks of every kind become ``\n``.

    Control characters are removed, and halves of surrogate pairs, which UTF-8 cannot hold, become U+FFFD.

    >>> print(escape("one; two, three\r\n\\four\x07"))
    one\; two\, three\n\\four
    """
    if not text.isprintable():
        text = repaired(text)
    # The backslash first, or it would escape the escapes.
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def repaired(text: str) -> str:
    """A text without what no calendar can hold, with line breaks of one kind."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", _BREAK.sub("\n", text)))


def is_repaired(text: str) -> bool:
    r"""Whether a text loses characters on its way into a calendar; line breaks are kept, whatever their kind.

    >>> is_repaired("one\r\ntwo"), is_repaired("one\x07two")
    (False, True)
    """
    return not text.isprintable() and bool(_CONTROL.search(_BREAK.sub("\n", text)) or _SURROGATE.search(text))


def parameter(text: str) -> str:
    r"""A text as the value of a parameter, in quotes, with the carets of RFC 6868.

    >>> print(parameter('the "Gazette", 2nd\ned.'))
    "the ^'Gazette^', 2nd^ned."
    """
    plain = repaired(text).replace("^", "^^").replace('"', "^'").replace("\n", "^n")
    return f'"{plain}"'


def web_address(url: str | None) -> str | None:
    """An address where a click on it can only open a page, None for any other; a URI is ASCII (RFC 3986).

    >>> web_address("https://example.org/東"), web_address("javascript:alert(1)")
    ('https://example.org/%E6%9D%B1', None)
    """
    if url is None or not _WEB.fullmatch(url) or _SURROGATE.search(url):
        return None
    return url if url.isascii() else "".join(char if char.isascii() else _percent(char) for char in url)


def uri(text: str) -> str:
    """A text with all but the unreserved characters of RFC 3986 percent-encoded.

    >>> uri("naval exercise")
    'naval%20exercise'
    """
    return "".join(char if char in _RESERVED else _percent(char) for char in repaired(text))


def _percent(char: str) -> str:
    return "".join(f"%{octet:02X}" for octet in char.encode())


def folded(line: str) -> str:
    r"""A content line folded at 75 octets (RFC 5545, 3.1), without its final CRLF.

    No fold stands inside a character, nor between a backslash and what it escapes: some readers unescape
    before they unfold.

    >>> folded("SUMMARY:" + "x" * 80).split("\r\n ")[1]
    'xxxxxxxxxxxxx'
    """
    if line.isascii():
        return line if len(line) <= 75 else _folded_ascii(line)
    octets = line.encode()
    return line if len(octets) <= 75 else _folded_octets(octets).decode()


# The two differ in what one step costs: most lines are ASCII, and need not be encoded to be measured.
def _folded_ascii(line: str) -> str:
    if "\\" not in line[74::74]:
        # No piece ends in a backslash, so all are of full length.
        return "\r\n ".join([line[:75], *[line[at : at + 74] for at in range(75, len(line), 74)]])
    pieces = []
    start, end, size = 0, 75, len(line)
    while end < size:
        if line[end - 1] == "\\":
            # None of the pieces begins inside an escape, so the parity of the backslashes tells.
            end -= (end - start - len(line[start:end].rstrip("\\"))) % 2
        pieces.append(line[start:end])
        start, end = end, end + 74
    pieces.append(line[start:])
    return "\r\n ".join(pieces)


def _folded_octets(octets: bytes) -> bytes:
    if b"\\" not in octets[74::74] and not _INNER.search(octets[75::74]):
        return b"\r\n ".join([octets[:75], *[octets[at : at + 74] for at in range(75, len(octets), 74)]])
    pieces = []
    start, end, size = 0, 75, len(octets)
    while end < size:
        while octets[end] & 0xC0 == 0x80:  # as _INNER
            end -= 1
        if octets[end - 1] == 0x5C:
            end -= (end - start - len(octets[start:end].rstrip(b"\\"))) % 2
        pieces.append(octets[start:end])
        start, end = end, end + 74
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces)
