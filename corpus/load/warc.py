"""WARC files, the web archives in which CC-NEWS comes, read by warcio as they stream.

Each answered page of HTML is an article, in the order of the file and one in memory at a time;
pages without one are passed over, for most of an archive is none. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO

from corpus.article import Article
from corpus.errors import LoadError, Message, TooHard
from corpus.load.fields import web_address

MAX_PAGE_BYTES = 10_000_000
Page = Callable[[str, bytes], Article | LoadError]
"""Reads a page: its address and content to the article in it, or why there is none."""

_OK = "200"
_KINDS = ("text/html", "application/xhtml+xml")


def pages(name: str, stream: BinaryIO, page: Page) -> Iterator[Article | LoadError]:
    """The articles of a WARC file, each as `page` reads it. What follows a damaged record cannot
    be read, and is said."""
    from warcio.archiveiterator import ArchiveIterator

    records = iter(ArchiveIterator(stream))
    seen = found = 0
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            seen += 1
            if not _is_page(record):
                continue
            data = record.content_stream().read(MAX_PAGE_BYTES + 1)
        except Exception as error:  # noqa: BLE001 - warcio and zlib raise many kinds
            after = Message("after {seen} records", seen=seen) if seen else Message("at its start")
            yield LoadError(
                name,
                "is damaged or no WARC file {after} ({reason}); fetch it anew.",
                after=after,
                reason=type(error).__name__,
            )
            return
        address = web_address(record.rec_headers.get_header("WARC-Target-URI"))
        if len(data) > MAX_PAGE_BYTES:
            continue
        article = page(address or name, data)
        if isinstance(article, Article):
            found += 1
            yield replace(article, url=article.url or address, origin=address or name)
        elif isinstance(article, TooHard):  # most other pages are no articles
            yield article
    if not found:
        yield LoadError(name, "has no pages with articles among its {seen} records.", seen=seen)


def _is_page(record: object) -> bool:
    head = getattr(record, "http_headers", None)
    if getattr(record, "rec_type", "") != "response" or head is None:
        return False
    kind = (head.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return bool(head.get_statuscode() == _OK and kind in _KINDS)
