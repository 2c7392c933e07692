"""Several people ask at once, and the language model answers two at a time: each of the others
is told a place in the queue, and moves up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from langchain_core.language_models import FakeListChatModel
from langchain_core.outputs import ChatGenerationChunk

from corpus import Corpus
from page.answering import Answering
from page.chat import conversation
from page.opening import Opening
from page.turn import Turn
from page.words import Words
from qa.assistant import Assistant
from qa.local import SLOTS

WAIT = 60.0
QUESTIONS = (
    "What does the pact require?",
    "Who has been arrested for starting the fire near Eichenfels?",
    "What pay rise had the transport union originally demanded?",
    "How much did the renovation of the Marrowby museum cost?",
)


class Slow(FakeListChatModel):
    """Speaks to `SLOTS` at once, and is done with one of them whenever it is told to go on."""

    slots: Any
    go_on: Any

    def _stream(self, *given: Any, **more: Any) -> Iterator[ChatGenerationChunk]:
        with self.slots:
            assert self.go_on.acquire(timeout=WAIT)
            yield from super()._stream(*given, **more)


class Visitor(threading.Thread):
    """Asks, and remembers every place it was told while its quotes were there."""

    def __init__(self, answering: Answering, question: str) -> None:
        super().__init__(daemon=True)
        self._answering, self._question = answering, question
        self.turns: list[Turn] = []
        self.moved = threading.Condition()

    def run(self) -> None:
        for turn in self._answering.growing(Turn(self._question), (), threading.Event(), False):
            with self.moved:
                self.turns.append(turn)
                self.moved.notify_all()

    def waits_at(self, place: int) -> Turn:
        """The turn once that place is told."""
        with self.moved:
            assert self.moved.wait_for(
                lambda: self.turns and self.turns[-1].quotes and self.turns[-1].place == place, WAIT
            )
            return self.turns[-1]

    def is_done(self) -> bool:
        with self.moved:
            return self.moved.wait_for(lambda: bool(self.turns) and self.turns[-1].over, WAIT)


def test_those_who_wait_for_the_model_are_told_their_place(samples: Corpus) -> None:
    opening = Opening(replace(samples.settings, model="local"), samples=False)
    go_on = threading.Semaphore(0)
    slow = Slow(responses=["No."], slots=threading.Semaphore(SLOTS), go_on=go_on)
    opening._corpus, opening._assistant = samples, Assistant(samples, slow)
    opening.ready.set()
    opening.settled.set()
    answering = Answering(opening)
    visitors = []
    for at, question in enumerate(QUESTIONS):
        visitors.append(Visitor(answering, question))
        visitors[-1].start()
        visitors[-1].waits_at(max(at - SLOTS + 1, 0))

    last = visitors[-1].waits_at(2)
    english, german = (conversation((last,), "", Words(one)) for one in ("en", "de"))
    assert "you are number 2 in the queue" in english
    assert "Sie sind Nummer 2 in der Warteschlange" in german
    go_on.release()
    visitors[-1].waits_at(1)
    go_on.release()
    assert "queue" not in conversation((visitors[-1].waits_at(0),), "", Words())
    for _ in QUESTIONS[2:]:
        go_on.release()
    assert all(one.is_done() for one in visitors)
    told = [[turn.place for turn in one.turns if turn.quotes] for one in visitors]
    assert all(places == sorted(places, reverse=True) for places in told)
    assert [max(places) for places in told] == [0, 0, 1, 2]


def test_what_is_not_urgent_waits_for_those_who_wait_for_quotes(samples: Corpus) -> None:
    opening = Opening(replace(samples.settings, model="none"), samples=False)
    answering, stop, ended = Answering(opening), threading.Event(), threading.Event()
    assert answering.calm(stop)
    answer = answering.growing(Turn(QUESTIONS[0]), (), ended, False)
    assert not next(answer).quotes  # the corpus is not open yet
    seen: list[bool] = []
    waiting = threading.Thread(target=lambda: seen.append(answering.calm(stop)))
    waiting.start()
    opening._corpus, opening._assistant = samples, Assistant(samples)
    opening.ready.set()
    assert any(turn.quotes for turn in answer)
    waiting.join(WAIT)
    assert seen == [True]
    stop.set()
    assert not answering.calm(stop)
