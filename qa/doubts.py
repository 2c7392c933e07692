"""Why a written sentence may be false though the sentences it rests on are near: a figure that
they lack or have elsewhere, a name that the article does not know, a denial.

Who says it is held against the source in `qa.attribution`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from corpus.embed import TextVectors, Vectors
from corpus.late import similarities
from qa.citing import neighbours
from qa.claims import contradicts, negates
from qa.evidence import Candidate
from qa.figures import Figure, displaced, figures
from qa.names import Known, Name, is_place, known_in, names, unknown
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
        for figure in figures(one.text, language)
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
    asked: Question,
) -> list[Reason]:
    """Names that the cited articles do not have; in another language, also if no word of the
    sentences that are `near` comes close to them. That the question has a name is no evidence:
    asked who won in one town, a model names the winner in another. Words that may be no names
    are not doubted if they stand there.
    """
    found = names(text, asked.language)
    if not found:
        return []
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
    given = known_in(asked.standalone, asked.language, other_language=False)
    doubted = [
        name
        for name in unknown(found, sources, asked.language)
        if not name.ordinary or (own and name.bare and not given.has(name.written, asked.language))
    ]
    if across and doubted:
        least = _least_aligned(doubted, given, asked.language)
        tokens = np.concatenate([one.tokens for one in near if one.article.id in articles])
        seen = similarities(statement.tokens, tokens)
        doubted = [
            name
            for name, needed in zip(doubted, least, strict=True)
            if _aligned(name, statement, seen) < needed
        ]
    return [Reason("no name", name.written) for name in doubted]


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
