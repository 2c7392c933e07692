"""Haystack 2: its splitter, embedders and in-memory store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from protocol import serve


class Haystack:
    def open(self, folder: str, weights: str) -> None:
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.components.retrievers import InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )

        self._file = str(Path(folder) / "store.json")
        if Path(self._file).exists():
            self._store = InMemoryDocumentStore.load_from_disk(self._file)
        else:
            self._store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        self._splitter = DocumentSplitter(split_by="word", split_length=200, split_overlap=20)
        plain: dict[str, Any] = {"model": weights, "normalize_embeddings": True}
        self._documents = SentenceTransformersDocumentEmbedder(
            prefix="passage: ", progress_bar=False, **plain
        )
        self._text = SentenceTransformersTextEmbedder(prefix="query: ", progress_bar=False, **plain)
        for part in (self._splitter, self._documents, self._text):
            if ready := getattr(part, "warm_up", None):
                ready()
        self._retriever = InMemoryEmbeddingRetriever(self._store)

    def add(self, articles: list[dict[str, str]]) -> None:
        from haystack import Document

        texts = [Document(content=one["text"], meta={"article": one["id"]}) for one in articles]
        parts = self._splitter.run(documents=texts)["documents"]
        self._store.write_documents(self._documents.run(documents=parts)["documents"])
        self._store.save_to_disk(self._file)

    def ask(self, question: str, k: int) -> list[dict[str, str]]:
        vector = self._text.run(text=question)["embedding"]
        found = self._retriever.run(query_embedding=vector, top_k=k)["documents"]
        return [{"id": one.meta["article"], "text": one.content} for one in found]

    def embed(self, texts: list[str], query: bool) -> Any:
        from haystack import Document

        if query:
            return [self._text.run(text=text)["embedding"] for text in texts]
        found = self._documents.run(documents=[Document(content=text) for text in texts])
        return [one.embedding for one in found["documents"]]

    def close(self) -> None:
        pass


if __name__ == "__main__":
    serve(Haystack())
