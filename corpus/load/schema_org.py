"""What a page says of its article in schema.org's terms, as JSON-LD (NewsArticle).

Read without a context: nothing it names is fetched. The text of a page is not taken from it,
for what readers see is what can be quoted. https://schema.org/NewsArticle
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from corpus.load.fields import as_written, authors_of, iso_date, language_code, outlet

_MAX_SCRIPTS, _MAX_CHARACTERS, _MAX_NODES = 30, 1_000_000, 2_000
_WRAPPED = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|-->\s*$")
_ARTICLES = ("Article", "BlogPosting", "Report", "LiveBlogPosting")


@dataclass(frozen=True, slots=True)
class Stated:
    """What was said; what was not is empty."""

    title: str = ""
    published: str = ""
    published_as: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    language: str = ""


def stated(root: etree._Element) -> Stated:
    """What the first news article in the page's JSON-LD says of itself."""
    of_data = (one for one in root.iter("script") if "ld+json" in (one.get("type") or "").lower())
    for script in islice(of_data, _MAX_SCRIPTS):
        text = script.text or ""
        if len(text) > _MAX_CHARACTERS:
            continue
        try:
            value = json.loads(_WRAPPED.sub("", text), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            if _is_article(node) and (node.get("headline") or node.get("datePublished")):
                return _of(node)
    return Stated()


def _of(node: dict[str, Any]) -> Stated:
    publisher = node.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    headline = node.get("headline")
    return Stated(
        title=headline.strip() if isinstance(headline, str) else "",
        published=iso_date(node.get("datePublished")),
        published_as=as_written(node.get("datePublished")),
        authors=authors_of(node.get("author")),
        source=outlet(name),
        language=language_code(node.get("inLanguage")),
    )


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a document, those further out first; articles also stand inside others."""
    waiting = deque([value])
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        one = waiting.popleft()
        if isinstance(one, dict):
            yield one
            waiting += [one[key] for key in ("@graph", "mainEntity", "@list") if key in one]
        elif isinstance(one, list):
            waiting += one[:_MAX_NODES]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_ARTICLES) for kind in named)
