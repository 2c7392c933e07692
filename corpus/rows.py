"""Rows of the store and the values they stand for.

Vectors are kept as float16, which changes a cosine by less than 0.001. What the tables are is
told in `corpus.schema`; reading and writing them is the business of `corpus.reading` and
`corpus.store`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus import late
from corpus.article import Article, Chunk, Sentence
from corpus.embed import Passage, Vectors

COLUMNS = (
    "id, url, title, source, published, published_as, authors, language, origin, sample, "
    "withdrawn, text"
)


@dataclass(frozen=True, eq=False)
class Indexed:
    """A chunk with what was computed from it when it came in.

    `stems` are the words for the full-text index; they are written and not read back.
    """

    chunk: Chunk
    language: str
    passage: Passage
    stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article that was put in.

    `keys` are those of its chunks, in order, `gone` those of chunks it took the place of;
    `version`: there was another version of it; `copy_of`: id of the first article of its
    story, "" if it began one.
    """

    keys: tuple[int, ...]
    gone: tuple[int, ...] = ()
    version: bool = False
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What several outlets printed alike: its number, how many articles of how many outlets.

    Articles that do not say their outlet count as one each.
    """

    number: int
    articles: int
    outlets: int


def blob_of(vector: Vectors) -> bytes:
    """A vector, or several, as they are stored."""
    return vector.astype(np.float16).tobytes()


def vector_of(blob: bytes) -> Vectors:
    """The vector (dimension,) float32 that is stored."""
    return np.frombuffer(blob, np.float16).astype(np.float32)


def indexed_of(row: Sequence[Any], sentences: Sequence[Any]) -> Indexed:
    """The chunk in a row (article, start, end, language, vector, tokens) and in the rows of its
    sentences (start, end, vector, context, first token, last token)."""
    article, start, end, language, vector, tokens = row
    starts, ends, vectors, contexts, first, last = zip(*sentences, strict=True)
    passage = Passage(
        vector=vector_of(vector),
        sentences=vector_of(b"".join(vectors)).reshape(len(vectors), -1),
        contexts=vector_of(b"".join(contexts)).reshape(len(contexts), -1),
        tokens=np.frombuffer(tokens, np.int8).reshape(-1, late.DIMENSION),
        token_spans=tuple(zip(first, last, strict=True)),
    )
    spans = tuple(map(Sentence, starts, ends))
    return Indexed(Chunk(article, start, end, spans), language, passage)


def article_of(row: Sequence[object]) -> Article:
    """The article in a row of `COLUMNS` without its id."""
    *about, sample, withdrawn, text = map(str, row)
    url, title, source, published, published_as, authors, language, origin = about
    return Article(
        url=url,
        title=title,
        source=source,
        published=published,
        published_as=published_as,
        authors=tuple(json.loads(authors)),
        language=language,
        origin=origin,
        sample=sample == "1",
        withdrawn=withdrawn == "1",
        text=text,
    )
