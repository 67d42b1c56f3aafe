"""What is data on its way into HTML and SVG: nothing in it may become markup, a link that runs, or a turned line.

Knows characters only, nothing of events.
"""

from __future__ import annotations

import re
from typing import Final, TypeGuard

from timeline.export.columns import neutral

__all__ = ["escaped", "is_web_address", "link_of"]

# XML 1.0, 2.2: no document can hold these, not even as references.
_NO_CHARACTERS: Final = re.compile("[\ufffe\uffff]")
_WEB: Final = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)


def escaped(text: str) -> str:
    r"""The text as it may stand in an element or a quoted attribute of HTML or XML, on one line.

    Characters that turn text around, and controls, are shown as escapes.

    >>> escaped("</script>"), escaped("a\u202eb")
    ('&lt;/script&gt;', 'a\\u202eb')
    """
    # What is printable drives nothing, and needs no look at every character.
    if not text.isprintable():
        text = _NO_CHARACTERS.sub("\ufffd", neutral(text))
    # Several times faster than a table, since most texts have one of these at most.
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return shown.replace('"', "&quot;").replace("'", "&#39;")


def link_of(url: str | None) -> str | None:
    """An address that may be linked, escaped: of the web only, without spaces or quotes; None for any other.

    >>> link_of("https://example.org/a?b=1&c=2"), link_of("javascript:alert(1)")
    ('https://example.org/a?b=1&amp;c=2', None)
    """
    return escaped(url) if url is not None and is_web_address(url) else None


def is_web_address(url: str | None) -> TypeGuard[str]:
    """Whether an address is one of the web that can be linked as it stands.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)"), is_web_address(None)
    (True, False, False)
    """
    return url is not None and _WEB.fullmatch(url) is not None and neutral(url) == url
