"""The live page; the notes W1.. of docs/reference/serve.md name these tests."""

from __future__ import annotations

import builtins
import html
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest

from timeline.cli import main
from timeline.errors import MissingExtra
from timeline.serving import Live, application, serve

GOOD = "id: walk\nevents:\n  talks: {title: First talks, when: 5 April 2023}\n"
LATER = GOOD.replace("First talks", "Second talks")
BROKEN = "id: walk\nevents:\n  talks: {title: Third talks, when: no such day}\n"


class Client:
    """Asks the application as a server would."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.live = Live(str(path))
        self.answer = application(self.live)

    def ask(self, address: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        environ: dict[str, str] = {}
        setup_testing_defaults(environ)
        environ |= {"PATH_INFO": address, "REQUEST_METHOD": method, "SERVER_PORT": "8137"}
        environ |= {"HTTP_HOST": "localhost:8137"} | {
            f"HTTP_{name}": value for name, value in headers.items()
        }
        told: list[tuple[int, dict[str, str]]] = []
        body = self.answer(environ, lambda status, found: told.append((int(status[:3]), dict(found))))
        return *told[0], b"".join(body).decode()

    def save(self, text: str) -> None:
        """As editors do: write another file, and rename it over this one."""
        other = self.path.with_suffix(".new")
        other.write_text(text, encoding="utf-8")
        other.replace(self.path)

    @property
    def news(self) -> dict[str, str]:
        news: dict[str, str] = json.loads(self.ask("/news")[2])
        return news


@pytest.fixture
def client(tmp_path: Path) -> Client:
    path = tmp_path / "events.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return Client(path)


def test_what_is_served(client: Client) -> None:
    """There are the page, the calendar and the data, each with its type; nothing else."""
    for address, kind, words in (
        ("/", "text/html; charset=utf-8", "First talks"),
        ("/calendar.ics", "text/calendar; charset=utf-8", "SUMMARY:First talks"),
        ("/timeline.json", "application/json", '"format": "timeline/1"'),
    ):
        status, headers, body = client.ask(address)
        assert (200, kind, str(len(body.encode()))) == (
            status,
            headers["Content-Type"],
            headers["Content-Length"],
        )
        assert words in body
        assert client.ask(address, "HEAD") == (status, headers, "")
    for address in ("/events.yaml", "/../events.yaml", "/calendar.ics/", "/favicon.ico"):
        assert 404 == client.ask(address)[0]


@pytest.mark.parametrize("address", ["/", "/calendar.ics", "/timeline.json"])
def test_not_modified(client: Client, address: str) -> None:
    """A client that has the latest is told so and sent nothing; after a change it is sent the new one."""
    tag = client.ask(address)[1]["ETag"]
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        assert (304, "") == client.ask(address, IF_NONE_MATCH=asked)[::2]
    assert 200 == client.ask(address, IF_NONE_MATCH='"other"')[0]
    client.save(LATER)
    status, headers, body = client.ask(address, IF_NONE_MATCH=tag)
    assert 200 == status
    assert tag != headers["ETag"]
    assert "Second talks" in body


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8137", 200),
        ("LOCALHOST:8137", 200),
        ("127.0.0.1:8137", 200),
        ("[::1]:8137", 200),
        ("localhost", 421),
        ("localhost:80", 421),
        ("example.org:8137", 421),
        ("localhost.example.org:8137", 421),
        ("", 421),
    ],
)
def test_other_hosts_are_refused(client: Client, host: str, status: int) -> None:
    """A request under another name gets nothing, so that a web site cannot read through a name that leads here."""
    found, _, body = client.ask(HOST=host)
    assert status == found
    assert ("talks" in body) == (status == 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(client: Client, method: str) -> None:
    """Only reading is allowed."""
    status, headers, _ = client.ask(method=method)
    assert (405, "GET, HEAD") == (status, headers["Allow"])


def test_saved_files_are_read_again(client: Client) -> None:
    """After a save there is a new version, which the page asks for; without one it stays."""
    before = client.news
    assert before == client.news
    assert f'data-version="{before["version"]}"' in client.ask()[2]
    client.save(LATER)
    assert before["version"] != client.news["version"]
    assert "Second talks" in client.ask()[2]


def test_the_last_good_timeline_stays(client: Client) -> None:
    """While the file has an error, the page stays as it was and the error is told with its position."""
    before = client.news
    client.save(BROKEN)
    broken = client.news
    assert before["version"] == broken["version"]
    assert f"{client.path}:3:37: error[TL301]" in broken["problems"]
    assert "talks: {title: Third talks, when: no such day}" in broken["problems"]
    assert "First talks" in client.ask()[2]
    client.save(LATER)
    assert "" == client.news["problems"]


def test_a_file_that_is_gone(client: Client) -> None:
    """A file that is gone is told, and shown again when it is back."""
    client.ask()
    client.path.unlink()
    assert "no such file or directory" in client.news["problems"]
    client.save(LATER)
    assert "" == client.news["problems"]
    assert "Second talks" in client.ask()[2]


def test_broken_from_the_start(tmp_path: Path) -> None:
    """A file that has errors when it is first opened shows what could be kept, and the errors."""
    path = tmp_path / "events.yaml"
    path.write_text(BROKEN.replace("events:\n", "events:\n  visit: {when: 2023-01-01}\n"), encoding="utf-8")
    client = Client(path)
    assert "TL301" in client.news["problems"]
    assert "visit" in client.ask()[2]


def test_included_files_are_watched(client: Client) -> None:
    """A save of an included file is noticed as well."""
    client.path.with_name("more.yaml").write_text("events: {visit: {when: 2023-01-01}}\n", encoding="utf-8")
    client.save(GOOD + "include: [more.yaml]\n")
    before = client.news["version"]
    client.path.with_name("more.yaml").write_text("events: {travel: {when: 2023-01-01}}\n", encoding="utf-8")
    assert before != client.news["version"]
    assert "travel" in client.ask()[2]


def test_the_calendar_is_continued(client: Client) -> None:
    """What changes while it is served reaches subscribers as a change of the same event."""
    assert "SEQUENCE:0" in client.ask("/calendar.ics")[2]
    client.save(GOOD.replace("5 April", "6 April"))
    body = client.ask("/calendar.ics")[2]
    assert "SEQUENCE:1" in body
    assert "UID:talks@walk" in body


def test_only_the_live_page_may_ask(client: Client) -> None:
    """The policy of the live page lets it ask its own server and nobody else."""
    assert "connect-src 'self'" in html.unescape(client.ask()[2])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, running, and its address."""
    path = tmp_path / "events.yaml"
    path.write_text(GOOD, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "timeline", "serve", str(path), "--port", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    told = process.stderr.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/", told)
    assert found, told
    yield process, found[0]
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_the_command(served: tuple[subprocess.Popen[str], str]) -> None:
    """`timeline serve` says its address, answers there, refuses other names, and stops cleanly at Ctrl-C."""
    process, address = served
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{address}calendar.ics") as answer:
        assert b"SUMMARY:First talks" in answer.read()
    with pytest.raises(urllib.error.HTTPError, match="421"):
        opener.open(urllib.request.Request(address, headers={"Host": "example.org"}))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (0, "", "stopped\n") == (process.returncode, out, err)


def test_only_on_loopback(served: tuple[subprocess.Popen[str], str]) -> None:
    """Nothing listens on the other addresses of the machine."""
    port = int(served[1].rstrip("/").rpartition(":")[2])
    with socket.socket() as probe:
        # An address of loopback that is not the one listened to.
        assert probe.connect_ex(("127.0.0.2", port)) != 0


def test_a_port_that_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A port that another program has is told in a line, with exit code 2."""
    path = tmp_path / "events.yaml"
    path.write_text(GOOD, encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert 2 == main(["serve", str(path), "--port", str(port)])
    assert (
        f"timeline: cannot listen on port {port}: address already in use; choose" in capsys.readouterr().err
    )


def test_wrong_calls(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Standard input and a file that is not there are refused in a line."""
    assert 2 == main(["serve", "-"])
    assert 2 == main(["serve", os.fspath(tmp_path / "none.yaml")])
    said = capsys.readouterr().err
    assert "standard input cannot be read again" in said
    assert "no such file or directory" in said


def test_missing_extra(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waitress there is one sentence that says what to install."""
    original = builtins.__import__

    def without(name: str, *args: object, **given: object) -> object:
        if name.startswith("waitress"):
            raise ImportError(name)
        return original(name, *args, **given)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"timeline serve needs the extra 'serve': pip install"):
        serve(client.live, 0)
