"""How often the right article and the right sentence are found, and how fast."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from corpus import Corpus
from corpus.settings import Settings
from qa.evaluate.files import Collection, Shown, filled
from qa.evidence import candidates, quotes
from qa.question import Question
from qa.retrieve import NewsRetriever


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Shares in [0, 1] over all questions, and milliseconds from question to quotes.

    `r` at k: the right article is among the first k; `ndcg` at 10 with one right article
    (Järvelin and Kekäläinen 2002); `evidence` at k: a sentence that holds the answer is
    among the first k quotes.
    """

    questions: int
    r_at_1: float
    r_at_5: float
    r_at_10: float
    ndcg_at_10: float
    evidence_at_1: float
    evidence_at_3: float
    p50_ms: float
    p95_ms: float

    def as_dict(self) -> dict[str, float]:
        """With the names people print: "r@1"."""
        return {
            name.replace("_at_", "@"): round(getattr(self, name), 4)
            for name in self.__dataclass_fields__
        }


def retrieval(cases: Collection, settings: Settings, shown: Shown) -> Retrieval:
    """Asks every question of a corpus of all the articles, built in a temporary folder."""
    with filled(cases.articles, settings, shown) as corpus:
        return _asked(corpus, cases, shown)


def _asked(corpus: Corpus, cases: Collection, shown: Shown) -> Retrieval:
    retriever = NewsRetriever(corpus=corpus, k=50)
    ranks, evidence, seconds = [], [], []
    for done, case in enumerate(cases.cases, start=1):
        question = Question(case.question, case.question, cases.ask)
        began = time.perf_counter()
        hits = retriever.hits(question)
        found = quotes(candidates(question, hits, corpus))
        seconds.append(time.perf_counter() - began)
        ranked = list(dict.fromkeys(hit.chunk.article_id for hit in hits))
        ranks.append(ranked.index(case.article_id) if case.article_id in ranked else None)
        holds = [
            quote.article.id == case.article_id
            and quote.start < case.end
            and case.start < quote.end
            for quote in found
        ]
        evidence.append(holds.index(True) if True in holds else None)
        shown("asking", done, len(cases.cases))
    return Retrieval(
        questions=len(cases.cases),
        r_at_1=_within(ranks, 1),
        r_at_5=_within(ranks, 5),
        r_at_10=_within(ranks, 10),
        ndcg_at_10=_ndcg(ranks, 10),
        evidence_at_1=_within(evidence, 1),
        evidence_at_3=_within(evidence, 3),
        p50_ms=float(np.percentile(seconds, 50) * 1000),
        p95_ms=float(np.percentile(seconds, 95) * 1000),
    )


def _within(ranks: Sequence[int | None], k: int) -> float:
    return sum(rank is not None and rank < k for rank in ranks) / max(1, len(ranks))


def _ndcg(ranks: Sequence[int | None], k: int) -> float:
    """With one right article of gain 1, the ideal is 1 and the gain at rank r 1 / log2(r + 2)."""
    gains = (1 / log2(rank + 2) for rank in ranks if rank is not None and rank < k)
    return sum(gains) / max(1, len(ranks))
