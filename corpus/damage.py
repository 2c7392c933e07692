"""What is wrong with what is stored: damage that the disk, or somebody, did to the file.

Mending it is the business of `corpus.repair`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from corpus.errors import CorpusDamaged
from corpus.reading import Reading
from corpus.rows import COLUMNS


def problems(store: Reading) -> list[str]:
    """What is wrong with what is stored, a line each; reads all of it."""
    found: list[str] = []
    for look in (_structure, _articles_changed, _chunks_changed):
        try:
            found += look(store)
        except (sqlite3.DatabaseError, CorpusDamaged, ValueError) as error:
            found.append(str(error))
    return found


def _structure(store: Reading) -> Iterator[str]:
    for (said,) in store.rows("PRAGMA integrity_check(5)"):
        if said != "ok":
            yield str(said)
    for table, *_ in store.rows("PRAGMA foreign_key_check"):
        yield f"a row of {table} belongs to nothing"
    try:
        store.rows("INSERT INTO words (words) VALUES ('integrity-check')")
    except (sqlite3.DatabaseError, CorpusDamaged):
        yield "the full-text index is damaged"
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
        yield from (what.format(one) for (one,) in store.rows(statement))


def _articles_changed(store: Reading) -> Iterator[str]:
    for (number,) in store.rows("SELECT number FROM articles"):
        row = store.rows(f"SELECT {COLUMNS} FROM articles WHERE number = ?", [number])  # noqa: S608
        try:
            store.article(row[0])
        except (CorpusDamaged, ValueError, IndexError):
            yield f"article {row[0][0] if row else number} is not as it was stored"


def _chunks_changed(store: Reading) -> Iterator[str]:
    for key in sorted(store.keys()):
        try:
            whole = key in store.indexed([key])
        except (CorpusDamaged, ValueError, TypeError):
            whole = False
        if not whole:
            yield f"chunk {key} is not as it was stored"
