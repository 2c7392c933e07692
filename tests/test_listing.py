"""The table of articles: what it finds, in which order, and that it stays fast when large."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from corpus import Article
from corpus.listing import ORDERS, Filter, counts, page
from corpus.store import Store

pytestmark = pytest.mark.alone

MANY = 100_000
FEW = 3_000
ALL = Filter()
LAG = 0.5  # seconds


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(tmp_path / "articles.sqlite")
    yield one
    one.close()


def rows(store: Store, wanted: Filter = ALL, order: str = "added", **way: object) -> list[str]:
    options = {"descending": False, "start": 0, "limit": 100} | way
    found, total = page(store.rows, wanted, order, **options)  # type: ignore[arg-type]
    assert total >= len(found)
    return [one.title for one in found]


def test_search_filter_and_sort(store: Store) -> None:
    for title, source, day, language in (
        ("Zebra", "Morning Post", "2024-03-02", "en"),
        ("apple 100%", "Evening Post", "2024-03-01T10:00:00+01:00", "en"),
        ("Äpfel", "Blatt", "", "de"),
    ):
        text = f"{title} was told on a day by somebody who knows."
        store.add(Article(text, title, source, day, language=language), ())
    assert rows(store) == ["Zebra", "apple 100%", "Äpfel"]
    assert rows(store, descending=True) == ["Äpfel", "apple 100%", "Zebra"]
    assert rows(store, order="title")[:2] == ["apple 100%", "Zebra"]
    assert rows(store, order="published") == ["apple 100%", "Zebra", "Äpfel"]
    assert rows(store, Filter("post zeb")) == ["Zebra"]
    assert rows(store, Filter("100%")) == ["apple 100%"]
    assert rows(store, Filter("%")) == ["apple 100%"]
    assert rows(store, Filter(language="de")) == ["Äpfel"]
    assert rows(store, Filter(source="Blatt", language="en")) == []
    assert rows(store, Filter(until="2024-03-01")) == ["apple 100%"]  # no day, no match
    assert rows(store, Filter(since="2024-03-02")) == ["Zebra"]
    assert rows(store, start=1, limit=1) == ["apple 100%"]
    assert counts(store.rows, Filter(), "language", 5) == [("en", 2), ("de", 1)]
    assert counts(store.rows, Filter(), "day", 5) == [("2024-03-01", 1), ("2024-03-02", 1)]


def test_a_hundred_thousand_articles_are_listed_without_lag(store: Store) -> None:
    columns = "id, title, source, published, language, story, added, text, sample, withdrawn"
    text = "A sentence of some length that a reporter wrote. " * 10
    with store._transaction():
        store._db.executemany(
            f"INSERT INTO articles ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
            (
                (
                    *(f"{i:016x}", f"Title {i * 7919 % MANY} of the day", f"Outlet {i % 300}"),
                    *(f"20{i % 25:02}-{i % 12 + 1:02}-{i % 28 + 1:02}", "de" if i % 3 else "en"),
                    *(i, "2024-01-01T00:00:00+00:00", text),
                )
                for i in range(MANY)
            ),
        )

    def lag(ask: Callable[[], object]) -> float:
        """Of three times the shortest: one may meet a busy disk."""
        seconds = []
        for _ in range(3):
            began = time.perf_counter()
            ask()
            seconds.append(time.perf_counter() - began)
        return min(seconds)

    for order in ORDERS:
        assert lag(partial(rows, store, order=order, start=MANY // 2, descending=True)) < LAG, order
    assert len(rows(store, Filter("title 4711"))) > 0
    assert lag(lambda: rows(store, Filter("title 4711"))) < LAG
    assert (
        lag(lambda: [counts(store.rows, Filter(), by, 60) for by in ("day", "source", "language")])
        < LAG
    )


def test_words_are_found_as_fast_in_some_articles_as_in_all(store: Store) -> None:
    columns = "id, title, source, published, language, story, added, text, sample, withdrawn"
    with store._transaction():
        for at in range(FEW):
            row = (f"{at:016x}", "T", "Post", "2024-01-02", "en", at, "2024-01-02", "x", 0, 0)
            marks = ", ".join("?" * len(row))
            store._db.execute(f"INSERT INTO articles ({columns}) VALUES ({marks})", row)
            store._db.execute(
                "INSERT INTO chunks (key, article, start, end) VALUES (?, ?, 0, 1)",
                (at + 1, row[0]),
            )
            store._db.execute(
                "INSERT INTO words (rowid, stems) VALUES (?, ?)", (at + 1, f"rain snow {at}")
            )

    def seconds(wanted: Filter) -> float:
        began = time.perf_counter()
        found = store.match(["rain", "snow", "12"], 50, wanted)
        assert len(found) == 50
        assert found[0][0] == 13
        return time.perf_counter() - began

    every = min(seconds(ALL) for _ in range(3))
    some = min(seconds(Filter(since="2024-01-01")) for _ in range(3))
    print(f"all {every:.4f} s, some {some:.4f} s")
    assert some < 20 * every
