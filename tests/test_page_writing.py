"""An answer as it is written, in a real browser: a model that speaks when the test says so."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from typing import ClassVar

import pytest
from browsing import Served, ask, end, grave, start
from playwright.sync_api import Page, expect
from test_model import Speaker, _event

pytestmark = pytest.mark.alone

MUSEUM = "How much did the renovation of the Marrowby museum cost?"
TRUE = "The renovation of the Marrowby museum cost 14.3 million pounds. "
FALSE = "The renovation of the Marrowby museum cost 99 million pounds. "


class Dictated(Speaker):
    """Says what is put into `words`; None ends an answer."""

    words: ClassVar[queue.Queue[str | None]]

    def _stream(self, events: Iterable[str]) -> None:
        try:
            super()._stream(_event(one) for one in iter(self._next, None))
        except ConnectionError:  # stopped
            self.close_connection = True

    def _next(self) -> str | None:
        return self.words.get(timeout=60)


@dataclass(frozen=True)
class Model:
    url: str
    words: queue.Queue[str | None]

    def says(self, *words: str | None) -> None:
        for one in words:
            self.words.put(one)


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    words: queue.Queue[str | None] = queue.Queue()
    handler = type("Dictating", (Dictated,), {"words": words, "asked": [], "keys": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield Model(f"http://127.0.0.1:{server.server_port}/v1", words)
        server.shutdown()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, model: Model) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("writing") / "home"
    running = start(home, "--samples", "--model", f"{model.url}#tiny")
    yield running
    assert end(running) == ""


def send(page: Page, question: str = MUSEUM) -> None:
    page.locator("#box textarea").fill(question)
    page.keyboard.press("Enter")


def test_words_come_as_they_are_written_and_are_checked(page: Page, model: Model) -> None:
    send(page)
    expect(page.locator("#evidence")).to_contain_text("14.3 million")
    writing, live = page.locator(".turn .writing"), page.locator("#live")
    expect(writing.locator(".doing")).to_contain_text("Reading the quotes")
    model.says(TRUE)
    model.says("And then there")
    expect(writing.locator(".cite").first).to_be_visible()  # settled while the next is written
    expect(writing.locator(".prose")).to_contain_text("And then there")
    expect(live).to_contain_text("14.3 million")
    grave(page, "writing")
    model.says(" is more. ", FALSE, None)
    expect(page.locator(".turn .by")).to_be_visible()
    expect(page.locator(".turn .said > p").first).to_contain_text("14.3 million")
    apart = page.locator(".turn .apart")
    apart.locator("summary").click()
    expect(apart.locator(".unverified").filter(has_text="99 million")).to_be_visible()
    expect(apart.locator("small").first).not_to_be_empty()
    assert live.inner_text().count("14.3 million") == 1
    grave(page, "unverified")


def test_a_word_that_no_source_has_is_underlined_and_so_it_is_said(
    page: Page, model: Model
) -> None:
    model.says("The lavish renovation of the Marrowby museum cost 14.3 million pounds. ", None)
    ask(page, "How much money did renovating the museum in Marrowby take?")
    said = page.locator(".turn .said > p").first
    expect(said.locator(".cite").first).to_be_visible()
    expect(said.locator(".own")).to_have_text("lavish")
    expect(page.locator(".turn")).to_contain_text("no such word was found")
    model.says(TRUE, None)
    ask(page, "What was the cost of renovating the museum in Marrowby?")
    expect(page.locator(".turn").last.locator(".own")).to_have_count(0)
    expect(page.locator(".turn").last).not_to_contain_text("no such word")
    grave(page, "own words")


def test_it_is_stopped_at_once_and_asked_again(page: Page, model: Model) -> None:
    send(page, "How much is the admission to the Marrowby museum?")
    expect(page.locator(".quote").first).to_be_visible()
    model.says("Admission to ")
    expect(page.locator(".prose")).to_contain_text("Admission to")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".turn .problem")).to_contain_text("Stopped.", timeout=2000)
    expect(page.locator(".turn .problem")).to_contain_text("has not been checked")
    model.says(None)
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".turn .doing")).to_be_visible()
    model.says("Admission is 9 pounds. ", None)
    expect(page.locator(".turn .by")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(1)


def test_reading_an_earlier_answer_is_not_disturbed_by_writing(page: Page, model: Model) -> None:
    for _ in range(3):
        model.says(TRUE, None)
        ask(page, "What did it cost to renovate the museum in Marrowby?")
    page.set_viewport_size({"width": 1280, "height": 500})
    send(page, "Why was the renovation of the Marrowby museum finished late?")
    expect(page.locator(".turn").last.locator(".doing")).to_be_visible()
    page.locator("#chat").hover()
    page.mouse.wheel(0, -5000)
    top = page.locator(".turn h2").first
    expect(top).to_be_in_viewport()
    for word in ("The ", "museum ", "was ", "late. "):
        model.says(word)
        expect(page.locator(".turn").last).to_contain_text(word.strip(" ."))
    expect(top).to_be_in_viewport()
    model.says(None)
    expect(page.locator(".turn").last.locator(".by")).to_be_visible()
    expect(top).to_be_in_viewport()
