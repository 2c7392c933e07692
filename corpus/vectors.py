"""Chroma: the nearest-neighbour index, derived from the store.

Embedded Chroma 1.5.9 can be left unreadable, or short of vectors, by a crash or a full disk
while it saves its graph. So nothing is in it that the store does not have, and it is opened
again only if it is as it was when it was closed in order (`corpus.seal`). Otherwise it is
thrown away, and `corpus.corpus` fills a new one from the store, without embedding anything.

What was taken out is never found, but stays in Chroma's files as a vector; `rebuild` makes an
index in which it never was.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.embed import Vectors

if TYPE_CHECKING:
    from langchain_chroma import Chroma

_NAME = "chunks"
_BATCH = 2000  # Chroma takes up to 5,461 records a call
_HNSW = {"space": "cosine", "ef_search": 200}


class VectorIndex:
    """Chunk keys and their vectors, in a folder of their own."""

    def __init__(self, folder: Path, *, intact: bool) -> None:
        """Opens what is in `folder` if it is `intact`, else begins anew."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        if not intact:
            _discard(folder)
        try:
            self._chroma = _open(_current(folder))
        except Exception:  # noqa: BLE001 - Chroma raises many kinds; all mean: build it anew
            self._chroma = _open(_next(folder))

    def rebuild(self, parts: Iterable[tuple[Sequence[int], Vectors, Sequence[str]]]) -> None:
        """Builds an index of `parts` (keys, vectors, languages) in a new folder; then it takes
        the place of the old one, which is deleted."""
        old = _generations(self._folder)
        fresh = _open(_next(self._folder))
        for keys, vectors, languages in parts:
            _upsert(fresh, keys, vectors, languages)
        former, self._chroma = self._chroma, fresh
        former._client.close()
        for generation in old:
            shutil.rmtree(generation, ignore_errors=True)

    def close(self) -> None:
        """Lets go of the files; the index is of no use afterwards."""
        self._chroma._client.close()

    def keys(self) -> set[int]:
        """Keys of all chunks that are indexed."""
        return {int(key) for key in self._chroma.get(include=[])["ids"]}

    def upsert(self, keys: Sequence[int], vectors: Vectors, languages: Sequence[str]) -> None:
        """Adds chunks with their vectors (len(keys), dimension) and languages."""
        _upsert(self._chroma, keys, vectors, languages)

    def remove(self, keys: Sequence[int]) -> None:
        """Takes chunks out; keys that are not there do not matter."""
        for i in range(0, len(keys), _BATCH):
            self._chroma.delete([str(key) for key in keys[i : i + _BATCH]])

    def nearest(
        self, vector: Vectors, limit: int, language: str, *, other: bool = False
    ) -> list[tuple[int, float]]:
        """Up to `limit` keys with their cosine in [-1, 1], the closest first.

        Only of chunks in `language`, or with `other` only of those in any other.
        """
        where: Any = {"language": {"$ne" if other else "$eq": language}}
        found = self._chroma._collection.query(
            query_embeddings=vector[np.newaxis],
            n_results=limit,
            where=where,
            include=["distances"],
        )
        distances = found["distances"]
        assert distances is not None
        return [
            (int(key), 1.0 - distance)
            for key, distance in zip(found["ids"][0], distances[0], strict=True)
        ]


def _open(folder: Path) -> Chroma:
    import chromadb
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    client = chromadb.PersistentClient(
        str(folder), Settings(anonymized_telemetry=False, is_persistent=True)
    )
    configuration: Any = {"hnsw": _HNSW}
    return Chroma(_NAME, client=client, collection_configuration=configuration)


def _upsert(
    chroma: Chroma, keys: Sequence[int], vectors: Vectors, languages: Sequence[str]
) -> None:
    for i in range(0, len(keys), _BATCH):
        chroma._collection.upsert(
            ids=[str(key) for key in keys[i : i + _BATCH]],
            embeddings=vectors[i : i + _BATCH],
            metadatas=[{"language": language} for language in languages[i : i + _BATCH]],
        )


def _generations(folder: Path) -> list[Path]:
    return sorted((p for p in folder.iterdir() if p.name.isdigit()), key=lambda p: int(p.name))


def _current(folder: Path) -> Path:
    """The newest generation; older ones, left behind by a crash, are deleted."""
    generations = _generations(folder) or [_next(folder)]
    for old in generations[:-1]:
        shutil.rmtree(old, ignore_errors=True)
    return generations[-1]


def _next(folder: Path) -> Path:
    """A folder that never was: Chroma remembers, by path, even what it failed to open."""
    return folder / str(time.time_ns())


def _discard(folder: Path) -> None:
    for generation in _generations(folder):
        shutil.rmtree(generation, ignore_errors=True)
