"""What articles are found by: their chunks, with the vectors and stems of each.

Where they are cut is decided in `corpus.split`, what the vectors are in `corpus.embed`; where
all this is kept, in `corpus.store`.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.article import Article
from corpus.embed import SentenceEmbeddings
from corpus.rows import Indexed
from corpus.split import chunks, without_orders
from corpus.stem import stems


def indexed(
    articles: Sequence[Article], embeddings: SentenceEmbeddings
) -> dict[str, list[Indexed]]:
    """The chunks of each article, by its id, embedded in one go."""
    cut = [(article, chunk) for article in articles for chunk in chunks(article)]
    read = {article.id: without_orders(article.text, article.language) for article in articles}
    texts = [read[article.id][chunk.start : chunk.end] for article, chunk in cut]
    passages = embeddings.chunks(
        texts,
        [
            [(one.start - chunk.start, one.end - chunk.start) for one in chunk.sentences]
            for _, chunk in cut
        ],
    )
    done: dict[str, list[Indexed]] = {article.id: [] for article in articles}
    for (article, chunk), text, passage in zip(cut, texts, passages, strict=True):
        words = words_of(article, text)
        done[article.id].append(Indexed(chunk, article.language, passage, words))
    return done


def words_of(article: Article, text: str) -> tuple[str, ...]:
    """The stems a chunk of `text` is found by: its own and those of the title."""
    return tuple(stems(f"{article.title} {text}", article.language))
