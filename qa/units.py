"""What a number counts: units of time, money, length, area and mass, as ids that compare across
languages.

30 days are not 30 years, nor 30 euros 30 dollars. Names and signs come from CLDR by way of babel.
Not told apart are currencies of one name where only that is written ("dollars"), short and metric
tons, miles on land and at sea; and nothing is converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import ascii_letters

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_symbol, list_currencies
from babel.units import UnknownUnitError, format_unit

from corpus.stem import stems
from qa.language import function_words

_UNITS = {
    "duration": "second minute hour day week month year decade century",
    "length": "millimeter centimeter meter kilometer inch foot yard mile nautical-mile",
    "area": "square-meter square-kilometer square-foot square-mile hectare acre",
    "mass": "gram kilogram pound ounce ton tonne",
    "volume": "milliliter liter hectoliter cubic-meter cubic-kilometer gallon barrel",
    "power": "kilowatt megawatt gigawatt",
    "energy": "kilowatt-hour",
}
_SPELLED_ELSEWHERE = {"en": "en_GB"}  # "metres"
_SAME = {"length-nautical-mile": "length-mile", "mass-tonne": "mass-ton"}
_FORMS = (1, 1.5, 2, 5)  # a number for each form that a language may have
_LONGEST = 3  # words of a unit
_SHORTEST = 3  # letters of a word in a currency's name, if it is no acronym
_WORD = re.compile(r"[\s\u00a0\u202f-]{0,2}([^\W\d_]+²?|[$€£¥₹₩₪₺₴₽])")
_BEFORE = re.compile(r"(?<!\w)([A-Z]{3}|[A-Z]{0,2}[$€£¥₹₩₪₺₴₽])[\s\u00a0\u202f]?$")
_LONGEST_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """`ids` of all that it may be, such as "duration-day", "currency-USD"; it stands in the text
    at [start, end)."""

    ids: frozenset[str]
    start: int
    end: int


def unit_of(text: str, start: int, end: int, language: str) -> Unit | None:
    """The unit of the number `text[start:end]`: what follows it, or the sign before it."""
    before = _BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
    if before and (ids := _signs().get(before.group(1))):
        return Unit(ids, before.start(), end)
    words: list[str] = []
    ends = [end]
    while len(words) < _LONGEST and (word := _WORD.match(text, ends[-1])):
        words.append(word.group(1))
        ends.append(word.end())
    found = _money(words, ends, language)
    for count in range(len(words), 0, -1):
        if ids := _measures(language).get(_key(" ".join(words[:count]), language)):
            return Unit(ids | found.ids if found else ids, end, ends[count])  # pounds are both
    return found


def differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two units, as ids, are of one kind and not the same."""
    return one.isdisjoint(other) and not _kinds(one).isdisjoint(_kinds(other))


def _kinds(ids: frozenset[str]) -> frozenset[str]:
    return frozenset(one.partition("-")[0] for one in ids)


def _money(words: list[str], ends: list[int], language: str) -> Unit | None:
    """ "US dollars", "Schweizer Franken": the words narrow each other down, and one is a noun."""
    found: Unit | None = None
    is_money = False
    for word, end in zip(words, ends[1:], strict=True):
        key = _key(word, language)
        ids = _signs().get(word) or _currencies(language).get(key)
        if not ids:
            break
        found = Unit((found.ids & ids or found.ids) if found else ids, ends[0], end)
        is_money |= word in _signs() or key in _nouns(language)
    return found if is_money else None


def _key(words: str, language: str) -> tuple[str, ...]:
    return tuple(stems(words, language)) or (words,)


@cache
def _measures(language: str) -> dict[tuple[str, ...], frozenset[str]]:
    """Units of measurement by the stems of their names and abbreviations."""
    found: dict[tuple[str, ...], set[str]] = {}
    for kind, units in _UNITS.items():
        for unit in units.split():
            name = f"{kind}-{unit}"
            for locale in dict.fromkeys((language, _SPELLED_ELSEWHERE.get(language, language))):
                for form in _written(name, locale_of(locale)):
                    found.setdefault(_key(form, language), set()).add(_SAME.get(name, name))
    small = function_words(language)  # "in" may be inches
    return {form: frozenset(ids) for form, ids in found.items() if " ".join(form) not in small}


def _written(unit: str, locale: Locale) -> Iterator[str]:
    for length in ("long", "short"):
        for number in _FORMS:
            try:
                form = format_unit(number, unit, length, locale=locale)
            except UnknownUnitError:
                continue
            form = re.sub(r"[\d.,\s\u00a0\u202f]+", " ", form).strip()
            if len(form) > 1 or not form.isalpha():  # "m" may be a million
                yield form


@cache
def _currencies(language: str) -> dict[tuple[str, ...], frozenset[str]]:
    """Currencies by the stem of each word in their names: "dollar" is of many."""
    found: dict[tuple[str, ...], set[str]] = {}
    for code in _current():
        words = {word for name in _named(code, language) for word in name}
        for word in words - function_words(language):
            if len(word) >= _SHORTEST or word.isupper():
                found.setdefault(_key(word, language), set()).add(f"currency-{code}")
    return {word: frozenset(ids) for word, ids in found.items()}


@cache
def _nouns(language: str) -> frozenset[tuple[str, ...]]:
    """The stems of "dollar", "franc" and the like, which the names of currencies end with or begin
    with, as those of several dollars tell; of whom they are is told by the others."""
    (australian, *_), (canadian, *_) = _named("AUD", language), _named("CAD", language)
    at = 0 if australian[0] == canadian[0] else -1
    places = set(" ".join(locale_of(language).territories.values()).casefold().split())
    nouns = {name[at] for code in _current() for name in _named(code, language)}
    return frozenset(_key(noun, language) for noun in nouns if noun.casefold() not in places)


def _named(code: str, language: str) -> list[list[str]]:
    """The words of a currency's name, and of so many of it."""
    names = (get_currency_name(code, count, locale=locale_of(language)) for count in (None, 2, 5))
    return [re.findall(r"[^\W\d_]+", name) for name in names]


@cache
def _signs() -> dict[str, frozenset[str]]:
    """Currencies by their codes and signs: "A$" is of one, "$" of several."""
    found: dict[str, set[str]] = {}
    for code in _current():
        sign = get_currency_symbol(code, locale="en")
        for written in {code, sign, sign.lstrip(ascii_letters) or code}:
            found.setdefault(written, set()).add(f"currency-{code}")
    found["US$"] = {"currency-USD"}
    return {written: frozenset(ids) for written, ids in found.items()}


@cache
def _current() -> list[str]:
    """Codes of the currencies that are in use."""
    used = get_global("territory_currencies")
    current = {
        code for told in used.values() for code, _, until, tender in told if tender and not until
    }
    return sorted(current & set(list_currencies()))


@cache
def locale_of(language: str) -> Locale:
    """The locale of an ISO 639-1 code; the English one where none is known."""
    try:
        return Locale.parse(language or "en")
    except (ValueError, UnknownLocaleError):
        return Locale("en")
