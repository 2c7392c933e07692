"""Where the parts of the page stand, and which event calls what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from corpus import load
from page.chat import evidence as evidence_of
from page.chat import welcome
from page.events import Page
from page.history import history

VISITORS = 16  # how many can ask, or add articles, at the same time
ASSETS = Path(__file__).parent / "assets"


def asset(name: str) -> str:
    """A style sheet or script of the page."""
    return (ASSETS / name).read_text(encoding="utf-8")


def layout(page: Page) -> gr.Blocks:
    """The layout, and which part of `page` each event calls."""
    quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    slow: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    blocks = gr.Blocks(
        title="Beleg", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    )
    clicks = asset("clicks.js")
    with blocks:
        turns, here = gr.State(()), gr.State("")
        key = "beleg-visitor"
        visitor = gr.BrowserState("", storage_key=key, secret=key)
        with gr.Row(elem_id="head"):
            _html("<h1>Beleg</h1>", "name")
            state = _html(page.state(), "state")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask"), gr.Row(elem_classes="split"):
                with gr.Column(elem_classes="past"):
                    new = gr.Button("New conversation", elem_id="new", size="sm")
                    words = gr.Textbox(
                        placeholder="Search conversations",
                        label="Search conversations",
                        show_label=False,
                        elem_id="words",
                        max_lines=1,
                    )
                    past = _html(history(()), "history", clicks + asset("history.js"))
                with gr.Column(elem_classes="left"):
                    chat = _html(welcome(""), "chat", clicks + asset("chat.js"))
                    box = gr.Textbox(
                        placeholder="Ask about the articles, in your language",
                        label="Question",
                        show_label=False,
                        submit_btn="Ask",
                        max_lines=6,
                        autofocus=True,
                        elem_id="box",
                    )
                with gr.Column(elem_classes="side"):
                    evidence = _html(evidence_of(None), "evidence", clicks)
            with gr.Tab("Articles") as tab, gr.Row(elem_classes="split"):
                with gr.Column(elem_classes="left"):
                    articles = _html("", "articles", clicks + asset("choice.js"))
                with gr.Column(elem_classes="side"):
                    files = gr.File(
                        label=f"Add articles ({' '.join(load.READERS)})",
                        file_count="multiple",
                        elem_id="files",
                        height=170,
                    )
                    report = _html("", "report", clicks)
        reader = _html("", "reader", asset("reader.js"))
        timer = gr.Timer(0.5)
        seen = [state, chat, evidence, articles, timer, past]
        blocks.load(page.visit, visitor, visitor, **quick).then(
            page.look, [turns, visitor, here], seen, **quick
        )
        timer.tick(page.look, [turns, visitor, here], seen, **quick)
        asked = [box, turns, chat, evidence, here, past]
        gr.on([box.submit, chat.submit], page.ask, [box, turns, here, visitor], asked, **slow)
        chat.editing(page.edit, turns, asked[:4], **quick)
        chat.judging(page.judge, [turns, visitor], None, **quick)
        new.click(page.begin, visitor, asked[1:], **quick)
        past.opening(page.resume, visitor, asked[1:], **quick)
        past.renaming(page.rename, [visitor, here], past, **quick)
        past.deleting(page.delete, [visitor, here, turns], asked[1:], **quick)
        words.change(page.history, [visitor, here, words], past, **quick)
        box.stop(page.stop, None, None, **quick)
        for part in (chat, evidence, articles):
            part.reading(page.read, None, reader, **quick)
        files.upload(page.add, files, [files, report, articles, state], **slow)
        articles.removing(page.remove, None, [report, articles, state], **slow)
        report.undoing(page.undo, None, [report, articles, state], **slow)
        tab.select(page.articles, None, articles, **quick)
        articles.paging(page.turn_page, None, articles, **quick)
    blocks.queue(default_concurrency_limit=VISITORS)
    return blocks


def _html(value: str, name: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)
