"""What is asked of every system: articles, and questions whose answer is known by its words."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NTREX = ("en", "de", "fr", "es", "pl")
Rows = tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Question:
    """`article` has the answer, which is the words `holds` of its text ("" if all of it is);
    `answers` has it in every language known."""

    text: str
    article: str
    holds: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """Articles have `id` and `text`."""

    name: str
    articles: Rows
    questions: tuple[Question, ...]

    def varied(self, copies: int) -> Task:
        """With so many articles for each one, the further ones mixed from sentences of all."""
        drawn = random.Random(0)
        pool = self.sentences()
        more = tuple(
            {"id": f"{one['id']}/{copy}", "text": mixed(drawn, pool, one["text"].count(". ") + 1)}
            for copy in range(1, copies)
            for one in self.articles
        )
        name = self.name if copies == 1 else f"{self.name} x{copies}"
        return replace(self, name=name, articles=(*self.articles, *more))

    def sentences(self) -> list[str]:
        """Of all articles, roughly cut."""
        return [part for one in self.articles for part in one["text"].split(". ")]


def xquad(folder: Path, ask: str, text: str, limit: int) -> Task:
    """Questions of XQuAD in language `ask` over its paragraphs in language `text`."""
    corpus = _lines(folder / f"corpus.{text}.jsonl")
    articles = tuple({"id": str(row["id"]), "text": row["text"]} for row in corpus)
    rows = _lines(folder / "questions.jsonl")
    step = max(1, len(rows) // limit)
    questions = tuple(
        Question(
            row["question"][ask],
            str(row["paragraph"]),
            row["answer"][text],
            tuple(row["answer"].values()),
        )
        for row in rows[::step][:limit]
    )
    return Task(f"xquad {ask} to {text}", articles, questions)


def ntrex(folder: Path, text: str, languages: tuple[str, ...] = NTREX) -> Task:
    """Headlines in `languages`, each asking for the same story in `text`, told without it."""
    rows = _lines(folder / "docs.jsonl")
    articles = tuple(
        {"id": row["doc_id"], "text": " ".join(part.strip() for part in row["segments"][text][1:])}
        for row in rows
    )
    questions = tuple(
        Question(row["segments"][one][0].strip(), row["doc_id"], "")
        for one in languages
        if one != text
        for row in rows
    )
    return Task(f"ntrex to {text}", articles, questions)


def samples() -> Task:
    """The sample articles, and the first questions of the dialogues about them."""
    known = {
        path.stem: path.read_text(encoding="utf-8").split("---", 2)[-1].strip()
        for path in sorted((ROOT / "corpus" / "samples").glob("*.md"))
    }
    dialogues = _lines(ROOT / "tests" / "dialogues" / "samples.jsonl")
    questions = []
    for dialogue in dialogues:
        turn = dialogue["turns"][0]
        for name in turn["articles"][:1]:
            stem = Path(name).stem
            if stem in known and turn["holds"]:
                holds = turn["holds"] if isinstance(turn["holds"], str) else turn["holds"][0]
                questions.append(Question(turn["standalone"], stem, holds, (holds,)))
    articles = tuple({"id": name, "text": text} for name, text in known.items())
    return Task("samples", articles, tuple(questions))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def mixed(drawn: random.Random, pool: list[str], sentences: int) -> str:
    """So many of the sentences in `pool`, their figures changed."""
    text = ". ".join(drawn.sample(pool, min(sentences, len(pool)))).rstrip(".") + "."
    return "".join(str(drawn.randrange(10)) if c.isascii() and c.isdigit() else c for c in text)
