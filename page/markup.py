"""Small pieces of HTML that all parts of the page share. Everything given is escaped here."""

from __future__ import annotations

from html import escape

from corpus import Article
from corpus.versions import correction_note
from qa.answer import Quote
from qa.phrases import dated

BEAT = 0.1  # seconds between two looks at what the model has written


def counted(number: int, noun: str) -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def opens(quote: Quote) -> str:
    """The attributes of a button that opens an article at the quote."""
    return (
        f'data-event="reading" data-article="{escape(quote.article.id)}" '
        f'data-start="{quote.start}" data-end="{quote.end}"'
    )


def outlet(article: Article) -> str:
    """Who published it, and when; not escaped."""
    return f"{article.source or 'unknown outlet'}, {dated(article, 'en')}"


def badge(article: Article) -> str:
    """What a reader should know before trusting it."""
    marks = {
        "Sample": article.sample,
        "Withdrawn": article.withdrawn,
        "Corrected": bool(correction_note(article)),
    }
    return "".join(f' <span class="badge">{name}</span>' for name, holds in marks.items() if holds)


def state_line(kind: str, said: str) -> str:
    """How things stand: `kind` is busy, wrong or ready."""
    return f'<p class="state {kind}" role="status">{escape(said)}</p>'
