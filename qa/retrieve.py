"""From a question to the chunks that may answer it, best first.

Dense and lexical candidates from the corpus are scored alike, by the mean of three
similarities: of the chunk, of its best sentence, and of its tokens (late interaction). Each
sees what the others miss, and together they close most of the gap between languages. Words
in common bring a chunk among the candidates and, in the question's own language, weigh a
little. Weights were chosen on the XQuAD development questions (`beleg eval retrieval`).

`NewsRetriever` is a LangChain retriever and can be used in any chain. Which sentences are
quoted is decided in `qa.evidence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from corpus import Corpus
from corpus.article import Chunk
from corpus.embed import Passage, TextVectors, Vectors
from corpus.late import maxsim, maxsim_of, similarities, weakest
from corpus.store import Indexed
from qa.question import Question, understood
from qa.stories import told_once

DENSE_CANDIDATES = 25
LEXICAL_CANDIDATES = 10
LEXICAL_SHARE = 0.02
SAME_LANGUAGE = 0.035
"""How much more similar to a question its answer is for being in the same language: the mean
over parallel texts of XQuAD, and nearly the value that finds most answers in a corpus of
two languages."""


CONTEXT = 0.5
"""Of a follow-up: how much its similarities together with what it leans on weigh against
those without. Without them, a new topic is dragged back to the old one; with them alone, the
sentence that answers the earlier question comes first again (`beleg eval follow-ups`)."""


@dataclass(frozen=True, eq=False)
class Hit:
    """A chunk with its score in [0, 1], higher is better, and how near its sentences are.

    `score` is made of the similarities of the `whole` chunk, of its `best` sentence alone and
    of its `tokens`; `weakest` is how well those three words of the question are met that are
    met least.

    `sentences` has (len(chunk.sentences), 3) similarities with the question: of the sentence
    alone, in its context, and by its tokens; `passage` has the vectors behind them.
    """

    chunk: Chunk
    language: str
    score: float
    whole: float
    best: float
    tokens: float
    weakest: float
    sentences: Vectors
    passage: Passage


@dataclass(frozen=True, eq=False)
class _Asked:
    """A question as it is searched for: its vectors, which of its tokens are not context, its
    language, the keys of chunks that may answer it, and their BM25 over the best."""

    vectors: TextVectors
    own: NDArray[np.bool_]
    language: str
    keys: list[int]
    lexical: dict[int, float]


class NewsRetriever(BaseRetriever):
    """Dense and lexical search over a `Corpus`, fused. `k` is the number of chunks."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    k: int = 8

    def hits(self, question: Question, k: int | None = None) -> list[Hit]:
        """The best `k` chunks for `question`, best first; copies of one article count once."""
        if not len(self.corpus):
            return []
        asked = [self._asked(question, question.standalone)]
        if question.context:
            asked.append(self._asked(question, question.text))
        keys = list(dict.fromkeys(key for one in asked for key in one.keys))
        hits = [
            _mixed([_hit(indexed, one, one.lexical.get(key, 0.0)) for one in asked])
            for key, indexed in self.corpus.indexed(keys).items()
        ]
        return told_once(sorted(hits, key=lambda hit: -hit.score), self.corpus)[: k or self.k]

    def _asked(self, question: Question, text: str) -> _Asked:
        """What comes into question for `text`: all of `question`, or without its context."""
        vectors = self.corpus.embeddings.question(text)
        dense = self.corpus.dense(vectors.vector, question.language, DENSE_CANDIDATES)
        lexical = dict(self.corpus.lexical(text, question.language, LEXICAL_CANDIDATES))
        best = max(lexical.values(), default=1.0)
        own = vectors.spans[:, 0] >= len(text) - len(question.text)
        return _Asked(
            vectors,
            own if own.any() else np.ones_like(own),
            question.language,
            [*(key for key, _ in dense), *lexical],
            {key: score / best for key, score in lexical.items()},
        )

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


def _hit(indexed: Indexed, asked: _Asked, lexical: float) -> Hit:
    passage, vector = indexed.passage, asked.vectors.vector
    cosines = similarities(asked.vectors.tokens, passage.tokens)
    alone: Vectors = passage.sentences @ vector
    tokens = maxsim(cosines) if cosines.size else float(alone.max())
    whole, best = float(passage.vector @ vector), float(alone.max())
    same = indexed.language == asked.language
    score = (whole + best + tokens) / 3 + (LEXICAL_SHARE * lexical - SAME_LANGUAGE if same else 0.0)
    sentences = np.stack(
        [
            alone,
            passage.contexts @ vector,
            maxsim_of(cosines[asked.own], passage.token_spans) if cosines.size else alone,
        ],
        axis=1,
    )
    return Hit(
        chunk=indexed.chunk,
        language=indexed.language,
        score=float(np.clip(score, 0, 1)),
        whole=whole,
        best=best,
        tokens=tokens,
        weakest=weakest(cosines),
        sentences=sentences,
        passage=passage,
    )


def _mixed(hits: Sequence[Hit]) -> Hit:
    """One hit of that for a follow-up with its context and that without."""
    if len(hits) == 1:
        return hits[0]
    within, alone = hits

    def mean(name: str) -> Any:
        return CONTEXT * getattr(within, name) + (1 - CONTEXT) * getattr(alone, name)

    values = ("score", "whole", "best", "tokens", "weakest", "sentences")
    return replace(within, **{name: mean(name) for name in values})
