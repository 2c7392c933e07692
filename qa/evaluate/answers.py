"""How often an answer in words is right, cites what answers, and shows nothing invented.

What counts as right or invented is judged here by simple means of its own, none of which
answering uses: they must not share its mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from langchain_core.callbacks import get_usage_metadata_callback

from corpus.settings import Settings
from qa.answer import Answer, AnswerSentence
from qa.assistant import Assistant
from qa.evaluate.files import Case, Collection, Shown, filled
from qa.language import question_language
from qa.leftover import left_over

RIGHT = 0.6
"""Share of the words of the known answer that an answer must have to count as right."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÄÖÜ]\w{2,}")  # capitals inside a sentence: English names
_NAME_START = 4  # letters that spellings of one name share
_ARTICLES = {"a", "an", "the", "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer"}


@dataclass(frozen=True, slots=True)
class Answers:
    """Shares in [0, 1] over all questions unless another base is named.

    `right`: has at least `RIGHT` of the words of the known answer, in one language;
    `citation_right`: of these, cites a sentence with the place of the answer;
    `verified_but_absent`: number of sentences shown as verified with a number, or in English
    a name, that is in neither the cited articles, their translations nor the question
    (`absent` lists them);
    `asked_language`: of the answers in the model's own words, in the question's language, as
    function words and letters tell it; `left_over`: of these, with a word of another language;
    `own_words`: of these, with a word marked as not in what they cite, and `own_words_wrong`, of
    the wrong ones among these;
    `quotes_only`: the model wrote nothing that could be verified; `prompt_tokens`: mean.
    """

    questions: int
    right: float
    citation_right: float
    verified_but_absent: int
    asked_language: float
    left_over: float
    own_words: float
    own_words_wrong: float
    quotes_only: float
    refused: float
    median_s: float
    p95_s: float
    prompt_tokens: float
    absent: tuple[str, ...]
    wrong: tuple[dict[str, str], ...]

    def as_dict(self) -> dict[str, object]:
        """The fields by name, rounded."""
        return {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def answers(cases: Collection, settings: Settings, shown: Shown) -> Answers:
    """Asks each question of all the articles, with the model that `settings.model` names."""
    with filled(cases.articles, settings, shown) as corpus:
        assistant = Assistant(corpus, settings.model)
        assistant.warm_up()
        given: list[Answer] = []
        with get_usage_metadata_callback() as usage:
            for case in cases.cases:
                given.append(assistant.ask(case.question))
                shown("answering", len(given), len(cases.cases))
    prompts = sum(used["input_tokens"] for used in usage.usage_metadata.values())
    return _judged(cases, given, prompts)


def _judged(cases: Collection, given: Sequence[Answer], prompts: int) -> Answers:
    rights = [is_right(answer, case) for answer, case in zip(given, cases.cases, strict=True)]
    cited = [
        any(case.is_in(quote) for quote in answer.citations)
        for answer, case, right in zip(given, cases.cases, rights, strict=True)
        if right
    ]
    absent = [
        f"{sentence.text} ({', '.join(unknown)})"
        for answer in given
        for sentence in _verified(answer)
        if (unknown := _absent(sentence, answer, cases.translations))
    ]
    written = [answer for answer in given if _prose(answer)]
    seconds = [answer.seconds.total for answer in given]
    return Answers(
        questions=len(given),
        right=_share(rights),
        citation_right=_share(cited),
        verified_but_absent=len(absent),
        asked_language=_share(question_language(_prose(answer)) == cases.ask for answer in written),
        left_over=_share(_left_over(answer) for answer in written),
        own_words=_share(bool(answer.own_words) for answer in written),
        own_words_wrong=_share(
            bool(answer.own_words)
            for answer, right in zip(given, rights, strict=True)
            if not right and _prose(answer)
        ),
        quotes_only=_share(answer.in_quotes for answer in given),
        refused=_share(answer.refused for answer in given),
        median_s=float(np.median(seconds)),
        p95_s=float(np.percentile(seconds, 95)),
        prompt_tokens=prompts / max(1, len(given)),
        absent=tuple(absent),
        wrong=tuple(
            {"question": case.question, "answer": answer.text, "expected": case.answers[cases.ask]}
            for answer, case, right in zip(given, cases.cases, rights, strict=True)
            if not right
        ),
    )


def _share(truths: Iterable[bool]) -> float:
    listed = list(truths)
    return sum(listed) / max(1, len(listed))


def _verified(answer: Answer) -> list[AnswerSentence]:
    return [sentence for sentence in answer.sentences if sentence.verified]


def _prose(answer: Answer) -> str:
    """The model's own verified words; "" if the answer is quotes or a refusal."""
    own = [one.text for one in _verified(answer) if not one.is_quote]
    return " ".join(own)


def _left_over(answer: Answer) -> bool:
    return bool(left_over(_verified(answer), answer.question, answer.language))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in _ARTICLES]


def is_right(answer: Answer, case: Case) -> bool:
    """Whether the verified sentences have at least `RIGHT` of the words of a known answer."""
    if answer.refused:
        return False
    return says(" ".join(sentence.text for sentence in _verified(answer)), case.answers.values())


def says(text: str, answers: Iterable[str]) -> bool:
    """Whether `text` has at least `RIGHT` of the words of one of `answers`."""
    said = set(_words(text))
    recalls = []
    for gold in answers:
        words = _words(gold) or _WORD.findall(gold.casefold())
        recalls.append(sum(word in said for word in words) / max(1, len(words)))
    return max(recalls, default=0.0) >= RIGHT


def _absent(sentence: AnswerSentence, answer: Answer, translations: Mapping[str, str]) -> list[str]:
    """Numbers, and in English names, that neither the cited articles, nor their translations,
    nor the question have."""
    if sentence.is_quote:
        return []
    articles = {quote.article.id: quote.article for quote in sentence.citations}.values()
    texts = [answer.question, *(translations.get(one.id, "") for one in articles)]
    texts += [f"{one.title} {one.text} {one.published}" for one in articles]
    known = " ".join(texts).casefold()
    digits = set(_NUMBER.findall(known))
    unknown = [number for number in _NUMBER.findall(sentence.text) if number not in digits]
    if answer.language == "en":
        names = _NAME.findall(sentence.text)
        unknown += [name for name in names if name[:_NAME_START].casefold() not in known]
    return unknown
