"""What a figure bounds: "more than 40" is a least, "almost 40" a most; "since 2010" something
begins, and "until 2010" it lasts.

Told by the words right before it, in four languages; rough figures ("about 40") and those without
such a word bound nothing. "Over" and "under" are apart from a least and a most, since a dispute may
be over 40 and somebody under 40 others.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Bound = Literal["", "least", "most", "over", "under", "since", "after", "until", "before", "in"]

_NUMBERS: dict[str, dict[Bound, str]] = {
    "de": {
        "least": r"(?<!nicht )mehr als|mindestens|frühestens(?: in)?|wenigstens"
        r"|zumindest|oberhalb(?: von)?|übersteig\w*|nicht (?:weniger als|unter)"
        r"|(?:länger|größer|höher|älter) als",
        "most": r"weniger als|höchstens|spätestens(?: in)?|maximal|bis zu|fast|knapp"
        r"|nahezu|beinahe|annähernd|nicht (?:mehr als|über)|unterhalb(?: von)?"
        r"|(?:kürzer|kleiner|niedriger|jünger) als",
        "over": r"(?<!nicht )über|gut",
        "under": r"(?<!nicht )unter",
    },
    "en": {
        "least": r"(?<!no )(?<!not )more than|at least|upwards of"
        r"|no (?:less|fewer) than|not less than|exceed(?:s|ed|ing)?|in excess of"
        r"|(?:longer|larger|bigger|higher|greater|older) than"
        r"|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|(?:a )?minimum of",
        "most": r"less than|fewer than|at most|up to|no(?:t)? more than|nearly|almost"
        r"|close to|as (?:much|many|high|long) as|(?:shorter|smaller|lower|younger) than"
        r"|(?:a )?maximum of|approaching",
        "over": r"over|above",
        "under": r"under|below",
    },
    "es": {
        "least": r"(?<!no )más de|al menos|por lo menos|no menos de|supera\w*|(?:un )?mínimo de",
        "most": r"menos de|como máximo|hasta|casi|cerca de|no más de|(?:un )?máximo de",
    },
    "fr": {
        "least": r"(?<!pas )plus d[e'’]|au moins|pas moins d[e'’]|dépass\w*|(?:un )?minimum d[e'’]",
        "most": r"moins d[e'’]|au plus|jusqu['’]à|près d[e'’]|presque|pas plus d[e'’]"
        r"|(?:un )?maximum d[e'’]",
    },
}  # fmt: skip
"""What stands before a number."""

_MOMENTS: dict[str, dict[Bound, str]] = {
    "de": {
        "since": r"seit|ab",
        "after": r"nach",
        "until": r"bis",
        "before": r"vor",
        "in": r"im",
    },
    "en": {
        "since": r"since|starting|beginning",
        "after": r"after|following",
        "until": r"until|till|by|through|up to",
        "before": r"before|prior to|ahead of",
        "in": r"in|on",
    },
    "es": {
        "since": r"desde|a partir de",
        "after": r"después de|tras",
        "until": r"hasta",
        "before": r"antes de",
        "in": r"en",
    },
    "fr": {
        "since": r"depuis|à partir d[eu]|dès",
        "after": r"après",
        "until": r"jusqu['’](?:à|en|au)",
        "before": r"avant",
        "in": r"en",
    },
}
"""The same of a date or year."""

_BETWEEN = {
    "de": r"(?:de[mrn] )?(?:Jahre?|Anfang|Mitte|Ende|Sommer|Herbst|Winter|Frühjahr)|zum|im|in",
    "en": r"in|on|early|mid|late"
    r"|(?:the )?(?:year|end of|start of|beginning of|spring of|summer of|autumn of|winter of)",
    "es": r"(?:el )?(?:año|finales de|principios de|mediados de)|de",
    "fr": r"l['’]année|(?:la )?fin|(?:le )?début|l['’]",
}
"""What may stand between that and the year; no article: "after the 2010 vote" may be in 2010."""

_BEFORE_DAYS = {"de": r"de[mn]", "en": r"the", "es": r"el", "fr": r"le"}
"""The same before a day."""

_SIGN = r"[\s\u00a0\u202f$€£¥(„“\"]*"
_FARTHEST = 40  # characters

_CONTRARY: dict[Bound, frozenset[Bound]] = {
    "least": frozenset(("most", "under")),
    "most": frozenset(("least", "over")),
    "over": frozenset(("most", "under")),
    "under": frozenset(("least", "over")),
    "since": frozenset(("until", "before")),
    "after": frozenset(("until", "before", "in")),
    "until": frozenset(("since", "after")),
    "before": frozenset(("since", "after", "in")),
    "in": frozenset(("after", "before")),
}


def bound_of(before: str, language: str, kind: Literal["number", "year", "day"]) -> Bound:
    """What a figure of that kind bounds after the text `before` it.

    >>> bound_of("Das Haus steht seit dem Jahr ", "de", "year")
    'since'
    """
    text = before[-_FARTHEST:]
    for bound in (_NUMBERS if kind == "number" else _MOMENTS).get(language, ()):
        if _pattern(language, bound, kind).search(text):
            return bound
    return ""


def contrary(one: Bound, other: Bound) -> bool:
    """Whether a figure that is the one cannot be the other: "since 2010", "until 2010"."""
    return other in _CONTRARY.get(one, ())


@cache
def _pattern(language: str, bound: Bound, kind: str) -> re.Pattern[str]:
    words = (_NUMBERS if kind == "number" else _MOMENTS)[language][bound]
    between = r"the age of|einem Alter von|einer|einem"
    if kind != "number":
        between = _BETWEEN[language] + (f"|{_BEFORE_DAYS[language]}" if kind == "day" else "")
    sign = {"least": r"[>≥]\s?|", "most": r"[<≤]\s?|"}.get(bound, "")
    return re.compile(rf"(?:{sign}\b(?:{words})(?:\s(?:{between}))*{_SIGN})$", re.IGNORECASE)
