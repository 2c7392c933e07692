"""Whether follow-up questions find what the same questions find when they stand alone.

A row of the dialogues has `turns`, each with `question` as it is asked, `standalone` as a person
wrote it out, `articles` (ids, any of which may answer) and `holds` (words, any of which is in
the sentence that answers). The corpus is a JSON Lines file whose rows have `id` and `text`, or a
folder of articles, whose ids are then the names of the files without their endings.

The assistant holds each conversation by itself: what it answered is the history of the next
turn. Questions that open a dialogue are asked, but not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Article, Corpus
from corpus.errors import LoadError
from corpus.load import files, load
from corpus.settings import Settings
from qa.answer import Answer, Quote
from qa.assistant import Assistant
from qa.evaluate.files import Shown, filled, rows
from qa.evidence import candidates, quotes
from qa.language import question_language
from qa.question import Question

FIRST = (1, 3)
"""Among how many quotes the right one is looked for."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, the same standing alone, and where its answer is: in any of `articles` (ids),
    in a sentence with any of `holds`."""

    question: str
    standalone: str
    articles: frozenset[str]
    holds: tuple[str, ...]

    def is_in(self, quote: Quote) -> bool:
        """Whether the quote is a sentence that answers."""
        return quote.article.id in self.articles and any(word in quote.quote for word in self.holds)


Dialogue = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one turn found: as the assistant understood it, as a person did, and as it stands."""

    turn: Turn
    understood: str
    automatic: tuple[Quote, ...]
    by_hand: tuple[Quote, ...]
    as_asked: tuple[Quote, ...]
    refused: bool
    seconds: float

    @property
    def is_new_topic(self) -> bool:
        """Whether the question needs nothing from before."""
        return self.turn.question == self.turn.standalone


def follow_ups(
    dialogues_file: Path,
    corpus_path: Path,
    settings: Settings,
    shown: Shown,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> dict[str, float]:
    """Shares in [0, 1] over the turns that follow another, by how the question was put:
    "automatic" as the assistant made it stand alone, "by_hand" as a person did, "as_asked".

    `article@k`: a right article is among the first k quotes; `sentence@k`: a sentence that
    answers is; `refused`: the assistant said that the articles do not answer it, though they do.
    `followed` are the turns that lean on earlier ones, `new_topic` the others;
    `p50_ms` and `p95_ms` are from question to quotes, forming the question included.
    """
    articles = dict(_articles(corpus_path))
    ids = {name: article.id for name, article in articles.items()}
    stop = None if limit is None else offset + limit
    held = list(dialogues(dialogues_file, ids))[offset:stop]
    with filled(list(articles.values()), settings, shown) as corpus:
        return summary(list(conversations(corpus, held, settings.model, shown)))


def dialogues(path: Path, ids: dict[str, str]) -> Iterator[Dialogue]:
    """The dialogues in a file; `ids` gives the id of each article that it names.

    Raises `LoadError` if the file has another form, or names an article that is not there.
    """
    for row in rows(path, ("turns",)):
        yield tuple(_turn(path, turn, ids) for turn in row["turns"])


def conversations(
    corpus: Corpus, held: Sequence[Dialogue], model: str, shown: Shown
) -> Iterator[Asked]:
    """Every turn that follows another, asked in three ways."""
    assistant = Assistant(corpus, model)
    for done, dialogue in enumerate(held, start=1):
        history: list[tuple[str, str]] = []
        for turn in dialogue:
            answer = assistant.ask(turn.question, history)
            if history:
                yield _asked(assistant, turn, answer)
            history.append((turn.question, answer.text))
        shown("holding conversations", done, len(held))


def _asked(assistant: Assistant, turn: Turn, answer: Answer) -> Asked:
    def found(text: str) -> tuple[Quote, ...]:
        question = Question(text, text, question_language(text))
        hits = assistant.retriever.hits(question)
        return tuple(quotes(candidates(question, hits, assistant.corpus)))

    return Asked(
        turn=turn,
        understood=answer.standalone,
        automatic=answer.quotes,
        by_hand=found(turn.standalone),
        as_asked=found(turn.question),
        refused=answer.refused,
        seconds=answer.seconds.retrieve,
    )


def summary(asked: Sequence[Asked]) -> dict[str, float]:
    """The shares that `follow_ups` tells of."""
    import numpy as np

    measured: dict[str, float] = {"turns": len(asked)}
    new = [one for one in asked if one.is_new_topic]
    followed = [one for one in asked if not one.is_new_topic]
    for name, part in (("followed", followed), ("new_topic", new)):
        measured[name] = len(part)
        for way in ("automatic", "by_hand", "as_asked"):
            for k in FIRST:
                first = [(one.turn, getattr(one, way)[:k]) for one in part]
                measured[f"{name}_{way}_article@{k}"] = _share(
                    any(quote.article.id in turn.articles for quote in found)
                    for turn, found in first
                )
                measured[f"{name}_{way}_sentence@{k}"] = _share(
                    any(turn.is_in(quote) for quote in found) for turn, found in first
                )
        measured[f"{name}_refused"] = _share(one.refused for one in part)
    for percent in (50, 95):
        seconds = [one.seconds for one in asked] or [0.0]
        measured[f"p{percent}_ms"] = round(float(np.percentile(seconds, percent)) * 1000, 1)
    return measured


def _share(found: Iterable[bool]) -> float:
    every = list(found)
    return round(sum(every) / max(1, len(every)), 4)


def _articles(path: Path) -> Iterator[tuple[str, Article]]:
    if path.is_dir():
        for file in files([path]):
            for article in load(file):
                yield file.stem, article
        return
    for row in rows(path, ("id", "text")):
        yield (
            str(row["id"]),
            Article(
                row["text"],
                title=str(row.get("title", "")),
                published=str(row.get("date") or ""),
                language=str(row.get("language", "")),
            ),
        )


def _turn(path: Path, turn: dict[str, Any], ids: dict[str, str]) -> Turn:
    for field in ("question", "standalone", "articles", "holds"):
        if field not in turn:
            raise LoadError(str(path), f'has a turn without "{field}".')
    for name in turn["articles"]:
        if name not in ids:
            raise LoadError(str(path), f'names the article "{name}", which is not in the corpus.')
    articles = frozenset(ids[name] for name in turn["articles"])
    return Turn(turn["question"], turn["standalone"], articles, tuple(turn["holds"]))
