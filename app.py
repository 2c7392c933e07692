"""The web chat: Gradio events to qa events, values to HTML, nothing else.

The page is up before anything heavy is imported; `Opening` opens the corpus and loads the
models behind it, and what it is doing stands in the state line. Everything that comes from
an article, a file name, a question or a model is escaped here before it becomes markup, and
the page asks no other host for anything. How answers come about is the business of `qa`,
where articles live that of `corpus`.
"""

from __future__ import annotations

import argparse
import logging
import queue
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus import Article, BelegError, Corpus, Outcome, Report, Settings, load
from corpus.corpus import SAMPLES
from corpus.errors import ArticleNotFound, LoadError, ModelError, SettingsError
from corpus.versions import correction_note
from qa.answer import Answer, AnswerSentence, Done, Event, Found, Quote, Settled, Token
from qa.phrases import also_in, dated, language_name, phrase

if TYPE_CHECKING:
    from qa.assistant import Assistant

MAX_UPLOAD = "50mb"
ROWS = 100  # articles shown at a time
HEAD_START = 1.0  # seconds in which the first page is not slowed by loading models
UNDO = 60  # seconds in which a removal can be undone
BEAT = 0.1  # seconds between two looks at what the model has written
VISITORS = 16  # how many can ask, or add articles, at the same time
EXAMPLES = (
    "What does the pact require?",
    "Wie lang soll die Hochwasserschutzmauer in Wellenbrück werden?",
    "What pay rise had the transport union originally demanded?",
    "Who has been arrested for starting the fire near Eichenfels?",
)
LOOPBACK = ["127.0.0.1", "localhost"]
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; frame-src 'none'; form-action 'none'; base-uri 'self'; "
    "frame-ancestors 'self'",  # Gradio needs its own inline scripts and compiles templates
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


# What happens behind the page


class Opening:
    """The corpus and its assistant, opened in the background; `message` tells how far it is.

    `ready` is set once questions can be answered, `settled` when nothing more will happen.
    """

    def __init__(self, settings: Settings, samples: bool) -> None:
        self.message = "Opening the corpus…"
        self.problem = ""
        self.ready, self.settled = threading.Event(), threading.Event()
        self.ending = threading.Event()
        self._settings, self._samples = settings, samples
        self._corpus: Corpus | None = None
        self._assistant: Assistant | None = None
        self._thread = threading.Thread(target=self._run, name="opening", daemon=True)

    def start(self) -> None:
        """Begins; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Leaves the corpus in order. What is being loaded or added is given a moment."""
        self.ending.set()
        if self._thread.is_alive():
            self._thread.join(timeout=15)
        if self._corpus is not None:  # an empty one is false
            self._corpus.close()

    def corpus(self) -> Corpus:
        """The open corpus. Raises `BelegError`, saying why, while there is none."""
        if self._corpus is None or not self.ready.is_set():
            raise BelegError(self.problem or "The corpus is still being opened; wait a moment.")
        return self._corpus

    def assistant(self, stop: threading.Event) -> Assistant | None:
        """Waits for the assistant; None if `stop` was set first. Raises `BelegError`."""
        while not (self.ready.wait(BEAT) or self.settled.is_set()):
            if stop.is_set() or self.ending.is_set():
                return None
        if self._assistant is None:
            raise BelegError(self.problem)
        return self._assistant

    def line(self) -> str:
        """How things stand, for the reader."""
        if not self.settled.is_set():
            return self.message
        if self._corpus is None or self._assistant is None:
            return self.problem
        ready = f"Ready · {_counted(len(self._corpus), 'article')}"
        return f"{ready} · {self.problem or self._assistant.model_name}"

    def _run(self) -> None:
        try:
            self._open()
        except BelegError as error:
            self.problem = str(error)
        except Exception:
            logging.exception("The corpus could not be opened.")
            self.problem = "Something unexpected went wrong; what it was is in the terminal."
        finally:
            self.settled.set()

    def _open(self) -> None:
        if self.ending.wait(HEAD_START):
            return
        from qa.assistant import Assistant

        self._corpus = Corpus(self._settings, self._hear)
        self._corpus.embeddings.load()
        self._offer_samples(self._corpus)
        self._assistant = Assistant(self._corpus)
        self.ready.set()
        self._hear("loading the language model", 0.0)
        try:
            self._assistant.warm_up(self._hear)
        except ModelError as error:
            self.problem = f"Quotes only: {error}"

    def _offer_samples(self, corpus: Corpus) -> None:
        """Adds the samples to a new corpus, once: who removed them does not want them back."""
        marker = corpus.home / "samples-offered"
        if not self._samples or marker.exists() or len(corpus):
            return
        inputs = list(load.files([SAMPLES]))
        for done, _ in enumerate(corpus.adding(inputs)):
            self._hear("adding the sample articles", done / len(inputs))
            if self.ending.is_set():
                return
        marker.touch()

    def _hear(self, message: str, fraction: float) -> None:
        percent = f" {fraction:.0%}" if fraction > 0 else ""
        self.message = f"{message[:1].upper()}{message[1:]}…{percent}"


