"""A served page in a real browser, for the tests of the page."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import axe_core_python
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus import Article, load
from corpus.corpus import SAMPLES

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=20_000)  # on a busy machine


@dataclass(frozen=True)
class Served:
    """A running page and the folders it uses."""

    process: subprocess.Popen[str]
    url: str
    home: Path
    uploads: Path


def start(home: Path, *options: str, allowed: str = "") -> Served:
    """Serves a page; `allowed` is a private address, host:port, that may be fetched."""
    environment = {key: value for key, value in os.environ.items() if key != "BELEG_HOME"}
    environment |= {
        "BELEG_MODEL": "none",
        "BELEG_ALLOWED": allowed,
        "GRADIO_TEMP_DIR": str(home.parent / "uploads"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--port", "0", "--home", str(home), *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    line = process.stdout.readline()
    found = re.fullmatch(r"Beleg is at (http://127\.0\.0\.1:\d+)\n", line)
    assert found, line + (process.stdout.read() if process.poll() is not None else "")
    return Served(process, found[1], home, home.parent / "uploads")


def end(served: Served) -> str:
    """Ends it as `kill` does; returns what it printed."""
    served.process.send_signal(signal.SIGTERM)
    printed, _ = served.process.communicate(timeout=30)
    return printed


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = start(tmp_path_factory.mktemp("page") / "home", "--samples")
    yield running
    said = end(running)
    assert said == "", said
    assert running.process.returncode == 0


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A new visitor's page, ready; it must ask no other host and run into no error."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(60_000)
    hosts: set[str | None] = set()
    wrong: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.goto(served.url)
    expect(page.locator(".state.ready")).to_be_visible(timeout=120_000)
    yield page
    assert page.evaluate("window.harm") is None
    assert hosts <= {"127.0.0.1", None}  # None: data: and blob:
    assert wrong == []
    context.close()


def ask(page: Page, question: str) -> None:
    """Asks, and waits for the checked answer."""
    turns = page.locator(".turn").count()
    page.locator("#box textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1)
    expect(page.locator(".turn").last.locator(".by")).to_be_visible(timeout=60_000)


def sample(name: str) -> Article:
    return next(iter(load.load(SAMPLES / f"{name}.md")))


def titles(page: Page) -> list[str]:
    page.get_by_role("tab", name="Articles").click()
    expect(page.locator("#articles table, #articles .note")).to_be_visible()
    return page.locator("#articles .open").all_inner_texts()


AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def grave(page: Page, state: str) -> None:
    """Fails if axe finds anything serious in what the page shows."""
    page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
    page.evaluate(AXE)
    found = [
        (one["id"], [node["html"][:160] for node in one["nodes"]][:4])
        for one in page.evaluate("axe.run()")["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert found == [], state
