"""From a question to the chunks that may answer it, best first.

Dense and lexical candidates from the corpus are scored alike: the mean of the cosines of the
chunk and of its best sentence, which closes most of the gap between languages, and a share
of BM25, smaller where the chunk is in another language than the question. The weights are
those that did best on the XQuAD development questions (`beleg eval retrieval`).

`NewsRetriever` is a LangChain retriever and can be used in any chain. Which sentences are
quoted is decided in `qa.evidence`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus import Corpus
from corpus.article import Chunk
from corpus.embed import Vectors
from corpus.store import Indexed
from qa.question import Question, understood

DENSE_CANDIDATES = 40
LEXICAL_CANDIDATES = 20
SENTENCE_SHARE = 0.5
LEXICAL_SHARE = 0.05
LEXICAL_SHARE_ACROSS = 0.01


@dataclass(frozen=True, eq=False)
class Hit:
    """A chunk with its score in [0, 1], higher is better, and the cosines of its sentences.

    `cosines` is (len(chunk.sentences),), `vectors` (len(chunk.sentences), dimension).
    """

    chunk: Chunk
    language: str
    score: float
    cosines: Vectors
    vectors: Vectors


class NewsRetriever(BaseRetriever):
    """Dense and lexical search over a `Corpus`, fused. `k` is the number of chunks."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    k: int = 8

    def hits(self, question: Question, k: int | None = None) -> list[Hit]:
        """The best `k` chunks for `question`, best first."""
        if not len(self.corpus):
            return []
        vector = self.corpus.embeddings.query(question.standalone)
        dense = self.corpus.dense(vector, DENSE_CANDIDATES)
        lexical = dict(
            self.corpus.lexical(question.standalone, question.language, LEXICAL_CANDIDATES)
        )
        keys = list(dict.fromkeys([key for key, _ in dense] + list(lexical)))
        best = max(lexical.values(), default=1.0)
        hits = [
            _hit(indexed, vector, lexical.get(key, 0.0) / best, question.language)
            for key, indexed in self.corpus.indexed(keys).items()
        ]
        return sorted(hits, key=lambda hit: -hit.score)[: k or self.k]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        return [self.document(hit) for hit in self.hits(understood(query), kwargs.get("k"))]

    def document(self, hit: Hit) -> Document:
        """The chunk as LangChain passes passages around, with what a citation needs."""
        article = self.corpus.get(hit.chunk.article_id)
        return Document(
            page_content=article.text[hit.chunk.start : hit.chunk.end],
            metadata={
                "article": article.id,
                "title": article.title,
                "url": article.url,
                "source": article.source,
                "published": article.published,
                "language": article.language,
                "start": hit.chunk.start,
                "end": hit.chunk.end,
                "score": hit.score,
            },
        )


def _hit(indexed: Indexed, vector: Vectors, lexical: float, language: str) -> Hit:
    """`lexical` is BM25 over the best BM25 of this search, in [0, 1]."""
    cosines: Vectors = indexed.sentence_vectors @ vector
    mixed = SENTENCE_SHARE * float(cosines.max()) + (1 - SENTENCE_SHARE) * float(
        indexed.vector @ vector
    )
    share = LEXICAL_SHARE if indexed.language == language else LEXICAL_SHARE_ACROSS
    score = float(np.clip((1 - share) * mixed + share * lexical, 0, 1))
    return Hit(indexed.chunk, indexed.language, score, cosines, indexed.sentence_vectors)
