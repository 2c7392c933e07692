"""What is asked: a question made safe, its language, and what it means on its own.

A follow-up ("And when was it signed?") is searched for together with the question before it.
Nothing is looked up here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import clean
from corpus.errors import QuestionError
from qa.language import question_language

MAX_CHARACTERS = 2000

History = Sequence[tuple[str, str]]
"""Earlier (question, answer) pairs of a conversation, the oldest first."""

_LEANS_ON_EARLIER = re.compile(
    r"^(and|but|und|aber|oder|or)\b"
    r"|\b(it|its|they|them|their|he|him|his|she|her|that|this|those|these|there|then"
    r"|es|er|sie|ihn|ihm|ihr|ihre|ihnen|das|dies|diese|dieser|dieses|dort|da|dann|davon|dazu"
    r"|darüber|anderen|others)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 8
_VERY_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """`text` as it was asked, `standalone` as it is searched for, `language` ISO 639-1."""

    text: str
    standalone: str
    language: str


def understood(text: str, history: History = ()) -> Question:
    """The question in `text`. Raises `QuestionError` if it is empty or too long."""
    asked = " ".join(clean(text).split())
    if not any(character.isalnum() for character in asked):
        raise QuestionError("The question is empty; write what you want to know.")
    if len(asked) > MAX_CHARACTERS:
        raise QuestionError(
            f"The question has {len(asked):,} characters; ask in at most {MAX_CHARACTERS:,}, "
            "and add long texts as articles instead."
        )
    if not history:
        return Question(asked, asked, question_language(asked))
    earlier = " ".join(clean(history[-1][0]).split())[:MAX_CHARACTERS]
    language = question_language(asked, question_language(earlier))
    words = len(asked.split())
    leans = words <= _FEW_WORDS and _LEANS_ON_EARLIER.search(asked)
    if words <= _VERY_FEW_WORDS or leans:
        return Question(asked, f"{earlier} {asked}".strip(), language)
    return Question(asked, asked, language)
