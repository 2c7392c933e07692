"""An address: the page that was fetched there is read as if it had been saved.

What is no page is said so, with the next step for feeds. How it is fetched is the business of
`corpus.fetch`, how a page is read of `corpus.load.html`.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import html, pdf, plain
from corpus.load.fields import web_address

_PAGES = ("text/html", "application/xhtml+xml", "")
_FEEDS = ("rss", "atom", "xml", "feed")


def is_address(text: str) -> bool:
    """Whether a text names an address rather than a file."""
    return text.lower().startswith(("http://", "https://"))


def read(address: str, url: str, kind: str, data: bytes) -> Article:
    """What was fetched at `address`, from `url` in the end, as an article; `kind` is its media
    type. Raises `LoadError` if it is none."""
    url = web_address(url) or address
    if not data:
        raise LoadError(address, "is empty (0 bytes); open it in a browser to see why.")
    if kind in _PAGES:
        article = html.page(address, data)
    elif kind == "application/pdf":
        article = pdf.document(address, data)
    elif kind == "text/plain":
        article = plain.text(address, data)
    elif any(word in kind for word in _FEEDS):
        raise LoadError(address, "is a feed, not a page; add it with `beleg feeds add`.")
    else:
        raise LoadError(address, "is no page but {kind}; save it as a file.", kind=kind[:40])
    return replace(article, url=html.same_site(article.url, url), origin=address)
