"""Whether the sentences of the articles support a sentence that a model wrote, and if not, why.

In this order: is any sentence near in meaning, as a whole and word by word; do the numbers and
dates of the written one stand there or next to it; does the article know its names; does the
article say so itself, or somebody in it; are quoted words verbatim; is nothing denied that is
affirmed, or the other way round. Readings of figures, names and cues are in `qa.figures`,
`qa.names` and `qa.claims`; here they are held against the sentences that are cited.

What it cannot see: a word changed for another that is as near in meaning ("manslaughter",
"murder"), and in languages without word lists who speaks and what is denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from corpus.embed import TextVectors, Vectors
from corpus.late import maxsim, similarities
from qa.answer import Verdict
from qa.claims import (
    contradicts,
    is_attributed,
    is_reported,
    is_verbatim,
    negates,
    quotations,
    speaker,
    speakers_near_cues,
)
from qa.evidence import Candidate
from qa.figures import Figure, displaced, figures, meets, readable, relative_days, unmet
from qa.names import Known, Name, names, unknown
from qa.question import Question

MIN_NEARNESS = 0.77
MIN_NEARNESS_SAME_LANGUAGE = 0.84
"""On news translated by people (NTREX) a sentence, or half of one, is nearer than this to its
translation in 19 of 20 cases; the nearest other sentence of the same article is in 1 of 5."""

MIN_GAIN, MIN_GAIN_SAME_LANGUAGE = 0.06, 0.04
"""How much better the words of a statement must be met, on the mean, with a second sentence for
that to be cited too. Of single sentences of NTREX 1 in 50 reaches it by chance; of two joined
in one language 19 in 20 do, across languages 2 in 5."""

MIN_NAME_ALIGNED = 0.7
"""A name that no list links to the source is still taken for one that the source has where the
model sees it there: best cosine of its tokens with those of the sentences near it."""

MIN_DOUBTFUL_ALIGNED = 0.5
_MAX_CITED = 3
_NEAR, _SAME_PLACE, _VERBATIM = 3, 0.6, 0.85
_CLOSE = 30
_WORD = re.compile(r"\w+")
_OPINION = re.compile(
    r"\b(I (?:think|believe|feel)|in my (?:opinion|view)|it is (?:important|worth"
    r"|interesting) to note"
    r"|(?:this|that|it) (?:is|seems|sounds) (?:very |quite |truly |certainly )?(?:important"
    r"|interesting"
    r"|impressive|encouraging|worrying|remarkable|good|bad|great)"
    r"|ich (?:denke|glaube|finde)|meiner (?:Meinung|Ansicht) nach|es ist (?:wichtig|interessant)"
    r"|(?:das|dies) (?:ist|klingt|scheint) (?:sehr |durchaus )?(?:wichtig|interessant|beeindruckend"
    r"|erfreulich|bedenklich|bemerkenswert|gut|schlecht))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is not supported: a phrase of `qa.phrases`, and what it is about."""

    phrase: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking found: the verdict, and the sentences that support it or, where it is
    unsupported, those nearest to it, if any are near."""

    verdict: Verdict
    cited: tuple[Candidate, ...] = ()
    reasons: tuple[Reason, ...] = ()


def verified(
    text: str, statement: TextVectors, found: Sequence[Candidate], asked: Question
) -> Verification:
    """Whether sentences among `found` support the sentence `text`, written for `asked`.

    The nearest sentence is cited; others that are near too, or next to it, are added while
    they bring a figure that is still missing. What stands in the question needs no source.
    """
    near = _near(statement, found, asked.language)
    if not near:
        if is_opinion(text, asked.language):
            return Verification("opinion", reasons=(Reason("opinion"),))
        return Verification("unsupported", reasons=(Reason("no support"),))
    cited, missing = _cited(text, near, found, asked)
    reasons = [
        *_about_figures(missing),
        *_about_places(text, cited, found, asked.language),
        *_about_names(text, statement, cited, near, asked),
        *_about_speakers(text, cited, found, asked.language),
        *_about_polarity(text, cited, found, asked.language),
    ]
    if reasons:
        return Verification("unsupported", tuple(cited), tuple(reasons))
    return Verification("supported", tuple(_with_second(statement, cited, found, asked.language)))


def nearness(statement: TextVectors, candidate: Candidate) -> float:
    """Mean of the cosine of the sentences and of how well the words of the statement are met.

    The second does not mind that a short statement says only part of a long sentence.
    """
    cosine = float(statement.vector @ candidate.vector)
    if not len(statement.tokens) or not len(candidate.tokens):
        return cosine
    return (cosine + maxsim(similarities(statement.tokens, candidate.tokens))) / 2


def is_opinion(text: str, language: str) -> bool:
    """Whether a sentence only evaluates: nothing in it could be looked up."""
    return bool(_OPINION.search(text)) and not (
        figures(text, language) or any(not name.ordinary for name in names(text, language))
    )


def _near(statement: TextVectors, found: Sequence[Candidate], language: str) -> list[Candidate]:
    """Those near enough in meaning, the nearest first."""
    values = [(nearness(statement, candidate), candidate) for candidate in found]
    near = [(value, one) for value, one in values if value >= _least(one, language)]
    return [one for _, one in sorted(near, key=lambda pair: -pair[0])]


def _least(candidate: Candidate, language: str) -> float:
    same = candidate.article.language == language
    return MIN_NEARNESS_SAME_LANGUAGE if same else MIN_NEARNESS


def _cited(
    text: str, near: Sequence[Candidate], found: Sequence[Candidate], asked: Question
) -> tuple[list[Candidate], list[Figure]]:
    """The sentences to cite, and the figures of `text` that none of them has."""
    given = figures(asked.standalone, asked.language)
    stated = [
        figure
        for figure in figures(text, asked.language)
        if not any(meets(figure, other) for other in given)
    ]
    missing = _missing(stated, near[0])
    if not stated or not missing:
        return [near[0]], []
    for candidate in near[1:]:
        if not _missing(stated, candidate):  # this one alone has them all
            return [candidate], []
    cited = [near[0]]
    for candidate in [*near[1:], *_neighbours(near[0], found)]:
        left = _missing(missing, candidate)
        if len(left) < len(missing) and len(cited) < _MAX_CITED:
            cited.append(candidate)
            missing = left
    missing = _elsewhere(missing, near[0], found, cited)
    title = near[0].article.title
    told = figures(title, near[0].article.language) if title else ()
    return cited, [one for one in missing if not any(meets(one, other) for other in told)]


def _with_second(
    statement: TextVectors, cited: list[Candidate], found: Sequence[Candidate], language: str
) -> list[Candidate]:
    """`cited`, and the sentence that has the rest of what is said, if one clearly has."""
    if not len(statement.tokens) or len(cited) == _MAX_CITED:
        return cited

    def met(one: Candidate) -> Vectors:
        seen = similarities(statement.tokens, one.tokens)
        best: Vectors = seen.max(axis=1) if seen.size else np.zeros(len(seen), np.float32)
        return best

    so_far: Vectors = np.max([met(one) for one in cited], axis=0)
    chosen = {(one.article.id, one.text) for one in cited}
    best, second = 0.0, None
    for other in found:
        if (other.article.id, other.text) in chosen:
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
            unmet_here = _missing(left, candidate)
            met = [one for one in left if one not in unmet_here and one.kind in ("date", "weekday")]
            if met:
                cited.append(candidate)
                left = [one for one in left if one not in met]
    return left


def _neighbours(one: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The sentences before and after, where they are among `found`."""
    same = [other for other in found if other.article.id == one.article.id]
    before = [other for other in same if other.sentence.end <= one.sentence.start]
    after = [other for other in same if other.sentence.start >= one.sentence.end]
    return [
        *sorted(before, key=lambda other: -other.sentence.end)[:1],
        *sorted(after, key=lambda other: other.sentence.start)[:1],
    ]


