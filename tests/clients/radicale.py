"""A Radicale server on loopback takes our calendars and finds their events by date range."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from cases import expected

CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}
[logging]
level = warning
"""
QUERY = """\
<?xml version="1.0"?>
<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:">
<D:prop><D:getetag/><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start}" end="{end}"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>
"""


def kept(programs: Path, home: Path, made: Mapping[str, bytes]) -> Iterator[str]:
    """What goes wrong where a server takes the calendars and is asked for the events of a day."""
    base = home / "radicale"
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = base / "config"
    config.write_text(CONFIG.format(port=port, folder=base / "data"), encoding="utf-8")
    with (base / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [programs / "python", "-m", "radicale", "--config", config], stdout=log, stderr=log
        )
        try:
            yield from _asked(f"http://127.0.0.1:{port}/me", made)
        finally:
            server.terminate()
            server.wait(10)


def _asked(address: str, made: Mapping[str, bytes]) -> Iterator[str]:
    for _ in range(100):
        try:
            _call("GET", address.rpartition("/")[0] + "/", b"")
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    _call("MKCOL", f"{address}/", b"")
    for case, data in made.items():
        events = expected(data, utc=True)
        try:
            _call("PUT", f"{address}/{case}/", data, {"Content-Type": "text/calendar"})
        except urllib.error.HTTPError as error:
            yield f"{case}: not taken: {error.code}"
            continue
        for uid, start, end, _ in events:
            assert start is not None
            query = QUERY.format(start=_stamp(start), end=_stamp(end or start, last=True))
            headers = {"Content-Type": "text/xml", "Depth": "1"}
            answer = _call("REPORT", f"{address}/{case}/", query.encode(), headers)
            if f"UID:{escape(str(uid))}" not in answer.replace("&#13;", "").replace("\n ", ""):
                yield f"{case}: {uid} is not found on {start}"


def _stamp(when: str, *, last: bool = False) -> str:
    day = when[:10].replace("-", "")
    clock = when[11:19].replace(":", "") or "000000"
    # The query asks for the whole of the day on which a time lies.
    return f"{day}T235959Z" if last and len(when) > 10 else f"{day}T{'000000' if len(when) > 10 else clock}Z"


def _call(method: str, address: str, body: bytes, headers: Mapping[str, str] = {}) -> str:
    request = urllib.request.Request(address, data=body or None, method=method, headers=dict(headers))
    with urllib.request.urlopen(request, timeout=20) as answer:
        text: str = answer.read().decode()
        return text
