"""One article to be read, the sentence it was opened at marked; everything is escaped here."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from corpus import Article
from page.markup import badge, outlet
from page.words import Words
from qa.phrases import dated, language_name


def reading(article: Article, start: int, end: int, versions: Sequence[Article], say: Words) -> str:
    """The whole article; its text is there character by character, the sentence in a mark."""
    text = article.text
    before, marked, after = escape(text[:start]), escape(text[start:end]), escape(text[end:])
    mark = f'<mark id="sentence">{marked}</mark>' if marked else ""
    link = ""
    if urlsplit(article.url).scheme in ("http", "https"):
        host = urlsplit(article.url).hostname or article.url
        link = (
            f'<p><a href="{escape(article.url)}" target="_blank" rel="noopener noreferrer">'
            f"{escape(say('Original at {host}', host=host))} ↗</a></p>"
        )
    written = escape(article.published_as)
    date = f"<p>{escape(say('Date as written:'))} {written}</p>" if written else ""
    by = f"<p>{escape(', '.join(article.authors))}</p>" if article.authors else ""
    language = language_name(article.language, say.language)
    about = f"<p>{escape(outlet(article, say))} · {escape(language)}"
    return panel(
        article.title or say("Untitled"),
        f"{about}{badge(article, say)}</p>{date}{by}{link}{_versions(article, versions, say)}",
        f'<div class="text" lang="{escape(article.language)}">{before}{mark}{after}</div>',
        say,
        article.language,
    )


def _versions(article: Article, versions: Sequence[Article], say: Words) -> str:
    """The other versions of an article, the newest first, each to be opened."""
    others = [one for one in reversed(versions) if one.id != article.id]
    if not others:
        return ""
    listed = "".join(
        f'<li><button type="button" class="open" data-event="reading" '
        f'data-article="{escape(one.id)}">{escape(dated(one, say.language))}'
        f"{f' · {newest}' if one.id == versions[-1].id else ''}</button></li>"
        for newest in (say("newest"),)
        for one in others
    )
    old = "" if article.id == versions[-1].id else f"<strong>{say('An older version.')}</strong> "
    return f"<div class=versions>{old}{say('Other versions:')}<ul>{listed}</ul></div>"


def panel(title: str, about: str, body: str, say: Words, language: str = "") -> str:
    """The open side panel; the number makes each opening a new one, to be scrolled to."""
    return (
        f'<section aria-label="{say("Article")}" data-opened="{time.monotonic_ns()}"><header>'
        f'<button type="button" class="close" aria-label="{say("Close the article")}">✕</button>'
        f'<h2 tabindex="-1" lang="{escape(language or say.language)}">{escape(title)}</h2>'
        f"{about}</header>{body}</section>"
    )