def _missing(stated: Iterable[Figure], candidate: Candidate) -> list[Figure]:
    article = candidate.article
    told = figures(candidate.text, article.language)
    published = _day(article.published)
    days = (
        [] if published is None else [*relative_days(candidate.text, article.language, published)]
    )
    if published:
        year = Figure("number", "", frozenset([(float(published.year),)]))
        told = (*(_in_year(figure, published.year) for figure in told), year)
    return unmet(stated, told, days, readable(article.language))


def _in_year(figure: Figure, year: int) -> Figure:
    """A date without a year as one of the year of publication, or next to it."""
    if figure.kind != "date":
        return figure
    values = {
        (float(value[0] or other), *value[1:])
        for value in figure.values
        for other in (year, year - 1, year + 1)
    }
    return Figure(figure.kind, figure.written, frozenset(values | figure.values))


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _about_figures(missing: Iterable[Figure]) -> list[Reason]:
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


def _about_places(
    text: str, cited: Sequence[Candidate], found: Sequence[Candidate], language: str
) -> list[Reason]:
    """Figures that the source has, but in another place."""
    first = cited[0]
    if first.article.language != language:
        return []
    sources = [
        figure
        for one in (*cited, *_neighbours(first, found))
        for figure in figures(one.text, language)
    ]
    reasons = []
    for figure in figures(text, language):
        if other := displaced(figure, sources):
            reasons.append(Reason("other figure", other.written))
    return reasons


