"""Whether what was found answers the question at all.

Of each hit a logistic regression tells the probability that it has the answer, and the likeliest
hit decides. It looks at how near are the whole chunk, its best sentence and its words; among how
many chunks it was found; how long the question is, since a long one is near to more; and which
share of the names in the question its article does not know. Texts in the question's language
are nearer whatever they say, so that is taken off. A question of few words and no name ("What is
the price of oil?"), or for advice ("How do I bake bread?"), is near to some sentence of any news,
so it has weights of its own, in which a single sentence counts for less; unless the reader has
said which articles are meant.

They were fitted on questions each asked with the articles that answer and without them: those of
the XQuAD development set in four pairs of languages, among 6, 15, 40, 100 and all other chunks,
and, counted three times, the written-out questions of the Wikinews dialogues in `tests/dialogues`
among 150 articles of Wikinews. In five folds by article, all questions about one article in one
fold, it is as good on the fold left out (README, "Measured"). For vague questions there were
148 short ones besides, counted three times, each about one of three sets of news and asked of
all three, and 168 that none of them answers. The penalty on the squares of the standardised
weights is 1e-4 a case, 2e-4 for vague ones.

A follow-up question finds a passage on its topic whatever it asks, so it is judged by how its own
words are met there. That regression was fitted on follow-ups of the dialogues in
`tests/dialogues`, each in its own conversation and after a question on something else: in folds
by dialogue it refuses 10 % of the former (12 % in another language), and 52 % of the latter.

What it cannot see is whether a passage about the very thing asked for lacks just the detail.
Of that, two cases are told by rule: a question after money, and no amount in the quotes; and a
question on a year of which the nearest article does not tell (`qa.years`). Thanks and greetings
are no question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log

from corpus import Article, Corpus
from corpus.listing import EVERYTHING
from qa.answer import Quote
from qa.asks import for_money, has_amount, is_courtesy, is_personal
from qa.language import function_words
from qa.names import known_in, names, unknown
from qa.question import Question
from qa.retrieve import Hit
from qa.years import may_tell, named_years

THRESHOLD = 0.15
"""Refuses about 3 % of the questions that have an answer in the articles."""

SURE = 0.4
"""From where the old topic is taken for granted in a question that does not say so. Of 58 new
questions without an answer, asked in dialogues on something else, the topic leads 6 to one from
here and 29 from `THRESHOLD`; of 74 that meant it, 59 and 72, and alone 14 of the others find
theirs."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """What each feature adds to the logit."""

    intercept: float
    whole: float
    best: float
    tokens: float
    same_language: float
    log_chunks: float
    log_characters: float
    unknown_names: float


_USUAL = _Weights(-96.74, 41.16, 72.07, 24.04, -5.75, -0.77, -1.48, -2.01)
_VAGUE = _Weights(-80.13, 39.66, 45.85, 22.74, -4.54, -0.85, -0.11, -2.24)
"""The mean of the usual weights and of those fitted on vague questions alone, which are too few to
be trusted; the intercept is such that in folds by question `THRESHOLD` answers 19 % of the short
ones without an answer, and refuses 5 % of those with one."""

_FEW = 3  # words that tell what is asked, beside those that only ask or join
_WORD = re.compile(r"[^\W\d_]+|\d+")

_OWN_INTERCEPT = -30.05
_OWN_BEST, _OWN_TOKENS = 22.79, 18.41
_OWN_SAME_LANGUAGE = -0.49
_TOO_FEW = 3  # words of a question, to judge by: "And when?"


def answerable(
    question: Question, hits: Sequence[Hit], corpus: Corpus, quotes: Sequence[Quote]
) -> float:
    """The probability in [0, 1] that an answer is in one of `hits`, the best first, in `corpus`."""
    if is_courtesy(question.text):
        return 0.0
    if for_money(question.standalone) and not any(has_amount(one.quote) for one in quotes):
        return 0.0
    years = named_years(question.text)
    if years and not may_tell(corpus.get(hits[0].chunk.article_id), years):
        return 0.0
    own = hits[0].own
    if own and len(question.text.split()) > _TOO_FEW:
        same = _OWN_SAME_LANGUAGE * (own.language == question.language)
        met = _OWN_BEST * own.best + _OWN_TOKENS * own.tokens
        return _probability(_OWN_INTERCEPT + met + same)
    weights = _VAGUE if held_to_more(question) else _USUAL
    asked = (
        weights.intercept
        + weights.log_chunks * log(max(1, corpus.number_of_chunks(question.within)))
        + weights.log_characters * log(len(question.standalone))
    )
    near = [
        weights.whole * hit.whole
        + weights.best * hit.best
        + weights.tokens * hit.tokens
        + weights.same_language * (hit.language == question.language)
        for hit in hits
    ]
    logit = -inf
    for nearness, hit in sorted(zip(near, hits, strict=True), key=lambda one: -one[0]):
        if asked + nearness <= logit:
            break
        article = corpus.get(hit.chunk.article_id)
        unknown_share = unknown_names(question.standalone, question.language, article)
        logit = max(logit, asked + nearness + weights.unknown_names * unknown_share)
    return _probability(logit)


def held_to_more(question: Question) -> bool:
    """Whether it is vague, and asked of all articles."""
    anywhere = question.within == EVERYTHING
    return anywhere and is_vague(question.standalone, question.language)


def is_vague(text: str, language: str) -> bool:
    """Whether a question asks for advice, or has no proper name and hardly a word that tells what
    it is about.

    >>> is_vague("What is the price of oil?", "en"), is_vague("Who won in Port Ellery?", "en")
    (True, False)
    """
    if is_personal(text):
        return True
    telling = [
        word for word in _WORD.findall(text) if word.casefold() not in function_words(language)
    ]
    return len(telling) <= _FEW and all(name.ordinary for name in names(text, language))


def unknown_names(text: str, language: str, article: Article) -> float:
    """The share in [0, 1] of the proper names in `text` that an article does not know."""
    found = [name for name in names(text, language) if not name.ordinary]
    if not found:
        return 0.0
    told = "\n".join((article.title, article.source, *article.authors, article.text))
    known = known_in(told, article.language, other_language=article.language != language)
    return len(unknown(found, [known], language)) / len(found)


def _probability(logit: float) -> float:
    return 1 / (1 + exp(-logit))