@dataclass(frozen=True)
class Turn:
    """One question and how far its answer has come."""

    question: str
    quotes: tuple[Quote, ...] = ()
    settled: tuple[AnswerSentence, ...] = ()
    prose: str = ""
    answer: Answer | None = None
    problem: str = ""
    over: bool = False

    def after(self, event: Event | BelegError) -> Turn:
        """This turn once `event` has happened."""
        match event:
            case Found(quotes):
                return replace(self, quotes=quotes)
            case Token(text):
                return replace(self, prose=self.prose + text)
            case Settled(sentences, rest, quotes):
                return replace(self, settled=sentences, prose=rest, quotes=quotes)
            case Done(answer):
                return replace(self, quotes=answer.quotes, answer=answer, over=True)
            case BelegError():
                return replace(self, problem=str(event), over=True)


Turns = tuple[Turn, ...]


class Page:
    """What each part of the page does when it is used. Turns are kept by each visitor."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self._stops: dict[str, threading.Event] = {}
        self._kept: dict[str, tuple[Article, ...]] = {}

    def look(self, turns: Turns) -> list[Any]:
        """State line, conversation, evidence and articles as they are; then no more ticks."""
        settled = self.opening.settled.is_set()
        state = _state(self.opening)
        if not settled:
            return [state, self._chat(turns) if not turns else gr.skip(), *[gr.skip()] * 3]
        chat = gr.skip() if turns else self._chat(turns)
        return [state, chat, gr.skip(), self.articles(), gr.Timer(active=False)]

    def ask(
        self, typed: str, turns: Turns, event: gr.EventData, request: gr.Request
    ) -> Iterator[list[Any]]:
        """Answers what was typed, or the example that was clicked, piece by piece."""
        clicked = event._data.get("question") if isinstance(event._data, dict) else None
        question = str(clicked or typed or "").strip()
        if not question:
            yield [gr.skip()] * 4
            return
        stop = self._stops[str(request.session_hash)] = threading.Event()
        writing = gr.Textbox(value="", submit_btn=False, stop_btn="Stop")
        yield [writing, gr.skip(), self._chat((*turns, Turn(question))), _evidence(None)]
        try:
            for turn in self._answered(question, turns, stop):
                yield [gr.skip(), (*turns, turn), self._chat((*turns, turn)), _evidence(turn)]
        finally:
            stop.set()
            self._stops.pop(str(request.session_hash), None)
        yield [gr.Textbox(submit_btn="Ask", stop_btn=False), *[gr.skip()] * 3]

    def stop(self, request: gr.Request) -> None:
        """Stops the answer this visitor is waiting for, if there is one."""
        if stop := self._stops.get(str(request.session_hash)):
            stop.set()

    def _answered(self, question: str, turns: Turns, stop: threading.Event) -> Iterator[Turn]:
        """The turn as it grows. Another thread listens to the model, so stopping is instant."""
        history = [(turn.question, turn.answer.text) for turn in turns if turn.answer]
        heard: queue.Queue[Event | BelegError] = queue.Queue()
        listening = threading.Thread(
            target=self._listen, args=(question, history, stop, heard), daemon=True
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
    ) -> None:
        try:
            assistant = self.opening.assistant(stop)
            if assistant is None:
                return
            with closing(assistant.stream(question, history)) as events:  # type: ignore[type-var]
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
            return _article(article, int(asked.get("start", 0)), int(asked.get("end", 0)))
        except BelegError as error:
            return _panel("Not there any more", "", f'<p class="problem">{escape(str(error))}</p>')

    def articles(self, start: int = 0) -> str:
        """The table of articles from the one numbered `start`, counted from 0."""
        try:
            corpus = self.opening.corpus()
        except BelegError as error:
            return f'<p class="note">{escape(str(error))}</p>'
        start = min(max(start, 0), max(len(corpus) - 1, 0) // ROWS * ROWS)
        shown = list(islice(corpus.articles(), start, start + ROWS))
        return _table(shown, start, len(corpus))

    def turn_page(self, event: gr.EventData) -> str:
        """Other rows of the table."""
        return self.articles(int(event._data["start"]))

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
                yield [gr.skip(), _adding_now(read, len(paths)), gr.skip(), gr.skip()]
            report = _report(Report(tuple(outcomes)))
        except BelegError as error:
            report = f'<p class="problem">{escape(str(error))}</p>'
        finally:
            for path in paths:
                path.unlink(missing_ok=True)
        yield [gr.File(value=None), report, self.articles(), _state(self.opening)]

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
            said = _removed(len(ids), self._keep(corpus.remove(*ids)))
        except ArticleNotFound:
            said = '<p class="problem">Some of these were gone already; choose again.</p>'
        except BelegError as error:
            said = f'<p class="problem">{escape(str(error))}</p>'
        return [said, self.articles(), _state(self.opening)]

    def undo(self, event: gr.EventData) -> list[Any]:
        """Adds again what was removed less than `UNDO` seconds ago."""
        try:
            kept = self._kept.pop(str(event._data.get("undo")), ())
            report = self.opening.corpus().add(*kept)
            back = _counted(len(report.outcomes) - len(report.failed), "article")
            said = f"{back} added again." if kept else "The minute is over: they are gone."
            said = f'<p class="note" role="status">{said}</p>'
        except BelegError as error:
            said = f'<p class="problem">{escape(str(error))}</p>'
        return [said, self.articles(), _state(self.opening)]

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
            return _conversation(turns, "" if self.opening.ready.is_set() else self.opening.line())
        try:
            corpus = self.opening.corpus()
        except BelegError:
            return _welcome("")
        samples = any(article.sample for article in islice(corpus.articles(), ROWS))
        return _welcome("samples" if samples else "articles" if len(corpus) else "empty")


# Values to HTML: whatever is not written here is escaped here


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _state(opening: Opening) -> str:
    kind = "busy" if not opening.settled.is_set() else "wrong" if opening.problem else "ready"
    return f'<p class="state {kind}" role="status">{escape(opening.line())}</p>'


def _welcome(kind: str) -> str:
    said = {
        "": "Everything is being made ready. You can ask already: the answer comes as soon as "
        "it can.",
        "empty": "There are no articles yet. Add some under <em>Articles</em>, then ask here.",
        "articles": "Ask in your language; quotes stay in the language of the article.",
        "samples": "Try one of these on the sample articles, or add your own under "
        "<em>Articles</em>.",
    }[kind]
    examples = "".join(
        f'<li><button type="button" data-event="submit" data-question="{escape(one)}">'
        f"{escape(one)}</button></li>"
        for one in EXAMPLES
        if kind == "samples"
    )
    return (
        '<section class="welcome"><h2>Ask the news, get receipts.</h2><p>Every sentence of an '
        f"answer opens the exact sentence it rests on.</p><p>{said}</p>"
        f'<ul class="examples">{examples}</ul></section>'
    )


def _conversation(turns: Turns, waiting: str) -> str:
    parts = [
        f'<article class="turn"><h2>{escape(turn.question)}</h2>{_answer(turn, waiting)}</article>'
        for turn in turns
    ]
    return f'<div role="log" aria-label="Conversation">{"".join(parts)}</div>'


def _answer(turn: Turn, waiting: str) -> str:
    """What the page shows under a question: the checked answer, or what there is before it."""
    if turn.answer is None:
        doing = waiting or ("Reading the quotes…" if turn.quotes else "Looking for quotes…")
        prose = f'<p class="prose">{escape(turn.prose)}</p>' if turn.prose else ""
        prose = "".join(_sentence(one) for one in turn.settled if one.verified) + prose
        if turn.over:
            unchecked = " What was being written has not been checked." if turn.prose else ""
            return f'{prose}<p class="problem">{escape(turn.problem)}{unchecked}</p>'
        doing = "Writing; each sentence is checked when it is complete…" if prose else doing
        return f'<div class="writing">{prose}<p class="doing">{escape(doing)}</p></div>'
    answer = turn.answer
    shown = [one for one in answer.sentences if one not in answer.apart]
    said = "".join(_sentence(one) for one in shown) + _apart(answer)
    if answer.refused:
        said = f'<div class="refusal"><p><strong>Not in these articles</strong></p>{said}</div>'
    if answer.standalone != answer.question:
        asked_as = phrase("asked as", answer.language, question=answer.standalone)
        said = f'<p class="by">{escape(asked_as)}</p>{said}'
    notice = f'<p class="problem">{escape(answer.notice)}</p>' if answer.notice else ""
    seconds = f"quotes in {answer.seconds.retrieve:.1f} s, all in {answer.seconds.total:.1f} s"
    return (
        f'<div class="said" lang="{escape(answer.language)}">{said}</div>{notice}'
        f'<p class="by">{escape(answer.model)} · {seconds}</p>'
    )


def _apart(answer: Answer) -> str:
    """What the model wrote and no article supports: folded, marked, with the reasons."""
    if not answer.apart:
        return ""
    listed = "".join(
        f'<li><span class="unverified">{escape(one.text)}</span> <small>'
        f"{escape(one.reason or phrase('no support', answer.language))}</small></li>"
        for one in answer.apart
    )
    head = escape(phrase("apart", answer.language, count=str(len(answer.apart))))
    return f'<details class="apart"><summary>{head}</summary><ul>{listed}</ul></details>'


def _sentence(sentence: AnswerSentence) -> str:
    text = escape(sentence.text)
    if any(quote.quote in sentence.text for quote in sentence.citations):
        text = f'<span class="verbatim">{text}</span>'
    cited = "".join(
        f'<button type="button" class="cite" {_opens(quote)} title="{escape(quote.quote)}" '
        f'aria-label="Quote {quote.number}, {escape(_outlet(quote.article))}: open the article at '
        f'this sentence">[{quote.number}]</button>'
        for quote in sentence.citations
    )
    return f"<p>{text}{cited}</p> "


def _opens(quote: Quote) -> str:
    """The attributes of a button that opens an article at the quote."""
    return (
        f'data-event="reading" data-article="{escape(quote.article.id)}" '
        f'data-start="{quote.start}" data-end="{quote.end}"'
    )


def _outlet(article: Article) -> str:
    return f"{article.source or 'unknown outlet'}, {dated(article, 'en')}"


def _badge(article: Article) -> str:
    marks = {
        "Sample": article.sample,
        "Withdrawn": article.withdrawn,
        "Corrected": bool(correction_note(article)),
    }
    return "".join(f' <span class="badge">{name}</span>' for name, holds in marks.items() if holds)


def _evidence(turn: Turn | None) -> str:
    """The quotes of the latest question; those that the answer cites are marked."""
    if turn is None or not turn.quotes:
        return "<h2>Evidence</h2><p>The sentences an answer rests on appear here at once.</p>"
    answer = turn.answer
    cited = {quote.number for quote in answer.citations} if answer else set()
    head = "<h2>Evidence</h2>"
    if answer and answer.refused:
        head = "<h2>Nearest passages</h2><p>They do not answer the question.</p>"
    cards = "".join(_card(quote, quote.number in cited) for quote in turn.quotes)
    return f'{head}<ol class="quotes">{cards}</ol>'


def _card(quote: Quote, cited: bool) -> str:
    article = quote.article
    lead = f'<i class="lead">{escape(quote.lead)}</i> ' if quote.lead else ""
    return (
        f'<li><button type="button" class="quote{" cited" if cited else ""}" {_opens(quote)}>'
        f'<span class="about"><b>{quote.number}</b> {escape(_outlet(article))}{_badge(article)}'
        f"{' <span class=tick>cited</span>' if cited else ''}</span>"
        f'<span class="words" lang="{escape(article.language)}">{lead}{escape(quote.quote)}</span>'
        f'<span class="title" lang="{escape(article.language)}">{escape(article.title)}</span>'
        f'<span class="also">{escape(also_in(quote, "en"))}</span>'
        "</button></li>"
    )


def _article(article: Article, start: int, end: int) -> str:
    """The whole article; its text is there character by character, the sentence in a mark."""
    text = article.text
    before, marked, after = escape(text[:start]), escape(text[start:end]), escape(text[end:])
    mark = f'<mark id="sentence">{marked}</mark>' if marked else ""
    link = ""
    if urlsplit(article.url).scheme in ("http", "https"):
        host = urlsplit(article.url).hostname or article.url
        link = (
            f'<p><a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer">'
            f"Original at {escape(host)} ↗</a></p>"
        )
    by = f"<p>{escape(', '.join(article.authors))}</p>" if article.authors else ""
    about = f"<p>{escape(_outlet(article))} · {escape(language_name(article.language))}"
    return _panel(
        article.title or "Untitled",
        f"{about}{_badge(article)}</p>{by}{link}",
        f'<div class="text" lang="{escape(article.language)}">{before}{mark}{after}</div>',
    )


def _panel(title: str, about: str, body: str) -> str:
    """The open side panel; the number makes each opening a new one, to be scrolled to."""
    return (
        f'<section aria-label="Article" data-opened="{time.monotonic_ns()}"><header>'
        f'<button type="button" class="close" aria-label="Close the article">✕</button>'
        f'<h2 tabindex="-1">{escape(title)}</h2>{about}</header>{body}</section>'
    )


def _table(articles: Sequence[Article], start: int, total: int) -> str:
    if not articles:
        return '<p class="note">No articles yet. Add some, and they are listed here.</p>'
    rows = "".join(_row(article) for article in articles)
    samples = (
        '<button type="button" data-event="removing" data-samples="yes">'
        "Remove sample articles</button>"
        if any(article.sample for article in articles)
        else ""
    )
    pages = "".join(
        f'<button type="button" data-event="paging" data-start="{at}">{label}</button>'
        for at, label in ((start - ROWS, "← Earlier"), (start + ROWS, "Later →"))
        if 0 <= at < total
    )
    return (
        '<div class="bar"><button type="button" class="choose" disabled>Remove selected</button>'
        f"{samples}{pages}<span>{start + 1:,}–{start + len(articles):,} of {total:,}</span></div>"
        '<div class="scroll"><table><thead><tr><th><span class="unseen">Select</span></th>'
        "<th>Title</th><th>Outlet</th><th>Date</th><th>Language</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
        '<dialog aria-label="Confirm removal"><p></p><p>They leave the answers, the index and the '
        'disk. You can undo it for a minute.</p><div class="bar"><button type="button" class="yes">'
        'Remove</button><button type="button" class="no">Keep</button></div></dialog>'
    )


def _row(article: Article) -> str:
    title = article.title or " ".join(article.text[:80].split())
    language = f'lang="{escape(article.language)}"'
    return (
        f'<tr><td><input type="checkbox" value="{escape(article.id)}" '
        f'aria-label="Select {escape(title)}"></td>'
        f'<td><button type="button" class="open" data-event="reading" {language} '
        f'data-article="{escape(article.id)}">{escape(title)}</button>{_badge(article)}</td>'
        f"<td>{escape(article.source)}</td><td>{escape(article.published[:10])}</td>"
        f"<td>{escape(language_name(article.language))}</td></tr>"
    )


def _adding_now(read: Sequence[str], total: int) -> str:
    name = escape(read[-1] if read else "")
    return (
        f'<p class="note" role="status"><progress max="{total}" value="{len(read)}"></progress><br>'
        f"Adding {len(read):,} of {total:,}: {name}</p>"
    )


def _removed(count: int, undo: str) -> str:
    return (
        f'<p class="note" role="status">Removed {_counted(count, "article")} from the answers, the '
        f"index and the disk. For {UNDO} seconds this page still has them in memory: "
        f'<button type="button" class="undo" data-event="undoing" data-undo="{undo}">Undo</button>'
        "</p>"
    )


def _report(report: Report) -> str:
    """What became of the files, failures first."""
    groups = ("failed", "added", "updated", "copies", "unchanged")
    parts = []
    for group in groups:
        outcomes: tuple[Outcome, ...] = getattr(report, group)
        lines = "".join(
            f"<li>{escape(one.name)}{f': {escape(one.reason)}' if one.reason else ''}"
            f"{f' – {escape(one.title)}' if one.title else ''}</li>"
            for one in outcomes[:ROWS]
        )
        more = f"<li>and {len(outcomes) - ROWS:,} more</li>" if len(outcomes) > ROWS else ""
        if outcomes:
            parts.append(f"<h3>{len(outcomes):,} {group}</h3><ul class={group}>{lines}{more}</ul>")
    return f'<div role="status">{"".join(parts) or "<p>There was nothing in it.</p>"}</div>'


# The page and its server


def _blocks(page: Page) -> gr.Blocks:
    """The layout, and which part of `page` each event calls."""
    quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    slow: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    blocks = gr.Blocks(
        title="Beleg", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    )
    with blocks:
        turns = gr.State(())
        with gr.Row(elem_id="head"):
            _html("<h1>Beleg</h1>", "name")
            state = _html(_state(page.opening), "state")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask"), gr.Row(elem_classes="split"):
                with gr.Column(elem_classes="left"):
                    chat = _html(_welcome(""), "chat", CLICKS + CHAT)
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
                    evidence = _html(_evidence(None), "evidence", CLICKS)
            with gr.Tab("Articles") as tab, gr.Row(elem_classes="split"):
                with gr.Column(elem_classes="left"):
                    articles = _html("", "articles", CLICKS + CHOICE)
                with gr.Column(elem_classes="side"):
                    files = gr.File(
                        label=f"Add articles ({' '.join(load.READERS)})",
                        file_count="multiple",
                        elem_id="files",
                        height=170,
                    )
                    report = _html("", "report", CLICKS)
        reader = _html("", "reader", READER)
        timer = gr.Timer(0.5)
        seen = [state, chat, evidence, articles, timer]
        gr.on([blocks.load, timer.tick], page.look, turns, seen, **quick)
        asked = [box, turns, chat, evidence]
        gr.on([box.submit, chat.submit], page.ask, [box, turns], asked, **slow)
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


class _Safe:
    """Adds `HEADERS` to every answer of the server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, sending)


