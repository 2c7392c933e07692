"""The page in a real browser: a real server, the real corpus and embedding model, Chromium.

Without a language model, for speed: the answers are the quotes. How answers come about is
tested elsewhere.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import ROOT, Served, ask, end, grave, sample, start, titles
from gradio_client import Client
from payloads import HOSTILE
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from qa.evaluate.files import collection

pytestmark = pytest.mark.alone

FIRST_PAINT = 3.0  # times what importing Gradio takes on this machine
CONTAINERS = "How many containers of weapons has North Korea shipped to Russia?"


def test_samples_are_there_and_marked(page: Page) -> None:
    assert "13 articles" in page.locator(".state").inner_text()
    assert sample("kim-ratifiziert-pakt").title in titles(page)
    assert page.locator("#articles .badge", has_text="Sample").count() == 13


def test_citation_opens_the_article_at_the_sentence(page: Page) -> None:
    ask(page, CONTAINERS)
    expect(page.locator(".quote").first).to_contain_text("13,000 containers")
    expect(page.locator(".quote .badge").first).to_have_text("Sample")
    cite = page.locator(".cite").first
    assert "open the article at this sentence" in (cite.get_attribute("aria-label") or "")
    began = time.perf_counter()
    cite.click()
    mark = page.locator("#reader mark")
    expect(mark).to_be_in_viewport()
    assert time.perf_counter() - began < 2
    article = sample("north-korean-troops-kursk")
    start, end = (int(cite.get_attribute(f"data-{edge}") or "") for edge in ("start", "end"))
    assert mark.text_content() == article.text[start:end]
    assert "13,000 containers" in article.text[start:end]
    assert page.locator("#reader .text").text_content() == article.text
    reader = page.locator("#reader")
    expect(reader.locator("h2")).to_have_text(article.title)
    for said in (article.source, *article.authors, "Sample"):
        expect(reader.locator("header")).to_contain_text(said)
    link = reader.locator("a")
    assert link.get_attribute("href") == article.url
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_keyboard_opens_and_closes_an_article(page: Page) -> None:
    ask(page, CONTAINERS)
    for button in (page.locator(".cite").first, page.locator(".quote").nth(3)):
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#reader mark")).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(page.locator("#reader section")).to_have_count(0)
        expect(button).to_be_focused()


def test_what_the_articles_do_not_say_is_refused(page: Page) -> None:
    ask(page, "By how much did the central bank raise interest rates?")
    expect(page.locator(".refusal")).to_contain_text("Not in these articles")
    expect(page.locator("#evidence h2")).to_have_text("Nearest passages")
    assert page.locator(".cite").count() == 0


def test_a_question_that_is_none_is_told_and_the_next_one_answered(page: Page) -> None:
    page.locator("#box textarea").fill("x" * 5000)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .problem")).to_contain_text("2,000")
    ask(page, CONTAINERS)
    expect(page.locator(".turn")).to_have_count(2)


def test_example_question_is_asked_by_a_click(page: Page) -> None:
    page.locator(".examples button").nth(1).click()
    expect(page.locator(".turn .by")).to_be_visible()
    expect(page.locator(".turn h2")).to_contain_text("Hochwasserschutzmauer")


def test_follow_up_says_what_it_was_taken_for_and_can_be_asked_alone(page: Page) -> None:
    ask(page, "How much did the renovation of the Marrowby museum cost?")
    ask(page, "And how much is the admission?")
    said = page.locator(".turn").last.locator(".leans")
    expect(said).to_contain_text("Marrowby museum")
    expect(page.locator(".quote").first).to_contain_text("Admission is 9 pounds")
    said.get_by_role("button", name="Ask it alone").click()
    expect(page.locator(".turn").last.locator(".leans")).to_have_count(0)
    expect(page.locator(".turn").last.locator(".by")).to_be_visible(timeout=60_000)
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.locator("h2")).to_have_text("And how much is the admission?")


def test_filters_are_shown_taken_away_and_set(page: Page) -> None:
    ask(page, "Was steht laut Beispiel-Kurier im Vertrag mit Nordkorea?")
    last, quotes = page.locator(".turn").last, page.locator(".quote .about")
    chip = last.locator(".chip")
    expect(chip).to_contain_text("Beispiel-Kurier")
    assert all("Beispiel-Kurier" in one for one in quotes.all_inner_texts())
    chip.click()
    expect(chip).to_have_count(0)
    expect(last.locator(".by")).to_be_visible()
    expect(quotes.filter(has_not_text="Beispiel-Kurier").first).to_be_visible()
    last.get_by_role("button", name="Reword or filter").click()
    dialog = page.locator("#refine dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Question").fill("Welche Gebiete umfasst der Vertrag?")
    dialog.get_by_label("Language").select_option("fr")
    dialog.get_by_role("button", name="Ask").click()
    expect(last.locator(".chip")).to_contain_text("French")
    expect(last.locator(".leans")).to_contain_text("Welche Gebiete")
    expect(quotes.first).to_contain_text("Le Courrier")
    expect(page.locator(".turn")).to_have_count(1)


def test_pointing_at_a_citation_shows_its_quote_and_marks_it(page: Page) -> None:
    ask(page, CONTAINERS)
    cite, tip = page.locator(".cite").first, page.locator("#preview")
    for reach in (cite.hover, cite.focus):
        reach()
        expect(tip).to_contain_text("13,000 containers")
        expect(page.locator(".quote.here")).to_contain_text("13,000 containers")
        assert page.evaluate(
            "(({left, top, right, bottom}) => left >= 0 && top >= 0 && right <= innerWidth "
            "&& bottom <= innerHeight)(document.getElementById('preview').getBoundingClientRect())"
        )
        page.keyboard.press("Escape")
        expect(tip).not_to_be_visible()
        page.mouse.move(0, 0)


def test_the_evidence_of_an_earlier_answer_is_seen_again(page: Page) -> None:
    ask(page, CONTAINERS)
    ask(page, "Wie lang soll die Hochwasserschutzmauer in Wellenbrück werden?")
    first = page.locator(".quote").first
    expect(first).to_contain_text("Hochwasserschutzmauer")
    page.locator(".turn").first.get_by_role("button", name="Show evidence").click()
    expect(first).to_contain_text("13,000 containers")
    page.locator(".turn").last.get_by_role("button", name="Show evidence").click()
    expect(first).to_contain_text("Hochwasserschutzmauer")


def test_a_screen_reader_hears_each_sentence_once(page: Page) -> None:
    ask(page, "What does the pact require?")
    said = [one.split("[")[0] for one in page.locator(".turn .said p").all_inner_texts()]
    heard = page.locator("#live[role=log]").inner_text()
    assert said
    assert [heard.count(one) for one in said] == [1] * len(said)


def test_visitors_do_not_see_each_other(page: Page, browser: Browser, served: Served) -> None:
    ask(page, CONTAINERS)
    other = browser.new_page()
    other.goto(served.url)
    expect(other.locator(".welcome")).to_be_visible()
    assert other.locator(".turn").count() == 0
    other.close()


def test_only_by_its_own_name_and_with_a_policy(served: Served) -> None:
    with urllib.request.urlopen(served.url) as answer:
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(urllib.request.Request(served.url, headers={"Host": "evil.example"}))


def test_narrow_window_has_no_sideways_scroll(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, CONTAINERS)
    page.get_by_role("button", name="Show evidence").click()
    page.locator(".quote").first.click()
    expect(page.locator("#reader mark")).to_be_in_viewport()
    page.keyboard.press("Escape")
    titles(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_files_are_added_reported_and_removed(page: Page, served: Served, tmp_path: Path) -> None:
    for folder, text in (
        ("one", "The Alder bridge in Fernwick reopened on Monday after repairs.\n"),
        ("two", "Since Sunday drivers can use the Birch bridge in Fernwick once more.\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(text * 2, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "tune.mp3").write_bytes(b"ID3")
    before = titles(page)
    names = ("one/same.txt", "two/same.txt", "empty.txt", "tune.mp3")
    page.locator("#files input[type=file]").set_input_files([tmp_path / name for name in names])
    report = page.locator("#report")
    expect(report.locator("h3")).to_have_text(["2 failed", "2 added"])
    for name in ("same.txt", "empty.txt", "tune.mp3"):
        expect(report).to_contain_text(name)
    expect(report).not_to_contain_text(str(served.uploads))
    left = [path for path in served.uploads.rglob("*") if path.is_file() and path.stat().st_size]
    assert left == []
    expect(page.locator("#articles .open")).to_have_count(len(before) + 2)
    expect(page.locator(".state")).to_contain_text(f"{len(before) + 2} articles")

    page.get_by_role("tab", name="Ask").click()
    ask(page, "When did the Birch bridge in Fernwick reopen?")
    expect(page.locator(".quote").first).to_contain_text("bridge in Fernwick")

    page.get_by_role("tab", name="Articles").click()
    for box in page.locator("#articles tbody input").all()[:2]:
        box.check()
    page.get_by_role("button", name="Remove 2 selected").click()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Remove 2 selected").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(report).to_contain_text("Removed 2 articles")
    expect(page.locator("#articles .open")).to_have_count(len(before))
    assert page.locator("#articles input:checked").count() == 0


def test_hostile_article_and_question_are_only_text(page: Page, tmp_path: Path) -> None:
    head = "\n".join(
        f"{field}: {value!r}"
        for field, value in {
            "title": f"Hostile {HOSTILE}".replace("'", "`"),
            "source": HOSTILE.replace("'", "`"),
            "authors": [HOSTILE.replace("'", "`")],
            "url": "javascript:window.harm=1",
        }.items()
    )
    file = tmp_path / '"><img src=x onerror=harm=1>&lt;b&gt;.md'
    text = f"The Quillmere ferry sank on Friday {HOSTILE} according to the harbour master."
    file.write_text(f"---\n{head}\n---\n{text}\n\n{text}\n", encoding="utf-8")
    titles(page)
    page.locator("#files input[type=file]").set_input_files(file)
    expect(page.locator("#report h3")).to_have_text("1 added")
    page.locator("#articles .open").first.click()
    expect(page.locator("#reader .text")).to_contain_text("<script>window.harm = 1</script>")
    assert page.locator("#reader a").count() == 0
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Ask").click()
    ask(page, f"When did the Quillmere ferry sink? {HOSTILE}")
    quote = page.locator(".quote", has_text="Quillmere").first
    quote.hover()
    quote.click()
    expect(page.locator("#reader mark")).to_be_in_viewport()
    expect(page.locator("#history .talk").first).to_contain_text("<script>")
    assert page.locator("#history :is(script, img, style, iframe, svg)").count() == 0
    for part in ("chat", "evidence", "reader", "articles", "report", "glance"):
        harmful = f"#{part} :is(script, img, style, form, iframe, a)"
        assert page.locator(harmful).count() == 0, part


def test_starts_fast_says_why_it_cannot_and_ends_cleanly(
    browser: Browser, tmp_path: Path, page: Page, served: Served
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "samples-offered").touch()  # somebody removed them: they do not come back
    began = time.perf_counter()
    second = start(home, "--samples")
    visitor = browser.new_page()
    visitor.goto(second.url)
    visitor.locator("#box textarea").wait_for()
    seconds = time.perf_counter() - began
    print(f"first paint after {seconds:.1f} s")
    expect(visitor.locator(".state")).to_be_visible()
    taken = subprocess.run(
        [sys.executable, "-m", "app", "--port", str(urlsplit(second.url).port)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert taken.returncode == 2
    assert str(urlsplit(second.url).port) in taken.stderr
    assert "Traceback" not in taken.stderr
    expect(visitor.locator(".state")).to_contain_text("Ready · 0 articles", timeout=60_000)
    expect(visitor.locator(".welcome")).to_contain_text("no articles yet")
    visitor.close()
    assert end(second) == ""
    assert second.process.returncode == 0
    assert not (home / "owner").exists()
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import gradio"], check=True)  # how fast is it here?
    assert seconds <= FIRST_PAINT * (time.perf_counter() - began)


def test_conversations_are_kept_across_restarts_and_are_ones_own(
    browser: Browser, tmp_path: Path
) -> None:
    running = start(tmp_path / "home", "--samples")
    context, other = browser.new_context(), browser.new_context()
    port = urlsplit(running.url).port
    page = context.new_page()
    page.goto(running.url)
    expect(page.locator(".state.ready")).to_be_visible(timeout=60_000)
    ask(page, CONTAINERS)
    expect(page.locator("#history .talk")).to_have_text(CONTAINERS)
    said = page.locator(".turn .said").inner_text()
    page.locator("#history .rename").click()
    page.get_by_label("New name").fill("Weapons <b>")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.locator("#history .talk")).to_have_text("Weapons <b>")
    assert end(running) == ""

    running = start(tmp_path / "home", "--port", str(port))
    stranger = other.new_page()
    for one in (page, stranger):
        one.goto(running.url)
        expect(one.locator(".state.ready")).to_be_visible(timeout=60_000)
    expect(stranger.locator("#history p").first).to_contain_text("kept here")
    page.locator("#history .talk").click()
    expect(page.locator(".turn .said")).to_have_text(said, use_inner_text=True)
    page.locator(".cite").first.click()
    expect(page.locator("#reader mark")).to_contain_text("13,000 containers")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit question").click()
    expect(page.locator("#box textarea")).to_have_value(CONTAINERS)
    expect(page.locator("#box textarea")).to_be_focused()  # the end of what the click began
    page.locator("#words textarea, #words input").fill("no such words")
    expect(page.locator("#history .talk")).to_have_count(0)
    page.locator("#words textarea, #words input").fill("weapons")
    page.locator("#history .delete").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#history .talk")).to_have_count(0)
    assert end(running) == ""
    context.close()
    other.close()


def test_articles_are_searched_sorted_and_pasted(page: Page) -> None:
    before = titles(page)
    for part in ("svg[role=img]", "h3:text('By outlet')", "h3:text('By language')"):
        expect(page.locator(f"#glance {part}")).to_be_visible()
    page.locator("#paste button").first.click()
    text = "The lighthouse of Corrin Head was sold to a foundation on Sunday, its keeper said."
    page.get_by_label("Text, or addresses").fill(text)
    page.locator("#paste").get_by_label("Title").fill("Lighthouse sold")
    page.locator("#paste").get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#report h3")).to_have_text("1 added")
    expect(page.locator("#articles .open").first).to_have_text("Lighthouse sold")
    page.locator("#filters").get_by_label("Search").fill("lighthouse")
    expect(page.locator("#articles .open")).to_have_count(1)
    page.locator("#filters").get_by_label("Search").fill("")
    expect(page.locator("#articles .open")).to_have_count(len(before) + 1)
    page.locator("#articles th").get_by_role("button", name="Title").click()
    expect(page.locator("#articles th[aria-sort=ascending]")).to_contain_text("Title")
    names = page.locator("#articles .open").all_inner_texts()
    assert sorted(names, key=str.lower) == names


def test_conversation_is_taken_away_and_judged(page: Page, tmp_path: Path) -> None:
    ask(page, CONTAINERS)
    for form in ("Markdown", "HTML", "Word"):
        page.get_by_text("Export", exact=True).click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name=form, exact=True).first.click()
        taken = waiting.value.path().read_bytes()
        if form == "Word":
            assert taken.startswith(b"PK")
        else:
            assert b"13,000 containers" in taken
    right = page.get_by_role("button", name="✓ Right")
    right.click()
    expect(page.get_by_text("kept on this machine only")).to_be_visible()
    expect(right).to_have_attribute("aria-pressed", "true")
    page.get_by_role("tab", name="Settings").click()
    expect(page.locator("#facts")).to_contain_text("Embedding model")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export feedback").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        archive.extractall(tmp_path)
    read = collection(
        tmp_path / "corpus.en.jsonl", tmp_path / "questions.en.en.jsonl", ask="en", text="en"
    )
    (case,) = read.cases
    assert case.question == CONTAINERS
    assert "13,000 containers" in read.articles[0].text[case.start : case.end]


def test_a_model_that_is_not_there_is_told(page: Page) -> None:
    page.get_by_role("tab", name="Settings").click()
    page.locator("#settings").get_by_label("Language model").fill("no-such-thing")
    page.get_by_role("button", name="Use this model").click()
    expect(page.locator("#facts .problem")).to_contain_text("no chat model")
    expect(page.locator(".state.ready")).to_be_visible()


def test_programs_can_ask(page: Page, served: Served) -> None:
    with urllib.request.urlopen(f"{served.url}/health") as answer:
        assert json.load(answer) == {"state": "ready"}
    client = Client(served.url, verbose=False)
    answered = client.predict(question=CONTAINERS, api_name="/ask")
    assert answered["cited"] == [1]
    assert "13,000 containers" in answered["quotes"][0]["quote"]
    (found,) = client.predict(search="troop numbers", language="en", limit=5, api_name="/articles")
    assert found["title"] == sample("north-korean-troops-kursk").title
    client.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, served: Served, theme: str) -> None:
    page.goto(f"{served.url}/?__theme={theme}")
    expect(page.locator(".state.ready")).to_be_visible()
    grave(page, "start")
    ask(page, CONTAINERS)
    page.locator("#new").click()
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, "By how much did the central bank raise interest rates?")
    expect(page.locator(".refusal")).to_be_visible()
    grave(page, "refusal")
    ask(page, CONTAINERS)
    grave(page, "answer")
    page.get_by_text("Export", exact=True).last.click()
    grave(page, "menu")
    page.keyboard.press("Escape")
    page.locator(".cite").first.click()
    expect(page.locator("#reader mark")).to_be_in_viewport()
    grave(page, "article")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Reword or filter").click()
    grave(page, "dialog")
    page.keyboard.press("Escape")
    titles(page)
    for part in ("#paste", "#feeds"):
        page.locator(f"{part} button").first.click()
    expect(page.get_by_label("Address of a feed")).to_be_visible()
    page.locator("#articles tbody input").first.check()
    page.get_by_role("button", name="Remove 1 selected").click()
    grave(page, "removal")
    page.get_by_role("button", name="Keep").click()
    grave(page, "articles")
    page.get_by_role("tab", name="Settings").click()
    expect(page.locator("#facts")).to_contain_text("Embedding model")
    grave(page, "settings")
    page.set_viewport_size({"width": 390, "height": 844})
    grave(page, "settings, narrow")
    titles(page)
    grave(page, "articles, narrow")
    page.get_by_role("tab", name="Ask").click()
    page.get_by_role("button", name="Conversations").click()
    grave(page, "conversations, narrow")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Show evidence").last.click()
    expect(page.locator(".quote").first).to_be_in_viewport(ratio=0.9)
    grave(page, "evidence, narrow")
    page.locator(".quote").first.click()
    expect(page.locator("#reader mark")).to_be_in_viewport()
    grave(page, "article, narrow")


def test_the_keyboard_alone_asks_reads_and_asks_again(page: Page) -> None:
    def reach(wanted: str, key: str) -> None:
        for _ in range(80):
            if page.evaluate("wanted => document.activeElement?.matches(wanted)", wanted):
                outline = "getComputedStyle(document.activeElement).outlineStyle"
                ring = "getComputedStyle(document.activeElement.parentElement).boxShadow"
                assert page.evaluate(outline) != "none" or page.evaluate(ring) != "none", wanted
                return
            page.keyboard.press(key)
        raise AssertionError(wanted)

    box = "#box textarea"
    reach(box, "Tab")
    page.keyboard.type(CONTAINERS)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .by")).to_be_visible(timeout=60_000)
    reach(".cite", "Shift+Tab")
    expect(page.locator("#preview")).to_contain_text("13,000 containers")
    page.keyboard.press("Enter")
    expect(page.locator("#reader mark")).to_be_in_viewport()
    expect(page.locator("#reader h2")).to_be_focused()
    reach("#reader .close", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#reader section")).to_have_count(0)
    expect(page.locator(".cite").first).to_be_focused()
    reach(".menu summary", "Tab")
    page.keyboard.press("Enter")
    reach(".menu button", "Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".menu summary").first).to_be_focused()
    reach(box, "Tab")
    page.keyboard.type("Who said so?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.locator(".by")).to_be_visible(timeout=60_000)
    reach("[role=tab]:nth-of-type(2)", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#articles table")).to_be_visible()


def test_ten_ask_at_once(page: Page, served: Served) -> None:
    clients = [Client(served.url, verbose=False) for _ in range(10)]
    jobs = [one.submit(question=CONTAINERS, api_name="/ask") for one in clients]
    assert [job.result(timeout=60)["cited"] for job in jobs] == [[1]] * 10
    for one in clients:
        one.close()


def test_what_could_be_asked_next_is_answered(page: Page) -> None:
    ask(page, "What must the two states do if one is attacked?")
    offered = page.locator("#following button")
    expect(offered.filter(has_text="French")).to_be_visible(timeout=60_000)
    offered.filter(has_text="French").click()
    expect(page.locator(".turn")).to_have_count(2)
    last = page.locator(".turn").last
    expect(last.locator(".chip")).to_contain_text("French")
    expect(last.locator(".refusal")).to_have_count(0)
    expect(page.locator(".quote").first).to_contain_text("Le Courrier")
    expect(offered.filter(has_text="French")).to_have_count(0)


def test_the_newest_question_is_in_view_and_reading_is_not_disturbed(page: Page) -> None:
    for question in ("What does the pact require?", CONTAINERS, "How high is the Marrowby wall?"):
        ask(page, question)
        expect(page.locator(".turn h2").last).to_be_in_viewport()
    chat = page.locator("#chat")
    chat.hover()
    page.mouse.wheel(0, -5000)
    expect(page.locator(".turn h2").first).to_be_in_viewport()
    box, pane = page.locator("#box").bounding_box(), chat.bounding_box()
    assert box
    assert pane
    assert pane["y"] + pane["height"] <= box["y"] + 1


def test_an_answer_is_found_again_by_its_link(page: Page, browser: Browser, served: Served) -> None:
    ask(page, CONTAINERS)
    page.get_by_text("Export", exact=True).click()
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_url(re.compile(r"\?answer=[\w-]{16}$"))
    other = browser.new_page()
    other.goto(page.url)
    expect(other.locator(".turn h2")).to_have_text(CONTAINERS, timeout=60_000)
    expect(other.locator(".turn .cite").first).to_be_visible()
    expect(other.locator(".quote").first).to_be_visible()
    page.locator("#history .delete").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#history .talk")).to_have_count(0)
    other.reload()
    expect(other.get_by_text("There is no answer by this link")).to_be_visible(timeout=60_000)
    other.close()


def test_what_comes_late_on_opening_the_page_does_not_hide_an_answer(
    browser: Browser, served: Served
) -> None:
    page, late, waited = browser.new_page(), list[tuple[Route, APIResponse]](), threading.Event()

    def hold(route: Route) -> None:
        response = route.fetch()
        if "welcome" in response.text() and not waited.is_set():
            late.append((route, response))
        else:
            route.fulfill(response=response)

    page.route("**/run/predict", hold)
    page.goto(served.url)
    ask(page, CONTAINERS)
    assert late
    waited.set()
    with page.expect_response("**/run/predict"):
        for route, response in late:
            route.fulfill(response=response)
    page.wait_for_timeout(500)  # for the page to take in what has come
    expect(page.locator(".turn .cite").first).to_be_visible()
    expect(page.locator(".quote").first).to_be_visible()
    expect(page.locator(".welcome")).not_to_be_visible()
    expect(page.locator(".state")).to_contain_text("Ready", timeout=60_000)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    page.close()


def test_in_a_narrow_window_the_evidence_slides_over(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    ask(page, CONTAINERS)
    quote = page.locator(".quote").first
    expect(quote).not_to_be_visible()
    page.get_by_role("button", name="Show evidence").click()
    expect(quote).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("Escape")
    expect(quote).not_to_be_visible()
    page.get_by_role("button", name="Show evidence").click()
    page.get_by_role("button", name="Hide evidence").click()
    expect(quote).not_to_be_visible()


def test_samples_leave_with_one_click_and_are_had_back(page: Page) -> None:
    titles(page)
    page.get_by_role("button", name="Remove sample articles").click()
    expect(page.locator("#report")).to_contain_text("Removed 13 articles")
    expect(page.locator("#articles .badge")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#report")).to_contain_text("13 articles added again", timeout=120_000)
    expect(page.locator("#articles .badge")).to_have_count(13)
