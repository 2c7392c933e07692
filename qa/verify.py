"""Which sentences of the articles support a sentence that a model wrote, if any do.

A first, strict reading: the sentence must be near in meaning to one of the passages' own
sentences, as a whole and word by word, and every number in it must stand in the sentences
that are cited for it. What it does not see yet (names, speakers, negation) is left to a
deeper check.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.embed import TextVectors
from corpus.late import maxsim, similarities
from qa.evidence import Candidate
from qa.question import Question

MIN_NEARNESS = 0.77
MIN_NEARNESS_SAME_LANGUAGE = 0.84
"""On news translated by people (NTREX) a sentence, or half of one, is nearer than this to its
translation in 19 of 20 cases; the nearest other sentence of the same article is in 1 of 5."""

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+")
_SEPARATOR = re.compile(r"[.,'’\u00a0\u202f ]")
_MAX_CITED = 3


@dataclass(frozen=True, slots=True)
class Support:
    """The sentences that support a written one; empty if none do, and then `missing` has the
    numbers that stand nowhere in what is close to it."""

    cited: tuple[Candidate, ...]
    missing: tuple[str, ...] = ()


def numbers(text: str) -> set[str]:
    """The numbers in `text` in one notation, so that those of all languages compare.

    >>> sorted(numbers("10.000 Soldaten, 1,5 Prozent, am 10. November"))
    ['1.5', '10', '10000']
    """
    return {value for match in _NUMBER.finditer(text) for value in _values(match.group())}


def _values(written: str) -> list[str]:
    if _GROUPED.fullmatch(written):
        return [_SEPARATOR.sub("", written)]
    parts = _SEPARATOR.split(written)
    if len(parts) == 2 and not re.search(r"[' ’\u00a0\u202f]", written):  # noqa: PLR2004
        return [f"{int(parts[0])}.{parts[1]}"]
    return [str(int(part)) for part in parts]


def nearness(statement: TextVectors, candidate: Candidate) -> float:
    """Mean of the cosine of the sentences and of how well the words of the statement are met.

    The second does not mind that a short statement says only part of a long sentence.
    """
    cosine = float(statement.vector @ candidate.vector)
    if not len(statement.tokens) or not len(candidate.tokens):
        return cosine
    return (cosine + maxsim(similarities(statement.tokens, candidate.tokens))) / 2


def support(
    text: str, statement: TextVectors, found: Sequence[Candidate], asked: Question
) -> Support:
    """What among `found` supports the sentence `text`.

    The nearest sentence is cited; others that are near too are added while they bring a
    number that is still missing. Numbers that stand in the question need no source.
    """
    near = [(nearness(statement, candidate), candidate) for candidate in found]
    near = [(value, one) for value, one in near if value >= _least(one, asked.language)]
    near.sort(key=lambda pair: -pair[0])
    missing = numbers(text) - numbers(asked.standalone)
    wanted = set(missing)
    cited: list[Candidate] = []
    for _, candidate in near:
        stated = numbers(candidate.text)
        if wanted and wanted <= stated:  # this one alone has them all
            return Support((candidate,))
        if len(cited) < _MAX_CITED and (not cited or missing & stated):
            cited.append(candidate)
            missing -= stated
    return Support((), tuple(sorted(missing))) if missing and cited else Support(tuple(cited))


def _least(candidate: Candidate, language: str) -> float:
    same = candidate.article.language == language
    return MIN_NEARNESS_SAME_LANGUAGE if same else MIN_NEARNESS
