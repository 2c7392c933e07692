"""`beleg ask` and `beleg serve`: questions, in the shell and on the page."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.listing import Filter
from corpus.settings import Settings
from qa.terminal import StatusLine, complain, identity, json_option, print_json, say

if TYPE_CHECKING:
    from qa.answer import Answer, Quote

_NEAREST = 3
_LAST_PORT = 65535


def add_asking(command: Any, commands: Any) -> None:
    """Adds these commands to those that can be typed."""
    model = "local, none, ollama:NAME, provider:NAME or a URL; by default $BELEG_MODEL, else local"
    ask = command(commands, "ask", _ask, "answer a question from the articles")
    ask.add_argument("question")
    ask.add_argument(
        "--after",
        action="append",
        default=[],
        metavar="QUESTION",
        help="an earlier question, which this one follows; may be repeated, the oldest first",
    )
    ask.add_argument("--model", metavar="M", help=model)
    ask.add_argument("--outlet", metavar="NAME", help="look only in articles of this outlet")
    ask.add_argument("--language", metavar="CODE", help="of this language, such as de")
    ask.add_argument("--since", metavar="DAY", type=_day, help="published on 2024-01-31 or later")
    ask.add_argument("--until", metavar="DAY", type=_day, help="published until then")
    json_option(ask)
    serve = command(commands, "serve", _serve, "open the chat page")
    serve.add_argument("--host", default="127.0.0.1", help="another than 127.0.0.1 opens it to all")
    serve.add_argument("--port", type=_port, default=7860)
    serve.add_argument("--samples", action="store_true", help="add the samples to a new corpus")
    serve.add_argument("--model", metavar="M", help=model)
    serve.add_argument("--auth", type=Path, metavar="FILE", help="who may come in: user:password")
    serve.add_argument("--root-path", default="", metavar="PATH", help="behind a proxy: its path")
    serve.add_argument("--max-upload", default="50mb", metavar="SIZE", help="of one file")
    serve.add_argument("--mcp", action="store_true", help="let other assistants ask, at /mcp")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f'"{text}" is no port; give one from 1 to {_LAST_PORT}')
    return int(text)


def _ask(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    from corpus import Corpus
    from qa.answer import Done, Found, Settled, Token
    from qa.assistant import Assistant

    with Corpus(settings, line) as corpus:
        assistant = Assistant(corpus)
        written = 0
        history = [(one, "") for one in asked.after]
        for event in assistant.stream(asked.question, history, within=_within(asked)):
            match event:
                case Found():
                    line(f"{assistant.model_name} is reading", 0.0)
                case Token(text):
                    written += len(text)
                    line(f"{assistant.model_name} has written {written} characters", 0.0)
                case Settled():
                    pass
                case Done(answer):
                    line.clear()
                    _print(answer, asked)
    return 0


def _within(asked: argparse.Namespace) -> Filter | None:
    """The articles to look in; None leaves it to the question."""
    names = {"source": "outlet", "language": "language", "since": "since", "until": "until"}
    given = {field: getattr(asked, name) for field, name in names.items()}
    found = {field: value for field, value in given.items() if value}
    return Filter(**found) if found else None


def _day(written: str) -> str:
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{written!r} is no day; write it as 2024-01-31."
        ) from None


def _print(answer: Answer, asked: argparse.Namespace) -> None:
    if not asked.json:
        _print_answer(answer)
    elif asked.after:
        print_json(_answer(answer) | {"standalone": answer.standalone})
    else:
        print_json(_answer(answer))


def _print_answer(answer: Answer) -> None:
    from qa.phrases import own_words, phrase

    if answer.standalone != answer.question:
        say(phrase("asked as", answer.language, question=answer.standalone))
    if answer.in_quotes and answer.notice:
        complain(answer.notice, 0)
    say(answer.text)
    if own := own_words(answer):
        say(f"[~] {own}")
    for sentence in answer.apart:
        say(f"[?] {sentence.text} ({phrase('unverified', answer.language)}: {sentence.reason})")
    shown = answer.quotes[:_NEAREST] if answer.refused else answer.citations
    if shown:
        print()
    for quote in shown:
        say(_receipt(quote, answer))
    if answer.notice and not answer.in_quotes:
        complain(answer.notice, 0)


def _receipt(quote: Quote, answer: Answer) -> str:
    """Number, words and origin of a quote; the words only where the answer has them not."""
    from qa.phrases import also_in, dated, in_marks, phrase

    article = quote.article
    outlet = article.source or phrase("no outlet", answer.language)
    origin = ", ".join(filter(None, [outlet, dated(article, answer.language), article.title]))
    lead = f"({quote.lead}) " if quote.lead else ""
    told = in_marks(quote.quote, answer.language)
    words = "" if quote.quote in answer.text else f"{lead}{told} — "
    also = also_in(quote, answer.language)
    where = f" ({article.url})" if article.url else ""
    return f"[{quote.number}] {words}{origin}{where}{f' — {also}' if also else ''}"


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "language": answer.language,
        "refused": answer.refused,
        "text": answer.text,
        "sentences": [
            {
                "text": sentence.text,
                "citations": [quote.number for quote in sentence.citations],
                "verified": sentence.verified,
                "verdict": sentence.verdict,
                "reason": sentence.reason,
                "own_words": list(sentence.own_words),
            }
            for sentence in answer.sentences
        ],
        "citations": [_citation(quote) for quote in answer.citations],
        "model": answer.model,
        "seconds": {
            name: round(getattr(answer.seconds, name), 3) for name in ("retrieve", "write", "total")
        },
        "notice": answer.notice,
    }


def _citation(quote: Quote) -> dict[str, Any]:
    return {
        "number": quote.number,
        "quote": quote.quote,
        "start": quote.start,
        "end": quote.end,
        "article": identity(quote.article),
        "also": [identity(one) for one in quote.also],
    }


def _serve(asked: argparse.Namespace, settings: Settings, line: StatusLine) -> int:
    import app

    line.clear()
    more = {"root_path": asked.root_path, "max_upload": asked.max_upload, "mcp": asked.mcp}
    app.serve(settings, asked.host, asked.port, asked.samples, auth=asked.auth, **more)
    return 0
