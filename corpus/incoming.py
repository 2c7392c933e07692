"""What comes in, in turn: whatever was given, as named articles or errors, and in batches.

What is in a file or at an address is found by `corpus.load`; what becomes of the articles is
the business of `corpus.corpus`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus import load
from corpus.article import Article
from corpus.errors import LoadError
from corpus.fetch import Fetcher
from corpus.load.readers import Fields

BATCH_CHARACTERS = 40_000
"""Articles are embedded together up to about so many characters."""

Source = str | os.PathLike[str] | Article
Input = Path | str | Article | LoadError


def flat(sources: Iterable[Source | Iterable[Source]]) -> Iterator[Input]:
    """Articles and addresses as they are, files and folders as the files to be read."""
    for source in sources:
        if isinstance(source, Article):
            yield source
        elif isinstance(source, str | os.PathLike):
            yield from load.inputs([source])
        else:
            yield from flat(source)


def articles(
    inputs: Iterable[Input], fields: Fields, fetcher: Fetcher
) -> Iterator[tuple[str, Article | LoadError]]:
    """(name, article, or why there is none) of all that is in `inputs`, one after the other; an
    error among them stands for itself."""
    for one in inputs:
        if isinstance(one, LoadError):
            yield one.name, one
            continue
        if isinstance(one, Article):
            empty = LoadError(one.title or "article", "has no text.")
            yield one.title or one.id, one if one.text.strip() else empty
            continue
        for found in load.each(one, fields, fetcher):
            yield (found.name if isinstance(found, LoadError) else str(one)), found


def batches(given: Iterable[Article], most: int) -> Iterator[list[Article]]:
    """Articles in turn, as many at a time as are embedded in one go: about `most` characters."""
    batch: list[Article] = []
    for one in given:
        batch.append(one)
        if sum(len(article.text) for article in batch) > most:
            yield batch
            batch = []
    if batch:
        yield batch
