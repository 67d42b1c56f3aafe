"""A strict lint of iCalendar files (RFC 5545, with RFC 7986 and RFC 9253), our own, for tests.

`faults` lists what is wrong with a file, as short texts with the number of the unfolded line; an empty list
is a clean file. It reads octets and shares nothing with the writer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple


class Line(NamedTuple):
    number: int
    name: str
    params: dict[str, str]
    value: str


_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
_PARAM = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)')
_TEXT_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_UTC = re.compile(r"\d{8}T\d{6}Z")
_DURATION = re.compile(r"[+-]?P(\d+W|\d+D(T(\d+H)?(\d+M)?(\d+S)?)?|T(\d+H)?(\d+M)?(\d+S)?)")

_TEXTS = {
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "NAME",
    "CATEGORIES",
    "UID",
    "COMMENT",
    "CONTACT",
    "REFID",
    "STRUCTURED-DATA",
}
_ONCE = {
    "VCALENDAR": "PRODID VERSION CALSCALE UID LAST-MODIFIED URL REFRESH-INTERVAL COLOR SOURCE METHOD",
    "VEVENT": "UID DTSTAMP DTSTART DTEND DURATION SUMMARY STATUS TRANSP SEQUENCE LAST-MODIFIED LOCATION URL"
    " DESCRIPTION CLASS CREATED GEO PRIORITY COLOR",
    "VJOURNAL": "UID DTSTAMP DTSTART SUMMARY STATUS SEQUENCE LAST-MODIFIED URL CLASS CREATED COLOR",
    "PARTICIPANT": "UID PARTICIPANT-TYPE CALENDAR-ADDRESS SUMMARY DESCRIPTION",
    "VLOCATION": "UID NAME DESCRIPTION GEO LOCATION-TYPE URL",
}
_NEEDED = {
    "VCALENDAR": "PRODID VERSION",
    "VEVENT": "UID DTSTAMP DTSTART",
    "VJOURNAL": "UID DTSTAMP",
    "PARTICIPANT": "UID PARTICIPANT-TYPE",
    "VLOCATION": "UID",
}
_NEVER = {
    "VCALENDAR": "METHOD ATTENDEE ORGANIZER",
    "VEVENT": "ATTENDEE ORGANIZER",
    "VJOURNAL": "ATTENDEE ORGANIZER LOCATION TRANSP DTEND DURATION",
    "PARTICIPANT": "CALENDAR-ADDRESS",
}
_STATUSES = {"VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"}, "VJOURNAL": {"DRAFT", "FINAL", "CANCELLED"}}
_RELTYPES = {"PARENT", "CHILD", "SIBLING", "FINISHTOSTART", "FINISHTOFINISH", "STARTTOSTART", "STARTTOFINISH"}


def faults(data: bytes) -> list[str]:
    """Everything that is wrong with a file."""
    found = [*_octets(data)]
    try:
        lines = [*_lines(data)]
    except (UnicodeDecodeError, ValueError) as error:
        return [*found, str(error)]
    return [*found, *_components(lines)]


def _octets(data: bytes) -> Iterator[str]:
    if not data.endswith(b"\r\n"):
        yield "the last line does not end with CRLF"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        yield "a line break that is not CRLF"
    physical = data.split(b"\r\n")[:-1]
    for number, line in enumerate(physical, 1):
        yield from (f"octets {number}: {fault}" for fault in _line_octets(line))
        follows = physical[number] if number < len(physical) else b""
        # RFC 5545, 3.3.11: parity tells whether the last backslash waits for the next character.
        if follows[:1] in (b" ", b"\t") and (len(line) - len(line.rstrip(b"\\"))) % 2:
            yield f"octets {number}: folded between a backslash and what it escapes"


def _line_octets(line: bytes) -> Iterator[str]:
    if len(line) > 75:
        yield f"{len(line)} octets"
    if not line:
        yield "empty line"
    if line in (b" ", b"\t"):
        yield "a fold of nothing"
    if re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line):
        yield "control character"
    try:
        line.decode()
    except UnicodeDecodeError:
        yield "folded inside a character, or not UTF-8"


def _lines(data: bytes) -> Iterator[Line]:
    unfolded = re.sub(rb"\r\n[ \t]", b"", data).decode()
    for number, text in enumerate(unfolded.split("\r\n")[:-1], 1):
        match = _LINE.fullmatch(text)
        if match is None:
            msg = f"line {number}: no content line: {text[:60]!r}"
            raise ValueError(msg)
        params = {key: value.strip('"') for key, value in _PARAM.findall(match[2])}
        yield Line(number, match[1].upper(), params, match[3])


def _components(lines: list[Line]) -> Iterator[str]:
    stack: list[tuple[str, list[Line]]] = []
    uids: Counter[tuple[str, str]] = Counter()
    components: list[tuple[str, list[Line]]] = []
    for line in lines:
        if line.name == "BEGIN":
            stack.append((line.value, []))
        elif not stack:
            yield f"line {line.number}: outside of every component"
        elif line.name == "END":
            name, properties = stack.pop()
            components.append((name, properties))
            if name != line.value:
                yield f"line {line.number}: END:{line.value} closes {name}"
        else:
            stack[-1][1].append(line)
    if stack:
        yield f"{stack[-1][0]} is not closed"
    if not components or components[-1][0] != "VCALENDAR" or lines[0].value != "VCALENDAR":
        yield "no VCALENDAR around it all"
    for name, properties in components:
        yield from _component(name, properties)
        uids.update((name, line.value) for line in properties if line.name == "UID")
    yield from (f"UID {uid} is taken {count} times" for (_, uid), count in uids.items() if count > 1)
    yield from _dangling(components)


def _component(name: str, properties: list[Line]) -> Iterator[str]:
    counts = Counter(line.name for line in properties)
    yield from (f"{name}: {key} twice" for key in _ONCE.get(name, "").split() if counts[key] > 1)
    yield from (f"{name}: no {key}" for key in _NEEDED.get(name, "").split() if not counts[key])
    yield from (f"{name}: {key} must not be" for key in _NEVER.get(name, "").split() if counts[key])
    if counts["DTEND"] and counts["DURATION"]:
        yield f"{name}: DTEND and DURATION"
    for line in properties:
        yield from (f"line {line.number}: {line.name}: {fault}" for fault in _property(name, line))
    yield from _span(name, properties)


def _property(component: str, line: Line) -> Iterator[str]:
    if line.name in _TEXTS or line.name.startswith("X-"):
        yield from _text(line)
    if line.name in ("DTSTAMP", "LAST-MODIFIED", "CREATED") and not _UTC.fullmatch(line.value):
        yield f"{line.value} is no UTC stamp"
    if line.name in ("DTSTART", "DTEND") and component in _STATUSES:
        yield from _day(line)
    if line.name == "STATUS" and line.value not in _STATUSES.get(component, ()):
        yield f"{line.value} is no status of {component}"
    if line.name == "TRANSP" and line.value not in ("OPAQUE", "TRANSPARENT"):
        yield f"unknown {line.value}"
    if line.name == "SEQUENCE" and not (re.fullmatch("[0-9]{1,10}", line.value) and int(line.value) < 2**31):
        yield f"{line.value} is no count"
    if line.name in ("DURATION", "REFRESH-INTERVAL") and not _DURATION.fullmatch(line.value):
        yield f"{line.value} is no duration"
    if line.name == "REFRESH-INTERVAL" and line.params.get("VALUE") != "DURATION":
        yield "RFC 7986, 5.7 asks for VALUE=DURATION"
    if line.name == "URL" and not re.fullmatch(r"https?://[!-~]+", line.value):
        yield "no web address"
    if line.name == "RELATED-TO":
        yield from _related(line)
    if line.name in ("LINK", "CONCEPT") and not re.fullmatch(r"(https?://|data:,)[!-~]+", line.value):
        yield "no address"
    if line.name == "LINK" and (not line.params.get("LINKREL") or line.params.get("VALUE") != "URI"):
        yield "RFC 9253, 8.2 asks for LINKREL and VALUE"
    if line.name == "STRUCTURED-DATA" and not {"FMTTYPE", "SCHEMA", "VALUE"} <= line.params.keys():
        yield "RFC 9073, 6.6 asks for FMTTYPE, SCHEMA and VALUE"
    if line.name == "PARTICIPANT-TYPE" and line.value not in ("ACTIVE", "INACTIVE", "SPEAKER", "SPONSOR"):
        yield f"unknown {line.value}"


def _text(line: Line) -> Iterator[str]:
    for match in _TEXT_ESCAPE.finditer(line.value):
        if match[1] not in ("\\", ";", ",", "n", "N"):
            yield f"no escape: {match[0]!r}"
    bare = _TEXT_ESCAPE.sub("", line.value)
    if ";" in bare or ("," in bare and line.name != "CATEGORIES"):
        yield "an unescaped ; or ,"
    if line.name == "CATEGORIES" and "" in re.sub(r"\\.", "x", line.value).split(","):
        yield "an empty category"


def _day(line: Line) -> Iterator[str]:
    value = line.params.get("VALUE")
    timed = re.fullmatch(r"(\d{8})T([01]\d|2[0-3])[0-5]\d[0-5]\d(Z?)", line.value)
    if timed is None and value != "DATE":
        yield "no VALUE=DATE"
    if timed is not None and (value == "DATE" or bool(timed[3]) == ("TZID" in line.params)):
        yield "a time is in a zone, or in UTC"
    if _as_day(line.value[:8] if timed else line.value) is None:
        yield f"{line.value} is no day"


def _as_day(text: str) -> dt.date | None:
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:])) if re.fullmatch(r"\d{8}", text) else None
    except ValueError:
        return None


def _related(line: Line) -> Iterator[str]:
    kind = line.params.get("RELTYPE", "PARENT")
    if kind not in _RELTYPES:
        yield f"unknown RELTYPE {kind}"
    if "GAP" in line.params and not _DURATION.fullmatch(line.params["GAP"]):
        yield f"{line.params['GAP']} is no duration"


def _span(name: str, properties: list[Line]) -> Iterator[str]:
    dates = {line.name: line for line in properties if line.name in ("DTSTART", "DTEND")}
    start, end = dates.get("DTSTART"), dates.get("DTEND")
    if start is not None and end is not None and end.params == start.params and end.value <= start.value:
        yield f"{name}: DTEND is exclusive, and lies not after DTSTART"
    if start is not None and end is not None and ("VALUE" in end.params) != ("VALUE" in start.params):
        yield f"{name}: DTSTART and DTEND are of different types"
    stamps = {line.name: line.value for line in properties if line.name in ("DTSTAMP", "LAST-MODIFIED")}
    if name != "VCALENDAR" and len(set(stamps.values())) > 1:
        yield f"{name}: DTSTAMP and LAST-MODIFIED differ"


def _dangling(components: list[tuple[str, list[Line]]]) -> Iterator[str]:
    zones = {line.value for _, properties in components for line in properties if line.name == "TZID"}
    for _, properties in components:
        for line in properties:
            if line.params.get("TZID", "") not in {"", *zones}:
                yield f"line {line.number}: there is no VTIMEZONE {line.params['TZID']}"
    inner = [properties for name, properties in components if name != "VCALENDAR"]
    uids = {line.value for properties in inner for line in properties if line.name == "UID"}
    for properties in inner:
        own = next((line.value for line in properties if line.name == "UID"), "")
        for line in properties:
            if line.name == "RELATED-TO" and (line.value not in uids or line.value == own):
                yield f"line {line.number}: RELATED-TO {line.value} leads nowhere"
