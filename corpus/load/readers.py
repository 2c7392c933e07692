"""Bytes become articles: one module a kind of file, chosen by the name's ending.

Whatever the bytes are, articles come out of them, or errors that say what is wrong and what to
do; what a third-party parser raises on hostile input ends here. What it takes all time or memory
for ends in `corpus.load.apart`, where all this is called, and articles are told as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import address, docx, feed, html, mail, markup, newsml, pdf, plain, records

MAX_CHARACTERS = 5_000_000

Loaded = Article | LoadError
Fields = Mapping[str, str]
"""Which field of a record is which of an article: {"text": "Body"}."""

Reader = Callable[[str, bytes, Fields], Iterator[Loaded]]
"""Makes articles of a file's name and content; raises `LoadError`, or anything at all."""


def _alone(reader: Callable[[str, bytes], Article]) -> Reader:
    def read(name: str, data: bytes, _: Fields) -> Iterator[Loaded]:
        yield reader(name, data)

    return read


def _xml(name: str, data: bytes, _: Fields) -> Iterator[Loaded]:
    root = markup.parsed(name, data)
    if not newsml.is_item(root):
        raise LoadError(name, "is XML, but not NewsML-G2; add a feed by its address.")
    yield from newsml.articles(name, root)


READERS: dict[str, Reader] = {
    ".txt": _alone(plain.text),
    ".md": _alone(plain.markdown),
    ".html": _alone(html.page),
    ".htm": _alone(html.page),
    ".pdf": _alone(pdf.document),
    ".docx": _alone(docx.document),
    ".json": records.json_file,
    ".jsonl": records.json_lines,
    ".ndjson": records.json_lines,
    ".csv": records.table,
    ".tsv": records.table,
    ".xml": _xml,
    ".eml": _alone(mail.message),
}


def _file(data: bytes, name: str, fields: Fields) -> Iterator[dict[str, Any]]:
    suffix = PurePath(name).suffix.lower()
    yield from _told(name, f"{suffix[1:].upper()} file", READERS[suffix](name, data, fields))


def _page(data: bytes, name: str, url: str, kind: str) -> Iterator[dict[str, Any]]:
    def read() -> Iterator[Loaded]:
        yield address.read(name, url, kind, data)

    yield from _told(name, "page that can be read", read())


def _html(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    yield from _told(name, "page that can be read", READERS[".html"](name, data, {}))


def _feed(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    try:
        title, entries = feed.entries(name, data)
    except LoadError as error:
        yield _failed(error)
        return
    yield {"title": title, "entries": [asdict(one) for one in entries]}


READINGS: dict[str, Callable[..., Iterator[dict[str, Any]]]] = {
    "file": _file,
    "page": _page,
    "html": _html,
    "feed": _feed,
}
"""What can be asked for, with the names of what each needs to know."""


def _told(name: str, kind: str, found: Iterator[Loaded]) -> Iterator[dict[str, Any]]:
    """What a reader finds; whatever it raises is an error of this input. Never raises."""
    some = False
    while True:
        try:
            one = next(found, None)
        except LoadError as error:
            yield {**_failed(error), "last": True}
            return
        except MemoryError:
            failed = LoadError(name, "takes too much memory to read; split it.")
            yield {**_failed(failed), "last": True}
            return
        except Exception as error:  # noqa: BLE001 - parsers raise anything on damaged files
            failed = LoadError(
                name,
                "is damaged or not a {kind} ({reason}); open it and save it again.",
                kind=kind,
                reason=type(error).__name__,
            )
            yield {**_failed(failed), "last": True}
            return
        if one is None:
            break
        some = True
        checked = one if isinstance(one, LoadError) else _checked(name, one)
        yield _failed(checked) if isinstance(checked, LoadError) else {"article": asdict(checked)}
    if not some:
        yield _failed(LoadError(name, "has no articles in it; check that this is the right file."))


def _failed(error: LoadError) -> dict[str, Any]:
    return {"failed": error.name, "reason": error.reason.packed()}


def _checked(name: str, article: Article) -> Loaded:
    if not article.text.strip():
        return LoadError(name, "has no text in it; check that this is the right file.")
    if len(article.text) > MAX_CHARACTERS:
        return LoadError(name, "has over {most:,} characters; split it first.", most=MAX_CHARACTERS)
    return article
