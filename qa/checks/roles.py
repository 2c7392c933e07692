"""Who does what to whom: names that stand in each other's place.

Two plain signs. After "to", "from" or "against", and the like in German, a written sentence has
another of the source's names than that has there: "to the North", of weapons that go to Russia.
And where it is nearly word for word from a source in its language, two names have those words
around them that the other has there. Roles that verbs and cases tell are not read ("bought",
"sold"); names are compared as in `qa.names`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from qa.around import SAME, around, nearly_verbatim
from qa.evidence import Candidate
from qa.language import function_words
from qa.names import known_in, names, runs

_PLACES = {
    "en": {"to": "to", "into": "to", "towards": "to", "from": "from", "against": "against"},
    "de": {
        "an": "to", "nach": "to", "zu": "to", "zum": "to", "zur": "to", "aus": "from",
        "von": "from", "vom": "from", "gegen": "against",
    },
}  # fmt: skip
"""What each preposition before a name says of its part."""

_OF = frozenset(("von", "vom"))
_ONWARDS = re.compile(r"\b(?:nach|bis|an|zu[mr]?|in (?:die|den|das)|ins)\b")
"""After "von": that it tells from where."""

_WAYS = frozenset(("to", "from"))
_NO_PART = re.compile(r"according|thanks|due|prior|close|next|compared", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:the|an?|its|d(?:ie|er|en|em|as)|eine[rnm]?)")
_MOST_BETWEEN = 2
_SOMETHING = re.compile(r"\b[^\W\d_A-Z]{4,}\b")  # not "and" alone
_WORD = re.compile(r"[\w’'-]+")
_MOST = 30  # names of a sentence that are compared


@dataclass(frozen=True, slots=True)
class _Part:
    """A name at [start, end), or several in a row: the preposition before it, by what it says,
    and the words around it."""

    name: str
    start: int
    end: int
    place: str
    around: frozenset[str]


def exchanged(text: str, cited: Sequence[Candidate], language: str) -> Iterator[str]:
    """The names of `text` in whose part the sentences `cited` have another that it names."""
    own = cited[0].article.language
    told = [one.text for one in cited if one.article.language == own]
    here, there = _parts(text, language), [part for one in told for part in _parts(one, own)]

    def same(one: _Part, other: _Part) -> bool:
        return _is_same(one.name, language, other.name, own)

    found = [part.name for part in here if _has_anothers_place(part, here, there, same)]
    if language == own and nearly_verbatim(text, " ".join(told)):
        found += _among_anothers_words(text, here, there, same)
    yield from dict.fromkeys(found)


_Same = Callable[[_Part, _Part], bool]


def _has_anothers_place(
    part: _Part, here: Sequence[_Part], there: Sequence[_Part], same: _Same
) -> bool:
    """Whether the source has the name without that preposition, and after it another which is
    `here` without it; or after nothing but the contrary one ("to Rome", of a way from Rome)."""
    met = [other for other in there if same(part, other)]
    if not part.place or not met or any(one.place == part.place for one in met):
        return False
    if part.place in _WAYS and all(one.place in _WAYS for one in met):
        return True
    instead = [other for other in there if other.place == part.place]
    others = [one for one in here if one.place != part.place]
    return any(same(one, other) for one in others for other in instead)


def _among_anothers_words(
    text: str, here: Sequence[_Part], there: Sequence[_Part], same: _Same
) -> Iterator[str]:
    """Both of two names that have those words around them that the other has in the source."""

    def alike(part: _Part, one: _Part) -> float:
        """How much of what is around `part` the source has around `one`; -1 if it has not that."""
        shared = (len(part.around & its.around) for its in there if same(one, its))
        return max(shared, default=-1) / max(1, len(part.around))

    for one, other in combinations(here, 2):
        if _SOMETHING.search(text[one.end : other.start]) and all(
            alike(part, its) >= SAME and alike(part, its) > alike(part, part) >= 0
            for part, its in ((one, other), (other, one))
        ):
            yield from (one.name, other.name)


def _parts(text: str, language: str) -> list[_Part]:
    places = _PLACES.get(language, {})
    parts = []
    for run in runs(one for one in names(text, language) if not one.ordinary)[:_MOST]:
        start, end = run[0].start, run[-1].end
        before = _WORD.findall(text[:start].casefold())
        for _ in range(_MOST_BETWEEN):
            if before and _BETWEEN.fullmatch(before[-1]):
                before.pop()
        earlier, last = ["", "", *before][-2:]
        place = "" if _NO_PART.fullmatch(earlier) else places.get(last, "")
        if _describes(text[end:], language) or (last in _OF and not _ONWARDS.search(text, end)):
            place = ""
        parts.append(
            _Part(" ".join(one.written for one in run), start, end, place, around(text, start, end))
        )
    return parts


def _describes(after: str, language: str) -> bool:
    """Whether an English name with `after` behind it only tells which: "to the Palu team"."""
    following = re.match(r"(?:[’']s)? ([a-z]+)|[’']s", after) if language == "en" else None
    return bool(following and following[1] not in function_words(language))


@lru_cache(maxsize=4096)
def _is_same(name: str, language: str, other: str, its: str) -> bool:
    known = known_in(other, its, other_language=its != language)
    return any(known.has(word, language) for word in name.split())
