"""Numbers as the reader's language writes them.

A small model copies them: "1,345,596" into a German sentence, "8.646 miles" or "1,5 tons" into an
English one, where they are other numbers to whoever reads them; and it parts them ("34, 273").
Each that stands so in what it was told is written over. How a language writes numbers is CLDR's
knowledge, by way of babel; what values they have, and whether a source has these, is for
`qa.figures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from babel import UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

from qa.language import function_words

_GAP = r"'’\u00a0\u202f "
_NO_CLOCK = r"(?!\d|[.,]\d|\s?(?:uhr|h|[ap]\.?m)\b)"
_TOLD = re.compile(
    rf"(?:\b(\w{{1,30}}) )?(?<![\w.,])"
    rf"(\d{{1,15}}(?:[.,{_GAP}]\d{{3}}){{0,4}}(?:[.,]\d{{1,9}})?){_NO_CLOCK}",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    rf"(?<![\w.,])\d{{1,15}}(?:[.,]\d{{1,9}}|,?[{_GAP}]\d{{3}}){{1,5}}{_NO_CLOCK}", re.IGNORECASE
)
_IN_GROUPS = re.compile(rf"\d{{1,3}}(?:(?:[.,{_GAP}]|, )\d{{3}})+")
_DECIMAL = re.compile(r"\d+\.\d+")
_SEPARATOR = re.compile(rf"[.,{_GAP}]")
_GROUP = 3  # digits


class Notation:
    """How `language` writes the numbers of the texts `told`, each with its language.

    >>> Notation("de", [("It was 1,345 tonnes.", "en")]).written("Es waren 1,345 Tonnen.")
    'Es waren 1.345 Tonnen.'
    """

    def __init__(self, language: str, told: Iterable[tuple[str, str]]) -> None:
        self._language = language
        self._copied: dict[str, str] = {}
        self._by_digits: dict[str, str] = {}
        for text, own in told:
            for word, number in _TOLD.findall(text):
                written = _rewritten(number, own, language)
                if written and not (_DECIMAL.fullmatch(number) and _is_name(word, own)):
                    self._copied[number] = number if self._copied.get(number) == number else written
                    self._by_digits[_digits(number)] = written

    def written(self, text: str) -> str:
        """`text` with the numbers in that notation that it has in another, or in parts."""
        return _WRITTEN.sub(self._own, text)

    def _own(self, match: re.Match[str]) -> str:
        number = match[0]
        if number in self._copied:
            return self._copied[number]
        return self._by_digits.get(_digits(number) if _IN_GROUPS.fullmatch(number) else "", number)


def _rewritten(number: str, own: str, language: str) -> str:
    """A number in the notation of the language `own` in that of another; "" if it is in none."""
    try:
        decimal, group = get_decimal_symbol(language), get_group_symbol(language)
        whole, _, part = number.partition(get_decimal_symbol(own))
    except UnknownLocaleError:
        return ""
    first, *groups = _SEPARATOR.split(whole)
    if (part and not part.isdigit()) or any(len(one) != _GROUP for one in groups):
        return ""
    if groups and len(first) > _GROUP:
        return ""
    return group.join((first, *groups)) + (decimal + part if part else "")


def _is_name(word: str, language: str) -> bool:
    """Whether the number after an English word is a version: "Web 2.0"."""
    named = language == "en" and word != word.lower()
    return named and word.lower() not in function_words(language)


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))
