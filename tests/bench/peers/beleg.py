"""Beleg itself; it writes with the packaged language model as it is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from protocol import serve

from corpus import Article, Corpus, Settings
from qa import Assistant
from qa.evidence import candidates, quotes
from qa.question import understood
from qa.retrieve import NewsRetriever

_URL = "https://example.org/"


class Beleg:
    def open(self, folder: str, weights: str) -> None:
        given = Settings.from_environment()
        self._corpus = Corpus(Settings(home=Path(folder), cache=given.cache, model="none"))
        self._corpus.embeddings.load()
        self._retriever = NewsRetriever(corpus=self._corpus)

    def ready(self) -> None:
        self._corpus.embeddings.passages(["Opened."])

    def add(self, articles: list[dict[str, str]]) -> None:
        self._corpus.add(*(Article(one["text"], url=_URL + one["id"]) for one in articles))

    def ask(self, question: str, k: int) -> list[dict[str, str]]:
        asked = understood(question)
        hits = self._retriever.hits(asked, k)
        quotes(candidates(asked, hits, self._corpus))  # a question ends with quotes
        return [
            {"id": one.metadata["url"].removeprefix(_URL), "text": one.page_content}
            for one in map(self._retriever.document, hits)
        ]

    def sentences(self, question: str, k: int) -> list[dict[str, str]]:
        asked = understood(question)
        found = quotes(candidates(asked, self._retriever.hits(asked), self._corpus))
        return [{"id": one.article.url.removeprefix(_URL), "text": one.quote} for one in found[:k]]

    def answer(self, question: str, model: dict[str, Any]) -> dict[str, Any]:
        """What is shown as verified; the sources are the whole articles cited."""
        if not hasattr(self, "_assistant"):
            self._assistant = Assistant(self._corpus, "local")
            self._assistant.warm_up()
        answer = self._assistant.ask(question, again=True)
        cited = [
            {"id": one.article.url.removeprefix(_URL), "text": one.quote}
            for one in answer.citations
        ]
        given = [
            {"id": one.article.url.removeprefix(_URL), "text": one.article.text}
            for one in answer.citations
        ]
        text = " ".join(one.text for one in answer.sentences if one.verified)
        return {"text": text, "cited": cited, "given": given}

    def embed(self, texts: list[str], query: bool) -> Any:
        raise NotImplementedError  # it ranks sentences by itself

    def close(self) -> None:
        self._corpus.close()


if __name__ == "__main__":
    serve(Beleg())
