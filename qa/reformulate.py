"""A follow-up question written out by the chat model, for where its wording does not suffice.

Asked only when the articles seem to say nothing on the question with its topic (`qa.rewrite`),
so that a refusal, not an answer, waits for it. What the model writes is taken only if it is one
question, in the language asked, and has no name and no figure that the conversation has not;
it is searched for and shown to the reader, and never believed.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel

from qa.figures import figures, meets
from qa.language import question_language
from qa.names import Known, names, unknown
from qa.question import History, Question
from qa.write import REFORMULATION

SECONDS = 6.0
"""Longest wait between the first and the last word of the model."""

CHARACTERS = 300
_ANSWER_CHARACTERS = 400
_TURNS = 3


def reformulated(model: BaseChatModel, asked: Question, history: History) -> Question | None:
    """`asked` with the model's standalone question; None if that cannot be used.

    Whatever the model's client raises comes through; see `qa.model.failures`.
    """
    recent = [
        (question[:CHARACTERS], answer[:_ANSWER_CHARACTERS])
        for question, answer in history[-_TURNS:]
    ]
    told = "\n".join(f"Reader: {question}\nAnswer: {answer}" for question, answer in recent)
    written = _first_line(model, told, asked)
    said = [asked.text, *(text for turn in recent for text in turn)]
    if not holds(written, asked, said):
        return None
    return Question(asked.text, written, asked.language)


def holds(written: str, asked: Question, said: Sequence[str]) -> bool:
    """Whether `written` is one question in the language of `asked`, and all its names and
    figures are among what was `said`."""
    if not written.endswith(("?", "？", "؟")) or len(written) > CHARACTERS:
        return False
    language = asked.language
    if written == asked.text or question_language(written, language) != language:
        return False
    languages = [question_language(one, language) for one in said]
    known = [Known(*one, other_language=True) for one in zip(said, languages, strict=True)]
    given = [figure for one in zip(said, languages, strict=True) for figure in figures(*one)]
    return not unknown(
        [name for name in names(written, language) if not name.ordinary], known, language
    ) and all(any(meets(one, other) for other in given) for one in figures(written, language))


def _first_line(model: BaseChatModel, told: str, asked: Question) -> str:
    prompt = REFORMULATION.invoke({"conversation": told, "question": asked.text})
    text, began = "", 0.0
    for chunk in model.stream(prompt):
        began = began or time.monotonic()
        text += chunk.text
        if "\n" in text.lstrip() or len(text) > 2 * CHARACTERS:
            break
        if time.monotonic() - began > SECONDS:
            return ""
    return " ".join(text.strip().partition("\n")[0].removeprefix("Question:").split())
