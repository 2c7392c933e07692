"""One question and how far its answer has come: qa events, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from corpus import BelegError
from corpus.listing import Filter
from qa.answer import Answer, AnswerSentence, Done, Event, Found, Quote, Settled, Token


@dataclass(frozen=True)
class Turn:
    """One question and how far its answer has come.

    `standalone` and `within` are what the reader has corrected: see `Assistant.ask`.
    `translations` are quotes by number in the reader's language, a machine's. `place` is where in
    the queue for the language model it waits, 0 if it does not. `judged` is what the reader thought
    of the answer, one of `page.keep.REASONS`.
    """

    question: str
    quotes: tuple[Quote, ...] = ()
    settled: tuple[AnswerSentence, ...] = ()
    prose: str = ""
    answer: Answer | None = None
    problem: str = ""
    over: bool = False
    standalone: str = ""
    within: Filter | None = None
    place: int = 0
    translations: tuple[tuple[int, str], ...] = ()
    judged: str = ""

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
                return replace(self, problem=event.message, over=True)


Turns = tuple[Turn, ...]


def chosen(turns: Turns, clicked: Mapping[str, object]) -> int:
    """Which of the `turns`, at least one, a click was in: the last, if it does not say."""
    with suppress(ValueError):
        at = int(str(clicked.get("turn", "")))
        if 0 <= at < len(turns):
            return at
    return len(turns) - 1
