"""Which sentences of the articles a written sentence rests on, and which figures they lack.

The nearest in meaning, as a whole and word by word; beside it others that are near too, or next
to it, as long as they bring a figure that is still missing, and one that has the rest of what is
said. Whether all this supports the sentence is decided in `qa.verify`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

import numpy as np

from corpus import Article
from corpus.embed import TextVectors, Vectors
from corpus.late import maxsim, similarities
from qa.checks.subjects import before, of_another
from qa.checks.wording import new_words
from qa.evidence import Candidate
from qa.figures import (
    Figure,
    figures,
    has_digits,
    is_small,
    is_year,
    meets,
    ordinals,
    readable,
    relative_days,
    unmet,
)
from qa.question import Question

MIN_NEARNESS = 0.77
MIN_NEARNESS_SAME_LANGUAGE = 0.8
"""On news translated by people (NTREX) a sentence, or half of one, is nearer than this to its
translation in 19 of 20 cases; the nearest other sentence of the same article is in 1 of 5."""

GIVEN = 0.5
"""What a word counts for that says nothing new to the one who asked. With it the nearest source
has the known answer in .967 of 422 right sentences that the packaged model wrote to questions of
XQuAD and SQuAD 2.0, without it in .957; and .955 of the right ones are near enough to a source,
without it .936, at as many of the others. With less, facts of something else are taken for it."""

MIN_GAIN, MIN_GAIN_SAME_LANGUAGE = 0.08, 0.06
"""How much better the words of a statement must be met, on the mean, with a second sentence for
that to be cited too. Of single sentences of NTREX 1 in 50 reaches it by chance; of two joined
in one language 19 in 20 do, across languages 2 in 5."""

_MAX_FARTHER = 0.035
"""How much less near than the nearest sentence another may be that is to bring a figure, where the
nearest has another figure instead: "60 arrested" does not rest on 60 who were killed if the
nearest sentence tells of 673 arrested. Of 987 true sentences of NTREX with figures it doubts three,
which give in inches what the other language has in centimetres."""

_MAX_DAYS_AWAY = 275
"""A date without a year is that of the year in which it is nearer to the day of publication than
this: at most two years, and of a day last week one."""

_MAX_CITED = 3
_MID_YEAR, _MID_MONTH = 7, 15
_PIECE = re.compile(r"[^\n]{1,2000}(?!\S)")


def near_in_meaning(
    statement: TextVectors, found: Sequence[Candidate], language: str
) -> list[Candidate]:
    """Those near enough in meaning, the nearest first."""
    values = [(nearness(statement, candidate), candidate) for candidate in found]
    near = [(value, one) for value, one in values if value >= _least(one, language)]
    return [one for _, one in sorted(near, key=lambda pair: -pair[0])]


def weighed(text: str, statement: TextVectors, asked: Question) -> TextVectors:
    """The vectors of `text`, in which only words that say something new count fully, others for
    `GIVEN` of that: a source need not say again all that was asked, it must say what is answered.
    """
    new = new_words(text, asked.standalone, asked.language) if asked.standalone else ()
    spans, given = statement.spans, np.ones(len(statement.weights), bool)
    for start, end in new:
        given &= (spans[:, 0] >= end) | (spans[:, 1] <= start)
    if given.all():
        return statement
    weights = np.where(given, GIVEN * statement.weights, statement.weights)
    return replace(statement, weights=weights)


def nearness(statement: TextVectors, candidate: Candidate) -> float:
    """Mean of the cosine of the sentences and of how well the words of the statement are met.

    The second does not mind that a short statement says only part of a long sentence.
    """
    cosine = float(statement.vector @ candidate.vector)
    if not len(statement.tokens) or not len(candidate.tokens):
        return cosine
    seen = similarities(statement.tokens, candidate.tokens)
    return (cosine + maxsim(seen, statement.weights)) / 2


def _least(candidate: Candidate, language: str) -> float:
    same = candidate.article.language == language
    return MIN_NEARNESS_SAME_LANGUAGE if same else MIN_NEARNESS


def rests_on(
    text: str,
    statement: TextVectors,
    near: Sequence[Candidate],
    found: Sequence[Candidate],
    asked: Question,
) -> tuple[list[Candidate], list[Figure]]:
    """The sentences to cite, and the figures of `text` that none of them has.

    Of a figure that stands in the question it is enough that the article has it anywhere: the
    reader may have it from there. Where the article lacks it, the question is about something
    else.
    """
    given = figures(asked.standalone, asked.language)
    stated: list[Figure] = []
    repeated: list[Figure] = []
    for figure in figures(text, asked.language):
        asked_for = any(meets(figure, other) for other in given)
        (repeated if asked_for else stated).append(figure)
    instead = _instead(stated, near[0])
    if instead:
        least = nearness(statement, near[0]) - _MAX_FARTHER
        own = [one for one in found if not of_another(text, statement, one, asked)]
        others = (one for one in near[1:] if nearness(statement, one) >= least)
        near = [near[0], *(one for one in others if one in own)]
        found = [] if any(one.kind in ("date", "weekday") for one in instead) else own
    cited, missing = _cited(stated, near, found)
    if repeated:
        articles = list({one.article.id: one.article for one in cited}.values())
        missing += [
            one
            for one in repeated
            if (not is_small(one) or has_digits(text, one.written))  # "two men": said in passing
            and not any(_tells(article, one) for article in articles)
        ]
    return cited, missing


def _instead(stated: Sequence[Figure], first: Candidate) -> list[Figure]:
    """Those of `stated` in whose place the nearest sentence has another of the kind. Then only one
    about as near may bring them, or a number one next to it; and neither of somebody else."""
    told = figures(first.text, first.article.language)
    others = [one for one in told if not any(meets(figure, one) for figure in stated)]
    return [
        figure
        for figure in _missing(stated, first)
        if any(_in_place_of(other, figure) for other in others)
    ]


def _in_place_of(other: Figure, figure: Figure) -> bool:
    """Whether a source that has `other` may have it where `figure` is stated."""
    if figure.kind in ("date", "weekday"):
        return other.kind in ("date", "weekday")
    return (
        figure.kind in ("number", "percentage")
        and other.kind == figure.kind
        and is_year(other) == is_year(figure)
    )


def _cited(
    stated: Sequence[Figure], near: Sequence[Candidate], found: Sequence[Candidate]
) -> tuple[list[Candidate], list[Figure]]:
    missing = _missing(stated, near[0])
    if not stated or not missing:
        return [near[0]], []
    for candidate in near[1:]:
        if not _missing(stated, candidate, first=False):  # this one alone has them all
            return [candidate], []
    cited = [near[0]]
    for candidate in [*near[1:], *neighbours(near[0], found)]:
        left = _missing(missing, candidate, first=False)
        if len(left) < len(missing) and len(cited) < _MAX_CITED:
            cited.append(candidate)
            missing = left
    missing = _elsewhere(missing, near[0], found, cited)
    title = near[0].article.title
    told = figures(title, near[0].article.language) if title else ()
    return cited, [one for one in missing if not any(meets(one, other) for other in told)]


def with_second(
    text: str,
    statement: TextVectors,
    cited: list[Candidate],
    near: Sequence[Candidate],
    found: Sequence[Candidate],
    language: str,
) -> list[Candidate]:
    """`cited`, and the sentence that has the rest of what is said, if one clearly has; one of
    another article only if it is `near` in meaning as well, as half of what is said would be, and
    has no other figure in the place of one of `text`."""
    if not len(statement.tokens) or len(cited) == _MAX_CITED:
        return cited

    def met(one: Candidate) -> Vectors:
        seen = similarities(statement.tokens, one.tokens)
        best: Vectors = seen.max(axis=1) if seen.size else np.zeros(len(seen), np.float32)
        return best

    so_far: Vectors = np.max([met(one) for one in cited], axis=0)
    chosen = {(one.article.id, one.text) for one in cited}
    articles = {one.article.id for one in cited}
    stated = figures(text, language)
    best, second = 0.0, None
    for other in found:
        if (other.article.id, other.text) in chosen:
            continue
        if other.article.id not in articles and (other not in near or _instead(stated, other)):
            continue
        gain = float((np.maximum(so_far, met(other)) - so_far).mean())
        same = other.article.language == language
        if gain >= (MIN_GAIN_SAME_LANGUAGE if same else MIN_GAIN) and gain > best:
            best, second = gain, other
    return cited if second is None else [*cited, second]


def _elsewhere(
    missing: list[Figure], first: Candidate, found: Sequence[Candidate], cited: list[Candidate]
) -> list[Figure]:
    """`missing` without the dates that another sentence of the same article has; it is cited.

    News tells the day once, often in another sentence than what happened on it.
    """
    left = missing
    for candidate in found:
        if not any(one.kind in ("date", "weekday") for one in left) or len(cited) >= _MAX_CITED:
            break
        if candidate.article.id == first.article.id:
            unmet_here = _missing(left, candidate, first=False)
            met = [one for one in left if one not in unmet_here and one.kind in ("date", "weekday")]
            if met:
                cited.append(candidate)
                left = [one for one in left if one not in met]
    return left


def neighbours(one: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The sentences before and after, where they are among `found`."""
    later = [
        other
        for other in found
        if other.article.id == one.article.id and other.sentence.start >= one.sentence.end
    ]
    return [*before(one, found), *sorted(later, key=lambda other: other.sentence.start)[:1]]


