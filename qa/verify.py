"""Which sentences of the articles support a sentence that a model wrote, if any do.

A first, strict reading: the sentence must be close in meaning to one of the passages' own
sentences, and every number in it must stand in the sentences that are cited for it. What
it does not see yet (names, speakers, negation) is left to a deeper check.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.embed import Vectors
from qa.evidence import Candidate

MIN_COSINE = 0.86
"""Calibrated on translated news sentences against their neighbours; see README, Measured."""

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


def support(text: str, vector: Vectors, found: Sequence[Candidate], asked: str) -> Support:
    """What among `found` supports the sentence `text` with the vector (dimension,).

    The closest sentence is cited; others that are close too are added while they bring a
    number that is still missing. Numbers that stand in the question `asked` need no source.
    """
    if not found:
        return Support(())
    cosines = np.stack([candidate.vector for candidate in found]) @ vector
    order = [int(i) for i in np.argsort(-cosines) if cosines[i] >= MIN_COSINE]
    if not order:
        return Support(())
    missing = numbers(text) - numbers(asked)
    cited: list[Candidate] = []
    for i in order:
        stated = numbers(found[i].text)
        if not cited or missing & stated:
            cited.append(found[i])
            missing -= stated
        if not missing or len(cited) == _MAX_CITED:
            break
    if missing:
        return Support((), tuple(sorted(missing)))
    if len(cited) > 1 and numbers(text) - numbers(asked) <= numbers(cited[1].text):
        cited = cited[1:2]
    return Support(tuple(cited))
