"""IPTC ninjs, the JSON in which agencies send news: versions 1.0 to 3.1 of the standard.

Version 1 keeps variants in `headline`, `body_text`, `body_xhtml` and the like; versions 2 and
3 in lists, `headlines` and `bodies`. Items without text (pictures, films, events) are refused
with their kind. https://iptc.org/standards/ninjs/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import markup
from corpus.load.fields import as_written, authors_of, iso_date, language_code, outlet, web_address

_SIGNS = frozenset(
    "versioncreated versionCreated headlines bodies headline_main body_main body_text body_xhtml"
    " body_html body_richtext pubstatus pubStatus associations renditions copyrightnotice"
    " copyrightNotice representationtype representationType".split()
)
_PLAIN = ("text", "main", "plain", "")
_STOPPED = ("withheld", "canceled", "cancelled")


def is_item(value: Mapping[str, Any]) -> bool:
    """Whether an object is an item in ninjs form."""
    standard = value.get("standard")
    named = isinstance(standard, dict) and "ninjs" in str(standard.get("name", "")).lower()
    return named or ("uri" in value and not _SIGNS.isdisjoint(value))


def article(name: str, item: Mapping[str, Any]) -> Article:
    """The article in a ninjs item, known by its `uri`; one that is withheld or cancelled is
    `withdrawn`. Raises `LoadError` if it has no text."""
    title = _best(_variants(item, "headline", "headlines")) or _string(item.get("title"))
    text = markup.words(_best(_variants(item, "body", "bodies")))
    status = _string(_get(item, "pubstatus", "pubStatus")).lower().rpartition(":")[2]
    if not text:
        kind = _string(item.get("type")) or "item"
        raise LoadError(
            name, "is a {kind} of an agency without text; add the text item.", kind=kind
        )
    created = _get(item, "versioncreated", "versionCreated", "firstcreated")
    return Article(
        text=text,
        title=markup.words(title),
        source=outlet(_source(item)),
        published=iso_date(created),
        published_as=as_written(created),
        authors=authors_of(_get(item, "byline", "by")),
        language=language_code(_string(_get(item, "language", "contentLanguage"))),
        url=web_address(_get(item, "canonicalurl", "canonicalUrl", "ednoteurl")),
        origin=_string(item.get("uri")) or name,
        withdrawn=status in _STOPPED,
    )


def _variants(item: Mapping[str, Any], single: str, several: str) -> list[tuple[str, str]]:
    """(kind, content) of each form in which the item has its headline or its body."""
    found = [
        (key.removeprefix(single).lstrip("_"), value)
        for key, value in item.items()
        if isinstance(value, str) and (key == single or key.startswith(f"{single}_"))
    ]
    listed = item.get(several)
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and isinstance(one.get("value"), str):
            found.append((_string(one.get("role")), one["value"]))
    return [(kind, value) for kind, value in found if value.strip()]


def _best(variants: list[tuple[str, str]]) -> str:
    """Marked-up text before plain text, for it has the paragraphs; main before others."""
    rich = [value for _, value in variants if "<p" in value.lower()]
    main = [value for kind in _PLAIN for one, value in variants if one == kind]
    return next(iter([*rich, *main, *(value for _, value in variants)]), "")


def _source(item: Mapping[str, Any]) -> str:
    given = _get(item, "infosource", "infosources", "infoSource", "infoSources", "source")
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, dict) and one.get("name"):
            return _string(one["name"])
        if isinstance(one, str):
            return one
    provider = item.get("provider")
    if isinstance(provider, dict):
        return _string(provider.get("name"))
    return _string(provider) or _string(_get(item, "copyrightholder", "copyrightHolder"))


def _get(item: Mapping[str, Any], *names: str) -> Any:
    return next((item[name] for name in names if item.get(name)), None)


def _string(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
