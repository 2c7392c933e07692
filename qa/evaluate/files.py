"""The files that measures read: JSON Lines, one case a line.

A corpus row has `id`, `text` and, where several rows are parts of one article, `article`. A
question row has `paragraph` (the id of the corpus row that answers it), and `question`,
`answer` and `start` (offset of the answer) by language: {"question": {"en": "…"}, …}.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus import Article, Corpus
from corpus.errors import LoadError
from corpus.settings import Settings
from qa.answer import Quote

Shown = Callable[[str, int, int], None]
"""Hears (what is being done, steps done, steps in all)."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question in the language asked, and where its answer is.

    `article_id` and [start, end) are of the text that answers; `answers` has the answer by
    language; `topic` names what the article is a part of.
    """

    question: str
    article_id: str
    start: int
    end: int
    answers: dict[str, str]
    topic: str

    def is_in(self, quote: Quote) -> bool:
        """Whether the quote has the answer, or a part of it."""
        return (
            quote.article.id == self.article_id
            and quote.start < self.end
            and self.start < quote.end
        )


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles in language `text` and questions about them in language `ask`.

    `topics` has the topic of each article by its id, `translations` its text in language
    `ask` where a file of these was given.
    """

    articles: tuple[Article, ...]
    cases: tuple[Case, ...]
    topics: dict[str, str]
    translations: dict[str, str]
    ask: str
    text: str


def rows(path: Path, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The objects in a JSON Lines file. Raises `LoadError` where one lacks one of `fields`."""
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


def collection(
    corpus_file: Path,
    questions_file: Path,
    *,
    ask: str,
    text: str,
    translation_file: Path | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> Collection:
    """What two files of the form above hold. Raises `LoadError` if they have another."""
    parts = list(rows(corpus_file, ("id", "text")))
    articles = {row["id"]: Article(row["text"], language=text) for row in parts}
    topics = {articles[row["id"]].id: str(row.get("article", row["id"])) for row in parts}
    asked = list(rows(questions_file, ("paragraph", "question", "answer", "start")))
    stop = None if limit is None else offset + limit
    cases = []
    for row in asked[offset:stop]:
        for field, language in (("question", ask), ("answer", text), ("start", text)):
            if language not in row[field]:
                reason = f'has a question without "{field}" in "{language}"; give another.'
                raise LoadError(str(questions_file), reason)
        if row["paragraph"] not in articles:
            reason = f'has a question about "{row["paragraph"]}", which is not in {corpus_file}.'
            raise LoadError(str(questions_file), reason)
        article, start = articles[row["paragraph"]], row["start"][text]
        end = start + len(row["answer"][text])
        question = row["question"][ask]
        cases.append(
            Case(question, article.id, start, end, dict(row["answer"]), topics[article.id])
        )
    translated = rows(translation_file, ("id", "text")) if translation_file else ()
    translations = {articles[row["id"]].id: row["text"] for row in translated}
    return Collection(tuple(articles.values()), tuple(cases), topics, translations, ask, text)


@contextmanager
def filled(articles: Sequence[Article], settings: Settings, shown: Shown) -> Iterator[Corpus]:
    """A corpus of `articles` in a temporary folder, ready to be asked."""
    with (
        tempfile.TemporaryDirectory(prefix="beleg-eval-") as folder,
        Corpus(replace(settings, home=Path(folder))) as corpus,
    ):
        for done, _ in enumerate(corpus.adding(articles), start=1):
            shown("adding articles", done, len(articles))
        corpus.embeddings.question("warm up")
        yield corpus
