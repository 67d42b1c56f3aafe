"""The page beside its peers: a loop in Jinja2 that writes the same list, and vis-timeline in the same browser run.

What needs a browser is measured where `make browser` has installed one, and vis-timeline from npm; else it is said.
The first picture is the time from the beginning of the navigation until two frames after something of the
timeline can be seen, medians of some rounds in turns.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import jinja2

from timeline.dates import civil
from timeline.dates.fuzzy import DateRange
from timeline.evidence.model import DateClaim, Dossier, Event, Source
from timeline.export import render, telling, words
from timeline.export.page.entries import list_of
from timeline.export.picture import part_of_page
from timeline.reasoning.entries import Entry, JudgedClaim, JudgedSource
from timeline.reasoning.outcome import Timeline
from timeline.reasoning.verdicts import EntryStatus, Verdict

ROOT: Final = Path(__file__).parent.parent
VIS: Final = ROOT / "build" / "node_modules" / "vis-timeline"
CHROMIUM: Final = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
)
SIZES: Final = (60, 1_000, 10_000)
BARS: Final = {60: 90, 1_000: 1_100, 10_000: 6_000}
KINDS: Final = ("dialogue", "dialogue", "visit", "exercise", "agreement")

# What the list holds for entries like those below, as a template would have it.
LOOP: Final = """{% for year, entries in groups %}<section><h3>{{ year }}</h3><ol>{% for entry in entries %}
<li id="{{ entry.id }}" data-l="{{ lanes[entry.id]|join(',') }}" class="k{{ colours[entry.kind] }}" data-d="{{
reaches[entry.id].first }},{{ reaches[entry.id].last }}{% if reaches[entry.id].core %},{{
reaches[entry.id].core[0] }},{{ reaches[entry.id].core[1] }}{% endif %}"><h4><time{% if entry.settled %} datetime="{{
entry.start.iso }}"{% endif %}>{{ words.when_words(entry) }}</time> <a href="#{{ entry.id }}">{{ entry.title
}}</a></h4><p class="m">{{ entry.kind }}{% if entry.event.place %} · {{ entry.event.place }}{% endif %}{%
if entry.event.parties %} · {{ entry.event.parties|join(', ') }}{% endif %}{% for tag in entry.event.tags %} · #{{ tag
}}{% endfor %} · <span>{{ entry.status.value }}</span></p>{% if entry.event.note %}<p class="n">{{ entry.event.note
}}</p>{% endif %}<ul>{% for judged in entry.claims %}<li class="{{ judged.verdict.value }}"><b>{{
judged.verdict.value }}</b> <a href="#{{ judged.claim.source }}">{{ judged.claim.source }}</a> {{
words.claim_words(judged) }}{% if words.counted_from(judged, sources[judged.claim.source]) %} ({{
words.counted_from(judged, sources[judged.claim.source]) }}){% endif %}{% if telling.quote_of(judged) %} <q>{{
telling.quote_of(judged) }}</q>{% endif %}{% if judged.claim.note %} <i>{{ judged.claim.note }}</i>{% endif
%}</li>{% endfor %}</ul></li>{% endfor %}</ol></section>{% endfor %}"""

VIS_PAGE: Final = """<!doctype html><meta charset="utf-8"><title>vis</title><style>{style}</style>
<div id="here"></div><script>{script}</script><script>
const items = new vis.DataSet({items}), groups = new vis.DataSet({groups});
new vis.Timeline(document.getElementById("here"), items, groups, {{}});
</script>"""
SEEN: Final = """(() => {
  const look = () => document.querySelector(".vis-item, svg .c, svg .f")?.getBoundingClientRect().width
    ? requestAnimationFrame(() => requestAnimationFrame(() => { window.seen = performance.now() }))
    : requestAnimationFrame(look);
  requestAnimationFrame(look);
})()"""


def figures() -> Iterator[tuple[str, str]]:
    lines = {size: made(size) for size in SIZES}
    for size, line in lines.items():
        yield (
            f"page of {size} events, kB (bar: {BARS[size]})",
            f"{len(render(line, 'html').encode()) / 1e3:.0f}",
        )
    yield from building(lines[10_000])
    yield from pictures(lines)


def building(line: Timeline) -> Iterator[tuple[str, str]]:
    """The whole page, and its list beside a loop in Jinja2; CPU time."""
    whole = best(lambda: render(line, "html"))
    _, scene = part_of_page(line, width=960, lanes="kind", relations=False)
    lanes = {entry.id: [0] for entry in line}
    colours = dict.fromkeys(KINDS, 0)
    template = jinja2.Environment(autoescape=True).from_string(LOOP)
    given = {
        "reaches": scene.reaches,
        "lanes": lanes,
        "colours": colours,
        "words": words,
        "telling": telling,
        "sources": {judged.id: judged for judged in line.sources},
    }
    loop = best(lambda: template.render(groups=telling.groups(line, "year"), **given))
    ours = best(lambda: "\n".join(list_of(line, scene.reaches, lanes, colours)))
    yield "building the page of 10,000 events, CPU ms", f"{whole * 1e3:.0f}"
    yield "the list of 10,000 in Jinja2, CPU ms", f"{loop * 1e3:.0f}"
    yield "our list / the list in Jinja2 (bar: 0.33)", f"{ours / loop:.2f}"


def pictures(lines: dict[int, Timeline]) -> Iterator[tuple[str, str]]:
    """The first picture of ours and of vis-timeline, in one run of one browser."""
    script = VIS / "standalone" / "umd" / "vis-timeline-graph2d.min.js"
    if not (script.exists() and Path(CHROMIUM).exists() and importlib.util.find_spec("playwright")):
        yield "first picture beside vis-timeline", "no browser"
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for size, bar in ((60, 0.5), (1_000, 0.5), (10_000, 0.2)):
            pages = {}
            for name, text in (("ours", render(lines[size], "html")), ("vis", vis_page(lines[size], script))):
                pages[name] = Path(folder) / f"{name}{size}.html"
                pages[name].write_text(text, encoding="utf-8")
            seen = medians(browser, pages, 5 if size < 10_000 else 3)
            yield f"first picture of {size} events: ours, ms", f"{seen['ours']:.0f}"
            yield f"first picture of {size} events: vis-timeline, ms", f"{seen['vis']:.0f}"
            yield (
                f"first picture of {size} events: ours / vis-timeline (bar: {bar})",
                f"{seen['ours'] / seen['vis']:.2f}",
            )
        browser.close()


def medians(browser: Any, pages: dict[str, Path], rounds: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(rounds + 1):
        for name, path in pages.items():
            page = browser.new_page(viewport={"width": 1100, "height": 900})
            page.add_init_script(SEEN)
            page.goto(path.as_uri(), wait_until="commit")
            while (seen := page.evaluate("window.seen ?? 0")) == 0:
                page.wait_for_timeout(20)
            # The first turn finds nothing in memory.
            if turn:
                times[name].append(seen)
            page.close()
    return {name: statistics.median(found) for name, found in times.items()}


def vis_page(line: Timeline, script: Path) -> str:
    """The same events for vis-timeline, as its users give them: a group a kind, a range or a point."""
    items = []
    for entry in line:
        item: dict[str, Any] = {
            "id": entry.id,
            "content": entry.title,
            "group": entry.kind,
            "start": entry.start.earliest_iso,
        }
        if not entry.start.settled or entry.end != entry.start:
            item["end"] = entry.end.latest_iso
        else:
            item["type"] = "point"
        items.append(item)
    groups = [{"id": kind, "content": kind} for kind in dict.fromkeys(KINDS)]
    style = (VIS / "styles" / "vis-timeline-graph2d.min.css").read_text(encoding="utf-8")
    return VIS_PAGE.format(
        style=style,
        script=script.read_text(encoding="utf-8").replace("</script", "<\\/script"),
        items=json.dumps(items),
        groups=json.dumps(groups),
    )


def made(size: int) -> Timeline:
    """Entries as a chronology of ten years has them, each with one to three claims."""
    rng = random.Random(size)
    names = [f"source-{number}" for number in range(max(5, size // 25))]
    first = civil.day_number(2012, 1, 1)
    sources = tuple(
        JudgedSource(
            source=Source(id=name, title=f"What {name} wrote", url=f"https://example.org/{name}"),
            published=DateRange(first, first + 30),
            inferred=True,
        )
        for name in names
    )
    entries = sorted(
        (one(rng, number, names) for number in range(size)), key=lambda entry: (entry.start.first, entry.id)
    )
    return Timeline(dossier=Dossier(id="bench", title="Bench"), entries=tuple(entries), sources=sources)


def one(rng: random.Random, number: int, names: list[str]) -> Entry:
    day = civil.day_number(2012, 1, 1) + rng.randrange(3650)
    loose, long = rng.choice((0, 0, 0, 6, 30)), rng.choice((0, 0, 1, 5))
    start, end = DateRange(day, day + loose), DateRange(day + long, day + loose + long)
    told = rng.sample(names, rng.randint(1, 3))
    event = Event(
        id=f"event-{number}",
        title=f"{rng.choice(('Ministerial dialogue', 'Working group', 'State visit', 'Naval exercise'))} {number}",
        kind=rng.choice(KINDS),
        place=rng.choice(("Tokyo", "New Delhi", "Pune")),
        parties=("India", "Japan"),
    )
    claims = tuple(
        JudgedClaim(
            id=f"{event.id}/{name}",
            claim=DateClaim(source=name, text=f"in {civil.MONTHS[rng.randrange(12)]}"),
            verdict=Verdict.DECIDES if place == 0 else Verdict.AGREES,
            relative=True,
            says=start,
        )
        for place, name in enumerate(told)
    )
    status = EntryStatus.AGREED if len(told) > 1 else EntryStatus.SINGLE_SOURCE
    return Entry(
        event=event, start=start, end=end, candidates=(start,), edtf=None, status=status,
        independent_sources=len(told), claims=claims, relations=(),
    )  # fmt: skip


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """CPU seconds of the best of some rounds."""
    spent = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)
