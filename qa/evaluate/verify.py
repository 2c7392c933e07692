"""Whether checking tells true sentences from false ones, and how long it takes.

Three measures. `pairs`: summaries and documents that are or are not consistent (SummEdits and
its like). `perturbed`: sentences of articles as they are, and with one thing changed
(`qa.evaluate.perturb`). `translated`: what a translation says, held against the original.
Every document is an article of its own; all its sentences may support.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from corpus import Article
from corpus.embed import SentenceEmbeddings, TextVectors
from corpus.language import detect
from corpus.settings import Settings
from corpus.split import chunks, spans_of
from qa.checks.wording import own_words
from qa.evaluate.files import Shown, rows
from qa.evaluate.perturb import CHANGES, altered
from qa.evaluate.reported import Reported
from qa.evidence import Candidate
from qa.judge import Judge, worth_reading
from qa.question import Question
from qa.verify import verified

_BATCH = 32
_MIN_CHARACTERS = 25


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence that was checked: what `kind` it is of, whether it was supported, and whether
    one of its words was marked as not in the source (`qa.checks.wording`)."""

    kind: str
    supported: bool
    seconds: float
    reasons: tuple[str, ...]
    marked: bool


def sentences_of(article: Article, embeddings: SentenceEmbeddings) -> list[Candidate]:
    """All sentences of one article, as if all had been found."""
    parts = chunks(article)
    passages = embeddings.chunks(
        [article.text[part.start : part.end] for part in parts],
        [[(s.start - part.start, s.end - part.start) for s in part.sentences] for part in parts],
    )
    return [
        Candidate(article, sentence, vector, passage.tokens[first:last], 1.0)
        for part, passage in zip(parts, passages, strict=True)
        for sentence, vector, (first, last) in zip(
            part.sentences, passage.sentences, passage.token_spans, strict=True
        )
    ]


