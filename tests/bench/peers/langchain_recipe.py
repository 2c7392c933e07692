"""The plain recipe: a recursive splitter, HuggingFaceEmbeddings, Chroma."""

from __future__ import annotations

from typing import Any

from protocol import marked, serve

PROMPT = """Answer the question in its own language, from the numbered sources alone, and cite \
the number of the source in brackets after each sentence, such as [1]. If the sources do not \
answer it, say so.

{sources}"""
PASSAGES = 4  # what a LangChain retriever gives unless told otherwise


class LangChain:
    def open(self, folder: str, weights: str) -> None:
        from langchain_chroma import Chroma
        from langchain_huggingface import HuggingFaceEmbeddings
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self._embeddings = HuggingFaceEmbeddings(
            model_name=weights,
            encode_kwargs={"normalize_embeddings": True, "prompt": "passage: "},
            query_encode_kwargs={"normalize_embeddings": True, "prompt": "query: "},
        )
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        self._store = Chroma(
            "news",
            self._embeddings,
            persist_directory=folder,
            collection_metadata={"hnsw:space": "cosine"},
        )

    def add(self, articles: list[dict[str, str]]) -> None:
        texts, about = [one["text"] for one in articles], [{"id": one["id"]} for one in articles]
        parts = self._splitter.create_documents(texts, about)
        for at in range(0, len(parts), 5000):  # Chroma takes no more at once
            self._store.add_documents(parts[at : at + 5000])

    def ask(self, question: str, k: int) -> list[dict[str, str]]:
        found = self._store.similarity_search(question, k=k)
        return [{"id": one.metadata["id"], "text": one.page_content} for one in found]

    def embed(self, texts: list[str], query: bool) -> Any:
        if query:
            return [self._embeddings.embed_query(text) for text in texts]
        return self._embeddings.embed_documents(texts)

    def answer(self, question: str, model: dict[str, Any]) -> dict[str, Any]:
        from langchain_core.prompts import ChatPromptTemplate
        from langchain_openai import ChatOpenAI

        given = self.ask(question, PASSAGES)
        sources = "\n\n".join(f"[{at}] {one['text']}" for at, one in enumerate(given, start=1))
        prompt = ChatPromptTemplate([("system", PROMPT), ("human", "{question}")])
        chat = ChatOpenAI(
            model=model["name"],
            base_url=model["url"],
            api_key=model["key"],
            temperature=0,
            max_completion_tokens=model["tokens"],
        )
        text = str((prompt | chat).invoke({"sources": sources, "question": question}).content)
        cited = [given[number - 1] for number in marked(text) if 0 < number <= len(given)]
        return {"text": text, "cited": cited, "given": given}

    def close(self) -> None:
        pass


if __name__ == "__main__":
    serve(LangChain())
