"""Chroma: the nearest-neighbour index, derived from the store.

Embedded Chroma 1.5.9 can be left unreadable, or short of vectors, by a crash while it saves
its graph. So it is never asked to (`sync_threshold` is out of reach: it keeps a log and
builds the graph when opened), nothing is in it that the store does not have, a mark beside
it says that it is in use, and after a crash it is opened by a child process first, since
what crashes inside it cannot be caught. Whenever it cannot be opened it is thrown away;
`corpus.corpus` fills it again from the store, without embedding anything.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.embed import Vectors

if TYPE_CHECKING:
    from langchain_chroma import Chroma

_NAME = "chunks"
_BATCH = 2000  # Chroma takes up to 5,461 records a call
_HNSW = {"space": "cosine", "sync_threshold": 100_000_000, "ef_search": 200}
_PROBE = """
import sys
from pathlib import Path
from corpus.vectors import VectorIndex
VectorIndex.probe(Path(sys.argv[1]))
"""
_PROBE_SECONDS = 120


class VectorIndex:
    """Chunk keys and their vectors, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mark = folder.with_suffix(".in-use")
        folder.mkdir(parents=True, exist_ok=True)
        if self._mark.exists() and not _survives(_current(folder)):
            _discard(folder)
        self._mark.touch()
        try:
            self._chroma = _open(_current(folder))
        except Exception:  # noqa: BLE001 - Chroma raises many kinds; all mean: build it anew
            self.clear()

    def clear(self) -> None:
        """Begins an empty index in a new folder; the old one goes with the next opening."""
        self._chroma = _open(_next(self._folder))

    def close(self) -> None:
        """Says that the index was left in order."""
        self._chroma._client.close()
        self._mark.unlink(missing_ok=True)

    def keys(self) -> set[int]:
        """Keys of all chunks that are indexed."""
        return {int(key) for key in self._chroma.get(include=[])["ids"]}

    def upsert(self, keys: Sequence[int], vectors: Vectors, languages: Sequence[str]) -> None:
        """Adds chunks with their vectors (len(keys), dimension) and languages."""
        for i in range(0, len(keys), _BATCH):
            self._chroma._collection.upsert(
                ids=[str(key) for key in keys[i : i + _BATCH]],
                embeddings=vectors[i : i + _BATCH],
                metadatas=[{"language": language} for language in languages[i : i + _BATCH]],
            )

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

    @staticmethod
    def probe(folder: Path) -> None:
        """Uses an index as an opening would; run where a crash does no harm."""
        chroma = _open(folder)
        chroma.get(include=[])
        record = chroma._collection.peek(1)
        if len(record["ids"]):
            chroma._collection.query(query_embeddings=record["embeddings"], n_results=1)


def _open(folder: Path) -> Chroma:
    import chromadb
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    client = chromadb.PersistentClient(
        str(folder), Settings(anonymized_telemetry=False, is_persistent=True)
    )
    configuration: Any = {"hnsw": _HNSW}
    return Chroma(_NAME, client=client, collection_configuration=configuration)


def _survives(folder: Path) -> bool:
    command = [sys.executable, "-c", _PROBE, str(folder)]
    try:
        return not subprocess.run(  # noqa: S603 - our own interpreter and code
            command, capture_output=True, timeout=_PROBE_SECONDS, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return False


def _generations(folder: Path) -> list[Path]:
    return sorted((p for p in folder.iterdir() if p.name.isdigit()), key=lambda p: int(p.name))


def _current(folder: Path) -> Path:
    """The newest generation; older ones, left by `clear`, are deleted."""
    generations = _generations(folder) or [folder / "1"]
    for old in generations[:-1]:
        shutil.rmtree(old, ignore_errors=True)
    return generations[-1]


def _next(folder: Path) -> Path:
    newest = _generations(folder)[-1:]
    return folder / str(int(newest[0].name) + 1 if newest else 1)


def _discard(folder: Path) -> None:
    for generation in _generations(folder):
        shutil.rmtree(generation, ignore_errors=True)
