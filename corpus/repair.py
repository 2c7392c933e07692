"""Mends a corpus whose files were damaged: everything that can still be read is kept.

Articles whose text is as it was are taken over into a new store, with their vectors where
those are whole, else embedded again. What cannot be read, or is not what was stored, is named
and left out. The index is built again when the corpus is opened.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import damage, seal
from corpus.article import Article
from corpus.embed import SentenceEmbeddings
from corpus.errors import CorpusDamaged
from corpus.folder import INDEX, STORE, locked, refuse_emptied
from corpus.indexing import indexed, words_of
from corpus.rows import COLUMNS, Indexed, article_of
from corpus.settings import Settings
from corpus.split import chunks, without_orders
from corpus.store import Store
from corpus.weights import Progress

_NUMBERS = (  # each may break off at damage; together they find what any of them finds
    "SELECT number FROM articles",
    "SELECT number FROM articles ORDER BY number DESC",
    "SELECT number FROM articles ORDER BY id",
    "SELECT number FROM articles ORDER BY id DESC",
    "SELECT DISTINCT article FROM shingles",
    "SELECT number FROM articles JOIN (SELECT DISTINCT article FROM chunks) ON id = article",
)


@dataclass(frozen=True, slots=True)
class _Lost:
    """An article that could not be taken over, as far as it is known."""

    number: int
    title: str = ""
    where: str = ""


def repair(settings: Settings, progress: Progress | None = None) -> list[str]:
    """Mends the corpus in `settings.home`; returns what was done, a line each, nothing if it
    was in order.

    Raises `CorpusLocked` if it is in use, `CorpusDamaged` if nothing can be read.
    """
    path = settings.home / STORE
    if not settings.home.is_dir():
        return []
    lock = locked(settings.home)
    try:
        refuse_emptied(settings.home)
        if not path.exists() or not (problems := _problems(path)):
            return _index_only(settings)
        said, lost = _salvaged(path, SentenceEmbeddings(settings, progress))
    except CorpusDamaged as error:
        raise CorpusDamaged(
            f"{path}: nothing in it can be read; put back a copy of this file, or begin anew in "
            "another folder."
        ) from error
    finally:
        (settings.home / "owner").unlink(missing_ok=True)
        lock.release()
    named = (
        f"lost: {one.title or f'article number {one.number}'}"
        f"{f'; add it again from {one.where}' if one.where else ''}"
        for one in lost
    )
    return [f"found: {problem}" for problem in problems] + said + list(named)


def _index_only(settings: Settings) -> list[str]:
    """The articles are in order; an index that is not is built again by opening."""
    state = seal.states(settings.home, [INDEX])[INDEX]
    if state == "intact":
        return []
    shutil.rmtree(settings.home / INDEX, ignore_errors=True)
    seal.take_off(settings.home)
    return ["the articles are whole; the index is built again from them"]


def _problems(path: Path) -> list[str]:
    try:
        with closing(Store(path)) as store:
            return damage.problems(store)
    except (CorpusDamaged, sqlite3.DatabaseError) as error:
        return [str(error)]


def _salvaged(path: Path, embeddings: SentenceEmbeddings) -> tuple[list[str], list[_Lost]]:
    fresh = path.with_suffix(".mended")
    for leftover in path.parent.glob(f"{fresh.name}*"):
        leftover.unlink()
    kept = again = 0
    lost: list[_Lost] = []
    with closing(Store(path)) as damaged, closing(Store(fresh)) as store:
        store.meta("embedding", embeddings.name)
        for article, newest in _articles(damaged):
            if isinstance(article, _Lost):
                lost.append(article)
                continue
            answers = newest and not article.withdrawn
            whole = _chunks(damaged, article) if answers else []
            if whole is None:
                again += 1
                whole = indexed([article], embeddings)[article.id]
            store.add(article, whole, older=not newest)  # even if the newest is lost
            kept += 1
    if not kept:
        fresh.unlink()
        raise CorpusDamaged(f"{path}: no article can be read")
    aside = path.with_suffix(".damaged")
    shutil.copyfile(path, aside)
    for name in (f"{path.name}-wal", f"{path.name}-shm"):
        (path.parent / name).unlink(missing_ok=True)
    seal.take_off(path.parent)
    fresh.replace(path)
    said = [
        f"{kept} articles and versions kept, {again} of them embedded again, {len(lost)} lost",
        f"the damaged file is kept as {aside}; delete it when it is of no more use",
    ]
    return said, lost


def _articles(damaged: Store) -> Iterator[tuple[Article | _Lost, bool]]:
    """All that can be found, in order: whole, and whether it is the newest version; or what is
    lost of it."""
    numbers: set[int] = set()
    for statement in _NUMBERS:
        numbers |= {int(str(row[0])) for row in _found(damaged, statement)}
    for number in range(1, max(numbers, default=0) + 1):
        statement = f"SELECT newest, {COLUMNS} FROM articles WHERE number = ?"  # noqa: S608
        rows = list(_found(damaged, statement, number))
        if not rows:
            if number in numbers:
                yield _Lost(number), False
            continue
        newest, identity, url, title, *_ = rows[0]
        with suppress(TypeError, ValueError):
            article = article_of(rows[0][2:])
            if article.id == identity:
                newest = _is_newest(damaged, number, bool(newest))
                if newest:
                    article = replace(article, withdrawn=_is_withdrawn(damaged, number, article))
                yield article, newest
                continue
        yield _Lost(number, str(title or "")[:100], str(url or "")[:300]), False


def _is_newest(damaged: Store, number: int, told: bool) -> bool:
    """Whether an article is the newest version: damage to one of three places is outvoted."""
    listed = (
        "SELECT count(*) FROM articles INDEXED BY articles_listed WHERE newest = 1 AND number = ?"
    )
    shingles = "SELECT count(*) FROM shingles WHERE article = ?"
    return _outvoted(
        told,
        *(bool(row[0]) for row in _found(damaged, listed, number)),
        *(bool(row[0]) for row in _found(damaged, shingles, number)),
    )


def _is_withdrawn(damaged: Store, number: int, article: Article) -> bool:
    """The same of whether a newest version is withdrawn."""
    listed = (
        "SELECT withdrawn FROM articles INDEXED BY articles_listed WHERE newest = 1 AND number = ?"
    )
    chunks = "SELECT count(*) FROM chunks WHERE article = ?"
    return _outvoted(
        article.withdrawn,
        *(bool(row[0]) for row in _found(damaged, listed, number)),
        *(not row[0] for row in _found(damaged, chunks, article.id)),
    )


def _outvoted(told: bool, *others: bool) -> bool:
    votes = [told, *others]
    return told if 2 * sum(votes) == len(votes) else 2 * sum(votes) > len(votes)


def _found(damaged: Store, statement: str, *values: object) -> Iterator[tuple[object, ...]]:
    """The rows up to where the damage is."""
    with suppress(CorpusDamaged, sqlite3.DatabaseError):
        yield from damaged.each(statement, values)


def _chunks(damaged: Store, article: Article) -> list[Indexed] | None:
    """Its chunks as they are stored; None if they are not all there and whole."""
    try:
        keys = damaged.keys_of([article.id])
        found = damaged.indexed(keys)
    except (CorpusDamaged, sqlite3.DatabaseError, TypeError, ValueError):
        return None
    whole = [found[key] for key in keys if key in found]
    if tuple(one.chunk for one in whole) != chunks(article):
        return None
    text = without_orders(article.text, article.language)
    return [
        replace(one, stems=words_of(article, text[one.chunk.start : one.chunk.end]))
        for one in whole
    ]
