"""What asking, answers and settings do when they are used: Gradio events to qa events.

The list of conversations is in `page.conversations`, the part of the page with the articles in
`page.collecting`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import gradio as gr

from corpus import BelegError
from corpus.errors import SettingsError
from page import chat, refine
from page.answering import Answering
from page.catalogue import Catalogue
from page.collecting import Collecting
from page.conversations import Conversations
from page.downloads import Downloads
from page.markup import problem
from page.opening import Opening
from page.showing import Showing
from page.state import facts, state
from page.subscribing import Subscribing
from page.turn import Turn, Turns, chosen
from page.words import Words
from qa.answer import Suggestion


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
        self.showing = Showing(opening)
        self.conversations = Conversations(self.showing)
        self._answering = Answering(opening)
        self._stops: dict[str, threading.Event] = {}
        self._looking: dict[str, threading.Event] = {}
        self._first: dict[tuple[int, str], tuple[Suggestion, ...]] = {}

    def look(self, request: gr.Request) -> list[Any]:
        """State line and what stands before the first question; then no more ticks. Nothing that is
        searched for or sorted: what that brings may come sooner."""
        say = Words.wanted(request)
        now = [state(self.opening, say), self.showing.first(say)]
        if not self.opening.settled.is_set():
            return [*now, gr.skip(), gr.skip()]
        return [*now, gr.Timer(active=False), self.showing.dialog(say)]

    def label(self, request: gr.Request) -> list[Any]:
        """The button of the box and the empty evidence, which Gradio does not translate."""
        say = Words.wanted(request)
        return [gr.Textbox(submit_btn=say("Ask")), self.showing.evidence((), say)]

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
        before = [self.showing.chat((*turns, begun), say), self.showing.evidence((begun,), say)]
        yield [writing, gr.skip(), *before, gr.skip(), gr.skip()]
        try:
            again = bool(clicked.get("again"))
            for turn in self._answering.growing(begun, turns, stop, again):
                now = (*turns, turn)
                shown = [self.showing.chat(now, say), self.showing.evidence(now, say)]
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
        yield [ready, *[gr.skip()] * 3, here, self.showing.history(visitor, here, words, say)]

    def suggest(self, turns: Turns, request: gr.Request) -> str:
        """What could be asked next; looked for only while nobody waits for quotes."""
        from qa.suggest import follow_ups

        answer, visitor = turns[-1].answer if turns else None, str(request.session_hash)
        stop = self._looking[visitor] = threading.Event()  # set once they ask something else
        found: tuple[Suggestion, ...] = ()
        with suppress(BelegError):
            assistant = self.opening.assistant(self.opening.ending)
            if assistant and answer and visitor not in self._stops:
                found = follow_ups(assistant, answer, lambda: self._answering.calm(stop))
        if stop.is_set():
            return ""
        self._looking.pop(visitor, None)
        return chat.offered(found, "next", Words.wanted(request))

    def offer(self, turns: Turns, request: gr.Request) -> str:
        """What could be asked first; looked for once, as long as nothing is added."""
        from qa.suggest import openers

        say = Words.wanted(request)
        with suppress(BelegError):
            assistant = self.opening.assistant(self.opening.ending)
            key = (self.opening.corpus().changes, say.language)
            if turns or assistant is None or self.showing.holds() != "articles":
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
        shown = self.showing.evidence(left, say)
        return [turns[-1].question, left, self.showing.chat(left, say), shown]

    def show(self, turns: Turns, event: gr.EventData, request: gr.Request) -> str:
        """The evidence of the turn that was clicked in."""
        if not turns:
            return self.showing.evidence((), Words.wanted(request))
        return self.showing.evidence(turns, Words.wanted(request), chosen(turns, event._data))

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
            return [now, self.showing.evidence(now, say, at)]

        yield shown(say("being translated…"))
        try:
            told, same = assistant.translated(quote, say.language)
            differ = f" ({say('figures differ from the quote')})"
            yield shown(f"{told}{'' if same else differ}")
        except BelegError as error:
            yield shown(say(error.message))

    def copied(self, text: str, request: gr.Request) -> None:
        """Tells that an answer can be pasted."""
        gr.Info(Words.wanted(request)("Copied, with its sources."), duration=3)

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
        return [now, self.showing.chat(now, say)]

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

    def stop(self, request: gr.Request) -> None:
        """Stops the answer this visitor is waiting for, if there is one."""
        if stop := self._stops.get(str(request.session_hash)):
            stop.set()


def _changed(turns: Turns, at: int, turn: Turn) -> Turns:
    return (*turns[:at], turn, *turns[at + 1 :])
