"""How much of it, how strongly: words of one scale, of which a text has another than its source.

"All members" are not "some members", "must" is not "may", doubled is not tripled. A word is
contrary to the source if that has none of the same step, but one of another step of the scale that
the text lacks in turn. German and English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.around import SAME, alike, around
from qa.evidence import Candidate

_SCALES: dict[str, dict[str, dict[str, str]]] = {
    "how many": {
        "all": {
            "de": r"alle[rn]?|jede[nrms]?|sämtliche\w*|irgend\w*|beide\w*",
            "en": r"all|every|each|everyone|everybody|both|any",
        },
        "most": {
            "de": r"(?:der |die )?meisten?|\w*mehrheit\w*|größtenteils|großteil\w*"
            r"|(?:der )?größte teil",
            "en": r"most|mostly|majority",
        },
        "many": {
            "de": r"viel(?:e[nr]?)?|zahlreiche\w*|unzählige\w*|mehrere\w*|dutzende?n?"
            r"|etliche\w*|hunderte\w*|tausende\w*",
            "en": r"many|numerous|countless|several|multiple|dozens|hundreds|thousands|a number of"
            r"|lots? of|much",
        },
        "some": {
            "de": r"einige\w*|irgend\w*|manche\w*|mehrere\w*|gewisse\w*|ein paar|etliche\w*|teils"
            r"|teilweise|vereinzelte\w*|zum teil|andere\w*",
            "en": r"(?<!in )(?<!at )(?<!for )some|any|several|certain|a few|partly"
            r"|a number of|various|others?",
        },
        "few": {
            "de": r"wenige\w*|kaum|vereinzelte\w*|selten\w*",
            "en": r"few|hardly|scarcely|rarely|little",
        },
    },
    "what share": {
        "half": {"de": r"hälften?|halbe[nrms]?", "en": r"half|halves"},
        "third": {"de": r"(?:ein|zwei)?drittel\w*", "en": r"(?:a|one|two)[ -]thirds?|thirds"},
        "quarter": {
            "de": r"(?:drei)?viertel\w*",
            "en": r"(?:a|one|three)[ -]quarters?|quarters of|(?:a|one)[ -]fourth",
        },
        "fifth": {"de": r"fünftel\w*", "en": r"(?:a|one|two|three|four)[ -]fifths?"},
        "tenth": {"de": r"zehntel\w*", "en": r"(?:a|one)[ -]tenth"},
    },
    "how many times": {
        "half": {"de": r"halbier\w*", "en": r"halv(?:e|es|ed|ing)"},
        "double": {
            "de": r"verdoppel\w*|doppelt\w*|zweimal|zweifach\w*",
            "en": r"doubl\w*|twice|twofold|two times",
        },
        "triple": {
            "de": r"verdreifach\w*|dreimal|dreifach\w*",
            "en": r"tripl\w*|threefold|three times|trebl\w*|thrice",
        },
        "quadruple": {
            "de": r"vervierfach\w*|viermal|vierfach\w*",
            "en": r"quadrupl\w*|fourfold|four times",
        },
    },
    "must or may": {
        "must": {
            "de": r"muss|müssen|müsse|mussten?|müssten?|verpflicht\w*|gezwungen|zwing\w*"
            r"|vorgeschrieben\w*|pflicht\w*|notwendig\w*|nötig\w*|unerlässlich|zwang|hat zu"
            r"|haben zu|ist zu|sind zu|erforder\w*|verlang\w*|soll(?:en|ten?|e)?"
            r"|d[aü]rf\w*(?: [^\W\d_]+){0,8} (?:nicht|kein\w*)",
            "en": r"must|shall|ha(?:ve|s|d) (?:got )?to|need(?:s|ed)?|requir\w*|oblig\w*|forced?"
            r"|compel\w*|mandatory|compulsory|necessary|essential|bound to|is to|are to|was to"
            r"|were to|ordered|demand\w*|should|ought|(?:may|can|could) ?(?:not|n[’']t)",
        },
        "may": {
            "de": r"kann|können|könne|könnten?|konnten?|darf|dürfen|dürfe|dürften?|durften?"
            r"|möglich\w*|erlaub\w*|berechtigt\w*|gestatte\w*|freiwillig\w*|lassen|lässt|fähig"
            r"|in der lage",
            "en": r"may|can|could|might|allow\w*|permit\w*|able|possib\w*|optional\w*|voluntar\w*"
            r"|entitled|lets?|enabl\w*|capable",
        },
    },
    "which day": {
        "yesterday": {"de": r"gestern|vortag\w*|gestrig\w*", "en": r"yesterday|last night"},
        "today": {"de": r"heute|heutig\w*", "en": r"today|tonight|this morning"},
        "tomorrow": {"de": r"morgen", "en": r"tomorrow"},
    },
}
"""By scale and step, the words of each language."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a scale: the `steps` that it may be of, and the words `near` it."""

    written: str
    steps: frozenset[str]
    near: frozenset[str]


def other_steps(text: str, cited: Sequence[Candidate], language: str) -> Iterator[str]:
    """The words of `text` that are of one step of a scale where the sentences `cited` have words of
    others: anywhere, and none of the same; or, in the same language, in the same place."""
    if not {language, *(one.article.language for one in cited)} <= {"de", "en"}:
        return
    for scale in _SCALES.values():
        here = list(_words(text, scale, language))
        there = [
            (other, one.article.language)
            for one in cited
            for other in _words(one.text, scale, one.article.language)
        ]
        if (
            here
            and there
            and not any(one.steps & other.steps for one in here for other, _ in there)
        ):
            yield here[0].written
            continue
        own = [other for other, its in there if its == language]
        yield from (one.written for one in here if _is_displaced(one, own))


def _is_displaced(one: _Word, told: Sequence[_Word]) -> bool:
    """Whether a source has a word of another step in its place, and none of the same."""
    own, other = (
        max(
            (alike(one.near, its.near) for its in told if bool(its.steps & one.steps) is same),
            default=0,
        )
        for same in (True, False)
    )
    return other >= SAME and other > own


def _words(text: str, scale: dict[str, dict[str, str]], language: str) -> Iterator[_Word]:
    found: dict[tuple[int, int], set[str]] = {}
    for step, words in scale.items():
        for match in _pattern(words[language]).finditer(text):
            found.setdefault(match.span(), set()).add(step)
    for (start, end), steps in found.items():
        yield _Word(text[start:end], frozenset(steps), around(text, start, end))


@cache
def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)
