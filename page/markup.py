"""Small pieces of HTML that all parts of the page share. Everything given is escaped here."""

from __future__ import annotations

from html import escape

from corpus import Article
from corpus.versions import correction_note
from page.words import Words
from qa.answer import Quote
from qa.phrases import dated

BEAT = 0.1  # seconds between two looks at what the model has written


def opens(quote: Quote) -> str:
    """The attributes of a button that opens an article at the quote."""
    return (
        f'data-event="reading" data-article="{escape(quote.article.id)}" '
        f'data-start="{quote.start}" data-end="{quote.end}"'
    )


def outlet(article: Article, say: Words) -> str:
    """Who published it, and when; not escaped."""
    return f"{article.source or say('unknown outlet')}, {dated(article, say.language)}"


def badge(article: Article, say: Words) -> str:
    """What a reader should know before trusting it."""
    marks = {
        "Sample": article.sample,
        "Withdrawn": article.withdrawn,
        "Corrected": bool(correction_note(article)),
    }
    held = [say(name) for name, holds in marks.items() if holds]
    return "".join(f' <span class="badge">{name}</span>' for name in held)


def note(said: str) -> str:
    """What has happened; `said` is HTML."""
    return f'<p class="note" role="status">{said}</p>'


def problem(said: str) -> str:
    """What went wrong."""
    return f'<p class="problem" role="alert">{escape(said)}</p>'


def state_line(kind: str, said: str) -> str:
    """How things stand: `kind` is busy, wrong or ready."""
    return f'<p class="state {kind}" role="status">{escape(said)}</p>'
