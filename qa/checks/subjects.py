"""Of whom a sentence of an article tells: whether the names of a written sentence are its names.

Across languages a name is also there if the model sees it there: its tokens are near to some of
the source's. How names are spelled is told in `qa.names`; what a name that is missing means, in
`qa.checks.doubts` and `qa.checks.citing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from corpus import Article
from corpus.embed import TextVectors, Vectors
from corpus.late import similarities
from corpus.orders import speaks_to_a_machine
from corpus.split import spans_of
from qa.evidence import Candidate
from qa.names import Known, Name, certain, is_place, known_in, names, runs, unknown
from qa.question import Question

MIN_NAME_ALIGNED = 0.51
"""A name that no list links to the source is still taken for one that the source has where the
model sees it there: best cosine of its tokens with those of the sentences near it."""

MIN_DOUBTFUL_ALIGNED = 0.28

MIN_FIRST_ALIGNED = 0.3
"""The same of a word that opens a sentence and may be a surname or not ("Ward"). Of 171 in news
translated by people it doubts two; of surnames put in their place, which the source lacks, 47 %."""

MIN_PLACE_ALIGNED = 0.6
"""The same of a place that an atlas has and the question names: other places are near to it. In
news translated by people (NTREX) a place put where another name was is less near in all but 1 of
250 cases; of places that the source has, and no list links to it, 26 of 65 are, in 1 sentence of
100."""

_PREPOSITIONS = (
    r"(?i:in|of|on|at|from|by|with|for|to|against|between|after|before|during|since|under|over"
    r"|im|von|vom|aus|mit|für|bei|beim|nach|gegen|um|zwischen|vor|durch|seit|zu|zur|zum|am|an|auf"
    r"|unter|über|während|wegen)"
)
_PREPOSITION = re.compile(rf"\W*{_PREPOSITIONS}\b")
_PREPOSITION_BEFORE = re.compile(rf"\b{_PREPOSITIONS}(?: [a-zäöüß]+)? $")
_OPENING = 600  # characters
_DATELINE = re.compile(r"^[^.\n]{2,60} [–—-] ")
_BACK = 3
_BEGINNING = 30  # characters


def before(one: Candidate, found: Sequence[Candidate], count: int = 1) -> list[Candidate]:
    """The last `count` sentences before it that are among `found`, the nearest first."""
    earlier = [
        other
        for other in found
        if other.article.id == one.article.id and other.sentence.end <= one.sentence.start
    ]
    return sorted(earlier, key=lambda other: -other.sentence.end)[:count]


def others_named(one: Candidate, text: str, language: str) -> list[Name]:
    """Whom and what the source sentence `one` names and `text`, in `language`, does not."""
    own = one.article.language
    here = known_in(text, language, other_language=own != language)
    return [name for name in unknown(names(one.text, own), [here], own) if not name.ordinary]


def of_another(text: str, statement: TextVectors, one: Candidate, asked: Question) -> bool:
    """Whether the source sentence `one` names somebody else than `text` does, and not whom that
    does."""
    others = others_named(one, text, asked.language)
    return bool(others) and bool(_lacking(text, statement, [one], "", asked))


def not_told_of(
    text: str, statement: TextVectors, first: Candidate, found: Sequence[Candidate], asked: Question
) -> list[str]:
    """Names of `text` of which the source sentence `first` does not tell: they stand neither
    there nor in the title, nor in the last ones before it, to which "he" or "the company"
    points. These do not count for a name of the question if `first` names somebody else. Of first
    and last name one is enough, if it is nowhere that of a namesake. A name of the question that
    stands in the sentence that opens the article may go by another word later ("the city"), if
    nobody else acts in `first`."""
    given = known_in(asked.standalone, asked.language, other_language=False)

    def is_asked_about(name: str) -> bool:
        return any(given.has(word, asked.language) for word in name.split())

    article = first.article
    around, title = [first, *_back_to_a_name(first, found)], article.title
    missing = _lacking(text, statement, around, title, asked)
    if of_another(text, statement, first, asked):
        own = _lacking(text, statement, [first], title, asked)
        missing = list(dict.fromkeys((*missing, *filter(is_asked_about, own))))
    if not missing or _acts_another(text, first, asked.language):
        return missing
    topic = known_in(
        f"{title}\n{_opening(article)}",
        article.language,
        other_language=article.language != asked.language,
    )
    return [
        name
        for name in missing
        if not (
            is_asked_about(name) and all(topic.has(word, asked.language) for word in name.split())
        )
    ]


def _acts_another(text: str, one: Candidate, language: str) -> bool:
    """Whether the source sentence `one` may tell what somebody does whom `text` does not name: who
    stands at its beginning or, where it begins with when or where, anywhere but after a
    preposition."""
    late = bool(_PREPOSITION.match(one.text))
    return any(
        name.start < _BEGINNING
        or (late and not _PREPOSITION_BEFORE.search(one.text, 0, name.start))
        for name in others_named(one, text, language)
        if not is_place(name.written, one.article.language)
    )


def _opening(article: Article) -> str:
    """The first sentence that speaks to a reader, without the place where it was written."""
    text = _DATELINE.sub("", article.text[:_OPENING])
    sentences = (text[start:end] for start, end, _ in spans_of(text, article.language))
    return next((one for one in sentences if not speaks_to_a_machine(one)), "")


def _back_to_a_name(first: Candidate, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those before it, back to one that begins with a name: of that it tells. One in a clause
    ("The startup, which partnered with Foxconn") is not who "the company" is after it."""
    for one in before(first, found, _BACK):
        yield one
        told = names(one.text, one.article.language)
        if any(not name.ordinary and name.start < _BEGINNING for name in told):
            return


