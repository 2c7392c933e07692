"""Web pages: the article in them, and what they say about it.

trafilatura finds the text among menus and teasers, and title, author, date, outlet and
address in the page's metadata; what the page states in schema.org's terms comes before that.
Nothing that the page refers to is fetched.
"""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import schema_org
from corpus.load.fields import authors_of, iso_date, language_code, outlet, web_address

_MIN_WORDS = 8  # a menu that is left over is no article
_MAX_HEADLINES = 3


def page(name: str, data: bytes) -> Article:
    """The article in an HTML file. Raises `LoadError` if there is none."""
    from trafilatura import bare_extraction, load_html

    root = load_html(data)
    if root is None:
        raise LoadError(name, "has no article in it; save the article's own page.")
    said, shown = schema_org.stated(root), _headlines(root)
    language = said.language or language_code(root.get("lang"))
    found: Any = bare_extraction(
        root, with_metadata=True, include_comments=False, include_tables=True
    )
    text = str(getattr(found, "text", None) or "")
    if len(text.split()) < _MIN_WORDS:
        raise LoadError(name, "has no article in it; save the article's own page.")
    source = said.source or outlet(found.sitename)
    return Article(
        text=text,
        title=_title(html.unescape(said.title) or found.title or "", shown, source),
        source=source,
        published=said.published or iso_date(found.date),
        authors=said.authors or authors_of((found.author or "").split(";")),
        language=language,
        url=web_address(found.url),
        origin=name,
    )


def _headlines(root: etree._Element) -> list[str]:
    heads = list(root.iter("h1"))[:_MAX_HEADLINES]
    return [" ".join("".join(head.itertext()).split()) for head in heads]


def _title(stated: str, shown: list[str], source: str) -> str:
    """The headline without the outlet's name after it; where the page shows the same headline
    without words before or after it, as it is shown."""
    title = " ".join(stated.split())
    head, _, tail = title.rpartition("|")
    if head and (_letters(tail) in _letters(source) or _letters(source) in _letters(tail)):
        title = head.strip()
    inside = [one for one in shown if one and one in title and 2 * len(one) > len(title)]
    return inside[0] if inside else title


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


def same_site(stated: str, fetched: str) -> str:
    """The address that a page states for itself, if it is of the site it was fetched from."""
    a, b = urlsplit(stated).hostname or "", urlsplit(fetched).hostname or ""
    related = a == b or a.endswith(f".{b}") or b.endswith(f".{a}")
    return stated if a and related else fetched
