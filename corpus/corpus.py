"""A corpus: one folder of articles that can be added to, searched and taken from.

Ties the parts together: files become articles (`corpus.load`), articles become spans and
vectors (`split`, `embed`), all of it goes into the store in one transaction an article, and
then into the nearest-neighbour index. A corpus that was not closed in order, or was changed
since, is looked through when it is opened, and its index is built again from the store. Which
of what is found answers a question is decided in `qa`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from heapq import nlargest
from itertools import chain
from pathlib import Path
from typing import Literal

from corpus import damage, listing, seal
from corpus.again import embedded_again
from corpus.ahead import Ahead, Chunks, Done, Named
from corpus.article import Article
from corpus.embed import SentenceEmbeddings, Vectors
from corpus.errors import ArticleNotFound, CorpusDamaged, CorpusError, LoadError
from corpus.fetch import Fetcher
from corpus.folder import INDEX, PARTS, STORE, locked, refuse_emptied
from corpus.following import Following, making
from corpus.incoming import Input, Source, articles, flat
from corpus.indexing import indexed
from corpus.language import detect
from corpus.listing import EVERYTHING, Filter, Listed, Order
from corpus.load.readers import Fields
from corpus.outcome import Kind, Outcome, Report
from corpus.rows import Indexed, Stored, Story
from corpus.settings import Settings
from corpus.stem import stems
from corpus.store import Store
from corpus.weights import Progress

SAMPLES = Path(__file__).parent / "samples"
"""The folder of the articles that ship with Beleg."""


class Corpus:
    """Open one with `Corpus.open`; use it from any thread; close it, or use `with`."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self.settings = settings
        self.home = settings.home
        self.fetcher = Fetcher(settings.allowed)
        self.embeddings = SentenceEmbeddings(settings, progress)
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self._lock = locked(self.home)
        except OSError as error:
            raise CorpusError(
                "{home}: cannot be used as a corpus folder ({reason}); name another with "
                "--home or BELEG_HOME.",
                home=self.home,
                reason=error.strerror or error,
            ) from error
        try:
            self._open(progress or (lambda _message, _fraction: None))
        except BaseException:
            self._lock.release()
            raise

    def _open(self, progress: Progress) -> None:
        states = seal.states(self.home, PARTS)
        refuse_emptied(self.home)
        self._store = Store(self.home / STORE)
        try:
            self._check_embedding()
            in_order = all(state == "intact" for state in states.values())
            anew = (self._store.upgraded or not in_order) and embedded_again(
                self._store, self.embeddings, progress
            )
            if not in_order and (problems := damage.problems(self._store)):
                raise CorpusDamaged(
                    "{store}: the articles are damaged ({problem}); mend what can be mended "
                    "with `beleg doctor --repair`.",
                    store=self.home / STORE,
                    problem=problems[0],
                )
            self._sealed = seal.marks(self.home) or {}
            seal.take_off(self.home)
            self._writing = threading.RLock()
            with making(self.home / INDEX):
                self._following = Following(self._store, self.home / INDEX, intact=in_order)
                self._index = self._following.index
                try:
                    if anew or not in_order or len(self._index) != self._store.number_of_chunks():
                        self._following.reconcile()
                except BaseException:
                    self._index.close()
                    raise
            if not in_order:
                self._store.compact()  # what was being removed when it ended
        except BaseException:
            self._store.close()
            raise

    @classmethod
    def open(
        cls, home: str | os.PathLike[str] | None = None, progress: Progress | None = None
    ) -> Corpus:
        """The corpus in `home`, made if it is not there; by default $BELEG_HOME, else the
        user's data folder.

        `progress` hears (message, fraction) while model weights are unpacked or loaded.
        Raises `CorpusLocked` if another process has it open, `CorpusDamaged` if its store
        cannot be read, `CorpusError` if the folder cannot be used.
        """
        settings = Settings.from_environment()
        if home is not None:
            settings = replace(settings, home=Path(home))
        return cls(settings, progress)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leaves the folder in order, for the next one to open."""
        if not self._lock.is_locked:  # closed already; the folder may have another owner
            return
        with self._writing:
            in_order = not self._following.behind and self._following.is_equal()
            self._index.close()
            self._store.close()
            if in_order:
                with suppress(OSError):  # without a seal the next one looks more closely
                    seal.put_on(self.home, PARTS, self._sealed)
        (self.home / "owner").unlink(missing_ok=True)
        self._lock.release()

    def _check_embedding(self) -> None:
        made_with = self._store.meta("embedding", self.embeddings.name)
        if made_with != self.embeddings.name:
            raise CorpusError(
                '{home}: its articles were embedded with "{made_with}", not with '
                '"{embedding}"; set BELEG_EMBEDDING back, or use another folder.',
                home=self.home,
                made_with=made_with,
                embedding=self.embeddings.name,
            )

    # What goes in and out

    def add(
        self,
        *sources: Source | Iterable[Source],
        progress: Callable[[int, int], None] | None = None,
        fields: Fields | None = None,
    ) -> Report:
        """Adds files, folders (all known files in them), addresses or `Article` values.

        One that was there already is left alone; one with the same address as another is a
        version of it, and the newer of them answers; one that copies another is kept, and is
        one source with it; one that cannot be read is reported, and the rest is done.
        `progress` hears (inputs done, inputs in all). `fields` says which field of a JSON
        object or a CSV row is which of an article, as {"text": "Body"}; by default that is
        found by their names.
        """
        inputs = list(flat(sources))
        outcomes = []
        for outcome in self.adding(inputs, fields):
            outcomes.append(outcome)
            if progress:
                progress(len(outcomes), max(len(inputs), len(outcomes)))
        return Report(tuple(outcomes))

    def adding(self, inputs: Iterable[Input], fields: Fields | None = None) -> Iterator[Outcome]:
        """Adds one after the other and yields what became of each, once it is on disk.

        Stop listening (close the generator) to stop adding: what was yielded stays.
        """
        with Ahead(lambda batch: indexed(batch, self.embeddings)) as ahead:
            for name, loaded in articles(inputs, fields or {}, self.fetcher):
                if isinstance(loaded, LoadError):
                    yield Outcome("failed", name, reason=loaded.reason)
                else:
                    yield from self._taken(name, loaded, ahead)
                yield from self._written(ahead.done())
            yield from self._written(ahead.rest())

    def _taken(self, name: str, loaded: Article, ahead: Ahead) -> Iterator[Outcome]:
        """Leaves an article to be embedded, unless it is there already."""
        article = loaded if loaded.language else replace(loaded, language=detect(loaded.text))
        if article.id in ahead:
            yield from self._written(ahead.rest())  # its twin must be there before we say so
        if article.id in self._store:
            yield Outcome(self._again(article), name, article.id, article.title)
        else:
            ahead.take(name, article)

    def _written(self, batches: Iterable[Done]) -> Iterator[Outcome]:
        for batch, chunks in batches:
            yield from self._write(batch, chunks)

    def _again(self, article: Article) -> Kind:
        """Of an article that is there: nothing changes, unless it is withdrawn now."""
        if not article.withdrawn or self._store.get(article.id).withdrawn:
            return "unchanged"
        self.withdraw(article.id)
        return "updated"

    def _write(self, articles: Sequence[Named], chunks: Chunks) -> Iterator[Outcome]:
        """Stores one after the other, then has the index follow, then says so."""
        outcomes: list[Outcome] = []
        done: list[Stored] = []
        with self._writing:
            try:
                for name, article in articles:
                    if not (article.withdrawn or chunks[article.id]):
                        reason = "has no sentences that could be quoted."
                        outcomes.append(Outcome("failed", name, article.id, reason=reason))
                        continue
                    stored = self._store.add(article, chunks.get(article.id, ()))
                    done.append(stored)
                    outcomes.append(_outcome(name, article, stored))
            finally:  # what is stored already must be found, whatever stops the rest
                self._store.settle()
                self._following.follow(
                    [key for one in done for key in one.keys],
                    [key for one in done for key in one.gone],
                )
        yield from outcomes

    def remove(self, *ids: str) -> tuple[Article, ...]:
        """Takes articles out: from the answers, the index and the disk. The newest version of
        an article takes the older ones with it.

        Everything that is left is written anew, which takes some seconds in a large corpus.
        Returns what was taken out; `add` brings it back. Raises `ArticleNotFound`, and removes
        nothing, if one of them is not there.
        """
        with self._writing:
            for one in ids:
                self._known(one)
            gone, _ = self._store.remove(list(dict.fromkeys(ids)))
            self._following.rebuild()
            self._store.compact()
        return tuple(gone)

    def withdraw(self, *ids: str) -> None:
        """Marks articles as withdrawn: they stay, and are shown as such, but never answer, nor
        does any other version of them until `reinstate`. Raises `ArticleNotFound`."""
        with self._writing:
            for one in ids:
                self._known(one)
            for one in ids:
                self._following.follow([], self._store.withdraw(one))

    def reinstate(self, *ids: str) -> None:
        """Lets withdrawn articles answer again. Raises `ArticleNotFound`."""
        with self._writing:
            for one in ids:
                self._known(one)
            for one in ids:
                newest = self.versions(one)[-1]
                if newest.withdrawn:
                    chunks = indexed([newest], self.embeddings)[newest.id]
                    self._following.follow(self._store.reinstate(newest.id, chunks), [])

    def _known(self, article_id: str) -> None:
        if article_id not in self._store:
            raise ArticleNotFound(
                'No article has the id "{id}"; `beleg list` shows all.', id=article_id
            )

    def add_samples(self) -> Report:
        """Adds the articles that ship with Beleg."""
        return self.add(SAMPLES)

    def remove_samples(self) -> int:
        """Takes the sample articles out; returns how many there were."""
        ids = self._store.ids(samples=True)
        if ids:
            self.remove(*ids)
        return len(ids)

    # What is there

    def __len__(self) -> int:
        """Number of articles, whatever the number of their versions."""
        return len(self._store)

    @property
    def changes(self) -> int:
        """A number that grows with every change of what is stored; the same means no change."""
        return self._store.changes

    def articles(self) -> Iterator[Article]:
        """The newest version of each article, in the order in which they were added."""
        return self._store.articles()

    def get(self, article_id: str) -> Article:
        """The article, or older version of one, with that id. Raises `ArticleNotFound`."""
        return self._store.get(article_id)

    def versions(self, article_id: str) -> tuple[Article, ...]:
        """All versions of an article, the newest, which answers, last. Raises
        `ArticleNotFound`."""
        return tuple(self._store.versions(article_id))

    def story(self, article_id: str) -> tuple[Article, ...]:
        """The article and its copies in other outlets, in the order in which they came in;
        of an older version only itself. Raises `ArticleNotFound`."""
        return tuple(self._store.story(article_id))

    def listed(
        self,
        wanted: Filter = EVERYTHING,
        order: Order = "added",
        *,
        descending: bool = False,
        start: int = 0,
        limit: int = 100,
    ) -> tuple[list[Listed], int]:
        """One page of the table of articles, and how many rows it has in all."""
        rows = self._store.rows
        return listing.page(rows, wanted, order, descending=descending, start=start, limit=limit)

    def counts(
        self,
        by: Literal["source", "language", "day"],
        wanted: Filter = EVERYTHING,
        limit: int = 60,
    ) -> list[tuple[str, int]]:
        """How many articles there are of each outlet or language, or of each day."""
        return listing.counts(self._store.rows, wanted, by, limit)

    def stories(self, ids: Sequence[str]) -> dict[str, Story]:
        """The story of each of these articles, by its id; older versions have none."""
        return self._store.stories(ids)

    def check(self) -> tuple[str, ...]:
        """Everything that is wrong with what is stored, a line each; reads all of it."""
        with self._writing:
            problems = damage.problems(self._store)
            if not self._following.is_equal():
                problems.append("the index does not hold what the store holds")
        return tuple(problems)

    def number_of_chunks(self, within: Filter = EVERYTHING) -> int:
        """Number of chunks that are searched for what is wanted."""
        return self._store.number_of_chunks(within)

    def published(self, within: Filter = EVERYTHING) -> tuple[str, str]:
        """The earliest and the latest day of publication of the articles that are wanted, ISO
        8601; "" where none is known."""
        return self._store.published(within)

    def languages(self) -> list[str]:
        """Languages of the articles, the most frequent first."""
        return self._store.languages()

    # The two raw lists of a search

    def dense(
        self, vector: Vectors, language: str, limit: int, within: Filter = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Keys of chunks of the articles that are wanted and their cosine with `vector`, the
        closest first. Where not all are wanted, each of their chunks is looked at.

        Up to `limit` in `language`, and as many in others: vectors of one language lie closer
        together whatever they say, so that either list alone would miss what the other has.
        """
        if within != EVERYTHING:
            return self._nearest(vector, language, limit, within)
        if self._following.behind:
            with self._writing:
                self._following.rebuild()
        own = self._index.nearest(vector, limit, language)
        return own + self._index.nearest(vector, limit, language, other=True)

    def _nearest(
        self, vector: Vectors, language: str, limit: int, within: Filter
    ) -> list[tuple[int, float]]:
        own: list[tuple[float, int]] = []
        others: list[tuple[float, int]] = []
        for keys, vectors, languages in self._store.vectors_within(within):
            for key, cosine, one in zip(keys, (vectors @ vector).tolist(), languages, strict=True):
                (own if one == language else others).append((cosine, key))
        best = nlargest(limit, own) + nlargest(limit, others)
        return [(key, cosine) for cosine, key in best]

    def lexical(
        self, question: str, language: str, limit: int, within: Filter = EVERYTHING
    ) -> list[tuple[int, float]]:
        """Keys of chunks of the articles that are wanted that share words with `question`, and
        their BM25, the best first.

        Words are stemmed in the question's language and in those of the articles.
        """
        known = dict.fromkeys([language, *self.languages()[:4]])
        words = chain.from_iterable(stems(question, one) for one in known)
        return self._store.match(words, limit, within)

    def indexed(self, keys: Sequence[int]) -> dict[int, Indexed]:
        """Chunks with their vectors and those of their sentences, by key."""
        return self._store.indexed(keys)


def _outcome(name: str, article: Article, stored: Stored) -> Outcome:
    kind: Kind = "updated" if stored.version else "copy" if stored.copy_of else "added"
    return Outcome(kind, name, article.id, article.title, copy_of=stored.copy_of)
