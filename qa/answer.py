"""What an answer is made of, and the events in which it arrives.

Frozen values only: how they come about is told in `qa.assistant`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from corpus.article import Article
from corpus.listing import EVERYTHING, Filter

Verdict = Literal["supported", "unsupported", "opinion"]
"""Of a sentence that a model wrote: the articles support it, or do not; or there is nothing
to support, because it only says what the model thinks of it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One numbered piece of evidence: the span `article.text[start:end]`, never a copy.

    `score` is in [0, 1], higher is better. `before` is where the sentence starts that is
    needed to understand this one ("Zudem verpflichtet es …"), -1 if none is. `also` are
    articles of other outlets that have the same words, copied: together they are one source.
    """

    number: int
    article: Article
    start: int
    end: int
    score: float
    before: int = -1
    also: tuple[Article, ...] = ()

    @property
    def quote(self) -> str:
        """The exact characters of the article."""
        return self.article.text[self.start : self.end]

    @property
    def lead(self) -> str:
        """The sentence before it, if this one cannot be understood alone."""
        return self.article.text[self.before : self.start].strip() if self.before >= 0 else ""


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer, the quotes that support it, and what checking it found.

    Only a "supported" one counts as verified: it has `citations`, and nothing in it speaks
    against them. Otherwise `reason` says, to a person, what is missing. `own` are the spans of
    the words in a verified `text` that what it cites does not have: see `qa.checks.wording`.
    """

    text: str
    citations: tuple[Quote, ...] = ()
    verdict: Verdict = "unsupported"
    reason: str = ""
    own: tuple[tuple[int, int], ...] = ()

    @property
    def verified(self) -> bool:
        """Whether the articles support it."""
        return self.verdict == "supported"

    @property
    def is_quote(self) -> bool:
        """Whether it is what it cites, word for word, and says nothing else but where that is."""
        return any(_is_only(quote.quote, self.text) for quote in self.citations)

    @property
    def own_words(self) -> tuple[str, ...]:
        """The words of `own`, those that follow each other as one."""
        joined: list[tuple[int, int]] = []
        for start, end in self.own:
            if joined and not self.text[joined[-1][1] : start].strip():
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return tuple(dict.fromkeys(self.text[start:end] for start, end in joined))


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall-clock time of the parts of one answer."""

    retrieve: float = 0.0
    write: float = 0.0

    @property
    def total(self) -> float:
        """All of it."""
        return self.retrieve + self.write


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `standalone` is the question as it was searched for, which differs from `question` where that
    leans on the conversation before it; "" where it was not searched for. `within` says in which
    articles.

    `sentences` are all that were written, the supported ones being the answer; when
    `refused`, they say so. `quotes` are all that were found, best first, numbered from 1;
    `citations` those that the answer uses. When refused, the quotes are the nearest passages,
    not support. `notice` is for the reader: what went wrong on the way, why nothing was written, or
    in which figures the articles differ.
    """

    question: str
    language: str
    model: str
    sentences: tuple[AnswerSentence, ...]
    quotes: tuple[Quote, ...]
    refused: bool = False
    notice: str = ""
    seconds: Seconds = field(default_factory=Seconds)
    standalone: str = ""
    within: Filter = EVERYTHING

    @property
    def text(self) -> str:
        """What is said: the supported sentences with their citation numbers, or the refusal."""
        return " ".join(
            _marked(sentence) for sentence in self.sentences if sentence.verified or self.refused
        )

    @property
    def apart(self) -> tuple[AnswerSentence, ...]:
        """What the model wrote besides, and no article supports: not part of the answer."""
        return () if self.refused else tuple(one for one in self.sentences if not one.verified)

    @property
    def own_words(self) -> tuple[str, ...]:
        """The words of the answer that what it cites does not have: see `qa.checks.wording`."""
        said = [word for one in self.sentences if one.verified for word in one.own_words]
        return tuple(dict.fromkeys(said))

    @property
    def in_quotes(self) -> bool:
        """Whether the answer is quotes and nothing else; `notice` says why, if a model is set."""
        said = [one for one in self.sentences if one.verified]
        return bool(said) and all(one.is_quote for one in said)

    @property
    def citations(self) -> tuple[Quote, ...]:
        """The quotes that support the answer, in the order of their numbers."""
        cited = {quote.number: quote for s in self.sentences for quote in s.citations}
        return tuple(cited[number] for number in sorted(cited))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is offered in `words`, and what is asked then: see `Assistant.ask`."""

    words: str
    question: str
    standalone: str = ""
    within: Filter | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """First event: the evidence is there, before a word is written.

    `standalone` is the question as it was searched for.
    """

    quotes: tuple[Quote, ...]
    standalone: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """Then, many times: a piece of prose from the model, not checked yet."""

    text: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Between tokens: the sentences that are complete, checked, and the `rest` that is not.

    It replaces all tokens so far; `quotes` has those that the sentences cite besides.
    """

    sentences: tuple[AnswerSentence, ...]
    rest: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Last event: the answer, every sentence checked. It replaces all tokens."""

    answer: Answer


Event = Found | Token | Settled | Done


def _is_only(quote: str, text: str) -> bool:
    before, found, after = text.partition(quote)
    said = before if after[1:].startswith(" – ") else before + after
    return bool(found) and not any(map(str.isalnum, said))


def _marked(sentence: AnswerSentence) -> str:
    numbers = "".join(f"[{quote.number}]" for quote in sentence.citations)
    return f"{sentence.text} {numbers}" if numbers else sentence.text
