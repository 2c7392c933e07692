"""One story, however many outlets printed it, is one source.

`corpus` knows which articles are copies of each other. Here, of what copies say alike only
the best is kept, and it names the others. Alike means: all its numbers and capitalised words,
the same negations, and nearly all other words; so where copies contradict each other, both
stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus import Article, Corpus

if TYPE_CHECKING:
    from qa.retrieve import Hit

ALIKE = 0.8
NEW = 0.25
NAMED = 20  # of so many copies it is looked up whether they have a sentence, too
_WORD = re.compile(r"\w+")
_NEGATIONS = frozenset(
    re.findall(
        r"\w+",
        "nicht nichts nie niemals nein kein keine keinen keinem keiner keines ohne weder bez "
        "not no never none without nor neither cannot ne pas jamais sans sin nunca non mai senza",
    )
)


@lru_cache(maxsize=4096)
def _words(sentence: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """All words of a sentence; those that must not differ, which are numbers and capitalised
    words but for the first; its negations."""
    words = _WORD.findall(sentence)
    folded = frozenset(map(str.casefold, words))
    strict = (
        word.casefold()
        for i, word in enumerate(words)
        if any(map(str.isdigit, word)) or (i and not word.islower())
    )
    return folded, frozenset(strict), folded & _NEGATIONS


def covers(one: str, other: str) -> bool:
    """Whether the sentence `one` says all that `other` says, in nearly the same words.

    >>> covers("Das Feuer wurde am Montag rasch gelöscht.", "Das Feuer wurde am Montag gelöscht.")
    True
    >>> covers("Es gab 12 Tote.", "Es gab 14 Tote.")
    False
    """
    words, _, negations = _words(one)
    its_words, strict, its_negations = _words(other)
    if negations != its_negations or not strict <= words:
        return False
    return len(words & its_words) >= ALIKE * len(its_words)


def said_in(sentence: str, texts: Iterable[str]) -> bool:
    """Whether one of `texts`, sentences, says all that `sentence` says."""
    return any(covers(one, sentence) for one in texts)


def told_once(hits: Sequence[Hit], corpus: Corpus) -> list[Hit]:
    """`hits` without those that add nothing to the better hits of the same story: their best
    sentence was there, or nearly all sentences."""
    stories = corpus.stories(list({hit.chunk.article_id for hit in hits}))
    said: dict[int, list[str]] = {}
    kept = []
    for hit in hits:
        story = stories.get(hit.chunk.article_id)
        if story and story.articles > 1:
            text = corpus.get(hit.chunk.article_id).text
            sentences = [text[one.start : one.end] for one in hit.chunk.sentences]
            best = sentences[int(hit.near.argmax())]
            heard = said.setdefault(story.number, [])
            if said_in(best, heard) or _adds_nothing(sentences, heard):
                continue
            heard += sentences
        kept.append(hit)
    return kept


def _adds_nothing(sentences: Sequence[str], heard: Sequence[str]) -> bool:
    """At most a quarter of `sentences` is new, and no number and no negation."""
    new = [one for one in sentences if not said_in(one, heard)]
    return len(new) <= NEW * len(sentences) and _decisive(new) <= _decisive(heard)


def _decisive(sentences: Sequence[str]) -> set[str]:
    words = {word for one in sentences for word in _words(one)[0]}
    return {word for word in words if word in _NEGATIONS or any(map(str.isdigit, word))}


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
