"""Words as the full-text index knows them: lower case, Snowball stems of their language."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_WORD = re.compile(r"\w+")
_MAX_WORD = 64


@cache
def _stemmer(language: str) -> Any:
    """The Snowball stemmer of an ISO 639-1 code, or None where there is none."""
    import Stemmer

    try:
        return Stemmer.Stemmer(language)
    except KeyError:
        return None


def stems(text: str, language: str) -> list[str]:
    """The stems of the words of `text`, in order, with repetitions.

    >>> stems("Die Sanktionen, 10.000!", "de")
    ['die', 'sanktion', '10', '000']
    """
    words = [word[:_MAX_WORD] for word in _WORD.findall(text.casefold())]
    stemmer = _stemmer(language) if language else None
    return list(stemmer.stemWords(words)) if stemmer else words
