"""What the part of the page with the articles does when it is used: the table, one article to
read, what comes in, what is withdrawn and what is removed.

Feeds are in `page.subscribing`.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from corpus import Article, BelegError, Corpus, Outcome, Report, load
from corpus.errors import ArticleNotFound, LoadError
from corpus.listing import ORDERS, Filter
from page.markup import note, problem
from page.opening import Opening
from page.overview import DAYS, NAMES, overview
from page.reader import panel, reading
from page.state import state
from page.table import ROWS, UNDO, View, adding_now, removed, table, told
from page.words import Words
from qa.phrases import language_name

FIRST = View()
PASTED = 1_000_000  # characters
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS = re.compile(r"https?://\S+")
Shown = list[Any]


class Collecting:
    """Articles: shown, read, added, withdrawn, removed."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self._kept: dict[str, tuple[Article, ...]] = {}
        self._stops: dict[str, threading.Event] = {}

    # What there is

    def table(self, view: View, say: Words) -> str:
        """The part of the table that `view` looks at."""
        try:
            corpus = self.opening.corpus()
        except BelegError as error:
            return note(escape(str(error)))
        shown, total = corpus.listed(
            view.wanted, view.order, descending=view.descending, start=view.start, limit=ROWS
        )
        return table(shown, corpus.stories([one.id for one in shown]), view, total, say)

    def enter(self, view: View, request: gr.Request) -> Shown:
        """The tab of articles is opened: what can be chosen, the table, the overview."""
        say = Words.wanted(request)
        try:
            corpus = self.opening.corpus()
        except BelegError:
            return [gr.skip(), gr.skip(), self.table(view, say), ""]
        outlets = [(say("All outlets"), ""), *((one, one) for one, _ in corpus.counts("source"))]
        codes = [code for code, _ in corpus.counts("language")]
        languages = [(language_name(code, say.language), code) for code in codes]
        return [
            gr.Dropdown(choices=outlets),
            gr.Dropdown(choices=[(say("All languages"), ""), *languages]),
            self.table(view, say),
            _overview(corpus, say),
        ]

    def filter(
        self,
        view: View,
        words: str,
        outlet: str,
        language: str,
        since: str,
        until: str,
        request: gr.Request,
    ) -> Shown:
        """Only the rows that are wanted, from the first."""
        days = [day.strip() if _DAY.fullmatch(day.strip()) else "" for day in (since, until)]
        wanted = Filter(words[:200], outlet or "", language or "", *days)
        view = replace(view, wanted=wanted, start=0)
        return [view, self.table(view, Words.wanted(request))]

    def sort(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """Another order, or the same turned round."""
        order = event._data.get("order")
        if order not in ORDERS:
            return [gr.skip()] * 2
        turned = not view.descending if order == view.order else order in ("added", "published")
        view = replace(view, order=order, descending=turned, start=0)
        return [view, self.table(view, Words.wanted(request))]

    def turn_page(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """Other rows of the table."""
        view = replace(view, start=max(int(event._data["start"]), 0))
        return [view, self.table(view, Words.wanted(request))]

    def read(self, event: gr.EventData, request: gr.Request) -> str:
        """The article that was clicked, with the sentence between its offsets marked."""
        asked, say = event._data, Words.wanted(request)
        try:
            corpus = self.opening.corpus()
            article = corpus.get(str(asked["article"]))
            span = int(asked.get("start", 0)), int(asked.get("end", 0))
            return reading(article, *span, corpus.versions(article.id), say)
        except BelegError as error:
            return panel(say("Not there any more"), "", problem(str(error)), say)

    # What comes in

    def paste(
        self, text: str, title: str, outlet: str, day: str, request: gr.Request
    ) -> Iterator[Shown]:
        """Adds a text that was pasted, or what is at an address."""
        text, say = text.strip(), Words.wanted(request)
        if not text:
            yield [gr.skip()] * 5
            return
        if len(text) > PASTED:
            said = say("Longer than {most} characters; add it as a file.", most=say.number(PASTED))
            yield [gr.skip(), problem(said), *[gr.skip()] * 3]
            return
        yield [gr.skip(), note(say("Adding…")), *[gr.skip()] * 3]
        try:
            pasted = Article(text, title=title, source=outlet, published=day.strip())
            report = self.opening.corpus().add(text if _ADDRESS.fullmatch(text) else pasted)
            yield ["", told(report, say), report, *self._changed(say)]
        except BelegError as error:
            yield [gr.skip(), problem(str(error)), *[gr.skip()] * 3]

    def add(self, uploads: list[str] | None, request: gr.Request) -> Iterator[Shown]:
        """Adds uploaded files; what is left of them outside the corpus is deleted."""
        paths = [Path(name) for name in dict.fromkeys(uploads or ())]
        if not paths:
            yield [gr.skip()] * 5
            return
        say, began = Words.wanted(request), time.monotonic()
        stop = self._stops[str(request.session_hash)] = threading.Event()
        outcomes: list[Outcome] = []
        read: list[str] = []  # names of the files opened so far
        try:
            yield [gr.skip(), adding_now(read, len(paths), 0.0, say), *[gr.skip()] * 3]
            for outcome in self._adding(paths, outcomes, read, stop):
                outcomes.append(outcome)
                now = adding_now(read, len(paths), time.monotonic() - began, say)
                yield [gr.skip(), now, *[gr.skip()] * 3]
            report = Report(tuple(outcomes))
            said = told(report, say, left=[path.name for path in paths[len(read) :]])
            yield [None, said, report, *self._changed(say)]
        except BelegError as error:
            yield [None, problem(str(error)), gr.skip(), *self._changed(say)]
        finally:
            stop.set()
            self._stops.pop(str(request.session_hash), None)
            for path in paths:
                path.unlink(missing_ok=True)

    def add_folder(self, uploads: list[str] | None, request: gr.Request) -> Iterator[Shown]:
        """Adds those files of a folder that can be read as articles."""
        paths = [Path(name) for name in uploads or ()]
        wanted = [one for one in paths if load.is_known(one.name) and one.name[0] != "."]
        for one in set(paths) - set(wanted):
            one.unlink(missing_ok=True)
        if paths and not wanted:
            say = Words.wanted(request)
            yield [None, problem(say("No file in it is one that can be read.")), *[gr.skip()] * 3]
            return
        yield from self.add([str(one) for one in wanted], request)

    def cancel(self, request: gr.Request) -> None:
        """Ends what this visitor is adding; what is added already stays."""
        if stop := self._stops.get(str(request.session_hash)):
            stop.set()

    def _adding(
        self,
        paths: Sequence[Path],
        outcomes: list[Outcome],
        read: list[str],
        stop: threading.Event,
    ) -> Iterator[Outcome]:
        """What becomes of each article; `origin` is dropped, for two uploads may be named alike."""
        names: dict[str, str] = {}

        def loaded() -> Iterator[Article]:
            for path in paths:
                for number, one in enumerate(load.each(path)):
                    if stop.is_set() or self.opening.ending.is_set():
                        return
                    if number == 0:
                        read.append(path.name)
                    if isinstance(one, LoadError):
                        name = one.name.replace(str(path), path.name)
                        outcomes.append(Outcome("failed", name, reason=one.reason))
                    else:
                        names[one.id] = path.name
                        yield replace(one, origin="", sample=False)

        with closing(self.opening.corpus().adding(loaded())) as adding:  # type: ignore[type-var]
            for outcome in adding:
                yield replace(outcome, name=names.get(outcome.id, outcome.name))

    def save(self, report: Report | None, folder: Path) -> Path | None:
        """The last report as a file to download."""
        if report is None:
            return None
        path = folder / "beleg-report.json"
        path.write_text(report.as_json(), encoding="utf-8")
        return path

    # What is taken back

    def remove(self, event: gr.EventData, request: gr.Request) -> Shown:
        """Removes the chosen articles, or with `samples` those that ship with Beleg."""
        say = Words.wanted(request)
        try:
            corpus = self.opening.corpus()
            if event._data.get("samples"):
                ids = [one.id for one in corpus.articles() if one.sample]
            else:
                ids = [str(one) for one in event._data["ids"]]
            gone = corpus.remove(*ids)
            said = removed(len(ids), self._keep(gone), say)
            if keep := self.opening.keep():
                keep.forget(one.id for one in gone)
        except ArticleNotFound:
            said = problem(say("Some of these were gone already; choose again."))
        except BelegError as error:
            said = problem(str(error))
        return [said, *self._changed(say)]

    def undo(self, event: gr.EventData, request: gr.Request) -> Shown:
        """Adds again what was removed less than `UNDO` seconds ago."""
        say = Words.wanted(request)
        try:
            kept = self._kept.pop(str(event._data.get("undo")), ())
            report = self.opening.corpus().add(*kept)
            back = say.counted(len(report.outcomes) - len(report.failed), "article")
            over = "The minute is over: they are gone."
            said = note(say("{articles} added again.", articles=back) if kept else say(over))
        except BelegError as error:
            said = problem(str(error))
        return [said, *self._changed(say)]

    def withdraw(self, event: gr.EventData, request: gr.Request) -> Shown:
        """Marks the chosen articles as withdrawn, or with `again` lets them answer again."""
        say, ids = Words.wanted(request), [str(one) for one in event._data["ids"]]
        articles = say.counted(len(ids), "article")
        try:
            if event._data.get("again"):
                self.opening.corpus().reinstate(*ids)
                said = note(say("{articles} can answer again.", articles=articles))
            else:
                self.opening.corpus().withdraw(*ids)
                kept = "{articles} withdrawn: kept and shown, but no longer part of any answer."
                said = note(say(kept, articles=articles))
        except BelegError as error:
            said = problem(str(error))
        return [said, *self._changed(say)]

    def _keep(self, gone: tuple[Article, ...]) -> str:
        """Keeps what was removed in memory, for `UNDO` seconds, under the name it returns."""
        name = secrets.token_hex(8)
        self._kept[name] = gone
        forget = threading.Timer(UNDO, self._kept.pop, (name, None))
        forget.daemon = True
        forget.start()
        return name

    def _changed(self, say: Words) -> Shown:
        """The table and the state line, after something has changed."""
        return [self.table(FIRST, say), state(self.opening, say)]


def _overview(corpus: Corpus, say: Words) -> str:
    days = corpus.counts("day", limit=DAYS)
    outlets, languages = corpus.counts("source", limit=NAMES), corpus.counts("language")
    return overview(days, outlets, languages, say)