def _lacking(
    text: str,
    statement: TextVectors,
    around: Sequence[Candidate],
    title: str,
    asked: Question,
) -> list[str]:
    """The names of `text` that the sentences `around` lack; those that follow each other as one."""
    named, source = names(text, asked.language), around[0].article.language
    across = source != asked.language
    told = "\n\n".join((title, *(one.text for one in around)))
    unread = unknown(named, [known_in(told, source, other_language=across)], asked.language)
    missing = unread
    if across and unread:
        least = [
            MIN_PLACE_ALIGNED if is_place(name.written, asked.language) else MIN_NAME_ALIGNED
            for name in unread
        ]
        missing = not_seen(unread, least, statement, around)
    sure = certain(named, asked.standalone, asked.language)
    return [
        " ".join(name.written for name in run)
        for run in runs(named)
        if any(name in sure for name in run)
        and (
            all(name in missing for name in run)
            or _of_a_namesake(run, unread, told, source, asked.language)
        )
    ]


def _of_a_namesake(
    run: Sequence[Name], unread: Sequence[Name], told: str, source: str, language: str
) -> bool:
    """Whether `told` has the last name of `run` only after another first name."""
    *first, last = run
    if not first or any(name not in unread or name.listed for name in first):
        return False
    others = [
        other[:-1]
        for other in runs(names(told, source))
        if known_in(other[-1].written, source, other_language=source != language).has(
            last.written, language
        )
    ]
    return bool(others) and all(
        any(not (name.ordinary or name.listed) for name in other) for other in others
    )


def not_seen(
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


def _aligned(name: Name, statement: TextVectors, seen: Vectors) -> float:
    """The best cosine of the name's tokens with the source's, of the one met least; 0 where
    the name has none."""
    own = (statement.spans[:, 0] < name.end) & (statement.spans[:, 1] > name.start)
    return float(seen[own].max(axis=1).min()) if own.any() and seen.size else 0.0


def _least(name: Name) -> float:
    if name.ordinary and not name.start:
        return MIN_FIRST_ALIGNED
    doubtful = name.written.isupper() or name.listed
    return MIN_DOUBTFUL_ALIGNED if doubtful else MIN_NAME_ALIGNED


def least_aligned(doubted: Sequence[Name], given: Known, language: str) -> list[float]:
    """How well each of `doubted` must be met in a source of another language.

    Acronyms differ more (UNO, ONU), and so do words like "Detective" that are no names; not what
    the question has: places, alone or two words together ("Tel Aviv"), and other pairs ("James
    Webb").
    """
    own = [given.has(name.written, language) for name in doubted]
    least = [_least(name) for name in doubted]
    for at, name in enumerate(doubted):
        if own[at] and is_place(name.written, language):
            least[at] = MIN_PLACE_ALIGNED
    for at, (one, other) in enumerate(pairwise(doubted)):
        if own[at] and own[at + 1] and other.start == one.end + 1:
            place = is_place(f"{one.written} {other.written}", language)
            needed = MIN_PLACE_ALIGNED if place else MIN_NAME_ALIGNED
            least[at], least[at + 1] = max(least[at], needed), max(least[at + 1], needed)
    return least
