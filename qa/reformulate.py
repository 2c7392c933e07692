"""A follow-up question written out by the chat model, for where its wording does not suffice.

Asked only when the articles seem to say nothing on the question with its topic (`qa.rewrite`),
so that a refusal, not an answer, waits for it. What the model writes is taken only if it is one
question, in the language asked, and has no name and no figure that the conversation has not;
it is searched for and shown to the reader, and never believed.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from langchain_core.language_models import BaseChatModel

from corpus.errors import ModelError
from corpus.stem import stems
from qa.figures import figures, meets
from qa.language import function_words, question_language
from qa.model import failures
from qa.names import Known, names, unknown
from qa.question import History, Question
from qa.rewrite import leans, words
from qa.write import REFORMULATION

SECONDS = 8.0
"""Longest wait for the model; after it, what it writes is not used."""

CHARACTERS = 300
_ANSWER_CHARACTERS = 200
_TURNS = 2


def reformulated(model: BaseChatModel, asked: Question, history: History) -> Question | None:
    """`asked` with the model's standalone question; None if there is none that can be used."""
    recent = [
        (question[:CHARACTERS], answer[:_ANSWER_CHARACTERS])
        for question, answer in history[-_TURNS:]
    ]
    told = "\n".join(f"Reader: {question}\nAnswer: {answer}" for question, answer in recent)
    written = _first_line(model, told, asked)
    said = [asked.text, *(text for turn in recent for text in turn)]
    if not holds(written, asked, said):
        return None
    return replace(asked, standalone=written)


def holds(written: str, asked: Question, said: Sequence[str]) -> bool:
    """Whether `written` is one question in the language of `asked` that leans on nothing,
    still asks about something of what was asked, and has no name and no figure but those `said`.
    """
    if not written.endswith(("?", "？", "؟")) or len(written) > CHARACTERS:
        return False
    language = asked.language
    if question_language(written, language) != language or leans(written, language):
        return False
    empty = function_words(language)
    own = set(stems(" ".join(w for w in words(asked.text) if w.casefold() not in empty), language))
    if own and own.isdisjoint(stems(written, language)):
        return False
    languages = [question_language(one, language) for one in said]
    known = [Known(*one, other_language=True) for one in zip(said, languages, strict=True)]
    given = [figure for one in zip(said, languages, strict=True) for figure in figures(*one)]
    return not unknown(
        [name for name in names(written, language) if not name.ordinary], known, language
    ) and all(any(meets(one, other) for other in given) for one in figures(written, language))


def _first_line(model: BaseChatModel, told: str, asked: Question) -> str:
    """What the model writes up to the end of a line; "" if that takes too long or fails."""
    prompt = REFORMULATION.invoke({"conversation": told, "question": asked.text})
    lines: list[str] = []
    late = threading.Event()

    def read() -> None:
        text = ""
        with suppress(ModelError), failures("the language model"):
            for chunk in model.stream(prompt):
                text += chunk.text
                if late.is_set() or "\n" in text.lstrip() or len(text) > 2 * CHARACTERS:
                    break
            lines.append(text.strip().partition("\n")[0].removeprefix("Follow-up:"))

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    reading.join(SECONDS)
    late.set()
    return " ".join(lines[0].split()) if lines else ""
