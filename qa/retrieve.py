"""From a question to the chunks that may answer it, best first.

Dense and lexical candidates from the corpus are scored alike, by a mean of four similarities: of
the chunk, of its tokens (late interaction), of its best sentence alone, and of its nearest
sentence as evidence: alone, in its context and by its tokens at once. Each sees what the others
miss, and together they close most of the gap between languages. The more words a sentence has, the
nearer one of them is to whatever is asked: that much is taken off. Words in common bring a chunk
among the candidates and, in the question's own language, weigh a little. The nearest few are then
read together with the question (`qa.reader`); in its own language that weighs instead of the words
in common, across languages it tells the sentence better than the article. Where the question names
a year, articles of other years stand back.

The weights are rounded from a conditional logistic regression over the XQuAD development questions
in four pairs of languages (`beleg eval retrieval`). Fitted on three quarters of their topics, in
four shuffles, it found on the last quarter .3 (English to German) and .7 points (German to
English) more of the right articles than without the nearest sentence.

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
from pydantic import ConfigDict

from corpus import Corpus
from corpus.article import Chunk
from corpus.embed import Passage, TextVectors, Vectors
from corpus.late import maxsim, maxsim_of, similarities
from corpus.rows import Indexed
from qa.question import Question, understood
from qa.reader import readings
from qa.stories import told_once
from qa.years import may_tell, named_years

DENSE_CANDIDATES = 25
LEXICAL_CANDIDATES = 10
WHOLE_SHARE, BEST_SHARE, TOKENS_SHARE, NEAR_SHARE = 0.05, 0.3, 0.2, 0.45
LEXICAL_SHARE = 0.035
SENTENCE_SHARES = np.array([0.11, 0.445, 0.445], np.float32)  # alone, in context, by tokens
LENGTH_SHARE = 0.006
TYPICAL_CHARACTERS = 130
FRAGMENT_CHARACTERS = 40
SAME_LANGUAGE = 0.035
"""How much more similar to a question its answer is for being in the same language: the mean
over parallel texts of XQuAD, and nearly the value that finds most answers in a corpus of
two languages."""
READ = 6
"""How many of the nearest chunks are read: the answer is in one of them in 99.4 % of XQuAD's
questions."""

READER_SHARE = 0.003
"""What a logit of `qa.reader` counts for, in passages and in sentences. .002 to .004 find the right
sentence of as many of XQuAD's questions, within two points or so, and of follow-ups as well."""

AS_NEAR = 0.03
"""How much farther than the nearest hit one may be that tells of the year in the question."""


PASSAGES = 2
"""Passages given to a model: a third costs reading time and did not make it more right."""

FARTHER = 0.04
"""How much farther than the nearest hit a chunk of another article may be, to be read beside it. Of
XQuAD's questions with all others farther than this, half across languages and three quarters
within one, the nearest has the answer in 99.4 to 100 %."""


@dataclass(frozen=True, eq=False)
class Hit:
    """A chunk with its score in [0, 1], higher is better, and how near its sentences are.

    `score` is made of the similarities of the `whole` chunk, of its `best` sentence alone, of its
    `tokens` and of its nearest sentence, and of words in common (`lexical`). `near` (n,) has how
    near each of its n sentences is to the question, as a mean of its similarities alone, in its
    context and by its tokens, less what it owes to its length; `answers` (n,) whether the answer
    is in it, as a logit (`qa.reader`), 0 where that was not read; `passage` has the vectors behind
    them.

    `own` is the same chunk as a hit for a follow-up question without the topic it leans on; None
    if the question stands alone.
    """

    chunk: Chunk
    language: str
    score: float
    whole: float
    best: float
    tokens: float
    lexical: float
    near: Vectors
    answers: Vectors
    passage: Passage
    own: Hit | None = None


