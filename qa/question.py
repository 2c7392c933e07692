"""What is asked: a question made safe, its language, and what it means on its own.

A follow-up ("And when was it signed?") is told by its wording, and is then searched for
together with the questions it leans on; how much these weigh is decided in `qa.retrieve`.
Nothing is looked up here, and no model is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import clean
from corpus.errors import QuestionError
from corpus.language import detect_question
from qa.names import names

MAX_CHARACTERS = 2000

History = Sequence[tuple[str, str]]
"""Earlier (question, answer) pairs of a conversation, the oldest first."""

_GOES_ON = re.compile(
    r"(?:and|but|or|so|then|und|aber|oder|also|et|mais|ou|y|pero|o|e|ma|en|maar|i|a|ale)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(  # at what was said
    r"\b(?:it|its|this|those|these|there|then|ones?|others?|both|same"
    r"|es|das|dies(?:e[mnrs]?)?|jene[mnrs]?|dort|da|dann|davon|dazu|dafür|dagegen|dabei|daran"
    r"|darauf|daraus|darüber|damit|danach|davor|deren|dessen|denen|beide[nrs]?|andere[nrs]?"
    r"|cela|ça|ceux|celle|celui|autres?|eso|esto|aquello|otros|otras)\b"
    r"|\bthat\W*$",
    re.IGNORECASE,
)
_PERSONS = re.compile(  # at somebody, or something with a gender
    r"\b(?:they|them|theirs?|he|him|his|she|hers?|er|sie|ihn|ihm|ihre?[mnrs]?|ihnen|seine?[mnrs]?"
    r"|ils?|elles?|lui|leurs?|él|ellos|ellas?)\b",
    re.IGNORECASE,
)
_VERY_FEW_WORDS = 3
_FEW_WORDS = 8
_MAX_CONTEXT = 600


@dataclass(frozen=True, slots=True)
class Question:
    """`text` as it was asked, `standalone` as it is searched for, `language` ISO 639-1.

    `standalone` ends with `text`.
    """

    text: str
    standalone: str
    language: str

    @property
    def context(self) -> str:
        """What `text` leans on: earlier questions, or "" if it stands alone."""
        return self.standalone[: len(self.standalone) - len(self.text)].strip()


def understood(text: str, history: History = ()) -> Question:
    """The question in `text`. Raises `QuestionError` if it is empty or too long."""
    asked = _plain(text)
    if not any(character.isalnum() for character in asked):
        raise QuestionError("The question is empty; write what you want to know.")
    if len(asked) > MAX_CHARACTERS:
        raise QuestionError(
            f"The question has {len(asked):,} characters; ask in at most {MAX_CHARACTERS:,}, "
            "and add long texts as articles instead."
        )
    language, context = "", ""
    for question, _ in history:  # each may lean on the one before
        earlier = _plain(question)
        language = detect_question(earlier, language)
        context = f"{context} {earlier}" if _leans(earlier, language) else earlier
        context = context.strip()[-_MAX_CONTEXT:]
    language = detect_question(asked, language)
    if context and _leans(asked, language):
        return Question(asked, f"{context} {asked}", language)
    return Question(asked, asked, language)


def _plain(text: str) -> str:
    return " ".join(clean(text).split())


def _leans(question: str, language: str) -> bool:
    """Whether a question is likely to be understood only from what was asked before: it is
    short, and points at something, or names nothing."""
    words = len(question.split())
    if words <= _VERY_FEW_WORDS:
        return True
    if words > 2 * _FEW_WORDS:
        return False
    if _GOES_ON.match(question):
        return True
    named = [one.start for one in names(question, language) if not one.ordinary]
    if somebody := _PERSONS.search(question):  # unless it is who the question itself names
        return not any(start < somebody.start() for start in named)
    return words <= _FEW_WORDS and (not named or bool(_POINTS.search(question)))
