"""SQLite: the source of truth. Articles, spans, vectors and full text in one file.

One transaction an article: it is there with everything that is needed to find it, or not at
all. Vectors are kept as float16, which changes a cosine by less than 0.001. The nearest
neighbours are found elsewhere (`corpus.vectors`), from an index that can be rebuilt from
here at any time.

A chunk's `key` is an integer that is never used twice, so two sets of keys are equal only if
they name the same chunks. Only what may answer has chunks: the newest version of each article
that is not withdrawn. Older versions and withdrawn articles are kept as text.

What is read is checked: an article's id is a hash of its content, a chunk has a checksum. The
tables are made in `corpus.schema`; what makes versions and copies is decided in
`corpus.versions` and `corpus.copies`.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, cast

import numpy as np

from corpus import late, listing, schema
from corpus.article import Article, Chunk, Sentence
from corpus.copies import CONTAINED, are_copies, belongs, least_shared, sketch
from corpus.embed import Passage, Vectors
from corpus.errors import ArticleNotFound, CorpusDamaged
from corpus.listing import EVERYTHING, Filter
from corpus.versions import address, supersedes

COLUMNS = (
    "id, url, title, source, published, published_as, authors, language, origin, sample, "
    "withdrawn, text"
)
_PRAGMAS = (
    *("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON"),
    "synchronous = NORMAL",  # `settle` waits for the disk
    "wal_autocheckpoint = 8000",  # pages: each is written back once for many articles
    "cache_size = -64000",  # KiB
)
_MAX_VARIABLES = 500
_PART = 2000  # vectors read at a time
_BY_SIZE = """
CREATE INDEX IF NOT EXISTS articles_by_size ON articles (number, shingles, story)"""
_LATEST = 100  # articles with the same shingle that are looked at
_SHARING = """
SELECT shared, shingles, story FROM (
    SELECT article, count(*) AS shared FROM json_each(?) CROSS JOIN shingles ON hash = value
    WHERE article >= coalesce((SELECT article FROM shingles WHERE hash = value
        ORDER BY article DESC LIMIT 1 OFFSET ?), 0)
    GROUP BY article HAVING shared >= ?)
