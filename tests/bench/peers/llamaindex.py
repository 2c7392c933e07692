"""LlamaIndex: VectorStoreIndex with its default splitter and store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from protocol import marked, serve


class LlamaIndex:
    def open(self, folder: str, weights: str) -> None:
        from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._folder = folder
        self._model = HuggingFaceEmbedding(
            weights, query_instruction="query: ", text_instruction="passage: "
        )
        if any(Path(folder).iterdir()):
            stored = StorageContext.from_defaults(persist_dir=folder)
            self._index = load_index_from_storage(stored, embed_model=self._model)
        else:
            self._index = VectorStoreIndex.from_documents([], embed_model=self._model)

    def add(self, articles: list[dict[str, str]]) -> None:
        from llama_index.core import Document
        from llama_index.core.node_parser import SentenceSplitter

        texts = [
            Document(
                text=one["text"],
                metadata={"id": one["id"]},
                excluded_embed_metadata_keys=["id"],
                excluded_llm_metadata_keys=["id"],
            )
            for one in articles
        ]
        self._index.insert_nodes(SentenceSplitter().get_nodes_from_documents(texts))
        self._index.storage_context.persist(self._folder)

    def ask(self, question: str, k: int) -> list[dict[str, str]]:
        found = self._index.as_retriever(similarity_top_k=k).retrieve(question)
        return [{"id": one.metadata["id"], "text": one.text} for one in found]

    def embed(self, texts: list[str], query: bool) -> Any:
        if query:
            return [self._model.get_query_embedding(text) for text in texts]
        return self._model.get_text_embedding_batch(texts)

    def answer(self, question: str, model: dict[str, Any]) -> dict[str, Any]:
        from llama_index.core.query_engine import CitationQueryEngine
        from llama_index.llms.openai_like import OpenAILike

        chat = OpenAILike(
            model=model["name"],
            api_base=model["url"],
            api_key=model["key"],
            is_chat_model=True,
            temperature=0,
            max_tokens=model["tokens"],
            timeout=600,
        )
        response = CitationQueryEngine.from_args(self._index, llm=chat).query(question)
        given = [
            {"id": one.node.metadata["id"], "text": one.node.get_content()}
            for one in response.source_nodes
        ]
        text = str(response)
        cited = [given[number - 1] for number in marked(text) if 0 < number <= len(given)]
        return {"text": text, "cited": cited, "given": given}

    def close(self) -> None:
        pass


if __name__ == "__main__":
    serve(LlamaIndex())
