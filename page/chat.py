"""Questions and answers as HTML, and what can be done with them; everything is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from page.markup import opens, outlet
from page.refine import attributes, change, understood
from page.turn import Turn, Turns
from page.words import ENGLISH, Words
from qa.answer import Answer, AnswerSentence, Quote, Suggestion
from qa.phrases import phrase

WRONG = {
    "wrong answer": "Wrong answer",
    "wrong source": "Wrong source",
    "should have been found": "Should have been found",
}
EXAMPLES = {
    "en": (
        "What does the pact require?",
        "Wie lang soll die Hochwasserschutzmauer in Wellenbrück werden?",
        "What pay rise had the transport union originally demanded?",
        "Who has been arrested for starting the fire near Eichenfels?",
    ),
    "de": (
        "Wozu verpflichtet der Pakt die beiden Staaten?",
        "Wie lang soll die Hochwasserschutzmauer in Wellenbrück werden?",
        "How many containers of weapons has North Korea shipped to Russia?",
        "Wer ist wegen des Waldbrands bei Eichenfels festgenommen worden?",
    ),
}


def welcome(kind: str, say: Words = ENGLISH) -> str:
    """What stands there before the first question; `kind` is what the corpus holds."""
    said = {
        "": "Everything is being made ready. You can ask already: the answer comes as soon as "
        "it can.",
        "empty": "There are no articles yet. Add some under Articles, then ask here.",
        "articles": "Ask in your language; quotes stay in the language of the article.",
        "samples": "Try one of these on the sample articles, or add your own under Articles.",
    }[kind]
    examples = EXAMPLES[say.language] if kind == "samples" else ()
    return (
        f'<section class="welcome"><h2>{say("Ask the news, get receipts.")}</h2>'
        f"<p>{say('Every sentence of an answer opens the exact sentence it rests on.')}</p>"
        f"<p>{say(said)}</p>"
        f"{offered([Suggestion(one, one) for one in examples], 'examples', say)}</section>"
    )


def conversation(turns: Turns, waiting: str, say: Words) -> str:
    """All turns; `waiting` says what has to be done before anything can be answered."""
    parts = [
        f'<article class="turn" data-turn="{at}"><h2>{escape(turn.question)}</h2>'
        f"{_answer(turn, waiting, at == len(turns) - 1, say)}</article>"
        for at, turn in enumerate(turns)
    ]
    return f'<section aria-label="{say("Conversation")}">{"".join(parts)}</section>'


def _answer(turn: Turn, waiting: str, last: bool, say: Words) -> str:
    """What the page shows under a question: the checked answer, or what there is before it."""
    if turn.answer is None:
        return _unfinished(turn, waiting, last, say)
    answer = turn.answer
    shown = [one for one in answer.sentences if one not in answer.apart]
    said = "".join(_sentence(one, say) for one in shown) + _apart(answer)
    if answer.refused:
        head = say("Not in these articles")
        said = f'<div class="refusal"><p><strong>{head}</strong></p>{said}</div>'
    marked = "Underlined: no such word was found in the sentences cited. See what they say there."
    own = f'<p class="leans">{say(marked)}</p>' if answer.own_words else ""
    notice = f'<p class="problem">{escape(answer.notice)}</p>' if answer.notice else ""
    seconds = say(
        "quotes in {quotes} s, all in {all} s",
        quotes=say.decimal(answer.seconds.retrieve),
        all=say.decimal(answer.seconds.total),
    )
    return (
        f"{understood(answer, last, say)}"
        f"{notice if answer.in_quotes else ''}"
        f'<div class="said" lang="{escape(answer.language)}">{said}</div>{own}'
        f"{'' if answer.in_quotes else notice}"
        f'<p class="by"><span>{escape(say(answer.model))} · {seconds}</span>{_show(turn, say)}</p>'
        f"{_after(turn, last, say)}"
    )


def _unfinished(turn: Turn, waiting: str, last: bool, say: Words) -> str:
    """The answer as far as it is written, and what is being done; or why it ended there."""
    busy = "The language model is busy: you are number {place} in the queue."
    if turn.place and turn.quotes and not turn.prose:
        waiting = say(busy, place=turn.place)
    prose = f'<p class="prose">{escape(turn.prose)}</p>' if turn.prose else ""
    prose = "".join(_sentence(one, say) for one in turn.settled if one.verified) + prose
    if turn.over:
        unchecked = say("What was being written has not been checked.") if turn.prose else ""
        said = f"{escape(say(turn.problem))} {unchecked}"
        return f'{prose}<p class="problem">{said}</p>{_after(turn, last, say)}'
    doing = waiting or say("Reading the quotes…" if turn.quotes else "Looking for quotes…")
    if prose:
        doing = say("Writing; each sentence is checked when it is complete…")
    doing = f'<p class="doing"><span>{escape(doing)}</span>{_show(turn, say)}</p>'
    return f'<div class="writing">{prose}{doing}</div>'


def _show(turn: Turn, say: Words) -> str:
    """The way to the evidence of this turn, where that of another stands, or none."""
    if not turn.quotes:
        return ""
    said = say("Show evidence ({count})", count=len(turn.quotes))
    return f' <button type="button" class="show" data-event="showing">{said}</button>'


def _after(turn: Turn, last: bool, say: Words) -> str:
    """What can be done with a turn once it is over; only the last can be asked again."""
    asking = (
        f"{_does('submit', say('Ask again'), 'again', 'yes')}"
        f"{_does('editing', say('Edit question'))}"
        f"{change(turn.answer, say) if turn.answer else ''}"
        if last
        else ""
    )
    return f'<div class="after">{asking}{_keep(turn, say) if turn.answer else ""}</div>'


def _keep(turn: Turn, say: Words) -> str:
    """An answer taken away, and judged."""
    forms = (("md", "Markdown"), ("html", "HTML"), ("docx", "Word"))
    one = "".join(_does("taking", name, "form", form) for form, name in forms)
    whole = "".join(_does("taking", name, "whole", form) for form, name in forms)
    away = (
        f"<b>{say('This answer')}</b>{one}<b>{say('The whole conversation')}</b>{whole}"
        f"<b>{say('For others who reach this page')}</b>{_does('linking', say('Copy link'))}"
    )
    right = _does("judging", f"✓ {say('Right')}", "reason", "right", pressed=turn.judged)
    wrong = "".join(
        _does("judging", say(said), "reason", reason, pressed=turn.judged)
        for reason, said in WRONG.items()
    )
    mark = " told" if turn.judged in WRONG else ""
    head = f"✗ {say('Wrong')}"
    return (
        f"{_does('copying', say('Copy'))}{_menu(say('Export'), away)}"
        f'<span class="judge" role="group" aria-label="{say("Was this right?")}">{right}'
        f"{_menu(head, wrong, mark)}</span>"
    )


def _does(event: str, said: str, name: str = "", value: str = "", *, pressed: str = "") -> str:
    """A button for `event`, which hears that `name` is `value`."""
    data = f' data-{name}="{value}"' if name else ""
    state = f' aria-pressed="{str(pressed == value).lower()}"' if event == "judging" else ""
    return f'<button type="button" data-event="{event}"{data}{state}>{said}</button>'


def _menu(said: str, listed: str, kind: str = "") -> str:
    return f'<details class="menu{kind}"><summary>{said}</summary><div>{listed}</div></details>'


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
    text = _worded(sentence)
    if sentence.is_quote:
        text = f'<span class="verbatim">{text}</span>'
    cited = "".join(
        f'<button type="button" class="cite" {opens(quote)} data-quote="{escape(quote.quote)}" '
        f'data-about="{escape(outlet(quote.article, say))}" '
        f'aria-label="{escape(_label(quote, say))}">[{quote.number}]</button>'
        for quote in sentence.citations
    )
    return f"<p>{text}{cited}</p> "


def _worded(sentence: AnswerSentence) -> str:
    """Its text, the writer's own words marked."""
    parts, at = [], 0
    for start, end in sentence.own:
        own = escape(sentence.text[start:end])
        parts += [escape(sentence.text[at:start]), f'<u class="own">{own}</u>']
        at = end
    return "".join([*parts, escape(sentence.text[at:])])


def _label(quote: Quote, say: Words) -> str:
    """What a citation is called where it cannot be seen."""
    return say(
        "Quote {number}, {outlet}: open the article at this sentence",
        number=quote.number,
        outlet=outlet(quote.article, say),
    )
