"""A corpus: one folder of articles that can be added to, searched and taken from.

Ties the parts together: files become articles (`corpus.load`), articles become spans and
vectors (`split`, `embed`), all of it goes into the store in one transaction an article, and
then into the nearest-neighbour index, which is compared with the store on opening and made
equal to it. Which of what is found answers a question is decided in `qa`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from corpus import load
from corpus.article import Article
from corpus.embed import SentenceEmbeddings, Vectors
from corpus.errors import ArticleNotFound, CorpusError, CorpusLocked, LoadError
from corpus.language import detect
from corpus.settings import Settings
from corpus.split import chunks
from corpus.stem import stems
from corpus.store import Indexed, Store
from corpus.vectors import VectorIndex
from corpus.weights import Progress

SAMPLES = Path(__file__).parent / "samples"
"""The folder of the articles that ship with Beleg."""

_BATCH_CHARACTERS = 40_000
_REBUILD_KEYS = 5_000

Source = str | os.PathLike[str] | Article
Kind = Literal["added", "updated", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: `kind`, and for "failed" the `reason`.

    `name` is the input as a person knows it; `id` and `title` are the article's.
    """

    kind: Kind
    name: str
    id: str = ""
    title: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all inputs of one `Corpus.add`."""

    outcomes: tuple[Outcome, ...]

    @property
    def added(self) -> tuple[Outcome, ...]:
        """New articles."""
        return self._of("added")

    @property
    def updated(self) -> tuple[Outcome, ...]:
        """Articles that took the place of what was read from the same file before."""
        return self._of("updated")

    @property
    def unchanged(self) -> tuple[Outcome, ...]:
        """Articles that were there already; nothing was computed again."""
        return self._of("unchanged")

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Inputs of which nothing was stored, each with its reason."""
        return self._of("failed")

    def _of(self, kind: Kind) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.kind == kind)


