"""The table of articles: searched, filtered, sorted and cut into pages by SQLite.

Everything is answered from one covering index, which is small beside the texts, so that a
hundred thousand articles are listed without lag. Only newest versions are listed. What the
articles say is found elsewhere (`corpus.store`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Rows = Callable[[str, Sequence[object]], list[Any]]
"""Runs a statement with its values."""

Order = Literal["added", "title", "source", "published", "language", "story"]
ORDERS: tuple[Order, ...] = ("added", "title", "source", "published", "language", "story")
INDEX = """
CREATE INDEX IF NOT EXISTS articles_listed ON articles (
    newest, number, id, title, source, published, language, story, added, sample, withdrawn)"""
_FROM = "FROM articles INDEXED BY articles_listed WHERE newest = 1"
_COLUMNS = "id, title, source, published, language, story, added, sample, withdrawn"


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the table: an article without its text. `added` is ISO 8601, UTC."""

    id: str
    title: str
    source: str
    published: str
    language: str
    story: int
    added: str
    sample: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """What is listed: articles with `words` in title or outlet, of one `source`, one
    `language`, published from the day `since` to `until` (ISO 8601); "" filters nothing. An article
    without a date matches no day."""

    words: str = ""
    source: str = ""
    language: str = ""
    since: str = ""
    until: str = ""

    def condition(self) -> tuple[str, list[object]]:
        """As SQL to follow a WHERE, and its values."""
        parts = [""]
        values: list[object] = []
        for word in self.words.split()[:8]:
            like = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
            parts.append(r"(title LIKE ? ESCAPE '\' OR source LIKE ? ESCAPE '\')")
            values += [f"%{like}%"] * 2
        for part, value in (
            ("source = ?", self.source),
            ("language = ?", self.language),
            ("published >= ?", self.since),
            ("published != '' AND substr(published, 1, 10) <= ?", self.until),
        ):
            if value:
                parts.append(part)
                values.append(value)
        return " AND ".join(parts), values


EVERYTHING = Filter()


def page(
    rows: Rows, wanted: Filter, order: Order, *, descending: bool, start: int, limit: int
) -> tuple[list[Listed], int]:
    """Rows `start` to `start + limit` in that order, and how many there are in all.

    Articles without a value to sort by come last; equal ones in the order they were added.
    """
    condition, values = wanted.condition()
    (total,) = rows(f"SELECT count(*) {_FROM}{condition}", values)[0]
    column = "number" if order == "added" else order
    assert order in ORDERS
    empty = f"{column} = '', " if order not in ("added", "story") else ""
    fold = " COLLATE NOCASE" if order in ("title", "source") else ""
    way = "DESC" if descending else "ASC"
    ordered = f"ORDER BY {empty}{column}{fold} {way}, number"
    found = rows(  # numbers are sorted first: rows that are not shown are not carried along
        f"SELECT {_COLUMNS} {_FROM} AND number IN "
        f"(SELECT number {_FROM}{condition} {ordered} LIMIT ? OFFSET ?) {ordered}",
        [*values, limit, start],
    )
    return [_listed(row) for row in found], int(total)


def _listed(row: Any) -> Listed:
    return Listed(*row[:7], *map(bool, row[7:]))


def counts(
    rows: Rows, wanted: Filter, by: Literal["source", "language", "day"], limit: int
) -> list[tuple[str, int]]:
    """How many articles there are by outlet or language, the most first, or by day of
    publication, the last `limit` days that have any, in order; those without it left out."""
    column = "substr(published, 1, 10)" if by == "day" else by
    assert by in ("source", "language", "day")
    condition, values = wanted.condition()
    order = "1 DESC" if by == "day" else "2 DESC, 1"
    found = rows(
        f"SELECT {column}, count(*) {_FROM}{condition} AND {column} != '' "
        f"GROUP BY 1 ORDER BY {order} LIMIT ?",
        [*values, limit],
    )
    pairs = [(str(name), int(count)) for name, count in found]
    return pairs[::-1] if by == "day" else pairs
