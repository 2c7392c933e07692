"""Numbers, percentages, dates and weekdays in a text, as values that compare across languages.

10.000 = 10,000 = zehntausend; 2 Mio. = two million; 10. November = November 10; but 30 days are
not 30 years. Number words are read by text2num, what months, weekdays and magnitudes are called
tells `qa.calendar`, what a number counts `qa.units`. What is not read: Roman numerals, fractions in
words, and number words of languages that text2num does not know (then only digits count).

Whether a figure is right is decided by `unmet`; which sentences it is held against, in
`qa.checks.citing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from text_to_num import alpha2digit

from qa.around import SAME, alike, around
from qa.bounds import Bound, bound_of
from qa.calendar import Calendar, calendar
from qa.units import Unit, differ, unit_of

Kind = Literal["number", "percentage", "date", "weekday", "time", "score"]

SPELLED_OUT = 12
"""Up to this, numbers are often words; where those cannot be read, a missing one says nothing."""

_WORDS = frozenset(("de", "en", "es", "fr", "it", "nl", "pt"))  # of text2num
_GAP = "\u00a0\u202f "
_NUMBER = re.compile(
    rf"(?<![\d.,])\d{{1,15}}(?:(?:[.,'’{_GAP}]\d{{3}}|, 000)(?!\d)){{0,5}}(?:[.,]\d{{1,6}})?"
)
_GROUPED = re.compile(rf"\d{{1,3}}(?:[.,'’{_GAP}]\d{{3}})+")
_SEPARATOR = re.compile(rf"[.,'’{_GAP}]")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_SHORT_MONEY = re.compile(r"[$€£¥₹][\d.,]{1,15}([mMkK])\b")  # "£125m"
_SHORT = {"k": 1e3, "m": 1e6}
_ORDINAL = re.compile(r"(?:st|nd|rd|th|ème|ère|er|e)s?\b|[ªº°]|\. [a-zäöü]")
_GERMAN_ORDINAL = re.compile(  # "zweiten"; text2num makes it "2.", which may end a sentence
    r"\b\w*(?:zwei|drit|vier|fünf|sechs|sieb(?:en)?|ach|neun|zehn|elf|zwölf|[zß]ig|hundert|tausend)"
    r"s?te[nmrs]?\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:beide[nrs]?|both|either|ambos|ambas|entrambi)\b", re.IGNORECASE)
_NUMERIC = re.compile(r"\b(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})?(?!\d)")
_TIME = re.compile(
    r"\b(\d{1,2})(?:[:.h](\d{2}))?(?:\s?(uhr|a\.?m\b|p\.?m\b|o.clock|h\b)|(?<=:\d\d)\b)",
    re.IGNORECASE,
)
_SCORE = re.compile(r"(?<![\d:.,])(\d{1,3})\s?:\s?(\d{1,3})(?![\d:]|[.,]\d)")
_PERCENT = re.compile(
    r"\s?-?(?:%|prozent|percent|per cent|pct|pour ?cent|por ?cien|per ?cento|procent|proc\."
    r"|процент|відсот|yüzde|p(?:our|or|er) ?100\b)",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"\b([a-zäöüß]{3,20}?)(?=jährig|stündig|tägig|wöchig|monatig|minütig|fach\b|mal\b|köpfig"
    r"|stellig|teilig|prozentig|stöckig|seitig|malig)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"1\d{3}|20\d\d")
_VAGUE = frozenset((1.0, 100.0, 1e3, 1e6, 1e9))
_MAX_CHARACTERS = 4000
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_ABBREVIATED = 4  # letters of "Mio"
_MONTHS, _DAYS, _HOURS, _CENTURY = 12, 31, 24, 100


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as `written`; `values` are its possible readings ("1.234" has two).

    A date has (year, month, day) with 0 for what it does not say; a weekday is (0,), Monday,
    to (6,); a time (hour, minute) on a clock of twelve hours; a score ("2:1") has its two
    numbers, the smaller first, since who is named first differs. `near` has the words around it,
    `unit` the ids of what a number counts, as `qa.units` knows it; `bound` tells whether it is a
    least, a most, a beginning or an end (`qa.bounds`).
    """

    kind: Kind
    written: str
    values: frozenset[tuple[float, ...]]
    near: frozenset[str] = frozenset()
    start: int = 0
    unit: frozenset[str] = frozenset()
    amount: str = ""
    bound: Bound = ""

    @property
    def told(self) -> str:
        """It, with its unit if that is known: "30 days"."""
        return self.amount or self.written


