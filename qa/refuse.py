"""Whether what was found answers the question at all.

The probability comes from a logistic regression over the best hit: how near are the whole
chunk, its best sentence and its words, and among how many chunks it was the best. It was fitted
on the XQuAD development questions, each asked with its article and without it, among 6, 40 and
all other chunks, in four pairs of languages (`beleg eval refusal`); fitted on half of the
articles, it does as well on the other half.

A follow-up question finds a passage on its topic whatever it asks, so it is judged by how its own
words are met there. That regression was fitted on follow-ups of the dialogues in
`tests/dialogues`, each in its own conversation and after a question on something else.

What it cannot see is whether a passage about the very thing asked for lacks just the detail.
Of that, one case is told by rule: a question after money, and no amount in the quotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from qa.answer import Quote
from qa.asks import for_money, has_amount
from qa.question import Question
from qa.retrieve import Hit

THRESHOLD = 0.17
"""Refuses about 3.5 % of the questions that have an answer in the articles."""

_INTERCEPT = -108.5
_WHOLE, _BEST, _TOKENS = 40.0, 79.6, 24.0
_SAME_LANGUAGE = -6.0
_LOG_CHUNKS = -0.69

_OWN_INTERCEPT = -26.8
_OWN_BEST, _OWN_TOKENS = 20.2, 16.5
_TOO_FEW = 3  # words of a question, to judge by: "And when?"


def answerable(question: Question, best: Hit, chunks: int, quotes: Sequence[Quote]) -> float:
    """The probability in [0, 1] that an answer is in `best`, the first hit among `chunks`."""
    if for_money(question.standalone) and not any(has_amount(one.quote) for one in quotes):
        return 0.0
    if best.own and len(question.text.split()) > _TOO_FEW:
        return _probability(
            _OWN_INTERCEPT + _OWN_BEST * best.own.best + _OWN_TOKENS * best.own.tokens
        )
    return _probability(
        _INTERCEPT
        + _WHOLE * best.whole
        + _BEST * best.best
        + _TOKENS * best.tokens
        + _SAME_LANGUAGE * (best.language == question.language)
        + _LOG_CHUNKS * log(max(1, chunks))
    )


def _probability(logit: float) -> float:
    return 1 / (1 + exp(-logit))
