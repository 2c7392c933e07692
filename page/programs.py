"""What other programs can call through Gradio's API: `ask`, `add` and `articles`."""

from __future__ import annotations

from typing import Any

from corpus import Article
from corpus.errors import LoadError
from corpus.listing import EVERYTHING, Filter
from page.opening import Opening
from qa.answer import Quote

LONGEST = 1_000_000  # characters of an article
MOST = 100  # articles listed at once


class Programs:
    """Each method becomes an endpoint of its name; its docstring is what callers read."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening

    def ask(
        self, question: str, outlet: str = "", language: str = "", since: str = "", until: str = ""
    ) -> dict[str, Any]:
        """Answer a question from the news articles of this installation, with exact quotes.

        Args:
            question: one question, in any language, at most 2,000 characters.
            outlet: look only in articles of this outlet; "" for all, here and below.
            language: only in articles of this language, such as en or de.
            since: only in articles published on this day or later, such as 2024-01-31.
            until: only in articles published until this day.

        Returns:
            The answer, whether it was refused, what a reader should know of it (notice, mostly
            empty), the words of the answer that the cited quotes lack, and every quote with its
            article and place.
        """
        assistant = self.opening.assistant(self.opening.ending)
        if assistant is None:
            return {}
        wanted = Filter(source=outlet, language=language, since=since, until=until)
        answer = assistant.ask(question, within=None if wanted == EVERYTHING else wanted)
        return {
            "question": answer.question,
            "answer": answer.text,
            "refused": answer.refused,
            "notice": answer.notice,
            "language": answer.language,
            "model": answer.model,
            "own_words": list(answer.own_words),
            "cited": [quote.number for quote in answer.citations],
            "quotes": [_quote(quote) for quote in answer.quotes],
        }

    def add(
        self, text: str, title: str = "", outlet: str = "", published: str = "", url: str = ""
    ) -> dict[str, Any]:
        """Add one article to this installation.

        Args:
            text: the whole text of the article.
            title: its title.
            outlet: who published it.
            published: the day, such as 2024-01-31.
            url: its public address.

        Returns:
            What became of it: added, updated, unchanged, copies or failed, with ids or reasons.
        """
        if len(text) > LONGEST:
            raise LoadError(title or "text", "is longer than {most:,} characters.", most=LONGEST)
        article = Article(text, title=title, source=outlet, published=published, url=url)
        return self.opening.corpus().add(article).as_dict()

    def articles(self, search: str = "", language: str = "", limit: int = 20) -> list[Any]:
        """List articles of this installation, the latest added first.

        Args:
            search: words that title or outlet must have; "" for all.
            language: such as en or de; "" for all.
            limit: how many at most, 1 to 100.

        Returns:
            Id, title, outlet, day and language of each.
        """
        wanted = Filter(search[:200], language=language)
        rows, _ = self.opening.corpus().listed(
            wanted, descending=True, limit=min(max(int(limit), 1), MOST)
        )
        names = ("id", "title", "source", "published", "language")
        return [{name: getattr(row, name) for name in names} for row in rows]


def _quote(quote: Quote) -> dict[str, Any]:
    article = quote.article
    return {
        "number": quote.number,
        "quote": quote.quote,
        "start": quote.start,
        "end": quote.end,
        "article": article.id,
        "title": article.title,
        "outlet": article.source,
        "published": article.published,
        "language": article.language,
        "url": article.url,
    }
