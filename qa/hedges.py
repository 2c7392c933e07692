"""What a source only takes for likely, or somebody for guilty, told as sure: "the attacker", of the
alleged attacker.

German and English. In the same language a hedge belongs to the words around it, and the written
sentence may have another one there; across languages it counts if the source has one and the
written sentence nothing of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from qa.around import SAME, around
from qa.cues import ATTRIBUTED
from qa.evidence import Candidate

_HEDGES = {
    "de": r"mutmaßlich\w*|angeblich\w*|vermeintlich\w*|(?:tat)?verdächtigt?\w*|\w*verdachts?"
    r"|vermutlich\w*|wahrscheinlich\w*|möglicherweise|offenbar|wohl|anscheinend|vermutet\w*"
    r"|eventuell\w*|womöglich|vielleicht",
    "en": r"alleged\w*|suspect\w*|purported\w*|supposed\w*|reportedly|apparently|probabl[ey]"
    r"|likely|perhaps|possibl[ey]|presum\w*|on suspicion|maybe|believed",
}
"""Of a source."""

_LIKE_HEDGES = {
    "de": rf"{_HEDGES['de']}|möglich\w*|\w*schein(?:t|en|bar)\w*|schien\w*|dürften?|könnten?|mag"
    r"|mögen|soll(?:en|te|ten)?|offensichtlich\w*|glaub\w*|unklar|ungewiss|befürcht\w*"
    r"|voraussichtlich\w*|erwart\w*|vorw[uü]rf\w*|vorgeworfen|wirft|warf|beschuldig\w*|wonach"
    r"|angeklagt\w*|würden?|annahm\w*|annehm\w*|angenommen|sogenannte\w*|schätz\w*"
    r"|spekul\w*",
    "en": rf"{_HEDGES['en']}|may|might|could|would|should|seem\w*|appear\w*|think|thinks|thought"
    r"|unclear|uncertain|fear\w*|expect\w*|accus\w*|charg\w*|indict\w*|obvious\w*|evident\w*"
    r"|so-called|estimat\w*|assum\w*|speculat\w*|potential\w*",
}
"""What a written sentence may have instead."""

_OF_OTHERS = re.compile(r"angeblich|allegedly|reportedly|purportedly|believed")
"""Hedges that repeat what others say; to name these is as good."""

_NEAR_ENOUGH = 0.3


def told_as_sure(text: str, cited: Sequence[Candidate], language: str) -> str:
    """The word by which the sentences `cited` hedge what `text` tells without; "" if one of them
    does not."""
    if not {language, *(one.article.language for one in cited)} <= _HEDGES.keys():
        return ""
    hedged = [next(_bare(text, one, language), "") for one in cited]
    return hedged[0] if all(hedged) else ""


def _bare(text: str, one: Candidate, language: str) -> Iterator[str]:
    """The hedges of a sentence that `text` lacks."""
    own = one.article.language
    reported = bool(_pattern(ATTRIBUTED[language]).search(text))
    here = [
        around(text, *match.span()) for match in _pattern(_LIKE_HEDGES[language]).finditer(text)
    ]
    words = frozenset(re.findall(r"\w+", text.casefold()))
    for match in _pattern(_HEDGES[own]).finditer(one.text):
        if reported and (own != language or _OF_OTHERS.fullmatch(match.group().lower())):
            continue
        near = around(one.text, *match.span())
        if own != language:
            told = not here
        else:
            told = _share(near, words) >= SAME and not any(
                _share(near, other) >= _NEAR_ENOUGH for other in here
            )
        if told:
            yield match.group()


def _share(near: frozenset[str], words: frozenset[str]) -> float:
    return len(near & words) / len(near) if near else 0.0


@cache
def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)
