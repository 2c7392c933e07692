"""True sentences of articles with one thing changed: a number, what it counts, a date, a name, two
names exchanged, who says it, a negation, a word for its contrary, what was done to somebody, a plan
told as done, whether a figure is a least or a most, one of the largest told as the largest, all for
some, what is likely told as sure, a former minister as the minister, two numbers exchanged, or a
word like any other.

A sentence as its article has it is true; with one word changed it almost never is. Which words
are names is told from the articles together, not by what checks sentences: a capitalised word
that is nowhere written small and that determiners and adjectives seldom go before. Who says what
may be annotated (`Reported`); without that, sentences of the plainest forms are used. The same
articles always give the same changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Literal, get_args

import simplemma
from babel.dates import get_day_names, get_month_names

from corpus.article import Article
from corpus.split import chunks
from qa.evaluate.changes import (
    AUXILIARIES,
    BOUNDS,
    CONTRARIES,
    DEEDS,
    LEFT_OUT,
    MOMENTS,
    PARTICIPLE,
    PLANNED,
    STEPS,
    UNITS,
)
from qa.evaluate.reported import LENGTH, NAME, Reported, as_fact, is_named, spoken_by

Change = Literal[
    "none",
    "number",
    "unit",
    "date",
    "name",
    "roles",
    "speaker",
    "unattributed",
    "negation",
    "word",
    "deed",
    "direction",
    "plan",
    "bound",
    "degree",
    "scale",
    "hedge",
    "office",
    "swap",
]
CHANGES: tuple[Change, ...] = get_args(Change)

_TRUE_A_TEXT = 4
_OTHERS_A_TEXT = 2
_PLAIN = re.compile(r"[^\W\d_]{5,}")
_ENDING = 3
_CAPITAL = re.compile(r"[^\W\d_][\w’'-]+")
_TOKEN = re.compile(rf"\d[\w.,]*|{_CAPITAL.pattern}")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:[.,]\d{3})*(?:,\d|\.\d)?(?=[ %)](?!\w+ \d{4}))")
_COUNT = re.compile(r"(?<=[a-zäöüß] )(\d{2,3}(?:[.,]\d{3})*)(?= [^\W\d_]{3})")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)")
_DETERMINERS = re.compile(
    r"\d.*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|two|three|four|five|six|seven|eight|nine|ten"
    r"|d(?:er|ie|as|en|em|es)|k?eine?[nmrs]?|zu[mr]|im|am|vom|beim|ihre?r?|seine?r?|diese[rs]?|mehr"
    r"|viele|alle|an?|the|his|her|its|their|th[ai][ts]",
    re.IGNORECASE,
)
_INFLECTED = re.compile(r"(?!.*te$|wurden?$|werden$)[a-zäöüß]{2,}(?:e|en|er|es|em|ig|s)$")
_WORDS = {
    "de": ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "zwölf"),
    "en": ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
_FINITE = {
    "de": r"\b(?:ist|sind|war|waren|wurde|wurden|hat|haben|wird|werden|kann|können|soll|sollen)\b",
    "en": r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should)\b",
}
_CALENDAR = frozenset(
    str(name)
    for language in ("de", "en")
    for names in (get_day_names("wide", locale=language), get_month_names("wide", locale=language))
    for name in names.values()
)
_NOT = {"de": "nicht", "en": "not"}


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence as `text`, and what was changed in it against the article."""

    article: Article
    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class _Others:
    """What is put in the place of something: all `names`, `words` by `_kind_of`, and
    `participles` by language and infinitive."""

    names: list[str]
    words: Mapping[tuple[str, str, bool], Sequence[str]]
    participles: Mapping[tuple[str, str], str]


