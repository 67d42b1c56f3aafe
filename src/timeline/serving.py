"""The live page: the timeline of a file on loopback, new as soon as the file is saved.

A WSGI application (PEP 3333), which any server can run; `serve` runs it with waitress, an extra, on loopback alone. It
answers GET and HEAD for four addresses and refuses every Host but its own, so that a web site cannot read it
through a name that leads here. While the file has errors, the last good timeline stays, and the errors are told.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from timeline.errors import MissingExtra, Problem, Severity
from timeline.evidence.model import Dossier
from timeline.evidence.reading import Reading, read_path
from timeline.export import render
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.reconcile import reconcile

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

__all__ = ["HOST", "Live", "application", "serve"]

HOST: Final = "127.0.0.1"
"""The only address that is listened to."""

_NAMES: Final = ("localhost", HOST, "[::1]")
_HEADERS: Final = (
    ("Cache-Control", "no-cache"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)


@attrs.frozen(kw_only=True)
class _Shown:
    """What is served: the last good timeline in its forms, and the problems of the file as it is now."""

    version: str
    page: bytes
    calendar: bytes
    data: bytes
    news: bytes


class Live:
    """A file that is read again when it, or what it includes, has changed; safe to ask from several threads."""

    def __init__(self, path: str, narrow: Callable[[Timeline], Timeline] = lambda line: line) -> None:
        self._path = path
        self._narrow = narrow
        self._lock = threading.Lock()
        self._stamps: dict[str, object] = {}
        self._line = Timeline(dossier=Dossier())
        self._good = False
        self._calendar: bytes | None = None
        self._shown: _Shown | None = None

    def shown(self) -> _Shown:
        """What is to be shown now."""
        with self._lock:
            if self._shown is None or any(_stamp(path) != stamp for path, stamp in self._stamps.items()):
                self._shown = self._read()
            return self._shown

    def _read(self) -> _Shown:
        # Taken before reading, so that what is saved meanwhile is read next time.
        stamps: dict[str, object] = {self._path: _stamp(self._path)}
        try:
            reading = read_path(self._path)
        except OSError as error:
            self._stamps = {**self._stamps, **stamps}
            return self._with(f"{self._path}: {(error.strerror or str(error)).lower()}")
        self._stamps = stamps | {path: _stamp(path) for path in reading.texts if path != self._path}
        failed = any(problem.severity is Severity.ERROR for problem in reading.problems)
        if not failed or not self._good:
            self._line = self._narrow(reconcile(reading.dossier))
            self._good = not failed
        return self._with("\n\n".join(_told(problem, reading) for problem in reading.problems))

    def _with(self, problems: str) -> _Shown:
        page = render(self._line, "html", live=True)
        self._calendar = self._published()
        version = hashlib.sha256(page.encode()).hexdigest()[:16]
        news = json.dumps({"version": version, "problems": problems}, ensure_ascii=False)
        return _Shown(
            version=version,
            page=page.replace("<body>", f'<body data-version="{version}">', 1).encode(),
            calendar=self._calendar,
            data=render(self._line, "json").encode(),
            news=news.encode(),
        )

    def _published(self) -> bytes:
        """The calendar as the continuation of the one that was served before, so that subscribers see what changed."""
        from timeline.export import ics
        from timeline.export.publishing import publish

        made = ics.write(self._line, name=Path(self._path).stem).data
        return made if self._calendar is None else publish(made, self._calendar).data


def _stamp(path: str) -> object:
    """What changes when a file is saved, by writing or by renaming another over it; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - several a second, for as long as the page is open
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _told(problem: Problem, reading: Reading) -> str:
    """A problem with the line that it stands in, and the advice."""
    parts = [str(problem)]
    position = problem.position
    if position is not None:
        lines = reading.texts.get(position.file, "").splitlines()
        if position.line <= len(lines):
            parts.append(f"  {lines[position.line - 1].strip()[:200]}")
    if problem.help:
        parts.append(f"  help: {problem.help}")
    return "\n".join(parts)


def application(live: Live) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """The WSGI application that shows a file."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if not _is_ours(environ.get("HTTP_HOST", ""), environ["SERVER_PORT"]):
            return _refused(start, "421 Misdirected Request", "this server answers to localhost only")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _refused(start, "405 Method Not Allowed", "only GET and HEAD", ("Allow", "GET, HEAD"))
        body, kind = _found(live, environ.get("PATH_INFO", "/"))
        if body is None:
            return _refused(start, "404 Not Found", "there are /, /calendar.ics and /timeline.json")
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        if _matches(environ.get("HTTP_IF_NONE_MATCH", ""), tag):
            start("304 Not Modified", [("ETag", tag), *_HEADERS])
            return []
        start(
            "200 OK", [("Content-Type", kind), ("Content-Length", str(len(body))), ("ETag", tag), *_HEADERS]
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return answer


def _is_ours(host: str, port: str) -> bool:
    """Whether a request was meant for this server: a name of another may lead here as well (DNS rebinding)."""
    return host.lower() in {f"{name}:{port}" for name in _NAMES} | set(_NAMES if port == "80" else ())


def _found(live: Live, path: str) -> tuple[bytes | None, str]:
    match path:
        case "/":
            return live.shown().page, "text/html; charset=utf-8"
        case "/calendar.ics":
            return live.shown().calendar, "text/calendar; charset=utf-8"
        case "/timeline.json":
            return live.shown().data, "application/json"
        case "/news":
            return live.shown().news, "application/json"
        case _:
            return None, ""


def _matches(asked: str, tag: str) -> bool:
    """Whether one of the tags that the client has is ours (RFC 9110, 13.1.2: weak comparison)."""
    return asked.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in asked.split(",")}


def _refused(start: StartResponse, status: str, reason: str, *headers: tuple[str, str]) -> Iterable[bytes]:
    body = f"{reason}\n".encode()
    start(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            *headers,
            *_HEADERS,
        ],
    )
    return [body]


def serve(live: Live, port: int, ready: Callable[[str], object] = lambda _: None) -> None:
    """Serve until interrupted; `ready` is told the address once it can be opened.

    MissingExtra without waitress, OSError where the port is taken.
    """
    try:
        from waitress.server import create_server
    except ImportError as error:
        raise MissingExtra("timeline serve", "serve") from error
    # A taken port is found out here: the server would leave its half-made socket behind.
    with socket.create_server((HOST, port)) as free:
        port = free.getsockname()[1]
    server = create_server(application(live), host=HOST, port=port, threads=4, ident=None)
    try:
        ready(f"http://{HOST}:{port}/")
        server.run()
    finally:
        server.close()