class _Server(uvicorn.Server):
    """Says where the page is once it can be reached, and only then starts what is heavy."""

    def __init__(self, config: uvicorn.Config, opening: Opening) -> None:
        super().__init__(config)
        self.opening = opening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn before it serves."""
        await super().startup(sockets)
        for one in sockets or ():
            host, port = one.getsockname()[:2]
            print(f"Beleg is at http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)
        self.opening.start()


def serve(settings: Settings, host: str, port: int, samples: bool) -> None:
    """Serves the page until Ctrl-C or SIGTERM, then closes the corpus.

    With `samples`, a corpus that is new gets the sample articles. Raises `SettingsError` if
    the page cannot be served at that host and port.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            f"The page cannot be served on {host}, port {port} ({reason}); end what uses that "
            "port, or choose another with --port."
        ) from error
    opening = Opening(settings, samples)
    font = gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700))  # comes with Gradio
    web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    web.add_middleware(_Safe)
    if host in LOOPBACK:  # no other site may reach it by a name that it points here
        web.add_middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK)
    gr.mount_gradio_app(
        web,
        _blocks(Page(opening)),
        path="/",
        theme=gr.themes.Base(
            primary_hue="teal",
            neutral_hue="stone",
            font=[font, "system-ui", "sans-serif"],
            font_mono="monospace",
        ),
        css=CSS,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=MAX_UPLOAD,
    )
    config = uvicorn.Config(web, log_level="critical", timeout_graceful_shutdown=1)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            _Server(config, opening).run(sockets=[listening])
    finally:
        opening.close()
        signal.signal(signal.SIGTERM, before)


