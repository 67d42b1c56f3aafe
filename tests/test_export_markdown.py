"""Markdown; the notes M1.. of docs/reference/markdown.md name these tests."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st
from markdown_it import MarkdownIt

from timeline.evidence.model import Event
from timeline.export import render
from timeline.export.markdown import quoted
from timeline.reasoning.outcome import Timeline
from timelines import claim, design, entry, line, plain, source

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "<javascript:alert(1)>",
    "*bold* _slanted_ ~~gone~~ `code`",
    "# heading",
    "1. list",
    "- list",
    "=====",
    "| a | b |",
    "&lt;b&gt;",
    "[^1]: note",
    "a\\",
    "> quote",
    "{% raw %}{{ 7*7 }}",
    "$x$",
)


def html(text: str) -> str:
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").render(text)


def everywhere(text: str) -> Timeline:
    event = Event(id="e", title=text, kind="talks", parties=[text], place=text, note=text, url=text)
    judged = claim("5 April 2023", "s", "2023-04-05", quote=text, note=text, at=text, because=text)
    told = source(
        "s", "2023-04-05", title=text, publisher=text, url=text, archived=text, note=text, because=text
    )
    return line(entry(event, "2023-04-05", claims=(judged,)), sources=(told,), title=text)


def test_footnotes() -> None:
    """Every claim refers to its source by a footnote, and every footnote that is referred to is there once."""
    shown = render(design(), "markdown")
    assert (
        '- *decides*: preview "September 8" → 8 Sep 2022 (published Aug 2022, inferred)[^preview]\n' in shown
    )
    assert "[^preview]: preview: What to expect of 2+2; published Aug 2022, inferred.\n" in shown
    referred = set(re.findall(r"\[\^([\w.-]+)\](?!:)", shown))
    assert sorted(referred) == sorted(re.findall(r"^\[\^([\w.-]+)\]:", shown, re.MULTILINE))


def test_a_source_of_the_web_is_linked() -> None:
    """A footnote links its title where the address is one of the web, and shows any other as text."""
    for url, expected in (
        (
            "https://example.org/a_b?c=(d)",
            "[^s]: s: [T](<https://example.org/a_b?c=(d)>); publication day unknown.",
        ),
        ("javascript:alert(1)", "[^s]: s: T; publication day unknown; javascript:alert(1)."),
    ):
        shown = render(line(sources=(source("s", title="T", url=url),)), "markdown")
        assert expected in shown


def test_headings_by_month() -> None:
    """Events stand under years, or under months where that is asked for."""
    assert ["2022", "2023"] == re.findall("^## (2.*)", render(design(), "markdown"), re.MULTILINE)[-2:]
    headings = re.findall("^## (.*)", render(design(), "markdown", group="month"), re.MULTILINE)
    assert ["November 2019", "September 2022", "March 2023", "April 2023"] == headings[:4]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_text(text: str) -> None:
    """What is data has the shape of calm text, wherever it stands, and reads as it was typed."""
    shape = re.findall("<[^>]*>", html(render(everywhere("calm"), "markdown")))
    page = html(render(everywhere(text), "markdown"))
    assert shape == re.findall("<[^>]*>", page)


@settings(max_examples=200)
@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Zs", "Cn", "Co")), max_size=30)
)
def test_quoted_means_itself(text: str) -> None:
    """A quoted text renders as one paragraph of that text."""
    shown = (
        html(quoted(text))
        .replace("&quot;", '"')
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
    )
    assert (f"<p>{text}</p>\n" if text else "") == shown


def test_urgent_statuses_are_strong() -> None:
    """What a person may want to look at stands out."""
    assert "dialogue · **corrected**" in render(design(), "markdown")
    assert "event · stated" in render(plain("Talks"), "markdown")
