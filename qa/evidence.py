"""From chunks to numbered quotes: the sentences that answer, exactly as the article has them.

A sentence is ranked by the score of its chunk, by how near it is itself (`qa.retrieve`), and by
whether it answers, as far as that can be read (`qa.reader`); where the question asks for a figure,
those that have one go before. The weights are rounded from a regression on the XQuAD development
questions, as are those there. Fragments are held to more than it asks for, since news has more of
them. Words in common, as BM25 counts them, were no help.

A headline is no evidence, nor is a question that an article asks ("Who owns the ship?", above the
paragraph that tells): the sentence after it takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus import Article, Corpus
from corpus.article import Sentence
from corpus.embed import Vectors
from corpus.late import Tokens
from corpus.orders import speaks_to_a_machine
from qa.answer import Quote
from qa.asks import for_figure, has_other_figure
from qa.lead import correction, lead
from qa.question import Question
from qa.retrieve import FRAGMENT_CHARACTERS, READ, READER_SHARE, SAME_LANGUAGE, Hit
from qa.stories import Copies, said_in

QUOTES = 6
CHUNKS = READ
CHUNK_SHARE = 0.3
FIGURE_SHARE = 0.016
FRAGMENT_PENALTY = 0.02
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”“’»«)\]]*$")
_QUESTION_END = re.compile(r"[?？؟][\"'”“’»«)\]]*$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Candidate:
    """A sentence that could be quoted: its article, span, and score in [0, 1].

    `vector` (dimension,) is of the sentence alone, `tokens` (t, late.DIMENSION) int8 are its
    own within their passage. `also` are articles of other outlets that copy it.
    """

    article: Article
    sentence: Sentence
    vector: Vectors
    tokens: Tokens
    score: float
    also: tuple[Article, ...] = ()

    @property
    def text(self) -> str:
        """The exact characters of the article."""
        return self.article.text[self.sentence.start : self.sentence.end]

    def quote(self, number: int) -> Quote:
        """This sentence as evidence number `number`, with one after it that takes it back."""
        start, end = self.sentence.start, self.sentence.end
        before, after = lead(self.article, start), correction(self.article, end)
        return Quote(number, self.article, start, after, self.score, before, self.also)


def candidates(question: Question, hits: Sequence[Hit], corpus: Corpus) -> list[Candidate]:
    """All sentences of the best `CHUNKS` hits that speak to a reader, the best first; what
    copies of one article say alike is there once."""
    hits = hits[:CHUNKS]
    articles = {hit.chunk.article_id: corpus.get(hit.chunk.article_id) for hit in hits}
    found = [one for hit in hits for one in _told(question, hit, articles[hit.chunk.article_id])]
    return _told_once(sorted(found, key=lambda candidate: -candidate.score), corpus)


def _told(question: Question, hit: Hit, article: Article) -> Iterator[Candidate]:
    """The sentences of one hit that tell something, in their order."""
    wants_figure = for_figure(question.text)
    passage, headline, asked = hit.passage, _words(article.title), 0.0
    level = SAME_LANGUAGE if hit.language == question.language else 0.0
    own_scores = (1 - CHUNK_SHARE) * (hit.near - level) + READER_SHARE * hit.answers
    for sentence, own_score, vector, (first, last) in zip(
        hit.chunk.sentences,
        own_scores.tolist(),
        passage.sentences,
        passage.token_spans,
        strict=True,
    ):
        text = article.text[sentence.start : sentence.end]
        if speaks_to_a_machine(text) or _words(text) == headline:
            continue
        score = CHUNK_SHARE * hit.score + own_score
        if _QUESTION_END.search(text):
            asked = max(asked, score)
            continue
        if _is_fragment(text):
            score -= FRAGMENT_PENALTY
        if wants_figure and has_other_figure(
            text, hit.language, question.standalone, question.language
        ):
            score += FIGURE_SHARE
        score, asked = max(score, asked), 0.0
        tokens = passage.tokens[first:last]
        yield Candidate(article, sentence, vector, tokens, float(np.clip(score, 0, 1)))


def _told_once(found: Sequence[Candidate], corpus: Corpus) -> list[Candidate]:
    copies = Copies(corpus, list({one.article.id for one in found}))
    said: dict[int, list[Candidate]] = {}
    kept = []
    for one in found:
        better = said.setdefault(copies.story(one.article), [])
        others = (other.text for other in better if other.article.id != one.article.id)
        if not said_in(one.text, others):
            better.append(one)
            kept.append(replace(one, also=copies.also(one.article, one.text)))
    return kept


def quotes(found: Sequence[Candidate], limit: int = QUOTES) -> list[Quote]:
    """The best `limit` sentences as quotes 1, 2, …; one that says the same words as a better
    one of the same article is left out."""
    chosen: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        chosen.setdefault((candidate.article.id, candidate.text), candidate)
        if len(chosen) == limit:
            break
    return [candidate.quote(number) for number, candidate in enumerate(chosen.values(), start=1)]


def _is_fragment(text: str) -> bool:
    """Short, or without an end, as a heading is."""
    return len(text) < FRAGMENT_CHARACTERS or not _SENTENCE_END.search(text)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