def altered(
    articles: Sequence[Article], reported: Mapping[str, Sequence[Reported]], seed: int = 7
) -> Iterator[Altered]:
    """For each article some of its sentences as they are, and some with one change each.

    `reported` has what is annotated, by article id. Articles are German or English; others
    are passed over.
    """
    names = _names(articles)
    pool = sorted({name for found in names.values() for name in found})
    others = _Others(pool, _plain_words(articles, pool), _participles(articles))
    for article in articles:
        if article.language not in _NOT:
            continue
        random = Random(f"{seed} {article.text[:200]}")  # noqa: S311
        sentences = _sentences(article)
        random.shuffle(sentences)
        yield from (Altered(article, text, "none") for text in sentences[:_TRUE_A_TEXT])
        for change in CHANGES[1:]:
            made = 0
            for text in sentences:
                said = reported.get(article.id, ())
                told = [one for one in said if one.quote in text]
                known = names[article.id]
                if change == "speaker":
                    known = [one.speaker for one in said if is_named(one.speaker)] or known
                new = _changed(text, change, article, known, others, told, random)
                if new and new != text:
                    yield Altered(article, new, change)
                    made += 1
                if made == _OTHERS_A_TEXT:
                    break


def _sentences(article: Article) -> list[str]:
    spans = (sentence for chunk in chunks(article) for sentence in chunk.sentences)
    texts = dict.fromkeys(article.text[span.start : span.end] for span in spans)
    return [text for text in texts if len(text) in LENGTH and "\n" not in text]


def _changed(  # noqa: PLR0911
    text: str,
    change: Change,
    article: Article,
    names: list[str],
    others: _Others,
    told: Sequence[Reported],
    random: Random,
) -> str:
    match change:
        case "number" | "unit" | "date" | "deed" | "direction" | "bound" | "scale":
            make = {
                "number": _number,
                "unit": _unit,
                "date": _date,
                "deed": _deed,
                "direction": _reversed,
                "bound": _bounded,
                "scale": _scaled,
            }[change]
            return make(text, article.language, random)
        case "name":
            unsaid = [name for name in others.names if name not in article.text]
            return _name(text, names, unsaid, random)
        case "hedge" | "degree" | "office":
            return re.sub(LEFT_OUT[change][article.language], "", text, count=1)
        case "roles":
            return _exchanged(text, names)
        case "swap":
            return _swapped(text)
        case "plan":
            return _done(text, article.language, others.participles)
        case "word":
            return _word(text, article, others.words, random)
        case "speaker":
            return _speaker(text, names, told, random)
        case "unattributed":
            return as_fact(text, told)
        case _:
            return _negated(text, article.language)


def _number(text: str, language: str, random: Random) -> str:
    words = _WORDS[language]
    found = [m for m in _NUMBER.finditer(text) if not _YEAR.fullmatch(m.group())]
    found += re.finditer(rf"\b(?:{'|'.join(words)})\b", text)
    if not found:
        return ""
    match = random.choice(found)
    old = match.group()
    if old in words:
        return _put(text, match, random.choice([word for word in words if word != old]))
    at = random.choice([i for i, digit in enumerate(old) if digit.isdigit()])
    digit = random.choice([d for d in "123456789" if d != old[at]])
    return _put(text, match, old[:at] + digit + old[at + 1 :])


def _unit(text: str, language: str, random: Random) -> str:
    """Another unit after a number in digits or words, in millions or not."""
    number = rf"(?:\d|\b(?:{'|'.join(_WORDS[language])}|[Mm]illion(?:en)?|[Mm]illiarden|billion))"
    for units in (one.split() for one in UNITS[language]):
        if match := re.search(rf"{number} ({'|'.join(units)})\b", text):
            other = random.choice([one for one in units if one != match.group(1)])
            return text[: match.start(1)] + other + text[match.end(1) :]
    return ""


def _date(text: str, language: str, random: Random) -> str:
    days = list(get_day_names("wide", locale=language).values())
    months = list(get_month_names("wide", locale=language).values())
    found = [(m, days) for m in re.finditer(rf"\b(?:{'|'.join(days)})\b", text)]
    found += [(m, months) for m in re.finditer(rf"\b(?:{'|'.join(months)})\b", text)]
    found += [(m, []) for m in _YEAR.finditer(text)]
    if not found:
        return ""
    match, names = random.choice(found)
    if names:
        return _put(text, match, random.choice([name for name in names if name != match.group()]))
    return _put(text, match, str(int(match.group()) + random.choice([-3, -2, -1, 1, 2, 3])))


