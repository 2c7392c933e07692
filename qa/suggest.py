"""Questions that a reader could ask next, each of which the articles answer.

They are made from what was found, by wording only: a name that the cited articles speak of, or
the same question put to articles in another language, or from later days. Each one is searched
for before it is offered. Nothing is generated, so nothing is suggested that nobody wrote about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from corpus import Article
from corpus.listing import EVERYTHING, Filter
from qa.answer import Answer, Suggestion
from qa.assistant import Assistant
from qa.names import names
from qa.phrases import day, language_name, phrase

MOST = 4
_CITED = 3  # articles looked at for names
_LATEST = 6
_READ = 3000  # characters of each
_TRIED = 6  # names
_NAMES = 2  # suggestions about names, beside the others
_LONGEST = 5  # words of a name


def follow_ups(
    assistant: Assistant, answer: Answer, go_on: Callable[[], bool] = lambda: True
) -> tuple[Suggestion, ...]:
    """Up to `MOST` questions after `answer`, in its language; none after a refusal.

    `go_on` is asked before each search; from where it says no, nothing more is looked for.
    """
    if answer.refused or not answer.citations:
        return ()
    cited = list(dict.fromkeys(quote.article for quote in answer.citations))[:_CITED]
    own = _about(assistant, cited, answer.language, answer.standalone, go_on)
    return (*islice(own, _NAMES), *_elsewhere(assistant, answer, go_on))[:MOST]


def openers(assistant: Assistant, language: str) -> tuple[Suggestion, ...]:
    """Up to `MOST` questions about the articles that were added last."""
    rows, _ = assistant.corpus.listed(descending=True, limit=_LATEST)
    latest = [assistant.corpus.get(row.id) for row in rows if not row.withdrawn]
    return tuple(islice(_about(assistant, latest, language, ""), MOST))


def _about(
    assistant: Assistant,
    articles: Iterable[Article],
    language: str,
    asked: str,
    go_on: Callable[[], bool] = lambda: True,
) -> Iterator[Suggestion]:
    """Questions about the names that the articles have most often, and `asked` has not."""
    known = asked.casefold()
    own = (article for article in articles if article.language == language)  # others spell Moscou
    counts = Counter(name for article in own for name in _named(article))
    often = [name for name, count in counts.most_common() if " " in name or count > 1]
    for name in often[:_TRIED]:
        question = phrase("what about", language, topic=name)
        if any(word in known for word in name.casefold().split()):
            continue
        if go_on() and assistant.has_answer(question):
            known += f" {name.casefold()}"
            yield Suggestion(question, question)


def _named(article: Article) -> Iterator[str]:
    """Proper names in the beginning of an article, those of several words whole."""
    words: list[str] = []
    end = -1
    found = names(article.text[:_READ], article.language)
    for one in [one for one in found if not (one.ordinary or one.listed)]:
        if one.start != end + 1:
            if 0 < len(words) <= _LONGEST:
                yield " ".join(words)
            words = []
        words.append(one.written)
        end = one.end
    if 0 < len(words) <= _LONGEST:
        yield " ".join(words)


def _elsewhere(
    assistant: Assistant, answer: Answer, go_on: Callable[[], bool]
) -> Iterator[Suggestion]:
    """The same question to articles in another language, the first in which they answer it, and
    to later articles."""

    def answered(within: Filter) -> bool:
        return go_on() and assistant.has_answer(answer.question, standalone, within)

    standalone = answer.standalone if answer.standalone != answer.question else ""
    cited = {quote.article.language for quote in answer.citations}
    if answer.within == EVERYTHING:
        for code in assistant.corpus.languages():
            within = Filter(language=code)
            if code not in cited and answered(within):
                name = language_name(code, answer.language)
                words = phrase("same in language", answer.language, other=name)
                yield Suggestion(words, answer.question, standalone, within)
                break
    days = (quote.article.day for quote in answer.citations)
    last = max(filter(None, days), default=None)
    if last and str(last) < assistant.corpus.published(answer.within)[1]:
        since = str(last + timedelta(1))
        within = replace(answer.within, since=since)
        if answered(within):
            words = phrase("same after", answer.language, day=day(str(last), answer.language))
            yield Suggestion(words, answer.question, standalone, within)
