"""Which articles a question asks to look in: an outlet, a language, days of publication.

Only wording that speaks of the articles themselves is taken so ("in articles from 2023", "laut
Beispiel-Kurier", "the German press"). A time or place of what is asked for ("the flood of
November 2024") is not: articles on it appear on other days. The reader sees what was understood
and can change it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from corpus.listing import EVERYTHING, Filter
from qa.figures import figures
from qa.phrases import language_name
from qa.rewrite import own_names

_PRESS = (
    r"(?:articles?|reports|stories|coverage|press|media|newspapers?|outlets|sources"
    r"|artikeln?|meldungen|(?:presse)?berichten?|berichterstattung|medien|presse|zeitungen|quellen)"
)
_BETWEEN = re.compile(
    r"[\s,]*(?:(?:that|which|were|are|appeared|published|erschienen\w*|veröffentlicht\w*|die|the"
    r"|between|and|from|in|of|on|since|after|before|until|to|year|month|aus|dem|den|der|des|im|am"
    r"|vom|von|seit|ab|nach|vor|bis|zum|zwischen|und|jahre?s?|monat)\b[\s,]*|(?:in|auf)\s+[^\W\d]+[\s,]+)*"
)
_AFTER, _FROM = {"after", "nach"}, {"since", "seit", "ab"}
_BEFORE, _TO = {"before", "vor"}, {"until", "bis"}
_SAID_BY = (
    r"(?:\b(?:according to|laut|in|im|bei|beim|by|from|von|vom)\s+(?:the\s+|de[rmn]\s+|die\s+)?"
    r"[\"'„“»«]?{name}\b|\b{name}[\"'“”«»]?\s+(?:zufolge|report|writes?|wrote|says?|said|berichte"
    r"|schr(?:ei|ie)b|melde)"
    r"|\b(?:berichtete?|schreibt|schrieb|meldete?)\s+(?:der\s+|die\s+|das\s+)?{name}\b"
    r"|\b(?:did|does|has|hat|what|was)\s+(?:the\s+|de[rmn]\s+|die\s+)?{name}\s+[^.?!]{{0,80}}\b"
    r"(?:report|write|written|say|said|publish|berichte|geschrieben|gemeldet)\w*)"
)
_SHORTEST = 3  # characters of an outlet's name
_ARTICLES = {"the", "der", "die", "das", "le", "la", "el", "il"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def wanted(
    question: str, language: str, outlets: Sequence[str], languages: Sequence[str]
) -> Filter:
    """What `question`, in `language`, says of the articles; `outlets` and `languages` (ISO
    639-1) are those that there are.

    >>> wanted("What do German articles since May 2024 say?", "en", (), ("de", "en"))
    Filter(words='', source='', language='de', since='2024-05-01', until='')
    """
    since, until = _days(question, language)
    return replace(
        EVERYTHING,
        source=next(_outlets(question, language, outlets), ""),
        language=next(_languages(question, language, languages), ""),
        since=since,
        until=until,
    )


def _outlets(question: str, language: str, outlets: Sequence[str]) -> Iterator[str]:
    """Outlets that are said to report, the longest name first."""
    folded = question.casefold()
    near = {
        name: outlet
        for outlet in outlets
        for name in _called(outlet)
        if len(name) >= _SHORTEST and name.casefold() in folded
    }
    names = own_names(question, language) if near else ()
    named = {word for one in names for word in one.casefold().split()}
    for name in sorted(near, key=len, reverse=True):
        plain = name.isalpha() and name.casefold() not in named  # "in der Zeit" is no newspaper
        if not plain and re.search(_SAID_BY.format(name=re.escape(name)), question, re.IGNORECASE):
            yield near[name]


def _called(outlet: str) -> Iterator[str]:
    """What an outlet is called: in full, without its article, by its initials.

    >>> list(_called("Frankfurter Allgemeine Zeitung"))
    ['Frankfurter Allgemeine Zeitung', 'FAZ']
    """
    yield outlet
    words = outlet.split()
    if len(words) > 1 and words[0].casefold() in _ARTICLES:
        words = words[1:]
        yield " ".join(words)
    if len(words) > 1 and all(word[0].isupper() for word in words):
        yield "".join(word[0] for word in words)


def _languages(question: str, language: str, languages: Sequence[str]) -> Iterator[str]:
    for code in languages:
        names = {language_name(code), language_name(code, language)}
        adjective = "|".join(re.escape(name) + r"\w*" for name in names)
        pattern = (
            rf"\b(?:{adjective})(?:-language|sprachige\w*)?\s+{_PRESS}\b"
            rf"|\b{_PRESS}\s+(?:in|auf)\s+(?:{adjective})\b"
        )
        if re.search(pattern, question, re.IGNORECASE):
            yield code


def _days(question: str, language: str) -> tuple[str, str]:
    """First and last day of publication, ISO 8601; "" where there is no bound."""
    for match in re.finditer(rf"\b{_PRESS}\b", question, re.IGNORECASE):
        tail = question[match.end() :]
        joined = _BETWEEN.match(tail.casefold())
        periods = sorted(_periods(tail, language))
        if not periods or joined is None or periods[0][0] > joined.end():
            continue
        _, first, last = periods[0]
        said = set(joined.group().split())
        if said & {"between", "zwischen"} and len(periods) > 1:
            return str(first), str(periods[1][2])
        if said & (_FROM | _AFTER):
            return str(last + timedelta(1) if said & _AFTER else first), ""
        if said & (_BEFORE | _TO):
            return "", str(first - timedelta(1) if said & _BEFORE else last)
        return str(first), str(last)
    return "", ""


def _periods(text: str, language: str) -> Iterator[tuple[int, date, date]]:
    """Where a date or year is named, its first and its last day."""
    for figure in figures(text, language):
        value = min(figure.values)
        if figure.kind == "number" and value[0] == int(value[0]):
            value = (value[0], 0.0, 0.0)
        elif figure.kind != "date":
            continue
        year, month, day = map(int, value)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            continue
        try:
            first = date(year, month or 1, day or 1)
            last = date(year, month or 12, day or monthrange(year, month or 12)[1])
        except ValueError:
            continue
        yield figure.start, first, last
