"""What is planned, wished or possible, told as done: "was opened", of what "will be opened".

A written sentence tells something as done if it has a past tense, and nothing in that clause that
leaves it open. In the same language it may not rest on sentences that have its verb only next to a
modal verb or a word like "planned". In another language verbs cannot be compared: there the
sentences must leave all open that they tell, and the written one nothing. English and German only.
What was to be opened in 2020 is doubted in 2026 too: no article says it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from qa.checks.cues import ATTRIBUTED, OPEN, PAST, PLANNED
from qa.evidence import Candidate
from qa.language import function_words
from qa.names import lemma

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CLAUSE = re.compile(
    r"[,;:–—()„“”\"»«…!?]| - |\b(?:who|which|that|because|while|but|after|before|when|and)\b"
)
_MUST = re.compile(r"\b(?:is|are|was|were|has|have|had|got) to\b")
_PARTICIPLE = re.compile(
    r"\w*ge\w{2,}(?:t|en)|\w+iert|\w{0,5}(?:be|er|ver|zer|ent|über|unter|wider)\w{3,}(?:t|en)"
)
_WITH_PARTICIPLE = frozenset(("hat", "haben", "ist", "sind"))
_FUTURE = frozenset(("wird", "werden"))
_WAS = frozenset(("was", "were"))
_NEAR = 4
_AFTER = 6  # words after an English modal verb among which its verb is
_LAST = 3  # words of a German clause among which its verbs are


def told_as_done(text: str, cited: Sequence[Candidate], language: str) -> Iterator[str]:
    """The word by which the sentences `cited` leave open what `text` tells as done, if they do."""
    if not {language, *(one.article.language for one in cited)} <= PLANNED.keys():
        return
    if all(one.article.language == language for one in cited):
        yield from dict.fromkeys(_of_its_verb(text, [one.text for one in cited], language))
    elif any(_is_done(one, language) for one in _clauses(text)) and not _is_open(text, language):
        left_open = [_only_open(one.text, one.article.language) for one in cited]
        yield from left_open[:1] if all(left_open) else ()


def _of_its_verb(text: str, told: Sequence[str], language: str) -> Iterator[str]:
    """The words that leave open, in sentences of the same language, what verbs of `text` tell."""
    planned, others = _verbs(told, language)
    for clause in _clauses(text):
        if not _is_done(clause, language):
            continue
        for at, word in enumerate(clause):
            its = lemma(word, language)
            was = not _WAS.isdisjoint(clause[max(0, at - _NEAR) : at])
            inflected = word.islower() and its != word
            if its in planned and its not in others and (inflected or was):
                yield planned[its]


def _clauses(text: str) -> list[list[str]]:
    """The words of each clause."""
    return [_WORD.findall(clause) for clause in _CLAUSE.split(_MUST.sub("must", text))]


def _is_done(clause: Sequence[str], language: str) -> bool:
    """Whether a clause tells of something past, and leaves nothing open."""
    return _past(clause, language) and _open_at(clause, language) is None and "would" not in clause


def _is_open(text: str, language: str) -> bool:
    """Whether any word of a sentence may leave open what it tells."""
    return any(_is(word, OPEN, language) for clause in _clauses(text) for word in clause)


def _only_open(text: str, language: str) -> str:
    """The first word that leaves open what a sentence tells; "" if it tells of anything past,
    except that somebody says it."""
    first = ""
    for clause in _clauses(text):
        at = _open_at(clause, language)
        if at is not None:
            first = first or clause[at]
        elif _past(clause, language):
            return ""
    return first


def _verbs(texts: Sequence[str], language: str) -> tuple[dict[str, str], set[str]]:
    """The verbs that follow a word that leaves them open, with it; and all other words. Lemmas."""
    planned: dict[str, str] = {}
    told: set[str] = set()
    for text in texts:
        for clause in _clauses(text):
            at = _open_at(clause, language)
            own = set() if at is None else set(_governed(clause, at, language))
            for there, word in enumerate(clause):
                if there in own and at is not None:
                    planned[lemma(word, language)] = clause[at]
                else:
                    told.add(lemma(word, language))
    return planned, told


def _governed(clause: Sequence[str], at: int, language: str) -> Iterator[int]:
    """Where the verbs may be that the word number `at` leaves open."""
    if language == "de":
        last = len(clause) - 1
        end = range(max(at + 1, last - _LAST + 1), last + 1) if at < last else range(at - 2, at)
        yield from (there for there in end if there >= 0 and clause[there].islower())
        return
    for there in range(at + 1, min(len(clause), at + 1 + _AFTER)):
        word = clause[there]
        if not (
            word in function_words(language) or word.endswith("ly") or _is(word, PLANNED, language)
        ):
            yield there
            return


def _open_at(clause: Sequence[str], language: str) -> int | None:
    """Which word of a clause leaves it open whether something is done, if any."""
    for at, word in enumerate(clause):
        if word != "Will" and _is(word, PLANNED, language):
            return at
        if language == "de" and word.lower() in _FUTURE and len(clause) > 1:
            last = clause[-1] if at < len(clause) - 1 else clause[-2]
            if last.islower() and last.endswith("n") and lemma(last, language) == last:
                return at
    return None


def _past(clause: Sequence[str], language: str) -> bool:
    """Whether a clause has a verb in a past tense that is not of saying."""
    words = [word for word in clause if not _is(word, ATTRIBUTED, language)]
    if any(word.islower() and _is(word, PAST, language) for word in words):
        return True
    if language == "en":
        return any(word.endswith("ed") and lemma(word, language) != word for word in words)
    if _WITH_PARTICIPLE & {word.lower() for word in words}:
        return any(
            word.islower() and _PARTICIPLE.fullmatch(word) and _is_of_verb(word) for word in words
        )
    return any(
        word.islower()
        and word.endswith(("te", "ten"))
        and _is_of_verb(word)
        and not after[:1].isupper()  # "veröffentlichte Aufnahmen"
        for word, after in zip(words, (*words[1:], ""), strict=False)
    )


def _is_of_verb(word: str) -> bool:
    """Whether a German word is a form of a verb that is not its infinitive."""
    return lemma(word, "de").endswith("n") and lemma(word, "de") != word


def _is(word: str, table: dict[str, str], language: str) -> bool:
    return bool(_pattern(table[language]).fullmatch(word.lower()))


@cache
def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(alternatives)