def _about_names(
    text: str,
    statement: TextVectors,
    cited: Sequence[Candidate],
    near: Sequence[Candidate],
    asked: Question,
) -> list[Reason]:
    found = names(text, asked.language)
    if not found:
        return []
    articles = {one.article.id: one.article for one in cited}
    sources = [_known_in_question(asked)] + [
        _known(
            "\n".join((a.title, a.source, *a.authors, a.text)),
            a.language,
            a.language != asked.language,
        )
        for a in articles.values()
    ]
    across = any(a.language != asked.language for a in articles.values())
    own = any(a.language == asked.language for a in articles.values())
    doubted = [
        name
        for name in unknown(found, sources, asked.language)
        if not name.ordinary or (own and name.bare)
    ]
    if across and doubted:
        tokens = np.concatenate([one.tokens for one in near if one.article.id in articles])
        seen = similarities(statement.tokens, tokens)
        doubted = [
            name for name in doubted if _aligned(name, statement, seen) < _least_aligned(name)
        ]
    return [Reason("no name", name.written) for name in doubted]


def _least_aligned(name: Name) -> float:
    """Acronyms differ more (UNO, ONU), and so do words like "Detective" that are no names."""
    return MIN_DOUBTFUL_ALIGNED if name.written.isupper() or name.listed else MIN_NAME_ALIGNED


def _aligned(name: Name, statement: TextVectors, seen: Vectors) -> float:
    """The best cosine of the name's tokens with the source's, of the one met least; 0 where
    the name has none."""
    own = (statement.spans[:, 0] < name.end) & (statement.spans[:, 1] > name.start)
    return float(seen[own].max(axis=1).min()) if own.any() and seen.size else 0.0


@lru_cache(maxsize=64)
def _known(text: str, language: str, other_language: bool) -> Known:
    return Known(text, language, other_language)


def _known_in_question(asked: Question) -> Known:
    return _known(asked.standalone, asked.language, other_language=False)


def _about_speakers(
    text: str, cited: Sequence[Candidate], found: Sequence[Candidate], language: str
) -> list[Reason]:
    reasons = []
    own = [one for one in cited if one.article.language == language]
    if own:
        for quote in quotations(text):
            if not any(is_verbatim(quote, one.article.text) for one in own):
                reasons.append(Reason("not verbatim", quote))
    first = cited[0]
    source_language = first.article.language
    if not is_attributed(text, language):
        who = speaker(first.text, source_language)
        if own and is_reported(first.text, source_language):
            reasons.append(Reason("attributed", who) if who else Reason("reported"))
        elif who:
            reasons.append(Reason("attributed", who))
    if own and not reasons:
        reasons += _other_speakers(text, cited, found, language)
        reasons += _displaced_names(text, own, language)
    return list(dict.fromkeys(reasons))


