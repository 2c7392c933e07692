"""How much of news pages is read right, on pages with known text, title and date.

Text is compared by shingles of four words, as in the benchmark of Scrapinghub: per page the
shares of right, extra and missing ones; precision and recall are means over pages.
"""

from __future__ import annotations

import gzip
import json
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.load import html

DATA = Path(__file__).resolve().parents[2] / "shared/data"
Shares = tuple[float, float, float]

pytestmark = pytest.mark.skipif(not (DATA / "pages").exists(), reason="the pages are not there")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def shares(gold: str, found: str) -> Shares:
    """(right, extra, missing) shingles as shares of all."""
    a, b = shingles(gold), shingles(found)
    right, of_gold, of_found = (sum(one.values()) for one in (a & b, a, b))
    total = of_gold + of_found - right
    return right / total, (of_found - right) / total, (of_gold - right) / total


def f1(rows: Iterable[Shares]) -> float:
    rows = list(rows)
    precision = sum(r / (r + extra) if r else 0 for r, extra, _ in rows) / len(rows)
    recall = sum(r / (r + missing) if r else 0 for r, _, missing in rows) / len(rows)
    return 2 * precision * recall / (precision + recall)


def read(path: Path) -> Article:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return html.page(path.name, gzip.decompress(path.read_bytes()))


def test_pages_in_english() -> None:
    gold = json.loads((DATA / "pages" / "gold.json").read_text())
    rows = [
        shares(one["articleBody"], read(DATA / "pages" / f"{key}.html.gz").text)
        for key, one in gold.items()
    ]
    assert f1(rows) >= 0.95


def words_of(gold: dict[str, Any]) -> str:
    body = gold["body"] or {}
    parts = list(body.get("summary", []))
    for section in body.get("sections", []):
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def pairs() -> Iterator[tuple[dict[str, Any], Article]]:
    """Each German page with that one of its outlet's gold articles that it is."""
    for path in sorted((DATA / "pages_de").glob("*.html.gz")):
        golds = json.loads((path.parent / f"{path.name.partition('_')[0]}.json").read_text())
        article = read(path)
        yield max(golds.values(), key=lambda one: shares(words_of(one), article.text)[0]), article


def test_pages_in_german() -> None:
    found = list(pairs())
    titles = sum(
        re.findall(r"\w+", gold["title"].lower()) == re.findall(r"\w+", article.title.lower())
        for gold, article in found
    )
    days = sum(gold["publishing_date"][:10] == article.published[:10] for gold, article in found)
    assert f1(shares(words_of(gold), article.text) for gold, article in found) >= 0.95
    assert titles / len(found) >= 0.9
    assert days / len(found) >= 0.9
