"""The pictures of the README: `make screenshots`. The real page with the sample articles, and the
packaged language model if it is there; written to tests/pictures as WebP."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from browsing import CHROMIUM, end, start
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
QUESTION = "How many containers of weapons has North Korea shipped to Russia?"
WIDE = {"width": 1280, "height": 720}


def answer(page: Page) -> None:
    """A question answered, its first citation opened."""
    page.locator("#box textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .by")).to_be_visible(timeout=300_000)
    expect(page.locator("#following button").first).to_be_visible(timeout=60_000)
    page.locator(".cite").first.hover()
    expect(page.locator(".preview")).to_be_visible()


def article(page: Page) -> None:
    """The same, with the article opened at the sentence."""
    page.mouse.move(0, 0)
    page.locator(".cite").first.click()
    expect(page.locator("#reader mark")).to_be_in_viewport()
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)


def taken(model: str) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ["BELEG_MODEL"] = model
        served = start(Path(folder) / "home", "--samples", "--model", model)
        try:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=CHROMIUM
            )
            page = chromium.new_page(viewport=WIDE, locale="en-GB")  # type: ignore[arg-type]
            page.goto(served.url)
            expect(page.locator(".state.ready")).to_be_visible(timeout=300_000)
            for state in (answer, article):
                state(page)
                picture = Path(folder) / "one.png"
                page.screenshot(path=picture)
                PICTURES.mkdir(exist_ok=True)
                Image.open(picture).save(PICTURES / f"{state.__name__}.webp", quality=82, method=6)
            chromium.close()
        finally:
            end(served)


if __name__ == "__main__":
    taken(sys.argv[1] if len(sys.argv) > 1 else "none")
