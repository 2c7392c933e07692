"""Questions and answers, and the evidence beside them, as HTML; everything is escaped here."""

from __future__ import annotations

from html import escape

from page.markup import badge, opens, outlet
from page.turn import Turn, Turns
from qa.answer import Answer, AnswerSentence, Quote
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


def welcome(kind: str) -> str:
    """What stands there before the first question; `kind` is what the corpus holds."""
    said = {
        "": "Everything is being made ready. You can ask already: the answer comes as soon as "
        "it can.",
        "empty": "There are no articles yet. Add some under <em>Articles</em>, then ask here.",
        "articles": "Ask in your language; quotes stay in the language of the article.",
        "samples": "Try one of these on the sample articles, or add your own under "
        "<em>Articles</em>.",
    }[kind]
    examples = "".join(
        f'<li><button type="button" data-event="submit" data-question="{escape(one)}">'
        f"{escape(one)}</button></li>"
        for one in EXAMPLES
        if kind == "samples"
    )
    return (
        '<section class="welcome"><h2>Ask the news, get receipts.</h2><p>Every sentence of an '
        f"answer opens the exact sentence it rests on.</p><p>{said}</p>"
        f'<ul class="examples">{examples}</ul></section>'
    )


def conversation(turns: Turns, waiting: str) -> str:
    """All turns; `waiting` says what has to be done before anything can be answered."""
    parts = [
        f'<article class="turn" data-turn="{at}"><h2>{escape(turn.question)}</h2>'
        f"{_answer(turn, waiting, at == len(turns) - 1)}</article>"
        for at, turn in enumerate(turns)
    ]
    return f'<div role="log" aria-label="Conversation">{"".join(parts)}</div>'


def _answer(turn: Turn, waiting: str, last: bool) -> str:
    """What the page shows under a question: the checked answer, or what there is before it."""
    if turn.answer is None:
        doing = waiting or ("Reading the quotes…" if turn.quotes else "Looking for quotes…")
        prose = f'<p class="prose">{escape(turn.prose)}</p>' if turn.prose else ""
        prose = "".join(_sentence(one) for one in turn.settled if one.verified) + prose
        if turn.over:
            unchecked = " What was being written has not been checked." if turn.prose else ""
            said = escape(turn.problem) + unchecked
            return f'{prose}<p class="problem">{said}</p>{_after(last)}'
        doing = "Writing; each sentence is checked when it is complete…" if prose else doing
        return f'<div class="writing">{prose}<p class="doing">{escape(doing)}</p></div>'
    answer = turn.answer
    shown = [one for one in answer.sentences if one not in answer.apart]
    said = "".join(_sentence(one) for one in shown) + _apart(answer)
    if answer.refused:
        said = f'<div class="refusal"><p><strong>Not in these articles</strong></p>{said}</div>'
    notice = f'<p class="problem">{escape(answer.notice)}</p>' if answer.notice else ""
    seconds = f"quotes in {answer.seconds.retrieve:.1f} s, all in {answer.seconds.total:.1f} s"
    return (
        f"{_asked_as(answer)}"
        f'<div class="said" lang="{escape(answer.language)}">{said}</div>{notice}'
        f'<p class="by">{escape(answer.model)} · {seconds}</p>{_after(last)}'
    )


def _asked_as(answer: Answer) -> str:
    """What a follow-up was taken to mean, and the way to ask it alone."""
    if answer.standalone in ("", answer.question):
        return ""
    said = escape(phrase("asked as", answer.language, question=answer.standalone))
    return (
        f'<p class="leans">{said} <button type="button" class="alone" data-event="submit" '
        f'data-alone="yes" data-question="{escape(answer.question)}">Ask it alone</button></p>'
    )


def _after(last: bool) -> str:
    """What can be done with the last turn once it is over."""
    if not last:
        return ""
    judged = "".join(
        f'<button type="button" data-event="judging" data-reason="{reason}">{said}</button>'
        for reason, said in JUDGEMENTS.items()
    )
    return (
        '<div class="after"><button type="button" data-event="submit" data-again="yes">Ask again'
        '</button><button type="button" data-event="editing">Edit question</button>'
        '<span class="take" role="group" aria-label="Take away">'
        '<button type="button" data-event="taking" data-form="md">Markdown</button>'
        '<button type="button" data-event="taking" data-form="html">HTML</button>'
        '<button type="button" data-event="taking" data-form="docx">Word</button></span>'
        f'<span class="judge" role="group" aria-label="Was this right?">{judged}</span></div>'
    )


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


def _sentence(sentence: AnswerSentence) -> str:
    text = escape(sentence.text)
    if any(quote.quote in sentence.text for quote in sentence.citations):
        text = f'<span class="verbatim">{text}</span>'
    cited = "".join(
        f'<button type="button" class="cite" {opens(quote)} data-quote="{escape(quote.quote)}" '
        f'aria-label="Quote {quote.number}, {escape(outlet(quote.article))}: open the article at '
        f'this sentence">[{quote.number}]</button>'
        for quote in sentence.citations
    )
    return f"<p>{text}{cited}</p> "


def evidence(turn: Turn | None) -> str:
    """The quotes of the latest question; those that the answer cites are marked."""
    if turn is None or not turn.quotes:
        return "<h2>Evidence</h2><p>The sentences an answer rests on appear here at once.</p>"
    answer = turn.answer
    cited = {quote.number for quote in answer.citations} if answer else set()
    head = "<h2>Evidence</h2>"
    if answer and answer.refused:
        head = "<h2>Nearest passages</h2><p>They do not answer the question.</p>"
    cards = "".join(_card(quote, quote.number in cited) for quote in turn.quotes)
    return f'{head}<ol class="quotes">{cards}</ol>'


def _card(quote: Quote, cited: bool) -> str:
    article = quote.article
    lead = f'<i class="lead">{escape(quote.lead)}</i> ' if quote.lead else ""
    return (
        f'<li><button type="button" class="quote{" cited" if cited else ""}" {opens(quote)}>'
        f'<span class="about"><b>{quote.number}</b> {escape(outlet(article))}{badge(article)}'
        f"{' <span class=tick>cited</span>' if cited else ''}</span>"
        f'<span class="words" lang="{escape(article.language)}">{lead}{escape(quote.quote)}</span>'
        f'<span class="title" lang="{escape(article.language)}">{escape(article.title)}</span>'
        f'<span class="also">{escape(also_in(quote, "en"))}</span>'
        "</button></li>"
    )