@lru_cache(maxsize=4096)
def figures(text: str, language: str) -> tuple[Figure, ...]:
    """The figures in the first 4,000 characters of `text`, dates first.

    >>> [(f.kind, sorted(f.values)) for f in figures("Zehntausend am 3. Mai, 5 %", "de")]
    [('date', [(0.0, 5.0, 3.0)]), ('number', [(10000.0,)]), ('percentage', [(5.0,)])]
    """
    text = text[:_MAX_CHARACTERS]
    names = calendar(language)
    found: list[Figure] = []
    rest = list(text)
    for figure, end in _dates(text, names, language):
        if not any(rest[i] == "\n" for i in range(figure.start, end)):
            found.append(figure)
            rest[figure.start : end] = "\n" * (end - figure.start)
    for match in _TIME.finditer("".join(rest)):
        if int(match.group(1)) > _HOURS:  # "31:23" is a score
            continue
        hour, minute = int(match.group(1)) % 12, int(match.group(2) or 0)
        value = frozenset([(float(hour), float(minute))])
        found.append(Figure("time", match.group(), value, _near(match), match.start()))
        rest[match.start() : match.end()] = "\n" * len(match.group())
    for match in _SCORE.finditer("".join(rest)):
        one, other = sorted(map(float, match.groups()))
        value = frozenset([(one, other)])
        found.append(Figure("score", match.group(), value, _near(match), match.start()))
        rest[match.start() : match.end()] = "\n" * len(match.group())
    found += _weekdays(text, names)
    found += _numbers("".join(rest), language, names)
    return tuple(found)


def relative_days(text: str, language: str, published: date) -> Iterator[date]:
    """The days that "today", "yesterday" or a weekday in `text` mean, in the week before or
    after `published`."""
    words = set(_WORD.findall(text.casefold()))
    for days, names in calendar(language).relative:
        if not words.isdisjoint(names):
            yield published + timedelta(days)
    for figure in figures(text, language):
        if figure.kind == "weekday":
            ((weekday,),) = figure.values
            back = (published.weekday() - int(weekday)) % 7
            yield published - timedelta(back)
            yield published + timedelta(7 - back)


def unmet(
    stated: Iterable[Figure], sources: Iterable[Figure], days: Iterable[date], spelled: bool
) -> list[Figure]:
    """Those of `stated` that nothing meets.

    `days` are dates that count as said: what relative words mean, or when the source was
    published. `spelled` tells whether the source's number words could be read.
    """
    sources, days = list(sources), list(days)
    return [figure for figure in stated if not _met(figure, sources, days, spelled)]


def _met(stated: Figure, sources: list[Figure], days: list[date], spelled: bool) -> bool:
    if stated.kind == "score" and not any(source.kind == "score" for source in sources):
        numbers = {value for source in sources for value in source.values}  # "won 2-1"
        return any(all((part,) in numbers for part in value) for value in stated.values)
    return any(meets(stated, source) for source in sources) or (
        _met_by_day(stated, days) or (not spelled and is_small(stated))
    )


def displaced(stated: Figure, sources: Sequence[Figure]) -> Figure | None:
    """The other figure that a source of the same language has in the place of `stated`.

    The place is told by the words around. None where `stated` itself stands there.
    """
    if not stated.near:
        return None
    own, best, other = 0.0, 0.0, None
    for source in sources:
        here = alike(stated.near, source.near)
        if meets(stated, source):
            own = max(own, here)
        elif source.kind == stated.kind and here > best:
            best, other = here, source
    return other if best >= SAME and best > own else None


