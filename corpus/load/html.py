"""Web pages: the article in them, and what they say about it.

trafilatura finds the text among menus and teasers, and title, author, date, outlet and
address in the page's metadata; what the page states in schema.org's terms comes before that.
Nothing that the page refers to is fetched.
"""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import markup, schema_org
from corpus.load.fields import as_written, authors_of, iso_date, language_code, outlet, web_address
from corpus.load.headline import headline

_MAX_DATES = 1_000
_MIN_WORDS = 8  # a menu that is left over is no article


def page(name: str, data: bytes) -> Article:
    """The article in an HTML file. Raises `LoadError` if there is none."""
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import set_date_params
    from trafilatura.utils import decode_file

    content = decode_file(data)
    if excess := markup.too_much(content):
        raise LoadError(name, "has {excess}; that is no page with an article.", excess=excess)
    root = load_html(content)
    if root is None:
        raise LoadError(name, "has no article in it; save the article's own page.")
    said = schema_org.stated(root)
    language = said.language or language_code(root.get("lang"))
    found: Any = bare_extraction(
        root,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params=set_date_params(extensive=False),  # not from what is told
    )
    text = str(getattr(found, "text", None) or "")
    if len(text.split()) < _MIN_WORDS:
        raise LoadError(name, "has no article in it; save the article's own page.")
    source = said.source or outlet(found.sitename)
    published, as_it_says = _date(root, said, found.date)
    return Article(
        text=text,
        title=headline(root, html.unescape(said.title), source) or found.title or "",
        source=source,
        published=published,
        published_as=as_it_says,
        authors=_people(said.authors, source)
        or _people(authors_of((found.author or "").split(";")), source),
        language=language,
        url=web_address(found.url),
        origin=name,
    )


def _date(root: etree._Element, said: schema_org.Stated, guessed: object) -> tuple[str, str]:
    """(date, as it is written): schema.org's, or what the page's head states of the day that was
    `guessed` from all of the page, for that has the time of day."""
    if said.published:
        return said.published, said.published_as
    day = iso_date(guessed)
    for one in islice(root.iter("meta", "time"), _MAX_DATES):
        named = one.get("property") or one.get("itemprop") or ""
        if named.lower() in ("article:published_time", "datepublished"):
            written = as_written(one.get("content") or one.get("datetime"))
            if (found := iso_date(written)) and (not day or found[: len(day)] == day):
                return found, written
    return day, ""


def _people(names: tuple[str, ...], source: str) -> tuple[str, ...]:
    """The names that are more than the outlet's own."""
    outlet = set(re.findall(r"\w+", source.lower()))
    return tuple(
        one for one in names if not set(re.findall(r"\w+", one.lower())) - {"de"} <= outlet
    )


def same_site(stated: str, fetched: str) -> str:
    """The address that a page states for itself, if it is of the site it was fetched from."""
    a, b = urlsplit(stated).hostname or "", urlsplit(fetched).hostname or ""
    related = a == b or a.endswith(f".{b}") or b.endswith(f".{a}")
    return stated if a and related else fetched