def main() -> int:
    """`python -m app`: the page with the settings of the environment and these options."""
    settings = Settings.from_environment()
    parser = argparse.ArgumentParser(prog="app", description="Beleg's web chat.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7860)
    parser.add_argument("--home", type=Path, default=settings.home, help="folder of the corpus")
    parser.add_argument("--samples", action="store_true", help="add the samples to a new corpus")
    parser.add_argument("--model", default=settings.model, help="chat model, such as local or none")
    given = parser.parse_args()
    settings = replace(settings, home=given.home, model=given.model)
    try:
        serve(settings, given.host, given.port, given.samples)
    except BelegError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


CLICKS = """
const names = ['submit', 'reading', 'removing', 'paging', 'undoing'];
element.addEventListener('click', event => {
  const button = event.target.closest('[data-event]');
  if (!button || !names.includes(button.dataset.event)) return;
  window.belegOpener = button;
  trigger(button.dataset.event, {...button.dataset});
});
"""
CHAT = """
const pane = document.getElementById('chat');
let count = 0, following = true;
pane.addEventListener('scroll', () => {
  following = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 120;
});
watch('value', () => {
  const turns = element.querySelectorAll('.turn'), last = turns[turns.length - 1];
  if (last && turns.length !== count) {
    following = true;
    if (pane.scrollHeight <= pane.clientHeight) last.scrollIntoView({block: 'nearest'});
  }
  count = turns.length;
  if (last && following) pane.scrollTop = last.offsetTop - 12;
});
"""
CHOICE = """
const boxes = () => [...element.querySelectorAll('input:checked')];
const count = () => {
  const n = boxes().length, button = element.querySelector('.choose');
  if (!button) return;
  button.disabled = !n;
  button.textContent = n ? `Remove ${n} selected…` : 'Remove selected';
};
element.addEventListener('change', count);
element.addEventListener('click', event => {
  const dialog = element.querySelector('dialog'), n = boxes().length;
  if (event.target.closest('.choose')) {
    const what = n === 1 ? 'this article' : `these ${n} articles`;
    dialog.querySelector('p').textContent = `Remove ${what}?`;
    dialog.showModal();
  } else if (event.target.closest('.yes')) {
    trigger('removing', {ids: boxes().map(box => box.value)});
    dialog.close();
  } else if (event.target.closest('.no')) dialog.close();
});
watch('value', () => { boxes().forEach(box => { box.checked = false; }); count(); });
"""
READER = """
const close = () => {
  if (!props.value) return;
  props.value = '';
  window.belegOpener?.focus();
};
element.addEventListener('click', event => { if (event.target.closest('.close')) close(); });
document.addEventListener('keydown', event => { if (event.key === 'Escape') close(); });
watch('value', () => {
  const panel = element.querySelector('section');
  if (!panel) return;
  const mark = panel.querySelector('mark');
  panel.scrollTop = mark ? mark.offsetTop - panel.clientHeight / 3 : 0;
  panel.querySelector('h2').focus({preventScroll: true});
});
"""
CSS = """
:root { --paper: #fbfaf8; --sheet: #fff; --ink: #1d1b18; --soft: #635d54; --line: #e3ded5;
  --link: #0b625a; --tint: #e3efec; --mark: #ffe899; --warn: #8a4300; --warned: #fdf1df;
  --side: min(28rem, 40vw); --edge: max(20px, (100vw - 1280px) / 2);
  --serif: 'Iowan Old Style', 'Palatino Linotype', Charter, Georgia, 'Liberation Serif', serif }
.dark { --paper: #171614; --sheet: #201e1b; --ink: #ece8e1; --soft: #a79f94; --line: #38342e;
  color-scheme: dark;
  --link: #74cabe; --tint: #1c2f2c; --mark: #5d4b0d; --warn: #f2bb70; --warned: #33270f }
/* Gradio's own parts, made plain */
body, gradio-app, .gradio-container { background: var(--paper) !important; color: var(--ink) }
.gradio-container { padding: 0 var(--edge) !important }
.gradio-container .fillable { padding: 0 !important; max-width: none !important }
.gradio-container .block { background: none; border: 0; box-shadow: none; overflow: visible }
.gradio-container .form { border: 0; background: none; overflow: visible; box-shadow: none }
.gradio-container .html-container { padding: 0 !important }
.gradio-container .tab-wrapper { margin: 0; padding: 0 }
.gradio-container .tab-container button { color: var(--soft); font-size: 1rem; padding: 0 1rem 0 0 }
.gradio-container .tab-container button.selected { color: var(--ink); font-weight: 700 }
.gradio-container .tab-container button::after { display: none }
.gradio-container :is(button, a, input, textarea):focus-visible { outline: 2px solid var(--link);
  outline-offset: 2px }
:where(.html-container) :where(h1, h2, h3, p, ol, ul, dialog) { margin: 0; padding: 0 }
.html-container { font-size: 1rem; line-height: 1.5; color: var(--ink) }
.html-container :is(.words, .text, h1, h2, td, .said, .prose, li, dt) { overflow-wrap: anywhere }
/* Head */
#head { align-items: baseline; gap: .3rem 1.2rem; padding: .8rem 0 0; flex-wrap: wrap }
#head > * { flex: none; width: auto; min-width: 0; max-width: 100% }
h1 { font: 700 1.5rem/1.2 var(--serif) }
.state { font-size: .875rem; color: var(--soft) }
.state.wrong { color: var(--warn) }
.state::before { content: ''; display: inline-block; width: .5em; height: .5em;
  margin-right: .5em; border-radius: 50%; background: var(--link) }
.state.busy::before { animation: pulse 1.2s infinite }
.state.wrong::before { background: var(--warn); border-radius: 0 }
@keyframes pulse { 50% { opacity: .2 } }
/* Ask */
.split { gap: 2.5rem !important }
.left, .side { min-width: 0 !important }
.welcome { max-width: 34rem; margin: 0 auto; padding: 11vh 0 2rem }
.welcome h2 { font: 700 2rem/1.2 var(--serif); margin-bottom: .8rem }
.welcome p { color: var(--soft); margin-bottom: .3rem }
.examples { list-style: none; margin-top: 1.4rem !important; display: grid; gap: .6rem }
.examples button { width: 100%; text-align: left; padding: .7rem 1rem }
.examples button, .quote, .bar button { background: var(--sheet); border: 1px solid var(--line);
  border-radius: 10px; color: var(--ink) }
.examples button:hover, .quote:hover, .bar button:hover { border-color: var(--link) }
.turn { max-width: 42rem; margin: 0 auto; padding: 1.6rem 0 1rem }
.turn + .turn { border-top: 1px solid var(--line) }
.turn h2 { font: 700 1.3rem/1.35 var(--serif); margin-bottom: .9rem }
.said p { margin-bottom: .7rem; font-size: 1.0625rem; line-height: 1.6 }
.verbatim { font-family: var(--serif); font-size: 1.125rem }
.prose { white-space: pre-wrap; color: var(--soft); margin-bottom: .5rem }
.by { margin-top: .8rem !important }
.doing, .by { font-size: .8125rem; color: var(--soft) }
.cite { font-size: .8125rem; font-weight: 700; line-height: 1; color: var(--link);
  background: var(--tint); border-radius: 5px; padding: .25em .4em; margin-left: .4em }
.cite:hover { text-decoration: underline }
.unverified { text-decoration: underline dotted var(--warn) 2px; text-underline-offset: .25em }
.apart { color: var(--soft); font-size: .9375rem; margin-bottom: .7rem }
.apart summary::before { content: '⚠ '; color: var(--warn) }
.apart ul { padding-left: 1.2rem; list-style: disc }
.apart small { display: block; color: var(--warn); font-size: .8125rem }
.refusal { border: 1px dashed var(--soft); border-radius: 10px; padding: .8rem 1rem .2rem }
.refusal strong::before { content: '∅ ' }
.problem, .note { font-size: .9375rem; padding: .6rem .8rem !important; border-radius: 8px;
  margin: .6rem 0 !important; border: 1px solid var(--line) }
.problem { background: var(--warned); color: var(--warn) !important; border-color: transparent }
#report progress { width: 100%; accent-color: var(--link) }
#box { position: sticky; bottom: 0; z-index: 2; padding: .5rem 0 1rem; background: var(--paper) }
#box label { max-width: 42rem; margin: 0 auto }
#box .input-container { background: var(--sheet); border: 1px solid var(--soft);
  border-radius: 14px; align-items: flex-end; padding: 4px 6px 4px 4px }
#box .input-container:focus-within { border-color: var(--link); box-shadow: 0 0 0 1px var(--link) }
#box textarea { background: none; border: 0; box-shadow: none; outline: none; font-size: 1rem;
  padding: .55rem .8rem; color: var(--ink) }
#box textarea::placeholder { color: var(--soft) }
#box :is(.submit-button, .stop-button) { background: var(--link); color: var(--sheet); width: auto;
  height: 38px; margin: 0; padding: 0 1.1rem; border-radius: 10px; font-weight: 700 }
/* Evidence */
#evidence h2, #report h3 { font-size: .875rem; font-weight: 700; color: var(--soft);
  padding: 1.7rem 0 .7rem }
#evidence p { color: var(--soft); font-size: .9375rem; margin-bottom: .7rem }
.quotes { list-style: none; display: grid; gap: .7rem; padding-bottom: 1.5rem !important }
.quote { display: block; width: 100%; text-align: left; padding: .75rem 1rem .8rem;
  border-left: 4px solid var(--line) }
.quote.cited { border-left-color: var(--link) }
.quote > span { display: block; font-size: .8125rem; color: var(--soft) }
.quote > .words { font: 1.0625rem/1.5 var(--serif); color: var(--ink); margin: .35rem 0 }
.lead { color: var(--soft); font-style: normal }
.quote b, .tick { color: var(--link) }
.tick { float: right }
.badge { font-size: .75rem; padding: 0 .5em; border: 1px solid var(--line); border-radius: 99px;
  color: var(--soft); white-space: nowrap }
/* Article */
#reader { position: absolute }
#reader section { position: fixed; z-index: 20; inset: 0 calc(var(--edge) - 20px) 0 auto;
  width: calc(var(--side) + 40px); overflow-y: auto; padding: 0 24px 40vh; background: var(--sheet);
  border-left: 1px solid var(--line); border-right: 1px solid var(--line);
  box-shadow: -16px 0 40px -28px #0007 }
#reader header { position: sticky; top: 0; padding: 1.1rem 0 .8rem; font-size: .875rem;
  margin-bottom: 1.2rem; color: var(--soft); background: var(--sheet);
  border-bottom: 1px solid var(--line) }
#reader h2 { font: 700 1.35rem/1.3 var(--serif); color: var(--ink); margin-bottom: .5rem }
#reader h2:focus { outline: none }
#reader a { color: var(--link) }
.text { font: 1.0625rem/1.65 var(--serif); white-space: pre-wrap }
mark { background: var(--mark); color: var(--ink); border-radius: 3px; padding: .1em 0;
  -webkit-box-decoration-break: clone; box-decoration-break: clone }
.close { float: right; width: 2.3rem; height: 2.3rem; margin-left: .6rem; color: var(--ink);
  border: 1px solid var(--line); border-radius: 50%; background: var(--sheet) }
/* Articles */
.bar { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; padding: 1.2rem 0 .8rem;
  font-size: .875rem; color: var(--soft) }
.bar button { padding: .4rem .8rem }
.bar button:disabled { color: var(--soft); background: none }
.undo { color: var(--link); text-decoration: underline }
.bar .yes { background: var(--warned); color: var(--warn); border-color: var(--warn) }
#articles table { width: 100%; border-collapse: collapse; font-size: .9375rem }
#articles :is(th, td) { border: 0; padding: .6rem .8rem .6rem 0;
  text-align: left; vertical-align: top }
#articles tr { border-bottom: 1px solid var(--line) }
#articles th { font-size: .8125rem; color: var(--soft) }
#articles td:nth-child(4) { white-space: nowrap; font-variant-numeric: tabular-nums }
#articles td input { appearance: auto; width: 1.05rem; height: 1.05rem; accent-color: var(--link) }
.open { text-align: left; color: var(--ink); margin-right: .5em }
.open:hover { color: var(--link); text-decoration: underline }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
dialog { margin: auto !important; max-width: 26rem; padding: 1.4rem 1.5rem .5rem !important;
  border: 1px solid var(--line); border-radius: 14px; background: var(--sheet) }
dialog::backdrop { background: #0007 }
dialog p:first-child { font-weight: 700; margin-bottom: .4rem }
#files { margin-top: 1.2rem; border: 1px dashed var(--soft) !important; border-radius: 14px }
#report ul { padding-left: 1.2rem; list-style: disc; font-size: .9375rem }
#report .failed { color: var(--warn) }
@media (min-width: 860px) {
  .split { flex-wrap: nowrap !important; height: calc(100dvh - 5.7rem) }
  .left { height: 100%; flex: 1 1 0 !important; flex-wrap: nowrap; gap: 0 }
  .side { height: 100%; flex: 0 0 var(--side) !important; overflow-y: auto }
  #chat, #articles { flex: 1 1 0; min-height: 0; overflow-y: auto }
  .left > .form { flex: none }
}
@media (max-width: 859px) {
  .split { flex-direction: column }
  .welcome { padding-top: 2rem }
  #reader section { inset: 0; width: auto; border: 0 }
  #articles thead { display: none }
  #articles tr { display: grid; grid-template-columns: 1.9rem 1fr; padding: .6rem 0 }
  #articles td { padding: 0 !important }
  #articles td:nth-child(n + 3) { grid-column: 2; font-size: .8125rem; color: var(--soft) }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important } }
"""

if __name__ == "__main__":
    sys.exit(main())