def meets(stated: Figure, source: Figure) -> bool:
    """Whether `source` says what `stated` says: equal, or a date that says more."""
    if stated.kind == source.kind == "date":
        return any(_within(a, b) for a in stated.values for b in source.values)
    if stated.kind == "date":  # "2014" is a number where it stands alone
        year_only = frozenset((v[0],) for v in stated.values if not v[1] and not v[2])
        return source.kind == "number" and bool(year_only & source.values)
    if stated.kind == "weekday" and source.kind == "date":
        return len(source.values) == 1 and _weekday(*source.values) in stated.values
    if stated.kind == "number" and source.kind in ("date", "score"):
        parts = {(part,) for value in source.values for part in (value[0], value[-1])}
        unsaid = {(0.0,)} if source.kind == "date" else set()
        return bool((parts - unsaid) & stated.values)
    if "percentage" in (stated.kind, source.kind) and stated.kind != source.kind:
        return stated.kind == "number" and bool(stated.values & source.values)
    return (
        stated.kind == source.kind
        and bool(stated.values & source.values)
        and not differ(stated.unit, source.unit)
    )


def _met_by_day(stated: Figure, days: list[date]) -> bool:
    if stated.kind == "weekday":
        return any((day.weekday(),) in stated.values for day in days)
    told = [(day.year, day.month, day.day) for day in days]
    if stated.kind == "date":
        return any(a[2] and _within(a, b) for a in stated.values for b in told)
    return stated.kind == "number" and any((year,) in stated.values for year, _, _ in told)


def _within(stated: tuple[float, ...], source: tuple[float, ...]) -> bool:
    return all(not a or a == b for a, b in zip(stated, source, strict=True))


def _weekday(value: tuple[float, ...]) -> tuple[float, ...]:
    try:
        return (date(*(int(part) for part in value)).weekday(),)
    except ValueError:
        return ()