def _other_speakers(
    text: str, cited: Sequence[Candidate], found: Sequence[Candidate], language: str
) -> list[Reason]:
    """Who says it here, and does not in the source of the same language."""
    said_there = _known(" ".join(one.text for one in cited), language, other_language=False)
    new = [one for one in _speakers(text, language) if not said_there.has(one.written, language)]
    if not new:
        return []
    said_here = _known(text, language, other_language=False)
    named = [
        name
        for one in cited
        for name in _speakers(one.text, language)
        if not said_here.has(name.written, language)
    ]
    before = " ".join(other.text for one in cited for other in _before(one, found))
    said_before = _known(before, language, other_language=False)
    return [
        Reason("other speaker", name.written)
        for name in new
        if named or not said_before.has(name.written, language)
    ]


def _displaced_names(text: str, cited: Sequence[Candidate], language: str) -> list[Reason]:
    """Names in whose place the source, in the same words, has another.

    The place is told by the words around. What the article calls both ("Minister Pistorius")
    is one.
    """
    whole = " ".join(one.text for one in cited)
    there, here = (_known(one, language, other_language=False) for one in (whole, text))
    spoken = {name.start for name in _speakers(text, language)}
    others = [name for name in names(whole, language) if not here.has(name.written, language)]
    words, told = _WORD.findall(text.casefold()), set(_WORD.findall(whole.casefold()))
    verbatim = sum(word in told for word in words) >= _VERBATIM * len(words)
    reasons = []
    for name in names(text, language):
        if there.has(name.written, language):
            continue
        wanted = _around(text, name)
        for other in others:
            alike = len(wanted & _around(whole, other))
            certain = (
                not (name.ordinary and other.ordinary)
                or name.bare
                or name.start in spoken
                or (verbatim and not (name.listed and other.listed))
            )
            if (
                certain
                and alike >= max(2, _SAME_PLACE * len(wanted))
                and not any(
                    _together(name.written, other.written, one.article.text) for one in cited
                )
            ):
                reasons.append(Reason("other figure", other.written))
                break
    return reasons


def _around(text: str, name: Name) -> frozenset[str]:
    before = _WORD.findall(text[: name.start].casefold())[-_NEAR:]
    return frozenset((*before, *_WORD.findall(text[name.end :].casefold())[:_NEAR]))


def _together(one: str, other: str, text: str) -> bool:
    """Whether two names stand within a few words of each other: a title and its holder."""
    return any(
        other in text[max(0, match.start() - _CLOSE) : match.end() + _CLOSE]
        for match in re.finditer(re.escape(one), text)
    )


def _speakers(text: str, language: str) -> list[Name]:
    """The capitalised words that stand next to a cue of reported speech."""
    spans = list(speakers_near_cues(text, language))
    return [
        name
        for name in names(text, language)
        if any(start <= name.start and name.end <= end for start, end in spans)
    ]


def _before(one: Candidate, found: Sequence[Candidate], count: int = 2) -> list[Candidate]:
    earlier = [
        other
        for other in found
        if other.article.id == one.article.id and other.sentence.end <= one.sentence.start
    ]
    return sorted(earlier, key=lambda other: -other.sentence.end)[:count]


def _about_polarity(
    text: str, cited: Sequence[Candidate], found: Sequence[Candidate], language: str
) -> list[Reason]:
    first = cited[0]
    if first.article.language == language:
        if contradicts(text, first.text, language):
            return [Reason("opposite", first.text)]
        return []
    around = " ".join(one.text for one in (first, *_neighbours(first, found)))
    other = first.article.language
    if (negates(text, language) and not negates(around, other, weak=True)) or (
        negates(first.text, other) and not negates(text, language, weak=True)
    ):
        return [Reason("opposite", first.text)]
    return []
