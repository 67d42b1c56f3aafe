"""The page in a browser: Chromium through Playwright, and axe-core; `make browser` installs them and runs this."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import timeline as tl
from timeline.evidence.model import Event
from timeline.export import render
from timeline.reasoning.outcome import Timeline
from timelines import claim, entry, line, many, source

ROOT = Path(__file__).parent.parent
AXE = ROOT / "build" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# What a browser would otherwise look up on the network at every start.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "javascript:document.title='owned'",
    "\u202eeltit a si siht",
    "x" * 10_000,
    "'\"><svg onload=\"document.title='owned'\">",
)

Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens the page of a timeline from disk; afterwards nothing was asked for, and nothing went wrong."""
    asked: list[str] = []
    wrong: list[str] = []
    contexts = []

    def open_(
        shown: Timeline, *, anchor: str = "", width: int = 1100, relations: bool = False, **options: Any
    ) -> Page:
        path = tmp_path / "events.html"
        path.write_text(render(shown, "html", relations=relations), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on(
            "console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{path.as_uri()}{anchor}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert {url for url in asked if not url.startswith("file:")} == set()
    assert [] == wrong


def example() -> Timeline:
    return tl.reconcile(tl.load(ROOT / "events.yaml"))


def labels(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "svg .l:not(.n):not(.s)", "all => all.map(one => one.textContent)"
    )
    return found


def told(page: Page) -> str:
    return page.locator("[id='tl:live']").inner_text()


def anchor(page: Page) -> str:
    found: str = page.evaluate("location.hash")
    return found


def stage(page: Page) -> None:
    page.locator("[id='tl:stage']").focus()


def overlaps(page: Page) -> list[str]:
    """Labels that touch another or leave the picture, as the browser has set them."""
    found: list[str] = page.evaluate(
        """() => {
          const wide = document.querySelector("svg").getBoundingClientRect(), faults = [];
          const boxes = [...document.querySelectorAll("svg text")].filter(one => !one.closest(".ax, [hidden]"))
            .map(one => [one.textContent, one.getBoundingClientRect()]);
          boxes.forEach(([text, box], at) => {
            if (box.left < wide.left - 1 || box.right > wide.right + 1) faults.push(`cut: ${text}`);
            for (const [other, near] of boxes.slice(at + 1))
              if (box.left < near.right && near.left < box.right
                && box.top + 3 < near.bottom && near.top + 3 < box.bottom) faults.push(`${text} / ${other}`);
          });
          return faults;
        }"""
    )
    return found


def test_first_picture(opened: Opened) -> None:
    """The picture is there as soon as the page is, and names every dated event."""
    page = opened(example())
    assert 22 == len(labels(page))
    assert "Seventh Defence Policy Dialogue" in labels(page)
    assert page.locator("[id='tl:tools']").is_visible()


@pytest.mark.parametrize("width", [320, 768, 1100])
def test_labels_never_overlap(opened: Opened, width: int) -> None:
    """At any width, before and after zooming, no label touches another or is cut."""
    page = opened(many(120, seed=width), width=width)
    assert [] == overlaps(page)
    stage(page)
    for key in ("+", "+", "ArrowRight", "-", "0"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
        assert [] == overlaps(page), key


def test_no_page_is_wider_than_a_phone(opened: Opened) -> None:
    """On a phone nothing runs over the side."""
    page = opened(example(), width=320)
    assert 320 >= page.evaluate("document.documentElement.scrollWidth")


def test_keyboard_walk(opened: Opened) -> None:
    """The arrow keys visit every event in the order of the list, and say each one's date, title and status."""
    shown = many(60)
    page = opened(shown)
    stage(page)
    for event in shown:
        page.keyboard.press("ArrowRight")
        assert event.title in told(page)
        assert event.status.value in told(page)
        assert page.locator("[id='tl:tip']").is_visible()
    page.keyboard.press("Home")
    assert shown.entries[0].title in told(page)
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert shown.entries[-2].title in told(page)
    page.keyboard.press("Escape")
    assert page.locator("[id='tl:tip']").is_hidden()


def test_enter_opens(opened: Opened) -> None:
    """Enter leads to the event in the list, and its address is that of the event."""
    page = opened(example())
    first = f"#{example().entries[0].id}"
    stage(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert first == anchor(page)
    assert first == page.evaluate("document.activeElement.getAttribute('href')")


def test_filter(opened: Opened) -> None:
    """A slash leads to the filter, which narrows list and picture alike; Escape clears it."""
    page = opened(example())
    page.keyboard.press("/")
    page.keyboard.type("2+2 ministerial")
    expect(page.locator("li[data-l]:not([hidden])")).to_have_count(2)
    page.wait_for_timeout(60)
    assert ["First 2+2 ministerial dialogue", "Second 2+2 ministerial dialogue"] == sorted(labels(page))
    assert "2 of 22 events" == told(page)
    page.keyboard.press("Escape")
    expect(page.locator("li[data-l][hidden]")).to_have_count(0)


def test_chips(opened: Opened) -> None:
    """A chip takes a kind out of list and picture, and the claims that were not kept out of both."""
    page = opened(example())
    page.get_by_role("checkbox", name="dialogue").uncheck()
    assert 14 == page.locator("li[data-l]:visible").count()
    assert "Seventh Defence Policy Dialogue" not in labels(page)
    page.get_by_role("checkbox", name="dialogue").check()
    page.wait_for_timeout(60)
    assert 1 <= page.locator("svg g:not([data-legend] *) > a .x").count()
    page.get_by_role("checkbox", name="claims not kept").uncheck()
    page.wait_for_timeout(60)
    assert 0 == page.locator("svg a .x").count()
    assert 0 == page.locator("section li.x:visible").count()


def test_arrows(opened: Opened) -> None:
    """Arrows that were asked for are there before and after the picture is drawn anew."""
    page = opened(example(), relations=True)
    arrows = "svg > .r"
    before = page.locator(arrows).count()
    assert before > 3
    stage(page)
    page.keyboard.press("ArrowRight")
    assert before == page.locator(arrows).count()


def test_deep_link(opened: Opened) -> None:
    """The address of an event opens the page at that event, and shows it in the picture."""
    page = opened(example(), anchor="#dpd-7")
    assert page.locator("li[id='dpd-7']").evaluate("one => one.getBoundingClientRect().top < innerHeight")
    assert "Seventh Defence Policy Dialogue" == page.locator("svg .on .l").text_content()


def test_why_this_date(opened: Opened) -> None:
    """The derivation folds out by key."""
    page = opened(example())
    fold = page.locator("li[id='dpd-7'] details")
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert "not before 5 Apr 2023, because" in fold.inner_text()


def test_pointer(opened: Opened) -> None:
    """A click shows an event with its claims, a second one opens it; a drag moves the picture."""
    page = opened(example())
    label = page.locator("svg a[href='#dpd-7'] .l")
    label.click()
    assert "5th of March 2023" in page.locator("[id='tl:tip']").inner_text()
    page.locator("svg a[href='#dpd-7'] .l").click()
    assert anchor(page).endswith("#dpd-7")
    page = opened(example())
    before = page.locator("svg a[href='#dpd-7'] .l").get_attribute("x")
    box = page.locator("[id='tl:stage']").bounding_box()
    assert box
    page.mouse.move(box["x"] + 700, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 600, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_timeout(60)
    assert before != page.locator("svg a[href='#dpd-7'] .l").get_attribute("x")


def test_script_off(opened: Opened) -> None:
    """Without script picture and list are there, the tools are not, and a label leads to its event."""
    page = opened(example(), java_script_enabled=False)
    assert page.locator("[id='tl:tools']").is_hidden()
    assert 22 == page.locator("li[data-l]").count()
    page.locator("svg a[href='#dpd-7']").click()
    assert anchor(page).endswith("#dpd-7")


def test_print(opened: Opened, tmp_path: Path) -> None:
    """Printed on A4 the whole picture stands on the first page, even where one had looked closer."""
    page = opened(example())
    stage(page)
    for _ in range(4):
        page.keyboard.press("+")
    page.wait_for_timeout(60)
    assert len(labels(page)) < 22
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    pdf = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    texts = [re.sub(r"\s+", " ", one.get_textpage().get_text_range()) for one in pdf]
    assert 595 == round(pdf[0].get_width())
    assert "Why this date" not in "".join(texts)
    assert 22 == sum(event.title in texts[0] for event in example())
    assert all(event.title in "".join(texts[1:]) for event in example().entries[5:])


@pytest.mark.skipif(not AXE.exists(), reason="axe-core could not be installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1100])
def test_axe(opened: Opened, scheme: str, width: int) -> None:
    """axe-core finds no violation, in light and dark, folded and with everything open."""
    page = opened(example(), color_scheme=scheme, width=width, bypass_csp=True)
    for ready in ("", "document.querySelectorAll('details').forEach(one => { one.open = true })"):
        page.evaluate(ready or "0")
        stage(page)
        page.keyboard.press("ArrowRight")
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run().then(result => result.violations)")
        assert [] == [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts(opened: Opened, text: str) -> None:
    """Whatever data hold is shown as text, runs nothing, links nowhere, and stays inside the page."""
    event = Event(
        id="e", title=text, kind=text[:40], parties=[text], place=text, tags=[text], note=text, url=text
    )
    judged = claim("5 April 2023", "s", "2023-04-05", quote=text, note=text, at=text, because=text)
    other = source("s", "2023-04-05", title=text, publisher=text, url=text, archived=text, note=text)
    page = opened(line(entry(event, "2023-04-05", claims=(judged,)), sources=(other,), title=text))
    stage(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    page.wait_for_timeout(100)
    assert "owned" not in page.title().replace(text, "")
    shown = text.replace("\u202e", r"\u202e")
    assert shown in page.locator("li[id='e'] h4").inner_text()
    assert [] == page.eval_on_selector_all(
        "a[href^='javascript' i], img, iframe", "all => all.map(one => one.outerHTML)"
    )
    assert 1100 >= page.evaluate("document.documentElement.scrollWidth")
    assert [] == overlaps(page)


def test_hostile_pictures(browser: Browser, tmp_path: Path) -> None:
    """A picture opened by itself runs nothing that its data hold."""
    path = tmp_path / "events.svg"
    events = [entry(Event(id=f"e{i}", title=text), "2023-04-05") for i, text in enumerate(HOSTILE)]
    path.write_text(render(line(*events, title=HOSTILE[0]), "svg"), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    assert 0 == page.evaluate("document.querySelectorAll('script, img, foreignObject').length")
    assert "owned" != page.evaluate("document.title")
    page.close()


def test_ten_thousand(opened: Opened) -> None:
    """Ten thousand events stay usable: counts first, labels near by, a filter that finds one of them."""
    page = opened(many(10_000))
    assert 0 == len(labels(page))
    stage(page)
    for _ in range(9):
        page.keyboard.press("+")
    page.wait_for_timeout(300)
    assert 0 < len(labels(page)) <= 250
    page.keyboard.press("/")
    page.keyboard.type("Meeting 1234 ")
    expect(page.locator("li[data-l]:not([hidden])")).to_have_count(1)


def test_live(browser: Browser, tmp_path: Path) -> None:
    """The served page follows the file: what is saved appears, and an error is told while the picture stays."""
    path = tmp_path / "events.yaml"
    path.write_text("events: {talks: {title: First talks, when: 5 April 2023}}\n", encoding="utf-8")
    command = [sys.executable, "-m", "timeline", "serve", str(path), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found
        page = browser.new_page()
        page.goto(found[0])
        path.write_text("events: {talks: {title: Second talks, when: 5 April 2023}}\n", encoding="utf-8")
        page.wait_for_selector("text=Second talks", timeout=10_000)
        path.write_text("events: {talks: {title: Third talks, when: no such day}}\n", encoding="utf-8")
        page.wait_for_selector("text=TL301", timeout=10_000)
        assert ["Second talks"] == labels(page)
        page.close()
    finally:
        process.kill()
        process.communicate()
