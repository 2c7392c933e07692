"""What documents say about themselves, brought into one form; "" where it cannot be."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

_LANGUAGE = re.compile(r"^([a-z]{2})(?:[-_][A-Za-z0-9]+)*$", re.IGNORECASE)
_MAX_DATE = 100
_FIRST_YEAR = 1605
_BY = re.compile(
    r"^(?:(?:by|von|par|por|di|text|autor(?:in)?|author)\b[: ]\s*|.{1,40}\s(?-i:Von|By)\s+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:;|,|\||/|\bund\b|\band\b|&)\s*")
_MAX_AUTHORS, _MAX_NAME = 20, 80
_OUTLET_TAIL = re.compile(r"\s*(?:\||\s[–—-])\s.*$")
_LEGAL_FORM = re.compile(
    r",?\s(?:(?:GmbH|AG|SE)(?:\s?&\s?Co\.?\s?KG)?|eG|e\.\s?V\.|Ltd\.?|LLC|Inc\.?|S\.?A\.?)$"
)


def iso_date(value: object) -> str:
    """A date, a date-time or a text that names a whole date, as ISO 8601.

    A text without year, month or day gives "": nothing is filled in. Nor is a date that stands
    for none, such as the year 1.

    >>> iso_date("12. November 2024")
    '2024-11-12'
    """
    if isinstance(value, date):  # datetime is one
        return _said(value)
    if not isinstance(value, str) or not 0 < len(value) <= _MAX_DATE:
        return ""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return _read_by_a_person(value)
    has_time = "T" in value or ":" in value
    return _said(moment if has_time else moment.date())


def as_written(value: object) -> str:
    """The text of a date, for `Article.published_as`; "" of what is no text."""
    return value.strip() if isinstance(value, str) and len(value) <= _MAX_DATE else ""


def _said(moment: date) -> str:
    """ISO 8601; "" for what programs write where they know no date: the years before the first
    newspaper, and the moment from which computers count."""
    text = moment.isoformat()
    unknown = moment.year < _FIRST_YEAR or text.startswith("1970-01-01T00:00:00")
    return "" if unknown else text


@lru_cache(maxsize=1_000)  # a reading takes up to 50 ms, and articles of one day share theirs
def _read_by_a_person(value: str) -> str:
    from dateparser import parse

    moment: datetime | None = parse(
        value, settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    )
    if moment is None:
        return ""
    return _said(moment if ":" in value else moment.date())


def language_code(value: object) -> str:
    """The ISO 639-1 code in a language tag: "de" of "de-AT"."""
    match = _LANGUAGE.match(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else ""


def web_address(value: object) -> str:
    """An http or https address with a host, else ""."""
    if not isinstance(value, str):
        return ""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return ""
    return value.strip() if parts.scheme in ("http", "https") and parts.hostname else ""


def outlet(value: object) -> str:
    """The name of an outlet without what is sold with it, and without its legal form.

    >>> outlet("Der Bote GmbH & Co. KG | Nachrichten aus Musterau")
    'Der Bote'
    """
    if not isinstance(value, str):
        return ""
    name = " ".join(value.split())
    name = _OUTLET_TAIL.sub("", name) or name
    return _LEGAL_FORM.sub("", name)[:_MAX_NAME]


def authors_of(value: object) -> tuple[str, ...]:
    """Names of people from a byline, a list, or objects with names; no addresses.

    >>> authors_of("Wissen Von Ada Lovelace und Kurt Wolff")
    ('Ada Lovelace', 'Kurt Wolff')
    """
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        found = [name for one in value[:_MAX_AUTHORS] if one != value for name in _named(one)]
    else:
        found = _named(value)
    return tuple(dict.fromkeys(found))[:_MAX_AUTHORS]


def _named(value: object) -> list[str]:
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str) or _is_address(value.strip()):
        return []
    parts = _BETWEEN.split(_BY.sub("", " ".join(value[:1000].split())))
    return [part for part in parts if part and len(part) <= _MAX_NAME and not _is_address(part)]


def _is_address(name: str) -> bool:
    return "@" in name or name.lower().startswith(("http:", "https:", "www."))
