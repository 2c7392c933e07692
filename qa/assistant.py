"""The story of one question, top to bottom.

    question -> hits -> quotes, shown at once -> prose, streamed -> each sentence checked

Two steps may end it with a refusal: the rules of `qa.refuse`, once the quotes are shown, and the
packaged model, where a vague question or a follow-up leaves them in doubt, before it writes. Where
it sees no clear answer it writes none, and the quotes are the answer.

Every step is a module of its own; this one puts them in order and decides only what is said
when a step comes back with nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from langchain_core.documents import Document
from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableLambda

from corpus import Corpus
from corpus.errors import ModelError
from corpus.listing import Filter
from corpus.weights import Progress
from qa.answer import Answer, AnswerSentence, Done, Event, Found, Quote, Seconds, Settled, Token
from qa.conversation import by_own_words, meant
from qa.differing import differing
from qa.evidence import Candidate, candidates, quotes
from qa.filters import wanted
from qa.judge import LANGUAGE, Judge, Opinion, in_doubt, local_judge
from qa.language import question_language
from qa.leftover import left_over
from qa.memory import Memory
from qa.model import chat_model, describe, failures
from qa.phrases import phrase, quoted, refusal
from qa.problems import told
from qa.prose import Prose
from qa.question import History, Question, understood
from qa.reformulate import reformulated
from qa.refuse import SURE, THRESHOLD, answerable
from qa.retrieve import Hit, NewsRetriever
from qa.translate import translated
from qa.write import Piece, written

OUTLETS = 5000  # the most frequent ones are known by name
_NAMED: tuple[Literal["source"], Literal["language"]] = ("source", "language")
_TELLING = 40  # characters that tell a language


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
        self._memory = Memory()
        self._known: tuple[int, list[str], list[str]] = (-1, [], [])

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

    def ask(
        self,
        question: str,
        history: History = (),
        standalone: str = "",
        *,
        within: Filter | None = None,
        again: bool = False,
    ) -> Answer:
        """The answer to `question`; `history` has earlier (question, answer) pairs.

        Asked a second time it comes from memory, as long as the corpus has not changed; `again`
        asks the model anew.

        `standalone` is what the question means on its own, where the reader has corrected it;
        otherwise it is formed from the history, and told in `Answer.standalone`. `within` are the
        articles to look in; otherwise those that the question names, and `Answer.within` tells.
        Raises `QuestionError` if there is nothing to answer, `ModelMissing` if there is no
        embedding model. What goes wrong with the language model is told in `Answer.notice`.
        """
        for event in self.stream(question, history, standalone, within=within, again=again):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a stream of events ends with Done")

    def stream(
        self,
        question: str,
        history: History = (),
        standalone: str = "",
        *,
        within: Filter | None = None,
        again: bool = False,
    ) -> Iterator[Event]:
        """The same in pieces: `Found` at once (and again where only the model's own wording of
        a follow-up finds an answer), `Token` as they are written, `Settled` whenever
        a sentence is complete and checked, `Done`.

        Close the iterator to stop the model.
        """
        began = time.perf_counter()
        state = (self.corpus.changes, date.today())
        said = (question, tuple(map(tuple, history)), standalone, within)
        if not again and (known := self._memory.recall(state, said)):
            yield Found(known.quotes, known.standalone)
            yield Done(replace(known, seconds=Seconds(retrieve=time.perf_counter() - began)))
            return
        asked = understood(question, history)
        asked = replace(asked, within=self._wanted(asked) if within is None else within)
        if standalone:
            asked = replace(asked, standalone=understood(standalone).text)
            hits = self.retriever.hits(asked)
            found = candidates(asked, hits, self.corpus)
        else:
            asked, hits, found = self._read(asked)
        answer = Answer(
            question=asked.text,
            language=asked.language,
            model=self.model_name,
            sentences=(),
            quotes=tuple(quotes(found)),
            seconds=Seconds(retrieve=time.perf_counter() - began),
            standalone=asked.standalone,
            within=asked.within,
        )
        yield Found(answer.quotes, answer.standalone)

        likely = self._likely(asked, hits, answer.quotes)
        other = None if standalone or likely >= THRESHOLD else self._reformulated(asked, history)
        if other:
            asked, hits, found = other
            answer = replace(answer, quotes=tuple(quotes(found)), standalone=asked.standalone)
            yield Found(answer.quotes, answer.standalone)
            likely = self._likely(asked, hits, answer.quotes)
        passages = self.retriever.passages(hits)
        opinion = Opinion(likely) if standalone else self._opinion(likely, asked, passages)
        if opinion.likely < THRESHOLD:
            answer = _timed(self._refusal(answer), began)
            if likely >= THRESHOLD:  # the model has read for it; by the rules it is soon told again
                self._memory.keep(state, said, answer)
            yield Done(answer)
            return
        judge = self._judge(asked) if opinion.clear else None
        prose = Prose(asked, found, answer.quotes, self.corpus.embeddings, judge)
        failed, notice = False, "" if opinion.clear else phrase("unclear", asked.language)
        try:
            for piece in self._written(asked, passages) if opinion.clear else ():
                yield Token(piece.text)
                if settled := prose.add(piece):
                    yield Settled(*settled, tuple(prose.quotes))
        except ModelError as error:
            failed, name = True, "cut off" if prose else "no model"
            notice = phrase(name, asked.language, error=told(error.message, asked.language))
        answer = self._told(replace(answer, notice=notice), prose)
        answer = _timed(self._with_differing(answer, found), began)
        if not failed:
            self._memory.keep(state, said, answer)
        yield Done(answer)

    def has_answer(self, question: str, standalone: str = "", within: Filter | None = None) -> bool:
        """Whether the articles seem to answer it; nothing is written."""
        asked = understood(standalone or question)
        asked = replace(asked, within=self._wanted(asked) if within is None else within)
        hits = self.retriever.hits(asked)
        found = quotes(candidates(asked, hits, self.corpus))
        return self._likely(asked, hits, found) >= THRESHOLD

    @property
    def has_model(self) -> bool:
        """Whether a language model is set, there or not."""
        return self._given is not None or self._settings.model.strip() != "none"

    def translated(self, quote: Quote, language: str) -> tuple[str, bool]:
        """A quote in another language by the language model, and whether it kept the figures;
        "" if no model is set. Raises `ModelError`."""
        model = self._chat_model()
        return translated(model, self.model_name, quote, language) if model else ("", True)

    @property
    def chain(self) -> Runnable[dict[str, Any], Answer]:
        """A LangChain Runnable from {"question": str, "history": [...]} to `Answer`."""
        return RunnableLambda(
            lambda asked: self.ask(asked["question"], asked.get("history", ())), name="beleg"
        )

    def _wanted(self, asked: Question) -> Filter:
        """The articles that the question asks to look in."""
        changes, outlets, languages = self._known
        if changes != self.corpus.changes:
            counts = (self.corpus.counts(by, limit=OUTLETS) for by in _NAMED)
            outlets, languages = ([name for name, _ in one] for one in counts)
            self._known = (self.corpus.changes, outlets, languages)
        return wanted(asked.text, asked.language, outlets, languages)

    def _read(self, asked: Question) -> tuple[Question, list[Hit], list[Candidate]]:
        """The question as it is meant, and what that finds: in the likeliest way if that is the
        only one or surely leads to an answer, else in the other."""
        (read, hits), *others = meant(asked, self.retriever)
        found = candidates(read, hits, self.corpus)
        if others and self._likely(read, hits, quotes(found)) < SURE:
            read, hits = others[0]
            hits = self.retriever.read(read, hits)
            found = candidates(read, hits, self.corpus)
        return read, hits, found

    def _likely(self, asked: Question, hits: Sequence[Hit], found: Sequence[Quote]) -> float:
        """How likely it is that the articles answer."""
        return answerable(asked, hits, self.corpus, found) if found else 0.0

    def _reformulated(
        self, asked: Question, history: History
    ) -> tuple[Question, list[Hit], list[Candidate]] | None:
        """A follow-up in the model's words and what that finds, if it finds an answer."""
        if not history or asked.standalone == asked.text:
            return None
        try:
            model = self._chat_model()
        except ModelError:
            return None
        other = reformulated(model, asked, history) if model else None
        if other is None:
            return None
        hits = by_own_words(other, self.retriever.hits(other), self.retriever)
        found = candidates(other, hits, self.corpus)
        answered = self._likely(other, hits, quotes(found)) >= THRESHOLD
        return (other, hits, found) if answered else None

    def _refusal(self, answer: Answer) -> Answer:
        said = refusal(self.corpus, answer)
        return replace(answer, sentences=tuple(map(AnswerSentence, said)), refused=True)

    def _chat_model(self, progress: Progress | None = None) -> BaseChatModel | None:
        if self._given is None:
            return chat_model(self._settings, progress)
        return self._given

    def _opinion(self, likely: float, asked: Question, passages: Sequence[Document]) -> Opinion:
        """Whether there is an answer in the passages that it is to be written from, after the
        packaged model has read them, if it is the one to write."""
        if self._given is None and in_doubt(likely, asked):
            with suppress(ModelError):  # told when it is to write
                if judge := local_judge(self._settings):
                    return judge.opinion(likely, asked, passages)
        return Opinion(likely)

    def _written(self, asked: Question, passages: Sequence[Document]) -> Iterator[Piece]:
        """The model's prose, piece by piece; nothing if there is no model. The packaged one tells
        how likely it finds what it writes."""
        model = self._chat_model()
        if model is None:
            return
        packaged = self._given is None and self._settings.model.strip() == "local"
        with failures(self.model_name):
            yield from written(
                model.bind(logprobs=True, top_logprobs=1) if packaged else model, asked, passages
            )

    def _judge(self, asked: Question) -> Judge | None:
        """The packaged model, where it writes in a language that it judges in, to read again what
        it has written."""
        if self._settings.judge == "on" and self._given is None and asked.language == LANGUAGE:
            with suppress(ModelError):  # told when it is to write
                return local_judge(self._settings)
        return None

    def _told(self, answer: Answer, prose: Prose) -> Answer:
        """`answer` with the sentences of `prose`, each with what supports it.

        A sentence that is cited and was not among the quotes becomes one. If nothing of the
        prose is supported, the quotes themselves are the answer.
        """
        language, sentences = answer.language, prose.judged()
        told = " ".join(one.text for one in sentences if one.verified)
        best = [] if told else prose.instead()
        answer = replace(answer, quotes=tuple(prose.quotes))
        if not told:
            if not best:
                return self._refusal(answer)
            if sentences and not answer.notice:
                why = "only reported" if prose.only_reported else "unsupported"
                answer = replace(answer, notice=phrase(why, language))
            said = (AnswerSentence(quoted(one, language), (one,), "supported") for one in best)
            sentences = (*sentences, *said)
        elif not answer.notice:
            answer = replace(answer, notice=_other_language(answer, sentences, told))
        if self._settings.unverified == "drop":
            sentences = tuple(one for one in sentences if one.verified)
        return replace(answer, sentences=sentences)

    def _with_differing(self, answer: Answer, found: Sequence[Candidate]) -> Answer:
        """`answer` with a quote that has another figure of the same thing, if there is one."""
        language = answer.language
        other = differing(answer.sentences, found, language, self.corpus.embeddings)
        if other is None:
            return answer
        quote = other.told.quote(len(answer.quotes) + 1)
        for one in answer.quotes:
            if (one.article.id, one.quote) == (quote.article.id, quote.quote):
                quote = one
        told = phrase(
            "differs",
            language,
            own=other.own,
            first=str(other.number),
            other=other.other,
            second=str(quote.number),
        )
        answer = replace(answer, notice=" ".join(filter(None, (answer.notice, told))))
        if quote not in answer.citations:
            said = AnswerSentence(quoted(quote, language), (quote,), "supported")
            answer = replace(answer, sentences=(*answer.sentences, said))
        if quote not in answer.quotes:
            answer = replace(answer, quotes=(*answer.quotes, quote))
        return answer


def _timed(answer: Answer, began: float) -> Answer:
    """`answer` with what was not for finding as the time of its writing."""
    write = time.perf_counter() - began - answer.seconds.retrieve
    return replace(answer, seconds=replace(answer.seconds, write=write))


def _other_language(answer: Answer, sentences: Sequence[AnswerSentence], told: str) -> str:
    """What the reader should know of the language of `told`, the verified ones of `sentences`."""
    if len(told) > _TELLING and question_language(told, answer.language) != answer.language:
        return phrase("other language", answer.language)
    verified = [one for one in sentences if one.verified]
    words = left_over(verified, answer.question, answer.language)
    return phrase("left over", answer.language, about=", ".join(words)) if words else ""
