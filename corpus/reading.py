"""What is read from the store: articles, versions, stories, chunks, and the two raw lists of a
search.

What is read is checked: an article's id is a hash of its content, a chunk has a checksum.
Writing is the business of `corpus.store`, looking for damage that of `corpus.damage`.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from corpus import listing, schema
from corpus.article import Article
from corpus.embed import Vectors
from corpus.errors import ArticleNotFound, CorpusDamaged
from corpus.listing import EVERYTHING, Filter
from corpus.rows import COLUMNS, Indexed, Story, article_of, indexed_of, vector_of
from corpus.versions import address

_PRAGMAS = (
    *("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON"),
    "synchronous = NORMAL",  # `settle` waits for the disk
    "wal_autocheckpoint = 8000",  # pages: each is written back once for many articles
    "cache_size = -64000",  # KiB
)
_MAX_VARIABLES = 500
_PART = 2000  # vectors read at a time
_FREQUENT = 10_000
"""Words in more chunks than this are not looked up: to rank all that have them would take longer
the larger the corpus, and they tell little that vectors do not."""
_BY_SIZE = """
CREATE INDEX IF NOT EXISTS articles_by_size ON articles (number, shingles, story)"""
_WANTED = "FROM chunks JOIN articles ON id = article WHERE newest = 1"


class Reading:
    """The open file. Methods may be called from any thread, one at a time.

    `upgraded`: an earlier version of Beleg had written it; see `without_chunks`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._remembered: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
        self._remembered_at = 0
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
                "{path}: the articles cannot be read ({reason}); mend what can be mended "
                "with `beleg doctor --repair`, or put back a copy.",
                path=self._path,
                reason=error,
            ) from error

    def _prepare(self) -> None:
        for pragma in _PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}")
        self.upgraded = schema.prepare(self._db, self._path)
        self._db.execute(listing.INDEX)
        self._db.execute(_BY_SIZE)

    def close(self) -> None:
        """Closes the file; the store is of no use afterwards."""
        with self._lock:
            self._db.close()

    def article(self, row: Sequence[object]) -> Article:
        """The article in a row of `COLUMNS`. Raises `CorpusDamaged` if it is not as it was."""
        one = article_of(row[1:])
        if one.id != row[0]:
            raise CorpusDamaged(
                "{path}: article {article} is not as it was stored; see `beleg doctor --repair`.",
                path=self._path,
                article=row[0],
            )
        return one

    @property
    def changes(self) -> int:
        """How many rows were written since the file was opened."""
        return self._db.total_changes

    def rows(self, statement: str, values: Iterable[object] = ()) -> list[tuple[object, ...]]:
        """What a statement finds. Raises `CorpusDamaged` where it meets damage."""
        with self._lock, self._readable():
            return self._db.execute(statement, tuple(values)).fetchall()

    def remembered(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """The same, read again only after something was written."""
        with self._lock:
            if self._remembered_at != self.changes:
                self._remembered, self._remembered_at = {}, self.changes
            asked = (statement, *values)
            if asked not in self._remembered:
                self._remembered[asked] = self.rows(statement, values)
            return self._remembered[asked]

    def each(self, statement: str, values: Iterable[object] = ()) -> Iterator[tuple[object, ...]]:
        """The same one by one, so that what comes before damage is had."""
        with self._lock, self._readable():
            yield from self._db.execute(statement, tuple(values))

    def __len__(self) -> int:
        ((count,),) = self.rows("SELECT count(*) FROM articles WHERE newest")
        return int(str(count))

    def __contains__(self, article_id: str) -> bool:
        return bool(self.rows("SELECT 1 FROM articles WHERE id = ?", [article_id]))

    def get(self, article_id: str) -> Article:
        """The article, or older version, with that id. Raises `ArticleNotFound`."""
        rows = self.rows(f"SELECT {COLUMNS} FROM articles WHERE id = ?", [article_id])  # noqa: S608
        if not rows:
            raise ArticleNotFound(
                'No article has the id "{id}"; `beleg list` shows all.', id=article_id
            )
        return self.article(rows[0])

    def articles(self) -> Iterator[Article]:
        """The newest version of all articles in the order in which they came, read a few at a
        time."""
        last = 0
        while rows := self.rows(
            f"SELECT number, {COLUMNS} FROM articles WHERE number > ? AND newest "  # noqa: S608
            "ORDER BY number LIMIT 100",
            [last],
        ):
            yield from (self.article(row[1:]) for row in rows)
            last = int(str(rows[-1][0]))

    def without_chunks(self) -> list[str]:
        """Ids of articles that should answer and have nothing to be found by: all of them, after
        the store of an earlier version of Beleg was brought up to date."""
        rows = self.rows(
            "SELECT id FROM articles INDEXED BY articles_listed WHERE newest = 1 AND withdrawn = 0 "
            "AND NOT EXISTS (SELECT 1 FROM chunks WHERE article = articles.id) ORDER BY number"
        )
        return [str(row[0]) for row in rows]

    def versions(self, article_id: str) -> list[Article]:
        """All versions of an article, the oldest first. Raises `ArticleNotFound`."""
        one = self.get(article_id)
        return self._versions(one) or [one]

    def story(self, article_id: str) -> list[Article]:
        """The articles of its story, this one included, in the order in which they came."""
        rows = self.rows(
            f"SELECT {COLUMNS} FROM articles WHERE story = "  # noqa: S608
            "(SELECT story FROM articles WHERE id = ?) ORDER BY number",
            [article_id],
        )
        return [self.article(row) for row in rows] or [self.get(article_id)]

    def stories(self, ids: Sequence[str]) -> dict[str, Story]:
        """The stories of these articles, by the articles' ids; older versions have none."""
        rows = self._in("SELECT id, story FROM articles WHERE story NOT NULL AND id IN", ids)
        of = {str(one): int(story) for one, story in rows}
        counted = self._in(
            "SELECT story, count(*), count(DISTINCT CASE source WHEN '' THEN id ELSE source END) "
            "FROM articles WHERE story IN",
            sorted(set(of.values())),
            "GROUP BY story",
        )
        found = {row[0]: Story(*row) for row in counted}
        return {one: found[story] for one, story in of.items()}

    def ids(self, *, samples: bool) -> list[str]:
        """Ids of the newest versions that are samples, or that are none."""
        rows = self.rows("SELECT id FROM articles WHERE newest AND sample = ?", [int(samples)])
        return [str(row[0]) for row in rows]

    def published(self, within: Filter = EVERYTHING) -> tuple[str, str]:
        """The earliest and the latest day of publication of the articles that are wanted, ISO
        8601; "" where none is known."""
        condition, values = within.condition()
        ((first, last),) = self.rows(
            "SELECT min(published), max(published) FROM articles "  # noqa: S608
            f"WHERE newest AND published GLOB '[12]*'{condition}",
            values,
        )
        return str(first or "")[:10], str(last or "")[:10]

    def number_of_chunks(self, within: Filter = EVERYTHING) -> int:
        """Number of chunks of the articles that are wanted."""
        condition, values = within.condition()
        source = f"{_WANTED}{condition}" if values else "FROM chunks"
        ((count,),) = self.remembered(f"SELECT count(*) {source}", *values)
        return int(str(count))

    def vectors_within(self, wanted: Filter) -> Iterator[tuple[list[int], Vectors, list[str]]]:
        """Keys, vectors (k, dimension) float32 and languages of the chunks of those articles,
        in parts."""
        condition, values = wanted.condition()
        rows = self.each(f"SELECT key, vector, language {_WANTED}{condition}", values)
        while part := list(islice(rows, _PART)):
            keys, vectors, languages = zip(*part, strict=True)
            yield list(keys), np.stack(list(map(vector_of, vectors))), list(languages)

    def languages(self) -> list[str]:
        """Languages of the articles, the most frequent first."""
        rows = self.remembered(
            "SELECT language FROM articles WHERE newest GROUP BY 1 ORDER BY count(*) DESC"
        )
        return [str(row[0]) for row in rows if row[0]]

    def keys_of(self, ids: Sequence[str]) -> list[int]:
        """Keys of the chunks of these articles."""
        return [
            int(str(row[0]))
            for one in ids
            for row in self.rows("SELECT key FROM chunks WHERE article = ? ORDER BY key", [one])
        ]

    def keys(self) -> set[int]:
        """Keys of all chunks."""
        return {int(str(row[0])) for row in self.rows("SELECT key FROM chunks")}

    def vectors(self, keys: Sequence[int]) -> tuple[Vectors, list[str]]:
        """Chunk vectors (len(keys), dimension) float32, and the chunks' languages."""
        rows = self._in(
            "SELECT key, vector, language FROM chunks JOIN articles ON id = article WHERE key IN",
            keys,
        )
        found = {key: (vector_of(vector), language) for key, vector, language in rows}
        return np.stack([found[key][0] for key in keys]), [found[key][1] for key in keys]

    def indexed(self, keys: Sequence[int]) -> dict[int, Indexed]:
        """Chunks with their vectors, by key; keys that are gone are left out."""
        with self._lock:  # the two reads must see the same state
            rows = self._in(
                "SELECT key, article, start, end, language, vector, tokens, checksum "
                "FROM chunks JOIN articles ON id = article WHERE key IN",
                keys,
            )
            parts = self._in(
                "SELECT chunk, start, end, vector, context, first_token, last_token "
                "FROM sentences WHERE chunk IN",
                keys,
                "ORDER BY chunk, start",
            )
        sentences: dict[int, list[Any]] = {key: [] for key in keys}
        for chunk, *part in parts:
            sentences[chunk].append(part)
        return {key: self._indexed(key, row, sentences[key]) for key, *row in rows}

    def _indexed(self, key: int, row: Sequence[Any], sentences: Sequence[Any]) -> Indexed:
        _, start, end, _, vector, tokens, checksum = row
        parts = [tuple(part) for part in sentences]
        if schema.checksum((start, end, vector, tokens), parts) != checksum:
            raise CorpusDamaged(
                "{path}: chunk {key} is not as it was stored; see `beleg doctor --repair`.",
                path=self._path,
                key=key,
            )
        return indexed_of(row[:-1], sentences)

    def _is_newest(self, article_id: str) -> bool:
        return bool(self.rows("SELECT 1 FROM articles WHERE id = ? AND newest", [article_id]))

    def _versions(self, article: Article) -> list[Article]:
        if not (where := address(article)):
            return []
        rows = self.rows(
            f"SELECT {COLUMNS} FROM articles WHERE address = ? AND address != '' "  # noqa: S608
            "ORDER BY newest, substr(published, 1, 10), number",
            [where],
        )
        return [self.article(row) for row in rows]

    def match(
        self, words: Iterable[str], limit: int, within: Filter = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Keys of chunks with any of these stems, of the articles that are wanted, and their
        BM25 (above 0, higher is better).

        BM25 is SQLite's (k1 = 1.2, b = 0.75); the best `limit` come first. Stems that more than
        `_FREQUENT` chunks have are passed over.
        """
        asked = [f'"{word}"' for word in dict.fromkeys(words) if '"' not in word]
        if self.number_of_chunks() > _FREQUENT:
            asked = [word for word in asked if not self._is_frequent(word)]
        query = " OR ".join(asked)
        if not query:
            return []
        condition, values = within.condition()
        # The plus keeps SQLite from asking the full-text index anew for each wanted chunk.
        only = f"AND +rowid IN (SELECT key {_WANTED}{condition})" if values else ""
        rows = self.rows(
            f"SELECT rowid, -rank FROM words WHERE words MATCH ? {only} ORDER BY rank LIMIT ?",  # noqa: S608
            [query, *values, limit],
        )
        return [(int(str(key)), float(str(score))) for key, score in rows]

    def _is_frequent(self, word: str) -> bool:
        ((count,),) = self.remembered(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)",
            *(word, _FREQUENT + 1),
        )
        return int(str(count)) > _FREQUENT

    def _in(self, statement: str, values: Sequence[object], end: str = "ORDER BY 1") -> list[Any]:
        """Rows of `statement` (values, in parts that SQLite takes) `end`."""
        rows: list[Any] = []
        for i in range(0, len(values), _MAX_VARIABLES):
            part = values[i : i + _MAX_VARIABLES]
            marks = ", ".join("?" * len(part))
            rows += self.rows(f"{statement} ({marks}) {end}", part)
        return rows
