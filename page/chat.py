"""Questions and answers, and the evidence beside them, as HTML; everything is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from page.markup import badge, opens, outlet
from page.refine import attributes, change, understood
from page.turn import Turn, Turns
from page.words import ENGLISH, Words
from qa.answer import Answer, AnswerSentence, Quote, Suggestion
from qa.phrases import also_in, phrase

JUDGEMENTS = {
    "right": "✓ Right",
    "wrong answer": "✗ Wrong answer",
    "wrong source": "Wrong source",
    "should have been found": "Should have been found",
}
EXAMPLES = (
    "What does the pact require?",
    "Wie lang soll die Hochwasserschutzmauer in Wellenbrück werden?",
    "What pay rise had the transport union originally demanded?",
    "Who has been arrested for starting the fire near Eichenfels?",
)


def welcome(kind: str, say: Words = ENGLISH, openers: Sequence[Suggestion] = ()) -> str:
    """What stands there before the first question; `kind` is what the corpus holds."""
    said = {
        "": "Everything is being made ready. You can ask already: the answer comes as soon as "
        "it can.",
        "empty": "There are no articles yet. Add some under Articles, then ask here.",
        "articles": "Ask in your language; quotes stay in the language of the article.",
        "samples": "Try one of these on the sample articles, or add your own under Articles.",
    }[kind]
    if kind == "samples":
        openers = [Suggestion(one, one) for one in EXAMPLES]
    return (
        f'<section class="welcome"><h2>{say("Ask the news, get receipts.")}</h2>'
        f"<p>{say('Every sentence of an answer opens the exact sentence it rests on.')}</p>"
        f"<p>{say(said)}</p>"
        f"{offered(openers, 'examples', say)}</section>"
    )


def conversation(turns: Turns, waiting: str, say: Words) -> str:
    """All turns; `waiting` says what has to be done before anything can be answered."""
    parts = [
        f'<article class="turn" data-turn="{at}"><h2>{escape(turn.question)}</h2>'
        f"{_answer(turn, waiting, at == len(turns) - 1, say)}</article>"
        for at, turn in enumerate(turns)
    ]
    return f'<div role="log" aria-label="{say("Conversation")}">{"".join(parts)}</div>'


def _answer(turn: Turn, waiting: str, last: bool, say: Words) -> str:
    """What the page shows under a question: the checked answer, or what there is before it."""
    if turn.answer is None:
        busy = "The language model is busy: you are number {place} in the queue."
        if turn.place and turn.quotes and not turn.prose:
            waiting = say(busy, place=turn.place)
        doing = waiting or say("Reading the quotes…" if turn.quotes else "Looking for quotes…")
        prose = f'<p class="prose">{escape(turn.prose)}</p>' if turn.prose else ""
        prose = "".join(_sentence(one, say) for one in turn.settled if one.verified) + prose
        if turn.over:
            unchecked = say("What was being written has not been checked.") if turn.prose else ""
            said = f"{escape(say(turn.problem))} {unchecked}"
            return f'{prose}<p class="problem">{said}</p>{_after(last, say)}'
        if prose:
            doing = say("Writing; each sentence is checked when it is complete…")
        doing = f'<p class="doing">{escape(doing)}</p>'
        return f'<div class="writing">{prose}{doing}</div>{_show(turn, last, say)}'
    answer = turn.answer
    shown = [one for one in answer.sentences if one not in answer.apart]
    said = "".join(_sentence(one, say) for one in shown) + _apart(answer)
    if answer.refused:
        head = say("Not in these articles")
        said = f'<div class="refusal"><p><strong>{head}</strong></p>{said}</div>'
    notice = f'<p class="problem">{escape(answer.notice)}</p>' if answer.notice else ""
    seconds = say(
        "quotes in {quotes} s, all in {all} s",
        quotes=say.decimal(answer.seconds.retrieve),
        all=say.decimal(answer.seconds.total),
    )
    return (
        f"{understood(answer, last, say)}"
        f'<div class="said" lang="{escape(answer.language)}">{said}</div>{notice}'
        f'<p class="by">{escape(say(answer.model))} · {seconds}</p>'
        f"{_show(turn, last, say)}{_after(last, say, answer)}"
    )


def _show(turn: Turn, last: bool, say: Words) -> str:
    """In a narrow window, the way to the evidence."""
    if not (last and turn.quotes):
        return ""
    said = say("Show evidence ({count})", count=len(turn.quotes))
    return f'<button type="button" class="show">{said}</button>'


def _after(last: bool, say: Words, answer: Answer | None = None) -> str:
    """What can be done with the last turn once it is over."""
    if not last:
        return ""
    judged = "".join(
        f'<button type="button" data-event="judging" data-reason="{reason}">{say(said)}</button>'
        for reason, said in JUDGEMENTS.items()
    )
    return (
        '<div class="after"><button type="button" data-event="submit" data-again="yes">'
        f'{say("Ask again")}</button><button type="button" data-event="editing">'
        f"{say('Edit question')}</button>"
        f"{change(answer, say) if answer else ''}"
        f'<span class="take" role="group" aria-label="{say("Take away")}">'
        '<button type="button" data-event="taking" data-form="md">Markdown</button>'
        '<button type="button" data-event="taking" data-form="html">HTML</button>'
        '<button type="button" data-event="taking" data-form="docx">Word</button>'
        f'<button type="button" data-event="linking">{say("Link")}</button></span>'
        f'<span class="judge" role="group" aria-label="{say("Was this right?")}">'
        f"{judged}</span></div>"
    )


def offered(suggested: Sequence[Suggestion], name: str, say: Words) -> str:
    """Questions to ask by a click."""
    listed = "".join(
        f'<li><button type="button" data-event="submit" {attributes(one)}>{escape(one.words)}'
        "</button></li>"
        for one in suggested
    )
    return f'<ul class="{name}" aria-label="{say("Ask next")}">{listed}</ul>' if listed else ""


def _apart(answer: Answer) -> str:
    """What the model wrote and no article supports: folded, marked, with the reasons."""
    if not answer.apart:
        return ""
    listed = "".join(
        f'<li><span class="unverified">{escape(one.text)}</span> <small>'
        f"{escape(one.reason or phrase('no support', answer.language))}</small></li>"
        for one in answer.apart
    )
    head = escape(phrase("apart", answer.language, count=str(len(answer.apart))))
    return f'<details class="apart"><summary>{head}</summary><ul>{listed}</ul></details>'


def _sentence(sentence: AnswerSentence, say: Words) -> str:
    text = escape(sentence.text)
    if any(quote.quote in sentence.text for quote in sentence.citations):
        text = f'<span class="verbatim">{text}</span>'
    cited = "".join(
        f'<button type="button" class="cite" {opens(quote)} data-quote="{escape(quote.quote)}" '
        f'aria-label="{escape(_label(quote, say))}">[{quote.number}]</button>'
        for quote in sentence.citations
    )
    return f"<p>{text}{cited}</p> "


def _label(quote: Quote, say: Words) -> str:
    """What a citation is called where it cannot be seen."""
    return say(
        "Quote {number}, {outlet}: open the article at this sentence",
        number=quote.number,
        outlet=outlet(quote.article, say),
    )


def evidence(turn: Turn | None, say: Words = ENGLISH, *, translates: bool = False) -> str:
    """The quotes of the latest question; those that the answer cites are marked. If a model
    `translates`, quotes in other languages can be had in the reader's."""
    hide = f'<button type="button" class="hide" aria-label="{say("Hide evidence")}">✕</button>'
    head = f"<h2>{say('Evidence')}</h2>{hide}"
    if turn is None or not turn.quotes:
        return f"{head}<p>{say('The sentences an answer rests on appear here at once.')}</p>"
    answer = turn.answer
    cited = {quote.number for quote in answer.citations} if answer else set()
    if answer and answer.refused:
        nearest, but = say("Nearest passages"), say("They do not answer the question.")
        head = f"<h2>{nearest}</h2>{hide}<p>{but}</p>"
    told = dict(turn.translations)
    cards = "".join(
        f"<li>{_card(quote, quote.number in cited, say)}"
        f"{_translation(quote, told.get(quote.number, ''), translates, say)}</li>"
        for quote in turn.quotes
    )
    return f'{head}<ol class="quotes">{cards}</ol>'


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
