"""Questions: asked of a corpus, answered with citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import BelegError
from qa.answer import Answer, AnswerSentence, Done, Event, Found, Quote, Token

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.question import History

__all__ = [
    "Answer",
    "AnswerSentence",
    "Assistant",
    "BelegError",
    "Done",
    "Event",
    "Found",
    "Quote",
    "Token",
    "ask",
]


def ask(question: str, history: History = (), model: str | None = None) -> Answer:
    """The answer of the default corpus ($BELEG_HOME, else the user's data folder).

    Opens and closes the corpus; keep an `Assistant` to ask more than once.
    """
    from corpus import Corpus
    from qa.assistant import Assistant

    with Corpus.open() as corpus:
        return Assistant(corpus, model).ask(question, history)


def __getattr__(name: str) -> object:
    """Loads `Assistant`, and LangChain with it, when it is first asked for."""
    if name == "Assistant":
        from qa.assistant import Assistant

        return Assistant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
