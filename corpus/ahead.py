"""Reading goes ahead where it is slow: what is there already is embedded in a thread meanwhile.

Servers, parsers and disks make us wait; what came in by then need not. Where reading is quick,
batches are soon full and there is nothing to gain: those are embedded by the caller itself,
which Ctrl-C ends at once. So is all reading, and all that touches the store: that stays with
`corpus.corpus`; here are only texts and vectors.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from corpus.article import Article
from corpus.incoming import BATCH_CHARACTERS, batches
from corpus.rows import Indexed

Named = tuple[str, Article]
Chunks = dict[str, list[Indexed]]
Done = tuple[list[Named], Chunks]
"""A batch in the order in which it came, and the chunks of each of its articles by its id."""

_PART_CHARACTERS = 10_000  # some seconds
_PATIENCE = 1.0
"""Seconds after which what is there is embedded though the batch is not full."""


class Ahead:
    """Takes articles and gives them back in batches, in order, once `embed` is done with them.

    At most one batch is in the thread, and one is waiting. After the `with` block no thread is
    left: what is in it is given up after a few articles.
    """

    def __init__(self, embed: Callable[[list[Article]], Chunks]) -> None:
        self._embed = embed
        self._thread, self._ended = ThreadPoolExecutor(1, "ahead"), Event()
        self._waiting: list[Named] = []
        self._since = 0.0
        self._embedded: tuple[list[Named], Future[Chunks]] | None = None

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.shutdown()

    def __contains__(self, article_id: str) -> bool:
        """Whether that article was taken and not given back yet."""
        beside = self._embedded[0] if self._embedded else []
        return any(one.id == article_id for _, one in (*beside, *self._waiting))

    def take(self, name: str, article: Article) -> None:
        """Takes an article, which `done` or `rest` gives back."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append((name, article))

    def done(self) -> Iterator[Done]:
        """What is done by now; all of it, once there is enough for a batch."""
        if sum(len(one.text) for _, one in self._waiting) > BATCH_CHARACTERS:
            yield from self.rest()
        elif self._embedded and self._embedded[1].done():
            yield from self._from_thread()
        if not self._embedded and self._waiting and time.monotonic() - self._since > _PATIENCE:
            batch, self._waiting = self._waiting, []
            self._embedded = batch, self._thread.submit(self._in_parts, batch)

    def rest(self) -> Iterator[Done]:
        """All that was taken."""
        yield from self._from_thread()
        if self._waiting:
            batch, self._waiting = self._waiting, []
            yield batch, self._embed(_answering(batch))

    def _from_thread(self) -> Iterator[Done]:
        if self._embedded:
            (batch, chunks), self._embedded = self._embedded, None
            yield batch, chunks.result()

    def _in_parts(self, batch: list[Named]) -> Chunks:
        done: Chunks = {}
        for part in batches(_answering(batch), _PART_CHARACTERS):
            if not self._ended.is_set():
                done |= self._embed(part)
        return done


def _answering(batch: list[Named]) -> list[Article]:
    return [one for _, one in batch if not one.withdrawn]
