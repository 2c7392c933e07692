"""What each part of the page does when it is used: Gradio events to qa events."""

from __future__ import annotations

import logging
import queue
import re
import secrets
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

import gradio as gr

from corpus import Article, BelegError, Outcome, Report, load
from corpus.errors import ArticleNotFound, LoadError, SettingsError
from corpus.listing import ORDERS, Filter
from page import chat
from page.evaluation import evaluation
from page.export import FORMS, written
from page.history import history
from page.markup import BEAT, counted, state_line
from page.opening import Opening
from page.overview import DAYS, NAMES, overview
from page.reader import panel, reading
from page.state import facts
from page.table import ROWS, UNDO, View, adding_now, removed, table, told
from page.turn import Turn, Turns
from qa.answer import Event
from qa.phrases import day, language_name

FIRST = View()
PASTED = 1_000_000  # characters
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TOKEN = re.compile(r"[\w-]{32}")


class Page:
    """What each part of the page does when it is used. Turns are kept by each visitor.

    `owner`: whoever sees the page runs Beleg, and may choose its language model.
    """

    def __init__(self, opening: Opening, owner: bool = True) -> None:
        self.opening, self.owner = opening, owner
        self._stops: dict[str, threading.Event] = {}
        self._kept: dict[str, tuple[Article, ...]] = {}

    def state(self) -> str:
        """How things stand, as HTML."""
        return state_line(self.opening.kind, self.opening.line())

    def look(self, turns: Turns, visitor: str, here: str) -> list[Any]:
        """State line, conversation, evidence and articles as they are; then no more ticks."""
        settled = self.opening.settled.is_set()
        state = self.state()
        if not settled:
            return [state, self._chat(turns) if not turns else gr.skip(), *[gr.skip()] * 3]
        shown = gr.skip() if turns else self._chat(turns)
        kept = self.history(visitor, here)
        return [state, shown, self.articles(), gr.Timer(active=False), kept]

    def ask(
        self,
        typed: str,
        turns: Turns,
        here: str,
        visitor: str,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[list[Any]]:
        """Answers what was typed or clicked, or the last question again, piece by piece."""
        clicked = event._data if isinstance(event._data, dict) else {}
        if clicked.get("again") and turns:
            turns, typed = turns[:-1], turns[-1].question
        question = str(clicked.get("question") or typed or "").strip()
        if not question:
            yield [gr.skip()] * 6
            return
        stop = self._stops[str(request.session_hash)] = threading.Event()
        writing = gr.Textbox(value="", submit_btn=False, stop_btn="Stop")
        begun = self._chat((*turns, Turn(question)))
        yield [writing, gr.skip(), begun, chat.evidence(None), gr.skip(), gr.skip()]
        turn = Turn(question)
        try:
            earlier = () if clicked.get("alone") else turns
            for turn in self._answered(question, earlier, stop, bool(clicked.get("again"))):
                now = (*turns, turn)
                yield [gr.skip(), now, self._chat(now), chat.evidence(turn), gr.skip(), gr.skip()]
        finally:
            stop.set()
            self._stops.pop(str(request.session_hash), None)
            if keep := self.opening.keep():
                here = keep.save(visitor, here, (*turns, turn))
        ready = gr.Textbox(submit_btn="Ask", stop_btn=False)
        yield [ready, gr.skip(), gr.skip(), gr.skip(), here, self.history(visitor, here)]

    def edit(self, turns: Turns) -> list[Any]:
        """Puts the last question back into the box, to be asked in other words."""
        if not turns:
            return [gr.skip()] * 4
        left = turns[:-1]
        shown = chat.evidence(left[-1] if left else None)
        return [turns[-1].question, left, self._chat(left), shown]

    def judge(self, turns: Turns, visitor: str, event: gr.EventData) -> None:
        """Keeps what the reader thinks of the last answer."""
        keep = self.opening.keep()
        if keep and turns and turns[-1].answer:
            keep.judge(visitor, turns[-1].answer, str(event._data.get("reason")))
            gr.Info("Thank you; kept on this machine only.", duration=3)

    def take(self, turns: Turns, event: gr.EventData) -> str | None:
        """The conversation as a file to download."""
        form = event._data.get("form")
        if form not in FORMS or not turns:
            return None
        today = day(date.today().isoformat(), "en")
        return str(written(turns, form, today, Path(tempfile.mkdtemp(prefix="beleg-export-"))))

    def switch(self, model: str) -> list[str]:
        """Another language model, if it can be had."""
        said = ""
        try:
            if not self.owner:  # a model's address would be told the key
                raise SettingsError("Only where Beleg runs can another model be chosen.")
            self.opening.switch(model.strip())
        except BelegError as error:
            said = f'<p class="problem" role="alert">{escape(str(error))}</p>'
        return [self.facts() + said, self.state()]

    def facts(self) -> str:
        """The state of models and corpus."""
        return facts(self.opening, self.owner)

    def judged(self, visitor: str) -> str | None:
        """What readers thought, as a file that `beleg eval` reads; none if there is nothing."""
        keep = self.opening.keep()
        folder = Path(tempfile.mkdtemp(prefix="beleg-feedback-"))
        return str(evaluation(keep, visitor, self.opening.corpus(), folder)) if keep else None

    def history(self, visitor: str, here: str = "", words: str = "") -> str:
        """The visitor's conversations."""
        keep = self.opening.keep()
        found = keep.listed(visitor, words.strip()[:200]) if keep and visitor else []
        return history(found, here, words)

    def visit(self, visitor: str) -> str:
        """The token by which a browser finds its conversations again."""
        return visitor if _TOKEN.fullmatch(visitor or "") else secrets.token_urlsafe(24)

    def begin(self, visitor: str) -> list[Any]:
        """A new conversation."""
        return [(), self._chat(()), chat.evidence(None), "", self.history(visitor)]

    def resume(self, visitor: str, event: gr.EventData) -> list[Any]:
        """A conversation from the list."""
        here, keep = str(event._data.get("conversation")), self.opening.keep()
        try:
            turns = keep.turns(visitor, here, self.opening.corpus().get) if keep else ()
        except BelegError as error:
            raise gr.Error(str(error), print_exception=False) from error
        shown = chat.evidence(turns[-1] if turns else None)
        return [turns, self._chat(turns), shown, here, self.history(visitor, here)]

    def rename(self, visitor: str, here: str, event: gr.EventData) -> str:
        """Another name for a conversation."""
        if keep := self.opening.keep():
            keep.rename(visitor, str(event._data["conversation"]), str(event._data["title"]))
        return self.history(visitor, here)

    def delete(self, visitor: str, here: str, turns: Turns, event: gr.EventData) -> list[Any]:
        """A conversation less; if it is the open one, a new one begins."""
        gone = str(event._data["conversation"])
        if keep := self.opening.keep():
            keep.delete(visitor, gone)
        if gone == here:
            return self.begin(visitor)
        return [*[gr.skip()] * 4, self.history(visitor, here)]

    def stop(self, request: gr.Request) -> None:
        """Stops the answer this visitor is waiting for, if there is one."""
        if stop := self._stops.get(str(request.session_hash)):
            stop.set()

    def _answered(
        self, question: str, turns: Turns, stop: threading.Event, again: bool
    ) -> Iterator[Turn]:
        """The turn as it grows. Another thread listens to the model, so stopping is instant."""
        history = [(turn.question, turn.answer.text) for turn in turns if turn.answer]
        heard: queue.Queue[Event | BelegError] = queue.Queue()
        listening = threading.Thread(
            target=self._listen, args=(question, history, stop, heard, again), daemon=True
        )
        listening.start()
        turn = Turn(question)
        while not (turn.over or stop.is_set()):
            with suppress(queue.Empty):
                turn = turn.after(heard.get(timeout=BEAT))
                while turn.prose and not turn.over:  # all words that have come meanwhile
                    turn = turn.after(heard.get_nowait())
            yield turn
        if not turn.over:
            yield replace(turn, problem="Stopped.", over=True)

    def _listen(
        self,
        question: str,
        history: Sequence[tuple[str, str]],
        stop: threading.Event,
        heard: queue.Queue[Event | BelegError],
        again: bool,
    ) -> None:
        try:
            assistant = self.opening.assistant(stop)
            if assistant is None:
                return
            stream = assistant.stream(question, history, again=again)
            with closing(stream) as events:  # type: ignore[type-var]
                for event in events:
                    heard.put(event)
                    if stop.is_set() or self.opening.ending.is_set():
                        return
        except BelegError as error:
            heard.put(error)
        except Exception:
            logging.exception("A question could not be answered.")
            heard.put(BelegError("Something unexpected went wrong; see the terminal."))

    def read(self, event: gr.EventData) -> str:
        """The article that was clicked, with the sentence between its offsets marked."""
        asked = event._data
        try:
            article = self.opening.corpus().get(str(asked["article"]))
            return reading(article, int(asked.get("start", 0)), int(asked.get("end", 0)))
        except BelegError as error:
            return panel("Not there any more", "", f'<p class="problem">{escape(str(error))}</p>')

    def articles(self, view: View = FIRST) -> str:
        """The part of the table that `view` looks at."""
        try:
            corpus = self.opening.corpus()
        except BelegError as error:
            return f'<p class="note">{escape(str(error))}</p>'
        shown, total = corpus.listed(
            view.wanted, view.order, descending=view.descending, start=view.start, limit=ROWS
        )
        return table(shown, corpus.stories([one.id for one in shown]), view, total)

    def overview(self) -> str:
        """What there is at a glance."""
        try:
            corpus = self.opening.corpus()
        except BelegError:
            return ""
        days = corpus.counts("day", limit=DAYS)
        return overview(days, corpus.counts("source", limit=NAMES), corpus.counts("language"))

    def enter(self, view: View) -> list[Any]:
        """The tab of articles is opened: what can be chosen, the table, the overview."""
        try:
            corpus = self.opening.corpus()
        except BelegError:
            return [gr.skip(), gr.skip(), self.articles(view), ""]
        outlets = [("All outlets", ""), *((name, name) for name, _ in corpus.counts("source"))]
        codes = [code for code, _ in corpus.counts("language")]
        languages = [("All languages", ""), *((language_name(code), code) for code in codes)]
        return [
            gr.Dropdown(choices=outlets),
            gr.Dropdown(choices=languages),
            self.articles(view),
            self.overview(),
        ]

    def filter(
        self, view: View, words: str, outlet: str, language: str, since: str, until: str
    ) -> list[Any]:
        """Only the rows that are wanted, from the first."""
        days = [day.strip() if _DAY.fullmatch(day.strip()) else "" for day in (since, until)]
        wanted = Filter(words[:200], outlet or "", language or "", *days)
        view = replace(view, wanted=wanted, start=0)
        return [view, self.articles(view)]

    def sort(self, view: View, event: gr.EventData) -> list[Any]:
        """Another order, or the same turned round."""
        order = event._data.get("order")
        if order not in ORDERS:
            return [gr.skip()] * 2
        turned = not view.descending if order == view.order else order in ("added", "published")
        view = replace(view, order=order, descending=turned, start=0)
        return [view, self.articles(view)]

    def turn_page(self, view: View, event: gr.EventData) -> list[Any]:
        """Other rows of the table."""
        view = replace(view, start=max(int(event._data["start"]), 0))
        return [view, self.articles(view)]

    def paste(self, text: str, title: str, outlet: str, day: str) -> Iterator[list[Any]]:
        """Adds a text that was pasted, or what is at an address."""
        text = text.strip()
        if not text:
            yield [gr.skip()] * 4
            return
        if len(text) > PASTED:
            said = f'<p class="problem">Longer than {PASTED:,} characters; add it as a file.</p>'
            yield [gr.skip(), said, gr.skip(), gr.skip()]
            return
        yield [gr.skip(), '<p class="note" role="status">Adding…</p>', gr.skip(), gr.skip()]
        address = re.fullmatch(r"https?://\S+", text)
        try:
            pasted = Article(text, title=title, source=outlet, published=day.strip())
            report = self.opening.corpus().add(text if address else pasted)
            said = told(report)
        except BelegError as error:
            said = f'<p class="problem">{escape(str(error))}</p>'
        yield ["", said, self.articles(), self.state()]

    def add(self, uploads: list[str] | None) -> Iterator[list[Any]]:
        """Adds uploaded files; what is left of them outside the corpus is deleted."""
        paths = [Path(name) for name in dict.fromkeys(uploads or ())]
        if not paths:
            yield [gr.skip()] * 4
            return
        outcomes: list[Outcome] = []
        read: list[str] = []  # names of the files opened so far
        try:
            for outcome in self._adding(paths, outcomes, read):
                outcomes.append(outcome)
                yield [gr.skip(), adding_now(read, len(paths)), gr.skip(), gr.skip()]
            report = told(Report(tuple(outcomes)))
        except BelegError as error:
            report = f'<p class="problem">{escape(str(error))}</p>'
        finally:
            for path in paths:
                path.unlink(missing_ok=True)
        yield [
            gr.File(value=None),
            report,
            self.articles(),
            self.state(),
        ]

    def _adding(
        self, paths: Sequence[Path], outcomes: list[Outcome], read: list[str]
    ) -> Iterator[Outcome]:
        """What becomes of each article; `origin` is dropped, for two uploads may be named alike."""
        corpus = self.opening.corpus()
        names: dict[str, str] = {}

        def loaded() -> Iterator[Article]:
            for path in paths:
                read.append(path.name)
                try:
                    for article in load.load(path):
                        names[article.id] = path.name
                        yield replace(article, origin="", sample=False)
                except LoadError as error:
                    outcomes.append(Outcome("failed", path.name, reason=error.reason))

        for outcome in corpus.adding(loaded()):
            yield replace(outcome, name=names.get(outcome.id, outcome.name))
            if self.opening.ending.is_set():
                return

    def remove(self, event: gr.EventData) -> list[Any]:
        """Removes the chosen articles, or with `samples` those that ship with Beleg."""
        try:
            corpus = self.opening.corpus()
            if event._data.get("samples"):
                ids = [one.id for one in corpus.articles() if one.sample]
            else:
                ids = [str(one) for one in event._data["ids"]]
            gone = corpus.remove(*ids)
            said = removed(len(ids), self._keep(gone))
            if keep := self.opening.keep():
                keep.forget(one.id for one in gone)
        except ArticleNotFound:
            said = '<p class="problem">Some of these were gone already; choose again.</p>'
        except BelegError as error:
            said = f'<p class="problem">{escape(str(error))}</p>'
        return [said, self.articles(), self.state()]

    def undo(self, event: gr.EventData) -> list[Any]:
        """Adds again what was removed less than `UNDO` seconds ago."""
        try:
            kept = self._kept.pop(str(event._data.get("undo")), ())
            report = self.opening.corpus().add(*kept)
            back = counted(len(report.outcomes) - len(report.failed), "article")
            said = f"{back} added again." if kept else "The minute is over: they are gone."
            said = f'<p class="note" role="status">{said}</p>'
        except BelegError as error:
            said = f'<p class="problem">{escape(str(error))}</p>'
        return [said, self.articles(), self.state()]

    def _keep(self, gone: tuple[Article, ...]) -> str:
        """Keeps what was removed in memory, for `UNDO` seconds, under the name it returns."""
        name = secrets.token_hex(8)
        self._kept[name] = gone
        forget = threading.Timer(UNDO, self._kept.pop, (name, None))
        forget.daemon = True
        forget.start()
        return name

    def _chat(self, turns: Turns) -> str:
        if turns:
            waiting = "" if self.opening.ready.is_set() else self.opening.line()
            return chat.conversation(turns, waiting)
        try:
            corpus = self.opening.corpus()
        except BelegError:
            return chat.welcome("")
        samples = any(article.sample for article in islice(corpus.articles(), ROWS))
        return chat.welcome("samples" if samples else "articles" if len(corpus) else "empty")
