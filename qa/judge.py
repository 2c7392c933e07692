"""The local model as a judge, asked for "Yes" or "No". What counts is how much likelier it finds
the one than the other, not what it would write. It only ever takes away: what the rules refuse or
doubt stays so. It was measured with the packaged model, so no other is asked.

**Do the passages answer the question?** To a vague one some passage is near for another reason
("Who is the fastest man alive?" and a marathon), to a follow-up one on its topic; `qa.refuse`
cannot see that, a reader can. It is asked where that is less than certain, about the passages the
answer is written from, with the prompt of the answer but for the last line: so little is read that
would not be read anyway. Where it sees no answer, a question is refused; where it sees none
clearly, nothing is written, since what it would write joins the words of the question to facts
about something else: then the quotes are the answer.

**Does a sentence follow from those nearest to it?** Rules (`qa.verify`) do not see a word that was
changed for one as near in meaning, and a small model says yes to what a question takes for granted
("When was the gold plate introduced?", of one of bronze). It reads about 250 words for each
sentence, up to two seconds, once all is written, and only where the sentence has words that no
cited one has (`qa.checks.wording`) or denies something; in English alone (`beleg eval verify
--pairs … --model local`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

from langchain_core.documents import Document
from langchain_core.language_models import BaseChatModel
from langchain_core.prompt_values import PromptValue

from corpus.embed import TextVectors
from corpus.errors import ModelError
from corpus.settings import Settings
from qa.checks.citing import nearness
from qa.checks.claims import negates
from qa.checks.wording import Spans
from qa.evidence import Candidate
from qa.model import chat_model, failures
from qa.question import Question
from qa.refuse import THRESHOLD, held_to_more
from qa.write import JUDGEMENT, whether_answered

SECONDS = 20.0
"""Longest wait for one sentence; after it the rules alone have decided."""

MARGIN = 0.25
"""How much likelier "Yes" must be than "No", as a difference of logarithms: near the best on
either half of the documents of SummEdits."""

CERTAIN = 0.9
"""From where the rules that tell whether the passages answer need no second opinion."""

_ANSWER_SHARE, _ANSWER_MARGIN = 2.0, 1.25
"""What its "Yes" or "No" adds to the logit of the rules, and where it adds nothing. Chosen on 55
vague questions that the rules answered: it refuses 25 of 40 without an answer and 1 of 15 with one,
and ranks them better (.84) than the rules (.73) or itself (.76). On 50 short ones kept aside the
wrongly answered fell from 12 to 5 of 35, and 12 of 15 stayed answered. Of follow-ups in doubt it
refuses 9 of 16 on something else, and 1 of 16 that meant the topic. Other questions with names, or
more words, are not refused so: of 300 from XQuAD it took two wrong answers and three right ones."""

_CLEAR = 1.0
"""How much likelier "Yes" must be than "No" for an answer to be written. Of 31 questions of XQuAD
that the rules answered without an answer, it is less for 22, and for 1 of 6 in doubt that have one;
of follow-ups for 9 of 15 on something else and 6 of 27 that mean the topic. It was chosen on others
and kept. From `CERTAIN` on hardly a question of XQuAD lacks an answer, and of those with one it is
less for 14 of 76."""

LANGUAGE = "en"

_SENTENCES = 5
_CHARACTERS = 2500
_LIKELIEST = 10


@dataclass(frozen=True, slots=True)
class Opinion:
    """`likely`: the probability in [0, 1] that there is an answer, after all that is known;
    `clear`: whether it is seen so clearly that it may be written."""

    likely: float
    clear: bool = True


def in_doubt(likely: float, question: Question) -> bool:
    """Whether the judge is to be asked if `question` is answered, which it is by the rules with the
    probability `likely`: below `CERTAIN`, and any follow-up."""
    return likely >= THRESHOLD and (likely < CERTAIN or _leans(question))


def _leans(question: Question) -> bool:
    return question.standalone != question.text


def worth_reading(text: str, own: Spans) -> bool:
    """Whether the English sentence `text`, which the rules support, may be false in a way that they
    do not see: it has `own` words, or a negation.

    On SummEdits nothing is lost by it; of 191 answers to questions of SQuAD 2.0 and XQuAD the same
    nine are taken out, eight of them wrong ones, in less than half of the time.
    """
    return bool(own) or negates(text, LANGUAGE)


class Judge:
    """Asks the chat model `model`, which must tell the probabilities of its tokens."""

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model.bind(
            logprobs=True, top_logprobs=_LIKELIEST, extra_body={"max_tokens": 1}
        )

    def opinion(self, likely: float, question: Question, passages: Sequence[Document]) -> Opinion:
        """Whether `passages` answer `question`, which they do with the probability `likely` in
        (0, 1) by the rules of `qa.refuse` alone. Waits as long as for an answer, whose prompt it
        reads."""
        margin = self._margin(whether_answered(question, passages))
        if margin is None:
            return Opinion(likely)
        if likely < CERTAIN and (_leans(question) or held_to_more(question)):
            logit = log(likely / (1 - likely)) + _ANSWER_SHARE * (margin - _ANSWER_MARGIN)
            likely = 1 / (1 + exp(-logit))
        return Opinion(likely, clear=margin >= _CLEAR)

    def doubts(self, text: str, statement: TextVectors, found: Sequence[Candidate]) -> bool:
        """Whether it thinks that the English sentence `text` does not follow from what is `found`.

        What stands in a source word for word is not asked about. False where it cannot tell.
        """
        found = [one for one in found if one.article.language == LANGUAGE]
        if not found or any(text.strip() in one.text for one in found):
            return False
        near = sorted(found, key=lambda one: -nearness(statement, one))[:_SENTENCES]
        first = near[0].article.id
        near = sorted(near, key=lambda one: (one.article.id != first, one.sentence.start))
        told = " ".join(one.text for one in near)
        margin = self._margin(
            JUDGEMENT.invoke({"article": told[:_CHARACTERS], "sentence": text[:_CHARACTERS]}),
            timeout=SECONDS,
        )
        return margin is not None and margin < MARGIN

    def _margin(self, prompt: PromptValue, **how: Any) -> float | None:
        """How much likelier "Yes" is than "No", as a difference of logarithms."""
        try:
            with failures("judge"):
                answer = self._model.invoke(prompt, **how)
        except ModelError:
            return None
        likely = _probabilities(answer.response_metadata)
        if "Yes" not in likely and "No" not in likely:
            return None
        least = min(likely.values())
        return likely.get("Yes", least) - likely.get("No", least)


def _probabilities(metadata: dict[str, Any]) -> dict[str, float]:
    """The likeliest first tokens of an answer and the logarithms of their probabilities."""
    content = (metadata.get("logprobs") or {}).get("content") or [{}]
    return {one["token"]: float(one["logprob"]) for one in content[0].get("top_logprobs", ())}


def local_judge(settings: Settings) -> Judge | None:
    """The packaged model as a judge; None if another model is set, or none. Raises `ModelError`."""
    model = chat_model(settings) if settings.model.strip() == "local" else None
    return Judge(model) if model else None
