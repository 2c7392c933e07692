"""Files, addresses and feeds become articles, whatever their bytes are.

`files` finds them; `each` reads one, and gives its articles or the errors that say what is
wrong and what to do. `load` is the same for whom the first error is the end. What is in the
bytes is found by `corpus.load.readers`, in a process of its own. Splitting and language
detection come later.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

from corpus.article import Article
from corpus.errors import LoadError, Message, TooHard
from corpus.fetch import Fetcher
from corpus.load import address, apart, archive, feed, warc
from corpus.load.readers import READERS, Fields, Loaded

MAX_BYTES = 50_000_000
ARCHIVE = ".zip"
STREAMED = (".warc", ".warc.gz")
_MOST_TOO_HARD = 3  # in one archive; then it is given up


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
    suffix = PurePath(name).suffix.lower()
    return suffix in READERS or suffix == ARCHIVE or name.lower().endswith(STREAMED)


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
            fetched = (fetcher or Fetcher()).get(path)
            yield from _articles(path, fetched.data, "page", url=fetched.url, kind=fetched.kind)
        elif path.name.lower().endswith(STREAMED):
            yield from _few_too_hard(str(path), _streamed(path))
        elif path.suffix.lower() == ARCHIVE:
            yield from _few_too_hard(str(path), _unpacked(str(path), _bytes(path), fields or {}))
        else:
            yield from _read(str(path), _bytes(path), fields or {})
    except LoadError as error:
        yield error


def entries(name: str, data: bytes) -> tuple[str, tuple[feed.Entry, ...]]:
    """The title of a feed and its entries. Raises `LoadError` if it is none."""
    (told,) = apart.answers(name, {"what": "feed", "name": name}, data)
    if "failed" in told:
        raise LoadError(told["failed"], told["reason"])
    found = (feed.Entry(**{**one, "authors": tuple(one["authors"])}) for one in told["entries"])
    return told["title"], tuple(found)


def _streamed(path: Path) -> Iterator[Loaded]:
    def page(where: str, data: bytes) -> Loaded:
        (found,) = _articles(where, data, "html")
        return found

    _size(path)
    with path.open("rb") as stream:
        yield from warc.pages(str(path), stream, page)


def _unpacked(name: str, data: bytes, fields: Fields) -> Iterator[Loaded]:
    for member in archive.members(name, data):
        if isinstance(member, LoadError):
            yield member
        elif PurePath(member[0]).suffix.lower() == ARCHIVE:
            yield LoadError(member[0], "is an archive in an archive; unpack it first.")
        else:
            yield from _read(*member, fields)


def _few_too_hard(name: str, found: Iterator[Loaded]) -> Iterator[Loaded]:
    """What is found in an archive, until too much of it took all the time there is."""
    hard = 0
    for one in found:
        yield one
        hard += isinstance(one, TooHard)
        if hard >= _MOST_TOO_HARD:
            raise LoadError(
                name, "has {hard} files that cannot be read in time; it is given up.", hard=hard
            )


def _read(name: str, data: bytes, fields: Fields) -> Iterator[Loaded]:
    """The articles in these bytes; never raises."""
    if PurePath(name).suffix.lower() not in READERS:
        known = ", ".join([*READERS, ARCHIVE, *STREAMED])
        yield LoadError(
            name, "is not a kind of file that can be read; give one of {known}.", known=known
        )
    elif not data:
        yield LoadError(name, "is empty (0 bytes); check that it was written completely.")
    else:
        yield from _articles(name, data, "file", fields=dict(fields))


def _articles(name: str, data: bytes, what: str, **known: Any) -> Iterator[Loaded]:
    """What the process that reads finds in these bytes; never raises."""
    try:
        for told in apart.answers(name, {"what": what, "name": name, **known}, data):
            if "failed" in told:
                yield LoadError(told["failed"], Message.unpacked(told["reason"]))
            else:
                fields = told["article"]
                yield Article(**{**fields, "authors": tuple(fields["authors"])})
    except TooHard as error:
        yield error


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