def _deed(text: str, language: str, random: Random) -> str:
    """Something else that was done, of which the sentence says nothing."""
    deeds = DEEDS[language].split()
    match = re.search(rf"\b(?:{'|'.join(deeds)})\b", text)
    others = [deed for deed in deeds if deed not in text]
    return _put(text, match, random.choice(others)) if match else ""


def _reversed(text: str, language: str, random: Random) -> str:
    """With the contrary of a word that it has, and does not have itself."""
    pairs = [pair.split("/") for pair in CONTRARIES[language].split()]
    return _exchanged_word(
        text, {one: other for a, b in pairs for one, other in ((b, a), (a, b))}, random
    )


def _scaled(text: str, language: str, random: Random) -> str:
    """With a word of another step of the same scale."""
    pairs = (pair.split("/") for pair in STEPS[language].split())
    return _exchanged_word(text, dict(pairs), random)


def _exchanged_word(text: str, others: Mapping[str, str], random: Random) -> str:
    found = [
        m
        for m in re.finditer(rf"(?<![\w-])(?:{'|'.join(others)})(?![\w’'-])", text)
        if others[m[0]] not in text
    ]
    match = random.choice(found) if found else None
    return _put(text, match, others[match[0]]) if match else ""


def _done(text: str, language: str, participles: Mapping[tuple[str, str], str]) -> str:
    """What is planned or may be, told as something that was done."""
    for match in PLANNED[language].finditer(text):
        verb, many = match["verb"], match["modal"].endswith(("en", "ten"))
        participle = participles.get((language, verb), "")
        if language == "en" and (verb == "be" or participle):
            return _put(text, match, "was" if verb == "be" else f"has {participle}")
        last = match["between"].rpartition(" ")[-1] if language == "de" else ""
        if verb == "werden" and last in participles.values():
            return _put(text, match, ("wurden" if many else "wurde") + match["between"])
        if language == "de" and participle:
            done = f"{'haben' if many else 'hat'}{match['between']} {participle}"
            return _put(text, match, done)
    return ""


def _participles(articles: Sequence[Article]) -> dict[tuple[str, str], str]:
    """Those that stand in the articles, by language and infinitive."""
    found: dict[tuple[str, str], str] = {}
    for article in articles:
        language = article.language
        for word in PARTICIPLE[language].findall(article.text) if language in _NOT else ():
            infinitive = simplemma.lemmatize(word, lang=language)
            if infinitive != word and word.islower() and infinitive not in AUXILIARIES:
                found.setdefault((language, infinitive), word)
    return found


def _bounded(text: str, language: str, random: Random) -> str:
    """A least told as a most, what was before a year as after it, or a number as less than all."""
    found = [
        (match, other)
        for table, figure in ((BOUNDS, r"[$€£]?\d"), (MOMENTS, _YEAR.pattern))
        for one, other in table[language].items()
        for match in re.finditer(rf"\b{one}(?= {figure})", text)
    ]
    if found:
        return _put(text, *random.choice(found))
    bounded = re.compile(rf"\b(?:{'|'.join(BOUNDS[language])}) $", re.IGNORECASE)
    plain = [
        match
        for match in _COUNT.finditer(text)
        if not _YEAR.fullmatch(match[1]) and not bounded.search(text[: match.start()])
    ]
    if not plain:
        return ""
    match = random.choice(plain)
    return _put(text, match, f"{'mehr als' if language == 'de' else 'more than'} {match[0]}")


def _name(text: str, names: list[str], others: list[str], random: Random) -> str:
    found = [m for m in NAME.finditer(text) if m.group() in names]
    if not found:
        return ""
    match = random.choice(found)
    alike = [other for other in others if other.count(" ") == match.group().count(" ")]
    return _put(text, match, random.choice(alike)) if alike else ""


