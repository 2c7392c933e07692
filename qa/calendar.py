"""What months, weekdays, magnitudes and the days around today are called in a language, and the
patterns of dates made of them.

Names come from CLDR by way of babel, "gestern" and its like from dateparser. Where they stand in
a text, and what values they have there, is read in `qa.figures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

_SHORT_SCALES = {"en": {"bn": 1e9, "mn": 1e6, "tn": 1e12}, "de": {"tsd": 1e3, "mill": 1e6}}
_SHORTEST_MONTH = 3
_GAP = "\u00a0\u202f "
_ENGLISH_MONTH = (
    r"(?:(?!(?:March|April|May|June)\b)|(?<=[Ii]n )|(?<=of )|(?<=[Bb]y )|(?<=ly )|(?<=te )"
    r"|(?<=[Mm]id-)|(?<=st )|(?<=xt )|(?<=nce )|(?<=til )|(?<=his )|(?=\w+,? \d{4}))"
)
"""Before a month without a day: May, June and April may be persons, and a march none."""


def is_calendar(word: str, language: str) -> bool:
    """Whether `word` names a month or a weekday."""
    names = calendar(language)
    day = word.removesuffix("s") if language == "en" else word  # "on Mondays"
    return word.casefold() in names.months or bool(names.weekday.fullmatch(day))


@dataclass(frozen=True, eq=False)
class Calendar:
    """Tables of one language, all in lower case but English weekdays ("Sun" is none in "the
    sun"), and patterns over them.

    `months` count from 1, `weekdays` from 0 for Monday; `scales` are factors ("million" is
    1e6); `relative` has the words for each number of days from today.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    scales: dict[str, float]
    relative: tuple[tuple[int, tuple[str, ...]], ...]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    month_year: re.Pattern[str]
    weekday: re.Pattern[str]
    scale: re.Pattern[str]


@cache
def calendar(language: str) -> Calendar:
    """The calendar of `language` (ISO 639-1); of English where CLDR does not know it."""
    try:
        locale = Locale.parse(language or "en")
    except (ValueError, UnknownLocaleError):
        locale = Locale("en")
    months: dict[str, int] = {}
    as_written: list[str] = []  # "May" may stand alone, "may" may not
    weekdays: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context, locale).items():
                if len(word := name.strip(".")) >= _SHORTEST_MONTH:
                    months.setdefault(word.casefold(), int(number))
                    if width == "wide":
                        as_written.append(word)
            if width == "wide":
                for number, name in get_day_names(width, context, locale).items():
                    weekdays[name if locale.language == "en" else name.casefold()] = int(number)
    if locale.language == "de":
        weekdays["sonnabend"] = 5
    scales = _scales(locale)
    month, day = _any_of(months), r"(\d{1,2})(?:\.|st|nd|rd|th|er|º|°|-?го)?"
    english = locale.language == "en"
    alone = _ENGLISH_MONTH if english else ""
    link = r"\s{1,2}(?:de\s|of\s)?"
    year = r"(?:,?\s{1,2}(?:de\s|del\s|of\s)?([12]\d{3})\b)?"
    return Calendar(
        months,
        weekdays,
        scales,
        _relative(locale.language),
        re.compile(rf"\b{day}{link}({month})\b\.?{year}", re.IGNORECASE),
        re.compile(rf"\b({month})\.?\s{{1,2}}{day}(?![.,]?\d)\b{year}", re.IGNORECASE),
        re.compile(rf"{alone}\b({_any_of(as_written)})\b{year}"),
        re.compile(
            rf"\b({_any_of(weekdays)})" + (r"(?! (?!Night|Morning)[A-Z])" if english else ""),
            0 if english else re.IGNORECASE,
        ),
        re.compile(rf"[\s-]{{0,2}}({_any_of(scales)}|\b1(?:000){{1,4}})(?!\w)", re.IGNORECASE),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _scales(locale: Locale) -> dict[str, float]:
    """The names of thousand, million, … and their abbreviations, in lower case."""
    scales: dict[str, float] = dict(_SHORT_SCALES.get(locale.language, {}))
    for widths in locale.compact_decimal_formats.values():
        for forms in widths.values():
            for size, form in forms.items():
                name = re.sub(r"['\d]", "", form.pattern).strip(f"{_GAP}.").casefold()
                digits = form.pattern.count("0")
                if len(name) > 1 and name != "000":
                    scales.setdefault(name, float(size) / 10 ** (digits - 1))
    return scales


def _relative(language: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Words for the days around today: ((0, ("heute",)), (-1, ("gestern",)), …)."""
    if not re.fullmatch(r"[a-z]{2,3}", language):
        return ()
    try:
        info = import_module(f"dateparser.data.date_translation_data.{language}").info
    except ImportError:
        return ()
    names = {0: "0 day ago", -1: "1 day ago", -2: "2 day ago", 1: "in 1 day", 2: "in 2 day"}
    told = info.get("relative-type", {})
    return tuple((days, tuple(told.get(name, ()))) for days, name in names.items())
