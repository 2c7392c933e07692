"""How fast the page is with a large corpus, in a real browser.

    python tests/page_speed.py

The sample articles among so many others, varied from them as in `bench.growth`; conversations
of real dialogues about the samples, each question asked half a second after the answer before,
when the next questions are still being looked for. Times are taken in the page, from the key or
click to the second frame after what was waited for is there. The table is measured with many
more rows, which stand in the store only. Prints JSON; times in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.growth import Varied, varied_articles
from bench.tasks import ROOT, samples
from browsing import CHROMIUM, end, start
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus import Article, Corpus
from corpus.settings import Settings

BATCH = 500
OUTLETS = 120
PAUSE = 500  # ms between an answer and the next question
WATCH = """wanted => {
  window.seen = 0;
  const began = event => {
    window.seen = 0;
    const since = performance.now(), look = () => {
      if (!eval(wanted)) return requestAnimationFrame(look);
      requestAnimationFrame(() => requestAnimationFrame(() => {
        window.seen = performance.now() - since;
      }));
    };
    look();
  };
  const [name, part] = window.from;
  document.querySelector(part).addEventListener(name, began, {capture: true, once: true});
}"""
ROWS = """INSERT INTO articles
(id, title, source, published, language, story, added, text, sample, withdrawn, authors)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 1, '[]')"""


def made(home: Path, articles: int) -> None:
    """A corpus of the samples and varied ones, if it is not there yet."""
    settings = replace(Settings.from_environment(), home=home, model="none")
    with Corpus(settings) as corpus:
        corpus.add_samples()
        keys = corpus._store.keys()
        originals = [one.passage for one in corpus.indexed(sorted(keys)).values()]
        corpus.embeddings = Varied(settings, originals)
        more = _articles()
        while (left := articles - len(corpus)) > 0:
            corpus.add(list(islice(more, min(BATCH, left))))
            print(f"\r{len(corpus)} of {articles} articles", end="", file=sys.stderr, flush=True)


def _articles() -> Iterator[Article]:
    """Articles without end, every third word changed: no copies of each other."""
    drawn = random.Random(0)
    known = " ".join(samples().sentences()).split()
    for number, one in enumerate(varied_articles(samples())):
        words = one.text.split(" ")
        words[::3] = drawn.choices(known, k=len(words[::3]))
        yield Article(
            " ".join(words),
            title=" ".join(words[:8]),
            source=f"Outlet {number % OUTLETS}",
            published=_day(number),
            url=one.url,
            language="en",
        )


def listed(home: Path, rows: int) -> None:
    """Further rows for the table, of articles that answer nothing."""
    settings = replace(Settings.from_environment(), home=home, model="none")
    with Corpus(settings) as corpus, corpus._store._transaction():
        text = "A sentence of some length that a reporter wrote. " * 10
        corpus._store._db.executemany(
            ROWS,
            (
                (
                    *(f"{n:016x}", f"Title {n * 7919 % rows} of the day", f"Outlet {n % OUTLETS}"),
                    *(_day(n), "de" if n % 3 else "en", n, "2024-01-01T00:00:00+00:00", text),
                )
                for n in range(len(corpus), rows)
            ),
        )


def _day(number: int) -> str:
    return f"20{number % 25:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"


@contextmanager
def opened(browser: Browser, home: Path) -> Iterator[tuple[Page, dict[str, float]]]:
    """The page, ready, and how long after the start of the process it was there."""
    began = time.perf_counter()
    served = start(home)
    try:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(120_000)
        page.goto(served.url)
        paint = "performance.getEntriesByType('paint').find(e => e.name.startsWith('first-c'))"
        page.wait_for_function(paint)
        seconds = {"first_paint_s": time.perf_counter() - began}
        expect(page.locator("#box textarea")).to_be_editable()
        page.locator("#box textarea").press_sequentially("x")
        seconds["interactive_s"] = time.perf_counter() - began
        page.locator("#box textarea").fill("")
        expect(page.locator(".state.ready")).to_be_visible(timeout=120_000)
        seconds["ready_s"] = time.perf_counter() - began
        page.wait_for_timeout(2000)
        yield page, seconds
        page.close()
    finally:
        end(served)


def took(page: Page, event: str, part: str, does: Callable[[], object], wanted: str) -> float:
    """Milliseconds from `event` on `part`, which `does` makes happen, until `wanted` holds."""
    page.evaluate("([name, part]) => { window.from = [name, part]; }", [event, part])
    page.evaluate(WATCH, wanted)
    does()
    page.wait_for_function("window.seen")
    return float(page.evaluate("window.seen"))


def questions() -> list[list[str]]:
    """Those of the dialogues about the samples."""
    path = ROOT / "tests" / "dialogues" / "samples.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [[turn["question"] for turn in row["turns"]] for row in rows]


def asked(page: Page, conversations: int, turns: int) -> dict[str, list[float]]:
    """Send to quotes, as the first question of a conversation and as a later one; click to
    sentence; and what the page was sent for each question, in KiB."""
    said = chain.from_iterable(questions())
    seen: dict[str, list[float]] = {"new": [], "in_conversation": [], "click": [], "kib": []}
    received: list[int] = []
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.on("Network.dataReceived", lambda one: received.append(one["dataLength"]))
    first = next(said)
    page.locator("#box textarea").fill(first)
    page.keyboard.press("Enter")  # not counted: a warm page is measured
    expect(page.locator(".turn .by")).to_be_visible()
    for _ in range(conversations):
        page.locator("#new").click()
        expect(page.locator(".turn")).to_have_count(0)
        page.wait_for_timeout(PAUSE * 2)
        for turn in range(turns):
            received.clear()
            page.locator("#box textarea").fill(next(said))
            quotes = f"document.querySelector('#evidence [data-turn=\"{turn}\"] .quote')"
            key = lambda: page.keyboard.press("Enter")  # noqa: E731
            ms = took(page, "keydown", "#box textarea", key, quotes)
            seen["in_conversation" if turn else "new"].append(ms)
            expect(page.locator(".turn").nth(turn).locator(".by")).to_be_visible()
            page.wait_for_timeout(PAUSE)
            seen["kib"].append(sum(received) / 1024)
        mark = (
            "(m => m && m.getBoundingClientRect().top >= 0 && m.getBoundingClientRect().top < "
            "innerHeight)(document.querySelector('#reader mark'))"
        )
        for at in range(min(4, page.locator(".quote").count())):
            quote = page.locator(".quote").nth(at)
            seen["click"].append(took(page, "click", "#evidence", quote.click, mark))
            page.keyboard.press("Escape")
            expect(page.locator("#reader section")).to_have_count(0)
    return seen


def browsed(page: Page) -> dict[str, list[float]]:
    """The table: opened, searched, turned to the next page."""
    seen: dict[str, list[float]] = {"open": [], "search": [], "next": []}
    tab = page.get_by_role("tab", name="Articles")
    where = "document.querySelector('#articles .where')?.textContent"
    rows = "document.querySelector('#articles tbody tr')?.checkVisibility()"
    seen["open"].append(took(page, "click", "#tabs", tab.click, rows))
    page.wait_for_timeout(2000)
    every = str(page.evaluate(where))
    field = page.locator("#filters input[name=words]")
    for words in ("title 4711", "outlet 17", "of the day 99"):
        new = f"{where} !== {json.dumps(every)}"
        fills = lambda words=words: field.fill(words)  # noqa: E731
        seen["search"].append(took(page, "input", "#filters", fills, new))
        field.fill("")
        page.wait_for_function(f"{where} === {json.dumps(every)}")
        page.wait_for_timeout(PAUSE)
    for _ in range(4):
        new = f"{where} !== {json.dumps(page.evaluate(where))}"
        turns = page.locator("[data-event=paging]").last.click
        seen["next"].append(took(page, "click", "#articles", turns, new))
        page.wait_for_timeout(PAUSE)
    return seen


def summed(values: Sequence[float]) -> dict[str, float]:
    """How many, the median, the 95th percentile."""
    worst = quantiles(values, n=20, method="inclusive")[18] if len(values) > 1 else values[0]
    return {"n": len(values), "p50": round(median(values)), "p95": round(worst)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="page_speed", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--conversations", type=int, default=4)
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--home", type=Path, help="a corpus made before, to be left as it is")
    parser.add_argument("--make", type=Path, help="only make such a corpus, there")
    given = parser.parse_args()
    if given.make:
        made(given.make, given.articles)
        return 0
    build = ROOT / "build" / "bench"
    build.mkdir(parents=True, exist_ok=True)
    seen: dict[str, Any] = {"articles": given.articles, "rows": given.rows}
    with tempfile.TemporaryDirectory(dir=build) as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        if given.home:
            shutil.copytree(given.home, home)
        else:
            made(home, given.articles)
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM
        )
        with opened(chromium, home) as (page, seconds):
            seen["start"] = {name: round(value, 2) for name, value in seconds.items()}
            figures = asked(page, given.conversations, given.turns)
        seen |= {name: summed(values) for name, values in figures.items()}
        listed(home, given.rows)
        with opened(chromium, home) as (page, _):
            seen |= {name: summed(values) for name, values in browsed(page).items()}
        chromium.close()
    print(json.dumps(seen, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
