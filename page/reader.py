"""One article to be read, the sentence it was opened at marked; everything is escaped here."""

from __future__ import annotations

import time
from html import escape
from urllib.parse import urlsplit

from corpus import Article
from page.markup import badge, outlet
from qa.phrases import language_name


def reading(article: Article, start: int, end: int) -> str:
    """The whole article; its text is there character by character, the sentence in a mark."""
    text = article.text
    before, marked, after = escape(text[:start]), escape(text[start:end]), escape(text[end:])
    mark = f'<mark id="sentence">{marked}</mark>' if marked else ""
    link = ""
    if urlsplit(article.url).scheme in ("http", "https"):
        host = urlsplit(article.url).hostname or article.url
        link = (
            f'<p><a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer">'
            f"Original at {escape(host)} ↗</a></p>"
        )
    by = f"<p>{escape(', '.join(article.authors))}</p>" if article.authors else ""
    about = f"<p>{escape(outlet(article))} · {escape(language_name(article.language))}"
    return panel(
        article.title or "Untitled",
        f"{about}{badge(article)}</p>{by}{link}",
        f'<div class="text" lang="{escape(article.language)}">{before}{mark}{after}</div>',
    )


def panel(title: str, about: str, body: str) -> str:
    """The open side panel; the number makes each opening a new one, to be scrolled to."""
    return (
        f'<section aria-label="Article" data-opened="{time.monotonic_ns()}"><header>'
        f'<button type="button" class="close" aria-label="Close the article">✕</button>'
        f'<h2 tabindex="-1">{escape(title)}</h2>{about}</header>{body}</section>'
    )
