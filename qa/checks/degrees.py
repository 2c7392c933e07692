"""One of the largest is not the largest: superlatives that a source has only among others, after
others ("the second largest") or not at all.

German and English. A superlative is known by its ending and by the dictionary of lemmas. One that
the source has only so is a reason to doubt; one that it does not have is shown
(`qa.checks.wording`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.evidence import Candidate
from qa.language import function_words
from qa.names import lemma

_SUPERLATIVE = {
    "de": re.compile(r"\b[^\W\d_]{2,}[sß]te(?:[nrms]|ns)?\b"),
    "en": re.compile(
        r"\b(?:[a-z]{2,}est|best|worst|first|last|(?<!at )(?:most|least) [a-z]{3,})\b"
    ),
}
_AMONG = {
    "de": re.compile(
        r"\b(?:(?:eine[rsmn]?|zwei|drei|vier|fünf|einige|mehrere|viele|manche) (?:von )?"
        r"(?:de[rn]|seine[rn]|ihre[rn]|unsere[rn])|(?:zu|unter|von) (?:den|seinen|ihren|unseren))"
        r" (?:[^\W\d_]+ ){0,2}$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?:one|two|three|four|five|some|several|many|few) of|among)"
        r" (?:the |his |her |its |their |our |[\w-]+[’']s? )?(?:[\w’'-]+ ){0,2}$",
        re.IGNORECASE,
    ),
}
_AFTER = {
    "de": re.compile(r"\b\d{1,3}\. $"),
    "en": re.compile(
        r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th|st))[- ]$",
        re.IGNORECASE,
    ),
}
_RANK = re.compile(r"(?:zweit|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt)(?=\w{4})")
_ENDS = {"erst": "first", "erster": "first", "letzt": "last", "letzter": "last"}
_NO_DEGREE = frozenset(("nah", "verschieden", "late"))  # "nächste", "verschiedenste", "latest"


@dataclass(frozen=True, slots=True)
class Superlative:
    """`text[start:end]`, of the adjective `base`; `shared` where others are it too, or more so."""

    written: str
    start: int
    end: int
    base: str
    shared: bool


def superlatives(text: str, language: str) -> Iterator[Superlative]:
    """Those of a text; none in languages other than German and English."""
    if language not in _SUPERLATIVE:
        return
    for match in _SUPERLATIVE[language].finditer(text):
        word, before = match.group(), text[: match.start()]
        plain = _RANK.sub("", word) if language == "de" else word.rpartition(" ")[2]
        base = lemma(plain, language)
        base = _ENDS.get(base, base)
        if word[:1].isupper() or base in _NO_DEGREE or plain in function_words(language):
            continue
        is_verb = base.endswith("n") and not word.startswith(base)  # "musste"
        is_other = base == word or base.endswith("st") or is_verb
        if plain == word and is_other and base not in _ENDS.values():
            continue  # "forest", "ernste"
        among = _AMONG[language].search(before) or _AFTER[language].search(before)
        shared = bool(among) or (language == "de" and plain != word)
        yield Superlative(word, match.start(), match.end(), base, shared)


def unshared(text: str, cited: Sequence[Candidate], language: str) -> Iterator[str]:
    """The superlatives of `text` that are shared wherever the sentences `cited` have them; in
    another language, where these have none that are not."""
    for one, same in _met(text, cited, language):
        if not one.shared and same and all(other.shared for other in same):
            yield one.written


def heightened(text: str, cited: Sequence[Candidate], language: str) -> Iterator[tuple[int, int]]:
    """Where the superlatives of `text` are that the sentences `cited` do not have as such; in
    another language, where these have none at all. First and last are words like others."""
    for one, same in _met(text, cited, language):
        if not same and one.base not in _ENDS.values():
            yield one.start, one.end


def _met(
    text: str, cited: Sequence[Candidate], language: str
) -> Iterator[tuple[Superlative, list[Superlative]]]:
    """The superlatives of `text`, each with those of the sentences `cited` that may be the same."""
    told = list(_told(cited))
    for one in superlatives(text, language):
        yield (
            one,
            [
                other
                for own, other in told
                if other.base == one.base
                or (own != language and not {one.base, other.base} & set(_ENDS.values()))
            ],
        )


def _told(cited: Sequence[Candidate]) -> Iterator[tuple[str, Superlative]]:
    for one in cited:
        for other in superlatives(one.text, one.article.language):
            yield one.article.language, other
