"""The page as a file; the notes P20.. of docs/reference/page.md name these tests."""

from __future__ import annotations

import base64
import builtins
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings, strategies as st

from timeline.errors import MissingExtra
from timeline.evidence.model import Event
from timeline.export import page as leaf, render
from timeline.export.markup import link_of
from timeline.reasoning.outcome import Timeline
from timelines import claim, design, entry, line, plain, source

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "a\u202eb\u2066c",
    "&lt;already escaped&gt;",
    "--><!--",
)


class Reader(HTMLParser):
    """Tags, attributes and texts of a page, style and script apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self.texts: list[str] = []
        self.inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag if tag in self.raw else ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        (self.raw[self.inside] if self.inside else self.texts).append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in tags]


def read(shown: Timeline, **options: object) -> Reader:
    return Reader(render(shown, "html", **options))


def policy(page: Reader) -> dict[str, str]:
    (text,) = [meta["content"] for meta in page.named("meta") if meta.get("http-equiv")]
    return dict(rule.split(" ", 1) for rule in (text or "").split("; "))


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_lets_nothing_out() -> None:
    """Nothing may be loaded or called; style and script run by the hashes of what stands in the page."""
    page = read(design())
    assert {
        "default-src": "'none'",
        "style-src": digest(page.raw["style"][0]),
        "script-src": digest(page.raw["script"][0]),
        "base-uri": "'none'",
        "form-action": "'none'",
    } == policy(page)


def test_self_contained() -> None:
    """No element loads anything, and no attribute holds style or script, which the policy would refuse."""
    page = read(design())
    assert [] == page.named("link", "img", "iframe", "object", "embed", "base", "form")
    names = {name for _, attributes in page.tags for name in attributes}
    assert set() == {
        name for name in names if name.startswith("on") or name in ("style", "src", "srcdoc", "action")
    }
    assert "url(http" not in page.raw["style"][0]


def test_the_list_tells_all() -> None:
    """Every entry has a heading, a time, its claims with verdict and reason, and links to its sources."""
    page = read(design())
    ids = [item.get("id") for item in page.named("li") if "data-l" in item]
    assert ["2plus2-1", "2plus2-2", "kishida-visit", "dpd-7"] == ids
    assert {"datetime": "2022-09-08"} in page.named("time")
    assert 'corrected daily "5th of March 2023" (para 1, likely): that was a Sunday' in page.text
    assert {"#daily", "#express", "#preview"} <= {link.get("href") for link in page.named("a")}
    assert {"daily", "express", "preview"} <= {item.get("id") for item in page.named("li")}
    assert "Missing from dpd: 1 to 6" in page.text


def test_ids_of_the_frame_never_clash() -> None:
    """No id of the frame could be an event's: each has a colon, which ids of data cannot have."""
    page = read(plain("Talks"))
    own = [attributes["id"] for tag, attributes in page.tags if "id" in attributes and tag != "li"]
    assert own
    assert all(":" in (name or "") for name in own)
    every = [attributes["id"] for _, attributes in read(design()).tags if "id" in attributes]
    assert len(set(every)) == len(every)


def test_every_label_refers_to_something() -> None:
    """What is labelled or described by an id finds it in the page."""
    page = read(design())
    ids = {attributes.get("id") for _, attributes in page.tags}
    named = {
        name
        for _, attributes in page.tags
        for key in ("aria-labelledby", "aria-describedby")
        for name in (attributes.get(key) or "").split()
    }
    assert named
    assert named <= ids


