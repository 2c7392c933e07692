"""The same place in two sentences of one language, told by the words around it: a figure or a name
that stands there in one of them stands for what the other has there.
"""

from __future__ import annotations

import re

NEAR = 3
"""How many words before and after a place are around it."""

SAME = 0.6
"""The share of the words around one place that are around another if both are the same."""

_VERBATIM = 0.85
_FARTHEST = 60  # characters
_WORD = re.compile(r"\w+")


def around(text: str, start: int, end: int) -> frozenset[str]:
    """The words around `text[start:end]`, in small letters; those that begin with a digit are left
    out."""
    before = _WORD.findall(text[max(0, start - _FARTHEST) : start].casefold())[-NEAR:]
    after = _WORD.findall(text[end : end + _FARTHEST].casefold())[:NEAR]
    return frozenset(word for word in (*before, *after) if not word[0].isdigit())


def alike(near: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words around one place that are among others, in [0, 1]."""
    return len(near & other) / len(near) if near else 0.0


def nearly_verbatim(text: str, told: str) -> bool:
    """Whether nearly all words of `text` are among those of `told`."""
    words, known = _WORD.findall(text.casefold()), set(_WORD.findall(told.casefold()))
    return sum(word in known for word in words) >= _VERBATIM * len(words)
