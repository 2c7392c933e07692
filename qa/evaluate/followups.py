"""Whether a follow-up is understood: what it finds, against a question that stands alone.

A line of the file is a dialogue: {"turns": [{"question", "standalone", "articles",
"evidence"}, …]}. `standalone` is the question as a person would ask it without the
conversation, equal to `question` where that stands alone; `articles` are the names of those
that answer (`id` of a corpus row, or the name of a file without its ending), `evidence` has
words of the sentences that do, any of which will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from corpus import Article, Corpus, load
from corpus.errors import LoadError
from corpus.settings import Settings
from qa.answer import Quote
from qa.assistant import Assistant
from qa.evaluate.files import Shown, filled, rows
from qa.evidence import candidates, quotes
from qa.question import Question, understood


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a dialogue; `leans` if a person would not ask it alone."""

    question: str
    standalone: str
    articles: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def leans(self) -> bool:
        """Whether it needs what was asked before."""
        return self.question != self.standalone

    def is_in(self, quote: Quote, names: dict[str, str]) -> bool:
        """Whether the quote answers it."""
        return names[quote.article.id] in self.articles and any(
            words in quote.quote for words in self.evidence
        )


_Asked = tuple[Turn, Question, tuple[bool, bool], tuple[bool, bool]]
"""A turn, how it was understood, and whether article and sentence are right: so, and by hand."""


def follow_ups(
    corpus_path: Path,
    dialogues_file: Path,
    settings: Settings,
    shown: Shown,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> dict[str, Any]:
    """Shares of the turns after the first for which the first hit is a right article, and a
    right sentence is among the first three quotes: as asked, and (`by_hand`) asked alone.

    Each turn is asked after the turns before it and the quotes that they brought.
    """
    named = dict(_articles(corpus_path))
    names = {article.id: name for name, article in named.items()}
    dialogues = list(_dialogues(dialogues_file))[offset : None if limit is None else offset + limit]
    found: list[_Asked] = []
    with filled(list(named.values()), settings, shown) as corpus:
        assistant = Assistant(corpus, "none")
        for done, turns in enumerate(dialogues, start=1):
            history: list[tuple[str, str]] = []
            for turn in turns:
                asked = understood(turn.question, history)
                if history:
                    alone = Question(turn.standalone, turn.standalone, asked.language)
                    as_asked = _right(turn, asked, corpus, assistant, names)
                    by_hand = _right(turn, alone, corpus, assistant, names)
                    found.append((turn, asked, as_asked, by_hand))
                history.append((turn.question, assistant.ask(turn.question, history).text))
            shown("asking dialogues", done, len(dialogues))
    leaning = [one for one in found if one[0].leans]
    others = [one for one in found if not one[0].leans]
    return {
        "dialogues": len(dialogues),
        **_shares("follow_ups", leaning),
        **_shares("new_topics", others),
        "taken_for_follow_ups": _share([bool(one[1].context) for one in leaning]),
        "new_topics_taken_for_follow_ups": _share([bool(one[1].context) for one in others]),
    }


def _shares(name: str, found: Sequence[_Asked]) -> dict[str, float]:
    return {
        name: len(found),
        f"{name}_article": _share([asked[0] for _, _, asked, _ in found]),
        f"{name}_article_by_hand": _share([alone[0] for _, _, _, alone in found]),
        f"{name}_evidence@3": _share([asked[1] for _, _, asked, _ in found]),
        f"{name}_evidence@3_by_hand": _share([alone[1] for _, _, _, alone in found]),
    }


def _share(right: Sequence[bool]) -> float:
    return round(fmean(right), 4) if right else 0.0


def _right(
    turn: Turn, asked: Question, corpus: Corpus, assistant: Assistant, names: dict[str, str]
) -> tuple[bool, bool]:
    hits = assistant.retriever.hits(asked)
    found = quotes(candidates(asked, hits, corpus))[:3]
    first = names[hits[0].chunk.article_id] if hits else ""
    return first in turn.articles, any(turn.is_in(quote, names) for quote in found)


def _articles(path: Path) -> Iterator[tuple[str, Article]]:
    """Names and articles of a JSON Lines file, or of a folder of files."""
    if path.is_dir():
        for file in load.files([path]):
            yield from ((file.stem, article) for article in load.load(file))
        return
    for row in rows(path, ("id", "text")):
        title, published = str(row.get("title") or ""), str(row.get("date") or "")
        language = str(row.get("language") or "")
        yield (
            str(row["id"]),
            Article(row["text"], title=title, published=published, language=language),
        )


def _dialogues(path: Path) -> Iterator[tuple[Turn, ...]]:
    for row in rows(path, ("turns",)):
        try:
            yield tuple(
                Turn(
                    one["question"],
                    one["standalone"],
                    tuple(one["articles"]),
                    tuple(one["evidence"]),
                )
                for one in row["turns"]
            )
        except (KeyError, TypeError) as error:
            raise LoadError(str(path), f"has a turn without {error}.") from error
