"""What a figure bounds: "more than 40" is a least, "almost 40" a most; "since 2010" something
begins, and "until 2010" it lasts.

Told by the words right before it, in four languages; rough figures ("about 40") and those without
such a word bound nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Bound = Literal["", "least", "most", "since", "after", "until", "before", "in"]

_NUMBERS: dict[str, dict[Bound, str]] = {
    "de": {
        "least": r"(?<!nicht )(?:mehr als|über)|mindestens|frühestens(?: in)?|wenigstens"
        r"|zumindest|gut|oberhalb(?: von)?|übersteig\w*|nicht (?:weniger als|unter)"
        r"|(?:länger|größer|höher|älter) als",
        "most": r"weniger als|unter|höchstens|spätestens(?: in)?|maximal|bis zu|fast|knapp"
        r"|nahezu|beinahe|annähernd|nicht (?:mehr als|über)|unterhalb(?: von)?"
        r"|(?:kürzer|kleiner|niedriger|jünger) als",
    },
    "en": {
        "least": r"(?<!no )(?<!not )more than|over|above|at least|upwards of"
        r"|no (?:less|fewer) than|not less than|exceed(?:s|ed|ing)?|in excess of"
        r"|(?:longer|larger|bigger|higher|greater|older) than"
        r"|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|(?:a )?minimum of",
        "most": r"less than|fewer than|under|below|at most|up to|no(?:t)? more than|nearly|almost"
        r"|close to|as (?:much|many|high|long) as|(?:shorter|smaller|lower|younger) than"
        r"|(?:a )?maximum of|approaching",
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
    "de": r"de[mrn]|zum|das|Jahre?|Anfang|Mitte|Ende|Sommer|Herbst|Winter|Frühjahr|im|in",
    "en": r"the|in|on|early|mid|late|year|end of|start of|beginning of|summer of|autumn of",
    "es": r"el|año|finales de|principios de|mediados de|de",
    "fr": r"le|la|l['’]|année|fin|début",
}
"""What may stand between that and the year."""

_SIGN = r"[\s\u00a0\u202f$€£¥(„“\"]*"
_FARTHEST = 40  # characters

_CONTRARY: dict[Bound, frozenset[Bound]] = {
    "least": frozenset(("most",)),
    "most": frozenset(("least",)),
    "since": frozenset(("until", "before")),
    "after": frozenset(("until", "before", "in")),
    "until": frozenset(("since", "after")),
    "before": frozenset(("since", "after", "in")),
    "in": frozenset(("after", "before")),
}


def bound_of(before: str, language: str, *, moment: bool) -> Bound:
    """What a figure bounds after the text `before` it; a `moment` is a date or a year.

    >>> bound_of("Das Haus steht seit dem Jahr ", "de", moment=True)
    'since'
    """
    tables = _MOMENTS if moment else _NUMBERS
    if language not in tables:
        return ""
    text = before[-_FARTHEST:]
    for bound in tables[language]:
        if _pattern(language, bound, moment).search(text):
            return bound
    return ""


def contrary(one: Bound, other: Bound) -> bool:
    """Whether a figure that is the one cannot be the other: "since 2010", "until 2010"."""
    return other in _CONTRARY.get(one, ())


@cache
def _pattern(language: str, bound: Bound, moment: bool) -> re.Pattern[str]:
    words = (_MOMENTS if moment else _NUMBERS)[language][bound]
    between = _BETWEEN[language] if moment else r"the age of|einem Alter von|einer|einem"
    sign = {"least": r"[>≥]\s?|", "most": r"[<≤]\s?|"}.get(bound, "")
    return re.compile(rf"(?:{sign}\b(?:{words})(?:\s(?:{between}))*{_SIGN})$", re.IGNORECASE)
