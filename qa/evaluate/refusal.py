"""How well questions that the articles do not answer are told from those that they do."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus import Article, Corpus
from corpus.errors import LoadError
from corpus.settings import Settings
from qa.evaluate.files import Collection, Shown, filled, rows
from qa.evidence import candidates, quotes
from qa.judge import Judge, Opinion, in_doubt
from qa.question import Question
from qa.refuse import THRESHOLD, answerable
from qa.retrieve import NewsRetriever


@dataclass(frozen=True, slots=True)
class Refusal:
    """Over `answerable` and `unanswerable` questions, at the threshold that ships.

    `auc`: the chance that an answerable question gets the higher probability of the two, in
    [0, 1], .5 is guessing; the next two are shares of the wrong decisions, in [0, 1]; the last
    two of the questions that are not refused, but left to their quotes, as no answer is clear.
    """

    answerable: int
    unanswerable: int
    auc: float
    refused_answerable: float
    answered_unanswerable: float
    quoted_answerable: float
    quoted_unanswerable: float

    def as_dict(self) -> dict[str, float]:
        """The fields by name, rounded."""
        return {name: round(getattr(self, name), 4) for name in self.__dataclass_fields__}


def left_out(
    cases: Collection, settings: Settings, shown: Shown, *, judge: Judge | None = None
) -> Refusal:
    """Asks each question twice: with the articles of its topic in the corpus, and without.
    `judge` reads the passages where it would for an answer; by default the rules decide alone."""
    by_topic = defaultdict(list)
    for case in cases.cases:
        by_topic[case.topic].append(Question(case.question, case.question, cases.ask))
    there: list[Opinion] = []
    gone: list[Opinion] = []
    with filled(cases.articles, settings, shown) as corpus:
        for topic, questions in by_topic.items():
            articles = [one for one in cases.articles if cases.topics[one.id] == topic]
            there += (_opinion(question, corpus, judge) for question in questions)
            corpus.remove(*(one.id for one in articles))
            gone += (_opinion(question, corpus, judge) for question in questions)
            corpus.add(articles)
            shown("asking", len(there), len(cases.cases))
    return _refusal(there, gone)


def in_context(
    questions_file: Path,
    truth_file: Path,
    settings: Settings,
    shown: Shown,
    *,
    judge: Judge | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> Refusal:
    """Questions written for one passage each, of which some have no answer in it (SQuAD 2.0).

    `questions_file` has rows with `id`, `context`, `question`; `truth_file` is one JSON
    object, {id: {"is_impossible": true}}. All contexts are searched. Raises `LoadError`.
    """
    stop = None if limit is None else offset + limit
    asked = list(rows(questions_file, ("id", "context", "question")))[offset:stop]
    try:
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        impossible = {row["id"]: bool(truth[row["id"]]["is_impossible"]) for row in asked}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LoadError(
            str(truth_file), f'does not say "is_impossible" of every question ({error!r}).'
        ) from error
    articles = list(dict.fromkeys(Article(row["context"], language="en") for row in asked))
    there: list[Opinion] = []
    gone: list[Opinion] = []
    with filled(articles, settings, shown) as corpus:
        for done, row in enumerate(asked, start=1):
            question = Question(row["question"], row["question"], "en")
            opinion = _opinion(question, corpus, judge)
            (gone if impossible[row["id"]] else there).append(opinion)
            shown("asking", done, len(asked))
    return _refusal(there, gone)


def _opinion(question: Question, corpus: Corpus, judge: Judge | None) -> Opinion:
    retriever = NewsRetriever(corpus=corpus)
    hits = retriever.hits(question)
    found = quotes(candidates(question, hits, corpus))
    if not found:
        return Opinion(0.0)
    likely = answerable(question, hits, corpus, found)
    if judge is None or not in_doubt(likely, question):
        return Opinion(likely)
    return judge.opinion(likely, question, retriever.passages(hits))


def _refusal(there: Sequence[Opinion], gone: Sequence[Opinion]) -> Refusal:
    if not there or not gone:
        raise LoadError("the questions", "are all of one kind; give some of each.")
    above = np.subtract.outer([one.likely for one in there], [one.likely for one in gone])
    return Refusal(
        answerable=len(there),
        unanswerable=len(gone),
        auc=float((above > 0).mean() + (above == 0).mean() / 2),  # Mann and Whitney's U, by pairs
        refused_answerable=1 - _answered(there),
        answered_unanswerable=_answered(gone),
        quoted_answerable=_answered(there) - _answered(there, clear=True),
        quoted_unanswerable=_answered(gone) - _answered(gone, clear=True),
    )


def _answered(opinions: Sequence[Opinion], *, clear: bool = False) -> float:
    """The share that is not refused; of those, where wanted, the clear ones only."""
    kept = [one for one in opinions if one.likely >= THRESHOLD and (one.clear or not clear)]
    return len(kept) / len(opinions)