def everywhere(text: str) -> Timeline:
    """A timeline with a text in every place that takes any."""
    event = Event(
        id="e", title=text, kind="talks", parties=[text], place=text, tags=[text], note=text, url=text
    )
    judged = claim("5 April 2023", "s", "2023-04-05", quote=text, note=text, at=text, because=text)
    told = source(
        "s", "2023-04-05", title=text, publisher=text, url=text, archived=text, note=text, because=text
    )
    return line(entry(event, "2023-04-05", claims=(judged,)), sources=(told,), title=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_text(text: str) -> None:
    """What is data makes no element and no attribute, wherever it stands, and can be read as it was typed."""
    page, calm = read(everywhere(text)), read(everywhere("calm"))
    shape = [(tag, sorted(attributes)) for tag, attributes in page.tags]
    assert [(tag, sorted(attributes)) for tag, attributes in calm.tags] == shape
    assert 1 == len(page.raw["script"])
    assert page.text.count(text.replace("\u202e", r"\u202e").replace("\u2066", r"\u2066")) > 10


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_no_title_breaks_the_page(title: str) -> None:
    """Any title leaves the page with the elements that a calm one has."""
    assert {tag for tag, _ in read(plain(title or "x", title)).tags} == {
        tag for tag, _ in read(plain("x", "x")).tags
    }


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//x.org",
        "http://x y",
        'http://x"y',
        "ftp://x",
        "http://x\u202ey",
    ],
)
def test_only_the_web_is_linked(url: str) -> None:
    """An address that is not one of the web is shown as text and never linked."""
    assert link_of(url) is None
    event = Event(id="e", title="x", url=url)
    links = {link.get("href") for link in read(line(entry(event, "2023-04-05"))).named("a")}
    assert {"#e", "#tl:list"} == links


def test_why_this_date() -> None:
    """An entry whose date rests on more than its own claim folds out the derivation; another has no fold."""
    import timeline as tl

    dossier = tl.Dossier(
        events=[tl.Event(id="a", when="2023-04-05"), tl.Event(id="b", after={"a": "2 days"})],
    )
    page = render(tl.reconcile(dossier), "html")
    assert 1 == page.count("<summary>Why this date?</summary>")
    assert "not before 7 Apr 2023, because" in page


def test_data_for_the_picture() -> None:
    """The list carries the numbers that the picture is drawn from: what could be, what is certain, what was said."""
    shown = line(
        entry(Event(id="day"), "2022-09-08"),
        entry(Event(id="month"), "2022-09-01/2022-09-30"),
        entry(Event(id="open"), "2022-09-01", "2022-09-08/..", status="tied"),
        entry(Event(id="none"), "..", status="undated"),
        entry(Event(id="said"), "2022-09-08", claims=(claim("x", "s", "2022-09-02", "rejected"),)),
    )
    found = {item["id"]: item for item in read(shown).named("li") if "data-l" in item}
    assert "738406,738407,738406,738407" == found["day"]["data-d"]
    assert "738399,738429" == found["month"]["data-d"]
    assert "738399,,738399,738407" == found["open"]["data-d"]
    assert "t" == found["open"]["data-s"]
    assert "data-d" not in found["none"]
    assert "738400,738401" == found["said"]["data-x"]


def test_groups_by_year() -> None:
    """Events stand under the year of their earliest day, those without a date under a heading of their own."""
    shown = line(
        entry(Event(id="a"), "2022-09-08"),
        entry(Event(id="b"), "2023-01-01/2023-12-31"),
        entry(Event(id="c"), "..", status="undated"),
    )
    headings = re.findall("<h3>(.*?)</h3>", render(shown, "html"))
    assert ["2022", "2023", "Undated"] == headings


def test_lanes_of_the_page() -> None:
    """With lanes by party an event names each lane that it stands in."""
    page = read(plain("Talks", parties=["India", "Japan"]), lanes="party")
    assert ["0,1"] == [item["data-l"] for item in page.named("li") if "data-l" in item]


def test_chips() -> None:
    """There is a chip for each lane where there are several, and one for claims where some were not kept."""
    assert [] == [one for one in read(plain("Talks")).named("input") if one["type"] == "checkbox"]
    chips = [one for one in read(design()).named("input") if one["type"] == "checkbox"]
    assert ["0", "1", None] == [one.get("data-lane") for one in chips]
    assert "tl:dashed" == chips[-1]["id"]


def test_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Jinja2 the page is one sentence that says what to install."""
    original = builtins.__import__

    def without(name: str, *args: object, **given: object) -> object:
        if name == "jinja2":
            raise ImportError(name)
        return original(name, *args, **given)

    leaf._frame.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        MissingExtra, match=r"the page needs the extra 'page': pip install 'sourced-timeline\[page\]'"
    ):
        render(plain("x"), "html")
    leaf._frame.cache_clear()
