"""What articles are found by: their chunks, with the vectors and stems of each.

Where they are cut is decided in `corpus.split`, what the vectors are in `corpus.embed`; where
all this is kept, in `corpus.store`.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.article import Article, Chunk
from corpus.embed import SentenceEmbeddings
from corpus.rows import Indexed
from corpus.split import chunks, without_orders
from corpus.stem import stems


def indexed(
    articles: Sequence[Article], embeddings: SentenceEmbeddings
) -> dict[str, list[Indexed]]:
    """The chunks of each article, by its id, embedded in one go."""
    cut = [(article, chunk) for article in articles for chunk in chunks(article)]
    passages = embeddings.chunks(
        [_told(article, chunk) for article, chunk in cut],
        [
            [(one.start - chunk.start, one.end - chunk.start) for one in chunk.sentences]
            for _, chunk in cut
        ],
    )
    done: dict[str, list[Indexed]] = {article.id: [] for article in articles}
    for (article, chunk), passage in zip(cut, passages, strict=True):
        words = words_of(article, chunk)
        done[article.id].append(Indexed(chunk, article.language, passage, words))
    return done


def _told(article: Article, chunk: Chunk) -> str:
    """The text of a chunk, with spaces where it speaks to a machine."""
    return without_orders(article.text[chunk.start : chunk.end], article.language)


def words_of(article: Article, chunk: Chunk) -> tuple[str, ...]:
    """The stems a chunk is found by: its own and those of the title."""
    return tuple(stems(f"{article.title} {_told(article, chunk)}", article.language))
