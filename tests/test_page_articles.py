"""Articles come into the page by folder, address and feed, are withdrawn, and have versions;
adding is stopped half way; the page speaks German to a German browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Served, ask, end, start, titles
from playwright.sync_api import Browser, Page, expect
from test_fetch import PAGE
from web import Web
from web import served as web_served

pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with web_served() as one:
        yield one


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, web: Web) -> Iterator[Served]:
    running = start(tmp_path_factory.mktemp("page") / "home", "--samples", allowed=web.host)
    yield running
    assert end(running) == ""


def article(number: int, more: str = "") -> str:
    said = f"The lighthouse number {number} on Skerry Bay was painted in {1900 + number}. "
    return f"---\ntitle: Lighthouse {number}\n---\n{said}{more}\n\n{said * 3}\n"


def test_adding_is_stopped_and_what_was_added_stays(page: Page, tmp_path: Path) -> None:
    files = []
    for number in range(60):
        files.append(tmp_path / f"light{number:02}.md")
        words = " ".join(f"Keeper {number}-{at} climbed the tower at dawn." for at in range(200))
        files[-1].write_text(article(number, words), encoding="utf-8")
    before = len(titles(page))
    page.locator("#files input[type=file]").set_input_files(files)
    report = page.locator("#report")
    report.get_by_role("button", name="Stop adding").click()
    expect(report).to_contain_text("left out")
    state = page.locator(".state")
    added = int(report.locator("h3", has_text="added").inner_text().split()[0])
    left = int(report.locator("h3", has_text="left out").inner_text().split()[1])
    assert added + left == len(files)
    assert left > 0
    expect(state).to_contain_text(f"{before + added} articles")
    with page.expect_download() as download:
        report.get_by_role("button", name="Save this report").click()
    saved = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert len(saved["added"]) == added


def test_a_folder_is_added_without_what_is_no_article(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.md").write_text(article(701), encoding="utf-8")
    (folder / "deep" / "two.md").write_text(article(702), encoding="utf-8")
    (folder / "tune.mp3").write_bytes(b"ID3")
    titles(page)
    page.locator("#folder input[type=file], input[webkitdirectory]").first.set_input_files(folder)
    expect(page.locator("#report h3")).to_have_text("2 added")


def test_by_address_then_a_newer_version_then_withdrawn(page: Page, web: Web) -> None:
    fact = "The harbour clock in Dunmere stopped at 4 minutes past noon. "
    html = PAGE.replace("Der Rat", fact + "Der Rat", 1)
    assert fact in html
    titles(page)
    page.locator("#paste button").first.click()
    report = page.locator("#report")
    for told in ("1 added", "1 updated"):
        page.get_by_label("Text, or addresses").fill(web.put("/clock", html))
        page.get_by_role("button", name="Add", exact=True).click()
        expect(report.locator("h3")).to_have_text(told)
        html = html.replace("4 minutes", "9 minutes")
    row = page.locator("#articles tr", has=page.locator("td input")).first
    row.locator(".open").click()
    reader = page.locator("#reader")
    expect(reader).to_contain_text("9 minutes past")
    reader.locator("header .open").click()
    expect(reader).to_contain_text("4 minutes past")
    expect(reader).to_contain_text("An older version")
    page.keyboard.press("Escape")

    question = "When did the harbour clock in Dunmere stop?"
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Withdraw").click()
    expect(row.locator(".badge")).to_have_text("Withdrawn")
    page.get_by_role("tab", name="Ask").click()
    ask(page, question)
    expect(page.locator("#evidence")).not_to_contain_text("Dunmere")
    page.get_by_role("tab", name="Articles").click()
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Let answer again").click()
    expect(row.locator(".badge")).to_have_count(0)
    page.get_by_role("tab", name="Ask").click()
    ask(page, question)
    expect(page.locator(".quote").first).to_contain_text("9 minutes")


def test_a_feed_is_read_read_again_and_forgotten(page: Page, web: Web) -> None:
    def feed(*paths: str) -> str:
        items = "".join(
            f"<item><title>T{path}</title><link>{web.at(path)}</link></item>" for path in paths
        )
        bote = f'<rss version="2.0"><channel><title>Bote</title>{items}</channel></rss>'
        return web.put("/feed", bote, kind="application/rss+xml")

    for name in ("Eins", "Zwei"):
        text = " ".join(
            f"Im Saal {name} sang der Chor {at} Lieder über {name}." for at in range(40)
        )
        web.put(f"/{name}", f"<html lang=de><article><h1>{name}</h1><p>{text}</p></article></html>")
    titles(page)
    page.locator("#feeds button").first.click()
    page.get_by_label("Address of a feed").fill(feed("/Eins"))
    page.get_by_role("button", name="Subscribe").click()
    report, listed = page.locator("#report"), page.locator(".feeds li")
    expect(report.locator("h3")).to_have_text("1 added")
    expect(listed).to_contain_text("Bote")
    expect(listed).to_contain_text("next")
    feed("/Eins", "/Zwei")
    listed.get_by_role("button", name="now").click()
    expect(report.locator("li")).to_contain_text("Zwei")
    listed.get_by_role("button", name="now").click()
    expect(report).to_contain_text("Nothing new")
    web.put("/feed", "gone", status=500)
    listed.get_by_role("button", name="now").click()
    expect(report).to_contain_text("1 failed")
    expect(listed.locator(".problem")).to_be_visible()
    listed.get_by_role("button", name="Forget").click()
    expect(listed).to_have_count(0)
    page.get_by_label("Address of a feed").fill("ftp://example.org/")
    page.get_by_role("button", name="Subscribe").click()
    expect(report.get_by_role("alert")).to_contain_text("is no address of a feed")


def test_a_german_browser_is_spoken_to_in_german(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(served.url)
    expect(page.locator(".state.ready")).to_contain_text("Bereit", timeout=60_000)
    assert page.evaluate("document.documentElement.lang") == "de"
    page.locator("#box textarea").fill("Wie lang soll die Hochwasserschutzmauer werden?")
    page.get_by_role("button", name="Fragen", exact=True).click()
    expect(page.locator(".turn .by")).to_contain_text("Zitate nach", timeout=60_000)
    for name in ("Artikel", "Einstellungen"):
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Artikel").click()
    expect(page.locator("#articles thead")).to_contain_text("Hinzugefügt")
    expect(page.get_by_placeholder("In Titel und Medium")).to_be_visible()
    expect(page.locator("#folder, button:has-text('Ordner')").first).to_contain_text("Ordner")
    (tmp_path / "ton.mp3").write_bytes(b"ID3")
    page.locator("#files input[type=file]").set_input_files(tmp_path / "ton.mp3")
    report = page.locator("#report")
    expect(report).to_contain_text("ist keine Art von Datei, die gelesen werden kann")
    page.locator("#paste button").first.click()
    page.get_by_label("Text, oder Adressen").fill("http://10.0.0.1/")
    page.get_by_role("button", name="Hinzufügen", exact=True).click()
    expect(report).to_contain_text("führt in ein privates Netz (10.0.0.1)")
    english = page.evaluate("document.body.innerText")
    words = ("failed", "Search", "Language", "Remove", "Overview", "Paste", "Settings", "Feedback")
    for word in words:
        assert word not in english, word
    page.get_by_role("tab", name="Einstellungen").click()
    page.locator("#model").get_by_role("textbox").fill("no-such-thing")
    page.get_by_role("button", name="Dieses Modell verwenden").click()
    expect(page.locator("#facts .problem")).to_contain_text("ist kein Chatmodell")
    page.get_by_role("tab", name="Fragen").click()
    page.locator("#box textarea").fill("x" * 3000)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .problem")).to_contain_text("Die Frage hat 3.000 Zeichen")
    context.close()
