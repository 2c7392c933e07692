"""Where the parts of the page stand, and which event calls what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from page.chat import evidence as evidence_of
from page.chat import welcome
from page.collecting import FIRST
from page.events import Page
from page.history import history
from page.programs import Programs
from page.state import CHOICES, state
from page.words import ENGLISH, I18N

QUICK: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
SLOW: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
VISITORS = 16  # how many can ask, or add articles, at the same time
ASSETS = Path(__file__).parent / "assets"


def asset(name: str) -> str:
    """A style sheet or script of the page."""
    return (ASSETS / name).read_text(encoding="utf-8")


def layout(page: Page) -> gr.Blocks:
    """The layout, and which part of `page` each event calls."""
    blocks = gr.Blocks(
        title="Beleg", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    )
    with blocks:
        programs = Programs(page.opening)  # first, to have these names for themselves
        for call in (programs.ask, programs.add, programs.articles):
            gr.api(call, api_name=call.__name__)  # type: ignore[attr-defined]
        turns, here = gr.State(()), gr.State("")
        key = "beleg-visitor"
        visitor = gr.BrowserState("", storage_key=key, secret=key)
        with gr.Row(elem_id="head"):
            _html("<h1>Beleg</h1>", "name")
            line = _html(state(page.opening, ENGLISH), "state")
        reader = _html("", "reader", asset("clicks.js") + asset("reader.js"))
        reader.reading(page.collecting.read, None, reader, **QUICK)
        refine = _html("", "refine")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(I18N("Ask")):
                box, chat, evidence, past = _asking(page, turns, here, visitor, reader)
            with gr.Tab(I18N("Articles")) as tab:
                articles = _articles(page, tab, line, reader)
            with gr.Tab(I18N("Settings")) as tab, gr.Column(elem_id="settings"):
                _settings(page, tab, line, visitor)
        timer = gr.Timer(0.5)
        known, seen = [turns, visitor, here], [line, chat, evidence, articles, timer, past, refine]
        name = gr.Textbox(visible="hidden")
        asked = "() => new URLSearchParams(location.search).get('answer') ?? ''"
        blocks.load(page.linked, name, [turns, chat, evidence], js=asked, **SLOW)
        blocks.load(page.label, None, box, **QUICK)
        blocks.load(page.visit, visitor, visitor, **QUICK).then(page.look, known, seen, **QUICK)
        timer.tick(page.look, known, seen, **QUICK)
    blocks.queue(default_concurrency_limit=VISITORS)
    return blocks


def _asking(
    page: Page, turns: gr.State, here: gr.State, visitor: gr.BrowserState, reader: gr.HTML
) -> tuple[gr.Textbox, gr.HTML, gr.HTML, gr.HTML]:
    """Conversations, chat and evidence side by side; returns the box for the question, chat,
    evidence and conversations."""
    clicks = asset("clicks.js")
    with gr.Row(elem_classes="split"):
        with gr.Column(elem_classes="past"):
            new = gr.Button(I18N("New conversation"), elem_id="new", size="sm")
            words = _line("Search conversations", elem_id="words", show_label=False)
            past = _html(history(()), "history", clicks + asset("history.js"))
        with gr.Column(elem_classes="left"):
            chat = _html(welcome(""), "chat", clicks + asset("chat.js"))
            following = _html("", "following", clicks)
            box = gr.Textbox(
                placeholder=I18N("Ask about the articles, in your language"),
                label=I18N("Question"),
                show_label=False,
                submit_btn=True,
                max_lines=6,
                autofocus=True,
                elem_id="box",
            )
        with gr.Column(elem_classes=["side", "receipts"]):
            evidence = _html(evidence_of(None), "evidence", clicks + asset("evidence.js"))
    asked = [box, turns, chat, evidence, here, past]
    submits: list[Any] = [box.submit, chat.submit, following.submit]
    asking = gr.on(submits, page.ask, [box, turns, here, visitor], asked, **SLOW)
    asking.then(page.suggest, turns, following, **SLOW)
    emptied: dict[str, Any] = {"fn": str, "outputs": following, **QUICK}
    gr.on([*submits, new.click], **emptied)
    for leaving in (chat.editing, past.opening, past.deleting):
        leaving(**emptied)
    box.stop(page.stop, None, None, **QUICK)
    chat.editing(page.edit, turns, asked[:4], **QUICK)
    file = gr.DownloadButton("Download", elem_id="file", visible="hidden")
    chat.taking(page.take, turns, file, **QUICK).then(None, None, None, js=_download("file"))
    link = gr.Textbox(visible="hidden", elem_id="link")
    chat.linking(page.link, [turns, visitor, here], link, **SLOW).then(
        None, link, None, js=asset("link.js")
    )
    evidence.translating(page.translate, turns, [turns, evidence], **SLOW)
    chat.judging(page.judge, [turns, visitor], None, **SLOW)
    new.click(page.begin, visitor, asked[1:], **QUICK)
    past.opening(page.resume, visitor, asked[1:], **QUICK)
    past.renaming(page.rename, [visitor, here], past, **QUICK)
    past.deleting(page.delete, [visitor, here], asked[1:], **QUICK)
    words.change(page.history, [visitor, here, words], past, **QUICK)
    for part in (chat, evidence):
        part.reading(page.collecting.read, None, reader, **QUICK)
    return box, chat, evidence, past


def _articles(page: Page, tab: gr.Tab, line: gr.HTML, reader: gr.HTML) -> gr.HTML:
    """The table of articles, and how they come in; returns the table."""
    does = page.collecting
    clicks, view = asset("clicks.js"), gr.State(FIRST)
    with gr.Row(elem_classes="split"):
        with gr.Column(elem_classes="left"):
            with gr.Row(elem_id="filters"):
                filters: list[Any] = [
                    _line("Search title and outlet"),
                    gr.Dropdown([("–", "")], value="", label=I18N("Outlet")),
                    gr.Dropdown([("–", "")], value="", label=I18N("Language")),
                    _line("From", "2024-01-31"),
                    _line("To", "2024-12-31"),
                ]
            articles = _html("", "articles", clicks + asset("choice.js"))
        with gr.Column(elem_classes="side"):
            files = gr.File(
                label=I18N("Add articles"),
                file_count="multiple",
                elem_id="files",
                height=170,
            )
            folder = gr.UploadButton(
                str(I18N("Add a folder")), file_count="directory", size="sm", elem_id="folder"
            )
            with gr.Accordion(I18N("Paste a text or an address"), open=False, elem_id="paste"):
                text = gr.Textbox(label=I18N("Text, or one address"), lines=5, max_lines=12)
                about = [_line("Title"), _line("Outlet"), _line("Date", "2024-01-31")]
                add = gr.Button(I18N("Add"), variant="primary", size="sm")
            with gr.Accordion(I18N("Feeds"), open=False, elem_id="feeds"):
                feed = _line("Address of a feed", "https://example.org/feed.xml")
                subscribe = gr.Button(I18N("Subscribe"), variant="primary", size="sm")
                feeds = _html("", "subscribed", clicks)
            report = _html("", "report", clicks)
            glance = _html("", "glance")
            file = gr.DownloadButton("Download", elem_id="told", visible="hidden")
    rows, changed, last = [view, articles], [report, articles, line], gr.State(None)
    tab.select(does.enter, view, [*filters[1:3], articles, glance], **QUICK)
    gr.on([one.change for one in filters], does.filter, [view, *filters], rows, **QUICK)
    articles.sorting(does.sort, view, rows, **QUICK)
    articles.paging(does.turn_page, view, rows, **QUICK)
    articles.reading(does.read, None, reader, **QUICK)
    articles.removing(does.remove, None, changed, **SLOW)
    articles.withdrawing(does.withdraw, None, changed, **SLOW)
    report.undoing(does.undo, None, changed, **SLOW)
    report.cancelling(does.cancel, None, None, **QUICK)
    report.saving(page.save, last, file, **QUICK).then(None, None, None, js=_download("told"))
    told = [report, last, articles, line]
    files.upload(does.add, files, [files, *told], **SLOW)
    folder.upload(does.add_folder, folder, [folder, *told], **SLOW)
    add.click(does.paste, [text, *about], [text, *told], **SLOW)
    news = page.subscribing
    tab.select(news.shown, None, feeds, **QUICK)
    gr.on([subscribe.click, feed.submit], news.add, feed, [feed, feeds, *told], **SLOW)
    feeds.refreshing(news.refresh, None, [feeds, *told], **SLOW)
    feeds.forgetting(news.remove, None, [feeds, report], **QUICK)
    return articles


def _settings(page: Page, tab: gr.Tab, line: gr.HTML, visitor: gr.BrowserState) -> None:
    """Models, corpus, and what readers thought of answers."""
    known = _html("", "facts")
    model = _line("Language model", CHOICES, visible=page.owner)
    switch = gr.Button(I18N("Use this model"), size="sm", variant="primary", visible=page.owner)
    judged = gr.Button(I18N("Export feedback for beleg eval"), size="sm")
    file = gr.File(label=I18N("Feedback"), interactive=False, visible=False, elem_id="judged")
    tab.select(page.facts, None, known, **QUICK)
    gr.on([switch.click, model.submit], page.switch, model, [known, line], **SLOW)
    judged.click(page.judged, visitor, file, **QUICK).then(
        lambda: gr.File(visible=True), None, file, **QUICK
    )


def _line(label: str, placeholder: str = "", **options: Any) -> gr.Textbox:
    return gr.Textbox(
        label=I18N(label), placeholder=I18N(placeholder or label), max_lines=1, **options
    )


def _html(value: str, name: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)


def _download(name: str) -> str:
    """A click on the hidden button of that id, once the file behind it is known."""
    return f"() => setTimeout(() => document.querySelector('#{name}').click(), 150)"
