"""Where articles differ without saying so: "185 hectares", of a fire that is told of with 120.

A sentence of the answer is written again with the figure of another article in the place of its
own. Where that article alone supports it then, and shares a name of a headline, the two tell
different figures of one thing, and the reader is shown both; which is right, nothing here says.
Across languages only what has a unit is compared: of "13,000 containers" and "1.500 Angehörige"
the words do not tell that they are not the same.
What differs in other ways, and what one article says of itself (`qa.lead`), is not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from babel.numbers import format_decimal

from corpus import Article
from corpus.embed import SentenceEmbeddings
from qa.answer import AnswerSentence, Quote
from qa.checks.wording import forms
from qa.evidence import Candidate
from qa.figures import Figure, figures, is_year, meets
from qa.hostile import foreign_addresses
from qa.names import is_place, known_in, names
from qa.question import Question
from qa.units import locale_of
from qa.verify import verified

_NOUN = re.compile(r"\s+([^\W\d_]{4,})")
_DAYS = 31
_MOST = 8  # sentences that are checked for one answer, in some 30 ms each


@dataclass(frozen=True, slots=True)
class Differing:
    """`own`, a figure as the answer has it from quote number `number`, and `other`, as the sentence
    `told` has it instead."""

    own: str
    number: int
    other: str
    told: Candidate


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """A sentence with the figure of another article, and by what it would be supported if the two
    differ: the sentence `there`, among those of its article."""

    text: str
    language: str
    there: str
    articles: frozenset[str]
    found: Differing


def differing(
    said: Sequence[AnswerSentence],
    found: Sequence[Candidate],
    language: str,
    embeddings: SentenceEmbeddings,
) -> Differing | None:
    """The first sentence `found` that has another figure than one that was `said`, in `language`
    or as a quote, in the same place."""
    read = (one for sentence in said if sentence.verified for one in _read(sentence, language))
    rewritten = [*islice((new for one in read for new in _rewritten(*one, found)), _MOST)]
    statements = embeddings.statements([one.text for one in rewritten])
    for one, statement in zip(rewritten, statements, strict=True):
        alone = [each for each in found if each.article.id in one.articles]
        checked = verified(one.text, statement, alone, Question("", "", one.language))
        if checked.verdict == "supported" and one.there in (each.text for each in checked.cited):
            return one.found
    return None


def _read(sentence: AnswerSentence, language: str) -> Iterator[tuple[str, str, tuple[Quote, ...]]]:
    """A sentence in the words and the language in which it is checked, and what it rests on."""
    if sentence.is_quote:
        for quote in sentence.citations:
            yield quote.quote, quote.article.language, (quote,)
    else:
        yield sentence.text, language, sentence.citations


def _rewritten(
    text: str, language: str, cited: Sequence[Quote], found: Sequence[Candidate]
) -> Iterator[_Rewritten]:
    """`text` with each figure that another article on the same has instead of one of it, and that
    article's sentence with the figure of `text`: one may say more than the other."""
    known = {article.id for quote in cited for article in (quote.article, *quote.also)}
    articles = {one.article.id: one.article for one in found if one.article.id not in known}
    on_it = {key for key, one in articles.items() if _is_on_the_same(one, cited[0].article)}
    others = [
        one
        for one in found
        if one.article.id in on_it and not any(foreign_addresses(one.text, [one.article]))
    ]
    for own in filter(_counts, figures(text, language)):
        thing, holder = _counted(text, own, language), _holder(own, cited)
        for one in others:
            its = one.article.language
            told = [
                other
                for other in filter(_counts, figures(one.text, its))
                if other.kind == own.kind and thing & _counted(one.text, other, its)
            ]
            if any(meets(own, other) or meets(other, own) for other in told):
                continue
            for other in told:
                differs = Differing(own.told, holder.number, other.told, one)
                new, back = _put(text, own, other, language), _put(one.text, other, own, its)
                yield _Rewritten(new, language, one.text, frozenset({one.article.id}), differs)
                yield _Rewritten(back, its, holder.quote, frozenset({holder.article.id}), differs)


def _holder(figure: Figure, cited: Sequence[Quote]) -> Quote:
    """The first of `cited` that has the figure."""
    for quote in cited:
        if any(meets(figure, told) for told in figures(quote.quote, quote.article.language)):
            return quote
    return cited[0]


def _put(text: str, figure: Figure, other: Figure, language: str) -> str:
    """`text` with the value of `other` in the place of `figure`."""
    number = format_decimal(max(other.values)[0], locale=locale_of(language))
    return f"{text[: figure.start]}{number}{text[figure.start + len(figure.written) :]}"


def _counts(figure: Figure) -> bool:
    return figure.kind in ("number", "percentage") and not is_year(figure)


def _counted(text: str, figure: Figure, language: str) -> frozenset[str]:
    """What it counts: a unit, percent, or in `language` the word after it."""
    if figure.unit or figure.kind == "percentage":
        return figure.unit or frozenset({figure.kind})
    word = _NOUN.match(text, figure.start + len(figure.written))
    stems = forms(word[1].casefold(), language) if word else ()
    return frozenset(f"{language} {stem}" for stem in stems)


def _is_on_the_same(one: Article, other: Article) -> bool:
    """Whether they may be on one event: about as old, and either has a name, or a rare noun, of the
    other's headline."""
    if one.day and other.day and abs((one.day - other.day).days) > _DAYS:
        return False
    return any(
        (name.bare or not name.ordinary)
        and (not name.listed or is_place(name.written, headline.language))
        and known_in(
            f"{text.title}\n{text.text}",
            text.language,
            other_language=text.language != headline.language,
        ).has(name.written, headline.language)
        for headline, text in ((one, other), (other, one))
        for name in names(headline.title, headline.language)
    )
