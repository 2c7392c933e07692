"""Why a written sentence may be false though the sentences it rests on are near: a figure that
they lack or have elsewhere, a name that the article does not know or of which it tells something
else, words of nothing but the question, a denial.

Who says it is held against the source in `qa.checks.attribution`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus import Article
from corpus.embed import TextVectors
from qa.bounds import contrary
from qa.calendar import is_calendar
from qa.checks.citing import neighbours, told_in
from qa.checks.claims import contradicts, denies, is_cue, may_deny, negates, reverses
from qa.checks.degrees import unshared
from qa.checks.gravity import unfounded
from qa.checks.plans import told_as_done
from qa.checks.qualifiers import of_another_office, told_as_sure
from qa.checks.roles import exchanged
from qa.checks.scales import other_steps
from qa.checks.subjects import least_aligned, not_seen, not_told_of
from qa.checks.wording import new_words
from qa.evidence import Candidate
from qa.figures import Figure, displaced, figures, has_digits, is_year, meets, unmet
from qa.language import function_words
from qa.lead import correction
from qa.names import Name, is_place, known_in, lemma, names, referents, runs, unknown
from qa.question import Question
from qa.units import unit_of

_WORD = re.compile(r"\w+")
_COUNTED = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)*) ([^\W\d_]\w+)")
_THINGS = re.compile(
    r"(?<![\d.,])(\d[\d.,]*(?: (?:thousand|million|billion|Tausend|Million(?:en)?|Milliarden?"
    r"|Mio\.|Mrd\.))?) ([^\W\d_]{3,})"
)
_NUMBERED = re.compile(r"\b([^\W\d_a-zäöüß][^\W\d_]{2,}) (\d{1,4})(?![.,]?\d)\b")
_AGE = re.compile(r"((?:[^\W\d_a-zäöü]\w+ )?[^\W\d_a-zäöü]\w+) \((\d{1,3})\)")
_ORIGIN = {"de": re.compile(r"\baus ([A-ZÄÖÜ]\w+)"), "en": re.compile(r"\bfrom ([A-Z]\w+)")}
_INSIDE = {"de": re.compile(r"\b[Ii][nm] ([A-ZÄÖÜ]\w+)"), "en": re.compile(r"\b[Ii]n ([A-Z]\w+)")}
_WORD_BEFORE = re.compile(r"(?<![-–:]\s)(?<!\S)(\S+)\s$")  # not the second of a score
_UNIT_STEM = 4  # letters: "tonn"
_ASIDE = re.compile(r"\([^()]*\)")  # "16 activists (none of them German)" denies no activists


_WORDS = (
    ("other way round", exchanged),
    ("no word", unfounded),
    ("not alone", unshared),
    ("other step", other_steps),
    ("hedged", told_as_sure),
    ("other office", of_another_office),
    ("left open", told_as_done),
)
"""Phrases, and what finds the words that they are about."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is not supported: a phrase of `qa.phrases`, and what it is about."""

    phrase: str
    about: str = ""


def about_figures(missing: Iterable[Figure]) -> list[Reason]:
    """Figures that no source has."""
    kinds = {"date": "no date in source", "weekday": "no date in source"}
    return [
        Reason(
            "no year" if is_year(one) else kinds.get(one.kind, "no number"),
            one.told,
        )
        for one in missing
    ]


def about_units(text: str, cited: Sequence[Candidate], language: str) -> list[Reason]:
    """What a number counts, where the source counts something else: "13,000 tonnes", of 13,000
    containers; if that has no unit, only where the article has nothing of the kind either. Ages
    go without one ("Lopez, 30")."""
    reasons = []
    for figure in figures(text, language):
        same = [
            (told.unit, one.article)
            for one in cited
            for told in figures(one.text, one.article.language)
            if told.kind == figure.kind and told.values & figure.values
        ]
        if not figure.unit or not same or any(unit & figure.unit for unit, _ in same):
            continue
        is_time = any(kind.startswith("duration") for kind in figure.unit)
        if all(unit or not (is_time or _counts(one, figure, language)) for unit, one in same):
            reasons.append(Reason("no number", figure.told))
    return [*reasons, *_instead_of_a_unit(text, cited, language)]


def _instead_of_a_unit(text: str, cited: Sequence[Candidate], language: str) -> Iterator[Reason]:
    """Things that are counted, where all that the source has so many of has a unit: "14.7 million
    trees", of euros."""
    told = [one for each in cited for one in figures(each.text, each.article.language)]
    for match in _THINGS.finditer(text):
        if not _is_plural(match[2], language) or unit_of(
            match[0], 0, match.end(1) - match.start(), language
        ):
            continue
        for figure in figures(match[1], language):
            same = [one for one in told if one.kind == figure.kind and one.values & figure.values]
            if same and all(one.unit for one in same):
                yield Reason("no number", match[0])


def _is_plural(word: str, language: str) -> bool:
    """Whether it is a noun of many, or in German any."""
    if language == "de":
        return word[0].isupper()
    return (
        language == "en" and lemma(word, language) != word and word.endswith(("s", "men", "people"))
    )


