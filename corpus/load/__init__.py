"""Files become articles: one module a kind of file, chosen by the name's ending.

`files` finds them, `load` reads one. Whatever its bytes are, a file gives articles or a
`LoadError` that says what is wrong with it and what to do; what a third-party parser raises
on hostile input ends here. Splitting and language detection come later.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.article import Article
from corpus.errors import LoadError
from corpus.load import docx, html, pdf, plain

MAX_BYTES = 50_000_000
MAX_CHARACTERS = 5_000_000

Reader = Callable[[str, bytes], Article]
"""Makes an article of a file's name and content; raises `LoadError`, or anything at all."""

READERS: dict[str, Reader] = {
    ".txt": plain.text,
    ".md": plain.markdown,
    ".html": html.page,
    ".htm": html.page,
    ".pdf": pdf.document,
    ".docx": docx.document,
}


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
                if not name.startswith(".") and Path(name).suffix.lower() in READERS:
                    yield Path(folder, name)


def load(path: Path) -> Iterator[Article]:
    """The articles in one file. Raises `LoadError` if it cannot be read as any."""
    name = str(path)
    reader = READERS.get(path.suffix.lower())
    data = _bytes(path)
    if reader is None:
        known = ", ".join(READERS)
        raise LoadError(name, f"is not a kind of file that can be read; give one of {known}.")
    try:
        with _quiet():
            article = reader(name, data)
    except LoadError:
        raise
    except Exception as error:  # parsers raise anything on damaged files
        kind = path.suffix[1:].upper()
        detail = type(error).__name__
        raise LoadError(
            name, f"is damaged or not a {kind} file ({detail}); open it and save it again."
        ) from error
    if not article.text.strip():
        raise LoadError(name, "has no text in it; check that this is the right file.")
    if len(article.text) > MAX_CHARACTERS:
        raise LoadError(name, f"has over {MAX_CHARACTERS:,} characters; split it first.")
    yield article


def _bytes(path: Path) -> bytes:
    name = str(path)
    try:
        if path.is_dir():
            raise LoadError(name, "is a folder; add it as such.")
        if not path.is_file() and path.exists():
            raise LoadError(name, "is not a regular file; copy its content into one.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise LoadError(
                name,
                f"has {size / 1e6:,.0f} MB, over the {MAX_BYTES / 1e6:.0f} MB allowed; split it.",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise LoadError(name, "does not exist; check the path.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise LoadError(name, f"cannot be opened ({reason}); check its permissions.") from error
    if not data:
        raise LoadError(name, "is empty (0 bytes); check that it was written completely.")
    return data


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