CROSS JOIN articles INDEXED BY articles_by_size ON number = article
WHERE shared >= ? * min(?, shingles)"""
_WANTED = "FROM chunks JOIN articles ON id = article WHERE newest = 1"


@dataclass(frozen=True, eq=False)
class Indexed:
    """A chunk with what was computed from it when it came in.

    `stems` are the words for the full-text index; they are written and not read back.
    """

    chunk: Chunk
    language: str
    passage: Passage
    stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article that was put in.

    `keys` are those of its chunks, in order, `gone` those of chunks it took the place of;
    `version`: there was another version of it; `copy_of`: id of the first article of its
    story, "" if it began one.
    """

    keys: tuple[int, ...]
    gone: tuple[int, ...] = ()
    version: bool = False
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What several outlets printed alike: its number, how many articles of how many outlets.

    Articles that do not say their outlet count as one each.
    """

    number: int
    articles: int
    outlets: int


class Store:
    """The one file. Methods may be called from any thread, one at a time.

    `upgraded`: an earlier version of Beleg had written it; see `without_chunks`.
    """

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

    def _article(self, row: Sequence[object]) -> Article:
        """The article in a row of `COLUMNS`. Raises `CorpusDamaged` if it is not as it was."""
        one = article_of(row[1:])
        if one.id != row[0]:
            raise CorpusDamaged(
                "{path}: article {article} is not as it was stored; see `beleg doctor --repair`.",
                path=self._path,
                article=row[0],
            )
        return one

    @contextmanager
    def _transaction(self, *, settled: bool = True) -> Iterator[None]:
        """All or nothing of what is written; on disk when it ends, if `settled`."""
        with self._lock, self._readable():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk ends it, too
                    self._db.execute("ROLLBACK")
                raise
            if settled:
                self.settle()

    def settle(self) -> None:
        """Returns once all that was added so far is on disk, whatever becomes of the machine."""
        with self._lock, suppress(FileNotFoundError):  # no log: nothing was written since
            descriptor = os.open(f"{self._path}-wal", os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    @property
    def changes(self) -> int:
        """How many rows were written since the file was opened."""
        return self._db.total_changes

    def rows(self, statement: str, values: Iterable[object] = ()) -> list[tuple[object, ...]]:
        """What a statement finds. Raises `CorpusDamaged` where it meets damage."""
        with self._lock, self._readable():
            return self._db.execute(statement, tuple(values)).fetchall()

    def each(self, statement: str, values: Iterable[object] = ()) -> Iterator[tuple[object, ...]]:
        """The same one by one, so that what comes before damage is had."""
        with self._lock, self._readable():
            yield from self._db.execute(statement, tuple(values))

    # What is written

    def add(self, article: Article, indexed: Sequence[Indexed]) -> Stored:
        """Puts `article` in, at once with what that changes for its other versions. The end of
        this process does not undo it; that of the machine may, until `settle`.

        If it is the newest version, the one before leaves the answers. Its story is that of
        the articles it is a copy of. A version of a withdrawn article is withdrawn too.
        """
        hashes = sketch(article.text)
        with self._transaction(settled=False):
            others = self._versions(article)
            withdrawn = article.withdrawn or any(one.withdrawn for one in others)
            newest = [one for one in others if self._is_newest(one.id)]
            current = all(supersedes(article, one) for one in newest)
            gone = self._retire(newest) if current else []
            number = self._insert(replace(article, withdrawn=withdrawn), current, len(hashes))
            copy_of = self._join(number, hashes) if current else ""
            answers = current and not withdrawn
            keys = [self._add_chunk(one) for one in indexed] if answers else []
        return Stored(tuple(keys), tuple(gone), bool(others), copy_of)

    def _insert(self, article: Article, newest: bool, shingles: int) -> int:
        row = (
            *(article.id, article.url, article.title, article.source, article.published),
            *(article.published_as, json.dumps(article.authors), article.language, article.origin),
            *(int(article.sample), int(article.withdrawn), article.text),
            *(datetime.now(UTC).isoformat(timespec="seconds"), address(article)),
            *(int(newest), shingles),
        )
        number = self._db.execute(
            f"INSERT INTO articles ({COLUMNS}, added, address, newest, shingles) "  # noqa: S608
            f"VALUES ({', '.join('?' * len(row))})",
            row,
        ).lastrowid
        assert number is not None
        return number

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
        return [self._article(row) for row in rows]

    def _retire(self, articles: Sequence[Article]) -> list[int]:
        """Takes what was the newest version out of the answers and out of its story."""
        ids = [one.id for one in articles]
        gone = self._drop_chunks(ids)
        for one in ids:
            self._db.execute(
                "DELETE FROM shingles WHERE article = (SELECT number FROM articles WHERE id = ?)",
                (one,),
            )
            self._db.execute("UPDATE articles SET newest = 0, story = NULL WHERE id = ?", (one,))
        return gone

    def _drop_chunks(self, ids: Sequence[str]) -> list[int]:
        keys = self.keys_of(ids)
        self._db.executemany("DELETE FROM chunks WHERE article = ?", [(one,) for one in ids])
        return keys

    def _join(self, number: int, hashes: frozenset[int]) -> str:
        """Puts an article into the story it belongs to, or begins one.

        Returns the id of the first article of the story if there was one.
        """
        matching: Counter[int] = Counter()
        nearest: dict[int, float] = {}
        known, ours = json.dumps(sorted(hashes)), len(hashes)
        values = (known, _LATEST - 1, least_shared(ours), CONTAINED, ours)
        for shared, size, story in cast(list[tuple[int, int, int]], self.rows(_SHARING, values)):
            if are_copies(shared, ours, size):
                matching[story] += 1
                nearest[story] = max(nearest.get(story, 0.0), shared / size)
        members = dict(
            self._in(
                "SELECT story, count(*) FROM articles WHERE story IN",
                list(matching),
                "GROUP BY story",
            )
        )
        own = [one for one in matching if belongs(matching[one], min(members[one], _LATEST))]
        story = max(own, key=lambda one: nearest[one], default=number)
        self._db.execute("UPDATE articles SET story = ? WHERE number = ?", (story, number))
        self._db.executemany("INSERT INTO shingles VALUES (?, ?)", [(h, number) for h in hashes])
        first = self.rows("SELECT id FROM articles WHERE story = ? ORDER BY number", [story])
        return str(first[0][0]) if story != number else ""

    def _add_chunk(self, indexed: Indexed) -> int:
        chunk, passage = indexed.chunk, indexed.passage
        own = (chunk.start, chunk.end, _blob(passage.vector), passage.tokens.tobytes())
        sentences: list[tuple[object, ...]] = [
            (sentence.start, sentence.end, _blob(vector), _blob(context), *tokens_of)
            for sentence, vector, context, tokens_of in zip(
                chunk.sentences,
                passage.sentences,
                passage.contexts,
                passage.token_spans,
                strict=True,
            )
        ]
        key = self._db.execute(
            "INSERT INTO chunks (article, start, end, vector, tokens, checksum) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (chunk.article_id, *own, schema.checksum(own, sentences)),
        ).lastrowid
        assert key is not None
        self._db.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(key, *sentence) for sentence in sentences],
        )
        self._db.execute(
            "INSERT INTO words (rowid, stems) VALUES (?, ?)", (key, " ".join(indexed.stems))
        )
        return key

    def withdraw(self, article_id: str) -> list[int]:
        """Marks an article, in all its versions, as withdrawn. Returns the keys of its chunks,
        which are gone."""
        with self._transaction():
            ids = [one.id for one in self.versions(article_id)]
            keys = self._drop_chunks(ids)
            self._mark(ids, withdrawn=True)
        return keys

    def reinstate(self, article_id: str, indexed: Sequence[Indexed]) -> list[int]:
        """Takes the mark off; `indexed` are the chunks of the newest version. Returns their
        keys."""
        with self._transaction():
            ids = [one.id for one in self.versions(article_id)]
            self._drop_chunks(ids)
            self._mark(ids, withdrawn=False)
            return [self._add_chunk(one) for one in indexed]

    def _mark(self, ids: Sequence[str], *, withdrawn: bool) -> None:
        rows = [(int(withdrawn), one) for one in ids]
        self._db.executemany("UPDATE articles SET withdrawn = ? WHERE id = ?", rows)

    def remove(self, ids: Sequence[str]) -> tuple[list[Article], list[int]]:
        """Takes articles out, with all that was derived from them; the newest version takes
        the older ones with it.

        Returns what was taken out, in the order in which it came in, and its chunk keys.
        """
        with self._transaction():
            gone = {
                one.id: one
                for given in ids
                for one in (self.versions(given) if self._is_newest(given) else [self.get(given)])
            }
            keys = self.keys_of(list(gone))
            numbers = dict(self._in("SELECT id, number FROM articles WHERE id IN", list(gone)))
            self._db.executemany("DELETE FROM articles WHERE id = ?", [(one,) for one in gone])
        return sorted(gone.values(), key=lambda one: numbers[one.id]), keys

    def compact(self) -> None:
        """Gives freed pages back to the disk, so that nothing removed can be read from it."""
        with self._lock, self._readable():
            self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # What is read

    def meta(self, name: str, default: str) -> str:
        """The value kept under `name`; `default` is kept if there was none."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (name, default))
            ((value,),) = self.rows("SELECT value FROM meta WHERE name = ?", [name])
        return str(value)

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
        return self._article(rows[0])

    def articles(self) -> Iterator[Article]:
        """The newest version of all articles in the order in which they came, read a few at a
        time."""
        last = 0
        while rows := self.rows(
            f"SELECT number, {COLUMNS} FROM articles WHERE number > ? AND newest "  # noqa: S608
            "ORDER BY number LIMIT 100",
            [last],
        ):
            yield from (self._article(row[1:]) for row in rows)
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
        return [self._article(row) for row in rows] or [self.get(article_id)]

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
        ((count,),) = self.rows(f"SELECT count(*) {source}", values)
        return int(str(count))

    def vectors_within(self, wanted: Filter) -> Iterator[tuple[list[int], Vectors, list[str]]]:
        """Keys, vectors (k, dimension) float32 and languages of the chunks of those articles,
        in parts."""
        condition, values = wanted.condition()
        rows = self.each(f"SELECT key, vector, language {_WANTED}{condition}", values)
        while part := list(islice(rows, _PART)):
            keys, vectors, languages = zip(*part, strict=True)
            yield list(keys), np.stack(list(map(_vector, vectors))), list(languages)

    def languages(self) -> list[str]:
        """Languages of the articles, the most frequent first."""
        rows = self.rows(
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
        found = {key: (_vector(vector), language) for key, vector, language in rows}
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
        return _indexed(row[:-1], sentences)

    def problems(self) -> list[str]:
        """What is wrong with what is stored, a line each; reads all of it."""
        found: list[str] = []
        for look in (self._structure, self._articles_changed, self._chunks_changed):
            try:
                found += look()
            except (sqlite3.DatabaseError, CorpusDamaged, ValueError) as error:
                found.append(str(error))
        return found

    def _structure(self) -> Iterator[str]:
        for (said,) in self.rows("PRAGMA integrity_check(5)"):
            if said != "ok":
                yield str(said)
        for table, *_ in self.rows("PRAGMA foreign_key_check"):
            yield f"a row of {table} belongs to nothing"
        try:
            with self._lock:
                self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            yield f"the full-text index is damaged ({error})"
        for statement, what in (
            ("SELECT key FROM chunks EXCEPT SELECT id FROM words_docsize", "chunk {} has no words"),
            ("SELECT id FROM words_docsize EXCEPT SELECT key FROM chunks", "words of no chunk: {}"),
            (
                "SELECT id FROM articles WHERE newest AND shingles != "
                "(SELECT count(*) FROM shingles WHERE article = number)",
                "article {} has lost shingles",
            ),
            (
                "SELECT id FROM articles WHERE newest AND NOT withdrawn AND NOT EXISTS "
                "(SELECT 1 FROM chunks WHERE article = articles.id)",
                "article {} has no chunks",
            ),
            (
                "SELECT id FROM articles WHERE NOT (newest AND NOT withdrawn) AND EXISTS "
                "(SELECT 1 FROM chunks WHERE article = articles.id)",
                "article {} must not answer and has chunks",
            ),
        ):
            yield from (what.format(one) for (one,) in self.rows(statement))

    def _articles_changed(self) -> Iterator[str]:
        for (number,) in self.rows("SELECT number FROM articles"):
            row = self.rows(f"SELECT {COLUMNS} FROM articles WHERE number = ?", [number])  # noqa: S608
            try:
                self._article(row[0])
            except (CorpusDamaged, ValueError, IndexError):
                yield f"article {row[0][0] if row else number} is not as it was stored"

    def _chunks_changed(self) -> Iterator[str]:
        for key in sorted(self.keys()):
            try:
                whole = key in self.indexed([key])
            except (CorpusDamaged, ValueError, TypeError):
                whole = False
            if not whole:
                yield f"chunk {key} is not as it was stored"

    def match(
        self, words: Iterable[str], limit: int, within: Filter = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Keys of chunks with any of these stems, of the articles that are wanted, and their
        BM25 (above 0, higher is better).

        BM25 is SQLite's (k1 = 1.2, b = 0.75); the best `limit` come first.
        """
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words) if '"' not in word)
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

    def _in(self, statement: str, values: Sequence[object], end: str = "ORDER BY 1") -> list[Any]:
        """Rows of `statement` (values, in parts that SQLite takes) `end`."""
        rows: list[Any] = []
        for i in range(0, len(values), _MAX_VARIABLES):
            part = values[i : i + _MAX_VARIABLES]
            marks = ", ".join("?" * len(part))
            rows += self.rows(f"{statement} ({marks}) {end}", part)
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


def article_of(row: Sequence[object]) -> Article:
    """The article in a row of `COLUMNS` without its id."""
    *about, sample, withdrawn, text = map(str, row)
    url, title, source, published, published_as, authors, language, origin = about
    return Article(
        url=url,
        title=title,
        source=source,
        published=published,
        published_as=published_as,
        authors=tuple(json.loads(authors)),
        language=language,
        origin=origin,
        sample=sample == "1",
        withdrawn=withdrawn == "1",
        text=text,
    )
