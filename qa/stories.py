"""One story, however many outlets printed it, is one source.

`corpus` knows which articles are copies of each other. Here, of what copies say alike only
the best is kept, and it names the others. Alike means: the same numbers, negations and
capitalised words, and nearly the same others; so where copies contradict each other, both
stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from corpus import Article, Corpus

if TYPE_CHECKING:
    from qa.retrieve import Hit

ALIKE = 0.8
NAMED = 20  # of so many copies it is looked up whether they have a sentence, too
SHARES = np.array([0.25, 0.25, 0.5], np.float32)  # of a sentence alone, in context, by tokens
_WORD = re.compile(r"\w+")
_NEGATIONS = frozenset(
    re.findall(
        r"\w+",
        "nicht nichts nie niemals nein kein keine keinen keinem keiner keines ohne weder bez "
        "not no never none without nor neither cannot ne pas jamais sans sin nunca non mai senza",
    )
)


@lru_cache(maxsize=4096)
def _words(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """All words of a sentence, and those that must not differ. The first word is capitalised
    in any case."""
    words = _WORD.findall(sentence)
    strict = (
        word.casefold()
        for i, word in enumerate(words)
        if any(map(str.isdigit, word))
        or word.casefold() in _NEGATIONS
        or (i and not word.islower())
    )
    return frozenset(word.casefold() for word in words), frozenset(strict)


def alike(one: str, other: str) -> bool:
    """Whether two sentences say the same in nearly the same words.

    >>> alike("Das Feuer wurde am Montag gelöscht.", "Das Feuer wurde am Montag rasch gelöscht.")
    True
    >>> alike("Es gab 12 Tote.", "Es gab 14 Tote.")
    False
    """
    (ours, strict), (theirs, as_strict) = _words(one), _words(other)
    return strict == as_strict and len(ours & theirs) >= ALIKE * len(ours | theirs)


def said_in(sentence: str, texts: Iterable[str]) -> bool:
    """Whether one of `texts`, sentences, says what `sentence` says."""
    return any(alike(sentence, one) for one in texts)


def told_once(hits: Sequence[Hit], corpus: Corpus) -> list[Hit]:
    """`hits` without those whose best sentence a better hit of the same story has, too."""
    stories = corpus.stories(list({hit.chunk.article_id for hit in hits}))
    said: dict[int, list[str]] = {}
    kept = []
    for hit in hits:
        story = stories.get(hit.chunk.article_id)
        if story and story.articles > 1:
            text = corpus.get(hit.chunk.article_id).text
            sentences = [text[one.start : one.end] for one in hit.chunk.sentences]
            best = sentences[int((hit.sentences @ SHARES).argmax())]
            heard = said.setdefault(story.number, [])
            if said_in(best, heard):
                continue
            heard += sentences
        kept.append(hit)
    return kept


class Copies:
    """The copies of articles, each looked up once; in which of them a sentence stands, too."""

    def __init__(self, corpus: Corpus, ids: Sequence[str]) -> None:
        self._corpus = corpus
        self._stories = corpus.stories(ids)
        self._texts: dict[int, list[tuple[Article, str]]] = {}

    def story(self, article: Article) -> int:
        """Number of its story; 0 if it has none."""
        story = self._stories.get(article.id)
        return story.number if story else 0

    def also(self, article: Article, sentence: str) -> tuple[Article, ...]:
        """Articles of other outlets, one each, that have the same words in them."""
        story = self._stories.get(article.id)
        if story is None or story.articles == 1:
            return ()
        if story.number not in self._texts:
            copies = self._corpus.story(article.id)[:NAMED]
            self._texts[story.number] = [(one, _plain(one.text)) for one in copies]
        plain = _plain(sentence)
        found: dict[str, Article] = {}
        for one, text in self._texts[story.number]:
            if one.id != article.id and not one.withdrawn and plain in text:
                found.setdefault(one.source or one.id, one)
        found.pop(article.source, None)
        return tuple(found.values())


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
