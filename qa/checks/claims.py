"""Who says it, and which way: attribution, quotation marks, negation and direction.

Pure functions over words. The tables are of common news language: cues of reported speech and
negation in ten languages, pairs of opposites in four. They see what is said in one clause;
irony, double negation and what a verb implies are beyond them. Whether the sentence and its
source speak of the same thing at all is decided before, by nearness (`qa.verify`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from corpus.stem import stems
from qa.checks.cues import (
    ATTRIBUTED,
    DENIED,
    LIKE_NOT,
    NOT,
    OPPOSITES,
    OPPOSITES_ACROSS,
    OPPOSITES_WITHIN,
    SAID,
    SOMEBODY_SAYS,
    SPOKEN,
    SPOKEN_TOGETHER,
    UNLIKE,
    UNTRUE,
)
from qa.names import known_word

_WORD = re.compile(r"[\w’'-]+")
_QUOTED = re.compile(r"[„“\"»«]([^„“”\"»«\n]{8,400})[“”\"»«]")
_MARK = re.compile(r"[,;:„“”\"»«()]\s")
_NUMBERED = re.compile(r"\b[Nn]o\. ?(?=\d)")  # "Convention No. 81" denies nothing
_INDIRECT = {
    "de": re.compile(
        r"\b(?:dass|ob|wie|sei|seien|habe|hätten?|werde|würden?|könne|müsse|wolle|solle?n?|dürfe"
        r"|zufolge|[Ll]aut|Angaben|Bericht\w*)\b"
    ),
    "en": re.compile(r"\b(?:that|whether|if|how|would|[Aa]ccording|\w*edly)\b"),
}
_MIN_QUOTED_WORDS = 3
_LONGEST_NAME = 6
_WINDOW = 4
_FEW = 3
_SHARED = 0.5
_SHORTEST = 5  # letters of a word that "un-" may stand before: an "Unfall" is a "Fall"


@cache
def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives})", re.IGNORECASE)


def _is(word: str, table: dict[str, str], language: str) -> bool:
    alternatives = table.get(language)
    return bool(alternatives and _pattern(alternatives).fullmatch(word))


def is_cue(word: str, language: str) -> bool:
    """Whether the word tells that somebody says it: "Angaben", "according"."""
    return _is(word.lower(), ATTRIBUTED, language)


def is_attributed(text: str, language: str) -> bool:
    """Whether the sentence says that somebody says it; also if that cannot be told."""
    if language not in ATTRIBUTED or _QUOTED.search(text):
        return True
    words = _WORD.findall(text)
    return _says_together(text, language) or any(
        _is(one, ATTRIBUTED, language) or _is(one, SPOKEN, language) for one in words
    )


def _says_together(text: str, language: str) -> bool:
    together = SPOKEN_TOGETHER.get(language)
    return bool(together and _pattern(together).search(text))


def speaker(text: str, language: str) -> str:
    """Who says what this sentence of an article reports; "" where it reports nothing."""
    if language not in SOMEBODY_SAYS:
        return ""
    match = _speaker_pattern(language).search(text[:1000])
    if not match:
        return ""
    said_by = next(value for name, value in match.groupdict().items() if value and name != "after")
    return " ".join(said_by.split())


@cache
def _speaker_pattern(language: str) -> re.Pattern[str]:
    pattern = SOMEBODY_SAYS[language]
    if language == "de":  # "Laut", "Nach" may open the sentence
        for cue in ("laut", "nach angaben", "nach aussagen"):
            first, rest = (
                cue[0],
                cue[1:].replace("angaben", "Angaben").replace("aussagen", "Aussagen"),
            )
            pattern = pattern.replace(cue, f"[{first.upper()}{first}]{rest}")
    return re.compile(pattern.replace("according", "[Aa]ccording"))


def is_reported(text: str, language: str, *, across: bool = False) -> bool:
    """Whether a sentence of an article plainly repeats what somebody said: with a verb of saying,
    or between quotation marks, unless those enclose a name (the „Space Telescope Institute“).
    `across` where that is to be told in another language: then only with a verb of saying."""
    if any(_is(word, SAID if across else SPOKEN, language) for word in _WORD.findall(text)):
        return True
    if across:
        return False
    return _says_together(text, language) or any(
        len(match.group(1).split()) >= _MIN_QUOTED_WORDS and not _is_name(match)
        for match in _QUOTED.finditer(text)
    )


def beside_speech(source: str, language: str) -> str:
    """What a sentence with direct speech tells beside it; "" if it has none, or more that somebody
    says."""
    rest = _QUOTED.sub(" ", source)
    indirect = _INDIRECT.get(language)
    if rest == source or indirect is None or indirect.search(rest):
        return ""
    says = sum(_is(word, ATTRIBUTED, language) for word in _WORD.findall(rest))
    return rest if says <= 1 else ""


def _is_name(quoted: re.Match[str]) -> bool:
    """Whether what stands in quotation marks reads as a name: short, with a capital, and right
    after a word, as speech is not."""
    inside, before = quoted.group(1), quoted.string[: quoted.start()].rstrip()
    short = len(inside.split()) <= _LONGEST_NAME
    return short and inside[:1].isupper() and before[-1:].isalnum()


def quotations(text: str) -> list[str]:
    """What stands in quotation marks, if it is three words or more."""
    found = (match.group(1).strip(" ,.;:!?…") for match in _QUOTED.finditer(text))
    return [quote for quote in found if len(quote.split()) >= _MIN_QUOTED_WORDS]


def is_verbatim(quote: str, text: str) -> bool:
    """Whether `text` has the words of `quote` in this order, whatever is between them but words."""
    wanted, words = _WORD.findall(quote.casefold()), _WORD.findall(text.casefold())
    return f" {' '.join(wanted)} " in f" {' '.join(words)} "


def contradicts(text: str, source: str, language: str) -> bool:
    """Whether one of two sentences of the same language denies what the other says.

    They do if one has a negation, or the opposite of a word of the other, among words that
    both have.
    """
    stated, told = _Words(text, language), _Words(source, language)
    return (
        _denies(stated, told, language)
        or _denies(told, stated, language)
        or _reverses(stated, told, language)
    )


class _Words:
    """Words of a sentence in order, and their stems."""

    def __init__(self, text: str, language: str) -> None:
        parts = _MARK.split(_NUMBERED.sub("number ", text))
        told = [(word, part) for part, its in enumerate(parts) for word in _WORD.findall(its)]
        self.words = [word.strip("’'-").lower() for word, _ in told]  # "größte", not "grösste"
        self.parts = [part for _, part in told]
        self.stems = [(stems(word, language) or [word])[0] for word in self.words]
        self.known = frozenset(self.stems)

    def positions(self, alternatives: str) -> list[int]:
        """Where the words are that a pattern fits."""
        return [at for at, word in enumerate(self.words) if _pattern(alternatives).fullmatch(word)]

    def around(self, at: int, width: int = _WINDOW) -> list[str]:
        """The stems next to the word number `at`, in its own part of the sentence if that has a few
        of them."""
        near = range(max(0, at - width), min(at + 1 + width, len(self.stems)))
        around = [one for one in near if one != at and len(self.stems[one]) > 1]
        own = [one for one in around if self.parts[one] == self.parts[at]]
        return [self.stems[one] for one in (own if len(own) >= _FEW else around)]

    def negations(self, language: str, weak: bool = False) -> list[int]:
        """Which words negate; with `weak`, also those that may."""
        return [
            at
            for at, word in enumerate(self.words)
            if _is(word, NOT, language)
            or (weak and (_is(word, LIKE_NOT, language) or _begins_as_contrary(word, language)))
        ]


@lru_cache(maxsize=4096)
def _begins_as_contrary(word: str, language: str) -> bool:
    """Whether it is "un-" before a word that there is: "unclear", unlike "under"."""
    return (
        language in ("de", "en")
        and word.startswith("un")
        and len(word) > _SHORTEST
        and known_word(word.removeprefix("un"), language)
    )


def _denies(negated: _Words, other: _Words, language: str) -> bool:
    """Whether `negated` has a negation that `other` lacks, of words that it has."""
    for at in negated.negations(language):
        near = negated.around(at)
        shared = [one for one in near if one in other.known]
        if len(near) < 2 or len(shared) < 0.75 * len(near):  # noqa: PLR2004
            continue
        if not any(
            _share(near, other.around(there, 2 * _WINDOW)) >= _SHARED
            for there in other.negations(language, weak=True)
            if other.stems[there] not in negated.known or there in other.negations(language)
        ):
            return True
    return False


def _reverses(stated: _Words, told: _Words, language: str) -> bool:
    """Whether `told` has the contrary of a word that only `stated` has, among the same words."""
    return any(
        _share(near, told.around(there, 5)) >= _SHARED
        for at, contraries in _contraries(stated, told, language)
        if (near := stated.around(at, 3))
        for there in contraries
        if told.stems[there] not in stated.known
    )


def _contraries(stated: _Words, told: _Words, language: str) -> Iterator[tuple[int, Sequence[int]]]:
    """Words of `stated` that `told` lacks, and where the contraries are that it has instead."""
    across = (pairs[language] for pairs in OPPOSITES if language in pairs)
    for pair in (*across, *OPPOSITES_WITHIN.get(language, ())):
        for one, other in (pair, pair[::-1]):
            for at in stated.positions(one):
                if stated.stems[at] not in told.known and not told.positions(one):
                    yield at, told.positions(other)
    for pair in UNLIKE.get(language, ()):
        for one, other in (pair, pair[::-1]):
            for at, word in enumerate(stated.words):
                if stated.stems[at] in told.known or not word.startswith(one):
                    continue
                if len(rest := word.removeprefix(one).lstrip("-")) >= _SHORTEST:
                    contrary = {f"{other}{rest}", f"{other}-{rest}"}
                    yield at, [there for there, its in enumerate(told.words) if its in contrary]


def reverses(text: str, language: str, told: str, other: str) -> bool:
    """Whether `told`, in the `other` language, has the contrary of a word of `text`, neither
    has both: "Prices rose", of "Die Preise fielen". Of long sentences that is less sure than
    `contradicts`, which looks at the words around."""
    stated, source = _Words(text, language), _Words(told, other)
    return any(
        stated.positions(pairs[language][one])
        and source.positions(pairs[other][1 - one])
        and not stated.positions(pairs[language][1 - one])
        and not source.positions(pairs[other][one])
        for pairs in (*OPPOSITES, *OPPOSITES_ACROSS)
        if language in pairs and other in pairs
        for one in (0, 1)
    )


def denies(text: str, language: str) -> bool:
    """Whether somebody is said to deny something."""
    return any(_is(word, DENIED, language) for word in _Words(text, language).words)


def may_deny(text: str, language: str) -> bool:
    """Whether it has a negation, or anything that may stand for a denial; also if that cannot be
    told."""
    words = _Words(text, language)
    return language not in UNTRUE or bool(
        words.negations(language, weak=True)
        or any(_is(word, UNTRUE, language) for word in words.words)
    )


def _share(wanted: Sequence[str], among: Sequence[str]) -> float:
    return sum(one in among for one in wanted) / len(wanted) if wanted else 0.0


def negates(text: str, language: str, weak: bool = False) -> bool:
    """Whether the sentence has a negation, or with `weak` what may stand for one."""
    return bool(_Words(text, language).negations(language, weak))


def speakers_near_cues(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Spans (start, end) in `text` right before and after each cue of reported speech, where
    the one who says it is named."""
    pattern = ATTRIBUTED.get(language)
    if not pattern:
        return
    for match in _WORD.finditer(text):
        if _pattern(pattern).fullmatch(match.group()):
            before = max(text.rfind(mark, 0, match.start()) for mark in ',;:„“"»«')
            after = min(
                (at for mark in ',;:.„“"»«' if (at := text.find(mark, match.end())) >= 0),
                default=len(text),
            )
            yield max(before + 1, match.start() - 60), min(after, match.end() + 60)