def _counts(article: Article, figure: Figure, language: str) -> bool:
    """Whether the article counts anything in the unit of `figure`, or has that word."""
    unit = figure.told.replace(figure.written, "").strip()[:_UNIT_STEM]
    return (language == article.language and unit in article.text) or any(
        one.unit & figure.unit
        for line in article.text.split("\n")
        for one in figures(line, article.language)
    )


def about_bounds(text: str, cited: Sequence[Candidate], language: str) -> list[Reason]:
    """Figures of which `text` makes a least or a most, and the sources do not; and moments before
    which it puts what they put after them. A bound may be left out."""
    told = [one for each in cited for one in figures(each.text, each.article.language)]
    reasons = []
    for figure in figures(text, language):
        same = [one for one in told if meets(figure, one)]
        added = figure.bound in ("least", "most")
        if same and all(
            contrary(figure.bound, one.bound) or (added and not one.bound) for one in same
        ):
            reasons.append(Reason("other bound", figure.told))
    return reasons


def about_places(
    text: str, cited: Sequence[Candidate], found: Sequence[Candidate], language: str
) -> list[Reason]:
    """Figures that the source has, but in another place: told by the words around in the same
    language, else by the name that is counted ("38 Britons")."""
    first = cited[0]
    counted = [*_other_counted(text, cited, language), *_otherwise_numbered(text, cited, language)]
    if first.article.language != language:
        return [
            *counted,
            *_other_count(text, first, language),
            *_of_other_age(text, first, language),
        ]
    sources = [
        figure
        for one in (*cited, *neighbours(first, found))
        for figure in told_in(one.text, one.article)
    ]
    reasons = []
    for figure in figures(text, language):
        if other := displaced(figure, sources):
            reasons.append(Reason("other figure", other.written))
    return [*reasons, *counted, *_of_other_age(text, first, language)]


def about_origin(text: str, cited: Sequence[Candidate], language: str) -> list[Reason]:
    """Places in which something is said to be, and from which somebody is in the source."""
    first = cited[0]
    own = first.article.language
    if language not in _INSIDE or own not in _ORIGIN:
        return []
    told = "\n".join((first.article.title, *(one.text for one in cited)))
    origins = _ORIGIN[own].findall(told)
    elsewhere = _ORIGIN[own].sub("", told)
    across = own != language
    return [
        Reason("from", place)
        for place in _INSIDE[language].findall(text)
        if is_place(place, language)
        and any(known_in(one, own, other_language=across).has(place, language) for one in origins)
        and not known_in(elsewhere, own, other_language=across).has(place, language)
    ]


def _other_count(text: str, first: Candidate, language: str) -> list[Reason]:
    """Of what has a name and is counted, where the source has another number."""
    own = first.article.language
    told = [(number, known_in(of, own, other_language=True)) for number, of in _counted(first.text)]
    reasons = []
    for number, name in _counted(text):
        others = [other for other, known in told if known.has(name, language)]
        if others and unmet(figures(number, language), figures(" ".join(others), own), (), True):
            reasons.append(Reason("other figure", others[0]))
    return reasons


def _other_counted(text: str, cited: Sequence[Candidate], language: str) -> list[Reason]:
    """Of whom there are so many, where the sources have as many of somebody else: "two Kenyan
    officers", of two Iranians."""
    there = [
        (one, each.article.language)
        for each in cited
        for one in _counted_names(each.text, each.article.language)
    ]
    reasons = []
    for figure, name in _counted_names(text, language):
        same = [
            known_in(other.written, own, other_language=own != language)
            for (its, other), own in there
            if meets(figure, its)
        ]
        if same and not any(known.has(name.written, language) for known in same):
            reasons.append(Reason("whose", name.written))
    return reasons


def _counted_names(text: str, language: str) -> Iterator[tuple[Figure, Name]]:
    """Each number with the name that follows it at once; no scores ("1 - 0 Rangers")."""
    for name in names(text, language):
        before = _WORD_BEFORE.search(text, 0, name.start)
        if not before or (name.ordinary and not referents(name.written, language)):
            continue
        for figure in figures(before[1], language):
            if figure.kind == "number":
                yield figure, name


def _otherwise_numbered(text: str, cited: Sequence[Candidate], language: str) -> list[Reason]:
    """Numbers that no source has after a name which has another one there: "Article 3", of Article
    4. The article may have the number elsewhere, and then a question brings it."""
    told = "\n".join(one.text for one in cited)
    there = [(label.casefold(), number) for label, number in _NUMBERED.findall(told)]
    return [
        Reason("other figure", f"{label} {others[0]}")
        for label, number in _NUMBERED.findall(text)
        if not (label.casefold() in function_words(language) or is_calendar(label, language))
        and not has_digits(told, number)
        and (others := [other for name, other in there if name == label.casefold()])
    ]