class Corpus:
    """Open one with `Corpus.open`; use it from any thread; close it, or use `with`."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self.settings = settings
        self.home = settings.home
        self.embeddings = SentenceEmbeddings(settings, progress)
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.home)
        except OSError as error:
            raise CorpusError(
                f"{self.home}: cannot be used as a corpus folder ({error.strerror or error}); "
                "name another with --home or BELEG_HOME."
            ) from error
        try:
            self._store = Store(self.home / "articles.sqlite")
            self._check_embedding()
            self._index = VectorIndex(self.home / "index")
            self._reconcile()
        except BaseException:
            self._lock.release()
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
        self._index.close()
        self._store.close()
        (self.home / "owner").unlink(missing_ok=True)
        self._lock.release()

    def _check_embedding(self) -> None:
        made_with = self._store.meta("embedding", self.embeddings.name)
        if made_with != self.embeddings.name:
            raise CorpusError(
                f'{self.home}: its articles were embedded with "{made_with}", not with '
                f'"{self.embeddings.name}"; set BELEG_EMBEDDING back, or use another folder.'
            )

    def _reconcile(self) -> None:
        """Makes the index equal to the store, from the vectors in the store."""
        stored, indexed = self._store.keys(), self._index.keys()
        self._index.remove(sorted(indexed - stored))
        missing = sorted(stored - indexed)
        for i in range(0, len(missing), _REBUILD_KEYS):
            part = missing[i : i + _REBUILD_KEYS]
            self._index.upsert(part, *self._store.vectors(part))

    # What goes in and out

    def add(
        self,
        *sources: Source | Iterable[Source],
        progress: Callable[[int, int], None] | None = None,
    ) -> Report:
        """Adds files, folders (all known files in them) or `Article` values.

        One that was there already is left alone; one read from the same file as an earlier
        one takes its place; one that cannot be read is reported, and the rest is done.
        `progress` hears (inputs done, inputs in all).
        """
        inputs = list(_flat(sources))
        outcomes = []
        for outcome in self.adding(inputs):
            outcomes.append(outcome)
            if progress:
                progress(len(outcomes), max(len(inputs), len(outcomes)))
        return Report(tuple(outcomes))

    def adding(self, inputs: Iterable[Path | Article]) -> Iterator[Outcome]:
        """Adds one after the other and yields what became of each, once it is on disk.

        Stop listening (close the generator) to stop adding: what was yielded stays.
        """
        waiting: list[tuple[str, Article]] = []
        characters = 0
        for name, loaded in _articles(inputs):
            if isinstance(loaded, LoadError):
                yield Outcome("failed", name, reason=loaded.reason)
                continue
            article = loaded if loaded.language else replace(loaded, language=detect(loaded.text))
            if article.id in (one.id for _, one in waiting):
                yield from self._write(waiting)  # its twin must be there before we say so
                waiting, characters = [], 0
            if article.id in self._store:
                yield Outcome("unchanged", name, article.id, article.title)
                continue
            waiting.append((name, article))
            characters += len(article.text)
            if characters > _BATCH_CHARACTERS:
                yield from self._write(waiting)
                waiting, characters = [], 0
        yield from self._write(waiting)

    def _write(self, articles: Sequence[tuple[str, Article]]) -> Iterator[Outcome]:
        for (name, article), indexed in zip(
            articles, self._indexed([article for _, article in articles]), strict=True
        ):
            if not indexed:
                yield Outcome("failed", name, reason="has no sentences that could be quoted.")
                continue
            old = self._store.ids(origin=article.origin) if article.origin else []
            gone = self._store.keys_of(old)
            keys = self._store.add(article, indexed, old)
            self._index.upsert(keys, *self._store.vectors(keys))
            self._index.remove(gone)
            yield Outcome("updated" if old else "added", name, article.id, article.title)

    def _indexed(self, articles: Sequence[Article]) -> list[list[Indexed]]:
        """The chunks of each article with all they are found by, embedded in one go."""
        cut = [(article, chunk) for article in articles for chunk in chunks(article)]
        passages = self.embeddings.chunks(
            [article.text[chunk.start : chunk.end] for article, chunk in cut],
            [
                [(one.start - chunk.start, one.end - chunk.start) for one in chunk.sentences]
                for _, chunk in cut
            ],
        )
        done: dict[str, list[Indexed]] = {article.id: [] for article in articles}
        for (article, chunk), passage in zip(cut, passages, strict=True):
            text = f"{article.title} {article.text[chunk.start : chunk.end]}"
            words = tuple(stems(text, article.language))
            done[article.id].append(Indexed(chunk, article.language, passage, words))
        return [done[article.id] for article in articles]

    def remove(self, *ids: str) -> None:
        """Takes articles out: from the answers, the index and the disk.

        Raises `ArticleNotFound`, and removes nothing, if one of them is not there.
        """
        gone = list(dict.fromkeys(ids))
        for one in gone:
            if one not in self._store:
                raise ArticleNotFound(f'No article has the id "{one}"; `beleg list` shows all.')
        self._index.remove(self._store.remove(gone))
        self._store.compact()

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
        """Number of articles."""
        return len(self._store)

    def articles(self) -> Iterator[Article]:
        """All articles, in the order in which they were added."""
        return self._store.articles()

    def get(self, article_id: str) -> Article:
        """The article with that id. Raises `ArticleNotFound`."""
        return self._store.get(article_id)

    def number_of_chunks(self) -> int:
        """Number of chunks that are searched."""
        return self._store.number_of_chunks()

    def published(self) -> tuple[str, str]:
        """The earliest and the latest day of publication, ISO 8601; "" where none is known."""
        return self._store.published()

    def languages(self) -> list[str]:
        """Languages of the articles, the most frequent first."""
        return self._store.languages()

    # The two raw lists of a search

    def dense(self, vector: Vectors, language: str, limit: int) -> list[tuple[int, float]]:
        """Keys of chunks and their cosine with `vector`, the closest first.

        Up to `limit` in `language`, and as many in others: vectors of one language lie closer
        together whatever they say, so that either list alone would miss what the other has.
        """
        own = self._index.nearest(vector, limit, language)
        return own + self._index.nearest(vector, limit, language, other=True)

    def lexical(self, question: str, language: str, limit: int) -> list[tuple[int, float]]:
        """Keys of chunks that share words with `question`, and their BM25, the best first.

        Words are stemmed in the question's language and in those of the articles.
        """
        known = dict.fromkeys([language, *self.languages()[:4]])
        return self._store.match(chain.from_iterable(stems(question, one) for one in known), limit)

    def indexed(self, keys: Sequence[int]) -> dict[int, Indexed]:
        """Chunks with their vectors and those of their sentences, by key."""
        return self._store.indexed(keys)


def _locked(home: Path) -> FileLock:
    lock = FileLock(home / "lock", thread_local=False)  # any thread may close the corpus
    owner = home / "owner"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who = owner.read_text(encoding="utf-8") if owner.is_file() else "another process"
        raise CorpusLocked(
            f"{home}: in use by {who}; end that one first, or use another folder with --home."
        ) from None
    owner.write_text(f"process {os.getpid()}", encoding="utf-8")
    return lock


def _flat(sources: Iterable[Source | Iterable[Source]]) -> Iterator[Path | Article]:
    for source in sources:
        if isinstance(source, Article):
            yield source
        elif isinstance(source, str | os.PathLike):
            yield from load.files([Path(source)])
        else:
            yield from _flat(source)


def _articles(inputs: Iterable[Path | Article]) -> Iterator[tuple[str, Article | LoadError]]:
    for one in inputs:
        if isinstance(one, Article):
            empty = LoadError(one.title or "article", "has no text.")
            yield one.title or one.id, one if one.text.strip() else empty
            continue
        try:
            for article in load.load(one):
                yield str(one), article
        except LoadError as error:
            yield error.name, error
