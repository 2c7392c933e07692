"""A conversation to take away: Markdown, HTML or Word, with a numbered note for each quote.

A note has the exact words, outlet, date, address and when it was accessed. Notes are numbered
through the whole conversation, in the order in which they are cited. What comes from articles
and models is escaped for each form; nothing in the files is loaded from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from page.turn import Turn
from page.words import ENGLISH, Words
from qa.answer import AnswerSentence, Quote
from qa.phrases import dated, in_marks, own_words

Form = Literal["md", "html", "docx"]
FORMS: tuple[Form, ...] = ("md", "html", "docx")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
_STYLE = (
    "body{font:1rem/1.6 Georgia,serif;max-width:42rem;margin:3rem auto;padding:0 1rem;"
    "color:#1d1b18}a{color:#0b625a}h2{margin-top:2.5rem}.apart{color:#8a4300}"
    "li{margin:.6rem 0}sup{line-height:0}"
)


@dataclass(frozen=True)
class Notes:
    """The quotes that are cited, numbered from 1, and the day they were accessed."""

    quotes: tuple[Quote, ...]
    accessed: str
    say: Words

    @classmethod
    def of(cls, turns: Sequence[Turn], accessed: str, say: Words) -> Notes:
        """Those of all answers, each quote once; said in the reader's language."""
        cited = {
            _place(quote): quote
            for turn in turns
            if turn.answer
            for sentence in turn.answer.sentences
            for quote in sentence.citations
        }
        return cls(tuple(cited.values()), accessed, say)

    def numbers(self, sentence: AnswerSentence) -> list[int]:
        """Which notes belong to a sentence."""
        places = [_place(quote) for quote in self.quotes]
        return [places.index(_place(quote)) + 1 for quote in sentence.citations]

    def about(self, quote: Quote) -> list[str]:
        """Title, outlet, date and access of a note, those that are known; not escaped."""
        article = quote.article
        accessed = self.say("accessed {day}", day=self.accessed)
        facts = [article.title, article.source, dated(article, self.say.language), accessed]
        return [fact for fact in facts if fact]


def markdown(turns: Sequence[Turn], accessed: str, say: Words = ENGLISH) -> str:
    """As Markdown with footnotes."""
    notes = Notes.of(turns, accessed, say)
    parts = []
    for turn in turns:
        parts.append(f"## {_md(turn.question)}")
        for said, sentence in _told(turn, say):
            marks = "".join(f"[^{n}]" for n in notes.numbers(sentence)) if sentence else ""
            parts.append(_md(said) + marks)
    for number, quote in enumerate(notes.quotes, start=1):
        url = _address(quote)
        link = f", <{url}>" if url else ""
        about = _md(", ".join(notes.about(quote)))
        words = in_marks(_md(" ".join(quote.quote.split())), say.language)
        parts.append(f"[^{number}]: {words} {about}{link}")
    return "\n\n".join(parts) + "\n"


def html(turns: Sequence[Turn], accessed: str, say: Words = ENGLISH) -> str:
    """As one HTML page that loads nothing."""
    notes = Notes.of(turns, accessed, say)
    body = []
    for turn in turns:
        body.append(f"<h2>{escape(turn.question)}</h2>")
        for said, sentence in _told(turn, say):
            marks = "".join(
                f'<sup><a href="#note{n}">[{n}]</a></sup>'
                for n in (notes.numbers(sentence) if sentence else ())
            )
            apart = ' class="apart"' if sentence is None else ""
            body.append(f"<p{apart}>{escape(said)}{marks}</p>")
    listed = []
    for number, quote in enumerate(notes.quotes, start=1):
        url = escape(_address(quote))
        link = f', <a href="{url}" rel="noreferrer">{url}</a>' if url else ""
        about = escape(", ".join(notes.about(quote)))
        words = in_marks(escape(quote.quote), say.language)
        listed.append(f'<li id="note{number}">{words} {about}{link}</li>')
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="{say.language}"><meta charset="utf-8"><title>Beleg</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{_STYLE}</style>'
        f"<h1>Beleg</h1>{''.join(body)}<h2>{say('Sources')}</h2><ol>{''.join(listed)}</ol></html>\n"
    )


def docx(turns: Sequence[Turn], accessed: str, path: Path, say: Words = ENGLISH) -> None:
    """As a Word file at `path`, the notes numbered at its end."""
    from docx import Document

    notes, document = Notes.of(turns, accessed, say), Document()
    for turn in turns:
        document.add_heading(turn.question, 2)
        for said, sentence in _told(turn, say):
            paragraph = document.add_paragraph(said)
            paragraph.runs[0].italic = sentence is None
            for number in notes.numbers(sentence) if sentence else ():
                paragraph.add_run(f"[{number}]").font.superscript = True
    if notes.quotes:
        document.add_heading(say("Sources"), 2)
    for number, quote in enumerate(notes.quotes, start=1):
        facts = [*notes.about(quote), *filter(None, [_address(quote)])]
        words = in_marks(quote.quote, say.language)
        document.add_paragraph(f"[{number}] {words} {', '.join(facts)}")
    document.save(str(path))


def written(
    turns: Sequence[Turn], form: Form, accessed: str, folder: Path, say: Words = ENGLISH
) -> Path:
    """Writes the conversation as `form` into `folder`; returns the file."""
    path = folder / f"beleg.{form}"
    if form == "docx":
        docx(turns, accessed, path, say)
    else:
        text = (markdown if form == "md" else html)(turns, accessed, say)
        path.write_text(text, encoding="utf-8")
    return path


def _told(turn: Turn, say: Words) -> list[tuple[str, AnswerSentence | None]]:
    """What is said, paragraph by paragraph; None where no article bears it out."""
    answer = turn.answer
    if answer is None:
        return [(say(turn.problem or "This was not answered."), None)]
    refused = f"{say('Not in these articles')}."
    said: list[tuple[str, AnswerSentence | None]] = [(refused, None)] if answer.refused else []
    if answer.in_quotes and answer.notice:
        said.append((answer.notice, None))
    said += [(one.text, one) for one in answer.sentences if one not in answer.apart]
    if own := own_words(answer):
        said.append((own, None))
    unverified = say("Not verified")
    said += [(f"{unverified}: {one.text} ({one.reason})", None) for one in answer.apart]
    return said


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.article.id, quote.start, quote.end


def _address(quote: Quote) -> str:
    url = quote.article.url
    safe = urlsplit(url).scheme in ("http", "https") and not re.search(r"[\s<>]", url)
    return url if safe else ""


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
