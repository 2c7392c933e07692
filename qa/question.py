"""What is asked: a question made safe, its language, and what it means on its own.

A follow-up ("And when was it signed?") is given the topic of the conversation by its wording
(`qa.rewrite`). Nothing is looked up here: whether the topic helps is found out by
`qa.conversation`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import clean
from corpus.errors import QuestionError
from corpus.listing import EVERYTHING, Filter
from qa.language import question_language
from qa.rewrite import TURNS, leans, own_names, standing_alone, topic

MAX_CHARACTERS = 2000

History = Sequence[tuple[str, str]]
"""Earlier (question, answer) pairs of a conversation, the oldest first."""


@dataclass(frozen=True, slots=True)
class Question:
    """`text` as it was asked, `standalone` as it is searched for, `language` ISO 639-1, and the
    articles that it is searched for in. `opening` is the earlier question that opened the topic it
    may lean on; "" if there is none."""

    text: str
    standalone: str
    language: str
    within: Filter = EVERYTHING
    opening: str = ""


def understood(text: str, history: History = ()) -> Question:
    """The question in `text`. Raises `QuestionError` if it is empty or too long."""
    asked = " ".join(clean(text).split())
    if not any(character.isalnum() for character in asked):
        raise QuestionError("The question is empty; write what you want to know.")
    if len(asked) > MAX_CHARACTERS:
        raise QuestionError(
            "The question has {length:,} characters; ask in at most {most:,}, and add "
            "long texts as articles instead.",
            length=len(asked),
            most=MAX_CHARACTERS,
        )
    if not history:
        return Question(asked, asked, question_language(asked))
    questions = [" ".join(clean(one).split())[:MAX_CHARACTERS] for one, _ in history[-TURNS:]]
    language = question_language(asked, question_language(questions[-1]))
    if own_names(asked, language) and not leans(asked, language):
        return Question(asked, asked, language)
    about, opening = topic(questions)
    return Question(asked, standing_alone(asked, about), language, opening=opening)
