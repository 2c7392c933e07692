"""The story of one question, top to bottom.

    question -> hits -> quotes, shown at once -> prose, streamed -> each sentence checked

Every step is a module of its own; this one puts them in order and decides only what is said
when a step comes back with nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableLambda

from corpus import Corpus
from corpus.errors import ModelError
from corpus.split import spans_of
from corpus.weights import Progress
from qa.answer import Answer, AnswerSentence, Done, Event, Found, Quote, Seconds, Token
from qa.evidence import Candidate, candidates, quotes
from qa.model import chat_model, describe, failures
from qa.phrases import phrase, quoted
from qa.question import History, Question, understood
from qa.refuse import THRESHOLD, answerable
from qa.retrieve import Hit, NewsRetriever
from qa.verify import Verification, verified
from qa.write import PASSAGES, written

_QUOTED = 3
_QUOTED_MARGIN = 0.02
_MARKER = re.compile(r"\s*\[\d+\]")


class Assistant:
    """Answers questions about a corpus. May be shared by threads.

    `model` is a name as in `Settings.model`, or a LangChain chat model; by default what the
    corpus's settings say.
    """

    def __init__(self, corpus: Corpus, model: str | BaseChatModel | None = None) -> None:
        self.corpus = corpus
        self.retriever = NewsRetriever(corpus=corpus)
        self._settings = corpus.settings
        if isinstance(model, str):
            self._settings = replace(corpus.settings, model=model)
        self._given = model if isinstance(model, BaseChatModel) else None

    @property
    def model_name(self) -> str:
        """What writes the prose, as a person would name it."""
        return type(self._given).__name__ if self._given else describe(self._settings)

    def warm_up(self, progress: Progress | None = None) -> None:
        """Loads the models, so that the first question need not wait for them.

        Raises `ModelError` if one cannot be had.
        """
        self.corpus.embeddings.load()
        self._chat_model(progress)

    def ask(self, question: str, history: History = ()) -> Answer:
        """The answer to `question`; `history` has earlier (question, answer) pairs.

        Raises `QuestionError` if there is nothing to answer, `ModelMissing` if there is no
        embedding model. What goes wrong with the language model is told in `Answer.notice`.
        """
        for event in self.stream(question, history):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a stream of events ends with Done")

    def stream(self, question: str, history: History = ()) -> Iterator[Event]:
        """The same in pieces: `Found` at once, `Token` as they are written, `Done`.

        Close the iterator to stop the model.
        """
        began = time.perf_counter()
        asked = understood(question, history)
        hits = self.retriever.hits(asked)
        found = candidates(asked, hits, self.corpus)
        answer = Answer(
            question=asked.text,
            language=asked.language,
            model=self.model_name,
            sentences=(),
            quotes=tuple(quotes(found)),
            seconds=Seconds(retrieve=time.perf_counter() - began),
        )
        yield Found(answer.quotes)

        if not self._answerable(asked, hits, answer.quotes):
            yield Done(self._refusal(answer))
            return
        prose, notice = "", ""
        try:
            for piece in self._written(asked, hits):
                prose += piece
                yield Token(piece)
        except ModelError as error:
            name = "cut off" if prose else "no model"
            notice = phrase(name, asked.language, error=str(error))
        answer = self._checked(replace(answer, notice=notice), prose, asked, found)
        total = time.perf_counter() - began
        yield Done(
            replace(answer, seconds=replace(answer.seconds, write=total - answer.seconds.retrieve))
        )

    @property
    def chain(self) -> Runnable[dict[str, Any], Answer]:
        """A LangChain Runnable from {"question": str, "history": [...]} to `Answer`."""
        return RunnableLambda(
            lambda asked: self.ask(asked["question"], asked.get("history", ())), name="beleg"
        )

    def _answerable(self, asked: Question, hits: Sequence[Hit], found: Sequence[Quote]) -> bool:
        chunks = self.corpus.number_of_chunks()
        return bool(found) and answerable(asked, hits[0], chunks, found) >= THRESHOLD

    def _refusal(self, answer: Answer) -> Answer:
        name = "refusal" if len(self.corpus) else "empty"
        said = AnswerSentence(phrase(name, answer.language))
        return replace(answer, sentences=(said,), refused=True)

    def _chat_model(self, progress: Progress | None = None) -> BaseChatModel | None:
        if self._given is None:
            return chat_model(self._settings, progress)
        return self._given

    def _written(self, asked: Question, hits: Sequence[Hit]) -> Iterator[str]:
        """The model's prose, piece by piece; nothing if there is no model."""
        model = self._chat_model()
        if model is None:
            return
        passages = [self.retriever.document(hit) for hit in hits[:PASSAGES]]
        with failures(self.model_name):
            yield from written(model, asked, passages)

    def _checked(
        self, answer: Answer, prose: str, asked: Question, found: Sequence[Candidate]
    ) -> Answer:
        """`answer` with the sentences of `prose`, each with what supports it.

        A sentence that is cited and was not among the quotes becomes one. If nothing of the
        prose is supported, the quotes themselves are the answer.
        """
        prose = _MARKER.sub("", prose)
        texts = [prose[start:end] for start, end, _ in spans_of(prose, asked.language)]
        statements = self.corpus.embeddings.statements(texts)
        numbered = list(answer.quotes)
        sentences = [
            _sentence(text, verified(text, statement, found, asked), numbered, asked)
            for text, statement in zip(texts, statements, strict=True)
        ]
        if not any(sentence.verified for sentence in sentences):
            if texts and not answer.notice:
                answer = replace(answer, notice=phrase("unsupported", asked.language))
            sentences = _from_quotes(answer.quotes, asked.language)
        return replace(answer, sentences=tuple(sentences), quotes=tuple(numbered))


def _sentence(
    text: str, checked: Verification, numbered: list[Quote], asked: Question
) -> AnswerSentence:
    """`numbered` grows by what is cited and was not in it."""
    if checked.verdict == "supported":
        cited = tuple(_numbered(candidate, numbered) for candidate in checked.cited)
        return AnswerSentence(text, cited, "supported")
    reasons = (phrase(one.phrase, asked.language, about=one.about) for one in checked.reasons)
    return AnswerSentence(text, verdict=checked.verdict, reason="; ".join(reasons))


def _numbered(candidate: Candidate, numbered: list[Quote]) -> Quote:
    for quote in numbered:
        if quote.article.id == candidate.article.id and quote.quote == candidate.text:
            return quote
    numbered.append(candidate.quote(len(numbered) + 1))
    return numbered[-1]


def _from_quotes(found: Sequence[Quote], language: str) -> list[AnswerSentence]:
    """The best quotes as the answer: as many as are nearly as good as the first."""
    near = [quote for quote in found if quote.score >= found[0].score - _QUOTED_MARGIN]
    return [
        AnswerSentence(quoted(quote, language), (quote,), "supported") for quote in near[:_QUOTED]
    ]
