"""Which sentence a quote leans on: "Zudem verpflichtet es …" says little without the one before.

Told by how a sentence begins, in the languages listed here; a sentence that merely could lean
gets its neighbour too, which costs the reader a line. Nothing is resolved or rewritten.
"""

from __future__ import annotations

import re

from corpus import Article
from corpus.split import spans_of

CHARACTERS = 600
"""How far back the sentence before may begin."""

_BEGINNINGS = {
    "en": "he she it they this that these those his her its their both such then there also but "
    "and however moreover furthermore additionally instead otherwise",
    "de": "er sie es dies diese dieser dieses diesem diesen jene jener jenes sein seine seinem "
    "seinen seiner ihr ihre ihrem ihren ihrer beide beiden so auch doch aber und zudem außerdem "
    "ferner dagegen hingegen jedoch allerdings deshalb deswegen daher demnach stattdessen "
    "gleichzeitig damit dazu darin darauf darüber dafür danach dabei davon dadurch dort dann",
    "fr": "il elle ils elles ce cet cette ces cela ceci celui celle ceux leur leurs son sa ses "
    "mais et aussi cependant toutefois ainsi",
    "es": "él ella ellos ellas esto este esta estos estas eso ese esa su sus además pero también "
    "así",
}
_LEANS = {
    language: re.compile(rf"[\"'“„«»(]*({'|'.join(words.split())})\b", re.IGNORECASE)
    for language, words in _BEGINNINGS.items()
}
_LEANS_AS_PRONOUN = re.compile(r"Das [a-zäöü]")  # "Das teilte …", unlike "Das Parlament …"


def lead(article: Article, start: int) -> int:
    """Where the sentence before the one at `start` begins, if that one leans on it; else -1.

    >>> text = "Das Abkommen trat in Kraft. Zudem verpflichtet es beide Seiten."
    >>> lead(Article(text, language="de"), 28)
    0
    """
    leans = _LEANS.get(article.language)
    pronoun = article.language == "de" and _LEANS_AS_PRONOUN.match(article.text, start)
    if leans is None or not (pronoun or leans.match(article.text, start)):
        return -1
    first = max(0, start - CHARACTERS)
    before = list(spans_of(article.text[first:start], article.language))
    return first + before[-1][0] if before else -1
