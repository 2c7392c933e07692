"""SQLite: the source of truth. Articles, spans, vectors and full text in one file.

One transaction an article: it is there with everything that is needed to find it, or not at
all. The nearest neighbours are found elsewhere (`corpus.vectors`), from an index that can be
rebuilt from here at any time.

A chunk's `key` is an integer that is never used twice, so two sets of keys are equal only if
they name the same chunks. Only what may answer has chunks: the newest version of each article
that is not withdrawn. Older versions and withdrawn articles are kept as text.

This module writes; what is read, and checked as it is read, is told in `corpus.reading`. The
tables are made in `corpus.schema`; what makes versions and copies is decided in
`corpus.versions` and `corpus.copies`.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from corpus import schema
from corpus.article import Article
from corpus.copies import CONTAINED, are_copies, belongs, least_shared, sketch
from corpus.reading import Reading
from corpus.rows import COLUMNS, Indexed, Stored, blob_of
from corpus.versions import address, supersedes

_LATEST = 100  # articles with the same shingle that are looked at
_SHARING = """
SELECT shared, shingles, story FROM (
    SELECT article, count(*) AS shared FROM json_each(?) CROSS JOIN shingles ON hash = value
    WHERE article >= coalesce((SELECT article FROM shingles WHERE hash = value
        ORDER BY article DESC LIMIT 1 OFFSET ?), 0)
    GROUP BY article HAVING shared >= ?)
CROSS JOIN articles INDEXED BY articles_by_size ON number = article
WHERE shared >= ? * min(?, shingles)"""


class Store(Reading):
    """The one file. Methods may be called from any thread, one at a time."""

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

    def add(self, article: Article, indexed: Sequence[Indexed], *, older: bool = False) -> Stored:
        """Puts `article` in, at once with what that changes for its other versions. The end of
        this process does not undo it; that of the machine may, until `settle`.

        If it is the newest version, the one before leaves the answers. Its story is that of
        the articles it is a copy of. One that is known to be `older` than another, there or
        not, never answers. A version of a withdrawn article is withdrawn too.
        """
        hashes = sketch(article.text)
        with self._transaction(settled=False):
            others = self._versions(article)
            withdrawn = article.withdrawn or any(one.withdrawn for one in others)
            newest = [one for one in others if self._is_newest(one.id)]
            current = not older and all(supersedes(article, one) for one in newest)
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
        own = (chunk.start, chunk.end, blob_of(passage.vector), passage.tokens.tobytes())
        sentences: list[tuple[object, ...]] = [
            (sentence.start, sentence.end, blob_of(vector), blob_of(context), *tokens_of)
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

    def meta(self, name: str, default: str) -> str:
        """The value kept under `name`; `default` is kept if there was none."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (name, default))
            ((value,),) = self.rows("SELECT value FROM meta WHERE name = ?", [name])
        return str(value)
