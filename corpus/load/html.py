"""Web pages that were saved: the article in them, and what they say about it.

trafilatura finds the text among menus and teasers, and title, author, date, outlet and
address in the page's metadata. Nothing that the page refers to is fetched.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load.fields import iso_date, language_code, web_address
from corpus.load.plain import decoded

_LANGUAGE = re.compile(r"<html[^>]{0,500}?\blang=[\"']?([A-Za-z-]{2,12})", re.IGNORECASE)
_HEAD_CHARACTERS = 5_000
_MIN_WORDS = 8  # a menu that is left over is no article


def page(name: str, data: bytes) -> Article:
    """The article in an HTML file. Raises `LoadError` if there is none."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        data,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_precision=False,
    )
    text = str(getattr(found, "text", None) or "")
    if found is None or isinstance(found, dict) or len(text.split()) < _MIN_WORDS:
        raise LoadError(name, "has no article in it; save the article's own page.")
    declared = _LANGUAGE.search(_start(name, data))
    return Article(
        text=text,
        title=found.title or "",
        source=found.sitename or "",
        published=iso_date(found.date),
        authors=tuple(part.strip() for part in (found.author or "").split(";")),
        language=language_code(declared[1]) if declared else "",
        url=web_address(found.url),
        origin=name,
    )


def _start(name: str, data: bytes) -> str:
    try:
        return decoded(name, data[:_HEAD_CHARACTERS])
    except LoadError:
        return ""


def same_site(stated: str, fetched: str) -> str:
    """The address that a page states for itself, if it is of the site it was fetched from."""
    a, b = urlsplit(stated).hostname or "", urlsplit(fetched).hostname or ""
    related = a == b or a.endswith(f".{b}") or b.endswith(f".{a}")
    return stated if a and related else fetched
