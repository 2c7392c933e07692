"""SQLite: the source of truth. Articles, spans, vectors and full text in one file.

One transaction an article: it is there with everything that is needed to find it, or not at
all. Vectors are kept as float16, which changes a cosine by less than 0.001. The nearest
neighbours are found elsewhere (`corpus.vectors`), from an index that can be rebuilt from
here at any time.

A chunk's `key` is an integer that is never used twice, so two sets of keys are equal only if
they name the same chunks.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from corpus import late
from corpus.article import Article, Chunk, Sentence
from corpus.embed import Passage, Vectors
from corpus.errors import ArticleNotFound, CorpusDamaged, CorpusError

SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
    id TEXT PRIMARY KEY, url TEXT, title TEXT, source TEXT, published TEXT, authors TEXT,
    language TEXT, origin TEXT, sample INTEGER, text TEXT, added TEXT);
CREATE INDEX articles_by_origin ON articles (origin) WHERE origin != '';
CREATE TABLE chunks (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER, end INTEGER, vector BLOB, tokens BLOB);
CREATE INDEX chunks_by_article ON chunks (article);
CREATE TABLE sentences (
    chunk INTEGER NOT NULL REFERENCES chunks (key) ON DELETE CASCADE,
    start INTEGER, end INTEGER, vector BLOB, context BLOB,
    first_token INTEGER, last_token INTEGER, PRIMARY KEY (chunk, start)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (stems, tokenize = "unicode61 remove_diacritics 0");
CREATE TRIGGER words_go AFTER DELETE ON chunks BEGIN DELETE FROM words WHERE rowid = old.key; END;
"""
_COLUMNS = "url, title, source, published, authors, language, origin, sample, text"
_MAX_VARIABLES = 500


@dataclass(frozen=True, eq=False)
class Indexed:
    """A chunk with what was computed from it when it came in.

    `stems` are the words for the full-text index; they are written and not read back.
    """

    chunk: Chunk
    language: str
    passage: Passage
    stems: tuple[str, ...] = ()


