"""Files become articles: one module a kind of file, chosen by the name's ending.

`files` finds them; `each` reads one, and gives its articles or the errors that say what is
wrong and what to do, whatever its bytes are; what a third-party parser raises on hostile input
ends here. `load` is the same for whom the first error is the end. Splitting and language
detection come later.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath

from corpus.article import Article
from corpus.errors import LoadError
from corpus.fetch import Fetcher
from corpus.load import (
    address,
    archive,
    docx,
    html,
    mail,
    markup,
    newsml,
    pdf,
    plain,
    records,
    warc,
)

MAX_BYTES = 50_000_000
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


def _zip(name: str, data: bytes, fields: Fields) -> Iterator[Loaded]:
    for member in archive.members(name, data):
        if isinstance(member, LoadError):
            yield member
        elif PurePath(member[0]).suffix.lower() == ".zip":
            yield LoadError(member[0], "is an archive in an archive; unpack it first.")
        else:
            yield from _read(*member, fields)


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
    ".zip": _zip,
}
STREAMED = (".warc", ".warc.gz")


def inputs(names: Iterable[str | os.PathLike[str]]) -> Iterator[Path | str]:
    """Addresses as they are, as texts; for all else the `files`, as paths."""
    for name in names:
        if isinstance(name, str) and address.is_address(name):
            yield name
        else:
            yield from files([Path(name)])


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and in folders those that can be read, in the order of their names.

    Inside a folder, hidden files, other kinds of files and links to folders are passed over;
    a file that is named itself never is.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and is_known(name):
                    yield Path(folder, name)


def is_known(name: str) -> bool:
    """Whether a file of that name is of a kind that can be read."""
    return PurePath(name).suffix.lower() in READERS or name.lower().endswith(STREAMED)


def load(path: Path, fields: Fields | None = None) -> Iterator[Article]:
    """The articles in one file. Raises the first `LoadError`."""
    for one in each(path, fields):
        if isinstance(one, LoadError):
            raise one
        yield one


def each(
    path: Path | str, fields: Fields | None = None, fetcher: Fetcher | None = None
) -> Iterator[Loaded]:
    """The articles in one file, or at an address, and a `LoadError` for each that cannot be
    read. Addresses are texts, files are paths."""
    try:
        if isinstance(path, str):
            found = address.articles(path, fetcher or Fetcher())
            yield from _guarded(path, "page that can be read", found)
        elif path.name.lower().endswith(STREAMED):
            yield from _streamed(path)
        else:
            yield from _read(str(path), _bytes(path), fields or {})
    except LoadError as error:
        yield error


def _streamed(path: Path) -> Iterator[Loaded]:
    _size(path)
    with path.open("rb") as stream:
        found = warc.pages(str(path), stream)
        while True:
            with _quiet():
                one = next(found, None)
            if one is None:
                return
            yield one if isinstance(one, LoadError) else _checked(str(path), one)


def _read(name: str, data: bytes, fields: Fields) -> Iterator[Loaded]:
    """The articles in these bytes; never raises."""
    suffix = PurePath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = ", ".join([*READERS, *STREAMED])
        yield LoadError(
            name, "is not a kind of file that can be read; give one of {known}.", known=known
        )
        return
    if not data:
        yield LoadError(name, "is empty (0 bytes); check that it was written completely.")
        return
    yield from _guarded(name, f"{suffix[1:].upper()} file", reader(name, data, fields))


def _guarded(name: str, kind: str, found: Iterator[Loaded]) -> Iterator[Loaded]:
    """What a reader finds; whatever it raises is an error of this input. Never raises."""
    some = False
    while True:
        try:
            with _quiet():
                one = next(found, None)
        except LoadError as error:
            yield error
            return
        except Exception as error:  # noqa: BLE001 - parsers raise anything on damaged files
            yield LoadError(
                name,
                "is damaged or not a {kind} ({reason}); open it and save it again.",
                kind=kind,
                reason=type(error).__name__,
            )
            return
        if one is None:
            break
        some = True
        yield one if isinstance(one, LoadError) else _checked(name, one)
    if not some:
        yield LoadError(name, "has no articles in it; check that this is the right file.")


def _checked(name: str, article: Article) -> Loaded:
    if not article.text.strip():
        return LoadError(name, "has no text in it; check that this is the right file.")
    if len(article.text) > MAX_CHARACTERS:
        return LoadError(name, "has over {most:,} characters; split it first.", most=MAX_CHARACTERS)
    return article


def _size(path: Path) -> int:
    """The size of a regular file. Raises `LoadError` if it is none."""
    name = str(path)
    try:
        if path.is_dir():
            raise LoadError(name, "is a folder; add it as such.")
        if not path.is_file() and path.exists():
            raise LoadError(name, "is not a regular file; copy its content into one.")
        with path.open("rb"):
            return path.stat().st_size
    except FileNotFoundError as error:
        raise LoadError(name, "does not exist; check the path.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise LoadError(
            name, "cannot be opened ({reason}); check its permissions.", reason=reason
        ) from error


def _bytes(path: Path) -> bytes:
    name, size = str(path), _size(path)
    if size > MAX_BYTES:
        raise LoadError(
            name,
            "has {size:,.0f} MB, over the {most:.0f} MB allowed; split it.",
            size=size / 1e6,
            most=MAX_BYTES / 1e6,
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise LoadError(
            name, "cannot be read ({reason}); check its disk.", reason=error.strerror
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """What parsers log or warn of while they read a file is not for the reader."""
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(disabled)
