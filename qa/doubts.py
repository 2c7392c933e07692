"""Why a written sentence may be false though the sentences it rests on are near: a figure that
they lack or have elsewhere, a name that the article does not know or of which it tells something
else, words of nothing but the question, a denial.

Who says it is held against the source in `qa.attribution`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz, process

from corpus.embed import TextVectors, Vectors
from corpus.late import similarities
from corpus.stem import stems
from qa.citing import before, neighbours, of_another, told_in
from qa.claims import contradicts, negates
from qa.evidence import Candidate
from qa.figures import Figure, displaced, figures
from qa.language import function_words
from qa.names import Known, Name, certain, is_place, known_in, lemma, names, runs, unknown
from qa.question import Question

MIN_NAME_ALIGNED = 0.51
"""A name that no list links to the source is still taken for one that the source has where the
model sees it there: best cosine of its tokens with those of the sentences near it."""

MIN_DOUBTFUL_ALIGNED = 0.28

MIN_PLACE_ALIGNED = 0.6
"""The same of a place that an atlas has and the question names: other places are near to it. In
news translated by people (NTREX) a place put where another name was is less near in all but 1 of
250 cases; of places that the source has, and no list links to it, 26 of 65 are, in 1 sentence of
100."""

_SAME_WORD = 85.0
"""Of 100: how alike two stems are that are of one word all the same ("shot", "shoot")."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is not supported: a phrase of `qa.phrases`, and what it is about."""

    phrase: str
    about: str = ""


def about_figures(missing: Iterable[Figure]) -> list[Reason]:
    """Figures that no source has."""
    kinds = {"date": "no date in source", "weekday": "no date in source"}
    return [
        Reason(
            "no year"
            if re.fullmatch(r"(?:19|20)\d\d", one.written)
            else kinds.get(one.kind, "no number"),
            one.written,
        )
        for one in missing
    ]


def about_places(
    text: str, cited: Sequence[Candidate], found: Sequence[Candidate], language: str
) -> list[Reason]:
    """Figures that the source has, but in another place."""
    first = cited[0]
    if first.article.language != language:
        return []
    sources = [
        figure
        for one in (*cited, *neighbours(first, found))
        for figure in told_in(one.text, one.article)
    ]
    reasons = []
    for figure in figures(text, language):
        if other := displaced(figure, sources):
            reasons.append(Reason("other figure", other.written))
    return reasons


def about_names(
    text: str,
    statement: TextVectors,
    cited: Sequence[Candidate],
    near: Sequence[Candidate],
    found: Sequence[Candidate],
    asked: Question,
) -> list[Reason]:
    """Names that the cited articles do not have; or that they have, but not where it is told.

    In another language a name is there too if words of the sentences that are `near` come close
    to it. That the question has a name is no evidence: asked who won in one town, a model names
    the winner in another. Words that may be no names are not doubted if they stand there.
    """
    named = names(text, asked.language)
    if not named:
        return []
    given = known_in(asked.standalone, asked.language, other_language=False)
    articles = {one.article.id: one.article for one in cited}
    sources = [
        known_in(
            "\n".join((a.title, a.source, *a.authors, a.text)),
            a.language,
            other_language=a.language != asked.language,
        )
        for a in articles.values()
    ]
    across = any(a.language != asked.language for a in articles.values())
    own = any(a.language == asked.language for a in articles.values())
    doubted = [
        name
        for name in unknown(named, sources, asked.language)
        if not name.ordinary or (own and name.bare and not given.has(name.written, asked.language))
    ]
    if across and doubted:
        least = _least_aligned(doubted, given, asked.language)
        around = [one for one in near if one.article.id in articles]
        doubted = _not_seen(doubted, least, statement, around)
    if doubted:
        return [Reason("no name", name.written) for name in doubted]
    return [
        Reason("not of", name)
        for name in _told_elsewhere(text, named, statement, cited, found, asked)
    ]


