"""An address: the page there is fetched and read as if it had been saved.

What is no page is said so, with the next step for feeds. How it is fetched is the business of
`corpus.fetch`, how a page is read of `corpus.load.html`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.article import Article
from corpus.errors import LoadError
from corpus.fetch import Fetched, Fetcher
from corpus.load import html, pdf, plain
from corpus.load.fields import web_address

_PAGES = ("text/html", "application/xhtml+xml", "")
_FEEDS = ("rss", "atom", "xml", "feed")


def is_address(text: str) -> bool:
    """Whether a text names an address rather than a file."""
    return text.lower().startswith(("http://", "https://"))


def articles(address: str, fetcher: Fetcher) -> Iterator[Article]:
    """The article at an address. Raises `LoadError` if there is none."""
    yield read(address, fetcher.get(address))


def read(address: str, fetched: Fetched) -> Article:
    """What was fetched, as an article. Raises `LoadError` if it is none."""
    url = web_address(fetched.url) or address
    if not fetched.data:
        raise LoadError(address, "is empty (0 bytes); open it in a browser to see why.")
    if fetched.kind in _PAGES:
        article = html.page(address, fetched.data)
    elif fetched.kind == "application/pdf":
        article = pdf.document(address, fetched.data)
    elif fetched.kind == "text/plain":
        article = plain.text(address, fetched.data)
    elif any(word in fetched.kind for word in _FEEDS):
        raise LoadError(address, "is a feed, not a page; add it with `beleg feeds add`.")
    else:
        raise LoadError(
            address, "is no page but {kind}; save it as a file.", kind=fetched.kind[:40]
        )
    return replace(article, url=html.same_site(article.url, url), origin=address)