def has_digits(text: str, written: str) -> bool:
    """Whether `written`, a number, stands in `text` in digits, and not within a longer one."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(written)}(?!\d|[.,]\d)", text))


def is_year(figure: Figure) -> bool:
    """Whether it is a number that may be a year of our time."""
    return bool(re.fullmatch(r"(?:19|20)\d\d", figure.written))


def is_small(figure: Figure) -> bool:
    """Whether it is a number that is often written as a word."""
    return figure.kind == "number" and all(value[0] <= SPELLED_OUT for value in figure.values)


def readable(language: str) -> bool:
    """Whether number words of `language` are read, not only digits."""
    return language in _WORDS


def _dates(text: str, names: Calendar, language: str) -> Iterator[tuple[Figure, int]]:
    for match in _ISO.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        yield from _date(match, language, [(year, month, day)])
    for match in _NUMERIC.finditer(text):
        first, mark, second, written = match.groups()
        if written is None and mark == "/":
            continue
        year = int(written or 0)
        if written and len(written) < len("2024"):
            year += 2000 if year < 70 else 1900  # noqa: PLR2004
        orders = [(year, int(second), int(first))]
        if mark == "/":
            orders.append((year, int(first), int(second)))
        yield from _date(match, language, orders)
    for pattern, day_at, month_at in ((names.day_month, 1, 2), (names.month_day, 2, 1)):
        for match in pattern.finditer(text):
            month = names.months[match.group(month_at).casefold()]
            yield from _date(
                match, language, [(int(match.group(3) or 0), month, int(match.group(day_at)))]
            )
    for match in names.month_year.finditer(text):
        month = names.months.get(match.group(1).casefold(), 0)
        yield from _date(match, language, [(int(match.group(2) or 0), month, 0)])


@lru_cache(maxsize=4096)
def ordinals(text: str, language: str) -> tuple[Figure, ...]:
    """The numbers that ordinals in words stand for, among others, and "both": "neunzehnten" may
    bear out "19th". They are no `figures`, since in other languages they need not be met by any."""
    if language not in _WORDS or not text.strip():
        return ()
    line = re.sub(r"[-\n]", " ", text[:_MAX_CHARACTERS])
    read = alpha2digit(line, language, threshold=1)
    both = [Figure("number", "2", frozenset([(2.0,)]))] if _BOTH.search(text) else []
    return (
        *both,
        *(
            Figure("number", one, frozenset((value,) for value in _readings(one)))
            for one in _NUMBER.findall(read)
            if one not in text and not _readings(one) <= _VAGUE
        ),
    )


def _date(
    match: re.Match[str], language: str, orders: list[tuple[int, int, int]]
) -> Iterator[tuple[Figure, int]]:
    values = frozenset(
        (float(year), float(month), float(day))
        for year, month, day in orders
        if 1 <= month <= _MONTHS and 0 <= day <= _DAYS
    )
    if values:
        kind: Literal["day", "year"] = "day" if any(day for _, _, day in values) else "year"
        bound = bound_of(match.string[: match.start()], language, kind)
        written = match.group().strip()
        figure = Figure("date", written, values, _near(match), match.start(), bound=bound)
        yield figure, match.end()


def _weekdays(text: str, names: Calendar) -> Iterator[Figure]:
    for match in names.weekday.finditer(text):
        day = match.group(1)
        value = float(names.weekdays.get(day, names.weekdays.get(day.casefold(), 0)))
        yield Figure("weekday", match.group(), frozenset([(value,)]), _near(match), match.start())


def _numbers(text: str, language: str, names: Calendar) -> Iterator[Figure]:
    spelled = text
    if language in _WORDS:
        if language == "de":
            text = _GERMAN_ORDINAL.sub("nth", _COMPOUND.sub(r"\1 ", text))
        read = "\n".join(
            alpha2digit(line.replace("-", " "), language, threshold=1) if line.strip() else line
            for line in text.split("\n")
        )
        text = read if len(read) <= 2 * _MAX_CHARACTERS else text
    end = 0
    for match in _NUMBER.finditer(text):
        if match.start() < end:  # the magnitude of the number before
            continue
        written, end = match.group(), match.end()
        readings = _readings(written)
        if (readings <= _VAGUE or _ORDINAL.match(text, end)) and not has_digits(spelled, written):
            continue  # "hundreds", "a third", "one of them"
        if scale := names.scale.match(text, end):
            word = scale.group(1).casefold()
            factor = names.scales.get(word) or float(word)
            readings = {value * factor for value in readings}
            end = scale.end()  # a magnitude in words, "billion", may have been made a number
            if len(word) <= _ABBREVIATED and text.startswith(". ", end):
                end += 1  # "5 Mio. Euro"
            if not word.isdigit():
                written += scale.group()
            elif as_written := re.search(rf"{re.escape(written)}[\s-]?[^\W\d_]+", spelled):
                written = as_written.group()
            else:
                written = f"{min(readings):.15g}"
        elif match.start() and (short := _SHORT_MONEY.match(text, match.start() - 1)):
            readings = {value * _SHORT[short.group(1).casefold()] for value in readings}
            written, end = written + short.group(1), short.end()
        percent = _PERCENT.match(text, end)
        unit = None if percent else unit_of(text, match.start(), end, language)
        yield Figure(
            "percentage" if percent else "number",
            (written + percent.group() if percent else written).strip(),
            frozenset((round(value, 6),) for value in readings),
            _near(match),
            match.start(),
            unit.ids if unit else frozenset(),
            _amount(written, unit, text, match.start()) if unit else "",
            _bound(written, text[: match.start()], language, unit),
        )


def _bound(written: str, before: str, language: str, unit: Unit | None) -> Bound:
    """What a number bounds, which may be a year."""
    year = unit is None and _YEAR.fullmatch(written)
    if year and (bound := bound_of(before, language, "year")):
        return bound
    return bound_of(before, language, "number")


def _amount(written: str, unit: Unit, text: str, start: int) -> str:
    """ "30 days", "$30"."""
    if unit.start < start:
        return text[unit.start : start] + written
    return f"{written} {text[unit.start : unit.end].strip()}"


def _near(match: re.Match[str]) -> frozenset[str]:
    return around(match.string, match.start(), match.end())


def _readings(written: str) -> set[float]:
    written = written.replace(", ", ",")  # small models write "10, 000"
    if _GROUPED.fullmatch(written):
        readings = {float(_SEPARATOR.sub("", written))}
        if re.fullmatch(r"\d+[.,]\d+", written):
            readings.add(float(written.replace(",", ".")))
        return readings
    whole, mark, decimals = written, "", ""
    if found := re.search(r"([.,])(\d{1,6})$", written):
        whole, mark, decimals = written[: found.start()], ".", found.group(2)
    return {float(_SEPARATOR.sub("", whole) + mark + decimals)}