def _of_other_age(text: str, first: Candidate, language: str) -> list[Reason]:
    """A number that the source has in brackets after a name which `text` lacks: "Nora (56)"."""
    across = first.article.language != language
    here = known_in(text, language, other_language=across)
    return [
        Reason("whose", whose.strip())
        for whose, number in _AGE.findall(first.text)
        if has_digits(text, number)
        and not all(here.has(name, first.article.language) for name in whose.split())
    ]


def _counted(text: str) -> list[tuple[str, str]]:
    """Each number in digits with the capitalised word that follows it."""
    return [(number, of) for number, of in _COUNTED.findall(text) if of[0].isupper()]


def about_names(
    text: str,
    statement: TextVectors,
    cited: Sequence[Candidate],
    near: Sequence[Candidate],
    found: Sequence[Candidate],
    asked: Question,
) -> list[Reason]:
    """Names that the cited articles do not have; or that they have, but not where it is told.

    In another language a name is there too if words of the sentences that are `near` come close
    to it. That the question has a name is no evidence: asked who won in one town, a model names
    the winner in another. Words that may be no names are not doubted if they stand there.
    """
    named = [
        one
        for one in names(text, asked.language)
        if not (one.ordinary and is_cue(one.written, asked.language))
    ]
    if not named:
        return []
    given = known_in(asked.standalone, asked.language, other_language=False)
    articles = {one.article.id: one.article for one in cited}
    sources = [
        known_in(
            "\n".join((a.title, a.source, *a.authors, a.text)),
            a.language,
            other_language=a.language != asked.language,
        )
        for a in articles.values()
    ]
    across = any(a.language != asked.language for a in articles.values())
    own = any(a.language == asked.language for a in articles.values())
    doubted = [
        name
        for name in unknown(named, sources, asked.language)
        if not name.ordinary
        or (own and name.bare and not given.has(name.written, asked.language))
        or (not own and _opens(name, asked.language))
    ]
    if across and doubted:
        least = least_aligned(doubted, given, asked.language)
        around = [one for one in near if one.article.id in articles]
        doubted = not_seen(doubted, least, statement, around)
    if doubted:
        return [Reason("no name", name.written) for name in doubted]
    elsewhere = not_told_of(text, statement, cited[0], found, asked)
    return [Reason("not of", name) for name in elsewhere]


def _opens(name: Name, language: str) -> bool:
    """Whether an English sentence begins with it, and it may be the name of somebody: "Ward",
    unlike "Officials", is a word as a dictionary has it."""
    word = name.written.lower()
    return (
        language == "en"
        and not name.start
        and lemma(word, language) == word
        and word not in function_words(language)
    )


def about_words(text: str, cited: Sequence[Candidate], language: str) -> list[Reason]:
    """Words that say more than the sources, or something else, of what is told by word lists."""
    return [
        Reason(phrase, word) for phrase, found in _WORDS for word in found(text, cited, language)
    ]


def about_corrections(
    text: str, cited: Sequence[Candidate], near: Sequence[Candidate], language: str
) -> list[Reason]:
    """What an article takes back in its next sentence ("This figure is wrong"): one that is cited,
    or that is `near` and has the same figures."""
    stated = figures(text, language)
    for one in near:
        end = one.sentence.end
        taken_back = one.article.text[end : correction(one.article, end)].strip()
        if taken_back and (
            one in cited
            or (stated and not unmet(stated, told_in(one.text, one.article), (), spelled=True))
        ):
            return [Reason("taken back", taken_back)]
    return []


def about_question(text: str, asked: Question) -> list[Reason]:
    """What a sentence says only because the question has it: "Yes, the police shot him." A small
    model affirms nearly everything that it is asked, in words that are near to the articles'
    since the question was. A denial is held against the source instead."""
    language = asked.language
    if negates(text, language) and not negates(asked.standalone, language):
        return []
    given = known_in(asked.standalone, language, other_language=False)
    whole = [asked.standalone]  # with the first name to a last name that it has
    for run in runs(names(text, language)):
        met = [at for at, name in enumerate(run) if given.has(name.written, language)]
        whole += [name.written for name in run[: max(met, default=0)]]
    return [] if new_words(text, " ".join(whole), language) else [Reason("asked")]


def about_polarity(text: str, cited: Sequence[Candidate], language: str) -> list[Reason]:
    """A denial of what the source affirms, or the other way round."""
    if denies(text, language) and not any(
        may_deny(one.text, one.article.language) for one in cited
    ):
        return [Reason("opposite", cited[0].text)]
    own = [one for one in cited if one.article.language == language]
    for one in own:
        if contradicts(text, one.text, language):
            return [Reason("opposite", one.text)]
    first = cited[0]
    if first in own:
        return []
    around = " ".join(one.text for one in cited)
    other, main = first.article.language, _ASIDE.sub("", first.text)
    if (
        (negates(text, language) and not negates(around, other, weak=True))
        or (negates(main, other) and not negates(text, language, weak=True))
        or (reverses(text, language, first.text, other) and reverses(text, language, around, other))
    ):
        return [Reason("opposite", first.text)]
    return []
