"""JSON, JSON Lines and CSV: each object or row is an article.

Which field is the title, the text, the date is found by its name, in English and German; a
mapping of ours to theirs can be given instead. JSON from an agency in IPTC's ninjs form is
read by `corpus.load.ninjs`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import xxhash

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import markup, ninjs
from corpus.load.fields import authors_of, iso_date, language_code, outlet, web_address
from corpus.load.plain import decoded

Loaded = Article | LoadError

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "articlebody", "article_text", "body_text", "maintext", "content_text"),
        *("content", "content_html", "fulltext", "full_text", "html", "inhalt", "volltext"),
        *("artikel", "article", "description", "summary"),
    ),
    "title": ("title", "headline", "head", "titel", "überschrift", "ueberschrift", "schlagzeile"),
    "source": (
        *("source", "outlet", "publisher", "newspaper", "medium", "sitename", "site_name"),
        *("source_name", "publication", "quelle", "zeitung", "verlag", "provider"),
    ),
    "published": (
        *("published", "date_published", "datepublished", "published_at", "publishedat"),
        *("publish_date", "pubdate", "date_publish", "publication_date", "date", "datum"),
        *("created", "created_at", "timestamp", "time", "veröffentlicht"),
    ),
    "authors": ("authors", "author", "byline", "by", "creator", "autor", "autoren", "autorin"),
    "language": ("language", "lang", "inlanguage", "sprache"),
    "url": ("url", "link", "permalink", "canonical", "web_url", "weburl", "adresse"),
    "id": ("id", "guid", "_id", "uuid", "uri", "@id", "doc_id"),
}
"""For each field of an article the names under which others keep it, the likeliest first."""

_LISTS = ("articles", "items", "data", "results", "entries", "docs", "documents", "news", "rows")
_MAX_FIELD, _MAX_DATE = 5_000_000, 100
_MAX_DEPTH_OF_LISTS = 3


def json_file(name: str, data: bytes, fields: Mapping[str, str]) -> Iterator[Loaded]:
    """The articles in a JSON document: an object, a list, or an object that holds a list."""
    yield from _of_value(name, _value(name, decoded(name, data)), fields)


def json_lines(name: str, data: bytes, fields: Mapping[str, str]) -> Iterator[Loaded]:
    """An article a line."""
    for number, line in enumerate(decoded(name, data).split("\n"), 1):
        if line.strip():
            where = f"{name}, line {number}"
            try:
                yield from _of_value(where, _value(where, line), fields, name)
            except LoadError as error:
                yield error


def table(name: str, data: bytes, fields: Mapping[str, str]) -> Iterator[Loaded]:
    """An article a row of a CSV file, whose first row names the fields."""
    content = decoded(name, data)
    first = content.lstrip("\n").partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    csv.field_size_limit(_MAX_FIELD)
    rows = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    try:
        if not rows.fieldnames or not _known(dict.fromkeys(rows.fieldnames, ""), fields, "text"):
            raise LoadError(
                name, 'has no column with the text; name it, as in "--field text=COLUMN".'
            )
        for row in rows:
            try:
                yield article(f"{name}, line {rows.line_num}", row, fields, name)
            except LoadError as error:
                yield error
    except csv.Error as error:
        yield LoadError(
            f"{name}, line {rows.line_num}", "is not valid CSV ({reason}); mend it.", reason=error
        )


def article(
    name: str, record: Mapping[Any, Any], fields: Mapping[str, str], file: str = ""
) -> Article:
    """One record as an article. Raises `LoadError` if it has no text."""

    def field(which: str) -> Any:
        key = _known(record, fields, which)
        return record[key] if key else None

    text = markup.words(_text(field("text")))
    if not text:
        known = ", ".join(str(key)[:30] for key in list(record)[:8])
        raise LoadError(
            name,
            'has no text among its fields ({known}); name it, as in "--field text=NAME".',
            known=known,
        )
    title, published = _text(field("title")), iso_date(field("published"))
    url = web_address(field("url")) or web_address(field("id"))
    key = _text(field("id")) or f"{title} {published}".strip()
    key = key[:200] or xxhash.xxh3_64_hexdigest(text.encode("utf-8", "ignore"))
    return Article(
        text=text,
        title=markup.words(title),
        source=outlet(_text(field("source"))),
        published=published,
        published_as=_text(field("published"))[:_MAX_DATE],
        authors=authors_of(field("authors")),
        language=language_code(_text(field("language"))),
        url=url,
        origin=url or f"{file or name}#{key}",
    )


def _value(name: str, content: str) -> Any:
    try:
        return json.loads(content.lstrip("\ufeff"))
    except RecursionError as error:
        raise LoadError(name, "is nested too deeply; check where it comes from.") from error
    except json.JSONDecodeError as error:
        raise LoadError(
            name,
            "is not valid JSON ({reason}, line {line}); fetch it again.",
            reason=error.msg,
            line=error.lineno,
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise LoadError(name, "has a number that is too long; check where it is from.") from error


def _of_value(
    name: str, value: Any, fields: Mapping[str, str], file: str = "", depth: int = 0
) -> Iterator[Loaded]:
    if isinstance(value, list) and depth < _MAX_DEPTH_OF_LISTS:
        for number, one in enumerate(value, 1):
            try:
                where = f"{name}, item {number}"
                yield from _of_value(where, one, fields, file or name, depth + 1)
            except LoadError as error:
                yield error
        if not value:
            raise LoadError(name, "is an empty list; check that it was written completely.")
    elif not isinstance(value, dict):
        raise LoadError(name, "holds no objects with fields, so no articles.")
    elif not fields and ninjs.is_item(value):
        yield ninjs.article(name, value)
    else:
        listed = next((value[key] for key in _LISTS if _is_records(value.get(key))), None)
        if listed is not None and not _known(value, fields, "text"):
            yield from _of_value(name, listed, fields, file, depth + 1)
        else:
            yield article(name, value, fields, file)


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _known(record: Mapping[Any, Any], fields: Mapping[str, str], which: str) -> str | None:
    """The name of the record's field that is `which`."""
    if which in fields:
        return fields[which] if fields[which] in record else None
    names = {str(key).strip().lower(): key for key in record}
    found = [names[one] for one in NAMES[which] if one in names]
    return next((key for key in found if record[key]), found[0] if found else None)


def _text(value: Any) -> str:
    """A field as text: a name in an object counts, and so do paragraphs in a list."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("value") or value.get("text") or ""
    if isinstance(value, list):
        return "\n\n".join(one for one in value if isinstance(one, str)).strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""