def _told_elsewhere(
    text: str,
    named: Sequence[Name],
    statement: TextVectors,
    cited: Sequence[Candidate],
    found: Sequence[Candidate],
    asked: Question,
) -> list[str]:
    """Names of which the sentence that is cited first does not tell: they stand neither there, nor
    in the title, nor in the one before it, to which "he" or "the company" points if it names nobody
    else. Of first and last name one is enough."""
    first = cited[0]
    earlier = [] if of_another(text, first, asked) else before(first, found)
    around = [first, *earlier]
    language, across = first.article.language, first.article.language != asked.language
    told = "\n".join((first.article.title, *(one.text for one in around)))
    missing = unknown(named, [known_in(told, language, other_language=across)], asked.language)
    if across and missing:
        least = [
            MIN_PLACE_ALIGNED if is_place(name.written, asked.language) else MIN_NAME_ALIGNED
            for name in missing
        ]
        missing = _not_seen(missing, least, statement, around)
    sure = certain(named, asked.standalone, asked.language)
    return [
        " ".join(name.written for name in run)
        for run in runs(named)
        if all(name in missing for name in run) and any(name in sure for name in run)
    ]


def _not_seen(
    doubted: Sequence[Name],
    least: Sequence[float],
    statement: TextVectors,
    around: Sequence[Candidate],
) -> list[Name]:
    """Those of `doubted` that no words of `around` come as near to as `least` says."""
    seen = similarities(statement.tokens, np.concatenate([one.tokens for one in around]))
    return [
        name
        for name, needed in zip(doubted, least, strict=True)
        if _aligned(name, statement, seen) < needed
    ]


def _least_aligned(doubted: Sequence[Name], given: Known, language: str) -> list[float]:
    """How well each of `doubted` must be met in a source of another language.

    Acronyms differ more (UNO, ONU), and so do words like "Detective" that are no names; not what
    the question has: places, alone or two words together ("Tel Aviv"), and other pairs ("James
    Webb").
    """
    own = [given.has(name.written, language) for name in doubted]
    least = [
        MIN_DOUBTFUL_ALIGNED if name.written.isupper() or name.listed else MIN_NAME_ALIGNED
        for name in doubted
    ]
    for at, name in enumerate(doubted):
        if own[at] and is_place(name.written, language):
            least[at] = MIN_PLACE_ALIGNED
    for at, (one, other) in enumerate(pairwise(doubted)):
        if own[at] and own[at + 1] and other.start == one.end + 1:
            place = is_place(f"{one.written} {other.written}", language)
            needed = MIN_PLACE_ALIGNED if place else MIN_NAME_ALIGNED
            least[at], least[at + 1] = max(least[at], needed), max(least[at + 1], needed)
    return least


def _aligned(name: Name, statement: TextVectors, seen: Vectors) -> float:
    """The best cosine of the name's tokens with the source's, of the one met least; 0 where
    the name has none."""
    own = (statement.spans[:, 0] < name.end) & (statement.spans[:, 1] > name.start)
    return float(seen[own].max(axis=1).min()) if own.any() and seen.size else 0.0


def about_question(text: str, asked: Question) -> list[Reason]:
    """What a sentence says only because the question has it: "Yes, the police shot him." A small
    model affirms nearly everything that it is asked, in words that are near to the articles'
    since the question was. A denial is held against the source instead."""
    language = asked.language
    if negates(text, language) and not negates(asked.standalone, language):
        return []
    known = sorted(set().union(*_forms(asked.standalone, language)))
    new = (
        forms
        for forms in _forms(text, language)
        if not any(
            process.extractOne(form, known, scorer=fuzz.ratio, score_cutoff=_SAME_WORD)
            for form in forms
        )
    )
    return [] if any(new) else [Reason("asked")]


def _forms(text: str, language: str) -> list[frozenset[str]]:
    """The stems of each word that says something, of the word itself and of its lemma."""
    return [
        frozenset((*stems(word, language), *stems(lemma(word, language), language)))
        for word in _WORD.findall(text.casefold())
        if word not in function_words(language)
    ]


def about_polarity(
    text: str, cited: Sequence[Candidate], found: Sequence[Candidate], language: str
) -> list[Reason]:
    """A denial of what the source affirms, or the other way round."""
    first = cited[0]
    if first.article.language == language:
        if contradicts(text, first.text, language):
            return [Reason("opposite", first.text)]
        return []
    around = " ".join(one.text for one in (first, *neighbours(first, found)))
    other = first.article.language
    if (negates(text, language) and not negates(around, other, weak=True)) or (
        negates(first.text, other) and not negates(text, language, weak=True)
    ):
        return [Reason("opposite", first.text)]
    return []
