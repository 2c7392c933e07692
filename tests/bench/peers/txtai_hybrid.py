"""txtai: embeddings with content, hybrid search on; paragraphs are its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from protocol import serve


class Txtai:
    def open(self, folder: str, weights: str) -> None:
        from txtai import Embeddings

        self._file = str(Path(folder) / "index")
        self._embeddings = Embeddings(
            path=weights,
            content=True,
            hybrid=True,
            instructions={"query": "query: ", "data": "passage: "},
        )
        if Path(self._file).exists():
            self._embeddings.load(self._file)

    def add(self, articles: list[dict[str, str]]) -> None:
        self._embeddings.upsert(
            (f"{one['id']}#{at}", part.strip(), None)
            for one in articles
            for at, part in enumerate(one["text"].split("\n\n"))
            if part.strip()
        )
        self._embeddings.save(self._file)

    def ask(self, question: str, k: int) -> list[dict[str, str]]:
        found = self._embeddings.search(question, k)
        return [{"id": one["id"].rpartition("#")[0], "text": one["text"]} for one in found]

    def embed(self, texts: list[str], query: bool) -> Any:
        kind = "query" if query else "data"
        return [list(map(float, one)) for one in self._embeddings.batchtransform(texts, kind)]

    def close(self) -> None:
        self._embeddings.close()


if __name__ == "__main__":
    serve(Txtai())
