"""One question answered piece by piece: a thread listens to the assistant, so that stopping is
instant, and those who wait for the language model are told their place."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count

from corpus import BelegError
from page.markup import BEAT
from page.opening import Opening
from page.turn import Turn, Turns
from qa.answer import Event

PATIENCE = 5.0  # seconds that what is not urgent waits for those who wait for quotes


class Answering:
    """The questions that are being answered, of all visitors."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._asking: dict[int, None] = {}  # numbers, in the order in which they were asked
        self._numbers = count()
        self._searching: set[int] = set()  # those whose quotes are not found yet

    def calm(self, stop: threading.Event) -> bool:
        """Waits until nobody waits for quotes; False if `stop` was set first, or it took long."""
        until = time.monotonic() + PATIENCE
        while self._searching and time.monotonic() < until and not stop.is_set():
            stop.wait(BEAT)
        return not (self._searching or stop.is_set())

    def growing(
        self, turn: Turn, earlier: Turns, stop: threading.Event, again: bool
    ) -> Iterator[Turn]:
        """The turn as it grows, until it is over or `stop` is set."""
        heard: queue.Queue[Event | BelegError] = queue.Queue()
        history = tuple((one.question, one.answer.text) for one in earlier if one.answer)
        told = turn, history, stop, heard, again
        threading.Thread(target=self._listen, args=told, daemon=True).start()
        number = next(self._numbers)
        self._asking[number] = None
        self._searching.add(number)
        try:
            while not (turn.over or stop.is_set()):
                with suppress(queue.Empty):
                    turn = turn.after(heard.get(timeout=BEAT))
                    self._searching.discard(number)
                    while turn.prose and not turn.over:  # all words that have come meanwhile
                        turn = turn.after(heard.get_nowait())
                yield replace(turn, place=self._place(number))
            if not turn.over:
                yield replace(turn, problem="Stopped.", over=True)
        finally:
            self._asking.pop(number)
            self._searching.discard(number)

    def _place(self, number: int) -> int:
        """Where in the queue for the language model a question is; 0 if it is served."""
        return max(list(self._asking).index(number) - self._opening.places + 1, 0)

    def _listen(
        self,
        turn: Turn,
        history: Sequence[tuple[str, str]],
        stop: threading.Event,
        heard: queue.Queue[Event | BelegError],
        again: bool,
    ) -> None:
        try:
            assistant = self._opening.assistant(stop)
            if assistant is None:
                return
            stream = assistant.stream(
                turn.question, history, turn.standalone, within=turn.within, again=again
            )
            with closing(stream) as events:  # type: ignore[type-var]
                for event in events:
                    heard.put(event)
                    if stop.is_set() or self._opening.ending.is_set():
                        return
        except BelegError as error:
            heard.put(error)
        except Exception:
            logging.exception("A question could not be answered.")
            heard.put(BelegError("Something unexpected went wrong; see the terminal."))
