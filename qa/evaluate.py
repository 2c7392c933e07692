"""Measures Beleg on questions with known answers.

Files are JSON Lines. A corpus row has `id` and `text`; a question row `paragraph` (the id of
the corpus row that answers it), and `question`, `answer` and `start` (offset of the answer)
by language: {"question": {"en": "…", "de": "…"}, …}.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2
from pathlib import Path
from typing import Any

import numpy as np

from corpus import Article, Corpus
from corpus.errors import LoadError
from corpus.settings import Settings
from qa.evidence import candidates, quotes
from qa.question import Question
from qa.retrieve import NewsRetriever

Shown = Callable[[str, int, int], None]
"""Hears (what is being done, steps done, steps in all)."""


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


def retrieval(
    corpus_file: Path,
    questions_file: Path,
    *,
    ask: str,
    text: str,
    settings: Settings,
    limit: int | None = None,
    shown: Shown = lambda _what, _done, _all: None,
) -> Retrieval:
    """Asks every question in language `ask` of a corpus in language `text`.

    The corpus is built in a temporary folder. Raises `LoadError` if a file does not have the
    form above.
    """
    rows = list(_rows(corpus_file, ("id", "text")))
    questions = list(_rows(questions_file, ("paragraph", "question", "answer", "start")))[:limit]
    for field, language in (("question", ask), ("answer", text), ("start", text)):
        if any(language not in row[field] for row in questions):
            raise LoadError(
                str(questions_file),
                f'has a question without "{field}" in "{language}"; give another.',
            )
    with (
        tempfile.TemporaryDirectory(prefix="beleg-eval-") as folder,
        Corpus(replace(settings, home=Path(folder))) as corpus,
    ):
        articles = [Article(row["text"], language=text) for row in rows]
        row_of = {article.id: row["id"] for article, row in zip(articles, rows, strict=True)}
        for done, _ in enumerate(corpus.adding(articles), start=1):
            shown("adding articles", done, len(articles))
        return _asked(corpus, questions, row_of, ask, text, shown)


def _asked(
    corpus: Corpus,
    questions: Sequence[dict[str, Any]],
    row_of: dict[str, str],
    ask: str,
    text: str,
    shown: Shown,
) -> Retrieval:
    retriever = NewsRetriever(corpus=corpus, k=50)
    corpus.embeddings.question("warm up")
    ranks, evidence, seconds = [], [], []
    for done, row in enumerate(questions, start=1):
        question = Question(row["question"][ask], row["question"][ask], ask)
        began = time.perf_counter()
        hits = retriever.hits(question)
        found = quotes(candidates(question, hits, corpus))
        seconds.append(time.perf_counter() - began)
        right = row["paragraph"]
        ranked = list(dict.fromkeys(row_of[hit.chunk.article_id] for hit in hits))
        ranks.append(ranked.index(right) if right in ranked else None)
        start, end = row["start"][text], row["start"][text] + len(row["answer"][text])
        holds = [
            row_of[quote.article.id] == right and quote.start < end and start < quote.end
            for quote in found
        ]
        evidence.append(holds.index(True) if True in holds else None)
        shown("asking", done, len(questions))
    return Retrieval(
        questions=len(questions),
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


def _rows(path: Path, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(str(path), f"cannot be read ({error}); give a JSON Lines file.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = [field for field in fields if field not in row]
        except (json.JSONDecodeError, TypeError) as error:
            raise LoadError(str(path), f"line {number} is not a JSON object ({error}).") from error
        if missing:
            raise LoadError(str(path), f'line {number} has no "{missing[0]}".')
        yield row
