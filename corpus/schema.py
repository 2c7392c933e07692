"""The tables of the store, and how those of earlier versions of Beleg become them.

What the tables mean is told where they are used, in `corpus.store`.
"""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

from corpus.article import Article
from corpus.copies import sketch
from corpus.errors import CorpusError
from corpus.versions import address

VERSION = 4
_ARTICLES = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    url TEXT, title TEXT, source TEXT, published TEXT, authors TEXT, language TEXT, origin TEXT,
    sample INTEGER, withdrawn INTEGER NOT NULL DEFAULT 0, text TEXT, added TEXT,
    address TEXT, newest INTEGER NOT NULL DEFAULT 1, story INTEGER, shingles INTEGER,
    published_as TEXT NOT NULL DEFAULT '')"""
_COPIES = """
CREATE INDEX articles_by_address ON articles (address) WHERE address != '';
CREATE INDEX articles_by_story ON articles (story);
CREATE TABLE shingles (
    hash INTEGER, article INTEGER REFERENCES articles (number) ON DELETE CASCADE,
    PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE INDEX shingles_by_article ON shingles (article)"""
WORDS = """
CREATE VIRTUAL TABLE words USING fts5 (stems, tokenize = "unicode61 remove_diacritics 0");
CREATE TRIGGER words_go AFTER DELETE ON chunks BEGIN DELETE FROM words WHERE rowid = old.key; END"""
_TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
{_ARTICLES};
CREATE TABLE chunks (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER, end INTEGER, vector BLOB, tokens BLOB, checksum INTEGER);
CREATE INDEX chunks_by_article ON chunks (article);
CREATE TABLE sentences (
    chunk INTEGER NOT NULL REFERENCES chunks (key) ON DELETE CASCADE,
    start INTEGER, end INTEGER, vector BLOB, context BLOB,
    first_token INTEGER, last_token INTEGER, PRIMARY KEY (chunk, start)) WITHOUT ROWID;
{_COPIES};
{WORDS}"""


def prepare(db: sqlite3.Connection, path: Path) -> bool:
    """Makes the tables, or brings those that are there up to date, in one transaction.

    Returns whether there were some of an earlier form. Raises `CorpusError` if a version of
    Beleg wrote them that this one does not know.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return False
    if not 0 <= version < VERSION:
        raise CorpusError(
            f"{path}: written by another version of Beleg (form {version}, this one "
            f"knows {VERSION}); use that version, or another folder."
        )
    db.execute("PRAGMA foreign_keys = OFF")  # a table that others refer to is replaced
    db.execute("BEGIN IMMEDIATE")
    try:
        if version == 0:
            execute(db, _TABLES)
        else:
            if version == 1:
                _from_1(db)
            if version == 2:  # noqa: PLR2004
                _from_2(db)
            _from_3(db)
        db.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
    db.execute("PRAGMA foreign_keys = ON")
    return bool(version)


def execute(db: sqlite3.Connection, statements: str) -> None:
    """Runs several statements inside the transaction that is open."""
    for statement in statements.split(";\n"):
        db.execute(statement)


def checksum(chunk: tuple[object, ...], sentences: list[tuple[object, ...]]) -> int:
    """CRC-32 of (start, end, vector, tokens) of a chunk and of the rows of its sentences,
    (start, end, vector, context, first token, last token)."""
    value = 0
    for row in (chunk, *sentences):
        for field in row:
            value = zlib.crc32(field if isinstance(field, bytes) else str(field).encode(), value)
    return value


def _from_1(db: sqlite3.Connection) -> None:
    """The first form had no versions, copies and checksums; articles were counted by rowid."""
    columns = "id, url, title, source, published, authors, language, origin, sample, text, added"
    db.execute(_ARTICLES.replace("TABLE articles", "TABLE newer"))
    db.execute(
        f"INSERT INTO newer (number, {columns}) SELECT rowid, {columns} FROM articles"  # noqa: S608
    )
    db.execute("DROP TABLE articles")
    db.execute("ALTER TABLE newer RENAME TO articles")
    db.execute("ALTER TABLE chunks ADD COLUMN checksum INTEGER")
    execute(db, _COPIES)
    for number, url, origin, text in db.execute("SELECT number, url, origin, text FROM articles"):
        hashes = sketch(text)
        db.execute(
            "UPDATE articles SET story = number, address = ?, shingles = ? WHERE number = ?",
            (address(Article("", url=url, origin=origin)), len(hashes), number),
        )
        db.executemany("INSERT INTO shingles VALUES (?, ?)", [(one, number) for one in hashes])


def _from_2(db: sqlite3.Connection) -> None:
    """The second form did not keep the text that a date was read from."""
    db.execute("ALTER TABLE articles ADD COLUMN published_as TEXT NOT NULL DEFAULT ''")


def _from_3(db: sqlite3.Connection) -> None:
    """The tokens of chunks had other axes. Without chunks, articles are embedded again."""
    execute(db, "DELETE FROM sentences;\nDELETE FROM chunks")
