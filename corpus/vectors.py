"""Chroma: the nearest-neighbour index, derived from the store.

Embedded Chroma 1.5.9 can be left unreadable, or short of vectors, by a crash or a full disk
while it saves its graph. So nothing is in it that the store does not have, and it is opened
again only if it is as it was when it was closed in order (`corpus.seal`). Otherwise it is
thrown away, and `corpus.corpus` fills a new one from the store, without embedding anything.

Each language has a collection of its own. One collection filtered by language gives the same
answers, but Chroma then lists all that passes the filter first: 130 ms among 10,000 vectors
and growing with them, where a collection without a filter takes 3 ms.

What was taken out is never found, but stays in Chroma's files as a vector; `rebuild` makes an
index in which it never was.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Sequence
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.embed import Vectors

if TYPE_CHECKING:
    from chromadb import Collection

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
            self._generation = _Generation(_current(folder))
        except Exception:  # noqa: BLE001 - Chroma raises many kinds; all mean: build it anew
            self._generation = _Generation(_next(folder))

    def rebuild(self, parts: Iterable[tuple[Sequence[int], Vectors, Sequence[str]]]) -> None:
        """Builds an index of `parts` (keys, vectors, languages) in a new folder; then it takes
        the place of the old one, which is deleted."""
        old = _generations(self._folder)
        fresh = _Generation(_next(self._folder))
        for part in parts:
            fresh.upsert(*part)
        former, self._generation = self._generation, fresh
        former.close()
        for generation in old:
            shutil.rmtree(generation, ignore_errors=True)

    def close(self) -> None:
        """Lets go of the files; the index is of no use afterwards."""
        self._generation.close()

    def __len__(self) -> int:
        """Number of chunks that are indexed."""
        return sum(one.count() for one in self._generation.collections.values())

    def keys(self) -> set[int]:
        """Keys of all chunks that are indexed."""
        collections = self._generation.collections.values()
        return {int(key) for one in collections for key in one.get(include=[])["ids"]}

    def upsert(self, keys: Sequence[int], vectors: Vectors, languages: Sequence[str]) -> None:
        """Adds chunks with their vectors (len(keys), dimension) and languages."""
        self._generation.upsert(keys, vectors, languages)

    def remove(self, keys: Sequence[int]) -> None:
        """Takes chunks out; keys that are not there do not matter."""
        for i in range(0, len(keys), _BATCH):
            for one in self._generation.collections.values():
                one.delete([str(key) for key in keys[i : i + _BATCH]])

    def nearest(
        self, vector: Vectors, limit: int, language: str, *, other: bool = False
    ) -> list[tuple[int, float]]:
        """Up to `limit` keys with their cosine in [-1, 1], the closest first.

        Only of chunks in `language`, or with `other` only of those in any other.
        """
        found = [
            near
            for own, collection in self._generation.collections.items()
            if (own == language) != other
            for near in _nearest(collection, vector, limit)
        ]
        return nlargest(limit, found, key=lambda near: near[1])


class _Generation:
    """One Chroma database; `collections` are those of each language there is."""

    def __init__(self, folder: Path) -> None:
        import chromadb
        from chromadb.config import Settings

        self._client: Any = chromadb.PersistentClient(
            str(folder), Settings(anonymized_telemetry=False, is_persistent=True)
        )
        self.collections = {
            _language(one.name): one for one in self._client.list_collections(limit=None)
        }

    def close(self) -> None:
        self._client.close()

    def upsert(self, keys: Sequence[int], vectors: Vectors, languages: Sequence[str]) -> None:
        for language in dict.fromkeys(languages):
            own = [at for at, one in enumerate(languages) if one == language]
            if language not in self.collections:
                self.collections[language] = self._made(language)
            for i in range(0, len(own), _BATCH):
                part = own[i : i + _BATCH]
                ids = [str(keys[at]) for at in part]
                self.collections[language].upsert(ids=ids, embeddings=vectors[part])

    def _made(self, language: str) -> Collection:
        configuration: Any = {"hnsw": _HNSW}
        made: Collection = self._client.get_or_create_collection(
            _name(language), configuration=configuration, embedding_function=None
        )
        return made


def _name(language: str) -> str:
    """A name that Chroma takes, whatever an article says its language is."""
    return f"chunks-{language.encode().hex() or 'none'}"


def _language(name: str) -> str:
    code = name.removeprefix("chunks-")
    return "" if code == "none" else bytes.fromhex(code).decode()


def _nearest(collection: Collection, vector: Vectors, limit: int) -> list[tuple[int, float]]:
    found = collection.query(
        query_embeddings=vector[np.newaxis], n_results=limit, include=["distances"]
    )
    distances = found["distances"]
    assert distances is not None
    return [
        (int(key), 1.0 - distance)
        for key, distance in zip(found["ids"][0], distances[0], strict=True)
    ]


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
