"""What asking, conversations and settings do when they are used: Gradio events to qa events.

The part of the page with the articles is in `page.collecting`.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, Literal

import gradio as gr

from corpus import BelegError
from corpus.errors import SettingsError
from page import chat, refine
from page.answering import Answering
from page.catalogue import Catalogue
from page.collecting import Collecting
from page.downloads import Downloads
from page.evidence import evidence
from page.history import history
from page.markup import problem
from page.opening import Opening
from page.state import facts, state
from page.subscribing import Subscribing
from page.table import FIRST
from page.turn import Turn, Turns, chosen
from page.words import Words
from qa.answer import Suggestion

_NAMED: tuple[Literal["source"], Literal["language"]] = ("source", "language")
_LOOKED_AT = 100  # articles, for whether samples are among them
_LINK = re.compile(r"[\w-]{16}")
_TOKEN = re.compile(r"[\w-]{32}")


class Page:
    """What each part of the page does when it is used. Turns are kept by each visitor.

    `owner`: whoever sees the page runs Beleg, and may choose its language model.
    """

    def __init__(self, opening: Opening, owner: bool = True) -> None:
        self.opening, self.owner = opening, owner
        self.catalogue = Catalogue(opening)
        self.collecting = Collecting(self.catalogue)
        self.subscribing = Subscribing(self.catalogue)
        self.downloads = Downloads(opening)
        self._answering = Answering(opening)
        self._stops: dict[str, threading.Event] = {}
        self._looking: dict[str, threading.Event] = {}
        self._first: dict[tuple[int, str], tuple[Suggestion, ...]] = {}

    def look(self, turns: Turns, visitor: str, here: str, request: gr.Request) -> list[Any]:
        """State line, conversation, evidence, articles, conversations as they are; then no more
        ticks."""
        say = Words.wanted(request)
        shown = [gr.skip()] * 2 if turns else [self._chat(turns, say), self._evidence((), say)]
        if not self.opening.settled.is_set():
            return [state(self.opening, say), *shown, *[gr.skip()] * 4]
        kept = self._history(visitor, here, "", say)
        return [
            state(self.opening, say),
            *shown,
            self.catalogue.table(FIRST, say),
            gr.Timer(active=False),
            kept,
            self._dialog(say),
        ]

    def label(self, request: gr.Request) -> gr.Textbox:
        """The button of the box, whose label Gradio does not translate."""
        return gr.Textbox(submit_btn=Words.wanted(request)("Ask"))

    def ask(
        self,
        typed: str,
        turns: Turns,
        here: str,
        visitor: str,
        words: str,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[list[Any]]:
        """Answers what was typed or clicked, or the last question again, piece by piece."""
        clicked = event._data if isinstance(event._data, dict) else {}
        standalone = str(clicked.get("standalone") or "").strip()
        within = refine.within(clicked)
        if clicked.get("again") and turns:
            typed, standalone, within = turns[-1].question, turns[-1].standalone, turns[-1].within
        if (clicked.get("again") or clicked.get("revised")) and turns:
            turns = turns[:-1]
        question = str(clicked.get("question") or typed or "").strip()
        if not question:
            yield [gr.skip()] * 6
            return
        say = Words.wanted(request)
        self._looking.pop(str(request.session_hash), threading.Event()).set()
        stop = self._stops[str(request.session_hash)] = threading.Event()
        writing = gr.Textbox(value="", submit_btn=False, stop_btn=say("Stop"))
        turn = begun = Turn(question, standalone=standalone, within=within)
        before = [self._chat((*turns, begun), say), self._evidence((begun,), say)]
        yield [writing, gr.skip(), *before, gr.skip(), gr.skip()]
        try:
            again = bool(clicked.get("again"))
            for turn in self._answering.growing(begun, turns, stop, again):
                now = (*turns, turn)
                shown = [self._chat(now, say), self._evidence(now, say)]
                news = [
                    gr.skip() if new == old else new for new, old in zip(shown, before, strict=True)
                ]
                yield [gr.skip(), now, *news, gr.skip(), gr.skip()]
                before = shown
        finally:
            stop.set()
            self._stops.pop(str(request.session_hash), None)
            if keep := self.opening.keep():
                here = keep.save(visitor, here, (*turns, turn))
        ready = gr.Textbox(submit_btn=say("Ask"), stop_btn=False)
        yield [ready, *[gr.skip()] * 3, here, self._history(visitor, here, words, say)]

    def suggest(self, turns: Turns, request: gr.Request) -> str:
        """What could be asked next; looked for only while nobody waits for quotes."""
        from qa.suggest import follow_ups

        answer, visitor = turns[-1].answer if turns else None, str(request.session_hash)
        stop = self._looking[visitor] = threading.Event()  # set once they ask something else
        with suppress(BelegError):
            assistant = self.opening.assistant(self.opening.ending)
            if assistant and answer and visitor not in self._stops:
                found = follow_ups(assistant, answer, lambda: self._answering.calm(stop))
                return "" if stop.is_set() else chat.offered(found, "next", Words.wanted(request))
        return ""

    def offer(self, turns: Turns, request: gr.Request) -> str:
        """What could be asked first; looked for once, as long as nothing is added."""
        from qa.suggest import openers

        say = Words.wanted(request)
        with suppress(BelegError):
            assistant = self.opening.assistant(self.opening.ending)
            key = (self.opening.corpus().changes, say.language)
            if turns or assistant is None or self._welcome() != "articles":
                return ""
            if key not in self._first:
                self._first = {key: openers(assistant, say.language)}
            if str(request.session_hash) not in self._stops:
                return chat.offered(self._first[key], "next", say)
        return ""

    def edit(self, turns: Turns, request: gr.Request) -> list[Any]:
        """Puts the last question back into the box, to be asked in other words."""
        if not turns:
            return [gr.skip()] * 4
        left, say = turns[:-1], Words.wanted(request)
        shown = self._evidence(left, say)
        return [turns[-1].question, left, self._chat(left, say), shown]

    def show(self, turns: Turns, event: gr.EventData, request: gr.Request) -> str:
        """The evidence of the turn that was clicked in."""
        if not turns:
            return self._evidence((), Words.wanted(request))
        return self._evidence(turns, Words.wanted(request), chosen(turns, event._data))

    def translate(
        self, turns: Turns, event: gr.EventData, request: gr.Request
    ) -> Iterator[list[Any]]:
        """A quote in the reader's language."""
        say, number = Words.wanted(request), int(event._data.get("number", 0))
        at = chosen(turns, event._data)
        quote = next((one for one in turns[at].quotes if one.number == number), None)
        assistant = self.opening.assistant(self.opening.ending)
        if quote is None or assistant is None:
            return

        def shown(told: str) -> list[Any]:
            said = (*turns[at].translations, (number, told))
            now = _changed(turns, at, replace(turns[at], translations=said))
            return [now, self._evidence(now, say, at)]

        yield shown(say("being translated…"))
        try:
            told, same = assistant.translated(quote, say.language)
            differ = f" ({say('figures differ from the quote')})"
            yield shown(f"{told}{'' if same else differ}")
        except BelegError as error:
            yield shown(say(error.message))

    def link(
        self, turns: Turns, visitor: str, here: str, event: gr.EventData, request: gr.Request
    ) -> str:
        """The name by which anyone who sees this page finds an answer."""
        keep = self.opening.keep()
        turn = turns[chosen(turns, event._data)] if turns else None
        return keep.share(visitor, here, turn) if keep and turn and turn.answer else ""

    def copied(self, text: str, request: gr.Request) -> None:
        """Tells that an answer can be pasted."""
        gr.Info(Words.wanted(request)("Copied, with its sources."), duration=3)

    def shared(self, link: str, request: gr.Request) -> None:
        """Tells that a link can be pasted, if there is one."""
        if link:
            said = "The link is copied: whoever can open this page can read the answer."
            gr.Info(Words.wanted(request)(said))

    def judge(
        self, turns: Turns, visitor: str, event: gr.EventData, request: gr.Request
    ) -> list[Any]:
        """Keeps what the reader thinks of an answer."""
        keep, say = self.opening.keep(), Words.wanted(request)
        at, reason = chosen(turns, event._data) if turns else 0, str(event._data.get("reason"))
        answer = turns[at].answer if turns else None
        if not (keep and answer):
            return [gr.skip()] * 2
        keep.judge(visitor, answer, reason)
        gr.Info(say("Thank you; kept on this machine only."), duration=3)
        now = _changed(turns, at, replace(turns[at], judged=reason))
        return [now, self._chat(now, say)]

    def linked(self, name: str, request: gr.Request) -> list[Any]:
        """The answer that a link names, once there is a corpus."""
        if not _LINK.fullmatch(name or ""):
            return [gr.skip()] * 3
        say = Words.wanted(request)
        with suppress(BelegError):
            self.opening.assistant(self.opening.ending)
            keep = self.opening.keep()
            if keep and (turn := keep.shared(name, self.opening.corpus().get)):
                return [(turn,), self._chat((turn,), say), self._evidence((turn,), say)]
        gr.Info(say("There is no answer by this link, or not any more."))
        return [gr.skip()] * 3

    def switch(self, model: str, request: gr.Request) -> list[str]:
        """Another language model, if it can be had."""
        said, say = "", Words.wanted(request)
        try:
            if not self.owner:  # a model's address would be told the key
                raise SettingsError("Only where Beleg runs can another model be chosen.")
            self.opening.switch(model.strip())
        except BelegError as error:
            said = problem(say(error.message))
        return [self.facts(request) + said, state(self.opening, say)]

    def facts(self, request: gr.Request) -> str:
        """The state of models and corpus."""
        return facts(self.opening, self.owner, Words.wanted(request))

    def history(self, visitor: str, here: str, words: str, request: gr.Request) -> str:
        """The visitor's conversations that have these words."""
        return self._history(visitor, here, words, Words.wanted(request))

    def _history(self, visitor: str, here: str, words: str, say: Words) -> str:
        keep = self.opening.keep()
        found = keep.listed(visitor, words.strip()[:200]) if keep and visitor else []
        return history(found, here, words, say)

    def visit(self, visitor: str) -> str:
        """The token by which a browser finds its conversations again."""
        return visitor if _TOKEN.fullmatch(visitor or "") else secrets.token_urlsafe(24)

    def begin(self, visitor: str, here: str, words: str, request: gr.Request) -> list[Any]:
        """A new conversation."""
        say = Words.wanted(request)
        kept = self._history(visitor, "", words, say)
        return [(), self._chat((), say), self._evidence((), say), "", kept]

    def resume(
        self, visitor: str, here: str, words: str, event: gr.EventData, request: gr.Request
    ) -> list[Any]:
        """A conversation from the list."""
        here, keep = str(event._data.get("conversation")), self.opening.keep()
        say = Words.wanted(request)
        try:
            turns = keep.turns(visitor, here, self.opening.corpus().get) if keep else ()
        except BelegError as error:
            raise gr.Error(say(error.message), print_exception=False) from error
        shown = [self._chat(turns, say), self._evidence(turns, say)]
        return [turns, *shown, here, self._history(visitor, here, words, say)]

    def rename(
        self, visitor: str, here: str, words: str, event: gr.EventData, request: gr.Request
    ) -> str:
        """Another name for a conversation."""
        if keep := self.opening.keep():
            keep.rename(visitor, str(event._data["conversation"]), str(event._data["title"]))
        return self.history(visitor, here, words, request)

    def delete(
        self, visitor: str, here: str, words: str, event: gr.EventData, request: gr.Request
    ) -> list[Any]:
        """A conversation less; if it is the open one, a new one begins."""
        gone = str(event._data["conversation"])
        if keep := self.opening.keep():
            keep.delete(visitor, gone)
        if gone == here:
            return self.begin(visitor, "", words, request)
        return [*[gr.skip()] * 4, self.history(visitor, here, words, request)]

    def stop(self, request: gr.Request) -> None:
        """Stops the answer this visitor is waiting for, if there is one."""
        if stop := self._stops.get(str(request.session_hash)):
            stop.set()

    def _evidence(self, turns: Turns, say: Words, at: int = -1) -> str:
        """The evidence of one turn, the last if not told; none for none."""
        at = at % len(turns) if turns else 0
        turn = turns[at] if turns else None
        return evidence(turn, say, at=at, translates=self.opening.translates)

    def _dialog(self, say: Words) -> str:
        try:
            corpus = self.opening.corpus()
        except BelegError:
            return ""
        outlets, languages = ([name for name, _ in corpus.counts(by)] for by in _NAMED)
        return refine.dialog(outlets, languages, say)

    def _chat(self, turns: Turns, say: Words) -> str:
        if turns:
            waiting = "" if self.opening.ready.is_set() else self.opening.line(say)
            return chat.conversation(turns, waiting, say)
        return chat.welcome(self._welcome(), say)

    def _welcome(self) -> str:
        """What the corpus holds: samples, articles, empty; "" while it is not open."""
        try:
            rows, _ = self.opening.corpus().listed(limit=_LOOKED_AT)
        except BelegError:
            return ""
        if any(row.sample for row in rows):
            return "samples"
        return "articles" if rows else "empty"


def _changed(turns: Turns, at: int, turn: Turn) -> Turns:
    return (*turns[:at], turn, *turns[at + 1 :])
