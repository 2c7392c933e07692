"""Where the parts of the page stand, and which event calls what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from page.chat import welcome
from page.events import Page
from page.evidence import evidence as evidence_of
from page.history import history
from page.programs import Programs
from page.state import CHOICES, state
from page.table import FIRST
from page.table import filters as filters_of
from page.words import ENGLISH, I18N

QUICK: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
# What tells the reader something (`gr.Info`) must be in the queue, too.
SLOW: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
VISITORS = 16  # how many can ask, or add articles, at the same time
FOCUS = "() => document.querySelector('#box textarea')?.focus()"
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
            line = _html(state(page.opening, ENGLISH), "state", asset("drawers.js"))
        reader = _html("", "reader", asset("clicks.js") + asset("reader.js"))
        reader.reading(page.catalogue.read, None, reader, **QUICK)
        refine = _html("", "refine")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(I18N("Ask")):
                at = _asking(turns, here, visitor)
                _questions(page, at)
                _conversations(page, at, line)
                _answers(page, at, reader)
            with gr.Tab(I18N("Articles")) as tab:
                _articles(page, tab, line, reader)
            with gr.Tab(I18N("Settings")) as tab, gr.Column(elem_id="settings"):
                _settings(page, tab, line, visitor)
        timer = gr.Timer(0.5)
        seen = [line, at.first, timer, refine]
        name = gr.Textbox(visible="hidden")
        asked = "() => new URLSearchParams(location.search).get('answer') ?? ''"
        labelling = blocks.load(page.label, None, [at.box, at.evidence], **QUICK)
        labelling.then(
            page.conversations.linked, name, [turns, at.chat, at.evidence], js=asked, **SLOW
        )
        blocks.load(page.offer, turns, at.following, **SLOW)
        blocks.load(page.conversations.visit, visitor, visitor, **QUICK)
        blocks.load(page.look, None, seen, **QUICK)
        timer.tick(page.look, None, seen, **QUICK)
    blocks.queue(default_concurrency_limit=VISITORS)
    return blocks


@dataclass(frozen=True)
class Asking:
    """The parts of the page where questions are asked."""

    turns: gr.State
    here: gr.State
    visitor: gr.BrowserState
    new: gr.Button
    words: gr.Textbox
    past: gr.HTML
    first: gr.HTML
    chat: gr.HTML
    following: gr.HTML
    box: gr.Textbox
    evidence: gr.HTML

    @property
    def asked(self) -> list[Any]:
        """What a question changes."""
        return [self.box, self.turns, self.chat, self.evidence, self.here, self.past]


def _asking(turns: gr.State, here: gr.State, visitor: gr.BrowserState) -> Asking:
    """Conversations, chat and evidence side by side."""
    clicks = asset("clicks.js")
    with gr.Row(elem_classes="split"):
        with gr.Column(elem_classes=["past", "drawer"], elem_id="past"):
            new = gr.Button(I18N("New conversation"), elem_id="new")
            words = _line("Search conversations", elem_id="words", show_label=False)
            past = _html(history(()), "history", clicks + asset("history.js"))
        with gr.Column(elem_classes="left"):
            scripts = map(asset, ("chat.js", "preview.js", "menus.js", "refine.js"))
            first = _html(welcome(""), "first", clicks)  # until there is a turn in the chat
            chat = _html("", "chat", clicks + "".join(scripts))
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
        with gr.Column(elem_classes=["side", "drawer"], elem_id="receipts"):
            evidence = _html(evidence_of(None), "evidence", clicks)
    return Asking(turns, here, visitor, new, words, past, first, chat, following, box, evidence)


def _questions(page: Page, at: Asking) -> None:
    """What asks: the box, what is offered, and the last question again or in other words."""
    parts = (at.box, at.first, at.chat, at.following)
    submits: list[Any] = [part.submit for part in parts]
    for leaving in (*submits, at.chat.editing):
        leaving(str, None, at.following, **QUICK)
    known = [at.box, at.turns, at.here, at.visitor, at.words]
    asking = gr.on(submits, page.ask, known, at.asked, **SLOW)
    asking.then(page.suggest, at.turns, at.following, **SLOW)
    at.box.stop(page.stop, None, None, **QUICK)
    editing = at.chat.editing(page.edit, at.turns, at.asked[:4], **QUICK)
    editing.then(None, None, None, js=FOCUS)


def _conversations(page: Page, at: Asking, line: gr.HTML) -> None:
    """The list at the left: begun, opened, searched, renamed, deleted."""
    known, shown = [at.visitor, at.here, at.words], [*at.asked[1:], at.first]
    for leaving in (at.new.click, at.past.opening, at.past.deleting):
        leaving(str, None, at.following, **QUICK)
    beginning = at.new.click(page.conversations.begin, known, shown, **QUICK)
    beginning.then(None, None, None, js=FOCUS).then(page.offer, at.turns, at.following, **SLOW)
    at.past.opening(page.conversations.resume, known, shown, **QUICK)
    at.past.deleting(page.conversations.delete, known, shown, **QUICK)
    at.past.renaming(page.conversations.rename, known, at.past, **QUICK)
    # One event for all, so that what comes late never undoes what was searched for.
    drawing, history = [at.words.change, at.visitor.change, line.change], page.conversations.history
    gr.on(drawing, history, known, at.past, trigger_mode="always_last", **QUICK)


def _answers(page: Page, at: Asking, reader: gr.HTML) -> None:
    """What can be done with an answer and its evidence."""
    chat, evidence = at.chat, at.evidence
    text = gr.Textbox(visible="hidden")
    file = gr.DownloadButton("Download", elem_id="file", visible="hidden")
    taking = chat.taking(page.downloads.conversation, at.turns, file, **QUICK)
    taking.then(None, None, None, js=_download("file"))
    copying = chat.copying(page.downloads.copied, at.turns, text, **QUICK)
    copying.then(page.copied, text, None, js=asset("copy.js"), **SLOW)
    linking = chat.linking(page.conversations.link, [at.turns, at.visitor, at.here], text, **SLOW)
    linking.then(page.conversations.shared, text, None, js=asset("link.js"), **SLOW)
    chat.judging(page.judge, [at.turns, at.visitor], [at.turns, chat], **SLOW)
    chat.showing(page.show, at.turns, evidence, **QUICK)
    evidence.translating(page.translate, at.turns, [at.turns, evidence], **SLOW)
    for part in (chat, evidence):
        part.reading(page.catalogue.read, None, reader, **QUICK)


@dataclass(frozen=True)
class Shelf:
    """The parts of the page with the articles; `view` is which rows are looked at."""

    view: gr.State
    filters: gr.HTML
    table: gr.HTML
    report: gr.HTML
    glance: gr.HTML
    line: gr.HTML


def _articles(page: Page, tab: gr.Tab, line: gr.HTML, reader: gr.HTML) -> None:
    """The table of articles, and how they come in."""
    clicks, view = asset("clicks.js"), gr.State(FIRST)
    with gr.Row(elem_classes=["split", "articles"]):
        with gr.Column(elem_classes="left"):
            filters = _html(filters_of((), (), FIRST, ENGLISH), "filters", asset("filters.js"))
            table = _html("", "articles", clicks + asset("choice.js"))
        with gr.Column(elem_classes=["side", "adding"]):
            report = _html("", "report", clicks)
            files, folder, text, about, add = _inputs()
            with gr.Accordion(I18N("Feeds"), open=False, elem_id="feeds"):
                feed = _line("Address of a feed", "https://example.org/feed.xml")
                subscribe = gr.Button(I18N("Subscribe"), variant="primary")
                feeds = _html("", "subscribed", clicks)
            glance = _html("", "glance")
    shelf = Shelf(view, filters, table, report, glance, line)
    _browsing(page, tab, shelf, reader)
    told = [report, gr.State(None), table, line]
    _report(page, shelf, told)
    does, news = page.collecting, page.subscribing
    changes = [
        files.upload(does.add, [files, view], [files, *told], **SLOW),
        folder.upload(does.add_folder, [folder, view], [folder, *told], **SLOW),
        add.click(does.paste, [text, *about, view], [text, *told], **SLOW),
        gr.on([subscribe.click, feed.submit], news.add, [feed, view], [feed, feeds, *told], **SLOW),
        feeds.refreshing(news.refresh, view, [feeds, *told], **SLOW),
    ]
    for change in changes:
        change.then(page.catalogue.about, view, [filters, glance], **QUICK)
    feeds.forgetting(news.remove, None, [feeds, report], **QUICK)
    tab.select(news.shown, None, feeds, **QUICK)


def _inputs() -> tuple[gr.File, gr.UploadButton, gr.Textbox, list[gr.Textbox], gr.Button]:
    """Files, a folder, a text with what is known about it, and the button that adds the text."""
    files = gr.File(label=I18N("Add articles"), file_count="multiple", elem_id="files", height=150)
    folder = gr.UploadButton(
        str(I18N("Add a folder")), file_count="directory", size="sm", elem_id="folder"
    )
    with gr.Accordion(I18N("Paste a text or addresses"), open=False, elem_id="paste"):
        text = gr.Textbox(label=I18N("Text, or addresses"), lines=5, max_lines=12)
        about = [_line("Title"), _line("Outlet"), _line("Date", "2024-01-31")]
        add = gr.Button(I18N("Add"), variant="primary")
    return files, folder, text, about, add


def _browsing(page: Page, tab: gr.Tab, at: Shelf, reader: gr.HTML) -> None:
    """The table looked through."""
    does, rows = page.catalogue, [at.view, at.table]
    entering = tab.select(does.enter, at.view, at.table, **QUICK)
    entering.then(does.about, at.view, [at.filters, at.glance], **QUICK)
    at.line.change(does.enter, at.view, at.table, **QUICK)
    at.filters.filtering(does.filter, at.view, rows, trigger_mode="always_last", **QUICK)
    at.table.sorting(does.sort, at.view, rows, **QUICK)
    at.table.paging(does.turn_page, at.view, rows, **QUICK)
    at.table.reading(does.read, None, reader, **QUICK)


def _report(page: Page, at: Shelf, told: list[Any]) -> None:
    """What is removed or withdrawn, and what the report offers: undo, stop, save."""
    does, changed = page.collecting, [at.report, at.table, at.line]
    for event, answer in (
        (at.table.removing, does.remove),
        (at.table.withdrawing, does.withdraw),
        (at.report.undoing, does.undo),
    ):
        change = event(answer, at.view, changed, **SLOW)
        change.then(page.catalogue.about, at.view, [at.filters, at.glance], **QUICK)
    at.report.cancelling(does.cancel, None, at.report, **QUICK)
    file = gr.DownloadButton("Download", elem_id="told", visible="hidden")
    saving = at.report.saving(page.downloads.report, told[1], file, **QUICK)
    saving.then(None, None, None, js=_download("told"))


def _settings(page: Page, tab: gr.Tab, line: gr.HTML, visitor: gr.BrowserState) -> None:
    """Models, corpus, and what readers thought of answers."""
    known = _html("", "facts")
    more: dict[str, Any] = {"visible": page.owner, "info": I18N(CHOICES), "elem_id": "model"}
    model = _line("Another language model", "ollama:llama3.2", **more)
    switch = gr.Button(I18N("Use this model"), variant="primary", visible=page.owner)
    judged = gr.Button(I18N("Export feedback for beleg eval"))
    file = gr.DownloadButton("Download", elem_id="judged", visible="hidden")
    tab.select(page.facts, None, known, **QUICK)
    gr.on([switch.click, model.submit], page.switch, model, [known, line], **SLOW)
    judging = judged.click(page.downloads.judgements, visitor, file, **QUICK)
    judging.then(None, None, None, js=_download("judged"))


def _line(label: str, placeholder: str = "", **options: Any) -> gr.Textbox:
    return gr.Textbox(
        label=I18N(label), placeholder=I18N(placeholder or label), max_lines=1, **options
    )


def _html(value: str, name: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)


def _download(name: str) -> str:
    """A click on the hidden button of that id, once the file behind it is known."""
    return f"() => setTimeout(() => document.querySelector('#{name}').click(), 150)"