def _exchanged(text: str, names: list[str]) -> str:
    """With two names in each other's place."""
    return _turned(text, [m for m in NAME.finditer(text) if m.group() in names])


def _swapped(text: str) -> str:
    """With two of its numbers in each other's place."""
    return _turned(text, [m for m in _NUMBER.finditer(text) if not _YEAR.fullmatch(m.group())])


def _turned(text: str, found: Sequence[re.Match[str]]) -> str:
    """With two that follow each other exchanged, if more than "and" is between them."""
    for one, other in pairwise(found):
        between = text[one.end() : other.start()]
        if one.group() != other.group() and re.search(r"\b[a-zäöüß]{4,}\b", between):
            return (
                f"{text[: one.start()]}{other.group()}{between}{one.group()}{text[other.end() :]}"
            )
    return ""


def _speaker(text: str, names: list[str], told: Sequence[Reported], random: Random) -> str:
    """Somebody else of the same article in the place of who says it."""
    for match in spoken_by(text, names, told):
        last = match.group().split()[-1]
        others = [one for one in names if one not in text and last not in one.split()]
        if others:
            return _put(text, match, random.choice(others))
    return ""


def _negated(text: str, language: str) -> str:
    """Without its "not" if it has one, else with one."""
    for word, other in ((rf" {_NOT[language]}\b", ""), (r"\bkein(?=e|\b)", "ein"), (r"n't\b", "")):
        if re.search(word, text):
            return re.sub(word, other, text, count=1)
    match = re.search(_FINITE[language], text)
    return _put(text, match, f"{match.group()} {_NOT[language]}") if match else ""


def _plain_words(
    articles: Sequence[Article], names: Sequence[str]
) -> dict[tuple[str, str, bool], list[str]]:
    """Words that are neither names nor of the calendar, by language, ending and first letter."""
    named = {word for name in names for word in name.split()}
    found: dict[tuple[str, str, bool], dict[str, None]] = {}
    for article in articles:
        for word in _PLAIN.findall(article.text):
            if word not in named and word not in _CALENDAR:
                found.setdefault(_kind_of(word, article.language), {})[word] = None
    return {kind: sorted(words) for kind, words in found.items()}


def _kind_of(word: str, language: str) -> tuple[str, str, bool]:
    return language, word[-_ENDING:], word[0].isupper()


def _word(
    text: str,
    article: Article,
    words: Mapping[tuple[str, str, bool], Sequence[str]],
    random: Random,
) -> str:
    """With one that ends alike and that the article does not have, in the place of a word."""
    found = list(_PLAIN.finditer(text, 1))
    random.shuffle(found)
    small = article.text.casefold()
    for match in found:
        alike = words.get(_kind_of(match.group(), article.language), ())
        others = [one for one in alike if one.casefold() not in small]
        if match.group() in alike and others:
            return _put(text, match, random.choice(others))
    return ""


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _names(articles: Sequence[Article]) -> dict[str, list[str]]:
    """The names in each article, by its id."""
    seen, small, described = Counter[str](), Counter[str](), Counter[str]()
    for article in articles:
        before = ""
        for word in _TOKEN.findall(article.text):
            if word[0].islower():
                small[word.casefold()] += 1
            elif word[0].isupper():
                seen[word] += 1
                described[word] += bool(_DETERMINERS.fullmatch(before)) or bool(
                    _INFLECTED.match(before)
                )
            before = word
    proper = {
        word
        for word, count in seen.items()
        if count > 3 and not small[word.casefold()] and described[word] <= 0.1 * count  # noqa: PLR2004
        if word not in _CALENDAR and "'" not in word and "’" not in word
    }
    return {
        article.id: sorted(
            {
                match.group()
                for sentence in _sentences(article)
                for match in NAME.finditer(sentence)
                if match.start() > 0
                if all(w in proper for w in _CAPITAL.findall(match.group()) if w[0].isupper())
            }
        )
        for article in articles
    }
