"""The prose of a model as it comes: each sentence is checked as soon as it is complete.

Whether a sentence is supported is decided in `qa.verify`; here it gets its place in the
answer: citations become numbered quotes, findings a reason the reader understands. What a judge
is to read as well settles only when all is written, since that takes the model that writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus.embed import SentenceEmbeddings
from corpus.split import spans_of
from qa.answer import AnswerSentence, Quote, Verdict
from qa.checks.citing import nearness, weighed
from qa.checks.doubts import Reason
from qa.checks.subjects import others_named
from qa.checks.wording import own_words
from qa.evidence import Candidate
from qa.figures import figures, meets
from qa.hostile import foreign_addresses
from qa.judge import LANGUAGE, Judge, worth_reading
from qa.names import known_in, names, runs
from qa.notation import Notation
from qa.phrases import phrase
from qa.question import Question
from qa.verify import verified
from qa.write import Piece

_MARKER = re.compile(r"\s*\[\d+\]")  # a model's own citation numbers mean nothing
_OF_PASSAGES = re.compile(  # what a model says of its prompt: the citation tells the source
    r"(?:^|(?<=[.!?]\s))(?:According to|Based on|As (?:stated|mentioned) in) (?:the|this)"
    r" (?:given |provided )?(?:passages?|texts?|articles?),\s+(\w)"
)
_WRITTEN = re.compile(r"\w[^\s]*\w|\w")
GUESSED = 0.22
"""Where a model writes a word that it finds less likely than this, though it is the likeliest, it
guesses. Of 44 sentences of the packaged model that the rules had verified, written to questions
half of which the articles do not answer, that holds for 4 of 12 wrong ones and for none of 32
right ones; of 45 that they had not verified, for 3 of 31 and none of 14."""

GUESSED_ANSWER = 0.45
"""The same of the first token of a name or figure that the question does not have, where the source
has another: asked for the best of two players, a model that takes the wrong one is seldom sure. Of
125 sentences that the packaged model wrote to questions of XQuAD and the rules had verified, that
holds for 7 of the 20 without the known answer, which all name another one, and for 7 of the 105
with it; of 34 on German news for one. What is then shown are the quotes."""

WRITTEN_SHARE = 0.1
"""How much it counts, beside the score of a sentence, how near it is to the first one written: of
that most is true, as a rule, even if it is not supported. Of 139 such answers to questions of
XQuAD, between English and German, 133 have the known answer with it, 115 in the first quote, and
237 quotes are shown; without it 128, 111 and 264."""

_INSTEAD, _NEARLY = 3, 0.02
_COMPLETE = 12
"""Characters that must follow a sentence before its end is taken for one: what looks like an
end may be an abbreviation."""


class Prose:
    """What a model has written so far for one question. `quotes` grows by what is cited.

    `judge` is to read supported sentences again once all is written.
    """

    def __init__(
        self,
        asked: Question,
        found: Sequence[Candidate],
        quotes: Sequence[Quote],
        embeddings: SentenceEmbeddings,
        judge: Judge | None = None,
    ) -> None:
        self.quotes = list(quotes)
        self._judge = judge
        self._asked, self._found, self._embeddings = asked, found, embeddings
        told = ((one.text, one.article.language) for one in found)
        self._notation = Notation(asked.language, told)
        self._text = ""
        self._guesses: list[tuple[int, float]] = []
        self._checked: dict[str, AnswerSentence] = {}
        self._doubts: dict[str, set[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._text)

    @property
    def text(self) -> str:
        """All of it, without the numbers of citations that the model may have put in, without
        words about its prompt, and with the numbers of the articles as its language writes them."""
        return self._clean(self._text)

    def _clean(self, text: str) -> str:
        text = _OF_PASSAGES.sub(lambda lead: lead[1].upper(), _MARKER.sub("", text))
        return self._notation.written(text)

    def add(self, piece: Piece) -> tuple[tuple[AnswerSentence, ...], str] | None:
        """The complete sentences, checked, up to the first that is to be judged, and the rest, if
        `piece` has completed one."""
        if piece.likely < GUESSED_ANSWER:
            self._guesses.append((len(self._text), piece.likely))
        self._text += piece.text
        text = self.text
        ends = [end for _, end, _ in spans_of(text, self._asked.language)]
        complete = [end for end in ends if len(text) - end >= _COMPLETE]
        if len(complete) <= len(self._checked):
            return None
        whole = text[: complete[-1]]
        checked = self._sentences(whole)
        settled = tuple(takewhile(lambda one: not self._is_judged(one), checked))
        if len(settled) < len(checked):
            starts = [start for start, _, _ in spans_of(whole, self._asked.language)]
            whole = whole[: starts[len(settled)]]
        return (settled, text[len(whole) :].lstrip()) if settled else None

    def sentences(self) -> tuple[AnswerSentence, ...]:
        """All sentences, checked: nothing more will come."""
        return self._sentences(self.text)

    @property
    def only_reported(self) -> bool:
        """Whether all that speaks against what was written is that somebody else says so."""
        doubts = set().union(*self._doubts.values())
        return bool(doubts) and doubts <= {"attributed", "reported"}

    def judged(self) -> tuple[AnswerSentence, ...]:
        """All sentences, those that are to be judged as well; all is written."""
        judge = self._judge
        texts = dict.fromkeys(one.text for one in self.sentences() if self._is_judged(one))
        if judge and texts:
            for text, vectors in zip(texts, self._embeddings.statements([*texts]), strict=True):
                cited = {quote.article.id for quote in self._checked[text].citations}
                near = [one for one in self._found if one.article.id in cited]
                if judge.doubts(text, vectors, near):
                    why = phrase("judged", self._asked.language)
                    self._checked[text] = AnswerSentence(text, (), "unsupported", why)
                    self._doubts[text] = {"judged"}
        return self.sentences()

    def instead(self) -> list[Quote]:
        """The quotes that are the answer where nothing written is supported: the best, and those
        nearly as good. One that was not among the quotes becomes one."""
        scores = {one: one.score for one in self._found}
        first = [one.text for one in self.sentences()[:1]]
        for text, vectors in zip(first, self._embeddings.statements(first), strict=True):
            statement = weighed(text, vectors, self._asked)
            for one in scores:
                near = nearness(statement, one)
                scores[one] = (1 - WRITTEN_SHARE) * one.score + WRITTEN_SHARE * near
        best: list[Quote] = []
        least = 0.0
        for one in sorted(scores, key=lambda one: -scores[one]):
            if foreign_addresses(one.quote(0).quote, [one.article]):
                continue
            least = least or scores[one] - _NEARLY
            if scores[one] < least or len(best) == _INSTEAD:
                break
            if (quote := self._numbered(one)) not in best:
                best.append(quote)
        return best

    def _is_judged(self, one: AnswerSentence) -> bool:
        return (
            self._judge is not None
            and worth_reading(one.text, one.own)
            and any(quote.article.language == LANGUAGE for quote in one.citations)
        )

    def _sentences(self, text: str) -> tuple[AnswerSentence, ...]:
        spans = [(start, end) for start, end, _ in spans_of(text, self._asked.language)]
        texts = [text[start:end] for start, end in spans]
        new = [one for one in dict.fromkeys(texts) if one not in self._checked]
        starts = {text[start:end]: start for start, end in spans}
        unsure = self._unsure()
        for one, statement in zip(new, self._embeddings.statements(new), strict=True):
            checked = verified(one, statement, self._found, self._asked)
            reasons = list(checked.reasons)
            foreign = foreign_addresses(one, (cited.article for cited in checked.cited))
            reasons += (Reason("no address", address) for address in foreign)
            here = [(at - starts[one], likely) for at, likely in unsure]
            if word := self._guess(one, here, checked.cited):
                reasons.append(Reason("guessed", word))
            self._doubts[one] = {why.phrase for why in reasons}
            if checked.verdict == "supported" and not reasons:
                cited = tuple(self._numbered(candidate) for candidate in checked.cited)
                own = own_words(one, statement, checked.cited, self._asked.language)
                self._checked[one] = AnswerSentence(one, cited, "supported", own=own)
                continue
            verdict: Verdict = "opinion" if checked.verdict == "opinion" else "unsupported"
            said = (phrase(why.phrase, self._asked.language, about=why.about) for why in reasons)
            self._checked[one] = AnswerSentence(one, (), verdict, "; ".join(said))
        return tuple(self._checked[one] for one in texts)

    def _unsure(self) -> list[tuple[int, float]]:
        """Where in all of it the words begin that may be guesses, and how likely each is."""
        text, found = self.text, []
        for guess, likely in self._guesses:
            at = len(self._clean(self._text[:guess]))
            found.append((at + text[at : at + 1].isspace(), likely))
        return found

    def _guess(
        self, text: str, unsure: Sequence[tuple[int, float]], cited: Sequence[Candidate]
    ) -> str:
        """The first word of the sentence `text` that the model guessed; "" if it is sure. How a
        sentence begins says nothing of what it tells, unless it begins with what answers."""
        inside = [(at, likely) for at, likely in unsure if 0 <= at < len(text)]
        answering = set(_answering(text, cited, self._asked)) if inside else ()
        for at, likely in inside:
            if (likely < GUESSED and at > 0) or at in answering:
                return next((word[0] for word in _WRITTEN.finditer(text) if word.end() > at), text)
        return ""

    def _numbered(self, candidate: Candidate) -> Quote:
        new = candidate.quote(len(self.quotes) + 1)
        for quote in self.quotes:
            if (quote.article.id, quote.quote) == (new.article.id, new.quote):
                return quote
        self.quotes.append(new)
        return new


def _answering(text: str, cited: Sequence[Candidate], asked: Question) -> Iterator[int]:
    """Where in a sentence the names and figures begin that the question does not have and in whose
    place the sentences `cited` may have another."""
    language, said = asked.language, f"{text}\n{asked.standalone}"
    given = known_in(asked.standalone, language, other_language=False)
    if any(others_named(one, said, language) for one in cited):
        for run in runs(names(text, language)):
            is_name = not all(name.ordinary for name in run)
            if is_name and not any(given.has(name.written, language) for name in run):
                yield run[0].start
    known = figures(said, language)
    told = [one for each in cited for one in figures(each.text, each.article.language)]
    others = {one.kind for one in told if not any(meets(figure, one) for figure in known)}
    asked_for = figures(asked.standalone, language)
    for figure in figures(text, language):
        if figure.kind in others and not any(meets(figure, one) for one in asked_for):
            yield text.find(figure.written)
