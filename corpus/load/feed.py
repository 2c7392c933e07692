"""Feeds and what they list: RSS and Atom by feedparser, JSON Feed, Google News sitemaps.

A document in, entries out; nothing is fetched, whatever the document names. What is done with
entries, and which of them are new, is the business of `corpus.feeds`.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

import xxhash

from corpus.errors import LoadError
from corpus.load import markup
from corpus.load.fields import as_written, authors_of, iso_date, language_code, outlet, web_address

MAX_BYTES = 10_000_000
MAX_ENTRIES = 1_000
_MAX_ELEMENTS = 200_000
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says about one article; `text` is what of it the feed itself carries.

    `key` names the entry in its feed, `state` changes with what the feed says about it; both
    are digests, so that neither keeps a word of the article.
    """

    key: str
    state: str
    url: str
    title: str = ""
    text: str = ""
    published: str = ""
    published_as: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    language: str = ""


def entries(name: str, data: bytes) -> tuple[str, tuple[Entry, ...]]:
    """(title of the feed, its entries, at most `MAX_ENTRIES`). Raises `LoadError` if it is no
    feed, or one that defines XML entities of its own."""
    if len(data) > MAX_BYTES:
        raise LoadError(name, "is a feed of over {most:.0f} MB.", most=MAX_BYTES / 1e6)
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        with warnings.catch_warnings():  # feedparser's own, of names it once used
            warnings.simplefilter("ignore")
            if start.startswith(b"{"):
                title, found = _json_feed(name, data)
            elif b"<urlset" in start or b"<sitemapindex" in start:
                title, found = "", _sitemap(name, data)
            else:
                title, found = _xml_feed(name, data)
            return title[:200], tuple(islice(found, MAX_ENTRIES))
    except LoadError:
        raise
    except Exception as error:  # feedparser passes on what its parsers raise
        raise LoadError(
            name, "is no feed that can be read ({reason}).", reason=type(error).__name__
        ) from error


def _xml_feed(name: str, data: bytes) -> tuple[str, Iterator[Entry]]:
    import feedparser

    if _ENTITY.search(data.replace(b"\0", b"")):
        raise LoadError(name, "defines XML entities of its own; it is not read.")
    if excess := markup.too_much(data, _MAX_ELEMENTS):
        raise LoadError(name, "has {excess}; it is not read.", excess=excess)
    parsed = feedparser.parse(
        BytesIO(data), response_headers={}, resolve_relative_uris=False, sanitize_html=False
    )
    head: Any = parsed.feed
    if not parsed.version and not parsed.entries:
        raise LoadError(name, "is no feed; give the address of an RSS, Atom or JSON feed.")
    return str(head.get("title", "")), (_of_xml(one, head) for one in parsed.entries)


def _of_xml(one: Any, head: Any) -> Entry:
    contents = [str(part.get("value") or "") for part in one.get("content", [])]
    text = max([*contents, str(one.get("summary") or "")], key=len)
    moment = str(one.get("published") or one.get("updated") or "")
    return _entry(
        one.get("id"),
        one.get("link"),
        title=one.get("title"),
        text=text,
        published=_date(moment, one.get("published_parsed") or one.get("updated_parsed")),
        published_as=moment,
        authors=[author.get("name") for author in one.get("authors", []) if author],
        source=str((one.get("source") or {}).get("title") or head.get("title") or ""),
        language=str(one.get("language") or head.get("language") or ""),
        changed=str(one.get("updated") or ""),
    )


def _date(text: str, moment: Any) -> str:
    """An entry's date with the time zone it was told in; feedparser's own is in UTC."""
    from email.utils import parsedate_to_datetime

    try:
        return iso_date(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if found := iso_date(text):
        return found
    utc = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00"
    return iso_date(utc.format(*moment[:6])) if moment else ""


def _json_feed(name: str, data: bytes) -> tuple[str, Iterator[Entry]]:
    try:
        feed = json.loads(data.decode("utf-8-sig", "replace"))
    except RecursionError as error:
        raise LoadError(name, "is nested too deeply; it is not read.") from error
    except ValueError as error:
        raise LoadError(name, "is not valid JSON; try again later.") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise LoadError(name, "is JSON, but no JSON Feed; it has no items.")
    title, language = str(feed.get("title") or ""), feed.get("language")
    found = (
        _entry(
            item.get("id"),
            item.get("url") or item.get("external_url"),
            title=item.get("title"),
            text=item.get("content_html") or item.get("content_text") or item.get("summary"),
            published=iso_date(item.get("date_published")),
            published_as=item.get("date_published"),
            authors=item.get("authors") or item.get("author"),
            source=title,
            language=item.get("language") or language,
            changed=str(item.get("date_modified") or ""),
        )
        for item in items
        if isinstance(item, dict)
    )
    return title, found


def _sitemap(name: str, data: bytes) -> Iterator[Entry]:
    root = markup.parsed(name, data)
    if str(root.tag).endswith("sitemapindex"):
        raise LoadError(name, "is a list of sitemaps; add the one with the news.")
    return (
        _entry(
            None,
            url.findtext("{*}loc"),
            title=url.findtext(f"{_NEWS}news/{_NEWS}title"),
            published=iso_date(url.findtext(f"{_NEWS}news/{_NEWS}publication_date")),
            published_as=url.findtext(f"{_NEWS}news/{_NEWS}publication_date"),
            source=url.findtext(f"{_NEWS}news/{_NEWS}publication/{_NEWS}name"),
            language=url.findtext(f"{_NEWS}news/{_NEWS}publication/{_NEWS}language"),
            changed=str(url.findtext("{*}lastmod") or ""),
        )
        for url in root.iterfind("{*}url")
    )


def _entry(
    key: Any,
    url: Any,
    *,
    title: Any = "",
    text: Any = "",
    published: str = "",
    published_as: Any = "",
    authors: Any = (),
    source: Any = "",
    language: Any = "",
    changed: str = "",
) -> Entry:
    title, text = (str(one) if isinstance(one, str | int) else "" for one in (title, text))
    address = web_address(url) or web_address(key)
    return Entry(
        key=_digest([str(key or address or title + text)]),
        state=_digest([address, title, text, published, changed]),
        url=address,
        title=markup.words(title),
        text=markup.words(text),
        published=published,
        published_as=as_written(published_as),
        authors=authors_of(authors),
        source=outlet(source),
        language=language_code(language),
    )


def _digest(parts: Iterable[str]) -> str:
    return xxhash.xxh3_128_hexdigest("\0".join(parts).encode("utf-8", "ignore"))