def _missing(stated: Iterable[Figure], candidate: Candidate, first: bool = True) -> list[Figure]:
    return _untold(stated, candidate.text, candidate.article, of_its_year=first)


def _tells(article: Article, figure: Figure) -> bool:
    """Whether the article has it anywhere, or its title."""
    pieces = (article.title, *_PIECE.findall(article.text))
    return any(not _untold([figure], piece, article) for piece in pieces)


def _untold(
    stated: Iterable[Figure], text: str, article: Article, *, of_its_year: bool = True
) -> list[Figure]:
    """Figures that `text` lacks. `of_its_year`: whether it tells of the year it was published in,
    unless it names another."""
    told = list(told_in(text, article))
    published = article.day
    days = [] if published is None else [*relative_days(text, article.language, published)]
    if published and of_its_year and not any(map(_names_year, figures(text, article.language))):
        told.append(Figure("number", "", frozenset([(float(published.year),)])))
    spelled = readable(article.language)
    left = unmet(stated, told, days, spelled)
    return unmet(left, ordinals(text, article.language), (), spelled) if left else []


def told_in(text: str, article: Article) -> tuple[Figure, ...]:
    """The figures of `text`, which stands in `article`; dates without a year are in the one that
    is nearest to when it was published."""
    told, published = figures(text, article.language), article.day
    return tuple(_nearest_year(one, published) for one in told) if published else told


def _names_year(figure: Figure) -> bool:
    return is_year(figure) or (figure.kind == "date" and any(year for year, *_ in figure.values))


def _nearest_year(figure: Figure, published: date) -> Figure:
    """A date without a year as one of the years in which it is near to the day of publication."""
    if figure.kind != "date":
        return figure
    values = {
        (float(year), float(month), float(day))
        for said, month, day in figure.values
        for year in ([said] if said else _near_years(int(month), int(day), published))
    }
    return Figure(figure.kind, figure.written, frozenset(values | figure.values))


def _near_years(month: int, day: int, published: date) -> Iterator[int]:
    for year in (published.year - 1, published.year, published.year + 1):
        with suppress(ValueError):
            away = date(year, month or _MID_YEAR, day or _MID_MONTH) - published
            if abs(away.days) <= _MAX_DAYS_AWAY:
                yield year
