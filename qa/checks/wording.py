"""Which words of a verified sentence are its writer's own: those that the cited sentences lack.

What rules cannot tell is whether such a word says the same. "Hedge funds asked for it" may stand
where the article has banks, since a small model repeats what a question takes for granted; then all
the rest is true, and near in meaning. So the reader is shown the words that are to be looked up.
Every other one stands in the sentences cited, in their title, or in the one that they lean on: in
some form of the same word or, where they are in another language, in one of like meaning, as far as
the embedding model sees it; a superlative only in a superlative. Words that only join or ask are
not looked at, nor are names and figures, which are held against the source in ways of their own
(`qa.checks.doubts`); nor anything in a language of which no such words are listed.

They are no reason to doubt. Of answers that the rules had verified to questions of SQuAD 2.0, 33 %
of the 72 right ones have such a word and 46 % of the 68 others, where it is often the very one that
is wrong: "oldest", "lack", "outside". What a judge takes out has such a word, or a negation
(`qa.judge`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from corpus.embed import TextVectors
from corpus.late import similarities
from corpus.stem import stems
from qa.checks.cues import UNLIKE
from qa.checks.degrees import heightened
from qa.evidence import Candidate
from qa.figures import figures
from qa.language import function_words
from qa.names import lemma, names

SAME_WORD = 85.0
"""Of 100: how alike two stems are that are of one word all the same ("shot", "shoot")."""

MIN_ALIGNED = 0.32
"""A word that the source has in another language is at least so near to one there: the cosine of
its tokens with those of the source that they are nearest to, the least of them. Chosen on news
translated by people (NTREX, between English, German and French). On XQuAD, between English and
German, 93 % of the words are as near, and half of those put in the place of one with a word of
similar meaning (a sister term of WordNet)."""

_LIGHT = {
    "en": "while during between among both also may might must into so such very one ones out up "
    "call called calls known name named take takes taken took place use used uses using happen "
    "happened occur occurred make makes made become becomes became there",
    "de": "dass man während zwischen auch beide beiden so sehr gibt gab heißt hieß genannt lautet "
    "macht machte findet fand statt nutzt nutzte verwendet benutzt gilt galt dabei dort durch",
}
"""Words that say little by themselves: "took place"."""

_UNLIKE = {
    language: frozenset(prefix for pair in pairs for prefix in pair if prefix)
    for language, pairs in UNLIKE.items()
}

_SHORTEST, _LONGEST_ENDING = 4, 4  # letters
_ANY_WORD = re.compile(r"\w+")
_WORD = re.compile(r"[^\W\d_]\w+")

Spans = tuple[tuple[int, int], ...]


def own_words(
    text: str, statement: TextVectors, cited: Sequence[Candidate], language: str
) -> Spans:
    """Where the words [start, end) are in `text`, in `language`, that none of the sentences
    `cited`, whose vectors are compared with those of `statement`, has."""
    left = list(_content(text, language))
    for source in dict.fromkeys(one.article.language for one in cited):
        own = [one for one in cited if one.article.language == source]
        if source == language:
            left = _unsaid(text, left, own, language)
        else:
            left = _unseen(text, left, statement, own)
    degrees = list(heightened(text, cited, language))
    unmet = (one for one in left if not _is_checked(text, *one, cited, language))
    words = (one for one in unmet if not any(a <= one[0] < b for a, b in degrees))
    return tuple(sorted((*words, *degrees)))


def forms(word: str, language: str) -> frozenset[str]:
    """The stems of a word in small letters and of its lemma."""
    return frozenset((*stems(word, language), *stems(lemma(word, language), language)))


def is_alike(word: str, known: Sequence[str]) -> bool:
    """Whether the stem `word` is of the same word as one of the stems `known`."""
    return process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=SAME_WORD) is not None


def new_words(text: str, told: str, language: str) -> Spans:
    """Where the words [start, end) of `text` are that say something and that `told`, in the same
    language, has in no form."""
    joining = function_words(language)
    words = set(_ANY_WORD.findall(told.casefold())) - joining
    known = sorted({form for word in words for form in forms(word, language)})
    return tuple(
        match.span()
        for match in _ANY_WORD.finditer(text)
        if (word := match[0].casefold()) not in joining
        and word not in words
        and not any(is_alike(form, known) for form in forms(word, language))
    )


def _content(text: str, language: str) -> Iterable[tuple[int, int]]:
    """Where the words of `text` are that say something, and are checked in no other way."""
    joining = function_words(language) | set(_LIGHT.get(language, "").split())
    checked = [(one.start, one.end) for one in names(text, language) if not one.ordinary]
    for match in _WORD.finditer(text) if joining else ():
        start, end = match.span()
        if match[0].lower() not in joining and not any(
            first < end and start < last for first, last in checked
        ):
            yield start, end


def _is_checked(text: str, start: int, end: int, cited: Sequence[Candidate], language: str) -> bool:
    """Whether the word is part of a figure, since without it they are others; or what one counts,
    and a source counts so too."""
    without = text[:start] + "x" * (end - start) + text[end:]
    told, rest = (figures(one, language) for one in (text, without))
    if [(one.kind, one.values) for one in told] != [(one.kind, one.values) for one in rest]:
        return True
    units = {unit for one, other in zip(told, rest, strict=True) for unit in one.unit - other.unit}
    counted = {
        unit
        for one in cited
        for figure in figures(one.text, one.article.language)
        for unit in figure.unit
    }
    return bool(units & counted)


def _unsaid(
    text: str, words: Sequence[tuple[int, int]], cited: Sequence[Candidate], language: str
) -> list[tuple[int, int]]:
    """Those of `words` that do not stand in sentences of the same language."""
    quotes = [one.quote(0) for one in cited]
    told = "\n".join(part for one in quotes for part in (one.article.title, one.lead, one.quote))
    known = sorted(
        {form for word in _WORD.findall(told.casefold()) for form in forms(word, language)}
    )
    return [
        (start, end)
        for start, end in words
        if not any(
            _is_told(form, known, language) for form in forms(text[start:end].casefold(), language)
        )
    ]


def _is_told(form: str, known: Sequence[str], language: str) -> bool:
    """Whether the stem `form` is of the same word as one of the stems `known`, but for those that
    are contrary to it ("employed", "unemployed")."""
    like = [other for other in known if not _is_unlike(form, other, language)]
    return is_alike(form, like) or any(_is_of(form, other, language) for other in like)


def _is_unlike(one: str, other: str, language: str) -> bool:
    short, long = sorted((one, other), key=len)
    return any(
        long.startswith(prefix + short[:_SHORTEST])
        and fuzz.ratio(long.removeprefix(prefix), short) >= SAME_WORD
        for prefix in _UNLIKE.get(language, ())
    )


def _is_of(word: str, told: str, language: str) -> bool:
    """Whether one stem is the other with an ending ("settle", "settlement"), or that of a German
    compound which the source has: "Polizei" of "Bundespolizei", and not the other way round."""
    short, long = sorted((word, told), key=len)
    if len(short) < _SHORTEST:
        return False
    derived = long.startswith(short) and len(long) - len(short) <= _LONGEST_ENDING
    return derived or (language == "de" and told.endswith(word))


def _unseen(
    text: str,
    words: Sequence[tuple[int, int]],
    statement: TextVectors,
    cited: Sequence[Candidate],
) -> list[tuple[int, int]]:
    """Those of `words` to which no word of sentences in another language is near."""
    seen = similarities(statement.tokens, np.concatenate([one.tokens for one in cited]))
    if not seen.size:  # another embedding model
        return []
    best, spans = seen.max(axis=1), statement.spans
    left_standing = {word for one in cited for word in _WORD.findall(one.text.casefold())}
    return [
        (start, end)
        for start, end in words
        if text[start:end].casefold() not in left_standing
        and (own := (spans[:, 0] < end) & (spans[:, 1] > start)).any()
        and best[own].min() < MIN_ALIGNED
    ]