class NewsRetriever(BaseRetriever):
    """Dense and lexical search over a `Corpus`, fused. `k` is the number of chunks."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    k: int = 8

    def hits(self, question: Question, k: int | None = None) -> list[Hit]:
        """The best `k` chunks for `question`, best first, the nearest of them read."""
        found = self.nearest(question, max(READ, k or self.k))
        return self.read(question, found)[: k or self.k]

    def nearest(self, question: Question, k: int | None = None) -> list[Hit]:
        """The `k` chunks that are nearest to `question`, the nearest first; copies of one article
        count once. None is read."""
        if not len(self.corpus):
            return []
        asked = self.corpus.embeddings.question(question.standalone)
        language, within = question.language, question.within
        dense = self.corpus.dense(asked.vector, language, DENSE_CANDIDATES, within)
        words = question.standalone
        lexical = dict(self.corpus.lexical(words, language, LEXICAL_CANDIDATES, within))
        keys = list(dict.fromkeys([key for key, _ in dense] + list(lexical)))
        best = max(lexical.values(), default=1.0)
        hits = [
            scored(indexed, asked, question.language, lexical.get(key, 0.0) / best)
            for key, indexed in self.corpus.indexed(keys).items()
        ]
        once = told_once(sorted(hits, key=_score, reverse=True), self.corpus)
        return self._of_its_years(question, once)[: k or self.k]

    def read(self, question: Question, hits: Sequence[Hit], *, ranks: bool = True) -> list[Hit]:
        """`hits` with what `qa.reader` says of the sentences of the first `READ`. Where it `ranks`,
        these stand in the order in which that puts them, if they are in the question's language."""
        asked = self.corpus.embeddings.question(question.standalone)
        first = hits[:READ]
        answers = readings(asked, [hit.passage for hit in first])
        read = [replace(hit, answers=one) for hit, one in zip(first, answers, strict=True)]
        if ranks:
            read = sorted((_weighed(hit, question) for hit in read), key=_score, reverse=True)
        return [*read, *hits[READ:]]

    def _of_its_years(self, question: Question, hits: list[Hit]) -> list[Hit]:
        """Those of `hits` that may tell of a year in the question, where one is nearly as near as
        the nearest; all of them otherwise."""
        if not (years := named_years(question.text)):
            return hits
        told = [hit for hit in hits if may_tell(self.corpus.get(hit.chunk.article_id), years)]
        return told if told and told[0].score >= hits[0].score - AS_NEAR else hits

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        return [self.document(hit) for hit in self.hits(understood(query), kwargs.get("k"))]

    def passages(self, hits: Sequence[Hit]) -> list[Document]:
        """What a model is to read of `hits`, best first: the nearest, and of the next up to
        `PASSAGES` those of the same article or nearly as near. What is far from the question is
        only mixed up with what is near."""
        return [
            self.document(hit)
            for hit in hits[:PASSAGES]
            if hit.chunk.article_id == hits[0].chunk.article_id
            or hits[0].score - hit.score <= FARTHER
        ]

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


def _score(hit: Hit) -> float:
    return hit.score


def _weighed(hit: Hit, question: Question) -> Hit:
    """A hit that was read: in the language of the question that counts for its score, in place of
    the words in common."""
    if hit.language != question.language:
        return hit
    read = READER_SHARE * float(hit.answers.max()) - LEXICAL_SHARE * hit.lexical
    return replace(hit, score=hit.score + read)


def scored(indexed: Indexed | Hit, asked: TextVectors, language: str, lexical: float = 0.0) -> Hit:
    """A chunk as a hit for the question `asked` in `language`; its sentences are not read yet.

    `lexical` is BM25 over the best BM25 of this search, in [0, 1].
    """
    passage = indexed.passage
    cosines = similarities(asked.tokens, passage.tokens)
    alone: Vectors = passage.sentences @ asked.vector
    tokens = maxsim(cosines, asked.weights) if cosines.size else float(alone.max())
    by_tokens = maxsim_of(cosines, asked.weights, passage.token_spans) if cosines.size else alone
    whole, best = float(passage.vector @ asked.vector), float(alone.max())
    near = _near(indexed.chunk, alone, passage.contexts @ asked.vector, by_tokens)
    score = (
        WHOLE_SHARE * whole
        + BEST_SHARE * best
        + TOKENS_SHARE * tokens
        + NEAR_SHARE * float(near.max())
        + (LEXICAL_SHARE * lexical - SAME_LANGUAGE if indexed.language == language else 0.0)
    )
    return Hit(
        chunk=indexed.chunk,
        language=indexed.language,
        score=float(np.clip(score, 0, 1)),
        whole=whole,
        best=best,
        tokens=tokens,
        lexical=lexical,
        near=near,
        answers=np.zeros(len(near), np.float32),
        passage=passage,
    )


def _near(chunk: Chunk, alone: Vectors, in_context: Vectors, by_tokens: Vectors) -> Vectors:
    """(n,) how near each of the chunk's n sentences is, from its similarities, (n,) each."""
    lengths = np.array([one.end - one.start for one in chunk.sentences], np.float32)
    owed = LENGTH_SHARE * np.log(np.maximum(lengths, FRAGMENT_CHARACTERS) / TYPICAL_CHARACTERS)
    near = np.stack([alone, in_context, by_tokens], axis=1) @ SENTENCE_SHARES - owed
    return near.astype(np.float32)