class Store:
    """The one file. Methods may be called from any thread, one at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        try:
            with self._readable():
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Says what it means when SQLite finds the file damaged; a full disk is not that."""
        try:
            yield
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise CorpusDamaged(
                f"{self._path}: the articles cannot be read ({error}); "
                "put back a copy of this file, or move it away to begin anew."
            ) from error

    def _prepare(self) -> None:
        for pragma in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version == 0:
            with self._transaction():
                for statement in _SCHEMA.split(";\n"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        elif version != SCHEMA_VERSION:
            raise CorpusError(
                f"{self._path}: written by another version of Beleg (form {version}, this one "
                f"knows {SCHEMA_VERSION}); use that version, or another folder."
            )

    def close(self) -> None:
        """Closes the file; the store is of no use afterwards."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock, self._readable():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, statement: str, values: Iterable[object] = ()) -> list[tuple[object, ...]]:
        with self._lock, self._readable():
            return self._db.execute(statement, tuple(values)).fetchall()

    # What is written

    def add(
        self, article: Article, indexed: Sequence[Indexed], replaces: Sequence[str]
    ) -> list[int]:
        """Puts `article` in, and takes the articles with ids `replaces` out, at once.

        Returns the keys of its chunks, in order.
        """
        row = (
            *(article.url, article.title, article.source, article.published),
            *(json.dumps(article.authors), article.language, article.origin),
            *(int(article.sample), article.text),
        )
        with self._transaction():
            self._delete(replaces)
            self._db.execute(
                f"INSERT INTO articles (id, {_COLUMNS}, added) "  # noqa: S608 - a constant
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (article.id, *row, datetime.now(UTC).isoformat(timespec="seconds")),
            )
            return [self._add_chunk(one) for one in indexed]

    def _add_chunk(self, indexed: Indexed) -> int:
        chunk, passage = indexed.chunk, indexed.passage
        tokens = passage.tokens.tobytes()
        key = self._db.execute(
            "INSERT INTO chunks (article, start, end, vector, tokens) VALUES (?, ?, ?, ?, ?)",
            (chunk.article_id, chunk.start, chunk.end, _blob(passage.vector), tokens),
        ).lastrowid
        assert key is not None
        self._db.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (key, sentence.start, sentence.end, _blob(vector), _blob(context), *tokens_of)
                for sentence, vector, context, tokens_of in zip(
                    chunk.sentences,
                    passage.sentences,
                    passage.contexts,
                    passage.token_spans,
                    strict=True,
                )
            ],
        )
        self._db.execute(
            "INSERT INTO words (rowid, stems) VALUES (?, ?)", (key, " ".join(indexed.stems))
        )
        return key

    def remove(self, ids: Sequence[str]) -> list[int]:
        """Takes articles out, with all that was derived from them. Returns their chunk keys."""
        with self._transaction():
            keys = self.keys_of(ids)
            self._delete(ids)
        return keys

    def _delete(self, ids: Sequence[str]) -> None:
        self._db.executemany("DELETE FROM articles WHERE id = ?", [(one,) for one in ids])

    def compact(self) -> None:
        """Gives freed pages back to the disk, so that nothing removed can be read from it."""
        with self._lock:
            self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # What is read

    def meta(self, name: str, default: str) -> str:
        """The value kept under `name`; `default` is kept if there was none."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (name, default))
            ((value,),) = self._rows("SELECT value FROM meta WHERE name = ?", [name])
        return str(value)

    def __len__(self) -> int:
        ((count,),) = self._rows("SELECT count(*) FROM articles")
        return int(str(count))

    def __contains__(self, article_id: str) -> bool:
        return bool(self._rows("SELECT 1 FROM articles WHERE id = ?", [article_id]))

    def get(self, article_id: str) -> Article:
        """The article with that id. Raises `ArticleNotFound`."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM articles WHERE id = ?", [article_id])  # noqa: S608
        if not rows:
            raise ArticleNotFound(f'No article has the id "{article_id}"; `beleg list` shows all.')
        return _article(rows[0])

    def articles(self) -> Iterator[Article]:
        """All articles in the order in which they came, read a few at a time."""
        last = 0
        while rows := self._rows(
            f"SELECT rowid, {_COLUMNS} FROM articles WHERE rowid > ? ORDER BY rowid LIMIT 100",  # noqa: S608
            [last],
        ):
            yield from (_article(row[1:]) for row in rows)
            last = int(str(rows[-1][0]))

    def ids(self, *, origin: str = "", samples: bool = False) -> list[str]:
        """Ids of the articles read from `origin`, or of the samples."""
        where, value = ("sample = ?", 1) if samples else ("origin = ?", origin)
        rows = self._rows(f"SELECT id FROM articles WHERE {where}", [value])  # noqa: S608
        return [str(row[0]) for row in rows]

    def published(self) -> tuple[str, str]:
        """The earliest and the latest day of publication, ISO 8601; "" where none is known."""
        ((first, last),) = self._rows(
            "SELECT min(published), max(published) FROM articles WHERE published GLOB '[12]*'"
        )
        return str(first or "")[:10], str(last or "")[:10]

    def number_of_chunks(self) -> int:
        """Number of chunks of all articles."""
        ((count,),) = self._rows("SELECT count(*) FROM chunks")
        return int(str(count))

    def languages(self) -> list[str]:
        """Languages of the articles, the most frequent first."""
        rows = self._rows("SELECT language FROM articles GROUP BY 1 ORDER BY count(*) DESC")
        return [str(row[0]) for row in rows if row[0]]

    def keys_of(self, ids: Sequence[str]) -> list[int]:
        """Keys of the chunks of these articles."""
        return [
            int(str(row[0]))
            for one in ids
            for row in self._rows("SELECT key FROM chunks WHERE article = ? ORDER BY key", [one])
        ]

    def keys(self) -> set[int]:
        """Keys of all chunks."""
        return {int(str(row[0])) for row in self._rows("SELECT key FROM chunks")}

    def vectors(self, keys: Sequence[int]) -> tuple[Vectors, list[str]]:
        """Chunk vectors (len(keys), dimension) float32, and the chunks' languages."""
        rows = self._in(
            "SELECT key, vector, language FROM chunks JOIN articles ON id = article WHERE key IN",
            keys,
        )
        found = {key: (_vector(vector), language) for key, vector, language in rows}
        return np.stack([found[key][0] for key in keys]), [found[key][1] for key in keys]

    def indexed(self, keys: Sequence[int]) -> dict[int, Indexed]:
        """Chunks with their vectors, by key; keys that are gone are left out."""
        with self._lock:  # the two reads must see the same state
            rows = self._in(
                "SELECT key, article, start, end, language, vector, tokens "
                "FROM chunks JOIN articles ON id = article WHERE key IN",
                keys,
            )
            parts = self._in(
                "SELECT chunk, start, end, vector, context, first_token, last_token "
                "FROM sentences WHERE chunk IN",
                keys,
                order="chunk, start",
            )
        sentences: dict[int, list[Any]] = {key: [] for key in keys}
        for chunk, *part in parts:
            sentences[chunk].append(part)
        return {key: _indexed(row, sentences[key]) for key, *row in rows}

    def match(self, words: Iterable[str], limit: int) -> list[tuple[int, float]]:
        """Keys of chunks with any of these stems, and their BM25 (above 0, higher is better).

        BM25 is SQLite's (k1 = 1.2, b = 0.75); the best `limit` come first.
        """
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words) if '"' not in word)
        if not query:
            return []
        rows = self._rows(
            "SELECT rowid, -rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?",
            [query, limit],
        )
        return [(int(str(key)), float(str(score))) for key, score in rows]

    def _in(self, statement: str, keys: Sequence[int], order: str = "1") -> list[Any]:
        rows: list[Any] = []
        for i in range(0, len(keys), _MAX_VARIABLES):
            part = keys[i : i + _MAX_VARIABLES]
            marks = ", ".join("?" * len(part))
            rows += self._rows(f"{statement} ({marks}) ORDER BY {order}", part)
        return rows


def _blob(vector: Vectors) -> bytes:
    return vector.astype(np.float16).tobytes()


def _vector(blob: bytes) -> Vectors:
    return np.frombuffer(blob, np.float16).astype(np.float32)


def _indexed(row: Sequence[Any], sentences: Sequence[Any]) -> Indexed:
    article, start, end, language, vector, tokens = row
    starts, ends, vectors, contexts, first, last = zip(*sentences, strict=True)
    passage = Passage(
        vector=_vector(vector),
        sentences=_vector(b"".join(vectors)).reshape(len(vectors), -1),
        contexts=_vector(b"".join(contexts)).reshape(len(contexts), -1),
        tokens=np.frombuffer(tokens, np.int8).reshape(-1, late.DIMENSION),
        token_spans=tuple(zip(first, last, strict=True)),
    )
    spans = tuple(map(Sentence, starts, ends))
    return Indexed(Chunk(article, start, end, spans), language, passage)


def _article(row: Sequence[object]) -> Article:
    url, title, source, published, authors, language, origin, sample, text = map(str, row)
    return Article(
        url=url,
        title=title,
        source=source,
        published=published,
        authors=tuple(json.loads(authors)),
        language=language,
        origin=origin,
        sample=sample == "1",
        text=text,
    )
