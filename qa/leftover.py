"""Words that a model left standing in the language of the article: "the National Hymne".

A word counts where a cited sentence of another language has it, alone or as the end of a
compound, as a common word of that language, and the language of the answer does not know it.
Names are left alone. Dictionaries are simplemma's. Which language an answer as a whole is in
is told by `qa.language`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.answer import AnswerSentence, Quote
from qa.names import known_word

_WORD = re.compile(r"[^\W\d_]{4,}")
_NOUN = re.compile(  # German writes these with capitals, as names, but seldom names after these
    r"\b(?:d(?:er|ie|as|em|en|es)|k?eine?[nmrs]?|im|am|zum|zur|vom|beim) ([A-ZÄÖÜ][a-zäöüß]{3,})"
)


def left_over(sentences: Iterable[AnswerSentence], question: str, language: str) -> list[str]:
    """The words of `sentences` that stand in the language of what they cite, each once; words
    of the `question` are the reader's own."""
    asked = set(_WORD.findall(question.casefold()))
    found: dict[str, None] = {}
    for sentence in sentences:
        told = [quote for quote in sentence.citations if quote.quote not in sentence.text]
        foreign = [quote for quote in told if quote.article.language not in ("", language)]
        common = frozenset(word for quote in foreign for word in _common(quote))
        if len(foreign) < len(sentence.citations) or not common:
            continue  # quotes themselves, or a source in the reader's language
        for word in _WORD.findall(sentence.text):
            small = word.casefold()
            if small in asked or known_word(word, language):
                continue
            if any(one.endswith(small) for one in common):
                found[word] = None
    return list(found)


def _common(quote: Quote) -> set[str]:
    """The words of a quote that are no names, as its language knows them, in small letters."""
    language = quote.article.language
    nouns = _NOUN.findall(quote.quote) if language == "de" else []
    small = [word for word in _WORD.findall(quote.quote) if word[0].islower()]
    return {word.casefold() for word in (*nouns, *small) if known_word(word, language)}