def pairs(
    path: Path,
    settings: Settings,
    shown: Shown,
    *,
    judge: Judge | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> dict[str, Any]:
    """Balanced accuracy over summaries; rows have `doc`, `summary` and `label` (1 = consistent).

    A summary counts as consistent if all its sentences are supported. Balanced accuracy is
    the mean of the shares of either label that are told right; .5 is chance. With a `judge`,
    sentences that the rules support are put to it, too.
    """
    cases = list(rows(path, ("doc", "summary", "label")))[offset : _stop(offset, limit)]
    embeddings = SentenceEmbeddings(settings)
    checker = _Checker(embeddings, judge)
    right: dict[int, list[bool]] = {0: [], 1: []}
    for done, row in enumerate(cases, start=1):
        language = str(row.get("language") or detect(row["doc"], "en"))
        article = Article(row["doc"], language=language)
        texts = [row["summary"][a:b] for a, b, _ in spans_of(row["summary"], language)]
        checked = checker.check(article, texts, language, "pair")
        label = int(row["label"])
        right[label].append(all(one.supported for one in checked) == bool(label))
        shown("checking summaries", done, len(cases))
    return {
        "summaries": len(cases),
        "balanced_accuracy": round(fmean(fmean(told or [0]) for told in right.values()), 4),
        "consistent_kept": round(fmean(right[1] or [0]), 4),
        "inconsistent_found": round(fmean(right[0] or [0]), 4),
        **checker.times(),
    }


def perturbed(
    path: Path, settings: Settings, shown: Shown, *, offset: int = 0, limit: int | None = None
) -> dict[str, Any]:
    """Recall of each kind of change, and false alarms on the unchanged; of words, with
    `word_marked`, also how often a sentence was doubted or the word marked.

    Rows have `text`, and may have `title`, `date` or `published`, `source`, `language`, and
    `quotations` with `quote` and `speaker`.
    """
    given = list(rows(path, ("text",)))
    articles = [_article(row) for row in given]
    reported = {
        article.id: [
            Reported(one["quote"], one["speaker"])
            for one in row.get("quotations") or ()
            if one.get("type", "Direct") in ("Direct", "Indirect")
        ]
        for article, row in zip(articles, given, strict=True)
    }
    chosen = {article.id for article in articles[offset : _stop(offset, limit)]}
    cases = [one for one in altered(articles, reported) if one.article.id in chosen]
    checker = _Checker(SentenceEmbeddings(settings))
    checked: list[Checked] = []
    for start in range(0, len(cases), _BATCH):
        batch = cases[start : start + _BATCH]
        for article in dict.fromkeys(one.article for one in batch):
            for kind in CHANGES:
                texts = [one.text for one in batch if one.article is article and one.change == kind]
                checked += checker.check(article, texts, article.language, kind)
        shown("checking sentences", start + len(batch), len(cases))
    found = {kind: _doubted(checked, kind) for kind in CHANGES if kind != "none"}
    return {
        "articles": len(chosen),
        "sentences": {kind: sum(one.kind == kind for one in checked) for kind in CHANGES},
        "false_alarms": _doubted(checked, "none"),
        "true_marked": _marked(checked, "none"),
        "word_marked": _marked(checked, "word"),
        **{f"{kind}_found": share for kind, share in found.items()},
        **checker.times(),
    }


def translated(
    path: Path,
    settings: Settings,
    shown: Shown,
    *,
    ask: str,
    text: str,
    offset: int = 0,
    limit: int | None = None,
) -> dict[str, Any]:
    """The share of true sentences in language `ask` that their original in `text` supports; and
    recall of each kind of change in them, where `ask` is German or English.

    Rows have `segments`: by language, the sentences of one document, in the same order.
    """
    documents = list(rows(path, ("segments",)))[offset : _stop(offset, limit)]
    told = {one: [_joined(row, one) for row in documents] for one in (ask, text)}
    changed = list(altered(told[ask], {}))
    checker = _Checker(SentenceEmbeddings(settings))
    checked: list[Checked] = []
    for done, (row, own, original) in enumerate(
        zip(documents, told[ask], told[text], strict=True), start=1
    ):
        claims = [one.strip() for one in row["segments"][ask] if len(one) >= _MIN_CHARACTERS]
        checked += checker.check(original, claims, ask, "translated")
        for kind in CHANGES[1:]:
            texts = [one.text for one in changed if one.article is own and one.change == kind]
            checked += checker.check(original, texts, ask, kind)
        shown("checking documents", done, len(documents))
    true = [one for one in checked if one.kind == "translated"]
    reasons = [reason for one in true for reason in dict.fromkeys(one.reasons)]
    return {
        "sentences": len(true),
        "supported": round(1 - _doubted(true, "translated"), 4),
        "marked": _marked((one for one in true if one.supported), "translated"),
        "doubted_for": {name: reasons.count(name) for name in sorted(set(reasons))},
        "changed": {kind: sum(one.kind == kind for one in checked) for kind in CHANGES[1:]},
        "word_marked": _marked(checked, "word"),
        **{f"{kind}_found": _doubted(checked, kind) for kind in CHANGES[1:]},
        **checker.times(),
    }


def _joined(row: dict[str, Any], language: str) -> Article:
    """The sentences of a document in a language, as an article."""
    sentences = "\n".join(one.strip() for one in row["segments"][language])
    return Article(sentences, language=language, source=row.get("outlet", ""))


class _Checker:
    """Checks sentences against one article each; embeds an article once in a row."""

    def __init__(self, embeddings: SentenceEmbeddings, judge: Judge | None = None) -> None:
        self._embeddings = embeddings
        self._judge = judge
        self._article: Article | None = None
        self._candidates: list[Candidate] = []
        self._seconds: list[float] = []

    def check(
        self, article: Article, texts: Sequence[str], language: str, kind: str
    ) -> list[Checked]:
        if not texts:
            return []
        if self._article is None or article.text != self._article.text:
            self._article, self._candidates = article, sentences_of(article, self._embeddings)
        asked = Question("", "", language)
        began = time.perf_counter()
        statements = self._embeddings.statements(texts)
        embedding = (time.perf_counter() - began) / len(texts)
        return [
            self._one(text, vectors, asked, kind, embedding)
            for text, vectors in zip(texts, statements, strict=True)
        ]

    def _one(
        self, text: str, vectors: TextVectors, asked: Question, kind: str, embedding: float
    ) -> Checked:
        began = time.perf_counter()
        found = verified(text, vectors, self._candidates, asked)
        reasons = tuple(reason.phrase for reason in found.reasons)
        supported = found.verdict == "supported"
        own = own_words(text, vectors, found.cited, asked.language) if supported else ()
        judge = self._judge if supported and worth_reading(text, own) else None
        if judge and judge.doubts(text, vectors, self._candidates):
            supported, reasons = False, ("judged",)
        seconds = time.perf_counter() - began + embedding
        self._seconds.append(seconds)
        return Checked(kind, supported, seconds, reasons, bool(own))

    def times(self) -> dict[str, float]:
        """Milliseconds a sentence, its embedding included."""
        ordered = sorted(self._seconds) or [0.0]
        return {
            "p50_ms": round(1000 * ordered[len(ordered) // 2], 1),
            "p95_ms": round(1000 * ordered[int(0.95 * (len(ordered) - 1))], 1),
        }


def _doubted(checked: Iterable[Checked], kind: str) -> float:
    own = [not one.supported for one in checked if one.kind == kind]
    return round(fmean(own), 4) if own else 0.0


def _marked(checked: Iterable[Checked], kind: str) -> float:
    """The share that was doubted or has a word marked."""
    own = [one.marked or not one.supported for one in checked if one.kind == kind]
    return round(fmean(own), 4) if own else 0.0


def _article(row: dict[str, Any]) -> Article:
    return Article(
        row["text"],
        title=row.get("title", ""),
        published=str(row.get("published") or row.get("date") or ""),
        source=row.get("source", ""),
        language=row.get("language") or detect(row["text"], "en"),
    )


def _stop(offset: int, limit: int | None) -> int | None:
    return None if limit is None else offset + limit
