"""The quotes beside the chat as HTML; everything is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from page.markup import badge, opens, outlet
from page.turn import Turn
from page.words import ENGLISH, Words
from qa.answer import Quote
from qa.phrases import also_in


def evidence(
    turn: Turn | None, say: Words = ENGLISH, *, at: int = -1, translates: bool = False
) -> str:
    """The quotes of the question at place `at`, those that the answer cites first. If a model
    `translates`, quotes in other languages can be had in the reader's."""
    hide = f'<button type="button" class="hide" aria-label="{say("Hide evidence")}">✕</button>'
    head = f"<h2>{say('Evidence')}</h2>{hide}"
    if turn is None:
        return f"{head}<p>{say('The sentences an answer rests on appear here at once.')}</p>"
    told, answer = dict(turn.translations), turn.answer
    cited = {quote.number for quote in answer.citations} if answer else set()
    if answer and answer.refused:
        nearest, but = say("Nearest passages"), say("They do not answer the question.")
        head = f"<h2>{nearest}</h2>{hide}<p>{but}</p>"

    def listed(quotes: Iterable[Quote]) -> str:
        cards = "".join(
            f"<li>{_card(quote, quote.number in cited, say)}"
            f"{_translation(quote, told.get(quote.number, ''), translates, say)}</li>"
            for quote in quotes
        )
        return f'<ol class="quotes">{cards}</ol>'

    first = [quote for quote in turn.quotes if quote.number in cited]
    rest = [quote for quote in turn.quotes if quote.number not in cited]
    between = f"<h3>{say('Also found')}</h3>" if first and rest else ""
    lists = f"{listed(first) if first else ''}{between}{listed(rest) if rest else ''}"
    return f'{head}<div data-turn="{at}">{lists}</div>'


def _card(quote: Quote, cited: bool, say: Words) -> str:
    article = quote.article
    tick = f" <span class=tick>{say('cited')}</span>" if cited else ""
    lead = f'<i class="lead">{escape(quote.lead)}</i> ' if quote.lead else ""
    return (
        f'<button type="button" class="quote{" cited" if cited else ""}" {opens(quote)}>'
        f'<span class="about"><b>{quote.number}</b> {escape(outlet(article, say))}'
        f"{badge(article, say)}{tick}</span>"
        f'<span class="words" lang="{escape(article.language)}">{lead}{escape(quote.quote)}</span>'
        f'<span class="title" lang="{escape(article.language)}">{escape(article.title)}</span>'
        f'<span class="also">{escape(also_in(quote, say.language))}</span>'
        "</button>"
    )


def _translation(quote: Quote, told: str, translates: bool, say: Words) -> str:
    """A quote in the reader's language, or the button for it."""
    if told:
        name = say("Machine translation, not evidence:")
        return f'<p class="machine"><b>{name}</b> {escape(told)}</p>'
    if not translates or quote.article.language == say.language:
        return ""
    return (
        f'<button type="button" class="machine" data-event="translating" '
        f'data-number="{quote.number}">{say("In my language")}</button>'
    )
